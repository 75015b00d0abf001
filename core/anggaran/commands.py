"""What is done with the budget: a DPA, an SPD or an anggaran kas is taken in, whole or not at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, Final, Protocol

from core.access import Izin
from core.anggaran.model import BarisPagu, Dpa, Pasangan, Rak, Spd
from core.anggaran.rules import KeadaanSpd, RencanaDpa, check_rak, check_spd, is_same_rak, pagu_per_pair, plan_dpa
from core.bus import Command, Event, Handler, Konteks
from core.errors import Refusal, Temuan
from core.money import Rupiah

TOPIK: Final = "anggaran"


class AnggaranRepository(Protocol):
    """The kept budget of one office."""

    def versi(self, tahun: int) -> int:
        """The number of the newest DPA version; 0 when there is none."""

    def dpa(self, tahun: int) -> Dpa | None:
        """The newest DPA version."""

    def pagu(self, tahun: int) -> Sequence[BarisPagu]:
        """The rows of the newest version, in its order."""

    def realised(self, tahun: int) -> Mapping[Pasangan, Rupiah]:
        """Realisation per pair so far."""

    def add_dpa(self, tahun: int, dpa: Dpa) -> int:
        """Stores one version whole; answers its number."""

    def has_spd(self, tahun: int, nomor: str) -> bool: ...

    def spd_per_pair(self, tahun: int) -> Mapping[Pasangan, Rupiah]:
        """All SPD of the year together."""

    def add_spd(self, tahun: int, spd: Spd) -> None: ...

    def rak(self, tahun: int) -> Rak | None:
        """The newest anggaran kas."""

    def add_rak(self, tahun: int, rak: Rak) -> None: ...


class AnggaranWork(Protocol):
    """What the handlers of this room touch."""

    @property
    def anggaran(self) -> AnggaranRepository: ...

    def record(self, event: Event) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportDpa(Command):
    """Takes in a DPA, murni or revised; earlier versions stay readable."""

    izin: ClassVar[Izin] = Izin.ATUR_ANGGARAN
    tahun: int
    dpa: Dpa


@dataclass(frozen=True, slots=True)
class HasilDpa:
    """What came of importing a DPA: the version that holds now, and the plan a person had confirmed."""

    versi: int
    rencana: RencanaDpa

    @property
    def tersimpan(self) -> bool:
        """False when the newest version already said the same."""
        return not self.rencana.sama


@dataclass(frozen=True, slots=True, kw_only=True)
class AddSpd(Command):
    """Records one SPD; its year is that of its date."""

    izin: ClassVar[Izin] = Izin.ATUR_ANGGARAN
    spd: Spd


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportRak(Command):
    """Takes in the anggaran kas of a year, all its pairs; it takes the place of the one before."""

    izin: ClassVar[Izin] = Izin.ATUR_ANGGARAN
    tahun: int
    rak: Rak


def import_dpa(cmd: ImportDpa, work: AnggaranWork, _konteks: Konteks) -> HasilDpa:
    """Stores a new version; an identical one stores nothing. Refuses, all at once, what `plan_dpa` finds."""
    rencana = plan_dpa(cmd.tahun, cmd.dpa, work.anggaran.dpa(cmd.tahun), work.anggaran.realised(cmd.tahun))
    _refuse(rencana.temuan)
    if rencana.sama:
        return HasilDpa(work.anggaran.versi(cmd.tahun), rencana)
    versi = work.anggaran.add_dpa(cmd.tahun, cmd.dpa)
    fakta = {
        "tahun": cmd.tahun,
        "versi": versi,
        "tahapan": cmd.dpa.tahapan,
        "sumber": cmd.dpa.sumber,
        "baris": len(cmd.dpa.baris),
        "total_sen": cmd.dpa.total.sen,
    }
    work.record(Event(TOPIK, "DpaImported", fakta))
    return HasilDpa(versi, rencana)


def add_spd(cmd: AddSpd, work: AnggaranWork, _konteks: Konteks) -> Spd:
    """Stores an SPD without its empty lines. Refuses, all at once, what `check_spd` finds."""
    tahun = cmd.spd.tanggal.year
    spd = replace(cmd.spd, nomor=cmd.spd.nomor.strip(), baris={p: n for p, n in cmd.spd.baris.items() if n})
    keadaan = KeadaanSpd(
        pagu=pagu_per_pair(work.anggaran.pagu(tahun)),
        spd=work.anggaran.spd_per_pair(tahun),
        realisasi=work.anggaran.realised(tahun),
        nomor_terpakai=work.anggaran.has_spd(tahun, spd.nomor),
    )
    _refuse(check_spd(spd, keadaan))
    work.anggaran.add_spd(tahun, spd)
    fakta = {"tahun": tahun, "nomor": spd.nomor, "triwulan": spd.triwulan, "total_sen": spd.total.sen}
    work.record(Event(TOPIK, "SpdAdded", fakta))
    return spd


def import_rak(cmd: ImportRak, work: AnggaranWork, _konteks: Konteks) -> bool:
    """Stores a new version; False when that plan is already held. Refuses, all at once, what `check_rak` finds."""
    _refuse(check_rak(cmd.rak, pagu_per_pair(work.anggaran.pagu(cmd.tahun))))
    lama = work.anggaran.rak(cmd.tahun)
    if lama is not None and is_same_rak(lama, cmd.rak):
        return False
    work.anggaran.add_rak(cmd.tahun, cmd.rak)
    jumlah = sum(n.sen for bulan in cmd.rak.baris.values() for n in bulan.values())
    work.record(Event(TOPIK, "RakImported", {"tahun": cmd.tahun, "rekening": len(cmd.rak.baris), "total_sen": jumlah}))
    return True


def _refuse(temuan: Sequence[Temuan]) -> None:
    salah = [t for t in temuan if t.is_error]
    if salah:
        raise Refusal.of(salah)


HANDLERS: Final[dict[type[Command], Handler]] = {ImportDpa: import_dpa, AddSpd: add_spd, ImportRak: import_rak}
"""The handlers of this room."""
