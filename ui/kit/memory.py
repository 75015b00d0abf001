"""What this desk remembers between days: column widths, theme, zoom. Never anything of the office."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtCore import QSettings


def desk_settings() -> QSettings:
    """The small settings file in the profile of the person at this computer."""
    from PySide6.QtCore import QSettings  # first asked for after the first paint

    return QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "Pundi", "Meja")
