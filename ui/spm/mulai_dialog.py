"""The question before a new SPP: which jenis, and which paper it answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QDialog, QGridLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from core.money import format_sen
from core.spm.isi import JenisSpp
from ui.kit import tokens
from ui.kit.card import text
from ui.opd.isian import ChoiceBox, foot_buttons
from ui.spm.mulai import Dasar, Mulai, list_grounds
from ui.spm.table import jenis_name

if TYPE_CHECKING:
    from ui.shell.page import Konteks

_PILIHAN = (
    (JenisSpp.LS_BJ, "Rekanan dibayar langsung, pajak dihitung"),
    (JenisSpp.LS_RUTIN, "Listrik, air, telepon, internet"),
    (JenisSpp.LS_GAJI, "Gaji dan tunjangan"),
    (JenisSpp.LS_BENDAHARA, "Honor, perjalanan dinas"),
    (JenisSpp.LS_HIBAH, "Hibah, bansos, BTT"),
    (JenisSpp.GU, "Mengisi kembali UP sebesar LPJ-UP"),
    (JenisSpp.GU_KKPD, "Melunasi tagihan kartu sebesar DPT"),
    (JenisSpp.TU, "Tambahan uang satu sub kegiatan"),
    (JenisSpp.TU_NIHIL, "Mengesahkan belanja TU"),
    (JenisSpp.UP, "UP pertama tahun ini menurut SK"),
    (JenisSpp.GU_NIHIL, "Mengesahkan belanja UP akhir tahun"),
)
_BERDASAR = {
    JenisSpp.GU: "LPJ-UP yang belum diganti",
    JenisSpp.GU_KKPD: "DPT yang belum dibayar",
    JenisSpp.TU_NIHIL: "TU yang sisanya sudah disetor",
    JenisSpp.GU_NIHIL: "LPJ-UP yang belum diganti",
}


class MulaiDialog(QDialog):
    """Chooses; the page makes the draft."""

    chosen = Signal(object)
    """The Mulai."""

    def __init__(self, konteks: Konteks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("SPP baru")
        self._grounds: tuple[Dasar, ...] = ()
        self._group = QButtonGroup(self)
        self._label = text("", "label")
        self.acuan: ChoiceBox[str] = ChoiceBox()
        self._none = text("", "galat", wrap=True)
        grid = QGridLayout()
        grid.setSpacing(tokens.px(8))
        for n, (jenis, kata) in enumerate(_PILIHAN):
            grid.addWidget(self._choice(n, jenis_name(jenis), kata), n // 3, n % 3)
        foot, self.button = foot_buttons(self, "Buat draf")
        self.button.clicked.connect(self._finish)
        column = QVBoxLayout(self)
        edge = tokens.px(20)
        column.setContentsMargins(edge, edge, edge, tokens.px(16))
        column.setSpacing(tokens.px(10))
        column.addWidget(text("SPP apa yang akan dibuat?", "judul-kartu"))
        column.addLayout(grid)
        column.addWidget(self._label)
        column.addWidget(self.acuan)
        column.addWidget(self._none)
        column.addStretch(1)
        column.addLayout(foot)
        self._group.idToggled.connect(lambda _, on: self._show_grounds() if on else None)
        self._group.button(0).setChecked(True)
        self.resize(tokens.px(720), self.sizeHint().height())
        hari = konteks.today()
        konteks.desk.ask(lambda: konteks.tanya.ask(lambda q: list_grounds(q, hari)), self._take_grounds, "dasar-spp")

    def choose(self, jenis: JenisSpp, acuan: str = "") -> None:
        """Chooses as a person does."""
        number = next(n for n, (j, _) in enumerate(_PILIHAN) if j is jenis)
        self._group.button(number).setChecked(True)
        self.acuan.set_value(acuan)

    def jenis(self) -> JenisSpp:
        """The chosen jenis."""
        return _PILIHAN[max(self._group.checkedId(), 0)][0]

    def _choice(self, number: int, judul: str, kata: str) -> QPushButton:
        button = QPushButton()
        button.setCheckable(True)
        button.setAutoDefault(False)
        button.setProperty("peran", "pilihan")
        button.setAccessibleName(f"{judul}: {kata}")
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        inner = QVBoxLayout(button)
        inner.setContentsMargins(tokens.px(14), tokens.px(9), tokens.px(14), tokens.px(9))
        inner.setSpacing(tokens.px(2))
        for label in (text(judul, "kuat"), text(kata, "kecil", wrap=True)):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            inner.addWidget(label)
        button.setMinimumHeight(tokens.px(66))
        self._group.addButton(button, number)
        return button

    def _take_grounds(self, grounds: tuple[Dasar, ...]) -> None:
        self._grounds = grounds
        self._show_grounds()

    def _show_grounds(self) -> None:
        jenis = self.jenis()
        needed = _BERDASAR.get(jenis, "")
        asal = JenisSpp.GU if jenis is JenisSpp.GU_NIHIL else jenis
        fits = [g for g in self._grounds if g.jenis is asal]
        self.acuan.set_choices(
            [(g.nomor, f"{g.nomor}  ·  {g.keterangan}  ·  Rp {format_sen(g.nilai.sen)}") for g in fits]
        )
        self._label.setText(needed)
        self._label.setVisible(bool(needed))
        self.acuan.setVisible(bool(fits))
        self._none.setText(_MISSING.get(asal, "") if needed and not fits else "")
        self._none.setVisible(bool(self._none.text()))
        self.button.setEnabled(not needed or bool(fits))

    def _finish(self) -> None:
        acuan = (self.acuan.value() or "") if self.jenis() in _BERDASAR else ""
        mulai = Mulai(self.jenis(), acuan)
        self.accept()
        self.chosen.emit(mulai)


_MISSING = {
    JenisSpp.GU: "Belum ada LPJ-UP yang menunggu GU. Buat LPJ-UP dulu di SPJ & LPJ.",
    JenisSpp.GU_KKPD: "Belum ada DPT yang menunggu dibayar. Uji tagihan kartu, lalu buat DPT-nya di Tagihan.",
    JenisSpp.TU_NIHIL: "Belum ada TU yang selesai. Setor dulu sisa TU dengan STS.",
}
