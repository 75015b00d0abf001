"""The public key of an office as it is handed over once: digits in a printed QR, and the same digits in a small file.

Layout, version 1: `K`, version, the 32 bytes of the key, a deflated JSON list [opd, name, valid from], and a seal over
all of it made with the key itself, so that nobody hands over a key that is not his.
"""

from __future__ import annotations

import json
from datetime import date
from typing import Final

from core.errors import Refusal
from core.segel.angka import from_digits, not_a_seal, squeeze, to_digits, unsqueeze
from core.segel.kunci import PANJANG_PUBLIK, PANJANG_SEGEL, KunciSegel, Penguji

_KEPALA: Final = b"K\x01"
_KAMUS: Final = b'Kecamatan Kelurahan Badan Dinas Kota Kabupaten ["2.16.2.20.2.21.01.0000","Dinas ","2026-01-01"]'
_RANAH: Final = b"pundi-lembar-kunci-1:"
_JUDUL: Final = "Kunci segel Pundi"


def unsealed_sheet(kunci: KunciSegel) -> bytes:
    """What the key must seal to make its sheet; the seal is added behind it."""
    isi = json.dumps([kunci.opd_kode, kunci.opd_nama, kunci.berlaku_dari.isoformat()], separators=(",", ":"))
    return _KEPALA + kunci.publik + squeeze(isi.encode(), _KAMUS)


def sheet_message(awal: bytes) -> bytes:
    """The message that is sealed, apart from that of every other kind of seal."""
    return _RANAH + awal


def sheet_text(awal: bytes, segel: bytes) -> str:
    """The digits of the QR."""
    return to_digits(awal + segel)


def sheet_file(kunci: KunciSegel, teks: str) -> bytes:
    """The file for a flash disk or a message: readable words, then the digits."""
    baris = [f"{_JUDUL} - {kunci.opd_nama}", f"Sidik jari: {kunci.sidik_jari}", ""]
    baris += [teks[i : i + 60] for i in range(0, len(teks), 60)]
    return ("\r\n".join(baris) + "\r\n").encode()


def read_sheet(teks: str, verify: Penguji) -> KunciSegel:
    """The key of a scanned sheet or of such a file's text. Refuses ERR_LEMBAR_KUNCI and ERR_BUKAN_SEGEL."""
    if teks.lstrip("\ufeff").startswith(_JUDUL):
        teks = "".join(b for b in teks.splitlines() if b.strip().isdigit())
    data = from_digits(teks)
    if len(data) < len(_KEPALA) + PANJANG_PUBLIK + PANJANG_SEGEL or data[:1] != _KEPALA[:1]:
        raise not_a_seal()
    awal, segel = data[:-PANJANG_SEGEL], data[-PANJANG_SEGEL:]
    publik = awal[len(_KEPALA) : len(_KEPALA) + PANJANG_PUBLIK]
    if awal[: len(_KEPALA)] != _KEPALA or not verify(publik, sheet_message(awal), segel):
        raise _damaged()
    try:
        kode, nama, dari = json.loads(unsqueeze(awal[len(_KEPALA) + PANJANG_PUBLIK :], _KAMUS, 2000))
        return KunciSegel(publik, str(kode), str(nama), date.fromisoformat(dari))
    except (ValueError, TypeError) as e:
        raise _damaged() from e


def _damaged() -> Refusal:
    return Refusal(
        "ERR_LEMBAR_KUNCI",
        "Lembar kunci segel ini rusak atau diubah; minta lembar baru langsung dari kantor pemiliknya.",
    )
