"""The identities a month must satisfy, each with its two sides (handbook penatausahaan 4.4)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from core.calendar import Bulan
from core.kas.queries import BlokRow, KasQueries
from core.money import Rupiah


@dataclass(frozen=True, slots=True)
class Identitas:
    """One equation of the books: its name and both sides, which must be equal."""

    nama: str
    kiri: Rupiah
    kanan: Rupiah

    @property
    def cocok(self) -> bool:
        return self.kiri == self.kanan


def identities(q: KasQueries, bulan: Bulan) -> tuple[Identitas, ...]:
    """The thirteen identities of the worked example, for any month."""
    s, blok, rows = q.saldo(bulan), q.blok(bulan), q.realisasi(bulan)
    lpj_tu = q.lpj_tu(bulan)
    pajak = q.pajak(bulan)
    bku = q.bku(bulan)
    _, awal = q.bku_opening(bulan)
    ini = _picker(blok)
    masuk = Rupiah(sum(b.bulan_ini.sen for b in blok if b.sisi == "penerimaan"))
    keluar = Rupiah(sum(b.bulan_ini.sen for b in blok if b.sisi == "pengeluaran"))
    sd_masuk = masuk + Rupiah(sum(b.sd_lalu.sen for b in blok if b.sisi == "penerimaan"))
    sd_keluar = keluar + Rupiah(sum(b.sd_lalu.sen for b in blok if b.sisi == "pengeluaran"))
    kolom = Rupiah(sum(k.bulan_ini.sen for r in rows for k in (r.ls_gaji, r.ls_bj, r.up)))
    contra = Rupiah(sum(n.sen for n in q.contra_pos(bulan).values()))
    geser = Rupiah(sum(r.penerimaan.sen for r in bku if r.jenis in ("pergeseran", "panjar_in")))
    geser_out = Rupiah(sum(r.pengeluaran.sen for r in bku if r.jenis in ("pergeseran", "panjar_out")))
    belanja = ini("spj_ls") + ini("spj_up_gu") + ini("spj_tu") + ini("spj_kkpd")
    return (
        Identitas("Saldo BKU = kas tunai + bank", s.bku, s.kas_tunai + s.bank),
        Identitas(
            "Saldo kas SPJ fungsional = saldo BKU + panjar beredar", sd_masuk - sd_keluar, s.bku + s.panjar_beredar
        ),
        Identitas(
            "UP = kas + panjar − pajak − lain-lain − sisa TU + SPJ belum GU",
            s.uang_persediaan,
            s.bku + s.panjar_beredar - s.pajak_belum_setor - s.lain_belum_setor - s.sisa_tu + s.spj_up_belum_gu,
        ),
        Identitas(
            "SP2D-TU = SPJ TU + STS sisa TU + sisa yang masih dipegang",
            _sum(t.nilai for t in lpj_tu),
            _sum(t.jumlah_belanja + t.sts_nilai + (t.sisa - t.sts_nilai) for t in lpj_tu),
        ),
        Identitas("SP2D GU-KKPD = SPJ KKPD", ini("sp2d_gu_kkpd"), ini("spj_kkpd")),
        Identitas("SP2D-GU = LPJ-UP yang diganti", ini("sp2d_gu"), q.refilled(bulan)),
        Identitas("SP2D-LS = SPJ LS", ini("sp2d_ls"), ini("spj_ls")),
        Identitas("Kolom SPJ bulan ini + contra pos = SPJ pengeluaran", kolom + contra, belanja),
        Identitas(
            "Saldo buku pajak = pungut − setor",
            s.pajak_belum_setor,
            pajak.saldo_awal + _sum(r.masuk - r.keluar for r in pajak.baris),
        ),
        Identitas(
            "Saldo awal + penerimaan − pengeluaran = saldo BKU",
            awal.bku + s.total_penerimaan_bku - s.total_pengeluaran_bku,
            s.bku,
        ),
        Identitas(
            "Penerimaan BKU − pergeseran − pengembalian panjar = penerimaan SPJ", s.total_penerimaan_bku - geser, masuk
        ),
        Identitas(
            "Pengeluaran BKU − pergeseran − pemberian panjar = pengeluaran SPJ",
            s.total_pengeluaran_bku - geser_out,
            keluar,
        ),
        Identitas(
            "Anggaran = jumlah SPJ + sisa pagu",
            _sum(r.anggaran for r in rows),
            _sum(r.jumlah_spj + r.sisa_pagu for r in rows),
        ),
    )


def _picker(blok: Sequence[BlokRow]) -> Callable[[str], Rupiah]:
    return lambda baris: _sum(b.bulan_ini for b in blok if b.baris == baris)


def _sum(nilai: Iterable[Rupiah]) -> Rupiah:
    return Rupiah(sum(n.sen for n in nilai))
