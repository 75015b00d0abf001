"""Steps of cards, bills and lines: every pair of status and event is a step or a refusal."""

from datetime import date
from itertools import product

import pytest

from core.errors import Refusal, Temuan
from core.identity import KartuId
from core.kkpd.baris import LANGKAH_BARIS, BarisTagihan, StatusBaris, bank_key
from core.kkpd.model import LANGKAH_KARTU, LANGKAH_TAGIHAN, StatusKartu, StatusTagihan, take_step
from core.kkpd.pengujian import HasilUji, JenisBaris, LembarUji, Penolakan
from core.money import NOL
from tests.unit.kkpd.contoh_kartu import (
    PEMEGANG_A,
    PENGGUNA_ANGGARAN,
    PPTK,
    baris,
    beli,
    beli_lengkap,
    kartu,
    lulus,
    rp,
    tagihan_mei,
)

SEMUA = [(LANGKAH_KARTU, StatusKartu), (LANGKAH_TAGIHAN, StatusTagihan), (LANGKAH_BARIS, StatusBaris)]


@pytest.mark.parametrize(("langkah", "status"), SEMUA)
def test_every_pair_is_a_step_or_a_refusal(langkah, status):
    peristiwa = {satu.peristiwa for satu in langkah}
    ada = {(satu.dari, satu.peristiwa): satu.ke for satu in langkah}
    assert len(ada) == len(langkah), "satu peristiwa tidak boleh mempunyai dua tujuan"
    for dari, kejadian in product(status, peristiwa):
        if (dari, kejadian) in ada:
            ke = take_step(langkah, dari, kejadian, kode="ERR_LANGKAH_BARIS", hal="Baris 1")
            assert ke is ada[dari, kejadian]
        else:
            with pytest.raises(Refusal, match=r"tidak dapat dilakukan") as tolak:
                take_step(langkah, dari, kejadian, kode="ERR_LANGKAH_BARIS", hal="Baris 1")
            assert tolak.value.kode == "ERR_LANGKAH_BARIS"


@pytest.mark.parametrize(
    ("langkah", "akhir"),
    [
        (LANGKAH_KARTU, {StatusKartu.DIGANTI, StatusKartu.TUTUP, StatusKartu.KEDALUWARSA}),
        (LANGKAH_TAGIHAN, {StatusTagihan.DITUTUP}),
        (
            LANGKAH_BARIS,
            {StatusBaris.LUNAS, StatusBaris.LUNAS_PRIBADI, StatusBaris.DIBALIK, StatusBaris.BATAL_OTORISASI},
        ),
    ],
)
def test_only_the_last_statuses_lead_nowhere(langkah, akhir):
    assert {satu.ke for satu in langkah} - {satu.dari for satu in langkah} == akhir


def test_card_walks_from_proposal_to_replacement():
    satu = kartu(status=StatusKartu.USULAN)
    nama = []
    for peristiwa in ("setujui_sk", "terbitkan", "aktifkan", "blokir", "ganti"):
        satu, event = satu.step(peristiwa)
        nama.append(event.nama)
    assert satu.status is StatusKartu.DIGANTI
    assert nama[-1] == "kartu_ganti"
    with pytest.raises(Refusal) as tolak:
        satu.step("aktifkan")
    assert tolak.value.kode == "ERR_LANGKAH_KARTU"


def test_card_refusals():
    blokir = kartu(status=StatusKartu.BLOKIR_SEMENTARA)
    with pytest.raises(Refusal, match=r"masih menanggung 500\.000") as tolak:
        blokir.close(rp(500_000))
    assert tolak.value.kode == "ERR_KARTU_MASIH_TERUTANG"
    assert blokir.close(NOL)[0].status is StatusKartu.TUTUP
    with pytest.raises(Refusal) as tolak:
        blokir.demand_active(date(2026, 5, 6))
    assert tolak.value.kode == "ERR_KARTU_TIDAK_AKTIF"
    with pytest.raises(Refusal, match="6189501234567890"):
        kartu(bin6="6189501234567890")
    kartu().demand_active(date(2026, 5, 6))


def test_full_number_is_refused_with_its_code():
    with pytest.raises(Refusal) as tolak:
        kartu(empat_akhir="44170001")
    assert tolak.value.kode == "ERR_NOMOR_KARTU"


def test_evidence_refuses_wrong_amounts():
    with pytest.raises(Refusal) as tolak:
        beli("TBP-1", 0)
    assert tolak.value.kode == "ERR_NILAI_TIDAK_POSITIF"
    with pytest.raises(Refusal) as tolak:
        beli("TBP-1", 90_000, rincian=beli_lengkap("TBP-1", 80_000).rincian)
    assert tolak.value.kode == "ERR_RINCIAN_TIDAK_SAMA"


