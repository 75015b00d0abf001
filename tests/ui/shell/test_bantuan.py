"""F1: every page has its help, in the same four parts, and names no key that the page does not have."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ui.kit import tokens
from ui.shell.halaman import pages
from ui.shell.help import HelpDialog, help_text

UI = Path(tokens.__file__).parents[1]
TOMBOL = re.compile(r"\b(?:Ctrl\+(?:[A-Z]|F?\d+)|Shift\+F\d+|Alt\+\d|F\d{1,2}|Ins)\b")
RUANG = {s.id: s for s in pages()}


def keys_of(folder: str) -> set[str]:
    teks = "\n".join(p.read_text("utf-8") for p in sorted((UI / folder).rglob("*.py")))
    return set(TOMBOL.findall(teks)) | ({"Ins"} if "Key_Insert" in teks else set())


LETAK = {
    "beranda": "shell", "bku": "kas", "bukti": "kas", "panjar": "kas", "koran": "kas", "kartu": "kkpd", "tagihan": "kkpd",
    "spm": "spm", "lacak": "pelacakan", "rekanan": "spm", "spj": "spj", "register": "spj", "penutupan": "spj",
    "dpa": "anggaran", "realisasi": "spj", "meja": "pelacakan", "antrean": "pelacakan", "dikembalikan": "pelacakan",
    "papan": "pelacakan", "pengaturan": "opd",
}  # fmt: skip


@pytest.mark.parametrize("page_id", sorted(RUANG))
def test_every_page_has_help(page_id):
    teks = help_text(page_id, RUANG[page_id].judul)
    assert teks.startswith(f"# {RUANG[page_id].judul}\n")
    assert "**Dasar:**" in teks
    langkah, _, salah = teks.partition("## Yang sering keliru")
    assert len(re.findall(r"^\d+\. ", langkah.partition("## Langkah")[2], re.MULTILINE)) >= 3
    assert len(re.findall(r"^- \*\*", salah, re.MULTILINE)) >= 3
    known = keys_of(LETAK[page_id]) | keys_of("shell")
    assert set(TOMBOL.findall(teks)) <= known, "tombol yang tidak ada pada halaman itu"


def test_no_help_is_left_over():
    assert {p.stem for p in (tokens.RESOURCES / "bantuan").glob("*.md")} == set(RUANG)


def test_the_help_can_be_read(qtbot):
    dialog = HelpDialog("bukti", "Bukti & Pajak")
    qtbot.addWidget(dialog)
    assert "Bukti & Pajak" in dialog.reader.toPlainText()
    assert "F9 mencatat" in dialog.reader.toPlainText()
