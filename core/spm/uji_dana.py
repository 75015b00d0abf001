"""Tests of the money that is there: pagu, SPD and RAK per sub kegiatan and rekening (handbook 7).

A GU, a GU-KKPD and a Nihil do not consume SPD again: only the part of their rincian above what is already counted is
tested. What answers for spending from UP or TU is not tested against RAK.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from core.anggaran.model import Pasangan
from core.anggaran.queries import Ketersediaan
from core.calendar import BULAN, ROMAWI, triwulan
from core.errors import Temuan
from core.money import NOL, Rupiah
from core.spm.isi import JenisSpp
from core.spm.keadaan import DraftUji, Keadaan
from core.spm.pengujian import Pengujian, rp

_TANPA_RAK: Final = frozenset({JenisSpp.GU, JenisSpp.GU_NIHIL, JenisSpp.TU_NIHIL})
_SUDAH_DIHITUNG: Final = _TANPA_RAK | {JenisSpp.GU_KKPD}


@dataclass(frozen=True, slots=True)
class _Dana:
    """One of the three limits: its words, its code, what is left of it, what to do when it is not enough."""

    sebutan: str
    kode: str
    sisa: Callable[[Ketersediaan], Rupiah]
    saran: str


def check_pagu(d: DraftUji, k: Keadaan) -> Pengujian | None:
    """Realisation and this stay within the pagu of the DPA (ERR_LEBIH_PAGU; PP 12/2019 Pasal 149)."""
    saran = "Kurangi jumlahnya atau ajukan perubahan DPA."
    return _within(d, k, _Dana("Pagu DPA", "ERR_LEBIH_PAGU", lambda a: a.sisa_pagu, saran))


def check_spd(d: DraftUji, k: Keadaan) -> Pengujian | None:
    """Realisation, what is in process and this stay within the SPD (ERR_LEBIH_SPD)."""
    sebutan = f"SPD triwulan {ROMAWI[triwulan(d.tanggal.month) - 1]}" if d.tanggal else "SPD"
    saran = "Kurangi jumlahnya atau tunggu SPD berikutnya."
    return _within(d, k, _Dana(sebutan, "ERR_LEBIH_SPD", lambda a: a.sisa_spd, saran))


def check_rak(d: DraftUji, k: Keadaan) -> Pengujian | None:
    """Realisation and this stay within the RAK up to the month; the office may make it a warning (WARN_LEBIH_RAK)."""
    if d.jenis in _TANPA_RAK:
        return None
    sebutan = f"Anggaran kas s.d. {BULAN[d.tanggal.month - 1]}" if d.tanggal else "Anggaran kas"
    kode = "WARN_LEBIH_RAK" if k.rak_peringatan else "ERR_LEBIH_RAK"
    saran = "Ajukan pada bulan berikutnya atau minta RAK digeser."
    return _within(d, k, _Dana(sebutan, kode, lambda a: a.sisa_rak, saran))


def _within(d: DraftUji, k: Keadaan, dana: _Dana) -> Pengujian | None:
    if d.jenis is JenisSpp.UP or not d.rincian:
        return None
    temuan = []
    sesudah: list[tuple[Rupiah, str]] = []
    for pasangan, perlu in _needs(d, k).items():
        sisa = _left(k, pasangan, dana)
        sesudah.append((sisa - perlu, pasangan[1]))
        if perlu and perlu > sisa:
            asing = "" if pasangan in k.ketersediaan else " (tidak ada dalam DPA)"
            pesan = (
                f"{dana.sebutan} tidak cukup untuk rekening {pasangan[1]}{asing}: tersedia {rp(max(sisa, NOL))}, "
                f"diperlukan {rp(perlu)}, kurang {rp(perlu - max(sisa, NOL))}. {dana.saran}"
            )
            temuan.append(Temuan(dana.kode, pesan, medan="rincian"))
    if temuan:
        return Pengujian(f"{dana.sebutan} tidak cukup", temuan[0].pesan, tuple(temuan))
    kecil, rekening = min(sesudah)
    di = f"paling kecil {kecil} ({rekening})" if len(sesudah) > 1 else str(kecil)
    return Pengujian(f"{dana.sebutan} cukup", f"sisa sesudahnya {di}")


def _needs(d: DraftUji, k: Keadaan) -> dict[Pasangan, Rupiah]:
    """What the draft asks of each pair, less what is already counted where its jenis answers for old spending."""
    jumlah: dict[Pasangan, Rupiah] = {}
    for baris in d.rincian or ():
        jumlah[baris.pasangan] = jumlah.get(baris.pasangan, NOL) + baris.nilai
    if d.jenis in _SUDAH_DIHITUNG:
        return {p: max(NOL, n - k.sudah_dibukukan.get(p, NOL)) for p, n in jumlah.items()}
    return jumlah


def _left(k: Keadaan, pasangan: Pasangan, dana: _Dana) -> Rupiah:
    ada = k.ketersediaan.get(pasangan)
    return NOL if ada is None else dana.sisa(ada)
