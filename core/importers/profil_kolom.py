"""Tables whose layout nobody has published: which column holds what, guessed once from the words and remembered.

The profile belongs to a layout (the headings in their order); when a bank changes its export the profile no longer
fits and the person is asked again (handbook KKPD 2.2, rules 3 and 8). Card bills and bank statements share it.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from core.errors import Refusal
from core.importers.angka import GayaAngka, Tanda
from core.importers.batas import tolak
from core.importers.tabel import BARIS_KEPALA_MAKS, Baris, Lembaran, heading, label, teks

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Kurang = Callable[[Mapping["Medan", int]], list[str]]


class Medan(StrEnum):
    """What a column of a bank's table may mean to us."""

    TANGGAL_TRANSAKSI = "tanggal_transaksi"
    TANGGAL_PEMBUKUAN = "tanggal_pembukuan"
    REKENING = "rekening"
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
    SALDO = "saldo"
    MATA_UANG = "mata_uang"
    REFERENSI = "referensi"
    JATUH_TEMPO = "jatuh_tempo"


_SINONIM: Final[Mapping[Medan, str]] = {
    Medan.TANGGAL_TRANSAKSI: "tanggal_transaksi/tgl_transaksi/tanggal/tgl/date/transaction_date/trx_date/tgl_trx",
    Medan.TANGGAL_PEMBUKUAN: "tanggal_pembukuan/tgl_pembukuan/tanggal_posting/tgl_posting/posting_date/post_date",
    Medan.REKENING: "nomor_rekening/no_rekening/norek/no_rek/account/account_no/account_number/rekening",
    Medan.KARTU: "nomor_kartu/no_kartu/card_number/card_no/cardholder_number/no_kkpd",
    Medan.PEMEGANG: "nama_pemegang/nama_pemegang_kartu/pemegang_kartu/cardholder_name/nama",
    Medan.MERCHANT: "merchant/nama_merchant/merchant_name/toko/pedagang",
    Medan.KOTA: "kota/city/lokasi/merchant_city",
    Medan.MCC: "mcc/kode_mcc/merchant_category_code",
    Medan.KETERANGAN: "keterangan/uraian/deskripsi/description/remarks/remark/rincian_transaksi/uraian_transaksi",
    Medan.JUMLAH: "jumlah/nominal/amount/nilai/mutasi/jumlah_rp/nilai_transaksi",
    Medan.TANDA: "db_cr/d_k/d_c/dk/dc/dbcr/tipe/jenis_mutasi/debit_kredit",
    Medan.DEBIT: "debit/debet/db/pembelanjaan/pembelanjaan_debit/debit_amount/keluar/mutasi_debet/mutasi_debit",
    Medan.KREDIT: "kredit/credit/cr/pembayaran_kredit/credit_amount/masuk/mutasi_kredit",
    Medan.SALDO: "saldo/balance/saldo_akhir/close_balance/closing_balance/running_balance/saldo_rp",
    Medan.MATA_UANG: "mata_uang/currency/ccy/valuta",
    Medan.REFERENSI: "no_referensi/nomor_referensi/referensi/reference_no/reference/no_ref/auth_code/approval_code",
    Medan.JATUH_TEMPO: "jatuh_tempo/tanggal_jatuh_tempo/due_date/payment_due_date",
}
"""Headings of each column as `heading` writes them (handbook KKPD 2.2, rule 3)."""
MEDAN_KEPALA: Final[Mapping[str, Medan]] = {
    words: medan for medan, names in _SINONIM.items() for words in names.split("/")
}
_KEPALA_MINIMAL: Final = 3


@dataclass(frozen=True, slots=True)
class ProfilKolom:
    """How one bank's table is read: which column (from 0) holds what, how it writes numbers, which side is which.

    `gaya` None lets each file vote. `pembelanjaan` (card bills) is the sign that raises the bill; amounts without any
    sign do too.
    """

    nama: str
    bank: str
    tata_letak: str
    kolom: Mapping[Medan, int]
    gaya: GayaAngka | None = None
    pembelanjaan: Tanda = Tanda.DEBIT


def layout_hash(kepala: Baris) -> str:
    """The mark of a layout: its headings in their order."""
    words = [label(sel) for sel in kepala.sel]
    while words and not words[-1]:
        words.pop()
    return hashlib.sha256("|".join(words).encode()).hexdigest()[:16]


def find_layout(lembar: Lembaran, tata_letak: str) -> int | None:
    """Where among the first 15 rows the header of a layout stands."""
    return next((i for i, b in enumerate(lembar.baris[:BARIS_KEPALA_MAKS]) if layout_hash(b) == tata_letak), None)


def guess_columns(lembar: Lembaran, missing: Kurang, *, nama: str = "tebakan", bank: str = "") -> ProfilKolom:
    """A profile from the words of the header, for a person to confirm. `missing` names the columns a reader lacks.

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
    if kurang := missing(kolom):
        seen = ", ".join(f"“{teks(s)}”" for s in baris.sel if teks(s))
        pesan = (
            f"Kolom {', '.join(kurang)} tidak dikenali pada kepala tabel (baris {baris.nomor}: {seen}). "
            "Tentukan kolomnya sekali lewat profil kolom."
        )
        raise tolak(lembar.berkas, "ERR_KOLOM_TIDAK_DIKENAL", pesan, baris=baris.nomor)
    return ProfilKolom(nama, bank, layout_hash(baris), kolom)


def _known_columns(baris: Baris) -> dict[Medan, int]:
    kolom: dict[Medan, int] = {}
    for i, sel in enumerate(baris.sel):
        if isinstance(sel, str) and (medan := MEDAN_KEPALA.get(heading(sel))):
            kolom.setdefault(medan, i)
    return kolom


def best_sheet(
    lembaran: list[Lembaran], profil: ProfilKolom | None, guess: Callable[[Lembaran], ProfilKolom]
) -> tuple[Lembaran, ProfilKolom]:
    """The sheet a profile fits, or the first one for which a profile can be guessed; refuses when there is none."""
    if profil is not None:
        fits = (lembar for lembar in lembaran if find_layout(lembar, profil.tata_letak) is not None)
        return next(fits, lembaran[0]), profil
    refused: Refusal | None = None
    for lembar in lembaran:
        try:
            return lembar, guess(lembar)
        except Refusal as refusal:
            refused = refused or refusal
    if refused is None:
        raise tolak("", "ERR_BERKAS_KOSONG", "Berkas tidak berisi apa-apa. Ekspor ulang, lalu coba lagi.")
    raise refused


def changed_layout(profil: ProfilKolom) -> str:
    """What to say when a profile no longer fits."""
    return (
        f"Susunan kolom berkas berbeda dari profil “{profil.nama}”. Bank mungkin mengubah ekspornya; "
        "periksa kolomnya lalu simpan profil baru."
    )
