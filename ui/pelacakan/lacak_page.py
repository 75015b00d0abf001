"""Lacak Berkas: where every document of this office is, since when, and what it waits for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from core.access import Izin
from core.identity import BerkasId, group_desk_code
from core.pelacakan.perpindahan import Keadaan
from ui.kit import tokens
from ui.kit.card import text
from ui.kit.chip import Status
from ui.kit.notice import Notice
from ui.kit.table import Column, Jenis
from ui.kit.timeline import Keadaan as KeadaanLangkah
from ui.kit.timeline import Langkah
from ui.kit.tokens import Nada
from ui.opd.isian import ChoiceBox
from ui.pelacakan.bacaan import (
    BarisAntrean,
    BerkasTerbaca,
    clock_words,
    day_words,
    minutes_words,
    range_words,
    read_berkas,
    read_lines,
)
from ui.pelacakan.berkas_card import steps_of
from ui.pelacakan.penerbit import set_web_folder, web_folder
from ui.pelacakan.resi import ask_tanda_terima
from ui.pelacakan.table import sop_status
from ui.shell.daftar_page import DaftarPage, DetailCard
from ui.shell.page import Action

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from PySide6.QtGui import QHideEvent, QShowEvent

    from ui.kantor import Pertanyaan
    from ui.shell.page import Konteks

SARING: tuple[tuple[str, str], ...] = (
    ("jalan", "Yang belum selesai"),
    ("kembali", "Dikembalikan atau ditolak"),
    ("selesai", "Selesai"),
    ("semua", "Semua"),
)
PESAN = "Keadaan berkas untuk pesan kepada rekanan, tanpa nilai."
RUANG_WEB = "Folder halaman lacak yang dibaca ponsel rekanan."
DI_LUAR = frozenset({Keadaan.DIKEMBALIKAN, Keadaan.DITOLAK})
DETAK_MS = 60_000
PILIH = "Pilih satu berkas."


def whose_turn(r: BarisAntrean) -> Status:
    """Who has to act now."""
    if r.keadaan in DI_LUAR:
        return Status("OPD: perbaiki", Nada.BAD)
    if r.keadaan is Keadaan.DIAJUKAN:
        return Status("antar ke loket", Nada.INFO)
    return Status("di BPKAD", Nada.OK) if r.keadaan is Keadaan.BERJALAN else Status(r.keadaan.nama, Nada.MUTED)


KOLOM: tuple[Column[BarisAntrean], ...] = (
    Column("nomor", "Nomor", lambda r: r.nomor, 150, lentur=True),
    Column("jenis", "Jenis", lambda r: r.jenis, 70),
    Column("nilai", "Nilai (Rp)", lambda r: r.nilai, 108, Jenis.UANG),
    Column("tahap", "Tahap", lambda r: r.tahap, 100),
    Column("giliran", "Giliran", whose_turn, 128, Jenis.STATUS),
    Column("sop", "SOP", sop_status, 142, Jenis.STATUS),
)


class LacakPage(DaftarPage[BarisAntrean]):
    topics: ClassVar[frozenset[str]] = frozenset({"pelacakan", "spm", "opd"})
    nama = "lacak"
    kolom = KOLOM
    cari_kata = "Nomor, rekanan, kode berkas"
    kosong = ("Belum ada berkas yang diajukan.", "Berkas muncul di sini begitu SPM diajukan ke BPKAD (SPP & SPM, F9).")
    jumlahkan = ("nilai",)

    def __init__(self, konteks: Konteks, parent: QWidget | None = None) -> None:
        self.saring: ChoiceBox[str] = ChoiceBox(SARING)
        self._baca: BerkasTerbaca | None = None
        super().__init__(konteks, parent)
        self.saring.value_changed.connect(lambda _: self.show_rows())
        self._tick = QTimer(self, interval=DETAK_MS)
        self._tick.timeout.connect(self.refresh)

    def title(self) -> str:
        return "Lacak Berkas"

    def subtitle(self) -> str:
        return "Di meja mana, sejak kapan"

    def actions(self) -> tuple[Action, ...]:
        ada = self.view.current_row() is not None
        return (
            Action("resi", "Tanda terima", self.print_tanda_terima, "F8", Izin.TERIMA_BERKAS, enabled=ada, note=PILIH),
            Action(
                "pesan",
                "Salin pesan",
                self.copy_message,
                "Ctrl+Shift+C",
                enabled=ada,
                note="Keadaan berkas untuk pesan kepada rekanan, tanpa nilai.",
            ),
            Action("web", "Ruang web…", self.choose_web_folder, "Ctrl+Shift+W", note=RUANG_WEB),
            Action("buka", "Buka SPM", self.open_spm, "Ctrl+O", enabled=ada, note=PILIH, primary=True),
        )

    def ask(self, q: Pertanyaan) -> Sequence[BarisAntrean]:
        return read_lines(q, self.konteks.clock.now(), self.konteks.pelaku, tuple(Keadaan))

    def key_of(self, row: BarisAntrean) -> Hashable:
        return row.id

    def keeps(self, row: BarisAntrean) -> bool:
        pilih = self.saring.value()
        if pilih == "kembali":
            return row.keadaan in DI_LUAR
        if pilih == "selesai":
            return row.keadaan is Keadaan.SELESAI
        return pilih == "semua" or row.keadaan not in {Keadaan.SELESAI, Keadaan.DITARIK}

    def open_with(self, isi: Any) -> None:
        """A berkas id, a desk code, or words."""
        self.saring.set_value("semua")
        super().open_with(isi)

    def words_of(self, row: BarisAntrean) -> str:
        return f"{super().words_of(row)} {row.pihak} {row.kode_meja} {group_desk_code(row.kode_meja)}"

    def open_row(self, row: BarisAntrean) -> None:
        del row
        self.open_spm()

    def open_spm(self) -> None:
        """The document whose berkas this is."""
        row = self.view.current_row()
        if row is None:
            return
        tanya, berkas, tahun = self.konteks.tanya, row.id, self.konteks.today().year

        def find(q: Pertanyaan) -> Any:
            return next((r.id for r in q.spm.rows(tahun, banyak=100_000) if r.berkas == berkas), None)

        def show(spp_id: Any) -> None:
            if spp_id is not None:
                self.konteks.open_page("spm", spp_id)

        self.konteks.desk.ask(lambda: tanya.ask(find), show, key="lacak.spm")

    def print_tanda_terima(self) -> None:
        """The receipt again; each print is counted."""
        if self._baca is not None:
            ask_tanda_terima(self.konteks, self._baca, "OPD", self)

    def copy_message(self) -> None:
        """The state of the berkas in a few lines, on the clipboard, to be pasted into a chat."""
        from ui.portal.isi import read_message

        row = self.view.current_row()
        if row is None:
            return
        tanya, kode, now = self.konteks.tanya, row.kode_meja, self.konteks.clock.now()

        def show(teks: str | None) -> None:
            if teks:
                QGuiApplication.clipboard().setText(teks)
                self.konteks.notify(Notice("Pesan disalin; tempel di percakapan", teks.splitlines()[1]))

        self.konteks.desk.ask(lambda: tanya.ask(lambda q: read_message(q, kode, now)), show, key="lacak.pesan")

    def choose_web_folder(self) -> None:
        """Where the phone pages are written each minute while the program is open; no folder stops it."""
        folder = QFileDialog.getExistingDirectory(self, "Folder ruang web untuk halaman lacak", web_folder())
        set_web_folder(folder)
        kata = f"Halaman lacak ditulis ke {folder}" if folder else "Halaman lacak tidak ditulis dari komputer ini"
        self.konteks.notify(Notice(kata, "Diperbarui setiap menit selama Pundi terbuka." if folder else ""))

    def build_controls(self, row: QHBoxLayout) -> None:
        self.saring.setAccessibleName("Saring berkas")
        self.saring.setMinimumWidth(210)
        row.addWidget(self.saring)

    def build_detail(self) -> QWidget:
        self.detail = DetailCard("", "Pilih satu berkas untuk melihat perjalanannya.")
        self.langkah = QVBoxLayout()
        self.langkah.setSpacing(tokens.px(4))
        self.detail.rest.addLayout(self.langkah)
        self.detail.rest.addStretch(1)
        return self.detail

    def show_detail(self, row: BarisAntrean | None) -> None:
        self._baca = None
        if row is None:
            self.detail.show_lines("", ())
            self._show_steps(())
            return
        tanya, berkas, now = self.konteks.tanya, row.id, self.konteks.clock.now()
        self.konteks.desk.ask(
            lambda: tanya.ask(lambda q: read_berkas(q, BerkasId(berkas), "", now)), self._show_berkas, key="lacak.satu"
        )

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._tick.start()

    def hideEvent(self, event: QHideEvent) -> None:
        self._tick.stop()
        super().hideEvent(event)

    def _show_berkas(self, baca: BerkasTerbaca | None) -> None:
        self._baca = baca
        if baca is None:
            return
        b, lokal = baca.berkas, baca.local
        kini = baca.time_of(b.tahap)
        lama = f"{minutes_words(kini.menit)} dari SOP {minutes_words(kini.sop_menit)}" if kini else ""
        alasan = baca.alur.reason_text(b.alasan_kode) if b.alasan_kode else ""
        catatan = next((p.catatan for p in reversed(baca.perpindahan) if p.catatan), "")
        self.detail.show_lines(
            f"{b.isi.jenis} {b.isi.nomor}",
            (
                ("Perihal", b.isi.perihal),
                ("Pihak", b.isi.pihak),
                ("Kode berkas", group_desk_code(b.kode_meja)),
                ("Keadaan", f"{b.keadaan.nama}, putaran {b.putaran}"),
                ("Alasan dikembalikan", alasan),
                ("Catatan petugas", catatan if alasan else ""),
                ("Langkah berikutnya", _next_step(baca)),
                (f"Di {baca.tahap.nama}", lama),
                ("Perkiraan selesai", range_words(baca.perkiraan, baca.zona) if baca.perkiraan else ""),
                ("Batas menurut aturan", day_words(baca.batas) if baca.batas else ""),
                ("Terakhir bergerak", _moment(lokal(baca.perpindahan[-1].at)) if baca.perpindahan else ""),
            ),
        )
        self._show_steps(steps_of(baca))

    def _show_steps(self, langkah: Sequence[Langkah]) -> None:
        """The way of the berkas, one line per tahap."""
        while (old := self.langkah.takeAt(0)) is not None:
            if (widget := old.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for step in langkah:
            tanda = {KeadaanLangkah.SELESAI: "✓", KeadaanLangkah.KINI: "●"}.get(step.keadaan, "○")
            gaya = "kuat" if step.keadaan is KeadaanLangkah.KINI else "" if tanda == "✓" else "redup"
            self.langkah.addWidget(text(f"{tanda}  {step.judul}  {step.keterangan}".rstrip(), gaya))


def _next_step(baca: BerkasTerbaca) -> str:
    keadaan = baca.berkas.keadaan
    if keadaan is Keadaan.DIKEMBALIKAN:
        return "Buka SPM-nya, perbaiki, lalu ajukan lagi; putaran baru dimulai."
    if keadaan is Keadaan.DITOLAK:
        return "Ditolak: buat SPM baru."
    if keadaan is Keadaan.DIAJUKAN:
        return "Antar berkas ke loket; petugas memindai kodenya."
    return "Tidak ada; berkas sedang dikerjakan BPKAD." if keadaan is Keadaan.BERJALAN else ""


def _moment(at: Any) -> str:
    return f"{day_words(at.date())} {clock_words(at)}"
