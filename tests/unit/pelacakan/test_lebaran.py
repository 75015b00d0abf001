"""SOP arithmetic worked by hand around Lebaran 2026, Friday breaks, WITA, a weekend return, a new flow, waiting for cash.

Holidays are those of the reference table: 18 March cuti bersama, 19 Nyepi, 20 cuti, 21 and 22 Idul Fitri (a weekend), 23
and 24 cuti. Desks close on Tuesday 17 March at 15.30 and open again on Wednesday 25 March at 8.00.
"""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from core.calendar import JAM_LAYANAN_BAKU, ZONA
from core.pelacakan.alur_baku import ALUR_SPM
from core.pelacakan.commands import ChangeAlur, MoveBerkas, OpenBerkas, ReceiveBerkas
from core.pelacakan.model import Berkas
from core.pelacakan.perkiraan import CUKUP, expect, learn
from core.pelacakan.perpindahan import Perpindahan
from core.pelacakan.publik import BerkasTempuh
from core.pelacakan.waktu import JamKantor, finish_estimate, legal_deadline, measure, tunggu_kas_menit
from tests.unit.pelacakan.contoh_berkas import (
    ADMIN,
    BENDAHARA,
    KODE,
    LOKET,
    VERIFIKATOR_A,
    VERIFIKATOR_B,
    Kerja,
    baru,
    cap,
    isi,
    konteks,
)

ACUAN = Path(__file__).parents[3] / "resources" / "acuan" / "hari_libur.csv"
with ACUAN.open(encoding="utf-8", newline="") as _f:
    LIBUR = frozenset(date.fromisoformat(r["tanggal"]) for r in csv.DictReader(_f))
WIB, WITA = ZONA["WIB"], ZONA["WITA"]
KANTOR = JamKantor(WIB, JAM_LAYANAN_BAKU, LIBUR)


def at(tanggal: int, jam: int, menit: int = 0, bulan: int = 3) -> datetime:
    return datetime(2026, bulan, tanggal, jam, menit, tzinfo=WIB)


def received(kapan: datetime) -> tuple[Berkas, list[Perpindahan]]:
    berkas, p = baru().receive(ALUR_SPM, cap(LOKET, kapan, "Loket 2"))
    assert p is not None
    return berkas, [p]


def test_lebaran_does_not_count() -> None:
    assert KANTOR.minutes(at(17, 15), at(25, 8, 10)) == 40  # 15.00 to 15.30, then 8.00 to 8.10
    assert KANTOR.minutes(at(18, 8), at(24, 16)) == 0


def test_two_working_days_from_the_eve_of_lebaran_end_on_thursday_the_26th() -> None:
    _, jalan = received(at(17, 14))
    assert legal_deadline(jalan, 2, KANTOR) == date(2026, 3, 26)


def test_the_estimate_crosses_lebaran() -> None:
    # 280 minutes: 90 on the 17th (14.00 to 15.30), 190 are left for the 25th: 8.00 to 11.10
    assert finish_estimate(ALUR_SPM, at(17, 14), KANTOR) == at(25, 11, 10)


def test_friday_has_its_long_break() -> None:
    assert KANTOR.minutes(at(27, 11), at(27, 13, 10)) == 40  # 11.00 to 11.30, 13.00 to 13.10
    assert KANTOR.minutes(at(26, 11, 50), at(26, 13, 10)) == 20  # a Thursday: 11.50 to 12.00, 13.00 to 13.10


def test_an_office_in_wita_opens_an_hour_earlier() -> None:
    timur = replace(KANTOR, zona=WITA)
    assert (timur.minutes(at(25, 7), at(25, 8)), KANTOR.minutes(at(25, 7), at(25, 8))) == (60, 0)
    assert timur.minutes(at(25, 14, 30), at(25, 15)) == 0  # 15.30 to 16.00 there
    assert timur.closing(date(2026, 3, 21)) == datetime(2026, 3, 25, 15, 30, tzinfo=WITA)


def test_a_return_over_a_weekend_stops_the_clock_and_the_next_round_starts_its_own() -> None:
    berkas, jalan = received(at(27, 13, 30))
    berkas, p = berkas.receive(ALUR_SPM, cap(VERIFIKATOR_A, at(27, 14), "Meja 5"))
    assert p is not None
    jalan.append(p)
    for langkah in (
        lambda b: b.return_(ALUR_SPM, "K01", cap(VERIFIKATOR_A, at(27, 14, 30))),
        lambda b: b.resubmit(ALUR_SPM, cap(BENDAHARA, at(30, 9))),
        lambda b: b.receive(ALUR_SPM, cap(LOKET, at(30, 9, 15), "Loket 2")),
    ):
        berkas, p = langkah(berkas)
        jalan.append(p)
    menit = {(w.putaran, w.tahap): w.menit for w in measure(ALUR_SPM, jalan, KANTOR, at(30, 9, 45))}
    assert menit == {(1, "TERIMA"): 30, (1, "PERIKSA_KELENGKAPAN"): 30, (2, "TERIMA"): 30}
    assert legal_deadline(jalan, 2, KANTOR) == date(2026, 4, 1)


