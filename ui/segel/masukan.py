"""Files from outside, read no further than they may be long."""

from __future__ import annotations

from pathlib import Path

from core.errors import Refusal
from core.segel.paket import BERKAS_TERBESAR


def read_packet(berkas: Path) -> bytes:
    """The bytes of a `.pundi` file or of a paper beside it; one byte past the limit is read, and refused by core."""
    try:
        with berkas.open("rb") as f:
            return f.read(BERKAS_TERBESAR + 1)
    except OSError as e:
        raise Refusal(
            "ERR_BERKAS_TIDAK_ADA", f"{berkas.name} tidak dapat dibaca: {e.strerror}. Periksa namanya.", medan="berkas"
        ) from e
