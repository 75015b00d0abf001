"""A vendor's phone: 390 points wide, with JavaScript and without; what is on it can be read without pushing it aside."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from core.identity import token_hash
from core.pelacakan.resi import page_address, page_name
from tests.fakes.peramban import LEBAR, phone
from tests.ui.portal.kantor_lacak import Loket
from tests.ui.portal.test_layani import served
from ui.portal.terbit import publish


class _Diam(SimpleHTTPRequestHandler):
    def end_headers(self) -> None:
        """As README asks of the region's web server: ask again before an old page is shown."""
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Quiet."""


@pytest.fixture
def loket(tmp_path: Path) -> Loket:
    return Loket(tmp_path / "kantor")


@pytest.fixture
def web(loket: Loket, tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """The region's web space: plain files behind a plain server."""
    folder = tmp_path / "web"
    folder.mkdir()
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Diam, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield folder, f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def test_the_static_page_is_read_on_a_phone(loket: Loket, web: tuple[Path, str], tmp_path: Path) -> None:
    folder, alamat = web
    resi = loket.receive()
    loket.verify()
    publish(loket.kantor, folder)
    halaman = page_address(alamat, page_name(token_hash(resi.token)))
    with phone(tmp_path / "profil") as ponsel:
        ponsel.open(halaman)
        assert "Sekarang di BPKAD" in ponsel.text()
        assert ponsel.run("[innerWidth, document.documentElement.scrollWidth]") == [LEBAR, LEBAR]
        ponsel.picture(tmp_path / "berjalan.png")
        loket.jam.move(minutes=1)
        loket.return_()
        publish(loket.kantor, folder)
        ponsel.open(halaman)
        assert "Sekarang di OPD" in ponsel.text()
        ponsel.picture(tmp_path / "kembali.png")
        ponsel.open(f"{alamat}/")
        ponsel.picture(tmp_path / "cari.png")
        ponsel.write_and_send("#kode", resi.kode_ketik.lower().replace("-", " "))
        assert "Sekarang di OPD" in ponsel.wait("Sekarang")
        assert ponsel.address() == halaman
    assert all((tmp_path / f"{n}.png").stat().st_size > 10_000 for n in ("berjalan", "kembali", "cari"))


def test_without_javascript_the_typed_code_is_answered_by_the_server(loket: Loket, tmp_path: Path) -> None:
    resi = loket.receive()
    with served(loket) as server, phone(tmp_path / "profil", javascript=False) as ponsel:
        ponsel.open(f"http://127.0.0.1:{server.server_port}/")
        ponsel.write_and_send("#kode", resi.kode_ketik)
        assert "SPM-LS 0144/SPM-LS/2026" in ponsel.wait("Sekarang")
        assert ponsel.run("document.documentElement.scrollWidth") == LEBAR
        ponsel.open(f"http://127.0.0.1:{server.server_port}/t/{'0' * 32}.html")
        assert "Tidak ditemukan" in ponsel.text()
