"""Views over mutasi: every book and report is a question to these (architecture 3; one SQL text for both engines).

`v_mutasi` has one row per mutasi with its akun resolved, a reversal on the side it reverses with a minus (`tanda`).
`v_gerak` has every movement of every akun, signed; `v_harian` the same summed per day. `v_lini` has the BKU
lines: one per wadah side of a mutasi.
"""

from __future__ import annotations

from typing import Final

V_MUTASI: Final = """
CREATE VIEW v_mutasi AS
SELECT t.opd_id, t.tahun, t.buku, t.tanggal, t.urut, t.id AS transaksi_id, t.kode, t.jenis AS tipe, t.nomor, t.membalik,
  x.baris, x.nilai, x.no_bukti, x.uraian, x.ntpn, CASE WHEN t.membalik IS NULL THEN 1 ELSE -1 END AS tanda,
  a.kelas AS dk, a.jenis AS dj, a.sub_kegiatan AS ds, a.rekening AS dr, a.pos AS dp,
  b.kelas AS kk, b.jenis AS kj, b.sub_kegiatan AS ks, b.rekening AS kr, b.pos AS kp
FROM mutasi x
JOIN transaksi t ON t.opd_id = x.opd_id AND t.id = x.transaksi_id
JOIN akun a ON a.opd_id = x.opd_id AND a.id = CASE WHEN t.membalik IS NULL THEN x.dari ELSE x.ke END
JOIN akun b ON b.opd_id = x.opd_id AND b.id = CASE WHEN t.membalik IS NULL THEN x.ke ELSE x.dari END
"""

V_GERAK: Final = """
CREATE VIEW v_gerak AS
SELECT t.opd_id, t.tahun, t.buku, t.tanggal, t.urut, t.id AS transaksi_id, t.kode, t.jenis AS tipe, t.nomor,
  x.baris, x.no_bukti, a.kelas, a.jenis, a.sub_kegiatan, a.rekening, a.pos, x.nilai AS d
FROM mutasi x
JOIN transaksi t ON t.opd_id = x.opd_id AND t.id = x.transaksi_id
JOIN akun a ON a.opd_id = x.opd_id AND a.id = x.ke
UNION ALL
SELECT t.opd_id, t.tahun, t.buku, t.tanggal, t.urut, t.id, t.kode, t.jenis, t.nomor,
  x.baris, x.no_bukti, a.kelas, a.jenis, a.sub_kegiatan, a.rekening, a.pos, -x.nilai
FROM mutasi x
JOIN transaksi t ON t.opd_id = x.opd_id AND t.id = x.transaksi_id
JOIN akun a ON a.opd_id = x.opd_id AND a.id = x.dari
"""

V_LINI: Final = """
CREATE VIEW v_lini AS
SELECT z.*, CASE
    WHEN golongan IN ('panjar', 'pajak', 'lain') THEN golongan || CASE WHEN keluar = 1 THEN '_out' ELSE '_in' END
    ELSE golongan END AS jenis,
  CASE WHEN wadah = 'nonkas' OR lawan_jenis = 'contra_pos_ls' THEN 'ls' ELSE 'up' END AS kelompok
FROM (
  SELECT opd_id, tahun, buku, tanggal, urut, transaksi_id, kode, tipe, membalik, baris, 1 AS keluar, no_bukti, uraian,
    ntpn,
    dj AS wadah, 0 AS penerimaan, nilai * tanda AS pengeluaran, ks AS sub_kegiatan, kr AS rekening,
    kk AS lawan, kj AS lawan_jenis,
    CASE kk WHEN 'wadah' THEN 'pergeseran' WHEN 'rkud' THEN 'lain' WHEN 'pfk' THEN 'lain' ELSE kk END AS golongan
  FROM v_mutasi WHERE dk = 'wadah' AND tipe <> 'AWAL'
  UNION ALL
  SELECT opd_id, tahun, buku, tanggal, urut, transaksi_id, kode, tipe, membalik, baris, 0, no_bukti, uraian, ntpn,
    kj, nilai * tanda, 0, ds, dr, dk, dj,
    CASE dk WHEN 'wadah' THEN 'pergeseran' WHEN 'rkud' THEN dj WHEN 'pfk' THEN 'lain' ELSE dk END
  FROM v_mutasi WHERE kk = 'wadah' AND tipe <> 'AWAL'
) z
"""

V_HARIAN: Final = """
CREATE VIEW v_harian AS
SELECT h.opd_id, h.tahun, h.buku, h.tanggal, a.kelas, a.jenis, a.sub_kegiatan, a.rekening, a.pos, h.akun_id,
  h.masuk - h.keluar AS d, h.masuk, h.keluar, h.lini, h.urut, h.baris
FROM gerak_harian h JOIN akun a ON a.opd_id = h.opd_id AND a.id = h.akun_id
"""

V_BLOK: Final = """
CREATE VIEW v_blok AS
SELECT opd_id, tahun, buku, tanggal, CASE WHEN keluar = 1 THEN 'pengeluaran' ELSE 'penerimaan' END AS sisi,
  CASE WHEN golongan = 'pajak' THEN 'pajak:' || lawan_jenis WHEN golongan = 'lain' THEN 'lain_lain'
    WHEN golongan = 'belanja' THEN 'spj_' || CASE lawan_jenis WHEN 'up' THEN 'up_gu' ELSE lawan_jenis END
    ELSE golongan END AS baris,
  kelompok, penerimaan + pengeluaran AS nilai
FROM v_lini WHERE golongan NOT IN ('panjar', 'pergeseran')
"""

PANDANGAN: Final = {"v_mutasi": V_MUTASI, "v_gerak": V_GERAK, "v_harian": V_HARIAN, "v_lini": V_LINI, "v_blok": V_BLOK}
"""In the order they are made."""
