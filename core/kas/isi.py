"""The typed contents (isi) of each kind of event, with the form every field must have.

One declaration serves the reader of interchange files, the forms on screen and the export: field by field as
the interchange format pundi-transaksi has them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, Field, dataclass, field, fields
from datetime import date
from enum import Enum
from typing import Any, ClassVar, Final, TypeVar, dataclass_transform

from core.kas.model import Jenis
from core.money import Rupiah


class Bentuk(Enum):
    """The form of a field's value (format-transaksi 3)."""

    RP = "rp"
    RP0 = "rp0"
    TEKS = "text"
    TANGGAL = "date"
    CARA = "cara"
    CARA_NONKAS = "cara, juga nonkas"
    SUMBER = "sumber"
    RINCIAN = "rincian"
    PAJAK = "pajak"
    POTONGAN = "potongan"
    SETORAN = "setoran"
    DAFTAR = "list of text"
    SUB_KEGIATAN = "sub kegiatan"


@dataclass(frozen=True, slots=True)
class Rincian:
    """One line of spending: account, amount, and the sub kegiatan (None where the TU's own is meant)."""

    rekening: str
    nilai: Rupiah
    sub_kegiatan: str | None = None


@dataclass(frozen=True, slots=True)
class Pungutan:
    """Tax withheld on a purchase: one of the five kinds, once each."""

    jenis: str
    nilai: Rupiah


@dataclass(frozen=True, slots=True)
class Potongan:
    """What an SP2D-LS holds back: tax, PFK-... or LAIN-...; with the NTPN of its deposit by the BUD when known."""

    jenis: str
    nilai: Rupiah
    ntpn: str | None = None


@dataclass(frozen=True, slots=True)
class Setoran:
    """One tax deposit with its NTPN and its own number."""

    jenis: str
    nilai: Rupiah
    ntpn: str
    nomor: str


_T = TypeVar("_T", bound="Isi")


@dataclass(frozen=True, kw_only=True)
class Isi:
    """Contents of an event; what its kind needs and may have. `uraian` is free text, and optional."""

    jenis: ClassVar[Jenis]
    jumlah: ClassVar[str | None] = None
    """The amount field that the rincian must add up to."""
    bersih: ClassVar[tuple[str, str] | None] = None
    """(net field, list taken off): bruto less the list must equal the net field."""
    uraian: str | None = None


ISI: Final[dict[Jenis, type[Isi]]] = {}


def _f(bentuk: Bentuk, *, default: Any = MISSING, seri: str | None = None) -> Any:
    return field(default=default, metadata={"bentuk": bentuk, "seri": seri})


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(_f,))
def isi_of(jenis: Jenis) -> Callable[[type[_T]], type[_T]]:
    """Class decorator: a frozen dataclass registered as the contents of one kind."""

    def make(cls: type[_T]) -> type[_T]:
        made = dataclass(frozen=True, kw_only=True)(cls)
        made.jenis = jenis
        ISI[jenis] = made
        return made

    return make


def spec(cls: type[Isi]) -> tuple[Field[Any], ...]:
    """The declared fields of a kind, in order."""
    return tuple(f for f in fields(cls) if "bentuk" in f.metadata)


def is_wajib(f: Field[Any]) -> bool:
    """Whether the field must be given."""
    return f.default is MISSING


@isi_of(Jenis.SP2D_UP)
class Sp2dUp(Isi):
    """The first float of the year reaches the treasurer's bank account."""

    nomor: str = _f(Bentuk.TEKS, seri="SP2D")
    nilai: Rupiah = _f(Bentuk.RP)


@isi_of(Jenis.SP2D_GU)
class Sp2dGu(Isi):
    """UP refilled for an LPJ-UP."""

    nomor: str = _f(Bentuk.TEKS, seri="SP2D")
    nilai: Rupiah = _f(Bentuk.RP)
    lpj: str = _f(Bentuk.TEKS)


@isi_of(Jenis.SP2D_GU_NIHIL)
class Sp2dGuNihil(Sp2dGu):
    """The last UP spending accounted for without a refill; UP falls by that much."""


@isi_of(Jenis.SP2D_GU_KKPD)
class Sp2dGuKkpd(Isi):
    """The card bill is paid through a DPT; dated when the bank is paid (handbook KKPD E15)."""

    nomor: str = _f(Bentuk.TEKS, seri="SP2D")
    nilai: Rupiah = _f(Bentuk.RP)
    dpt: tuple[str, ...] = _f(Bentuk.DAFTAR)
    nomor_dpt: str = _f(Bentuk.TEKS, seri="DPT")


@isi_of(Jenis.SP2D_TU)
class Sp2dTu(Isi):
    """Extra float for one sub kegiatan, with its plan and the date it must be accounted for."""

    jumlah = "nilai"
    nomor: str = _f(Bentuk.TEKS, seri="SP2D")
    nilai: Rupiah = _f(Bentuk.RP)
    sub_kegiatan: str = _f(Bentuk.SUB_KEGIATAN)
    rincian: tuple[Rincian, ...] = _f(Bentuk.RINCIAN)
    batas_lpj: date = _f(Bentuk.TANGGAL)


