"""What may be done with an SPP and its SPM: one command and one handler each.

A handler makes the tests, lets the value take its step, writes the claims on the pagu, takes a number last of all,
saves, and keeps the event. SPP and SPM each have their own gapless series.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar, Final, Protocol

from core.access import Izin
from core.bus import Command, Event, Handler, Konteks
from core.errors import Refusal, Temuan
from core.identity import SppId
from core.spm.isi import ButirKelengkapan, IsiSpp
from core.spm.keadaan import DraftUji
from core.spm.model import NomorPundi, NomorSipd, Sp2d, Spp
from core.spm.numbers import Dokumen, PemberiNomor
from core.spm.pengajuan import answer_berkas, demand_returned, send_to_bud, take_back
from core.spm.rules import check_draft
from core.spm.segel import demand_sealed, seal_spm
from core.spm.work import SpmWork


@dataclass(frozen=True, slots=True)
class HasilSpp:
    """What a page shows after a command: the new version, the number where one was given, warnings."""

    id: SppId
    versi: int
    nomor: str = ""
    peringatan: tuple[Temuan, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveDraft(Command):
    """Keeps a draft as it stands on screen. `versi` 0 makes a new one."""

    izin: ClassVar[Izin] = Izin.BUAT_SPP
    spp_id: SppId
    versi: int
    tahun: int
    isi: IsiSpp


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmitSpp(Command):
    """Hands a draft to the PPK-SKPD: tests, claim on the pagu, SPP number."""

    izin: ClassVar[Izin] = Izin.BUAT_SPP
    spp_id: SppId
    versi: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnSpp(Command):
    """The PPK-SKPD gives it back with reasons; the claim ends."""

    izin: ClassVar[Izin] = Izin.VERIFIKASI_SPP
    spp_id: SppId
    versi: int
    sebab: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifySpp(Command):
    """The PPK-SKPD finds it complete and makes the SPM; `kelengkapan` are his own ticks."""

    izin: ClassVar[Izin] = Izin.VERIFIKASI_SPP
    spp_id: SppId
    versi: int
    tanggal_spm: date
    kelengkapan: tuple[ButirKelengkapan, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnSpm(Command):
    """The PA/KPA does not sign; back to the maker with reasons; the claim ends."""

    izin: ClassVar[Izin] = Izin.TTD_SPM
    spp_id: SppId
    versi: int
    sebab: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SignSpm(Command):
    """The PA/KPA issues the SPM."""

    izin: ClassVar[Izin] = Izin.TTD_SPM
    spp_id: SppId
    versi: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmitToBud(Command):
    """Sends the SPM to the BUD: tests once more, its berkas, its number last."""

    izin: ClassVar[Izin] = Izin.BUAT_SPP
    spp_id: SppId
    versi: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SealSubmission(Command):
    """Seals an SPM that was submitted without: before the office had a key, or where that key was not at hand."""

    izin: ClassVar[Izin] = Izin.BUAT_SPP
    spp_id: SppId
    versi: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RepairSpm(Command):
    """Opens an SPM that the BUD returned, with what must be repaired; the claim ends until it is submitted again."""

    izin: ClassVar[Izin] = Izin.BUAT_SPP
    spp_id: SppId
    versi: int
    sebab: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelSpp(Command):
    """Ends a document for good, with the reason; its number stays visible."""

    izin: ClassVar[Izin] = Izin.BUAT_SPP
    spp_id: SppId
    versi: int
    sebab: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordSp2d(Command):
    """The SP2D that answers an SPM; the claim ends, the books take over when the SP2D is posted."""

    izin: ClassVar[Izin] = Izin.BUAT_SPP
    spp_id: SppId
    versi: int
    nomor: str
    tanggal: date


@dataclass(frozen=True, slots=True, kw_only=True)
class SetSipdNumber(Command):
    """The number SIPD gave the SPP or the SPM, and its date there."""

    izin: ClassVar[Izin] = Izin.BUAT_SPP
    spp_id: SppId
    versi: int
    dokumen: Dokumen
    nomor: str
    tanggal: date


def save_draft(c: SaveDraft, work: SpmWork, konteks: Konteks) -> HasilSpp:
    """Makes or changes a draft; contents that are the same make no new version."""
    lama = work.spm.get(c.spp_id)
    now = konteks.clock.now()
    if lama is None:
        if c.versi:
            raise _unknown(c.spp_id)
        baru, event = Spp.make(c.spp_id, c.tahun, c.isi, konteks.pelaku, now)
    else:
        lama.demand_versi(c.versi, c.isi)
        if lama.isi == c.isi:
            return HasilSpp(lama.id, lama.versi)
        baru, event = lama.edit(c.isi, konteks.pelaku, now)
    return _keep(work, baru, event)


def submit_spp(c: SubmitSpp, work: SpmWork, konteks: Konteks) -> HasilSpp:
    """Refuses with every finding at once; warnings come back with the result."""
    spp = _load(work, c)
    peringatan = _test(work, spp)
    baru, event = spp.submit(konteks.pelaku, konteks.clock.now())
    _claim(work, baru)
    if baru.nomor_spp is None:
        baru = replace(baru, nomor_spp=_number(work, baru, Dokumen.SPP, baru.isi.tanggal_spp))
    assert baru.nomor_spp is not None, "a submitted SPP has its number"
    return _keep(work, baru, event, baru.nomor_spp.teks, peringatan)


def return_spp(c: ReturnSpp, work: SpmWork, konteks: Konteks) -> HasilSpp:
    """Back to its maker."""
    baru, event = _load(work, c).give_back(konteks.pelaku, konteks.clock.now(), c.sebab)
    _release(work, baru)
    return _keep(work, baru, event)


def verify_spp(c: VerifySpp, work: SpmWork, konteks: Konteks) -> HasilSpp:
    """Tests it again with the ticks of the PPK-SKPD and the date of the SPM."""
    baru, event = _load(work, c).verify(konteks.pelaku, konteks.clock.now(), c.tanggal_spm, c.kelengkapan)
    return _keep(work, baru, event, peringatan=_test(work, baru))


def return_spm(c: ReturnSpm, work: SpmWork, konteks: Konteks) -> HasilSpp:
    """Back to its maker."""
    baru, event = _load(work, c).refuse_signature(konteks.pelaku, konteks.clock.now(), c.sebab)
    _release(work, baru)
    return _keep(work, baru, event)


def sign_spm(c: SignSpm, work: SpmWork, konteks: Konteks) -> HasilSpp:
    """The SPM is issued."""
    baru, event = _load(work, c).sign(konteks.pelaku, konteks.clock.now())
    return _keep(work, baru, event)


def submit_to_bud(c: SubmitToBud, work: SpmWork, konteks: Konteks) -> HasilSpp:
    """A repaired SPM keeps its number and its berkas."""
    spp = _load(work, c)
    peringatan = _test(work, spp)
    baru, event = spp.send(konteks.pelaku, konteks.clock.now())
    if baru.nomor_spm is None:
        assert baru.tanggal_spm is not None, "a signed SPM has its date"
        baru = replace(baru, nomor_spm=_number(work, baru, Dokumen.SPM, baru.tanggal_spm))
    baru = replace(baru, berkas=send_to_bud(work, baru, konteks))
    assert baru.nomor_spm is not None, "a submitted SPM has its number"
    peringatan += seal_spm(work, baru, konteks)
    return _keep(work, baru, event, baru.nomor_spm.teks, peringatan)


def seal_submitted(c: SealSubmission, work: SpmWork, konteks: Konteks) -> HasilSpp:
    """Sealed twice, it is sealed once; the document itself stays as it is."""
    spp = _load(work, c)
    demand_sealed(work, spp, konteks)
    return HasilSpp(spp.id, spp.versi)


def repair_spm(c: RepairSpm, work: SpmWork, konteks: Konteks) -> HasilSpp:
    """Only what the BUD has given back can be repaired."""
    spp = _load(work, c)
    baru, event = spp.repair(konteks.pelaku, konteks.clock.now(), c.sebab)
    demand_returned(work, spp)
    _release(work, baru)
    return _keep(work, baru, event)


def cancel_spp(c: CancelSpp, work: SpmWork, konteks: Konteks) -> HasilSpp:
    """From any step before its SP2D; a berkas on its way is withdrawn with it."""
    spp = _load(work, c)
    baru, event = spp.cancel(konteks.pelaku, konteks.clock.now(), c.sebab)
    take_back(work, spp, konteks, "; ".join(c.sebab))
    if spp.holds_claim:
        _release(work, spp)
    return _keep(work, baru, event)


def record_sp2d(c: RecordSp2d, work: SpmWork, konteks: Konteks) -> HasilSpp:
    """One SP2D answers one SPM."""
    spp = _load(work, c)
    nomor = _nomor(c.nomor)
    _demand_free(work, spp, "SP2D", nomor)
    sp2d = Sp2d(nomor, c.tanggal)
    baru, event = spp.answer(sp2d, konteks.pelaku, konteks.clock.now())
    answer_berkas(work, spp, sp2d, konteks)
    _release(work, baru, c.tanggal)
    return _keep(work, baru, event, nomor)


def set_sipd_number(c: SetSipdNumber, work: SpmWork, _konteks: Konteks) -> HasilSpp:
    """Kept beside ours; which of the two is official is the office's choice."""
    spp = _load(work, c)
    nomor = _nomor(c.nomor)
    _demand_free(work, spp, f"SIPD-{c.dokumen}", nomor)
    baru, event = spp.set_sipd(spm=c.dokumen is Dokumen.SPM, nomor=NomorSipd(nomor, c.tanggal))
    return _keep(work, baru, event, nomor)


