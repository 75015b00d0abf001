"""A new SPD: number, date, quarter, and how much for each rekening. The quarter's RAK is one button away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLineEdit, QPushButton, QScrollArea, QWidget

from core.anggaran.commands import AddSpd
from core.anggaran.model import Pasangan, Spd
from core.calendar import ROMAWI, triwulan
from core.money import NOL, Rupiah, format_sen, total
from ui.kit import tokens
from ui.kit.card import text
from ui.kit.date_edit import DateEdit
from ui.kit.rupiah_edit import RupiahEdit
from ui.opd.isian import ChoiceBox, FormDialog

if TYPE_CHECKING:
    from core.bus import Command
    from ui.shell.page import Konteks


@dataclass(frozen=True, slots=True)
class BarisSpd:
    """One pair: its pagu, what SPD have already given it, and the RAK of each quarter."""

    pasangan: Pasangan
    uraian: str
    pagu: Rupiah
    spd: Rupiah
    rak: tuple[Rupiah, ...]


@dataclass(frozen=True, slots=True)
class BahanSpd:
    """The pairs of the DPA with the names of their sub kegiatan."""

    baris: tuple[BarisSpd, ...]
    nama: dict[str, str]


def gather_spd(q: Any, tahun: int) -> BahanSpd:
    """Pagu, SPD and RAK of a year, pair by pair."""
    per_tw = [{k.pasangan: k for k in q.anggaran.availability(tahun, b)} for b in (3, 6, 9, 12)]
    baris = []
    for pair, k in per_tw[3].items():
        so_far = [t[pair].rak if pair in t else NOL for t in per_tw]
        rak = tuple(n - (so_far[i - 1] if i else NOL) for i, n in enumerate(so_far))
        baris.append(BarisSpd(pair, k.uraian, k.pagu, k.spd, rak))
    return BahanSpd(tuple(baris), dict(q.anggaran.nama(tahun)))


class SpdDialog(FormDialog):
    """Fields above, one sub kegiatan at a time below; amounts of the others are kept."""

    def __init__(self, konteks: Konteks, parent: QWidget | None = None) -> None:
        super().__init__(
            konteks,
            "SPD baru",
            "Simpan SPD",
            keterangan="Isi seperti tertulis pada SPD. Pengurangan ditulis dengan minus.",
            lebar=900,
            parent=parent,
        )
        hari = konteks.today()
        self._tahun = hari.year
        self._bahan = BahanSpd((), {})
        self._nilai: dict[Pasangan, Rupiah] = {}
        self._edits: dict[Pasangan, RupiahEdit] = {}
        self.nomor = QLineEdit()
        self.tanggal = DateEdit(hari, today=konteks.today)
        self.triwulan: ChoiceBox[int] = ChoiceBox([(n, f"Triwulan {ROMAWI[n - 1]}") for n in range(1, 5)])
        self.triwulan.set_value(triwulan(hari.month))
        self.sub: ChoiceBox[str] = ChoiceBox()
        self.isi = QPushButton("Isi sebesar RAK triwulan ini")
        self.isi.setAutoDefault(False)
        self.form.add("nomor", "Nomor SPD", self.nomor, span=6)
        self.form.add("tanggal", "Tanggal", self.tanggal, span=3)
        self.form.add("triwulan", "Mulai triwulan", self.triwulan, span=3)
        self.form.add("sub", "Sub kegiatan", self.sub, span=8)
        self.form.add("isi", "Seluruh rekening", self.isi, span=4)
        self._area = QScrollArea()
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setMinimumHeight(tokens.px(240))
        self.jumlah = text("Jumlah Rp 0", "kuat")
        self.body.addWidget(self._area, 1)
        self.body.addWidget(self.jumlah)
        self.sub.value_changed.connect(lambda _: self._show_sub())
        self.isi.clicked.connect(self.fill_from_rak)
        tahun = self._tahun
        konteks.desk.ask(lambda: konteks.tanya.ask(lambda q: gather_spd(q, tahun)), self._take, "spd-bahan")
        self.resize(tokens.px(900), tokens.px(600))

    def put(self, pasangan: Pasangan, nilai: Rupiah) -> None:
        """Types an amount."""
        self._nilai[pasangan] = nilai
        if pasangan in self._edits:
            self._edits[pasangan].set_value(nilai)
        self._add_up()

    def fill_from_rak(self) -> None:
        """What the RAK plans for the quarter, for every rekening."""
        tw = (self.triwulan.value() or 1) - 1
        for b in self._bahan.baris:
            self.put(b.pasangan, b.rak[tw])

    def command(self) -> Command | None:
        tanggal = self.tanggal.value()
        if tanggal is None:
            self.form.set_error("tanggal", "Tanggal SPD belum diisi.")
            return None
        wrong = next((e.error() for e in self._edits.values() if not e.is_valid()), "")
        if wrong:
            self.say(wrong)
            return None
        baris = {p: n for p, n in self._nilai.items() if n}
        return AddSpd(spd=Spd(self.nomor.text(), tanggal, self.triwulan.value() or 0, baris))

    def _take(self, bahan: BahanSpd) -> None:
        self._bahan = bahan
        subs = dict.fromkeys(b.pasangan[0] for b in bahan.baris)
        self.sub.set_choices([(k, f"{k}  {bahan.nama.get(k, '')}".strip()) for k in subs])
        self._show_sub()
        if not bahan.baris:
            self.say("DPA tahun ini belum ada; impor DPA lebih dulu.")

    def _show_sub(self) -> None:
        sub = self.sub.value()
        inner = QWidget()
        inner.setObjectName("isi-gulir")
        grid = QGridLayout(inner)
        grid.setContentsMargins(0, 0, tokens.px(8), 0)
        grid.setHorizontalSpacing(tokens.px(12))
        grid.setColumnStretch(1, 1)
        for n, kata in enumerate(("Kode rekening", "Uraian", "Pagu", "SPD sampai kini", "Jumlah SPD ini")):
            right = n in {2, 3, 4}
            grid.addWidget(
                text(kata, "label"), 0, n, Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
            )
        self._edits = {}
        for row, b in enumerate((b for b in self._bahan.baris if b.pasangan[0] == sub), 1):
            edit = RupiahEdit(self._nilai.get(b.pasangan, NOL), minus=True)
            edit.setFixedWidth(tokens.px(140))
            edit.setAccessibleName(f"Jumlah SPD {b.pasangan[1]}")
            edit.value_changed.connect(lambda nilai, p=b.pasangan: self._on_typed(p, nilai))
            self._edits[b.pasangan] = edit
            cells = (
                text(b.pasangan[1]),
                text(b.uraian, wrap=True),
                text(format_sen(b.pagu.sen)),
                text(format_sen(b.spd.sen), "redup"),
                edit,
            )
            for n, cell in enumerate(cells):
                side = Qt.AlignmentFlag.AlignRight if n in {2, 3} else Qt.AlignmentFlag(0)
                grid.addWidget(cell, row, n, side | Qt.AlignmentFlag.AlignVCenter)
        grid.setRowStretch(grid.rowCount(), 1)
        self._area.setWidget(inner)

    def _on_typed(self, pasangan: Pasangan, nilai: Rupiah) -> None:
        self._nilai[pasangan] = nilai
        self._add_up()

    def _add_up(self) -> None:
        self.jumlah.setText(f"Jumlah Rp {format_sen(total(tuple(self._nilai.values())).sen, brackets=True)}")
