"""The handlers: claims, numbers, berkas and events of a document from its draft to its SP2D."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from core.anggaran.model import JenisKlaim
from core.errors import Refusal
from core.identity import SppId, new_uuid
from core.money import NOL, Rupiah
from core.pelacakan.model import Jawaban
from core.pelacakan.perpindahan import Keadaan
from core.spm.commands import (
    HANDLERS,
    CancelSpp,
    RecordSp2d,
    RepairSpm,
    ReturnSpm,
    ReturnSpp,
    SaveDraft,
    SetSipdNumber,
    SignSpm,
    SubmitSpp,
    SubmitToBud,
    VerifySpp,
)
from core.spm.isi import ButirKelengkapan
from core.spm.keadaan import Keadaan as KeadaanSpp
from core.spm.keadaan import LpjUji
from core.spm.model import Spp, StatusSpp
from core.spm.numbers import Dokumen
from tests.unit.spm.kantor import BENDAHARA, PA, PPK, Kerja, dana, spp_gu, spp_ls

S = StatusSpp
SPM = date(2026, 3, 3)


@pytest.fixture
def kerja() -> Kerja:
    return Kerja()


def submitted(kerja: Kerja) -> SppId:
    spp_id = kerja.draft()
    kerja.do(SubmitSpp, spp_id, BENDAHARA)
    return spp_id


def with_bud(kerja: Kerja) -> SppId:
    spp_id = submitted(kerja)
    finish(kerja, spp_id)
    return spp_id


def finish(kerja: Kerja, spp_id: SppId) -> Spp:
    kerja.do(VerifySpp, spp_id, PPK, tanggal_spm=SPM)
    kerja.do(SignSpm, spp_id, PA)
    return kerja.do(SubmitToBud, spp_id, BENDAHARA)


class TestDraft:
    def test_autosave_makes_a_version_only_when_something_changed(self, kerja: Kerja) -> None:
        spp_id = kerja.draft()
        assert kerja.do(SaveDraft, spp_id, BENDAHARA, tahun=2026, isi=spp_ls()).versi == 1
        assert kerja.do(SaveDraft, spp_id, BENDAHARA, tahun=2026, isi=spp_ls(uraian="Lain")).versi == 2
        assert [e.nama for e in kerja.events] == ["spp_dibuat", "spp_disunting"]

    def test_stale(self, kerja: Kerja) -> None:
        spp_id = kerja.draft()
        with pytest.raises(Refusal) as no:
            kerja.bus.execute(SaveDraft(spp_id=spp_id, versi=9, tahun=2026, isi=spp_ls(uraian="Lain")), BENDAHARA)
        assert [t.kode for t in no.value.temuan] == ["ERR_SUDAH_BERUBAH", "ERR_SUDAH_BERUBAH"]

    def test_unknown(self, kerja: Kerja) -> None:
        for command in (
            SaveDraft(spp_id=SppId(new_uuid()), versi=3, tahun=2026, isi=spp_ls()),
            SubmitSpp(spp_id=SppId(new_uuid()), versi=1),
        ):
            with pytest.raises(Refusal) as no:
                kerja.bus.execute(command, BENDAHARA)
            assert no.value.kode == "ERR_SPP_TIDAK_ADA"


class TestSubmission:
    def test_takes_claim_and_number(self, kerja: Kerja) -> None:
        spp_id = kerja.draft()
        spp = kerja.do(SubmitSpp, spp_id, BENDAHARA)
        assert spp.nomor_spp is not None
        assert spp.nomor_spp.teks == "99.99/02.0/000001/LS/2.16.2.20.2.21.01.0000/P1/3/2026"
        ((tanggal, klaim),) = kerja.anggaran.ditulis
        assert (tanggal, klaim.jenis, klaim.nilai) == (date(2026, 3, 2), JenisKlaim.PROSES, Rupiah.of(7_430_000))

    def test_all_findings_at_once_and_nothing_stored(self, kerja: Kerja) -> None:
        kerja.spm.dasar = KeadaanSpp(2026, ketersediaan=dana(1))
        spp_id = kerja.draft()
        with pytest.raises(Refusal) as no:
            kerja.do(SubmitSpp, spp_id, BENDAHARA)
        assert [t.kode for t in no.value.temuan] == ["ERR_LEBIH_PAGU", "ERR_LEBIH_SPD", "ERR_LEBIH_RAK"]
        assert kerja.spm.isi[spp_id].status is S.DRAF
        assert kerja.anggaran.ditulis == []
        assert kerja.next_number("SPP", 2026) == 1

    def test_warnings_come_back(self, kerja: Kerja) -> None:
        gu = spp_gu()
        kerja.spm.dasar = KeadaanSpp(
            2026,
            up_tunai=Rupiah.of(100_000_000),
            lpj=LpjUji("LPJ-UP-0001", gu.nilai),
            sudah_dibukukan={gu.rincian[0].pasangan: gu.nilai},
        )
        spp_id = kerja.draft(gu)
        hasil = kerja.bus.execute(SubmitSpp(spp_id=spp_id, versi=1), BENDAHARA).nilai
        assert [t.kode for t in hasil.peringatan] == ["WARN_GU_DI_BAWAH_AMBANG"]
        assert kerja.anggaran.ditulis == [], "a GU does not consume SPD again"

    def test_a_second_time_it_keeps_its_number(self, kerja: Kerja) -> None:
        spp_id = submitted(kerja)
        nomor = kerja.spm.isi[spp_id].nomor_spp
        kembali = kerja.do(ReturnSpp, spp_id, PPK, sebab=("Kuitansi belum bermeterai",))
        assert (kembali.status, kerja.anggaran.jumlah) == (S.DRAF, NOL)
        assert kerja.do(SubmitSpp, spp_id, BENDAHARA).nomor_spp == nomor
        assert kerja.anggaran.jumlah == Rupiah.of(7_430_000)


class TestVerification:
    def test_the_ticks_of_the_ppk_decide(self, kerja: Kerja) -> None:
        spp_id = submitted(kerja)
        kurang = (ButirKelengkapan("Kuitansi", wajib=True, ada=False, catatan="belum bermeterai"),)
        with pytest.raises(Refusal) as no:
            kerja.do(VerifySpp, spp_id, PPK, tanggal_spm=SPM, kelengkapan=kurang)
        assert no.value.kode == "ERR_KELENGKAPAN"

    def test_the_spm_is_not_before_the_spp(self, kerja: Kerja) -> None:
        spp_id = submitted(kerja)
        with pytest.raises(Refusal) as no:
            kerja.do(VerifySpp, spp_id, PPK, tanggal_spm=date(2026, 2, 27))
        assert no.value.kode == "ERR_URUTAN_TANGGAL"

    def test_the_pa_may_refuse_to_sign(self, kerja: Kerja) -> None:
        spp_id = submitted(kerja)
        kerja.do(VerifySpp, spp_id, PPK, tanggal_spm=SPM)
        kembali = kerja.do(ReturnSpm, spp_id, PA, sebab=("Uraian kurang jelas",))
        assert (kembali.status, kembali.tanggal_spm, kerja.anggaran.jumlah) == (S.DRAF, None, NOL)


class TestToTheBud:
    def test_number_last_and_one_berkas(self, kerja: Kerja) -> None:
        spp_id = with_bud(kerja)
        spp, berkas = kerja.spm.isi[spp_id], kerja.berkas_of(spp_id)
        assert spp.nomor_spm is not None
        assert spp.nomor_spm.teks == "99.99/03.0/000001/LS/2.16.2.20.2.21.01.0000/P1/3/2026"
        assert (berkas.isi.layanan, berkas.isi.nomor, berkas.isi.nilai) == ("SPM", spp.nomor_spm.teks, spp.isi.nilai)
        assert (berkas.isi.tanggal, berkas.isi.pihak) == (SPM, "PLN CONTOH")
        assert set(berkas.pembuat) == {BENDAHARA.id, PPK.id, PA.id}

    def test_a_repaired_one_goes_again_as_itself(self, kerja: Kerja) -> None:
        spp_id = with_bud(kerja)
        dulu = kerja.spm.isi[spp_id]
        kerja.from_bud(spp_id, "DIKEMBALIKAN", "K06")
        assert kerja.do(RepairSpm, spp_id, BENDAHARA, sebab=("NPWP tidak cocok",)).status is S.DRAF
        assert kerja.anggaran.jumlah == NOL
        kerja.do(SaveDraft, spp_id, BENDAHARA, tahun=2026, isi=spp_ls(uraian="Tagihan listrik, diperbaiki"))
        kerja.do(SubmitSpp, spp_id, BENDAHARA)
        kini = finish(kerja, spp_id)
        assert (kini.nomor_spm, kini.berkas, kini.revisi) == (dulu.nomor_spm, dulu.berkas, 1)
        berkas = kerja.berkas_of(spp_id)
        assert (len(kerja.pelacakan.isi), berkas.putaran, berkas.keadaan) == (1, 2, Keadaan.DIAJUKAN)
        assert berkas.isi.perihal == "Tagihan listrik, diperbaiki"

    def test_only_what_was_returned_is_repaired(self, kerja: Kerja) -> None:
        spp_id = with_bud(kerja)
        with pytest.raises(Refusal, match="Tunggu sampai dikembalikan") as no:
            kerja.do(RepairSpm, spp_id, BENDAHARA, sebab=("Salah rekening",))
        assert no.value.kode == "ERR_BERKAS_DI_BUD"
        kerja.from_bud(spp_id, "DITOLAK", "R01")
        with pytest.raises(Refusal, match="Buat SPM baru"):
            kerja.do(RepairSpm, spp_id, BENDAHARA, sebab=("Salah rekening",))

    def test_cancelling_takes_the_berkas_back(self, kerja: Kerja) -> None:
        ditarik, ditolak = with_bud(kerja), with_bud(kerja)
        kerja.from_bud(ditolak, "DITOLAK", "R01")
        for spp_id in (ditarik, ditolak):
            assert kerja.do(CancelSpp, spp_id, BENDAHARA, sebab=("Salah rekening",)).status is S.BATAL
        assert kerja.berkas_of(ditarik).keadaan is Keadaan.DITARIK
        assert kerja.berkas_of(ditolak).keadaan is Keadaan.DITOLAK
        assert kerja.anggaran.jumlah == NOL


class TestEnd:
    def test_cancelling_frees_the_pagu_once(self, kerja: Kerja) -> None:
        spp_id = submitted(kerja)
        batal = kerja.do(CancelSpp, spp_id, BENDAHARA, sebab=("Pekerjaan dibatalkan",))
        assert (batal.status, kerja.anggaran.jumlah) == (S.BATAL, NOL)
        assert batal.nomor_spp is not None, "a cancelled number stays visible"
        draf = kerja.draft()
        kerja.do(CancelSpp, draf, BENDAHARA, sebab=("Salah ketik",))
        assert kerja.anggaran.jumlah == NOL

    def test_the_sp2d_answers_and_frees(self, kerja: Kerja) -> None:
        spp_id = with_bud(kerja)
        spp = kerja.do(RecordSp2d, spp_id, BENDAHARA, nomor=" SP2D-0101 ", tanggal=date(2026, 3, 5))
        assert spp.sp2d is not None
        assert spp.sp2d.nomor == "SP2D-0101"
        assert kerja.berkas_of(spp_id).jawaban == Jawaban("SP2D-0101", date(2026, 3, 5))
        assert kerja.anggaran.jumlah == NOL
        assert [t for t, _ in kerja.anggaran.ditulis] == [date(2026, 3, 2), date(2026, 3, 5)]

    def test_a_desk_has_recorded_another_sp2d(self, kerja: Kerja) -> None:
        spp_id = with_bud(kerja)
        berkas = kerja.berkas_of(spp_id)
        kerja.pelacakan.isi[berkas.id] = replace(berkas, jawaban=Jawaban("SP2D-0100", date(2026, 3, 4)))
        with pytest.raises(Refusal, match="SP2D-0100") as no:
            kerja.do(RecordSp2d, spp_id, BENDAHARA, nomor="SP2D-0101", tanggal=date(2026, 3, 5))
        assert no.value.kode == "ERR_SP2D_BEDA"
        spp = kerja.do(RecordSp2d, spp_id, BENDAHARA, nomor="SP2D-0100", tanggal=date(2026, 3, 4))
        assert spp.sp2d is not None

    def test_one_sp2d_answers_one_spm(self, kerja: Kerja) -> None:
        satu, dua = with_bud(kerja), with_bud(kerja)
        kerja.do(RecordSp2d, satu, BENDAHARA, nomor="SP2D-0101", tanggal=date(2026, 3, 5))
        with pytest.raises(Refusal) as no:
            kerja.do(RecordSp2d, dua, BENDAHARA, nomor="SP2D-0101", tanggal=date(2026, 3, 5))
        assert no.value.kode == "ERR_NOMOR_GANDA"
        with pytest.raises(Refusal) as kosong:
            kerja.do(RecordSp2d, dua, BENDAHARA, nomor=" ", tanggal=date(2026, 3, 5))
        assert kosong.value.kode == "ERR_MEDAN_WAJIB"


def test_a_sipd_number_belongs_to_one_document(kerja: Kerja) -> None:
    satu, dua = submitted(kerja), submitted(kerja)
    isi = {"dokumen": Dokumen.SPP, "nomor": "99.99/02.0/000655", "tanggal": date(2026, 3, 2)}
    assert kerja.do(SetSipdNumber, satu, BENDAHARA, **isi).sipd_spp is not None
    assert kerja.do(SetSipdNumber, satu, BENDAHARA, **isi).versi == 4
    with pytest.raises(Refusal) as no:
        kerja.do(SetSipdNumber, dua, BENDAHARA, **isi)
    assert no.value.kode == "ERR_NOMOR_GANDA"


def test_numbers_have_no_gaps(kerja: Kerja) -> None:
    urut = []
    for _ in range(3):
        spp_id = submitted(kerja)
        kerja.do(CancelSpp, spp_id, BENDAHARA, sebab=("Salah",))
        nomor = kerja.spm.isi[spp_id].nomor_spp
        assert nomor is not None
        urut.append(nomor.urut)
    assert urut == [1, 2, 3]


def test_every_command_has_its_handler() -> None:
    assert {c.__name__ for c in HANDLERS} == {
        "SaveDraft", "SubmitSpp", "ReturnSpp", "VerifySpp", "ReturnSpm", "SignSpm",
        "SubmitToBud", "SealSubmission", "RepairSpm", "CancelSpp", "RecordSp2d", "SetSipdNumber",
    }  # fmt: skip
