"""Books of a month from the rows of the queries: columns, opening, feet, carried amounts; registers and lists."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date
from uuid import UUID

import openpyxl
import pytest

from core.access import Peran
from core.calendar import Bulan
from core.documents import buku
from core.documents.kantor import KantorCetak
from core.documents.kit import Orientasi
from core.documents.lembar import render_csv, render_pdf, render_pdf_all, render_xlsx, render_xlsx_all
from core.documents.register import (
    lembar_daftar,
    lembar_register_penutupan_kas,
    lembar_register_sp2d,
    lembar_register_spm,
    lembar_register_spp,
    lembar_register_spp_spm_sp2d,
)
from core.documents.tabel import Kolom
from core.identity import OpdId
from core.kas.queries import BukuKkpd, SubBuku
from core.kkpd.queries import RincianKkpd
from core.money import Rupiah
from core.opd.model import Opd
from core.opd.pejabat import Pejabat, Penugasan
from tests.documents import contoh_buku as contoh
from tests.documents.contoh_spp_row import rows as spp_rows

FEB, KANTOR = contoh.FEBRUARI, contoh.KANTOR
rp = Rupiah.of


def titles(lembar):
    return [k.judul.removesuffix(" (Rp)") for k in lembar.kolom]


def amounts(lembar):
    """The three amounts of each row after the opening one, blanks as nothing."""
    return [tuple(n or Rupiah(0) for n in b.sel[-3:]) for b in lembar.baris[1:]]


def harap(block):
    return [tuple(rp(n) for n in cells[-3:]) for cells in contoh.HARAP[block]["baris"]]


def sheet_rows(data, nama=None):
    book = openpyxl.load_workbook(io.BytesIO(data))
    page = book[nama] if nama else book.worksheets[0]
    found = [[c.value for c in row] for row in page.iter_rows() if any(c.value is not None for c in row)]
    book.close()
    return found


@pytest.fixture(scope="module")
def bku():
    return buku.lembar_bku(FEB, contoh.bku(), Rupiah(0), contoh.saldo(), KANTOR)


# -- BKU


def test_bku_has_its_columns_opens_with_saldo_awal_and_closes_with_the_balance(bku):
    assert titles(bku) == [
        "No.", "Tanggal", "No. Bukti", "Kode Rekening", "Uraian", "Penerimaan", "Pengeluaran", "Saldo",
    ]  # fmt: skip
    assert bku.baris[0].sel == (None, None, None, None, "Saldo Awal", None, None, Rupiah(0))
    assert [b.sel[-1] for b in bku.baris[1:]] == [rp(r["saldo"]) for r in contoh.HARAP["bku"]]
    assert bku.jumlah[0].sel[-3:] == (rp(438_944_500), rp(384_157_000), rp(54_787_500))
    assert [(k.label, k.nilai) for k in bku.kaki] == [
        ("Kas di Bendahara Pengeluaran bulan Februari 2026", rp(54_787_500)),
        ("terdiri dari:", None),
        ("1. Saldo Tunai", rp(5_350_000)),
        ("2. Saldo Bank", rp(49_437_500)),
        ("3. Surat Berharga", Rupiah(0)),
        ("4. Saldo Pajak (keterangan: sudah di dalam 1 dan 2)", rp(312_500)),
    ]


def test_bku_on_paper_carries_its_amounts_to_the_next_page(bku, huruf, texts):
    pages = texts(render_pdf(bku, huruf))
    assert len(pages) == 2
    carried = [re.search(rf"{word}\s+([\d.]+)\s+([\d.]+)\s+([\d.]+)", "\n".join(pages)) for word in (
        "Jumlah dipindahkan", "Jumlah pindahan",
    )]  # fmt: skip
    assert carried[0].groups() == carried[1].groups()
    last = int(re.findall(r"(?m)^(\d+) \d\d/02/2026", pages[0])[-1])
    assert carried[0].group(3).replace(".", "") == str(contoh.HARAP["bku"][last - 1]["saldo"])
    assert re.search(r"Jumlah bulan ini\s+438\.944\.500\s+384\.157\.000\s+54\.787\.500", pages[1])
    for words in ("Mengetahui/Disetujui", "Kota Contoh, 27 Februari 2026", "NIP. 19880202 201101 1 002"):
        assert words in pages[1]


def test_bku_workbook_holds_numbers(bku):
    rows = sheet_rows(render_xlsx(bku))
    head = next(i for i, r in enumerate(rows) if r[0] == "No.")
    lines = rows[head + 2 : head + 54]
    assert [(r[5], r[6], r[7]) for r in lines] == [
        (b["penerimaan"] or None, b["pengeluaran"] or None, b["saldo"]) for b in contoh.HARAP["bku"]
    ]
    assert {type(n) for r in lines for n in (r[0], r[7])} == {int}
    assert {r[1].date() for r in lines[:7]} == {date(2026, 2, 2)}


def test_open_month_is_sementara_and_a_reversal_stands_in_brackets(huruf, texts):
    first, *rest = contoh.bku()
    koreksi = replace(first, penerimaan=Rupiah(0), pengeluaran=rp(-75_000), koreksi_dari="T05")
    lembar = buku.lembar_bku(FEB, [koreksi, *rest], rp(1_000), contoh.saldo(), KANTOR, sementara=True)
    pages = texts(render_pdf(lembar, huruf))
    assert all("SEMENTARA" in page for page in pages)
    assert "(75.000)" in pages[0]
    assert re.search(r"Saldo Awal\s+1\.000", pages[0])


# -- buku pembantu


def test_kas_tunai_and_bank(huruf, texts):
    tunai = buku.lembar_kas_tunai(FEB, contoh.sub_buku("buku_kas_tunai"), KANTOR)
    bank = buku.lembar_bank(FEB, contoh.sub_buku("buku_bank"), KANTOR)
    assert titles(tunai) == titles(bank) == ["Tanggal", "No. BKU", "Uraian", "Penerimaan", "Pengeluaran", "Saldo"]
    assert amounts(tunai) == harap("buku_kas_tunai")
    assert amounts(bank) == harap("buku_bank")
    assert [b.sel[1] for b in tunai.baris[1:]] == [10, 16, 17, 21, 22, 23, 24, 46, 50]
    assert tunai.jumlah[0].sel[-1] == rp(5_350_000)
    assert bank.jumlah[0].sel[-1] == rp(49_437_500)
    (page,) = texts(render_pdf(tunai, huruf))
    assert "BUKU PEMBANTU KAS TUNAI" in page
    assert re.search(r"Jumlah bulan ini\s+21\.108\.000\s+15\.758\.000\s+5\.350\.000", page)


def test_pajak_of_all_kinds_says_of_which_the_balance_is_made():
    lembar = buku.lembar_pajak(FEB, contoh.pajak(), KANTOR)
    assert titles(lembar) == ["No.", "Tanggal", "No. Bukti", "Uraian", "Pemotongan", "Penyetoran", "Saldo"]
    assert amounts(lembar) == harap("buku_pajak")
    assert [b.sel[0] for b in lembar.baris[1:]] == list(range(1, 21))
    kaki = {k.label: k.nilai for k in lembar.kaki}
    assert (kaki["Pajak yang belum disetor"], kaki["PPN"], kaki["PPh 22"]) == (rp(312_500), rp(275_000), rp(37_500))
    assert kaki["PPh Pasal 4(2)"] == Rupiah(0)


def test_pajak_per_kind_has_no_bukti_and_a_balance_of_its_own():
    sheets = buku.lembar_pajak_per_jenis(FEB, contoh.pajak(), KANTOR)
    assert list(sheets) == ["PPN", "PPh 21", "PPh 22", "PPh 23"]
    ppn = sheets["PPN"]
    assert "No. Bukti" not in titles(ppn)
    saldo = (550_000, 0, 11_000_000, 0, 275_000)
    assert [b.sel[-1] for b in ppn.baris] == [Rupiah(0), *(rp(n) for n in saldo)]
    assert ppn.jumlah[0].sel[-3:] == (rp(11_825_000), rp(11_550_000), rp(275_000))


def test_pajak_held_since_an_earlier_month_opens_the_book_of_its_kind():
    held = SubBuku(rp(40_000), (), {"PPN": Rupiah(0), "PPh23": rp(40_000)}, {"PPN": Rupiah(0), "PPh23": rp(40_000)})
    sheets = buku.lembar_pajak_per_jenis(Bulan(2026, 3), held, KANTOR)
    assert list(sheets) == ["PPh 23"]
    assert sheets["PPh 23"].baris[0].sel[-1] == rp(40_000)
    assert sheets["PPh 23"].jumlah[0].sel[-1] == rp(40_000)


def test_panjar_outstanding():
    lembar = buku.lembar_panjar(FEB, contoh.sub_buku("buku_panjar"), KANTOR)
    assert amounts(lembar) == harap("buku_panjar")
    assert lembar.jumlah[0].sel[-3:] == (rp(6_000_000), rp(7_000_000), rp(1_000_000))


def test_kkpd_control_book(huruf, texts):
    rincian = {"KKPD-0001": RincianKkpd("HOTEL CONTOH", "5.1.02.04.01.0001", "DPT-0001")}
    lembar = buku.lembar_kkpd(FEB, contoh.kkpd(), KANTOR, rincian=rincian)
    assert titles(lembar) == [
        "Tanggal", "No. Transaksi", "Merchant", "Kode Rekening", "Uraian", "Belanja", "Pelunasan", "Sisa Limit",
        "No. DPT",
    ]  # fmt: skip
    assert [b.sel[5:8] for b in lembar.baris] == [
        (None, None, rp(40_000_000)),
        (rp(4_800_000), None, rp(35_200_000)),
        (rp(3_200_000), None, rp(32_000_000)),
        (None, rp(8_000_000), rp(40_000_000)),
    ]
    (page,) = texts(render_pdf(lembar, huruf))
    assert "HOTEL CONTOH" in page
    assert re.search(r"Sisa limit\s+Rp\s+40\.000\.000", page)


def test_kkpd_book_opens_with_what_the_limit_still_has():
    lembar = buku.lembar_kkpd(FEB, BukuKkpd(rp(40_000_000), rp(1_500_000), ()), KANTOR)
    assert lembar.baris[0].sel[7] == rp(38_500_000)
    assert lembar.jumlah[0].sel[7] == rp(38_500_000)


# -- rincian objek


@pytest.fixture(scope="module")
def rincian():
    return buku.lembar_rincian_objek_semua(FEB, contoh.rincian(), contoh.bku(), KANTOR, nama=contoh.NAMA)


def test_rincian_objek_of_every_rekening_adds_up_to_its_realisation(rincian):
    assert len(rincian) == len(contoh.HARAP["rincian_objek"])
    for lembar, r in zip(rincian.values(), contoh.HARAP["rincian_objek"], strict=True):
        ini, lalu, sampai = lembar.jumlah
        assert ini.sel[3:] == (rp(r["ls"]), rp(r["up_gu"] + r["kkpd"]), rp(r["tu"]), rp(r["bulan_ini"]))
        assert (lalu.sel[-1], sampai.sel[-1]) == (rp(r["sd_bulan_lalu"]), rp(r["sd_bulan_ini"]))
        assert all(b.sel[0] is not None for b in lembar.baris), "no row but lines of the BKU"
        assert lembar.kaki[-1].nilai == rp(contoh.HARAP["sisa_pagu_akhir"][r["kode_rekening"]])


def test_rincian_objek_of_atk_on_paper(rincian, huruf, texts):
    lembar = rincian["5.1.02.01.01.0024 2.06.0002"]
    assert titles(lembar) == [
        "Tanggal", "No. BKU", "Uraian", "Belanja LS", "Belanja UP/GU", "Belanja TU", "Jumlah",
    ]  # fmt: skip
    (page,) = texts(render_pdf(lembar, huruf))
    assert "2.16.01.2.06.0002 Penyediaan Peralatan dan Perlengkapan Kantor" in page
    assert "Rp60.000.000" in page
    assert re.search(r"termasuk KKPD\s+Rp\s+3\.200\.000", page)
    assert re.search(r"43 Pelunasan KKPD: ATK \(KKPD-0002\)\s+3\.200\.000\s+3\.200\.000", page)


def test_contra_pos_stands_in_the_rincian_objek_with_a_minus():
    objek = next(o for o in contoh.rincian() if o.rekening.endswith("0061"))
    less = replace(objek, ls=objek.ls - rp(430_000))
    lines = buku.spending_of(contoh.bku())[objek.sub_kegiatan, objek.rekening]
    lembar = buku.lembar_rincian_objek(FEB, less, lines, KANTOR)
    assert lembar.baris[-1].sel[2:] == ("Contra pos (pengembalian belanja)", rp(-430_000), None, None, rp(-430_000))
    assert lembar.jumlah[0].sel[-1] == rp(7_000_000)


def test_all_pages_in_one_pdf_and_one_workbook(rincian, huruf, texts):
    pages = texts(render_pdf_all("Rincian objek", rincian.values(), huruf))
    assert len(pages) == 9
    assert all("Halaman 1 dari 1" in page for page in pages)
    data = render_xlsx_all(rincian)
    assert openpyxl.load_workbook(io.BytesIO(data)).sheetnames == list(rincian)
    rows = sheet_rows(data, "5.2.02.10.01.0002 2.07.0006")
    assert next(r for r in rows if r[0] == "Jumlah bulan ini")[6] == 111_000_000


# -- registers and lists


def test_register_spp_spm_sp2d_keeps_cancelled_numbers_without_amounts(huruf, texts):
    lembar = lembar_register_spp_spm_sp2d(spp_rows(), KANTOR, "Tahun Anggaran 2026")
    assert [(k.grup, k.judul) for k in lembar.kolom[1:4]] == [
        ("SPP", "Tanggal"), ("SPP", "Nomor"), ("SPP", "Jumlah (Rp)"),
    ]  # fmt: skip
    assert [b.sel[0] for b in lembar.baris] == [1, 2, 3, 4, 5]
    cancelled, answered, waiting = lembar.baris[2], lembar.baris[3], lembar.baris[4]
    assert cancelled.sel[2].endswith("(BATAL)")
    assert [cancelled.sel[i] for i in (3, 6, 9)] == [None, None, None]
    assert (answered.sel[8], answered.sel[9]) == ("36.72/04.0/000090/GU", rp(34_200_000))
    assert waiting.sel[2:] == ("0006/SPP", rp(3_300_000), None, "", None, None, "", None)
    assert [lembar.jumlah[0].sel[i] for i in (3, 9)] == [rp(208_500_000), rp(205_200_000)]
    (page,) = texts(render_pdf(lembar, huruf))
    assert "CONTOH LARASATI, S.E." in page


def test_register_by_our_own_numbers():
    lembar = lembar_register_spp_spm_sp2d(spp_rows(), KANTOR, "Tahun Anggaran 2026", dari_sipd=False)
    assert [b.sel[2] for b in lembar.baris] == ["0002/SPP", "0003/SPP", "0004/SPP (BATAL)", "0005/SPP", "0006/SPP"]


def test_single_registers():
    spp = lembar_register_spp(spp_rows(), KANTOR, "Februari 2026", dari_sipd=False)
    spm = lembar_register_spm(spp_rows(), KANTOR, "Februari 2026", dari_sipd=False)
    sp2d = lembar_register_sp2d(spp_rows(), KANTOR, "Februari 2026")
    assert titles(spp) == ["Tanggal", "No. SPP", "Jenis SPP", "Uraian", "Nilai SPP"]
    assert titles(sp2d) == ["No.", "Tanggal", "No. SP2D", "Jenis SPM", "Uraian", "Nilai SP2D"]
    assert (len(spp.baris), len(spm.baris), len(sp2d.baris)) == (5, 4, 3)
    assert sp2d.jumlah[0].sel[-1] == rp(205_200_000)
    assert sp2d.baris[0].sel[3:5] == ("UP", "Uang Persediaan TA 2026")


def test_register_of_closings_shows_each_difference(huruf, texts):
    januari = contoh.segel(bulan=Bulan(2026, 1), tanggal=date(2026, 1, 30), saldo_bku=rp(10_000), kas_dihitung=rp(9_500),
                           penjelasan="Uang kembalian belum dicatat.")  # fmt: skip
    lembar = lembar_register_penutupan_kas([contoh.segel(), januari], KANTOR, "Tahun Anggaran 2026")
    assert [b.sel[1] for b in lembar.baris] == ["Januari 2026", "Februari 2026"]
    assert [b.sel[8] for b in lembar.baris] == [rp(500), Rupiah(0)]
    (page,) = texts(render_pdf(lembar, huruf))
    assert "Uang kembalian belum dicatat." in page


KOLOM = (
    Kolom("nomor", "Nomor", jenis="kode"),
    Kolom("tanggal", "Tanggal", jenis="tanggal"),
    Kolom("uraian", "Uraian", 40),
    Kolom("nilai", "Nilai", jenis="uang", pindah="jumlah"),
)


def test_any_list_becomes_paper_workbook_and_csv(huruf, texts):
    rows = [("TBP-1", date(2026, 2, 5), "ATK", rp(5_550_000)), ("TBP-2", None, "=BBM", None)]
    lembar = lembar_daftar("Daftar Bukti", KOLOM, rows, kantor=KANTOR, rincian=(("Dicari", "tbp"),))
    assert lembar.orientasi is Orientasi.TEGAK
    assert lembar.jumlah[0].sel == ("Jumlah", None, None, rp(5_550_000))
    (page,) = texts(render_pdf(lembar, huruf))
    assert re.search(r"Dicari\s*:\s*tbp", page)
    assert re.search(r"Jumlah\s+5\.550\.000", page)
    assert "2 baris" in page
    assert render_csv(lembar).decode("utf-8-sig").splitlines()[1:] == [
        "TBP-1;05/02/2026;ATK;5550000", "TBP-2;;'=BBM;", "Jumlah;;;5550000",
    ]  # fmt: skip
    assert next(r for r in sheet_rows(render_xlsx(lembar)) if r[0] == "TBP-1")[3] == 5_550_000


def test_wide_list_lies_and_an_empty_one_says_so(huruf, texts):
    lembar = lembar_daftar("Daftar", (*KOLOM, *KOLOM), [])
    assert lembar.orientasi is Orientasi.MENDATAR
    assert lembar.jumlah == ()
    (page,) = texts(render_pdf(lembar, huruf))
    assert "Tidak ada yang ditampilkan." in page


# -- the office on paper


OPD = Opd(
    id=OpdId(UUID(int=1)), kode="2.16.2.20.2.21.01.0000", nama="Dinas Komunikasi dan Informatika",
    tahun_anggaran=2026, pemda="Pemerintah Kota Contoh", tempat="Kota Contoh",
)  # fmt: skip


def official(peran, nama, **lain):
    n = len(nama)
    return Pejabat(
        id=UUID(int=n), peran=peran, nama=nama, nip=f"1970010119950320{n:02d}", mulai=date(2026, 1, 1), **lain
    )


def test_office_with_the_signers_of_the_day():
    pejabat = [
        official(Peran.PA, "CONTOH KEPALA"),
        official(Peran.PA, "CONTOH PELAKSANA", penugasan=Penugasan.PLT, selesai=date(2026, 3, 31)),
        official(Peran.BENDAHARA, "CONTOH BENDAHARA"),
        official(Peran.KPA, "CONTOH KUASA", lingkup=("UPT",)),
        official(Peran.BPP, "CONTOH PEMBANTU", lingkup=("UPT",)),
    ]
    kantor = KantorCetak.of(OPD, pejabat, date(2026, 2, 27), nama=contoh.NAMA)
    pa, bp = kantor.penandatangan
    assert (pa.atas, pa.jabatan, pa.nama) == ("Mengetahui/Disetujui", "Plt. Pengguna Anggaran", "CONTOH PELAKSANA")
    assert (bp.atas, bp.nama, bp.nip) == ("Kota Contoh, 27 Februari 2026", "CONTOH BENDAHARA", "19700101 199503 2 016")
    assert kantor.ppk is None
    assert kantor.kop("BUKU").rincian[:3] == (
        ("Urusan", "2 URUSAN PEMERINTAHAN WAJIB YANG TIDAK BERKAITAN DENGAN PELAYANAN DASAR"),
        ("Bidang urusan", "2.16 URUSAN PEMERINTAHAN BIDANG KOMUNIKASI DAN INFORMATIKA"),
        ("SKPD", "2.16.2.20.2.21.01.0000 Dinas Komunikasi dan Informatika"),
    )
    assert KantorCetak.of(OPD, pejabat, date(2026, 4, 1)).pa.nama == "CONTOH KEPALA"
    unit = KantorCetak.of(OPD, pejabat, date(2026, 2, 27), unit="UPT")
    assert (unit.pa.nama, unit.bendahara.nama) == ("CONTOH KUASA", "CONTOH PEMBANTU")
    assert unit.pemegang_buku == "BENDAHARA PENGELUARAN PEMBANTU"


def test_office_without_officials_leaves_a_line_to_write_on(huruf, texts):
    kantor = KantorCetak.of(OPD, [], date(2026, 2, 27))
    lembar = buku.lembar_kas_tunai(FEB, contoh.sub_buku("buku_kas_tunai"), kantor)
    assert [label for label, _ in lembar.kop.rincian] == ["SKPD"]
    (page,) = texts(render_pdf(lembar, huruf))
    assert "Pengguna Anggaran" in page
    assert "NIP" not in page
