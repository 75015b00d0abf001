"""SIPD Anggaran, “Rekap pagu” (XLSX with 23 or 24 columns): what an office may spend, from which a DPA is imported.

Grain of the file: sub kegiatan x sumber dana x rekening x paket. One rekening stands several times; paket are summed
away (handbook import-formats 2).
"""

from __future__ import annotations

import itertools
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from core.importers.angka import GayaAngka, GayaCampur, decide_style, parse_jumlah
from core.importers.keluhan import Keluhan
from core.importers.kode import KodeSalah, check_bertitik, check_skpd, normalise_rekening, normalise_sub_kegiatan
from core.importers.pintu import open_table, sidik
from core.importers.tabel import Baris, Kepala, Lembaran, find_header, label, nama_kolom
from core.importers.tanggal import TAHUN
from core.money import BukanUang, Rupiah, total

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from core.errors import Temuan

_KODE: Final = {
    "URUSAN": check_bertitik,
    "SKPD": check_skpd,
    "SUB UNIT": check_skpd,
    "BIDANG URUSAN": check_bertitik,
    "PROGRAM": check_bertitik,
    "KEGIATAN": check_bertitik,
    "SUB KEGIATAN": normalise_sub_kegiatan,
    "SUMBER DANA": check_bertitik,
    "REKENING": normalise_rekening,
}
_TINGKAT: Final = ("PROGRAM", "KEGIATAN", "SUB KEGIATAN")
_PAKET: Final = ("PAKET KELOMPOK", "NAMA PAKET KELOMPOK")
_WAJIB: Final = ("TAHUN", *(f"{awal} {nama}" for nama in _KODE for awal in ("KODE", "NAMA")), *_PAKET, "PAGU")
_KENAL: Final = frozenset({"NO", *_WAJIB, "TAHAPAN"})
_CIRI: Final = frozenset({"KODE SUB KEGIATAN", "KODE REKENING", "PAGU"})
_KEPALA_MINIMAL: Final = 5
"""A row with fewer known headings is a title, not a header."""


@dataclass(frozen=True, slots=True)
class KodeNama:
    """A code and what it is called."""

    kode: str
    nama: str


@dataclass(frozen=True, slots=True)
class PosPagu:
    """The pagu of one rekening in one sub kegiatan from one sumber dana, all its paket together."""

    sub_unit: KodeNama
    urusan: KodeNama
    bidang_urusan: KodeNama
    program: KodeNama
    kegiatan: KodeNama
    sub_kegiatan: KodeNama
    sumber_dana: KodeNama
    rekening: KodeNama
    pagu: Rupiah
    baris: tuple[int, ...]
    """The rows of the file that were summed."""


@dataclass(frozen=True, slots=True)
class RekapPagu:
    """The draft of a DPA: nothing is stored until a person has compared `jumlah_baris` and `total` with SIPD."""

    berkas: str
    sha256: str
    tahun: int
    skpd: KodeNama
    tahapan: str | None
    pos: tuple[PosPagu, ...]
    jumlah_baris: int
    total: Rupiah
    temuan: tuple[Temuan, ...]


@dataclass(frozen=True, slots=True)
class _BarisPagu:
    nomor: int
    tahun: int
    tahapan: str
    kode: dict[str, KodeNama]
    paket: tuple[str, str]
    pagu: Rupiah


