"""Matching: small cases by hand, each with its reasons, and the quality on seeded bills."""

import itertools
import random
from datetime import date, timedelta
from decimal import Decimal

import pytest

from core.kas.assignment import assign
from core.kkpd.baris import StatusBaris, Valas
from core.kkpd.leftover import is_swapped, is_telling
from core.kkpd.matching import propose
from core.kkpd.merchant import NamaToko, likeness, plain_name
from core.kkpd.pengujian import JenisBaris
from core.kkpd.proposal import AturanCocok
from tests.unit.kkpd.contoh_kartu import KARTU_A, KARTU_B, baris, beli, make_set

MEI = date(2026, 5, 6)


def hari(n):
    return MEI + timedelta(days=n)


def one(lines, bukti, alias=None, aturan=None):
    found = propose(lines, bukti, alias or {}, aturan or AturanCocok())
    assert len(found) == 1, found
    return found[0]


def test_plain_pair_is_taken_over():
    satu = one([baris(7, 650_000, "SPBU CONTOH SATU", hari(1))], [beli("TBP-1", 650_000, "SPBU Contoh Satu")])
    assert (satu.baris, satu.bukti, satu.jenis) == ((7,), ("TBP-1",), JenisBaris.BELANJA)
    assert (satu.tingkat, satu.otomatis, satu.pilihan) == ("pasti", True, ())
    assert satu.alasan == ("jumlah sama", "selisih 1 hari", "nama toko sama")


def test_cut_prefixed_and_misspelt_names_are_found():
    for nama in ("QRIS MELATI TERANG", "TOKO MELATI TERA", "EDC*TOKO MLATI TERANG KOTA", "toko melati terang JKT"):
        satu = one([baris(1, 81_000, nama)], [beli("TBP-1", 81_000, "Toko Melati Terang")])
        assert satu.alasan[2] in {"nama toko mirip", "nama toko sama"}, nama


def test_name_decides_between_shops_and_day_within_a_shop():
    lines = [
        baris(1, 100_000, "TOKO MELATI TERANG", hari(1)),
        baris(2, 100_000, "RM DAHLIA SUBUR", hari(1)),
        baris(3, 100_000, "RM DAHLIA SUBUR", hari(6)),
    ]
    bukti = [
        beli("TBP-1", 100_000, "RM Dahlia Subur", hari(1)),
        beli("TBP-2", 100_000, "Toko Melati Terang", hari(0)),
        beli("TBP-3", 100_000, "RM Dahlia Subur", hari(6)),
    ]
    assert [(u.baris, u.bukti) for u in propose(lines, bukti, {})] == [
        ((1,), ("TBP-2",)),
        ((2,), ("TBP-1",)),
        ((3,), ("TBP-3",)),
    ]


def test_near_equal_candidates_are_shown_not_chosen():
    satu = one(
        [baris(1, 100_000, "RM DAHLIA SUBUR", hari(2))],
        [beli("TBP-1", 100_000, "RM Dahlia Subur", hari(1)), beli("TBP-2", 100_000, "RM Dahlia Subur", hari(0))],
    )
    assert (satu.otomatis, satu.tingkat, satu.bukti) == (False, "periksa", ("TBP-1",))
    assert satu.pilihan == (("TBP-1",), ("TBP-2",))
    assert "ada 2 bukti yang hampir sama cocoknya" in satu.alasan


def test_two_lines_for_one_piece_of_evidence_are_not_decided():
    lines = [baris(1, 100_000, "RM DAHLIA SUBUR", hari(1)), baris(2, 100_000, "RM DAHLIA SUBUR", hari(2))]
    satu = one(lines, [beli("TBP-1", 100_000, "RM Dahlia Subur")])
    assert (satu.baris, satu.otomatis) == ((1,), False)
    assert "bukti ini juga cocok dengan baris 2" in satu.alasan


