-- Tax deposited never passes tax withheld, per kind, after each event in the order of the books.
SELECT 'ERR_SETOR_MELEBIHI_PUNGUT' AS kode, min(kode) AS tx, 'Setoran ' || jenis || ' melebihi pungutannya.' AS pesan
FROM (
  SELECT jenis, kode, sum(d) OVER (PARTITION BY jenis ORDER BY tanggal, urut) AS saldo
  FROM (
    SELECT jenis, kode, tanggal, urut, sum(d) AS d FROM v_gerak
    WHERE opd_id = :opd_id AND tahun = :tahun AND kelas = 'pajak'
    GROUP BY jenis, kode, tanggal, urut
  ) per_peristiwa
) berjalan
WHERE saldo > 0 GROUP BY jenis
