"""What is done with many rows of a list, row by row, so that the window breathes between (InParts)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from core.money import Rupiah
from ui.kit.table import Jenis, plain_cell, write_cell

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from ui.kit.table import Column, RowTable


def add_up(table: RowTable[Any], numbers: Sequence[int]) -> Generator[None, None, dict[str, Rupiah]]:
    """The sum of each amount column over some rows; running balances are not added."""
    columns = [c for c in table.columns if c.jenis is Jenis.UANG and not c.berjalan]
    sums = {c.key: 0 for c in columns}
    for number in numbers:
        row = table.rows[number]
        for column in columns:
            nilai = column.nilai(row)
            if isinstance(nilai, Rupiah):
                sums[column.key] += nilai.sen
        yield
    return {key: Rupiah(sen) for key, sen in sums.items()}


def write_lines(
    table: RowTable[Any], numbers: Sequence[int], columns: Sequence[Column[Any]]
) -> Generator[None, None, list[str]]:
    """Some rows as tab-separated lines, with the headings above when there are several."""
    lines = ["\t".join(c.judul for c in columns)] if len(numbers) > 1 else []
    for number in numbers:
        row = table.rows[number]
        lines.append("\t".join(plain_cell(c.nilai(row)) for c in columns))
        yield
    return lines


def seek(
    table: RowTable[Any], first: int, columns: Sequence[Column[Any]], word: str
) -> Generator[None, None, int | None]:
    """The next row from `first` on, around the end, in which a written word begins like this."""
    rows = table.rows
    for step in range(len(rows)):
        number = (first + step) % len(rows)
        row = rows[number]
        for column in columns:
            text = write_cell(column, column.nilai(row)).text.casefold()
            if text.startswith(word) or f" {word}" in text:
                return number
        yield
    return None
