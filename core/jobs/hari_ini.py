"""What must be done today: the open items of all rooms as one list, late first.

Values in, rows out. A page asks the rooms, hands the answers over and shows what comes back; which row is late, soon or
merely to know is decided here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum, StrEnum
from typing import Final

from core.calendar import Bulan
from core.kas.akhir_tahun import ButirAkhirTahun, Hal, carried, must_mend
from core.kas.koran_queries import KoranRingkas
from core.kas.queries import SaldoRow, SubBuku, TerbukaRow
from core.money import NOL, Rupiah, total
from core.pajak.aturan import AturanPajak
from core.pajak.model import JenisPajak, Mekanisme
from core.pajak.rules import due_date

SEGERA_HARI: Final = 7
"""A deadline this near is shown in amber."""
JELANG_AKHIR_BULAN: Final = 20
"""From this day of the month on its penutupan kas is announced."""

_JENIS_PAJAK: Final = {
    "PPN": JenisPajak.PPN,
    "PPh21": JenisPajak.PPH21,
    "PPh22": JenisPajak.PPH22,
    "PPh23": JenisPajak.PPH23,
    "PPh4(2)": JenisPajak.PPH4_2,
}
"""The book's kinds of tax as the rules know them."""


PAJAK_NAMA: Final = {"PPh21": "PPh 21", "PPh22": "PPh 22", "PPh23": "PPh 23", "PPh4(2)": "PPh Pasal 4(2)"}
"""Kinds of tax as the office reads them; PPN is PPN."""


class Perihal(StrEnum):
    """What a row is about; a page knows where each is done."""

    PAJAK = "pajak"
    PANJAR = "panjar"
    TU = "tu"
    TITIPAN = "titipan"
    PENUTUPAN = "penutupan"
    UP = "up"
    KAS_TUNAI = "kas_tunai"
    TAGIHAN = "tagihan"
    BERKAS = "berkas"
    KORAN = "koran"
    AKHIR_TAHUN = "akhir_tahun"


PERIHAL_NAMA: Final = {
    Perihal.PAJAK: "Pajak",
    Perihal.PANJAR: "Panjar",
    Perihal.TU: "TU",
    Perihal.TITIPAN: "STS",
    Perihal.PENUTUPAN: "SPJ",
    Perihal.AKHIR_TAHUN: "Tahun",
    Perihal.UP: "UP",
    Perihal.KAS_TUNAI: "Kas tunai",
    Perihal.TAGIHAN: "Tagihan",
    Perihal.BERKAS: "SPM",
    Perihal.KORAN: "Bank",
}
"""The word on the chip."""


class Desakan(IntEnum):
    """How a row presses, the most pressing first."""

    LEWAT = 0
    SEGERA = 1
    NANTI = 2
    KABAR = 3


@dataclass(frozen=True, slots=True)
class Tugas:
    """One row of the list: what, until when, how pressing. `acuan` names the thing (a number, a kind of tax)."""

    perihal: Perihal
    uraian: str
    desakan: Desakan
    tenggat: date | None = None
    acuan: str = ""


@dataclass(frozen=True, slots=True)
class PajakTertahan:
    """Tax withheld and not yet deposited: kind, day of the purchase, its evidence, amount."""

    jenis: str
    tanggal: date
    no_bukti: str
    nilai: Rupiah


@dataclass(frozen=True, slots=True)
class TagihanTerbuka:
    """A card bill of which lines are still open."""

    nomor: str
    terbuka: int
    baris: int
    jatuh_tempo: date | None


@dataclass(frozen=True, slots=True)
class BerkasKini:
    """A berkas that somebody must look at: sent back with a reason, or past the SOP of its tahap."""

    nomor: str
    dikembalikan: bool
    alasan: str = ""
    lewat_menit: int = 0
    kode_meja: str = ""
    """What the desk calls it; opens that very berkas."""


@dataclass(frozen=True, slots=True)
class AturanHari:
    """What local policy and the tax rules say on the day."""

    pajak: AturanPajak
    libur: frozenset[date]
    ambang_persen_gu: int
    batas_kas_tunai: Rupiah
    tanggal_lpj: int
    """Day of the next month on which SPJ and LPJ are due."""


DESEMBER: Final = 12


@dataclass(frozen=True, slots=True)
class KeadaanHariIni:
    """Everything the list is made of, as the rooms answered it."""

    hari: date
    aturan: AturanHari
    saldo: SaldoRow
    pajak: Sequence[PajakTertahan] = ()
    terbuka: Sequence[TerbukaRow] = ()
    bulan_terbuka: Sequence[Bulan] = ()
    """Months with bookings that are not sealed yet, up to this one."""
    tagihan: Sequence[TagihanTerbuka] = ()
    berkas: Sequence[BerkasKini] = ()
    koran: KoranRingkas | None = None
    """How far the bank statements of the year are; None leaves them out."""
    akhir_tahun: Sequence[ButirAkhirTahun] = ()
    """The year-end list, asked in December."""
    belum_dibuka: bool = False
    """Last year has books, and this year has no opening."""


