"""Each test of handbook 7: what passes, what does not, and the sentence with both numbers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from core.identity import RekananId, new_uuid
from core.money import NOL, Rupiah
from core.opd.rekening_bank import RekeningBank
from core.rekanan.model import Bentuk, Rekanan
from core.setting_kinds import AturanRekening
from core.spm.isi import Acuan, ButirKelengkapan, IsiSpp, JenisSpp, Penerima, RincianSpp
from core.spm.keadaan import DraftUji, Keadaan, LpjUji, SpjTu, Terbayar, TuTerbuka
from core.spm.rules import check_draft, uji
from tests.unit.spm.kantor import ATK, LISTRIK, SUB, dana, potongan, spp_gu, spp_ls

J = JenisSpp
MODAL = "5.2.02.10.01.0002"
KARTU = Rekanan(
    id=RekananId(new_uuid()),
    nama="CV CONTOH SEJUK",
    bentuk=Bentuk.BADAN,
    rekening=RekeningBank("110", "0012345678417", "CV CONTOH SEJUK", "Bank Contoh"),
)


def keadaan(**ubah: Any) -> Keadaan:
    dasar = Keadaan(
        tahun=2026,
        up_tunai=Rupiah.of(60_000_000),
        limit_kkpd=Rupiah.of(40_000_000),
        ketersediaan=dana(20_000_000),
        tanggal_spd=date(2026, 1, 5),
    )
    return replace(dasar, **ubah)


def codes(isi: IsiSpp, dasar: Keadaan | None = None, spm: date | None = None) -> list[str]:
    return [t.kode for t in check_draft(DraftUji.of(isi, spm), dasar or keadaan())]


def jenis(satu: JenisSpp, nilai: int, rekening: str = LISTRIK, **ubah: Any) -> IsiSpp:
    n = Rupiah.of(nilai)
    rincian = () if satu is J.UP else (RincianSpp(SUB, rekening, n),)
    return spp_ls(jenis=satu, nilai=n, rincian=rincian, **ubah)


def test_a_complete_ls_passes_and_says_what_is_left() -> None:
    hasil = {p.judul: p.keterangan for p in uji(DraftUji.of(spp_ls()), keadaan())}
    assert not any(p.temuan for p in uji(DraftUji.of(spp_ls()), keadaan()))
    assert hasil["Pagu DPA cukup"] == "sisa sesudahnya 12.570.000"
    assert hasil["SPD triwulan I cukup"] == "sisa sesudahnya 12.570.000"
    assert hasil["Anggaran kas s.d. Maret cukup"] == "sisa sesudahnya 12.570.000"
    assert hasil["Kelengkapan 8 dari 8"] == "semua dokumen wajib ada"
    assert hasil["Potongan dan jumlah yang dibayarkan"] == "dibayarkan 7.430.000"


def test_the_order_is_the_handbooks() -> None:
    kacau = jenis(
        J.LS_BJ,
        30_000_000,
        penerima=Penerima(),
        kelengkapan=(ButirKelengkapan("BAST", wajib=True),),
        potongan=(potongan(31_000_000),),
        acuan=Acuan(bukti="K-1"),
    )
    dasar = keadaan(tanggal_spd=date(2026, 3, 9), terbayar=(Terbayar("SPM 4", "", "K-1"),))
    assert codes(replace(kacau, rincian=(*kacau.rincian, *kacau.rincian)), dasar) == [
        "ERR_RINCIAN_TIDAK_SAMA",
        "ERR_NETTO",
        "ERR_REKENING_PENERIMA",
        "ERR_URUTAN_TANGGAL",
        "ERR_LEBIH_PAGU",
        "ERR_LEBIH_SPD",
        "ERR_LEBIH_RAK",
        "ERR_KELENGKAPAN",
        "ERR_DOBEL",
    ]


class TestUp:
    def test_first_and_within_the_decree(self) -> None:
        assert codes(jenis(J.UP, 60_000_000)) == []

    def test_second(self) -> None:
        assert codes(jenis(J.UP, 60_000_000), keadaan(up_terbit=True)) == ["ERR_UP_SUDAH_TERBIT"]

    def test_above_the_decree(self) -> None:
        (temuan,) = check_draft(DraftUji.of(jenis(J.UP, 60_000_001)), keadaan())
        assert temuan.kode == "ERR_UP_LEBIH_SK"
        assert "Rp 60.000.001" in temuan.pesan
        assert "Rp 60.000.000" in temuan.pesan

    def test_has_no_potongan(self) -> None:
        assert codes(jenis(J.UP, 60_000_000, potongan=(potongan(1),))) == ["ERR_NETTO"]


class TestGu:
    LPJ = LpjUji("LPJ-UP-0001", Rupiah.of(34_200_000))

    def gu(self, lpj: LpjUji | None, **ubah: Any) -> list[str]:
        dasar = keadaan(lpj=lpj, sudah_dibukukan={(SUB, ATK): Rupiah.of(34_200_000)}, **ubah)
        return codes(spp_gu(), dasar)

    def test_equals_its_lpj(self) -> None:
        assert self.gu(self.LPJ) == []

    @pytest.mark.parametrize(
        "lpj",
        [None, replace(LPJ, disahkan=False), replace(LPJ, diganti=True), replace(LPJ, nilai=Rupiah.of(34_199_999))],
    )
    def test_without_a_fitting_lpj(self, lpj: LpjUji | None) -> None:
        assert self.gu(lpj) == ["ERR_GU_TIDAK_SAMA_LPJ"]

    def test_below_the_threshold_is_a_warning(self) -> None:
        (p,) = [p for p in uji(DraftUji.of(spp_gu()), keadaan(lpj=self.LPJ, ambang_persen_gu=58)) if p.is_warning]
        assert p.temuan[0].kode == "WARN_GU_DI_BAWAH_AMBANG"
        assert "58 % UP, yaitu Rp 34.800.000" in p.keterangan
        assert self.gu(self.LPJ, ambang_persen_gu=57) == []

    def test_only_what_is_not_yet_booked_needs_money(self) -> None:
        dasar = keadaan(lpj=self.LPJ, ketersediaan=dana(200_000, ATK))
        assert codes(spp_gu(), replace(dasar, sudah_dibukukan={(SUB, ATK): Rupiah.of(34_000_000)})) == []
        lebih = codes(spp_gu(), replace(dasar, sudah_dibukukan={(SUB, ATK): Rupiah.of(33_999_999)}))
        assert lebih == ["ERR_LEBIH_PAGU", "ERR_LEBIH_SPD"]


class TestTu:
    def tu(self, **ubah: Any) -> IsiSpp:
        return jenis(J.TU, 9_000_000, sub_kegiatan=SUB, **ubah)

    def test_with_another_sub_kegiatan_open(self) -> None:
        assert codes(self.tu(), keadaan(tu_terbuka=(TuTerbuka("SP2D-1", "1.01.01.2.01.0001", NOL),))) == []

    def test_with_the_same_open(self) -> None:
        terbuka = TuTerbuka("SP2D-0081", SUB, Rupiah.of(7_500_000))
        (temuan,) = check_draft(DraftUji.of(self.tu()), keadaan(tu_terbuka=(terbuka,)))
        assert temuan.kode == "ERR_TU_BELUM_NIHIL"
        assert "SP2D-0081" in temuan.pesan
        assert "sisa Rp 7.500.000" in temuan.pesan

    def test_without_a_sub_kegiatan(self) -> None:
        assert codes(jenis(J.TU, 9_000_000)) == ["ERR_TU_BELUM_NIHIL"]

    def test_rincian_of_another_sub_kegiatan(self) -> None:
        assert codes(jenis(J.TU, 9_000_000, sub_kegiatan="1.01.01.2.01.0001")) == ["ERR_SUB_KEGIATAN_TIDAK_ADA"]

    def test_has_no_potongan(self) -> None:
        assert codes(self.tu(potongan=(potongan(1),))) == ["ERR_NETTO"]


class TestTuNihil:
    def nihil(self, spj: SpjTu | None) -> list[str]:
        isi = jenis(J.TU_NIHIL, 32_500_000, acuan=Acuan(sp2d_tu="SP2D-0081"), penerima=Penerima())
        return codes(isi, keadaan(spj_tu=spj, sudah_dibukukan={(SUB, LISTRIK): Rupiah.of(32_500_000)}))

    def test_equals_its_spj_and_needs_no_account(self) -> None:
        assert self.nihil(SpjTu("SP2D-0081", Rupiah.of(32_500_000), NOL)) == []

    def test_refusals(self) -> None:
        assert self.nihil(None) == ["ERR_TU_TIDAK_ADA"]
        assert self.nihil(SpjTu("SP2D-0081", Rupiah.of(32_500_000), Rupiah.of(1))) == ["ERR_TU_MASIH_SISA"]
        assert self.nihil(SpjTu("SP2D-0081", Rupiah.of(32_000_000), NOL)) == ["ERR_TU_NIHIL_TIDAK_SAMA"]


class TestCard:
    def kkpd(self, nilai: int, dpt: int | None, **ubah: Any) -> list[str]:
        isi = jenis(J.GU_KKPD, nilai, acuan=Acuan(dpt="DPT-0001"))
        booked = {(SUB, LISTRIK): Rupiah.of(nilai)}
        return codes(isi, keadaan(dpt_nilai=None if dpt is None else Rupiah.of(dpt), sudah_dibukukan=booked, **ubah))

    def test_equals_its_dpt(self) -> None:
        assert self.kkpd(8_000_000, 8_000_000) == []

    def test_refusals(self) -> None:
        assert self.kkpd(8_000_000, 7_999_999) == ["ERR_DPT_TIDAK_SAMA"]
        assert self.kkpd(8_000_000, None) == ["ERR_DPT_TIDAK_SAMA"]
        assert self.kkpd(40_000_001, 40_000_001) == ["ERR_LEBIH_LIMIT_KKPD"]


class TestAccounts:
    @pytest.mark.parametrize("satu", [J.GU, J.GU_NIHIL, J.GU_KKPD, J.TU, J.TU_NIHIL])
    def test_modal_goes_by_ls(self, satu: JenisSpp) -> None:
        assert "ERR_REKENING_WAJIB_LS" in codes(jenis(satu, 5_000_000, MODAL))

    def test_every_such_line_is_named(self) -> None:
        rincian = (RincianSpp(SUB, "5.1.01.01.01.0001", Rupiah.of(1)), RincianSpp(SUB, ATK, Rupiah.of(1)))
        isi = replace(jenis(J.TU, 3), rincian=(*rincian, RincianSpp(SUB, MODAL, Rupiah.of(1))))
        temuan = check_draft(DraftUji.of(isi), keadaan())
        assert [t.medan for t in temuan if t.kode == "ERR_REKENING_WAJIB_LS"] == ["rincian[0]", "rincian[2]"]

    def test_ls_may_pay_it(self) -> None:
        assert codes(jenis(J.LS_BJ, 5_000_000, MODAL), keadaan(ketersediaan=dana(5_000_000, MODAL))) == []

    def test_the_office_may_allow_it(self) -> None:
        boleh = (
            AturanRekening("5.2", up_boleh=False, ls_boleh=True),
            AturanRekening(MODAL, up_boleh=True, ls_boleh=True),
        )
        assert "ERR_REKENING_WAJIB_LS" not in codes(jenis(J.TU, 5_000_000, MODAL), keadaan(aturan_rekening=boleh))


class TestSums:
    def test_rincian_empty(self) -> None:
        assert codes(spp_ls(rincian=())) == ["ERR_RINCIAN_TIDAK_SAMA"]

    def test_rincian_differs(self) -> None:
        (temuan,) = check_draft(DraftUji.of(spp_ls(nilai=Rupiah.of(7_500_000))), keadaan())
        assert temuan.kode == "ERR_RINCIAN_TIDAK_SAMA"
        assert "Rp 7.430.000" in temuan.pesan
        assert "Rp 7.500.000" in temuan.pesan

    def test_potongan_above_the_amount(self) -> None:
        assert codes(spp_ls(potongan=(potongan(7_430_001),))) == ["ERR_NETTO"]

    def test_potongan_shows_its_rate(self) -> None:
        isi = spp_ls(potongan=(potongan(111_450, "1,5%"),))
        assert isi.jumlah_dibayarkan == Rupiah.of(7_318_550)
        assert "PPh 22 1,5%" in [p.keterangan for p in uji(DraftUji.of(isi), keadaan())]


class TestReceiver:
    def test_on_the_card_and_paid_before(self) -> None:
        assert codes(spp_ls(), keadaan(rekanan=KARTU, pernah_dibayar=frozenset({"0012345678417"}))) == []

    def test_never_paid_before(self) -> None:
        assert codes(spp_ls(), keadaan(rekanan=KARTU)) == ["WARN_REKENING_BARU"]

    def test_not_on_the_card(self) -> None:
        lain = spp_ls(penerima=Penerima("CV CONTOH SEJUK", nomor_rekening="0099999999999"))
        assert codes(lain, keadaan(rekanan=KARTU)) == ["ERR_REKENING_PENERIMA"]

    def test_empty(self) -> None:
        assert codes(spp_ls(penerima=Penerima("CV CONTOH SEJUK", nomor_rekening=" "))) == ["ERR_REKENING_PENERIMA"]


class TestDates:
    def test_in_order(self) -> None:
        assert codes(spp_ls(), spm=date(2026, 3, 2)) == []

    def test_spm_before_spp(self) -> None:
        assert codes(spp_ls(), spm=date(2026, 2, 27)) == ["ERR_URUTAN_TANGGAL"]

    def test_spp_before_spd(self) -> None:
        assert codes(spp_ls(), keadaan(tanggal_spd=date(2026, 3, 3))) == ["ERR_URUTAN_TANGGAL"]

    def test_another_year(self) -> None:
        assert codes(spp_ls(tanggal_spp=date(2027, 1, 4))) == ["ERR_URUTAN_TANGGAL"]


class TestMoney:
    def test_the_last_rupiah_may_be_spent(self) -> None:
        assert codes(spp_ls(), keadaan(ketersediaan=dana(7_430_000))) == []

    def test_one_rupiah_more_may_not(self) -> None:
        temuan = check_draft(DraftUji.of(spp_ls()), keadaan(ketersediaan=dana(7_429_999)))
        assert [t.kode for t in temuan] == ["ERR_LEBIH_PAGU", "ERR_LEBIH_SPD", "ERR_LEBIH_RAK"]
        assert "tersedia Rp 7.429.999, diperlukan Rp 7.430.000, kurang Rp 1" in temuan[0].pesan

    def test_two_lines_of_one_pair_count_together(self) -> None:
        dua = tuple(RincianSpp(SUB, LISTRIK, Rupiah.of(3_715_000)) for _ in range(2))
        assert "ERR_LEBIH_SPD" in codes(spp_ls(rincian=dua), keadaan(ketersediaan=dana(7_000_000)))

    def test_what_is_in_process_counts(self) -> None:
        proses = {p: replace(k, proses=Rupiah.of(13_000_000)) for p, k in dana(20_000_000).items()}
        assert "ERR_LEBIH_SPD" in codes(spp_ls(), keadaan(ketersediaan=proses))

    def test_an_account_outside_the_dpa(self) -> None:
        temuan = check_draft(DraftUji.of(spp_ls()), keadaan(ketersediaan={}))
        assert [t.kode for t in temuan] == ["ERR_LEBIH_PAGU", "ERR_LEBIH_SPD", "ERR_LEBIH_RAK"]
        assert "tidak ada dalam DPA" in temuan[0].pesan

    def test_rak_may_be_a_warning(self) -> None:
        kurang = {p: replace(k, rak=NOL) for p, k in dana(20_000_000).items()}
        assert codes(spp_ls(), keadaan(ketersediaan=kurang)) == ["ERR_LEBIH_RAK"]
        assert codes(spp_ls(), keadaan(ketersediaan=kurang, rak_peringatan=True)) == ["WARN_LEBIH_RAK"]

    def test_several_pairs_show_the_tightest(self) -> None:
        ada = dana(20_000_000) | dana(1_000_000, ATK)
        isi = spp_ls(
            nilai=Rupiah.of(1_800_000),
            rincian=(RincianSpp(SUB, LISTRIK, Rupiah.of(1_000_000)), RincianSpp(SUB, ATK, Rupiah.of(800_000))),
        )
        hasil = {p.judul: p.keterangan for p in uji(DraftUji.of(isi), keadaan(ketersediaan=ada))}
        assert hasil["Pagu DPA cukup"] == f"sisa sesudahnya paling kecil 200.000 ({ATK})"


class TestPapers:
    def test_what_is_missing_is_named(self) -> None:
        daftar = (
            ButirKelengkapan("BAST", wajib=True, ada=True),
            ButirKelengkapan("Faktur pajak", wajib=True, ada=False),
        )
        (p,) = [p for p in uji(DraftUji.of(spp_ls(kelengkapan=daftar)), keadaan()) if p.is_error]
        assert p.judul == "Kelengkapan 1 dari 2"
        assert p.temuan[0].kode == "ERR_KELENGKAPAN"
        assert "Faktur pajak" in p.keterangan
        assert "BAST" not in p.keterangan

    def test_not_looked_at_is_not_there(self) -> None:
        assert codes(spp_ls(kelengkapan=(ButirKelengkapan("BAST", wajib=True),))) == ["ERR_KELENGKAPAN"]

    def test_an_empty_list(self) -> None:
        assert codes(spp_ls(kelengkapan=())) == ["ERR_KELENGKAPAN"]

    def test_what_is_not_mandatory_may_be_absent(self) -> None:
        daftar = (ButirKelengkapan("BAST", wajib=True, ada=True), ButirKelengkapan("Jaminan bank", wajib=False))
        assert codes(spp_ls(kelengkapan=daftar)) == []


class TestPaidBefore:
    LAMA = Terbayar("SPM 0007", "pln  Contoh", "tagihan-0326")

    def test_the_same_bill_twice(self) -> None:
        assert codes(spp_ls(), keadaan(terbayar=(self.LAMA,))) == ["ERR_DOBEL"]

    @pytest.mark.parametrize(
        "lain",
        [replace(LAMA, bukti="TAGIHAN-0226"), replace(LAMA, penerima="PDAM CONTOH"), replace(LAMA, termin="2")],
    )
    def test_another_bill(self, lain: Terbayar) -> None:
        assert codes(spp_ls(), keadaan(terbayar=(lain,))) == []