@isi_of(Jenis.SP2D_TU_NIHIL)
class Sp2dTuNihil(Isi):
    """A TU accounted for and closed; registration only."""

    nomor: str = _f(Bentuk.TEKS, seri="SP2D")
    nilai: Rupiah = _f(Bentuk.RP)
    sp2d: str = _f(Bentuk.TEKS)


@isi_of(Jenis.SP2D_LS_BJ)
class Sp2dLsBj(Isi):
    """Paid by the BUD straight to the payee; passes the BKU gross, in and out the same day."""

    jumlah = "bruto"
    bersih = ("netto", "potongan")
    nomor: str = _f(Bentuk.TEKS, seri="SP2D")
    bruto: Rupiah = _f(Bentuk.RP)
    rincian: tuple[Rincian, ...] = _f(Bentuk.RINCIAN)
    potongan: tuple[Potongan, ...] = _f(Bentuk.POTONGAN)
    netto: Rupiah = _f(Bentuk.RP0)
    rekanan: str | None = _f(Bentuk.TEKS, default=None)
    dpp: Rupiah | None = _f(Bentuk.RP0, default=None)


@isi_of(Jenis.SP2D_LS_GAJI)
class Sp2dLsGaji(Sp2dLsBj):
    """Salary and allowances; which SPJ column it fills is decided by the account, not by this word."""


@isi_of(Jenis.TARIK_TUNAI)
class TarikTunai(Isi):
    """Cash drawn from the bank."""

    nomor: str = _f(Bentuk.TEKS, seri="CEK")
    nilai: Rupiah = _f(Bentuk.RP)


@isi_of(Jenis.SETOR_KE_BANK)
class SetorKeBank(Isi):
    """Cash put back into the bank."""

    nomor: str = _f(Bentuk.TEKS, seri="SLIP")
    nilai: Rupiah = _f(Bentuk.RP)


@isi_of(Jenis.BELANJA_UP)
class BelanjaUp(Isi):
    """A purchase paid from UP, tax withheld."""

    jumlah = "bruto"
    bersih = ("dibayar", "pajak")
    nomor: str = _f(Bentuk.TEKS, seri="TBP")
    cara: str = _f(Bentuk.CARA)
    bruto: Rupiah = _f(Bentuk.RP)
    rincian: tuple[Rincian, ...] = _f(Bentuk.RINCIAN)
    pajak: tuple[Pungutan, ...] = _f(Bentuk.PAJAK)
    dibayar: Rupiah = _f(Bentuk.RP0)
    rekanan: str | None = _f(Bentuk.TEKS, default=None)
    dpp: Rupiah | None = _f(Bentuk.RP0, default=None)


@isi_of(Jenis.BELANJA_TU)
class BelanjaTu(BelanjaUp):
    """A purchase paid from a TU; `sp2d` names the TU when more than one is open."""

    sp2d: str | None = _f(Bentuk.TEKS, default=None)


@isi_of(Jenis.SETOR_PAJAK)
class SetorPajak(Isi):
    """Withheld tax reaches the state."""

    cara: str = _f(Bentuk.CARA)
    setoran: tuple[Setoran, ...] = _f(Bentuk.SETORAN)


@isi_of(Jenis.PANJAR)
class Panjar(Isi):
    """Money handed to a PPTK against an NPD, to be accounted for."""

    nomor: str = _f(Bentuk.TEKS, seri="NPD")
    cara: str = _f(Bentuk.CARA)
    pptk: str = _f(Bentuk.TEKS)
    nilai: Rupiah = _f(Bentuk.RP)
    sub_kegiatan: str | None = _f(Bentuk.SUB_KEGIATAN, default=None)


@isi_of(Jenis.SPJ_PANJAR)
class SpjPanjar(Isi):
    """A panjar settled: what was bought, what comes back or is still owed to the PPTK."""

    jumlah = "bruto"
    nomor: str = _f(Bentuk.TEKS, seri="TBP")
    panjar: str = _f(Bentuk.TEKS)
    cara: str = _f(Bentuk.CARA)
    bruto: Rupiah = _f(Bentuk.RP)
    rincian: tuple[Rincian, ...] = _f(Bentuk.RINCIAN)
    pajak: tuple[Pungutan, ...] = _f(Bentuk.PAJAK)
    sisa_disetor_pptk: Rupiah | None = _f(Bentuk.RP0, default=None)
    kurang_dibayar_bp: Rupiah | None = _f(Bentuk.RP0, default=None)
    rekanan: str | None = _f(Bentuk.TEKS, default=None)
    dpp: Rupiah | None = _f(Bentuk.RP0, default=None)


@isi_of(Jenis.LPJ_UP)
class LpjUp(Isi):
    """Answers for the UP spending up to one event; the basis of the next GU."""

    nomor: str = _f(Bentuk.TEKS, seri="LPJ")
    nilai: Rupiah = _f(Bentuk.RP)
    sampai_tx: str = _f(Bentuk.TEKS)


