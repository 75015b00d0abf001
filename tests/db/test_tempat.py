"""Where a local database may stand, and one process per file."""

from __future__ import annotations

import getpass
import subprocess
import sys
from pathlib import Path

import pytest

from core.errors import Refusal
from db import tempat
from db.basis import Basis
from db.keystore import MemoryKeyStore

ROOT = Path(__file__).parents[2]
PEMEGANG = """
import sys
from db import tempat
from pathlib import Path
tempat.hold(Path(sys.argv[1]))
print("dipegang", flush=True)
sys.stdin.read()
"""
MOUNTINFO = """\
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
30 22 0:40 / /mnt/kantor rw,relatime shared:2 - cifs //server/kantor rw
31 22 0:41 / /mnt/kantor/lokal rw,relatime shared:3 - ext4 /dev/sdb1 rw
32 22 0:42 / /mnt/Berkas\\040Bersama rw,relatime - fuse.sshfs ani@server:/ rw
33 22 0:43 / /srv/nfs rw - nfs4 server:/ rw
baris rusak
"""


@pytest.mark.parametrize(
    ("berkas", "jenis"),
    [
        ("/data/ani/pundi.sqlite", "ext4"),
        ("/mnt/kantor/pundi.sqlite", "cifs"),
        ("/mnt/kantor/a/b/pundi.sqlite", "cifs"),
        ("/mnt/kantor/lokal/pundi.sqlite", "ext4"),
        ("/mnt/kantor-lain/pundi.sqlite", "ext4"),
        ("/mnt/Berkas Bersama/pundi.sqlite", "fuse.sshfs"),
        ("/srv/nfs/pundi.sqlite", "nfs4"),
    ],
)
def test_the_file_system_under_a_path(berkas: str, jenis: str) -> None:
    assert tempat.mount_type(Path(berkas), MOUNTINFO) == jenis


def test_without_mountinfo_nothing_is_known() -> None:
    assert tempat.mount_type(Path("/x"), "") == ""


@pytest.mark.parametrize(
    "berkas", ["/mnt/kantor/pundi.sqlite", "/mnt/Berkas Bersama/pundi.sqlite", "/srv/nfs/pundi.sqlite"]
)
def test_network_drives_are_refused(berkas: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempat, "_mountinfo", lambda: MOUNTINFO)
    with pytest.raises(Refusal) as e:
        tempat.refuse_bad_place(Path(berkas))
    assert e.value.kode == "ERR_TEMPAT_JARINGAN"
    tempat.refuse_bad_place(Path("/mnt/kantor/lokal/pundi.sqlite"))


@pytest.mark.parametrize("folder", ["OneDrive", "OneDrive - Kota Contoh", "Google Drive", "Dropbox", "iCloudDrive"])
def test_cloud_folders_are_refused(folder: str, tmp_path: Path) -> None:
    with pytest.raises(Refusal) as e:
        Basis(str(tmp_path / folder / "pundi.sqlite"), MemoryKeyStore())
    assert e.value.kode == "ERR_TEMPAT_AWAN"
    assert folder in str(e.value)


def test_a_second_process_is_told_who_holds_the_file(tmp_path: Path) -> None:
    file = tmp_path / "pundi.sqlite"
    p = subprocess.Popen(
        [sys.executable, "-c", PEMEGANG, str(file)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with p:
        assert p.stdout is not None
        assert p.stdout.readline() == "dipegang\n"
        with pytest.raises(Refusal) as e:
            Basis(str(file), MemoryKeyStore())
        assert e.value.kode == "ERR_BASIS_DATA_DIPAKAI"
        assert getpass.getuser() in str(e.value)
        assert f"pid {p.pid}" in str(e.value)
        p.kill()
    Basis(str(file), MemoryKeyStore()).close()


def test_one_process_may_open_it_twice(tmp_path: Path) -> None:
    a, b = (Basis(str(tmp_path / "pundi.sqlite"), MemoryKeyStore()) for _ in range(2))
    a.close()
    b.migrate()
    b.close()