def read_rekap_pagu(name: str, data: bytes) -> RekapPagu:
    """Reads a rekap pagu, or refuses with every complaint found in it.

    Complaints: ERR_KOLOM_TIDAK_ADA, ERR_KODE_SALAH, ERR_NAMA_KOSONG, ERR_PAGU (no number), ERR_PAGU_NEGATIF,
    ERR_PAGU_PECAHAN, ERR_TAHUN, ERR_TAHUN_CAMPUR, ERR_SKPD_CAMPUR, ERR_TAHAPAN_CAMPUR, ERR_TOTAL_BEDA, ERR_TANPA_BARIS.
    Warnings: WARN_BARIS_KEMBAR, WARN_NAMA_BEDA, WARN_KODE_TIDAK_BERJENJANG.
    """
    keluhan = Keluhan(name)
    lembar, kepala = _find_sheet(open_table(name, data), keluhan)
    body = lembar.baris[kepala.posisi + 1 :]
    pagu_rows, totals = _split_totals(body, kepala)
    gaya = _decide_style(body, kepala.kolom["PAGU"], keluhan)
    rows = [row for b in pagu_rows if (row := _read_row(b, kepala, gaya, keluhan)) is not None]
    if not pagu_rows:
        raise keluhan.fail(
            "ERR_TANPA_BARIS", "Di bawah kepala tabel tidak ada satu baris pagu pun. Ekspor ulang rekap."
        )
    _check_one("ERR_TAHUN_CAMPUR", "tahun anggaran", rows, lambda r: str(r.tahun), keluhan)
    _check_one("ERR_SKPD_CAMPUR", "SKPD", rows, lambda r: r.kode["SKPD"].kode, keluhan)
    _check_one("ERR_TAHAPAN_CAMPUR", "tahapan", rows, lambda r: r.tahapan, keluhan)
    _check_twins(rows, keluhan)
    _check_names(rows, keluhan)
    jumlah = total([r.pagu for r in rows])
    if not keluhan.has_errors:
        _check_totals(totals, kepala.kolom["PAGU"], gaya, jumlah, keluhan)
    temuan = keluhan.settle()
    first = rows[0]
    return RekapPagu(
        berkas=name,
        sha256=sidik(data),
        tahun=first.tahun,
        skpd=first.kode["SKPD"],
        tahapan=first.tahapan or None,
        pos=_sum_paket(rows),
        jumlah_baris=len(rows),
        total=jumlah,
        temuan=temuan,
    )


def _find_sheet(lembaran: list[Lembaran], keluhan: Keluhan) -> tuple[Lembaran, Kepala]:
    found = [(lembar, kepala) for lembar in lembaran if (kepala := find_header(lembar, _KENAL)) is not None]
    whole = [(lembar, kepala) for lembar, kepala in found if kepala.kolom.keys() >= _CIRI]
    if len(whole) > 1:
        nama = " dan ".join(f"“{lembar.nama}”" for lembar, _ in whole)
        raise keluhan.fail("ERR_LEMBAR_GANDA", f"Lembar {nama} sama-sama berisi rekap pagu. Sisakan satu lembar saja.")
    best = max(found, key=lambda pair: len(pair[1].kolom), default=None)
    if best is None or len(best[1].kolom) < _KEPALA_MINIMAL:
        pesan = (
            "Kepala tabel Rekap Pagu (TAHUN, KODE SKPD, KODE SUB KEGIATAN, KODE REKENING, PAGU, ...) tidak ditemukan "
            "dalam 15 baris pertama. Ekspor “Rekap Pagu” dari SIPD Anggaran, lalu coba lagi."
        )
        raise keluhan.fail("ERR_KOLOM_TIDAK_ADA", pesan)
    kepala = best[1]
    missing = [nama for nama in _WAJIB if nama not in kepala.kolom and nama not in _PAKET]
    for nama in missing:
        pesan = f"Kolom “{nama}” tidak ada pada kepala tabel (baris {kepala.nomor}). Ekspor ulang dengan semua kolom."
        keluhan.add("ERR_KOLOM_TIDAK_ADA", pesan, baris=kepala.nomor, kolom=nama)
    if missing:
        keluhan.settle()
    return best


def _is_total(baris: Baris, kepala: Kepala) -> bool:
    """A closing row: no rekening and no sub kegiatan, and a cell that begins with Total or Jumlah."""
    if baris.text(kepala.kolom["KODE REKENING"]) or baris.text(kepala.kolom["KODE SUB KEGIATAN"]):
        return False
    return any(label(sel).startswith(("TOTAL", "JUMLAH", "GRAND TOTAL")) for sel in baris.sel if isinstance(sel, str))


def _split_totals(body: Iterable[Baris], kepala: Kepala) -> tuple[list[Baris], list[Baris]]:
    """The rows of pagu, and the closing rows that only repeat their sum."""
    pagu_rows: list[Baris] = []
    totals: list[Baris] = []
    for baris in body:
        (totals if _is_total(baris, kepala) else pagu_rows).append(baris)
    return pagu_rows, totals


