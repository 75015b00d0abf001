"""Equations, control totals, card kinds, limits, DPT and flags; the worked settlement of handbook KKPD 1.14."""

from dataclasses import replace
from datetime import date, time
from decimal import Decimal

import pytest

from core.errors import Refusal
from core.kkpd import rules
from core.kkpd.baris import StatusBaris, Valas
from core.kkpd.model import JenisKartu, JenisLimit, LimitKartu, RingkasanKartu, StatusKartu
from core.kkpd.pengujian import JenisBaris, Penolakan
from core.kkpd.risiko import AturanRisiko, Keadaan, flag_lines
from core.money import NOL
from tests.unit.kkpd.contoh_kartu import (
    KARTU_A,
    KARTU_B,
    PEMEGANG_A,
    PEMEGANG_B,
    PPTK,
    baris,
    beli,
    beli_lengkap,
    kartu,
    lulus,
    rp,
    tagihan_mei,
)

BARIS_MEI = [
    baris(1, 11_100_000, "QRIS*TOKO ATK CONTOH", date(2026, 5, 6), kartu=KARTU_A),
    baris(2, 4_440_000, "CV CONTOH KOMPUTER", date(2026, 5, 12), kartu=KARTU_A),
    baris(3, 2_000_000, "RM CONTOH RAYA", date(2026, 5, 18), kartu=KARTU_A),
    baris(4, -440_000, "CV CONTOH KOMPUTER", date(2026, 5, 22), kartu=KARTU_A),
    baris(5, 3_200_000, "HOTEL CONTOH", date(2026, 5, 8), kartu=KARTU_B),
    baris(6, 1_500_000, "UNKNOWN SHOP LTD", date(2026, 5, 20), kartu=KARTU_B),
]


