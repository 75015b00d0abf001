"""Malformed statements: each refusal with its file, line, column and what to do."""

import pytest

from core.errors import Refusal
from core.importers.rekening_koran import KoranDitolak, read_koran
from core.money import Rupiah
from tests.importers.buat import contoh, xlsx
from tests.importers.contoh_koran import BCA, BPD, BRI, MCM, MT940, UMUM, camt, entry
from tests.importers.test_rekening_koran import profil

Tempat = tuple[str, int | None, str | None]


def refused(data: str | bytes, **options: object) -> list[Tempat]:
    isi = data.encode() if isinstance(data, str) else data
    with pytest.raises(Refusal) as caught:
        read_koran("koran.csv", isi, **options)
    for t in caught.value.temuan:
        assert t.berkas == "koran.csv"
        assert t.pesan.endswith(".")
    return [(t.kode, t.baris, t.kolom) for t in caught.value.temuan]


@pytest.mark.parametrize(
    ("berkas", "kolom"), [("bank-jatim.xlsx", "I"), ("bni-direct.xlsx", "H"), ("bca-pribadi.csv", "F")]
)
def test_samples_whose_balances_do_not_follow(berkas: str, kolom: str) -> None:
    # these samples jump from 2.870.270 to 20.032.432 over a credit of 2.400.000
    data = contoh(f"bank/{berkas}")
    assert refused(data) == [("ERR_SALDO_BARIS", 3, kolom)]
    with pytest.raises(KoranDitolak) as caught:
        read_koran(berkas, data)
    assert caught.value.format == berkas.split(".", maxsplit=1)[0]
    assert (caught.value.jumlah_baris, caught.value.total_kredit) == (2, Rupiah.of(2_400_000))
    assert "selisih 14.762.162" in str(caught.value)
    assert "unduh ulang" in str(caught.value)


def test_payment_files_are_no_statements() -> None:
    assert [k for k, *_ in refused(contoh("bank/cms-ob.csv"))] == ["ERR_KOLOM_TIDAK_DIKENAL"]
    assert [k for k, *_ in refused(contoh("bank/cms-skn.csv"))] == ["ERR_KOLOM_TIDAK_DIKENAL"]


def test_row_whose_own_balances_disagree() -> None:
    found = refused(BRI.replace("2870270.00,32432.00,0.00,2837838.00", "2870270.00,32432.00,0.00,2837000.00"))
    assert ("ERR_SALDO_BARIS", 3, "K") in found


def test_missing_row() -> None:
    rows = BRI.splitlines()
    del rows[2]
    assert refused("\n".join(rows)) == [("ERR_SALDO_BARIS", 3, "K")]


def test_all_complaints_of_a_file_at_once() -> None:
    text = BRI.replace("2026-02-05 00:00:00,2026", "2026-13-05 00:00:00,2026").replace(",237838.00,", ",dua ratus,")
    assert refused(text) == [("ERR_TANGGAL", 2, "C"), ("ERR_JUMLAH", 4, "I")]


@pytest.mark.parametrize(
    ("lama", "baru", "harap"),
    [
        ('Saldo Akhir,=,"5,270,270.00"', 'Saldo Akhir,=,"5,270,271.00"', ("ERR_SALDO_AKHIR_KORAN", 11, None)),
        ('Saldo Awal,=,"5,000,000.00"', 'Saldo Awal,=,"5,000,001.00"', ("ERR_SALDO_AWAL_KORAN", 6, None)),
        ('Mutasi Debet,=,"2,129,730.00"', 'Mutasi Debet,=,"2,129,731.00"', ("ERR_TOTAL_KORAN", 11, None)),
        ("Mata Uang,=,IDR", "Mata Uang,=,USD", ("ERR_MATA_UANG", 3, None)),
    ],
)
def test_head_and_footer_of_bca_are_held_against_the_lines(lama: str, baru: str, harap: Tempat) -> None:
    assert lama in BCA
    assert refused(BCA.replace(lama, baru), tahun=2026)[0] == harap


