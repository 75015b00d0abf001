"""The main job through the window itself: the keys people press, the figures they read, over a real SQLite office."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton

from core.calendar import Bulan
from core.demo.cerita import Cerita
from core.demo.orang import SANDI
from core.demo.pengajuan import desk_code, submit
from core.money import Rupiah, total
from core.pelacakan.commands import ReceiveBerkas
from core.pelacakan.perpindahan import Keadaan
from core.spm.isi import Acuan, JenisSpp, RincianSpp
from core.spm.model import StatusSpp
from tests.stories.jendela import HARI, Jendela, cells, sums, tile
from ui.kit.memory import desk_settings
from ui.kit.preview import PreviewDialog
from ui.pelacakan.langkah_dialog import CairDialog, JawabanDialog
from ui.shell.beranda_page import TUJUAN
from ui.shell.halaman import pages
from ui.spm.kelengkapan_dialog import KelengkapanDialog
from ui.spm.langkah_dialog import VerifikasiDialog, YakinDialog
from ui.spm.mulai_dialog import MulaiDialog

OKTOBER, NOVEMBER = Bulan(2026, 10), Bulan(2026, 11)


def rp(rupiah: int) -> Rupiah:
    return Rupiah.of(rupiah)


# the treasurer -------------------------------------------------------------------------------------------------------


def test_a_day_of_the_bendahara(baru: Jendela, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    see_the_morning(baru)
    record_a_purchase(baru)
    read_it_in_the_books(baru)
    spp_id = prepare_an_ls(baru)
    let_others_decide(baru, spp_id)
    send_and_print(baru, spp_id, tmp_path / "spm.pdf")
    read_the_spj(baru)
    export_the_spj(baru, tmp_path / "spj.pdf", monkeypatch)
    cadangan = baru.run.end()
    assert cadangan is not None
    assert cadangan.is_file()


def see_the_morning(j: Jendela) -> None:
    assert j.window.windowTitle() == "Dinas Contoh — Pundi"
    assert j.window.sidebar._nama.text() == "SARI CONTOH"
    assert j.window.current_id() == "beranda"
    assert j.page.title() == "Selamat pagi"
    assert tile(j.page.up) == (
        "Rp 23.470.000",
        "bank 22.595.000 + tunai 500.000 + panjar 750.000 − pajak 375.000",
    )
    assert tile(j.page.pajak)[0] == "Rp 375.000"
    assert tile(j.page.spm) == ("1 berkas", "1 diproses")


def record_a_purchase(j: Jendela) -> None:
    """ATK of 4.440.000 from a PKP: PPN 440.000 and PPh 22 60.000 are withheld."""
    page = j.go("bukti")
    before = len(page.table.rows)
    j.press(Qt.Key.Key_F2)
    d = page.dialog
    assert d is not None
    assert d.nomor.text() == "TBP-0037"
    j.write(d.rekanan, "CV CONTOH TULIS")
    j.write(d.uraian, "Kertas dan toner November")
    j.pick(d.rincian.lines[0].rekening, "alat tulis")
    j.write(d.rincian.lines[0].nilai, "4440000")
    d.pajak.pkp.setFocus()
    QTest.keyClick(d.pajak.pkp, Qt.Key.Key_Space)
    assert [(p.jenis, p.nilai) for p in d.pajak.pungutan()] == [("PPN", rp(440_000)), ("PPh22", rp(60_000))]
    assert (d._sum.text(), d._pajak_sum.text(), d._net.text()) == ("Rp 4.440.000", "500.000", "3.940.000")
    assert d._words.text() == "empat juta empat ratus empat puluh ribu rupiah"
    assert d._left.text() == "saldo bank sesudahnya 18.655.000"
    assert "sisa pagu sesudahnya 17.530.000" in d.rincian.lines[0].sisa.text()
    j.write(d.tanggal, "30/10")
    assert "Oktober 2026 sudah ditutup" in d.form.error("tanggal")
    QTest.keyClick(d, Qt.Key.Key_F9)
    j.settle()
    assert page.dialog is d, "a closed month refuses and keeps what was typed"
    j.write(d.tanggal, "20")
    QTest.keyClick(d, Qt.Key.Key_F9)
    j.settle()
    assert page.dialog is None
    assert j.told()[0] == "Belanja UP TBP-0037 dicatat"
    assert len(page.table.rows) == before + 1
    row = page.view.current_row()
    assert (row.nomor, row.nilai, row.pajak) == ("TBP-0037", rp(4_440_000), rp(500_000))


def read_it_in_the_books(j: Jendela) -> None:
    page = j.go("bku")
    rows = [cells(page.view, n) for n in range(len(page.view.table.rows))]
    assert rows[-4]["saldo"] == "23.095.000"
    assert [(r["no_bukti"], r["penerimaan"], r["pengeluaran"], r["saldo"]) for r in rows[-3:]] == [
        ("TBP-0037", "", "4.440.000", "18.655.000"),
        ("TBP-0037", "440.000", "", "19.095.000"),
        ("TBP-0037", "60.000", "", "19.155.000"),
    ]
    assert rows[-3]["rekening"] == "5.1.02.01.01.0024"
    foot = sums(page)
    assert foot["Saldo akhir BKU"] == "19.155.000"
    assert foot["Saldo bank"] == "18.655.000"
    assert foot["Saldo tunai"] == "500.000"
    assert foot["Pajak belum disetor"] == "875.000"
    assert j.ask(lambda q: q.kas.saldo(NOVEMBER)).bku == rp(19_155_000)
    page = j.go("beranda")
    assert tile(page.up) == (
        "Rp 19.030.000",
        "bank 18.655.000 + tunai 500.000 + panjar 750.000 − pajak 875.000",
    )
    assert tile(page.pajak)[0] == "Rp 875.000"
    assert any(t.uraian == "Setor PPN TBP-0037 — Rp 440.000" for t in page.table.rows)


def prepare_an_ls(j: Jendela) -> Any:
    """SPP-LS of 11.100.000 for an air conditioner; PPN 1.100.000, PPh 22 150.000."""
    page = j.go("spm")
    assert len(page.list.table.rows) == 3
    j.press(Qt.Key.Key_Insert)
    mulai = j.dialog(MulaiDialog)
    mulai.choose(JenisSpp.LS_BJ)
    j.click(mulai.button)
    form = page.form
    fields = form.data.form.field
    j.pick(fields("penerima"), "sejuk")
    assert fields("rekening_penerima").text() == "BANK CONTOH · 0012345678417 · a.n. CV CONTOH SEJUK"
    j.write(fields("uraian"), "Pengadaan AC 1 unit")
    j.write(fields("bukti"), "044/BAST/XI/2026")
    QTest.keyClick(form, Qt.Key.Key_Insert)
    j.pick(form.belanja.sub, "2.16.01.2.07.0006")
    j.pick(form.belanja.rekening, "pendingin")
    form.belanja.jumlah.setFocus()
    QTest.keyClicks(form.belanja.jumlah, "11100000")
    QTest.keyClick(form.belanja.jumlah, Qt.Key.Key_Return)
    QTest.keyClick(form.belanja.jumlah, Qt.Key.Key_Escape)
    assert form.uji.diminta.text() == "Rp 11.100.000"
    assert form.uji.kata.text() == "sebelas juta seratus ribu rupiah"
    assert (form.uji.potongan.text(), form.uji.dibayarkan.text()) == ("1.250.000", "9.850.000")
    j.wait(lambda: form.uji.failed() > 0)
    assert not form.uji.button("ajukan").isEnabled(), "papers are missing"
    j.click(j.window.head.button("kelengkapan"))
    papers = j.dialog(KelengkapanDialog)
    j.click(next(b for b in papers.findChildren(QPushButton) if b.text() == "Semua yang wajib ada"))
    j.click(papers.button)
    j.wait(lambda: form.uji.button("ajukan").isEnabled())
    j.press(Qt.Key.Key_F9)
    assert page.title() == "SPP-LS — Menunggu PPK-SKPD"
    assert j.told()[0] == "SPP diajukan ke PPK-SKPD"
    assert not form.uji.button("verifikasi").isEnabled()
    assert "Yang berwenang" in form.uji.button("verifikasi").toolTip()
    return form.spp.id


def let_others_decide(j: Jendela, spp_id: Any) -> None:
    def status() -> StatusSpp:
        return j.ask(lambda q: q.spm.spp(spp_id)).status

    page = j.page
    j.sit("budi")
    j.press(Qt.Key.Key_F6)
    j.click(j.dialog(VerifikasiDialog).button)
    assert status() is StatusSpp.SPP_DIVERIFIKASI
    assert not page.form.uji.button("ttd").isEnabled(), "the PPK-SKPD does not sign"
    j.sit("ratna")
    j.press(Qt.Key.Key_F6)
    j.click(j.dialog(YakinDialog).button)
    assert status() is StatusSpp.SPM_TERBIT
    assert j.told()[0] == "SPM terbit"


def send_and_print(j: Jendela, spp_id: Any, ke: Path) -> None:
    j.sit("sari")
    j.press(Qt.Key.Key_F9)
    j.wait(lambda: any(d.isVisible() for d in j.window.findChildren(PreviewDialog)))
    preview = j.dialog(PreviewDialog)
    assert len(preview.pages) == 6, "cover, SPP-1 to SPP-3, SPM, completeness list"
    preview.save_to(ke)
    assert ke.read_bytes().startswith(b"%PDF")
    assert ke.stat().st_size > 10_000
    QTest.keyClick(preview, Qt.Key.Key_Escape)
    j.settle()
    assert j.page.title() == "SPM-LS — Diajukan ke BUD"
    spp = j.ask(lambda q: q.spm.spp(spp_id))
    assert (spp.isi.nilai, spp.isi.jumlah_potongan) == (rp(11_100_000), rp(1_250_000))
    assert j.ask(lambda q: q.pelacakan.get(spp.berkas)).keadaan is Keadaan.DIAJUKAN
    QTest.keyClick(j.page.form, Qt.Key.Key_Escape)
    j.settle()
    assert j.page.list.table.rows[0].nilai == rp(11_100_000)
    assert j.page.list.foot.text() == "4 dokumen · jumlah yang diminta 74.865.600"
    assert tile(j.go("beranda").spm) == ("2 berkas", "1 menunggu loket · 1 diproses")


def read_the_spj(j: Jendela) -> None:
    page = j.go("spj")
    j.click(page.month._before)
    assert page.subtitle() == "Oktober 2026 · kas sudah ditutup"
    assert page.note.text() == "saldo BKU 28.000.000"
    view = page.spj[page.lembaran]
    jumlah = cells(view, len(view.table.rows) - 1)
    assert (jumlah["bj_ini"], jumlah["up_ini"], jumlah["gaji_ini"]) == ("22.200.000", "41.565.600", "0")
    rows = j.ask(lambda q: q.kas.realisasi(OKTOBER))
    for key, pick in (
        ("anggaran", lambda r: r.anggaran),
        ("gaji_sd", lambda r: r.ls_gaji.sd_ini),
        ("bj_sd", lambda r: r.ls_bj.sd_ini),
        ("up_sd", lambda r: r.up.sd_ini),
        ("up_lalu", lambda r: r.up.sd_lalu),
        ("up_ini", lambda r: r.up.bulan_ini),
        ("bj_ini", lambda r: r.ls_bj.bulan_ini),
    ):
        assert jumlah[key] == str(total([pick(r) for r in rows])), key
    page.tabs.setCurrentIndex(4)
    j.settle()
    assert page.note.text().endswith("persamaan, semuanya sama")
    page.tabs.setCurrentIndex(0)
    j.settle()


def export_the_spj(j: Jendela, ke: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl+E, the first entry of the menu (PDF on F4), and a place for the file."""
    monkeypatch.setattr("ui.spj.spj_page.QFileDialog.getSaveFileName", lambda *_: (str(ke), ""))

    def choose_first() -> None:
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        assert menu.actions()[0].text() == "PDF, kertas F4"
        QTest.keyClick(menu, Qt.Key.Key_Down)
        QTest.keyClick(menu, Qt.Key.Key_Return)

    QTimer.singleShot(0, choose_first)
    j.click(j.window.head.button("ekspor"))
    assert j.told()[0] == "Berkas disimpan"
    assert ke.read_bytes().startswith(b"%PDF")
    assert ke.stat().st_size > 5_000


