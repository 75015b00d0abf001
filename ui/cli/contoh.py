"""`contoh`: the main job on real input, without a window."""

from __future__ import annotations

from typing import Any


def register(add: Any, group: Any) -> None:
    """The commands of this module."""
