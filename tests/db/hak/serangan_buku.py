"""The attack list, second half: posted rows, the audit chain, rights, the machine, and keeping others from work."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

KOSONG: Final = "kosong"
HAK, BEKU, PAGAR, LANGKAH, JEJAK = "42501", "PND02", "PND01", "PND03", "PND04 ERR_TANPA_JEJAK"
Baris = Iterator[tuple[str, ...]]

_BEKU = ("transaksi", "mutasi", "jejak", "perpindahan", "spp_langkah", "pagu", "segel", "lpj")
_SAYA = '\'{{"opd_id": "{a}", "jejak_no": \' || (SELECT no + 1 FROM jejak_kepala WHERE opd_id = \'{a}\') || \''
_PALSU = (
    "SELECT pundi_sahkan('{a}', 2026, (SELECT no + 1 FROM jejak_kepala WHERE opd_id = '{a}'), gen_random_uuid(), 'X'"
)


def buku() -> Baris:
    """Posted rows: nothing changed, nothing added, own office, own book, open month, within the pagu."""
    for tabel in _BEKU:
        yield f"change {tabel}", "sari_a", HAK, f"UPDATE {tabel} SET jejak_no = 1"
        yield f"delete {tabel}", "sari_a", HAK, f"DELETE FROM {tabel}"
    yield "empty the ledger", "sari_a", HAK, "TRUNCATE mutasi, transaksi CASCADE"
    yield "a mutasi by hand", "sari_a", HAK, "INSERT INTO mutasi SELECT * FROM mutasi LIMIT 1"
    yield "a daily sum by hand", "sari_a", HAK, "UPDATE gerak_harian SET masuk = 0"
    yield "the counter set back", "sari_a", HAK, "UPDATE penomor SET terakhir = 0"
    yield "the counter of the other office", "sari_a", HAK, "SELECT pundi_nomor('{b}', 2026, 'SPM')"
    yield (
        "post to the other office",
        "sari_a",
        HAK,
        'SELECT pundi_post(\'transaksi\', \'[{{"opd_id": "{b}", "jejak_no": 1}}]\')',
    )
    yield "post to no office", "sari_a", HAK, "SELECT pundi_post('transaksi', '[{{\"jejak_no\": 1}}]')"
    yield (
        "post to two offices at once",
        "sari_a",
        HAK,
        'SELECT pundi_post(\'akun\', \'[{{"opd_id": "{a}", "jejak_no": 1}}, {{"opd_id": "{b}", "jejak_no": 1}}]\')',
    )
    yield "post an old record", "sari_a", PAGAR, 'SELECT pundi_post(\'akun\', \'[{{"opd_id": "{a}", "jejak_no": 1}}]\')'
    yield "post into the audit table", "sari_a", BEKU, "SELECT pundi_post('jejak', '[]')"
    yield "post into an ordinary table", "sari_a", BEKU, "SELECT pundi_post('spp', '[]')"
    yield "post into a table of rights", "sari_a", BEKU, "SELECT pundi_post('hak.penugasan', '[]')"
    yield (
        "a bpp posts to the book of the BP",
        "bpp_a",
        HAK,
        f"SELECT pundi_post('transaksi', ('[' || {_SAYA}, \"buku\": \"BP\"}}}}]')::jsonb)",
    )
    yield (
        "a bpp closes the month",
        "bpp_a",
        HAK,
        f"SELECT pundi_post('segel', ('[' || {_SAYA}, \"buku\": \"BPP-1\"}}}}]')::jsonb)",
    )
    yield "the PPK posts", "ppk_a", HAK, f"SELECT pundi_post('transaksi', ('[' || {_SAYA}}}}}]')::jsonb)"
    yield "the PPTK posts", "pptk_a", HAK, "SELECT pundi_post('transaksi', '[{{\"opd_id\": \"{a}\"}}]')"
    yield "the admin posts", "adm_p", HAK, "SELECT pundi_post('transaksi', '[{{\"opd_id\": \"{a}\"}}]')"
    yield "the auditor posts", "bpk", HAK, "SELECT pundi_post('transaksi', '[{{\"opd_id\": \"{a}\"}}]')"
    yield "the desk posts", "verif_p", HAK, f"SELECT pundi_post('transaksi', ('[' || {_SAYA}}}}}]')::jsonb)"
    yield (
        "a bendahara raises the pagu of another office",
        "bend_b",
        HAK,
        'SELECT pundi_post(\'dpa\', \'[{{"opd_id": "{a}", "jejak_no": 1}}]\')',
    )
    yield (
        "a stamp in somebody else's name",
        "sari_a",
        HAK,
        f"SELECT pundi_post('spp_langkah', ('[' || {_SAYA}, \"oleh\": \"{{ppk}}\"}}}}]')::jsonb)",
    )
    yield "one more line on a posted transaksi", "sari_a", "23503", *_TAMBAH_MUTASI
    yield "above the pagu", "sari_a", "PND01 ERR_LEBIH_PAGU", *_LEBIH_PAGU
    yield "into a closed month", "sari_a", "PND01 ERR_BULAN_TERTUTUP", *_BULAN_TERTUTUP


_ISI: Final = "jsonb_build_object('at', now(), 'oleh', '{sari}', 'nama', '{sari_nama}', 'perintah', 'X', 'perintah_id', '{p}')::text"
_SAH: Final = (
    "SELECT pundi_sahkan('{a}', 2026, (SELECT no + 1 FROM jejak_kepala WHERE opd_id = '{a}'), '{p}', 'X', '{sari}', "
    f"'{{sari_nama}}', 'kas', now(), {_ISI})"
)
_NO: Final = "jsonb_build_object('jejak_no', (SELECT no + 1 FROM jejak_kepala WHERE opd_id = '{a}'))"
_TAMBAH_MUTASI: Final = (
    f"SELECT pundi_post('mutasi', (SELECT jsonb_agg(to_jsonb(m) || {_NO} || jsonb_build_object('baris', 99)) FROM (SELECT * FROM mutasi LIMIT 1) m))",
    _SAH,
    "SET CONSTRAINTS ALL IMMEDIATE",
)
_SALIN: Final = (
    "SELECT pundi_post('transaksi', (SELECT jsonb_agg(to_jsonb(t) || {no} || jsonb_build_object('id', '{{x}}', 'urut', 9001, "
    "'kode', 'X-1', 'nomor', 'X-1', 'tanggal', '{tanggal}')) FROM (SELECT t.* FROM transaksi t JOIN mutasi m ON m.transaksi_id = t.id "
    "JOIN akun a ON a.id = m.ke WHERE a.kelas = 'belanja' AND a.jenis = 'up' LIMIT 1) t))"
)
_SALIN_MUTASI: Final = (
    f"SELECT pundi_post('mutasi', (SELECT jsonb_agg(to_jsonb(m) || {_NO} || jsonb_build_object('transaksi_id', '{{x}}', 'nilai', "
    "{nilai})) FROM (SELECT m.* FROM mutasi m JOIN akun a ON a.id = m.ke WHERE a.kelas = 'belanja' AND a.jenis = 'up' LIMIT 1) m))"
)
_LEBIH_PAGU: Final = (
    _SALIN.replace("{no}", _NO).replace("{{x}}", "{x}").replace("{tanggal}", "2026-03-05"),
    _SALIN_MUTASI.replace("{{x}}", "{x}").replace("{nilai}", "99999999999900"),
    _SAH,
)
_BULAN_TERTUTUP: Final = (
    _SALIN.replace("{no}", _NO).replace("{{x}}", "{x}").replace("{tanggal}", "2026-02-20"),
    _SALIN_MUTASI.replace("{{x}}", "{x}").replace("{nilai}", "100"),
    _SAH,
)


def audit() -> Baris:
    """The audit chain: nobody else's name, no other hour, nothing rewritten."""
    yield "head of the chain", "sari_a", HAK, "UPDATE jejak_kepala SET rantai = repeat('0', 64)"
    yield "a record by hand", "sari_a", HAK, "INSERT INTO jejak SELECT * FROM jejak LIMIT 1"
    yield "in the PPK's name", "sari_a", HAK, _PALSU + ", '{ppk}', 'CONTOH PPK_A', 'spm', now(), '{{}}')"
    yield "with another name on it", "sari_a", HAK, _PALSU + ", '{sari}', 'ORANG LAIN', 'spm', now(), '{{}}')"
    yield (
        "with another name inside",
        "sari_a",
        HAK,
        _PALSU + ", '{sari}', '{sari_nama}', 'spm', now(), '{{\"oleh\": \"x\"}}')",
    )
    yield "of yesterday", "sari_a", "PND05 ERR_JAM_KOMPUTER", _SAH.replace("now()", "now() - interval '1 day'")
    yield "of next week", "sari_a", "PND05 ERR_JAM_KOMPUTER", _SAH.replace("now()", "now() + interval '7 days'")
    yield "for the other office", "sari_a", HAK, _SAH.replace("'{a}', 2026", "'{b}', 2026")
    yield "by the auditor", "bpk", HAK, _SAH
    yield "freeze trigger off", "sari_a", HAK, "ALTER TABLE mutasi DISABLE TRIGGER beku_mutasi"
    yield "audit trigger off", "sari_a", HAK, "ALTER TABLE spp DISABLE TRIGGER jaga_jejak"
    yield "as a replica", "sari_a", HAK, "SET session_replication_role = replica"
    yield (
        "quiet freeze function",
        "sari_a",
        HAK,
        "CREATE OR REPLACE FUNCTION pundi_beku() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
    )
    yield "drop the chain", "sari_a", HAK, "DROP TABLE jejak CASCADE"
    yield "rename the chain", "sari_a", HAK, "ALTER TABLE jejak RENAME TO jejak_lama"


