"""A book or a list as PDF, workbook or CSV: made on a reader thread, from the sheets of core.documents.

What is printed is the form of the book (`cetak_buku`); a list that has no form of its own prints as it stands on screen
(`cetak_daftar`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.calendar import tanggal_pendek
from core.money import Rupiah
from core.settings import KERTAS
from ui.kit import tokens
from ui.kit.chip import Status
from ui.kit.memory import desk_settings
from ui.kit.notice import Notice
from ui.kit.table import Jenis
from ui.kit.tokens import Nada

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from core.calendar import Bulan
    from core.documents.kantor import KantorCetak
    from core.documents.kit import Huruf, Kertas
    from core.documents.lembar import Lembar
    from ui.kantor import Pertanyaan
    from ui.kas.buku import Buku
    from ui.kit.table import Column


class Format(StrEnum):
    """What an export may be."""

    PDF = "pdf"
    XLSX = "xlsx"
    CSV = "csv"


FORMAT_NAMA = {Format.PDF: "PDF", Format.XLSX: "Lembar kerja Excel", Format.CSV: "CSV"}


@dataclass(frozen=True, slots=True)
class Cetakan:
    """Something to print: its title, a name for the file, its sheets by name."""

    judul: str
    nama: str
    lembar: Mapping[str, Lembar]

    def render(self, jenis: Format) -> bytes:
        """The bytes of the file."""
        from core.documents import lembar as dokumen

        if jenis is Format.PDF:
            return dokumen.render_pdf_all(self.judul, self.lembar.values(), paper_faces())
        if jenis is Format.XLSX:
            return dokumen.render_xlsx_all(self.lembar)
        parts = [dokumen.render_csv(satu) for satu in self.lembar.values()]
        bom = "\ufeff".encode()
        return parts[0] + b"".join(b"\r\n" + p.removeprefix(bom) for p in parts[1:])


def paper_faces() -> Huruf:
    """The faces that documents are set in."""
    from ui import cetak

    return cetak.paper_faces(tokens.RESOURCES)


def desk_paper() -> Kertas:
    """The paper in this desk's printer; F4 unless the desk says otherwise."""
    from core.documents.kit import Kertas

    return Kertas(str(desk_settings().value("cetak/kertas", KERTAS.baku)))


def kantor_cetak(q: Pertanyaan, tanggal: date) -> KantorCetak:
    """Head and signatures of a date, on the paper of this desk."""
    from ui import cetak

    return replace(cetak.kantor_cetak(q, tanggal), kertas=desk_paper())


def cetak_buku(q: Pertanyaan, buku: Buku, bulan: Bulan, *, sementara: bool) -> Cetakan:
    """One book of one month as its form."""
    kantor = kantor_cetak(q, bulan.akhir)
    return Cetakan(f"{buku.judul} {bulan.nama}", f"{buku.key}-{bulan}", buku.lembar(q, bulan, kantor, sementara))


_JENIS_KOLOM: Any = {
    Jenis.UANG: "uang",
    Jenis.TANGGAL: "tanggal",
    Jenis.KODE: "kode",
    Jenis.ANGKA: "angka",
}


def cetak_daftar(
    q: Pertanyaan,
    judul: str,
    sub: str,
    kolom: Sequence[Column[Any]],
    rows: Sequence[Any],
    *,
    tanggal: date,
    jumlahkan: Sequence[str] = (),
) -> Cetakan:
    """A list as it stands on screen, lying; the columns of `jumlahkan` are added up below it.

    A list carries the head of the office and nobody's signature: it is no form.
    """
    from core.documents.kit import Orientasi
    from core.documents.lembar import Lembar
    from core.documents.tabel import Baris, Kolom

    kantor = kantor_cetak(q, tanggal)
    baris = tuple(Baris(tuple(_sel(k, k.nilai(r)) for k in kolom)) for r in rows)
    jumlah: tuple[Baris, ...] = ()
    if rows and any(k.key in jumlahkan for k in kolom):
        sums = [_sum(k, rows) if k.key in jumlahkan else None for k in kolom]
        jumlah = (Baris(tuple("Jumlah" if n == 0 and s is None else s for n, s in enumerate(sums)), tebal=True),)
    made = Lembar(
        kop=kantor.kop(judul.upper(), *(part for part in (sub,) if part)),
        kolom=tuple(Kolom(k.key, k.judul, max(k.lebar, 40) / 4, _JENIS_KOLOM.get(k.jenis, "teks")) for k in kolom),
        baris=baris,
        jumlah=jumlah,
        kertas=kantor.kertas,
        orientasi=Orientasi.MENDATAR,
        catatan=" · ".join(part for part in ("Pundi", judul, sub, f"dicetak {tanggal_pendek(tanggal)}") if part),
        ukuran=7.8 if len(kolom) < 12 else 6.8,
    )
    return Cetakan(f"{judul} {sub}".strip(), file_name(judul, sub), {judul: made})


def file_name(judul: str, sub: str = "") -> str:
    """A name for the file of a list, without what a file system may not take."""
    return "-".join(re.findall(r"\w+", f"{judul} {sub}".lower()))[:80] or "daftar"


def _sel(kolom: Column[Any], nilai: Any) -> str | Rupiah | int | date | None:
    if isinstance(nilai, Status):
        return nilai.kata
    if kolom.jenis is Jenis.KODE and nilai is not None:
        return str(nilai)
    return nilai if nilai is None or isinstance(nilai, Rupiah | int | date) else str(nilai)


def _sum(kolom: Column[Any], rows: Sequence[Any]) -> Rupiah:
    return Rupiah(sum(n.sen for r in rows if isinstance(n := kolom.nilai(r), Rupiah)))


def write_file(berkas: Path, isi: bytes) -> Notice:
    """Writes an export; a full disk or a read-only folder is said, not crashed."""
    try:
        berkas.write_bytes(isi)
    except OSError as no:
        kalimat = f"{berkas.name}: {no.strerror}. Pilih map lain."
        return Notice("Berkas tidak dapat disimpan", kalimat, Nada.BAD, "ERR_SIMPAN_BERKAS")
    return Notice("Berkas disimpan", str(berkas))
