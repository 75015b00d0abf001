"""Stores DPA versions, SPD, RAK and claims; answers pagu for posting."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import Connection

from core.anggaran.model import BarisPagu, Dpa, Klaim, Pasangan, Rak, Spd
from core.anggaran.rules import pagu_per_pair, resolve_row
from core.identity import OpdId
from core.money import Rupiah
from db.anggaran.queries import SqlAnggaranQueries
from db.pintu import Pintu
from db.sql import as_int, scalar


class SqlAnggaranRepository:
    """The budget of one office. A DPA stored in this transaction counts at once; its rows are written at commit."""

    def __init__(self, conn: Connection, pintu: Pintu, opd_id: OpdId) -> None:
        self._conn = conn
        self._pintu = pintu
        self._opd = opd_id
        self._baca = SqlAnggaranQueries(conn, opd_id)
        self._urut_klaim = 0
        self._dpa_baru: dict[int, tuple[int, Dpa]] = {}
        self._baris: dict[int, dict[Pasangan, list[BarisPagu]]] = {}

    def versi(self, tahun: int) -> int:
        """The newest DPA version; 0 when there is none."""
        return self._dpa_baru[tahun][0] if tahun in self._dpa_baru else self._baca.versi(tahun)

    def dpa(self, tahun: int) -> Dpa | None:
        """The newest DPA version."""
        return self._dpa_baru[tahun][1] if tahun in self._dpa_baru else self._baca.dpa(tahun)

    def pagu(self, tahun: int) -> Sequence[BarisPagu]:
        """The rows of the newest version, in its order."""
        return self._dpa_baru[tahun][1].baris if tahun in self._dpa_baru else self._baca.pagu(tahun)

    def pagu_per_pair(self, tahun: int) -> dict[Pasangan, int]:
        """Pagu in sen per (sub kegiatan, rekening), over units and sumber dana, in pagu order."""
        return {pair: nilai.sen for pair, nilai in pagu_per_pair(self.pagu(tahun)).items()}

    def rencana(self, tahun: int) -> Mapping[str, Sequence[str]]:
        """Each rekening with the sub kegiatan it stands under."""
        found: dict[str, list[str]] = {}
        for sub, rekening in self.pagu_per_pair(tahun):
            found.setdefault(rekening, []).append(sub)
        return found

    def realised(self, tahun: int) -> dict[Pasangan, Rupiah]:
        """Realisation per pair so far."""
        return self._baca.realised(tahun)

    def spd_per_pair(self, tahun: int) -> dict[Pasangan, Rupiah]:
        """All SPD of the year together, per pair."""
        return self._baca.spd_per_pair(tahun)

    def rak(self, tahun: int) -> Rak | None:
        """The newest anggaran kas."""
        return self._baca.rak(tahun)

    def add_dpa(self, tahun: int, dpa: Dpa) -> int:
        """Stores one version whole; answers its number."""
        versi = self.versi(tahun) + 1
        kepala = {
            "tahun": tahun,
            "versi": versi,
            "tahapan": dpa.tahapan,
            "tanggal": dpa.tanggal,
            "sumber": dpa.sumber,
            "nama": json.dumps(dict(dpa.nama), ensure_ascii=False, sort_keys=True),
        }
        baris = [
            {
                "tahun": tahun,
                "versi": versi,
                "urut": i,
                "unit": b.unit,
                "sub_kegiatan": b.sub_kegiatan,
                "rekening": b.rekening,
                "sumber_dana": b.sumber_dana,
                "uraian": b.uraian,
                "anggaran": b.anggaran.sen,
            }
            for i, b in enumerate(dpa.baris)
        ]
        self._pintu.post("dpa", [kepala], tahun=tahun)
        self._pintu.post("pagu", baris)
        self._dpa_baru[tahun] = (versi, dpa)
        self._baris.pop(tahun, None)
        return versi

    def has_spd(self, tahun: int, nomor: str) -> bool:
        sql = "SELECT count(*) FROM spd WHERE opd_id = :o AND tahun = :t AND nomor = :n"
        return bool(scalar(self._conn, sql, o=self._opd, t=tahun, n=nomor))

    def add_spd(self, tahun: int, spd: Spd) -> None:
        """Stores one SPD with its lines."""
        kepala = {"tahun": tahun, "nomor": spd.nomor, "tanggal": spd.tanggal, "triwulan": spd.triwulan}
        self._pintu.post("spd", [kepala])
        self._pintu.post(
            "spd_rinci",
            [
                {"tahun": tahun, "nomor": spd.nomor, "sub_kegiatan": sub, "rekening": rek, "nilai": n.sen}
                for (sub, rek), n in spd.baris.items()
                if n
            ],
        )

    def add_rak(self, tahun: int, rak: Rak) -> None:
        """Stores a version of the anggaran kas; the newest one counts."""
        sql = "SELECT max(versi) FROM rak WHERE opd_id = :o AND tahun = :t"
        versi = as_int(scalar(self._conn, sql, o=self._opd, t=tahun)) + 1
        self._pintu.post(
            "rak",
            [
                {"tahun": tahun, "versi": versi, "sub_kegiatan": s, "rekening": r, "bulan": b, "nilai": n.sen}
                for (s, r), bulan in rak.baris.items()
                for b, n in bulan.items()
            ],
        )

    def claim(self, klaim: Sequence[Klaim], *, asal: UUID, tahun: int, tanggal: date) -> None:
        """Writes signed claims on pagu; what is given back is a claim with a minus.

        A unit or sumber dana that a claim leaves out is filled in where its pair has only one row (`resolve_row`).
        """
        baris = []
        for k in klaim:
            self._urut_klaim += 1
            unit, sumber_dana = resolve_row(self._rows_of(tahun, (k.sub_kegiatan, k.rekening)), k.unit, k.sumber_dana)
            baris.append(
                {
                    "tahun": tahun,
                    "asal": asal,
                    "urut": self._urut_klaim,
                    "tanggal": tanggal,
                    "jenis": str(k.jenis),
                    "unit": unit,
                    "sub_kegiatan": k.sub_kegiatan,
                    "rekening": k.rekening,
                    "sumber_dana": sumber_dana,
                    "nilai": k.nilai.sen,
                }
            )
        if baris:
            self._pintu.post("pemakaian", baris, tahun=tahun)

    def _rows_of(self, tahun: int, pair: Pasangan) -> Sequence[BarisPagu]:
        if tahun not in self._baris:
            found: dict[Pasangan, list[BarisPagu]] = {}
            for b in self.pagu(tahun):
                found.setdefault(b.pasangan, []).append(b)
            self._baris[tahun] = found
        return self._baris[tahun].get(pair, ())
