"""Every refusal code is written out whole and provoked by a test."""

from __future__ import annotations

from tests.tidy.house import ROOT, Source, say, sources
from tests.tidy.refusals import made_codes, untested

# Codes that wait for their test. Empty is the aim and the rule.
BELUM_DIUJI: frozenset[str] = frozenset()


def test_every_code_is_provoked() -> None:
    fences = [(p.relative_to(ROOT).as_posix(), p.read_text("utf-8")) for p in sorted((ROOT / "db").rglob("*.sql"))]
    tests = [s.text for s in sources("tests") if not s.path.startswith("tests/tidy/")]
    tests += [p.read_text("utf-8") for p in sorted((ROOT / "tests").rglob("*.json"))]
    faults = untested(sources("core", "db", "ui"), fences, tests)
    waiting = {fault.text.partition(":")[0] for fault in faults}
    assert waiting >= BELUM_DIUJI, f"strike from BELUM_DIUJI: {sorted(BELUM_DIUJI - waiting)}"
    faults = [fault for fault in faults if fault.text.partition(":")[0] not in BELUM_DIUJI]
    assert not faults, say(faults)


def test_codes_are_written_out() -> None:
    faults = [fault for source in sources("core", "db", "ui") for fault in made_codes(source)]
    assert not faults, say(faults)


def test_checker_finds_codes_without_a_test() -> None:
    model = Source(
        "core/kas/model.py", '"""May refuse with ERR_DOC."""\n\nraise Refusal("ERR_SATU", "...")\nx = "WARN_DUA"\n'
    )
    fences = [("db/pagar/kas.sql", "select\n  'ERR_TIGA' as kode")]
    found = untested([model], fences, ["assert no.kode == 'ERR_SATU'", "ERR_TIGA_PULUH"])
    assert [str(fault) for fault in found] == [
        "core/kas/model.py:4: WARN_DUA: no test provokes it",
        "db/pagar/kas.sql:2: ERR_TIGA: no test provokes it",
    ]


def test_checker_finds_codes_that_are_put_together() -> None:
    (fault,) = made_codes(Source("core/a.py", 'x = 1\nkode = f"ERR_{nama}"'))
    assert str(fault).startswith("core/a.py:2: ")
    assert made_codes(Source("core/a.py", 'pesan = f"{kode}: ERR_SATU"')) == []
