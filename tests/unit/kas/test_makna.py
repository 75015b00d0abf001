"""Stage 2 of the interchange format: every refusal and warning of the meaning of events, in the order of its table.

A row is a short history and what a reader must say about it: code, event, field.
"""

from __future__ import annotations

import pytest

from tests.unit.kas.contoh_kas import (
    ATK,
    GAJI,
    HONOR,
    MAMIN,
    MODAL,
    S1,
    S2,
    Json,
    Temu,
    belanja_tu,
    beli,
    berkas,
    contra,
    ev,
    giro,
    gu,
    kartu,
    koreksi,
    kurangi,
    lpj,
    lpj_made,
    ls,
    lunas,
    panjar,
    plan,
    refilled,
    retur,
    setor,
    sisa,
    spj,
    temuan,
    tu,
    tu_open,
    tunai,
    ulang,
    up,
)

JT = 1_000_000


MAKNA: dict[str, tuple[list[Json], list[Temu]]] = {
    # SP2D_UP
    "UP kedua": ([up(), up("UP2", 1)], [("ERR_UP_SUDAH_TERBIT", "UP2", "tipe")]),
    "UP kedua, juga melebihi SK": ([up(), up("UP2", 70 * JT)], [("ERR_UP_SUDAH_TERBIT", "UP2", "tipe")]),
    "UP melebihi SK": ([up(nilai=60 * JT + 1)], [("ERR_UP_LEBIH_SK", "UP", "nilai")]),
    # SP2D_GU, SP2D_GU_NIHIL
    "GU untuk LPJ yang sudah diganti": (
        [*refilled(), gu("G2", 1, "LPJ-L", "SP2D_GU_NIHIL")],
        [("ERR_LPJ_SUDAH_DIGANTI", "G2", "lpj")],
    ),
    "GU untuk LPJ tak dikenal": ([up(), gu("G", 1, "LPJ-X")], [("ERR_LPJ_TIDAK_ADA", "G", "lpj")]),
    "GU tidak sama LPJ": ([*lpj_made(), gu("G", 1, "LPJ-L")], [("ERR_GU_TIDAK_SAMA_LPJ", "G", "nilai")]),
    "GU nihil tidak sama LPJ": (
        [*lpj_made(), gu("G", 1, "LPJ-L", "SP2D_GU_NIHIL")],
        [("ERR_GU_TIDAK_SAMA_LPJ", "G", "nilai")],
    ),
    "GU nihil menurunkan UP": (
        [*lpj_made(), gu("G", 40 * JT, "LPJ-L", "SP2D_GU_NIHIL"), sisa("S", "STS_SISA_UP", 20 * JT + 1)],
        [("ERR_STS_LEBIH_SISA_UP", "S", "nilai")],
    ),
    # LPJ_UP
    "LPJ sampai transaksi yang tidak ada": ([up(), lpj("L", 1, "B")], [("ERR_TX_TIDAK_ADA", "L", "sampai_tx")]),
    "LPJ sampai transaksi di bawahnya": (
        [up(), lpj("L", 1, "B"), beli("B", 1)],
        [("ERR_TX_TIDAK_ADA", "L", "sampai_tx")],
    ),
    "LPJ sampai saldo awal": ([up(), lpj("L", 1, "AWAL")], [("ERR_TX_TIDAK_ADA", "L", "sampai_tx")]),
    "LPJ tidak sama": ([up(), beli("B", 40 * JT), lpj("L", 1, "B")], [("ERR_LPJ_TIDAK_SAMA", "L", "nilai")]),
    "LPJ hanya sampai peristiwanya": (
        [up(), beli("B", 30 * JT), beli("C", JT), lpj("L", 31 * JT, "B")],
        [("ERR_LPJ_TIDAK_SAMA", "L", "nilai")],
    ),
    "LPJ dengan koreksi dikurangi": (
        [up(), beli("B", 30 * JT), beli("C", JT), koreksi("K", "C"), lpj("L", 30 * JT, "K")],
        [],
    ),
    "LPJ kedua tidak mengulang": (
        [*refilled(), beli("C", JT), lpj("M", 41 * JT, "C")],
        [("ERR_LPJ_TIDAK_SAMA", "M", "nilai")],
    ),
    # SP2D_TU
    "TU kedua pada sub kegiatan": ([*tu_open(), tu("T2", JT)], [("ERR_TU_BELUM_NIHIL", "T2", "sub_kegiatan")]),
    "TU dengan rekening sub kegiatan lain": (
        [up(), tu("TU", JT, ATK)],
        [("ERR_SUB_KEGIATAN_TIDAK_ADA", "TU", "rincian")],
    ),
    "TU dengan sub kegiatan lain disebut": (
        [up(), tu("TU", JT, rincian=[[MAMIN, JT, S1]])],
        [("ERR_SUB_KEGIATAN_TIDAK_ADA", "TU", "rincian")],
    ),
    "TU untuk rekening wajib LS": (
        [up(), tu("TU", JT, GAJI, "2.16.01.2.08.0002")],
        [("ERR_REKENING_WAJIB_LS", "TU", "rincian")],
    ),
    "TU melebihi pagu": ([up(), tu("TU", 90 * JT + 1)], [("ERR_LEBIH_PAGU", "TU", "rincian")]),
    # BELANJA_TU, STS_SISA_TU, SP2D_TU_NIHIL
    "belanja TU tanpa TU": ([up(), belanja_tu("B", JT)], [("ERR_TU_TIDAK_ADA", "B", "sp2d")]),
    "belanja TU tak dikenal": (
        [*tu_open(), belanja_tu("B", JT, sp2d="SP2D-X")],
        [("ERR_TU_TIDAK_ADA", "B", "sp2d")],
    ),
    "sisa TU tanpa TU": ([up(), sisa("S", "STS_SISA_TU", 1)], [("ERR_TU_TIDAK_ADA", "S", "sp2d")]),
    "TU nihil tak dikenal": (
        [up(), ev("N", "SP2D_TU_NIHIL", nomor="SP2D-N", nilai=1, sp2d="SP2D-UP")],
        [("ERR_TU_TIDAK_ADA", "N", "sp2d")],
    ),
    "belanja TU yang mana": (
        [*tu_open(), tu("T2", JT, ATK, S1), belanja_tu("B", JT)],
        [("ERR_TU_TIDAK_JELAS", "B", "sp2d")],
    ),
    "sisa TU yang mana": (
        [*tu_open(), tu("T2", JT, ATK, S1), sisa("S", "STS_SISA_TU", 1)],
        [("ERR_TU_TIDAK_JELAS", "S", "sp2d")],
    ),
    "dua TU, yang dimaksud disebut": (
        [
            *tu_open(),
            tu("T2", JT, ATK, S1),
            belanja_tu("B", JT, sp2d="SP2D-TU"),
            sisa("S", "STS_SISA_TU", 1, sp2d="SP2D-T2"),
        ],
        [],
    ),
    "TU yang habis tidak dihitung terbuka": (
        [*tu_open(), tu("T2", JT, ATK, S1), sisa("S", "STS_SISA_TU", JT, sp2d="SP2D-T2"), belanja_tu("B", JT)],
        [],
    ),
    "belanja TU di luar rencana": (
        [*tu_open(), belanja_tu("B", JT, MAMIN)],
        [("ERR_REKENING_LUAR_TU", "B", "rincian")],
    ),
    "belanja TU melebihi sisa": ([*tu_open(), belanja_tu("B", 10 * JT + 1)], [("ERR_LEBIH_TU", "B", "bruto")]),
    "belanja TU melebihi rencana": (
        [
            up(),
            tu("TU", 3 * JT, rincian=[[HONOR, JT], [MAMIN, 2 * JT]]),
            belanja_tu("B", JT + 1),
        ],
        [("ERR_LEBIH_RENCANA_TU", "B", "rincian")],
    ),
    "belanja TU dengan pasangan ganda sesudah sub kegiatan TU": (
        [
            up(),
            tu("TU", 3 * JT, MAMIN),
            belanja_tu("B", 2 * JT, rincian=[[MAMIN, JT], [MAMIN, JT, S2]]),
        ],
        [("ERR_RINCIAN_GANDA", "B", "rincian[1]")],
    ),
    "sisa TU melebihi": (
        [*tu_open(), sisa("S", "STS_SISA_TU", 10 * JT + 1)],
        [("ERR_STS_LEBIH_SISA_TU", "S", "nilai")],
    ),
    "TU nihil masih bersisa": (
        [*tu_open(), belanja_tu("B", JT), ev("N", "SP2D_TU_NIHIL", nomor="SP2D-N", nilai=JT, sp2d="SP2D-TU")],
        [("ERR_TU_MASIH_SISA", "N", "sp2d")],
    ),
    "TU nihil tidak sama": (
        [
            *tu_open(),
            belanja_tu("B", JT),
            sisa("S", "STS_SISA_TU", 9 * JT),
            ev("N", "SP2D_TU_NIHIL", nomor="SP2D-N", nilai=JT + 1, sp2d="SP2D-TU"),
        ],
        [("ERR_TU_NIHIL_TIDAK_SAMA", "N", "nilai")],
    ),
    "belanja TU lewat batas": (
        [*tu_open(), belanja_tu("B", JT, tanggal="03-11")],
        [("WARN_TU_LEWAT_BATAS", "B", None)],
    ),
    "belanja TU tepat pada batas": ([*tu_open(), belanja_tu("B", JT, tanggal="03-10")], []),
    "sisa UP melebihi": (
        [up(), beli("B", 30 * JT), panjar("P", 10 * JT), sisa("S", "STS_SISA_UP", 20 * JT + 1)],
        [("ERR_STS_LEBIH_SISA_UP", "S", "nilai")],
    ),
    "sisa UP persis": ([up(), beli("B", 30 * JT), panjar("P", 10 * JT), sisa("S", "STS_SISA_UP", 20 * JT)], []),
    # SPJ_PANJAR
    "panjar sudah selesai": (
        [up(), panjar("P", JT), spj("S", "NPD-P", JT), spj("S2", "NPD-P", JT)],
        [("ERR_PANJAR_SUDAH_SELESAI", "S2", "panjar")],
    ),
    "panjar tak dikenal": ([up(), spj("S", "NPD-P", JT)], [("ERR_PANJAR_TIDAK_ADA", "S", "panjar")]),
    "sisa panjar salah": (
        [up(), panjar("P", 2 * JT), spj("S", "NPD-P", JT, sisa_disetor_pptk=1)],
        [("ERR_SISA_PANJAR", "S", "sisa_disetor_pptk")],
    ),
    "sisa dan kurang panjar bersama": (
        [up(), panjar("P", 2 * JT), spj("S", "NPD-P", JT, sisa_disetor_pptk=2 * JT, kurang_dibayar_bp=JT)],
        [("ERR_SISA_PANJAR", "S", "sisa_disetor_pptk")],
    ),
    "panjar kurang dibayar BP, dengan pajak": (
        [
            up(),
            panjar("P", 2_500_000),
            spj("S", "NPD-P", 2_600_000, pajak=[["PPh23", 52_000]], kurang_dibayar_bp=48_000),
        ],
        [],
    ),
    # spending
    "belanja UP untuk gaji": ([up(), beli("B", JT, GAJI)], [("ERR_REKENING_WAJIB_LS", "B", "rincian")]),
    "SPJ panjar untuk modal": (
        [up(), panjar("P", JT), spj("S", "NPD-P", JT, rincian=[[MODAL, JT]])],
        [("ERR_REKENING_WAJIB_LS", "S", "rincian")],
    ),
    "belanja UP melebihi pagu": (
        [up(), beli("B", 59 * JT), ls("LS", 2 * JT, ATK)],
        [("ERR_LEBIH_PAGU", "LS", "rincian")],
    ),
    "gaji dan modal boleh dengan LS": ([ls("LS", JT, GAJI), ls("LS2", JT, MODAL)], []),
    "pagu per pasangan, bukan per rekening": (
        [up(), beli("B", 30 * JT, MAMIN, rincian=[[MAMIN, 30 * JT, S2]]), ls("LS", 1, rincian=[[MAMIN, 1, S2]])],
        [("ERR_LEBIH_PAGU", "LS", "rincian")],
    ),
    # SETOR_PAJAK
    "setoran kedua melebihi pungutan": (
        [up(), beli("B", JT, pajak=[["PPN", 100_000]]), setor("S", ("PPN", 60_000), ("PPN", 40_001))],
        [("ERR_SETOR_MELEBIHI_PUNGUT", "S", "setoran[1].nilai")],
    ),
    "setoran jenis lain": (
        [up(), beli("B", JT, pajak=[["PPN", 100_000]]), setor("S", ("PPh22", 1))],
        [("ERR_SETOR_MELEBIHI_PUNGUT", "S", "setoran[0].nilai")],
    ),
    "pajak LS tidak dapat disetor BP": (
        [up(), ls("LS", JT, potongan=[{"jenis": "PPN", "nilai": 1, "ntpn": "A" * 16}]), setor("S", ("PPN", 1))],
        [("ERR_SETOR_MELEBIHI_PUNGUT", "S", "setoran[0].nilai")],
    ),
    # balances
    "kas tunai kurang": (
        [up(), tunai("TT", JT), beli("B", JT + 1, cara="tunai")],
        [("ERR_KAS_TUNAI_KURANG", "B", None)],
    ),
    "kas tunai cukup karena pajak dipungut": (
        [up(), tunai("TT", 900_000), beli("B", JT, cara="tunai", pajak=[["PPN", 100_000]])],
        [],
    ),
    "bank kurang": ([up(nilai=JT), beli("B", JT + 1)], [("ERR_SALDO_BANK_KURANG", "B", None)]),
    "koreksi tarik tunai yang sudah dipakai": (
        [up(), tunai("TT", JT), beli("B", 1, cara="tunai"), koreksi("K", "TT")],
        [("ERR_KAS_TUNAI_KURANG", "K", None)],
    ),
    # warnings
    "LPJ di bawah ambang": (
        [up(), beli("B", 30 * JT - 1), lpj("L", 30 * JT - 1, "B")],
        [("WARN_GU_DI_BAWAH_AMBANG", "L", None)],
    ),
    "LPJ tepat pada ambang": ([up(), beli("B", 30 * JT), lpj("L", 30 * JT, "B")], []),
    "potongan LS tanpa NTPN": (
        [
            ls(
                "LS",
                JT,
                potongan=[
                    {"jenis": "PPN", "nilai": 1, "ntpn": None},
                    {"jenis": "PPh22", "nilai": 1},
                    {"jenis": "PPh23", "nilai": 1, "ntpn": "B" * 16},
                    {"jenis": "LAIN-DENDA KETERLAMBATAN", "nilai": 1},
                ],
            )
        ],
        [("WARN_NTPN_KOSONG", "LS", None), ("WARN_NTPN_KOSONG", "LS", None)],
    ),
}


