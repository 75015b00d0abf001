"""Checker: how long a module and a function may be."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from tests.tidy.house import Fault, Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

MODULE_LINES = 400
FUNCTION_LINES = 50


def measures(source: Source, *, functions: bool) -> Iterator[tuple[str, int, int, int]]:
    """(name, first line, lines, limit) of the module and, where asked, of each of its functions."""
    yield source.path, 1, len(source.text.splitlines()), MODULE_LINES
    if functions:
        for name, node in _functions(source.tree, ""):
            yield (
                f"{source.path}::{name}",
                node.lineno,
                (node.end_lineno or node.lineno) - node.lineno + 1,
                FUNCTION_LINES,
            )


def _functions(node: ast.AST, prefix: str) -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{prefix}{child.name}", child
            yield from _functions(child, f"{prefix}{child.name}.")
        else:
            yield from _functions(child, f"{prefix}{child.name}." if isinstance(child, ast.ClassDef) else prefix)


def size_faults(files: Iterable[tuple[Source, bool]], exceptions: Mapping[str, tuple[int, str]]) -> list[Fault]:
    """What is too long, and exceptions that have become too generous; `files` says of each whether functions count."""
    faults, seen = [], {}
    for source, functions in files:
        for name, line, lines, limit in measures(source, functions=functions):
            allowed = exceptions[name][0] if name in exceptions else limit
            seen[name] = (lines, limit)
            if lines > allowed:
                faults.append(
                    Fault(source.path, line, f"{name} has {lines} lines, at most {allowed}: split it by meaning")
                )
    for name, (allowed, reason) in exceptions.items():
        lines, limit = seen.get(name, (0, 0))
        if lines <= limit:
            faults.append(Fault(name, 1, "needs no exception any more: strike it from PENGECUALIAN"))
        elif lines < allowed:
            faults.append(Fault(name, 1, f"has shrunk to {lines} lines: lower its exception from {allowed}"))
        if len(reason) < 20:
            faults.append(Fault(name, 1, "an exception needs a reason that explains it"))
    return faults
