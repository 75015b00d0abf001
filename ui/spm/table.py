"""Columns of the SPP and SPM lists, and the chips of their steps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from core.money import Rupiah, format_sen
from core.spm.isi import BarisPotongan, JenisSpp
from core.spm.model import StatusSpp
from ui.kit.chip import Status
from ui.kit.table import Column, Jenis, Rata
from ui.kit.tokens import Nada

if TYPE_CHECKING:
    from core.spm.queries import SppRow
    from ui.spm.bahan import BarisBelanja

_NADA: Final = {
    StatusSpp.DRAF: Nada.MUTED,
    StatusSpp.SPP_DIAJUKAN: Nada.WARN,
    StatusSpp.SPP_DIVERIFIKASI: Nada.WARN,
    StatusSpp.SPM_TERBIT: Nada.INFO,
    StatusSpp.DIAJUKAN_BUD: Nada.INFO,
    StatusSpp.BATAL: Nada.BAD,
}

_RINGKAS: Final = {StatusSpp.SPP_DIVERIFIKASI: "Menunggu PA/KPA", StatusSpp.DIAJUKAN_BUD: "Di BPKAD"}
"""Chips are short; the head of the document says the whole."""

JENIS_RINGKAS: Final = {
    JenisSpp.LS_GAJI: "LS — Gaji",
    JenisSpp.LS_BJ: "LS — Barang & Jasa",
    JenisSpp.LS_RUTIN: "LS — Tagihan Rutin",
    JenisSpp.LS_BENDAHARA: "LS — Bendahara",
    JenisSpp.LS_HIBAH: "LS — Hibah, Bansos, BTT",
}


def jenis_name(jenis: JenisSpp) -> str:
    """The jenis as lists and drop-downs say it."""
    return JENIS_RINGKAS.get(jenis, jenis.nama)


def status_chip(status: StatusSpp, sp2d: str = "") -> Status:
    """The step a document stands at; an SP2D ends it."""
    return Status("SP2D terbit", Nada.OK) if sp2d else Status(_RINGKAS.get(status, status.nama), _NADA[status])


def _number(sipd: str, kami: str) -> str:
    return sipd or kami or "—"


KOLOM_SPP: Final[tuple[Column[SppRow], ...]] = (
    Column("tanggal", "Tanggal", lambda r: r.tanggal_spp, 92, Jenis.TANGGAL, urut=False),
    Column("jenis", "Jenis", lambda r: jenis_name(r.jenis), 136, urut=False),
    Column("nomor", "Nomor SPM atau SPP", lambda r: _number(r.sipd_spm or r.sipd_spp, r.nomor_spm or r.nomor_spp), 196, Jenis.KODE, urut=False),  # noqa: E501
    Column("uraian", "Uraian", lambda r: r.uraian or "(belum diisi)", 200, lentur=True, urut=False),
    Column("penerima", "Penerima", lambda r: r.penerima, 140, lentur=True, urut=False),
    Column("nilai", "Jumlah (Rp)", lambda r: r.nilai, 116, Jenis.UANG, urut=False),
    Column("status", "Status", lambda r: status_chip(r.status, r.sp2d), 136, Jenis.STATUS, urut=False),
    Column("sp2d", "SP2D", lambda r: r.sp2d, 92, Jenis.KODE, urut=False),
)  # fmt: skip

KOLOM_BELANJA: Final[tuple[Column[BarisBelanja], ...]] = (
    Column("sub", "Sub kegiatan", lambda r: r.rincian.sub_kegiatan, 140, Jenis.KODE, urut=False),
    Column("rekening", "Kode rekening", lambda r: r.rincian.rekening, 142, Jenis.KODE, urut=False),
    Column("uraian", "Uraian", lambda r: r.rincian.uraian, 180, lentur=True, urut=False),
    Column("sisa", "Sisa SPD", lambda r: r.sisa_spd, 116, Jenis.UANG, urut=False,
           keterangan="SPD sampai triwulan ini dikurangi realisasi dan yang sedang diproses"),
    Column("jumlah", "Jumlah (Rp)", lambda r: r.rincian.nilai, 124, Jenis.UANG, urut=False),
)  # fmt: skip

KOLOM_POTONGAN: Final[tuple[Column[BarisPotongan], ...]] = (
    Column("jenis", "Potongan", lambda r: f"{r.jenis} — {r.kode}" if r.kode else r.jenis, 200, lentur=True, urut=False),
    Column("billing", "ID billing", lambda r: r.id_billing, 130, Jenis.KODE, urut=False),
    Column("dasar", "Dasar (DPP)", lambda r: r.dasar, 120, Jenis.UANG, urut=False),
    Column("tarif", "Tarif", lambda r: r.tarif, 104, rata=Rata.KANAN, urut=False),
    Column("jumlah", "Jumlah (Rp)", lambda r: r.nilai, 124, Jenis.UANG, urut=False),
)  # fmt: skip


def say_rupiah(nilai: Rupiah) -> str:
    """`Rp 148.500.000`, as the big figure of a card."""
    return f"Rp {format_sen(nilai.sen, brackets=True)}"
