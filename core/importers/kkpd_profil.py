"""Transaction lists of cards whose layout nobody has published, read by a column profile (handbook KKPD 2.2)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from core.importers.angka import GayaAngka, GayaCampur, decide_style, parse_jumlah, parse_tanda
from core.importers.kkpd_draf import BarisTagihan, BukanKartu, Kartu, shows_full_number, warn_full_number
from core.importers.profil_kolom import Medan, ProfilKolom, changed_layout, find_layout, guess_columns
from core.importers.tabel import Baris, Lembaran, label, teks
from core.importers.tanggal import BukanTanggal, parse_tanggal
from core.money import NOL, BukanUang, Rupiah

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from core.importers.keluhan import Keluhan


_PENUTUP: Final = ("TOTAL", "JUMLAH", "GRAND TOTAL", "SUBTOTAL", "SUB TOTAL")


@dataclass(frozen=True, slots=True)
class DaftarTransaksi:
    """The lines of a list, its own total if it closes with one, and its due date if all lines agree."""

    rincian: tuple[BarisTagihan, ...]
    total_berkas: Rupiah | None
    jatuh_tempo: date | None


def guess_profile(lembar: Lembaran, *, nama: str = "tebakan", bank: str = "") -> ProfilKolom:
    """A profile from the words of the header, for a person to confirm.

    Refuses (ERR_KOLOM_TIDAK_DIKENAL) when no row of the first 15 names a date, a description and an amount.
    """
    return guess_columns(lembar, _missing, nama=nama, bank=bank)


def _missing(kolom: Mapping[Medan, int]) -> list[str]:
    missing: list[str] = []
    if not kolom.keys() & {Medan.TANGGAL_TRANSAKSI, Medan.TANGGAL_PEMBUKUAN}:
        missing.append("tanggal")
    if not kolom.keys() & {Medan.KETERANGAN, Medan.MERCHANT}:
        missing.append("keterangan")
    if Medan.JUMLAH not in kolom and not kolom.keys() >= {Medan.DEBIT, Medan.KREDIT}:
        missing.append("jumlah (atau debit dan kredit)")
    return missing


def read_list(lembar: Lembaran, profil: ProfilKolom, keluhan: Keluhan, kartu: str | None) -> DaftarTransaksi:
    """Reads a transaction list by its profile. `kartu` is the card of all lines when the list has no such column."""
    at = find_layout(lembar, profil.tata_letak)
    if at is None:
        raise keluhan.fail("ERR_TATA_LETAK_BEDA", changed_layout(profil))
    if Medan.KARTU not in profil.kolom and not kartu:
        pesan = "Berkas tidak mempunyai kolom nomor kartu. Sebutkan kartunya, lalu baca ulang."
        raise keluhan.fail("ERR_KARTU_WAJIB", pesan)
    return _ListReader(lembar.baris[at + 1 :], profil, keluhan, kartu).read()


class _ListReader:
    def __init__(self, body: tuple[Baris, ...], profil: ProfilKolom, keluhan: Keluhan, kartu: str | None) -> None:
        self._body = body
        self._profil = profil
        self._keluhan = keluhan
        self._kartu = kartu
        self._gaya = profil.gaya or self._decide_style()

    def read(self) -> DaftarTransaksi:
        lines: list[BarisTagihan] = []
        due: set[date] = set()
        stated: Rupiah | None = None
        for baris in self._body:
            dated = self._is_dated(baris)
            if not self._has_amount(baris):
                if dated:
                    pesan = f"Baris {baris.nomor} bertanggal tetapi tidak mempunyai jumlah. Periksa berkas dari bank."
                    self._keluhan.add("ERR_JUMLAH", pesan, baris=baris.nomor)
                continue
            amount = self._amount(baris)
            if amount is None:
                continue
            if not dated and _closes(baris):
                stated = amount
            elif (line := self._line(baris, amount)) is not None:
                lines.append(line)
                due.update(self._due(baris))
        return DaftarTransaksi(tuple(lines), stated, due.pop() if len(due) == 1 else None)

    def _text(self, baris: Baris, medan: Medan) -> str:
        return baris.text(self._profil.kolom.get(medan))

    def _is_dated(self, baris: Baris) -> bool:
        try:
            self._dates(baris)
        except BukanTanggal:
            return False
        return True

    def _amount_columns(self) -> Iterator[int]:
        for medan in (Medan.JUMLAH, Medan.DEBIT, Medan.KREDIT):
            if medan in self._profil.kolom:
                yield self._profil.kolom[medan]

    def _has_amount(self, baris: Baris) -> bool:
        return any(baris.text(kolom) for kolom in self._amount_columns())

    def _decide_style(self) -> GayaAngka:
        try:
            return decide_style((b.nomor, b.at(kolom)) for b in self._body for kolom in self._amount_columns())
        except GayaCampur as error:
            self._keluhan.add("ERR_GAYA_ANGKA", f"{error}.", baris=error.baris)
            return GayaAngka.INDONESIA

    def _amount(self, baris: Baris) -> Rupiah | None:
        """What a row adds to the bill: purchases positive, credits negative."""
        kolom = self._profil.kolom
        try:
            if Medan.JUMLAH not in kolom:
                return self._column(baris, Medan.DEBIT) - self._column(baris, Medan.KREDIT)
            found = parse_jumlah(baris.at(kolom[Medan.JUMLAH]), self._gaya)
            tanda = parse_tanda(baris.at(kolom.get(Medan.TANDA))) or found.tanda
        except BukanUang as error:
            self._keluhan.add("ERR_JUMLAH", f"Baris {baris.nomor}: {error}.", baris=baris.nomor)
            return None
        if tanda is None:
            return found.nilai
        return abs(found.nilai) if tanda is self._profil.pembelanjaan else -abs(found.nilai)

    def _column(self, baris: Baris, medan: Medan) -> Rupiah:
        sel = baris.at(self._profil.kolom[medan])
        return abs(parse_jumlah(sel, self._gaya).nilai) if teks(sel) else NOL

    def _line(self, baris: Baris, nilai: Rupiah) -> BarisTagihan | None:
        kolom = self._profil.kolom
        try:
            transaksi, pembukuan = self._dates(baris)
            number = self._text(baris, Medan.KARTU) if Medan.KARTU in kolom else self._kartu or ""
            kartu = Kartu.parse(number)
        except BukanTanggal as error:
            self._keluhan.add("ERR_TANGGAL", f"Baris {baris.nomor}: {error}.", baris=baris.nomor)
            return None
        except BukanKartu as error:
            self._keluhan.add("ERR_KARTU", f"Baris {baris.nomor}: {error}.", baris=baris.nomor)
            return None
        if shows_full_number(number):
            warn_full_number(self._keluhan, baris.nomor, None)
        words = (self._text(baris, medan) for medan in (Medan.MERCHANT, Medan.KETERANGAN, Medan.KOTA))
        return BarisTagihan(
            kartu=kartu,
            tanggal_transaksi=transaksi,
            tanggal_pembukuan=pembukuan,
            keterangan=" ".join(w for w in words if w),
            jumlah=abs(nilai),
            is_kredit=nilai < NOL,
            valas=None,
            referensi=self._text(baris, Medan.REFERENSI),
            pemegang=self._text(baris, Medan.PEMEGANG),
            mcc=self._text(baris, Medan.MCC),
            baris=baris.nomor,
            mentah=";".join(teks(s) for s in baris.sel).replace(number, kartu.samaran),
        )

    def _dates(self, baris: Baris) -> tuple[date, date]:
        """Date of purchase and of posting; a list with only one of them means both by it."""
        kolom = self._profil.kolom
        cells = [baris.at(kolom.get(m)) for m in (Medan.TANGGAL_TRANSAKSI, Medan.TANGGAL_PEMBUKUAN)]
        found = [parse_tanggal(sel) for sel in cells if teks(sel)]
        if not found:
            raise BukanTanggal("ada jumlah tetapi tidak ada tanggal; periksa berkas dari bank")
        return found[0], found[-1]

    def _due(self, baris: Baris) -> Iterator[date]:
        sel = baris.at(self._profil.kolom.get(Medan.JATUH_TEMPO))
        if teks(sel):
            try:
                yield parse_tanggal(sel)
            except BukanTanggal as error:
                self._keluhan.add("ERR_TANGGAL", f"Baris {baris.nomor}: {error}.", baris=baris.nomor)


def _closes(baris: Baris) -> bool:
    return any(label(sel).startswith(_PENUTUP) for sel in baris.sel if isinstance(sel, str))
