"""The pages there are, in the order of the navigation; each is built when somebody first goes there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ui.shell.page import PageSpec

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.shell.page import Konteks, Page

HARIAN: Final = "HARIAN"
KARTU: Final = "KARTU (KKPD)"
PENGAJUAN: Final = "PENGAJUAN"
PERTANGGUNGJAWABAN: Final = "PERTANGGUNGJAWABAN"
MEJA: Final = "MEJA LAYANAN"
KANTOR: Final = "KANTOR"


def _later(modul: str, kelas: str) -> Callable[[Konteks], Page]:
    def build(konteks: Konteks) -> Page:
        from importlib import import_module

        made: Page = getattr(import_module(modul), kelas)(konteks)
        return made

    return build


def _build_settings(konteks: Konteks) -> Page:
    from ui.anggaran.bagian import BAGIAN
    from ui.opd.pengaturan_page import PengaturanPage

    kantor = konteks.tanya
    cadangkan = kantor.backup_now if kantor.is_local else None
    return PengaturanPage(konteks, tambahan=(BAGIAN,), cadangkan=cadangkan)


def pages() -> tuple[PageSpec, ...]:
    """Every page that exists."""
    from core.access import Izin

    return (
        PageSpec("beranda", "Beranda", HARIAN, _later("ui.shell.beranda_page", "BerandaPage"), "Alt+1"),
        PageSpec("bku", "Buku Kas Umum", HARIAN, _later("ui.kas.buku_page", "BukuPage"), "Alt+2"),
        PageSpec("bukti", "Bukti & Pajak", HARIAN, _later("ui.kas.bukti_page", "BuktiPage"), "Alt+3"),
        PageSpec("tagihan", "Tagihan", KARTU, _later("ui.kkpd.tagihan_page", "TagihanPage"), "Alt+7"),
        PageSpec("spm", "SPP & SPM", PENGAJUAN, _later("ui.spm.spm_page", "SpmPage"), "Alt+8"),
        PageSpec("spj", "SPJ & LPJ", PERTANGGUNGJAWABAN, _later("ui.spj.spj_page", "SpjPage"), "Ctrl+1"),
        PageSpec(
            "meja", "Meja Verifikasi", MEJA, _later("ui.pelacakan.meja_page", "MejaPage"), "Ctrl+6", Izin.TERIMA_BERKAS
        ),
        PageSpec("pengaturan", "Pengaturan", KANTOR, _build_settings, "Ctrl+,"),
    )
