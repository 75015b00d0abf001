"""What a scanned segel Pundi says, to be laid beside its paper: figures to compare, and whether to trust them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from core.calendar import tanggal_panjang
from core.identity import group_desk_code
from core.money import format_sen
from core.pelacakan.commands import OpenBerkas
from core.pelacakan.model import IsiBerkas
from core.segel.kode import HasilPeriksa, NilaiSegel
from ui.kit import tokens
from ui.kit.card import Card, line, restyle, text
from ui.kit.chip import Status, StatusChip
from ui.kit.tokens import Nada

if TYPE_CHECKING:
    from core.money import Rupiah
    from core.pelacakan.model import Berkas
    from core.segel.kode import IsiSegel
    from ui.kantor import Pertanyaan

KATA = {
    NilaiSegel.SAH: Status("segel cocok", Nada.OK),
    NilaiSegel.BERUBAH: Status("isi berubah", Nada.BAD),
    NilaiSegel.KUNCI_TIDAK_DIKENAL: Status("kunci tidak dikenal", Nada.WARN),
    NilaiSegel.KUNCI_DICABUT: Status("kunci dicabut", Nada.BAD),
    NilaiSegel.KUNCI_LEWAT_MASA: Status("kunci lewat masa", Nada.BAD),
}
TINGGI_BARIS = 88
LAYANAN = "SPM"


@dataclass(frozen=True, slots=True)
class SegelTerbaca:
    """A check of a code, and the berkas of this office it belongs to; `beda` is where the two do not agree."""

    hasil: HasilPeriksa
    berkas: Berkas | None
    beda: tuple[str, ...] = ()

    @property
    def may_register(self) -> bool:
        """A good seal whose berkas this office has not got yet."""
        return self.hasil.is_good and self.berkas is None


def read_seal(q: Pertanyaan, teks: str) -> SegelTerbaca:
    """Checks a scanned code with what this office knows. Refuses what is no such code."""
    hasil = q.segel.check(teks)
    berkas = q.pelacakan.by_kode(hasil.isi.kode_meja) if hasil.isi else None
    beda = paper_differs(hasil.isi, berkas) if hasil.isi and berkas else ()
    return SegelTerbaca(hasil, berkas, beda)


def paper_differs(isi: IsiSegel, berkas: Berkas) -> tuple[str, ...]:
    """Where the paper and the berkas do not agree, in words."""
    b = berkas.isi
    pasangan = (
        ("Nomor", isi.nomor, b.nomor),
        ("Tanggal", tanggal_panjang(isi.tanggal), tanggal_panjang(b.tanggal)),
        ("Nilai", _rupiah(isi.nilai), _rupiah(b.nilai) if b.nilai is not None else "-"),
    )
    beda = tuple(f"{apa}: pada kertas {kini}, pada berkas {dulu}." for apa, kini, dulu in pasangan if kini != dulu)
    if isi.putaran != berkas.putaran:
        beda += (f"Lembar ini dari putaran {isi.putaran}, berkasnya sudah putaran {berkas.putaran}: lembar lama.",)
    return beda


def open_from_seal(hasil: HasilPeriksa) -> OpenBerkas:
    """The berkas that a good seal speaks of, with the desk code it already carries."""
    isi, kunci = hasil.isi, hasil.kunci
    assert isi is not None, "a good seal has its contents"
    assert kunci is not None, "a good seal has its key"
    cover = IsiBerkas(kunci.opd_nama, LAYANAN, isi.jenis, isi.nomor, isi.tanggal, "", isi.nilai, isi.penerima)
    return OpenBerkas(isi=cover, kode=isi.kode_meja)


class SegelCard(Card):
    """The answer to the scan of a sealed code. `registered` asks to open a berkas from it."""

    registered = Signal()
    closed = Signal()

    def __init__(self) -> None:
        super().__init__("Segel Pundi")
        self.chip = StatusChip()
        self.add_to_head(self.chip)
        self._sentence = text("", wrap=True)
        self.add(self._sentence)
        self._beda = text("", wrap=True, nada="bad")
        self.add(self._beda)
        self.figures: dict[str, str] = {}
        self._grid_holder = QWidget()
        self.add(self._grid_holder)
        self._register = QPushButton("Daftarkan berkas ini")
        self._register.setProperty("peran", "utama")
        self._register.clicked.connect(self.registered)
        close = QPushButton("Tutup")
        close.clicked.connect(self.closed)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(close)
        row.addWidget(self._register)
        self.add(row)
        self.register_button, self.close_button = self._register, close
        self.hide()

    def show_seal(self, baca: SegelTerbaca) -> None:
        """Shows a check, and nothing of the one before."""
        hasil = baca.hasil
        self.chip.show_status(KATA[hasil.nilai])
        self._sentence.setText(hasil.kalimat)
        self._beda.setText("\n".join(baca.beda))
        self._beda.setVisible(bool(baca.beda))
        self._register.setVisible(baca.may_register)
        self._show_figures(hasil.isi)
        restyle(self)
        self.show()

    @property
    def sentence(self) -> str:
        return self._sentence.text()

    @property
    def beda(self) -> str:
        return self._beda.text()

    def _show_figures(self, isi: IsiSegel | None) -> None:
        self.figures = {} if isi is None else figures_of(isi)
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        if isi is not None:
            column.addLayout(_figure_grid(self.figures))
            column.addWidget(line())
            column.addWidget(_lines_area(isi))
        old, self._grid_holder = self._grid_holder, made
        self.body.replaceWidget(old, made)
        # gone at once: figures of the scan before must not stand under the verdict on this one
        old.hide()
        old.setParent(None)
        old.deleteLater()
        made.setVisible(isi is not None)


def _figure_grid(figures: dict[str, str]) -> QGridLayout:
    """The number on a row of its own, the others in three columns."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(tokens.px(12))
    grid.setVerticalSpacing(tokens.px(4))
    (judul, nomor), *rest = figures.items()
    grid.addWidget(text(judul, "label"), 0, 0)
    grid.addWidget(text(nomor, "kuat"), 0, 1, 1, 5)
    for i, (label, nilai) in enumerate(rest):
        row, col = 1 + i // 3, i % 3 * 2
        grid.addWidget(text(label, "label"), row, col)
        grid.addWidget(text(nilai, "kuat"), row, col + 1)
    for col in (1, 3, 5):
        grid.setColumnStretch(col, 1)
    return grid


