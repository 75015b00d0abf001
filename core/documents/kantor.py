"""The office as it stands on paper: who it is, who signs on the day, on what paper it prints."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from core.access import PERAN_NAMA, Peran
from core.calendar import tanggal_panjang
from core.documents.alur import Kop, Penandatangan
from core.documents.kit import Kertas
from core.opd.model import Opd
from core.opd.pejabat import Pejabat, find_signer
from core.pengguna.model import format_nip

_ATAS_PA = "Mengetahui/Disetujui"
NAMA_KOSONG = "(" + "\u00a0" * 44 + ")"
"""Room to write a name by hand where nobody is registered yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KantorCetak:
    """Head and signatures that all books and reports of one print share (handbook penatausahaan 3).

    `pa` is the PA or the KPA; `tanggal` the day beside the place over the treasurer's signature. `urusan` are further
    office rows of the head: urusan, bidang, unit.
    """

    pemda: str
    opd: str
    kode: str
    tahun: int
    tempat: str
    tanggal: date
    pa: Penandatangan
    bendahara: Penandatangan
    ppk: Penandatangan | None = None
    kertas: Kertas = Kertas.F4
    urusan: tuple[tuple[str, str], ...] = ()
    pemegang_buku: str = "BENDAHARA PENGELUARAN"

    @classmethod
    def of(
        cls,
        opd: Opd,
        pejabat: Iterable[Pejabat],
        tanggal: date,
        *,
        unit: str = "",
        nama: Mapping[str, str] | None = None,
        kertas: Kertas = Kertas.F4,
    ) -> KantorCetak:
        """The office with the signers of a date; for a unit its KPA and BPP, where it has them.

        `nama` are names of codes (urusan, bidang) for the head. An office held by nobody leaves a line to write on.
        """
        everyone = tuple(pejabat)

        def signer(*peran: Peran) -> Penandatangan | None:
            for satu in peran:
                found = find_signer(everyone, satu, tanggal, unit)
                if found is not None:
                    return signature_of(found)
            return None

        bpp = signer(Peran.BPP) if unit else None
        pa = (Peran.KPA, Peran.PA) if unit else (Peran.PA,)
        return cls(
            pemda=opd.pemda,
            opd=opd.nama,
            kode=opd.kode,
            tahun=tanggal.year,
            tempat=opd.tempat,
            tanggal=tanggal,
            pa=signer(*pa) or Penandatangan(PERAN_NAMA[Peran.PA], NAMA_KOSONG),
            bendahara=bpp or signer(Peran.BENDAHARA) or Penandatangan(PERAN_NAMA[Peran.BENDAHARA], NAMA_KOSONG),
            ppk=signer(Peran.PPK),
            kertas=kertas,
            urusan=_office_rows(opd.kode, nama or {}),
            pemegang_buku=PERAN_NAMA[Peran.BPP if bpp else Peran.BENDAHARA].upper(),
        )

    @property
    def tempat_tanggal(self) -> str:
        """`Kota Contoh, 27 Februari 2026`."""
        return ", ".join(filter(None, (self.tempat, tanggal_panjang(self.tanggal))))

    @property
    def penandatangan(self) -> tuple[Penandatangan, Penandatangan]:
        """PA/KPA on the left, place and date with the treasurer on the right."""
        return (replace(self.pa, atas=_ATAS_PA), replace(self.bendahara, atas=self.tempat_tanggal))

    def kop(self, judul: str, *subjudul: str, rincian: tuple[tuple[str, str], ...] = ()) -> Kop:
        """The common head; `rincian` are rows of this one form under the rows of the office."""
        orang = tuple((p.jabatan, p.nama) for p in (self.pa, self.bendahara) if p.nama != NAMA_KOSONG)
        skpd = ("SKPD", f"{self.kode} {self.opd}".strip())
        return Kop(self.pemda, self.opd, judul, subjudul, (*self.urusan, skpd, *orang, *rincian))


def signature_of(pejabat: Pejabat) -> Penandatangan:
    """An official as one who signs."""
    return Penandatangan(pejabat.sebutan, pejabat.nama, format_nip(pejabat.nip), pejabat.pangkat)


def _office_rows(kode: str, nama: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Urusan and the first bidang of an OPD's code (handbook 6.3), where their names are known."""
    rows = (("Urusan", kode[:1]), ("Bidang urusan", kode[:4]))
    return tuple((label, f"{k} {nama[k]}") for label, k in rows if nama.get(k))
