"""What a change of a closed month touched, line by line: each BKU number, each mutasi, each balance that was sealed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection

from core.calendar import Bulan
from core.errors import Temuan
from core.identity import OpdId
from core.kas.model import BUKU_BP, Mutasi, Transaksi
from core.kas.queries import SegelRow
from core.money import format_sen
from db.kas.queries import SqlKasQueries
from db.sql import as_int, as_uuid, rows, scalar

_Baris = tuple[str, int, bool]
"""(transaksi, baris mutasi, keluar): what a BKU number stands for."""

_SALDO: Final = """
SELECT a.kelas, a.jenis, a.rekening, a.pos, s.saldo, coalesce(z.d, 0) AS kini FROM segel_saldo s
JOIN akun a ON a.opd_id = s.opd_id AND a.id = s.akun_id
LEFT JOIN (
  SELECT akun, sum(d) AS d FROM (
    SELECT x.ke AS akun, x.nilai AS d FROM mutasi x JOIN transaksi t ON t.opd_id = x.opd_id AND t.id = x.transaksi_id
    WHERE t.opd_id = :o AND t.tahun = :t AND t.buku = :u AND t.tanggal <= :sampai
    UNION ALL
    SELECT x.dari, -x.nilai FROM mutasi x JOIN transaksi t ON t.opd_id = x.opd_id AND t.id = x.transaksi_id
    WHERE t.opd_id = :o AND t.tahun = :t AND t.buku = :u AND t.tanggal <= :sampai
  ) y GROUP BY akun
) z ON z.akun = s.akun_id
WHERE s.opd_id = :o AND s.tahun = :t AND s.bulan = :b AND s.buku = :u AND s.saldo <> coalesce(z.d, 0)
ORDER BY a.kelas, a.jenis, a.rekening, a.pos
"""


def changed_mutasi(
    conn: Connection, opd_id: OpdId, tahun: int, benar: Transaksi, ada: Sequence[Mutasi]
) -> Iterator[Temuan]:
    """One finding per mutasi that is not what its evidence makes, with the BKU numbers it was sealed under."""
    dulu, kini = {m.baris: m for m in benar.mutasi}, {m.baris: m for m in ada}
    nomor = _sealed_numbers(conn, opd_id, tahun, benar.id)
    for baris in sorted(dulu.keys() | kini.keys()):
        seharusnya, tertulis = dulu.get(baris), kini.get(baris)
        if seharusnya != tertulis:
            where = nomor.get(baris) or f"Baris {baris + 1}"
            bukti = " ".join(x for x in (benar.kode, benar.nomor) if x)
            yield Temuan(
                "ERR_MUTASI_BEDA",
                f"{where} ({bukti}) tidak sama dengan buktinya: {_difference(seharusnya, tertulis)}.",
                tx=benar.kode,
            )


def _sealed_numbers(conn: Connection, opd_id: OpdId, tahun: int, tx: UUID) -> Mapping[int, str]:
    sql = """SELECT bulan, no_bku, baris FROM segel_baris
    WHERE opd_id = :o AND tahun = :t AND transaksi_id = :x ORDER BY no_bku"""
    found: dict[int, tuple[int, list[str]]] = {}
    for r in rows(conn, sql, o=opd_id, t=tahun, x=tx):
        found.setdefault(int(r.baris), (int(r.bulan), []))[1].append(str(r.no_bku))
    return {baris: f"BKU {Bulan(tahun, b).nama} nomor {' dan '.join(n)}" for baris, (b, n) in found.items()}


def _difference(benar: Mutasi | None, ada: Mutasi | None) -> str:
    if benar is None:
        assert ada is not None, "one side stands"
        return f"tertulis Rp {format_sen(ada.nilai)}, menurut bukti tidak ada"
    if ada is None:
        return f"hilang, menurut bukti Rp {format_sen(benar.nilai)}"
    if benar.nilai != ada.nilai:
        return f"tertulis Rp {format_sen(ada.nilai)}, menurut bukti Rp {format_sen(benar.nilai)}"
    if (benar.dari, benar.ke) != (ada.dari, ada.ke):
        return f"Rp {format_sen(ada.nilai)} tertulis pada akun lain"
    return f"keterangan, nomor bukti atau NTPN-nya lain (Rp {format_sen(ada.nilai)})"


def sealed_lines(conn: Connection, opd_id: OpdId, q: SqlKasQueries, s: SegelRow) -> Iterator[Temuan]:
    """Every BKU line of a sealed month that left it, came into it, or has another number."""
    _, baris = q.closing_book(s.bulan)
    kini: dict[_Baris, int] = {(str(b.transaksi_id), b.baris, b.keluar): b.no_bku for b in baris}
    sql = """SELECT no_bku, transaksi_id, baris, keluar FROM segel_baris
    WHERE opd_id = :o AND tahun = :t AND bulan = :b AND buku = :u ORDER BY no_bku"""
    segel = rows(conn, sql, o=opd_id, t=s.bulan.tahun, b=s.bulan.bulan, u=BUKU_BP)
    dulu: dict[_Baris, int] = {
        (str(as_uuid(r.transaksi_id)), int(r.baris), bool(r.keluar)): int(r.no_bku) for r in segel
    }
    for key, no in dulu.items():
        if key not in kini:
            pesan = f"BKU {s.bulan.nama} nomor {no} ({_name(conn, opd_id, key[0])}) tidak lagi ada dalam bulan itu."
            yield Temuan("ERR_SEGEL", pesan)
    for key, no in kini.items():
        if key not in dulu:
            nama = _name(conn, opd_id, key[0])
            pesan = f"BKU {s.bulan.nama} memuat {nama} pada nomor {no}, yang tidak ada ketika bulan itu disegel."
            yield Temuan("ERR_SEGEL", pesan)
    pindah = [(no, kini[key]) for key, no in dulu.items() if key in kini and kini[key] != no]
    if pindah:
        lama, baru = pindah[0]
        pesan = f"{len(pindah)} baris BKU {s.bulan.nama} bernomor lain; yang pertama nomor {lama} menjadi {baru}."
        yield Temuan("ERR_SEGEL", pesan)


def _name(conn: Connection, opd_id: OpdId, tx: str) -> str:
    sql = "SELECT kode || ' ' || nomor || ' ' || tanggal FROM transaksi WHERE opd_id = :o AND id = :x"
    return str(scalar(conn, sql, o=opd_id, x=UUID(tx)) or "transaksi yang sudah tidak ada")


def sealed_balances(conn: Connection, opd_id: OpdId, s: SegelRow) -> Iterator[Temuan]:
    """Every akun whose balance at the end of a sealed month is another one now."""
    b = s.bulan
    for r in rows(conn, _SALDO, o=opd_id, t=b.tahun, b=b.bulan, u=BUKU_BP, sampai=b.akhir):
        disegel, kini = (format_sen(as_int(n)) for n in (r.saldo, r.kini))
        yield Temuan("ERR_SEGEL", f"Saldo {_akun(r)} pada akhir {b.nama}: disegel Rp {disegel}, sekarang Rp {kini}.")


def _akun(r: Any) -> str:
    return " ".join(x for x in (r.kelas, r.jenis, r.rekening, r.pos) if x)
