"""Commands of the books: post one event, import a file of them, close a month."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar, Final

from core.access import Izin
from core.bus import Command, Event, Handler, Konteks
from core.calendar import Bulan
from core.errors import Refusal, Temuan
from core.identity import new_uuid
from core.kas import koran_commands
from core.kas.akhir_tahun import refuse_unmended, year_end_list
from core.kas.bentuk import PembacaPeristiwa
from core.kas.impor import ImportTransaksi, RencanaImpor, import_transaksi, plan_import
from core.kas.isi import Isi
from core.kas.klaim import claims_of
from core.kas.model import BUKU_BP, Transaksi
from core.kas.pemeriksaan import CheckKas, check_kas
from core.kas.penutupan import HitunganKas, Segel, check_closing
from core.kas.posting import numbers_of, post_event
from core.kas.susulan import post_late
from core.kas.tahun_baru import OpenYear, open_new_year
from core.kas.wire import isi_to_json
from core.kas.work import AMBANG_PERSEN_GU, KasRepository, KasWork, OpdForKas, ketentuan_of

DESEMBER: Final = 12
"""The month nothing of its year can be mended after."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PostTransaksi(Command):
    """Records one event. `kode` is its id in files; left out, one is made."""

    izin: ClassVar[Izin] = Izin.CATAT
    tanggal: date
    isi: Isi
    atribut: Mapping[str, object] = field(default_factory=dict)
    kode: str = ""


@dataclass(frozen=True, slots=True)
class HasilCatat:
    """What came of recording an event."""

    transaksi: Transaksi
    peringatan: tuple[Temuan, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseMonth(Command):
    """Seals a month with its cash count."""

    izin: ClassVar[Izin] = Izin.TUTUP_KAS
    bulan: Bulan
    kas: HitunganKas
    penjelasan: str = ""


def post_transaksi(cmd: PostTransaksi, work: KasWork, konteks: Konteks) -> HasilCatat:
    """Posts one event; an earlier date is a late document, tried again with everything that follows it."""
    tahun = cmd.tanggal.year
    work.kas.lock()
    kode = cmd.kode or str(new_uuid())
    mulai = work.kas.pembukaan_bulan(tahun) or 1
    pembaca = PembacaPeristiwa(
        tahun=tahun,
        dari=date(tahun, mulai, 1),
        sampai=date(tahun, 12, 31),
        pagu=work.anggaran.rencana(tahun),
        nomor_ada=lambda seri, nomor: work.kas.is_number_used(tahun, seri, nomor),
        sen=True,
    )
    mentah = {"id": kode, "tanggal": cmd.tanggal.isoformat(), "tipe": str(cmd.isi.jenis), "uraian": cmd.isi.uraian}
    peristiwa = pembaca.read({**mentah, **isi_to_json(cmd.isi), "atribut": dict(cmd.atribut) or None})
    if peristiwa is None:
        raise Refusal.of([t for t in pembaca.temuan if t.is_error])
    bulan = Bulan.of(cmd.tanggal)
    if bulan.bulan in work.kas.seals(tahun):
        pesan = f"{bulan.nama} sudah ditutup; catat pada bulan yang masih terbuka."
        raise Refusal("ERR_BULAN_TERTUTUP", pesan, tx=kode, medan="tanggal")
    ketentuan = ketentuan_of(work, cmd.tanggal)
    terakhir = work.kas.last_date(tahun)
    if terakhir is not None and cmd.tanggal < terakhir:
        transaksi, peringatan, posisi = post_late(work, peristiwa, ketentuan)
    else:
        posisi = work.kas.load_posisi(tahun, ketentuan)
        transaksi, peringatan = post_event(peristiwa, posisi)
    work.kas.add(tahun, [(posisi.urut, transaksi)], konteks.clock.now())
    work.kas.add_claims(tahun, transaksi, claims_of(transaksi, posisi))
    work.record(
        Event("kas", "TransaksiPosted", {"kode": kode, "jenis": str(transaksi.jenis), "nomor": transaksi.nomor})
    )
    work.record(Event("anggaran", "PaguClaimed"))
    return HasilCatat(transaksi, (*peringatan, *pembaca.temuan))


def close_month(cmd: CloseMonth, work: KasWork, konteks: Konteks) -> Segel:
    """Seals a month: refuses out of turn, twice, an unexplained difference, and December over what must be mended."""
    tahun = cmd.bulan.tahun
    work.kas.lock()
    buku, baris = work.kas.closing_book(cmd.bulan)
    mulai = work.kas.pembukaan_bulan(tahun) or 1
    tertutup = tuple(work.kas.seals(tahun))
    check_closing(cmd.bulan, mulai, tertutup, buku=buku, kas=cmd.kas, penjelasan=cmd.penjelasan)
    if cmd.bulan.bulan == DESEMBER:
        posisi = work.kas.load_posisi(tahun, ketentuan_of(work, cmd.bulan.akhir))
        refuse_unmended(year_end_list(posisi, tahun, ()), tahun=tahun, bulan_juga=False)
    segel = Segel(
        tahun=tahun,
        bulan=cmd.bulan.bulan,
        tanggal=cmd.bulan.akhir,
        penutup=konteks.pelaku.nama,
        pecahan=dict(cmd.kas.lembar),
        saldo_bku=buku.bku,
        saldo_tunai=buku.tunai,
        saldo_bank=buku.bank,
        kas_dihitung=cmd.kas.jumlah,
        penjelasan=cmd.penjelasan,
        buku=BUKU_BP,
    )
    work.kas.add_segel(segel, baris)
    work.record(Event("kas", "MonthClosed", {"bulan": str(cmd.bulan), "saldo_bku": buku.bku.sen}))
    work.record(Event("spj", "MonthClosed"))
    return segel


HANDLERS: Mapping[type[Command], Handler] = {
    PostTransaksi: post_transaksi,
    ImportTransaksi: import_transaksi,
    CloseMonth: close_month,
    CheckKas: check_kas,
    OpenYear: open_new_year,
    **koran_commands.HANDLERS,
}

__all__ = [
    "AMBANG_PERSEN_GU",
    "HANDLERS",
    "CloseMonth",
    "HasilCatat",
    "ImportTransaksi",
    "KasRepository",
    "KasWork",
    "OpdForKas",
    "PostTransaksi",
    "RencanaImpor",
    "numbers_of",
    "plan_import",
    "post_transaksi",
]
