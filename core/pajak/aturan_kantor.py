"""The tax rules of one office: the rows it starts with, and over them what it has settled for itself.

Two choices of handbook KKPD/pajak 3 are the office's own and dated like every setting: how taxes are rounded, and who
answers for the income tax on services that were bought with the card.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from core.pajak.aturan import Aturan, AturanPajak
from core.pajak.aturan_baku import ATURAN_BAKU, aturan_baku
from core.settings import KKPD_PPH23_POLICY, PAJAK_PEMBULATAN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.settings import Setelan, SettingsView

_PILIHAN: Final = (PAJAK_PEMBULATAN, KKPD_PPH23_POLICY)


def office_rules(setelan: SettingsView) -> AturanPajak:
    """The rules for a calculation, by the settings of the office on each date."""
    lain = {s.kunci for s in _PILIHAN if setelan.history(s.kunci)}
    if not lain:
        return aturan_baku()
    rows = [a for a in ATURAN_BAKU if a.kunci not in lain]
    for satu in _PILIHAN:
        if satu.kunci in lain:
            rows += _rows(satu, setelan)
    return AturanPajak(rows)


def _rows(satu: Setelan[Any], setelan: SettingsView) -> Iterator[Aturan]:
    """The default up to the first row of the office, then each row up to the next."""
    baku = next(a for a in ATURAN_BAKU if a.kunci == satu.kunci)
    isi = [(baku.berlaku_dari, satu.baku, baku.dasar), *((d, n, satu.dasar) for d, n in setelan.history(satu.kunci))]
    isi.sort(key=lambda x: x[0])
    for (dari, nilai, dasar), berikut in zip(isi, [*isi[1:], None], strict=True):
        if berikut is None or berikut[0] > dari:
            yield Aturan(satu.kunci, nilai, dari, berikut[0] - timedelta(days=1) if berikut else None, dasar)
