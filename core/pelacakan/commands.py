"""What is done with berkas: opened, taken, moved, answered, finished, handed a receipt.

A scan is a command like any other; its answer (`JawabanMeja`) tells what happened. Handlers of rooms whose documents
travel call `open_berkas`, `resubmit_berkas` and `withdraw_berkas` with their own work and konteks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import ClassVar, Final, Protocol

from core.access import Izin
from core.bus import Command, Event, Handler, Konteks
from core.errors import Refusal
from core.identity import BerkasId, OrangId, new_desk_code, new_uuid
from core.pelacakan.alur import Alur
from core.pelacakan.model import Berkas, IsiBerkas, Jawaban, read_desk_code
from core.pelacakan.perpindahan import TOPIK, Cap, Hasil, Keadaan, LangkahLanjut, Perpindahan
from core.pelacakan.resi import Resi, TokenResi, UntukSiapa, issue


class BerkasRepository(Protocol):
    """Where berkas, their events, their receipts and the flows are kept."""

    def get(self, berkas_id: BerkasId) -> Berkas | None: ...

    def by_kode(self, kode: str) -> Berkas | None:
        """The berkas of a desk code; held until the transaction ends, so that two scans take turns."""

    def has_document(self, isi: IsiBerkas) -> bool:
        """Whether the same document of the same office and year has a berkas already."""

    def alur(self, layanan: str, versi: int | None = None) -> Alur | None:
        """A version of the flow of a service; the newest where none is named."""

    def add(self, berkas: Berkas, perpindahan: Perpindahan) -> None:
        """A new berkas with its first event."""

    def save(self, berkas: Berkas, perpindahan: Perpindahan) -> None:
        """The berkas after a step; refuses when another step came first (ERR_SUDAH_BERUBAH)."""

    def add_alur(self, alur: Alur) -> None: ...

    def count_resi(self, berkas_id: BerkasId, putaran: int, untuk: UntukSiapa) -> int:
        """How many receipts of this copy were printed in a round."""

    def add_token(self, token: TokenResi) -> None: ...


class PelacakanWork(Protocol):
    """What the handlers of this room touch."""

    @property
    def pelacakan(self) -> BerkasRepository: ...

    def record(self, event: Event) -> None: ...


@dataclass(frozen=True, slots=True)
class JawabanMeja:
    """What a desk is told: where the berkas is now, what came of it (`sudah`: it was done before), what may follow.

    `oleh` and `at` say who did it and when; after a second scan that is whoever scanned first.
    """

    berkas: Berkas
    tahap_nama: str
    hasil: Hasil
    sudah: bool
    oleh: str
    meja: str
    at: datetime
    langkah: tuple[LangkahLanjut, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenBerkas(Command):
    """A new berkas: by the room whose document travels, or at the counter for papers made outside this program."""

    izin: ClassVar[Izin] = Izin.TERIMA_BERKAS
    isi: IsiBerkas
    pembuat: tuple[OrangId, ...] = ()
    berkas_id: BerkasId = field(default_factory=lambda: BerkasId(new_uuid()))
    kode: str = field(default_factory=new_desk_code)
    putaran: int = 1
    """Above 1 where the desk sees the papers for the first time after their office has mended them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiveBerkas(Command):
    """A scan at a desk (`meja` is the workstation's name, `pembawa` who brought it). Scanning twice does it once."""

    izin: ClassVar[Izin] = Izin.TERIMA_BERKAS
    kode: str
    meja: str = ""
    pembawa: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveBerkas(Command):
    """A decision at a desk: `ke` is the next tahap, or DIKEMBALIKAN, DITOLAK (with `alasan`), or RETUR of the bank.

    Or MENUNGGU_KAS (and its own tahap when there is cash again), or DIAMBIL with who collected it in `catatan`.
    `versi` is the one that was on screen, where there was a screen.
    """

    izin: ClassVar[Izin] = Izin.TERIMA_BERKAS
    kode: str
    ke: str
    alasan: str = ""
    catatan: str = ""
    meja: str = ""
    versi: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordAnswer(Command):
    """The number and date of the document that answers (SP2D)."""

    izin: ClassVar[Izin] = Izin.TERIMA_BERKAS
    kode: str
    nomor: str
    tanggal: date
    meja: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Disburse(Command):
    """The bank has paid on this date (for other services: it is finished)."""

    izin: ClassVar[Izin] = Izin.TERIMA_BERKAS
    kode: str
    tanggal: date
    meja: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordOutside(Command):
    """The office writes down what desks outside this program did, as long as no desk of ours tests the berkas.

    `ke` is DITERIMA, DIKEMBALIKAN or DITOLAK (with `alasan`), DIJAWAB (`nomor`, `tanggal`), SELESAI (`tanggal`)
    or RETUR (`catatan`).
    """

    izin: ClassVar[Izin] = Izin.BUAT_SPP
    berkas_id: BerkasId
    ke: str
    alasan: str = ""
    catatan: str = ""
    nomor: str = ""
    tanggal: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResubmitBerkas(Command):
    """Mended papers come again: a new round of the same document. `isi` where the cover changed, never its number."""

    izin: ClassVar[Izin] = Izin.TERIMA_BERKAS
    berkas_id: BerkasId
    isi: IsiBerkas | None = None
    pembuat: tuple[OrangId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawBerkas(Command):
    """The office takes its papers back for good."""

    izin: ClassVar[Izin] = Izin.BUAT_SPP
    berkas_id: BerkasId
    catatan: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueResi(Command):
    """A receipt with a public token of its own; those printed before stay valid."""

    izin: ClassVar[Izin] = Izin.TERIMA_BERKAS
    kode: str
    untuk: UntukSiapa
    meja: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeAlur(Command):
    """The next version of the flow of a service; berkas on their way keep the version they began with."""

    izin: ClassVar[Izin] = Izin.ATUR_KANTOR
    alur: Alur


def open_berkas(cmd: OpenBerkas, work: PelacakanWork, konteks: Konteks) -> Berkas:
    """Refuses a service without a flow (ERR_LAYANAN_TIDAK_DIKENAL), a document that has a berkas (ERR_BERKAS_GANDA)."""
    alur = _alur(work, cmd.isi.layanan)
    if work.pelacakan.has_document(cmd.isi):
        raise Refusal(
            "ERR_BERKAS_GANDA",
            f"{alur.nama_dokumen} {cmd.isi.nomor} dari {cmd.isi.opd} sudah mempunyai berkas; buka berkas yang ada.",
            medan="nomor",
        )
    berkas, p = Berkas.open(cmd.berkas_id, cmd.kode, cmd.isi, alur, pembuat=cmd.pembuat, cap=_cap(konteks))
    if cmd.putaran > 1:
        berkas, p = replace(berkas, putaran=cmd.putaran), replace(p, putaran=cmd.putaran)
    work.pelacakan.add(berkas, p)
    work.record(p.event())
    return berkas


def receive_berkas(cmd: ReceiveBerkas, work: PelacakanWork, konteks: Konteks) -> JawabanMeja:
    """A second scan answers who scanned first, and changes nothing."""
    berkas, alur = _scanned(work, cmd.kode)
    after, p = berkas.receive(alur, _cap(konteks, cmd.meja), cmd.pembawa)
    if p is not None:
        return _keep(work, alur, after, p)
    dulu = berkas.penerima
    assert dulu is not None, "only what was received can be received already"
    return JawabanMeja(
        berkas, alur.at(berkas.tahap).nama, Hasil.DITERIMA, True, dulu.nama, dulu.meja, dulu.at, berkas.next_steps(alur)
    )


def move_berkas(cmd: MoveBerkas, work: PelacakanWork, konteks: Konteks) -> JawabanMeja:
    """Takes the step that `ke` names; every other is refused with those allowed.

    RETUR is the bank's when the berkas is finished; before that the SOP table (5.2) means “dikembalikan”.
    """
    berkas, alur = _scanned(work, cmd.kode)
    berkas.demand_versi(cmd.versi)
    cap = _cap(konteks, cmd.meja)
    match _ke(cmd.ke):
        case Keadaan.RETUR if berkas.keadaan is Keadaan.SELESAI:
            step = berkas.bounce(alur, cap, cmd.catatan)
        case Keadaan.DIKEMBALIKAN | Keadaan.RETUR:
            step = berkas.return_(alur, cmd.alasan, cap, cmd.catatan)
        case Keadaan.DITOLAK:
            step = berkas.reject(alur, cmd.alasan, cap, cmd.catatan)
        case Keadaan.MENUNGGU_KAS:
            step = berkas.hold(alur, cap, cmd.catatan)
        case Hasil.DIAMBIL:
            step = berkas.hand_out(alur, cap, cmd.catatan)
        case berkas.tahap if berkas.keadaan is Keadaan.MENUNGGU_KAS:
            step = berkas.resume(alur, cap)
        case ke:
            step = berkas.pass_on(alur, ke, cap, cmd.catatan)
    return _keep(work, alur, *step)


def record_answer(cmd: RecordAnswer, work: PelacakanWork, konteks: Konteks) -> JawabanMeja:
    """Refuses a second answer, and one recorded at a desk that gives none."""
    berkas, alur = _scanned(work, cmd.kode)
    return _keep(
        work, alur, *berkas.record_answer(alur, Jawaban(cmd.nomor.strip(), cmd.tanggal), _cap(konteks, cmd.meja))
    )


def disburse(cmd: Disburse, work: PelacakanWork, konteks: Konteks) -> JawabanMeja:
    """Refuses before the last tahap, and a date before the answer's."""
    berkas, alur = _scanned(work, cmd.kode)
    return _keep(work, alur, *berkas.disburse(alur, cmd.tanggal, _cap(konteks, cmd.meja)))


def record_outside(cmd: RecordOutside, work: PelacakanWork, konteks: Konteks) -> JawabanMeja:
    """What a letter, a telephone call or the national system told the office."""
    berkas, alur = _known(work, cmd.berkas_id)
    cap = _cap(konteks, luar=True)
    match _ke(cmd.ke):
        case Hasil.DITERIMA:
            step = berkas.receive_outside(alur, cap, cmd.catatan)
        case Keadaan.DIKEMBALIKAN:
            step = berkas.return_(alur, cmd.alasan, cap, cmd.catatan)
        case Keadaan.DITOLAK:
            step = berkas.reject(alur, cmd.alasan, cap, cmd.catatan)
        case Hasil.DIJAWAB:
            step = berkas.record_answer(alur, Jawaban(cmd.nomor.strip(), _date(cmd.tanggal)), cap)
        case Keadaan.SELESAI:
            step = berkas.disburse(alur, _date(cmd.tanggal), cap)
        case Keadaan.RETUR:
            step = berkas.bounce(alur, cap, cmd.catatan)
        case ke:
            raise Refusal(
                "ERR_LANGKAH_TIDAK_SAH",
                f"“{ke}” bukan hasil dari luar; yang dapat: DITERIMA, DIJAWAB, DIKEMBALIKAN, DITOLAK, SELESAI, RETUR.",
                medan="ke",
            )
    return _keep(work, alur, *step)


def resubmit_berkas(cmd: ResubmitBerkas, work: PelacakanWork, konteks: Konteks) -> JawabanMeja:
    """Refuses what was not sent back, and another document number."""
    berkas, alur = _known(work, cmd.berkas_id)
    return _keep(work, alur, *berkas.resubmit(alur, _cap(konteks), isi=cmd.isi, pembuat=cmd.pembuat))


def withdraw_berkas(cmd: WithdrawBerkas, work: PelacakanWork, konteks: Konteks) -> JawabanMeja:
    """Refuses after the answer, and without a reason."""
    berkas, alur = _known(work, cmd.berkas_id)
    return _keep(work, alur, *berkas.withdraw(alur, _cap(konteks, luar=True), cmd.catatan))


def issue_resi(cmd: IssueResi, work: PelacakanWork, konteks: Konteks) -> Resi:
    """The token is in the answer and nowhere else: what is kept is its hash."""
    berkas, _ = _scanned(work, cmd.kode)
    sudah = work.pelacakan.count_resi(berkas.id, berkas.putaran, cmd.untuk)
    resi, token = issue(berkas, cmd.untuk, sudah, _cap(konteks, cmd.meja))
    work.pelacakan.add_token(token)
    work.record(
        Event(
            TOPIK,
            "tanda_terima_dicetak",
            {"berkas": str(berkas.id), "untuk": str(cmd.untuk), "cetakan_ke": resi.cetakan_ke},
        )
    )
    return resi


def change_alur(cmd: ChangeAlur, work: PelacakanWork, konteks: Konteks) -> int:
    """Refuses a version that does not follow the newest one: ERR_SUDAH_BERUBAH."""
    konteks.pelaku.demand(cmd.izin)
    last = work.pelacakan.alur(cmd.alur.layanan)
    nanti = 1 if last is None else last.versi + 1
    if cmd.alur.versi != nanti:
        raise Refusal(
            "ERR_SUDAH_BERUBAH",
            f"Alur {cmd.alur.layanan} versi {cmd.alur.versi} tidak dapat disimpan; versi berikutnya {nanti}. "
            "Buka lagi alurnya, lalu ulangi perubahan.",
        )
    work.pelacakan.add_alur(cmd.alur)
    work.record(Event(TOPIK, "alur_diubah", {"layanan": cmd.alur.layanan, "versi": cmd.alur.versi}))
    return cmd.alur.versi


HANDLERS: Final[Mapping[type[Command], Handler]] = {
    OpenBerkas: open_berkas,
    ReceiveBerkas: receive_berkas,
    MoveBerkas: move_berkas,
    RecordAnswer: record_answer,
    Disburse: disburse,
    RecordOutside: record_outside,
    ResubmitBerkas: resubmit_berkas,
    WithdrawBerkas: withdraw_berkas,
    IssueResi: issue_resi,
    ChangeAlur: change_alur,
}


def _cap(konteks: Konteks, meja: str = "", *, luar: bool = False) -> Cap:
    return Cap(konteks.pelaku, konteks.clock.now(), meja, luar)


def _alur(work: PelacakanWork, layanan: str, versi: int | None = None) -> Alur:
    alur = work.pelacakan.alur(layanan, versi)
    if alur is None:
        raise Refusal(
            "ERR_LAYANAN_TIDAK_DIKENAL",
            f"Layanan “{layanan}” belum mempunyai alur; buat alurnya dulu.",
            medan="layanan",
        )
    return alur


def _scanned(work: PelacakanWork, kode: str) -> tuple[Berkas, Alur]:
    """The berkas of a scanned code: ERR_KODE_SALAH, ERR_KODE_TIDAK_DIKENAL. An unknown code changes nothing."""
    bare = read_desk_code(kode)
    berkas = work.pelacakan.by_kode(bare)
    if berkas is None:
        raise Refusal(
            "ERR_KODE_TIDAK_DIKENAL",
            f"Tidak ada berkas dengan kode {bare[:4]} … di kantor ini, walaupun angka periksanya cocok. "
            "Tanyakan kepada pembawanya, atau daftarkan di loket.",
            medan="kode",
        )
    return berkas, _alur(work, berkas.isi.layanan, berkas.alur_versi)


def _known(work: PelacakanWork, berkas_id: BerkasId) -> tuple[Berkas, Alur]:
    berkas = work.pelacakan.get(berkas_id)
    assert berkas is not None, "an id comes from a list of this office"
    return berkas, _alur(work, berkas.isi.layanan, berkas.alur_versi)


def _keep(work: PelacakanWork, alur: Alur, berkas: Berkas, p: Perpindahan) -> JawabanMeja:
    work.pelacakan.save(berkas, p)
    work.record(p.event())
    return JawabanMeja(
        berkas, alur.at(berkas.tahap).nama, p.hasil, False, p.oleh_nama, p.meja, p.at, berkas.next_steps(alur)
    )


def _ke(teks: str) -> str:
    """What a desk wrote as its aim; TOLAK, as the SOP table says it, is understood (and RETUR, see `move_berkas`)."""
    bare = teks.strip().upper()
    return Keadaan.DITOLAK.value if bare == "TOLAK" else bare


def _date(tanggal: date | None) -> date:
    if tanggal is None:
        raise Refusal("ERR_MEDAN_WAJIB", "Tanggal belum diisi.", medan="tanggal")
    return tanggal
