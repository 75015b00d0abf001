"""Rows of a bank statement in table form, read by the layout that was recognised: lines, head, totals, complaints."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Final

from core.importers.angka import GayaAngka, GayaCampur, GayaMeragukan, Tanda, decide_style, parse_jumlah, parse_tanda
from core.importers.koran_bukti import Penutup
from core.importers.koran_susunan import Dikenal
from core.importers.tabel import Baris, Sel, heading, nama_kolom, teks
from core.importers.tanggal import BukanTanggal, parse_tanggal
from core.kas.koran import RUPIAH, BarisKoran, bare_account
from core.money import NOL, BukanUang, Rupiah

if TYPE_CHECKING:
    from core.importers.keluhan import Keluhan

DUA_ANGKA: Final = re.compile(r"[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{2}")
"""A date whose year has two figures: `05/02/26` may be a day of 2026 or of 2005."""
_TUNDA: Final = ("pend", "pending", "hold")
_KOSONG: Final = ("transaksi_tidak_ditemukan", "tidak_ada_transaksi", "no_transaction", "data_tidak_ditemukan")
_AWAL: Final = ("saldo_awal", "opening_balance", "beginning_balance", "saldo_bulan_lalu", "saldo_sebelumnya")
_AKHIR: Final = ("saldo_akhir", "closing_balance", "ending_balance")
_DEBIT: Final = ("mutasi_debet", "mutasi_debit", "total_debet", "total_debit", "jumlah_debet", "jumlah_debit")
_KREDIT: Final = ("mutasi_kredit", "total_kredit", "total_credit", "jumlah_kredit")
_JUMLAH: Final = ("total", "jumlah", "grand_total", "sub_total", "subtotal")
_REKENING: Final = ("nomor_rekening", "no_rekening", "account_no", "account_number", "no_rek", "rekening")
_PERIODE: Final = ("periode", "period", "tanggal", "tanggal_transaksi", "periode_transaksi")
_UANG: Final = ("mata_uang", "currency", "valuta")
_TANGGAL_DI_TEKS: Final = re.compile(r"[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{4}|[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(slots=True)
class Bacaan:
    """What was found in a table, before anything is proven."""

    baris: list[BarisKoran] = field(default_factory=list)
    penutup: Penutup = field(default_factory=Penutup)
    rekening: dict[str, int] = field(default_factory=dict)
    """Account numbers named, with the first row of each."""
    periode: tuple[date, date] | None = None
    nol: int = 0
    kosong: int | None = None
    """The row in which the bank says that there was nothing."""
    tahun_ditebak: bool = False


class PembacaTabel:
    """Reads the sheet of a recognised layout; complains about each row that cannot be read and goes on.

    `tahun` is the year of the books, for banks that write no year beside the day.
    """

    def __init__(self, dikenal: Dikenal, keluhan: Keluhan, tahun: int | None = None) -> None:
        self._s, self._k = dikenal.susunan, dikenal.kolom
        self._atas = dikenal.lembar.baris[: dikenal.posisi]
        self._isi = dikenal.lembar.baris[dikenal.posisi + 1 :]
        self._keluhan = keluhan
        self._tahun = tahun
        self._gerak = [i for i in (self._k.debit, self._k.kredit, self._k.jumlah) if i is not None]
        self._hari: dict[str, date] = {}
        self.hasil = Bacaan()

    def read(self) -> Bacaan:
        """Every row below the header, and what stands above it."""
        self._gaya = self._decide_style()
        for baris in self._atas:
            self._read_box(baris)
        for baris in self._isi:
            self._read_row(baris)
        return self.hasil

    def _decide_style(self) -> GayaAngka:
        cells = [(b.nomor, b.at(k)) for b in self._isi for k in self._k.uang]
        try:
            return decide_style(cells)
        except GayaMeragukan as error:
            if self._s.gaya is not None:
                return self._s.gaya
            self._keluhan.add("ERR_GAYA_ANGKA", f"{error}.", baris=error.baris)
        except GayaCampur as error:
            self._keluhan.add("ERR_GAYA_ANGKA", f"{error}.", baris=error.baris)
        return self._s.gaya or GayaAngka.INDONESIA

    # above and below the table ------------------------------------------------------------------------------------

    def _read_box(self, baris: Baris) -> None:
        """A line of the head: account, currency, period."""
        first = next((i for i, s in enumerate(baris.sel) if teks(s)), 0)
        kata, sisa = heading(baris.at(first)), [t for s in baris.sel[first + 1 :] if (t := teks(s).lstrip(":= "))]
        if not sisa and ":" in baris.text(first):
            kata, _, isi = baris.text(first).partition(":")
            kata, sisa = heading(kata), [isi.strip()]
        if not sisa:
            return
        if kata in _REKENING:
            self._name_account(sisa[0], baris.nomor)
        elif kata in _UANG:
            self._check_currency(sisa[0], baris.nomor, None)
        elif kata in _PERIODE:
            found = [parse_tanggal(t) for t in _TANGGAL_DI_TEKS.findall(" ".join(sisa))]
            if found:
                self.hasil.periode = (min(found), max(found))

    def _closes(self, baris: Baris) -> bool:
        """Whether a row is an opening, a closing or a total; keeps what it says."""
        kata = next((w for s in baris.sel if isinstance(s, str) and (w := heading(s))), "")
        for awalan, medan in ((_AWAL, "saldo_awal"), (_AKHIR, "saldo_akhir"), (_DEBIT, "debit"), (_KREDIT, "kredit")):
            if kata.startswith(awalan):
                if (nilai := self._first_amount(baris)) is not None:
                    setattr(self.hasil.penutup, medan, nilai)
                    self.hasil.penutup.baris = baris.nomor
                return True
        if kata.startswith(_KOSONG):
            self.hasil.kosong = baris.nomor
            return True
        if not kata.startswith(_JUMLAH):
            return False
        for medan, kolom in (("debit", self._k.debit), ("kredit", self._k.kredit)):
            if kolom is not None and baris.text(kolom):
                setattr(self.hasil.penutup, medan, self._money(baris, kolom))
        self.hasil.penutup.baris = baris.nomor
        return True

    def _first_amount(self, baris: Baris) -> Rupiah | None:
        """The amount of a closing row: in the column of balances, or else the first that is one."""
        kolom = [self._k.saldo] if self._k.saldo is not None and baris.text(self._k.saldo) else []
        for k in (*kolom, *range(1, len(baris.sel))):
            if baris.text(k) not in {"", "=", ":"}:
                try:
                    return parse_jumlah(baris.at(k), self._gaya).nilai
                except BukanUang:
                    continue
        return None

    # the table ----------------------------------------------------------------------------------------------------

    def _read_row(self, baris: Baris) -> None:
        hari, k = baris.text(self._k.tanggal), self._k
        words = " ".join([w for i in k.keterangan if (w := baris.text(i))])
        if self._moves_nothing(baris) and heading(words).startswith((*_AWAL, *_AKHIR)):
            medan = "saldo_awal" if heading(words).startswith(_AWAL) else "saldo_akhir"
            if (nilai := self._first_amount(baris)) is not None:
                setattr(self.hasil.penutup, medan, nilai)
            return
        if not hari[:1].isdigit() and self._is_no_line(baris, hari, words):
            return
        tanggal, nilai, saldo = self._date(baris), self._amount(baris), self._saldo(baris)
        if k.rekening is not None and (nomor := baris.text(k.rekening)):
            self._name_account(nomor, baris.nomor)
        if k.mata_uang is not None:
            self._check_currency(baris.text(k.mata_uang), baris.nomor, k.mata_uang)
        if tanggal is None or nilai is None:
            return
        if nilai == NOL:
            self.hasil.nol += 1
            return
        self._check_row_saldo(baris, nilai, saldo)
        mentah = ";".join([s if isinstance(s, str) else teks(s) for s in baris.sel])
        self.hasil.baris.append(BarisKoran(tanggal, words, nilai, saldo, baris.text(k.referensi), baris.nomor, mentah))

    def _is_no_line(self, baris: Baris, hari: str, words: str) -> bool:
        """A row without a day: a total, a line that still waits, or words that belong to the line above."""
        if self._closes(baris):
            return True
        if heading(hari) in _TUNDA:
            pesan = f"Baris {baris.nomor} belum dibukukan bank ({hari}); impor lagi setelah bertanggal."
            self._keluhan.add("WARN_BARIS_TUNDA", pesan, baris=baris.nomor)
            self.hasil.nol += 1
            return True
        if hari or not (self._s.lewati_tanpa_tanggal or not any(baris.text(i) for i in self._k.uang)):
            return False
        self._continue_words(words)
        return True

    def _moves_nothing(self, baris: Baris) -> bool:
        """No movement beside the words: blank or zero."""
        return all(not baris.text(i).strip("0.,") for i in self._gerak)

    def _continue_words(self, words: str) -> None:
        """A row with words only continues the description above it."""
        if words and self.hasil.baris:
            above = self.hasil.baris[-1]
            self.hasil.baris[-1] = BarisKoran(
                above.tanggal, f"{above.keterangan} {words}", above.nilai, above.saldo, above.referensi, above.baris,
                above.mentah,
            )  # fmt: skip

    def _date(self, baris: Baris) -> date | None:
        sel: Sel = baris.at(self._k.tanggal)
        if isinstance(sel, str) and (known := self._hari.get(sel)) is not None:
            return known
        letter = nama_kolom(self._k.tanggal)
        if isinstance(sel, str) and DUA_ANGKA.fullmatch(teks(sel)) and not self._s.tahun_dua_angka:
            pesan = (
                f"Baris {baris.nomor}: “{teks(sel)}” menulis tahun dengan dua angka, jadi hari dan tahunnya dapat "
                "tertukar. Ekspor ulang dengan tahun empat angka, atau ubah format kolomnya."
            )
            self._keluhan.add("ERR_TAHUN_DUA_ANGKA", pesan, baris=baris.nomor, kolom=letter)
            return None
        try:
            found = parse_tanggal(sel, paling_akhir=self._latest_day())
        except BukanTanggal as error:
            self._keluhan.add("ERR_TANGGAL", f"Baris {baris.nomor}: {error}.", baris=baris.nomor, kolom=letter)
            return None
        if isinstance(sel, str):
            self._hari[sel] = found
        return found

    def _latest_day(self) -> date | None:
        """The end of the period the file states; else the end of the books' year, said as a warning."""
        if self.hasil.periode is not None:
            return self.hasil.periode[1]
        if self._tahun is None or not self._s.tanpa_tahun:
            return None
        self.hasil.tahun_ditebak = True
        return date(self._tahun, 12, 31)

    def _amount(self, baris: Baris) -> Rupiah | None:
        """The movement: credit positive, debit negative."""
        k = self._k
        if k.jumlah is None:
            kredit, debit = self._money(baris, k.kredit), self._money(baris, k.debit)
            if kredit is None or debit is None:
                return None
            if kredit and debit:
                pesan = (
                    f"Baris {baris.nomor} mempunyai debit {debit} dan kredit {kredit} sekaligus; satu baris hanya satu "
                    "arah. Ekspor ulang dari bank."
                )
                self._keluhan.add("ERR_DUA_ARAH", pesan, baris=baris.nomor)
                return None
            return abs(kredit) - abs(debit)
        try:
            found = parse_jumlah(baris.at(k.jumlah), self._gaya)
            tanda = parse_tanda(baris.at(k.tanda)) if k.tanda is not None else None
        except BukanUang as error:
            pesan = f"Baris {baris.nomor}: {error}."
            self._keluhan.add("ERR_JUMLAH", pesan, baris=baris.nomor, kolom=nama_kolom(k.jumlah))
            return None
        tanda = tanda or found.tanda
        if tanda is None and k.tanda is not None and found.nilai:
            pesan = f"Baris {baris.nomor} tidak menyebut debit atau kredit (DB/CR); ekspor ulang dari bank."
            self._keluhan.add("ERR_JUMLAH", pesan, baris=baris.nomor, kolom=nama_kolom(k.tanda))
            return None
        if tanda is None:
            return found.nilai
        return abs(found.nilai) if tanda is Tanda.KREDIT else -abs(found.nilai)

    def _money(self, baris: Baris, kolom: int | None) -> Rupiah | None:
        """An amount of its own column; blank is nothing. None, with the complaint written, when it is no amount."""
        if kolom is None or not baris.text(kolom):
            return NOL
        try:
            return parse_jumlah(baris.at(kolom), self._gaya).nilai
        except BukanUang as error:
            pesan = f"Baris {baris.nomor}: {error}."
            self._keluhan.add("ERR_JUMLAH", pesan, baris=baris.nomor, kolom=nama_kolom(kolom))
            return None

    def _saldo(self, baris: Baris) -> Rupiah | None:
        kolom = self._k.saldo
        if kolom is None or not baris.text(kolom):
            return None
        try:
            found = parse_jumlah(baris.at(kolom), self._gaya)
        except BukanUang as error:
            pesan = f"Baris {baris.nomor}: {error}."
            self._keluhan.add("ERR_JUMLAH", pesan, baris=baris.nomor, kolom=nama_kolom(kolom))
            return None
        return -abs(found.nilai) if found.tanda is Tanda.DEBIT else found.nilai

    def _check_row_saldo(self, baris: Baris, nilai: Rupiah, saldo: Rupiah | None) -> None:
        """Files that carry the balance before and after a row must agree with the movement between them."""
        kolom = self._k.saldo_awal
        if kolom is None or saldo is None or not baris.text(kolom):
            return
        awal = self._money(baris, kolom)
        if awal is not None and awal + nilai != saldo:
            pesan = (
                f"Baris {baris.nomor}: saldo awal {awal} ditambah {nilai} adalah {awal + nilai}, sedangkan saldo akhir "
                f"tertulis {saldo}; selisih {abs(awal + nilai - saldo)}. Unduh ulang dari bank."
            )
            letter = nama_kolom(self._k.saldo) if self._k.saldo is not None else None
            self._keluhan.add("ERR_SALDO_BARIS", pesan, baris=baris.nomor, kolom=letter)

    def _name_account(self, nomor: str, baris: int) -> None:
        if bare := bare_account(nomor):
            self.hasil.rekening.setdefault(bare, baris)

    def _check_currency(self, kata: str, baris: int, kolom: int | None) -> None:
        if kata and kata.upper() not in {RUPIAH, "RP", "RUPIAH"}:
            refuse_currency(self._keluhan, kata, baris, None if kolom is None else nama_kolom(kolom))


def refuse_currency(keluhan: Keluhan, mata_uang: str, baris: int | None, kolom: str | None = None) -> None:
    """The complaint about money that is not rupiah."""
    where = f"Baris {baris}: mata" if baris else "Mata"
    pesan = (
        f"{where} uang {mata_uang}, padahal rekening bendahara memakai {RUPIAH}. Ekspor rekening rupiahnya saja, satu "
        "rekening dalam satu berkas."
    )
    keluhan.add("ERR_MATA_UANG", pesan, baris=baris, kolom=kolom)
