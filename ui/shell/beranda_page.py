"""Beranda: what must be done today, the four numbers of the day, and where the money and the papers stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from core.access import Izin
from core.calendar import BULAN_PENDEK, Bulan, hari_tanggal
from core.jobs.hari_ini import PERIHAL_NAMA, Desakan, Perihal, Tugas, sisa_up_tunai
from core.money import NOL, total
from core.pelacakan.perpindahan import Keadaan as KeadaanBerkas
from ui.kit import table, tokens
from ui.kit.bar_chart import BarChart, Batang, Legend
from ui.kit.card import Card, text
from ui.kit.chip import Status, StatusChip
from ui.kit.table import Column, RowTable
from ui.kit.table_view import TableView
from ui.kit.tile import Tile
from ui.kit.timeline import Keadaan, Langkah, Timeline
from ui.kit.tokens import Nada
from ui.shell.beranda_isi import BerkasTerukur, IsiBeranda, gather
from ui.shell.page import Action, Page

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from core.pelacakan.waktu import WaktuTahap
    from ui.shell.page import Konteks

TUJUAN: Mapping[Perihal, str] = {
    Perihal.PAJAK: "bukti",
    Perihal.PANJAR: "bukti",
    Perihal.TU: "bukti",
    Perihal.TITIPAN: "bukti",
    Perihal.KAS_TUNAI: "bukti",
    Perihal.PENUTUPAN: "spj",
    Perihal.AKHIR_TAHUN: "penutupan",
    Perihal.UP: "spj",
    Perihal.TAGIHAN: "tagihan",
    Perihal.BERKAS: "lacak",
    Perihal.KORAN: "koran",
}
"""The page where each kind of row is done."""

_NADA = {Desakan.LEWAT: Nada.BAD, Desakan.SEGERA: Nada.WARN, Desakan.NANTI: Nada.INFO, Desakan.KABAR: Nada.OK}
_SEGARKAN_MS = 60_000
"""The clock in the head and the minutes of a berkas go on by themselves."""


def greeting(jam: int) -> str:
    """By the hour of the day."""
    return (
        "Selamat pagi" if jam < 11 else "Selamat siang" if jam < 15 else "Selamat sore" if jam < 18 else "Selamat malam"
    )


def say_day(tanggal: date | None, hari: date) -> str:
    """A deadline as a person says it: `hari ini`, `besok`, `17 Nov`."""
    if tanggal is None:
        return "—"
    selisih = (tanggal - hari).days
    if selisih in {0, 1}:
        return ("hari ini", "besok")[selisih]
    tahun = f" {tanggal.year}" if tanggal.year != hari.year else ""
    return f"{tanggal.day} {BULAN_PENDEK[tanggal.month - 1]}{tahun}"


class BerandaPage(Page):
    """`tujuan` are the pages that exist, by what they do; a row without one is only read."""

    topics: ClassVar[frozenset[str]] = frozenset({"kas", "anggaran", "opd", "kkpd", "spm", "pelacakan", "spj"})

    def __init__(self, konteks: Konteks, tujuan: Mapping[Perihal, str] = TUJUAN, parent: QWidget | None = None) -> None:
        super().__init__(konteks, parent)
        self._tujuan = tujuan
        self._isi: IsiBeranda | None = None
        self.up = Tile("Sisa UP tunai")
        self.kartu = Tile("Sisa limit UP KKPD")
        self.pajak = Tile("Pajak belum disetor")
        self.spm = Tile("SPM di BPKAD")
        self.table: RowTable[Tugas] = RowTable(self._columns(), lambda t: (t.perihal, t.acuan, t.tenggat))
        self.view = TableView("beranda.hari_ini", self.table)
        self.view.set_empty("Tidak ada yang menunggu hari ini.", "Semua sudah dikerjakan.")
        self.view.row_opened.connect(self._open_row)
        self.chart = BarChart()
        self.risiko = Card("Berkas paling berisiko")
        self.next_step = Card()
        self._lay_out()
        self._clock = QTimer(self, interval=_SEGARKAN_MS)
        self._clock.timeout.connect(self.mark_stale)
        self._clock.start()

    def title(self) -> str:
        return greeting(self._isi.at.hour) if self._isi else "Beranda"

    def subtitle(self) -> str:
        if self._isi is None:
            return hari_tanggal(self.konteks.today())
        at = self._isi.at
        return f"{hari_tanggal(at.date())} · {at.hour}.{at.minute:02d} {self._isi.zona}"

    def actions(self) -> tuple[Action, ...]:
        return (Action("catat", "Catat bukti", self._record, "F2", Izin.CATAT, primary=True),)

    def refresh(self) -> None:
        hari, now, tanya = self.konteks.today(), self.konteks.clock.now(), self.konteks.tanya
        self.konteks.desk.ask(lambda: tanya.ask(lambda q: gather(q, hari, now)), self._show, key="beranda")

    def _show(self, isi: IsiBeranda) -> None:
        self._isi = isi
        hari = isi.at.date()
        self._show_up(isi)
        self._show_kartu(isi)
        self._show_pajak(isi, hari)
        self._show_spm(isi)
        self.table.show(isi.tugas)
        self._show_chart(isi, hari)
        self._show_risk(isi.risiko)
        self._show_step(isi)
        self.head_changed.emit()

    def _show_chart(self, isi: IsiBeranda, hari: date) -> None:
        """Months the books have; what an opening brought along belongs to no single month."""
        awal = isi.bulan_buku[0] if isi.bulan_buku else 1
        self.chart.show_bars(
            [
                Batang(nama, isi.rencana[i], isi.realisasi[i] if awal <= i + 1 <= hari.month else None)
                for i, nama in enumerate(BULAN_PENDEK)
            ]
        )

    def _show_up(self, isi: IsiBeranda) -> None:
        s = isi.saldo
        up = s.uang_persediaan
        terpakai = s.spj_up_belum_gu.sen / up.sen if up > NOL else None
        lain = [
            (f" − {nama} {nilai}")
            for nama, nilai in (
                ("pajak", s.pajak_belum_setor),
                ("TU", s.sisa_tu),
                ("titipan", s.lain_belum_setor),
            )
            if nilai
        ]
        panjar = f" + panjar {s.panjar_beredar}" if s.panjar_beredar else ""
        chip = None
        if terpakai is not None and terpakai * 100 >= isi.ambang_persen:
            chip = Status(f"ambang GU {isi.ambang_persen} %", Nada.WARN)
        self.up.show_value(
            f"Rp {sisa_up_tunai(s)}",
            f"bank {s.bank} + tunai {s.kas_tunai}{panjar}{''.join(lain)}",
            share=terpakai,
            chip=chip,
        )

    def _show_kartu(self, isi: IsiBeranda) -> None:
        k = isi.kartu
        self.kartu.setVisible(bool(k.limit))
        if k.limit:
            share = k.terpakai_akhir.sen / k.limit.sen
            self.kartu.show_value(
                f"Rp {k.sisa_limit}", f"pemakaian limit {k.terpakai_akhir} dari {k.limit}", share=share
            )

    def _show_pajak(self, isi: IsiBeranda, hari: date) -> None:
        lewat = [p for p, tenggat in isi.pajak if tenggat < hari]
        nanti = sorted({tenggat for _, tenggat in isi.pajak if tenggat >= hari})
        parts = [f"{len(lewat)} pungutan lewat tenggat"] if lewat else []
        if nanti:
            banyak = len(isi.pajak) - len(lewat)
            parts.append(f"{banyak} pungutan, terdekat {say_day(nanti[0], hari)}")
        chip = Status(f"{len(lewat)} lewat", Nada.BAD) if lewat else None
        jumlah = total([p.nilai for p, _ in isi.pajak])
        self.pajak.show_value(f"Rp {jumlah}", " · ".join(parts) or "semua sudah disetor", chip=chip)

    def _show_spm(self, isi: IsiBeranda) -> None:
        self.spm.setVisible(bool(isi.berkas))
        kembali = sum(b.keadaan is KeadaanBerkas.DIKEMBALIKAN for b in isi.berkas)
        jalan = sum(b.keadaan is KeadaanBerkas.BERJALAN for b in isi.berkas)
        parts = (f"{len(isi.berkas) - kembali - jalan} menunggu loket", f"{jalan} diproses", f"{kembali} dikembalikan")
        chip = Status(f"{kembali} kembali", Nada.BAD) if kembali else None
        self.spm.show_value(
            f"{len(isi.berkas)} berkas", " · ".join(p for p in parts if not p.startswith("0 ")), chip=chip
        )

    def _show_risk(self, berkas: BerkasTerukur | None) -> None:
        self.risiko.setVisible(berkas is not None)
        if berkas is None or berkas.kini is None:
            return
        b, kini = berkas.baris, berkas.kini
        nilai = f" — Rp {b.nilai}" if b.nilai else ""
        self._risk_words.setText(f"{b.jenis} {b.nomor}{nilai} — {berkas.alur.at(kini.tahap).nama}")
        nada = {"merah": Nada.BAD, "kuning": Nada.WARN}.get(kini.warna.value, Nada.OK)
        self._risk_chip.show_status(Status(kini.kata, nada))
        self._timeline.show_steps(steps_of(berkas))

    def _show_step(self, isi: IsiBeranda) -> None:
        """An empty office sees the one next step instead of empty charts."""
        missing = "" if isi.bulan_buku else "up" if isi.ada_pagu else "dpa"
        self.next_step.setVisible(bool(missing))
        self._filled.setVisible(not missing)
        if missing:
            first = missing == "dpa"
            self._step_title.setText("Mulai dari pagu" if first else "Catat UP yang sudah masuk")
            self._step_words.setText(
                "Impor DPA dari SIPD; sesudah itu UP dan bukti dapat dicatat."
                if first
                else "Pagu sudah ada, buku masih kosong. Catat SP2D UP yang masuk ke rekening bendahara."
            )
            self._step_button.setText("Impor DPA" if first else "Catat SP2D UP")
            self._step = ("pengaturan", "anggaran") if first else ("bukti", {"catat": "SP2D_UP"})

    def _record(self) -> None:
        self.konteks.open_page("bukti", {"catat": "BELANJA_UP"})

    def _open_row(self, tugas: Tugas) -> None:
        halaman = self._tujuan.get(tugas.perihal)
        if halaman is not None:
            self.konteks.open_page(halaman, in_hand(tugas))

    def _columns(self) -> tuple[Column[Tugas], ...]:
        return (
            Column(
                "perihal", "", lambda t: Status(PERIHAL_NAMA[t.perihal], _NADA[t.desakan]), 92, table.Jenis.STATUS,
                urut=False,
            ),
            Column("uraian", "Yang perlu dikerjakan", lambda t: t.uraian, 300, lentur=True, urut=False),
            Column("tenggat", "Tenggat", lambda t: say_day(t.tenggat, self.konteks.today()), 84, urut=False),
        )  # fmt: skip

    def _lay_out(self) -> None:
        self._filled = QWidget()
        tiles = QHBoxLayout()
        tiles.setSpacing(tokens.px(12))
        for tile, tujuan in (
            (self.up, ("bku", {"buku": "bku"})),
            (self.kartu, ("bku", {"buku": "kkpd"})),
            (self.pajak, ("bku", {"buku": "pajak"})),
            (self.spm, ("spm" if Perihal.BERKAS in self._tujuan else "", None)),
        ):
            tiles.addWidget(tile, 1)
            if tujuan[0]:
                tile.make_clickable()
                tile.opened.connect(lambda t=tujuan: self.konteks.open_page(*t))
        self.today = Card("Hari ini")
        self.today.add(self.view, 1)
        chart = Card("Realisasi terhadap anggaran kas")
        chart.add_to_head(Legend())
        chart.add(self.chart, 1)
        self._build_risk()
        self._build_step()
        left, right = QVBoxLayout(), QVBoxLayout()
        for side in (left, right):
            side.setSpacing(tokens.px(12))
        left.addWidget(self.today, 1)
        right.addWidget(chart, 3)
        right.addWidget(self.risiko, 2)
        lower = QHBoxLayout()
        lower.setSpacing(tokens.px(12))
        lower.addLayout(left, 1)
        lower.addLayout(right, 1)
        column = QVBoxLayout(self._filled)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.px(12))
        column.addLayout(tiles)
        column.addLayout(lower, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._filled, 1)
        outer.addWidget(self.next_step, 1)

    def _build_risk(self) -> None:
        self._risk_words = text("", "redup", wrap=True)
        self._risk_chip = StatusChip()
        self._timeline = Timeline()
        self.risiko.add_to_head(self._risk_chip)
        self.risiko.add(self._risk_words)
        self.risiko.add(self._timeline)
        self.risiko.body.addStretch(1)
        self.risiko.hide()

    def _build_step(self) -> None:
        self._step: tuple[str, Any] = ("", None)
        self._step_title, self._step_words = text("", "judul-besar"), text("", "redup")
        self._step_button = QPushButton()
        self._step_button.setProperty("peran", "utama")
        self._step_button.clicked.connect(lambda: self.konteks.open_page(*self._step))
        self.next_step.body.addStretch(2)
        for widget in (self._step_title, self._step_words, self._step_button):
            self.next_step.body.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        self.next_step.body.addStretch(3)
        self.next_step.hide()


def in_hand(tugas: Tugas) -> Any:
    """What the page of a row needs to begin with."""
    if tugas.perihal is Perihal.PAJAK:
        return {"catat": "SETOR_PAJAK", "jenis": tugas.acuan}
    if tugas.perihal is Perihal.PANJAR:
        return {"catat": "SPJ_PANJAR", "panjar": tugas.acuan}
    if tugas.perihal is Perihal.TU:
        return {"catat": "BELANJA_TU", "panjar": tugas.acuan}
    if tugas.perihal is Perihal.KAS_TUNAI:
        return {"catat": "SETOR_KE_BANK"}
    if tugas.perihal in {Perihal.PENUTUPAN, Perihal.KORAN}:
        return Bulan.parse(tugas.acuan)
    if tugas.perihal is Perihal.BERKAS:
        return tugas.acuan
    if tugas.perihal is Perihal.UP:
        from ui.spj.isi import Lembaran  # after the first paint

        return Lembaran.LPJ_UP
    return None


LANGKAH_MAKS = 6
"""Dots that fit beside each other with their words."""


def steps_of(berkas: BerkasTerukur) -> list[Langkah]:
    """The way of a berkas as dots: around the tahap it stands at, and the last one; minutes beneath."""
    waktu = {w.tahap: w for w in berkas.waktu}
    tahap = berkas.alur.tahap
    if len(tahap) > LANGKAH_MAKS:
        kini = next((i for i, t in enumerate(tahap) if berkas.kini and t.kode == berkas.kini.tahap), 0)
        first = min(max(kini - 1, 0), len(tahap) - LANGKAH_MAKS)
        tahap = (*tahap[first : first + LANGKAH_MAKS - 1], tahap[-1])
    return [_step(t.nama, waktu.get(t.kode), berkas.kini) for t in tahap]


def _step(nama: str, waktu: WaktuTahap | None, kini: WaktuTahap | None) -> Langkah:
    if waktu is None:
        return Langkah(nama)
    lewat = waktu.sisa_menit < 0
    if waktu is kini:
        return Langkah(nama, f"{waktu.menit} dari {waktu.sop_menit} mnt", Keadaan.KINI, lewat=lewat)
    return Langkah(nama, f"{waktu.menit} mnt", Keadaan.SELESAI, lewat=lewat)
