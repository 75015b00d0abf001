"""The panel beside the lines of a statement: what a line is or may be, why, and the decisions that may be taken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QWidget

from core.calendar import tanggal_pendek
from core.kas.koran import BuktiBank, GerakBank
from core.kas.koran_rencana import tail
from core.kas.model import JENIS_NAMA, Jenis
from core.money import NOL, format_sen
from ui.kas.koran_table import BarisTampil, named
from ui.kit.card import text
from ui.kit.chip import StatusChip
from ui.shell.pasangan_panel import PasanganPanel, PilihanCard

Dokumen = Mapping[BuktiBank, GerakBank]
BAGIAN_MAKS = 6
"""Documents of one sum that are written out on its card."""


class BuktiBankCard(PilihanCard):
    """Documents of the books that a line is or may be."""

    def __init__(self, bukti: Sequence[BuktiBank], gerak: Dokumen, nomor: int = 0) -> None:
        super().__init__(" + ".join(b.no_bukti for b in bukti), nomor)
        for b in bukti[:BAGIAN_MAKS]:
            found = gerak.get(b)
            if found is None:
                continue
            self.say(" — ".join(filter(None, (found.uraian.removesuffix(b.no_bukti).strip(), found.pihak))))
            nilai = f"Rp {format_sen(found.nilai.sen, brackets=True)}"
            if nomor:
                self.say(tanggal_pendek(found.tanggal), "redup")
                self.say(nilai, "kuat")
            else:
                self.say(f"{tanggal_pendek(found.tanggal)} · {nilai}", "redup")


class KoranPanel(PasanganPanel):
    """Shows one row; asks for `terima`, `bukan`, `pilih`, `catat` or `lihat`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.show_row(None, {})

    @property
    def chosen(self) -> tuple[BuktiBank, ...] | None:
        """The documents that “Terima” would take; None while the person has to choose."""
        return self._chosen if isinstance(self._chosen, tuple) else None

    def show_row(self, row: BarisTampil | None, gerak: Dokumen) -> None:
        """Shows another row, or none."""
        self._clear()
        if row is None:
            self._say("Pilih baris rekening koran untuk melihat usulan pasangannya.", "redup")
            self._column.addStretch(1)
            return
        if row.gerak is not None:
            g = row.gerak
            self._say(named(g), "judul-kartu")
            jenis = JENIS_NAMA[Jenis(g.jenis)] if g.jenis in set(Jenis) else g.jenis
            about = (jenis, tanggal_pendek(g.tanggal), f"Rp {format_sen(g.nilai.sen, brackets=True)}", g.pihak)
        else:
            assert row.baris is not None
            self._say(row.kata, "judul-kartu")
            arah = "masuk" if row.nilai > NOL else "keluar"
            about = (
                tanggal_pendek(row.tanggal),
                f"Rp {format_sen(abs(row.nilai.sen))} {arah}",
                tail(row.rekening),
                row.baris.referensi,
            )
        self._say(" · ".join(filter(None, about)), "redup")
        if row.terbuka and row.usulan is not None:
            self._show_proposal(row, gerak)
        elif row.terbuka:
            self._show_unexplained(row)
        else:
            self._show_settled(row, gerak)
        self._column.addStretch(1)

    def _show_proposal(self, row: BarisTampil, gerak: Dokumen) -> None:
        u = row.usulan
        assert u is not None
        if u.pilihan:
            self._label(f"{len(u.pilihan)} bukti hampir sama cocoknya; pilih dengan 1–{min(len(u.pilihan), 6)}")
            self._side_by_side([(b, BuktiBankCard(b, gerak, i + 1)) for i, b in enumerate(u.pilihan)])
            self._reasons(u.alasan, row.status)
        else:
            self._label("Usulan pasangan" + (f" untuk {len(u.baris)} baris" if len(u.baris) > 1 else ""))
            card = BuktiBankCard(u.bukti, gerak)
            card.head.addWidget(StatusChip(row.status.kata, row.status.nada))
            card.say(" · ".join(u.alasan), "kecil")
            self._only(u.bukti, card)
        self._add_buttons((("Terima  Enter", "terima", "utama"), ("Bukan pasangannya  N", "bukan", "")))
        self._add_buttons((("Pilih lain…  P", "pilih", ""), ("Lihat bukti  L", "lihat", "")))

    def _show_unexplained(self, row: BarisTampil) -> None:
        if row.gerak is not None:
            self._label("Belum ada di rekening koran")
            self._say(
                "Bank belum membukukannya sampai akhir rekening koran ini. Bila barisnya ada dengan jumlah lain atau "
                "terbagi, pilih barisnya sendiri; bila tidak, bukti ini terdaftar sebagai selisih."
            )
            self._add_buttons((("Pilih baris…  P", "pilih", ""), ("Lihat bukti  L", "lihat", "")))
            return
        self._label("Belum ada bukti yang cocok")
        if row.saran is None:
            self._say(
                "Bukti ini tidak dikenali dari kata-kata bank. Bila sudah tercatat dengan jumlah lain, pilih buktinya; "
                "bila belum, catat dari baris ini."
            )
        else:
            self._say(row.saran.kata[:1].upper() + row.saran.kata[1:] + ".")
        self._add_buttons(((catat_words(row), "catat", "utama"), ("Pilih bukti…  P", "pilih", "")))

    def _show_settled(self, row: BarisTampil, gerak: Dokumen) -> None:
        self._show_status(row.status)
        p = row.pasangan
        if p is None:
            return
        lain = tuple(b for b in p.bukti if row.gerak is None or b != row.gerak.bukti)
        if lain:
            self._label("Pasangan di buku bank")
            self._column.addWidget(BuktiBankCard(lain, gerak))
        if row.gerak is not None and p.baris:
            self._say("Barisnya ada di rekening koran bulan lain; pada akhir bulan ini masih selisih.")
        if len(p.baris) > 1:
            self._say(f"{len(p.baris)} baris rekening koran bersama-sama.")
        oleh = f"diterima {p.oleh}" if p.oleh else ""
        alasan = " · ".join(filter(None, (p.alasan.replace("; ", " · "), oleh)))
        self._column.addWidget(text(alasan, "kecil", wrap=True))
        self._add_buttons((("Bukan pasangannya  N", "bukan", ""), ("Lihat bukti  L", "lihat", "")))


def catat_words(row: BarisTampil) -> str:
    """The button that books a line: `Catat jasa giro  F2`, or a choice of kinds."""
    if row.saran is not None and row.saran.jenis:
        return f"Catat {_short(Jenis(row.saran.jenis))}  F2"
    return "Catat sebagai…  F2"


def _short(jenis: Jenis) -> str:
    nama = JENIS_NAMA[jenis]
    return nama if nama.startswith("SP2D") else nama[:1].lower() + nama[1:]
