"""Posts transaksi and loads the open position of a year: from grouped sums, never from a year of rows."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cached_property
from typing import Any, Final

from sqlalchemy import Connection, Row

from core.anggaran.model import Klaim
from core.calendar import Bulan
from core.identity import OpdId, TransaksiId
from core.kas.berkas import PeristiwaTersimpan
from core.kas.model import Akun, Jenis, Mutasi, Pasangan, Transaksi
from core.kas.pembukaan import Pembukaan
from core.kas.penutupan import BarisSegel, SaldoBuku, Segel
from core.kas.posisi import (
    BelumLpj,
    KeadaanKartu,
    KeadaanLpj,
    KeadaanTu,
    KetentuanUp,
    Posisi,
    Terarsip,
    kolom_spj,
)
from core.money import Rupiah
from db.anggaran.repository import SqlAnggaranRepository
from db.kas.laporan import stored_event
from db.kas.queries import SqlKasQueries
from db.pintu import Pintu
from db.sql import as_date, as_int, as_uuid, one, rows, scalar

SELAMANYA: Final = date(9999, 12, 31)
_RUANG_AKUN: Final = uuid.UUID("6f0c6b0e-7f0e-5d5e-9b5e-70756e646900")

_SALDO = """
SELECT kelas, jenis, sub_kegiatan, rekening, pos, sum(d) AS saldo FROM v_gerak
WHERE opd_id = :opd AND tahun = :tahun AND tanggal <= :sampai AND kelas <> 'awal'
GROUP BY kelas, jenis, sub_kegiatan, rekening, pos
"""

_BELUM_LPJ = """
SELECT g.tanggal, g.urut, g.transaksi_id, g.baris, g.sub_kegiatan, g.rekening, g.d FROM v_gerak g
WHERE g.opd_id = :opd AND g.tahun = :tahun AND g.tanggal <= :sampai AND g.kelas = 'belanja' AND g.jenis = 'up' AND g.pos = ''
  AND NOT EXISTS (
    SELECT 1 FROM lpj_isi i JOIN lpj l ON l.opd_id = i.opd_id AND l.tahun = i.tahun AND l.nomor = i.nomor
    JOIN transaksi t ON t.opd_id = l.opd_id AND t.id = l.transaksi_id
    WHERE i.opd_id = g.opd_id AND i.transaksi_id = g.transaksi_id AND i.baris = g.baris AND t.tanggal <= :sampai)
