"""Fences: SELECTs in the common dialect, each answering the violations (kode, tx, pesan) it finds.

SQLite runs them before every commit that posts; on PostgreSQL the posting function runs the same text, so they hold even
for somebody with psql (architecture 4).
"""

from __future__ import annotations

from pathlib import Path

URUTAN = ("periode", "pagu", "wadah", "pajak", "panjar")
"""In the order they are asked."""


def fence_sql(nama: str) -> str:
    """The text of one fence."""
    return (Path(__file__).parent / f"{nama}.sql").read_text(encoding="utf-8")
