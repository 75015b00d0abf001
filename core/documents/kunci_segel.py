"""The public key sheet of an office: handed over once, on paper, so that other offices know its segel Pundi."""

from __future__ import annotations

from dataclasses import dataclass

from core.documents.alur import Alur, Kop, Penandatangan
from core.documents.bars import draw_qr
from core.documents.kit import Huruf, Kertas, Pena, mm, ukuran_halaman

_SISI_MM = 46.0


@dataclass(frozen=True, slots=True)
class LembarKunciSegel:
    """`teks` are the digits of the QR; `sidik_jari` is what two people compare aloud."""

    pemda: str
    opd: str
    kode: str
    teks: str
    sidik_jari: str
    berlaku_dari: str
    penandatangan: tuple[Penandatangan, ...] = ()
    langkah: tuple[str, ...] = (
        "Serahkan lembar ini, atau berkasnya, langsung kepada kantor yang menerima SPM Anda.",
        "Penerima memindai kode di bawah di Pengaturan, bagian Segel Pundi, tombol Kenali kunci.",
        "Penerima menelepon kantor pemilik dan mencocokkan sidik jari keempat kelompok, lalu menyetujuinya.",
        "Lembar ini bukan rahasia. Kunci rahasianya tidak pernah keluar dari komputer pemiliknya.",
    )


def render_kunci_segel(isi: LembarKunciSegel, huruf: Huruf) -> bytes:
    """The sheet, on A4."""
    alur = Alur(Pena(huruf, "Lembar Kunci Segel Pundi"), ukuran_halaman(Kertas.A4), tepi_mm=20, bernomor=False)
    alur.head(Kop(isi.pemda, isi.opd, "LEMBAR KUNCI SEGEL PUNDI", ("Untuk dikenali kantor lain",)))
    alur.text(
        "Kode segel pada SPM kantor ini dibuat dengan kunci yang bagian terbukanya ada pada lembar ini. Kantor yang "
        "sudah mengenalinya dapat memeriksa SPM tanpa jaringan.",
        10,
    )
    alur.skip(8)
    rows = (("OPD", f"{isi.kode} {isi.opd}"), ("Berlaku sejak", isi.berlaku_dari), ("Sidik jari", isi.sidik_jari))
    alur.pairs(rows, size=10)
    alur.skip(12)
    tinggi = mm(_SISI_MM) + 12
    alur.need(tinggi)
    top = alur.y
    alur.skip(tinggi)
    alur.pena.box(alur.kiri, alur.y, alur.lebar, tinggi, tebal=1)
    alur.pena.text(alur.kiri + 18, top - tinggi / 2 + 14, "Sidik jari", 9, abu=0.25)
    alur.pena.text(alur.kiri + 18, top - tinggi / 2 - 10, isi.sidik_jari, 18, tebal=True)
    draw_qr(alur.pena, isi.teks, alur.kanan - mm(_SISI_MM) - 8, alur.y + 6, _SISI_MM)
    alur.skip(16)
    alur.text("Cara memakai", 10.5, tebal=True)
    for n, langkah in enumerate(isi.langkah, 1):
        alur.text(f"{n}.  {langkah}", 10)
    alur.skip(10)
    alur.signatures(isi.penandatangan)
    alur.finish()
    return alur.pena.save()
