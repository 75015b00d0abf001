"""The pages in the region's web space: one per receipt, true, small, and never gone while they are valid."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest

from core.errors import Refusal
from core.identity import token_hash
from core.pelacakan.commands import MoveBerkas
from core.pelacakan.resi import PANJANG_LAMAN, Resi, page_name, typed_hash
from tests.ui.portal.kantor_lacak import RAHASIA, Loket
from tests.unit.pelacakan.contoh_berkas import KODE, VERIFIKATOR_B
from ui.portal import terbit
from ui.portal.halaman import render_missing
from ui.portal.isi import read_message
from ui.portal.terbit import Terbitan, publish


@pytest.fixture
def loket(tmp_path: Path) -> Loket:
    return Loket(tmp_path / "kantor")


@pytest.fixture
def web(tmp_path: Path) -> Path:
    return tmp_path / "web"


def page(web: Path, resi: Resi) -> Path:
    return web / "t" / f"{page_name(token_hash(resi.token))}.html"


def read(berkas: Path) -> str:
    """The words of a page, without its tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", berkas.read_text("utf-8").partition("</style>")[2]).split())


def test_a_receipt_has_its_page_and_its_typed_code_leads_there(loket: Loket, web: Path) -> None:
    resi = loket.receive()
    loket.verify()
    assert publish(loket.kantor, web) == Terbitan(1, 1, 0)
    teks = read(page(web, resi))
    for kata in (
        "Kota Contoh SPM-LS 0144/SPM-LS/2026 Dinas CONTOH",
        "Sekarang di BPKAD Sedang diperiksa di BPKAD.",
        "Perkiraan selesai",
        "Sisa waktu",
        "Diterima",
        "Ditandatangani",
        "Dikirim ke bank",
        "Keadaan pada",
    ):
        assert kata in teks
    assert "○ Cair" in teks
    ketik = web / "k" / f"{typed_hash(resi.kode_ketik)[:PANJANG_LAMAN]}.html"
    assert f"../t/{page(web, resi).name}" in ketik.read_text("utf-8")


def test_no_page_says_an_amount_a_name_or_a_note_and_none_is_large(loket: Loket, web: Path) -> None:
    loket.receive()
    loket.verify()
    loket.return_()
    publish(loket.kantor, web)
    pages = sorted(web.rglob("*.html"))
    assert len(pages) == 4
    for satu in pages:
        isi = satu.read_text("utf-8")
        assert satu.stat().st_size < 8_000
        assert not [r for r in RAHASIA if r in isi]
        assert "http" not in isi.replace("http-equiv", ""), "nothing is fetched from anywhere"
    assert "<script" not in "".join(p.read_text("utf-8") for p in (web / "t").iterdir())


def test_a_return_says_whose_turn_it_is_and_why(loket: Loket, web: Path) -> None:
    resi = loket.receive()
    loket.verify()
    loket.return_()
    publish(loket.kantor, web)
    teks = read(page(web, resi))
    assert "Sekarang di OPD Dikembalikan kepada OPD untuk diperbaiki" in teks
    assert "Alasan: kontrak, BAST atau jaminan kurang." in teks
    assert "Diperiksa — dikembalikan" in teks
    assert "Perkiraan" not in teks


def test_waiting_for_cash_is_said_with_its_own_time(loket: Loket, web: Path) -> None:
    resi = loket.receive()
    loket.verify()
    loket.do(MoveBerkas(kode=KODE, ke="UJI_DANA"), VERIFIKATOR_B)
    loket.jam.move(minutes=15)
    loket.do(MoveBerkas(kode=KODE, ke="MENUNGGU_KAS"), VERIFIKATOR_B)
    publish(loket.kantor, web)
    teks = read(page(web, resi))
    assert "Sekarang di BPKAD Menunggu ketersediaan kas daerah di BPKAD; berkasnya tidak salah." in teks
    assert "● Diperiksa sejak Senin 2 Mar, 9.45" in teks
    assert "Perkiraan" not in teks
    loket.do(MoveBerkas(kode=KODE, ke="UJI_DANA"), VERIFIKATOR_B)
    publish(loket.kantor, web)
    assert "Sedang diperiksa" in read(page(web, resi))


