"""What is done with people: adding, changing passwords and roles, letting go.

Handlers that touch passwords also take the `Sandi` of the house; `handlers()` binds it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import ClassVar, Protocol

from core.access import PERAN_NAMA, Izin, Pelaku, Peran
from core.bus import Command, Event, Handler, Konteks
from core.errors import Refusal
from core.identity import OrangId
from core.pengguna.masuk import Sandi
from core.pengguna.model import Orang, Rahasia, check_password, ensure_managed, new_person

TOPIK = "pengguna"


class PenggunaRepository(Protocol):
    """The people of one office."""

    def people(self) -> Sequence[Orang]:
        """Everybody, also those who have left."""

    def password_hash(self, orang: OrangId) -> str: ...

    def add(self, orang: Orang, hash_: str) -> None: ...

    def save(self, orang: Orang) -> None:
        """Replaces a person by the next version of himself."""

    def save_password(self, orang: OrangId, hash_: str, *, wajib_ganti: bool) -> None: ...


class PenggunaWork(Protocol):
    """What the handlers of this room touch."""

    @property
    def pengguna(self) -> PenggunaRepository: ...

    def record(self, event: Event) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class AddPerson(Command):
    """A new person with a first password, which he changes when he signs in."""

    izin: ClassVar[Izin] = Izin.ATUR_KANTOR
    orang: OrangId
    nama_login: str
    nama: str
    nip: str
    peran: frozenset[Peran]
    sandi: Rahasia = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangePassword(Command):
    """A new password: one's own with the old one, or another person's by who may arrange people."""

    izin: ClassVar[Izin] = Izin.LIHAT
    orang: OrangId
    sandi: Rahasia = field(repr=False)
    sandi_lama: Rahasia | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class RenewHash(Command):
    """After signing in with an outdated hash: the same password, hashed with today's parameters."""

    izin: ClassVar[Izin] = Izin.LIHAT
    sandi: Rahasia = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class SetRoles(Command):
    """Other roles for a person, who works here (again) from now on; `versi` is the one that was on screen."""

    izin: ClassVar[Izin] = Izin.ATUR_KANTOR
    orang: OrangId
    peran: frozenset[Peran]
    versi: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DeactivatePerson(Command):
    """Somebody no longer works here; his past stays under his name."""

    izin: ClassVar[Izin] = Izin.ATUR_KANTOR
    orang: OrangId
    versi: int


def add_person(cmd: AddPerson, work: PenggunaWork, konteks: Konteks, *, sandi: Sandi) -> OrangId:
    """Refuses who may not arrange people, a login name in use (ERR_NAMA_LOGIN_DIPAKAI), and like `new_person`."""
    demand_manager(work.pengguna.people(), konteks.pelaku)
    return register(
        work, new_person(cmd.orang, cmd.nama_login, cmd.nama, cmd.nip, cmd.peran, wajib_ganti=True), cmd.sandi, sandi
    )


def register(work: PenggunaWork, orang: Orang, teks: Rahasia, sandi: Sandi) -> OrangId:
    """Stores a new person with a password; also the very first one, whom CreateOffice brings."""
    twin = next((o for o in work.pengguna.people() if o.nama_login == orang.nama_login), None)
    if twin is not None:
        pesan = f"Nama masuk “{orang.nama_login}” sudah dipakai {twin.nama}; pilih yang lain."
        raise Refusal("ERR_NAMA_LOGIN_DIPAKAI", pesan, medan="nama_login")
    check_password(teks, orang)
    work.pengguna.add(orang, sandi.hash(teks))
    work.record(
        Event(TOPIK, "orang_ditambah", {"orang": str(orang.id), "orang_nama": orang.nama, "peran": sorted(orang.peran)})
    )
    return orang.id


def change_password(cmd: ChangePassword, work: PenggunaWork, konteks: Konteks, *, sandi: Sandi) -> None:
    """Refuses a wrong old password (ERR_SANDI_LAMA_SALAH), the same password again (ERR_SANDI_SAMA) and a weak one."""
    orang = _find(work, cmd.orang)
    own = cmd.orang == konteks.pelaku.id
    kept = work.pengguna.password_hash(cmd.orang)
    if not own:
        demand_manager(work.pengguna.people(), konteks.pelaku)
    elif cmd.sandi_lama is None or not sandi.verify(kept, cmd.sandi_lama):
        raise Refusal("ERR_SANDI_LAMA_SALAH", "Kata sandi lama tidak cocok; ketik sekali lagi.", medan="sandi_lama")
    check_password(cmd.sandi, orang)
    if sandi.verify(kept, cmd.sandi):
        raise Refusal("ERR_SANDI_SAMA", "Kata sandi baru sama dengan yang lama; pilih yang lain.", medan="sandi")
    work.pengguna.save_password(cmd.orang, sandi.hash(cmd.sandi), wajib_ganti=not own)
    work.record(Event(TOPIK, "sandi_diganti", {"orang": str(cmd.orang), "sendiri": own}))


