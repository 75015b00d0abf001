"""What the server grants is what the document says; no table is forgotten."""

from __future__ import annotations

from pathlib import Path

from db import skema
from db.hak.matriks import matrix
from db.hak.peran import KANTOR, MEJA, POS, TERTUTUP, UBAH, readers
from db.types import TERJAGA
from tests.db.hak.wilayah import Wilayah

DOKUMEN = Path(__file__).parents[3] / "resources" / "hak-basis-data.md"


def test_the_matrix_of_the_document_is_the_servers(wilayah: Wilayah) -> None:
    """After a new table, the lines this test shows belong into the document."""
    with wilayah.basis("bpk").reading() as conn:
        found = matrix(conn)
    ada = DOKUMEN.read_text(encoding="utf-8").partition("| tabel |")[2]
    assert ("| tabel |" + ada).splitlines() == found.splitlines()


def test_every_table_says_who_writes_it() -> None:
    """A table nobody named stays closed: name it in POS, UBAH or TERTUTUP of db/hak/peran.py."""
    assert set(POS) == set(skema.BEKU) - {"jejak"}
    assert set(UBAH) | set(TERTUTUP) | {"orang"} == set(skema.DAPAT_DIUBAH)


def test_nobody_deletes_and_owners_cannot_sign_in(wilayah: Wilayah) -> None:
    with wilayah.server.admin(wilayah.nama) as conn:
        masuk = conn.execute(
            "SELECT DISTINCT r.rolname FROM pg_roles r JOIN pg_class c ON c.relowner = r.oid "
            "WHERE c.relnamespace IN ('public'::regnamespace, 'hak'::regnamespace) AND r.rolcanlogin"
        ).fetchall()
        anggota = conn.execute(
            "SELECT m.rolname FROM pg_auth_members a JOIN pg_roles r ON r.oid = a.roleid JOIN pg_roles m ON m.oid = a.member "
            "WHERE r.rolname IN ('pundi_pemilik', 'pundi_proses', 'pundi_pengelola') AND m.rolname <> 'postgres'"
        ).fetchall()
    assert (masuk, anggota) == ([], [])
    badan = DOKUMEN.read_text(encoding="utf-8").partition("|---|")[2]
    assert not any(sel.strip().strip("BTUP·RLS") for baris in badan.splitlines()[1:] for sel in baris.split("|")[3:])


def test_every_policy_is_stable_and_every_trigger_fires_always(wilayah: Wilayah) -> None:
    with wilayah.server.admin(wilayah.nama) as conn:
        volatil = conn.execute(
            "SELECT proname FROM pg_proc WHERE pronamespace = 'hak'::regnamespace AND provolatile = 'v' "
            "AND proname IN ('opd_saya', 'opd_penuh', 'buku_saya', 'orang_saya', 'tugas_saya', 'penyiap', 'boleh')"
        ).fetchall()
        lepas = conn.execute(
            "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'A' "
            "AND tgrelid IN (SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace)"
        ).fetchall()
        terbuka = conn.execute(
            "SELECT p.proname FROM pg_proc p WHERE p.prosecdef AND p.pronamespace IN ('public'::regnamespace, 'hak'::regnamespace) "
            "AND NOT EXISTS (SELECT FROM unnest(p.proconfig) k WHERE k LIKE 'search\\_path=%pg\\_temp')"
        ).fetchall()
    assert (volatil, lepas, terbuka) == ([], [], [])


def test_readers_of_money_are_the_office_and_the_auditor() -> None:
    assert set(readers("mutasi")) == {*KANTOR, "auditor"}
    assert set(MEJA) <= set(readers("berkas"))
    assert all(readers(t) for t in TERJAGA)
