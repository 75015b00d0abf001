"""Cadangan and Tampilan: what belongs to this computer: its backups, its theme, its letters, its paper."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFormLayout, QProgressBar, QPushButton

from core.settings import KERTAS, KUNCI_LAYAR_MENIT
from ui.kit import tokens
from ui.kit.card import line, text
from ui.kit.memory import desk_settings
from ui.kit.notice import Notice
from ui.opd.bagian import Bagian
from ui.opd.isian import ChoiceBox
from ui.shell.lock import KUNCI_MEMORI, lock_minutes
from ui.shell.theme import TEMA, ZOOM_MAX, ZOOM_MIN

if TYPE_CHECKING:
    from core.errors import Refusal
    from ui.kantor import Pertanyaan
    from ui.shell.page import Konteks

ZOOM_LANGKAH = (0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0)
KUNCI_MENIT = (1, 2, 5, 10, 15, 30, 60)


class CadanganBagian(Bagian):
    """The last verified backup, and one now. `make` does it (on a thread) and answers the file's name."""

    def __init__(self, konteks: Konteks, make: Callable[[], str] | None = None) -> None:
        super().__init__(
            konteks,
            "Cadangan",
            "Tiap kali Pundi ditutup dibuat cadangan yang sudah diperiksa; tiga puluh yang terakhir disimpan.",
        )
        self._make = make
        self.button: QPushButton = self.add_button("Cadangkan sekarang", self.make_now, utama=True)
        self.add_button("Lembar kunci…", self.print_key)
        self.terakhir = text("", "angka-sedang")
        self.alamat = text("", "redup", wrap=True)
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.hide()
        self.peringatan = text("", nada="warn", wrap=True)
        for widget in (self.terakhir, self.alamat, self.bar, line(), self.peringatan):
            self.card.add(widget)
        self.card.body.addStretch(1)
        if make is None:
            self.button.setEnabled(False)
            self.button.setToolTip("Basis data bersama dicadangkan oleh pengelola server.")

    def ask(self, _q: Pertanyaan) -> tuple[str, str, str]:
        kantor = self.konteks.tanya
        return kantor.last_backup(), kantor.alamat, "\n".join(kantor.peringatan)

    def show_answer(self, answer: tuple[str, str, str]) -> None:
        terakhir, alamat, peringatan = answer
        self.terakhir.setText(f"Cadangan terakhir {terakhir}" if terakhir else "Belum ada cadangan")
        self.alamat.setText(f"Basis data: {alamat}")
        self.peringatan.setText(peringatan)
        status = getattr(self.window(), "status", None)
        if status is not None and terakhir and self._make is not None:
            status.cadangan.setText(self.terakhir.text())

    def make_now(self) -> None:
        """A verified backup, with a bar while it runs."""
        if self._make is not None:
            self.bar.show()
            self.button.setEnabled(False)
            self.konteks.desk.ask(self._make, self._on_made, "cadangan", refused=self._on_refused)

    def print_key(self) -> None:
        """The lembar kunci for the safe: without its key a backup opens on no other computer."""
        kantor, huruf = self.konteks.tanya, self.konteks.huruf

        def make() -> tuple[bytes, str]:
            from ui.cetak import kunci_pdf

            return kunci_pdf(kantor, huruf())

        self.konteks.desk.ask(make, self._show_key, "lembar-kunci")

    def _show_key(self, made: tuple[bytes, str]) -> None:
        from ui.kit.preview import PreviewDialog

        self.dialog = PreviewDialog(made[0], "Lembar kunci jejak audit", "lembar-kunci.pdf", self)
        self.dialog.told.connect(self.konteks.notify)
        self.dialog.open()

    def _on_made(self, berkas: str) -> None:
        self._done()
        self.konteks.notify(Notice("Cadangan dibuat dan diperiksa", berkas))
        self.refresh()

    def _on_refused(self, refusal: Refusal) -> None:
        self._done()
        self.konteks.desk.refused.emit(refusal)

    def _done(self) -> None:
        self.bar.hide()
        self.button.setEnabled(True)


class TampilanBagian(Bagian):
    """Theme, size of letters, paper; remembered on this desk alone."""

    def __init__(self, konteks: Konteks) -> None:
        super().__init__(konteks, "Tampilan", "Milik komputer ini; orang lain di meja lain tidak terpengaruh.")
        self.tema: ChoiceBox[str] = ChoiceBox([(t, t.capitalize()) for t in TEMA])
        self.zoom: ChoiceBox[float] = ChoiceBox([(z, f"{round(z * 100)} %") for z in ZOOM_LANGKAH])
        self.kertas: ChoiceBox[str] = ChoiceBox([("F4", "F4, 215 x 330 mm"), ("A4", "A4, 210 x 297 mm")])
        self.kunci: ChoiceBox[int] = ChoiceBox([(m, f"{m} menit") for m in KUNCI_MENIT])
        form = QFormLayout()
        form.setHorizontalSpacing(tokens.px(24))
        form.setVerticalSpacing(tokens.px(10))
        rows = (
            ("Tema  (Ctrl+Shift+L)", self.tema),
            ("Ukuran huruf  (Ctrl+plus, Ctrl+minus)", self.zoom),
            ("Kertas cetakan", self.kertas),
            (KUNCI_LAYAR_MENIT.kalimat, self.kunci),
        )
        for label, box in rows:
            box.setFixedWidth(tokens.px(220))
            box.setAccessibleName(label)
            form.addRow(text(label, "redup"), box)
        self.card.add(form)
        self.card.body.addStretch(1)
        self._show_desk()
        self.tema.value_changed.connect(lambda _: self._dress())
        self.zoom.value_changed.connect(lambda _: self._dress())
        self.kertas.value_changed.connect(lambda k: desk_settings().setValue("cetak/kertas", k))
        self.kunci.value_changed.connect(self._lock_after)

    def ask(self, _q: Pertanyaan) -> Any:
        return None

    def show_answer(self, _answer: Any) -> None:
        self._show_desk()

    def _show_desk(self) -> None:
        zoom = float(str(desk_settings().value("tampilan/zoom", "1.0")))
        near = min(ZOOM_LANGKAH, key=lambda z: abs(z - zoom))
        kertas = str(desk_settings().value("cetak/kertas", KERTAS.baku))
        boxes: tuple[tuple[ChoiceBox[Any], Any], ...] = (
            (self.tema, tokens.theme_name()),
            (self.zoom, near),
            (self.kertas, kertas),
            (self.kunci, min(KUNCI_MENIT, key=lambda m: abs(m - lock_minutes()))),
        )
        for box, nilai in boxes:
            box.blockSignals(True)
            box.set_value(nilai)
            box.blockSignals(False)

    def _lock_after(self, menit: int | None) -> None:
        desk_settings().setValue(KUNCI_MEMORI, menit)
        lock = getattr(self.window(), "lock", None)
        if lock is not None and menit is not None:
            lock.set_minutes(menit)

    def _dress(self) -> None:
        """The window dresses itself, so that its own button knows."""
        window = self.window()
        tema, zoom = self.tema.value() or TEMA[0], self.zoom.value() or 1.0
        dress = getattr(window, "dress", None)
        if dress is not None:
            dress(tema, min(max(zoom, ZOOM_MIN), ZOOM_MAX))
