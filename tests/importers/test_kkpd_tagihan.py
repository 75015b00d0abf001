"""Card bills: the worked settlement of the handbook, equations E5 to E8, profiles, masked numbers, bank keys."""

from datetime import date
from decimal import Decimal

import pytest

from core.errors import Refusal
from core.importers.angka import GayaAngka, Tanda
from core.importers.kkpd_draf import BukanKartu, Kartu
from core.importers.kkpd_profil import guess_profile
from core.importers.kkpd_tagihan import read_tagihan
from core.importers.pintu import open_table
from core.importers.profil_kolom import Medan, ProfilKolom
from core.money import NOL, Rupiah
from tests.importers.buat import contoh, csv_rows, csv_text, xlsx

KKI, GENERIK = "kkpd/tagihan-kki-contoh.csv", "kkpd/statement-generik.csv"
TOTAL_GENERIK = Rupiah.of(4_078_000)
PAN = "4111111111111111"


def kki(**changes: str) -> bytes:
    """The sample with cells changed; keys are like `b13c2` (row 13, second cell)."""
    rows = csv_rows(KKI)
    for place, nilai in changes.items():
        baris, kolom = place[1:].split("c")
        rows[int(baris) - 1][int(kolom) - 1] = nilai
    return csv_text(rows)


def refused(data: bytes, **options: object) -> list[tuple[str, int | None]]:
    with pytest.raises(Refusal) as caught:
        read_tagihan("tagihan.csv", data, **options)
    return [(t.kode, t.baris) for t in caught.value.temuan]


def numeric(text: str) -> object:
    bare = text.replace(".", "").replace(",", ".")
    return float(bare) if "," in text and bare.replace(".", "").isdigit() else text


def test_bill_of_the_worked_settlement():
    draf = read_tagihan("tagihan.csv", contoh(KKI), bank="BRI")
    assert draf.temuan == ()
    assert (draf.nama, draf.tanggal_cetak, draf.jatuh_tempo) == ("DINAS CONTOH", date(2026, 5, 31), date(2026, 6, 19))
    assert draf.ringkasan is not None
    assert (draf.ringkasan.pembelanjaan, draf.ringkasan.kredit) == (Rupiah.of(22_240_000), Rupiah.of(440_000))
    assert draf.total_kontrol == draf.ringkasan.baru == Rupiah.of(21_800_000)
    assert (draf.batas_kredit, draf.sisa_kredit) == (Rupiah.of(100_000_000), Rupiah.of(78_200_000))
    assert (draf.jumlah_baris, draf.total_debit, draf.total_kredit) == (6, Rupiah.of(22_240_000), Rupiah.of(440_000))
    assert [(k.kartu.samaran, k.pemegang, k.ringkasan.baru) for k in draf.kartu] == [
        ("618950XXXXXX0001", "PEGAWAI CONTOH SATU", Rupiah.of(17_100_000)),
        ("618950XXXXXX0002", "PEGAWAI CONTOH DUA", Rupiah.of(4_700_000)),
    ]


def test_refund_and_foreign_purchase():
    rincian = read_tagihan("tagihan.csv", contoh(KKI)).rincian
    refund = rincian[3]
    assert (refund.is_kredit, refund.jumlah, refund.nilai) == (True, Rupiah.of(440_000), -Rupiah.of(440_000))
    abroad = rincian[5]
    assert abroad.valas is not None
    assert (abroad.valas.mata_uang, abroad.valas.nominal, abroad.valas.kurs) == (
        "USD",
        Decimal("92.02"),
        Decimal("16300.80"),
    )
    assert (abroad.kartu.akhir4, abroad.pemegang, abroad.baris) == ("0002", "PEGAWAI CONTOH DUA", 34)
    assert (rincian[0].tanggal_transaksi, rincian[0].tanggal_pembukuan) == (date(2026, 5, 6), date(2026, 5, 7))


