"""Realisasi: what was spent of each program, kegiatan, sub kegiatan and rekening, against pagu and RAK."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QHBoxLayout, QWidget

from core.calendar import Bulan
from core.money import NOL, Rupiah, format_sen
from ui.kas.buku import months_shown
from ui.kas.month_picker import MonthPicker
from ui.kit.chip import Status
from ui.kit.table import Column, Jenis, Rata
from ui.kit.tokens import Nada
from ui.opd.isian import ChoiceBox
from ui.shell.daftar_page import DaftarPage
from ui.shell.page import Action

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping, Sequence

    from core.kas.queries import RealisasiRow
    from ui.kantor import Pertanyaan
    from ui.shell.page import Konteks


class Tingkat(StrEnum):
    """How far down the list goes."""

    PROGRAM = "program"
    KEGIATAN = "kegiatan"
    SUB = "sub kegiatan"
    REKENING = "rekening"


_BAGIAN = {Tingkat.PROGRAM: 3, Tingkat.KEGIATAN: 5, Tingkat.SUB: 6}
"""How many parts of a sub kegiatan code name a program, a kegiatan (its number has two parts), a sub kegiatan."""


@dataclass(frozen=True, slots=True)
class BarisRealisasi:
    """One line: realised by the columns of the SPJ up to a month, beside pagu and plan."""

    kode: str
    uraian: str
    pagu: Rupiah
    rak: Rupiah
    ls_gaji: Rupiah
    ls_bj: Rupiah
    up: Rupiah

    @property
    def jumlah(self) -> Rupiah:
        return self.ls_gaji + self.ls_bj + self.up

    @property
    def sisa(self) -> Rupiah:
        return self.pagu - self.jumlah

    @property
    def permil(self) -> int:
        """Realised of the pagu, in thousandths."""
        return self.jumlah.sen * 1000 // self.pagu.sen if self.pagu else 0


def _share(r: BarisRealisasi) -> str:
    return f"{r.permil // 10},{r.permil % 10} %"


def _pace(r: BarisRealisasi) -> Status | None:
    if r.sisa < NOL:
        return Status("melebihi pagu", Nada.BAD)
    if not r.rak:
        return None
    if r.jumlah > r.rak:
        return Status("di atas RAK", Nada.WARN)
    return Status("tertinggal", Nada.INFO) if r.jumlah.sen * 2 < r.rak.sen else Status("sesuai RAK", Nada.OK)


KOLOM: tuple[Column[BarisRealisasi], ...] = (
    Column("kode", "Kode", lambda r: r.kode, 142, Jenis.KODE),
    Column("uraian", "Uraian", lambda r: r.uraian, 140, lentur=True),
    Column("pagu", "Pagu (Rp)", lambda r: r.pagu, 112, Jenis.UANG),
    Column("rak", "RAK (Rp)", lambda r: r.rak, 110, Jenis.UANG, nol="—", keterangan="Rencana sampai bulan ini"),
    Column("gaji", "LS gaji", lambda r: r.ls_gaji, 106, Jenis.UANG, nol="—"),
    Column("bj", "LS barang jasa", lambda r: r.ls_bj, 110, Jenis.UANG, nol="—"),
    Column("up", "UP/GU/TU", lambda r: r.up, 100, Jenis.UANG, nol="—"),
    Column("jumlah", "Realisasi", lambda r: r.jumlah, 110, Jenis.UANG, nol="—"),
    Column("persen", "%", _share, 60, rata=Rata.KANAN, urut=False),
    Column("laju", "Keadaan", _pace, 112, Jenis.STATUS),
)


def code_at(sub_kegiatan: str, tingkat: Tingkat) -> str:
    """The code of the program, kegiatan or sub kegiatan a line belongs to."""
    return ".".join(sub_kegiatan.split(".")[: _BAGIAN[tingkat]])


def gather_lines(
    rows: Iterable[RealisasiRow], rak: Mapping[tuple[str, str], Rupiah], nama: Mapping[str, str], tingkat: Tingkat
) -> tuple[BarisRealisasi, ...]:
    """Adds the lines of the SPJ up to the wanted level, in the order of the DPA."""
    found: dict[str, BarisRealisasi] = {}
    for r in rows:
        rinci = tingkat is Tingkat.REKENING
        kode = f"{r.sub_kegiatan}|{r.rekening}" if rinci else code_at(r.sub_kegiatan, tingkat)
        rencana = rak.get((r.sub_kegiatan, r.rekening), NOL)
        satu = BarisRealisasi(
            kode.partition("|")[2] if rinci else kode,
            r.uraian if rinci else nama.get(kode, ""),
            r.anggaran, rencana, r.ls_gaji.sd_ini, r.ls_bj.sd_ini, r.up.sd_ini,
        )  # fmt: skip
        lama = found.get(kode)
        found[kode] = satu if lama is None else _added(lama, satu)
    return tuple(found.values())


def _added(a: BarisRealisasi, b: BarisRealisasi) -> BarisRealisasi:
    return BarisRealisasi(
        a.kode, a.uraian, a.pagu + b.pagu, a.rak + b.rak, a.ls_gaji + b.ls_gaji, a.ls_bj + b.ls_bj, a.up + b.up
    )


class RealisasiPage(DaftarPage[BarisRealisasi]):
    topics: ClassVar[frozenset[str]] = frozenset({"kas", "anggaran"})
    nama = "realisasi"
    kolom = KOLOM
    cari_kata = "Kode atau uraian"
    kosong = ("Belum ada DPA tahun ini.", "Impor rekap pagu dari SIPD di DPA, RAK & SPD (Ctrl+4).")
    jumlahkan = ("pagu", "jumlah")

    def __init__(self, konteks: Konteks, parent: QWidget | None = None) -> None:
        self.bulan = MonthPicker(Bulan.of(konteks.today()))
        self.tingkat: ChoiceBox[Tingkat] = ChoiceBox([(t, f"Per {t}") for t in Tingkat])
        self.tingkat.set_value(Tingkat.SUB)
        self.tingkat.setAccessibleName("Tingkat")
        self._rentang: tuple[Bulan, Bulan] | None = None
        super().__init__(konteks, parent)
        self.bulan.month_changed.connect(self._on_choice)
        self.tingkat.value_changed.connect(lambda _: self._on_choice())

    def title(self) -> str:
        return "Realisasi"

    def subtitle(self) -> str:
        jumlah, pagu = (Rupiah(sum(getattr(r, n).sen for r in self._all)) for n in ("jumlah", "pagu"))
        persen = jumlah.sen * 1000 // pagu.sen if pagu else 0
        return f"s.d. {self.bulan.bulan.nama}: Rp {format_sen(jumlah.sen)}, {persen // 10},{persen % 10} % dari pagu"

    def actions(self) -> tuple[Action, ...]:
        return (
            Action("spj", "SPJ bulan ini", self.open_spj, "Ctrl+O"),
            Action("bku", "Baris BKU", self.open_book, "Ctrl+B", enabled=self.view.current_row() is not None),
        )

    def ask(self, q: Pertanyaan) -> Sequence[BarisRealisasi]:
        bulan, tingkat = self.bulan.bulan, self.tingkat.value() or Tingkat.SUB
        self._rentang = months_shown(q, bulan.tahun, self.konteks.today())
        rak = {k.pasangan: k.rak for k in q.anggaran.availability(bulan.tahun, bulan.bulan)}
        return gather_lines(q.kas.realisasi(bulan), rak, q.anggaran.nama(bulan.tahun), tingkat)

    def key_of(self, row: BarisRealisasi) -> Hashable:
        return (row.kode, row.uraian, row.pagu)

    def show_rows(self) -> None:
        if self._rentang is not None:
            self.bulan.blockSignals(True)
            self.bulan.set_range(*self._rentang)
            self.bulan.blockSignals(False)
        super().show_rows()

    def open_row(self, row: BarisRealisasi) -> None:
        del row
        self.open_book()

    def open_book(self) -> None:
        """The BKU lines of the row in hand, found by its code."""
        row = self.view.current_row()
        if row is not None:
            cari = row.kode if self.tingkat.value() is Tingkat.REKENING else ""
            self.konteks.open_page("bku", {"bulan": self.bulan.bulan, "cari": cari})

    def open_spj(self) -> None:
        """The SPJ of the month on show."""
        self.konteks.open_page("spj", self.bulan.bulan)

    def build_controls(self, row: QHBoxLayout) -> None:
        row.addWidget(self.bulan)
        row.addWidget(self.tingkat)

    def _on_choice(self) -> None:
        self.refresh()
        self.head_changed.emit()
