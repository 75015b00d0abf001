"""Commands of bank statements: take one in, withdraw it, accept a match, accept all safe ones, undo one match.

Matches move no money. They are kept append-only with their undoing; undoing one touches no other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Final
from uuid import UUID

from core.access import Izin
from core.bus import Command, Event, Handler, Konteks
from core.calendar import Bulan
from core.errors import Refusal, Temuan
from core.identity import new_uuid
from core.kas.koran import BuktiBank, Koran, KoranMasuk, PasanganKoran, ProfilKoran
from core.kas.koran_cocok import AturanKoran, UsulanKoran, propose
from core.kas.koran_rencana import plan_koran, tail
from core.kas.work import KasWork
from core.money import Rupiah, total
from core.settings import KORAN_HARI

TOPIK: Final = "kas"


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportKoran(Command):
    """Takes in a statement that was read and proven. The same file again stores nothing.

    `rekening` names the account where the file does not.
    """

    izin: ClassVar[Izin] = Izin.CATAT
    masuk: KoranMasuk
    rekening: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawKoran(Command):
    """Takes a statement back that was imported by mistake; its lines may not be matched."""

    izin: ClassVar[Izin] = Izin.CATAT
    koran: UUID
    alasan: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptMatch(Command):
    """These lines of the bank are these documents of the books. `tingkat` and `alasan` are those of the proposal."""

    izin: ClassVar[Izin] = Izin.CATAT
    baris: tuple[str, ...]
    bukti: tuple[BuktiBank, ...]
    tingkat: str = "sendiri"
    alasan: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptSafe(Command):
    """Accepts every proposal that is `pasti`, up to the end of a month."""

    izin: ClassVar[Izin] = Izin.CATAT
    bulan: Bulan


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoMatch(Command):
    """“Bukan pasangannya”: opens one match again."""

    izin: ClassVar[Izin] = Izin.CATAT
    pasangan: UUID
    alasan: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoMatches(Command):
    """Opens several matches again in one stroke, all or none: what “Terima pasti” has taken over."""

    izin: ClassVar[Izin] = Izin.CATAT
    pasangan: tuple[UUID, ...]
    alasan: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveProfilKoran(Command):
    """Remembers which column holds what, for one layout."""

    izin: ClassVar[Izin] = Izin.CATAT
    profil: ProfilKoran


@dataclass(frozen=True, slots=True)
class HasilKoran:
    """What came of a statement: its id, its account, how many rows the file has, how many were new, warnings."""

    koran: UUID
    rekening: str
    baris: int
    diimpor: int
    peringatan: tuple[Temuan, ...] = ()

    @property
    def dilewati(self) -> int:
        """Rows that were kept before, from this file or another, and rows that move nothing."""
        return self.baris - self.diimpor


# statements -----------------------------------------------------------------------------------------------------------


def import_koran(cmd: ImportKoran, work: KasWork, konteks: Konteks) -> HasilKoran:
    """Keeps a statement; lines that an earlier file brought are named, not kept twice."""
    work.kas.lock()
    terdaftar = [r.rekening.nomor for r in work.opd.accounts()]
    rencana = plan_koran(cmd.masuk, cmd.rekening, work.kas, terdaftar)
    masuk, kunci = rencana.masuk, [b.kunci for b in rencana.masuk.baris]
    if rencana.sudah_ada is not None:
        return HasilKoran(rencana.sudah_ada.id, masuk.rekening, masuk.jumlah_baris, 0)
    koran_id = new_uuid()
    work.kas.add_koran(koran_id, masuk, work.kas.stored_lines(kunci), konteks.clock.now())
    fakta = {
        "koran": str(koran_id), "berkas": masuk.berkas, "sha256": masuk.sha256, "rekening": tail(masuk.rekening),
        "baris": len(kunci), "baru": rencana.baru,
        "debit": masuk.total_debit.sen, "kredit": masuk.total_kredit.sen,
    }  # fmt: skip
    work.record(Event(TOPIK, "koran_diimpor", fakta))
    return HasilKoran(koran_id, masuk.rekening, masuk.jumlah_baris, rencana.baru, rencana.peringatan)


def withdraw_koran(cmd: WithdrawKoran, work: KasWork, konteks: Konteks) -> Koran:
    """Takes a statement out of the proof; refuses while one of its lines is matched."""
    work.kas.lock()
    koran = work.kas.koran(cmd.koran)
    if koran is None:
        pesan = "Rekening koran ini tidak ada atau sudah dibatalkan; muat ulang daftarnya."
        raise Refusal("ERR_KORAN_TIDAK_ADA", pesan)
    alasan = _reason(cmd.alasan)
    terikat = work.kas.pairs_of_lines(sorted(work.kas.only_lines_of(koran.id)))
    if terikat:
        pesan = (
            f"{len(terikat)} baris rekening koran {koran.berkas} sudah berpasangan; lepaskan pasangannya dahulu, lalu "
            "batalkan berkasnya."
        )
        raise Refusal("ERR_KORAN_BERPASANGAN", pesan)
    work.kas.withdraw_koran(koran.id, alasan, konteks.clock.now())
    work.record(Event(TOPIK, "koran_dibatalkan", {"koran": str(koran.id), "alasan": alasan}))
    return koran


def _reason(alasan: str) -> str:
    bare = " ".join(alasan.split())
    if not bare:
        raise Refusal("ERR_ALASAN_WAJIB", "Alasan belum diisi; tulis mengapa ini diurungkan.", medan="alasan")
    return bare


# matches --------------------------------------------------------------------------------------------------------------


def accept_match(cmd: AcceptMatch, work: KasWork, konteks: Konteks) -> PasanganKoran:
    """Ties lines to documents of the same amount; each belongs to one match at a time."""
    work.kas.lock()
    baris, bukti = tuple(dict.fromkeys(cmd.baris)), tuple(dict.fromkeys(cmd.bukti))
    if len(baris) + len(bukti) < 2:
        pesan = "Pilih sedikitnya satu baris rekening koran dan satu bukti di buku bank."
        raise Refusal("ERR_PASANGAN_KOSONG", pesan)
    lines, documents = work.kas.lines_of(baris), work.kas.documents(bukti)
    if len(lines) != len(baris):
        pesan = f"{len(baris) - len(lines)} baris rekening koran tidak ada atau berkasnya sudah dibatalkan; muat ulang."
        raise Refusal("ERR_BARIS_KORAN_TIDAK_ADA", pesan)
    if len(documents) != len(bukti):
        ada = {g.bukti for g in documents}
        hilang = ", ".join(b.no_bukti for b in bukti if b not in ada)
        raise Refusal("ERR_BUKTI_BANK_TIDAK_ADA", f"Bukti {hilang} tidak ada di buku bank; muat ulang daftarnya.")
    _demand_open(baris, bukti, work)
    di_bank, di_buku = total([b.nilai for b in lines]), total([g.nilai for g in documents])
    if di_bank != di_buku:
        raise _unequal(di_bank, di_buku)
    pasangan = PasanganKoran(new_uuid(), baris, bukti, cmd.tingkat, cmd.alasan, konteks.pelaku.nama)
    _keep(pasangan, work, konteks)
    return pasangan


def _unequal(di_bank: Rupiah, di_buku: Rupiah) -> Refusal:
    pesan = (
        f"Jumlah baris rekening koran {di_bank}, sedangkan jumlah bukti di buku bank {di_buku}; selisih "
        f"{abs(di_bank - di_buku)}. Pilih baris dan bukti yang jumlahnya sama."
    )
    return Refusal("ERR_PASANGAN_TIDAK_SAMA", pesan)


def _demand_open(baris: Sequence[str], bukti: Sequence[BuktiBank], work: KasWork) -> None:
    terikat = work.kas.pairs_of_lines(baris)
    if terikat:
        pesan = f"{len(terikat)} baris rekening koran ini sudah berpasangan; lepaskan dahulu pasangannya."
        raise Refusal("ERR_BARIS_SUDAH_BERPASANGAN", pesan)
    dipakai = work.kas.pairs_of_documents(bukti)
    if dipakai:
        nomor = ", ".join(sorted(b.no_bukti for b in dipakai))
        pesan = f"Bukti {nomor} sudah dipasangkan dengan baris lain; lepaskan dahulu pasangannya."
        raise Refusal("ERR_BUKTI_SUDAH_DIPASANGKAN", pesan)


def _keep(pasangan: PasanganKoran, work: KasWork, konteks: Konteks) -> None:
    work.kas.add_pair(pasangan, konteks.clock.now())
    fakta = {
        "pasangan": str(pasangan.id), "baris": list(pasangan.baris), "tingkat": pasangan.tingkat,
        "bukti": [[str(b.transaksi), b.no_bukti] for b in pasangan.bukti], "alasan": pasangan.alasan,
    }  # fmt: skip
    work.record(Event(TOPIK, "pasangan_diterima", fakta))


def accept_safe(cmd: AcceptSafe, work: KasWork, konteks: Konteks) -> tuple[PasanganKoran, ...]:
    """Takes over what is `pasti`; the rest waits for a person."""
    work.kas.lock()
    usulan = proposals(work, cmd.bulan.akhir)
    made = []
    for u in usulan:
        if u.otomatis:
            pasangan = PasanganKoran(new_uuid(), u.baris, u.bukti, u.tingkat, "; ".join(u.alasan), konteks.pelaku.nama)
            _keep(pasangan, work, konteks)
            made.append(pasangan)
    return tuple(made)


def proposals(work: KasWork, sampai: date) -> list[UsulanKoran]:
    """What is proposed for everything open up to a day."""
    aturan = AturanKoran(hari_sesudah=work.opd.settings().value(KORAN_HARI, sampai))
    return propose(work.kas.open_lines(sampai), work.kas.open_documents(sampai), aturan, work.kas.undone_pairs())


def undo_match(cmd: UndoMatch, work: KasWork, konteks: Konteks) -> PasanganKoran:
    """Opens one match; the others stay. What stood when a month was closed stays with that month."""
    work.kas.lock()
    pasangan = work.kas.pair(cmd.pasangan)
    if pasangan is None:
        pesan = "Pasangan ini tidak ada atau sudah dilepas; muat ulang halamannya."
        raise Refusal("ERR_PASANGAN_TIDAK_ADA", pesan)
    alasan = _reason(cmd.alasan)
    segel = work.kas.sealed_with(pasangan.id)
    if segel is not None:
        pesan = (
            f"Pasangan ini sudah ada ketika {Bulan.of(segel).nama} ditutup, jadi ikut tersegel. Bila keliru, catat "
            "pembetulannya pada bulan yang masih terbuka."
        )
        raise Refusal("ERR_PASANGAN_TERSEGEL", pesan)
    work.kas.undo_pair(pasangan.id, alasan, konteks.clock.now())
    work.record(Event(TOPIK, "pasangan_dilepas", {"pasangan": str(pasangan.id), "alasan": alasan}))
    return pasangan


def undo_matches(cmd: UndoMatches, work: KasWork, konteks: Konteks) -> tuple[PasanganKoran, ...]:
    """Opens each of them; one that may not be opened keeps all of them."""
    return tuple(undo_match(UndoMatch(pasangan=p, alasan=cmd.alasan), work, konteks) for p in cmd.pasangan)


def save_profil_koran(cmd: SaveProfilKoran, work: KasWork, _konteks: Konteks) -> None:
    """Keeps the columns of a layout; an earlier profile for the same layout gives way."""
    if not cmd.profil.nama.strip() or not cmd.profil.kolom:
        raise Refusal("ERR_MEDAN_WAJIB", "Nama profil dan kolomnya harus diisi.", medan="nama")
    work.kas.put_profil_koran(cmd.profil)
    work.record(Event(TOPIK, "profil_koran_disimpan", {"nama": cmd.profil.nama, "bank": cmd.profil.bank}))


HANDLERS: Final[Mapping[type[Command], Handler]] = {
    ImportKoran: import_koran,
    WithdrawKoran: withdraw_koran,
    AcceptMatch: accept_match,
    AcceptSafe: accept_safe,
    UndoMatch: undo_match,
    UndoMatches: undo_matches,
    SaveProfilKoran: save_profil_koran,
}
