"""The columns of the books and of the list of evidence, as data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.jobs.hari_ini import PAJAK_NAMA
from core.kas.model import JENIS_NAMA, Jenis
from core.kas.queries import RincianObjek, TransaksiRow
from core.money import NOL, Rupiah
from ui.kit import table
from ui.kit.chip import Status
from ui.kit.table import Column
from ui.kit.tokens import Nada

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True)
class BarisBuku:
    """One line of any book on screen. The opening line has no number; `tx` is the transaksi it came from."""

    no: int | None
    tanggal: date | None
    bukti: str
    uraian: str
    masuk: Rupiah | None
    keluar: Rupiah | None
    saldo: Rupiah
    rekening: str = ""
    jenis: str = ""
    tx: str = ""


def _or_none(nilai: Rupiah | None) -> Rupiah | None:
    return nilai or None


def _no(judul: str = "No. BKU", lebar: int = 78) -> Column[BarisBuku]:
    return Column("no_bku", judul, lambda r: r.no, lebar, table.Jenis.ANGKA)


def _masuk(judul: str, lebar: int = 122) -> Column[BarisBuku]:
    return Column("penerimaan", judul, lambda r: _or_none(r.masuk), lebar, table.Jenis.UANG)


def _keluar(judul: str, lebar: int = 122) -> Column[BarisBuku]:
    return Column("pengeluaran", judul, lambda r: _or_none(r.keluar), lebar, table.Jenis.UANG)


def _saldo(judul: str = "Saldo") -> Column[BarisBuku]:
    return Column("saldo", judul, lambda r: r.saldo, 126, table.Jenis.UANG, berjalan=True)


_TANGGAL: Column[BarisBuku] = Column("tanggal", "Tanggal", lambda r: r.tanggal, 96, table.Jenis.TANGGAL)
_BUKTI: Column[BarisBuku] = Column("no_bukti", "No. Bukti", lambda r: r.bukti, 104, table.Jenis.KODE)
_URAIAN: Column[BarisBuku] = Column("uraian", "Uraian", lambda r: r.uraian, 240, lentur=True)

KOLOM_BKU: tuple[Column[BarisBuku], ...] = (
    _no("No.", 60), _TANGGAL, _BUKTI,
    Column("rekening", "Kode Rekening", lambda r: r.rekening, 140, table.Jenis.KODE),
    _URAIAN, _masuk("Penerimaan"), _keluar("Pengeluaran"), _saldo(),
)  # fmt: skip
KOLOM_WADAH: tuple[Column[BarisBuku], ...] = (
    _no(), _TANGGAL, _BUKTI, _URAIAN, _masuk("Penerimaan"), _keluar("Pengeluaran"), _saldo(),
)  # fmt: skip
KOLOM_PAJAK: tuple[Column[BarisBuku], ...] = (
    _no(), _TANGGAL, _BUKTI, Column("jenis", "Jenis", lambda r: PAJAK_NAMA.get(r.jenis, r.jenis), 96), _URAIAN,
    _masuk("Pemotongan"), _keluar("Penyetoran"), _saldo("Belum disetor"),
)  # fmt: skip
KOLOM_PANJAR: tuple[Column[BarisBuku], ...] = (
    _no(), _TANGGAL, _BUKTI, _URAIAN, _masuk("Pertanggungjawaban", 152), _keluar("Pemberian"), _saldo("Saldo panjar"),
)  # fmt: skip
KOLOM_KKPD: tuple[Column[BarisBuku], ...] = (
    _TANGGAL, Column("no_bukti", "No. Transaksi", lambda r: r.bukti, 190, table.Jenis.KODE), _URAIAN,
    _masuk("Belanja"), _keluar("Pelunasan"), _saldo("Sisa limit"),
)  # fmt: skip


def _objek(key: str, judul: str, lebar: int = 108) -> Column[RincianObjek]:
    return Column(key, judul, lambda r: getattr(r, key), lebar, table.Jenis.UANG, nol="—")


KOLOM_RINCIAN: tuple[Column[RincianObjek], ...] = (
    Column("rekening", "Kode Rekening", lambda r: r.rekening, 140, table.Jenis.KODE),
    Column("uraian", "Uraian", lambda r: r.uraian, 200, lentur=True),
    _objek("anggaran", "Anggaran", 116), _objek("sd_bulan_lalu", "s.d. bulan lalu", 110), _objek("ls", "LS", 98),
    _objek("up_gu", "UP/GU", 90), _objek("kkpd", "KKPD", 84), _objek("tu", "TU", 90),
    _objek("sd_bulan_ini", "s.d. bulan ini", 108),
)  # fmt: skip


def jenis_nama(jenis: str) -> str:
    """The name of a kind of event as the office reads it."""
    return JENIS_NAMA[Jenis(jenis)]


def _keadaan(r: TransaksiRow) -> Status | None:
    if r.dibalik:
        return Status("dikoreksi", Nada.WARN)
    return Status(r.dalam_lpj, Nada.OK) if r.dalam_lpj else None


KOLOM_TRANSAKSI: tuple[Column[TransaksiRow], ...] = (
    Column("tanggal", "Tanggal", lambda r: r.tanggal, 96, table.Jenis.TANGGAL),
    Column("nomor", "Nomor", lambda r: r.nomor, 116, table.Jenis.KODE),
    Column("jenis", "Jenis", lambda r: jenis_nama(r.jenis), 164),
    Column("uraian", "Uraian", lambda r: r.uraian, 180, lentur=True),
    Column("pihak", "Rekanan / penerima", lambda r: r.pihak, 190),
    Column("nilai", "Nilai", lambda r: r.nilai, 122, table.Jenis.UANG),
    Column("pajak", "Pajak", lambda r: r.pajak if r.pajak > NOL else None, 104, table.Jenis.UANG),
    Column("keadaan", "Keadaan", _keadaan, 116, table.Jenis.STATUS),
)
