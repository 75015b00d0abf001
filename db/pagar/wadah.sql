-- No wadah ever stands below 0: after each event from the first one touched, in the order of the books.
SELECT CASE jenis WHEN 'tunai' THEN 'ERR_KAS_TUNAI_KURANG' ELSE 'ERR_SALDO_BANK_KURANG' END AS kode, min(kode) AS tx,
  CASE jenis WHEN 'tunai' THEN 'Kas tunai' ELSE 'Saldo bank' END || ' menjadi kurang dari nol.' AS pesan
FROM (
  SELECT jenis, kode, sum(d) OVER (PARTITION BY buku, jenis ORDER BY tanggal, urut) AS saldo
  FROM (
    SELECT h.buku, h.jenis, '' AS kode, b.sejak AS tanggal, -1 AS urut, sum(h.d) AS d
    FROM (
      SELECT min(t.tanggal) AS sejak FROM transaksi t
      WHERE t.opd_id = :opd_id AND t.tahun = :tahun AND t.jejak_no >= :jejak_no
    ) b JOIN v_harian h ON h.opd_id = :opd_id AND h.tahun = :tahun AND h.kelas = 'wadah'
      AND h.jenis IN ('tunai', 'bank') AND h.tanggal < b.sejak
    GROUP BY h.buku, h.jenis, b.sejak
    UNION ALL
    SELECT t.buku, a.jenis, t.kode, t.tanggal, t.urut, sum(CASE WHEN a.id = x.ke THEN x.nilai ELSE -x.nilai END)
    FROM (
      SELECT min(t.tanggal) AS sejak FROM transaksi t
      WHERE t.opd_id = :opd_id AND t.tahun = :tahun AND t.jejak_no >= :jejak_no
    ) b CROSS JOIN transaksi t CROSS JOIN mutasi x CROSS JOIN akun a
    WHERE t.opd_id = :opd_id AND t.tahun = :tahun AND t.tanggal >= b.sejak
      AND x.opd_id = t.opd_id AND x.transaksi_id = t.id
      AND a.opd_id = x.opd_id AND a.id IN (x.dari, x.ke) AND a.kelas = 'wadah' AND a.jenis IN ('tunai', 'bank')
    GROUP BY t.buku, a.jenis, t.kode, t.tanggal, t.urut
  ) per_peristiwa
) berjalan
WHERE saldo < 0 GROUP BY jenis
