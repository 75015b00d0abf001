"""A month at the bank as rows: each line with the document it is or may be, and documents the bank does not show."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from core.kas.koran import BarisKoran, BuktiBank, GerakBank, PasanganKoran
from core.kas.koran_cocok import UsulanKoran
from core.kas.koran_queries import KoranBulan
from core.kas.koran_saran import SaranCatat
from core.money import NOL, Rupiah
from ui.kit.chip import Status
from ui.kit.table import Column, Jenis
from ui.kit.tokens import Nada

Kunci = str | BuktiBank
"""A line by its key, or a document."""
Bukan = frozenset[tuple[Kunci, tuple[BuktiBank, ...]]]
"""Proposals that somebody has waved away at this desk: row and documents."""

NADA_TINGKAT: Final = {"pasti": Nada.OK, "kuat": Nada.INFO, "periksa": Nada.WARN}
COCOK: Final = Status("cocok", Nada.OK)
SALING: Final = Status("saling meniadakan", Nada.MUTED)
BULAN_LAIN: Final = Status("bulan lain", Nada.INFO)
PERLU_DICATAT: Final = Status("perlu dicatat", Nada.WARN)
HANYA_BANK: Final = Status("hanya di bank", Nada.WARN)
BELUM_BANK: Final = Status("belum di bank", Nada.WARN)
DISIMPAN: Final = Status("disimpan…", Nada.MUTED)


@dataclass(frozen=True, slots=True)
class BarisTampil:
    """One row: a line of the bank (`baris`), or a document that no line on show explains (`gerak`).

    `terbuka`: nobody has matched it yet; `selisih`: it stands in the list of the bank proof; `lama`: a document from
    before the first statement, which no line can explain. `saran` is what the line seems to be when no document fits.
    """

    key: Kunci
    tanggal: date
    kata: str
    nilai: Rupiah
    buku: str
    status: Status
    terbuka: bool
    selisih: bool
    lama: bool
    cari: str
    rekening: str = ""
    baris: BarisKoran | None = None
    gerak: GerakBank | None = None
    usulan: UsulanKoran | None = None
    saran: SaranCatat | None = None
    pasangan: PasanganKoran | None = None

    def in_hand(self) -> BarisTampil:
        """The same row while a decision about it is being stored."""
        return replace(self, terbuka=False, usulan=None, saran=None, status=DISIMPAN)


def document_words(bukti: Sequence[BuktiBank], gerak: Mapping[BuktiBank, GerakBank]) -> str:
    """`TBP-0412 ATK kurikulum`; several by their numbers."""
    if len(bukti) != 1:
        return " + ".join(b.no_bukti for b in bukti)
    found = gerak.get(bukti[0])
    return named(found) if found else bukti[0].no_bukti


def named(g: GerakBank) -> str:
    """A document by number and words; a description that repeats its number says it once."""
    kata = (g.uraian or g.pihak).removesuffix(g.bukti.no_bukti).strip()
    return f"{g.bukti.no_bukti} {kata}".strip()


@dataclass(frozen=True, slots=True)
class _Bahan:
    """What every row is made with."""

    gerak: Mapping[BuktiBank, GerakBank]
    usulan: Mapping[Kunci, UsulanKoran]
    saran: Mapping[str, SaranCatat]
    pasangan: Mapping[Any, PasanganKoran]
    beda: frozenset[tuple[str, ...]]
    bukan: Bukan

    def proposal(self, key: Kunci) -> UsulanKoran | None:
        """What is proposed for a row and was not waved away."""
        u = self.usulan.get(key)
        return None if u is None or (key, u.bukti) in self.bukan else u


def rows_of(isi: KoranBulan, bukan: Bukan = frozenset()) -> tuple[BarisTampil, ...]:
    """The rows of a month by day; lines before documents."""
    usulan: dict[Kunci, UsulanKoran] = {}
    for u in isi.usulan:
        usulan.update(dict.fromkeys(u.baris or u.bukti, u))
    saran = {s.baris: s for s in isi.saran}
    for s in isi.saran:
        saran.update(dict.fromkeys(s.sertakan, s))
    beda = {("bank", b.kunci) for b in isi.bukti.bank_belum_buku}
    beda_buku = {("buku", b.kunci, b.nomor) for b in isi.bukti.buku_belum_bank}
    bahan = _Bahan(
        {r.gerak.bukti: r.gerak for r in isi.gerak},
        usulan,
        saran,
        {p.id: p for p in isi.pasangan},
        frozenset(beda | beda_buku),
        bukan,
    )
    made = [_line_row(r.baris, r.rekening, bahan.pasangan.get(r.pasangan), bahan) for r in isi.baris]
    explained = set(_explained(isi))
    mulai = min((r.dari for r in isi.bukti.rekening), default=None)
    made += [
        _document_row(r.gerak, bahan.pasangan.get(r.pasangan), bahan, mulai)
        for r in isi.gerak
        if r.gerak.bukti not in explained
    ]
    return tuple(sorted(made, key=lambda r: (r.tanggal, r.baris is None)))


def _explained(isi: KoranBulan) -> Iterable[BuktiBank]:
    """Documents that stand beside a line on show, matched or proposed."""
    here = {r.baris.kunci for r in isi.baris}
    for p in isi.pasangan:
        if here & set(p.baris):
            yield from p.bukti
    for u in isi.usulan:
        if u.baris:
            yield from u.bukti


def _line_row(b: BarisKoran, rekening: str, pasangan: PasanganKoran | None, bahan: _Bahan) -> BarisTampil:
    usulan, saran = None, None
    if pasangan is not None:
        buku, status = document_words(pasangan.bukti, bahan.gerak), COCOK
    else:
        usulan = bahan.proposal(b.kunci)
        saran = bahan.saran.get(b.kunci) if usulan is None else None
        if usulan is not None and usulan.pilihan:
            buku = f"{len(usulan.pilihan)} bukti hampir sama, pilih satu"
        elif usulan is not None:
            buku = document_words(usulan.bukti, bahan.gerak)
        else:
            buku = _in_short(saran, b) if saran is not None else "—"
        status = _open_status(usulan, PERLU_DICATAT if saran is not None and saran.jenis else HANYA_BANK)
    return BarisTampil(
        key=b.kunci,
        tanggal=b.tanggal,
        kata=b.keterangan,
        nilai=b.nilai,
        buku=buku,
        status=status,
        terbuka=pasangan is None,
        selisih=("bank", b.kunci) in bahan.beda,
        lama=False,
        cari=f"{b.teks} {buku} {status.kata} {b.nilai} {b.nilai.to_json()}".casefold(),
        rekening=rekening,
        baris=b,
        usulan=usulan,
        saran=saran,
        pasangan=pasangan,
    )


def _in_short(saran: SaranCatat, b: BarisKoran) -> str:
    """What a line seems to be, in two or three words; the panel says the whole sentence."""
    apa = re.split("[:,;]", saran.kata, maxsplit=1)[0]
    return apa if saran.baris == b.kunci else f"bersama {apa}"


def _document_row(g: GerakBank, pasangan: PasanganKoran | None, bahan: _Bahan, mulai: date | None) -> BarisTampil:
    usulan = bahan.proposal(g.bukti) if pasangan is None else None
    status = _open_status(usulan, BELUM_BANK)
    if pasangan is not None:
        status = BULAN_LAIN if pasangan.baris else SALING
    buku = named(g)
    return BarisTampil(
        key=g.bukti,
        tanggal=g.tanggal,
        kata="—",
        nilai=g.nilai,
        buku=buku,
        status=status,
        terbuka=pasangan is None,
        selisih=("buku", g.kode, g.bukti.no_bukti) in bahan.beda,
        lama=pasangan is None and usulan is None and mulai is not None and g.tanggal < mulai,
        cari=f"{buku} {g.pihak} {status.kata} {g.nilai} {g.nilai.to_json()}".casefold(),
        gerak=g,
        usulan=usulan,
        pasangan=pasangan,
    )


def _open_status(usulan: UsulanKoran | None, tanpa: Status) -> Status:
    return tanpa if usulan is None else Status(usulan.tingkat, NADA_TINGKAT[usulan.tingkat])


KOLOM_KORAN: Final[tuple[Column[BarisTampil], ...]] = (
    Column("tanggal", "Tanggal", lambda r: f"{r.tanggal:%d/%m}", 70, Jenis.KODE),
    Column("kata", "Baris rekening koran", lambda r: r.kata, 178),
    Column("debet", "Debet", lambda r: -r.nilai if r.nilai < NOL else None, 92, Jenis.UANG),
    Column("kredit", "Kredit", lambda r: r.nilai if r.nilai > NOL else None, 92, Jenis.UANG),
    Column("buku", "Bukti di buku bank", lambda r: r.buku, 150, lentur=True),
    Column("status", "Status", lambda r: r.status, 124, Jenis.STATUS),
)

URUT: Final[Mapping[str, Callable[[BarisTampil], Any]]] = {
    "tanggal": lambda r: (r.tanggal, r.baris is None),
    "kata": lambda r: r.kata.casefold(),
    "debet": lambda r: -r.nilai.sen,
    "kredit": lambda r: r.nilai.sen,
    "buku": lambda r: r.buku.casefold(),
    "status": lambda r: (not r.terbuka, r.status.kata),
}
"""By what each column sorts."""
