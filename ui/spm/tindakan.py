"""What the buttons of a document do: a command at once, or a dialog that asks first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.errors import Refusal
from core.spm.commands import (
    CancelSpp,
    RepairSpm,
    ReturnSpm,
    ReturnSpp,
    SignSpm,
    SubmitSpp,
    SubmitToBud,
)
from ui.kit.notice import Notice, refusal_notice
from ui.kit.preview import PreviewDialog
from ui.kit.tokens import Nada
from ui.opd.isian import FormDialog, open_dialog
from ui.spm.cetak import render_spp
from ui.spm.kelengkapan_dialog import KelengkapanDialog
from ui.spm.langkah_dialog import (
    NomorSipdDialog,
    RiwayatDialog,
    SebabDialog,
    Sp2dDialog,
    VerifikasiDialog,
    YakinDialog,
)
from ui.spm.table import jenis_name, say_rupiah

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.bus import Command, Hasil
    from core.spm.model import Spp
    from ui.shell.page import Konteks
    from ui.spm.spp_form import SppForm


@dataclass(slots=True)
class Tindakan:
    """The steps of the document in a form."""

    form: SppForm
    konteks: Konteks
    dialog: object | None = None
    """The dialog opened last."""

    def preview(self) -> None:
        """Ctrl+P: the very papers, once what is on screen has been stored."""
        self.form.when_saved(self._preview)

    def submit(self) -> None:
        """F9: to the PPK-SKPD."""
        self.form.when_saved(
            lambda: self._do(lambda s: SubmitSpp(spp_id=s.id, versi=s.versi), "SPP diajukan ke PPK-SKPD")
        )

    def give_back(self) -> None:
        """F7 of the PPK-SKPD."""
        self._ask_reasons("Kembalikan SPP ke Bendahara", lambda s, x: ReturnSpp(spp_id=s.id, versi=s.versi, sebab=x))

    def refuse_signature(self) -> None:
        """F7 of the PA/KPA."""
        self._ask_reasons(
            "Kembalikan SPM tanpa tanda tangan", lambda s, x: ReturnSpm(spp_id=s.id, versi=s.versi, sebab=x)
        )

    def verify(self) -> None:
        """F6 of the PPK-SKPD."""
        if spp := self.form.spp:
            self._open(
                VerifikasiDialog(self.konteks, spp, self.form), "SPP lolos verifikasi, SPM siap ditandatangani PA/KPA"
            )

    def sign(self) -> None:
        """F6 of the PA/KPA."""
        if spp := self.form.spp:
            kalimat = (
                f"SPM-{spp.isi.jenis.nama} {say_rupiah(spp.isi.nilai)} untuk {spp.isi.penerima.nama}. "
                "Pundi mencatat bahwa Anda menandatangani SPM ini; tanda tangan basah dibubuhkan pada cetakannya."
            )
            command = SignSpm(spp_id=spp.id, versi=spp.versi)
            dialog = YakinDialog(
                self.konteks, "Tanda tangani SPM", kalimat, "Tanda tangani SPM", command=command, parent=self.form
            )
            self._open(dialog, "SPM terbit")

    def send(self) -> None:
        """F9: to the BPKAD; its papers come up to be printed."""
        self._do(lambda s: SubmitToBud(spp_id=s.id, versi=s.versi), "SPM dikirim ke BPKAD", self._print_after)

    def repair(self) -> None:
        """Opens what the BPKAD has returned."""
        self._ask_reasons("Perbaiki SPM yang dikembalikan", lambda s, x: RepairSpm(spp_id=s.id, versi=s.versi, sebab=x))

    def record_sp2d(self) -> None:
        """F2: the SP2D has come."""
        if spp := self.form.spp:
            self._open(Sp2dDialog(self.konteks, spp, self.form), "SP2D dicatat")

    def book_sp2d(self) -> None:
        """F2: the SP2D into the BKU, with what the SPM says already filled in."""
        from ui.spm.bukukan import for_the_books

        if spp := self.form.spp:
            siap = for_the_books(spp)
            self.konteks.open_page("bukti", {"catat": str(siap.jenis), "sp2d": siap})

    def set_sipd(self) -> None:
        """SIPD's number."""
        if spp := self.form.spp:
            self._open(NomorSipdDialog(self.konteks, spp, self.form), "Nomor SIPD disimpan")

    def cancel(self) -> None:
        """Ends it for good."""
        keterangan = "Nomor yang sudah diberikan tetap terlihat sebagai BATAL. Langkah ini tidak dapat ditarik."
        self._ask_reasons("Batalkan dokumen", lambda s, x: CancelSpp(spp_id=s.id, versi=s.versi, sebab=x), keterangan)

    def show_history(self) -> None:
        """Who did what."""
        if (spp := self.form.spp) and self.form.bahan:
            self.dialog = open_dialog(RiwayatDialog(spp, self.form.bahan.zona, self.form))

    def show_papers(self) -> None:
        """The completeness list."""
        if self.form.isi is not None:
            dialog = KelengkapanDialog(self.form.isi.kelengkapan, editable=self.form.editable, parent=self.form)
            dialog.filled.connect(self.form.put_kelengkapan)
            self.dialog = open_dialog(dialog)

    def _preview(self) -> None:
        if spp := self.form.spp:
            spp_id = spp.id
            self.konteks.desk.ask(
                lambda: self.konteks.tanya.ask(lambda q: render_spp(q, spp_id)), self._show_pdf, "spp-cetak"
            )
        else:
            self.konteks.notify(Notice("Belum ada yang dicetak", "Isi draf ini lebih dulu.", Nada.INFO))

    def _show_pdf(self, pdf: bytes) -> None:
        spp = self.form.spp
        if spp is None:
            return
        kode = "SPM" if spp.tanggal_spm else "SPP"
        nomor = (spp.nomor_spm or spp.nomor_spp) if spp.tanggal_spm else spp.nomor_spp
        judul = f"{kode} {jenis_name(spp.isi.jenis)}{f' {nomor.teks}' if nomor else ''}"
        nama = f"{kode.lower()}-{spp.isi.jenis.kode.lower()}-{nomor.urut if nomor else 'draf'}.pdf"
        dialog = PreviewDialog(pdf, judul, nama, self.form)
        dialog.told.connect(self.konteks.notify)
        self.dialog = open_dialog(dialog)

    def _do(self, make: Callable[[Spp], Command], kata: str, after: Callable[[], None] | None = None) -> None:
        spp = self.form.spp
        if spp is None:
            return

        def done(hasil: Hasil) -> None:
            self._tell(kata, hasil)
            if after is not None:
                after()

        self.konteks.desk.do(make(spp), done, refused=self._refused)

    def _print_after(self) -> None:
        self.form.refresh()
        self._preview()

    def _ask_reasons(self, judul: str, make: Callable[[Spp, tuple[str, ...]], Command], keterangan: str = "") -> None:
        spp = self.form.spp
        if spp is None:
            return
        lazim = [f"{b.uraian} belum ada" for b in spp.isi.kelengkapan if b.is_missing][:6]

        def command(sebab: tuple[str, ...]) -> Command:
            return make(spp, sebab)

        dialog = SebabDialog(
            self.konteks,
            judul,
            judul.split(maxsplit=1)[0],
            command,
            lazim=lazim,
            keterangan=keterangan,
            parent=self.form,
        )
        self._open(dialog, f"{judul}: selesai")

    def _open(self, dialog: FormDialog, kata: str) -> None:
        dialog.sent.connect(lambda hasil: self._tell(kata, hasil))
        self.dialog = open_dialog(dialog)

    def _tell(self, kata: str, hasil: Hasil) -> None:
        nilai = hasil.nilai
        peringatan = "\n".join(t.pesan for t in nilai.peringatan) if nilai else ""
        nomor = f"Nomor {nilai.nomor}" if nilai and nilai.nomor else ""
        kalimat = "\n".join(filter(None, (nomor, peringatan)))
        self.konteks.notify(Notice(kata, kalimat, Nada.WARN if peringatan else Nada.OK))

    def _refused(self, refusal: Refusal) -> None:
        self.konteks.notify(refusal_notice(refusal))
        self.form.test()
