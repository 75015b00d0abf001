"""The booked office of tests/ui/spm, for this room too."""

from tests.ui.spm.conftest import meja

__all__ = ["meja"]
