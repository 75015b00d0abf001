"""What the terminal says: one JSON document on stdout with `--json`, otherwise words for people (always on stderr)."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.errors import Refusal, Temuan

SELESAI, DITOLAK, SALAH_PAKAI, CACAT = 0, 1, 2, 3
"""Exit codes of `cli.md`: done, refused, wrong usage, a bug."""


@dataclass(frozen=True, slots=True)
class Keluaran:
    """Where the answer of a command goes."""

    as_json: bool

    def answer(self, isi: Any, kalimat: str = "") -> None:
        """The answer itself: JSON on stdout, or its sentence."""
        if self.as_json:
            print(json.dumps(isi, ensure_ascii=False, indent=1))
        else:
            print(kalimat or json.dumps(isi, ensure_ascii=False, indent=1))

    def tell(self, kalimat: str) -> None:
        """Words for people beside the answer."""
        print(kalimat, file=sys.stderr)

    def refuse(self, refusal: Refusal) -> int:
        """A refusal with all its findings."""
        if self.as_json:
            print(json.dumps({"tolak": [t.to_json() for t in refusal.temuan]}, ensure_ascii=False, indent=1))
        for t in refusal.temuan:
            self.tell(sentence(t))
        return DITOLAK

    def warn(self, temuan: Sequence[Temuan]) -> None:
        """Warnings are printed, never asked."""
        for t in temuan:
            if not t.is_error:
                self.tell(sentence(t))

    def file(self, isi: bytes, ke: Path | None) -> None:
        """A made file: to its place, or to stdout."""
        if ke is None:
            sys.stdout.buffer.write(isi)
            sys.stdout.buffer.flush()
            return
        ke.parent.mkdir(parents=True, exist_ok=True)
        ke.write_bytes(isi)
        self.tell(f"Ditulis: {ke} ({len(isi)} bait)")


def sentence(t: Temuan) -> str:
    """One finding as a line: place, code, sentence."""
    tempat = " ".join(
        x
        for x in (
            t.berkas or "",
            f"baris {t.baris}" if t.baris else "",
            f"kolom {t.kolom}" if t.kolom else "",
            t.tx or "",
            t.medan or "",
        )
        if x
    )
    return f"{t.kode}{f' [{tempat}]' if tempat else ''}: {t.pesan}"
