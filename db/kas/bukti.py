"""Evidence of a year as lists: a month of it, what concerns one payee or one word, numbers used, panjar, the export."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from core.calendar import Bulan
from core.identity import TransaksiId
from core.kas.berkas import PeristiwaTersimpan
from core.kas.koreksi import KoreksiRow
from core.kas.model import Jenis
from core.kas.queries import (
    PanjarRow,
    TransaksiRow,
)
from core.money import Rupiah
from db.kas.lpj import SqlLpj
from db.sql import as_date, as_int, as_uuid, rows, scalar

_CADANGAN: Final = 20
"""How many times what is asked for is read, so that enough is left after a closer look."""


class SqlBukti(SqlLpj):
    """The lists of evidence of one office."""

    def transaksi(self, bulan: Bulan, *, cari: str = "") -> Sequence[TransaksiRow]:
        """The events of a month as a list of evidence."""
        found = self._evidence("t.tanggal BETWEEN :dari AND :sampai", **self._month(bulan))
        kata = cari.lower()
        return [r for r in found if not kata or kata in f"{r.nomor} {r.uraian} {r.pihak} {r.jenis}".lower()]

    def transaksi_pihak(self, tahun: int, nama: str) -> Sequence[TransaksiRow]:
        """What a year's events paid somebody, newest first."""
        ditulis = json.dumps(nama, ensure_ascii=False)
        pola = f"%{_literal(ditulis)}%"
        found = self._evidence("t.isi LIKE :pihak ESCAPE '!'", opd=self._opd, tahun=tahun, pihak=pola)
        return [r for r in found if r.pihak == nama]

    def cari_transaksi(self, tahun: int, kata: str, batas: int) -> Sequence[TransaksiRow]:
        """The latest events of a year whose number, uraian or payee hold every word."""
        words = kata.lower().split()
        if not words:
            return []
        tempat = "lower(t.nomor || ' ' || t.uraian || ' ' || t.isi)"
        syarat = " AND ".join(f"{tempat} LIKE :k{i} ESCAPE '!'" for i in range(len(words)))
        k = {f"k{i}": f"%{_literal(w)}%" for i, w in enumerate(words)}
        dipilih = f"""t.id IN (SELECT t.id FROM transaksi t WHERE t.opd_id = :opd AND t.tahun = :tahun AND {syarat}
          ORDER BY t.tanggal DESC, t.urut DESC LIMIT :batas)"""  # noqa: S608 - own text
        # the contents name their fields too, so some of what the database offers is dropped again
        found = self._evidence(dipilih, opd=self._opd, tahun=tahun, batas=batas * _CADANGAN, **k)
        return [r for r in found if all(w in f"{r.nomor} {r.uraian} {r.pihak}".lower() for w in words)][:batas]

    def nomor_seri(self, tahun: int, seri: Sequence[str]) -> Mapping[str, Sequence[str]]:
        """The numbers used in each series, those of its latest month."""
        sql = """SELECT n.seri, n.nomor, t.tanggal FROM nomor_terpakai n
        JOIN transaksi t ON t.opd_id = n.opd_id AND t.id = n.transaksi_id
        WHERE n.opd_id = :opd AND n.tahun = :tahun AND n.seri <> 'NTPN'"""
        found: dict[str, dict[str, list[str]]] = {}
        for r in rows(self._conn, sql, opd=self._opd, tahun=tahun):
            if r.seri in seri:
                found.setdefault(r.seri, {}).setdefault(str(r.tanggal)[:7], []).append(r.nomor)
        return {s: bulan[max(bulan)] for s, bulan in found.items()}

    def panjar_setahun(self, tahun: int) -> Sequence[PanjarRow]:
        """The panjar of a year that were not taken back, newest first, with what accounted for each."""
        k = {"opd": self._opd, "tahun": tahun}
        sql = """SELECT pos, sum(d) AS d FROM v_harian
        WHERE opd_id = :opd AND tahun = :tahun AND kelas = 'panjar' GROUP BY pos"""
        sisa = {r.pos: as_int(r.d) for r in rows(self._conn, sql, **k)}
        sql = """SELECT t.kode, t.jenis, t.nomor, t.tanggal, t.uraian, t.isi FROM transaksi t
        WHERE t.opd_id = :opd AND t.tahun = :tahun AND t.jenis IN ('PANJAR', 'SPJ_PANJAR')
          AND NOT EXISTS (SELECT 1 FROM transaksi k WHERE k.opd_id = t.opd_id AND k.membalik = t.id)
        ORDER BY t.tanggal DESC, t.urut DESC"""
        found = rows(self._conn, sql, **k)
        spj: dict[str, list[tuple[str, dict[str, Any]]]] = {}
        for r in found:
            if r.jenis == "SPJ_PANJAR":
                isi = json.loads(r.isi)
                spj.setdefault(isi["panjar"], []).append((r.nomor, isi))
        return [_panjar_row(r, spj.get(r.nomor, ()), sisa.get(r.nomor, 0)) for r in found if r.jenis == "PANJAR"]

    def _evidence(self, syarat: str, **k: Any) -> list[TransaksiRow]:
        sql = f"""SELECT t.kode, t.tanggal, t.jenis, t.nomor, t.uraian, t.isi,
          (SELECT sum(m.nilai) FROM v_mutasi m
           WHERE m.opd_id = t.opd_id AND m.transaksi_id = t.id AND m.dk = 'pajak') AS pajak,
          (SELECT count(*) FROM transaksi k WHERE k.opd_id = t.opd_id AND k.membalik = t.id) AS dibalik,
          (SELECT min(i.nomor) FROM lpj_isi i WHERE i.opd_id = t.opd_id AND i.transaksi_id = t.id) AS lpj
        FROM transaksi t
        WHERE t.opd_id = :opd AND t.tahun = :tahun AND {syarat} AND t.jenis <> 'AWAL'
        ORDER BY t.tanggal DESC, t.urut DESC"""  # noqa: S608 - own text
        return [_evidence_row(r) for r in rows(self._conn, sql, **k)]

    def masukan(self, tahun: int) -> dict[str, object] | None:
        """The opening's own words, as its file had them."""
        found = scalar(
            self._conn, "SELECT masukan FROM pembukaan WHERE opd_id = :o AND tahun = :t", o=self._opd, t=tahun
        )
        return None if found is None else dict(json.loads(found))

    def all_events(self, tahun: int) -> Sequence[PeristiwaTersimpan]:
        """Every event of a year in the order of the books, for the export."""
        sql = """SELECT id, kode, tanggal, urut, jenis, isi, atribut, uraian FROM transaksi
        WHERE opd_id = :o AND tahun = :t AND jenis <> 'AWAL' ORDER BY tanggal, urut"""
        return [stored_event(r) for r in rows(self._conn, sql, o=self._opd, t=tahun)]

    def peristiwa(self, dari: date, sampai: date, jenis: Sequence[Jenis]) -> Sequence[PeristiwaTersimpan]:
        """The events of some kinds between two days of one year that were not taken back, in the order of the books."""
        names = {f"j{i}": str(j) for i, j in enumerate(jenis)}
        sql = f"""SELECT t.id, t.kode, t.tanggal, t.urut, t.jenis, t.isi, t.atribut, t.uraian FROM transaksi t
        WHERE t.opd_id = :o AND t.tahun = :t AND t.tanggal BETWEEN :dari AND :sampai
          AND t.jenis IN ({", ".join(f":{n}" for n in names)})
          AND NOT EXISTS (SELECT 1 FROM transaksi k WHERE k.opd_id = t.opd_id AND k.membalik = t.id)
        ORDER BY t.tanggal, t.urut"""  # noqa: S608 - names are :j0, :j1, ...
        found = rows(self._conn, sql, o=self._opd, t=dari.year, dari=dari, sampai=sampai, **names)
        return [stored_event(r) for r in found]

    def koreksi_lintas(self, bulan: Bulan) -> Sequence[KoreksiRow]:
        """Corrections between a month and another one: those it holds, and those made later of what it holds."""
        sql = """SELECT a.nomor AS asal, a.tanggal AS tanggal_asal, k.nomor, k.tanggal, k.isi, (
            SELECT max(m.nilai) FROM mutasi m WHERE m.opd_id = a.opd_id AND m.transaksi_id = a.id) AS nilai
        FROM transaksi k JOIN transaksi a ON a.opd_id = k.opd_id AND a.id = k.membalik
        WHERE k.opd_id = :opd AND k.tahun = :tahun
          AND (k.tanggal BETWEEN :dari AND :sampai OR a.tanggal BETWEEN :dari AND :sampai)
          AND NOT (k.tanggal BETWEEN :dari AND :sampai AND a.tanggal BETWEEN :dari AND :sampai)
        ORDER BY k.tanggal, k.urut"""
        return [
            KoreksiRow(
                r.asal,
                as_date(r.tanggal_asal),
                r.nomor,
                as_date(r.tanggal),
                Rupiah(as_int(r.nilai)),
                str(json.loads(r.isi).get("alasan") or ""),
            )
            for r in rows(self._conn, sql, **self._month(bulan))
        ]


