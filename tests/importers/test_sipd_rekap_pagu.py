"""Rekap pagu: totals of the samples, headers wherever they stand, and every complaint."""

import pytest

from core.errors import Refusal
from core.importers.sipd_rekap_pagu import read_rekap_pagu
from core.money import Rupiah
from tests.importers.buat import contoh, csv_text, rows_of, xlsx

SAMPLE = "sipd/rekap-pagu-24kolom.xlsx"
KEPALA = rows_of(SAMPLE)[0]


def rows() -> list[list[object]]:
    return rows_of(SAMPLE)


def put(table: list[list[object]], baris: int, kolom: str, nilai: object) -> list[list[object]]:
    table[baris][KEPALA.index(kolom)] = nilai
    return table


def complaints(data: bytes) -> list[tuple[str, int | None, str | None]]:
    with pytest.raises(Refusal) as caught:
        read_rekap_pagu("rekap.xlsx", data)
    return [(t.kode, t.baris, t.kolom) for t in caught.value.temuan]


@pytest.mark.parametrize(
    ("path", "tahapan"), [("sipd/rekap-pagu-23kolom.xlsx", None), ("sipd/rekap-pagu-24kolom.xlsx", "APBD Murni")]
)
def test_samples(path, tahapan):
    rekap = read_rekap_pagu("rekap.xlsx", contoh(path))
    assert rekap.total == Rupiah.of(96_500_000)
    assert (rekap.jumlah_baris, rekap.tahun, rekap.tahapan, rekap.temuan) == (4, 2026, tahapan, ())
    assert rekap.skpd.kode == "2.16.2.20.2.21.02.0000"
    assert [(p.rekening.kode, p.pagu) for p in rekap.pos] == [
        ("5.1.02.01.01.0024", Rupiah.of(1_800_000)),
        ("5.1.02.01.01.0025", Rupiah.of(900_000)),
        ("5.1.02.04.01.0001", Rupiah.of(58_800_000)),
        ("5.2.02.05.01.0005", Rupiah.of(35_000_000)),
    ]
    first = rekap.pos[0]
    assert (first.program.kode, first.kegiatan.kode) == ("2.21.02", "2.21.02.2.01")
    assert first.sub_kegiatan.kode == "2.21.02.2.01.0006"
    assert first.sub_kegiatan.nama.startswith("Penyediaan Layanan Keamanan")
    assert first.rekening.nama.endswith("Alat Tulis Kantor")
    assert first.sumber_dana.nama == "PENDAPATAN ASLI DAERAH (PAD)"


def test_header_in_row_three_below_titles_with_odd_blanks():
    table = rows()
    table[0] = [f"\u00a0{str(k).replace(' ', chr(0xA0) + ' ')} " for k in table[0]]
    data = xlsx([["REKAP PAGU"], ["TAHUN ANGGARAN 2026"], *table])
    rekap = read_rekap_pagu("rekap.xlsx", data)
    assert rekap.total == Rupiah.of(96_500_000)
    assert rekap.pos[0].baris == (4,)


def test_columns_in_another_order_and_amounts_as_text():
    order = list(reversed(range(len(KEPALA))))
    table = rows()
    for row, text in zip(table[1:], ("1.800.000,00", "900.000,00", "58.800.000,00", "Rp35.000.000"), strict=True):
        row[KEPALA.index("PAGU")] = text
    data = csv_text([[row[i] for i in order] for row in table], "|")
    assert read_rekap_pagu("rekap.csv", data).total == Rupiah.of(96_500_000)


def test_paket_of_one_rekening_are_summed():
    table = rows()
    extra = list(table[1])
    extra[KEPALA.index("NAMA PAKET/KELOMPOK")] = "[ # ] Tinta"
    extra[KEPALA.index("PAGU")] = 200_000
    rekap = read_rekap_pagu("rekap.xlsx", xlsx([*table, extra]))
    assert len(rekap.pos) == 4
    assert (rekap.pos[0].pagu, rekap.pos[0].baris) == (Rupiah.of(2_000_000), (2, 6))
    assert rekap.jumlah_baris == 5


def test_the_same_row_twice_is_summed_with_a_warning():
    table = rows()
    rekap = read_rekap_pagu("rekap.xlsx", xlsx([*table, table[2]]))
    assert [(t.kode, t.baris) for t in rekap.temuan] == [("WARN_BARIS_KEMBAR", 6)]
    assert rekap.total == Rupiah.of(97_400_000)


def test_two_names_for_one_code_are_a_warning():
    rekap = read_rekap_pagu("rekap.xlsx", xlsx(put(rows(), 2, "NAMA PROGRAM", "PROGRAM LAIN")))
    assert [t.kode for t in rekap.temuan] == ["WARN_NAMA_BEDA"]
    assert "PROGRAM LAIN" in rekap.temuan[0].pesan


