"""Ed25519: the one place that knows the library of the seals."""

from __future__ import annotations

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey


def new_secret() -> bytes:
    """The secret half of a new key, 32 bytes."""
    return Ed25519PrivateKey.generate().private_bytes_raw()


def public_of(rahasia: bytes) -> bytes:
    """The public half that belongs to it."""
    return Ed25519PrivateKey.from_private_bytes(rahasia).public_key().public_bytes_raw()


def seal(rahasia: bytes, pesan: bytes) -> bytes:
    """The seal of a message; the same bytes every time."""
    return Ed25519PrivateKey.from_private_bytes(rahasia).sign(pesan)


def verify(publik: bytes, pesan: bytes, segel: bytes) -> bool:
    """Whether a seal is this key's over this message."""
    try:
        Ed25519PublicKey.from_public_bytes(publik).verify(segel, pesan)
    except (InvalidSignature, ValueError):
        return False
    return True
