"""The escrow sheet: the key of the audit chain on one page, to be sealed and kept in the safe (architecture 4).

Restoring on another computer asks for this key; without it the data stays closed. The page is printed on
request by who sets up the office, and the program keeps no copy of it.
"""

from __future__ import annotations

from dataclasses import dataclass

from core.documents.alur import Alur, Kop, Penandatangan
from core.documents.bars import draw_qr
from core.documents.kit import Huruf, Kertas, Pena, mm, ukuran_halaman

_KELOMPOK = 4
_KELOMPOK_SEBARIS = 4


@dataclass(frozen=True, slots=True)
class LembarKunci:
    """`kunci` is the key as typed back, without blanks; `sidik_jari` tells two keys apart without showing them."""

    pemda: str
    opd: str
    kunci: str
    sidik_jari: str
    dibuat: str
    nama_basis_data: str
    penandatangan: tuple[Penandatangan, ...] = ()
    langkah: tuple[str, ...] = (
        "Cetak satu lembar saja, di hadapan Pengguna Anggaran.",
        "Masukkan ke amplop, segel, bubuhkan paraf dan tanggal pada segel.",
        "Simpan di brankas, terpisah dari komputer dan dari cadangan datanya.",
        "Amplop hanya dibuka untuk memulihkan data di komputer lain; setelah itu segel kembali.",
    )


def key_groups(kunci: str) -> list[str]:
    """Lines of the key in groups of four, as printed and typed."""
    groups = [kunci[i : i + _KELOMPOK] for i in range(0, len(kunci), _KELOMPOK)]
    return [" ".join(groups[i : i + _KELOMPOK_SEBARIS]) for i in range(0, len(groups), _KELOMPOK_SEBARIS)]


def render_kunci(isi: LembarKunci, huruf: Huruf) -> bytes:
    """The sheet, on A4."""
    alur = Alur(Pena(huruf, "Lembar Kunci Jejak Audit"), ukuran_halaman(Kertas.A4), tepi_mm=20, bernomor=False)
    subjudul = ("RAHASIA: simpan dalam amplop bersegel",)
    alur.head(Kop(isi.pemda, isi.opd, "LEMBAR KUNCI JEJAK AUDIT", subjudul))
    alur.text(
        "Kunci di bawah ini menyegel jejak audit Pundi milik kantor ini. Tanpa kunci ini, data yang dipulihkan di "
        "komputer lain tidak dapat dibuka.",
        10,
    )
    alur.skip(8)
    alur.pairs((("Basis data", isi.nama_basis_data), ("Dibuat", isi.dibuat), ("Sidik jari", isi.sidik_jari)), size=10)
    alur.skip(14)
    _key_box(alur, isi.kunci)
    alur.skip(16)
    alur.text("Cara menyimpan", 10.5, tebal=True)
    for n, langkah in enumerate(isi.langkah, 1):
        alur.text(f"{n}.  {langkah}", 10)
    alur.skip(10)
    alur.signatures(isi.penandatangan)
    alur.finish()
    return alur.pena.save()


def _key_box(alur: Alur, kunci: str) -> None:
    """Groups on the left, the same key as QR on the right, in one frame."""
    lines = key_groups(kunci)
    sisi = 42.0
    tinggi = max(mm(sisi) + 12, len(lines) * 24 + 24)
    alur.need(tinggi)
    top = alur.y
    alur.skip(tinggi)
    alur.pena.box(alur.kiri, alur.y, alur.lebar, tinggi, tebal=1)
    y = top - (tinggi - len(lines) * 24) / 2 - 17
    for line in lines:
        alur.pena.text(alur.kiri + 18, y, line, 16, tebal=True)
        y -= 24
    draw_qr(alur.pena, kunci, alur.kanan - mm(sisi) - 8, alur.y + (tinggi - mm(sisi)) / 2, sisi)