def test_closing_balance_of_the_paper_is_held_against_the_file() -> None:
    assert refused(BRI, saldo_akhir=Rupiah.of(1)) == [("ERR_SALDO_AKHIR_KORAN", None, None)]


def test_days_without_a_year() -> None:
    assert refused(BCA) == [("ERR_TANGGAL", 6, "A"), ("ERR_TANGGAL", 7, "A")]


def test_years_of_two_figures() -> None:
    assert refused(UMUM.replace("05/02/2026", "05/02/26")) == [("ERR_TAHUN_DUA_ANGKA", 2, "A")]


def test_marks_that_may_be_thousands_or_sen() -> None:
    doubtful = "Tanggal;Uraian;Debet;Kredit\n05/02/2026;TOKO;1.500;0\n"
    assert refused(doubtful) == [("ERR_GAYA_ANGKA", 2, None)]
    assert ("ERR_GAYA_ANGKA", 3, None) in refused(UMUM.replace("2.400.000,00", "2,400,000.00"))


def test_both_sides_in_one_row() -> None:
    assert refused(UMUM.replace("2.129.730,00;0,00", "2.129.730,00;1,00"))[0] == ("ERR_DUA_ARAH", 2, None)


def test_amount_without_a_side() -> None:
    text = "Tanggal;Uraian;Nominal;D/K;Saldo\n05/02/2026;TOKO;2.129.730,00;;2.870.270,00\n"
    assert refused(text) == [("ERR_JUMLAH", 2, "D")]
    assert [k for k, *_ in refused("Tanggal;Uraian;Nominal\n05/02/2026;TOKO;2.129.730,00\n")] == [
        "ERR_KOLOM_TIDAK_DIKENAL"
    ]


def test_money_that_is_not_rupiah() -> None:
    mixed = contoh("bank/mandiri-lama.csv").decode().replace(";IDR;", ";USD;")
    assert refused(mixed) == [("ERR_MATA_UANG", 2, "B")]
    assert refused(MT940.replace(":62F:C260226IDR", ":62F:C260226USD")) == [("ERR_MATA_UANG", 13, None)]
    assert refused(camt(entry("1.00", "DBIT", "2026-02-05", "X", mata_uang="USD")))[0][0] == "ERR_MATA_UANG"
    assert refused(camt().replace("<Ccy>IDR</Ccy>", "<Ccy>SGD</Ccy>"))[0][0] == "ERR_MATA_UANG"


def test_two_accounts_in_one_file() -> None:
    text = BRI.replace("4,000000000000001,", "4,000000000000002,")
    assert refused(text) == [("ERR_REKENING_CAMPUR", 5, None)]


def test_nothing_in_it() -> None:
    head = BRI.splitlines()[0]
    assert refused(head + "\nTransaksi tidak ditemukan,,\n") == [("ERR_TANPA_BARIS", 2, None)]
    assert refused(head + "\n") == [("ERR_TANPA_BARIS", None, None)]


@pytest.mark.parametrize("data", [BRI, MT940, camt()])
def test_utf16_and_nul_bytes(data: str) -> None:
    assert refused(data.encode("utf-16"))[0][0] in {"ERR_ENKODE", "ERR_BUKAN_TABEL"}
    at = len(data) // 2
    assert refused(data[:at].encode() + b"\0" + data[at:].encode())[0][0] == "ERR_BERKAS_RUSAK"


