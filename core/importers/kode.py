"""Codes of accounts, sub kegiatan and offices, brought to the one form the books use."""

from __future__ import annotations

import re
from functools import lru_cache

_REKENING = re.compile(r"([0-9])\.([0-9])\.([0-9]{2})\.([0-9]{2})\.(0?)([0-9]{2})\.(0?)([0-9]{4})", re.ASCII)
_SUB_KEGIATAN = re.compile(r"([0-9]\.[0-9]{2}\.[0-9]{2}\.[0-9]\.[0-9]{2})\.([0-9]{2}|[0-9]{4})", re.ASCII)
_SKPD = re.compile(r"[0-9]\.[0-9]{2}\.[0-9]\.[0-9]{2}\.[0-9]\.[0-9]{2}\.[0-9]{2}\.[0-9]{4}", re.ASCII)
_BERTITIK = re.compile(r"[0-9]+(\.[0-9]+)*", re.ASCII)


class KodeSalah(ValueError):
    """The text is not a code of the kind asked for; the sentence says what was found and what is right."""


@lru_cache(maxsize=4096)
def normalise_rekening(text: str) -> str:
    """A leaf account as `5.1.02.01.01.0024` (handbook penatausahaan 6.1).

    SIPD writes rincian objek with three and sub rincian with five digits; one leading zero of each is dropped. Where
    the digit to drop is not a zero, or a level is missing, KodeSalah.
    """
    found = _REKENING.fullmatch(text.strip())
    if not found:
        raise KodeSalah(
            f"Kode rekening “{text}” tidak dikenal; yang diterima enam tingkat seperti 5.1.02.01.01.0024 "
            "atau bentuk SIPD 5.1.02.01.001.00024"
        )
    akun, kelompok, jenis, objek, _, rincian, _, sub = found.groups()
    return f"{akun}.{kelompok}.{jenis}.{objek}.{rincian}.{sub}"


@lru_cache(maxsize=4096)
def normalise_sub_kegiatan(text: str) -> str:
    """A sub kegiatan as `2.18.01.2.08.0002`; two digits at the end, as older data has, are padded to four (6.2)."""
    found = _SUB_KEGIATAN.fullmatch(text.strip())
    if not found:
        raise KodeSalah(
            f"Kode sub kegiatan “{text}” tidak dikenal; yang diterima seperti 2.18.01.2.08.0002 "
            "(akhirnya 2 atau 4 angka)"
        )
    return f"{found[1]}.{found[2].zfill(4)}"


@lru_cache(maxsize=4096)
def check_skpd(text: str) -> str:
    """A code of an office, 22 characters like `2.16.2.20.2.21.02.0000` (handbook penatausahaan 6.3)."""
    if not _SKPD.fullmatch(text.strip()):
        raise KodeSalah(f"Kode SKPD “{text}” tidak dikenal; yang diterima 22 huruf seperti 2.16.2.20.2.21.02.0000")
    return text.strip()


@lru_cache(maxsize=4096)
def check_bertitik(text: str) -> str:
    """Any other code made of digits and dots: urusan, program, kegiatan, sumber dana."""
    if not _BERTITIK.fullmatch(text.strip()):
        raise KodeSalah(f"Kode “{text}” tidak dikenal; yang diterima angka dan titik, misalnya 2.21.02")
    return text.strip()
