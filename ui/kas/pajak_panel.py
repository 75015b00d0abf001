"""PajakPanel: the taxes on one purchase, worked out while it is typed; each amount may be overruled by hand."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from core.errors import Refusal
from core.jobs.hari_ini import PAJAK_NAMA
from core.kas.isi import Pungutan
from core.kas.model import JENIS_PAJAK
from core.money import NOL, Rupiah, total
from core.pajak.model import (
    Golongan,
    HasilPajak,
    JenisBelanja,
    JenisPajak,
    Kualifikasi,
    Mekanisme,
    PajakInput,
    SetoranPajak,
    TipeWajibPajak,
    WajibPajak,
    pungutan,
)
from core.pajak.rules import calculate
from ui.kas.bukti_dialog import read_amount
from ui.kas.choice import Choice
from ui.kit import tokens
from ui.kit.card import text
from ui.kit.chip import Status, StatusChip
from ui.kit.rupiah_edit import RupiahEdit
from ui.kit.tokens import Nada

if TYPE_CHECKING:
    from datetime import date

    from core.pajak.aturan import AturanPajak

JENIS_BELANJA: Final = (
    (None, "Tanpa pajak"),
    (JenisBelanja.BARANG, "Barang"),
    (JenisBelanja.JASA, "Jasa"),
    (JenisBelanja.SEWA_HARTA, "Sewa peralatan, kendaraan"),
    (JenisBelanja.SEWA_TANAH_BANGUNAN, "Sewa tanah atau bangunan"),
    (JenisBelanja.KONSTRUKSI, "Jasa konstruksi"),
    (JenisBelanja.HONOR_PNS, "Honorarium ASN"),
    (JenisBelanja.BUKAN_PEGAWAI, "Honorarium atau jasa bukan pegawai"),
    (JenisBelanja.PESERTA_KEGIATAN, "Peserta kegiatan"),
    (JenisBelanja.HARIAN, "Upah harian"),
    (JenisBelanja.HADIAH_BADAN, "Hadiah kepada badan"),
)
"""What UP pays for, as the office says it; salaries go by LS."""

GOLONGAN: Final = (
    (Golongan.I, "Golongan I"),
    (Golongan.II, "Golongan II"),
    (Golongan.III, "Golongan III"),
    (Golongan.IV, "Golongan IV"),
    (Golongan.PEJABAT_NEGARA, "Pejabat negara"),
)
KUALIFIKASI: Final = (
    (Kualifikasi.KECIL_SBU, "Kecil, ber-SBU"),
    (Kualifikasi.TANPA_SBU, "Tanpa SBU"),
    (Kualifikasi.MENENGAH_BESAR_SBU, "Menengah atau besar, ber-SBU"),
    (Kualifikasi.KONSULTANSI_SBU, "Konsultansi, ber-SBU"),
    (Kualifikasi.KONSULTANSI_TANPA_SBU, "Konsultansi, tanpa SBU"),
)
_ORANG: Final = {
    JenisBelanja.BUKAN_PEGAWAI: TipeWajibPajak.OP,
    JenisBelanja.PESERTA_KEGIATAN: TipeWajibPajak.OP,
    JenisBelanja.HARIAN: TipeWajibPajak.OP,
    JenisBelanja.HONOR_PNS: TipeWajibPajak.PNS,
}
_JENIS_BUKU: Final = {
    JenisPajak.PPN: "PPN",
    JenisPajak.PPH21: "PPh21",
    JenisPajak.PPH22: "PPh22",
    JenisPajak.PPH23: "PPh23",
    JenisPajak.PPH4_2: "PPh4(2)",
    JenisPajak.PPH_FINAL_UMKM: "PPh4(2)",
}


@dataclass(frozen=True, slots=True)
class _Baris:
    """One kind of tax on screen."""

    nilai: RupiahEdit
    dasar: QLabel


class PajakPanel(QWidget):
    """What is bought, from whom, and the five kinds of tax with base, rate and amount."""

    changed = Signal()

    def __init__(self, aturan: AturanPajak, enter: QObject, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._aturan = aturan
        self._case: tuple[date, Rupiah, Mekanisme] | None = None
        self._hasil: HasilPajak | None = None
        self._by_hand = False
        self._chosen_by_hand = False
        self.jenis = Choice(JENIS_BELANJA, "Jenis belanja")
        self.golongan = Choice(GOLONGAN, "Golongan penerima")
        self.golongan.choose(Golongan.III)
        self.kualifikasi = Choice(KUALIFIKASI, "Kualifikasi usaha")
        self.termasuk_ppn = QCheckBox("Nilai sudah termasuk PPN")
        self.termasuk_ppn.setChecked(True)
        self.pkp = QCheckBox("Rekanan PKP")
        self.npwp = QCheckBox("Punya NPWP atau NIK")
        self.npwp.setChecked(True)
        self.badan = QCheckBox("Badan usaha")
        self.badan.setChecked(True)
        self.pp55 = QCheckBox("Surat keterangan PP 55 (0,5 %)")
        self.note = text("", "kecil", wrap=True)
        self.chip = StatusChip("dihitung otomatis", Nada.OK)
        self.reset = QPushButton("Hitung ulang")
        self.reset.setProperty("peran", "tautan")
        self.reset.setAutoDefault(False)
        self.reset.clicked.connect(self._reset)
        self.rows: dict[str, _Baris] = {}
        for widget in (self.jenis, self.golongan, self.kualifikasi, *self._boxes()):
            widget.installEventFilter(enter)
        self._lay_out(enter)
        self.jenis.activated.connect(self._on_chosen)
        for combo in (self.jenis, self.golongan, self.kualifikasi):
            combo.currentIndexChanged.connect(self._recalculate)
        for box in self._boxes():
            box.toggled.connect(self._recalculate)
        self._recalculate()

    def show_case(self, tanggal: date, bruto: Rupiah, mekanisme: Mekanisme) -> None:
        """Another date, amount or way of payment: works the taxes out again."""
        if self._case != (tanggal, bruto, mekanisme):
            self._case = (tanggal, bruto, mekanisme)
            self._recalculate()

    def suggest_kind(self, rekening: str) -> None:
        """What an account is usually paid for, until the person has chosen: goods, services, travel."""
        if self._chosen_by_hand:
            return
        kind = next((k for awalan, k in _USUAL if rekening.startswith(awalan)), None)
        self.jenis.choose(kind)

    def show_rekanan(self, *, pkp: bool, npwp: bool, badan: bool) -> None:
        """The rekanan's card says it; it may still be changed here."""
        for box, on in ((self.pkp, pkp), (self.npwp, npwp), (self.badan, badan)):
            with QSignalBlocker(box):
                box.setChecked(on)
        self._recalculate()

    def total(self) -> Rupiah:
        """All tax on the purchase, as far as the amounts are amounts."""
        return total([r.nilai.value() for r in self.rows.values() if r.nilai.is_valid()])

    def pungutan(self) -> tuple[Pungutan, ...]:
        """The rows that are not nol; refuses nonsense under `pajak`."""
        found = [(jenis, read_amount(r.nilai, "pajak")) for jenis, r in self.rows.items()]
        return tuple(Pungutan(jenis, nilai) for jenis, nilai in found if nilai)

    def dpp(self) -> Rupiah | None:
        """The tax base, when something was worked out."""
        return self._hasil.dpp if self._hasil else None

    def left_out_ppn(self) -> Rupiah:
        """PPN to be added to the amount, when it was typed without."""
        if self._hasil is None or self.termasuk_ppn.isChecked():
            return NOL
        return self._hasil.ppn_terutang

    def state(self) -> dict[str, Any]:
        """What has been chosen, for a draft."""
        return {
            "jenis": self.jenis.currentIndex(),
            "golongan": self.golongan.currentIndex(),
            "kualifikasi": self.kualifikasi.currentIndex(),
            "tanda": [box.isChecked() for box in self._boxes()],
            "nilai": {j: r.nilai.text() for j, r in self.rows.items()} if self._by_hand else None,
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Puts choices back."""
        self._chosen_by_hand = True
        for combo, key in ((self.jenis, "jenis"), (self.golongan, "golongan"), (self.kualifikasi, "kualifikasi")):
            combo.setCurrentIndex(state[key])
        for box, on in zip(self._boxes(), state["tanda"], strict=True):
            box.setChecked(on)
        if state["nilai"]:
            for jenis, nilai in state["nilai"].items():
                self.rows[jenis].nilai.set_value(Rupiah.parse(nilai) if nilai else NOL)
            self._set_by_hand(by_hand=True)

    def _boxes(self) -> tuple[QCheckBox, ...]:
        return (self.termasuk_ppn, self.pkp, self.npwp, self.badan, self.pp55)

    def _input(self) -> PajakInput | None:
        jenis = self.jenis.value()
        if self._case is None or jenis is None or self._case[1] <= NOL:
            return None
        tanggal, nilai, mekanisme = self._case
        usual = TipeWajibPajak.BADAN if self.badan.isChecked() else TipeWajibPajak.OP
        rekanan = WajibPajak(
            tipe=_ORANG.get(jenis, usual),
            npwp_valid=self.npwp.isChecked(),
            pkp=self.pkp.isChecked(),
            surat_keterangan_pp55=self.pp55.isChecked(),
            golongan=self.golongan.value() if jenis is JenisBelanja.HONOR_PNS else None,
        )
        return PajakInput(
            tanggal=tanggal,
            mekanisme=mekanisme,
            jenis=jenis,
            nilai=nilai,
            rekanan=rekanan,
            nilai_termasuk_ppn=self.termasuk_ppn.isChecked(),
            kualifikasi=self.kualifikasi.value() if jenis is JenisBelanja.KONSTRUKSI else None,
        )

    def _recalculate(self) -> None:
        jenis = self.jenis.value()
        self.golongan.setVisible(jenis is JenisBelanja.HONOR_PNS)
        self.kualifikasi.setVisible(jenis is JenisBelanja.KONSTRUKSI)
        for box in self._boxes():
            box.setEnabled(jenis is not None)
        self._hasil, note = None, ""
        try:
            masukan = self._input()
            self._hasil = calculate(masukan, self._aturan) if masukan else None
        except Refusal as no:
            note = str(no)
        if self._hasil is not None:
            note = "\n".join(t.pesan for t in self._hasil.catatan)
        self.note.setText(note)
        self.note.setVisible(bool(note))
        self._show_result()

    def _show_result(self) -> None:
        found = dict(pungutan(self._hasil)) if self._hasil else {}
        bases = {_JENIS_BUKU[s.jenis]: s for s in self._hasil.setoran} if self._hasil else {}
        for jenis, row in self.rows.items():
            if not self._by_hand:
                with QSignalBlocker(row.nilai):
                    row.nilai.set_value(found.get(jenis, NOL))
            s = bases.get(jenis)
            row.dasar.setText("" if s is None else self._say_base(s))
        self.changed.emit()

    def _say_base(self, s: SetoranPajak) -> str:
        """`1,5 % × 5.000.000`; PPN on a part of the price with that part: `11/12 × 12 % × 5.000.000`."""
        if not s.tarif:
            return f"dari {s.dasar}"
        kata = say_rate(s.tarif)
        if s.jenis is JenisPajak.PPN and self._case is not None:
            aturan = self._aturan.on(self._case[0])
            bagian, tarif = aturan.pecahan("ppn.nilai_lain"), aturan.pecahan("ppn.tarif")
            if bagian != 1 and bagian * tarif == s.tarif:
                kata = f"{bagian} × {say_rate(tarif)}"
        return f"{kata} × {s.dasar}"

    def _on_chosen(self) -> None:
        self._chosen_by_hand = True

    def _on_typed(self) -> None:
        self._set_by_hand(by_hand=True)
        self.changed.emit()

    def _reset(self) -> None:
        self._set_by_hand(by_hand=False)
        self._recalculate()

    def _set_by_hand(self, *, by_hand: bool) -> None:
        self._by_hand = by_hand
        self.chip.show_status(Status("diubah tangan", Nada.WARN) if by_hand else Status("dihitung otomatis", Nada.OK))
        self.reset.setVisible(by_hand)

    def _lay_out(self, enter: QObject) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.px(6))
        for widget in (self.jenis, self.golongan, self.kualifikasi):
            column.addWidget(widget)
        boxes = QGridLayout()
        boxes.setHorizontalSpacing(tokens.px(10))
        for place, box in enumerate(self._boxes()):
            boxes.addWidget(box, place // 2, place % 2, 1, 2 if box is self.pp55 else 1)
        column.addLayout(boxes)
        grid = QGridLayout()
        grid.setHorizontalSpacing(tokens.px(8))
        grid.setVerticalSpacing(tokens.px(4))
        grid.setColumnStretch(1, 1)
        for number, jenis in enumerate(JENIS_PAJAK):
            nilai, dasar = RupiahEdit(), text("", "kecil")
            nilai.setAccessibleName(PAJAK_NAMA.get(jenis, jenis))
            nilai.setFixedWidth(tokens.px(126))
            nilai.installEventFilter(enter)
            nilai.value_changed.connect(self._on_typed)
            self.rows[jenis] = _Baris(nilai, dasar)
            grid.addWidget(text(PAJAK_NAMA.get(jenis, jenis).replace("Pasal ", "")), number, 0)
            grid.addWidget(dasar, number, 1)
            grid.addWidget(nilai, number, 2)
        column.addLayout(grid)
        column.addWidget(self.note)
        column.addWidget(self.reset)
        self.reset.hide()


_USUAL: Final = (
    ("5.1.02.01", JenisBelanja.BARANG),
    ("5.1.02.02", JenisBelanja.JASA),
    ("5.1.02.03", JenisBelanja.JASA),
    ("5.2", JenisBelanja.BARANG),
)
"""Goods, services and upkeep by the account; what is not here (travel) is suggested without tax."""


def say_rate(tarif: Fraction) -> str:
    """A rate as people read it: `11 %`, `1,5 %`."""
    persen = f"{float(tarif * 100):.4f}".rstrip("0").rstrip(".").replace(".", ",")
    return f"{persen} %"
