"""Card bills with evidence beside them and the truth between them, made from a seed: what matching is measured on.

The kinds and their shares are those of the public anchor (performance table 4): evidence charged in two lines 3 %, two
or three pieces in one line 3 %, a refund of an earlier charge 2 %, a line listed twice 1,5 %, evidence recorded twice
1,5 %, a foreign charge with a drifted rate and the bank's fee 2 %, evidence never charged 4 %, a line without evidence
4 %, swapped digits 1 %; a third of the amounts round. Nothing here is real.
"""

from __future__ import annotations

import math
import random
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from core.kkpd.baris import BarisTagihan, PembelianKartu
from core.kkpd.rules import classify_line
from core.money import Rupiah

BENTUK = ("TOKO", "CV", "PT", "UD", "RM", "WARUNG", "APOTEK", "SPBU", "HOTEL", "BENGKEL", "PERCETAKAN", "KOPERASI")
KATA = (
    "SUMBER", "BERKAH", "MAJU", "KARYA", "CAHAYA", "MITRA", "ANUGERAH", "PUTRA", "INDAH", "JAYA", "SINAR", "BINTANG",
    "MEKAR", "TUNAS", "SARI", "GEMILANG", "ABADI", "REJEKI",
)  # fmt: skip
EKOR = (
    "MANDIRI", "SEJAHTERA", "UTAMA", "MAKMUR", "LESTARI", "PRATAMA", "SENTOSA", "NUSANTARA", "BERSAMA", "SAUDARA",
    "KENCANA", "PERKASA", "BAHARI", "RAYA", "AGUNG",
)  # fmt: skip
KOTA = ("KOTA A", "KOTA B", "KAB C", "KAB D", "JAKARTA", "BANDUNG")
BULAT = (20, 25, 50, 50, 75, 100, 100, 150, 200, 250, 300, 500, 1000)
"""Round amounts, in thousands of rupiah."""

PER_KANTOR = 90
"""Shops an office buys from."""


class Baris(NamedTuple):
    """One row of either side: office, day as a number, name, whole rupiah."""

    kantor: int
    hari: int
    nama: str
    nilai: int


@dataclass(slots=True)
class Kumpulan:
    """One set. `benar` says which line belongs to which evidence (by place in the lists), and by what kind."""

    baris: list[Baris] = field(default_factory=list)
    bukti: list[Baris] = field(default_factory=list)
    benar: dict[tuple[int, int], str] = field(default_factory=dict)

    def offices(self) -> list[tuple[list[BarisTagihan], list[PembelianKartu]]]:
        """Each office's bill and evidence as the program holds them; numbers are places in the lists."""
        per: defaultdict[int, tuple[list[BarisTagihan], list[PembelianKartu]]] = defaultdict(lambda: ([], []))
        for n, b in enumerate(self.baris):
            hari, nilai = date.fromordinal(b.hari), Rupiah.of(b.nilai)
            jenis = classify_line(b.nama, nilai)
            per[b.kantor][0].append(BarisTagihan(n, None, hari, hari, b.nama, nilai, jenis, str(n)))
        for n, p in enumerate(self.bukti):
            per[p.kantor][1].append(PembelianKartu(str(n), None, date.fromordinal(p.hari), p.nama, Rupiah.of(p.nilai)))
        return list(per.values())


def make_set(benih: int, banyak: int, kantor: int) -> Kumpulan:
    """A set of at least `banyak` lines over some offices; the same seed makes the same set."""
    return _Pembuat(benih, banyak, kantor).make()


