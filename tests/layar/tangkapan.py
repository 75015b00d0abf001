"""`run.py tangkapan [--ke DIR] [--cepat]`: every page in every office, theme and size as a picture, with its faults."""

from __future__ import annotations

import argparse
import sys
import tempfile
from itertools import product
from pathlib import Path

from PySide6.QtCore import QEvent, QSettings
from PySide6.QtWidgets import QApplication

from tests.layar.cacat import faults
from tests.layar.kantor_layar import KANTOR, KantorLayar, open_window, opened
from ui.shell.theme import apply_theme
from ui.shell.window import MainWindow

TEMA = ("terang", "gelap")
UKURAN = (1.0, 1.5, 2.0)


def settle(window: MainWindow) -> None:
    """Every question is answered and painted."""
    for _ in range(6):
        assert window.desk.wait_idle(30_000)
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def take(layar: KantorLayar, kind: str, tema: str, zoom: float, folder: Path) -> tuple[int, list[str]]:
    """One picture per page: how many, and the faults found on the way."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    apply_theme(app, tema, zoom)
    window = open_window(layar)
    said = []
    settle(window)
    halaman = window.sidebar.visible_ids()
    for page_id in halaman:
        window.open_page(page_id)
        settle(window)
        nama = f"{page_id}-{kind}-{tema}-{round(zoom * 100)}"
        window.grab().save(str(folder / f"{nama}.png"))
        said += [f"{nama}: {fault}" for fault in faults(window)]
        if window.width() > 1366:
            said.append(f"{nama}: jendela melebar menjadi {window.width()} px")
    window.hide()
    window.desk.close()
    window.deleteLater()
    return len(halaman), said


def main() -> int:
    """Takes the pictures; answers how many faults there are."""
    said = argparse.ArgumentParser(prog="run.py tangkapan", description="Gambar semua halaman dan cacatnya.")
    said.add_argument("--ke", type=Path, default=Path("tangkapan-hasil"))
    said.add_argument("--cepat", action="store_true", help="hanya kantor contoh, ukuran 100 persen")
    asked = said.parse_args()
    asked.ke.mkdir(parents=True, exist_ok=True)
    app = QApplication.instance() or QApplication(sys.argv[:1])
    offices = ["kecil"] if asked.cepat else list(KANTOR)
    banyak, all_faults = 0, list[str]()
    with tempfile.TemporaryDirectory() as nama:
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, nama)
        for kind in offices:
            with opened(kind, Path(nama) / kind) as layar:
                for tema, zoom in product(TEMA, (1.0,) if asked.cepat else UKURAN):
                    taken, found = take(layar, kind, tema, zoom, asked.ke)
                    banyak, all_faults = banyak + taken, all_faults + found
    assert app is not None
    for fault in all_faults:
        print(fault)  # noqa: T201 - the tool speaks
    print(f"{asked.ke}: {banyak} gambar, {len(all_faults)} cacat")  # noqa: T201
    return 1 if all_faults else 0


if __name__ == "__main__":
    sys.exit(main())