def _decide_style(body: Iterable[Baris], kolom: int, keluhan: Keluhan) -> GayaAngka:
    try:
        return decide_style((b.nomor, b.at(kolom)) for b in body)
    except GayaCampur as error:
        keluhan.add("ERR_GAYA_ANGKA", f"{error}.", baris=error.baris, kolom="PAGU")
        return GayaAngka.INDONESIA


def _read_row(baris: Baris, kepala: Kepala, gaya: GayaAngka, keluhan: Keluhan) -> _BarisPagu | None:
    kode = {nama: _read_code(baris, nama, kepala, keluhan) for nama in _KODE}
    tahun = _read_tahun(baris, kepala.kolom["TAHUN"], keluhan)
    pagu = _read_pagu(baris, kepala.kolom["PAGU"], gaya, keluhan)
    whole = {nama: pair for nama, pair in kode.items() if pair is not None}
    if len(whole) < len(kode) or tahun is None or pagu is None:
        return None
    for atas, bawah in itertools.pairwise(_TINGKAT):
        if not whole[bawah].kode.startswith(whole[atas].kode + "."):
            pesan = (
                f"Baris {baris.nomor}: kode {bawah.lower()} {whole[bawah].kode} tidak berada di bawah "
                f"{atas.lower()} {whole[atas].kode}. Periksa di SIPD."
            )
            keluhan.add("WARN_KODE_TIDAK_BERJENJANG", pesan, baris=baris.nomor, kolom=f"KODE {bawah}")
    paket = (baris.text(kepala.kolom.get(_PAKET[0])), baris.text(kepala.kolom.get(_PAKET[1])))
    return _BarisPagu(baris.nomor, tahun, baris.text(kepala.kolom.get("TAHAPAN")), whole, paket, pagu)


def _read_code(baris: Baris, nama: str, kepala: Kepala, keluhan: Keluhan) -> KodeNama | None:
    sel = baris.at(kepala.kolom[f"KODE {nama}"])
    sebutan = baris.text(kepala.kolom[f"NAMA {nama}"])
    if isinstance(sel, Decimal) and sel != sel.to_integral_value():
        pesan = f"Baris {baris.nomor}: KODE {nama} tersimpan sebagai angka {sel}, jadi angka nolnya dapat hilang."
        keluhan.add("ERR_KODE_SALAH", f"{pesan} Ekspor ulang dari SIPD.", baris=baris.nomor, kolom=f"KODE {nama}")
        return None
    try:
        kode = _KODE[nama](baris.text(kepala.kolom[f"KODE {nama}"]))
    except KodeSalah as error:
        pesan = f"Baris {baris.nomor}: {error}. Periksa kolom KODE {nama}."
        keluhan.add("ERR_KODE_SALAH", pesan, baris=baris.nomor, kolom=f"KODE {nama}")
        return None
    if not sebutan:
        pesan = f"Baris {baris.nomor}: NAMA {nama} untuk kode {kode} kosong. Ekspor ulang dari SIPD."
        keluhan.add("ERR_NAMA_KOSONG", pesan, baris=baris.nomor, kolom=f"NAMA {nama}")
        return None
    return KodeNama(kode, sebutan)


def _read_tahun(baris: Baris, kolom: int, keluhan: Keluhan) -> int | None:
    text = baris.text(kolom)
    if text.isascii() and text.isdigit() and int(text) in TAHUN:
        return int(text)
    pesan = f"Baris {baris.nomor}: “{text}” bukan tahun anggaran; yang benar empat angka seperti 2026."
    keluhan.add("ERR_TAHUN", pesan, baris=baris.nomor, kolom="TAHUN")
    return None


def _read_pagu(baris: Baris, kolom: int, gaya: GayaAngka, keluhan: Keluhan) -> Rupiah | None:
    where = f"Baris {baris.nomor} (sel {nama_kolom(kolom)}{baris.nomor})"
    kode, pesan = "", ""
    nilai: Rupiah | None = None
    try:
        nilai = parse_jumlah(baris.at(kolom), gaya).nilai
    except BukanUang as error:
        kode, pesan = "ERR_PAGU", f"{where}: pagu {error}."
    if nilai is not None and nilai.sen < 0:
        kode, pesan = "ERR_PAGU_NEGATIF", f"{where}: pagu {nilai} kurang dari nol. Periksa di SIPD, lalu ekspor ulang."
    elif nilai is not None and not nilai.is_whole:
        kode = "ERR_PAGU_PECAHAN"
        pesan = f"{where}: pagu {nilai} memuat sen, padahal pagu rupiah bulat. Periksa di SIPD, lalu ekspor ulang."
    if kode:
        keluhan.add(kode, pesan, baris=baris.nomor, kolom="PAGU")
        return None
    return nilai


