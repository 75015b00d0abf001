"""Counting kas on any day without closing it, and handing it over from one treasurer to the next.

A count on any day is the PA's check (berita acara pemeriksaan kas). A handover closes the books up to its day: what
bears an earlier date can no longer be posted, and panjar, pajak and other open items are named in the minutes, so that
the one who receives knows what came along (handbook penatausahaan 3; Permendagri 77/2020).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from core.access import Izin
from core.bus import Command, Event, Konteks
from core.calendar import Bulan, tanggal_panjang
from core.errors import Refusal
from core.identity import new_uuid
from core.kas.akhir_tahun import HAL_NAMA, Hal, Sifat, year_end_list
from core.kas.penutupan import HitunganKas, SaldoBuku, check_count
from core.kas.work import KasWork, ketentuan_of
from core.money import Rupiah


class JenisPeriksa(StrEnum):
    """Why kas was counted."""

    PERIKSA = "periksa"
    SERAH = "serah"


@dataclass(frozen=True, slots=True)
class Pihak:
    """One who signs the minutes."""

    nama: str
    jabatan: str
    nip: str = ""
    pangkat: str = ""


@dataclass(frozen=True, slots=True)
class ItemTerbuka:
    """What was open on the day: panjar, pajak held, TU, money held, card purchases."""

    hal: str
    nomor: str
    nilai: Rupiah


@dataclass(frozen=True, slots=True)
class PemeriksaanKas:
    """One count: the book of the day beside what was counted, who was there, and what was open."""

    id: UUID
    jenis: JenisPeriksa
    nomor: str
    tanggal: date
    buku: SaldoBuku
    kas: HitunganKas
    pemeriksa: Pihak
    diperiksa: Pihak
    penerima: Pihak | None = None
    dasar: str = ""
    penjelasan: str = ""
    terbuka: tuple[ItemTerbuka, ...] = ()

    @property
    def selisih(self) -> Rupiah:
        """Book less count."""
        return self.buku.bku - self.kas.jumlah


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckKas(Command):
    """Records a count of kas; with `penerima` it is a handover, which closes the books up to its day."""

    izin: ClassVar[Izin] = Izin.TUTUP_KAS
    tanggal: date
    nomor: str
    kas: HitunganKas
    pemeriksa: Pihak
    diperiksa: Pihak
    penerima: Pihak | None = None
    dasar: str = ""
    penjelasan: str = ""


_TERBUKA = (Hal.PANJAR, Hal.PAJAK, Hal.TU, Hal.LAIN, Hal.KARTU, Hal.BELUM_LPJ, Hal.BELUM_GU)


def check_kas(cmd: CheckKas, work: KasWork, konteks: Konteks) -> PemeriksaanKas:
    """Refuses a day to come, a used number, names left out, an unexplained difference, a handover out of turn."""
    work.kas.lock()
    lama = work.kas.counts(cmd.tanggal.year)
    _check_form(cmd, lama, konteks.clock.today())
    if cmd.penerima is not None:
        _check_handover(cmd, lama, work)
    posisi = work.kas.load_posisi(cmd.tanggal.year, ketentuan_of(work, cmd.tanggal), cmd.tanggal)
    tunai, bank = Rupiah(posisi.wadah["tunai"]), Rupiah(posisi.wadah["bank"])
    buku = SaldoBuku(tunai + bank, tunai, bank)
    check_count(buku, cmd.kas, cmd.penjelasan)
    terbuka = tuple(
        ItemTerbuka(HAL_NAMA[b.hal], b.nomor, b.nilai)
        for b in year_end_list(posisi, cmd.tanggal.year, ())
        if b.sifat is not Sifat.NOL and b.hal in _TERBUKA
    )
    made = PemeriksaanKas(
        id=new_uuid(),
        jenis=JenisPeriksa.PERIKSA if cmd.penerima is None else JenisPeriksa.SERAH,
        nomor=cmd.nomor.strip(),
        tanggal=cmd.tanggal,
        buku=buku,
        kas=cmd.kas,
        pemeriksa=cmd.pemeriksa,
        diperiksa=cmd.diperiksa,
        penerima=cmd.penerima,
        dasar=cmd.dasar.strip(),
        penjelasan=cmd.penjelasan.strip(),
        terbuka=terbuka,
    )
    work.kas.add_count(made)
    work.record(Event("kas", "KasChecked", {"nomor": made.nomor, "jenis": str(made.jenis), "bku": buku.bku.sen}))
    return made


def _check_form(cmd: CheckKas, lama: Sequence[PemeriksaanKas], hari: date) -> None:
    if cmd.tanggal > hari:
        pesan = f"Kas dihitung pada {tanggal_panjang(cmd.tanggal)}, sedangkan hari ini {tanggal_panjang(hari)}."
        raise Refusal("ERR_PEMERIKSAAN_TANGGAL", pesan, medan="tanggal")
    for medan, isi in (
        ("nomor", cmd.nomor),
        ("pemeriksa", cmd.pemeriksa.nama),
        ("diperiksa", cmd.diperiksa.nama),
        ("penerima", cmd.penerima.nama if cmd.penerima is not None else "-"),
    ):
        if not isi.strip():
            raise Refusal("ERR_MEDAN_WAJIB", f"Isi {medan} untuk berita acara.", medan=medan)
    if cmd.nomor.strip() in {p.nomor for p in lama}:
        raise Refusal("ERR_NOMOR_GANDA", f"Berita acara {cmd.nomor.strip()} sudah ada.", medan="nomor")


def _check_handover(cmd: CheckKas, lama: Sequence[PemeriksaanKas], work: KasWork) -> None:
    bulan = Bulan.of(cmd.tanggal)
    tertutup = set(work.kas.seals(bulan.tahun))
    mulai = work.kas.pembukaan_bulan(bulan.tahun) or work.kas.first_month(bulan.tahun) or bulan.bulan
    terbuka = [b for b in range(mulai, bulan.bulan) if b not in tertutup]
    if terbuka:
        pesan = f"Tutup kas {Bulan(bulan.tahun, terbuka[0]).nama} lebih dulu, lalu serahkan."
        raise Refusal("ERR_BULAN_SEBELUMNYA_TERBUKA", pesan, medan="tanggal")
    akhir = max((p.tanggal for p in lama if p.jenis is JenisPeriksa.SERAH), default=None)
    if akhir is not None and cmd.tanggal <= akhir:
        pesan = f"Kas sudah diserahterimakan pada {tanggal_panjang(akhir)}; pakai tanggal sesudahnya."
        raise Refusal("ERR_SUDAH_SERAH_TERIMA", pesan, medan="tanggal")


def pihak_to_json(p: Pihak | None) -> dict[str, str] | None:
    """One who signs, as the database keeps him."""
    if p is None:
        return None
    return {"nama": p.nama, "jabatan": p.jabatan, "nip": p.nip, "pangkat": p.pangkat}


def pihak_from_json(isi: Mapping[str, str] | None) -> Pihak | None:
    """And back."""
    return None if isi is None else Pihak(isi["nama"], isi["jabatan"], isi["nip"], isi["pangkat"])
