"""Bank statements: every published layout, the proof of balances, and what is the same line twice."""

from dataclasses import replace
from datetime import date

import pytest

from core.importers.angka import GayaAngka
from core.importers.pintu import open_table
from core.importers.profil_kolom import Medan, ProfilKolom, layout_hash
from core.importers.rekening_koran import is_known, read_koran
from core.kas.koran import KoranMasuk
from core.money import Rupiah
from tests.importers.buat import contoh, csv_text, xlsx
from tests.importers.contoh_koran import BCA, BPD, BRI, MCM, MT940, UMUM, camt, entry

TOKO, SP2D = Rupiah.of(2_129_730), Rupiah.of(2_400_000)


def rp(n: int) -> Rupiah:
    return Rupiah.of(n)


def read(text: str, **lain: object) -> KoranMasuk:
    return read_koran("koran", text.encode(), **lain)


def warned(koran: KoranMasuk) -> list[str]:
    return [t.kode for t in koran.temuan]


@pytest.mark.parametrize(
    ("berkas", "format_", "rekening", "baris", "debit", "kredit", "awal", "akhir"),
    [
        ("bri-cms.csv", "bri-cms", "000000000000001", 4, 2_400_000, 2_400_000, 5_000_000, 5_000_000),
        ("mandiri-mcm.csv", "mandiri-mcm", "0000000000001", 2, 2_129_730, 2_400_000, None, None),
        ("mandiri-lama.csv", "mandiri-lama", "0000000000001", 1, 2_129_730, 0, 5_000_000, 2_870_270),
        ("mandiri-rekening-koran.xlsx", "mandiri-rekening-koran", "", 1, 2_129_730, 0, 5_000_000, 2_870_270),
        ("bca-bisnis.csv", "bca-bisnis", "0000000001", 2, 2_129_730, 2_400_000, 5_000_000, 5_270_270),
        ("mt940.txt", "mt940", "0000000001", 4, 2_400_000, 2_400_000, 5_000_000, 5_000_000),
    ],
)
def test_sample_of_each_bank(
    *,
    berkas: str,
    format_: str,
    rekening: str,
    baris: int,
    debit: int,
    kredit: int,
    awal: int | None,
    akhir: int | None,
) -> None:
    koran = read_koran("apa saja.bin", contoh(f"bank/{berkas}"), tahun=2026)
    assert (koran.format, koran.rekening, koran.jumlah_baris) == (format_, rekening, baris)
    assert (koran.total_debit, koran.total_kredit) == (rp(debit), rp(kredit))
    expected = (None if awal is None else rp(awal), None if akhir is None else rp(akhir))
    assert (koran.saldo_awal, koran.saldo_akhir) == expected
    assert koran.baris[0].tanggal == date(2026, 2, 5)
    assert koran.baris[0].nilai == -TOKO


@pytest.mark.parametrize(
    ("berkas", "kepala"),
    [
        ("bank-jatim.xlsx", ["Post Date", "Effective Date", "Account", "Name", "Description", "Currency", "Debit",
                             "Credit", "Balance", "Reference No"]),
        ("bni-direct.xlsx", ["No.", "Tanggal Kirim", "Cabang", "Journal No.", "Deskripsi", "Amount", "Db/Cr", "Balance"]),
    ],
)  # fmt: skip
def test_workbooks_with_balances_that_follow(berkas: str, kepala: list[str]) -> None:
    isi = {
        "bank-jatim.xlsx": [
            ["05/02/2026", "05/02/2026", "0000000001", "B", "TOKO", "IDR", 2129730, 0, 2870270, "R1"],
            [None, None, None, None, "catatan bank", None, 1, None, None, None],
            ["26/02/2026", "26/02/2026", "0000000001", "B", "SP2D 31", "IDR", 0, 2400000, 5270270, "R2"],
        ],
        "bni-direct.xlsx": [
            [1, "05/02/2026", "0000", "J0001", "TOKO", 2129730, "D", 2870270],
            [2, "26/02/2026", "0000", "J0002", "SP2D 31", 2400000, "C", 5270270],
        ],
    }[berkas]
    koran = read_koran("x", xlsx([kepala, *isi]))
    assert koran.format == berkas.removesuffix(".xlsx")
    assert [b.nilai for b in koran.baris] == [-TOKO, SP2D]
    assert (koran.saldo_awal, koran.saldo_akhir) == (rp(5_000_000), rp(5_270_270))


def test_personal_bca_list() -> None:
    text = contoh("bank/bca-pribadi.csv").decode().replace("20032432.00", "5270270.00")
    koran = read(text)
    assert (koran.format, koran.saldo_akhir) == ("bca-pribadi", rp(5_270_270))


