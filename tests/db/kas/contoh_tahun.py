"""Three months of an invented office that starts in the middle of the year and meets every kind of event."""

from __future__ import annotations

import json
from typing import Any

from core.calendar import Bulan
from core.importers.pundi_transaksi import read_pundi_transaksi
from core.kas.berkas import BerkasTransaksi
from core.kas.model import Jenis
from core.spj.blok import BLOK_BUKU, block_lpj_tu, block_lpj_up, block_saldo, block_spj
from db.anggaran.repository import SqlAnggaranRepository
from db.kas.queries import SqlKasQueries
from db.pintu import Pintu
from tests.fakes.kantor_nyata import KantorNyata
from tests.fakes.office import Office
from tests.unit.kas.contoh_kas import (
    ATK,
    GAJI,
    HONOR,
    JUTA,
    LISTRIK,
    MAMIN,
    MODAL,
    S1,
    S2,
    Json,
    beli,
    contra,
    ev,
    giro,
    gu,
    kartu,
    koreksi,
    kurangi,
    lpj,
    ls,
    lunas,
    opened,
    panjar,
    retur,
    setor,
    sisa,
    spj,
    tu,
    tunai,
    ulang,
)
from ui.cli.ekspor import whole_book

BULAN = (Bulan(2026, 2), Bulan(2026, 3), Bulan(2026, 4))


def _februari() -> list[Json]:
    potongan = [
        {"jenis": "PFK-IWP", "nilai": 800_000, "ntpn": None},
        {"jenis": "PPh21", "nilai": 300_000, "ntpn": "LS00000000000001"},
    ]
    pajak_modal = [
        {"jenis": j, "nilai": n, "ntpn": f"LS000000000000{k}"}
        for j, n, k in (("PPN", 11 * JUTA, "02"), ("PPh22", 1_500_000, "03"))
    ]
    return [
        gu("G1", 40 * JUTA, "LPJ-A", tanggal="02-02"),
        ls("GJ", 10 * JUTA, GAJI, potongan=potongan, tipe="SP2D_LS_GAJI", tanggal="02-03"),
        tunai("C1", 5 * JUTA, tanggal="02-04"),
        beli("B1", 5_550_000, pajak=[["PPN", 550_000], ["PPh22", 75_000]], tanggal="02-05", rekanan="CV CONTOH"),
        beli("B2", 1_500_000, MAMIN, cara="tunai", rincian=[[MAMIN, 1_500_000, S2]], tanggal="02-05", uraian="Rapat"),
        setor("X1", ("PPN", 650_000), ("PPh22", 75_000), ("PPh21", 50_000), tanggal="02-06"),
        panjar("P1", 3 * JUTA, cara="tunai", sub_kegiatan=S1, tanggal="02-09"),
        spj(
            "S1", "NPD-A", 2_100_000, cara="tunai", pajak=[["PPh23", 52_000]], kurang_dibayar_bp=48_000, tanggal="02-10",
            rincian=[[HONOR, 2 * JUTA], [MAMIN, 100_000, S1]],
        ),
        kartu("K1", 4_800_000, tanggal="02-11", atribut={"kanal": "KKPD_QRIS", "pdn": True, "umkm": False}),
        kartu("K2", 3 * JUTA, rincian=[[HONOR, 2 * JUTA], [ATK, JUTA]], tanggal="02-11"),
        kurangi("T1", "KKPD_TOLAK", "KKPD-K2", 500_000, rincian=[[HONOR, 500_000]], tanggal="02-12"),
        kurangi("R1", "KKPD_REFUND", "KKPD-K1", 300_000, tanggal="02-12"),
        beli("U1", 5 * JUTA, HONOR, tipe="BELANJA_TU", pajak=[["PPh21", 250_000]], tanggal="02-13"),
        retur("RT1", JUTA, "TBP-B1", tanggal="02-16"),
        ulang("Y1", JUTA, "RTR-RT1", tanggal="02-17"),
        ls("L1", 7_430_000, tanggal="02-18"),
        ls("L2", 111 * JUTA, MODAL, potongan=pajak_modal, tanggal="02-18", dpp=100 * JUTA),
        lpj("J1", 19_150_000, "S1", tanggal="02-19"),
        sisa("Z1", "STS_SISA_TU", 5 * JUTA, tanggal="02-20"),
        ev("N1", "SP2D_TU_NIHIL", "02-20", nomor="SP2D-N1", nilai=14 * JUTA, sp2d="SP2D-A"),
        lunas("D1", 11 * JUTA, "KKPD-K2", "KKPD-A", "KKPD-K1", tanggal="02-23"),
        kurangi("Q1", "KKPD_LUNAS_PRIBADI", "KKPD-A", 500_000, tanggal="02-24"),
        giro("N2", 85_000, tanggal="02-25"),
        giro("N3", 12_000, sts="STS-N3", tanggal="02-25"),
        sisa("Z2", "STS_LAIN", 500_000, untuk=["NK-A", "CP-A"], cara="tunai", tanggal="02-26"),
        beli("B3", JUTA, cara="tunai", tanggal="02-27"),
    ]  # fmt: skip


