"""Stores DPA versions, SPD, RAK and claims; answers pagu for posting."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import Connection

from core.anggaran.model import BarisPagu, Dpa, Klaim, Pasangan, Rak, Spd
from core.identity import OpdId
from core.money import Rupiah
from db.pintu import Pintu
from db.sql import as_int, rows, scalar


class SqlAnggaranRepository:
    """The budget of one office."""

    def __init__(self, conn: Connection, pintu: Pintu, opd_id: OpdId) -> None:
        self._conn = conn
        self._pintu = pintu
        self._opd = opd_id
        self._urut_klaim = 0

    def versi(self, tahun: int) -> int:
        """The newest DPA version; 0 when there is none."""
        return int(scalar(self._conn, "SELECT max(versi) FROM dpa WHERE opd_id = :o AND tahun = :t", o=self._opd, t=tahun) or 0)

    def pagu(self, tahun: int) -> Sequence[BarisPagu]:
        """The rows of the newest version, in its order."""
        sql = (
            "SELECT unit, sub_kegiatan, rekening, sumber_dana, uraian, anggaran FROM pagu "
            "WHERE opd_id = :o AND tahun = :t AND versi = :v ORDER BY urut"
        )
        return [
            BarisPagu(r.sub_kegiatan, r.rekening, r.uraian, Rupiah(int(r.anggaran)), r.unit, r.sumber_dana)
            for r in rows(self._conn, sql, o=self._opd, t=tahun, v=self.versi(tahun))
        ]

    def pagu_per_pair(self, tahun: int) -> dict[Pasangan, int]:
        """Pagu in sen per (sub kegiatan, rekening), over units and sumber dana, in pagu order."""
        found: dict[Pasangan, int] = {}
        for b in self.pagu(tahun):
            found[b.pasangan] = found.get(b.pasangan, 0) + b.anggaran.sen
        return found

    def rencana(self, tahun: int) -> Mapping[str, Sequence[str]]:
        """Each rekening with the sub kegiatan it stands under."""
        found: dict[str, list[str]] = {}
        for sub, rekening in self.pagu_per_pair(tahun):
            found.setdefault(rekening, []).append(sub)
        return found

    def realised(self, tahun: int) -> dict[Pasangan, Rupiah]:
        """Realisation per pair so far."""
        sql = (
            "SELECT sub_kegiatan, rekening, sum(nilai) AS nilai FROM pemakaian "
            "WHERE opd_id = :o AND tahun = :t AND jenis = 'realisasi' GROUP BY sub_kegiatan, rekening"
        )
        return {(r.sub_kegiatan, r.rekening): Rupiah(as_int(r.nilai)) for r in rows(self._conn, sql, o=self._opd, t=tahun)}

    def add_dpa(self, tahun: int, dpa: Dpa) -> int:
        """Stores one version whole; answers its number."""
        versi = self.versi(tahun) + 1
        self._pintu.post(
            "dpa",
            [
                {
                    "tahun": tahun, "versi": versi, "tahapan": dpa.tahapan, "tanggal": dpa.tanggal, "sumber": dpa.sumber,
                    "nama": json.dumps(dict(dpa.nama), ensure_ascii=False, sort_keys=True),
                }
            ],
            tahun=tahun,
        )  # fmt: skip
        self._pintu.post(
            "pagu",
            [
                {
                    "tahun": tahun, "versi": versi, "urut": i, "unit": b.unit, "sub_kegiatan": b.sub_kegiatan,
                    "rekening": b.rekening, "sumber_dana": b.sumber_dana, "uraian": b.uraian, "anggaran": b.anggaran.sen,
                }
                for i, b in enumerate(dpa.baris)
            ],
        )  # fmt: skip
        return versi

    def has_spd(self, tahun: int, nomor: str) -> bool:
        sql = "SELECT count(*) FROM spd WHERE opd_id = :o AND tahun = :t AND nomor = :n"
        return bool(scalar(self._conn, sql, o=self._opd, t=tahun, n=nomor))

    def add_spd(self, tahun: int, spd: Spd) -> None:
        """Stores one SPD with its lines."""
        self._pintu.post("spd", [{"tahun": tahun, "nomor": spd.nomor, "tanggal": spd.tanggal, "triwulan": spd.triwulan}])
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
        last = scalar(self._conn, "SELECT max(versi) FROM rak WHERE opd_id = :o AND tahun = :t", o=self._opd, t=tahun)
        self._pintu.post(
            "rak",
            [
                {"tahun": tahun, "versi": int(last or 0) + 1, "sub_kegiatan": s, "rekening": r, "bulan": b, "nilai": n.sen}
                for (s, r), bulan in rak.baris.items()
                for b, n in bulan.items()
            ],
        )

    def claim(self, klaim: Sequence[Klaim], *, asal: UUID, tahun: int, tanggal: date) -> None:
        """Writes signed claims on pagu; what is given back is a claim with a minus."""
        baris = []
        for k in klaim:
            self._urut_klaim += 1
            baris.append(
                {
                    "tahun": tahun, "asal": asal, "urut": self._urut_klaim, "tanggal": tanggal, "jenis": str(k.jenis),
                    "unit": k.unit, "sub_kegiatan": k.sub_kegiatan, "rekening": k.rekening, "sumber_dana": k.sumber_dana,
                    "nilai": k.nilai.sen,
                }
            )  # fmt: skip
        if baris:
            self._pintu.post("pemakaian", baris, tahun=tahun)
