"""The DPT as it is printed: what is paid per purchase and budget line, over the signature of PA/KPA."""

from __future__ import annotations

from dataclasses import replace

from core.calendar import tanggal_panjang
from core.documents.dpt import BarisDpt, DptTercetak, render_dpt
from core.documents.kantor import KantorCetak
from core.documents.kit import Huruf
from core.errors import Refusal
from core.kkpd.dpt import Dpt
from core.money import terbilang
from ui.cetak import kantor_cetak
from ui.kantor import Kantor, Pertanyaan


def dpt_on_paper(dpt: Dpt, kantor: KantorCetak, tagihan: str) -> DptTercetak:
    """One row per purchase and budget line, so that its sum is what the SPP will carry (E10)."""
    asal = {nomor: b for b in reversed(dpt.baris) for nomor in b.bukti}
    baris = tuple(
        BarisDpt(
            kartu=asal[r.bukti].kartu,
            pemegang=asal[r.bukti].pemegang,
            tanggal=asal[r.bukti].tanggal,
            merchant=asal[r.bukti].merchant,
            no_bukti=r.bukti,
            sub_kegiatan=r.sub_kegiatan,
            kode_rekening=r.rekening,
            uraian=r.uraian,
            nilai=r.nilai,
        )
        for r in dpt.rincian
    )
    kop = kantor.kop("DAFTAR PEMBAYARAN TAGIHAN KKPD", f"Nomor {dpt.nomor}", f"Tanggal {tanggal_panjang(dpt.tanggal)}")
    return DptTercetak(
        kop=kop,
        baris=baris,
        jumlah=dpt.total,
        terbilang=terbilang(dpt.total),
        tagihan=tagihan,
        penandatangan=(replace(kantor.pa, atas=kantor.tempat_tanggal),),
        kertas=kantor.kertas,
    )


def read_dpt_pdf(kantor: Kantor, tahun: int, nomor: str, huruf: Huruf) -> bytes:
    """A DPT as PDF. Refuses one that does not exist or was withdrawn."""

    def question(q: Pertanyaan) -> DptTercetak:
        dpt = q.kkpd.dpt(tahun, nomor)
        if dpt is None:
            raise Refusal("ERR_DPT_TIDAK_ADA", f"DPT {nomor} tidak ada, atau sudah dicabut.", medan="nomor")
        asal = next((t for t in q.kkpd.tagihan(tahun, dpt.tanggal) if t.id == dpt.tagihan), None)
        tagihan = f"{asal.nomor}, cetakan {tanggal_panjang(asal.tanggal_cetak)}" if asal else ""
        return dpt_on_paper(dpt, kantor_cetak(q, dpt.tanggal), tagihan)

    return render_dpt(kantor.ask(question), huruf)
