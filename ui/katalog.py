"""Every register beside the books: one name, one way to make its sheets. Screen and terminal share it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from core.calendar import BULAN, Bulan
from core.documents import register
from core.documents.buku import lembar_pajak_per_jenis
from core.documents.daftar_kas import (
    lembar_dth,
    lembar_kartu_kendali,
    lembar_penutupan_bulanan,
    lembar_register_sts,
)
from core.documents.kantor import KantorCetak
from core.documents.lembar import Lembar
from core.documents.pemeriksaan_kas import lembar_register_pemeriksaan
from core.documents.tabel import Sel
from core.money import Rupiah
from core.spj.daftar import list_dth, list_kendali, list_sts
from core.spm.queries import SppRow
from ui.kantor import Pertanyaan

_SEMUA: Final = 100_000
Lembaran = Mapping[str, Lembar]


@dataclass(frozen=True, slots=True)
class Periode:
    """A year, or one month of it."""

    tahun: int
    bulan: int = 0

    @property
    def nama(self) -> str:
        return f"Bulan {BULAN[self.bulan - 1]} {self.tahun}" if self.bulan else f"Tahun anggaran {self.tahun}"

    @property
    def sebagai_bulan(self) -> Bulan:
        """The month; of a whole year its last one."""
        return Bulan(self.tahun, self.bulan or 12)


@dataclass(frozen=True, slots=True)
class Daftar:
    """One register: its name in the terminal, its title, how it is made. `bulanan`: it is always of one month."""

    key: str
    nama: str
    make: Callable[[Pertanyaan, Periode, KantorCetak], Lembaran]
    bulanan: bool = False


def _spp(make: Callable[..., Lembar]) -> Callable[[Pertanyaan, Periode, KantorCetak], Lembaran]:
    def build(q: Pertanyaan, p: Periode, kantor: KantorCetak) -> Lembaran:
        rows = [r for r in q.spm.rows(p.tahun, banyak=_SEMUA) if not p.bulan or _month_of(r, make) == p.bulan]
        lembar = make(rows, kantor, p.nama)
        return {lembar.kop.judul: lembar}

    return build


def _month_of(r: SppRow, make: Callable[..., Lembar]) -> int:
    """The month a document stands in: that of the paper the register is about."""
    tanggal = r.tanggal_spp
    if make is register.lembar_register_spm:
        tanggal = r.tanggal_spm or tanggal
    if make is register.lembar_register_sp2d:
        tanggal = r.tanggal_sp2d or tanggal
    return tanggal.month


def _sts(q: Pertanyaan, p: Periode, kantor: KantorCetak) -> Lembaran:
    return {"Register STS": lembar_register_sts(list_sts(q, p.tahun, p.bulan), kantor, p.nama)}


def _dth(q: Pertanyaan, p: Periode, kantor: KantorCetak) -> Lembaran:
    return {"DTH": lembar_dth(list_dth(q, p.sebagai_bulan), kantor, p.sebagai_bulan)}


def _kendali(q: Pertanyaan, p: Periode, kantor: KantorCetak) -> Lembaran:
    nama = q.anggaran.nama(p.tahun)
    return lembar_kartu_kendali(list_kendali(q, p.sebagai_bulan), kantor, p.sebagai_bulan, nama)


def _penutupan(q: Pertanyaan, p: Periode, kantor: KantorCetak) -> Lembaran:
    segel = [s for s in q.kas.segel(p.tahun) if not p.bulan or s.bulan.bulan <= p.bulan]
    return {"Register penutupan kas": register.lembar_register_penutupan_kas(segel, kantor, p.nama)}


def _penutupan_bulanan(q: Pertanyaan, p: Periode, kantor: KantorCetak) -> Lembaran:
    bulan = p.sebagai_bulan
    segel = next((s for s in q.kas.segel(p.tahun) if s.bulan == bulan), None)
    _, awal = q.kas.bku_opening(bulan)
    return {"Laporan penutupan kas": lembar_penutupan_bulanan(bulan, awal, q.kas.saldo(bulan), segel, kantor)}


def _pemeriksaan(q: Pertanyaan, p: Periode, kantor: KantorCetak) -> Lembaran:
    rows = [x for x in q.kas.pemeriksaan(p.tahun) if not p.bulan or x.tanggal.month == p.bulan]
    return {"Register pemeriksaan kas": lembar_register_pemeriksaan(rows, kantor, p.nama)}


def _pajak_jenis(q: Pertanyaan, p: Periode, kantor: KantorCetak) -> Lembaran:
    bulan = p.sebagai_bulan
    terbuka = bulan not in [s.bulan for s in q.kas.segel(p.tahun)]
    return lembar_pajak_per_jenis(bulan, q.kas.pajak(bulan), kantor, sementara=terbuka)


KATALOG: Final = (
    Daftar("spp-spm-sp2d", "Register SPP-SPM-SP2D", _spp(register.lembar_register_spp_spm_sp2d)),
    Daftar("spp", "Register SPP", _spp(register.lembar_register_spp)),
    Daftar("spm", "Register SPM", _spp(register.lembar_register_spm)),
    Daftar("sp2d", "Register SP2D", _spp(register.lembar_register_sp2d)),
    Daftar("sts", "Register STS", _sts),
    Daftar("kartu-kendali", "Kartu kendali kegiatan", _kendali, bulanan=True),
    Daftar("dth", "Daftar Transaksi Harian (DTH)", _dth, bulanan=True),
    Daftar("pajak-jenis", "Buku pajak per jenis", _pajak_jenis, bulanan=True),
    Daftar("penutupan-kas", "Register penutupan kas", _penutupan),
    Daftar("pemeriksaan-kas", "Register pemeriksaan kas dan serah terima", _pemeriksaan),
    Daftar("penutupan-bulan", "Laporan penutupan kas bulanan", _penutupan_bulanan, bulanan=True),
)


def find(key: str) -> Daftar:
    """The register of a name."""
    return next(d for d in KATALOG if d.key == key)


def sheets_to_json(lembaran: Lembaran) -> Any:
    """The rows by column: a list, or one list per sheet where there are several."""
    found = {nama: _rows(satu) for nama, satu in lembaran.items()}
    return next(iter(found.values())) if len(found) == 1 else found


def _rows(lembar: Lembar) -> list[dict[str, Any]]:
    return [
        {k.key: _plain(nilai) for k, nilai in zip(lembar.kolom, b.sel, strict=True) if nilai not in (None, "")}
        for b in lembar.baris
    ]


def _plain(nilai: Sel) -> Any:
    if isinstance(nilai, Rupiah):
        return nilai.to_json()
    return nilai if nilai is None or isinstance(nilai, str | int) else nilai.isoformat()
