"""The attack list: everything a malicious person with psql tries is refused, each for its own reason; a naive schema leaks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from core.identity import new_uuid
from db.hak import orang
from tests.db.hak.serangan import KOSONG, Serangan, keys, serangan
from tests.db.hak.wilayah import Wilayah
from tests.fakes.server import Server

SEMUA = serangan()


@pytest.fixture(scope="module")
def kunci(wilayah: Wilayah) -> Mapping[str, str]:
    """What the attacker knows: every key of the region."""
    adm = wilayah.basis("adm_p")
    with adm.engine.begin() as conn:
        usulan, _ = orang.propose(conn, "tugas", {"login": "verif_p", "peran": "kasi", "opd": None})
    sari = wilayah.orang["sari_a"]
    return {
        "a": str(wilayah.a.opd_id), "b": str(wilayah.b.opd_id), "c": str(new_uuid()), "draf": str(wilayah.draf),
        "diajukan": str(wilayah.diajukan), "terbit": str(wilayah.terbit), "sari": str(sari.id), "sari_nama": sari.nama,
        "ppk": str(wilayah.orang["ppk_a"].id), "usulan": str(usulan), "db": wilayah.nama,
    }  # fmt: skip


def attempt(conn: psycopg.Connection[Any], s: Serangan, kunci: Mapping[str, str]) -> str:
    """What the server answers to the last statement: an SQLSTATE, KOSONG, or LOLOS."""
    isi = {**kunci, "p": str(uuid4()), "x": str(uuid4())}
    try:
        with conn.transaction():
            cur = conn.cursor()
            for sql in s.sql:
                cur.execute(keys(isi, sql).encode())
            conn.execute("SET CONSTRAINTS ALL IMMEDIATE")
            seen = len(cur.fetchall()) if cur.description else cur.rowcount
            return KOSONG if seen == 0 else "LOLOS"
    except psycopg.Error as e:
        return f"{e.sqlstate} {str(e.diag.message_primary).partition('|')[0]}"


def fingerprint(conn: psycopg.Connection[Any]) -> dict[str, Any]:
    """Every table's contents in one number each."""
    names = conn.execute(
        "SELECT format('%I.%I', schemaname, tablename) FROM pg_tables WHERE schemaname IN ('public', 'hak') ORDER BY 1"
    ).fetchall()
    sql = "SELECT count(*), md5(string_agg(md5(t::text), '' ORDER BY t::text)) FROM {} t"
    return {n: conn.execute(sql.format(n).encode()).fetchone() for (n,) in names}


@pytest.fixture(scope="module")
def sesi(wilayah: Wilayah) -> Iterator[dict[str, psycopg.Connection[Any]]]:
    made = {siapa: wilayah.login(siapa) for siapa in wilayah.orang}
    yield made
    for conn in made.values():
        conn.close()


def test_the_list_is_long_enough() -> None:
    assert len(SEMUA) >= 120
    assert len({(s.golongan, s.nama) for s in SEMUA}) == len(SEMUA)


def test_every_attempt_is_refused_for_its_own_reason(
    wilayah: Wilayah, kunci: Mapping[str, str], sesi: dict[str, psycopg.Connection[Any]]
) -> None:
    with wilayah.server.admin(wilayah.nama) as conn:
        before = fingerprint(conn)
    lain = {}
    for s in SEMUA:
        conn = sesi[s.siapa]
        found = attempt(conn, s, kunci)
        conn.execute("RESET ALL")
        if not found.startswith(s.jawaban):
            lain[f"{s.golongan}: {s.nama}"] = (found, s.jawaban)
    assert lain == {}
    with wilayah.server.admin(wilayah.nama) as conn:
        assert fingerprint(conn) == before


def test_a_naive_schema_leaks(
    wilayah: Wilayah, kunci: Mapping[str, str], sesi: dict[str, psycopg.Connection[Any]]
) -> None:
    """The control: one role that owns the tables, checks in the program only. The same list gets through it."""
    for conn in sesi.values():
        conn.close()
    wilayah.close()
    wilayah.dibuka.clear()
    nama = _naive(wilayah.server, wilayah.nama)
    with psycopg.connect(wilayah.server.url(nama, "naif"), autocommit=True) as conn:
        lolos = [s for s in SEMUA if _gets_through(conn, s, kunci)]
    wilayah.server.drop(nama)
    assert len(lolos) / len(SEMUA) >= 0.4, len(lolos)
    assert {s.golongan for s in lolos} >= {"baca", "tulis", "buku", "audit", "hak", "langkah"}


def _gets_through(conn: psycopg.Connection[Any], s: Serangan, kunci: Mapping[str, str]) -> bool:
    isi = {**kunci, "p": str(uuid4()), "x": str(uuid4())}
    try:
        with conn.transaction(force_rollback=True):
            cur = conn.cursor()
            for sql in s.sql:
                cur.execute(keys(isi, sql).encode())
            conn.execute("SET CONSTRAINTS ALL IMMEDIATE")
            return bool(cur.fetchall()) if cur.description else cur.rowcount != 0
    except psycopg.Error:
        return False
    finally:
        conn.execute("RESET ALL")


def _naive(server: Server, dari: str) -> str:
    nama = f"naif_{uuid4().hex[:8]}"
    with server.admin() as conn:
        conn.execute(f"CREATE DATABASE {nama} TEMPLATE {dari}".encode())
        conn.execute(
            "CREATE ROLE naif LOGIN IN ROLE pundi_pemilik, pundi_proses, pundi_pengelola, pundi_penyiap, auditor"
        )
    with server.admin(nama) as conn:
        conn.execute(
            """DO $$ DECLARE t regclass; BEGIN
            FOR t IN SELECT c.oid FROM pg_class c WHERE c.relkind = 'r' AND c.relnamespace IN ('public'::regnamespace, 'hak'::regnamespace) LOOP
              EXECUTE format('ALTER TABLE %s NO FORCE ROW LEVEL SECURITY', t);
              EXECUTE format('ALTER TABLE %s DISABLE ROW LEVEL SECURITY', t);
              EXECUTE format('ALTER TABLE %s DISABLE TRIGGER USER', t);
            END LOOP; END $$"""
        )
    return nama
