"""Starts the desktop: paints first, then opens the office, and offers the sample office where there is none."""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QApplication

from ui.shell.ground import place_on_screen, remembered_look
from ui.shell.window import MainWindow

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from core.access import Pelaku
    from core.bus import Clock, Command, Hasil
    from core.documents.kit import Huruf
    from ui.kantor import Kantor, Pembuka, Pertanyaan
    from ui.pelacakan.penerbit import Penerbit
    from ui.shell.first_start import Jawaban
    from ui.shell.palette import Found


class Mulai:
    """One run of the desktop, from the first paint to the verified backup at the end."""

    def __init__(
        self, pembuka: Callable[[], Pembuka], huruf: Callable[[], Huruf], sumber: Path, versi: str, clock: Clock
    ) -> None:
        self._make_pembuka = pembuka
        self._pembuka: Pembuka | None = None
        self.huruf = huruf
        self._sumber = sumber
        self._versi = versi
        self._clock = clock
        self.kantor: Kantor | None = None
        self.window = MainWindow()
        self._penerbit: Penerbit | None = None

    def begin(self) -> None:
        """Shows the window's ground; the shell and the database follow after the first paint."""
        place_on_screen(self.window)
        self.window.after_first_paint(self._furnish_and_open)
        self.window.show()

    def furnish(self) -> None:
        """Dresses the program and puts the shell into the window."""
        from ui.bridge.desk import Desk
        from ui.shell.halaman import pages
        from ui.shell.theme import apply_theme

        app = QApplication.instance()
        assert isinstance(app, QApplication)
        apply_theme(app, *remembered_look())
        self.window.furnish(pages(), Desk(), self._clock, versi=self._versi)
        self.window.add_search(self._search)
        self.window.konteks.huruf = self.huruf

    def _search(self, typed: str) -> Sequence[Found]:
        from ui.shell.cari import search_office

        return search_office(self.window.konteks, typed)

    def _furnish_and_open(self) -> None:
        self.furnish()
        self.open_last()

    def open_last(self) -> None:
        """Opens the office used last, on a thread of its own; offers a first start where there is none."""
        self.window.desk.prepare(self._find, self._on_found)

    def _find(self) -> Kantor | None:
        self._pembuka = self._make_pembuka()
        db = self._pembuka.default_db()
        return self._pembuka.open(db) if self._pembuka.exists(db) else None

    def _on_found(self, kantor: Kantor | None) -> None:
        if kantor is not None:
            self.enter(kantor, kantor.only_person())
            return
        from ui.shell.first_start import FirstStartDialog

        self.window.head.show_head("Pundi", "Belum ada kantor di komputer ini")
        dialog = FirstStartDialog(self.window.konteks.today().year, self.window)
        dialog.finished.connect(lambda _: self.found(dialog.answer()))
        dialog.open()

    def found(self, jawaban: Jawaban | None) -> None:
        """What the first start was answered: the sample office, a new one, or nothing."""
        if jawaban is None:
            self.window.close()
            return
        assert self._pembuka is not None
        self.window.head.show_head("Pundi", "Menyiapkan kantor…")
        self.window.desk.prepare(partial(self._found_office, self._pembuka, jawaban), self._on_founded)

    def _found_office(self, pembuka: Pembuka, jawaban: Jawaban) -> tuple[Kantor, Pelaku | None]:
        from ui.shell.first_start import KantorContoh
        from ui.shell.kantor_baru import create_office, sample_office

        if isinstance(jawaban, KantorContoh):
            return sample_office(pembuka, self._sumber)
        return create_office(pembuka, jawaban)

    def _on_founded(self, found: tuple[Kantor, Pelaku | None]) -> None:
        self.enter(*found)

    def enter(self, kantor: Kantor, pelaku: Pelaku | None) -> None:
        """The office is open: pages get their questions, people can change."""
        from core.calendar import Bulan
        from ui.shell.sign_in import SignIn

        self.kantor = kantor
        window = self.window
        window.set_sign_in(SignIn(partial(_people, kantor), partial(_check, kantor)))
        window.show_office(kantor.opd.nama, kantor.opd.tahun_anggaran, Bulan.of(window.konteks.today()).nama)
        tempat = "lokal" if kantor.is_local else "bersama"
        cadangan = _backup_words(kantor) if kantor.is_local else ""
        window.show_database(f"Basis data {tempat} · {kantor.alamat}", cadangan)
        window.attach(self.execute, kantor, pelaku)
        self._keep_pages_fresh()
        window.status.show_warnings(kantor.peringatan)
        if pelaku is None:
            window.ask_person()

    def _keep_pages_fresh(self) -> None:
        """Phone pages of the web space, where this workstation has been given a folder for them."""
        from ui.pelacakan.penerbit import Penerbit

        if self._penerbit is None:
            self._penerbit = Penerbit(self.window.konteks, self.window)

    def execute(self, command: Command) -> Hasil:
        """In the name of the person at the desk now."""
        from core.errors import Refusal

        pelaku = self.window.konteks.pelaku if self.kantor is not None else None
        if pelaku is None or self.kantor is None:
            raise Refusal("ERR_BELUM_MASUK", "Belum ada orang yang masuk; pilih Ganti orang dan isi kata sandi.")
        return self.kantor.execute(command, pelaku)

    def end(self) -> Path | None:
        """Lets running work end, then closes the office with a verified backup."""
        if self.window.centralWidget() is not None:
            self.window.desk.close()
        return self.kantor.close() if self.kantor is not None else None


def _people(kantor: Kantor) -> list[Any]:
    from core.access import PERAN_NAMA
    from ui.shell.sign_in import Orang

    def ask(q: Pertanyaan) -> list[Any]:
        return [
            Orang(o.id, o.nama, ", ".join(PERAN_NAMA[p] for p in sorted(o.peran)), bool(q.pengguna.password_hash(o.id)))
            for o in q.pengguna.people()
        ]

    return kantor.ask(ask)


def _backup_words(kantor: Kantor) -> str:
    at = kantor.last_backup()
    return f"Cadangan terakhir {at}" if at else "Belum ada cadangan"


def _check(kantor: Kantor, orang_id: Any, sandi: str) -> Pelaku:
    orang = next(o for o in kantor.ask(lambda q: q.pengguna.people()) if o.id == orang_id)
    return kantor.sign_in(orang.nama_login, sandi)


def run_desktop(
    pembuka: Callable[[], Pembuka], huruf: Callable[[], Huruf], sumber: Path, versi: str, clock: Clock
) -> int:
    """The desktop face from start to exit code."""
    QApplication.setStyle("Fusion")
    app = QApplication(sys.argv[:1])
    app.setApplicationName("Pundi")
    app.setOrganizationName("Pundi")
    run = Mulai(pembuka, huruf, sumber, versi, clock)
    run.begin()
    kode = int(app.exec())
    run.end()
    return kode