def test_the_same_bill_as_workbook_is_the_same_bill():
    table = [[numeric(c) if c else None for c in row] for row in csv_rows(KKI)]
    data = xlsx([["\u00a0Lembar cetak"], [], *[[None, *row] for row in table]])
    draf = read_tagihan("tagihan.xlsx", data, bank="BRI")
    from_csv = read_tagihan("tagihan.csv", contoh(KKI), bank="BRI")
    assert [b.kunci for b in draf.rincian] == [b.kunci for b in from_csv.rincian]
    assert draf.ringkasan == from_csv.ringkasan
    assert draf.rincian[0].baris == from_csv.rincian[0].baris + 2


def test_english_labels_and_numbers():
    words = {
        "Tagihan Sebelumnya": "Previous Balance", "Pembayaran/Kredit": "Payment/Credit", "Tagihan Baru": "New Balance",
        "Pembelanjaan/Debit": "Purchase/Debit", "Pengambilan Tunai": "Cash Advance", "Sisa Kredit": "Available Credit Limit",
        "Batas Kredit": "Credit Limit", "Lembar Tagihan KKI Segmen Pemerintah": "Corporate Card Statement",
    }  # fmt: skip
    rows = [[words.get(c, c) for c in row] for row in csv_rows(KKI)]
    flip = str.maketrans(".,", ",.")
    rows = [[c.translate(flip) if c[:1].isdigit() or c.startswith("USD") else c for c in row] for row in rows]
    assert read_tagihan("bill.csv", csv_text(rows)).total_kontrol == Rupiah.of(21_800_000)


def test_description_may_wrap_to_the_next_row():
    rows = csv_rows(KKI)
    rows.insert(25, ["", "", "PULOGADUNG JAKARTA", "", "", "", "", ""])
    draf = read_tagihan("tagihan.csv", csv_text(rows))
    assert draf.rincian[2].keterangan == "RM CONTOH RAYA PULOGADUNG JAKARTA"
    assert draf.jumlah_baris == 6


def test_e5_bill_that_does_not_add_up_shows_both_sides():
    with pytest.raises(Refusal, match=r"21\.900\.000.*21\.800\.000; selisih 100\.000") as caught:
        read_tagihan("tagihan.csv", kki(b12c2="21.900.000,00", b13c2="78.100.000,00"))
    kinds = {t.kode for t in caught.value.temuan}
    assert kinds == {"ERR_TOTAL_TAGIHAN", "ERR_TOTAL_KARTU"}


def test_e6_cards_must_sum_to_the_bill():
    found = refused(kki(b9c2="22.340.000,00", b12c2="21.900.000,00", b13c2="78.100.000,00"))
    assert found == [("ERR_TOTAL_KARTU", None), ("ERR_TOTAL_KARTU", None)]


def test_total_row_must_be_the_sum_of_the_cards():
    assert refused(kki(b18c8="21.800.001,00")) == [("ERR_TOTAL_KARTU", None)]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"b24c6": "4.440.001,00"}, "17.540.001"),
        ({"b26c6": "440.001,00 CR"}, "440.001"),
        ({"b26c6": "440.000,00"}, "17.980.000"),
        ({"b28c6": "17.100.001,00"}, "Tagihan Bulan Ini 17.100.001"),
        ({"b22c6": "1,00"}, "Tagihan Bulan Lalu 1"),
    ],
)
def test_details_must_be_the_summary_of_their_card(changes, words):
    with pytest.raises(Refusal) as caught:
        read_tagihan("tagihan.csv", kki(**changes))
    assert {(t.kode, t.baris) for t in caught.value.temuan} == {("ERR_TOTAL_KARTU", 16)}
    assert any(words in t.pesan for t in caught.value.temuan)


def test_a_card_without_its_details_is_noticed():
    assert refused(csv_text(csv_rows(KKI)[:29])) == [("ERR_TOTAL_KARTU", 17)]
    assert refused(kki(b30c2="618950XXXXXX0009")) == [("ERR_TOTAL_KARTU", 17), ("ERR_TOTAL_KARTU", None)]


