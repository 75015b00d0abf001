"""A bill as rows: each line with the evidence it has or may have, and one word for how it stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
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
    """One line of the table, all that is asked of it often made ready beforehand.

    `usulan` is what is proposed while nobody has said it is not its pair; `terbuka` that nobody has explained the line
    yet; `diterima` that it is a purchase whose evidence was accepted, however far it has gone since; `status` the chip:
    how sure a proposal is, or how far the line has come; `cari` what the filter looks through.
    """

    row: BarisRow
    baris: BarisTagihan
    key: tuple[int, int]
    pasangan: str
    usulan: Usulan | None
    terbuka: bool
    diterima: bool
    status: Status
    cari: str

    @property
    def siap_kirim(self) -> bool:
        """A purchase with its evidence that may go to the test."""
        return self.baris.status is StatusBaris.COCOK and self.baris.jenis is JenisBaris.BELANJA

    def in_hand(self) -> BarisTampil:
        """The same line while a decision about it is being stored."""
        return replace(self, terbuka=False, usulan=None, status=DISIMPAN)


DISIMPAN: Final = Status("disimpan…", Nada.MUTED)


def _chip(b: BarisTagihan, usulan: Usulan | None, *, terbuka: bool) -> Status:
    if b.jenis is JenisBaris.PEMBAYARAN:
        return Status("pembayaran", Nada.MUTED)
    if terbuka and usulan is not None:
        return Status(usulan.tingkat, NADA_TINGKAT[usulan.tingkat])
    if terbuka and b.jenis in BIAYA:
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


Bukan = frozenset[tuple[int, tuple[str, ...]]]
"""Proposals that somebody has waved away at this desk: line and evidence."""


def rows_of(baris: Sequence[BarisRow], beli: Mapping[str, PembelianKartu], bukan: Bukan) -> tuple[BarisTampil, ...]:
    """The lines of a bill for the table."""
    return tuple(row_of(r, beli, bukan) for r in baris)


def row_of(r: BarisRow, beli: Mapping[str, PembelianKartu], bukan: Bukan) -> BarisTampil:
    """One of them."""
    b, usulan = r.baris, r.usulan
    if usulan is not None and (b.nomor, usulan.bukti) in bukan:
        usulan = None
    if b.bukti:
        kata = pair_words(b.bukti, beli)
        kata = f"{kata} dikurangi" if b.is_credit else kata
    elif usulan is not None and usulan.bukti and not usulan.pilihan:
        kata = pair_words(usulan.bukti, beli)
    elif usulan is not None and usulan.pilihan:
        kata = f"{len(usulan.pilihan)} bukti hampir sama, pilih satu"
    else:
        kata = "—"
    terbuka = b.status is StatusBaris.TERBUKUKAN and b.jenis is not JenisBaris.PEMBAYARAN
    chip = _chip(b, usulan, terbuka=terbuka)
    return BarisTampil(
        row=r,
        baris=b,
        key=(b.nomor, b.bagian),
        pasangan=kata,
        usulan=usulan,
        terbuka=terbuka,
        diterima=b.jenis is JenisBaris.BELANJA and b.status not in _BELUM,
        status=chip,
        cari=f"{b.keterangan} {r.kartu} {kata} {chip.kata} {b.nilai}".casefold(),
    )


_BELUM: Final = frozenset({StatusBaris.TERBUKUKAN, StatusBaris.BUKAN_BEBAN_APBD})


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