def uji(satu, pemegang):
    cocok, _ = satu.match([f"TBP-{satu.nomor}"])
    siap, _ = cocok.send_to_test(PPTK, [beli_lengkap(f"TBP-{satu.nomor}", satu.nilai.sen // 100)])
    return siap, pemegang


def test_settlement_of_the_handbook():
    """Handbook KKPD 1.14, figure by figure."""
    tagihan = tagihan_mei()
    assert rules.check_control_totals(tagihan, BARIS_MEI) == []
    assert rules.bank_equation(tagihan).kata == "total bank cocok"
    satu, dua, tiga, kredit, hotel, asing = BARIS_MEI
    dua, _ = uji(dua, PEMEGANG_A)[0].take_refund(-kredit.nilai)
    kredit, _ = kredit.match(["TBP-2"])
    satu, _ = uji(satu, PEMEGANG_A)[0].approve(lulus(), PEMEGANG_A)
    dua, _ = dua.approve(lulus(), PEMEGANG_A)
    tolak = Penolakan(3, "BUKAN_KEDINASAN", "konsumsi pribadi", rp(500_000), PEMEGANG_A, date(2026, 6, 12))
    tiga, ditolak, _ = uji(tiga, PEMEGANG_A)[0].approve_part(lulus(), tolak)
    hotel, _ = uji(hotel, PEMEGANG_B)[0].approve(lulus(), PEMEGANG_B)
    asing, _ = asing.dispute(date(2026, 6, 2), tagihan.jatuh_tempo, "T-1")
    baris_kita = [satu, dua, tiga, ditolak, hotel, asing]

    kita = rules.our_equation(baris_kita, [kredit])
    assert dict(kita.suku) == {
        "disetujui": rp(19_800_000),
        "ditolak": rp(500_000),
        "sengketa": rp(1_500_000),
        "bukan beban APBD": NOL,
        "terbuka": NOL,
    }
    assert kita.hitungan == kita.tertulis == tagihan.tagihan_baru
    assert rules.demand_dpt([satu, dua, tiga, hotel]) == rp(19_800_000)
    bayar = rules.amount_due(tagihan, baris_kita)
    assert bayar.tertulis == bayar.hitungan == rp(20_300_000)
    assert rules.disputed(baris_kita) == rp(1_500_000)
    assert rules.payment_equation(rp(20_300_000), sp2d=rp(19_800_000), pribadi=rp(500_000)).is_cocok

    lunas = [
        b.put_on_dpt("DPT-05")[0].answer_sp2d("SP2D-9")[0].settle(date(2026, 6, 18))[0]
        for b in (satu, dua, tiga, hotel)
    ]
    pribadi, _ = ditolak.repay(date(2026, 6, 17))
    terbayar = [*lunas, pribadi, asing]
    assert rules.outstanding(terbayar) == rp(1_500_000)
    assert rules.remaining_limit(rp(100_000_000), terbayar) == rp(98_500_000)
    assert [t.kode for t in rules.check_closable(terbayar, [kredit])] == ["ERR_TAGIHAN_MASIH_TERBUKA"]

    kembali, _ = baris(1, -1_500_000, "UNKNOWN SHOP LTD", date(2026, 6, 24)).match(["T-1"])
    selesai = [*lunas, pribadi, asing.win_dispute()[0]]
    assert rules.outstanding(selesai) == NOL
    assert rules.check_closable(selesai, [kredit, kembali]) == []
    assert [t.medan for t in rules.check_closable(selesai, [kredit])] == ["E9"]


def test_bank_equation_shows_both_sides_and_only_it_says_total_bank():
    tagihan = tagihan_mei(kredit=rp(480_000), belanja=rp(39_084_600), bunga=rp(15_000), tagihan_baru=rp(38_619_600))
    satu = rules.bank_equation(tagihan)
    assert satu.uraian == "lalu 0 – kredit 480.000 + belanja 39.084.600 + biaya 15.000"
    assert satu.kata == "total bank cocok"
    salah = rules.bank_equation(replace(tagihan, tagihan_baru=rp(38_619_500)))
    assert (salah.kata, salah.selisih) == ("Total bank selisih -100", rp(-100))
    assert "total bank" not in rules.our_equation(BARIS_MEI, []).kata.lower()


def test_lost_line_and_wrong_head_are_found():
    kode = [(t.kode, t.medan) for t in rules.check_control_totals(tagihan_mei(), BARIS_MEI[:-1])]
    assert kode == [("ERR_TOTAL_TAGIHAN", "baris")]
    kode = [(t.kode, t.medan) for t in rules.check_control_totals(tagihan_mei(sisa_kredit=rp(1)), BARIS_MEI)]
    assert kode == [("ERR_TOTAL_TAGIHAN", "E7")]
    tagihan = tagihan_mei(sisa_kredit=None, bunga=rp(15_000), tagihan_baru=rp(21_815_000))
    biaya = baris(7, 15_000, "BIAYA ADM KARTU", jenis=JenisBaris.BIAYA)
    assert [(t.kode, t.medan) for t in rules.check_control_totals(tagihan, [*BARIS_MEI, biaya])] == [
        ("WARN_BIAYA_TAGIHAN", "E8")
    ]


def test_summary_per_card_must_add_up():
    satu = RingkasanKartu(KARTU_A, NOL, rp(440_000), rp(17_540_000), NOL, NOL, rp(17_100_000))
    dua = RingkasanKartu(KARTU_B, NOL, NOL, rp(4_700_000), NOL, NOL, rp(4_700_000))
    assert rules.check_control_totals(tagihan_mei(ringkasan=(satu, dua)), BARIS_MEI) == []
    salah = tagihan_mei(ringkasan=(satu, replace(dua, belanja=rp(4_600_000))))
    temuan = rules.check_control_totals(salah, BARIS_MEI)
    assert [t.medan for t in temuan] == ["E6"]
    assert "kolom belanja tertulis 22.240.000, hitungannya 22.140.000" in temuan[0].pesan


def test_open_lines_hold_the_matching_step():
    bayar = baris(7, -100_000, "PEMBAYARAN AUTODEBET", jenis=JenisBaris.PEMBAYARAN)
    cocok, _ = BARIS_MEI[0].match(["TBP-1"])
    temuan = rules.check_matched([cocok, BARIS_MEI[1], bayar])
    assert [(t.kode, t.baris) for t in temuan] == [("ERR_BARIS_BELUM_COCOK", 2)]


@pytest.mark.parametrize(
    ("keterangan", "nilai", "jenis"),
    [
        ("QRIS TOKO CONTOH", 10_000, JenisBaris.BELANJA),
        ("EDC*BIAYA TRX LN", 10_000, JenisBaris.BIAYA),
        ("BUNGA PEMBELANJAAN", 10_000, JenisBaris.BUNGA),
        ("TARIK TUNAI KOTA CONTOH", 10_000, JenisBaris.TARIK_TUNAI),
        ("PEMBAYARAN - TERIMA KASIH", -10_000, JenisBaris.PEMBAYARAN),
        ("PAYMENT THANK YOU", -10_000, JenisBaris.PEMBAYARAN),
        ("TOKO CONTOH", -10_000, JenisBaris.REFUND),
        ("TOKO BIAYANTO", 10_000, JenisBaris.BELANJA),
    ],
)
def test_lines_are_told_apart_by_sign_and_words(keterangan, nilai, jenis):
    assert rules.classify_line(keterangan, rp(nilai)) is jenis


@pytest.mark.parametrize(
    ("jenis", "rekening", "boleh"),
    [
        (JenisKartu.PERJADIN, "5.1.02.04.01.0001", True),
        (JenisKartu.PERJADIN, "5.1.02.01.01.0024", False),
        (JenisKartu.BARJAS_MODAL, "5.1.02.01.01.0024", True),
        (JenisKartu.BARJAS_MODAL, "5.2.02.10.01.0002", True),
        (JenisKartu.BARJAS_MODAL, "5.1.01.01.01.0001", False),
    ],
)
def test_card_kind_against_account(jenis, rekening, boleh):
    temuan = rules.check_card_kind(kartu(jenis), beli_lengkap("TBP-1", 100_000, rekening).rincian)
    assert [t.kode for t in temuan] == ([] if boleh else ["ERR_JENIS_KARTU"])


def test_accounts_of_a_card_kind_are_a_setting():
    rincian = beli_lengkap("TBP-1", 100_000, "5.1.02.02.01.0003").rincian
    awalan = {JenisKartu.BARJAS_MODAL: ("5.2.",)}
    assert [t.kode for t in rules.check_card_kind(kartu(), rincian, awalan)] == ["ERR_JENIS_KARTU"]


def test_each_limit_of_a_card_is_checked_by_itself():
    def limit(jenis, nilai, sejak=date(2026, 1, 2), sampai=None):
        return LimitKartu(jenis, rp(nilai), "PKS 1/2026", sejak, sampai)

    satu = kartu(
        limit=(
            limit(JenisLimit.TOTAL, 10_000_000),
            limit(JenisLimit.TOTAL, 20_000_000, date(2026, 6, 1), date(2026, 6, 30)),
            limit(JenisLimit.PER_TRANSAKSI, 6_000_000),
            limit(JenisLimit.PER_HARI, 7_000_000),
            limit(JenisLimit.PER_PENERIMA, 9_000_000),
        )
    )
    lama = [
        beli("TBP-1", 5_000_000, "Toko Lain", kartu=KARTU_A),
        beli("TBP-2", 5_000_000, hari=date(2026, 4, 7), kartu=KARTU_A),
    ]

    def langgar(nilai, terpakai=0, hari=date(2026, 5, 6), sebelumnya=()):
        temuan = rules.check_limits(
            satu, beli("TBP-9", nilai, hari=hari, kartu=KARTU_A), terpakai=rp(terpakai), sebelumnya=sebelumnya
        )
        assert {t.kode for t in temuan} <= {"ERR_LEBIH_LIMIT_KKPD"}
        return [
            nama
            for nama in ("limit kartu", "per transaksi", "per hari", "per penerima")
            for t in temuan
            if nama in t.pesan
        ]

    assert langgar(6_000_000) == []
    assert langgar(6_000_001) == ["per transaksi"]
    assert langgar(5_000_000, terpakai=5_000_001) == ["limit kartu"]
    assert langgar(5_000_000, terpakai=5_000_001, hari=date(2026, 6, 2)) == []
    assert langgar(2_000_001, sebelumnya=lama[:1]) == ["per hari"]
    assert langgar(4_000_001, sebelumnya=lama[1:]) == ["per penerima"]


def test_dpt_names_every_line_that_may_not_stand_on_it():
    setuju, _ = uji(BARIS_MEI[0], PEMEGANG_A)[0].approve(lulus(), PEMEGANG_A)
    di_dpt, _ = setuju.put_on_dpt("DPT-01")
    kembali = replace(setuju, nomor=9, dikembalikan=setuju.nilai)
    with pytest.raises(Refusal) as tolak:
        rules.demand_dpt([setuju, BARIS_MEI[1], BARIS_MEI[3], di_dpt, kembali])
    assert [(t.kode, t.medan) for t in tolak.value.temuan] == [
        ("ERR_KKPD_TIDAK_LAYAK_DPT", f"dpt[{n}]") for n in (1, 2, 3, 4)
    ]
    assert rules.dpt_objection(setuju) is None
    assert rules.dpt_objection(replace(di_dpt, status=StatusBaris.DISETUJUI)) == "sudah ada di DPT DPT-01"


def flags(satu, aturan=None, **beda):
    keadaan = Keadaan(**{"hari_ini": date(2026, 5, 6), "libur": frozenset({date(2026, 5, 14)}), "kartu": {}, **beda})
    return [(t.baris, t.kode, t.keparahan) for t in flag_lines(satu, keadaan, aturan or AturanRisiko())]


def test_flags_of_a_single_line():
    usd = Valas("USD", Decimal("92.02"), Decimal("16300.80"))
    assert flags([baris(1, 10_000, jenis=JenisBaris.TARIK_TUNAI)]) == [(1, "CASH_ADV", "keras")]
    assert flags([baris(1, 10_000, mcc="7995")]) == [(1, "MCC_BLOCKED", "keras")]
    assert flags([baris(1, 10_000, valas=usd)]) == [(1, "FOREIGN_CCY", "keras")]
    assert flags([baris(1, 10_000, valas=usd)], spd_luar_negeri=frozenset({1})) == []
    assert flags([baris(1, 10_000, jam=time(23, 10))]) == [(1, "NIGHT_OR_HOLIDAY", "info")]
    assert flags([baris(1, 10_000, hari=date(2026, 5, 14))]) == [(1, "NIGHT_OR_HOLIDAY", "info")]
    assert flags([baris(1, 10_000)]) == []
    assert flags([baris(1, 10_000)], hari_ini=date(2026, 5, 12)) == [(1, "NO_EVIDENCE_AFTER_N_DAYS", "peringatan")]
    assert flags([baris(1, 10_000)], hari_ini=date(2026, 5, 11)) == []


def test_severity_and_lists_are_settings():
    lunak = AturanRisiko(keparahan={"MCC_BLOCKED": "info"}, mcc_terlarang=frozenset({"5999"}))
    assert flags([baris(1, 10_000, mcc="5999")], lunak) == [(1, "MCC_BLOCKED", "info")]
    assert flags([baris(1, 10_000, mcc="7995")], lunak) == []


def test_flags_of_the_card_and_its_holder():
    satu = baris(1, 61_000_000, kartu=KARTU_A)
    assert flags([satu], kartu={KARTU_A: kartu()}) == [(1, "OVER_LIMIT", "keras")]
    kecil = baris(1, 10_000, kartu=KARTU_A)
    blokir = kartu(status=StatusKartu.BLOKIR_SEMENTARA)
    assert flags([kecil], kartu={KARTU_A: blokir}) == [(1, "CARD_NOT_ACTIVE", "keras")]
    pindah = {PEMEGANG_A: date(2026, 5, 4)}
    assert flags([kecil], kartu={KARTU_A: kartu()}, pemegang_pindah=pindah) == [(1, "HOLDER_TRANSFERRED", "keras")]


def test_flags_of_a_shop_seen_again():
    assert flags([baris(1, 50_000), baris(2, 50_000)]) == [
        (1, "DUP_AMOUNT_SAME_DAY_SAME_MERCHANT", "peringatan"),
        (2, "DUP_AMOUNT_SAME_DAY_SAME_MERCHANT", "peringatan"),
    ]
    pecah = [
        baris(1, 1_900_000),
        baris(2, 1_800_000, hari=date(2026, 5, 8)),
        baris(3, 1_700_000, hari=date(2026, 5, 12)),
    ]
    assert flags(pecah) == [(1, "SPLIT_SUSPECT", "peringatan"), (2, "SPLIT_SUSPECT", "peringatan")]


def test_hard_flag_becomes_an_error_and_soft_ones_warnings():
    keadaan = Keadaan(date(2026, 5, 6), frozenset(), {})
    keras, lunak = flag_lines([baris(1, 9_000, mcc="6011", jam=time(23))], keadaan, AturanRisiko())
    assert (keras.to_temuan().kode, lunak.to_temuan().kode) == ("ERR_CASH_ADV", "WARN_NIGHT_OR_HOLIDAY")
