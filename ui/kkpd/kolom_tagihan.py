"""What the columns of a bank's card list may mean."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from core.importers.profil_kolom import Medan
from ui.shell.kolom_form import ArtiKolom

if TYPE_CHECKING:
    from collections.abc import Mapping

NAMA: Final = {
    Medan.TANGGAL_TRANSAKSI: "Tanggal transaksi",
    Medan.TANGGAL_PEMBUKUAN: "Tanggal pembukuan",
    Medan.KARTU: "Nomor kartu",
    Medan.PEMEGANG: "Pemegang",
    Medan.MERCHANT: "Nama toko",
    Medan.KOTA: "Kota",
    Medan.MCC: "Kode jenis toko (MCC)",
    Medan.KETERANGAN: "Keterangan",
    Medan.JUMLAH: "Jumlah",
    Medan.TANDA: "Tanda DB/CR",
    Medan.DEBIT: "Pembelanjaan (debit)",
    Medan.KREDIT: "Pengembalian (kredit)",
    Medan.REFERENSI: "Nomor referensi",
    Medan.JATUH_TEMPO: "Jatuh tempo",
}
_ISYARAT: Final = (
    ("tgl", Medan.TANGGAL_TRANSAKSI),
    ("tanggal", Medan.TANGGAL_TRANSAKSI),
    ("kartu", Medan.KARTU),
    ("toko", Medan.MERCHANT),
    ("uraian", Medan.KETERANGAN),
    ("ket", Medan.KETERANGAN),
    ("rp", Medan.JUMLAH),
    ("jumlah", Medan.JUMLAH),
    ("nominal", Medan.JUMLAH),
)


def _missing(kolom: Mapping[Medan, int]) -> list[str]:
    kurang: list[str] = []
    if not kolom.keys() & {Medan.TANGGAL_TRANSAKSI, Medan.TANGGAL_PEMBUKUAN}:
        kurang.append("tanggal")
    if not kolom.keys() & {Medan.KETERANGAN, Medan.MERCHANT}:
        kurang.append("keterangan atau nama toko")
    if Medan.JUMLAH not in kolom and not kolom.keys() >= {Medan.DEBIT, Medan.KREDIT}:
        kurang.append("jumlah")
    return kurang


KOLOM_TAGIHAN_BANK: Final = ArtiKolom(NAMA, _ISYARAT, _missing, tanda=True)
