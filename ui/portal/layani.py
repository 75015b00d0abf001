"""Serves the same pages live, for a region that can put a web server with TLS in front of it. Nothing is logged.

A code that is wrong, unknown or run out gets one answer, and every answer takes the same time.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from datetime import datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qs

from core.pelacakan.resi import PANJANG_LAMAN, typed_hash
from ui.portal.halaman import CSP, render_busy, render_missing, render_page, render_search
from ui.portal.isi import Pembaca

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.pelacakan.publik import ResiTerbit
    from ui.kantor import Kantor, Pertanyaan

PER_ALAMAT, PER_MENIT = 30, 600
"""Requests a minute of one address, and of all together (reliability 5)."""
JAWAB_DETIK: Final = 0.08
"""Every answer about a receipt takes at least this long; a hit takes a small part of it."""
BADAN_TERPANJANG: Final = 200


class Pembatas:
    """Counts requests of the last minute, by address and together. Addresses are forgotten after the minute."""

    def __init__(self, per_alamat: int = PER_ALAMAT, semua: int = PER_MENIT) -> None:
        self._batas = per_alamat, semua
        self._lock = threading.Lock()
        self._minute, self._all = -1, 0
        self._by: OrderedDict[str, int] = OrderedDict()

    def allows(self, alamat: str, detik: float) -> bool:
        """Whether this request is within both limits."""
        with self._lock:
            if (minute := int(detik // 60)) != self._minute:
                self._minute, self._all = minute, 0
                self._by.clear()
            self._all += 1
            self._by[alamat] = self._by.get(alamat, 0) + 1
            return self._by[alamat] <= self._batas[0] and self._all <= self._batas[1]


class Layanan:
    """Answers about receipts, from one office."""

    def __init__(self, kantor: Kantor) -> None:
        self._kantor = kantor
        self.pembatas = Pembatas()

    def page(self, laman: str) -> str | None:
        """The page of this name; None when there is none or it has run out."""
        return self._answer(lambda q: q.pelacakan.by_laman(laman))

    def name_of(self, kode: str) -> str | None:
        """The name of the page of a typed code."""

        def find(q: Pertanyaan) -> str | None:
            resi = q.pelacakan.by_ketik(typed_hash(kode))
            at = self._kantor.clock.now()
            return None if resi is None or Pembaca(q, at).page(resi) is None else resi.laman

        return self._kantor.ask(find)

    def _answer(self, find: Callable[[Pertanyaan], ResiTerbit | None]) -> str | None:
        def read(q: Pertanyaan) -> str | None:
            at: datetime = self._kantor.clock.now()
            pembaca, resi = Pembaca(q, at), find(q)
            isi = None if resi is None else pembaca.page(resi)
            return None if isi is None else render_page(isi, at, 0)

        return self._kantor.ask(read)


class _Handler(BaseHTTPRequestHandler):
    server: Server
    server_version, sys_version = "Pundi", ""
    timeout = 10

    def do_GET(self) -> None:
        """The search page, or the page of a receipt; nothing is read from a query string."""
        if not self._may():
            return
        if self.path == "/":
            self._send(HTTPStatus.OK, render_search(dilayani=True))
            return
        started = time.monotonic()
        found = self.server.layanan.page(name) if (name := _page_of(self.path)) else None
        _even_out(started)
        self._send(HTTPStatus.OK if found else HTTPStatus.NOT_FOUND, found or render_missing())

    def do_POST(self) -> None:
        """A typed code, in the body."""
        if not self._may():
            return
        started = time.monotonic()
        panjang = self.headers.get("Content-Length", "")
        kode = ""
        if self.path == "/" and panjang.isdigit() and int(panjang) <= BADAN_TERPANJANG:
            isi = parse_qs(self.rfile.read(int(panjang)).decode("utf-8", "replace"))
            kode = isi.get("kode", [""])[0]
        laman = self.server.layanan.name_of(kode)
        _even_out(started)
        if laman is None:
            self._send(HTTPStatus.NOT_FOUND, render_missing())
            return
        self._send(HTTPStatus.SEE_OTHER, "", lokasi=f"t/{laman}.html")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name of the base class
        """Writes nothing down: a path is a code."""

    def _may(self) -> bool:
        alamat = self.client_address[0]
        if self.server.di_belakang_proksi:
            alamat = self.headers.get("X-Forwarded-For", alamat).rpartition(",")[2].strip()
        if self.server.layanan.pembatas.allows(alamat, time.monotonic()):
            return True
        self._send(HTTPStatus.TOO_MANY_REQUESTS, render_busy())
        return False

    def _send(self, status: HTTPStatus, isi: str, lokasi: str = "") -> None:
        body = isi.encode()
        self.send_response(status)
        for nama, nilai in (
            ("Content-Type", "text/html; charset=utf-8"),
            ("Content-Length", str(len(body))),
            ("Content-Security-Policy", f"{CSP}; frame-ancestors 'none'"),
            ("X-Content-Type-Options", "nosniff"),
            ("Referrer-Policy", "no-referrer"),
            ("X-Robots-Tag", "noindex, nofollow"),
            ("Cache-Control", "no-store"),
            *((("Location", lokasi),) if lokasi else ()),
        ):
            self.send_header(nama, nilai)
        self.end_headers()
        self.wfile.write(body)


class Server(ThreadingHTTPServer):
    """The phone page on one port. `di_belakang_proksi`: the address of the asker stands in X-Forwarded-For."""

    daemon_threads = True

    def __init__(self, kantor: Kantor, alamat: tuple[str, int], *, di_belakang_proksi: bool = False) -> None:
        self.layanan = Layanan(kantor)
        self.di_belakang_proksi = di_belakang_proksi
        super().__init__(alamat, _Handler)


def _page_of(path: str) -> str:
    """The name in `/t/NAME.html`; empty for every other path."""
    nama = path.removeprefix("/t/").removesuffix(".html")
    good = path == f"/t/{nama}.html" and len(nama) == PANJANG_LAMAN and set(nama) <= set("0123456789abcdef")
    return nama if good else ""


def _even_out(started: float) -> None:
    time.sleep(max(0.0, JAWAB_DETIK - (time.monotonic() - started)))
