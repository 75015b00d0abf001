"""Deadlines of handbook 3.6. Dates are of the calendar of 2024 to 2026; holidays are given."""

from datetime import date

import pytest

from core.calendar import Bulan
from core.errors import Refusal
from core.pajak.aturan_baku import aturan_baku
from core.pajak.model import JenisPajak, Mekanisme
from core.pajak.rules import due_date, spt_due_date

BAKU = aturan_baku()
LIBUR = frozenset({date(2026, 3, 19), date(2026, 3, 20)})
UP, TU, LS, KKPD = Mekanisme.UP_TUNAI, Mekanisme.TU, Mekanisme.LS, Mekanisme.KKPD


@pytest.mark.parametrize(
    ("jenis", "mekanisme", "bayar", "tenggat"),
    [
        (JenisPajak.PPN, LS, date(2026, 2, 5), date(2026, 2, 5)),
        (JenisPajak.PPH22, LS, date(2026, 2, 5), date(2026, 2, 5)),
        (JenisPajak.PPH23, LS, date(2026, 2, 5), date(2026, 2, 5)),
        (JenisPajak.PPN, UP, date(2026, 2, 5), date(2026, 2, 12)),
        (JenisPajak.PPH22, TU, date(2026, 2, 5), date(2026, 2, 12)),
        # 19 and 20 March are holidays, 21 and 22 a weekend
        (JenisPajak.PPN, UP, date(2026, 3, 12), date(2026, 3, 23)),
        # the 15th from 2025 (15 February and 15 March 2026 are Sundays), the 10th before
        (JenisPajak.PPH21, UP, date(2026, 3, 2), date(2026, 4, 15)),
        (JenisPajak.PPH23, UP, date(2026, 2, 5), date(2026, 3, 16)),
        (JenisPajak.PPH23, KKPD, date(2026, 1, 5), date(2026, 2, 16)),
        (JenisPajak.PPH4_2, UP, date(2025, 12, 30), date(2026, 1, 15)),
        (JenisPajak.PPH_FINAL_UMKM, UP, date(2024, 6, 3), date(2024, 7, 10)),
        (JenisPajak.PPH21, UP, date(2024, 12, 31), date(2025, 1, 10)),
        (JenisPajak.PPH21, UP, date(2025, 1, 2), date(2025, 2, 17)),
    ],
)
def test_last_day_to_deposit(jenis: JenisPajak, mekanisme: Mekanisme, bayar: date, tenggat: date):
    assert due_date(jenis, mekanisme, bayar, BAKU, LIBUR) == tenggat


@pytest.mark.parametrize(
    ("jenis", "masa", "tenggat"),
    [
        (JenisPajak.PPH21, Bulan(2026, 3), date(2026, 4, 20)),
        (JenisPajak.PPH23, Bulan(2026, 2), date(2026, 3, 23)),
        (JenisPajak.PPN, Bulan(2025, 12), date(2026, 2, 2)),
        (JenisPajak.PPN, Bulan(2026, 5), date(2026, 6, 30)),
        (JenisPajak.PPN, Bulan(2024, 1), date(2024, 2, 29)),
    ],
)
def test_last_day_to_file(jenis: JenisPajak, masa: Bulan, tenggat: date):
    assert spt_due_date(jenis, masa, BAKU, LIBUR) == tenggat


@pytest.mark.parametrize("jenis", JenisPajak)
@pytest.mark.parametrize("mekanisme", Mekanisme)
def test_every_tax_has_a_deadline_not_before_the_payment(jenis: JenisPajak, mekanisme: Mekanisme):
    bayar = date(2026, 2, 5)
    assert due_date(jenis, mekanisme, bayar, BAKU, LIBUR) >= bayar


def test_refuses_a_payment_before_the_first_rule():
    with pytest.raises(Refusal) as refused:
        due_date(JenisPajak.PPN, UP, date(2023, 6, 5), BAKU, LIBUR)
    assert refused.value.kode == "ERR_ATURAN_PAJAK_TIDAK_ADA"
