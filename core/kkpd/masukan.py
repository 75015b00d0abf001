"""A bill as it comes in from a bank's file, and how it becomes a head with numbered lines.

The file itself is read elsewhere; what stands here is checked once more before it is kept, because a bill that does not
add up is never kept (handbook KKPD 2.1).
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from core.errors import Refusal, Temuan
from core.identity import KartuId, TagihanId
from core.kkpd.baris import BarisTagihan, Valas
from core.kkpd.model import Kartu, RingkasanKartu, Tagihan
from core.kkpd.pengujian import JenisBaris
from core.kkpd.rules import Persamaan, bank_equation, card_equations, classify_line, credit_equation
from core.money import NOL, Rupiah, total

AKHIR_TAHUN: Final = (12, 31)
"""By this day the cards owe nothing (handbook KKPD 1.10): the latest due date of a list that states none."""


@dataclass(frozen=True, slots=True)
class KartuTerbaca:
    """A card as a bill shows it: first six digits (empty where the bank hides them), last four, token, holder."""

    bin6: str
    empat_akhir: str
    token: str
    pemegang: str = ""

    def find_in(self, kartu: Iterable[Kartu]) -> Kartu | None:
        """The registered card it is; None when none, or more than one, has these digits."""
        sama = [k for k in kartu if k.empat_akhir == self.empat_akhir and self.bin6 in ("", k.bin6)]
        return sama[0] if len(sama) == 1 else None

    @property
    def id_sementara(self) -> KartuId:
        """What a card that is not registered goes by in the summary of a bill: made from its token."""
        return KartuId(uuid.uuid5(uuid.NAMESPACE_OID, self.token))


@dataclass(frozen=True, slots=True)
class RingkasanTerbaca:
    """The six amounts of equation E5, as the bank prints them. `bunga` is the finance charge."""

    tagihan_lalu: Rupiah
    kredit: Rupiah
    belanja: Rupiah
    tarik_tunai: Rupiah
    bunga: Rupiah
    tagihan_baru: Rupiah


@dataclass(frozen=True, slots=True)
class BarisMasuk:
    """One line as the bank wrote it; a credit is negative. `mentah` is the row as it stood, numbers masked."""

    kartu: KartuTerbaca
    tanggal_transaksi: date
    tanggal_buku: date
    keterangan: str
    nilai: Rupiah
    kunci_bank: str
    mcc: str = ""
    mata_uang: str = ""
    nominal: Decimal | None = None
    kurs: Decimal | None = None
    referensi: str = ""
    mentah: str = ""

    def numbered(self, nomor: int, kartu: Iterable[Kartu]) -> BarisTagihan:
        """The line at its place in the bill, with the card it was bought with when that is registered."""
        terdaftar = self.kartu.find_in(kartu)
        return BarisTagihan(
            nomor=nomor,
            kartu=terdaftar.id if terdaftar else None,
            tanggal_transaksi=self.tanggal_transaksi,
            tanggal_buku=self.tanggal_buku,
            keterangan=self.keterangan,
            nilai=self.nilai,
            jenis=classify_line(self.keterangan, self.nilai),
            kunci_bank=self.kunci_bank,
            valas=self._valas(),
            mcc=self.mcc,
        )

    def _valas(self) -> Valas | None:
        if not self.mata_uang or not self.nominal:
            return None
        kurs = self.kurs or Decimal(abs(self.nilai).sen) / 100 / self.nominal
        return Valas(self.mata_uang, self.nominal, kurs)


@dataclass(frozen=True, slots=True)
class TagihanMasuk:
    """A bill that has been read: the bank's own bill with its summary, or a list with only a control total.

    `sha256` is of the file; `total_kontrol` the new balance, or for a list the net of its lines as the file or the
    person states it. A list has no `ringkasan` and mostly no dates.
    """

    berkas: str
    sha256: str
    penerbit: str
    baris: tuple[BarisMasuk, ...]
    total_kontrol: Rupiah
    nomor: str = ""
    tanggal_cetak: date | None = None
    jatuh_tempo: date | None = None
    batas_kredit: Rupiah | None = None
    sisa_kredit: Rupiah | None = None
    ringkasan: RingkasanTerbaca | None = None
    kartu: tuple[tuple[KartuTerbaca, RingkasanTerbaca], ...] = ()

    @property
    def tanggal(self) -> date:
        """The day it was printed; of a list the day of its last posting. Refuses a bill with neither."""
        if self.tanggal_cetak is not None:
            return self.tanggal_cetak
        if not self.baris:
            raise Refusal(
                "ERR_TANPA_BARIS",
                f"Berkas {self.berkas} memuat 0 baris transaksi dan tidak bertanggal; ekspor ulang dari bank.",
            )
        return max(b.tanggal_buku for b in self.baris)

    def numbered(self, kartu: Sequence[Kartu]) -> tuple[BarisTagihan, ...]:
        """Its lines from 1, in the order of the file."""
        return tuple(b.numbered(n, kartu) for n, b in enumerate(self.baris, 1))

    def head(self, tagihan_id: TagihanId, kartu: Sequence[Kartu], baris: Sequence[BarisTagihan]) -> Tagihan:
        """The head with the bank's totals; a list gets them from its lines and its control total."""
        tanggal = self.tanggal
        r = self.ringkasan or _sum_of(baris, self.total_kontrol)
        return Tagihan(
            id=tagihan_id,
            nomor=self.nomor or f"{self.penerbit} {tanggal:%Y-%m}".strip(),
            penerbit=self.penerbit,
            periode_awal=min((b.tanggal_transaksi for b in self.baris), default=tanggal.replace(day=1)),
            tanggal_cetak=tanggal,
            jatuh_tempo=self.jatuh_tempo or due_date_or_year_end(None, tanggal.year),
            tagihan_lalu=r.tagihan_lalu,
            kredit=r.kredit,
            belanja=r.belanja,
            tarik_tunai=r.tarik_tunai,
            bunga=r.bunga,
            tagihan_baru=r.tagihan_baru,
            batas_kredit=self.batas_kredit,
            sisa_kredit=self.sisa_kredit,
            ringkasan=tuple(card_summary(k, satu, kartu) for k, satu in self.kartu),
        )


