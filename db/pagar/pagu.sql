-- Realisation of a pair stays within the pagu of the newest DPA version.
SELECT 'ERR_LEBIH_PAGU' AS kode, '' AS tx,
  'Realisasi rekening ' || r.rekening || ' pada sub kegiatan ' || r.sub_kegiatan || ' melebihi pagu.' AS pesan
FROM (
  SELECT sub_kegiatan, rekening, sum(d) AS nilai FROM v_gerak
  WHERE opd_id = :opd_id AND tahun = :tahun AND kelas = 'belanja' GROUP BY sub_kegiatan, rekening
) r
LEFT JOIN (
  SELECT sub_kegiatan, rekening, sum(anggaran) AS anggaran FROM pagu
  WHERE opd_id = :opd_id AND tahun = :tahun
    AND versi = (SELECT max(versi) FROM dpa WHERE opd_id = :opd_id AND tahun = :tahun)
  GROUP BY sub_kegiatan, rekening
) p ON p.sub_kegiatan = r.sub_kegiatan AND p.rekening = r.rekening
WHERE r.nilai > coalesce(p.anggaran, 0)
