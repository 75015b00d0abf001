-- Triggers of ordinary rows. They fire for everybody, whatever the session says it is.

-- at commit: a change without an audit record of the same transaction is taken back
CREATE OR REPLACE FUNCTION hak.jaga_jejak() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, hak, pg_temp AS $$
BEGIN
  IF NOT hak.penyiap() AND NOT EXISTS (
    SELECT FROM public.jejak_kepala k JOIN public.jejak j ON j.opd_id = k.opd_id AND j.jejak_no = k.no
    WHERE k.opd_id = NEW.opd_id AND k.xmin = pg_current_xact_id()::xid AND j.xmin = pg_current_xact_id()::xid
  ) THEN
    RAISE EXCEPTION 'ERR_TANPA_JEJAK||Perubahan % tidak mempunyai catatan audit; ulangi lewat Pundi.', TG_TABLE_NAME
      USING ERRCODE = 'PND04';
  END IF;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION hak.jaga_baris() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, hak, pg_temp AS $$
DECLARE v_lama jsonb := to_jsonb(OLD); v_baru jsonb := to_jsonb(NEW);
BEGIN
  IF (v_lama ->> 'opd_id', v_lama ->> 'id') IS DISTINCT FROM (v_baru ->> 'opd_id', v_baru ->> 'id') THEN
    PERFORM hak.tolak('Kunci baris tidak dapat diganti.');
  END IF;
  -- Whose password must be changed is no part of what the version counts: it goes with the password, not with the person's data.
  IF v_lama ? 'versi' AND (v_baru ->> 'versi')::int <> (v_lama ->> 'versi')::int + 1
     AND (v_baru - 'wajib_ganti') IS DISTINCT FROM (v_lama - 'wajib_ganti') THEN
    RAISE EXCEPTION 'ERR_SUDAH_BERUBAH||Data ini sudah diubah di meja lain; muat ulang.' USING ERRCODE = 'PND03';
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION hak.langkah_tidak_sah(p_apa text) RETURNS void LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'ERR_LANGKAH_TIDAK_SAH||Langkah % tidak dapat dilakukan dari keadaannya, oleh peran Anda, atau oleh orang yang sama.', p_apa
    USING ERRCODE = 'PND03';
END $$;

