"""Service minutes: breaks, evenings, weekends and holidays do not count; papers sent back stop the clock."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from core.calendar import JAM_LAYANAN_BAKU, ZONA
from core.pelacakan.alur_baku import ALUR_SPM
from core.pelacakan.waktu import (
    JamKantor,
    WarnaSop,
    colour,
    finish_estimate,
    legal_deadline,
    measure,
    received_at,
    sop_of,
)
from tests.unit.pelacakan.contoh_berkas import (
    BENDAHARA,
    KUASA_BUD,
    LOKET,
    VERIFIKATOR_A,
    VERIFIKATOR_B,
    baru,
    cap,
    walk,
)

WIB = ZONA["WIB"]
LIBUR = frozenset({date(2026, 3, 19)})
"""Thursday 19 March 2026, Hari Raya Nyepi."""
KANTOR = JamKantor(WIB, JAM_LAYANAN_BAKU, LIBUR)


def at(tanggal: int, jam: int, menit: int = 0, bulan: int = 3) -> datetime:
    return datetime(2026, bulan, tanggal, jam, menit, tzinfo=WIB)


def run(*langkah):
    """Applies (method name, arguments...) one after the other; answers berkas and events."""
    berkas, jalan = baru(), []
    for nama, *args in langkah:
        berkas, p = getattr(berkas, nama)(ALUR_SPM, *args)
        jalan.append(p)
    return berkas, jalan


def minutes(jalan, sampai):
    return {(w.putaran, w.tahap): w.menit for w in measure(ALUR_SPM, jalan, KANTOR, sampai)}


def test_nothing_runs_before_the_counter_takes_it():
    assert measure(ALUR_SPM, [walk("TERIMA")[1][0]], KANTOR, at(3, 10)) == ()


@pytest.mark.parametrize(
    ("mulai", "selesai", "menit"),
    [
        (at(2, 9), at(2, 9, 41), 41),
        (at(2, 11, 30), at(2, 13, 30), 60),  # Monday, across the break 12.00 to 13.00
        (at(2, 12, 10), at(2, 12, 50), 0),  # inside the break
        (at(2, 15), at(3, 8, 30), 60),  # over night: 15.00 to 15.30 and 08.00 to 08.30
        (at(6, 11), at(6, 13, 30), 60),  # Friday, the longer break 11.30 to 13.00
        (at(6, 14, 30), at(9, 9), 90),  # over the weekend: Friday until 15.00, Monday from 08.00
        (at(18, 15), at(20, 8), 60),  # Nyepi between: Wednesday until 15.30, Friday from 07.30
        (at(7, 9), at(8, 15), 0),  # Saturday and Sunday
    ],
)
def test_minutes_of_the_verifier(mulai, selesai, menit):
    _, jalan = run(
        ("receive", cap(LOKET, mulai)),
        ("pass_on", "PERIKSA_KELENGKAPAN", cap(LOKET, mulai)),
        ("pass_on", "VERIFIKASI", cap(VERIFIKATOR_A, selesai)),
    )
    assert minutes(jalan, selesai) == {(1, "TERIMA"): 0, (1, "PERIKSA_KELENGKAPAN"): menit, (1, "VERIFIKASI"): 0}


def test_taking_it_in_hand_does_not_split_a_minute():
    halfway = at(2, 9, 10) + timedelta(seconds=30)
    _, jalan = run(
        ("receive", cap(LOKET, at(2, 9), "Loket 2")),
        ("receive", cap(VERIFIKATOR_A, at(2, 9), "Meja 5")),
        ("pass_on", "VERIFIKASI", cap(VERIFIKATOR_A, at(2, 9, 5))),
        ("receive", cap(VERIFIKATOR_B, halfway)),
    )
    assert minutes(jalan, at(2, 9, 15))[1, "VERIFIKASI"] == 10


def test_the_clock_stops_while_it_is_back_and_starts_anew():
    _, jalan = run(
        ("receive", cap(LOKET, at(2, 8))),
        ("pass_on", "PERIKSA_KELENGKAPAN", cap(LOKET, at(2, 8, 5))),
        ("return_", "K01", cap(VERIFIKATOR_A, at(2, 8, 20))),
        ("resubmit", cap(BENDAHARA, at(4, 9))),
        ("receive", cap(LOKET, at(4, 10))),
        ("pass_on", "PERIKSA_KELENGKAPAN", cap(LOKET, at(4, 10, 2))),
    )
    assert minutes(jalan, at(4, 10, 12)) == {
        (1, "TERIMA"): 5,
        (1, "PERIKSA_KELENGKAPAN"): 15,
        (2, "TERIMA"): 2,
        (2, "PERIKSA_KELENGKAPAN"): 10,
    }
    assert received_at(jalan) == at(4, 10)
    assert received_at(jalan[:4]) is None


def test_a_draft_handed_back_adds_up():
    berkas, jalan = walk("TTD_SP2D", at(2, 9))
    berkas, p = berkas.pass_on(ALUR_SPM, "DRAF_SP2D", cap(KUASA_BUD, at(2, 9, 20)), "potongan keliru")
    waktu = {w.tahap: w for w in measure(ALUR_SPM, [*jalan, p], KANTOR, at(2, 9, 34))}
    draf = waktu["DRAF_SP2D"]
    assert (waktu["TTD_SP2D"].menit, draf.menit, draf.mulai, draf.selesai) == (20, 14, at(2, 9), None)
    assert (draf.warna, draf.kata) == (WarnaSop.KUNING, "1 mnt lagi")


def test_late_is_said_with_minutes():
    _, jalan = run(("receive", cap(LOKET, at(2, 9))), ("pass_on", "PERIKSA_KELENGKAPAN", cap(LOKET, at(2, 9))))
    (_, w) = measure(ALUR_SPM, jalan, KANTOR, at(2, 9, 32))
    assert (w.sop_menit, w.sisa_menit, w.warna, w.kata) == (20, -12, WarnaSop.MERAH, "lewat 12 mnt")


@pytest.mark.parametrize(
    ("menit", "warna"),
    [(0, "hijau"), (48, "hijau"), (49, "kuning"), (60, "kuning"), (61, "merah")],
)
def test_colours_of_sixty_minutes(menit, warna):
    assert colour(ALUR_SPM, menit, 60) == warna


@pytest.mark.parametrize(("bulan", "menit"), [(3, 45), (9, 45), (10, 60), (12, 60)])
def test_peak_months_have_their_own_sop(bulan, menit):
    assert sop_of(ALUR_SPM, ALUR_SPM.at("VERIFIKASI"), date(2026, bulan, 2)) == menit


def test_law_counts_working_days_from_the_counter():
    def received(when):
        return run(("receive", cap(LOKET, when)))[1]

    assert legal_deadline(received(at(23, 9, bulan=11)), 2, KANTOR) == date(2026, 11, 25)
    assert legal_deadline(received(at(6, 14)), 2, KANTOR) == date(2026, 3, 10)
    assert legal_deadline(received(at(18, 9)), 1, KANTOR) == date(2026, 3, 20)
    assert legal_deadline(received(at(8, 9)), 1, KANTOR) == date(2026, 3, 10)
    assert legal_deadline([], 2, KANTOR) is None


def test_the_receipt_estimates_with_the_whole_sop():
    # 280 minutes of SOP (handbook 5.2, the nine normal values): Monday has 390, so from 08.00 it is 13.40 the same day
    assert finish_estimate(ALUR_SPM, at(2, 8), KANTOR) == at(2, 13, 40)
    assert finish_estimate(ALUR_SPM, at(6, 14), KANTOR) == at(9, 11, 40)
    assert finish_estimate(ALUR_SPM, at(7, 9), KANTOR) == at(9, 13, 40)


def test_an_office_with_other_hours_counts_its_own():
    siang = replace(KANTOR, jam=replace(JAM_LAYANAN_BAKU, per_hari={0: ((time(10), time(11)),)}))
    assert siang.minutes(at(2, 9), at(2, 10, 25)) == 25
    assert finish_estimate(ALUR_SPM, at(2, 8), siang) == at(30, 10, 40)