def _lines_area(isi: IsiSegel) -> QScrollArea:
    """The lines that had room in the code, in a strip that leaves the queue its place."""
    inner = QWidget()
    grid = QGridLayout(inner)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(tokens.px(14))
    for n, b in enumerate(isi.rincian):
        row, col = n // 2, n % 2 * 2
        grid.addWidget(text(f"{b.sub_kegiatan}  {b.rekening}", "kecil"), row, col)
        grid.addWidget(text(_rupiah(b.nilai), "kecil"), row, col + 1)
    if (sisa := isi.banyak - len(isi.rincian)) > 0:
        lagi = f"dan {sisa} baris lagi, ada di berkas .pundi"
        grid.addWidget(text(lagi, "redup"), len(isi.rincian) // 2 + 1, 0, 1, 4)
    grid.setColumnStretch(1, 1)
    grid.setColumnStretch(3, 1)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFixedHeight(tokens.px(min(TINGGI_BARIS, 22 * (len(isi.rincian) // 2 + 2))))
    area.setWidget(inner)
    inner.setAutoFillBackground(False)
    area.viewport().setAutoFillBackground(False)
    return area


def figures_of(isi: IsiSegel) -> dict[str, str]:
    """What the verifier lays beside the paper."""
    return {
        "Nomor SPM": isi.nomor,
        "Tanggal": tanggal_panjang(isi.tanggal),
        "Jenis": isi.jenis,
        "Kode OPD": isi.opd_kode,
        "Kode meja": f"{group_desk_code(isi.kode_meja)} · putaran {isi.putaran}",
        "Penerima": isi.penerima,
        "Rekening bank": isi.nomor_rekening or "-",
        "Jumlah diminta": _rupiah(isi.nilai),
        "Potongan": _rupiah(isi.potongan),
        "Dibayarkan": _rupiah(isi.dibayarkan),
    }


def _rupiah(nilai: Rupiah) -> str:
    return f"Rp{format_sen(nilai.sen)}"
