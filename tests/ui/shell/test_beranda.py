"""Beranda on a real office: the numbers of the day, the rows, the papers, and the first step of an empty office."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt

from core.access import Peran
from core.bus import Changes
from core.calendar import Bulan
from core.jobs.hari_ini import Perihal
from core.money import Rupiah
from core.pelacakan.commands import MoveBerkas, OpenBerkas, ReceiveBerkas
from core.pelacakan.model import IsiBerkas
from tests.fakes.kantor_nyata import at_desk, open_kantor
from tests.fakes.office import with_roles
from ui.kit.timeline import Keadaan
from ui.shell.beranda_page import BerandaPage, greeting, say_day, steps_of


@pytest.fixture
def opened():
    return []


def show(qtbot, kantor, opened):
    konteks = at_desk(kantor, opened, [])
    crashes = []
    konteks.desk.crashed.connect(crashes.append)
    page = BerandaPage(konteks)
    qtbot.addWidget(page)
    page.resize(1100, 640)
    page.show()
    qtbot.waitExposed(page)
    assert konteks.desk.wait_idle()
    assert crashes == []
    return page


@pytest.fixture
def kantor(tmp_path):
    made = open_kantor(tmp_path)
    yield made
    made.close()


@pytest.fixture
def page(qtbot, kantor, opened):
    made = show(qtbot, kantor, opened)
    yield made
    made.konteks.desk.close()


def tile(t):
    return t._angka.text(), t._hint.text()


def test_the_numbers_of_the_day(page):
    assert (page.title(), page.subtitle()) == ("Selamat pagi", "Senin, 2 Maret 2026 · 9.00 WIB")
    assert tile(page.up) == (
        "Rp 55.475.000",
        "bank 49.437.500 + tunai 5.350.000 + panjar 1.000.000 − pajak 312.500",
    )
    assert tile(page.kartu) == ("Rp 40.000.000", "pemakaian limit 0 dari 40.000.000")
    assert tile(page.pajak) == ("Rp 312.500", "2 pungutan, terdekat 6 Mar")
    assert page.spm.isHidden()
    assert page.risiko.isHidden()
    assert page.next_step.isHidden()


def test_the_rows_of_the_day_open_their_page(page, opened, qtbot):
    assert [(t.perihal, t.uraian) for t in page.table.rows] == [
        (Perihal.PAJAK, "Setor PPN TBP-0009 — Rp 275.000"),
        (Perihal.PAJAK, "Setor PPh 22 TBP-0009 — Rp 37.500"),
        (Perihal.PANJAR, "Panjar NPD-0006 belum dipertanggungjawabkan"),
        (Perihal.KORAN, "Rekening koran Februari 2026 belum lengkap diimpor"),
        (Perihal.PENUTUPAN, "Penutupan kas Februari 2026 dan SPJ"),
    ]
    page.view.setFocus()
    for row in (0, 2, 3, 4):
        page.view.selectRow(row)
        qtbot.keyClick(page.view, Qt.Key.Key_Return)
    assert opened == [
        ("bukti", {"catat": "SETOR_PAJAK", "jenis": "PPN"}),
        ("bukti", {"catat": "SPJ_PANJAR", "panjar": "NPD-0006"}),
        ("koran", Bulan(2026, 2)),
        ("spj", Bulan(2026, 2)),
    ]


def test_late_tax_is_counted(page, kantor):
    kantor.office.clock.move(days=7)
    page.mark_stale()
    assert page.konteks.desk.wait_idle()
    assert page.pajak._chip.status().kata == "2 lewat"
    assert page.subtitle().startswith("Senin, 9 Maret 2026")


def test_f2_and_tiles_lead_on(page, opened, qtbot):
    page.actions()[-1].run()
    qtbot.mouseClick(page.pajak, Qt.MouseButton.LeftButton)
    assert opened == [("bukti", {"catat": "BELANJA_UP"}), ("bku", {"buku": "pajak"})]


def test_the_riskiest_berkas_and_the_one_sent_back(page, kantor):
    loket = with_roles(kantor.office, Peran.LOKET)
    uji = with_roles(kantor.office, Peran.VERIFIKATOR, nama="TUTI CONTOH")
    codes = {}
    for nomor in ("0142", "0144"):
        isi = IsiBerkas(
            "Dinas Contoh", "SPM", "SPM-LS", nomor, date(2026, 3, 2), "Pengadaan AC", Rupiah.of(148_500_000)
        )
        codes[nomor] = kantor.office.do(OpenBerkas(isi=isi), loket).nilai.kode_meja
        kantor.office.do(ReceiveBerkas(kode=codes[nomor], meja="Loket 1"), loket)
        kantor.office.do(ReceiveBerkas(kode=codes[nomor], meja="Meja 5"), uji)
    kantor.office.do(MoveBerkas(kode=codes["0142"], ke="DIKEMBALIKAN", alasan="K05"), uji)
    kantor.office.clock.move(minutes=32)
    page.konteks.desk.announce(Changes(frozenset({"pelacakan"})))
    assert page.konteks.desk.wait_idle()
    assert tile(page.spm) == ("2 berkas", "1 diproses · 1 dikembalikan")
    assert not page.risiko.isHidden()
    assert page._risk_words.text() == "SPM-LS 0144 — Rp 148.500.000 — Kelengkapan"
    assert page._risk_chip.status().kata == "lewat 12 mnt"
    steps = steps_of(page._isi.risiko)
    assert [s.keadaan for s in steps[:3]] == [Keadaan.SELESAI, Keadaan.KINI, Keadaan.NANTI]
    assert steps[1].keterangan == "32 dari 20 mnt"
    assert [s.judul for s in steps] == ["Diterima", "Kelengkapan", "Verifikasi", "Uji dana", "Draf SP2D", "Cair"]
    assert [t.uraian for t in page.table.rows if t.perihal is Perihal.BERKAS] == [
        "SPM-LS 0142 dikembalikan: pajak salah hitung; faktur, e-billing atau bukti potong tidak ada",
        "SPM-LS 0144 lewat SOP 12 mnt",
    ]


def test_an_empty_office_sees_the_one_next_step(qtbot, tmp_path, opened):
    kantor = open_kantor(tmp_path, contoh=False)
    page = show(qtbot, kantor, opened)
    assert not page.next_step.isHidden()
    assert page._filled.isHidden()
    page._step_button.click()
    assert page._step_button.text() == "Impor DPA"
    assert opened == [("pengaturan", "anggaran")]
    page.konteks.desk.close()
    kantor.close()


@pytest.mark.parametrize(("jam", "kata"), [(7, "pagi"), (11, "siang"), (15, "sore"), (19, "malam")])
def test_greetings(jam, kata):
    assert greeting(jam) == f"Selamat {kata}"


@pytest.mark.parametrize(
    ("tanggal", "kata"),
    [
        (None, "—"),
        (date(2026, 3, 2), "hari ini"),
        (date(2026, 3, 3), "besok"),
        (date(2026, 2, 17), "17 Feb"),
        (date(2027, 1, 15), "15 Jan 2027"),
    ],
)
def test_days_as_people_say_them(tanggal, kata):
    assert say_day(tanggal, date(2026, 3, 2)) == kata
