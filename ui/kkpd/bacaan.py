"""What the bill page reads at one glance, and the figures of its head."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from core.calendar import BULAN_PENDEK, add_working_days, tanggal_panjang
from core.identity import TagihanId
from core.kkpd.baris import PembelianKartu, StatusBaris
from core.kkpd.pengujian import JenisBaris
from core.kkpd.queries import DptRow, TagihanLihat, TagihanRow
from core.kkpd.rules import Persamaan
from core.money import Rupiah, format_sen, total
from core.settings import TENGGAT_KKPD_DPT, TENGGAT_KKPD_UJI
from ui.kkpd.table import BarisTampil, Bukan, rows_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.kantor import Pertanyaan


@dataclass(frozen=True, slots=True)
class Terbaca:
    """The bills of the year, the one on show with its rows, the purchases of its books and the DPT made so far."""

    daftar: tuple[TagihanRow, ...]
    lihat: TagihanLihat | None
    rows: tuple[BarisTampil, ...]
    beli: Mapping[str, PembelianKartu]
    dpt: tuple[DptRow, ...]
    batas_dpt: date | None
    tahun: int


def read_page(q: Pertanyaan, pilih: TagihanId | None, hari_ini: date, bukan: Bukan = frozenset()) -> Terbaca:
    """The bill asked for, or the newest; `bukan` are proposals waved away at this desk."""
    kantor = q.opd.office()
    tahun = kantor.tahun_anggaran if kantor else hari_ini.year
    daftar = tuple(q.kkpd.tagihan(tahun, hari_ini))
    known = {t.id for t in daftar}
    if pilih not in known:
        pilih = daftar[0].id if daftar else None
    lihat = q.kkpd.lihat(pilih, hari_ini) if pilih is not None else None
    beli = {p.nomor_bukti: p for p in lihat.beli} if lihat else {}
    batas = None
    if lihat is not None:
        setelan, cetak = q.opd.settings(), lihat.tagihan.tanggal_cetak
        hari = setelan.value(TENGGAT_KKPD_UJI, cetak) + setelan.value(TENGGAT_KKPD_DPT, cetak)
        libur = frozenset(x.tanggal for t in (cetak.year, cetak.year + 1) for x in q.opd.holidays(t))
        batas = add_working_days(cetak, hari, libur)
    rows = rows_of(lihat.baris, beli, bukan) if lihat else ()
    return Terbaca(daftar, lihat, rows, beli, tuple(q.kkpd.dpt_list(tahun)), batas, tahun)


def title_of(lihat: TagihanLihat) -> str:
    """`Tagihan KKPD — 20 Okt–19 Nov 2026`: from the first purchase to the day of print."""
    akhir = lihat.tagihan.tanggal_cetak
    awal = min((b.baris.tanggal_transaksi for b in lihat.baris), default=akhir)
    tahun = f" {awal.year}" if awal.year != akhir.year else ""
    return f"Tagihan KKPD — {awal.day} {BULAN_PENDEK[awal.month - 1]}{tahun}–{_short(akhir)} {akhir.year}"


def subtitle_of(lihat: TagihanLihat, batas_dpt: date | None) -> str:
    """Issuer, due date, and by when the DPT is wanted."""
    t = lihat.tagihan
    tempo = f"jatuh tempo {_long(t.jatuh_tempo)}" if t.jatuh_tempo else "jatuh tempo tidak tertulis"
    lewat = " (terlambat)" if t.terlambat else ""
    dpt = f"DPT paling lambat {_long(batas_dpt)} (kebijakan)" if batas_dpt else ""
    return " · ".join(filter(None, (t.penerbit or "bank penerbit", tempo + lewat, dpt)))


def _short(hari: date) -> str:
    return f"{hari.day} {BULAN_PENDEK[hari.month - 1]}"


def _long(hari: date) -> str:
    return tanggal_panjang(hari).rsplit(" ", 1)[0]


@dataclass(frozen=True, slots=True)
class Kemajuan:
    """How far a bill is explained: the words of the progress card and the share of its bar, 0 to 1."""

    judul: str
    uji: str
    rincian: str
    bagian: float


def progress_of(rows: Sequence[BarisTampil]) -> Kemajuan:
    """Counts and sums by what became of the lines; payments to the bank take no part."""
    ikut = [r for r in rows if r.baris.jenis is not JenisBaris.PEMBAYARAN]
    terima = [r for r in ikut if r.diterima]
    teruji = [r for r in terima if r.baris.status not in {StatusBaris.COCOK, StatusBaris.DIUJI, StatusBaris.SENGKETA}]
    selesai = sum(not r.terbuka for r in ikut)
    kelompok: dict[str, list[Rupiah]] = {}
    for r in ikut:
        kelompok.setdefault(_group(r), []).append(r.baris.nilai)
    bagian = [f"{nama} {format_sen(total(isi).sen, brackets=True)}" for nama, isi in kelompok.items()]
    return Kemajuan(
        f"{len(terima)} dari {len(ikut)} baris diterima",
        f"pengujian PA/KPA: {len(teruji)} dari {len(terima)}",
        " · ".join(bagian),
        selesai / len(ikut) if ikut else 0.0,
    )


def _group(r: BarisTampil) -> str:
    if r.baris.is_credit:
        return "refund"
    if r.diterima:
        return "ditolak PA" if r.baris.status in {StatusBaris.DITOLAK, StatusBaris.LUNAS_PRIBADI} else "diterima"
    if not r.terbuka:
        return "bukan beban APBD"
    return str(r.status)


def open_points(rows: Sequence[BarisTampil]) -> tuple[str, ...]:
    """What still waits for somebody, and for whom."""
    made: list[str] = []
    for r in rows:
        nama = r.baris.keterangan
        if r.terbuka and r.usulan is None:
            biaya = str(r.status) == "biaya bank"
            made.append(f"{nama}: {'nyatakan bukan beban APBD' if biaya else 'minta bukti ke pemegang kartu'}")
        elif r.baris.status is StatusBaris.BUKAN_BEBAN_APBD:
            made.append(f"{nama}: sanggahan ke bank penerbit")
        elif r.baris.status is StatusBaris.DITOLAK:
            made.append(f"{nama}: ditagih ke {r.row.pemegang or 'pemegang kartu'}")
        elif r.baris.status is StatusBaris.SENGKETA:
            made.append(f"{nama}: menunggu jawaban bank")
    return tuple(made)


def own_terms(kita: Persamaan) -> str:
    """Our equation with the terms that are not zero: `belanja bersih 26.337.600 = disetujui 3.200.000 + terbuka …`."""
    suku = [f"{nama} {nilai}" for nama, nilai in kita.suku if nilai] or ["0"]
    return f"Hitungan kita: belanja bersih {kita.tertulis} = {' + '.join(suku)}"
