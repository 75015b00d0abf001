"""RincianEdit: the lines of a purchase, each an account of the pagu, its amount, and what is left afterwards."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from core.errors import Refusal
from core.kas.isi import Rincian
from core.money import NOL, Rupiah, format_sen, total
from ui.kas.bukti_dialog import read_amount
from ui.kit import tokens
from ui.kit.account_edit import AccountEdit, Pilihan
from ui.kit.card import restyle, text
from ui.kit.rupiah_edit import RupiahEdit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.anggaran.queries import Ketersediaan


def choices(pagu: Sequence[Ketersediaan]) -> dict[str, tuple[Pilihan, Ketersediaan]]:
    """Each pagu row under its kode rekening; with its sub kegiatan where an account stands under several."""
    many = {rekening for rekening, n in Counter(k.rekening for k in pagu).items() if n > 1}
    found = {}
    for k in pagu:
        kode = k.rekening if k.rekening not in many else f"{k.rekening} ({k.sub_kegiatan})"
        found[kode] = (Pilihan(kode, f"{k.uraian} · sisa {k.sisa_pagu}"), k)
    return found


class BarisRincian(QWidget):
    """One line: account, amount, and what is left of its pagu."""

    changed = Signal()
    removed = Signal()

    def __init__(self, pilihan: dict[str, tuple[Pilihan, Ketersediaan]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: dict[str, Ketersediaan] = {}
        self.rekening = AccountEdit((), "Kode rekening atau kata dari uraiannya")
        self.rekening.setAccessibleName("Rekening")
        self.nilai = RupiahEdit()
        self.nilai.setAccessibleName("Jumlah")
        self.nilai.setFixedWidth(tokens.px(150))
        self.remove = QToolButton()
        self.remove.setText("×")
        self.remove.setToolTip("Buang baris ini (Ctrl+Del)")
        self.remove.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.remove.clicked.connect(self.removed)
        self.sisa = text("", "kecil")
        row = QHBoxLayout()
        row.setSpacing(tokens.px(8))
        row.addWidget(self.rekening, 1)
        row.addWidget(self.nilai)
        row.addWidget(self.remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.px(2))
        column.addLayout(row)
        column.addWidget(self.sisa)
        self.set_choices(pilihan)
        self.rekening.value_changed.connect(self.show_left)
        self.rekening.error_changed.connect(self.show_left)
        self.nilai.value_changed.connect(self.show_left)
        self.show_left()

    @property
    def baris(self) -> Ketersediaan | None:
        """The pagu row chosen."""
        return self._rows.get(self.rekening.value())

    def set_choices(self, pilihan: dict[str, tuple[Pilihan, Ketersediaan]]) -> None:
        """Other accounts (a TU has its own)."""
        self._rows = {kode: k for kode, (_, k) in pilihan.items()}
        self.rekening.set_choices([p for p, _ in pilihan.values()])

    def is_empty(self) -> bool:
        """Whether nothing has been typed."""
        return not self.rekening.text().strip() and not self.nilai.text().strip()

    def shown_value(self) -> Rupiah:
        """The amount as far as it is one."""
        return self.nilai.value() if self.nilai.is_valid() else NOL

    def show_left(self) -> None:
        """Says what is left of the pagu after this line."""
        k, nilai = self.baris, self.shown_value()
        if k is None:
            kata, bad = self.rekening.error(), bool(self.rekening.error())
        else:
            sesudah = k.sisa_pagu - nilai
            bad = sesudah < NOL
            awal = "melebihi pagu" if bad else "sisa pagu sesudahnya"
            kata = f"{k.sub_kegiatan} · {awal} {format_sen(sesudah.sen, brackets=True)}"
        self.sisa.setText(kata)
        self.sisa.setVisible(bool(kata))
        self.sisa.setProperty("gaya", "galat" if bad else "kecil")
        restyle(self.sisa)
        self.changed.emit()


class RincianEdit(QWidget):
    """All lines of a purchase; Ins adds one, Ctrl+Del takes one away."""

    changed = Signal()

    def __init__(self, pagu: Sequence[Ketersediaan], enter: QObject, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pilihan = choices(pagu)
        self._enter = enter
        self.lines: list[BarisRincian] = []
        self._column = QVBoxLayout()
        self._column.setSpacing(tokens.px(6))
        self.more = QPushButton("+ tambah baris  Ins")
        self.more.setProperty("peran", "tautan")
        self.more.setAutoDefault(False)
        self.more.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.more.clicked.connect(self.start_line)
        foot = QHBoxLayout()
        foot.addWidget(self.more)
        foot.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(tokens.px(4))
        outer.addLayout(self._column)
        outer.addLayout(foot)
        self.add_line()

    def set_pagu(self, pagu: Sequence[Ketersediaan]) -> None:
        """Other accounts may be chosen now."""
        self._pilihan = choices(pagu)
        for baris in self.lines:
            baris.set_choices(self._pilihan)

    def add_line(self) -> BarisRincian:
        """One more empty line."""
        made = BarisRincian(self._pilihan)
        made.changed.connect(self.changed)
        made.removed.connect(lambda: self.remove_line(made))
        for widget in (made.rekening, made.nilai):
            widget.installEventFilter(self._enter)
            widget.installEventFilter(self)
        last = self.lines[-1].nilai if self.lines else None
        self.lines.append(made)
        self._column.addWidget(made)
        if last is not None:
            QWidget.setTabOrder(last, made.rekening)
        QWidget.setTabOrder(made.rekening, made.nilai)
        self._show_remove()
        return made

    def start_line(self) -> None:
        """Adds a line and goes there."""
        self.add_line().rekening.setFocus()

    def remove_line(self, baris: BarisRincian) -> None:
        """Takes a line away; the last one is only emptied."""
        if len(self.lines) == 1:
            baris.rekening.clear()
            baris.rekening.set_value("")
            baris.nilai.set_value(NOL)
        else:
            self.lines.remove(baris)
            self._column.removeWidget(baris)
            baris.hide()
            baris.deleteLater()
            self._show_remove()
        self.changed.emit()

    def total(self) -> Rupiah:
        """The sum of what are amounts."""
        return total([b.shown_value() for b in self.lines])

    def rincian(self) -> tuple[Rincian, ...]:
        """The lines; refuses one without account or amount."""
        found = []
        for i, baris in enumerate(b for b in self.lines if not b.is_empty()):
            nilai = read_amount(baris.nilai, f"rincian[{i}]")
            if baris.baris is None:
                raise Refusal(
                    "ERR_REKENING_TIDAK_ADA",
                    f"Baris {i + 1}: rekening “{baris.rekening.text()}” belum dipilih dari pagu. Ketik kode atau "
                    "namanya, lalu pilih.",
                    medan="rincian",
                )
            found.append(Rincian(baris.baris.rekening, nilai, baris.baris.sub_kegiatan))
        if not found:
            raise Refusal("ERR_MEDAN_WAJIB", "Belanja belum diisi; pilih rekening dan jumlahnya.", medan="rincian")
        return tuple(found)

    def state(self) -> list[tuple[str, str]]:
        """What has been typed, for a draft."""
        return [(b.rekening.value(), b.nilai.text()) for b in self.lines]

    def restore(self, state: Any) -> None:
        """Puts typed lines back."""
        while len(self.lines) < len(state):
            self.add_line()
        for baris, (kode, nilai) in zip(self.lines, state, strict=False):
            baris.rekening.set_value(kode)
            baris.nilai.set_value(Rupiah.parse(nilai) if nilai else NOL)
            baris.show_left()

    def take(self, baris: Sequence[tuple[str, str, Rupiah]]) -> None:
        """Lines from a document: (sub kegiatan, rekening, amount). One without pagu is shown as wrong."""
        kode = {(k.sub_kegiatan, k.rekening): kode for kode, (_, k) in self._pilihan.items()}
        self.restore([(kode.get((sub, rekening), rekening), str(nilai)) for sub, rekening, nilai in baris])

    def setFocus(self, *_: Any) -> None:
        """To the first line that needs something."""
        first = next((b for b in self.lines if b.baris is None), self.lines[0])
        (first.rekening if first.baris is None else first.nilai).setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Insert:
                self.start_line()
                return True
            if event.key() == Qt.Key.Key_Delete and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                here = next((b for b in self.lines if watched in {b.rekening, b.nilai}), None)
                if here is not None:
                    self.remove_line(here)
                    return True
        return super().eventFilter(watched, event)

    def _show_remove(self) -> None:
        for baris in self.lines:
            baris.remove.setVisible(len(self.lines) > 1)