CREATE OR REPLACE FUNCTION hak.jaga_spp() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, hak, pg_temp AS $$
DECLARE v_aku uuid := hak.orang_saya(); v_isi text[]; v_tetap text[];
BEGIN
  IF hak.penyiap() THEN RETURN NEW; END IF;
  IF TG_OP = 'INSERT' THEN
    IF NEW.status <> 'DRAF' OR NEW.versi <> 1 OR NEW.revisi <> 0
       OR num_nonnulls(NEW.urut_spp, NEW.nomor_spp, NEW.urut_spm, NEW.nomor_spm, NEW.sp2d, NEW.berkas_id) > 0 THEN
      PERFORM hak.langkah_tidak_sah(NEW.status);
    END IF;
    RETURN NEW;
  END IF;
  -- what was set once stays: numbers, the berkas, the answer
  v_tetap := ARRAY[OLD.urut_spp::text, OLD.nomor_spp, OLD.urut_spm::text, OLD.nomor_spm, OLD.berkas_id::text, OLD.sp2d,
                   OLD.sp2d_tanggal::text];
  IF EXISTS (SELECT FROM unnest(v_tetap, ARRAY[NEW.urut_spp::text, NEW.nomor_spp, NEW.urut_spm::text, NEW.nomor_spm,
             NEW.berkas_id::text, NEW.sp2d, NEW.sp2d_tanggal::text]) AS t (lama, baru)
             WHERE lama IS NOT NULL AND lama IS DISTINCT FROM baru)
     OR NEW.tahun <> OLD.tahun OR OLD.status = 'BATAL' THEN
    PERFORM hak.langkah_tidak_sah(NEW.status);
  END IF;
  IF NEW.status = 'DRAF' AND OLD.status = 'DRAF' THEN
    IF NOT hak.boleh(NEW.opd_id, 'bendahara', 'bpp') OR NEW.sp2d IS NOT NULL THEN
      PERFORM hak.langkah_tidak_sah(NEW.status);
    END IF;
    RETURN NEW;
  END IF;
  -- contents are the maker's and only in a draft; PPK-SKPD ticks the papers, which stand in isi
  IF (NEW.nilai, NEW.potongan, NEW.penerima, NEW.nomor_rekening, NEW.bukti, NEW.lpj, NEW.sub_kegiatan, NEW.uraian,
      NEW.jenis, NEW.tanggal_spp)
     IS DISTINCT FROM (OLD.nilai, OLD.potongan, OLD.penerima, OLD.nomor_rekening, OLD.bukti, OLD.lpj, OLD.sub_kegiatan,
      OLD.uraian, OLD.jenis, OLD.tanggal_spp)
     OR (NEW.isi <> OLD.isi AND (OLD.status, NEW.status) <> ('SPP_DIAJUKAN', 'SPP_DIVERIFIKASI'))
     OR (NEW.isi::jsonb - 'kelengkapan') <> (OLD.isi::jsonb - 'kelengkapan') THEN
    PERFORM hak.langkah_tidak_sah(NEW.status);
  END IF;
  IF NEW.status = OLD.status AND NEW.sp2d IS NOT DISTINCT FROM OLD.sp2d THEN
    IF NOT hak.boleh(NEW.opd_id, 'bendahara', 'bpp') THEN PERFORM hak.langkah_tidak_sah(NEW.status); END IF;
    RETURN NEW;
  END IF;
  IF OLD.sp2d IS NOT NULL OR NOT EXISTS (
    SELECT FROM hak.langkah_spp l WHERE (l.dari, l.ke) = (OLD.status, NEW.status)
      AND (OLD.status <> NEW.status OR l.peristiwa = 'catat_sp2d')
      AND hak.boleh(NEW.opd_id, l.peran)
      AND NOT EXISTS (SELECT FROM public.spp_langkah c WHERE c.opd_id = NEW.opd_id AND c.spp_id = NEW.id
                      AND c.oleh = v_aku AND c.tangan <> l.tangan)
  ) THEN
    PERFORM hak.langkah_tidak_sah(NEW.status);
  END IF;
  IF NEW.status = 'SPM_TERBIT' AND NEW.jenis IN ('UP', 'GU', 'GU_NIHIL') AND NOT hak.boleh(NEW.opd_id, 'pa') THEN
    PERFORM hak.langkah_tidak_sah(NEW.status);
  END IF;
  RETURN NEW;
END $$;

-- at commit: a step of an SPM is stamped by who made it, in this very record
CREATE OR REPLACE FUNCTION hak.jaga_cap_spp() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, hak, pg_temp AS $$
BEGIN
  IF NOT hak.penyiap() AND NOT EXISTS (
    SELECT FROM public.spp_langkah c JOIN public.jejak_kepala k ON k.opd_id = c.opd_id AND k.no = c.jejak_no
    WHERE c.opd_id = NEW.opd_id AND c.spp_id = NEW.id AND c.oleh = hak.orang_saya()
  ) THEN
    PERFORM hak.langkah_tidak_sah(NEW.status || ' tanpa cap');
  END IF;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION hak.jaga_berkas() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, hak, pg_temp AS $$
