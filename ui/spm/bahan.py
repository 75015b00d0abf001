"""What the draft form needs to know besides the draft: money that is left, rekanan, who is paid, who comes next."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from core.access import Peran
from core.calendar import Bulan
from core.money import Rupiah
from core.opd.pejabat import find_signer
from core.settings import ZONA_WAKTU, SettingsView
from core.spm.isi import Penerima, RincianSpp

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from core.anggaran.model import Pasangan
    from core.anggaran.queries import Ketersediaan
    from core.identity import SppId
    from core.opd.model import Opd
    from core.rekanan.model import Rekanan
    from core.rekanan.queries import RekananRow
    from core.spm.model import Spp
    from ui.kantor import Pertanyaan


@dataclass(frozen=True, slots=True)
class BarisBelanja:
    """A line of spending with its place in the list and what the SPD still allows."""

    urut: int
    rincian: RincianSpp
    sisa_spd: Rupiah | None


@dataclass(frozen=True, slots=True)
class BahanForm:
    """Answered once when a document is opened, and again when something has changed."""

    opd: Opd
    spp: Spp | None
    ketersediaan: Mapping[Pasangan, Ketersediaan]
    nama: Mapping[str, str]
    rekanan: tuple[RekananRow, ...]
    kartu: Rekanan | None
    bendahara: Penerima
    ppk: str
    pa: str
    spd: tuple[str, ...]
    zona: str


def gather_form(q: Pertanyaan, spp_id: SppId | None, tanggal: date) -> BahanForm:
    """Everything beside the fields, for a stored document or a new one of this date."""
    opd = q.opd.office()
    assert opd is not None, "pages open in an office"
    spp = q.spm.spp(spp_id) if spp_id else None
    tanggal = spp.isi.tanggal_spp if spp else tanggal
    tahun, bulan = tanggal.year, Bulan.of(tanggal).bulan
    setelan: SettingsView = q.opd.settings()
    pejabat = q.opd.officials()
    kartu_id = spp.isi.penerima.rekanan_id if spp else None
    ada = q.anggaran.availability(tahun, bulan, tanpa=spp_id)

    def called(peran: Peran) -> str:
        found = find_signer(pejabat, peran, tanggal)
        return found.nama if found else ""

    return BahanForm(
        opd=opd,
        spp=spp,
        ketersediaan={k.pasangan: k for k in ada},
        nama=q.anggaran.nama(tahun),
        rekanan=tuple(q.rekanan.search("", batas=2000)),
        kartu=q.rekanan.card(kartu_id) if kartu_id else None,
        bendahara=pay_to_bendahara(q, tanggal),
        ppk=called(Peran.PPK),
        pa=called(Peran.PA),
        spd=tuple(s.nomor for s in q.anggaran.spd_list(tahun)),
        zona=setelan.value(ZONA_WAKTU, tanggal),
    )


def pay_to_bendahara(q: Pertanyaan, tanggal: date) -> Penerima:
    """The Bendahara Pengeluaran as the one who is paid: UP, GU, TU, and lists of honoraria."""
    pejabat = find_signer(q.opd.officials(), Peran.BENDAHARA, tanggal)
    nama = f"Bendahara Pengeluaran{f' ({pejabat.nama})' if pejabat else ''}"
    rekening = next((r.rekening for r in q.opd.accounts(tanggal) if r.buku == "BP"), None)
    if rekening is None:
        return Penerima(nama)
    bank = rekening.nama_bank or rekening.kode_bank
    return Penerima(nama, "", bank, rekening.nomor, rekening.atas_nama)


def pay_to_rekanan(kartu: Rekanan) -> Penerima:
    """A rekanan as the one who is paid."""
    p = Penerima(kartu.nama, kartu.npwp, rekanan_id=kartu.id)
    r = kartu.rekening
    if r is None:
        return p
    return replace(p, bank=r.nama_bank or r.kode_bank, nomor_rekening=r.nomor, atas_nama=r.atas_nama)


def belanja_rows(
    rincian: Sequence[RincianSpp], ketersediaan: Mapping[Pasangan, Ketersediaan]
) -> tuple[BarisBelanja, ...]:
    """The lines with what the SPD still allows each pair."""
    return tuple(
        BarisBelanja(i, r, ada.sisa_spd if (ada := ketersediaan.get(r.pasangan)) else None)
        for i, r in enumerate(rincian)
    )
