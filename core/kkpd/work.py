"""What the handlers of this room touch: its repository, and what the office, the books and the budget tell it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from core.errors import Refusal
from core.identity import KartuId, OrangId, TagihanId
from core.kas.model import Jenis, Pasangan
from core.kas.work import KasWork, OpdForKas
from core.kkpd.baris import BarisTagihan, PembelianKartu
from core.kkpd.dpt import Dpt
from core.kkpd.langkah_kartu import CatatanLangkah
from core.kkpd.masukan import TagihanMasuk
from core.kkpd.model import Kartu, Tagihan
from core.kkpd.pemakaian import Pemakaian
from core.kkpd.pengujian import LembarUji, Penolakan
from core.money import Rupiah
from core.opd.model import Libur


@dataclass(frozen=True, slots=True)
class ProfilTagihan:
    """How one bank's transaction list is read: what stands in which column (from 0), for one layout of headings."""

    nama: str
    bank: str
    tata_letak: str
    kolom: tuple[tuple[str, int], ...]
    gaya: str = ""
    pembelanjaan: str = ""


@dataclass(frozen=True, slots=True)
class BuktiKartu:
    """That the paper of a card purchase is in hand: where its file lies, and since when. `tahun` is its book's."""

    tahun: int
    nomor: str
    berkas: str
    tanggal_terima: date
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class IsiTagihan:
    """A bill as it is kept: its head, its lines with the steps they have taken, and the cards it shows.

    `tahun` is the year of the books in which its purchases stand. `nomor_kartu` gives the masked number of each line.
    """

    tagihan: Tagihan
    tahun: int
    berkas: str
    jatuh_tempo_tertulis: date | None
    baris: tuple[BarisTagihan, ...]
    nomor_kartu: Mapping[int, str]

    def line(self, nomor: int) -> BarisTagihan:
        """A line by its number, less any part of it that was rejected. Refuses an unknown one."""
        for b in self.baris:
            if b.nomor == nomor and b.bagian == 0:
                return b
        raise Refusal(
            "ERR_BARIS_TIDAK_ADA",
            f"Tagihan {self.tagihan.nomor} tidak mempunyai baris {nomor}; nomornya 1 sampai "
            f"{max((b.nomor for b in self.baris), default=0)}.",
            medan="baris",
        )


@dataclass(frozen=True, slots=True)
class Ikatan:
    """What a line is tied to beside its evidence: year of the books, line that a refund undoes, event in the books."""

    tahun: int
    asal_kunci: str = ""
    kkl: str = ""


