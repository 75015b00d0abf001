"""The panel beside the table: the line chosen, what is proposed for it and why, and the decisions that may be taken."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from core.calendar import tanggal_pendek
from core.kkpd.baris import PembelianKartu, StatusBaris
from core.kkpd.pengujian import JenisBaris
from core.money import format_sen
from ui.kit.card import text
from ui.kit.chip import StatusChip
from ui.kkpd.table import BIAYA, BarisTampil, card_tail
from ui.shell.pasangan_panel import PasanganPanel, PilihanCard

Pilihan = tuple[str, ...]


class BuktiCard(PilihanCard):
    """One proposed pair: numbers of evidence, what was bought where, when and for how much."""

    def __init__(self, bukti: Pilihan, beli: Mapping[str, PembelianKartu], nomor: int = 0) -> None:
        super().__init__(" + ".join(bukti), nomor)
        for n in bukti:
            found = beli.get(n)
            if found is None:
                continue
            uraian = found.rincian[0].uraian if found.rincian else ""
            self.say(" — ".join(filter(None, (uraian, found.merchant))))
            if nomor:
                self.say(tanggal_pendek(found.tanggal), "redup")
                self.say(f"Rp {format_sen(found.nilai.sen)}", "kuat")
            else:
                self.say(f"{tanggal_pendek(found.tanggal)} · Rp {format_sen(found.nilai.sen)}", "redup")


class BarisPanel(PasanganPanel):
    """Shows one line; asks for `terima`, `bukan`, `beban`, `bukti` or `pilih`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.show_line(None, {})

    @property
    def chosen(self) -> Pilihan | None:
        """The evidence that “Terima” would take; None while the person has to choose."""
        return self._chosen if isinstance(self._chosen, tuple) else None

    def show_line(self, tampil: BarisTampil | None, beli: Mapping[str, PembelianKartu]) -> None:
        """Shows another line, or none."""
        self._clear()
        if tampil is None:
            self._column.addWidget(text("Pilih baris tagihan untuk melihat usulan pasangannya.", "redup", wrap=True))
            self._column.addStretch(1)
            return
        b = tampil.baris
        self._column.addWidget(text(b.keterangan, "judul-kartu", wrap=True))
        pemegang = f" · {tampil.row.pemegang}" if tampil.row.pemegang else " · kartu belum terdaftar"
        nilai = format_sen(b.nilai.sen, brackets=True)
        about = (
            f"{tanggal_pendek(b.tanggal_transaksi)} · Rp {nilai} · kartu •••• {card_tail(tampil.row.kartu)}{pemegang}"
        )
        self._column.addWidget(text(about, "redup", wrap=True))
        for tanda in tampil.row.tanda:
            nada = {"keras": "bad", "peringatan": "warn"}.get(tanda.keparahan, "info")
            self._column.addWidget(text(f"! {tanda.pesan}", "kecil", wrap=True, nada=nada))
        if tampil.terbuka:
            self._show_open_line(tampil, beli)
        else:
            self._show_settled(tampil, beli)
        self._column.addStretch(1)

    # the two kinds of line

    def _show_open_line(self, tampil: BarisTampil, beli: Mapping[str, PembelianKartu]) -> None:
        u = tampil.usulan
        if u is None:
            self._show_without_proposal(tampil)
            return
        if not u.bukti:
            self._label("Usulan")
            self._reasons(u.alasan, tampil.status)
            self._add_buttons((("Terima  Enter", "terima", "utama"), ("Bukan  N", "bukan", "")))
            self._add_buttons((("Pilih bukti…  P", "pilih", ""),))
            return
        if u.pilihan:
            self._label(f"{len(u.pilihan)} bukti hampir sama cocoknya; pilih dengan 1–{min(len(u.pilihan), 9)}")
            self._side_by_side([(b, BuktiCard(b, beli, i + 1)) for i, b in enumerate(u.pilihan)])
            self._reasons(u.alasan, tampil.status)
        else:
            self._label("Usulan pasangan" + (f" untuk {len(u.baris)} baris" if len(u.baris) > 1 else ""))
            card = BuktiCard(u.bukti, beli)
            card.head.addWidget(StatusChip(tampil.status.kata, tampil.status.nada))
            card.say(" · ".join(u.alasan), "kecil")
            self._only(u.bukti, card)
        self._add_buttons((("Terima  Enter", "terima", "utama"), ("Bukan pasangannya  N", "bukan", "")))
        lain = (("Pilih lain…  P", "pilih", ""),)
        beban = (("Bukan beban APBD…  B", "beban", "bahaya"),)
        self._add_buttons(lain if tampil.baris.jenis is JenisBaris.REFUND else beban + lain)

    def _show_without_proposal(self, tampil: BarisTampil) -> None:
        biaya = tampil.baris.jenis in BIAYA
        self._label("Belum ada bukti yang cocok")
        kata = (
            "Biaya dan bunga kartu tidak dibayar dari APBD: nyatakan bukan beban APBD, lalu sanggah ke bank penerbit."
            if biaya
            else "Minta bukti ke pemegang kartu dan catat sebagai belanja KKPD; usulan muncul setelah dicatat."
        )
        self._column.addWidget(text(kata, "kecil", wrap=True))
        self._add_buttons((("Pilih bukti…  P", "pilih", ""),) if not biaya else ())
        if not tampil.baris.is_credit:
            self._add_buttons((("Bukan beban APBD…  B", "beban", "bahaya"),))

    def _show_settled(self, tampil: BarisTampil, beli: Mapping[str, PembelianKartu]) -> None:
        b = tampil.baris
        self._show_status(tampil.status)
        if b.bukti:
            self._label("Pasangan bukti")
            self._column.addWidget(BuktiCard(b.bukti, beli))
        if b.status is StatusBaris.COCOK and not b.is_credit:
            kurang = [n for n in b.bukti if n in beli and not beli[n].berkas_bukti]
            if kurang:
                kata = f"Berkas {', '.join(kurang)} belum dicatat; baris dikirim untuk diuji setelah berkasnya ada."
                self._column.addWidget(text(kata, "kecil", wrap=True, nada="warn"))
                self._add_buttons((("Berkas bukti…  K", "bukti", "utama"),))
            else:
                self._column.addWidget(
                    text("Berkas bukti sudah ada; siap diuji PA/KPA.", "kecil", wrap=True, nada="ok")
                )
            self._add_buttons((("Bukan pasangannya  N", "bukan", ""),))
        elif b.status is StatusBaris.BUKAN_BEBAN_APBD:
            self._column.addWidget(text("Tidak masuk DPT. Ajukan sanggahan ke bank penerbit.", "kecil", wrap=True))
            self._add_buttons((("Batalkan pernyataan  N", "bukan", ""),))
        elif b.dpt:
            self._column.addWidget(text(f"DPT {b.dpt}", "redup", wrap=True))
