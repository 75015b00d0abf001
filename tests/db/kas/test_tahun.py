"""A year with every kind of event, on both engines: identities, month to month, export and import, late documents."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from core.anggaran.commands import ImportDpa
from core.anggaran.model import BarisPagu, Dpa
from core.errors import Refusal
from core.identity import new_uuid
from core.kas.bentuk import PembacaPeristiwa
from core.kas.commands import ImportTransaksi, PostTransaksi
from core.kas.isi import JasaGiro
from core.kas.pembukaan import rencana_pagu
from core.money import Rupiah
from core.opd.commands import SetUp
from core.opd.model import SkUp
from db.basis import Basis
from db.periksa import verify
from tests.db.kas.contoh_tahun import BULAN, SEMUA, as_berkas, blocks, exported, kinds, year
from tests.fakes.basis import new_basis
from tests.fakes.office import Office, found_office
from tests.unit.kas.contoh_kas import ATK, HONOR, JUTA, Json, beli, berkas, gu, koreksi, lpj, ls, sisa, tunai, up


@pytest.fixture(scope="module")
def tahun() -> Json:
    return year()


@pytest.fixture
def office(basis: Basis, tahun: Json) -> Office:
    made = found_office(basis)
    made.do(ImportTransaksi(berkas=as_berkas(tahun)))
    return made


def fresh(folder: Path) -> Office:
    """Another, empty office of the same code in a file of its own."""
    return found_office(new_basis(folder / "lain.sqlite"))


def take_in(office: Office, isi: Json) -> Any:
    return office.do(ImportTransaksi(berkas=as_berkas(isi))).nilai


def refused(office: Office, isi: Json) -> list[tuple[str, str | None, str | None]]:
    with pytest.raises(Refusal) as e:
        take_in(office, isi)
    return [(t.kode, t.tx, t.medan) for t in e.value.temuan]


def post(office: Office, e: Json) -> Any:
    """One event through the form's door, as if typed in."""
    isi = year()["input"]
    pagu = rencana_pagu(as_berkas({**year(), "input": {**isi, "transaksi": []}}).pagu)
    baca = PembacaPeristiwa(tahun=2026, dari=date(2026, 1, 1), sampai=date(2026, 12, 31), pagu=pagu, sen=True)
    p = baca.read(e)
    assert p is not None, baca.temuan
    return office.do(PostTransaksi(tanggal=p.tanggal, isi=p.isi, atribut=p.atribut, kode=p.kode)).nilai


def test_the_year_has_every_kind(tahun: Json) -> None:
    assert kinds(tahun) == SEMUA - {"SP2D_UP"}, "the first UP of a year is in the worked example"


def test_identities_and_proof(office: Office) -> None:
    for bulan in BULAN:
        b = blocks(office, bulan)
        assert [i for i in b["identitas"] if i["kiri"] != i["kanan"]] == []
    assert verify(office.basis, office.opd_id) == []


def test_closing_balances(office: Office) -> None:
    """Worked out by hand from the story, event by event."""
    akhir = blocks(office, BULAN[2])["saldo_akhir"]
    assert (akhir["kas_tunai"], akhir["bank"]) == (2_552_000, 40_750_000)
    assert akhir["panjar_beredar"] == 2 * JUTA
    assert akhir["pajak_belum_setor"] == 250_000 + 52_000 + 160_000 + 300_000
    assert akhir["lain_belum_setor"] == 2 * JUTA + 40_000
    assert akhir["sisa_tu"] == 3 * JUTA
    assert akhir["spj_up_belum_gu"] == 5 * JUTA


def test_each_month_goes_on_where_the_last_one_ended(office: Office) -> None:
    for lalu, ini in pairwise(blocks(office, b) for b in BULAN):
        for a, b in zip(lalu["spj"]["baris"], ini["spj"]["baris"], strict=True):
            assert [b[k]["sd_lalu"] for k in ("ls_gaji", "ls_bj", "up")] == [
                a[k]["sd_ini"] for k in ("ls_gaji", "ls_bj", "up")
            ]
        assert ini["spj"]["rekap_kas"]["sd_lalu"] == lalu["spj"]["rekap_kas"]["sd_ini"]
        assert ini["kkpd"]["terpakai_awal"] == lalu["kkpd"]["terpakai_akhir"]
        assert ini["pajak"]["saldo_awal_per_jenis"] == lalu["pajak"]["saldo_per_jenis"]
        assert ini["bku"][0]["no_bku"] == lalu["bku"][-1]["no_bku"] + 1
        for buku in ("tunai", "bank", "panjar"):
            assert ini[buku]["saldo_awal"] == (
                lalu[buku]["baris"][-1][-1] if lalu[buku]["baris"] else lalu[buku]["saldo_awal"]
            )


