-- A sealed month takes no posting: whatever was written after the seal of its month and book.
SELECT 'ERR_BULAN_TERTUTUP' AS kode, t.kode AS tx,
  'Bulan ' || s.bulan || '/' || s.tahun || ' sudah ditutup; catat pada bulan yang masih terbuka.' AS pesan
FROM transaksi t
JOIN segel s ON s.opd_id = t.opd_id AND s.tahun = t.tahun AND s.buku = t.buku
  AND t.jejak_no > s.jejak_no AND t.tanggal <= s.tanggal
WHERE t.opd_id = :opd_id AND t.tahun = :tahun AND t.jejak_no >= :jejak_no
UNION ALL
-- Nor does a day up to a handover: what the one who left had not booked is booked by the one who came.
SELECT 'ERR_SUDAH_SERAH_TERIMA', t.kode,
  'Kas sudah diserahterimakan pada ' || p.tanggal || ' (' || p.nomor || '); pakai tanggal sesudahnya.'
FROM transaksi t
JOIN pemeriksaan_kas p ON p.opd_id = t.opd_id AND p.tahun = t.tahun AND p.buku = t.buku AND p.jenis = 'serah'
  AND t.jejak_no > p.jejak_no AND t.tanggal <= p.tanggal AND t.jenis <> 'AWAL'
WHERE t.opd_id = :opd_id AND t.tahun = :tahun AND t.jejak_no >= :jejak_no
