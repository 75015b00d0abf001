"""A sealed code scanned at the desk: figures beside the paper, and what the desk thinks of them. No network anywhere."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QLabel

from core.identity import new_desk_code
from core.pelacakan.commands import OpenBerkas
from core.pelacakan.perpindahan import Keadaan
from core.segel.angka import from_digits, to_digits
from core.segel.commands import MakeKey, RevokeKey, TrustKey
from core.segel.isi import canonical
from core.segel.paket import ISI, PENGAJUAN, KepalaPaket, packet_message, unsealed_packet
from db.segel import ed25519
from tests.ui.pelacakan.test_meja import Meja, meja  # noqa: F401 - the fixture
from tests.unit.pelacakan.contoh_berkas import LOKET, isi
from tests.unit.segel.contoh_segel import HARI, KUNCI, RAHASIA, pengajuan, sealed
from tests.unit.segel.test_lembar import sheet

KENALI = TrustKey(lembar=sheet(), sidik_jari=KUNCI.sidik_jari)


def read(m: Meja, teks: str) -> None:
    """What the scan line hands over after a scan."""
    m.page.receive(teks)
    m.wait()
    m.wait()


def said(m: Meja) -> str:
    return m.page.segel.card.chip.status().kata


def test_figures_of_a_good_seal_stand_beside_the_paper(meja: Meja) -> None:  # noqa: F811
    meja.office.do(KENALI)
    read(meja, sealed(pengajuan(20)))
    card = meja.page.segel.card
    assert said(meja) == "segel cocok"
    assert card.figures["Nomor SPM"] == "99.99/03.0/000012/LS/2.16.2.20.2.21.01.0000/M/2/2026"
    assert card.figures["Rekening bank"] == "0012345678"
    assert card.isVisible()
    assert KUNCI.opd_nama in card.sentence


def seen(m: Meja) -> str:
    """Every word that stands on the card."""
    return " ".join(w.text() for w in m.page.segel.card.findChildren(QLabel) if w.isVisible())


def test_altered_code_shows_no_figure_at_all(meja: Meja) -> None:  # noqa: F811
    """Not even those of the good scan before it."""
    meja.office.do(KENALI)
    read(meja, sealed(pengajuan(20)))
    assert "0012345678" in seen(meja)
    data = bytearray(from_digits(sealed(pengajuan())))
    data[-70] ^= 1
    read(meja, to_digits(bytes(data)))
    assert said(meja) == "isi berubah"
    assert meja.page.segel.card.figures == {}
    assert "0012345678" not in seen(meja)
    assert "Rp" not in seen(meja)
    assert not meja.page.segel.card.register_button.isVisible()


def test_unknown_and_revoked_keys_are_told_apart(meja: Meja) -> None:  # noqa: F811
    read(meja, sealed(pengajuan()))
    assert said(meja) == "kunci tidak dikenal"
    assert KUNCI.id in meja.page.segel.card.sentence
    meja.office.do(KENALI)
    meja.office.do(RevokeKey(kunci_id=KUNCI.id, sebab="laptop hilang"))
    read(meja, sealed(pengajuan(2)))
    assert said(meja) == "kunci dicabut"
    assert "laptop hilang" in meja.page.segel.card.sentence
    assert not meja.page.segel.card.register_button.isVisible()


def test_berkas_of_a_good_seal_is_registered_with_one_click_and_received_by_its_barcode(meja: Meja) -> None:  # noqa: F811
    meja.office.do(KENALI)
    p = replace(pengajuan(), kode_meja=new_desk_code())
    read(meja, sealed(p))
    meja.sit(LOKET)
    meja.page.segel.card.register_button.click()
    meja.wait()
    meja.wait()
    berkas = meja.kantor.ask(lambda q: q.pelacakan.by_kode(p.kode_meja))
    assert (berkas.isi.nomor, berkas.isi.nilai, berkas.keadaan) == (p.nomor, p.nilai, Keadaan.DIAJUKAN)
    assert not meja.page.segel.card.isVisible()
    read(meja, p.kode_meja)
    assert meja.kantor.ask(lambda q: q.pelacakan.by_kode(p.kode_meja)).keadaan is Keadaan.BERJALAN


def test_paper_of_an_older_round_or_another_amount_is_named(meja: Meja) -> None:  # noqa: F811
    meja.office.do(KENALI)
    p = replace(pengajuan(), kode_meja=new_desk_code())
    cover = replace(isi(nomor=p.nomor), tanggal=p.tanggal, nilai=p.nilai + p.nilai)
    meja.office.do(OpenBerkas(isi=cover, kode=p.kode_meja), LOKET)
    read(meja, sealed(replace(p, putaran=2)))
    meja.wait()
    assert said(meja) == "segel cocok"
    assert "Nilai: pada kertas" in meja.page.segel.card.beda
    assert "putaran 2" in meja.page.segel.card.beda
    assert meja.page._baca is not None, "the berkas is shown beside it, and not received"
    assert meja.page._baca.berkas.keadaan is Keadaan.DIAJUKAN


def test_long_number_that_is_no_seal_is_refused(meja: Meja) -> None:  # noqa: F811
    read(meja, "1" * 500)
    assert "bukan kode segel Pundi" in meja.page.answer.text()
    assert not meja.page.segel.card.isVisible()


def test_submission_file_is_opened_at_the_desk_once_and_answered(meja: Meja, tmp_path: Path) -> None:  # noqa: F811
    meja.office.do(KENALI)
    meja.office.do(MakeKey(berlaku_dari=date(2026, 1, 2)))
    p = replace(pengajuan(3), kode_meja=new_desk_code())
    kepala = KepalaPaket(PENGAJUAN, p.opd_kode, HARI, p.berkas, p.kode_meja, p.putaran)
    awal, ekor = unsealed_packet(kepala, KUNCI, {ISI: canonical(p.to_json())})
    berkas = tmp_path / "spm.pundi"
    berkas.write_bytes(awal + ekor + ed25519.seal(RAHASIA, packet_message(awal)))
    for kata in ("3 baris. Pindai barcode", "tidak ada yang berubah"):
        meja.page.pundi.open_file(berkas)
        meja.wait()
        meja.wait()
        assert kata in meja.told[-1].kalimat
        assert p.nomor in meja.page.card.title_text()
    read(meja, p.kode_meja)
    jawaban = tmp_path / "jawaban.pundi"
    meja.page.pundi.write_answer(p.kode_meja, jawaban)
    meja.wait()
    assert jawaban.read_bytes().startswith(b"PUNDI")
    assert meja.told[-1].judul == "Jawaban disimpan"


def test_altered_file_is_refused_by_name_on_the_page(meja: Meja, tmp_path: Path) -> None:  # noqa: F811
    meja.office.do(KENALI)
    rusak = tmp_path / "rusak.pundi"
    rusak.write_bytes(b"PK\x03\x04 bukan pundi")
    for berkas, kode in ((rusak, "ERR_PAKET_KEPALA"), (tmp_path / "hilang.pundi", "ERR_BERKAS_TIDAK_ADA")):
        meja.page.pundi.open_file(berkas)
        meja.wait()
        assert meja.told[-1].kode == kode
