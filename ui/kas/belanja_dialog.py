"""Catat bukti belanja: one purchase from UP, from a TU, or against a panjar, with its tax worked out as it is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCompleter,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from core.kas.atribut import KANAL
from core.kas.isi import BelanjaTu, BelanjaUp, Isi, SpjPanjar
from core.kas.model import Jenis
from core.money import NOL, Rupiah, format_sen, terbilang
from core.pajak.model import Mekanisme
from core.rekanan.model import Bentuk
from ui.kas.bukti_dialog import CARA, BuktiDialog, Draf, number_edit
from ui.kas.pajak_panel import PajakPanel
from ui.kas.rincian_edit import RincianEdit
from ui.kit import tokens
from ui.kit.card import Card, restyle, text
from ui.kit.date_edit import BukanTanggal

if TYPE_CHECKING:
    from core.kas.queries import TerbukaRow
    from ui.kas.bahan import Bahan

KANAL_NAMA = {
    "TUNAI": "Tunai",
    "CMS": "CMS bank",
    "QRIS": "QRIS",
    "MBANKING": "Mobile banking",
    "VA": "Virtual account",
    "EMONEY": "Uang elektronik",
    "AUTODEBET": "Autodebet",
}


class BelanjaDialog(BuktiDialog):
    """`sumber` is the open item to begin with: the number of a TU or of a panjar; empty for UP."""

    alias = {"sp2d": "sumber", "panjar": "sumber", "tipe": "sumber", "bruto": "rincian", "atribut.kanal": "kanal"}  # noqa: RUF012

    def __init__(self, bahan: Bahan, sumber: str = "", parent: QWidget | None = None) -> None:
        super().__init__("Catat bukti belanja", bahan, parent)
        self.sumber = self.add_choice("sumber", "Dibebankan kepada", self._sources(), span=6)
        self.nomor = number_edit(bahan.number(Jenis.BELANJA_UP))
        self.add("nomor", "Nomor TBP atau kuitansi", self.nomor, span=3)
        self.tanggal = self.add_date(span=3)
        self.rekanan = QLineEdit()
        self.rekanan.setPlaceholderText("Nama pada kuitansi")
        completer = QCompleter([r.nama for r in bahan.rekanan], self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.rekanan.setCompleter(completer)
        self.add("rekanan", "Rekanan atau penerima", self.rekanan, span=6)
        self.cara = self.add_choice("cara", "Dibayar lewat", CARA, span=3)
        kanal = tuple((k, KANAL_NAMA[k]) for k in KANAL if k in KANAL_NAMA)
        self.kanal = self.add_choice("kanal", "Kanal", kanal, span=3)
        self.uraian = QLineEdit()
        self.uraian.setPlaceholderText("Untuk apa, seperti pada kuitansi")
        self.add("uraian", "Uraian", self.uraian)
        self.rincian = RincianEdit(bahan.pagu, self)
        self.form.add("rincian", "Belanja", self.rincian)
        self.pajak = PajakPanel(bahan.aturan, self)
        self._build_sum()
        self._lay_out()
        self.sumber.currentIndexChanged.connect(self._on_source)
        self.cara.currentIndexChanged.connect(self._on_cara)
        self.rekanan.editingFinished.connect(self._on_rekanan)
        self.tanggal.value_changed.connect(self._on_amounts)
        self.rincian.changed.connect(self._on_amounts)
        self.pajak.changed.connect(self._show_sum)
        self._choose(sumber)
        self._on_cara()
        self.fit(1080, 640)
        self.rekanan.setFocus()

    def isi(self) -> Isi:
        jenis, pos = self.sumber.value()
        bruto, pajak = self.rincian.total(), self.pajak.pungutan()
        umum: dict[str, Any] = {
            "nomor": self.words("nomor", "Nomor bukti"),
            "uraian": self.words("uraian") or None,
            "cara": self.cara.value(),
            "rincian": self.rincian.rincian(),
            "bruto": bruto,
            "pajak": pajak,
            "rekanan": self.words("rekanan") or None,
            "dpp": self.pajak.dpp() if pajak else None,
        }
        if jenis is Jenis.SPJ_PANJAR:
            sisa = self._panjar_left()
            return SpjPanjar(
                **umum,
                panjar=pos,
                sisa_disetor_pptk=sisa if sisa > NOL else None,
                kurang_dibayar_bp=-sisa if sisa < NOL else None,
            )
        dibayar = bruto - self.pajak.total()
        if jenis is Jenis.BELANJA_TU:
            return BelanjaTu(**umum, dibayar=dibayar, sp2d=pos)
        return BelanjaUp(**umum, dibayar=dibayar)

    def atribut(self) -> dict[str, object]:
        return {"kanal": self.kanal.value()}

    def draft(self) -> Draf:
        return {**super().draft(), "#rincian": self.rincian.state(), "#pajak": self.pajak.state()}

    def restore(self, draf: Draf) -> None:
        super().restore(draf)
        self.rincian.restore(draf["#rincian"])
        self.pajak.restore(draf["#pajak"])

    def _sources(self) -> tuple[tuple[Any, str], ...]:
        b = self.bahan
        return (
            ((Jenis.BELANJA_UP, ""), "Uang persediaan (UP)"),
            *(((Jenis.BELANJA_TU, t.nomor), f"TU {t.nomor} · sisa {t.nilai}") for t in b.tu),
            *(((Jenis.SPJ_PANJAR, p.nomor), f"Panjar {p.nomor} · {p.nilai}") for p in b.panjar),
        )

    def _choose(self, pos: str) -> None:
        found = next((i for i, (nilai, _) in enumerate(self._sources()) if nilai[1] == pos), 0)
        self.sumber.setCurrentIndex(found)
        self._on_source()

    def _open_item(self) -> TerbukaRow | None:
        pos = self.sumber.value()[1]
        return next((t for t in (*self.bahan.tu, *self.bahan.panjar) if t.nomor == pos), None)

    def _panjar_left(self) -> Rupiah:
        """What the PPTK brings back (or, below nol, still gets): panjar + tax - purchase (format-transaksi 5.6)."""
        panjar = self._open_item()
        return (panjar.nilai if panjar else NOL) + self.pajak.total() - self.rincian.total()

    def _on_source(self) -> None:
        jenis, _ = self.sumber.value()
        tu = self._open_item() if jenis is Jenis.BELANJA_TU else None
        self.rincian.set_pagu([p for p in self.bahan.pagu if tu is None or p.sub_kegiatan == tu.uraian])
        self._on_amounts()

    def _on_cara(self) -> None:
        usual = "TUNAI" if self.cara.value() == "tunai" else "CMS"
        self.kanal.choose(usual)
        self._show_sum()

    def _on_rekanan(self) -> None:
        nama = self.rekanan.text().strip().casefold()
        found = next((r for r in self.bahan.rekanan if r.nama.casefold() == nama), None)
        if found is not None:
            self.pajak.show_rekanan(pkp=found.pkp, npwp=bool(found.npwp), badan=found.bentuk is Bentuk.BADAN)

    def _on_amounts(self) -> None:
        first = next((b.baris for b in self.rincian.lines if b.baris is not None), None)
        if first is not None:
            self.pajak.suggest_kind(first.rekening)
        try:
            tanggal = self.tanggal.value() or self.bahan.hari
        except BukanTanggal:
            tanggal = self.bahan.hari
        jenis, _ = self.sumber.value()
        mekanisme = Mekanisme.TU if jenis is Jenis.BELANJA_TU else Mekanisme.UP_TUNAI
        self.pajak.show_case(tanggal, self.rincian.total(), mekanisme)
        self._show_sum()

    def _add_ppn(self) -> None:
        """Brings the PPN left out into the first line, so that the amount is what the kuitansi says."""
        baris = self.rincian.lines[0]
        lebih = self.pajak.left_out_ppn()
        self.pajak.termasuk_ppn.setChecked(True)
        baris.nilai.set_value(baris.shown_value() + lebih)
        baris.show_left()

    def _show_sum(self) -> None:
        bruto, pajak = self.rincian.total(), self.pajak.total()
        jenis, _ = self.sumber.value()
        self._sum.setText(f"Rp {bruto}")
        self._words.setText(terbilang(bruto) if bruto else "")
        self._pajak_sum.setText(str(pajak))
        if jenis is Jenis.SPJ_PANJAR:
            sisa = self._panjar_left()
            self._net_label.setText("Sisa disetor PPTK" if sisa >= NOL else "Kurang, dibayar bendahara")
            self._net.setText(str(abs(sisa)))
        else:
            self._net_label.setText("Jumlah yang dibayarkan")
            self._net.setText(format_sen((bruto - pajak).sen, brackets=True))
        ppn = self.pajak.left_out_ppn()
        self.add_ppn.setText(f"Tambahkan PPN {ppn} ke belanja")
        self.add_ppn.setVisible(bool(ppn))
        self._say_left(bruto - pajak, jenis)

    def _say_left(self, keluar: Rupiah, jenis: Jenis) -> None:
        """The wadah after this payment; a panjar was paid out before."""
        tunai = self.cara.value() == "tunai"
        saldo = self.bahan.saldo.kas_tunai if tunai else self.bahan.saldo.bank
        sesudah = saldo + self._panjar_left() if jenis is Jenis.SPJ_PANJAR else saldo - keluar
        kata = "kas tunai" if tunai else "saldo bank"
        kurang = sesudah < NOL
        self._left.setText(
            f"{kata} {'tidak cukup: ' if kurang else 'sesudahnya '}{format_sen(sesudah.sen, brackets=True)}"
        )
        self._left.setProperty("gaya", "galat" if kurang else "kecil")
        restyle(self._left)

    def _build_sum(self) -> None:
        self._sum = text("Rp 0", "angka-besar")
        self._words = text("", "kecil", wrap=True)
        self._pajak_sum, self._net = text("0", "kuat"), text("0", "kuat")
        self._net_label = text("Jumlah yang dibayarkan", "label")
        self._left = text("", "kecil", wrap=True)
        self.add_ppn = QPushButton()
        self.add_ppn.setProperty("peran", "tautan")
        self.add_ppn.setAutoDefault(False)
        self.add_ppn.clicked.connect(self._add_ppn)
        self.add_ppn.hide()

    def _lay_out(self) -> None:
        left = Card("Bukti")
        left.add(_scrolling(self.form), 1)
        pajak = Card("Pajak")
        pajak.add_to_head(self.pajak.chip)
        pajak.add(_scrolling(self.pajak), 1)
        sums = Card()
        sums.add(text("Jumlah bukti", "label"))
        sums.add(self._sum)
        sums.add(self._words)
        sums.add(self.add_ppn)
        grid = QGridLayout()
        grid.setColumnStretch(0, 1)
        for row, (label, nilai) in enumerate(((text("Pajak", "label"), self._pajak_sum), (self._net_label, self._net))):
            grid.addWidget(label, row, 0)
            grid.addWidget(nilai, row, 1, Qt.AlignmentFlag.AlignRight)
        sums.add(grid)
        sums.add(self._left)
        right = QVBoxLayout()
        right.setSpacing(tokens.px(12))
        right.addWidget(pajak, 1)
        right.addWidget(sums)
        row = QHBoxLayout()
        row.setSpacing(tokens.px(12))
        row.addWidget(left, 5)
        row.addLayout(right, 3)
        self.body.addLayout(row, 1)


def _scrolling(inside: QWidget) -> QScrollArea:
    """Many lines of rincian scroll; the sums at the right stay in sight."""
    holder = QWidget()
    holder.setObjectName("isi-gulir")
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, tokens.px(2), 0)
    column.addWidget(inside)
    column.addStretch(1)
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidgetResizable(True)
    area.setWidget(holder)
    return area
