"""The bank proof as a value: its equation, its words, and the chain of balances over several files."""

from __future__ import annotations

from datetime import date

from core.calendar import Bulan
from core.kas.bukti_bank import BANK, BUKU, BedaBank, BuktiSaldoBank, Celah, RekeningTerbukti, SaldoBerkas, chain
from core.money import NOL, Rupiah
from tests.unit.kas.contoh_koran import REKENING, hari

FEB = Bulan(2026, 2)
GERAK = [(hari(5), Rupiah.of(-30)), (hari(20), Rupiah.of(50)), (hari(3, 3), Rupiah.of(-10))]


def rp(n: int) -> Rupiah:
    return Rupiah.of(n)


def berkas(dari: date, sampai: date, awal: int | None, akhir: int | None = None) -> SaldoBerkas:
    return SaldoBerkas(
        REKENING, "BRI", dari, sampai, None if awal is None else rp(awal), None if akhir is None else rp(akhir)
    )


def bukti(saldo: int | None = 120, sampai: date = FEB.akhir, **lain: object) -> BuktiSaldoBank:
    isi: dict[str, object] = {
        "bulan": FEB, "saldo_buku": rp(120), "saldo_awal_buku": rp(100), "saldo_awal_bank": rp(100),
        "rekening": (RekeningTerbukti(REKENING, "BRI", None if saldo is None else rp(saldo), hari(1), sampai),),
        "buku_belum_bank": (), "bank_belum_buku": (), **lain,
    }  # fmt: skip
    return BuktiSaldoBank(**isi)


def beda(sisi: str, nilai: int) -> BedaBank:
    return BedaBank(sisi, hari(9), "X", "x", rp(nilai), "k")


def test_nothing_left_to_explain() -> None:
    b = bukti()
    assert (b.is_cocok, b.is_utuh, b.kata, b.selisih) == (True, True, "cocok", NOL)


def test_listed_differences_add_up() -> None:
    b = bukti(saldo=155, buku_belum_bank=(beda(BUKU, -30),), bank_belum_buku=(beda(BANK, 5),))
    assert (b.selisih, b.terjelaskan) == (rp(-35), rp(-35))
    assert (b.is_utuh, b.is_cocok, b.kata) == (True, False, "2 selisih terdaftar")


def test_what_was_open_before_pundi_began() -> None:
    b = bukti(saldo=130, saldo_awal_bank=rp(110))
    assert (b.selisih_awal, b.is_utuh, b.kata) == (rp(-10), True, "selisih dari saldo awal")


def test_statements_that_do_not_reach_the_end() -> None:
    b = bukti(sampai=hari(20))
    assert (b.is_lengkap, b.is_cocok, b.kata) == (False, False, "rekening koran baru sampai 20/02/2026")


def test_no_statement_and_no_balance() -> None:
    assert bukti(rekening=()).kata == "belum ada rekening koran"
    b = bukti(saldo=None)
    assert (b.kata, b.selisih, b.is_utuh) == ("saldo bank belum diketahui", None, True)


def test_missing_file_between_two() -> None:
    b = bukti(saldo=127, celah=(Celah(REKENING, hari(20), rp(7)),))
    assert (b.is_utuh, b.kata) == (True, "ada rekening koran yang belum diimpor")


def test_chain_of_one_file() -> None:
    satu = [berkas(hari(1), FEB.akhir, 100, 120)]
    assert chain(satu, GERAK, hari(10)) == (rp(70), ())
    assert chain(satu, GERAK, FEB.akhir) == (rp(120), ())
    assert chain(satu, GERAK, date(2025, 12, 31)) == (rp(100), ())


def test_chain_sees_where_lines_are_missing() -> None:
    two = [berkas(hari(1), FEB.akhir, 100), berkas(hari(1, 3), hari(31, 3), 127)]
    assert chain(two, GERAK, FEB.akhir) == (rp(120), ())
    saldo, celah = chain(two, GERAK, hari(31, 3))
    assert (saldo, [(c.tanggal, c.nilai) for c in celah]) == (rp(117), [(hari(1, 3), rp(7))])


def test_files_without_balances_are_carried_by_the_others() -> None:
    two = [berkas(hari(1), FEB.akhir, None), berkas(hari(1, 3), hari(31, 3), 120)]
    assert chain(two, GERAK, FEB.akhir) == (rp(120), ())
    assert chain([berkas(hari(1), FEB.akhir, None)], GERAK, FEB.akhir) == (None, ())
