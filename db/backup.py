"""Backups that count: made by SQLite's online API, opened again and proven before they get their name."""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from sqlalchemy.exc import DBAPIError

from core.errors import Refusal, Temuan

AKHIRAN: Final = ".cadangan.sqlite"
_HALAMAN: Final = 512
SISA_MINIMUM: Final = 50 * 1024 * 1024
"""Free space below which nothing is copied (50 MB)."""


@dataclass(frozen=True, slots=True)
class Cadangan:
    """One verified backup: its file, when it was made, its SHA-256, and how many audit records it holds."""

    berkas: Path
    at: str
    sha256: str
    jejak: int


def make_backup(sumber: Path, folder: Path, at: datetime, prove: Callable[[Path], list[Temuan]]) -> Cadangan:
    """Copies a database in use, proves the copy, then gives it its name. Refuses a copy that is not whole."""
    folder.mkdir(parents=True, exist_ok=True)
    _demand_space(folder, sumber)
    nama = f"{sumber.stem}-{at.astimezone().strftime('%Y%m%d-%H%M%S')}{AKHIRAN}"
    sementara, jadi = folder / f"{nama}.sedang-dibuat", folder / nama
    sementara.unlink(missing_ok=True)
    with (
        closing(_read_only(sumber)) as dari,
        closing(sqlite3.connect(sementara)) as ke,
    ):
        dari.backup(ke, pages=_HALAMAN)
        ke.execute("PRAGMA journal_mode=DELETE")
    temuan = prove(sementara)
    if temuan:
        sementara.unlink(missing_ok=True)
        raise Refusal.of(
            [Temuan("ERR_CADANGAN_RUSAK", f"Cadangan tidak lolos pemeriksaan dan dibuang: {temuan[0].pesan}"), *temuan]
        )
    hasil = _describe(sementara, at.isoformat(timespec="seconds"))
    _sync(sementara)
    sementara.replace(jadi)
    _manifest(jadi).write_text(
        json.dumps({"at": hasil.at, "sha256": hasil.sha256, "jejak": hasil.jejak}), encoding="utf-8"
    )
    return Cadangan(jadi, hasil.at, hasil.sha256, hasil.jejak)


def check_backup(berkas: Path, prove: Callable[[Path], list[Temuan]]) -> Cadangan:
    """Opens a backup again: same bytes as when it was made, whole, and its books prove."""
    if not berkas.is_file():
        raise Refusal("ERR_CADANGAN_TIDAK_ADA", f"Cadangan {berkas} tidak ada.")
    manifest: dict[str, Any] = {}
    if _manifest(berkas).exists():
        manifest = json.loads(_manifest(berkas).read_text(encoding="utf-8"))
    sidik = _sha256(berkas)
    if manifest and manifest.get("sha256") != sidik:
        raise Refusal("ERR_CADANGAN_RUSAK", f"Cadangan {berkas.name} berubah sejak dibuat; pakai cadangan lain.")
    try:
        temuan = prove(berkas)
    except (sqlite3.DatabaseError, DBAPIError) as e:
        raise Refusal("ERR_CADANGAN_RUSAK", f"Cadangan {berkas.name} rusak: {e}") from e
    except Refusal as e:
        if e.kode != "ERR_BASIS_DATA_KOSONG":
            raise
        raise Refusal("ERR_CADANGAN_RUSAK", f"{berkas.name} bukan cadangan Pundi: isinya kosong.") from e
    if temuan:
        raise Refusal.of(
            [Temuan("ERR_CADANGAN_RUSAK", f"Cadangan {berkas.name} tidak lolos: {temuan[0].pesan}"), *temuan]
        )
    return _describe(berkas, str(manifest.get("at", "")))


def restore(cadangan: Path, ke: Path, prove: Callable[[Path], list[Temuan]], at: datetime) -> Path | None:
    """Puts a proven backup in place; what stood there is moved aside, never deleted. Answers where it went."""
    check_backup(cadangan, prove)
    _demand_space(ke.parent, cadangan)
    baru = ke.with_name(f"{ke.name}.sedang-dipulihkan")
    baru.unlink(missing_ok=True)
    with (
        closing(_read_only(cadangan, "&immutable=1")) as dari,
        closing(sqlite3.connect(baru)) as tujuan,
    ):
        dari.backup(tujuan, pages=_HALAMAN)
    _sync(baru)
    lama = None
    if ke.exists():
        lama = ke.with_name(f"{ke.name}.sebelum-{at.astimezone().strftime('%Y%m%d-%H%M%S')}")
        for akhiran in ("", "-wal", "-shm"):
            asal = ke.with_name(ke.name + akhiran)
            if asal.exists():
                asal.replace(lama.with_name(lama.name + akhiran))
    baru.replace(ke)
    return lama


def newest(folder: Path) -> Path | None:
    """The newest backup in a folder."""
    found = sorted(folder.glob(f"*{AKHIRAN}")) if folder.is_dir() else []
    return found[-1] if found else None


def rotate(folder: Path, simpan: int) -> list[Path]:
    """Removes all but the newest backups; answers what went."""
    lama = sorted(folder.glob(f"*{AKHIRAN}"))[:-simpan] if simpan else []
    for b in lama:
        b.unlink()
        _manifest(b).unlink(missing_ok=True)
    return lama


def _describe(berkas: Path, at: str) -> Cadangan:
    with closing(_read_only(berkas, "&immutable=1")) as conn:
        banyak = conn.execute("SELECT count(*) FROM jejak").fetchone()[0]
    return Cadangan(berkas, at, _sha256(berkas), int(banyak))


def _manifest(berkas: Path) -> Path:
    return berkas.with_name(berkas.name + ".json")


def _sync(berkas: Path) -> None:
    """On the disk for good before it gets its name."""
    with berkas.open("rb+") as f:
        os.fsync(f.fileno())


def _read_only(berkas: Path, lain: str = "") -> sqlite3.Connection:
    """A file as it lies there; its name is quoted, because `%`, `#` and `?` mean something in a URI."""
    return sqlite3.connect(f"{berkas.absolute().as_uri()}?mode=ro{lain}", uri=True)


def _sha256(berkas: Path) -> str:
    h = hashlib.sha256()
    with berkas.open("rb") as f:
        while blok := f.read(1 << 20):
            h.update(blok)
    return h.hexdigest()


def _demand_space(folder: Path, sumber: Path) -> None:
    import shutil

    sisa = shutil.disk_usage(folder).free
    if sisa < SISA_MINIMUM + sumber.stat().st_size:
        raise Refusal(
            "ERR_DISK_PENUH",
            f"Sisa ruang di {folder} tinggal {sisa >> 20} MB; kosongkan dulu agar cadangan dapat dibuat.",
        )
