"""The settlement of handbook KKPD 1.14 from the bank's file to the paid bill, on both engines."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from core.errors import Refusal
from core.identity import TagihanId, new_uuid
from core.kas.commands import PostTransaksi
from core.kas.isi import KkpdLunasPribadi, KkpdRefund, Sp2dGuKkpd
from core.kkpd.baris import StatusBaris
from core.kkpd.commands import ImportTagihan
from core.kkpd.dpt import spp_values
from core.kkpd.model import StatusTagihan
from core.kkpd.pasangan import AcceptCertain, AcceptPair, LinkRefund
from core.kkpd.pembayaran import MakeDpt, WithdrawDpt
from core.kkpd.uji import DisputeLine, RejectByPa
from core.money import NOL, Rupiah, total
from db.basis import Basis
from db.opd.queries import SqlOpdQueries
from db.periksa import verify
from tests.db.kkpd.kantor_kartu import (
    ATK,
    KARTU_A,
    KARTU_B,
    MAKAN,
    PA,
    PERJADIN,
    SUB,
    buka_kantor,
    daftar,
    impor,
    pasangkan,
    rp,
    setujui,
    siap_uji,
    tagihan_mei,
    tanya,
)
from tests.fakes.office import Office

BATAS = date(2026, 6, 15)


@pytest.fixture
def kantor(basis: Basis) -> Office:
    return buka_kantor(basis)


def status(kantor: Office, tagihan: TagihanId) -> dict[tuple[int, int], StatusBaris]:
    lihat = tanya(kantor).lihat(tagihan, kantor.clock.today())
    assert lihat is not None
    return {(r.baris.nomor, r.baris.bagian): r.baris.status for r in lihat.baris}


def sampai_dpt(kantor: Office) -> tuple[TagihanId, str]:
    """Everything up to the DPT of the May bill."""
    tagihan = impor(kantor, tagihan_mei())
    pasangkan(kantor, tagihan)
    kantor.do(DisputeLine(tagihan=tagihan, baris=6, tiket="TIKET-1"))
    siap_uji(kantor, tagihan)
    kantor.do(
        RejectByPa(
            tagihan=tagihan,
            baris=3,
            kode_alasan="R03",
            alasan="Bukan jamuan rapat",
            batas_pengembalian=BATAS,
            nilai=rp(500_000),
        ),
        PA,
    )
    setujui(kantor, tagihan, 1, 2, 3, 5)
    dpt = kantor.do(MakeDpt(tagihan=tagihan, tanggal=date(2026, 6, 2)), PA).nilai.dpt
    return tagihan, dpt.nomor


def test_proposals_pairs_and_refund(kantor: Office) -> None:
    tagihan = impor(kantor, tagihan_mei())
    usulan = {u.baris: u for u in tanya(kantor).usulan(tagihan) or ()}
    assert {b: u.bukti for b, u in usulan.items()} == {
        (1,): ("KKPD-0001",), (2,): ("KKPD-0002",), (3,): ("KKPD-0003",), (4,): ("KKPD-0002",), (5,): ("KKPD-0004",),
    }  # fmt: skip
    pasti = kantor.do(AcceptCertain(tagihan=tagihan)).nilai
    assert [b.nomor for b in pasti] == [1, 2, 3, 5]
    kantor.do(AcceptPair(tagihan=tagihan, baris=(4,), bukti=("KKPD-0002",)))
    lihat = tanya(kantor).lihat(tagihan, kantor.clock.today())
    assert lihat is not None
    baris = {r.baris.nomor: r for r in lihat.baris}
    assert (baris[2].baris.dikembalikan, baris[2].kata, baris[6].kata) == (rp(440_000), "cocok", "belum ada bukti")
    assert (baris[1].pemegang, baris[1].kartu) == ("PEGAWAI CONTOH SATU", "618950•••••• 0001")
    assert [t.kode for t in baris[6].tanda if t.keparahan == "keras"] == ["FOREIGN_CCY"]
    assert lihat.persamaan.bank.kata == "total bank cocok"
    assert (lihat.persamaan.kita.is_cocok, lihat.persamaan.kita.tertulis) == (True, rp(21_800_000))
    assert lihat.bukti == ()
    assert verify(kantor.basis, kantor.opd_id) == []


def test_the_whole_settlement(kantor: Office) -> None:
    tagihan, nomor = sampai_dpt(kantor)
    dpt = tanya(kantor).dpt(2026, nomor)
    assert dpt is not None
    assert nomor == "001/DPT-KKPD/2.16.2.20.2.21.01.0000/VI/2026"
    assert (dpt.total, dpt.pembelian) == (rp(19_800_000), ("KKPD-0001", "KKPD-0002", "KKPD-0003", "KKPD-0004"))
    spp = spp_values(dpt)
    assert {p: n for p, _, n in spp.rincian} == {
        (SUB, ATK): rp(15_100_000), (SUB, MAKAN): rp(1_500_000), (SUB, PERJADIN): rp(3_200_000),
    }  # fmt: skip
    assert status(kantor, tagihan)[3, 1] is StatusBaris.DITOLAK
    lihat = tanya(kantor).lihat(tagihan, kantor.clock.today())
    assert lihat is not None
    assert (lihat.persamaan.bayar.is_cocok, lihat.persamaan.bayar.tertulis) == (True, rp(20_300_000))
    sp2d = Sp2dGuKkpd(nomor="SP2D-0100", nilai=rp(19_800_000), dpt=dpt.pembelian, nomor_dpt=nomor)
    kantor.do(PostTransaksi(tanggal=date(2026, 6, 2), isi=sp2d))
    kantor.do(
        PostTransaksi(
            tanggal=date(2026, 6, 2), isi=KkpdLunasPribadi(nomor="KKL-9000", asal="KKPD-0003", nilai=rp(500_000))
        )
    )
    assert status(kantor, tagihan) == {
        (1, 0): StatusBaris.LUNAS, (2, 0): StatusBaris.LUNAS, (3, 0): StatusBaris.LUNAS,
        (3, 1): StatusBaris.LUNAS_PRIBADI, (4, 0): StatusBaris.COCOK, (5, 0): StatusBaris.LUNAS,
        (6, 0): StatusBaris.SENGKETA,
    }  # fmt: skip
    terpakai = {r.kartu.id: r.terpakai for r in tanya(kantor).kartu(kantor.clock.today())}
    assert terpakai == {KARTU_A: rp(0), KARTU_B: rp(1_500_000)}
    assert [(r.dibayar, r.total) for r in tanya(kantor).dpt_list(2026)] == [(True, rp(19_800_000))]
    assert verify(kantor.basis, kantor.opd_id) == []


def test_every_figure_of_1_14(kantor: Office) -> None:
    """UP split, limits, bill, DPT, payments and what is left, to the won dispute, through commands alone."""
    with kantor.basis.reading() as conn:
        sk = SqlOpdQueries(conn, kantor.opd_id).up(date(2026, 5, 1))
    assert sk is not None
    assert (sk.besaran_up, sk.up_tunai, sk.limit_kkpd) == (rp(250_000_000), rp(150_000_000), rp(100_000_000))
    hari = kantor.clock.today()
    assert total([r.limit or NOL for r in tanya(kantor).kartu(hari)]) == sk.limit_kkpd  # E2, tight

    tagihan, nomor = sampai_dpt(kantor)
    lihat = tanya(kantor).lihat(tagihan, hari)
    assert lihat is not None
    bank, kredit = lihat.persamaan.bank, lihat.persamaan.kredit
    assert kredit is not None
    assert dict(bank.suku) == {"lalu": NOL, "kredit": rp(-440_000), "belanja": rp(22_240_000)}
    assert (bank.tertulis, kredit.tertulis) == (rp(21_800_000), rp(78_200_000))
    assert dict(lihat.persamaan.kita.suku) == {
        "disetujui": rp(19_800_000), "ditolak": rp(500_000), "sengketa": rp(1_500_000), "bukan beban APBD": NOL,
        "terbuka": NOL,
    }  # fmt: skip
    assert lihat.persamaan.kita.hitungan == rp(21_800_000)
    assert dict(lihat.persamaan.bayar.suku) == {"DPT": rp(19_800_000), "pribadi": rp(500_000)}
    assert lihat.persamaan.bayar.tertulis == rp(20_300_000)

    def sisa() -> Rupiah:
        assert sk is not None
        return sk.limit_kkpd - total([r.terpakai for r in tanya(kantor).kartu(hari)])

    assert sisa() == rp(78_200_000), "a DPT gives nothing back"
    dpt = tanya(kantor).dpt(2026, nomor)
    assert dpt is not None
    sp2d = Sp2dGuKkpd(nomor="SP2D-0100", nilai=rp(19_800_000), dpt=dpt.pembelian, nomor_dpt=nomor)
    kantor.do(PostTransaksi(tanggal=date(2026, 6, 2), isi=sp2d))
    pribadi = KkpdLunasPribadi(nomor="KKL-9000", asal="KKPD-0003", nilai=rp(500_000))
    kantor.do(PostTransaksi(tanggal=date(2026, 6, 2), isi=pribadi))
    assert sisa() == rp(98_500_000)
    juni = impor(kantor, daftar("juni.csv", (date(2026, 6, 1), "UNKNOWN SHOP LTD", -1_500_000)))
    kantor.do(LinkRefund(tagihan=juni, baris=1, asal_tagihan=tagihan, asal_baris=6))
    assert sisa() == sk.limit_kkpd
    assert {s for (n, _), s in status(kantor, tagihan).items() if n != 4} == {
        StatusBaris.LUNAS, StatusBaris.LUNAS_PRIBADI, StatusBaris.DIBALIK,
    }  # fmt: skip
    lihat = tanya(kantor).lihat(tagihan, hari)
    assert lihat is not None
    assert lihat.persamaan.kita.is_cocok
    assert verify(kantor.basis, kantor.opd_id) == []


def test_a_won_dispute_comes_back_on_the_next_bill(kantor: Office) -> None:
    mei, _ = sampai_dpt(kantor)
    juni = impor(kantor, daftar("juni.csv", (date(2026, 6, 1), "UNKNOWN SHOP LTD", -1_500_000)))
    kantor.do(LinkRefund(tagihan=juni, baris=1, asal_tagihan=mei, asal_baris=6))
    assert status(kantor, mei)[6, 0] is StatusBaris.DIBALIK
    lihat = tanya(kantor).lihat(mei, kantor.clock.today())
    assert lihat is not None
    assert (lihat.persamaan.kita.is_cocok, lihat.persamaan.kita.tertulis) == (True, rp(20_300_000))
    assert lihat.tagihan.status is StatusTagihan.DPT_TERBIT


def test_rejection_and_refund_stand_in_the_books_once(kantor: Office) -> None:
    """What the treasurer has posted himself is tied, not posted again."""
    refund = KkpdRefund(nomor="KKL-0001", asal="KKPD-0002", nilai=rp(440_000))
    kantor.do(PostTransaksi(tanggal=date(2026, 5, 25), isi=refund))
    tagihan = impor(kantor, tagihan_mei())
    pasangkan(kantor, tagihan)
    with kantor.basis.unit_of_work(kantor.opd_id) as work:
        assert work.kkpd.payable(2026)["KKPD-0002"] == {(SUB, ATK): rp(4_000_000)}
        assert not work.kas.is_number_used(2026, "KKL", "KKL-0002")
    siap_uji(kantor, tagihan)
    tolak = RejectByPa(tagihan=tagihan, baris=3, kode_alasan="R03", alasan="Belanja pribadi", batas_pengembalian=BATAS)
    assert kantor.do(tolak, PA).nilai.status is StatusBaris.DITOLAK
    with kantor.basis.unit_of_work(kantor.opd_id) as work:
        assert work.kkpd.payable(2026)["KKPD-0003"] == {}
        assert work.kas.is_number_used(2026, "KKL", "KKL-0002")


def test_same_file_and_same_lines_are_kept_once(kantor: Office) -> None:
    masuk = tagihan_mei()
    dts = replace(masuk, berkas="dts.csv", sha256="dts", ringkasan=None, kartu=(), tanggal_cetak=None, jatuh_tempo=None,
                  batas_kredit=None, sisa_kredit=None, baris=masuk.baris[:3], total_kontrol=rp(17_540_000))  # fmt: skip
    sementara = impor(kantor, dts)
    pasangkan(kantor, sementara)
    hasil = kantor.do(ImportTagihan(masuk=masuk)).nilai
    assert (hasil.baris, hasil.diimpor, hasil.dilewati) == (6, 3, 3)
    assert [t.kode for t in hasil.peringatan] == ["WARN_BARIS_SUDAH_ADA"]
    # the bill shows the steps its lines took on the interim list
    assert status(kantor, hasil.tagihan)[1, 0] is StatusBaris.COCOK
    lagi = kantor.do(ImportTagihan(masuk=masuk))
    assert (lagi.nilai.tagihan, lagi.nilai.diimpor, lagi.changes.topics) == (hasil.tagihan, 0, frozenset())
    lain = kantor.do(ImportTagihan(masuk=replace(masuk, berkas="salinan.csv", sha256="salinan"))).nilai
    assert (lain.tagihan, lain.diimpor) == (hasil.tagihan, 0)
    tanggal = {r.id: r.jatuh_tempo for r in tanya(kantor).tagihan(2026, kantor.clock.today())}
    assert tanggal == {sementara: None, hasil.tagihan: date(2026, 6, 19)}


def test_a_bill_that_does_not_add_up_is_not_kept(kantor: Office) -> None:
    masuk = tagihan_mei()
    for salah in (
        replace(masuk, sha256="satu", baris=masuk.baris[:-1]),
        replace(masuk, sha256="dua", sisa_kredit=rp(1)),
        replace(daftar("tiga.csv", (date(2026, 5, 6), "TOKO", 10_000)), total_kontrol=rp(9_000)),
    ):
        with pytest.raises(Refusal) as tolak:
            kantor.do(ImportTagihan(masuk=salah))
        assert tolak.value.kode == "ERR_TOTAL_TAGIHAN"
    assert tanya(kantor).tagihan(2026, kantor.clock.today()) == []
    with pytest.raises(Refusal) as tolak:
        kantor.do(ImportTagihan(masuk=daftar("kosong.csv")))
    assert tolak.value.kode == "ERR_TANPA_BARIS"
    biaya = daftar("biaya.csv", (date(2026, 5, 6), "TOKO", 10_000), (date(2026, 5, 6), "BIAYA ADM", 500))
    hasil = kantor.do(ImportTagihan(masuk=biaya)).nilai
    assert [t.kode for t in hasil.peringatan] == ["WARN_BIAYA_TAGIHAN"]


def test_a_withdrawn_dpt_frees_its_lines(kantor: Office) -> None:
    tagihan, nomor = sampai_dpt(kantor)
    with pytest.raises(Refusal) as tolak:
        kantor.do(MakeDpt(tagihan=tagihan, tanggal=date(2026, 6, 2)), PA)
    assert tolak.value.kode == "ERR_KKPD_TIDAK_LAYAK_DPT"
    kantor.do(WithdrawDpt(tahun=2026, nomor=nomor, alasan="Salah tanggal"), PA)
    assert status(kantor, tagihan)[1, 0] is StatusBaris.DISETUJUI
    dpt = kantor.do(MakeDpt(tagihan=tagihan, tanggal=date(2026, 6, 3), baris=(1,)), PA).nilai.dpt
    assert (dpt.urut, dpt.total) == (2, rp(11_100_000))
    assert [(r.nomor, r.dicabut) for r in tanya(kantor).dpt_list(2026)] == [(nomor, True), (dpt.nomor, False)]
    kantor.do(
        PostTransaksi(
            tanggal=date(2026, 6, 3),
            isi=Sp2dGuKkpd(nomor="SP2D-0101", nilai=dpt.total, dpt=dpt.pembelian, nomor_dpt=dpt.nomor),
        )
    )
    for salah, kode in ((dpt.nomor, "ERR_DPT_SUDAH_SP2D"), (nomor, "ERR_DPT_TIDAK_ADA")):
        with pytest.raises(Refusal) as tolak:
            kantor.do(WithdrawDpt(tahun=2026, nomor=salah, alasan="Salah"), PA)
        assert tolak.value.kode == kode


def test_an_unknown_bill_has_no_answers(kantor: Office) -> None:
    tidak_ada = TagihanId(new_uuid())
    assert (tanya(kantor).lihat(tidak_ada, BATAS), tanya(kantor).usulan(tidak_ada)) == (None, None)
    with pytest.raises(Refusal) as tolak:
        kantor.do(AcceptCertain(tagihan=tidak_ada))
    assert tolak.value.kode == "ERR_TAGIHAN_TIDAK_ADA"
