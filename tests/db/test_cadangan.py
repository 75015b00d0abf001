"""Backups that count: made while the database is open, proven before they get their name, put back without deleting."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from core.errors import Refusal, Temuan
from core.kas.commands import ImportTransaksi, PostTransaksi
from core.kas.isi import JasaGiro
from core.money import Rupiah
from db import backup
from db.basis import Basis
from db.kantor import make_backup, prove
from db.kas.queries import SqlKasQueries
from db.keystore import MemoryKeyStore
from tests.db.kas.contoh_tahun import BULAN, as_berkas
from tests.fakes.basis import new_basis
from tests.fakes.office import Office, found_office
from tests.unit.kas.contoh_kas import berkas, up

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture(params=["biasa", "data 100% #1?"])
def office(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Office]:
    """An office in a file; folders may have names that a URL would misread."""
    folder = tmp_path / str(request.param)
    basis = new_basis(folder / "uji.sqlite")
    made = found_office(basis)
    made.do(ImportTransaksi(berkas=as_berkas(berkas([up()]))))
    yield made
    basis.close()


def folder_of(office: Office) -> Path:
    assert office.basis.berkas is not None
    return office.basis.berkas.parent / "cadangan"


def post(office: Office, nomor: str) -> None:
    office.do(PostTransaksi(tanggal=date(2026, 3, 2), isi=JasaGiro(nomor=nomor, nilai=Rupiah.of(5)), kode=nomor))


def kode(berkas: Path, keystore: MemoryKeyStore) -> str:
    with pytest.raises(Refusal) as e:
        backup.check_backup(berkas, lambda f: prove(f, keystore))
    return e.value.kode


def test_made_while_open_and_proven(office: Office) -> None:
    post(office, "NK-1")
    made = make_backup(office.basis, folder_of(office), AT)
    post(office, "NK-2")
    assert made.berkas.name.endswith(backup.AKHIRAN)
    assert (made.jejak, len(made.sha256)) == (3, 64)
    assert backup.check_backup(made.berkas, lambda f: prove(f, office.basis.keystore)) == made
    assert sorted(p.name for p in folder_of(office).iterdir()) == sorted(
        [made.berkas.name, backup._manifest(made.berkas).name]
    )


def test_a_copy_that_does_not_prove_is_thrown_away(office: Office) -> None:
    assert office.basis.berkas is not None
    with pytest.raises(Refusal) as e:
        backup.make_backup(office.basis.berkas, folder_of(office), AT, lambda _: [Temuan("ERR_DATA_BERUBAH", "rusak")])
    assert [t.kode for t in e.value.temuan] == ["ERR_CADANGAN_RUSAK", "ERR_DATA_BERUBAH"]
    assert list(folder_of(office).iterdir()) == []


def test_a_changed_backup_is_refused(office: Office) -> None:
    made = make_backup(office.basis, folder_of(office), AT)
    isi = bytearray(made.berkas.read_bytes())
    isi[len(isi) // 2] ^= 1
    made.berkas.write_bytes(isi)
    assert kode(made.berkas, office.basis.keystore) == "ERR_CADANGAN_RUSAK"


def test_a_changed_backup_with_a_matching_manifest_is_refused(office: Office) -> None:
    """Whoever can change the copy can change the digest beside it; the chain he cannot."""
    made = make_backup(office.basis, folder_of(office), AT)
    with closing(sqlite3.connect(made.berkas)) as conn:
        for (t,) in conn.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            conn.execute(f"DROP TRIGGER {t}")
        conn.execute("UPDATE mutasi SET nilai = nilai - 1")
        conn.commit()
    manifest = backup._manifest(made.berkas)
    manifest.write_text(json.dumps({"sha256": backup._sha256(made.berkas)}), encoding="utf-8")
    assert kode(made.berkas, office.basis.keystore) == "ERR_CADANGAN_RUSAK"


def test_what_is_not_there_or_no_database(office: Office, tmp_path: Path) -> None:
    assert kode(tmp_path / "tidak-ada.sqlite", office.basis.keystore) == "ERR_CADANGAN_TIDAK_ADA"
    sampah = tmp_path / f"x{backup.AKHIRAN}"
    sampah.write_bytes(b"bukan basis data" * 100)
    assert kode(sampah, office.basis.keystore) == "ERR_CADANGAN_RUSAK"


def test_restore_moves_the_old_aside(office: Office, tmp_path: Path) -> None:
    post(office, "NK-1")
    made = make_backup(office.basis, folder_of(office), AT)
    post(office, "NK-2")
    kunci, ke = office.basis.keystore, office.basis.berkas
    assert ke is not None
    office.basis.close()
    lama = backup.restore(made.berkas, ke, lambda f: prove(f, kunci), AT)
    assert lama is not None
    for file, harap in ((ke, ["NK-1"]), (lama, ["NK-2", "NK-1"])):
        basis = Basis(str(file), kunci)
        with basis.reading() as conn:
            rows = SqlKasQueries(conn, office.opd_id).transaksi(BULAN[1])
        basis.close()
        assert [r.kode for r in rows] == harap
    assert backup.restore(made.berkas, tmp_path / "baru.sqlite", lambda f: prove(f, kunci), AT) is None
    office.basis = Basis(str(ke), kunci)


def test_rotation_keeps_the_newest(office: Office) -> None:
    made = [make_backup(office.basis, folder_of(office), AT + timedelta(days=n)).berkas for n in range(4)]
    assert backup.newest(folder_of(office)) == made[-1]
    assert backup.rotate(folder_of(office), 2) == made[:2]
    assert sorted(folder_of(office).glob(f"*{backup.AKHIRAN}")) == made[2:]
    assert len(list(folder_of(office).iterdir())) == 4
    assert backup.rotate(folder_of(office), 0) == []
    assert backup.newest(folder_of(office) / "tidak-ada") is None


def test_a_full_disk_is_refused_before_it_is_written(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backup, "SISA_MINIMUM", 1 << 60)
    with pytest.raises(Refusal) as e:
        make_backup(office.basis, folder_of(office), AT)
    assert e.value.kode == "ERR_DISK_PENUH"


def test_a_shared_database_is_the_server_s_to_back_up(server: object, tmp_path: Path) -> None:
    name = server.new_database()  # type: ignore[attr-defined]
    basis = Basis(server.url(name), MemoryKeyStore())  # type: ignore[attr-defined]
    with pytest.raises(Refusal) as e:
        make_backup(basis, tmp_path, AT)
    assert e.value.kode == "ERR_CADANGAN_BERSAMA"
    basis.close()
    server.drop(name)  # type: ignore[attr-defined]
