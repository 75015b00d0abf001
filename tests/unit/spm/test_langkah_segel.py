"""An SPM is sealed when it goes to the BUD: once per round, by the office's key of the day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from core.bus import Konteks
from core.errors import Refusal
from core.identity import SppId
from core.pelacakan.perpindahan import Keadaan
from core.segel.commands import MakeKey, make_key
from core.segel.kode import check_code, differences
from core.spm.commands import RepairSpm, SealSubmission, SignSpm, SubmitSpp, SubmitToBud, VerifySpp
from core.spm.segel import pengajuan_of
from db.segel import ed25519
from tests.unit.spm.kantor import BENDAHARA, PA, PPK, SAAT, Kerja

JANUARI = date(2026, 1, 2)


@pytest.fixture
def kerja() -> Kerja:
    return Kerja()


def new_key(kerja: Kerja) -> None:
    make_key(MakeKey(berlaku_dari=JANUARI), kerja, Konteks(BENDAHARA, kerja))


def to_bud(kerja: Kerja, spp_id: SppId | None = None) -> SppId:
    """Through all three hands to the BUD."""
    spp_id = spp_id or kerja.draft()
    kerja.do(SubmitSpp, spp_id, BENDAHARA)
    kerja.do(VerifySpp, spp_id, PPK, tanggal_spm=SAAT.date())
    kerja.do(SignSpm, spp_id, PA)
    kerja.do(SubmitToBud, spp_id, BENDAHARA)
    return spp_id


def test_submission_is_sealed_with_everything_on_it(kerja: Kerja) -> None:
    new_key(kerja)
    spp_id = to_bud(kerja)
    berkas, spp = kerja.berkas_of(spp_id), kerja.spm.isi[spp_id]
    (segel,) = kerja.segel.segel.values()
    hasil = check_code(segel.teks, kerja.segel.kunci, ed25519.verify)
    assert hasil.is_good
    assert hasil.isi is not None
    opd = kerja.opd.office()
    assert opd is not None
    p = pengajuan_of(spp, opd, berkas)
    assert differences(hasil.isi, p) == ()
    assert (p.nomor, p.jenis, p.kode_meja, p.putaran) == (
        spp.nomor_spm.teks if spp.nomor_spm else "", "LS Tagihan Rutin", berkas.kode_meja, 1
    )  # fmt: skip
    assert [b.uraian for b in p.kelengkapan if not b.ada] == [b.uraian for b in spp.isi.kelengkapan if not b.ada]


def test_office_without_a_key_submits_as_before(kerja: Kerja) -> None:
    spp_id = to_bud(kerja)
    assert kerja.segel.segel == {}
    with pytest.raises(Refusal) as e:
        kerja.do(SealSubmission, spp_id, BENDAHARA)
    assert e.value.kode == "ERR_KUNCI_SEGEL_BELUM_ADA"
    new_key(kerja)
    for _ in range(2):
        kerja.do(SealSubmission, spp_id, BENDAHARA)
    assert len(kerja.segel.segel) == 1


def test_seal_needs_the_computer_that_holds_the_key(kerja: Kerja) -> None:
    new_key(kerja)
    kerja.segel.rahasia.clear()
    spp_id = to_bud(kerja)
    assert kerja.segel.segel == {}
    with pytest.raises(Refusal, match="tidak ada di komputer ini") as e:
        kerja.do(SealSubmission, spp_id, BENDAHARA)
    assert e.value.kode == "ERR_KUNCI_SEGEL_DI_KOMPUTER_LAIN"


def test_draft_cannot_be_sealed(kerja: Kerja) -> None:
    new_key(kerja)
    with pytest.raises(Refusal) as e:
        kerja.do(SealSubmission, kerja.draft(), BENDAHARA)
    assert e.value.kode == "ERR_BELUM_DIAJUKAN"


def test_repaired_spm_is_sealed_again_for_its_round(kerja: Kerja) -> None:
    new_key(kerja)
    spp_id = to_bud(kerja)
    alasan = next(a.kode for a in kerja.pelacakan.alur("SPM", None).alasan if a.sifat.value == Keadaan.DIKEMBALIKAN)
    kerja.from_bud(spp_id, "DIKEMBALIKAN", alasan)
    kerja.do(RepairSpm, spp_id, BENDAHARA, sebab=("NPWP keliru",))
    lama = kerja.spm.isi[spp_id]
    kerja.spm.isi[spp_id] = replace(
        lama, isi=replace(lama.isi, penerima=replace(lama.isi.penerima, npwp="0000000000000418"))
    )
    to_bud(kerja, spp_id)
    satu, dua = (kerja.segel.segel[kerja.berkas_of(spp_id).id, n] for n in (1, 2))
    a, b = (check_code(s.teks, kerja.segel.kunci, ed25519.verify) for s in (satu, dua))
    assert a.is_good
    assert b.is_good
    assert a.isi is not None
    assert b.isi is not None
    assert (a.isi.putaran, b.isi.putaran) == (1, 2)
    assert a.isi.kode_meja == b.isi.kode_meja, "the berkas stays the same"
    assert a.isi.sidik != b.isi.sidik, "what was mended is sealed too"
