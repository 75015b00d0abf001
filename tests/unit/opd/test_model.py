"""The office's own values: codes, UP decrees, officials and their dates, accounts, numbers."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from core.access import Peran
from core.errors import Refusal
from core.identity import OpdId, new_uuid
from core.money import NOL, Rupiah
from core.opd.model import Opd, SkUp, decree_on, follow_decree, parse_kode_skpd, parse_kode_wilayah
from core.opd.nomor import format_nomor
from core.opd.pejabat import Pejabat, Penugasan, find_signer, fit_in, signer
from core.opd.rekening_bank import mask, parse_rekening
from core.settings import TEMPLAT

DISKOMINFO = "2.16.2.20.2.21.01.0000"
KANTOR = Opd(
    id=OpdId(new_uuid()),
    kode=DISKOMINFO,
    nama="Dinas Komunikasi dan Informatika Kota Contoh",
    tahun_anggaran=2026,
    kode_wilayah="99.99",
)
NIP = "197001011995032001"


def _refused(kode: str, what: Any, *args: Any) -> Refusal:
    with pytest.raises(Refusal) as no:
        what(*args)
    assert no.value.kode == kode
    return no.value


@pytest.mark.parametrize("kode", [DISKOMINFO, "2.11.0.00.0.00.01.0000", " 5.02.0.00.0.00.01.0000 "])
def test_codes_of_offices_as_seen_in_use(kode: str):
    assert parse_kode_skpd(kode) == kode.strip()
    assert len(parse_kode_skpd(kode)) == 22


@pytest.mark.parametrize(
    "kode",
    ["", "2.16.2.20.2.21.01", "2.16.2.20.2.21.01.000", "2.16.2.20.2.21.01.00000", "0.00.2.20.2.21.01.0000", "2-16-2-20-2-21-01-0000",
     "2.16.0.00.2.21.01.0000", "2.16.2.16.0.00.01.0000", "２.16.2.20.2.21.01.0000"],
)  # fmt: skip
def test_other_codes_are_refused(kode: str):
    assert _refused("ERR_KODE_SKPD", parse_kode_skpd, kode).medan == "kode"


def test_code_of_the_region():
    assert (parse_kode_wilayah(" 36.72 "), parse_kode_wilayah("")) == ("36.72", "")
    _refused("ERR_KODE_WILAYAH", parse_kode_wilayah, "3672")


@pytest.mark.parametrize(
    ("lain", "kode"),
    [({"tahun_anggaran": 2019}, "ERR_TAHUN_ANGGARAN"), ({"nama": " "}, "ERR_NAMA_KOSONG"), ({"kode": "2.16"}, "ERR_KODE_SKPD"),
     ({"kode_wilayah": "x"}, "ERR_KODE_WILAYAH")],
)  # fmt: skip
def test_what_an_office_may_not_be(lain: dict[str, Any], kode: str):
    _refused(kode, replace(KANTOR, **lain).checked)


def _sk(tunai: int, kkpd: int, mulai: date = date(2026, 1, 5), **lain: Any) -> SkUp:
    isi: dict[str, Any] = {
        "id": new_uuid(),
        "nomor": "900/12/2026",
        "tanggal": date(2026, 1, 2),
        "dicatat": date(2026, 1, 6),
    }
    return SkUp(up_tunai=Rupiah.of(tunai), limit_kkpd=Rupiah.of(kkpd), berlaku_dari=mulai, **{**isi, **lain})


def test_up_of_the_worked_example():
    sk = follow_decree([], _sk(60_000_000, 40_000_000))
    assert (sk.besaran_up, sk.proporsi_kkpd, sk.tahun) == (Rupiah.of(100_000_000), Fraction(2, 5), 2026)


def test_only_the_card_s_share_changes_within_a_year():
    first = _sk(60_000_000, 40_000_000)
    second = _sk(50_000_000, 50_000_000, date(2026, 7, 1))
    assert follow_decree([first], second) == second
    no = _refused("ERR_UP_TETAP_SETAHUN", follow_decree, [first], _sk(70_000_000, 40_000_000, date(2026, 7, 1)))
    assert "Rp100.000.000" in str(no)
    assert "Rp110.000.000" in str(no)
    next_year = _sk(90_000_000, 60_000_000, date(2027, 1, 4))
    assert follow_decree([first, second], next_year) == next_year


def test_a_decree_holds_from_its_date_within_its_year():
    first, second = _sk(60_000_000, 40_000_000), _sk(50_000_000, 50_000_000, date(2026, 7, 1))
    found = [
        decree_on([second, first], d) for d in (date(2026, 1, 2), date(2026, 6, 30), date(2026, 7, 1), date(2027, 1, 4))
    ]
    assert found == [None, first, second, None]


def test_a_slip_of_the_pen_is_mended_on_the_day_it_was_made_and_never_after():
    wrong = _sk(600_000_000, 40_000_000)
    assert follow_decree([wrong], replace(wrong, up_tunai=Rupiah.of(60_000_000))).up_tunai == Rupiah.of(60_000_000)
    _refused("ERR_SK_UP_TERCATAT", follow_decree, [wrong], replace(wrong, dicatat=date(2026, 1, 7)))


@pytest.mark.parametrize(
    ("lain", "kode"),
    [
        ({"up_tunai": NOL}, "ERR_UP_BESARAN"),
        ({"limit_kkpd": Rupiah.of(-1)}, "ERR_UP_BESARAN"),
        ({"nomor": " "}, "ERR_SK_UP_NOMOR"),
        ({"berlaku_dari": date(2026, 1, 5)}, "ERR_SK_UP_TANGGAL"),
    ],
)
def test_what_a_decree_may_not_say(lain: dict[str, Any], kode: str):
    first = _sk(60_000_000, 40_000_000)
    _refused(kode, follow_decree, [first], replace(_sk(50_000_000, 50_000_000, date(2026, 7, 1)), **lain))


def _pejabat(peran: Peran = Peran.PA, mulai: date = date(2026, 1, 1), **lain: Any) -> Pejabat:
    return Pejabat(**{"id": new_uuid(), "peran": peran, "nama": "CONTOH Rahayu", "nip": NIP, "mulai": mulai, **lain})


def test_a_document_keeps_the_signer_of_its_date():
    lama = _pejabat(selesai=date(2026, 3, 15))
    baru = _pejabat(mulai=date(2026, 3, 16), nama="CONTOH Wijaya")
    both = [baru, lama]
    found = [
        signer(both, Peran.PA, d).nama
        for d in (date(2026, 1, 1), date(2026, 3, 15), date(2026, 3, 16), date(2027, 1, 4))
    ]
    assert found == ["CONTOH Rahayu", "CONTOH Rahayu", "CONTOH Wijaya", "CONTOH Wijaya"]
    no = _refused("ERR_PEJABAT_KOSONG", signer, both, Peran.PA, date(2025, 12, 31))
    assert "31 Desember 2025" in str(no)
    assert find_signer(both, Peran.PPK, date(2026, 2, 2)) is None


def test_acting_officials_sign_instead_of_the_one_they_stand_in_for():
    kepala = _pejabat(jabatan="Kepala Dinas selaku Pengguna Anggaran")
    plt = _pejabat(penugasan=Penugasan.PLT, mulai=date(2026, 2, 2), selesai=date(2026, 2, 20))
    plh = _pejabat(penugasan=Penugasan.PLH, mulai=date(2026, 2, 10), selesai=date(2026, 2, 11), jabatan="Kepala Dinas")
    found = [signer([kepala, plt, plh], Peran.PA, date(2026, 2, d)).sebutan for d in (1, 9, 10, 12, 23)]
    assert found == [
        "Kepala Dinas selaku Pengguna Anggaran",
        "Plt. Pengguna Anggaran",
        "Plh. Kepala Dinas",
        "Plt. Pengguna Anggaran",
        "Kepala Dinas selaku Pengguna Anggaran",
    ]


def test_a_pptk_signs_for_his_sub_kegiatan():
    umum = _pejabat(Peran.PPTK, nama="CONTOH Umum")
    listrik = _pejabat(Peran.PPTK, nama="CONTOH Listrik", lingkup=("2.16.01.2.08.0002", "2.16.01.2.09.0002"))
    assert signer([umum, listrik], Peran.PPTK, date(2026, 2, 2), "2.16.01.2.08.0002").nama == "CONTOH Listrik"
    assert signer([umum, listrik], Peran.PPTK, date(2026, 2, 2), "2.16.01.2.06.0002").nama == "CONTOH Umum"
    no = _refused("ERR_PEJABAT_KOSONG", signer, [listrik], Peran.PPTK, date(2026, 2, 2), "2.16.01.2.06.0002")
    assert "2.16.01.2.06.0002" in str(no)


@pytest.mark.parametrize(
    ("lain", "kode"),
    [
        ({"peran": Peran.LOKET}, "ERR_PEJABAT_PERAN"),
        ({"selesai": date(2025, 12, 31)}, "ERR_PEJABAT_TANGGAL"),
        ({"nip": ""}, "ERR_NIP"),
        ({"nama": ""}, "ERR_NAMA_KOSONG"),
    ],
)
def test_what_an_official_may_not_be(lain: dict[str, Any], kode: str):
    _refused(kode, replace(_pejabat(), **lain).checked)


def test_two_in_one_office_on_one_day():
    there = _pejabat(selesai=date(2026, 3, 15))
    _refused("ERR_PEJABAT_TUMPANG_TINDIH", fit_in, _pejabat(mulai=date(2026, 3, 15), nip="1" * 18), [there])
    fit_in(_pejabat(mulai=date(2026, 3, 16), nip="1" * 18), [there])
    fit_in(_pejabat(mulai=date(2026, 3, 1), penugasan=Penugasan.PLH, nip="1" * 18), [there])
    fit_in(there, [there])


def test_officials_of_different_parts_of_the_office():
    there = _pejabat(Peran.PPTK, lingkup=("2.16.01.2.08.0002",))
    fit_in(_pejabat(Peran.PPTK, lingkup=("2.16.01.2.06.0002",), nip="1" * 18), [there])
    shared = _pejabat(Peran.PPTK, lingkup=("2.16.01.2.06.0002", "2.16.01.2.08.0002"), nip="1" * 18)
    _refused("ERR_PEJABAT_TUMPANG_TINDIH", fit_in, shared, [there])


def test_one_person_may_not_sign_on_both_sides():
    bendahara = _pejabat(Peran.BENDAHARA, selesai=date(2026, 6, 30))
    no = _refused("ERR_PEJABAT_RANGKAP", fit_in, _pejabat(Peran.PPK), [bendahara])
    assert "membayar" in str(no)
    fit_in(_pejabat(Peran.PPK, mulai=date(2026, 7, 1)), [bendahara])
    fit_in(_pejabat(Peran.PPK, nip="1" * 18), [bendahara])


def test_accounts_as_typed_and_as_shown():
    r = parse_rekening("137", "0012-3456.78 90", " CONTOH  Setiawan ", "Bank Contoh")
    assert (r.nomor, r.atas_nama, r.masked) == ("0012345678" + "90", "CONTOH Setiawan", "••••••••7890")
    assert str(r) == "Bank Contoh ••••••••7890 a.n. CONTOH Setiawan"
    assert "0012345678" not in repr(r)
    assert mask("123") == "•••"


@pytest.mark.parametrize(
    ("isi", "medan"),
    [(("13", "12345", "A"), "kode_bank"), (("abc", "12345", "A"), "kode_bank"), (("137", "1234", "A"), "nomor"),
     (("137", "1" * 21, "A"), "nomor"), (("137", "12345X", "A"), "nomor"), (("137", "12345", " "), "atas_nama")],
)  # fmt: skip
def test_accounts_that_are_none(isi: tuple[str, str, str], medan: str):
    assert _refused("ERR_REKENING_BANK", parse_rekening, *isi).medan == medan


def test_numbers_as_the_handbook_writes_them():
    def nomor(dokumen: str, **lain: Any) -> str:
        return format_nomor(TEMPLAT[dokumen].baku, KANTOR, **lain)

    assert (
        nomor("spp", urut=655, tanggal=date(2026, 9, 2), jenis="LS", tahap="P6")
        == f"99.99/02.0/000655/LS/{DISKOMINFO}/P6/9/2026"
    )
    assert nomor("spm", urut=12, tanggal=date(2026, 2, 2), jenis="GU") == f"99.99/03.0/000012/GU/{DISKOMINFO}/M/2/2026"
    assert nomor("npd", urut=1, tanggal=date(2026, 2, 2)) == f"001/NPD/{DISKOMINFO}/II/2026"
    two_digits = format_nomor("{urut}/{bulan:02d}/{tahun}", KANTOR, urut=7, tanggal=date(2026, 2, 2))
    assert two_digits == "7/02/2026"


def test_a_number_with_a_hole_is_not_made():
    no = _refused(
        "ERR_NOMOR_TOKEN",
        lambda: format_nomor(
            "{wilayah}/{urut}/{tahun}", replace(KANTOR, kode_wilayah=""), urut=1, tanggal=date(2026, 2, 2)
        ),
    )
    assert no.medan == "wilayah"
