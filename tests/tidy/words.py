"""Checker: one word per concept, after `resources/istilah.toml`."""

from __future__ import annotations

import ast
import re
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.tidy.house import ROOT, Fault, Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

GLOSSARY = ROOT / "resources" / "istilah.toml"

Phrase = tuple[str, ...]

_CAMEL = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z0-9]+|[A-Z]+|[0-9]+")
_WORD = re.compile(r"\w+(?:-\w+)*")
_KEY = re.compile(r"[a-z0-9_.:/#{}-]+")


@dataclass(frozen=True, slots=True)
class Banned:
    """A synonym that is not used: its words, the word used instead, and where it is banned."""

    phrase: Phrase
    instead: str
    in_code: bool
    on_screen: bool


def load_glossary() -> dict[str, dict[str, Any]]:
    """Concept -> its table."""
    return tomllib.loads(GLOSSARY.read_text("utf-8"))


def banned_words(glossary: Mapping[str, Mapping[str, Any]]) -> list[Banned]:
    """Every synonym of every concept."""
    places = (("jangan", True, True), ("jangan_kode", True, False), ("jangan_layar", False, True))
    return [
        Banned(tuple(re.split(r"[_\s]+", word.lower())), entry["kata"], in_code, on_screen)
        for entry in glossary.values()
        for key, in_code, on_screen in places
        for word in entry.get(key, ())
    ]


def split_name(name: str) -> Phrase:
    """`PaymentOrder2` and `payment_order2` are both (payment, order2)."""
    return tuple(word.lower() for part in name.split("_") for word in _CAMEL.findall(part))


def split_text(text: str) -> Phrase:
    """The words of a sentence in lower case; hyphenated words and keys with underscores stay whole."""
    return tuple(word.lower() for word in _WORD.findall(text))


def defined_names(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """(line, name) of every name that a module makes; names it merely uses belong to somebody else."""
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                yield node.lineno, name
            case ast.arg(arg=name):
                yield node.lineno, name
            case ast.Name(id=name, ctx=ast.Store()):
                yield node.lineno, name
            case ast.Attribute(attr=name, ctx=ast.Store()):
                yield node.lineno, name
            case ast.alias(asname=str(name)):
                yield node.lineno, name


def spoken_strings(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """(line, text) of string literals, without docstrings and without what only a programmer reads."""
    silent = {id(leaf) for node in ast.walk(tree) for part in _for_programmers(node) for leaf in ast.walk(part)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in silent:
            yield node.lineno, node.value


def _for_programmers(node: ast.AST) -> list[ast.AST]:
    match node:
        case ast.Expr(value=ast.Constant() as text):
            return [text]
        case ast.Raise(exc=ast.Call(func=ast.Name(id=name)) as call) if name.endswith("Error"):
            return [call]
        case ast.Assert(msg=ast.expr() as message):
            return [message]
    return []


def word_faults(files: Iterable[Source], banned: Iterable[Banned]) -> list[Fault]:
    """Banned synonyms among the names and the spoken strings of these files."""
    code: dict[str, list[Banned]] = {}
    screen: dict[str, list[Banned]] = {}
    for entry in banned:
        if entry.in_code:
            code.setdefault(entry.phrase[0], []).append(entry)
        if entry.on_screen:
            screen.setdefault(entry.phrase[0], []).append(entry)
    faults = []
    for source in files:
        tree = source.tree
        names = [(1, source.parts[-1].removesuffix(".py")), *defined_names(tree)]
        for line, name in names:
            faults += [_fault(source, line, name, hit) for hit in _hits(split_name(name), code)]
        for line, text in spoken_strings(tree):
            if not _KEY.fullmatch(text):
                faults += [_fault(source, line, text, hit) for hit in _hits(split_text(text), screen)]
    return sorted(set(faults))


def _hits(words: Phrase, banned: Mapping[str, list[Banned]]) -> Iterator[Banned]:
    for at, word in enumerate(words):
        yield from (entry for entry in banned.get(word, ()) if words[at : at + len(entry.phrase)] == entry.phrase)


def _fault(source: Source, line: int, where: str, hit: Banned) -> Fault:
    shown = where if len(where) <= 60 else f"{where[:57]}..."
    return Fault(source.path, line, f"{shown!r}: not {' '.join(hit.phrase)!r}; the word is {hit.instead!r}")
