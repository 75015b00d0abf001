"""SIPD Penatausahaan, besaran UP (saved JSON): how much UP an office holds in cash and how much by card.

`besaran_up` is the cash part and `besaran_up_kkpd` the card part; together they are the UP (handbook KKPD 1.13, E1).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.importers.keluhan import Keluhan
from core.importers.kode import check_skpd
from core.importers.pintu import open_json, sidik
from core.importers.sipd_json import Medan, check_single, rows_of
from core.money import Rupiah, total

if TYPE_CHECKING:
    from core.errors import Temuan


@dataclass(frozen=True, slots=True)
class BesaranUp:
    """The UP of one office (or sub unit) for a year."""

    skpd: str
    sub_unit: str
    nama_sub_unit: str
    pagu: Rupiah
    up_tunai: Rupiah
    up_kkpd: Rupiah

    @property
    def up(self) -> Rupiah:
        """Cash and card together."""
        return self.up_tunai + self.up_kkpd


@dataclass(frozen=True, slots=True)
class DaftarUp:
    """The draft: one row per office, and the control total of all UP."""

    berkas: str
    sha256: str
    tahun: int
    besaran: tuple[BesaranUp, ...]
    temuan: tuple[Temuan, ...]

    @property
    def total(self) -> Rupiah:
        """The UP of all rows."""
        return total([satu.up for satu in self.besaran])


def read_besaran_up(name: str, data: bytes) -> DaftarUp:
    """Reads the list, or refuses with every complaint.

    ERR_UP_LEBIH_PAGU (UP above the pagu), ERR_UP_GANDA (an office twice), ERR_TAHUN_CAMPUR, ERR_MEDAN, ERR_KODE_SALAH,
    ERR_JUMLAH, ERR_TAHUN.
    """
    keluhan = Keluhan(name)
    rows = rows_of(open_json(name, data), keluhan, ("besaran_up",), "besaran UP")
    years = [row.year("tahun") for row in rows]
    check_single("ERR_TAHUN_CAMPUR", "tahun anggaran", [str(tahun) for tahun in years if tahun], keluhan)
    besaran = [found for row in rows if (found := _read_one(row)) is not None]
    seen: set[str] = set()
    for satu in besaran:
        if satu.sub_unit in seen:
            pesan = f"Besaran UP {satu.sub_unit} tertulis dua kali. Simpan ulang tanggapan SIPD."
            keluhan.add("ERR_UP_GANDA", pesan)
        seen.add(satu.sub_unit)
    temuan = keluhan.settle()
    return DaftarUp(name, sidik(data), years[0] or 0, tuple(besaran), temuan)


def _read_one(row: Medan) -> BesaranUp | None:
    skpd, sub_unit = row.code("kode_skpd", check_skpd), row.code("kode_sub_skpd", check_skpd)
    nama = row.text("nama_sub_skpd")
    pagu, tunai, kkpd = row.money("pagu"), row.money("besaran_up"), row.money("besaran_up_kkpd")
    if not (skpd and sub_unit and nama) or pagu is None or tunai is None or kkpd is None:
        return None
    found = BesaranUp(skpd, sub_unit, nama, pagu, tunai, kkpd)
    if found.up > pagu:
        pesan = f"UP {found.up} (tunai {tunai}, KKPD {kkpd}) melebihi pagu {pagu}. Periksa di SIPD."
        row.add("ERR_UP_LEBIH_PAGU", pesan, "besaran_up")
    return found