def test_the_opening_stands_before_the_first_month(office: Office) -> None:
    b = blocks(office, BULAN[0])
    assert b["bku"][0]["no_bku"] == 101
    assert (b["tunai"]["saldo_awal"], b["bank"]["saldo_awal"], b["panjar"]["saldo_awal"]) == (
        5 * JUTA,
        13_650_000,
        2 * JUTA,
    )
    assert b["kkpd"]["terpakai_awal"] == 4_500_000
    assert b["spj"]["rekap_kas"]["sd_lalu"] == {"penerimaan": 111_650_007, "pengeluaran": 91_000_007}


def test_a_reversal_shows_negated_and_a_month_column_may_be_negative(office: Office) -> None:
    maret = blocks(office, BULAN[1])
    (baris,) = [r for r in maret["bku"] if r["tx"] == "KR1"]
    assert (baris["pengeluaran"], baris["penerimaan"], baris["koreksi_dari"]) == (-JUTA, 0, "B3")
    atk = next(r for r in maret["rincian"] if r["kode_rekening"] == ATK)
    assert (atk["up_gu"], atk["kkpd"], atk["tu"]) == (2_500_000 - JUTA - 500_000, -200_000, 4 * JUTA - 100_000)


def test_lpj_blocks(office: Office) -> None:
    feb, mar, apr = (blocks(office, b) for b in BULAN)
    assert [(x["nomor"], x["penggunaan_up"], x["up_awal_periode"]) for m in (feb, mar, apr) for x in m["lpj_up"]] == [
        ("LPJ-J1", 19_150_000, 60 * JUTA),
        ("LPJ-J2", 10_500_000, 60 * JUTA),
        ("LPJ-J3", 2 * JUTA, 44_500_000),
    ]
    (tu_a,) = feb["lpj_tu"]
    assert (tu_a["sp2d"], tu_a["jumlah_belanja"], tu_a["sisa_tu"], tu_a["sts"], tu_a["sts_nilai"]) == (
        "SP2D-A",
        14 * JUTA,
        6 * JUTA,
        "STS-Z1",
        6 * JUTA,
    )
    assert [t["sp2d"] for t in mar["lpj_tu"]] == ["SP2D-T2", "SP2D-T3"]
    assert [t["sp2d"] for t in apr["lpj_tu"]] == ["SP2D-T2"]
    assert "sts" not in mar["lpj_tu"][0]


def test_export_and_import_give_the_same_books(office: Office, tmp_path: Path) -> None:
    isi = exported(office)
    other = fresh(tmp_path)
    take_in(other, isi)
    for bulan in BULAN:
        assert blocks(other, bulan) == blocks(office, bulan)
    assert exported(other) == isi
    assert verify(other.basis, other.opd_id) == []
    other.basis.close()


def test_what_was_imported_comes_out_again(office: Office, tahun: Json) -> None:
    isi = exported(office)["input"]
    for k in ("up", "saldo_awal", "spj_sd_bulan_lalu", "rekap_kas_sd_bulan_lalu", "no_bku_awal", "pagu"):
        assert isi[k] == tahun["input"][k], k
    bare = [{k: v for k, v in e.items() if k != "rincian"} for e in isi["transaksi"]]
    assert bare == [{k: v for k, v in e.items() if k != "rincian"} for e in tahun["input"]["transaksi"]]


def test_a_file_twice_stores_nothing(office: Office, tahun: Json) -> None:
    before = {b: blocks(office, b) for b in BULAN}
    hasil = take_in(office, tahun)
    assert (hasil.diimpor, hasil.dilewati) == (0, len(tahun["input"]["transaksi"]))
    assert {b: blocks(office, b) for b in BULAN} == before


def test_the_same_id_with_other_content(office: Office, tahun: Json) -> None:
    isi = deepcopy(tahun)
    next(e for e in isi["input"]["transaksi"] if e["id"] == "B5")["rekanan"] = "CV LAIN"
    assert refused(office, isi) == [("ERR_ID_BENTROK", "B5", "id")]


