"""How sure a proposed pair is, in the three words of the office, and the reasons that every matching can give."""

from __future__ import annotations

from typing import Literal

Tingkat = Literal["pasti", "kuat", "periksa"]
"""`pasti` may be taken over without a person, `kuat` needs one look, `periksa` needs a decision."""


def days_words(hari: int) -> str:
    """`tanggal sama` or `selisih 2 hari`."""
    return f"selisih {abs(hari)} hari" if hari else "tanggal sama"


def is_telling(sen: int) -> bool:
    """At least three digits before the zeros: 12.480.000 tells more than 150.000."""
    return len(str(abs(sen)).rstrip("0")) >= 3