def test_e7_remaining_credit():
    with pytest.raises(Refusal, match=r"78\.300\.000.*78\.200\.000") as caught:
        read_tagihan("tagihan.csv", kki(b13c2="78.300.000,00"))
    assert [t.kode for t in caught.value.temuan] == ["ERR_SISA_KREDIT"]


def test_e8_charges_are_a_warning_on_the_card():
    draf = read_tagihan(
        "tagihan.csv",
        kki(
            b11c2="50.000,00", b12c2="21.850.000,00", b13c2="78.150.000,00", b16c7="50.000,00", b16c8="17.150.000,00",
            b18c7="50.000,00", b18c8="21.850.000,00", b27c6="50.000,00", b28c6="17.150.000,00",
        ),
    )  # fmt: skip
    assert [(t.kode, t.baris) for t in draf.temuan] == [("WARN_BIAYA_KARTU", 16)]
    assert draf.total_kontrol == Rupiah.of(21_850_000)


def test_expected_total_is_compared_with_the_bill():
    assert read_tagihan("t.csv", contoh(KKI), total_kontrol=Rupiah.of(21_800_000)).temuan == ()
    assert refused(contoh(KKI), total_kontrol=Rupiah.of(21_800_001)) == [("ERR_TOTAL_TAGIHAN", None)]


def test_line_posted_after_the_bill_was_printed_is_a_warning():
    draf = read_tagihan("tagihan.csv", kki(b26c2="25/06/2026"))
    assert [(t.kode, t.baris) for t in draf.temuan] == [("WARN_TANGGAL_PEMBUKUAN", 26)]


@pytest.mark.parametrize(
    ("changes", "kode", "baris"),
    [
        ({"b23c1": "06/13/2026"}, "ERR_TANGGAL", 23),
        ({"b23c1": ""}, "ERR_TANGGAL", 23),
        ({"b3c2": "besok"}, "ERR_TANGGAL", 3),
        ({"b23c6": "sebelas juta"}, "ERR_JUMLAH", 23),
        ({"b23c6": "11,100,000.00"}, "ERR_GAYA_ANGKA", 23),
        ({"b34c4": "sembilan dolar"}, "ERR_JUMLAH", 34),
        ({"b16c1": "KARTU SATU"}, "ERR_KARTU", 16),
        ({"b9c2": "x"}, "ERR_JUMLAH", 9),
    ],
)
def test_one_bad_cell_refuses_the_bill_and_names_its_row(changes, kode, baris):
    assert (kode, baris) in refused(kki(**changes))


def test_bill_without_box_or_summary():
    assert refused(csv_text(csv_rows(KKI)[14:])) == [("ERR_KOLOM_TIDAK_ADA", None)]
    assert refused(csv_text(csv_rows(KKI)[:13] + csv_rows(KKI)[19:])) == [("ERR_TANPA_BARIS", None)]


def test_generic_list_needs_a_total_from_the_paper():
    assert refused(contoh(GENERIK)) == [("ERR_TOTAL_WAJIB", None)]
    assert refused(contoh(GENERIK), total_kontrol=Rupiah.of(4_078_001)) == [("ERR_TOTAL_TAGIHAN", None)]
    draf = read_tagihan("statement.csv", contoh(GENERIK), total_kontrol=TOTAL_GENERIK)
    assert (draf.jumlah_baris, draf.total_debit, draf.jatuh_tempo) == (2, TOTAL_GENERIK, date(2026, 3, 5))
    first = draf.rincian[0]
    assert (first.kartu.akhir4, first.mcc, first.referensi) == ("0001", "4722", "AUTH0001")
    assert first.keterangan == "AGEN TIKET CONTOH TIKET JAKARTA"
    assert (first.tanggal_transaksi, first.tanggal_pembukuan) == (date(2026, 2, 14), date(2026, 2, 15))