def split(isi: Json, tanggal: str) -> tuple[Json, list[Json]]:
    """The file up to a date, and the events from it on."""
    awal = deepcopy(isi)
    semua = isi["input"]["transaksi"]
    awal["input"]["transaksi"] = [e for e in semua if e["tanggal"] < tanggal]
    return awal, [e for e in semua if e["tanggal"] >= tanggal]


APRIL = {
    "bku": 0,
    "kas_tunai": 0,
    "bank": 0,
    "pajak": 462_000,
    "panjar": 0,
    "up_sudah_terbit": True,
    "pajak_per_jenis": {"PPh21": 250_000, "PPh23": 212_000},
    "spj_up_belum_lpj": [],
    "lpj_belum_diganti": [],
    "kkpd_belum_lunas": [{"nomor": "KKPD-K2", "merchant": "Toko CONTOH", "rincian": [], "ditolak": 500_000}],
    "tu_terbuka": [
        {
            "nomor": "SP2D-T2", "nilai": 10 * JUTA, "sub_kegiatan": "2.16.01.2.06.0009", "batas_lpj": "2026-03-31",
            "rincian": [["5.1.02.02.01.0003", 7 * JUTA], ["5.1.02.01.01.0052", 3 * JUTA]],
            "belanja": [["5.1.02.02.01.0003", 6 * JUTA]], "disetor": 0,
        }
    ],
}  # fmt: skip


def test_a_continuing_file(basis: Basis, tahun: Json, tmp_path: Path) -> None:
    """A file of April goes on where March ended; every part of its opening must be equal."""
    office = found_office(basis)
    awal, lanjut = split(tahun, "2026-04-01")
    take_in(office, awal)
    maret = blocks(office, BULAN[1])["saldo_akhir"]
    saldo = APRIL | {k: maret[k] for k in ("bku", "kas_tunai", "bank")}
    isi = deepcopy(tahun)
    isi["meta"]["bulan"] = 4
    isi["input"] |= {"saldo_awal": saldo, "transaksi": lanjut}
    for salah in (
        {"bku": 1},
        {"bank": 1},
        {"pajak": 1},
        {"pajak_per_jenis": {"PPh21": 462_000}},
        {"up_sudah_terbit": False},
        {"panjar_terbuka": [{"nomor": "NPD-X", "nilai": 1}]},
        {"lpj_belum_diganti": [{"nomor": "LPJ-X", "nilai": 1}]},
        {"tu_terbuka": []},
        {"tu_terbuka": [{**saldo["tu_terbuka"][0], "batas_lpj": "2026-04-30"}]},
        {"lain_belum_setor": [{"nomor": "NK-X", "jenis": "JASA_GIRO", "nilai": 1, "kelompok": "up"}]},
        {"kkpd_belum_lunas": [{"nomor": "KKPD-X", "merchant": "X", "rincian": [], "ditolak": 1}]},
        {"spj_up_belum_lpj": [{"kode_rekening": ATK, "nilai": 1}]},
    ):
        beda = {**isi, "input": {**isi["input"], "saldo_awal": {**saldo, **salah}}}
        assert refused(office, beda) == [("ERR_SALDO_AWAL", None, "saldo_awal")], salah
    assert take_in(office, isi).diimpor == len(lanjut)
    whole = fresh(tmp_path)
    take_in(whole, tahun)
    assert blocks(whole, BULAN[2]) == blocks(office, BULAN[2])
    whole.basis.close()
    assert verify(office.basis, office.opd_id) == []


def test_another_office_s_file(office: Office, tahun: Json) -> None:
    isi = {**tahun, "meta": {**tahun["meta"], "kode_skpd": "1.01.0.00.0.00.01.0000"}}
    assert refused(office, isi) == [("ERR_OPD_BEDA", None, "meta.kode_skpd")]


def test_sen(office: Office) -> None:
    """A bank's interest carries sen; the books keep them, versi 1 of the format cannot."""
    before = blocks(office, BULAN[2])["saldo_akhir"]
    isi = JasaGiro(nomor="NK-SEN", nilai=Rupiah.from_json("85000.50"))
    office.do(PostTransaksi(tanggal=date(2026, 4, 30), isi=isi, kode="SEN"))
    after = blocks(office, BULAN[2])["saldo_akhir"]
    assert after["bank"] == f"{before['bank'] + 85_000}.50"
    with pytest.raises(Refusal) as e:
        exported(office)
    assert [(t.kode, t.tx) for t in e.value.temuan] == [("ERR_NILAI_BERSEN", "SEN")]
    assert verify(office.basis, office.opd_id) == []


# late documents


