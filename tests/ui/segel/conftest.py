"""The booked office of tests/ui/spm, for this room too."""

from tests.ui.spm.conftest import dressed, meja, pola

__all__ = ["dressed", "meja", "pola"]
