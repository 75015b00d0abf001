"""The worked example's SPJ fungsional and the other reports of its month, as printed values."""

from __future__ import annotations

from datetime import date

from core.documents.alur import Kop, Penandatangan
from core.documents.dpt import BarisDpt, DptTercetak
from core.documents.lpj import BarisLpjUp, LpjTuTercetak, LpjUpTercetak
from core.documents.penutupan_kas import BeritaAcaraKas, HitungKas, Pecahan, RegisterPenutupanKas
from core.documents.spj import BarisKas, BarisSpj, SpjTercetak, TigaKolom
from core.money import Rupiah, terbilang

PEMDA, OPD = "Pemerintah Kota Contoh", "Dinas Komunikasi dan Informatika"
PA = Penandatangan(
    "Pengguna Anggaran", "Dra. CONTOH RAHAYU, M.Si.", "19700101 199503 2 001", "Pembina Utama Muda / IV.c",
    "Mengetahui/Disetujui",
)  # fmt: skip
BP = Penandatangan(
    "Bendahara Pengeluaran", "CONTOH SETIAWAN, A.Md.", "19880202 201101 1 002", "Penata Muda / III.a",
    "Kota Contoh, 27 Februari 2026",
)  # fmt: skip
NOL3 = TigaKolom(Rupiah(0), Rupiah(0), Rupiah(0))


def kop(judul: str, *subjudul: str) -> Kop:
    return Kop(
        PEMDA, OPD, judul, subjudul, (("SKPD", f"2.16.2.20.2.21.01.0000 {OPD}"), ("Bendahara Pengeluaran", BP.nama))
    )


def tiga(d) -> TigaKolom:
    return TigaKolom(Rupiah.of(d["sd_lalu"]), Rupiah.of(d["bulan_ini"]), Rupiah.of(d["sd_ini"]))


def sama(lalu: int, ini: int) -> TigaKolom:
    return TigaKolom(Rupiah.of(lalu), Rupiah.of(ini), Rupiah.of(lalu + ini))


def baris_spj(d, kode, uraian, tingkat=0, *, induk=False) -> BarisSpj:
    return BarisSpj(
        kode, uraian, Rupiah.of(d["anggaran"]), tiga(d["ls_gaji"]), tiga(d["ls_bj"]), tiga(d["up"]),
        Rupiah.of(d["jumlah_spj"]), Rupiah.of(d["sisa_pagu"]), tingkat, induk,
    )  # fmt: skip


def spj(contoh, *, kali=1) -> SpjTercetak:
    data = contoh["spj_fungsional"]
    jumlah = data["jumlah"]
    rows = [
        baris_spj(jumlah, "2.16.01", "Program Penunjang Urusan Pemerintahan Daerah Kota", 0, induk=True),
        baris_spj(jumlah, "5", "Belanja Daerah", 1, induk=True),
    ]
    rows += [baris_spj(r, r["kode_rekening"], r["uraian"], 2) for r in data["baris"]] * kali
    rekap = data["rekap_kas"]
    masuk, keluar = rekap["penerimaan"], rekap["pengeluaran"]
    kas = (
        BarisKas("PENERIMAAN", tebal=True),
        BarisKas("SP2D", tingkat=1),
        BarisKas("a. UP", None, sama(0, masuk["sp2d_up"]), sama(0, masuk["sp2d_up"]), 2),
        BarisKas("b. GU", None, sama(0, masuk["sp2d_gu"]), sama(0, masuk["sp2d_gu"]), 2),
        BarisKas("c. TU", None, sama(0, masuk["sp2d_tu"]), sama(0, masuk["sp2d_tu"]), 2),
        BarisKas("d. LS", sama(137_050_000, masuk["sp2d_ls"]), None, sama(137_050_000, masuk["sp2d_ls"]), 2),
        BarisKas("e. KKPD", None, sama(0, masuk["sp2d_gu_kkpd"]), sama(0, masuk["sp2d_gu_kkpd"]), 2),
        BarisKas("Jumlah Penerimaan", None, None, sama(rekap["sd_lalu"]["penerimaan"], masuk["jumlah"]), tebal=True),
        BarisKas("PENGELUARAN", tebal=True),
        BarisKas("Jumlah Pengeluaran", None, None, sama(rekap["sd_lalu"]["pengeluaran"], keluar["jumlah"]), tebal=True),
        BarisKas("SALDO KAS", None, None, sama(0, rekap["saldo_kas"]), tebal=True),
    )
    return SpjTercetak(
        kop("LAPORAN PERTANGGUNGJAWABAN BENDAHARA PENGELUARAN", "(SPJ FUNGSIONAL)", "Bulan Februari 2026"),
        tuple(rows),
        baris_spj(jumlah, "", "JUMLAH"),
        kas,
        (PA, BP),
    )


