"""The look: fonts, palette and style sheet, all from one set of colour tokens (`resources/tema.json`, `tema.qss`)."""

from __future__ import annotations

import re
from functools import cache
from string import Template
from typing import Final

from PySide6.QtGui import QColor, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from ui.kit import tokens

TEMA: Final = ("terang", "gelap")
ZOOM_MIN, ZOOM_MAX = 0.8, 2.0

_SCHEME: Final = {"terang": 1, "gelap": 2}  # Qt.ColorScheme; see ui/kit/card.py on why not by name
_UKURAN = re.compile(r"\b(\d+(?:\.\d+)?)(px|pt)\b")
_PALETTE: Final = {
    QPalette.ColorRole.Window: "background",
    QPalette.ColorRole.WindowText: "ink",
    QPalette.ColorRole.Base: "field",
    QPalette.ColorRole.AlternateBase: "row_alt",
    QPalette.ColorRole.Text: "ink",
    QPalette.ColorRole.PlaceholderText: "muted",
    QPalette.ColorRole.Button: "card",
    QPalette.ColorRole.ButtonText: "ink",
    QPalette.ColorRole.BrightText: "bad",
    QPalette.ColorRole.Highlight: "accent",
    QPalette.ColorRole.HighlightedText: "on_accent",
    QPalette.ColorRole.ToolTipBase: "card",
    QPalette.ColorRole.ToolTipText: "ink",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.LinkVisited: "accent",
    QPalette.ColorRole.Light: "line",
    QPalette.ColorRole.Midlight: "line",
    QPalette.ColorRole.Mid: "line_strong",
    QPalette.ColorRole.Dark: "line_strong",
    QPalette.ColorRole.Shadow: "line_strong",
}
_DIMMED: Final = (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText)


@cache
def load_fonts() -> None:
    """Registers the four faces of the screen font once per process."""
    for weight in (400, 500, 600, 700):
        path = tokens.RESOURCES / "fonts" / f"plus-jakarta-sans-{weight}.ttf"
        if QFontDatabase.addApplicationFont(str(path)) < 0:
            raise FileNotFoundError(f"huruf tidak terbaca: {path.name}")


def apply_theme(app: QApplication, nama: str, zoom: float = 1.0) -> None:
    """Dresses the whole program in `terang` or `gelap`. May be called again at any time; painted widgets follow."""
    zoom = min(max(zoom, ZOOM_MIN), ZOOM_MAX)
    tokens.use(nama, zoom)
    load_fonts()
    if app.style().objectName() != "fusion":
        app.setStyle("Fusion")
    app.styleHints().setProperty("colorScheme", _SCHEME[nama])
    app.setFont(tokens.font())
    app.setPalette(build_palette(nama))
    app.setStyleSheet(build_qss(nama, zoom))
    for window in app.topLevelWidgets():
        _redress(window)


def _redress(window: QWidget) -> None:
    """Widgets that paint themselves keep sizes in pixels; a new zoom must reach them."""
    for widget in window.findChildren(QWidget):
        widget.updateGeometry()
        widget.update()


def build_palette(nama: str) -> QPalette:
    """The twenty roles that Fusion asks for, from the tokens of a theme."""
    theme = tokens.all_tokens()[nama]
    palette = QPalette()
    for role, token in _PALETTE.items():
        palette.setColor(role, QColor(theme[token]))
    for role in _DIMMED:
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(theme["muted"]))
    return palette


def build_qss(nama: str, zoom: float = 1.0) -> str:
    """The style sheet of a theme. Sizes above 2 px grow with the zoom."""
    theme = tokens.all_tokens()[nama]
    icons = (tokens.RESOURCES / "icons").as_posix()
    text = (tokens.RESOURCES / "tema.qss").read_text("utf-8")

    def grow(found: re.Match[str]) -> str:
        size = float(found[1])
        if found[2] == "pt":
            return f"{size * zoom:g}pt"
        return f"{round(size * zoom) if size > 2 else size:g}px"

    scaled = text if zoom == 1.0 else _UKURAN.sub(grow, text)
    return Template(scaled).substitute(theme, icons=icons, tema=nama)


def contrast(satu: str, dua: str) -> float:
    """Contrast ratio of two colours `#RRGGBB`, 1 to 21 (WCAG 2.1, 1.4.3)."""
    a, b = sorted((_luminance(satu), _luminance(dua)), reverse=True)
    return (a + 0.05) / (b + 0.05)


def _luminance(colour: str) -> float:
    def channel(value: int) -> float:
        share = value / 255
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    red, green, blue = (channel(int(colour[i : i + 2], 16)) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
