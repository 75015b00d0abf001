"""The whole schema: every room's tables on one metadata, and the names the migrations need."""

from __future__ import annotations

import importlib
from pathlib import Path

from db.types import BEKU, TERJAGA, metadata

KAMAR = ("pengguna", "opd", "rekanan", "anggaran", "kas", "kkpd", "pelacakan", "segel", "spm", "spj")

importlib.import_module("db.jejak_tables")
for _kamar in KAMAR:
    if (Path(__file__).parent / _kamar / "tables.py").exists():
        importlib.import_module(f"db.{_kamar}.tables")

DAPAT_DIUBAH = tuple(t for t in metadata.tables if t not in BEKU and t not in TERJAGA)
"""Drafts, vendors, settings, people: ordinary rows with a versi."""

__all__ = ["BEKU", "DAPAT_DIUBAH", "metadata"]
