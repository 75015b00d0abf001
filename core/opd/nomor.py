"""Document numbers from the office's templates (handbook penatausahaan 2.5)."""

from __future__ import annotations

import re
from datetime import date

from core.calendar import ROMAWI
from core.errors import Refusal
from core.opd.model import Opd

_TOKEN = re.compile(r"\{([a-z]+)(?::0([1-9])d)?\}")


def format_nomor(templat: str, opd: Opd, *, urut: int, tanggal: date, jenis: str = "", tahap: str = "M") -> str:
    """The number a template gives: `36.72/02.0/000012/LS/2.16.2.20.2.21.01.0000/M/2/2026`.

    `tahap` is M, or P1, P2, ... after the n-th revision of the DPA. A token that has nothing to say is refused
    (ERR_NOMOR_TOKEN): a number with a hole in it would be printed and stamped.
    """
    values: dict[str, int | str] = {
        "urut": urut,
        "jenis": jenis,
        "skpd": opd.kode,
        "tahap": tahap,
        "bulan": tanggal.month,
        "romawi": ROMAWI[tanggal.month - 1],
        "tahun": tanggal.year,
        "wilayah": opd.kode_wilayah,
    }

    def fill(found: re.Match[str]) -> str:
        nama, lebar = found.groups()
        value = values[nama]
        if value == "":
            pesan = f"Nomor belum dapat dibuat: {{{nama}}} pada templat “{templat}” masih kosong; lengkapi di Kantor."
            raise Refusal("ERR_NOMOR_TOKEN", pesan, medan=nama)
        return f"{value:0{lebar}d}" if lebar and isinstance(value, int) else str(value)

    return _TOKEN.sub(fill, templat)
