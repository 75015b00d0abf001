"""The year-end list on paper: everything that must be zero on 31 December, with its amount and where it is done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from core.calendar import tanggal_panjang
from core.documents.alur import BarisKaki
from core.documents.kantor import KantorCetak
from core.documents.kit import Orientasi
from core.documents.lembar import Lembar
from core.documents.register import sum_row
from core.documents.tabel import Baris, Kolom, Sel
from core.kas.akhir_tahun import ButirAkhirTahun, Sifat, carried, must_mend

KEADAAN: Final = {
    Sifat.NOL: "nol",
    Sifat.HARUS: "harus selesai",
    Sifat.DIBAWA: "dibawa, jelaskan",
}
"""How a row stands, in the words of screen and paper."""
KOLOM_AKHIR_TAHUN: Final = (
    Kolom("no", "No.", jenis="angka"),
    Kolom("nama", "Yang harus nol", 34),
    Kolom("nomor", "Dokumen", 22),
    Kolom("nilai", "Nilai (Rp)", jenis="uang", pindah="jumlah"),
    Kolom("keadaan", "Keadaan", 16),
    Kolom("cara", "Dikerjakan di", 44),
)


def lembar_akhir_tahun(
    butir: Sequence[ButirAkhirTahun], kantor: KantorCetak, tahun: int, hari: date, *, penjelasan: str = ""
) -> Lembar:
    """The list as it stands on a day."""
    rows: list[tuple[Sel, ...]] = [
        (n, b.nama, b.nomor, b.nilai, KEADAAN[b.sifat], b.cara) for n, b in enumerate(butir, 1)
    ]
    baris = tuple(Baris(r, tebal=b.sifat is Sifat.HARUS) for r, b in zip(rows, butir, strict=True))
    kaki = [
        BarisKaki(f"Harus selesai dalam {tahun}: {len(must_mend(butir))} butir", tebal=True),
        BarisKaki(f"Dibawa ke saldo awal {tahun + 1} dengan penjelasan: {len(carried(butir))} butir"),
    ]
    if penjelasan:
        kaki.append(BarisKaki(f"Penjelasan: {penjelasan}"))
    return Lembar(
        kop=kantor.kop("DAFTAR AKHIR TAHUN", f"Tahun anggaran {tahun}", f"Keadaan {tanggal_panjang(hari)}"),
        kolom=KOLOM_AKHIR_TAHUN,
        baris=baris,
        jumlah=sum_row(KOLOM_AKHIR_TAHUN, baris),
        kaki=tuple(kaki),
        penandatangan=replace(kantor, tanggal=hari).penandatangan,
        kertas=kantor.kertas,
        orientasi=Orientasi.MENDATAR,
        catatan=f"Pundi · Daftar akhir tahun {tahun}",
    )
