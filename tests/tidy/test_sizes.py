"""No module over 400 lines, no function over 50."""

from __future__ import annotations

from tests.tidy.house import FLOOR_SEES, Source, say, sources
from tests.tidy.sizes import FUNCTION_LINES, MODULE_LINES, size_faults

# path or path::function -> (lines it has today, why). Entries may only shrink and go.
PENGECUALIAN: dict[str, tuple[int, str]] = {}
MOST_EXCEPTIONS = 5


def test_nothing_is_too_long() -> None:
    files = [
        *((s, True) for s in sources(*FLOOR_SEES)),
        *((s, True) for s in sources("main.py", "run.py")),
        *((s, False) for s in sources("tests", "installer")),
    ]
    faults = size_faults(files, PENGECUALIAN)
    assert not faults, say(faults)
    assert len(PENGECUALIAN) <= MOST_EXCEPTIONS


def body(lines: int) -> str:
    return "\n".join(["def f():", *["    x = 1"] * (lines - 1)])


def test_checker_measures_modules_and_functions() -> None:
    assert size_faults([(Source("core/a.py", "x = 1\n" * MODULE_LINES), True)], {}) == []
    (fault,) = size_faults([(Source("core/a.py", "x = 1\n" * (MODULE_LINES + 1)), True)], {})
    assert str(fault).startswith("core/a.py:1: core/a.py has 401 lines")
    assert size_faults([(Source("core/a.py", body(FUNCTION_LINES)), True)], {}) == []
    (fault,) = size_faults([(Source("core/a.py", "\n" + body(FUNCTION_LINES + 1)), True)], {})
    assert str(fault).startswith("core/a.py:2: core/a.py::f has 51 lines")
    assert size_faults([(Source("tests/a.py", body(FUNCTION_LINES + 1)), False)], {}) == []


def test_methods_and_inner_functions_are_named() -> None:
    text = (
        "class A:\n    def m(self):\n" + "        x = 1\n" * 30 + "        def inner():\n" + "            y = 1\n" * 55
    )
    named = [str(f) for f in size_faults([(Source("ui/a.py", text), True)], {})]
    assert [n.split()[1] for n in named] == ["ui/a.py::A.m", "ui/a.py::A.m.inner"]


def test_exceptions_may_only_shrink() -> None:
    long = (Source("core/a.py", body(60)), True)
    reason = "one table of cases that reads best whole"
    assert size_faults([long], {"core/a.py::f": (60, reason)}) == []
    assert "lower its exception" in size_faults([long], {"core/a.py::f": (70, reason)})[0].text
    assert "at most 55" in size_faults([long], {"core/a.py::f": (55, reason)})[0].text
    assert "strike it" in size_faults([], {"core/a.py::f": (60, reason)})[0].text
    assert "needs a reason" in size_faults([long], {"core/a.py::f": (60, "long")})[0].text