def test_the_end_says_that_the_money_is_there(loket: Loket, web: Path) -> None:
    resi = loket.receive()
    loket.verify()
    loket.pay()
    publish(loket.kantor, web)
    teks = read(page(web, resi))
    assert "Selesai Sudah cair." in teks
    assert teks.count("✓") == 6


def test_only_what_changed_is_written_again(loket: Loket, web: Path) -> None:
    satu = loket.receive()
    publish(loket.kantor, web)
    pertama = page(web, satu).read_text("utf-8")
    loket.jam.move(minutes=1)
    assert publish(loket.kantor, web) == Terbitan(1, 0, 0)
    assert page(web, satu).read_text("utf-8") == pertama
    lagi = loket.issue()
    assert publish(loket.kantor, web) == Terbitan(2, 1, 0)
    assert page(web, satu).exists(), "a receipt printed again leaves the old one valid"
    assert page(web, lagi).exists()


def test_an_unchanged_page_does_not_grow_older_than_an_hour(loket: Loket, web: Path) -> None:
    resi = loket.receive()
    publish(loket.kantor, web)
    umur = re.compile(r"Keadaan pada ([^.]+\.\d\d) WIB")
    pertama = umur.search(read(page(web, resi)))
    loket.jam.move(minutes=61)
    assert publish(loket.kantor, web).ditulis == 1
    kedua = umur.search(read(page(web, resi)))
    assert pertama is not None
    assert kedua is not None
    assert pertama[1] != kedua[1]


def test_a_page_goes_when_its_receipt_has_run_out_and_foreign_files_stay(loket: Loket, web: Path) -> None:
    resi = loket.receive()
    loket.verify()
    loket.pay()
    publish(loket.kantor, web)
    asing = web / "t" / f"{'0' * 32}.html"
    asing.write_text("halaman OPD lain", "utf-8")
    loket.jam.move(minutes=60 * 24 * 90)
    publish(loket.kantor, web)
    assert page(web, resi).exists()
    loket.jam.move(minutes=60 * 24)
    assert publish(loket.kantor, web).dihapus == 2
    assert not page(web, resi).exists()
    assert asing.exists()


def test_a_cut_off_write_leaves_the_old_page(loket: Loket, web: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    resi = loket.receive()
    publish(loket.kantor, web)
    lama = page(web, resi).read_text("utf-8")
    loket.verify()

    def full(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(Refusal) as tolak:
        publish(loket.kantor, web)
    assert tolak.value.kode == "ERR_FOLDER_LAMAN"
    assert page(web, resi).read_text("utf-8") == lama
    assert not list(web.rglob("*.tmp"))


def test_an_unknown_page_says_one_thing() -> None:
    assert "tidak dikenal atau masa berlakunya sudah habis" in render_missing()


def test_the_range_is_said_to_have_passed(loket: Loket, web: Path) -> None:
    resi = loket.receive()
    loket.verify()
    loket.jam.move(minutes=60 * 24 * 10)
    publish(loket.kantor, web)
    assert "melewati perkiraan, masih dikerjakan" in read(page(web, resi))


def test_the_message_for_a_chat_says_the_same(loket: Loket) -> None:
    loket.receive()
    loket.verify()
    teks = loket.kantor.ask(lambda q: read_message(q, KODE, loket.jam.now()))
    assert teks is not None
    assert teks.splitlines()[:2] == [
        "SPM-LS 0144/SPM-LS/2026, Dinas CONTOH",
        "Sekarang di BPKAD. Sedang diperiksa di BPKAD.",
    ]
    assert not [r for r in RAHASIA if r in teks]
    assert loket.kantor.ask(lambda q: read_message(q, "0", loket.jam.now())) is None


def test_a_receipt_is_kept_in_view_longer_than_any_is_valid() -> None:
    assert timedelta(days=terbit.SIMPAN_HARI) > timedelta(days=90)
