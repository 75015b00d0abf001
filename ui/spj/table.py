"""Columns of the SPJ and LPJ lists; the SPJ under a heading of two levels, its parents in bold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QHeaderView, QStyleOptionViewItem, QWidget

from core.calendar import Bulan
from core.documents.spj import BarisKas, BarisSpj
from core.money import NOL, Rupiah, total
from core.spj.asal import Cakupan, scope_above
from ui.kit import tokens
from ui.kit.cell_delegate import CellDelegate
from ui.kit.chip import Status
from ui.kit.table import Column, Jenis, RowTable
from ui.kit.table_view import TableView
from ui.kit.tokens import Nada

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from core.kas.queries import LpjTuRow, LpjUpRow, SegelRow
    from core.spj.identitas import Identitas

_TIGA = (("lalu", "s.d. bulan lalu", "sd_lalu"), ("ini", "Bulan ini", "bulan_ini"), ("sd", "s.d. bulan ini", "sd_ini"))
_INDENTASI = "   "
TINGGI_BARIS = 28
"""A form of fourteen columns and hundreds of rows is read closely packed."""


def _triple(key: str, pick: Callable[[Any], Any], lebar: int = 112) -> tuple[Column[Any], ...]:
    def value(medan: str) -> Callable[[Any], Any]:
        return lambda r: getattr(three, medan) if (three := pick(r)) is not None else None

    return tuple(
        Column(f"{key}_{k}", judul, value(medan), lebar, Jenis.UANG, urut=False, nol="0") for k, judul, medan in _TIGA
    )


KOLOM_SPJ: Final[tuple[Column[BarisSpj], ...]] = (
    Column("kode", "Kode rekening", lambda r: r.kode, 142, Jenis.KODE, urut=False),
    Column("uraian", "Uraian", lambda r: f"{_INDENTASI * r.tingkat}{r.uraian}", 260, urut=False),
    Column("anggaran", "Jumlah anggaran", lambda r: r.anggaran, 124, Jenis.UANG, urut=False),
    *_triple("gaji", lambda r: r.ls_gaji),
    *_triple("bj", lambda r: r.ls_bj),
    *_triple("up", lambda r: r.up),
    Column("jumlah", "Jumlah SPJ", lambda r: r.jumlah_spj, 120, Jenis.UANG, urut=False,
           keterangan="LS + UP/GU/TU s.d. bulan ini (kolom 6 + 9 + 12)"),
    Column("sisa", "Sisa pagu", lambda r: r.sisa_pagu, 124, Jenis.UANG, urut=False),
)  # fmt: skip
GRUP_SPJ: Final = {3: ("SPJ-LS Gaji", 3), 6: ("SPJ-LS Barang & Jasa", 3), 9: ("SPJ UP/GU/TU", 3)}
"""First column of a group: its name and how many columns it spans."""

KOLOM_KAS: Final[tuple[Column[BarisKas], ...]] = (
    Column("uraian", "Uraian", lambda r: f"{_INDENTASI * r.tingkat}{r.uraian}", 300, urut=False),
    *_triple("ls", lambda r: r.ls),
    *_triple("kas_up", lambda r: r.up),
    *_triple("total", lambda r: r.jumlah, 118),
)
GRUP_KAS: Final = {1: ("LS", 3), 4: ("UP/GU/TU", 3), 7: ("Jumlah", 3)}


def _refilled(r: LpjUpRow) -> Status:
    return Status(f"GU {r.diganti_oleh}", Nada.OK) if r.diganti_oleh else Status("menunggu GU", Nada.WARN)


def _deposited(r: LpjTuRow) -> Status:
    if r.sts:
        return Status(r.sts, Nada.OK)
    return Status("tidak ada sisa", Nada.OK) if not r.sisa else Status("belum disetor", Nada.WARN)


def _agrees(r: Identitas) -> Status:
    return Status("sama", Nada.OK) if r.cocok else Status("berbeda", Nada.BAD)


KOLOM_LPJ_UP: Final[tuple[Column[LpjUpRow], ...]] = (
    Column("nomor", "Nomor LPJ-UP", lambda r: r.nomor, 230, Jenis.KODE, lentur=True, urut=False),
    Column("tanggal", "Tanggal", lambda r: r.tanggal, 96, Jenis.TANGGAL, urut=False),
    Column("awal", "UP awal periode", lambda r: r.up_awal, 136, Jenis.UANG, urut=False),
    Column("nilai", "Penggunaan UP", lambda r: r.nilai, 136, Jenis.UANG, urut=False),
    Column("akhir", "UP akhir periode", lambda r: r.up_akhir, 136, Jenis.UANG, urut=False),
    Column("rekening", "Rekening", lambda r: len(r.rincian), 84, Jenis.ANGKA, urut=False),
    Column("ganti", "Diganti oleh", _refilled, 190, Jenis.STATUS, urut=False),
)
KOLOM_LPJ_TU: Final[tuple[Column[LpjTuRow], ...]] = (
    Column("sp2d", "SP2D-TU", lambda r: r.sp2d, 150, Jenis.KODE, lentur=True, urut=False),
    Column("tanggal", "Tanggal", lambda r: r.tanggal, 96, Jenis.TANGGAL, urut=False),
    Column("sub", "Sub kegiatan", lambda r: r.sub_kegiatan, 150, Jenis.KODE, urut=False),
    Column("batas", "Batas LPJ", lambda r: r.batas_lpj, 96, Jenis.TANGGAL, urut=False),
    Column("nilai", "Nilai TU", lambda r: r.nilai, 126, Jenis.UANG, urut=False),
    Column("belanja", "Belanja", lambda r: r.jumlah_belanja, 126, Jenis.UANG, urut=False),
    Column("sisa", "Sisa TU", lambda r: r.sisa, 116, Jenis.UANG, urut=False),
    Column("sts", "STS sisa", _deposited, 150, Jenis.STATUS, urut=False),
)
KOLOM_IDENTITAS: Final[tuple[Column[Identitas], ...]] = (
    Column("nama", "Yang harus sama", lambda r: r.nama, 340, lentur=True, urut=False),
    Column("kiri", "Sisi kiri", lambda r: r.kiri, 150, Jenis.UANG, urut=False),
    Column("kanan", "Sisi kanan", lambda r: r.kanan, 150, Jenis.UANG, urut=False),
    Column("beda", "Selisih", lambda r: r.kiri - r.kanan, 120, Jenis.UANG, urut=False, nol="—"),
    Column("cocok", "Hasil", _agrees, 120, Jenis.STATUS, urut=False),
)
KOLOM_SEGEL: Final[tuple[Column[SegelRow], ...]] = (
    Column("bulan", "Bulan", lambda r: r.bulan.nama, 140, urut=False),
    Column("penutup", "Ditutup oleh", lambda r: r.penutup, 160, lentur=True, urut=False),
    Column("bku", "Saldo BKU", lambda r: r.saldo_bku, 130, Jenis.UANG, urut=False),
    Column("tunai", "Saldo tunai", lambda r: r.saldo_tunai, 124, Jenis.UANG, urut=False),
    Column("bank", "Saldo bank", lambda r: r.saldo_bank, 130, Jenis.UANG, urut=False),
    Column("dihitung", "Menurut hitungan", lambda r: r.kas_dihitung, 134, Jenis.UANG, urut=False),
    Column("beda", "Selisih", lambda r: r.saldo_bku - r.kas_dihitung, 110, Jenis.UANG, urut=False, nol="—"),
    Column("penjelasan", "Penjelasan", lambda r: r.penjelasan, 180, urut=False),
)


class GroupHeader(QHeaderView):
    """A heading of two levels: names over groups of columns, the columns' own names and numbers below."""

    def __init__(
        self, table: RowTable[Any], grup: Mapping[int, tuple[str, int]], parent: QWidget | None = None
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._table = table
        self._grup = grup

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), tokens.px(56))

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803 - Qt's name
        first = next((f for f, (_, n) in self._grup.items() if f <= logicalIndex < f + n), None)
        painter.save()
        painter.setPen(tokens.colour("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.setFont(tokens.font(9.5, QFont.Weight.DemiBold))
        painter.setPen(tokens.colour("muted"))
        column = self._table.columns[logicalIndex]
        lower = rect if first is None else QRect(rect.left(), rect.center().y(), rect.width(), rect.height() // 2)
        edge = tokens.px(8)
        painter.drawText(lower.adjusted(edge, 0, -edge, 0), int(column.alignment), column.judul)
        if first is not None:
            self._paint_group(painter, rect, first)
        painter.restore()

    def _paint_group(self, painter: QPainter, rect: QRect, first: int) -> None:
        kata, banyak = self._grup[first]
        left = self.sectionViewportPosition(first)
        width = sum(self.sectionSize(i) for i in range(first, first + banyak))
        whole = QRect(left, rect.top(), width, rect.height() // 2)
        painter.setClipRect(QRect(rect.left(), rect.top(), rect.width(), rect.height() // 2 + 1))
        painter.setPen(tokens.colour("ink"))
        painter.drawText(whole, Qt.AlignmentFlag.AlignCenter, kata)
        painter.setPen(tokens.colour("line"))
        edge = tokens.px(8)
        painter.drawLine(whole.left() + edge, whole.bottom(), whole.right() - edge, whole.bottom())


class BoldDelegate(CellDelegate):
    """Rows of sums in bold."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        model = index.model()
        row = model.rows[index.row()] if isinstance(model, RowTable) else None
        if not (getattr(row, "induk", False) or getattr(row, "tebal", False)):
            super().paint(painter, option, index)
            return
        painter.save()
        font = QFont(painter.font())
        font.setWeight(QFont.Weight.Bold)
        painter.setFont(font)
        super().paint(painter, option, index)
        painter.restore()


class FormTable(TableView):
    """A TableView under a heading of two levels, its columns in the fixed order of the form."""

    def __init__(self, nama: str, kolom: Sequence[Column[Any]], grup: Mapping[int, tuple[str, int]]) -> None:
        table: RowTable[Any] = RowTable(kolom)
        super().__init__(nama, table)
        self.setHorizontalHeader(GroupHeader(table, grup, self))
        self._set_up_header()
        self.horizontalHeader().setSectionsMovable(False)
        self.setItemDelegate(BoldDelegate(self))
        self.setCornerWidget(QWidget(self))
        self.verticalHeader().setDefaultSectionSize(tokens.px(TINGGI_BARIS))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self.verticalHeader().setDefaultSectionSize(tokens.px(TINGGI_BARIS))


_KOLOM_SEMUA: Final = {"jumlah": "sd", "sisa": "sd", "anggaran": "sd"}
"""Columns over all ways of paying: what they say of spending is s.d. bulan ini."""


def cell_under(view: TableView, bulan: Bulan) -> tuple[Cakupan, str, Rupiah] | None:
    """The cell of an SPJ the keyboard stands on: what it adds up, what it is called, its figure; None on a bukti."""
    index = view.currentIndex()
    rows: Sequence[BarisSpj] = view.table.rows
    if not index.isValid() or index.row() >= len(rows):
        return None
    row, key = rows[index.row()], KOLOM_SPJ[index.column()].key
    semua = index.row() == len(rows) - 1
    if not row.kode and not semua:
        return None
    above = [(r.tingkat, r.kode) for r in rows[: index.row() + 1] if r.kode]
    sub, rekening = ("", "") if semua else scope_above(above)
    kelompok, _, rentang = key.partition("_")
    if not rentang:
        kelompok, rentang = "", _KOLOM_SEMUA.get(key, "ini")
    c = Cakupan(bulan, sub, rekening, kelompok, rentang)  # type: ignore[arg-type]
    return c, row.uraian.strip() or row.kode, _figure(row, c)


def _figure(row: BarisSpj, c: Cakupan) -> Rupiah:
    groups = {"gaji": row.ls_gaji, "bj": row.ls_bj, "up": row.up}
    medan = {"lalu": "sd_lalu", "ini": "bulan_ini", "sd": "sd_ini"}[c.rentang]
    return total([getattr(g, medan) or NOL for k, g in groups.items() if c.kelompok in ("", k)])
