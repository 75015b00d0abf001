"""When a berkas may be through, as a range: from what the office took before, else from its SOP and the law's last day.

The earlier end says what is usual, the later what nine in ten keep; without enough history the earlier end is the whole
SOP of the tahap that are left, the later one the last day the rule allows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from core.pelacakan.alur import Alur, Tahap
from core.pelacakan.model import Berkas
from core.pelacakan.perpindahan import Hasil, Keadaan, Perpindahan
from core.pelacakan.publik import BerkasTempuh
from core.pelacakan.waktu import JamKantor, legal_deadline, sop_of

CUKUP: Final = 20
"""Finished berkas that must have passed a tahap before its own figures are believed."""

Riwayat = Mapping[tuple[str, str], Sequence[int]]
"""Service minutes from a (layanan, tahap) to the end, sorted, one for each berkas that got there."""


@dataclass(frozen=True, slots=True)
class Perkiraan:
    """The expected end lies between `dari` and `sampai`; `dari_riwayat`: learnt from finished berkas."""

    dari: datetime
    sampai: datetime
    dari_riwayat: bool


def quantile(urut: Sequence[int], persen: int) -> int:
    """The value that `persen` of 100 do not exceed (nearest rank). Refuses nothing; `urut` is sorted, not empty."""
    return urut[max(0, -(-len(urut) * persen // 100) - 1)]


def learn(tempuh: Iterable[BerkasTempuh], kantor: JamKantor) -> Riwayat:
    """What finished berkas took from each tahap to their end, in their last round."""
    found: dict[tuple[str, str], list[int]] = {}
    for b in tempuh:
        akhir = next(p for p in reversed(b.perpindahan) if p.hasil is Hasil.SELESAI)
        datang: dict[str, datetime] = {}
        for p in b.perpindahan:
            if p.putaran == akhir.putaran and p.keadaan is Keadaan.BERJALAN:
                datang.setdefault(p.ke, p.at)
        for tahap, at in datang.items():
            found.setdefault((b.layanan, tahap), []).append(kantor.minutes(at, akhir.at))
    return {key: sorted(menit) for key, menit in found.items()}


def expect(
    berkas: Berkas,
    perpindahan: Sequence[Perpindahan],
    alur: Alur,
    kantor: JamKantor,
    *,
    hari_sah: int,
    riwayat: Riwayat,
) -> Perkiraan | None:
    """The range for a berkas on the desks; None for every other. `hari_sah`: working days the rule gives."""
    if berkas.keadaan is not Keadaan.BERJALAN:
        return None
    lalu = riwayat.get((alur.layanan, berkas.tahap), ())
    if len(lalu) >= CUKUP:
        dari, sampai = (kantor.after(berkas.sejak, quantile(lalu, persen)) for persen in (50, 90))
        return Perkiraan(dari, sampai, dari_riwayat=True)
    hari = berkas.sejak.astimezone(kantor.zona).date()
    sisa = alur.tahap[alur.tahap.index(alur.at(berkas.tahap)) :]
    dari = kantor.after(berkas.sejak, _sop(alur, sisa, hari))
    batas = legal_deadline(perpindahan, hari_sah, kantor)
    jawab = max((i for i, t in enumerate(sisa) if t.wajib_jawab), default=-1)
    if batas is None or jawab < 0:
        return Perkiraan(dari, kantor.closing(dari.date()), dari_riwayat=False)
    tutup = kantor.closing(batas)
    sampai = kantor.closing(kantor.after(tutup, _sop(alur, sisa[jawab + 1 :], batas)).date())
    return Perkiraan(dari, max(dari, sampai), dari_riwayat=False)


def _sop(alur: Alur, tahap: Sequence[Tahap], hari: date) -> int:
    return sum(sop_of(alur, t, hari) for t in tahap)
