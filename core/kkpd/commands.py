"""What is done with cards and their bills: the register, a bill taken in, remembered columns; all handlers of the room.

Pairs stand in `pasangan`, the test by PA/KPA in `uji`, the list of payment in `pembayaran`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar, Final

from core.access import Izin
from core.bus import Command, Event, Handler, Konteks
from core.errors import Refusal, Temuan
from core.identity import KartuId, OrangId, TagihanId, new_uuid
from core.kkpd import pasangan, pembayaran, uji
from core.kkpd.masukan import TagihanMasuk, check_incoming
from core.kkpd.model import (
    TOPIK,
    JenisKartu,
    JenisLimit,
    Kartu,
    LimitKartu,
    ProgramKartu,
    StatusKartu,
)
from core.kkpd.pasangan import (
    AcceptCertain,
    AcceptPair,
    LinkRefund,
    MarkNotApbd,
    SaveBukti,
    SendToTest,
    UndoPair,
    UndoPairs,
)
from core.kkpd.pemakaian import Pemakaian
from core.kkpd.pembayaran import MakeDpt, WithdrawDpt
from core.kkpd.uji import DisputeLine, LoseDispute, RejectByPa, SendBack, TestLine
from core.kkpd.work import KkpdWork, ProfilTagihan
from core.money import total
from core.opd.model import decree_on


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
    menggantikan: KartuId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StepKartu(Command):
    """One step of a card: setujui_sk, terbitkan, aktifkan, blokir, buka_blokir, ganti, tutup, kedaluwarsa."""

    izin: ClassVar[Izin] = Izin.KELOLA_KARTU
    kartu_id: KartuId
    versi: int
    peristiwa: str
    alasan: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportTagihan(Command):
    """Takes in a bill that was read from a file. The same file again stores nothing."""

    izin: ClassVar[Izin] = Izin.KELOLA_KARTU
    masuk: TagihanMasuk


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveProfil(Command):
    """Remembers which column holds what, for one bank and one layout of headings."""

    izin: ClassVar[Izin] = Izin.KELOLA_KARTU
    profil: ProfilTagihan


@dataclass(frozen=True, slots=True)
class HasilKartu:
    """The card as it now stands, its version, and warnings."""

    kartu: Kartu
    versi: int
    peringatan: tuple[Temuan, ...] = ()


@dataclass(frozen=True, slots=True)
class HasilImpor:
    """What came of a bill: its id, how many lines the file has, how many were new, warnings."""

    tagihan: TagihanId
    baris: int
    diimpor: int
    peringatan: tuple[Temuan, ...] = ()

    @property
    def dilewati(self) -> int:
        """Lines that were kept before, from this file or another."""
        return self.baris - self.diimpor


def save_kartu(cmd: SaveKartu, work: KkpdWork, konteks: Konteks) -> HasilKartu:
    """Keeps a card; its status moves by `StepKartu` only. Refuses a number that another card has."""
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
    )
    kembar = [k for k in work.kkpd.cards() if k.token == kartu.token and k.id != kartu.id]
    if kembar:
        pesan = f"Kartu {kartu.nomor_tersamar} sudah terdaftar atas nama {kembar[0].pemegang}; periksa nomornya."
        raise Refusal("ERR_KARTU_GANDA", pesan, medan="empat_akhir")
    work.kkpd.put_card(kartu, cmd.versi + 1)
    work.record(Event(TOPIK, "kartu_disimpan", {"kartu": str(kartu.id), "nomor": kartu.nomor_tersamar}))
    return HasilKartu(kartu, cmd.versi + 1, _over_share(work, kartu, konteks.clock.today()))


def card_token(bin6: str, empat_akhir: str) -> str:
    """What stands for a card number: SHA-256 of its masked form, as in the bank's file (handbook KKPD 1.12)."""
    return hashlib.sha256(f"{bin6}XXXXXX{empat_akhir}".encode()).hexdigest()


def _changed(empat_akhir: str) -> Refusal:
    return Refusal(
        "ERR_SUDAH_BERUBAH", f"Kartu •••• {empat_akhir} sudah diubah orang lain; muat ulang, lalu ulangi perubahannya."
    )


def _over_share(work: KkpdWork, kartu: Kartu, hari_ini: date) -> tuple[Temuan, ...]:
    """E2 as a warning: limits of cards in use against the UP KKPD of the decree in force."""
    sk = decree_on(work.opd.decrees(hari_ini.year), hari_ini)
    if sk is None:
        return ()
    selesai = {StatusKartu.DIGANTI, StatusKartu.TUTUP, StatusKartu.KEDALUWARSA}
    dipakai = [kartu, *(k for k in work.kkpd.cards() if k.id != kartu.id)]
    batas = [k.limit_on(JenisLimit.TOTAL, hari_ini) for k in dipakai if k.status not in selesai]
    jumlah = total([b.nilai for b in batas if b is not None])
    if jumlah <= sk.limit_kkpd:
        return ()
    pesan = (
        f"Jumlah limit kartu {jumlah} melebihi UP KKPD {sk.limit_kkpd} menurut {sk.nomor}. Sesuaikan limit kartu, atau "
        "ajukan perubahan bagian UP KKPD."
    )
    return (Temuan("WARN_LIMIT_KARTU", pesan, medan="limit"),)


