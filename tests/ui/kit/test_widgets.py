"""The smaller pieces: forms that complain at the right field, lists of checks, notices, chips, tiles, charts."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from core.errors import Refusal, Temuan
from core.money import Rupiah
from ui.kit import tokens
from ui.kit.account_edit import AccountEdit, Pilihan, find_choices
from ui.kit.bar_chart import BarChart, Batang, Legend
from ui.kit.check_list import CheckList, HasilUji, Uji
from ui.kit.chip import Status, StatusChip
from ui.kit.date_edit import DateEdit
from ui.kit.form import Form
from ui.kit.notice import LEWAT_MS, Notice, NoticeArea, refusal_notice
from ui.kit.rupiah_edit import RupiahEdit
from ui.kit.tile import Tile
from ui.kit.timeline import Keadaan, Langkah, Timeline
from ui.kit.tokens import Nada
from ui.shell.theme import apply_theme

if TYPE_CHECKING:
    from PySide6.QtGui import QImage
    from pytestqt.qtbot import QtBot

REKENING = (
    Pilihan("5.1.02.01.01.0024", "Belanja Alat/Bahan untuk Kegiatan Kantor-Alat Tulis Kantor"),
    Pilihan("5.1.02.01.01.0026", "Belanja Alat/Bahan untuk Kegiatan Kantor-Bahan Cetak"),
    Pilihan("5.2.02.05.02.0004", "Belanja Modal Alat Pendingin"),
)


def shown(qtbot: QtBot, widget: QWidget, width: int = 420, height: int = 200) -> QImage:
    qtbot.addWidget(widget)
    widget.resize(width, height)
    widget.show()
    return widget.grab().toImage()


def has_colour(image: QImage, token: str) -> bool:
    wanted = tokens.colour(token).rgb()
    return any(image.pixel(x, y) == wanted for x in range(image.width()) for y in range(image.height()))


@pytest.fixture
def form(qtbot: QtBot) -> Form:
    made = Form()
    made.add("uraian", "Uraian", QLineEdit(), hint="seperti di kuitansi")
    made.add("nilai", "Nilai", RupiahEdit(), span=6)
    made.add("tanggal", "Tanggal", DateEdit(today=lambda: date(2026, 11, 23)), span=6)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def test_a_refusal_is_written_under_the_field_it_names(form: Form) -> None:
    rest = form.show_refusal(
        Refusal.of(
            [
                Temuan("ERR_LEBIH_SPD", "Nilai 150 melebihi sisa 92.", medan="nilai[0]"),
                Temuan("ERR_BULAN_TERTUTUP", "Bulan sudah ditutup."),
            ]
        )
    )
    assert form.error("nilai") == "Nilai 150 melebihi sisa 92."
    assert form.field("nilai").property("galat") is True
    assert [t.kode for t in rest] == ["ERR_BULAN_TERTUTUP"]
    form.clear_errors()
    assert not form.has_errors()
    assert form.field("nilai").property("galat") is False


def test_a_hint_comes_back_when_the_complaint_goes(form: Form) -> None:
    labels = [label for label in form.findChildren(QLabel) if label.text() == "seperti di kuitansi"]
    form.set_error("uraian", "Uraian masih kosong.")
    assert labels[0].text() == "Uraian masih kosong."
    form.set_error("uraian", "")
    assert labels[0].text() == "seperti di kuitansi"


def test_a_field_that_judges_itself_complains_through_the_form(qtbot: QtBot, form: Form) -> None:
    nilai = form.field("nilai")
    qtbot.keyClicks(nilai, "12,5,5")
    qtbot.keyClick(nilai, Qt.Key.Key_Return)
    assert "12,5,5" in form.error("nilai")


def test_tab_goes_through_the_fields_in_order(qtbot: QtBot, form: Form) -> None:
    form.field("uraian").setFocus()
    order = []
    for _ in range(3):
        order.append(QApplication.focusWidget())
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert order == [form.field(k) for k in ("uraian", "nilai", "tanggal")]


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("5.1", [0, 1]),
        ("5102", [0, 1]),
        ("52020502", [2]),
        ("alat tulis", [0]),
        ("kantor belanja", [0, 1]),
        ("BELANJA MODAL", [2]),
        ("kendaraan", []),
    ],
)
def test_accounts_are_found_by_code_or_words(typed: str, codes: list[int]) -> None:
    assert find_choices(REKENING, typed) == [REKENING[i] for i in codes]


def test_an_account_field_takes_only_what_is_on_the_list(qtbot: QtBot) -> None:
    edit = AccountEdit(REKENING)
    qtbot.addWidget(edit)
    edit.show()
    told: list[str] = []
    edit.value_changed.connect(told.append)
    qtbot.keyClicks(edit, "pendingin")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert edit.value() == "5.2.02.05.02.0004"
    assert edit.text() == "5.2.02.05.02.0004  Belanja Modal Alat Pendingin"
    edit.clear()
    qtbot.keyClicks(edit, "kantor")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert edit.value() == ""
    assert "beberapa" in edit.error()
    edit.set_value("9.9.99")
    assert edit.value() == ""
    assert edit.error() == "Kode 9.9.99 tidak ada dalam daftar."
    assert told == ["5.2.02.05.02.0004", ""]


def test_the_list_of_checks_counts_what_is_in_the_way(qtbot: QtBot) -> None:
    checks = CheckList()
    items = [
        Uji("Pagu DPA cukup", "sisa sesudahnya 141.750.000", HasilUji.LOLOS),
        Uji("Rekening rekanan baru", "lampirkan referensi bank", HasilUji.PERHATIAN),
        Uji("Kelengkapan 10 dari 11", "faktur pajak belum dilampirkan", HasilUji.GAGAL),
    ]
    checks.show_items(items)
    image = shown(qtbot, checks)
    assert all(has_colour(image, token) for token in ("ok", "warn", "bad"))
    assert checks.count(HasilUji.GAGAL) == 1
    checks.show_items(items[:1])
    qtbot.wait(1)
    assert [label.text() for label in checks.findChildren(QLabel)] == ["Pagu DPA cukup", "sisa sesudahnya 141.750.000"]


def test_a_refusal_stays_and_good_news_goes(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.kit.notice.LEWAT_MS", 30)
    over = QWidget()
    area = NoticeArea(over)
    shown(qtbot, over, 900, 600)
    area.tell(Notice("Tersimpan", "TBP-0441 masuk BKU."))
    area.refuse(Refusal("ERR_LEBIH_SPD", "Nilai melebihi sisa SPD; kurangi 56.100.000."))
    assert [n.judul for n in area.notices()] == ["Belum dapat dijalankan", "Tersimpan"]
    qtbot.waitUntil(lambda: len(area.notices()) == 1)
    assert area.notices()[0].kode == "ERR_LEBIH_SPD"
    assert area.isVisible()
    assert over.rect().contains(area.geometry())
    assert area.close_newest()
    assert not area.isVisible()
    assert not area.close_newest()
    assert LEWAT_MS >= 4000


def test_the_same_notice_is_not_stacked(qtbot: QtBot) -> None:
    over = QWidget()
    area = NoticeArea(over)
    shown(qtbot, over, 900, 600)
    for _ in range(3):
        area.refuse(Refusal("ERR_A", "Sama."))
    assert len(area.notices()) == 1
    for number in range(9):
        area.refuse(Refusal(f"ERR_{number}", "Lain."))
    assert len(area.notices()) == 4


def test_many_findings_are_cut_with_a_count() -> None:
    findings = [Temuan("ERR_BARIS", f"Baris {n} salah.") for n in range(1, 9)]
    notice = refusal_notice(Refusal.of(findings))
    assert notice.kalimat.splitlines()[-1] == "... dan 3 temuan lain."
    assert notice.nada is Nada.BAD


def test_a_notice_button_leads_somewhere(qtbot: QtBot) -> None:
    over = QWidget()
    area = NoticeArea(over)
    shown(qtbot, over, 900, 600)
    asked: list[Notice] = []
    area.step_asked.connect(asked.append)
    notice = Notice("Pajak belum disetor", nada=Nada.WARN, langkah="Buka daftar pajak")
    area.tell(notice)
    qtbot.mouseClick(area.findChild(QPushButton), Qt.MouseButton.LeftButton)
    assert asked == [notice]
    assert area.notices() == []


@pytest.mark.parametrize("tema", ["terang", "gelap"])
@pytest.mark.parametrize("nada", list(Nada))
def test_chips_are_painted_in_the_colours_of_their_meaning(
    qtbot: QtBot, qapp: QApplication, tema: str, nada: Nada
) -> None:
    apply_theme(qapp, tema)
    frame = QWidget()
    QVBoxLayout(frame).addWidget(StatusChip("diterima", nada))
    image = shown(qtbot, frame, 160, 60)
    assert has_colour(image, f"{nada.value}_bg")


def test_an_empty_chip_takes_no_room_and_comes_back(qtbot: QtBot) -> None:
    chip = StatusChip()
    qtbot.addWidget(chip)
    assert chip.sizeHint().width() == 0
    chip.show_status(Status("2 lewat", Nada.BAD))
    assert chip.sizeHint().width() > 30
    assert chip.accessibleName() == "2 lewat"


def test_a_tile_opens_by_mouse_and_keyboard(qtbot: QtBot) -> None:
    tile = Tile("Pajak belum disetor")
    tile.make_clickable()
    tile.show_value("Rp 3.412.500", "2 PPN lewat", share=1.2, chip=Status("2 lewat", Nada.BAD))
    image = shown(qtbot, tile)
    assert has_colour(image, "bad")
    opened: list[bool] = []
    tile.opened.connect(lambda: opened.append(True))
    qtbot.mouseClick(tile, Qt.MouseButton.LeftButton)
    qtbot.keyClick(tile, Qt.Key.Key_Return)
    assert opened == [True, True]
    assert tile.accessibleName() == "Pajak belum disetor: Rp 3.412.500. 2 PPN lewat"


def test_the_timeline_tells_what_it_shows(qtbot: QtBot) -> None:
    line = Timeline(
        [Langkah("Diterima", "9.12", Keadaan.SELESAI), Langkah("Verifikasi", "", Keadaan.BERHENTI), Langkah("Cair")]
    )
    image = shown(qtbot, line, 600, 80)
    assert has_colour(image, "accent")
    assert has_colour(image, "bad")
    assert line.accessibleName() == "Diterima 9.12 (selesai); Verifikasi  (berhenti); Cair  (nanti)"


def test_bars_stand_in_proportion(qtbot: QtBot) -> None:
    chart = BarChart([Batang("Jan", Rupiah.of(100), Rupiah.of(50)), Batang("Feb", Rupiah.of(100))])
    image = shown(qtbot, chart, 400, 220)

    def height(token: str) -> int:
        wanted = tokens.colour(token).rgb()
        return max(sum(image.pixel(x, y) == wanted for y in range(image.height())) for x in range(image.width()))

    assert height("accent") == pytest.approx(height("plan") / 2, abs=4)
    assert "Feb: rencana 100, realisasi belum ada" in _accessible(chart)
    assert has_colour(shown(qtbot, Legend(), 160, 20), "accent")


def _accessible(chart: BarChart) -> str:
    chart.show_bars([Batang("Jan", Rupiah.of(100), Rupiah.of(50)), Batang("Feb", Rupiah.of(100))])
    return chart.accessibleName()


def test_an_empty_chart_paints_without_a_fault(qtbot: QtBot) -> None:
    image = shown(qtbot, BarChart(), 300, 150)
    assert not has_colour(image, "accent")
