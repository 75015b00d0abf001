"""What can be done on the page of evidence, and the form behind each kind, as data."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from core.access import Izin
from core.kas.model import Jenis
from ui.shell.page import Action

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.kas.bahan import Bahan
    from ui.kas.bukti_dialog import BuktiDialog
    from ui.kas.sp2d_siap import Sp2dSiap

Formulir = Callable[..., "BuktiDialog"]


def _belanja(bahan: Bahan, parent: QWidget, acuan: str = "") -> BuktiDialog:
    from ui.kas.belanja_dialog import BelanjaDialog

    return BelanjaDialog(bahan, acuan, parent)


def _spj_panjar(bahan: Bahan, parent: QWidget, acuan: str = "") -> BuktiDialog:
    return _belanja(bahan, parent, acuan or (bahan.panjar[0].nomor if bahan.panjar else ""))


def _belanja_tu(bahan: Bahan, parent: QWidget, acuan: str = "") -> BuktiDialog:
    return _belanja(bahan, parent, acuan or (bahan.tu[0].nomor if bahan.tu else ""))


def _setor_pajak(bahan: Bahan, parent: QWidget, acuan: str = "") -> BuktiDialog:
    from ui.kas.setor_pajak_dialog import SetorPajakDialog

    return SetorPajakDialog(bahan, acuan, parent)


def _panjar(bahan: Bahan, parent: QWidget, acuan: str = "") -> BuktiDialog:  # noqa: ARG001 - all forms are built alike
    from ui.kas.kas_dialog import PanjarDialog

    return PanjarDialog(bahan, parent)


def _uang(jenis: Jenis) -> Formulir:
    def build(bahan: Bahan, parent: QWidget, acuan: str | Sp2dSiap = "") -> BuktiDialog:
        from ui.kas.kas_dialog import UangDialog

        return UangDialog(jenis, bahan, parent) if isinstance(acuan, str) else _isi(jenis)(bahan, parent, acuan)

    return build


def _isi(jenis: Jenis) -> Formulir:
    def build(bahan: Bahan, parent: QWidget, acuan: str | Sp2dSiap = "") -> BuktiDialog:
        from ui.kas.isi_dialog import IsiDialog

        return IsiDialog(jenis, bahan, acuan, parent)

    return build


MENU: Final[tuple[tuple[str, tuple[Jenis, ...]], ...]] = (
    (
        "SP2D",
        (
            Jenis.SP2D_UP,
            Jenis.SP2D_GU,
            Jenis.SP2D_GU_NIHIL,
            Jenis.SP2D_GU_KKPD,
            Jenis.SP2D_TU,
            Jenis.SP2D_TU_NIHIL,
            Jenis.SP2D_LS_GAJI,
            Jenis.SP2D_LS_BJ,
        ),
    ),
    ("Kas dan bank", (Jenis.TARIK_TUNAI, Jenis.SETOR_KE_BANK, Jenis.JASA_GIRO, Jenis.RETUR_BANK, Jenis.BAYAR_ULANG)),
    ("Belanja dan panjar", (Jenis.BELANJA_UP, Jenis.BELANJA_TU, Jenis.PANJAR, Jenis.SPJ_PANJAR, Jenis.SETOR_PAJAK)),
    ("Kartu (KKPD)", (Jenis.BELANJA_KKPD, Jenis.KKPD_TOLAK, Jenis.KKPD_REFUND, Jenis.KKPD_LUNAS_PRIBADI)),
    ("Pengembalian dan STS", (Jenis.CONTRA_POS, Jenis.STS_LAIN, Jenis.STS_SISA_TU, Jenis.STS_SISA_UP)),
)
"""Every kind a treasurer records by hand, grouped as he thinks of them. LPJ-UP and Koreksi begin elsewhere."""

FORMULIR: Final[Mapping[str, Formulir]] = {
    **{jenis: _isi(jenis) for _, daftar in MENU for jenis in daftar},
    Jenis.BELANJA_UP: _belanja,
    Jenis.BELANJA_TU: _belanja_tu,
    Jenis.SPJ_PANJAR: _spj_panjar,
    Jenis.SETOR_PAJAK: _setor_pajak,
    Jenis.PANJAR: _panjar,
    Jenis.TARIK_TUNAI: _uang(Jenis.TARIK_TUNAI),
    Jenis.SETOR_KE_BANK: _uang(Jenis.SETOR_KE_BANK),
    Jenis.SP2D_UP: _uang(Jenis.SP2D_UP),
    Jenis.JASA_GIRO: _uang(Jenis.JASA_GIRO),
}
"""The form that records each kind; built on first use, so that a page opens without them."""


def build_actions(
    record: Callable[[str], None],
    correct: Callable[[], None],
    other: Callable[[], None],
    can_correct: bool,
) -> tuple[Action, ...]:
    """The buttons of the page, the main one last."""
    catat = Izin.CATAT
    note = "" if can_correct else "Pilih bukti yang belum dikoreksi."
    return (
        Action("koreksi", "Koreksi", correct, "Ctrl+R", catat, danger=True, enabled=can_correct, note=note),
        Action("lain", "Lainnya", other, "Ctrl+F2", catat),
        Action("setor", "Setor pajak", lambda: record(Jenis.SETOR_PAJAK), "Shift+F2", catat),
        Action("catat", "Catat bukti", lambda: record(Jenis.BELANJA_UP), "F2", catat, primary=True),
    )
