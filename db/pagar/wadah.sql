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
    SELECT g.buku, g.jenis, g.kode, g.tanggal, g.urut, sum(g.d) FROM v_gerak g
    WHERE g.opd_id = :opd_id AND g.tahun = :tahun AND g.kelas = 'wadah' AND g.jenis IN ('tunai', 'bank')
      AND g.tanggal >= (
        SELECT min(t.tanggal) FROM transaksi t
        WHERE t.opd_id = :opd_id AND t.tahun = :tahun AND t.jejak_no >= :jejak_no)
    GROUP BY g.buku, g.jenis, g.kode, g.tanggal, g.urut
  ) per_peristiwa
) berjalan
WHERE saldo < 0 GROUP BY jenis
