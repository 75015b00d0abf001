"""The register of cards: a card of the SK and its plain steps. What befalls a card stands in `kejadian_kartu`.

Handbook KKPD 1.3, 1.4 and 1.12. Only the first six and last four digits of a number are asked for.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from core.access import Izin
from core.bus import Command, Event, Konteks
from core.calendar import tanggal_panjang
from core.errors import Refusal, Temuan
from core.identity import KartuId, OrangId
from core.kkpd.langkah_kartu import BEKU, CatatanLangkah
from core.kkpd.model import (
    TOPIK,
    JenisKartu,
    Kartu,
    LimitKartu,
    ProgramKartu,
    StatusKartu,
)
from core.kkpd.pemakaian import Pemakaian
from core.kkpd.rules import check_share
from core.kkpd.work import KkpdWork
from core.opd.model import decree_on
from core.settings import KKPD_LEBIH_UP


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveKartu(Command):
    """A card of the SK, new (versi 0) or changed (the version that was on screen). Its full number is not asked for.

    `limit` holds all limits with their documents; a temporary raise is one more row with an end.
    """

    izin: ClassVar[Izin] = Izin.KELOLA_KARTU
    kartu_id: KartuId
    versi: int
    jenis: JenisKartu
    program: ProgramKartu
    penerbit: str
    bin6: str
    empat_akhir: str
    pemegang_id: OrangId
    pemegang: str
    dasar_sk: str
    berlaku_sampai: date
    limit: tuple[LimitKartu, ...]
    tanggal_sk: date | None = None
    menggantikan: KartuId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StepKartu(Command):
    """One step of a card: setujui_sk, terbitkan, aktifkan, blokir, buka_blokir, tutup, kedaluwarsa.

    `tanggal` is the day it happened, today unless given. A successor comes by `ReplaceKartu`.
    """

    izin: ClassVar[Izin] = Izin.KELOLA_KARTU
    kartu_id: KartuId
    versi: int
    peristiwa: str
    alasan: str = ""
    tanggal: date | None = None


@dataclass(frozen=True, slots=True)
class HasilKartu:
    """The card as it now stands, its version, and warnings."""

    kartu: Kartu
    versi: int
    peringatan: tuple[Temuan, ...] = ()


def save_kartu(cmd: SaveKartu, work: KkpdWork, konteks: Konteks) -> HasilKartu:
    """Keeps a card; its status moves by steps only. Refuses a number that another card has."""
    lama = work.kkpd.card(cmd.kartu_id)
    if (lama[1] if lama else 0) != cmd.versi:
        raise _changed(cmd.empat_akhir)
    if not cmd.dasar_sk.strip() or not cmd.pemegang.strip():
        medan = "pemegang" if cmd.dasar_sk.strip() else "dasar_sk"
        raise Refusal("ERR_MEDAN_WAJIB", "Nama pemegang dan nomor SK kartu harus diisi.", medan=medan)
    kartu = Kartu(
        id=cmd.kartu_id,
        jenis=cmd.jenis,
        program=cmd.program,
        penerbit=cmd.penerbit.strip(),
        bin6=cmd.bin6,
        empat_akhir=cmd.empat_akhir,
        token=card_token(cmd.bin6, cmd.empat_akhir),
        pemegang_id=cmd.pemegang_id,
        pemegang=cmd.pemegang.strip(),
        dasar_sk=cmd.dasar_sk.strip(),
        berlaku_sampai=cmd.berlaku_sampai,
        limit=cmd.limit,
        status=lama[0].status if lama else StatusKartu.USULAN,
        menggantikan=cmd.menggantikan,
        tanggal_sk=cmd.tanggal_sk,
    )
    demand_own_number(work, kartu)
    peringatan = demand_share(work, kartu, konteks.clock.today())
    work.kkpd.put_card(kartu, cmd.versi + 1)
    work.record(Event(TOPIK, "kartu_disimpan", {"kartu": str(kartu.id), "nomor": kartu.nomor_tersamar}))
    return HasilKartu(kartu, cmd.versi + 1, peringatan)


def card_token(bin6: str, empat_akhir: str) -> str:
    """What stands for a card number: SHA-256 of its masked form, as in the bank's file (handbook KKPD 1.12)."""
    return hashlib.sha256(f"{bin6}XXXXXX{empat_akhir}".encode()).hexdigest()


def demand_own_number(work: KkpdWork, kartu: Kartu) -> None:
    """Refuses a number that another card has."""
    kembar = [k for k in work.kkpd.cards() if k.token == kartu.token and k.id != kartu.id]
    if kembar:
        pesan = f"Kartu {kartu.nomor_tersamar} sudah terdaftar atas nama {kembar[0].pemegang}; periksa nomornya."
        raise Refusal("ERR_KARTU_GANDA", pesan, medan="empat_akhir")


def _changed(empat_akhir: str) -> Refusal:
    return Refusal(
        "ERR_SUDAH_BERUBAH", f"Kartu •••• {empat_akhir} sudah diubah orang lain; muat ulang, lalu ulangi perubahannya."
    )


