"""What is done with keys: made, replaced, revoked, and those of other offices accepted.

Handlers of rooms whose documents travel call `seal_submission` with their own work and konteks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Final, Protocol

from core.access import Izin
from core.bus import Command, Event, Handler, Konteks
from core.calendar import tanggal_panjang
from core.errors import Refusal, Temuan
from core.identity import BerkasId
from core.opd.model import Opd
from core.segel.isi import Pengajuan
from core.segel.kode import code_text, seal_message, unsealed_code
from core.segel.kunci import AkhirKunci, CaraBerakhir, KunciSegel
from core.segel.lembar import read_sheet
from core.segel.queries import Paket, SegelBerkas

TOPIK: Final = "segel"


class SegelRepository(Protocol):
    """Keys, seals and files of one office, and the secret halves that this computer holds."""

    def known_keys(self) -> Sequence[KunciSegel]: ...

    def new_key(self) -> bytes:
        """The public half of a new key, whose secret half stays in the key store of this computer."""

    def add_key(self, kunci: KunciSegel) -> None: ...

    def end_key(self, kunci: KunciSegel, akhir: AkhirKunci) -> None: ...

    def sign(self, kunci: KunciSegel, pesan: bytes) -> bytes | None:
        """The seal over a message; None where this computer does not hold the secret half."""

    def verify(self, publik: bytes, pesan: bytes, segel: bytes) -> bool: ...

    def add_seal(self, segel: SegelBerkas) -> None: ...

    def seal_of(self, berkas_id: BerkasId, putaran: int) -> SegelBerkas | None: ...

    def add_packet(self, paket: Paket) -> None: ...

    def packet(self, sidik: str) -> Paket | None:
        """A file by the hash of its bytes."""

    def packets(self, berkas_id: BerkasId) -> Sequence[Paket]: ...


class OfficeReader(Protocol):
    """What a key says of its office."""

    def office(self) -> Opd | None: ...


class SegelWork(Protocol):
    """What the handlers of this room touch."""

    @property
    def segel(self) -> SegelRepository: ...

    @property
    def opd(self) -> OfficeReader: ...

    def record(self, event: Event) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeKey(Command):
    """A new key of this office, valid from a day on. The one before is replaced from that day."""

    izin: ClassVar[Izin] = Izin.ATUR_KANTOR
    berlaku_dari: date


@dataclass(frozen=True, slots=True, kw_only=True)
class RevokeKey(Command):
    """A key, ours or another office's, was stolen or lost: nothing under it counts from now on."""

    izin: ClassVar[Izin] = Izin.ATUR_KANTOR
    kunci_id: str
    sebab: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TrustKey(Command):
    """The key sheet of another office is accepted. `sidik_jari` is what its owner read out: both must be the same."""

    izin: ClassVar[Izin] = Izin.ATUR_KANTOR
    lembar: str
    sidik_jari: str


def make_key(c: MakeKey, work: SegelWork, _konteks: Konteks) -> KunciSegel:
    """Refuses a day before the key it replaces: ERR_URUTAN_TANGGAL."""
    opd = work.opd.office()
    assert opd is not None, "a key is an office's"
    dulu = [k for k in work.segel.known_keys() if k.sendiri and k.akhir is None]
    for k in dulu:
        if c.berlaku_dari <= k.berlaku_dari:
            raise Refusal(
                "ERR_URUTAN_TANGGAL",
                f"Kunci yang ada berlaku sejak {tanggal_panjang(k.berlaku_dari)}; penggantinya harus berlaku sesudah "
                f"hari itu, bukan {tanggal_panjang(c.berlaku_dari)}. Kunci yang dicuri tidak diganti, tetapi dicabut.",
                medan="berlaku_dari",
            )
        work.segel.end_key(k, AkhirKunci(CaraBerakhir.DIGANTI, c.berlaku_dari, "diganti kunci baru"))
    kunci = KunciSegel(work.segel.new_key(), opd.kode, opd.nama, c.berlaku_dari, sendiri=True)
    work.segel.add_key(kunci)
    work.record(Event(TOPIK, "kunci_dibuat", {"kunci": kunci.id, "menggantikan": [k.id for k in dulu]}))
    return kunci


