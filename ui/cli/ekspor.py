"""The whole book-year of an office as one `pundi-transaksi` object."""

from __future__ import annotations

from datetime import date
from typing import Any

from core.kas.ekspor import export_transaksi
from core.kas.work import AMBANG_PERSEN_GU
from core.money import NOL, Rupiah
from ui.kantor import Kantor, Pertanyaan


def whole_book(kantor: Kantor, tahun: int) -> dict[str, Any]:
    """Everything of one year, ready to be written."""
    opd = kantor.opd

    def read(q: Pertanyaan) -> dict[str, Any]:
        sk = q.opd.decrees(tahun)
        spd: dict[int, dict[tuple[str, str], Rupiah]] = {}
        for s in q.anggaran.spd_list(tahun):
            per = spd.setdefault(s.triwulan, {})
            for pair, n in s.baris.items():
                per[pair] = per.get(pair, NOL) + n
        rak = q.anggaran.rak(tahun)
        return export_transaksi(
            opd_nama=opd.nama,
            opd_kode=opd.kode,
            tahun=tahun,
            bulan=q.kas.months(tahun) or (1, 1),
            pagu=q.anggaran.pagu(tahun),
            up_tunai=sk[-1].up_tunai if sk else NOL,
            limit_kkpd=sk[-1].limit_kkpd if sk else NOL,
            ambang_persen_gu=q.opd.settings().value(AMBANG_PERSEN_GU, date(tahun, 1, 1)),
            spd=spd,
            rak=rak.baris if rak else {},
            masukan=q.kas.masukan(tahun),
            peristiwa=q.kas.all_events(tahun),
        )

    return kantor.ask(read)
