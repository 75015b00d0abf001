"""A person of a shared database, from his own side: who he is, proposing and confirming people, his password.

A password never reaches the server: the client makes the SCRAM verifier (libpq), and only that travels.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final, TypeVar
from uuid import UUID

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError, OperationalError

from core.access import Pelaku, Peran
from core.errors import Refusal
from core.identity import OpdId, OrangId, new_uuid
from db.engine import open_engine
from db.hak.peran import LUAR_PERAN
from db.sql import rows, run, scalar

if TYPE_CHECKING:
    from db.basis import Basis

T = TypeVar("T")
TOLAKAN: Final = ("42501", "PND01", "PND02", "PND03", "PND04", "PND05")
"""States in which the server refuses a person; anything else is a bug."""


@dataclass(frozen=True, slots=True)
class Tugas:
    """One task of a person: a role in an office (None: every office), its unit's book, and its dates."""

    login: str
    nama: str
    peran: str
    opd: OpdId | None
    buku: str
    mulai: date
    selesai: date | None
    aktif: bool


@dataclass(frozen=True, slots=True)
class Usulan:
    """A change of people that waits for a second person."""

    id: UUID
    jenis: str
    isi: Mapping[str, Any]
    oleh: str


def who_am_i(conn: Connection, opd_id: OpdId | None) -> Pelaku | None:
    """The person this connection belongs to, with his roles of today in an office; None for who sets up the server.

    Refuses while the one-time password stands (ERR_SANDI_SEKALI_PAKAI).
    """
    found = rows(conn, "SELECT * FROM hak.saya()")
    if not found:
        return None
    if found[0].wajib_ganti:
        raise Refusal(
            "ERR_SANDI_SEKALI_PAKAI",
            "Kata sandi sekali pakai belum diganti; jalankan `pengguna masuk` dan pilih kata sandi sendiri.",
        )
    peran = {r.peran for r in found if r.peran is not None and (r.opd_id is None or opd_id in (None, r.opd_id))}
    ada = {LUAR_PERAN[p] if p in LUAR_PERAN else Peran(p) for p in peran}
    return Pelaku(OrangId(found[0].orang_id), found[0].nama, frozenset(p for p in ada if p is not None))


def verifier(conn: Connection, login: str, sandi: str) -> str:
    """The SCRAM verifier of a password, made on this computer."""
    driver: Any = conn.connection.driver_connection
    made: bytes = driver.pgconn.encrypt_password(sandi.encode(), login.encode(), b"scram-sha-256")
    return made.decode()


def one_time_password() -> str:
    """A password to be read out once: four groups of four letters and digits."""
    huruf = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(huruf) for _ in range(4)) for _ in range(4))


def propose(conn: Connection, jenis: str, isi: Mapping[str, Any]) -> tuple[UUID, str | None]:
    """A change of people for a second person to confirm; a new or renewed login's one-time password comes back."""
    usulan = new_uuid()
    sandi = one_time_password() if jenis in ("tambah", "sandi") else None
    bukti = verifier(conn, str(isi["login"]), sandi) if sandi else None
    teks = json.dumps({**isi, **({"orang_id": str(new_uuid())} if jenis == "tambah" and "orang_id" not in isi else {})})
    sql = "SELECT hak.usul(:u, :j, CAST(:i AS jsonb), :s)"
    _asked(lambda: run(conn, sql, u=usulan, j=jenis, i=teks, s=bukti))
    return usulan, sandi


def decide(conn: Connection, usulan: UUID, *, setuju: bool) -> None:
    """Confirms or turns down what somebody else proposed."""
    _asked(lambda: run(conn, "SELECT hak.putuskan(:u, :s)", u=usulan, s=setuju))


def change_own_password(conn: Connection, sandi: str) -> None:
    """The person's own password from now on; the one-time password is over."""
    login = str(scalar(conn, "SELECT session_user"))
    bukti = verifier(conn, login, sandi)
    _asked(lambda: run(conn, "SELECT hak.ganti_sandi(:b)", b=bukti))


def tasks(conn: Connection) -> list[Tugas]:
    """Who works where, for the admin and the auditor."""
    sql = (
        "SELECT p.login, m.nama, p.peran, p.opd_id, p.buku, p.mulai, p.selesai, m.aktif "
        "FROM hak.penugasan p JOIN hak.masuk m USING (login) ORDER BY p.login, p.peran, p.mulai"
    )
    return _asked(lambda: [Tugas(*tuple(r)) for r in rows(conn, sql)])


def waiting(conn: Connection) -> list[Usulan]:
    """Proposals nobody has decided yet."""
    sql = "SELECT id, jenis, isi, oleh FROM hak.usulan WHERE diputus_oleh IS NULL ORDER BY usul_at"
    return _asked(lambda: [Usulan(*tuple(r)) for r in rows(conn, sql)])


def as_refusal(error: DBAPIError) -> Refusal | None:
    """What the server said, as a refusal in the office's words; None for a bug."""
    state = getattr(error.orig, "sqlstate", None)
    if state not in TOLAKAN:
        return None
    pesan = str(getattr(getattr(error.orig, "diag", None), "message_primary", "") or error.orig)
    if pesan.startswith("ERR_") and pesan.count("|") >= 2:
        kode, tx, kalimat = pesan.split("|", 2)
        return Refusal(kode, kalimat, tx=tx or None)
    if pesan.startswith("ERR_BEKU"):
        return Refusal("ERR_BEKU", pesan)
    return Refusal("ERR_HAK_BASIS_DATA", "Server menolak: hak masuk Anda tidak mencakup langkah ini.")


def _asked(action: Callable[[], T]) -> T:
    try:
        made = action()
    except DBAPIError as e:
        refusal = as_refusal(e)
        if refusal is None:
            raise
        raise refusal from e
    return made


def sign_in(basis: Basis, opd_id: OpdId, nama: str, sandi: str) -> Pelaku | None:
    """The person this database was opened by, after the server has tested his password; None for who sets up.

    Refuses everybody else (ERR_MASUK_DITOLAK): another person opens the database in his own name.
    """
    with basis.reading() as conn:
        pelaku = who_am_i(conn, opd_id)
    if pelaku is None:
        return None
    login = nama.strip().lower()
    if login == basis.url.username:
        engine = open_engine(basis.url.set(password=sandi))
        try:
            with engine.connect():
                return pelaku
        except OperationalError:
            pass
        finally:
            engine.dispose()
    pesan = "Nama atau kata sandi tidak cocok. Periksa huruf besar dan kecilnya, lalu coba lagi."
    raise Refusal("ERR_MASUK_DITOLAK", pesan, medan="sandi")
