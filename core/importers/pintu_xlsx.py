"""The door for workbooks: the ZIP is weighed and its sheets are looked through before the reader sees them.

The reader (calamine) gives values only and makes a full rectangle of a sheet, so formulas, error values and far
cells are found in the sheet's own XML first.
"""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from core.errors import Refusal, Temuan
from core.importers import batas
from core.importers.batas import Tenggat, tolak
from core.importers.lembar_xml import check_sheet, check_text_weight, check_xml, is_sheet
from core.importers.tabel import Baris, Lembaran, Sel, nama_kolom

if TYPE_CHECKING:
    from collections.abc import Iterator

_POTONG: Final = 1 << 16
_PER_TENGGAT: Final = 2_000
_GAMBAR: Final = (".bin", ".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".emf", ".wmf")
"""Parts that are no XML: pictures and printer settings."""
_SEPERATUS_SEN: Final = Decimal("0.0001")


def read_xlsx(berkas: str, data: bytes, tenggat: Tenggat) -> list[Lembaran]:
    """The visible sheets with their values, once the package has been found harmless."""
    with _open_zip(berkas, data) as paket:
        _check_members(berkas, paket)
        _check_parts(berkas, paket, tenggat)
    with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
        sheets = [
            meta.name
            for meta in book.sheets_metadata
            if meta.typ == SheetTypeEnum.WorkSheet and meta.visible == SheetVisibleEnum.Visible
        ]
        found = [Lembaran(berkas, nama, tuple(_rows(berkas, nama, book, tenggat))) for nama in sheets]
    found = [lembar for lembar in found if lembar.baris]
    if not found:
        raise tolak(berkas, "ERR_BERKAS_KOSONG", "Buku kerja tidak berisi apa-apa. Ekspor ulang, lalu coba lagi.")
    return found


def _open_zip(berkas: str, data: bytes) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except Exception as error:
        pesan = "Berkas XLSX terpotong atau rusak. Unduh atau ekspor ulang, lalu coba lagi."
        raise tolak(berkas, "ERR_BERKAS_RUSAK", pesan) from error


def _check_members(berkas: str, paket: zipfile.ZipFile) -> None:
    """What the directory of the package alone gives away."""
    members = paket.infolist()
    if len(members) > batas.ANGGOTA:
        pesan = f"Berkas berisi {len(members)} bagian; paling banyak {batas.ANGGOTA}. Ini bukan ekspor yang wajar."
        raise tolak(berkas, "ERR_BOM_ZIP", pesan)
    seen: set[str] = set()
    for member in members:
        # the reader finds members without regard to case
        nama = member.filename.replace("\\", "/").lower()
        if member.flag_bits & 1:
            pesan = "Berkas dikunci kata sandi. Hapus kata sandinya, simpan, lalu coba lagi."
            raise tolak(berkas, "ERR_BERKAS_TERSANDI", pesan)
        if nama in seen or nama.startswith("/") or ".." in nama.split("/"):
            pesan = "Isi berkas tidak wajar (bagian ganda atau jalur terlarang). Ekspor ulang dari aplikasi asalnya."
            raise tolak(berkas, "ERR_BERKAS_RUSAK", pesan)
        seen.add(nama)
        if _is_bomb(member.file_size, member.compress_size):
            raise _bomb(berkas)
    _check_kind(berkas, seen)


def _check_kind(berkas: str, seen: set[str]) -> None:
    if any(nama.endswith("vbaproject.bin") or "/macrosheets/" in nama for nama in seen):
        raise _macro(berkas)
    if "xl/workbook.xml" in seen and "[content_types].xml" in seen and not seen & {"mimetype", "xl/workbook.bin"}:
        return
    jenis = "arsip ZIP"
    for tanda, nama in (("word/", "dokumen Word"), ("ppt/", "salindia PowerPoint"), ("xl/", "buku kerja XLSB")):
        if any(n.startswith(tanda) for n in seen):
            jenis = nama
    if "mimetype" in seen:
        jenis = "dokumen LibreOffice (ODF)"
    pesan = f"Isi berkas adalah {jenis}, bukan XLSX. Buka di aplikasinya, simpan sebagai XLSX, lalu coba lagi."
    raise tolak(berkas, "ERR_BUKAN_TABEL", pesan)


def _check_parts(berkas: str, paket: zipfile.ZipFile, tenggat: Tenggat) -> None:
    """Unpacks every member once, counting, and looks through all XML; formulas of all sheets are named together."""
    unpacked = 0
    shared = b""
    sheets: list[bytes] = []
    temuan: list[Temuan] = []
    for member in paket.infolist():
        isi = _unpack(berkas, paket, member)
        tenggat.check()
        unpacked += len(isi)
        if unpacked > batas.ISI_BITA:
            raise _bomb(berkas)
        if member.filename.lower().endswith(_GAMBAR) and not is_sheet(isi):
            continue
        check_xml(berkas, isi)
        if b"macroEnabled" in isi and member.filename.lower() == "[content_types].xml":
            raise _macro(berkas)
        if is_sheet(isi):
            temuan += check_sheet(berkas, member.filename, isi)
            sheets.append(isi)
        elif member.filename.lower().endswith("sharedstrings.xml"):
            shared = isi
    if temuan:
        raise Refusal.of(temuan)
    check_text_weight(berkas, shared, sheets)


def _unpack(berkas: str, paket: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """One member, counted while it comes out; a damaged one or a wrong checksum refuses."""
    parts: list[bytes] = []
    size = 0
    try:
        with paket.open(member) as stream:
            while part := stream.read(_POTONG):
                size += len(part)
                if _is_bomb(size, member.compress_size):
                    raise _bomb(berkas)
                parts.append(part)
    except Refusal:
        raise
    except Exception as error:
        pesan = f"Bagian “{member.filename}” dari berkas XLSX rusak. Unduh atau ekspor ulang, lalu coba lagi."
        raise tolak(berkas, "ERR_BERKAS_RUSAK", pesan) from error
    return b"".join(parts)


def _is_bomb(size: int, packed: int) -> bool:
    return size > batas.ANGGOTA_BITA or (size > batas.RASIO_MULAI_BITA and size > batas.RASIO * max(packed, 1))


def _bomb(berkas: str) -> Refusal:
    pesan = (
        f"Isi berkas mengembang tidak wajar saat dibuka (paling besar {batas.ANGGOTA_BITA // batas.MIB} MB per bagian, "
        f"{batas.ISI_BITA // batas.MIB} MB seluruhnya, {batas.RASIO} kali ukuran terkemas). Berkas ditolak."
    )
    return tolak(berkas, "ERR_BOM_ZIP", pesan)


def _macro(berkas: str) -> Refusal:
    pesan = "Berkas memuat makro. Simpan ulang sebagai “Buku Kerja Excel (.xlsx)” tanpa makro, lalu coba lagi."
    return tolak(berkas, "ERR_MAKRO", pesan)


def _rows(berkas: str, nama: str, book: CalamineWorkbook, tenggat: Tenggat) -> Iterator[Baris]:
    sheet = book.get_sheet_by_name(nama)
    pad: tuple[Sel, ...] = ("",) * (sheet.start[1] if sheet.start else 0)
    temuan: list[Temuan] = []
    for nomor, values in enumerate(sheet.iter_rows(), 1):
        if nomor % _PER_TENGGAT == 0:
            tenggat.check()
        if all(v == "" for v in values):
            continue
        sel: list[Sel] = [*pad]
        for value in values:
            try:
                sel.append(_cell(value))
            except ValueError as error:
                where = f"{nama_kolom(len(sel))}{nomor}"
                pesan = f"Sel {where} pada lembar “{nama}” {error}"
                temuan.append(Temuan("ERR_SEL", pesan, berkas=berkas, baris=nomor, kolom=nama_kolom(len(sel))))
                sel.append("")
        while sel and sel[-1] == "":
            sel.pop()
        yield Baris(nomor, tuple(sel))
    if temuan:
        raise Refusal.of(temuan)


def _cell(value: Any) -> Sel:
    if isinstance(value, str):
        if len(value) > batas.HURUF_SEL:
            raise ValueError(f"berisi {len(value)} huruf; paling banyak {batas.HURUF_SEL}. Pendekkan isinya.")
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return _exact(value)
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    return str(value)


def _exact(value: float) -> Decimal:
    """The number somebody typed. The tail that floating point leaves behind is cut, real parts of a sen are kept."""
    if not abs(value) * 100 <= batas.SEN_TEPAT:
        raise ValueError(
            "berisi angka yang terlalu besar untuk dibaca tepat. Bila itu nomor (kartu, rekening bank, referensi), "
            "ubah kolomnya menjadi teks di Excel, lalu simpan ulang."
        )
    if isinstance(value, int) or value.is_integer():
        return Decimal(int(value))
    written, rounded = Decimal(repr(value)), Decimal(str(round(value, 2)))
    return rounded if abs(written - rounded) < _SEPERATUS_SEN else written
