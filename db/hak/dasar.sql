-- The people of a shared database, and who asks. Identity is session_user: no setting and no SET ROLE changes it.
CREATE SCHEMA IF NOT EXISTS hak;
ALTER SCHEMA hak OWNER TO pundi_pemilik;

CREATE TABLE IF NOT EXISTS hak.masuk (
  login text PRIMARY KEY CHECK (login ~ '^[a-z][a-z0-9_.]{2,31}$'),
  orang_id uuid NOT NULL UNIQUE,
  nama text NOT NULL CHECK (nama <> ''),
  nip text NOT NULL,
  aktif boolean NOT NULL DEFAULT true,
  wajib_ganti boolean NOT NULL DEFAULT true
);
CREATE TABLE IF NOT EXISTS hak.usulan (
  id uuid PRIMARY KEY,
  jenis text NOT NULL CHECK (jenis IN ('tambah', 'tugas', 'akhiri', 'nonaktif', 'sandi')),
  isi jsonb NOT NULL,
  oleh text NOT NULL,
  usul_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  diputus_oleh text,
  putus_at timestamptz,
  setuju boolean,
  CHECK (diputus_oleh IS NULL OR setuju IS NOT NULL)
);
CREATE TABLE IF NOT EXISTS hak.usulan_sandi (
  usulan_id uuid PRIMARY KEY REFERENCES hak.usulan,
  sandi text NOT NULL CHECK (sandi ~ '^SCRAM-SHA-256\$[0-9]{4,6}:[A-Za-z0-9+/=]+\$[A-Za-z0-9+/=]+:[A-Za-z0-9+/=]+$')
);
CREATE TABLE IF NOT EXISTS hak.penugasan (
  login text NOT NULL REFERENCES hak.masuk,
  peran text NOT NULL,
  opd_id uuid,
  buku text NOT NULL DEFAULT '',
  mulai date NOT NULL,
  selesai date,
  usulan_id uuid NOT NULL REFERENCES hak.usulan,
  UNIQUE NULLS NOT DISTINCT (login, peran, opd_id, buku, mulai),
  CHECK (selesai IS NULL OR selesai >= mulai),
  CONSTRAINT wilayah CHECK (
    opd_id IS NOT NULL OR peran IN ('loket', 'verifikator', 'kasi', 'kuasa_bud', 'admin', 'auditor', 'pelacakan')
  )
);
CREATE TABLE IF NOT EXISTS hak.pos (tabel text, peran text, PRIMARY KEY (tabel, peran));
CREATE TABLE IF NOT EXISTS hak.peran_izin (peran text, izin text, PRIMARY KEY (peran, izin));
CREATE TABLE IF NOT EXISTS hak.langkah_spp (
  dari text, ke text, peristiwa text, tangan text, peran text, PRIMARY KEY (dari, ke, peristiwa, peran)
);
CREATE TABLE IF NOT EXISTS hak.langkah_berkas (dari text, ke text, luar boolean, PRIMARY KEY (dari, ke, luar));
CREATE TABLE IF NOT EXISTS hak.alur_baku (layanan text, versi integer, isi jsonb, PRIMARY KEY (layanan, versi));

CREATE OR REPLACE FUNCTION hak.penyiap() RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, hak, pg_temp AS $$ SELECT pg_has_role(session_user, 'pundi_penyiap', 'MEMBER') $$;

CREATE OR REPLACE FUNCTION hak.tugas_saya() RETURNS SETOF hak.penugasan LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, hak, pg_temp AS $$
  SELECT p.* FROM hak.penugasan p JOIN hak.masuk m USING (login)
  WHERE p.login = session_user AND m.aktif AND NOT m.wajib_ganti
    AND (now() AT TIME ZONE 'Asia/Jakarta')::date BETWEEN p.mulai AND coalesce(p.selesai, 'infinity') $$;

CREATE OR REPLACE FUNCTION hak.opd_saya(VARIADIC p_peran text[]) RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, hak, pg_temp AS $$
  SELECT coalesce(array_agg(DISTINCT o.id), '{}') FROM hak.tugas_saya() t
  JOIN public.opd o ON t.opd_id IS NULL OR o.id = t.opd_id WHERE t.peran = ANY (p_peran) $$;

CREATE OR REPLACE FUNCTION hak.opd_penuh(VARIADIC p_peran text[]) RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, hak, pg_temp AS $$
  SELECT coalesce(array_agg(DISTINCT o.id), '{}') FROM hak.tugas_saya() t
  JOIN public.opd o ON t.opd_id IS NULL OR o.id = t.opd_id WHERE t.peran = ANY (p_peran) AND t.buku = '' $$;

CREATE OR REPLACE FUNCTION hak.buku_saya(VARIADIC p_peran text[]) RETURNS text[] LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, hak, pg_temp AS $$
  SELECT coalesce(array_agg(t.opd_id::text || '/' || t.buku), '{}') FROM hak.tugas_saya() t
  WHERE t.peran = ANY (p_peran) AND t.buku <> '' $$;

CREATE OR REPLACE FUNCTION hak.orang_saya() RETURNS uuid LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, hak, pg_temp AS $$
  SELECT orang_id FROM hak.masuk WHERE login = session_user AND aktif $$;

CREATE OR REPLACE FUNCTION hak.boleh(p_opd uuid, VARIADIC p_peran text[]) RETURNS boolean LANGUAGE sql STABLE
SECURITY DEFINER SET search_path = pg_catalog, hak, pg_temp AS $$
  SELECT hak.penyiap() OR coalesce(p_opd = ANY (hak.opd_saya(VARIADIC p_peran)), false) $$;

-- who I am, for the program: one row per task of today
CREATE OR REPLACE FUNCTION hak.saya() RETURNS TABLE (orang_id uuid, login text, nama text, wajib_ganti boolean,
  peran text, opd_id uuid, buku text) LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, hak, pg_temp AS $$
  SELECT m.orang_id, m.login, m.nama, m.wajib_ganti, t.peran, t.opd_id, t.buku
  FROM hak.masuk m LEFT JOIN hak.tugas_saya() t USING (login) WHERE m.login = session_user AND m.aktif $$;

CREATE OR REPLACE FUNCTION hak.tolak(p_kalimat text) RETURNS void LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
BEGIN RAISE EXCEPTION 'ERR_HAK_BASIS_DATA||%', p_kalimat USING ERRCODE = '42501'; END $$;
