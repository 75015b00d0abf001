"""Questions about cards, bills, proposals and lists of payment. Reading only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from typing import Final, Protocol

from core.identity import TagihanId
from core.kkpd.baris import BarisTagihan, PembelianKartu, StatusBaris
from core.kkpd.dpt import Dpt
from core.kkpd.langkah_kartu import CatatanLangkah
from core.kkpd.model import Kartu, StatusTagihan
from core.kkpd.pemakaian import Pemakaian
from core.kkpd.pengujian import JenisBaris
from core.kkpd.proposal import Usulan
from core.kkpd.risiko import Tanda
from core.kkpd.rules import AKHIR, Persamaan, amount_due, bank_equation, card_equations, credit_equation, our_equation
from core.kkpd.work import IsiTagihan, ProfilTagihan
from core.money import NOL, Rupiah

STATUS_KATA: Final = {
    StatusBaris.DICATAT: "bukti tercatat",
    StatusBaris.TERBUKUKAN: "belum ada bukti",
    StatusBaris.COCOK: "cocok",
    StatusBaris.BATAL_OTORISASI: "batal, tidak ditagih",
    StatusBaris.BUKAN_BEBAN_APBD: "bukan beban APBD",
    StatusBaris.DIUJI: "diuji PA/KPA",
    StatusBaris.DISETUJUI: "disetujui",
    StatusBaris.DITOLAK: "ditolak PA",
    StatusBaris.SENGKETA: "sengketa",
    StatusBaris.DIBALIK: "dikembalikan",
    StatusBaris.DI_DPT: "di DPT",
    StatusBaris.SP2D: "SP2D terbit",
    StatusBaris.LUNAS: "lunas",
    StatusBaris.LUNAS_PRIBADI: "lunas pribadi",
}
"""What the screen and the paper call the step a line has taken."""


@dataclass(frozen=True, slots=True)
class KartuRow:
    """A card with its limit today (None when none is in force) and what of it is used (E3).

    `lunas` is what this year's SP2D have paid for it; `jatuh_tempo` the first due date of what it still owes.
    """

    kartu: Kartu
    versi: int
    limit: Rupiah | None
    pakai: Pemakaian
    lunas: Rupiah = NOL
    jatuh_tempo: date | None = None
    langkah: tuple[CatatanLangkah, ...] = ()

    @property
    def terpakai(self) -> Rupiah:
        """Posted and unpaid, and bought without a bill yet."""
        return self.pakai.terpakai

    @property
    def sisa(self) -> Rupiah | None:
        """What may still be bought."""
        return None if self.limit is None else self.limit - self.terpakai


@dataclass(frozen=True, slots=True)
class BelanjaKartu:
    """A purchase with how far it has come: the step of its line that is furthest behind, its bill, its DPT."""

    pembelian: PembelianKartu
    status: StatusBaris
    tagihan: str = ""
    jatuh_tempo: date | None = None
    dpt: str = ""

    @property
    def kata(self) -> str:
        """The step in words; evidence without a line waits for one."""
        return "belum berpasangan" if self.status is StatusBaris.DICATAT else STATUS_KATA[self.status]


@dataclass(frozen=True, slots=True)
class RincianKkpd:
    """What the control book says of a card purchase beside its amount; several accounts stand with commas."""

    merchant: str = ""
    rekening: str = ""
    no_dpt: str = ""


@dataclass(frozen=True, slots=True)
class TagihanRow:
    """One bill in the list. `jatuh_tempo` is None for a list that states none; `terbuka` counts unexplained lines."""

    id: TagihanId
    nomor: str
    penerbit: str
    berkas: str
    tanggal_cetak: date
    jatuh_tempo: date | None
    tagihan_baru: Rupiah
    banyak_baris: int
    terbuka: int
    status: StatusTagihan
    terlambat: bool


@dataclass(frozen=True, slots=True)
class BarisRow:
    """One line of a bill as the matching page shows it: the card, the step in words, flags, and what is proposed."""

    baris: BarisTagihan
    kartu: str
    pemegang: str
    kata: str
    tanda: tuple[Tanda, ...] = ()
    usulan: Usulan | None = None


@dataclass(frozen=True, slots=True)
class PersamaanTagihan:
    """The equations under a bill: the bank's own (E5 to E7), ours (E9), and what must be paid (E11)."""

    bank: Persamaan
    per_kartu: tuple[Persamaan, ...]
    kredit: Persamaan | None
    kita: Persamaan
    bayar: Persamaan


@dataclass(frozen=True, slots=True)
class TagihanLihat:
    """A whole bill for the matching page and `tagihan lihat`; `beli` are all purchases of its books."""

    tagihan: TagihanRow
    baris: tuple[BarisRow, ...]
    persamaan: PersamaanTagihan
    beli: tuple[PembelianKartu, ...]

    @property
    def bukti(self) -> tuple[PembelianKartu, ...]:
        """The purchases that no line has yet."""
        return tuple(p for p in self.beli if p.status is StatusBaris.DICATAT)


