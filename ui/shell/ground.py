"""What stands on screen before the program is imported: the window's ground in the desk's own theme.

Knows its few colours by heart, so that the first paint reads neither `tema.json` nor a style; a test compares them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame

from ui.kit.memory import desk_settings

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

LEBAR_SISI, TINGGI_STATUS = 216, 23
"""Design pixels of the sidebar and the status line, for the ground that is painted before they are built."""
GROUND = {"terang": ("#F6F7F4", "#0F3D3E", "#FFFFFF"), "gelap": ("#101816", "#0B1513", "#17211F")}
"""Per theme: page, sidebar, status line (`background`, `sidebar`, `card` of the theme)."""


def remembered_look() -> tuple[str, float]:
    """Theme and zoom of this desk; at first start the theme follows the system.

    Asks the palette, for the binding makes all hundred enumerations of `Qt` when the first of them is named.
    """
    memory = desk_settings()
    nama = str(memory.value("tampilan/tema", ""))
    if nama not in GROUND:
        nama = "gelap" if QGuiApplication.palette().window().color().lightness() < 128 else "terang"
    return nama, remembered_zoom()


def remembered_zoom() -> float:
    """1.0 is the size the program came with."""
    return float(str(desk_settings().value("tampilan/zoom", "1.0")))


class Ground:
    """The ground of the shell: page, sidebar, status line, where they will stand.

    Said as a style and not painted by hand: the first rectangle that Python paints makes Qt's binding load all that a
    brush can be made of, which takes longer than the bare window.
    """

    def __init__(self, window: QWidget, nama: str, zoom: float) -> None:
        self._window, self._zoom = window, zoom
        page, sisi, status = GROUND[nama]
        self._side, self._foot = QFrame(window), QFrame(window)
        self._side.setObjectName("dasar-sisi")
        self._foot.setObjectName("dasar-status")
        window.setStyleSheet(
            f"QMainWindow {{ background: {page}; }}"
            f"QFrame#dasar-sisi {{ background: {sisi}; }} QFrame#dasar-status {{ background: {status}; }}"
        )
        self.fit()

    def fit(self) -> None:
        """The window has another size."""
        width, height = self._window.width(), self._window.height()
        foot = round(TINGGI_STATUS * self._zoom)
        self._side.setGeometry(0, 0, round(LEBAR_SISI * self._zoom), height - foot)
        self._foot.setGeometry(0, height - foot, width, foot)

    def clear(self) -> None:
        """The shell is there."""
        self._window.setStyleSheet("")
        for frame in (self._side, self._foot):
            frame.hide()
            frame.deleteLater()


def place_on_screen(window: QWidget) -> None:
    """Fits a window on a small screen, in its middle."""
    area = QGuiApplication.primaryScreen().availableGeometry()
    window.resize(min(window.width(), area.width()), min(window.height(), area.height()))
    window.move(area.center() - window.rect().center())
