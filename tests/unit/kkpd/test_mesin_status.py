"""Both state machines of handbook KKPD 1.12, written down here a second time, tried pair by pair on real values.

What the handbook says “any open” of is spelled out; the steps back with a reason (1.12: “corrections by reverse events”)
and the charges of 1.6 are the house's own and stand apart.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import product
from typing import Any

import pytest

from core.errors import Refusal
from core.kkpd.baris import BarisTagihan, StatusBaris
from core.kkpd.model import StatusKartu, StatusTagihan
from core.kkpd.pengujian import Penolakan
from core.money import NOL
from tests.unit.kkpd.contoh_kartu import (
    PEMEGANG_A,
    PENGGUNA_ANGGARAN,
    PPTK,
    baris,
    beli,
    beli_lengkap,
    kartu,
    lulus,
    rp,
    tagihan_mei,
)

K, B, T = StatusKartu, StatusBaris, StatusTagihan
HARI, TEMPO, NILAI = date(2026, 6, 2), date(2026, 6, 19), 2_000_000

KARTU = {
    (K.USULAN, "setujui_sk"): K.DISETUJUI_SK,
    (K.DISETUJUI_SK, "terbitkan"): K.TERBIT,
    (K.TERBIT, "aktifkan"): K.AKTIF,
    (K.AKTIF, "blokir"): K.BLOKIR_SEMENTARA,
    (K.BLOKIR_SEMENTARA, "buka_blokir"): K.AKTIF,
    (K.BLOKIR_SEMENTARA, "ganti"): K.DIGANTI,
    (K.BLOKIR_SEMENTARA, "tutup"): K.TUTUP,
    (K.AKTIF, "kedaluwarsa"): K.KEDALUWARSA,
}
"""USULAN -> DISETUJUI_SK -> TERBIT -> AKTIF <-> BLOKIR_SEMENTARA -> (DIGANTI | TUTUP); AKTIF -> KEDALUWARSA."""
PERISTIWA_KARTU = sorted({p for _, p in KARTU})

BARIS = {
    (B.TERBUKUKAN, "cocokkan"): B.COCOK,
    (B.COCOK, "kirim_uji"): B.DIUJI,
    (B.DIUJI, "setujui"): B.DISETUJUI,
    (B.DIUJI, "tolak"): B.DITOLAK,
    **{(b, "sengketa"): B.SENGKETA for b in (B.TERBUKUKAN, B.COCOK, B.DIUJI, B.DISETUJUI)},
    (B.SENGKETA, "sengketa_menang"): B.DIBALIK,
    (B.SENGKETA, "sengketa_kalah"): B.DIUJI,
    (B.DISETUJUI, "masuk_dpt"): B.DI_DPT,
    (B.DI_DPT, "terbit_sp2d"): B.SP2D,
    (B.SP2D, "lunas"): B.LUNAS,
    (B.DITOLAK, "lunas_pribadi"): B.LUNAS_PRIBADI,
    **{(b, "balik"): B.DIBALIK for b in (B.TERBUKUKAN, B.COCOK, B.DIUJI, B.DISETUJUI, B.DITOLAK, B.BUKAN_BEBAN_APBD)},
    # the charges of 1.6
    (B.TERBUKUKAN, "bukan_beban"): B.BUKAN_BEBAN_APBD,
    (B.BUKAN_BEBAN_APBD, "lunas_pribadi"): B.LUNAS_PRIBADI,
    # steps back, each with its reason
    (B.COCOK, "bukan_pasangannya"): B.TERBUKUKAN,
    (B.DIUJI, "kembalikan"): B.COCOK,
    (B.DI_DPT, "cabut_dpt"): B.DISETUJUI,
    (B.BUKAN_BEBAN_APBD, "batal_bukan_beban"): B.TERBUKUKAN,
}
LAKUKAN: dict[str, Callable[[BarisTagihan], Any]] = {
    "cocokkan": lambda b: b.match(["TBP-1"]),
    "kirim_uji": lambda b: b.send_to_test(PPTK, [beli_lengkap("TBP-1", NILAI)]),
    "setujui": lambda b: b.approve(lulus(), PEMEGANG_A),
    "tolak": lambda b: b.reject(PENGGUNA_ANGGARAN, Penolakan(1, "T01", "bukan dinas", rp(NILAI), PEMEGANG_A, TEMPO)),
    "sengketa": lambda b: b.dispute(HARI, TEMPO, "T-1"),
    "sengketa_menang": lambda b: b.win_dispute(),
    "sengketa_kalah": lambda b: b.lose_dispute(),
    "masuk_dpt": lambda b: b.put_on_dpt("DPT-1"),
    "terbit_sp2d": lambda b: b.answer_sp2d("SP2D-1"),
    "lunas": lambda b: b.settle(HARI),
    "lunas_pribadi": lambda b: b.repay(HARI),
    "balik": lambda b: b.take_refund(b.netto),
    "bukan_beban": lambda b: b.refuse_charge("biaya"),
    "bukan_pasangannya": lambda b: b.unmatch("salah"),
    "kembalikan": lambda b: b.send_back("salah"),
    "cabut_dpt": lambda b: b.take_off_dpt("salah"),
    "batal_bukan_beban": lambda b: b.restore_charge("salah"),
}
BUKTI = {
    (B.DICATAT, "cocokkan"): B.COCOK,
    (B.DICATAT, "batal_otorisasi"): B.BATAL_OTORISASI,
    (B.TERBUKUKAN, "cocokkan"): B.COCOK,
}
"""Evidence is DICATAT; a line is TERBUKUKAN. Both become COCOK when they meet."""

TAGIHAN = {
    (T.DIIMPOR, "validasi"): T.DIVALIDASI,
    (T.DIIMPOR, "gagal_validasi"): T.GAGAL_VALIDASI,
    (T.GAGAL_VALIDASI, "validasi"): T.DIVALIDASI,
    (T.DIVALIDASI, "cocokkan"): T.DICOCOKKAN,
    (T.DICOCOKKAN, "buka_pencocokan"): T.DIVALIDASI,
    (T.DICOCOKKAN, "uji"): T.DIUJI,
    (T.DIUJI, "terbitkan_dpt"): T.DPT_TERBIT,
    (T.DPT_TERBIT, "terbitkan_spm"): T.SPM_TERBIT,
    (T.SPM_TERBIT, "terbit_sp2d"): T.SP2D_TERBIT,
    (T.SP2D_TERBIT, "bayar"): T.DIBAYAR,
    (T.DIBAYAR, "rekonsiliasi"): T.DIREKONSILIASI,
    (T.DIREKONSILIASI, "tutup"): T.DITUTUP,
}


def nama(x: object) -> str:
    return str(x)


@pytest.mark.parametrize("peristiwa", PERISTIWA_KARTU)
@pytest.mark.parametrize("dari", list(K), ids=nama)
def test_card(dari: StatusKartu, peristiwa: str) -> None:
    satu = kartu(status=dari)
    ke = KARTU.get((dari, peristiwa))
    if ke is not None:
        baru, event = satu.step(peristiwa)
        assert (baru, event.nama) == (replace(satu, status=ke), f"kartu_{peristiwa}")
        return
    with pytest.raises(Refusal) as tolak:
        satu.step(peristiwa)
    assert tolak.value.kode == "ERR_LANGKAH_KARTU"
    boleh = [p for d, p in KARTU if d is dari]
    assert all(p.replace("_", " ") in str(tolak.value) for p in boleh), "the refusal says what may be done"


@pytest.mark.parametrize("peristiwa", list(LAKUKAN))
@pytest.mark.parametrize("dari", list(B), ids=nama)
def test_line(dari: StatusBaris, peristiwa: str) -> None:
    bukti = () if dari in {B.TERBUKUKAN, B.BUKAN_BEBAN_APBD} else ("TBP-1",)
    satu = replace(baris(1, NILAI), status=dari, bukti=bukti)
    ke = BARIS.get((dari, peristiwa))
    if dari is B.DICATAT and peristiwa == "cocokkan":
        ke = B.COCOK
    if ke is not None:
        lakukan = satu if peristiwa != "kirim_uji" else replace(satu, bukti=("TBP-1",))
        assert LAKUKAN[peristiwa](lakukan)[0].status is ke
        return
    if peristiwa == "kirim_uji":
        satu = replace(satu, bukti=("TBP-1",))
    with pytest.raises(Refusal) as tolak:
        LAKUKAN[peristiwa](satu)
    assert tolak.value.kode == "ERR_LANGKAH_BARIS"


@pytest.mark.parametrize("dari", [B.DICATAT, B.COCOK, B.BATAL_OTORISASI, B.LUNAS], ids=nama)
def test_evidence(dari: StatusBaris) -> None:
    satu = beli("TBP-1", NILAI, status=dari)
    for peristiwa, lakukan in (
        ("cocokkan", lambda: satu.match([1])),
        ("batal_otorisasi", lambda: satu.lapse(date(2026, 9, 1), 30)),
    ):
        ke = BUKTI.get((dari, peristiwa))
        if ke is not None:
            assert lakukan()[0].status is ke
            continue
        with pytest.raises(Refusal) as tolak:
            lakukan()
        assert tolak.value.kode == "ERR_LANGKAH_BARIS"


@pytest.mark.parametrize(("dari", "peristiwa"), list(product(T, sorted({p for _, p in TAGIHAN}))), ids=nama)
def test_statement(dari: StatusTagihan, peristiwa: str) -> None:
    satu = tagihan_mei(status=dari)
    ke = TAGIHAN.get((dari, peristiwa))
    if ke is not None:
        assert satu.step(peristiwa)[0].status is ke
        return
    with pytest.raises(Refusal) as tolak:
        satu.step(peristiwa)
    assert tolak.value.kode == "ERR_LANGKAH_TAGIHAN"


def test_late_is_a_flag_beside_the_status() -> None:
    for status in T:
        telat = tagihan_mei(status=status).is_late(date(2026, 6, 20))
        assert telat is (status not in {T.DIBAYAR, T.DIREKONSILIASI, T.DITUTUP})
        assert not tagihan_mei(status=status).is_late(TEMPO)


@pytest.mark.parametrize("dari", [B.TERBUKUKAN, B.COCOK, B.DIUJI, B.DISETUJUI, B.DITOLAK], ids=nama)
def test_a_partial_credit_lowers_a_line_and_leaves_its_step(dari: StatusBaris) -> None:
    satu, event = replace(baris(1, NILAI), status=dari).take_refund(rp(500_000))
    assert (satu.status, satu.netto, event.nama) == (dari, rp(1_500_000), "baris_refund_sebagian")
    with pytest.raises(Refusal) as tolak:
        satu.take_refund(rp(1_500_001))
    assert tolak.value.kode == "ERR_KKPD_LEBIH_SISA"
    assert satu.take_refund(rp(1_500_000))[0].netto == NOL
