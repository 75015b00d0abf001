"""The look keeps its promises: readable in both themes, one set of tokens, tabular figures."""

from __future__ import annotations

import re

import pytest
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QLabel

from ui.kit import tokens
from ui.shell.theme import apply_theme, build_qss, contrast

PAIRS = [
    ("ink", "background"), ("ink", "card"), ("ink", "field"), ("ink", "row_alt"), ("ink", "row_selected"), ("ink", "soft"),
    ("muted", "background"), ("muted", "card"), ("muted", "field"), ("muted", "row_alt"), ("muted", "row_selected"), ("muted", "soft"),
    ("sidebar_ink", "sidebar"), ("sidebar_ink", "sidebar_hover"), ("sidebar_muted", "sidebar"),
    ("on_sidebar_active", "sidebar_active"), ("on_sidebar_active", "sidebar"),
    ("on_accent", "accent"), ("on_accent", "accent_hover"), ("accent", "card"), ("accent", "background"),
    ("ok", "ok_bg"), ("warn", "warn_bg"), ("bad", "bad_bg"), ("info", "info_bg"), ("muted", "muted_bg"),
    ("ok", "card"), ("warn", "card"), ("bad", "card"), ("info", "card"), ("bad", "row_alt"), ("bad", "row_selected"),
    ("ink", "ok_bg"), ("ink", "warn_bg"), ("ink", "bad_bg"), ("ink", "info_bg"),
]  # fmt: skip


@pytest.mark.parametrize("nama", ["terang", "gelap"])
@pytest.mark.parametrize(("teks", "dasar"), PAIRS)
def test_text_can_be_read(nama: str, teks: str, dasar: str) -> None:
    theme = tokens.all_tokens()[nama]
    assert contrast(theme[teks], theme[dasar]) >= 4.5, f"{nama}: {teks} pada {dasar}"


def test_contrast_knows_its_ends() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def test_both_themes_have_the_same_tokens_and_every_one_is_used_somewhere() -> None:
    terang, gelap = tokens.all_tokens()["terang"], tokens.all_tokens()["gelap"]
    assert set(terang) == set(gelap)
    assert all(re.fullmatch(r"#[0-9A-F]{6}", c) for theme in (terang, gelap) for c in theme.values())


def test_the_style_sheet_has_no_colour_of_its_own() -> None:
    text = (tokens.RESOURCES / "tema.qss").read_text("utf-8")
    assert not re.search(r"#[0-9A-Fa-f]{6}\b", text)


def test_zoom_grows_sizes_but_not_hairlines() -> None:
    normal, large = build_qss("terang"), build_qss("terang", 1.5)
    assert "font-size: 16pt" in normal
    assert "font-size: 24pt" in large
    assert "border: 1px solid" in large


def test_applying_a_theme_dresses_fonts_and_colours(qapp: QApplication) -> None:
    for nama in ("gelap", "terang"):
        apply_theme(qapp, nama)
        label = QLabel("1")
        label.setProperty("gaya", "angka-besar")
        label.ensurePolished()
        figures = QFontMetrics(label.font())
        assert label.font().family() == tokens.KELUARGA
        assert figures.horizontalAdvance("1111") == figures.horizontalAdvance("0000")
        assert qapp.palette().window().color() == tokens.colour("background")


def test_an_unknown_theme_is_refused(qapp: QApplication) -> None:
    with pytest.raises(KeyError, match="ungu"):
        apply_theme(qapp, "ungu")
