"""Kebijakan: every setting of the office with its legal basis; a change holds from a date, the past keeps its own."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from core.errors import Refusal
from core.opd.commands import SetSetting
from core.setting_kinds import Bagian as BagianSatu
from core.setting_kinds import Bulat, Pilihan, Teks, TemplatNomor, Uang, YaTidak
from core.settings import SETELAN, Cakupan, Setelan, SettingsView
from ui.kit import tokens
from ui.kit.chip import Status
from ui.kit.date_edit import DateEdit
from ui.kit.rupiah_edit import RupiahEdit
from ui.kit.table import Column, Jenis
from ui.kit.tokens import Nada
from ui.opd.bagian import Bagian
from ui.opd.isian import ChoiceBox, FormDialog

if TYPE_CHECKING:
    from datetime import date

    from core.bus import Command
    from ui.kantor import Pertanyaan
    from ui.shell.page import Konteks


@dataclass(frozen=True, slots=True)
class BarisKebijakan:
    """One setting as it holds today."""

    setelan: Setelan[Any]
    nilai: Any
    sejak: date
    diubah: bool

    @property
    def kata(self) -> str:
        """The value as a person reads it."""
        return self.setelan.jenis.show(self.nilai)


def list_settings(lihat: SettingsView, hari: date) -> tuple[BarisKebijakan, ...]:
    """The settings of the office in their printed order, with the value of a day and since when it stands."""
    rows = []
    for s in SETELAN.values():
        if s.cakupan is Cakupan.KANTOR:
            past = [t for t, _ in lihat.history(s.kunci) if t <= hari]
            rows.append(BarisKebijakan(s, lihat.value(s, hari), past[-1] if past else s.berlaku_dari, bool(past)))
    return tuple(rows)


class KebijakanBagian(Bagian):
    """The list; Enter changes one."""

    def __init__(self, konteks: Konteks) -> None:
        super().__init__(
            konteks,
            "Kebijakan",
            "Tiap angka dengan dasarnya. Perubahan berlaku mulai suatu tanggal; dokumen sebelumnya memakai yang lama. "
            "Lima kebijakan pembukuan tetap pada versi ini. Enter mengubah satu baris.",
        )
        kolom: tuple[Column[BarisKebijakan], ...] = (
            Column("kelompok", "Kelompok", lambda r: r.setelan.kelompok.value, 104, urut=False),
            Column("kalimat", "Kebijakan", lambda r: r.setelan.kalimat, 240, lentur=True, urut=False),
            Column("nilai", "Berlaku sekarang", lambda r: r.kata, 150, urut=False),
            Column("sejak", "Sejak", lambda r: r.sejak, 92, Jenis.TANGGAL, urut=False),
            Column("dasar", "Dasar", lambda r: r.setelan.dasar, 136, urut=False),
            Column("keadaan", "Keadaan", _state, 90, Jenis.STATUS, urut=False),
        )
        self.view = self.add_table("kebijakan", kolom, "Tidak ada kebijakan.", self.edit)

    def ask(self, q: Pertanyaan) -> tuple[BarisKebijakan, ...]:
        return list_settings(q.opd.settings(), self.konteks.today())

    def show_answer(self, answer: tuple[BarisKebijakan, ...]) -> None:
        self.view.table.show(answer)

    def edit(self, row: BarisKebijakan) -> None:
        """Changes one from a date on; what this version keeps fixed says so."""
        if row.setelan.tetap:
            from ui.kit.notice import Notice

            kalimat = f"{row.setelan.kalimat}: {row.kata} ({row.setelan.dasar}). Versi ini hanya mengenal satu cara."
            self.konteks.notify(Notice("Kebijakan ini tetap", kalimat, Nada.INFO))
            return
        self.open_form(SetelanDialog(self.konteks, row, self), "Kebijakan disimpan")


def _state(r: BarisKebijakan) -> Status:
    if r.setelan.tetap:
        return Status("tetap", Nada.MUTED)
    return Status("diubah", Nada.INFO) if r.diubah else Status("bawaan", Nada.MUTED)


class SetelanDialog(FormDialog):
    """SetSetting: the field fits the kind of value."""

    def __init__(self, konteks: Konteks, row: BarisKebijakan, parent: QWidget | None = None) -> None:
        super().__init__(konteks, row.setelan.kalimat, keterangan=f"Dasar: {row.setelan.dasar}", parent=parent)
        self._row = row
        self.nilai = self._build(row)
        self.berlaku = DateEdit(konteks.today(), today=konteks.today)
        hint = f"sekarang: {row.kata}"
        self.form.add(row.setelan.kunci, _label(row.setelan), self.nilai, hint=hint)
        self.form.add("berlaku_dari", "Berlaku mulai", self.berlaku, span=5)

    def command(self) -> Command | None:
        berlaku = self.berlaku.value()
        if berlaku is None:
            self.form.set_error("berlaku_dari", "Tanggal mulai belum diisi.")
            return None
        s = self._row.setelan
        return SetSetting(kunci=s.kunci, isi=s.write(self._read(s)), berlaku_dari=berlaku)

    def _build(self, row: BarisKebijakan) -> QWidget:
        kind, nilai = row.setelan.jenis, row.nilai
        if isinstance(kind, YaTidak):
            box: ChoiceBox[Any] = ChoiceBox([(True, "ya"), (False, "tidak")])
        elif isinstance(kind, Pilihan):
            box = ChoiceBox(list(kind.pilihan))
        elif isinstance(kind, Uang):
            return RupiahEdit(nilai)
        elif isinstance(kind, Bulat | TemplatNomor | Teks):
            return QLineEdit(str(nilai))
        elif isinstance(kind, BagianSatu):
            return QLineEdit(kind.show(nilai).removesuffix(" %"))
        else:
            edit = QPlainTextEdit(json.dumps(kind.write(nilai), ensure_ascii=False, indent=1))
            edit.setMinimumHeight(tokens.px(220))
            return edit
        box.set_value(nilai)
        return box

    def _read(self, s: Setelan[Any]) -> Any:
        """The value in the field; what is no value of its kind is refused under it."""
        field = self.nilai
        try:
            if isinstance(field, ChoiceBox | RupiahEdit):
                return field.value()
            teks = field.toPlainText() if isinstance(field, QPlainTextEdit) else field.text().strip()  # type: ignore[attr-defined]
            if isinstance(s.jenis, Bulat):
                return s.jenis.read(int(teks) if teks.lstrip("-").isdigit() else teks)
            if isinstance(s.jenis, BagianSatu):
                from decimal import Decimal, InvalidOperation

                try:
                    return s.jenis.read(str(Decimal(teks.replace(",", ".")) / 100))
                except InvalidOperation:
                    return s.jenis.read(teks)
            return s.jenis.read(teks if isinstance(s.jenis, TemplatNomor | Teks) else json.loads(teks))
        except ValueError as wrong:
            why = "bukan JSON yang sah" if isinstance(wrong, json.JSONDecodeError) else str(wrong)
            raise Refusal("ERR_SETELAN_TIDAK_SAH", f"“{s.kalimat}” {why}.", medan=s.kunci) from wrong


def _label(s: Setelan[Any]) -> str:
    if isinstance(s.jenis, Bulat):
        return f"Nilai ({s.jenis.satuan}, {s.jenis.terkecil} sampai {s.jenis.terbesar})"
    if isinstance(s.jenis, BagianSatu):
        return "Nilai (persen)"
    if isinstance(s.jenis, Teks):
        return f"Isi, paling panjang {s.jenis.terpanjang} huruf"
    if isinstance(s.jenis, TemplatNomor):
        return "Templat; yang dikenal: {urut:06d} {jenis} {skpd} {tahap} {bulan} {romawi} {tahun} {wilayah}"
    return "Nilai (rupiah)" if isinstance(s.jenis, Uang) else "Nilai"