def demand_share(work: KkpdWork, kartu: Kartu, tanggal: date) -> tuple[Temuan, ...]:
    """E2 with this card as it would be: a warning, or a refusal where the office has settled that."""
    sk = decree_on(work.opd.decrees(tanggal.year), tanggal)
    if sk is None:
        return ()
    keras = work.opd.settings().value(KKPD_LEBIH_UP, tanggal) == "tolak"
    lain = [k for k in work.kkpd.cards() if k.id != kartu.id]
    temuan = check_share([kartu, *lain], sk.limit_kkpd, sk.nomor, tanggal, keras=keras)
    if temuan is None:
        return ()
    if temuan.is_error:
        raise Refusal.of([temuan])
    return (temuan,)


def demand_versi(work: KkpdWork, kartu_id: KartuId, versi: int) -> Kartu:
    """The card as it was on screen, or ERR_SUDAH_BERUBAH."""
    found = work.kkpd.card(kartu_id)
    if found is None:
        raise Refusal("ERR_KARTU_TIDAK_ADA", "Kartu ini tidak terdaftar; muat ulang daftar kartu.", medan="kartu")
    if found[1] != versi:
        raise _changed(found[0].empat_akhir)
    return found[0]


def take(
    work: KkpdWork, konteks: Konteks, lama: Kartu, hasil: tuple[Kartu, Event], versi: int, *,
    tanggal: date, peristiwa: str, alasan: str = "", tiket: str = "",
) -> HasilKartu:  # fmt: skip
    """Stores a step with its day and its reason."""
    baru, event = hasil
    fakta = {"tanggal": tanggal.isoformat(), **({"alasan": alasan} if alasan else {})}
    work.kkpd.put_card(baru, versi + 1)
    catatan = CatatanLangkah(
        lama.id, tanggal, peristiwa, lama.status, baru.status, alasan, tiket,
        konteks.pelaku.id, konteks.pelaku.nama, konteks.clock.now(),
    )  # fmt: skip
    work.kkpd.add_card_step(versi + 1, catatan)
    work.record(replace(event, fakta={**event.fakta, **fakta, **({"tiket": tiket} if tiket else {})}))
    return HasilKartu(baru, versi + 1)


def step_kartu(cmd: StepKartu, work: KkpdWork, konteks: Konteks) -> HasilKartu:
    """One legal step; a card that still owes the bank is not closed. Blocking and closing need their reason."""
    kartu = demand_versi(work, cmd.kartu_id, cmd.versi)
    hari_ini = konteks.clock.today()
    tanggal = cmd.tanggal or hari_ini
    catatan = work.kkpd.card_steps(kartu.id)
    demand_step_day(kartu, catatan, tanggal, hari_ini)
    alasan = cmd.alasan.strip()
    if cmd.peristiwa in ("blokir", "tutup") and not alasan:
        raise Refusal("ERR_ALASAN_WAJIB", "Alasan belum diisi; tulis mengapa kartu ini berubah.", medan="alasan")
    if cmd.peristiwa == "ganti":
        pesan = "Kartu diganti bersama kartu penggantinya; isi empat angka akhir kartu baru."
        raise Refusal("ERR_PENGGANTI_WAJIB", pesan, medan="empat_akhir")
    if cmd.peristiwa == "buka_blokir":
        _demand_thawed(work, kartu, catatan, tanggal)
    if cmd.peristiwa == "tutup":
        pakai = work.kkpd.used(hari_ini.year).get(kartu.id, Pemakaian())
        hasil = kartu.close(pakai.terpakai)
    elif cmd.peristiwa == "kedaluwarsa":
        hasil = kartu.expire(tanggal)
    else:
        hasil = kartu.step(cmd.peristiwa)
    return take(work, konteks, kartu, hasil, cmd.versi, tanggal=tanggal, peristiwa=cmd.peristiwa, alasan=alasan)


def demand_step_day(kartu: Kartu, catatan: Sequence[CatatanLangkah], tanggal: date, hari_ini: date) -> None:
    """Steps follow each other in time and lie not in the future."""
    terakhir = catatan[-1].tanggal if catatan else None
    if tanggal > hari_ini:
        pesan = f"Langkah kartu bertanggal {tanggal_panjang(tanggal)}, padahal hari ini {tanggal_panjang(hari_ini)}."
        raise Refusal("ERR_TANGGAL_LANGKAH", f"{pesan} Pakai tanggal kejadiannya.", medan="tanggal")
    if terakhir is not None and tanggal < terakhir:
        raise Refusal(
            "ERR_TANGGAL_LANGKAH",
            f"Langkah kartu •••• {kartu.empat_akhir} bertanggal {tanggal_panjang(tanggal)}, padahal langkah "
            f"sebelumnya {tanggal_panjang(terakhir)}. Pakai tanggal yang sama atau sesudahnya.",
            medan="tanggal",
        )


def _demand_thawed(work: KkpdWork, kartu: Kartu, catatan: Sequence[CatatanLangkah], tanggal: date) -> None:
    """A card frozen at year end is opened again in a later year, under that year's SK UP."""
    beku = next((x for x in reversed(catatan) if x.ke is StatusKartu.BLOKIR_SEMENTARA), None)
    if beku is None or beku.peristiwa != BEKU:
        return
    sk = decree_on(work.opd.decrees(tanggal.year), tanggal)
    if tanggal.year <= beku.tanggal.year or sk is None:
        raise Refusal(
            "ERR_KARTU_BEKU",
            f"Kartu •••• {kartu.empat_akhir} dibekukan {tanggal_panjang(beku.tanggal)}; dibuka lagi setelah SK UP "
            f"tahun {beku.tanggal.year + 1} dicatat.",
        )
