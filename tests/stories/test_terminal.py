"""The program as it is checked from outside: real processes, JSON on stdout, exit codes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import main
from core.demo.jam import JamContoh
from core.demo.orang import SANDI
from ui.contoh import make_sample

ROOT = Path(__file__).parents[2]
DATA = ROOT / "tests" / "data"
CASE = DATA / "worked-example.json"
KODE = "2.16.2.20.2.21.01.0000"
Pundi = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def pundi(tmp_path: Path) -> Pundi:
    """Runs `main.py` with a data folder of its own."""
    env = {
        "PUNDI_DATA": str(tmp_path / "data"),
        "PYTHONUTF8": "1",
        "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
    }

    def run(*args: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, str(ROOT / "main.py"), *args],
            cwd=tmp_path,
            env={**os.environ, **env},
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

    return run


@pytest.fixture
def office(pundi: Pundi, tmp_path: Path) -> Pundi:
    """An office with the worked example in it."""
    made = pundi(
        "basisdata",
        "siapkan",
        "--db",
        str(tmp_path / "k.sqlite"),
        "--opd-kode",
        KODE,
        "--opd-nama",
        "Dinas Contoh",
        "--tahun",
        "2026",
    )
    assert made.returncode == 0, made.stderr
    got = pundi("impor", "transaksi", str(CASE), "--json")
    assert got.returncode == 0, got.stderr
    assert json.loads(got.stdout)["diimpor"] == 28
    return pundi


def answer(done: subprocess.CompletedProcess[str], kode: int = 0) -> Any:
    """The one JSON document of a command."""
    assert done.returncode == kode, done.stderr
    return json.loads(done.stdout)


def expected() -> dict[str, Any]:
    return json.loads(CASE.read_text(encoding="utf-8"))["expected"]


def test_books_and_reports_match_the_worked_example(office: Pundi) -> None:
    harap = expected()
    bku = answer(office("buku", "bku", "--bulan", "2026-02", "--json"))
    assert [(r["no_bku"], r["penerimaan"], r["pengeluaran"], r["saldo"]) for r in bku] == [
        (r["no_bku"], r["penerimaan"], r["pengeluaran"], r["saldo"]) for r in harap["bku"]
    ]
    spj = answer(office("spj", "fungsional", "--bulan", "2026-02", "--format", "json"))
    assert spj["jumlah"]["jumlah_spj"] == harap["spj_fungsional"]["jumlah"]["jumlah_spj"]
    assert spj["rekap_kas"]["saldo_kas"] == 55_787_500
    saldo = answer(office("saldo", "--bulan", "2026-02", "--json"))
    assert saldo["sisa_spd_akhir"] == harap["sisa_spd_akhir"]
    assert answer(office("lpj", "up", "LPJ-UP-0001", "--json"))["up_akhir_periode"] == 25_800_000
    assert answer(office("basisdata", "periksa", "--json")) == {"temuan": []}


def test_fifteen_drafts(office: Pundi, tmp_path: Path) -> None:
    drafts = expected()["cek_draft_spm"]
    berkas = tmp_path / "cek.json"
    berkas.write_text(json.dumps(drafts), encoding="utf-8")
    got = {x["id"]: set(x["temuan"]) for x in answer(office("spm", "cek", str(berkas), "--json"))}
    assert got == {d["id"]: set(d["harap"]) for d in drafts}


def test_tax_cases_need_no_database(pundi: Pundi, tmp_path: Path) -> None:
    cases = json.loads((DATA / "tax-examples.json").read_text(encoding="utf-8"))["examples"]
    berkas = tmp_path / "pajak.json"
    berkas.write_text(json.dumps([{"id": c["id"], "input": c["input"]} for c in cases]), encoding="utf-8")
    got = answer(pundi("pajak", "hitung", str(berkas), "--json"))
    assert got == [{"id": c["id"], "hasil": c["expected"]} for c in cases]


def test_export_comes_back_the_same(office: Pundi, pundi: Pundi, tmp_path: Path) -> None:
    satu, dua, db = tmp_path / "1.json", tmp_path / "2.json", tmp_path / "lain.sqlite"
    answer(office("ekspor", "transaksi", "--ke", str(satu), "--json"))
    pundi(
        "basisdata", "siapkan", "--db", str(db), "--opd-kode", KODE, "--opd-nama", "Dinas Komunikasi", "--tahun", "2026"
    )
    assert answer(pundi("impor", "transaksi", str(satu), "--db", str(db), "--json"))["diimpor"] == 28
    pundi("ekspor", "transaksi", "--ke", str(dua), "--db", str(db))
    one, two = (json.loads(p.read_text(encoding="utf-8")) for p in (satu, dua))
    assert one["input"] == two["input"]


@pytest.mark.parametrize("format_", ["pdf", "xlsx", "csv"])
def test_books_as_files(office: Pundi, tmp_path: Path, format_: str) -> None:
    for buku in ("bku", "rincian", "pajak"):
        ke = tmp_path / f"{buku}.{format_}"
        assert office("buku", buku, "--bulan", "2026-02", "--ke", str(ke)).returncode == 0
        assert (
            ke.read_bytes()[:4]
            == {"pdf": b"%PDF", "xlsx": b"PK\x03\x04", "csv": "\ufeff".encode() + ke.read_bytes()[3:4]}[format_]
        )


def test_refusals_name_code_and_remedy(office: Pundi, tmp_path: Path) -> None:
    rusak = tmp_path / "rusak.json"
    rusak.write_text("{", encoding="utf-8")
    got = answer(office("impor", "transaksi", str(rusak), "--json"), 1)
    assert (got["diimpor"], got["keluhan"][0]["kode"]) == (0, "ERR_JSON_RUSAK")
    got = answer(office("impor", "transaksi", str(tmp_path / "tidak-ada.json"), "--json"), 1)
    assert got["keluhan"][0]["kode"] == "ERR_BERKAS_TIDAK_ADA"
    got = answer(office("lpj", "up", "LPJ-9", "--json"), 1)
    assert got["tolak"][0]["kode"] == "ERR_LPJ_TIDAK_ADA"
    got = answer(office("impor", "tagihan", str(CASE), "--profil", "tidak ada", "--json"), 1)
    assert got["keluhan"][0]["kode"] == "ERR_PROFIL_TIDAK_ADA"
    assert office("buku", "bku").returncode == 2
    assert office("tidak-ada").returncode == 2


def test_backup_is_proven_and_restored(office: Pundi, tmp_path: Path) -> None:
    made = answer(office("cadangan", "buat", "--json"))
    assert answer(office("cadangan", "periksa", made["berkas"], "--json"))["sha256"] == made["sha256"]
    baru = tmp_path / "pulih.sqlite"
    answer(office("cadangan", "pulihkan", made["berkas"], "--db", str(baru), "--json"))
    assert (
        answer(office("saldo", "--bulan", "2026-02", "--db", str(baru), "--json"))["saldo_akhir"]["bku"] == 54_787_500
    )
    dipalsukan = Path(made["berkas"])
    isi = bytearray(dipalsukan.read_bytes())
    isi[-100] ^= 1
    dipalsukan.write_bytes(isi)
    assert (
        answer(office("cadangan", "periksa", str(dipalsukan), "--json"), 1)["tolak"][0]["kode"] == "ERR_CADANGAN_RUSAK"
    )


def test_sample_job_makes_the_whole_set(pundi: Pundi, tmp_path: Path) -> None:
    ke = tmp_path / "hasil"
    got = answer(pundi("contoh", "--ke", str(ke), "--json"))
    assert got["temuan"] == []
    names = {p.name for p in ke.iterdir()}
    for nama in (
        "buku-bku.pdf", "buku-bku.xlsx", "spj-fungsional-f4.pdf", "spj-fungsional-a4.pdf", "spj-fungsional.xlsx", "spm-ls.pdf", "spm-gu-kkpd.pdf",
        "dpt-kkpd.pdf", "tagihan-pencocokan.json", "ba-pemeriksaan-kas.pdf", "register-penutupan-kas.pdf", "lpj-up.pdf",
        "ekspor-pundi-transaksi.json", "kantor-contoh.sqlite",
    ):  # fmt: skip
        assert nama in names, sorted(names)
    assert any(n.startswith("tanda-terima-rekanan") for n in names)


def test_two_offices_do_not_fit_in_one_file(office: Pundi, tmp_path: Path) -> None:
    lagi = office(
        "basisdata", "siapkan", "--db", str(tmp_path / "k.sqlite"),
        "--opd-kode", KODE, "--opd-nama", "Dinas Contoh", "--tahun", "2026",
    )  # fmt: skip
    assert lagi.returncode == 1
    assert "ERR_BASIS_DATA_SUDAH_ADA" in lagi.stderr


@pytest.mark.parametrize("db", ["mysql://server/pundi", "bukan alamat://[", "sqlite://"])
def test_unknown_kinds_of_database_are_refused(pundi: Pundi, db: str) -> None:
    answer = pundi("basisdata", "periksa", "--db", db)
    assert answer.returncode == 1
    assert "ERR_ALAMAT_BASIS_DATA" in answer.stderr


def test_office_of_several_people_asks_who(pundi: Pundi, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PUNDI_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    db, kertas = str(tmp_path / "contoh.sqlite"), tmp_path / "kunci.pdf"
    kantor, _ = make_sample(main.pembuka(JamContoh(date(2026, 11, 20), 9)), db, main.SUMBER)
    kantor.close(cadangkan=False)
    answer = pundi("basisdata", "lembar-kunci", "--db", db, "--ke", str(kertas))
    assert answer.returncode == 1
    assert "ERR_SEBAGAI_WAJIB" in answer.stderr
    monkeypatch.setenv("PUNDI_SANDI", SANDI)
    answer = pundi("basisdata", "lembar-kunci", "--db", db, "--ke", str(kertas), "--sebagai", "vera")
    assert "ERR_TIDAK_BERWENANG" in answer.stderr
    assert not kertas.exists()


def test_the_year_end_list_and_a_year_that_may_not_open_yet(office: Pundi, tmp_path: Path) -> None:
    db = ["--db", str(tmp_path / "k.sqlite")]
    butir = json.loads(office("tahun", "akhir", *db, "--json").stdout)
    panjar = next(b for b in butir if b["hal"] == "panjar")
    assert (panjar["nomor"], panjar["nilai"], panjar["keadaan"]) == ("NPD-0006", 1_000_000, "dibawa, jelaskan")
    ke = tmp_path / "akhir.pdf"
    assert office("tahun", "akhir", *db, "--ke", str(ke)).returncode == 0
    assert ke.read_bytes().startswith(b"%PDF")
    no = office("tahun", "buka", "2027", *db, "--json")
    assert no.returncode == 1
    assert {t["kode"] for t in json.loads(no.stdout)["tolak"]} == {"ERR_AKHIR_TAHUN"}


def test_the_registers_of_the_worked_example(office: Pundi, tmp_path: Path) -> None:
    db = ["--db", str(tmp_path / "k.sqlite")]

    def read(nama: str, *args: str) -> Any:
        return json.loads(office("register", nama, *db, *args, "--json").stdout)

    (sts,) = read("sts", "--tahun", "2026")[:1]
    assert (sts["nomor"], sts["nilai"]) == ("STS-0001", 7_500_000)
    assert [r["nomor"] for r in read("sts")] == ["STS-0001", "STS-0002"]

    # handbook 9: taxes held back from LS and deposited from UP and TU in February
    dth = read("dth", "--bulan", "2026-02")
    assert sum(r["jumlah"] for r in dth) == 16_733_000
    pc = [r for r in dth if r.get("sp2d") == "SP2D-0077"]
    assert [(r["jenis"], r["akun"], r["jumlah"], r["nilai_sp2d"]) for r in pc] == [
        ("PPN", "411211", 11_000_000, 111_000_000),
        ("PPh22", "411122", 1_500_000, 111_000_000),
    ]

    kartu = read("kartu-kendali", "--bulan", "2026-02")
    baris = {r["rekening"]: r for rows in kartu.values() for r in rows}
    honor = baris["5.1.02.02.01.0003"]
    assert (honor["up_gu"], honor["tu"], honor["jumlah"], honor["sisa"]) == (
        3_000_000, 20_000_000, 23_000_000, 67_000_000,
    )  # fmt: skip
    assert baris["5.1.02.01.01.0024"]["up_gu"] == 11_525_000
    assert sum(r["jumlah"] for r in baris.values()) == 464_505_000

    tutup = read("penutupan-bulan", "--bulan", "2026-02")
    assert [r["nilai"] for r in tutup] == [0, 438_944_500, 384_157_000, 54_787_500, 5_350_000, 49_437_500, 0]

    for nama in ("dth", "kartu-kendali", "pajak-jenis", "penutupan-bulan"):
        for akhiran, awal in (("pdf", b"%PDF"), ("xlsx", b"PK")):
            ke = tmp_path / f"{nama}.{akhiran}"
            assert office("register", nama, *db, "--bulan", "2026-02", "--ke", str(ke)).returncode == 0
            assert ke.read_bytes().startswith(awal)
    no = office("register", "kartu-kendali", *db, "--bulan", "2026-02", "--format", "csv")
    assert (no.returncode, "ERR_BANYAK_LEMBAR" in no.stderr) == (1, True)
    sah = tmp_path / "sah.pdf"
    assert office("spj", "pengesahan", *db, "--bulan", "2026-02", "--ke", str(sah)).returncode == 0
    assert sah.read_bytes().startswith(b"%PDF")


def test_kas_is_checked_and_handed_over_in_the_terminal(office: Pundi, tmp_path: Path) -> None:
    db, ke = ["--db", str(tmp_path / "k.sqlite")], tmp_path / "ba.pdf"
    hitung = ["--lembar", "K100000=53", "K50000=1", "--bank", "49437500", "--tanggal", "2026-02-28"]
    isi = json.loads(office("kas", "periksa", "BA-1", *db, *hitung, "--pemeriksa", "RATNA CONTOH", "--json").stdout)
    assert (isi["saldo_bku"], isi["selisih"], isi["jenis"]) == (54_787_500, 0, "periksa")
    assert {(t["nomor"], t["nilai"]) for t in isi["terbuka"]} >= {("NPD-0006", 1_000_000), ("PPN", 275_000)}
    serah = ("kas", "serah-terima", "BA-2", *db, *hitung, "--pemeriksa", "RATNA CONTOH", "--penerima", "BUDI CONTOH")
    assert office(*serah, "--ke", str(ke)).returncode == 0
    assert ke.read_bytes().startswith(b"%PDF")
    daftar = json.loads(office("register", "pemeriksaan-kas", *db, "--json").stdout)
    assert [(r["nomor"], r["jenis"], r["bku"]) for r in daftar] == [
        ("BA-1", "Pemeriksaan kas", 54_787_500),
        ("BA-2", "Serah terima", 54_787_500),
    ]
    assert office("kas", "berita-acara", "BA-1", *db, "--ke", str(tmp_path / "lagi.pdf")).returncode == 0
    no = office("kas", "berita-acara", "BA-9", *db, "--ke", str(tmp_path / "x.pdf"))
    assert (no.returncode, "ERR_BERITA_ACARA_TIDAK_ADA" in no.stderr) == (1, True)
    assert office("basisdata", "periksa", *db).returncode == 0
