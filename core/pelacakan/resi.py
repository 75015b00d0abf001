"""The receipt that opens the public page: a new token each time, of which only hashes are kept (architecture 6)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from core.errors import Refusal
from core.identity import BerkasId, OrangId, new_public_token, normalise_typed_code, token_hash, typed_code
from core.pelacakan.model import Berkas
from core.pelacakan.perpindahan import Cap, Keadaan


class UntukSiapa(StrEnum):
    """Whose copy a receipt is."""

    OPD = "opd"
    REKANAN = "rekanan"


@dataclass(frozen=True, slots=True)
class TokenResi:
    """What is kept of a receipt: hashes of its QR token and of the code typed by hand, never the codes themselves."""

    berkas_id: BerkasId
    putaran: int
    untuk: UntukSiapa
    cetakan_ke: int
    token_hash: str
    ketik_hash: str
    at: datetime
    oleh: OrangId


@dataclass(frozen=True, slots=True, repr=False)
class Resi:
    """What is printed once and then forgotten: the token for the QR, the 16 characters below it, how many before."""

    token: bytes
    kode_ketik: str
    cetakan_ke: int


PANJANG_LAMAN: Final = 32


def page_name(hash_resi: str) -> str:
    """The name of a receipt's public page: 128 bits of the hash of its token.

    The address stands in logs of web servers and in histories of browsers; the token itself must not.
    """
    return hash_resi[:PANJANG_LAMAN]


def page_address(alamat: str, laman: str) -> str:
    """What the QR of a receipt holds: the page below the region's web space (setting `alamat_lacak`)."""
    return f"{alamat}/t/{laman}.html"


def typed_hash(teks: str) -> str:
    """SHA-256 of a typed code, however it was written."""
    return hashlib.sha256(b"pundi-resi-ketik:" + normalise_typed_code(teks).encode()).hexdigest()


def issue(berkas: Berkas, untuk: UntukSiapa, sudah: int, cap: Cap) -> tuple[Resi, TokenResi]:
    """A receipt for papers that a desk has taken; `sudah` were printed before for this copy. Old ones stay valid.

    Refuses papers nobody has received yet: ERR_BELUM_DITERIMA.
    """
    if berkas.keadaan is Keadaan.DIAJUKAN:
        raise Refusal(
            "ERR_BELUM_DITERIMA",
            f"Berkas {berkas.sebutan} putaran {berkas.putaran} belum diterima di loket; terima dulu, "
            "lalu cetak tanda terimanya.",
        )
    token = new_public_token()
    kode = typed_code(token)
    simpan = TokenResi(
        berkas.id, berkas.putaran, untuk, sudah + 1, token_hash(token), typed_hash(kode), cap.at, cap.oleh.id
    )
    return Resi(token, kode, sudah + 1), simpan
