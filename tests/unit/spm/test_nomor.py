"""Numbers by the office's template, and which of the two stands large."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from core.errors import Refusal
from core.settings import BarisSetelan, SettingsView
from core.spm.isi import JenisSpp
from core.spm.kelengkapan import KELENGKAPAN_BAKU, count_present
from core.spm.model import NomorPundi, NomorSipd
from core.spm.numbers import Dokumen, PemberiNomor, two_numbers
from tests.unit.spm.kantor import Kantor

MARET = date(2026, 3, 3)
OPD = Kantor().office()
assert OPD is not None


def setelan(kunci: str, nilai: str, dari: date = date(2026, 1, 1)) -> SettingsView:
    return SettingsView([BarisSetelan(kunci, dari, json.dumps(nilai))])


@pytest.mark.parametrize(
    ("jenis", "kata"),
    [(JenisSpp.UP, "UP"), (JenisSpp.GU_KKPD, "GU"), (JenisSpp.TU_NIHIL, "TU"), (JenisSpp.LS_BENDAHARA, "LS")],
)
def test_the_default_is_the_form_of_sipd(jenis: JenisSpp, kata: str) -> None:
    nomor = PemberiNomor(OPD, SettingsView(), "M").number(Dokumen.SPM, 242, tanggal=MARET, jenis=jenis)
    assert nomor == NomorPundi(242, f"99.99/03.0/000242/{kata}/2.16.2.20.2.21.01.0000/M/3/2026")


def test_a_template_holds_from_its_date() -> None:
    lama = setelan("templat_spp", "{urut:04d}/SPP-{jenis}/{romawi}/{tahun}", date(2026, 3, 1))
    pemberi = PemberiNomor(OPD, lama)
    assert pemberi.number(Dokumen.SPP, 7, tanggal=MARET, jenis=JenisSpp.GU).teks == "0007/SPP-GU/III/2026"
    januari = pemberi.number(Dokumen.SPP, 7, tanggal=date(2026, 1, 5), jenis=JenisSpp.GU)
    assert januari.teks.startswith("99.99/02.0/000007/GU/")


def test_a_hole_in_a_number_is_refused() -> None:
    with pytest.raises(Refusal) as no:
        PemberiNomor(replace(OPD, kode_wilayah=""), SettingsView()).number(
            Dokumen.SPP, 1, tanggal=MARET, jenis=JenisSpp.UP
        )
    assert no.value.kode == "ERR_NOMOR_TOKEN"


def test_which_number_is_official() -> None:
    kami, sipd = NomorPundi(7, "0007/SPM"), NomorSipd("99.99/03.0/000242", MARET)
    dari_sipd = two_numbers(kami, sipd, SettingsView(), MARET)
    assert (dari_sipd.resmi, dari_sipd.lain) == ("99.99/03.0/000242", "Nomor kerja Pundi 0007/SPM")
    assert two_numbers(kami, None, SettingsView(), MARET).resmi == ""
    pundi = two_numbers(kami, sipd, setelan("nomor_resmi", "pundi"), MARET)
    assert (pundi.resmi, pundi.lain) == ("0007/SPM", "Nomor SIPD 99.99/03.0/000242, 3 Maret 2026")


@pytest.mark.parametrize("jenis", JenisSpp)
def test_every_jenis_has_its_list_of_papers(jenis: JenisSpp) -> None:
    daftar = KELENGKAPAN_BAKU[jenis].blank()
    assert count_present(daftar)[0] == 0
    assert count_present(daftar)[1] >= 8
    assert len({b.uraian for b in daftar}) == len(daftar)
    assert any("SPTJM" in b.uraian and b.wajib for b in daftar)
    assert jenis.nama
