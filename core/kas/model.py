"""Money as mutasi: the akun it moves between, and the transaksi that moved it.

A transaksi is one event as the treasurer gave it. Its recipe turns it into mutasi, each from one akun to another, so it
balances by construction. Nothing posted is edited; a KOREKSI moves the same money back (architecture 3).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from core.identity import TransaksiId


class Jenis(StrEnum):
    """The kinds of events, as the interchange format pundi-transaksi names them."""

    SP2D_UP = "SP2D_UP"
    SP2D_GU = "SP2D_GU"
    SP2D_GU_NIHIL = "SP2D_GU_NIHIL"
    SP2D_GU_KKPD = "SP2D_GU_KKPD"
    SP2D_TU = "SP2D_TU"
    SP2D_TU_NIHIL = "SP2D_TU_NIHIL"
    SP2D_LS_GAJI = "SP2D_LS_GAJI"
    SP2D_LS_BJ = "SP2D_LS_BJ"
    TARIK_TUNAI = "TARIK_TUNAI"
    SETOR_KE_BANK = "SETOR_KE_BANK"
    BELANJA_UP = "BELANJA_UP"
    BELANJA_TU = "BELANJA_TU"
    SETOR_PAJAK = "SETOR_PAJAK"
    PANJAR = "PANJAR"
    SPJ_PANJAR = "SPJ_PANJAR"
    LPJ_UP = "LPJ_UP"
    BELANJA_KKPD = "BELANJA_KKPD"
    KKPD_TOLAK = "KKPD_TOLAK"
    KKPD_REFUND = "KKPD_REFUND"
    KKPD_LUNAS_PRIBADI = "KKPD_LUNAS_PRIBADI"
    JASA_GIRO = "JASA_GIRO"
    CONTRA_POS = "CONTRA_POS"
    STS_LAIN = "STS_LAIN"
    STS_SISA_TU = "STS_SISA_TU"
    STS_SISA_UP = "STS_SISA_UP"
    RETUR_BANK = "RETUR_BANK"
    BAYAR_ULANG = "BAYAR_ULANG"
    KOREKSI = "KOREKSI"
    AWAL = "AWAL"
    """The opening position of a book-year; never in a file's list of events."""


JENIS_NAMA: Final[dict[Jenis, str]] = {
    Jenis.SP2D_UP: "SP2D UP",
    Jenis.SP2D_GU: "SP2D GU",
    Jenis.SP2D_GU_NIHIL: "SP2D GU Nihil",
    Jenis.SP2D_GU_KKPD: "SP2D GU-KKPD",
    Jenis.SP2D_TU: "SP2D TU",
    Jenis.SP2D_TU_NIHIL: "SP2D TU Nihil",
    Jenis.SP2D_LS_GAJI: "SP2D LS Gaji",
    Jenis.SP2D_LS_BJ: "SP2D LS Barang dan Jasa",
    Jenis.TARIK_TUNAI: "Tarik tunai",
    Jenis.SETOR_KE_BANK: "Setor kembali ke bank",
    Jenis.BELANJA_UP: "Belanja UP",
    Jenis.BELANJA_TU: "Belanja TU",
    Jenis.SETOR_PAJAK: "Setor pajak",
    Jenis.PANJAR: "Panjar",
    Jenis.SPJ_PANJAR: "Pertanggungjawaban panjar",
    Jenis.LPJ_UP: "LPJ-UP",
    Jenis.BELANJA_KKPD: "Belanja KKPD",
    Jenis.KKPD_TOLAK: "Baris KKPD ditolak",
    Jenis.KKPD_REFUND: "Refund KKPD",
    Jenis.KKPD_LUNAS_PRIBADI: "Pelunasan pribadi KKPD",
    Jenis.JASA_GIRO: "Jasa giro",
    Jenis.CONTRA_POS: "Contra pos",
    Jenis.STS_LAIN: "STS lain-lain",
    Jenis.STS_SISA_TU: "STS sisa TU",
    Jenis.STS_SISA_UP: "STS sisa UP",
    Jenis.RETUR_BANK: "Retur bank",
    Jenis.BAYAR_ULANG: "Bayar ulang retur",
    Jenis.KOREKSI: "Koreksi",
    Jenis.AWAL: "Saldo awal",
}

JENIS_PAJAK: Final = ("PPN", "PPh21", "PPh22", "PPh23", "PPh4(2)")
"""The five kinds of tax a book keeps apart, in their printed order."""

BUKU_BP: Final = "BP"
"""The book of the Bendahara Pengeluaran himself; a Pembantu's book has its own word."""

Pasangan = tuple[str, str]
"""(sub kegiatan, kode rekening): what pagu and realisation are kept by."""


class Wadah(StrEnum):
    """Where money sits: in the cash box, in the bank, or passing through without touching either (LS)."""

    TUNAI = "tunai"
    BANK = "bank"
    NONKAS = "nonkas"


@dataclass(frozen=True, slots=True, order=True)
class Akun:
    """One end of a mutasi: kelas and jenis of architecture 3, with its budget pair and open item where it has one.

    `pos` is the number of the document that opened the item (NPD, SP2D-TU, card purchase, contra pos, retur); document
    numbers are unique per series and year, so the number is the id.
    """

    kelas: str
    jenis: str = ""
    sub_kegiatan: str = ""
    rekening: str = ""
    pos: str = ""
    buku: str = ""


@dataclass(frozen=True, slots=True)
class Mutasi:
    """Money that moved: always a positive amount of sen, from one akun to another."""

    baris: int
    dari: Akun
    ke: Akun
    nilai: int
    no_bukti: str
    uraian: str
    ntpn: str = ""


@dataclass(frozen=True, slots=True)
class Transaksi:
    """One posted event of a treasurer, with the mutasi its recipe gave.

    `kode` is the id it carries in an interchange file; `tanggal` the date in the books; the posting order (urut) is
    given by the database. `isi` holds the fields of its kind as they travel in the interchange format.
    """

    id: TransaksiId
    kode: str
    tanggal: date
    jenis: Jenis
    nomor: str
    uraian: str
    isi: dict[str, object]
    atribut: dict[str, object]
    mutasi: tuple[Mutasi, ...]
    membalik: TransaksiId | None = None
    buku: str = BUKU_BP
    dokumen: Dokumen = field(default_factory=lambda: Dokumen())  # noqa: PLW0108 - Dokumen stands below


@dataclass(frozen=True, slots=True)
class Tu:
    """One Tambah Uang: its size and the plan it was granted for."""

    pos: str
    sub_kegiatan: str
    nilai: int
    batas_lpj: date
    rencana: tuple[tuple[Pasangan, int], ...]


@dataclass(frozen=True, slots=True)
class Lpj:
    """An LPJ-UP: a document that answers for UP spending; it moves no money itself.

    `baris` are the (transaksi, baris mutasi) it answers for; `sampai` the last event it covers (format-transaksi 5.4).
    """

    nomor: str
    nilai: int
    sampai: TransaksiId | None
    baris: tuple[tuple[TransaksiId, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Dokumen:
    """What an event leaves behind besides money: numbers used, a TU opened, an LPJ made or refilled."""

    nomor: tuple[tuple[str, str], ...] = ()
    """(series, number) pairs used by this event; series as format-transaksi 4.5, plus NTPN."""
    tu: tuple[Tu, ...] = ()
    lpj: tuple[Lpj, ...] = ()
    ganti_lpj: tuple[str, ...] = ()
    """Numbers of the LPJ-UP this SP2D refills (GU) or closes (GU Nihil)."""
