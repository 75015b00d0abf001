"""What guards posted rows: freeze triggers on both engines; on PostgreSQL also the functions that are the only door.

The doors ask `hak` (db/hak) whose rows they are given; `hak` is put in place after the last migration.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from sqlalchemy import Connection

from db.pagar import URUTAN, fence_sql
from db.pandangan import PANDANGAN


def guard(conn: Connection, beku: Sequence[str], _dapat_diubah: Sequence[str]) -> None:
    """Views, triggers and (PostgreSQL) functions; called again, they replace those of before. Grants: `db.hak`."""
    _views(conn)
    if conn.dialect.name == "sqlite":
        _sqlite_triggers(conn, beku)
        _keep_sums_sqlite(conn)
    else:
        _postgres_triggers(conn, beku)
        _keep_sums_postgres(conn)
        _postgres_functions(conn, beku)


def _run(conn: Connection, sql: str) -> None:
    """One statement as written: psycopg would read a bare % as a parameter."""
    conn.exec_driver_sql(sql if conn.dialect.name == "sqlite" else sql.replace("%", "%%"))


def _views(conn: Connection) -> None:
    for nama in reversed(PANDANGAN):
        _run(conn, f"DROP VIEW IF EXISTS {nama}")
    for sql in PANDANGAN.values():
        if conn.dialect.name == "sqlite":
            _run(conn, sql)
        else:
            _run(conn, sql.replace(" AS\nSELECT", " WITH (security_invoker = true) AS\nSELECT", 1))


def _sqlite_triggers(conn: Connection, beku: Sequence[str]) -> None:
    for t in beku:
        for apa in ("UPDATE", "DELETE"):
            _run(conn, f"DROP TRIGGER IF EXISTS beku_{t}_{apa.lower()}")
            _run(
                conn,
                f"CREATE TRIGGER beku_{t}_{apa.lower()} BEFORE {apa} ON {t} "
                f"BEGIN SELECT RAISE(ABORT, 'ERR_BEKU: {t} tidak dapat diubah atau dihapus'); END",
            )


def _postgres_triggers(conn: Connection, beku: Sequence[str]) -> None:
    _run(
        conn,
        """
        CREATE OR REPLACE FUNCTION pundi_beku() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          RAISE EXCEPTION 'ERR_BEKU: % tidak dapat diubah atau dihapus', TG_TABLE_NAME USING ERRCODE = 'PND02';
        END $$""",
    )
    for t in beku:
        for nama, kapan in ((f"beku_{t}", "BEFORE UPDATE OR DELETE"), (f"beku_{t}_kosong", "BEFORE TRUNCATE")):
            tiap = "FOR EACH STATEMENT" if "TRUNCATE" in kapan else "FOR EACH ROW"
            _run(conn, f"CREATE OR REPLACE TRIGGER {nama} {kapan} ON {t} {tiap} EXECUTE FUNCTION pundi_beku()")
            # also where a session says it is a replica
            _run(conn, f"ALTER TABLE {t} ENABLE ALWAYS TRIGGER {nama}")


_JUMLAH: Final = (
    "CASE WHEN t.membalik IS NULL THEN {masuk} ELSE -{keluar} END AS masuk, "
    "CASE WHEN t.membalik IS NULL THEN {keluar} ELSE -{masuk} END AS keluar, "
    "CASE WHEN t.jenis = 'AWAL' THEN 0 ELSE 1 END AS lini"
)
"""What one side of a mutasi adds to its day: a reversal takes away from the side it reverses."""


def _sides(sumber: str) -> tuple[str, str]:
    """(akun, what it adds) of both sides of the mutasi of a source."""
    nilai = f"{sumber}.nilai"
    return (
        f"{sumber}.ke AS akun_id, {_JUMLAH.format(masuk=nilai, keluar=0)}",
        f"{sumber}.dari AS akun_id, {_JUMLAH.format(masuk=0, keluar=nilai)}",
    )


def _movements(tabel: str) -> str:
    """Both sides of every mutasi of a table, with the day, place and book of their event."""
    return " UNION ALL ".join(
        f"SELECT t.opd_id, t.tahun, t.buku, t.tanggal, t.urut, m.baris, {sisi} "  # noqa: S608 - own text
        f"FROM {tabel} m JOIN transaksi t ON t.opd_id = m.opd_id AND t.id = m.transaksi_id"
        for sisi in _sides("m")
    )


_KOLOM_HARIAN: Final = "opd_id, tahun, buku, akun_id, tanggal, masuk, keluar, lini, urut, baris"


def _daily(tabel: str) -> str:
    """The movements of a table of mutasi, summed per akun and day; `baris` only orders what one event made."""
    return (
        "SELECT opd_id, tahun, buku, akun_id, tanggal, sum(masuk) AS masuk, sum(keluar) AS keluar, sum(lini) AS lini, "  # noqa: S608
        f"min(urut) AS urut, min(baris) AS baris FROM ({_movements(tabel)}) z "
        "GROUP BY opd_id, tahun, buku, akun_id, tanggal"
    )


GERAK_HARIAN: Final = _daily("mutasi")
"""The daily sums derived from mutasi again."""

_TAMBAH: Final = (
    "ON CONFLICT (opd_id, tahun, akun_id, tanggal, buku) DO UPDATE SET masuk = gerak_harian.masuk + excluded.masuk, "
    "keluar = gerak_harian.keluar + excluded.keluar, lini = gerak_harian.lini + excluded.lini"
)


def _keep_sums_sqlite(conn: Connection) -> None:
    _run(conn, "DROP TRIGGER IF EXISTS mutasi_gerak_harian")
    tiap = [
        f"INSERT INTO gerak_harian ({_KOLOM_HARIAN}) "  # noqa: S608 - own text
        "SELECT z.opd_id, z.tahun, z.buku, z.akun_id, z.tanggal, z.masuk, z.keluar, z.lini, z.urut, z.baris FROM ("
        f"SELECT t.opd_id, t.tahun, t.buku, t.tanggal, t.urut, new.baris AS baris, {sisi} FROM transaksi t "
        f"WHERE t.opd_id = new.opd_id AND t.id = new.transaksi_id) z WHERE true {_TAMBAH};"
        for sisi in _sides("new")
    ]
    _run(conn, f"CREATE TRIGGER mutasi_gerak_harian AFTER INSERT ON mutasi BEGIN {' '.join(tiap)} END")


def _keep_sums_postgres(conn: Connection) -> None:
    isi = f"INSERT INTO gerak_harian ({_KOLOM_HARIAN}) SELECT {_KOLOM_HARIAN} FROM ({_daily('baru')}) y {_TAMBAH}"  # noqa: S608
    _run(
        conn,
        f"""
        CREATE OR REPLACE FUNCTION pundi_gerak_harian() RETURNS trigger
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
        BEGIN
          {isi};
          RETURN NULL;
        END $$""",
    )
    _run(
        conn,
        "CREATE OR REPLACE TRIGGER mutasi_gerak_harian AFTER INSERT ON mutasi REFERENCING NEW TABLE AS baru "
        "FOR EACH STATEMENT EXECUTE FUNCTION pundi_gerak_harian()",
    )
    # also where a session says it is a replica
    _run(conn, "ALTER TABLE mutasi ENABLE ALWAYS TRIGGER mutasi_gerak_harian")


def _fence_function() -> str:
    """`pundi_pagar`: the same fences SQLite asks, as one question."""
    parts = []
    for nama in URUTAN:
        sql = "\n".join(line for line in fence_sql(nama).splitlines() if not line.startswith("--"))
        for nama_kita, nama_fungsi in ((":opd_id", "p_opd"), (":tahun", "p_tahun"), (":jejak_no", "p_no")):
            sql = re.sub(rf"{nama_kita}\b", nama_fungsi, sql)
        parts.append(f"SELECT kode::text, tx::text, pesan::text FROM ({sql}) AS pagar_{nama}")  # noqa: S608 - own text
    body = "\nUNION ALL\n".join(parts)
    return f"""
        CREATE OR REPLACE FUNCTION pundi_pagar(p_opd uuid, p_tahun integer, p_no bigint)
        RETURNS TABLE (kode text, tx text, pesan text)
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$ {body} $$"""


_KUNCI: Final = """
        CREATE OR REPLACE FUNCTION pundi_kunci(p_opd uuid) RETURNS bigint
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
        DECLARE v_no bigint;
        BEGIN
          PERFORM hak.izin_kunci(p_opd);
          INSERT INTO jejak_kepala VALUES (p_opd, 0, repeat('0', 64)) ON CONFLICT DO NOTHING;
          SELECT no INTO v_no FROM jejak_kepala WHERE opd_id = p_opd FOR UPDATE;
          RETURN v_no;
        END $$"""
"""Locks the chain of an office until the end of the transaction; answers its last number."""

_NOMOR: Final = """
        CREATE OR REPLACE FUNCTION pundi_nomor(p_opd uuid, p_tahun integer, p_dokumen text) RETURNS bigint
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
        DECLARE v_no bigint;
        BEGIN
          PERFORM hak.izin_nomor(p_opd);
          INSERT INTO penomor VALUES (p_opd, p_tahun, p_dokumen, 1)
          ON CONFLICT (opd_id, tahun, dokumen) DO UPDATE SET terakhir = penomor.terakhir + 1
          RETURNING terakhir INTO v_no;
          RETURN v_no;
        END $$"""
"""The next number of a series, without gaps."""


def _post_function(beku: Sequence[str]) -> str:
    """`pundi_post`: the door to posted tables, for rows of the record to come; `pundi_sahkan` alone writes records."""
    daftar = ", ".join(f"'{t}'" for t in beku if t != "jejak")
    return f"""
        CREATE OR REPLACE FUNCTION pundi_post(p_tabel text, p_baris jsonb) RETURNS void
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
        BEGIN
          IF p_tabel NOT IN ({daftar}) THEN
            RAISE EXCEPTION 'ERR_BEKU: % bukan tabel pos', p_tabel USING ERRCODE = 'PND02';
          END IF;
          PERFORM hak.izin_pos(p_tabel, p_baris);
          IF EXISTS (
            SELECT FROM (
              SELECT DISTINCT opd_id, jejak_no FROM jsonb_to_recordset(p_baris) AS b (opd_id uuid, jejak_no bigint)
            ) b WHERE b.jejak_no IS DISTINCT FROM pundi_kunci(b.opd_id) + 1
          ) THEN
            RAISE EXCEPTION 'ERR_SUDAH_BERUBAH||Data kantor berubah di tempat lain; ulangi.' USING ERRCODE = 'PND01';
          END IF;
          EXECUTE format('INSERT INTO %I SELECT * FROM jsonb_populate_recordset(NULL::%I, $1)', p_tabel, p_tabel)
          USING p_baris;
        END $$"""  # noqa: S608 - names of our own tables


_SAHKAN: Final = """
        CREATE OR REPLACE FUNCTION pundi_sahkan(p_opd uuid, p_tahun integer, p_no bigint, p_perintah_id uuid,
          p_perintah text, p_oleh uuid, p_oleh_nama text, p_topik text, p_at timestamptz, p_isi text) RETURNS text
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
        DECLARE v_no bigint; v_rantai text; v_baru text; v_pagar record;
        BEGIN
          v_no := pundi_kunci(p_opd);
          IF p_no <> v_no + 1 THEN
            RAISE EXCEPTION 'ERR_SUDAH_BERUBAH||Data kantor berubah di tempat lain; ulangi.' USING ERRCODE = 'PND01';
          END IF;
          PERFORM hak.izin_sah(p_opd, p_perintah_id, p_perintah, p_oleh, p_oleh_nama, p_at, p_isi);
          PERFORM hak.utuh(p_opd, p_no);
          FOR v_pagar IN
            SELECT p.* FROM (
              SELECT tahun FROM transaksi WHERE opd_id = p_opd AND jejak_no = p_no
              UNION SELECT tahun FROM pemakaian WHERE opd_id = p_opd AND jejak_no = p_no
              UNION SELECT p_tahun WHERE p_tahun IS NOT NULL
            ) t CROSS JOIN LATERAL pundi_pagar(p_opd, t.tahun, p_no) p
          LOOP
            RAISE EXCEPTION '%|%|%', v_pagar.kode, coalesce(v_pagar.tx, ''), v_pagar.pesan USING ERRCODE = 'PND01';
          END LOOP;
          SELECT rantai INTO v_rantai FROM jejak_kepala WHERE opd_id = p_opd;
          v_baru := encode(sha256(convert_to(v_rantai || '|' || p_no || '|' || p_isi, 'UTF8')), 'hex');
          INSERT INTO jejak (opd_id, jejak_no, at, oleh, oleh_nama, perintah_id, perintah, topik, isi, rantai)
          VALUES (p_opd, p_no, p_at, p_oleh, p_oleh_nama, p_perintah_id, p_perintah, p_topik, p_isi, v_baru);
          UPDATE jejak_kepala SET no = p_no, rantai = v_baru WHERE opd_id = p_opd;
          PERFORM pg_notify('pundi', p_opd::text);
          RETURN v_baru;
        END $$"""
"""Asks the fences, seals the audit record, and tells the other workstations."""


def _postgres_functions(conn: Connection, beku: Sequence[str]) -> None:
    for sql in (_fence_function(), _KUNCI, _NOMOR, _post_function(beku), _SAHKAN):
        _run(conn, sql)
