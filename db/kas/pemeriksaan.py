"""Cash counts and handovers as rows: written through the one door, read back as they were signed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection

from core.identity import OpdId
from core.kas.model import BUKU_BP
from core.kas.pemeriksaan import (
    ItemTerbuka,
    JenisPeriksa,
    PemeriksaanKas,
    pihak_from_json,
    pihak_to_json,
)
from core.kas.penutupan import HitunganKas, SaldoBuku
from core.money import Rupiah
from db.sql import as_date, as_int, as_uuid, rows


def load_counts(conn: Connection, opd_id: OpdId, tahun: int) -> Sequence[PemeriksaanKas]:
    """The counts of a year, oldest first."""
    sql = """SELECT id, jenis, nomor, tanggal, pecahan, saldo_bku, saldo_tunai, saldo_bank, bank_dihitung, penjelasan,
      isi FROM pemeriksaan_kas WHERE opd_id = :o AND tahun = :t ORDER BY tanggal, jejak_no"""
    return [_count(r) for r in rows(conn, sql, o=opd_id, t=tahun)]


def _count(r: Any) -> PemeriksaanKas:
    isi = json.loads(r.isi)
    pemeriksa, diperiksa = pihak_from_json(isi["pemeriksa"]), pihak_from_json(isi["diperiksa"])
    assert pemeriksa is not None, "minutes name who checked"
    assert diperiksa is not None, "minutes name who was checked"
    return PemeriksaanKas(
        id=as_uuid(r.id),
        jenis=JenisPeriksa(r.jenis),
        nomor=r.nomor,
        tanggal=as_date(r.tanggal),
        buku=SaldoBuku(*(Rupiah(as_int(n)) for n in (r.saldo_bku, r.saldo_tunai, r.saldo_bank))),
        kas=HitunganKas(json.loads(r.pecahan), Rupiah(as_int(r.bank_dihitung))),
        pemeriksa=pemeriksa,
        diperiksa=diperiksa,
        penerima=pihak_from_json(isi["penerima"]),
        dasar=isi["dasar"],
        penjelasan=r.penjelasan,
        terbuka=tuple(ItemTerbuka(hal, nomor, Rupiah(sen)) for hal, nomor, sen in isi["terbuka"]),
    )


def count_row(p: PemeriksaanKas) -> dict[str, object]:
    """A count as a row of its table."""
    isi = {
        "pemeriksa": pihak_to_json(p.pemeriksa),
        "diperiksa": pihak_to_json(p.diperiksa),
        "penerima": pihak_to_json(p.penerima),
        "dasar": p.dasar,
        "terbuka": [[t.hal, t.nomor, t.nilai.sen] for t in p.terbuka],
    }
    return {
        "id": p.id, "tahun": p.tanggal.year, "buku": BUKU_BP, "jenis": str(p.jenis), "nomor": p.nomor,
        "tanggal": p.tanggal, "pecahan": _dump(dict(p.kas.lembar)), "saldo_bku": p.buku.bku.sen,
        "saldo_tunai": p.buku.tunai.sen, "saldo_bank": p.buku.bank.sen, "bank_dihitung": p.kas.saldo_bank.sen,
        "penjelasan": p.penjelasan, "isi": _dump(isi),
    }  # fmt: skip


def _dump(isi: dict[str, Any]) -> str:
    return json.dumps(isi, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
