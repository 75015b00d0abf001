"""Columns of the queue at the desk."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from core.identity import group_desk_code
from core.pelacakan.perpindahan import Keadaan
from core.pelacakan.waktu import WarnaSop
from ui.kit.chip import Status
from ui.kit.table import Column, Jenis, Rata
from ui.kit.tokens import Nada
from ui.pelacakan.bacaan import BarisAntrean, minutes_words

NADA_SOP = {WarnaSop.HIJAU: Nada.OK, WarnaSop.KUNING: Nada.WARN, WarnaSop.MERAH: Nada.BAD}
NADA_KEADAAN = {
    Keadaan.DIAJUKAN: Nada.INFO,
    Keadaan.BERJALAN: Nada.OK,
    Keadaan.MENUNGGU_KAS: Nada.WARN,
    Keadaan.DIKEMBALIKAN: Nada.BAD,
    Keadaan.DITOLAK: Nada.BAD,
    Keadaan.SELESAI: Nada.OK,
    Keadaan.RETUR: Nada.WARN,
    Keadaan.DITARIK: Nada.MUTED,
}


def sop_status(row: BarisAntrean) -> Status:
    """How far the SOP of its tahap is used up; where no clock runs, how things stand."""
    if row.keadaan is not Keadaan.BERJALAN:
        return Status(row.keadaan.nama, NADA_KEADAAN[row.keadaan])
    sisa = row.sisa_menit
    kata = f"{minutes_words(sisa)} lagi" if sisa >= 0 else f"lewat {minutes_words(-sisa)}"
    return Status(kata, NADA_SOP[row.warna])


KOLOM_ANTREAN: tuple[Column[BarisAntrean], ...] = (
    Column("kode", "Berkas", lambda r: group_desk_code(r.kode_meja), 150, Jenis.KODE),
    Column("opd", "OPD", lambda r: r.opd, 190, lentur=True),
    Column("nomor", "Nomor", lambda r: r.nomor, 160),
    Column("jenis", "Jenis", lambda r: r.jenis, 74),
    Column("nilai", "Nilai (Rp)", lambda r: r.nilai, 120, Jenis.UANG),
    Column("tahap", "Tahap", lambda r: r.tahap, 126),
    Column("menit", "Menunggu", lambda r: minutes_words(r.menit), 110, rata=Rata.KANAN),
    Column("sop", "SOP", sop_status, 170, Jenis.STATUS),
)

URUT: dict[str, Callable[[BarisAntrean], Any]] = {
    "kode": lambda r: r.kode_meja,
    "opd": lambda r: r.opd,
    "nomor": lambda r: r.nomor,
    "jenis": lambda r: r.jenis,
    "nilai": lambda r: r.nilai.sen if r.nilai else 0,
    "tahap": lambda r: r.tahap,
    "menit": lambda r: r.menit,
    "sop": lambda r: r.sisa_menit,
}
"""By what each column sorts."""