@pytest.mark.parametrize(
    ("format_", "kepala", "toko", "sp2d"),
    [
        ("bni-jurnal", "Post Date,Value Date,Branch,Journal No.,Description,Debit,Credit,Balance",
         '05/02/2026,05/02/2026,0,J1,TOKO,"2,129,730.00",0.00,"2,870,270.00"',
         '26/02/2026,26/02/2026,0,J2,SP2D,0.00,"2,400,000.00","5,270,270.00"'),
        ("bni-tipe", "Tanggal Transaksi,Uraian Transaksi,Tipe,Nominal,Saldo",
         '05/02/2026,TOKO,Debit,"2,129,730.00","2,870,270.00"', '26/02/2026,SP2D,Kredit,"2,400,000.00","5,270,270.00"'),
        ("bsi", "TrxId,Tanggal,Trx Time,D/K,Mutasi,Saldo,Keterangan",
         'T1,05/02/2026,10:15,D,"2,129,730.00","2,870,270.00",TOKO',
         'T2,26/02/2026,10:15,K,"2,400,000.00","5,270,270.00",SP2D'),
    ],
)  # fmt: skip
def test_other_published_lists(format_: str, kepala: str, toko: str, sp2d: str) -> None:
    koran = read(f"{kepala}\n{toko}\n{sp2d}")
    assert (koran.format, [b.nilai for b in koran.baris]) == (format_, [-TOKO, SP2D])
    assert koran.saldo_akhir == rp(5_270_270)


def test_the_other_spelling_of_bri() -> None:
    assert read(BRI.replace("MUTASI_DEBET", "MUTASI_DEBIT")).format == "bri-cms"


def test_zero_rows_move_nothing_and_are_counted() -> None:
    rows = BRI.splitlines()
    rows.insert(2, rows[1].replace("5000000.00,2129730.00,0.00,2870270.00", "2870270.00,0.00,0.00,2870270.00"))
    koran = read("\r\n".join(rows))
    assert (koran.jumlah_baris, len(koran.baris), koran.nol) == (5, 4, 1)


def test_newest_first_is_brought_into_the_order_of_the_account() -> None:
    head, *rows = BRI.strip().splitlines()
    koran = read("\n".join([head, *reversed(rows)]))
    assert [b.baris for b in koran.baris] == [5, 4, 3, 2]
    assert (koran.saldo_awal, koran.saldo_akhir) == (rp(5_000_000), rp(5_000_000))


def test_year_of_bca_comes_from_the_period_or_the_books() -> None:
    assert warned(read(BCA, tahun=2026)) == ["WARN_TAHUN_TIDAK_TERTULIS"]
    dated = BCA.replace("Mata Uang,=,IDR", "Mata Uang,=,IDR\nPeriode,=,01/02/2025 - 28/02/2025")
    koran = read(dated, tahun=2026)
    assert (koran.baris[0].tanggal, koran.dari, koran.sampai) == (
        date(2025, 2, 5),
        date(2025, 2, 1),
        date(2025, 2, 28),
    )
    assert warned(koran) == []


def test_pending_lines_wait() -> None:
    koran = read(BCA.replace("'26/02,SETORAN", "PEND,SETORAN").split("Saldo Awal")[0], tahun=2026)
    assert (len(koran.baris), koran.nol) == (1, 1)
    assert "WARN_BARIS_TUNDA" in warned(koran)


def test_closing_balance_of_the_paper_stands_in_for_a_missing_one() -> None:
    assert warned(read(MCM)) == ["WARN_SALDO_TIDAK_TERTULIS"]
    koran = read(MCM, saldo_akhir=rp(5_270_270))
    assert (koran.saldo_awal, koran.saldo_akhir, warned(koran)) == (rp(5_000_000), rp(5_270_270), [])


def test_camt053() -> None:
    koran = read(camt())
    assert (koran.format, koran.rekening, koran.dari, koran.sampai) == (
        "camt053",
        "0000000001",
        date(2026, 2, 1),
        date(2026, 2, 28),
    )
    assert [b.nilai for b in koran.baris] == [-TOKO, -rp(32_432), -rp(237_838), SP2D]
    assert (koran.baris[0].keterangan, koran.baris[0].referensi) == ("PEMBAYARAN TOKO CONTOH TBP 7", "REF05")
    assert (koran.saldo_awal, koran.saldo_akhir) == (rp(5_000_000), rp(5_000_000))
    assert koran.baris[1].baris > koran.baris[0].baris > 3


def test_camt053_pending_entries_wait() -> None:
    koran = read(camt(entry("1.00", "DBIT", "2026-02-27", "TUNDA", status="PDNG"), akhir="5000000.00"))
    assert (koran.nol, warned(koran)) == (1, ["WARN_BARIS_TUNDA"])


def test_mt940_pages_in_a_chain_and_booking_over_new_year() -> None:
    kedua = ":20:B\n:25:0000000001\n:28C:3/1\n:60F:C260226IDR5000000,00\n:61:2612310102C1,50NMSCX//Y\n"
    kedua += ":86:JASA GIRO\n:62F:C261231IDR5000001,50\n"
    koran = read(MT940 + kedua)
    assert (koran.saldo_akhir, len(koran.baris)) == (Rupiah(500_000_150), 5)
    assert koran.baris[-1].tanggal == date(2027, 1, 2)
    assert koran.baris[-1].nilai == Rupiah(150)


