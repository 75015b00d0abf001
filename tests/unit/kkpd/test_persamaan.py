"""Equations E1 to E15 of handbook KKPD 1.13 over card months made by chance, and what breaks each of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from core.errors import Refusal
from core.identity import TagihanId, new_uuid
from core.kkpd import rules
from core.kkpd.baris import StatusBaris
from core.kkpd.dpt import BarisDpt, Dpt, RincianDpt, groups, spp_values
from core.kkpd.model import JenisLimit
from core.kkpd.pemakaian import Pemakaian, use_of_cards
from core.kkpd.pengujian import JenisBaris, Penolakan
from core.kkpd.queries import KartuRow
from core.money import NOL, Rupiah, total
from core.opd.model import SkUp
from tests.unit.kkpd.bulan_acak import CETAK, SK, TEMPO, BulanKartu, months, settled
from tests.unit.kkpd.contoh_kartu import PEMEGANG_A, PENGGUNA_ANGGARAN, PPTK, baris, beli, beli_lengkap, lulus, rp

cepat = settings(max_examples=60, deadline=None)
SEN = Rupiah(1)
S = StatusBaris


def used(bulan: BulanKartu) -> dict[object, Pemakaian]:
    return dict(use_of_cards(bulan.baris, bulan.menunggu, {}))


def rows_of(bulan: BulanKartu) -> list[KartuRow]:
    pakai = used(bulan)
    return [KartuRow(k, 1, bulan.limit(k), pakai.get(k.id, Pemakaian())) for k in bulan.kartu]


@cepat
@given(months())
def test_e1_up_is_cash_and_card_together(bulan):
    awal = date(2026, 1, 2)
    sk = SkUp(
        id=new_uuid(), nomor=SK, tanggal=awal, berlaku_dari=awal, up_tunai=bulan.up_tunai, limit_kkpd=bulan.up_kkpd,
        dicatat=awal,
    )  # fmt: skip
    assert sk.besaran_up == sk.up_tunai + sk.limit_kkpd
    assert sk.besaran_up.sen * sk.proporsi_kkpd == sk.limit_kkpd.sen


@cepat
@given(months(), st.integers(1, 10**9))
def test_e2_limits_of_the_cards_against_up_kkpd(bulan, kurang):
    limit = bulan.up_kkpd
    assert rules.check_share(bulan.kartu, limit, SK, CETAK, keras=True) is None
    kecil = limit - Rupiah(kurang)
    for keras, kode in ((True, "ERR_LIMIT_KARTU"), (False, "WARN_LIMIT_KARTU")):
        temuan = rules.check_share(bulan.kartu, kecil, SK, CETAK, keras=keras)
        assert temuan is not None
        assert temuan.kode == kode


@cepat
@given(months())
def test_e3_limit_is_what_is_left_posted_and_waiting(bulan):
    for r in rows_of(bulan):
        assert r.limit == r.sisa + r.pakai.tertagih + r.pakai.menunggu
        assert r.sisa >= NOL
        milik = [b for b in bulan.of(r.kartu) if b.status not in rules.AKHIR]
        assert r.pakai.tertagih == total([b.netto for b in milik])


@cepat
@given(months())
def test_e3_counts_a_purchase_and_its_open_line_once(bulan):
    """Evidence of an open line comes in: nothing more is used than before."""
    terbuka = [b for b in bulan.baris if b.status is S.TERBUKUKAN]
    bukti = [
        beli(f"B-{b.nomor}", b.nilai.sen // 100, "TOKO CONTOH", b.tanggal_transaksi, kartu=b.kartu) for b in terbuka
    ]
    ulang = replace(bulan, menunggu=[*bulan.menunggu, *bukti])
    assert total([p.terpakai for p in used(ulang).values()]) == total([p.terpakai for p in used(bulan).values()])


@cepat
@given(months())
def test_e4_up_kkpd_is_what_is_left_and_what_is_used(bulan):
    sisa = rules.remaining_limit(bulan.up_kkpd, bulan.baris, bulan.menunggu)
    pakai = used(bulan).values()
    assert bulan.up_kkpd == sisa + total([p.tertagih for p in pakai]) + total([p.menunggu for p in pakai])
    assert sisa == total([r.sisa for r in rows_of(bulan)])


@cepat
@given(months())
def test_e5_e6_e7_the_banks_own_figures(bulan):
    tagihan = bulan.bill()
    assert rules.bank_equation(tagihan).kata == "total bank cocok"
    assert all(x.is_cocok for x in rules.card_equations(tagihan))
    assert rules.credit_equation(tagihan).is_cocok
    assert not [t for t in rules.check_control_totals(tagihan, bulan.semua) if t.is_error]


@cepat
@given(months(), st.sampled_from(("tagihan_lalu", "kredit", "belanja", "tarik_tunai", "bunga", "tagihan_baru")))
def test_e5_a_sen_too_many_anywhere_is_seen(bulan, kolom):
    tagihan = bulan.bill()
    salah = replace(tagihan, **{kolom: getattr(tagihan, kolom) + SEN})
    assert not rules.bank_equation(salah).is_cocok
    with pytest.raises(Refusal) as tolak:
        salah.step("validasi", rules.check_control_totals(salah, bulan.semua))
    assert tolak.value.kode == "ERR_TOTAL_TAGIHAN"


@cepat
@given(months(), st.integers(0, 10))
def test_e5_a_lost_line_is_seen(bulan, ke):
    assume(bulan.semua)
    kurang = [b for n, b in enumerate(bulan.semua) if n != ke % len(bulan.semua)]
    assert any(t.is_error for t in rules.check_control_totals(bulan.bill(), kurang))


@cepat
@given(months())
def test_e8_cash_and_interest_are_flagged(bulan):
    tagihan = bulan.bill()
    kode = [t.kode for t in rules.check_control_totals(tagihan, bulan.semua)]
    assert kode == (["WARN_BIAYA_TAGIHAN"] if tagihan.tarik_tunai or tagihan.bunga else [])


@cepat
@given(months())
def test_e9_every_rupiah_of_a_purchase_has_its_place(bulan):
    kita = rules.our_equation(bulan.baris, bulan.refund)
    assert kita.is_cocok
    assert "total bank" not in kita.kata
    tutup = rules.check_closable(bulan.baris, bulan.refund)
    tinggal = [b for b in bulan.baris if b.jenis is JenisBaris.BELANJA and b.status not in rules.AKHIR]
    assert [t.baris for t in tutup] == [b.nomor for b in tinggal]
    if bulan.refund:
        assert not rules.our_equation(bulan.baris, bulan.refund[1:]).is_cocok


@cepat
@given(months())
def test_e10_one_sum_from_the_dpt_to_the_sp2d(bulan):
    setuju = [b for b in bulan.baris if rules.dpt_objection(b) is None]
    assume(setuju)
    jumlah = rules.demand_dpt(setuju)
    daftar = tuple(
        BarisDpt(b.kunci_bank, b.nomor, "•••• 0001", "CONTOH", b.tanggal_transaksi, b.keterangan, b.bukti, b.netto)
        for b in setuju
    )
    rincian = tuple(RincianDpt(b.bukti[0], "1.01", f"5.1.0{n % 3}", "Belanja", b.netto) for n, b in enumerate(setuju))
    dpt = Dpt("001/DPT", 1, CETAK, TagihanId(new_uuid()), PENGGUNA_ANGGARAN, "PA CONTOH", daftar, rincian)
    spp = spp_values(dpt)
    assert jumlah == dpt.total == spp.nilai == total([n for _, _, n in spp.rincian])
    terutang = {b.bukti[0]: b.netto for b in setuju}
    pilih = [k for k in groups(bulan.baris) if k.disetujui]
    assert all(k.objection(terutang) is None for k in pilih)
    assert total([b.netto for k in pilih for b in k.disetujui]) == jumlah


@cepat
@given(months(nasib=("disetujui", "sebagian", "ditolak", "sengketa", "dikembalikan", "refund_sebagian"), biaya=False))
def test_e11_what_must_reach_the_bank(bulan):
    bulan.baris = [
        b.send_to_test(PPTK, [beli_lengkap(b.bukti[0], b.nilai.sen // 100)])[0].approve(lulus(), PEMEGANG_A)[0]
        if b.status is S.COCOK
        else b
        for b in bulan.baris
    ]  # lines lowered by a refund go the same way
    bayar = rules.amount_due(bulan.bill(), bulan.baris)
    assert bayar.is_cocok
    suku = dict(bayar.suku)
    assert rules.payment_equation(bayar.tertulis, sp2d=suku["DPT"], pribadi=suku["pribadi"]).is_cocok
    assert not rules.payment_equation(bayar.tertulis + SEN, sp2d=suku["DPT"], pribadi=suku["pribadi"]).is_cocok
    assert bulan.bill().tagihan_baru == bayar.tertulis + rules.disputed(bulan.baris)


@cepat
@given(st.integers(2, 10**9), st.data())
def test_e13_parts_of_a_split_line_add_up(nilai, data):
    ditolak = data.draw(st.integers(1, nilai - 1))
    b, _ = baris(1, nilai).match(["TBP-1"])
    b, _ = b.send_to_test(PPTK, [beli_lengkap("TBP-1", nilai)])
    surat = Penolakan(1, "T01", "bukan belanja dinas", rp(ditolak), PEMEGANG_A, TEMPO)
    satu, dua, _ = b.approve_part(lulus(), surat)
    assert satu.nilai + dua.nilai == b.nilai
    assert (satu.status, dua.status, dua.bagian) == (S.DISETUJUI, S.DITOLAK, 1)
    with pytest.raises(Refusal) as tolak:
        b.approve_part(lulus(), replace(surat, nilai=rp(nilai)))
    assert tolak.value.kode == "ERR_KKPD_LEBIH_SISA"


@cepat
@given(months())
def test_e14_a_line_stands_on_one_dpt_only(bulan):
    for b in bulan.baris:
        if b.status is not S.DISETUJUI:
            continue
        satu, _ = b.put_on_dpt("DPT-1")
        with pytest.raises(Refusal) as tolak:
            satu.put_on_dpt("DPT-2")
        assert tolak.value.kode == "ERR_LANGKAH_BARIS"
        with pytest.raises(Refusal) as tolak:
            rules.demand_dpt([satu])
        assert tolak.value.kode == "ERR_KKPD_TIDAK_LAYAK_DPT"
    kunci = [(b.kunci_bank, b.bagian) for k in groups(bulan.baris) for b in k.baris]
    assert len(kunci) == len(set(kunci)) == len(bulan.baris)


@cepat
@given(months())
def test_e15_only_a_payment_that_was_posted_gives_limit_back(bulan):
    batas = bulan.up_kkpd

    def sisa(lines):
        return rules.remaining_limit(batas, lines, bulan.menunggu)

    sebelum = sisa(bulan.baris)
    assert sebelum >= NOL
    terbit = [b.put_on_dpt("DPT-1")[0].answer_sp2d("SP2D-1")[0] if b.status is S.DISETUJUI else b for b in bulan.baris]
    assert sisa(terbit) == sebelum, "an SP2D alone gives nothing back"
    lunas = settled(bulan)
    dibayar = [b.netto for b in bulan.baris if b.status in {S.DISETUJUI, S.DITOLAK}]
    assert sisa(lunas.baris) == sebelum + total(dibayar) <= batas


@cepat
@given(months(), st.integers(1, 10**9))
def test_a_purchase_over_what_is_left_of_a_card_is_refused(bulan, lebih):
    for r in rows_of(bulan):
        pas = beli("B-1", max(1, r.sisa.sen // 100), kartu=r.kartu.id)
        if r.sisa >= rp(1):
            assert rules.check_limits(r.kartu, pas, terpakai=r.terpakai) == []
        lewat = replace(pas, nilai=r.sisa + Rupiah(lebih))
        temuan = rules.check_limits(r.kartu, lewat, terpakai=r.terpakai)
        assert [t.kode for t in temuan] == ["ERR_LEBIH_LIMIT_KKPD"]
        assert r.kartu.limit_on(JenisLimit.TOTAL, CETAK).nilai == r.limit
