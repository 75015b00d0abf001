"""What the page of bank statements reads at one glance, and the figures of its head."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from core.calendar import Bulan, tanggal_pendek
from core.kas.bukti_bank import BuktiSaldoBank
from core.kas.koran import Koran, bare_account
from core.kas.koran_queries import KoranBulan
from core.kas.koran_rencana import tail
from core.money import NOL, format_sen, total
from ui.kas.buku import months_shown
from ui.kas.koran_table import COCOK, BarisTampil, Bukan, rows_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.kantor import Pertanyaan


@dataclass(frozen=True, slots=True)
class Terbaca:
    """One month, the months and accounts that can be chosen, every statement, and the documents by name."""

    isi: KoranBulan
    rows: tuple[BarisTampil, ...]
    months: tuple[Bulan, Bulan]
    rekening: tuple[tuple[str, str], ...]
    """(number, words) of each account."""
    berkas: tuple[Koran, ...]


def read_page(q: Pertanyaan, bulan: Bulan | None, hari: date, bukan: Bukan = frozenset()) -> Terbaca:
    """The month asked for, or the one of the newest statement."""
    berkas = tuple(q.kas.koran_list())
    awal, akhir = months_shown(q, hari.year, hari)
    if berkas:
        awal = min(awal, Bulan.of(min(k.dari for k in berkas)))
        akhir = max(akhir, Bulan.of(max(k.sampai for k in berkas)))
    if bulan is None:
        bulan = Bulan.of(max(k.sampai for k in berkas)) if berkas else Bulan.of(hari)
    isi = q.kas.koran_bulan(min(max(bulan, awal), akhir))
    return Terbaca(isi, rows_of(isi, bukan), (awal, akhir), accounts_of(q, berkas), berkas)


def accounts_of(q: Pertanyaan, berkas: Sequence[Koran]) -> tuple[tuple[str, str], ...]:
    """(number, words) of each account of the office, registered or named by a statement."""
    nama = {bare_account(r.rekening.nomor): r.rekening.nama_bank for r in q.opd.accounts()}
    for k in berkas:
        if not nama.get(k.rekening):
            nama[k.rekening] = k.bank
    return tuple((nomor, f"{bank} {tail(nomor)}".strip()) for nomor, bank in nama.items())


@dataclass(frozen=True, slots=True)
class Kemajuan:
    """How far a month is explained: the words of the progress card and the share of its bar, 0 to 1."""

    judul: str
    buku: str
    rincian: str
    bagian: float


def progress_of(rows: Sequence[BarisTampil]) -> Kemajuan:
    """Counts of the lines by how they stand, and of the documents the bank does not show."""
    lines = [r for r in rows if r.baris is not None]
    selesai = sum(not r.terbuka for r in lines)
    hitung = Counter(r.status.kata for r in lines if r.terbuka)
    buku = sum(r.terbuka for r in rows if r.gerak is not None and not r.lama)
    bagian = [f"{n} {kata}" for kata, n in hitung.items()]
    if selesai:
        bagian.insert(0, f"{selesai} {COCOK.kata}")
    return Kemajuan(
        f"{selesai} dari {len(lines)} baris cocok",
        f"{buku} bukti belum di bank" if buku else "semua bukti ada di bank",
        " · ".join(bagian) or "tidak ada baris pada bulan ini",
        selesai / len(lines) if lines else 0.0,
    )


def control_words(isi: KoranBulan) -> str:
    """The bank's own sum of the month: `Bank: saldo awal 10 + kredit 5 – debet 3 = saldo akhir 12`."""
    b = isi.bukti
    if b.saldo_bank is None or any(Bulan.of(c.tanggal) == isi.bulan for c in b.celah):
        return ""
    milik = {r.rekening for r in b.rekening}
    nilai = [
        r.baris.nilai for r in isi.baris if isi.bulan.awal <= r.baris.tanggal <= isi.bulan.akhir and r.rekening in milik
    ]
    kredit, debet = total([n for n in nilai if n > NOL]), -total([n for n in nilai if n < NOL])
    awal = b.saldo_bank - kredit + debet
    return f"Bank: saldo awal {awal} + kredit {kredit} – debet {debet} = saldo akhir {b.saldo_bank}"


def proof_words(b: BuktiSaldoBank) -> tuple[str, str]:
    """The equation of the proof, and from when to when it is proven."""
    if b.selisih is None:
        return "Selisih dihitung setelah saldo rekening koran diketahui.", _reach(b)
    suku = [
        ("di buku belum di bank", b.jumlah_buku),
        ("di bank belum di buku", -b.jumlah_bank),
        ("selisih saldo awal", b.selisih_awal),
        ("baris yang belum diimpor", -b.jumlah_celah),
    ]
    ada = [f"{nama} {format_sen(nilai.sen, brackets=True)}" for nama, nilai in suku if nilai]
    selisih = format_sen(b.selisih.sen, brackets=True)
    if not ada:
        return ("Buku dan bank sama." if not b.selisih else f"Buku – bank {selisih}"), _reach(b)
    return f"Buku – bank {selisih} = {' + '.join(ada)}", _reach(b)


def _reach(b: BuktiSaldoBank) -> str:
    return " · ".join(f"{r.bank} {tail(r.rekening)} s.d. {tanggal_pendek(r.sampai)}".strip() for r in b.rekening)


def open_points(baca: Terbaca) -> tuple[str, ...]:
    """What still waits for somebody: missing statements first, then rows nobody has explained."""
    b, made = baca.isi.bukti, list[str]()
    made += [
        f"{tail(c.rekening)}: rekening koran sebelum {tanggal_pendek(c.tanggal)} belum diimpor ({c.nilai})"
        for c in b.celah
    ]
    if b.selisih_awal:
        made.append(f"saldo awal buku dan bank berbeda {format_sen(b.selisih_awal.sen, brackets=True)}")
    lama = [r for r in baca.rows if r.lama]
    if lama:
        mulai = tanggal_pendek(min(r.dari for r in b.rekening))
        made.append(f"{len(lama)} bukti sebelum {mulai}: impor rekening koran bulan-bulan sebelumnya")
    for r in baca.rows:
        ikut = r.saran is not None and r.saran.baris != r.key  # answered for by another line
        if r.terbuka and not r.lama and r.usulan is None and not ikut:
            made.append(f"{r.kata}: {_next_step(r)}" if r.baris is not None else f"{r.buku}: menunggu bank")
    return tuple(made)


def _next_step(r: BarisTampil) -> str:
    if r.saran is None:
        return "cari buktinya"
    return "catat dengan F2" if r.saran.jenis else r.saran.kata.partition(":")[0]


def title_of(bulan: Bulan) -> str:
    """`Rekening Koran — November 2026`."""
    return f"Rekening Koran — {bulan.nama}"


def subtitle_of(baca: Terbaca) -> str:
    """Which statements the month has."""
    if not baca.isi.berkas:
        return "Rekening koran bulan ini belum diimpor"
    return " · ".join(
        f"{tail(k.rekening)} {tanggal_pendek(k.dari)}–{tanggal_pendek(k.sampai)}" for k in baca.isi.berkas[:3]
    )
