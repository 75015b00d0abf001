"""Ctrl+K finds what the office has, by every word, and goes there."""

from __future__ import annotations

import pytest

from ui.shell.cari import search_office


def titles(konteks, typed):
    return [f.judul for f in search_office(konteks, typed)]


def test_evidence_is_found_by_number_and_by_payee(konteks, opened):
    found = search_office(konteks, "tbp-0009")
    assert [f.judul for f in found] == ["TBP-0009"]
    found[0].run()
    halaman, isi = opened[-1]
    assert (halaman, str(isi["bulan"])) == ("bukti", "2026-02")
    assert "TBP-0001" in titles(konteks, "SINAR")
    assert titles(konteks, "sinar panjar") == []


@pytest.mark.parametrize("typed", ["%", "!", "_", "' OR 1=1 --", "tidak-ada-di-mana-pun"])
def test_signs_stand_for_themselves(konteks, typed):
    assert titles(konteks, typed) == []


def test_without_an_office_there_is_nothing(konteks):
    konteks.tanya = None
    assert titles(konteks, "tbp") == []
