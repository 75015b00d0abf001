"""Submissions that come to the desk as a `.pundi` file, and the answers that go back the same way.

A file makes its berkas once, however often it is opened; its papers stay with the berkas, byte for byte.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Final, Protocol
from uuid import UUID

from core.access import Izin
from core.bus import Command, Event, Handler, Konteks
from core.errors import Refusal
from core.identity import BerkasId, is_desk_code
from core.pelacakan.commands import BerkasRepository, OpenBerkas, ResubmitBerkas, open_berkas, resubmit_berkas
from core.pelacakan.model import Berkas, IsiBerkas, read_desk_code
from core.pelacakan.perpindahan import TOPIK, Keadaan
from core.segel.commands import OfficeReader, SegelRepository, own_key
from core.segel.isi import Pengajuan, canonical
from core.segel.kode import check_code
from core.segel.kunci import KunciSegel
from core.segel.paket import (
    ISI,
    JAWABAN,
    PENGAJUAN,
    SEGEL,
    IsiPaket,
    KepalaPaket,
    bad_contents,
    open_packet,
    packet_message,
    unsealed_packet,
)
from core.segel.queries import Paket


class PaketWork(Protocol):
    """What these handlers touch."""

    @property
    def pelacakan(self) -> BerkasRepository: ...

    @property
    def segel(self) -> SegelRepository: ...

    @property
    def opd(self) -> OfficeReader: ...

    def record(self, event: Event) -> None: ...


@dataclass(frozen=True, slots=True)
class HasilAmbil:
    """What came of opening a file at the desk; `sudah`: it was taken in before, and nothing has changed."""

    berkas: Berkas
    pengajuan: Pengajuan
    sudah: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeSubmission(Command):
    """A submission file is opened at the desk. It registers the berkas; receiving it takes the paper and a scan."""

    izin: ClassVar[Izin] = Izin.TERIMA_BERKAS
    isi: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteAnswer(Command):
    """What the desk has to say about a berkas, as a file for the OPD."""

    izin: ClassVar[Izin] = Izin.TERIMA_BERKAS
    kode: str


def open_file(work: PaketWork, data: bytes, jenis: str) -> IsiPaket:
    """A file of this kind, proven with the keys of this office."""
    found = open_packet(data, {k.id: k for k in work.segel.known_keys()}, work.segel.verify)
    if found.kepala.jenis != jenis:
        lain = {PENGAJUAN: "pengajuan; buka di meja BPKAD", JAWABAN: "jawaban; ambil di halaman SPP & SPM OPD"}
        raise Refusal("ERR_PAKET_JENIS", f"Berkas ini berisi {lain[found.kepala.jenis]}.")
    return found


def read_submission(paket: IsiPaket, work: PaketWork) -> Pengajuan:
    """The submission in a file, which must agree with the file's own head and with its code on paper."""
    try:
        p = Pengajuan.from_json(paket.json())
        UUID(p.berkas)
    except (ValueError, TypeError) as e:
        raise bad_contents("isi.json tidak sesuai bentuknya") from e
    k = paket.kepala
    if (p.berkas, p.kode_meja, p.putaran, p.opd_kode) != (k.berkas, k.kode_meja, k.putaran, k.opd):
        raise bad_contents("isi.json bukan milik berkas yang disebut kepalanya")
    if not is_desk_code(p.kode_meja):
        raise bad_contents("kode mejanya salah")
    if (teks := paket.anggota.get(SEGEL)) is not None:
        kode = check_code(teks.decode("ascii", "replace"), {paket.kunci.id: paket.kunci}, work.segel.verify)
        if not kode.is_good or kode.isi is None or kode.isi.sidik != p.sidik:
            raise bad_contents("kode segel di dalamnya tidak sama dengan isinya")
    return p


def take_submission(c: TakeSubmission, work: PaketWork, konteks: Konteks) -> HasilAmbil:
    """Refuses what is altered, another file for the same round (ERR_PAKET_BEDA), a round out of turn."""
    paket = open_file(work, c.isi, PENGAJUAN)
    p = read_submission(paket, work)
    dulu = work.segel.packet(paket.sidik)
    if dulu is not None:
        berkas = work.pelacakan.get(dulu.berkas_id)
        assert berkas is not None, "a file was taken in with its berkas"
        return HasilAmbil(berkas, p, sudah=True)
    ada = work.pelacakan.by_kode(p.kode_meja)
    berkas = _open(work, p, konteks) if ada is None else _known(work, ada, p, konteks)
    work.segel.add_packet(Paket(paket.sidik, berkas.id, p.putaran, PENGAJUAN, 0, paket.kunci.id, c.isi))
    fakta = {"berkas": str(berkas.id), "putaran": p.putaran, "sidik": paket.sidik, "kunci": paket.kunci.id}
    work.record(Event(TOPIK, "pengajuan_diambil", fakta))
    return HasilAmbil(berkas, p, sudah=False)


def cover_of(p: Pengajuan) -> IsiBerkas:
    """What the cover of a submission says."""
    return IsiBerkas(p.opd_nama, p.layanan, p.jenis, p.nomor, p.tanggal, p.perihal, p.nilai, p.penerima.nama)


