"""The served page: the same pages, one answer for every miss, nothing in a log, nobody asks without end."""

from __future__ import annotations

import http.client
import socket
import threading
import time
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from core.errors import Refusal
from core.identity import token_hash
from core.pelacakan.resi import page_name
from tests.ui.portal.kantor_lacak import RAHASIA, Loket
from ui.cli.lacak import serve
from ui.portal.halaman import render_missing
from ui.portal.layani import JAWAB_DETIK, Pembatas, Server


@pytest.fixture
def loket(tmp_path: Path) -> Loket:
    return Loket(tmp_path / "kantor")


@contextmanager
def served(loket: Loket, **pilihan: Any) -> Iterator[Server]:
    with Server(loket.kantor, ("127.0.0.1", 0), **pilihan) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


def ask(server: Server, path: str, badan: str | None = None, **kepala: str) -> tuple[int, dict[str, str], str]:
    conn = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=10)
    try:
        isi = {"Content-Type": "application/x-www-form-urlencoded", **kepala} if badan is not None else kepala
        conn.request("GET" if badan is None else "POST", path, badan, isi)
        answer = conn.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read().decode()
    finally:
        conn.close()


def test_the_page_is_live_and_hardened(loket: Loket, capfd: pytest.CaptureFixture[str]) -> None:
    resi = loket.receive()
    alamat = f"/t/{page_name(token_hash(resi.token))}.html"
    with served(loket) as server:
        status, kepala, isi = ask(server, alamat)
        assert (status, "Sekarang di BPKAD" in isi) == (200, True)
        loket.verify()
        loket.return_()
        assert "Sekarang di OPD" in ask(server, alamat)[2]
    assert not [r for r in RAHASIA if r in isi]
    assert kepala["Cache-Control"] == "no-store"
    assert kepala["Referrer-Policy"] == "no-referrer"
    assert "default-src 'none'" in kepala["Content-Security-Policy"]
    assert "script-src" not in kepala["Content-Security-Policy"]
    assert capfd.readouterr() == ("", ""), "a path is a code and is written down nowhere"


def test_a_typed_code_goes_in_the_body_and_leads_to_its_page(loket: Loket) -> None:
    resi = loket.receive()
    with served(loket) as server:
        status, kepala, _ = ask(server, "/", f"kode={resi.kode_ketik.lower().replace('-', '+')}")
        assert (status, kepala["Location"]) == (303, f"t/{page_name(token_hash(resi.token))}.html")
        assert ask(server, f"/?kode={resi.kode_ketik}")[0] == 404, "a query string is not read"


def test_every_miss_is_the_same_answer_and_never_sooner(loket: Loket) -> None:
    resi = loket.receive()
    laman = page_name(token_hash(resi.token))
    salah = [f"/t/{'0' * 32}.html", f"/t/{laman[:-1]}.html", f"/t/{laman.upper()}.html", "/t/../index.html", "/apa"]
    with served(loket) as server:

        def timed(path: str, badan: str | None = None) -> tuple[float, int, str]:
            mulai = time.monotonic()
            status, _, isi = ask(server, path, badan)
            return time.monotonic() - mulai, status, isi

        kena = min(timed(f"/t/{laman}.html")[0] for _ in range(3))
        for lama, status, isi in [
            *(timed(p) for p in salah),
            timed("/", "kode=AAAA-BBBB-CCCC-DDDD"),
            timed("/", "x=1"),
        ]:
            assert (status, isi) == (404, render_missing())
            assert lama >= JAWAB_DETIK
        assert kena >= JAWAB_DETIK, "a hit is not answered sooner than a miss"
        besar = timed("/", "kode=" + "A" * 5000)
        assert besar[1] == 404


def test_nobody_asks_without_end(loket: Loket) -> None:
    with served(loket, di_belakang_proksi=True) as server:
        server.layanan.pembatas = Pembatas(per_alamat=3, semua=5)
        satu = {"X-Forwarded-For": "203.0.113.9, 198.51.100.7"}
        assert [ask(server, "/", **satu)[0] for _ in range(4)] == [200, 200, 200, 429]
        assert ask(server, "/", **{"X-Forwarded-For": "198.51.100.8"})[0] == 200
        assert ask(server, "/", **{"X-Forwarded-For": "198.51.100.9"})[0] == 429, "the ceiling of all together"


def test_the_limit_begins_anew_each_minute() -> None:
    pembatas = Pembatas(per_alamat=1, semua=10)
    assert [pembatas.allows("a", t) for t in (0, 59, 60, 61)] == [True, False, True, False]


def test_a_port_in_use_is_refused_in_words(loket: Loket) -> None:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        s.listen()

        @contextmanager
        def kantor() -> Iterator[Any]:
            yield loket.kantor

        args = Namespace(alamat="127.0.0.1", port=s.getsockname()[1], di_belakang_proksi=False)
        with pytest.raises(Refusal) as tolak:
            serve(SimpleNamespace(args=args, kantor=kantor))  # type: ignore[arg-type]
    assert tolak.value.kode == "ERR_PORT_DIPAKAI"
