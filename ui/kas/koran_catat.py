"""Books a line that is in no book yet: the right form opens with what the bank wrote, then line and document are one.

What the line is, its words say (`core.kas.koran_saran`); where they do not, the person chooses among the kinds that can
move money in its direction.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtWidgets import QLineEdit, QMenu

from core.kas.koran import BuktiBank
from core.kas.koran_commands import AcceptMatch, UndoMatch
from core.kas.model import JENIS_NAMA, Jenis
from core.money import NOL
from ui.kas.actions import FORMULIR
from ui.kas.bahan import Bahan, gather
from ui.kas.choice import Choice
from ui.kit.account_edit import AccountEdit
from ui.kit.date_edit import DateEdit
from ui.kit.notice import Notice
from ui.kit.rupiah_edit import RupiahEdit
from ui.kit.tokens import Nada

if TYPE_CHECKING:
    from collections.abc import Iterable

    from core.bus import Command, Hasil
    from core.errors import Refusal
    from ui.kas.bukti_dialog import BuktiDialog
    from ui.kas.koran_page import KoranPage
    from ui.kas.koran_table import BarisTampil

MASUK: Final = (
    Jenis.SP2D_GU, Jenis.SP2D_UP, Jenis.SP2D_TU, Jenis.SP2D_GU_KKPD, Jenis.SP2D_LS_GAJI, Jenis.JASA_GIRO,
    Jenis.RETUR_BANK, Jenis.SETOR_KE_BANK, Jenis.CONTRA_POS,
)  # fmt: skip
KELUAR: Final = (
    Jenis.BELANJA_UP, Jenis.BELANJA_TU, Jenis.TARIK_TUNAI, Jenis.SETOR_PAJAK, Jenis.PANJAR, Jenis.STS_LAIN,
    Jenis.STS_SISA_UP, Jenis.STS_SISA_TU, Jenis.BAYAR_ULANG,
)  # fmt: skip
"""Kinds that bring money to the bank, and kinds that take it away."""
ALASAN: Final = "dicatat dari baris ini"
URUNG: Final = "diurungkan setelah diterima"


class AlurCatat:
    """From a line to its document; the page shows what comes of it."""

    def __init__(self, page: KoranPage) -> None:
        self._page, self._konteks = page, page.konteks
        self.dialog: BuktiDialog | None = None

    def start(self, row: BarisTampil) -> None:
        """The form of what the line is, or the choice of kinds."""
        if row.baris is None or not row.terbuka:
            return
        s = row.saran
        if s is not None and s.jenis:
            self.open_form(Jenis(s.jenis), s.isian, (s.baris, *s.sertakan))
        else:
            self._choose(row)

    def kinds(self, row: BarisTampil) -> tuple[Jenis, ...]:
        """What a line of its direction may be."""
        return MASUK if row.nilai > NOL else KELUAR

    def record_as(self, row: BarisTampil, jenis: Jenis) -> None:
        """The form of a kind, filled from the line."""
        if row.baris is not None:
            isian = (("tanggal", row.tanggal), ("nilai", abs(row.nilai)), ("uraian", row.kata))
            self.open_form(jenis, isian, (row.baris.kunci,))

    def open_form(self, jenis: Jenis, isian: Iterable[tuple[str, object]], baris: tuple[str, ...]) -> None:
        """Opens a form with what is known of the line; `baris` are the lines that its document explains."""
        hari, tanya = self._konteks.today(), self._konteks.tanya
        known = tuple(isian)

        def show(bahan: Bahan) -> None:
            if self.dialog is None:
                dialog = FORMULIR[jenis](bahan, self._page.window())
                fill(dialog, dict(known), jenis)
                self._show(dialog, baris)

        self._konteks.desk.ask(lambda: tanya.ask(lambda q: gather(q, hari)), show, key="koran.formulir")

    def _choose(self, row: BarisTampil) -> None:
        menu = QMenu(self._page)
        for jenis in self.kinds(row):
            menu.addAction(JENIS_NAMA[jenis], lambda j=jenis: self.record_as(row, j))
        button = self._page.look.buttons["catat"]
        menu.setActiveAction(menu.actions()[0])
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(button.mapToGlobal(button.rect().topLeft()))

    def _show(self, dialog: BuktiDialog, baris: tuple[str, ...]) -> None:
        from PySide6.QtCore import Qt

        self.dialog = dialog
        dialog.submitted.connect(lambda command: self._do(dialog, command, baris))
        dialog.finished.connect(self._on_finished)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _do(self, dialog: BuktiDialog, command: Command, baris: tuple[str, ...]) -> None:
        self._konteks.desk.do(command, lambda hasil: self._booked(hasil, baris), refused=dialog.show_refusal)

    def _booked(self, hasil: Hasil, baris: tuple[str, ...]) -> None:
        if self.dialog is not None:
            self.dialog.accept()
        if hasil.nilai is None:
            return
        t = hasil.nilai.transaksi
        warn = "\n".join(p.pesan for p in hasil.nilai.peringatan)
        nama = " ".join(filter(None, (JENIS_NAMA[t.jenis], t.nomor)))
        self._konteks.notify(Notice(f"{nama} dicatat", warn, Nada.WARN if warn else Nada.OK))
        pasangkan = AcceptMatch(baris=baris, bukti=(BuktiBank(t.id, t.nomor),), alasan=ALASAN)
        self._konteks.desk.do(pasangkan, self._paired, refused=self._not_paired)

    def _paired(self, hasil: Hasil) -> None:
        if hasil.nilai is not None:
            self._page.keputusan.note(hasil, hasil.nilai.baris, UndoMatch(pasangan=hasil.nilai.id, alasan=URUNG))

    def _not_paired(self, no: Refusal) -> None:
        self._konteks.notify(Notice("Dicatat, belum dipasangkan", str(no), Nada.WARN, no.kode))

    def _on_finished(self, _result: int) -> None:
        self.dialog = None


def fill(dialog: BuktiDialog, isian: dict[str, Any], jenis: Jenis) -> None:
    """Writes what is known into the fields of a form; what points at something booked is chosen by its amount."""
    fields, nilai = dialog.fields(), isian.get("nilai")
    for key, widget in fields.items():
        acuan = [a.kode for a in dialog.bahan.acuan(jenis, key) if a.nilai == nilai]
        if isinstance(widget, AccountEdit) and len(acuan) == 1:
            widget.set_value(acuan[0])
    cara = fields.get("cara")
    if isinstance(cara, Choice):
        cara.choose("bank")
    for key, value in isian.items():
        widget = fields.get(key)
        if isinstance(widget, DateEdit | RupiahEdit):
            widget.set_value(value)
            widget.value_changed.emit(value)
        elif isinstance(widget, QLineEdit) and value:
            widget.setText(str(value))
