"""Commands of the books: post one event, import a file of them, close a month."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, ClassVar, Final, Protocol

from core.access import Izin
from core.anggaran.model import BarisPagu, Dpa, Klaim, Rak, Spd
from core.bus import Command, Event, Handler, Konteks, UnitOfWork
from core.calendar import Bulan
from core.errors import Refusal, Temuan
from core.identity import new_uuid
from core.kas.bentuk import PembacaPeristiwa, Peristiwa, RencanaPagu
from core.kas.berkas import BerkasTransaksi, PeristiwaTersimpan
from core.kas.isi import Isi
from core.kas.klaim import claims_of
from core.kas.model import BUKU_BP, Jenis, Transaksi
from core.kas.pembukaan import Pembukaan, check_pembukaan, differs_from
from core.kas.penutupan import BarisSegel, HitunganKas, SaldoBuku, Segel, check_closing
from core.kas.posisi import KetentuanUp, Posisi
from core.kas.posting import ArsipSementara, numbers_of, open_year, period_of, post_event, totals
from core.kas.wire import isi_to_json
from core.money import Rupiah
from core.opd.model import Opd, SkUp, decree_on
from core.settings import BarisSetelan, SettingsView


AMBANG_PERSEN_GU: Final = "ambang_persen_gu"
"""Key of the setting that `WARN_GU_DI_BAWAH_AMBANG` goes by."""


class KasRepository(Protocol):
    """What the commands need of the kept books."""

    def has_year(self, tahun: int) -> bool: ...

    def is_number_used(self, tahun: int, seri: str, nomor: str) -> bool: ...

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

    def add_segel(self, segel: Segel, baris: Sequence[BarisSegel]) -> None: ...


class AnggaranForKas(Protocol):
    """What posting needs of the budget."""

    def pagu(self, tahun: int) -> Sequence[BarisPagu]: ...

    def rencana(self, tahun: int) -> RencanaPagu: ...

    def add_dpa(self, tahun: int, dpa: Dpa) -> int: ...

    def add_spd(self, tahun: int, spd: Spd) -> None: ...

    def add_rak(self, tahun: int, rak: Rak) -> None: ...


class OpdForKas(Protocol):
    """What posting needs of the office."""

    def office(self) -> Opd | None: ...

    def decrees(self, tahun: int) -> Sequence[SkUp]: ...

    def put_decree(self, sk: SkUp) -> None: ...

    def settings(self) -> SettingsView: ...

    def put_setting(self, baris: BarisSetelan) -> None: ...


class KasWork(UnitOfWork, Protocol):
    """A unit of work that holds the books, the budget and the office."""

    kas: KasRepository
    anggaran: AnggaranForKas
    opd: OpdForKas


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
class ImportTransaksi(Command):
    """Takes in a whole `pundi-transaksi` file: all of it or nothing."""

    izin: ClassVar[Izin] = Izin.CATAT
    berkas: BerkasTransaksi


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseMonth(Command):
    """Seals a month with its cash count."""

    izin: ClassVar[Izin] = Izin.TUTUP_KAS
    bulan: Bulan
    kas: HitunganKas
    penjelasan: str = ""


def ketentuan_of(work: KasWork, tanggal: date) -> KetentuanUp:
    """UP of the decree that holds on a date (the first of the year before that), and the GU threshold."""
    sk = work.opd.decrees(tanggal.year)
    holds = decree_on(sk, tanggal) or (sk[0] if sk else None)
    ambang = work.opd.settings().value(AMBANG_PERSEN_GU, tanggal)
    if holds is None:
        return KetentuanUp(0, 0, ambang)
    return KetentuanUp(holds.up_tunai.sen, holds.limit_kkpd.sen, ambang)


def post_transaksi(cmd: PostTransaksi, work: KasWork, konteks: Konteks) -> HasilCatat:
    """Posts one event; an earlier date is a late document, tried again with everything that follows it."""
    tahun = cmd.tanggal.year
    rencana = work.anggaran.rencana(tahun)
    kode = cmd.kode or str(new_uuid())
    mulai = work.kas.pembukaan_bulan(tahun) or 1
    pembaca = PembacaPeristiwa(
        tahun=tahun,
        dari=date(tahun, mulai, 1),
        sampai=date(tahun, 12, 31),
        pagu=rencana,
        nomor_ada=lambda seri, nomor: work.kas.is_number_used(tahun, seri, nomor),
        sen=True,
    )
    mentah = {"id": kode, "tanggal": cmd.tanggal.isoformat(), "tipe": str(cmd.isi.jenis), "uraian": cmd.isi.uraian}
    peristiwa = pembaca.read({**mentah, **isi_to_json(cmd.isi, rencana), "atribut": dict(cmd.atribut) or None})
    if peristiwa is None:
        raise Refusal.of([t for t in pembaca.temuan if t.is_error])
    bulan = Bulan.of(cmd.tanggal)
    if bulan.bulan in work.kas.seals(tahun):
        pesan = f"{bulan.nama} sudah ditutup; catat pada bulan yang masih terbuka."
        raise Refusal("ERR_BULAN_TERTUTUP", pesan, tx=kode, medan="tanggal")
    ketentuan = ketentuan_of(work, cmd.tanggal)
    terakhir = work.kas.last_date(tahun)
    if terakhir is not None and cmd.tanggal < terakhir:
        transaksi, peringatan, posisi = _post_late(work, peristiwa, ketentuan, rencana)
    else:
        posisi = work.kas.load_posisi(tahun, ketentuan)
        transaksi, peringatan = post_event(peristiwa, posisi, rencana)
    work.kas.add(tahun, [(posisi.urut, transaksi)], konteks.clock.now())
    work.kas.add_claims(tahun, transaksi, claims_of(transaksi, posisi))
    work.record(Event("kas", "TransaksiPosted", {"kode": kode, "jenis": str(transaksi.jenis), "nomor": transaksi.nomor}))
    work.record(Event("anggaran", "PaguClaimed"))
    return HasilCatat(transaksi, (*peringatan, *pembaca.temuan))


def _post_late(
    work: KasWork, peristiwa: Peristiwa, ketentuan: KetentuanUp, rencana: RencanaPagu
) -> tuple[Transaksi, tuple[Temuan, ...], Posisi]:
    """A document that arrives late: posted where its date puts it, if all that follows still stands."""
    tahun, tanggal = peristiwa.tanggal.year, peristiwa.tanggal
    lpj = work.kas.last_lpj_date(tahun)
    if lpj is not None and tanggal < lpj and _touches_up(peristiwa.isi):
        pesan = f"Belanja UP tanggal {tanggal} mendahului belanja terakhir dalam LPJ-UP ({lpj}); pakai tanggal sesudahnya."
        raise Refusal("ERR_TANGGAL_SUDAH_LPJ", pesan, tx=peristiwa.kode, medan="tanggal")
    posisi = work.kas.load_posisi(tahun, ketentuan, tanggal)
    arsip = ArsipSementara(posisi.arsip)
    posisi.arsip = arsip
    transaksi, peringatan = post_event(peristiwa, posisi, rencana)
    arsip.keep(transaksi, posisi.urut)
    urut = posisi.urut
    coba = PembacaPeristiwa(tahun=tahun, dari=date(tahun, 1, 1), sampai=date(tahun, 12, 31), pagu=rencana, sen=True)
    for s in work.kas.later(tahun, tanggal):
        berikut = coba.read(s.mentah, urutan=False)
        assert berikut is not None, f"a stored event has lost its form: {coba.temuan}"
        try:
            lama, _ = post_event(berikut, posisi, rencana, transaksi_id=s.id, urut=s.urut)
        except Refusal as e:
            pesan = f"Dokumen bertanggal {tanggal} ini membuat {berikut.kode} ({berikut.tanggal}) tidak sah: {e}"
            raise Refusal(e.kode, pesan, tx=peristiwa.kode, medan="tanggal") from e
        arsip.keep(lama, s.urut)
    posisi.urut = urut
    return transaksi, peringatan, posisi


def _touches_up(isi: Isi) -> bool:
    return isi.jenis in (Jenis.BELANJA_UP, Jenis.SPJ_PANJAR, Jenis.KOREKSI)


@dataclass(slots=True)
class RencanaImpor:
    """What an import would do: findings, events ready to store, and the totals a person confirms."""

    temuan: list[Temuan]
    baris: int
    dilewati: int = 0
    kosong: bool = False
    baru: list[tuple[int, Transaksi]] = field(default_factory=list)
    klaim: list[tuple[Transaksi, tuple[Klaim, ...]]] = field(default_factory=list)
    penerimaan: Rupiah = field(default_factory=Rupiah)
    pengeluaran: Rupiah = field(default_factory=Rupiah)

    @property
    def diimpor(self) -> int:
        """Events that would be stored: none when there is an error."""
        return 0 if self.has_error else sum(t.jenis is not Jenis.AWAL for _, t in self.baru)

    @property
    def has_error(self) -> bool:
        return any(t.is_error for t in self.temuan)


def plan_import(berkas: BerkasTransaksi, work: KasWork) -> RencanaImpor:
    """Reads a file against the books without storing anything (`--coba`, and the first half of the import)."""
    rencana = RencanaImpor(list(berkas.temuan), len(berkas.peristiwa))
    kantor = work.opd.office()
    if kantor is None or kantor.kode != berkas.opd_kode:
        pesan = f"{berkas.nama} milik OPD {berkas.opd_kode}, sedangkan yang terbuka {kantor.kode if kantor else 'belum ada'}."
        rencana.temuan.append(Temuan("ERR_OPD_BEDA", pesan, medan="meta.kode_skpd", berkas=berkas.nama))
        return rencana
    rencana.kosong = not work.kas.has_year(berkas.tahun)
    stored = work.kas.stored(berkas.tahun, [e["id"] for e in berkas.peristiwa if isinstance(e, dict) and isinstance(e.get("id"), str)])
    pagu = berkas.rencana if rencana.kosong else work.anggaran.rencana(berkas.tahun)
    events = _read_events(berkas, work, rencana, pagu, stored)
    if not rencana.has_error and rencana.kosong:
        salah = check_pembukaan(berkas.pembukaan, berkas.ketentuan.up_tunai)
        if salah is not None:
            rencana.temuan.append(salah)
    if rencana.has_error:
        return rencana
    try:
        _post_all(berkas, work, rencana, pagu, events)
    except Refusal as e:
        rencana.temuan += e.temuan
    return rencana


def _read_events(
    berkas: BerkasTransaksi, work: KasWork, rencana: RencanaImpor, pagu: RencanaPagu, stored: Mapping[str, Any]
) -> list[Peristiwa]:
    dari, sampai = period_of(berkas.tahun, berkas.bulan, berkas.sampai_bulan)
    baru = [False]

    def is_used(seri: str, nomor: str) -> bool:
        return baru[0] and not rencana.kosong and work.kas.is_number_used(berkas.tahun, seri, nomor)

    pembaca = PembacaPeristiwa(tahun=berkas.tahun, dari=dari, sampai=sampai, pagu=pagu, nomor_ada=is_used)
    found: list[Peristiwa] = []
    for mentah in berkas.peristiwa:
        kode = mentah.get("id") if isinstance(mentah, dict) else None
        lama = stored.get(kode) if isinstance(kode, str) else None
        baru[0] = lama is None
        p = pembaca.read(mentah)
        if p is None or lama is None:
            found += [p] if p is not None else []
        elif lama == (p.tanggal, str(p.isi.jenis), isi_to_json(p.isi, pagu), p.atribut, p.isi.uraian or ""):
            rencana.dilewati += 1
        else:
            pesan = f"Transaksi {kode} sudah tersimpan dengan isi yang berbeda; beri id lain atau perbaiki dengan KOREKSI."
            rencana.temuan.append(Temuan("ERR_ID_BENTROK", pesan, tx=kode, medan="id"))
    rencana.temuan += pembaca.temuan
    return found


def _post_all(berkas: BerkasTransaksi, work: KasWork, rencana: RencanaImpor, pagu: RencanaPagu, events: list[Peristiwa]) -> None:
    arsip = ArsipSementara()
    if rencana.kosong:
        posisi = Posisi(berkas.ketentuan, {b.pasangan: b.anggaran.sen for b in berkas.pagu}, arsip)
        awal = open_year(berkas.pembukaan, berkas.tahun, posisi)
        arsip.keep(awal, 0)
        rencana.baru.append((0, awal))
        rencana.klaim.append((awal, claims_of(awal, posisi)))
    else:
        if not events:
            return
        posisi = work.kas.load_posisi(berkas.tahun, ketentuan_of(work, date(berkas.tahun, berkas.sampai_bulan, 28)))
        if not rencana.dilewati:
            salah = differs_from(berkas.pembukaan, posisi)
            if salah:
                raise Refusal("ERR_SALDO_AWAL", f"Berkas tidak mulai di tempat buku berakhir: {salah}.", medan="saldo_awal")
        arsip = ArsipSementara(posisi.arsip)
        posisi.arsip = arsip
        _refuse_closed(berkas, work, events)
    for p in events:
        transaksi, peringatan = post_event(p, posisi, pagu)
        arsip.keep(transaksi, posisi.urut)
        rencana.temuan += peringatan
        rencana.baru.append((posisi.urut, transaksi))
        rencana.klaim.append((transaksi, claims_of(transaksi, posisi)))
    masuk, keluar = totals([t for _, t in rencana.baru if t.jenis is not Jenis.AWAL])
    rencana.penerimaan, rencana.pengeluaran = Rupiah(masuk), Rupiah(keluar)


def _refuse_closed(berkas: BerkasTransaksi, work: KasWork, events: list[Peristiwa]) -> None:
    tertutup = set(work.kas.seals(berkas.tahun))
    terakhir = work.kas.last_date(berkas.tahun)
    for p in events:
        if p.tanggal.month in tertutup:
            pesan = f"{Bulan.of(p.tanggal).nama} sudah ditutup; {p.kode} tidak dapat dicatat di sana."
            raise Refusal("ERR_BULAN_TERTUTUP", pesan, tx=p.kode, medan="tanggal")
        if terakhir is not None and p.tanggal < terakhir:
            pesan = f"Tanggal {p.tanggal} mendahului transaksi terakhir yang tersimpan ({terakhir}); catat satu per satu."
            raise Refusal("ERR_URUTAN_TANGGAL", pesan, tx=p.kode, medan="tanggal")


def import_transaksi(cmd: ImportTransaksi, work: KasWork, konteks: Konteks) -> RencanaImpor:
    """Stores a whole file; into an empty year also its pagu, UP, SPD, RAK and opening."""
    berkas = cmd.berkas
    rencana = plan_import(berkas, work)
    if rencana.has_error:
        raise Refusal.of([t for t in rencana.temuan if t.is_error])
    if not rencana.baru:
        return rencana
    if rencana.kosong:
        _store_budget(berkas, work)
        work.kas.add_pembukaan(berkas.tahun, berkas.pembukaan, berkas.masukan)
    work.kas.add(berkas.tahun, rencana.baru, konteks.clock.now())
    for transaksi, klaim in rencana.klaim:
        work.kas.add_claims(berkas.tahun, transaksi, klaim)
    work.record(Event("kas", "TransaksiImported", {"berkas": berkas.nama, "banyak": rencana.diimpor}))
    work.record(Event("anggaran", "PaguClaimed"))
    return rencana


def _store_budget(berkas: BerkasTransaksi, work: KasWork) -> None:
    tanggal = date(berkas.tahun, berkas.bulan, 1)
    if not work.anggaran.pagu(berkas.tahun):
        work.anggaran.add_dpa(berkas.tahun, Dpa("M", tanggal, berkas.pagu, {}, berkas.nama))
    for triwulan, baris in berkas.spd.items():
        work.anggaran.add_spd(berkas.tahun, Spd(f"SPD-TW{triwulan}", date(berkas.tahun, 3 * triwulan - 2, 1), triwulan, baris))
    if berkas.rak:
        work.anggaran.add_rak(berkas.tahun, Rak(berkas.rak))
    k = berkas.ketentuan
    if not work.opd.decrees(berkas.tahun):
        awal = date(berkas.tahun, 1, 1)
        sk = SkUp(
            id=new_uuid(), nomor=f"Berkas {berkas.nama}", tanggal=awal, berlaku_dari=awal, up_tunai=Rupiah(k.up_tunai),
            limit_kkpd=Rupiah(k.limit_kkpd), dicatat=tanggal,
        )  # fmt: skip
        work.opd.put_decree(sk)
    if work.opd.settings().value(AMBANG_PERSEN_GU, tanggal) != k.ambang_persen_gu:
        work.opd.put_setting(BarisSetelan(AMBANG_PERSEN_GU, date(berkas.tahun, 1, 1), str(k.ambang_persen_gu)))


def close_month(cmd: CloseMonth, work: KasWork, konteks: Konteks) -> Segel:
    """Seals a month: refuses out of turn, twice, or with an unexplained difference."""
    tahun = cmd.bulan.tahun
    buku, baris = work.kas.closing_book(cmd.bulan)
    mulai = work.kas.pembukaan_bulan(tahun) or 1
    check_closing(cmd.bulan, mulai, tuple(work.kas.seals(tahun)), buku, cmd.kas, cmd.penjelasan)
    segel = Segel(
        tahun, cmd.bulan.bulan, cmd.bulan.akhir, konteks.pelaku.nama, dict(cmd.kas.lembar), buku.bku, buku.tunai, buku.bank,
        cmd.kas.jumlah, cmd.penjelasan, BUKU_BP,
    )  # fmt: skip
    work.kas.add_segel(segel, baris)
    work.record(Event("kas", "MonthClosed", {"bulan": str(cmd.bulan), "saldo_bku": buku.bku.sen}))
    work.record(Event("spj", "MonthClosed"))
    return segel


HANDLERS: Mapping[type[Command], Handler] = {
    PostTransaksi: post_transaksi,
    ImportTransaksi: import_transaksi,
    CloseMonth: close_month,
}

__all__ = ["HANDLERS", "CloseMonth", "ImportTransaksi", "PostTransaksi", "numbers_of", "plan_import"]
