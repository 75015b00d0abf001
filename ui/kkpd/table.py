"""A bill as rows: each line with the evidence it has or may have, and one word for how it stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from core.kkpd.baris import BarisTagihan, PembelianKartu, StatusBaris
from core.kkpd.pengujian import JenisBaris
from core.kkpd.proposal import Usulan
from core.kkpd.queries import STATUS_KATA, BarisRow
from ui.kit.chip import Status
from ui.kit.table import Column, Jenis
from ui.kit.tokens import Nada

NADA_TINGKAT: Final = {"pasti": Nada.OK, "kuat": Nada.INFO, "periksa": Nada.WARN}
_NADA: Final = {
    StatusBaris.TERBUKUKAN: Nada.WARN,
    StatusBaris.COCOK: Nada.OK,
    StatusBaris.BUKAN_BEBAN_APBD: Nada.BAD,
    StatusBaris.DIUJI: Nada.INFO,
    StatusBaris.DISETUJUI: Nada.OK,
    StatusBaris.DITOLAK: Nada.BAD,
    StatusBaris.SENGKETA: Nada.WARN,
    StatusBaris.DIBALIK: Nada.INFO,
    StatusBaris.DI_DPT: Nada.OK,
    StatusBaris.SP2D: Nada.OK,
    StatusBaris.LUNAS: Nada.OK,
}
BIAYA: Final = frozenset({JenisBaris.BIAYA, JenisBaris.BUNGA, JenisBaris.TARIK_TUNAI})


@dataclass(frozen=True, slots=True)
class BarisTampil:
    """One line of the table. `usulan` is what is proposed while nobody has said it is not its pair."""

    row: BarisRow
    pasangan: str
    usulan: Usulan | None

    @property
    def baris(self) -> BarisTagihan:
        """The line itself."""
        return self.row.baris

    @property
    def key(self) -> tuple[int, int]:
        """Its number in the bill and the part of it that was rejected."""
        return self.baris.nomor, self.baris.bagian

    @property
    def terbuka(self) -> bool:
        """Nobody has explained it yet."""
        return self.baris.status is StatusBaris.TERBUKUKAN and self.baris.jenis is not JenisBaris.PEMBAYARAN

    @property
    def diterima(self) -> bool:
        """A purchase whose evidence was accepted, however far it has gone since."""
        return self.baris.jenis is JenisBaris.BELANJA and self.baris.status not in {
            StatusBaris.TERBUKUKAN,
            StatusBaris.BUKAN_BEBAN_APBD,
        }

    @property
    def status(self) -> Status:
        """The chip: how sure a proposal is, or how far the line has come."""
        b = self.baris
        if b.jenis is JenisBaris.PEMBAYARAN:
            return Status("pembayaran", Nada.MUTED)
        if self.terbuka and self.usulan is not None:
            return Status(self.usulan.tingkat, NADA_TINGKAT[self.usulan.tingkat])
        if self.terbuka and b.jenis in BIAYA:
            return Status("biaya bank", Nada.WARN)
        if b.status is StatusBaris.COCOK:
            return Status("refund", Nada.INFO) if b.is_credit else Status("diterima", Nada.OK)
        return Status(STATUS_KATA[b.status], _NADA.get(b.status, Nada.MUTED))


def card_tail(nomor: str) -> str:
    """The last four digits of a masked number."""
    return nomor.replace(" ", "")[-4:]


def pair_words(bukti: Sequence[str], beli: Mapping[str, PembelianKartu]) -> str:
    """`TBP-0412 ATK kurikulum`; several by their numbers."""
    if len(bukti) != 1:
        return " + ".join(bukti)
    found = beli.get(bukti[0])
    if found is None:
        return bukti[0]
    uraian = found.rincian[0].uraian if found.rincian else ""
    return f"{bukti[0]} {uraian or found.merchant}"


def rows_of(
    baris: Sequence[BarisRow], beli: Mapping[str, PembelianKartu], bukan: frozenset[tuple[int, tuple[str, ...]]]
) -> tuple[BarisTampil, ...]:
    """The lines of a bill for the table; `bukan` are proposals that somebody has waved away at this desk."""
    made: list[BarisTampil] = []
    for r in baris:
        usulan = r.usulan
        if usulan is not None and (r.baris.nomor, usulan.bukti) in bukan:
            usulan = None
        if r.baris.bukti:
            kata = pair_words(r.baris.bukti, beli)
            kata = f"{kata} dikurangi" if r.baris.is_credit else kata
        elif usulan is not None and usulan.bukti and not usulan.pilihan:
            kata = pair_words(usulan.bukti, beli)
        elif usulan is not None and usulan.pilihan:
            kata = f"{len(usulan.pilihan)} bukti hampir sama, pilih satu"
        else:
            kata = "—"
        made.append(BarisTampil(r, kata, usulan))
    return tuple(made)


KOLOM_TAGIHAN: Final[tuple[Column[BarisTampil], ...]] = (
    Column("tanggal", "Tanggal", lambda r: f"{r.baris.tanggal_transaksi:%d/%m}", 66, Jenis.KODE),
    Column("kartu", "Kartu", lambda r: card_tail(r.row.kartu), 56, Jenis.KODE),
    Column("keterangan", "Baris tagihan", lambda r: r.baris.keterangan, 172),
    Column("nilai", "Jumlah (Rp)", lambda r: r.baris.nilai, 104, Jenis.UANG),
    Column("pasangan", "Pasangan bukti", lambda r: r.pasangan, 170, lentur=True),
    Column("status", "Status", lambda r: r.status, 142, Jenis.STATUS),
)

URUT: Final[Mapping[str, Callable[[BarisTampil], Any]]] = {
    "tanggal": lambda r: (r.baris.tanggal_transaksi, r.baris.nomor),
    "kartu": lambda r: (r.row.kartu, r.baris.nomor),
    "keterangan": lambda r: r.baris.keterangan,
    "nilai": lambda r: r.baris.nilai.sen,
    "pasangan": lambda r: r.pasangan,
    "status": lambda r: (not r.terbuka, str(r.status)),
}
"""By what each column sorts."""
