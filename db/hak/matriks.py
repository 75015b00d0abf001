"""The matrix role x table x verb, read from the server's catalogue, as the table of `resources/hak-basis-data.md`."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection

from db.hak.peran import GRUP, PENYIAP, POS
from db.sql import rows

_SQL: Final = """
SELECT n.nspname || '.' || c.relname AS tabel, r.rolname AS peran,
  has_table_privilege(r.oid, c.oid, 'SELECT') AS "SELECT", has_table_privilege(r.oid, c.oid, 'INSERT') AS "INSERT",
  has_table_privilege(r.oid, c.oid, 'UPDATE') OR has_any_column_privilege(r.oid, c.oid, 'UPDATE') AS "UPDATE",
  has_table_privilege(r.oid, c.oid, 'DELETE') AS "DELETE", has_table_privilege(r.oid, c.oid, 'TRUNCATE') AS "TRUNCATE",
  c.relkind = 'v' OR c.relrowsecurity AND c.relforcerowsecurity AS berpagar
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace CROSS JOIN pg_roles r
WHERE n.nspname IN ('public', 'hak') AND c.relkind IN ('r', 'v') AND r.rolname = ANY (:peran)
ORDER BY n.nspname DESC, c.relname, r.rolname
"""


def matrix(conn: Connection) -> str:
    """One line per table: which role may read (B), insert (T), update (U), delete (H), empty (K), post (P)."""
    kolom = (*GRUP, PENYIAP)
    isi: dict[str, dict[str, str]] = {}
    pagar: dict[str, bool] = {}
    for r in rows(conn, _SQL, peran=list(kolom)):
        hak: tuple[bool, ...] = tuple(r[2:7])
        huruf = "".join(h for h, ada in zip("BTUHK", hak, strict=True) if ada)
        nama = str(r.tabel).removeprefix("public.")
        pos = "P" if r.peran in POS.get(nama, ()) else ""
        isi.setdefault(nama, {})[r.peran] = huruf + pos or "·"
        pagar[nama] = bool(r.berpagar)
    kepala = "| tabel | baris | " + " | ".join(kolom) + " |"
    garis = "|" + "---|" * (len(kolom) + 2)
    badan = [
        f"| {tabel} | {'RLS' if pagar[tabel] else '·'} | " + " | ".join(milik[p] for p in kolom) + " |"
        for tabel, milik in isi.items()
    ]
    return "\n".join((kepala, garis, *badan)) + "\n"
