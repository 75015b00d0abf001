"""The berkas in hand: what its cover says, where it is on its way, and the decisions that may be taken now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from core.access import PERAN_NAMA, Izin, Pelaku
from core.identity import group_desk_code
from core.money import format_sen
from core.pelacakan.perpindahan import Hasil, LangkahLanjut
from core.pelacakan.perpindahan import Keadaan as KeadaanBerkas
from ui.kit import tokens
from ui.kit.card import Card, text
from ui.kit.chip import Status, StatusChip
from ui.kit.timeline import Keadaan, Langkah, Timeline
from ui.kit.tokens import Nada
from ui.pelacakan.bacaan import BerkasTerbaca, clock_words, day_words, minutes_words
from ui.pelacakan.table import NADA_KEADAAN
from ui.shell.page_head import who_may

PINTASAN = {
    Hasil.DITERIMA: "F6",
    Hasil.DITERUSKAN: "F6",
    Hasil.SELESAI: "F6",
    Hasil.DILANJUTKAN: "F6",
    Hasil.DIKEMBALIKAN: "F7",
    Hasil.DIJAWAB: "F9",
}
BAHAYA = frozenset({Hasil.DIKEMBALIKAN, Hasil.DITOLAK})

BERTANYA = BAHAYA | {Hasil.DIMUNDURKAN, Hasil.RETUR, Hasil.DIAMBIL, Hasil.DITUNDA}


@dataclass(frozen=True, slots=True)
class Tombol:
    """One button of the card. `langkah` None is the receipt; `note` says why it is off."""

    kata: str
    pintasan: str
    langkah: LangkahLanjut | None = None
    utama: bool = False
    bahaya: bool = False
    boleh: bool = True
    note: str = ""


def buttons_for(baca: BerkasTerbaca, pelaku: Pelaku | None) -> tuple[Tombol, ...]:
    """What may be done with a berkas now, by this person: the way forward first, what hurts in red."""
    berkas, steps = baca.berkas, baca.berkas.next_steps(baca.alur)
    made: list[Tombol] = []
    forward = _forward(baca, steps)
    for step in steps:
        if step.hasil in {Hasil.DIAJUKAN, Hasil.DITERIMA} and step is not forward:
            continue
        boleh, note = _may(baca, step, pelaku)
        made.append(
            Tombol(_word(step), PINTASAN.get(step.hasil, ""), step, step is forward, step.hasil in BAHAYA, boleh, note)
        )
    made.sort(key=lambda t: (not t.utama, t.bahaya))
    if berkas.keadaan is not KeadaanBerkas.DIAJUKAN:
        made.append(Tombol("Tanda terima", "F8"))
    return tuple(made)


def _forward(baca: BerkasTerbaca, steps: tuple[LangkahLanjut, ...]) -> LangkahLanjut | None:
    """The step that leads on; while an answer may be recorded here, that comes first."""
    order: tuple[Hasil, ...] = (Hasil.DILANJUTKAN, Hasil.SELESAI, Hasil.DITERUSKAN, Hasil.DIJAWAB, Hasil.DITERIMA)
    if baca.tahap.boleh_jawab and baca.berkas.jawaban is None and baca.berkas.keadaan is KeadaanBerkas.BERJALAN:
        order = (Hasil.DIJAWAB, Hasil.DITERUSKAN, Hasil.DITERIMA)
    return next((s for hasil in order for s in steps if s.hasil is hasil), None)


def _word(step: LangkahLanjut) -> str:
    kata = step.kata[:1].upper() + step.kata[1:]
    if step.hasil is Hasil.DIJAWAB:
        return f"Nomor {step.kata.removeprefix('catat ')}…"
    if step.hasil is Hasil.SELESAI:
        return f"{step.kata.removeprefix('catat ').capitalize()}…"
    return f"{kata}…" if step.hasil in BERTANYA else kata


def _may(baca: BerkasTerbaca, step: LangkahLanjut, pelaku: Pelaku | None) -> tuple[bool, str]:
    """Whether this person may take the step, and otherwise why not: said before it is tried."""
    berkas, tahap = baca.berkas, baca.tahap
    if step.hasil is Hasil.DIAMBIL and pelaku is not None and pelaku.may(Izin.TERIMA_BERKAS):
        return True, ""
    if pelaku is None or berkas.keadaan is KeadaanBerkas.DIKEMBALIKAN:
        return False, "Diajukan lagi oleh OPD setelah diperbaiki."
    if berkas.keadaan is KeadaanBerkas.SELESAI or berkas.keadaan is KeadaanBerkas.RETUR:
        return True, ""
    if not tahap.is_open_to(pelaku):
        siapa = f"Yang berwenang: {PERAN_NAMA[tahap.peran]}." if tahap.peran else who_may(tahap.izin)
        return False, f"Tahap {tahap.nama}. {siapa}"
    if pelaku.id in berkas.pembuat:
        return False, f"{pelaku.nama} ikut membuat berkas ini; tahap {tahap.nama} harus dikerjakan orang lain."
    if step.hasil is Hasil.DITERUSKAN and tahap.orang_lain and pelaku.id in berkas.penguji:
        return False, f"{pelaku.nama} sudah menguji berkas ini; {tahap.kata} harus oleh orang lain."
    return True, ""


def steps_of(baca: BerkasTerbaca) -> tuple[Langkah, ...]:
    """The tahap of the flow as dots: what is over with its time, where it lies now, what is to come."""
    berkas, alur = baca.berkas, baca.alur
    kini = next(i for i, t in enumerate(alur.tahap) if t.kode == berkas.tahap)
    selesai = berkas.keadaan in {KeadaanBerkas.SELESAI, KeadaanBerkas.RETUR}
    made: list[Langkah] = []
    for i, tahap in enumerate(alur.tahap):
        waktu = baca.time_of(tahap.kode)
        if i > kini or berkas.keadaan is KeadaanBerkas.DIAJUKAN:
            made.append(Langkah(tahap.nama, f"SOP {minutes_words(_sop(baca, i))}"))
        elif i == kini and not selesai:
            made.append(_here(baca))
        else:
            made.append(
                _over(baca, i, terakhir=selesai and i == kini, lewat=waktu is not None and waktu.sisa_menit < 0)
            )
    return tuple(made)


def _sop(baca: BerkasTerbaca, i: int) -> int:
    tahap = baca.alur.tahap[i]
    ramai = baca.berkas.sejak.astimezone(baca.zona).month in baca.alur.bulan_ramai
    return tahap.sop_ramai_menit if ramai else tahap.sop_menit


def _here(baca: BerkasTerbaca) -> Langkah:
    tahap, waktu = baca.tahap, baca.time_of(baca.tahap.kode)
    if baca.berkas.keadaan is not KeadaanBerkas.BERJALAN:
        at = baca.local(baca.perpindahan[-1].at)
        return Langkah(tahap.nama, f"{baca.berkas.keadaan.nama} {clock_words(at)}", Keadaan.BERHENTI)
    if waktu is None:
        return Langkah(tahap.nama, "", Keadaan.KINI)
    keterangan = f"{waktu.menit} dari {waktu.sop_menit} mnt"
    return Langkah(tahap.nama, keterangan, Keadaan.KINI, waktu.sisa_menit < 0)


def _over(baca: BerkasTerbaca, i: int, *, terakhir: bool, lewat: bool) -> Langkah:
    tahap = baca.alur.tahap[i]
    waktu = baca.time_of(tahap.kode)
    if terakhir and baca.berkas.tanggal_selesai is not None:
        return Langkah(tahap.nama, day_words(baca.berkas.tanggal_selesai), Keadaan.SELESAI)
    if i == 0:
        first = next(
            (p for p in baca.perpindahan if p.putaran == baca.berkas.putaran and p.hasil is Hasil.DITERIMA), None
        )
        if first is not None:
            jam = clock_words(baca.local(first.at))
            return Langkah(tahap.nama, " · ".join(filter(None, (first.meja, jam))), Keadaan.SELESAI, lewat)
    return Langkah(tahap.nama, minutes_words(waktu.menit) if waktu else "", Keadaan.SELESAI, lewat)


def title_of(baca: BerkasTerbaca) -> str:
    """`SPM-LS 0144 — Dinas Contoh`."""
    isi = baca.berkas.isi
    sebutan = isi.nomor if isi.layanan in isi.nomor.upper() else f"{isi.layanan}-{isi.jenis} {isi.nomor}"
    return f"{sebutan} — {isi.opd}"


class BerkasCard(Card):
    """The card below the scan line. Empty until something is scanned; it decides nothing itself."""

    chosen = Signal(object)
    """The `Tombol` that was pressed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._shortcuts: list[QShortcut] = []
        self.buttons: dict[str, QPushButton] = {}
        self._title = text("", "judul-besar", wrap=True)
        self._chips = QHBoxLayout()
        self._chips.setSpacing(tokens.px(10))
        self._about = text("", "redup", wrap=True)
        self._nilai = text("", "angka-besar")
        self._extra = text("", "redup", wrap=True)
        self._batas = text("", "kuat")
        self._timeline = Timeline()
        self._row = QHBoxLayout()
        self._row.setSpacing(tokens.px(10))
        self._who = text("", "kecil", wrap=True)
        self._empty = self._build_empty()
        self._full = self._build_full()
        self.add(self._empty)
        self.add(self._full)
        self.show_nothing()

    def title_text(self) -> str:
        """The heading on show; empty while no berkas is in hand."""
        return self._title.text() if not self._full.isHidden() else ""

    def timeline(self) -> Timeline:
        """The dots, for the page and its tests."""
        return self._timeline

    def show_nothing(self, kalimat: str = "Belum ada berkas di tangan") -> None:
        """Clears the card: a decision may never fall on a berkas other than the one last scanned."""
        self._clear_buttons()
        self._empty_title.setText(kalimat)
        self._full.hide()
        self._empty.show()

    def show_berkas(self, baca: BerkasTerbaca, pelaku: Pelaku | None) -> None:
        """Shows a berkas and its buttons."""
        isi = baca.berkas.isi
        self._title.setText(title_of(baca))
        self._show_chips(baca)
        kepada = f"kepada {isi.pihak}" if isi.pihak else ""
        kode = f"berkas {group_desk_code(baca.berkas.kode_meja)}"
        self._about.setText(" · ".join(filter(None, (kepada, isi.perihal, kode))))
        self._nilai.setText(f"Rp {format_sen(isi.nilai.sen)}" if isi.nilai is not None else "tanpa nilai")
        self._extra.setText(_extra(baca))
        self._batas.setText(f"batas {baca.alur.nama_jawaban}: {day_words(baca.batas)}" if baca.batas else "")
        self._batas.setToolTip(baca.batas_kata)
        self._who.setText(baca.batas_kata if baca.batas else "")
        self._timeline.show_steps(steps_of(baca))
        self._show_buttons(buttons_for(baca, pelaku))
        self._empty.hide()
        self._full.show()

    def press(self, pintasan: str) -> None:
        """Presses the button with a shortcut, as the keyboard does."""
        for button in self.buttons.values():
            if button.property("pintasan") == pintasan:
                button.click()

    def _build_empty(self) -> QWidget:
        empty = QWidget()
        column = QVBoxLayout(empty)
        column.setContentsMargins(0, tokens.px(26), 0, tokens.px(26))
        self._empty_title = text("", "judul-kartu")
        column.addWidget(self._empty_title)
        column.addWidget(
            text(
                "Pindai barcode pada sampul berkas untuk menerima atau membukanya, "
                "atau pilih dari antrean di bawah lalu tekan Enter.",
                "redup",
                wrap=True,
            )
        )
        return empty

    def _build_full(self) -> QWidget:
        full = QWidget()
        column = QVBoxLayout(full)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.px(6))
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addLayout(self._chips)
        column.addLayout(head)
        column.addWidget(self._about)
        money = QHBoxLayout()
        money.setSpacing(tokens.px(12))
        money.addWidget(self._nilai)
        money.addWidget(self._extra, 1)
        money.addWidget(self._batas)
        column.addLayout(money)
        column.addSpacing(tokens.px(4))
        column.addWidget(self._timeline)
        column.addSpacing(tokens.px(4))
        foot = QHBoxLayout()
        foot.addLayout(self._row)
        foot.addStretch(1)
        foot.addWidget(self._who)
        column.addLayout(foot)
        return full

    def _show_chips(self, baca: BerkasTerbaca) -> None:
        while (old := self._chips.takeAt(0)) is not None:
            if (widget := old.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for status in chips_of(baca):
            self._chips.addWidget(StatusChip(status.kata, status.nada))

    def _clear_buttons(self) -> None:
        for shortcut in self._shortcuts:
            shortcut.setEnabled(False)
            shortcut.deleteLater()
        self._shortcuts.clear()
        for button in self.buttons.values():
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons.clear()

    def _show_buttons(self, tombol: tuple[Tombol, ...]) -> None:
        self._clear_buttons()
        for satu in tombol:
            button = QPushButton(f"{satu.kata}  {satu.pintasan}".strip())
            button.setAutoDefault(False)
            button.setProperty("pintasan", satu.pintasan)
            if satu.utama or satu.bahaya:
                button.setProperty("peran", "utama" if satu.utama else "bahaya")
            button.setEnabled(satu.boleh)
            button.setToolTip(satu.note)
            button.clicked.connect(self._chooser(satu))
            self._row.addWidget(button)
            self.buttons[satu.kata] = button
            if satu.pintasan:
                shortcut = QShortcut(QKeySequence(satu.pintasan), self)
                shortcut.setAutoRepeat(False)
                shortcut.activated.connect(button.click)
                self._shortcuts.append(shortcut)
        off = next((t.note for t in tombol if t.utama and not t.boleh), "")
        if off:
            self._who.setText(off)

    def _chooser(self, tombol: Tombol) -> Callable[[], None]:
        return lambda: self.chosen.emit(tombol)


def chips_of(baca: BerkasTerbaca) -> tuple[Status, ...]:
    """Round, state, and who has it in hand."""
    berkas = baca.berkas
    made: list[Status] = []
    if berkas.putaran > 1:
        made.append(Status(f"pengajuan ke-{berkas.putaran}", Nada.INFO))
    if berkas.keadaan is KeadaanBerkas.BERJALAN:
        waktu = baca.time_of(berkas.tahap)
        if waktu is not None and waktu.sisa_menit < 0:
            made.append(Status(waktu.kata, Nada.BAD))
        if berkas.penerima is None:
            made.append(Status(f"menunggu {baca.tahap.pelaku}", Nada.WARN))
    else:
        kata = baca.alur.kata_selesai if berkas.keadaan is KeadaanBerkas.SELESAI else berkas.keadaan.nama
        made.append(Status(kata, NADA_KEADAAN[berkas.keadaan]))
    return tuple(made)


def _extra(baca: BerkasTerbaca) -> str:
    """Beside the amount: the answer, the reason, or who took it in hand."""
    berkas = baca.berkas
    parts: list[str] = []
    if berkas.jawaban is not None:
        parts.append(f"{baca.alur.nama_jawaban} {berkas.jawaban.nomor}, {day_words(berkas.jawaban.tanggal)}")
    if berkas.alasan_kode:
        note = baca.perpindahan[-1].catatan
        parts.append(f"{berkas.alasan_kode} {baca.alur.reason_text(berkas.alasan_kode)}")
        parts.append(note)
    if berkas.penerima is not None:
        jam = clock_words(baca.local(berkas.penerima.at))
        parts.append(f"diterima oleh {berkas.penerima.nama} · {jam}")
    return " · ".join(filter(None, parts))
