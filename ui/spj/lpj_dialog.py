"""A new LPJ-UP: all UP spending up to one event that no LPJ answers for yet. The sum is the books', never typed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QLineEdit, QWidget

from core.calendar import Bulan, tanggal_panjang
from core.kas.commands import PostTransaksi
from core.kas.isi import LpjUp
from core.kas.pembukaan import KODE_AWAL
from core.kas.work import ketentuan_of
from core.money import NOL, Rupiah, format_sen, terbilang, total
from core.opd.nomor import format_nomor
from core.settings import AMBANG_PERSEN_GU, TEMPLAT
from ui.kit import tokens
from ui.kit.card import text
from ui.kit.date_edit import DateEdit
from ui.kit.table import Column, Jenis, RowTable
from ui.kit.table_view import TableView
from ui.opd.isian import FormDialog

if TYPE_CHECKING:
    from datetime import date

    from core.bus import Command
    from ui.kantor import Kantor
    from ui.shell.page import Konteks


@dataclass(frozen=True, slots=True)
class BelumLpj:
    """One event of UP spending that waits for an LPJ; `jumlah` is what it spent less what came back."""

    kode: str
    tanggal: date
    nomor: str
    uraian: str
    jumlah: Rupiah
    sampai_sini: Rupiah


@dataclass(frozen=True, slots=True)
class BahanLpj:
    """What waits, the next number, and the share of UP from which a GU is usual."""

    belum: tuple[BelumLpj, ...]
    nomor: str
    up_tunai: Rupiah
    ambang_persen: int


KOLOM: tuple[Column[BelumLpj], ...] = (
    Column("tanggal", "Tanggal", lambda r: r.tanggal, 92, Jenis.TANGGAL, urut=False),
    Column("nomor", "Nomor", lambda r: r.nomor, 110, Jenis.KODE, urut=False),
    Column("uraian", "Uraian", lambda r: r.uraian, 200, lentur=True, urut=False),
    Column("jumlah", "Belanja", lambda r: r.jumlah, 118, Jenis.UANG, urut=False),
    Column("sampai", "LPJ s.d. baris ini", lambda r: r.sampai_sini, 136, Jenis.UANG, urut=False),
)


def gather_waiting(kantor: Kantor, hari: date) -> BahanLpj:
    """Reads the position of the books without changing them."""
    tahun = hari.year

    def waiting(work: Any) -> tuple[list[tuple[Any, Rupiah]], Rupiah]:
        ketentuan = ketentuan_of(work, hari)
        per_event: dict[Any, list[Rupiah]] = {}
        for b in work.kas.load_posisi(tahun, ketentuan).belum_lpj:
            per_event.setdefault(b.transaksi_id, []).append(Rupiah(b.nilai))
        return [(tx, total(n)) for tx, n in per_event.items()], Rupiah(ketentuan.up_tunai)

    found, up_tunai = kantor.rehearse(waiting)

    def names(q: Any) -> BahanLpj:
        events = {e.id: e.mentah for e in q.kas.all_events(tahun)}
        rows: list[BelumLpj] = []
        so_far = NOL
        for tx, n in found:
            mentah = events.get(tx, {})
            so_far += n
            tanggal = type(hari).fromisoformat(str(mentah.get("tanggal", hari.isoformat())))
            nomor, uraian = str(mentah.get("nomor", "")), str(mentah.get("uraian") or mentah.get("rekanan") or "")
            rows.append(BelumLpj(str(mentah.get("id", KODE_AWAL)), tanggal, nomor, uraian, n, so_far))
        banyak = sum(len(q.kas.lpj_list(Bulan(tahun, b))) for b in range(1, 13))
        setelan = q.opd.settings()
        nomor = format_nomor(setelan.value(TEMPLAT["lpj_up"], hari), q.opd.office(), urut=banyak + 1, tanggal=hari)
        return BahanLpj(tuple(rows), nomor, up_tunai, setelan.value(AMBANG_PERSEN_GU, hari))

    return kantor.ask(names)


class LpjDialog(FormDialog):
    """Number, date, and up to which event."""

    def __init__(self, konteks: Konteks, parent: QWidget | None = None) -> None:
        super().__init__(
            konteks,
            "LPJ-UP baru",
            "Buat LPJ-UP",
            keterangan="Pilih baris terakhir yang dipertanggungjawabkan; semua di atasnya ikut.",
            lebar=820,
            parent=parent,
        )
        self.nomor = QLineEdit()
        self.tanggal = DateEdit(konteks.today(), today=konteks.today)
        self.form.add("nomor", "Nomor LPJ-UP", self.nomor, span=8)
        self.form.add("tanggal", "Tanggal", self.tanggal, span=4)
        self.table: RowTable[BelumLpj] = RowTable(KOLOM, key=lambda r: r.kode)
        self.view = TableView("lpj-baru", self.table)
        self.view.set_empty("Semua belanja UP sudah dalam LPJ.", "Catat belanja berikutnya di Bukti & Pajak.")
        self.view.setSelectionMode(TableView.SelectionMode.SingleSelection)
        self.view.setMinimumHeight(tokens.px(300))
        self.view.row_selected.connect(lambda _: self._say_sum())
        self.body.addWidget(self.view, 1)
        self.jumlah = text("", "judul-besar")
        self.kata = text("", "redup", wrap=True)
        self.body.addWidget(self.jumlah)
        self.body.addWidget(self.kata)
        self._bahan: BahanLpj | None = None
        self.button.setEnabled(False)
        hari = konteks.today()
        konteks.desk.ask(lambda: gather_waiting(konteks.tanya, hari), self._show, "lpj-bahan")
        self.resize(tokens.px(820), tokens.px(600))

    def choose(self, kode: str) -> None:
        """Up to this event."""
        self.view.select_key(kode)

    def command(self) -> Command | None:
        row: BelumLpj | None = self.view.current_row()
        tanggal = self.tanggal.value()
        if row is None or tanggal is None:
            self.say("Pilih baris terakhir dan isi tanggalnya.")
            return None
        nomor = self.nomor.text().strip()
        isi = LpjUp(nomor=nomor, nilai=row.sampai_sini, sampai_tx=row.kode, uraian=f"LPJ-UP s.d. {row.nomor}")
        return PostTransaksi(tanggal=tanggal, isi=isi)

    def _show(self, bahan: BahanLpj) -> None:
        self._bahan = bahan
        self.nomor.setText(bahan.nomor)
        self.table.show(bahan.belum)
        if bahan.belum:
            self.choose(bahan.belum[-1].kode)
        self._say_sum()

    def _say_sum(self) -> None:
        row: BelumLpj | None = self.view.current_row()
        bahan = self._bahan
        self.button.setEnabled(row is not None)
        if row is None or bahan is None:
            self.jumlah.setText("")
            self.kata.setText("")
            return
        self.jumlah.setText(f"Rp {format_sen(row.sampai_sini.sen)}")
        persen = row.sampai_sini.sen * 100 // bahan.up_tunai.sen if bahan.up_tunai else 0
        ambang = f"{persen} % dari UP tunai; ambang GU {bahan.ambang_persen} %, kebijakan daerah"
        self.kata.setText(f"{terbilang(row.sampai_sini)} · s.d. {tanggal_panjang(row.tanggal)} · {ambang}")
