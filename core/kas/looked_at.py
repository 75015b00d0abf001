"""Rows that cost nothing until somebody looks at them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar, overload

R = TypeVar("R")
S = TypeVar("S")


class LookedAt(Sequence[R]):
    """Rows made when somebody looks at them, from what the database answered: a month of 50.000 lines opens at once.

    `depan` are rows that stand before them ready made (an opening balance).
    """

    def __init__(self, mentah: Sequence[Any], make: Callable[[Any], R], depan: Sequence[R] = ()) -> None:
        self._mentah = mentah
        self._make = make
        self._depan = tuple(depan)

    def __len__(self) -> int:
        return len(self._depan) + len(self._mentah)

    @overload
    def __getitem__(self, tempat: int) -> R: ...

    @overload
    def __getitem__(self, tempat: slice) -> Sequence[R]: ...

    def __getitem__(self, tempat: int | slice) -> R | Sequence[R]:
        if isinstance(tempat, slice):
            return [self[i] for i in range(*tempat.indices(len(self)))]
        if not -len(self) <= tempat < len(self):
            raise IndexError(tempat)
        tempat = tempat % len(self)
        n = len(self._depan)
        return self._depan[tempat] if tempat < n else self._make(self._mentah[tempat - n])

    def __iter__(self) -> Iterator[R]:
        yield from self._depan
        yield from map(self._make, self._mentah)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]

    def seen_as(self, make: Callable[[R], S], depan: Sequence[S] = ()) -> LookedAt[S]:
        """The same rows in another dress, after some that are ready made."""
        assert not self._depan
        ours = self._make
        return LookedAt(self._mentah, lambda r: make(ours(r)), depan)