HANDLERS: Final[Mapping[type[Command], Handler]] = {
    SaveDraft: save_draft,
    SubmitSpp: submit_spp,
    ReturnSpp: return_spp,
    VerifySpp: verify_spp,
    ReturnSpm: return_spm,
    SignSpm: sign_spm,
    SubmitToBud: submit_to_bud,
    SealSubmission: seal_submitted,
    RepairSpm: repair_spm,
    CancelSpp: cancel_spp,
    RecordSp2d: record_sp2d,
    SetSipdNumber: set_sipd_number,
}
"""The handlers of this room."""


class _OnDocument(Protocol):
    @property
    def spp_id(self) -> SppId: ...

    @property
    def versi(self) -> int: ...


def _load(work: SpmWork, c: _OnDocument) -> Spp:
    spp = work.spm.get(c.spp_id)
    if spp is None:
        raise _unknown(c.spp_id)
    spp.demand_versi(c.versi)
    return spp


def _unknown(spp_id: SppId) -> Refusal:
    return Refusal("ERR_SPP_TIDAK_ADA", f"SPP {spp_id} tidak ada di kantor ini. Muat ulang daftarnya.")


def _test(work: SpmWork, spp: Spp) -> tuple[Temuan, ...]:
    temuan = check_draft(DraftUji.of(spp.isi, spp.tanggal_spm), work.spm.keadaan(spp))
    salah = [t for t in temuan if t.is_error]
    if salah:
        raise Refusal.of(salah)
    return temuan