# the desk of the BPKAD -----------------------------------------------------------------------------------------------


def bring_a_berkas(j: Jendela) -> str:
    """Another SPM-LS of 11.100.000 has been submitted by the OPD; the code is on its cover."""
    kantor = j.run.kantor
    assert kantor is not None
    cerita = Cerita(kantor, {n: kantor.sign_in(n, SANDI) for n in ("sari", "budi", "ratna")}, j.clock)
    ls = next(r for r in j.ask(lambda q: q.spm.rows(2026)) if r.jenis is JenisSpp.LS_BJ)
    lama = j.ask(lambda q: q.spm.spp(ls.id)).isi
    isi = replace(
        lama,
        tanggal_spp=HARI,
        uraian="Pengadaan AC 1 unit",
        nilai=rp(11_100_000),
        rincian=(RincianSpp(*lama.rincian[0].pasangan, rp(11_100_000), lama.rincian[0].uraian),),
        potongan=(
            replace(lama.potongan[0], nilai=rp(1_100_000), dasar=rp(10_000_000)),
            replace(lama.potongan[1], nilai=rp(150_000), dasar=rp(10_000_000)),
        ),
        acuan=Acuan(bukti="044/BAST/XI/2026", spd="SPD-TW4"),
    )
    return desk_code(cerita, submit(cerita, isi, HARI))


