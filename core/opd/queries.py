"""Questions about the office, answered for pages, documents and other rooms."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from core.access import Peran
from core.opd.model import Libur, Opd, RekeningBendahara, SkUp
from core.opd.pejabat import Pejabat
from core.settings import SettingsView


class OpdQueries(Protocol):
    """What is known of the office."""

    def office(self) -> Opd | None:
        """The office; None before its first start."""

    def officials(self, tanggal: date | None = None) -> Sequence[Pejabat]:
        """Officials in office on a date, or all there ever were, by role and beginning."""

    def signer(self, peran: Peran, tanggal: date, lingkup: str = "") -> Pejabat:
        """Who signs in a role on a date. Refuses ERR_PEJABAT_KOSONG."""

    def decrees(self, tahun: int) -> Sequence[SkUp]:
        """The UP decrees of a year, oldest first."""

    def up(self, tanggal: date) -> SkUp | None:
        """The UP decree that holds on a date."""

    def accounts(self, tanggal: date | None = None) -> Sequence[RekeningBendahara]:
        """Bank accounts of the treasurers in use on a date, or all."""

    def holidays(self, tahun: int) -> Sequence[Libur]:
        """The holidays of a year, in order."""

    def settings(self) -> SettingsView:
        """All settings of the office."""
