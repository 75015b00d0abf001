"""What this computer remembers: where the data folder is, which database was opened last. No secret lives here."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path


def data_folder() -> Path:
    """The standard data folder of the system for Pundi (`PUNDI_DATA` moves it)."""
    if pindah := os.environ.get("PUNDI_DATA"):
        return Path(pindah)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", str(Path.home()))) / "Pundi"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "Pundi"
    return Path(os.environ.get("XDG_DATA_HOME", str(Path.home() / ".local" / "share"))) / "pundi"


def _berkas() -> Path:
    return data_folder() / "profil.json"


def last_database() -> str | None:
    """The database opened last on this computer."""
    try:
        found = json.loads(_berkas().read_text(encoding="utf-8")).get("basis_data")
    except (OSError, ValueError):
        return None
    return str(found) if found else None


def remember_database(db: str) -> None:
    """Keeps the database opened last; a password in an address is never written."""
    from sqlalchemy.engine import make_url

    if "://" in db:
        url = make_url(db)
        db = url.set(password=None).render_as_string(hide_password=False)
    _berkas().parent.mkdir(parents=True, exist_ok=True)
    _berkas().write_text(json.dumps({"basis_data": db}, indent=1), encoding="utf-8")


def default_database() -> str:
    """The database opened last, else the standard place."""
    return last_database() or str(data_folder() / "pundi.sqlite")
