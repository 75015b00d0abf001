"""Proves a database: file, audit chain, each posted row against its record, each mutasi against its recipe, each seal.

A finding names what is wrong and where; an empty list is a clean book (`basisdata periksa`).
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection
from sqlalchemy.exc import DatabaseError

from core.calendar import Bulan, tanggal_panjang
from core.errors import Refusal, Temuan
from core.identity import OpdId, TransaksiId
from core.kas.bentuk import PembacaPeristiwa
from core.kas.model import BUKU_BP, Pasangan
from core.kas.pembukaan import KODE_AWAL
from core.kas.posisi import KetentuanUp, Posisi
from core.kas.posting import ArsipSementara, post_event
from db import jejak
from db.anggaran.repository import SqlAnggaranRepository
from db.basis import Basis
from db.kas.arsip import load_mutasi
from db.kas.queries import SqlKasQueries
from db.kas.repository import SqlKasRepository
from db.pagar import URUTAN, fence_sql
from db.penjaga import GERAK_HARIAN
from db.periksa_segel import changed_mutasi, sealed_balances, sealed_lines
from db.pintu import Pintu
from db.skema import BEKU, metadata
from db.sql import as_date, as_int, one, rows, scalar

_KEPALA: Final = "jejak"


def verify(basis: Basis, opd_id: OpdId) -> list[Temuan]:
    """Everything that can be proven about one office's books."""
    kunci = basis.chain_key(opd_id)
    with basis.reading() as conn:
        found = list(_file(conn)) if basis.is_local else []
        if found:
            return found
        found += _references(conn) if basis.is_local else ()
        found += _chain(conn, opd_id, kunci)
        found += _rows(conn, opd_id)
        found += _kept_sums(conn, opd_id)
        for (tahun,) in rows(conn, "SELECT DISTINCT tahun FROM transaksi WHERE opd_id = :o ORDER BY tahun", o=opd_id):
            found += _fences(conn, opd_id, tahun)
            found += _recipes(conn, opd_id, tahun)
            found += _claims(conn, opd_id, tahun)
            found += _identities(conn, opd_id, tahun)
            found += _seals(conn, opd_id, tahun)
    return found


def _file(conn: Connection) -> Iterator[Temuan]:
    try:
        for (hasil,) in rows(conn, "PRAGMA integrity_check"):
            if hasil != "ok":
                yield Temuan("ERR_BERKAS_BASIS_DATA", f"Berkas basis data rusak: {hasil}")
    except DatabaseError as e:
        yield Temuan("ERR_BERKAS_BASIS_DATA", f"Berkas basis data rusak: {e.orig}")


def _references(conn: Connection) -> Iterator[Temuan]:
    per_tabel = Counter(r[0] for r in rows(conn, "PRAGMA foreign_key_check"))
    for tabel, banyak in per_tabel.items():
        yield Temuan("ERR_BERKAS_BASIS_DATA", f"{banyak} baris tabel {tabel} menunjuk data yang tidak ada.")


def _chain(conn: Connection, opd_id: OpdId, kunci: bytes | None) -> Iterator[Temuan]:
    sebelum, harap = jejak.AWAL_RANTAI, 1
    for r in rows(conn, "SELECT jejak_no, isi, rantai FROM jejak WHERE opd_id = :o ORDER BY jejak_no", o=opd_id):
        if r.jejak_no != harap or jejak.seal(kunci, sebelum, r.jejak_no, r.isi) != r.rantai:
            yield Temuan("ERR_JEJAK_PUTUS", f"Rantai jejak audit putus pada catatan {r.jejak_no} (seharusnya {harap}).")
            return
        sebelum, harap = r.rantai, harap + 1
    kepala = one(conn, "SELECT no, rantai FROM jejak_kepala WHERE opd_id = :o", o=opd_id)
    if kepala is not None and (kepala.no, kepala.rantai) != (harap - 1, sebelum):
        yield Temuan(
            "ERR_JEJAK_PUTUS", f"Kepala rantai jejak audit {kepala.no} tidak cocok dengan catatan terakhir {harap - 1}."
        )


