"""What a malicious person with psql and his own password tries, and what the server answers.

Each attempt names its group, who tries, the pinned answer (an SQLSTATE, or KOSONG: no row is seen or touched), and the
statements; the last one counts. `{…}` stands for keys of the region under attack, all of which the attacker may know.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

KOSONG: Final = "kosong"
HAK, BEKU, PAGAR, LANGKAH, JEJAK = "42501", "PND02", "PND01", "PND03", "PND04"


@dataclass(frozen=True, slots=True)
class Serangan:
    """One attempt."""

    golongan: str
    nama: str
    siapa: str
    jawaban: str
    sql: tuple[str, ...]


_DIBACA = (
    *("spp", "spp_langkah", "transaksi", "mutasi", "akun", "gerak_harian", "berkas", "perpindahan", "rekanan", "jejak"),
    *("jejak_kepala", "penomor", "pagu", "dpa", "spd", "orang", "pejabat", "setelan", "sk_up", "rekening_bendahara"),
    *("pemakaian", "lpj", "nomor_terpakai", "opd", "v_lini", "v_mutasi", "v_harian"),
)
_BEKU = ("transaksi", "mutasi", "jejak", "perpindahan", "spp_langkah", "pagu", "segel", "lpj")
_SAYA = '\'{{"opd_id": "{a}", "jejak_no": \' || (SELECT no + 1 FROM jejak_kepala WHERE opd_id = \'{a}\') || \''
_PALSU = (
    "SELECT pundi_sahkan('{a}', 2026, (SELECT no + 1 FROM jejak_kepala WHERE opd_id = '{a}'), gen_random_uuid(), 'X'"
)


def serangan() -> tuple[Serangan, ...]:
    """The whole list."""
    return tuple(
        Serangan(golongan, nama, siapa, jawaban, sql)
        for golongan, daftar in (
            ("baca", _baca()), ("saluran", _saluran()), ("tulis", _tulis()), ("langkah", _langkah()),
            ("buku", _buku()), ("audit", _audit()), ("hak", _hak()), ("sistem", _sistem()), ("ganggu", _ganggu()),
        )
        for nama, siapa, jawaban, *sql in daftar
    )  # fmt: skip


Baris = Iterator[tuple[str, ...]]


def _baca() -> Baris:
    for tabel in _DIBACA:
        yield f"{tabel} of the other office", "sari_a", KOSONG, f"SELECT * FROM {tabel} WHERE opd_id = '{{b}}'"
    yield "passwords of local offices", "sari_a", HAK, "SELECT * FROM sandi"
    yield "failed sign-ins", "sari_a", HAK, "SELECT * FROM percobaan_masuk"
    yield "people of the region", "sari_a", HAK, "SELECT * FROM hak.masuk"
    yield "one-time passwords waiting", "adm_p", HAK, "SELECT * FROM hak.usulan_sandi"
    yield "hashes of the server", "sari_a", HAK, "SELECT rolpassword FROM pg_authid"
    yield (
        "a setting that names the office",
        "sari_a",
        KOSONG,
        "SET app.opd_id = '{b}'",
        "SELECT * FROM spp WHERE opd_id = '{b}'",
    )
    yield "row security off", "sari_a", HAK, "SET row_security = off", "SELECT * FROM spp"
    yield "COPY of the other office", "sari_a", KOSONG, "SELECT * FROM (TABLE rekanan) r WHERE r.opd_id = '{b}'"
    yield "by physical place", "sari_a", KOSONG, "SELECT * FROM rekanan WHERE ctid = '(0,2)' AND opd_id <> '{a}'"
    yield "as auditor", "sari_a", HAK, "SET ROLE auditor"
    yield "as somebody else", "sari_a", HAK, "SET SESSION AUTHORIZATION bend_b"
    yield "statistics of columns", "sari_a", KOSONG, "SELECT * FROM pg_stats WHERE tablename = 'rekanan'"
    yield "a bpp reads the book of the BP", "bpp_a", KOSONG, "SELECT * FROM transaksi"
    yield "a bpp reads mutasi of the BP", "bpp_a", KOSONG, "SELECT * FROM mutasi"
    yield "a bpp reads the cash of the BP", "bpp_a", KOSONG, "SELECT * FROM v_harian"
    yield "the desk reads a draft", "verif_p", KOSONG, "SELECT * FROM spp WHERE id = '{draf}'"
    yield "the desk reads an SPP not handed in", "verif_p", KOSONG, "SELECT * FROM spp WHERE id = '{diajukan}'"
    yield "the desk reads the books", "kasi_p", HAK, "SELECT * FROM transaksi"
    yield "the desk reads vendors", "verif_p", HAK, "SELECT * FROM rekanan"
    yield "the admin reads money", "adm_p", HAK, "SELECT * FROM spp"
    yield "the admin reads mutasi", "adm_p", HAK, "SELECT * FROM mutasi"


def _saluran() -> Baris:
    yield (
        "division by zero over foreign rows",
        "sari_a",
        KOSONG,
        "SELECT 1 / (nilai - nilai) FROM spp WHERE opd_id = '{b}'",
    )
    yield "cast error over foreign rows", "sari_a", KOSONG, "SELECT nama::int FROM rekanan WHERE opd_id = '{b}'"
    yield (
        "own leaky function",
        "sari_a",
        HAK,
        "CREATE FUNCTION intip(text) RETURNS bool LANGUAGE plpgsql COST 0.1 AS 'BEGIN RAISE NOTICE ''%'', $1; RETURN true; END'",
    )
    yield (
        "own leaky function in pg_temp",
        "sari_a",
        HAK,
        "CREATE FUNCTION pg_temp.intip(text) RETURNS bool LANGUAGE sql AS 'SELECT true'",
    )
    yield "fences of the other office", "sari_a", HAK, "SELECT * FROM hak.pagar('{b}', 2026, 0)"
    yield "fences without asking", "sari_a", HAK, "SELECT * FROM pundi_pagar('{b}', 2026, 0)"
    yield "the chain number of the other office", "sari_a", HAK, "SELECT pundi_kunci('{b}')"
    yield "an office that does not exist answers alike", "sari_a", HAK, "SELECT pundi_kunci('{c}')"
    yield (
        "what others run",
        "sari_a",
        KOSONG,
        "SELECT query FROM pg_stat_activity WHERE usename <> session_user AND query <> '<insufficient privilege>'",
    )


def _tulis() -> Baris:
    kolom = "(opd_id, id, nama, versi)"
    yield (
        "a vendor in the other office",
        "sari_a",
        HAK,
        f"INSERT INTO rekanan {kolom} VALUES ('{{b}}', gen_random_uuid(), 'X', 1)",
    )
    yield (
        "a draft in the other office",
        "sari_a",
        HAK,
        "INSERT INTO spp SELECT ('{b}'::uuid) AS opd_id, gen_random_uuid(), "
        + _SPP_LAIN
        + " FROM spp WHERE id = '{draf}'",
    )
    yield (
        "change the other office's vendor",
        "sari_a",
        KOSONG,
        "UPDATE rekanan SET nama = 'X', versi = versi + 1 WHERE opd_id = '{b}'",
    )
    yield "delete a vendor", "sari_a", HAK, "DELETE FROM rekanan"
    yield "delete a draft", "sari_a", HAK, "DELETE FROM spp WHERE id = '{draf}'"
    yield (
        "move a draft to the other office",
        "sari_a",
        HAK,
        "UPDATE spp SET opd_id = '{b}', versi = versi + 1 WHERE id = '{draf}'",
    )
    yield "change a draft without a version", "sari_a", LANGKAH, "UPDATE spp SET nilai = 1 WHERE id = '{draf}'"
    yield (
        "change a draft without a record",
        "sari_a",
        JEJAK,
        "UPDATE spp SET nilai = 1, versi = versi + 1 WHERE id = '{draf}'",
    )
    yield (
        "change a vendor's account without a record",
        "sari_a",
        JEJAK,
        "UPDATE rekanan SET nama = 'CV LAIN', versi = versi + 1 WHERE opd_id = '{a}'",
    )
    yield "a setting without a record", "sari_a", JEJAK, "INSERT INTO setelan VALUES ('{a}', 'x', '2026-01-01', '1')"
    yield "burn a number without a record", "sari_a", JEJAK, "SELECT pundi_nomor('{a}', 2026, 'SPM')"
    yield (
        "amount of a submitted SPP",
        "sari_a",
        LANGKAH,
        "UPDATE spp SET nilai = 1, versi = versi + 1 WHERE id = '{diajukan}'",
    )
    yield (
        "payee of an issued SPM",
        "sari_a",
        LANGKAH,
        "UPDATE spp SET penerima = 'SAYA', versi = versi + 1 WHERE id = '{terbit}'",
    )
    yield (
        "account hidden in the contents of an SPM",
        "sari_a",
        LANGKAH,
        "UPDATE spp SET isi = jsonb_set(isi::jsonb, '{{penerima}}', '\"SAYA\"')::text, versi = versi + 1 WHERE id = '{terbit}'",
    )
    yield (
        "payee changed by the PPK while checking",
        "ppk_a",
        LANGKAH,
        "UPDATE spp SET penerima = 'SAYA', status = 'SPP_DIVERIFIKASI', versi = versi + 1 WHERE id = '{diajukan}'",
    )
    yield (
        "number of an issued SPM",
        "sari_a",
        LANGKAH,
        "UPDATE spp SET nomor_spm = '999', versi = versi + 1 WHERE id = '{terbit}'",
    )
    yield (
        "another berkas for an SPM",
        "sari_a",
        LANGKAH,
        "UPDATE spp SET berkas_id = gen_random_uuid(), versi = versi + 1 WHERE id = '{terbit}'",
    )
    yield (
        "the admin writes a vendor",
        "adm_p",
        HAK,
        f"INSERT INTO rekanan {kolom} VALUES ('{{a}}', gen_random_uuid(), 'X', 1)",
    )
    yield "the auditor writes", "bpk", HAK, "UPDATE spp SET nilai = 1, versi = versi + 1"
    yield "the PPTK writes", "pptk_a", HAK, "UPDATE spp SET nilai = 1, versi = versi + 1"
    yield "the desk changes an SPM", "verif_p", HAK, "UPDATE spp SET nilai = 1, versi = versi + 1 WHERE id = '{terbit}'"
    yield "one more person in the office", "sari_a", HAK, "UPDATE orang SET peran = 'bendahara,pa', versi = versi + 1"
    yield "the office founded again", "sari_a", HAK, "INSERT INTO opd SELECT * FROM opd WHERE id = '{a}'"


_SPP_LAIN: Final = (
    "tahun, jenis, status, revisi, tanggal_spp, tanggal_spm, uraian, nilai, potongan, penerima, nomor_rekening, bukti, "
    "lpj, sub_kegiatan, isi, urut_spp, nomor_spp, urut_spm, nomor_spm, sipd_spp, sipd_spp_tanggal, sipd_spm, "
    "sipd_spm_tanggal, sp2d, sp2d_tanggal, berkas_id, versi"
)


def _langkah() -> Baris:
    def ke(status: str, spp: str, lain: str = "") -> str:
        return f"UPDATE spp SET status = '{status}', versi = versi + 1{lain} WHERE id = '{{{spp}}}'"

    yield "the maker verifies his own SPP", "sari_a", LANGKAH, ke("SPP_DIVERIFIKASI", "diajukan")
    yield "the maker signs", "sari_a", LANGKAH, ke("SPM_TERBIT", "diajukan")
    yield "from draft to the BUD", "sari_a", LANGKAH, ke("DIAJUKAN_BUD", "draf")
    yield "the PA verifies in place of the PPK", "pa_a", LANGKAH, ke("SPP_DIVERIFIKASI", "diajukan")
    yield "the PPK signs", "ppk_a", LANGKAH, ke("SPM_TERBIT", "diajukan")
    yield (
        "the PPK writes the draft",
        "ppk_a",
        LANGKAH,
        "UPDATE spp SET nilai = 2, versi = versi + 1 WHERE id = '{draf}'",
    )
    yield "the PPK verifies without a stamp", "ppk_a", LANGKAH, ke("SPP_DIVERIFIKASI", "diajukan")
    yield "a foreign bendahara verifies", "bend_b", KOSONG, ke("SPP_DIVERIFIKASI", "diajukan")
    yield (
        "an SP2D of one's own for a draft",
        "sari_a",
        LANGKAH,
        "UPDATE spp SET sp2d = '1', versi = versi + 1 WHERE id = '{draf}'",
    )
    yield (
        "born issued",
        "sari_a",
        LANGKAH,
        f"INSERT INTO spp SELECT opd_id, gen_random_uuid(), {_SPP_LAIN} FROM spp WHERE id = '{{terbit}}'",
    )

    def tahap(isi: str) -> str:
        return f"UPDATE berkas SET {isi}, versi = versi + 1 WHERE opd_id = '{{a}}'"

    yield "the office receives its own berkas", "sari_a", LANGKAH, tahap("keadaan = 'BERJALAN', diterima_at = now()")
    yield "the office jumps a tahap", "sari_a", LANGKAH, tahap("keadaan = 'BERJALAN', tahap = 'CAIR'")
    yield "the desk changes the amount", "verif_p", LANGKAH, tahap("nilai = 1, keadaan = 'BERJALAN'")
    yield "the desk changes the payee", "verif_p", LANGKAH, tahap("pihak = 'SAYA', keadaan = 'BERJALAN'")
    yield "the desk changes the code", "loket_p", LANGKAH, tahap("kode_meja = '1', keadaan = 'BERJALAN'")
    yield "the desk pays at once", "kasi_p", LANGKAH, tahap("keadaan = 'SELESAI'")
    yield "the desk receives without a stamp", "loket_p", LANGKAH, tahap("keadaan = 'BERJALAN'")
    yield "the foreign office withdraws", "bend_b", KOSONG, tahap("keadaan = 'DITARIK'")
    yield "the auditor moves a berkas", "bpk", HAK, tahap("keadaan = 'DITARIK'")
    yield "a berkas forgotten", "kasi_p", HAK, "DELETE FROM berkas"
    yield (
        "a new flow by the treasurer's helper",
        "bpp_a",
        HAK,
        'SELECT pundi_post(\'alur\', \'[{{"opd_id": "{a}", "jejak_no": 1}}]\')',
    )


def _buku() -> Baris:
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


def _audit() -> Baris:
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
    yield "of yesterday", "sari_a", "PND05", _SAH.replace("now()", "now() - interval '1 day'")
    yield "of next week", "sari_a", "PND05", _SAH.replace("now()", "now() + interval '7 days'")
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


def _hak() -> Baris:
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


def _sistem() -> Baris:
    yield "a program reads", "sari_a", HAK, "COPY spp FROM PROGRAM 'id'"
    yield "a program writes", "sari_a", HAK, "COPY (SELECT 1) TO PROGRAM 'id'"
    yield "a file of the server", "sari_a", HAK, "SELECT pg_read_file('/etc/passwd')"
    yield "a library of the server", "sari_a", HAK, "LOAD '/x.so'"
    yield "a large object from a file", "sari_a", HAK, "SELECT lo_import('/etc/passwd')"


def _ganggu() -> Baris:
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


def keys(isi: Mapping[str, str], sql: str) -> str:
    """A statement with the keys of the region."""
    return sql.format_map(isi)
