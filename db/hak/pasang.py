"""Puts the rights of a shared database in place: roles, owners, functions, triggers, policies, grants.

Run after every migration by whoever owns the server; run again, it changes nothing. Rights are made from the tables of
`db.hak.peran`, so that what is granted, what the policies say and what the document shows have one source.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection

from core.access import Izin
from core.pelacakan.alur_baku import ALUR_BAKU
from core.pelacakan.perpindahan import LANGKAH as LANGKAH_BERKAS
from core.pelacakan.perpindahan import Hasil
from core.spm.model import LANGKAH as LANGKAH_SPP
from db.hak.peran import (
    GRUP,
    KANTOR,
    MEJA,
    PEMAKAI,
    PEMILIK,
    PENGELOLA,
    PENGESAH,
    PENYIAP,
    POS,
    PROSES,
    SEUMUR,
    TERTUTUP,
    UBAH,
    readers,
    roles_with,
)
from db.pandangan import PANDANGAN
from db.skema import BEKU, DAPAT_DIUBAH, metadata
from db.types import TERJAGA

_FOLDER: Final = Path(__file__).parent
_TABEL_HAK: Final = (
    "masuk",
    "usulan",
    "usulan_sandi",
    "penugasan",
    "pos",
    "peran_izin",
    "langkah_spp",
    "langkah_berkas",
    "alur_baku",
)

_DICABUT: Final = (
    *("pg_advisory_lock(bigint)", "pg_advisory_lock(integer, integer)", "pg_advisory_lock_shared(bigint)"),
    *("pg_advisory_lock_shared(integer, integer)", "pg_advisory_xact_lock(bigint)"),
    *("pg_advisory_xact_lock(integer, integer)", "pg_advisory_xact_lock_shared(bigint)"),
    *("pg_advisory_xact_lock_shared(integer, integer)", "pg_try_advisory_lock(bigint)"),
    *("pg_try_advisory_lock(integer, integer)", "pg_try_advisory_lock_shared(bigint)"),
    *("pg_try_advisory_lock_shared(integer, integer)", "pg_try_advisory_xact_lock(bigint)"),
    *("pg_try_advisory_xact_lock(integer, integer)", "pg_try_advisory_xact_lock_shared(bigint)"),
    *("pg_try_advisory_xact_lock_shared(integer, integer)", "lo_create(oid)", "lo_creat(integer)"),
    *("lo_from_bytea(oid, bytea)", "lo_open(oid, integer)", "lo_put(oid, bigint, bytea)", "lowrite(integer, bytea)"),
)
"""Functions of the server that anybody could hold a numbering up or fill a disk with."""

_PINTU: Final = {
    "pundi_kunci(uuid)": (*KANTOR, *MEJA, "admin"),
    "pundi_nomor(uuid, integer, text)": ("bendahara", "bpp", "ppk", "ppk_unit", "pa", "kpa"),
    "pundi_post(text, jsonb)": (*KANTOR, *MEJA),
    "pundi_sahkan(uuid, integer, bigint, uuid, text, uuid, text, text, timestamptz, text)": (*KANTOR, *MEJA, "admin"),
}
"""The doors and who may knock; each asks again for the office."""


def install(conn: Connection) -> None:
    """Everything, in the transaction of the caller, who owns the server."""
    jalan = _Jalan(conn)
    _roles(jalan)
    for nama in ("dasar", "pintu", "jaga", "orang"):
        jalan(_text(nama))
    jalan(_seumur())
    _data(jalan)
    _owners(jalan)
    _triggers(jalan)
    _policies(jalan)
    _grants(jalan)


class _Jalan:
    """Runs SQL as written, several statements at once, on the open transaction."""

    def __init__(self, conn: Connection) -> None:
        self._driver: Any = conn.connection.driver_connection

    def __call__(self, sql: str) -> None:
        self._driver.execute(sql)

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        found: list[tuple[Any, ...]] = self._driver.execute(sql).fetchall()
        return found


def _text(nama: str) -> str:
    sql = (_FOLDER / f"{nama}.sql").read_text(encoding="utf-8")
    return sql.replace("{grup}", _quoted(GRUP)).replace("{pengesah}", _quoted(PENGESAH))


def _quoted(nama: Iterable[str]) -> str:
    return ", ".join(f"'{n}'" for n in nama)


def _roles(jalan: _Jalan) -> None:
    ada = {r for (r,) in jalan.ask("SELECT rolname FROM pg_roles")}
    for peran in (PEMILIK, PROSES, PENGELOLA, PENYIAP, PEMAKAI, *GRUP):
        if peran not in ada:
            jalan(f"CREATE ROLE {peran} NOLOGIN")
    jalan(f"ALTER ROLE {PENGELOLA} CREATEROLE")
    jalan(f"GRANT {PEMAKAI} TO {PENYIAP}")
    jalan(f"GRANT {', '.join((PEMAKAI, *GRUP))} TO {PENGELOLA} WITH ADMIN OPTION")


def _seumur() -> str:
    """`hak.utuh`: refuses rows added to a head of an earlier record."""
    parts = []
    for anak, kepala in SEUMUR.items():
        (fk,) = (f for f in metadata.tables[anak].foreign_key_constraints if f.referred_table.name == kepala)
        on = " AND ".join(f"h.{e.column.name} = a.{k}" for k, e in zip(fk.column_keys, fk.elements, strict=True))
        parts.append(
            f"SELECT '{anak}' FROM public.{anak} a JOIN public.{kepala} h ON {on} "  # noqa: S608 - our own names
            "WHERE a.opd_id = p_opd AND a.jejak_no = p_no AND h.jejak_no <> a.jejak_no"
        )
    return f"""
        CREATE OR REPLACE FUNCTION hak.utuh(p_opd uuid, p_no bigint) RETURNS void LANGUAGE plpgsql
        SECURITY DEFINER SET search_path = pg_catalog, hak, pg_temp AS $$
        DECLARE v text;
        BEGIN
          SELECT * INTO v FROM ({" UNION ALL ".join(parts)}) x LIMIT 1;
          IF v IS NOT NULL THEN
            RAISE EXCEPTION 'ERR_BEKU: % tidak dapat ditambah pada dokumen yang sudah tercatat', v
              USING ERRCODE = 'PND02';
          END IF;
        END $$"""  # noqa: S608 - our own names


def _data(jalan: _Jalan) -> None:
    """The tables of rights, made anew from the program's own."""
    pos = [(t, p) for t, semua in POS.items() for p in semua]
    izin = [(p, str(i)) for i in Izin for p in roles_with(i)]
    spp = [(str(s.dari), str(s.ke), s.peristiwa, str(s.tangan), p) for s in LANGKAH_SPP for p in roles_with(s.izin)]
    # on a shared server the desk is there: it receives, never the office in its place
    sendiri = (s for s in LANGKAH_BERKAS if not (s.luar and s.hasil is Hasil.DITERIMA))
    berkas = sorted({(str(s.dari), str(s.ke), s.luar) for s in sendiri})
    alur = [(a.layanan, a.versi, json.dumps(a.to_json())) for a in ALUR_BAKU.values()]
    for tabel, isi in (
        ("alur_baku", alur),
        ("pos", pos),
        ("peran_izin", izin),
        ("langkah_spp", spp),
        ("langkah_berkas", berkas),
    ):
        nilai = ", ".join("(" + ", ".join(_literal(v) for v in baris) + ")" for baris in isi)
        jalan(f"DELETE FROM hak.{tabel}; INSERT INTO hak.{tabel} VALUES {nilai}")  # noqa: S608 - our own data


