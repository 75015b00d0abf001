"""How one cell of a list is painted."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QHelpEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QToolTip

from ui.kit import tokens
from ui.kit.chip import chip_font, paint_chip
from ui.kit.table import Jenis, RowTable

_TEPI = 8
_UTUH = frozenset({Jenis.UANG, Jenis.TANGGAL})
"""Half an amount is a wrong amount, half a date no date: their columns grow when something does not fit."""


class CellDelegate(QStyledItemDelegate):
    """Paints a cell of a RowTable: ground, then a chip or a line of text that ends in an ellipsis."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        model = index.model()
        assert isinstance(model, RowTable)
        row, column, area = index.row(), index.column(), option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, tokens.colour("row_selected"))
        elif row & 1:
            painter.fillRect(area, tokens.colour("row_alt"))
        cell = model.cell(row, column)
        if not cell.text:
            return
        edge = tokens.px(_TEPI)
        inner = area.adjusted(edge, 0, -edge, 0)
        if cell.status is not None:
            painter.save()
            paint_chip(painter, QRectF(inner.adjusted(-2, 0, 2, 0)), cell.status, chip_font())
            painter.restore()
            return
        painter.setPen(tokens.colour("bad" if cell.merah else "ink"))
        metrics: QFontMetrics = option.fontMetrics
        text = cell.text
        if metrics.horizontalAdvance(text) > inner.width():
            if model.columns[column].jenis in _UTUH and (view := self.parent()) is not None:
                view.widths.ask_room(column, metrics.horizontalAdvance(text) + 2 * edge)  # type: ignore[attr-defined]
            text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, int(model.columns[column].alignment), text)

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        _option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        model = index.model()
        if not isinstance(model, RowTable):
            return False
        text = model.cell(index.row(), index.column()).text
        room = view.visualRect(model.index(index.row(), index.column())).width() - 2 * tokens.px(_TEPI)
        cut = view.fontMetrics().horizontalAdvance(text) > room
        QToolTip.showText(event.globalPos(), text if cut else "", view)
        return True
