"""The bank proof of a month on paper: from saldo bank BKU to the statement's balance, every difference by its name.

Each section is written with the sign in its heading and positive amounts below, as offices write it, so that the
column can be added up by hand (handbook penatausahaan 3, closing a month).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from core.documents.alur import BarisKaki
from core.documents.kantor import KantorCetak
from core.documents.lembar import Lembar
from core.documents.tabel import Baris, Kolom
from core.kas.bukti_bank import BedaBank, BuktiSaldoBank
from core.kas.koran_rencana import tail
from core.money import NOL, Rupiah, total

KOLOM: Final = (
    Kolom("no", "No.", jenis="angka"),
    Kolom("tanggal", "Tanggal", jenis="tanggal"),
    Kolom("nomor", "No. Bukti / Referensi", jenis="kode"),
    Kolom("uraian", "Uraian", 60),
    Kolom("jumlah", "Jumlah (Rp)", jenis="uang"),
)
_BAGIAN: Final = (
    ("buku", False, "Ditambah: pengeluaran di BKU yang belum dibukukan bank"),
    ("buku", True, "Dikurangi: penerimaan di BKU yang belum dibukukan bank"),
    ("bank", True, "Ditambah: kredit bank yang belum dicatat di BKU"),
    ("bank", False, "Dikurangi: debit bank yang belum dicatat di BKU"),
)
"""Side, whether money came in, heading. What the books paid and the bank did not makes the bank's balance larger."""


def lembar_bukti_bank(b: BuktiSaldoBank, kantor: KantorCetak) -> Lembar:
    """The proof as a sheet for print, workbook and CSV."""
    rekening = tuple(("Rekening", f"{r.bank} {tail(r.rekening)}".strip()) for r in b.rekening)
    return Lembar(
        kop=kantor.kop("BUKTI SALDO BANK", f"Bulan {b.bulan.nama}", rincian=rekening),
        kolom=KOLOM,
        baris=tuple(_rows(b)),
        kaki=_foot(b),
        penandatangan=kantor.penandatangan,
        kertas=kantor.kertas,
        sementara=not b.is_lengkap,
        catatan=f"Pundi · Bukti saldo bank · {b.bulan.nama}",
    )


def _rows(b: BuktiSaldoBank) -> Iterable[Baris]:
    yield Baris((None, b.bulan.akhir, "", "Saldo bank menurut BKU", b.saldo_buku), tebal=True)
    sides = {"buku": b.buku_belum_bank, "bank": b.bank_belum_buku}
    for sisi, masuk, judul in _BAGIAN:
        items = [x for x in sides[sisi] if (x.nilai > NOL) == masuk]
        if items:
            yield from _section(judul, items)
    if b.selisih_awal:
        kata = "Selisih saldo awal: yang sudah berbeda sebelum rekening koran pertama"
        yield Baris((None, None, "", kata, -b.selisih_awal), tebal=True)
    for c in b.celah:
        kata = f"Rekening koran yang belum diimpor sebelum tanggal ini ({tail(c.rekening)})"
        yield Baris((None, c.tanggal, "", kata, c.nilai), tebal=True)
    if b.saldo_bank is None:
        yield Baris((None, None, "", "Saldo menurut rekening koran belum diketahui", None), tebal=True)
        return
    for r in b.rekening if len(b.rekening) > 1 else ():
        yield Baris((None, r.sampai, "", f"Saldo rekening koran {r.bank} {tail(r.rekening)}", r.saldo))
    yield Baris((None, b.sampai, "", "Saldo bank menurut rekening koran", b.saldo_bank), tebal=True)


def _section(judul: str, items: list[BedaBank]) -> Iterable[Baris]:
    yield Baris((None, None, "", judul, total([abs(x.nilai) for x in items])), tebal=True)
    for n, x in enumerate(items, 1):
        yield Baris((n, x.tanggal, x.nomor, x.uraian, abs(x.nilai)), tingkat=1)


def _foot(b: BuktiSaldoBank) -> tuple[BarisKaki, ...]:
    """The equation in one line each, and how it stands."""
    if b.selisih is None:
        return (BarisKaki(f"Keadaan: {b.kata}"),)
    return (
        BarisKaki("Selisih saldo BKU dan rekening koran", b.selisih, tebal=True),
        BarisKaki("Selisih menurut daftar di atas", b.terjelaskan),
        BarisKaki("Sisa yang belum terjelaskan", _rest(b)),
        BarisKaki(f"Keadaan: {b.kata}"),
    )


def _rest(b: BuktiSaldoBank) -> Rupiah:
    assert b.selisih is not None
    return b.selisih - b.terjelaskan
