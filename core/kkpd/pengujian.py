"""What people decide about a bill line: the test sheet of PA/KPA, an accepted pair, a letter of rejection."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from core.errors import Refusal
from core.identity import OrangId
from core.money import Rupiah


class JenisBaris(StrEnum):
    """What a bill line is; `pembayaran` and `refund` share the bank's credit column."""

    BELANJA = "belanja"
    REFUND = "refund"
    PEMBAYARAN = "pembayaran"
    BIAYA = "biaya"
    BUNGA = "bunga"
    TARIK_TUNAI = "tarik_tunai"


class HasilUji(StrEnum):
    """The answer to one of the six tests."""

    LULUS = "lulus"
    GAGAL = "gagal"
    TIDAK_BERLAKU = "tidak_berlaku"


PENGUJIAN: Final[tuple[str, ...]] = (
    "data pihak yang berhak menerima pembayaran",
    "kebenaran materiil dan perhitungan bukti",
    "perhitungan tagihan (e-billing/DTS)",
    "kesesuaian bukti dengan tagihan",
    "jenis belanja boleh dibayar dengan KKPD",
    "spesifikasi dan volume sesuai kontrak, serah terima dan barang",
)
"""What PA/KPA test on each line (Permendagri 79/2022 Art. 5(e), 6(b); handbook KKPD 1.2)."""


@dataclass(frozen=True, slots=True)
class LembarUji:
    """The test sheet of one line (F10): one answer and note per test of `PENGUJIAN`, in that order."""

    penguji: OrangId
    hasil: tuple[HasilUji, ...]
    catatan: tuple[str, ...] = ()

    def demand_passed(self) -> None:
        """Refuses with ERR_UJI_BELUM_LULUS when a test is unanswered or failed."""
        gagal = [nama for nama, hasil in zip(PENGUJIAN, self.hasil, strict=False) if hasil is HasilUji.GAGAL]
        if gagal or len(self.hasil) != len(PENGUJIAN):
            kurang = (
                f"gagal: {'; '.join(gagal)}" if gagal else f"baru {len(self.hasil)} dari {len(PENGUJIAN)} uji diisi"
            )
            raise Refusal(
                "ERR_UJI_BELUM_LULUS", f"Baris belum dapat disetujui, {kurang}. Lengkapi, atau tolak baris ini."
            )


@dataclass(frozen=True, slots=True)
class Pasangan:
    """An accepted tie between lines of a bill and pieces of evidence, with the reasons that were on the screen."""

    baris: tuple[int, ...]
    bukti: tuple[str, ...]
    jenis: JenisBaris
    alasan: tuple[str, ...]
    otomatis: bool
    oleh: OrangId


@dataclass(frozen=True, slots=True)
class Penolakan:
    """The PA's letter of rejection (F11): what the holder must repay, why, and until when."""

    baris: int
    kode_alasan: str
    alasan: str
    nilai: Rupiah
    ditujukan_kepada: OrangId
    batas_pengembalian: date
