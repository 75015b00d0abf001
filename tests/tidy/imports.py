"""Checker: which import may stand where."""

from __future__ import annotations

import ast
import sys
from typing import TYPE_CHECKING

from tests.tidy.house import (
    FACES_WITHOUT_QT,
    FLOOR_SEES,
    LIBRARY_PLACE,
    MODULES_WITHOUT_QT,
    ROOMS,
    WORKSHOPS,
    Fault,
    Source,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

OWN_TOPS = {*FLOOR_SEES, "tests", "main", "run"}


def imported(source: Source) -> Iterator[tuple[int, str]]:
    """(line, dotted name) of every import, those inside functions and `import_module("...")` too."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                package = source.parts[: len(source.parts) - node.level]
                base = ".".join((*package, base)) if base else ".".join(package)
            yield from ((node.lineno, f"{base}.{alias.name}") for alias in node.names)
        elif isinstance(node, ast.Call) and node.args and _is_import_call(node.func):
            name = node.args[0]
            if isinstance(name, ast.Constant) and isinstance(name.value, str):
                yield node.lineno, name.value


def _is_import_call(func: ast.expr) -> bool:
    name = func.attr if isinstance(func, ast.Attribute) else func.id if isinstance(func, ast.Name) else ""
    return name in {"import_module", "__import__"}


def import_faults(files: Iterable[Source]) -> list[Fault]:
    """Every import that stands where it must not."""
    faults = []
    for source in files:
        for line, name in imported(source):
            top = name.partition(".")[0]
            if top in sys.stdlib_module_names:
                continue
            check = _own if top in OWN_TOPS else _library
            if reason := check(source, name):
                faults.append(Fault(source.path, line, f"`{name}`: {reason}"))
    return faults


def _library(source: Source, name: str) -> str:
    top = name.split(".", maxsplit=1)[0]
    if top not in LIBRARY_PLACE:
        return "unknown library; give it one place in LIBRARY_PLACE (tests/tidy/house.py) or do without"
    place = LIBRARY_PLACE[top]
    if not source.path.startswith(f"{place}/"):
        return f"this library lives in {place}/ only"
    if top in {"PySide6", "shiboken6"} and source.folder in FACES_WITHOUT_QT:
        return f"ui/{source.folder} is a face without Qt"
    return ""


def _own(source: Source, name: str) -> str:
    floor, folder = _where(name)
    if not source.floor:
        return "" if source.path == "main.py" and floor else "only main.py sees all three floors"
    if floor not in FLOOR_SEES[source.floor]:
        return f"{source.floor} sees only {', '.join(sorted(FLOOR_SEES[source.floor]))}"
    if source.floor == floor == "ui":
        return _inside_ui(source, folder, name)
    return _between_folders(source, floor, folder)


def _where(name: str) -> tuple[str, str]:
    """Floor and folder a dotted name points at; the folder is empty for a floor's own modules."""
    top, folder, *_ = [*name.split("."), ""]
    if top not in FLOOR_SEES:
        return "", ""
    return top, folder if folder in ROOMS or folder in WORKSHOPS[top] else ""


def _inside_ui(source: Source, folder: str, name: str) -> str:
    draws = folder and folder not in FACES_WITHOUT_QT and [*name.split("."), "", ""][2] not in MODULES_WITHOUT_QT
    if source.folder in FACES_WITHOUT_QT and draws:
        return f"ui/{source.folder} is a face without Qt; ui/{folder} draws"
    if source.folder == "kit" and (folder in ROOMS or folder == "shell"):
        return "ui/kit serves the rooms and knows none"
    if source.folder == "bridge" and folder in ROOMS:
        return "ui/bridge knows no room"
    return _order(source.folder, folder)


def _between_folders(source: Source, floor: str, folder: str) -> str:
    if source.floor == "core" and not source.folder and folder:
        return "the kernel (core/*.py) knows no room and no workshop"
    in_workshop = floor == "core" and folder in WORKSHOPS["core"]
    if in_workshop and source.floor != "ui" and (source.floor == "db" or folder != source.folder):
        return f"only the faces and main.py use core/{folder}"
    return _order(source.folder, folder)


def _order(mine: str, theirs: str) -> str:
    if mine in ROOMS and theirs in ROOMS and ROOMS.index(theirs) > ROOMS.index(mine):
        return f"room order: {mine} stands above {theirs} and may not use it"
    return ""


def room_faults(folders: Iterable[tuple[str, str]]) -> list[Fault]:
    """Folders on the floors that the plan does not know, and rooms that have no core."""
    found = set(folders)
    faults = []
    for floor, folder in sorted(found):
        if folder in WORKSHOPS[floor]:
            continue
        if folder not in ROOMS:
            faults.append(Fault(f"{floor}/{folder}", 1, "neither a room (ROOMS) nor a workshop (WORKSHOPS)"))
        elif floor != "core" and ("core", folder) not in found:
            faults.append(Fault(f"{floor}/{folder}", 1, f"a room on {floor} needs its room on core: core/{folder}"))
    return faults
