"""DPA, RAK & SPD: what may be spent, and for the line in hand everything that stands against it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from core.access import Izin
from core.anggaran.queries import Ketersediaan, VersiDpa
from core.calendar import BULAN_PENDEK, Bulan
from core.money import NOL, Rupiah, format_sen
from ui.anggaran.dpa_dialog import DpaDialog
from ui.anggaran.rak_dialog import RakDialog
from ui.anggaran.spd_dialog import SpdDialog
from ui.kit.card import text
from ui.kit.chip import Status
from ui.kit.notice import Notice
from ui.kit.table import Column, Jenis, RowTable
from ui.kit.table_view import TableView
from ui.kit.tokens import Nada
from ui.opd.isian import open_dialog
from ui.shell.daftar_page import DaftarPage, DetailCard
from ui.shell.page import Action

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    from core.bus import Hasil
    from ui.kantor import Pertanyaan
    from ui.shell.page import Konteks


@dataclass(frozen=True, slots=True)
class BarisDpa:
    """One line of the DPA with what stands against it up to this month."""

    ada: Ketersediaan
    nama_sub: str

    @property
    def kurang(self) -> str:
        """The narrowest of the three ceilings that is already used up; empty while all have room."""
        a = self.ada
        return next(
            (nama for nama, sisa in (("pagu", a.sisa_pagu), ("SPD", a.sisa_spd), ("RAK", a.sisa_rak)) if sisa < NOL), ""
        )


@dataclass(frozen=True, slots=True)
class BarisBulan:
    """The plan of one line for one month."""

    bulan: int
    rencana: Rupiah


def _room(r: BarisDpa) -> Status:
    if r.kurang:
        return Status(f"melebihi {r.kurang}", Nada.BAD)
    if r.ada.pagu and r.ada.terpakai.sen * 10 >= r.ada.pagu.sen * 9:
        return Status("hampir habis", Nada.WARN)
    return Status("tersedia", Nada.OK)


KOLOM: tuple[Column[BarisDpa], ...] = (
    Column("sub", "Sub kegiatan", lambda r: r.ada.sub_kegiatan, 128, Jenis.KODE),
    Column("rekening", "Rekening", lambda r: r.ada.rekening, 128, Jenis.KODE),
    Column("uraian", "Uraian", lambda r: r.ada.uraian, 120, lentur=True),
    Column("pagu", "Pagu (Rp)", lambda r: r.ada.pagu, 106, Jenis.UANG),
    Column("sisa", "Sisa pagu (Rp)", lambda r: r.ada.sisa_pagu, 110, Jenis.UANG),
    Column("ruang", "Keadaan", _room, 106, Jenis.STATUS),
)
KOLOM_RAK: tuple[Column[BarisBulan], ...] = (
    Column("bulan", "RAK", lambda b: BULAN_PENDEK[b.bulan - 1], 90, lentur=True, urut=False),
    Column("rencana", "Rencana (Rp)", lambda b: b.rencana, 120, Jenis.UANG, urut=False, nol="—"),
)


class DpaPage(DaftarPage[BarisDpa]):
    topics: ClassVar[frozenset[str]] = frozenset({"anggaran", "kas", "spm", "kkpd"})
    nama = "dpa"
    kolom = KOLOM
    cari_kata = "Kode atau uraian"
    kosong = ("DPA tahun ini belum ada.", "Impor rekap pagu dari SIPD dengan Ctrl+I.")
    jumlahkan = ("pagu", "sisa")

    def __init__(self, konteks: Konteks, parent: QWidget | None = None) -> None:
        self.versi_kata = text("", "redup")
        self._versi: tuple[VersiDpa, ...] = ()
        self._rak: Mapping[tuple[str, str], Mapping[int, Rupiah]] = {}
        super().__init__(konteks, parent)

    def title(self) -> str:
        return "DPA, RAK & SPD"

    def subtitle(self) -> str:
        kini = Bulan.of(self.konteks.today())
        return f"SPD dan RAK s.d. {kini.nama}"

    def actions(self) -> tuple[Action, ...]:
        izin = Izin.ATUR_ANGGARAN
        return (
            Action("versi", "Versi…", self.show_versions, "F4"),
            Action("spd", "SPD baru", self.add_spd, "Ins", izin),
            Action("rak", "Impor RAK", self.import_rak, "Ctrl+R", izin),
            Action("impor", "Impor DPA", self.import_dpa, "Ctrl+I", izin, primary=True),
        )

    def ask(self, q: Pertanyaan) -> Sequence[BarisDpa]:
        hari = self.konteks.today()
        nama, rak = q.anggaran.nama(hari.year), q.anggaran.rak(hari.year)
        self._versi = tuple(q.anggaran.versions(hari.year))
        self._rak = rak.baris if rak else {}
        rows = q.anggaran.availability(hari.year, hari.month)
        return [BarisDpa(k, nama.get(k.sub_kegiatan, "")) for k in rows]

    def key_of(self, row: BarisDpa) -> Hashable:
        return row.ada.pasangan

    def open_row(self, row: BarisDpa) -> None:
        self.konteks.open_page("bku", {"bulan": Bulan.of(self.konteks.today()), "cari": row.ada.rekening})

    def show_rows(self) -> None:
        super().show_rows()
        if self._versi:
            v = self._versi[0]
            self.versi_kata.setText(f"Versi {v.versi} · {v.tahapan} · total pagu Rp {format_sen(v.total.sen)}")

    def build_controls(self, row: QHBoxLayout) -> None:
        row.addWidget(self.versi_kata)

    def build_detail(self) -> QWidget:
        self.detail = DetailCard("", "Pilih satu baris untuk melihat ketersediaannya.")
        self.rak: RowTable[BarisBulan] = RowTable(KOLOM_RAK, lambda b: b.bulan)
        view = TableView("dpa.rak", self.rak)
        view.setAccessibleName("RAK per bulan")
        view.set_empty("RAK baris ini belum ada.", "Impor RAK dengan Ctrl+R.")
        self.detail.rest.addWidget(view, 1)
        return self.detail

    def show_detail(self, row: BarisDpa | None) -> None:
        if row is None:
            self.detail.show_lines("", ())
            self.rak.show(())
            return
        a = row.ada
        self.detail.show_lines(
            a.uraian or a.rekening,
            (
                ("Sub kegiatan", f"{a.sub_kegiatan} {row.nama_sub}".strip()),
                ("Realisasi", _rp(a.realisasi)),
                ("SPP dan SPM dalam proses", _rp(a.proses)),
                ("Rencana TU", _rp(a.rencana_tu)),
                ("Belanja kartu belum dibukukan", _rp(a.kartu)),
                ("Sisa pagu", _rp(a.sisa_pagu, nol=True)),
                (f"Sisa SPD dari Rp {a.spd}", _rp(a.sisa_spd, nol=True)),
                (f"Sisa RAK dari Rp {a.rak}", _rp(a.sisa_rak, nol=True)),
            ),
        )
        rencana = self._rak.get(a.pasangan, {})
        self.rak.show([BarisBulan(b, n) for b, n in sorted(rencana.items())])

    def import_dpa(self) -> None:
        """A rekap pagu, with its preview."""
        dialog = DpaDialog(self.konteks, self._versi[0].versi if self._versi else 0, self)
        dialog.sent.connect(self._on_dpa)
        open_dialog(dialog)

    def import_rak(self) -> None:
        """A RAK."""
        self._open(RakDialog(self.konteks, self), "RAK disimpan")

    def add_spd(self) -> None:
        """An SPD."""
        self._open(SpdDialog(self.konteks, self), "SPD dicatat")

    def show_versions(self) -> None:
        """All versions of the year; the newest counts, the older ones stay readable in Pengaturan."""
        menu = QMenu(self)
        for v in self._versi:
            kata = f"Versi {v.versi}  {v.tahapan}  {v.tanggal:%d/%m/%Y}  Rp {format_sen(v.total.sen)}  {v.oleh}"
            menu.addAction(kata, lambda: self.konteks.open_page("pengaturan", "anggaran"))
        if not self._versi:
            menu.addAction("Belum ada versi").setEnabled(False)
        menu.exec(self.mapToGlobal(self.rect().topRight()))
        menu.deleteLater()

    def _open(self, dialog: DpaDialog | RakDialog | SpdDialog, kabar: str) -> None:
        dialog.sent.connect(lambda _: self.konteks.notify(Notice(kabar)))
        open_dialog(dialog)

    def _on_dpa(self, hasil: Hasil) -> None:
        h = hasil.nilai
        kalimat = f"Versi {h.versi}, total pagu Rp {format_sen(h.rencana.total_baru.sen)}"
        self.konteks.notify(Notice("DPA disimpan" if h.tersimpan else "DPA sudah sama", kalimat))


def _rp(nilai: Rupiah, *, nol: bool = False) -> str:
    return f"Rp {format_sen(nilai.sen, brackets=True)}" if nilai or nol else ""
