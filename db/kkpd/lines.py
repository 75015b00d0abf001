"""Reads bills, their lines with the steps taken, and the purchases of the books they are matched with.

What the books decide is not kept twice: a line on a DPT that an SP2D has answered reads as LUNAS, a rejected one whose
holder has repaid as LUNAS_PRIBADI.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import Connection, Row

from core.identity import KartuId, OpdId, OrangId, TagihanId
from core.kas.model import Pasangan
from core.kkpd.baris import BarisTagihan, PembelianKartu, RincianKartu, StatusBaris, Valas
from core.kkpd.langkah_kartu import CatatanLangkah
from core.kkpd.masukan import KartuTerbaca, RingkasanTerbaca, card_summary, due_date_or_year_end
from core.kkpd.model import JenisKartu, JenisLimit, Kartu, LimitKartu, ProgramKartu, StatusKartu, StatusTagihan, Tagihan
from core.kkpd.pengujian import JenisBaris
from core.kkpd.rules import card_of
from core.kkpd.work import IsiTagihan
from core.money import Rupiah
from db.sql import as_date, as_int, as_uuid, one, rows

STATUS: Final = """
CASE WHEN k.status = 'DI_DPT' AND EXISTS (
    SELECT 1 FROM nomor_terpakai n
    WHERE n.opd_id = k.opd_id AND n.tahun = k.tahun AND n.seri = 'DPT' AND n.nomor = k.dpt
      AND NOT EXISTS (SELECT 1 FROM transaksi x WHERE x.opd_id = n.opd_id AND x.membalik = n.transaksi_id)) THEN 'LUNAS'
  WHEN k.status = 'DITOLAK' AND k.kkl <> '' AND NOT EXISTS (
    SELECT 1 FROM tolak_baris r JOIN v_gerak g ON g.opd_id = r.opd_id AND g.tahun = r.tahun AND g.kelas = 'pribadi'
      AND g.pos = r.bukti WHERE r.opd_id = k.opd_id AND r.kunci_bank = k.kunci_bank AND r.bagian = k.bagian
    GROUP BY g.pos HAVING sum(g.d) <> 0) THEN 'LUNAS_PRIBADI'
  ELSE coalesce(k.status, 'TERBUKUKAN') END"""
"""The step a line has taken, as steps and books together tell it."""

KOLOM: Final = f"""
  b.kunci_bank, b.bin6, b.empat_akhir, b.pemegang, b.tanggal_transaksi, b.tanggal_buku, b.keterangan, b.jenis, b.mcc,
  b.mata_uang, b.nominal_valas, b.kurs, coalesce(k.nilai, b.nilai) AS nilai, coalesce(k.bagian, 0) AS bagian,
  coalesce(k.dikembalikan, 0) AS dikembalikan, coalesce(k.bukti, '[]') AS bukti, coalesce(k.dpt, '') AS dpt, k.pengirim,
  coalesce(k.versi, 0) AS versi, coalesce(k.asal_kunci, '') AS asal_kunci, {STATUS} AS status"""
"""What `read_line` needs, from baris_bank b and langkah_baris k."""

_BARIS: Final = f"""
SELECT t.nomor, {KOLOM} FROM tagihan_baris t
JOIN baris_bank b ON b.opd_id = t.opd_id AND b.kunci_bank = t.kunci_bank
LEFT JOIN langkah_baris k ON k.opd_id = b.opd_id AND k.kunci_bank = b.kunci_bank
WHERE t.opd_id = :o AND t.tagihan_id = :t ORDER BY t.nomor, bagian"""  # noqa: S608 - constant text

TERIKAT: Final = f"""
SELECT (SELECT min(t.nomor) FROM tagihan_baris t WHERE t.opd_id = b.opd_id AND t.kunci_bank = b.kunci_bank) AS nomor,
  {KOLOM} FROM langkah_baris k JOIN baris_bank b ON b.opd_id = k.opd_id AND b.kunci_bank = k.kunci_bank
WHERE k.opd_id = :o """  # noqa: S608 - constant text
"""Lines that have taken a step; a condition on k and b follows."""

_BELI: Final = """
SELECT v.tipe, v.kp AS pos, v.ks AS sub_kegiatan, v.kr AS rekening, v.nilai, v.tanggal, t.isi, t.uraian,
  coalesce(u.berkas, '') AS berkas
FROM v_mutasi v JOIN transaksi t ON t.opd_id = v.opd_id AND t.id = v.transaksi_id
LEFT JOIN bukti_kartu u ON u.opd_id = v.opd_id AND u.tahun = v.tahun AND u.nomor = v.kp
WHERE v.opd_id = :o AND v.tahun = :t AND v.kk = 'tunda' AND v.tipe IN ('BELANJA_KKPD', 'AWAL')
  AND NOT EXISTS (SELECT 1 FROM transaksi x WHERE x.opd_id = v.opd_id AND x.membalik = v.transaksi_id)
