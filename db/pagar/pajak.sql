-- Tax deposited never passes tax withheld, per kind, after each event from the first one touched.
SELECT 'ERR_SETOR_MELEBIHI_PUNGUT' AS kode, min(kode) AS tx, 'Setoran ' || jenis || ' melebihi pungutannya.' AS pesan
FROM (
  SELECT jenis, kode, sum(d) OVER (PARTITION BY jenis ORDER BY tanggal, urut) AS saldo
  FROM (
    SELECT h.jenis, '' AS kode, b.sejak AS tanggal, -1 AS urut, sum(h.d) AS d
    FROM (
      SELECT min(t.tanggal) AS sejak FROM transaksi t
      WHERE t.opd_id = :opd_id AND t.tahun = :tahun AND t.jejak_no >= :jejak_no
    ) b JOIN v_harian h ON h.opd_id = :opd_id AND h.tahun = :tahun AND h.kelas = 'pajak' AND h.tanggal < b.sejak
    GROUP BY h.jenis, b.sejak
    UNION ALL
    SELECT g.jenis, g.kode, g.tanggal, g.urut, sum(g.d) FROM v_gerak g
    WHERE g.opd_id = :opd_id AND g.tahun = :tahun AND g.kelas = 'pajak'
      AND g.tanggal >= (
        SELECT min(t.tanggal) FROM transaksi t
        WHERE t.opd_id = :opd_id AND t.tahun = :tahun AND t.jejak_no >= :jejak_no)
    GROUP BY g.jenis, g.kode, g.tanggal, g.urut
  ) per_peristiwa
) berjalan
WHERE saldo > 0 GROUP BY jenis
