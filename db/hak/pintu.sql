-- What the doors of penjaga.py ask before they open: whose rows, whose name, whose clock.
CREATE OR REPLACE FUNCTION hak.izin_pos(p_tabel text, p_baris jsonb) RETURNS void LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, hak, pg_temp AS $$
DECLARE v_peran text[]; v_opd uuid[]; v_penuh uuid[]; v_buku text[]; v_aku uuid := hak.orang_saya();
BEGIN
  IF hak.penyiap() THEN RETURN; END IF;
  SELECT coalesce(array_agg(peran), '{}') INTO v_peran FROM hak.pos WHERE tabel = p_tabel;
  v_opd := hak.opd_saya(VARIADIC v_peran);
  IF EXISTS (SELECT FROM jsonb_array_elements(p_baris) b
             WHERE NOT coalesce((b ->> 'opd_id')::uuid = ANY (v_opd), false)) THEN
    PERFORM hak.tolak('Peran Anda pada kantor itu tidak membolehkan pencatatan ini.');
  END IF;
  IF EXISTS (SELECT FROM jsonb_array_elements(p_baris) b
             WHERE b ? 'oleh' AND (b ->> 'oleh')::uuid IS DISTINCT FROM v_aku) THEN
    PERFORM hak.tolak('Yang bertindak harus Anda sendiri.');
  END IF;
  v_penuh := hak.opd_penuh(VARIADIC v_peran);
  v_buku := hak.buku_saya(VARIADIC v_peran);
  IF EXISTS (SELECT FROM jsonb_array_elements(p_baris) b
             WHERE b ? 'buku' AND NOT (p_tabel = 'akun' AND coalesce(b ->> 'buku', '') = '')
               AND NOT (b ->> 'opd_id')::uuid = ANY (v_penuh)
               AND NOT coalesce((b ->> 'opd_id') || '/' || (b ->> 'buku') = ANY (v_buku), false)) THEN
    PERFORM hak.tolak('Buku itu bukan buku unit Anda.');
  END IF;
END $$;

CREATE OR REPLACE FUNCTION hak.izin_kunci(p_opd uuid) RETURNS void LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, hak, pg_temp AS $$
BEGIN
  IF NOT hak.boleh(p_opd, 'bendahara', 'bpp', 'ppk', 'ppk_unit', 'pa', 'kpa', 'loket', 'verifikator', 'kasi',
                   'kuasa_bud', 'admin') THEN
    PERFORM hak.tolak('Anda tidak mencatat pada kantor itu.');
  END IF;
END $$;

CREATE OR REPLACE FUNCTION hak.izin_nomor(p_opd uuid) RETURNS void LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, hak, pg_temp AS $$
BEGIN
  IF NOT hak.boleh(p_opd, 'bendahara', 'bpp', 'ppk', 'ppk_unit', 'pa', 'kpa') THEN
    PERFORM hak.tolak('Anda tidak menomori dokumen kantor itu.');
  END IF;
END $$;

CREATE OR REPLACE FUNCTION hak.izin_sah(p_opd uuid, p_perintah_id uuid, p_perintah text, p_oleh uuid, p_nama text,
  p_at timestamptz, p_isi text) RETURNS void LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, hak, pg_temp AS $$
DECLARE v_nama text; v jsonb;
BEGIN
  IF hak.penyiap() THEN RETURN; END IF;
  SELECT nama INTO v_nama FROM hak.masuk WHERE login = session_user AND aktif AND orang_id = p_oleh;
  v := p_isi::jsonb;
  IF v_nama IS NULL OR v_nama IS DISTINCT FROM p_nama
     OR (v ->> 'oleh', v ->> 'nama', v ->> 'perintah', v ->> 'perintah_id')
        IS DISTINCT FROM (p_oleh::text, p_nama, p_perintah, p_perintah_id::text) THEN
    PERFORM hak.tolak('Catatan audit harus atas nama Anda sendiri.');
  END IF;
  IF p_at IS NULL OR (v ->> 'at')::timestamptz IS DISTINCT FROM p_at
     OR abs(extract(epoch FROM clock_timestamp() - p_at)) > 600 THEN
    RAISE EXCEPTION 'ERR_JAM_KOMPUTER||Jam komputer ini (% UTC) berbeda lebih dari 10 menit dari jam server (% UTC). Betulkan jamnya, lalu ulangi.',
      to_char(p_at AT TIME ZONE 'UTC', 'HH24.MI'), to_char(clock_timestamp() AT TIME ZONE 'UTC', 'HH24.MI')
      USING ERRCODE = 'PND05';
  END IF;
END $$;

CREATE OR REPLACE FUNCTION hak.pagar(p_opd uuid, p_tahun integer, p_no bigint)
RETURNS TABLE (kode text, tx text, pesan text) LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, hak, pg_temp AS $$
BEGIN
  PERFORM hak.izin_nomor(p_opd);
  RETURN QUERY SELECT p.kode, p.tx, p.pesan FROM public.pundi_pagar(p_opd, p_tahun, p_no) p;
END $$;
