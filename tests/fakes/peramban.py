"""A phone: headless Chromium 390 points wide, driven over WebDriver with nothing but the standard library."""

from __future__ import annotations

import base64
import json
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

LEBAR, TINGGI = 390, 844
ARGUMEN = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip


class Ponsel:
    """One open browser."""

    def __init__(self, dasar: str) -> None:
        self._dasar = dasar

    def open(self, alamat: str) -> None:
        """Goes to an address and waits until it is there."""
        _ask(f"{self._dasar}/url", {"url": alamat})

    def run(self, script: str) -> Any:
        """What a script answers, from outside the page."""
        return _ask(f"{self._dasar}/execute/sync", {"script": f"return {script}", "args": []})

    def text(self) -> str:
        """What is read on the page."""
        return str(self.run("document.body.innerText"))

    def address(self) -> str:
        return str(_ask(f"{self._dasar}/url"))

    def write_and_send(self, kolom: str, teks: str) -> None:
        """Types into a field and presses Enter."""
        found = _ask(f"{self._dasar}/element", {"using": "css selector", "value": kolom})
        _ask(f"{self._dasar}/element/{next(iter(found.values()))}/value", {"text": f"{teks}\ue007"})

    def wait(self, kata: str) -> str:
        """Until a word is read; the whole text."""
        until = time.monotonic() + 10
        while kata not in (teks := self.text()):
            assert time.monotonic() < until, teks
            time.sleep(0.05)
        return teks

    def picture(self, ke: Path) -> None:
        """What is seen, as PNG."""
        ke.write_bytes(base64.b64decode(_ask(f"{self._dasar}/screenshot")))


@contextmanager
def phone(profil: Path, *, javascript: bool = True) -> Iterator[Ponsel]:
    """A phone with an empty profile."""
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        port = s.getsockname()[1]
    driver = subprocess.Popen(["chromedriver", f"--port={port}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        dasar = f"http://127.0.0.1:{port}"
        _wait_ready(dasar)
        options = {
            "args": [*ARGUMEN, f"--user-data-dir={profil}"],
            "mobileEmulation": {"deviceMetrics": {"width": LEBAR, "height": TINGGI, "pixelRatio": 2, "touch": True}},
            "prefs": {} if javascript else {"profile.managed_default_content_settings.javascript": 2},
        }
        made = _ask(f"{dasar}/session", {"capabilities": {"alwaysMatch": {"goog:chromeOptions": options}}})
        sesi = f"{dasar}/session/{made['sessionId']}"
        yield Ponsel(sesi)
        _ask(sesi, method="DELETE")
    finally:
        driver.terminate()
        driver.wait()


def _wait_ready(dasar: str) -> None:
    until = time.monotonic() + 20
    while True:
        try:
            if _ask(f"{dasar}/status")["ready"]:
                return
        except OSError:
            pass
        assert time.monotonic() < until, "chromedriver did not come up"
        time.sleep(0.05)


def _ask(alamat: str, isi: Any = None, method: str = "") -> Any:
    data = None if isi is None else json.dumps(isi).encode()
    request = urllib.request.Request(alamat, data, {"Content-Type": "application/json"}, method=method or None)
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)["value"]