def _maret() -> list[Json]:
    return [
        koreksi("KR1", "B3", tanggal="03-02"),
        gu("G2", 19_150_000, "LPJ-J1", tanggal="03-03"),
        contra("C2", 500_000, "UP", "TBP-B1", tanggal="03-04"),
        contra("C3", 250_000, "LS", "SP2D-L1", cara="nonkas", sts="STS-C3", tanggal="03-04"),
        tu("T2", 10 * JUTA, rincian=[[HONOR, 7 * JUTA], [MAMIN, 3 * JUTA]], batas_lpj="2026-03-31", tanggal="03-05"),
        tu("T3", 4 * JUTA, ATK, S1, tanggal="03-05"),
        beli("U2", 6 * JUTA, HONOR, tipe="BELANJA_TU", sp2d="SP2D-T2", tanggal="03-06"),
        beli("U3", 4 * JUTA, tipe="BELANJA_TU", sp2d="SP2D-T3", tanggal="03-09"),
        ev("N4", "SP2D_TU_NIHIL", "03-10", nomor="SP2D-N4", nilai=4 * JUTA, sp2d="SP2D-T3"),
        contra("C4", 100_000, "TU", "SP2D-T3", cara="tunai", rincian=[[ATK, 100_000]], tanggal="03-11"),
        contra("C5", 200_000, "KKPD", "KKPD-K1", sts="STS-C5", tanggal="03-11"),
        spj("S2", "NPD-P1", 2_500_000, cara="tunai", sisa_disetor_pptk=500_000, tanggal="03-12"),
        panjar("P2", JUTA, tanggal="03-13"),
        koreksi("KR2", "P2", tanggal="03-13"),
        beli("B4", 8 * JUTA, LISTRIK, pajak=[["PPh23", 160_000]], tanggal="03-16"),
        lpj("J2", 10_500_000, "B4", tanggal="03-17"),
        gu("G3", 10_500_000, "LPJ-J2", "SP2D_GU_NIHIL", tanggal="03-18"),
        sisa("Z3", "STS_SISA_UP", 5 * JUTA, tanggal="03-19"),
        ev("M1", "SETOR_KE_BANK", "03-20", nomor="SLIP-M1", nilai=JUTA),
        sisa("Z4", "STS_LAIN", 685_000, untuk=["CP-C2", "NK-N2", "CP-C4"], tanggal="03-31"),
    ]


def _april() -> list[Json]:
    return [
        beli("B5", 2 * JUTA, tanggal="04-01"),
        beli("U4", JUTA, MAMIN, tipe="BELANJA_TU", tanggal="04-02"),
        kartu("K3", JUTA, tanggal="04-02"),
        panjar("P3", 2 * JUTA, cara="tunai", tanggal="04-06"),
        lpj("J3", 2 * JUTA, "B5", tanggal="04-07"),
        beli("B6", 3 * JUTA, pajak=[["PPN", 300_000]], tanggal="04-07"),
        retur("RT2", 2 * JUTA, "TBP-B6", tanggal="04-08"),
        giro("N5", 40_000, tanggal="04-30"),
    ]


def year() -> Json:
    """The whole history as a file: opening position on 1 February, events until 30 April."""
    isi = opened(*_februari(), *_maret(), *_april())
    isi["meta"]["sampai_bulan"] = 4
    for row in isi["input"]["pagu"]:
        row["anggaran"] *= 10
    spd = {f"{r['sub_kegiatan']}|{r['kode_rekening']}": r["anggaran"] // 4 for r in isi["input"]["pagu"]}
    pendek = {k if k.endswith(MAMIN) else k.partition("|")[2]: n for k, n in spd.items()}
    isi["input"] |= {"spd_triwulan_1": spd, "spd_triwulan_2": pendek, "rak_bulan_1_2_3": {ATK: [JUTA, 2 * JUTA, 0]}}
    return isi


def as_berkas(isi: Json) -> BerkasTransaksi:
    return read_pundi_transaksi("contoh.json", json.dumps(isi).encode())


def kinds(isi: Json) -> set[str]:
    return {e["tipe"] for e in isi["input"]["transaksi"]}


SEMUA = {str(j) for j in Jenis} - {"AWAL"}


def blocks(office: Office, bulan: Bulan) -> dict[str, Any]:
    """Every block of format-transaksi 7 for one month, out of the database."""
    with office.basis.reading() as conn:
        q = SqlKasQueries(conn, office.opd_id)
        pagu = SqlAnggaranRepository(conn, Pintu(conn, office.opd_id, None), office.opd_id).pagu(bulan.tahun)
        lpj_up = [q.lpj_up(n, bulan.tahun) for n in q.lpj_list(bulan)]
        return {
            **{buku: blok(q, bulan) for buku, blok in BLOK_BUKU.items()},
            "spj": block_spj(q.realisasi(bulan), q.blok(bulan), q.contra_pos(bulan)),
            "lpj_up": [block_lpj_up(x, pagu) for x in lpj_up if x is not None],
            "lpj_tu": [block_lpj_tu(x) for x in q.lpj_tu(bulan)],
            **block_saldo(q, bulan, pagu),
        }


def exported(office: Office) -> Json:
    """The office's book-year as the terminal writes it."""
    return whole_book(KantorNyata(office), 2026)