def sisa_up_tunai(saldo: SaldoRow) -> Rupiah:
    """UP that is still there: bank + tunai + panjar, less what belongs to others (tax, TU, money held).

    "UP terpakai" counts spending, not what left the bank (handbook penatausahaan 3, identity of the closing position).
    """
    punya_lain = saldo.pajak_belum_setor + saldo.lain_belum_setor + saldo.sisa_tu
    return saldo.bank + saldo.kas_tunai + saldo.panjar_beredar - punya_lain


def unpaid_pajak(buku: Iterable[SubBuku], awal_tahun: date) -> tuple[PajakTertahan, ...]:
    """Which withheld amounts are still unpaid, oldest first, when deposits pay the oldest first.

    `buku` are the BP pajak month by month, newest first; no more of them are taken than it needs. What an opening
    brought along has no evidence and counts from the first day of the year.
    """
    sisa: dict[str, int] | None = None
    dibalik: Counter[tuple[str, int]] = Counter()
    found: list[PajakTertahan] = []
    for bulan in buku:
        if sisa is None:
            sisa = {j: n.sen for j, n in bulan.akhir_per_jenis.items() if n > NOL}
        langsung = Counter((r.tx, r.jenis, r.keluar.sen) for r in bulan.baris if r.keluar)
        for r in reversed(bulan.baris):
            nilai = r.masuk.sen
            if nilai < 0:
                dibalik[r.jenis, -nilai] += 1
            elif dibalik[r.jenis, nilai]:
                dibalik[r.jenis, nilai] -= 1
            elif nilai and not langsung[r.tx, r.jenis, nilai] and sisa.get(r.jenis):
                ambil = min(nilai, sisa[r.jenis])
                sisa[r.jenis] -= ambil
                found.append(PajakTertahan(r.jenis, r.tanggal, r.no_bukti, Rupiah(ambil)))
        if not any(sisa.values()):
            break
    found += [PajakTertahan(j, awal_tahun, "", Rupiah(n)) for j, n in (sisa or {}).items() if n]
    return tuple(sorted(found, key=lambda p: (p.tanggal, p.jenis)))


def pajak_due(pajak: PajakTertahan, aturan: AturanHari) -> date:
    """The last day to deposit it (handbook KKPD/pajak 3.6)."""
    return due_date(_JENIS_PAJAK[pajak.jenis], Mekanisme.UP_TUNAI, pajak.tanggal, aturan.pajak, aturan.libur)


def press(tenggat: date | None, hari: date) -> Desakan:
    """Late after its day, soon within a week, otherwise later."""
    if tenggat is None:
        return Desakan.NANTI
    if tenggat < hari:
        return Desakan.LEWAT
    return Desakan.SEGERA if tenggat <= hari + timedelta(days=SEGERA_HARI) else Desakan.NANTI


def list_today(k: KeadaanHariIni) -> tuple[Tugas, ...]:
    """The rows of the day: late, soon, later, to know; within each the nearest deadline first."""
    rows = [
        *_pajak(k),
        *(_terbuka(t, k.hari) for t in k.terbuka if t.jenis != "pajak"),
        *_koran(k),
        *_penutupan(k),
        *_akhir_tahun(k),
        *_up(k),
        *(_tagihan(t, k.hari) for t in k.tagihan if t.terbuka),
        *(_berkas(b, k.hari) for b in k.berkas),
    ]
    return tuple(sorted(rows, key=lambda t: (t.desakan, t.tenggat or date.max)))


def _pajak(k: KeadaanHariIni) -> Iterable[Tugas]:
    groups: dict[tuple[date, str], list[PajakTertahan]] = {}
    for p in k.pajak:
        groups.setdefault((pajak_due(p, k.aturan), p.jenis), []).append(p)
    for (tenggat, jenis), rows in groups.items():
        nama = PAJAK_NAMA.get(jenis, jenis)
        kata = f"Setor {len(rows)} {nama}" if len(rows) > 1 else f"Setor {nama} {rows[0].no_bukti}".rstrip()
        nilai = total([p.nilai for p in rows])
        yield Tugas(Perihal.PAJAK, f"{kata} — Rp {nilai}", press(tenggat, k.hari), tenggat, jenis)


def _terbuka(t: TerbukaRow, hari: date) -> Tugas:
    if t.jenis == "panjar":
        desakan = Desakan.SEGERA if Bulan.of(t.tanggal) < Bulan.of(hari) else Desakan.NANTI
        return Tugas(Perihal.PANJAR, f"Panjar {t.nomor} belum dipertanggungjawabkan", desakan, None, t.nomor)
    if t.jenis == "tu":
        kata = f"TU {t.nomor} belum nihil — sisa Rp {t.nilai}"
        return Tugas(Perihal.TU, kata, press(t.batas, hari), t.batas, t.nomor)
    if t.jenis == "retur":
        kata = f"Retur {t.nomor} belum dibayar ulang — Rp {t.nilai}"
        return Tugas(Perihal.TITIPAN, kata, Desakan.SEGERA, None, t.nomor)
    nama = "Jasa giro" if t.jenis == "jasa_giro" else "Contra pos"
    kata = f"{nama} {t.nomor} belum disetor ke RKUD — Rp {t.nilai}"
    return Tugas(Perihal.TITIPAN, kata, Desakan.SEGERA, None, t.nomor)


