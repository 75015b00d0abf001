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
    SELECT a.jenis, t.kode, t.tanggal, t.urut, sum(CASE WHEN a.id = x.ke THEN x.nilai ELSE -x.nilai END)
    FROM (
      SELECT min(t.tanggal) AS sejak FROM transaksi t
      WHERE t.opd_id = :opd_id AND t.tahun = :tahun AND t.jejak_no >= :jejak_no
    ) b CROSS JOIN transaksi t CROSS JOIN mutasi x CROSS JOIN akun a
    WHERE t.opd_id = :opd_id AND t.tahun = :tahun AND t.tanggal >= b.sejak
      AND x.opd_id = t.opd_id AND x.transaksi_id = t.id
      AND a.opd_id = x.opd_id AND a.id IN (x.dari, x.ke) AND a.kelas = 'pajak'
    GROUP BY a.jenis, t.kode, t.tanggal, t.urut
  ) per_peristiwa
) berjalan
WHERE saldo > 0 GROUP BY jenis
