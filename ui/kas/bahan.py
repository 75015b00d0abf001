"""What the forms of evidence need to know before they open: pagu left, open items, rekanan, numbers to suggest.

Asked once on a reader thread; the forms only read it. What is right is decided when the command runs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from core.calendar import Bulan
from core.kas.model import Jenis
from core.money import NOL, Rupiah
from core.pajak.aturan_kantor import office_rules
from ui.kit.account_edit import Pilihan

if TYPE_CHECKING:
    from core.anggaran.queries import Ketersediaan
    from core.kas.queries import SaldoRow, TerbukaRow
    from core.pajak.aturan import AturanPajak
    from core.rekanan.queries import RekananRow
    from ui.kantor import Pertanyaan

SERI: Final[Mapping[Jenis, str]] = {
    Jenis.BELANJA_UP: "TBP",
    Jenis.BELANJA_TU: "TBP",
    Jenis.SPJ_PANJAR: "TBP",
    Jenis.PANJAR: "NPD",
    Jenis.TARIK_TUNAI: "CEK",
    Jenis.SETOR_KE_BANK: "SLIP",
    Jenis.JASA_GIRO: "NK",
    Jenis.KOREKSI: "KRK",
}
"""Which kinds count their numbers together (format-transaksi 4.5)."""

_AWAL: Final = {"CEK": "CEK-000001"}
_SERI_SENDIRI: Final = ("TBP", "NPD", "CEK", "SLIP", "NK", "KRK", "SSP", "KKPD", "KKL", "CP", "STS", "RTR", "BYR")
"""Series the treasurer counts himself; an SP2D's number comes from the BUD."""
_ANGKA = re.compile(r"\d+")
_REKANAN_MAKS: Final = 2000


@dataclass(frozen=True, slots=True)
class Acuan(Pilihan):
    """Something booked that an event can be about, with the amount that is still open on it."""

    nilai: Rupiah = NOL

    def __str__(self) -> str:
        return f"{self.kode}  {self.nama} · {self.nilai}"


@dataclass(frozen=True, slots=True)
class Bahan:
    """The day's knowledge of a form."""

    hari: date
    pagu: tuple[Ketersediaan, ...]
    tu: tuple[TerbukaRow, ...]
    panjar: tuple[TerbukaRow, ...]
    pajak: tuple[TerbukaRow, ...]
    """Unpaid tax, one row per kind."""
    saldo: SaldoRow
    rekanan: tuple[RekananRow, ...]
    nomor: Mapping[str, str]
    """The number to suggest, by series (SSP for tax deposits)."""
    bulan_disegel: frozenset[Bulan]
    aturan: AturanPajak
    acuan_bukti: Mapping[tuple[Jenis, str], tuple[Acuan, ...]]
    """What a field of a kind may point at."""
    dpt: Mapping[str, tuple[Rupiah, tuple[str, ...]]]
    """Unpaid DPT by number: the amount, and the purchases it pays."""

    def number(self, jenis: Jenis) -> str:
        """The suggestion for a kind; empty where the number comes from somebody else (SP2D)."""
        return self.series(SERI[jenis]) if jenis in SERI else ""

    def series(self, seri: str) -> str:
        """The suggestion in a series."""
        return self.nomor.get(seri, "")

    def acuan(self, jenis: Jenis, medan: str) -> tuple[Acuan, ...]:
        """What this field may point at; empty when nothing waits, or when it is free."""
        return self.acuan_bukti.get((jenis, medan), ())

    @property
    def nilai_acuan(self) -> Mapping[tuple[Jenis, str, str], Rupiah]:
        """The open amount of everything that can be pointed at."""
        return {(j, m, a.kode): a.nilai for (j, m), daftar in self.acuan_bukti.items() for a in daftar}


def gather(q: Pertanyaan, hari: date) -> Bahan:
    """Asks everything a form needs."""
    tahun = hari.year
    terbuka = q.kas.terbuka(hari)
    dpt = _open_dpt(q, tahun)
    return Bahan(
        hari=hari,
        pagu=tuple(q.anggaran.availability(tahun, 12)),
        tu=tuple(t for t in terbuka if t.jenis == "tu"),
        panjar=tuple(t for t in terbuka if t.jenis == "panjar"),
        pajak=tuple(t for t in terbuka if t.jenis == "pajak"),
        saldo=q.kas.saldo(Bulan(tahun, 12)),
        rekanan=tuple(q.rekanan.search("", batas=_REKANAN_MAKS)),
        nomor=suggest_numbers(q, tahun),
        bulan_disegel=frozenset(s.bulan for s in q.kas.segel(tahun)),
        aturan=office_rules(q.opd.settings()),
        acuan_bukti=_references(q, tahun, terbuka, dpt),
        dpt=dpt,
    )


