"""`.pundi` files at the desk: a submission opened registers its berkas, an answer goes back to the OPD."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from core.errors import Refusal
from core.identity import BerkasId
from core.pelacakan.paket import HasilAmbil, TakeSubmission, WriteAnswer
from ui.kit.notice import Notice, refusal_notice
from ui.kit.tokens import Nada
from ui.segel.masukan import read_packet

if TYPE_CHECKING:
    from core.bus import Hasil
    from ui.pelacakan.meja_page import MejaPage

SARING = "Berkas Pundi (*.pundi)"


class PundiDiMeja:
    """What the desk does with files; `load` shows a berkas."""

    def __init__(self, page: MejaPage, load: Callable[[BerkasId], None]) -> None:
        self._page, self._load = page, load

    def ask_file(self) -> None:
        """Ctrl+O: a submission file."""
        path, _ = QFileDialog.getOpenFileName(self._page, "Buka berkas pengajuan", "", SARING)
        if path:
            self.open_file(Path(path))

    def open_file(self, dari: Path) -> None:
        """Registers its berkas; opened again, it shows the same berkas and changes nothing."""
        konteks = self._page.konteks
        try:
            data = read_packet(dari)
        except Refusal as no:
            konteks.notify(refusal_notice(no))
            return

        def done(hasil: Hasil) -> None:
            h: HasilAmbil = hasil.nilai
            kata = (
                "Berkas ini sudah terdaftar dari pengajuan yang sama; tidak ada yang berubah."
                if h.sudah
                else f"{h.pengajuan.opd_nama}, {len(h.pengajuan.rincian)} baris. Pindai barcode saat kertasnya datang."
            )
            konteks.notify(Notice(f"{h.berkas.sebutan}: segel cocok", kata, Nada.INFO if h.sudah else Nada.OK))
            self._load(h.berkas.id)

        konteks.desk.do(TakeSubmission(isi=data), done, refused=lambda no: konteks.notify(refusal_notice(no)))

    def save_answer(self) -> None:
        """What the desk has to say about the berkas in hand."""
        baca = self._page.berkas_in_hand
        if baca is None:
            return
        nama = f"jawaban-{baca.kode_meja}-{baca.versi}.pundi"
        path, _ = QFileDialog.getSaveFileName(self._page, "Simpan jawaban untuk OPD", nama, SARING)
        if path:
            self.write_answer(baca.kode_meja, Path(path))

    def write_answer(self, kode: str, ke: Path) -> None:
        """The file of an answer."""
        konteks = self._page.konteks

        def done(hasil: Hasil) -> None:
            try:
                ke.write_bytes(hasil.nilai)
            except OSError as no:
                konteks.notify(Notice("Jawaban tidak dapat disimpan", f"{ke}: {no.strerror}", Nada.BAD))
                return
            konteks.notify(Notice("Jawaban disimpan", f"{ke.name}. OPD mengambilnya di SPP & SPM, Ambil jawaban."))

        konteks.desk.do(WriteAnswer(kode=kode), done, refused=lambda no: konteks.notify(refusal_notice(no)))
