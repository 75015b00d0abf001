"""Parts of SQL that several reports are made of."""

from __future__ import annotations

from typing import Final

PAGU: Final = """
(SELECT min(urut) AS urut, sub_kegiatan, rekening, min(uraian) AS uraian, sum(anggaran) AS anggaran FROM pagu
 WHERE opd_id = :opd AND tahun = :tahun AND versi = (
   SELECT max(d.versi) FROM dpa d WHERE d.opd_id = :opd AND d.tahun = :tahun
   AND (d.tanggal <= :sampai OR d.versi = (SELECT min(e.versi) FROM dpa e WHERE e.opd_id = :opd AND e.tahun = :tahun)))
 GROUP BY sub_kegiatan, rekening)
"""
"""The pagu of the newest DPA version not after the month (the first one where all are later)."""

REALISASI_HARIAN: Final = """
(SELECT sub_kegiatan, rekening, jenis, tanggal, d,
   CASE WHEN jenis <> 'ls' THEN 'up' WHEN rekening LIKE '5.1.01.%' THEN 'ls_gaji' ELSE 'ls_bj' END AS kolom
 FROM v_harian WHERE opd_id = :opd AND tahun = :tahun AND kelas = 'belanja' AND tanggal <= :sampai)
"""
"""Realisation per akun and day, from the kept sums."""

REALISASI: Final = """
(SELECT sub_kegiatan, rekening, jenis, pos, tanggal, urut, transaksi_id, baris, tipe, d,
   CASE WHEN jenis <> 'ls' THEN 'up' WHEN rekening LIKE '5.1.01.%' THEN 'ls_gaji' ELSE 'ls_bj' END AS kolom
 FROM v_gerak WHERE opd_id = :opd AND tahun = :tahun AND kelas = 'belanja' AND tanggal <= :sampai)
"""