def _open(work: PaketWork, p: Pengajuan, konteks: Konteks) -> Berkas:
    berkas_id = BerkasId(UUID(p.berkas))
    if work.pelacakan.get(berkas_id) is not None:
        raise _other(p.nomor)
    command = OpenBerkas(isi=cover_of(p), berkas_id=berkas_id, kode=p.kode_meja, putaran=p.putaran)
    return open_berkas(command, work, konteks)


def _known(work: PaketWork, ada: Berkas, p: Pengajuan, konteks: Konteks) -> Berkas:
    """The berkas of the same paper: registered from its code, or back from the office with a new round."""
    if any(x.jenis == PENGAJUAN and x.putaran == p.putaran for x in work.segel.packets(ada.id)):
        raise _other(ada.sebutan)
    if ada.isi.nomor != p.nomor:
        raise _other(ada.sebutan)
    if p.putaran == ada.putaran:
        if (ada.isi.nilai, ada.isi.tanggal) != (p.nilai, p.tanggal):
            raise _other(ada.sebutan)
        return ada
    if p.putaran == ada.putaran + 1 and ada.keadaan is Keadaan.DIKEMBALIKAN:
        return resubmit_berkas(ResubmitBerkas(berkas_id=ada.id, isi=cover_of(p)), work, konteks).berkas
    raise Refusal(
        "ERR_PAKET_PUTARAN",
        f"Berkas ini putaran {p.putaran}, sedangkan {ada.sebutan} di kantor ini putaran {ada.putaran} dan "
        f"{ada.keadaan.nama}. Minta berkas putaran yang sesuai dari OPD.",
    )


def _other(sebutan: str) -> Refusal:
    return Refusal(
        "ERR_PAKET_BEDA",
        f"{sebutan} sudah terdaftar dengan isi lain, jadi berkas ini tidak diambil. Tanyakan OPD pengirim, "
        "mana yang benar.",
    )


def write_answer(c: WriteAnswer, work: PaketWork, konteks: Konteks) -> bytes:
    """The file. Refuses before the berkas was received (ERR_BELUM_DITERIMA), and without a key of this office."""
    berkas = work.pelacakan.by_kode(read_desk_code(c.kode))
    if berkas is None:
        raise Refusal("ERR_KODE_TIDAK_DIKENAL", f"Kode {c.kode} tidak ada di kantor ini.", medan="kode")
    if berkas.keadaan is Keadaan.DIAJUKAN:
        raise Refusal(
            "ERR_BELUM_DITERIMA", f"Berkas {berkas.sebutan} belum diterima di loket, jadi belum ada yang dijawab."
        )
    alur = work.pelacakan.alur(berkas.isi.layanan, berkas.alur_versi)
    assert alur is not None, "a berkas keeps the version of the flow it began with"
    isi: dict[str, Any] = {
        "nomor": berkas.isi.nomor,
        "keadaan": str(berkas.keadaan),
        "sejak": berkas.sejak.isoformat(),
        "tahap": alur.at(berkas.tahap).nama,
        "alasan_kode": berkas.alasan_kode,
        "alasan": alur.reason_text(berkas.alasan_kode),
        "jawaban": [berkas.jawaban.nomor, berkas.jawaban.tanggal.isoformat()] if berkas.jawaban else None,
        "selesai": berkas.tanggal_selesai.isoformat() if berkas.tanggal_selesai else None,
    }
    opd = work.opd.office()
    assert opd is not None, "a desk stands in an office"
    kepala = KepalaPaket(
        JAWABAN, opd.kode, konteks.clock.today(), str(berkas.id), berkas.kode_meja, berkas.putaran, berkas.versi
    )
    made = sealed_packet(work.segel, kepala, {ISI: canonical(isi)})
    work.record(Event(TOPIK, "jawaban_ditulis", {"berkas": str(berkas.id), "urut": berkas.versi}))
    return made


def sealed_packet(segel: SegelRepository, kepala: KepalaPaket, anggota: Mapping[str, bytes]) -> bytes:
    """The bytes of a file under this office's key of today, or of the day it was sealed."""
    kunci = own_key(segel.known_keys(), kepala.disegel)
    if kunci is None:
        raise Refusal(
            "ERR_KUNCI_SEGEL_BELUM_ADA",
            "Kantor ini belum mempunyai kunci segel yang berlaku. Buat dulu di Pengaturan, bagian Segel Pundi.",
        )
    return seal_with(segel, kunci, kepala, anggota)


def seal_with(segel: SegelRepository, kunci: KunciSegel, kepala: KepalaPaket, anggota: Mapping[str, bytes]) -> bytes:
    """The bytes of a file under a given key. Refuses ERR_KUNCI_SEGEL_DI_KOMPUTER_LAIN."""
    awal, isi = unsealed_packet(kepala, kunci, anggota)
    tanda = segel.sign(kunci, packet_message(awal))
    if tanda is None:
        raise Refusal(
            "ERR_KUNCI_SEGEL_DI_KOMPUTER_LAIN",
            f"Kunci {kunci.sidik_jari} tidak ada di komputer ini. Buat berkasnya di komputer yang menyimpan kunci "
            "segel.",
        )
    return awal + isi + tanda


HANDLERS: Final[Mapping[type[Command], Handler]] = {TakeSubmission: take_submission, WriteAnswer: write_answer}
