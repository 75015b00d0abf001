"""Answers questions to the books by SQL over the views: window functions and grouped sums, never a year in Python."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection, Row

from core.calendar import Bulan
from core.identity import OpdId, TransaksiId
from core.kas.akhir_tahun import ButirAkhirTahun, year_end_list
from core.kas.looked_at import LookedAt
from core.kas.model import BUKU_BP, JENIS_PAJAK
from core.kas.pemeriksaan import PemeriksaanKas
from core.kas.penutupan import BarisSegel, SaldoBuku
from core.kas.posisi import KetentuanUp
from core.kas.queries import BkuRow, SegelRow, SubBuku, SubBukuRow
from core.money import Rupiah
from db.kas.koran_queries import SqlKoranQueries
from db.kas.laporan import SqlLaporanKas
from db.kas.pemeriksaan import load_counts
from db.kas.posisi import load_posisi
from db.sql import as_date, as_int, as_uuid, one, rows, scalar

_URUT: Final = "ORDER BY tanggal, urut, baris, keluar DESC"

_NOMOR: Final = f"""
SELECT no_bku, transaksi_id, baris, keluar, tanggal, no_bukti, uraian, kode, wadah, golongan, lawan_jenis,
  penerimaan AS masuk, pengeluaran
FROM (
  SELECT l.*, row_number() OVER ({_URUT}) + :no0 AS no_bku FROM v_lini l
  WHERE l.opd_id = :opd AND l.tahun = :tahun AND l.buku = :buku AND l.tanggal BETWEEN :dari AND :sampai
) n
"""  # noqa: S608 - our own order
"""The BKU lines of a month with their numbers (derived until the month is sealed)."""

_BKU: Final = f"""
SELECT z.no_bku, z.kode, z.tanggal, z.no_bukti, z.uraian, z.penerimaan, z.pengeluaran, z.wadah, z.jenis, z.tipe,
  z.golongan, z.lawan_jenis, z.rekening, z.sub_kegiatan, z.ntpn, z.kelompok, z.saldo, z.saldo_tunai, z.saldo_bank,
  z.transaksi_id, z.baris, CASE WHEN z.membalik IS NULL THEN '' ELSE
    (SELECT x.kode FROM transaksi x WHERE x.opd_id = z.opd_id AND x.id = z.membalik) END AS koreksi_dari
