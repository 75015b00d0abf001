"""Posted rows stay as they were: frozen on both engines, and tampering with the file is found and named."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from core.errors import Temuan
from core.kas.commands import CloseMonth, ImportTransaksi
from core.kas.penutupan import HitunganKas
from core.money import Rupiah
from db import jejak
from db.basis import Basis
from db.engine import TULIS
from db.keystore import MemoryKeyStore
from db.periksa import verify
from db.skema import BEKU, metadata
from tests.db.kas.contoh_tahun import BULAN, as_berkas, year
from tests.fakes.office import Office, found_office
from tests.fakes.server import Server

KAS = (
    "transaksi", "mutasi", "akun", "nomor_terpakai", "tu", "rencana_tu", "lpj", "lpj_isi", "lpj_ganti", "pembukaan",
    "rekap_awal", "segel", "segel_baris", "segel_saldo", "segel_putaran", "pemakaian", "jejak",
)  # fmt: skip
"""The posted tables that the story below fills."""


def fill(basis: Basis) -> Office:
    office = found_office(basis)
    office.do(ImportTransaksi(berkas=as_berkas(year())))
    office.do(CloseMonth(bulan=BULAN[0], kas=HitunganKas({}, Rupiah.of(1)), penjelasan="Belum dihitung"))
    return office


@pytest.fixture
def office(basis: Basis) -> Office:
    return fill(basis)


def attempt(basis: Basis, sql: str) -> str:
    """Runs one statement through our own engine; what is said against it, or an empty text."""
    with basis.engine.connect().execution_options(**{TULIS: True}) as conn:
        try:
            conn.execute(text(sql))
            conn.commit()
        except DBAPIError as e:
            return str(e.orig)
    return ""


def test_the_story_fills_every_table(office: Office) -> None:
    assert set(KAS) <= set(BEKU)
    with office.basis.reading() as conn:
        assert [t for t in KAS if not conn.execute(text(f"SELECT count(*) FROM {t}")).scalar()] == []


def test_nothing_posted_is_changed_or_removed(office: Office) -> None:
    lokal = office.basis.is_local
    for t in BEKU:
        kunci = "jejak_no"
        statements = [f"UPDATE {t} SET {kunci} = {kunci}", f"DELETE FROM {t}"]
        statements += [f"INSERT OR REPLACE INTO {t} SELECT * FROM {t}"] if lokal else [f"TRUNCATE {t} CASCADE"]
        if t not in KAS:
            statements = statements if not lokal else []
        for sql in statements:
            assert ("ERR_BEKU" if lokal else "permission denied") in attempt(office.basis, sql), sql
    assert verify(office.basis, office.opd_id) == []


def test_a_plain_role_cannot_write_posted_rows_at_all(server: Server) -> None:
    name = server.new_database()
    basis = Basis(server.url(name), MemoryKeyStore())
    for t in (*BEKU, "jejak_kepala", "penomor"):
        assert "permission denied" in attempt(basis, f"INSERT INTO {t} SELECT * FROM {t}"), t
    basis.close()
    server.drop(name)


def test_triggers_hold_against_the_superuser(server: Server) -> None:
    """Even in replica mode, where ordinary triggers sleep."""
    name = server.new_database()
    basis = Basis(server.url(name), MemoryKeyStore())
    fill(basis)
    basis.close()
    with closing(server.admin(name)) as conn:
        for t in KAS:
            for sql in (f"UPDATE {t} SET jejak_no = jejak_no", f"DELETE FROM {t}", f"TRUNCATE {t} CASCADE"):
                for mode in ("origin", "replica"):
                    with pytest.raises(psycopg.Error, match="ERR_BEKU"):
                        conn.execute(f"SET session_replication_role = {mode}; {sql}")
                    conn.execute("ROLLBACK")
    server.drop(name)


def test_rows_without_their_record_cannot_be_kept(office: Office) -> None:
    if not office.basis.is_local:
        no = "SELECT pundi_post('akun', jsonb_build_array(jsonb_build_object('opd_id', opd_id, 'jejak_no', no + 1, 'id', "
        no += "gen_random_uuid(), 'kelas', 'x', 'jenis', '', 'sub_kegiatan', '', 'rekening', '', 'pos', '', 'buku', ''))) "
        assert "fk_akun_jejak" in attempt(office.basis, no + "FROM jejak_kepala")
        return
    sql = "INSERT INTO akun SELECT opd_id, 999, 'x', 'x', '', '', '', '', '' FROM akun LIMIT 1"
    assert "FOREIGN KEY" in attempt(office.basis, sql)


# tampering with the file


def unlocked(file: Path, *sql: str | Callable[[sqlite3.Connection], None]) -> None:
    """What somebody does who has the file and any tool, but not the key: triggers off, rows changed."""
    with closing(sqlite3.connect(file)) as conn:
        for (nama,) in conn.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            conn.execute(f"DROP TRIGGER {nama}")
        for s in sql:
            if callable(s):
                s(conn)
            else:
                conn.execute(s)
        conn.commit()
        conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def reseal(conn: sqlite3.Connection, kunci: bytes | None) -> None:
    """Recomputes every digest and the whole chain, with the key or the way an unkeyed chain would allow."""
    sebelum = jejak.AWAL_RANTAI
    for opd, no, isi in conn.execute("SELECT opd_id, jejak_no, isi FROM jejak ORDER BY jejak_no").fetchall():
        data = json.loads(isi)
        for tabel in data["beku"]:
            kolom = [c.name for c in metadata.tables[tabel].columns]
            rows = conn.execute(f"SELECT {', '.join(kolom)} FROM {tabel} WHERE jejak_no = ?", (no,)).fetchall()
            data["beku"][tabel] = jejak.digest([dict(zip(kolom, r, strict=True)) for r in rows])
        baru = jejak.canonical(data)
        sebelum = jejak.seal(kunci, sebelum, no, baru)
        conn.execute("UPDATE jejak SET isi = ?, rantai = ? WHERE opd_id = ? AND jejak_no = ?", (baru, sebelum, opd, no))
    conn.execute("UPDATE jejak_kepala SET rantai = ?", (sebelum,))


def reseal_without_key(conn: sqlite3.Connection) -> None:
    reseal(conn, None)


def cut_tail(conn: sqlite3.Connection) -> None:
    """Takes the newest record away with everything it answers for."""
    (no,) = conn.execute("SELECT max(jejak_no) FROM jejak").fetchone()
    conn.execute("PRAGMA foreign_keys=OFF")
    for t in reversed(BEKU):
        conn.execute(f"DELETE FROM {t} WHERE jejak_no = ?", (no,))


def swap(conn: sqlite3.Connection) -> None:
    """Two events of one day change places."""
    urut = dict(conn.execute("SELECT kode, urut FROM transaksi WHERE kode IN ('B1', 'B2')").fetchall())
    for kode, nilai in (("B1", -1), ("B2", urut["B1"]), ("B1", urut["B2"])):
        conn.execute("UPDATE transaksi SET urut = ? WHERE kode = ?", (nilai, kode))


AMBIL = "SELECT transaksi_id, baris FROM mutasi WHERE nilai > 1 LIMIT 1"
ULAH: dict[str, tuple[tuple[str | Callable[[sqlite3.Connection], None], ...], str, str]] = {
    "nilai diubah": (
        (f"UPDATE mutasi SET nilai = nilai - 1 WHERE (transaksi_id, baris) = ({AMBIL})",),
        "ERR_DATA_BERUBAH",
        "mutasi",
    ),
    "baris dihapus": ((f"DELETE FROM mutasi WHERE (transaksi_id, baris) = ({AMBIL})",), "ERR_DATA_BERUBAH", "mutasi"),
    "baris ditambah": (
        ("INSERT INTO mutasi SELECT opd_id, jejak_no, transaksi_id, 99, dari, ke, 5, '', '', '' FROM mutasi LIMIT 1",),
        "ERR_DATA_BERUBAH",
        "mutasi",
    ),
    "uraian diubah": (("UPDATE transaksi SET uraian = 'lain' WHERE kode = 'B1'",), "ERR_DATA_BERUBAH", "transaksi"),
    "tanggal diubah": (("UPDATE transaksi SET tanggal = '2026-02-06' WHERE kode = 'B1'",), "ERR_DATA_BERUBAH", "B1"),
    "dua transaksi ditukar": ((swap,), "ERR_DATA_BERUBAH", "transaksi"),
    "segel diubah": (("UPDATE segel SET saldo_bank = saldo_bank + 1",), "ERR_DATA_BERUBAH", "segel"),
    "catatan jejak diubah": (
        ("UPDATE jejak SET isi = replace(isi, 'SARI', 'BUDI') WHERE jejak_no = 2",),
        "ERR_JEJAK_PUTUS",
        "2",
    ),
    "catatan jejak dihapus": (
        ("PRAGMA foreign_keys=OFF", "DELETE FROM jejak WHERE jejak_no = 2"),
        "ERR_JEJAK_PUTUS",
        "3",
    ),
    "disegel ulang tanpa kunci": (
        (f"UPDATE mutasi SET nilai = nilai - 1 WHERE (transaksi_id, baris) = ({AMBIL})", reseal_without_key),
        "ERR_JEJAK_PUTUS",
        "1",
    ),
    "jumlah harian diubah": (
        ("UPDATE gerak_harian SET masuk = masuk + 1 WHERE tanggal = (SELECT max(tanggal) FROM gerak_harian)",),
        "ERR_JUMLAH_HARIAN",
        "2026",
    ),
    "jumlah harian dibuang": (("DELETE FROM gerak_harian",), "ERR_JUMLAH_HARIAN", "Februari 2026"),
    "ekor dipotong": ((cut_tail,), "ERR_JEJAK_PUTUS", "Kepala"),
}


@pytest.fixture
def closed(tmp_path: Path) -> tuple[Path, MemoryKeyStore, Any]:
    """A filled database that nobody has open, with its key kept elsewhere."""
    kunci = MemoryKeyStore()
    basis = Basis(str(tmp_path / "uji.sqlite"), kunci)
    basis.migrate()
    office = fill(basis)
    basis.close()
    return tmp_path / "uji.sqlite", kunci, office.opd_id


def proven(file: Path, kunci: MemoryKeyStore, opd_id: Any) -> list[Temuan]:
    basis = Basis(str(file), kunci)
    try:
        return verify(basis, opd_id)
    finally:
        basis.close()


@pytest.mark.parametrize(("ulah", "kode", "nama"), ULAH.values(), ids=ULAH.keys())
def test_tampering_is_found_and_named(closed: Any, ulah: Any, kode: str, nama: str) -> None:
    file, kunci, opd_id = closed
    assert proven(*closed) == []
    unlocked(file, *ulah)
    found = [t for t in proven(*closed) if t.kode == kode]
    assert any(nama in t.pesan for t in found), [t.pesan for t in proven(file, kunci, opd_id)]


def test_another_key_does_not_prove(closed: Any) -> None:
    file, kunci, opd_id = closed
    kunci.set(f"{opd_id}:rantai", b"x" * 32)
    assert [t.kode for t in proven(file, kunci, opd_id)] == ["ERR_JEJAK_PUTUS"]


def test_a_damaged_file_is_found(closed: Any) -> None:
    file, _, _ = closed
    isi = bytearray(file.read_bytes())
    for at in range(len(isi) // 2, len(isi) // 2 + 8192):
        isi[at] ^= 0x5A
    file.write_bytes(isi)
    assert {t.kode for t in proven(*closed)} == {"ERR_BERKAS_BASIS_DATA"}


def test_whoever_holds_the_key_still_meets_recipes_and_seals(closed: Any) -> None:
    """The owner of the key can seal again what he changed; what the rules would have made he cannot change."""
    file, kunci, opd_id = closed
    lebih = "UPDATE mutasi SET nilai = nilai - 100 WHERE baris = 0 AND transaksi_id = (SELECT id FROM transaksi WHERE kode = 'B1')"
    unlocked(file, lebih, lambda conn: reseal(conn, kunci.get(f"{opd_id}:rantai")))
    found = proven(*closed)
    assert {t.kode for t in found} == {"ERR_MUTASI_BEDA", "ERR_IDENTITAS", "ERR_SEGEL", "ERR_JUMLAH_HARIAN"}
    assert [t.tx for t in found if t.kode == "ERR_MUTASI_BEDA"] == ["B1"]
