"""What must be zero on 31 December, and what of it the next year may carry (handbook penatausahaan 2.1 and 4.4 (18)).

UP and TU left over go back to RKUD, panjar is accounted for, tax is deposited. Spending that no LPJ answers for, an LPJ
that no SP2D answers, and an open TU belong to the year that spent them: December does not close over them. Panjar, tax,
money held, UP not yet returned and card purchases not yet settled may stand on 1 January, with an explanation.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from core.calendar import BULAN, Bulan
from core.errors import Refusal, Temuan
from core.kas.posisi import Posisi
from core.money import NOL, Rupiah, total


class Sifat(StrEnum):
    """How a row of the list stands."""

    NOL = "nol"
    HARUS = "harus"
    """Must be brought to zero in its own year."""
    DIBAWA = "dibawa"
    """Goes into the opening of the next year, with an explanation."""


class Hal(StrEnum):
    """What a row of the list is about; pages know where each is done."""

    BULAN = "bulan"
    BELUM_LPJ = "belum_lpj"
    BELUM_GU = "belum_gu"
    TU = "tu"
    PANJAR = "panjar"
    PAJAK = "pajak"
    LAIN = "lain"
    KARTU = "kartu"
    SISA_UP = "sisa_up"


HAL_NAMA: Final = {
    Hal.BULAN: "Bulan yang belum ditutup",
    Hal.BELUM_LPJ: "Belanja UP yang belum di-LPJ-kan",
    Hal.BELUM_GU: "LPJ-UP yang belum dijawab SP2D",
    Hal.TU: "Sisa TU",
    Hal.PANJAR: "Panjar beredar",
    Hal.PAJAK: "Pajak dipungut yang belum disetor",
    Hal.LAIN: "Jasa giro, contra pos dan retur yang masih dipegang",
    Hal.KARTU: "Belanja kartu yang belum dilunasi",
    Hal.SISA_UP: "Sisa UP di bendahara",
}
CARA: Final = {
    Hal.BULAN: "Penutupan Kas: berurutan sampai Desember (F9)",
    Hal.BELUM_LPJ: "SPJ & LPJ: buat LPJ-UP terakhir (F2)",
    Hal.BELUM_GU: "SPP & SPM: ajukan GU Nihil atas LPJ ini, lalu bukukan SP2D-nya",
    Hal.TU: "Bukti & Pajak: setor sisanya (STS sisa TU), lalu TU Nihil",
    Hal.PANJAR: "NPD & Panjar: pertanggungjawabkan (F2)",
    Hal.PAJAK: "Bukti & Pajak: setor pajak dengan ID billing dan NTPN",
    Hal.LAIN: "Bukti & Pajak: STS lain-lain, atau bayar ulang retur",
    Hal.KARTU: "Tagihan: cocokkan, DPT, lalu GU-KKPD",
    Hal.SISA_UP: "Bukti & Pajak: STS sisa UP ke RKUD paling lambat 31 Desember",
}
"""Where each is done, in the words of the pages."""
_HARUS: Final = frozenset({Hal.BULAN, Hal.BELUM_LPJ, Hal.BELUM_GU, Hal.TU})
_LAIN_NAMA: Final = {"jasa_giro": "Jasa giro", "retur": "Retur bank"}


@dataclass(frozen=True, slots=True)
class ButirAkhirTahun:
    """One row: what, which document, how much, how it stands and what is to be done."""

    hal: Hal
    nomor: str = ""
    nilai: Rupiah = NOL
    sifat: Sifat = Sifat.NOL

    @property
    def nama(self) -> str:
        return HAL_NAMA[self.hal]

    @property
    def cara(self) -> str:
        return "" if self.sifat is Sifat.NOL else CARA[self.hal]


def year_end_list(posisi: Posisi, tahun: int, bulan_terbuka: Sequence[int]) -> tuple[ButirAkhirTahun, ...]:
    """Every row of the list; what is zero stands there as such, so that a reader sees it was asked."""
    found: list[ButirAkhirTahun] = []
    for hal in Hal:
        sifat = Sifat.HARUS if hal in _HARUS else Sifat.DIBAWA
        rows = [ButirAkhirTahun(hal, nomor, Rupiah(sen), sifat) for nomor, sen in _open(hal, posisi)]
        if hal is Hal.BULAN:
            rows = [ButirAkhirTahun(hal, _months(tahun, bulan_terbuka), NOL, sifat)] if bulan_terbuka else []
        found += rows or [ButirAkhirTahun(hal)]
    return tuple(found)


def _months(tahun: int, bulan: Sequence[int]) -> str:
    """`Desember 2026`, or `Februari s.d. Desember 2026`: months close in turn, so the open ones are neighbours."""
    akhir = Bulan(tahun, bulan[-1]).nama
    return akhir if len(bulan) == 1 else f"{BULAN[bulan[0] - 1]} s.d. {akhir}"


def _open(hal: Hal, posisi: Posisi) -> Iterator[tuple[str, int]]:
    """(document, sen) of what is open under one heading."""
    match hal:
        case Hal.BELUM_LPJ:
            rows = [("", posisi.belum_lpj.jumlah)]
        case Hal.BELUM_GU:
            rows = [(nomor, x.nilai) for nomor, x in posisi.lpj.items() if not x.diganti]
        case Hal.TU:
            rows = [(pos, posisi.tu[pos].sisa) for pos in posisi.open_tu()]
        case Hal.PANJAR:
            rows = list(posisi.panjar.items())
        case Hal.PAJAK:
            rows = list(posisi.pajak.items())
        case Hal.LAIN:
            rows = [(f"{_LAIN_NAMA.get(jenis, 'Contra pos')} {nomor}", n) for (jenis, nomor), n in posisi.lain.items()]
        case Hal.KARTU:
            rows = [(nomor, sum(k.layak.values()) + k.ditolak) for nomor, k in posisi.kartu.items() if not k.lunas]
        case Hal.SISA_UP:
            rows = [("", posisi.uang_persediaan - posisi.spj_belum_gu - posisi.panjar_beredar)]
        case _:
            rows = []
    yield from (r for r in rows if r[1])


def must_mend(butir: Sequence[ButirAkhirTahun]) -> tuple[ButirAkhirTahun, ...]:
    """The rows that keep a year from ending."""
    return tuple(b for b in butir if b.sifat is Sifat.HARUS)


def carried(butir: Sequence[ButirAkhirTahun]) -> tuple[ButirAkhirTahun, ...]:
    """The rows that go into the next opening."""
    return tuple(b for b in butir if b.sifat is Sifat.DIBAWA)


def refuse_unmended(butir: Sequence[ButirAkhirTahun], *, tahun: int, bulan_juga: bool) -> None:
    """Refuses (ERR_AKHIR_TAHUN) with one finding per row that must be mended; `bulan_juga`: open months too."""
    salah = [b for b in must_mend(butir) if bulan_juga or b.hal is not Hal.BULAN]
    if salah:
        raise Refusal.of([_finding(b, tahun) for b in salah])


def _finding(b: ButirAkhirTahun, tahun: int) -> Temuan:
    nilai = f" Rp {b.nilai}" if b.nilai else ""
    apa = " ".join(x for x in (b.nama, b.nomor) if x)
    return Temuan("ERR_AKHIR_TAHUN", f"{apa}{nilai} pada akhir {tahun} harus selesai dulu. {CARA[b.hal]}.", medan=b.hal)


def list_total(butir: Sequence[ButirAkhirTahun]) -> Rupiah:
    """All amounts of the list; zero in a year that ended as it should."""
    return total([b.nilai for b in butir])
