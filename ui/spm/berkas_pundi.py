"""The `.pundi` file of an SPM on screen: saved with its papers for the BPKAD, and the answer taken in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from core.errors import Refusal
from core.spm.commands import SealSubmission
from core.spm.paket import HasilJawaban, TakeAnswer, WriteSubmission
from ui.kit.notice import Notice, refusal_notice
from ui.kit.tokens import Nada
from ui.segel.masukan import read_packet

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.bus import Command, Hasil
    from ui.shell.page import Konteks
    from ui.spm.spp_form import SppForm

SARING = "Berkas Pundi (*.pundi)"


class BerkasPundi:
    """What can be done with files of the document in a form."""

    def __init__(self, form: SppForm, konteks: Konteks) -> None:
        self._form, self._konteks = form, konteks

    def save(self) -> None:
        """Asks for the papers, then for the place."""
        spp = self._form.spp
        if spp is None or spp.nomor_spm is None:
            return
        papers, _ = QFileDialog.getOpenFileNames(
            self._form, "Pilih lampiran (boleh kosong)", "", "Lampiran (*.pdf *.png *.jpg *.jpeg)"
        )
        nama = f"spm-{spp.isi.jenis.kode.lower()}-{spp.nomor_spm.urut:04d}.pundi"
        path, _ = QFileDialog.getSaveFileName(self._form, "Simpan berkas pengajuan", nama, SARING)
        if path:
            self.write(Path(path), [Path(p) for p in papers])

    def write(self, ke: Path, papers: list[Path]) -> None:
        """The file with these papers."""
        spp = self._form.spp
        assert spp is not None, "the menu opens on a stored document"
        try:
            lampiran = tuple((p.name, read_packet(p)) for p in papers)
        except Refusal as no:
            self._refused(no)
            return

        def done(hasil: Hasil) -> None:
            try:
                ke.write_bytes(hasil.nilai)
            except OSError as no:
                self._konteks.notify(Notice("Berkas tidak dapat disimpan", f"{ke}: {no.strerror}", Nada.BAD))
                return
            kata = f"{ke.name}, {len(papers)} lampiran. Kirim lewat surel atau flash disk; tidak dapat diubah di jalan."
            self._konteks.notify(Notice("Berkas pengajuan disimpan", kata))

        self._do(WriteSubmission(spp_id=spp.id, lampiran=lampiran), done)

    def take_answer(self) -> None:
        """Asks for the file that came back."""
        path, _ = QFileDialog.getOpenFileName(self._form, "Ambil jawaban BPKAD", "", SARING)
        if path:
            self.read_answer(Path(path))

    def read_answer(self, dari: Path) -> None:
        """Takes an answer in, once."""
        try:
            data = read_packet(dari)
        except Refusal as no:
            self._refused(no)
            return

        def done(hasil: Hasil) -> None:
            h: HasilJawaban = hasil.nilai
            judul = f"{h.nomor}: {h.kalimat}"
            kata = "Jawaban ini sudah diambil sebelumnya; tidak ada yang berubah." if h.sudah else f"Dari {h.pengirim}"
            self._konteks.notify(Notice(judul, kata, Nada.INFO if h.sudah else Nada.OK))

        self._do(TakeAnswer(isi=data), done)

    def seal(self) -> None:
        """The seal of an SPM that was submitted without one."""
        spp = self._form.spp
        assert spp is not None, "the menu opens on a stored document"
        kabar = Notice("SPM disegel", "Cetak lagi lembarnya; kode segelnya ada di samping tanda tangan PA/KPA.")
        self._do(SealSubmission(spp_id=spp.id, versi=spp.versi), lambda _: self._konteks.notify(kabar))

    def _do(self, command: Command, done: Callable[[Hasil], None]) -> None:
        self._konteks.desk.do(command, done, refused=self._refused)

    def _refused(self, refusal: Refusal) -> None:
        self._konteks.notify(refusal_notice(refusal))
