"""What a DPA, an SPD and a RAK must satisfy before they are kept (handbook penatausahaan 7). Nothing is stored here.

Every complaint is found before one is answered: a treasurer goes back to SIPD once, with the whole list.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from core.anggaran.model import BarisPagu, Dpa, Pasangan, Rak, SelisihDpa, Spd, compare_dpa
from core.calendar import tanggal_panjang
from core.errors import Temuan
from core.money import NOL, Rupiah, total


@dataclass(frozen=True, slots=True)
class RencanaDpa:
    """What importing a DPA would do: every row with what was and what comes, the control totals, the complaints."""

    tahun: int
    baru: Dpa
    selisih: tuple[SelisihDpa, ...]
    total_lama: Rupiah
    sama: bool
    """It says what the newest version already says: storing it would change nothing."""
    temuan: tuple[Temuan, ...]

    @property
    def total_baru(self) -> Rupiah:
        """The control total, to be compared with SIPD before it is stored."""
        return self.baru.total

    @property
    def perubahan(self) -> Rupiah:
        """How much more (or less, with a minus) the office may spend."""
        return self.total_baru - self.total_lama

    @property
    def has_error(self) -> bool:
        return any(t.is_error for t in self.temuan)

    def count(self, keadaan: str) -> int:
        """How many rows are `baru`, `berubah`, `dihapus` or `tetap`."""
        return sum(s.keadaan == keadaan for s in self.selisih)


def plan_dpa(tahun: int, baru: Dpa, lama: Dpa | None, realisasi: Mapping[Pasangan, Rupiah]) -> RencanaDpa:
    """The preview of an import against the newest version (None for the first) and what is realised per pair.

    Complaints: ERR_DPA_KOSONG, ERR_TANGGAL_LUAR_TAHUN, ERR_PAGU_GANDA (one unit, sub kegiatan, rekening and sumber dana
    twice), ERR_PAGU_NEGATIF, ERR_PAGU_DI_BAWAH_REALISASI (handbook 7: a revision never takes what is already spent).
    """
    selisih = compare_dpa(lama.baris if lama else (), baru.baris, realisasi)
    temuan = (*_check_date(tahun, baru.tanggal), *_check_rows(baru.baris))
    if not any(t.kode == "ERR_DPA_KOSONG" for t in temuan):
        temuan += tuple(_below_realised(pagu_per_pair(baru.baris), realisasi))
    return RencanaDpa(
        tahun, baru, selisih, lama.total if lama else NOL, lama is not None and _is_same(lama, baru), temuan
    )


def pagu_per_pair(baris: Iterable[BarisPagu]) -> dict[Pasangan, Rupiah]:
    """Pagu per (sub kegiatan, rekening), units and sumber dana together, in the order of the DPA."""
    found: dict[Pasangan, Rupiah] = {}
    for b in baris:
        found[b.pasangan] = found.get(b.pasangan, NOL) + b.anggaran
    return found


def _is_same(lama: Dpa, baru: Dpa) -> bool:
    """The same decision again, whichever file it came from and however its rows are sorted."""
    return (lama.tahapan, lama.tanggal, set(lama.baris), dict(lama.nama)) == (
        baru.tahapan,
        baru.tanggal,
        set(baru.baris),
        dict(baru.nama),
    )


def _check_date(tahun: int, tanggal: date) -> Iterator[Temuan]:
    # The first DPA of a year is often ratified in the last weeks before it.
    if not date(tahun - 1, 12, 1) <= tanggal <= date(tahun, 12, 31):
        pesan = (
            f"DPA bertanggal {tanggal_panjang(tanggal)}, sedangkan yang diimpor DPA tahun anggaran {tahun}; tanggalnya "
            f"antara 1 Desember {tahun - 1} dan 31 Desember {tahun}. Periksa tanggal atau tahun anggarannya."
        )
        yield Temuan("ERR_TANGGAL_LUAR_TAHUN", pesan, medan="tanggal")


def _check_rows(baris: Sequence[BarisPagu]) -> Iterator[Temuan]:
    if not any(b.anggaran for b in baris):
        pesan = f"DPA ini memuat {len(baris)} baris dan tidak satu pun berpagu. Ekspor ulang rekap pagu dari SIPD."
        yield Temuan("ERR_DPA_KOSONG", pesan, medan="baris")
    first: dict[tuple[str, str, str, str], int] = {}
    for i, b in enumerate(baris):
        dimana = f"rekening {b.rekening} pada sub kegiatan {b.sub_kegiatan}"
        if b.anggaran < NOL:
            pesan = f"Pagu {dimana} Rp{b.anggaran}, kurang dari nol. Periksa di SIPD, lalu ekspor ulang."
            yield Temuan("ERR_PAGU_NEGATIF", pesan, medan=f"baris[{i}]")
        before = first.setdefault((b.unit, b.sub_kegiatan, b.rekening, b.sumber_dana), i)
        if before != i:
            pesan = (
                f"Pagu {dimana}{_of_row(b)} tertulis dua kali: Rp{baris[before].anggaran} (baris ke-{before + 1}) dan "
                f"Rp{b.anggaran} (baris ke-{i + 1}). Jadikan satu baris, lalu impor ulang."
            )
            yield Temuan("ERR_PAGU_GANDA", pesan, medan=f"baris[{i}]")


def _of_row(b: BarisPagu) -> str:
    return (f", unit {b.unit}" if b.unit else "") + (f", sumber dana {b.sumber_dana}" if b.sumber_dana else "")


def _below_realised(pagu: Mapping[Pasangan, Rupiah], realisasi: Mapping[Pasangan, Rupiah]) -> Iterator[Temuan]:
    for (sub, rekening), nilai in realisasi.items():
        ada = pagu.get((sub, rekening), NOL)
        if nilai > ada:
            menjadi = f"menjadi Rp{ada}" if (sub, rekening) in pagu else "tidak ada lagi"
            pesan = (
                f"Pagu rekening {rekening} pada sub kegiatan {sub} {menjadi}, padahal realisasinya sudah Rp{nilai}; "
                f"kurang Rp{nilai - ada}. Betulkan pagunya di SIPD atau pindahkan belanjanya lebih dulu."
            )
            yield Temuan("ERR_PAGU_DI_BAWAH_REALISASI", pesan, medan="baris")


@dataclass(frozen=True, slots=True)
class KeadaanSpd:
    """What an SPD is tested against, per pair: pagu of the newest DPA, earlier SPD of the year, what is realised."""

    pagu: Mapping[Pasangan, Rupiah]
    spd: Mapping[Pasangan, Rupiah]
    realisasi: Mapping[Pasangan, Rupiah]
    nomor_terpakai: bool


def check_spd(spd: Spd, k: KeadaanSpd) -> tuple[Temuan, ...]:
    """The complaints about an SPD. A line may be negative (an SPD can be changed), but not take what is already spent.

    ERR_NOMOR_KOSONG, ERR_NOMOR_GANDA, ERR_TRIWULAN, ERR_SPD_KOSONG, ERR_REKENING_TIDAK_ADA, ERR_SPD_LEBIH_PAGU (all
    SPD of the year together), ERR_SPD_DI_BAWAH_REALISASI (handbook 7).
    """
    return (
        *_check_spd_head(spd, k),
        *(t for pair, nilai in spd.baris.items() for t in _check_spd_line(pair, nilai, k)),
    )


def _check_spd_head(spd: Spd, k: KeadaanSpd) -> Iterator[Temuan]:
    if not spd.nomor.strip():
        yield Temuan("ERR_NOMOR_KOSONG", "Nomor SPD masih kosong; isi seperti yang tertulis pada SPD.", medan="nomor")
    elif k.nomor_terpakai:
        pesan = f"SPD nomor {spd.nomor} sudah dicatat untuk tahun {spd.tanggal.year}. Periksa nomornya."
        yield Temuan("ERR_NOMOR_GANDA", pesan, medan="nomor")
    if spd.triwulan not in range(1, 5):
        yield Temuan("ERR_TRIWULAN", f"Triwulan {spd.triwulan} tidak ada; pilih 1 sampai 4.", medan="triwulan")
    if not any(spd.baris.values()):
        yield Temuan(
            "ERR_SPD_KOSONG", "SPD ini tidak menyediakan dana; isi paling sedikit satu rekening.", medan="baris"
        )


def _check_spd_line(pair: Pasangan, nilai: Rupiah, k: KeadaanSpd) -> Iterator[Temuan]:
    if pair not in k.pagu:
        yield _unknown(pair)
        return
    sub, rekening = pair
    dulu, pagu, terpakai = k.spd.get(pair, NOL), k.pagu[pair], k.realisasi.get(pair, NOL)
    jadi = dulu + nilai
    awalan = f"SPD rekening {rekening} pada sub kegiatan {sub} menjadi Rp{jadi} (sebelumnya Rp{dulu})"
    if nilai > NOL and jadi > pagu:
        pesan = f"{awalan}, melebihi pagunya Rp{pagu} sebesar Rp{jadi - pagu}. Periksa SPD atau impor DPA terbaru."
        yield Temuan("ERR_SPD_LEBIH_PAGU", pesan, medan="baris")
    elif nilai < NOL and jadi < terpakai:
        boleh = max(dulu - terpakai, NOL)
        pesan = f"{awalan}, padahal realisasinya sudah Rp{terpakai}. SPD ini dapat dikurangi paling banyak Rp{boleh}."
        yield Temuan("ERR_SPD_DI_BAWAH_REALISASI", pesan, medan="baris")


def check_rak(rak: Rak, pagu: Mapping[Pasangan, Rupiah]) -> tuple[Temuan, ...]:
    """The complaints about an anggaran kas, against the pagu of the newest DPA per pair.

    ERR_RAK_KOSONG, ERR_REKENING_TIDAK_ADA, ERR_RAK_BULAN (months are 1 to 12), ERR_RAK_NEGATIF, ERR_RAK_LEBIH_PAGU.
    """
    if not any(n for bulan in rak.baris.values() for n in bulan.values()):
        pesan = "Anggaran kas ini tidak memuat rencana satu bulan pun. Simpan ulang RAK dari SIPD."
        return (Temuan("ERR_RAK_KOSONG", pesan, medan="baris"),)
    return tuple(t for pair, bulan in rak.baris.items() for t in _check_rak_line(pair, bulan, pagu))


def _check_rak_line(pair: Pasangan, bulan: Mapping[int, Rupiah], pagu: Mapping[Pasangan, Rupiah]) -> Iterator[Temuan]:
    if pair not in pagu:
        yield _unknown(pair)
        return
    dimana = f"rekening {pair[1]} pada sub kegiatan {pair[0]}"
    for b, nilai in bulan.items():
        if b not in range(1, 13):
            yield Temuan("ERR_RAK_BULAN", f"RAK {dimana} menyebut bulan {b}; bulan adalah 1 sampai 12.", medan="baris")
        if nilai < NOL:
            pesan = f"RAK {dimana} bulan {b} Rp{nilai}, kurang dari nol. Betulkan RAK di SIPD, lalu simpan ulang."
            yield Temuan("ERR_RAK_NEGATIF", pesan, medan="baris")
    jumlah = total(tuple(bulan.values()))
    if jumlah > pagu[pair]:
        pesan = (
            f"RAK setahun {dimana} Rp{jumlah}, melebihi pagunya Rp{pagu[pair]} sebesar Rp{jumlah - pagu[pair]}. "
            "Geser RAK di SIPD atau impor DPA terbaru."
        )
        yield Temuan("ERR_RAK_LEBIH_PAGU", pesan, medan="baris")


def is_same_rak(lama: Rak, baru: Rak) -> bool:
    """The same plan again; a month left out is a month of nothing."""
    return _filled(lama) == _filled(baru)


def _filled(rak: Rak) -> dict[tuple[Pasangan, int], Rupiah]:
    return {(pair, b): n for pair, bulan in rak.baris.items() for b, n in bulan.items() if n}


def _unknown(pair: Pasangan) -> Temuan:
    pesan = (
        f"Rekening {pair[1]} pada sub kegiatan {pair[0]} tidak ada dalam DPA; periksa kodenya atau impor DPA terbaru."
    )
    return Temuan("ERR_REKENING_TIDAK_ADA", pesan, medan="baris")


def resolve_row(baris: Sequence[BarisPagu], unit: str, sumber_dana: str) -> tuple[str, str]:
    """The (unit, sumber dana) that a claim on a pair takes from, given the pagu rows of that pair.

    What the claim does not name, or the DPA does not divide by, is filled in when only one row fits; otherwise the
    claim stays as it was written and is shown as "belum ditentukan".
    """
    fits = [b for b in baris if _fits(unit, b.unit) and _fits(sumber_dana, b.sumber_dana)]
    exact = [b for b in fits if (b.unit, b.sumber_dana) == (unit, sumber_dana)]
    if len(exact or fits) != 1:
        return unit, sumber_dana
    row = (exact or fits)[0]
    return row.unit, row.sumber_dana


def _fits(asked: str, ada: str) -> bool:
    return not asked or not ada or asked == ada