def berkas_of(j: Jendela, kode: str) -> Any:
    return j.ask(lambda q: q.pelacakan.by_kode(kode))


def sit_at(j: Jendela, login: str, kode: str) -> None:
    """Another desk of the BPKAD with a name of its own: signs in and scans."""
    desk_settings().setValue("meja/nama", f"Meja {login}")
    j.sit(login)
    if j.window.current_id() != "meja":
        j.go("meja")
    j.scan(kode)


def test_a_berkas_over_the_desks(jendela: Jendela) -> None:
    desk_settings().setValue("meja/nama", "Loket 2")
    jendela.sign_in("loket")
    kode = bring_a_berkas(jendela)
    page = jendela.go("meja")
    seconds = count(step=3)
    page.scan._clock = lambda: next(seconds)  # nobody signs in within the two seconds of a double scan
    assert page.subtitle().endswith("Loket 2")
    assert tile(page.tiles["masuk"])[0] == "1 · 1 menunggu diterima"
    salah = f"{kode[:-1]}{(int(kode[-1]) + 1) % 10}"
    jendela.scan(salah)
    assert page.scan._answer.text() == "angka periksa salah"
    assert page.answer.isVisible()
    assert not page.card.title_text()
    assert tile(page.tiles["masuk"])[0] == "1 · 1 menunggu diterima"
    assert (berkas_of(jendela, kode).keadaan, berkas_of(jendela, kode).versi) == (Keadaan.DIAJUKAN, 1)
    jendela.scan(kode)
    assert page.scan._answer.text() == "diterima: Diterima"
    assert page.card._nilai.text() == "Rp 11.100.000"
    assert "CV CONTOH SEJUK" in page.card._about.text()
    assert tile(page.tiles["masuk"])[0] == "2 · 0 menunggu diterima"
    diterima = berkas_of(jendela, kode)
    assert (diterima.keadaan, diterima.penerima.nama, diterima.penerima.meja) == (
        Keadaan.BERJALAN, "LOLA CONTOH", "Loket 2",
    )  # fmt: skip
    verify_it(jendela, kode)
    sign_and_pay(jendela, kode)