@dataclass(frozen=True, slots=True)
class DptRow:
    """One DPT in the register; a withdrawn one stays visible."""

    nomor: str
    tanggal: date
    tagihan: str
    banyak_baris: int
    total: Rupiah
    dibayar: bool
    dicabut: bool


class KkpdQueries(Protocol):
    """What pages, prints and the terminal ask of the cards."""

    def kartu(self, hari_ini: date) -> Sequence[KartuRow]: ...

    def tagihan(self, tahun: int, hari_ini: date) -> Sequence[TagihanRow]:
        """The bills of a year, newest first."""

    def lihat(self, tagihan: TagihanId, hari_ini: date) -> TagihanLihat | None: ...

    def usulan(self, tagihan: TagihanId) -> Sequence[Usulan] | None:
        """Proposed pairs for the open lines of a bill; None when there is no such bill."""

    def pembelian(self, tahun: int) -> Sequence[PembelianKartu]:
        """The card purchases in the books that are not settled."""

    def belanja_kartu(self, tahun: int) -> Sequence[BelanjaKartu]:
        """Every card purchase in the books of a year, newest first, settled ones too."""

    def rincian_buku(self, tahun: int) -> Mapping[str, RincianKkpd]:
        """What the control book says beside the amount, by number of the purchase or of the SP2D that settles it."""

    def dpt_list(self, tahun: int) -> Sequence[DptRow]: ...

    def dpt(self, tahun: int, nomor: str) -> Dpt | None:
        """A DPT that was not withdrawn."""

    def profil(self, bank: str, tata_letak: str) -> ProfilTagihan | None: ...

    def profil_bernama(self, nama: str) -> ProfilTagihan | None: ...


def tagihan_status(baris: Iterable[BarisTagihan]) -> StatusTagihan:
    """How far a bill has come: as far as the line that is furthest behind (handbook KKPD 1.12, statement)."""
    return furthest_behind({b.status for b in baris if b.jenis is not JenisBaris.PEMBAYARAN and not b.is_credit})


def furthest_behind(ada: AbstractSet[StatusBaris]) -> StatusTagihan:
    """The same by the steps its debit lines have taken."""
    if StatusBaris.TERBUKUKAN in ada:
        return StatusTagihan.DIVALIDASI
    if StatusBaris.COCOK in ada:
        return StatusTagihan.DICOCOKKAN
    if ada & {StatusBaris.DIUJI, StatusBaris.DISETUJUI, StatusBaris.SENGKETA}:
        return StatusTagihan.DIUJI
    if StatusBaris.DI_DPT in ada:
        return StatusTagihan.DPT_TERBIT
    if StatusBaris.SP2D in ada:
        return StatusTagihan.SP2D_TERBIT
    return StatusTagihan.DIBAYAR if ada <= AKHIR else StatusTagihan.DIREKONSILIASI


def tagihan_row(isi: IsiTagihan, hari_ini: date) -> TagihanRow:
    """The list's row of a bill."""
    t = isi.tagihan
    status = tagihan_status(isi.baris)
    selesai = status in (StatusTagihan.DIBAYAR, StatusTagihan.DIREKONSILIASI)
    terbuka = [b for b in isi.baris if b.status is StatusBaris.TERBUKUKAN and b.jenis is not JenisBaris.PEMBAYARAN]
    return TagihanRow(
        id=t.id,
        nomor=t.nomor,
        penerbit=t.penerbit,
        berkas=isi.berkas,
        tanggal_cetak=t.tanggal_cetak,
        jatuh_tempo=isi.jatuh_tempo_tertulis,
        tagihan_baru=t.tagihan_baru,
        banyak_baris=len({b.nomor for b in isi.baris}),
        terbuka=len(terbuka),
        status=status,
        terlambat=hari_ini > t.jatuh_tempo and not selesai,
    )


def equations(isi: IsiTagihan, refund: Sequence[BarisTagihan]) -> PersamaanTagihan:
    """Both sides of every equation of a bill; `refund` are the credits tied to its lines, also those of later bills."""
    t = isi.tagihan
    return PersamaanTagihan(
        bank_equation(t),
        card_equations(t),
        credit_equation(t),
        our_equation(isi.baris, refund),
        amount_due(t, isi.baris),
    )


def proposals_to_json(usulan: Iterable[Usulan]) -> list[dict[str, object]]:
    """`tagihan cocokkan` as in cli.md: one object per line, in the order of the bill.

    Lines that share their evidence name each other (`bersama`). `keyakinan` is per mille; `pilihan` stands only where
    the program will not choose.
    """
    found: list[tuple[int, dict[str, object]]] = []
    for u in usulan:
        for n in u.baris:
            satu: dict[str, object] = {
                "baris": n,
                "bukti": list(u.bukti),
                "keyakinan": u.keyakinan,
                "alasan": list(u.alasan),
                "otomatis": u.otomatis,
            }
            if u.pilihan:
                satu["pilihan"] = [list(p) for p in u.pilihan]
            if len(u.baris) > 1:
                satu["bersama"] = [x for x in u.baris if x != n]
            if u.jenis is not JenisBaris.BELANJA:
                satu["jenis"] = str(u.jenis)
            found.append((n, satu))
    return [satu for _, satu in sorted(found, key=itemgetter(0))]
