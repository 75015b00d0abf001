"""A change of zoom while the program is open: sizes that were set when a widget was built follow its letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLayout, QWidget

if TYPE_CHECKING:
    from collections.abc import Iterable

_DASAR = "ukuran_dasar"
"""Under which a widget or a layout keeps its own sizes, with the zoom they belong to: no rounding adds up."""
_TANPA_BATAS = 16_777_215
_DARI_TEMA = ("_q_stylesheet_minw", "_q_stylesheet_minh", "_q_stylesheet_maxw", "_q_stylesheet_maxh")
"""Set by Qt beside a size that comes from the style sheet, which has its own zoom; in the order of `sizes`."""


def rescale(widgets: Iterable[QWidget], before: float, now: float) -> None:
    """Fixed sizes, margins and gaps of these widgets, made for the zoom `before`, become those of `now`."""
    for widget in widgets:
        _rescale_widget(widget, before, now)
        layout = widget.layout()
        if layout is not None:
            for one in (layout, *layout.findChildren(QLayout)):
                _rescale_layout(one, before, now)


def _rescale_widget(widget: QWidget, before: float, now: float) -> None:
    sizes = (widget.minimumWidth(), widget.minimumHeight(), widget.maximumWidth(), widget.maximumHeight())
    if widget.isWindow() or sizes == (0, 0, _TANPA_BATAS, _TANPA_BATAS):
        return
    zoom, own = widget.property(_DASAR) or (before, sizes)
    widget.setProperty(_DASAR, (zoom, own))
    min_w, min_h, max_w, max_h = (
        is_now if n in {0, _TANPA_BATAS} or widget.property(dari_tema) is not None else round(n * now / zoom)
        for n, is_now, dari_tema in zip(own, sizes, _DARI_TEMA, strict=True)
    )
    widget.setMinimumSize(min_w, min_h)
    widget.setMaximumSize(max_w, max_h)


def _rescale_layout(layout: QLayout, before: float, now: float) -> None:
    m = layout.contentsMargins()
    zoom, own = layout.property(_DASAR) or (
        before,
        (m.left(), m.top(), m.right(), m.bottom(), layout.spacing()),
    )
    layout.setProperty(_DASAR, (zoom, own))
    left, top, right, bottom, gap = (round(n * now / zoom) for n in own)
    layout.setContentsMargins(left, top, right, bottom)
    if gap >= 0:
        layout.setSpacing(gap)
