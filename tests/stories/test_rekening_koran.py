"""Bank statements from the terminal: the samples of the banks, twice, in rehearsal, and files that are refused."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import main
from core.calendar import Bulan
from core.kas.koran_queries import KoranBulan
from core.money import NOL, Rupiah
from db.kantor import SqlPembuka
from ui.cli.jalan import run

BANK = Path(__file__).parents[1] / "data" / "contoh" / "bank"
KODE = "2.16.2.20.2.21.02.0000"
Impor = Callable[..., Any]


@pytest.fixture
def impor(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Impor:
    """`impor rekening-koran` in an office of its own; answers the JSON document and checks the exit code."""
    pembuka = main.pembuka(dalam_memori=True)
    db = str(tmp_path / "k.sqlite")

    def cli(*argv: str, kode: int = 0) -> Any:
        got = run([*argv, "--json", "--db", db], lambda: pembuka, main.huruf, main.SUMBER)
        out = capsys.readouterr()
        assert got == kode, out.err
        return json.loads(out.out)

    cli("basisdata", "siapkan", "--opd-kode", KODE, "--opd-nama", "Dinas Contoh", "--tahun", "2026")
    return lambda berkas, *lain, kode=0: cli("impor", "rekening-koran", str(berkas), *lain, kode=kode)


def test_statement_is_rehearsed_stored_and_known_again(impor: Impor) -> None:
    total = {"debit": 2_400_000, "kredit": 2_400_000}
    coba = impor(BANK / "bri-cms.csv", "--coba")
    assert coba == {"format": "bri-cms", "baris": 4, "diimpor": 0, "dilewati": 0, "total": total, "keluhan": []}
    assert impor(BANK / "bri-cms.csv") == {**coba, "diimpor": 4}
    assert impor(BANK / "bri-cms.csv") == {**coba, "dilewati": 4}
    assert impor(BANK / "bri-cms.csv", "--coba")["dilewati"] == 4


@pytest.mark.parametrize(
    ("berkas", "baris", "debit", "kredit", "peringatan"),
    [
        ("mandiri-mcm.csv", 2, 2_129_730, 2_400_000, ["WARN_SALDO_TIDAK_TERTULIS"]),
        ("mandiri-lama.csv", 1, 2_129_730, 0, []),
        ("mandiri-rekening-koran.xlsx", 1, 2_129_730, 0, ["WARN_REKENING_TIDAK_TERTULIS"]),
        ("bca-bisnis.csv", 2, 2_129_730, 2_400_000, ["WARN_TAHUN_TIDAK_TERTULIS"]),
        ("mt940.txt", 4, 2_400_000, 2_400_000, []),
    ],
)
def test_samples(impor: Impor, *, berkas: str, baris: int, debit: int, kredit: int, peringatan: list[str]) -> None:
    got = impor(BANK / berkas)
    assert (got["baris"], got["diimpor"], got["total"]) == (baris, baris, {"debit": debit, "kredit": kredit})
    assert [k["kode"] for k in got["keluhan"]] == peringatan


def test_statement_that_does_not_add_up(impor: Impor) -> None:
    got = impor(BANK / "bank-jatim.xlsx", kode=1)
    assert (got["format"], got["baris"], got["diimpor"]) == ("bank-jatim", 2, 0)
    assert got["total"] == {"debit": 2_129_730, "kredit": 2_400_000}
    (keluhan,) = got["keluhan"]
    assert {k: keluhan[k] for k in ("kode", "berkas", "baris", "kolom")} == {
        "kode": "ERR_SALDO_BARIS",
        "berkas": "bank-jatim.xlsx",
        "baris": 3,
        "kolom": "I",
    }


def test_other_refusals(impor: Impor, tmp_path: Path) -> None:
    assert impor(BANK / "cms-ob.csv", kode=1)["keluhan"][0]["kode"] == "ERR_KOLOM_TIDAK_DIKENAL"
    assert impor(BANK / "bri-cms.csv", "--profil", "entah", kode=1)["keluhan"][0]["kode"] == "ERR_PROFIL_TIDAK_ADA"
    assert impor(tmp_path / "hilang.csv", kode=1)["keluhan"][0]["kode"] == "ERR_BERKAS_TIDAK_ADA"
    impor(BANK / "bri-cms.csv")
    lain = tmp_path / "lain.csv"
    lain.write_text((BANK / "bri-cms.csv").read_text("utf-8").replace("TOKO CONTOH", "TOKO LAIN"), "utf-8")
    assert impor(lain, "--coba", kode=1)["keluhan"][0]["kode"] == "ERR_KORAN_BERTUMPUK"


def test_closing_balance_and_account_that_the_file_leaves_out(impor: Impor) -> None:
    got = impor(BANK / "mandiri-mcm.csv", "--saldo-akhir", "5270270")
    assert got["keluhan"] == []
    got = impor(BANK / "mandiri-rekening-koran.xlsx", "--rekening", "123.456.789")
    assert (got["diimpor"], got["keluhan"]) == (1, [])


def test_sample_office_proves_october_and_has_november_to_do(pola: tuple[Path, SqlPembuka], tmp_path: Path) -> None:
    berkas = tmp_path / "contoh.sqlite"
    shutil.copyfile(pola[0], berkas)
    kantor = pola[1].open(str(berkas))

    def month(bulan: int) -> KoranBulan:
        found: KoranBulan = kantor.ask(lambda q: q.kas.koran_bulan(Bulan(2026, bulan)))
        return found

    oktober, november = month(10), month(11)
    kantor.close(cadangkan=False)
    assert (oktober.bukti.kata, oktober.bukti.selisih, oktober.usulan) == ("cocok", NOL, ())
    assert [r.bank for r in oktober.bukti.rekening] == ["BANK CONTOH"]
    assert november.bukti.is_utuh
    assert november.bukti.selisih == -Rupiah.of(29_120)
    assert [(u.bukti[0].no_bukti, u.tingkat) for u in november.usulan] == [("TBP-0035", "pasti")]
    assert [s.jenis for s in november.saran] == ["JASA_GIRO", "", ""]
