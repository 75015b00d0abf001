"""The steps of a document that ask something first: reasons, the date of the SPM, SIPD's number, the SP2D."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QDialog, QLineEdit, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from core.calendar import ZONA, tanggal_pendek
from core.errors import Refusal
from core.spm.commands import RecordSp2d, SetSipdNumber, VerifySpp
from core.spm.numbers import Dokumen
from ui.kit import tokens
from ui.kit.card import line, text
from ui.kit.date_edit import DateEdit
from ui.opd.isian import ChoiceBox, FormDialog
from ui.spm.kelengkapan_dialog import KelengkapanList

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from core.bus import Command
    from core.spm.model import Spp
    from ui.shell.page import Konteks

KATA_PERISTIWA = {
    "buat": "dibuat",
    "sunting": "disunting",
    "ajukan_spp": "SPP diajukan ke PPK-SKPD",
    "kembalikan_spp": "SPP dikembalikan",
    "verifikasi_spp": "SPP diverifikasi, SPM disiapkan",
    "kembalikan_spm": "SPM dikembalikan",
    "terbitkan_spm": "SPM ditandatangani",
    "ajukan_bud": "dikirim ke BPKAD",
    "perbaiki": "dibuka untuk diperbaiki",
    "catat_sp2d": "SP2D dicatat",
    "batalkan": "dibatalkan",
}


class SebabDialog(FormDialog):
    """Reasons for what stops a document: usual ones to tick, and one's own words, one a line."""

    def __init__(
        self,
        konteks: Konteks,
        judul: str,
        tombol: str,
        make: Callable[[tuple[str, ...]], Command],
        *,
        lazim: Sequence[str] = (),
        keterangan: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(konteks, judul, tombol, keterangan=keterangan, bahaya=True, parent=parent)
        self._make = make
        self._ticks = [QCheckBox(kata) for kata in lazim]
        for tick in self._ticks:
            self.body.insertWidget(self.body.count() - 1, tick)
        self.kata = QPlainTextEdit()
        self.kata.setTabChangesFocus(True)
        self.kata.setMinimumHeight(tokens.px(84))
        self.form.add("sebab", "Sebab, satu baris satu sebab", self.kata)
        self.kata.setFocus()

    def command(self) -> Command:
        ticked = [t.text() for t in self._ticks if t.isChecked()]
        own = [baris.strip() for baris in self.kata.toPlainText().splitlines() if baris.strip()]
        if not (ticked or own):
            pesan = "Sebutkan sebabnya, supaya yang menerima tahu apa yang harus diperbaiki."
            raise Refusal("ERR_SEBAB_WAJIB", pesan, medan="sebab")
        return self._make((*ticked, *own))


class YakinDialog(FormDialog):
    """One sentence about what will happen, one button that does it."""

    def __init__(
        self,
        konteks: Konteks,
        judul: str,
        kalimat: str,
        tombol: str,
        *,
        command: Command,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(konteks, judul, tombol, keterangan=kalimat, parent=parent)
        self._command = command

    def command(self) -> Command:
        return self._command


class VerifikasiDialog(FormDialog):
    """The PPK-SKPD ticks the papers himself and gives the SPM its date."""

    def __init__(self, konteks: Konteks, spp: Spp, parent: QWidget | None = None) -> None:
        super().__init__(
            konteks,
            "Verifikasi & terbitkan SPM",
            "Verifikasi && terbitkan SPM",
            keterangan="Periksa dokumennya satu per satu; centang Anda yang tercetak pada lembar penelitian.",
            lebar=760,
            parent=parent,
        )
        self._spp = spp
        self.tanggal = DateEdit(konteks.today(), today=konteks.today)
        self.form.add("tanggal_spm", "Tanggal SPM", self.tanggal, span=4)
        self.list = KelengkapanList(spp.isi.kelengkapan)
        self.list.setMinimumHeight(tokens.px(330))
        semua = QPushButton("Semua yang wajib ada")
        semua.setAutoDefault(False)
        semua.clicked.connect(self.list.tick_all)
        self.form.add("semua", "Centang", semua, span=4)
        self.body.addWidget(line())
        self.body.addWidget(self.list, 1)

    def command(self) -> Command | None:
        tanggal = self.tanggal.value()
        if tanggal is None:
            self.form.set_error("tanggal_spm", "Tanggal SPM belum diisi.")
            return None
        spp = self._spp
        return VerifySpp(spp_id=spp.id, versi=spp.versi, tanggal_spm=tanggal, kelengkapan=self.list.butir())


class NomorSipdDialog(FormDialog):
    """The number SIPD gave the SPP or the SPM, and its date there."""

    def __init__(self, konteks: Konteks, spp: Spp, parent: QWidget | None = None) -> None:
        super().__init__(
            konteks,
            "Nomor SIPD",
            keterangan="Nomor dan tanggal seperti tertulis di SIPD; tercetak sebagai nomor resmi bila kantor memakainya.",  # noqa: E501
            parent=parent,
        )
        self._spp = spp
        pilihan = [(Dokumen.SPP, "SPP")] + ([(Dokumen.SPM, "SPM")] if spp.tanggal_spm else [])
        self.dokumen: ChoiceBox[Dokumen] = ChoiceBox(pilihan)
        self.nomor = QLineEdit()
        self.tanggal = DateEdit(today=konteks.today)
        self.form.add("dokumen", "Dokumen", self.dokumen, span=4)
        self.form.add("tanggal", "Tanggal di SIPD", self.tanggal, span=4)
        self.form.add("nomor", "Nomor SIPD", self.nomor)
        self.dokumen.value_changed.connect(self._show_stored)
        self.dokumen.set_value(pilihan[-1][0])
        self._show_stored()

    def command(self) -> Command | None:
        tanggal, dokumen = self.tanggal.value(), self.dokumen.value()
        if tanggal is None or dokumen is None:
            self.form.set_error("tanggal", "Tanggal belum diisi.")
            return None
        spp = self._spp
        return SetSipdNumber(spp_id=spp.id, versi=spp.versi, dokumen=dokumen, nomor=self.nomor.text(), tanggal=tanggal)

    def _show_stored(self) -> None:
        kept = self._spp.sipd_spm if self.dokumen.value() is Dokumen.SPM else self._spp.sipd_spp
        self.nomor.setText(kept.nomor if kept else "")
        self.tanggal.set_value(kept.tanggal if kept else None)


class Sp2dDialog(FormDialog):
    """The SP2D that answers an SPM."""

    def __init__(self, konteks: Konteks, spp: Spp, parent: QWidget | None = None) -> None:
        super().__init__(
            konteks,
            "Catat SP2D",
            "Catat SP2D",
            keterangan="SP2D menjawab SPM ini; pencairannya dibukukan di Bukti & Pajak pada tanggal uang diterima.",
            parent=parent,
        )
        self._spp = spp
        self.nomor = QLineEdit()
        self.tanggal = DateEdit(konteks.today(), today=konteks.today)
        self.form.add("nomor", "Nomor SP2D", self.nomor, span=8)
        self.form.add("tanggal", "Tanggal SP2D", self.tanggal, span=4)

    def command(self) -> Command | None:
        tanggal = self.tanggal.value()
        if tanggal is None:
            self.form.set_error("tanggal", "Tanggal SP2D belum diisi.")
            return None
        return RecordSp2d(spp_id=self._spp.id, versi=self._spp.versi, nomor=self.nomor.text(), tanggal=tanggal)


class RiwayatDialog(QDialog):
    """Who did what to this document, and when, with the reasons given."""

    def __init__(self, spp: Spp, zona: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Riwayat")
        column = QVBoxLayout(self)
        edge = tokens.px(20)
        column.setContentsMargins(edge, edge, edge, tokens.px(16))
        column.setSpacing(tokens.px(6))
        column.addWidget(text("Riwayat dokumen", "judul-kartu"))
        for cap in spp.jejak:
            at = cap.at.astimezone(ZONA[zona])
            kata = KATA_PERISTIWA.get(cap.peristiwa, cap.peristiwa)
            column.addWidget(text(f"{tanggal_pendek(at.date())} {at:%H.%M}  ·  {kata}", "kuat", wrap=True))
            sebab = f" — {'; '.join(cap.sebab)}" if cap.sebab else ""
            column.addWidget(text(f"oleh {cap.nama}{sebab}", "kecil", wrap=True))
        column.addStretch(1)
        close = QPushButton("Tutup  Esc")
        close.clicked.connect(self.accept)
        column.addWidget(close)
        self.resize(tokens.px(480), self.sizeHint().height())


class BedaDialog(QDialog):
    """Two people, one draft: what is stored and what is on screen, side by side, and which of them stays."""

    def __init__(
        self, refusal: Refusal, take_stored: Callable[[], None], keep_mine: Callable[[], None], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Sudah diubah orang lain")
        column = QVBoxLayout(self)
        edge = tokens.px(20)
        column.setContentsMargins(edge, edge, edge, tokens.px(16))
        column.setSpacing(tokens.px(8))
        pertama, *beda = refusal.temuan
        column.addWidget(text("Draf ini sudah diubah orang lain", "judul-kartu"))
        column.addWidget(text(pertama.pesan, wrap=True))
        column.addWidget(line())
        for temuan in beda or [pertama]:
            column.addWidget(text(f"• {temuan.pesan}" if beda else "Isinya sama; hanya versinya berbeda.", wrap=True))
        self.stored = QPushButton("Pakai yang tersimpan")
        self.mine = QPushButton("Simpan yang di layar")
        self.mine.setProperty("peran", "bahaya")
        for button, run in ((self.stored, take_stored), (self.mine, keep_mine)):
            button.setAutoDefault(False)
            button.clicked.connect(self.accept)
            button.clicked.connect(lambda _=False, r=run: r())
            column.addWidget(button)
        self.resize(tokens.px(560), self.sizeHint().height())