def test_evidence_lapses_only_after_its_days():
    satu = beli("TBP-1", 80_000)
    with pytest.raises(Refusal, match="5 Juni 2026") as tolak:
        satu.lapse(date(2026, 6, 5), 30)
    assert tolak.value.kode == "ERR_BELUM_LEWAT_BATAS"
    assert satu.lapse(date(2026, 6, 6), 30)[0].status is StatusBaris.BATAL_OTORISASI


def diuji(nilai: int = 2_000_000, nomor: int = 3) -> BarisTagihan:
    satu, _ = baris(nomor, nilai).match([f"TBP-{nomor}"])
    return satu.send_to_test(PPTK, [beli_lengkap(f"TBP-{nomor}", nilai)])[0]


def tolakan(nilai: int, kode: str = "BUKAN_KEDINASAN") -> Penolakan:
    return Penolakan(3, kode, "di luar kegiatan", rp(nilai), PEMEGANG_A, date(2026, 6, 12))


def test_line_goes_all_the_way_to_lunas():
    satu, _ = diuji().approve(lulus(), PEMEGANG_A)
    satu, _ = satu.put_on_dpt("DPT-01")
    satu, _ = satu.answer_sp2d("SP2D-01")
    satu, event = satu.settle(date(2026, 6, 18))
    assert (satu.status, satu.dpt) == (StatusBaris.LUNAS, "DPT-01")
    assert event.fakta["kunci_bank"] == "kunci-3"


def test_wrong_pair_and_withdrawn_dpt_are_steps_back_with_a_reason():
    satu, _ = baris(1, 80_000).match(["TBP-1"])
    with pytest.raises(Refusal) as tolak:
        satu.unmatch("  ")
    assert tolak.value.kode == "ERR_ALASAN_WAJIB"
    kembali, event = satu.unmatch("toko lain")
    assert (kembali.status, kembali.bukti, event.fakta["bukti"]) == (StatusBaris.TERBUKUKAN, (), ["TBP-1"])
    setuju, _ = diuji().approve(lulus(), PEMEGANG_A)
    cabut, _ = setuju.put_on_dpt("DPT-01")[0].take_off_dpt("DPT diganti")
    assert (cabut.status, cabut.dpt) == (StatusBaris.DISETUJUI, "")
    assert diuji().send_back("nota buram")[0].status is StatusBaris.COCOK


def test_partial_approval_splits_into_the_same_sum():
    setuju, ditolak, events = diuji().approve_part(lulus(), tolakan(500_000))
    assert (setuju.nilai, setuju.status) == (rp(1_500_000), StatusBaris.DISETUJUI)
    assert (ditolak.nilai, ditolak.status, ditolak.bagian) == (rp(500_000), StatusBaris.DITOLAK, 1)
    assert [e.nama for e in events] == ["baris_setujui", "baris_tolak"]
    with pytest.raises(Refusal) as tolak:
        diuji().approve_part(lulus(), tolakan(2_000_000))
    assert tolak.value.kode == "ERR_KKPD_LEBIH_SISA"


@pytest.mark.parametrize("penguji", [PEMEGANG_A, PPTK])
def test_holder_and_sender_may_not_test(penguji):
    for langkah in (
        lambda: diuji().approve(lulus(penguji), PEMEGANG_A),
        lambda: diuji().reject(penguji, tolakan(1)),
    ):
        with pytest.raises(Refusal) as tolak:
            langkah()
        assert tolak.value.kode == "ERR_ORANG_SAMA"


def test_approval_needs_all_six_tests_and_no_hard_flag():
    gagal = LembarUji(PENGGUNA_ANGGARAN, (HasilUji.LULUS, HasilUji.GAGAL, *(HasilUji.LULUS,) * 4))
    kurang = LembarUji(PENGGUNA_ANGGARAN, (HasilUji.LULUS,) * 5)
    for lembar, kata in ((gagal, "kebenaran materiil"), (kurang, "5 dari 6")):
        with pytest.raises(Refusal, match=kata) as tolak:
            diuji().approve(lembar, PEMEGANG_A)
        assert tolak.value.kode == "ERR_UJI_BELUM_LULUS"
    with pytest.raises(Refusal) as tolak:
        diuji().approve(lulus(), PEMEGANG_A, [Temuan("ERR_CASH_ADV", "tunai"), Temuan("WARN_SPLIT_SUSPECT", "pecah")])
    assert tolak.value.kode == "ERR_CASH_ADV"


def test_only_purchases_with_full_evidence_are_sent_to_the_test():
    cocok, _ = baris(1, 80_000).match(["TBP-1"])
    for bukti in ([beli("TBP-1", 80_000)], []):
        with pytest.raises(Refusal) as tolak:
            cocok.send_to_test(PPTK, bukti)
        assert tolak.value.kode == "ERR_BUKTI_BELUM_LENGKAP"
    with pytest.raises(Refusal) as tolak:
        baris(1, -80_000).send_to_test(PPTK, [])
    assert tolak.value.kode == "ERR_BUKAN_BELANJA"


