"""Matching statement lines with documents: one to one, sums both ways, corrections, and what is left to a person."""

from __future__ import annotations

import random

import pytest

from core.kas.koran import BarisKoran, GerakBank
from core.kas.koran_cocok import AturanKoran, UsulanKoran, propose
from core.kas.koran_saran import suggest
from core.kas.model import Jenis
from core.kas.nomor_di_bank import counter_of, find_name, find_number, find_whole
from core.money import Rupiah
from tests.unit.kas.contoh_koran import baris, gerak, hari

GIRO = baris(27, 100_000, "JASA GIRO FEBRUARI")
PAJAK = baris(27, -20_000, "PAJAK JASA GIRO")


def only(lines: list[BarisKoran], documents: list[GerakBank], **lain: object) -> UsulanKoran:
    (usulan,) = propose(lines, documents, **lain)
    return usulan


@pytest.mark.parametrize(
    ("nomor", "teks", "bagian", "kuat"),
    [
        ("TBP-0007", "PEMBAYARAN TOKO CONTOH TBP 7", "TBP 7", True),
        ("TBP-0007", "TRF TBP7/02.01", "TBP7", True),
        ("TBP-0007", "TRF TBP NO. 0007", "TBP NO. 0007", True),
        ("SP2D/000031/GU/2026", "SP2D 000031 GU 2.16.2.20", "SP2D 000031", True),
        ("01.15/04.0/000031/LS/2.16.2.20.2.21.02.0000/M/2/2026", "DARI KASDA 000031", "000031", True),
        ("009/TBP/II/2026", "BAYAR TBP 9", "TBP 9", True),
        ("TBP-0412", "KUITANSI 0412 ATK", "0412", False),
    ],
)
def test_part_of_a_number_in_the_words_of_the_bank(nomor: str, teks: str, bagian: str, kuat: bool) -> None:
    found = find_number(nomor, ("SP2D",) if nomor.startswith("01") else (), teks)
    assert found is not None
    assert (found.bagian, found.kuat) == (bagian, kuat)


@pytest.mark.parametrize(
    ("nomor", "teks"),
    [("TBP-0007", "TBP 70"), ("TBP-0007", "XTBP 7 A"), ("TBP-0007", "7 KARTON"), ("TBP-0031", "SP2D 000031 GU")],
)
def test_other_numbers_are_not_taken_for_it(nomor: str, teks: str) -> None:
    assert find_number(nomor, (), teks) is None


def test_counter_of_a_number() -> None:
    assert counter_of("TBP-0007/2026") == "0007"
    assert counter_of("001/DPT-KKPD/2.16.2.20.2.21.01.0000/X/2026") == "001"
    assert counter_of("NOTA DINAS") is None
    assert find_number("NOTA DINAS", (), "BAYAR NOTA DINAS SATU") is not None


def test_ntpn_counts_whole_only() -> None:
    assert find_whole("NTPN00000000000B", "MPN NTPN00000000000B OK") is not None
    assert find_whole("12345", "MPN 12345") is None


def test_names() -> None:
    assert find_name("CV CONTOH TULIS", "TRF CONTOH TULIS JAKARTA") == "CONTOH TULIS"
    assert find_name("CV CONTOH TULIS", "TRF CONTO TULIS") == "CONTOH TULIS"
    assert find_name("CV CONTOH TULIS", "TRF TOKO LAIN") == ""
    assert find_name("TOKO", "TRF TOKO") == ""


def test_amount_and_number_are_certain_and_say_which_part() -> None:
    u = only(
        [baris(6, -4_925_000, "TRF CV CONTOH TULIS TBP 31")],
        [gerak(5, -4_925_000, "TBP-0031", pihak="CV CONTOH TULIS")],
    )
    assert (u.tingkat, u.otomatis) == ("pasti", True)
    assert u.alasan == (
        "jumlah sama",
        "nomor TBP-0031 tertulis di bank sebagai “TBP 31”",
        "nama CONTOH TULIS tertulis di bank",
        "bank 1 hari sesudah buku",
    )


def test_amount_alone_is_strong_where_nothing_competes() -> None:
    u = only(
        [baris(6, -550_000, "MPN BILLING 000000000000003")], [gerak(6, -550_000, "SSP-0041", jenis=Jenis.SETOR_PAJAK)]
    )
    assert (u.tingkat, u.otomatis) == ("kuat", False)
    assert "nomor dan nama tidak tertulis di bank" in u.alasan


def test_ntpn_makes_a_deposit_certain() -> None:
    document = gerak(6, -550_000, "SSP-0041", jenis=Jenis.SETOR_PAJAK, ntpn="CONTOH0000000041")
    assert only([baris(6, -550_000, "MPN CONTOH0000000041")], [document]).tingkat == "pasti"


def test_telling_amount_and_name_are_certain_but_round_ones_are_not() -> None:
    assert only([baris(6, -4_925_000, "CONTOH TULIS")], [gerak(5, -4_925_000, "A-1", pihak="CV CONTOH TULIS")]).otomatis
    assert (
        only([baris(6, -500_000, "CONTOH TULIS")], [gerak(5, -500_000, "A-1", pihak="CV CONTOH TULIS")]).tingkat
        == "kuat"
    )


