"""Lines of a bank and documents of the books, made short."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date

from core.kas.koran import BarisKoran, BuktiBank, GerakBank, KoranMasuk
from core.kas.model import Jenis
from core.money import Rupiah

REKENING = "0012345670001"


def hari(n: int, bulan: int = 2) -> date:
    return date(2026, bulan, n)


def baris(tanggal: int, nilai: int, kata: str, *, bulan: int = 2, saldo: int | None = None) -> BarisKoran:
    made = BarisKoran(hari(tanggal, bulan), kata, Rupiah.of(nilai), None if saldo is None else Rupiah.of(saldo))
    return replace(made, kunci=f"{bulan}-{tanggal}-{nilai}-{kata}")


def gerak(
    tanggal: int, nilai: int, nomor: str, *, jenis: str = Jenis.BELANJA_UP, pihak: str = "", bulan: int = 2,
    tx: int | None = None, membalik: int | None = None, ntpn: str = "",
) -> GerakBank:  # fmt: skip
    event = uuid.UUID(int=tx) if tx is not None else uuid.uuid5(uuid.NAMESPACE_OID, nomor)
    return GerakBank(
        BuktiBank(event, nomor), f"T-{nomor}", jenis, hari(tanggal, bulan), f"uraian {nomor}", Rupiah.of(nilai), pihak,
        ntpn, uuid.UUID(int=membalik) if membalik is not None else None,
    )  # fmt: skip


def masuk(
    *isi: BarisKoran, awal: int | None = 0, nama: str = "feb.csv", rekening: str = REKENING, bank: str = "BRI",
    dari: date | None = None, sampai: date | None = None,
) -> KoranMasuk:  # fmt: skip
    """A proven statement of these lines, keys taken away as a reader leaves them."""
    days = [b.tanggal for b in isi]
    akhir = None if awal is None else Rupiah.of(awal) + Rupiah(sum(b.nilai.sen for b in isi))
    return KoranMasuk(
        berkas=nama, sha256=f"{nama}{len(isi)}", format="bri-cms",
        baris=tuple(replace(b, kunci="", baris=n, mentah=b.keterangan) for n, b in enumerate(isi, 2)),
        dari=dari or min(days), sampai=sampai or max(days), bank=bank, rekening=rekening,
        saldo_awal=None if awal is None else Rupiah.of(awal), saldo_akhir=akhir,
    )  # fmt: skip