@pytest.mark.parametrize(
    ("lama", "baru", "harap"),
    [
        (":61:2602060206D32432,00NMSCBILLING//REF0002", ":6", ("ERR_TAG_MT940", 7, None)),
        ("D32432,00NMSC", "D32432.00NMSC", ("ERR_TAG_MT940", 7, ":61:")),
        ("D32432,00NMSC", "32432,00NMSC", ("ERR_TAG_MT940", 7, ":61:")),
        (":61:2602060206D32432", ":61:2613060206D32432", ("ERR_TANGGAL", 7, None)),
        (":61:2602060206D32432", ":61:2602061306D32432", ("ERR_TANGGAL", 7, None)),
        (":62F:C260226IDR5000000,00", ":62F:C260226IDR50000", ("ERR_TAG_MT940", 13, ":62F:")),
        (":62F:C260226IDR5000000,00\n", "", ("ERR_KORAN_TERPOTONG", 4, None)),
        (":60F:C260201IDR5000000,00\n", "", ("ERR_KORAN_TERPOTONG", 4, None)),
        (":62F:C260226IDR5000000,00", ":62F:C260226IDR5000001,00", ("ERR_SALDO_AKHIR_KORAN", 13, None)),
        (":20:CONTOH0001", "X\n:20:CONTOH0001", ("ERR_TAG_MT940", 1, None)),
    ],
)
def test_mt940_cut_or_changed(lama: str, baru: str, harap: Tempat) -> None:
    assert lama in MT940
    assert refused(MT940.replace(lama, baru))[0] == harap


def test_mt940_page_that_does_not_follow() -> None:
    kedua = ":20:B\n:25:0000000001\n:28C:3/1\n:60F:C260226IDR5000001,00\n:62F:C260226IDR5000001,00\n"
    assert refused(MT940 + kedua) == [("ERR_SALDO_SAMBUNG", 17, None)]


def test_camt053_cut_or_changed() -> None:
    assert refused(camt()[:-30])[0][0] == "ERR_KORAN_TERPOTONG"
    assert refused(camt(akhir="5000001.00"))[0][0] == "ERR_SALDO_AKHIR_KORAN"
    assert refused(camt().replace("CLBD", "ITAV"))[0][0] == "ERR_KORAN_TERPOTONG"
    assert refused(camt().replace("2129730.00", "2.129.730,00"))[0][::2] == ("ERR_JUMLAH", "Amt")
    assert refused(camt().replace("2129730.00", "2129730.005"))[0][0] == "ERR_JUMLAH"
    assert refused(camt().replace("<Dt>2026-02-05</Dt>", "<Dt>kemarin</Dt>"))[0][0] == "ERR_TANGGAL"
    kedua = camt(awal="1.00", akhir="1.00").split("<Stmt>")[1].split("</Stmt>")[0]
    assert refused(camt().replace("</Stmt>", f"</Stmt><Stmt>{kedua}</Stmt>"))[0][0] == "ERR_SALDO_SAMBUNG"
    empty = camt().split("<Stmt>")[0] + "</BkToCstmrStmt></Document>"
    assert refused(empty)[0][0] == "ERR_BUKAN_REKENING_KORAN"


def test_camt053_with_a_dtd_never_reaches_the_parser() -> None:
    kepala = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
    assert refused(camt(kepala=kepala))[0][0] == "ERR_XML_BERBAHAYA"
    assert refused(camt().replace('encoding="UTF-8"', 'encoding="UTF-7"'))[0][0] == "ERR_BERKAS_RUSAK"
    assert refused("<a>" * 3 + camt().split("?>")[1].replace("<Document", "<D>" * 60 + "<Document"))[0][0] == (
        "ERR_BERKAS_RUSAK"
    )


def test_profile_of_another_layout() -> None:
    assert refused(UMUM, profil=profil()) == [("ERR_TATA_LETAK_BEDA", None, None)]
    assert refused(BPD) == [("ERR_KOLOM_TIDAK_DIKENAL", 5, None)]


def test_mixed_styles_in_a_workbook_of_text() -> None:
    rows = [["Tanggal", "Uraian", "Debet", "Kredit"], ["05/02/2026", "A", "1.500.000,00", ""]]
    rows.append(["06/02/2026", "B", "1,500,000.00", ""])
    assert refused(xlsx(rows)) == [("ERR_GAYA_ANGKA", 3, None), ("ERR_JUMLAH", 3, "C")]


def test_pending_row_alone_is_no_statement() -> None:
    assert "ERR_TANPA_BARIS" in [k for k, *_ in refused(MCM.splitlines()[0] + "\n0,PEND,05/02/26,1,a,b,,1.00,.00\n")]
