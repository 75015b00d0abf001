"""MainWindow: sidebar, page head, the page, status line; notices over all of it.

On screen before anything else of the program is imported: an unfurnished window paints its ground, `furnish` puts the
shell in, `attach` brings the office, and only then the first page is built. Pages are built on their first visit.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QApplication, QMainWindow

from ui.kit import tokens
from ui.shell.ground import Ground, remembered_look, remembered_zoom

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from PySide6.QtGui import QCloseEvent, QPaintEvent, QResizeEvent
    from PySide6.QtWidgets import QDialog

    from core.access import Pelaku
    from core.bus import Clock
    from ui.bridge.desk import Desk, Execute
    from ui.kit.notice import Notice
    from ui.shell.grids import Grids
    from ui.shell.lock import Lock
    from ui.shell.page import Page, PageSpec
    from ui.shell.palette import Search
    from ui.shell.sign_in import Orang, SignIn

LEBAR, TINGGI = 1366, 768
ZOOM_LANGKAH = 0.1
_TAK_TERLIHAT_MS = 1000


class MainWindow(QMainWindow):
    """One workstation. `pages` are all pages that exist; the navigation lists those the person may see.

    Made without a desk it is only the frame and its ground, on screen at once; `furnish` follows.
    """

    def __init__(
        self, pages: Sequence[PageSpec] = (), desk: Desk | None = None, clock: Clock | None = None, *, versi: str = ""
    ) -> None:
        super().__init__()
        self.setWindowTitle("Pundi")
        self.resize(LEBAR, TINGGI)
        self._on_first_paint: Callable[[], None] | None = None
        self._pages: dict[str, Page] = {}
        self._trail: list[str] = []
        self._searches: list[Search] = []
        self.sign_in: SignIn | None = None
        self.lock: Lock | None = None
        self.grids: Grids | None = None
        self._kantor = ""
        self._ground: Ground | None = None
        if desk is not None:
            assert clock is not None
            self.furnish(pages, desk, clock, versi=versi)
        else:
            self._ground = Ground(self, *remembered_look())

    def furnish(self, pages: Sequence[PageSpec], desk: Desk, clock: Clock, *, versi: str = "") -> None:
        """Puts the shell into the frame."""
        from ui.shell.page import Konteks

        if self._ground is not None:
            self._ground.clear()
            self._ground = None
        self._specs = {spec.id: spec for spec in pages}
        self._versi = versi
        self.desk = desk
        self.konteks = Konteks(desk, clock, self.open_page, self.notify)
        self._build(pages)
        self._listen()

    def after_first_paint(self, then: Callable[[], None]) -> None:
        """Calls `then` once the frame is on screen; after a second at the latest, should nobody see it."""
        from PySide6.QtCore import QTimer

        self._on_first_paint = then
        QTimer.singleShot(_TAK_TERLIHAT_MS, self, self._first_painted)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._on_first_paint is not None:
            from PySide6.QtCore import QTimer

            QTimer.singleShot(0, self, self._first_painted)
        super().paintEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._ground is not None:
            self._ground.fit()

    def _first_painted(self) -> None:
        then, self._on_first_paint = self._on_first_paint, None
        if then is not None:
            then()

    def attach(self, execute: Execute, tanya: Any, pelaku: Pelaku | None) -> None:
        """The database is open: hands queries and person to the pages and shows the first one."""
        from PySide6.QtGui import QIcon

        if self.lock is None:
            from ui.shell import grids, lock

            self.grids, self.lock = grids.Grids(self), lock.Lock(self)
        self.setWindowIcon(QIcon(str(tokens.RESOURCES / "icons" / "pundi-64.png")))
        self.konteks.tanya = tanya
        self.desk.attach(execute)
        self.set_person(pelaku)

    def set_person(self, pelaku: Pelaku | None) -> None:
        """Another person is at the desk: the navigation and every open page look again."""
        self.konteks.pelaku = pelaku
        self.sidebar.show_person(pelaku, self._kantor)
        if pelaku is None:
            return
        self.sidebar.show_allowed(self.konteks.may)
        for page in self._pages.values():
            page.mark_stale()
        allowed = self.sidebar.visible_ids()
        here = self.current_id()
        if here not in allowed and allowed:
            self.open_page(allowed[0])
        else:
            self._show_head()

    def set_sign_in(self, sign_in: SignIn) -> None:
        """How people change at this desk."""
        self.sign_in = sign_in

    def show_office(self, nama: str, tahun: int, bulan: str = "") -> None:
        """Which office, budget year and month: `Dinas Contoh · TA 2026 · November 2026 (terbuka)`."""
        self._kantor = nama
        self.status.kantor.setText(" · ".join(part for part in (nama, f"TA {tahun}", bulan) if part))
        self.sidebar.show_person(self.konteks.pelaku, nama)
        self.setWindowTitle(f"{nama} — Pundi")

    def show_database(self, basisdata: str, cadangan: str = "") -> None:
        """Where the data lie, and when they were last saved elsewhere."""
        self.status.database.setText(basisdata)
        self.status.cadangan.setText(cadangan)

    def current_id(self) -> str:
        """The page on show; empty before the first."""
        return self._trail[-1] if self._trail else ""

    def page(self, page_id: str) -> Page:
        """A page, built now if nobody has been there yet."""
        if page_id not in self._pages:
            made = self._pages[page_id] = self._specs[page_id].build(self.konteks)
            made.head_changed.connect(lambda: self._on_head_changed(page_id))
            self._stack.addWidget(made)
        return self._pages[page_id]

    def open_page(self, page_id: str, isi: Any = None) -> None:
        """Goes to a page, with something in hand if need be (the id of a row, a filter)."""
        from ui.kit.notice import Notice

        spec = self._specs[page_id]
        if not self.konteks.may(spec.izin):
            self.notify(
                Notice(
                    "Halaman ini bukan untuk peran Anda",
                    f"{spec.judul}: ganti orang untuk membukanya.",
                    tokens.Nada.WARN,
                )
            )
            return
        page = self.page(page_id)
        came = self.current_id() != page_id
        if came:
            self._trail = [*self._trail[-20:], page_id]
        if isi is not None:
            page.open_with(isi)
        self._put_on_top(page)
        if came:
            page.take_focus()
        self.sidebar.mark(page_id)
        self._show_head()

    def _put_on_top(self, page: Page) -> None:
        """Shows a page. Only the one on show has a say in how much room is needed: a wide one does not widen others."""
        from PySide6.QtWidgets import QSizePolicy

        rest, seen = QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred
        for other in self._pages.values():
            policy = seen if other is page else rest
            other.setSizePolicy(policy, policy)
        self._stack.setCurrentWidget(page)

    def go_back(self) -> None:
        """Esc: takes the newest notice away, else returns to the page before."""
        if self.notices.close_newest() or len(self._trail) < 2:
            return
        self._trail.pop()
        self.open_page(self._trail.pop())

    def notify(self, notice: Notice) -> None:
        """Says something in passing."""
        self.notices.tell(notice)

    def add_search(self, search: Search) -> None:
        """Lets Ctrl+K find more than pages and commands, answered on a reader thread."""
        self._searches.append(search)
        self.head.set_search_words("Cari SPM, rekanan, bukti…")

    def ask_person(self) -> None:
        """Opens the sign-in dialog with the names of this desk."""
        if self.sign_in is not None:
            self.desk.ask(self.sign_in.people, self._show_sign_in, "orang")

    def lock_now(self) -> None:
        """Ctrl+L: hides everything until somebody signs in."""
        if self.lock is not None:
            self.lock.lock()

    def open_palette(self) -> None:
        """Ctrl+K."""
        from ui.shell.palette import CommandPalette, Found

        pages = [
            Found(s.judul, s.grup, partial(self.open_page, s.id))
            for s in self._specs.values()
            if s.id in self.sidebar.visible_ids()
        ]
        here = self._pages.get(self.current_id())
        actions = [
            Found(a.title, f"perintah  {a.shortcut}", a.run)
            for a in (here.actions() if here else ())
            if a.enabled and self.konteks.may(a.izin)
        ]
        palette = CommandPalette([*actions, *pages], self.desk, self._searches, self)
        _open(palette)

    def show_help(self) -> None:
        """F1: the help page of this page, with the rule it follows."""
        from ui.shell.help import HelpDialog

        here = self.current_id()
        judul = self._specs[here].judul if here else "Pundi"
        dialog = HelpDialog(here, judul, self)
        _open(dialog)

    def show_crash(self, error: BaseException) -> None:
        """A bug: opens the window with the report."""
        from ui.shell.crash import CrashDialog, crash_report

        at: datetime = self.konteks.clock.now()
        dialog = CrashDialog(crash_report(error, self._versi, at), self)
        _open(dialog)

    def toggle_theme(self) -> None:
        """Light to dark and back, remembered on this desk."""
        self.dress("terang" if tokens.theme_name() == "gelap" else "gelap", remembered_zoom())

    def dress(self, nama: str, zoom: float) -> None:
        """Puts on a theme and a zoom, and remembers them."""
        from ui.kit.memory import desk_settings
        from ui.shell.rescale import rescale
        from ui.shell.theme import apply_theme

        app = QApplication.instance()
        assert isinstance(app, QApplication)
        before = tokens.zoom()
        apply_theme(app, nama, zoom)
        if before != zoom:
            rescale(app.allWidgets(), before, zoom)
        self.status.name_theme(nama)
        memory = desk_settings()
        memory.setValue("tampilan/tema", nama)
        memory.setValue("tampilan/zoom", f"{zoom:.2f}")

    def change_zoom(self, langkah: float) -> None:
        """Ctrl+plus and Ctrl+minus; 0 goes back to the size the program came with."""
        from ui.shell.theme import ZOOM_MAX, ZOOM_MIN

        zoom = min(max(remembered_zoom() + langkah, ZOOM_MIN), ZOOM_MAX) if langkah else 1.0
        self.dress(tokens.theme_name(), zoom)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.centralWidget() is not None:
            self.desk.close()
        super().closeEvent(event)

    def _build(self, pages: Sequence[PageSpec]) -> None:
        from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

        from ui.kit.notice import NoticeArea
        from ui.shell.page_head import PageHead
        from ui.shell.page_room import PageRoom
        from ui.shell.sidebar import Sidebar
        from ui.shell.status_bar import StatusBar

        self.sidebar = Sidebar(pages)
        self.head = PageHead()
        self.status = StatusBar()
        self.status.name_theme(tokens.theme_name())
        self._stack = QStackedWidget()
        self._stack.addWidget(QWidget())
        content = QWidget()
        content.setObjectName("isi")
        column = QVBoxLayout(content)
        column.setContentsMargins(tokens.px(24), tokens.px(18), tokens.px(24), tokens.px(14))
        column.setSpacing(tokens.px(12))
        column.addWidget(self.head)
        column.addWidget(PageRoom(self._stack), 1)
        upper = QHBoxLayout()
        upper.setSpacing(0)
        upper.addWidget(self.sidebar)
        upper.addWidget(content, 1)
        whole = QWidget()
        outer = QVBoxLayout(whole)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(upper, 1)
        outer.addWidget(self.status)
        self.setCentralWidget(whole)
        self.notices = NoticeArea(content)
        self.head.show_head("Pundi", "Membuka basis data…")

    def _listen(self) -> None:
        from PySide6.QtGui import QKeySequence, QShortcut

        self.sidebar.page_asked.connect(self.open_page)
        self.sidebar.person_asked.connect(self.ask_person)
        self.sidebar.lock_asked.connect(self.lock_now)
        self.head.search_asked.connect(self.open_palette)
        self.status.theme_asked.connect(self.toggle_theme)
        self.desk.refused.connect(self.notices.refuse)
        self.desk.crashed.connect(self.show_crash)
        self.desk.busy_changed.connect(self.status.show_busy)
        for keys, run in (
            ("Ctrl+K", self.open_palette),
            ("F1", self.show_help),
            ("Esc", self.go_back),
            ("F12", self.ask_person),
            ("Ctrl+L", self.lock_now),
            ("Ctrl+Shift+L", self.toggle_theme),
            ("Ctrl++", lambda: self.change_zoom(ZOOM_LANGKAH)),
            ("Ctrl+=", lambda: self.change_zoom(ZOOM_LANGKAH)),
            ("Ctrl+-", lambda: self.change_zoom(-ZOOM_LANGKAH)),
            ("Ctrl+0", lambda: self.change_zoom(0)),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(run)
        for spec in self._specs.values():
            if spec.pintasan:
                shortcut = QShortcut(QKeySequence(spec.pintasan), self)
                shortcut.activated.connect(lambda page_id=spec.id: self.open_page(page_id))

    def _on_head_changed(self, page_id: str) -> None:
        if page_id == self.current_id():
            self._show_head()

    def _show_head(self) -> None:
        page = self._pages.get(self.current_id())
        if page is not None:
            self.head.show_head(page.title(), page.subtitle())
            self.head.show_actions(page.actions(), self.konteks.may)
            assert self.grids is not None
            self.grids.show_page(page)

    def _show_sign_in(self, people: Sequence[Orang]) -> None:
        from ui.shell.sign_in import SignInDialog

        if self.sign_in is None:
            return
        dialog = SignInDialog(people, self.sign_in, self.desk, self)
        dialog.signed_in.connect(self.set_person)
        _open(dialog)


def _open(dialog: QDialog) -> None:
    from PySide6.QtCore import Qt

    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
