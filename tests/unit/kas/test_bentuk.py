"""Stage 1 of the interchange format: every finding about the form of an event, with its field; all are reported."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from core.kas.bentuk import PembacaPeristiwa
from tests.unit.kas.contoh_kas import (
    ASING,
    ATK,
    HONOR,
    MAMIN,
    S1,
    S2,
    Json,
    Temu,
    beli,
    berkas,
    ev,
    giro,
    kartu,
    lpj,
    ls,
    lunas,
    panjar,
    setor,
    sisa,
    spj,
    temuan,
    tu,
    tunai,
    up,
)

JT = 1_000_000
NTPN = "A" * 16
HAPUS = object()


def but(e: Json, **ubah: Any) -> Json:
    """The event with some fields changed, or taken out."""
    return {k: v for k, v in {**e, **ubah}.items() if v is not HAPUS}


def potong(**p: Any) -> list[Json]:
    return [{"jenis": "PPN", "nilai": 100, "ntpn": None, **p}]


B = beli("B", JT)
LS = ls("LS", JT, potongan=potong())
SETOR = setor("S", ("PPN", 5))
SATU = SETOR["setoran"][0]
KARTU = kartu("K", JT)
CONTRA = ev("C", "CONTRA_POS", nomor="CP", nilai=5, rincian=[[ATK, 5]], sumber="UP", referensi="X", cara="bank")
STS = sisa("S", "STS_LAIN", 5, untuk=["NK-1", "NK-2"])

BENTUK: dict[str, tuple[list[Any], list[Temu]]] = {
    # ERR_MEDAN_WAJIB
    "id tidak ada": ([but(B, id=HAPUS)], [("ERR_MEDAN_WAJIB", None, "id")]),
    "tanggal kosong": ([but(B, tanggal=None)], [("ERR_MEDAN_WAJIB", "B", "tanggal")]),
    "tipe kosong": ([but(B, tipe=None)], [("ERR_MEDAN_WAJIB", "B", "tipe")]),
    "beberapa medan kosong, semua disebut": (
        [but(B, nomor=None, rincian=HAPUS, pajak=None)],
        [("ERR_MEDAN_WAJIB", "B", m) for m in ("nomor", "rincian", "pajak")],
    ),
    "setoran tanpa isinya": (
        [but(SETOR, setoran=[{"nilai": None, "ntpn": None}])],
        [("ERR_MEDAN_WAJIB", "S", f"setoran[0].{m}") for m in ("jenis", "nilai", "ntpn", "nomor")],
    ),
    "potongan tanpa jenis": ([but(LS, potongan=[{"nilai": 100}])], [("ERR_MEDAN_WAJIB", "LS", "potongan[0].jenis")]),
    # ERR_TIPE_TIDAK_DIKENAL
    "tipe tak dikenal, tanpa uji lain": (
        [{"id": "X", "tipe": "BELANJA", "nilai": "x"}],
        [("ERR_TIPE_TIDAK_DIKENAL", "X", "tipe")],
    ),
    "tipe bukan teks": ([but(B, tipe=5)], [("ERR_TIPE_TIDAK_DIKENAL", "B", "tipe")]),
    "saldo awal bukan tipe": ([but(B, tipe="AWAL")], [("ERR_TIPE_TIDAK_DIKENAL", "B", "tipe")]),
    # ERR_MEDAN_TIDAK_SAH
    "id bukan teks": ([but(B, id=7)], [("ERR_MEDAN_TIDAK_SAH", None, "id")]),
    "nomor kosong": ([but(B, nomor="  ")], [("ERR_MEDAN_TIDAK_SAH", "B", "nomor")]),
    "nomor angka": ([but(B, nomor=12)], [("ERR_MEDAN_TIDAK_SAH", "B", "nomor")]),
    "cara lain": ([but(B, cara="nonkas")], [("ERR_MEDAN_TIDAK_SAH", "B", "cara")]),
    "cara contra pos": ([but(CONTRA, cara="cek")], [("ERR_MEDAN_TIDAK_SAH", "C", "cara")]),
    "sumber contra pos": ([but(CONTRA, sumber="GU")], [("ERR_MEDAN_TIDAK_SAH", "C", "sumber")]),
    "rincian kosong": ([but(B, rincian=[])], [("ERR_MEDAN_TIDAK_SAH", "B", "rincian")]),
    "rincian bukan daftar": ([but(B, rincian={ATK: JT})], [("ERR_MEDAN_TIDAK_SAH", "B", "rincian")]),
    "baris rincian salah bentuk": ([but(B, rincian=[[ATK]])], [("ERR_MEDAN_TIDAK_SAH", "B", "rincian[0]")]),
    "baris pajak salah bentuk": ([but(B, pajak=[["PPN", 1, 2]])], [("ERR_MEDAN_TIDAK_SAH", "B", "pajak[0]")]),
    "setoran kosong": ([but(SETOR, setoran=[])], [("ERR_MEDAN_TIDAK_SAH", "S", "setoran")]),
    "baris setoran bukan objek": ([but(SETOR, setoran=[5])], [("ERR_MEDAN_TIDAK_SAH", "S", "setoran[0]")]),
    "baris potongan bukan objek": ([but(LS, potongan=["PPN"])], [("ERR_MEDAN_TIDAK_SAH", "LS", "potongan[0]")]),
    "daftar teks kosong": ([but(STS, untuk=[])], [("ERR_MEDAN_TIDAK_SAH", "S", "untuk")]),
    "daftar teks berulang": ([but(STS, untuk=["A", "A"])], [("ERR_MEDAN_TIDAK_SAH", "S", "untuk[1]")]),
    "daftar berisi angka": ([lunas("L", 5, "X") | {"dpt": [5]}], [("ERR_MEDAN_TIDAK_SAH", "L", "dpt[0]")]),
    "uraian bukan teks": ([but(B, uraian=5)], [("ERR_MEDAN_TIDAK_SAH", "B", "uraian")]),
    "peristiwa bukan objek": ([["BELANJA_UP"]], [("ERR_MEDAN_TIDAK_SAH", None, "transaksi")]),
    "atribut bukan objek": ([but(B, atribut=[])], [("ERR_MEDAN_TIDAK_SAH", "B", "atribut")]),
    "kanal di luar pilihan": ([but(B, atribut={"kanal": "WA"})], [("ERR_MEDAN_TIDAK_SAH", "B", "atribut.kanal")]),
    "pdn bukan ya atau tidak": ([but(B, atribut={"pdn": 1})], [("ERR_MEDAN_TIDAK_SAH", "B", "atribut.pdn")]),
    # amounts
    "nilai teks": ([but(B, bruto="1000000")], [("ERR_NILAI_BUKAN_ANGKA", "B", "bruto")]),
    "nilai ya/tidak": ([but(B, bruto=True)], [("ERR_NILAI_BUKAN_ANGKA", "B", "bruto")]),
    "nilai daftar": ([but(B, bruto=[1])], [("ERR_NILAI_BUKAN_ANGKA", "B", "bruto")]),
    "nilai objek": ([but(B, bruto={})], [("ERR_NILAI_BUKAN_ANGKA", "B", "bruto")]),
    "null dalam daftar": ([but(B, rincian=[[ATK, None]])], [("ERR_NILAI_BUKAN_ANGKA", "B", "rincian[0][1]")]),
    "null dalam pajak": ([but(B, pajak=[["PPN", None]])], [("ERR_NILAI_BUKAN_ANGKA", "B", "pajak[0][1]")]),
    "nilai dengan titik": ([but(B, bruto=1.0)], [("ERR_NILAI_BUKAN_BULAT", "B", "bruto")]),
    "nilai nol": ([but(B, bruto=0)], [("ERR_NILAI_TIDAK_POSITIF", "B", "bruto")]),
    "nilai nol dalam rincian": ([but(B, rincian=[[ATK, 0]])], [("ERR_NILAI_TIDAK_POSITIF", "B", "rincian[0][1]")]),
    "pajak nol": ([but(B, pajak=[["PPN", 0]])], [("ERR_NILAI_TIDAK_POSITIF", "B", "pajak[0][1]")]),
    "dibayar kurang dari nol": ([but(B, dibayar=-1)], [("ERR_NILAI_TIDAK_POSITIF", "B", "dibayar")]),
    "nilai terbesar": ([giro("J", 999_999_999_999_999)], []),
    "nilai terlalu besar": ([giro("J", 10**15)], [("ERR_NILAI_TERLALU_BESAR", "J", "nilai")]),
    # dates
    "tanggal 30 Februari": ([but(B, tanggal="2026-02-30")], [("ERR_TANGGAL_TIDAK_SAH", "B", "tanggal")]),
    "tanggal bentuk lain": ([but(B, tanggal="10-02-2026")], [("ERR_TANGGAL_TIDAK_SAH", "B", "tanggal")]),
    "tanggal angka": ([but(B, tanggal=20260210)], [("ERR_TANGGAL_TIDAK_SAH", "B", "tanggal")]),
    "batas LPJ bukan tanggal": ([tu("TU", JT, batas_lpj="2026-13-01")], [("ERR_TANGGAL_TIDAK_SAH", "TU", "batas_lpj")]),
    "tanggal SIPD bukan tanggal": (
        [but(B, atribut={"tanggal_sipd": "2026-99-99"})],
        [("ERR_TANGGAL_TIDAK_SAH", "B", "atribut.tanggal_sipd")],
    ),
    "tahun lain": ([but(B, tanggal="2025-02-10")], [("ERR_TANGGAL_LUAR_TAHUN", "B", "tanggal")]),
    "bulan sesudah masa": ([but(B, tanggal="2026-04-01")], [("ERR_TANGGAL_LUAR_PERIODE", "B", "tanggal")]),
    "bulan sebelum masa": ([but(B, tanggal="2026-01-31")], [("ERR_TANGGAL_LUAR_PERIODE", "B", "tanggal")]),
    "mundur dari tanggal terakhir yang diterima": (
        [
            giro("J1", 1, tanggal="02-10"),
            giro("J2", 1, tanggal="02-09"),
            giro("J3", 1, tanggal="02-09"),
            giro("J4", 1, tanggal="04-01"),
            giro("J5", 1, tanggal="02-10"),
        ],
        [
            ("ERR_URUTAN_TANGGAL", "J2", "tanggal"),
            ("ERR_URUTAN_TANGGAL", "J3", "tanggal"),
            ("ERR_TANGGAL_LUAR_PERIODE", "J4", "tanggal"),
        ],
    ),
    # accounts
    "rekening salah bentuk": ([but(B, rincian=[["5.1.2", JT]])], [("ERR_REKENING_TIDAK_SAH", "B", "rincian[0][0]")]),
    "rekening dengan baris baru": (
        [but(B, rincian=[[ATK + "\n", JT]])],
        [("ERR_REKENING_TIDAK_SAH", "B", "rincian[0][0]")],
    ),
    "rekening bukan teks": ([but(B, rincian=[[None, JT]])], [("ERR_REKENING_TIDAK_SAH", "B", "rincian[0][0]")]),
    "rekening di luar pagu": ([but(B, rincian=[[ASING, JT]])], [("ERR_REKENING_TIDAK_ADA", "B", "rincian[0][0]")]),
    "rekening bersama tanpa sub kegiatan": (
        [but(B, rincian=[[MAMIN, 1], [MAMIN, 2]])],
        [("ERR_SUB_KEGIATAN_WAJIB", "B", "rincian[0]"), ("ERR_SUB_KEGIATAN_WAJIB", "B", "rincian[1]")],
    ),
    "rekening bukan milik sub kegiatan": (
        [but(B, rincian=[[ATK, JT, S2]])],
        [("ERR_SUB_KEGIATAN_TIDAK_ADA", "B", "rincian[0]")],
    ),
    "sub kegiatan panjar di luar pagu": (
        [panjar("P", JT, sub_kegiatan="9.99")],
        [("ERR_SUB_KEGIATAN_TIDAK_ADA", "P", "sub_kegiatan")],
    ),
    "pasangan ganda, pendek dan panjang": (
        [but(B, rincian=[[ATK, 1], [HONOR, 1], [ATK, 2, S1]])],
        [("ERR_RINCIAN_GANDA", "B", "rincian[2]")],
    ),
    "pasangan ganda pada TU": (
        [tu("TU", 2, rincian=[[MAMIN, 1], [MAMIN, 1, S2]])],
        [("ERR_RINCIAN_GANDA", "TU", "rincian[1]")],
    ),
    "rekening sama di dua sub kegiatan": ([up(), but(B, rincian=[[MAMIN, JT - 1, S1], [MAMIN, 1, S2]])], []),
    # taxes
    "jenis pajak tak dikenal": (
        [but(B, pajak=[["PPh4_2", "x"]])],
        [("ERR_NILAI_BUKAN_ANGKA", "B", "pajak[0][1]"), ("ERR_JENIS_PAJAK", "B", "pajak[0][0]")],
    ),
    "jenis pajak berulang": ([but(B, pajak=[["PPN", 1], ["PPN", 2]])], [("ERR_JENIS_PAJAK", "B", "pajak[1][0]")]),
    "jenis potongan tak dikenal": (
        [but(LS, potongan=potong(jenis="IWP"))],
        [("ERR_JENIS_PAJAK", "LS", "potongan[0].jenis")],
    ),
    "jenis potongan huruf kecil": (
        [but(LS, potongan=potong(jenis="PFK-iwp"))],
        [("ERR_JENIS_PAJAK", "LS", "potongan[0].jenis")],
    ),
    "jenis setoran bukan pajak": (
        [but(SETOR, setoran=[{**SATU, "jenis": "PFK-IWP"}])],
        [("ERR_JENIS_PAJAK", "S", "setoran[0].jenis")],
    ),
    "NTPN pendek": ([but(LS, potongan=potong(ntpn="A" * 15))], [("ERR_NTPN_TIDAK_SAH", "LS", "potongan[0].ntpn")]),
    "NTPN huruf kecil": (
        [but(SETOR, setoran=[{**SATU, "ntpn": "a" * 16}])],
        [("ERR_NTPN_TIDAK_SAH", "S", "setoran[0].ntpn")],
    ),
    "NTPN dengan baris baru": (
        [but(SETOR, setoran=[{**SATU, "ntpn": NTPN + "\n"}])],
        [("ERR_NTPN_TIDAK_SAH", "S", "setoran[0].ntpn")],
    ),
    "NTPN dipakai LS dan setoran": (
        [but(LS, potongan=potong(ntpn=NTPN)), but(SETOR, setoran=[{**SATU, "ntpn": NTPN}])],
        [("ERR_NTPN_GANDA", "S", "setoran[0].ntpn")],
    ),
    # ids and numbers
    "id ganda": ([giro("J", 1), giro("J", 1, nomor="NK-2")], [("ERR_ID_GANDA", "J", "id")]),
    "TBP ganda di dua tipe": (
        [B, spj("S", "NPD-1", 5, nomor="TBP-B")],
        [("ERR_NOMOR_GANDA", "S", "nomor")],
    ),
    "SP2D ganda di dua tipe": ([up(), ls("X", 1, nomor="SP2D-UP")], [("ERR_NOMOR_GANDA", "X", "nomor")]),
    "STS ganda, sts dan nomor": (
        [giro("J", 1, sts="STS-S"), STS],
        [("ERR_NOMOR_GANDA", "S", "nomor")],
    ),
    "SSP ganda dalam satu peristiwa": (
        [but(SETOR, setoran=[SATU, {**SATU, "ntpn": "B" * 16}])],
        [("ERR_NOMOR_GANDA", "S", "setoran[1].nomor")],
    ),
    "DPT ganda": (
        [lunas("L", 1, "X"), lunas("M", 1, "X", nomor_dpt="DPT-L")],
        [("ERR_NOMOR_GANDA", "M", "nomor_dpt")],
    ),
    "seri yang berbeda boleh bernomor sama": (
        [tunai("T", 1, nomor="1"), giro("J", 1, nomor="1")],
        [("ERR_SALDO_BANK_KURANG", "T", None)],
    ),
    # arithmetic
    "rincian dan netto salah, dua-duanya": (
        [but(B, bruto=JT + 1)],
        [("ERR_RINCIAN_TIDAK_SAMA", "B", "rincian"), ("ERR_NETTO", "B", "dibayar")],
    ),
    "rincian TU salah": ([but(tu("TU", JT), nilai=JT + 1)], [("ERR_RINCIAN_TIDAK_SAMA", "TU", "rincian")]),
    "netto LS salah": ([but(LS, netto=JT)], [("ERR_NETTO", "LS", "netto")]),
    "tidak dihitung bila ada galat lain": (
        [but(B, bruto=JT + 1, cara="x")],
        [("ERR_MEDAN_TIDAK_SAH", "B", "cara")],
    ),
    # unknown fields
    "medan tak dikenal": ([giro("J", 1, catatan="x", lain=None)], [("WARN_MEDAN_TIDAK_DIKENAL", "J", "catatan")]),
    "atribut tak dikenal": (
        [giro("J", 1, atribut={"warna": "x", "kanal": None})],
        [("WARN_MEDAN_TIDAK_DIKENAL", "J", "atribut.warna")],
    ),
    "medan opsional null": ([giro("J", 1, sts=None, uraian=None, atribut=None)], []),
}


@pytest.mark.parametrize(("peristiwa", "harap"), BENTUK.values(), ids=BENTUK.keys())
def test_bentuk(peristiwa: list[Any], harap: list[Temu]) -> None:
    assert temuan(berkas(peristiwa)) == harap


def test_all_events_are_looked_at() -> None:
    peristiwa = [but(B, bruto="x"), {"id": "Y", "tipe": "?"}, lpj("L", 0, "B"), but(KARTU, kartu=None)]
    assert temuan(berkas(peristiwa)) == [
        ("ERR_NILAI_BUKAN_ANGKA", "B", "bruto"),
        ("ERR_TIPE_TIDAK_DIKENAL", "Y", "tipe"),
        ("ERR_NILAI_TIDAK_POSITIF", "L", "nilai"),
        ("ERR_MEDAN_WAJIB", "K", "kartu"),
    ]


@pytest.mark.parametrize(
    ("tertulis", "kode"),
    [
        ("15e5", "ERR_NILAI_BUKAN_BULAT"),
        ("1500000.0", "ERR_NILAI_BUKAN_BULAT"),
        ("1e400", "ERR_NILAI_BUKAN_BULAT"),
        ('"1.500.000"', "ERR_NILAI_BUKAN_ANGKA"),
        ("-0", "ERR_NILAI_TIDAK_POSITIF"),
    ],
)
def test_how_an_amount_is_written(tertulis: str, kode: str) -> None:
    mentah = json.dumps(berkas([giro("J", 77)])).replace("77", tertulis).encode()
    assert temuan(mentah) == [(kode, "J", "nilai")]


def reader(**ubah: Any) -> PembacaPeristiwa:
    pagu = {ATK: (S1,), MAMIN: (S1, S2)}
    return PembacaPeristiwa(tahun=2026, dari=date(2026, 1, 1), sampai=date(2026, 12, 31), **{"pagu": pagu, **ubah})


@pytest.mark.parametrize(
    ("nilai", "kode"),
    [
        ("85000.50", None),
        ("0.00", "ERR_NILAI_TIDAK_POSITIF"),
        ("-5.00", "ERR_NILAI_TIDAK_POSITIF"),
        ("1000000000000000.00", "ERR_NILAI_TERLALU_BESAR"),
        ("85.000,50", "ERR_NILAI_BUKAN_ANGKA"),
    ],
)
def test_forms_may_carry_sen_within_the_same_bounds(nilai: str, kode: str | None) -> None:
    r = reader(sen=True)
    p = r.read(giro("J", nilai))  # type: ignore[arg-type]
    assert [t.kode for t in r.temuan] == ([kode] if kode else [])
    assert (p is None) is bool(kode)


def test_a_number_the_office_has_used_is_refused() -> None:
    r = reader(nomor_ada=lambda seri, nomor: (seri, nomor) == ("NK", "NK-J"))
    assert r.read(giro("J", 1)) is None
    assert [(t.kode, t.medan) for t in r.temuan] == [("ERR_NOMOR_GANDA", "nomor")]


def test_stored_events_are_read_whatever_the_newest_pagu_says() -> None:
    r = reader(pagu=None)
    p = r.read(beli("B", 5, ASING, rincian=[[ASING, 5, "9.99"]]))
    assert (p is not None, r.temuan) == (True, [])
