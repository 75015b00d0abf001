"""The statement of February 2026 as the bank of the worked example would write it."""

from __future__ import annotations

from datetime import date

from core.kas.koran import BarisKoran, KoranMasuk
from core.money import Rupiah
from tests.unit.kas.contoh_koran import masuk

ISI = (
    (3, 60_000_000, "SP2D 0030 UP"), (4, -15_000_000, "CEK 000101"), (6, -4_925_000, "TRF CV SINAR TULIS TBP 1"),
    (6, -550_000, "MPN NTPN00000000000B"), (6, -75_000, "MPN NTPN00000000000C"), (11, -2_850_000, "TRF TBP 0003"),
    (12, -150_000, "MPN NTPN00000000000D"), (18, -18_750_000, "TRF MASSAL PERJADIN"), (20, 40_000_000, "SP2D 0081 TU"),
    (23, -19_000_000, "TRF TBP 0006"), (23, -12_250_000, "TRF TBP 0007"), (24, -1_250_000, "MPN GABUNGAN"),
    (24, 8_000_000, "SP2D 0085 GU KKPD"), (24, -8_000_000, "BAYAR DPT 0001 KKPD"), (25, -7_500_000, "STS 0001 RKUD"),
    (26, 34_200_000, "SP2D 0090 GU"), (27, 85_000, "JASA GIRO"), (27, -85_000, "STS 0002 RKUD"),
    (28, -10_000, "BIAYA ADM"),
)  # fmt: skip
"""TBP-0009 of the 27th is paid in March only; the fee is in no book; one deposit pays two taxes."""


def lines(awal: int = 0, sampai: int = 28) -> list[BarisKoran]:
    saldo, made = awal, []
    for tanggal, nilai, kata in ISI:
        if tanggal <= sampai:
            saldo += nilai
            made.append(BarisKoran(date(2026, 2, tanggal), kata, Rupiah.of(nilai), Rupiah.of(saldo)))
    return made


def februari(**lain: object) -> KoranMasuk:
    return masuk(*lines(), dari=date(2026, 2, 1), sampai=date(2026, 2, 28), **lain)


def maret(**lain: object) -> KoranMasuk:
    awal = lines()[-1].saldo
    assert awal is not None
    bayar = BarisKoran(
        date(2026, 3, 2), "TRF CV SINAR TULIS TBP 0009", -Rupiah.of(2_462_500), awal - Rupiah.of(2_462_500)
    )
    return masuk(bayar, awal=awal.sen // 100, nama="mar.csv", sampai=date(2026, 3, 31), **lain)
