-- No wadah ever stands below 0: after each event, in the order of the books.
SELECT CASE jenis WHEN 'tunai' THEN 'ERR_KAS_TUNAI_KURANG' ELSE 'ERR_SALDO_BANK_KURANG' END AS kode, min(kode) AS tx,
  CASE jenis WHEN 'tunai' THEN 'Kas tunai' ELSE 'Saldo bank' END || ' menjadi kurang dari nol.' AS pesan
FROM (
  SELECT jenis, kode, sum(d) OVER (PARTITION BY buku, jenis ORDER BY tanggal, urut) AS saldo
  FROM (
    SELECT buku, jenis, kode, tanggal, urut, sum(d) AS d FROM v_gerak
    WHERE opd_id = :opd_id AND tahun = :tahun AND kelas = 'wadah' AND jenis IN ('tunai', 'bank')
    GROUP BY buku, jenis, kode, tanggal, urut
  ) per_peristiwa
) berjalan
WHERE saldo < 0 GROUP BY jenis
