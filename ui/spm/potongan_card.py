"""Potongan: what the SPM holds back. Taxes of an LS are proposed by the tax table and may be changed by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPushButton

from core.errors import Refusal
from core.money import NOL, BukanUang, Rupiah, format_sen, total
from core.spm.isi import BarisPotongan, IsiSpp
from ui.kit.chip import Status, StatusChip
from ui.kit.rupiah_edit import RupiahEdit
from ui.kit.tokens import Nada
from ui.opd.isian import ChoiceBox
from ui.spm.lines_card import LinesCard
from ui.spm.potongan import (
    CARA,
    NAMA_PAJAK,
    CaraHitung,
    compute_potongan,
    find_way,
    guess_way,
    is_computed,
    keep_billing,
)
from ui.spm.table import KOLOM_POTONGAN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from core.rekanan.model import Rekanan

_LAIN = ("PFK IWP 1%", "PFK IWP 8%", "PFK Taperum", "PFK JKK", "PFK JKM", "Denda keterlambatan", "Uang muka")
_JENIS = (*NAMA_PAJAK.values(), *_LAIN)


class PotonganCard(LinesCard):
    """The third card. While it is `dihitung otomatis` it follows the belanja; a change by hand stops that."""

    recompute = Signal()
    """Asked to follow the tax table again."""

    def __init__(self) -> None:
        super().__init__("Potongan", "spp-potongan", KOLOM_POTONGAN, "Tidak ada potongan.")
        self._potongan: tuple[BarisPotongan, ...] = ()
        self._auto = False
        self._computes = False
        self._only_billing = False
        self.cara: ChoiceBox[CaraHitung] = ChoiceBox([(c, c.nama) for c in CARA])
        self.cara.setToolTip("Apa yang dibeli; menentukan pajaknya")
        self.cara.setAccessibleName("Jenis belanja untuk pajak")
        self.cara.setMinimumContentsLength(16)
        self.again = QPushButton("Hitung ulang")
        self.again.setProperty("peran", "tautan")
        self.chip = StatusChip()
        for widget in (self.cara, self.again, self.chip):
            self.add_to_head(widget)
        self.cara.value_changed.connect(lambda _: self._start_auto())
        self.again.clicked.connect(self._start_auto)
        self.jenis: ChoiceBox[str] = ChoiceBox([(j, j) for j in _JENIS])
        self.kode, self.billing = QLineEdit(), QLineEdit()
        self.kode.setPlaceholderText("411211-920")
        self.billing.setPlaceholderText("15 angka")
        self.jumlah = RupiahEdit()
        self.build_strip(
            (
                ("Potongan", self.jenis, 4),
                ("Kode", self.kode, 3),
                ("ID billing", self.billing, 4),
                ("Jumlah (Rp)", self.jumlah, 4),
            )
        )
        self.changed.connect(self._stop_auto)

    def show_document(self, isi: IsiSpp, rekanan: Rekanan | None, *, fresh: bool) -> None:
        """Shows the potongan of a document; `fresh` when it has just been opened."""
        self._computes = is_computed(isi.jenis)
        if fresh:
            self._auto = False
            if self._computes and rekanan is not None and isi.rincian:
                cara = find_way(isi.nilai, isi.potongan, rekanan, isi.tanggal_spp, isi.rincian[0].rekening)
                self._auto = cara is not None
                self._choose(cara or guess_way(isi.rincian[0].rekening))
            elif self._computes and not isi.potongan:
                self._auto = True
        self.put_lines(isi.potongan)
        self._say()

    def follow(self, isi: IsiSpp, rekanan: Rekanan | None, *, first_line_changed: bool) -> IsiSpp:
        """The contents with potongan that follow them, while they are computed."""
        if not (self._computes and self._auto and self._editable):
            return isi
        if first_line_changed and isi.rincian:
            self._choose(guess_way(isi.rincian[0].rekening))
        cara = self.cara.value() or CARA[0]
        try:
            lines = compute_potongan(isi.nilai, cara, rekanan, isi.tanggal_spp)
        except Refusal as no:
            self.hint.setText(str(no))
            return isi
        self.put_lines(keep_billing(lines, self._potongan))
        self._say()
        return replace(isi, potongan=self._potongan)

    def set_editable(self, *, editable: bool) -> None:
        super().set_editable(editable=editable)
        self._say()

    def lines(self) -> Sequence[BarisPotongan]:
        return self._potongan

    def put_lines(self, lines: Sequence[BarisPotongan]) -> None:
        self._potongan = tuple(lines)
        if list(self._potongan) != list(self.table.rows):
            self.table.show(self._potongan)
        jumlah: Rupiah = total([p.nilai for p in self._potongan])
        self.hint.setText(f"{len(lines)} baris · jumlah {format_sen(jumlah.sen)}" if lines else "")

    def fill_strip(self, line: BarisPotongan | None) -> QWidget:
        if line is not None and line.jenis not in _JENIS:
            self.jenis.set_choices([(j, j) for j in (*_JENIS, line.jenis)])
        self.jenis.set_value(line.jenis if line else _JENIS[0])
        self.kode.setText(line.kode if line else "")
        self.billing.setText(line.id_billing if line else "")
        self.jumlah.set_value(line.nilai if line else NOL)
        return self.billing if line else self.jenis

    def read_strip(self) -> Any | str:
        try:
            nilai = self.jumlah.value()
        except BukanUang as no:
            return str(no)
        if nilai <= NOL:
            return "Jumlah belum diisi."
        lama = self._potongan[self._number] if self._number is not None else None
        jenis = self.jenis.value() or ""
        same = lama is not None and (lama.jenis, lama.nilai) == (jenis, nilai)
        made = BarisPotongan(jenis, nilai, self.kode.text().strip(), id_billing=self.billing.text().strip())
        return replace(made, dasar=lama.dasar, tarif=lama.tarif) if lama and same else made

    def _choose(self, cara: CaraHitung) -> None:
        self.cara.blockSignals(True)
        self.cara.set_value(cara)
        self.cara.blockSignals(False)

    def _start_auto(self) -> None:
        self._auto = True
        self._say()
        self.recompute.emit()

    def _stop_auto(self) -> None:
        """A line was changed by hand; one that only got its ID billing still follows the table."""
        self._auto = self._auto and self._only_billing
        self._say()

    def keep(self) -> None:
        line = self.read_strip()
        lama = self._potongan[self._number] if self._number is not None else None
        self._only_billing = (
            lama is not None and not isinstance(line, str) and replace(line, id_billing=lama.id_billing) == lama
        )
        super().keep()
        self._only_billing = False

    def _say(self) -> None:
        shown = self._computes
        self.cara.setVisible(shown)
        self.cara.setEnabled(self._editable)
        self.again.setVisible(shown and not self._auto and self._editable)
        self.chip.setVisible(shown)
        self.chip.show_status(
            Status("dihitung otomatis", Nada.OK) if self._auto else Status("diubah sendiri", Nada.WARN)
        )
