"""Rows of the registers that are gathered from several rooms: STS, DTH, kartu kendali kegiatan.

Handbook penatausahaan 3; DTH columns as import-formats 6 shows them. Every row is a value; what it looks like on paper
is `core/documents/daftar_kas`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Protocol

from core.anggaran.queries import AnggaranQueries
from core.calendar import Bulan
from core.kas.berkas import PeristiwaTersimpan
from core.kas.model import JENIS_PAJAK, Jenis, Pasangan
from core.kas.queries import KasQueries
from core.money import NOL, Rupiah
from core.rekanan.queries import RekananQueries
from core.spm.isi import BarisPotongan
from core.spm.queries import SppQueries, SppRow

STS: Final = (Jenis.STS_SISA_UP, Jenis.STS_SISA_TU, Jenis.STS_LAIN, Jenis.CONTRA_POS, Jenis.JASA_GIRO)
LS: Final = (Jenis.SP2D_LS_BJ, Jenis.SP2D_LS_GAJI)
KAP: Final = {"PPN": "411211", "PPh21": "411121", "PPh22": "411122", "PPh23": "411124", "PPh4(2)": "411128"}
"""Kode akun pajak of each kind the books keep; the kind of deposit (KJS) comes from the SPM where it says one."""
_STS_NAMA: Final = {
    Jenis.STS_SISA_UP: "Sisa uang persediaan",
    Jenis.STS_SISA_TU: "Sisa tambahan uang persediaan",
    Jenis.STS_LAIN: "Jasa giro dan contra pos",
    Jenis.CONTRA_POS: "Contra pos",
    Jenis.JASA_GIRO: "Jasa giro",
}
_SEMUA: Final = 100_000


class PertanyaanDaftar(Protocol):
    """The rooms these registers ask."""

    kas: KasQueries
    spm: SppQueries
    anggaran: AnggaranQueries
    rekanan: RekananQueries


@dataclass(frozen=True, slots=True)
class BarisSts:
    """One STS of the year."""

    tanggal: date
    nomor: str
    uraian: str
    nilai: Rupiah


@dataclass(frozen=True, slots=True)
class BarisDth:
    """One tax of the Daftar Transaksi Harian: with the SPM and SP2D it was held back from, or the deposit of the UP."""

    tanggal: date
    spm: str
    sp2d: str
    nilai: Rupiah | None
    rekening: str
    kode: str
    jenis: str
    jumlah: Rupiah
    npwp: str
    rekanan: str
    ntpn: str
    billing: str
    keterangan: str


@dataclass(frozen=True, slots=True)
class BarisKendali:
    """One rekening on the kartu kendali of a sub kegiatan: what it may spend and what each way of paying took."""

    sub_kegiatan: str
    rekening: str
    uraian: str
    anggaran: Rupiah
    spd: Rupiah
    ls: Rupiah
    up_gu: Rupiah
    tu: Rupiah

    @property
    def jumlah(self) -> Rupiah:
        return self.ls + self.up_gu + self.tu

    @property
    def sisa(self) -> Rupiah:
        return self.anggaran - self.jumlah


def list_sts(q: PertanyaanDaftar, tahun: int, bulan: int = 0) -> tuple[BarisSts, ...]:
    """Register STS of a year, or of one month of it."""
    rows = (_sts(e) for e in q.kas.peristiwa(*_period(tahun, bulan), STS))
    return tuple(r for r in rows if r.nomor)


def _sts(e: PeristiwaTersimpan) -> BarisSts:
    m = e.mentah
    jenis = Jenis(m["tipe"])
    langsung = jenis in (Jenis.CONTRA_POS, Jenis.JASA_GIRO)
    nomor = str(m.get("sts") or "") if langsung else str(m["nomor"])
    rujukan = str(m.get("sp2d") or m.get("referensi") or ", ".join(m.get("untuk") or ()))
    uraian = str(m.get("uraian") or f"{_STS_NAMA[jenis]} {rujukan}".strip())
    return BarisSts(date.fromisoformat(m["tanggal"]), nomor, uraian, Rupiah.from_json(m["nilai"]))


def list_dth(q: PertanyaanDaftar, bulan: Bulan) -> tuple[BarisDth, ...]:
    """Daftar Transaksi Harian of a month: taxes held back from each SP2D-LS, and what was deposited from UP and TU."""
    spp = {r.sp2d: r for r in q.spm.rows(bulan.tahun, banyak=_SEMUA) if r.sp2d}
    found = [
        row
        for e in q.kas.peristiwa(bulan.awal, bulan.akhir, (*LS, Jenis.SETOR_PAJAK))
        for row in (_dth_up(e) if e.mentah["tipe"] == Jenis.SETOR_PAJAK else _dth_ls(q, e, spp))
    ]
    return tuple(sorted(found, key=lambda r: r.tanggal))


def _dth_ls(q: PertanyaanDaftar, e: PeristiwaTersimpan, spp: Mapping[str, SppRow]) -> Iterator[BarisDth]:
    m = e.mentah
    row = spp.get(m["nomor"])
    dokumen = q.spm.spp(row.id) if row is not None else None
    rinci: dict[str, BarisPotongan] = {p.jenis: p for p in dokumen.isi.potongan} if dokumen is not None else {}
    nama = str(m.get("rekanan") or (row.penerima if row is not None else ""))
    for p in m.get("potongan") or ():
        if p["jenis"] not in JENIS_PAJAK:
            continue
        dari = rinci.get(p["jenis"])
        yield BarisDth(
            tanggal=date.fromisoformat(m["tanggal"]),
            spm=(row.sipd_spm or row.nomor_spm) if row is not None else "",
            sp2d=m["nomor"],
            nilai=Rupiah.from_json(m["bruto"]),
            rekening=", ".join(dict.fromkeys(r[0] for r in m["rincian"])),
            kode=dari.kode if dari is not None and dari.kode else KAP[p["jenis"]],
            jenis=p["jenis"],
            jumlah=Rupiah.from_json(p["nilai"]),
            npwp=_npwp(q, m, nama),
            rekanan=nama,
            ntpn=str(p.get("ntpn") or ""),
            billing=dari.id_billing if dari is not None else "",
            keterangan=str(m.get("uraian") or ""),
        )


def _npwp(q: PertanyaanDaftar, m: Mapping[str, Any], nama: str) -> str:
    atribut = m.get("atribut") or {}
    kartu = q.rekanan.by_name(nama) if nama else None
    return str(atribut.get("penerima_npwp") or (kartu.npwp if kartu is not None else ""))


def _dth_up(e: PeristiwaTersimpan) -> Iterator[BarisDth]:
    m = e.mentah
    for s in m["setoran"]:
        yield BarisDth(
            tanggal=date.fromisoformat(m["tanggal"]),
            spm="",
            sp2d="",
            nilai=None,
            rekening="",
            kode=KAP[s["jenis"]],
            jenis=s["jenis"],
            jumlah=Rupiah.from_json(s["nilai"]),
            npwp="",
            rekanan="",
            ntpn=s["ntpn"],
            billing="",
            keterangan=" ".join(x for x in ("Setoran UP/TU", s["nomor"], str(m.get("uraian") or "")) if x),
        )


def list_kendali(q: PertanyaanDaftar, bulan: Bulan) -> tuple[BarisKendali, ...]:
    """Kartu kendali kegiatan up to and including a month, in the order of the DPA; card settlements count as GU."""
    spd: dict[Pasangan, Rupiah] = defaultdict(Rupiah)
    for k in q.anggaran.availability(bulan.tahun, bulan.bulan):
        spd[k.pasangan] += k.spd
    tu = _spent_from_tu(q, bulan)
    return tuple(
        BarisKendali(
            sub_kegiatan=r.sub_kegiatan,
            rekening=r.rekening,
            uraian=r.uraian,
            anggaran=r.anggaran,
            spd=spd[r.sub_kegiatan, r.rekening],
            ls=r.ls_gaji.sd_ini + r.ls_bj.sd_ini,
            up_gu=r.up.sd_ini - tu.get((r.sub_kegiatan, r.rekening), NOL),
            tu=tu.get((r.sub_kegiatan, r.rekening), NOL),
        )
        for r in q.kas.realisasi(bulan)
    )


def _spent_from_tu(q: PertanyaanDaftar, bulan: Bulan) -> dict[Pasangan, Rupiah]:
    found: dict[Pasangan, Rupiah] = defaultdict(Rupiah)
    for b in range(1, bulan.bulan + 1):
        for r in q.kas.rincian(Bulan(bulan.tahun, b)):
            found[r.sub_kegiatan, r.rekening] += r.tu
    return found


def per_sub_kegiatan(rows: Iterable[BarisKendali]) -> dict[str, tuple[BarisKendali, ...]]:
    """The cards: one per sub kegiatan that has a pagu or a realisation."""
    found: dict[str, list[BarisKendali]] = {}
    for r in rows:
        found.setdefault(r.sub_kegiatan, []).append(r)
    return {k: tuple(v) for k, v in found.items() if any(r.anggaran or r.jumlah for r in v)}


def _period(tahun: int, bulan: int) -> tuple[date, date]:
    if bulan:
        b = Bulan(tahun, bulan)
        return b.awal, b.akhir
    return date(tahun, 1, 1), date(tahun, 12, 31)