DECLARE v_aku text := hak.orang_saya()::text; v_meja boolean; v_kantor boolean; v_tahap jsonb;
BEGIN
  IF hak.penyiap() THEN RETURN NEW; END IF;
  IF TG_OP = 'INSERT' THEN
    IF NEW.versi <> 1 OR NEW.keadaan <> 'DIAJUKAN' OR NEW.penguji ~ '-' OR NEW.jawaban_nomor IS NOT NULL THEN
      PERFORM hak.langkah_tidak_sah(NEW.keadaan);
    END IF;
    RETURN NEW;
  END IF;
  v_meja := hak.boleh(NEW.opd_id, 'loket', 'verifikator', 'kasi', 'kuasa_bud');
  v_kantor := hak.boleh(NEW.opd_id, 'bendahara', 'bpp');
  IF (NEW.kode_meja, NEW.layanan, NEW.alur_versi, NEW.tahun, NEW.jenis, NEW.opd, NEW.nomor)
     IS DISTINCT FROM (OLD.kode_meja, OLD.layanan, OLD.alur_versi, OLD.tahun, OLD.jenis, OLD.opd, OLD.nomor)
     OR NEW.putaran NOT IN (OLD.putaran, OLD.putaran + 1)
     OR NOT EXISTS (SELECT FROM hak.langkah_berkas l WHERE (l.dari, l.ke) = (OLD.keadaan, NEW.keadaan)
                    AND (v_meja AND NOT l.luar OR v_kantor AND l.luar)) THEN
    PERFORM hak.langkah_tidak_sah(NEW.keadaan);
  END IF;
  IF NEW.keadaan = 'DIAJUKAN' AND OLD.keadaan = 'DIKEMBALIKAN' THEN RETURN NEW; END IF;
  IF (NEW.nilai, NEW.tanggal, NEW.perihal, NEW.pihak, NEW.pembuat, NEW.putaran)
     IS DISTINCT FROM (OLD.nilai, OLD.tanggal, OLD.perihal, OLD.pihak, OLD.pembuat, OLD.putaran) THEN
    PERFORM hak.langkah_tidak_sah(NEW.keadaan);
  END IF;
  IF NOT v_meja THEN
    -- the office itself, for desks that do not use Pundi: never once a desk of ours has taken it
    IF EXISTS (SELECT FROM public.perpindahan p WHERE p.opd_id = OLD.opd_id AND p.berkas_id = OLD.id
               AND p.putaran = OLD.putaran AND p.hasil = 'DITERIMA')
       AND (NEW.keadaan NOT IN ('DITARIK', OLD.keadaan) OR NEW.tahap <> OLD.tahap) THEN
      PERFORM hak.langkah_tidak_sah(NEW.keadaan);
    END IF;
    RETURN NEW;
  END IF;
  IF NEW.tahap = OLD.tahap AND NEW.keadaan = 'BERJALAN' AND NEW.jawaban_nomor IS NOT DISTINCT FROM OLD.jawaban_nomor
     OR OLD.keadaan <> 'BERJALAN' THEN
    RETURN NEW;
  END IF;
  -- to leave a tahap: its permission, its role, not a maker, not who tested it where another must sign
  SELECT t INTO v_tahap FROM (
    SELECT isi::jsonb AS isi, 1 AS urut FROM public.alur
    WHERE opd_id = NEW.opd_id AND layanan = NEW.layanan AND versi = NEW.alur_versi
    UNION ALL SELECT isi, 2 FROM hak.alur_baku WHERE layanan = NEW.layanan AND versi = NEW.alur_versi
    ORDER BY urut LIMIT 1
  ) a, jsonb_array_elements(a.isi -> 'tahap') t WHERE t ->> 'kode' = OLD.tahap;
  IF v_tahap IS NULL
     OR NOT hak.boleh(NEW.opd_id, VARIADIC ARRAY(SELECT i.peran FROM hak.peran_izin i WHERE i.izin = v_tahap ->> 'izin'
          AND (v_tahap ->> 'peran' IS NULL OR i.peran = v_tahap ->> 'peran')))
     OR position(v_aku IN OLD.pembuat) > 0
     OR (v_tahap ->> 'orang_lain')::boolean AND position(v_aku IN OLD.penguji) > 0 THEN
    PERFORM hak.langkah_tidak_sah(NEW.tahap);
  END IF;
  IF (v_tahap ->> 'menguji')::boolean AND NEW.tahap <> OLD.tahap AND position(v_aku IN NEW.penguji) = 0 THEN
    PERFORM hak.langkah_tidak_sah(NEW.tahap);
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION hak.jaga_cap_berkas() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, hak, pg_temp AS $$
BEGIN
  IF NOT hak.penyiap() AND NOT EXISTS (
    SELECT FROM public.perpindahan c JOIN public.jejak_kepala k ON k.opd_id = c.opd_id AND k.no = c.jejak_no
    WHERE c.opd_id = NEW.opd_id AND c.berkas_id = NEW.id AND c.oleh = hak.orang_saya()
  ) THEN
    PERFORM hak.langkah_tidak_sah(NEW.keadaan || ' tanpa cap');
  END IF;
  RETURN NULL;
END $$;
