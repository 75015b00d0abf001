"""What is done with cards and their bills: the register, a bill taken in, remembered columns; all handlers of the room.

Pairs stand in `pasangan`, the test by PA/KPA in `uji`, the list of payment in `pembayaran`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Final

from core.access import Izin
from core.bus import Command, Event, Handler, Konteks
from core.errors import Refusal, Temuan
from core.identity import TagihanId, new_uuid
from core.kas.commands import PostTransaksi
from core.kkpd import belanja, kejadian_kartu, pasangan, pembayaran, register, uji
from core.kkpd.kejadian_kartu import FreezeKartu, RaiseLimit, ReplaceKartu, ReportLost
from core.kkpd.masukan import TagihanMasuk, check_incoming
from core.kkpd.model import TOPIK
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
from core.kkpd.pembayaran import MakeDpt, WithdrawDpt
from core.kkpd.register import HasilKartu, SaveKartu, StepKartu
from core.kkpd.uji import DisputeLine, LoseDispute, RejectByPa, SendBack, TestLine
from core.kkpd.work import KkpdWork, ProfilTagihan


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
    PostTransaksi: belanja.post_guarded,
    SaveKartu: register.save_kartu,
    StepKartu: register.step_kartu,
    ReportLost: kejadian_kartu.report_lost,
    ReplaceKartu: kejadian_kartu.replace_kartu,
    RaiseLimit: kejadian_kartu.raise_limit,
    FreezeKartu: kejadian_kartu.freeze_kartu,
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
"""For the bus. Posting is named again: in this house a card purchase is tried against the register of cards first."""

__all__ = [
    "HANDLERS",
    "AcceptCertain",
    "AcceptPair",
    "DisputeLine",
    "FreezeKartu",
    "HasilImpor",
    "HasilKartu",
    "ImportTagihan",
    "LinkRefund",
    "LoseDispute",
    "MakeDpt",
    "MarkNotApbd",
    "RaiseLimit",
    "RejectByPa",
    "ReplaceKartu",
    "ReportLost",
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