def _literal(nilai: str | int) -> str:
    if isinstance(nilai, bool):
        return str(nilai).lower()
    return str(nilai) if isinstance(nilai, int) else "'" + nilai.replace("'", "''") + "'"


def _owners(jalan: _Jalan) -> None:
    """Nothing belongs to a role somebody can log in as."""
    for (tabel,) in jalan.ask(
        "SELECT format('%I', c.relname) FROM pg_class c "
        "WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'v')"
    ):
        jalan(f"ALTER TABLE public.{tabel} OWNER TO {PEMILIK}")
    for tabel in _TABEL_HAK:
        jalan(f"ALTER TABLE hak.{tabel} OWNER TO {PEMILIK}")
    sql = (
        "SELECT p.oid::regprocedure::text FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace "
        "WHERE n.nspname IN ('public', 'hak')"
    )
    jalan(f"GRANT CREATE ON SCHEMA public, hak TO {PROSES}, {PENGELOLA}")
    for (fungsi,) in jalan.ask(sql):
        pemilik = PENGELOLA if any(f"hak.{n}(" in fungsi for n in ("usul", "putuskan", "ganti_sandi")) else PROSES
        jalan(f"ALTER FUNCTION {fungsi} OWNER TO {pemilik}; REVOKE ALL ON FUNCTION {fungsi} FROM PUBLIC")
    jalan(f"REVOKE CREATE ON SCHEMA public, hak FROM {PROSES}, {PENGELOLA}")


_WAKTU: Final = "AFTER INSERT OR UPDATE"