FROM (
  SELECT l.*, row_number() OVER w + :no0 AS no_bku,
    :bku0 + sum(l.penerimaan - l.pengeluaran) OVER w AS saldo,
    :tunai0 + sum(CASE WHEN l.wadah = 'tunai' THEN l.penerimaan - l.pengeluaran ELSE 0 END) OVER w AS saldo_tunai,
    :bank0 + sum(CASE WHEN l.wadah = 'bank' THEN l.penerimaan - l.pengeluaran ELSE 0 END) OVER w AS saldo_bank
  FROM v_lini l
  WHERE l.opd_id = :opd AND l.tahun = :tahun AND l.buku = :buku AND l.tanggal BETWEEN :dari AND :sampai
  WINDOW w AS ({_URUT} ROWS UNBOUNDED PRECEDING)
) z
"""  # noqa: S608 - our own order

_PUNGUT_TERAKHIR: Final = """
SELECT jenis, tipe FROM (
  SELECT jenis, tipe, row_number() OVER (PARTITION BY jenis ORDER BY tanggal DESC, urut DESC) AS n FROM v_gerak
  WHERE opd_id = :opd AND tahun = :tahun AND tanggal < :dari AND kelas = 'pajak' AND d < 0
    AND tipe IN ('BELANJA_UP', 'BELANJA_TU', 'SPJ_PANJAR')
) z WHERE n = 1
"""

_KOLOM_URUT: Final = {
    "no_bku": "no_bku",
    "tanggal": "tanggal",
    "no_bukti": "no_bukti",
    "rekening": "rekening",
    "uraian": "uraian",
    "penerimaan": "penerimaan",
    "pengeluaran": "pengeluaran",
    "saldo": "saldo",
}

_SUMBER_RKUD: Final = {"sp2d_up": "UP", "sp2d_gu": "GU", "sp2d_gu_kkpd": "KKPD", "sp2d_tu": "TU", "sp2d_ls": "LS"}


class SqlKasQueries(SqlLaporanKas, SqlKoranQueries):
    """The books of one office, for reading."""

    def __init__(self, conn: Connection, opd_id: OpdId) -> None:
        super().__init__(conn, opd_id)

    def _k(self, bulan: Bulan, **lain: Any) -> dict[str, Any]:
        return {"opd": self._opd, "tahun": bulan.tahun, "dari": bulan.awal, "sampai": bulan.akhir, **lain}

    def bku_opening(self, bulan: Bulan, *, buku: str = BUKU_BP) -> tuple[int, SaldoBuku]:
        """Lines before the month (numbering included), and the balances it opens with."""
        sql = """SELECT jenis, sum(d) AS d, sum(lini) AS n FROM v_harian
        WHERE opd_id = :opd AND tahun = :tahun AND buku = :buku AND tanggal < :dari AND kelas = 'wadah'
        GROUP BY jenis"""
        found = rows(self._conn, sql, opd=self._opd, tahun=bulan.tahun, dari=bulan.awal, buku=buku)
        saldo = {r.jenis: as_int(r.d) for r in found}
        banyak = sum(as_int(r.n) for r in found)
        tunai, bank = Rupiah(saldo.get("tunai", 0)), Rupiah(saldo.get("bank", 0))
        return self._no0(bulan.tahun) + banyak, SaldoBuku(Rupiah(sum(saldo.values())), tunai, bank)

    def _no0(self, tahun: int) -> int:
        """What is added to a line's place in the year: the numbering of an opening, less 1."""
        no = scalar(
            self._conn, "SELECT no_bku_awal FROM pembukaan WHERE opd_id = :o AND tahun = :t", o=self._opd, t=tahun
        )
        return int(no or 1) - 1

    def bku(
        self, bulan: Bulan, *, buku: str = BUKU_BP, cari: str = "", urut: str = "", turun: bool = False
    ) -> LookedAt[BkuRow]:
        """The lines of a month; searched, sorted by one column where asked, otherwise in the order of the book."""
        no0, awal = self.bku_opening(bulan, buku=buku)
        sql, k = _BKU, self._k(bulan, buku=buku, no0=no0, bku0=awal.bku.sen, tunai0=awal.tunai.sen, bank0=awal.bank.sen)
        if cari.strip():
            sql += " WHERE lower(z.no_bukti || ' ' || z.uraian || ' ' || z.rekening || ' ' || z.kode)"
            sql += " LIKE :cari ESCAPE '!'"
            bare = cari.strip().lower()
            for c in "!%_":
                bare = bare.replace(c, "!" + c)
            k["cari"] = f"%{bare}%"
        kolom = _KOLOM_URUT.get(urut)
        arah = "DESC" if turun else "ASC"
        sql += f" ORDER BY z.{kolom} {arah}, z.no_bku" if kolom else " ORDER BY z.no_bku"
        lines = rows(self._conn, sql, **k)
        all_lines = rows(self._conn, _BKU, **{n: v for n, v in k.items() if n != "cari"}) if "cari" in k else lines
        asal_pajak = self._tax_sources(bulan, all_lines)
        return LookedAt(lines, lambda r: _bku_row(r, asal_pajak))

    def _tax_sources(self, bulan: Bulan, lines: Sequence[Row[Any]]) -> dict[tuple[str, int], str]:
        """For each deposit of a month, UP or TU: where the tax of its kind was last withheld. Information only."""
        setoran = [r for r in lines if r.jenis == "pajak_out" and r.wadah != "nonkas"]
        if not setoran:
            return {}
        before = rows(self._conn, _PUNGUT_TERAKHIR, opd=self._opd, tahun=bulan.tahun, dari=bulan.awal)
        terakhir = {r.jenis: _tax_source(r.tipe) for r in before}
        found: dict[tuple[str, int], str] = {}
        for r in sorted(lines, key=lambda r: int(r.no_bku)):
            if r.jenis == "pajak_in" and r.wadah != "nonkas":
                terakhir[r.lawan_jenis] = _tax_source(r.tipe)
            elif r.jenis == "pajak_out":
                found[str(r.transaksi_id), r.baris] = terakhir.get(r.lawan_jenis, "UP")
        return found

    def wadah(self, bulan: Bulan, jenis: str) -> SubBuku:
        """BP kas tunai or BP simpanan/bank of a month."""
        no0, awal = self.bku_opening(bulan)
        saldo0 = awal.tunai if jenis == "tunai" else awal.bank
        found = self._numbered(bulan, no0, "wadah = :wadah", wadah=jenis)
        return SubBuku(saldo0, _running(found, saldo0, 1))

    def _numbered(self, bulan: Bulan, no0: int, syarat: str, **lain: Any) -> Sequence[Row[Any]]:
        """The BKU lines of a month that a sub-book repeats, with the numbers they have there."""
        sql = f"{_NOMOR} WHERE {syarat} ORDER BY no_bku"
        return rows(self._conn, sql, **self._k(bulan, buku=BUKU_BP, no0=no0, **lain))

    def pajak(self, bulan: Bulan) -> SubBuku:
        """BP pajak: withheld, deposited, and what is held; LS taxes come in and go out."""
        awal = self._tax_before(bulan)
        saldo0 = Rupiah(sum(awal.values()))
        found = self._numbered(bulan, self.bku_opening(bulan)[0], "golongan = 'pajak'")
        baris = _running(found, saldo0, 1, jenis=True)
        akhir = dict(awal)
        for b in baris:
            akhir[b.jenis] = akhir.get(b.jenis, 0) + b.masuk.sen - b.keluar.sen
        return SubBuku(saldo0, baris, _per_jenis(awal), _per_jenis(akhir))

    def _tax_before(self, bulan: Bulan) -> dict[str, int]:
        sql = (
            "SELECT jenis, -sum(d) AS d FROM v_harian WHERE opd_id = :opd AND tahun = :tahun AND kelas = 'pajak' "
            "AND tanggal < :dari GROUP BY jenis"
        )
        return {r.jenis: as_int(r.d) for r in rows(self._conn, sql, opd=self._opd, tahun=bulan.tahun, dari=bulan.awal)}

    def panjar(self, bulan: Bulan) -> SubBuku:
        """BP panjar: accounted for (masuk), handed out (keluar), still out."""
        sql = """SELECT sum(d) FROM v_harian
        WHERE opd_id = :opd AND tahun = :tahun AND kelas = 'panjar' AND tanggal < :dari"""
        saldo0 = Rupiah(as_int(scalar(self._conn, sql, opd=self._opd, tahun=bulan.tahun, dari=bulan.awal)))
        found = self._numbered(bulan, self.bku_opening(bulan)[0], "golongan = 'panjar'")
        return SubBuku(saldo0, _running(found, saldo0, -1))

    def segel(self, tahun: int) -> Sequence[SegelRow]:
        """The months that are closed, in order."""
        sql = "SELECT * FROM segel WHERE opd_id = :opd AND tahun = :tahun ORDER BY bulan"
        return [
            SegelRow(
                Bulan(tahun, int(r.bulan)), as_date(r.tanggal), r.penutup, json.loads(r.pecahan),
                Rupiah(int(r.saldo_bku)), Rupiah(int(r.saldo_tunai)), Rupiah(int(r.saldo_bank)),
                Rupiah(int(r.kas_dihitung)), r.penjelasan,
            )
            for r in rows(self._conn, sql, opd=self._opd, tahun=tahun)
        ]  # fmt: skip

    def closing_book(self, bulan: Bulan) -> tuple[SaldoBuku, Sequence[BarisSegel]]:
        """What the book says at a month's end, and the number of each of its lines."""
        _, akhir = self.bku_opening(bulan.next()) if bulan.bulan < 12 else (0, self._year_end(bulan))
        no0, _ = self.bku_opening(bulan)
        found = rows(self._conn, f"{_NOMOR} ORDER BY no_bku", **self._k(bulan, buku=BUKU_BP, no0=no0))
        baris = [
            BarisSegel(int(r.no_bku), TransaksiId(as_uuid(r.transaksi_id)), r.baris, bool(r.keluar)) for r in found
        ]
        return akhir, baris

    def _year_end(self, bulan: Bulan) -> SaldoBuku:
        sql = (
            "SELECT jenis, sum(d) AS d FROM v_harian WHERE opd_id = :opd AND tahun = :tahun AND buku = :buku "
            "AND kelas = 'wadah' GROUP BY jenis"
        )
        saldo = {r.jenis: as_int(r.d) for r in rows(self._conn, sql, opd=self._opd, tahun=bulan.tahun, buku=BUKU_BP)}
        return SaldoBuku(Rupiah(sum(saldo.values())), Rupiah(saldo.get("tunai", 0)), Rupiah(saldo.get("bank", 0)))

    def pemeriksaan(self, tahun: int) -> Sequence[PemeriksaanKas]:
        """The cash counts and handovers of a year, oldest first."""
        return load_counts(self._conn, self._opd, tahun)

    def saldo_hari(self, tanggal: date) -> SaldoBuku:
        """What the book says at the end of a day."""
        sql = """SELECT jenis, sum(d) AS d FROM v_harian WHERE opd_id = :o AND tahun = :t AND kelas = 'wadah'
        AND tanggal <= :h GROUP BY jenis"""
        found = {r.jenis: as_int(r.d) for r in rows(self._conn, sql, o=self._opd, t=tanggal.year, h=tanggal)}
        tunai, bank = Rupiah(found.get("tunai", 0)), Rupiah(found.get("bank", 0))
        return SaldoBuku(tunai + bank, tunai, bank)

    def akhir_tahun(self, tahun: int) -> Sequence[ButirAkhirTahun]:
        """What must be zero on 31 December, as the books of the year stand now."""
        posisi = load_posisi(
            self._conn, self._opd, tahun, pagu={}, ketentuan=KetentuanUp(0, 0), sampai=date(tahun, 12, 31)
        )
        batas = self.months(tahun)
        mulai = scalar(self._conn, "SELECT bulan FROM pembukaan WHERE opd_id = :o AND tahun = :t", o=self._opd, t=tahun)
        tertutup = {s.bulan.bulan for s in self.segel(tahun)}
        terbuka = [b for b in range(int(mulai or 1), 13) if b not in tertutup] if batas else []
        return year_end_list(posisi, tahun, terbuka)

    def months(self, tahun: int) -> tuple[int, int] | None:
        """First and last month with an opening or an event."""
        sql = (
            "SELECT min(tanggal) AS a, max(tanggal) AS b FROM transaksi "
            "WHERE opd_id = :o AND tahun = :t AND jenis <> 'AWAL'"
        )
        r = one(self._conn, sql, o=self._opd, t=tahun)
        bulan = scalar(self._conn, "SELECT bulan FROM pembukaan WHERE opd_id = :o AND tahun = :t", o=self._opd, t=tahun)
        if r is None or r.a is None:
            return (int(bulan), int(bulan)) if bulan else None
        return (int(bulan) if bulan else as_date(r.a).month, as_date(r.b).month)


