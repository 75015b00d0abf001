"""SppForm: one document on screen. It saves itself, tests itself as it is typed, and offers the steps it may take."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from core.access import Izin
from core.calendar import ZONA
from core.errors import Refusal
from core.identity import SppId, new_uuid
from core.money import total
from core.spm.commands import SaveDraft
from core.spm.isi import JenisSpp
from core.spm.keadaan import DraftUji
from core.spm.kelengkapan import KELENGKAPAN_BAKU
from core.spm.model import Spp, StatusSpp
from core.spm.rules import uji
from ui.kit import tokens
from ui.kit.notice import refusal_notice
from ui.opd.isian import open_dialog
from ui.spm.bahan import BahanForm, gather_form, pay_to_rekanan
from ui.spm.belanja_card import BelanjaCard
from ui.spm.data_card import DataCard
from ui.spm.langkah_dialog import BedaDialog
from ui.spm.mulai import Mulai, begin, pays_rekanan
from ui.spm.pengujian_card import PengujianCard
from ui.spm.potongan_card import PotonganCard

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.bus import Hasil
    from core.identity import RekananId
    from core.rekanan.model import Rekanan
    from core.spm.isi import ButirKelengkapan, IsiSpp
    from core.spm.pengujian import Pengujian
    from ui.shell.page import Konteks

SIMPAN_MS = 1000
UJI_MS = 250


class SppForm(QWidget):
    """The draft and, later, the document. `head_changed` when title, subtitle or steps may have changed."""

    head_changed = Signal()

    def __init__(self, konteks: Konteks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.konteks = konteks
        self.spp: Spp | None = None
        self.isi: IsiSpp | None = None
        self.bahan: BahanForm | None = None
        self.saved_at = ""
        self._id = SppId(new_uuid())
        self._versi = 0
        self._tahun = konteks.today().year
        self._kept: IsiSpp | None = None
        self._sending: IsiSpp | None = None
        self._when_kept: Callable[[], None] | None = None
        self._kartu: Rekanan | None = None
        self.data = DataCard(konteks.today)
        self.belanja = BelanjaCard()
        self.potongan = PotonganCard()
        self.uji = PengujianCard()
        self._later_save = QTimer(self, singleShot=True, interval=SIMPAN_MS)
        self._later_save.timeout.connect(self.save)
        self._later_test = QTimer(self, singleShot=True, interval=UJI_MS)
        self._later_test.timeout.connect(self.test)
        self._lay_out()
        self._listen()

    @property
    def editable(self) -> bool:
        """A draft, in the hands of somebody who may make one."""
        draf = self.spp is None or self.spp.status is StatusSpp.DRAF
        return draf and self.konteks.may(Izin.BUAT_SPP)

    @property
    def is_dirty(self) -> bool:
        """Something on screen has not been stored yet."""
        return self.isi is not None and self.isi != self._kept

    def open_new(self, mulai: Mulai) -> None:
        """A new draft, as far as the books know its contents."""
        self._reset(SppId(new_uuid()))
        hari = self.konteks.today()

        def answer() -> tuple[BahanForm, IsiSpp]:
            tanya = self.konteks.tanya
            return tanya.ask(lambda q: (gather_form(q, None, hari), begin(q, mulai, hari)))

        self.konteks.desk.ask(answer, self._show_new, "spp-buka")

    def open_spp(self, spp_id: SppId) -> None:
        """A stored document."""
        self._reset(spp_id)
        self.refresh()

    def refresh(self) -> None:
        """Asks again what may have changed: the document, money left, rekanan."""
        if self._versi or self.isi is None:
            spp_id, hari = self._id, self.konteks.today()
            self.konteks.desk.ask(
                lambda: self.konteks.tanya.ask(lambda q: gather_form(q, spp_id, hari)), self._show_stored, "spp-buka"
            )

    def save(self) -> None:
        """Keeps the draft as it stands; at most one is under way."""
        self._later_save.stop()
        if not (self.isi is not None and self.editable and self.is_dirty) or self._sending is not None:
            return
        self._sending = self.isi
        command = SaveDraft(spp_id=self._id, versi=self._versi, tahun=self._tahun, isi=self.isi)
        self.konteks.desk.do(command, self._on_saved, refused=self._on_save_refused)

    def when_saved(self, run: Callable[[], None]) -> None:
        """Does something once nothing on screen is unsaved: submitting, printing, leaving."""
        unread = bool(self._versi) and self.spp is None
        if self.editable and (self.is_dirty or self._sending is not None or unread):
            self._when_kept = run
            self.save()
        else:
            run()

    def test(self) -> None:
        """Asks the tests for what is on screen now."""
        self._later_test.stop()
        if self.isi is None:
            return
        spp = replace(self.spp, isi=self.isi) if self.spp else Spp(self._id, self._tahun, self.isi)
        self.konteks.desk.ask(
            lambda: self.konteks.tanya.ask(
                lambda q: uji(DraftUji.of(spp.isi, spp.tanggal_spm), q.spm.keadaan(spp)) if spp.isi.nilai else ()
            ),
            self._show_tests,
            "spp-uji",
        )

    def put_kelengkapan(self, butir: tuple[ButirKelengkapan, ...]) -> None:
        """Other ticks on the completeness list."""
        if self.isi is not None:
            self._take(replace(self.isi, kelengkapan=butir))

    def _reset(self, spp_id: SppId) -> None:
        self.save()
        self._id, self._versi = spp_id, 0
        self.spp = self.isi = self.bahan = self._kept = self._kartu = self._sending = self._when_kept = None
        self.saved_at = ""
        self._tahun = self.konteks.today().year
        self.uji.show_tests(())

    def _show_new(self, answer: tuple[BahanForm, IsiSpp]) -> None:
        self.bahan, isi = answer
        blank = not isi.nilai
        self.isi = isi
        self._kept = isi if blank else None
        self._fill(fresh=True)
        if blank:
            self.data.form.field("penerima" if pays_rekanan(isi.jenis) else "uraian").setFocus()
        else:
            self.save()
        self.test()

    def _show_stored(self, bahan: BahanForm) -> None:
        self.bahan = bahan
        if bahan.spp is None:
            return
        spp, fresh = bahan.spp, self.isi is None
        if self.spp is None and not fresh:
            self.spp = spp  # stored for the first time just now: what is on screen may be ahead of it
            self._fill(fresh=False)
        elif fresh or spp.versi != self._versi or self.spp.status is not spp.status:
            if self.is_dirty and not fresh and spp.status is StatusSpp.DRAF:
                self.save()  # somebody else was here: core says so, and shows both
                return
            self.spp, self.isi, self._kept = spp, spp.isi, spp.isi
            self._versi, self._tahun = spp.versi, spp.tahun
            self._kartu = bahan.kartu
            self._fill(fresh=True)
        else:
            self.spp = spp
            self._fill(fresh=False)
        self.test()
        self._go_on()

    def _fill(self, *, fresh: bool) -> None:
        assert self.isi is not None, "filled once there is something to show"
        assert self.bahan is not None, "asked together"
        editable = self.editable
        nomor = self.spp.nomor_spp.teks if self.spp and self.spp.nomor_spp else ""
        if fresh:
            self.data.fill(self.isi, self.bahan, nomor, editable=editable)
        self.belanja.show_lines(self.isi.rincian, self.bahan.ketersediaan, self.bahan.nama)
        self.belanja.setVisible(self.isi.jenis is not JenisSpp.UP)
        self.potongan.setVisible(self.isi.jenis.is_ls)
        for card in (self.belanja, self.potongan):
            card.set_editable(editable=editable)
        if fresh:
            self.potongan.show_document(self.isi, self._kartu, fresh=True)
        self.uji.show_totals(self.isi)
        self.head_changed.emit()

    def _on_edited(self) -> None:
        if self.isi is None or not self.editable:
            return
        lama = self.isi
        isi = self.data.read(lama)
        rincian = tuple(self.belanja.lines())
        if isi.jenis is not JenisSpp.UP:
            isi = replace(isi, nilai=total([r.nilai for r in rincian]), rincian=rincian)
        isi = replace(isi, potongan=tuple(self.potongan.lines()) if isi.jenis.is_ls else ())
        first = (lama.rincian[0].rekening if lama.rincian else "") != (rincian[0].rekening if rincian else "")
        self._take(self.potongan.follow(isi, self._kartu, first_line_changed=first))

    def _take(self, isi: IsiSpp) -> None:
        if isi == self.isi:
            return
        moved = self.isi is not None and isi.tanggal_spp != self.isi.tanggal_spp
        self.isi = isi
        self.uji.show_totals(isi)
        self._later_test.start()
        self._later_save.start()
        self.head_changed.emit()
        if moved and self._versi:
            self.refresh()

    def _on_jenis(self, jenis: JenisSpp) -> None:
        if self.isi is not None and jenis is not None and jenis is not self.isi.jenis:
            untouched = all(b.ada is None for b in self.isi.kelengkapan)
            papers = KELENGKAPAN_BAKU[jenis].blank() if untouched else self.isi.kelengkapan
            self._take(replace(self.isi, jenis=jenis, kelengkapan=papers))
            self._fill(fresh=True)

    def _on_rekanan(self, rekanan_id: RekananId) -> None:
        self.konteks.desk.ask(
            lambda: self.konteks.tanya.ask(lambda q: q.rekanan.card(rekanan_id)), self._take_rekanan, "spp-rekanan"
        )

    def _take_rekanan(self, kartu: Rekanan | None) -> None:
        if kartu is not None and self.editable:
            self._kartu = kartu
            self.data.set_penerima(pay_to_rekanan(kartu))

    def _show_tests(self, rows: tuple[Pengujian, ...]) -> None:
        self.uji.show_tests(rows)
        self.head_changed.emit()

    def _on_saved(self, hasil: Hasil) -> None:
        sent, self._sending = self._sending, None
        if hasil.nilai is not None:
            self._versi = hasil.nilai.versi
        self._kept = sent
        now = self.konteks.clock.now().astimezone(ZONA[self.bahan.zona if self.bahan else "WIB"])
        self.saved_at = f"{now:%H.%M}".lstrip("0")
        if self.spp is not None and sent is not None:
            self.spp = replace(self.spp, isi=sent, versi=self._versi)
        else:
            self.refresh()
        self.head_changed.emit()
        if self.is_dirty:
            self.save()
        else:
            self._go_on()

    def _go_on(self) -> None:
        """Does what waits for the document to be stored and read back."""
        if self._when_kept is not None and self.spp is not None and not self.is_dirty and self._sending is None:
            run, self._when_kept = self._when_kept, None
            run()

    def _on_save_refused(self, refusal: Refusal) -> None:
        self._sending = self._when_kept = None
        if refusal.kode == "ERR_SUDAH_BERUBAH":
            open_dialog(BedaDialog(refusal, self._take_stored, self._keep_mine, self))
        else:
            self.konteks.notify(refusal_notice(refusal))

    def _take_stored(self) -> None:
        self.open_spp(self._forget())

    def _forget(self) -> SppId:
        self._kept = self.isi
        return self._id

    def _keep_mine(self) -> None:
        """Stores what is on screen over the newer version, which stays in the audit chain."""
        spp_id = self._id
        self.konteks.desk.ask(lambda: self.konteks.tanya.ask(lambda q: q.spm.spp(spp_id)), self._overwrite, "spp-timpa")

    def _overwrite(self, spp: Spp | None) -> None:
        if spp is not None:
            self._versi, self.spp = spp.versi, spp
            self.save()

    def _lay_out(self) -> None:
        left = QWidget()
        left.setObjectName("isi-gulir")
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.px(12))
        column.addWidget(self.data)
        column.addWidget(self.belanja, 3)
        column.addWidget(self.potongan, 3)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(left)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.px(12))
        row.addWidget(area, 1)
        row.addWidget(self.uji)

    def _listen(self) -> None:
        for card in (self.data, self.belanja, self.potongan):
            card.changed.connect(self._on_edited)
        self.potongan.recompute.connect(self._recompute)
        self.data.jenis_changed.connect(self._on_jenis)
        self.data.rekanan_chosen.connect(self._on_rekanan)

    def _recompute(self) -> None:
        if self.isi is not None and self.editable:
            self._take(self.potongan.follow(self.isi, self._kartu, first_line_changed=False))
