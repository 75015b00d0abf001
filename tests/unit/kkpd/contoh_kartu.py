"""Invented cards, lines, evidence and bills for the tests of this room."""

from __future__ import annotations

import random
import uuid
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta

from core.identity import KartuId, OrangId, TagihanId
from core.kkpd.baris import BarisTagihan, PembelianKartu, RincianKartu
from core.kkpd.model import JenisKartu, JenisLimit, Kartu, LimitKartu, ProgramKartu, StatusKartu, Tagihan
from core.kkpd.pengujian import PENGUJIAN, HasilUji, JenisBaris, LembarUji
from core.money import NOL, Rupiah

KARTU_A, KARTU_B = KartuId(uuid.UUID(int=1)), KartuId(uuid.UUID(int=2))
PEMEGANG_A, PEMEGANG_B = OrangId(uuid.UUID(int=11)), OrangId(uuid.UUID(int=12))
PPTK, PENGGUNA_ANGGARAN = OrangId(uuid.UUID(int=13)), OrangId(uuid.UUID(int=14))


def rp(n: int) -> Rupiah:
    return Rupiah.of(n)


def kartu(jenis: JenisKartu = JenisKartu.BARJAS_MODAL, batas: int = 60_000_000, **beda: object) -> Kartu:
    isi: dict[str, object] = {
        "id": KARTU_A, "jenis": jenis, "program": ProgramKartu.KKI_GPN, "penerbit": "BANK CONTOH", "bin6": "618950",
        "empat_akhir": "0001", "token": "tok-1", "pemegang_id": PEMEGANG_A, "pemegang": "PEGAWAI CONTOH SATU",
        "dasar_sk": "SK 900/1 Tahun 2026", "berlaku_sampai": date(2028, 12, 31), "status": StatusKartu.AKTIF,
        "limit": (LimitKartu(JenisLimit.TOTAL, rp(batas), "SK 900/1 Tahun 2026", date(2026, 1, 2)),),
    }  # fmt: skip
    return Kartu(**{**isi, **beda})  # type: ignore[arg-type]


def baris(
    nomor: int,
    nilai: int,
    nama: str = "TOKO CONTOH",
    hari: date = date(2026, 5, 6),
    jenis: JenisBaris | None = None,
    **beda: object,
) -> BarisTagihan:
    jenis = jenis or (JenisBaris.REFUND if nilai < 0 else JenisBaris.BELANJA)
    isi: dict[str, object] = {
        "nomor": nomor, "kartu": None, "tanggal_transaksi": hari, "tanggal_buku": hari + timedelta(days=1),
        "keterangan": nama, "nilai": rp(nilai), "jenis": jenis, "kunci_bank": f"kunci-{nomor}",
    }  # fmt: skip
    return BarisTagihan(**{**isi, **beda})  # type: ignore[arg-type]


def beli(
    nomor: str, nilai: int, nama: str = "Toko Contoh", hari: date = date(2026, 5, 6), **beda: object
) -> PembelianKartu:
    isi: dict[str, object] = {
        "nomor_bukti": nomor,
        "kartu": None,
        "tanggal": hari,
        "merchant": nama,
        "nilai": rp(nilai),
    }
    return PembelianKartu(**{**isi, **beda})  # type: ignore[arg-type]


def beli_lengkap(nomor: str, nilai: int, rekening: str = "5.1.02.01.01.0024") -> PembelianKartu:
    rincian = (RincianKartu("1.01.01.2.06.0002", rekening, "belanja contoh", rp(nilai)),)
    return beli(nomor, nilai, rincian=rincian, berkas_bukti=True)


def lulus(penguji: OrangId = PENGGUNA_ANGGARAN) -> LembarUji:
    return LembarUji(penguji, (HasilUji.LULUS,) * len(PENGUJIAN))


def tagihan_mei(**beda: object) -> Tagihan:
    """The head of the bill of handbook KKPD 1.14."""
    isi: dict[str, object] = {
        "id": TagihanId(uuid.UUID(int=21)), "nomor": "2026-05", "penerbit": "BANK CONTOH",
        "periode_awal": date(2026, 5, 1), "tanggal_cetak": date(2026, 5, 29), "jatuh_tempo": date(2026, 6, 19),
        "tagihan_lalu": NOL, "kredit": rp(440_000), "belanja": rp(22_240_000), "tarik_tunai": NOL, "bunga": NOL,
        "tagihan_baru": rp(21_800_000), "batas_kredit": rp(100_000_000), "sisa_kredit": rp(78_200_000),
    }  # fmt: skip
    return Tagihan(**{**isi, **beda})  # type: ignore[arg-type]


