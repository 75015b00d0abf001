"""Reports of a month from the rows of the queries: the tree of the SPJ, its cash block, LPJ, closing of the cash."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import openpyxl
import pytest

from core.documents.laporan import berita_acara, lpj_tu_tercetak, lpj_up_tercetak, register_kas, spj_tercetak
from core.documents.lpj import render_lpj_tu, render_lpj_up, render_lpj_up_xlsx
from core.documents.penutupan_kas import render_berita_acara_kas, render_register_penutupan_kas
from core.documents.pohon import Daun, build_tree
from core.documents.spj import TigaKolom, render_spj_pdf, render_spj_xlsx
from core.kas.queries import BlokRow
from core.money import Rupiah
from tests.documents import contoh_buku as contoh

FEB, KANTOR = contoh.FEBRUARI, contoh.KANTOR
rp = Rupiah.of
PROGRAM = "2.16.01"


@pytest.fixture(scope="module")
def fungsional():
    return spj_tercetak("fungsional", FEB, contoh.realisasi(), KANTOR, nama=contoh.NAMA, blok=contoh.blok())


@pytest.fixture(scope="module")
def administratif():
    return spj_tercetak("administratif", FEB, contoh.realisasi(), KANTOR, nama=contoh.NAMA, bku=contoh.bku())


def tiga(d):
    return TigaKolom(rp(d["sd_lalu"]), rp(d["bulan_ini"]), rp(d["sd_ini"]))


def cash(spj):
    """The amounts of the cash block by label; a label that stands on both sides gets the later one's prefix."""
    found, sisi = {}, ""
    for b in spj.kas:
        sisi = b.uraian if b.uraian in ("PENERIMAAN", "PENGELUARAN") else sisi
        if b.jumlah:
            found[sisi, b.uraian] = b
    return found


# -- SPJ


def test_spj_leaves_are_the_worked_examples(fungsional):
    leaves = {b.kode: b for b in fungsional.baris if len(b.kode) == 17 and b.kode.startswith("5.")}
    assert len(leaves) == len(contoh.HARAP["spj_fungsional"]["baris"])
    for r in contoh.HARAP["spj_fungsional"]["baris"]:
        b = leaves[r["kode_rekening"]]
        assert (b.ls_gaji, b.ls_bj, b.up) == (tiga(r["ls_gaji"]), tiga(r["ls_bj"]), tiga(r["up"]))
        assert (b.jumlah_spj, b.sisa_pagu) == (rp(r["jumlah_spj"]), rp(r["sisa_pagu"]))
        assert b.anggaran == rp(r["anggaran"])


def test_columns_13_and_14_follow_from_the_others_in_every_row(fungsional):
    for b in (*fungsional.baris, fungsional.jumlah):
        sel = (None, *b.sel)
        assert sel[13] == sel[6] + sel[9] + sel[12], b.kode
        assert sel[14] == sel[3] - sel[13], b.kode
        for a in (4, 7, 10):
            assert sel[a + 2] == sel[a] + sel[a + 1], b.kode


def test_every_parent_is_the_sum_of_its_children_in_every_column(fungsional):
    rows = fungsional.baris
    checked = 0
    deep = [_depth(b.kode) for b in rows]
    for i, b in enumerate(rows):
        inside = []
        for j in range(i + 1, len(rows)):
            if deep[j] <= deep[i]:
                break
            if deep[j] == deep[i] + 1:
                inside.append(rows[j])
        if inside:
            checked += 1
            for n in range(2, 14):
                assert sum(c.sel[n].sen for c in inside) == b.sel[n].sen, (b.kode, n)
    assert checked > 30
    assert rows[0].kode == PROGRAM
    assert rows[0].sel[2:] == fungsional.jumlah.sel[2:]


def _depth(kode):
    parts = kode.split(".")
    return {3: 0, 5: 1, 6: 2}[len(parts)] if kode.startswith("2.16") else 2 + len(parts)


def test_total_row_is_the_worked_examples(fungsional):
    assert [n.sen // 100 for n in fungsional.jumlah.sel[2:]] == [
        2_614_000_000, 129_800_000, 129_800_000, 259_600_000, 7_250_000, 118_430_000, 125_680_000,
        0, 79_225_000, 79_225_000, 464_505_000, 2_149_495_000,
    ]  # fmt: skip