def test_a_flow_changed_in_between_holds_for_new_papers_only() -> None:
    kerja = Kerja()
    pagi = at(30, 8)
    from core.pelacakan.commands import HANDLERS

    def do(cmd: object, siapa: object, kapan: datetime) -> object:
        return HANDLERS[type(cmd)](cmd, kerja, konteks(siapa, kapan))  # type: ignore[index,arg-type]

    do(OpenBerkas(isi=isi(), pembuat=(BENDAHARA.id,), kode=KODE), BENDAHARA, pagi)
    do(ReceiveBerkas(kode=KODE, meja="Loket 2"), LOKET, pagi)
    cepat = tuple(replace(t, sop_menit=1, sop_ramai_menit=1) for t in ALUR_SPM.tahap)
    do(ChangeAlur(alur=replace(ALUR_SPM, versi=2, tahap=cepat)), ADMIN, at(30, 8, 1))
    do(ReceiveBerkas(kode=KODE, meja="Meja 5"), VERIFIKATOR_A, at(30, 8, 2))
    do(MoveBerkas(kode=KODE, ke="VERIFIKASI"), VERIFIKATOR_A, at(30, 8, 20))
    berkas = kerja.pelacakan.by_kode(KODE)
    assert berkas is not None
    own = kerja.pelacakan.alur("SPM", berkas.alur_versi)
    assert own is not None
    waktu = {w.tahap: (w.menit, w.sop_menit) for w in measure(own, kerja.pelacakan.jejak, KANTOR, at(30, 8, 30))}
    assert waktu == {"TERIMA": (2, 5), "PERIKSA_KELENGKAPAN": (18, 20), "VERIFIKASI": (10, 45)}


def test_waiting_for_cash_has_its_own_clock() -> None:
    berkas, jalan = received(at(30, 10))
    berkas = replace(berkas, tahap="UJI_DANA")
    jalan = [replace(jalan[0], ke="UJI_DANA")]
    for langkah in (
        lambda b: b.hold(ALUR_SPM, cap(VERIFIKATOR_B, at(30, 10, 10))),
        lambda b: b.resume(ALUR_SPM, cap(VERIFIKATOR_B, at(1, 9, bulan=4))),
        lambda b: b.pass_on(ALUR_SPM, "DRAF_SP2D", cap(VERIFIKATOR_B, at(1, 9, 3, bulan=4))),
    ):
        berkas, p = langkah(berkas)
        jalan.append(p)
    nanti = at(1, 10, bulan=4)
    menit = {w.tahap: w.menit for w in measure(ALUR_SPM, jalan, KANTOR, nanti)}
    assert menit["UJI_DANA"] == 13  # 10.00 to 10.10, 9.00 to 9.03
    assert tunggu_kas_menit(jalan, KANTOR, nanti) == 710  # Monday 110 + 150, Tuesday 390, Wednesday 60
    assert tunggu_kas_menit(jalan[:2], KANTOR, at(30, 10, 40)) == 30


def test_the_range_is_the_sop_until_the_office_has_a_past_of_its_own() -> None:
    berkas, jalan = received(at(25, 8))
    kira = expect(berkas, jalan, ALUR_SPM, KANTOR, hari_sah=2, riwayat={})
    assert kira is not None
    # 280 minutes from 8.00 with the break end at 13.40; the law's last day is Friday 27, then 135 minutes for the bank
    assert (kira.dari, kira.sampai) == (at(25, 13, 40), at(30, 15, 30))
    assert kira.dari_riwayat is False


@pytest.mark.parametrize(("banyak", "belajar"), [(CUKUP - 1, False), (CUKUP, True)])
def test_with_enough_finished_papers_the_range_is_their_median_and_p90(banyak: int, belajar: bool) -> None:
    berkas, jalan = received(at(25, 8))
    lalu = []
    for i in range(banyak):
        _, satu = received(at(25, 8))
        akhir, p = replace(berkas, tahap="CAIR").disburse(
            replace(ALUR_SPM, tahap=tuple(replace(t, wajib_jawab=False) for t in ALUR_SPM.tahap)),
            date(2026, 3, 25), cap(LOKET, at(25, 9, i)),
        )  # fmt: skip
        assert akhir.tanggal_selesai is not None
        lalu.append(BerkasTempuh("SPM", 1, "Dinas CONTOH", "LS", (*satu, p)))
    kira = expect(berkas, jalan, ALUR_SPM, KANTOR, hari_sah=2, riwayat=learn(lalu, KANTOR))
    assert kira is not None
    assert kira.dari_riwayat is belajar
    if belajar:  # 60 to 79 minutes: the tenth of twenty is 69, the eighteenth 77
        assert (kira.dari, kira.sampai) == (at(25, 9, 9), at(25, 9, 17))
