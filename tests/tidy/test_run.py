"""The launcher: what it asks of the system, when it prepares again, what it passes on."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.tidy.house import ROOT

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType

DPKG = """\
libgl1 ii
libglib2.0-0t64 ii
libegl1 rc
libdbus-1-3 ii
xvfb un
"""
MAIN = """\
import os, sys
print("main", sys.argv[1:], os.environ["PYTHONUTF8"], "é")
sys.exit(7 if "gagal" in sys.argv else 0)
"""


@pytest.fixture
def launcher() -> ModuleType:
    spec = importlib.util.spec_from_file_location("pundi_run", ROOT / "run.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the real launcher, empty locks and a small main.py; its environment is made by the first start."""
    place = tmp_path_factory.mktemp("run") / "rumah pundi"
    (place / "installer").mkdir(parents=True)
    shutil.copy(ROOT / "run.py", place)
    (place / "main.py").write_text(MAIN, "utf-8")
    for name in ("requirements.lock", "requirements-uji.lock", "installer/apt-jalan.txt", "installer/apt-uji.txt"):
        (place / name).write_text("", "utf-8")
    return place


def start(place: Path, *arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
    kept = {
        k: v for k, v in os.environ.items() if k not in {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "PYTHONUTF8"}
    }
    command = [sys.executable, str(place / "run.py"), *arguments]
    cwd = place.parent
    return subprocess.run(
        command, cwd=cwd, env={**kept, "LC_ALL": "C", **env}, capture_output=True, encoding="utf-8", check=False
    )


def test_missing_packages_know_the_t64_names(launcher: ModuleType) -> None:
    wanted = ["libgl1", "libglib2.0-0", "libegl1", "libdbus-1-3", "xvfb", "xauth"]
    assert launcher.missing_packages(wanted, DPKG) == ["libegl1", "xvfb", "xauth"]
    assert launcher.missing_packages(["libgl1"], "") == ["libgl1"]


def test_packages_are_spelled_as_the_release_spells_them(launcher: ModuleType) -> None:
    assert launcher.apt_names(["libcups2", "xvfb"], {"libcups2t64", "xvfb"}) == ["libcups2t64", "xvfb"]
    assert launcher.apt_names(["libcups2"], {"libcups2", "libcups2t64"}) == ["libcups2"]
    assert launcher.apt_names(["libcups2"], set()) == ["libcups2"]


def test_without_root_the_exact_line_is_said(
    launcher: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    outputs = {"dpkg-query": DPKG, "apt-cache": "libegl1\nxvfb"}
    monkeypatch.setattr(launcher, "HAS_DPKG", True)
    monkeypatch.setattr(launcher, "output_of", lambda command: outputs[command[0]])
    monkeypatch.setattr(launcher, "run", lambda *_a, **_k: pytest.fail("nothing may be started"))
    monkeypatch.setattr(launcher, "APT_JALAN", ROOT / "installer" / "apt-jalan.txt")
    monkeypatch.setattr(os, "geteuid", lambda: 1000, raising=False)
    assert launcher.start(["test"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    line = err.strip().splitlines()[-1]
    assert line.startswith("sudo apt-get install -y libegl1 libfontconfig1 ")
    assert line.endswith(" xvfb xauth poppler-utils chromium chromium-driver")
    assert "libgl1" not in line.split()


def test_as_root_packages_are_installed_after_one_update(launcher: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[list[str]] = []
    monkeypatch.setattr(launcher, "HAS_DPKG", True)
    monkeypatch.setattr(launcher, "output_of", lambda command: {"apt-cache": "libcups2t64"}.get(command[0], ""))
    monkeypatch.setattr(
        launcher, "run_aside", lambda command, env: done.append([*command, env["DEBIAN_FRONTEND"]]) or 0
    )
    monkeypatch.setattr(os, "geteuid", lambda: 0, raising=False)
    monkeypatch.delenv("DEBIAN_FRONTEND", raising=False)
    launcher.install_packages(["libcups2"])
    assert [("update" in c, c[-2:]) for c in done] == [
        (True, ["update", "noninteractive"]),
        (False, ["libcups2t64", "noninteractive"]),
    ]


def test_a_missing_venv_module_is_a_package(
    launcher: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked: list[list[str]] = []
    monkeypatch.setattr(launcher, "HAS_DPKG", True)
    monkeypatch.setattr(launcher, "VENV_PYTHON", tmp_path / "none")
    monkeypatch.setattr(launcher, "install_packages", asked.append)
    launcher.need_packages()
    assert asked == []
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    launcher.need_packages()
    assert asked == [["python3-venv"]]


@pytest.mark.parametrize(
    ("arguments", "n", "rest"),
    [([], "200", []), (["--ulang", "5"], "5", []), (["-x", "--ulang", "12", "-k", "kill"], "12", ["-x", "-k", "kill"])],
)
def test_rounds(launcher: ModuleType, arguments: list[str], n: str, rest: list[str]) -> None:
    assert launcher.rounds(arguments) == (n, rest)


@pytest.mark.parametrize("arguments", [["--ulang"], ["--ulang", "0"], ["--ulang", "banyak"]])
def test_rounds_must_be_a_number(
    launcher: ModuleType, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert launcher.start(["uji-panjang", *arguments]) == 2
    assert "--ulang N" in capsys.readouterr().err


def test_long_run_passes_its_rounds(launcher: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[list[str], dict[str, str]]] = []
    monkeypatch.setattr(launcher, "need_packages", lambda *_: None)
    monkeypatch.setattr(launcher, "need_libraries", lambda _lock: None)
    monkeypatch.setattr(launcher, "run", lambda command, env, cwd: seen.append((command, env)) or 0)
    monkeypatch.setenv("PUNDI_PUTARAN", "1")
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    assert launcher.start(["uji-panjang", "--ulang", "3"]) == 0
    ((command, env),) = seen
    assert command[1:] == ["-m", "pytest", "-m", "panjang", "tests/panjang"]
    assert (env["PUNDI_PUTARAN"], env["QT_QPA_PLATFORM"]) == ("3", "offscreen")
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    launcher.start(["uji-panjang"])
    assert (seen[1][1]["PUNDI_PUTARAN"], seen[1][1]["QT_QPA_PLATFORM"]) == ("200", "xcb")


@pytest.mark.parametrize(
    ("codes", "answer"),
    [({}, 0), ({"mypy": 1}, 1), ({"ruff": 1, "pytest": 3}, 1), ({"pytest": 5}, 5), ({"mypy": 2, "pytest": 1}, 2)],
)
def test_suite_fails_with_types_style_or_tests(
    launcher: ModuleType, monkeypatch: pytest.MonkeyPatch, codes: dict[str, int], answer: int
) -> None:
    ran: list[str] = []

    def fake(command: list[str], **_: object) -> int:
        ran.append(command[2])
        return codes.get(command[2], 0)

    monkeypatch.setattr(launcher, "run", fake)
    assert launcher.start_test([]) == answer
    assert ran == ["mypy", "ruff", "pytest"]


def test_a_fresh_house_starts_and_starts_again_quickly(house: Path) -> None:
    first = start(house, "gagal", "buku bku")
    assert first.returncode == 7, first.stderr
    assert first.stdout == "main ['gagal', 'buku bku'] 1 é\n"
    assert "Menyiapkan" in first.stderr
    again = start(house, "buku")
    assert (again.returncode, again.stdout, again.stderr) == (0, "main ['buku'] 1 é\n", "")
    headless = start(house)
    folder = house.parent / "contoh-hasil"
    assert headless.stdout == f"main ['contoh', '--ke', '{folder}'] 1 é\n{folder}\n"
    window = start(house, QT_QPA_PLATFORM="offscreen")
    assert window.stdout == "main [] 1 é\n"


def test_a_renewed_lock_is_installed_into_the_same_environment(house: Path) -> None:
    start(house, "buku")
    (house / "requirements.lock").write_text("# renewed\n", "utf-8")
    renewed = start(house, "buku")
    assert (renewed.returncode, "Menyiapkan" in renewed.stderr, "dibuat ulang" in renewed.stderr) == (0, True, False)


def test_libraries_without_a_hash_are_refused(house: Path) -> None:
    (house / "requirements.lock").write_text("segno==1.6.6\n", "utf-8")
    refused = start(house, "buku")
    assert refused.returncode == 2
    assert "Pustaka gagal dipasang" in refused.stderr
    assert refused.stdout == ""
    (house / "requirements.lock").write_text("", "utf-8")
    assert start(house, "buku").returncode == 0


def test_a_copied_or_broken_environment_is_rebuilt(house: Path, tmp_path: Path) -> None:
    start(house, "buku")
    copy = tmp_path / "salinan"
    shutil.copytree(house, copy, symlinks=True)
    after_copy = start(copy, "buku")
    assert after_copy.returncode == 0, after_copy.stderr
    assert "dibuat ulang" in after_copy.stderr
    (copy / ".venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")).unlink()
    after_loss = start(copy, "buku")
    assert after_loss.returncode == 0, after_loss.stderr
    assert "dibuat ulang" in after_loss.stderr
    assert start(copy, "buku").stderr == ""


def test_ci_runs_the_suite_in_the_project_root(tmp_path: Path) -> None:
    (tmp_path / ".ci").mkdir()
    shutil.copy(ROOT / ".ci" / "run", tmp_path / ".ci" / "run")
    (tmp_path / "run.py").write_text("import os, sys; print(os.getcwd(), sys.argv[1:]); sys.exit(9)", "utf-8")
    done = subprocess.run(["bash", str(tmp_path / ".ci" / "run")], cwd="/", capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (9, f"{tmp_path} ['test']\n")
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