def test_tree_goes_from_program_down_to_twelve_digits(fungsional):
    head = [(b.kode, b.uraian) for b in fungsional.baris[:9]]
    assert head == [
        ("2.16.01", "PROGRAM PENUNJANG URUSAN PEMERINTAHAN DAERAH KABUPATEN/KOTA"),
        ("2.16.01.2.02", "Administrasi Keuangan Perangkat Daerah"),
        ("2.16.01.2.02.0001", "Penyediaan Gaji dan Tunjangan ASN"),
        ("5", "BELANJA DAERAH"),
        ("5.1", "BELANJA OPERASI"),
        ("5.1.01", "Belanja Pegawai"),
        ("5.1.01.01", "Objek 5.1.01.01"),
        ("5.1.01.01.01", "Rincian objek 5.1.01.01.01"),
        ("5.1.01.01.01.0001", "Belanja Gaji Pokok PNS"),
    ]
    assert [b.induk for b in fungsional.baris[:4]] == [True, True, True, False]


def test_an_account_stands_apart_under_each_sub_kegiatan():
    atk = "5.1.02.01.01.0024"
    rows = build_tree(
        [
            Daun("1.01.02.2.02.0001", atk, "ATK", (rp(3),)),
            Daun("1.01.02.2.01.0001", atk, "ATK", (rp(5),)),
        ],
        {},
        induk_rekening=False,
    )
    assert [(s.kode, s.nilai[0].sen // 100) for s in rows] == [
        ("1.01.02", 8),
        ("1.01.02.2.01", 5), ("1.01.02.2.01.0001", 5), (atk, 5),
        ("1.01.02.2.02", 3), ("1.01.02.2.02.0001", 3), (atk, 3),
    ]  # fmt: skip
    assert rows[0].uraian == "Program 1.01.02"


def test_cash_block_of_the_worked_example(fungsional):
    rows = cash(fungsional)
    masuk, keluar = "PENERIMAAN", "PENGELUARAN"
    assert rows[masuk, "Jumlah Penerimaan"].jumlah == TigaKolom(rp(149_534_000), rp(417_944_500), rp(567_478_500))
    assert rows[keluar, "Jumlah Pengeluaran"].jumlah == TigaKolom(rp(149_534_000), rp(362_157_000), rp(511_691_000))
    assert rows[keluar, "SALDO KAS"].jumlah.sd_ini == rp(55_787_500)
    for label, nilai in (("a. UP", 60_000_000), ("b. GU", 34_200_000), ("c. TU", 40_000_000), ("e. KKPD", 8_000_000)):
        assert rows[masuk, label].up.bulan_ini == rp(nilai)
    assert rows[masuk, "d. LS"].ls == TigaKolom(rp(137_050_000), rp(248_230_000), rp(385_280_000))
    ini = {label: b.jumlah.bulan_ini.sen // 100 for (sisi, label), b in rows.items() if sisi == keluar}
    assert ini["a. PPN"] == 11_550_000
    assert ini["b. PPh 21"] == 3_250_000
    assert ini["c. PPh 22"] == 1_575_000
    assert ini["d. PPh 23"] == 358_000
    assert ini["Lain-lain (PFK, STS, jasa giro, contra pos, retur)"] == 17_969_000


def test_order_of_the_cash_block(fungsional):
    assert [b.uraian for b in fungsional.kas if not re.match(r"[a-f]\. ", b.uraian)] == [
        "PENERIMAAN", "SP2D", "Potongan pajak", "Lain-lain (PFK, jasa giro, contra pos, retur)", "Jumlah Penerimaan",
        "PENGELUARAN", "SPJ (LS + UP/GU/TU)", "Penyetoran pajak",
        "Lain-lain (PFK, STS, jasa giro, contra pos, retur)", "Jumlah Pengeluaran", "SALDO KAS",
    ]  # fmt: skip
    letters = [b.uraian[3:] for b in fungsional.kas if re.match(r"[a-f]\. ", b.uraian)]
    pajak = ["PPN", "PPh 21", "PPh 22", "PPh 23", "PPh Pasal 4(2)"]
    assert letters == ["UP", "GU", "TU", "LS", "KKPD", *pajak, "UP/GU", "TU", "LS", "KKPD", *pajak]


def test_a_kind_the_form_does_not_name_is_counted_as_lain_lain():
    blok = [*contoh.blok(), BlokRow("penerimaan", "pajak:PBJT", "up", Rupiah(0), rp(25_000))]
    rows = cash(spj_tercetak("fungsional", FEB, contoh.realisasi(), KANTOR, nama={}, blok=blok))
    lain = rows["PENERIMAAN", "Lain-lain (PFK, jasa giro, contra pos, retur)"]
    assert lain.up.bulan_ini == rp(110_000)
    assert rows["PENERIMAAN", "Jumlah Penerimaan"].jumlah.bulan_ini == rp(417_969_500)


def test_contra_pos_is_explained_below_the_block():
    contra = {"ls": rp(430_000), "up": Rupiah(0)}
    spj = spj_tercetak("fungsional", FEB, contoh.realisasi(), KANTOR, nama={}, blok=contoh.blok(), contra_pos=contra)
    last = spj.kas[-1]
    assert last.uraian.startswith("Keterangan: contra pos")
    assert (last.ls.bulan_ini, last.jumlah) == (rp(430_000), TigaKolom(None, rp(430_000), None))


def test_spj_on_paper_and_as_workbook(fungsional, huruf, texts):
    whole = "\n".join(texts(render_spj_pdf(fungsional, huruf)))
    assert "(SPJ FUNGSIONAL)" in whole
    assert re.search(r"Jumlah Penerimaan\s+(?:[\d.]+\s+){6}149\.534\.000\s+417\.944\.500\s+567\.478\.500", whole)
    assert re.search(r"SALDO KAS\s+(?:[\d.]+\s+){8}55\.787\.500", whole)
    book = openpyxl.load_workbook(io.BytesIO(render_spj_xlsx(fungsional)))
    table = {row[0].value: row for row in book["SPJ"].iter_rows()}
    assert table["5.2.02.10.01.0002"][7].value == 111_000_000
    assert table[PROGRAM][13].value == 2_149_495_000
    assert {c.data_type for c in table["JUMLAH"][2:14]} == {"n"}
    kas = {row[0].value: row for row in book["Rekap kas"].iter_rows()}
    assert kas["SALDO KAS"][9].value == 55_787_500


def test_administratif_lists_the_bukti_of_each_rekening(administratif, huruf, texts):
    assert administratif.kas == ()
    assert administratif.kop.subjudul == ("(SPJ ADMINISTRATIF)", "Bulan Februari 2026")
    at = next(i for i, b in enumerate(administratif.baris) if b.kode == "5.1.02.01.01.0024")
    bukti = [(b.uraian, b.up.bulan_ini) for b in administratif.baris[at + 1 : at + 4]]
    assert bukti == [
        ("05/02/2026 TBP-0001 Belanja ATK CV Sinar Tulis", rp(5_550_000)),
        ("24/02/2026 DPT-0001 Pelunasan KKPD: ATK (KKPD-0002)", rp(3_200_000)),
        ("27/02/2026 TBP-0009 Belanja ATK CV Sinar Tulis", rp(2_775_000)),
    ]
    gaji = next(b for b in administratif.baris if b.uraian.endswith("Belanja gaji pokok PNS"))
    assert gaji.sel[3:6] == (None, rp(118_000_000), None)
    pc = next(b for b in administratif.baris if b.uraian.endswith("Belanja modal personal computer"))
    assert pc.ls_bj.bulan_ini == rp(111_000_000)
    assert not [b for b in administratif.baris if b.uraian.startswith("Contra pos")]
    whole = "\n".join(texts(render_spj_pdf(administratif, huruf)))
    assert "PENERIMAAN" not in whole
    assert re.search(r"TBP-0002 Belanja BBM kendaraan dinas\s+1\.500\.000", whole)


def test_contra_pos_stands_among_the_bukti_with_a_minus():
    rows = [
        replace(r, ls_bj=replace(r.ls_bj, bulan_ini=r.ls_bj.bulan_ini - rp(430_000)))
        if r.rekening == "5.1.02.02.01.0061"
        else r
        for r in contoh.realisasi()
    ]
    spj = spj_tercetak("administratif", FEB, rows, KANTOR, nama={}, bku=contoh.bku())
    (contra,) = [b for b in spj.baris if b.uraian.startswith("Contra pos")]
    assert contra.ls_bj == TigaKolom(None, rp(-430_000), None)


# -- LPJ


def test_lpj_up_keeps_its_identity(huruf, texts):
    lpj = lpj_up_tercetak(contoh.lpj_up(), contoh.NAMA, KANTOR)
    assert (lpj.up_awal, lpj.penggunaan, lpj.up_akhir) == (rp(60_000_000), rp(34_200_000), rp(25_800_000))
    assert lpj.jumlah.belanja_periode_ini == lpj.penggunaan
    assert lpj.terbilang == "tiga puluh empat juta dua ratus ribu rupiah"
    expected = {r["kode_rekening"]: r for r in contoh.HARAP["lpj_up"]["rincian"]}
    leaves = [b for b in lpj.baris if not b.induk]
    assert {b.kode for b in leaves} == set(expected)
    assert all(b.sisa_anggaran == rp(expected[b.kode]["sisa_anggaran"]) for b in leaves)
    rakor = next(b for b in lpj.baris if b.kode == "2.16.01.2.06.0009")
    assert (rakor.induk, rakor.belanja_periode_ini) == (True, rp(27_150_000))
    (page,) = texts(render_lpj_up(lpj, huruf))
    assert "Nomor LPJ-UP-0001" in page
    assert re.search(r"Tanggal LPJ\s*:\s*19 Februari 2026", page)
    book = openpyxl.load_workbook(io.BytesIO(render_lpj_up_xlsx(lpj)))
    total = next(row for row in book.worksheets[0].iter_rows() if row[0].value == "Jumlah")
    assert [c.value for c in total[2:6]] == [420_000_000, 34_200_000, 34_200_000, 385_800_000]


def test_lpj_tu_says_what_goes_back(huruf, texts):
    lpj = lpj_tu_tercetak(contoh.lpj_tu(), contoh.NAMA, KANTOR)
    assert lpj.baris == (
        ("5.1.02.02.01.0003", contoh.URAIAN["5.1.02.02.01.0003"], rp(20_000_000)),
        ("5.1.02.01.01.0052", contoh.URAIAN["5.1.02.01.01.0052"], rp(12_500_000)),
    )
    assert (lpj.nilai_tu, lpj.jumlah, lpj.sisa_tu) == (rp(40_000_000), rp(32_500_000), rp(7_500_000))
    (page,) = texts(render_lpj_tu(lpj, huruf))
    assert "2.16.01.2.06.0009 Penyelenggaraan Rapat Koordinasi dan Konsultasi SKPD" in page
    assert re.search(r"Batas pertanggungjawaban\s*:\s*20 Maret 2026", page)
    assert "STS nomor STS-0001" in page


# -- penutupan kas


def test_register_of_a_closing(huruf, texts):
    lalu = contoh.segel(tanggal=FEB.previous().akhir)
    isi = register_kas(contoh.segel(), contoh.saldo(), KANTOR, segel_lalu=lalu)
    assert (isi.jumlah_penerimaan, isi.jumlah_pengeluaran) == (rp(438_944_500), rp(384_157_000))
    assert [p.banyak for p in isi.hitung.kertas] == [45, 15, 3, 3, 1, 1, 1]
    assert (isi.hitung.jumlah_kertas, isi.hitung.jumlah_logam) == (rp(5_348_000), rp(2_000))
    assert (isi.hitung.saldo_bank, isi.hitung.selisih) == (rp(49_437_500), Rupiah(0))
    (page,) = texts(render_register_penutupan_kas(isi, huruf))
    assert re.search(r"kas yang lalu\s*:\s*31 Januari 2026", page)
    assert re.search(r"Jumlah saldo kas\s+54\.787\.500", page)


def test_first_closing_of_a_book_has_none_before_it(huruf, texts):
    (page,) = texts(render_register_penutupan_kas(register_kas(contoh.segel(), contoh.saldo(), KANTOR), huruf))
    assert re.search(r"kas yang lalu\s*:\s*belum ada", page)


def test_surat_berharga_is_not_counted_as_bank():
    isi = register_kas(contoh.segel(), contoh.saldo(), KANTOR, surat_berharga=rp(437_500))
    assert (isi.hitung.saldo_bank, isi.hitung.surat_berharga) == (rp(49_000_000), rp(437_500))


def test_berita_acara_of_a_short_count(huruf, texts):
    short = contoh.segel(kas_dihitung=rp(54_782_500), penjelasan="Uang kembalian belum dicatat.")
    isi = berita_acara(short, KANTOR, nomor="900/017/BA-KAS/II/2026", dasar="Keputusan Wali Kota Contoh Nomor 1")
    assert isi.hitung.selisih == rp(5_000)
    (page,) = texts(render_berita_acara_kas(isi, huruf))
    assert "Jumat, 27 Februari 2026" in page
    assert "Nomor: 900/017/BA-KAS/II/2026" in page
    assert "Uang kembalian belum dicatat." in page
    assert page.index("Yang diperiksa,") < page.index("Pemeriksa,")