def rights() -> Baris:
    """One's own rights and those of others."""
    for apa in ("GRANT verifikator TO sari_a", "ALTER ROLE sari_a SUPERUSER BYPASSRLS", "CREATE ROLE jahat LOGIN SUPERUSER",
                "ALTER ROLE ppk_a PASSWORD 'x'", "SET ROLE pundi_pemilik", "SET ROLE pundi_proses", "SET ROLE pundi_pengelola",
                "SET ROLE pundi_penyiap", "ALTER TABLE spp DISABLE ROW LEVEL SECURITY", "ALTER TABLE spp NO FORCE ROW LEVEL SECURITY",
                "CREATE POLICY jahat ON spp USING (true)", "DROP POLICY baca ON spp", "ALTER TABLE spp OWNER TO sari_a",
                "CREATE OR REPLACE FUNCTION hak.penyiap() RETURNS boolean LANGUAGE sql AS 'SELECT true'"):  # fmt: skip
        yield apa, "sari_a", HAK, apa
    yield "a task for oneself", "sari_a", HAK, "INSERT INTO hak.penugasan SELECT * FROM hak.penugasan"
    yield "no end to one's task", "adm_p", HAK, "UPDATE hak.penugasan SET selesai = NULL"
    yield (
        "steps rewritten",
        "sari_a",
        HAK,
        "INSERT INTO hak.langkah_spp VALUES ('DRAF', 'SPM_TERBIT', 'x', 'x', 'bendahara')",
    )
    yield (
        "propose without being admin",
        "sari_a",
        HAK,
        'SELECT hak.usul(gen_random_uuid(), \'tugas\', \'{{"login": "sari_a", "peran": "pa", "opd": "{a}"}}\', NULL)',
    )
    yield "confirm without a role for it", "sari_a", HAK, "SELECT hak.putuskan('{usulan}', true)"
    yield "the admin confirms himself", "adm_p", LANGKAH, "SELECT hak.putuskan('{usulan}', true)"
    yield (
        "the admin makes a superuser",
        "adm_p",
        PAGAR,
        'SELECT hak.usul(gen_random_uuid(), \'tugas\', \'{{"login": "adm_p", "peran": "postgres"}}\', NULL)',
    )
    yield (
        "the admin lends the setup role",
        "adm_p",
        PAGAR,
        'SELECT hak.usul(gen_random_uuid(), \'tugas\', \'{{"login": "adm_p", "peran": "pundi_penyiap"}}\', NULL)',
    )
    yield (
        "the admin renews the owner's password",
        "adm_p",
        PAGAR,
        "SELECT hak.usul(gen_random_uuid(), 'sandi', '{{\"login\": \"postgres\"}}', 'x')",
    )
    yield "the PA of an office confirms for the region", "pa_a", HAK, "SELECT hak.putuskan('{usulan}', true)"
    yield "a password in the clear", "sari_a", HAK, "SELECT hak.ganti_sandi('rahasia')"
    yield "SQL in a password", "sari_a", HAK, "SELECT hak.ganti_sandi('x'' SUPERUSER; --')"
    yield "shadow table in pg_temp", "sari_a", HAK, "CREATE TEMP TABLE masuk (login text)"
    yield (
        "search path before a door",
        "sari_a",
        HAK,
        "SET search_path = pg_temp, hak, public",
        "SELECT public.pundi_kunci('{b}')",
    )
    yield "own schema", "sari_a", HAK, "CREATE SCHEMA jahat"
    yield "own table in public", "sari_a", HAK, "CREATE TABLE public.jahat (x int)"
    yield "the procedural language dropped", "sari_a", HAK, "DROP EXTENSION plpgsql"
    yield "what the server logs", "sari_a", HAK, "SET log_statement = 'none'"