def test_mt940_in_its_envelope_with_reversals_and_structured_words() -> None:
    text = (
        "{1:F01CONTIDJAXXXX}{2:O940}{4:\n"
        + MT940.replace("D32432,00", "RC32432,00").replace(
            ":86:MPN BILLING 000000000000003", ":86:?20MPN ?21BILLING\n?22000000000000003"
        )
        + "-}\n"
    )
    koran = read(text)
    assert koran.baris[1].nilai == -rp(32_432)
    assert "MPN BILLING 000000000000003" in koran.baris[1].keterangan


def test_empty_month_is_a_statement_too() -> None:
    text = ":20:A\n:25:0000000001\n:28C:1\n:60F:C260301IDR5000000,00\n:62F:C260331IDR5000000,00\n"
    koran = read(text)
    assert (koran.jumlah_baris, koran.dari, koran.sampai) == (0, date(2026, 3, 1), date(2026, 3, 31))


def test_list_of_an_unknown_bank_with_known_words() -> None:
    koran = read(UMUM)
    assert (koran.format, koran.saldo_awal, koran.saldo_akhir) == ("profil", rp(5_000_000), rp(5_270_270))
    assert not is_known(open_table("x", UMUM.encode()))
    assert is_known(open_table("x", BRI.encode()))


def profil() -> ProfilKolom:
    kepala = open_table("x", BPD.encode())[0].baris[4]
    kolom = {
        Medan.TANGGAL_PEMBUKUAN: 0,
        Medan.KETERANGAN: 1,
        Medan.DEBIT: 2,
        Medan.KREDIT: 3,
        Medan.SALDO: 4,
        Medan.REFERENSI: 5,
    }
    return ProfilKolom("BPD Contoh", "Bank Contoh Daerah", layout_hash(kepala), kolom)


def test_list_read_by_a_profile_with_its_head() -> None:
    koran = read(BPD, profil=profil())
    assert (koran.bank, koran.rekening, koran.dari, koran.sampai) == (
        "Bank Contoh Daerah",
        "0012345",
        date(2026, 2, 1),
        date(2026, 2, 28),
    )
    assert [b.referensi for b in koran.baris] == ["A1", "A2"]


def test_opening_and_totals_inside_the_table() -> None:
    rows = UMUM.splitlines()
    rows.insert(1, "01/02/2026;SALDO AWAL;;;5.000.000,00")
    rows.append("TOTAL;;2.129.730,00;2.400.000,00;")
    koran = read("\n".join(rows))
    assert (len(koran.baris), koran.saldo_awal) == (2, rp(5_000_000))


def test_words_that_run_over_belong_to_the_line_above() -> None:
    rows = UMUM.splitlines()
    rows.insert(2, ";NOMOR TBP 7;;;")
    assert read("\n".join(rows)).baris[0].keterangan == "PEMBAYARAN TOKO CONTOH NOMOR TBP 7"


def test_amount_without_a_side_is_signed_by_itself_and_proven() -> None:
    text = "Tanggal;Uraian;Nominal;Saldo\n05/02/2026;TOKO;-2.129.730,00;2.870.270,00\n"
    assert read(text).baris[0].nilai == -TOKO


def test_the_style_of_a_known_bank_settles_doubt() -> None:
    umum = ProfilKolom("x", "", layout_hash(open_table("x", UMUM.encode())[0].baris[0]), {}, GayaAngka.INDONESIA)
    doubtful = (
        UMUM.replace(",00", "")
        .replace("2.129.730", "130")
        .replace("2.870.270", "4.870")
        .replace("2.400.000", "400")
        .replace("5.270.270", "5.270")
    )
    kolom = {Medan.TANGGAL_TRANSAKSI: 0, Medan.KETERANGAN: 1, Medan.DEBIT: 2, Medan.KREDIT: 3, Medan.SALDO: 4}
    assert read(doubtful, profil=replace(umum, kolom=kolom)).saldo_akhir == rp(5_270)


def test_keys_know_a_line_again_and_tell_twins_apart() -> None:
    first = read(BRI).with_account("1")
    assert [b.kunci for b in first.baris] == [b.kunci for b in read(BRI).with_account("1").baris]
    assert not {b.kunci for b in first.baris} & {b.kunci for b in read(BRI).with_account("2").baris}
    twins = MCM.splitlines()
    twins.append(twins[1])
    koran = read("\n".join(twins)).with_account("1")
    assert len({b.kunci for b in koran.baris}) == 3


def test_same_statement_as_workbook_has_the_same_keys() -> None:
    rows = [line.split(";") for line in UMUM.strip().splitlines()]
    kosong = csv_text(rows)
    keys = [b.kunci for b in read_koran("a", kosong).with_account("1").baris]
    numbers = [
        rows[0],
        *[[r[0], r[1], *[float(c.replace(".", "").replace(",", ".")) for c in r[2:]]] for r in rows[1:]],
    ]
    assert [b.kunci for b in read_koran("b", xlsx(numbers)).with_account("1").baris] == keys