def _triggers(jalan: _Jalan) -> None:
    """Guards of ordinary rows and of people's rights; ALWAYS, also where a session says it is a replica."""
    for tabel in (*(t for t in DAPAT_DIUBAH if t not in TERTUTUP), "penomor"):
        _always(jalan, f"public.{tabel}", "jaga_jejak", _WAKTU, "hak.jaga_jejak()", tunda=True)
        if tabel != "penomor":
            _always(jalan, f"public.{tabel}", "jaga_baris", "BEFORE UPDATE", "hak.jaga_baris()")
    for tabel in ("spp", "berkas"):
        _always(jalan, f"public.{tabel}", "jaga_langkah", "BEFORE INSERT OR UPDATE", f"hak.jaga_{tabel}()")
    _always(
        jalan, "public.spp", "jaga_cap", "AFTER UPDATE", "hak.jaga_cap_spp()", "OLD.status <> NEW.status", tunda=True
    )
    _always(jalan, "public.berkas", "jaga_cap", _WAKTU, "hak.jaga_cap_berkas()", tunda=True)


def _always(  # noqa: PLR0917 - one line of a table: where, which, when, what
    jalan: _Jalan, tabel: str, nama: str, kapan: str, fungsi: str, bila: str = "", *, tunda: bool = False
) -> None:
    when = f"WHEN ({bila}) " if bila else ""
    jenis, tiap = ("CONSTRAINT TRIGGER", "DEFERRABLE INITIALLY DEFERRED ") if tunda else ("TRIGGER", "")
    jalan(
        f"DROP TRIGGER IF EXISTS {nama} ON {tabel}; "
        f"CREATE {jenis} {nama} {kapan} ON {tabel} {tiap}FOR EACH ROW {when}EXECUTE FUNCTION {fungsi}; "
        f"ALTER TABLE {tabel} ENABLE ALWAYS TRIGGER {nama}"
    )


def _own(peran: Iterable[str], fungsi: str = "opd_saya") -> str:
    """The offices where I hold one of these roles today: asked once per statement."""
    return f"opd_id = ANY ((SELECT hak.{fungsi}({_quoted(peran)}))::uuid[])"


def _seen(tabel: str) -> str:
    """Which rows of a table a person may read."""
    if tabel in TERTUTUP:
        return "false"
    luas = [p for p in readers(tabel) if p not in MEJA]
    kolom = metadata.tables[tabel].c
    if "buku" in kolom or tabel == "mutasi":
        penuh, unit = _own(luas, "opd_penuh"), f"(SELECT hak.buku_saya({_quoted(luas)}))::text[]"
        if tabel == "mutasi":
            sama = "t.opd_id = mutasi.opd_id AND t.id = mutasi.transaksi_id"
            return f"{penuh} OR ({_own(luas)} AND EXISTS (SELECT FROM public.transaksi t WHERE {sama}))"
        bebas = f" OR (buku = '' AND {_own(luas)})" if tabel == "akun" else ""
        return f"{penuh} OR (opd_id::text || '/' || buku) = ANY ({unit}){bebas}"
    meja = _own(MEJA)
    if tabel == "spp":
        return f"{_own(luas)} OR (berkas_id IS NOT NULL AND {meja})"
    if tabel == "spp_langkah":
        sama = "s.opd_id = spp_langkah.opd_id AND s.id = spp_langkah.spp_id"
        return f"{_own(luas)} OR ({meja} AND EXISTS (SELECT FROM public.spp s WHERE {sama}))"
    if tabel == "jejak":
        saya = "oleh = (SELECT hak.orang_saya())"
        return f"{_own([*KANTOR, 'auditor'])} OR ({saya} AND {_own([*MEJA, 'admin'])})"
    return _own(readers(tabel))


def _policies(jalan: _Jalan) -> None:
    for tabel in (*BEKU, *DAPAT_DIUBAH, *TERJAGA):
        jalan(
            f"ALTER TABLE public.{tabel} ENABLE ROW LEVEL SECURITY; ALTER TABLE public.{tabel} FORCE ROW LEVEL SECURITY"
        )
        aturan = {
            "semua_proses": f"TO {PROSES} USING (true) WITH CHECK (true)",
            "semua_penyiap": f"TO {PENYIAP} USING (true) WITH CHECK (true)",
            "baca": f"FOR SELECT TO {PEMAKAI} USING ({_seen(tabel)})",
        }
        if tabel in UBAH:
            tambah, ubah = UBAH[tabel]
            if tambah:
                aturan["tambah"] = f"FOR INSERT TO {PEMAKAI} WITH CHECK ({_own(tambah)})"
            aturan["ubah"] = f"FOR UPDATE TO {PEMAKAI} USING ({_own(ubah)}) WITH CHECK ({_own(ubah)})"
        for nama, isi in aturan.items():
            jalan(f"DROP POLICY IF EXISTS {nama} ON public.{tabel}; CREATE POLICY {nama} ON public.{tabel} {isi}")


