"""The office's commands: founding, particulars, officials, decrees, accounts, settings, holidays."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from core.access import Pelaku, Peran
from core.errors import Refusal
from core.identity import OrangId, new_uuid
from core.money import Rupiah
from core.opd.commands import (
    CreateOffice,
    OrangPertama,
    SaveOffice,
    SavePejabat,
    SaveRekeningBendahara,
    SetHolidays,
    SetSetting,
    SetUp,
    handlers,
)
from core.opd.model import Libur, Opd, RekeningBendahara, SkUp
from core.opd.pejabat import Pejabat
from core.opd.rekening_bank import RekeningBank
from core.pengguna.model import Rahasia
from core.settings import AMBANG_PERSEN_GU
from tests.fakes.clock import FrozenClock
from tests.fakes.kantor import KantorDiMemori, SandiMurah, konteks

PERTAMA = OrangPertama(
    id=OrangId(new_uuid()), nama_login="setiawan", nama="CONTOH Setiawan", nip="", peran=frozenset({Peran.BENDAHARA}),
    sandi=Rahasia("gunung biru di timur"),
)  # fmt: skip


class Kantor:
    def __init__(self) -> None:
        self.work = KantorDiMemori()
        self.jam = FrozenClock()
        self.handlers = handlers(SandiMurah())
        self.pelaku = Pelaku(PERTAMA.id, PERTAMA.nama, PERTAMA.peran)
        self.baru = Opd(
            id=self.work.opd_id,
            kode="2.16.2.20.2.21.01.0000",
            nama="Dinas Komunikasi dan Informatika Kota Contoh",
            tahun_anggaran=2026,
        )

    def do(self, command: Any) -> Any:
        return self.handlers[type(command)](command, self.work, konteks(self.pelaku, self.jam))

    def refused(self, command: Any) -> Refusal:
        before = repr(self.work)
        with pytest.raises(Refusal) as no:
            self.do(command)
        assert repr(self.work) == before
        return no.value

    @property
    def opd(self) -> Opd:
        assert self.work.opd.kantor is not None
        return self.work.opd.kantor


@pytest.fixture
def kosong() -> Kantor:
    return Kantor()


@pytest.fixture
def kantor(kosong: Kantor) -> Kantor:
    kosong.do(
        CreateOffice(
            opd=kosong.baru,
            orang=PERTAMA,
            libur=(Libur(date(2026, 2, 17), "Imlek"), Libur(date(2026, 1, 1), "Tahun Baru")),
        )
    )
    return kosong


def test_founding_makes_the_office_its_first_person_and_its_holidays(kantor: Kantor):
    assert kantor.opd == replace(kantor.baru, versi=1)
    (orang,) = kantor.work.pengguna.people()
    assert (orang.nama_login, orang.peran, orang.wajib_ganti) == ("setiawan", {Peran.BENDAHARA}, False)
    assert [li.nama for li in kantor.work.opd.holidays(2026)] == ["Tahun Baru", "Imlek"]
    assert {e.topic for e in kantor.work.kejadian} == {"opd", "pengguna"}


def test_an_office_is_founded_once(kantor: Kantor):
    no = kantor.refused(CreateOffice(opd=kantor.baru, orang=PERTAMA))
    assert no.kode == "ERR_KANTOR_SUDAH_ADA"
    assert kantor.baru.kode in str(no)


def test_the_first_person_must_be_able_to_arrange_people(kosong: Kantor):
    no = kosong.refused(CreateOffice(opd=kosong.baru, orang=replace(PERTAMA, peran=frozenset({Peran.PPTK}))))
    assert no.kode == "ERR_ORANG_TERAKHIR"


def test_without_an_office_nothing_else_is_done(kosong: Kantor):
    command = SetSetting(kunci="ambang_persen_gu", isi="60", berlaku_dari=date(2026, 2, 2))
    assert kosong.refused(command).kode == "ERR_KANTOR_BELUM_ADA"
    assert kosong.refused(SaveOffice(opd=kosong.baru)).kode == "ERR_KANTOR_BELUM_ADA"


def test_particulars_change_with_the_version_on_screen(kantor: Kantor):
    kantor.do(SaveOffice(opd=replace(kantor.opd, alamat="Jl. Contoh 1", kode_wilayah="99.99")))
    assert (kantor.opd.alamat, kantor.opd.versi) == ("Jl. Contoh 1", 2)
    no = kantor.refused(SaveOffice(opd=replace(kantor.opd, alamat="Jl. Lain 9", versi=1)))
    assert no.kode == "ERR_SUDAH_BERUBAH"
    assert [(t.medan, t.pesan) for t in no.temuan[1:]] == [
        ("alamat", "Alamat: tersimpan “Jl. Contoh 1”, di layar “Jl. Lain 9”.")
    ]


def test_the_year_moves_on_and_never_back(kantor: Kantor):
    kantor.do(SaveOffice(opd=replace(kantor.opd, tahun_anggaran=2027)))
    assert kantor.refused(SaveOffice(opd=replace(kantor.opd, tahun_anggaran=2026))).kode == "ERR_TAHUN_ANGGARAN"


def _pejabat(**lain: Any) -> Pejabat:
    isi: dict[str, Any] = {"id": new_uuid(), "peran": Peran.PA, "nama": "CONTOH Rahayu", "nip": "19700101 199503 2 001"}
    return Pejabat(**{**isi, "mulai": date(2026, 1, 1), **lain})


def test_an_official_is_appointed_ended_and_followed(kantor: Kantor):
    pertama = _pejabat()
    kantor.do(SavePejabat(pejabat=pertama))
    stored = kantor.work.opd.pejabat[pertama.id]
    assert (stored.nip, stored.versi) == ("197001011995032001", 1)
    pengganti = _pejabat(nama="CONTOH Wijaya", nip="1" * 18, mulai=date(2026, 3, 16))
    assert kantor.refused(SavePejabat(pejabat=pengganti)).kode == "ERR_PEJABAT_TUMPANG_TINDIH"
    kantor.do(SavePejabat(pejabat=replace(stored, selesai=date(2026, 3, 15))))
    kantor.do(SavePejabat(pejabat=pengganti))
    assert len(kantor.work.opd.pejabat) == 2


def test_an_official_changed_elsewhere_is_shown_twice(kantor: Kantor):
    pejabat = _pejabat()
    kantor.do(SavePejabat(pejabat=pejabat))
    stored = kantor.work.opd.pejabat[pejabat.id]
    kantor.do(SavePejabat(pejabat=replace(stored, selesai=date(2026, 3, 15))))
    no = kantor.refused(SavePejabat(pejabat=replace(stored, jabatan="Kepala Dinas")))
    assert no.kode == "ERR_SUDAH_BERUBAH"
    assert {t.pesan for t in no.temuan[1:]} == {
        "Jabatan: tersimpan “”, di layar “Kepala Dinas”.",
        "Selesai: tersimpan “15/03/2026”, di layar “”.",
    }


def _sk(tunai: int, kkpd: int, mulai: date, **lain: Any) -> SkUp:
    isi: dict[str, Any] = {
        "id": new_uuid(),
        "nomor": "900/12",
        "tanggal": date(2026, 1, 2),
        "dicatat": date(2020, 1, 1),
    }
    return SkUp(up_tunai=Rupiah.of(tunai), limit_kkpd=Rupiah.of(kkpd), berlaku_dari=mulai, **{**isi, **lain})


def test_up_total_stays_for_a_year(kantor: Kantor):
    first = _sk(60_000_000, 40_000_000, date(2026, 1, 5))
    kantor.do(SetUp(sk=first))
    assert kantor.work.opd.sk[first.id].dicatat == kantor.jam.today()
    kantor.do(SetUp(sk=_sk(55_000_000, 45_000_000, date(2026, 4, 1))))
    no = kantor.refused(SetUp(sk=_sk(60_000_000, 60_000_000, date(2026, 7, 1))))
    assert no.kode == "ERR_UP_TETAP_SETAHUN"


def test_a_decree_typed_wrong_is_mended_today_not_tomorrow(kantor: Kantor):
    wrong = _sk(600_000_000, 40_000_000, date(2026, 1, 5))
    kantor.do(SetUp(sk=wrong))
    kantor.do(SetUp(sk=replace(wrong, up_tunai=Rupiah.of(60_000_000))))
    (kept,) = kantor.work.opd.decrees(2026)
    assert kept.besaran_up == Rupiah.of(100_000_000)
    kantor.jam.move(days=1)
    assert kantor.refused(SetUp(sk=kept)).kode == "ERR_SK_UP_TERCATAT"


def _rekening(nomor: str = "001-234.5678", **lain: Any) -> RekeningBendahara:
    bank = RekeningBank("137", nomor, "Bendahara CONTOH", "Bank Contoh")
    return RekeningBendahara(**{"id": new_uuid(), "buku": "BP", "rekening": bank, "mulai": date(2026, 1, 2), **lain})


def test_accounts_of_the_treasurer(kantor: Kantor):
    r = _rekening()
    kantor.do(SaveRekeningBendahara(rekening=r))
    stored = kantor.work.opd.rekening[r.id]
    assert (stored.rekening.nomor, stored.versi) == ("0012345678", 1)
    assert "0012345678" not in repr(kantor.work.kejadian)
    assert kantor.refused(SaveRekeningBendahara(rekening=_rekening(buku="BPP-1"))).kode == "ERR_REKENING_GANDA"
    assert kantor.refused(SaveRekeningBendahara(rekening=_rekening("12"))).kode == "ERR_REKENING_BANK"
    stale = kantor.refused(SaveRekeningBendahara(rekening=replace(stored, versi=0, buku="BPP-1")))
    assert stale.kode == "ERR_SUDAH_BERUBAH"
    kantor.do(SaveRekeningBendahara(rekening=replace(stored, selesai=date(2026, 3, 31))))
    kantor.do(SaveRekeningBendahara(rekening=_rekening(buku="BPP-1", mulai=date(2026, 4, 1))))
    assert [r.is_open(date(2026, 4, 1)) for r in kantor.work.opd.accounts()] == [False, True]


def test_a_setting_changes_from_a_date_and_may_be_set_again_for_it(kantor: Kantor):
    for isi in ("75", "60"):
        kantor.do(SetSetting(kunci="ambang_persen_gu", isi=isi, berlaku_dari=date(2026, 7, 1)))
    view = kantor.work.opd.settings()
    assert [view.value(AMBANG_PERSEN_GU, d) for d in (date(2026, 6, 30), date(2026, 7, 1))] == [50, 60]


@pytest.mark.parametrize(
    ("kunci", "isi", "tanggal", "kode"),
    [
        ("ambang_persen_gu", "60", date(2025, 12, 31), "ERR_SETELAN_TANGGAL"),
        ("ambang_persen_gu", "-1", date(2026, 2, 2), "ERR_SETELAN_TIDAK_SAH"),
        ("ambang", "1", date(2026, 2, 2), "ERR_SETELAN_TIDAK_DIKENAL"),
        ("pajak_kkpd_dipungut", "true", date(2026, 2, 2), "ERR_SETELAN_TETAP"),
        ("tema", '"gelap"', date(2026, 2, 2), "ERR_SETELAN_MEJA"),
    ],
)
def test_what_a_setting_may_not_become(kantor: Kantor, kunci: str, isi: str, tanggal: date, kode: str):
    assert kantor.refused(SetSetting(kunci=kunci, isi=isi, berlaku_dari=tanggal)).kode == kode


@pytest.mark.parametrize(
    "libur",
    [
        (Libur(date(2027, 1, 1), "Tahun Baru"),),
        (Libur(date(2026, 5, 1), " "),),
        (Libur(date(2026, 5, 1), "Hari Buruh"), Libur(date(2026, 5, 1), "Buruh")),
    ],
)
def test_holidays_that_are_none(kantor: Kantor, libur: tuple[Libur, ...]):
    assert kantor.refused(SetHolidays(tahun=2026, libur=libur)).kode == "ERR_LIBUR"


def test_the_holidays_of_a_year_are_set_as_a_whole(kantor: Kantor):
    kantor.do(SetHolidays(tahun=2026, libur=(Libur(date(2026, 5, 1), "Hari Buruh"),)))
    assert kantor.work.opd.holidays(2026) == [Libur(date(2026, 5, 1), "Hari Buruh")]