def test_equal_amounts_are_assigned_as_a_whole() -> None:
    lines = [baris(10, -1_000_000, "TRF TBP 2"), baris(11, -1_000_000, "TRF A"), baris(12, -1_000_000, "TRF TBP 1")]
    documents = [
        gerak(10, -1_000_000, "TBP-0001"),
        gerak(10, -1_000_000, "TBP-0002"),
        gerak(11, -1_000_000, "TBP-0003"),
    ]
    found = {u.baris[0]: (u.bukti[0].no_bukti, u.tingkat) for u in propose(lines, documents)}
    assert found[lines[0].kunci] == ("TBP-0002", "pasti")
    assert found[lines[2].kunci] == ("TBP-0001", "pasti")
    assert found[lines[1].kunci][0] == "TBP-0003"


def test_alternatives_are_shown_and_nothing_is_chosen() -> None:
    u = only([baris(10, -1_000_000, "TRF")], [gerak(9, -1_000_000, "TBP-0001"), gerak(10, -1_000_000, "TBP-0002")])
    assert u.tingkat == "periksa"
    assert {b.no_bukti for p in u.pilihan for b in p} == {"TBP-0001", "TBP-0002"}
    assert u.pilihan[0] == u.bukti


def test_one_document_that_two_lines_want() -> None:
    found = propose(
        [baris(10, -1_000_000, "TRF A"), baris(10, -1_000_000, "TRF B")], [gerak(10, -1_000_000, "TBP-0001")]
    )
    assert [u.tingkat for u in found] == ["periksa"]
    assert "bukti ini juga cocok dengan 1 baris lain" in found[0].alasan


def test_twins_on_both_sides_may_be_paired_any_way() -> None:
    lines = [baris(10, -250_000, "HONOR"), baris(10, -250_000, "HONOR")]
    lines = [lines[0], BarisKoran(lines[1].tanggal, "HONOR", lines[1].nilai, kunci="kedua")]
    found = propose(lines, [gerak(10, -250_000, "TBP-0001"), gerak(10, -250_000, "TBP-0002")])
    assert [u.tingkat for u in found] == ["kuat", "kuat"]
    assert {u.bukti[0].no_bukti for u in found} == {"TBP-0001", "TBP-0002"}


def test_window_of_days_and_numbers_that_reach_further() -> None:
    assert propose([baris(20, -550_000, "MPN")], [gerak(5, -550_000, "SSP-1")]) == []
    assert only(
        [baris(28, -550_000, "CEK 000101")], [gerak(5, -550_000, "CEK-000101", jenis=Jenis.TARIK_TUNAI)]
    ).otomatis
    assert propose([baris(1, -550_000, "MPN")], [gerak(5, -550_000, "SSP-1")]) == []
    assert only([baris(2, -550_000, "MPN")], [gerak(5, -550_000, "SSP-1")]).alasan[1] == "bank 3 hari sebelum buku"
    wide = AturanKoran(hari_sesudah=20)
    assert only([baris(20, -550_000, "MPN")], [gerak(5, -550_000, "SSP-1")], aturan=wide).tingkat == "kuat"


def test_one_line_for_several_documents() -> None:
    documents = [
        gerak(24, -1_000_000, "SSP-0005", tx=1),
        gerak(24, -250_000, "SSP-0006", tx=1),
        gerak(20, -777_000, "TBP-1"),
    ]
    u = only([baris(24, -1_250_000, "MPN GABUNGAN")], documents)
    assert ({b.no_bukti for b in u.bukti}, u.tingkat) == ({"SSP-0005", "SSP-0006"}, "kuat")
    assert u.alasan[:2] == ("jumlah 2 bukti sama dengan baris ini", "semuanya satu transaksi di buku")


def test_documents_of_different_events_in_one_line_are_looked_at() -> None:
    documents = [gerak(24, -1_000_000, "TBP-0005"), gerak(23, -250_000, "TBP-0006")]
    assert only([baris(24, -1_250_000, "TRANSFER MASSAL")], documents).tingkat == "periksa"
    assert only([baris(24, -1_250_000, "TRF TBP 5 TBP 6")], documents).tingkat == "kuat"


def test_several_lines_for_one_document() -> None:
    u = only(
        [baris(24, -600_000, "TRF TBP 5 (1)"), baris(25, -400_000, "TRF TBP 5 (2)")],
        [gerak(24, -1_000_000, "TBP-0005")],
    )
    assert (len(u.baris), u.tingkat, u.alasan[0]) == (2, "kuat", "jumlah 2 baris sama dengan bukti ini")


def test_jasa_giro_less_its_tax() -> None:
    u = only([GIRO, PAJAK], [gerak(27, 80_000, "NK-0001", jenis=Jenis.JASA_GIRO)])
    assert set(u.baris) == {GIRO.kunci, PAJAK.kunci}


