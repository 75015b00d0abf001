"""The tree of an SPJ: program, kegiatan, sub kegiatan, then 5 / 5.1 / 5.1.02 / ... / twelve digits (handbook 4.1).

A parent is the sum of its children in every column (identity 9), because both are added up from the same leaves.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from core.kas.model import Pasangan
from core.money import Rupiah

Kunci = tuple[str, str]
"""(sub kegiatan, code): an account stands apart under every sub kegiatan."""

_SEBUTAN_REKENING: Final = ("Akun", "Kelompok", "Jenis", "Objek", "Rincian objek", "Sub rincian objek")
_TINGKAT_SUB: Final = 2
_TINGKAT_REKENING: Final = 3


@dataclass(frozen=True, slots=True)
class Daun:
    """One rekening under one sub kegiatan with its amounts; every leaf of a tree has as many of them."""

    sub_kegiatan: str
    rekening: str
    uraian: str
    nilai: tuple[Rupiah, ...]


@dataclass(frozen=True, slots=True)
class Simpul:
    """A row of the tree. `pasangan` is set on leaves alone; `tingkat` 0 is the program, 2 the sub kegiatan."""

    kode: str
    uraian: str
    tingkat: int
    nilai: tuple[Rupiah, ...]
    pasangan: Pasangan | None = None


def name_of(kode: str, nama: Mapping[str, str]) -> str:
    """The name of a code; program penunjang may be listed once for all bidang, as `X.XX.01` (handbook 6.2)."""
    return nama.get(kode) or nama.get(f"X.XX{kode[4:]}", "")


def build_tree(daun: Iterable[Daun], nama: Mapping[str, str], *, induk_rekening: bool = True) -> tuple[Simpul, ...]:
    """The rows from the top down, in the order of their codes.

    Without `induk_rekening` the rekening stand straight under their sub kegiatan.
    """
    found: dict[Kunci, tuple[int, list[int]]] = {}
    leaf: dict[Kunci, Daun] = {}
    for d in sorted(daun, key=lambda d: (d.sub_kegiatan.split("."), d.rekening.split("."))):
        leaf[d.sub_kegiatan, d.rekening] = d
        for tingkat, kunci in _path(d, induk_rekening):
            _, sums = found.setdefault(kunci, (tingkat, [0] * len(d.nilai)))
            for i, n in enumerate(d.nilai):
                sums[i] += n.sen
    return tuple(
        Simpul(
            kunci[1],
            leaf[kunci].uraian if kunci in leaf else name_of(kunci[1], nama) or _common_name(kunci[1], tingkat),
            tingkat,
            tuple(map(Rupiah, sums)),
            kunci if kunci in leaf else None,
        )
        for kunci, (tingkat, sums) in found.items()
    )


def _path(d: Daun, induk_rekening: bool) -> Iterator[tuple[int, Kunci]]:
    """(level, key) from the program down to the leaf."""
    sub = d.sub_kegiatan.split(".")
    if d.sub_kegiatan:
        for tingkat, banyak in enumerate((3, 5, len(sub))):
            yield tingkat, ("", ".".join(sub[:banyak]))
    rekening = d.rekening.split(".")
    if induk_rekening:
        for banyak in range(1, len(rekening)):
            yield _TINGKAT_REKENING + banyak - 1, (d.sub_kegiatan, ".".join(rekening[:banyak]))
    yield _TINGKAT_REKENING + (len(rekening) - 1 if induk_rekening else 0), (d.sub_kegiatan, d.rekening)


def _common_name(kode: str, tingkat: int) -> str:
    """What a code is called when nobody gave it a name."""
    if tingkat <= _TINGKAT_SUB:
        return f"{('Program', 'Kegiatan', 'Sub kegiatan')[tingkat]} {kode}"
    return f"{_SEBUTAN_REKENING[min(kode.count('.'), 5)]} {kode}"
