"""What a DPA, an SPD and a RAK must satisfy, and which pagu row a claim takes from."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from core.anggaran.model import BarisPagu, Dpa, Rak, Spd
from core.anggaran.rules import KeadaanSpd, check_rak, check_spd, is_same_rak, plan_dpa, resolve_row
from core.money import Rupiah

SUB = "2.16.01.2.06.0002"
ATK, CETAK, BBM = "5.1.02.01.01.0024", "5.1.02.01.01.0026", "5.1.02.01.01.0004"
PAD, DAU = "1.1.1.1.1.1", "1.2.1.1.1.1"


def rp(n: int) -> Rupiah:
    return Rupiah.of(n)


def row(rekening: str, juta: int, dana: str = "", unit: str = "") -> BarisPagu:
    return BarisPagu(SUB, rekening, f"Belanja {rekening}", rp(juta * 1_000_000), unit, dana)


MURNI = Dpa("M", date(2026, 1, 5), (row(ATK, 60), row(BBM, 72)), {SUB: "Penyediaan ATK"}, "rekap.xlsx")
GESER = Dpa("P1", date(2026, 7, 1), (row(CETAK, 10), row(ATK, 50)), {SUB: "Penyediaan ATK"}, "rekap-p1.xlsx")


def codes(rencana_atau_temuan: object) -> list[str]:
    return [t.kode for t in getattr(rencana_atau_temuan, "temuan", rencana_atau_temuan)]


def test_the_preview_names_new_changed_removed_and_unchanged_rows() -> None:
    revised = replace(MURNI, tahapan="P1", baris=(row(CETAK, 10), row(ATK, 60), row(BBM, 62)))
    plan = plan_dpa(2026, revised, MURNI, {(SUB, ATK): rp(1)})
    assert [(s.baris.rekening, s.keadaan) for s in plan.selisih] == [(CETAK, "baru"), (ATK, "tetap"), (BBM, "berubah")]
    assert (plan.total_lama, plan.total_baru, plan.perubahan) == (rp(132_000_000), rp(132_000_000), rp(0))
    assert plan.selisih[1].realisasi == rp(1)
    gone = plan_dpa(2026, GESER, MURNI, {})
    assert [gone.count(k) for k in ("baru", "berubah", "dihapus", "tetap")] == [1, 1, 1, 0]
    assert gone.perubahan == rp(-72_000_000)
    assert not gone.has_error


def test_the_first_dpa_is_all_new() -> None:
    plan = plan_dpa(2026, MURNI, None, {})
    assert (plan.count("baru"), plan.total_lama, plan.sama, plan.temuan) == (2, rp(0), False, ())


def test_every_pair_below_its_realisation_is_named_with_its_numbers() -> None:
    plan = plan_dpa(2026, GESER, MURNI, {(SUB, ATK): rp(51_500_000), (SUB, BBM): rp(3_250_000), (SUB, CETAK): rp(9)})
    assert codes(plan) == ["ERR_PAGU_DI_BAWAH_REALISASI"] * 2
    atk, bbm = (t.pesan for t in plan.temuan)
    assert all(n in atk for n in (ATK, "Rp50.000.000", "Rp51.500.000", "Rp1.500.000"))
    assert all(n in bbm for n in (BBM, "tidak ada lagi", "Rp3.250.000"))


def test_realisation_up_to_the_new_pagu_is_allowed_over_all_sumber_dana() -> None:
    split = replace(GESER, baris=(row(ATK, 30, PAD), row(ATK, 20, DAU)))
    assert codes(plan_dpa(2026, split, MURNI, {(SUB, ATK): rp(50_000_000)})) == []


@pytest.mark.parametrize(
    ("baris", "harap"),
    [
        ((), ["ERR_DPA_KOSONG"]),
        ((row(ATK, 0),), ["ERR_DPA_KOSONG"]),
        ((row(ATK, 1, PAD), row(ATK, 2, PAD)), ["ERR_PAGU_GANDA"]),
        ((row(ATK, 1, PAD), row(ATK, 2, DAU), row(ATK, 3, PAD, "U1")), []),
        ((row(ATK, 1), row(BBM, -1)), ["ERR_PAGU_NEGATIF"]),
    ],
)
def test_rows_that_no_dpa_may_have(baris: tuple[BarisPagu, ...], harap: list[str]) -> None:
    assert (
        codes(plan_dpa(2026, replace(MURNI, baris=baris), None, {(SUB, ATK): rp(1_000_000)} if harap else {})) == harap
    )


@pytest.mark.parametrize(
    ("tanggal", "harap"),
    [
        (date(2025, 11, 28), ["ERR_TANGGAL_LUAR_TAHUN"]),
        (date(2025, 12, 30), []),
        (date(2026, 12, 31), []),
        (date(2027, 1, 4), ["ERR_TANGGAL_LUAR_TAHUN"]),
    ],
)
def test_a_dpa_is_dated_in_its_year_or_in_the_december_before(tanggal: date, harap: list[str]) -> None:
    assert codes(plan_dpa(2026, replace(MURNI, tanggal=tanggal), None, {})) == harap


def test_the_same_decision_from_another_file_in_another_order_is_the_same() -> None:
    again = replace(MURNI, baris=tuple(reversed(MURNI.baris)), sumber="rekap (1).xlsx")
    assert plan_dpa(2026, again, MURNI, {}).sama
    for other in (
        replace(MURNI, tahapan="P1"),
        replace(MURNI, tanggal=date(2026, 1, 6)),
        replace(MURNI, nama={SUB: "Penyediaan alat tulis"}),
        replace(MURNI, baris=(row(ATK, 61), row(BBM, 72))),
        replace(MURNI, baris=MURNI.baris[:1]),
    ):
        assert not plan_dpa(2026, other, MURNI, {}).sama


TW1 = Spd("SPD-01", date(2026, 1, 6), 1, {(SUB, ATK): rp(15_000_000)})
KEADAAN = KeadaanSpd(
    pagu={(SUB, ATK): rp(60_000_000), (SUB, BBM): rp(72_000_000)},
    spd={(SUB, ATK): rp(50_000_000)},
    realisasi={(SUB, ATK): rp(42_000_000)},
    nomor_terpakai=False,
)


@pytest.mark.parametrize(
    ("spd", "keadaan", "harap"),
    [
        (replace(TW1, baris={(SUB, ATK): rp(10_000_000)}), KEADAAN, []),
        (TW1, KEADAAN, ["ERR_SPD_LEBIH_PAGU"]),
        (replace(TW1, baris={(SUB, BBM): rp(72_000_001), (SUB, ATK): rp(1)}), KEADAAN, ["ERR_SPD_LEBIH_PAGU"]),
        (replace(TW1, baris={(SUB, ATK): rp(-8_000_000)}), KEADAAN, []),
        (replace(TW1, baris={(SUB, ATK): rp(-8_000_001)}), KEADAAN, ["ERR_SPD_DI_BAWAH_REALISASI"]),
        (replace(TW1, baris={(SUB, CETAK): rp(1)}), KEADAAN, ["ERR_REKENING_TIDAK_ADA"]),
        (replace(TW1, baris={}), KEADAAN, ["ERR_SPD_KOSONG"]),
        (replace(TW1, triwulan=5, baris={(SUB, ATK): rp(1)}), KEADAAN, ["ERR_TRIWULAN"]),
        (replace(TW1, triwulan=0, baris={(SUB, ATK): rp(1)}), KEADAAN, ["ERR_TRIWULAN"]),
        (replace(TW1, nomor=" ", baris={(SUB, ATK): rp(1)}), KEADAAN, ["ERR_NOMOR_KOSONG"]),
        (replace(TW1, baris={(SUB, ATK): rp(1)}), replace(KEADAAN, nomor_terpakai=True), ["ERR_NOMOR_GANDA"]),
    ],
)
def test_an_spd(spd: Spd, keadaan: KeadaanSpd, harap: list[str]) -> None:
    assert codes(check_spd(spd, keadaan)) == harap


def test_an_spd_above_pagu_says_what_it_would_become_and_what_is_allowed() -> None:
    (temuan,) = check_spd(TW1, KEADAAN)
    assert all(n in temuan.pesan for n in (ATK, "Rp65.000.000", "Rp50.000.000", "Rp60.000.000", "Rp5.000.000"))


@pytest.mark.parametrize(
    ("bulan", "harap"),
    [
        ({1: rp(20_000_000), 12: rp(40_000_000)}, []),
        ({1: rp(20_000_000), 12: rp(40_000_001)}, ["ERR_RAK_LEBIH_PAGU"]),
        ({1: rp(-5), 2: rp(5)}, ["ERR_RAK_NEGATIF"]),
        ({13: rp(5)}, ["ERR_RAK_BULAN"]),
        ({1: rp(0)}, ["ERR_RAK_KOSONG"]),
    ],
)
def test_an_anggaran_kas(bulan: dict[int, Rupiah], harap: list[str]) -> None:
    assert codes(check_rak(Rak({(SUB, ATK): bulan}), KEADAAN.pagu)) == harap


def test_every_line_of_an_anggaran_kas_is_tested() -> None:
    rak = Rak({(SUB, CETAK): {1: rp(1)}, (SUB, ATK): {1: rp(1)}, ("lain", BBM): {1: rp(1)}})
    assert codes(check_rak(rak, KEADAAN.pagu)) == ["ERR_REKENING_TIDAK_ADA"] * 2


def test_a_month_of_nothing_is_a_month_left_out() -> None:
    assert is_same_rak(Rak({(SUB, ATK): {1: rp(5), 2: rp(0)}}), Rak({(SUB, ATK): {1: rp(5)}, (SUB, BBM): {3: rp(0)}}))
    assert not is_same_rak(Rak({(SUB, ATK): {1: rp(5)}}), Rak({(SUB, ATK): {2: rp(5)}}))


ONE = (row(ATK, 60, PAD, "U1"),)
TWO = (row(ATK, 30, PAD), row(ATK, 30, DAU))
UNITS = (row(ATK, 30, PAD, "U1"), row(ATK, 30, PAD, "U2"), row(ATK, 30, DAU, "U2"))


@pytest.mark.parametrize(
    ("baris", "unit", "dana", "harap"),
    [
        (ONE, "", "", ("U1", PAD)),
        (ONE, "U2", "", ("U2", "")),
        (TWO, "", "", ("", "")),
        (TWO, "", DAU, ("", DAU)),
        (TWO, "U1", DAU, ("", DAU)),
        (TWO, "U1", "", ("U1", "")),
        (UNITS, "U1", "", ("U1", PAD)),
        (UNITS, "U2", "", ("U2", "")),
        (UNITS, "", DAU, ("U2", DAU)),
        ((*TWO, row(ATK, 1)), "", "", ("", "")),
        ((row(ATK, 60),), "U1", PAD, ("", "")),
        ((), "U1", PAD, ("U1", PAD)),
    ],
)
def test_which_row_a_claim_takes_from(
    baris: tuple[BarisPagu, ...], unit: str, dana: str, harap: tuple[str, str]
) -> None:
    assert resolve_row(baris, unit, dana) == harap
