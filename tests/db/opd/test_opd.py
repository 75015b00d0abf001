"""The office in a database, on both engines: founded, changed, dated, kept apart from its neighbours."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from core.access import Peran
from core.errors import Refusal
from core.identity import new_uuid
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
)
from core.opd.model import Libur, RekeningBendahara, SkUp
from core.opd.pejabat import Pejabat, Penugasan
from core.opd.rekening_bank import RekeningBank
from core.pengguna.model import Rahasia
from core.settings import AMBANG_PERSEN_GU, ATURAN_REKENING
from db.basis import Basis
from db.opd.queries import SqlOpdQueries
from db.pengguna.queries import SqlPenggunaQueries
from db.sql import scalar
from tests.fakes.pendirian import KantorDiBasis

LIBUR = (
    Libur(date(2026, 1, 1), "Tahun Baru"),
    Libur(date(2026, 2, 17), "Imlek"),
    Libur(date(2027, 1, 1), "Tahun Baru"),
)


@pytest.fixture
def kantor(basis: Basis) -> KantorDiBasis:
    return KantorDiBasis(basis, libur=LIBUR)


def _refused(kantor: KantorDiBasis, command: Any, kode: str) -> Refusal:
    with pytest.raises(Refusal) as no:
        kantor.do(command)
    assert no.value.kode == kode
    return no.value


def test_a_founded_office_is_found_again(kantor: KantorDiBasis):
    opd = kantor.ask(SqlOpdQueries).office()
    assert (opd.id, opd.kode, opd.tempat, opd.versi) == (kantor.opd_id, "2.16.2.20.2.21.01.0000", "Kota Contoh", 1)
    assert kantor.basis.offices() == [kantor.opd_id]
    assert [li.nama for li in kantor.ask(SqlOpdQueries).holidays(2026)] == ["Tahun Baru", "Imlek"]
    assert [o.nama for o in kantor.ask(SqlPenggunaQueries).people()] == ["CONTOH Setiawan"]


def test_founding_is_all_or_nothing(kantor: KantorDiBasis):
    weak = OrangPertama(
        id=kantor.pelaku.id,
        nama_login="lain",
        nama="CONTOH Lain",
        nip="",
        peran=kantor.pelaku.peran,
        sandi=Rahasia("lemah"),
    )
    neighbour = replace(kantor.ask(SqlOpdQueries).office(), versi=0)
    _refused(kantor, CreateOffice(opd=neighbour, orang=weak), "ERR_KANTOR_SUDAH_ADA")
    with kantor.basis.reading() as conn:
        assert scalar(conn, "SELECT count(*) FROM orang") == 1
        assert scalar(conn, "SELECT count(*) FROM jejak") == 1


def test_two_offices_in_one_database_do_not_see_each_other(kantor: KantorDiBasis):
    other = KantorDiBasis(kantor.basis, kode="1.01.0.00.0.00.01.0000")
    other.do(SetSetting(kunci="ambang_persen_gu", isi="75", berlaku_dari=date(2026, 1, 1)))
    other.do(SavePejabat(pejabat=_pejabat()))
    assert kantor.ask(SqlOpdQueries).settings().value(AMBANG_PERSEN_GU, date(2026, 3, 2)) == 50
    assert list(kantor.ask(SqlOpdQueries).officials()) == []
    assert kantor.ask(SqlOpdQueries).office().kode != other.ask(SqlOpdQueries).office().kode
    assert other.ask(SqlOpdQueries).holidays(2026) == []


def test_the_second_of_two_who_change_the_office_is_refused(kantor: KantorDiBasis):
    on_screen = kantor.ask(SqlOpdQueries).office()
    kantor.do(SaveOffice(opd=replace(on_screen, alamat="Jl. Contoh 1")))
    no = _refused(kantor, SaveOffice(opd=replace(on_screen, alamat="Jl. Lain 9")), "ERR_SUDAH_BERUBAH")
    assert "Jl. Contoh 1" in no.temuan[1].pesan
    assert kantor.ask(SqlOpdQueries).office().versi == 2


def test_a_version_overtaken_between_reading_and_writing_is_refused(kantor: KantorDiBasis):
    opd = kantor.ask(SqlOpdQueries).office()
    with kantor.basis.unit_of_work(kantor.opd_id) as work, pytest.raises(Refusal) as no:
        work.opd.save_office(replace(opd, versi=5))
    assert no.value.kode == "ERR_SUDAH_BERUBAH"
    with kantor.basis.unit_of_work(kantor.opd_id) as work, pytest.raises(Refusal) as no:
        work.opd.add_office(opd)
    assert no.value.kode == "ERR_SUDAH_BERUBAH"


def _pejabat(**lain: Any) -> Pejabat:
    isi: dict[str, Any] = {"id": new_uuid(), "peran": Peran.PA, "nama": "CONTOH Rahayu", "nip": "197001011995032001"}
    return Pejabat(**{**isi, "mulai": date(2026, 1, 1), "pangkat": "Pembina Utama Muda / IV.c", **lain})


def test_officials_keep_every_field_and_sign_on_their_dates(kantor: KantorDiBasis):
    kepala = _pejabat(jabatan="Kepala Dinas selaku Pengguna Anggaran")
    plh = _pejabat(penugasan=Penugasan.PLH, mulai=date(2026, 2, 10), selesai=date(2026, 2, 11), nip="1" * 18)
    pptk = _pejabat(peran=Peran.PPTK, nip="2" * 18, lingkup=("2.16.01.2.08.0002", "2.16.01.2.09.0002"))
    for p in (kepala, plh, pptk):
        kantor.do(SavePejabat(pejabat=p))
    tanya = kantor.ask(SqlOpdQueries)
    assert {p.id: p for p in tanya.officials()} == {p.id: replace(p, versi=1) for p in (kepala, plh, pptk)}
    assert [tanya.signer(Peran.PA, date(2026, 2, d)).id for d in (9, 10, 11, 12)] == [
        kepala.id,
        plh.id,
        plh.id,
        kepala.id,
    ]
    assert tanya.signer(Peran.PPTK, date(2026, 2, 2), "2.16.01.2.09.0002").id == pptk.id
    assert [p.id for p in tanya.officials(date(2026, 2, 10))] == [kepala.id, plh.id, pptk.id]
    kantor.do(SavePejabat(pejabat=replace(kepala, selesai=date(2026, 6, 30), versi=1)))
    with pytest.raises(Refusal) as no:
        tanya.signer(Peran.PA, date(2026, 7, 1))
    assert no.value.kode == "ERR_PEJABAT_KOSONG"


def _sk(tunai: int, kkpd: int, mulai: date) -> SkUp:
    return SkUp(
        id=new_uuid(), nomor="900/12/2026", tanggal=date(2026, 1, 2), berlaku_dari=mulai, dicatat=date(2020, 1, 1),
        up_tunai=Rupiah.of(tunai), limit_kkpd=Rupiah.of(kkpd),
    )  # fmt: skip


def test_decrees_follow_each_other_and_a_slip_is_mended(kantor: KantorDiBasis):
    first = _sk(600_000_000, 40_000_000, date(2026, 1, 5))
    kantor.do(SetUp(sk=first))
    kantor.do(SetUp(sk=replace(first, up_tunai=Rupiah.of(60_000_000))))
    second = _sk(50_000_000, 50_000_000, date(2026, 7, 1))
    kantor.do(SetUp(sk=second))
    _refused(kantor, SetUp(sk=_sk(70_000_000, 50_000_000, date(2026, 10, 1))), "ERR_UP_TETAP_SETAHUN")
    tanya = kantor.ask(SqlOpdQueries)
    assert [s.up_tunai for s in tanya.decrees(2026)] == [Rupiah.of(60_000_000), Rupiah.of(50_000_000)]
    assert [
        s and s.id for s in (tanya.up(date(2026, 1, 2)), tanya.up(date(2026, 6, 30)), tanya.up(date(2026, 7, 1)))
    ] == [
        None,
        first.id,
        second.id,
    ]
    assert tanya.decrees(2027) == []


def test_accounts_of_the_treasurers(kantor: KantorDiBasis):
    bank = RekeningBank("137", "0012345678", "Bendahara CONTOH", "Bank Contoh")
    r = RekeningBendahara(id=new_uuid(), buku="BP", rekening=bank, mulai=date(2026, 1, 2))
    kantor.do(SaveRekeningBendahara(rekening=r))
    kantor.do(SaveRekeningBendahara(rekening=replace(r, selesai=date(2026, 3, 31), versi=1)))
    (kept,) = kantor.ask(SqlOpdQueries).accounts()
    assert kept == replace(r, selesai=date(2026, 3, 31), versi=2)
    assert kantor.ask(SqlOpdQueries).accounts(date(2026, 4, 1)) == []


def test_settings_are_dated_rows(kantor: KantorDiBasis):
    for isi, tanggal in (("75", date(2026, 7, 1)), ("60", date(2026, 3, 1)), ("65", date(2026, 3, 1))):
        kantor.do(SetSetting(kunci="ambang_persen_gu", isi=isi, berlaku_dari=tanggal))
    aturan = '[{"prefix": "5.2.02", "up_boleh": true, "ls_boleh": true, "batas": "1500000.50"}]'
    kantor.do(SetSetting(kunci="aturan_rekening", isi=aturan, berlaku_dari=date(2026, 1, 1)))
    view = kantor.ask(SqlOpdQueries).settings()
    assert [view.value(AMBANG_PERSEN_GU, date(2026, m, 1)) for m in (2, 3, 6, 7)] == [50, 65, 65, 75]
    (rule,) = view.value(ATURAN_REKENING, date(2026, 2, 2))
    assert (rule.prefix, rule.batas) == ("5.2.02", Rupiah(150_000_050))


def test_holidays_are_taken_back_and_come_again(kantor: KantorDiBasis):
    kantor.do(
        SetHolidays(
            tahun=2026, libur=(Libur(date(2026, 2, 17), "Tahun Baru Imlek"), Libur(date(2026, 2, 16), "Cuti bersama"))
        )
    )
    tanya = kantor.ask(SqlOpdQueries)
    assert tanya.holidays(2026) == [
        Libur(date(2026, 2, 16), "Cuti bersama"),
        Libur(date(2026, 2, 17), "Tahun Baru Imlek"),
    ]
    assert len(tanya.holidays(2027)) == 1
    kantor.do(SetHolidays(tahun=2026, libur=LIBUR[:2]))
    assert tanya.holidays(2026) == list(LIBUR[:2])


def test_a_command_sent_twice_is_done_once(kantor: KantorDiBasis):
    command = SavePejabat(pejabat=_pejabat())
    assert kantor.do(command).changes.topics == {"opd"}
    assert kantor.do(command).changes.topics == frozenset()
    assert len(kantor.ask(SqlOpdQueries).officials()) == 1


def test_the_audit_record_tells_what_was_done_and_no_secret(kantor: KantorDiBasis):
    bank = RekeningBank("137", "0012345678", "Bendahara CONTOH", "Bank Contoh")
    kantor.do(
        SaveRekeningBendahara(
            rekening=RekeningBendahara(id=new_uuid(), buku="BP", rekening=bank, mulai=date(2026, 1, 2))
        )
    )
    with kantor.basis.reading() as conn:
        told = "".join(r[0] for r in conn.exec_driver_sql("SELECT isi FROM jejak ORDER BY jejak_no"))
    assert "kantor_dibuat" in told
    assert "rekening_bendahara_disimpan" in told
    for secret in ("gunung", "murah:", "0012345678"):
        assert secret not in told
