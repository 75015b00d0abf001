"""One invented LS submission, as its printed values."""

from __future__ import annotations

from core.documents.alur import Penandatangan
from core.documents.pengantar import BarisKelengkapan, KelengkapanTercetak, PengantarTercetak
from core.documents.spm import BarisPotongan, BerkasTercetak, SpmTercetak
from core.documents.spp import BarisRekening, BarisSpd, NomorCetak, RingkasanSpp, SppTercetak
from core.money import Rupiah, terbilang

PEMDA, OPD = "Pemerintah Kota Contoh", "Dinas Komunikasi dan Informatika"
KODE_MEJA = "41702630118869"
NILAI, POTONGAN = Rupiah.of(111_000_000), Rupiah.of(12_500_000)
DIBAYAR = Rupiah.of(98_500_000)
NOMOR = NomorCetak("99.99/03.0/000012/LS/2.16.2.20.2.21.01.0000/M/2/2026", "Nomor kerja Pundi 0012/SPM-LS/2.16/II/2026")
NOMOR_SPP = NomorCetak(
    "99.99/02.0/000012/LS/2.16.2.20.2.21.01.0000/M/2/2026", "Nomor kerja Pundi 0012/SPP-LS/2.16/II/2026"
)
KEPERLUAN = "Pembayaran pengadaan personal computer 10 unit, BAST 030/BAST/II/2026 tanggal 16 Februari 2026"
PA = Penandatangan(
    "Pengguna Anggaran", "Dra. CONTOH RAHAYU, M.Si.", "19700101 199503 2 001", "Pembina Utama Muda / IV.c",
    "Kota Contoh, 18 Februari 2026",
)  # fmt: skip
BP = Penandatangan(
    "Bendahara Pengeluaran", "CONTOH SETIAWAN, A.Md.", "19880202 201101 1 002", "Penata Muda / III.a",
    "Kota Contoh, 17 Februari 2026",
)  # fmt: skip
PPTK = Penandatangan("Pejabat Pelaksana Teknis Kegiatan", "CONTOH LESTARI, S.Kom.", "19850303 201001 2 003")
PPK = Penandatangan("PPK-SKPD", "CONTOH HIDAYAT, S.E.", "19790404 200501 1 004", atas="Diteliti oleh")


