"""IsiDialog: the form of the rarer kinds of event, built from what the kind declares it needs.

One declaration (`core.kas.isi`) serves the interchange file and this form, so that nothing can be booked by file that
cannot be booked by hand. What points at something already booked is chosen from a list of just those.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QCompleter, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from core.errors import Refusal
from core.kas.bentuk import SUMBER
from core.kas.isi import ISI, Bentuk, is_wajib, spec
from core.kas.model import JENIS_NAMA, Jenis
from core.money import NOL, Rupiah, format_sen, terbilang, total
from ui.kas.bukti_dialog import CARA, BuktiDialog, Draf, number_edit, put_back
from ui.kas.daftar_edit import DaftarEdit
from ui.kas.potongan_edit import PotonganEdit
from ui.kas.rincian_edit import RincianEdit
from ui.kas.sp2d_siap import Sp2dSiap
from ui.kit.account_edit import AccountEdit, Pilihan
from ui.kit.card import Card, text
from ui.kit.date_edit import DateEdit
from ui.kit.rupiah_edit import RupiahEdit

if TYPE_CHECKING:
    from dataclasses import Field

    from core.kas.isi import Isi
    from ui.kas.bahan import Bahan

_NOMOR: Final = {
    "SP2D": "Nomor SP2D",
    "KKPD": "Nomor bukti kartu",
    "KKL": "Nomor surat",
    "CP": "Nomor bukti contra pos",
    "STS": "Nomor STS",
    "RTR": "Nomor nota retur",
    "BYR": "Nomor bukti bayar",
}
_LABEL: Final = {
    "lpj": "LPJ-UP yang diganti",
    "dpt": "Belanja kartu yang dilunasi",
    "nomor_dpt": "Nomor DPT",
    "sub_kegiatan": "Sub kegiatan",
    "batas_lpj": "Batas pertanggungjawaban",
    "sp2d": "SP2D TU",
    "rekanan": "Rekanan atau penerima",
    "dpp": "DPP",
    "kartu": "Kartu",
    "merchant": "Merchant",
    "asal": "Belanja kartu asal",
    "alasan": "Alasan",
    "sts": "Nomor STS",
    "sumber": "Belanja dahulu dari",
    "referensi": "Bukti asal",
    "cara": "Lewat",
    "untuk": "Yang disetor",
    "retur": "Retur yang dibayar ulang",
    "rincian": "Belanja",
    "potongan": "Potongan SP2D",
}
_BEBAS: Final = frozenset({"referensi", "alasan", "merchant", "nomor_dpt", "rekanan", "sts", "kartu"})
"""Text that may be typed as it stands on the paper; known words are offered."""
_SUMBER_NAMA: Final = {"UP": "Uang persediaan", "TU": "TU", "KKPD": "Kartu (KKPD)", "LS": "LS"}
_CARA_STS: Final = (*CARA, ("nonkas", "Langsung ke RKUD (non-kas)"))


class IsiDialog(BuktiDialog):
    """The form of one kind of event. `acuan` is the number of what it is about, or an SP2D whose SPM says the rest."""

    def __init__(self, jenis: Jenis, bahan: Bahan, acuan: str | Sp2dSiap = "", parent: QWidget | None = None) -> None:
        super().__init__(f"Catat {JENIS_NAMA[jenis]}", bahan, parent)
        self.jenis = jenis
        self.cls = ISI[jenis]
        self.rincian: RincianEdit | None = None
        self.potongan: PotonganEdit | None = None
        self._lihat = text("", "kecil", wrap=True)
        self.tanggal = self.add_date(span=4)
        for f in sorted(spec(self.cls), key=_place):
            self._build(f)
        self.add("uraian", "Uraian (boleh kosong)", QLineEdit())
        self._lay_out()
        if isinstance(acuan, Sp2dSiap):
            self._fill_from_spm(acuan)
        elif acuan:
            self._begin_with(acuan)
        self._show_sum()
        self._first_empty().setFocus()

    def isi(self) -> Isi:
        values: dict[str, Any] = {f.name: self._value(f) for f in spec(self.cls)}
        rincian = values.get("rincian") or ()
        jumlah = self.cls.jumlah
        if jumlah is not None and rincian:
            values[jumlah] = total([r.nilai for r in rincian])
        if self.cls.bersih is not None:
            bersih, daftar = self.cls.bersih
            values[bersih] = values[jumlah or ""] - total([p.nilai for p in values[daftar]])
        return self.cls(**values, uraian=self.words("uraian") or None)

    def draft(self) -> Draf:
        more: Draf = {}
        if self.rincian is not None:
            more["#rincian"] = self.rincian.state()
        if self.potongan is not None:
            more["#potongan"] = self.potongan.state()
        for key, widget in self.fields().items():
            if isinstance(widget, DaftarEdit):
                more[f"#{key}"] = widget.value()
        return {**super().draft(), **more}

    def restore(self, draf: Draf) -> None:
        super().restore(draf)
        if self.rincian is not None:
            self.rincian.restore(draf["#rincian"])
        if self.potongan is not None:
            self.potongan.restore(draf["#potongan"])
        for key, widget in self.fields().items():
            if isinstance(widget, DaftarEdit):
                widget.set_value(draf[f"#{key}"])
        # what was chosen has filled in its amount once more; what had been typed over it is put back
        for key, widget in self.fields().items():
            if isinstance(widget, QLineEdit) and not isinstance(widget, AccountEdit):
                put_back(widget, draf[key])
        self._show_sum()

    def field_of(self, medan: str) -> str:
        """Amounts that follow from the lines complain beside the lines."""
        bare = medan.partition("[")[0]
        if self.rincian is not None and bare == self.cls.jumlah and bare not in self._keys:
            return "rincian"
        if self.potongan is not None and self.cls.bersih is not None and bare == self.cls.bersih[0]:
            return "potongan"
        return bare if bare in {*self._keys, "rincian", "potongan"} else super().field_of(medan)

    # building ------------------------------------------------------------------------------------------------------

    def _build(self, f: Field[Any]) -> None:
        bentuk, nama = f.metadata["bentuk"], f.name
        if self._follows(f):
            return
        label = self._label(f)
        if nama == "nomor":
            self.add("nomor", label, number_edit(self.bahan.series(f.metadata["seri"])), span=4)
        elif bentuk in {Bentuk.RP, Bentuk.RP0}:
            made = RupiahEdit()
            made.value_changed.connect(self._show_sum)
            self.add(nama, label, made, span=4)
        elif bentuk is Bentuk.TANGGAL:
            self.add(nama, label, DateEdit(None, today=lambda: self.bahan.hari), span=4)
        elif bentuk in {Bentuk.CARA, Bentuk.CARA_NONKAS}:
            pilihan = CARA if bentuk is Bentuk.CARA else _CARA_STS
            self.add_choice(nama, label, pilihan, span=4)
        elif bentuk is Bentuk.SUMBER:
            self.add_choice(nama, label, tuple((s, _SUMBER_NAMA[s]) for s in SUMBER), span=4)
        elif bentuk is Bentuk.RINCIAN:
            self.rincian = RincianEdit(self.bahan.pagu, self)
            self.rincian.changed.connect(self._show_sum)
            self.form.add(nama, label, self.rincian)
        elif bentuk is Bentuk.POTONGAN:
            self.potongan = PotonganEdit(self)
            self.potongan.changed.connect(self._show_sum)
            self.form.add(nama, label, self.potongan)
        elif bentuk is Bentuk.DAFTAR:
            daftar = DaftarEdit(self.bahan.acuan(self.jenis, nama))
            daftar.changed.connect(self._on_list)
            self.add(nama, label, daftar)
        else:
            self._build_text(f, label)

    def _build_text(self, f: Field[Any], label: str) -> None:
        pilihan = self.bahan.acuan(self.jenis, f.name)
        if f.name == "sub_kegiatan":
            subs = dict.fromkeys(p.sub_kegiatan for p in self.bahan.pagu)
            pilihan = tuple(Pilihan(s, "") for s in subs)
        if f.name in _BEBAS:
            free = QLineEdit()
            free.setMaxLength(200)
            pihak = f.name in {"rekanan", "merchant"}
            kata = [r.nama for r in self.bahan.rekanan] if pihak else [p.kode for p in pilihan]
            completer = QCompleter(kata, self)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            free.setCompleter(completer)
            if f.name == "nomor_dpt":
                free.editingFinished.connect(self._on_dpt)
            self.add(f.name, label, free, span=12 if f.name == "alasan" else 6)
            return
        made = AccountEdit(pilihan, "Pilih dari daftar")
        self.add(f.name, label, made, span=6)
        made.value_changed.connect(lambda kode, k=f.name: self._on_reference(k, kode))

    def _label(self, f: Field[Any]) -> str:
        if f.name == "nomor":
            return _NOMOR.get(f.metadata["seri"], "Nomor bukti")
        kata = _LABEL.get(f.name, "Jumlah")
        return kata if is_wajib(f) else f"{kata} (boleh kosong)"

    def _follows(self, f: Field[Any]) -> bool:
        """Whether the amount is worked out from the lines and is no field of its own."""
        lines = next((x for x in spec(self.cls) if x.name == "rincian"), None)
        if self.cls.bersih is not None and f.name == self.cls.bersih[0]:
            return True
        return f.name == self.cls.jumlah and lines is not None and is_wajib(lines)

    def _lay_out(self) -> None:
        card = Card(JENIS_NAMA[self.jenis])
        card.add(self.form)
        card.add(self._lihat)
        card.body.addStretch(1)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)
        roll = QScrollArea()
        roll.setWidgetResizable(True)
        roll.setFrameShape(QScrollArea.Shape.NoFrame)
        roll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        roll.setWidget(inside)
        self.body.addWidget(roll, 1)
        banyak = len(self._keys)
        self.fit(760, 640 if self.rincian is not None else min(300 + 44 * banyak, 600))

    # reading -------------------------------------------------------------------------------------------------------

    def _value(self, f: Field[Any]) -> Any:
        nama, bentuk = f.name, f.metadata["bentuk"]
        if self._follows(f):
            return None
        if bentuk is Bentuk.RINCIAN and self.rincian is not None:
            if not is_wajib(f) and all(b.is_empty() for b in self.rincian.lines):
                return None
            return self.rincian.rincian()
        if bentuk is Bentuk.POTONGAN and self.potongan is not None:
            return self.potongan.potongan()
        widget = self.form.field(nama)
        if isinstance(widget, DaftarEdit):
            return widget.demand(nama, self._label(f))
        if bentuk in {Bentuk.CARA, Bentuk.CARA_NONKAS, Bentuk.SUMBER}:
            return widget.value()  # type: ignore[attr-defined]
        if bentuk is Bentuk.TANGGAL:
            return self.day(nama)
        if isinstance(widget, RupiahEdit):
            return self.amount(nama) if is_wajib(f) or widget.text().strip() else None
        if isinstance(widget, AccountEdit):
            return self._chosen(widget, f)
        return self.words(nama, self._label(f) if is_wajib(f) else "") or None

    def _chosen(self, widget: AccountEdit, f: Field[Any]) -> str | None:
        if not widget.value() and (is_wajib(f) or widget.text().strip()):
            kata = widget.text().strip()
            self.words(f.name, self._label(f))
            raise Refusal("ERR_ACUAN_TIDAK_ADA", f"“{kata}” tidak ada dalam daftar; pilih salah satu.", medan=f.name)
        return widget.value() or None

    # what follows from what is typed -------------------------------------------------------------------------------

    def _begin_with(self, acuan: str) -> None:
        for key, widget in self.fields().items():
            if isinstance(widget, DaftarEdit) and widget.has(acuan):
                widget.set_value([acuan])
            elif isinstance(widget, AccountEdit) and key != "sub_kegiatan":
                widget.set_value(acuan)
                if widget.value():
                    return

    def _fill_from_spm(self, siap: Sp2dSiap) -> None:
        self._set_words("nomor", siap.nomor)
        self.tanggal.set_value(siap.tanggal)
        for key, nilai in siap.medan.items():
            if key in self._keys:
                widget = self.form.field(key)
                if isinstance(widget, AccountEdit):
                    widget.set_value(nilai)
                else:
                    self._set_words(key, nilai)
        if "nilai" in self._keys:
            self._set_amount("nilai", siap.nilai)
        if self.rincian is not None and siap.rincian:
            self.rincian.take(siap.rincian)
        if self.potongan is not None:
            self.potongan.restore([(jenis, str(nilai), "") for jenis, nilai in siap.potongan])
        if "nomor_dpt" in self._keys:
            self._on_dpt()
        self._set_words("uraian", siap.uraian)
        self._show_sum()

    def _on_dpt(self) -> None:
        """A DPT of ours says which purchases it pays and how much."""
        kotak, daftar = self.form.field("nomor_dpt"), self.form.field("dpt")
        assert isinstance(kotak, QLineEdit)
        assert isinstance(daftar, DaftarEdit)
        dpt = self.bahan.dpt.get(kotak.text().strip())
        if dpt is not None:
            daftar.set_value(dpt[1])
            self._set_amount("nilai", dpt[0])

    def _on_reference(self, key: str, kode: str) -> None:
        """What is chosen says how much it is about, as long as nothing has been typed."""
        nilai = self.bahan.nilai_acuan.get((self.jenis, key, kode))
        if nilai is not None and "nilai" in self._keys:
            self._set_amount("nilai", nilai)
        self._show_sum()

    def _on_list(self, nilai: Rupiah) -> None:
        if "nilai" in self._keys:
            self._set_amount("nilai", nilai)

    def _set_amount(self, key: str, nilai: Rupiah) -> None:
        widget = self.form.field(key)
        assert isinstance(widget, RupiahEdit)
        widget.set_value(nilai)

    def _set_words(self, key: str, kata: str) -> None:
        widget = self.form.field(key)
        assert isinstance(widget, QLineEdit)
        with QSignalBlocker(widget):
            widget.setText(kata)

    def _show_sum(self, *_: object) -> None:
        if self.rincian is not None and any(not b.is_empty() for b in self.rincian.lines):
            bruto = self.rincian.total()
            potongan = self.potongan.total() if self.potongan is not None else NOL
            netto = (
                f" · potongan {format_sen(potongan.sen)} · netto {format_sen((bruto - potongan).sen, brackets=True)}"
            )
            self._lihat.setText(
                f"Jumlah {format_sen(bruto.sen)}{netto if self.potongan is not None else ''}\n{terbilang(bruto)}"
            )
        elif "nilai" in self._keys:
            widget = self.form.field("nilai")
            assert isinstance(widget, RupiahEdit)
            nilai = widget.value() if widget.is_valid() else NOL
            self._lihat.setText(terbilang(nilai) if nilai else "")

    def _first_empty(self) -> QWidget:
        kotak = [w for w in self.fields().values() if isinstance(w, QLineEdit) and not w.text()]
        return kotak[0] if kotak else self.form.field("nomor")


def _place(f: Field[Any]) -> int:
    """Number first, then what it is about, amounts, and the lines last."""
    bentuk = f.metadata["bentuk"]
    if f.name == "nomor":
        return 0
    if bentuk in {Bentuk.RP, Bentuk.RP0} and f.name != "dpp":
        return 1
    return {Bentuk.RINCIAN: 8, Bentuk.POTONGAN: 9, Bentuk.DAFTAR: 7}.get(bentuk, 3)
