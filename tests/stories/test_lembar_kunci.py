"""The lembar kunci: a database moved to another computer opens only with the key from the safe."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pypdfium2
import pytest

from core.errors import Refusal
from core.keystore import fingerprint, read_key, written_key

AKAR = Path(__file__).parents[2]
KUNCI = bytes(range(32))


def pundi(rumah: Path, *kata: str) -> subprocess.CompletedProcess[str]:
    """One terminal command on a computer whose keys lie in `rumah`."""
    env = os.environ | {
        "PUNDI_DATA": str(rumah),
        "PUNDI_SANDI": "rahasia-contoh-1",
        "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
    }
    return subprocess.run(
        [sys.executable, str(AKAR / "main.py"), *kata], env=env, capture_output=True, text=True, check=False, cwd=rumah
    )


def test_key_travels_on_paper(tmp_path: Path) -> None:
    lama, baru, db = tmp_path / "lama", tmp_path / "baru", tmp_path / "kantor.sqlite"
    lama.mkdir()
    baru.mkdir()
    kantor = ("--opd-kode", "2.16.2.20.2.21.01.0000", "--opd-nama", "Dinas Contoh", "--tahun", "2026")
    assert pundi(lama, "basisdata", "siapkan", "--db", str(db), *kantor).returncode == 0
    made = pundi(lama, "basisdata", "lembar-kunci", "--db", str(db), "--ke", str(tmp_path / "kunci.pdf"))
    assert made.returncode == 0, made.stderr
    sidik = re.search(r"Sidik jari ([0-9A-F]{4}(?: [0-9A-F]{4}){3})\.", made.stdout + made.stderr)
    assert sidik is not None
    kertas = pypdfium2.PdfDocument(tmp_path / "kunci.pdf")[0].get_textpage().get_text_range()
    assert sidik[1] in kertas
    kelompok = re.findall(r"\b[0-9A-HJKMNP-TV-Z]{4}\b", kertas[kertas.index(sidik[1]) + len(sidik[1]) :])[:14]

    periksa = pundi(baru, "basisdata", "periksa", "--db", str(db))
    assert periksa.returncode == 1
    assert "ERR_KUNCI_JEJAK_TIDAK_ADA" in periksa.stderr
    lain = pundi(baru, "basisdata", "masukkan-kunci", written_key(KUNCI), "--db", str(db))
    assert (lain.returncode, "ERR_KUNCI_BUKAN_MILIK" in lain.stderr) == (1, True)
    masuk = pundi(baru, "basisdata", "masukkan-kunci", " ".join(kelompok).lower(), "--db", str(db))
    assert masuk.returncode == 0, masuk.stderr
    assert pundi(baru, "basisdata", "periksa", "--db", str(db)).returncode == 0


def test_key_is_read_as_people_write() -> None:
    tertulis = written_key(KUNCI)
    assert len(tertulis) == 56
    kelompok = " ".join(tertulis[i : i + 4] for i in range(0, 56, 4))
    assert read_key(kelompok.lower().replace("0", "o").replace("1", "l")) == KUNCI
    assert fingerprint(KUNCI) != fingerprint(bytes(32))


@pytest.mark.parametrize(
    "ubah", [lambda k: k[:-1], lambda k: "Z" + k[1:], lambda k: k[:30] + "!?" + k[32:], lambda _: ""]
)
def test_slip_of_the_pen_is_noticed(ubah) -> None:
    with pytest.raises(Refusal) as refused:
        read_key(ubah(written_key(KUNCI)))
    assert refused.value.kode == "ERR_KUNCI_SALAH_KETIK"
