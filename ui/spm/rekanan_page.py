"""Rekanan: everybody who is paid, and for the one in hand what he was paid this year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from core.access import Izin
from core.identity import RekananId
from core.kas.queries import TransaksiRow
from core.money import Rupiah
from core.rekanan.model import BENTUK_NAMA, Rekanan
from core.rekanan.queries import RekananRow
from core.spm.queries import SaringSpp, SppRow
from ui.kit.chip import Status
from ui.kit.notice import Notice
from ui.kit.table import Column, Jenis, RowTable
from ui.kit.table_view import TableView
from ui.kit.tokens import Nada
from ui.opd.isian import open_dialog
from ui.rekanan.rekanan_dialog import RekananDialog
from ui.shell.daftar_page import DaftarPage, DetailCard
from ui.shell.page import Action

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence
    from datetime import date

    from ui.kantor import Pertanyaan
    from ui.shell.page import Konteks

BANYAK = 5_000


@dataclass(frozen=True, slots=True)
class DokumenRekanan:
    """One payment to a rekanan this year: an SPM of his, or evidence paid from UP or TU."""

    tanggal: date
    nomor: str
    uraian: str
    nilai: Rupiah
    halaman: str
    kunci: Any


@dataclass(frozen=True, slots=True)
class KartuTerbaca:
    """A card and what it was paid, newest first."""

    kartu: Rekanan
    dokumen: tuple[DokumenRekanan, ...]


def _state(r: RekananRow) -> Status:
    if not r.aktif:
        return Status("tidak dipakai", Nada.MUTED)
    if not r.rekening:
        return Status("tanpa rekening", Nada.WARN)
    return Status("PKP" if r.pkp else "dipakai", Nada.OK)


KOLOM: tuple[Column[RekananRow], ...] = (
    Column("nama", "Nama", lambda r: r.nama, 220, lentur=True),
    Column("npwp", "NPWP / NIK", lambda r: r.npwp or "belum ada", 140, Jenis.KODE),
    Column("bank", "Bank", lambda r: r.bank, 108),
    Column("rekening", "Rekening bank", lambda r: r.rekening, 128, Jenis.KODE),
    Column("keadaan", "Keadaan", _state, 118, Jenis.STATUS),
)
KOLOM_DOKUMEN: tuple[Column[DokumenRekanan], ...] = (
    Column("tanggal", "Tanggal", lambda d: d.tanggal, 92, Jenis.TANGGAL, urut=False),
    Column("uraian", "Uraian", lambda d: d.uraian, 110, lentur=True, urut=False),
    Column("nilai", "Nilai (Rp)", lambda d: d.nilai, 104, Jenis.UANG, urut=False),
)


def read_card(q: Pertanyaan, rekanan: RekananId, tahun: int) -> KartuTerbaca | None:
    """The card and its payments of a year."""
    kartu = q.rekanan.card(rekanan)
    if kartu is None:
        return None
    spm = [r for r in q.spm.rows(tahun, SaringSpp(kata=kartu.nama), banyak=BANYAK) if r.penerima == kartu.nama]
    sp2d = {r.sp2d for r in spm}
    bukti = [t for t in q.kas.transaksi_pihak(tahun, kartu.nama) if t.nomor not in sp2d]
    made = [*(_of_spm(r) for r in spm), *(_of_bukti(t) for t in bukti)]
    return KartuTerbaca(kartu, tuple(sorted(made, key=lambda d: d.tanggal, reverse=True)))


def _of_spm(r: SppRow) -> DokumenRekanan:
    nomor = r.sipd_spm or r.nomor_spm or r.sipd_spp or r.nomor_spp
    return DokumenRekanan(r.tanggal_spm or r.tanggal_spp, nomor, f"SPM-LS {r.uraian}", r.nilai, "spm", r.id)


def _of_bukti(t: TransaksiRow) -> DokumenRekanan:
    from core.calendar import Bulan

    tujuan = {"bulan": Bulan.of(t.tanggal), "tx": t.kode}
    return DokumenRekanan(t.tanggal, t.nomor, f"{t.nomor} {t.uraian}", t.nilai, "bukti", tujuan)


class RekananPage(DaftarPage[RekananRow]):
    topics: ClassVar[frozenset[str]] = frozenset({"rekanan", "spm", "kas"})
    nama = "rekanan"
    kolom = KOLOM
    cari_kata = "Nama, bank, empat angka akhir"
    kosong = ("Belum ada rekanan.", "Tambah dengan Ins; NPWP dan rekeningnya dipakai oleh setiap SPM-LS.")

    def __init__(self, konteks: Konteks, parent: QWidget | None = None) -> None:
        self.semua = QCheckBox("Tampilkan yang tidak dipakai")
        super().__init__(konteks, parent)
        self.semua.toggled.connect(lambda _: self.show_rows())

    def title(self) -> str:
        return "Rekanan"

    def subtitle(self) -> str:
        return "Siapa yang dibayar, dengan NPWP dan rekening bank yang diuji pada setiap SPM"

    def actions(self) -> tuple[Action, ...]:
        satu = self.view.current_row() is not None
        return (
            Action("ubah", "Buka kartu", self.edit, "Ctrl+O", Izin.CATAT, enabled=satu, note="Pilih satu rekanan."),
            Action("tambah", "Rekanan baru", self.add, "Ins", Izin.CATAT, primary=True),
        )

    def ask(self, q: Pertanyaan) -> Sequence[RekananRow]:
        return q.rekanan.search(hanya_aktif=False, batas=BANYAK)

    def key_of(self, row: RekananRow) -> Hashable:
        return row.id

    def keeps(self, row: RekananRow) -> bool:
        return row.aktif or self.semua.isChecked()

    def open_row(self, row: RekananRow) -> None:
        self._open_card(row.id)

    def add(self) -> None:
        """A new card."""
        self._show_dialog(RekananDialog(self.konteks, None, self), "Rekanan disimpan")

    def edit(self) -> None:
        """The card of the row in hand."""
        row = self.view.current_row()
        if row is not None:
            self._open_card(row.id)

    def build_controls(self, row: QHBoxLayout) -> None:
        row.addWidget(self.semua)

    def build_detail(self) -> QWidget:
        self.detail = DetailCard("", "Pilih satu rekanan untuk melihat kartunya.")
        self.dokumen: RowTable[DokumenRekanan] = RowTable(KOLOM_DOKUMEN, lambda d: (d.tanggal, d.nomor))
        view = TableView("rekanan.dokumen", self.dokumen)
        view.setAccessibleName("Pembayaran tahun ini")
        view.set_empty("Belum ada pembayaran tahun ini.")
        view.row_opened.connect(lambda d: self.konteks.open_page(d.halaman, d.kunci) if d is not None else None)
        self.detail.rest.addWidget(view, 1)
        return self.detail

    def show_detail(self, row: RekananRow | None) -> None:
        if row is None:
            self.detail.show_lines("", ())
            self.dokumen.show(())
            return
        tanya, tahun = self.konteks.tanya, self.konteks.today().year
        self.konteks.desk.ask(
            lambda: tanya.ask(lambda q: read_card(q, row.id, tahun)), self._show_card, key="rekanan.kartu"
        )

    def _show_card(self, baca: KartuTerbaca | None) -> None:
        if baca is None:
            return
        k = baca.kartu
        tanda = [kata for on, kata in ((k.pkp, "PKP"), (k.umkm, "UMKM")) if on]
        self.detail.show_lines(
            k.nama,
            (
                ("Bentuk", ", ".join((BENTUK_NAMA[k.bentuk], *tanda))),
                ("NPWP atau NIK", k.npwp_masked or "belum ada: tarif PPh lebih tinggi"),
                ("Rekening bank", str(k.rekening) if k.rekening else "belum ada"),
                ("Surat keterangan PP 55", str(k.pp55) if k.pp55 else ""),
                ("Alamat", k.alamat),
                (f"Dibayar tahun {self.konteks.today().year}", _total(baca.dokumen)),
            ),
        )
        self.dokumen.show(baca.dokumen)

    def _open_card(self, rekanan: RekananId) -> None:
        if not self.konteks.may(Izin.CATAT):
            return
        tanya = self.konteks.tanya

        def show(kartu: Rekanan | None) -> None:
            if kartu is not None:
                self._show_dialog(RekananDialog(self.konteks, kartu, self), "Kartu rekanan disimpan")

        self.konteks.desk.ask(lambda: tanya.ask(lambda q: q.rekanan.card(rekanan)), show, key="rekanan.buka")

    def _show_dialog(self, dialog: RekananDialog, kabar: str) -> None:
        def sent(hasil: Any) -> None:
            self._goal = hasil.nilai
            self.konteks.notify(Notice(kabar, dialog.nama.text().strip()))

        dialog.sent.connect(sent)
        open_dialog(dialog)


def _total(dokumen: Sequence[DokumenRekanan]) -> str:
    jumlah = Rupiah(sum(d.nilai.sen for d in dokumen))
    return f"Rp {jumlah} dalam {len(dokumen)} dokumen" if dokumen else ""
