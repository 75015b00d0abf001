"""Risk flags on bill lines (handbook KKPD 1.5): what PA/KPA must look at before they approve.

The lists, limits and severities are settings of the office; a flag of severity `keras` stops the approval.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from typing import Final, Literal

from core.calendar import add_working_days, is_working_day, tanggal_panjang
from core.errors import Temuan
from core.identity import KartuId, OrangId
from core.kkpd.baris import BarisTagihan, StatusBaris
from core.kkpd.merchant import plain_name
from core.kkpd.model import JenisLimit, Kartu, StatusKartu
from core.kkpd.pengujian import JenisBaris
from core.money import Rupiah, total

Keparahan = Literal["keras", "peringatan", "info"]

_PECAH_BATAS: Final = Rupiah.of(2_000_000)

KEPARAHAN: Final[Mapping[str, Keparahan]] = {
    "CASH_ADV": "keras",
    "FOREIGN_CCY": "keras",
    "MCC_BLOCKED": "keras",
    "NIGHT_OR_HOLIDAY": "info",
    "DUP_AMOUNT_SAME_DAY_SAME_MERCHANT": "peringatan",
    "SPLIT_SUSPECT": "peringatan",
    "OVER_LIMIT": "keras",
    "NO_EVIDENCE_AFTER_N_DAYS": "peringatan",
    "CARD_NOT_ACTIVE": "keras",
    "HOLDER_TRANSFERRED": "keras",
}


@dataclass(frozen=True, slots=True)
class AturanRisiko:
    """The editable part of the flags: severities, blocked merchant categories, hours, and what looks like a split.

    `bukti_hari` is in working days. `pecah_batas` is the amount below which a procedure is lighter.
    """

    keparahan: Mapping[str, Keparahan] = field(default_factory=lambda: KEPARAHAN)
    mcc_tunai: frozenset[str] = frozenset({"6010", "6011"})
    mcc_terlarang: frozenset[str] = frozenset({"7995", "5813", "5933", "7273"})
    jam_mulai: time = time(6)
    jam_selesai: time = time(21)
    pecah_hari: int = 3
    pecah_batas: Rupiah = _PECAH_BATAS
    bukti_hari: int = 3


@dataclass(frozen=True, slots=True)
class Keadaan:
    """What else a flag must know: the day, holidays, cards, who left when, lines covered by a travel order abroad."""

    hari_ini: date
    libur: frozenset[date]
    kartu: Mapping[KartuId, Kartu]
    pemegang_pindah: Mapping[OrangId, date] = field(default_factory=dict)
    spd_luar_negeri: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Tanda:
    """One flag on one line."""

    kode: str
    keparahan: Keparahan
    pesan: str
    baris: int

    def to_temuan(self) -> Temuan:
        """As a finding: ERR_ for a hard flag, WARN_ for the others."""
        awalan = "ERR" if self.keparahan == "keras" else "WARN"
        return Temuan(f"{awalan}_{self.kode}", self.pesan, baris=self.baris)


Kata = tuple[str, str, int]
"""Code, sentence, line."""


def flag_lines(baris: Sequence[BarisTagihan], keadaan: Keadaan, aturan: AturanRisiko) -> list[Tanda]:
    """All flags on the lines of a bill, in the order of the lines."""
    kata = [
        *_flag_each(baris, keadaan, aturan),
        *_flag_card(baris, keadaan),
        *_flag_repeats(baris, aturan),
        *_flag_limit(baris, keadaan),
    ]
    semua = [Tanda(kode, aturan.keparahan[kode], pesan, nomor) for kode, pesan, nomor in kata]
    return sorted(semua, key=lambda t: (t.baris, t.kode))


def _flag_each(baris: Sequence[BarisTagihan], keadaan: Keadaan, aturan: AturanRisiko) -> Iterator[Kata]:
    """What a line says by itself."""
    for b in baris:
        if b.jenis is JenisBaris.TARIK_TUNAI or b.mcc in aturan.mcc_tunai:
            yield (
                "CASH_ADV",
                f"Baris {b.nomor} adalah pengambilan tunai {b.nilai}; kartu tidak boleh dipakai untuk tunai.",
                b.nomor,
            )
        if b.mcc in aturan.mcc_terlarang:
            yield "MCC_BLOCKED", f"Baris {b.nomor}: kategori toko {b.mcc} ada di daftar terlarang.", b.nomor
        if b.valas is not None and b.valas.mata_uang != "IDR" and b.nomor not in keadaan.spd_luar_negeri:
            yield (
                "FOREIGN_CCY",
                f"Baris {b.nomor} dalam {b.valas.mata_uang}; hanya boleh dengan surat perjalanan dinas luar negeri.",
                b.nomor,
            )
        malam = b.jam is not None and not aturan.jam_mulai <= b.jam <= aturan.jam_selesai
        if not b.is_credit and (malam or not is_working_day(b.tanggal_transaksi, keadaan.libur)):
            yield "NIGHT_OR_HOLIDAY", f"Baris {b.nomor} terjadi di luar hari atau jam kerja.", b.nomor
        if b.status is StatusBaris.TERBUKUKAN and b.jenis is JenisBaris.BELANJA:
            batas = add_working_days(b.tanggal_transaksi, aturan.bukti_hari, keadaan.libur)
            if keadaan.hari_ini > batas:
                yield (
                    "NO_EVIDENCE_AFTER_N_DAYS",
                    f"Bukti baris {b.nomor} belum ada {aturan.bukti_hari} hari kerja setelah belanja.",
                    b.nomor,
                )


def _flag_card(baris: Sequence[BarisTagihan], keadaan: Keadaan) -> Iterator[Kata]:
    """What the card and its holder say."""
    for b in baris:
        kartu = keadaan.kartu.get(b.kartu) if b.kartu is not None else None
        if kartu is None or b.jenis is not JenisBaris.BELANJA:
            continue
        if kartu.status is not StatusKartu.AKTIF or b.tanggal_transaksi > kartu.berlaku_sampai:
            status = kartu.status.replace("_", " ")
            yield "CARD_NOT_ACTIVE", f"Baris {b.nomor}: kartu •••• {kartu.empat_akhir} berstatus {status}.", b.nomor
        pindah = keadaan.pemegang_pindah.get(kartu.pemegang_id)
        if pindah is not None and b.tanggal_transaksi >= pindah:
            yield (
                "HOLDER_TRANSFERRED",
                f"Baris {b.nomor}: {kartu.pemegang} tidak lagi bertugas sejak {tanggal_panjang(pindah)}.",
                b.nomor,
            )


def _flag_repeats(baris: Sequence[BarisTagihan], aturan: AturanRisiko) -> Iterator[Kata]:
    """The same shop again: a charge listed twice, or one purchase cut into small ones."""
    per_toko: defaultdict[tuple[KartuId | None, str], list[BarisTagihan]] = defaultdict(list)
    for b in baris:
        if b.jenis is JenisBaris.BELANJA and b.bagian == 0:
            per_toko[b.kartu, plain_name(b.keterangan)].append(b)
    for toko in per_toko.values():
        for b in toko:
            sama = [
                o.nomor
                for o in toko
                if o is not b and o.tanggal_transaksi == b.tanggal_transaksi and o.nilai == b.nilai
            ]
            if sama:
                pesan = f"Baris {b.nomor} sama tanggal, toko dan jumlahnya dengan baris {', '.join(map(str, sama))}."
                yield "DUP_AMOUNT_SAME_DAY_SAME_MERCHANT", pesan, b.nomor
            dekat = [
                o
                for o in toko
                if abs((o.tanggal_transaksi - b.tanggal_transaksi).days) <= aturan.pecah_hari
                and o.nilai <= aturan.pecah_batas
            ]
            jumlah = total([o.nilai for o in dekat])
            if b.nilai <= aturan.pecah_batas < jumlah:
                pesan = (
                    f"Baris {b.nomor}: {len(dekat)} belanja di toko ini dalam {aturan.pecah_hari} hari "
                    f"berjumlah {jumlah}, masing-masing paling banyak {aturan.pecah_batas}; mungkin dipecah."
                )
                yield "SPLIT_SUSPECT", pesan, b.nomor


def _flag_limit(baris: Sequence[BarisTagihan], keadaan: Keadaan) -> Iterator[Kata]:
    """The line with which a card passes its limit, and single lines above the limit of a transaction."""
    terpakai: defaultdict[KartuId, Rupiah] = defaultdict(Rupiah)
    for b in sorted(baris, key=lambda b: (b.tanggal_transaksi, b.nomor)):
        kartu = keadaan.kartu.get(b.kartu) if b.kartu is not None else None
        if kartu is None or b.jenis is not JenisBaris.BELANJA:
            continue
        terpakai[kartu.id] += b.nilai
        pakai = {JenisLimit.TOTAL: terpakai[kartu.id], JenisLimit.PER_TRANSAKSI: b.nilai}
        for jenis, nilai in pakai.items():
            limit = kartu.limit_on(jenis, b.tanggal_transaksi)
            if limit is not None and nilai > limit.nilai:
                pesan = (
                    f"Baris {b.nomor}: {nilai} melebihi limit {jenis.replace('_', ' ')} {limit.nilai} ({limit.dasar})."
                )
                yield "OVER_LIMIT", pesan, b.nomor
                break
