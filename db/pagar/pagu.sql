-- Realisation of a pair, in the books and as claimed, stays within the pagu of the newest DPA version.
SELECT DISTINCT 'ERR_LEBIH_PAGU' AS kode, '' AS tx,
  'Realisasi rekening ' || r.rekening || ' pada sub kegiatan ' || r.sub_kegiatan || ' melebihi pagu.' AS pesan
FROM (
  SELECT a.sub_kegiatan, a.rekening, sum(z.d) AS nilai FROM (
    SELECT x.ke AS akun, sum(x.nilai) AS d FROM transaksi t JOIN mutasi x ON x.opd_id = t.opd_id AND x.transaksi_id = t.id
    WHERE t.opd_id = :opd_id AND t.tahun = :tahun GROUP BY x.ke
    UNION ALL
    SELECT x.dari, -sum(x.nilai) FROM transaksi t JOIN mutasi x ON x.opd_id = t.opd_id AND x.transaksi_id = t.id
    WHERE t.opd_id = :opd_id AND t.tahun = :tahun GROUP BY x.dari
  ) z JOIN akun a ON a.opd_id = :opd_id AND a.id = z.akun
  WHERE a.kelas = 'belanja' GROUP BY a.sub_kegiatan, a.rekening
  UNION ALL
  SELECT sub_kegiatan, rekening, sum(nilai) FROM pemakaian
  WHERE opd_id = :opd_id AND tahun = :tahun AND jenis = 'realisasi' GROUP BY sub_kegiatan, rekening
) r
LEFT JOIN (
  SELECT sub_kegiatan, rekening, sum(anggaran) AS anggaran FROM pagu
  WHERE opd_id = :opd_id AND tahun = :tahun
    AND versi = (SELECT max(versi) FROM dpa WHERE opd_id = :opd_id AND tahun = :tahun)
  GROUP BY sub_kegiatan, rekening
) p ON p.sub_kegiatan = r.sub_kegiatan AND p.rekening = r.rekening
WHERE r.nilai > coalesce(p.anggaran, 0)
