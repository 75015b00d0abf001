"""One word per concept, on screen and in code; "segel" is not a signature."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from tests.tidy.house import ROOT, Fault, Source, committed_files, read_text, say, sources
from tests.tidy.words import banned_words, load_glossary, split_name, split_text, word_faults

FIELDS = {"kata", "panjang", "arti", "jangan", "jangan_kode", "jangan_layar"}
# A seal or a QR is no certified signature, so these two words never stand together.
FALSE_SIGNATURE = re.compile(r"tanda\s*tangan(?:i|an)?\s+(?:secara\s+)?digital", re.IGNORECASE)


def test_glossary_explains_every_word() -> None:
    glossary = load_glossary()
    assert len(glossary) >= 60
    for concept, entry in glossary.items():
        assert re.fullmatch(r"[a-z][a-z0-9_]+", concept), concept
        assert set(entry) <= FIELDS, f"[{concept}] has unknown keys {set(entry) - FIELDS}"
        assert entry["kata"], concept
        assert len(entry["arti"]) >= 25, f"[{concept}] needs a whole sentence"
        assert entry["arti"].endswith("."), f"[{concept}] arti ends with a full stop"


def test_glossary_does_not_contradict_itself() -> None:
    glossary = load_glossary()
    words = Counter(entry["kata"].lower() for entry in glossary.values())
    assert [word for word, n in words.items() if n > 1] == []
    used = {split_text(text) for entry in glossary.values() for text in (entry["kata"], entry.get("panjang", ""))}
    banned = banned_words(glossary)
    assert [b.phrase for b in banned if b.on_screen and b.phrase in used] == []
    on_screen = Counter(b.phrase for b in banned if b.on_screen)
    in_code = Counter(b.phrase for b in banned if b.in_code)
    assert [p for counted in (on_screen, in_code) for p, n in counted.items() if n > 1] == []


def test_glossary_keeps_to_its_own_words() -> None:
    banned = [b for b in banned_words(load_glossary()) if b.on_screen]
    for concept, entry in load_glossary().items():
        words = split_text(entry["arti"])
        broken = [b.phrase for b in banned for i in range(len(words)) if words[i : i + len(b.phrase)] == b.phrase]
        assert not broken, f"[{concept}] arti uses {broken}"


def test_code_and_screens_use_the_words_of_the_office() -> None:
    faults = word_faults(sources("core", "ui", "main.py"), banned_words(load_glossary()))
    assert not faults, say(faults)


def test_nothing_is_called_a_digital_signature() -> None:
    faults = []
    for path in committed_files():
        name = path.relative_to(ROOT).as_posix()
        if name.split("/")[0] in {"core", "ui", "db", "resources"} and (text := read_text(path)):
            joined = re.sub(r"[\"']\s*\n\s*[rbf]*[\"']", "", text)
            faults += [
                Fault(name, joined.count("\n", 0, hit.start()) + 1, f"{hit.group()!r}: say segel Pundi, or TTE")
                for hit in FALSE_SIGNATURE.finditer(joined)
            ]
    assert not faults, say(faults)


def test_false_signature_is_found_across_lines() -> None:
    assert FALSE_SIGNATURE.search("Tanda tangan\n  digital")
    assert FALSE_SIGNATURE.search("ditandatangani secara digital")
    assert not FALSE_SIGNATURE.search("tanda tangan basah atau TTE; arsip digital")


GLOSSARY = {
    "rekanan": {
        "kata": "rekanan",
        "jangan": ["vendor"],
        "jangan_kode": ["payment_order"],
        "jangan_layar": ["tutup buku"],
    },
}


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("\ndef find_vendor(): ...", 2),
        ("class VendorRow: ...", 1),
        ("def f(vendor_id): ...", 1),
        ("x.vendor = 1", 1),
        ("import rekanan as vendor", 1),
        ("class PaymentOrderPage: ...", 1),
        ("say('Pilih vendor dahulu')", 1),
        ("say('Vendor')", 1),
        ("say(f'{n} kali Tutup\\nbuku')", 1),
        ("raise Refusal('ERR_X', 'Vendor belum ada.')", 1),
    ],
)
def test_checker_finds_planted_words(text: str, line: int) -> None:
    (fault,) = word_faults([Source("ui/spm/page.py", text)], banned_words(GLOSSARY))
    assert str(fault).startswith(f"ui/spm/page.py:{line}: ")


@pytest.mark.parametrize(
    "text",
    [
        '"""Vendors of the office: the vendor book."""',
        "def f():\n    '''A vendor.'''",
        "y = lib.vendor",
        'LIMIT = 5\n"""What a vendor may ask."""',
        "raise ValueError('no such vendor')",
        "assert x, 'no such vendor'",
        "say('payment order 5')",
        "row['vendor_id']",
        "say('penutupan kas')",
    ],
)
def test_checker_lets_good_words_stand(text: str) -> None:
    assert word_faults([Source("ui/spm/page.py", text)], banned_words(GLOSSARY)) == []


def test_module_names_count_too() -> None:
    (fault,) = word_faults([Source("core/rekanan/vendor_rules.py", "")], banned_words(GLOSSARY))
    assert "the word is 'rekanan'" in str(fault)


def test_names_are_split_at_humps_and_underscores() -> None:
    assert split_name("PaymentOrder") == split_name("payment_order") == ("payment", "order")
    assert split_name("SPMRow2") == ("spm", "row2")
    assert split_text("Non-tunai, di-approve oleh PPK-SKPD") == ("non-tunai", "di-approve", "oleh", "ppk-skpd")
