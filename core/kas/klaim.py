"""What an event does to the claims on pagu: realised, bought by card, planned by TU (architecture, room anggaran)."""

from __future__ import annotations

from core.anggaran.model import JenisKlaim, Klaim
from core.kas.model import Pasangan, Transaksi
from core.kas.posisi import Posisi
from core.money import Rupiah


def claims_of(transaksi: Transaksi, posisi: Posisi) -> tuple[Klaim, ...]:
    """Signed claims of one posted event; the position is the one after it."""
    unit, dana = str(transaksi.atribut.get("unit") or ""), str(transaksi.atribut.get("sumber_dana") or "")
    found: list[Klaim] = []

    def add(pair: Pasangan, jenis: JenisKlaim, sen: int) -> None:
        if sen:
            found.append(Klaim(pair[0], pair[1], jenis, Rupiah(sen), unit, dana))

    for u in transaksi.dokumen.tu:
        for pair, sen in u.rencana:
            add(pair, JenisKlaim.RENCANA_TU, sen)
    for m in transaksi.mutasi:
        for akun, sen in ((m.ke, m.nilai), (m.dari, -m.nilai)):
            pair = (akun.sub_kegiatan, akun.rekening)
            if akun.kelas == "belanja":
                add(pair, JenisKlaim.REALISASI, sen)
                if akun.jenis == "tu" and akun.pos in posisi.tu:
                    add(pair, JenisKlaim.RENCANA_TU, -sen)
            elif akun.kelas == "tunda":
                add(pair, JenisKlaim.KARTU, sen)
    for m in transaksi.mutasi:
        if m.ke.kelas == "rkud" and m.ke.jenis == "sts_sisa_tu" and m.ke.pos in posisi.tu:
            tu = posisi.tu[m.ke.pos]
            if tu.sisa == 0:
                for pair, rencana in tu.rencana.items():
                    add(pair, JenisKlaim.RENCANA_TU, -(rencana - tu.belanja.get(pair, 0)))
    return tuple(found)
