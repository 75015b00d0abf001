"""A whole `pundi-transaksi` file on its way into the books: all of it or nothing (format-transaksi 6, 9)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar

from core.access import Izin
from core.anggaran.model import BarisPagu, Dpa, Klaim, Pasangan, Rak, Spd
from core.bus import Command, Event, Konteks
from core.calendar import Bulan
from core.errors import Refusal, Temuan
from core.identity import new_uuid
from core.kas.bentuk import PembacaPeristiwa, Peristiwa, RencanaPagu
from core.kas.berkas import BerkasTransaksi
from core.kas.klaim import claims_of
from core.kas.model import Jenis, Transaksi
from core.kas.pembukaan import check_pembukaan, differs_from, rencana_pagu
from core.kas.posisi import Posisi
from core.kas.posting import ArsipSementara, numbers_of_opening, open_year, period_of, post_event, totals
from core.kas.wire import isi_to_json
from core.kas.work import AMBANG_PERSEN_GU, KasWork, ketentuan_of
from core.money import Rupiah
from core.opd.model import SkUp
from core.settings import BarisSetelan


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportTransaksi(Command):
    """Takes in a whole `pundi-transaksi` file: all of it or nothing."""

    izin: ClassVar[Izin] = Izin.CATAT
    berkas: BerkasTransaksi


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
        terbuka = kantor.kode if kantor else "belum ada"
        pesan = f"{berkas.nama} milik OPD {berkas.opd_kode}, sedangkan yang terbuka {terbuka}."
        rencana.temuan.append(Temuan("ERR_OPD_BEDA", pesan, medan="meta.kode_skpd", berkas=berkas.nama))
        return rencana
    rencana.kosong = not work.kas.has_year(berkas.tahun)
    stored = work.kas.stored(
        berkas.tahun, [e["id"] for e in berkas.peristiwa if isinstance(e, dict) and isinstance(e.get("id"), str)]
    )
    pagu = tuple(work.anggaran.pagu(berkas.tahun)) or berkas.pagu
    events = _read_events(berkas, work, rencana, rencana_pagu(pagu), stored)
    if not rencana.has_error and rencana.kosong:
        salah = check_pembukaan(berkas.pembukaan)
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
    terpakai = frozenset() if rencana.kosong else work.kas.used_numbers(berkas.tahun)

    def is_used(seri: str, nomor: str) -> bool:
        return baru[0] and (seri, nomor) in terpakai

    pembaca = PembacaPeristiwa(
        tahun=berkas.tahun,
        dari=dari,
        sampai=sampai,
        pagu=pagu,
        nomor_ada=is_used,
        terpakai=numbers_of_opening(berkas.pembukaan) if rencana.kosong else (),
    )
    found: list[Peristiwa] = []
    for mentah in berkas.peristiwa:
        kode = mentah.get("id") if isinstance(mentah, dict) else None
        lama = stored.get(kode) if isinstance(kode, str) else None
        baru[0] = lama is None
        p = pembaca.read(mentah)
        if p is None or lama is None:
            found += [p] if p is not None else []
        elif lama == (p.tanggal, str(p.isi.jenis), isi_to_json(p.isi), p.atribut, p.isi.uraian or ""):
            rencana.dilewati += 1
        else:
            pesan = (
                f"Transaksi {kode} sudah tersimpan dengan isi yang berbeda; beri id lain atau perbaiki dengan KOREKSI."
            )
            rencana.temuan.append(Temuan("ERR_ID_BENTROK", pesan, tx=kode, medan="id"))
    rencana.temuan += pembaca.temuan
    return found


def _post_all(
    berkas: BerkasTransaksi, work: KasWork, rencana: RencanaImpor, pagu: Sequence[BarisPagu], events: list[Peristiwa]
) -> None:
    arsip = ArsipSementara()
    if rencana.kosong:
        posisi = Posisi(berkas.ketentuan, _per_pair(pagu), arsip)
        awal = open_year(berkas.pembukaan, berkas.tahun, posisi)
        arsip.keep(awal, 0)
        rencana.baru.append((0, awal))
        rencana.klaim.append((awal, claims_of(awal, posisi)))
    else:
        posisi = work.kas.load_posisi(berkas.tahun, ketentuan_of(work, date(berkas.tahun, berkas.sampai_bulan, 28)))
        if not rencana.dilewati:
            salah = differs_from(berkas.pembukaan, posisi)
            if salah:
                raise Refusal(
                    "ERR_SALDO_AWAL", f"Berkas tidak mulai di tempat buku berakhir: {salah}.", medan="saldo_awal"
                )
        arsip = ArsipSementara(posisi.arsip)
        posisi.arsip = arsip
        _refuse_closed(berkas, work, events)
    for p in events:
        transaksi, peringatan = post_event(p, posisi)
        arsip.keep(transaksi, posisi.urut)
        rencana.temuan += peringatan
        rencana.baru.append((posisi.urut, transaksi))
        rencana.klaim.append((transaksi, claims_of(transaksi, posisi)))
    masuk, keluar = totals([t for _, t in rencana.baru if t.jenis is not Jenis.AWAL])
    rencana.penerimaan, rencana.pengeluaran = Rupiah(masuk), Rupiah(keluar)


def _per_pair(pagu: Sequence[BarisPagu]) -> dict[Pasangan, int]:
    found: dict[Pasangan, int] = {}
    for b in pagu:
        found[b.pasangan] = found.get(b.pasangan, 0) + b.anggaran.sen
    return found


def _refuse_closed(berkas: BerkasTransaksi, work: KasWork, events: list[Peristiwa]) -> None:
    tertutup = set(work.kas.seals(berkas.tahun))
    terakhir = work.kas.last_date(berkas.tahun)
    for p in events:
        if p.tanggal.month in tertutup:
            pesan = f"{Bulan.of(p.tanggal).nama} sudah ditutup; {p.kode} tidak dapat dicatat di sana."
            raise Refusal("ERR_BULAN_TERTUTUP", pesan, tx=p.kode, medan="tanggal")
        if terakhir is not None and p.tanggal < terakhir:
            pesan = (
                f"Tanggal {p.tanggal} mendahului transaksi terakhir yang tersimpan ({terakhir}); catat satu per satu."
            )
            raise Refusal("ERR_URUTAN_TANGGAL", pesan, tx=p.kode, medan="tanggal")


def import_transaksi(cmd: ImportTransaksi, work: KasWork, konteks: Konteks) -> RencanaImpor:
    """Stores a whole file; into an empty year also its opening, and its budget where the office has none yet."""
    berkas = cmd.berkas
    work.kas.lock()
    rencana = plan_import(berkas, work)
    if rencana.has_error:
        raise Refusal.of([t for t in rencana.temuan if t.is_error])
    if not rencana.baru:
        return rencana
    if rencana.kosong:
        _store_pagu(berkas, work)
        work.kas.add_pembukaan(berkas.tahun, berkas.pembukaan, berkas.masukan)
    work.kas.add(berkas.tahun, rencana.baru, konteks.clock.now())
    for transaksi, klaim in rencana.klaim:
        work.kas.add_claims(berkas.tahun, transaksi, klaim)
    work.record(Event("kas", "TransaksiImported", {"berkas": berkas.nama, "banyak": rencana.diimpor}))
    work.record(Event("anggaran", "PaguClaimed"))
    return rencana


def _store_pagu(berkas: BerkasTransaksi, work: KasWork) -> None:
    tanggal = date(berkas.tahun, berkas.bulan, 1)
    if not work.anggaran.pagu(berkas.tahun):
        work.anggaran.add_dpa(berkas.tahun, Dpa("M", tanggal, berkas.pagu, {}, berkas.nama))
    if not work.anggaran.spd_per_pair(berkas.tahun):
        for triwulan, baris in berkas.spd.items():
            mulai = date(berkas.tahun, 3 * triwulan - 2, 1)
            work.anggaran.add_spd(berkas.tahun, Spd(f"SPD-TW{triwulan}", mulai, triwulan, baris))
    if berkas.rak and work.anggaran.rak(berkas.tahun) is None:
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