def due_date_or_year_end(jatuh_tempo: date | None, tahun: int) -> date:
    """The due date of a bill; of a list that states none the last day of its year."""
    return jatuh_tempo or date(tahun, *AKHIR_TAHUN)


def card_summary(terbaca: KartuTerbaca, r: RingkasanTerbaca, kartu: Iterable[Kartu]) -> RingkasanKartu:
    """The summary row of one card, by the id it is registered under or else one made from its token."""
    terdaftar = terbaca.find_in(kartu)
    return RingkasanKartu(
        terdaftar.id if terdaftar else terbaca.id_sementara,
        r.tagihan_lalu,
        r.kredit,
        r.belanja,
        r.tarik_tunai,
        r.bunga,
        r.tagihan_baru,
    )


def check_incoming(tagihan: Tagihan, baris: Sequence[BarisTagihan]) -> list[Temuan]:
    """E5, E6, E7 and the lines against the columns of the bill; interest and cash (E8) only warn.

    Banks print charges as a line or only as a closing row, so the lines may or may not contain the finance charge.
    """
    debit, kredit = _debit(baris), _kredit(baris)
    tertulis = tagihan.belanja + tagihan.tarik_tunai
    if debit == tertulis + tagihan.bunga:
        tertulis = debit
    semua = [bank_equation(tagihan), *card_equations(tagihan), credit_equation(tagihan)]
    semua += [
        Persamaan("baris", "Jumlah belanja tagihan", (("baris yang terbaca", debit),), tertulis, "jumlah baris cocok"),
        Persamaan("baris", "Jumlah kredit tagihan", (("baris yang terbaca", kredit),), tagihan.kredit, "baris cocok"),
    ]
    temuan = [t for satu in semua if satu is not None and (t := satu.to_temuan()) is not None]
    if tagihan.tarik_tunai or tagihan.bunga:
        temuan.append(
            Temuan(
                "WARN_BIAYA_TAGIHAN",
                f"Tagihan memuat tarik tunai {tagihan.tarik_tunai} dan biaya atau bunga {tagihan.bunga}; keduanya "
                "seharusnya 0 dan bukan beban APBD. Ajukan pembebasan ke bank penerbit.",
                medan="E8",
            )
        )
    return temuan


def _sum_of(baris: Sequence[BarisTagihan], total_kontrol: Rupiah) -> RingkasanTerbaca:
    def read(*jenis: JenisBaris) -> Rupiah:
        return total([b.nilai for b in baris if b.jenis in jenis])

    biaya = read(JenisBaris.BIAYA, JenisBaris.BUNGA)
    return RingkasanTerbaca(
        NOL, _kredit(baris), read(JenisBaris.BELANJA), read(JenisBaris.TARIK_TUNAI), biaya, total_kontrol
    )


def _debit(baris: Sequence[BarisTagihan]) -> Rupiah:
    return total([b.nilai for b in baris if not b.is_credit])


def _kredit(baris: Sequence[BarisTagihan]) -> Rupiah:
    return -total([b.nilai for b in baris if b.is_credit])
