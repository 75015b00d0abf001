"""PreviewDialog: the very PDF that will be printed or sent. What is seen here is what comes out, byte for byte.

Pages are drawn with pypdfium2 when they are first looked at. Printing hands the file to `lp` where there is one, so
that letters and bars stay sharp; elsewhere pages go to the printer as images at its own resolution.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, QStandardPaths, Qt, Signal
from PySide6.QtGui import QImage, QKeySequence, QPainter, QPaintEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ui.kit import tokens
from ui.kit.card import text
from ui.kit.notice import Notice
from ui.kit.tokens import Nada

if TYPE_CHECKING:
    from collections.abc import Callable

POIN_PER_INCI = 72
ZOOM = (0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0)
LAYAR_DPI = 96
GAMBAR_MAX = 12
"""Drawn pages kept; more would fill the memory of an office computer."""
CETAK_DPI_MAX = 600
LP_DETIK = 30


class PdfPages:
    """A PDF in memory, drawn page by page."""

    def __init__(self, pdf: bytes) -> None:
        import pypdfium2

        self._document: Any = pypdfium2.PdfDocument(pdf)
        self.sizes_pt: tuple[tuple[float, float], ...] = tuple(page.get_size() for page in self._document)

    def __len__(self) -> int:
        return len(self.sizes_pt)

    def draw(self, number: int, dpi: float) -> QImage:
        """One page (from 0) as an image."""
        page = self._document[number]
        bitmap = page.render(scale=dpi / POIN_PER_INCI, rev_byteorder=True, prefer_bgrx=True)
        made = QImage(bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGBX8888).copy()
        bitmap.close()
        page.close()
        return made

    def close(self) -> None:
        """Lets the document go."""
        self._document.close()


class PageSheet(QWidget):
    """One sheet of paper on the desk, drawn when it comes into view."""

    def __init__(self, pages: PdfPages, number: int, dpi: Callable[[], float], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages = pages
        self._number = number
        self._dpi = dpi
        self._image: QImage | None = None
        self._drawn_at = 0.0

    def fit(self) -> None:
        """Takes the size of the paper at the zoom of now."""
        width, height = self._pages.sizes_pt[self._number]
        self.setFixedSize(round(width * self._dpi() / POIN_PER_INCI), round(height * self._dpi() / POIN_PER_INCI))

    def forget(self) -> None:
        """Gives the drawn image back."""
        self._image = None

    @property
    def is_drawn(self) -> bool:
        """Whether its image is in memory."""
        return self._image is not None

    def paintEvent(self, _event: QPaintEvent) -> None:
        dpi = self._dpi() * self.devicePixelRatioF()
        if self._image is None or self._drawn_at != dpi:
            self._image, self._drawn_at = self._pages.draw(self._number, dpi), dpi
        painter = QPainter(self)
        painter.drawImage(QRect(QPoint(0, 0), self.size()), self._image)
        painter.setPen(tokens.colour("line_strong"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()


class PreviewDialog(QDialog):
    """Preview with page list, zoom, save and print.

    `printed` comes once the printer has taken it: reprints are counted.
    """

    printed = Signal(str)
    """Name of the printer."""
    saved = Signal(str)
    """Path of the file."""
    told = Signal(object)
    """A Notice about printing or saving."""

    def __init__(self, pdf: bytes, judul: str, nama_berkas: str = "dokumen.pdf", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"Pratinjau — {judul}")
        self._pdf = pdf
        self._name = nama_berkas
        self._judul = judul
        self._zoom = 1.0
        self.pages = PdfPages(pdf)
        self.sheets = [PageSheet(self.pages, n, self._dpi) for n in range(len(self.pages))]
        self._list = QListWidget()
        self._list.setFixedWidth(tokens.px(132))
        self._list.setAccessibleName("Halaman")
        for n in range(len(self.pages)):
            item = QListWidgetItem(f"Halaman {n + 1}")
            item.setSizeHint(QSize(0, tokens.px(30)))
            self._list.addItem(item)
        self._list.currentRowChanged.connect(self.go_to)
        self._area = self._build_area()
        self._lay_out()
        self.resize(tokens.px(980), tokens.px(700))
        self.finished.connect(self._let_go)

    def zoom(self) -> float:
        """1.0 is the true size on paper, as far as the screen tells its resolution."""
        return self._zoom

    def set_zoom(self, zoom: float) -> None:
        """Draws the sheets larger or smaller."""
        self._zoom = min(max(zoom, ZOOM[0]), ZOOM[-1])
        self._zoom_label.setText(f"{round(self._zoom * 100)} %")
        for sheet in self.sheets:
            sheet.fit()
            sheet.update()

    def step_zoom(self, arah: int) -> None:
        """To the next larger (1) or smaller (-1) step."""
        further = [z for z in ZOOM if (z > self._zoom + 0.01 if arah > 0 else z < self._zoom - 0.01)]
        if further:
            self.set_zoom(further[0] if arah > 0 else further[-1])

    def fit_width(self) -> None:
        """The widest sheet fills the window."""
        widest = max(width for width, _ in self.pages.sizes_pt)
        room = self._area.viewport().width() - tokens.px(32)
        self.set_zoom(room * POIN_PER_INCI / (widest * LAYAR_DPI))

    def go_to(self, number: int) -> None:
        """Scrolls to a page (from 0)."""
        if 0 <= number < len(self.sheets):
            self._area.verticalScrollBar().setValue(self.sheets[number].y() - tokens.px(8))

    def save(self) -> None:
        """Asks where, and writes the bytes as they are."""
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        path, _ = QFileDialog.getSaveFileName(self, "Simpan PDF", str(Path(folder) / self._name), "PDF (*.pdf)")
        if path:
            self.save_to(Path(path))

    def save_to(self, path: Path) -> None:
        """Writes the bytes; a full disk or a read-only folder is said, not crashed."""
        try:
            path.write_bytes(self._pdf)
        except OSError as no:
            kalimat = f"{path.name}: {no.strerror}. Pilih map lain."
            self.told.emit(Notice("Berkas tidak dapat disimpan", kalimat, Nada.BAD, "ERR_SIMPAN_BERKAS"))
            return
        self.saved.emit(str(path))
        self.told.emit(Notice("PDF disimpan", str(path)))

    def print_it(self) -> None:
        """Asks which printer, and sends the document there."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(self._judul)
        dialog = QPrintDialog(printer, self)
        dialog.setMinMax(1, len(self.pages))
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.send_to(printer)

    def send_to(self, printer: Any) -> None:
        """Sends the document to a chosen QPrinter: as vectors through `lp`, else as images."""
        lp = shutil.which("lp")
        if lp and printer.printerName() and not printer.outputFileName():
            said = print_with_lp(lp, self._pdf, printer.printerName(), self._judul, printer.copyCount())
        else:
            said = print_as_images(self.pages, printer)
        if said:
            self.told.emit(Notice("Belum tercetak", said, Nada.BAD, "ERR_CETAK"))
        else:
            self.printed.emit(printer.printerName())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not event.oldSize().isValid():
            self.fit_width()

    def _dpi(self) -> float:
        return LAYAR_DPI * self._zoom

    def _build_area(self) -> QScrollArea:
        desk = QWidget()
        desk.setObjectName("isi-gulir")
        column = QVBoxLayout(desk)
        column.setSpacing(tokens.px(14))
        for sheet in self.sheets:
            sheet.fit()
            column.addWidget(sheet, 0, Qt.AlignmentFlag.AlignHCenter)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setWidget(desk)
        area.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        return area

    def _lay_out(self) -> None:
        self._zoom_label = text("100 %", "kuat")
        self._zoom_label.setMinimumWidth(tokens.px(48))
        self._zoom_label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        bar = QHBoxLayout()
        bar.setSpacing(tokens.px(8))
        bar.addWidget(self._button("−", lambda: self.step_zoom(-1), "Ctrl+-", "Perkecil"))
        bar.addWidget(self._zoom_label)
        bar.addWidget(self._button("+", lambda: self.step_zoom(1), "Ctrl++", "Perbesar"))
        bar.addWidget(self._button("Selebar jendela", self.fit_width))
        bar.addWidget(self._paper_label())
        bar.addStretch(1)
        bar.addWidget(self._button("Simpan PDF  Ctrl+S", self.save, "Ctrl+S"))
        cetak = self._button("Cetak  Ctrl+P", self.print_it, "Ctrl+P")
        cetak.setProperty("peran", "utama")
        bar.addWidget(cetak)
        middle = QHBoxLayout()
        middle.addWidget(self._list)
        middle.addWidget(self._area, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.px(16), tokens.px(14), tokens.px(16), tokens.px(14))
        column.addLayout(bar)
        column.addLayout(middle, 1)

    def _button(self, kata: str, run: Callable[[], None], keys: str = "", tip: str = "") -> QPushButton:
        button = QPushButton(kata)
        button.setAutoDefault(False)
        button.setToolTip(tip)
        button.setAccessibleName(tip or kata)
        button.clicked.connect(lambda: run())  # noqa: PLW0108 - clicked carries a flag that run does not take
        if keys:
            QShortcut(QKeySequence(keys), self).activated.connect(button.click)
        return button

    def _paper_label(self) -> QLabel:
        width, height = self.pages.sizes_pt[0]
        return text(f"{len(self.pages)} halaman · {paper_name(width, height)}", "redup")

    def _on_scrolled(self) -> None:
        drawn = [s for s in self.sheets if s.is_drawn and s.visibleRegion().isEmpty()]
        for sheet in drawn[: max(0, len(drawn) - GAMBAR_MAX)]:
            sheet.forget()

    def _let_go(self) -> None:
        for sheet in self.sheets:
            sheet.hide()
            sheet.forget()
        self.pages.close()


