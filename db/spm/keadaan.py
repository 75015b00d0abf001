"""Gathers what an SPP is tested against: budget, books, cards, rekanan, settings, and the other SPP on their way."""

from __future__ import annotations

import json
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection, Row

from core.anggaran.model import Pasangan
from core.anggaran.queries import Ketersediaan
from core.identity import OpdId
from core.money import NOL, Rupiah
from core.opd.rekening_bank import bare_number
from core.settings import AMBANG_PERSEN_GU, ATURAN_REKENING, LEBIH_RAK
from core.spm.isi import JenisSpp
from core.spm.keadaan import Keadaan, LpjUji, SpjTu, Terbayar, TuTerbuka
from core.spm.model import Spp
from db.anggaran.queries import SqlAnggaranQueries
from db.opd.queries import SqlOpdQueries
from db.rekanan.queries import SqlRekananQueries
from db.spm.baris import bare_bukti
from db.sql import as_date, as_int, one, rows, scalar

_DIJALAN: Final = "opd_id = :opd AND tahun = :tahun AND id <> :id AND status NOT IN ('DRAF', 'BATAL')"
"""Other documents that were submitted."""

_BELUM_DIGANTI: Final = """
SELECT g.sub_kegiatan, g.rekening, sum(g.d) AS nilai FROM v_gerak g
WHERE g.opd_id = :opd AND g.tahun = :tahun AND g.kelas = 'belanja' AND g.jenis = 'up' AND g.pos = ''
  AND NOT EXISTS (
    SELECT 1 FROM lpj_isi i JOIN lpj_ganti x ON x.opd_id = i.opd_id AND x.tahun = i.tahun AND x.nomor = i.nomor
    WHERE i.opd_id = g.opd_id AND i.transaksi_id = g.transaksi_id AND i.baris = g.baris)
GROUP BY g.sub_kegiatan, g.rekening
"""

_ISI_LPJ: Final = """
SELECT g.sub_kegiatan, g.rekening, sum(g.d) AS nilai FROM lpj_isi i
JOIN v_gerak g ON g.opd_id = i.opd_id AND g.transaksi_id = i.transaksi_id AND g.baris = i.baris AND g.kelas = 'belanja'
WHERE i.opd_id = :opd AND i.tahun = :tahun AND i.nomor = :nomor GROUP BY g.sub_kegiatan, g.rekening
"""

_LPJ: Final = """
SELECT l.nomor, l.nilai, x.nomor AS diganti FROM lpj l
JOIN transaksi t ON t.opd_id = l.opd_id AND t.id = l.transaksi_id
LEFT JOIN lpj_ganti x ON x.opd_id = l.opd_id AND x.tahun = l.tahun AND x.nomor = l.nomor
WHERE l.opd_id = :opd AND l.tahun = :tahun
"""

_TU: Final = """
SELECT u.pos, u.sub_kegiatan, u.nilai,
  (SELECT sum(g.d) FROM v_harian g WHERE g.opd_id = u.opd_id AND g.tahun = u.tahun AND g.pos = u.pos
    AND g.kelas = 'belanja' AND g.jenis = 'tu') AS belanja,
  (SELECT sum(g.d) FROM v_harian g WHERE g.opd_id = u.opd_id AND g.tahun = u.tahun AND g.pos = u.pos
    AND g.kelas = 'rkud' AND g.jenis = 'sts_sisa_tu') AS disetor
FROM tu u WHERE u.opd_id = :opd AND u.tahun = :tahun ORDER BY u.pos
"""