def test_a_closing_total_in_the_list_is_its_own_control():
    rows = csv_rows(GENERIK)
    rows.append(["", "", "", "", "", "", "", "TOTAL", "4078000.00", "", "", ""])
    rows.append(["Dicetak oleh bank contoh", *[""] * 11])
    assert read_tagihan("s.csv", csv_text(rows)).total_kontrol == TOTAL_GENERIK
    rows[3][8] = "4079000.00"
    assert refused(csv_text(rows)) == [("ERR_TOTAL_TAGIHAN", None)]


def test_guessed_profile_names_columns_by_their_words():
    (lembar,) = open_table("s.csv", contoh(GENERIK))
    profil = guess_profile(lembar, nama="BJB KKPD", bank="BJB")
    assert profil.kolom[Medan.JUMLAH] == 8
    assert profil.kolom[Medan.TANDA] == 9
    assert len(profil.kolom) == 12
    assert read_tagihan("s.csv", contoh(GENERIK), profil, total_kontrol=TOTAL_GENERIK).bank == "BJB"


def test_a_remembered_profile_fits_only_its_layout():
    profil = guess_profile(open_table("s.csv", contoh(GENERIK))[0])
    rows = csv_rows(GENERIK)
    moved = csv_text([[row[1], row[0], *row[2:]] for row in rows])
    assert refused(moved, profil=profil, total_kontrol=TOTAL_GENERIK) == [("ERR_TATA_LETAK_BEDA", None)]
    below_titles = csv_text([["Laporan"], ["Periode Februari"], *rows])
    assert read_tagihan("s.csv", below_titles, profil, total_kontrol=TOTAL_GENERIK).rincian[0].baris == 4


def test_list_of_one_card_with_debit_and_credit_columns():
    rows = [
        ["Tgl", "Uraian", "Debet", "Kredit"],
        ["05/02/2026", "TOKO CONTOH", "1,500,000.00", ""],
        ["09/02/2026", "TOKO CONTOH", "", "500,000.00"],
    ]
    data = csv_text(rows)
    assert refused(data, total_kontrol=Rupiah.of(1_000_000)) == [("ERR_KARTU_WAJIB", None)]
    draf = read_tagihan("s.csv", data, total_kontrol=Rupiah.of(1_000_000), kartu="618950XXXXXX0001")
    assert [b.nilai for b in draf.rincian] == [Rupiah.of(1_500_000), -Rupiah.of(500_000)]


def test_profile_decides_style_and_side():
    rows = [
        ["Tgl", "Uraian", "Mutasi", "D/K"],
        ["05/02/2026", "TOKO", "1.500", "K"],
        ["06/02/2026", "TOKO", "250", "D"],
    ]
    data = csv_text(rows)
    options = {"total_kontrol": Rupiah.of(1_250), "kartu": "618950XXXXXX0001"}
    assert ("ERR_GAYA_ANGKA", 2) in refused(data, **options)
    guess = guess_profile(open_table("s.csv", data)[0])
    profil = ProfilKolom("bank", "BANK", guess.tata_letak, guess.kolom, GayaAngka.INDONESIA, pembelanjaan=Tanda.KREDIT)
    assert read_tagihan("s.csv", data, profil, **options).total_kontrol == Rupiah.of(1_250)


@pytest.mark.parametrize(
    ("kolom", "nilai", "kode"),
    [
        (0, "x", "ERR_TANGGAL"),
        (8, "x", "ERR_JUMLAH"),
        (9, "TRF", "ERR_JUMLAH"),
        (2, "x", "ERR_KARTU"),
        (11, "x", "ERR_TANGGAL"),
    ],
)
def test_bad_cells_of_a_list(kolom, nilai, kode):
    rows = csv_rows(GENERIK)
    rows[1][kolom] = nilai
    assert (kode, 2) in refused(csv_text(rows), total_kontrol=TOTAL_GENERIK)


