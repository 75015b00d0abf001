"""Register: SPP, SPM and SP2D of the year in the order of their numbers, cancelled ones included."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QMenu, QWidget

from core.calendar import BULAN_PENDEK
from core.spm.model import StatusSpp
from core.spm.queries import SppRow
from ui.kas.ekspor import write_file
from ui.kit.chip import Status
from ui.kit.preview import PreviewDialog
from ui.kit.table import Column, Jenis
from ui.kit.tokens import Nada
from ui.opd.isian import ChoiceBox, open_dialog
from ui.shell.daftar_page import DaftarPage
from ui.shell.page import Action
from ui.spj.daftar_dialog import DaftarDialog
from ui.spm.table import jenis_name, status_chip

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    from core.documents.lembar import Lembar
    from ui.kantor import Pertanyaan
    from ui.shell.page import Konteks

BANYAK = 100_000
DOKUMEN = (("spp", "SPP, SPM dan SP2D"), ("penutupan", "Penutupan kas"))


def _step(r: SppRow) -> Status:
    return Status("batal", Nada.MUTED) if r.status is StatusSpp.BATAL else status_chip(r.status, r.sp2d)


KOLOM: tuple[Column[SppRow], ...] = (
    Column("jenis", "Jenis", lambda r: jenis_name(r.jenis), 108),
    Column("tgl_spp", "Tgl. SPP", lambda r: r.tanggal_spp, 92, Jenis.TANGGAL),
    Column("spp", "Nomor SPP", lambda r: r.sipd_spp or r.nomor_spp, 150, Jenis.KODE, lentur=True),
    Column("tgl_spm", "Tgl. SPM", lambda r: r.tanggal_spm, 92, Jenis.TANGGAL),
    Column("spm", "Nomor SPM", lambda r: r.sipd_spm or r.nomor_spm, 170, Jenis.KODE),
    Column("tgl_sp2d", "Tgl. SP2D", lambda r: r.tanggal_sp2d, 92, Jenis.TANGGAL),
    Column("sp2d", "Nomor SP2D", lambda r: r.sp2d, 116, Jenis.KODE),
    Column("nilai", "Diminta (Rp)", lambda r: r.nilai, 118, Jenis.UANG),
    Column("keadaan", "Status", _step, 138, Jenis.STATUS),
)


class RegisterPage(DaftarPage[SppRow]):
    topics: ClassVar[frozenset[str]] = frozenset({"spm", "kas", "opd"})
    nama = "register"
    kolom = KOLOM
    cari_kata = "Nomor, uraian, penerima"
    kosong = ("Belum ada SPP tahun ini.", "Buat SPP pertama di SPP & SPM dengan Ins.")
    jumlahkan = ("nilai",)

    def __init__(self, konteks: Konteks, parent: QWidget | None = None) -> None:
        self.bulan: ChoiceBox[int] = ChoiceBox([(0, "Setahun"), *enumerate(BULAN_PENDEK, 1)])
        self.bulan.setAccessibleName("Bulan SPP")
        self.bulan.setMinimumWidth(130)
        super().__init__(konteks, parent)
        self.bulan.value_changed.connect(lambda _: self.show_rows())

    def title(self) -> str:
        return "Register"

    def subtitle(self) -> str:
        return f"Tahun {self.konteks.today().year}; nomor yang batal tetap tampak"

    def actions(self) -> tuple[Action, ...]:
        return (
            Action("daftar", "Daftar lain", self.open_lists, "F7"),
            Action("ekspor", "Ekspor", self.choose_export, "Ctrl+E"),
            Action("penutupan", "Penutupan kas", lambda: self.preview("penutupan"), "F8"),
            Action("pratinjau", "Pratinjau", lambda: self.preview("spp"), "Ctrl+P", primary=True),
        )

    def ask(self, q: Pertanyaan) -> Sequence[SppRow]:
        rows = q.spm.rows(self.konteks.today().year, banyak=BANYAK)
        return sorted(rows, key=lambda r: (r.nomor_spp == "", r.nomor_spp, r.tanggal_spp))

    def key_of(self, row: SppRow) -> Hashable:
        return row.id

    def keeps(self, row: SppRow) -> bool:
        bulan = self.bulan.value()
        return not bulan or row.tanggal_spp.month == bulan

    def open_row(self, row: SppRow) -> None:
        self.konteks.open_page("spm", row.id)

    def build_controls(self, row: QHBoxLayout) -> None:
        row.addWidget(self.bulan)

    def open_lists(self) -> None:
        """Register SPP, SPM, SP2D and STS, kartu kendali, DTH and the others, each with its own columns."""
        open_dialog(DaftarDialog(self.konteks, "kartu-kendali", self))

    def preview(self, dokumen: str) -> None:
        """The register as it prints."""

        def render(lembar: Lembar) -> tuple[bytes, str]:
            from core.documents.lembar import render_pdf
            from ui.kas.ekspor import paper_faces

            return render_pdf(lembar, paper_faces()), lembar.kop.judul

        self._make(dokumen, render, self._show_pdf)

    def choose_export(self) -> None:
        """Which register, as XLSX or CSV."""
        menu = QMenu(self)
        for kunci, nama in DOKUMEN:
            for jenis in ("xlsx", "csv"):
                menu.addAction(f"{nama} ({jenis.upper()})", lambda k=kunci, j=jenis: self.export(k, j))
        menu.exec(self.mapToGlobal(self.rect().topRight()))
        menu.deleteLater()

    def export(self, dokumen: str, jenis: str) -> None:
        """Asks where, then writes."""
        path, _ = QFileDialog.getSaveFileName(self, "Ekspor register", f"register-{dokumen}.{jenis}", f"*.{jenis}")
        if path:
            self.export_to(path, dokumen, jenis)

    def export_to(self, path: str, dokumen: str, jenis: str) -> None:
        """Writes a register into a file."""

        def write(lembar: Lembar) -> Any:
            from pathlib import Path

            from core.documents.lembar import render_csv, render_xlsx

            return write_file(Path(path), render_csv(lembar) if jenis == "csv" else render_xlsx(lembar))

        self._make(dokumen, write, self.konteks.notify)

    def _make(self, dokumen: str, use: Callable[[Lembar], Any], show: Callable[[Any], None]) -> None:
        tanya, hari, rows = self.konteks.tanya, self.konteks.today(), tuple(self.table.rows)
        bulan = self.bulan.value()
        periode = f"{BULAN_PENDEK[bulan - 1]} {hari.year}" if bulan else f"Tahun anggaran {hari.year}"

        def make(q: Pertanyaan) -> Any:
            from core.documents.register import lembar_register_penutupan_kas, lembar_register_spp_spm_sp2d
            from ui.kas.ekspor import kantor_cetak

            kantor = kantor_cetak(q, hari)
            if dokumen == "penutupan":
                return use(lembar_register_penutupan_kas(q.kas.segel(hari.year), kantor, f"Tahun anggaran {hari.year}"))
            return use(lembar_register_spp_spm_sp2d(rows, kantor, periode))

        self.konteks.desk.ask(lambda: tanya.ask(make), show, key="register.cetak")

    def _show_pdf(self, made: tuple[bytes, str]) -> None:
        pdf, judul = made
        dialog = PreviewDialog(pdf, judul, "register.pdf", self)
        dialog.told.connect(self.konteks.notify)
        open_dialog(dialog)
