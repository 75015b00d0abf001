"""Prepares Pundi and starts it: `python3 run.py` (Linux) or `py run.py` (Windows).

The first start makes `.venv`, installs the hash-locked libraries and, as root on Debian or Ubuntu, the system ones.
Then `main.py` runs with the arguments given, and its exit code is passed on. `run.py test`, `run.py uji-panjang`,
`run.py bench` and `run.py tangkapan` are for developers. Standard library only; what this script
says goes to stderr, stdout is the program's.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
LOCK_JALAN = ROOT / "requirements.lock"
LOCK_UJI = ROOT / "requirements-uji.lock"
APT_JALAN = ROOT / "installer" / "apt-jalan.txt"
APT_UJI = ROOT / "installer" / "apt-uji.txt"
MIN_PYTHON = (3, 11)
PYTEST_NO_TESTS = 5

# Where Windows and Linux differ: here and nowhere else.
WINDOWS = os.name == "nt"
VENV_PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")
HAS_DPKG = sys.platform == "linux" and shutil.which("dpkg-query") is not None
SCREENS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM") if sys.platform == "linux" else ()


class CannotStartError(Exception):
    """Something a person has to do first; the sentence says what. Exit code 2."""


def say(text: str) -> None:
    """One line for the person at the keyboard."""
    print(text, file=sys.stderr, flush=True)


def child_env(**unless_set: str) -> dict[str, str]:
    """The environment of what we start: UTF-8 whatever the locale, plus defaults for what is not set."""
    return {**unless_set, **os.environ, "PYTHONUTF8": "1"}


def run(command: list[str], *, env: dict[str, str] | None = None, cwd: Path | None = None, stdout: Any = None) -> int:
    """Runs a program to its end; its exit code, 128 + n when signal n ended it."""
    code = subprocess.run(command, env=env or child_env(), cwd=cwd, stdout=stdout, check=False).returncode
    return 128 - code if code < 0 else code


def run_aside(command: list[str], *, env: dict[str, str] | None = None) -> int:
    """The same, but what it prints goes to stderr."""
    return run(command, env=env, stdout=sys.stderr.fileno())


def output_of(command: list[str]) -> str:
    """What a small program prints; empty when it cannot run."""
    try:
        return subprocess.run(command, capture_output=True, text=True, errors="replace", check=False).stdout.strip()
    except OSError:
        return ""


def missing_packages(wanted: list[str], dpkg_output: str) -> list[str]:
    """Those of `wanted` that dpkg does not call installed; `libfoo1t64` of newer releases stands in for `libfoo1`."""
    installed = {fields[0] for line in dpkg_output.splitlines() if (fields := line.split())[1:2] == ["ii"]}
    return [name for name in wanted if not {name, f"{name}t64"} & installed]


def apt_names(names: list[str], known: set[str]) -> list[str]:
    """Each name as this release spells it."""
    return [f"{name}t64" if name not in known and f"{name}t64" in known else name for name in names]


def apt_line(names: list[str]) -> str:
    """The one line a person copies into a terminal."""
    return f"sudo apt-get install -y {' '.join(names)}"


def install_packages(names: list[str]) -> None:
    """Installs system packages as root, else says the line that does it and stops."""
    line = apt_line(apt_names(names, set(output_of(["apt-cache", "pkgnames"]).split())))
    if os.geteuid() != 0:
        raise CannotStartError(f"Paket sistem belum lengkap. Jalankan baris ini, lalu ulangi:\n{line}")
    say(f"Memasang paket sistem: {' '.join(names)}")
    env = child_env(DEBIAN_FRONTEND="noninteractive")
    apt = ["apt-get", "-q", "-y", "-o", "APT::Install-Recommends=false", "-o", "DPkg::Lock::Timeout=300"]
    run_aside([*apt, "update"], env=env)
    spelled = apt_names(names, set(output_of(["apt-cache", "pkgnames"]).split()))
    if run_aside([*apt, "install", *spelled], env=env):
        raise CannotStartError(
            f"Paket sistem gagal dipasang (alasan di atas). Jalankan baris ini, lalu ulangi:\n{line}"
        )


def need_packages(*lists: Path) -> None:
    """Makes sure that Debian's packages in `lists`, and what a virtual environment needs, are there."""
    if not HAS_DPKG:
        return
    wanted = [name.strip() for path in lists for name in path.read_text("utf-8").splitlines() if name.strip()]
    shown = output_of(["dpkg-query", "-W", "-f=${Package} ${db:Status-Abbrev}\n"]) if wanted else ""
    missing = missing_packages(wanted, shown)
    if importlib.util.find_spec("ensurepip") is None and not VENV_PYTHON.exists():
        missing.append("python3-venv")
    if missing:
        install_packages(missing)


def venv_state() -> str:
    """Place and version of a virtual environment that works, as its own Python sees it; empty when gone or broken."""
    if not VENV_PYTHON.exists():
        return ""
    return output_of([str(VENV_PYTHON), "-I", "-c", "import sys, pip; print(sys.prefix, sys.version_info[:2])"])


def mark(state: str) -> str:
    """What a stamp `.ok-...` holds: both locks (they share one environment) and the state of the environment."""
    return f"{hashlib.sha256(LOCK_JALAN.read_bytes() + LOCK_UJI.read_bytes()).hexdigest()} {state}"


