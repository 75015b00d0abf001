"""Plain SQL in the common dialect of both engines: one place that binds ids and dates, and reads them back."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Row, text

_statement = lru_cache(maxsize=512)(text)
"""A statement read once: its parameters are found in the text, which costs more than asking it."""


def rows(conn: Connection, sql: str, /, **params: Any) -> Sequence[Row[Any]]:
    """Runs one statement; ids and dates are bound in the engine's own form."""
    return conn.execute(_statement(sql), bind(conn, params)).all()


def one(conn: Connection, sql: str, /, **params: Any) -> Row[Any] | None:
    """The first row, or None."""
    return conn.execute(_statement(sql), bind(conn, params)).first()


def scalar(conn: Connection, sql: str, /, **params: Any) -> Any:
    """The first column of the first row, or None."""
    return conn.execute(_statement(sql), bind(conn, params)).scalar()


def run(conn: Connection, sql: str, /, **params: Any) -> int:
    """A statement without an answer; tells how many rows it touched."""
    return conn.execute(_statement(sql), bind(conn, params)).rowcount


def bind(conn: Connection, params: Mapping[str, Any]) -> dict[str, Any]:
    """Parameters as the driver wants them: SQLite keeps ids and dates as text."""
    if conn.dialect.name != "sqlite":
        return dict(params)
    return {k: _text(v) for k, v in params.items()}


def _text(v: Any) -> Any:
    if isinstance(v, uuid.UUID):
        return str(v)
    return v.isoformat() if isinstance(v, date | datetime) else v


def as_date(v: Any) -> date:
    """A date column of either engine."""
    return date.fromisoformat(v) if isinstance(v, str) else v


def as_uuid(v: Any) -> uuid.UUID:
    """An id column of either engine."""
    return uuid.UUID(v) if isinstance(v, str) else v


def as_int(v: Any) -> int:
    """A sum: PostgreSQL gives numeric for sums of BIGINT, both may give NULL for nothing."""
    return int(v or 0)
