"""What every print starts from: the office of a date, its signers, its paper."""

from __future__ import annotations

from datetime import date

from core.documents.kantor import KantorCetak
from core.documents.kit import Kertas
from core.errors import Refusal
from ui.kantor import Pertanyaan


def kantor_cetak(q: Pertanyaan, tanggal: date) -> KantorCetak:
    """The head and signatures of prints dated `tanggal`."""
    opd = q.opd.office()
    if opd is None:
        raise Refusal("ERR_KANTOR_BELUM_ADA", "Basis data ini belum berisi kantor; buat dulu dengan langkah awal.")
    kertas = Kertas[str(q.opd.settings().value("kertas", tanggal)).upper()]
    return KantorCetak.of(opd, q.opd.officials(), tanggal, nama=q.anggaran.nama(tanggal.year), kertas=kertas)