def _tax_source(tipe: str) -> str:
    return "TU" if tipe == "BELANJA_TU" else "UP"


def _bku_row(r: Row[Any], asal_pajak: Mapping[tuple[str, int], str]) -> BkuRow:
    ls = r.wadah == "nonkas"
    if r.jenis in _SUMBER_RKUD:
        sumber = _SUMBER_RKUD[r.jenis]
    elif r.jenis == "belanja":
        sumber = {"ls": "LS_GAJI" if r.tipe == "SP2D_LS_GAJI" else "LS_BJ", "up": "UP", "tu": "TU", "kkpd": "KKPD"}[
            r.lawan_jenis
        ]
    elif r.jenis == "pajak_out" and not ls:
        sumber = asal_pajak.get((str(r.transaksi_id), r.baris), "UP")
    else:
        sumber = "LS" if ls else "TU" if r.tipe in ("BELANJA_TU", "STS_SISA_TU") else "UP"
    return BkuRow(
        int(r.no_bku), r.kode, as_date(r.tanggal), r.no_bukti, r.uraian, Rupiah(int(r.penerimaan)),
        Rupiah(int(r.pengeluaran)), r.wadah, r.jenis, sumber, r.rekening if r.jenis == "belanja" else "",
        r.sub_kegiatan if r.jenis == "belanja" else "",
        r.lawan_jenis if r.golongan == "pajak" else "", r.ntpn,
        r.kelompok if r.golongan in ("pajak", "lain") else "", r.koreksi_dari or "",
        Rupiah(as_int(r.saldo)), Rupiah(as_int(r.saldo_tunai)), Rupiah(as_int(r.saldo_bank)),
    )  # fmt: skip


def _running(found: Sequence[Row[Any]], saldo0: Rupiah, arah: int, *, jenis: bool = False) -> tuple[SubBukuRow, ...]:
    saldo, baris = saldo0.sen, []
    for r in found:
        masuk, keluar = int(r.masuk), int(r.pengeluaran)
        saldo += arah * (masuk - keluar)
        row = SubBukuRow(
            no_bku=int(r.no_bku),
            tanggal=as_date(r.tanggal),
            no_bukti=r.no_bukti,
            uraian=r.uraian,
            masuk=Rupiah(masuk),
            keluar=Rupiah(keluar),
            saldo=Rupiah(saldo),
            jenis=r.lawan_jenis if jenis else "",
            tx=r.kode,
        )
        baris.append(row)
    return tuple(baris)


def _per_jenis(sen: Mapping[str, int]) -> dict[str, Rupiah]:
    return {j: Rupiah(sen.get(j, 0)) for j in JENIS_PAJAK}
