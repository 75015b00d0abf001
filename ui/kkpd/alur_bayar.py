"""AlurBayar: what follows the pairs of a bill, from the evidence sent to the test to the printed DPT."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import shiboken6

from core.access import Izin
from core.kkpd.baris import StatusBaris
from core.kkpd.commands import SendToTest
from ui.kit.notice import Notice
from ui.kit.tokens import Nada
from ui.kkpd.langkah_dialog import DptDialog, KembalikanDialog, open_dialog
from ui.kkpd.uji_dialog import UjiDialog

if TYPE_CHECKING:
    from core.bus import Hasil
    from ui.kkpd.tagihan_page import TagihanPage


class AlurBayar:
    """F9 to the test, F6 the test sheet, F7 back to the treasurer, F8 the DPT, Ctrl+P its print."""

    def __init__(self, page: TagihanPage) -> None:
        self._page = page
        self._konteks = page.konteks

    def send_to_test(self) -> None:
        """F9: every matched line whose evidence is complete goes to PA/KPA."""
        if self._page.tagihan is None:
            return

        def done(hasil: Hasil) -> None:
            self._konteks.notify(
                Notice(f"{len(hasil.nilai or ())} baris dikirim untuk diuji", "PA/KPA mengujinya dengan F6.")
            )

        self._konteks.desk.do(SendToTest(tagihan=self._page.tagihan), done)

    def test_lines(self) -> None:
        """F6: the test sheet of PA/KPA."""
        page = self._page
        if page.tagihan is None or page.baca is None:
            return
        rows = [r for r in page.rows if r.baris.status is StatusBaris.DIUJI]
        dialog = UjiDialog(page.tagihan, rows, page.baca.beli, self._konteks.today(), page)
        dialog.wanted.connect(lambda inner: page.ask_first(inner, partial(_take_off, dialog, inner.nomor)))
        page.ask_first(dialog, self._on_tested)

    def return_line(self) -> None:
        """F7: PA/KPA want the evidence of the line in hand mended."""
        row = self._page.view.current_row()
        if row is None or self._page.tagihan is None or not self._konteks.may(Izin.UJI_KARTU):
            return
        if row.baris.status is StatusBaris.DIUJI:
            self._page.ask_first(KembalikanDialog(self._page.tagihan, row.baris, self._page))

    def make_dpt(self) -> None:
        """F8: the list of payment from every approved line, and its print."""
        page = self._page
        if page.tagihan is None:
            return
        siap = sum(r.baris.status is StatusBaris.DISETUJUI for r in page.rows)
        kata = f"{siap} baris disetujui siap dibayar." if siap else "Belum ada baris yang disetujui PA/KPA."
        page.ask_first(DptDialog(page.tagihan, kata, self._konteks.today, page), self._on_dpt)

    def print_last(self) -> None:
        """Ctrl+P: the newest DPT of the bill on show."""
        if nomor := self.newest_dpt():
            self.print_dpt(nomor)

    def newest_dpt(self) -> str:
        """Its number; empty when the bill has none that was not withdrawn."""
        baca = self._page.baca
        if baca is None or baca.lihat is None:
            return ""
        nomor = baca.lihat.tagihan.nomor
        return next((d.nomor for d in reversed(baca.dpt) if d.tagihan == nomor and not d.dicabut), "")

    def print_dpt(self, nomor: str) -> None:
        """The preview of a DPT that was made."""
        from ui.kkpd.cetak import read_dpt_pdf

        page, baca = self._page, self._page.baca
        assert baca is not None
        tanya, tahun, huruf = self._konteks.tanya, baca.tahun, self._konteks.huruf

        def show(pdf: bytes) -> None:
            from ui.kit.preview import PreviewDialog

            preview = PreviewDialog(pdf, f"DPT {nomor}", f"DPT {nomor}.pdf".replace("/", "-"), page)
            preview.told.connect(self._konteks.notify)
            open_dialog(preview)

        self._konteks.desk.ask(lambda: read_dpt_pdf(tanya, tahun, nomor, huruf()), show)

    def _on_tested(self, hasil: Hasil) -> None:
        self._konteks.notify(Notice(f"{len(hasil.nilai.baris)} baris disetujui"))
        for t in hasil.nilai.peringatan[:3]:
            self._konteks.notify(Notice("Perlu perhatian", t.pesan, Nada.WARN, t.kode))

    def _on_dpt(self, hasil: Hasil) -> None:
        for t in hasil.nilai.peringatan[:3]:
            self._konteks.notify(Notice("Tidak masuk DPT", t.pesan, Nada.WARN, t.kode))
        self.print_dpt(hasil.nilai.dpt.nomor)


def _take_off(dialog: UjiDialog, nomor: int, _hasil: Hasil) -> None:
    if shiboken6.isValid(dialog):
        dialog.take_off(nomor)
