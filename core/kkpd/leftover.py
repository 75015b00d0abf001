"""The second pass of matching, on what equal amounts left open: refunds, foreign charges, sums, swapped digits, names.

None of these is taken over without a person.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from core.calendar import tanggal_pendek
from core.kas.assignment import Bagian, Tepi, assign, groups_that_add_up
from core.kas.keyakinan import is_telling
from core.kkpd.pengujian import JenisBaris
from core.kkpd.proposal import KEYAKINAN, Bukti, Lembar, Meja, Tingkat, Usulan, day_cost, days_words, name_words
from core.money import SEN_PER_RUPIAH

_BATAS = 150
_SELISIH_JELAS = 30


class Dekat(NamedTuple):
    """A line and a piece of evidence that could belong together but for the amount."""

    baris: int
    bukti: int
    mirip: int
    cost: int


class Jumlah(NamedTuple):
    """One way in which parts add up: lines and evidence by index, and what speaks against it."""

    cost: int
    baris: tuple[int, ...]
    bukti: tuple[int, ...]

    @property
    def sasaran(self) -> tuple[bool, int]:
        """What is added up to: a line, or else a piece of evidence."""
        return (True, self.baris[0]) if len(self.baris) == 1 else (False, self.bukti[0])


def refunds(meja: Meja, kredit: list[Lembar]) -> list[Usulan]:
    """Each credit of a shop to the purchase it undoes: the whole amount first, then a part of a larger purchase."""
    rows = [_refund_edges(meja, b, whole=True) for b in kredit]
    usulan: list[Usulan] = []
    for b, row, found in zip(kredit, rows, assign(rows, _BATAS), strict=True):
        calon, j, kata = row, found, "mengembalikan seluruh belanja"
        if j < 0:
            calon, kata = _refund_edges(meja, b, whole=False), "mengembalikan sebagian belanja"
            if not calon:
                continue
            j = min(calon, key=lambda t: t[1])[0]
        p = meja.bukti[j]
        pilihan = close_choices(meja.bukti, calon, j)
        alasan = (f"{kata} {tanggal_pendek(p.asal.tanggal)}", name_words(meja, b, meja.likeness(b, p)))
        tingkat: Tingkat = "kuat" if not pilihan and b.sen == p.sen else "periksa"
        usulan.append(make((b,), (p,), alasan, pilihan, tingkat=tingkat, jenis=JenisBaris.REFUND))
    return usulan


def _refund_edges(meja: Meja, b: Lembar, *, whole: bool) -> list[Tepi]:
    """Earlier purchases at the shop, of the same amount or (not `whole`) a larger one."""
    row: list[Tepi] = []
    for j in meja.between(b.hari - meja.aturan.hari_refund, b.hari):
        p = meja.bukti[j]
        if (p.sen == b.sen if whole else p.sen > b.sen) and b.same_card(p):
            mirip = meja.likeness(b, p)
            if mirip >= meja.aturan.mirip_permil:
                row.append((j, (1000 - mirip) // 5 + (b.hari - p.hari)))
    return row


def second_pass(meja: Meja, baris: list[Lembar], bukti: list[Bukti], biaya: list[Lembar]) -> list[Usulan]:
    """The kinds one after the other; each takes what it explains off the table."""
    sisa = _Sisa(meja, baris, bukti)
    usulan = sisa.foreign(biaya)
    usulan += sisa.sums()
    usulan += sisa.swapped_digits()
    usulan += sisa.other_names()
    return usulan


class _Sisa:
    """Lines and evidence still open, and which of them lie near each other."""

    def __init__(self, meja: Meja, baris: list[Lembar], bukti: list[Bukti]) -> None:
        self.meja, self.baris, self.bukti = meja, baris, bukti
        self.bebas_baris = set(range(len(baris)))
        self.bebas_bukti = set(range(len(bukti)))
        self.dekat = list(self._near())

    def _near(self) -> Iterator[Dekat]:
        aturan = self.meja.aturan
        for i, j in self._in_window():
            b, p = self.baris[i], self.bukti[j]
            mirip = self.meja.likeness(b, p)
            if mirip >= aturan.mirip_permil:
                yield Dekat(i, j, mirip, (1000 - mirip) // 5 + day_cost(b.hari - p.hari))

    def _in_window(self) -> Iterator[tuple[int, int]]:
        aturan = self.meja.aturan
        hari = [p.hari for p in self.bukti]
        for i, b in enumerate(self.baris):
            awal = bisect_left(hari, b.hari - aturan.hari_sesudah)
            akhir = bisect_right(hari, b.hari + aturan.hari_sebelum)
            for j in range(awal, akhir):
                if b.same_card(self.bukti[j]):
                    yield i, j

    def _open(self) -> Iterator[Dekat]:
        return (d for d in self.dekat if d.baris in self.bebas_baris and d.bukti in self.bebas_bukti)

    def _take(self, baris: Iterable[int], bukti: Iterable[int]) -> None:
        self.bebas_baris.difference_update(baris)
        self.bebas_bukti.difference_update(bukti)

    def foreign(self, biaya: list[Lembar]) -> list[Usulan]:
        """Charges in another currency: the rate has drifted. Known by the line itself or by the bank's fee beside it.

        A line without like evidence may be such a fee under another name; it is taken for one only when the charge it
        goes with finds its evidence.
        """
        bernama = {d.baris for d in self.dekat}
        diduga = [b for i, b in enumerate(self.baris) if i not in bernama]
        induk = self._charged_with([*biaya, *diduga])
        turun, naik = self.meja.aturan.kurs_turun_permil, self.meja.aturan.kurs_naik_permil
        berbiaya = set(induk.values())
        calon: list[Dekat] = []
        for d in self._open():
            b, p = self.baris[d.baris], self.bukti[d.bukti]
            if (d.baris in berbiaya or b.asal.valas) and -turun * p.sen <= 1000 * (b.sen - p.sen) <= naik * p.sen:
                calon.append(d)
        usulan = self._assigned(calon, lambda b, p, i: foreign_words(b, p, with_fee=i in berbiaya))
        for b in biaya:
            kata: tuple[str, ...] = ("biaya bank, bukan beban APBD",)
            if b.asal.nomor in induk:
                kata += (f"mengikuti baris {self.baris[induk[b.asal.nomor]].asal.nomor}",)
            usulan.append(make((b,), (), kata, (), tingkat="kuat", jenis=JenisBaris.BIAYA))
        for i, b in enumerate(self.baris):
            if i in self.bebas_baris and induk.get(b.asal.nomor, i) not in self.bebas_baris:
                self._take((i,), ())
                kata = (
                    "mungkin biaya bank, bukan beban APBD",
                    f"mengikuti baris {self.baris[induk[b.asal.nomor]].asal.nomor}",
                )
                usulan.append(make((b,), (), kata, (), tingkat="periksa", jenis=JenisBaris.BIAYA))
        return usulan

    def _charged_with(self, biaya: list[Lembar]) -> dict[int, int]:
        """For each fee (by line number) the open line of its day and card of which it is one of the known shares."""
        per_hari: defaultdict[int, list[int]] = defaultdict(list)
        for i, b in enumerate(self.baris):
            per_hari[b.hari].append(i)
        induk: dict[int, int] = {}
        for fee in biaya:
            for i in per_hari[fee.hari]:
                b = self.baris[i]
                if b.asal.kartu == fee.asal.kartu and any(
                    abs(1000 * fee.sen - tarif * b.sen) <= 1000 * SEN_PER_RUPIAH
                    for tarif in self.meja.aturan.tarif_biaya
                ):
                    induk[fee.asal.nomor] = i
                    break
        return induk

    def sums(self) -> list[Usulan]:
        """One line that pays several pieces of evidence, or one piece of evidence charged in several lines."""
        calon = sorted({*self._sums_of_bukti(), *self._sums_of_lines()})
        per_sasaran: defaultdict[tuple[bool, int], list[Jumlah]] = defaultdict(list)
        for c in calon:
            per_sasaran[c.sasaran].append(c)
        usulan: list[Usulan] = []
        for c in calon:
            if self.bebas_baris.issuperset(c.baris) and self.bebas_bukti.issuperset(c.bukti):
                lain = [o.bukti for o in per_sasaran[c.sasaran] if o.cost <= c.cost + _SELISIH_JELAS and o != c]
                self._take(c.baris, c.bukti)
                usulan.append(self._sum_proposal(c, lain))
        return usulan

    def _sum_proposal(self, c: Jumlah, lain: list[tuple[int, ...]]) -> Usulan:
        baris = tuple(sorted((self.baris[i] for i in c.baris), key=lambda b: b.asal.nomor))
        bukti = tuple(self.bukti[j] for j in c.bukti)
        nomor = [tuple(self.bukti[j].asal.nomor_bukti for j in satu) for satu in (c.bukti, *lain)]
        pilihan = tuple(dict.fromkeys(nomor))
        mirip = min(self.meja.likeness(b, p) for b in baris for p in bukti)
        kata = (
            f"jumlah {len(bukti)} bukti sama dengan baris ini"
            if len(bukti) > 1
            else f"jumlah {len(baris)} baris sama dengan bukti ini"
        )
        hari = max((b.hari - p.hari for b in baris for p in bukti), key=abs)
        alasan = (kata, days_words(hari), name_words(self.meja, baris[0], mirip))
        return make(baris, bukti, alasan, pilihan if len(pilihan) > 1 else (), tingkat="periksa" if lain else "kuat")

    def _sums_of_bukti(self) -> Iterator[Jumlah]:
        per_baris: defaultdict[int, list[Dekat]] = defaultdict(list)
        for d in self._open():
            if self.bukti[d.bukti].sen < self.baris[d.baris].sen:
                per_baris[d.baris].append(d)
        for i, dekat in per_baris.items():
            bagian = [Bagian(self.bukti[d.bukti].sen, self.bukti[d.bukti].hari, d.cost, d.bukti) for d in dekat]
            for cost, indeks in self._adding_up(self.baris[i].sen, bagian, per_hari=12):
                yield Jumlah(cost, (i,), indeks)

    def _sums_of_lines(self) -> Iterator[Jumlah]:
        per_bukti: defaultdict[int, list[Dekat]] = defaultdict(list)
        for d in self._open():
            if self.baris[d.baris].sen < self.bukti[d.bukti].sen:
                per_bukti[d.bukti].append(d)
        for j, dekat in per_bukti.items():
            bagian = [Bagian(self.baris[d.baris].sen, self.baris[d.baris].hari, d.cost, d.baris) for d in dekat]
            for cost, indeks in self._adding_up(self.bukti[j].sen, bagian, per_hari=3):
                yield Jumlah(cost, indeks, (j,))

    def _adding_up(self, sasaran: int, bagian: list[Bagian], *, per_hari: int) -> Iterator[tuple[int, tuple[int, ...]]]:
        aturan = self.meja.aturan
        return groups_that_add_up(
            sasaran, bagian, per_hari=per_hari, bagian_maks=aturan.bagian_maks, calon_maks=aturan.calon_maks
        )

    def swapped_digits(self) -> list[Usulan]:
        """Amounts that differ by two neighbouring digits, as a tired hand types them."""
        calon = [d for d in self._open() if is_swapped(self.baris[d.baris].sen, self.bukti[d.bukti].sen)]
        return self._assigned(
            calon, lambda b, p, _: f"dua angka tertukar: bukti {p.asal.nilai}, tagihan {b.asal.nilai}"
        )

    def other_names(self) -> list[Usulan]:
        """The same telling amount and no other like it near by, but another name: for a person to look at."""
        calon: list[tuple[int, int]] = []
        for i, j in self._in_window():
            b, p = self.baris[i], self.bukti[j]
            if b.sen == p.sen and i in self.bebas_baris and j in self.bebas_bukti and is_telling(b.sen):
                calon.append((i, j))
        baris, bukti = Counter(i for i, _ in calon), Counter(j for _, j in calon)
        usulan: list[Usulan] = []
        for i, j in calon:
            if baris[i] == bukti[j] == 1:
                b, p = self.baris[i], self.bukti[j]
                self._take((i,), (j,))
                alasan = ("jumlah sama", days_words(b.hari - p.hari), "nama toko berbeda dari nama rekanan")
                usulan.append(make((b,), (p,), alasan, (), tingkat="periksa"))
        return usulan

    def _assigned(self, calon: list[Dekat], words: Callable[[Lembar, Bukti, int], str]) -> list[Usulan]:
        """The best one-to-one choice among candidates whose amounts differ for the reason given."""
        per_baris: defaultdict[int, list[Tepi]] = defaultdict(list)
        for d in calon:
            per_baris[d.baris].append((d.bukti, d.cost))
        usulan: list[Usulan] = []
        for (i, row), j in zip(per_baris.items(), assign(list(per_baris.values()), _BATAS), strict=True):
            if j < 0:
                continue
            b, p = self.baris[i], self.bukti[j]
            pilihan = close_choices(self.bukti, row, j)
            mirip = self.meja.likeness(b, p)
            alasan = (words(b, p, i), days_words(b.hari - p.hari), name_words(self.meja, b, mirip))
            self._take((i,), (j,))
            usulan.append(make((b,), (p,), alasan, pilihan, tingkat="periksa" if pilihan else "kuat"))
        return usulan


def foreign_words(b: Lembar, p: Bukti, *, with_fee: bool) -> str:
    """`selisih kurs 1,2 %, ada baris biaya transaksi luar negeri`."""
    permil = abs(b.sen - p.sen) * 1000 // p.sen
    return f"selisih kurs {permil // 10},{permil % 10} %" + (
        ", ada baris biaya transaksi luar negeri" if with_fee else ""
    )


def close_choices(bukti: Sequence[Bukti], row: Sequence[Tepi], chosen: int) -> tuple[tuple[str, ...], ...]:
    """The chosen evidence and what comes close to it; empty when nothing does."""
    cost = next(c for j, c in row if j == chosen)
    lain = [j for j, c in row if j != chosen and c <= cost + _SELISIH_JELAS]
    return tuple((bukti[j].asal.nomor_bukti,) for j in (chosen, *lain)) if lain else ()


def make(
    baris: tuple[Lembar, ...],
    bukti: tuple[Bukti, ...],
    alasan: tuple[str, ...],
    pilihan: tuple[tuple[str, ...], ...],
    *,
    tingkat: Tingkat,
    jenis: JenisBaris = JenisBaris.BELANJA,
) -> Usulan:
    """A proposal that a person must accept."""
    nomor = tuple(b.asal.nomor for b in baris)
    dokumen = tuple(p.asal.nomor_bukti for p in bukti)
    return Usulan(nomor, dokumen, KEYAKINAN[tingkat], tingkat, alasan, pilihan=pilihan, jenis=jenis)


def is_swapped(satu: int, dua: int) -> bool:
    """Two amounts of the same digits, two neighbours of which stand the other way round."""
    a, b = str(satu), str(dua)
    beda = [k for k in range(min(len(a), len(b))) if a[k] != b[k]]
    return (
        len(a) == len(b)
        and len(beda) == 2
        and beda[1] == beda[0] + 1
        and a[beda[0]] == b[beda[1]]
        and a[beda[1]] == b[beda[0]]
    )
