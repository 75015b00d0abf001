"""A clock that stands still until it is moved."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta


class FrozenClock:
    """Monday 2 March 2026, 09.00 WIB, unless told otherwise."""

    def __init__(self, now: datetime = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)) -> None:
        self._now = now

    def now(self) -> datetime:
        return self._now

    def today(self) -> date:
        return (self._now + timedelta(hours=7)).date()

    def move(self, **lama: float) -> None:
        self._now += timedelta(**lama)
