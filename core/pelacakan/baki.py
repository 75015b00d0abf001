"""The tray: papers of one courier received together, or many passed on with one confirmation; one event for each.

All or nothing: if one cannot go, none goes, and every one that cannot is named.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Final

from core.access import Izin
from core.bus import Command, Handler, Konteks
from core.errors import Refusal, Temuan
from core.identity import group_desk_code
from core.pelacakan.commands import (
    Disburse,
    JawabanMeja,
    MoveBerkas,
    PelacakanWork,
    ReceiveBerkas,
    disburse,
    move_berkas,
    receive_berkas,
)
from core.pelacakan.perpindahan import Keadaan


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiveBaki(Command):
    """What one courier (`pembawa`) brought, in the order it was scanned."""

    izin: ClassVar[Izin] = Izin.TERIMA_BERKAS
    kode: tuple[str, ...]
    pembawa: str
    meja: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveBaki(Command):
    """The same decision for every berkas of the tray: the next tahap, or SELESAI with the date of payment."""

    izin: ClassVar[Izin] = Izin.TERIMA_BERKAS
    kode: tuple[str, ...]
    ke: str
    tanggal: date | None = None
    meja: str = ""


def receive_baki(cmd: ReceiveBaki, work: PelacakanWork, konteks: Konteks) -> tuple[JawabanMeja, ...]:
    """Refuses an empty tray (ERR_BAKI_KOSONG) and one that nobody brought (ERR_MEDAN_WAJIB)."""
    pembawa = cmd.pembawa.strip()
    if not pembawa:
        raise Refusal("ERR_MEDAN_WAJIB", "Nama pembawa berkas belum diisi.", medan="pembawa")
    return _each(
        cmd.kode,
        lambda kode: receive_berkas(ReceiveBerkas(kode=kode, meja=cmd.meja, pembawa=pembawa), work, konteks),
    )


def move_baki(cmd: MoveBaki, work: PelacakanWork, konteks: Konteks) -> tuple[JawabanMeja, ...]:
    """Only what can be done without a word for each: reasons for a return are given one by one."""

    def one(kode: str) -> JawabanMeja:
        if cmd.ke == Keadaan.SELESAI and cmd.tanggal is not None:
            return disburse(Disburse(kode=kode, tanggal=cmd.tanggal, meja=cmd.meja), work, konteks)
        return move_berkas(MoveBerkas(kode=kode, ke=cmd.ke, meja=cmd.meja), work, konteks)

    return _each(cmd.kode, one)


def _each(kode: tuple[str, ...], one: Callable[[str], JawabanMeja]) -> tuple[JawabanMeja, ...]:
    """Every code once, always locked in the same order, so that two trays never wait for each other in a circle."""
    urut = tuple(dict.fromkeys(k.replace(" ", "") for k in kode))
    if not urut:
        raise Refusal("ERR_BAKI_KOSONG", "Baki masih kosong; pindai berkasnya dulu.", medan="kode")
    done: dict[str, JawabanMeja] = {}
    temuan: list[Temuan] = []
    for satu in sorted(urut):
        try:
            done[satu] = one(satu)
        except Refusal as tolak:
            temuan += [Temuan(t.kode, f"{group_desk_code(satu)}: {t.pesan}") for t in tolak.temuan]
    if temuan:
        raise Refusal.of(temuan)
    return tuple(done[k] for k in urut)


HANDLERS: Final[Mapping[type[Command], Handler]] = {ReceiveBaki: receive_baki, MoveBaki: move_baki}
