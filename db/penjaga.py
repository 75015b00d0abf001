"""What guards posted rows: freeze triggers on both engines, and on PostgreSQL the functions that are the only door to them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sqlalchemy import Connection

from db.pagar import URUTAN, fence_sql
from db.pandangan import PANDANGAN

PERAN = "pundi_pemakai"
"""Group role of everybody who works in a shared database."""


def guard(conn: Connection, beku: Sequence[str], dapat_diubah: Sequence[str]) -> None:
    """Views, triggers and (PostgreSQL) functions and grants for a fresh schema."""
    for sql in PANDANGAN:
        run = (
            sql
            if conn.dialect.name == "sqlite"
            else sql.replace(" AS\nSELECT", " WITH (security_invoker = true) AS\nSELECT", 1)
        )
        _run(conn, run)
    if conn.dialect.name == "sqlite":
        _sqlite_triggers(conn, beku)
    else:
        _postgres_triggers(conn, beku)
        _postgres_functions(conn, beku)
        _postgres_grants(conn, beku, dapat_diubah)


def _run(conn: Connection, sql: str) -> None:
    """One statement as written: psycopg would read a bare % as a parameter."""
    conn.exec_driver_sql(sql if conn.dialect.name == "sqlite" else sql.replace("%", "%%"))


def _sqlite_triggers(conn: Connection, beku: Sequence[str]) -> None:
    for t in beku:
        for apa in ("UPDATE", "DELETE"):
            _run(
                conn,
                f"CREATE TRIGGER beku_{t}_{apa.lower()} BEFORE {apa} ON {t} "
                f"BEGIN SELECT RAISE(ABORT, 'ERR_BEKU: {t} tidak dapat diubah atau dihapus'); END",
            )


def _postgres_triggers(conn: Connection, beku: Sequence[str]) -> None:
    _run(
        conn,
        """
        CREATE FUNCTION pundi_beku() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          RAISE EXCEPTION 'ERR_BEKU: % tidak dapat diubah atau dihapus', TG_TABLE_NAME USING ERRCODE = 'PND02';
        END $$""",
    )
    for t in beku:
        _run(conn, f"CREATE TRIGGER beku_{t} BEFORE UPDATE OR DELETE ON {t} FOR EACH ROW EXECUTE FUNCTION pundi_beku()")
        _run(conn, f"CREATE TRIGGER beku_{t}_kosong BEFORE TRUNCATE ON {t} EXECUTE FUNCTION pundi_beku()")
        _run(conn, f"ALTER TABLE {t} ENABLE ALWAYS TRIGGER beku_{t}")
        _run(conn, f"ALTER TABLE {t} ENABLE ALWAYS TRIGGER beku_{t}_kosong")


def _fence_body() -> str:
    parts = []
    for nama in URUTAN:
        sql = "\n".join(line for line in fence_sql(nama).splitlines() if not line.startswith("--"))
        sql = re.sub(r":opd_id\b", "p_opd", re.sub(r":tahun\b", "p_tahun", sql))
        parts.append(f"SELECT kode::text, tx::text, pesan::text FROM ({sql}) AS pagar_{nama}")
    return "\nUNION ALL\n".join(parts)


def _postgres_functions(conn: Connection, beku: Sequence[str]) -> None:
    daftar = ", ".join(f"'{t}'" for t in beku if t != "jejak")
    for sql in (
        f"""
        CREATE FUNCTION pundi_pagar(p_opd uuid, p_tahun integer) RETURNS TABLE (kode text, tx text, pesan text)
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$ {_fence_body()} $$""",
        """
        CREATE FUNCTION pundi_kunci(p_opd uuid) RETURNS bigint
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
        DECLARE v_no bigint;
        BEGIN
          INSERT INTO jejak_kepala VALUES (p_opd, 0, repeat('0', 64)) ON CONFLICT DO NOTHING;
          SELECT no INTO v_no FROM jejak_kepala WHERE opd_id = p_opd FOR UPDATE;
          RETURN v_no;
        END $$""",
        """
        CREATE FUNCTION pundi_nomor(p_opd uuid, p_tahun integer, p_dokumen text) RETURNS bigint
        LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
          INSERT INTO penomor VALUES (p_opd, p_tahun, p_dokumen, 1)
          ON CONFLICT (opd_id, tahun, dokumen) DO UPDATE SET terakhir = penomor.terakhir + 1 RETURNING terakhir $$""",
        f"""
        CREATE FUNCTION pundi_post(p_tabel text, p_baris jsonb) RETURNS void
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
        BEGIN
          IF p_tabel NOT IN ({daftar}) THEN
            RAISE EXCEPTION 'ERR_BEKU: % bukan tabel pos', p_tabel USING ERRCODE = 'PND02';
          END IF;
          EXECUTE format('INSERT INTO %I SELECT * FROM jsonb_populate_recordset(NULL::%I, $1)', p_tabel, p_tabel) USING p_baris;
        END $$""",
        """
        CREATE FUNCTION pundi_sahkan(p_opd uuid, p_tahun integer, p_no bigint, p_perintah_id uuid, p_perintah text,
          p_oleh uuid, p_oleh_nama text, p_topik text, p_at timestamptz, p_isi text) RETURNS text
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
        DECLARE v_no bigint; v_rantai text; v_baru text; v_pagar record;
        BEGIN
          v_no := pundi_kunci(p_opd);
          IF p_no <> v_no + 1 THEN
            RAISE EXCEPTION 'ERR_SUDAH_BERUBAH||Data kantor berubah di tempat lain; ulangi.' USING ERRCODE = 'PND01';
          END IF;
          IF p_tahun IS NOT NULL THEN
            FOR v_pagar IN SELECT * FROM pundi_pagar(p_opd, p_tahun) LOOP
              RAISE EXCEPTION '%|%|%', v_pagar.kode, coalesce(v_pagar.tx, ''), v_pagar.pesan USING ERRCODE = 'PND01';
            END LOOP;
          END IF;
          SELECT rantai INTO v_rantai FROM jejak_kepala WHERE opd_id = p_opd;
          v_baru := encode(sha256(convert_to(v_rantai || '|' || p_no || '|' || p_isi, 'UTF8')), 'hex');
          INSERT INTO jejak (opd_id, jejak_no, at, oleh, oleh_nama, perintah_id, perintah, topik, isi, rantai)
          VALUES (p_opd, p_no, p_at, p_oleh, p_oleh_nama, p_perintah_id, p_perintah, p_topik, p_isi, v_baru);
          UPDATE jejak_kepala SET no = p_no, rantai = v_baru WHERE opd_id = p_opd;
          PERFORM pg_notify('pundi', p_opd::text);
          RETURN v_baru;
        END $$""",
    ):
        _run(conn, sql)


def _postgres_grants(conn: Connection, beku: Sequence[str], dapat_diubah: Sequence[str]) -> None:
    _run(
        conn,
        f"DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{PERAN}') "
        f"THEN CREATE ROLE {PERAN} NOLOGIN; END IF; END $$",
    )
    _run(conn, "REVOKE ALL ON SCHEMA public FROM PUBLIC")
    _run(conn, f"GRANT USAGE ON SCHEMA public TO {PERAN}")
    baca = ", ".join(
        (*beku, *dapat_diubah, "jejak_kepala", "penomor", "v_mutasi", "v_gerak", "v_lini", "v_blok", "alembic_version")
    )
    _run(conn, f"GRANT SELECT ON {baca} TO {PERAN}")
    if dapat_diubah:
        _run(conn, f"GRANT INSERT, UPDATE ON {', '.join(dapat_diubah)} TO {PERAN}")
    for fungsi in (
        "pundi_pagar(uuid, integer)",
        "pundi_kunci(uuid)",
        "pundi_nomor(uuid, integer, text)",
        "pundi_post(text, jsonb)",
        "pundi_sahkan(uuid, integer, bigint, uuid, text, uuid, text, text, timestamptz, text)",
    ):
        _run(conn, f"REVOKE ALL ON FUNCTION {fungsi} FROM PUBLIC")
        _run(conn, f"GRANT EXECUTE ON FUNCTION {fungsi} TO {PERAN}")
