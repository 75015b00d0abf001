"""The open position of one office in one year: what the next event is tested against.

Loaded once from grouped sums (never a year of rows), then moved on event by event by the very mutasi that are stored.
All amounts are sen.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Final, NoReturn, Protocol

from core.errors import Refusal
from core.identity import TransaksiId
from core.kas.model import Akun, Jenis, Mutasi, Pasangan, Transaksi, Wadah
from core.money import Rupiah, format_sen

Urutan = tuple[date, int]
"""Where an event stands in the books: (tanggal, posting order)."""

SUDAH_LPJ: Final = "AWAL"
"""`pos` of UP spending that an opening reports as already in an LPJ that was refilled."""


@dataclass(frozen=True, slots=True)
class Terarsip:
    """A posted event, as later events refer to it."""

    id: TransaksiId
    kode: str
    jenis: Jenis
    urutan: Urutan
    isi: dict[str, object]
    mutasi: tuple[Mutasi, ...]
    dibalik: bool = False


class Arsip(Protocol):
    """Looks up posted events, by the id of the file or by a document number."""

    def by_kode(self, kode: str) -> Terarsip | None: ...

    def by_nomor(self, seri: str, nomor: str) -> Terarsip | None: ...

    def lpj_of(self, transaksi_id: TransaksiId) -> str | None:
        """The number of the LPJ-UP that answers for a purchase, if one does."""


@dataclass(slots=True)
class KeadaanTu:
    """One TU: size, plan, what was spent and deposited."""

    sub_kegiatan: str
    nilai: int
    batas_lpj: date
    rencana: dict[Pasangan, int]
    belanja: dict[Pasangan, int] = field(default_factory=lambda: defaultdict(int))
    disetor: int = 0

    @property
    def total_belanja(self) -> int:
        return sum(self.belanja.values())

    @property
    def sisa(self) -> int:
        """What is left; the TU is open while it is above 0."""
        return self.nilai - self.total_belanja - self.disetor


@dataclass(slots=True)
class KeadaanKartu:
    """One card purchase: what is payable per pair, what was rejected, and whether it has been settled."""

    layak: dict[Pasangan, int] = field(default_factory=dict)
    ditolak: int = 0
    lunas: bool = False


@dataclass(slots=True)
class KeadaanLpj:
    """One LPJ-UP: its amount, and whether an SP2D has answered it."""

    nilai: int
    diganti: bool = False


@dataclass(frozen=True, slots=True)
class BelumLpj:
    """One line of UP spending that no LPJ answers for yet (negative for a reversal)."""

    urutan: Urutan
    transaksi_id: TransaksiId
    baris: int
    pasangan: Pasangan
    nilai: int


class BelumTerjawab:
    """The UP spending no LPJ answers for: its sum at any time, its lines (a year of them, perhaps) once asked for."""

    def __init__(self, jumlah: int = 0, load: Callable[[], list[BelumLpj]] | None = None) -> None:
        self.jumlah = jumlah
        """Sen; less what was reversed."""
        self._load = load
        self._lines: list[BelumLpj] = []

    def __iter__(self) -> Iterator[BelumLpj]:
        return iter(self._all())

    def _all(self) -> list[BelumLpj]:
        if self._load is not None:
            self._lines, self._load = [*self._load(), *self._lines], None
        return self._lines

    def add(self, baris: BelumLpj) -> None:
        """A line of spending comes along."""
        self.jumlah += baris.nilai
        self._lines.append(baris)

    def answer(self, terjawab: Iterable[tuple[TransaksiId, int]]) -> None:
        """An LPJ answers for these lines."""
        covered = set(terjawab)
        if not covered:
            return
        left = [b for b in self._all() if (b.transaksi_id, b.baris) not in covered]
        self.jumlah -= sum(b.nilai for b in self._lines) - sum(b.nilai for b in left)
        self._lines = left


@dataclass(frozen=True, slots=True)
class KetentuanUp:
    """UP as the SK of the head of region fixed it, in sen, and the GU threshold in percent."""

    up_tunai: int
    limit_kkpd: int
    ambang_persen_gu: int = 50


def kolom_spj(jenis: str, rekening: str) -> str:
    """The SPJ column of realisation: LS gaji is decided by the account (5.1.01.), everything not LS is `up`."""
    if jenis != "ls":
        return "up"
    return "ls_gaji" if rekening.startswith("5.1.01.") else "ls_bj"


class Posisi:
    """Balances of every akun and open item, moved on by `apply`."""

    def __init__(self, ketentuan: KetentuanUp, pagu: dict[Pasangan, int], arsip: Arsip, urut: int = 0) -> None:
        self.ketentuan = ketentuan
        self.pagu = pagu
        self.arsip = arsip
        self.urut = urut
        """The last posting order given out."""
        self.uang_persediaan = 0
        self.up_terbit = False
        self.wadah: dict[str, int] = {Wadah.TUNAI: 0, Wadah.BANK: 0, Wadah.NONKAS: 0}
        self.realisasi: dict[Pasangan, int] = defaultdict(int)
        self.kolom: dict[tuple[Pasangan, str], int] = defaultdict(int)
        self.pajak: dict[str, int] = defaultdict(int)
        self.panjar: dict[str, int] = {}
        self.lain: dict[tuple[str, str], int] = defaultdict(int)
        """Money held, by (jenis, number): numbers are unique within a series only."""
        self.kartu: dict[str, KeadaanKartu] = {}
        self.kartu_terpakai = 0
        self.tu: dict[str, KeadaanTu] = {}
        self.lpj: dict[str, KeadaanLpj] = {}
        self.belum_lpj = BelumTerjawab()
        self.retur_per_bukti: dict[str, int] = defaultdict(int)

    # what the tests ask

    @property
    def spj_belum_gu(self) -> int:
        """UP spending not in an LPJ, and LPJ not yet refilled."""
        return self.belum_lpj.jumlah + self.lpj_belum_diganti

    @property
    def lpj_belum_diganti(self) -> int:
        return sum(x.nilai for x in self.lpj.values() if not x.diganti)

    @property
    def panjar_beredar(self) -> int:
        return sum(self.panjar.values())

    @property
    def sisa_tu(self) -> int:
        return sum(t.sisa for t in self.tu.values())

    @property
    def pajak_belum_setor(self) -> int:
        return sum(self.pajak.values())

    @property
    def lain_belum_setor(self) -> int:
        return sum(self.lain.values())

    def identity_gap(self) -> int:
        """Left side less right side of format-transaksi 5.9; 0 in a right book."""
        kanan = self.uang_persediaan - self.spj_belum_gu - self.panjar_beredar + self.sisa_tu
        return self.wadah[Wadah.TUNAI] + self.wadah[Wadah.BANK] - kanan - self.pajak_belum_setor - self.lain_belum_setor

    def open_tu(self) -> list[str]:
        return [pos for pos, tu in self.tu.items() if tu.sisa > 0]

    def payable(self, pasangan: Pasangan) -> int:
        """The payable rest of all unsettled card lines on one pair."""
        return sum(k.layak.get(pasangan, 0) for k in self.kartu.values())

    # moving on

    def apply(self, mutasi: Iterable[Mutasi], *, transaksi_id: TransaksiId, urutan: Urutan) -> None:
        """Moves every balance by the mutasi of one event."""
        for m in mutasi:
            self._move(m.dari, -m.nilai, m, transaksi_id, urutan)
            self._move(m.ke, m.nilai, m, transaksi_id, urutan)

    def _move(self, akun: Akun, nilai: int, m: Mutasi, tx: TransaksiId, urutan: Urutan) -> None:
        kelas = akun.kelas
        if kelas == "wadah":
            self.wadah[akun.jenis] += nilai
        elif kelas == "belanja":
            self._spend(akun, nilai, m, tx, urutan)
        elif kelas == "pajak":
            self.pajak[akun.jenis] -= nilai
        elif kelas == "panjar":
            self.panjar[akun.pos] = self.panjar.get(akun.pos, 0) + nilai
        elif kelas == "lain":
            self.lain[akun.jenis, akun.pos] -= nilai
        elif kelas == "kartu":
            self.kartu_terpakai -= nilai
        elif kelas == "tunda":
            layak = self.kartu.setdefault(akun.pos, KeadaanKartu()).layak
            pair = (akun.sub_kegiatan, akun.rekening)
            layak[pair] = layak.get(pair, 0) + nilai
        elif kelas == "pribadi":
            self.kartu.setdefault(akun.pos, KeadaanKartu()).ditolak += nilai
        elif kelas == "rkud":
            self._rkud(akun, nilai)

    def _spend(self, akun: Akun, nilai: int, m: Mutasi, tx: TransaksiId, urutan: Urutan) -> None:
        pair = (akun.sub_kegiatan, akun.rekening)
        self.realisasi[pair] += nilai
        self.kolom[pair, kolom_spj(akun.jenis, akun.rekening)] += nilai
        if akun.jenis == "up" and not akun.pos:
            self.belum_lpj.add(BelumLpj(urutan, tx, m.baris, pair, nilai))
        elif akun.jenis == "tu" and akun.pos in self.tu:
            self.tu[akun.pos].belanja[pair] += nilai
        elif akun.jenis == "kkpd" and akun.pos in self.kartu:
            self.kartu[akun.pos].lunas = True

    def _rkud(self, akun: Akun, nilai: int) -> None:
        if akun.jenis == "sp2d_up":
            self.uang_persediaan -= nilai
            self.up_terbit = True
        elif akun.jenis == "sts_sisa_up":
            self.uang_persediaan -= nilai
        elif akun.jenis == "sts_sisa_tu" and akun.pos in self.tu:
            self.tu[akun.pos].disetor += nilai

    def remember(self, transaksi: Transaksi) -> None:
        """Moves the position on by one whole event: its documents first, then its money."""
        urutan = (transaksi.tanggal, self.urut)
        for tu in transaksi.dokumen.tu:
            self.tu[tu.pos] = KeadaanTu(tu.sub_kegiatan, tu.nilai, tu.batas_lpj, dict(tu.rencana))
        self.apply(transaksi.mutasi, transaksi_id=transaksi.id, urutan=urutan)
        for lpj in transaksi.dokumen.lpj:
            self.belum_lpj.answer(lpj.baris)
            self.lpj[lpj.nomor] = KeadaanLpj(lpj.nilai)
        for nomor in transaksi.dokumen.ganti_lpj:
            self.lpj[nomor].diganti = True
        if transaksi.jenis is Jenis.SP2D_GU_NIHIL:
            self.uang_persediaan -= sum(self.lpj[n].nilai for n in transaksi.dokumen.ganti_lpj)
        if transaksi.jenis is Jenis.RETUR_BANK:
            self.retur_per_bukti[str(transaksi.isi["referensi"])] += sum(m.nilai for m in transaksi.mutasi)


def rp(sen: int) -> str:
    """An amount for a sentence: `Rp 1.500.000`."""
    return f"Rp {format_sen(sen)}"


def refuse(tx: str, kode: str, medan: str | None, pesan: str) -> NoReturn:
    """Stops the posting of one event."""
    raise Refusal(kode, pesan, tx=tx, medan=medan)


def sen_of(nilai: Rupiah | None) -> int:
    """Sen of an optional amount; 0 when absent."""
    return nilai.sen if nilai is not None else 0
