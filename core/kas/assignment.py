"""What every matching is made of: the cheapest one-to-one assignment, and groups of parts that add up to a sum.

The assignment works on a sparse table, with the right to leave a row alone: successive shortest paths with potentials
(the sparse form of the Hungarian method). Each search ends at the first free column, so the time follows the number of
edges and not the size of the table.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from heapq import heappop, heappush
from itertools import combinations
from typing import NamedTuple

Tepi = tuple[int, int]
"""A column (0 or above) and the cost (0 or above) of giving it to the row."""


class Bagian(NamedTuple):
    """One part that may help to make up a sum: its amount in sen, its day, what speaks against it, its place."""

    sen: int
    hari: int
    cost: int
    indeks: int


def groups_that_add_up(
    sasaran: int, bagian: Iterable[Bagian], *, per_hari: int, bagian_maks: int, calon_maks: int
) -> Iterator[tuple[int, tuple[int, ...]]]:
    """(cost, places) of each group of two or more parts that is exactly the sum; days lying apart speak against it.

    Of the parts only the `calon_maks` likeliest are tried, at most `bagian_maks` together.
    """
    calon = sorted(bagian, key=lambda b: b.cost)[:calon_maks]
    for banyak in range(2, min(bagian_maks, len(calon)) + 1):
        for grup in combinations(calon, banyak):
            if sum(b.sen for b in grup) == sasaran:
                hari = [b.hari for b in grup]
                cost = sum(b.cost for b in grup) // banyak + per_hari * (max(hari) - min(hari)) + 8 * (banyak - 2)
                yield cost, tuple(sorted(b.indeks for b in grup))


def assign(rows: Sequence[Sequence[Tepi]], batas: int) -> list[int]:
    """The column of each row, -1 where leaving it alone (at cost `batas`) is cheaper."""
    edges = [[*row, (-1 - i, batas)] for i, row in enumerate(rows)]
    if len({col for row in rows for col, _ in row}) == sum(len(row) for row in rows):
        return [max(min(row, key=_cost)[0], -1) for row in edges]  # nobody wants the same column
    cari = _Pencarian(edges)
    for start in range(len(edges)):
        cari.augment(start)
    return [max(col, -1) for col in cari.taken]


def _cost(tepi: Tepi) -> int:
    return tepi[1]


class _Pencarian:
    """The state between two searches: potentials of rows and columns, and who owns what so far."""

    def __init__(self, edges: list[list[Tepi]]) -> None:
        self.edges = edges
        self.taken = [0] * len(edges)
        self._u = [0] * len(edges)
        self._v: dict[int, int] = {}
        self._owner: dict[int, int] = {}

    def augment(self, start: int) -> None:
        """Finds the shortest alternating path from one free row and turns it over. A private column ends it too."""
        jarak: dict[int, int] = {}
        dari: dict[int, int] = {}
        tutup: dict[int, None] = {}
        heap: list[tuple[int, int]] = []
        row, dasar = start, 0
        while True:
            for col, cost in self.edges[row]:
                if col not in tutup:
                    d = dasar + cost - self._u[row] - self._v.get(col, 0)
                    if col not in jarak or d < jarak[col]:
                        jarak[col], dari[col] = d, row
                        heappush(heap, (d, col))
            dasar, col = heappop(heap)
            while col in tutup:
                dasar, col = heappop(heap)
            if col not in self._owner:
                break
            tutup[col] = None
            row = self._owner[col]
        self._u[start] += dasar
        for c in tutup:
            self._u[self._owner[c]] += dasar - jarak[c]
            self._v[c] = self._v.get(c, 0) - (dasar - jarak[c])
        while True:
            row = dari[col]
            self._owner[col], self.taken[row], col = row, col, self.taken[row]
            if row == start:
                return