def verify_it(j: Jendela, kode: str) -> None:
    sit_at(j, "vera", kode)
    page = j.page
    assert page.scan._answer.text() == "diterima: Kelengkapan"
    for tahap, nama in (("VERIFIKASI", "Verifikasi"), ("UJI_DANA", "Uji dana"), ("DRAF_SP2D", "Draf SP2D")):
        j.press(Qt.Key.Key_F6)
        assert berkas_of(j, kode).tahap == tahap
        assert j.told()[0].endswith(f": {nama}")
    j.press(Qt.Key.Key_F9)
    jawab = j.dialog(JawabanDialog)
    j.write(jawab.nomor, "SP2D-0171")
    QTest.keyClick(jawab.nomor, Qt.Key.Key_Return)
    j.settle()
    assert "SP2D-0171" in page.card._extra.text()
    j.press(Qt.Key.Key_F6)
    assert berkas_of(j, kode).tahap == "PARAF"
    assert not page.card.buttons["Paraf"].isEnabled(), "initialled by the Kasi"


def sign_and_pay(j: Jendela, kode: str) -> None:
    for login, tahap in (("kasim", "TTD_SP2D"), ("bakti", "DAFTAR_PENGUJI"), ("loket", "CAIR")):
        sit_at(j, login, kode)
        j.press(Qt.Key.Key_F6)
        assert berkas_of(j, kode).tahap == tahap
    sit_at(j, "loket", kode)
    j.press(Qt.Key.Key_F6)
    cair = j.dialog(CairDialog)
    j.click(cair.go)
    selesai = berkas_of(j, kode)
    assert (selesai.keadaan, selesai.tanggal_selesai) == (Keadaan.SELESAI, HARI)
    assert tile(j.page.tiles["masuk"])[0] == "1 · 0 menunggu diterima"
    j.sit("sari")
    assert tile(j.go("beranda").spm) == ("1 berkas", "1 diproses")


# the ways between pages ----------------------------------------------------------------------------------------------


def test_what_the_first_page_and_the_settings_lead_to(jendela: Jendela) -> None:
    jendela.window.desk.do(ReceiveBerkas(kode="57562814889593", meja="Meja 1"))
    jendela.settle()
    assert jendela.window.notices.notices()[0].kode == "ERR_BELUM_MASUK"
    jendela.sign_in("sari")
    assert jendela.window.current_id() == "beranda"
    assert set(TUJUAN.values()) <= {s.id for s in pages()}
    QTest.mouseClick(jendela.page.spm, Qt.MouseButton.LeftButton)
    jendela.settle()
    assert jendela.window.current_id() == "spm"
    page = jendela.go("pengaturan")
    assert "Anggaran" in [page.list.item(n).text() for n in range(page.list.count())]
    page.open_with("anggaran")
    jendela.settle()
    (versi,) = page.section("anggaran").versions.table.rows
    assert versi.versi == 1