def paper_name(width_pt: float, height_pt: float) -> str:
    """`A4`, `F4` (215 x 330 mm in Indonesian offices) or the size in millimetres, with `mendatar` for landscape."""
    short, long = sorted(round(side * 25.4 / POIN_PER_INCI) for side in (width_pt, height_pt))
    known = {"A4": (210, 297), "F4": (215, 330), "A5": (148, 210), "A6": (105, 148)}
    near = (name for name, (a, b) in known.items() if abs(short - a) <= 1 and abs(long - b) <= 1)
    name = next(near, f"{short} x {long} mm")
    return f"{name} mendatar" if width_pt > height_pt else name


def print_with_lp(lp: str, pdf: bytes, printer: str, judul: str, salinan: int) -> str:
    """Hands the file to CUPS as it is. Answers what went wrong, or nothing."""
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(pdf)
        file.flush()
        command = [lp, "-d", printer, "-n", str(salinan), "-t", judul, "--", file.name]
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=LP_DETIK, check=False)  # noqa: S603
        except (OSError, subprocess.TimeoutExpired) as no:
            return f"Pencetak {printer} tidak menjawab ({no}). Periksa kabel dan antrean cetak."
    return "" if done.returncode == 0 else f"Pencetak {printer} menolak: {done.stderr.strip()}"