ORDER BY g.tanggal, g.urut, g.baris
"""

_LPJ = """
SELECT l.nomor, l.nilai, CASE WHEN t.id IS NULL THEN 0 ELSE 1 END AS diganti, coalesce(t.jenis, '') AS oleh
FROM lpj l JOIN transaksi x ON x.opd_id = l.opd_id AND x.id = l.transaksi_id
LEFT JOIN lpj_ganti g ON g.opd_id = l.opd_id AND g.tahun = l.tahun AND g.nomor = l.nomor
LEFT JOIN transaksi t ON t.opd_id = g.opd_id AND t.id = g.transaksi_id AND t.tanggal <= :sampai
WHERE l.opd_id = :opd AND l.tahun = :tahun AND x.tanggal <= :sampai
"""


def akun_id(opd_id: OpdId, akun: Akun) -> uuid.UUID:
    """The id of an akun: made from what it is, so that two writers make the same one."""
    teks = "|".join((str(opd_id), akun.kelas, akun.jenis, akun.sub_kegiatan, akun.rekening, akun.pos, akun.buku))
    return uuid.uuid5(_RUANG_AKUN, teks)


class SqlArsip:
    """Posted events up to a date, looked up one by one."""

    def __init__(self, conn: Connection, opd_id: OpdId, tahun: int, sampai: date) -> None:
        self._conn = conn
        self._kunci = {"opd": opd_id, "tahun": tahun, "sampai": sampai}

    def by_kode(self, kode: str) -> Terarsip | None:
        return self._find("t.kode = :kode", kode=kode)

    def by_nomor(self, seri: str, nomor: str) -> Terarsip | None:
        sama = (
            "t.id = (SELECT n.transaksi_id FROM nomor_terpakai n "
            "WHERE n.opd_id = t.opd_id AND n.tahun = t.tahun AND n.seri = :seri AND n.nomor = :nomor)"
        )
        return self._find(sama, seri=seri, nomor=nomor)

    def _find(self, sama: str, **params: object) -> Terarsip | None:
        sql = (
            "SELECT t.id, t.kode, t.jenis, t.tanggal, t.urut, t.isi, (SELECT count(*) FROM transaksi k "  # noqa: S608
            "WHERE k.opd_id = t.opd_id AND k.membalik = t.id AND k.tanggal <= :sampai) AS dibalik FROM transaksi t "
            f"WHERE t.opd_id = :opd AND t.tahun = :tahun AND t.tanggal <= :sampai AND {sama}"
        )
        t = one(self._conn, sql, **self._kunci, **params)
        if t is None:
            return None
        return Terarsip(
            TransaksiId(as_uuid(t.id)),
            t.kode,
            Jenis(t.jenis),
            (as_date(t.tanggal), int(t.urut)),
            json.loads(t.isi),
            self._mutasi(t.id),
            dibalik=bool(t.dibalik),
        )

    def _mutasi(self, transaksi_id: object) -> tuple[Mutasi, ...]:
        return load_mutasi(self._conn, self._kunci["opd"], transaksi_id)

    def lpj_of(self, transaksi_id: TransaksiId) -> str | None:
        found = scalar(
            self._conn,
            "SELECT i.nomor FROM lpj_isi i JOIN lpj l ON l.opd_id = i.opd_id AND l.tahun = i.tahun AND l.nomor = i.nomor "
            "JOIN transaksi t ON t.opd_id = l.opd_id AND t.id = l.transaksi_id "
            "WHERE i.opd_id = :opd AND i.tahun = :tahun AND i.transaksi_id = :id AND t.tanggal <= :sampai",
            **self._kunci,
            id=transaksi_id,
        )
        return str(found) if found is not None else None


def load_mutasi(conn: Connection, opd_id: object, transaksi_id: object) -> tuple[Mutasi, ...]:
    """The mutasi of one transaksi, as stored."""
    sql = """
    SELECT m.baris, m.nilai, m.no_bukti, m.uraian, m.ntpn,
      a.kelas AS ak, a.jenis AS aj, a.sub_kegiatan AS asub, a.rekening AS ar, a.pos AS ap, a.buku AS ab,
      b.kelas AS bk, b.jenis AS bj, b.sub_kegiatan AS bsub, b.rekening AS br, b.pos AS bp, b.buku AS bb
    FROM mutasi m JOIN akun a ON a.opd_id = m.opd_id AND a.id = m.dari JOIN akun b ON b.opd_id = m.opd_id AND b.id = m.ke
    WHERE m.opd_id = :opd AND m.transaksi_id = :id ORDER BY m.baris"""
    return tuple(
        Mutasi(
            r.baris,
            Akun(r.ak, r.aj, r.asub, r.ar, r.ap, r.ab),
            Akun(r.bk, r.bj, r.bsub, r.br, r.bp, r.bb),
            int(r.nilai),
            r.no_bukti,
            r.uraian,
            r.ntpn,
        )
        for r in rows(conn, sql, opd=opd_id, id=transaksi_id)
    )


class SqlKasRepository:
    """The books of one office."""

    def __init__(self, conn: Connection, pintu: Pintu, opd_id: OpdId, anggaran: SqlAnggaranRepository) -> None:
        self._conn = conn
        self._pintu = pintu
        self._opd = opd_id
        self._anggaran = anggaran

    def _kunci(self, tahun: int, **lain: object) -> dict[str, Any]:
        return {"opd": self._opd, "tahun": tahun, **lain}

    # reading

    def has_year(self, tahun: int) -> bool:
        """Whether the year has an opening or any event."""
        return bool(
            scalar(
                self._conn,
                "SELECT count(*) FROM transaksi WHERE opd_id = :opd AND tahun = :tahun",
                **self._kunci(tahun),
            )
        )

    def is_number_used(self, tahun: int, seri: str, nomor: str) -> bool:
        sql = "SELECT count(*) FROM nomor_terpakai WHERE opd_id = :opd AND tahun = :tahun AND seri = :seri AND nomor = :nomor"
        return bool(scalar(self._conn, sql, **self._kunci(tahun, seri=seri, nomor=nomor)))

    def stored(
        self, tahun: int, kode: Sequence[str]
    ) -> Mapping[str, tuple[date, str, dict[str, object], dict[str, object], str]]:
        """(tanggal, jenis, isi, atribut, uraian) of the events that are stored already, by their id in files."""
        found = {}
        for i in range(0, len(kode), 500):
            part = {f"k{n}": k for n, k in enumerate(kode[i : i + 500])}
            names = ", ".join(f":{n}" for n in part)
            sql = (
                "SELECT kode, tanggal, jenis, isi, atribut, uraian FROM transaksi "  # noqa: S608 - names are :k0, :k1, ...
                f"WHERE opd_id = :opd AND tahun = :tahun AND kode IN ({names})"
            )
            for r in rows(self._conn, sql, **self._kunci(tahun), **part):
                found[r.kode] = (as_date(r.tanggal), r.jenis, json.loads(r.isi), json.loads(r.atribut), r.uraian)
        return found

    def last_date(self, tahun: int) -> date | None:
        found = scalar(
            self._conn,
            "SELECT max(tanggal) FROM transaksi WHERE opd_id = :opd AND tahun = :tahun",
            **self._kunci(tahun),
        )
        return None if found is None else as_date(found)

    def last_lpj_date(self, tahun: int) -> date | None:
        """The date of the last event any LPJ-UP covers."""
        sql = (
            "SELECT max(t.tanggal) FROM lpj l JOIN transaksi t ON t.opd_id = l.opd_id AND t.id = l.sampai "
            "WHERE l.opd_id = :opd AND l.tahun = :tahun"
        )
        found = scalar(self._conn, sql, **self._kunci(tahun))
        return None if found is None else as_date(found)

    def later(self, tahun: int, tanggal: date) -> Sequence[PeristiwaTersimpan]:
        """The events that stand after a date, in the order of the books."""
        sql = (
            "SELECT id, kode, tanggal, urut, jenis, isi, atribut, uraian FROM transaksi "
            "WHERE opd_id = :opd AND tahun = :tahun AND tanggal > :tanggal ORDER BY tanggal, urut"
        )
        return [stored_event(r) for r in rows(self._conn, sql, **self._kunci(tahun, tanggal=tanggal))]

    def pembukaan_bulan(self, tahun: int) -> int | None:
        found = scalar(
            self._conn, "SELECT bulan FROM pembukaan WHERE opd_id = :opd AND tahun = :tahun", **self._kunci(tahun)
        )
        return None if found is None else int(found)

    def load_posisi(self, tahun: int, ketentuan: KetentuanUp, sampai: date = SELAMANYA) -> Posisi:
        """The position after everything dated up to `sampai`."""
        k = self._kunci(tahun, sampai=sampai)
        urut = scalar(
            self._conn, "SELECT max(urut) FROM transaksi WHERE opd_id = :opd AND tahun = :tahun", **self._kunci(tahun)
        )
        pagu = self._anggaran.pagu_per_pair(tahun)
        posisi = Posisi(ketentuan, pagu, SqlArsip(self._conn, self._opd, tahun, sampai), urut=int(urut or 0))
        awal = one(
            self._conn,
            "SELECT up_sudah_terbit FROM pembukaan WHERE opd_id = :opd AND tahun = :tahun",
            **self._kunci(tahun),
        )
        if awal is not None and awal.up_sudah_terbit:
            posisi.up_terbit, posisi.uang_persediaan = True, ketentuan.up_tunai
        self._load_tu(posisi, k)
        for r in rows(self._conn, _SALDO, **k):
            _set_balance(posisi, r)
        for r in rows(self._conn, _BELUM_LPJ, **k):
            urutan = (as_date(r.tanggal), int(r.urut))
            posisi.belum_lpj.append(
                BelumLpj(urutan, TransaksiId(as_uuid(r.transaksi_id)), r.baris, (r.sub_kegiatan, r.rekening), int(r.d))
            )
        for r in rows(self._conn, _LPJ, **k):
            posisi.lpj[r.nomor] = KeadaanLpj(int(r.nilai), diganti=bool(r.diganti))
            if r.oleh == Jenis.SP2D_GU_NIHIL:
                posisi.uang_persediaan -= int(r.nilai)
        sql = "SELECT isi FROM transaksi WHERE opd_id = :opd AND tahun = :tahun AND tanggal <= :sampai AND jenis = 'RETUR_BANK'"
        for (isi,) in rows(self._conn, sql, **k):
            retur = json.loads(isi)
            posisi.retur_per_bukti[retur["referensi"]] += Rupiah.from_json(retur["nilai"]).sen
        return posisi

    def _load_tu(self, posisi: Posisi, k: dict[str, Any]) -> None:
        sql = """
        SELECT u.pos, u.sub_kegiatan, u.nilai, u.batas_lpj FROM tu u
        JOIN transaksi t ON t.opd_id = u.opd_id AND t.id = u.transaksi_id
        WHERE u.opd_id = :opd AND u.tahun = :tahun AND t.tanggal <= :sampai ORDER BY t.tanggal, t.urut"""
        for r in rows(self._conn, sql, **k):
            posisi.tu[r.pos] = KeadaanTu(r.sub_kegiatan, int(r.nilai), as_date(r.batas_lpj), {})
        rencana = "SELECT pos, sub_kegiatan, rekening, nilai FROM rencana_tu WHERE opd_id = :opd AND tahun = :tahun"
        for r in rows(self._conn, rencana, opd=k["opd"], tahun=k["tahun"]):
            if r.pos in posisi.tu:
                posisi.tu[r.pos].rencana[r.sub_kegiatan, r.rekening] = int(r.nilai)

    # writing

    def add(self, tahun: int, peristiwa: Iterable[tuple[int, Transaksi]], at: datetime) -> None:
        """Posts events with the posting order each was given, through the one door."""
        tabel: dict[str, list[dict[str, object]]] = {}
        for urut, t in peristiwa:
            self._add_one(tabel, tahun, urut, t, at)
        for nama, baris in tabel.items():
            self._pintu.post(nama, baris, tahun=tahun)

    def _add_one(
        self, tabel: dict[str, list[dict[str, object]]], tahun: int, urut: int, t: Transaksi, at: datetime
    ) -> None:
        def put(nama: str, **kolom: object) -> None:
            tabel.setdefault(nama, []).append(kolom)

        put(
            "transaksi", id=t.id, tahun=tahun, urut=urut, buku=t.buku, tanggal=t.tanggal, jenis=str(t.jenis), nomor=t.nomor,
            kode=t.kode, membalik=t.membalik, uraian=t.uraian, isi=_dump(t.isi), atribut=_dump(t.atribut), dibuat_at=at,
        )  # fmt: skip
        for m in t.mutasi:
            put(
                "mutasi", transaksi_id=t.id, baris=m.baris, dari=self._akun(tabel, m.dari), ke=self._akun(tabel, m.ke),
                nilai=m.nilai, no_bukti=m.no_bukti, uraian=m.uraian, ntpn=m.ntpn,
            )  # fmt: skip
        for seri, nomor in t.dokumen.nomor:
            put("nomor_terpakai", tahun=tahun, seri=seri, nomor=nomor, transaksi_id=t.id)
        for u in t.dokumen.tu:
            put(
                "tu",
                tahun=tahun,
                pos=u.pos,
                transaksi_id=t.id,
                sub_kegiatan=u.sub_kegiatan,
                nilai=u.nilai,
                batas_lpj=u.batas_lpj,
            )
            for (sub, rekening), nilai in u.rencana:
                put("rencana_tu", tahun=tahun, pos=u.pos, sub_kegiatan=sub, rekening=rekening, nilai=nilai)
        for lpj in t.dokumen.lpj:
            put(
                "lpj",
                tahun=tahun,
                nomor=lpj.nomor,
                transaksi_id=t.id,
                sampai=lpj.sampai,
                nilai=lpj.nilai,
                up_awal=lpj.up_awal,
            )
            for tx, baris in lpj.baris:
                put("lpj_isi", tahun=tahun, nomor=lpj.nomor, transaksi_id=tx, baris=baris)
        for nomor in t.dokumen.ganti_lpj:
            put("lpj_ganti", tahun=tahun, nomor=nomor, transaksi_id=t.id)

    def _akun(self, tabel: dict[str, list[dict[str, object]]], akun: Akun) -> uuid.UUID:
        key = akun_id(self._opd, akun)
        if key not in self._akun_baru:
            self._akun_baru.add(key)
            tabel.setdefault("akun", []).append(
                {
                    "id": key, "kelas": akun.kelas, "jenis": akun.jenis, "sub_kegiatan": akun.sub_kegiatan,
                    "rekening": akun.rekening, "pos": akun.pos, "buku": akun.buku,
                }
            )  # fmt: skip
        return key

    @cached_property
    def _akun_baru(self) -> set[uuid.UUID]:
        return set()

    def add_pembukaan(self, tahun: int, p: Pembukaan, masukan: Mapping[str, object]) -> None:
        """Stores what an opening says beside its mutasi: turnover, numbering, and its own words for the export."""
        self._pintu.post(
            "pembukaan",
            [
                {
                    "tahun": tahun, "bulan": p.bulan, "no_bku_awal": p.no_bku_awal, "up_sudah_terbit": int(p.up_sudah_terbit),
                    "contra_pos": p.contra_pos, "masukan": _dump(dict(masukan)),
                }
            ],
        )  # fmt: skip
        rekap: dict[tuple[str, str, str], int] = {}
        for b in p.rekap:
            key = (b.sisi, b.baris, b.kelompok)
            rekap[key] = rekap.get(key, 0) + b.nilai
        self._pintu.post(
            "rekap_awal",
            [{"tahun": tahun, "sisi": s, "baris": b, "kelompok": k, "nilai": n} for (s, b, k), n in rekap.items() if n],
        )

    def add_claims(self, tahun: int, transaksi: Transaksi, klaim: Sequence[Klaim]) -> None:
        """The claims on pagu an event makes."""
        self._anggaran.claim(klaim, asal=transaksi.id, tahun=tahun, tanggal=transaksi.tanggal)

    def masukan(self, tahun: int) -> dict[str, Any] | None:
        """The opening's own words, as its file had them."""
        found = scalar(
            self._conn, "SELECT masukan FROM pembukaan WHERE opd_id = :opd AND tahun = :tahun", **self._kunci(tahun)
        )
        return None if found is None else dict(json.loads(found))

    # closing

    def seals(self, tahun: int) -> Sequence[int]:
        """The months of a year that are closed."""
        sql = "SELECT bulan FROM segel WHERE opd_id = :opd AND tahun = :tahun ORDER BY bulan"
        return [int(r.bulan) for r in rows(self._conn, sql, **self._kunci(tahun))]

    def closing_book(self, bulan: Bulan) -> tuple[SaldoBuku, Sequence[BarisSegel]]:
        """What the book says at a month's end, and the number of each of its lines."""
        return SqlKasQueries(self._conn, self._opd).closing_book(bulan)

    def add_segel(self, segel: Segel, baris: Sequence[BarisSegel]) -> None:
        """Seals a month: head, number of every line, balance of every akun, turnover of the cash block."""
        k = {"tahun": segel.tahun, "bulan": segel.bulan, "buku": segel.buku}
        rantai = scalar(self._conn, "SELECT rantai FROM jejak_kepala WHERE opd_id = :opd", opd=self._opd) or ""
        self._pintu.post(
            "segel",
            [
                {
                    **k, "tanggal": segel.tanggal, "penutup": segel.penutup, "pecahan": _dump(dict(segel.pecahan)),
                    "saldo_bku": segel.saldo_bku.sen, "saldo_tunai": segel.saldo_tunai.sen, "saldo_bank": segel.saldo_bank.sen,
                    "kas_dihitung": segel.kas_dihitung.sen, "penjelasan": segel.penjelasan, "rantai": str(rantai),
                }
            ],
        )  # fmt: skip
        self._pintu.post(
            "segel_baris",
            [
                {**k, "no_bku": b.no_bku, "transaksi_id": b.transaksi_id, "baris": b.baris, "keluar": int(b.keluar)}
                for b in baris
            ],
        )
        saldo = """
        SELECT a.id, sum(g.d) AS saldo FROM v_gerak g JOIN akun a ON a.opd_id = g.opd_id AND a.kelas = g.kelas
          AND a.jenis = g.jenis AND a.sub_kegiatan = g.sub_kegiatan AND a.rekening = g.rekening AND a.pos = g.pos
        WHERE g.opd_id = :opd AND g.tahun = :tahun AND g.buku = :buku AND g.tanggal <= :sampai GROUP BY a.id"""
        found = rows(self._conn, saldo, **self._kunci(segel.tahun, buku=segel.buku, sampai=segel.tanggal))
        self._pintu.post("segel_saldo", [{**k, "akun_id": as_uuid(r.id), "saldo": as_int(r.saldo)} for r in found])
        putaran = """
        SELECT sisi, baris, kelompok, sum(nilai) AS nilai FROM v_blok
        WHERE opd_id = :opd AND tahun = :tahun AND buku = :buku AND tanggal BETWEEN :dari AND :sampai GROUP BY sisi, baris, kelompok"""
        dari = segel.tanggal.replace(day=1)
        found = rows(self._conn, putaran, **self._kunci(segel.tahun, buku=segel.buku, dari=dari, sampai=segel.tanggal))
        self._pintu.post(
            "segel_putaran",
            [{**k, "sisi": r.sisi, "baris": r.baris, "kelompok": r.kelompok, "nilai": as_int(r.nilai)} for r in found],
        )


