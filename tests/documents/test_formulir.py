"""The forms with a layout of their own print the worked example's figures in the right places."""

from __future__ import annotations

import re
from dataclasses import replace

from core.documents.dpt import mask_card, render_dpt
from core.documents.kit import Kertas
from core.documents.lpj import render_lpj_tu, render_lpj_up
from core.documents.penutupan_kas import render_berita_acara_kas, render_register_penutupan_kas
from core.documents.spj import render_spj_pdf
from core.documents.spm import render_berkas, render_spm
from core.documents.spp import NomorCetak
from core.money import Rupiah
from tests.documents import contoh_spj, contoh_spm


def test_spj_prints_its_fourteen_columns_and_the_cash_block(huruf, contoh, texts):
    whole = "\n".join(texts(render_spj_pdf(contoh_spj.spj(contoh), huruf)))
    total = re.search(r"JUMLAH\s+((?:[\d.]+\s+){11}[\d.]+)", whole)
    assert total
    assert total.group(1).split() == [
        "2.614.000.000", "129.800.000", "129.800.000", "259.600.000", "7.250.000", "118.430.000", "125.680.000",
        "0", "79.225.000", "79.225.000", "464.505.000", "2.149.495.000",
    ]  # fmt: skip
    assert re.search(r"Jumlah Penerimaan\s+149\.534\.000\s+417\.944\.500\s+567\.478\.500", whole)
    assert re.search(r"Jumlah Pengeluaran\s+149\.534\.000\s+362\.157\.000\s+511\.691\.000", whole)
    assert re.search(r"SALDO KAS\s+0\s+55\.787\.500", whole)
    for title in ("SPJ-LS Gaji", "SPJ-LS Barang & Jasa", "SPJ UP/GU/TU", "Sisa Pagu"):
        assert title in whole


def test_spj_without_cash_block_and_on_a4(huruf, contoh, texts):
    administratif = replace(contoh_spj.spj(contoh), kas=(), kertas=Kertas.A4)
    (page,) = texts(render_spj_pdf(administratif, huruf))
    assert "SALDO KAS" not in page
    assert "CONTOH SETIAWAN, A.Md." in page
    assert "2.149.495.000" in page


def test_spj_of_many_lines_repeats_its_head(huruf, contoh, texts):
    pages = texts(render_spj_pdf(contoh_spj.spj(contoh, kali=20), huruf))
    table = [page for page in pages if "Belanja Tagihan Listrik" in page]
    assert len(table) > 3
    assert all("SPJ-LS Barang & Jasa" in page for page in table)


def test_one_submission_is_one_pdf_of_its_forms_in_order(huruf, texts):
    pages = texts(render_berkas(contoh_spm.berkas(cetakan_ke=2), huruf))
    titles = (
        "SURAT PENGANTAR BERKAS", "(SPP-1)", "(SPP-2)", "(SPP-3)", "SURAT PERINTAH MEMBAYAR (SPM)",
        "PENELITIAN KELENGKAPAN",
    )  # fmt: skip
    assert len(pages) == len(titles)
    for page, title in zip(pages, titles, strict=True):
        assert title in page
        assert "Halaman 1 dari 1" in page
    assert "4170 2630 1188 69" in pages[0]
    assert "Cetakan ke-2" in pages[0]
    assert "Cetakan ke-2" in pages[4]
    spm = pages[4]
    assert re.search(r"Jumlah yang diminta\s+Rp\s+111\.000\.000|Jumlah yang diminta\s+111\.000\.000\s+Rp", spm)
    assert re.search(r"Jumlah yang dibayarkan\s+(Rp\s+98\.500\.000|98\.500\.000\s+Rp)", spm)
    assert "sembilan puluh delapan juta lima ratus ribu rupiah" in spm
    assert contoh_spm.NOMOR.resmi in spm
    assert contoh_spm.NOMOR.lain in spm
    assert "000000000000001" in spm, "id billing beside its potongan"
    assert re.search(r"Jumlah SPD \(II\)\s+730\.500\.000", pages[2])


def test_first_print_is_not_counted(huruf, texts):
    assert all("Cetakan ke-" not in page for page in texts(render_berkas(contoh_spm.berkas(), huruf)))


def test_spm_whose_lines_do_not_fit_refers_to_its_annex(huruf, texts):
    first, *annex = texts(render_spm(contoh_spm.spm(60), huruf))
    assert "rincian terlampir" in first
    assert "5.2.02.10.01.0001" not in first
    assert "Belanja Modal Peralatan dan Mesin" in first
    whole = "\n".join(annex)
    assert "RINCIAN PEMBEBANAN" in annex[0]
    assert len(re.findall(r"lokasi ke-\d+", whole)) == 60
    assert "Jumlah dipindahkan" in annex[0]
    assert re.search(r"Jumlah\s+111\.000\.000", annex[-1])


def test_number_not_yet_given_is_a_line_to_write_on(huruf, texts):
    spm = replace(contoh_spm.spm(1), nomor=NomorCetak("", "Nomor kerja Pundi 0012"))
    (page,) = texts(render_spm(spm, huruf))
    assert "Nomor: ................" in page
    assert "Nomor kerja Pundi 0012" in page


def test_same_submission_same_bytes(huruf):
    assert render_berkas(contoh_spm.berkas(9), huruf) == render_berkas(contoh_spm.berkas(9), huruf)


def test_register_penutupan_kas(huruf, texts):
    (page,) = texts(render_register_penutupan_kas(contoh_spj.register(), huruf))
    assert re.search(r"100\.000\s+45 lembar\s+4\.500\.000", page)
    assert re.search(r"Jumlah saldo kas\s+54\.787\.500", page)
    assert re.search(r"Perbedaan\s+Rp\s+0", page)
    assert "Tidak ada perbedaan." in page


def test_berita_acara_shows_a_difference_with_its_explanation(huruf, texts):
    isi = contoh_spj.berita_acara()
    hitung = replace(isi.hitung, selisih=Rupiah.of(-5_000), penjelasan="Uang kembalian belum dicatat.")
    (page,) = texts(render_berita_acara_kas(replace(isi, hitung=hitung), huruf))
    assert re.search(r"Perbedaan\s+Rp\s+\(5\.000\)", page)
    assert "Uang kembalian belum dicatat." in page
    assert "Nomor: 900/017/BA-KAS/II/2026" in page


def test_lpj_up_and_lpj_tu(huruf, contoh, texts):
    (up,) = texts(render_lpj_up(contoh_spj.lpj_up(contoh), huruf))
    assert re.search(r"awal periode\s+Rp\s+60\.000\.000", up)
    assert re.search(r"Penggunaan Uang Persediaan\s+Rp\s+34\.200\.000", up)
    assert re.search(r"akhir periode\s+Rp\s+25\.800\.000", up)
    (tu,) = texts(render_lpj_tu(contoh_spj.lpj_tu(contoh), huruf))
    assert re.search(r"Sisa TU\s+Rp\s+7\.500\.000", tu)
    assert "STS nomor STS-0001" in tu


def test_dpt_never_shows_a_whole_card_number(huruf, texts):
    (page,) = texts(render_dpt(contoh_spj.dpt(), huruf))
    assert page.count("**** **** **** 5678") == 2
    assert "4000" not in page.replace("4.000", "")
    assert "Banyaknya transaksi: 2." in page
    assert mask_card("4000-1234-1234-5678") == "**** **** **** 5678"
    assert mask_card("12") == "****"