def rekening(banyak: int) -> tuple[BarisRekening, ...]:
    return tuple(
        BarisRekening(
            f"5.2.02.10.01.{n:04d}",
            f"Belanja Modal Personal Computer lokasi ke-{n}",
            Rupiah.of(111_000_000 // banyak),
            "2.16.01.2.07.0006",
        )
        for n in range(1, banyak + 1)
    )


def spp(banyak: int) -> SppTercetak:
    return SppTercetak(
        pemda=PEMDA,
        opd=OPD,
        jenis="LS",
        nomor=NOMOR_SPP,
        tanggal="17 Februari 2026",
        kepada="Pengguna Anggaran Dinas Komunikasi dan Informatika",
        pembuka=(
            "Dengan memperhatikan Peraturan Wali Kota Contoh tentang Penjabaran APBD Tahun Anggaran 2026, bersama ini "
            "kami mengajukan Surat Permintaan Pembayaran Langsung sebagai berikut:"
        ),
        urusan="2.16 Urusan Pemerintahan Bidang Komunikasi dan Informatika",
        tahun_anggaran=2026,
        dasar_spd="99.99/01.0/000001/2.16.2.20.2.21.01.0000/M/1/2026",
        sisa_spd=Rupiah.of(120_000_000),
        sisa_spd_terbilang=terbilang(Rupiah.of(120_000_000)),
        keperluan=KEPERLUAN,
        penerima="PT Komputindo Contoh",
        jumlah=NILAI,
        jumlah_terbilang=terbilang(NILAI),
        bank_rekening="Bank Contoh, 0012345678 a.n. PT Komputindo Contoh",
        ringkasan=RingkasanSpp(
            nomor_dpa="DPA/A.1/2.16.2.20.2.21.01.0000/001/2026",
            tanggal_dpa="2 Januari 2026",
            jumlah_dpa=Rupiah.of(2_614_000_000),
            spd=(
                BarisSpd("99.99/01.0/000001/2.16.2.20.2.21.01.0000/M/1/2026", "5 Januari 2026", Rupiah.of(730_500_000)),
            ),
            jumlah_spd=Rupiah.of(730_500_000),
            sisa_belum_spd=Rupiah.of(1_883_500_000),
            belanja=(
                ("Belanja UP/GU", Rupiah.of(34_200_000)),
                ("Belanja TU", Rupiah.of(0)),
                ("Belanja LS gaji dan tunjangan", Rupiah.of(259_600_000)),
                ("Belanja LS pengadaan barang dan jasa", Rupiah.of(7_250_000)),
            ),
            jumlah_belanja=Rupiah.of(301_050_000),
            sisa_spd=Rupiah.of(429_450_000),
        ),
        rincian=rekening(banyak),
        bendahara=BP,
        pptk=PPTK,
    )


def spm(banyak: int, *, cetakan_ke: int = 1) -> SpmTercetak:
    return SpmTercetak(
        pemda=PEMDA,
        opd=OPD,
        jenis="LS Barang dan Jasa",
        tahun_anggaran=2026,
        nomor=NOMOR,
        tanggal="18 Februari 2026",
        kepada="Kuasa Bendahara Umum Daerah Kota Contoh",
        penerima="PT Komputindo Contoh",
        bank="Bank Contoh Cabang Utama",
        nomor_rekening="0012345678",
        npwp="0000000000000417",
        dasar_pembayaran=("SPD nomor 99.99/01.0/000001/2.16.2.20.2.21.01.0000/M/1/2026 tanggal 5 Januari 2026",),
        keperluan=KEPERLUAN,
        jenis_belanja="Belanja Modal",
        pembebanan=rekening(banyak),
        potongan=(
            BarisPotongan("PPN", Rupiah.of(11_000_000), "411211-920", "000000000000001"),
            BarisPotongan("PPh Pasal 22", Rupiah.of(1_500_000), "411122-920", "000000000000002"),
        ),
        informasi=(),
        jumlah_diminta=NILAI,
        jumlah_potongan=POTONGAN,
        jumlah_informasi=Rupiah.of(0),
        jumlah_dibayarkan=DIBAYAR,
        terbilang=terbilang(DIBAYAR),
        nomor_spp=NOMOR_SPP.resmi,
        tanggal_spp="17 Februari 2026",
        jumlah_spp=NILAI,
        penandatangan=PA,
        ringkas=(BarisRekening("5.2.02", "Belanja Modal Peralatan dan Mesin", NILAI),),
        cetakan_ke=cetakan_ke,
    )


def berkas(banyak: int = 1, *, cetakan_ke: int = 1, kode_meja: str = KODE_MEJA) -> BerkasTercetak:
    papers = (
        "SPM",
        "SPP-1, SPP-2, SPP-3",
        "SPTJM",
        "Kontrak/SPK",
        "BAST",
        "Faktur pajak dan ID billing",
        "Referensi bank",
    )
    return BerkasTercetak(
        PengantarTercetak(
            PEMDA,
            OPD,
            "Kepala BPKAD Kota Contoh selaku PPKD",
            "LS Barang dan Jasa",
            NOMOR,
            "18 Februari 2026",
            NILAI,
            terbilang(NILAI),
            "PT Komputindo Contoh",
            KEPERLUAN,
            kode_meja,
            papers,
            (PA,),
            cetakan_ke=cetakan_ke,
        ),
        spp(banyak),
        spm(banyak, cetakan_ke=cetakan_ke),
        KelengkapanTercetak(
            PEMDA,
            OPD,
            "LS Barang dan Jasa",
            NOMOR_SPP,
            "17 Februari 2026",
            (
                *(BarisKelengkapan(p, ada=True) for p in papers[:-1]),
                BarisKelengkapan(papers[-1], ada=False, keterangan="menyusul"),
            ),
            "18 Februari 2026",
            (PPK,),
        ),
    )