def _check_one(
    kode: str, apa: str, rows: list[_BarisPagu], value: Callable[[_BarisPagu], str], keluhan: Keluhan
) -> None:
    """One file is one office, one year, one tahapan; a mixture would be summed into a pagu that nobody decided."""
    first: dict[str, int] = {}
    for row in rows:
        first.setdefault(value(row), row.nomor)
    if len(first) > 1:
        seen = "; ".join(f"{nilai or '(kosong)'} (baris {nomor})" for nilai, nomor in first.items())
        pesan = f"Berkas memuat lebih dari satu {apa}: {seen}. Ekspor satu {apa} per berkas."
        keluhan.add(kode, pesan, baris=list(first.values())[1])


def _check_twins(rows: list[_BarisPagu], keluhan: Keluhan) -> None:
    """Two rows alike in every column may be the same row exported twice."""
    first: dict[tuple[object, ...], int] = {}
    for row in rows:
        key = (*(pair.kode for pair in row.kode.values()), *row.paket, row.pagu)
        before = first.setdefault(key, row.nomor)
        if before != row.nomor:
            pesan = f"Baris {row.nomor} sama dengan baris {before}; keduanya dijumlahkan. Cocokkan total dengan SIPD."
            keluhan.add("WARN_BARIS_KEMBAR", pesan, baris=row.nomor)


def _check_names(rows: list[_BarisPagu], keluhan: Keluhan) -> None:
    """One code, one name; where a file has two, the more frequent one is probably right but a person should look."""
    names: dict[tuple[str, str], Counter[str]] = {}
    for row in rows:
        for jenis, pair in row.kode.items():
            names.setdefault((jenis, pair.kode), Counter())[pair.nama] += 1
    for (jenis, kode), seen in names.items():
        if len(seen) > 1:
            both = " dan ".join(f"“{nama}” ({kali} baris)" for nama, kali in seen.most_common())
            keluhan.add("WARN_NAMA_BEDA", f"{jenis.title()} {kode} bernama {both}. Periksa di SIPD.")


def _check_totals(totals: list[Baris], kolom: int, gaya: GayaAngka, jumlah: Rupiah, keluhan: Keluhan) -> None:
    for baris in totals:
        if not baris.text(kolom):
            continue
        try:
            tertulis = parse_jumlah(baris.at(kolom), gaya).nilai
        except BukanUang as error:
            keluhan.add("ERR_TOTAL_BEDA", f"Baris total {baris.nomor}: {error}.", baris=baris.nomor, kolom="PAGU")
            continue
        if tertulis != jumlah:
            pesan = (
                f"Baris total ({baris.nomor}) menyebut {tertulis}, sedangkan jumlah baris pagu {jumlah}; "
                f"selisih {abs(tertulis - jumlah)}. Berkas tidak lengkap atau diubah; ekspor ulang."
            )
            keluhan.add("ERR_TOTAL_BEDA", pesan, baris=baris.nomor, kolom="PAGU")


def _sum_paket(rows: list[_BarisPagu]) -> tuple[PosPagu, ...]:
    groups: dict[tuple[str, ...], list[_BarisPagu]] = {}
    for row in rows:
        key = tuple(row.kode[nama].kode for nama in ("SUB UNIT", "SUB KEGIATAN", "SUMBER DANA", "REKENING"))
        groups.setdefault(key, []).append(row)
    return tuple(
        PosPagu(
            sub_unit=kode["SUB UNIT"],
            urusan=kode["URUSAN"],
            bidang_urusan=kode["BIDANG URUSAN"],
            program=kode["PROGRAM"],
            kegiatan=kode["KEGIATAN"],
            sub_kegiatan=kode["SUB KEGIATAN"],
            sumber_dana=kode["SUMBER DANA"],
            rekening=kode["REKENING"],
            pagu=total([row.pagu for row in group]),
            baris=tuple(row.nomor for row in group),
        )
        for group in groups.values()
        for kode in [group[0].kode]
    )
