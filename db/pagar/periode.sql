-- A sealed month takes no posting: whatever was written after the seal of its month and book.
SELECT 'ERR_BULAN_TERTUTUP' AS kode, t.kode AS tx,
  'Bulan ' || s.bulan || '/' || s.tahun || ' sudah ditutup; catat pada bulan yang masih terbuka.' AS pesan
FROM segel s
JOIN transaksi t ON t.opd_id = s.opd_id AND t.tahun = s.tahun AND t.buku = s.buku
  AND t.jejak_no > s.jejak_no AND t.tanggal <= s.tanggal
WHERE s.opd_id = :opd_id AND s.tahun = :tahun
