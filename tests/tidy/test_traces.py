"""Committed text names no package index, no machine, and not how it was written; tests skip nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.tidy.house import ROOT, Fault, committed_files, read_text, say, sources
from tests.tidy.traces import HOSTS, trace_faults

_SKIP = re.compile(r"pytest\.(?:skip|importorskip|xfail)\b|\bmark\.(?:skip|skipif|xfail)\b|\bunittest\.skip")


def test_no_traces_in_committed_text() -> None:
    files = committed_files()
    assert ROOT / "run.py" in files
    faults = []
    for path in files:
        if text := read_text(path):
            faults += trace_faults(path.relative_to(ROOT).as_posix(), text)
    assert not faults, say(faults)


@pytest.mark.parametrize(
    "line",
    [
        *(f"see https://{host}" for host in HOSTS),
        "the prom" + "pt said so",
        "written in this ses" + "sion",
        "ask Cla" + "ude",
        "DATA = '/wo" + "rk/main'",
        "cat /tmp/bash" + "_jobs.0/1",
        "/ho" + "me/budi/pundi",
    ],
)
def test_checker_finds_planted_traces(line: str) -> None:
    faults = trace_faults("a.md", f"first\n{line}\n")
    assert faults
    assert all(str(fault).startswith("a.md:2: ") for fault in faults)


@pytest.mark.parametrize(
    "line",
    [
        "with Session(engine) as session:",
        "promptly done",
        "core/work/ is not ours, ~/work/ is yours",
        "Kabupaten Aimere, kaidah baku",
        "the homepage of the office",
    ],
)
def test_checker_lets_good_text_stand(line: str) -> None:
    assert trace_faults("a.md", line) == []


def test_no_test_is_skipped() -> None:
    faults = [
        Fault(source.path, number, "a test that cannot run fails; it does not skip")
        for source in sources("tests")
        if source.path != Path(__file__).relative_to(ROOT).as_posix()
        for number, line in enumerate(source.text.splitlines(), 1)
        if _SKIP.search(line)
    ]
    assert not faults, say(faults)


def test_licences_come_along() -> None:
    licence = (ROOT / "LICENSE").read_text("utf-8")
    assert "Apache License" in licence
    assert "END OF TERMS AND CONDITIONS" in licence
    notice = (ROOT / "NOTICE").read_text("utf-8")
    for path in re.findall(r"resources/fonts/[\w.*-]+", notice):
        assert list(ROOT.glob(path)), f"NOTICE names {path}, which is not there"
    families = {
        re.split(r"-(?:\d|[A-Z])", font.stem)[0].lower() for font in (ROOT / "resources" / "fonts").glob("*.[to]tf")
    }
    assert families
    named = notice.lower().replace(" ", "").replace("-", "")
    assert [family for family in families if family.replace("-", "") not in named] == []