@pytest.mark.parametrize(("peristiwa", "harap"), MAKNA.values(), ids=MAKNA.keys())
def test_makna(peristiwa: list[Json], harap: list[Temu]) -> None:
    assert temuan(berkas(peristiwa)) == harap


def test_the_first_error_ends_the_reading() -> None:
    peristiwa = [up(), beli("B", JT, GAJI), lpj("L", 1, "X"), tunai("T", 99 * JT)]
    assert temuan(berkas(peristiwa)) == [("ERR_REKENING_WAJIB_LS", "B", "rincian")]


def test_the_sentence_names_document_amount_and_what_was_expected() -> None:
    (t,) = plan(berkas([*lpj_made(), gu("G", 1, "LPJ-L")])).temuan
    assert t.pesan == "SP2D Rp 1 tidak sama dengan LPJ-UP LPJ-L Rp 40.000.000."


def test_equal_numbers_of_different_series_do_not_mix() -> None:
    """Numbers are unique within a series only: a bank note, a return and a contra pos may all be number 1."""
    peristiwa = [
        up(),
        beli("B", JT, nomor="1"),
        panjar("P", JT, nomor="1"),
        giro("J", 5, nomor="1"),
        retur("R", JT, "1", nomor="1"),
        ls("LS", JT, nomor="SP2D-9"),
        contra("C", 7, "LS", "SP2D-9", nomor="2"),
        kartu("K", JT, nomor="2"),
        sisa("S", "STS_LAIN", 12, untuk=["1", "2"]),
        ulang("Y", JT, "1", nomor="1"),
        kurangi("T", "KKPD_TOLAK", "2", JT),
    ]
    assert temuan(berkas(peristiwa)) == []


def test_what_a_plan_counts() -> None:
    rencana = plan(berkas([up(), tunai("TT", JT), beli("B", JT), koreksi("K", "B")]))
    assert (rencana.diimpor, rencana.dilewati, rencana.baris) == (4, 0, 4)
    assert (str(rencana.penerimaan), str(rencana.pengeluaran)) == ("61.000.000", "1.000.000")


def test_a_card_line_keeps_the_order_of_its_rincian() -> None:
    rencana = plan(berkas([kartu("K", 3 * JT, rincian=[[HONOR, JT], [ATK, 2 * JT]]), lunas("L", 3 * JT, "KKPD-K")]))
    keluar = [m.ke.rekening for m in rencana.baru[-1][1].mutasi if m.ke.kelas == "belanja"]
    assert keluar == [HONOR, ATK]
    assert rencana.baru[-1][1].mutasi[1].ke.sub_kegiatan == S2
