"""The first window of a new computer: try the sample office, or set up one's own in three steps.

Returns answers, does nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ui.kit import tokens
from ui.kit.card import Card, text
from ui.kit.form import Form

SANDI_MIN = 8
TAHUN_AWAL, TAHUN_AKHIR = 2021, 2099
_NIP = 18


@dataclass(frozen=True, slots=True)
class KantorContoh:
    """The sample office, with invented people and amounts."""


@dataclass(frozen=True, slots=True)
class PejabatBaru:
    """An official as the letter of appointment names them. `nip` is 18 digits or empty (not everybody has one)."""

    nama: str
    nip: str = ""


@dataclass(frozen=True, slots=True)
class KantorBaru:
    """A new office: its code and name in the DPA, the budget year, its three officials, the treasurer's password."""

    kode_opd: str
    nama_opd: str
    tahun: int
    pa: PejabatBaru
    ppk: PejabatBaru
    bendahara: PejabatBaru
    sandi: str


Jawaban = KantorContoh | KantorBaru


class FirstStartDialog(QDialog):
    """Three steps with one way forward. `answer()` is None until the last one is confirmed."""

    def __init__(self, tahun: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Selamat datang di Pundi")
        self._answer: Jawaban | None = None
        self._steps = QStackedWidget()
        self._choice = QButtonGroup(self)
        self._office, self._people = Form(), Form()
        self._year = _line(4)
        self._year.setText(str(tahun))
        self._steps.addWidget(self._build_choice())
        self._steps.addWidget(self._build_office())
        self._steps.addWidget(self._build_people())
        self._back = QPushButton("Kembali")
        self._back.setAutoDefault(False)
        self._back.clicked.connect(lambda: self._go(self._steps.currentIndex() - 1))
        self._next = QPushButton("Lanjut")
        self._next.setProperty("peran", "utama")
        self._next.setDefault(True)
        self._next.clicked.connect(self.go_on)
        self._where = text("", "kecil")
        self._lay_out()
        self._go(0)

    def answer(self) -> Jawaban | None:
        """What was decided."""
        return self._answer

    def choose_new_office(self, *, baru: bool) -> None:
        """Chooses between one's own office and the sample."""
        self._choice.button(1 if baru else 0).setChecked(True)

    def field(self, key: str) -> QWidget:
        """A field of the steps: kode_opd, nama_opd, tahun; pa, ppk, bendahara with their `_nip`; sandi, sandi_lagi."""
        return (self._office if key in {"kode_opd", "nama_opd", "tahun"} else self._people).field(key)

    def errors(self) -> list[str]:
        """The complaints of the step on show."""
        form = (None, self._office, self._people)[self._steps.currentIndex()]
        keys = ("kode_opd", "nama_opd", "tahun") if form is self._office else _PEOPLE_KEYS
        return [] if form is None else [e for key in keys if (e := form.error(key))]

    def go_on(self) -> None:
        """Lanjut: to the next step, or done; a step with an empty field stays and says so."""
        step = self._steps.currentIndex()
        if step == 0:
            if self._choice.checkedId() == 0:
                self._finish(KantorContoh())
            else:
                self._go(1)
        elif step == 1:
            if self._check_office():
                self._go(2)
        elif self._check_people():
            self._finish(self._new_office())

    def _finish(self, answer: Jawaban) -> None:
        self._answer = answer
        self.accept()

    def _go(self, step: int) -> None:
        self._steps.setCurrentIndex(step)
        self._back.setVisible(step > 0)
        self._next.setText("Buat kantor" if step == 2 else "Lanjut  Enter")
        self._where.setText(f"Langkah {step + 1} dari 3")
        first = (None, "nama_opd", "pa")[step]
        if first:
            self.field(first).setFocus()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.px(28), tokens.px(24), tokens.px(28), tokens.px(22))
        column.setSpacing(tokens.px(14))
        column.addWidget(self._steps, 1)
        row = QHBoxLayout()
        row.addWidget(self._where)
        row.addStretch(1)
        row.addWidget(self._back)
        row.addWidget(self._next)
        column.addLayout(row)
        self.resize(tokens.px(640), tokens.px(520))

    def _build_choice(self) -> QWidget:
        page, column = _step(
            "Selamat datang", "Pundi bekerja di komputer ini, juga saat sistem nasional tidak dapat dibuka."
        )
        choices = (
            ("Coba kantor contoh", "Data rekaan satu dinas: buku kas, kartu, SPM. Tidak ada yang perlu diisi."),
            ("Kantor baru", "Isi kode dan nama OPD, tahun anggaran, dan tiga pejabat. Sekitar dua menit."),
        )
        for number, (judul, kalimat) in enumerate(choices):
            button = _choice_button(judul, kalimat)
            self._choice.addButton(button, number)
            column.addWidget(button)
        self._choice.button(0).setChecked(True)
        column.addStretch(1)
        return page

    def _build_office(self) -> QWidget:
        page, column = _step("Kantor", "Seperti tertulis di DPA. Semua dapat diubah nanti di pengaturan.")
        self._office.add("nama_opd", "Nama OPD", _line(200, "Dinas Pendidikan"))
        self._office.add("kode_opd", "Kode OPD", _line(60, "1.01.0.00.0.00.01.0000"), span=8)
        self._office.add("tahun", "Tahun anggaran", self._year, span=4)
        card = Card()
        card.add(self._office)
        column.addWidget(card)
        column.addStretch(1)
        return page

    def _build_people(self) -> QWidget:
        page, column = _step("Pejabat", "Nama lengkap dengan gelar, seperti pada surat keputusan. NIP boleh menyusul.")
        for key, label in (("pa", "Pengguna Anggaran"), ("ppk", "PPK-SKPD"), ("bendahara", "Bendahara Pengeluaran")):
            self._people.add(key, label, _line(120), span=8)
            self._people.add(f"{key}_nip", "NIP", _line(24, "18 angka"), span=4)
        for key, label in (("sandi", "Kata sandi bendahara"), ("sandi_lagi", "Kata sandi, sekali lagi")):
            field = _line(256)
            field.setEchoMode(QLineEdit.EchoMode.Password)
            self._people.add(key, label, field, span=6)
        card = Card()
        card.add(self._people)
        column.addWidget(card)
        column.addStretch(1)
        return page

    def _check_office(self) -> bool:
        form = self._office
        form.clear_errors()
        if not _said(form, "nama_opd"):
            form.set_error("nama_opd", "Nama OPD masih kosong.")
        kode = _said(form, "kode_opd")
        if not kode or not set(kode) <= set("0123456789.-/ "):
            form.set_error("kode_opd", "Isi kode OPD seperti di DPA: angka dan titik.")
        tahun = self._year.text()
        if not (tahun.isascii() and tahun.isdigit() and TAHUN_AWAL <= int(tahun) <= TAHUN_AKHIR):
            form.set_error("tahun", f"Tahun anggaran {TAHUN_AWAL} s.d. {TAHUN_AKHIR}.")
        return not form.has_errors()

    def _check_people(self) -> bool:
        form = self._people
        form.clear_errors()
        for key, label in (("pa", "Pengguna Anggaran"), ("ppk", "PPK-SKPD"), ("bendahara", "Bendahara Pengeluaran")):
            if not _said(form, key):
                form.set_error(key, f"Nama {label} masih kosong.")
            nip = _said(form, f"{key}_nip").replace(" ", "")
            if nip and not (nip.isdigit() and len(nip) == _NIP):
                form.set_error(f"{key}_nip", f"NIP terdiri dari {_NIP} angka, ini {len(nip)} karakter.")
        sandi = _text_of(form, "sandi")
        if len(sandi) < SANDI_MIN:
            form.set_error("sandi", f"Paling sedikit {SANDI_MIN} karakter, ini {len(sandi)}.")
        elif sandi != _text_of(form, "sandi_lagi"):
            form.set_error("sandi_lagi", "Tidak sama dengan kata sandi di sebelahnya.")
        return not form.has_errors()

    def _new_office(self) -> KantorBaru:
        def official(key: str) -> PejabatBaru:
            return PejabatBaru(_said(self._people, key), _said(self._people, f"{key}_nip").replace(" ", ""))

        office = self._office
        return KantorBaru(
            kode_opd=_said(office, "kode_opd"),
            nama_opd=_said(office, "nama_opd"),
            tahun=int(self._year.text()),
            pa=official("pa"),
            ppk=official("ppk"),
            bendahara=official("bendahara"),
            sandi=_text_of(self._people, "sandi"),
        )