def need_libraries(lock: Path) -> None:
    """Makes sure that `.venv` holds what `lock` names; quick when it does already, rebuilt when moved or broken."""
    stamp, state = VENV / f".ok-{lock.stem}", venv_state()
    if state and stamp.exists() and stamp.read_text("utf-8") == mark(state):
        return
    moved = any(not old.read_text("utf-8").endswith(f" {state}") for old in VENV.glob(".ok-*"))
    if not state or moved:
        if VENV.exists():
            say("Lingkungan .venv rusak atau pernah dipindahkan; dibuat ulang.")
            shutil.rmtree(VENV)
        if run_aside([sys.executable, "-m", "venv", str(VENV)]):
            raise CannotStartError(
                "Folder .venv tidak dapat dibuat (alasan di atas). Periksa ruang disk dan izin folder."
            )
    say("Menyiapkan pustaka Pundi (hanya sekali; perlu internet, beberapa menit) ...")
    pip = [str(VENV_PYTHON), "-m", "pip", "--disable-pip-version-check", "--no-input", "install", "--require-hashes"]
    quiet = [] if sys.stderr.isatty() else ["--quiet"]
    if run_aside([*pip, *quiet, "-r", str(lock)]):
        raise CannotStartError("Pustaka gagal dipasang (alasan di atas). Periksa sambungan internet, lalu ulangi.")
    stamp.write_text(mark(venv_state()), "utf-8")


def has_screen() -> bool:
    """Whether a window can be shown; off Linux there always is a screen."""
    return not SCREENS or any(os.environ.get(name) for name in SCREENS)


def start_program(arguments: list[str]) -> int:
    """The desktop, or a terminal command; without a screen the sample office instead of the desktop."""
    window = not arguments and has_screen()
    need_packages(*([APT_JALAN] if window else []))
    need_libraries(LOCK_JALAN)
    main = [str(VENV_PYTHON), str(ROOT / "main.py")]
    if window or arguments:
        return run([*main, *arguments])
    folder = Path.cwd() / "contoh-hasil"
    say("Tidak ada layar: contoh kantor dibuat sebagai gantinya.")
    code = run([*main, "contoh", "--ke", str(folder)])
    if code == 0:
        print(folder, flush=True)
    return code


def pytest(arguments: list[str], **extra: str) -> int:
    """The suite; an empty one is a failure."""
    env = child_env(QT_QPA_PLATFORM="offscreen") | extra
    code = run([str(VENV_PYTHON), "-m", "pytest", *arguments], env=env, cwd=ROOT)
    if code == PYTEST_NO_TESTS:
        say("Tidak ada satu tes pun yang dijalankan: dianggap gagal.")
    return code


def start_test(arguments: list[str]) -> int:
    """Types, style, then the suite on as many cores as there are; all run, the first failure decides the exit code."""
    workers = ["-n", str(min(os.cpu_count() or 1, 8)), "--dist", "loadfile"]
    codes = {
        "mypy": run([str(VENV_PYTHON), "-m", "mypy"], cwd=ROOT),
        "ruff": run([str(VENV_PYTHON), "-m", "ruff", "check", "."], cwd=ROOT),
        "pytest": pytest([*workers, *arguments]),
    }
    for name, code in codes.items():
        say(f"{name:<7}{f'GAGAL ({code})' if code else 'lulus'}")
    return next(filter(None, codes.values()), 0)


def rounds(arguments: list[str]) -> tuple[str, list[str]]:
    """N of `--ulang N` (200 unless given), and the arguments left for pytest."""
    rest, n = list(arguments), "200"
    if "--ulang" in rest:
        at = rest.index("--ulang")
        n = "".join(rest[at + 1 : at + 2])
        del rest[at : at + 2]
    if not n.isdecimal() or int(n) < 1:
        raise CannotStartError("Cara pakai: run.py uji-panjang [--ulang N]; N bilangan bulat mulai 1.")
    return n, rest


def start_developer(command: str, arguments: list[str]) -> int:
    """`test`, `uji-panjang`, `bench` or `tangkapan`, with everything they need."""
    n, rest = rounds(arguments) if command == "uji-panjang" else ("", arguments)
    need_packages(APT_JALAN, APT_UJI)
    need_libraries(LOCK_UJI)
    if command == "test":
        return start_test(rest)
    if command == "uji-panjang":
        return pytest(["-m", "panjang", "tests/panjang", *rest], PUNDI_PUTARAN=n)
    if command == "tangkapan":
        pictures = [str(VENV_PYTHON), str(ROOT / "tests" / "layar" / "tangkapan.py"), *rest]
        return run(pictures, env=child_env(QT_QPA_PLATFORM="offscreen", PYTHONPATH=str(ROOT)))
    bench = [str(VENV_PYTHON), str(ROOT / "tests" / "bench" / "bench.py"), *rest]
    return run(bench, env=child_env(QT_QPA_PLATFORM="offscreen", PYTHONPATH=str(ROOT)), cwd=ROOT)


def start(arguments: list[str]) -> int:
    """Does what the command line asks; the exit code."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    try:
        if sys.version_info < MIN_PYTHON:
            raise CannotStartError(f"Pundi perlu Python 3.11 atau lebih baru; yang dipakai {sys.version.split()[0]}.")
        if arguments[:1] in (["test"], ["uji-panjang"], ["bench"], ["tangkapan"]):
            return start_developer(arguments[0], arguments[1:])
        return start_program(arguments)
    except CannotStartError as reason:
        say(str(reason))
        return 2
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(start(sys.argv[1:]))
