"""What the office's books and settings say at the moment a draft is tested, and the draft as the tests read it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from core.anggaran.model import Pasangan
from core.anggaran.queries import Ketersediaan
from core.money import NOL, Rupiah
from core.rekanan.model import Rekanan
from core.setting_kinds import AturanRekening
from core.settings import AMBANG_PERSEN_GU, ATURAN_REKENING
from core.spm.isi import BarisPotongan, ButirKelengkapan, IsiSpp, JenisSpp, RincianSpp


@dataclass(frozen=True, slots=True)
class LpjUji:
    """The LPJ-UP a GU refills: its amount, approved or not, refilled before or not."""

    nomor: str
    nilai: Rupiah
    disahkan: bool = True
    diganti: bool = False


@dataclass(frozen=True, slots=True)
class TuTerbuka:
    """A TU that has not ended in TU Nihil: its SP2D, sub kegiatan and what is left of it."""

    nomor: str
    sub_kegiatan: str
    sisa: Rupiah


@dataclass(frozen=True, slots=True)
class SpjTu:
    """What a TU Nihil legalises: the TU's SPJ and its rest, which must be deposited first."""

    sp2d: str
    belanja: Rupiah
    sisa: Rupiah


@dataclass(frozen=True, slots=True)
class Terbayar:
    """A document already paid (or on its way) for the same rekanan, bukti and termin."""

    nomor: str
    penerima: str
    bukti: str
    termin: str = ""


@dataclass(frozen=True, slots=True)
class Keadaan:
    """What a draft is tested against; its own claim is not counted in `ketersediaan`."""

    tahun: int
    up_tunai: Rupiah = NOL
    limit_kkpd: Rupiah = NOL
    ambang_persen_gu: int = AMBANG_PERSEN_GU.baku
    up_terbit: bool = False
    ketersediaan: Mapping[Pasangan, Ketersediaan] = field(default_factory=dict)
    """Per (sub kegiatan, rekening), SPD and RAK up to the month of the draft."""
    sudah_dibukukan: Mapping[Pasangan, Rupiah] = field(default_factory=dict)
    """Spending already counted that this draft answers for.

    UP not yet refilled for a GU, unsettled card purchases for a GU-KKPD, the SPJ of the TU for a TU Nihil.
    """
    lpj: LpjUji | None = None
    tu_terbuka: tuple[TuTerbuka, ...] = ()
    spj_tu: SpjTu | None = None
    dpt_nilai: Rupiah | None = None
    aturan_rekening: tuple[AturanRekening, ...] = ATURAN_REKENING.baku
    rekanan: Rekanan | None = None
    """The card of whom the draft pays; None when he has none, as on a list of honoraria."""
    pernah_dibayar: frozenset[str] = frozenset()
    """Account numbers (digits) this office has paid to before."""
    tanggal_spd: date | None = None
    """Date of the first SPD of the year."""
    terbayar: tuple[Terbayar, ...] = ()
    rak_peringatan: bool = False
    """The office has made spending above RAK a warning (handbook 7)."""


@dataclass(frozen=True, slots=True)
class DraftUji:
    """A draft as the tests read it. A field not named in `diuji` is in order and untested; None fails its test."""

    jenis: JenisSpp
    diuji: frozenset[str]
    nilai: Rupiah | None = None
    sub_kegiatan: str | None = None
    rincian: tuple[RincianSpp, ...] | None = None
    potongan: tuple[BarisPotongan, ...] | None = None
    netto: Rupiah | None = None
    rekening_penerima: str | None = None
    penerima: str | None = None
    bukti: str | None = None
    termin: str | None = None
    kelengkapan: tuple[ButirKelengkapan, ...] | None = None
    tanggal_spd: date | None = None
    tanggal_spp: date | None = None
    tanggal_spm: date | None = None
    tanggal_sp2d: date | None = None
    tanggal_cair: date | None = None
    acuan_tu: str | None = None
    acuan_dpt: str | None = None

    def asks(self, medan: str) -> bool:
        """Whether this point is tested."""
        return medan in self.diuji

    @property
    def tanggal(self) -> date | None:
        """The date that decides month and quarter: the SPM's, else the SPP's."""
        return self.tanggal_spm or self.tanggal_spp

    @classmethod
    def of(cls, isi: IsiSpp, tanggal_spm: date | None = None) -> DraftUji:
        """Every point of an SPP is tested, but those that its jenis does not have and dates that are still to come."""
        diuji = {"nilai", "rincian", "potongan", "netto", "tanggal_spp", "kelengkapan", "acuan"}
        if not isi.jenis.is_nihil:
            diuji.add("rekening_penerima")
        if isi.jenis is JenisSpp.TU:
            diuji.add("sub_kegiatan")
        if isi.jenis.is_ls:
            diuji.add("bukti")
        if tanggal_spm is not None:
            diuji.add("tanggal_spm")
        return cls(
            jenis=isi.jenis,
            diuji=frozenset(diuji),
            nilai=isi.nilai,
            sub_kegiatan=isi.sub_kegiatan or None,
            rincian=isi.rincian,
            potongan=isi.potongan,
            netto=isi.jumlah_dibayarkan,
            rekening_penerima=isi.penerima.nomor_rekening or None,
            penerima=isi.penerima.nama,
            bukti=isi.acuan.bukti,
            termin=isi.acuan.termin,
            kelengkapan=isi.kelengkapan,
            tanggal_spp=isi.tanggal_spp,
            tanggal_spm=tanggal_spm,
            acuan_tu=isi.acuan.sp2d_tu or None,
            acuan_dpt=isi.acuan.dpt or None,
        )
