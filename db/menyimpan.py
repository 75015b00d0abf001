"""Ordinary rows: a card is stored as its next version, or refused when somebody else was there first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Table, and_, insert, update
from sqlalchemy.exc import IntegrityError

from core.errors import Refusal


def put_version(conn: Connection, tabel: Table, kunci: Mapping[str, Any], isi: Mapping[str, Any], versi: int) -> None:
    """Stores a row as version `versi`: inserted when that is the first, else in place of the version before.

    Refuses when the version before is no longer the stored one (ERR_SUDAH_BERUBAH): two desks saved at the same moment.
    """
    if versi == 1:
        try:
            conn.execute(insert(tabel).values(**kunci, **isi, versi=1))
        except IntegrityError as e:
            raise _overtaken() from e
        return
    there = and_(*(tabel.c[k] == v for k, v in kunci.items()), tabel.c.versi == versi - 1)
    if conn.execute(update(tabel).where(there).values(**isi, versi=versi)).rowcount != 1:
        raise _overtaken()


def put_row(conn: Connection, tabel: Table, kunci: Mapping[str, Any], isi: Mapping[str, Any]) -> None:
    """Stores a row in place of the one with the same key, if there is one."""
    there = and_(*(tabel.c[k] == v for k, v in kunci.items()))
    if conn.execute(update(tabel).where(there).values(**isi)).rowcount == 0:
        conn.execute(insert(tabel).values(**kunci, **isi))


def _overtaken() -> Refusal:
    return Refusal(
        "ERR_SUDAH_BERUBAH", "Data ini baru saja disimpan di meja lain. Muat ulang, bandingkan, lalu simpan lagi."
    )