def _rows(conn: Connection, opd_id: OpdId) -> Iterator[Temuan]:
    """Every posted row against the digest its audit record holds."""
    catatan: dict[int, tuple[str, Mapping[str, str]]] = {}
    for r in rows(conn, "SELECT jejak_no, perintah, isi FROM jejak WHERE opd_id = :o", o=opd_id):
        catatan[int(r.jejak_no)] = (r.perintah, json.loads(r.isi)["beku"])
    for tabel in BEKU:
        if tabel == _KEPALA:
            continue
        per_no: dict[int, list[Mapping[str, Any]]] = defaultdict(list)
        kolom = [c.name for c in metadata.tables[tabel].columns]
        for r in rows(conn, f"SELECT {', '.join(kolom)} FROM {tabel} WHERE opd_id = :o", o=opd_id):  # noqa: S608 - own table
            per_no[int(r.jejak_no)].append(dict(r._mapping))  # noqa: SLF001 - SQLAlchemy's public name
        for no, (perintah, beku) in catatan.items():
            ada = per_no.pop(no, [])
            if (jejak.digest(ada) if ada else None) != beku.get(tabel):
                yield Temuan(
                    "ERR_DATA_BERUBAH",
                    f"Isi tabel {tabel} dari catatan jejak {no} ({perintah}) {_which(tabel, ada)} telah berubah.",
                )
        for no in per_no:
            yield Temuan("ERR_DATA_BERUBAH", f"Tabel {tabel} berisi baris tanpa catatan jejak (nomor {no}).")


def _kept_sums(conn: Connection, opd_id: OpdId) -> Iterator[Temuan]:
    """The daily sums against the mutasi they were kept from."""
    kolom = "tahun, buku, akun_id, tanggal, masuk, keluar, lini"
    beda = f"""
    SELECT {kolom} FROM gerak_harian WHERE opd_id = :o EXCEPT SELECT {kolom} FROM ({GERAK_HARIAN}) z WHERE opd_id = :o
    UNION ALL SELECT * FROM (
      SELECT {kolom} FROM ({GERAK_HARIAN}) z WHERE opd_id = :o EXCEPT SELECT {kolom} FROM gerak_harian WHERE opd_id = :o
    ) y"""  # noqa: S608 - own text
    for hari in sorted({as_date(r.tanggal) for r in rows(conn, beda, o=opd_id)}):
        yield Temuan("ERR_JUMLAH_HARIAN", f"Jumlah harian {tanggal_panjang(hari)} berbeda dari mutasinya.")


def _which(tabel: str, ada: Sequence[Mapping[str, Any]]) -> str:
    nama = "kode" if tabel == "transaksi" else "nomor" if ada and "nomor" in ada[0] else ""
    if nama and ada:
        return "[" + ", ".join(str(b[nama]) for b in ada[:5]) + "]"
    return f"({len(ada)} baris)"


def _fences(conn: Connection, opd_id: OpdId, tahun: int) -> Iterator[Temuan]:
    for nama in URUTAN:
        for r in rows(conn, fence_sql(nama), opd_id=opd_id, tahun=tahun, jejak_no=0):
            yield Temuan(r.kode, r.pesan, tx=r.tx or None)


def _recipes(conn: Connection, opd_id: OpdId, tahun: int) -> Iterator[Temuan]:
    """Derives every mutasi again from what the treasurer gave, and compares."""
    anggaran = SqlAnggaranRepository(conn, Pintu(conn, opd_id, None), opd_id)
    kas = SqlKasRepository(conn, Pintu(conn, opd_id, None), opd_id, anggaran)
    ketentuan = _widest_terms(conn, opd_id, tahun)
    awal = one(
        conn,
        "SELECT tanggal FROM transaksi WHERE opd_id = :o AND tahun = :t AND kode = :k",
        o=opd_id,
        t=tahun,
        k=KODE_AWAL,
    )
    mulai = date(tahun - 1, 12, 31)
    if awal is not None:
        mulai = awal.tanggal if isinstance(awal.tanggal, date) else date.fromisoformat(awal.tanggal)
    posisi: Posisi = kas.load_posisi(tahun, ketentuan, mulai)
    arsip = ArsipSementara(posisi.arsip)
    posisi.arsip = arsip
    # a DPA revision may lower or drop a pagu after it was used: the fence judges pagu, here only the recipe is judged
    posisi.pagu = dict.fromkeys(_pairs(conn, opd_id, tahun), 2**62)
    baca = PembacaPeristiwa(tahun=tahun, dari=date(tahun, 1, 1), sampai=date(tahun, 12, 31), pagu=None, sen=True)
    for s in SqlKasQueries(conn, opd_id).all_events(tahun):
        p = baca.read(s.mentah, urutan=False)
        kode = str(s.mentah["id"])
        if p is None:
            yield Temuan("ERR_DATA_BERUBAH", f"Isi transaksi {kode} tidak lagi sah.", tx=kode)
            return
        try:
            t, _ = post_event(p, posisi, transaksi_id=TransaksiId(s.id), urut=s.urut)
        except Refusal as e:
            yield Temuan(e.kode, f"Transaksi {kode} tidak dapat diturunkan lagi: {e}", tx=kode)
            return
        arsip.keep(t, s.urut)
        ada = load_mutasi(conn, opd_id, s.id)
        if t.mutasi != ada:
            yield from changed_mutasi(conn, opd_id, tahun, t, ada)
        if posisi.identity_gap():
            yield Temuan("ERR_IDENTITAS", f"Sesudah {kode}, kas tidak sama dengan UP dan kewajibannya.", tx=kode)
            return


