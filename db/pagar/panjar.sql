-- No panjar is accounted for beyond what was handed out.
SELECT 'ERR_PANJAR_SUDAH_SELESAI' AS kode, min(kode) AS tx, 'Panjar ' || pos || ' dipertanggungjawabkan lebih dari pemberiannya.' AS pesan
FROM (
  SELECT pos, kode, sum(d) OVER (PARTITION BY pos ORDER BY tanggal, urut) AS saldo
  FROM v_gerak WHERE opd_id = :opd_id AND tahun = :tahun AND kelas = 'panjar'
) berjalan
WHERE saldo < 0 GROUP BY pos
