"""The tests of a draft before it is submitted, in the order of handbook 7.

`uji` gives every test with its outcome, for the list beside the form; `check_draft` gives the findings alone.
"""

from __future__ import annotations

from typing import Final

from core.errors import Temuan
from core.spm import uji_dana, uji_dokumen, uji_jenis
from core.spm.keadaan import DraftUji, Keadaan
from core.spm.pengujian import Aturan, Pengujian

ATURAN: Final[tuple[Aturan, ...]] = (
    uji_jenis.check_up_once,
    uji_jenis.check_up_size,
    uji_jenis.check_gu_equals_lpj,
    uji_jenis.check_gu_threshold,
    uji_jenis.check_tu_settled,
    uji_jenis.check_tu_nihil,
    uji_jenis.check_card_limit,
    uji_jenis.check_card_list,
    uji_jenis.check_accounts,
    uji_dokumen.check_sum,
    uji_dokumen.check_net,
    uji_dokumen.check_receiver,
    uji_dokumen.check_dates,
    uji_dana.check_pagu,
    uji_dana.check_spd,
    uji_dana.check_rak,
    uji_dokumen.check_papers,
    uji_dokumen.check_paid_before,
)
"""Handbook 7, in its order; what TU Nihil and GU-KKPD must equal stands beside the tests of their jenis."""


def uji(draft: DraftUji, keadaan: Keadaan) -> tuple[Pengujian, ...]:
    """All tests that concern this draft, passed or not, in the order of handbook 7."""
    return tuple(p for aturan in ATURAN if (p := aturan(draft, keadaan)) is not None)


def check_draft(draft: DraftUji, keadaan: Keadaan) -> tuple[Temuan, ...]:
    """The findings of all tests, errors and warnings, in the order of handbook 7."""
    return tuple(t for p in uji(draft, keadaan) for t in p.temuan)
