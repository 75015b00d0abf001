"""Rows of the list of SPP, as the register of a year has them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

from core.identity import SppId
from core.money import Rupiah
from core.spm.isi import JenisSpp
from core.spm.model import StatusSpp
from core.spm.queries import SppRow


def _sipd(kode: str, urut: int, jenis: str) -> str:
    return f"36.72/{kode}/{urut:06d}/{jenis}/2.16.2.20.2.21.01.0000/M/2/2026"


def row(urut: int, jenis: JenisSpp, uraian: str, nilai: int, tanggal: date, *, sp2d: str = "", **ubah) -> SppRow:
    """A document that went all the way, unless `ubah` says otherwise."""
    whole = SppRow(
        SppId(UUID(int=urut)), jenis, StatusSpp.DIAJUKAN_BUD, tanggal, tanggal, f"{urut:04d}/SPP", f"{urut:04d}/SPM",
        _sipd("02.0", urut, jenis.kode), _sipd("03.0", urut, jenis.kode), sp2d, tanggal if sp2d else None,
        "PT CONTOH", uraian, Rupiah.of(nilai), Rupiah(0), 1, None,
    )  # fmt: skip
    return replace(whole, **ubah)


def rows() -> list[SppRow]:
    """Newest first, as the list answers: one still a draft, one cancelled, one not yet answered, three with SP2D."""
    return [
        row(7, JenisSpp.LS_BJ, "Draf yang belum bernomor", 1_000_000, date(2026, 2, 27), status=StatusSpp.DRAF,
            nomor_spp="", nomor_spm="", sipd_spp="", sipd_spm="", tanggal_spm=None),
        row(6, JenisSpp.LS_RUTIN, "Tagihan internet Februari", 3_300_000, date(2026, 2, 26), nomor_spm="", sipd_spp="", sipd_spm="",
            tanggal_spm=None, status=StatusSpp.SPP_DIAJUKAN),
        row(5, JenisSpp.GU, "Penggantian UP LPJ-UP-0001", 34_200_000, date(2026, 2, 24), sp2d="36.72/04.0/000090/GU"),
        row(4, JenisSpp.LS_BJ, "Pengadaan yang dibatalkan", 99_000_000, date(2026, 2, 20), status=StatusSpp.BATAL),
        row(3, JenisSpp.LS_BJ, "Pengadaan PC PT Komputindo", 111_000_000, date(2026, 2, 18), sp2d="36.72/04.0/000077/LS"),
        row(2, JenisSpp.UP, "Uang Persediaan TA 2026", 60_000_000, date(2026, 2, 2), sp2d="36.72/04.0/000030/UP"),
    ]  # fmt: skip
