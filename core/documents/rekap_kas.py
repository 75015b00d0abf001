"""The cash block under the SPJ fungsional: penerimaan, pengeluaran, saldo kas (handbook penatausahaan 4.2)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from core.documents.buku import pajak_name
from core.documents.spj import BarisKas, TigaKolom
from core.kas.model import JENIS_PAJAK
from core.kas.queries import TIGA_NOL, BlokRow
from core.kas.queries import TigaKolom as Gerak
from core.money import NOL, Rupiah

_SP2D: Final = (
    ("UP", "sp2d_up"), ("GU", "sp2d_gu"), ("TU", "sp2d_tu"), ("LS", "sp2d_ls"), ("KKPD", "sp2d_gu_kkpd"),
)  # fmt: skip
_SPJ: Final = (("UP/GU", "spj_up_gu"), ("TU", "spj_tu"), ("LS", "spj_ls"), ("KKPD", "spj_kkpd"))
_PAJAK: Final = tuple((pajak_name(j), f"pajak:{j}") for j in JENIS_PAJAK)
_LAIN: Final = "lain_lain"


def rekap_rows(blok: Sequence[BlokRow], contra_pos: Mapping[str, Rupiah]) -> tuple[BarisKas, ...]:
    """The block. Contra pos is inside lain-lain on both sides; a remark says how much of the month it was."""
    masuk = _Side(b for b in blok if b.sisi == "penerimaan")
    keluar = _Side(b for b in blok if b.sisi == "pengeluaran")
    saldo = [masuk.total(k) + _minus(keluar.total(k)) for k in ("ls", "up")]
    return (
        BarisKas("PENERIMAAN", tebal=True),
        *masuk.section("SP2D", _SP2D),
        *masuk.section("Potongan pajak", _PAJAK),
        masuk.rest("Lain-lain (PFK, jasa giro, contra pos, retur)", (*_SP2D, *_PAJAK)),
        _row("Jumlah Penerimaan", masuk.total("ls"), masuk.total("up"), tebal=True),
        BarisKas("PENGELUARAN", tebal=True),
        *keluar.section("SPJ (LS + UP/GU/TU)", _SPJ),
        *keluar.section("Penyetoran pajak", _PAJAK),
        keluar.rest("Lain-lain (PFK, STS, jasa giro, contra pos, retur)", (*_SPJ, *_PAJAK)),
        _row("Jumlah Pengeluaran", keluar.total("ls"), keluar.total("up"), tebal=True),
        _row("SALDO KAS", saldo[0], saldo[1], tebal=True),
        *_remark(contra_pos),
    )


class _Side:
    """Receipts or payments, by row of the form and by group (LS, UP-GU-TU)."""

    def __init__(self, rows: Iterable[BlokRow]) -> None:
        self._gerak: dict[tuple[str, str], Gerak] = {}
        for b in rows:
            key = (b.baris, b.kelompok)
            self._gerak[key] = self._gerak.get(key, TIGA_NOL) + Gerak(b.sd_lalu, b.bulan_ini)

    def total(self, kelompok: str) -> Gerak:
        """Everything of one group."""
        return sum((g for (_, k), g in self._gerak.items() if k == kelompok), TIGA_NOL)

    def section(self, judul: str, rows: Sequence[tuple[str, str]]) -> list[BarisKas]:
        """A heading and its rows, lettered."""
        found = [BarisKas(judul, tingkat=1)]
        for huruf, (label, baris) in zip("abcdef", rows, strict=False):
            ls, up = (self._gerak.get((baris, k), TIGA_NOL) for k in ("ls", "up"))
            found.append(_row(f"{huruf}. {label}", ls, up, tingkat=2))
        return found

    def rest(self, label: str, named: Iterable[tuple[str, str]]) -> BarisKas:
        """What no other row names, so that rows always add up to the total."""
        known = {baris for _, baris in named}
        ls, up = (
            sum((g for (b, k), g in self._gerak.items() if k == kelompok and b not in known), TIGA_NOL)
            for kelompok in ("ls", "up")
        )
        return _row(label, ls, up, tingkat=1)


def _minus(g: Gerak) -> Gerak:
    return Gerak(-g.sd_lalu, -g.bulan_ini)


def _three(g: Gerak) -> TigaKolom:
    return TigaKolom(g.sd_lalu, g.bulan_ini, g.sd_ini)


def _row(label: str, ls: Gerak, up: Gerak, *, tingkat: int = 0, tebal: bool = False) -> BarisKas:
    return BarisKas(label, _three(ls), _three(up), _three(ls + up), tingkat, tebal)


def _remark(contra_pos: Mapping[str, Rupiah]) -> tuple[BarisKas, ...]:
    ls, up = (contra_pos.get(k, NOL) for k in ("ls", "up"))
    if not (ls or up):
        return ()
    month_ls, month_up, month = (TigaKolom(None, n, None) for n in (ls, up, ls + up))
    return (BarisKas("Keterangan: contra pos bulan ini, sudah mengurangi kolom SPJ", month_ls, month_up, month),)
