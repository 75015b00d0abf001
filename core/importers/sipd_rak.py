"""SIPD Penatausahaan, RAK belanja per rekening (saved JSON): how much of a pagu is planned for each month.

A SPP may not pass what is planned up to its month, so the twelve months must be the RAK, to the rupiah
(handbook import-formats 4).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from core.importers.keluhan import Keluhan
from core.importers.kode import check_skpd, normalise_rekening, normalise_sub_kegiatan
from core.importers.pintu import open_json, sidik
from core.importers.sipd_json import Medan, check_single, rows_of
from core.money import Rupiah, total

if TYPE_CHECKING:
    from core.errors import Temuan

_BULAN: Final = tuple(str(n) for n in range(1, 13))


@dataclass(frozen=True, slots=True)
class PosRak:
    """The plan of one rekening in one sub kegiatan: twelve months, January first, and the pagu it divides."""

    sub_unit: str
    sub_kegiatan: str
    rekening: str
    nama_rekening: str
    bulan: tuple[Rupiah, ...]
    pagu: Rupiah

    @property
    def jumlah(self) -> Rupiah:
        """The twelve months together."""
        return total(self.bulan)


@dataclass(frozen=True, slots=True)
class Rak:
    """The draft of an anggaran kas. `total` is the control total, `per_bulan` its twelve months."""

    berkas: str
    sha256: str
    tahun: int
    skpd: str
    nama_skpd: str
    pos: tuple[PosRak, ...]
    temuan: tuple[Temuan, ...]

    @property
    def jumlah_baris(self) -> int:
        """How many rekening were read."""
        return len(self.pos)

    @property
    def total(self) -> Rupiah:
        """All months of all rekening."""
        return total([pos.jumlah for pos in self.pos])

    @property
    def per_bulan(self) -> tuple[Rupiah, ...]:
        """The plan of each month, January first."""
        return tuple(total([pos.bulan[i] for pos in self.pos]) for i in range(12))


def read_rak(name: str, data: bytes) -> Rak:
    """Reads a RAK, or refuses with every complaint.

    ERR_RAK_TIDAK_SAMA (twelve months are not nilai_rak), ERR_RAK_GANDA (one rekening twice), ERR_SKPD_CAMPUR,
    ERR_TAHUN_CAMPUR, ERR_MEDAN, ERR_KODE_SALAH, ERR_JUMLAH, ERR_TAHUN. Warning: WARN_RAK_BEDA_PAGU.
    """
    keluhan = Keluhan(name)
    rows = rows_of(open_json(name, data), keluhan, ("nilai_rak",), "RAK belanja")
    heads = [(row.year("tahun"), row.code("kode_skpd", check_skpd), row.text("nama_skpd")) for row in rows]
    check_single("ERR_TAHUN_CAMPUR", "tahun anggaran", [str(tahun) for tahun, _, _ in heads if tahun], keluhan)
    check_single("ERR_SKPD_CAMPUR", "SKPD", [skpd for _, skpd, _ in heads if skpd], keluhan)
    pos = [found for row in rows if (found := _read_pos(row)) is not None]
    _check_doubles(pos, keluhan)
    temuan = keluhan.settle()
    tahun, skpd, nama = heads[0]
    return Rak(name, sidik(data), tahun or 0, skpd or "", nama or "", tuple(pos), temuan)


def _read_pos(row: Medan) -> PosRak | None:
    sub_unit = row.code("kode_sub_skpd", check_skpd)
    sub_kegiatan = row.code("kode_sub_giat", normalise_sub_kegiatan)
    rekening = row.code("kode_akun", normalise_rekening)
    nama = row.text("nama_akun")
    months = [row.money(bulan) for bulan in _BULAN]
    nilai_rak, pagu = row.money("nilai_rak"), row.money("nilai")
    bulan = tuple(nilai for nilai in months if nilai is not None)
    if not (sub_unit and sub_kegiatan and rekening and nama and len(bulan) == 12):
        return None
    if nilai_rak is None or pagu is None:
        return None
    if total(bulan) != nilai_rak:
        pesan = (
            f"dua belas bulan rekening {rekening} pada {sub_kegiatan} berjumlah {total(bulan)}, sedangkan nilai_rak "
            f"{nilai_rak}; selisih {abs(total(bulan) - nilai_rak)}. Betulkan RAK di SIPD, lalu simpan ulang."
        )
        row.add("ERR_RAK_TIDAK_SAMA", pesan, "nilai_rak")
    if nilai_rak != pagu:
        pesan = f"RAK rekening {rekening} pada {sub_kegiatan} {nilai_rak}, sedangkan pagunya {pagu}."
        row.add("WARN_RAK_BEDA_PAGU", pesan, "nilai_rak")
    return PosRak(sub_unit, sub_kegiatan, rekening, nama, bulan, pagu)


def _check_doubles(pos: list[PosRak], keluhan: Keluhan) -> None:
    seen: set[tuple[str, str, str]] = set()
    for satu in pos:
        key = (satu.sub_unit, satu.sub_kegiatan, satu.rekening)
        if key in seen:
            pesan = f"RAK rekening {satu.rekening} pada {satu.sub_kegiatan} tertulis dua kali. Simpan ulang dari SIPD."
            keluhan.add("ERR_RAK_GANDA", pesan)
        seen.add(key)