_PEOPLE_KEYS = ("pa", "pa_nip", "ppk", "ppk_nip", "bendahara", "bendahara_nip", "sandi", "sandi_lagi")


def _step(judul: str, kalimat: str) -> tuple[QWidget, QVBoxLayout]:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(tokens.px(10))
    column.addWidget(text(judul, "judul-halaman"), 0, Qt.AlignmentFlag.AlignTop)
    column.addWidget(text(kalimat, "anak-judul", wrap=True))
    return page, column


def _choice_button(judul: str, kalimat: str) -> QPushButton:
    button = QPushButton()
    button.setProperty("peran", "pilihan")
    button.setAccessibleName(f"{judul}. {kalimat}")
    button.setCheckable(True)
    button.setAutoDefault(False)
    inside = QVBoxLayout(button)
    inside.setContentsMargins(tokens.px(18), tokens.px(13), tokens.px(18), tokens.px(13))
    inside.setSpacing(tokens.px(4))
    for label in (text(judul, "judul-kartu"), text(kalimat, "redup")):
        label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        inside.addWidget(label)
    return button


def _line(length: int, placeholder: str = "") -> QLineEdit:
    field = QLineEdit()
    field.setMaxLength(length)
    field.setPlaceholderText(placeholder)
    return field


def _text_of(form: Form, key: str) -> str:
    field = form.field(key)
    assert isinstance(field, QLineEdit)
    return field.text()


def _said(form: Form, key: str) -> str:
    return " ".join(_text_of(form, key).split())
