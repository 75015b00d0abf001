"""Reads a bank statement, whatever bank and form it comes in; the content decides what it is, never the name.

MT940 and camt.053, the published lists of BRI, Mandiri, BCA, BNI, BSI and Bank Jatim, and any other table by a column
profile. What adds up is handed on with its control totals; what does not is refused with every complaint.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from core.errors import Refusal
from core.importers import koran_bca, koran_bni, koran_bri, koran_jatim, koran_mandiri, koran_mt940
from core.importers.keluhan import Keluhan
from core.importers.koran_baris import Bacaan, PembacaTabel
from core.importers.koran_bukti import Penutup, prove
from core.importers.koran_camt053 import FORMAT as CAMT
from core.importers.koran_camt053 import is_camt053, read_camt053
from core.importers.koran_mt940 import is_mt940, read_mt940
from core.importers.koran_profil import by_profile
from core.importers.koran_susunan import Dikenal, recognise
from core.importers.pintu import open_table, open_text, open_xml, sidik
from core.importers.tabel import Lembaran
from core.kas.koran import BarisKoran, KoranMasuk
from core.money import NOL, Rupiah, total

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.errors import Temuan
    from core.importers.profil_kolom import ProfilKolom

SUSUNAN: Final = (
    *koran_bri.SUSUNAN,
    *koran_mandiri.SUSUNAN,
    *koran_bca.SUSUNAN,
    *koran_bni.SUSUNAN,
    *koran_jatim.SUSUNAN,
)
"""Every layout that is known by name."""


def read_koran(
    name: str,
    data: bytes,
    profil: ProfilKolom | None = None,
    *,
    tahun: int | None = None,
    saldo_akhir: Rupiah | None = None,
) -> KoranMasuk:
    """Reads a statement and proves it, or refuses with every complaint (file, line, column, remedy).

    `profil` reads a table by remembered columns. `tahun` is the year of the books, for the one bank that writes days
    without a year. `saldo_akhir` is the closing balance on the bank's paper: held against the file, or taken where the
    file carries none.
    """
    keluhan = Keluhan(name)
    if profil is None and _is_xml(data):
        return _of_camt(name, data, keluhan, saldo_akhir)
    if profil is None and _may_be_text(data) and is_mt940(text := open_text(name, data)):
        return _of_mt940(name, data, text, keluhan, saldo_akhir)
    return _of_table(name, data, keluhan, profil=profil, tahun=tahun, saldo_akhir=saldo_akhir)


class KoranDitolak(Refusal):
    """A statement that was read but not handed on: what it is, how many rows it has, and their totals."""

    def __init__(self, refusal: Refusal, format_: str, baris: Sequence[BarisKoran], nol: int) -> None:
        super().__init__(refusal.kode, str(refusal), temuan=refusal.temuan)
        self.format = format_
        self.jumlah_baris = len(baris) + nol
        self.total_debit = -total([b.nilai for b in baris if b.nilai < NOL])
        self.total_kredit = total([b.nilai for b in baris if b.nilai > NOL])


def _settle(keluhan: Keluhan, format_: str, baris: Sequence[BarisKoran], nol: int) -> tuple[Temuan, ...]:
    try:
        return keluhan.settle()
    except Refusal as refusal:
        raise KoranDitolak(refusal, format_, baris, nol) from None


def is_known(lembaran: list[Lembaran]) -> bool:
    """Whether one of the published layouts fits, so that no column profile is needed."""
    return recognise(lembaran, SUSUNAN) is not None


def _is_xml(data: bytes) -> bool:
    return data[:200].removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<") and is_camt053(data)


def _may_be_text(data: bytes) -> bool:
    head = data[:4_000].removeprefix(b"\xef\xbb\xbf")
    return b":20:" in head or b":60" in head or b":61:" in head


def _of_camt(name: str, data: bytes, keluhan: Keluhan, saldo_akhir: Rupiah | None) -> KoranMasuk:
    b = read_camt053(name, open_xml(name, data), keluhan)
    rekening = _one_account(b.rekening, keluhan)
    return _finish(
        name, data, keluhan, format_=CAMT, bank="", rekening=rekening, baris=b.baris, penutup=b.penutup,
        periode=_period(b.dari, b.sampai), nol=b.nol, saldo_akhir=saldo_akhir,
    )  # fmt: skip


def _of_mt940(name: str, data: bytes, text: str, keluhan: Keluhan, saldo_akhir: Rupiah | None) -> KoranMasuk:
    b = read_mt940(text, keluhan)
    rekening = _one_account(b.rekening, keluhan)
    return _finish(
        name, data, keluhan, format_=koran_mt940.FORMAT, bank="", rekening=rekening, baris=b.baris, penutup=b.penutup,
        periode=_period(b.dari, b.sampai), saldo_akhir=saldo_akhir,
    )  # fmt: skip


def _of_table(
    name: str,
    data: bytes,
    keluhan: Keluhan,
    *,
    profil: ProfilKolom | None,
    tahun: int | None,
    saldo_akhir: Rupiah | None,
) -> KoranMasuk:
    lembaran = open_table(name, data)
    known: Dikenal | None = None if profil is not None else recognise(lembaran, SUSUNAN)
    dikenal = known or by_profile(lembaran, profil, keluhan)
    b = PembacaTabel(dikenal, keluhan, tahun).read()
    _check_empty(b, keluhan)
    if b.tahun_ditebak:
        pesan = f"Berkas tidak menulis tahun; tanggalnya dibaca sebagai tahun {tahun}. Pastikan berkas tahun itu."
        keluhan.add("WARN_TAHUN_TIDAK_TERTULIS", pesan)
    return _finish(
        name, data, keluhan, format_=dikenal.susunan.format, bank=dikenal.susunan.bank,
        rekening=_one_account(b.rekening, keluhan), baris=b.baris, penutup=b.penutup, periode=b.periode, nol=b.nol,
        saldo_akhir=saldo_akhir, kolom_saldo=dikenal.kolom.saldo,
    )  # fmt: skip


def _check_empty(b: Bacaan, keluhan: Keluhan) -> None:
    if b.baris or keluhan.has_errors:
        return
    if b.kosong is not None:
        pesan = "Bank menulis bahwa tidak ada transaksi pada periode berkas ini. Pilih periode lain, lalu unduh ulang."
        raise keluhan.fail("ERR_TANPA_BARIS", pesan, baris=b.kosong)
    pesan = "Tidak ada satu baris mutasi pun di bawah kepala tabel. Unduh ulang rekening koran dari bank."
    raise keluhan.fail("ERR_TANPA_BARIS", pesan)


def _one_account(rekening: dict[str, int], keluhan: Keluhan) -> str:
    """The one account of the file; empty when it names none."""
    named = list(rekening)
    if len(named) > 1:
        pesan = (
            f"Berkas memuat {len(named)} rekening ({', '.join(f'•••{n[-4:]}' for n in named[:4])}); yang kedua mulai "
            f"pada baris {rekening[named[1]]}. Unduh satu rekening dalam satu berkas."
        )
        keluhan.add("ERR_REKENING_CAMPUR", pesan, baris=rekening[named[1]])
    return named[0] if named else ""


def _period(dari: date | None, sampai: date | None) -> tuple[date, date] | None:
    return (min(dari, sampai), max(dari, sampai)) if dari is not None and sampai is not None else None


def _check_paper(keluhan: Keluhan, terbaca: Rupiah | None, diisi: Rupiah | None) -> None:
    """The closing balance that was read against the one a person has on paper."""
    if diisi is not None and terbaca != diisi and not keluhan.has_errors:
        pesan = (
            f"Saldo akhir menurut berkas {terbaca}, sedangkan yang Anda isikan {diisi}. "
            "Cocokkan dengan lembar bank; unduh ulang bila berkasnya belum lengkap."
        )
        keluhan.add("ERR_SALDO_AKHIR_KORAN", pesan)
    if terbaca is None:
        pesan = (
            "Berkas tidak memuat saldo, jadi kelengkapan barisnya tidak dapat dibuktikan. Isikan saldo akhir menurut "
            "lembar bank agar bukti saldo bank dapat dibuat."
        )
        keluhan.add("WARN_SALDO_TIDAK_TERTULIS", pesan)


def _finish(
    name: str,
    data: bytes,
    keluhan: Keluhan,
    *,
    format_: str,
    bank: str,
    rekening: str,
    baris: Sequence[BarisKoran],
    penutup: Penutup,
    periode: tuple[date, date] | None,
    nol: int = 0,
    saldo_akhir: Rupiah | None = None,
    kolom_saldo: int | None = None,
) -> KoranMasuk:
    """Proves what was read and closes the list of complaints."""
    if keluhan.has_errors:
        _settle(keluhan, format_, baris, nol)
    if saldo_akhir is not None and penutup.saldo_akhir is None and all(b.saldo is None for b in baris):
        penutup.saldo_akhir = saldo_akhir
    terbukti = prove(keluhan, baris, penutup, kolom_saldo=kolom_saldo)
    _check_paper(keluhan, terbukti.saldo_akhir, saldo_akhir)
    days = [b.tanggal for b in baris]
    if periode is None or (days and not periode[0] <= min(days) <= max(days) <= periode[1]):
        ends = [*days, *(periode or ())]
        periode = (min(ends), max(ends))
    temuan = _settle(keluhan, format_, baris, nol)
    return KoranMasuk(
        berkas=name,
        sha256=sidik(data),
        format=format_,
        baris=terbukti.baris,
        dari=periode[0],
        sampai=periode[1],
        bank=bank,
        rekening=rekening,
        saldo_awal=terbukti.saldo_awal,
        saldo_akhir=terbukti.saldo_akhir,
        nol=nol,
        temuan=temuan,
    )
