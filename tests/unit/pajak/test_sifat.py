"""The four checks of handbook 3.7, and a few more, over generated payments."""

from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from core.pajak.aturan import Aturan
from core.pajak.aturan_baku import aturan_baku
from core.pajak.model import (
    BebasPph22,
    BebasPph23,
    BebasPpn,
    Golongan,
    JenisBelanja,
    Kualifikasi,
    Mekanisme,
    Ptkp,
    TipeWajibPajak,
)
from core.pajak.rules import calculate
from core.pajak.wire import hasil_to_json, input_from_json

BAKU = aturan_baku()
FLOOR = BAKU.follow(Aturan("pajak.rounding", "FLOOR", date(2024, 1, 1), None, "CONTOH"))
REKANAN = BAKU.follow(Aturan("kkpd_pph23_policy", "REKANAN", date(2024, 1, 1), None, "CONTOH"))
PAJAK = ("ppn", "pph21", "pph22", "pph23", "pph4_2", "pph_final_umkm")

words = st.sampled_from
maybe = st.booleans()


@st.composite
def kasus(draw: st.DrawFn) -> dict[str, Any]:
    jenis = draw(words(JenisBelanja))
    tipe = TipeWajibPajak.BADAN if jenis is JenisBelanja.HADIAH_BADAN else draw(words(TipeWajibPajak))
    rekanan: dict[str, Any] = {
        "tipe": tipe,
        "npwp_valid": draw(maybe),
        "pkp": draw(maybe),
        "surat_keterangan_pp55": draw(maybe),
        "skb": draw(maybe),
        "golongan": draw(words(Golongan)),
        "ptkp": draw(words(Ptkp)),
    }
    nilai = draw(st.integers(1, 5_000_000) | st.integers(1, 999_999_999_999_999))
    isi: dict[str, Any] = {
        "tanggal": draw(st.dates(date(2024, 1, 1), date(2027, 12, 31))).isoformat(),
        "mekanisme": draw(words(Mekanisme)),
        "jenis": jenis,
        "nilai": nilai,
        "nilai_termasuk_ppn": draw(maybe),
        "objek_ppn": draw(maybe),
        "pihak_lain_sipp": draw(maybe),
        "ppn_dikecualikan": draw(st.none() | words(BebasPpn)),
        "pph22_dikecualikan": draw(st.none() | words(BebasPph22)),
        "pph23_dikecualikan": draw(st.none() | words(BebasPph23)),
        "nilai_transaksi_utuh_tanpa_ppn": draw(st.none() | st.integers(nilai, 999_999_999_999_999)),
        "rekanan": rekanan,
    }
    if jenis is JenisBelanja.KONSTRUKSI:
        isi["kualifikasi"] = draw(words(Kualifikasi))
    if jenis is JenisBelanja.BARANG:
        isi["barang_mewah"] = draw(maybe)
    if jenis is JenisBelanja.JASA:
        isi["besaran_tertentu"] = draw(st.none() | st.just("PAKET_POS"))
    return isi


def hitung(isi: dict[str, Any], aturan=BAKU) -> dict[str, Any]:
    return hasil_to_json(calculate(input_from_json(isi), aturan))


generated = settings(max_examples=300, deadline=None, database=None)


@generated
@given(kasus())
def test_the_four_checks_of_3_7(isi: dict[str, Any]):
    for aturan in (BAKU, FLOOR, REKANAN):
        answer = hitung(isi, aturan)
        taxes = sum(answer[key] for key in PAJAK)
        assert taxes == answer["total_dipungut_dipotong"] == sum(row["jumlah"] for row in answer["setoran"])
        assert answer["total_tagihan"] == answer["dpp"] + answer["ppn_terutang"]
        if isi["mekanisme"] == "KKPD":
            assert answer["dibayar_ke_penerima"] == answer["total_tagihan"] == answer["tagihan_kartu"]
            assert answer["pajak_kewajiban_terpisah"] == taxes
        else:
            assert answer["dibayar_ke_penerima"] + taxes == answer["total_tagihan"]
            assert "tagihan_kartu" not in answer
            assert "pajak_kewajiban_terpisah" not in answer


@generated
@given(kasus())
def test_price_is_never_lost_or_made(isi: dict[str, Any]):
    answer = hitung(isi)
    has_ppn = isi["rekanan"]["pkp"] and isi["objek_ppn"]
    if isi["nilai_termasuk_ppn"] or not has_ppn:
        assert answer["total_tagihan"] == isi["nilai"]
    else:
        assert answer["dpp"] == isi["nilai"]
    assert answer["ppn"] in (0, answer["ppn_terutang"])
    assert answer["dibayar_ke_penerima"] >= 0
    assert min(answer[key] for key in PAJAK) >= 0
    assert sum(1 for row in answer["setoran"] if row["jenis"] != "PPN") <= 1


@generated
@given(kasus())
def test_a_card_and_a_marketplace_leave_ppn_and_pph22_to_others(isi: dict[str, Any]):
    card = hitung({**isi, "mekanisme": "KKPD", "pihak_lain_sipp": False})
    assert card["ppn"] == card["pph22"] == 0
    assert hitung({**isi, "mekanisme": "KKPD"}, REKANAN)["setoran"] == []
    assert hitung({**isi, "pihak_lain_sipp": True})["setoran"] == []


@generated
@given(kasus())
def test_floor_is_at_most_one_rupiah_below_half_up(isi: dict[str, Any]):
    near, low = hitung(isi), hitung(isi, FLOOR)
    assert near["dpp"] == low["dpp"]
    assert all(0 <= near[key] - low[key] <= 1 for key in PAJAK)
