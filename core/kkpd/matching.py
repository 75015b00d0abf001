"""Which line of a card bill belongs to which piece of evidence.

First a global assignment of equal amounts, weighed by day and name of the shop; then what is left: refunds, foreign
charges, sums, swapped digits, other names (`leftover`). What is not clear shows its alternatives and decides nothing;
only `otomatis` proposals may be taken over without a person. Handbook KKPD 1.12 (match with bank line).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from core.identity import KartuId
from core.kas.assignment import Tepi, assign
from core.kkpd import leftover
from core.kkpd.baris import BarisTagihan, PembelianKartu, StatusBaris
from core.kkpd.pengujian import JenisBaris
from core.kkpd.proposal import (
    ATURAN_BAKU,
    KEYAKINAN,
    AturanCocok,
    Bukti,
    Lembar,
    Meja,
    Usulan,
    day_cost,
    days_words,
    name_words,
)

Isi = tuple[int, int, KartuId | None, str]
"""What two lines (or two pieces of evidence) must share to be the same to every eye: amount, day, card, name."""

_BIAYA = (JenisBaris.BIAYA, JenisBaris.BUNGA)
_BATAS = 110
"""Leaving a line alone costs as much as the worst pair worth showing."""
_SELISIH_JELAS = 45
"""How much worse the next candidate must be before a pair counts as the only one."""


def propose(
    baris: Sequence[BarisTagihan],
    pembelian: Sequence[PembelianKartu],
    alias: Mapping[str, str],
    aturan: AturanCocok = ATURAN_BAKU,
) -> list[Usulan]:
    """Proposals for the open lines of a bill, in the order of its lines.

    Lines take part while TERBUKUKAN. Evidence takes part while DICATAT; evidence already COCOK can only be undone by a
    refund. `alias` maps the bank's name of a shop to ours.
    """
    meja = Meja(aturan, [p for p in pembelian if p.status in (StatusBaris.DICATAT, StatusBaris.COCOK)], alias)
    terbuka = [b for b in baris if b.status is StatusBaris.TERBUKUKAN]
    belanja = meja.lay_out(b for b in terbuka if b.jenis is JenisBaris.BELANJA and not b.is_credit)
    kredit = meja.lay_out(b for b in terbuka if b.is_credit and b.jenis is not JenisBaris.PEMBAYARAN)
    biaya = meja.lay_out(b for b in terbuka if b.jenis in _BIAYA and not b.is_credit)
    bebas = [p for p in meja.bukti if p.asal.status is StatusBaris.DICATAT]

    usulan = _equal_amounts(meja, belanja, bebas)
    dipakai = {nomor for u in usulan for nomor in u.baris}
    habis = {nomor for u in usulan for nomor in u.bukti}
    sisa_baris = [b for b in belanja if b.asal.nomor not in dipakai]
    sisa_bukti = [p for p in bebas if p.asal.nomor_bukti not in habis]
    usulan += leftover.refunds(meja, kredit)
    usulan += leftover.second_pass(meja, sisa_baris, sisa_bukti, biaya)
    return sorted(usulan, key=lambda u: u.baris)


def _equal_amounts(meja: Meja, belanja: list[Lembar], bebas: list[Bukti]) -> list[Usulan]:
    """The first pass: one line to one piece of evidence of the very same amount."""
    per_nilai: dict[int, tuple[list[Lembar], list[Bukti]]] = {}
    for p in bebas:
        per_nilai.setdefault(p.sen, ([], []))[1].append(p)
    for b in belanja:
        if b.sen in per_nilai:
            per_nilai[b.sen][0].append(b)
    kembar_baris = Counter((b.sen, b.hari, b.asal.kartu, b.asal.keterangan) for b in belanja)
    kembar_bukti = Counter((p.sen, p.hari, p.asal.kartu, p.asal.merchant) for p in bebas)
    usulan: list[Usulan] = []
    for lembar, bukti in per_nilai.values():
        if lembar:
            usulan += _one_amount(meja, lembar, bukti, kembar_baris, kembar_bukti)
    return usulan


def _one_amount(
    meja: Meja, lembar: list[Lembar], bukti: list[Bukti], kembar_baris: Counter[Isi], kembar_bukti: Counter[Isi]
) -> list[Usulan]:
    """All pairs of one amount at once."""
    rows = _edges(meja, lembar, bukti)
    pilih = assign(rows, _BATAS)
    peminat: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for i, row in enumerate(rows):
        for j, cost in row:
            peminat[j].append((i, cost))
    usulan: list[Usulan] = []
    for i, j in enumerate(pilih):
        if j < 0:
            continue
        b, p = lembar[i], bukti[j]
        cost = next(c for col, c in rows[i] if col == j)
        lain = [k for k, c in rows[i] if c <= cost + _SELISIH_JELAS and _key(bukti[k]) != _key(p)]
        saingan = [k for k, c in peminat[j] if c <= cost + _SELISIH_JELAS and _line_key(lembar[k]) != _line_key(b)]
        ganda = kembar_baris[_line_key(b)], kembar_bukti[_key(p)]
        pilihan = tuple((bukti[k].asal.nomor_bukti,) for k in (j, *lain)) if lain else ()
        usulan.append(_judge(meja, b, p, pilihan=pilihan, saingan=[lembar[k].asal.nomor for k in saingan], ganda=ganda))
    return usulan


def _edges(meja: Meja, lembar: list[Lembar], bukti: list[Bukti]) -> list[list[Tepi]]:
    """For each line the evidence in its window of days, on its card, of a shop with a like name."""
    aturan = meja.aturan
    hari = [p.hari for p in bukti]
    rows: list[list[Tepi]] = []
    for b in lembar:
        awal = bisect_left(hari, b.hari - aturan.hari_sesudah)
        akhir = bisect_right(hari, b.hari + aturan.hari_sebelum)
        row: list[Tepi] = []
        for j in range(awal, akhir):
            p = bukti[j]
            if b.same_card(p) and (mirip := meja.likeness(b, p)) >= aturan.mirip_permil:
                row.append((j, (1000 - mirip) // 5 + day_cost(b.hari - p.hari)))
        rows.append(row)
    return rows


def _key(p: Bukti) -> Isi:
    return p.sen, p.hari, p.asal.kartu, p.asal.merchant


def _line_key(b: Lembar) -> Isi:
    return b.sen, b.hari, b.asal.kartu, b.asal.keterangan


def _judge(
    meja: Meja,
    b: Lembar,
    p: Bukti,
    *,
    pilihan: tuple[tuple[str, ...], ...],
    saingan: list[int],
    ganda: tuple[int, int],
) -> Usulan:
    """How sure a pair of equal amounts is, and why."""
    mirip = meja.likeness(b, p)
    alasan = ["jumlah sama", days_words(b.hari - p.hari), name_words(meja, b, mirip)]
    if pilihan:
        alasan.append(f"ada {len(pilihan)} bukti yang hampir sama cocoknya")
    if saingan:
        alasan.append("bukti ini juga cocok dengan baris " + ", ".join(str(n) for n in saingan[:3]))
    if ganda[0] != ganda[1]:
        alasan.append(f"baris yang sama persis ada {ganda[0]}, bukti yang sama persis ada {ganda[1]}")
    if pilihan or saingan or ganda[0] != ganda[1]:
        return Usulan(
            (b.asal.nomor,), (p.asal.nomor_bukti,), KEYAKINAN["periksa"], "periksa", tuple(alasan), pilihan=pilihan
        )
    pasti = mirip >= meja.aturan.pasti_permil and 0 <= b.hari - p.hari <= meja.aturan.hari_pasti
    return Usulan(
        (b.asal.nomor,),
        (p.asal.nomor_bukti,),
        KEYAKINAN["pasti" if pasti else "kuat"],
        "pasti" if pasti else "kuat",
        tuple(alasan),
        otomatis=pasti,
    )
