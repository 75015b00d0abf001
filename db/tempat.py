"""Where a local database may stand, and who holds it: no network drives, no cloud folders, one process per file."""

from __future__ import annotations

import getpass
import json
import os
import socket
import sys
from pathlib import Path
from typing import IO, Any

from core.errors import Refusal

_JARINGAN = frozenset(
    {"cifs", "smb3", "smbfs", "nfs", "nfs4", "fuse.sshfs", "9p", "fuse.rclone", "davfs", "fuse.davfs2"}
)
_AWAN = ("onedrive", "google drive", "googledrive", "dropbox", "icloud")
_DRIVE_REMOTE = 4

_held: dict[Path, int] = {}
_files: dict[Path, IO[str]] = {}


def refuse_bad_place(berkas: Path) -> None:
    """Refuses network drives and folders that a cloud service copies (reliability 3.5)."""
    penuh = berkas.absolute()
    awan = next((p for p in penuh.parts if p.lower().startswith(_AWAN)), None)
    if awan:
        pesan = f"Folder “{awan}” disalin oleh layanan awan dan dapat merusak basis data; pilih folder di komputer ini."
        raise Refusal("ERR_TEMPAT_AWAN", pesan)
    if _is_network(penuh):
        pesan = f"{penuh} ada di jaringan; basis data lokal harus di komputer ini. Untuk bersama, pakai PostgreSQL."
        raise Refusal("ERR_TEMPAT_JARINGAN", pesan)


def _is_network(berkas: Path) -> bool:
    if sys.platform == "win32":
        import ctypes

        akar = berkas.anchor
        return akar.startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(akar) == _DRIVE_REMOTE
    return mount_type(berkas, _mountinfo()) in _JARINGAN


def _mountinfo() -> str:
    info = Path("/proc/self/mountinfo")
    return info.read_text(encoding="utf-8", errors="replace") if info.exists() else ""


def mount_type(berkas: Path, mountinfo: str) -> str:
    """The file system type a path lies on, by the longest mount point of a mountinfo text; empty when unknown."""
    best, found = -1, ""
    for line in mountinfo.splitlines():
        head, _, tail = line.partition(" - ")
        fields = head.split(" ")
        if len(fields) < 5 or not tail:
            continue
        titik = Path(fields[4].replace("\\040", " "))
        if (titik == berkas or titik in berkas.parents) and len(titik.parts) > best:
            best, found = len(titik.parts), tail.split(" ", 1)[0]
    return found


def hold(berkas: Path) -> None:
    """Takes the lock file of a database for the life of this process; refuses with the holder's name if taken."""
    berkas = berkas.absolute()
    if _held.get(berkas):
        _held[berkas] += 1
        return
    kunci = berkas.with_name(berkas.name + ".kunci")
    f = kunci.open("a+", encoding="utf-8")
    if not _lock(f):
        f.seek(0)
        siapa = _holder(f.read())
        f.close()
        raise Refusal(
            "ERR_BASIS_DATA_DIPAKAI", f"{berkas.name} sedang dibuka oleh {siapa}; tutup dulu di sana, lalu ulangi."
        )
    f.seek(0)
    f.truncate()
    f.write(json.dumps({"pengguna": getpass.getuser(), "komputer": socket.gethostname(), "pid": os.getpid()}))
    f.flush()
    _held[berkas], _files[berkas] = 1, f


def release(berkas: Path) -> None:
    """Gives the lock back when the last holder in this process is done."""
    berkas = berkas.absolute()
    if berkas not in _held:
        return
    _held[berkas] -= 1
    if not _held[berkas]:
        del _held[berkas]
        _files.pop(berkas).close()


def _holder(isi: str) -> str:
    try:
        data: dict[str, Any] = json.loads(isi)
    except ValueError:
        return "program lain"
    return f"{data.get('pengguna')} di {data.get('komputer')} (pid {data.get('pid')})"


def _lock(f: IO[str]) -> bool:
    """The one place that differs between POSIX and Windows: an exclusive lock on the first byte of the lock file."""
    try:
        if sys.platform == "win32":
            import msvcrt

            # a byte far behind the text, so that another program can still read who holds the file
            f.seek(1 << 20)
            msvcrt.locking(f.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(f.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
