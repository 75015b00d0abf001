"""Floors and rooms: `ui -> core <- db`, rooms use rooms above them, each library has one place."""

from __future__ import annotations

import pytest

from tests.tidy.house import BANNED_FOLDERS, FLOOR_SEES, ROOT, Source, committed_files, say, sources
from tests.tidy.imports import import_faults, imported, room_faults


def test_imports_stand_where_they_may() -> None:
    files = list(sources(*FLOOR_SEES, "main.py", "run.py"))
    assert files
    faults = import_faults(files)
    assert not faults, say(faults)


def test_rooms_are_in_the_plan() -> None:
    folders = {(s.floor, s.folder) for s in sources(*FLOOR_SEES) if s.folder}
    faults = room_faults(folders)
    assert not faults, say(faults)


def test_no_folder_is_a_drawer_for_everything() -> None:
    found = {p for f in committed_files() for p in f.relative_to(ROOT).parents if p.name.lower() in BANNED_FOLDERS}
    assert not found, f"give these folders the name of what they hold: {sorted(map(str, found))}"


@pytest.mark.parametrize(
    ("path", "text", "word"),
    [
        ("core/kas/model.py", "from db.kas import tables", "core sees only core"),
        ("core/kas/model.py", "import sqlalchemy", "lives in db/"),
        ("core/money.py", "import segno", "lives in core/documents/"),
        ("core/money.py", "from core.kas.model import Transaksi", "kernel"),
        ("core/money.py", "from core import kas", "kernel"),
        ("core/kas/model.py", "from core.spm.model import Spm", "room order"),
        ("core/kas/model.py", "from ..spm import model", "room order"),
        ("db/kas/tables.py", "def f():\n    import core.spj.queries", "room order"),
        ("ui/kas/page.py", "from ui.spm.spm_dialog import SpmDialog", "room order"),
        ("core/kas/model.py", "from core.documents import bku", "core/documents"),
        ("core/spj/rules.py", "from core.jobs import due", "core/jobs"),
        ("core/jobs/due.py", "from core.importers import sipd", "core/importers"),
        ("db/kas/queries.py", "from core.documents import bku", "core/documents"),
        ("db/kas/queries.py", "from ui.kit import table", "db sees only core, db"),
        ("ui/kas/page.py", "from db.engine import open_engine", "ui sees only core, ui"),
        ("ui/kas/page.py", "import importlib\nimportlib.import_module('db.engine')", "ui sees only core, ui"),
        ("ui/kas/page.py", "import sqlalchemy.orm", "lives in db/"),
        ("ui/cli/spm.py", "from PySide6.QtCore import QObject", "without Qt"),
        ("ui/cli/spm.py", "from ui.kit.table import RowTable", "without Qt"),
        ("ui/portal/page.py", "from ui.bridge import desk", "without Qt"),
        ("ui/kit/table.py", "from ui.kas import page", "knows none"),
        ("ui/bridge/desk.py", "from ui.kas import page", "knows no room"),
        ("core/kas/model.py", "import requests", "unknown library"),
        ("run.py", "import core.money", "only main.py sees"),
        ("core/kas/model.py", "from tests.fakes import work", "core sees only core"),
    ],
)
def test_checker_finds_planted_imports(path: str, text: str, word: str) -> None:
    faults = import_faults([Source(path, text)])
    assert len(faults) == 1
    assert word in faults[0].text
    assert str(faults[0]).startswith(f"{path}:{text.count(chr(10)) + 1}: ")


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("core/spm/commands.py", "from core.kas.model import Buku\nfrom core.money import Rupiah\nimport decimal"),
        ("core/documents/bku.py", "import reportlab.pdfgen\nfrom core.kas.queries import BkuRow"),
        ("core/demo/office.py", "from core.spj.commands import close_month"),
        (
            "db/spm/tables.py",
            "import sqlalchemy as sa\nfrom db.kas.tables import mutasi\nfrom core.spm.model import Spm",
        ),
        ("ui/spm/page.py", "from PySide6.QtWidgets import QWidget\nfrom ui.kit.table import RowTable"),
        ("ui/cli/contoh.py", "from core.demo import office\nfrom ui.portal import server\nimport core.documents.bku"),
        ("main.py", "import ui.shell.window\nimport db.engine\nfrom core import money"),
        ("core/kas/__init__.py", "from .model import Transaksi"),
    ],
)
def test_checker_lets_good_imports_stand(path: str, text: str) -> None:
    assert import_faults([Source(path, text)]) == []


def test_relative_imports_are_resolved_from_the_package() -> None:
    assert [name for _, name in imported(Source("core/kas/__init__.py", "from .model import Buku"))] == [
        "core.kas.model.Buku"
    ]
    assert [name for _, name in imported(Source("core/kas/model.py", "from . import rules"))] == ["core.kas.rules"]
    assert [name for _, name in imported(Source("core/kas/model.py", "from ..spm.model import Spm"))] == [
        "core.spm.model.Spm"
    ]


def test_checker_finds_planted_rooms() -> None:
    faults = room_faults(
        [("core", "kas"), ("db", "kas"), ("ui", "spm"), ("db", "laci"), ("ui", "kit"), ("db", "pagar")]
    )
    assert [(f.path, f.text.split()[0]) for f in faults] == [("db/laci", "neither"), ("ui/spm", "a")]
