"""The `.pundi` file of an SPM: written by the OPD, and the desk's answer taken in once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Final
from uuid import UUID

from core.access import Izin
from core.bus import Command, Event, Handler, Konteks
from core.errors import Refusal
from core.identity import BerkasId, SppId
from core.pelacakan.commands import RecordOutside, record_outside
from core.pelacakan.model import Berkas
from core.pelacakan.paket import open_file, seal_with, sealed_packet
from core.pelacakan.perpindahan import Hasil, Keadaan
from core.segel.isi import Pengajuan, canonical
from core.segel.paket import (
    ISI,
    JAWABAN,
    PENGAJUAN,
    SEGEL,
    IsiPaket,
    KepalaPaket,
    attachment_members,
    bad_contents,
)
from core.segel.queries import Paket
from core.spm.commands import RecordSp2d, record_sp2d
from core.spm.model import TOPIK, Spp
from core.spm.segel import pengajuan_of
from core.spm.work import SpmWork


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteSubmission(Command):
    """The file of a submitted SPM, with the papers beside it as (name, contents)."""

    izin: ClassVar[Izin] = Izin.BUAT_SPP
    spp_id: SppId
    lampiran: tuple[tuple[str, bytes], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeAnswer(Command):
    """The answer of the desk, brought back as a file."""

    izin: ClassVar[Izin] = Izin.BUAT_SPP
    isi: bytes


@dataclass(frozen=True, slots=True)
class HasilJawaban:
    """What an answer said and did. `sudah`: it was taken in before, and nothing has changed."""

    spp: SppId
    nomor: str
    pengirim: str
    kalimat: str
    sudah: bool = False


def write_submission(c: WriteSubmission, work: SpmWork, konteks: Konteks) -> bytes:
    """The same SPM with the same papers gives the same bytes. Refuses before submission: ERR_BELUM_DIAJUKAN."""
    spp = work.spm.get(c.spp_id)
    berkas = work.pelacakan.get(spp.berkas) if spp and spp.berkas else None
    if spp is None or berkas is None or (not spp.is_with_bud and spp.sp2d is None):
        raise Refusal("ERR_BELUM_DIAJUKAN", "SPM ini belum diajukan ke BUD; berkas .pundi dibuat sesudah diajukan.")
    opd = work.opd.office()
    assert opd is not None, "a document stands in an office"
    p = pengajuan_of(spp, opd, berkas)
    anggota = {ISI: canonical(p.to_json()), **attachment_members(c.lampiran)}
    made = _sealed(work, p, berkas, anggota, konteks)
    work.record(Event(TOPIK, "paket_dibuat", {"spp": str(spp.id), "putaran": p.putaran, "lampiran": len(c.lampiran)}))
    return made


def _sealed(work: SpmWork, p: Pengajuan, berkas: Berkas, anggota: dict[str, bytes], konteks: Konteks) -> bytes:
    """Under the key that sealed the paper, of the same day; else under today's."""
    segel = work.segel.seal_of(berkas.id, berkas.putaran)
    hari = segel.disegel if segel else konteks.clock.today()
    kepala = KepalaPaket(PENGAJUAN, p.opd_kode, hari, p.berkas, p.kode_meja, p.putaran)
    if segel is None:
        return sealed_packet(work.segel, kepala, anggota)
    kunci = next(k for k in work.segel.known_keys() if k.id == segel.kunci_id)
    return seal_with(work.segel, kunci, kepala, {**anggota, SEGEL: segel.teks.encode("ascii")})


def take_answer(c: TakeAnswer, work: SpmWork, konteks: Konteks) -> HasilJawaban:
    """Refuses an answer to somebody else's berkas (ERR_JAWABAN_ASING) and one that is older than the last one taken."""
    paket = open_file(work, c.isi, JAWABAN)
    spp, berkas = _document(work, paket)
    kata = _read(paket)
    kalimat = _sentence(kata)
    hasil = HasilJawaban(spp.id, berkas.sebutan, paket.kunci.opd_nama, kalimat)
    if work.segel.packet(paket.sidik) is not None:
        return HasilJawaban(spp.id, berkas.sebutan, paket.kunci.opd_nama, kalimat, sudah=True)
    _demand_newer(work, paket, berkas)
    _apply(work, spp, berkas, kata, konteks)
    k = paket.kepala
    work.segel.add_packet(Paket(paket.sidik, berkas.id, k.putaran, JAWABAN, k.urut, paket.kunci.id, c.isi))
    fakta = {"spp": str(spp.id), "keadaan": kata.keadaan.value, "sidik": paket.sidik, "kunci": paket.kunci.id}
    work.record(Event(TOPIK, "jawaban_diambil", fakta))
    return hasil


