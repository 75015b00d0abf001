"""Making and withdrawing a DPT KKPD (handbook KKPD 1.8, F12): the list on which PA/KPA let a bill be paid."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from core.access import Izin
from core.bus import Command, Event, Konteks
from core.calendar import tanggal_panjang
from core.errors import Refusal, Temuan
from core.identity import TagihanId
from core.kas.model import Pasangan
from core.kkpd.baris import BarisTagihan
from core.kkpd.dpt import BarisDpt, Dpt, Kelompok, RincianDpt, groups
from core.kkpd.model import TOPIK
from core.kkpd.rules import demand_dpt, dpt_objection
from core.kkpd.work import IsiTagihan, KkpdWork, demand_card, demand_tagihan
from core.money import Rupiah, total
from core.opd.nomor import format_nomor
from core.settings import TEMPLAT


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeDpt(Command):
    """PA/KPA list what is paid; without `baris` every approved line of the bill that can be paid now."""

    izin: ClassVar[Izin] = Izin.UJI_KARTU
    tagihan: TagihanId
    tanggal: date
    baris: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawDpt(Command):
    """A DPT is taken back before its SP2D; its lines are approved again, its number stays visible."""

    izin: ClassVar[Izin] = Izin.UJI_KARTU
    tahun: int
    nomor: str
    alasan: str


@dataclass(frozen=True, slots=True)
class HasilDpt:
    """The list, and why approved lines were left out of it."""

    dpt: Dpt
    peringatan: tuple[Temuan, ...] = ()


def make_dpt(cmd: MakeDpt, work: KkpdWork, konteks: Konteks) -> HasilDpt:
    """Lists approved lines with what their purchases cost; its number is taken last. Refuses an empty list."""
    isi = demand_tagihan(work, cmd.tagihan)
    if cmd.tanggal.year != isi.tahun:
        pesan = f"DPT tagihan {isi.tagihan.nomor} bertanggal {tanggal_panjang(cmd.tanggal)}; pakai tahun {isi.tahun}."
        raise Refusal("ERR_TANGGAL_LUAR_TAHUN", pesan, medan="tanggal")
    if cmd.baris:
        demand_dpt([isi.line(n) for n in cmd.baris])
    terutang = work.kkpd.payable(isi.tahun)
    pilih, peringatan = _choose(cmd, work, isi, terutang)
    baris = tuple(b for k in pilih for b in k.disetujui)
    bukti = [n for k in pilih for n in k.bukti]
    daftar = tuple(_row(work, isi, b) for b in baris)
    rincian = _parts(bukti, terutang, work.kkpd.pagu_names(isi.tahun))
    urut = work.next_number("DPT", isi.tahun)
    dpt = Dpt(
        nomor=_number(work, urut, cmd.tanggal),
        urut=urut,
        tanggal=cmd.tanggal,
        tagihan=isi.tagihan.id,
        pejabat=konteks.pelaku.id,
        pejabat_nama=konteks.pelaku.nama,
        baris=daftar,
        rincian=rincian,
    )
    for b in baris:
        baru, event = b.put_on_dpt(dpt.nomor)
        work.kkpd.save_line(baru)
        work.record(event)
    work.kkpd.add_dpt(isi.tahun, dpt)
    fakta = {"nomor": dpt.nomor, "total": dpt.total.to_json(), "pembelian": list(dpt.pembelian)}
    work.record(Event(TOPIK, "dpt_dibuat", {"tagihan": str(isi.tagihan.id), **fakta}))
    return HasilDpt(dpt, peringatan)


def _choose(
    cmd: MakeDpt, work: KkpdWork, isi: IsiTagihan, terutang: Mapping[str, Mapping[Pasangan, Rupiah]]
) -> tuple[list[Kelompok], tuple[Temuan, ...]]:
    """The groups of lines that can be paid; those asked for by number must all be among them."""
    jumlah = {nomor: total(list(per.values())) for nomor, per in terutang.items()}
    calon = [b for b in isi.baris if dpt_objection(b) is None and (not cmd.baris or b.nomor in cmd.baris)]
    pilih: list[Kelompok] = []
    temuan: list[Temuan] = []
    for k in groups(_whole(work, isi, calon)):
        if not k.disetujui:
            continue
        salah = k.objection(jumlah)
        if salah is None:
            pilih.append(k)
        else:
            temuan.append(salah)
    if temuan and (cmd.baris or not pilih):
        raise Refusal.of(temuan)
    if not pilih:
        raise Refusal(
            "ERR_KKPD_TIDAK_LAYAK_DPT",
            f"Tagihan {isi.tagihan.nomor} belum mempunyai baris yang disetujui PA/KPA dan belum dibayar; uji dahulu.",
        )
    lewat = tuple(Temuan("WARN_TIDAK_MASUK_DPT", t.pesan, baris=t.baris) for t in temuan)
    return pilih, lewat


def _whole(work: KkpdWork, isi: IsiTagihan, calon: list[BarisTagihan]) -> list[BarisTagihan]:
    """The lines asked for with all that share their purchases, also those of other bills."""
    semua = {(b.kunci_bank, b.bagian): b for b in calon}
    tahu: set[str] = set()
    while baru := {n for b in semua.values() for n in b.bukti} - tahu:
        tahu |= baru
        for b in work.kkpd.lines_tied(isi.tahun, baru):
            semua.setdefault((b.kunci_bank, b.bagian), b)
    return list(semua.values())


def _row(work: KkpdWork, isi: IsiTagihan, b: BarisTagihan) -> BarisDpt:
    kartu = demand_card(work, isi, b)
    return BarisDpt(
        b.kunci_bank, b.nomor, kartu.nomor_tersamar, kartu.pemegang, b.tanggal_transaksi, b.keterangan, b.bukti, b.netto
    )


def _parts(
    bukti: list[str], terutang: Mapping[str, Mapping[Pasangan, Rupiah]], nama: Mapping[Pasangan, str]
) -> tuple[RincianDpt, ...]:
    """What each purchase costs each budget line; a purchase rejected or refunded whole is left out."""
    return tuple(
        RincianDpt(nomor, pair[0], pair[1], nama.get(pair, ""), nilai)
        for nomor in dict.fromkeys(bukti)
        for pair, nilai in terutang[nomor].items()
        if nilai
    )


def _number(work: KkpdWork, urut: int, tanggal: date) -> str:
    kantor = work.opd.office()
    assert kantor is not None, "an office has its particulars before it has a bill"
    return format_nomor(work.opd.settings().value(TEMPLAT["dpt"], tanggal), kantor, urut=urut, tanggal=tanggal)


def withdraw_dpt(cmd: WithdrawDpt, work: KkpdWork, konteks: Konteks) -> None:
    """Frees the lines; refuses a DPT that an SP2D in the books has answered."""
    dpt = work.kkpd.dpt(cmd.tahun, cmd.nomor)
    if dpt is None:
        raise Refusal("ERR_DPT_TIDAK_ADA", f"DPT {cmd.nomor} tidak ada, atau sudah dicabut.", medan="nomor")
    if work.kkpd.is_paid(cmd.tahun, cmd.nomor):
        pesan = f"DPT {cmd.nomor} sudah dibayar dengan SP2D dan tidak dapat dicabut; perbaiki dengan contra pos."
        raise Refusal("ERR_DPT_SUDAH_SP2D", pesan)
    for b in work.kkpd.lines_of_dpt(cmd.tahun, cmd.nomor):
        baru, event = b.take_off_dpt(cmd.alasan)
        work.kkpd.save_line(baru)
        work.record(event)
    work.kkpd.withdraw_dpt(cmd.tahun, cmd.nomor, konteks.clock.today(), cmd.alasan)
    work.record(Event(TOPIK, "dpt_dicabut", {"nomor": cmd.nomor, "alasan": cmd.alasan}))
