"""Belanja: the lines an SPP asks money for, with what the SPD still allows each of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from core.money import NOL, BukanUang, format_sen, total
from core.spm.isi import RincianSpp
from ui.kit.account_edit import AccountEdit, Pilihan
from ui.kit.rupiah_edit import RupiahEdit
from ui.spm.bahan import BarisBelanja, belanja_rows
from ui.spm.lines_card import LinesCard
from ui.spm.table import KOLOM_BELANJA

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtWidgets import QWidget

    from core.anggaran.model import Pasangan
    from core.anggaran.queries import Ketersediaan


class BelanjaCard(LinesCard):
    """The second card of the draft."""

    def __init__(self) -> None:
        super().__init__("Belanja", "spp-belanja", KOLOM_BELANJA, "Belum ada belanja.", pintasan="Ins", baris=1)
        self._ada: Mapping[Pasangan, Ketersediaan] = {}
        self._nama: Mapping[str, str] = {}
        self._rincian: tuple[RincianSpp, ...] = ()
        self.sub = AccountEdit(placeholder="Kode atau kata sub kegiatan")
        self.rekening = AccountEdit(placeholder="Kode atau kata rekening")
        self.jumlah = RupiahEdit()
        self.build_strip(
            (("Sub kegiatan", self.sub, 5), ("Kode rekening", self.rekening, 6), ("Jumlah (Rp)", self.jumlah, 3))
        )
        self.sub.value_changed.connect(self._show_accounts)

    def show_lines(
        self, rincian: Sequence[RincianSpp], ada: Mapping[Pasangan, Ketersediaan], nama: Mapping[str, str]
    ) -> None:
        """Shows the lines of a document against what is available in its month."""
        if ada is not self._ada:
            self._ada, self._nama = ada, nama
            subs = dict.fromkeys(p[0] for p in ada)
            self.sub.set_choices([Pilihan(k, nama.get(k, "")) for k in subs])
        self.put_lines(rincian)

    def lines(self) -> Sequence[RincianSpp]:
        return self._rincian

    def put_lines(self, lines: Sequence[RincianSpp]) -> None:
        self._rincian = tuple(lines)
        rows: tuple[BarisBelanja, ...] = belanja_rows(self._rincian, self._ada)
        if list(rows) != list(self.table.rows):
            self.table.show(rows)
        jumlah = total([r.nilai for r in self._rincian])
        self.hint.setText(f"{len(rows)} baris · jumlah {format_sen(jumlah.sen)}" if rows else "")

    def fill_strip(self, line: RincianSpp | None) -> QWidget:
        last = line or (self._rincian[-1] if self._rincian else None)
        subs = {p[0] for p in self._ada}
        self.sub.set_value(last.sub_kegiatan if last else (next(iter(subs)) if len(subs) == 1 else ""))
        self._show_accounts()
        self.rekening.set_value(line.rekening if line else "")
        self.jumlah.set_value(line.nilai if line else NOL)
        return self.rekening if self.sub.value() else self.sub

    def read_strip(self) -> Any | str:
        sub, rekening = self.sub.value(), self.rekening.value()
        if not (sub and rekening):
            return "Pilih sub kegiatan dan kode rekening dari daftar; ketik kode atau beberapa kata namanya."
        try:
            nilai = self.jumlah.value()
        except BukanUang as no:
            return str(no)
        if nilai <= NOL:
            return "Jumlah belum diisi."
        kept = self._rincian[self._number] if self._number is not None else RincianSpp(sub, rekening, nilai)
        ada = self._ada.get((sub, rekening))
        return replace(
            kept, sub_kegiatan=sub, rekening=rekening, nilai=nilai, uraian=ada.uraian if ada else kept.uraian
        )

    def _show_accounts(self) -> None:
        sub = self.sub.value()
        self.rekening.set_choices([Pilihan(p[1], k.uraian) for p, k in self._ada.items() if not sub or p[0] == sub])
