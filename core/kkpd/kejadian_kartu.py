"""What befalls a card: lost, replaced, its limit raised for a while, frozen at year end (handbook KKPD 1.10)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from core.access import Izin
from core.bus import Command, Event, Konteks
from core.calendar import tanggal_panjang
from core.errors import Refusal
from core.identity import KartuId
from core.kkpd.langkah_kartu import BEKU, HILANG
from core.kkpd.model import TOPIK, JenisLimit, Kartu, LimitKartu, StatusKartu
from core.kkpd.register import (
    HasilKartu,
    card_token,
    demand_own_number,
    demand_share,
    demand_step_day,
    demand_versi,
    take,
)
from core.kkpd.work import KkpdWork
from core.money import Rupiah
from core.settings import KKPD_HARI_TERAKHIR


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportLost(Command):
    """Lost, stolen or broken (F19): blocked at once, under the bank's ticket; the bank bears what is bought after."""

    izin: ClassVar[Izin] = Izin.KELOLA_KARTU
    kartu_id: KartuId
    versi: int
    kejadian: date
    tiket: str
    keterangan: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplaceKartu(Command):
    """The bank has sent another card for a blocked one: same holder, SK and limits, its own number, not yet active."""

    izin: ClassVar[Izin] = Izin.KELOLA_KARTU
    kartu_id: KartuId
    versi: int
    pengganti: KartuId
    bin6: str
    empat_akhir: str
    berlaku_sampai: date
    tanggal: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RaiseLimit(Command):
    """A temporary raise of one limit (F20), from a day to a day, with the consent it rests on."""

    izin: ClassVar[Izin] = Izin.KELOLA_KARTU
    kartu_id: KartuId
    versi: int
    jenis: JenisLimit
    nilai: Rupiah
    sejak: date
    sampai: date
    dasar: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FreezeKartu(Command):
    """Year end: every active card is blocked until the SK of the new year (handbook KKPD 1.10)."""

    izin: ClassVar[Izin] = Izin.KELOLA_KARTU
    dasar: str


def report_lost(cmd: ReportLost, work: KkpdWork, konteks: Konteks) -> HasilKartu:
    """Blocks an active card; refuses a day to come, and a report without the bank's ticket or a word on what happened.

    The block is dated today: the bank answers for what is bought after it was told.
    """
    kartu = demand_versi(work, cmd.kartu_id, cmd.versi)
    hari_ini = konteks.clock.today()
    for medan, isi, kata in (("tiket", cmd.tiket, "Nomor tiket bank"), ("keterangan", cmd.keterangan, "Keterangan")):
        if not isi.strip():
            raise Refusal("ERR_MEDAN_WAJIB", f"{kata} belum diisi.", medan=medan)
    if cmd.kejadian > hari_ini:
        pesan = f"Kejadian {tanggal_panjang(cmd.kejadian)} belum terjadi; hari ini {tanggal_panjang(hari_ini)}."
        raise Refusal("ERR_TANGGAL_LANGKAH", pesan, medan="kejadian")
    alasan = f"{cmd.keterangan.strip()} (kejadian {tanggal_panjang(cmd.kejadian)})"
    return take(
        work, konteks, kartu, kartu.step("blokir"), cmd.versi,
        tanggal=hari_ini, peristiwa=HILANG, alasan=alasan, tiket=cmd.tiket.strip(),
    )  # fmt: skip


def replace_kartu(cmd: ReplaceKartu, work: KkpdWork, konteks: Konteks) -> HasilKartu:
    """The blocked card is DIGANTI; its successor stands at TERBIT with the limits in force, and must be activated.

    What the old number still owes stays with it; later postings of it still come in.
    """
    lama = demand_versi(work, cmd.kartu_id, cmd.versi)
    hari_ini = konteks.clock.today()
    tanggal = cmd.tanggal or hari_ini
    demand_step_day(lama, work.kkpd.card_steps(lama.id), tanggal, hari_ini)
    diganti = lama.step("ganti", pengganti=str(cmd.pengganti))
    berlaku = tuple(x for x in lama.limit if x.sampai is None or x.sampai >= tanggal)
    baru = replace(
        lama, id=cmd.pengganti, bin6=cmd.bin6, empat_akhir=cmd.empat_akhir,
        token=card_token(cmd.bin6, cmd.empat_akhir), berlaku_sampai=cmd.berlaku_sampai, limit=berlaku,
        status=StatusKartu.USULAN, menggantikan=lama.id,
    )  # fmt: skip
    demand_own_number(work, baru)
    alasan = f"diganti kartu •••• {baru.empat_akhir}"
    take(work, konteks, lama, diganti, cmd.versi, tanggal=tanggal, peristiwa="ganti", alasan=alasan)
    work.kkpd.put_card(baru, 1)
    hasil = HasilKartu(baru, 1)
    for peristiwa in ("setujui_sk", "terbitkan"):
        hasil = take(
            work, konteks, hasil.kartu, hasil.kartu.step(peristiwa), hasil.versi,
            tanggal=tanggal, peristiwa=peristiwa, alasan=f"pengganti kartu •••• {lama.empat_akhir}",
        )  # fmt: skip
    return hasil


