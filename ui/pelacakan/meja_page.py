"""Meja Verifikasi: scan, look, decide. A scan receives or opens a berkas; decisions are taken with buttons."""

from __future__ import annotations

import platform
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING, Any, ClassVar

import shiboken6
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QInputDialog, QLineEdit, QTabBar, QVBoxLayout

from core.access import Izin
from core.bus import Command, Hasil
from core.calendar import ZONA
from core.errors import Refusal
from core.identity import BerkasId, is_desk_code
from core.pelacakan.commands import Disburse, JawabanMeja, MoveBerkas, ReceiveBerkas
from core.pelacakan.model import Berkas
from core.pelacakan.perpindahan import Hasil as HasilLangkah
from core.pelacakan.perpindahan import Keadaan
from core.pelacakan.waktu import WarnaSop
from core.segel.kode import looks_sealed
from ui.kit import tokens
from ui.kit.card import Card, restyle, text
from ui.kit.memory import desk_settings
from ui.kit.notice import Notice
from ui.kit.scan_line import ScanLine
from ui.kit.table import RowTable
from ui.kit.table_view import TableView
from ui.kit.tile import Tile
from ui.kit.tokens import Nada
from ui.pelacakan.bacaan import (
    DI_JALAN,
    BarisAntrean,
    BerkasTerbaca,
    arrived_today,
    clock_words,
    minutes_words,
    read_berkas,
    read_hours,
    read_queue,
)
from ui.pelacakan.baki_dialog import ask_baki
from ui.pelacakan.berkas_card import BerkasCard, Tombol, title_of
from ui.pelacakan.langkah_dialog import (
    AlasanDialog,
    CairDialog,
    CatatanDialog,
    JawabanDialog,
    LangkahDialog,
)
from ui.pelacakan.pundi_meja import PundiDiMeja
from ui.pelacakan.resi import ask_tanda_terima
from ui.pelacakan.segel_meja import SegelDiMeja
from ui.pelacakan.table import KOLOM_ANTREAN, URUT
from ui.shell.page import Action, Konteks, Page

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QShowEvent

    from ui.kantor import Pertanyaan

DETAK_MS = 60_000
KATA_TOLAK = {
    "ERR_KODE_SALAH": "angka periksa salah",
    "ERR_KODE_TIDAK_DIKENAL": "kode tidak dikenal",
    "ERR_TIDAK_BERWENANG": "bukan meja Anda",
    "ERR_ORANG_SAMA": "harus orang lain",
}
SEMUA, MEJA_SAYA, KEMBALI = range(3)


