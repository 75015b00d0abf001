"""Colours by meaning, light and dark, read once from `resources/tema.json`; painted widgets ask here at paint time.

A page never writes a colour down. Style sheets get the same tokens from `ui/shell/theme.py`.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QColor, QFont

if TYPE_CHECKING:
    from collections.abc import Mapping

RESOURCES: Final = Path(__file__).resolve().parents[2] / "resources"
KELUARGA: Final = "Plus Jakarta Sans"
PT_DASAR: Final = 10.0
"""Base size in points before the zoom of the desk."""


class Nada(StrEnum):
    """What a colour means. On screen it always stands beside a word or a sign."""

    OK = "ok"
    WARN = "warn"
    BAD = "bad"
    INFO = "info"
    MUTED = "muted"


class _Current:
    nama = "terang"
    zoom = 1.0


_current = _Current()


@cache
def all_tokens() -> Mapping[str, Mapping[str, str]]:
    """Both themes, as the file has them: `{"terang": {"ink": "#16302B", ...}, "gelap": {...}}`."""
    import json  # on first use, after the first paint

    themes: dict[str, dict[str, str]] = json.loads((RESOURCES / "tema.json").read_text("utf-8"))
    return themes


@cache
def _colour(nama: str, token: str) -> QColor:
    return QColor(all_tokens()[nama][token])


def use(nama: str, zoom: float) -> None:
    """Makes a theme (`terang`, `gelap`) and a zoom the current ones; only `apply_theme` calls this."""
    if nama not in all_tokens():
        raise KeyError(f"tema {nama} tidak ada")
    _current.nama, _current.zoom = nama, zoom


def theme_name() -> str:
    """`terang` or `gelap`."""
    return _current.nama


def zoom() -> float:
    """How large letters are at this desk; 1.0 is the size the program came with."""
    return _current.zoom


def colour(token: str) -> QColor:
    """The colour of a token in the current theme. Do not change the object."""
    return _colour(_current.nama, token)


def nada_colours(nada: Nada) -> tuple[QColor, QColor]:
    """Ink and ground of a meaning."""
    return colour(nada.value), colour(f"{nada.value}_bg")


def px(nilai: float) -> int:
    """A design pixel at the current zoom."""
    return round(nilai * _current.zoom)


def font(pt: float = PT_DASAR, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The screen font with tabular figures, for widgets that paint their own text."""
    made = QFont(KELUARGA)
    made.setPointSizeF(pt * _current.zoom)
    made.setWeight(weight)
    made.setFeature(QFont.Tag("tnum"), 1)
    return made
