"""Figures that reports are made of: realisation, cash block, LPJ, card book, closing position."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from core.calendar import Bulan
from core.kas.model import Pasangan
from core.kas.queries import (
    BlokRow,
    BukuKkpd,
    KkpdRow,
    RealisasiRow,
    RincianObjek,
    SaldoRow,
    TerbukaRow,
    TigaKolom,
)
from core.money import NOL, Rupiah
from db.kas.bagian import PAGU, REALISASI_HARIAN
from db.kas.bukti import SqlBukti
from db.sql import as_date, as_int, one, rows, scalar


def _sum(syarat: str) -> str:
    return f"coalesce(sum(CASE WHEN {syarat} THEN r.d END), 0)"


class SqlLaporanKas(SqlBukti):
    """Grouped sums over mutasi for one office."""

    def realisasi(self, bulan: Bulan) -> Sequence[RealisasiRow]:
        """Every pagu row with its realisation by column, before and in the month."""
        kolom = ", ".join(
            _sum(f"r.kolom = '{k}' AND r.tanggal {op} :dari") + f" AS {k}_{n}"
            for k in ("ls_gaji", "ls_bj", "up")
            for n, op in (("lalu", "<"), ("ini", ">="))
        )
        sql = f"""SELECT p.urut, p.sub_kegiatan, p.rekening, p.uraian, p.anggaran, {kolom} FROM {PAGU} p
        LEFT JOIN {REALISASI_HARIAN} r ON r.sub_kegiatan = p.sub_kegiatan AND r.rekening = p.rekening
        GROUP BY p.urut, p.sub_kegiatan, p.rekening, p.uraian, p.anggaran ORDER BY p.urut"""  # noqa: S608
        return [
            RealisasiRow(
                r.sub_kegiatan, r.rekening, r.uraian, Rupiah(as_int(r.anggaran)),
                TigaKolom(Rupiah(as_int(r.ls_gaji_lalu)), Rupiah(as_int(r.ls_gaji_ini))),
                TigaKolom(Rupiah(as_int(r.ls_bj_lalu)), Rupiah(as_int(r.ls_bj_ini))),
                TigaKolom(Rupiah(as_int(r.up_lalu)), Rupiah(as_int(r.up_ini))),
            )
            for r in rows(self._conn, sql, **self._month(bulan))
        ]  # fmt: skip

    def rincian(self, bulan: Bulan) -> Sequence[RincianObjek]:
        """BP rincian objek: realisation of the month by source; rows with only zeros are left out."""
        kolom = ", ".join(
            _sum(f"r.jenis = '{j}' AND r.tanggal >= :dari") + f" AS {j}" for j in ("up", "kkpd", "tu", "ls")
        )
        lalu = _sum("r.tanggal < :dari")
        sql = f"""SELECT p.urut, p.sub_kegiatan, p.rekening, p.uraian, p.anggaran, {lalu} AS lalu, {kolom}
        FROM {PAGU} p JOIN {REALISASI_HARIAN} r ON r.sub_kegiatan = p.sub_kegiatan AND r.rekening = p.rekening
        GROUP BY p.urut, p.sub_kegiatan, p.rekening, p.uraian, p.anggaran ORDER BY p.urut"""  # noqa: S608
        found = [
            RincianObjek(
                r.sub_kegiatan, r.rekening, r.uraian, Rupiah(as_int(r.anggaran)), Rupiah(as_int(r.lalu)),
                Rupiah(as_int(r.up)),
                Rupiah(as_int(r.kkpd)), Rupiah(as_int(r.tu)), Rupiah(as_int(r.ls)),
            )
            for r in rows(self._conn, sql, **self._month(bulan))
        ]  # fmt: skip
        return [r for r in found if r.sd_bulan_lalu or r.up_gu or r.kkpd or r.tu or r.ls]

    def blok(self, bulan: Bulan) -> Sequence[BlokRow]:
        """The cash block: turnover of the month and before it, an opening's own turnover included."""
        sql = """
        SELECT sisi, baris, kelompok, sum(lalu) AS lalu, sum(ini) AS ini FROM (
          SELECT sisi, baris, kelompok, CASE WHEN tanggal < :dari THEN nilai ELSE 0 END AS lalu,
            CASE WHEN tanggal >= :dari THEN nilai ELSE 0 END AS ini
          FROM v_blok WHERE opd_id = :opd AND tahun = :tahun AND tanggal <= :sampai
          UNION ALL SELECT sisi, baris, kelompok, nilai, 0 FROM rekap_awal WHERE opd_id = :opd AND tahun = :tahun
        ) z GROUP BY sisi, baris, kelompok ORDER BY sisi DESC, baris, kelompok"""
        return [
            BlokRow(r.sisi, r.baris, r.kelompok, Rupiah(as_int(r.lalu)), Rupiah(as_int(r.ini)))
            for r in rows(self._conn, sql, **self._month(bulan))
        ]

    def contra_pos(self, bulan: Bulan) -> Mapping[str, Rupiah]:
        """Contra pos of the month, LS and UP apart (format-transaksi 7.3)."""
        sql = """
        SELECT CASE WHEN lawan_jenis = 'contra_pos_ls' THEN 'ls' ELSE 'up' END AS k, sum(penerimaan) AS n FROM v_lini
        WHERE opd_id = :opd AND tahun = :tahun AND tanggal BETWEEN :dari AND :sampai
          AND lawan_jenis IN ('contra_pos_ls', 'contra_pos_up') AND keluar = 0 GROUP BY 1"""
        found = {r.k: Rupiah(as_int(r.n)) for r in rows(self._conn, sql, **self._month(bulan))}
        return {"ls": found.get("ls", NOL), "up": found.get("up", NOL)}

    def kkpd(self, bulan: Bulan) -> BukuKkpd:
        """The card control book: what each event did to the limit."""
        limit = as_int(
            scalar(
                self._conn,
                "SELECT limit_kkpd FROM sk_up WHERE opd_id = :opd AND tahun = :tahun AND berlaku_dari <= :sampai "
                "ORDER BY berlaku_dari DESC LIMIT 1",
                opd=self._opd,
                tahun=bulan.tahun,
                sampai=bulan.akhir,
            )
        )
        k = self._month(bulan)
        before = as_int(
            scalar(
                self._conn,
                "SELECT -sum(d) FROM v_harian WHERE opd_id = :opd AND tahun = :tahun "
                "AND kelas = 'kartu' AND tanggal < :dari",
                opd=k["opd"],
                tahun=k["tahun"],
                dari=k["dari"],
            )
        )
        sql = """
        SELECT tanggal, urut, tipe, nomor, min(pos) AS pos, min(uraian) AS uraian, -sum(d) AS n FROM (
          SELECT g.*, t.uraian FROM v_gerak g JOIN transaksi t ON t.opd_id = g.opd_id AND t.id = g.transaksi_id
          WHERE g.opd_id = :opd AND g.tahun = :tahun AND g.kelas = 'kartu' AND g.tanggal BETWEEN :dari AND :sampai
        ) z GROUP BY tanggal, urut, tipe, nomor HAVING sum(d) <> 0 ORDER BY tanggal, urut"""
        akhiran = {"SP2D_GU_KKPD": " pelunasan", "KKPD_REFUND": " refund", "KKPD_LUNAS_PRIBADI": " pribadi"}
        terpakai, baris = before, []
        for r in rows(self._conn, sql, **k):
            n = as_int(r.n)
            terpakai += n
            nomor = r.pos if r.tipe in ("KKPD_REFUND", "KKPD_LUNAS_PRIBADI") else r.nomor
            label = f"{nomor}{akhiran.get(r.tipe, '')}"
            sisa = Rupiah(limit - terpakai)
            baris.append(KkpdRow(as_date(r.tanggal), label, r.uraian or "", Rupiah(n), sisa, nomor))
        return BukuKkpd(Rupiah(limit), Rupiah(before), tuple(baris))

    def saldo(self, bulan: Bulan) -> SaldoRow:
        """The closing position of a month."""
        k = {"opd": self._opd, "tahun": bulan.tahun, "sampai": bulan.akhir}
        sql = """SELECT kelas, jenis, pos, sum(d) AS d FROM v_harian
        WHERE opd_id = :opd AND tahun = :tahun AND tanggal <= :sampai GROUP BY kelas, jenis, pos"""
        jumlah: dict[tuple[str, str], int] = {}
        belum = 0
        for r in rows(self._conn, sql, **k):
            jumlah[r.kelas, r.jenis] = jumlah.get((r.kelas, r.jenis), 0) + as_int(r.d)
            if (r.kelas, r.jenis, r.pos) == ("belanja", "up", ""):
                belum += as_int(r.d)

        def kelas(nama: str) -> int:
            return sum(n for (k_, _), n in jumlah.items() if k_ == nama)

        tu = -jumlah.get(("rkud", "sp2d_tu"), 0) - jumlah.get(("rkud", "sts_sisa_tu"), 0) - self._spent_from_tu(k)
        turnover = one(
            self._conn,
            "SELECT sum(masuk) AS a, sum(keluar) AS b FROM v_harian "
            "WHERE opd_id = :opd AND tahun = :tahun AND kelas = 'wadah' AND tanggal BETWEEN :dari AND :sampai",
            **self._month(bulan),
        )
        assert turnover is not None
        ganti = self._refilled(k)
        return SaldoRow(
            bku=Rupiah(kelas("wadah")),
            kas_tunai=Rupiah(jumlah.get(("wadah", "tunai"), 0)),
            bank=Rupiah(jumlah.get(("wadah", "bank"), 0)),
            pajak_belum_setor=Rupiah(-kelas("pajak")),
            panjar_beredar=Rupiah(kelas("panjar")),
            spj_up_belum_gu=Rupiah(belum + ganti["lpj_awal"] - ganti["diganti"]),
            sisa_tu=Rupiah(tu),
            lain_belum_setor=Rupiah(-kelas("lain")),
            uang_persediaan=Rupiah(
                ganti["up_awal"]
                - jumlah.get(("rkud", "sp2d_up"), 0)
                - jumlah.get(("rkud", "sts_sisa_up"), 0)
                - ganti["nihil"]
            ),
            total_penerimaan_bku=Rupiah(as_int(turnover.a)),
            total_pengeluaran_bku=Rupiah(as_int(turnover.b)),
        )

    def _spent_from_tu(self, k: Mapping[str, Any]) -> int:
        sql = """SELECT sum(g.d) FROM v_harian g
        JOIN tu u ON u.opd_id = g.opd_id AND u.tahun = g.tahun AND u.pos = g.pos
        WHERE g.opd_id = :opd AND g.tahun = :tahun AND g.tanggal <= :sampai
          AND g.kelas = 'belanja' AND g.jenis = 'tu'"""
        return as_int(scalar(self._conn, sql, **k))

    def _refilled(self, k: Mapping[str, Any]) -> dict[str, int]:
        sql = """SELECT sum(l.nilai) AS semua, sum(CASE WHEN t.jenis = 'SP2D_GU_NIHIL' THEN l.nilai ELSE 0 END) AS nihil
        FROM lpj_ganti g JOIN lpj l ON l.opd_id = g.opd_id AND l.tahun = g.tahun AND l.nomor = g.nomor
        JOIN transaksi t ON t.opd_id = g.opd_id AND t.id = g.transaksi_id
        WHERE g.opd_id = :opd AND g.tahun = :tahun AND t.tanggal <= :sampai"""
        r = one(self._conn, sql, **k)
        assert r is not None
        awal = "SELECT sum(nilai) FROM lpj WHERE opd_id = :opd AND tahun = :tahun AND sampai IS NULL"
        up = "SELECT up_awal FROM pembukaan WHERE opd_id = :opd AND tahun = :tahun"
        kunci = {"opd": k["opd"], "tahun": k["tahun"]}
        return {
            "diganti": as_int(r.semua),
            "nihil": as_int(r.nihil),
            "lpj_awal": as_int(scalar(self._conn, awal, **kunci)),
            "up_awal": as_int(scalar(self._conn, up, **kunci)),
        }

    def sisa_pagu_spd(self, bulan: Bulan) -> Sequence[tuple[Pasangan, Rupiah, Rupiah]]:
        """Per pagu row: pagu left, and SPD of the quarters so far left after realisation and open TU plans (7.6)."""
        k = self._month(bulan)
        spd = {
            (r.sub_kegiatan, r.rekening): as_int(r.n)
            for r in rows(
                self._conn,
                "SELECT i.sub_kegiatan, i.rekening, sum(i.nilai) AS n FROM spd_rinci i "
                "JOIN spd s ON s.opd_id = i.opd_id AND s.tahun = i.tahun AND s.nomor = i.nomor "
                "WHERE i.opd_id = :opd AND i.tahun = :tahun AND s.triwulan <= :tw GROUP BY i.sub_kegiatan, i.rekening",
                opd=k["opd"],
                tahun=k["tahun"],
                tw=bulan.triwulan,
            )
        }
        rencana = self._open_plans(bulan)
        return [
            (
                (r.sub_kegiatan, r.rekening),
                r.sisa_pagu,
                Rupiah(spd.get((r.sub_kegiatan, r.rekening), 0) - rencana.get((r.sub_kegiatan, r.rekening), 0))
                - r.jumlah_spj,
            )
            for r in self.realisasi(bulan)
        ]

    def _open_plans(self, bulan: Bulan) -> dict[Pasangan, int]:
        found: dict[Pasangan, int] = {}
        for tu in self.lpj_tu(bulan):
            if tu.sisa <= tu.sts_nilai:
                continue
            spent = dict(tu.belanja)
            sql = "SELECT sub_kegiatan, rekening, nilai FROM rencana_tu WHERE opd_id = :o AND tahun = :t AND pos = :p"
            for r in rows(self._conn, sql, o=self._opd, t=bulan.tahun, p=tu.sp2d):
                pair = (r.sub_kegiatan, r.rekening)
                found[pair] = found.get(pair, 0) + max(0, int(r.nilai) - spent.get(pair, NOL).sen)
        return found

    def terbuka(self, hari_ini: date) -> Sequence[TerbukaRow]:
        """Open panjar, withheld tax by purchase date, open TU, money held: what must still be finished."""
        k = {"opd": self._opd, "tahun": hari_ini.year}
        sql = """SELECT kelas, jenis, pos, min(tanggal) AS tanggal, sum(d) AS d FROM v_harian
        WHERE opd_id = :opd AND tahun = :tahun AND kelas IN ('panjar', 'lain')
        GROUP BY kelas, jenis, pos HAVING sum(d) <> 0
        ORDER BY min(tanggal)"""
        found = [
            TerbukaRow(
                r.kelas if r.kelas == "panjar" else r.jenis, r.pos, as_date(r.tanggal), "", Rupiah(abs(as_int(r.d)))
            )
            for r in rows(self._conn, sql, **k)
        ]
        pajak = """SELECT jenis, max(tanggal) AS tanggal, -sum(d) AS d FROM v_harian
        WHERE opd_id = :opd AND tahun = :tahun AND kelas = 'pajak' GROUP BY jenis HAVING sum(d) <> 0"""
        found += [
            TerbukaRow("pajak", r.jenis, as_date(r.tanggal), r.jenis, Rupiah(as_int(r.d)))
            for r in rows(self._conn, pajak, **k)
        ]
        found += [
            TerbukaRow("tu", tu.sp2d, tu.tanggal, tu.sub_kegiatan, tu.sisa - tu.sts_nilai, tu.batas_lpj)
            for tu in self.lpj_tu(Bulan(hari_ini.year, 12))
            if tu.sisa > tu.sts_nilai
        ]
        return found
