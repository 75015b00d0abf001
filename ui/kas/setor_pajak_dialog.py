"""Setor pajak: what was withheld and is still unpaid, each kind with its NTPN and its own number."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit

from core.errors import Refusal
from core.jobs.hari_ini import PAJAK_NAMA
from core.kas.isi import Isi, Setoran, SetorPajak
from core.money import NOL, Rupiah, format_sen, terbilang, total
from ui.kas.bahan import next_number
from ui.kas.bukti_dialog import CARA, BuktiDialog, Draf, number_edit, read_amount
from ui.kit import tokens
from ui.kit.card import Card, restyle, text
from ui.kit.rupiah_edit import RupiahEdit

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLabel, QWidget

    from core.kas.queries import TerbukaRow
    from ui.kas.bahan import Bahan

PANJANG_NTPN = 16
_BARIS = re.compile(r"setoran\[(\d+)\](?:\.(\w+))?")


@dataclass(frozen=True, slots=True)
class BarisSetor:
    """One kind of tax that waits to be deposited."""

    jenis: str
    sisa: Rupiah
    pilih: QCheckBox
    nilai: RupiahEdit
    ntpn: QLineEdit
    nomor: QLineEdit
    below: QLabel

    def shown_value(self) -> Rupiah:
        """The amount, when the kind is chosen and the text is one."""
        return self.nilai.value() if self.pilih.isChecked() and self.nilai.is_valid() else NOL


class SetorPajakDialog(BuktiDialog):
    """`jenis` is the kind somebody came to pay; the other kinds begin unchosen then."""

    def __init__(self, bahan: Bahan, jenis: str = "", parent: QWidget | None = None) -> None:
        super().__init__("Setor pajak", bahan, parent)
        self.add_date(span=4)
        self.cara = self.add_choice("cara", "Disetor lewat", CARA, span=4)
        self.rows: list[BarisSetor] = []
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(tokens.px(10))
        self._grid.setVerticalSpacing(tokens.px(3))
        for column, judul in enumerate(("Pajak belum disetor", "Jumlah disetor", "NTPN", "Nomor setoran")):
            self._grid.addWidget(text(judul, "label"), 0, column)
        self._grid.setColumnStretch(2, 1)
        nomor = bahan.nomor["SSP"]
        for t in bahan.pajak:
            self._add_row(t, nomor, chosen=jenis in {"", t.nomor})
            nomor = next_number((nomor,))
        self._sum, self._words, self._left = (
            text("Rp 0", "angka-besar"),
            text("", "kecil", wrap=True),
            text("", "kecil"),
        )
        self._lay_out()
        self.cara.currentIndexChanged.connect(self._show_sum)
        self._show_sum()
        self.fit(760, 460)
        first = next((r for r in self.rows if r.pilih.isChecked()), None)
        (first.ntpn if first else self.cara).setFocus()

    def chosen(self) -> list[BarisSetor]:
        """The kinds that are to be deposited, in their order."""
        return [r for r in self.rows if r.pilih.isChecked()]

    def isi(self) -> Isi:
        if not self.chosen():
            raise Refusal("ERR_MEDAN_WAJIB", "Belum ada pajak yang dipilih untuk disetor.", medan="setoran")
        setoran = tuple(
            Setoran(r.jenis, read_amount(r.nilai, f"setoran[{i}].nilai"), _ntpn(r, i), _nomor(r, i))
            for i, r in enumerate(self.chosen())
        )
        return SetorPajak(cara=self.cara.value(), setoran=setoran)

    def show_refusal(self, refusal: Refusal) -> None:
        """Findings of a line stand below that line."""
        self._clear_lines()
        chosen, rest = self.chosen(), []
        for temuan in refusal.temuan:
            place = _BARIS.match(temuan.medan or "")
            if place and int(place[1]) < len(chosen):
                row = chosen[int(place[1])]
                self._complain(row, temuan.pesan)
                {"ntpn": row.ntpn, "nomor": row.nomor}.get(place[2] or "", row.nilai).setFocus()
            else:
                rest.append(temuan)
        if rest:
            super().show_refusal(Refusal.of(rest))
        self.save_button.setEnabled(True)

    def submit(self) -> None:
        self._clear_lines()
        super().submit()

    def draft(self) -> Draf:
        lines = {r.jenis: (r.pilih.isChecked(), r.nilai.text(), r.ntpn.text(), r.nomor.text()) for r in self.rows}
        return {**super().draft(), "#setoran": lines}

    def restore(self, draf: Draf) -> None:
        super().restore(draf)
        for r in self.rows:
            if r.jenis in draf["#setoran"]:
                on, _, ntpn, nomor = draf["#setoran"][r.jenis]
                r.pilih.setChecked(on)
                r.ntpn.setText(ntpn)
                r.nomor.setText(nomor)

    def _add_row(self, t: TerbukaRow, nomor: str, *, chosen: bool) -> None:
        row = BarisSetor(
            t.nomor, t.nilai, QCheckBox(f"{PAJAK_NAMA.get(t.nomor, t.nomor)} · {t.nilai}"), RupiahEdit(t.nilai),
            QLineEdit(), number_edit(nomor), text("", "kecil"),
        )  # fmt: skip
        row.pilih.setChecked(chosen)
        row.nilai.setFixedWidth(tokens.px(130))
        row.ntpn.setMaxLength(PANJANG_NTPN)
        row.ntpn.setPlaceholderText("16 angka dan huruf")
        row.nomor.setFixedWidth(tokens.px(120))
        at = 2 * len(self.rows) + 1
        for column, widget in enumerate((row.pilih, row.nilai, row.ntpn, row.nomor)):
            self.go_on_with_enter(widget)
            self._grid.addWidget(widget, at, column)
        self._grid.addWidget(row.below, at + 1, 1, 1, 3)
        row.below.hide()
        row.ntpn.textEdited.connect(lambda typed: row.ntpn.setText(typed.upper()))
        row.ntpn.textChanged.connect(lambda typed: self._count(row, typed))
        row.pilih.toggled.connect(lambda on: self._choose(row, on=on))
        row.nilai.value_changed.connect(self._show_sum)
        self.rows.append(row)
        self._enable(row, on=chosen)

    def _enable(self, row: BarisSetor, *, on: bool) -> None:
        for widget in (row.nilai, row.ntpn, row.nomor):
            widget.setEnabled(on)

    def _choose(self, row: BarisSetor, *, on: bool) -> None:
        self._enable(row, on=on)
        self._show_sum()

    def _count(self, row: BarisSetor, typed: str) -> None:
        row.below.setProperty("gaya", "kecil")
        restyle(row.below)
        row.below.setText(f"NTPN {len(typed)} dari {PANJANG_NTPN}")
        row.below.setVisible(0 < len(typed) < PANJANG_NTPN)

    def _complain(self, row: BarisSetor, pesan: str) -> None:
        row.below.setProperty("gaya", "galat")
        restyle(row.below)
        row.below.setText(pesan)
        row.below.show()

    def _clear_lines(self) -> None:
        for row in self.rows:
            row.below.hide()

    def _show_sum(self) -> None:
        jumlah = total([r.shown_value() for r in self.rows])
        tunai = self.cara.value() == "tunai"
        saldo = (self.bahan.saldo.kas_tunai if tunai else self.bahan.saldo.bank) - jumlah
        kata = "kas tunai" if tunai else "saldo bank"
        awal = "tidak cukup" if saldo < NOL else "sesudahnya"
        self._sum.setText(f"Rp {jumlah}")
        self._words.setText(terbilang(jumlah) if jumlah else "")
        self._left.setText(f"{kata} {awal} {format_sen(saldo.sen, brackets=True)}")
        self._left.setProperty("gaya", "galat" if saldo < NOL else "kecil")
        restyle(self._left)

    def _lay_out(self) -> None:
        card = Card("Setor pajak")
        card.add(self.form)
        card.add(self._grid)
        if not self.rows:
            card.add(text("Semua pajak yang dipungut sudah disetor.", "redup"))
            self.save_button.setEnabled(False)
        card.body.addStretch(1)
        sums = Card()
        for widget in (text("Jumlah disetor", "label"), self._sum, self._words, self._left):
            sums.add(widget)
        self.body.addWidget(card, 1)
        self.body.addWidget(sums)


def _ntpn(row: BarisSetor, i: int) -> str:
    found = row.ntpn.text().strip()
    if not found:
        raise Refusal("ERR_MEDAN_WAJIB", "NTPN setoran wajib diisi.", medan=f"setoran[{i}].ntpn")
    return found


def _nomor(row: BarisSetor, i: int) -> str:
    found = row.nomor.text().strip()
    if not found:
        raise Refusal("ERR_MEDAN_WAJIB", "Nomor setoran wajib diisi.", medan=f"setoran[{i}].nomor")
    return found