def test_money_without_a_date_is_not_passed_over():
    rows = csv_rows(GENERIK)
    rows.append(["", "", "", "", "", "", "", "BIAYA", "10000.00", "DB", "", ""])
    assert ("ERR_TANGGAL", 4) in refused(csv_text(rows), total_kontrol=TOTAL_GENERIK)


def test_unknown_headers_are_listed():
    with pytest.raises(Refusal, match="Waktu") as caught:
        read_tagihan("s.csv", csv_text([["Waktu", "Uraian", "Jumlah", "Kota"], ["1", "2", "3", "4"]]))
    assert caught.value.kode == "ERR_KOLOM_TIDAK_DIKENAL"
    assert refused(b"a;b\n1;2\n") == [("ERR_KOLOM_TIDAK_DIKENAL", None)]


def test_list_without_lines():
    assert ("ERR_TANPA_BARIS", None) in refused(csv_text(csv_rows(GENERIK)[:1]), total_kontrol=NOL)


def test_identical_lines_get_different_keys_and_a_second_import_the_same():
    rows = csv_rows(GENERIK)
    data = csv_text([*rows, rows[1]])
    options = {"total_kontrol": Rupiah.of(7_340_000), "bank": "BJB"}
    first = [b.kunci for b in read_tagihan("s.csv", data, **options).rincian]
    assert len(set(first)) == 3
    assert [b.kunci for b in read_tagihan("lagi.csv", data, **options).rincian] == first
    split = read_tagihan("s.csv", csv_text([rows[0], rows[2]]), total_kontrol=Rupiah.of(816_000), bank="bjb ")
    assert split.rincian[0].kunci == first[1]
    other_bank = read_tagihan("s.csv", data, total_kontrol=Rupiah.of(7_340_000), bank="BRI")
    assert not set(first) & {b.kunci for b in other_bank.rincian}


def test_a_full_card_number_never_leaves_the_reader():
    rows = csv_rows(GENERIK)
    rows[1][2] = PAN
    rows[2][2] = "4111 1111 1111 1111"
    rows[2][7] = f"HOTEL {PAN} OK"
    draf = read_tagihan("s.csv", csv_text(rows), total_kontrol=TOTAL_GENERIK)
    assert PAN not in repr(draf).replace(" ", "")
    assert {(t.kode, t.baris, t.kolom) for t in draf.temuan} == {
        ("WARN_PAN_LENGKAP", 2, "C"), ("WARN_PAN_LENGKAP", 3, "C"), ("WARN_PAN_LENGKAP", 3, "H"),
    }  # fmt: skip
    assert {b.kartu.samaran for b in draf.rincian} == {"411111XXXXXX1111"}


def test_a_full_number_with_a_wrong_check_digit_is_masked_where_cards_stand():
    rows = csv_rows(GENERIK)
    rows[1][2] = rows[2][2] = "4111111111111112"
    draf = read_tagihan("s.csv", csv_text(rows), total_kontrol=TOTAL_GENERIK)
    assert "4111111111111112" not in repr(draf)
    assert [t.kode for t in draf.temuan] == ["WARN_PAN_LENGKAP"] * 2
    bill = kki(b16c1="6189500000000001", b20c2="6189500000000001")
    assert "6189500000000001" not in repr(read_tagihan("t.csv", bill))


def test_masked_forms_of_one_card_have_one_token():
    forms = ("618950XXXXXX0001", "6189-50XX-XXXX-0001", "618950******0001", "6189 50xx xxxx 0001")
    assert len({Kartu.parse(form).token for form in forms}) == 1
    hidden = Kartu.parse("XXXX-XXXX-XXXX-0001")
    assert (hidden.bin6, hidden.akhir4) == ("", "0001")
    with pytest.raises(BukanKartu) as caught:
        Kartu.parse("4111111111111112 exp 12/27")
    assert "4111" not in str(caught.value)
