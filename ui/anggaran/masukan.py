"""From what an importer read to what the budget room stores: drafts of files become DPA and RAK."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from core.anggaran.model import BarisPagu, Dpa, Rak
from core.money import Rupiah

if TYPE_CHECKING:
    from core.importers.sipd_rak import Rak as DrafRak
    from core.importers.sipd_rekap_pagu import KodeNama, PosPagu, RekapPagu

TAHAP_MURNI = "M"


def dpa_of(rekap: RekapPagu, tanggal: date) -> Dpa:
    """A rekap pagu as a DPA version: murni unless the file names its tahapan.

    A row names its unit only where that is not the SKPD itself.
    """
    baris = tuple(
        BarisPagu(
            p.sub_kegiatan.kode,
            p.rekening.kode,
            p.rekening.nama,
            p.pagu,
            "" if p.sub_unit.kode == rekap.skpd.kode else p.sub_unit.kode,
            p.sumber_dana.kode,
        )
        for p in rekap.pos
    )
    nama = {k.kode: k.nama for p in rekap.pos for k in _names(p)}
    awal = date(rekap.tahun, 1, 1)
    tahap = tahap_of(rekap.tahapan or "")
    berlaku = awal if tahap == TAHAP_MURNI else max(awal, tanggal)
    return Dpa(tahap, berlaku, baris, nama, f"{rekap.berkas} sha256:{rekap.sha256}")


def tahap_of(tahapan: str) -> str:
    """A tahapan as document numbers write it: `M` for murni, `P1`, `P2` ... for changes (handbook 2.5)."""
    kata = tahapan.upper().removeprefix("APBD ").strip()
    if kata in ("", "MURNI", TAHAP_MURNI):
        return TAHAP_MURNI
    angka = "".join(c for c in kata if c.isdigit())
    return f"P{int(angka or 1)}" if kata.startswith(("PERUBAHAN", "PERGESERAN", "P")) else tahapan


def _names(p: PosPagu) -> Iterator[KodeNama]:
    yield from (p.sub_unit, p.urusan, p.bidang_urusan, p.program, p.kegiatan, p.sub_kegiatan, p.sumber_dana, p.rekening)


def rak_of(draf: DrafRak) -> Rak:
    """A read RAK; the same pair in several sub units is added up."""
    found: dict[tuple[str, str], dict[int, Rupiah]] = {}
    for p in draf.pos:
        bulan = found.setdefault((p.sub_kegiatan, p.rekening), {})
        for i, n in enumerate(p.bulan, start=1):
            bulan[i] = bulan.get(i, Rupiah()) + n
    return Rak(found)