@isi_of(Jenis.BELANJA_KKPD)
class BelanjaKkpd(Isi):
    """Bought with the government card; uses the limit, not yet belanja (recognised when the bill is paid)."""

    jumlah = "bruto"
    nomor: str = _f(Bentuk.TEKS, seri="KKPD")
    kartu: str = _f(Bentuk.TEKS)
    merchant: str = _f(Bentuk.TEKS)
    bruto: Rupiah = _f(Bentuk.RP)
    rincian: tuple[Rincian, ...] = _f(Bentuk.RINCIAN)


@isi_of(Jenis.KKPD_TOLAK)
class KkpdTolak(Isi):
    """PA/KPA rejects a card line or a part of it: the holder owes it."""

    jumlah = "nilai"
    nomor: str = _f(Bentuk.TEKS, seri="KKL")
    asal: str = _f(Bentuk.TEKS)
    nilai: Rupiah = _f(Bentuk.RP)
    alasan: str = _f(Bentuk.TEKS)
    rincian: tuple[Rincian, ...] | None = _f(Bentuk.RINCIAN, default=None)


@isi_of(Jenis.KKPD_REFUND)
class KkpdRefund(Isi):
    """The merchant credits a card line before it is settled."""

    jumlah = "nilai"
    nomor: str = _f(Bentuk.TEKS, seri="KKL")
    asal: str = _f(Bentuk.TEKS)
    nilai: Rupiah = _f(Bentuk.RP)
    rincian: tuple[Rincian, ...] | None = _f(Bentuk.RINCIAN, default=None)


@isi_of(Jenis.KKPD_LUNAS_PRIBADI)
class KkpdLunasPribadi(Isi):
    """The holder repays a rejected part to the bank."""

    nomor: str = _f(Bentuk.TEKS, seri="KKL")
    asal: str = _f(Bentuk.TEKS)
    nilai: Rupiah = _f(Bentuk.RP)


@isi_of(Jenis.JASA_GIRO)
class JasaGiro(Isi):
    """Interest the bank credits; region's money, deposited by STS now or later."""

    nomor: str = _f(Bentuk.TEKS, seri="NK")
    nilai: Rupiah = _f(Bentuk.RP)
    sts: str | None = _f(Bentuk.TEKS, default=None, seri="STS")


@isi_of(Jenis.CONTRA_POS)
class ContraPos(Isi):
    """Spending paid back in the same year: lowers the SPJ column it came from."""

    jumlah = "nilai"
    nomor: str = _f(Bentuk.TEKS, seri="CP")
    nilai: Rupiah = _f(Bentuk.RP)
    rincian: tuple[Rincian, ...] = _f(Bentuk.RINCIAN)
    sumber: str = _f(Bentuk.SUMBER)
    referensi: str = _f(Bentuk.TEKS)
    cara: str = _f(Bentuk.CARA_NONKAS)
    sts: str | None = _f(Bentuk.TEKS, default=None, seri="STS")


@isi_of(Jenis.STS_LAIN)
class StsLain(Isi):
    """Jasa giro and contra pos money held goes to the RKUD."""

    nomor: str = _f(Bentuk.TEKS, seri="STS")
    nilai: Rupiah = _f(Bentuk.RP)
    untuk: tuple[str, ...] = _f(Bentuk.DAFTAR)
    cara: str | None = _f(Bentuk.CARA, default=None)


@isi_of(Jenis.STS_SISA_TU)
class StsSisaTu(Isi):
    """What is left of a TU goes back to the RKUD."""

    nomor: str = _f(Bentuk.TEKS, seri="STS")
    nilai: Rupiah = _f(Bentuk.RP)
    sp2d: str | None = _f(Bentuk.TEKS, default=None)


@isi_of(Jenis.STS_SISA_UP)
class StsSisaUp(Isi):
    """What is left of the UP goes back to the RKUD."""

    nomor: str = _f(Bentuk.TEKS, seri="STS")
    nilai: Rupiah = _f(Bentuk.RP)
    cara: str | None = _f(Bentuk.CARA, default=None)


@isi_of(Jenis.RETUR_BANK)
class ReturBank(Isi):
    """The bank sends a payment back; the money is held until it is paid again."""

    nomor: str = _f(Bentuk.TEKS, seri="RTR")
    nilai: Rupiah = _f(Bentuk.RP)
    referensi: str = _f(Bentuk.TEKS)


@isi_of(Jenis.BAYAR_ULANG)
class BayarUlang(Isi):
    """A returned payment is made again."""

    nomor: str = _f(Bentuk.TEKS, seri="BYR")
    nilai: Rupiah = _f(Bentuk.RP)
    retur: str = _f(Bentuk.TEKS)


@isi_of(Jenis.KOREKSI)
class Koreksi(Isi):
    """Takes one event back, whole, in the month of the correction."""

    nomor: str = _f(Bentuk.TEKS, seri="KRK")
    koreksi_tx: str = _f(Bentuk.TEKS)
    alasan: str = _f(Bentuk.TEKS)