def test_line_listed_twice_is_not_decided_but_two_true_twins_are():
    lines = [baris(1, 75_000, "RM DAHLIA SUBUR"), baris(2, 75_000, "RM DAHLIA SUBUR")]
    bukti = [beli("TBP-1", 75_000, "RM Dahlia Subur"), beli("TBP-2", 75_000, "RM Dahlia Subur")]
    satu = one(lines, bukti[:1])
    assert not satu.otomatis
    assert "baris yang sama persis ada 2, bukti yang sama persis ada 1" in satu.alasan
    assert [u.otomatis for u in propose(lines, bukti, {})] == [True, True]


def test_other_card_never_matches_and_unknown_card_may():
    line = baris(1, 81_000, "TOKO MELATI TERANG", kartu=KARTU_A)
    assert propose([line], [beli("TBP-1", 81_000, "Toko Melati Terang", kartu=KARTU_B)], {}) == []
    for kartu in (KARTU_A, None):
        assert one([line], [beli("TBP-1", 81_000, "Toko Melati Terang", kartu=kartu)]).otomatis


def test_window_of_days_is_a_setting():
    line, bukti = baris(1, 81_000, "TOKO MELATI TERANG", hari(9)), beli("TBP-1", 81_000, "Toko Melati Terang")
    assert propose([line], [bukti], {}) == []
    satu = one([line], [bukti], aturan=AturanCocok(hari_sesudah=10))
    assert (satu.tingkat, satu.otomatis, satu.alasan[1]) == ("kuat", False, "selisih 9 hari")


def test_alias_teaches_a_name():
    line, bukti = baris(1, 12_480_000, "TOKO DARING *KOMP"), beli("TBP-1", 12_480_000, "CV Contoh Komputer")
    belum = one([line], [bukti])
    assert (belum.tingkat, belum.alasan[2]) == ("periksa", "nama toko berbeda dari nama rekanan")
    sudah = one([line], [bukti], alias={"Toko Daring Komp": "CV CONTOH KOMPUTER"})
    assert (sudah.tingkat, sudah.alasan[2]) == ("pasti", "nama toko dikenal dari pasangan sebelumnya")


def test_other_name_with_a_round_amount_says_nothing():
    assert propose([baris(1, 100_000, "TOKO DARING")], [beli("TBP-1", 100_000, "CV Contoh Komputer")], {}) == []


def test_one_line_for_several_pieces_of_evidence():
    satu = one(
        [baris(1, 650_000, "SPBU CONTOH SATU", hari(1))],
        [
            beli("TBP-1", 400_000, "SPBU Contoh Satu"),
            beli("TBP-2", 250_000, "SPBU Contoh Satu"),
            beli("TBP-3", 90_000, "SPBU Contoh Satu"),
        ],
    )
    assert (set(satu.bukti), satu.tingkat, satu.otomatis) == ({"TBP-1", "TBP-2"}, "kuat", False)
    assert satu.alasan[0] == "jumlah 2 bukti sama dengan baris ini"


def test_several_lines_for_one_piece_of_evidence():
    lines = [baris(1, 300_000, "HOTEL CONTOH", hari(1)), baris(2, 550_000, "HOTEL CONTOH", hari(3))]
    satu = one(lines, [beli("TBP-1", 850_000, "Hotel Contoh")])
    assert (satu.baris, satu.bukti) == ((1, 2), ("TBP-1",))
    assert satu.alasan[0] == "jumlah 2 baris sama dengan bukti ini"


def test_two_ways_to_add_up_are_both_shown():
    satu = one(
        [baris(1, 500_000, "RM DAHLIA SUBUR", hari(1))],
        [beli(f"TBP-{n}", nilai, "RM Dahlia Subur") for n, nilai in enumerate((100_000, 400_000, 200_000, 300_000), 1)],
    )
    assert (satu.tingkat, len(satu.pilihan), satu.pilihan[0]) == ("periksa", 2, satu.bukti)
    assert {frozenset(p) for p in satu.pilihan} == {frozenset({"TBP-1", "TBP-2"}), frozenset({"TBP-3", "TBP-4"})}


