"""Two people, one record: what was on screen and what has been stored meanwhile, side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from core.calendar import tanggal_pendek
from core.errors import Refusal, Temuan


def differences(di_layar: object, tersimpan: object, nama: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """(field, sentence) for each named field in which two versions of one record differ, both sides in the sentence."""
    pairs = [(medan, label, getattr(di_layar, medan), getattr(tersimpan, medan)) for medan, label in nama.items()]
    return tuple(
        (medan, f"{label}: tersimpan “{_say(theirs)}”, di layar “{_say(mine)}”.")
        for medan, label, mine, theirs in pairs
        if mine != theirs
    )


def ensure_fresh(tersimpan: int, di_layar: int, apa: str, beda: Sequence[tuple[str, str]]) -> None:
    """Refuses a version that has moved on (ERR_SUDAH_BERUBAH), each difference as a finding of its own."""
    if tersimpan != di_layar:
        versions = f"versi {tersimpan}, di layar versi {di_layar}"
        pesan = f"{apa} sudah diubah orang lain ({versions}). Bandingkan, lalu simpan lagi."
        findings = [Temuan("ERR_SUDAH_BERUBAH", kalimat, medan=medan) for medan, kalimat in beda]
        raise Refusal.of([Temuan("ERR_SUDAH_BERUBAH", pesan), *findings])


def _say(nilai: object) -> str:
    if nilai is None:
        return ""
    if isinstance(nilai, bool):
        return "ya" if nilai else "tidak"
    if isinstance(nilai, date):
        return tanggal_pendek(nilai)
    if isinstance(nilai, tuple):
        return ", ".join(str(n) for n in nilai)
    return str(nilai)
