"""Reads statements, lines, documents at the bank and matches of one office; commands and questions share it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection, Row

from core.identity import OpdId
from core.kas.koran import BarisKoran, BuktiBank, GerakBank, Koran, PasanganKoran
from core.kas.model import BUKU_BP
from core.money import Rupiah
from db.sql import as_date, as_int, as_uuid, rows, scalar

_POTONGAN: Final = 500

_HIDUP: Final = """
b.kunci IN (SELECT n.kunci FROM koran_baris n
  LEFT JOIN koran_batal x ON x.opd_id = n.opd_id AND x.koran_id = n.koran_id
  WHERE n.opd_id = :opd AND x.koran_id IS NULL)
"""
"""A line that at least one statement has which was not withdrawn. Asked once for all lines, not line by line."""

_BARIS: Final = f"""
SELECT b.kunci, b.rekening, b.tanggal, b.urut, b.jejak_no, b.keterangan, b.referensi, b.nilai, b.saldo, b.mentah
FROM baris_koran b WHERE b.opd_id = :opd AND {_HIDUP}
"""  # noqa: S608 - our own parts

_GERAK: Final = """
SELECT g.*, t.jenis, t.isi, t.membalik, t.uraian AS uraian_tx
FROM (
  SELECT opd_id, transaksi_id, no_bukti, min(tanggal) AS tanggal, min(urut) AS urut, min(baris) AS baris,
    min(kode) AS kode, min(uraian) AS uraian, max(ntpn) AS ntpn, count(*) AS banyak,
    sum(penerimaan - pengeluaran) AS nilai
  FROM v_lini WHERE opd_id = :opd AND buku = :buku AND wadah = 'bank' AND {syarat}
  GROUP BY opd_id, transaksi_id, no_bukti HAVING sum(penerimaan - pengeluaran) <> 0
) g JOIN transaksi t ON t.opd_id = g.opd_id AND t.id = g.transaksi_id
ORDER BY g.tanggal, g.urut, g.baris
"""
"""Each document at the bank, net: tax withheld on a purchase never leaves the bank apart from it."""

_HIDUP_PASANGAN: Final = """
LEFT JOIN pasangan_koran_lepas l ON l.opd_id = m.opd_id AND l.pasangan_id = m.pasangan_id
WHERE m.opd_id = :opd AND l.pasangan_id IS NULL
"""
_PASANGAN_BARIS: Final = f"SELECT m.kunci, m.pasangan_id FROM pasangan_koran_baris m {_HIDUP_PASANGAN}"  # noqa: S608
_PASANGAN_BUKTI: Final = (
    f"SELECT m.transaksi_id, m.no_bukti, m.pasangan_id FROM pasangan_koran_bukti m {_HIDUP_PASANGAN}"  # noqa: S608
)
"""Matches that were not undone. They are joined here and not in SQL: engines without statistics go row by row."""


@dataclass(frozen=True)
class Terikat:
    """A line or a document as it was read, and the live match it belongs to; made into a value once, when asked."""

    row: Row[Any]
    tanggal: date
    pasangan: UUID | None

    @cached_property
    def baris(self) -> BarisKoran:
        """A row of `lines` as the line it is."""
        return as_line(self.row)

    @cached_property
    def gerak(self) -> GerakBank:
        """A row of `documents` as what the books say of the bank."""
        return as_document(self.row)


class PembacaKoran:
    """The statements of one office, for reading."""

    def __init__(self, conn: Connection, opd_id: OpdId) -> None:
        self._conn = conn
        self._opd = opd_id

    def statements(self) -> Sequence[Koran]:
        """Every statement that was not withdrawn, in the order of its days."""
        sql = """SELECT k.* FROM koran k WHERE k.opd_id = :opd AND NOT EXISTS (
          SELECT 1 FROM koran_batal x WHERE x.opd_id = k.opd_id AND x.koran_id = k.id)
        ORDER BY k.dari, k.sampai, k.jejak_no"""
        return [_koran(r) for r in rows(self._conn, sql, opd=self._opd)]

    def lines(self, *, dari: date, sampai: date, rekening: str = "") -> Sequence[Terikat]:
        """Live lines of these days in the order of the account, with their live match."""
        sql = f"{_BARIS} AND b.tanggal BETWEEN :dari AND :sampai"
        if rekening:
            sql += " AND b.rekening = :rekening"
        sql += " ORDER BY b.tanggal, b.rekening, b.jejak_no, b.urut"
        k = {"rekening": rekening} if rekening else {}
        return self._tied_lines(rows(self._conn, sql, opd=self._opd, dari=dari, sampai=sampai, **k))

    def lines_by_key(self, kunci: Sequence[str]) -> Sequence[Terikat]:
        """Live lines by key, with their live match."""
        found: list[Row[Any]] = []
        for names, part in _parts(kunci):
            found += rows(self._conn, f"{_BARIS} AND b.kunci IN ({names})", opd=self._opd, **part)
        return self._tied_lines(found)

    def documents(self, *, dari: date, sampai: date) -> Sequence[Terikat]:
        """Documents at the bank of these days in the order of the books, with their live match."""
        sql = _GERAK.format(syarat="tanggal BETWEEN :dari AND :sampai")
        return self._tied_documents(rows(self._conn, sql, opd=self._opd, buku=BUKU_BP, dari=dari, sampai=sampai))

    def documents_of(self, transaksi: Iterable[UUID]) -> Sequence[Terikat]:
        """The documents of these events at the bank, with their live match."""
        found: list[Row[Any]] = []
        for names, part in _parts(sorted(set(transaksi))):
            sql = _GERAK.format(syarat=f"transaksi_id IN ({names})")
            found += rows(self._conn, sql, opd=self._opd, buku=BUKU_BP, **part)
        return self._tied_documents(found)

    def _tied_lines(self, found: Sequence[Row[Any]]) -> Sequence[Terikat]:
        tied = {r.kunci: as_uuid(r.pasangan_id) for r in rows(self._conn, _PASANGAN_BARIS, opd=self._opd)}
        return [Terikat(r, as_date(r.tanggal), tied.get(r.kunci)) for r in found]

    def _tied_documents(self, found: Sequence[Row[Any]]) -> Sequence[Terikat]:
        sql = _PASANGAN_BUKTI
        tied = {(r.transaksi_id, r.no_bukti): as_uuid(r.pasangan_id) for r in rows(self._conn, sql, opd=self._opd)}
        return [Terikat(r, as_date(r.tanggal), tied.get((r.transaksi_id, r.no_bukti))) for r in found]

    def pairs(self, ids: Iterable[UUID]) -> Sequence[PasanganKoran]:
        """Live matches with all their members."""
        wanted = list(dict.fromkeys(ids))
        baris: defaultdict[UUID, list[str]] = defaultdict(list)
        bukti: defaultdict[UUID, list[BuktiBank]] = defaultdict(list)
        heads: list[Row[Any]] = []
        for names, part in _parts(wanted):
            k = {"opd": self._opd, **part}
            syarat = f"opd_id = :opd AND pasangan_id IN ({names})"
            for r in rows(self._conn, f"SELECT pasangan_id, kunci FROM pasangan_koran_baris WHERE {syarat}", **k):  # noqa: S608
                baris[as_uuid(r.pasangan_id)].append(r.kunci)
            sql = f"SELECT pasangan_id, transaksi_id, no_bukti FROM pasangan_koran_bukti WHERE {syarat}"  # noqa: S608
            for r in rows(self._conn, sql, **k):
                bukti[as_uuid(r.pasangan_id)].append(BuktiBank(as_uuid(r.transaksi_id), r.no_bukti))
            sql = f"""SELECT p.* FROM pasangan_koran p WHERE p.opd_id = :opd AND p.id IN ({names}) AND NOT EXISTS (
              SELECT 1 FROM pasangan_koran_lepas l WHERE l.opd_id = p.opd_id AND l.pasangan_id = p.id)"""  # noqa: S608
            heads += rows(self._conn, sql, **k)
        return [
            PasanganKoran(i, tuple(baris[i]), tuple(sorted(bukti[i])), r.tingkat, r.alasan, r.oleh)
            for r in heads
            for i in [as_uuid(r.id)]
        ]

    def undone_pairs(self) -> frozenset[tuple[str, BuktiBank]]:
        """Every (line, document) that was accepted once and undone."""
        sql = """SELECT b.kunci, d.transaksi_id, d.no_bukti FROM pasangan_koran_lepas l
        JOIN pasangan_koran_baris b ON b.opd_id = l.opd_id AND b.pasangan_id = l.pasangan_id
        JOIN pasangan_koran_bukti d ON d.opd_id = l.opd_id AND d.pasangan_id = l.pasangan_id
        WHERE l.opd_id = :opd"""
        return frozenset(
            (r.kunci, BuktiBank(as_uuid(r.transaksi_id), r.no_bukti)) for r in rows(self._conn, sql, opd=self._opd)
        )

    def per_day(self, rekening: str) -> Sequence[tuple[date, Rupiah]]:
        """The sums of the live lines of an account per day."""
        sql = f"""SELECT b.tanggal, sum(b.nilai) AS n FROM baris_koran b
        WHERE b.opd_id = :opd AND b.rekening = :rekening AND {_HIDUP} GROUP BY b.tanggal ORDER BY b.tanggal"""  # noqa: S608
        return [
            (as_date(r.tanggal), Rupiah(as_int(r.n))) for r in rows(self._conn, sql, opd=self._opd, rekening=rekening)
        ]

    def opening_bank(self, tahun: int) -> Rupiah:
        """What the books of a year began with in the bank."""
        sql = """SELECT sum(d) FROM v_gerak WHERE opd_id = :opd AND tahun = :tahun AND buku = :buku
        AND kelas = 'wadah' AND jenis = 'bank' AND tipe = 'AWAL'"""
        return Rupiah(as_int(scalar(self._conn, sql, opd=self._opd, tahun=tahun, buku=BUKU_BP)))

    def registered(self) -> Mapping[str, tuple[str, str]]:
        """The office's bank accounts by number: whose book they are, and the name of the bank."""
        sql = "SELECT nomor, buku, nama_bank FROM rekening_bendahara WHERE opd_id = :opd ORDER BY mulai"
        return {r.nomor: (r.buku, r.nama_bank) for r in rows(self._conn, sql, opd=self._opd)}


