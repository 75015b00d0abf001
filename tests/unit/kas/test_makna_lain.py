"""Stage 2 for cards and other money: KKPD, STS, contra pos, returns and corrections; a row as in `test_makna`."""

from __future__ import annotations

import pytest

from tests.unit.kas.contoh_kas import (
    ATK,
    GAJI,
    HONOR,
    LISTRIK,
    MAMIN,
    MODAL,
    S2,
    Json,
    Temu,
    belanja_tu,
    beli,
    berkas,
    contra,
    giro,
    kartu,
    koreksi,
    kurangi,
    lpj_made,
    ls,
    lunas,
    panjar,
    refilled,
    retur,
    setor,
    sisa,
    spj,
    temuan,
    tu_open,
    tunai,
    ulang,
    up,
)

JT = 1_000_000


MAKNA: dict[str, tuple[list[Json], list[Temu]]] = {
    # BELANJA_KKPD
    "kartu untuk gaji": ([kartu("K", 99 * JT, GAJI)], [("ERR_REKENING_WAJIB_LS", "K", "rincian")]),
    "kartu boleh modal": ([kartu("K", JT, MODAL)], []),
    "kartu melebihi limit": (
        [kartu("K", 30 * JT), kartu("K2", 10 * JT + 1)],
        [("ERR_LEBIH_LIMIT_KKPD", "K2", "bruto")],
    ),
    "kartu melebihi pagu, belanja kartu lain ikut dihitung": (
        [kartu("K", 20 * JT, rincian=[[MAMIN, 20 * JT, S2]]), kartu("K2", 11 * JT, rincian=[[MAMIN, 11 * JT, S2]])],
        [("ERR_LEBIH_PAGU", "K2", "rincian")],
    ),
    "belanja ditolak tetap memakai limit, tidak lagi pagu": (
        [
            kartu("K", 30 * JT, rincian=[[MAMIN, 30 * JT, S2]]),
            kurangi("T", "KKPD_TOLAK", "KKPD-K", 30 * JT),
            kartu("K2", 10 * JT, rincian=[[MAMIN, 10 * JT, S2]]),
            kartu("K3", 1),
        ],
        [("ERR_LEBIH_LIMIT_KKPD", "K3", "bruto")],
    ),
    "limit kembali sesudah dilunasi pribadi": (
        [
            kartu("K", 40 * JT),
            kurangi("T", "KKPD_TOLAK", "KKPD-K", 40 * JT),
            kurangi("P", "KKPD_LUNAS_PRIBADI", "KKPD-K", JT),
            kartu("K2", JT),
        ],
        [],
    ),
    # KKPD_TOLAK, KKPD_REFUND, KKPD_LUNAS_PRIBADI, SP2D_GU_KKPD
    "refund sesudah lunas": (
        [kartu("K", JT), lunas("L", JT, "KKPD-K"), kurangi("R", "KKPD_REFUND", "KKPD-K", 1)],
        [("ERR_KKPD_SUDAH_LUNAS", "R", "asal")],
    ),
    "DPT kedua untuk baris lunas": (
        [kartu("K", JT), kartu("K2", JT), lunas("L", JT, "KKPD-K"), lunas("M", JT, "KKPD-K2", "KKPD-K")],
        [("ERR_KKPD_SUDAH_LUNAS", "M", "dpt[1]")],
    ),
    "tolak baris tak dikenal": ([kurangi("T", "KKPD_TOLAK", "KKPD-X", 1)], [("ERR_KKPD_TIDAK_ADA", "T", "asal")]),
    "DPT baris tak dikenal": (
        [kartu("K", JT), lunas("L", JT, "KKPD-K", "KKPD-X")],
        [("ERR_KKPD_TIDAK_ADA", "L", "dpt[1]")],
    ),
    "tolak melebihi sisa": (
        [kartu("K", JT), kurangi("R", "KKPD_REFUND", "KKPD-K", 1), kurangi("T", "KKPD_TOLAK", "KKPD-K", JT)],
        [("ERR_KKPD_LEBIH_SISA", "T", "nilai")],
    ),
    "refund melebihi rincian": (
        [
            kartu("K", 3 * JT, rincian=[[ATK, JT], [HONOR, 2 * JT]]),
            kurangi("R", "KKPD_REFUND", "KKPD-K", 2 * JT, rincian=[[ATK, 2 * JT]]),
        ],
        [("ERR_KKPD_LEBIH_SISA", "R", "rincian")],
    ),
    "lunas pribadi melebihi yang ditolak": (
        [kartu("K", JT), kurangi("T", "KKPD_TOLAK", "KKPD-K", 5), kurangi("P", "KKPD_LUNAS_PRIBADI", "KKPD-K", 6)],
        [("ERR_KKPD_LEBIH_SISA", "P", "nilai")],
    ),
    "sebagian baris dengan beberapa rincian": (
        [kartu("K", 3 * JT, rincian=[[ATK, JT], [HONOR, 2 * JT]]), kurangi("R", "KKPD_REFUND", "KKPD-K", JT)],
        [("ERR_MEDAN_WAJIB", "R", "rincian")],
    ),
    "seluruh sisa baris dengan beberapa rincian": (
        [kartu("K", 3 * JT, rincian=[[ATK, JT], [HONOR, 2 * JT]]), kurangi("R", "KKPD_REFUND", "KKPD-K", 3 * JT)],
        [],
    ),
    "lunas pribadi sesudah bagian lain lunas": (
        [
            kartu("K", JT),
            kurangi("T", "KKPD_TOLAK", "KKPD-K", 400_000),
            lunas("L", 600_000, "KKPD-K"),
            kurangi("P", "KKPD_LUNAS_PRIBADI", "KKPD-K", 400_000),
        ],
        [],
    ),
    "SP2D KKPD melebihi limit": (
        [kartu("K", JT), lunas("L", 40 * JT + 1, "KKPD-K")],
        [("ERR_LEBIH_LIMIT_KKPD", "L", "nilai")],
    ),
    "DPT baris yang ditolak seluruhnya": (
        [
            kartu("K", JT),
            kartu("K2", JT),
            kurangi("T", "KKPD_TOLAK", "KKPD-K2", JT),
            lunas("L", JT, "KKPD-K", "KKPD-K2"),
        ],
        [("ERR_KKPD_TIDAK_LAYAK_DPT", "L", "dpt[1]")],
    ),
    "DPT tidak sama": ([kartu("K", JT), lunas("L", JT - 1, "KKPD-K")], [("ERR_DPT_TIDAK_SAMA", "L", "nilai")]),
    "pelunasan kartu melebihi pagu": (
        [
            kartu("K", 30 * JT, rincian=[[MAMIN, 30 * JT, S2]]),
            ls("LS", 1, rincian=[[MAMIN, 1, S2]]),
            lunas("L", 30 * JT, "KKPD-K"),
        ],
        [("ERR_LEBIH_PAGU", "L", "rincian")],
    ),
    # STS_LAIN
    "STS untuk yang tidak dipegang": (
        [up(), giro("J", 5), sisa("S", "STS_LAIN", 5, untuk=["NK-J", "NK-X"])],
        [("ERR_LAIN_TIDAK_ADA", "S", "untuk[1]")],
    ),
    "STS untuk yang sudah disetor": (
        [up(), giro("J", 5, sts="STS-1"), sisa("S", "STS_LAIN", 5, untuk=["NK-J"])],
        [("ERR_LAIN_TIDAK_ADA", "S", "untuk[0]")],
    ),
    "STS untuk retur": (
        [up(), beli("B", JT), retur("R", JT, "TBP-B"), sisa("S", "STS_LAIN", JT, untuk=["RTR-R"])],
        [("ERR_LAIN_TIDAK_ADA", "S", "untuk[0]")],
    ),
    "STS tidak sama": (
        [up(), giro("J", 5), sisa("S", "STS_LAIN", 6, untuk=["NK-J"])],
        [("ERR_STS_TIDAK_SAMA", "S", "nilai")],
    ),
    # CONTRA_POS
    "contra pos UP belum LPJ": (
        [up(), beli("B", 40 * JT), contra("C", JT, "UP", "TBP-B")],
        [("ERR_CONTRA_POS_BELUM_GU", "C", "referensi")],
    ),
    "contra pos UP belum diganti": (
        [*lpj_made(), contra("C", JT, "UP", "TBP-B")],
        [("ERR_CONTRA_POS_BELUM_GU", "C", "referensi")],
    ),
    "contra pos UP sudah diganti": ([*refilled(), contra("C", JT, "UP", "TBP-B")], []),
    "contra pos TU masih terbuka": (
        [*tu_open(), belanja_tu("B", JT), contra("C", JT, "TU", "TBP-B")],
        [("ERR_CONTRA_POS_BELUM_GU", "C", "referensi")],
    ),
    "contra pos TU lewat nomor SP2D-nya": (
        [*tu_open(), belanja_tu("B", JT), contra("C", JT, "TU", "SP2D-TU")],
        [("ERR_CONTRA_POS_BELUM_GU", "C", "referensi")],
    ),
    "contra pos TU habis": (
        [*tu_open(), belanja_tu("B", JT), sisa("S", "STS_SISA_TU", 9 * JT), contra("C", JT, "TU", "TBP-B")],
        [],
    ),
    "contra pos kartu belum lunas": (
        [kartu("K", JT), contra("C", JT, "KKPD", "KKPD-K")],
        [("ERR_CONTRA_POS_BELUM_GU", "C", "referensi")],
    ),
    "contra pos kartu lunas": ([kartu("K", JT), lunas("L", JT, "KKPD-K"), contra("C", JT, "KKPD", "KKPD-K")], []),
    "contra pos LS": ([ls("LS", JT), contra("C", JT, "LS", "SP2D-LS")], []),
    "contra pos nonkas tanpa STS": (
        [ls("LS", JT), contra("C", JT, "LS", "SP2D-LS", cara="nonkas")],
        [("ERR_MEDAN_WAJIB", "C", "sts")],
    ),
    "contra pos melebihi kolom": (
        [ls("LS", JT), contra("C", JT + 1, "LS", "SP2D-LS")],
        [("ERR_CONTRA_POS_LEBIH", "C", "rincian")],
    ),
    "contra pos kedua melebihi kolom": (
        [ls("LS", JT), contra("C", JT, "LS", "SP2D-LS"), contra("C2", 1, "LS", "SP2D-LS")],
        [("ERR_CONTRA_POS_LEBIH", "C2", "rincian")],
    ),
    "contra pos kolom lain tidak menutup": (
        [*refilled(), ls("LS", JT), contra("C", JT, "UP", "dokumen lama", rincian=[[LISTRIK, JT]])],
        [("ERR_CONTRA_POS_LEBIH", "C", "rincian")],
    ),
    # RETUR_BANK, BAYAR_ULANG
    "retur tanpa pembayaran": ([up(), retur("R", 1, "TBP-B")], [("ERR_RETUR_ASAL", "R", "referensi")]),
    "retur pembayaran tunai": (
        [up(), tunai("TT", 5 * JT), beli("B", JT, cara="tunai"), retur("R", 1, "TBP-B")],
        [("ERR_RETUR_ASAL", "R", "referensi")],
    ),
    "retur pembayaran yang dikoreksi": (
        [up(), beli("B", JT), koreksi("K", "B"), retur("R", 1, "TBP-B")],
        [("ERR_RETUR_ASAL", "R", "referensi")],
    ),
    "retur melebihi yang dibayar": (
        [up(), beli("B", JT, pajak=[["PPN", 100_000]]), retur("R", 900_000, "TBP-B"), retur("R2", 1, "TBP-B")],
        [("ERR_RETUR_LEBIH", "R2", "nilai")],
    ),
    "bayar ulang retur tak dikenal": ([up(), ulang("Y", 1, "RTR-R")], [("ERR_RETUR_TIDAK_ADA", "Y", "retur")]),
    "bayar ulang dua kali": (
        [up(), beli("B", JT), retur("R", JT, "TBP-B"), ulang("Y", JT, "RTR-R"), ulang("Y2", JT, "RTR-R")],
        [("ERR_RETUR_TIDAK_ADA", "Y2", "retur")],
    ),
    "bayar ulang sebagian": (
        [up(), beli("B", JT), retur("R", JT, "TBP-B"), ulang("Y", JT - 1, "RTR-R")],
        [("ERR_RETUR_TIDAK_SAMA", "Y", "nilai")],
    ),
    # KOREKSI
    "koreksi transaksi tak dikenal": ([koreksi("K", "X")], [("ERR_TX_TIDAK_ADA", "K", "koreksi_tx")]),
    "koreksi SP2D": ([up(), koreksi("K", "UP")], [("ERR_KOREKSI_TIDAK_BOLEH", "K", "koreksi_tx")]),
    "koreksi atas koreksi": (
        [up(), beli("B", JT), koreksi("K", "B"), koreksi("K2", "K")],
        [("ERR_KOREKSI_TIDAK_BOLEH", "K2", "koreksi_tx")],
    ),
    "koreksi SPJ panjar": (
        [up(), panjar("P", JT), spj("S", "NPD-P", JT), koreksi("K", "S")],
        [("ERR_KOREKSI_TIDAK_BOLEH", "K", "koreksi_tx")],
    ),
    "koreksi dua kali": (
        [up(), beli("B", JT), koreksi("K", "B"), koreksi("K2", "B")],
        [("ERR_KOREKSI_GANDA", "K2", "koreksi_tx")],
    ),
    "koreksi belanja dalam LPJ": ([*lpj_made(), koreksi("K", "B")], [("ERR_KOREKSI_SUDAH_LPJ", "K", "koreksi_tx")]),
    "koreksi belanja TU yang habis": (
        [*tu_open(), belanja_tu("B", 10 * JT), koreksi("K", "B")],
        [("ERR_KOREKSI_SUDAH_LPJ", "K", "koreksi_tx")],
    ),
    "koreksi panjar selesai": (
        [up(), panjar("P", JT), spj("S", "NPD-P", JT), koreksi("K", "P")],
        [("ERR_PANJAR_SUDAH_SELESAI", "K", "koreksi_tx")],
    ),
    "koreksi belanja yang pajaknya disetor": (
        [up(), beli("B", JT, pajak=[["PPN", 100_000]]), setor("S", ("PPN", 1)), koreksi("K", "B")],
        [("ERR_KOREKSI_PAJAK_SUDAH_SETOR", "K", "koreksi_tx")],
    ),
}


@pytest.mark.parametrize(("peristiwa", "harap"), MAKNA.values(), ids=MAKNA.keys())
def test_makna(peristiwa: list[Json], harap: list[Temu]) -> None:
    assert temuan(berkas(peristiwa)) == harap
