"""The flow as data: the default one is the handbook's, and one that does not hold together is refused."""

import json
from dataclasses import replace

import pytest

from core.access import Izin
from core.errors import Refusal
from core.pelacakan.alur import Alur, SifatAlasan, Tahap, read_alur
from core.pelacakan.alur_baku import ALUR_SPM
from tests.unit.pelacakan.contoh_berkas import KASI, KUASA_BUD, LOKET, VERIFIKATOR_A

# handbook KKPD 5.2: code, minutes normal, minutes October to December, next
HANDBOOK = [
    ("TERIMA", 5, 10, "PERIKSA_KELENGKAPAN"),
    ("PERIKSA_KELENGKAPAN", 20, 30, "VERIFIKASI"),
    ("VERIFIKASI", 45, 60, "UJI_DANA"),
    ("UJI_DANA", 15, 20, "DRAF_SP2D"),
    ("DRAF_SP2D", 15, 20, "PARAF"),
    ("PARAF", 15, 30, "TTD_SP2D"),
    ("TTD_SP2D", 30, 60, "DAFTAR_PENGUJI"),
    ("DAFTAR_PENGUJI", 15, 20, "CAIR"),
    ("CAIR", 120, 240, ""),
]


def test_default_flow_is_the_handbooks_table():
    assert [(t.kode, t.sop_menit, t.sop_ramai_menit, t.lanjut) for t in ALUR_SPM.tahap] == HANDBOOK
    assert ALUR_SPM.bulan_ramai == (10, 11, 12)


def test_words_of_the_desks():
    kata = {t.kode: t.kata for t in ALUR_SPM.tahap}
    assert (kata["VERIFIKASI"], kata["PARAF"], kata["TTD_SP2D"]) == ("lolos verifikasi", "paraf", "TTD")


def test_ten_reasons_to_mend_and_five_to_refuse():
    assert [a.kode for a in ALUR_SPM.reasons(SifatAlasan.DIKEMBALIKAN)] == [f"K{i:02d}" for i in range(1, 11)]
    assert [a.kode for a in ALUR_SPM.reasons(SifatAlasan.DITOLAK)] == [f"R{i:02d}" for i in range(1, 6)]
    assert ALUR_SPM.reason_text("K08") == "kontrak, BAST atau jaminan kurang"
    assert ALUR_SPM.reason_text("") == ""


def test_a_flow_is_stored_and_read_back_whole():
    assert read_alur(json.loads(json.dumps(ALUR_SPM.to_json()))) == ALUR_SPM


def test_a_licence_goes_its_own_way():
    satu = Tahap(10, "LOKET", "Loket", "Loket", "teruskan", Izin.TERIMA_BERKAS, 10, 10, "TTD")
    dua = Tahap(20, "TTD", "TTD", "Kepala dinas", "TTD", Izin.TTD_SP2D, 60, 60)
    izin = Alur("IMB", 1, ALUR_SPM.berlaku_dari, "Perda CONTOH", (satu, dua), (), nama_dokumen="Permohonan")
    assert (izin.awal, izin.akhir, izin.find(" ttd ")) == (satu, dua, dua)
    assert izin.find("CAIR") is None


def spoiled():
    tahap, alasan = ALUR_SPM.tahap, ALUR_SPM.alasan
    return {
        "tanpa tahap": {"tahap": ()},
        "kode kembar": {"tahap": (*tahap, tahap[0])},
        "alasan kembar": {"alasan": (*alasan, alasan[0])},
        "rantai putus": {"tahap": tahap[:3]},
        "mundur ke depan": {"tahap": (replace(tahap[0], mundur="CAIR"), *tahap[1:])},
        "nol menit": {"tahap": (replace(tahap[0], sop_menit=0), *tahap[1:])},
        "tanpa alasan tolak": {"alasan": ALUR_SPM.reasons(SifatAlasan.DIKEMBALIKAN)},
    }


@pytest.mark.parametrize("nama", spoiled())
def test_a_flow_that_does_not_hold_together_is_refused(nama):
    with pytest.raises(Refusal) as tolak:
        replace(ALUR_SPM, **spoiled()[nama])
    assert tolak.value.kode == "ERR_ALUR_TIDAK_SAH"


def test_paraf_belongs_to_the_section_head():
    paraf = ALUR_SPM.at("PARAF")
    assert paraf.is_open_to(KASI)
    assert not paraf.is_open_to(VERIFIKATOR_A)
    with pytest.raises(Refusal, match="Kepala Seksi") as tolak:
        paraf.demand(VERIFIKATOR_A)
    assert tolak.value.kode == "ERR_TIDAK_BERWENANG"


def test_signature_belongs_to_kuasa_bud():
    ALUR_SPM.at("TTD_SP2D").demand(KUASA_BUD)
    with pytest.raises(Refusal) as tolak:
        ALUR_SPM.at("TTD_SP2D").demand(LOKET)
    assert tolak.value.kode == "ERR_TIDAK_BERWENANG"


@pytest.mark.parametrize(
    ("kode", "sifat", "harap"),
    [
        ("", SifatAlasan.DIKEMBALIKAN, "ERR_ALASAN_WAJIB"),
        ("K99", SifatAlasan.DIKEMBALIKAN, "ERR_ALASAN_TIDAK_DIKENAL"),
        ("R01", SifatAlasan.DIKEMBALIKAN, "ERR_ALASAN_TIDAK_DIKENAL"),
        ("K01", SifatAlasan.DITOLAK, "ERR_ALASAN_TIDAK_DIKENAL"),
    ],
)
def test_reasons_to_mend_and_to_refuse_are_two_things(kode, sifat, harap):
    with pytest.raises(Refusal) as tolak:
        ALUR_SPM.demand_reason(kode, sifat)
    assert tolak.value.kode == harap
    assert ("R05" if sifat is SifatAlasan.DITOLAK else "K10") in str(tolak.value)