def step_kartu(cmd: StepKartu, work: KkpdWork, konteks: Konteks) -> HasilKartu:
    """One legal step; a card that still owes the bank is not closed. Blocking needs its reason."""
    found = work.kkpd.card(cmd.kartu_id)
    if found is None:
        raise Refusal("ERR_KARTU_TIDAK_ADA", "Kartu ini tidak terdaftar; muat ulang daftar kartu.", medan="kartu")
    kartu, versi = found
    if versi != cmd.versi:
        raise _changed(kartu.empat_akhir)
    if cmd.peristiwa in ("blokir", "tutup") and not cmd.alasan.strip():
        raise Refusal("ERR_ALASAN_WAJIB", "Alasan belum diisi; tulis mengapa kartu ini berubah.", medan="alasan")
    if cmd.peristiwa == "tutup":
        pakai = work.kkpd.used(konteks.clock.today().year).get(kartu.id, Pemakaian())
        baru, event = kartu.close(pakai.terpakai)
    else:
        baru, event = kartu.step(cmd.peristiwa)
    if cmd.alasan.strip():
        event = replace(event, fakta={**event.fakta, "alasan": cmd.alasan.strip()})
    work.kkpd.put_card(baru, versi + 1)
    work.record(event)
    return HasilKartu(baru, versi + 1)


def import_tagihan(cmd: ImportTagihan, work: KkpdWork, konteks: Konteks) -> HasilImpor:
    """Keeps a bill that adds up; lines that an earlier file brought are named, not kept twice."""
    masuk = cmd.masuk
    ada = work.kkpd.tagihan_of_file(masuk.sha256)
    if ada is not None:
        return HasilImpor(ada, len(masuk.baris), 0)
    kunci = [b.kunci_bank for b in masuk.baris]
    assert len(set(kunci)) == len(kunci), "lines that are alike are told apart by their place"
    kartu = work.kkpd.cards()
    baris = masuk.numbered(kartu)
    tagihan = masuk.head(TagihanId(new_uuid()), kartu, baris)
    sama = work.kkpd.same_tagihan(tagihan, kunci)
    if sama is not None:
        return HasilImpor(sama, len(kunci), 0)
    temuan = check_incoming(tagihan, baris)
    tagihan, event = tagihan.step("validasi", temuan, berkas=masuk.berkas, sha256=masuk.sha256, baris=len(baris))
    lama = work.kkpd.known_lines(kunci)
    work.kkpd.add_tagihan(tagihan, masuk, lama, konteks.clock.now())
    work.record(event)
    peringatan = [t for t in temuan if not t.is_error]
    if lama:
        pesan = f"{len(lama)} baris sudah ada dari berkas lain; baris itu tidak dicatat dua kali."
        peringatan.append(Temuan("WARN_BARIS_SUDAH_ADA", pesan, berkas=masuk.berkas))
    return HasilImpor(tagihan.id, len(baris), len(baris) - len(lama), tuple(peringatan))


def save_profil(cmd: SaveProfil, work: KkpdWork, _konteks: Konteks) -> None:
    """Keeps the columns of a layout; a profile for the same bank and layout gives way."""
    if not cmd.profil.nama.strip() or not cmd.profil.kolom:
        raise Refusal("ERR_MEDAN_WAJIB", "Nama profil dan kolomnya harus diisi.", medan="nama")
    work.kkpd.put_profil(cmd.profil)
    work.record(Event(TOPIK, "profil_disimpan", {"nama": cmd.profil.nama, "bank": cmd.profil.bank}))


HANDLERS: Final[Mapping[type[Command], Handler]] = {
    SaveKartu: save_kartu,
    StepKartu: step_kartu,
    ImportTagihan: import_tagihan,
    SaveProfil: save_profil,
    SaveBukti: pasangan.save_bukti,
    AcceptPair: pasangan.accept_pair,
    AcceptCertain: pasangan.accept_certain,
    LinkRefund: pasangan.link_refund,
    UndoPair: pasangan.undo_pair,
    UndoPairs: pasangan.undo_pairs,
    MarkNotApbd: pasangan.mark_not_apbd,
    SendToTest: pasangan.send_to_test,
    TestLine: uji.approve_lines,
    RejectByPa: uji.reject_by_pa,
    SendBack: uji.send_back,
    DisputeLine: uji.dispute_line,
    LoseDispute: uji.lose_dispute,
    MakeDpt: pembayaran.make_dpt,
    WithdrawDpt: pembayaran.withdraw_dpt,
}
"""For the bus."""

__all__ = [
    "HANDLERS",
    "AcceptCertain",
    "AcceptPair",
    "DisputeLine",
    "HasilImpor",
    "HasilKartu",
    "ImportTagihan",
    "LinkRefund",
    "LoseDispute",
    "MakeDpt",
    "MarkNotApbd",
    "RejectByPa",
    "SaveBukti",
    "SaveKartu",
    "SaveProfil",
    "SendBack",
    "SendToTest",
    "StepKartu",
    "TestLine",
    "UndoPair",
    "UndoPairs",
    "WithdrawDpt",
]
