"""What the commands of the books need of what is kept: the books, the budget, the office."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Final, Protocol

from core.anggaran.model import BarisPagu, Dpa, Klaim, Pasangan, Rak, Spd
from core.bus import UnitOfWork
from core.calendar import Bulan
from core.kas.bentuk import RencanaPagu
from core.kas.berkas import PeristiwaTersimpan
from core.kas.koran_work import KoranRepository
from core.kas.model import Transaksi
from core.kas.pembukaan import Pembukaan
from core.kas.penutupan import BarisSegel, SaldoBuku, Segel
from core.kas.posisi import KetentuanUp, Posisi
from core.money import Rupiah
from core.opd.model import Opd, RekeningBendahara, SkUp, decree_on
from core.settings import BarisSetelan, SettingsView

if TYPE_CHECKING:
    from core.kas.pemeriksaan import PemeriksaanKas

AMBANG_PERSEN_GU: Final = "ambang_persen_gu"
"""Key of the setting that `WARN_GU_DI_BAWAH_AMBANG` goes by."""


class KasRepository(KoranRepository, Protocol):
    """What the commands need of the kept books."""

    def lock(self) -> None:
        """Holds the office's books until the transaction ends: nobody posts between our reading and our writing."""

    def has_year(self, tahun: int) -> bool: ...

    def is_number_used(self, tahun: int, seri: str, nomor: str) -> bool: ...

    def used_numbers(self, tahun: int) -> frozenset[tuple[str, str]]:
        """Every (series, number) of a year, for reading a whole file."""

    def stored(
        self, tahun: int, kode: Sequence[str]
    ) -> Mapping[str, tuple[date, str, dict[str, object], dict[str, object], str]]: ...

    def last_date(self, tahun: int) -> date | None: ...

    def last_lpj_date(self, tahun: int) -> date | None: ...

    def later(self, tahun: int, tanggal: date) -> Sequence[PeristiwaTersimpan]: ...

    def pembukaan_bulan(self, tahun: int) -> int | None: ...

    def load_posisi(self, tahun: int, ketentuan: KetentuanUp, sampai: date = ...) -> Posisi: ...

    def add(self, tahun: int, peristiwa: Iterable[tuple[int, Transaksi]], at: datetime) -> None: ...

    def add_claims(self, tahun: int, transaksi: Transaksi, klaim: Sequence[Klaim]) -> None: ...

    def add_pembukaan(self, tahun: int, p: Pembukaan, masukan: Mapping[str, object]) -> None: ...

    def seals(self, tahun: int) -> Sequence[int]: ...

    def closing_book(self, bulan: Bulan) -> tuple[SaldoBuku, Sequence[BarisSegel]]: ...

    def first_month(self, tahun: int) -> int | None:
        """The month of the first event of a year."""

    def counts(self, tahun: int) -> Sequence[PemeriksaanKas]:
        """The cash counts and handovers of a year, oldest first."""

    def add_count(self, periksa: PemeriksaanKas) -> None: ...

    def add_segel(self, segel: Segel, baris: Sequence[BarisSegel]) -> None: ...


class AnggaranForKas(Protocol):
    """What posting needs of the budget."""

    def pagu(self, tahun: int) -> Sequence[BarisPagu]: ...

    def rencana(self, tahun: int) -> RencanaPagu: ...

    def add_dpa(self, tahun: int, dpa: Dpa) -> int: ...

    def add_spd(self, tahun: int, spd: Spd) -> None: ...

    def add_rak(self, tahun: int, rak: Rak) -> None: ...

    def spd_per_pair(self, tahun: int) -> Mapping[Pasangan, Rupiah]: ...

    def rak(self, tahun: int) -> Rak | None: ...


class OpdForKas(Protocol):
    """What posting needs of the office."""

    def office(self) -> Opd | None: ...

    def save_office(self, opd: Opd) -> None: ...

    def decrees(self, tahun: int) -> Sequence[SkUp]: ...

    def put_decree(self, sk: SkUp) -> None: ...

    def accounts(self) -> Sequence[RekeningBendahara]: ...

    def settings(self) -> SettingsView: ...

    def put_setting(self, baris: BarisSetelan) -> None: ...


class KasWork(UnitOfWork, Protocol):
    """A unit of work that holds the books, the budget and the office."""

    kas: KasRepository
    anggaran: AnggaranForKas
    opd: OpdForKas


def ketentuan_of(work: KasWork, tanggal: date) -> KetentuanUp:
    """UP of the decree that holds on a date (the first of the year before that), and the GU threshold."""
    sk = work.opd.decrees(tanggal.year)
    holds = decree_on(sk, tanggal) or (sk[0] if sk else None)
    ambang = work.opd.settings().value(AMBANG_PERSEN_GU, tanggal)
    if holds is None:
        return KetentuanUp(0, 0, ambang)
    return KetentuanUp(holds.up_tunai.sen, holds.limit_kkpd.sen, ambang)