def test_refund_lowers_then_undoes_a_line():
    satu, event = diuji(480_000).take_refund(rp(180_000))
    assert (satu.status, satu.netto, event.nama) == (StatusBaris.DIUJI, rp(300_000), "baris_refund_sebagian")
    with pytest.raises(Refusal) as tolak:
        satu.take_refund(rp(300_001))
    assert tolak.value.kode == "ERR_KKPD_LEBIH_SISA"
    habis, _ = satu.take_refund(rp(300_000))
    assert (habis.status, habis.netto) == (StatusBaris.DIBALIK, NOL)
    di_dpt, _ = diuji().approve(lulus(), PEMEGANG_A)[0].put_on_dpt("DPT-01")
    with pytest.raises(Refusal) as tolak:
        di_dpt.take_refund(rp(1))
    assert tolak.value.kode == "ERR_LANGKAH_BARIS"


def test_dispute_is_in_time_and_ends_both_ways():
    jatuh_tempo = date(2026, 6, 19)
    with pytest.raises(Refusal) as tolak:
        baris(5, 1_500_000).dispute(date(2026, 6, 22), jatuh_tempo, "T-1")
    assert tolak.value.kode == "ERR_SENGKETA_TERLAMBAT"
    sengketa, _ = baris(5, 1_500_000).dispute(jatuh_tempo, jatuh_tempo, "T-1")
    assert sengketa.lose_dispute()[0].status is StatusBaris.DIUJI
    menang, _ = sengketa.win_dispute()
    assert (menang.status, menang.netto) == (StatusBaris.DIBALIK, NOL)


def test_bank_charge_never_reaches_the_test():
    biaya, _ = baris(6, 15_000, "BIAYA ADM KARTU", jenis=JenisBaris.BIAYA).refuse_charge("sanggahan ke bank")
    assert biaya.status is StatusBaris.BUKAN_BEBAN_APBD
    with pytest.raises(Refusal) as tolak:
        biaya.put_on_dpt("DPT-01")
    assert tolak.value.kode == "ERR_LANGKAH_BARIS"
    assert biaya.restore_charge("salah baris")[0].status is StatusBaris.TERBUKUKAN
    assert biaya.take_refund(rp(15_000))[0].status is StatusBaris.DIBALIK
    assert biaya.repay(date(2026, 6, 18))[0].status is StatusBaris.LUNAS_PRIBADI


def test_bill_step_is_held_by_findings_and_late_is_a_flag():
    tagihan = tagihan_mei()
    with pytest.raises(Refusal) as tolak:
        tagihan.step("validasi", [Temuan("ERR_TOTAL_TAGIHAN", "selisih 1")])
    assert tolak.value.kode == "ERR_TOTAL_TAGIHAN"
    gagal, event = tagihan.step("gagal_validasi", [Temuan("ERR_TOTAL_TAGIHAN", "selisih 1")])
    assert (gagal.status, event.fakta["temuan"]) == (StatusTagihan.GAGAL_VALIDASI, ["ERR_TOTAL_TAGIHAN"])
    baik, _ = gagal.step("validasi", [Temuan("WARN_BIAYA_TAGIHAN", "ada biaya")])
    assert baik.status is StatusTagihan.DIVALIDASI
    with pytest.raises(Refusal) as tolak:
        baik.step("bayar")
    assert tolak.value.kode == "ERR_LANGKAH_TAGIHAN"
    assert baik.is_late(date(2026, 6, 22))
    assert not baik.is_late(date(2026, 6, 19))


def test_bank_key_tells_credits_repeats_and_cards_apart():
    dasar = {"tanggal_buku": date(2026, 5, 7), "nilai": rp(50_000), "keterangan": "TOKO  contoh", "urut_sama": 0}
    sama = bank_key("BANK CONTOH", "tok-1", **{**dasar, "keterangan": "Toko Contoh"})
    assert bank_key("BANK CONTOH", "tok-1", **dasar) == sama
    lain = {
        bank_key("BANK CONTOH", "tok-2", **dasar),
        bank_key("BANK CONTOH", "tok-1", **{**dasar, "nilai": rp(-50_000)}),
        bank_key("BANK CONTOH", "tok-1", **{**dasar, "urut_sama": 1}),
    }
    assert len(lain | {sama}) == 4


def test_replacement_card_remembers_the_old_one():
    baru = kartu(menggantikan=KartuId(kartu().id))
    assert baru.menggantikan == kartu().id
    assert baru.nomor_tersamar.endswith("0001")
    assert "618950" in baru.nomor_tersamar
