"""Transaction lists of banks whose layout nobody has published: a column profile, guessed once and remembered.

The profile belongs to a layout (the headings in their order); when a bank changes its export the profile no longer
fits and the person is asked again (handbook KKPD 2.2, rules 3 and 8).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from core.errors import Refusal
from core.importers.angka import GayaAngka, GayaCampur, Tanda, decide_style, parse_jumlah, parse_tanda
from core.importers.batas import tolak
from core.importers.kkpd_draf import BarisTagihan, BukanKartu, Kartu, shows_full_number, warn_full_number
from core.importers.tabel import BARIS_KEPALA_MAKS, Baris, Lembaran, heading, label, teks
from core.importers.tanggal import BukanTanggal, parse_tanggal
from core.money import NOL, BukanUang, Rupiah

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from core.importers.keluhan import Keluhan


class Medan(StrEnum):
    """What a column of a transaction list may mean to us."""

    TANGGAL_TRANSAKSI = "tanggal_transaksi"
    TANGGAL_PEMBUKUAN = "tanggal_pembukuan"
    KARTU = "kartu"
    PEMEGANG = "pemegang"
    MERCHANT = "merchant"
    KOTA = "kota"
    MCC = "mcc"
    KETERANGAN = "keterangan"
    JUMLAH = "jumlah"
    TANDA = "tanda"
    DEBIT = "debit"
    KREDIT = "kredit"
    REFERENSI = "referensi"
    JATUH_TEMPO = "jatuh_tempo"


_SINONIM: Final[Mapping[Medan, str]] = {
    Medan.TANGGAL_TRANSAKSI: "tanggal_transaksi/tgl_transaksi/tanggal/tgl/date/transaction_date/trx_date/tgl_trx",
    Medan.TANGGAL_PEMBUKUAN: "tanggal_pembukuan/tgl_pembukuan/tanggal_posting/tgl_posting/posting_date/post_date",
    Medan.KARTU: "nomor_kartu/no_kartu/card_number/card_no/cardholder_number/no_kkpd",
    Medan.PEMEGANG: "nama_pemegang/nama_pemegang_kartu/pemegang_kartu/cardholder_name/nama",
    Medan.MERCHANT: "merchant/nama_merchant/merchant_name/toko/pedagang",
    Medan.KOTA: "kota/city/lokasi/merchant_city",
    Medan.MCC: "mcc/kode_mcc/merchant_category_code",
    Medan.KETERANGAN: "keterangan/uraian/deskripsi/description/remarks/remark/rincian_transaksi",
    Medan.JUMLAH: "jumlah/nominal/amount/nilai/mutasi/jumlah_rp/nilai_transaksi",
    Medan.TANDA: "db_cr/d_k/d_c/dk/dc/dbcr/tipe/jenis_mutasi/debit_kredit",
    Medan.DEBIT: "debit/debet/db/pembelanjaan/pembelanjaan_debit/debit_amount/keluar",
    Medan.KREDIT: "kredit/credit/cr/pembayaran_kredit/credit_amount/masuk",
    Medan.REFERENSI: "no_referensi/nomor_referensi/referensi/reference_no/reference/no_ref/auth_code/approval_code",
    Medan.JATUH_TEMPO: "jatuh_tempo/tanggal_jatuh_tempo/due_date/payment_due_date",
}
"""Headings of each column as `heading` writes them (handbook KKPD 2.2, rule 3)."""
_MEDAN: Final = {words: medan for medan, names in _SINONIM.items() for words in names.split("/")}
_KEPALA_MINIMAL: Final = 3
_PENUTUP: Final = ("TOTAL", "JUMLAH", "GRAND TOTAL", "SUBTOTAL", "SUB TOTAL")


@dataclass(frozen=True, slots=True)
class ProfilKolom:
    """How one bank's list is read: which column (from 0) holds what, how it writes numbers, which side is which.

    `gaya` None lets each file vote. `pembelanjaan` is the sign that raises the bill; amounts without any sign do too.
    """

    nama: str
    bank: str
    tata_letak: str
    kolom: Mapping[Medan, int]
    gaya: GayaAngka | None = None
    pembelanjaan: Tanda = Tanda.DEBIT


@dataclass(frozen=True, slots=True)
class DaftarTransaksi:
    """The lines of a list, its own total if it closes with one, and its due date if all lines agree."""

    rincian: tuple[BarisTagihan, ...]
    total_berkas: Rupiah | None
    jatuh_tempo: date | None


def layout_hash(kepala: Baris) -> str:
    """The mark of a layout: its headings in their order."""
    words = [label(sel) for sel in kepala.sel]
    while words and not words[-1]:
        words.pop()
    return hashlib.sha256("|".join(words).encode()).hexdigest()[:16]


def guess_profile(lembar: Lembaran, *, nama: str = "tebakan", bank: str = "") -> ProfilKolom:
    """A profile from the words of the header, for a person to confirm.

    Refuses (ERR_KOLOM_TIDAK_DIKENAL) when no row of the first 15 names a date, a description and an amount.
    """
    best: tuple[Baris, dict[Medan, int]] | None = None
    for baris in lembar.baris[:BARIS_KEPALA_MAKS]:
        kolom = _known_columns(baris)
        if len(kolom) >= _KEPALA_MINIMAL and (best is None or len(kolom) > len(best[1])):
            best = (baris, kolom)
    if best is None:
        pesan = (
            "Kepala tabel tidak ditemukan dalam 15 baris pertama: tidak ada baris yang memuat tanggal, keterangan dan "
            "jumlah. Tentukan kolomnya sekali lewat profil kolom."
        )
        raise tolak(lembar.berkas, "ERR_KOLOM_TIDAK_DIKENAL", pesan)
    baris, kolom = best
    if missing := _missing(kolom):
        seen = ", ".join(f"“{teks(s)}”" for s in baris.sel if teks(s))
        pesan = (
            f"Kolom {', '.join(missing)} tidak dikenali pada kepala tabel (baris {baris.nomor}: {seen}). "
            "Tentukan kolomnya sekali lewat profil kolom."
        )
        raise tolak(lembar.berkas, "ERR_KOLOM_TIDAK_DIKENAL", pesan, baris=baris.nomor)
    return ProfilKolom(nama, bank, layout_hash(baris), kolom)


def _known_columns(baris: Baris) -> dict[Medan, int]:
    kolom: dict[Medan, int] = {}
    for i, sel in enumerate(baris.sel):
        if isinstance(sel, str) and (medan := _MEDAN.get(heading(sel))):
            kolom.setdefault(medan, i)
    return kolom


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
    at = next((i for i, b in enumerate(lembar.baris[:BARIS_KEPALA_MAKS]) if layout_hash(b) == profil.tata_letak), None)
    if at is None:
        pesan = (
            f"Susunan kolom berkas berbeda dari profil “{profil.nama}”. Bank mungkin mengubah ekspornya; "
            "periksa kolomnya lalu simpan profil baru."
        )
        raise keluhan.fail("ERR_TATA_LETAK_BEDA", pesan)
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


def best_sheet(lembaran: list[Lembaran], profil: ProfilKolom | None) -> tuple[Lembaran, ProfilKolom]:
    """The sheet a profile fits, or the first one for which a profile can be guessed; refuses when there is none."""
    if profil is not None:
        for lembar in lembaran:
            if any(layout_hash(b) == profil.tata_letak for b in lembar.baris[:BARIS_KEPALA_MAKS]):
                return lembar, profil
        return lembaran[0], profil
    refused: Refusal | None = None
    for lembar in lembaran:
        try:
            return lembar, guess_profile(lembar)
        except Refusal as refusal:
            refused = refused or refusal
    if refused is None:
        raise tolak("", "ERR_BERKAS_KOSONG", "Berkas tidak berisi apa-apa. Ekspor ulang, lalu coba lagi.")
    raise refused
