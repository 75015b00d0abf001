"""The printed bill “Lembar Tagihan KKI Segmen Pemerintah” (also “Corporate Card Statement”) as a table.

A header box, a summary row per card, and per card the list of its transactions (handbook KKPD 2.1). Labels may be
Indonesian or English; places may differ, words decide.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from core.importers.angka import GayaAngka, GayaCampur, Tanda, decide_style, parse_decimal, parse_jumlah, parse_tanda
from core.importers.kkpd_draf import (
    BarisTagihan,
    BukanKartu,
    Kartu,
    KartuTagihan,
    Ringkasan,
    Valas,
    shows_full_number,
    warn_full_number,
)
from core.importers.tabel import Baris, Lembaran, Sel, heading, teks
from core.importers.tanggal import BukanTanggal, parse_tanggal
from core.money import NOL, BukanUang, Rupiah, total

if TYPE_CHECKING:
    from datetime import date

    from core.importers.keluhan import Keluhan

_JUDUL: Final = ("lembar_tagihan_kki", "corporate_card_statement")
_RIWAYAT: Final = "riwayat_transaksi"
_SEBUTAN: Final = {
    "tagihan_sebelumnya": "sebelumnya", "previous_balance": "sebelumnya",
    "pembayaran_kredit": "kredit", "payment_credit": "kredit",
    "pembelanjaan_debit": "pembelanjaan", "purchase_debit": "pembelanjaan",
    "pengambilan_tunai": "tarik_tunai", "cash_advance": "tarik_tunai",
    "finance_charge": "biaya", "bunga_dan_biaya": "biaya",
    "tagihan_baru": "baru", "new_balance": "baru",
    "sisa_kredit": "sisa", "available_credit_limit": "sisa",
    "batas_kredit": "batas", "credit_limit": "batas",
    "tanggal_cetak": "cetak", "statement_date": "cetak",
    "jatuh_tempo_pembayaran": "jatuh_tempo", "jatuh_tempo": "jatuh_tempo", "payment_due_date": "jatuh_tempo",
    "nama": "nama", "customer_name": "nama",
    "nomor_kartu": "kartu", "no_kartu": "kartu", "cardholder_number": "kartu",
    "nama_pemegang": "pemegang", "nama_pemegang_kartu": "pemegang", "cardholder_name": "pemegang",
    "tgl_transaksi": "transaksi", "tanggal_transaksi": "transaksi", "transaction_date": "transaksi",
    "tgl_pembukuan": "pembukuan", "tanggal_pembukuan": "pembukuan", "posting_date": "pembukuan",
    "keterangan": "keterangan", "description": "keterangan",
    "transaksi_valas": "valas", "nilai_tukar": "kurs", "jumlah": "jumlah", "amount": "jumlah",
}  # fmt: skip
JUMLAH_RINGKAS: Final = ("sebelumnya", "kredit", "pembelanjaan", "tarik_tunai", "biaya", "baru")
NAMA_RINGKAS: Final = {
    "sebelumnya": "Tagihan Sebelumnya",
    "kredit": "Pembayaran/Kredit",
    "pembelanjaan": "Pembelanjaan/Debit",
    "tarik_tunai": "Pengambilan Tunai",
    "biaya": "Finance Charge",
    "baru": "Tagihan Baru",
    "sisa": "Sisa Kredit",
    "batas": "Batas Kredit",
}
_BUKAN_BARIS: Final = {
    "tagihan_bulan_lalu": "lalu",
    "tagihan_bulan_ini": "ini",
    "total_interest_service_charge": "biaya",
}
_VALAS: Final = re.compile(r"([A-Z]{3})\s*([0-9.,]+)")

Letak = tuple[int, Sel]
"""A cell and the row it stands in."""


@dataclass(slots=True)
class Bagian:
    """The part of one card as found: rows of transactions and the three closing amounts."""

    kartu: str
    nomor: int
    kolom: dict[str, int] = field(default_factory=dict)
    baris: list[Baris] = field(default_factory=list)
    penutup: dict[str, Letak] = field(default_factory=dict)


@dataclass(slots=True)
class Susunan:
    """Where everything of a bill stands, before any amount is read."""

    kotak: dict[str, Letak] = field(default_factory=dict)
    kolom_kartu: dict[str, int] = field(default_factory=dict)
    kartu: list[Baris] = field(default_factory=list)
    total: Baris | None = None
    bagian: list[Bagian] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class TagihanKki:
    """A bill as written, every amount read, nothing compared yet. `penutup`: what the part of each card closes with."""

    nama: str
    tanggal_cetak: date | None
    jatuh_tempo: date | None
    batas_kredit: Rupiah | None
    sisa_kredit: Rupiah | None
    ringkasan: Ringkasan
    total_kartu: Ringkasan | None
    kartu: tuple[KartuTagihan, ...]
    rincian: tuple[BarisTagihan, ...]
    penutup: tuple[tuple[Kartu, dict[str, Rupiah]], ...]


def is_kki(lembar: Lembaran) -> bool:
    """Whether a sheet is such a bill: its title, or a transaction history below a new balance."""
    words = {heading(sel) for baris in lembar.baris for sel in baris.sel if isinstance(sel, str) and sel}
    if any(w.startswith(_JUDUL) for w in words):
        return True
    return "tagihan_baru" in words and any(w.startswith(_RIWAYAT) for w in words)


def arrange(lembar: Lembaran) -> Susunan:
    """Cuts the sheet into header box, summary of cards, and the part of each card."""
    susunan = Susunan()
    for baris in lembar.baris:
        first = next((i for i, s in enumerate(baris.sel) if teks(s)), 0)
        head = heading(baris.at(first))
        kolom = _headings(baris)
        if head.startswith(_RIWAYAT):
            beside = next((text for sel in baris.sel[first + 1 :] if (text := teks(sel))), "")
            susunan.bagian.append(Bagian(beside or head.removeprefix(_RIWAYAT).strip("_"), baris.nomor))
        elif susunan.bagian:
            _arrange_part(susunan.bagian[-1], baris, kolom)
        elif {"kartu", "baru"} <= kolom.keys():
            susunan.kolom_kartu = kolom
        elif not susunan.kolom_kartu:
            _arrange_box(susunan, baris)
        elif head == "total":
            susunan.total = baris
        elif susunan.total is None:
            susunan.kartu.append(baris)
    return susunan


def _headings(baris: Baris) -> dict[str, int]:
    kolom: dict[str, int] = {}
    for i, sel in enumerate(baris.sel):
        if isinstance(sel, str) and (nama := _SEBUTAN.get(heading(sel))):
            kolom.setdefault(nama, i)
    return kolom


def _arrange_box(susunan: Susunan, baris: Baris) -> None:
    """Label and value side by side; several pairs may stand in one row."""
    for nama, i in _headings(baris).items():
        value = next((s for s in baris.sel[i + 1 :] if not isinstance(s, str) or s.strip()), "")
        if heading(value) not in _SEBUTAN:
            susunan.kotak.setdefault(nama, (baris.nomor, value))


def _arrange_part(bagian: Bagian, baris: Baris, kolom: dict[str, int]) -> None:
    if {"transaksi", "keterangan"} <= kolom.keys():
        bagian.kolom = bagian.kolom or kolom
        return
    words = heading(baris.at(bagian.kolom.get("keterangan"))) or heading(next((s for s in baris.sel if teks(s)), ""))
    if nama := _BUKAN_BARIS.get(words):
        bagian.penutup.setdefault(nama, (baris.nomor, baris.at(bagian.kolom.get("jumlah"))))
    elif not words.startswith(("sub_total", "subtotal")):
        bagian.baris.append(baris)


def read_kki(lembar: Lembaran, keluhan: Keluhan) -> TagihanKki:
    """Reads a bill; refuses at once when header box or summary of cards is missing, else complains and goes on."""
    susunan = arrange(lembar)
    missing = [NAMA_RINGKAS[n] for n in JUMLAH_RINGKAS if n not in susunan.kotak and n != "biaya"]
    if missing:
        pesan = f"Kotak tagihan tidak memuat {', '.join(missing)}. Ekspor ulang lembar tagihan dari bank."
        raise keluhan.fail("ERR_KOLOM_TIDAK_ADA", pesan)
    if not susunan.kartu:
        raise keluhan.fail(
            "ERR_TANPA_BARIS", "Ringkasan per kartu tidak ditemukan. Ekspor ulang lembar tagihan dari bank."
        )
    for nama in ("pemegang", *JUMLAH_RINGKAS):
        if nama not in susunan.kolom_kartu and nama != "biaya":
            pesan = f"Ringkasan per kartu tidak mempunyai kolom {NAMA_RINGKAS.get(nama, 'Nama Pemegang')}."
            keluhan.add("ERR_KOLOM_TIDAK_ADA", f"{pesan} Ekspor ulang dari bank.")
    return _Reader(susunan, keluhan).read()


class _Reader:
    """Reads the amounts and dates of an arranged bill in the one style of its numbers."""

    def __init__(self, susunan: Susunan, keluhan: Keluhan) -> None:
        self._susunan = susunan
        self._keluhan = keluhan
        self._gaya = self._decide_style()

    def read(self) -> TagihanKki:
        kotak = self._susunan.kotak
        cetak = self._date_in_box("cetak", None)
        kartu = [row for baris in self._susunan.kartu if (row := self._card(baris)) is not None]
        total_row = self._susunan.total
        parts = [(found, bagian) for bagian in self._susunan.bagian if (found := self._number(bagian)) is not None]
        rincian = tuple(line for found, bagian in parts for line in self._lines(found, bagian, cetak, kartu))
        box = {nama: self._money(*kotak[nama], NAMA_RINGKAS[nama]) for nama in JUMLAH_RINGKAS if nama in kotak}
        if "biaya" not in box:
            box["biaya"] = total([k.ringkasan.biaya for k in kartu])
        return TagihanKki(
            nama=teks(kotak["nama"][1]) if "nama" in kotak else "",
            tanggal_cetak=cetak,
            jatuh_tempo=self._date_in_box("jatuh_tempo", cetak),
            batas_kredit=self._money(*kotak["batas"], "Batas Kredit") if "batas" in kotak else None,
            sisa_kredit=self._money(*kotak["sisa"], "Sisa Kredit") if "sisa" in kotak else None,
            ringkasan=Ringkasan(**box),
            total_kartu=self._summary(total_row) if total_row is not None else None,
            kartu=tuple(kartu),
            rincian=rincian,
            penutup=tuple((found, self._closing(bagian)) for found, bagian in parts),
        )

    def _decide_style(self) -> GayaAngka:
        s = self._susunan
        cells: list[Letak] = [kotak for nama, kotak in s.kotak.items() if nama in NAMA_RINGKAS]
        columns = [i for nama, i in s.kolom_kartu.items() if nama in NAMA_RINGKAS]
        cells += [(b.nomor, b.at(i)) for b in (*s.kartu, *([s.total] if s.total else [])) for i in columns]
        for bagian in s.bagian:
            cells += bagian.penutup.values()
            cells += [(b.nomor, b.at(bagian.kolom.get(nama))) for b in bagian.baris for nama in ("jumlah", "kurs")]
        try:
            return decide_style(cells)
        except GayaCampur as error:
            self._keluhan.add("ERR_GAYA_ANGKA", f"{error}.", baris=error.baris)
            return GayaAngka.INDONESIA

    def _money(self, nomor: int, sel: Sel, apa: str) -> Rupiah:
        """An amount of box or summary; a blank is zero."""
        if not teks(sel):
            return NOL
        try:
            found = parse_jumlah(sel, self._gaya)
        except BukanUang as error:
            self._keluhan.add("ERR_JUMLAH", f"Baris {nomor}, {apa}: {error}.", baris=nomor, kolom=apa)
            return NOL
        # a balance in our favour is written with CR; the column of credits carries CR as its nature
        return -found.nilai if found.tanda is Tanda.KREDIT and apa != NAMA_RINGKAS["kredit"] else found.nilai

    def _date_in_box(self, nama: str, cetak: date | None) -> date | None:
        if nama not in self._susunan.kotak:
            return None
        nomor, sel = self._susunan.kotak[nama]
        try:
            return parse_tanggal(sel, paling_akhir=cetak)
        except BukanTanggal as error:
            self._keluhan.add("ERR_TANGGAL", f"Baris {nomor}: {error}.", baris=nomor)
            return None

    def _summary(self, baris: Baris) -> Ringkasan:
        kolom = self._susunan.kolom_kartu
        return Ringkasan(
            **{n: self._money(baris.nomor, baris.at(kolom.get(n)), NAMA_RINGKAS[n]) for n in JUMLAH_RINGKAS}
        )

    def _card(self, baris: Baris) -> KartuTagihan | None:
        kolom = self._susunan.kolom_kartu
        kartu = self._parse_card(baris.text(kolom["kartu"]), baris.nomor)
        if kartu is None:
            return None
        return KartuTagihan(kartu, baris.text(kolom.get("pemegang")), self._summary(baris), baris.nomor)

    def _number(self, bagian: Bagian) -> Kartu | None:
        if bagian.baris and not {"jumlah", "transaksi"} <= bagian.kolom.keys():
            pesan = f"Riwayat transaksi pada baris {bagian.nomor} tidak mempunyai kolom Tgl Transaksi dan Jumlah."
            self._keluhan.add("ERR_KOLOM_TIDAK_ADA", f"{pesan} Ekspor ulang dari bank.", baris=bagian.nomor)
            return None
        return self._parse_card(bagian.kartu, bagian.nomor)

    def _parse_card(self, text: str, nomor: int) -> Kartu | None:
        if shows_full_number(text):
            warn_full_number(self._keluhan, nomor, None)
        try:
            return Kartu.parse(text)
        except BukanKartu as error:
            self._keluhan.add("ERR_KARTU", f"Baris {nomor}: {error}.", baris=nomor)
            return None

    def _closing(self, bagian: Bagian) -> dict[str, Rupiah]:
        return {nama: self._money(nomor, sel, nama) for nama, (nomor, sel) in bagian.penutup.items()}

    def _lines(self, kartu: Kartu, bagian: Bagian, cetak: date | None, cards: list[KartuTagihan]) -> list[BarisTagihan]:
        pemegang = next((k.pemegang for k in cards if k.kartu == kartu), "")
        lines = (self._line(kartu, bagian, baris, cetak=cetak, pemegang=pemegang) for baris in _unwrap(bagian))
        return [line for line in lines if line is not None]

    def _line(
        self, kartu: Kartu, bagian: Bagian, baris: Baris, *, cetak: date | None, pemegang: str
    ) -> BarisTagihan | None:
        kolom = bagian.kolom
        try:
            transaksi = parse_tanggal(baris.at(kolom["transaksi"]), paling_akhir=cetak)
            posted = baris.at(kolom.get("pembukuan"))
            pembukuan = parse_tanggal(posted, paling_akhir=cetak) if teks(posted) else transaksi
            jumlah = parse_jumlah(baris.at(kolom["jumlah"]), self._gaya)
            beside = kolom["jumlah"] + 1
            tanda = jumlah.tanda or (None if beside in kolom.values() else parse_tanda(baris.at(beside)))
            valas = self._valas(baris, kolom)
        except BukanTanggal as error:
            self._keluhan.add("ERR_TANGGAL", f"Baris {baris.nomor}: {error}.", baris=baris.nomor)
            return None
        except BukanUang as error:
            self._keluhan.add("ERR_JUMLAH", f"Baris {baris.nomor}: {error}.", baris=baris.nomor)
            return None
        return BarisTagihan(
            kartu=kartu,
            tanggal_transaksi=transaksi,
            tanggal_pembukuan=pembukuan,
            keterangan=baris.text(kolom["keterangan"]),
            jumlah=abs(jumlah.nilai),
            is_kredit=tanda is Tanda.KREDIT or jumlah.nilai < NOL,
            valas=valas,
            referensi="",
            pemegang=pemegang,
            mcc="",
            baris=baris.nomor,
            mentah=";".join(teks(s) for s in baris.sel),
        )

    def _valas(self, baris: Baris, kolom: dict[str, int]) -> Valas | None:
        text = baris.text(kolom.get("valas"))
        if not text:
            return None
        found = _VALAS.fullmatch(text.upper())
        if not found:
            raise BukanUang(f"“{text}” bukan nilai valas; contoh yang benar USD 92,02")
        kurs = baris.at(kolom.get("kurs"))
        rate = parse_decimal(kurs, self._gaya) if teks(kurs) else None
        return Valas(found[1], parse_decimal(found[2], self._gaya), rate)


def _unwrap(bagian: Bagian) -> list[Baris]:
    """Rows of transactions; a row with words only continues the description above it."""
    rows: list[Baris] = []
    at = bagian.kolom.get("keterangan", 0)
    for baris in bagian.baris:
        bare = [i for i, s in enumerate(baris.sel) if teks(s)]
        if rows and bare == [at]:
            above = rows[-1]
            sel = list(above.sel)
            sel[at] = f"{above.text(at)} {baris.text(at)}"
            rows[-1] = Baris(above.nomor, tuple(sel))
        elif bare:
            rows.append(baris)
    return rows