def _dump(isi: dict[str, Any]) -> str:
    return json.dumps(isi, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _set_balance(posisi: Posisi, r: Row[Any]) -> None:
    pair: Pasangan = (r.sub_kegiatan, r.rekening)
    saldo = int(r.saldo)
    match r.kelas:
        case "wadah":
            posisi.wadah[r.jenis] = posisi.wadah.get(r.jenis, 0) + saldo
        case "belanja":
            posisi.realisasi[pair] += saldo
            posisi.kolom[pair, kolom_spj(r.jenis, r.rekening)] += saldo
            if r.jenis == "tu" and r.pos in posisi.tu:
                posisi.tu[r.pos].belanja[pair] += saldo
            elif r.jenis == "kkpd" and r.pos:
                posisi.kartu.setdefault(r.pos, KeadaanKartu()).lunas = True
        case "pajak":
            posisi.pajak[r.jenis] = -saldo
        case "panjar":
            posisi.panjar[r.pos] = saldo
        case "lain":
            posisi.lain[r.pos] = (r.jenis, -saldo)
        case "kartu":
            posisi.kartu_terpakai -= saldo
            posisi.kartu.setdefault(r.pos, KeadaanKartu())
        case "tunda":
            posisi.kartu.setdefault(r.pos, KeadaanKartu()).layak[pair] = saldo
        case "pribadi":
            posisi.kartu.setdefault(r.pos, KeadaanKartu()).ditolak = saldo
        case "rkud":
            if r.jenis in ("sp2d_up", "sts_sisa_up"):
                posisi.uang_persediaan -= saldo
                posisi.up_terbit = posisi.up_terbit or r.jenis == "sp2d_up"
            elif r.jenis == "sts_sisa_tu" and r.pos in posisi.tu:
                posisi.tu[r.pos].disetor = saldo