@dataclass(frozen=True, slots=True)
class _Kata:
    """What an answer says."""

    keadaan: Keadaan
    tahap: str
    alasan_kode: str
    alasan: str
    jawaban: tuple[str, date] | None
    selesai: date | None


def _read(paket: IsiPaket) -> _Kata:
    isi: Any = paket.json()
    try:
        j, s = isi["jawaban"], isi["selesai"]
        return _Kata(
            Keadaan(isi["keadaan"]),
            str(isi["tahap"]),
            str(isi["alasan_kode"]),
            str(isi["alasan"]),
            (str(j[0]), date.fromisoformat(j[1])) if j is not None else None,
            date.fromisoformat(s) if s is not None else None,
        )
    except (ValueError, TypeError, KeyError, IndexError) as e:
        raise bad_contents("jawabannya tidak sesuai bentuknya") from e


def _document(work: SpmWork, paket: IsiPaket) -> tuple[Spp, Berkas]:
    """The SPM that is answered. An office does not answer itself, and answers by the id and the code of the berkas."""
    k = paket.kepala
    try:
        berkas = work.pelacakan.get(BerkasId(UUID(k.berkas)))
    except ValueError as e:
        raise bad_contents("nama berkasnya tidak sah") from e
    if berkas is None or berkas.kode_meja != k.kode_meja:
        berkas = work.pelacakan.by_kode(k.kode_meja)
    spp = work.spm.of_berkas(berkas.id) if berkas else None
    if berkas is None or spp is None or paket.kunci.sendiri:
        raise Refusal(
            "ERR_JAWABAN_ASING",
            f"Jawaban dari {paket.kunci.opd_nama} ini bukan untuk SPM kantor Anda. Periksa berkas yang dipilih.",
        )
    return spp, berkas


def _demand_newer(work: SpmWork, paket: IsiPaket, berkas: Berkas) -> None:
    k = paket.kepala
    taken = [x.urut for x in work.segel.packets(berkas.id) if x.jenis == JAWABAN and x.putaran == k.putaran]
    if k.putaran != berkas.putaran or any(u >= k.urut for u in taken):
        raise Refusal(
            "ERR_JAWABAN_LAMA",
            f"Jawaban ini (putaran {k.putaran}) lebih lama daripada yang sudah dicatat untuk {berkas.sebutan} (putaran "
            f"{berkas.putaran}). Minta jawaban terbaru.",
        )


def _apply(work: SpmWork, spp: Spp, berkas: Berkas, kata: _Kata, konteks: Konteks) -> None:
    """The steps that lead from what the office knew to what the desk says."""

    def outside(ke: str, **isi: Any) -> None:
        record_outside(RecordOutside(berkas_id=berkas.id, ke=ke, **isi), work, konteks)

    if berkas.keadaan is Keadaan.DIAJUKAN:
        outside(Hasil.DITERIMA, catatan=f"Menurut jawaban: {kata.tahap}")
    if kata.keadaan in (Keadaan.DIKEMBALIKAN, Keadaan.DITOLAK):
        if berkas.keadaan is not kata.keadaan:
            outside(kata.keadaan, alasan=kata.alasan_kode)
        return
    if kata.jawaban is not None and spp.sp2d is None:
        nomor, tanggal = kata.jawaban
        record_sp2d(RecordSp2d(spp_id=spp.id, versi=spp.versi, nomor=nomor, tanggal=tanggal), work, konteks)
    if kata.keadaan is Keadaan.SELESAI and kata.selesai and berkas.keadaan is not Keadaan.SELESAI:
        outside(Keadaan.SELESAI, tanggal=kata.selesai)


def _sentence(kata: _Kata) -> str:
    if kata.keadaan in (Keadaan.DIKEMBALIKAN, Keadaan.DITOLAK):
        return f"{kata.keadaan.nama.capitalize()}: {kata.alasan or kata.alasan_kode}"
    if kata.jawaban is not None:
        return f"SP2D {kata.jawaban[0]}" + (", sudah cair" if kata.keadaan is Keadaan.SELESAI else "")
    return f"Diterima, tahap {kata.tahap}"


HANDLERS: Final[Mapping[type[Command], Handler]] = {WriteSubmission: write_submission, TakeAnswer: take_answer}
