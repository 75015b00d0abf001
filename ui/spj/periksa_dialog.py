"""Pemeriksaan kas and serah terima: the book of a day beside what is counted, who signs, and the minutes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QLineEdit, QPlainTextEdit, QWidget

from core.access import PERAN_NAMA, Peran
from core.kas.commands import CheckKas
from core.kas.pemeriksaan import Pihak
from core.kas.penutupan import KERTAS, LOGAM, HitunganKas, SaldoBuku
from core.money import NOL, format_sen
from core.opd.pejabat import find_signer
from ui.kit import tokens
from ui.kit.card import Card, restyle, text
from ui.kit.date_edit import DateEdit
from ui.kit.rupiah_edit import RupiahEdit
from ui.opd.isian import FormDialog
from ui.spj.penutupan_dialog import PiecesCard

if TYPE_CHECKING:
    from datetime import date

    from core.bus import Command
    from ui.kantor import Pertanyaan
    from ui.shell.page import Konteks

_BARIS = (
    ("buku_tunai", "Kas tunai menurut buku"),
    ("hitung_tunai", "Kas tunai dihitung"),
    ("beda_tunai", "Selisih tunai"),
    ("buku_bank", "Saldo bank menurut buku"),
    ("beda_bank", "Selisih bank"),
    ("bku", "Saldo BKU"),
)


@dataclass(frozen=True, slots=True)
class KeadaanHari:
    """The book of a day and who holds the offices on it."""

    hari: date
    buku: SaldoBuku
    pa: Pihak | None
    bendahara: Pihak | None


def read_day(q: Pertanyaan, hari: date) -> KeadaanHari:
    """What the dialog needs of a day."""

    def official(peran: Peran) -> Pihak | None:
        p = find_signer(q.opd.officials(), peran, hari)
        return None if p is None else Pihak(p.nama, p.sebutan, p.nip, p.pangkat)

    return KeadaanHari(hari, q.kas.saldo_hari(hari), official(Peran.PA), official(Peran.BENDAHARA))


class PeriksaDialog(FormDialog):
    """Counts without closing; with `serah` hands over to a successor."""

    def __init__(self, konteks: Konteks, *, serah: bool = False, parent: QWidget | None = None) -> None:
        judul = "Serah terima bendahara" if serah else "Pemeriksaan kas"
        super().__init__(
            konteks,
            judul,
            "Serahkan" if serah else "Simpan",
            keterangan=(
                "Buku ditutup sampai dengan hari serah terima; dokumen bertanggal sampai hari itu tidak dapat lagi "
                "dicatat. Panjar, pajak dan kewajiban lain yang belum selesai tercantum dalam berita acara."
                if serah
                else "Menghitung kas pada hari apa pun tanpa menutup bulan; berita acaranya langsung dicetak."
            ),
            lebar=1020,
            bahaya=serah,
            parent=parent,
        )
        self._serah = serah
        self._hari: KeadaanHari | None = None
        self.tanggal = DateEdit(konteks.today(), today=konteks.today)
        self.nomor, self.dasar, self.pemeriksa = QLineEdit(), QLineEdit(), QLineEdit()
        self.penerima, self.nip = QLineEdit(), QLineEdit()
        self.dasar.setPlaceholderText("Surat tugas atau keputusan; boleh kosong")
        self.form.add("tanggal", "Tanggal", self.tanggal, span=2)
        self.form.add("nomor", "Nomor berita acara", self.nomor, span=4)
        self.form.add("pemeriksa", "Mengetahui" if serah else "Pemeriksa", self.pemeriksa, span=3)
        self.form.add("dasar", "Dasar", self.dasar, span=3)
        if serah:
            self.form.add("penerima", "Bendahara yang menerima", self.penerima, span=6)
            self.form.add("nip", "NIP penerima", self.nip, span=6)
        self.kertas = PiecesCard("Uang kertas (lembar)", "K", KERTAS, "lembar")
        self.logam = PiecesCard("Uang logam (keping)", "L", LOGAM, "keping")
        self.bank = RupiahEdit()
        self.bank.setAccessibleName("Saldo rekening koran")
        self.bank.setMinimumWidth(tokens.px(130))
        self.penjelasan = QPlainTextEdit()
        self.penjelasan.setTabChangesFocus(True)
        self.penjelasan.setPlaceholderText("Wajib diisi bila ada selisih")
        self.penjelasan.setFixedHeight(tokens.px(60))
        row = QHBoxLayout()
        row.setSpacing(tokens.px(12))
        for part in (self.kertas, self.logam, self._build_compare()):
            row.addWidget(part, 1)
        self.body.addLayout(row, 1)
        for part in (self.kertas, self.logam):
            part.changed.connect(self._compare)
        self.bank.textChanged.connect(lambda _: self._compare())
        self.penjelasan.textChanged.connect(self._compare)
        self.tanggal.value_changed.connect(lambda _: self._load())
        self.button.setEnabled(False)
        self._load()

    def show_day(self, hari: KeadaanHari) -> None:
        """Takes the book of the chosen day."""
        self._hari = hari
        if hari.pa is not None and not self.pemeriksa.text():
            self.pemeriksa.setText(hari.pa.nama)
        self._compare()

    def command(self) -> Command | None:
        hari = self._hari
        if hari is None:
            return None
        nama = self.pemeriksa.text().strip()
        pa = hari.pa if hari.pa is not None and hari.pa.nama == nama else Pihak(nama, PERAN_NAMA[Peran.PA])
        jabatan = PERAN_NAMA[Peran.BENDAHARA]
        pelaku = self.konteks.pelaku
        return CheckKas(
            tanggal=hari.hari,
            nomor=self.nomor.text(),
            kas=HitunganKas({**self.kertas.lembar(), **self.logam.lembar()}, self.bank.value()),
            pemeriksa=pa,
            diperiksa=hari.bendahara or Pihak(pelaku.nama if pelaku is not None else "", jabatan),
            penerima=Pihak(self.penerima.text().strip(), jabatan, self.nip.text().strip()) if self._serah else None,
            dasar=self.dasar.text(),
            penjelasan=self.penjelasan.toPlainText(),
        )

    def _load(self) -> None:
        try:
            hari = self.tanggal.value()
        except ValueError:
            hari = None
        if hari is not None:
            tanya = self.konteks.tanya
            self.konteks.desk.ask(
                lambda: tanya.ask(lambda q: read_day(q, hari)), self.show_day, key="penutupan.periksa"
            )

    def _build_compare(self) -> Card:
        card = Card("Buku dan hitungan")
        self._figures: dict[str, QLabel] = {}
        form = QFormLayout()
        form.setVerticalSpacing(tokens.px(6))
        for key, label in _BARIS:
            if key == "beda_bank":
                form.addRow(text("Saldo rekening koran", "redup"), self.bank)
            value = text("0", "kuat")
            value.setAlignment(Qt.AlignmentFlag.AlignRight)
            form.addRow(text(label, "redup"), value)
            self._figures[key] = value
        card.add(form)
        card.add(text("Penjelasan selisih", "label"))
        card.add(self.penjelasan)
        card.body.addStretch(1)
        return card

    def _compare(self) -> None:
        if self._hari is None:
            return
        s = self._hari.buku
        tunai = self.kertas.jumlah() + self.logam.jumlah()
        bank = self.bank.value() if self.bank.is_valid() else NOL
        beda = {"beda_tunai": s.tunai - tunai, "beda_bank": s.bank - bank}
        shown = {"buku_tunai": s.tunai, "hitung_tunai": tunai, "buku_bank": s.bank, "bku": s.bku, **beda}
        for key, nilai in shown.items():
            label, same = self._figures[key], key.startswith("beda") and not nilai
            label.setText("sama" if same else format_sen(nilai.sen, brackets=True))
            if key.startswith("beda"):
                label.setProperty("nada", "ok" if same else "bad")
                restyle(label)
        wajib = any(beda.values()) and not self.penjelasan.toPlainText().strip()
        self.button.setEnabled(not wajib and self.bank.is_valid())
        self.say("Ada selisih: hitung ulang atau tulis penjelasannya." if wajib else "")
