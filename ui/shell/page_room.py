"""The room of the page: as large as the window leaves it, scrolled only when a page cannot be made smaller."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QStackedWidget, QWidget


class PageRoom(QScrollArea):
    """Keeps the window on the screen whatever size its letters have: what has no room is scrolled to, not lost."""

    def __init__(self, inside: QStackedWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setProperty("focusPolicy", 0)  # Qt.FocusPolicy.NoFocus; see ui/kit/card.py on why not by name
        self.setWidget(_Inside(inside, self))


class _Inside(QWidget):
    """Stands between area and pages, without a layout.

    A scroll area asks a layout with wrapping words how high it would like to be, not how low it can be, and every page
    with a sentence on it would scroll. Here it hears how high the page on show must be at its width.
    """

    def __init__(self, inside: QStackedWidget, room: PageRoom) -> None:
        super().__init__()
        self._inside, self._room = inside, room
        inside.setParent(self)

    def minimumSizeHint(self) -> QSize:
        least = self._inside.minimumSizeHint()
        page = self._inside.currentWidget()
        layout = page.layout() if page is not None else None
        if layout is None or not layout.hasHeightForWidth():
            return least
        return least.expandedTo(QSize(0, layout.minimumHeightForWidth(max(self.width(), least.width()))))

    def sizeHint(self) -> QSize:
        return self._inside.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._inside.setGeometry(self.rect())
        if event.size().width() != event.oldSize().width():
            QApplication.postEvent(self._room, QEvent(QEvent.Type.LayoutRequest))

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest:
            QApplication.sendEvent(self._room, QEvent(QEvent.Type.LayoutRequest))
        return done