def _literal(kata: str) -> str:
    """Words for LIKE, in which nothing stands for something else."""
    for c in "!%_":
        kata = kata.replace(c, "!" + c)
    return kata


def _panjar_row(r: Any, spj: Sequence[tuple[str, dict[str, Any]]], sisa: int) -> PanjarRow:
    isi = json.loads(r.isi)

    def sen(i: dict[str, Any], medan: str) -> int:
        return Rupiah.from_json(i.get(medan) or 0).sen

    return PanjarRow(
        nomor=r.nomor,
        tx=r.kode,
        tanggal=as_date(r.tanggal),
        pptk=str(isi.get("pptk") or ""),
        uraian=r.uraian,
        sub_kegiatan=str(isi.get("sub_kegiatan") or ""),
        nilai=Rupiah.from_json(isi["nilai"]),
        sisa=Rupiah(sisa),
        belanja=Rupiah(sum(sen(i, "bruto") for _, i in spj)),
        pajak=Rupiah(sum(Rupiah.from_json(n).sen for _, i in spj for _, n in i.get("pajak") or ())),
        kembali=Rupiah(sum(sen(i, "sisa_disetor_pptk") - sen(i, "kurang_dibayar_bp") for _, i in spj)),
        bukti=tuple(nomor for nomor, _ in spj),
    )


def _evidence_row(r: Any) -> TransaksiRow:
    isi = json.loads(r.isi)
    nilai = isi.get("bruto", isi.get("nilai"))
    if nilai is None:
        nilai = sum(s["nilai"] for s in isi.get("setoran", ()))
    pihak = str(isi.get("rekanan") or isi.get("merchant") or isi.get("pptk") or "")
    return TransaksiRow(
        r.kode, as_date(r.tanggal), r.jenis, r.nomor, r.uraian, pihak, Rupiah.from_json(nilai),
        Rupiah(as_int(r.pajak)), bool(r.dibalik), r.lpj or "",
    )  # fmt: skip


def stored_event(r: Any) -> PeristiwaTersimpan:
    """A row of `transaksi` in the clothes of the interchange format."""
    mentah = {"id": r.kode, "tanggal": as_date(r.tanggal).isoformat(), "tipe": r.jenis, **json.loads(r.isi)}
    if r.uraian:
        mentah["uraian"] = r.uraian
    atribut = json.loads(r.atribut)
    if atribut:
        mentah["atribut"] = atribut
    return PeristiwaTersimpan(TransaksiId(as_uuid(r.id)), int(r.urut), mentah)
