"""Column types that mean the same on both engines: ids, money, instants; and STRICT tables on SQLite."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import BigInteger, Column, Dialect, ForeignKeyConstraint, Index, MetaData, String, Table, Uuid
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.schema import SchemaItem
from sqlalchemy.types import Boolean, Date, DateTime, Integer, SmallInteger, Text, TypeDecorator

from core.money import Rupiah

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)
"""Every table of the house; named constraints, so that a migration can drop them."""

BEKU: list[str] = []
"""Posted tables, in the order they are filled: they refuse UPDATE, DELETE and REPLACE, and are written by one door."""


TERJAGA: list[str] = ["jejak_kepala", "penomor"]
"""Tables that only the database's own functions and triggers write."""


def kept_table(nama: str, *isi: SchemaItem) -> Table:
    """Sums kept by triggers over posted rows: derivable, read by everybody, written by nobody."""
    TERJAGA.append(nama)
    return house_table(nama, *isi)


def house_table(nama: str, *isi: SchemaItem) -> Table:
    """A table of the house (STRICT on SQLite)."""
    return Table(nama, metadata, *isi, sqlite_strict=True)


class IdColumn(TypeDecorator[uuid.UUID]):
    """A UUID: native on PostgreSQL, 36 characters of text on SQLite."""

    impl = Uuid
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        if dialect.name == "sqlite":
            return dialect.type_descriptor(String(36))
        return dialect.type_descriptor(Uuid(as_uuid=True))

    def process_bind_param(self, value: uuid.UUID | None, dialect: Dialect) -> Any:
        if value is None or dialect.name != "sqlite":
            return value
        return str(value)

    def process_result_value(self, value: Any, _dialect: Dialect) -> uuid.UUID | None:
        return uuid.UUID(value) if isinstance(value, str) else value


class RupiahColumn(TypeDecorator[Rupiah]):
    """Money as BIGINT of sen. Refuses anything that is not Rupiah."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Rupiah | None, _dialect: Dialect) -> int | None:
        if value is None:
            return None
        if not isinstance(value, Rupiah):
            raise TypeError(f"kolom uang menerima Rupiah, bukan {type(value).__name__}")
        return value.sen

    def process_result_value(self, value: int | None, _dialect: Dialect) -> Rupiah | None:
        return None if value is None else Rupiah(int(value))


class UtcColumn(TypeDecorator[datetime]):
    """An aware instant: timestamptz on PostgreSQL, ISO text in UTC on SQLite."""

    impl = DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        if dialect.name == "sqlite":
            return dialect.type_descriptor(String(32))
        return dialect.type_descriptor(DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        if value.tzinfo is None:
            raise TypeError("waktu harus mempunyai zona")
        value = value.astimezone(UTC)
        return value.isoformat(timespec="microseconds") if dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, _dialect: Dialect) -> datetime | None:
        if isinstance(value, str):
            return datetime.fromisoformat(value)
        return None if value is None else value.astimezone(UTC)


def frozen_table(nama: str, *isi: SchemaItem) -> Table:
    """A posted table: whose office (opd_id), under which audit record (jejak_no), and what; frozen by triggers.

    Its rows cannot be committed without their audit record: the key to it is checked at commit.
    """
    BEKU.append(nama)
    kunci: list[SchemaItem] = [
        Column("opd_id", IdColumn, nullable=False),
        Column("jejak_no", BigInteger, nullable=False),
    ]
    if nama != "jejak":
        kunci.append(Index(f"ix_{nama}_jejak", "opd_id", "jejak_no"))
        kunci.append(
            ForeignKeyConstraint(
                ["opd_id", "jejak_no"],
                ["jejak.opd_id", "jejak.jejak_no"],
                name=f"fk_{nama}_jejak",
                deferrable=True,
                initially="DEFERRED",
            )
        )
    return house_table(nama, *kunci, *isi)


@compiles(BigInteger, "sqlite")
@compiles(SmallInteger, "sqlite")
@compiles(Boolean, "sqlite")
@compiles(Integer, "sqlite")
def _strict_integer(*_: Any, **__: Any) -> str:
    return "INTEGER"


@compiles(String, "sqlite")
@compiles(Text, "sqlite")
@compiles(Date, "sqlite")
@compiles(DateTime, "sqlite")
def _strict_text(*_: Any, **__: Any) -> str:
    return "TEXT"
