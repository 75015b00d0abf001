"""Checker: what a committed text must not tell about the place where it was written."""

from __future__ import annotations

import re

from tests.tidy.house import Fault

# The needles are put together here, so that this file does not find itself.
HOSTS = (
    "pypi" + ".org",
    "python" + "hosted.org",
    "npm" + "js.",
    "yarnpkg" + ".com",
    "deb.debian" + ".org",
    "security.debian" + ".org",
    "archive.ubuntu" + ".com",
    "crates" + ".io",
    "golang" + ".org/",
    "ruby" + "gems.org",
    "anaconda" + ".org",
    "maven" + ".org",
    "index" + "-url",
)
WORDS = (
    "prom" + "pts?",
    "language mod" + "els?",
    "L" + "LMs?",
    "chat" + "gpt",
    "gpt-" + r"\d",
    "open" + "ai",
    "anth" + "ropic",
    "cla" + "ude",
    "cop" + "ilot",
    "a" + "i (?:session|assistant|agent|model)s?",
    "as an a" + "i",
    "sub" + "-?agents?",
    "(?:coding|agent|this|helper) ses" + "sion",
)
PATHS = (
    r"(?<![\w.~-])/wo" + "rk/",
    "/tmp/bash" + "_jobs",
    "/tmp/bri" + "ef",
    r"(?<![\w.])/ro" + "ot/",
    r"(?<![\w.])/ho" + r"me/\w",
    r"C:\\+Us" + r"ers\\+\w",
)

_TRACE = re.compile(
    "|".join(
        (
            *map(re.escape, HOSTS),
            *(rf"\b{word}\b" for word in WORDS),
            *PATHS,
        )
    ),
    re.IGNORECASE,
)


def trace_faults(name: str, text: str) -> list[Fault]:
    """Package-index hosts, words about how the text came to be, and paths of one machine."""
    return [
        Fault(name, number, f"{hit.group()!r} has no place in this repository")
        for number, line in enumerate(text.splitlines(), 1)
        for hit in _TRACE.finditer(line)
    ]