class MejaPage(Page):
    """The verifier's desk."""

    topics: ClassVar[frozenset[str]] = frozenset({"pelacakan", "opd"})

    def __init__(self, konteks: Konteks) -> None:
        super().__init__(konteks)
        self._baca: BerkasTerbaca | None = None
        self._rows: tuple[BarisAntrean, ...] = ()
        self._order = ("menit", True)
        self._zona: tzinfo = ZONA["WIB"]
        self.scan = ScanLine()
        self.scan.scanned.connect(self.receive)
        self.answer = text("", wrap=True)
        self.answer.hide()
        self.pundi = PundiDiMeja(self, self._load)
        self.segel = SegelDiMeja(konteks, self.scan, self._load, self._put_away)
        self.card = BerkasCard()
        self.card.chosen.connect(self._on_chosen)
        self.tiles = {
            "masuk": Tile("Masuk hari ini, masih di meja", besar=False),
            "saya": Tile("Menunggu keputusan meja ini", besar=False),
            "lewat": Tile("Lewat SOP", besar=False),
            "kembali": Tile("Dikembalikan hari ini", besar=False),
        }
        self.queue: RowTable[BarisAntrean] = RowTable(KOLOM_ANTREAN, key=lambda r: r.id)
        self.view = TableView("antrean-meja", self.queue)
        self.view.row_opened.connect(self._open_row)
        self.view.sort_asked.connect(self._on_sort)
        self.tabs = QTabBar()
        self.filter = QLineEdit()
        self._build()
        self._tick = QTimer(self, interval=DETAK_MS)
        self._tick.timeout.connect(self.refresh)

    def title(self) -> str:
        return "Pindai Berkas"

    def subtitle(self) -> str:
        return self.desk_name()

    def actions(self) -> tuple[Action, ...]:  # type: ignore[override]
        return (
            Action("baki", "Baki kurir…", self.open_tray, "Ctrl+B", Izin.TERIMA_BERKAS),
            Action(
                "nama_meja",
                "Nama meja…",
                self.rename_desk,
                "Ctrl+M",
                note="Nama ini tercatat pada setiap penerimaan berkas.",
            ),
            Action("jawaban", "Simpan jawaban…", self.pundi.save_answer, "Ctrl+J", enabled=self._baca is not None),
            Action("pundi", "Buka berkas .pundi…", self.pundi.ask_file, "Ctrl+O", Izin.TERIMA_BERKAS),
        )

    def desk_name(self) -> str:
        """What this workstation is called in the timeline: `Loket 2`."""
        return str(desk_settings().value("meja/nama", "") or platform.node() or "Meja")

    def open_tray(self) -> None:
        """Many berkas of one courier at once, with one receipt."""
        ask_baki(self.konteks, self.desk_name(), self)

    def rename_desk(self) -> None:
        """Asks for the name of this workstation."""
        nama, ok = QInputDialog.getText(self, "Nama meja", "Nama meja ini, mis. Loket 2", text=self.desk_name())
        if ok and nama.strip():
            desk_settings().setValue("meja/nama", nama.strip()[:40])
            self.head_changed.emit()

    @property
    def berkas_in_hand(self) -> Berkas | None:
        """The berkas on show."""
        return None if self._baca is None else self._baca.berkas

    def refresh(self) -> None:
        pelaku, clock, tanya = self.konteks.pelaku, self.konteks.clock, self.konteks.tanya

        def question(q: Pertanyaan) -> tuple[tuple[BarisAntrean, ...], int, datetime]:
            now = clock.now()
            rows = read_queue(q, now, pelaku)
            return rows, arrived_today(q, rows, now), now.astimezone(read_hours(q, now.date()).zona)

        self.konteks.desk.ask(lambda: tanya.ask(question), self._show_queue, key="meja-antrean")
        if self._baca is not None:
            self._load(self._baca.berkas.id)

    def open_with(self, isi: Any) -> None:
        """A desk code, or the id of a berkas: opens it without receiving it."""
        if isinstance(isi, str):
            self._load(None, isi.replace(" ", ""))
        else:
            self._load(BerkasId(isi))

    def receive(self, kode: str) -> None:
        """A scan: what was in hand is put away first, so that no decision falls on the berkas before."""
        self.segel.card.hide()
        self._say("", Nada.MUTED)
        if looks_sealed(kode):
            self.segel.check(kode, lambda refusal: self._on_scan_refused(refusal, kode))
            return
        self._put_away("Mencari berkas…")
        self.konteks.desk.do(
            ReceiveBerkas(kode=kode, meja=self.desk_name()),
            self._on_received,
            refused=lambda refusal: self._on_scan_refused(refusal, kode),
        )

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._tick.start()
        self.scan.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        self._tick.stop()
        super().hideEvent(event)

    # what is on the page

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.px(12))
        column.addWidget(self.scan)
        column.addWidget(self.answer)
        column.addWidget(self.segel.card)
        column.addWidget(self.card)
        row = QHBoxLayout()
        row.setSpacing(tokens.px(12))
        for tile in self.tiles.values():
            row.addWidget(tile, 1)
        column.addLayout(row)
        column.addWidget(self._build_queue(), 1)

    def _build_queue(self) -> Card:
        card = Card()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        for nama in ("Antrean", "Meja saya", "Dikembalikan"):
            self.tabs.addTab(nama)
        self.tabs.currentChanged.connect(lambda _: self._show_rows())
        self.filter.setPlaceholderText("Saring antrean  Ctrl+F")
        self.filter.setClearButtonEnabled(True)
        self.filter.setFixedWidth(tokens.px(230))
        self.filter.textChanged.connect(lambda _: self._show_rows())
        focus = self._shortcut("Ctrl+F")
        focus.activated.connect(self.filter.setFocus)
        head = QHBoxLayout()
        head.addWidget(self.tabs)
        head.addStretch(1)
        head.addWidget(self.filter)
        card.add(head)
        card.add(self.view, 1)
        self.view.set_empty("Tidak ada berkas di sini", "Pindai barcode pada sampul berkas untuk menerimanya.")
        return card

    def _shortcut(self, keys: str) -> Any:
        from PySide6.QtGui import QKeySequence, QShortcut

        return QShortcut(QKeySequence(keys), self)

    def _put_away(self, kalimat: str = "Belum ada berkas di tangan") -> None:
        self._baca = None
        self.head_changed.emit()
        self.card.show_nothing(kalimat)

    def _say(self, kalimat: str, nada: Nada) -> None:
        self.answer.setText(kalimat)
        self.answer.setProperty("nada", nada.value)
        restyle(self.answer)
        self.answer.setVisible(bool(kalimat))

    # answers

    def _on_received(self, hasil: Hasil) -> None:
        jawaban: JawabanMeja | None = hasil.nilai
        if jawaban is None:
            return
        if jawaban.sudah:
            pukul = clock_words(jawaban.at.astimezone(self._zona))
            self.scan.answer(f"sudah diterima {pukul} oleh {jawaban.oleh}", ok=True)
        else:
            self.scan.answer(f"diterima: {jawaban.tahap_nama}", ok=True)
        self._load(jawaban.berkas.id)

    def _on_scan_refused(self, refusal: Refusal, kode: str) -> None:
        self.scan.answer(KATA_TOLAK.get(refusal.kode, "belum dapat diterima"), ok=False)
        self._say(str(refusal), Nada.BAD)
        self._put_away("Tidak ada berkas yang dibuka")
        if is_desk_code(kode) and refusal.kode != "ERR_KODE_TIDAK_DIKENAL":
            self._load(None, kode.replace(" ", ""))

    def _load(self, berkas_id: BerkasId | None, kode: str = "") -> None:
        tanya, clock = self.konteks.tanya, self.konteks.clock
        self.konteks.desk.ask(
            lambda: tanya.ask(lambda q: read_berkas(q, berkas_id, kode, clock.now())),
            self._show_berkas,
            key="meja-berkas",
        )

    def _show_berkas(self, baca: BerkasTerbaca | None) -> None:
        if baca is None:
            self._put_away()
            return
        self._baca = baca
        self.head_changed.emit()
        self.card.show_berkas(baca, self.konteks.pelaku)
        self.view.select_key(baca.berkas.id)

    def _show_queue(self, answer: tuple[tuple[BarisAntrean, ...], int, datetime]) -> None:
        self._rows, masuk, sekarang = answer
        self._zona = sekarang.tzinfo or ZONA["WIB"]
        jalan = [r for r in self._rows if r.keadaan is Keadaan.BERJALAN]
        tunggu = sum(r.keadaan is Keadaan.DIAJUKAN for r in self._rows)
        kembali = [r for r in self._rows if r.keadaan is Keadaan.DIKEMBALIKAN and r.hari_ini]
        lewat = [r for r in jalan if r.warna is WarnaSop.MERAH]
        saya = sum(r.meja_saya and r.keadaan is Keadaan.BERJALAN for r in self._rows)
        terlama = max((-r.sisa_menit for r in lewat), default=0)
        sebab = ", ".join(dict.fromkeys(r.alasan.split(";")[0] for r in kembali))
        self.tiles["masuk"].show_value(f"{masuk} · {tunggu} menunggu diterima")
        self.tiles["saya"].show_value(f"{saya} dari {len(jalan)} diproses")
        self.tiles["lewat"].show_value(f"{len(lewat)} · terlama {minutes_words(terlama)}" if lewat else "tidak ada")
        self.tiles["kembali"].show_value(f"{len(kembali)} · {sebab}" if kembali else "tidak ada")
        self.tiles["masuk"].setToolTip(f"Sampai {clock_words(sekarang)}")
        for tab, nama, banyak in (
            (SEMUA, "Antrean", len(jalan) + tunggu),
            (MEJA_SAYA, "Meja saya", sum(r.meja_saya for r in self._rows)),
            (KEMBALI, "Dikembalikan", sum(r.keadaan is Keadaan.DIKEMBALIKAN for r in self._rows)),
        ):
            self.tabs.setTabText(tab, f"{nama} {banyak}")
        self._show_rows()

    def _show_rows(self) -> None:
        tab, words = self.tabs.currentIndex(), self.filter.text().casefold().split()
        rows = [
            r
            for r in self._rows
            if (r.keadaan not in DI_JALAN if tab == KEMBALI else r.keadaan in DI_JALAN)
            and (tab != MEJA_SAYA or r.meja_saya)
            and all(w in _searchable(r) for w in words)
        ]
        key, descending = self._order
        rows.sort(key=URUT[key], reverse=descending)
        self.queue.show(rows)
        self.queue.set_order(key, descending=descending)

    def _on_sort(self, key: str, descending: bool) -> None:
        self._order = (key, descending)
        self._show_rows()

    def _open_row(self, row: BarisAntrean | None) -> None:
        if row is not None:
            self._say("", Nada.MUTED)
            self._load(row.id)

    # decisions

    def _on_chosen(self, tombol: Tombol) -> None:
        if self._baca is None:
            return
        step, b = tombol.langkah, self._baca.berkas
        if step is None:
            ask_tanda_terima(self.konteks, self._baca, self.desk_name(), self)
        elif step.hasil is HasilLangkah.DITERIMA:
            self.receive(b.kode_meja)
        elif step.hasil in {HasilLangkah.DITERUSKAN, HasilLangkah.DILANJUTKAN}:
            self._do(MoveBerkas(kode=b.kode_meja, ke=step.ke, meja=self.desk_name(), versi=b.versi))
        else:
            self._ask(self._dialog_for(tombol))

    def _dialog_for(self, tombol: Tombol) -> LangkahDialog:
        assert self._baca is not None
        assert tombol.langkah is not None
        b, alur, meja, step = self._baca.berkas, self._baca.alur, self.desk_name(), tombol.langkah
        if step.sifat is not None:
            return AlasanDialog(b, alur, step.sifat, meja, self)
        if step.hasil is HasilLangkah.DIJAWAB:
            return JawabanDialog(b, alur, meja, self.konteks.today, self)
        if step.hasil is HasilLangkah.SELESAI:
            return CairDialog(b, alur, meja, self.konteks.today, self)
        return CatatanDialog(b, step.ke, f"{step.kata.capitalize()}: {b.sebutan}", meja, self)

    def _ask(self, dialog: LangkahDialog) -> None:
        from PySide6.QtCore import Qt

        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def carry_out(command: Command) -> None:
            def done(hasil: Hasil) -> None:
                there = shiboken6.isValid(dialog)  # closed with Esc while the command was under way
                self._on_moved(hasil)
                if there:
                    dialog.on_done(hasil)

            self.konteks.desk.do(command, done, refused=dialog.on_refused)

        dialog.asked.connect(carry_out)
        dialog.open()

    def _do(self, command: MoveBerkas | Disburse) -> None:
        self.konteks.desk.do(command, self._on_moved, refused=self._on_refused)

    def _on_moved(self, hasil: Hasil) -> None:
        jawaban: JawabanMeja | None = hasil.nilai
        if jawaban is None or self._baca is None:
            return
        ke = jawaban.berkas.keadaan.nama if jawaban.berkas.keadaan is not Keadaan.BERJALAN else jawaban.tahap_nama
        self._say("", Nada.MUTED)
        self.konteks.notify(Notice(f"{jawaban.berkas.sebutan}: {ke}", title_of(self._baca)))
        self._load(jawaban.berkas.id)
        self.scan.setFocus()

    def _on_refused(self, refusal: Refusal) -> None:
        self._say(str(refusal), Nada.BAD)
        if self._baca is not None:
            self._load(self._baca.berkas.id)


def _searchable(row: BarisAntrean) -> str:
    return f"{row.kode_meja} {row.opd} {row.nomor} {row.jenis} {row.pihak} {row.tahap}".casefold()
