"""Card months by chance through the commands: after every step the equations hold, on both engines (handbook KKPD 1.13)."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest

from core.anggaran.commands import ImportDpa
from core.anggaran.model import BarisPagu, Dpa
from core.errors import Refusal
from core.identity import TagihanId
from core.kas.commands import PostTransaksi
from core.kas.isi import KkpdLunasPribadi, Sp2dGuKkpd
from core.kkpd.baris import StatusBaris
from core.kkpd.commands import AcceptPair, DisputeLine, MakeDpt, RejectByPa, SaveBukti, SendToTest, TestLine
from core.kkpd.dpt import spp_values
from core.money import Rupiah, total
from db.anggaran.queries import SqlAnggaranQueries
from db.basis import Basis
from db.periksa import verify
from tests.db.kkpd.kantor_kartu import (
    ATK,
    LULUS,
    MAKAN,
    PA,
    PERJADIN,
    SUB,
    belanja,
    buka_kantor,
    daftar,
    impor,
    rp,
    tanya,
)
from tests.fakes.office import Office

HARI = date(2026, 6, 2)
UP_KKPD = rp(100_000_000)
S = StatusBaris


def used(kantor: Office) -> Rupiah:
    """E3 on the way: what each card has left and has used is its limit."""
    rows = tanya(kantor).kartu(HARI)
    for r in rows:
        assert r.limit is not None
        assert r.sisa == r.limit - r.pakai.tertagih - r.pakai.menunggu
    return total([r.terpakai for r in rows])


def realised(kantor: Office) -> dict[tuple[str, str], Rupiah]:
    with kantor.basis.reading() as conn:
        rows = SqlAnggaranQueries(conn, kantor.opd_id).availability(2026, 12)
    found = {r.pasangan: r.realisasi + r.kartu for r in rows}
    assert all(found[r.pasangan] <= r.pagu for r in rows), "E12"
    return found


@pytest.mark.parametrize("benih", [11, 12, 13])
def test_a_month_by_chance(basis: Basis, benih: int) -> None:
    acak = random.Random(benih)
    kantor = buka_kantor(basis)
    awal = used(kantor)
    beli = [
        (
            f"X-{n}",
            HARI - timedelta(days=acak.randint(5, 25)),
            f"TOKO {chr(65 + n)} CONTOH",
            acak.randint(1, 6) * 250_000 + n,
        )
        for n in range(8)
    ]
    for nomor, hari, toko, nilai in beli:
        belanja(kantor, nomor, hari, toko, rekening=acak.choice((ATK, MAKAN)), nilai=nilai, kartu="****0001")
    jumlah = rp(sum(n for *_, n in beli))
    assert used(kantor) == awal + jumlah
    tagihan = impor(kantor, daftar("acak.csv", *((h, t, n) for _, h, t, n in beli), kartu="0001"))
    assert used(kantor) == awal + jumlah, "a line and its evidence are one debt"
    for n, (nomor, *_) in enumerate(beli, 1):
        kantor.do(AcceptPair(tagihan=tagihan, baris=(n,), bukti=(nomor,)))
        kantor.do(SaveBukti(tagihan=tagihan, nomor=nomor, berkas="map"))
    kantor.do(SendToTest(tagihan=tagihan))
    ditolak, sengketa = decide(kantor, tagihan, acak, beli)
    holds(kantor, tagihan)
    assert used(kantor) == awal + jumlah
    dpt = kantor.do(MakeDpt(tagihan=tagihan, tanggal=HARI), PA).nilai.dpt
    spp = spp_values(dpt)
    assert dpt.total == spp.nilai == total([n for _, _, n in spp.rincian]) == jumlah - ditolak - sengketa  # E10
    assert used(kantor) == awal + jumlah, "E15: a DPT gives nothing back"
    with pytest.raises(Refusal) as tolak:
        kantor.do(MakeDpt(tagihan=tagihan, tanggal=HARI), PA)
    assert tolak.value.kode == "ERR_KKPD_TIDAK_LAYAK_DPT"  # E14
    sebelum = realised(kantor)
    sp2d = Sp2dGuKkpd(nomor="SP2D-1", nilai=dpt.total, dpt=dpt.pembelian, nomor_dpt=dpt.nomor)
    kantor.do(PostTransaksi(tanggal=HARI, isi=sp2d))
    assert used(kantor) == awal + ditolak + sengketa  # E15
    assert realised(kantor) == sebelum, "what was claimed is now realised"
    repay(kantor, tagihan)
    assert used(kantor) == awal + sengketa
    holds(kantor, tagihan)
    assert verify(kantor.basis, kantor.opd_id) == []


def decide(
    kantor: Office, tagihan: TagihanId, acak: random.Random, beli: list[tuple[str, date, str, int]]
) -> tuple[Rupiah, Rupiah]:
    """Approves, rejects, rejects in part and disputes by chance; what was rejected and what is disputed."""
    ditolak = sengketa = 0
    for n, (*_, nilai) in enumerate(beli, 1):
        nasib = acak.choice(("setujui", "setujui", "setujui", "sebagian", "tolak", "sengketa")) if n > 1 else "setujui"
        if nasib == "sengketa":
            kantor.do(DisputeLine(tagihan=tagihan, baris=n, tiket=f"T-{n}"))
            sengketa += nilai
            continue
        if nasib != "setujui":
            bagian = nilai if nasib == "tolak" else acak.randint(1, nilai - 1)
            surat = RejectByPa(
                tagihan=tagihan, baris=n, kode_alasan="T01", alasan="bukan belanja dinas",
                batas_pengembalian=HARI, nilai=None if nasib == "tolak" else rp(bagian),
            )  # fmt: skip
            kantor.do(surat, PA)
            ditolak += bagian
        if nasib != "tolak":
            kantor.do(TestLine(tagihan=tagihan, baris=(n,), hasil=LULUS), PA)
    return rp(ditolak), rp(sengketa)


def holds(kantor: Office, tagihan: TagihanId) -> None:
    """E5, E9 and E13 on the bill as it is kept."""
    lihat = tanya(kantor).lihat(tagihan, HARI)
    assert lihat is not None
    assert lihat.persamaan.bank.is_cocok
    assert lihat.persamaan.kita.is_cocok
    assert total([r.baris.nilai for r in lihat.baris]) == lihat.tagihan.tagihan_baru


def repay(kantor: Office, tagihan: TagihanId) -> None:
    """Every holder pays what was rejected from private money."""
    lihat = tanya(kantor).lihat(tagihan, HARI)
    assert lihat is not None
    for n, r in enumerate(x for x in lihat.baris if x.baris.status is S.DITOLAK):
        isi = KkpdLunasPribadi(nomor=f"KKL-9{n:03d}", asal=r.baris.bukti[0], nilai=r.baris.netto)
        kantor.do(PostTransaksi(tanggal=HARI, isi=isi))


def test_e12_no_card_purchase_beyond_the_budget_line(basis: Basis) -> None:
    kantor = buka_kantor(basis)
    batas = {ATK: 20_000_000, MAKAN: 12_000_000, PERJADIN: 12_000_000}
    pagu = tuple(BarisPagu(SUB, r, f"Belanja {r}", rp(n)) for r, n in batas.items())
    kantor.do(ImportDpa(tahun=2026, dpa=Dpa("1", date(2026, 6, 1), pagu)))
    sisa = (rp(12_000_000) - realised(kantor)[SUB, MAKAN]).sen // 100
    with pytest.raises(Refusal) as tolak:
        belanja(kantor, "X-1", HARI, "RM LAIN", rekening=MAKAN, nilai=sisa + 1, kartu="****7777")
    assert tolak.value.kode == "ERR_LEBIH_PAGU"
    belanja(kantor, "X-1", HARI, "RM LAIN", rekening=MAKAN, nilai=sisa, kartu="****7777")
    assert realised(kantor)[SUB, MAKAN] == rp(12_000_000)


def test_e15_no_purchase_beyond_up_kkpd(basis: Basis) -> None:
    kantor = buka_kantor(basis)
    sisa = (UP_KKPD - used(kantor)).sen // 100
    for n, bagian in enumerate((sisa // 2, sisa - sisa // 2)):
        belanja(kantor, f"X-{n}", HARI, f"TOKO {n}", rekening=(ATK, MAKAN)[n], nilai=bagian, kartu="****7777")
    with pytest.raises(Refusal) as tolak:
        belanja(kantor, "X-9", HARI, "TOKO", rekening=ATK, nilai=1, kartu="****7777")
    assert tolak.value.kode == "ERR_LEBIH_LIMIT_KKPD"