ORDER BY v.tanggal, v.urut, v.baris"""
_LUNAS: Final = """
SELECT g.pos, sum(g.d) AS n FROM v_gerak g
WHERE g.opd_id = :o AND g.tahun = :t AND g.kelas = 'belanja' AND g.jenis = 'kkpd'
  AND g.tipe <> 'AWAL' GROUP BY g.pos HAVING sum(g.d) <> 0"""
"""Purchases that an SP2D has settled."""


class PembacaKartu:
    """Reads the cards of one office."""

    def __init__(self, conn: Connection, opd_id: OpdId) -> None:
        self._conn = conn
        self._opd = opd_id

    def cards(self, kartu_id: KartuId | None = None) -> list[tuple[Kartu, int]]:
        """All cards with their versions, by holder; or the one with an id."""
        syarat = "" if kartu_id is None else "AND id = :id "
        sql = f"SELECT * FROM kartu WHERE opd_id = :o {syarat}ORDER BY pemegang, empat_akhir"  # noqa: S608 - constant text
        params = {"o": self._opd, **({} if kartu_id is None else {"id": kartu_id})}
        found = rows(self._conn, sql, **params)
        limit = self._limits() if found else {}
        return [(_card(r, limit.get((as_uuid(r.id), r.versi), ())), int(r.versi)) for r in found]

    def _limits(self) -> Mapping[tuple[Any, int], tuple[LimitKartu, ...]]:
        sql = (
            "SELECT l.* FROM kartu_limit l "
            "JOIN kartu k ON k.opd_id = l.opd_id AND k.id = l.kartu_id AND k.versi = l.versi "
            "WHERE l.opd_id = :o ORDER BY l.kartu_id, l.urut"
        )
        found: defaultdict[tuple[Any, int], list[LimitKartu]] = defaultdict(list)
        for r in rows(self._conn, sql, o=self._opd):
            sampai = None if r.sampai is None else as_date(r.sampai)
            satu = LimitKartu(JenisLimit(r.jenis), Rupiah(int(r.nilai)), r.dasar, as_date(r.sejak), sampai)
            found[as_uuid(r.kartu_id), r.versi].append(satu)
        return {k: tuple(v) for k, v in found.items()}

    def card_steps(self, kartu_id: KartuId | None = None) -> list[CatatanLangkah]:
        """The steps of one card, or of all, oldest first."""
        syarat = "" if kartu_id is None else "AND kartu_id = :id "
        sql = f"SELECT * FROM kartu_langkah WHERE opd_id = :o {syarat}ORDER BY kartu_id, versi"  # noqa: S608
        params = {"o": self._opd, **({} if kartu_id is None else {"id": kartu_id})}
        return [_step(r) for r in rows(self._conn, sql, **params)]

    def tagihan(self, tagihan_id: TagihanId) -> tuple[IsiTagihan, dict[tuple[str, int], int]] | None:
        """A bill, and the version of each of its lines."""
        t = one(self._conn, "SELECT * FROM tagihan WHERE opd_id = :o AND id = :t", o=self._opd, t=tagihan_id)
        if t is None:
            return None
        kartu = [k for k, _ in self.cards()]
        per_kartu = rows(
            self._conn,
            "SELECT * FROM tagihan_kartu WHERE opd_id = :o AND tagihan_id = :t ORDER BY urut",
            o=self._opd,
            t=tagihan_id,
        )
        found = rows(self._conn, _BARIS, o=self._opd, t=tagihan_id)
        isi = IsiTagihan(
            _head(t, per_kartu, kartu),
            int(t.tahun),
            t.berkas,
            None if t.jatuh_tempo is None else as_date(t.jatuh_tempo),
            tuple(self.lines(found, kartu)),
            {r.nomor: f"{r.bin6 or '••••••'}•••••• {r.empat_akhir}" for r in found},
        )
        return isi, {(r.kunci_bank, r.bagian): int(r.versi) for r in found}

    def lines(self, found: Sequence[Row[Any]], kartu: Sequence[Kartu] | None = None) -> list[BarisTagihan]:
        """Rows of `KOLOM` as lines, each with its registered card."""
        daftar = [k for k, _ in self.cards()] if kartu is None else kartu
        milik: dict[tuple[str, str], KartuId | None] = {}
        for r in found:
            if (r.bin6, r.empat_akhir) not in milik:
                terdaftar = KartuTerbaca(r.bin6, r.empat_akhir, "").find_in(daftar)
                milik[r.bin6, r.empat_akhir] = terdaftar.id if terdaftar else None
        return [_line(r, milik[r.bin6, r.empat_akhir]) for r in found]

    def refunds_of(self, kunci: Iterable[str]) -> list[BarisTagihan]:
        """Credit lines of any bill that undo lines with these keys."""
        kunci = set(kunci)
        found = rows(self._conn, TERIKAT + "AND k.asal_kunci <> ''", o=self._opd)
        return self.lines([r for r in found if r.asal_kunci in kunci])

    def purchases(
        self, tahun: int, *, settled: bool = False, nomor: Sequence[str] | None = None
    ) -> list[PembelianKartu]:
        """The card purchases in the books of a year, tied or not; those that are settled too when asked for.

        `nomor` asks for these only.
        """
        sebut = {f"n{i}": n for i, n in enumerate(nomor or ())}
        sql = _BELI if nomor is None else _BELI.replace("ORDER BY", f"AND v.kp IN ({_names(sebut)}) ORDER BY")
        lunas = self.settled(tahun).keys()
        per_nomor: defaultdict[str, list[Row[Any]]] = defaultdict(list)
        for r in rows(self._conn, sql, o=self._opd, t=tahun, **sebut):
            if settled or r.pos not in lunas:
                per_nomor[r.pos].append(r)
        terikat = {n for b in self.tied(tahun) for n in json.loads(b.bukti)}
        kartu = [k for k, _ in self.cards()]
        dibawa = any(r[0].tipe == "AWAL" for r in per_nomor.values())
        awal = opening_merchants(self._conn, self._opd, tahun) if dibawa else {}
        status = {n: StatusBaris.LUNAS if n in lunas else StatusBaris.COCOK for n in lunas | terikat}
        return [_purchase(nomor, mutasi, kartu, status, awal) for nomor, mutasi in per_nomor.items()]

    def settled(self, tahun: int) -> dict[str, Rupiah]:
        """What the SP2D of a year have paid, by purchase."""
        return {r.pos: Rupiah(as_int(r.n)) for r in rows(self._conn, _LUNAS, o=self._opd, t=tahun)}

    def tied(self, tahun: int) -> Sequence[Row[Any]]:
        """Lines that are no credits and are tied to purchases of a year."""
        return rows(
            self._conn,
            TERIKAT + "AND k.tahun = :t AND k.bukti <> '[]' AND b.nilai > 0 ORDER BY nomor",
            o=self._opd,
            t=tahun,
        )

    def payable(self, tahun: int) -> dict[str, dict[Pasangan, Rupiah]]:
        """What is payable of each unsettled purchase, per budget line."""
        sql = (
            "SELECT pos, sub_kegiatan, rekening, sum(d) AS d FROM v_harian "
            "WHERE opd_id = :o AND tahun = :t AND kelas = 'tunda' "
            "GROUP BY pos, sub_kegiatan, rekening HAVING sum(d) <> 0 ORDER BY pos, sub_kegiatan, rekening"
        )
        found: dict[str, dict[Pasangan, Rupiah]] = {p.nomor_bukti: {} for p in self.purchases(tahun)}
        for r in rows(self._conn, sql, o=self._opd, t=tahun):
            if r.pos in found:
                found[r.pos][r.sub_kegiatan, r.rekening] = Rupiah(as_int(r.d))
        return found


def _names(sebut: Mapping[str, str]) -> str:
    return ", ".join(f":{n}" for n in sebut) or "''"


def opening_merchants(conn: Connection, opd_id: OpdId, tahun: int) -> dict[str, str]:
    """Names of the shops of purchases that an opening brought along."""
    found = one(conn, "SELECT masukan FROM pembukaan WHERE opd_id = :o AND tahun = :t", o=opd_id, t=tahun)
    awal = json.loads(found.masukan).get("saldo_awal", {}) if found is not None else {}
    return {x["nomor"]: x.get("merchant") or "" for x in awal.get("kkpd_belum_lunas") or []}


def _card(r: Row[Any], limit: tuple[LimitKartu, ...]) -> Kartu:
    return Kartu(
        id=KartuId(as_uuid(r.id)),
        jenis=JenisKartu(r.jenis),
        program=ProgramKartu(r.program),
        penerbit=r.penerbit,
        bin6=r.bin6,
        empat_akhir=r.empat_akhir,
        token=r.token,
        pemegang_id=OrangId(as_uuid(r.pemegang_id)),
        pemegang=r.pemegang,
        dasar_sk=r.dasar_sk,
        berlaku_sampai=as_date(r.berlaku_sampai),
        limit=limit,
        status=StatusKartu(r.status),
        menggantikan=None if r.menggantikan is None else KartuId(as_uuid(r.menggantikan)),
        tanggal_sk=None if r.tanggal_sk is None else as_date(r.tanggal_sk),
    )


def _as_utc(v: Any) -> datetime:
    """An instant of either engine."""
    return datetime.fromisoformat(v) if isinstance(v, str) else v.astimezone(UTC)


def _step(r: Row[Any]) -> CatatanLangkah:
    return CatatanLangkah(
        kartu=KartuId(as_uuid(r.kartu_id)),
        tanggal=as_date(r.tanggal),
        peristiwa=r.peristiwa,
        dari=StatusKartu(r.dari),
        ke=StatusKartu(r.ke),
        alasan=r.alasan,
        tiket=r.tiket,
        oleh=OrangId(as_uuid(r.oleh)),
        oleh_nama=r.oleh_nama,
        at=_as_utc(r.dicatat_at),
    )


def _head(t: Row[Any], per_kartu: Sequence[Row[Any]], kartu: Sequence[Kartu]) -> Tagihan:
    jatuh_tempo: date | None = None if t.jatuh_tempo is None else as_date(t.jatuh_tempo)
    ringkas = [(KartuTerbaca(r.bin6, r.empat_akhir, r.token, r.pemegang), _amounts(r)) for r in per_kartu]
    jumlah = _amounts(t)
    return Tagihan(
        id=TagihanId(as_uuid(t.id)),
        nomor=t.nomor,
        penerbit=t.penerbit,
        periode_awal=as_date(t.periode_awal),
        tanggal_cetak=as_date(t.tanggal_cetak),
        jatuh_tempo=due_date_or_year_end(jatuh_tempo, int(t.tahun)),
        tagihan_lalu=jumlah.tagihan_lalu,
        kredit=jumlah.kredit,
        belanja=jumlah.belanja,
        tarik_tunai=jumlah.tarik_tunai,
        bunga=jumlah.bunga,
        tagihan_baru=jumlah.tagihan_baru,
        batas_kredit=None if t.batas_kredit is None else Rupiah(int(t.batas_kredit)),
        sisa_kredit=None if t.sisa_kredit is None else Rupiah(int(t.sisa_kredit)),
        ringkasan=tuple(card_summary(k, r, kartu) for k, r in ringkas),
        status=StatusTagihan.DIVALIDASI,
    )


def _amounts(r: Row[Any]) -> RingkasanTerbaca:
    kolom = ("tagihan_lalu", "kredit", "belanja", "tarik_tunai", "bunga", "tagihan_baru")
    return RingkasanTerbaca(**{k: Rupiah(int(getattr(r, k))) for k in kolom})


def _line(r: Row[Any], kartu: KartuId | None) -> BarisTagihan:
    valas = Valas(r.mata_uang, Decimal(r.nominal_valas), Decimal(r.kurs)) if r.mata_uang else None
    return BarisTagihan(
        nomor=int(r.nomor),
        kartu=kartu,
        tanggal_transaksi=as_date(r.tanggal_transaksi),
        tanggal_buku=as_date(r.tanggal_buku),
        keterangan=r.keterangan,
        nilai=Rupiah(int(r.nilai)),
        jenis=JenisBaris(r.jenis),
        kunci_bank=r.kunci_bank,
        valas=valas,
        mcc=r.mcc,
        status=StatusBaris(r.status),
        bagian=int(r.bagian),
        dikembalikan=Rupiah(int(r.dikembalikan)),
        bukti=tuple(json.loads(r.bukti)),
        dpt=r.dpt,
        pengirim=None if r.pengirim is None else OrangId(as_uuid(r.pengirim)),
    )


def _purchase(
    nomor: str,
    mutasi: Sequence[Row[Any]],
    kartu: Sequence[Kartu],
    status: Mapping[str, StatusBaris],
    awal: Mapping[str, str],
) -> PembelianKartu:
    isi = json.loads(mutasi[0].isi)
    milik = card_of(str(isi.get("kartu") or ""), kartu)
    return PembelianKartu(
        nomor_bukti=nomor,
        kartu=milik.id if milik is not None else None,
        tanggal=as_date(mutasi[0].tanggal),
        merchant=str(isi.get("merchant") or awal.get(nomor, "")),
        nilai=Rupiah(sum(int(m.nilai) for m in mutasi)),
        rincian=tuple(RincianKartu(m.sub_kegiatan, m.rekening, m.uraian, Rupiah(int(m.nilai))) for m in mutasi),
        berkas_bukti=bool(mutasi[0].berkas),
        status=status.get(nomor, StatusBaris.DICATAT),
    )