@dataclass
class SetUji:
    """A made-up bill with its evidence and the pairs that are true. Lines and evidence of the same content are alike."""

    baris: list[BarisTagihan] = field(default_factory=list)
    bukti: list[PembelianKartu] = field(default_factory=list)
    benar: list[tuple[int, str]] = field(default_factory=list)

    def add_line(self, hari: date, nama: str, nilai: int, jenis: JenisBaris | None = None) -> int:
        self.baris.append(baris(len(self.baris) + 1, nilai, nama, hari, jenis))
        return len(self.baris)

    def add_evidence(self, hari: date, nama: str, nilai: int) -> str:
        self.bukti.append(beli(f"TBP-{len(self.bukti) + 1:05d}", nilai, nama, hari))
        return self.bukti[-1].nomor_bukti

    def score(self, pasangan: list[tuple[int, str]]) -> tuple[float, float]:
        """Precision and F1."""
        isi_baris = {b.nomor: (b.tanggal_transaksi, b.keterangan, b.nilai) for b in self.baris}
        isi_bukti = {p.nomor_bukti: (p.tanggal, p.merchant, p.nilai) for p in self.bukti}
        mau = Counter((isi_baris[i], isi_bukti[j]) for i, j in self.benar)
        ada = Counter((isi_baris[i], isi_bukti[j]) for i, j in pasangan)
        kena = sum((mau & ada).values())
        return kena / len(pasangan), 2 * kena / (len(pasangan) + len(self.benar))


_USAHA = ("TOKO", "CV", "UD", "RM", "APOTEK", "HOTEL", "BENGKEL", "PERCETAKAN", "FOTOKOPI", "KATERING")
_NAMA = ("MELATI", "KENANGA", "CEMPAKA", "TERATAI", "ANGGREK", "DAHLIA", "FLAMBOYAN", "BOUGENVIL", "KAMBOJA", "MAWAR")
_SIFAT = ("ASRI", "PERMAI", "TERANG", "DAMAI", "SUBUR", "HARUM", "RUKUN", "SANTOSA", "CERAH")
_BULAT = (50_000, 100_000, 150_000, 250_000, 500_000, 1_000_000)


def make_set(benih: int, banyak: int) -> SetUji:
    """A seeded bill of `banyak` lines: most plain, some split, joined, refunded, foreign, mistyped, doubled or alone."""
    r = random.Random(benih)
    toko = [f"{a} {b} {c}" for a in _USAHA for b in _NAMA for c in _SIFAT]
    r.shuffle(toko)
    uji = SetUji()
    while len(uji.baris) < banyak:
        _add_event(uji, r, r.choice(toko[:80]), date(2026, 1, 5) + timedelta(days=r.randrange(340)))
    return uji


def _printed(r: random.Random, nama: str) -> str:
    """The name as a card network prints it."""
    if r.random() < 0.2:
        nama = nama.split(" ", 1)[1]
    if r.random() < 0.15:
        nama = r.choice(("QRIS ", "EDC*")) + nama
    if r.random() < 0.1:
        k = r.randrange(3, len(nama) - 2)
        nama = nama[:k] + nama[k + 1 :]
    nama = nama[: r.choice((16, 20, 24))]
    return nama + r.choice(("", "", " KOTA CONTOH", " KAB CONTOH"))


def _add_event(uji: SetUji, r: random.Random, toko: str, hari: date) -> None:
    nilai = r.choice(_BULAT) if r.random() < 0.3 else r.randrange(30, 9000) * r.choice((500, 1000))

    def line(hari: date, nilai: int) -> int:
        geser = r.choice((-1, 0, 0, 0, 0, 1, 1, 1, 2, 2, 3, 4, 5))
        return uji.add_line(hari + timedelta(days=geser), _printed(r, toko), nilai)

    macam = r.choices(("biasa", "pecah", "gabung", "refund", "valas", "tukar", "ganda", "baris", "bukti"),
                      (80, 3, 3, 2, 2, 1, 2, 3, 4))[0]  # fmt: skip
    if macam == "baris":
        line(hari, nilai)
        return
    if macam == "gabung":
        bagian = [r.randrange(30, 900) * 1000 for _ in range(r.choice((2, 3)))]
        satu = line(hari, sum(bagian))
        uji.benar += [(satu, uji.add_evidence(hari, toko.title(), b)) for b in bagian]
        return
    tertulis = (
        int(str(nilai)[1] + str(nilai)[0] + str(nilai)[2:]) if macam == "tukar" and str(nilai)[1] != "0" else nilai
    )
    bukti = uji.add_evidence(hari, toko.title(), tertulis)
    if macam == "bukti":
        return
    if macam == "pecah":
        satu = nilai * r.randint(2, 8) // 10 // 100 * 100
        uji.benar += [(line(hari, satu), bukti), (line(hari, nilai - satu), bukti)]
    elif macam == "valas":
        tagih = nilai * r.randint(986, 1029) // 1000
        nomor = line(hari, tagih)
        uji.benar.append((nomor, bukti))
        tanggal = uji.baris[nomor - 1].tanggal_transaksi
        uji.add_line(tanggal, "BIAYA TRX LN", tagih * 25 // 1000, JenisBaris.BIAYA)
    else:
        nomor = line(hari, nilai)
        uji.benar.append((nomor, bukti))
        if macam == "refund":
            uji.benar.append((line(hari + timedelta(days=r.randint(3, 20)), -nilai), bukti))
        elif macam == "ganda":
            lama = uji.baris[nomor - 1]
            uji.add_line(lama.tanggal_transaksi, lama.keterangan, nilai)
