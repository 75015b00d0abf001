"""Segel Pundi in Pengaturan: the office's own key and those of other offices, and how each comes and goes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtWidgets import QFileDialog, QLineEdit, QPlainTextEdit, QPushButton

from core.calendar import tanggal_panjang
from core.errors import Refusal
from core.segel.commands import MakeKey, RevokeKey, TrustKey
from core.segel.kunci import KunciSegel
from ui.kit import tokens
from ui.kit.chip import Status
from ui.kit.date_edit import DateEdit
from ui.kit.notice import Notice, refusal_notice
from ui.kit.preview import PreviewDialog
from ui.kit.table import Column, Jenis
from ui.kit.tokens import Nada
from ui.opd.bagian import Bagian, BagianSpec
from ui.opd.isian import FormDialog
from ui.segel.cetak import sheet_bytes, sheet_pdf
from ui.segel.masukan import read_packet

if TYPE_CHECKING:
    from core.bus import Command
    from ui.kantor import Pertanyaan
    from ui.shell.page import Konteks

NADA = {"berlaku": Nada.OK, "diganti": Nada.MUTED, "dicabut": Nada.BAD}

KOLOM: tuple[Column[KunciSegel], ...] = (
    Column("milik", "Milik", lambda k: "kantor ini" if k.sendiri else k.opd_nama, 200, lentur=True, urut=False),
    Column("sidik", "Sidik jari", lambda k: k.sidik_jari, 180, Jenis.KODE, urut=False),
    Column("dari", "Berlaku sejak", lambda k: k.berlaku_dari, 110, Jenis.TANGGAL, urut=False),
    Column("keadaan", "Keadaan", lambda k: Status(k.status, NADA[k.status]), 100, Jenis.STATUS, urut=False),
    Column("sebab", "Sebab berakhir", lambda k: k.akhir.sebab if k.akhir else "", 170, urut=False),
)


class SegelBagian(Bagian):
    """The section."""

    topics: ClassVar[frozenset[str]] = frozenset({"segel"})

    def __init__(self, konteks: Konteks) -> None:
        super().__init__(
            konteks,
            "Segel Pundi",
            "Kunci kantor menyegel SPM dan berkas .pundi; kantor lain yang mengenalinya memeriksa tanpa jaringan.",
        )
        self.add_button("Cabut kunci…", self.revoke)
        self.add_button("Kenali kunci…", self.trust)
        self.sheet_button: QPushButton = self.add_button("Lembar kunci…", self.print_sheet)
        self.file_button: QPushButton = self.add_button("Simpan lembar…", self.ask_file)
        self.add_button("Kunci baru…", self.make, utama=True)
        self.view = self.add_table("kunci-segel", KOLOM, "Belum ada kunci. Buat kunci kantor dengan Kunci baru.")

    def ask(self, q: Pertanyaan) -> tuple[KunciSegel, ...]:
        return tuple(q.segel.known_keys())

    def show_answer(self, answer: tuple[KunciSegel, ...]) -> None:
        self.view.table.show(answer)
        own = any(k.sendiri and k.akhir is None for k in answer)
        for button in (self.sheet_button, self.file_button):
            button.setEnabled(own)
            button.setToolTip("" if own else "Buat dulu kunci kantor ini.")

    def make(self) -> None:
        """A new key of the office."""
        self.open_form(KunciDialog(self.konteks, self), "Kunci segel dibuat; serahkan lembarnya kepada BPKAD")

    def trust(self) -> None:
        """The sheet of another office."""
        self.open_form(KenaliDialog(self.konteks, self), "Kunci kantor lain dikenali")

    def revoke(self) -> None:
        """The key in hand."""
        kunci = self.view.current_row()
        if kunci is None:
            self.konteks.notify(Notice("Pilih dulu kuncinya", "Pilih baris kunci yang akan dicabut.", Nada.INFO))
            return
        self.open_form(CabutDialog(self.konteks, kunci, self), "Kunci dicabut")

    def print_sheet(self) -> None:
        """The sheet on paper."""
        kantor, huruf, hari = self.konteks.tanya, self.konteks.huruf, self.konteks.today()
        self.konteks.desk.ask(
            lambda: kantor.ask(lambda q: sheet_pdf(q, hari, huruf())), self._show_sheet, "lembar-kunci-segel"
        )

    def ask_file(self) -> None:
        """The sheet as a small file: asks where to."""
        path, _ = QFileDialog.getSaveFileName(self, "Simpan lembar kunci", "kunci-segel.txt", "Lembar kunci (*.txt)")
        if path:
            self.save_file(Path(path))

    def save_file(self, ke: Path) -> None:
        """The sheet as a small file."""
        kantor, hari = self.konteks.tanya, self.konteks.today()

        def keep(isi: bytes) -> None:
            try:
                ke.write_bytes(isi)
            except OSError as no:
                self.konteks.notify(Notice("Lembar tidak dapat disimpan", f"{ke}: {no.strerror}", Nada.BAD))
                return
            self.konteks.notify(Notice("Lembar kunci disimpan", f"{ke.name}. Isinya bukan rahasia."))

        self.konteks.desk.ask(lambda: kantor.ask(lambda q: sheet_bytes(q, hari)), keep, "lembar-kunci-segel")

    def _show_sheet(self, pdf: bytes) -> None:
        self.dialog = PreviewDialog(pdf, "Lembar kunci segel Pundi", "lembar-kunci-segel.pdf", self)
        self.dialog.told.connect(self.konteks.notify)
        self.dialog.open()


class KunciDialog(FormDialog):
    """A new key of this office."""

    def __init__(self, konteks: Konteks, parent: Any = None) -> None:
        super().__init__(
            konteks,
            "Kunci segel baru",
            "Buat kunci",
            keterangan="Bagian rahasianya tersimpan di komputer ini saja. Kunci yang lama diganti sejak hari itu; "
            "yang disegel sebelumnya tetap sah. Kunci yang dicuri dicabut, bukan diganti.",
            parent=parent,
        )
        self.dari = DateEdit(today=konteks.today)
        self.dari.set_value(konteks.today())
        self.form.add("berlaku_dari", "Berlaku sejak", self.dari)

    def command(self) -> Command | None:
        hari = self.dari.value()
        if hari is None:
            self.say("Isi tanggal mulai berlakunya.")
            return None
        return MakeKey(berlaku_dari=hari)


class KenaliDialog(FormDialog):
    """The sheet of another office, scanned or from its file, and the fingerprint its owner reads out."""

    def __init__(self, konteks: Konteks, parent: Any = None) -> None:
        super().__init__(
            konteks,
            "Kenali kunci kantor lain",
            "Kenali kunci",
            keterangan="Pindai kode pada lembar kunci, atau buka berkasnya. Lalu telepon kantor pemiliknya dan ketik "
            "sidik jari yang mereka bacakan.",
            parent=parent,
        )
        self.lembar = QPlainTextEdit()
        self.lembar.setPlaceholderText("Angka hasil pindaian")
        self.lembar.setFixedHeight(tokens.px(64))
        self.sidik = QLineEdit()
        self.sidik.setPlaceholderText("9F2C 41D0 88A1 0C3E")
        buka = QPushButton("Buka berkas lembar…")
        buka.setAutoDefault(False)
        buka.clicked.connect(self._ask_file)
        self.form.add("kode", "Lembar kunci", self.lembar)
        self.form.add("berkas", "atau dari berkasnya", buka)
        self.form.add("sidik_jari", "Sidik jari menurut pemiliknya", self.sidik)
        self.resize(tokens.px(540), tokens.px(400))

    def command(self) -> Command | None:
        return TrustKey(lembar=self.lembar.toPlainText(), sidik_jari=self.sidik.text())

    def read_file(self, dari: Path) -> None:
        """The digits of a sheet's file."""
        try:
            self.lembar.setPlainText(read_packet(dari)[:20_000].decode("utf-8", "replace"))
        except Refusal as no:
            self.konteks.notify(refusal_notice(no))

    def _ask_file(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, "Buka lembar kunci", "", "Lembar kunci (*.txt);;Semua berkas (*)")
        if path:
            self.read_file(Path(path))


class CabutDialog(FormDialog):
    """A key was stolen or lost."""

    def __init__(self, konteks: Konteks, kunci: KunciSegel, parent: Any = None) -> None:
        super().__init__(
            konteks,
            "Cabut kunci segel",
            "Cabut kunci",
            keterangan=f"{kunci.opd_nama}, sidik jari {kunci.sidik_jari}, berlaku sejak "
            f"{tanggal_panjang(kunci.berlaku_dari)}. Semua yang disegel dengannya tidak dipercaya lagi, bertanggal "
            "kapan pun. Beri tahu juga kantor lain agar mencabutnya.",
            bahaya=True,
            parent=parent,
        )
        self._kunci = kunci
        self.sebab = QLineEdit()
        self.sebab.setPlaceholderText("laptop hilang")
        self.form.add("sebab", "Sebab", self.sebab)

    def command(self) -> Command | None:
        return RevokeKey(kunci_id=self._kunci.id, sebab=self.sebab.text())


BAGIAN = BagianSpec("segel", "Segel Pundi", SegelBagian)
"""For the page Pengaturan."""
