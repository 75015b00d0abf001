"""What a malicious person with psql and his own password tries, and what the server answers.

Each attempt names its group, who tries, the pinned answer (an SQLSTATE, or KOSONG: no row is seen or touched), and the
statements; the last one counts. `{…}` stands for keys of the region under attack, all of which the attacker may know.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from tests.db.hak.serangan_buku import HAK, JEJAK, KOSONG, LANGKAH, Baris, audit, buku, ganggu, rights, sistem


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


def serangan() -> tuple[Serangan, ...]:
    """The whole list."""
    return tuple(
        Serangan(golongan, nama, siapa, jawaban, sql)
        for golongan, daftar in (
            ("baca", _baca()), ("saluran", _saluran()), ("tulis", _tulis()), ("langkah", _langkah()),
            ("buku", buku()), ("audit", audit()), ("hak", rights()), ("sistem", sistem()), ("ganggu", ganggu()),
        )
        for nama, siapa, jawaban, *sql in daftar
    )  # fmt: skip


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


def keys(isi: Mapping[str, str], sql: str) -> str:
    """A statement with the keys of the region."""
    return sql.format_map(isi)
