"""Puts the pages into the region's web space: one per receipt, written whole or not at all, again when it changed.

Nothing lists the pages. Only what this office knows to have run out is taken away; files of others stay.
"""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from core.errors import Refusal
from core.pelacakan.resi import PANJANG_LAMAN
from ui.portal.halaman import render_missing, render_page, render_redirect, render_search, without_age
from ui.portal.isi import Pembaca

if TYPE_CHECKING:
    from ui.kantor import Kantor

SEGAR_MENIT: Final = 60
"""A page of a berkas under way is renewed after so long even when nothing changed, so that its age stays believable."""
SIMPAN_HARI: Final = 400
"""How far back receipts are looked at; longer than any receipt is valid, so that pages that ran out are found."""

HTACCESS: Final = """\
# Ditulis oleh Pundi untuk ruang web dengan Apache: halaman lama tidak disimpan peramban, isi folder tidak terdaftar.
Options -Indexes
<IfModule mod_headers.c>
Header set Cache-Control "no-cache"
Header set Referrer-Policy "no-referrer"
Header set X-Robots-Tag "noindex, nofollow"
</IfModule>
"""
"""Without it a browser may keep a page for a tenth of its age and show last week's state."""


@dataclass(frozen=True, slots=True)
class Terbitan:
    """What one run did: pages that are valid, pages written, pages taken away."""

    berlaku: int
    ditulis: int
    dihapus: int


def publish(kantor: Kantor, folder: Path) -> Terbitan:
    """Brings a folder up to date with the office. Refuses a folder that cannot be written: ERR_FOLDER_LAMAN."""
    at = kantor.clock.now()
    try:
        for nama in ("t", "k"):
            (folder / nama).mkdir(parents=True, exist_ok=True)
        _put(folder / "index.html", render_search(dilayani=False))
        _put(folder / "404.html", render_missing())
        _put(folder / ".htaccess", HTACCESS)
        return kantor.ask(lambda q: _publish(q, folder, at))
    except OSError as error:
        raise Refusal(
            "ERR_FOLDER_LAMAN",
            f"Halaman lacak tidak dapat ditulis ke {folder}: {error.strerror or error}. "
            "Periksa folder dan izinnya, lalu terbitkan lagi; halaman yang sudah ada tidak berubah.",
            medan="ke",
        ) from error


def _publish(q: object, folder: Path, at: datetime) -> Terbitan:
    pembaca = Pembaca(q, at)  # type: ignore[arg-type]
    berlaku = ditulis = dihapus = 0
    sejak: date = at.date() - timedelta(days=SIMPAN_HARI)
    for resi in q.pelacakan.resi_terbit(sejak):  # type: ignore[attr-defined]
        tujuan = folder / "t" / f"{resi.laman}.html"
        ketik = folder / "k" / f"{resi.ketik_hash[:PANJANG_LAMAN]}.html"
        isi = pembaca.page(resi)
        if isi is None:
            dihapus += sum(_remove(page) for page in (tujuan, ketik))
            continue
        berlaku += 1
        laman = render_page(isi, at, SEGAR_MENIT)
        ditulis += _put_page(tujuan, laman, at, segarkan=bool(isi.perkiraan))
        _put(ketik, render_redirect(resi.laman))
    return Terbitan(berlaku, ditulis, dihapus)


def _put_page(tujuan: Path, laman: str, at: datetime, *, segarkan: bool) -> bool:
    """Writes a page that says something new, or that has grown too old to be believed."""
    try:
        dulu, umur = tujuan.read_text("utf-8"), at.timestamp() - tujuan.stat().st_mtime
    except (FileNotFoundError, UnicodeDecodeError):
        return _replace(tujuan, laman, at)
    tua = segarkan and not 0 <= umur < SEGAR_MENIT * 60
    if without_age(dulu) == without_age(laman) and not tua:
        return False
    return _replace(tujuan, laman, at)


def _put(tujuan: Path, isi: str) -> bool:
    try:
        if tujuan.read_text("utf-8") == isi:
            return False
    except (FileNotFoundError, UnicodeDecodeError):
        pass
    return _replace(tujuan, isi)


def _replace(tujuan: Path, isi: str, at: datetime | None = None) -> bool:
    """Beside it first, then in its place: whoever reads sees the old page or the new one."""
    sementara = tujuan.with_name(f".{secrets.token_hex(8)}.tmp")
    try:
        sementara.write_text(isi, "utf-8", newline="\n")
        sementara.chmod(0o644)
        if at is not None:
            os.utime(sementara, (at.timestamp(), at.timestamp()))
        sementara.replace(tujuan)
    finally:
        sementara.unlink(missing_ok=True)
    return True


def _remove(laman: Path) -> bool:
    there = laman.exists()
    laman.unlink(missing_ok=True)
    return there
