"""Importing pagu: a file is read, compared and complained about before a line of it is stored."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.importers.buat import rows_of, xlsx
from tests.ui.spm.kantor_uji import PC, SUB_PC, Meja, rp
from ui.anggaran.bagian import BAGIAN, AnggaranBagian
from ui.opd.pengaturan_page import PengaturanPage

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

REKAP = "sipd/rekap-pagu-24kolom.xlsx"
RAK = Path(__file__).parents[2] / "data" / "contoh" / "sipd" / "rak-belanja-sub-giat.json"
SKPD = "2.16.2.20.2.21.01.0000"


@pytest.fixture
def page(qtbot: QtBot, meja: Meja) -> PengaturanPage:
    made = PengaturanPage(meja.konteks, (BAGIAN,))
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    made.open_with("anggaran")
    meja.settle()
    return made


@pytest.fixture
def bagian(page: PengaturanPage) -> AnggaranBagian:
    made = page.section("anggaran")
    assert isinstance(made, AnggaranBagian)
    return made


def rekap(pagu: dict[tuple[str, str], int]) -> bytes:
    """A rekap pagu of our own office with these rows."""
    kepala, contoh = rows_of(REKAP)[:2]
    rows = []
    for (sub, rekening), nilai in pagu.items():
        row = list(contoh)
        isi = {
            "KODE SKPD": SKPD, "KODE SUB UNIT": SKPD, "KODE PROGRAM": ".".join(sub.split(".")[:3]),
            "KODE KEGIATAN": ".".join(sub.split(".")[:5]), "KODE SUB KEGIATAN": sub, "KODE REKENING": rekening,
            "PAGU": nilai,
        }  # fmt: skip
        for kolom, v in isi.items():
            row[kepala.index(kolom)] = v
        rows.append(row)
    return xlsx([kepala, *rows])


def current(meja: Meja) -> dict[tuple[str, str], int]:
    return {b.pasangan: b.anggaran.sen // 100 for b in meja.ask(lambda q: q.anggaran.pagu(2026))}


def test_the_versions_and_spd_of_the_year(bagian: AnggaranBagian) -> None:
    (dpa,) = bagian.versions.table.rows
    assert (dpa.versi, dpa.total) == (1, rp(2_614_000_000))
    (spd,) = bagian.spd.table.rows
    assert spd.total == rp(730_500_000)
    assert bagian.rak.text() == "RAK setahun Rp 730.500.000"


def test_a_revision_is_shown_row_by_row_and_then_stored(bagian: AnggaranBagian, meja: Meja, tmp_path: Path) -> None:
    pagu = current(meja)
    pagu[SUB_PC, PC] += 10_000_000
    berkas = tmp_path / "rekap.xlsx"
    berkas.write_bytes(rekap(pagu))
    bagian.import_dpa()
    dialog = bagian.dialog
    dialog.open_file(berkas)
    meja.settle()
    changed = [(s.baris.rekening, s.keadaan) for s in dialog.table.rows if s.baru != s.lama]
    # rows of the worked example name no sumber dana, the file does: every row is another one
    assert {k for _, k in changed} == {"baru", "dihapus"}
    assert "Total Rp 2.624.000.000 (sebelumnya 2.614.000.000, perubahan 10.000.000)" in dialog.ringkas.text()
    assert dialog.tahap.value() == "P1"
    assert dialog.keluhan.rows == ()
    dialog.button.click()
    meja.settle()
    baru, lama = bagian.versions.table.rows
    assert (baru.versi, baru.tahapan, baru.total, lama.versi) == (2, "P1", rp(2_624_000_000), 1)
    bagian.import_dpa()
    bagian.dialog.tahap.set_value("P1")
    bagian.dialog.open_file(berkas)
    meja.settle()
    assert "Sama dengan versi yang berlaku" in bagian.dialog.ringkas.text()
    bagian.dialog.reject()


def test_complaints_stand_with_their_lines_and_nothing_is_stored(
    bagian: AnggaranBagian, meja: Meja, tmp_path: Path
) -> None:
    table = rows_of(REKAP)
    table[2][table[0].index("PAGU")] = -5
    table[3][table[0].index("KODE REKENING")] = "x"
    berkas = tmp_path / "salah.xlsx"
    berkas.write_bytes(xlsx(table))
    bagian.import_dpa()
    dialog = bagian.dialog
    dialog.open_file(berkas)
    meja.settle()
    assert [(t.kode, t.baris) for t in dialog.keluhan.rows] == [("ERR_PAGU_NEGATIF", 3), ("ERR_KODE_SALAH", 4)]
    assert not dialog.button.isEnabled()
    assert "2 keluhan" in dialog.ringkas.text()
    dialog.reject()
    assert len(meja.ask(lambda q: q.anggaran.versions(2026))) == 1


def test_another_offices_file_is_refused(bagian: AnggaranBagian, meja: Meja) -> None:
    bagian.import_dpa()
    dialog = bagian.dialog
    dialog.open_file(Path(__file__).parents[2] / "data" / "contoh" / REKAP)
    meja.settle()
    kode = [t.kode for t in dialog.keluhan.rows]
    assert kode[0] == "ERR_OPD_BEDA"
    assert "ERR_PAGU_DI_BAWAH_REALISASI" in kode
    assert not dialog.button.isEnabled()
    dialog.reject()


def test_a_file_that_is_gone(bagian: AnggaranBagian, meja: Meja, tmp_path: Path) -> None:
    bagian.import_dpa()
    bagian.dialog.open_file(tmp_path / "hilang.xlsx")
    meja.settle()
    assert [t.kode for t in bagian.dialog.keluhan.rows] == ["ERR_BERKAS_TIDAK_ADA"]
    bagian.dialog.reject()


def test_an_spd_within_the_pagu(bagian: AnggaranBagian, meja: Meja) -> None:
    bagian.add_spd()
    meja.settle()
    dialog = bagian.dialog
    dialog.put((SUB_PC, PC), rp(5_000_000_000))
    dialog.button.click()
    meja.settle()
    assert "Nomor SPD masih kosong" in dialog.form.error("nomor")
    assert "melebihi pagunya" in dialog.rest.text()
    dialog.nomor.setText("SPD-TW2")
    dialog.triwulan.set_value(2)
    dialog.put((SUB_PC, PC), rp(1_000_000))
    assert dialog.jumlah.text() == "Jumlah Rp 1.000.000"
    dialog.button.click()
    meja.settle()
    assert [s.nomor for s in bagian.spd.table.rows] == ["SPD-TW1", "SPD-TW2"]


def test_the_quarters_rak_fills_an_spd(bagian: AnggaranBagian, meja: Meja) -> None:
    bagian.add_spd()
    meja.settle()
    bagian.dialog.fill_from_rak()
    assert bagian.dialog.jumlah.text() == "Jumlah Rp 730.500.000"
    bagian.dialog.reject()


def test_a_rak_is_compared_month_by_month(bagian: AnggaranBagian, meja: Meja, tmp_path: Path) -> None:
    isi = json.loads(RAK.read_text("utf-8"))
    rows = isi["data"] if isinstance(isi, dict) else isi
    row = dict(rows[0])
    row |= {"kode_skpd": SKPD, "kode_sub_skpd": SKPD, "kode_sub_giat": SUB_PC, "kode_akun": PC, "tahun": 2026}
    row |= {str(n): 0 for n in range(1, 13)}
    row |= {"4": 7_000_000, "nilai_rak": 7_000_000, "nilai": 7_000_000}
    berkas = tmp_path / "rak.json"
    berkas.write_text(json.dumps([row]), "utf-8")
    bagian.import_rak()
    dialog = bagian.dialog
    dialog.open_file(berkas)
    meja.settle()
    assert dialog.keluhan.rows == ()
    april = dialog.table.rows[3]
    assert (april.nama, april.lama, april.baru) == ("April", rp(0), rp(7_000_000))
    dialog.button.click()
    meja.settle()
    assert bagian.rak.text() == "RAK setahun Rp 7.000.000"
