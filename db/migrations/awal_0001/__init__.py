"""The tables of migration 0001 as they were released, in literal text: a change of a table is a new migration."""

from __future__ import annotations

from db.migrations.awal_0001 import anggaran, berkas, buku, dpt, jejak, kantor, kkpd, koran, segel, spm, tagihan

URUTAN = (jejak, kantor, anggaran, buku, segel, koran, kkpd, tagihan, dpt, berkas, spm)
"""In the order their keys need."""


def create_tables() -> None:
    """Every table and index of the first schema."""
    for kelompok in URUTAN:
        kelompok.create()
