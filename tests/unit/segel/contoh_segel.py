"""An invented submission, keys made from a fixed seed, and seals made with them."""

from __future__ import annotations

import random
from datetime import date

from core.money import Rupiah
from core.segel.isi import BarisPengajuan, ButirPengajuan, PenerimaPengajuan, Pengajuan, PotonganPengajuan
from core.segel.kode import code_text, seal_message, unsealed_code
from core.segel.kunci import KunciSegel
from db.segel import ed25519

RAHASIA = bytes(range(32))
RAHASIA_LAIN = bytes(range(1, 33))
KODE_OPD = "2.16.2.20.2.21.01.0000"
KUNCI = KunciSegel(
    ed25519.public_of(RAHASIA), KODE_OPD, "Dinas Komunikasi dan Informatika Kota Contoh", date(2026, 1, 1)
)
DIKENAL = {KUNCI.id: KUNCI}
HARI = date(2026, 2, 18)


def pengajuan(banyak: int = 1, *, biji: int = 7) -> Pengajuan:
    """An LS of so many lines with amounts that do not compress: the hardest case for the code."""
    acak = random.Random(biji)
    sub = sorted(acak.choice(("2.16.01.2.08.0002", "2.16.01.2.07.0006")) for _ in range(banyak))
    rincian = tuple(
        BarisPengajuan(
            s,
            f"5.1.02.0{acak.randint(1, 4)}.01.00{acak.randint(1, 99):02d}",
            Rupiah.of(acak.randint(100_000, 99_999_999)),
            f"Belanja contoh ke-{n}",
        )
        for n, s in enumerate(sub, 1)
    )
    return Pengajuan(
        berkas="0199e7a0-0000-7000-8000-000000000001",
        kode_meja="41702630118869",
        putaran=1,
        layanan="SPM",
        opd_kode=KODE_OPD,
        opd_nama="Dinas Komunikasi dan Informatika Kota Contoh",
        jenis="LS Barang dan Jasa",
        nomor="99.99/03.0/000012/LS/2.16.2.20.2.21.01.0000/M/2/2026",
        tanggal=HARI,
        perihal="Pengadaan personal computer 10 unit",
        nilai=Rupiah(sum(b.nilai.sen for b in rincian)),
        penerima=PenerimaPengajuan(
            "PT Komputindo Contoh", "0000000000000417", "Bank Contoh", "0012345678", "PT Komputindo Contoh"
        ),
        rincian=rincian,
        potongan=(
            PotonganPengajuan("PPN", Rupiah.of(11_000), "411211-920", "000000000000001"),
            PotonganPengajuan("PPh 22", Rupiah.of(1_500), "411122-920", informasi=True),
        ),
        kelengkapan=(ButirPengajuan("SPTJM", True), ButirPengajuan("BAST", False, "menyusul")),
    )


def sealed(p: Pengajuan, *, kunci: KunciSegel = KUNCI, rahasia: bytes = RAHASIA, disegel: date = HARI) -> str:
    """The text of its QR."""
    awal = unsealed_code(p, kunci, disegel)
    return code_text(awal, ed25519.seal(rahasia, seal_message(awal)))
