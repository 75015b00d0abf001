"""F1.

The help page of the page on show, from `resources/bantuan/<id>.md`, in Bahasa Indonesia with the rule it follows.
"""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QPushButton, QTextBrowser, QVBoxLayout, QWidget

from ui.kit import tokens

PINTASAN = """
**Di semua halaman:** Ctrl+K cari halaman atau perintah · F12 ganti orang · Esc kembali ·
Ctrl+plus dan Ctrl+minus ukuran huruf · Ctrl+C salin baris daftar ke lembar kerja.
"""


def help_text(page_id: str, judul: str) -> str:
    """The Markdown of a help page; a page without its own gets the keys that work everywhere."""
    path = tokens.RESOURCES / "bantuan" / f"{page_id}.md"
    own = path.read_text("utf-8") if page_id and path.is_file() else f"# {judul}\n"
    return f"{own}\n\n---\n{PINTASAN}"


class HelpDialog(QDialog):
    """A page of help to read beside the work."""

    def __init__(self, page_id: str, judul: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"Bantuan — {judul}")
        self.reader = QTextBrowser()
        self.reader.setOpenLinks(False)
        self.reader.setMarkdown(help_text(page_id, judul))
        close = QPushButton("Tutup  Esc")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.px(16), tokens.px(16), tokens.px(16), tokens.px(16))
        column.addWidget(self.reader, 1)
        column.addWidget(close)
        self.resize(tokens.px(560), tokens.px(480))