class SqlKeadaan:
    """What holds in one office at the moment of asking."""

    def __init__(self, conn: Connection, opd_id: OpdId) -> None:
        self._conn = conn
        self._opd_id = opd_id
        self._opd = SqlOpdQueries(conn, opd_id)

    def of(self, spp: Spp) -> Keadaan:
        """As of the document's own month; its own claim is left out."""
        isi, tanggal = spp.isi, spp.tanggal_spm or spp.isi.tanggal_spp
        anggaran = SqlAnggaranQueries(self._conn, self._opd_id)
        ada = {k.pasangan: k for k in anggaran.availability(spp.tahun, tanggal.month, tanpa=spp.id)}
        setelan, up = self._opd.settings(), self._opd.up(tanggal)
        rekanan = isi.penerima.rekanan_id
        return Keadaan(
            tahun=spp.tahun,
            up_tunai=up.up_tunai if up else NOL,
            limit_kkpd=up.limit_kkpd if up else NOL,
            ambang_persen_gu=setelan.value(AMBANG_PERSEN_GU, tanggal),
            up_terbit=self._up_issued(spp),
            ketersediaan=ada,
            sudah_dibukukan=self._booked(spp, ada),
            lpj=self._lpj(spp),
            tu_terbuka=self._open_tu(spp),
            spj_tu=self._spj_tu(spp),
            dpt_nilai=self._dpt(spp),
            aturan_rekening=setelan.value(ATURAN_REKENING, tanggal),
            rekanan=SqlRekananQueries(self._conn, self._opd_id).card(rekanan) if rekanan else None,
            pernah_dibayar=self._paid_to(spp),
            tanggal_spd=self._first_spd(spp.tahun),
            terbayar=self._paid(spp),
            rak_peringatan=setelan.value(LEBIH_RAK, tanggal) == "peringatan",
        )

    def _rows(self, sql: str, spp: Spp, **lain: Any) -> list[Row[Any]]:
        return list(rows(self._conn, sql, opd=self._opd_id, tahun=spp.tahun, **lain))

    def _up_issued(self, spp: Spp) -> bool:
        """An SP2D-UP in the books or in an opening, or another SPP-UP on its way."""
        sql = f"""
        SELECT 1 FROM v_harian WHERE opd_id = :opd AND tahun = :tahun AND kelas = 'rkud' AND jenis = 'sp2d_up'
        UNION ALL SELECT 1 FROM pembukaan WHERE opd_id = :opd AND tahun = :tahun AND up_sudah_terbit = 1
        UNION ALL SELECT 1 FROM spp WHERE {_DIJALAN} AND jenis = 'UP'"""  # noqa: S608 - constants of this module
        return bool(self._rows(sql, spp, id=spp.id))

    def _booked(self, spp: Spp, ada: dict[Pasangan, Ketersediaan]) -> dict[Pasangan, Rupiah]:
        """What the document answers for: spending that is counted already."""
        acuan = spp.isi.acuan
        match spp.isi.jenis:
            case JenisSpp.GU | JenisSpp.GU_NIHIL if acuan.lpj:
                found = self._rows(_ISI_LPJ, spp, nomor=acuan.lpj)
            case JenisSpp.GU | JenisSpp.GU_NIHIL:
                found = self._rows(_BELUM_DIGANTI, spp)
            case JenisSpp.GU_KKPD if acuan.dpt:
                sql = """SELECT sub_kegiatan, rekening, sum(nilai) AS nilai FROM dpt_rincian
                WHERE opd_id = :opd AND tahun = :tahun AND nomor = :nomor GROUP BY sub_kegiatan, rekening"""
                found = self._rows(sql, spp, nomor=acuan.dpt)
            case JenisSpp.GU_KKPD:
                return {p: k.kartu for p, k in ada.items() if k.kartu}
            case JenisSpp.TU_NIHIL:
                sql = """SELECT sub_kegiatan, rekening, sum(d) AS nilai FROM v_harian
                WHERE opd_id = :opd AND tahun = :tahun AND kelas = 'belanja' AND jenis = 'tu' AND pos = :pos
                GROUP BY sub_kegiatan, rekening"""
                found = self._rows(sql, spp, pos=acuan.sp2d_tu)
            case _:
                return {}
        return {(r.sub_kegiatan, r.rekening): Rupiah(as_int(r.nilai)) for r in found}

    def _lpj(self, spp: Spp) -> LpjUji | None:
        """The LPJ-UP the document names; where it names none, the oldest that waits for its GU."""
        if spp.isi.jenis not in (JenisSpp.GU, JenisSpp.GU_NIHIL):
            return None
        nomor = spp.isi.acuan.lpj
        sql = f"SELECT DISTINCT lpj FROM spp WHERE {_DIJALAN} AND lpj <> ''"  # noqa: S608 - a constant of this module
        dijalan = {r.lpj for r in self._rows(sql, spp, id=spp.id)}
        if nomor:
            found = self._rows(f"{_LPJ} AND l.nomor = :nomor", spp, nomor=nomor)
        else:
            found = [r for r in self._rows(f"{_LPJ} ORDER BY t.tanggal, t.urut", spp) if r.diganti is None]
            found = [r for r in found if r.nomor not in dijalan] or found
        if not found:
            return None
        r = found[0]
        return LpjUji(r.nomor, Rupiah(int(r.nilai)), diganti=r.diganti is not None or r.nomor in dijalan)

    def _tu(self, spp: Spp) -> list[tuple[str, str, Rupiah, Rupiah]]:
        """(SP2D, sub kegiatan, SPJ, rest) of every TU of the year."""
        return [
            (
                r.pos,
                r.sub_kegiatan,
                Rupiah(as_int(r.belanja)),
                Rupiah(int(r.nilai) - as_int(r.belanja) - as_int(r.disetor)),
            )
            for r in self._rows(_TU, spp)
        ]

    def _open_tu(self, spp: Spp) -> tuple[TuTerbuka, ...]:
        """TU with a rest, and TU that other SPP ask for."""
        if spp.isi.jenis is not JenisSpp.TU:
            return ()
        terbuka = [TuTerbuka(pos, sub, sisa) for pos, sub, _, sisa in self._tu(spp) if sisa > NOL]
        sql = (
            f"SELECT nomor_spp, sub_kegiatan, nilai FROM spp WHERE {_DIJALAN} "  # noqa: S608 - a constant of this module
            "AND jenis = 'TU' AND sp2d IS NULL ORDER BY nomor_spp"
        )
        diajukan = [
            TuTerbuka(f"yang diajukan dengan SPP {r.nomor_spp}", r.sub_kegiatan, Rupiah(int(r.nilai)))
            for r in self._rows(sql, spp, id=spp.id)
        ]
        return (*terbuka, *diajukan)

    def _spj_tu(self, spp: Spp) -> SpjTu | None:
        """The SPJ of the TU a TU Nihil names; None when there is none or it was legalised before."""
        if spp.isi.jenis is not JenisSpp.TU_NIHIL:
            return None
        sql = """SELECT t.isi FROM transaksi t WHERE t.opd_id = :opd AND t.tahun = :tahun AND t.jenis = 'SP2D_TU_NIHIL'
        AND NOT EXISTS (SELECT 1 FROM transaksi k WHERE k.opd_id = t.opd_id AND k.membalik = t.id)"""
        sudah = {json.loads(r.isi)["sp2d"] for r in self._rows(sql, spp)}
        nomor = spp.isi.acuan.sp2d_tu
        cocok = [SpjTu(pos, spj, sisa) for pos, _, spj, sisa in self._tu(spp) if pos == nomor and pos not in sudah]
        return cocok[0] if cocok else None

    def _dpt(self, spp: Spp) -> Rupiah | None:
        if spp.isi.jenis is not JenisSpp.GU_KKPD or not spp.isi.acuan.dpt:
            return None
        sql = "SELECT total FROM dpt WHERE opd_id = :opd AND tahun = :tahun AND nomor = :nomor"
        found = one(self._conn, sql, opd=self._opd_id, tahun=spp.tahun, nomor=spp.isi.acuan.dpt)
        return None if found is None else Rupiah(int(found.total))

    def _paid_to(self, spp: Spp) -> frozenset[str]:
        """The account of this document, when an SP2D has been paid to it before."""
        nomor = bare_number(spp.isi.penerima.nomor_rekening)
        sql = """SELECT 1 FROM spp
        WHERE opd_id = :opd AND nomor_rekening = :nomor AND id <> :id AND sp2d IS NOT NULL LIMIT 1"""
        found = one(self._conn, sql, opd=self._opd_id, nomor=nomor, id=spp.id)
        return frozenset() if found is None else frozenset({nomor})

    def _first_spd(self, tahun: int) -> date | None:
        sql = "SELECT min(tanggal) FROM spd WHERE opd_id = :opd AND tahun = :tahun"
        found = scalar(self._conn, sql, opd=self._opd_id, tahun=tahun)
        return None if found is None else as_date(found)

    def _paid(self, spp: Spp) -> tuple[Terbayar, ...]:
        """Other documents with the same bukti, paid or on their way."""
        bukti = bare_bukti(spp.isi.acuan.bukti)
        if not bukti:
            return ()
        sql = f"""SELECT nomor_spp, nomor_spm, penerima, isi FROM spp
        WHERE {_DIJALAN} AND bukti = :bukti ORDER BY tanggal_spp"""  # noqa: S608 - a constant of this module
        return tuple(
            Terbayar(
                f"SPM {r.nomor_spm}" if r.nomor_spm else f"SPP {r.nomor_spp}",
                r.penerima,
                (acuan := json.loads(r.isi)["acuan"])["bukti"],
                acuan.get("termin", ""),
            )
            for r in self._rows(sql, spp, id=spp.id, bukti=bukti)
        )
