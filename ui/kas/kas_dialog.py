"""The short forms of the books: money that only changes its place, a panjar handed out, a correction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit

from core.kas.isi import Isi, JasaGiro, Koreksi, Panjar, SetorKeBank, Sp2dUp, TarikTunai
from core.kas.model import Jenis
from core.money import NOL, Rupiah, format_sen, terbilang
from ui.kas.bukti_dialog import CARA, BuktiDialog, number_edit
from ui.kas.table import jenis_nama
from ui.kit.account_edit import AccountEdit, Pilihan
from ui.kit.card import Card, restyle, text
from ui.kit.rupiah_edit import RupiahEdit

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from core.kas.queries import TransaksiRow
    from ui.kas.bahan import Bahan

_NOMOR = {
    Jenis.TARIK_TUNAI: "Nomor cek",
    Jenis.SETOR_KE_BANK: "Nomor slip",
    Jenis.SP2D_UP: "Nomor SP2D",
    Jenis.JASA_GIRO: "Nomor nota kredit",
}
_JUDUL = {
    Jenis.TARIK_TUNAI: "Tarik tunai dari bank",
    Jenis.SETOR_KE_BANK: "Setor kas tunai ke bank",
    Jenis.SP2D_UP: "Catat SP2D UP",
    Jenis.JASA_GIRO: "Catat jasa giro",
}
_ARAH = {
    Jenis.TARIK_TUNAI: (1, -1),
    Jenis.SETOR_KE_BANK: (-1, 1),
    Jenis.SP2D_UP: (0, 1),
    Jenis.JASA_GIRO: (0, 1),
}
"""What happens to kas tunai and to the bank."""


class UangDialog(BuktiDialog):
    """Number, date, amount: cash drawn or put back, the UP that came in, jasa giro."""

    def __init__(self, jenis: Jenis, bahan: Bahan, parent: QWidget | None = None) -> None:
        super().__init__(_JUDUL[jenis], bahan, parent)
        self.jenis = jenis
        self.add_date(span=6)
        self.add("nomor", _NOMOR[jenis], number_edit(bahan.number(jenis)), span=6)
        self.nilai = RupiahEdit()
        self.add("nilai", "Jumlah", self.nilai)
        self.add("uraian", "Uraian (boleh kosong)", QLineEdit())
        self._words = text("", "kecil", wrap=True)
        self._left = text("", "kecil", wrap=True)
        card = Card(_JUDUL[jenis])
        for widget in (self.form, self._words, self._left):
            card.add(widget)
        card.body.addStretch(1)
        self.body.addWidget(card)
        self.nilai.value_changed.connect(self._on_value)
        self._on_value(NOL)
        self.fit(520, 400)
        self.nilai.setFocus()

    def isi(self) -> Isi:
        nomor, nilai = self.words("nomor", _NOMOR[self.jenis]), self.amount("nilai")
        uraian = self.words("uraian") or None
        if self.jenis is Jenis.JASA_GIRO:
            return JasaGiro(nomor=nomor, nilai=nilai, uraian=uraian)
        kind = {Jenis.TARIK_TUNAI: TarikTunai, Jenis.SETOR_KE_BANK: SetorKeBank, Jenis.SP2D_UP: Sp2dUp}[self.jenis]
        return kind(nomor=nomor, nilai=nilai, uraian=uraian)

    def _on_value(self, nilai: Rupiah) -> None:
        tunai, bank = (
            saldo + nilai * arah
            for saldo, arah in zip((self.bahan.saldo.kas_tunai, self.bahan.saldo.bank), _ARAH[self.jenis], strict=True)
        )
        self._words.setText(terbilang(nilai) if nilai else "")
        kurang = tunai < NOL or bank < NOL
        kata = "tidak cukup" if kurang else "sesudahnya"
        tertulis = [format_sen(n.sen, brackets=True) for n in (tunai, bank)]
        self._left.setText(f"{kata}: kas tunai {tertulis[0]} · bank {tertulis[1]}")
        self._left.setProperty("gaya", "galat" if kurang else "kecil")
        restyle(self._left)


class PanjarDialog(BuktiDialog):
    """Money handed to a PPTK against an NPD that PA/KPA approved."""

    alias = {"tipe": "nomor"}  # noqa: RUF012

    def __init__(self, bahan: Bahan, parent: QWidget | None = None) -> None:
        super().__init__("Catat panjar", bahan, parent)
        self.add_date(span=4)
        self.add("nomor", "Nomor NPD", number_edit(bahan.number(Jenis.PANJAR)), span=4)
        self.cara = self.add_choice("cara", "Diberikan lewat", CARA, span=4)
        self.cara.setCurrentIndex(1)
        self.add("pptk", "Diterima PPTK", QLineEdit(), span=6)
        self.nilai = RupiahEdit()
        self.add("nilai", "Jumlah panjar", self.nilai, span=6)
        subs = dict.fromkeys(p.sub_kegiatan for p in bahan.pagu)
        sisa = {s: sum(p.sisa_pagu.sen for p in bahan.pagu if p.sub_kegiatan == s) for s in subs}
        pilihan = [Pilihan(s, f"sisa pagu {format_sen(sisa[s], brackets=True)}") for s in subs]
        self.sub_kegiatan = AccountEdit(pilihan, "Boleh kosong")
        self.add("sub_kegiatan", "Sub kegiatan", self.sub_kegiatan)
        self.add("uraian", "Uraian (boleh kosong)", QLineEdit())
        self._words = text("", "kecil", wrap=True)
        self._left = text("", "kecil")
        card = Card("Panjar kepada PPTK")
        for widget in (self.form, self._words, self._left):
            card.add(widget)
        card.body.addStretch(1)
        self.body.addWidget(card)
        self.nilai.value_changed.connect(self._show_left)
        self.cara.currentIndexChanged.connect(self._show_left)
        self._show_left()
        self.fit(620, 460)
        self.form.field("pptk").setFocus()

    def isi(self) -> Isi:
        return Panjar(
            nomor=self.words("nomor", "Nomor NPD"),
            cara=self.cara.value(),
            pptk=self.words("pptk", "PPTK penerima panjar"),
            nilai=self.amount("nilai"),
            sub_kegiatan=self.sub_kegiatan.value() or None,
            uraian=self.words("uraian") or None,
        )

    def _show_left(self) -> None:
        nilai = self.nilai.value() if self.nilai.is_valid() else NOL
        tunai = self.cara.value() == "tunai"
        saldo = (self.bahan.saldo.kas_tunai if tunai else self.bahan.saldo.bank) - nilai
        kata = "kas tunai" if tunai else "saldo bank"
        awal = "tidak cukup" if saldo < NOL else "sesudahnya"
        self._words.setText(terbilang(nilai) if nilai else "")
        self._left.setText(f"{kata} {awal} {format_sen(saldo.sen, brackets=True)}")
        self._left.setProperty("gaya", "galat" if saldo < NOL else "kecil")
        restyle(self._left)


class KoreksiDialog(BuktiDialog):
    """Takes one event back, whole. What was posted stays; the books show the same money once more with a minus."""

    alias = {"koreksi_tx": "alasan"}  # noqa: RUF012

    def __init__(self, row: TransaksiRow, bahan: Bahan, parent: QWidget | None = None) -> None:
        super().__init__(f"Koreksi {row.nomor}", bahan, parent)
        self.row = row
        what = Card("Yang dikoreksi")
        what.add(text(f"{jenis_nama(row.jenis)} {row.nomor} — Rp {row.nilai}", "kuat", wrap=True))
        what.add(text(" · ".join(p for p in (row.pihak, row.uraian) if p) or "tanpa uraian", "kecil", wrap=True))
        self.add_date(span=6)
        self.add("nomor", "Nomor koreksi", number_edit(bahan.number(Jenis.KOREKSI)), span=6)
        self.alasan = QLineEdit()
        self.alasan.setPlaceholderText("Mengapa dibetulkan; tercetak di BKU")
        self.add("alasan", "Alasan", self.alasan)
        card = Card("Koreksi")
        card.add(self.form)
        card.add(
            text(
                "Seluruh bukti ini dibalik pada bulan tanggal koreksi. Yang sudah tercatat tetap tampak di buku; "
                "sesudah ini catat bukti yang benar dengan F2.",
                "kecil",
                wrap=True,
            )
        )
        card.body.addStretch(1)
        self.body.addWidget(what)
        self.body.addWidget(card, 1)
        self.save_button.setText("Balik bukti ini  F9")
        self.save_button.setProperty("peran", "bahaya")
        self.fit(560, 420)
        self.alasan.setFocus()

    def isi(self) -> Isi:
        return Koreksi(
            nomor=self.words("nomor", "Nomor koreksi"),
            koreksi_tx=self.row.kode,
            alasan=self.words("alasan", "Alasan koreksi"),
        )
