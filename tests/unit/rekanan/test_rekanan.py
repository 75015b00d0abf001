"""Rekanan: tax numbers, certificates, accounts, versions, and what a list may show."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from core.access import Peran
from core.errors import Refusal
from core.identity import RekananId, new_uuid
from core.opd.rekening_bank import RekeningBank
from core.rekanan.commands import HANDLERS, SaveRekanan
from core.rekanan.model import Bentuk, Rekanan, SuratKeterangan, match_account, parse_npwp
from core.rekanan.queries import RekananRow
from tests.fakes.kantor import KantorDiMemori, konteks, pelaku

BANK = RekeningBank("137", "0012345678", "PT Komputindo Contoh", "Bank Contoh")


def _rekanan(**lain: Any) -> Rekanan:
    isi: dict[str, Any] = {"id": RekananId(new_uuid()), "nama": "PT Komputindo Contoh", "bentuk": Bentuk.BADAN}
    return Rekanan(**{**isi, "npwp": "0000000000000417", "rekening": BANK, **lain})


def _save(work: KantorDiMemori, rekanan: Rekanan) -> RekananId:
    return HANDLERS[SaveRekanan](SaveRekanan(rekanan=rekanan), work, konteks(pelaku(Peran.BENDAHARA)))


def _refused(work: KantorDiMemori, rekanan: Rekanan) -> Refusal:
    before = (dict(work.rekanan.kartu), list(work.kejadian))
    with pytest.raises(Refusal) as no:
        _save(work, rekanan)
    assert (work.rekanan.kartu, work.kejadian) == before
    return no.value


@pytest.mark.parametrize(
    ("teks", "bentuk", "harap"),
    [
        ("0012.3456.7890.1234", Bentuk.BADAN, "0012345678901234"),
        ("01.234.567.8-901.234", Bentuk.BADAN, None),
        ("012345678901234", Bentuk.BADAN, "0012345678901234"),
        ("3672014101700001", Bentuk.OP, "3672014101700001"),
        ("3672 0141 0170 0001", Bentuk.PNS, "3672014101700001"),
        ("", Bentuk.OP, ""),
    ],
)
def test_tax_numbers_as_typed(teks: str, bentuk: Bentuk, harap: str | None):
    assert parse_npwp(teks, bentuk) == (harap if harap is not None else "0012345678901234")


@pytest.mark.parametrize(
    ("teks", "bentuk"),
    [
        ("012345678901234", Bentuk.OP),
        ("367201410170001", Bentuk.PNS),
        ("36720141017000012", Bentuk.OP),
        ("12345", Bentuk.BADAN),
        ("0" * 16, Bentuk.BADAN),
        ("00123456789O1234", Bentuk.BADAN),
        ("１234567890123456", Bentuk.OP),
    ],
)
def test_tax_numbers_that_are_none(teks: str, bentuk: Bentuk):
    no = _refused(KantorDiMemori(), _rekanan(npwp=teks, bentuk=bentuk))
    assert (no.kode, no.medan) == ("ERR_NPWP", "npwp")
    assert teks not in str(no)


@pytest.mark.parametrize(
    ("lain", "kode"),
    [
        ({"nama": " "}, "ERR_NAMA_KOSONG"),
        ({"pkp": True, "npwp": ""}, "ERR_PKP"),
        ({"pkp": True, "bentuk": Bentuk.PNS}, "ERR_PKP"),
        ({"pp55": SuratKeterangan(" ", date(2026, 12, 31))}, "ERR_PP55"),
        ({"rekening": RekeningBank("137", "12", "A")}, "ERR_REKENING_BANK"),
    ],
)
def test_what_a_card_may_not_say(lain: dict[str, Any], kode: str):
    assert _refused(KantorDiMemori(), _rekanan(**lain)).kode == kode


def test_a_card_is_saved_clean_and_its_events_hide_the_numbers():
    work = KantorDiMemori()
    rekanan = _rekanan(nama="  PT  Komputindo Contoh ", npwp="0012.3456.7890.1234")
    assert _save(work, rekanan) == rekanan.id
    kept = work.rekanan.kartu[rekanan.id]
    assert (kept.nama, kept.npwp, kept.versi, kept.has_npwp) == ("PT Komputindo Contoh", "0012345678901234", 1, True)
    told = repr(work.kejadian) + repr(kept)
    assert "0012345678" not in told


def test_two_people_on_one_card():
    work = KantorDiMemori()
    rekanan = _rekanan()
    _save(work, rekanan)
    on_screen = work.rekanan.kartu[rekanan.id]
    _save(work, replace(on_screen, alamat="Jl. Contoh 1", pkp=True))
    no = _refused(work, replace(on_screen, npwp="0000000000000518", rekening=replace(BANK, nomor="9900112233")))
    assert no.kode == "ERR_SUDAH_BERUBAH"
    assert {t.medan: t.pesan for t in no.temuan[1:]} == {
        "pkp": "PKP: tersimpan “ya”, di layar “tidak”.",
        "alamat": "Alamat: tersimpan “Jl. Contoh 1”, di layar “”.",
        "npwp": "NPWP/NIK: tersimpan “••••••••••••0417”, di layar “••••••••••••0518”.",
        "rekening": (
            "Rekening bank: tersimpan “Bank Contoh ••••••5678 a.n. PT Komputindo Contoh”, "
            "di layar “Bank Contoh ••••••2233 a.n. PT Komputindo Contoh”."
        ),
    }


def test_one_tax_number_stands_on_one_active_card():
    work = KantorDiMemori()
    first = _rekanan()
    _save(work, first)
    no = _refused(work, _rekanan(nama="CV Lain Contoh"))
    assert no.kode == "ERR_REKANAN_GANDA"
    assert "0000000000000417" not in str(no)
    _save(work, replace(work.rekanan.kartu[first.id], aktif=False))
    _save(work, _rekanan(nama="CV Lain Contoh"))
    for nama in ("CONTOH Satu", "CONTOH Dua"):
        _save(work, _rekanan(nama=nama, npwp="", bentuk=Bentuk.OP))
    assert len(work.rekanan.kartu) == 4


def test_the_pp55_certificate_holds_through_its_last_day():
    rekanan = _rekanan(pp55=SuratKeterangan("S-1/CONTOH", date(2026, 6, 30)))
    assert [rekanan.has_pp55(d) for d in (date(2026, 6, 30), date(2026, 7, 1))] == [True, False]
    assert _rekanan().has_pp55(date(2026, 6, 30)) is False


def test_a_list_shows_last_digits_only():
    row = RekananRow.of(_rekanan())
    assert (row.npwp, row.bank, row.rekening) == ("••••••••••••0417", "Bank Contoh", "••••••5678")
    bare = RekananRow.of(_rekanan(npwp="", rekening=None))
    assert (bare.npwp, bare.bank, bare.rekening) == ("", "", "")


@pytest.mark.parametrize(
    ("rekanan", "nomor", "bank", "kata"),
    [
        (_rekanan(), None, None, "masih kosong"),
        (_rekanan(), " ", None, "masih kosong"),
        (None, "0012345678", None, "Penerima ini belum"),
        (_rekanan(rekening=None), "0012345678", None, "PT Komputindo Contoh belum"),
        (_rekanan(), "0012345679", None, "••••••5679 tidak sama"),
        (_rekanan(), "0012345678", "008", "tidak sama"),
    ],
)
def test_an_account_that_is_not_the_one_on_the_card(
    rekanan: Rekanan | None, nomor: str | None, bank: str | None, kata: str
):
    found = match_account(rekanan, nomor, bank)
    assert found is not None
    assert found.kode == "ERR_REKENING_PENERIMA"
    assert kata in found.pesan


def test_an_account_that_is():
    assert match_account(_rekanan(), "001-2345.678") is None
    assert match_account(_rekanan(), "0012345678", "137") is None
