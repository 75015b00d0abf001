"""Names for screen readers: a field that says in itself what it takes is called that."""

from __future__ import annotations

import re

from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

_KEY = re.compile(r"\s+(Ctrl|Alt|Shift|F\d).*$")


def name_fields(inside: QWidget) -> None:
    """Names the search lines and choices of a page that nobody has named, after the words they show while empty."""
    for field in inside.findChildren(QWidget):
        if field.accessibleName():
            continue
        if isinstance(field, QLineEdit | QPlainTextEdit):
            field.setAccessibleName(_KEY.sub("", field.placeholderText()).rstrip("…. "))
        elif isinstance(field, QComboBox) and field.count():
            field.setAccessibleName(field.itemText(0))
