"""The cheapest one-to-one assignment on a sparse table, with the right to leave a row alone.

Successive shortest paths with potentials (the sparse form of the Hungarian method). Each search ends at the first free
column, so the time follows the number of edges and not the size of the table.
"""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heappop, heappush

Tepi = tuple[int, int]
"""A column (0 or above) and the cost (0 or above) of giving it to the row."""


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