def _claim(work: SpmWork, spp: Spp) -> None:
    if klaim := spp.isi.claims():
        work.anggaran.claim(klaim, asal=spp.id, tahun=spp.tahun, tanggal=spp.isi.tanggal_spp)


def _release(work: SpmWork, spp: Spp, tanggal: date | None = None) -> None:
    """Gives the claim back: on the day it was made, so that no month keeps it, or on the day of the SP2D."""
    if klaim := [replace(k, nilai=-k.nilai) for k in spp.isi.claims()]:
        work.anggaran.claim(klaim, asal=spp.id, tahun=spp.tahun, tanggal=tanggal or spp.isi.tanggal_spp)


def _number(work: SpmWork, spp: Spp, dokumen: Dokumen, tanggal: date) -> NomorPundi:
    opd = work.opd.office()
    assert opd is not None, "a document stands in an office"
    pemberi = PemberiNomor(opd, work.opd.settings(), work.spm.tahap(spp.tahun))
    urut = work.next_number(dokumen, spp.tahun)
    return pemberi.number(dokumen, urut, tanggal=tanggal, jenis=spp.isi.jenis)


def _nomor(nomor: str) -> str:
    if not nomor.strip():
        raise Refusal("ERR_MEDAN_WAJIB", "Nomor belum diisi.", medan="nomor")
    return nomor.strip()


def _demand_free(work: SpmWork, spp: Spp, seri: str, nomor: str) -> None:
    pemilik = work.spm.owner_of(spp.tahun, seri, nomor)
    if pemilik is not None and pemilik != spp.id:
        raise Refusal(
            "ERR_NOMOR_GANDA", f"Nomor {nomor} sudah dicatat pada dokumen lain. Periksa nomornya.", medan="nomor"
        )


def _keep(work: SpmWork, spp: Spp, event: Event, nomor: str = "", peringatan: tuple[Temuan, ...] = ()) -> HasilSpp:
    work.spm.save(spp)
    work.record(event)
    return HasilSpp(spp.id, spp.versi, nomor, peringatan)
