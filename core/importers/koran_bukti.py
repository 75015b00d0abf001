"""The proof of a bank statement: opening + credits - debits = closing, and every line's own balance follows.

A missing row, a changed figure and a misread comma look alike, so a statement that does not add up is not handed on.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.importers.tabel import nama_kolom
from core.kas.koran import BarisKoran, gaps
from core.money import NOL, Rupiah, total

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.importers.keluhan import Keluhan

ULANG = "Ada baris yang hilang atau diubah; unduh ulang rekening koran yang utuh dari bank."


@dataclass(slots=True)
class Penutup:
    """What a file says of itself besides its lines; None where it says nothing. `baris` is where the closing stands."""

    saldo_awal: Rupiah | None = None
    saldo_akhir: Rupiah | None = None
    debit: Rupiah | None = None
    kredit: Rupiah | None = None
    baris: int | None = None


@dataclass(frozen=True, slots=True)
class Terbukti:
    """The lines in the order of the account, with opening and closing balance where they can be known."""

    baris: tuple[BarisKoran, ...]
    saldo_awal: Rupiah | None
    saldo_akhir: Rupiah | None


def prove(
    keluhan: Keluhan, baris: Sequence[BarisKoran], penutup: Penutup, *, kolom_saldo: int | None = None
) -> Terbukti:
    """Holds the lines against their balances and the file's totals; complains with line and column.

    Banks list the newest line first or last; the order in which the balances follow is the right one.
    """
    urut = _in_order(baris)
    letter = None if kolom_saldo is None else nama_kolom(kolom_saldo)
    for i in gaps(urut):
        lalu, ini = urut[i - 1], urut[i]
        assert lalu.saldo is not None
        assert ini.saldo is not None
        harus = lalu.saldo + ini.nilai
        pesan = (
            f"Baris {ini.baris}: saldo tertulis {ini.saldo}, sedangkan {lalu.saldo} {_signed(ini.nilai)} = {harus}; "
            f"selisih {abs(ini.saldo - harus)}. {ULANG}"
        )
        keluhan.add("ERR_SALDO_BARIS", pesan, baris=ini.baris, kolom=letter)
    _check_totals(keluhan, urut, penutup)
    return _with_ends(keluhan, urut, penutup)


def _in_order(baris: Sequence[BarisKoran]) -> tuple[BarisKoran, ...]:
    urut = tuple(baris)
    if len(urut) < 2 or any(b.saldo is None for b in urut):
        return urut
    balik = urut[::-1]
    salah, salah_balik = len(gaps(urut)), len(gaps(balik))
    if salah_balik < salah or (salah == salah_balik and urut[0].tanggal > urut[-1].tanggal):
        return balik
    return urut


def _signed(nilai: Rupiah) -> str:
    return f"- {-nilai}" if nilai < NOL else f"+ {nilai}"


def _check_totals(keluhan: Keluhan, baris: Sequence[BarisKoran], penutup: Penutup) -> None:
    """The totals of debits and credits that some files close with."""
    for apa, tertulis, hitung in (
        ("debit", penutup.debit, -total([b.nilai for b in baris if b.nilai < NOL])),
        ("kredit", penutup.kredit, total([b.nilai for b in baris if b.nilai > NOL])),
    ):
        if tertulis is not None and abs(tertulis) != hitung and not keluhan.has_errors:
            pesan = (
                f"Jumlah {apa} menurut berkas {abs(tertulis)}, sedangkan {len(baris)} barisnya berjumlah {hitung}; "
                f"selisih {abs(abs(tertulis) - hitung)}. {ULANG}"
            )
            keluhan.add("ERR_TOTAL_KORAN", pesan, baris=penutup.baris)


def _with_ends(keluhan: Keluhan, baris: tuple[BarisKoran, ...], penutup: Penutup) -> Terbukti:
    """Opening and closing balance, and the equation between them."""
    awal, akhir = penutup.saldo_awal, penutup.saldo_akhir
    gerak = total([b.nilai for b in baris])
    first, last = (baris[0], baris[-1]) if baris else (None, None)
    if first is not None and first.saldo is not None:
        mulai = first.saldo - first.nilai
        if awal is not None and awal != mulai and not keluhan.has_errors:
            pesan = (
                f"Saldo awal menurut berkas {awal}, sedangkan menurut baris {first.baris} ({first.saldo} sesudah "
                f"{_signed(first.nilai)}) {mulai}; selisih {abs(awal - mulai)}. {ULANG}"
            )
            keluhan.add("ERR_SALDO_AWAL_KORAN", pesan, baris=first.baris)
        awal = mulai if awal is None else awal
    if last is not None and last.saldo is not None:
        if akhir is not None and akhir != last.saldo and not keluhan.has_errors:
            pesan = (
                f"Saldo akhir menurut berkas {akhir}, sedangkan menurut baris {last.baris} {last.saldo}; "
                f"selisih {abs(akhir - last.saldo)}. {ULANG}"
            )
            keluhan.add("ERR_SALDO_AKHIR_KORAN", pesan, baris=penutup.baris or last.baris)
        akhir = last.saldo if akhir is None else akhir
    if awal is not None and akhir is not None and awal + gerak != akhir and not keluhan.has_errors:
        masuk = total([b.nilai for b in baris if b.nilai > NOL])
        pesan = (
            f"Saldo awal {awal} + kredit {masuk} - debit {masuk - gerak} = {awal + gerak}, sedangkan saldo akhir "
            f"tertulis {akhir}; selisih {abs(awal + gerak - akhir)}. {ULANG}"
        )
        keluhan.add("ERR_SALDO_AKHIR_KORAN", pesan, baris=penutup.baris)
    if awal is None and akhir is not None:
        awal = akhir - gerak
    if akhir is None and awal is not None:
        akhir = awal + gerak
    return Terbukti(baris, awal, akhir)
