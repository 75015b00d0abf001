"""The window paints before anything heavy is imported; the terminal face needs no Qt."""

from __future__ import annotations

import json
import os
import subprocess
import sys

from tests.tidy.house import ROOT

HEAVY = {
    "sqlalchemy",
    "alembic",
    "psycopg",
    "reportlab",
    "python_calamine",
    "pypdfium2",
    "xlsxwriter",
    "barcode",
    "segno",
}


def loaded_by(code: str) -> set[str]:
    """The top-level modules that a fresh Python holds after running `code`."""
    script = f"{code}\nimport json, sys\nprint(json.dumps(sorted({{name.partition('.')[0] for name in sys.modules}})))"
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return set(json.loads(done.stdout.splitlines()[-1]))


def test_window_paints_before_the_heavy_libraries() -> None:
    loaded = loaded_by("import main, ui.shell.window")
    assert "PySide6" in loaded
    assert not loaded & HEAVY, f"import these on first use, after the first paint: {sorted(loaded & HEAVY)}"


def test_window_paints_before_the_small_libraries_too() -> None:
    """A few milliseconds each, and the ground needs none of them."""
    bare = loaded_by("import PySide6.QtWidgets")
    loaded = loaded_by("import main, ui.shell.mulai") - bare
    assert loaded <= {"main", "ui"}, f"import these on first use, after the first paint: {sorted(loaded)}"


def test_terminal_face_needs_no_qt() -> None:
    loaded = loaded_by(
        "import importlib, pkgutil, main, ui.cli\n"
        "for found in pkgutil.iter_modules(ui.cli.__path__, 'ui.cli.'):\n"
        "    importlib.import_module(found.name)"
    )
    assert not loaded & {"PySide6", "shiboken6"}


def test_probe_sees_what_is_loaded() -> None:
    assert "reportlab" in loaded_by("import reportlab")
    assert "reportlab" not in loaded_by("import decimal")
