"""Codes are read back from the rendered page, exactly, at the resolutions of office printers."""

from __future__ import annotations

import pytest
import zxingcpp
from reportlab.graphics.barcode.code128 import Code128

from core.documents.bars import (
    KodeTidakMuat,
    code128_modules,
    code128_width_mm,
    draw_code128,
    draw_qr,
)
from core.documents.kit import Pena, mm
from core.documents.kunci import LembarKunci, render_kunci
from core.documents.spm import render_berkas
from core.documents.tanda_terima import IsiResi, KertasResi, ResiOpd, ResiRekanan, render_tanda_terima
from core.identity import crockford, group_desk_code, is_desk_code, new_desk_code, typed_code
from core.money import Rupiah
from tests.documents.contoh_spm import KODE_MEJA, berkas

TOKEN = bytes(range(7, 23))
TAUTAN = f"https://lacak.contoh.go.id/t/{crockford(TOKEN)}"
ISI = IsiResi(
    "Pemerintah Kota Contoh", "Dinas Komunikasi dan Informatika", "LS Barang dan Jasa",
    "99.99/03.0/000012/LS/2.16.2.20.2.21.01.0000/M/2/2026", "18 Februari 2026", "Pengadaan personal computer 10 unit",
    Rupiah.of(111_000_000), 12, "18/02/2026 09.31 WIB", "Contoh Wati", "18/02/2026 14.00 WIB", "A-017",
)  # fmt: skip


def read(image):
    return {(b.format.name, b.text) for b in zxingcpp.read_barcodes(image)}


def test_the_desk_code_is_the_one_of_the_sample():
    assert is_desk_code(KODE_MEJA)


def test_modules_are_as_many_as_another_encoder_makes():
    for pair in range(100):
        text = f"{pair:02d}1234567890{(pair * 7) % 100:02d}"
        assert len(code128_modules(text)) == pytest.approx(Code128(text, barWidth=1, quiet=0).width)


@pytest.mark.parametrize("text", ["99000000000099", "99999999999999", "00999999999900", "9A99", "SPM-0001234", "1"])
def test_every_text_is_read_back_whole(huruf, raster, text):
    pena = Pena(huruf, "uji")
    pena.new_page(mm(120), mm(30))
    draw_code128(pena, text, 10, 20)
    assert read(raster(pena.save())) == {("Code128", text)}


def test_fourteen_digits_with_quiet_zones_fit_a_58_mm_receipt():
    assert code128_width_mm(KODE_MEJA) <= 58
    assert len(code128_modules(KODE_MEJA)) * 0.375 <= 48, "and the bars alone the 48 mm that such printers can print"


@pytest.mark.parametrize("dpi", [203, 300])
@pytest.mark.parametrize("kertas", list(KertasResi))
def test_receipt_codes_are_read_back(huruf, raster, kertas, dpi):
    opd = render_tanda_terima(ResiOpd(ISI, KODE_MEJA, "PT Komputindo Contoh"), kertas, huruf)
    rekanan = ResiRekanan(ISI, "PT Komputindo Contoh", TAUTAN, typed_code(TOKEN), "lacak.contoh.go.id")
    assert read(raster(opd, dpi=dpi)) == {("Code128", KODE_MEJA)}
    assert read(raster(render_tanda_terima(rekanan, kertas, huruf), dpi=dpi)) == {("QRCode", TAUTAN)}


@pytest.mark.parametrize("dpi", [203, 300])
def test_cover_codes_are_read_back(huruf, raster, dpi):
    for _ in range(5):
        kode = new_desk_code()
        pdf = render_berkas(berkas(kode_meja=kode), huruf)
        assert read(raster(pdf, 0, dpi)) == {("Code128", kode), ("QRCode", kode)}


@pytest.mark.parametrize("dpi", [203, 300])
def test_escrow_key_is_read_back_and_typed_in_groups(huruf, raster, texts, dpi):
    kunci = crockford(bytes(range(32)))
    pdf = render_kunci(
        LembarKunci("Pemerintah Kota Contoh", "Dinas Contoh", kunci, "AB12-CD34", "2 Januari 2026", "pundi"), huruf
    )
    assert read(raster(pdf, dpi=dpi)) == {("QRCode", kunci)}
    (page,) = texts(pdf)
    for i in range(0, len(kunci), 4):
        assert kunci[i : i + 4] in page
    assert "AB12-CD34" in page


def test_a_code_too_wide_or_too_thin_is_refused(huruf):
    pena = Pena(huruf, "uji")
    pena.new_page(mm(45), mm(80))
    with pytest.raises(KodeTidakMuat, match=r"49\.5 mm"):
        draw_code128(pena, KODE_MEJA, 0, 10)
    pena.new_page(mm(58), mm(80))
    with pytest.raises(KodeTidakMuat):
        draw_code128(pena, KODE_MEJA, mm(9), 10)
    with pytest.raises(KodeTidakMuat):
        draw_code128(pena, KODE_MEJA, 0, 10, module_mm=0.3)
    with pytest.raises(KodeTidakMuat):
        draw_qr(pena, TAUTAN, 0, 10, 12)
    with pytest.raises(KodeTidakMuat):
        draw_qr(pena, KODE_MEJA, mm(40), 10, 25)
    assert all(not page.isi for page in pena.halaman)


def test_quiet_zones_are_white(huruf, raster):
    image = raster(render_tanda_terima(ResiOpd(ISI, KODE_MEJA), KertasResi.ROL_58, huruf), dpi=508)
    dots = 508 / 25.4
    (bar,) = [b for b in zxingcpp.read_barcodes(image) if b.text == KODE_MEJA]
    y = bar.position.top_left.y + 40
    left, right = (58 - 49.5) / 2 * dots, (58 + 49.5) / 2 * dots
    quiet = 3.75 * dots
    assert all(image.getpixel((int(x), y)) == 255 for x in range(int(left), int(left + quiet) - 1))
    assert all(image.getpixel((int(x), y)) == 255 for x in range(int(right - quiet) + 2, int(right)))
    assert image.getpixel((int(left + quiet) + 4, y)) < 60, "the first bar begins right behind the quiet zone"


def test_office_copy_and_vendor_copy_keep_to_their_own_code(huruf, texts):
    (opd,) = texts(render_tanda_terima(ResiOpd(ISI, KODE_MEJA, "PT Komputindo Contoh"), KertasResi.ROL_80, huruf))
    rekanan = ResiRekanan(ISI, "PT Komputindo Contoh", TAUTAN, typed_code(TOKEN))
    (vendor,) = texts(render_tanda_terima(rekanan, KertasResi.ROL_80, huruf))
    assert group_desk_code(KODE_MEJA) in opd
    assert typed_code(TOKEN) not in opd
    assert typed_code(TOKEN) in vendor
    assert group_desk_code(KODE_MEJA) not in vendor
    assert "Rp111.000.000" in vendor
    assert "Bawa tanda terima ini saat mengambil SP2D." in vendor
