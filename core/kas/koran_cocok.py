"""Which lines of a bank statement are which documents of the books.

First a global assignment of equal amounts, weighed by document number, name and day; then corrections that cancel each
other, and sums: one line for several documents, several lines for one. Nothing is final until somebody accepts it; only
`pasti` may be accepted in one stroke. What the program will not choose it shows with its alternatives.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from core.kas.assignment import Bagian, Tepi, assign, groups_that_add_up
from core.kas.keyakinan import Tingkat, is_telling
from core.kas.koran import BarisKoran, BuktiBank, GerakBank
from core.kas.model import Jenis
from core.kas.nomor_di_bank import Ditemukan, find_name, find_number, find_whole

_BATAS: Final = 400
_SELISIH_JELAS: Final = 40
_TANPA_TANDA: Final = 120
_NAMA: Final = 60
_NOMOR_LEMAH: Final = 40

SEBUTAN: Final[Mapping[str, tuple[str, ...]]] = {
    Jenis.TARIK_TUNAI: ("CEK", "CHEQUE", "CHQ", "TARIK TUNAI"),
    Jenis.SETOR_KE_BANK: ("SLIP",),
    Jenis.PANJAR: ("NPD", "PANJAR"),
    Jenis.STS_LAIN: ("STS",),
    Jenis.STS_SISA_UP: ("STS",),
    Jenis.STS_SISA_TU: ("STS",),
}
"""What a bank may write before the number of a kind; TBP for evidence, SP2D for SP2D."""


@dataclass(frozen=True, slots=True)
class AturanKoran:
    """Settings of matching. A line may lie `hari_sebelum` days before and `hari_sesudah` after its document.

    `hari_nomor`: the same when the document number stands in the line; `hari_pasti`: for a pair that needs no person.
    """

    hari_sebelum: int = 3
    hari_sesudah: int = 7
    hari_nomor: int = 31
    hari_pasti: int = 3
    bagian_maks: int = 4
    calon_maks: int = 10


ATURAN_BAKU: Final = AturanKoran()


@dataclass(frozen=True, slots=True)
class UsulanKoran:
    """A proposal: these lines (by key) are these documents. Where there are alternatives, the first is `bukti`."""

    baris: tuple[str, ...]
    bukti: tuple[BuktiBank, ...]
    tingkat: Tingkat
    alasan: tuple[str, ...]
    pilihan: tuple[tuple[BuktiBank, ...], ...] = ()

    @property
    def otomatis(self) -> bool:
        """Whether it may be accepted together with all other safe ones."""
        return self.tingkat == "pasti"


class Tanda(NamedTuple):
    """What speaks for a line and a document: the number, the name, the days between them, the cost of the pair."""

    nomor: Ditemukan | None
    nama: str
    hari: int
    cost: int


def propose(
    baris: Sequence[BarisKoran],
    gerak: Sequence[GerakBank],
    aturan: AturanKoran = ATURAN_BAKU,
    dilepas: frozenset[tuple[str, BuktiBank]] = frozenset(),
) -> list[UsulanKoran]:
    """Proposals for open lines and open documents. `dilepas` are pairs that somebody has undone before."""
    meja = _Meja(baris, gerak, aturan, dilepas)
    usulan = meja.equal_amounts()
    usulan += meja.corrections()
    usulan += meja.sums()
    order = {b.kunci: i for i, b in enumerate(baris)}
    return sorted(usulan, key=lambda u: min((order[k] for k in u.baris), default=len(order)))


class _Meja:
    """Open lines and documents, by number; each pass takes what it explains off the table."""

    def __init__(
        self,
        baris: Sequence[BarisKoran],
        gerak: Sequence[GerakBank],
        aturan: AturanKoran,
        dilepas: frozenset[tuple[str, BuktiBank]],
    ) -> None:
        self.baris, self.gerak, self.aturan, self.dilepas = baris, gerak, aturan, dilepas
        self.sisa_baris = set(range(len(baris)))
        self.sisa_gerak = set(range(len(gerak)))
        self._tanda: dict[tuple[int, int], Tanda | None] = {}

    def sign(self, i: int, j: int) -> Tanda | None:
        """What speaks for line i and document j; None when they lie too far apart."""
        key = (i, j)
        if key not in self._tanda:
            self._tanda[key] = weigh(self.baris[i], self.gerak[j], self.aturan)
        return self._tanda[key]

    def take(self, baris: Iterable[int], gerak: Iterable[int]) -> None:
        """Off the table."""
        self.sisa_baris.difference_update(baris)
        self.sisa_gerak.difference_update(gerak)

    # one line, one document ---------------------------------------------------------------------------------------

    def equal_amounts(self) -> list[UsulanKoran]:
        """All pairs of the very same amount, one amount at a time, the whole amount at once."""
        per_nilai: defaultdict[int, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
        for j, g in enumerate(self.gerak):
            per_nilai[g.nilai.sen][1].append(j)
        for i, b in enumerate(self.baris):
            if b.nilai.sen in per_nilai:
                per_nilai[b.nilai.sen][0].append(i)
        usulan: list[UsulanKoran] = []
        for lines, documents in per_nilai.values():
            if lines:
                usulan += self._one_amount(lines, documents)
        return usulan

    def _one_amount(self, lines: list[int], documents: list[int]) -> list[UsulanKoran]:
        rows: list[list[Tepi]] = [
            [(n, t.cost) for n, j in enumerate(documents) if (t := self.sign(i, j)) is not None] for i in lines
        ]
        minat: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
        for row_no, row in enumerate(rows):
            for n, cost in row:
                minat[n].append((lines[row_no], cost))
        usulan: list[UsulanKoran] = []
        for i, row, n in zip(lines, rows, assign(rows, _BATAS), strict=True):
            if n < 0:
                continue
            cost = next(c for k, c in row if k == n)
            lain = [documents[k] for k, c in row if k != n and c <= cost + _SELISIH_JELAS]
            saingan = [k for k, c in minat[n] if k != i and c <= cost + _SELISIH_JELAS]
            usulan.append(self._judge(i, documents[n], lain, saingan))
        for u in usulan:
            self.take([i for i in lines if self.baris[i].kunci in u.baris], self._places(u.bukti))
        return usulan

    def _places(self, bukti: tuple[BuktiBank, ...]) -> list[int]:
        return [j for j in self.sisa_gerak if self.gerak[j].bukti in bukti]

    def _judge(self, i: int, j: int, lain: list[int], saingan: list[int]) -> UsulanKoran:
        """How sure a pair of equal amounts is, and why."""
        b, g, t = self.baris[i], self.gerak[j], self.sign(i, j)
        assert t is not None
        alasan = ["jumlah sama", *reasons(g, t)]
        kembar = self._twins(i, j, lain, saingan)
        if lain and not kembar:
            alasan.append(f"ada {len(lain) + 1} bukti yang hampir sama cocoknya")
        elif saingan and not kembar:
            alasan.append(f"bukti ini juga cocok dengan {len(saingan)} baris lain")
        elif kembar:
            alasan.append(f"ada {len(lain) + 1} pasang yang sama persis")
        tingkat: Tingkat = "kuat"
        if (lain or saingan) and not kembar:
            tingkat = "periksa"
        elif (t.nomor and t.nomor.kuat) or (
            t.nama and is_telling(g.nilai.sen) and abs(t.hari) <= self.aturan.hari_pasti and not kembar
        ):
            tingkat = "pasti"
        if (b.kunci, g.bukti) in self.dilepas:
            tingkat = "periksa"
            alasan.append("pasangan ini pernah dilepas")
        pilihan = ((g.bukti,), *((self.gerak[k].bukti,) for k in lain)) if lain and tingkat == "periksa" else ()
        return UsulanKoran((b.kunci,), (g.bukti,), tingkat, tuple(alasan), pilihan)

    def _twins(self, i: int, j: int, lain: list[int], saingan: list[int]) -> bool:
        """As many lines as documents, and nobody can tell them apart: any way of pairing them is the right one."""
        b, g = self.baris[i], self.gerak[j]
        same_lines = all(_line_face(self.baris[k]) == _line_face(b) for k in saingan)
        same_documents = all(_document_face(self.gerak[k]) == _document_face(g) for k in lain)
        return bool(lain) and len(lain) == len(saingan) and same_lines and same_documents

    # corrections --------------------------------------------------------------------------------------------------

    def corrections(self) -> list[UsulanKoran]:
        """A correction and what it corrects, both unknown to the bank: they cancel each other in the books."""
        per_event: defaultdict[object, list[int]] = defaultdict(list)
        for j in self.sisa_gerak:
            per_event[self.gerak[j].bukti.transaksi].append(j)
        usulan: list[UsulanKoran] = []
        for j in sorted(self.sisa_gerak):
            asal = per_event.get(self.gerak[j].membalik, []) if self.gerak[j].membalik else []
            if j not in self.sisa_gerak or not asal:
                continue
            if self.gerak[j].nilai.sen + sum(self.gerak[k].nilai.sen for k in asal) == 0:
                self.take((), (j, *asal))
                bukti = (*(self.gerak[k].bukti for k in asal), self.gerak[j].bukti)
                kata = ("dikoreksi di buku", "keduanya saling meniadakan dan tidak ada di bank")
                usulan.append(UsulanKoran((), bukti, "pasti", kata))
        return usulan

    # sums ---------------------------------------------------------------------------------------------------------

    def sums(self) -> list[UsulanKoran]:
        """One line for several documents, then several lines for one; the likeliest first."""
        calon: list[tuple[int, tuple[int, ...], tuple[int, ...]]] = []
        for i in sorted(self.sisa_baris):
            bagian = self._parts(i, self.sisa_gerak, of_line=True)
            calon += [(cost, (i,), grup) for cost, grup in self._groups(self.baris[i].nilai.sen, bagian)]
        for j in sorted(self.sisa_gerak):
            bagian = self._parts(j, self.sisa_baris, of_line=False)
            calon += [(cost, grup, (j,)) for cost, grup in self._groups(self.gerak[j].nilai.sen, bagian)]
        usulan: list[UsulanKoran] = []
        for cost, lines, documents in sorted(calon):
            if self.sisa_baris.issuperset(lines) and self.sisa_gerak.issuperset(documents):
                lain = [c for c in calon if c[0] <= cost + _SELISIH_JELAS and self._rivals(c, lines, documents)]
                usulan.append(self._sum(lines, documents, lain))
                self.take(lines, documents)
        return usulan

    def _parts(self, sasaran: int, sisa: set[int], *, of_line: bool) -> list[Bagian]:
        """What may help to make up a line (documents) or a document (lines): same direction, smaller, near."""
        tujuan = self.baris[sasaran].nilai.sen if of_line else self.gerak[sasaran].nilai.sen
        giro = not of_line and self.gerak[sasaran].jenis == Jenis.JASA_GIRO
        found: list[Bagian] = []
        for k in sisa:
            part = self.gerak[k] if of_line else self.baris[k]
            sen = part.nilai.sen
            # the tax on jasa giro leaves the bank in a line of its own
            if not giro and ((sen > 0) != (tujuan > 0) or abs(sen) >= abs(tujuan)):
                continue
            t = self.sign(sasaran, k) if of_line else self.sign(k, sasaran)
            if t is not None:
                found.append(Bagian(sen, part.tanggal.toordinal(), t.cost, k))
        return found

    def _groups(self, sasaran: int, bagian: list[Bagian]) -> list[tuple[int, tuple[int, ...]]]:
        aturan = self.aturan
        return list(
            groups_that_add_up(
                sasaran, bagian, per_hari=8, bagian_maks=aturan.bagian_maks, calon_maks=aturan.calon_maks
            )
        )

    def _rivals(
        self, c: tuple[int, tuple[int, ...], tuple[int, ...]], lines: tuple[int, ...], documents: tuple[int, ...]
    ) -> bool:
        """Another way to explain the same line or the same document."""
        if (c[1], c[2]) == (lines, documents):
            return False
        return c[1] == lines if len(lines) == 1 else c[2] == documents

    def _sum(
        self,
        lines: tuple[int, ...],
        documents: tuple[int, ...],
        lain: list[tuple[int, tuple[int, ...], tuple[int, ...]]],
    ) -> UsulanKoran:
        bukti = tuple(self.gerak[j].bukti for j in documents)
        tanda = [t for i in lines for j in documents if (t := self.sign(i, j)) is not None]
        if len(documents) > 1:
            kata = f"jumlah {len(documents)} bukti sama dengan baris ini"
        else:
            kata = f"jumlah {len(lines)} baris sama dengan bukti ini"
        alasan = [kata]
        if len(documents) > 1 and len({b.transaksi for b in bukti}) == 1:
            alasan.append("semuanya satu transaksi di buku")
        sebut = [t.nomor.bagian for t in tanda if t.nomor]
        alasan += [f"di bank tertulis “{bagian}”" for bagian in dict.fromkeys(sebut)]
        alasan += [f"nama {nama} tertulis di bank" for nama in dict.fromkeys(t.nama for t in tanda if t.nama)]
        jauh = max((abs(t.hari) for t in tanda), default=0)
        alasan.append(f"paling jauh {jauh} hari" if jauh else "tanggal sama")
        sure = not lain and (len(sebut) == len(tanda) or len({b.transaksi for b in bukti}) == 1 < len(bukti))
        if any((self.baris[i].kunci, b) in self.dilepas for i in lines for b in bukti):
            sure = False
            alasan.append("pasangan ini pernah dilepas")
        pilihan = (bukti, *(tuple(self.gerak[j].bukti for j in c[2]) for c in lain if c[1] == lines))
        return UsulanKoran(
            tuple(self.baris[i].kunci for i in lines),
            bukti,
            "kuat" if sure else "periksa",
            tuple(alasan),
            pilihan if len(pilihan) > 1 else (),
        )


def weigh(b: BarisKoran, g: GerakBank, aturan: AturanKoran) -> Tanda | None:
    """What speaks for a pair; None when the line lies outside the window of its document."""
    hari = (b.tanggal - g.tanggal).days
    if abs(hari) > aturan.hari_nomor:
        return None
    nomor = find_in(g, b.teks)
    near = -aturan.hari_sebelum <= hari <= aturan.hari_sesudah
    if not near and not (nomor and nomor.kuat):
        return None
    nama = find_name(g.pihak, b.teks)
    cost = 0 if nomor and nomor.kuat else _NOMOR_LEMAH if nomor else _NAMA if nama else _TANPA_TANDA
    cost += 4 * hari if hari >= 0 else 10 - 6 * hari
    return Tanda(nomor, nama, hari, cost)


def find_in(g: GerakBank, teks: str) -> Ditemukan | None:
    """The document's number, or the NTPN of a tax deposit, in a bank's words."""
    if g.ntpn and (found := find_whole(g.ntpn, teks)) is not None:
        return found
    sebutan = SEBUTAN.get(g.jenis, ("SP2D",) if g.jenis.startswith("SP2D") else ("TBP", "KUITANSI"))
    return find_number(g.bukti.no_bukti, sebutan, teks)


def reasons(g: GerakBank, t: Tanda) -> list[str]:
    """The number, the name and the days, in words."""
    made: list[str] = []
    if t.nomor is not None:
        made.append(f"nomor {g.bukti.no_bukti} tertulis di bank sebagai “{t.nomor.bagian}”")
    if t.nama:
        made.append(f"nama {t.nama} tertulis di bank")
    if t.hari == 0:
        made.append("tanggal sama")
    else:
        made.append(f"bank {abs(t.hari)} hari {'sesudah' if t.hari > 0 else 'sebelum'} buku")
    if t.nomor is None and not t.nama:
        made.append("nomor dan nama tidak tertulis di bank")
    return made


def _line_face(b: BarisKoran) -> tuple[object, ...]:
    return b.nilai.sen, b.tanggal, b.keterangan


def _document_face(g: GerakBank) -> tuple[object, ...]:
    return g.nilai.sen, g.tanggal, g.jenis, g.pihak