def test_refund_names_the_purchase_it_undoes_even_of_an_earlier_bill():
    lama = beli("TBP-423", 480_000, "Toko Daring Jaya", status=StatusBaris.COCOK)
    satu = one([baris(1, -480_000, "TOKO DARING JAYA", hari(12))], [lama])
    assert (satu.jenis, satu.bukti, satu.otomatis) == (JenisBaris.REFUND, ("TBP-423",), False)
    assert satu.alasan == ("mengembalikan seluruh belanja 06/05/2026", "nama toko sama")
    sebagian = one([baris(1, -180_000, "TOKO DARING JAYA", hari(12))], [lama])
    assert (sebagian.tingkat, sebagian.alasan[0]) == ("periksa", "mengembalikan sebagian belanja 06/05/2026")
    assert propose([baris(1, -480_000, "TOKO DARING JAYA", hari(-1))], [lama], {}) == []


def test_matched_evidence_takes_no_second_charge():
    sudah = beli("TBP-1", 81_000, "Toko Melati Terang", status=StatusBaris.COCOK)
    assert propose([baris(1, 81_000, "TOKO MELATI TERANG")], [sudah], {}) == []
    assert (
        propose([baris(1, 81_000, "TOKO MELATI TERANG", status=StatusBaris.COCOK)], [beli("TBP-2", 81_000)], {}) == []
    )


def test_foreign_charge_by_its_fee_line_or_its_currency():
    charge, fee = baris(1, 1_012_000, "HOTEL CONTOH"), baris(2, 25_300, "BIAYA TRX LN", jenis=JenisBaris.BIAYA)
    bukti = beli("TBP-1", 1_000_000, "Hotel Contoh")
    pasangan, biaya = propose([charge, fee], [bukti], {})
    assert (pasangan.bukti, pasangan.otomatis) == (("TBP-1",), False)
    assert pasangan.alasan[0] == "selisih kurs 1,2 %, ada baris biaya transaksi luar negeri"
    assert (biaya.bukti, biaya.jenis) == ((), JenisBaris.BIAYA)
    assert biaya.alasan == ("biaya bank, bukan beban APBD", "mengikuti baris 1")
    assert propose([charge], [bukti], {}) == []
    usd = Valas("USD", Decimal("62.00"), Decimal("16322.58"))
    assert one([baris(1, 1_012_000, "HOTEL CONTOH", valas=usd)], [bukti]).alasan[0] == "selisih kurs 1,2 %"


def test_fee_under_another_name_is_recognised_beside_its_charge():
    lines = [baris(1, 1_012_000, "HOTEL CONTOH"), baris(2, 25_300, "TRX LN")]
    biaya = propose(lines, [beli("TBP-1", 1_000_000, "Hotel Contoh")], {})[1]
    assert (biaya.baris, biaya.jenis, biaya.tingkat) == ((2,), JenisBaris.BIAYA, "periksa")


def test_swapped_digits_are_told():
    satu = one([baris(1, 1_234_000, "TOKO MELATI TERANG")], [beli("TBP-1", 1_324_000, "Toko Melati Terang")])
    assert satu.alasan[0] == "dua angka tertukar: bukti 1.324.000, tagihan 1.234.000"
    assert not satu.otomatis


@pytest.mark.parametrize(
    ("satu", "dua", "tertukar"),
    [(1234, 1324, True), (1234, 4231, False), (1234, 1234, False), (1233, 1333, False), (12, 210, False)],
)
def test_swapped_means_two_neighbours(satu, dua, tertukar):
    assert is_swapped(satu, dua) is tertukar


def test_telling_amounts():
    assert is_telling(12_480_000_00)
    assert not is_telling(150_000_00)