def sistem() -> Baris:
    """The server's machine."""
    yield "a program reads", "sari_a", HAK, "COPY spp FROM PROGRAM 'id'"
    yield "a program writes", "sari_a", HAK, "COPY (SELECT 1) TO PROGRAM 'id'"
    yield "a file of the server", "sari_a", HAK, "SELECT pg_read_file('/etc/passwd')"
    yield "a library of the server", "sari_a", HAK, "LOAD '/x.so'"
    yield "a large object from a file", "sari_a", HAK, "SELECT lo_import('/etc/passwd')"


def ganggu() -> Baris:
    """Keeping others from their work."""
    yield "an advisory lock", "sari_a", HAK, "SELECT pg_advisory_lock(1)"
    yield "an advisory lock of the transaction", "sari_a", HAK, "SELECT pg_advisory_xact_lock(1)"
    yield "LOCK the ledger", "sari_a", HAK, "LOCK TABLE mutasi IN ACCESS EXCLUSIVE MODE"
    yield "LOCK the chain", "sari_a", HAK, "LOCK TABLE jejak_kepala IN SHARE MODE"
    yield "hold the other office's rows", "sari_a", KOSONG, "SELECT * FROM spp WHERE opd_id = '{b}' FOR UPDATE"
    yield "hold the counter", "sari_a", HAK, "SELECT * FROM penomor FOR UPDATE"
    yield "hold the chain", "sari_a", HAK, "SELECT * FROM jejak_kepala FOR UPDATE"
    yield "large objects", "sari_a", HAK, "SELECT lo_from_bytea(0, 'x')"
    yield "temporary tables", "sari_a", HAK, "CREATE TEMP TABLE jahat AS SELECT 1"
    yield "reindex in office hours", "sari_a", HAK, "REINDEX TABLE mutasi"
    yield (
        "end a colleague's session",
        "sari_a",
        HAK,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'postgres'",
    )
    yield "settings of the database", "sari_a", HAK, "ALTER DATABASE {db} SET work_mem = '64GB'"
