"""The plan of the house, as the checkers need it: floors, rooms, and where each library lives."""

from __future__ import annotations

import ast
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]

FLOOR_SEES = {"core": {"core"}, "db": {"core", "db"}, "ui": {"core", "ui"}}

# A room may use the rooms before it in this line, never after it.
ROOMS = (
    "pengguna",
    "opd",
    "rekanan",
    "anggaran",
    "pajak",
    "kas",
    "kkpd",
    "segel",
    "pelacakan",
    "spm",
    "spj",
    "nontunai",
)

# Folders on a floor that are no rooms.
WORKSHOPS = {
    "core": {"documents", "importers", "jobs", "demo"},
    "db": {"migrations", "pagar", "hak"},
    "ui": {"kit", "shell", "bridge", "cli", "portal"},
}

# Every third-party library and the one place where it may be imported. `ui` means every folder of ui that draws.
LIBRARY_PLACE = {
    "PySide6": "ui",
    "shiboken6": "ui",
    "pypdfium2": "ui/kit",
    "sqlalchemy": "db",
    "alembic": "db",
    "psycopg": "db",
    "keyring": "db",
    "argon2": "db",
    "cryptography": "db",
    "reportlab": "core/documents",
    "barcode": "core/documents",
    "segno": "core/documents",
    "xlsxwriter": "core/documents",
    "python_calamine": "core/importers",
}

# Faces without a window: no Qt, and nothing of ours that needs Qt.
FACES_WITHOUT_QT = ("cli", "portal")

# Modules of a room on `ui` that read and print without drawing; the faces without a window share them.
MODULES_WITHOUT_QT = ("bacaan", "cetak", "masukan")

BANNED_FOLDERS = {"utils", "util", "common", "helpers", "helper", "misc"}


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One breach, said the way an editor can jump to it."""

    path: str
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.text}"


@dataclass(frozen=True, slots=True)
class Source:
    """A Python file of the house; `path` is relative to the root, with slashes."""

    path: str
    text: str

    @property
    def tree(self) -> ast.Module:
        return ast.parse(self.text, self.path)

    @property
    def parts(self) -> tuple[str, ...]:
        return tuple(self.path.split("/"))

    @property
    def floor(self) -> str:
        """`core`, `db`, `ui`; empty for what stands outside."""
        return self.parts[0] if self.parts[0] in FLOOR_SEES else ""

    @property
    def folder(self) -> str:
        """The room or workshop on its floor; empty for the floor's own modules."""
        return self.parts[1] if self.floor and len(self.parts) > 2 else ""


def say(faults: list[Fault]) -> str:
    """The message of a failed test: one breach per line."""
    return "\n" + "\n".join(str(fault) for fault in sorted(faults))


def sources(*tops: str) -> Iterator[Source]:
    """The Python files under these folders (or the files themselves), in order."""
    for top in tops:
        place = ROOT / top
        found = [place] if place.is_file() else sorted(place.rglob("*.py")) if place.is_dir() else []
        for path in found:
            yield Source(path.relative_to(ROOT).as_posix(), path.read_text("utf-8"))


def committed_files() -> list[Path]:
    """What git holds or would hold: tracked, and untracked but not ignored. Outside git: everything but the ignored."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    if done.returncode == 0:
        names = [name for name in done.stdout.decode("utf-8").split("\0") if name]
        return sorted({ROOT / name for name in names if (ROOT / name).is_file()})
    hidden = {".venv", ".git", "__pycache__", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis"}
    return sorted(p for p in ROOT.rglob("*") if p.is_file() and not hidden & set(p.relative_to(ROOT).parts))


def read_text(path: Path) -> str | None:
    """The text of a file; None for what is not text."""
    data = path.read_bytes()
    if b"\0" in data:
        return None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1")