def test_a_kegiatan_outside_its_program_is_a_warning():
    rekap = read_rekap_pagu("rekap.xlsx", xlsx(put(rows(), 2, "KODE PROGRAM", "2.21.03")))
    assert ("WARN_KODE_TIDAK_BERJENJANG", 3) in [(t.kode, t.baris) for t in rekap.temuan]


def test_closing_total_is_compared():
    total = ["TOTAL", *[None] * (len(KEPALA) - 1)]
    total[KEPALA.index("PAGU")] = 96_500_000
    assert read_rekap_pagu("rekap.xlsx", xlsx([*rows(), total])).jumlah_baris == 4
    total[KEPALA.index("PAGU")] = 96_600_000
    with pytest.raises(Refusal, match=r"96\.600\.000.*96\.500\.000.*100\.000") as caught:
        read_rekap_pagu("rekap.xlsx", xlsx([*rows(), total]))
    assert (caught.value.kode, caught.value.temuan[0].baris) == ("ERR_TOTAL_BEDA", 6)


@pytest.mark.parametrize(
    ("kolom", "nilai", "kode"),
    [
        ("PAGU", -1, "ERR_PAGU_NEGATIF"),
        ("PAGU", 1000.5, "ERR_PAGU_PECAHAN"),
        ("PAGU", 1000.123456, "ERR_PAGU"),
        ("PAGU", "seratus", "ERR_PAGU"),
        ("PAGU", None, "ERR_PAGU"),
        ("KODE REKENING", "5.1.02.01.001", "ERR_KODE_SALAH"),
        ("KODE REKENING", None, "ERR_KODE_SALAH"),
        ("KODE SUB KEGIATAN", "2.21.02.2.01", "ERR_KODE_SALAH"),
        ("KODE PROGRAM", 2.21, "ERR_KODE_SALAH"),
        ("KODE SKPD", "1.02", "ERR_KODE_SALAH"),
        ("NAMA REKENING", None, "ERR_NAMA_KOSONG"),
        ("TAHUN", "dua ribu", "ERR_TAHUN"),
        ("TAHUN", 2027, "ERR_TAHUN_CAMPUR"),
        ("KODE SKPD", "1.02.0.00.0.00.01.0000", "ERR_SKPD_CAMPUR"),
        ("TAHAPAN", "APBD Perubahan", "ERR_TAHAPAN_CAMPUR"),
    ],
)
def test_one_bad_cell_refuses_the_file_and_names_its_row(kolom, nilai, kode):
    found = complaints(xlsx(put(rows(), 2, kolom, nilai)))
    assert (kode, 3) in [(k, baris) for k, baris, _ in found]


def test_all_complaints_come_together():
    table = put(put(put(rows(), 1, "PAGU", -5), 3, "KODE REKENING", "x"), 4, "NAMA SKPD", None)
    assert complaints(xlsx(table)) == [
        ("ERR_PAGU_NEGATIF", 2, "PAGU"),
        ("ERR_KODE_SALAH", 4, "KODE REKENING"),
        ("ERR_NAMA_KOSONG", 5, "NAMA SKPD"),
    ]


def test_missing_columns_are_all_named():
    table = [[c for i, c in enumerate(row) if KEPALA[i] not in {"PAGU", "TAHUN"}] for row in rows()]
    assert complaints(xlsx(table)) == [("ERR_KOLOM_TIDAK_ADA", 1, "TAHUN"), ("ERR_KOLOM_TIDAK_ADA", 1, "PAGU")]


def test_another_table_is_not_a_rekap():
    assert complaints(contoh("bank/bri-cms.csv")) == [("ERR_KOLOM_TIDAK_ADA", None, None)]


def test_a_header_without_rows():
    assert complaints(xlsx(rows()[:1])) == [("ERR_TANPA_BARIS", None, None)]


def test_two_sheets_with_a_rekap_are_not_guessed_between():
    assert complaints(xlsx(rows(), rows())) == [("ERR_LEMBAR_GANDA", None, None)]


def test_doubtful_and_mixed_number_styles():
    table = rows()
    for i in range(1, 5):
        put(table, i, "PAGU", "1.234")
    assert ("ERR_GAYA_ANGKA", 2, "PAGU") in complaints(xlsx(table))
    put(put(table, 2, "PAGU", "1.250.000,00"), 3, "PAGU", "1,250,000.00")
    assert ("ERR_GAYA_ANGKA", 4, "PAGU") in complaints(xlsx(table))


def test_a_list_of_complaints_ends_somewhere():
    table = rows()
    bad = put(rows(), 1, "PAGU", "x")[1]
    found = complaints(xlsx([table[0], *[bad] * 600]))
    assert (len(found), found[-1][0]) == (501, "ERR_KELUHAN_LAIN")
