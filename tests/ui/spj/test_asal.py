"""From a figure of the SPJ to the BKU lines behind it, and on to the evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.ui.spj.test_spj import CONTOH, FEB, page
from tests.ui.spm.kantor_uji import Meja, rp
from ui.spj.asal_dialog import AsalDialog
from ui.spj.isi import Lembaran
from ui.spj.table import KOLOM_SPJ

if TYPE_CHECKING:
    from ui.spj.spj_page import SpjPage

__all__ = ["page"]


def enter(page: SpjPage, meja: Meja, kode: str, kolom: str) -> AsalDialog:
    """Stands on a cell and presses Enter."""
    view = page.spj[Lembaran.FUNGSIONAL]
    rows = view.table.rows
    at = len(rows) - 1 if not kode else next(i for i, r in enumerate(rows) if r.kode == kode)
    view.setCurrentIndex(view.table.index(at, [c.key for c in KOLOM_SPJ].index(kolom)))
    view.row_opened.emit(rows[at])
    meja.settle()
    assert isinstance(page.dialog, AsalDialog)
    return page.dialog


def test_a_rekening_of_the_month(page: SpjPage, meja: Meja) -> None:
    """ATK in February: two purchases from UP and one by card, handbook 9."""
    dialog = enter(page, meja, "5.1.02.01.01.0024", "up_ini")
    assert [(r.bku.no_bku, r.nilai) for r in dialog.table.rows] == [
        (11, rp(5_550_000)),
        (43, rp(3_200_000)),
        (47, rp(2_775_000)),
    ]
    assert "jumlah Rp 11.525.000" in dialog.sum.text()
    assert "Selebihnya" not in dialog.sum.text()
    dialog.view.row_opened.emit(dialog.table.rows[0])
    assert meja.dibuka[-1] == ("bukti", {"bulan": FEB, "tx": "T04"})


def test_every_level_adds_up(page: SpjPage, meja: Meja) -> None:
    """The whole month, one column of it, one step of the account; what January brought is said to be left."""
    semua = enter(page, meja, "", "jumlah")
    harap = rp(CONTOH["spj_fungsional"]["jumlah"]["jumlah_spj"])
    assert semua._angka == harap
    assert "Selebihnya Rp 137.050.000: saldo awal atau contra pos." in semua.sum.text()
    semua.reject()
    gaji = enter(page, meja, "", "gaji_ini")
    assert "jumlah Rp 129.800.000" in gaji.sum.text()
    gaji.reject()
    barang = enter(page, meja, "5.1.02.02.01.0003", "up_sd")
    assert {r.bku.no_bukti for r in barang.table.rows} == {"TBP-0003", "TBP-0006"}
    barang.reject()
