"""Ids made by the client before any database sees them, and the codes that stand on paper.

An id is a UUID version 7 (ordered by time), so a double click or a resent command is the same thing twice and is done
once. Codes on paper (architecture 6) say nothing about a number, an amount or a name.
"""

from __future__ import annotations

import hashlib
import secrets
import time
import uuid
from typing import NewType

OpdId = NewType("OpdId", uuid.UUID)
OrangId = NewType("OrangId", uuid.UUID)
RekananId = NewType("RekananId", uuid.UUID)
TransaksiId = NewType("TransaksiId", uuid.UUID)
KartuId = NewType("KartuId", uuid.UUID)
TagihanId = NewType("TagihanId", uuid.UUID)
SppId = NewType("SppId", uuid.UUID)
BerkasId = NewType("BerkasId", uuid.UUID)
PerintahId = NewType("PerintahId", uuid.UUID)

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CROCKFORD_READ = str.maketrans("OILU", "011V")

PANJANG_KODE_MEJA = 14


def new_uuid() -> uuid.UUID:
    """A UUIDv7: 48 bits of milliseconds, then random bits."""
    stamp = time.time_ns() // 1_000_000
    value = (stamp & (2**48 - 1)) << 80 | secrets.randbits(80)
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return uuid.UUID(int=value)


def check_digits(digits: str) -> str:
    """The two check digits of ISO 7064 MOD 97-10; they catch every wrong digit and every swap of neighbours."""
    return f"{98 - int(digits) * 100 % 97:02d}"


def new_desk_code() -> str:
    """A desk code: 12 random digits and 2 check digits, for Code 128 on the cover of a submission."""
    digits = f"{secrets.randbelow(10**12):012d}"
    return digits + check_digits(digits)


def is_desk_code(text: str) -> bool:
    """Whether scanned or typed text (blanks allowed) is a desk code with right check digits."""
    bare = text.replace(" ", "")
    return len(bare) == PANJANG_KODE_MEJA and bare.isascii() and bare.isdigit() and int(bare) % 97 == 1


def group_desk_code(kode: str) -> str:
    """As printed and read aloud: `4170 2630 1188 42`."""
    return " ".join(kode[i : i + 4] for i in range(0, len(kode), 4))


def new_public_token() -> bytes:
    """The 128 random bits of a vendor's receipt; the database keeps only `token_hash` of them."""
    return secrets.token_bytes(16)


def token_hash(token: bytes) -> str:
    """SHA-256 of a public token, in hex."""
    return hashlib.sha256(b"pundi-resi:" + token).hexdigest()


def crockford(data: bytes) -> str:
    """Base 32 of Crockford without padding: what the QR of a receipt holds."""
    bits = int.from_bytes(data, "big") << (-len(data) * 8) % 5
    count = -(-len(data) * 8 // 5)
    return "".join(_CROCKFORD[bits >> 5 * (count - 1 - i) & 31] for i in range(count))


def read_crockford(text: str) -> bytes:
    """The bytes of such a text, with look-alike letters and blanks forgiven. Refuses other characters (ValueError)."""
    bare = "".join(c for c in text.upper() if c.isalnum()).translate(_CROCKFORD_READ)
    bits = 0
    for c in bare:
        bits = bits << 5 | _CROCKFORD.index(c)
    return (bits >> len(bare) * 5 % 8).to_bytes(len(bare) * 5 // 8, "big")


def typed_code(token: bytes) -> str:
    """The 16 characters below the QR, made from the same token: `ABCD-EFGH-JKMN-PQRS`."""
    text = crockford(hashlib.sha256(b"pundi-ketik:" + token).digest()[:10])
    return "-".join(text[i : i + 4] for i in range(0, 16, 4))


def normalise_typed_code(text: str) -> str:
    """What a person typed, brought to the printed form: case, blanks and look-alike letters forgiven."""
    bare = "".join(c for c in text.upper() if c.isalnum()).translate(_CROCKFORD_READ)
    return "-".join(bare[i : i + 4] for i in range(0, len(bare), 4))
