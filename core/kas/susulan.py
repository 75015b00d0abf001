"""What is posted before something that stands already: the document itself, then every later event tried again."""

from __future__ import annotations

from datetime import date

from core.errors import Refusal, Temuan
from core.kas.bentuk import PembacaPeristiwa, Peristiwa
from core.kas.model import Transaksi
from core.kas.posisi import KetentuanUp, Posisi
from core.kas.posting import ArsipSementara, post_event
from core.kas.work import KasWork


def post_late(
    work: KasWork, peristiwa: Peristiwa, ketentuan: KetentuanUp
) -> tuple[Transaksi, tuple[Temuan, ...], Posisi]:
    """A document that arrives late: posted where its date puts it, if all that follows still stands."""
    tahun, tanggal = peristiwa.tanggal.year, peristiwa.tanggal
    lpj = work.kas.last_lpj_date(tahun)
    posisi = work.kas.load_posisi(tahun, ketentuan, tanggal)
    arsip = ArsipSementara(posisi.arsip)
    posisi.arsip = arsip
    transaksi, peringatan = post_event(peristiwa, posisi)
    if lpj is not None and tanggal < lpj and _touches_up(transaksi):
        pesan = (
            f"Belanja UP tanggal {tanggal} mendahului belanja terakhir dalam LPJ-UP ({lpj}); pakai tanggal sesudahnya."
        )
        raise Refusal("ERR_TANGGAL_SUDAH_LPJ", pesan, tx=peristiwa.kode, medan="tanggal")
    arsip.keep(transaksi, posisi.urut)
    urut = posisi.urut
    try_later(work, tahun, tanggal, posisi, apa=f"Dokumen bertanggal {tanggal} ini", tx=peristiwa.kode)
    posisi.urut = urut
    return transaksi, peringatan, posisi


def try_later(work: KasWork, tahun: int, tanggal: date, posisi: Posisi, *, apa: str, tx: str | None) -> None:
    """Puts every event after a date through its recipe again; the first refusal refuses what was posted before it."""
    arsip = posisi.arsip
    assert isinstance(arsip, ArsipSementara), "later events refer to the one being posted"
    coba = PembacaPeristiwa(tahun=tahun, dari=date(tahun, 1, 1), sampai=date(tahun, 12, 31), pagu=None, sen=True)
    for s in work.kas.later(tahun, tanggal):
        berikut = coba.read(s.mentah, urutan=False)
        assert berikut is not None, f"a stored event has lost its form: {coba.temuan}"
        try:
            lama, _ = post_event(berikut, posisi, transaksi_id=s.id, urut=s.urut)
        except Refusal as e:
            pesan = f"{apa} membuat {berikut.kode} ({berikut.tanggal}) tidak sah: {e}"
            raise Refusal(e.kode, pesan, tx=tx, medan="tanggal") from e
        arsip.keep(lama, s.urut)


def _touches_up(transaksi: Transaksi) -> bool:
    """Does it move UP spending that an LPJ would answer for?"""
    akun = [a for m in transaksi.mutasi for a in (m.dari, m.ke)]
    return any(a.kelas == "belanja" and a.jenis == "up" and not a.pos for a in akun)
