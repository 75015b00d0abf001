"""What stands on screen before the program is imported: the window's ground in the desk's own theme.

Knows its few colours by heart, so that the first paint reads neither `tema.json` nor a style; a test compares them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QGuiApplication, QPainter

from ui.kit.memory import desk_settings

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

LEBAR_SISI, TINGGI_STATUS = 216, 23
"""Design pixels of the sidebar and the status line, for the ground that is painted before they are built."""
GROUND = {"terang": ("#F6F7F4", "#0F3D3E", "#FFFFFF"), "gelap": ("#101816", "#0B1513", "#17211F")}
"""Per theme: page, sidebar, status line (`background`, `sidebar`, `card` of the theme)."""


def remembered_look() -> tuple[str, float]:
    """Theme and zoom of this desk; at first start the theme follows the system."""
    memory = desk_settings()
    nama = str(memory.value("tampilan/tema", ""))
    if nama not in GROUND:
        nama = "gelap" if QGuiApplication.palette().window().color().lightness() < 128 else "terang"
    return nama, remembered_zoom()


def remembered_zoom() -> float:
    """1.0 is the size the program came with."""
    return float(str(desk_settings().value("tampilan/zoom", "1.0")))


def paint_ground(window: QWidget, nama: str, zoom: float) -> None:
    """The ground of the shell: page, sidebar, status line, where they will stand."""
    page, sisi, status = (QColor(warna) for warna in GROUND[nama])
    width, height = window.width(), window.height()
    foot, side = round(TINGGI_STATUS * zoom), round(LEBAR_SISI * zoom)
    painter = QPainter(window)
    painter.fillRect(0, 0, width, height, page)
    painter.fillRect(0, 0, side, height - foot, sisi)
    painter.fillRect(0, height - foot, width, foot, status)
    painter.end()


def place_on_screen(window: QWidget) -> None:
    """Fits a window on a small screen, in its middle."""
    area = QGuiApplication.primaryScreen().availableGeometry()
    window.resize(min(window.width(), area.width()), min(window.height(), area.height()))
    window.move(area.center() - window.rect().center())
