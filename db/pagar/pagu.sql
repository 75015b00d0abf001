-- Realisation of a pair, in the books and as claimed, stays within the pagu of the newest DPA version: of the pairs a
-- record touches, and of all pairs where it brings a DPA version.
SELECT DISTINCT 'ERR_LEBIH_PAGU' AS kode, '' AS tx,
  'Realisasi rekening ' || r.rekening || ' pada sub kegiatan ' || r.sub_kegiatan || ' melebihi pagu.' AS pesan
FROM (
  SELECT h.sub_kegiatan, h.rekening, sum(h.d) AS nilai FROM v_harian h
  WHERE h.opd_id = :opd_id AND h.tahun = :tahun AND h.kelas = 'belanja' GROUP BY h.sub_kegiatan, h.rekening
  UNION ALL
  SELECT p.sub_kegiatan, p.rekening, sum(p.nilai) FROM pemakaian p
  JOIN (
    SELECT b.sub_kegiatan, b.rekening FROM pemakaian b
    WHERE b.opd_id = :opd_id AND b.jejak_no >= :jejak_no AND b.tahun = :tahun AND b.jenis = 'realisasi'
    UNION
    SELECT h.sub_kegiatan, h.rekening FROM dpa d JOIN v_harian h ON h.opd_id = d.opd_id AND h.tahun = d.tahun
      AND h.kelas = 'belanja'
    WHERE d.opd_id = :opd_id AND d.tahun = :tahun AND d.jejak_no >= :jejak_no
  ) s ON s.sub_kegiatan = p.sub_kegiatan AND s.rekening = p.rekening
  WHERE p.opd_id = :opd_id AND p.tahun = :tahun AND p.jenis = 'realisasi' GROUP BY p.sub_kegiatan, p.rekening
) r
LEFT JOIN (
  SELECT sub_kegiatan, rekening, sum(anggaran) AS anggaran FROM pagu
  WHERE opd_id = :opd_id AND tahun = :tahun
    AND versi = (SELECT max(versi) FROM dpa WHERE opd_id = :opd_id AND tahun = :tahun)
  GROUP BY sub_kegiatan, rekening
) p ON p.sub_kegiatan = r.sub_kegiatan AND p.rekening = r.rekening
WHERE r.nilai > coalesce(p.anggaran, 0)
