"""The identities a month must satisfy, each with its two sides (handbook penatausahaan 4.4)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from core.calendar import Bulan
from core.kas.bukti_bank import BuktiSaldoBank
from core.kas.queries import BlokRow, KasQueries, SaldoRow
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
    s, blok = q.saldo(bulan), q.blok(bulan)
    return (*_of_money(q, bulan, s, blok), *_of_claims(q, bulan, blok), *_of_books(q, bulan, s, blok))


def bank_identity(b: BuktiSaldoBank) -> tuple[Identitas, ...]:
    """The books against the bank, every difference listed; none while no statement says the balance."""
    if b.saldo_bank is None:
        return ()
    nama = "Saldo bank BKU = rekening koran + selisih terdaftar"
    return (Identitas(nama, b.saldo_buku, b.saldo_bank + b.terjelaskan),)


def _of_money(q: KasQueries, bulan: Bulan, s: SaldoRow, blok: Sequence[BlokRow]) -> Iterator[Identitas]:
    """What the treasurer holds, from both ends; and the TU, which is held apart."""
    semua = _sum((b.bulan_ini + b.sd_lalu) for b in blok if b.sisi == "penerimaan") - _sum(
        (b.bulan_ini + b.sd_lalu) for b in blok if b.sisi == "pengeluaran"
    )
    yield Identitas("Saldo BKU = kas tunai + bank", s.bku, s.kas_tunai + s.bank)
    yield Identitas("Saldo kas SPJ fungsional = saldo BKU + panjar beredar", semua, s.bku + s.panjar_beredar)
    yield Identitas(
        "UP = kas + panjar − pajak − lain-lain − sisa TU + SPJ belum GU",
        s.uang_persediaan,
        s.bku + s.panjar_beredar - s.pajak_belum_setor - s.lain_belum_setor - s.sisa_tu + s.spj_up_belum_gu,
    )
    lpj_tu = q.lpj_tu(bulan)
    yield Identitas(
        "SP2D-TU = SPJ TU + STS sisa TU + sisa yang masih dipegang",
        _sum(t.nilai for t in lpj_tu),
        _sum(t.jumlah_belanja + t.sts_nilai for t in lpj_tu) + s.sisa_tu,
    )


def _of_claims(q: KasQueries, bulan: Bulan, blok: Sequence[BlokRow]) -> Iterator[Identitas]:
    """What each SP2D paid against what was spent for it."""
    ini, rows = _picker(blok), q.realisasi(bulan)
    kolom = _sum(k.bulan_ini for r in rows for k in (r.ls_gaji, r.ls_bj, r.up))
    belanja = ini("spj_ls") + ini("spj_up_gu") + ini("spj_tu") + ini("spj_kkpd")
    yield Identitas("SP2D GU-KKPD = SPJ KKPD", ini("sp2d_gu_kkpd"), ini("spj_kkpd"))
    yield Identitas("SP2D-GU = LPJ-UP yang diganti", ini("sp2d_gu"), q.refilled(bulan))
    yield Identitas("SP2D-LS = SPJ LS", ini("sp2d_ls"), ini("spj_ls"))
    yield Identitas(
        "Kolom SPJ bulan ini + contra pos = SPJ pengeluaran", kolom + _sum(q.contra_pos(bulan).values()), belanja
    )


def _of_books(q: KasQueries, bulan: Bulan, s: SaldoRow, blok: Sequence[BlokRow]) -> Iterator[Identitas]:
    """The BKU and its sub-books against the SPJ, and the budget against what is left of it."""
    pajak, bku, rows = q.pajak(bulan), q.bku(bulan), q.realisasi(bulan)
    _, awal = q.bku_opening(bulan)
    masuk = _sum(b.bulan_ini for b in blok if b.sisi == "penerimaan")
    keluar = _sum(b.bulan_ini for b in blok if b.sisi == "pengeluaran")
    geser = _sum(r.penerimaan for r in bku if r.jenis in ("pergeseran", "panjar_in"))
    geser_out = _sum(r.pengeluaran for r in bku if r.jenis in ("pergeseran", "panjar_out"))
    yield Identitas(
        "Saldo buku pajak = pungut − setor",
        s.pajak_belum_setor,
        pajak.saldo_awal + _sum(r.masuk - r.keluar for r in pajak.baris),
    )
    yield Identitas(
        "Saldo awal + penerimaan − pengeluaran = saldo BKU",
        awal.bku + s.total_penerimaan_bku - s.total_pengeluaran_bku,
        s.bku,
    )
    yield Identitas(
        "Penerimaan BKU − pergeseran − pengembalian panjar = penerimaan SPJ", s.total_penerimaan_bku - geser, masuk
    )
    yield Identitas(
        "Pengeluaran BKU − pergeseran − pemberian panjar = pengeluaran SPJ", s.total_pengeluaran_bku - geser_out, keluar
    )
    yield Identitas(
        "Anggaran = jumlah SPJ + sisa pagu",
        _sum(r.anggaran for r in rows),
        _sum(r.jumlah_spj + r.sisa_pagu for r in rows),
    )


def _picker(blok: Sequence[BlokRow]) -> Callable[[str], Rupiah]:
    return lambda baris: _sum(b.bulan_ini for b in blok if b.baris == baris)


def _sum(nilai: Iterable[Rupiah]) -> Rupiah:
    return Rupiah(sum(n.sen for n in nilai))
