"""Data SPP: jenis, numbers, who is paid and into which account, what for; the fields that a jenis has."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from core.identity import RekananId
from core.spm.isi import Acuan, IsiSpp, JenisSpp, Penerima
from ui.kit.account_edit import AccountEdit, Pilihan
from ui.kit.card import Card
from ui.kit.date_edit import BukanTanggal, DateEdit
from ui.kit.form import Form
from ui.kit.rupiah_edit import RupiahEdit
from ui.opd.isian import ChoiceBox
from ui.spm.mulai import pays_rekanan
from ui.spm.table import jenis_name

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from ui.spm.bahan import BahanForm

KANAL = ("SP2D online", "Kliring (SKN)", "RTGS", "Pindah buku", "Tunai di loket bank")
_SEKELUARGA = (
    frozenset({JenisSpp.LS_BJ, JenisSpp.LS_RUTIN, JenisSpp.LS_HIBAH}),
    frozenset({JenisSpp.LS_GAJI, JenisSpp.LS_BENDAHARA}),
    frozenset({JenisSpp.GU, JenisSpp.GU_NIHIL}),
)
"""Jenis that have the same fields: within them a draft may still change."""


class DataCard(Card):
    """The first card. `changed` at every edit; `rekanan_chosen` when another card must be fetched."""

    changed = Signal()
    jenis_changed = Signal(object)
    rekanan_chosen = Signal(object)
    """The RekananId."""

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__("Data SPP", parent)
        self._today = today
        self._form: Form | None = None
        self._penerima = Penerima()
        self._by_name: dict[str, RekananId] = {}
        self._shown: JenisSpp | None = None

    @property
    def form(self) -> Form:
        """The fields of the jenis on show."""
        assert self._form is not None, "filled before it is read"
        return self._form

    def fill(self, isi: IsiSpp, bahan: BahanForm, nomor: str, *, editable: bool) -> None:
        """Shows a document; the fields are made anew for another jenis."""
        self._penerima = isi.penerima
        if self._shown is not isi.jenis:
            self._build(isi.jenis)
        self.blockSignals(True)
        self._take_choices(isi, bahan)
        put = {
            "nomor": nomor or "—",
            "uraian": isi.uraian,
            "bukti": isi.acuan.bukti,
            "termin": isi.acuan.termin,
            "acuan": isi.acuan.lpj or isi.acuan.dpt or isi.acuan.sp2d_tu,
            "rekening_penerima": account_words(isi.penerima),
        }
        for key, kata in put.items():
            field = self._field(key)
            if isinstance(field, QLineEdit) and field.text() != kata:
                field.setText(kata)
                field.setCursorPosition(0)
                field.setCursorPosition(0)
        self._date("tanggal_spp").set_value(isi.tanggal_spp)
        if isinstance(nilai := self._field("nilai"), RupiahEdit):
            nilai.set_value(isi.nilai)
        self.blockSignals(False)
        self.form.setEnabled(editable)

    def read(self, isi: IsiSpp) -> IsiSpp:
        """The contents with what stands in the fields; a date that is none keeps the last one."""
        try:
            tanggal = self._date("tanggal_spp").value() or isi.tanggal_spp
        except BukanTanggal:
            tanggal = isi.tanggal_spp
        a = isi.acuan
        acuan = Acuan(a.lpj, a.dpt, a.sp2d_tu, self._text("bukti", a.bukti), self._text("termin", a.termin), a.spd)
        made = replace(
            isi,
            tanggal_spp=tanggal,
            uraian=self._text("uraian", isi.uraian),
            penerima=self._penerima,
            acuan=acuan,
        )
        if isinstance(kanal := self._field("kanal"), ChoiceBox):
            made = replace(made, kanal=kanal.value() or "")
        if isinstance(sub := self._field("sub_kegiatan"), AccountEdit):
            made = replace(made, sub_kegiatan=sub.value())
        if isinstance(nilai := self._field("nilai"), RupiahEdit) and nilai.is_valid():
            made = replace(made, nilai=nilai.value())
        return made

    def set_penerima(self, penerima: Penerima) -> None:
        """Another rekanan has been fetched: his name and his account."""
        self._penerima = penerima
        if isinstance(field := self._field("rekening_penerima"), QLineEdit):
            field.setText(account_words(penerima))
            field.setCursorPosition(0)
        self.changed.emit()

    def _build(self, jenis: JenisSpp) -> None:
        if self._form is not None:
            self._form.setParent(None)
            self._form.deleteLater()
        self._shown = jenis
        self._form = form = Form()
        self.add(form)
        keluarga = next((k for k in _SEKELUARGA if jenis in k), frozenset({jenis}))
        box: ChoiceBox[JenisSpp] = ChoiceBox([(j, jenis_name(j)) for j in JenisSpp if j in keluarga])
        box.set_value(jenis)
        box.value_changed.connect(self.jenis_changed)
        box.setEnabled(len(keluarga) > 1)
        form.add("jenis", "Jenis", box, span=4)
        form.add("nomor", "Nomor kerja (diberikan saat diajukan)", _fixed(), span=5)
        tanggal = DateEdit(today=self._today)
        tanggal.value_changed.connect(lambda _: self.changed.emit())
        form.add("tanggal_spp", "Tanggal", tanggal, span=3)
        if pays_rekanan(jenis):
            rekanan = AccountEdit(placeholder="Nama atau empat angka NPWP")
            rekanan.value_changed.connect(self._on_rekanan)
            form.add("penerima", "Rekanan", rekanan, span=6)
        else:
            form.add("penerima_nama", "Penerima", _fixed(), span=6)
        form.add("rekening_penerima", "Rekening tujuan", _fixed(), span=6)
        self._build_last_row(form, jenis)

    def _build_last_row(self, form: Form, jenis: JenisSpp) -> None:
        spans = {True: (5, 3, 1, 3), False: (7, 3, 0, 2)}[jenis.is_ls]
        form.add("uraian", "Uraian", self._line("Untuk keperluan apa"), span=spans[0] + (2 if jenis.is_nihil else 0))
        if jenis.is_ls:
            form.add("bukti", "Nomor bukti atau kontrak", self._line(), span=spans[1])
            form.add("termin", "Termin", self._line(), span=spans[2])
        elif jenis is JenisSpp.UP:
            nilai = RupiahEdit()
            nilai.value_changed.connect(lambda _: self.changed.emit())
            form.add("nilai", "Jumlah menurut SK UP", nilai, span=spans[1])
        elif jenis is JenisSpp.TU:
            sub = AccountEdit()
            sub.value_changed.connect(lambda _: self.changed.emit())
            form.add("sub_kegiatan", "Sub kegiatan TU", sub, span=spans[1])
        else:
            label = {JenisSpp.GU_KKPD: "DPT", JenisSpp.TU_NIHIL: "SP2D-TU"}.get(jenis, "LPJ-UP")
            form.add("acuan", label, _fixed(), span=spans[1])
        if not jenis.is_nihil:
            kanal: ChoiceBox[str] = ChoiceBox([(k, k) for k in KANAL])
            kanal.value_changed.connect(lambda _: self.changed.emit())
            form.add("kanal", "Kanal", kanal, span=spans[3])

    def _take_choices(self, isi: IsiSpp, bahan: BahanForm) -> None:
        if isinstance(rekanan := self._field("penerima"), AccountEdit):
            choices = []
            self._by_name = {}
            for r in bahan.rekanan:
                nama = r.nama if r.nama not in self._by_name else f"{r.nama} ({r.rekening or r.npwp})"
                self._by_name[nama] = r.id
                choices.append(Pilihan(nama, f"· NPWP {r.npwp}" if r.npwp else "· tanpa NPWP"))
            rekanan.set_choices(choices)
            named = next((n for n, i in self._by_name.items() if i == isi.penerima.rekanan_id), isi.penerima.nama)
            if rekanan.value() != named:
                rekanan.set_value(named)
        elif isinstance(nama := self._field("penerima_nama"), QLineEdit) and nama.text() != isi.penerima.nama:
            nama.setText(isi.penerima.nama)
            nama.setCursorPosition(0)
        if isinstance(sub := self._field("sub_kegiatan"), AccountEdit):
            codes = dict.fromkeys(p[0] for p in bahan.ketersediaan)
            sub.set_choices([Pilihan(k, bahan.nama.get(k, "")) for k in codes])
            sub.set_value(isi.sub_kegiatan)
        if isinstance(kanal := self._field("kanal"), ChoiceBox) and isi.kanal:
            kanal.set_value(isi.kanal)

    def _on_rekanan(self, nama: str) -> None:
        rekanan_id = self._by_name.get(nama)
        if rekanan_id is None:
            if self._penerima.nama:
                self.set_penerima(Penerima())
        elif rekanan_id != self._penerima.rekanan_id:
            self.rekanan_chosen.emit(rekanan_id)

    def _line(self, placeholder: str = "") -> QLineEdit:
        made = QLineEdit()
        made.setPlaceholderText(placeholder)
        made.textEdited.connect(self.changed)
        return made

    def _field(self, key: str) -> QWidget | None:
        try:
            return self.form.field(key)
        except KeyError:
            return None

    def _date(self, key: str) -> DateEdit:
        found = self.form.field(key)
        assert isinstance(found, DateEdit)
        return found

    def _text(self, key: str, kept: str) -> str:
        field = self._field(key)
        return field.text().strip() if isinstance(field, QLineEdit) else kept


def account_words(p: Penerima) -> str:
    """`110 · 0012345678417 · a.n. CV CONTOH SEJUK`; empty while there is no account."""
    nama = f"a.n. {p.atas_nama}" if p.atas_nama else ""
    return " · ".join(filter(None, (p.bank, p.nomor_rekening, nama if p.nomor_rekening else "")))


def _fixed() -> QLineEdit:
    made = QLineEdit()
    made.setReadOnly(True)
    made.setPlaceholderText("—")
    return made