def _grants(jalan: _Jalan) -> None:
    """Table grants by group role; what was granted before is taken back first."""
    (basis,) = jalan.ask("SELECT format('%I', current_database())")[0]
    siapa = ", ".join((PEMAKAI, PENYIAP, PROSES, PENGELOLA, *GRUP))
    jalan(f"REVOKE ALL ON DATABASE {basis} FROM PUBLIC; GRANT CONNECT ON DATABASE {basis} TO {PEMAKAI}, pelacakan")
    jalan("REVOKE ALL ON SCHEMA public, hak FROM PUBLIC")
    jalan(f"GRANT USAGE ON SCHEMA public, hak TO {PEMAKAI}, {PROSES}, {PENGELOLA}, {PEMILIK}, pelacakan")
    jalan(f"REVOKE ALL ON ALL TABLES IN SCHEMA public, hak FROM {siapa}")
    jalan(f"REVOKE ALL ON ALL FUNCTIONS IN SCHEMA public, hak FROM {siapa}")
    for fungsi in _DICABUT:
        jalan(f"REVOKE EXECUTE ON FUNCTION pg_catalog.{fungsi} FROM PUBLIC")
    for tabel in (*BEKU, *DAPAT_DIUBAH, *TERJAGA):
        _grant_table(jalan, tabel)
    semua = ", ".join(f"public.{t}" for t in (*BEKU, *DAPAT_DIUBAH, *TERJAGA, *PANDANGAN))
    jalan(f"GRANT SELECT ON {', '.join(PANDANGAN)} TO {', '.join((*KANTOR, 'auditor'))}")
    jalan(f"GRANT SELECT ON {semua} TO {PENYIAP}, {PROSES}; GRANT SELECT ON public.alembic_version TO {PEMAKAI}")
    jalan(f"GRANT INSERT, UPDATE ON {', '.join(DAPAT_DIUBAH)} TO {PENYIAP}")
    jalan(
        f"GRANT INSERT ON {', '.join((*BEKU, *TERJAGA))} TO {PROSES}; GRANT UPDATE ON {', '.join(TERJAGA)} TO {PROSES}"
    )
    jalan(
        f"GRANT SELECT ON ALL TABLES IN SCHEMA hak TO {PROSES}, {PENGELOLA}; GRANT SELECT ON public.opd TO {PENGELOLA}"
    )
    jalan(f"GRANT INSERT ON hak.masuk, hak.usulan, hak.usulan_sandi, hak.penugasan TO {PENGELOLA}")
    jalan(
        f"GRANT UPDATE (aktif, wajib_ganti) ON hak.masuk TO {PENGELOLA}; "
        f"GRANT UPDATE (selesai) ON hak.penugasan TO {PENGELOLA}"
    )
    jalan(
        f"GRANT UPDATE (diputus_oleh, putus_at, setuju) ON hak.usulan TO {PENGELOLA}; "
        f"GRANT DELETE ON hak.usulan_sandi TO {PENGELOLA}"
    )
    jalan(f"GRANT SELECT ON hak.masuk, hak.penugasan, hak.usulan TO {', '.join((*PENGESAH, 'auditor'))}")
    for fungsi, peran in _PINTU.items():
        jalan(f"GRANT EXECUTE ON FUNCTION public.{fungsi} TO {', '.join((*peran, PENYIAP))}")
    _grant_functions(jalan)


def _grant_functions(jalan: _Jalan) -> None:
    umum = (
        "penyiap()",
        "saya()",
        "orang_saya()",
        "ganti_sandi(text)",
        "opd_saya(text[])",
        "opd_penuh(text[])",
        "buku_saya(text[])",
    )
    jalan(f"GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public, hak TO {PROSES}, {PENGELOLA}")
    for fungsi in umum:
        jalan(f"GRANT EXECUTE ON FUNCTION hak.{fungsi} TO {PEMAKAI}")
    jalan(f"GRANT EXECUTE ON FUNCTION hak.pagar(uuid, integer, bigint) TO {', '.join((*KANTOR, PENYIAP))}")
    jalan(f"GRANT EXECUTE ON FUNCTION hak.usul(uuid, text, jsonb, text) TO admin, {PENYIAP}")
    jalan(f"GRANT EXECUTE ON FUNCTION hak.putuskan(uuid, boolean) TO {', '.join((*PENGESAH, PENYIAP))}")


def _grant_table(jalan: _Jalan, tabel: str) -> None:
    if siapa := readers(tabel):
        jalan(f"GRANT SELECT ON public.{tabel} TO {', '.join(siapa)}")
    if tabel in UBAH:
        tambah, ubah = UBAH[tabel]
        kolom = ", ".join(c.name for c in metadata.tables[tabel].columns if c.name not in ("opd_id", "id"))
        if tambah:
            jalan(f"GRANT INSERT ON public.{tabel} TO {', '.join(tambah)}")
        jalan(f"GRANT UPDATE ({kolom}) ON public.{tabel} TO {', '.join(ubah)}")
