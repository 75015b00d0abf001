"""Checker: every refusal code has a test that provokes it."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from tests.tidy.house import Fault, Source

if TYPE_CHECKING:
    from collections.abc import Iterable

CODE = re.compile(r"(?<![A-Z0-9_])(?:ERR|WARN)_[A-Z0-9]+(?:_[A-Z0-9]+)*(?![A-Z0-9_])")


def codes_in(source: Source) -> list[tuple[str, int]]:
    """(code, line) of every code written as a string constant; docstrings do not count."""
    return [
        (node.value, node.lineno)
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and CODE.fullmatch(node.value)
    ]


def made_codes(source: Source) -> list[Fault]:
    """Codes that are glued together at run time: nobody can search for them."""
    return [
        Fault(source.path, node.lineno, "a refusal code is written out whole, never put together")
        for node in ast.walk(source.tree)
        if isinstance(node, ast.JoinedStr)
        and isinstance(first := node.values[0] if node.values else None, ast.Constant)
        and re.fullmatch(r"(?:ERR|WARN)_[A-Z0-9_]*", str(first.value))
    ]


def untested(files: Iterable[Source], fences: Iterable[tuple[str, str]], tests: Iterable[str]) -> list[Fault]:
    """Codes that no test mentions. `fences` are (path, text) of SQL files, `tests` the texts of the tests."""
    first: dict[str, tuple[str, int]] = {}
    for source in files:
        for code, line in codes_in(source):
            first.setdefault(code, (source.path, line))
    for path, text in fences:
        for number, line in enumerate(text.splitlines(), 1):
            for code in CODE.findall(line):
                first.setdefault(code, (path, number))
    tested = {code for text in tests for code in CODE.findall(text)}
    return sorted(Fault(*first[code], f"{code}: no test provokes it") for code in first.keys() - tested)
