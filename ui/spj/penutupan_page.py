"""Penutupan Kas: the months of the year, open or sealed, what must agree in each, and the counting that closes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QWidget

from core.access import Izin
from core.calendar import Bulan, tanggal_pendek
from core.documents.pemeriksaan_kas import JENIS_NAMA
from core.kas.queries import SaldoRow, SegelRow
from core.money import Rupiah, format_sen
from core.spj.identitas import Identitas
from ui.kas.buku import year_months
from ui.kit.chip import Status
from ui.kit.notice import Notice
from ui.kit.preview import PreviewDialog
from ui.kit.table import Column, Jenis, RowTable
from ui.kit.table_view import TableView
from ui.kit.tokens import Nada
from ui.opd.isian import open_dialog
from ui.shell.daftar_page import DaftarPage, DetailCard
from ui.shell.page import Action
from ui.spj.akhir_tahun_dialog import AkhirTahunDialog
from ui.spj.isi import KertasPenutupan, Lembaran, month_identities, render_check, render_closing
from ui.spj.penutupan_dialog import PenutupanDialog
from ui.spj.periksa_dialog import PeriksaDialog

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence
    from datetime import date

    from core.kas.bukti_bank import BuktiSaldoBank
    from core.kas.pemeriksaan import PemeriksaanKas
    from ui.kantor import Pertanyaan


@dataclass(frozen=True, slots=True)
class BulanKas:
    """One month: its position, and its seal once it is closed. `giliran`: the month to be closed next."""

    bulan: Bulan
    saldo: SaldoRow
    segel: SegelRow | None
    giliran: bool
    lewat: bool

    @property
    def beda(self) -> Rupiah | None:
        """Book less count, for a closed month."""
        return None if self.segel is None else self.segel.saldo_bku - self.segel.kas_dihitung


def _state(r: BulanKas) -> Status:
    if r.segel is not None:
        return Status(f"ditutup {tanggal_pendek(r.segel.tanggal)}", Nada.OK)
    if r.giliran and r.lewat:
        return Status("belum ditutup", Nada.BAD)
    return Status("giliran ditutup", Nada.WARN) if r.giliran else Status("terbuka", Nada.INFO)


def _agrees(i: Identitas) -> Status:
    return Status("sama", Nada.OK) if i.cocok else Status("beda", Nada.BAD)


KOLOM: tuple[Column[BulanKas], ...] = (
    Column("bulan", "Bulan", lambda r: r.bulan.nama, 120, urut=False, lentur=True),
    Column("bku", "Saldo BKU", lambda r: r.saldo.bku, 112, Jenis.UANG, urut=False),
    Column("tunai", "Kas tunai", lambda r: r.saldo.kas_tunai, 98, Jenis.UANG, urut=False),
    Column("bank", "Bank", lambda r: r.saldo.bank, 112, Jenis.UANG, urut=False),
    Column("beda", "Selisih", lambda r: r.beda, 84, Jenis.UANG, urut=False, nol="—"),
    Column("keadaan", "Keadaan", _state, 150, Jenis.STATUS, urut=False),
)
KOLOM_UJI: tuple[Column[Identitas], ...] = (
    Column("nama", "Yang harus sama", lambda i: i.nama, 150, lentur=True, urut=False),
    Column("cocok", "Hasil", _agrees, 84, Jenis.STATUS, urut=False),
)


def _months(q: Pertanyaan, tahun: int, hari: date) -> list[BulanKas]:
    """The months of a year, newest first; December is often closed when January has begun."""
    if q.kas.months(tahun) is None:
        return []
    segel = {s.bulan: s for s in q.kas.segel(tahun)}
    awal, akhir = year_months(q, tahun, hari)
    months = [Bulan(tahun, b) for b in range(awal.bulan, akhir.bulan + 1)]
    giliran = next((b for b in months if b not in segel), None)
    return [BulanKas(b, q.kas.saldo(b), segel.get(b), b == giliran, b.akhir < hari) for b in reversed(months)]


class PenutupanPage(DaftarPage[BulanKas]):
    topics: ClassVar[frozenset[str]] = frozenset({"kas", "anggaran", "opd"})
    nama = "penutupan"
    kolom = KOLOM
    cari_kata = "Bulan"
    kosong = ("Belum ada pembukuan tahun ini.", "Catat bukti pertama dengan F2 di Bukti & Pajak.")

    def title(self) -> str:
        return "Penutupan Kas"

    def subtitle(self) -> str:
        tahun = self.konteks.today().year
        tertutup = sum(r.segel is not None for r in self._all if r.bulan.tahun == tahun)
        return f"{tertutup} bulan ditutup; bulan yang ditutup tidak dibuka lagi (Permendagri 77/2020)"

    def actions(self) -> tuple[Action, ...]:
        row = self.view.current_row()
        tutup = row is not None and row.giliran
        cetak = row is not None and row.segel is not None
        return (
            Action("periksa", "Periksa kas", self.check_kas, "F6", Izin.TUTUP_KAS),
            Action(
                "cetak", "Berita acara", self.print_closing, "Ctrl+P", enabled=cetak, note="Pilih bulan yang ditutup."
            ),
            Action(
                "tutup", "Tutup kas", self.close_month, "F9", Izin.TUTUP_KAS, primary=True, enabled=tutup,
                note="Bulan ditutup berurutan; pilih bulan yang gilirannya.",
            ),
        )  # fmt: skip

    def ask(self, q: Pertanyaan) -> Sequence[BulanKas]:
        hari = self.konteks.today()
        return [r for tahun in (hari.year, hari.year - 1) for r in _months(q, tahun, hari)]

    def key_of(self, row: BulanKas) -> Hashable:
        return row.bulan

    def open_row(self, row: BulanKas) -> None:
        self.konteks.open_page("bku", row.bulan)

    def build_controls(self, row: QHBoxLayout) -> None:
        """What is done once in a while stands here; the head has room for what is done every month."""
        for kata, tombol, do, izin in (
            ("Serah terima", "F8", self.hand_over, Izin.TUTUP_KAS),
            ("Akhir tahun", "F7", self.end_year, None),
            ("Berita acara lain", "F4", self.choose_check, None),
        ):
            button = QPushButton(f"{kata}  {tombol}")
            button.setShortcut(QKeySequence(tombol))
            button.setEnabled(self.konteks.may(izin))
            button.clicked.connect(do)
            row.addWidget(button)
        row.addStretch(1)

    def build_detail(self) -> QWidget:
        self.detail = DetailCard("", "Pilih satu bulan.")
        self.uji: RowTable[Identitas] = RowTable(KOLOM_UJI, lambda i: i.nama)
        view = TableView("penutupan.uji", self.uji)
        view.setAccessibleName("Persamaan yang harus sama")
        view.row_opened.connect(lambda _: self.konteks.open_page("spj", Lembaran.PEMERIKSAAN))
        self.detail.rest.addWidget(view, 1)
        return self.detail

    def show_detail(self, row: BulanKas | None) -> None:
        if row is None:
            self.detail.show_lines("", ())
            self.uji.show(())
            return
        self._show_lines(row, None)
        tanya, bulan = self.konteks.tanya, row.bulan

        def show(answer: tuple[Sequence[Identitas], BuktiSaldoBank]) -> None:
            self.uji.show(answer[0])
            self._show_lines(row, answer[1])

        self.konteks.desk.ask(
            lambda: tanya.ask(lambda q: (month_identities(q, bulan), q.kas.bukti_bank(bulan))),
            show,
            key="penutupan.uji",
        )

    def _show_lines(self, row: BulanKas, bank: BuktiSaldoBank | None) -> None:
        s, segel = row.saldo, row.segel
        self.detail.show_lines(
            row.bulan.nama,
            (
                ("Panjar beredar", _rp(s.panjar_beredar)),
                ("Pajak belum disetor", _rp(s.pajak_belum_setor)),
                ("SPJ UP belum GU", _rp(s.spj_up_belum_gu)),
                ("Rekening koran", _rp(bank.saldo_bank) if bank and bank.saldo_bank else ""),
                ("Bukti saldo bank", bank.kata if bank else ""),
                ("Ditutup oleh", segel.penutup if segel else ""),
                ("Uang dihitung", _rp(segel.kas_dihitung) if segel else ""),
                ("Penjelasan selisih", segel.penjelasan if segel else ""),
            ),
        )

    def close_month(self) -> None:
        """Counts, compares and closes the month in hand."""
        row = self.view.current_row()
        if row is not None and row.giliran:
            dialog = PenutupanDialog(self.konteks, row.bulan, row.saldo, self)
            dialog.sent.connect(lambda _: self._closed(row.bulan))
            open_dialog(dialog)

    def check_kas(self) -> None:
        """Counts kas today or on another day, without closing."""
        self._open_check(PeriksaDialog(self.konteks, parent=self))

    def hand_over(self) -> None:
        """Hands kas over to a successor."""
        self._open_check(PeriksaDialog(self.konteks, serah=True, parent=self))

    def choose_check(self) -> None:
        """The minutes of earlier checks and handovers, printed again."""
        tanya, tahun = self.konteks.tanya, self.konteks.today().year

        def load(q: Pertanyaan) -> list[PemeriksaanKas]:
            return [p for t in (tahun, tahun - 1) for p in reversed(q.kas.pemeriksaan(t))]

        self.konteks.desk.ask(lambda: tanya.ask(load), self._offer_checks, key="penutupan.arsip")

    def _offer_checks(self, found: Sequence[PemeriksaanKas]) -> None:
        menu = QMenu(self)
        for p in found:
            kata = f"{tanggal_pendek(p.tanggal)}  {JENIS_NAMA[p.jenis]}  {p.nomor}"
            menu.addAction(kata, lambda p=p: self._print_check(p))
        if not found:
            menu.addAction("Belum ada pemeriksaan kas atau serah terima").setEnabled(False)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.mapToGlobal(self.rect().topRight()))

    def _open_check(self, dialog: PeriksaDialog) -> None:
        dialog.sent.connect(lambda hasil: self._print_check(hasil.nilai))
        open_dialog(dialog)

    def _print_check(self, periksa: PemeriksaanKas) -> None:
        tanya = self.konteks.tanya
        nama = f"ba-{periksa.jenis}-{periksa.tanggal}.pdf"
        self.konteks.desk.ask(
            lambda: tanya.ask(lambda q: render_check(q, periksa)),
            lambda pdf: self._preview(pdf, f"Berita Acara {JENIS_NAMA[periksa.jenis]}", nama),
            key="penutupan.periksa.cetak",
        )

    def end_year(self) -> None:
        """What must be zero on 31 December, and the opening of the year after."""
        row = self.view.current_row()
        tahun = row.bulan.tahun if row is not None else self.konteks.today().year
        dialog = AkhirTahunDialog(self.konteks, tahun, self)
        dialog.sent.connect(self._opened)
        open_dialog(dialog)

    def _opened(self, hasil: Any) -> None:
        dibuka = hasil.nilai
        self.konteks.notify(Notice(f"Buku {dibuka.tahun} dibuka", f"Saldo awal Rp {format_sen(dibuka.saldo.sen)}."))

    def print_closing(self) -> None:
        """Berita acara pemeriksaan kas and register penutupan kas of the month in hand."""
        row = self.view.current_row()
        if row is not None and row.segel is not None:
            self._print(row.bulan)

    def _closed(self, bulan: Bulan) -> None:
        self.konteks.notify(Notice(f"Kas {bulan.nama} ditutup", "Nomor BKU bulan ini tetap."))
        self._print(bulan)

    def _print(self, bulan: Bulan) -> None:
        tanya = self.konteks.tanya
        self.konteks.desk.ask(
            lambda: tanya.ask(lambda q: render_closing(q, bulan)), self._show_papers, key="penutupan.cetak"
        )

    def _show_papers(self, papers: tuple[KertasPenutupan, ...]) -> None:
        """One preview after the other."""
        if papers:
            first = self._preview(papers[0].pdf, papers[0].judul, papers[0].nama)
            first.finished.connect(lambda _: self._show_papers(papers[1:]))

    def _preview(self, pdf: bytes, judul: str, nama: str) -> Any:
        dialog = PreviewDialog(pdf, judul, nama, self)
        dialog.told.connect(self.konteks.notify)
        return open_dialog(dialog)


def _rp(nilai: Rupiah) -> str:
    return f"Rp {format_sen(nilai.sen, brackets=True)}" if nilai else ""