def test_names():
    assert plain_name("QRIS*Toko  A.") == "TOKO A"
    nama = NamaToko(["Toko Melati Terang", "Toko Mawar Terang"], {})
    bukti = nama.of_purchase("Toko Melati Terang")
    sama, lain, asing = (likeness(nama.of_line(t), bukti) for t in ("TOKO MELATI TERANG", "TOKO MAWAR TERANG", "XYZ"))
    assert (sama, asing) == (1000, 0)
    assert lain < AturanCocok().pasti_permil < sama


def cheapest(rows, batas):
    """All assignments tried."""
    columns = sorted({j for row in rows for j, _ in row})
    best = None
    for pilih in itertools.product(*[[-1, *columns] for _ in rows]):
        dipakai = [j for j in pilih if j >= 0]
        if len(dipakai) == len(set(dipakai)):
            biaya = [dict(row).get(j, None) if j >= 0 else batas for row, j in zip(rows, pilih, strict=True)]
            if None not in biaya:
                jumlah = sum(biaya)
                best = jumlah if best is None else min(best, jumlah)
    return best


def test_assignment_is_the_cheapest_of_all():
    r = random.Random(4)
    for _ in range(300):
        rows = [[(j, r.randrange(60)) for j in range(4) if r.random() < 0.6] for _ in range(4)]
        pilih = assign(rows, 40)
        dipakai = [j for j in pilih if j >= 0]
        assert len(dipakai) == len(set(dipakai))
        jumlah = sum(40 if j < 0 else dict(row)[j] for row, j in zip(rows, pilih, strict=True))
        assert jumlah == cheapest(rows, 40)


def pairs(usulan):
    return [(i, j) for u in usulan for i in u.baris for j in u.bukti]


@pytest.mark.parametrize(("benih", "banyak", "presisi", "f1"), [(1, 1000, 0.995, 0.985), (2, 4000, 0.985, 0.975)])
def test_quality_on_seeded_bills(benih, banyak, presisi, f1):
    uji = make_set(benih, banyak)
    usulan = propose(uji.baris, uji.bukti, {})
    hasil_presisi, hasil_f1 = uji.score(pairs(usulan))
    assert hasil_presisi >= presisi
    assert hasil_f1 >= f1
    otomatis = [u for u in usulan if u.otomatis]
    assert uji.score(pairs(otomatis))[0] >= 0.995
    assert len(otomatis) >= 0.6 * banyak
    assert all(u.tingkat == "pasti" and not u.pilihan for u in otomatis)


def test_no_line_is_proposed_twice_and_no_evidence_is_charged_twice():
    uji = make_set(3, 1500)
    usulan = propose(uji.baris, uji.bukti, {})
    nomor = [n for u in usulan for n in u.baris]
    bukti = [j for u in usulan if u.jenis is JenisBaris.BELANJA for j in u.bukti]
    assert len(nomor) == len(set(nomor))
    assert len(bukti) == len(set(bukti))
    assert nomor == [n for u in sorted(usulan, key=lambda u: u.baris) for n in u.baris]
    assert all(u.pilihan == () or u.pilihan[0] == u.bukti for u in usulan)


def test_order_of_lines_and_evidence_changes_nothing_that_is_sure():
    uji = make_set(5, 600)
    pasti = {(u.baris, u.bukti) for u in propose(uji.baris, uji.bukti, {}) if u.otomatis}
    r = random.Random(5)
    lain = propose(r.sample(uji.baris, len(uji.baris)), r.sample(uji.bukti, len(uji.bukti)), {})
    nomor = {(b.tanggal_transaksi, b.keterangan, b.nilai) for b in uji.baris}
    assert len(nomor) < len(uji.baris), "set uji harus memuat baris kembar"
    beda = pasti ^ {(u.baris, u.bukti) for u in lain if u.otomatis}
    kembar = {
        b.nomor for b in uji.baris if sum(o.keterangan == b.keterangan and o.nilai == b.nilai for o in uji.baris) > 1
    }
    assert all(set(baris_beda) <= kembar for baris_beda, _ in beda)
