"""Questions to the books: BKU, its sub-books, balances, LPJ, and the rows reports are made of. Reading only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from core.calendar import Bulan
from core.kas.akhir_tahun import ButirAkhirTahun
from core.kas.berkas import PeristiwaTersimpan
from core.kas.koran_queries import KoranQueries
from core.kas.koreksi import KoreksiRow
from core.kas.looked_at import LookedAt
from core.kas.model import BUKU_BP, Jenis, Pasangan
from core.kas.pemeriksaan import PemeriksaanKas
from core.kas.penutupan import BarisSegel, SaldoBuku
from core.money import NOL, Rupiah


@dataclass(frozen=True, slots=True)
class BkuRow:
    """One line of the BKU; a reversal stands on the side it reverses, with a minus."""

    no_bku: int
    tx: str
    tanggal: date
    no_bukti: str
    uraian: str
    penerimaan: Rupiah
    pengeluaran: Rupiah
    wadah: str
    jenis: str
    sumber: str
    rekening: str
    sub_kegiatan: str
    pajak: str
    ntpn: str
    kelompok: str
    koreksi_dari: str
    saldo: Rupiah
    saldo_tunai: Rupiah
    saldo_bank: Rupiah


@dataclass(frozen=True, slots=True)
class SubBukuRow:
    """One line of a sub-book: what came in, what went out, the running balance of that book."""

    no_bku: int
    tanggal: date
    no_bukti: str
    uraian: str
    masuk: Rupiah
    keluar: Rupiah
    saldo: Rupiah
    jenis: str = ""
    tx: str = ""


@dataclass(frozen=True, slots=True)
class SubBuku:
    """A sub-book of one month with its opening balance."""

    saldo_awal: Rupiah
    baris: tuple[SubBukuRow, ...]
    awal_per_jenis: Mapping[str, Rupiah] = field(default_factory=dict)
    akhir_per_jenis: Mapping[str, Rupiah] = field(default_factory=dict)

    @property
    def saldo_akhir(self) -> Rupiah:
        return self.baris[-1].saldo if self.baris else self.saldo_awal


@dataclass(frozen=True, slots=True)
class KkpdRow:
    """One movement of the card limit: label, change of what is used, what is left; `nomor` of its document."""

    tanggal: date
    label: str
    uraian: str
    perubahan: Rupiah
    sisa_limit: Rupiah
    nomor: str = ""


@dataclass(frozen=True, slots=True)
class BukuKkpd:
    """The card control book of one month."""

    limit: Rupiah
    terpakai_awal: Rupiah
    baris: tuple[KkpdRow, ...]

    @property
    def terpakai_akhir(self) -> Rupiah:
        return self.terpakai_awal + Rupiah(sum(r.perubahan.sen for r in self.baris))

    @property
    def sisa_limit(self) -> Rupiah:
        return self.limit - self.terpakai_akhir


@dataclass(frozen=True, slots=True)
class RincianObjek:
    """Realisation of one pair in a month by source, with what came before."""

    sub_kegiatan: str
    rekening: str
    uraian: str
    anggaran: Rupiah
    sd_bulan_lalu: Rupiah
    up_gu: Rupiah
    kkpd: Rupiah
    tu: Rupiah
    ls: Rupiah

    @property
    def bulan_ini(self) -> Rupiah:
        return self.up_gu + self.kkpd + self.tu + self.ls

    @property
    def sd_bulan_ini(self) -> Rupiah:
        return self.sd_bulan_lalu + self.bulan_ini


@dataclass(frozen=True, slots=True)
class TigaKolom:
    """s.d. bulan lalu, bulan ini; s.d. bulan ini follows."""

    sd_lalu: Rupiah
    bulan_ini: Rupiah

    @property
    def sd_ini(self) -> Rupiah:
        return self.sd_lalu + self.bulan_ini

    def __add__(self, other: TigaKolom) -> TigaKolom:
        return TigaKolom(self.sd_lalu + other.sd_lalu, self.bulan_ini + other.bulan_ini)


TIGA_NOL = TigaKolom(NOL, NOL)


@dataclass(frozen=True, slots=True)
class RealisasiRow:
    """One pagu row of the SPJ: realisation by column (handbook penatausahaan 4.1)."""

    sub_kegiatan: str
    rekening: str
    uraian: str
    anggaran: Rupiah
    ls_gaji: TigaKolom
    ls_bj: TigaKolom
    up: TigaKolom

    @property
    def jumlah_spj(self) -> Rupiah:
        return self.ls_gaji.sd_ini + self.ls_bj.sd_ini + self.up.sd_ini

    @property
    def sisa_pagu(self) -> Rupiah:
        return self.anggaran - self.jumlah_spj


@dataclass(frozen=True, slots=True)
class BlokRow:
    """One row of the cash block: side, row, LS or UP-GU-TU, before and in the month."""

    sisi: str
    baris: str
    kelompok: str
    sd_lalu: Rupiah
    bulan_ini: Rupiah


@dataclass(frozen=True, slots=True)
class SaldoRow:
    """The closing position of a month (format-transaksi 7.7)."""

    bku: Rupiah
    kas_tunai: Rupiah
    bank: Rupiah
    pajak_belum_setor: Rupiah
    panjar_beredar: Rupiah
    spj_up_belum_gu: Rupiah
    sisa_tu: Rupiah
    lain_belum_setor: Rupiah
    uang_persediaan: Rupiah
    total_penerimaan_bku: Rupiah
    total_pengeluaran_bku: Rupiah


@dataclass(frozen=True, slots=True)
class LpjRincian:
    """One row of an LPJ-UP."""

    sub_kegiatan: str
    rekening: str
    uraian: str
    anggaran: Rupiah
    belanja_periode_ini: Rupiah
    akumulasi_belanja: Rupiah

    @property
    def sisa_anggaran(self) -> Rupiah:
        return self.anggaran - self.akumulasi_belanja


@dataclass(frozen=True, slots=True)
class LpjUpRow:
    """An LPJ-UP as printed and as an SPP-GU is based on it."""

    nomor: str
    tanggal: date
    up_awal: Rupiah
    nilai: Rupiah
    diganti_oleh: str
    rincian: tuple[LpjRincian, ...]

    @property
    def up_akhir(self) -> Rupiah:
        return self.up_awal - self.nilai


@dataclass(frozen=True, slots=True)
class LpjTuRow:
    """A TU with what was spent and deposited up to a month."""

    sp2d: str
    tanggal: date
    sub_kegiatan: str
    batas_lpj: date
    nilai: Rupiah
    belanja: tuple[tuple[Pasangan, Rupiah], ...]
    sts: str
    sts_nilai: Rupiah

    @property
    def jumlah_belanja(self) -> Rupiah:
        return Rupiah(sum(n.sen for _, n in self.belanja))

    @property
    def sisa(self) -> Rupiah:
        """Before the deposit."""
        return self.nilai - self.jumlah_belanja


@dataclass(frozen=True, slots=True)
class TerbukaRow:
    """Something a treasurer must still finish: an open panjar, withheld tax, an open TU, money held."""

    jenis: str
    nomor: str
    tanggal: date
    uraian: str
    nilai: Rupiah
    batas: date | None = None


@dataclass(frozen=True, slots=True)
class PanjarRow:
    """One panjar of a year: handed out against an NPD, and accounted for so far.

    `kembali` came back to the kas (below zero the kas still added to it): panjar less spending, plus the tax withheld.
    """

    nomor: str
    tx: str
    tanggal: date
    pptk: str
    uraian: str
    sub_kegiatan: str
    nilai: Rupiah
    sisa: Rupiah
    belanja: Rupiah
    pajak: Rupiah
    kembali: Rupiah
    bukti: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TransaksiRow:
    """One event in a list of evidence."""

    kode: str
    tanggal: date
    jenis: str
    nomor: str
    uraian: str
    pihak: str
    nilai: Rupiah
    pajak: Rupiah
    dibalik: bool
    dalam_lpj: str

    @property
    def bulan(self) -> Bulan:
        """The month it is booked in."""
        return Bulan.of(self.tanggal)


@dataclass(frozen=True, slots=True)
class SegelRow:
    """A closed month in the register of cash closings."""

    bulan: Bulan
    tanggal: date
    penutup: str
    pecahan: Mapping[str, int]
    saldo_bku: Rupiah
    saldo_tunai: Rupiah
    saldo_bank: Rupiah
    kas_dihitung: Rupiah
    penjelasan: str


class KasQueries(KoranQueries, Protocol):
    """What pages, reports and the terminal ask of the books."""

    def bku(
        self, bulan: Bulan, *, buku: str = BUKU_BP, cari: str = "", urut: str = "", turun: bool = False
    ) -> LookedAt[BkuRow]: ...

    def bku_opening(self, bulan: Bulan, *, buku: str = BUKU_BP) -> tuple[int, SaldoBuku]:
        """Lines before a month (with the numbering's offset), and the balances it opens with."""

    def wadah(self, bulan: Bulan, jenis: str) -> SubBuku: ...

    def pajak(self, bulan: Bulan) -> SubBuku: ...

    def panjar(self, bulan: Bulan) -> SubBuku: ...

    def kkpd(self, bulan: Bulan) -> BukuKkpd: ...

    def rincian(self, bulan: Bulan) -> Sequence[RincianObjek]: ...

    def realisasi(self, bulan: Bulan) -> Sequence[RealisasiRow]: ...

    def blok(self, bulan: Bulan) -> Sequence[BlokRow]: ...

    def contra_pos(self, bulan: Bulan) -> Mapping[str, Rupiah]: ...

    def saldo(self, bulan: Bulan) -> SaldoRow: ...

    def lpj_up(self, nomor: str, tahun: int) -> LpjUpRow | None: ...

    def lpj_list(self, bulan: Bulan) -> Sequence[str]: ...

    def refilled(self, bulan: Bulan) -> Rupiah:
        """The LPJ-UP that SP2D-GU of a month refilled, in total."""

    def lpj_tu(self, bulan: Bulan) -> Sequence[LpjTuRow]: ...

    def sisa_pagu_spd(self, bulan: Bulan) -> Sequence[tuple[Pasangan, Rupiah, Rupiah]]: ...

    def terbuka(self, hari_ini: date) -> Sequence[TerbukaRow]: ...

    def transaksi(self, bulan: Bulan, *, cari: str = "") -> Sequence[TransaksiRow]: ...

    def cari_transaksi(self, tahun: int, kata: str, batas: int) -> Sequence[TransaksiRow]:
        """The latest events of a year whose number, uraian or payee hold every word; no words find nothing."""

    def nomor_seri(self, tahun: int, seri: Sequence[str]) -> Mapping[str, Sequence[str]]:
        """The numbers used in each series, those of its latest month: an office may change its style in mid-year."""

    def panjar_setahun(self, tahun: int) -> Sequence[PanjarRow]:
        """The panjar of a year that were not taken back, newest first."""

    def transaksi_pihak(self, tahun: int, nama: str) -> Sequence[TransaksiRow]:
        """What a year's events paid somebody, newest first."""

    def segel(self, tahun: int) -> Sequence[SegelRow]: ...

    def akhir_tahun(self, tahun: int) -> Sequence[ButirAkhirTahun]:
        """What must be zero on 31 December, as the books of the year stand now."""

    def closing_book(self, bulan: Bulan) -> tuple[SaldoBuku, Sequence[BarisSegel]]: ...

    def masukan(self, tahun: int) -> dict[str, object] | None: ...

    def all_events(self, tahun: int) -> Sequence[PeristiwaTersimpan]: ...

    def pemeriksaan(self, tahun: int) -> Sequence[PemeriksaanKas]:
        """The cash counts and handovers of a year, oldest first."""

    def saldo_hari(self, tanggal: date) -> SaldoBuku:
        """What the book says at the end of a day."""

    def koreksi_lintas(self, bulan: Bulan) -> Sequence[KoreksiRow]:
        """Corrections between a month and another one: those it holds, and those made later of what it holds."""

    def peristiwa(self, dari: date, sampai: date, jenis: Sequence[Jenis]) -> Sequence[PeristiwaTersimpan]:
        """The events of some kinds between two days of one year that were not taken back, in the order of the books."""

    def months(self, tahun: int) -> tuple[int, int] | None:
        """First and last month with an opening or an event."""
