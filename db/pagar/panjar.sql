-- No panjar is accounted for beyond what was handed out, after each event from the first one touched.
SELECT 'ERR_PANJAR_SUDAH_SELESAI' AS kode, min(kode) AS tx, 'Panjar ' || pos || ' dipertanggungjawabkan lebih dari pemberiannya.' AS pesan
FROM (
  SELECT pos, kode, sum(d) OVER (PARTITION BY pos ORDER BY tanggal, urut) AS saldo
  FROM (
    SELECT h.pos, '' AS kode, b.sejak AS tanggal, -1 AS urut, sum(h.d) AS d
    FROM (
      SELECT min(t.tanggal) AS sejak FROM transaksi t
      WHERE t.opd_id = :opd_id AND t.tahun = :tahun AND t.jejak_no >= :jejak_no
    ) b JOIN v_harian h ON h.opd_id = :opd_id AND h.tahun = :tahun AND h.kelas = 'panjar' AND h.tanggal < b.sejak
    GROUP BY h.pos, b.sejak
    UNION ALL
    SELECT g.pos, g.kode, g.tanggal, g.urut, sum(g.d) FROM v_gerak g
    WHERE g.opd_id = :opd_id AND g.tahun = :tahun AND g.kelas = 'panjar'
      AND g.tanggal >= (
        SELECT min(t.tanggal) FROM transaksi t
        WHERE t.opd_id = :opd_id AND t.tahun = :tahun AND t.jejak_no >= :jejak_no)
    GROUP BY g.pos, g.kode, g.tanggal, g.urut
  ) per_peristiwa
) berjalan
WHERE saldo < 0 GROUP BY pos
