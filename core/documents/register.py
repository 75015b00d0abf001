"""Registers (handbook penatausahaan 3), and any list on screen as a sheet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from core.documents.alur import BarisKaki, Kop, Penandatangan
from core.documents.kantor import KantorCetak
from core.documents.kit import Orientasi
from core.documents.lembar import Lembar
from core.documents.tabel import Baris, Kolom, Sel
from core.kas.queries import SegelRow
from core.money import Rupiah
from core.spm.model import StatusSpp
from core.spm.queries import SppRow

_NO: Final = Kolom("no", "No.", jenis="angka")
_KOLOM_MENDATAR: Final = 6
"""More columns than this want the paper lying."""


def _columns_of(grup: str) -> tuple[Kolom, Kolom, Kolom]:
    key = grup.lower()
    return (
        Kolom(f"{key}_tanggal", "Tanggal", jenis="tanggal", grup=grup),
        Kolom(f"{key}_nomor", "Nomor", 20, grup=grup),
        Kolom(f"{key}_jumlah", "Jumlah (Rp)", jenis="uang", grup=grup, pindah="jumlah"),
    )


KOLOM_SPP_SPM_SP2D: Final = (_NO, *_columns_of("SPP"), *_columns_of("SPM"), *_columns_of("SP2D"))
KOLOM_PENUTUPAN_KAS: Final = (
    _NO,
    Kolom("bulan", "Bulan", 12),
    Kolom("tanggal", "Tanggal Penutupan", jenis="tanggal"),
    Kolom("penutup", "Nama Penutup", 22),
    Kolom("bku", "Saldo BKU (Rp)", jenis="uang"),
    Kolom("tunai", "Saldo Tunai (Rp)", jenis="uang"),
    Kolom("bank", "Saldo Bank (Rp)", jenis="uang"),
    Kolom("kas", "Saldo Kas menurut Hitungan (Rp)", jenis="uang"),
    Kolom("beda", "Perbedaan (Rp)", jenis="uang"),
    Kolom("penjelasan", "Penjelasan", 26),
)


def sum_row(kolom: Sequence[Kolom], baris: Sequence[Baris], label: str = "Jumlah") -> tuple[Baris, ...]:
    """The total row of a list: columns carried as `jumlah` are added up; none when there is nothing to add."""
    summed = [i for i, k in enumerate(kolom) if k.pindah == "jumlah"]
    if not summed or not baris or summed[0] == 0:
        return ()
    sel: list[Sel] = [label, *(None for _ in kolom[1:])]
    for i in summed:
        sel[i] = Rupiah(sum(n.sen for b in baris if isinstance(n := b.sel[i], Rupiah)))
    return (Baris(tuple(sel), tebal=True, bentang=summed[0]),)


def lembar_daftar(
    judul: str,
    kolom: Sequence[Kolom],
    rows: Iterable[Sequence[Sel]],
    *,
    kantor: KantorCetak | None = None,
    subjudul: tuple[str, ...] = (),
    rincian: tuple[tuple[str, str], ...] = (),
    kaki: tuple[BarisKaki, ...] = (),
    penandatangan: tuple[Penandatangan, ...] = (),
) -> Lembar:
    """What a list shows, row by row, for print, workbook and CSV.

    `rincian` says how the list was narrowed (period, words searched for). Columns with `pindah="jumlah"` get a total.
    """
    baris = tuple(Baris(tuple(r)) for r in rows)
    columns = tuple(kolom)
    if kantor is None:
        kop = Kop("", "", judul, subjudul, rincian)
    else:
        kop = Kop(kantor.pemda, kantor.opd, judul, subjudul, rincian)
    sheet = Lembar(
        kop=kop,
        kolom=columns,
        baris=baris,
        jumlah=sum_row(columns, baris),
        kaki=kaki,
        penandatangan=penandatangan,
        orientasi=Orientasi.MENDATAR if len(columns) > _KOLOM_MENDATAR else Orientasi.TEGAK,
        catatan=f"Pundi · {judul} · {len(baris)} baris",
        kosong="Tidak ada yang ditampilkan.",
    )
    return sheet if kantor is None else replace(sheet, kertas=kantor.kertas)


def _register(
    kantor: KantorCetak, judul: str, periode: str, kolom: tuple[Kolom, ...], rows: Iterable[Sequence[Sel]]
) -> Lembar:
    """A register: a list under the whole head of the office, signed by PA and PPK-SKPD, or by the treasurer."""
    pa, bendahara = kantor.penandatangan
    keeper = bendahara if kantor.ppk is None else replace(kantor.ppk, atas=bendahara.atas)
    sheet = lembar_daftar(judul, kolom, rows, kantor=kantor, penandatangan=(pa, keeper))
    return replace(sheet, kop=kantor.kop(judul, periode), catatan=f"Pundi · {judul} · {periode}", kosong="Nihil")


# -- SPP, SPM, SP2D --------------------------------------------------------------------------------------------------


def _official(sipd: str, pundi: str, *, dari_sipd: bool) -> str:
    """The number that counts, or the other one while it is not there."""
    return (sipd or pundi) if dari_sipd else (pundi or sipd)


def lembar_register_spp_spm_sp2d(
    rows: Iterable[SppRow], kantor: KantorCetak, periode: str, *, dari_sipd: bool = True
) -> Lembar:
    """Register SPP-SPM-SP2D of what has a number, oldest first; a cancelled number stays in sight without an amount."""
    found: list[tuple[Sel, ...]] = []
    for r in sorted(rows, key=lambda r: (r.tanggal_spp, r.nomor_spp, r.sipd_spp)):
        spp = _official(r.sipd_spp, r.nomor_spp, dari_sipd=dari_sipd)
        spm = _official(r.sipd_spm, r.nomor_spm, dari_sipd=dari_sipd)
        if not spp:
            continue
        if r.status is StatusSpp.BATAL:
            cells = (r.tanggal_spp, f"{spp} (BATAL)", None, r.tanggal_spm if spm else None, spm, None, None, "", None)
            found.append(cells)
            continue
        found.append(
            (
                r.tanggal_spp, spp, r.nilai,
                r.tanggal_spm if spm else None, spm, r.nilai if spm else None,
                r.tanggal_sp2d, r.sp2d, r.nilai if r.sp2d else None,
            )
        )  # fmt: skip
    numbered = ((n, *r) for n, r in enumerate(found, 1))
    return _register(kantor, "REGISTER SPP-SPM-SP2D", periode, KOLOM_SPP_SPM_SP2D, numbered)


def _listed_columns(kata: str, jenis: str, *, bernomor: bool = False) -> tuple[Kolom, ...]:
    return (
        *((_NO,) if bernomor else ()),
        Kolom("tanggal", "Tanggal", jenis="tanggal"),
        Kolom("nomor", f"No. {kata}", 30),
        Kolom("jenis", f"Jenis {jenis}", 18),
        Kolom("uraian", "Uraian", 50),
        Kolom("nilai", f"Nilai {kata} (Rp)", jenis="uang", pindah="jumlah"),
    )


def _listed(
    rows: Iterable[SppRow], pick: Callable[[SppRow], tuple[date | None, str]]
) -> list[tuple[date | None, str, str, str, Rupiah | None]]:
    """(tanggal, nomor, jenis, uraian, nilai) of the rows that have the number asked for, oldest first."""
    found = []
    for r in rows:
        tanggal, nomor = pick(r)
        if nomor:
            batal = r.status is StatusSpp.BATAL
            found.append(
                (tanggal, f"{nomor} (BATAL)" if batal else nomor, r.jenis.nama, r.uraian, None if batal else r.nilai)
            )
    return sorted(found, key=lambda f: (f[0] or date.min, f[1]))


def lembar_register_spp(rows: Iterable[SppRow], kantor: KantorCetak, periode: str, *, dari_sipd: bool = True) -> Lembar:
    """Register SPP."""
    found = _listed(rows, lambda r: (r.tanggal_spp, _official(r.sipd_spp, r.nomor_spp, dari_sipd=dari_sipd)))
    return _register(kantor, "REGISTER SPP", periode, _listed_columns("SPP", "SPP"), found)


def lembar_register_spm(rows: Iterable[SppRow], kantor: KantorCetak, periode: str, *, dari_sipd: bool = True) -> Lembar:
    """Register SPM."""
    found = _listed(rows, lambda r: (r.tanggal_spm, _official(r.sipd_spm, r.nomor_spm, dari_sipd=dari_sipd)))
    return _register(kantor, "REGISTER SPM", periode, _listed_columns("SPM", "SPM"), found)


def lembar_register_sp2d(rows: Iterable[SppRow], kantor: KantorCetak, periode: str) -> Lembar:
    """Register SP2D."""
    found = ((n, *r) for n, r in enumerate(_listed(rows, lambda r: (r.tanggal_sp2d, r.sp2d)), 1))
    return _register(kantor, "REGISTER SP2D", periode, _listed_columns("SP2D", "SPM", bernomor=True), found)


# -- penutupan kas ---------------------------------------------------------------------------------------------------


def lembar_register_penutupan_kas(rows: Iterable[SegelRow], kantor: KantorCetak, periode: str) -> Lembar:
    """The closed months of a year, one line each; the form of one closing is `register_kas` in laporan."""
    found = (
        (
            n, r.bulan.nama, r.tanggal, r.penutup, r.saldo_bku, r.saldo_tunai, r.saldo_bank, r.kas_dihitung,
            r.saldo_bku - r.kas_dihitung, r.penjelasan or "Tidak ada perbedaan",
        )
        for n, r in enumerate(sorted(rows, key=lambda r: r.bulan), 1)
    )  # fmt: skip
    sheet = _register(kantor, "REGISTER PENUTUPAN KAS", periode, KOLOM_PENUTUPAN_KAS, found)
    return replace(sheet, penandatangan=kantor.penandatangan)