def hitung_kas() -> HitungKas:
    kertas = ((100_000, 45), (50_000, 15), (20_000, 3), (10_000, 3), (5_000, 1), (2_000, 1), (1_000, 1))
    logam = ((1_000, 1), (500, 1), (200, 2), (100, 1))

    def pecahan(rows):
        return tuple(Pecahan(Rupiah.of(n), b, Rupiah.of(n * b)) for n, b in rows)

    return HitungKas(
        pecahan(kertas), pecahan(logam), Rupiah.of(5_348_000), Rupiah.of(2_000), Rupiah.of(49_437_500), Rupiah(0),
        Rupiah.of(54_787_500), Rupiah.of(54_787_500), Rupiah(0),
    )  # fmt: skip


def register() -> RegisterPenutupanKas:
    return RegisterPenutupanKas(
        kop("REGISTER PENUTUPAN KAS", "Bulan Februari 2026"), "27 Februari 2026", BP.nama, "30 Januari 2026",
        Rupiah.of(438_944_500), Rupiah.of(384_157_000), hitung_kas(), (PA, BP),
    )  # fmt: skip


def berita_acara() -> BeritaAcaraKas:
    return BeritaAcaraKas(
        kop("BERITA ACARA PEMERIKSAAN KAS"), "900/017/BA-KAS/II/2026", "Jumat, 27 Februari 2026", PA, BP,
        "Keputusan Wali Kota Contoh Nomor 900/1/2026", hitung_kas(), terbilang(Rupiah.of(54_787_500)),
    )  # fmt: skip


def lpj_up(contoh) -> LpjUpTercetak:
    d = contoh["lpj_up"]
    names = {r["kode_rekening"]: r["uraian"] for r in contoh["spj_fungsional"]["baris"]}
    rows = tuple(
        BarisLpjUp(
            r["kode_rekening"], names[r["kode_rekening"]], Rupiah.of(r["anggaran"]),
            Rupiah.of(r["belanja_periode_ini"]), Rupiah.of(r["akumulasi_belanja"]), Rupiah.of(r["sisa_anggaran"]),
        )
        for r in d["rincian"]
    )  # fmt: skip
    jumlah = BarisLpjUp("", "Jumlah", *(Rupiah.of(n) for n in (420_000_000, 34_200_000, 34_200_000, 385_800_000)))
    return LpjUpTercetak(
        kop("LAPORAN PERTANGGUNGJAWABAN UANG PERSEDIAAN", f"Nomor {d['nomor']}"),
        Rupiah.of(d["up_awal_periode"]), Rupiah.of(d["penggunaan_up"]), Rupiah.of(d["up_akhir_periode"]),
        terbilang(Rupiah.of(d["penggunaan_up"])), rows, jumlah, (PA, BP),
    )  # fmt: skip


def lpj_tu(contoh) -> LpjTuTercetak:
    d = contoh["lpj_tu"]
    names = {r["kode_rekening"]: r["uraian"] for r in contoh["spj_fungsional"]["baris"]}
    return LpjTuTercetak(
        kop("LAPORAN PERTANGGUNGJAWABAN TAMBAHAN UANG PERSEDIAAN", f"SP2D {d['sp2d']}"),
        tuple((k, names[k], Rupiah.of(n)) for k, n in d["belanja"].items()),
        Rupiah.of(d["jumlah_belanja"]), Rupiah.of(d["nilai_tu"]), Rupiah.of(d["sisa_tu"]), d["sts"],
        terbilang(Rupiah.of(d["sisa_tu"])), (PA, BP),
    )  # fmt: skip


def dpt() -> DptTercetak:
    return DptTercetak(
        kop("DAFTAR PEMBAYARAN TAGIHAN (DPT) KKPD", "Nomor DPT-0001", "Februari 2026"),
        (
            BarisDpt("4000123412345678", "Contoh Lestari", date(2026, 2, 12), "HOTEL CONTOH JAKARTA", "KKPD-0001",
                     "2.16.01.2.06.0009", "5.1.02.04.01.0001", "Hotel dan tiket rapat koordinasi", Rupiah.of(4_800_000)),
            BarisDpt("5678", "Contoh Lestari", date(2026, 2, 13), "TOKO ATK DARING", "KKPD-0002",
                     "2.16.01.2.06.0002", "5.1.02.01.01.0024", "ATK daring", Rupiah.of(3_200_000)),
        ),
        Rupiah.of(8_000_000), terbilang(Rupiah.of(8_000_000)), "KKI-2026-02", (PA, BP),
    )  # fmt: skip
