"""The register of cards: limits and what is used, the form of a card, its steps by key and by dialog, the control book."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from core.access import Peran
from core.calendar import Bulan
from core.identity import new_uuid
from core.kkpd.model import JenisLimit, StatusKartu
from core.money import Rupiah
from core.opd.commands import SetUp
from core.opd.model import SkUp
from tests.db.kkpd.kantor_kartu import KARTU_A, KARTU_B, PA, impor, save_kartu, tagihan_mei
from tests.db.kkpd.test_register import BARU
from tests.fakes.office import with_roles
from tests.ui.kkpd.meja_kartu import MejaKartu
from ui.kit.preview import PreviewDialog
from ui.kkpd.kartu_dialog import KartuFormDialog
from ui.kkpd.kartu_langkah_dialog import BekuDialog, GantiDialog, HilangDialog, LangkahKartuDialog, NaikLimitDialog
from ui.kkpd.kartu_page import KartuPage
from ui.kkpd.up_kartu import UpDialog

D = TypeVar("D", bound=QDialog)
rp = Rupiah.of


def opened(meja: MejaKartu, qtbot: QtBot) -> KartuPage:
    page = KartuPage(meja.konteks)
    qtbot.addWidget(page)
    page.resize(1102, 656)
    page.show()
    meja.wait()
    return page


@pytest.fixture
def daftar(meja: MejaKartu, qtbot: QtBot) -> KartuPage:
    return opened(meja, qtbot)


def dialog(page: KartuPage, kind: type[D]) -> Any:
    (found,) = [d for d in page.findChildren(kind) if d.isVisible()]
    return found


def card(page: KartuPage, kartu_id: Any = KARTU_A) -> Any:
    return next(r.row for r in page.table.rows if r.row.kartu.id == kartu_id)


def send(meja: MejaKartu, d: Any) -> None:
    d.send()
    meja.wait()


def on(meja: MejaKartu, hari: date) -> None:
    clock = meja.office.clock
    saat = datetime(hari.year, hari.month, hari.day, 3, tzinfo=clock.now().tzinfo)
    clock.move(seconds=(saat - clock.now()).total_seconds())


# what is shown


def test_limit_used_and_left_with_paid_open_and_waiting(meja: MejaKartu, daftar: KartuPage) -> None:
    satu = card(daftar)
    assert (satu.limit, satu.terpakai, satu.sisa) == (rp(60_000_000), rp(17_540_000), rp(42_460_000))
    daftar.view.select_key(KARTU_A)
    assert [(p.kata, p.nilai) for p in daftar.detail.bar.parts] == [
        ("lunas tahun ini", rp(0)), ("terbuka", rp(0)), ("belum ditagih", rp(17_540_000)), ("sisa", rp(42_460_000)),
    ]  # fmt: skip
    impor(meja.office, tagihan_mei())
    daftar.mark_stale()
    meja.wait()
    assert [p.nilai for p in daftar.detail.bar.parts] == [rp(0), rp(17_540_000), rp(0), rp(42_460_000)]
    assert daftar.up.judul.text() == "UP KKPD Rp 100.000.000"
    assert daftar.up.pisah.text() == "40 % dari UP 250.000.000, tunai 150.000.000"
    assert [p.nilai for p in daftar.up.bar.parts] == [rp(0), rp(22_240_000), rp(0), rp(77_760_000)]


def test_the_due_date_counts_down(meja: MejaKartu, daftar: KartuPage) -> None:
    assert daftar.tempo.judul.text() == "Tidak ada tagihan terbuka"
    impor(meja.office, tagihan_mei())
    for hari, kata in (
        (date(2026, 6, 2), "17 hari lagi"),
        (date(2026, 6, 19), "hari ini"),
        (date(2026, 6, 22), "lewat 3 hari"),
    ):
        on(meja, hari)
        daftar.mark_stale()
        meja.wait()
        assert daftar.tempo.chip.status().kata == kata
        assert str(daftar.table.rows[0].tempo) == kata
    assert daftar.tempo.judul.text() == "Jatuh tempo 19 Juni 2026"


def test_purchases_of_the_card_say_how_far_they_are(meja: MejaKartu, daftar: KartuPage) -> None:
    daftar.view.select_key(KARTU_B)
    assert [(b.pembelian.nomor_bukti, b.kata) for b in daftar.bawah.belanja.rows] == [
        ("KKPD-0004", "belum berpasangan")
    ]
    daftar.view.select_key(KARTU_A)
    assert daftar.bawah.sum.text() == "3 belanja, Rp 17.540.000"


def test_the_control_book_of_a_month_and_its_print(meja: MejaKartu, daftar: KartuPage) -> None:
    daftar.bawah.tabs.setCurrentIndex(1)
    daftar.bawah.bulan.go_to(Bulan(2026, 5))
    meja.wait()
    rows = daftar.bawah.buku.rows
    assert [(r.nomor, r.rinci.merchant, r.sisa) for r in rows[:2]] == [
        ("", "", rp(100_000_000)), ("KKPD-0001", "Toko ATK Contoh", rp(88_900_000)),
    ]  # fmt: skip
    assert daftar.bawah.sum.text() == "terpakai 20.740.000, sisa 79.260.000"
    daftar.preview()
    meja.wait()
    assert len(dialog(daftar, PreviewDialog).pages) == 1


def test_only_the_last_digits_and_a_token_are_kept(daftar: KartuPage) -> None:
    k = card(daftar).kartu
    assert (k.nomor_tersamar, len(k.token), k.empat_akhir) == ("618950•••••• 0001", 64, "0001")


# the form


def test_a_new_card_says_what_is_missing(meja: MejaKartu, daftar: KartuPage) -> None:
    daftar.add()
    f = dialog(daftar, KartuFormDialog)
    f.submit()
    assert f.form.error("limit")
    f.limit.setText("5.000.000")
    f.bin6.setText("61895")
    f.akhir.setText("0003")
    f.sk.setText("SK 900/2 Tahun 2026")
    f.tanggal_sk.set_value(date(2026, 5, 2))
    f.pemegang.setCurrentText("PEGAWAI CONTOH TIGA")
    f.submit()
    meja.wait()
    assert "6 angka" in f.form.error("kartu")
    f.bin6.setText("618950")
    f.submit()
    meja.wait()
    baru = next(r.row.kartu for r in daftar.table.rows if r.row.kartu.empat_akhir == "0003")
    assert (baru.status, baru.tanggal_sk) == (StatusKartu.USULAN, date(2026, 5, 2))
    assert any("melebihi UP KKPD" in n.kalimat for n in meja.told)


def test_a_raised_limit_keeps_the_one_before(meja: MejaKartu, daftar: KartuPage) -> None:
    daftar.view.select_key(KARTU_A)
    daftar.edit()
    f = dialog(daftar, KartuFormDialog)
    f.limit.setText("55.000.000")
    f.limits[JenisLimit.PER_HARI].setText("10.000.000")
    f.sk.setText("SK 900/9 Tahun 2026")
    f.submit()
    meja.wait()
    kartu = card(daftar)
    assert kartu.limit == rp(55_000_000)
    assert [(s.jenis, s.nilai) for s in kartu.kartu.limit] == [
        (JenisLimit.TOTAL, rp(60_000_000)), (JenisLimit.TOTAL, rp(55_000_000)), (JenisLimit.PER_HARI, rp(10_000_000)),
    ]  # fmt: skip


def test_a_cleared_limit_is_no_limit_from_today(meja: MejaKartu, daftar: KartuPage) -> None:
    for nilai in ("10.000.000", ""):
        daftar.view.select_key(KARTU_A)
        daftar.edit()
        f = dialog(daftar, KartuFormDialog)
        f.limits[JenisLimit.PER_HARI].setText(nilai)
        f.submit()
        meja.wait()
        on(meja, date(2026, 6, 5))
        daftar.mark_stale()
        meja.wait()
    kartu = card(daftar).kartu
    assert kartu.limit_on(JenisLimit.PER_HARI, date(2026, 6, 5)) is None
    assert kartu.limit_on(JenisLimit.PER_HARI, date(2026, 6, 4)) is not None


# steps


def test_f6_brings_a_new_card_into_use(meja: MejaKartu, daftar: KartuPage, qtbot: QtBot) -> None:
    meja.office.do(save_kartu(BARU, "0003", 1_000_000))
    daftar.mark_stale()
    meja.wait()
    daftar.view.select_key(BARU)
    for tombol in ("setujui_sk", "terbitkan", "aktifkan"):
        assert daftar.detail.buttons[tombol].text().endswith("F6")
        meja.press(Qt.Key.Key_F6, daftar)
        send(meja, dialog(daftar, LangkahKartuDialog))
    assert card(daftar, BARU).kartu.status is StatusKartu.AKTIF
    assert [x.peristiwa for x in card(daftar, BARU).langkah] == ["setujui_sk", "terbitkan", "aktifkan"]
    meja.press(Qt.Key.Key_F6, daftar)
    assert not [d for d in daftar.findChildren(LangkahKartuDialog) if d.isVisible()]


def test_blocking_asks_when_and_why(meja: MejaKartu, daftar: KartuPage) -> None:
    daftar.view.select_key(KARTU_A)
    daftar.detail.buttons["blokir"].click()
    d = dialog(daftar, LangkahKartuDialog)
    send(meja, d)
    assert d.form.error("alasan")
    d.alasan.setPlainText("PIN salah tiga kali")
    send(meja, d)
    assert card(daftar).kartu.status is StatusKartu.BLOKIR_SEMENTARA
    assert set(daftar.detail.buttons) == {"buka_blokir", "ganti", "tutup", "ubah"}


def test_a_lost_card_gets_a_successor(meja: MejaKartu, daftar: KartuPage) -> None:
    daftar.view.select_key(KARTU_A)
    daftar.step("hilang")
    d = dialog(daftar, HilangDialog)
    d.keterangan.setPlainText("tertinggal di terminal")
    send(meja, d)
    assert d.form.error("tiket")
    d.tiket.setText("T-2026-77")
    send(meja, d)
    daftar.step("ganti")
    d = dialog(daftar, GantiDialog)
    d.akhir.setText("0002")
    send(meja, d)
    assert "sudah terdaftar" in d.form.error("empat_akhir")
    d.akhir.setText("0009")
    send(meja, d)
    baru = next(r.row.kartu for r in daftar.table.rows if r.row.kartu.empat_akhir == "0009")
    assert (baru.menggantikan, baru.status) == (KARTU_A, StatusKartu.TERBIT)
    assert card(daftar).kartu.status is StatusKartu.DIGANTI


def test_a_limit_is_raised_for_a_while(meja: MejaKartu, daftar: KartuPage) -> None:
    daftar.view.select_key(KARTU_B)
    daftar.step("naik")
    d = dialog(daftar, NaikLimitDialog)
    send(meja, d)
    assert d.form.error("nilai")
    d.nilai.setText("40.000.000")
    d.dasar.setText("Surat PA 900/7")
    send(meja, d)
    assert "bukan kenaikan" in d.form.error("nilai")
    d.nilai.setText("50.000.000")
    send(meja, d)
    assert card(daftar, KARTU_B).limit == rp(50_000_000)
    assert [n.kode for n in meja.told] == ["", "WARN_LIMIT_KARTU"]


def test_cards_freeze_at_year_end(meja: MejaKartu, daftar: KartuPage) -> None:
    def action() -> Any:
        return next((a for a in daftar.actions() if a.id == "beku"), None)

    assert action() is None, "not before the last day of card purchases"
    on(meja, date(2026, 12, 11))
    daftar.mark_stale()
    meja.wait()
    action().run()
    d = dialog(daftar, BekuDialog)
    d.dasar.setText("SE 900/99")
    send(meja, d)
    assert {r.row.kartu.status for r in daftar.table.rows} == {StatusKartu.BLOKIR_SEMENTARA}
    assert meja.told[-1].judul == "2 kartu dibekukan"


def test_the_split_of_up_shows_its_history(meja: MejaKartu, daftar: KartuPage) -> None:
    on(meja, date(2026, 7, 1))
    sk = SkUp(
        id=new_uuid(), nomor="SK UP 2/2026", tanggal=date(2026, 7, 1), berlaku_dari=date(2026, 7, 1),
        up_tunai=rp(125_000_000), limit_kkpd=rp(125_000_000), dicatat=date(2026, 7, 1),
    )  # fmt: skip
    meja.office.do(SetUp(sk=sk))
    daftar.mark_stale()
    meja.wait()
    assert daftar.up.pisah.text() == "50 % dari UP 250.000.000, tunai 125.000.000"
    daftar.up.history.click()
    d = dialog(daftar, UpDialog)
    assert [s.nomor for s in d.table.rows] == ["SK UP 2/2026", "SK UP 1/2026"]
    assert d.table.cell(1, 4).text == "40 %"


def test_others_only_look(meja: MejaKartu, qtbot: QtBot) -> None:
    meja.sit(PA)
    daftar = opened(meja, qtbot)
    daftar.add()
    daftar.step("blokir")
    assert daftar.table.rowCount() == 2
    assert not daftar.findChildren(KartuFormDialog)
    assert not daftar.findChildren(LangkahKartuDialog)
    assert not daftar.detail.buttons["blokir"].isEnabled()
    meja.sit(with_roles(meja.office, Peran.PPTK))
    assert not daftar.detail.buttons["ubah"].isEnabled()