def _pairs(conn: Connection, opd_id: OpdId, tahun: int) -> set[Pasangan]:
    """Every pair that was ever spent on or planned for."""
    sql = """SELECT sub_kegiatan, rekening FROM akun WHERE opd_id = :o AND rekening <> ''
    UNION SELECT sub_kegiatan, rekening FROM rencana_tu WHERE opd_id = :o AND tahun = :t"""
    return {(r.sub_kegiatan, r.rekening) for r in rows(conn, sql, o=opd_id, t=tahun)}


def _widest_terms(conn: Connection, opd_id: OpdId, tahun: int) -> KetentuanUp:
    r = one(
        conn,
        "SELECT max(up_tunai) AS a, max(limit_kkpd) AS b FROM sk_up WHERE opd_id = :o AND tahun = :t",
        o=opd_id,
        t=tahun,
    )
    return KetentuanUp(as_int(r.a), as_int(r.b)) if r is not None else KetentuanUp(0, 0)


def _claims(conn: Connection, opd_id: OpdId, tahun: int) -> Iterator[Temuan]:
    sql = """
    SELECT
      coalesce((SELECT sum(nilai) FROM pemakaian WHERE opd_id = :o AND tahun = :t AND jenis = 'realisasi'), 0) AS klaim,
      coalesce((SELECT sum(d) FROM v_gerak WHERE opd_id = :o AND tahun = :t AND kelas = 'belanja'), 0) AS belanja"""
    r = one(conn, sql, o=opd_id, t=tahun)
    if r is not None and as_int(r.klaim) != as_int(r.belanja):
        yield Temuan("ERR_IDENTITAS", f"Pemakaian pagu {tahun} tidak sama dengan realisasi dalam buku.")


def _identities(conn: Connection, opd_id: OpdId, tahun: int) -> Iterator[Temuan]:
    q = SqlKasQueries(conn, opd_id)
    batas = q.months(tahun)
    if batas is None:
        return
    for b in range(batas[0], batas[1] + 1):
        s = q.saldo(Bulan(tahun, b))
        kanan = (
            s.uang_persediaan
            - s.spj_up_belum_gu
            - s.panjar_beredar
            + s.sisa_tu
            + s.pajak_belum_setor
            + s.lain_belum_setor
        )
        for nama, kiri, lain in (
            ("BKU = tunai + bank", s.bku, s.kas_tunai + s.bank),
            ("kas = UP dan kewajiban", s.bku, kanan),
        ):
            if kiri != lain:
                yield Temuan("ERR_IDENTITAS", f"{Bulan(tahun, b).nama}: {nama}; Rp {kiri} ≠ Rp {lain}.")


def _seals(conn: Connection, opd_id: OpdId, tahun: int) -> Iterator[Temuan]:
    q = SqlKasQueries(conn, opd_id)
    for s in q.segel(tahun):
        yield from sealed_lines(conn, opd_id, q, s)
        yield from sealed_balances(conn, opd_id, s)
        saldo = q.saldo(s.bulan)
        if (saldo.bku, saldo.kas_tunai, saldo.bank) != (s.saldo_bku, s.saldo_tunai, s.saldo_bank):
            yield Temuan(
                "ERR_SEGEL", f"Saldo {s.bulan.nama} Rp {saldo.bku} tidak sama dengan yang disegel Rp {s.saldo_bku}."
            )
        jumlah = scalar(
            conn,
            "SELECT count(*) FROM segel_putaran p WHERE p.opd_id = :o AND p.tahun = :t AND p.bulan = :b "
            "AND p.buku = :u AND p.nilai <> coalesce((SELECT sum(v.nilai) FROM v_blok v WHERE v.opd_id = :o "
            "AND v.tahun = :t AND v.buku = :u AND v.tanggal BETWEEN :dari AND :sampai AND v.sisi = p.sisi "
            "AND v.baris = p.baris AND v.kelompok = p.kelompok), 0)",
            o=opd_id,
            t=tahun,
            b=s.bulan.bulan,
            u=BUKU_BP,
            dari=s.bulan.awal,
            sampai=s.bulan.akhir,
        )
        if jumlah:
            yield Temuan("ERR_SEGEL", f"{jumlah} baris rekap kas {s.bulan.nama} berbeda dari yang disegel.")
