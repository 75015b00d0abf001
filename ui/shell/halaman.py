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
ANGGARAN: Final = "ANGGARAN"
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
    from ui.segel.bagian import BAGIAN as SEGEL

    kantor = konteks.tanya
    cadangkan = kantor.backup_now if kantor.is_local else None
    return PengaturanPage(konteks, tambahan=(BAGIAN, SEGEL), cadangkan=cadangkan)


def pages() -> tuple[PageSpec, ...]:
    """Every page that exists."""
    from core.access import Izin

    di_meja = Izin.TERIMA_BERKAS
    antrean, penutupan = "ui.pelacakan.antrean_page", "ui.spj.penutupan_page"
    return (
        PageSpec("beranda", "Beranda", HARIAN, _later("ui.shell.beranda_page", "BerandaPage"), "Alt+1"),
        PageSpec("bku", "Buku Kas Umum", HARIAN, _later("ui.kas.buku_page", "BukuPage"), "Alt+2"),
        PageSpec("bukti", "Bukti & Pajak", HARIAN, _later("ui.kas.bukti_page", "BuktiPage"), "Alt+3"),
        PageSpec("panjar", "NPD & Panjar", HARIAN, _later("ui.kas.panjar_page", "PanjarPage"), "Alt+4"),
        PageSpec("koran", "Rekening Koran", HARIAN, _later("ui.kas.koran_page", "KoranPage"), "Alt+5"),
        PageSpec("kartu", "Kartu & Limit", KARTU, _later("ui.kkpd.kartu_page", "KartuPage"), "Alt+6"),
        PageSpec("tagihan", "Tagihan", KARTU, _later("ui.kkpd.tagihan_page", "TagihanPage"), "Alt+7"),
        PageSpec("spm", "SPP & SPM", PENGAJUAN, _later("ui.spm.spm_page", "SpmPage"), "Alt+8"),
        PageSpec("lacak", "Lacak Berkas", PENGAJUAN, _later("ui.pelacakan.lacak_page", "LacakPage"), "Alt+9"),
        PageSpec("rekanan", "Rekanan", PENGAJUAN, _later("ui.spm.rekanan_page", "RekananPage"), "Alt+0"),
        PageSpec("spj", "SPJ & LPJ", PERTANGGUNGJAWABAN, _later("ui.spj.spj_page", "SpjPage"), "Ctrl+1"),
        PageSpec("register", "Register", PERTANGGUNGJAWABAN, _later("ui.spj.register_page", "RegisterPage"), "Ctrl+2"),
        PageSpec("penutupan", "Penutupan Kas", PERTANGGUNGJAWABAN, _later(penutupan, "PenutupanPage"), "Ctrl+3"),
        PageSpec("dpa", "DPA, RAK & SPD", ANGGARAN, _later("ui.anggaran.dpa_page", "DpaPage"), "Ctrl+4"),
        PageSpec("realisasi", "Realisasi", ANGGARAN, _later("ui.spj.realisasi_page", "RealisasiPage"), "Ctrl+5"),
        PageSpec("meja", "Pindai Berkas", MEJA, _later("ui.pelacakan.meja_page", "MejaPage"), "Ctrl+6", di_meja),
        PageSpec("antrean", "Antrean", MEJA, _later(antrean, "AntreanPage"), "Ctrl+7", di_meja),
        PageSpec("dikembalikan", "Dikembalikan", MEJA, _later(antrean, "DikembalikanPage"), "Ctrl+8", di_meja),
        PageSpec("papan", "Papan Hari Ini", MEJA, _later("ui.pelacakan.papan_page", "PapanPage"), "Ctrl+9", di_meja),
        PageSpec("pengaturan", "Pengaturan", KANTOR, _build_settings, "Ctrl+,"),
    )
