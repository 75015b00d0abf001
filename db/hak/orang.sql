-- People: one proposes, another confirms; the database itself makes the login. Owned by pundi_pengelola (CREATEROLE).
CREATE OR REPLACE FUNCTION hak.demand_wilayah(p_isi jsonb, VARIADIC p_peran text[]) RETURNS void LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, hak, pg_temp AS $$
DECLARE v_semua boolean; v_opd uuid[];
BEGIN
  IF hak.penyiap() THEN RETURN; END IF;
  SELECT coalesce(bool_or(opd_id IS NULL), false) INTO v_semua FROM hak.tugas_saya() WHERE peran = ANY (p_peran);
  v_opd := hak.opd_saya(VARIADIC p_peran);
  IF v_semua THEN RETURN; END IF;
  IF v_opd = '{}' OR EXISTS (
    -- every office the change speaks of, and every office the person works in
    SELECT FROM (
      SELECT (p_isi ->> 'opd')::uuid AS opd WHERE p_isi ? 'peran'
      UNION ALL SELECT opd_id FROM hak.penugasan WHERE login = p_isi ->> 'login'
    ) x WHERE NOT coalesce(x.opd = ANY (v_opd), false)
  ) THEN
    PERFORM hak.tolak('Perubahan orang ini di luar wilayah Anda.');
  END IF;
END $$;

CREATE OR REPLACE FUNCTION hak.usul(p_id uuid, p_jenis text, p_isi jsonb, p_sandi text) RETURNS void LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, hak, pg_temp AS $$
DECLARE v_login text := p_isi ->> 'login'; v_ada boolean;
BEGIN
  PERFORM hak.demand_wilayah(p_isi, 'admin');
  SELECT true INTO v_ada FROM hak.masuk WHERE login = v_login;
  IF p_jenis = 'tambah' AND (v_ada OR EXISTS (SELECT FROM pg_roles WHERE rolname = v_login)) THEN
    RAISE EXCEPTION 'ERR_NAMA_LOGIN_DIPAKAI||Nama masuk % sudah dipakai di server ini; pilih yang lain.', v_login
      USING ERRCODE = 'PND01';
  END IF;
  IF v_login IS NULL OR p_jenis <> 'tambah' AND v_ada IS NULL THEN
    RAISE EXCEPTION 'ERR_ORANG_TIDAK_ADA||Orang dengan nama masuk % tidak ada.', v_login USING ERRCODE = 'PND01';
  END IF;
  IF p_jenis IN ('tambah', 'tugas', 'akhiri') AND NOT EXISTS (
    SELECT FROM unnest(ARRAY[{grup}]) g WHERE g = p_isi ->> 'peran') THEN
    RAISE EXCEPTION 'ERR_PERAN_KOSONG||Peran % tidak dikenal.', p_isi ->> 'peran' USING ERRCODE = 'PND01';
  END IF;
  IF (p_jenis IN ('tambah', 'sandi')) <> (p_sandi IS NOT NULL) THEN
    PERFORM hak.tolak('Kata sandi sekali pakai hanya untuk orang baru atau sandi baru.');
  END IF;
  INSERT INTO hak.usulan (id, jenis, isi, oleh) VALUES (p_id, p_jenis, p_isi, session_user);
  IF p_sandi IS NOT NULL THEN INSERT INTO hak.usulan_sandi VALUES (p_id, p_sandi); END IF;
END $$;

