"""What an SPP asks for: its jenis, the money with its accounts and potongan, who receives it, and the papers beside it.

Handbook penatausahaan 2.2, 2.3, 5 (SPP-1 to SPP-3, SPM) and identity 15: the jumlah yang dibayarkan is the jumlah yang
diminta less the potongan; informasi lines change nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from core.anggaran.model import JenisKlaim, Klaim, Pasangan
from core.identity import RekananId
from core.kas.model import Jenis
from core.money import NOL, Rupiah, total


class JenisSpp(StrEnum):
    """The kinds of SPP of handbook 2.2."""

    UP = "UP"
    GU = "GU"
    GU_NIHIL = "GU_NIHIL"
    GU_KKPD = "GU_KKPD"
    TU = "TU"
    TU_NIHIL = "TU_NIHIL"
    LS_GAJI = "LS_GAJI"
    LS_BJ = "LS_BJ"
    LS_RUTIN = "LS_RUTIN"
    LS_BENDAHARA = "LS_BENDAHARA"
    LS_HIBAH = "LS_HIBAH"

    @property
    def nama(self) -> str:
        """As the office says it: `LS Barang dan Jasa`."""
        return JENIS_SPP_NAMA[self]

    @property
    def kode(self) -> str:
        """The word in a document number: UP, GU, TU or LS (handbook 2.5)."""
        return self.value.partition("_")[0]

    @property
    def is_ls(self) -> bool:
        """Paid from the kas daerah straight to who is owed."""
        return self.kode == "LS"

    @property
    def is_nihil(self) -> bool:
        """Legalises spending already made; no money moves."""
        return self.value.endswith("_NIHIL")

    @property
    def is_guarded(self) -> bool:
        """Spends UP or TU, so its accounts must be allowed to be paid that way (handbook 6.4)."""
        return not self.is_ls and self is not JenisSpp.UP


JENIS_SPP_NAMA: Final[Mapping[JenisSpp, str]] = {
    JenisSpp.UP: "UP",
    JenisSpp.GU: "GU",
    JenisSpp.GU_NIHIL: "GU Nihil",
    JenisSpp.GU_KKPD: "GU-KKPD",
    JenisSpp.TU: "TU",
    JenisSpp.TU_NIHIL: "TU Nihil",
    JenisSpp.LS_GAJI: "LS Gaji dan Tunjangan",
    JenisSpp.LS_BJ: "LS Barang dan Jasa",
    JenisSpp.LS_RUTIN: "LS Tagihan Rutin",
    JenisSpp.LS_BENDAHARA: "LS Bendahara (honor, perjalanan dinas)",
    JenisSpp.LS_HIBAH: "LS Hibah, Bansos, Bantuan Keuangan, BTT",
}

JENIS_SP2D: Final[Mapping[JenisSpp, Jenis]] = {
    JenisSpp.UP: Jenis.SP2D_UP,
    JenisSpp.GU: Jenis.SP2D_GU,
    JenisSpp.GU_NIHIL: Jenis.SP2D_GU_NIHIL,
    JenisSpp.GU_KKPD: Jenis.SP2D_GU_KKPD,
    JenisSpp.TU: Jenis.SP2D_TU,
    JenisSpp.TU_NIHIL: Jenis.SP2D_TU_NIHIL,
    JenisSpp.LS_GAJI: Jenis.SP2D_LS_GAJI,
    JenisSpp.LS_BJ: Jenis.SP2D_LS_BJ,
    JenisSpp.LS_RUTIN: Jenis.SP2D_LS_BJ,
    JenisSpp.LS_BENDAHARA: Jenis.SP2D_LS_BJ,
    JenisSpp.LS_HIBAH: Jenis.SP2D_LS_BJ,
}
"""The event that the answering SP2D is in the books; LS other than gaji is LS barang dan jasa there (handbook 4.1)."""


@dataclass(frozen=True, slots=True)
class RincianSpp:
    """One line of spending; `unit` and `sumber_dana` empty where the office does not keep them apart."""

    sub_kegiatan: str
    rekening: str
    nilai: Rupiah
    uraian: str = ""
    unit: str = ""
    sumber_dana: str = ""

    @property
    def pasangan(self) -> Pasangan:
        return (self.sub_kegiatan, self.rekening)


@dataclass(frozen=True, slots=True)
class BarisPotongan:
    """A potongan of the SPM, or an informasi line: kind, account code, DPP and rate as text, amount, ID billing."""

    jenis: str
    nilai: Rupiah
    kode: str = ""
    dasar: Rupiah | None = None
    tarif: str = ""
    id_billing: str = ""


@dataclass(frozen=True, slots=True)
class Penerima:
    """Who is paid, as printed: name, NPWP, and the bank account the money goes to."""

    nama: str = ""
    npwp: str = ""
    bank: str = ""
    nomor_rekening: str = ""
    atas_nama: str = ""
    rekanan_id: RekananId | None = None


@dataclass(frozen=True, slots=True)
class Acuan:
    """The papers an SPP rests on; empty where its jenis needs none.

    `lpj` for GU and GU Nihil, `dpt` for GU-KKPD, `sp2d_tu` for TU Nihil, `bukti` and `termin` for LS (contract, BAST or
    bill, and which part of it), `spd` the number of the SPD on which the payment is based.
    """

    lpj: str = ""
    dpt: str = ""
    sp2d_tu: str = ""
    bukti: str = ""
    termin: str = ""
    spd: str = ""


@dataclass(frozen=True, slots=True)
class ButirKelengkapan:
    """One paper of the completeness list; `ada` is None until somebody has looked."""

    uraian: str
    wajib: bool
    ada: bool | None = None
    catatan: str = ""

    @property
    def is_missing(self) -> bool:
        """Mandatory and not there."""
        return self.wajib and self.ada is not True


@dataclass(frozen=True, slots=True)
class IsiSpp:
    """Everything on an SPP that its maker fills in. `nilai` is the jumlah yang diminta; a UP has no rincian."""

    jenis: JenisSpp
    tanggal_spp: date
    uraian: str
    nilai: Rupiah = NOL
    rincian: tuple[RincianSpp, ...] = ()
    potongan: tuple[BarisPotongan, ...] = ()
    informasi: tuple[BarisPotongan, ...] = ()
    penerima: Penerima = Penerima()
    acuan: Acuan = Acuan()
    kelengkapan: tuple[ButirKelengkapan, ...] = ()
    sub_kegiatan: str = ""
    """The one sub kegiatan a TU is for."""
    kanal: str = ""
    """How it will be paid out, such as SP2D online."""

    @property
    def jumlah_potongan(self) -> Rupiah:
        return total([p.nilai for p in self.potongan])

    @property
    def jumlah_dibayarkan(self) -> Rupiah:
        return self.nilai - self.jumlah_potongan

    def claims(self) -> tuple[Klaim, ...]:
        """What it holds of the pagu between submission and its SP2D (handbook 7).

        LS and TU hold their rincian. GU, GU-KKPD and Nihil hold nothing: their spending was counted when it was booked.
        UP is cash, not spending.
        """
        if not (self.jenis.is_ls or self.jenis is JenisSpp.TU):
            return ()
        return tuple(
            Klaim(r.sub_kegiatan, r.rekening, JenisKlaim.PROSES, r.nilai, r.unit, r.sumber_dana) for r in self.rincian
        )
