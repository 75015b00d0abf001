"""What the window does for every list: its totals in the status line, and the list as a file, as it stands."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence, QShortcut

from core.money import format_sen
from ui.kit.table_view import TableView

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QWidget

    from core.money import Rupiah
    from ui.kas.ekspor import Format
    from ui.shell.page import Page
    from ui.shell.window import MainWindow

EKSPOR = "Ctrl+E"
JUMLAH_MAKS = 3
"""Sums that fit into the status line; all of them stand in its tip."""


class Grids(QObject):
    """Lists find it through the window they stand in (`window.grids`)."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._page: Page | None = None
        self._key = QShortcut(QKeySequence(EKSPOR), window)
        self._key.activated.connect(self.export_page)
        window.status.export_asked.connect(self.export_page)

    def show_page(self, page: Page) -> None:
        """Another page is on show. A page with a form of its own under Ctrl+E keeps its key."""
        if page is not self._page:
            self._page = page
            self._window.status.show_selection("")
        own = any(a.shortcut == EKSPOR for a in page.actions())
        self._key.setEnabled(not own)
        self._window.status.ekspor.setVisible(not own and bool(page.findChildren(TableView)))

    def show_selection(self, view: TableView, banyak: int, jumlah: Mapping[str, Rupiah]) -> None:
        """How many rows are chosen and what they come to; one row says that itself."""
        if banyak < 2:
            self._window.status.show_selection("")
            return
        names = {c.key: c.judul.removesuffix(" (Rp)") for c in view.visible_columns()}
        sums = [f"{names[k]} {format_sen(n.sen, brackets=True)}" for k, n in jumlah.items() if n and k in names]
        count = f"{banyak:,} baris terpilih".replace(",", ".")
        self._window.status.show_selection(" · ".join((count, *sums[:JUMLAH_MAKS])), "\n".join((count, *sums)))

    def export_page(self) -> None:
        """The list in hand: the one with the cursor, else the largest on the page."""
        page = self._page
        if page is None:
            return
        views = [v for v in page.findChildren(TableView) if v.isVisible()]
        focused = [v for v in views if v.hasFocus()]
        if views:
            self.choose_export(focused[0] if focused else max(views, key=lambda v: v.width() * v.height()))

    def choose_export(self, view: TableView) -> None:
        """Asks which kind of file."""
        from PySide6.QtWidgets import QMenu

        from ui.kas.ekspor import FORMAT_NAMA

        if not view.table.rows:
            return
        menu = QMenu(view)
        for jenis, nama in FORMAT_NAMA.items():
            menu.addAction(f"{nama}, seperti di layar", partial(self.export, view, jenis))
        menu.exec(view.mapToGlobal(view.rect().topLeft()))
        menu.deleteLater()

    def export(self, view: TableView, jenis: Format) -> None:
        """Asks where, then writes."""
        from PySide6.QtCore import QStandardPaths
        from PySide6.QtWidgets import QFileDialog

        from ui.kas.ekspor import FORMAT_NAMA, file_name

        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        nama = str(Path(folder) / f"{file_name(*_title(view))}.{jenis}")
        path, _ = QFileDialog.getSaveFileName(view, "Ekspor daftar", nama, f"{FORMAT_NAMA[jenis]} (*.{jenis})")
        if path:
            self.export_to(view, jenis, Path(path))

    def export_to(self, view: TableView, jenis: Format, berkas: Path) -> None:
        """Writes the rows and columns on show, on a reader thread."""
        from ui.kas.ekspor import cetak_daftar, write_file

        konteks = self._window.konteks
        rows, kolom, jumlahkan = view.table.rows, view.visible_columns(), view.jumlahkan
        tanya, hari, (judul, sub) = konteks.tanya, konteks.today(), _title(view)

        def make(q: Any) -> Any:
            cetakan = cetak_daftar(q, judul, sub, kolom, rows, tanggal=hari, jumlahkan=jumlahkan)
            return write_file(berkas, cetakan.render(jenis))

        konteks.desk.ask(lambda: tanya.ask(make), konteks.notify, key=f"ekspor.{view.nama}")


def _title(view: TableView) -> tuple[str, str]:
    """What the page or the dialog of a list is called."""
    from ui.shell.page import Page

    place: QWidget | None = view
    while place is not None:
        if isinstance(place, Page):
            return place.title(), place.subtitle()
        if place.isWindow():
            return place.windowTitle(), ""
        place = place.parentWidget()
    return view.nama, ""
