"""What answers for advances: LPJ-UP with its rows, and every TU with what was spent and deposited."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import Connection

from core.calendar import Bulan
from core.identity import OpdId
from core.kas.model import Jenis, Pasangan
from core.kas.queries import LpjRincian, LpjTuRow, LpjUpRow
from core.money import Rupiah
from db.kas.bagian import PAGU, REALISASI
from db.sql import as_date, as_int, one, rows, scalar

_UP_AWAL: Final = """
SELECT coalesce((SELECT p.up_awal FROM pembukaan p WHERE p.opd_id = :opd AND p.tahun = :tahun), 0)
  - coalesce((SELECT sum(g.d) FROM v_gerak g WHERE g.opd_id = :opd AND g.tahun = :tahun AND g.kelas = 'rkud'
      AND g.jenis IN ('sp2d_up', 'sts_sisa_up') AND (g.tanggal < :tgl OR (g.tanggal = :tgl AND g.urut < :urut))), 0)
  - coalesce((SELECT sum(l.nilai) FROM lpj l JOIN transaksi t ON t.opd_id = l.opd_id AND t.id = l.transaksi_id
      WHERE l.opd_id = :opd AND l.tahun = :tahun AND (t.tanggal < :tgl OR (t.tanggal = :tgl AND t.urut < :urut))), 0)
  + coalesce((SELECT sum(CASE WHEN t.jenis = 'SP2D_GU' THEN l.nilai ELSE 0 END)
      FROM lpj_ganti g JOIN lpj l ON l.opd_id = g.opd_id AND l.tahun = g.tahun AND l.nomor = g.nomor
      JOIN transaksi t ON t.opd_id = g.opd_id AND t.id = g.transaksi_id
      WHERE g.opd_id = :opd AND g.tahun = :tahun AND (t.tanggal < :tgl OR (t.tanggal = :tgl AND t.urut < :urut))), 0)
"""
"""UP less the LPJ not yet refilled, just before an event: a GU gives its LPJ back, a GU Nihil closes it for good."""

_TU: Final = """
SELECT u.pos, u.sub_kegiatan, u.nilai, u.batas_lpj, t.tanggal FROM tu u
JOIN transaksi t ON t.opd_id = u.opd_id AND t.id = u.transaksi_id
WHERE u.opd_id = :opd AND u.tahun = :tahun AND t.tanggal <= :sampai ORDER BY t.tanggal, t.urut
"""

_GERAK_TU: Final = """
SELECT kelas, sub_kegiatan, rekening, tanggal, tipe, nomor, d FROM v_gerak
WHERE opd_id = :opd AND tahun = :tahun AND tanggal <= :sampai AND pos = :pos
  AND ((kelas = 'belanja' AND jenis = 'tu') OR (kelas = 'rkud' AND jenis = 'sts_sisa_tu'))
