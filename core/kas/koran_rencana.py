"""What taking in a statement would do: on which account, which lines are new, and why it may not be taken.

Only read here; the command and the preview before it ask the same function.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Protocol

from core.calendar import tanggal_pendek
from core.errors import Refusal, Temuan
from core.kas.koran import BarisKoran, Koran, KoranMasuk, bare_account

TANPA_NOMOR: Final = "tanpa nomor"
"""What an account goes by while no file has named it."""


class KoranTerbaca(Protocol):
    """What is kept of statements, for reading."""

    def statements(self) -> Sequence[Koran]:
        """Every live statement, in the order of its days."""

    def live_lines(self, kunci: Sequence[str]) -> frozenset[str]:
        """Which of these lines a live statement has."""

    def lines_between(self, rekening: str, dari: date, sampai: date) -> Sequence[BarisKoran]:
        """The live lines of an account on these days, both included."""


@dataclass(frozen=True, slots=True)
class RencanaKoran:
    """The statement on its account, how many of its lines are new, the statement it is again, and warnings."""

    masuk: KoranMasuk
    baru: int
    sudah_ada: Koran | None = None
    peringatan: tuple[Temuan, ...] = ()


def plan_koran(masuk: KoranMasuk, rekening: str, baca: KoranTerbaca, terdaftar: Sequence[str]) -> RencanaKoran:
    """Finds the account and holds the lines against those that are kept. `terdaftar` are the office's accounts.

    Refuses another office's account (ERR_REKENING_BEDA), a file whose account cannot be told (ERR_REKENING_WAJIB), and
    days that another file tells differently (ERR_KORAN_BERTUMPUK).
    """
    masuk, peringatan = _on_account(masuk, rekening, baca, terdaftar)
    for k in baca.statements():
        if (k.sha256, k.rekening) == (masuk.sha256, masuk.rekening):
            return RencanaKoran(masuk, 0, k)
    hidup = baca.live_lines([b.kunci for b in masuk.baris])
    _check_overlap(masuk, hidup, baca)
    if hidup:
        pesan = f"{len(hidup)} baris sudah ada dari berkas lain; baris itu tidak dicatat dua kali."
        peringatan.append(Temuan("WARN_BARIS_SUDAH_ADA", pesan, berkas=masuk.berkas))
    return RencanaKoran(masuk, len(masuk.baris) - len(hidup), None, tuple(peringatan))


def _on_account(
    masuk: KoranMasuk, rekening: str, baca: KoranTerbaca, terdaftar: Sequence[str]
) -> tuple[KoranMasuk, list[Temuan]]:
    """The statement on its account: as the file names it, as the person does, or the only one there is."""
    peringatan: list[Temuan] = []
    terdaftar = [bare_account(r) for r in terdaftar]
    bernama, diisi = masuk.rekening, bare_account(rekening)
    if bernama and diisi and not _same(bernama, diisi):
        pesan = f"Berkas milik rekening {tail(bernama)}, sedangkan yang Anda pilih {tail(diisi)}. Periksa berkasnya."
        raise Refusal("ERR_REKENING_BEDA", pesan, medan="rekening")
    found = bernama or diisi
    dikenal = dict.fromkeys(k.rekening for k in baca.statements() if _same_bank(k.bank, masuk.bank))
    if found and terdaftar:
        own = next((r for r in terdaftar if _same(r, found)), None)
        if own is None:
            pesan = (
                f"Berkas milik rekening {tail(found)}, sedangkan rekening bendahara kantor ini "
                f"{', '.join(tail(r) for r in terdaftar)}. Pilih berkas rekening itu, atau daftarkan rekening baru."
            )
            raise Refusal("ERR_REKENING_BEDA", pesan, medan="rekening")
        return masuk.with_account(own), peringatan
    if not found:
        pilihan = terdaftar or list(dikenal)
        if len(pilihan) > 1:
            daftar = ", ".join(tail(r) for r in pilihan)
            pesan = (
                f"Berkas tidak menyebut rekeningnya, dan ada {len(pilihan)} rekening ({daftar}). Sebutkan rekeningnya."
            )
            raise Refusal("ERR_REKENING_WAJIB", pesan, medan="rekening")
        found = pilihan[0] if pilihan else f"{TANPA_NOMOR} {masuk.bank}".strip()
        if not pilihan:
            pesan = (
                "Berkas tidak menyebut nomor rekening; disimpan sebagai rekening tanpa nomor. Daftarkan rekening "
                "bendahara di Pengaturan agar berkas berikutnya dikenali."
            )
            peringatan.append(Temuan("WARN_REKENING_TIDAK_TERTULIS", pesan, berkas=masuk.berkas))
    return masuk.with_account(found), peringatan


def _same(satu: str, lain: str) -> bool:
    """Two ways of writing one number: some banks fill it up with zeros in front."""
    return satu == lain or (satu.lstrip("0") == lain.lstrip("0") and bool(satu.strip("0")))


def _same_bank(satu: str, lain: str) -> bool:
    return not satu or not lain or satu == lain


def tail(rekening: str) -> str:
    """An account as lists show it: its last four figures."""
    return rekening if rekening.startswith(TANPA_NOMOR) else f"•••{rekening[-4:]}"


def _check_overlap(masuk: KoranMasuk, hidup: frozenset[str], baca: KoranTerbaca) -> None:
    """Whole days that two files tell differently cannot both be right. The edge days of a file may be unfinished."""
    baru = {b.kunci for b in masuk.baris}
    for k in baca.statements():
        if k.rekening != masuk.rekening or k.sampai < masuk.dari or k.dari > masuk.sampai:
            continue
        asing = [b for b in masuk.baris if b.kunci not in hidup and k.dari <= b.tanggal < k.sampai]
        if asing:
            raise _overlaps(masuk, k, asing[0], "tidak ada di sana")
        lama = baca.lines_between(masuk.rekening, max(k.dari, masuk.dari), min(k.sampai, masuk.sampai))
        hilang = [b for b in lama if b.kunci not in baru and masuk.dari <= b.tanggal < masuk.sampai]
        if hilang:
            raise _overlaps(masuk, k, hilang[0], "hanya ada di sana")


def _overlaps(masuk: KoranMasuk, lama: Koran, baris: BarisKoran, apa: str) -> Refusal:
    pesan = (
        f"Tanggal {tanggal_pendek(baris.tanggal)} sudah ada dari berkas {lama.berkas} ({tanggal_pendek(lama.dari)}–"
        f"{tanggal_pendek(lama.sampai)}), tetapi baris “{baris.keterangan[:40]}” {baris.nilai} {apa}. Salah satu "
        "berkas tidak utuh: unduh ulang bulan itu, atau batalkan berkas lama yang keliru."
    )
    return Refusal.of([Temuan("ERR_KORAN_BERTUMPUK", pesan, berkas=masuk.berkas, baris=baris.baris or None)])
