"""The lock: after a while, or with Ctrl+L, everything of the office is hidden until somebody signs in again.

Nothing is closed. Long work goes on, forms keep what was typed, and a dialog that would open meanwhile waits.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QFrame, QHBoxLayout, QPushButton, QToolTip, QVBoxLayout, QWidget

from core.access import PERAN_NAMA
from core.settings import KUNCI_LAYAR_MENIT
from ui.kit import tokens
from ui.kit.card import Card, text
from ui.kit.memory import desk_settings
from ui.kit.notice import Notice
from ui.kit.tokens import Nada
from ui.shell.sign_in import SignInPanel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QWindow

    from core.access import Pelaku
    from ui.shell.sign_in import Orang, SignIn
    from ui.shell.window import MainWindow

KUNCI_MEMORI = "kunci/menit"
"""Where this desk remembers after how many idle minutes it locks."""
JUDUL_TERKUNCI = "Pundi — terkunci"
_LEBAR = 430
_SIBUK = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)
"""What shows that somebody is at the desk."""


def lock_minutes() -> int:
    """After how many idle minutes this desk locks."""
    return int(str(desk_settings().value(KUNCI_MEMORI, KUNCI_LAYAR_MENIT.baku)))


class LockSheet(QFrame):
    """Lies over the whole window and lets nothing through: who was here, and the way back in."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.setObjectName("kunci")
        self.setAutoFillBackground(True)
        self.setAccessibleName("Layar terkunci")
        self.judul, self.siapa, self.kata = text("", "judul-besar"), text("", "kuat"), text("", "redup", wrap=True)
        self.panel: SignInPanel | None = None
        self.lanjut = QPushButton("Lanjutkan  Enter")
        self.lanjut.setProperty("peran", "utama")
        for key in ("Return", "Enter"):
            QShortcut(QKeySequence(key), self.lanjut).activated.connect(self.lanjut.click)
        self._lay_out()
        window.installEventFilter(self)

    def put_panel(self, panel: SignInPanel) -> None:
        """The names of this desk and the password."""
        self.panel = panel
        self._place.addWidget(panel)
        panel.take_focus()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QResizeEvent):
            self.setGeometry(self._window.rect())
        return False

    def _lay_out(self) -> None:
        card = Card()
        card.setFixedWidth(tokens.px(_LEBAR))
        card.body.setContentsMargins(tokens.px(26), tokens.px(22), tokens.px(26), tokens.px(22))
        card.body.setSpacing(tokens.px(10))
        for widget in (self.judul, self.siapa, self.kata):
            card.add(widget)
        self._place = QVBoxLayout()
        card.add(self._place)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.lanjut)
        card.add(row)
        self.lanjut.hide()
        column = QVBoxLayout(self)
        column.addStretch(2)
        column.addWidget(card, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        self.setGeometry(self._window.rect())


class Lock(QObject):
    """Watches whether anybody is at the desk, and hides the window when nobody is."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.sheet: LockSheet | None = None
        self._hidden: list[QWidget] = []
        self._shortcuts: list[QShortcut] = []
        self._focus: QWidget | None = None
        self._titel = ""
        self._idle = QTimer(self, singleShot=True)
        self._idle.timeout.connect(self.lock)
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.focusWindowChanged.connect(self._listen_to)
        self._listen_to(window.windowHandle())
        self.set_minutes(lock_minutes())

    @property
    def is_locked(self) -> bool:
        """Whether the sheet lies over the window."""
        return self.sheet is not None

    def set_minutes(self, menit: int) -> None:
        """Counts anew, up to so many idle minutes."""
        self._idle.start(menit * 60_000)

    def lock(self) -> None:
        """Hides everything now. Where nobody has signed in there is nothing to hide."""
        window = self._window
        pelaku = window.konteks.pelaku
        if self.is_locked or pelaku is None:
            return
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        QToolTip.hideText()
        self._focus = QApplication.focusWidget()
        self._titel = window.windowTitle()
        self._hidden = [w for w in QApplication.topLevelWidgets() if _is_open_dialog(w)]
        for dialog in reversed(self._hidden):
            dialog.hide()
        window.setWindowTitle(JUDUL_TERKUNCI)
        window.centralWidget().hide()
        self._shortcuts = [s for s in window.findChildren(QShortcut) if s.isEnabled()]
        for shortcut in self._shortcuts:
            shortcut.setEnabled(False)
        self.sheet = LockSheet(window)
        self._fill(self.sheet, pelaku)
        self.sheet.show()
        self.sheet.raise_()
        self.sheet.setFocus()
        app = QApplication.instance()
        assert app is not None
        app.installEventFilter(self)

    def unlock(self, pelaku: Pelaku | None = None) -> None:
        """Brings everything back, for this person; the same person finds the cursor where it stood."""
        sheet, window = self.sheet, self._window
        if sheet is None:
            return
        app = QApplication.instance()
        assert app is not None
        app.removeEventFilter(self)
        window.removeEventFilter(sheet)
        self.sheet = None
        sheet.hide()
        sheet.deleteLater()
        for shortcut in [s for s in self._shortcuts if shiboken6.isValid(s)]:
            shortcut.setEnabled(True)
        window.centralWidget().show()
        window.setWindowTitle(self._titel)
        self._give_back(pelaku)
        self.set_minutes(lock_minutes())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _SIBUK:
            if not self.is_locked and self._idle.isActive():
                self._idle.start()
            if isinstance(event, QKeyEvent) and self._is_lock_key(watched, event):
                self.lock()
                return True
        elif event.type() is QEvent.Type.Show and self.is_locked and isinstance(watched, QDialog):
            self._keep_away(watched)
        return False

    def _is_lock_key(self, watched: QObject, event: QKeyEvent) -> bool:
        """Ctrl+L over a dialog, which keeps the window's own shortcuts away."""
        if self.is_locked or watched is self._window.windowHandle():
            return False
        return event.key() == Qt.Key.Key_L and event.modifiers() == Qt.KeyboardModifier.ControlModifier

    def _fill(self, sheet: LockSheet, pelaku: Pelaku) -> None:
        peran = ", ".join(PERAN_NAMA[p] for p in sorted(pelaku.peran))
        sheet.judul.setText("Layar terkunci")
        sheet.siapa.setText(f"{pelaku.nama} · {peran}")
        sign_in = self._window.sign_in
        if sign_in is None:
            self._offer_to_go_on(sheet)
            return
        sheet.kata.setText("Isian dan pekerjaan yang berjalan tetap seperti ditinggalkan.")
        self._window.desk.ask(sign_in.people, lambda people: self._show_people(sheet, people, sign_in, pelaku))

    def _show_people(self, sheet: LockSheet, people: Sequence[Orang], sign_in: SignIn, pelaku: Pelaku) -> None:
        if self.sheet is not sheet:
            return
        here = next((o for o in people if o.id == pelaku.id), None)
        if here is not None and not here.bersandi:
            self._offer_to_go_on(sheet)
            return
        panel = SignInPanel(people, sign_in, self._window.desk)
        panel.choose(next((n for n, o in enumerate(people) if o.id == pelaku.id), 0))
        panel.signed_in.connect(self.unlock)
        sheet.put_panel(panel)

    def _offer_to_go_on(self, sheet: LockSheet) -> None:
        """Without a password the sheet keeps curious eyes away, no more, and says so."""
        sheet.judul.setText("Layar disembunyikan")
        sheet.kata.setText(
            "Meja ini belum memakai kata sandi: siapa pun dapat melanjutkan dengan Enter. "
            "Kata sandi dibuat di Pengaturan, bagian Orang."
        )
        sheet.lanjut.clicked.connect(lambda: self.unlock(self._window.konteks.pelaku))
        sheet.lanjut.show()
        sheet.lanjut.setFocus()

    def _give_back(self, pelaku: Pelaku | None) -> None:
        before = self._window.konteks.pelaku
        if pelaku is not None and pelaku != before:
            self._window.set_person(pelaku)
        left, self._hidden = [d for d in self._hidden if shiboken6.isValid(d)], []
        for dialog in left:
            dialog.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen, False)
            dialog.show()
        if left and before is not None and pelaku is not None and pelaku.id != before.id:
            kalimat = "Selesaikan, atau tutup dengan Esc."
            self._window.notify(Notice(f"Isian yang ditinggalkan {before.nama} masih terbuka", kalimat, Nada.WARN))
        focus, self._focus = self._focus, None
        if focus is not None and shiboken6.isValid(focus) and focus.isVisible():
            focus.window().activateWindow()
            focus.setFocus()

    def _keep_away(self, dialog: QDialog) -> None:
        """A dialog that long work opens now waits until somebody is here; not even its frame is drawn."""
        if dialog not in self._hidden and dialog.isWindow():
            self._hidden.append(dialog)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
            QTimer.singleShot(0, dialog, dialog.hide)

    def _listen_to(self, window: QWindow | None) -> None:
        """Keys and mouse are seen at the windows of the screen, where they come by once."""
        if window is not None:
            window.removeEventFilter(self)
            window.installEventFilter(self)


def _is_open_dialog(widget: QWidget) -> bool:
    return isinstance(widget, QDialog) and widget.isVisible()
