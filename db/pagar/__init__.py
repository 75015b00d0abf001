"""Fences: SELECTs in the common dialect, each answering the violations (kode, tx, pesan) it finds.

SQLite runs them before every commit that posts; on PostgreSQL the posting function runs the same text, so they hold
even for somebody with psql (architecture 4).
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

URUTAN = ("periode", "pagu", "wadah", "pajak", "panjar")
"""In the order they are asked."""

PENJAGA_KELAS = {"pagu": "belanja", "wadah": "wadah", "pajak": "pajak", "panjar": "panjar"}
"""The kelas of akun a fence looks at; one without an entry looks at every posting."""


@cache
def fence_sql(nama: str) -> str:
    """The text of one fence."""
    return (Path(__file__).parent / f"{nama}.sql").read_text(encoding="utf-8")