def raise_limit(cmd: RaiseLimit, work: KkpdWork, _konteks: Konteks) -> HasilKartu:
    """Adds a dated row over the lasting limit. Refuses one that raises nothing, overlaps another or has no basis."""
    kartu = demand_versi(work, cmd.kartu_id, cmd.versi)
    kartu.demand_active(cmd.sejak)
    if not cmd.dasar.strip():
        pesan = "Tulis surat atau persetujuan yang menjadi dasar kenaikan limit."
        raise Refusal("ERR_MEDAN_WAJIB", pesan, medan="dasar")
    satu = LimitKartu(cmd.jenis, cmd.nilai, cmd.dasar.strip(), cmd.sejak, cmd.sampai)
    _demand_raise(kartu, satu)
    baru = replace(kartu, limit=(*kartu.limit, satu))
    peringatan = demand_share(work, baru, cmd.sejak)
    work.kkpd.put_card(baru, cmd.versi + 1)
    fakta = {
        "kartu": str(kartu.id), "jenis": str(satu.jenis), "nilai": satu.nilai.to_json(), "dasar": satu.dasar,
        "sejak": satu.sejak.isoformat(), "sampai": cmd.sampai.isoformat(),
    }  # fmt: skip
    work.record(Event(TOPIK, "kartu_limit_dinaikkan", fakta))
    return HasilKartu(baru, cmd.versi + 1, peringatan)


def _demand_raise(kartu: Kartu, baru: LimitKartu) -> None:
    assert baru.sampai is not None
    if baru.sampai < baru.sejak:
        pesan = (
            f"Kenaikan limit berakhir {tanggal_panjang(baru.sampai)}, sebelum mulai {tanggal_panjang(baru.sejak)}; "
            "balik tanggalnya."
        )
        raise Refusal("ERR_MASA_LIMIT", pesan, medan="sampai")
    tetap = kartu.limit_on(baru.jenis, baru.sejak, lasting=True)
    if tetap is None or baru.nilai <= tetap.nilai:
        sekarang = "tidak dibatasi" if tetap is None else f"sudah {tetap.nilai}"
        pesan = f"Limit {baru.jenis.replace('_', ' ')} {sekarang}; {baru.nilai} bukan kenaikan. Isi nilai di atasnya."
        raise Refusal("ERR_LIMIT_TIDAK_NAIK", pesan, medan="nilai")
    for x in kartu.limit:
        if x.jenis is baru.jenis and x.sampai is not None and x.sejak <= baru.sampai and baru.sejak <= x.sampai:
            pesan = (
                f"Kenaikan limit {x.nilai} ({x.dasar}) sudah berlaku {tanggal_panjang(x.sejak)} sampai "
                f"{tanggal_panjang(x.sampai)}; mulai sesudahnya."
            )
            raise Refusal("ERR_MASA_LIMIT", pesan, medan="sejak")


def freeze_kartu(cmd: FreezeKartu, work: KkpdWork, konteks: Konteks) -> tuple[HasilKartu, ...]:
    """Blocks every active card; not before the last day of card purchases, which is the office's own setting."""
    hari_ini = konteks.clock.today()
    if not cmd.dasar.strip():
        pesan = "Tulis surat atau instruksi akhir tahun yang menjadi dasarnya."
        raise Refusal("ERR_MEDAN_WAJIB", pesan, medan="dasar")
    terakhir = last_purchase_day(work.opd.settings().value(KKPD_HARI_TERAKHIR, hari_ini), hari_ini.year)
    if hari_ini < terakhir:
        pesan = (
            f"Kartu dibekukan mulai {tanggal_panjang(terakhir)} (kebijakan daerah); hari ini "
            f"{tanggal_panjang(hari_ini)}. Blokir satu per satu bila perlu sebelum itu."
        )
        raise Refusal("ERR_BELUM_AKHIR_TAHUN", pesan)
    aktif = [k for k in work.kkpd.cards() if k.status is StatusKartu.AKTIF]
    if not aktif:
        raise Refusal("ERR_TIDAK_ADA_KARTU_AKTIF", "Tidak ada kartu yang aktif; 0 kartu dapat dibekukan.")
    hasil = []
    for kartu in aktif:
        found = work.kkpd.card(kartu.id)
        assert found is not None
        satu = take(
            work, konteks, kartu, kartu.step("blokir"), found[1],
            tanggal=hari_ini, peristiwa=BEKU, alasan=cmd.dasar.strip(),
        )  # fmt: skip
        hasil.append(satu)
    return tuple(hasil)


def last_purchase_day(hari: int, tahun: int) -> date:
    """The last day of card purchases of a year, in December."""
    return date(tahun, 12, hari)