def print_as_images(pages: PdfPages, printer: Any) -> str:
    """Draws every page at the printer's resolution. Answers what went wrong, or nothing."""
    from PySide6.QtCore import QMarginsF, QSizeF
    from PySide6.QtGui import QPageLayout, QPageSize

    dpi = min(printer.resolution(), CETAK_DPI_MAX)
    painter = QPainter()
    for number, (width, height) in enumerate(pages.sizes_pt):
        upright = QSizeF(min(width, height), max(width, height))
        landscape = width > height
        orientation = QPageLayout.Orientation.Landscape if landscape else QPageLayout.Orientation.Portrait
        size = QPageSize(upright, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
        printer.setPageLayout(QPageLayout(size, orientation, QMarginsF(0, 0, 0, 0)))
        printer.setFullPage(True)
        if number == 0:
            if not painter.begin(printer):
                return f"Pencetak {printer.printerName()} tidak dapat dibuka. Periksa apakah menyala dan tersambung."
        else:
            printer.newPage()
        image = pages.draw(number, dpi)
        paper = QSize(
            round(width * printer.resolution() / POIN_PER_INCI), round(height * printer.resolution() / POIN_PER_INCI)
        )
        painter.drawImage(QRectF(QPoint(0, 0), paper.toSizeF()), image)
        QApplication.processEvents()
    painter.end()
    return ""
