"""Commands of the books: post one event, import a file of them, close a month."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from core.access import Izin
from core.bus import Command, Event, Handler, Konteks
from core.calendar import Bulan
from core.errors import Refusal, Temuan
from core.identity import new_uuid
from core.kas import koran_commands
from core.kas.bentuk import PembacaPeristiwa, Peristiwa
from core.kas.impor import ImportTransaksi, RencanaImpor, import_transaksi, plan_import
from core.kas.isi import Isi
from core.kas.klaim import claims_of
from core.kas.model import BUKU_BP, Transaksi
from core.kas.penutupan import HitunganKas, Segel, check_closing
from core.kas.posisi import KetentuanUp, Posisi
from core.kas.posting import ArsipSementara, numbers_of, post_event
from core.kas.wire import isi_to_json
from core.kas.work import AMBANG_PERSEN_GU, KasRepository, KasWork, OpdForKas, ketentuan_of


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
        transaksi, peringatan, posisi = _post_late(work, peristiwa, ketentuan)
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


def _post_late(
    work: KasWork, peristiwa: Peristiwa, ketentuan: KetentuanUp
) -> tuple[Transaksi, tuple[Temuan, ...], Posisi]:
    """A document that arrives late: posted where its date puts it, if all that follows still stands."""
    tahun, tanggal = peristiwa.tanggal.year, peristiwa.tanggal
    lpj = work.kas.last_lpj_date(tahun)
    posisi = work.kas.load_posisi(tahun, ketentuan, tanggal)
    arsip = ArsipSementara(posisi.arsip)
    posisi.arsip = arsip
    transaksi, peringatan = post_event(peristiwa, posisi)
    if lpj is not None and tanggal < lpj and _touches_up(transaksi):
        pesan = (
            f"Belanja UP tanggal {tanggal} mendahului belanja terakhir dalam LPJ-UP ({lpj}); pakai tanggal sesudahnya."
        )
        raise Refusal("ERR_TANGGAL_SUDAH_LPJ", pesan, tx=peristiwa.kode, medan="tanggal")
    arsip.keep(transaksi, posisi.urut)
    urut = posisi.urut
    coba = PembacaPeristiwa(tahun=tahun, dari=date(tahun, 1, 1), sampai=date(tahun, 12, 31), pagu=None, sen=True)
    for s in work.kas.later(tahun, tanggal):
        berikut = coba.read(s.mentah, urutan=False)
        assert berikut is not None, f"a stored event has lost its form: {coba.temuan}"
        try:
            lama, _ = post_event(berikut, posisi, transaksi_id=s.id, urut=s.urut)
        except Refusal as e:
            pesan = f"Dokumen bertanggal {tanggal} ini membuat {berikut.kode} ({berikut.tanggal}) tidak sah: {e}"
            raise Refusal(e.kode, pesan, tx=peristiwa.kode, medan="tanggal") from e
        arsip.keep(lama, s.urut)
    posisi.urut = urut
    return transaksi, peringatan, posisi


def _touches_up(transaksi: Transaksi) -> bool:
    """Does it move UP spending that an LPJ would answer for?"""
    akun = [a for m in transaksi.mutasi for a in (m.dari, m.ke)]
    return any(a.kelas == "belanja" and a.jenis == "up" and not a.pos for a in akun)


def close_month(cmd: CloseMonth, work: KasWork, konteks: Konteks) -> Segel:
    """Seals a month: refuses out of turn, twice, or with an unexplained difference."""
    tahun = cmd.bulan.tahun
    work.kas.lock()
    buku, baris = work.kas.closing_book(cmd.bulan)
    mulai = work.kas.pembukaan_bulan(tahun) or 1
    tertutup = tuple(work.kas.seals(tahun))
    check_closing(cmd.bulan, mulai, tertutup, buku=buku, kas=cmd.kas, penjelasan=cmd.penjelasan)
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
