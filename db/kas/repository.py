"""Posts transaksi, closes months, and answers what the commands ask of the kept books."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cached_property
from typing import Any, Final

from sqlalchemy import Connection

from core.anggaran.model import Klaim
from core.calendar import Bulan
from core.identity import OpdId
from core.kas.berkas import PeristiwaTersimpan
from core.kas.model import Akun, Transaksi
from core.kas.pembukaan import Pembukaan
from core.kas.pemeriksaan import PemeriksaanKas
from core.kas.penutupan import BarisSegel, SaldoBuku, Segel
from core.kas.posisi import KetentuanUp, Posisi
from db.anggaran.repository import SqlAnggaranRepository
from db.kas.bukti import stored_event
from db.kas.koran_repository import SqlKoranRepository
from db.kas.pemeriksaan import count_row, load_counts
from db.kas.posisi import load_posisi
from db.kas.queries import SqlKasQueries
from db.pintu import Pintu
from db.sql import as_date, as_int, as_uuid, rows, scalar

SELAMANYA: Final = date(9999, 12, 31)
_RUANG_AKUN: Final = uuid.UUID("6f0c6b0e-7f0e-5d5e-9b5e-70756e646900")


def akun_id(opd_id: OpdId, akun: Akun) -> uuid.UUID:
    """The id of an akun: made from what it is, so that two writers make the same one."""
    teks = "|".join((str(opd_id), akun.kelas, akun.jenis, akun.sub_kegiatan, akun.rekening, akun.pos, akun.buku))
    return uuid.uuid5(_RUANG_AKUN, teks)


class SqlKasRepository(SqlKoranRepository):
    """The books of one office."""

    def __init__(self, conn: Connection, pintu: Pintu, opd_id: OpdId, anggaran: SqlAnggaranRepository) -> None:
        self._conn = conn
        self._pintu = pintu
        self._opd = opd_id
        self._anggaran = anggaran

    def _kunci(self, tahun: int, **lain: object) -> dict[str, Any]:
        return {"opd": self._opd, "tahun": tahun, **lain}

    def lock(self) -> None:
        """Holds the office's books until the transaction ends: nobody posts between our reading and our writing."""
        self._pintu.lock()

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
        sql = (
            "SELECT count(*) FROM nomor_terpakai "
            "WHERE opd_id = :opd AND tahun = :tahun AND seri = :seri AND nomor = :nomor"
        )
        return bool(scalar(self._conn, sql, **self._kunci(tahun, seri=seri, nomor=nomor)))

    def used_numbers(self, tahun: int) -> frozenset[tuple[str, str]]:
        """Every (series, number) of a year, for reading a whole file."""
        sql = "SELECT seri, nomor FROM nomor_terpakai WHERE opd_id = :opd AND tahun = :tahun"
        return frozenset((r.seri, r.nomor) for r in rows(self._conn, sql, **self._kunci(tahun)))

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
        return load_posisi(
            self._conn,
            self._opd,
            tahun,
            pagu=self._anggaran.pagu_per_pair(tahun),
            ketentuan=ketentuan,
            sampai=sampai,
        )

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
            "transaksi", id=t.id, tahun=tahun, urut=urut, buku=t.buku, tanggal=t.tanggal, jenis=str(t.jenis),
            nomor=t.nomor,
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
            put("lpj", tahun=tahun, nomor=lpj.nomor, transaksi_id=t.id, sampai=lpj.sampai, nilai=lpj.nilai)
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
                    "tahun": tahun, "bulan": p.bulan, "no_bku_awal": p.no_bku_awal,
                    "up_sudah_terbit": int(p.up_sudah_terbit), "up_awal": p.uang_persediaan,
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

    # closing

    def seals(self, tahun: int) -> Sequence[int]:
        """The months of a year that are closed."""
        sql = "SELECT bulan FROM segel WHERE opd_id = :opd AND tahun = :tahun ORDER BY bulan"
        return [int(r.bulan) for r in rows(self._conn, sql, **self._kunci(tahun))]

    def first_month(self, tahun: int) -> int | None:
        """The month of the first event of a year."""
        batas = SqlKasQueries(self._conn, self._opd).months(tahun)
        return None if batas is None else batas[0]

    def counts(self, tahun: int) -> Sequence[PemeriksaanKas]:
        """The cash counts and handovers of a year, oldest first."""
        return load_counts(self._conn, self._opd, tahun)

    def add_count(self, periksa: PemeriksaanKas) -> None:
        """Stores a count with its minutes."""
        self._pintu.post("pemeriksaan_kas", [count_row(periksa)])

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
                    "saldo_bku": segel.saldo_bku.sen, "saldo_tunai": segel.saldo_tunai.sen,
                    "saldo_bank": segel.saldo_bank.sen,
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
        WHERE opd_id = :opd AND tahun = :tahun AND buku = :buku AND tanggal BETWEEN :dari AND :sampai
        GROUP BY sisi, baris, kelompok"""
        dari = segel.tanggal.replace(day=1)
        found = rows(self._conn, putaran, **self._kunci(segel.tahun, buku=segel.buku, dari=dari, sampai=segel.tanggal))
        self._pintu.post(
            "segel_putaran",
            [{**k, "sisi": r.sisi, "baris": r.baris, "kelompok": r.kelompok, "nilai": as_int(r.nilai)} for r in found],
        )


def _dump(isi: dict[str, Any]) -> str:
    return json.dumps(isi, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
