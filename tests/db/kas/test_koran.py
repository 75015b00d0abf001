"""Bank statements on both engines: import once, match, undo one, prove the month; every refusal provoked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from core.bus import Event
from core.calendar import Bulan
from core.errors import Refusal
from core.identity import new_uuid
from core.kas.commands import CloseMonth
from core.kas.koran import BarisKoran, BuktiBank, ProfilKoran
from core.kas.koran_commands import (
    AcceptMatch,
    AcceptSafe,
    HasilKoran,
    ImportKoran,
    SaveProfilKoran,
    UndoMatch,
    UndoMatches,
    WithdrawKoran,
)
from core.kas.koran_queries import KoranBulan, KoranRingkas
from core.kas.penutupan import HitunganKas
from core.money import NOL, Rupiah
from core.opd.commands import SaveRekeningBendahara, SetSetting
from core.opd.model import RekeningBendahara
from core.opd.rekening_bank import RekeningBank
from db.basis import Basis
from db.engine import TULIS
from db.kas.queries import SqlKasQueries
from db.periksa import verify
from tests.db.kas.contoh_koran import februari, lines, maret
from tests.fakes.kantor_nyata import import_contoh
from tests.fakes.office import Office, found_office
from tests.unit.kas.contoh_koran import REKENING, masuk

FEB, MAR = Bulan(2026, 2), Bulan(2026, 3)


@pytest.fixture
def office(basis: Basis) -> Office:
    made = found_office(basis)
    import_contoh(made)
    return made


def take(office: Office, koran: Any, rekening: str = "") -> HasilKoran:
    found: HasilKoran = office.do(ImportKoran(masuk=koran, rekening=rekening)).nilai
    return found


def ask(office: Office, question: Callable[[SqlKasQueries], Any]) -> Any:
    with office.basis.reading() as conn:
        return question(SqlKasQueries(conn, office.opd_id))


def month(office: Office, bulan: Bulan = FEB) -> KoranBulan:
    found: KoranBulan = ask(office, lambda q: q.koran_bulan(bulan))
    return found


def kode(do: Callable[[], Any]) -> str:
    with pytest.raises(Refusal) as e:
        do()
    assert str(e.value).endswith(".")
    return e.value.kode


def line(office: Office, kata: str, bulan: Bulan = FEB) -> str:
    return next(r.baris.kunci for r in month(office, bulan).baris if r.baris.keterangan == kata)


def document(office: Office, nomor: str) -> BuktiBank:
    return next(r.gerak.bukti for r in month(office).gerak if r.gerak.bukti.no_bukti == nomor)


def pair_of(office: Office, nomor: str) -> UUID | None:
    return next(r.pasangan for r in month(office).gerak if r.gerak.bukti.no_bukti == nomor)


def register(office: Office, nomor: str, buku: str = "BP") -> None:
    rekening = RekeningBank("002", nomor, "BENDAHARA CONTOH", "BRI")
    milik = RekeningBendahara(id=new_uuid(), buku=buku, rekening=rekening, mulai=date(2026, 1, 1))
    office.do(SaveRekeningBendahara(rekening=milik))


# import ---------------------------------------------------------------------------------------------------------------


def test_the_same_file_twice_is_stored_once(office: Office) -> None:
    first, again = take(office, februari()), take(office, februari())
    assert (first.baris, first.diimpor, first.dilewati) == (19, 19, 0)
    assert (again.koran, again.diimpor, again.dilewati) == (first.koran, 0, 19)
    assert len(month(office).baris) == 19
    assert [k.berkas for k in ask(office, lambda q: q.koran_list())] == ["feb.csv"]
    assert verify(office.basis, office.opd_id) == []


def test_files_that_overlap_bring_each_line_once(office: Office) -> None:
    half = masuk(*lines(sampai=20), nama="awal.csv", dari=date(2026, 2, 1))
    assert take(office, half).diimpor == 9
    whole = take(office, februari())
    assert (whole.diimpor, whole.dilewati, [t.kode for t in whole.peringatan]) == (10, 9, ["WARN_BARIS_SUDAH_ADA"])
    assert len(month(office).baris) == 19


def test_files_that_tell_the_same_days_differently_are_refused(office: Office) -> None:
    take(office, februari())
    other = [replace(b, keterangan="LAIN " + b.keterangan) if b.tanggal.day == 11 else b for b in lines()]
    assert kode(lambda: take(office, masuk(*other, nama="lain.csv"))) == "ERR_KORAN_BERTUMPUK"
    fewer = [b for b in lines() if b.tanggal.day != 11]
    assert kode(lambda: take(office, masuk(*fewer, nama="kurang.csv"))) == "ERR_KORAN_BERTUMPUK"
    assert len(month(office).baris) == 19


def test_a_statement_is_withdrawn_and_may_come_again(office: Office) -> None:
    first = take(office, februari())
    assert kode(lambda: office.do(WithdrawKoran(koran=first.koran, alasan=" "))) == "ERR_ALASAN_WAJIB"
    office.do(WithdrawKoran(koran=first.koran, alasan="salah rekening"))
    assert kode(lambda: office.do(WithdrawKoran(koran=first.koran, alasan="x"))) == "ERR_KORAN_TIDAK_ADA"
    assert month(office).baris == ()
    again = take(office, februari())
    assert (again.diimpor, len(month(office).baris)) == (19, 19)
    assert verify(office.basis, office.opd_id) == []


def test_a_statement_with_matched_lines_stays(office: Office) -> None:
    first = take(office, februari())
    office.do(AcceptSafe(bulan=FEB))
    assert kode(lambda: office.do(WithdrawKoran(koran=first.koran, alasan="salah"))) == "ERR_KORAN_BERPASANGAN"


def test_account_of_a_file_that_names_none(office: Office) -> None:
    nameless = take(office, februari(rekening=""))
    assert (nameless.rekening, [t.kode for t in nameless.peringatan]) == (
        "tanpa nomor BRI",
        ["WARN_REKENING_TIDAK_TERTULIS"],
    )
    # the same bank again goes to the account it already has
    assert take(office, maret(rekening="")).rekening == "tanpa nomor BRI"
    assert take(office, masuk(*lines(), nama="x", bank="BCA", rekening="")).rekening == "tanpa nomor BCA"


def test_registered_accounts_decide(office: Office) -> None:
    register(office, "0012345670001")
    assert take(office, februari(rekening="12345670001")).rekening == "0012345670001"
    assert take(office, maret(rekening="")).rekening == "0012345670001"
    assert kode(lambda: take(office, masuk(*lines(), nama="y", rekening="999000111"))) == "ERR_REKENING_BEDA"
    assert kode(lambda: take(office, februari(nama="z"), "555000111")) == "ERR_REKENING_BEDA"
    register(office, "0012345670002")
    assert kode(lambda: take(office, masuk(*lines(), nama="w", rekening=""))) == "ERR_REKENING_WAJIB"
    assert take(office, masuk(*lines(), nama="w", rekening=""), "0012345670002").rekening == "0012345670002"


# matches --------------------------------------------------------------------------------------------------------------


def test_proposals_of_a_month_say_why(office: Office) -> None:
    take(office, februari())
    found = month(office)
    per = {u.baris[0]: u for u in found.usulan}
    sinar = per[line(office, "TRF CV SINAR TULIS TBP 1")]
    assert (sinar.tingkat, sinar.bukti[0].no_bukti) == ("pasti", "TBP-0001")
    assert "nomor TBP-0001 tertulis di bank sebagai “TBP 1”" in sinar.alasan
    gabungan = per[line(office, "MPN GABUNGAN")]
    assert ({b.no_bukti for b in gabungan.bukti}, gabungan.tingkat) == ({"SSP-0005", "SSP-0006"}, "kuat")
    assert per[line(office, "TRF MASSAL PERJADIN")].tingkat == "kuat"
    assert [(s.jenis, s.kata.split(":")[0]) for s in found.saran] == [("", "biaya bank")]
    assert found.pasangan == ()


def test_all_safe_ones_at_once_and_the_rest_by_hand(office: Office) -> None:
    take(office, februari())
    before = month(office)
    safe = [u for u in before.usulan if u.otomatis]
    assert len(office.do(AcceptSafe(bulan=FEB)).nilai) == len(safe) >= 14
    for u in month(office).usulan:
        office.do(AcceptMatch(baris=u.baris, bukti=u.bukti, tingkat=u.tingkat, alasan="; ".join(u.alasan)))
    after = month(office)
    assert after.usulan == ()
    assert [r.gerak.bukti.no_bukti for r in after.gerak if r.pasangan is None] == ["TBP-0009"]
    assert [r.baris.keterangan for r in after.baris if r.pasangan is None] == ["BIAYA ADM"]
    assert {p.oleh for p in after.pasangan} == {"SARI CONTOH"}
    assert verify(office.basis, office.opd_id) == []


def test_undoing_one_match_leaves_the_others(office: Office) -> None:
    take(office, februari())
    office.do(AcceptSafe(bulan=FEB))
    count = len(month(office).pasangan)
    pasangan = pair_of(office, "TBP-0001")
    assert pasangan is not None
    assert kode(lambda: office.do(UndoMatch(pasangan=pasangan, alasan=""))) == "ERR_ALASAN_WAJIB"
    office.do(UndoMatch(pasangan=pasangan, alasan="bukan pasangannya"))
    after = month(office)
    assert len(after.pasangan) == count - 1
    (again,) = [u for u in after.usulan if u.bukti[0].no_bukti == "TBP-0001"]
    assert (again.tingkat, again.alasan[-1]) == ("periksa", "pasangan ini pernah dilepas")
    assert kode(lambda: office.do(UndoMatch(pasangan=pasangan, alasan="x"))) == "ERR_PASANGAN_TIDAK_ADA"
    office.do(AcceptMatch(baris=again.baris, bukti=again.bukti))
    assert pair_of(office, "TBP-0001") not in {None, pasangan}


def test_what_was_accepted_in_one_stroke_is_undone_in_one(office: Office) -> None:
    take(office, februari())
    assert ask(office, lambda q: q.koran_ringkas(2026)) == KoranRingkas(date(2026, 2, 28), {FEB: 19})
    made = office.do(AcceptSafe(bulan=FEB)).nilai
    assert ask(office, lambda q: q.koran_ringkas(2026)).terbuka == {FEB: 19 - len(made)}
    office.do(UndoMatches(pasangan=tuple(p.id for p in made), alasan="keliru"))
    assert month(office).pasangan == ()


def test_refusals_of_a_match(office: Office) -> None:
    take(office, februari())
    satu, dua = line(office, "TRF TBP 0006"), line(office, "TRF TBP 0007")
    enam, tujuh = document(office, "TBP-0006"), document(office, "TBP-0007")

    def accept(*baris: str, bukti: tuple[BuktiBank, ...] = ()) -> str:
        return kode(lambda: office.do(AcceptMatch(baris=baris, bukti=bukti)))

    assert accept(satu) == "ERR_PASANGAN_KOSONG"
    assert accept(satu, bukti=(tujuh,)) == "ERR_PASANGAN_TIDAK_SAMA"
    assert accept(satu, dua) == "ERR_PASANGAN_TIDAK_SAMA"
    assert accept("tidak ada", bukti=(enam,)) == "ERR_BARIS_KORAN_TIDAK_ADA"
    assert accept(satu, bukti=(BuktiBank(enam.transaksi, "LAIN"),)) == "ERR_BUKTI_BANK_TIDAK_ADA"
    office.do(AcceptMatch(baris=(satu, dua), bukti=(enam, tujuh)))
    assert accept(satu, bukti=(document(office, "TBP-0009"),)) == "ERR_BARIS_SUDAH_BERPASANGAN"
    assert accept(line(office, "BIAYA ADM"), bukti=(enam,)) == "ERR_BUKTI_SUDAH_DIPASANGKAN"


def test_lines_that_cancel_each_other_need_no_document(office: Office) -> None:
    take(office, februari())
    lines_ = (line(office, "JASA GIRO"), line(office, "STS 0002 RKUD"))
    office.do(AcceptMatch(baris=lines_, bukti=()))
    assert [r.pasangan is not None for r in month(office).baris if r.baris.kunci in lines_] == [True, True]


def test_match_that_stood_when_the_month_was_closed_is_sealed_with_it(office: Office) -> None:
    take(office, februari())
    office.do(AcceptSafe(bulan=FEB))
    saldo = ask(office, lambda q: q.saldo(FEB))
    kas = HitunganKas({"K1000": saldo.kas_tunai.sen // 100_000}, saldo.bank)
    office.do(CloseMonth(bulan=FEB, kas=kas, penjelasan="contoh"))
    early = pair_of(office, "TBP-0001")
    assert early is not None
    assert kode(lambda: office.do(UndoMatch(pasangan=early, alasan="keliru"))) == "ERR_PASANGAN_TERSEGEL"
    late = office.do(
        AcceptMatch(baris=(line(office, "TRF MASSAL PERJADIN"),), bukti=(document(office, "TBP-0005"),))
    ).nilai
    office.do(UndoMatch(pasangan=late.id, alasan="keliru"))
    assert pair_of(office, "TBP-0005") is None


def test_window_of_days_is_a_setting_of_the_office(office: Office) -> None:
    late = BarisKoran(date(2026, 2, 24), "TRF PELAKSANA", -Rupiah.of(18_750_000))
    take(office, masuk(late, awal=18_750_000))
    assert [u.bukti[0].no_bukti for u in month(office).usulan] == ["TBP-0005"]
    office.do(SetSetting(kunci="koran_hari", berlaku_dari=date(2026, 1, 1), isi="2"))
    assert month(office).usulan == ()


# the proof ------------------------------------------------------------------------------------------------------------


def test_proof_lists_every_difference_and_adds_up(office: Office) -> None:
    take(office, februari())
    raw = month(office).bukti
    assert (len(raw.buku_belum_bank), len(raw.bank_belum_buku), raw.is_utuh) == (20, 19, True)
    office.do(AcceptSafe(bulan=FEB))
    for u in month(office).usulan:
        office.do(AcceptMatch(baris=u.baris, bukti=u.bukti))
    b = ask(office, lambda q: q.bukti_bank(FEB))
    assert b == month(office).bukti
    assert [(x.nomor, x.nilai) for x in b.buku_belum_bank] == [("TBP-0009", -Rupiah.of(2_462_500))]
    assert [(x.uraian, x.nilai) for x in b.bank_belum_buku] == [("BIAYA ADM", -Rupiah.of(10_000))]
    assert (b.saldo_buku, b.saldo_bank) == (Rupiah.of(49_437_500), Rupiah.of(51_890_000))
    assert (b.selisih, b.terjelaskan) == (-Rupiah.of(2_452_500), -Rupiah.of(2_452_500))
    assert (b.selisih_awal, b.celah, b.is_lengkap, b.kata) == (NOL, (), True, "2 selisih terdaftar")


def test_what_is_paid_next_month_is_open_at_the_end_of_this_one(office: Office) -> None:
    take(office, februari())
    take(office, maret())
    (usul,) = [u for u in month(office).usulan if u.bukti[0].no_bukti == "TBP-0009"]
    assert usul.tingkat == "pasti"
    office.do(AcceptMatch(baris=usul.baris, bukti=usul.bukti))
    feb, mar = ask(office, lambda q: q.bukti_bank(FEB)), ask(office, lambda q: q.bukti_bank(MAR))
    assert "TBP-0009" in [x.nomor for x in feb.buku_belum_bank]
    assert feb.is_utuh
    assert "TBP-0009" not in [x.nomor for x in mar.buku_belum_bank]
    assert mar.is_utuh
    assert mar.saldo_bank == Rupiah.of(49_427_500)


def test_what_was_open_before_pundi_began_is_one_amount(office: Office) -> None:
    take(office, masuk(*lines(awal=700), awal=700, dari=date(2026, 2, 1), sampai=date(2026, 2, 28)))
    b = month(office).bukti
    assert (b.saldo_awal_bank, b.selisih_awal, b.is_utuh) == (Rupiah.of(700), -Rupiah.of(700), True)


def test_statement_that_is_missing_between_two_is_said(office: Office) -> None:
    take(office, masuk(*lines(sampai=12), dari=date(2026, 2, 1), sampai=date(2026, 2, 12)))
    rest = [b for b in lines() if b.tanggal.day >= 23]
    awal = rest[0].saldo
    assert awal is not None
    mulai = (awal - rest[0].nilai).sen // 100
    take(office, masuk(*rest, awal=mulai, nama="akhir.csv", dari=date(2026, 2, 21), sampai=date(2026, 2, 28)))
    b = month(office).bukti
    assert [(c.tanggal, c.nilai) for c in b.celah] == [(date(2026, 2, 21), Rupiah.of(21_250_000))]
    assert (b.is_utuh, b.kata) == (True, "ada rekening koran yang belum diimpor")


def test_statement_without_balances_proves_nothing_yet(office: Office) -> None:
    bare = [replace(b, saldo=None) for b in lines()]
    take(office, masuk(*bare, awal=None, dari=date(2026, 2, 1), sampai=date(2026, 2, 28)))
    b = month(office).bukti
    assert (b.saldo_bank, b.kata) == (None, "saldo bank belum diketahui")


def test_several_accounts_count_together_and_those_of_a_pembantu_do_not(office: Office) -> None:
    register(office, REKENING)
    register(office, "0099999990009", "BPP-1")
    register(office, "0012345670002")
    take(office, februari())
    take(
        office,
        masuk(
            BarisKoran(date(2026, 2, 27), "SALDO LAIN", Rupiah.of(5)), awal=100, nama="dua", rekening="0012345670002"
        ),
    )
    take(
        office, masuk(BarisKoran(date(2026, 2, 27), "BPP", Rupiah.of(7)), awal=9, nama="tiga", rekening="0099999990009")
    )
    b = month(office).bukti
    assert [r.rekening for r in b.rekening] == [REKENING, "0012345670002"]
    assert b.saldo_bank == Rupiah.of(51_890_105)
    assert b.is_utuh


def test_office_without_statements(office: Office) -> None:
    found = month(office)
    assert (found.ada, found.baris, found.usulan, found.bukti.kata) == (False, (), (), "belum ada rekening koran")
    assert len(found.gerak) == 20


# what is kept ---------------------------------------------------------------------------------------------------------


def test_column_profile_is_remembered_by_layout_and_name(office: Office) -> None:
    profil = ProfilKoran("BPD Contoh", "Bank Contoh", "abc", (("tanggal_transaksi", 0), ("keterangan", 1)), "indonesia")
    office.do(SaveProfilKoran(profil=profil))
    office.do(SaveProfilKoran(profil=replace(profil, gaya="inggris")))
    assert ask(office, lambda q: q.profil_koran("abc")) == replace(profil, gaya="inggris")
    assert ask(office, lambda q: q.profil_koran_bernama(" bpd contoh ")).tata_letak == "abc"
    assert ask(office, lambda q: q.profil_koran_bernama("lain")) is None
    assert kode(lambda: office.do(SaveProfilKoran(profil=replace(profil, nama=" ")))) == "ERR_MEDAN_WAJIB"


def test_matches_are_never_changed(office: Office) -> None:
    take(office, februari())
    office.do(AcceptSafe(bulan=FEB))
    conn = office.basis.engine.connect().execution_options(**{TULIS: True})
    with conn, pytest.raises(DBAPIError):
        conn.execute(text("UPDATE pasangan_koran_baris SET ke = 9"))
    assert verify(office.basis, office.opd_id) == []


@pytest.mark.parametrize(
    ("tabel", "harap"),
    [
        ("pasangan_koran_baris", "ERR_BARIS_SUDAH_BERPASANGAN"),
        ("pasangan_koran_bukti", "ERR_BUKTI_SUDAH_DIPASANGKAN"),
    ],
)
def test_nothing_has_two_matches_even_behind_the_commands(office: Office, tabel: str, harap: str) -> None:
    take(office, februari())
    office.do(AcceptSafe(bulan=FEB))
    kepala = {"id": (p := new_uuid()), "tingkat": "x", "alasan": "", "oleh": "", "dibuat_at": office.clock.now()}
    kunci, bukti = line(office, "TRF TBP 0006"), document(office, "TBP-0006")
    isi = {"transaksi_id": bukti.transaksi, "no_bukti": bukti.no_bukti} if tabel.endswith("bukti") else {"kunci": kunci}

    def sneak() -> None:
        with office.basis.unit_of_work(office.opd_id) as work:
            work.kas._pintu.post("pasangan_koran", [kepala])
            work.kas._pintu.post(tabel, [{"pasangan_id": p, "ke": 0, **isi}])
            work.record(Event("kas", "x"))
            work.commit(AcceptSafe(bulan=FEB), office.pelaku, office.clock.now())

    assert kode(sneak) == harap
