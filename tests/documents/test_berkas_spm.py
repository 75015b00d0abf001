"""The papers of an SPP come as its steps are taken, and say what the value says."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from core.access import Pelaku, Peran
from core.anggaran.model import BarisPagu, Dpa, Spd
from core.documents.berkas_spm import BahanBerkas, render_papers, spm_tercetak, spp_tercetak
from core.documents.kantor import KantorCetak
from core.identity import OpdId, OrangId, SppId, new_uuid
from core.kas.queries import RealisasiRow, TigaKolom
from core.money import NOL, Rupiah
from core.opd.model import Opd
from core.opd.pejabat import Pejabat
from core.settings import NOMOR_RESMI, BarisSetelan, SettingsView
from core.spm.isi import Acuan, BarisPotongan, ButirKelengkapan, IsiSpp, JenisSpp, Penerima, RincianSpp
from core.spm.model import NomorPundi, NomorSipd, Spp

SUB, PC = "2.16.01.2.07.0006", "5.2.02.10.01.0002"
OPD = Opd(
    id=OpdId(new_uuid()), kode="2.16.2.20.2.21.01.0000", nama="Dinas Contoh", tahun_anggaran=2026,
    pemda="Pemerintah Kota Contoh", tempat="Kota Contoh",
)  # fmt: skip
PA = Pejabat(id=new_uuid(), peran=Peran.PA, nama="CONTOH RAHAYU", nip="197001011995032001", mulai=date(2026, 1, 1))
RP = Rupiah.of


@pytest.fixture
def spp():
    isi = IsiSpp(
        jenis=JenisSpp.LS_BJ,
        tanggal_spp=date(2026, 3, 2),
        uraian="Pengadaan PC",
        nilai=RP(8_880_000),
        rincian=(RincianSpp(SUB, PC, RP(8_880_000), "Belanja Modal Personal Computer"),),
        potongan=(BarisPotongan("PPN", RP(880_000), "411211-920"), BarisPotongan("PPh 22", RP(120_000), "411122-920")),
        penerima=Penerima("CV CONTOH", "0012345678901417", "Bank Contoh", "0012345678417", "CV CONTOH"),
        acuan=Acuan(bukti="030/BAST/III/2026"),
        kelengkapan=(ButirKelengkapan("BAST", wajib=True, ada=True), ButirKelengkapan("Foto", wajib=False)),
    )
    orang = Pelaku(OrangId(new_uuid()), "SARI CONTOH", frozenset({Peran.BENDAHARA}))
    made, _ = Spp.make(SppId(new_uuid()), 2026, isi, orang, datetime(2026, 3, 2, 2, tzinfo=UTC))
    return replace(made, nomor_spp=NomorPundi(7, "0007/SPP-LS/2026"))


@pytest.fixture
def bahan():
    baris = BarisPagu(SUB, PC, "Belanja Modal Personal Computer", RP(120_000_000))
    realisasi = RealisasiRow(
        SUB, PC, "", RP(120_000_000), TigaKolom(NOL, NOL), TigaKolom(RP(1_000_000), RP(2_000_000)), TigaKolom(NOL, NOL)
    )
    return BahanBerkas(
        kantor=KantorCetak.of(OPD, [PA], date(2026, 3, 2)),
        setelan=SettingsView(),
        nama={},
        dpa=Dpa("M", date(2026, 1, 2), (baris,)),
        spd=(Spd("SPD-01", date(2026, 1, 5), 1, {(SUB, PC): RP(50_000_000)}),),
        realisasi=(realisasi,),
    )


def test_a_draft_has_the_three_forms_and_the_list(spp, bahan, huruf, texts):
    pages = texts(render_papers(spp, bahan, huruf))
    assert [next(k for k in ("SPP-1", "SPP-2", "SPP-3", "KELENGKAPAN") if k in p) for p in pages] == [
        "SPP-1", "SPP-2", "SPP-3", "KELENGKAPAN",
    ]  # fmt: skip
    assert "Rp8.880.000 (delapan juta delapan ratus delapan puluh ribu rupiah)" in " ".join(pages[0].split())


def test_verified_it_has_its_spm_and_with_a_berkas_its_cover(spp, bahan, huruf, texts):
    verified = replace(spp, tanggal_spm=date(2026, 3, 3), nomor_spm=NomorPundi(5, "0005/SPM-LS/2026"))
    assert len(texts(render_papers(verified, bahan, huruf))) == 5
    pages = texts(render_papers(verified, replace(bahan, kode_meja="41702630118869"), huruf))
    assert len(pages) == 6
    assert "4170 2630 1188 69" in pages[0]
    assert "7.880.000" in pages[4]
    assert "Kota Contoh, 3 Maret 2026" in pages[4]


def test_the_remainders_of_the_summary(spp, bahan):
    r = spp_tercetak(spp, bahan).ringkasan
    assert (r.jumlah_dpa, r.jumlah_spd, r.sisa_belum_spd) == (RP(120_000_000), RP(50_000_000), RP(70_000_000))
    assert (r.jumlah_belanja, r.sisa_spd) == (RP(3_000_000), RP(47_000_000))


def test_the_official_number_is_the_offices_choice(spp, bahan):
    spp = replace(spp, sipd_spp=NomorSipd("99.99/02.0/000007/LS", date(2026, 3, 2)))
    assert spp_tercetak(spp, bahan).nomor.resmi == "99.99/02.0/000007/LS"
    kami = SettingsView([BarisSetelan(NOMOR_RESMI.kunci, date(2026, 1, 1), '"pundi"')])
    nomor = spp_tercetak(spp, replace(bahan, setelan=kami)).nomor
    assert (nomor.resmi, "99.99/02.0/000007/LS" in nomor.lain) == ("0007/SPP-LS/2026", True)


def test_who_has_not_been_named_signs_on_a_line(spp, bahan):
    printed = spp_tercetak(spp, bahan)
    assert printed.pptk.jabatan == "PPTK"
    assert printed.pptk.nama.strip("()\u00a0") == ""


def test_the_spm_rests_on_its_spd(spp, bahan):
    spm = spm_tercetak(replace(spp, tanggal_spm=date(2026, 3, 3)), bahan)
    assert spm.dasar_pembayaran == ("SPD nomor SPD-01 tanggal 5 Januari 2026",)
    assert (spm.jenis_belanja, spm.jumlah_dibayarkan) == ("Belanja Modal", RP(7_880_000))
    assert [(b.kode, b.nilai) for b in spm.ringkas] == [("5.2.02", RP(8_880_000))]


def test_the_summary_names_the_dpa_that_stood_on_its_day(spp, bahan, huruf, texts):
    def numbers(tanggal: date) -> str:
        setelan = SettingsView(
            [
                BarisSetelan("nomor_dpa", date(2026, 1, 2), '"DPA/A.1/001/2026"'),
                BarisSetelan("nomor_dpa", date(2026, 9, 1), '"DPPA/A.1/001/2026"'),
            ]
        )
        dated = replace(spp, isi=replace(spp.isi, tanggal_spp=tanggal))
        page = next(p for p in texts(render_papers(dated, replace(bahan, setelan=setelan), huruf)) if "SPP-2" in p)
        return next(word for word in page.split() if word.endswith("PA/A.1/001/2026"))

    assert [numbers(date(2026, 3, 2)), numbers(date(2026, 9, 1))] == ["DPA/A.1/001/2026", "DPPA/A.1/001/2026"]
