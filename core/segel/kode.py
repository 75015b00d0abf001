"""The sealed code on paper: a QR that says what the SPM says, and proves which office said it.

Layout, version 1 (resources/dokumen/segel-pundi.md): `S`, version, 8 bytes naming the key, 16 bytes of the hash of the
whole contents, a deflated JSON list, 64 bytes of seal over all before. At most 400 bytes, so that the QR stays readable
at 3 cm; of the lines as many are in it as fit, 20 at most, the rest is in the submission file.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby
from typing import Any, Final

from core.calendar import tanggal_panjang
from core.errors import Refusal
from core.money import Rupiah
from core.segel.angka import from_digits, not_a_seal, squeeze, to_digits, unsqueeze
from core.segel.isi import PANJANG_SIDIK, Pengajuan
from core.segel.kunci import PANJANG_SEGEL, KunciSegel, Penguji

BYTE_TERBANYAK: Final = 400
BARIS_TERBANYAK: Final = 20
_VERSI: Final = 1
_PANJANG_ID: Final = 8
_AWAL: Final = 2 + _PANJANG_ID + PANJANG_SIDIK
_JSON_TERBANYAK: Final = 4000
_RANAH: Final = b"pundi-segel-1:"
_NAMA_TERPANJANG: Final = 40
_KAMUS: Final = (
    b"Bendahara Pengeluaran (CV PT UD Toko Koperasi LS Hibah, Bansos, Bantuan Keuangan, BTTLS Bendahara (honor, "
    b"perjalanan dinas)LS Tagihan RutinLS Gaji dan TunjanganTU NihilGU-KKPDGU NihilLS Barang dan Jasa"
    b'/SPM-TU//SPM-UP//SPM-GU//SPM-LS/.0000/P1/2026/03.0/0000",","2026-0","2026-1",000],["5.2.02.10.01.00'
    b'],["5.2.02.05.02.00],["5.1.02.04.01.00],["5.1.02.02.01.00],["5.1.02.01.01.00","1.01.01.2.0","2.16.01.2.0.00'
    b'000,0,1,[["500,],["5.1.02.01.01.00'
)
"""Words that codes are full of. Part of the format: another dictionary is another version."""


class NilaiSegel(StrEnum):
    """What a reader may think of a code."""

    SAH = "SAH"
    BERUBAH = "BERUBAH"
    KUNCI_TIDAK_DIKENAL = "KUNCI_TIDAK_DIKENAL"
    KUNCI_DICABUT = "KUNCI_DICABUT"
    KUNCI_LEWAT_MASA = "KUNCI_LEWAT_MASA"


@dataclass(frozen=True, slots=True)
class BarisSegel:
    """One line in the code."""

    sub_kegiatan: str
    rekening: str
    nilai: Rupiah


@dataclass(frozen=True, slots=True)
class IsiSegel:
    """What a code says. `banyak` lines were sealed, `rincian` are those that had room; `sidik` vouches for all."""

    kode_meja: str
    putaran: int
    opd_kode: str
    jenis: str
    nomor: str
    tanggal: date
    disegel: date
    penerima: str
    nomor_rekening: str
    nilai: Rupiah
    potongan: Rupiah
    banyak: int
    rincian: tuple[BarisSegel, ...]
    sidik: bytes

    @property
    def dibayarkan(self) -> Rupiah:
        return self.nilai - self.potongan


@dataclass(frozen=True, slots=True)
class HasilPeriksa:
    """The answer to a scan. `isi` is None only where nothing in it can be trusted; `kalimat` is for a person."""

    nilai: NilaiSegel
    isi: IsiSegel | None
    kunci: KunciSegel | None
    kunci_id: str

    @property
    def is_good(self) -> bool:
        return self.nilai is NilaiSegel.SAH

    @property
    def kalimat(self) -> str:
        """What the desk is told, and what to do."""
        k = self.kunci
        match self.nilai:
            case NilaiSegel.SAH:
                assert k is not None, "only a known key is good"
                return f"Segel Pundi cocok: dibuat {k.opd_nama}. Bandingkan angka di bawah dengan lembar SPM."
            case NilaiSegel.BERUBAH:
                return "Isi kode tidak cocok dengan segelnya: kode ini diubah atau rusak. Jangan terima angkanya."
            case NilaiSegel.KUNCI_TIDAK_DIKENAL:
                return (
                    f"Kunci {self.kunci_id} belum dikenal di kantor ini, jadi pembuat kode belum terbukti. "
                    "Minta lembar kunci segel dari OPD pembuatnya."
                )
            case NilaiSegel.KUNCI_DICABUT:
                assert k is not None, "only a known key was revoked"
                assert k.akhir is not None, "a revoked key has its end"
                return (
                    f"Kunci {k.opd_nama} dicabut {tanggal_panjang(k.akhir.tanggal)} ({k.akhir.sebab}); "
                    "tanggal di dalam kode dapat dipalsukan. Minta cetakan baru dengan kunci pengganti."
                )
            case NilaiSegel.KUNCI_LEWAT_MASA:
                assert k is not None, "only a known key has its days"
                return f"Kunci {k.opd_nama} tidak berlaku pada tanggal penyegelan. Minta cetakan baru."


def seal_message(awal: bytes) -> bytes:
    """The message that is sealed, apart from that of every other kind of seal."""
    return _RANAH + awal


def unsealed_code(p: Pengajuan, kunci: KunciSegel, disegel: date) -> bytes:
    """What is sealed for a submission: as many of its lines as leave room for the seal."""
    awal = bytes((ord("S"), _VERSI)) + bytes.fromhex(kunci.id) + p.sidik
    for banyak in range(min(BARIS_TERBANYAK, len(p.rincian)), -1, -1):
        made = awal + squeeze(_body(p, disegel, banyak), _KAMUS)
        if len(made) + PANJANG_SEGEL <= BYTE_TERBANYAK:
            return made
    raise Refusal(
        "ERR_SEGEL_TIDAK_MUAT",
        f"Nomor {p.nomor[:60]} terlalu panjang untuk kode segel ({len(made) + PANJANG_SEGEL} byte, paling banyak "
        f"{BYTE_TERBANYAK}). Ringkaskan pola nomornya di Pengaturan.",
        medan="nomor",
    )


def code_text(awal: bytes, segel: bytes) -> str:
    """The digits of the QR."""
    return to_digits(awal + segel)


def looks_sealed(teks: str) -> bool:
    """Whether a scan is such a code rather than a desk code; nothing is proven by it."""
    bare = "".join(teks.split())
    return len(bare) > 200 and bare.isascii() and bare.isdigit()


def check_code(teks: str, kunci: dict[str, KunciSegel], verify: Penguji) -> HasilPeriksa:
    """Reads a scanned code with the keys this office knows; no network is needed.

    Refuses what is no such code (ERR_BUKAN_SEGEL) and one of a later version (ERR_SEGEL_VERSI).
    """
    data = from_digits(teks)
    if not _AWAL + PANJANG_SEGEL < len(data) <= BYTE_TERBANYAK or data[0] != ord("S"):
        raise not_a_seal()
    if data[1] != _VERSI:
        raise Refusal(
            "ERR_SEGEL_VERSI",
            f"Kode segel ini versi {data[1]}, program ini membaca versi {_VERSI}. Pasang Pundi terbaru.",
        )
    awal, segel = data[:-PANJANG_SEGEL], data[-PANJANG_SEGEL:]
    kunci_id = awal[2 : 2 + _PANJANG_ID].hex().upper()
    isi, milik = _read_body(awal), kunci.get(kunci_id)
    if milik is None:
        return HasilPeriksa(NilaiSegel.KUNCI_TIDAK_DIKENAL if isi else NilaiSegel.BERUBAH, isi, None, kunci_id)
    if isi is None or not verify(milik.publik, seal_message(awal), segel) or isi.opd_kode != milik.opd_kode:
        return HasilPeriksa(NilaiSegel.BERUBAH, None, milik, kunci_id)
    return HasilPeriksa(judge_key(milik, isi.disegel), isi, milik, kunci_id)


def judge_key(kunci: KunciSegel, disegel: date) -> NilaiSegel:
    """What a true seal of this key of that day is worth."""
    if kunci.dicabut:
        return NilaiSegel.KUNCI_DICABUT
    return NilaiSegel.SAH if kunci.is_valid_on(disegel) else NilaiSegel.KUNCI_LEWAT_MASA


def differences(isi: IsiSegel, p: Pengajuan) -> tuple[str, ...]:
    """Where the code on paper and a submission that is stored differ, in words; none says they are the same."""
    pasangan = (
        ("nomor", isi.nomor, p.nomor),
        ("tanggal", isi.tanggal.isoformat(), p.tanggal.isoformat()),
        ("putaran", str(isi.putaran), str(p.putaran)),
        ("nilai", str(isi.nilai.to_json()), str(p.nilai.to_json())),
        ("potongan", str(isi.potongan.to_json()), str(p.jumlah_potongan.to_json())),
        ("rekening penerima", isi.nomor_rekening, p.penerima.nomor_rekening),
    )
    found = tuple(
        f"{apa}: pada kertas {kertas}, tersimpan {simpan}" for apa, kertas, simpan in pasangan if kertas != simpan
    )
    return found or (() if isi.sidik == p.sidik else ("isi selengkapnya tidak sama (sidik isi berbeda)",))


def _body(p: Pengajuan, disegel: date, banyak: int) -> bytes:
    lines = [
        [sub, [[b.rekening, b.nilai.to_json()] for b in baris]]
        for sub, baris in groupby(p.rincian[:banyak], key=lambda b: b.sub_kegiatan)
    ]
    isi = [
        p.kode_meja, p.putaran, p.opd_kode, p.jenis, p.nomor, p.tanggal.isoformat(), disegel.isoformat(),
        p.penerima.nama[:_NAMA_TERPANJANG], p.penerima.nomor_rekening, p.nilai.to_json(), p.jumlah_potongan.to_json(),
        len(p.rincian), lines,
    ]  # fmt: skip
    return json.dumps(isi, ensure_ascii=False, separators=(",", ":")).encode()


def _read_body(awal: bytes) -> IsiSegel | None:
    """The figures of a code, proven or not; None when it cannot be read at all."""
    try:
        isi: list[Any] = json.loads(unsqueeze(awal[_AWAL:], _KAMUS, _JSON_TERBANYAK))
        (kode, putaran, opd, jenis, nomor, tanggal, disegel, penerima, rekening, nilai, potongan, banyak, lines) = isi
        return IsiSegel(
            _text(kode), int(putaran), _text(opd), _text(jenis), _text(nomor), date.fromisoformat(tanggal),
            date.fromisoformat(disegel), _text(penerima), _text(rekening), Rupiah.from_json(nilai),
            Rupiah.from_json(potongan), int(banyak),
            tuple(BarisSegel(_text(s), _text(r), Rupiah.from_json(n)) for s, baris in lines for r, n in baris),
            awal[2 + _PANJANG_ID : _AWAL],
        )  # fmt: skip
    except (ValueError, TypeError, RecursionError):
        return None


def _text(nilai: object) -> str:
    if not isinstance(nilai, str):
        raise TypeError("teks")
    return nilai
