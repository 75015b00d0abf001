"""What a card owes is counted once, and the control book names shop, account and DPT; on both engines."""

from __future__ import annotations

from datetime import date

import pytest

from core.calendar import Bulan
from core.kas.commands import PostTransaksi
from core.kas.isi import Sp2dGuKkpd
from core.kkpd.commands import AcceptCertain, MakeDpt, WithdrawDpt
from core.kkpd.queries import RincianKkpd
from core.money import Rupiah
from db.basis import Basis
from db.kas.queries import SqlKasQueries
from tests.db.kkpd.kantor_kartu import (
    ATK,
    BELANJA,
    KARTU_A,
    KARTU_B,
    MAKAN,
    PA,
    PERJADIN,
    belanja,
    buka_kantor,
    impor,
    pasangkan,
    rp,
    setujui,
    siap_uji,
    tagihan_mei,
    tanya,
)
from tests.fakes.office import Office

HARI = date(2026, 6, 2)


@pytest.fixture
def kantor(basis: Basis) -> Office:
    return buka_kantor(basis)


def pemakaian(kantor: Office) -> dict[object, tuple[Rupiah, Rupiah]]:
    return {r.kartu.id: (r.pakai.tertagih, r.pakai.menunggu) for r in tanya(kantor).kartu(HARI)}


def test_a_purchase_and_its_unpaired_line_are_one_debt(kantor: Office) -> None:
    assert pemakaian(kantor) == {KARTU_A: (rp(0), rp(17_540_000)), KARTU_B: (rp(0), rp(3_200_000))}
    belanja(kantor, "KKPD-0005", HARI, "Toko Lain", rekening=PERJADIN, nilai=700_000)
    tagihan = impor(kantor, tagihan_mei())
    belum = {KARTU_A: (rp(17_540_000), rp(0)), KARTU_B: (rp(4_700_000), rp(700_000))}
    assert pemakaian(kantor) == belum
    kantor.do(AcceptCertain(tagihan=tagihan))
    assert pemakaian(kantor) == belum
    (satu, dua) = sorted(tanya(kantor).kartu(HARI), key=lambda r: r.kartu.empat_akhir)
    assert (satu.terpakai, dua.terpakai) == (rp(17_540_000), rp(5_400_000))
    assert (satu.sisa, dua.sisa) == (rp(42_460_000), rp(34_600_000))


def test_the_control_book_names_shop_account_and_dpt(kantor: Office) -> None:
    kunci = dict.fromkeys(n for n, *_ in BELANJA)
    rekening = {"KKPD-0001": ATK, "KKPD-0002": ATK, "KKPD-0003": MAKAN, "KKPD-0004": PERJADIN}
    toko = {n: nama for n, _, nama, *_ in BELANJA}
    assert tanya(kantor).rincian_buku(2026) == {n: RincianKkpd(toko[n], rekening[n]) for n in kunci}
    tagihan = impor(kantor, tagihan_mei())
    pasangkan(kantor, tagihan)
    siap_uji(kantor, tagihan)
    setujui(kantor, tagihan, 1, 5)
    dpt = kantor.do(MakeDpt(tagihan=tagihan, tanggal=HARI), PA).nilai.dpt
    buku = tanya(kantor).rincian_buku(2026)
    assert [buku[n].no_dpt for n in kunci] == [dpt.nomor, "", "", dpt.nomor]
    kantor.do(WithdrawDpt(tahun=2026, nomor=dpt.nomor, alasan="Salah"), PA)
    assert tanya(kantor).rincian_buku(2026)["KKPD-0001"].no_dpt == ""
    lagi = kantor.do(MakeDpt(tagihan=tagihan, tanggal=HARI), PA).nilai.dpt
    sp2d = Sp2dGuKkpd(nomor="SP2D-0100", nilai=lagi.total, dpt=lagi.pembelian, nomor_dpt=lagi.nomor)
    kantor.do(PostTransaksi(tanggal=HARI, isi=sp2d))
    buku = tanya(kantor).rincian_buku(2026)
    assert buku["KKPD-0001"] == RincianKkpd("Toko ATK Contoh", ATK, lagi.nomor)
    assert buku["SP2D-0100"] == RincianKkpd(no_dpt=lagi.nomor)
    with kantor.basis.reading() as conn:
        juni = SqlKasQueries(conn, kantor.opd_id).kkpd(Bulan(2026, 6))
    assert [(r.label, r.nomor) for r in juni.baris] == [("SP2D-0100 pelunasan", "SP2D-0100")]


def test_each_purchase_says_how_far_it_has_come(kantor: Office) -> None:
    belanja(kantor, "KKPD-0005", HARI, "Toko Lain", rekening=PERJADIN, nilai=700_000)
    tagihan = impor(kantor, tagihan_mei())
    pasangkan(kantor, tagihan)
    siap_uji(kantor, tagihan)
    setujui(kantor, tagihan, 1, 5)
    dpt = kantor.do(MakeDpt(tagihan=tagihan, tanggal=HARI, baris=(1,)), PA).nilai.dpt
    found = {x.pembelian.nomor_bukti: x for x in tanya(kantor).belanja_kartu(2026)}
    assert {n: x.kata for n, x in found.items()} == {
        "KKPD-0001": "di DPT", "KKPD-0002": "diuji PA/KPA", "KKPD-0003": "diuji PA/KPA", "KKPD-0004": "disetujui",
        "KKPD-0005": "belum berpasangan",
    }  # fmt: skip
    satu = found["KKPD-0001"]
    assert (satu.tagihan, satu.jatuh_tempo, satu.dpt) == ("BANK CONTOH 2026-05", date(2026, 6, 19), dpt.nomor)
    assert next(iter(found)) == "KKPD-0005"
    sp2d = Sp2dGuKkpd(nomor="SP2D-0100", nilai=dpt.total, dpt=dpt.pembelian, nomor_dpt=dpt.nomor)
    kantor.do(PostTransaksi(tanggal=HARI, isi=sp2d))
    (dua, satu_kartu) = tanya(kantor).kartu(HARI)
    assert (satu_kartu.lunas, satu_kartu.jatuh_tempo) == (rp(11_100_000), date(2026, 6, 19))
    assert (dua.lunas, dua.jatuh_tempo) == (rp(0), date(2026, 6, 19))
    assert [x.peristiwa for x in dua.langkah] == ["setujui_sk", "terbitkan", "aktifkan"]
    lunas = next(x for x in tanya(kantor).belanja_kartu(2026) if x.pembelian.nomor_bukti == "KKPD-0001")
    assert lunas.kata == "lunas"
