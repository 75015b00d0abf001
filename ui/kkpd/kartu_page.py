"""Kartu & Limit: the cards of the office, what of each limit is used and when it falls due, and the control book."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

import shiboken6
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.access import Izin
from core.calendar import Bulan
from core.kkpd.kejadian_kartu import last_purchase_day
from core.kkpd.langkah_kartu import KATA_LANGKAH
from core.kkpd.model import StatusKartu
from core.kkpd.queries import KartuRow, RincianKkpd
from core.money import total
from core.opd.model import decree_on
from core.settings import KKPD_HARI_TERAKHIR
from ui.kas.buku import BUKU, is_open, months_shown
from ui.kas.ekspor import Format, cetak_buku
from ui.kit import tokens
from ui.kit.card import Card, line
from ui.kit.notice import Notice
from ui.kit.table import Column, Jenis
from ui.kit.tokens import Nada
from ui.kkpd.kartu_bawah import BarisKendali, KartuBawah, control_rows
from ui.kkpd.kartu_detail import KartuDetail, steps_of
from ui.kkpd.kartu_dialog import KartuFormDialog, card_status
from ui.kkpd.kartu_langkah_dialog import (
    LANGKAH,
    BekuDialog,
    GantiDialog,
    HilangDialog,
    LangkahKartuDialog,
    NaikLimitDialog,
)
from ui.kkpd.up_kartu import TempoCard, UpCard, UpDialog, due_chip
from ui.opd.isian import FormDialog, open_dialog
from ui.shell.daftar_page import DaftarPage
from ui.shell.page import Action
from ui.shell.page_head import who_may

if TYPE_CHECKING:
    from collections.abc import Hashable
    from datetime import date

    from core.bus import Hasil
    from core.kas.queries import BukuKkpd
    from core.kkpd.queries import BelanjaKartu, TagihanRow
    from core.opd.model import SkUp
    from core.pengguna.model import Orang
    from ui.kantor import Pertanyaan
    from ui.kit.chip import Status
    from ui.shell.page import Konteks

LEBAR_DETAIL = 352
KOLOM: tuple[Column[Any], ...] = (
    Column("nomor", "Kartu", lambda r: f"•••• {r.row.kartu.empat_akhir}", 86, Jenis.KODE),
    Column("pemegang", "Pemegang", lambda r: r.row.kartu.pemegang, 110, lentur=True),
    Column("limit", "Limit (Rp)", lambda r: r.row.limit, 94, Jenis.UANG),
    Column("terpakai", "Terpakai (Rp)", lambda r: r.row.terpakai, 98, Jenis.UANG),
    Column("sisa", "Sisa (Rp)", lambda r: r.row.sisa, 94, Jenis.UANG),
    Column("tempo", "Jatuh tempo", lambda r: r.tempo or "", 96, Jenis.STATUS),
    Column("status", "Status", lambda r: card_status(r.row.kartu.status), 106, Jenis.STATUS),
)


@dataclass(frozen=True, slots=True)
class BarisKartu:
    """A card in the list, with its countdown."""

    row: KartuRow
    tempo: Status | None


@dataclass(frozen=True, slots=True)
class Terbaca:
    """What the page reads at one glance."""

    kartu: tuple[BarisKartu, ...]
    orang: tuple[Orang, ...]
    belanja: tuple[BelanjaKartu, ...]
    sk: tuple[SkUp, ...]
    tagihan: tuple[TagihanRow, ...]
    buku: BukuKkpd
    kendali: tuple[BarisKendali, ...]
    bulan: tuple[Bulan, Bulan]
    sementara: bool
    terakhir: date


def read_page(q: Pertanyaan, hari: date, bulan: Bulan) -> Terbaca:
    """Cards, purchases, decrees, bills still open, and the control book of a month."""
    tahun = hari.year
    buku = q.kas.kkpd(bulan)
    return Terbaca(
        kartu=tuple(BarisKartu(r, due_chip(r.jatuh_tempo, hari)) for r in q.kkpd.kartu(hari)),
        orang=tuple(q.pengguna.people()),
        belanja=tuple(q.kkpd.belanja_kartu(tahun)),
        sk=tuple(q.opd.decrees(tahun)),
        tagihan=tuple(q.kkpd.tagihan(tahun, hari)),
        buku=buku,
        kendali=control_rows(buku, q.kkpd.rincian_buku(bulan.tahun), RincianKkpd()),
        bulan=months_shown(q, tahun, hari),
        sementara=is_open(q, bulan),
        terakhir=last_purchase_day(q.opd.settings().value(KKPD_HARI_TERAKHIR, hari), tahun),
    )


class KartuPage(DaftarPage[BarisKartu]):
    """UP KKPD on top, the register with the card in hand at the right, purchases and control book below."""

    topics: ClassVar[frozenset[str]] = frozenset({"kkpd", "kas", "opd"})
    nama = "kartu"
    kolom = KOLOM
    cari_kata = "Pemegang atau empat angka akhir"
    kosong = ("Belum ada kartu terdaftar.", "Tambah kartu menurut SK dengan Ins.")

    def __init__(self, konteks: Konteks, parent: QWidget | None = None) -> None:
        self._baca: Terbaca | None = None
        super().__init__(konteks, parent)
        QShortcut(QKeySequence("F6"), self).activated.connect(self.step_forward)

    def title(self) -> str:
        return "Kartu & Limit"

    def subtitle(self) -> str:
        if self._baca is None:
            return ""
        aktif = sum(r.row.kartu.status is StatusKartu.AKTIF for r in self._baca.kartu)
        return f"{len(self._baca.kartu)} kartu terdaftar, {aktif} aktif"

    def actions(self) -> tuple[Action, ...]:
        kelola = Izin.KELOLA_KARTU
        akhir_tahun = self._baca is not None and self.konteks.today() >= self._baca.terakhir
        beku = (Action("beku", "Bekukan…", self.freeze, "Ctrl+B", kelola),) if akhir_tahun else ()
        return (
            *beku,
            Action("cetak", "Cetak buku", self.preview, "Ctrl+P"),
            Action("belanja", "Catat belanja", self.record, "F2", Izin.CATAT),
            Action("tambah", "Tambah kartu", self.add, "Ins", kelola, primary=True),
        )

    # what is read

    def refresh(self) -> None:
        tanya, hari, bulan = self.konteks.tanya, self.konteks.today(), self.bawah.bulan.bulan
        self.konteks.desk.ask(
            lambda: tanya.ask(lambda q: read_page(q, hari, bulan)), self._show_read, key=f"daftar.{self.nama}"
        )

    def key_of(self, row: BarisKartu) -> Hashable:
        return row.row.kartu.id

    def words_of(self, row: BarisKartu) -> str:
        k = row.row.kartu
        return f"{k.pemegang} {k.empat_akhir} {k.penerbit} {k.dasar_sk} {card_status(k.status)}"

    def open_row(self, row: BarisKartu) -> None:
        del row
        self.edit()

    def _show_read(self, baca: Terbaca) -> None:
        self._baca = baca
        hari = self.konteks.today()
        sk = decree_on(baca.sk, hari)
        self.up.show_up(sk, [r.row for r in baca.kartu], baca.belanja)
        self.tempo.show_bills(baca.tagihan, hari)
        self.bawah.show_purchases(baca.belanja)
        self.bawah.show_book(baca.buku, baca.kendali, baca.bulan)
        self._take(baca.kartu)

    # what is done

    def add(self) -> None:
        """A new card."""
        self._open_form(None)

    def edit(self) -> None:
        """The card in hand."""
        row = self.view.current_row()
        if row is not None:
            self._open_form(row.row)

    def record(self) -> None:
        """F2: a card purchase, on the page of evidence."""
        self.konteks.open_page("bukti", {"catat": "BELANJA_KKPD"})

    def step_forward(self) -> None:
        """F6: the step that brings the card in hand closer to use."""
        row = self.view.current_row()
        maju = steps_of(row.row, self.konteks.today())[:1] if row is not None else ()
        if maju and maju[0] in {"setujui_sk", "terbitkan", "aktifkan", "buka_blokir"}:
            self.step(maju[0])

    def step(self, apa: str) -> None:
        """One step of the card in hand, or what befell it; each asks what it must know."""
        found = self.view.current_row()
        if found is None or not self.konteks.may(Izin.KELOLA_KARTU):
            return
        if apa == "ubah":
            self.edit()
            return
        row = found.row
        khusus = {"hilang": HilangDialog, "ganti": GantiDialog, "naik": NaikLimitDialog}
        dialog: FormDialog
        if apa in khusus:
            dialog = khusus[apa](self.konteks, row, self)
        else:
            dialog = LangkahKartuDialog(self.konteks, row, apa, self)
        kata = {"hilang": KATA_LANGKAH["lapor_hilang"], "ganti": "diganti", "naik": "limit dinaikkan sementara"}
        kabar = f"Kartu •••• {row.kartu.empat_akhir}: {kata.get(apa) or LANGKAH[apa].lower()}"
        self._ask(dialog, kabar)

    def freeze(self) -> None:
        """Bekukan: every active card, at year end."""
        if self._baca is None or not self.konteks.may(Izin.KELOLA_KARTU):
            return
        rows = [r.row for r in self._baca.kartu]
        aktif = sum(r.kartu.status is StatusKartu.AKTIF for r in rows)
        self._ask(BekuDialog(self.konteks, aktif, total([r.terpakai for r in rows]), self), f"{aktif} kartu dibekukan")

    def show_decrees(self) -> None:
        """Riwayat SK UP: every split of the year between cash and card."""
        if self._baca is not None:
            dialog = UpDialog(self.konteks, self._baca.sk, self)
            open_dialog(dialog)

    def preview(self) -> None:
        """The very PDF of the Buku Pembantu KKPD of the month on show."""
        if self._baca is None:
            return
        tanya, bulan, sementara = self.konteks.tanya, self.bawah.bulan.bulan, self._baca.sementara
        buku = next(b for b in BUKU if b.key == "kkpd")

        def work() -> tuple[str, str, bytes]:
            made = tanya.ask(lambda q: cetak_buku(q, buku, bulan, sementara=sementara))
            return made.judul, made.nama, made.render(Format.PDF)

        def show(made: tuple[str, str, bytes]) -> None:
            from ui.kit.preview import PreviewDialog

            judul, nama, pdf = made
            dialog = PreviewDialog(pdf, f"Buku Pembantu {judul}", f"{nama}.pdf", self)
            dialog.told.connect(self.konteks.notify)
            open_dialog(dialog)

        self.konteks.desk.ask(work, show, key="kartu.cetak")

    def show_detail(self, row: BarisKartu | None) -> None:
        may = self.konteks.may(Izin.KELOLA_KARTU)
        self.detail.show_card(row.row if row else None, self.konteks.today(), may=may, note=who_may(Izin.KELOLA_KARTU))
        self.bawah.show_card(row.row.kartu.id if row else None)

    # parts

    def _lay_out(self) -> None:
        self.up, self.tempo, self.detail = UpCard(), TempoCard(), KartuDetail()
        self.bawah = KartuBawah(Bulan.of(self.konteks.today()))
        self.bawah.month_changed.connect(self.refresh)
        self.detail.asked.connect(self.step)
        self.detail.setFixedWidth(tokens.px(LEBAR_DETAIL))
        self.up.history.clicked.connect(self.show_decrees)
        self.tempo.opened.connect(lambda tagihan: self.konteks.open_page("tagihan", tagihan))
        top = QHBoxLayout()
        top.setSpacing(tokens.px(12))
        top.addWidget(self.up, 1)
        top.addWidget(self.tempo)
        self.tempo.setFixedWidth(tokens.px(LEBAR_DETAIL))
        left = QVBoxLayout()
        left.setSpacing(tokens.px(12))
        left.addWidget(self._build_register(), 4)
        left.addWidget(self.bawah, 5)
        lower = QHBoxLayout()
        lower.setSpacing(tokens.px(12))
        lower.addLayout(left, 1)
        lower.addWidget(self.detail)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.px(12))
        column.addLayout(top)
        column.addLayout(lower, 1)

    def _build_register(self) -> Card:
        card = Card()
        card.body.setSpacing(tokens.px(6))
        self.cari.setFixedWidth(tokens.px(304))
        foot = QHBoxLayout()
        foot.addWidget(self.count)
        foot.addStretch(1)
        foot.addWidget(self.cari)
        card.add(self.view, 1)
        card.add(line())
        card.add(foot)
        return card

    def _ask(self, dialog: FormDialog, kabar: str) -> None:
        def done(hasil: Hasil) -> None:
            self.konteks.notify(Notice(kabar))
            found = hasil.nilai if isinstance(hasil.nilai, tuple) else (hasil.nilai,)
            for t in (t for satu in found for t in satu.peringatan):
                self.konteks.notify(Notice("Perlu perhatian", t.pesan, Nada.WARN, t.kode))

        dialog.sent.connect(done)
        open_dialog(dialog)

    def _open_form(self, row: KartuRow | None) -> None:
        if not self.konteks.may(Izin.KELOLA_KARTU):
            return
        baca = self._baca
        penerbit = baca.kartu[0].row.kartu.penerbit if baca and baca.kartu else ""
        dialog = KartuFormDialog(row, baca.orang if baca else (), penerbit, self.konteks.today(), self)

        def done(hasil: Hasil) -> None:
            for t in hasil.nilai.peringatan if hasil.nilai else ():
                self.konteks.notify(Notice("Perlu perhatian", t.pesan, Nada.WARN, t.kode))
            if shiboken6.isValid(dialog):
                dialog.on_done(hasil)

        dialog.asked.connect(lambda command: self.konteks.desk.do(command, done, refused=dialog.on_refused))
        open_dialog(dialog)