class _Pembuat:
    def __init__(self, benih: int, banyak: int, kantor: int) -> None:
        self.acak = random.Random(f"pundi-cocok-{benih}-{banyak}-{kantor}")
        self.banyak, self.kantor = banyak, kantor
        awal = date(2026, 1, 2)
        self.hari = [d for n in range(363) if (d := awal + timedelta(days=n)).weekday() < 5]
        toko = [f"{a} {b} {c}" for a in BENTUK for b in KATA for c in EKOR]
        self.acak.shuffle(toko)
        self.toko = [toko[o * 7 % 400 : o * 7 % 400 + PER_KANTOR] for o in range(kantor)]
        self.isi = Kumpulan()

    def make(self) -> Kumpulan:
        kejadian: tuple[tuple[float, Callable[[int, date, str, int], None]], ...] = (
            (0.03, self._split), (0.03, self._merged), (0.02, self._refunded), (0.015, self._listed_twice),
            (0.015, self._recorded_twice), (0.02, self._foreign), (0.04, self._evidence_only), (0.04, self._line_only),
            (0.01, self._mistyped), (1.0, self._plain),
        )  # fmt: skip
        while len(self.isi.baris) < self.banyak:
            o = self.acak.randrange(self.kantor)
            hari, toko = self.acak.choice(self.hari), self.acak.choice(self.toko[o])
            p = self.acak.random()
            for bagian, buat in kejadian:
                if p < bagian:
                    buat(o, hari, toko, self._amount())
                    break
                p -= bagian
        return _in_order(self.isi, self.acak)

    # the kinds

    def _split(self, o: int, hari: date, toko: str, nilai: int) -> None:
        j = self._bukti(o, hari, toko, nilai)
        pertama = max(1000, nilai * self.acak.randint(2, 8) // 10 // 100 * 100)
        for bagian in (pertama, nilai - pertama):
            if bagian > 0:
                self._tie(self._baris(o, self._shifted(hari), toko, bagian), j, "dua baris")

    def _merged(self, o: int, hari: date, toko: str, _nilai: int) -> None:
        bagian = [self._log_uniform(15_000, 900_000) for _ in range(self.acak.choice((2, 2, 3)))]
        i = self._baris(o, self._shifted(hari), toko, sum(bagian))
        for satu in bagian:
            self._tie(i, self._bukti(o, hari, toko, satu), "gabungan")

    def _refunded(self, o: int, hari: date, toko: str, nilai: int) -> None:
        j = self._bukti(o, hari, toko, nilai)
        self._tie(self._baris(o, self._shifted(hari), toko, nilai), j, "satu")
        kembali = self._shifted(hari + timedelta(days=self.acak.randint(3, 20)))
        self._tie(self._baris(o, kembali, toko, -nilai), j, "refund")

    def _listed_twice(self, o: int, hari: date, toko: str, nilai: int) -> None:
        i = self._baris(o, self._shifted(hari), toko, nilai)
        self._tie(i, self._bukti(o, hari, toko, nilai), "satu")
        self.isi.baris.append(self.isi.baris[i])

    def _recorded_twice(self, o: int, hari: date, toko: str, nilai: int) -> None:
        j = self._bukti(o, hari, toko, nilai)
        self._tie(self._baris(o, self._shifted(hari), toko, nilai), j, "satu")
        self.isi.bukti.append(self.isi.bukti[j])

    def _foreign(self, o: int, hari: date, toko: str, nilai: int) -> None:
        j = self._bukti(o, hari, toko, nilai)
        ditagih, kapan = int(nilai * self.acak.uniform(0.985, 1.03)), self._shifted(hari)
        self._tie(self._baris(o, kapan, toko, ditagih), j, "valas")
        self.isi.baris.append(Baris(o, kapan.toordinal(), self._bank_name("BIAYA TRX LN"), int(ditagih * 0.025)))

    def _evidence_only(self, o: int, hari: date, toko: str, nilai: int) -> None:
        self._bukti(o, hari, toko, nilai)

    def _line_only(self, o: int, hari: date, toko: str, nilai: int) -> None:
        self._baris(o, self._shifted(hari), toko, nilai)

    def _mistyped(self, o: int, hari: date, toko: str, nilai: int) -> None:
        angka = list(str(nilai))
        k = self.acak.randrange(len(angka) - 1)
        angka[k], angka[k + 1] = angka[k + 1], angka[k]
        tertulis = int("".join(angka)) if angka[0] != "0" else nilai
        i = self._baris(o, self._shifted(hari), toko, nilai)
        self._tie(i, self._bukti(o, hari, toko, tertulis), "salah ketik" if tertulis != nilai else "satu")

    def _plain(self, o: int, hari: date, toko: str, nilai: int) -> None:
        self._tie(self._baris(o, self._shifted(hari), toko, nilai), self._bukti(o, hari, toko, nilai), "satu")

    # their parts

    def _tie(self, baris: int, bukti: int, jenis: str) -> None:
        self.isi.benar[baris, bukti] = jenis

    def _baris(self, o: int, hari: date, toko: str, nilai: int) -> int:
        self.isi.baris.append(Baris(o, hari.toordinal(), self._bank_name(toko), nilai))
        return len(self.isi.baris) - 1

    def _bukti(self, o: int, hari: date, toko: str, nilai: int) -> int:
        nama = toko if self.acak.random() < 0.7 else toko.title()
        self.isi.bukti.append(Baris(o, hari.toordinal(), nama, nilai))
        return len(self.isi.bukti) - 1

    def _shifted(self, hari: date) -> date:
        """Posted 0 to 5 days later, now and then up to two days before."""
        r = self.acak
        geser = -r.randint(1, 2) if r.random() < 0.02 else r.choice((0, 0, 0, 1, 1, 2, 2, 3, 4, 5))
        return hari + timedelta(days=geser)

    def _amount(self) -> int:
        return 1000 * self.acak.choice(BULAT) if self.acak.random() < 0.35 else self._log_uniform(15_000, 8_000_000)

    def _log_uniform(self, rendah: int, tinggi: int) -> int:
        """Small amounts are as frequent as large ones; most are rounded as receipts are."""
        nilai = math.exp(self.acak.uniform(math.log(rendah), math.log(tinggi)))
        langkah = self.acak.choice((1, 100, 500, 1000, 1000, 5000, 10_000, 50_000))
        return max(langkah, int(nilai // langkah * langkah))

    def _bank_name(self, nama: str) -> str:
        """What a card network prints: without its first word, behind a machine's prefix, a letter lost, cut, a town."""
        r = self.acak
        p = r.random()
        if p < 0.25:
            nama = nama.partition(" ")[2] or nama
        elif p > 0.85:
            nama = r.choice(("QRIS ", "EDC*", "TRX ", "POS ")) + nama
        if r.random() < 0.12 and len(nama) > 6:
            k = r.randrange(2, len(nama) - 2)
            nama = nama[:k] + nama[k + 1 :]
        nama = nama[: r.choice((14, 18, 22, 22, 25))]
        return (f"{nama} {r.choice(KOTA)}" if r.random() < 0.4 else nama).strip()


def _in_order(isi: Kumpulan, acak: random.Random) -> Kumpulan:
    """The same set with both sides by office and day, as files bring them; within a day by chance."""
    urut = []
    for side in (isi.baris, isi.bukti):
        tempat = list(range(len(side)))
        acak.shuffle(tempat)
        urut.append(sorted(tempat, key=lambda n: side[n][:2]))
    ke = [{lama: baru for baru, lama in enumerate(u)} for u in urut]
    return Kumpulan(
        [isi.baris[n] for n in urut[0]],
        [isi.bukti[n] for n in urut[1]],
        {(ke[0][i], ke[1][j]): jenis for (i, j), jenis in isi.benar.items()},
    )


@dataclass(frozen=True, slots=True)
class Nilai:
    """How good a list of pairs is. `per_jenis`: recall and how many there are, by kind."""

    ketepatan: float
    perolehan: float
    f1: float
    per_jenis: dict[str, tuple[float, int]]


def score(isi: Kumpulan, pasangan: Sequence[tuple[int, int]]) -> Nilai:
    """Against the truth; rows of the same content are the same row here."""
    from collections import Counter

    baris, bukti = _first_alike(isi.baris), _first_alike(isi.bukti)
    ingin = Counter((baris[i], bukti[j]) for i, j in isi.benar)
    dapat = Counter((baris[i], bukti[j]) for i, j in pasangan)
    kena = sum((ingin & dapat).values())
    banyak: Counter[str] = Counter(isi.benar.values())
    tertangkap = Counter(jenis for (i, j), jenis in isi.benar.items() if (baris[i], bukti[j]) in dapat)
    return Nilai(
        kena / max(1, len(pasangan)),
        kena / len(isi.benar),
        2 * kena / max(1, len(pasangan) + len(isi.benar)),
        {jenis: (tertangkap[jenis] / n, n) for jenis, n in banyak.most_common()},
    )


def _first_alike(rows: Sequence[Baris]) -> list[int]:
    pertama: dict[Baris, int] = {}
    return [pertama.setdefault(r, n) for n, r in enumerate(rows)]
