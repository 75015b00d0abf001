"""Bank statements of banks whose layout nobody has published: read by a column profile, guessed or remembered.

BJB and most BPD are among them (handbook import-formats 11).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from core.importers.koran_susunan import Dikenal, Kolom, Susunan
from core.importers.profil_kolom import (
    Medan,
    ProfilKolom,
    best_sheet,
    changed_layout,
    find_layout,
    guess_columns,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.importers.keluhan import Keluhan
    from core.importers.tabel import Lembaran

FORMAT: Final = "profil"


def missing_columns(kolom: Mapping[Medan, int]) -> list[str]:
    """What a statement cannot be read without, in the words of the column step."""
    missing: list[str] = []
    if not kolom.keys() & {Medan.TANGGAL_TRANSAKSI, Medan.TANGGAL_PEMBUKUAN}:
        missing.append("tanggal")
    if Medan.KETERANGAN not in kolom:
        missing.append("keterangan")
    if not kolom.keys() >= {Medan.DEBIT, Medan.KREDIT}:
        if Medan.JUMLAH not in kolom:
            missing.append("debit dan kredit (atau jumlah)")
        elif not kolom.keys() & {Medan.TANDA, Medan.SALDO}:
            missing.append("tanda debit/kredit")
    return missing


def guess_statement(lembar: Lembaran) -> ProfilKolom:
    """A profile from the words of the header; refuses (ERR_KOLOM_TIDAK_DIKENAL) when the words do not suffice."""
    return guess_columns(lembar, missing_columns)


def by_profile(lembaran: list[Lembaran], profil: ProfilKolom | None, keluhan: Keluhan) -> Dikenal:
    """The sheet and its columns by a remembered or guessed profile; refuses a layout that the profile does not fit."""
    lembar, dipakai = best_sheet(lembaran, profil, guess_statement)
    posisi = find_layout(lembar, dipakai.tata_letak)
    if posisi is None:
        raise keluhan.fail("ERR_TATA_LETAK_BEDA", changed_layout(dipakai))
    k = dipakai.kolom
    hari = k.get(Medan.TANGGAL_PEMBUKUAN, k.get(Medan.TANGGAL_TRANSAKSI, 0))
    two = k.keys() >= {Medan.DEBIT, Medan.KREDIT}
    kolom = Kolom(
        tanggal=hari,
        keterangan=tuple(k[m] for m in (Medan.KETERANGAN, Medan.MERCHANT) if m in k),
        debit=k[Medan.DEBIT] if two else None,
        kredit=k[Medan.KREDIT] if two else None,
        jumlah=None if two else k.get(Medan.JUMLAH),
        tanda=None if two else k.get(Medan.TANDA),
        saldo=k.get(Medan.SALDO),
        rekening=k.get(Medan.REKENING),
        mata_uang=k.get(Medan.MATA_UANG),
        referensi=k.get(Medan.REFERENSI),
    )
    susunan = Susunan(FORMAT, dipakai.bank, tanggal="", keterangan=("",), gaya=dipakai.gaya)
    return Dikenal(susunan, lembar, posisi, kolom)
