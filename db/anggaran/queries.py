"""Questions to the budget: pagu, SPD, RAK and the claims on them. Reading only, one SQL text for both engines."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection, Row

from core.anggaran.model import BarisPagu, Dpa, Pasangan, Rak, Spd
from core.anggaran.queries import Ketersediaan, VersiDpa
from core.anggaran.rules import resolve_row
from core.calendar import Bulan
from core.identity import OpdId
from core.money import Rupiah
from db.sql import as_date, as_int, one, rows, scalar

_RAK_BARU: Final = "versi = (SELECT max(versi) FROM rak WHERE opd_id = :opd AND tahun = :tahun)"

_MELAWAN_PAGU: Final = f"""
SELECT 'spd' AS apa, '' AS unit, r.sub_kegiatan, r.rekening, '' AS sumber_dana, sum(r.nilai) AS nilai
FROM spd s JOIN spd_rinci r ON r.opd_id = s.opd_id AND r.tahun = s.tahun AND r.nomor = s.nomor
WHERE s.opd_id = :opd AND s.tahun = :tahun AND s.triwulan <= :triwulan GROUP BY r.sub_kegiatan, r.rekening
UNION ALL
SELECT 'rak', '', sub_kegiatan, rekening, '', sum(nilai) FROM rak
WHERE opd_id = :opd AND tahun = :tahun AND bulan <= :bulan AND {_RAK_BARU} GROUP BY sub_kegiatan, rekening
UNION ALL
SELECT jenis, unit, sub_kegiatan, rekening, sumber_dana, sum(nilai) FROM pemakaian
WHERE opd_id = :opd AND tahun = :tahun AND tanggal <= :sampai AND asal <> :tanpa
GROUP BY jenis, unit, sub_kegiatan, rekening, sumber_dana
"""  # noqa: S608
"""Everything that stands against a pagu up to a month, each named by what it is."""

_BUKAN_DOKUMEN: Final = UUID(int=0)
"""The id no document has: leaves nothing out."""

_Kunci = tuple[str, str, str, str]
"""(unit, sub kegiatan, rekening, sumber dana)."""


class SqlAnggaranQueries:
    """The budget of one office, for reading."""

    def __init__(self, conn: Connection, opd_id: OpdId, nama_rekening: Callable[[], Mapping[str, str]] = dict) -> None:
        self._nama_rekening = nama_rekening
        self._conn = conn
        self._opd = opd_id

    def _rows(self, sql: str, tahun: int, **lain: Any) -> Sequence[Row[Any]]:
        return rows(self._conn, sql, opd=self._opd, tahun=tahun, **lain)

    def versi(self, tahun: int) -> int:
        """The number of the newest DPA version; 0 when there is none."""
        sql = "SELECT max(versi) FROM dpa WHERE opd_id = :opd AND tahun = :tahun"
        return as_int(scalar(self._conn, sql, opd=self._opd, tahun=tahun))

    def dpa(self, tahun: int) -> Dpa | None:
        """The newest DPA version with its names; None when there is none."""
        sql = """SELECT tahapan, tanggal, sumber, nama FROM dpa
        WHERE opd_id = :opd AND tahun = :tahun ORDER BY versi DESC LIMIT 1"""
        r = one(self._conn, sql, opd=self._opd, tahun=tahun)
        if r is None:
            return None
        return Dpa(r.tahapan, as_date(r.tanggal), tuple(self.pagu(tahun)), json.loads(r.nama), r.sumber)

    def pagu(self, tahun: int) -> Sequence[BarisPagu]:
        """The rows of the newest DPA version, in its order."""
        sql = """SELECT unit, sub_kegiatan, rekening, sumber_dana, uraian, anggaran FROM pagu
        WHERE opd_id = :opd AND tahun = :tahun AND versi = :versi ORDER BY urut"""
        return [
            BarisPagu(r.sub_kegiatan, r.rekening, r.uraian, Rupiah(int(r.anggaran)), r.unit, r.sumber_dana)
            for r in self._rows(sql, tahun, versi=self.versi(tahun))
        ]

    def nama(self, tahun: int) -> Mapping[str, str]:
        """Names by code, as the newest DPA version has them; the steps above it from the reference of accounts."""
        sql = "SELECT nama FROM dpa WHERE opd_id = :opd AND tahun = :tahun ORDER BY versi DESC LIMIT 1"
        found = scalar(self._conn, sql, opd=self._opd, tahun=tahun)
        return {**self._nama_rekening(), **({} if found is None else json.loads(found))}

    def versions(self, tahun: int) -> Sequence[VersiDpa]:
        """All DPA versions of a year, newest first, with who took them in and when."""
        sql = """SELECT d.versi, d.tahapan, d.tanggal, d.sumber, j.at, j.oleh_nama, count(*) AS baris,
          sum(p.anggaran) AS total
        FROM dpa d JOIN pagu p ON p.opd_id = d.opd_id AND p.tahun = d.tahun AND p.versi = d.versi
        JOIN jejak j ON j.opd_id = d.opd_id AND j.jejak_no = d.jejak_no
        WHERE d.opd_id = :opd AND d.tahun = :tahun
        GROUP BY d.versi, d.tahapan, d.tanggal, d.sumber, j.at, j.oleh_nama ORDER BY d.versi DESC"""
        return [
            VersiDpa(
                versi=r.versi,
                tahapan=r.tahapan,
                tanggal=as_date(r.tanggal),
                sumber=r.sumber,
                baris=r.baris,
                total=Rupiah(as_int(r.total)),
                dicatat_at=_instant(r.at),
                oleh=r.oleh_nama,
            )
            for r in self._rows(sql, tahun)
        ]

    def realised(self, tahun: int) -> dict[Pasangan, Rupiah]:
        """Realisation per pair so far, pairs with none left out."""
        sql = """SELECT sub_kegiatan, rekening, sum(nilai) AS nilai FROM pemakaian
        WHERE opd_id = :opd AND tahun = :tahun AND jenis = 'realisasi' GROUP BY sub_kegiatan, rekening
        HAVING sum(nilai) <> 0 ORDER BY sub_kegiatan, rekening"""
        return {(r.sub_kegiatan, r.rekening): Rupiah(as_int(r.nilai)) for r in self._rows(sql, tahun)}

    def availability(
        self, tahun: int, bulan: int, *, rinci: bool = False, tanpa: UUID | None = None
    ) -> Sequence[Ketersediaan]:
        """Per pair (or per unit and sumber dana) with SPD, RAK and claims up to and including a month."""
        neraca = _Neraca(self.pagu(tahun), rinci=rinci)
        b = Bulan(tahun, bulan)
        for r in self._rows(
            _MELAWAN_PAGU,
            tahun,
            bulan=bulan,
            triwulan=b.triwulan,
            sampai=b.akhir,
            tanpa=tanpa or _BUKAN_DOKUMEN,
        ):
            neraca.add((r.unit, r.sub_kegiatan, r.rekening, r.sumber_dana), r.apa, as_int(r.nilai))
        return neraca.rows()

    def spd_list(self, tahun: int) -> Sequence[Spd]:
        """The SPD of a year with their lines, by date and number."""
        sql = """SELECT s.nomor, s.tanggal, s.triwulan, r.sub_kegiatan, r.rekening, r.nilai
        FROM spd s JOIN spd_rinci r ON r.opd_id = s.opd_id AND r.tahun = s.tahun AND r.nomor = s.nomor
        WHERE s.opd_id = :opd AND s.tahun = :tahun ORDER BY s.tanggal, s.nomor, r.sub_kegiatan, r.rekening"""
        kepala: dict[str, tuple[date, int]] = {}
        baris: dict[str, dict[Pasangan, Rupiah]] = defaultdict(dict)
        for r in self._rows(sql, tahun):
            kepala[r.nomor] = (as_date(r.tanggal), int(r.triwulan))
            baris[r.nomor][r.sub_kegiatan, r.rekening] = Rupiah(int(r.nilai))
        return [Spd(nomor, tanggal, triwulan, baris[nomor]) for nomor, (tanggal, triwulan) in kepala.items()]

    def spd_per_pair(self, tahun: int) -> dict[Pasangan, Rupiah]:
        """All SPD of the year together, per pair."""
        sql = """SELECT sub_kegiatan, rekening, sum(nilai) AS nilai FROM spd_rinci
        WHERE opd_id = :opd AND tahun = :tahun GROUP BY sub_kegiatan, rekening"""
        return {(r.sub_kegiatan, r.rekening): Rupiah(as_int(r.nilai)) for r in self._rows(sql, tahun)}

    def rak(self, tahun: int) -> Rak | None:
        """The newest anggaran kas; None when there is none."""
        sql = f"""SELECT sub_kegiatan, rekening, bulan, nilai FROM rak
        WHERE opd_id = :opd AND tahun = :tahun AND {_RAK_BARU} ORDER BY sub_kegiatan, rekening, bulan"""  # noqa: S608
        found: dict[Pasangan, dict[int, Rupiah]] = defaultdict(dict)
        for r in self._rows(sql, tahun):
            found[r.sub_kegiatan, r.rekening][r.bulan] = Rupiah(int(r.nilai))
        return Rak(dict(found)) if found else None

    def rak_per_bulan(self, tahun: int) -> Sequence[Rupiah]:
        """What the newest RAK plans for each month, January first."""
        sql = f"""SELECT bulan, sum(nilai) AS nilai FROM rak
        WHERE opd_id = :opd AND tahun = :tahun AND {_RAK_BARU} GROUP BY bulan"""  # noqa: S608
        return _per_month((int(r.bulan), as_int(r.nilai)) for r in self._rows(sql, tahun))

    def realisasi_per_bulan(self, tahun: int) -> Sequence[Rupiah]:
        """What was realised in each month, January first; an opening counts in the month before it."""
        sql = """SELECT tanggal, sum(nilai) AS nilai FROM pemakaian
        WHERE opd_id = :opd AND tahun = :tahun AND jenis = 'realisasi' GROUP BY tanggal"""
        awal = date(tahun, 1, 1)
        return _per_month((max(as_date(r.tanggal), awal).month, as_int(r.nilai)) for r in self._rows(sql, tahun))


class _Neraca:
    """Pagu rows with what stands against each, gathered by key."""

    def __init__(self, pagu: Sequence[BarisPagu], *, rinci: bool) -> None:
        self._rinci = rinci
        self._per_pair: dict[Pasangan, list[BarisPagu]] = defaultdict(list)
        self._uraian: dict[_Kunci, str] = {}
        self._tempat: dict[Pasangan, int] = {}
        self._nilai: dict[_Kunci, dict[str, int]] = defaultdict(lambda: defaultdict(int))
        for b in pagu:
            self._per_pair[b.pasangan].append(b)
            unit, dana = (b.unit, b.sumber_dana) if rinci else ("", "")
            kunci = (unit, b.sub_kegiatan, b.rekening, dana)
            self._uraian.setdefault(kunci, b.uraian)
            self._nilai[kunci]["pagu"] += b.anggaran.sen
            self._tempat[b.pasangan] = len(self._uraian)

    def add(self, kunci: _Kunci, apa: str, sen: int) -> None:
        """Puts an amount on the row it belongs to; what the DPA does not have gets a row only when it is a claim."""
        unit, sub, rekening, dana = kunci
        ada = self._per_pair.get((sub, rekening), ())
        if not sen or (not ada and apa in ("spd", "rak")):
            return
        unit, dana = resolve_row(ada, unit, dana) if self._rinci else ("", "")
        self._nilai[unit, sub, rekening, dana][apa] += sen

    def rows(self) -> list[Ketersediaan]:
        """In the order of the DPA; what it does not have after the rows of its pair, or at the end."""
        urut = {k: i for i, k in enumerate(self._uraian, start=1)}
        akhir = len(urut) + 1

        def place(kunci: _Kunci) -> tuple[int, int, _Kunci]:
            if kunci in urut:
                return (urut[kunci], 0, kunci)
            return (self._tempat.get((kunci[1], kunci[2]), akhir), 1, kunci)

        return [self._row(k) for k in sorted(self._nilai, key=place)]

    def _row(self, kunci: _Kunci) -> Ketersediaan:
        unit, sub, rekening, dana = kunci
        ada = self._per_pair.get((sub, rekening))
        n = self._nilai[kunci]
        return Ketersediaan(
            sub_kegiatan=sub,
            rekening=rekening,
            uraian=self._uraian.get(kunci) or (ada[0].uraian if ada else ""),
            pagu=Rupiah(n["pagu"]),
            spd=Rupiah(n["spd"]),
            rak=Rupiah(n["rak"]),
            realisasi=Rupiah(n["realisasi"]),
            proses=Rupiah(n["proses"]),
            rencana_tu=Rupiah(n["rencana_tu"]),
            kartu=Rupiah(n["kartu"]),
            unit=unit,
            sumber_dana=dana,
        )


def _per_month(nilai: Iterable[tuple[int, int]]) -> tuple[Rupiah, ...]:
    sen = [0] * 12
    for bulan, n in nilai:
        sen[bulan - 1] += n
    return tuple(Rupiah(n) for n in sen)


def _instant(v: Any) -> datetime:
    return datetime.fromisoformat(v) if isinstance(v, str) else v