def _penutupan(k: KeadaanHariIni) -> Iterable[Tugas]:
    kini = Bulan.of(k.hari)
    for bulan in k.bulan_terbuka:
        if bulan < kini or k.hari.day >= JELANG_AKHIR_BULAN:
            tenggat = _closing_due(bulan, k.aturan)
            kata = f"Penutupan kas {bulan.nama} dan SPJ"
            yield Tugas(Perihal.PENUTUPAN, kata, press(tenggat, k.hari), tenggat, str(bulan))


def _akhir_tahun(k: KeadaanHariIni) -> Iterable[Tugas]:
    """In December what is not zero yet; in the new year an opening that nobody has made."""
    butir = [b for b in (*must_mend(k.akhir_tahun), *carried(k.akhir_tahun)) if b.hal is not Hal.BULAN]
    if butir and k.hari.month == DESEMBER:
        tenggat = date(k.hari.year, DESEMBER, 31)
        kata = f"Akhir tahun: {len(butir)} butir belum nol — Rp {total([b.nilai for b in butir])}"
        yield Tugas(Perihal.AKHIR_TAHUN, kata, press(tenggat, k.hari), tenggat, str(k.hari.year))
    if k.belum_dibuka:
        kata = f"Buku {k.hari.year} belum dibuka dari saldo {k.hari.year - 1}"
        yield Tugas(Perihal.AKHIR_TAHUN, kata, Desakan.SEGERA, None, str(k.hari.year - 1))


def _closing_due(bulan: Bulan, aturan: AturanHari) -> date:
    """The day in the next month on which SPJ and LPJ of a month are due."""
    akhir = bulan.next().akhir
    return akhir.replace(day=min(aturan.tanggal_lpj, akhir.day))


def _koran(k: KeadaanHariIni) -> Iterable[Tugas]:
    """Months that cannot be closed with a bank proof yet: no statement to their end, or lines nobody has explained."""
    if k.koran is None:
        return
    kini, sampai = Bulan.of(k.hari), k.koran.sampai
    belum = [b for b in k.bulan_terbuka if b < kini and (sampai is None or sampai < b.akhir)]
    if belum:
        akhir = f"–{belum[-1].nama}" if len(belum) > 1 else ""
        tenggat = _closing_due(belum[0], k.aturan)
        kata = f"Rekening koran {belum[0].nama}{akhir} belum lengkap diimpor"
        yield Tugas(Perihal.KORAN, kata, press(tenggat, k.hari), tenggat, str(belum[0]))
    for bulan in k.bulan_terbuka:
        if banyak := k.koran.terbuka.get(bulan, 0):
            tenggat = _closing_due(bulan, k.aturan)
            kata = f"Rekening koran {bulan.nama}: {banyak} baris belum cocok"
            yield Tugas(Perihal.KORAN, kata, press(tenggat, k.hari), tenggat, str(bulan))


def _up(k: KeadaanHariIni) -> Iterable[Tugas]:
    s = k.saldo
    if s.uang_persediaan > NOL:
        persen = s.spj_up_belum_gu.sen * 100 // s.uang_persediaan.sen
        ambang = f"ambang GU {k.aturan.ambang_persen_gu} %, kebijakan daerah"
        if persen >= k.aturan.ambang_persen_gu:
            yield Tugas(Perihal.UP, f"UP tunai terpakai {persen} % — GU dapat diajukan", Desakan.SEGERA)
        elif persen * 10 >= k.aturan.ambang_persen_gu * 8:
            yield Tugas(Perihal.UP, f"UP tunai terpakai {persen} % — {ambang}", Desakan.KABAR)
    batas = k.aturan.batas_kas_tunai
    if s.kas_tunai > batas:
        kata = f"Kas tunai Rp {s.kas_tunai} melebihi batas Rp {batas} (kebijakan daerah) — setor ke bank"
        yield Tugas(Perihal.KAS_TUNAI, kata, Desakan.SEGERA, k.hari)


def _tagihan(t: TagihanTerbuka, hari: date) -> Tugas:
    kata = f"Tagihan KKPD {t.nomor}: {t.terbuka} dari {t.baris} baris masih terbuka"
    return Tugas(Perihal.TAGIHAN, kata, press(t.jatuh_tempo, hari), t.jatuh_tempo, t.nomor)


def _berkas(b: BerkasKini, hari: date) -> Tugas:
    if b.dikembalikan:
        kata = f"{b.nomor} dikembalikan: {b.alasan}" if b.alasan else f"{b.nomor} dikembalikan"
        return Tugas(Perihal.BERKAS, kata, Desakan.LEWAT, hari, b.kode_meja or b.nomor)
    return Tugas(
        Perihal.BERKAS, f"{b.nomor} lewat SOP {b.lewat_menit} mnt", Desakan.SEGERA, hari, b.kode_meja or b.nomor
    )
