"""Key stores: the keyring of the operating system, a private file beside the profile, memory.

The file is the way out where no keyring works (a server without a desktop); it says so for as long as it is in use.
A keyring that keeps its secrets in the clear is not used at all (reliability 7).
"""

from __future__ import annotations

import base64
import binascii
import json
import os
import secrets
import stat
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from core.errors import Refusal

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

    from core.keystore import KeyStore

LAYANAN: Final = "pundi"
"""The service name under which a keyring shows our items."""
BERKAS_KUNCI: Final = "kunci.json"

_TANPA_RAHASIA: Final = ("fail", "null", "file", "plaintext")
"""Words in the module or class of keyring backends that keep nothing, or keep it readable."""


class MemoryKeyStore:
    """Forgets everything with the process: tests and the sample office."""

    peringatan: str | None = None

    def __init__(self) -> None:
        self._isi: dict[str, bytes] = {}

    def get(self, nama: str) -> bytes | None:
        return self._isi.get(nama)

    def set(self, nama: str, rahasia: bytes) -> None:
        self._isi[nama] = rahasia


class KeyringKeyStore:
    """The keyring of the person signed in to the operating system."""

    peringatan: str | None = None

    def __init__(self, gantungan: KeyringBackend) -> None:
        self._gantungan = gantungan

    def get(self, nama: str) -> bytes | None:
        found = self._gantungan.get_password(LAYANAN, nama)
        return None if found is None else _decode(found, "gantungan kunci sistem")

    def set(self, nama: str, rahasia: bytes) -> None:
        self._gantungan.set_password(LAYANAN, nama, _encode(rahasia))


class FileKeyStore:
    """A file only its owner may read (0600). Refuses one that others can read, and one that cannot be understood."""

    def __init__(self, berkas: Path) -> None:
        self._berkas = berkas

    @property
    def peringatan(self) -> str | None:
        return f"Tanpa gantungan kunci sistem: kunci disimpan dalam berkas {self._berkas}; jaga seperti kunci brankas."

    def get(self, nama: str) -> bytes | None:
        found = self._read().get(nama)
        return None if found is None else _decode(found, str(self._berkas))

    def set(self, nama: str, rahasia: bytes) -> None:
        self._write({**self._read(), nama: _encode(rahasia)})

    def _read(self) -> dict[str, str]:
        if not self._berkas.exists():
            return {}
        if sys.platform != "win32" and stat.S_IMODE(self._berkas.stat().st_mode) & 0o077:
            pesan = f"Berkas kunci {self._berkas} dapat dibaca orang lain; batasi dulu: chmod 600 “{self._berkas}”."
            raise Refusal("ERR_BERKAS_KUNCI_TERBUKA", pesan)
        try:
            isi = json.loads(self._berkas.read_text(encoding="utf-8"))
        except ValueError as e:
            raise _damaged(str(self._berkas)) from e
        if not isinstance(isi, dict) or not all(isinstance(v, str) for v in isi.values()):
            raise _damaged(str(self._berkas))
        return isi

    def _write(self, isi: dict[str, str]) -> None:
        self._berkas.parent.mkdir(parents=True, exist_ok=True)
        baru = self._berkas.with_name(f"{self._berkas.name}.{secrets.token_hex(4)}")
        handle = os.open(baru, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as f:
                json.dump(isi, f, indent=1, sort_keys=True)
                f.flush()
                os.fsync(f.fileno())
            baru.replace(self._berkas)
        except BaseException:
            baru.unlink(missing_ok=True)
            raise


def open_keystore(folder: Path) -> KeyStore:
    """The keyring of the system when it keeps and gives back a secret, else the private file in the profile's folder.

    Once the file is there it stays in use, so that a keyring which comes and goes does not hide a key.
    """
    berkas = folder / BERKAS_KUNCI
    if not berkas.exists() and (gantungan := _usable_keyring()) is not None:
        return KeyringKeyStore(gantungan)
    return FileKeyStore(berkas)


def _usable_keyring() -> KeyringBackend | None:
    import keyring
    from keyring.errors import KeyringError

    try:
        gantungan = keyring.get_keyring()
        if any(_keeps_nothing_secret(b) for b in (gantungan, *getattr(gantungan, "backends", ()))):
            return None
        tanda = secrets.token_hex(8)
        gantungan.set_password(LAYANAN, "uji", tanda)
        kept = gantungan.get_password(LAYANAN, "uji") == tanda
        gantungan.delete_password(LAYANAN, "uji")
    except (KeyringError, OSError, RuntimeError, ImportError):
        return None
    return gantungan if kept else None


def _keeps_nothing_secret(gantungan: object) -> bool:
    nama = f"{type(gantungan).__module__}.{type(gantungan).__name__}".lower()
    return any(word in nama for word in _TANPA_RAHASIA)


def _encode(rahasia: bytes) -> str:
    return base64.b64encode(rahasia).decode("ascii")


def _decode(teks: str, tempat: str) -> bytes:
    try:
        return base64.b64decode(teks, validate=True)
    except (binascii.Error, ValueError) as e:
        raise _damaged(tempat) from e


def _damaged(tempat: str) -> Refusal:
    pesan = f"Kunci dalam {tempat} rusak dan tidak ditimpa; pulihkan dari lembar kunci (escrow) atau cadangan."
    return Refusal("ERR_BERKAS_KUNCI_RUSAK", pesan)
