"""KartuDetail: one card in full: its use, its limits with their documents, the steps it may take, its history."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from core.calendar import tanggal_panjang, tanggal_pendek
from core.kkpd.langkah_kartu import KATA_LANGKAH
from core.kkpd.model import LANGKAH_KARTU, JenisLimit, LimitKartu, StatusKartu
from ui.kit import tokens
from ui.kit.card import Card, text
from ui.kit.chip import StatusChip
from ui.kkpd.kartu_dialog import JENIS, PROGRAM, card_status
from ui.kkpd.kartu_langkah_dialog import LANGKAH, LIMIT
from ui.kkpd.limit_bar import LimitBar, use_parts

if TYPE_CHECKING:
    from datetime import date

    from core.kkpd.queries import KartuRow

TOMBOL: Final = {
    **LANGKAH,
    "blokir": "Blokir…",
    "tutup": "Tutup…",
    "hilang": "Hilang…",
    "naik": "Naikkan limit…",
    "ganti": "Ganti kartu…",
}
_MAJU: Final = ("setujui_sk", "terbitkan", "aktifkan", "buka_blokir")
"""Steps forward: the one that can be taken has F6."""
_RIWAYAT: Final = 8


def steps_of(row: KartuRow, hari: date) -> tuple[str, ...]:
    """What may be done with a card now, forward steps first; loss and raise belong to an active one."""
    k = row.kartu
    legal = [x.peristiwa for x in LANGKAH_KARTU if x.dari is k.status]
    if "kedaluwarsa" in legal and hari <= k.berlaku_sampai:
        legal.remove("kedaluwarsa")
    if k.status is StatusKartu.AKTIF:
        legal = ["naik", "hilang", *legal]
    return tuple(sorted(legal, key=lambda p: (p not in _MAJU, list(TOMBOL).index(p) if p in TOMBOL else 0)))


def limit_words(satu: LimitKartu, hari: date) -> str:
    """On which document a limit rests, and when it holds."""
    if satu.sampai is None:
        return f"{satu.dasar}, sejak {tanggal_pendek(satu.sejak)}"
    masa = f"{tanggal_pendek(satu.sejak)}–{tanggal_pendek(satu.sampai)}"
    kapan = "sementara" if satu.holds_on(hari) else "akan berlaku" if satu.sejak > hari else "sudah berakhir"
    return f"{kapan} {masa}: {satu.dasar}"


class KartuDetail(Card):
    """Makes no decision: says which step is wanted."""

    asked = Signal(str)
    """`ubah`, `ganti`, `hilang`, `naik`, or a step of LANGKAH_KARTU."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.buttons: dict[str, QPushButton] = {}
        self.bar: LimitBar | None = None
        self._inside = QWidget()
        self._inside.setObjectName("isi-gulir")
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(0, 0, tokens.px(6), 0)
        self._column.setSpacing(tokens.px(6))
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self._inside)
        self.add(area, 1)

    def show_card(self, row: KartuRow | None, hari: date, *, may: bool, note: str) -> None:
        """Shows another card, or none."""
        _clear(self._column)
        self.buttons.clear()
        self.bar = None
        if row is None:
            self._column.addWidget(text("Pilih satu kartu.", "redup"))
            self._column.addStretch(1)
            return
        self._show_head(row)
        self._show_use(row)
        self._show_steps(row, hari, may=may, note=note)
        self._show_limits(row, hari)
        self._show_history(row)
        self._column.addStretch(1)

    def _show_head(self, row: KartuRow) -> None:
        k = row.kartu
        head = QHBoxLayout()
        head.addWidget(text(k.pemegang, "judul-kartu", wrap=True), 1)
        status = card_status(k.status)
        head.addWidget(StatusChip(status.kata, status.nada), 0, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(head)
        self._column.addWidget(text(f"{k.nomor_tersamar} · {PROGRAM[k.program]}, {k.penerbit}", "redup", wrap=True))
        sk = k.dasar_sk + (f" tanggal {tanggal_panjang(k.tanggal_sk)}" if k.tanggal_sk else "")
        kata = f"{JENIS[k.jenis]} · {sk} · berlaku sampai {tanggal_panjang(k.berlaku_sampai)}"
        self._column.addWidget(text(kata, "redup", wrap=True))

    def _show_use(self, row: KartuRow) -> None:
        self.bar = LimitBar()
        self.bar.show_parts(use_parts(row.lunas, row.pakai.tertagih, row.pakai.menunggu, row.sisa))
        self._column.addSpacing(tokens.px(2))
        self._column.addWidget(self.bar)

    def _show_steps(self, row: KartuRow, hari: date, *, may: bool, note: str) -> None:
        names = [*steps_of(row, hari), "ubah"]
        grid = QGridLayout()
        grid.setSpacing(tokens.px(6))
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        for n, apa in enumerate(names):
            keys = "  F6" if apa in _MAJU else "  Enter" if apa == "ubah" else ""
            button = QPushButton(("Ubah" if apa == "ubah" else TOMBOL[apa]) + keys)
            button.setAutoDefault(False)
            if apa in {"blokir", "tutup", "hilang"}:
                button.setProperty("peran", "bahaya")
            button.setEnabled(may)
            button.setToolTip("" if may else note)
            button.clicked.connect(lambda _=False, apa=apa: self.asked.emit(apa))
            self.buttons[apa] = button
            grid.addWidget(button, n // 2, n % 2)
        self._column.addLayout(grid)

    def _show_limits(self, row: KartuRow, hari: date) -> None:
        self._label("Limit")
        for jenis in JenisLimit:
            berlaku = row.kartu.limit_on(jenis, hari)
            nanti = [x for x in row.kartu.limit if x.jenis is jenis and x.sejak > hari]
            if berlaku is None and not nanti:
                continue
            line = QHBoxLayout()
            line.addWidget(text(LIMIT[jenis]), 1)
            line.addWidget(text(f"Rp {berlaku.nilai}" if berlaku else "—", "kuat"))
            self._column.addLayout(line)
            for x in ((berlaku,) if berlaku else ()) + tuple(nanti):
                kata = limit_words(x, hari) if x is berlaku else f"Rp {x.nilai} {limit_words(x, hari)}"
                self._column.addWidget(text(kata, "kecil", wrap=True))
        bebas = [LIMIT[j].lower() for j in JenisLimit if row.kartu.limit_on(j, hari) is None]
        if bebas:
            self._column.addWidget(text(f"Tidak dibatasi: {', '.join(bebas)}.", "kecil", wrap=True))

    def _show_history(self, row: KartuRow) -> None:
        if not row.langkah:
            return
        self._label("Riwayat")
        for x in list(reversed(row.langkah))[:_RIWAYAT]:
            tiket = f" · tiket {x.tiket}" if x.tiket else ""
            alasan = f": {x.alasan}" if x.alasan else ""
            kata = f"{tanggal_pendek(x.tanggal)}  {KATA_LANGKAH[x.peristiwa]}{alasan}{tiket}"
            label = text(kata, "kecil", wrap=True)
            label.setToolTip(f"Dicatat oleh {x.oleh_nama}")
            self._column.addWidget(label)

    def _label(self, kata: str) -> None:
        self._column.addSpacing(tokens.px(4))
        self._column.addWidget(text(kata, "label"))


def _clear(layout: QVBoxLayout | QHBoxLayout | QGridLayout) -> None:
    while (old := layout.takeAt(0)) is not None:
        widget, inner = old.widget(), old.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif isinstance(inner, QVBoxLayout | QHBoxLayout | QGridLayout):
            _clear(inner)
            inner.deleteLater()