def test_sums_that_can_be_made_in_two_ways() -> None:
    documents = [gerak(24, -n, f"TBP-{n}") for n in (300_000, 200_000, 100_000, 400_000)]
    u = only([baris(24, -500_000, "TRF")], documents)
    assert u.tingkat == "periksa"
    assert len(u.pilihan) >= 2


def test_correction_and_what_it_corrects_cancel() -> None:
    documents = [gerak(5, -1_000_000, "TBP-0001", tx=1), gerak(9, 1_000_000, "KRK-0001", jenis=Jenis.KOREKSI, tx=2, membalik=1),
                 gerak(9, -1_000_000, "TBP-0002", tx=3)]  # fmt: skip
    found = propose([baris(5, -1_000_000, "TRF TBP 2")], documents)
    assert [(len(u.baris), {b.no_bukti for b in u.bukti}, u.tingkat) for u in found] == [
        (1, {"TBP-0002"}, "pasti"),
        (0, {"TBP-0001", "KRK-0001"}, "pasti"),
    ]


def test_pair_that_was_undone_is_not_taken_over_again() -> None:
    line, document = baris(6, -550_000, "TBP 1"), gerak(6, -550_000, "TBP-0001")
    u = only([line], [document], dilepas=frozenset({(line.kunci, document.bukti)}))
    assert (u.tingkat, u.alasan[-1]) == ("periksa", "pasangan ini pernah dilepas")


def test_opposite_directions_never_meet() -> None:
    assert propose([baris(6, 550_000, "TBP 1")], [gerak(6, -550_000, "TBP-0001")]) == []


@pytest.mark.parametrize(
    ("line", "jenis", "kata"),
    [
        (baris(26, 2_400_000, "SP2D 000031 GU 2.16"), Jenis.SP2D_GU, "SP2D sudah masuk rekening"),
        (baris(3, 60_000_000, "SP2D NO 000001 UP"), Jenis.SP2D_UP, "SP2D sudah masuk rekening"),
        (baris(3, 60_000_000, "SP2D 000009 TU"), Jenis.SP2D_TU, "SP2D sudah masuk rekening"),
        (baris(3, 8_000_000, "SP2D 000009 GU KKPD"), Jenis.SP2D_GU_KKPD, "SP2D sudah masuk rekening"),
        (baris(27, 100_000, "BUNGA REKENING"), Jenis.JASA_GIRO, "jasa giro"),
        (baris(27, 100_000, "RETUR TRF CV CONTOH"), Jenis.RETUR_BANK, "pembayaran yang dikembalikan bank"),
        (baris(27, -10_000, "BIAYA ADM REKENING"), "", "biaya bank"),
    ],
)
def test_lines_that_are_in_no_book(line: BarisKoran, jenis: str, kata: str) -> None:
    (saran,) = suggest([line], [])
    assert saran.jenis == jenis
    assert saran.kata.startswith(kata)


def test_form_of_a_received_sp2d_begins_with_its_number() -> None:
    (saran,) = suggest([baris(26, 2_400_000, "SP2D 000031 GU")], [])
    assert dict(saran.isian) == {
        "nomor": "000031",
        "tanggal": hari(26),
        "nilai": Rupiah.of(2_400_000),
        "uraian": "SP2D 000031 GU",
    }


def test_jasa_giro_is_recorded_net_of_its_tax() -> None:
    giro, pajak = suggest([GIRO, PAJAK], [])
    assert (dict(giro.isian)["nilai"], giro.sertakan) == (Rupiah.of(80_000), (PAJAK.kunci,))
    assert (pajak.jenis, pajak.kata) == (
        "",
        "pajak jasa giro: dicatat bersama jasa gironya, sebesar yang bersih diterima",
    )


def test_number_that_agrees_and_amount_that_does_not() -> None:
    (saran,) = suggest([baris(6, -552_500, "TBP 7")], [gerak(6, -550_000, "TBP-0007")])
    assert saran.kata == "di bank tertulis “TBP 7”, tetapi TBP-0007 di buku 550.000; selisih 2.500"


def test_lines_nobody_can_guess_get_no_suggestion() -> None:
    assert suggest([baris(6, -552_500, "TRF XYZ")], []) == []


def test_a_year_of_an_office_is_matched_well() -> None:
    rng = random.Random(7)
    lines, documents, truth = [], [], {}
    for n in range(2_000):
        bulan, day = 1 + n // 170 % 12, rng.randint(1, 24)
        nilai = -rng.choice([150_000, 250_000, 500_000, 1_000_000, rng.randint(100_000, 9_000_000)])
        nomor = f"TBP-{n:04d}"
        documents.append(gerak(day, nilai, nomor, bulan=bulan))
        words = f"TRF TBP {n}" if rng.random() < 0.6 else f"TRF CMS {n * 7919 % 100_000}X"
        line = baris(day + rng.randint(0, 3), nilai, words, bulan=bulan)
        lines.append(line)
        truth[line.kunci] = nomor
    rng.shuffle(documents)
    found = propose(lines, documents)
    sure = [u for u in found if u.otomatis]
    right = sum(truth[u.baris[0]] == u.bukti[0].no_bukti for u in sure)
    assert len(sure) > 1_000
    assert right == len(sure)
