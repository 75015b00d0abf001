"""A clock that says what it is told: the sample office lives in October and November 2026."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from core.calendar import ZONA


class JamContoh:
    """Working hours of an invented office; `at` sets it, every look moves it on by a minute."""

    def __init__(self, tanggal: date, jam: int = 8) -> None:
        self._now = datetime.combine(tanggal, time(jam), ZONA["WIB"]).astimezone(UTC)

    def at(self, tanggal: date, jam: int = 8, menit: int = 0) -> None:
        """It is now this moment, WIB."""
        self._now = datetime.combine(tanggal, time(jam, menit), ZONA["WIB"]).astimezone(UTC)

    def now(self) -> datetime:
        self._now += timedelta(minutes=1)
        return self._now

    def today(self) -> date:
        return self._now.astimezone(ZONA["WIB"]).date()
