"""Pengaturan: every section changes the office through a command, and says what core refuses under its field."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLineEdit

from core.access import Peran
from core.money import Rupiah
from core.settings import AMBANG_PERSEN_GU, KKPD_PROPORSI, TEMPLAT
from tests.ui.spm.kantor_uji import Meja, rp
from ui.anggaran.bagian import BAGIAN
from ui.kit.memory import desk_settings
from ui.kit.rupiah_edit import RupiahEdit
from ui.opd.pengaturan_page import PengaturanPage

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def page(qtbot: QtBot, meja: Meja) -> PengaturanPage:
    made = PengaturanPage(meja.konteks, (BAGIAN,), lambda: "cadangan-1.sqlite")
    qtbot.addWidget(made)
    made.resize(1100, 660)
    made.show()
    qtbot.waitExposed(made)
    meja.settle()
    return made


def section(page: PengaturanPage, meja: Meja, bagian: str):
    page.open_with(bagian)
    meja.settle()
    return page.section(bagian)


def test_sections_of_other_rooms_stand_between(page: PengaturanPage) -> None:
    judul = [page.list.item(n).text() for n in range(page.list.count())]
    assert judul == [
        "Kantor", "Pejabat", "UP (SK)", "Rekening bank", "Anggaran", "Kebijakan", "Orang", "Cadangan", "Tampilan",
    ]  # fmt: skip


def test_the_office(page: PengaturanPage, meja: Meja) -> None:
    bagian = section(page, meja, "kantor")
    bagian.edit()
    kode = bagian.dialog.form.field("kode")
    assert isinstance(kode, QLineEdit)
    kode.setText("1.01")
    bagian.dialog.button.click()
    meja.settle()
    assert "22 huruf" in bagian.dialog.form.error("kode")
    kode.setText("2.16.2.20.2.21.01.0000")
    bagian.dialog.form.field("alamat").setText("Jalan Contoh 1")
    bagian.dialog.button.click()
    meja.settle()
    assert meja.kantor.opd.alamat == "Jalan Contoh 1"
    assert bagian._values["alamat"].text() == "Jalan Contoh 1"


def test_an_official_ends_and_another_begins(page: PengaturanPage, meja: Meja) -> None:
    bagian = section(page, meja, "pejabat")
    pa = next(p for p in bagian.view.table.rows if p.peran is Peran.PA)
    bagian.edit(None)
    dialog = bagian.dialog
    dialog.nama.setText("CONTOH PENGGANTI")
    dialog.nip.setText("197505052000031005")
    dialog.mulai.set_value(date(2026, 3, 1))
    dialog.button.click()
    meja.settle()
    assert "sudah dijabat" in dialog.form.error("mulai")
    dialog.reject()
    bagian.edit(pa)
    bagian.dialog.selesai.set_value(date(2026, 2, 28))
    bagian.dialog.button.click()
    meja.settle()
    bagian.edit(None)
    bagian.dialog.nama.setText("CONTOH PENGGANTI")
    bagian.dialog.nip.setText("197505052000031005")
    bagian.dialog.mulai.set_value(date(2026, 3, 1))
    bagian.dialog.button.click()
    meja.settle()
    assert meja.ask(lambda q: q.opd.signer(Peran.PA, date(2026, 3, 2))).nama == "CONTOH PENGGANTI"
    assert meja.ask(lambda q: q.opd.signer(Peran.PA, date(2026, 2, 2))).nama == "Dra. CONTOH RAHAYU, M.Si."


def test_up_stays_the_same_all_year(page: PengaturanPage, meja: Meja) -> None:
    bagian = section(page, meja, "up")
    assert "UP tunai Rp 60.000.000" in bagian.berlaku.text()
    bagian.edit()
    dialog = bagian.dialog
    dialog.nomor.setText("900/12/2026")
    dialog.tunai.set_value(rp(70_000_000))
    dialog.limit.set_value(rp(40_000_000))
    dialog.button.click()
    meja.settle()
    assert "tetap setahun" in dialog.form.error("up_tunai")
    dialog.tunai.set_value(rp(50_000_000))
    dialog.limit.set_value(rp(50_000_000))
    dialog.button.click()
    meja.settle()
    assert meja.ask(lambda q: q.opd.up(date(2026, 3, 2))).limit_kkpd == rp(50_000_000)


def test_a_bank_account(page: PengaturanPage, meja: Meja) -> None:
    bagian = section(page, meja, "rekening")
    (lama,) = bagian.view.table.rows
    bagian.edit(lama)
    bagian.dialog.kode.setText("11")
    bagian.dialog.button.click()
    meja.settle()
    assert "Kode bank" in bagian.dialog.form.error("kode_bank")
    bagian.dialog.kode.setText("114")
    bagian.dialog.button.click()
    meja.settle()
    (baru,) = meja.ask(lambda q: q.opd.accounts())
    assert (baru.rekening.kode_bank, baru.versi) == ("114", 2)


def pick(bagian, kunci: str):
    return next(r for r in bagian.view.table.rows if r.setelan.kunci == kunci)


def test_policies_change_from_a_date(page: PengaturanPage, meja: Meja) -> None:
    bagian = section(page, meja, "kebijakan")
    bagian.edit(pick(bagian, "ambang_persen_gu"))
    bagian.dialog.nilai.setText("seratus")
    bagian.dialog.button.click()
    assert "bilangan bulat" in bagian.dialog.form.error("ambang_persen_gu")
    bagian.dialog.nilai.setText("75")
    bagian.dialog.berlaku.set_value(date(2026, 4, 1))
    bagian.dialog.button.click()
    meja.settle()
    setelan = meja.ask(lambda q: q.opd.settings())
    assert setelan.value(AMBANG_PERSEN_GU, date(2026, 3, 31)) == 50
    assert setelan.value(AMBANG_PERSEN_GU, date(2026, 4, 1)) == 75


@pytest.mark.parametrize(
    ("kunci", "ketik", "harap"),
    [
        (KKPD_PROPORSI.kunci, "30", "30 %"),
        ("batas_bayar_up", "25000000", "Rp25.000.000"),
        (TEMPLAT["npd"].kunci, "{urut:04d}/NPD/{tahun}", "{urut:04d}/NPD/{tahun}"),
    ],
)
def test_every_kind_of_value_has_its_field(
    page: PengaturanPage, meja: Meja, kunci: str, ketik: str, harap: str
) -> None:
    bagian = section(page, meja, "kebijakan")
    bagian.edit(pick(bagian, kunci))
    field = bagian.dialog.nilai
    if isinstance(field, RupiahEdit):
        field.set_value(Rupiah.parse(ketik))
    else:
        field.setText(ketik)
    bagian.dialog.button.click()
    meja.settle()
    assert pick(bagian, kunci).kata == harap
    assert pick(bagian, kunci).diubah


def test_five_policies_are_fixed(page: PengaturanPage, meja: Meja) -> None:
    bagian = section(page, meja, "kebijakan")
    tetap = [r for r in bagian.view.table.rows if r.setelan.tetap]
    assert len(tetap) == 5
    bagian.edit(tetap[0])
    assert meja.kabar[-1].judul == "Kebijakan ini tetap"


def test_people(page: PengaturanPage, meja: Meja) -> None:
    bagian = section(page, meja, "orang")
    bagian.add_person()
    dialog = bagian.dialog
    dialog.nama.setText("BUDI CONTOH")
    dialog.login.setText("budi")
    dialog.sandi.setText("pendek")
    dialog.picker.set_role(Peran.PPK)
    dialog.picker.set_role(Peran.PPTK)
    assert "tidak boleh dirangkap" in dialog.picker.complaint()
    dialog.picker.set_role(Peran.PPTK, on=False)
    assert dialog.picker.complaint() == ""
    dialog.button.click()
    meja.settle()
    assert "panjangnya 6" in dialog.form.error("sandi")
    dialog.sandi.setText("tiga gajah duduk")
    dialog.button.click()
    meja.settle()
    budi = next(o for o in bagian.view.table.rows if o.nama_login == "budi")
    assert (budi.peran, budi.wajib_ganti) == (frozenset({Peran.PPK}), True)
    bagian.edit_roles(budi)
    bagian.dialog.picker.set_role(Peran.PPK, on=False)
    bagian.dialog.picker.set_role(Peran.PPTK)
    bagian.dialog.button.click()
    meja.settle()
    budi = next(o for o in bagian.view.table.rows if o.nama_login == "budi")
    assert budi.peran == frozenset({Peran.PPTK})
    bagian.deactivate(budi)
    bagian.dialog.button.click()
    meja.settle()
    assert not next(o for o in bagian.view.table.rows if o.nama_login == "budi").aktif


def test_ones_own_password(page: PengaturanPage, meja: Meja) -> None:
    bagian = section(page, meja, "orang")
    bagian.change_own()
    dialog = bagian.dialog
    dialog.lama.setText("kata sandi contoh 1")
    dialog.baru.setText("kata sandi lain lagi")
    dialog.lagi.setText("kata sandi lain lago")
    dialog.button.click()
    assert "Tidak sama" in dialog.form.error("sandi_lagi")
    dialog.lagi.setText("kata sandi lain lagi")
    dialog.button.click()
    meja.settle()
    assert meja.kabar[-1].judul == "Sandi Anda diganti"


def test_somebody_without_the_right_sees_why(page: PengaturanPage, meja: Meja) -> None:
    meja.sit(Peran.AUDITOR)
    page.mark_stale()
    meja.settle()
    bagian = section(page, meja, "orang")
    assert not bagian.roles.isEnabled()
    assert "Administrator" in bagian.roles.toolTip()


def test_a_backup_now(page: PengaturanPage, meja: Meja) -> None:
    bagian = section(page, meja, "cadangan")
    assert bagian.terakhir.text() == "Belum ada cadangan"
    bagian.button.click()
    assert bagian.bar.isVisibleTo(bagian)
    meja.settle()
    assert (meja.kabar[-1].judul, meja.kabar[-1].kalimat) == ("Cadangan dibuat dan diperiksa", "cadangan-1.sqlite")
    assert not bagian.bar.isVisibleTo(bagian)


def test_the_paper_of_this_desk(page: PengaturanPage, meja: Meja) -> None:
    bagian = section(page, meja, "tampilan")
    bagian.kertas.set_value("A4")
    assert desk_settings().value("cetak/kertas") == "A4"