CREATE OR REPLACE FUNCTION hak.putuskan(p_id uuid, p_setuju boolean) RETURNS void LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, hak, pg_temp AS $$
DECLARE u hak.usulan; v_login text; v_sandi text; v_peran text;
BEGIN
  SELECT * INTO u FROM hak.usulan WHERE id = p_id FOR UPDATE;
  IF NOT FOUND OR u.diputus_oleh IS NOT NULL THEN
    RAISE EXCEPTION 'ERR_USULAN_TIDAK_ADA||Usulan itu tidak ada atau sudah diputus.' USING ERRCODE = 'PND01';
  END IF;
  v_login := u.isi ->> 'login';
  PERFORM hak.demand_wilayah(u.isi, {pengesah});
  IF NOT hak.penyiap() AND session_user IN (u.oleh, v_login) THEN
    RAISE EXCEPTION 'ERR_ORANG_SAMA||Usulan disahkan orang lain, bukan yang mengusulkan dan bukan yang bersangkutan.'
      USING ERRCODE = 'PND03';
  END IF;
  UPDATE hak.usulan SET diputus_oleh = session_user, putus_at = clock_timestamp(), setuju = p_setuju WHERE id = p_id;
  SELECT sandi INTO v_sandi FROM hak.usulan_sandi WHERE usulan_id = p_id;
  DELETE FROM hak.usulan_sandi WHERE usulan_id = p_id;
  IF NOT p_setuju THEN RETURN; END IF;
  IF u.jenis = 'tambah' THEN
    EXECUTE format('CREATE ROLE %I LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOINHERIT CONNECTION LIMIT 8', v_login);
    EXECUTE format('ALTER ROLE %I INHERIT', v_login);
    EXECUTE format('ALTER ROLE %I SET idle_in_transaction_session_timeout = ''60s''', v_login);
    EXECUTE format('ALTER ROLE %I SET lock_timeout = ''15s''', v_login);
    EXECUTE format('GRANT pundi_pemakai TO %I', v_login);
    INSERT INTO hak.masuk (login, orang_id, nama, nip)
    VALUES (v_login, (u.isi ->> 'orang_id')::uuid, u.isi ->> 'nama', coalesce(u.isi ->> 'nip', ''));
  END IF;
  IF u.jenis IN ('tambah', 'tugas') THEN
    INSERT INTO hak.penugasan (login, peran, opd_id, buku, mulai, selesai, usulan_id)
    VALUES (v_login, u.isi ->> 'peran', (u.isi ->> 'opd')::uuid, coalesce(u.isi ->> 'buku', ''),
      coalesce((u.isi ->> 'mulai')::date, (now() AT TIME ZONE 'Asia/Jakarta')::date), (u.isi ->> 'selesai')::date, p_id);
    EXECUTE format('GRANT %I TO %I', u.isi ->> 'peran', v_login);
  ELSIF u.jenis = 'akhiri' THEN
    UPDATE hak.penugasan SET selesai = coalesce((u.isi ->> 'selesai')::date,
        greatest(mulai, (now() AT TIME ZONE 'Asia/Jakarta')::date))
    WHERE login = v_login AND peran = u.isi ->> 'peran' AND opd_id IS NOT DISTINCT FROM (u.isi ->> 'opd')::uuid
      AND selesai IS NULL;
  ELSIF u.jenis = 'nonaktif' THEN
    UPDATE hak.masuk SET aktif = false WHERE login = v_login;
    EXECUTE format('ALTER ROLE %I NOLOGIN', v_login);
    FOR v_peran IN SELECT DISTINCT peran FROM hak.penugasan WHERE login = v_login LOOP
      EXECUTE format('REVOKE %I FROM %I', v_peran, v_login);
    END LOOP;
  END IF;
  IF v_sandi IS NOT NULL THEN
    UPDATE hak.masuk SET wajib_ganti = true WHERE login = v_login;
    EXECUTE format('ALTER ROLE %I LOGIN PASSWORD %L VALID UNTIL %L', v_login, v_sandi, clock_timestamp() + interval '1 day');
  END IF;
END $$;

CREATE OR REPLACE FUNCTION hak.ganti_sandi(p_sandi text) RETURNS void LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, hak, pg_temp AS $$
BEGIN
  IF p_sandi IS NULL OR p_sandi !~ '^SCRAM-SHA-256\$[0-9]{4,6}:[A-Za-z0-9+/=]+\$[A-Za-z0-9+/=]+:[A-Za-z0-9+/=]+$'
     OR NOT EXISTS (SELECT FROM hak.masuk WHERE login = session_user AND aktif) THEN
    PERFORM hak.tolak('Kata sandi hanya diterima sebagai bukti SCRAM dari orang yang aktif.');
  END IF;
  EXECUTE format('ALTER ROLE %I PASSWORD %L VALID UNTIL ''infinity''', session_user, p_sandi);
  UPDATE hak.masuk SET wajib_ganti = false WHERE login = session_user;
END $$;