def renew_hash(cmd: RenewHash, work: PenggunaWork, konteks: Konteks, *, sandi: Sandi) -> None:
    """Keeps the password of who acts; refuses when it is not his (ERR_SANDI_LAMA_SALAH)."""
    orang = _find(work, konteks.pelaku.id)
    if not sandi.verify(work.pengguna.password_hash(orang.id), cmd.sandi):
        raise Refusal("ERR_SANDI_LAMA_SALAH", "Kata sandi tidak cocok; ketik sekali lagi.", medan="sandi")
    work.pengguna.save_password(orang.id, sandi.hash(cmd.sandi), wajib_ganti=orang.wajib_ganti)
    work.record(Event(TOPIK, "sandi_diperbarui", {"orang": str(orang.id)}))


def set_roles(cmd: SetRoles, work: PenggunaWork, konteks: Konteks) -> None:
    """Refuses a version that has moved on, roles that may not meet, and an office left without a manager."""
    orang = _fresh(work, cmd.orang, cmd.versi, f"peran yang Anda pilih: {_names(cmd.peran)}")
    demand_manager(work.pengguna.people(), konteks.pelaku)
    after = orang.with_roles(cmd.peran)
    _replace(work, after)
    work.record(
        Event(TOPIK, "peran_diubah", {"orang": str(orang.id), "dari": sorted(orang.peran), "ke": sorted(after.peran)})
    )


def deactivate_person(cmd: DeactivatePerson, work: PenggunaWork, konteks: Konteks) -> None:
    """Refuses a version that has moved on and an office left without a manager (ERR_ORANG_TERAKHIR)."""
    orang = _fresh(work, cmd.orang, cmd.versi, "yang Anda pilih: tidak aktif lagi")
    demand_manager(work.pengguna.people(), konteks.pelaku)
    _replace(work, orang.leave())
    work.record(Event(TOPIK, "orang_dinonaktifkan", {"orang": str(orang.id), "orang_nama": orang.nama}))


def demand_manager(people: Sequence[Orang], pelaku: Pelaku) -> None:
    """Who may arrange people: Izin.ATUR_ORANG; while nobody active has it, the Bendahara Pengeluaran stands in.

    Refuses everybody else (ERR_TIDAK_BERWENANG).
    """
    managed = any(o.may(Izin.ATUR_ORANG) for o in people)
    if managed or Peran.BENDAHARA not in pelaku.peran:
        pelaku.demand(Izin.ATUR_ORANG)


def handlers(sandi: Sandi) -> dict[type[Command], Handler]:
    """The handlers of this room, with the house's way to hash passwords."""
    return {
        AddPerson: partial(add_person, sandi=sandi),
        ChangePassword: partial(change_password, sandi=sandi),
        RenewHash: partial(renew_hash, sandi=sandi),
        SetRoles: set_roles,
        DeactivatePerson: deactivate_person,
    }


def _find(work: PenggunaWork, orang: OrangId) -> Orang:
    found = next((o for o in work.pengguna.people() if o.id == orang), None)
    if found is None:
        raise Refusal("ERR_ORANG_TIDAK_ADA", "Orang ini tidak ada di kantor ini; muat ulang daftarnya.")
    return found


def _fresh(work: PenggunaWork, orang: OrangId, versi: int, wanted: str) -> Orang:
    found = _find(work, orang)
    if found.versi != versi:
        state = "aktif" if found.aktif else "tidak aktif"
        pesan = (
            f"Data {found.nama} sudah diubah orang lain (versi {found.versi}, di layar versi {versi}). "
            f"Sekarang: {state}, {_names(found.peran)}; {wanted}. Muat ulang, lalu putuskan."
        )
        raise Refusal("ERR_SUDAH_BERUBAH", pesan)
    return found


def _replace(work: PenggunaWork, after: Orang) -> None:
    ensure_managed(after if o.id == after.id else o for o in work.pengguna.people())
    work.pengguna.save(after)


def _names(peran: frozenset[Peran]) -> str:
    return ", ".join(PERAN_NAMA[p] for p in sorted(peran)) or "tanpa peran"