SIMPLE = [
    up(tanggal="02-02"),
    tunai("C1", 5 * JUTA, tanggal="02-03"),
    beli("B1", 30 * JUTA, tanggal="02-04"),
    lpj("J1", 30 * JUTA, "B1", tanggal="02-10"),
    gu("G1", 30 * JUTA, "LPJ-J1", tanggal="02-12"),
    beli("B2", 4_900_000, cara="tunai", tanggal="02-20"),
]


@pytest.fixture
def simple(basis: Basis) -> Office:
    office = found_office(basis)
    take_in(office, berkas(SIMPLE))
    return office


def late(office: Office, e: Json) -> tuple[str, str | None, str | None, str]:
    with pytest.raises(Refusal) as x:
        post(office, e)
    (t,) = x.value.temuan
    return t.kode, t.tx, t.medan, t.pesan


@pytest.mark.parametrize(
    "e",
    [
        ls("LT", JUTA, tanggal="02-05"),
        beli("LT", JUTA, tanggal="02-05"),
        tunai("LT", JUTA, tanggal="02-03"),
        sisa("LT", "STS_SISA_UP", 5 * JUTA, tanggal="02-06"),
        beli("LT", 50_000, cara="tunai", tanggal="02-11"),
        koreksi("LT", "B2", tanggal="02-20"),
    ],
    ids=lambda e: f"{e['tipe']} {e['tanggal']}",
)
def test_a_late_document_gives_the_books_of_the_sorted_file(simple: Office, e: Json, tmp_path: Path) -> None:
    post(simple, e)
    sorted_ = sorted([*SIMPLE, e], key=lambda x: x["tanggal"])
    other = fresh(tmp_path)
    take_in(other, berkas(sorted_))
    assert blocks(other, BULAN[0]) == blocks(simple, BULAN[0])
    assert verify(simple.basis, simple.opd_id) == []
    other.basis.close()


def test_a_late_purchase_before_an_lpj_is_refused(simple: Office) -> None:
    assert late(simple, beli("LT", JUTA, tanggal="02-03"))[:3] == ("ERR_TANGGAL_SUDAH_LPJ", "LT", "tanggal")
    post(simple, ls("LS", JUTA, tanggal="02-03"))


def test_a_late_document_that_spoils_a_later_balance_names_it(simple: Office) -> None:
    kode, tx, medan, pesan = late(simple, beli("LT", 100_001, cara="tunai", tanggal="02-11"))
    assert (kode, tx, medan) == ("ERR_KAS_TUNAI_KURANG", "LT", "tanggal")
    assert "B2" in pesan
    assert "2026-02-20" in pesan
    assert verify(simple.basis, simple.opd_id) == []


def test_a_file_may_not_go_back_behind_the_books(simple: Office) -> None:
    isi = berkas([*SIMPLE[:2], beli("LT", JUTA, tanggal="02-19")])
    assert refused(simple, isi) == [("ERR_URUTAN_TANGGAL", "LT", "tanggal")]


def test_a_revised_dpa_leaves_stored_events_readable(simple: Office) -> None:
    """A later DPA puts one rekening under one more sub kegiatan and drops another; stored events keep their meaning."""
    lama = as_berkas(berkas(SIMPLE)).pagu
    tambah = BarisPagu("2.16.01.2.09.0009", ATK, "ATK lain", Rupiah.of(JUTA))
    baru = (*(b for b in lama if b.rekening != HONOR), tambah)
    simple.do(ImportDpa(tahun=2026, dpa=Dpa("P1", date(2026, 3, 1), baru)))
    assert verify(simple.basis, simple.opd_id) == []
    post(simple, tunai("LT", JUTA, tanggal="02-03"))
    assert take_in(simple, exported(simple)).dilewati == len(SIMPLE) + 1


def test_a_revised_decree_leaves_the_opening_alone(office: Office) -> None:
    """The UP of the opening is what the file said, whatever a later SK allows."""
    before = [blocks(office, b)["saldo_akhir"] for b in BULAN]
    hari = office.clock.today()
    geser = SkUp(
        id=new_uuid(),
        nomor="SK 2/2026",
        tanggal=hari,
        berlaku_dari=hari,
        up_tunai=Rupiah.of(50 * JUTA),
        limit_kkpd=Rupiah.of(50 * JUTA),
        dicatat=hari,
    )
    office.do(SetUp(sk=geser))
    assert [blocks(office, b)["saldo_akhir"] for b in BULAN] == before
    assert verify(office.basis, office.opd_id) == []