ORDER BY tanggal, urut, baris
"""


class SqlLpj:
    """The LPJ of one office."""

    def __init__(self, conn: Connection, opd_id: OpdId) -> None:
        self._conn = conn
        self._opd = opd_id

    def _month(self, bulan: Bulan) -> dict[str, Any]:
        return {"opd": self._opd, "tahun": bulan.tahun, "dari": bulan.awal, "sampai": bulan.akhir}

    def lpj_list(self, bulan: Bulan) -> Sequence[str]:
        """LPJ-UP made in a month, in order."""
        sql = """SELECT l.nomor FROM lpj l JOIN transaksi t ON t.opd_id = l.opd_id AND t.id = l.transaksi_id
        WHERE l.opd_id = :opd AND l.tahun = :tahun AND t.tanggal BETWEEN :dari AND :sampai AND l.sampai IS NOT NULL
        ORDER BY t.tanggal, t.urut"""
        return [str(r.nomor) for r in rows(self._conn, sql, **self._month(bulan))]

    def lpj_up(self, nomor: str, tahun: int) -> LpjUpRow | None:
        """One LPJ-UP with its rows (format-transaksi 5.4); None when there is none of that number."""
        sql = """SELECT l.nomor, l.nilai, t.tanggal, t.urut AS urut_lpj, s.tanggal AS sampai, s.urut AS urut,
          (SELECT x.nomor FROM lpj_ganti g JOIN transaksi x ON x.opd_id = g.opd_id AND x.id = g.transaksi_id
           WHERE g.opd_id = l.opd_id AND g.tahun = l.tahun AND g.nomor = l.nomor) AS ganti
        FROM lpj l JOIN transaksi t ON t.opd_id = l.opd_id AND t.id = l.transaksi_id
        JOIN transaksi s ON s.opd_id = l.opd_id AND s.id = l.sampai
        WHERE l.opd_id = :opd AND l.tahun = :tahun AND l.nomor = :nomor"""
        head = one(self._conn, sql, opd=self._opd, tahun=tahun, nomor=nomor)
        if head is None:
            return None
        sampai = as_date(head.sampai)
        baris = f"""
        SELECT p.urut, p.sub_kegiatan, p.rekening, p.uraian, p.anggaran,
          sum(CASE WHEN i.nomor IS NOT NULL THEN r.d ELSE 0 END) AS ini,
          sum(CASE WHEN r.tanggal < :tgl OR (r.tanggal = :tgl AND r.urut <= :urut) THEN r.d ELSE 0 END) AS akumulasi
        FROM {PAGU} p JOIN {REALISASI} r ON r.sub_kegiatan = p.sub_kegiatan AND r.rekening = p.rekening
        LEFT JOIN lpj_isi i ON i.opd_id = :opd AND i.tahun = :tahun AND i.nomor = :nomor
          AND i.transaksi_id = r.transaksi_id AND i.baris = r.baris
        GROUP BY p.urut, p.sub_kegiatan, p.rekening, p.uraian, p.anggaran
        HAVING sum(CASE WHEN i.nomor IS NOT NULL THEN r.d ELSE 0 END) <> 0 ORDER BY p.urut"""  # noqa: S608
        found = rows(
            self._conn,
            baris,
            opd=self._opd,
            tahun=tahun,
            nomor=nomor,
            sampai=as_date(head.tanggal),
            tgl=sampai,
            urut=int(head.urut),
        )
        rincian = tuple(
            LpjRincian(
                r.sub_kegiatan,
                r.rekening,
                r.uraian,
                Rupiah(as_int(r.anggaran)),
                Rupiah(as_int(r.ini)),
                Rupiah(as_int(r.akumulasi)),
            )
            for r in found
        )
        tanggal = as_date(head.tanggal)
        awal = scalar(self._conn, _UP_AWAL, opd=self._opd, tahun=tahun, tgl=tanggal, urut=int(head.urut_lpj))
        return LpjUpRow(nomor, tanggal, Rupiah(as_int(awal)), Rupiah(int(head.nilai)), head.ganti or "", rincian)

    def refilled(self, bulan: Bulan) -> Rupiah:
        """The LPJ-UP that SP2D-GU of a month refilled, in total."""
        sql = """SELECT sum(l.nilai) FROM lpj_ganti g
        JOIN lpj l ON l.opd_id = g.opd_id AND l.tahun = g.tahun AND l.nomor = g.nomor
        JOIN transaksi t ON t.opd_id = g.opd_id AND t.id = g.transaksi_id
        WHERE g.opd_id = :opd AND g.tahun = :tahun AND t.jenis = 'SP2D_GU' AND t.tanggal BETWEEN :dari AND :sampai"""
        return Rupiah(as_int(scalar(self._conn, sql, **self._month(bulan))))

    def lpj_tu(self, bulan: Bulan) -> Sequence[LpjTuRow]:
        """Every TU opened, used, deposited or still open in a month."""
        k = self._month(bulan)
        dari = k.pop("dari")
        found = []
        for u in rows(self._conn, _TU, **k):
            moves = rows(self._conn, _GERAK_TU, **k, pos=u.pos)
            belanja: dict[Pasangan, int] = {}
            for m in moves:
                if m.kelas == "belanja":
                    pair = (m.sub_kegiatan, m.rekening)
                    belanja[pair] = belanja.get(pair, 0) + as_int(m.d)
            sts = [m for m in moves if m.kelas == "rkud"]
            row = LpjTuRow(
                sp2d=u.pos,
                tanggal=as_date(u.tanggal),
                sub_kegiatan=u.sub_kegiatan,
                batas_lpj=as_date(u.batas_lpj),
                nilai=Rupiah(int(u.nilai)),
                belanja=tuple((pair, Rupiah(n)) for pair, n in belanja.items() if n),
                sts=next((m.nomor for m in reversed(sts) if m.tipe != Jenis.AWAL), ""),
                sts_nilai=Rupiah(sum(as_int(m.d) for m in sts)),
            )
            akhir = max([row.tanggal, *(as_date(m.tanggal) for m in moves)])
            if akhir >= dari or row.sisa > row.sts_nilai:
                found.append(row)
        return found