class SqlKoranTerbaca:
    """What the plan of an import reads; the books' repository and questions both have it."""

    _conn: Connection
    _opd: OpdId

    @cached_property
    def _baca(self) -> PembacaKoran:
        return PembacaKoran(self._conn, self._opd)

    def statements(self) -> Sequence[Koran]:
        """Every live statement, in the order of its days."""
        return self._baca.statements()

    def live_lines(self, kunci: Sequence[str]) -> frozenset[str]:
        """Which of these lines a live statement has."""
        return frozenset(t.row.kunci for t in self._baca.lines_by_key(kunci))

    def lines_between(self, rekening: str, dari: date, sampai: date) -> Sequence[BarisKoran]:
        """The live lines of an account on these days, both included."""
        return [t.baris for t in self._baca.lines(dari=dari, sampai=sampai, rekening=rekening)]


def _parts(values: Sequence[Any]) -> Iterable[tuple[str, Mapping[str, Any]]]:
    """Parameters for IN, some hundred at a time."""
    for i in range(0, len(values), _POTONGAN):
        part = {f"v{n}": v for n, v in enumerate(values[i : i + _POTONGAN])}
        yield ", ".join(f":{n}" for n in part), part


def as_line(r: Row[Any]) -> BarisKoran:
    """A row of `lines` as the line it is."""
    saldo = None if r.saldo is None else Rupiah(int(r.saldo))
    return BarisKoran(
        as_date(r.tanggal), r.keterangan, Rupiah(int(r.nilai)), saldo, r.referensi, int(r.urut), r.mentah, r.kunci
    )


def as_document(r: Row[Any]) -> GerakBank:
    """A row of `documents` as what the books say of the bank."""
    isi = json.loads(r.isi)
    pihak = str(isi.get("rekanan") or isi.get("merchant") or isi.get("pptk") or "")
    uraian = r.uraian if int(r.banyak) == 1 else r.uraian_tx or r.uraian
    return GerakBank(
        BuktiBank(as_uuid(r.transaksi_id), r.no_bukti), r.kode, r.jenis, as_date(r.tanggal), uraian,
        Rupiah(as_int(r.nilai)), pihak, r.ntpn or "", None if r.membalik is None else as_uuid(r.membalik),
    )  # fmt: skip


def _koran(r: Row[Any]) -> Koran:
    def money(v: Any) -> Rupiah | None:
        return None if v is None else Rupiah(int(v))

    return Koran(
        as_uuid(r.id), r.rekening, r.bank, r.format, r.berkas, r.sha256, as_date(r.dari), as_date(r.sampai),
        money(r.saldo_awal), money(r.saldo_akhir),
    )  # fmt: skip
