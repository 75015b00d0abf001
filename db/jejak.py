"""The audit chain: what was done, by whom, when, a digest of every posted row, each record sealed to the one before.

Local mode seals with a key that lives outside the file (HMAC-SHA-256): whoever edits the file cannot re-seal it. Shared
mode seals inside the server with a function nobody may bypass (SHA-256), and the head is printed at each closing.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from datetime import UTC
from typing import Any

AWAL_RANTAI = "0" * 64
"""What the first record is sealed to."""


def canonical(isi: Any) -> str:
    """JSON that is the same for the same content: sorted keys, no blanks, ids and dates as text."""
    return json.dumps(isi, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str)


def seal(kunci: bytes | None, sebelum: str, no: int, isi: str) -> str:
    """The seal of one record: keyed locally, plain SHA-256 where the server keeps it out of reach."""
    pesan = f"{sebelum}|{no}|{isi}".encode()
    if kunci is None:
        return hashlib.sha256(pesan).hexdigest()
    return hmac.new(kunci, pesan, hashlib.sha256).hexdigest()


def digest(baris: Sequence[Mapping[str, Any]]) -> str:
    """SHA-256 over posted rows in canonical form, whatever their order; the audit number itself is left out."""
    h = hashlib.sha256()
    for line in sorted(canonical({k: _plain(k, v) for k, v in b.items() if k != "jejak_no"}) for b in baris):
        h.update(line.encode())
        h.update(b"\n")
    return h.hexdigest()


def _plain(kolom: str, nilai: Any) -> Any:
    """A value the way both engines give it back."""
    if nilai is None or isinstance(nilai, int):
        return nilai
    if kolom.endswith("_at"):
        return instant(nilai)
    return str(nilai)


def instant(nilai: Any) -> str:
    """An instant as text in UTC, microseconds kept."""
    if isinstance(nilai, str):
        return nilai
    return str(nilai.astimezone(UTC).isoformat(timespec="microseconds"))
