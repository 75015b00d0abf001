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
    u = [0] * len(edges)
    v: dict[int, int] = {}
    owner: dict[int, int] = {}
    taken = [0] * len(edges)
    for start in range(len(edges)):
        _augment(start, edges, u, v, owner, taken)
    return [max(col, -1) for col in taken]


def _cost(tepi: Tepi) -> int:
    return tepi[1]


def _augment(
    start: int, edges: list[list[Tepi]], u: list[int], v: dict[int, int], owner: dict[int, int], taken: list[int]
) -> None:
    """Finds the shortest alternating path from one free row and turns it over. A private column (below 0) ends it."""
    jarak: dict[int, int] = {}
    dari: dict[int, int] = {}
    selesai: list[int] = []
    tutup: set[int] = set()
    heap: list[tuple[int, int]] = []
    row, dasar = start, 0
    while True:
        for col, cost in edges[row]:
            if col not in tutup:
                d = dasar + cost - u[row] - v.get(col, 0)
                if col not in jarak or d < jarak[col]:
                    jarak[col], dari[col] = d, row
                    heappush(heap, (d, col))
        dasar, col = heappop(heap)
        while col in tutup:
            dasar, col = heappop(heap)
        if col not in owner:
            break
        tutup.add(col)
        selesai.append(col)
        row = owner[col]
    u[start] += dasar
    for c in selesai:
        u[owner[c]] += dasar - jarak[c]
        v[c] = v.get(c, 0) - (dasar - jarak[c])
    while True:
        row = dari[col]
        owner[col], taken[row], col = row, col, taken[row]
        if row == start:
            return