class KkpdRepository(Protocol):
    """What is kept of the cards of one office."""

    def cards(self) -> Sequence[Kartu]: ...

    def card(self, kartu: KartuId) -> tuple[Kartu, int] | None:
        """A card and its version."""

    def put_card(self, kartu: Kartu, versi: int) -> None:
        """Stores a new card (versi 1) or its next version; refuses ERR_SUDAH_BERUBAH when another came between."""

    def card_steps(self, kartu: KartuId) -> Sequence[CatatanLangkah]:
        """The steps a card has taken, oldest first."""

    def add_card_step(self, versi: int, catatan: CatatanLangkah) -> None:
        """Posts a step with the version of the card it made."""

    def used(self, tahun: int) -> Mapping[KartuId, Pemakaian]:
        """What each card owes the bank or has bought without a bill yet (E3)."""

    def tagihan_of_file(self, sha256: str) -> TagihanId | None: ...

    def same_tagihan(self, tagihan: Tagihan, kunci: Sequence[str]) -> TagihanId | None:
        """A kept bill of the same day and total with exactly these lines."""

    def known_lines(self, kunci: Sequence[str]) -> frozenset[str]:
        """Those of these bank keys that are kept already."""

    def add_tagihan(self, tagihan: Tagihan, masuk: TagihanMasuk, lama: frozenset[str], at: datetime) -> None:
        """Keeps a bill; lines whose keys are `lama` are there already and only named."""

    def tagihan(self, tagihan_id: TagihanId) -> IsiTagihan | None: ...

    def lines_tied(self, tahun: int, bukti: Iterable[str]) -> Sequence[BarisTagihan]:
        """Lines of any bill, refunds left out, that are tied to these purchases."""

    def parts_of(self, kunci_bank: str) -> int:
        """The highest number of a rejected part of a line; 0 when it has none."""

    def save_line(self, baris: BarisTagihan, ikatan: Ikatan | None = None) -> None:
        """Stores a step of a line; refuses ERR_SUDAH_BERUBAH when somebody took one meanwhile."""

    def purchases(self, tahun: int, nomor: Sequence[str] | None = None) -> Sequence[PembelianKartu]:
        """The card purchases in the books that are not settled; only those with these numbers when they are given."""

    def payable(self, tahun: int) -> Mapping[str, Mapping[Pasangan, Rupiah]]:
        """What is payable of each unsettled purchase, per budget line."""

    def free_event(self, tahun: int, jenis: Jenis, asal: str, nilai: Rupiah) -> str | None:
        """The number of a KKPD_TOLAK or KKPD_REFUND of this amount in the books that no line is tied to yet."""

    def aliases(self) -> Mapping[str, str]: ...

    def put_alias(self, nama_bank: str, nama_kita: str) -> None: ...

    def put_bukti(self, bukti: BuktiKartu) -> None: ...

    def put_profil(self, profil: ProfilTagihan) -> None: ...

    def add_test(self, kunci_bank: str, lembar: LembarUji, at: datetime) -> None: ...

    def add_rejection(
        self, baris: BarisTagihan, tolak: Penolakan, ikatan: Ikatan, penguji: OrangId, at: datetime
    ) -> None: ...

    def add_dpt(self, tahun: int, dpt: Dpt) -> None: ...

    def dpt(self, tahun: int, nomor: str) -> Dpt | None:
        """A list of payment that was not withdrawn."""

    def is_paid(self, tahun: int, nomor_dpt: str) -> bool:
        """Whether an SP2D in the books answers it."""

    def withdraw_dpt(self, tahun: int, nomor: str, tanggal: date, alasan: str) -> None: ...

    def lines_of_dpt(self, tahun: int, nomor: str) -> Sequence[BarisTagihan]: ...

    def pagu_names(self, tahun: int) -> Mapping[Pasangan, str]:
        """What each budget line is called."""


class OpdForKkpd(OpdForKas, Protocol):
    """What the cards need of the office."""

    def holidays(self, tahun: int) -> Sequence[Libur]: ...


class KkpdWork(KasWork, Protocol):
    """A unit of work that holds the cards beside the books."""

    opd: OpdForKkpd

    @property
    def kkpd(self) -> KkpdRepository: ...


def demand_tagihan(work: KkpdWork, tagihan: TagihanId) -> IsiTagihan:
    """The bill with this id, or ERR_TAGIHAN_TIDAK_ADA."""
    isi = work.kkpd.tagihan(tagihan)
    if isi is None:
        raise Refusal("ERR_TAGIHAN_TIDAK_ADA", f"Tagihan {tagihan} tidak ada di kantor ini; muat ulang daftarnya.")
    return isi


def demand_card(work: KkpdWork, isi: IsiTagihan, baris: BarisTagihan) -> Kartu:
    """The registered card of a line, or ERR_KARTU_TIDAK_ADA: without it nobody knows whose purchase it is."""
    found = work.kkpd.card(baris.kartu) if baris.kartu is not None else None
    if found is None:
        nomor = isi.nomor_kartu.get(baris.nomor, "")
        raise Refusal(
            "ERR_KARTU_TIDAK_ADA",
            f"Kartu {nomor} pada baris {baris.nomor} belum terdaftar; catat kartu dan pemegangnya, lalu ulangi.",
            medan="kartu",
        )
    return found[0]