def _references(
    q: Pertanyaan,
    tahun: int,
    terbuka: Iterable[TerbukaRow],
    dpt: Mapping[str, tuple[Rupiah, tuple[str, ...]]],
) -> dict[tuple[Jenis, str], tuple[Acuan, ...]]:
    """What each field that points at something booked may name."""
    lpj = []
    for nomor in q.kas.lpj_list(Bulan(tahun, 12)):
        satu = q.kas.lpj_up(nomor, tahun)
        if satu is not None and not satu.diganti_oleh:
            lpj.append(Acuan(nomor, f"LPJ-UP {satu.tanggal:%d-%m-%Y}", satu.nilai))
    tu = q.kas.lpj_tu(Bulan(tahun, 12))
    habis = tuple(Acuan(t.sp2d, f"TU {t.sub_kegiatan}", t.jumlah_belanja) for t in tu if t.sisa == t.sts_nilai)
    bersisa = tuple(Acuan(t.sp2d, f"TU {t.sub_kegiatan}", t.sisa) for t in tu if t.sisa > t.sts_nilai)
    kartu = tuple(Acuan(b.nomor_bukti, b.merchant, b.nilai) for b in q.kkpd.pembelian(tahun))
    dipegang = [t for t in terbuka if t.jenis not in {"panjar", "pajak", "tu"}]
    setor = tuple(Acuan(t.nomor, t.jenis.replace("_", " "), t.nilai) for t in dipegang if t.jenis != "retur")
    retur = tuple(Acuan(t.nomor, "retur bank", t.nilai) for t in dipegang if t.jenis == "retur")
    daftar_dpt = tuple(Acuan(nomor, "DPT", nilai) for nomor, (nilai, _) in dpt.items())
    milik_kita = tuple(Acuan(f"****{k.kartu.empat_akhir}", k.kartu.pemegang) for k in q.kkpd.kartu(date(tahun, 12, 31)))
    return {
        (Jenis.SP2D_GU, "lpj"): tuple(lpj),
        (Jenis.SP2D_GU_NIHIL, "lpj"): tuple(lpj),
        (Jenis.SP2D_GU_KKPD, "dpt"): kartu,
        (Jenis.SP2D_GU_KKPD, "nomor_dpt"): daftar_dpt,
        (Jenis.SP2D_TU_NIHIL, "sp2d"): habis,
        (Jenis.STS_SISA_TU, "sp2d"): bersisa,
        (Jenis.BELANJA_KKPD, "kartu"): milik_kita,
        **{(j, "asal"): kartu for j in (Jenis.KKPD_TOLAK, Jenis.KKPD_REFUND, Jenis.KKPD_LUNAS_PRIBADI)},
        (Jenis.STS_LAIN, "untuk"): setor,
        (Jenis.BAYAR_ULANG, "retur"): retur,
    }


def _open_dpt(q: Pertanyaan, tahun: int) -> dict[str, tuple[Rupiah, tuple[str, ...]]]:
    found = {}
    for row in q.kkpd.dpt_list(tahun):
        dpt = None if row.dibayar or row.dicabut else q.kkpd.dpt(tahun, row.nomor)
        if dpt is not None:
            found[row.nomor] = (dpt.total, dpt.pembelian)
    return found


def suggest_numbers(q: Pertanyaan, tahun: int) -> dict[str, str]:
    """The number after the latest of each series of the year, or its first one."""
    ada = q.kas.nomor_seri(tahun, _SERI_SENDIRI)
    return {s: next_number(ada[s]) if ada.get(s) else _AWAL.get(s, f"{s}-0001") for s in _SERI_SENDIRI}


def next_number(ada: Iterable[str]) -> str:
    """The number after the highest: `TBP-0009` becomes `TBP-0010`, `009/TBP/II/2026` becomes `010/TBP/II/2026`."""
    highest = max(ada, key=lambda n: int(c[0]) if (c := _counter(n)) else -1)
    counter = _counter(highest)
    if counter is None:
        return ""
    return f"{highest[: counter.start()]}{int(counter[0]) + 1:0{len(counter[0])}d}{highest[counter.end() :]}"


def _counter(nomor: str) -> re.Match[str] | None:
    """The part of a number that counts: figures before the first slash, otherwise the last figures."""
    groups = list(_ANGKA.finditer(nomor))
    if not groups:
        return None
    return groups[0] if nomor[groups[0].end() :].startswith("/") and groups[0].start() == 0 else groups[-1]
