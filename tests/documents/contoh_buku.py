"""The worked example's expected blocks as the rows that queries of the books answer with."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from core.calendar import Bulan
from core.documents.alur import Penandatangan
from core.documents.kantor import KantorCetak
from core.kas.queries import (
    BkuRow,
    BlokRow,
    BukuKkpd,
    KkpdRow,
    LpjRincian,
    LpjTuRow,
    LpjUpRow,
    RealisasiRow,
    RincianObjek,
    SaldoRow,
    SegelRow,
    SubBuku,
    SubBukuRow,
    TigaKolom,
)
from core.money import Rupiah

_DATA = json.loads((Path(__file__).parents[1] / "data" / "worked-example.json").read_text())
MASUKAN, HARAP = _DATA["input"], _DATA["expected"]
FEBRUARI = Bulan(2026, 2)
SUB = {p["kode_rekening"]: p["sub_kegiatan"] for p in MASUKAN["pagu"]}
URAIAN = {p["kode_rekening"]: p["uraian"] for p in MASUKAN["pagu"]}
PAGU = {p["kode_rekening"]: p["anggaran"] for p in MASUKAN["pagu"]}
NAMA = {
    "2": "URUSAN PEMERINTAHAN WAJIB YANG TIDAK BERKAITAN DENGAN PELAYANAN DASAR",
    "2.16": "URUSAN PEMERINTAHAN BIDANG KOMUNIKASI DAN INFORMATIKA",
    "X.XX.01": "PROGRAM PENUNJANG URUSAN PEMERINTAHAN DAERAH KABUPATEN/KOTA",
    "X.XX.01.2.02": "Administrasi Keuangan Perangkat Daerah",
    "X.XX.01.2.06": "Administrasi Umum Perangkat Daerah",
    "X.XX.01.2.07": "Pengadaan Barang Milik Daerah Penunjang Urusan Pemerintah Daerah",
    "X.XX.01.2.08": "Penyediaan Jasa Penunjang Urusan Pemerintahan Daerah",
    "X.XX.01.2.09": "Pemeliharaan Barang Milik Daerah Penunjang Urusan Pemerintahan Daerah",
    "2.16.01.2.02.0001": "Penyediaan Gaji dan Tunjangan ASN",
    "2.16.01.2.06.0002": "Penyediaan Peralatan dan Perlengkapan Kantor",
    "2.16.01.2.06.0009": "Penyelenggaraan Rapat Koordinasi dan Konsultasi SKPD",
    "5": "BELANJA DAERAH",
    "5.1": "BELANJA OPERASI",
    "5.1.01": "Belanja Pegawai",
    "5.1.02": "Belanja Barang dan Jasa",
    "5.1.02.01": "Belanja Barang",
    "5.1.02.01.01": "Belanja Barang Pakai Habis",
    "5.2": "BELANJA MODAL",
    **URAIAN,
}
PA = Penandatangan(
    "Pengguna Anggaran", "Dra. CONTOH RAHAYU, M.Si.", "19700101 199503 2 001", "Pembina Utama Muda / IV.c"
)
BP = Penandatangan("Bendahara Pengeluaran", "CONTOH SETIAWAN, A.Md.", "19880202 201101 1 002", "Penata Muda / III.a")
PPK = Penandatangan("PPK-SKPD", "CONTOH LARASATI, S.E.", "19750303 200003 2 003", "Penata Tingkat I / III.d")
KANTOR = KantorCetak(
    pemda="Pemerintah Kota Contoh",
    opd="Dinas Komunikasi dan Informatika",
    kode="2.16.2.20.2.21.01.0000",
    tahun=2026,
    tempat="Kota Contoh",
    tanggal=date(2026, 2, 27),
    pa=PA,
    bendahara=BP,
    ppk=PPK,
)


def rp(n: int) -> Rupiah:
    return Rupiah.of(n)


def bku() -> list[BkuRow]:
    return [
        BkuRow(
            r["no_bku"], r["tx"], date.fromisoformat(r["tanggal"]), r["no_bukti"], r["uraian"], rp(r["penerimaan"]),
            rp(r["pengeluaran"]), r["wadah"], r["jenis"], r["sumber"], r.get("kode_rekening", ""),
            SUB.get(r.get("kode_rekening", ""), ""), r.get("pajak", ""), r.get("ntpn", ""), r.get("kelompok", ""), "",
            rp(r["saldo"]), rp(r["saldo_tunai"]), rp(r["saldo_bank"]),
        )
        for r in HARAP["bku"]
    ]  # fmt: skip


def _sub_rows(block: str) -> tuple[SubBukuRow, ...]:
    lines = {r.no_bku: r for r in bku()}
    kolom = HARAP[block]["kolom"]
    found = []
    for cells in HARAP[block]["baris"]:
        at = dict(zip(kolom, cells, strict=True))
        masuk, keluar, saldo = (rp(n) for n in cells[-3:])
        line = lines[at["no_bku"]]
        found.append(
            SubBukuRow(
                line.no_bku,
                line.tanggal,
                line.no_bukti,
                line.uraian,
                masuk,
                keluar,
                saldo,
                at.get("jenis", ""),
                line.tx,
            )
        )
    return tuple(found)


def sub_buku(block: str) -> SubBuku:
    """`buku_kas_tunai`, `buku_bank` or `buku_panjar`; all open at nothing in the example."""
    return SubBuku(Rupiah(0), _sub_rows(block))


def pajak() -> SubBuku:
    akhir = {j: rp(n) for j, n in HARAP["buku_pajak"]["saldo_per_jenis"].items()}
    return SubBuku(Rupiah(0), _sub_rows("buku_pajak"), dict.fromkeys(akhir, Rupiah(0)), akhir)


def kkpd() -> BukuKkpd:
    block = HARAP["buku_kkpd"]
    tanggal = (date(2026, 2, 12), date(2026, 2, 13), date(2026, 2, 24))
    uraian = ("Hotel dan tiket rapat koordinasi", "ATK daring", "Pelunasan tagihan Februari")
    rows = tuple(
        KkpdRow(t, label, u, rp(ubah), rp(sisa))
        for t, u, (label, ubah, sisa) in zip(tanggal, uraian, block["rows"], strict=True)
    )
    return BukuKkpd(rp(block["limit"]), Rupiah(0), rows)


def rincian() -> list[RincianObjek]:
    return [
        RincianObjek(
            SUB[k := r["kode_rekening"]], k, URAIAN[k], rp(PAGU[k]), rp(r["sd_bulan_lalu"]), rp(r["up_gu"]),
            rp(r["kkpd"]), rp(r["tu"]), rp(r["ls"]),
        )
        for r in HARAP["rincian_objek"]
    ]  # fmt: skip


def _tiga(d: dict[str, int]) -> TigaKolom:
    return TigaKolom(rp(d["sd_lalu"]), rp(d["bulan_ini"]))


def realisasi() -> list[RealisasiRow]:
    return [
        RealisasiRow(
            r["sub_kegiatan"], r["kode_rekening"], r["uraian"], rp(r["anggaran"]), _tiga(r["ls_gaji"]),
            _tiga(r["ls_bj"]), _tiga(r["up"]),
        )
        for r in HARAP["spj_fungsional"]["baris"]
    ]  # fmt: skip


def blok() -> list[BlokRow]:
    """The cash block of the month, with what came before it from the input."""

    def flat(side: dict) -> dict[tuple[str, str], int]:
        found = {}
        for baris, n in side.items():
            if baris == "pajak":
                found |= {(f"pajak:{j}", k): m for j, groups in n.items() for k, m in groups.items()}
            elif baris == "lain_lain":
                found |= {(baris, k): m for k, m in n.items()}
            elif baris != "jumlah":
                found[baris, "ls" if baris.endswith("_ls") else "up"] = n
        return found

    rows = []
    for sisi in ("penerimaan", "pengeluaran"):
        ini = flat(HARAP["spj_fungsional"]["rekap_kas"][sisi])
        lalu = flat(MASUKAN["rekap_kas_sd_bulan_lalu"][sisi])
        rows += [BlokRow(sisi, *k, rp(lalu.get(k, 0)), rp(ini.get(k, 0))) for k in {**lalu, **ini}]
    return rows


def saldo() -> SaldoRow:
    s = HARAP["saldo_akhir"]
    return SaldoRow(
        rp(s["bku"]), rp(s["kas_tunai"]), rp(s["bank"]), rp(s["pajak_belum_setor"]), rp(s["panjar_beredar"]),
        rp(s["spj_up_belum_gu"]), Rupiah(0), Rupiah(0), rp(60_000_000), rp(s["total_penerimaan_bku"]),
        rp(s["total_pengeluaran_bku"]),
    )  # fmt: skip


def lpj_up() -> LpjUpRow:
    d = HARAP["lpj_up"]
    rows = tuple(
        LpjRincian(
            SUB[k := r["kode_rekening"]], k, URAIAN[k], rp(r["anggaran"]), rp(r["belanja_periode_ini"]),
            rp(r["akumulasi_belanja"]),
        )
        for r in d["rincian"]
    )  # fmt: skip
    return LpjUpRow(d["nomor"], date(2026, 2, 19), rp(d["up_awal_periode"]), rp(d["penggunaan_up"]), "SP2D-0090", rows)


def lpj_tu() -> LpjTuRow:
    d = HARAP["lpj_tu"]
    belanja = tuple(((SUB[k], k), rp(n)) for k, n in d["belanja"].items())
    return LpjTuRow(
        d["sp2d"], date(2026, 2, 20), "2.16.01.2.06.0009", date(2026, 3, 20), rp(d["nilai_tu"]), belanja, d["sts"],
        rp(d["sts_nilai"]),
    )  # fmt: skip


def segel(**ubah) -> SegelRow:
    """February closed with 5.350.000 in notes and coins."""
    pecahan = {"K100000": 45, "K50000": 15, "K20000": 3, "K10000": 3, "K5000": 1, "K2000": 1, "K1000": 1}
    pecahan |= {"L1000": 1, "L500": 1, "L200": 2, "L100": 1}
    isi = {
        "bulan": FEBRUARI, "tanggal": date(2026, 2, 27), "penutup": BP.nama, "pecahan": pecahan,
        "saldo_bku": rp(54_787_500), "saldo_tunai": rp(5_350_000), "saldo_bank": rp(49_437_500),
        "kas_dihitung": rp(54_787_500), "penjelasan": "",
    }  # fmt: skip
    return SegelRow(**(isi | ubah))