def revoke_key(c: RevokeKey, work: SegelWork, konteks: Konteks) -> KunciSegel:
    """Refuses an unknown key, a second time, and no reason."""
    kunci = next((k for k in work.segel.known_keys() if k.id == c.kunci_id.replace(" ", "").upper()), None)
    if kunci is None:
        raise Refusal("ERR_KUNCI_TIDAK_DIKENAL", f"Kunci {c.kunci_id} tidak ada dalam daftar. Periksa sidik jarinya.")
    if kunci.dicabut:
        assert kunci.akhir is not None, "a revoked key has its end"
        raise Refusal(
            "ERR_KUNCI_SUDAH_DICABUT", f"Kunci {kunci.sidik_jari} sudah dicabut {tanggal_panjang(kunci.akhir.tanggal)}."
        )
    if not c.sebab.strip():
        raise Refusal("ERR_SEBAB_WAJIB", "Sebutkan mengapa kunci ini dicabut, misalnya “laptop hilang”.", medan="sebab")
    work.segel.end_key(kunci, AkhirKunci(CaraBerakhir.DICABUT, konteks.clock.today(), c.sebab.strip()))
    work.record(Event(TOPIK, "kunci_dicabut", {"kunci": kunci.id, "sebab": c.sebab.strip()}))
    return kunci


def trust_key(c: TrustKey, work: SegelWork, _konteks: Konteks) -> KunciSegel:
    """Accepted twice, it is there once. Earlier keys of that office are replaced from its first day.

    Refuses a sheet that is damaged, a wrong fingerprint (ERR_SIDIK_JARI_BEDA), and a key that was revoked here.
    """
    kunci = read_sheet(c.lembar, work.segel.verify)
    if "".join(c.sidik_jari.split()).upper() != kunci.id:
        raise Refusal(
            "ERR_SIDIK_JARI_BEDA",
            f"Sidik jari lembar ini {kunci.sidik_jari}, bukan “{c.sidik_jari.strip()}”. Tanyakan sidik jarinya "
            f"langsung kepada {kunci.opd_nama}; bila tetap berbeda, lembarnya palsu.",
            medan="sidik_jari",
        )
    ada = next((k for k in work.segel.known_keys() if k.id == kunci.id), None)
    if ada is not None:
        if ada.dicabut:
            raise Refusal(
                "ERR_KUNCI_SUDAH_DICABUT",
                f"Kunci {kunci.sidik_jari} milik {ada.opd_nama} sudah dicabut dan tidak dapat dipakai lagi; minta "
                "lembar kunci penggantinya.",
            )
        return ada
    for k in work.segel.known_keys():
        if k.opd_kode == kunci.opd_kode and not k.sendiri and k.akhir is None and k.berlaku_dari < kunci.berlaku_dari:
            work.segel.end_key(k, AkhirKunci(CaraBerakhir.DIGANTI, kunci.berlaku_dari, "diganti kunci baru"))
    work.segel.add_key(kunci)
    work.record(Event(TOPIK, "kunci_dikenal", {"kunci": kunci.id, "opd": kunci.opd_kode}))
    return kunci


def own_key(kunci: Sequence[KunciSegel], tanggal: date) -> KunciSegel | None:
    """The office's key of a day."""
    return next((k for k in kunci if k.sendiri and k.is_valid_on(tanggal)), None)


def has_good_seal(work: SegelWork, berkas_id: BerkasId, putaran: int) -> bool:
    """Whether a round is sealed, and not under a key that was revoked since."""
    segel = work.segel.seal_of(berkas_id, putaran)
    return segel is not None and not any(k.dicabut for k in work.segel.known_keys() if k.id == segel.kunci_id)


def seal_submission(work: SegelWork, p: Pengajuan, berkas_id: BerkasId, konteks: Konteks) -> tuple[Temuan, ...]:
    """Seals a round of a submission, once. Without a key it goes on unsealed; one whose key is elsewhere is told."""
    if has_good_seal(work, berkas_id, p.putaran):
        return ()
    hari = konteks.clock.today()
    kunci = own_key(work.segel.known_keys(), hari)
    if kunci is None:
        return ()
    awal = unsealed_code(p, kunci, hari)
    segel = work.segel.sign(kunci, seal_message(awal))
    if segel is None:
        pesan = (
            f"SPM diajukan tanpa segel Pundi: kunci {kunci.sidik_jari} tidak ada di komputer ini. Buat segelnya di "
            "komputer yang menyimpan kunci (SPP & SPM, Lainnya, Segel SPM ini), lalu cetak."
        )
        return (Temuan("WARN_SEGEL_TANPA_KUNCI", pesan),)
    work.segel.add_seal(SegelBerkas(berkas_id, p.putaran, kunci.id, hari, code_text(awal, segel)))
    work.record(Event(TOPIK, "pengajuan_disegel", {"berkas": str(berkas_id), "putaran": p.putaran, "kunci": kunci.id}))
    return ()


HANDLERS: Final[Mapping[type[Command], Handler]] = {MakeKey: make_key, RevokeKey: revoke_key, TrustKey: trust_key}
