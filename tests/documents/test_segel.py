"""The sealed code is read back from the paper it was printed on, and the key sheet too."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
import zxingcpp

from core.documents.berkas_spm import BahanBerkas
from core.documents.kit import Huruf, Kertas
from core.documents.kunci_segel import LembarKunciSegel, render_kunci_segel
from core.documents.spm import render_berkas, render_spm
from core.segel.kode import check_code, differences
from db.segel import ed25519
from tests.documents.contoh_spm import KODE_MEJA, PA, berkas, spm
from tests.documents.gangguan import GANGGUAN
from tests.unit.segel.contoh_segel import DIKENAL, KUNCI, pengajuan, sealed
from tests.unit.segel.test_lembar import sheet

Raster = Callable[..., Any]
BARIS = (1, 10, 20)


def codes(image: Any) -> dict[str, str]:
    return {b.format.name: b.text for b in zxingcpp.read_barcodes(image)}


@pytest.mark.parametrize("dpi", [203, 300])
@pytest.mark.parametrize("banyak", BARIS)
def test_code_on_the_spm_says_what_was_sealed(huruf: Huruf, raster: Raster, banyak: int, dpi: int) -> None:
    p = pengajuan(banyak)
    pdf = render_spm(replace(spm(3), segel=sealed(p)), huruf)
    hasil = check_code(codes(raster(pdf, dpi=dpi))["QRCode"], DIKENAL, ed25519.verify)
    assert hasil.is_good
    assert hasil.isi is not None
    assert differences(hasil.isi, p) == ()


@pytest.mark.parametrize("gangguan", list(GANGGUAN))
@pytest.mark.parametrize("dpi", [150, 203, 300])
def test_code_survives_what_happens_to_paper(huruf: Huruf, raster: Raster, dpi: int, gangguan: str) -> None:
    """The table of resources/dokumen/segel-pundi.md."""
    for banyak in BARIS:
        teks = sealed(pengajuan(banyak))
        image = raster(render_spm(replace(spm(3), segel=teks), huruf), dpi=dpi)
        found = codes(GANGGUAN[gangguan](image)).get("QRCode")
        assert found == teks, f"{banyak} baris, {dpi} dpi, {gangguan}"


@pytest.mark.parametrize("dpi", [203, 300])
def test_cover_carries_the_desk_code_and_the_seal(huruf: Huruf, raster: Raster, dpi: int) -> None:
    teks = sealed(pengajuan(20))
    b = berkas()
    pdf = render_berkas(replace(b, pengantar=replace(b.pengantar, segel=teks)), huruf)
    assert codes(raster(pdf, 0, dpi)) == {"Code128": KODE_MEJA, "QRCode": teks}


@pytest.mark.parametrize("kertas", [Kertas.A4, Kertas.F4])
@pytest.mark.parametrize("banyak", [1, 12, 20, 60])
def test_spm_with_a_seal_stays_whole(
    huruf: Huruf, raster: Raster, texts: Callable[[bytes], list[str]], banyak: int, kertas: Kertas
) -> None:
    """One page, or one page with an annex; the seal stands beside the signature on the first."""
    pdf = render_spm(replace(spm(banyak), kertas=kertas, segel=sealed(pengajuan(20))), huruf)
    pages = texts(pdf)
    assert "Segel Pundi" in pages[0]
    assert PA.nama in pages[0]
    assert codes(raster(pdf, 0)).keys() == {"QRCode"}
    assert all("RINCIAN PEMBEBANAN" in p or "SPM" in p for p in pages)


def test_spm_without_a_seal_has_no_code(huruf: Huruf, raster: Raster) -> None:
    assert codes(raster(render_spm(spm(3), huruf))) == {}
    assert BahanBerkas.__dataclass_fields__["segel"].default == ""


@pytest.mark.parametrize("dpi", [203, 300])
def test_key_sheet_is_read_back(huruf: Huruf, raster: Raster, texts: Callable[[bytes], list[str]], dpi: int) -> None:
    isi = LembarKunciSegel(
        "Pemerintah Kota Contoh", KUNCI.opd_nama, KUNCI.opd_kode, sheet(), KUNCI.sidik_jari, "1 Januari 2026", (PA,)
    )
    pdf = render_kunci_segel(isi, huruf)
    assert codes(raster(pdf, dpi=dpi)) == {"QRCode": sheet()}
    (page,) = texts(pdf)
    assert KUNCI.sidik_jari in page
    assert "bukan rahasia" in page
