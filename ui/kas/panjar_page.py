"""NPD & Panjar: money that PPTK hold, how long already, and its accounting."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from core.access import Izin
from core.calendar import Bulan
from core.kas.model import Jenis as JenisTransaksi
from core.money import NOL, Rupiah, format_sen
from ui.kit.chip import Status
from ui.kit.table import Column, Jenis
from ui.kit.tokens import Nada
from ui.shell.daftar_page import DaftarPage, DetailCard
from ui.shell.page import Action

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from core.kas.queries import PanjarRow
    from ui.kantor import Pertanyaan
    from ui.shell.page import Konteks


@dataclass(frozen=True, slots=True)
class BarisPanjar:
    """One NPD with a panjar: what was handed out, what it was accounted for with, and its age in days."""

    panjar: PanjarRow
    hari: int
    batas_hari: int

    @property
    def terbuka(self) -> bool:
        return self.panjar.sisa > NOL


def _state(r: BarisPanjar) -> Status:
    if not r.terbuka:
        return Status("selesai", Nada.OK)
    if r.hari > r.batas_hari:
        return Status(f"lewat {r.hari - r.batas_hari} hari", Nada.BAD)
    return Status(f"{r.hari} hari", Nada.WARN if r.hari * 2 > r.batas_hari else Nada.INFO)


KOLOM: tuple[Column[BarisPanjar], ...] = (
    Column("nomor", "Nomor NPD", lambda r: r.panjar.nomor, 116, Jenis.KODE),
    Column("tanggal", "Diberikan", lambda r: r.panjar.tanggal, 96, Jenis.TANGGAL),
    Column("pptk", "PPTK", lambda r: r.panjar.pptk, 140, lentur=True),
    Column("nilai", "Panjar (Rp)", lambda r: r.panjar.nilai, 108, Jenis.UANG),
    Column("sisa", "Beredar (Rp)", lambda r: r.panjar.sisa, 112, Jenis.UANG, nol="—"),
    Column("keadaan", "Keadaan", _state, 120, Jenis.STATUS),
)


class PanjarPage(DaftarPage[BarisPanjar]):
    topics: ClassVar[frozenset[str]] = frozenset({"kas", "opd"})
    nama = "panjar"
    kolom = KOLOM
    cari_kata = "Nomor, PPTK, uraian"
    kosong = ("Tidak ada panjar yang beredar.", "Beri panjar kepada PPTK dengan F2.")
    jumlahkan = ("nilai", "sisa")

    def __init__(self, konteks: Konteks, parent: QWidget | None = None) -> None:
        self.semua = QCheckBox("Tampilkan yang sudah selesai")
        super().__init__(konteks, parent)
        self.semua.toggled.connect(lambda _: self.show_rows())

    def title(self) -> str:
        return "NPD & Panjar"

    def subtitle(self) -> str:
        beredar = Rupiah(sum(r.panjar.sisa.sen for r in self._all))
        banyak = sum(r.terbuka for r in self._all)
        return f"{banyak} panjar beredar, Rp {format_sen(beredar.sen)}"

    def actions(self) -> tuple[Action, ...]:
        row = self.view.current_row()
        terbuka = row is not None and row.terbuka
        return (
            Action("bukti", "Buka bukti", self.open_bukti, "Ctrl+O", enabled=row is not None, note="Pilih panjar."),
            Action(
                "spj", "Pertanggungjawabkan", self.settle, "F9", Izin.CATAT, enabled=terbuka,
                note="Pilih panjar yang masih beredar.",
            ),
            Action("beri", "Beri panjar", self.hand_out, "F2", Izin.CATAT, primary=True),
        )  # fmt: skip

    def ask(self, q: Pertanyaan) -> Sequence[BarisPanjar]:
        from core.settings import TENGGAT_PANJAR

        hari = self.konteks.today()
        batas = q.opd.settings().value(TENGGAT_PANJAR, hari)
        rows = q.kas.panjar_setahun(hari.year)
        return [BarisPanjar(p, _age(p, hari), batas) for p in rows]

    def key_of(self, row: BarisPanjar) -> Hashable:
        return row.panjar.nomor

    def keeps(self, row: BarisPanjar) -> bool:
        return row.terbuka or self.semua.isChecked()

    def open_row(self, row: BarisPanjar) -> None:
        if row.terbuka and self.konteks.may(Izin.CATAT):
            self.settle()
        else:
            self.open_bukti()

    def settle(self) -> None:
        """The accounting of the panjar in hand, in the form that records it."""
        row = self.view.current_row()
        if row is not None and row.terbuka:
            self.konteks.open_page("bukti", {"catat": str(JenisTransaksi.SPJ_PANJAR), "panjar": row.panjar.nomor})

    def hand_out(self) -> None:
        """Another panjar."""
        self.konteks.open_page("bukti", {"catat": str(JenisTransaksi.PANJAR)})

    def open_bukti(self) -> None:
        """The event that handed it out."""
        row = self.view.current_row()
        if row is not None:
            self.konteks.open_page("bukti", {"bulan": Bulan.of(row.panjar.tanggal), "tx": row.panjar.tx})

    def build_controls(self, row: QHBoxLayout) -> None:
        row.addWidget(self.semua)

    def build_detail(self) -> QWidget:
        self.detail = DetailCard("", "Pilih satu panjar.")
        self.detail.rest.addStretch(1)
        return self.detail

    def show_detail(self, row: BarisPanjar | None) -> None:
        if row is None:
            self.detail.show_lines("", ())
            return
        p = row.panjar
        self.detail.show_lines(
            p.nomor,
            (
                ("PPTK", p.pptk),
                ("Untuk", p.uraian),
                ("Sub kegiatan", p.sub_kegiatan),
                ("Diberikan", f"Rp {p.nilai}"),
                ("Dipertanggungjawabkan dengan", ", ".join(p.bukti)),
                ("Belanja", f"Rp {p.belanja}" if p.belanja else ""),
                ("Pajak dipungut", f"Rp {p.pajak}" if p.pajak else ""),
                ("Kembali ke kas", f"Rp {p.kembali}" if p.kembali > NOL else ""),
                ("Ditambah dari kas", f"Rp {-p.kembali}" if p.kembali < NOL else ""),
                ("Masih beredar", f"Rp {p.sisa}" if row.terbuka else ""),
                ("Batas pertanggungjawaban", f"{row.batas_hari} hari (kebijakan kantor)" if row.terbuka else ""),
            ),
        )


def _age(p: PanjarRow, hari: date) -> int:
    return (hari - p.tanggal).days
