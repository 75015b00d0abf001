"""The list of the day: what is late, soon, later; whose tax is still unpaid; what UP is left."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from core.calendar import Bulan
from core.jobs.hari_ini import (
    AturanHari,
    BerkasKini,
    Desakan,
    KeadaanHariIni,
    PajakTertahan,
    Perihal,
    TagihanTerbuka,
    list_today,
    pajak_due,
    press,
    sisa_up_tunai,
    unpaid_pajak,
)
from core.kas.akhir_tahun import ButirAkhirTahun, Hal, Sifat
from core.kas.koran_queries import KoranRingkas
from core.kas.queries import SaldoRow, SubBuku, SubBukuRow, TerbukaRow
from core.money import NOL, Rupiah
from core.pajak.aturan_baku import aturan_baku

SENIN = date(2026, 11, 23)
ATURAN = AturanHari(aturan_baku(), frozenset(), 50, Rupiah.of(50_000_000), 10)
SALDO = SaldoRow(*([NOL] * 11))


def rp(n: int) -> Rupiah:
    return Rupiah.of(n)


def keadaan(**lain) -> KeadaanHariIni:
    return KeadaanHariIni(**{"hari": SENIN, "aturan": ATURAN, "saldo": SALDO, **lain})


def baris(no, hari, jenis, masuk=0, *, keluar=0, tx="") -> SubBukuRow:
    return SubBukuRow(no, date(2026, 11, hari), f"TBP-{no:04d}", "", rp(masuk), rp(keluar), NOL, jenis, tx or f"T{no}")


def buku(*rows, **akhir) -> SubBuku:
    return SubBuku(NOL, rows, {}, {j: rp(n) for j, n in akhir.items()})


def test_sisa_up_leaves_out_what_belongs_to_others():
    saldo = replace(
        SALDO, bank=rp(79_715_000), kas_tunai=rp(4_500_000), pajak_belum_setor=rp(3_412_500), panjar_beredar=rp(1_000_000),
        lain_belum_setor=rp(85_000), sisa_tu=rp(7_500_000),
    )  # fmt: skip
    assert sisa_up_tunai(saldo) == rp(74_217_500)


def test_deposits_pay_the_oldest_first():
    november = buku(
        baris(1, 3, "PPN", 550_000),
        baris(2, 5, "PPN", 275_000),
        baris(3, 9, "PPN", keluar=550_000),
        baris(4, 10, "PPh21", 150_000),
        PPN=275_000,
        PPh21=150_000,
    )
    assert unpaid_pajak([november], date(2026, 1, 1)) == (
        PajakTertahan("PPN", date(2026, 11, 5), "TBP-0002", rp(275_000)),
        PajakTertahan("PPh21", date(2026, 11, 10), "TBP-0004", rp(150_000)),
    )


def test_a_part_paid_withholding_is_unpaid_for_the_rest():
    november = buku(baris(1, 3, "PPN", 500_000), baris(2, 5, "PPN", 300_000), PPN=600_000)
    assert [(p.no_bukti, p.nilai) for p in unpaid_pajak([november], date(2026, 1, 1))] == [
        ("TBP-0001", rp(300_000)),
        ("TBP-0002", rp(300_000)),
    ]


def test_what_was_taken_back_or_passed_through_is_not_unpaid():
    november = buku(
        baris(1, 2, "PPN", 90_000),
        baris(2, 3, "PPN", 200_000),
        baris(3, 4, "PPN", 700_000, tx="LS"),
        baris(3, 4, "PPN", keluar=700_000, tx="LS"),
        baris(5, 6, "PPN", -200_000),
        PPN=90_000,
    )
    assert [p.no_bukti for p in unpaid_pajak([november], date(2026, 1, 1))] == ["TBP-0001"]


def test_it_looks_back_no_further_than_it_must():
    def months():
        yield buku(baris(9, 2, "PPN", 100), PPN=150)
        yield buku(replace(baris(4, 2, "PPN", 50), tanggal=date(2026, 10, 2)))
        raise AssertionError("asked for September")

    assert [p.tanggal.month for p in unpaid_pajak(months(), date(2026, 1, 1))] == [10, 11]


def test_what_an_opening_brought_counts_from_new_year():
    (p,) = unpaid_pajak([buku(PPh23=40_000)], date(2026, 1, 1))
    assert (p.tanggal, p.no_bukti, p.nilai) == (date(2026, 1, 1), "", rp(40_000))


def test_tax_of_one_day_and_kind_is_one_row_with_its_deadline():
    pajak = [PajakTertahan("PPN", date(2026, 11, 10), f"TBP-{n}", rp(100_000 * n)) for n in (1, 2)]
    pajak.append(PajakTertahan("PPh23", date(2026, 11, 20), "TBP-3", rp(50_000)))
    rows = list_today(keadaan(pajak=pajak))
    assert [(t.uraian, t.desakan, t.tenggat) for t in rows] == [
        ("Setor 2 PPN — Rp 300.000", Desakan.LEWAT, date(2026, 11, 17)),
        ("Setor PPh 23 TBP-3 — Rp 50.000", Desakan.NANTI, date(2026, 12, 15)),
    ]


def test_a_holiday_moves_the_deadline():
    libur = replace(ATURAN, libur=frozenset({date(2026, 11, 17)}))
    assert pajak_due(PajakTertahan("PPN", date(2026, 11, 10), "", rp(1)), libur) == date(2026, 11, 18)


@pytest.mark.parametrize(
    ("tenggat", "desakan"),
    [
        (date(2026, 11, 22), Desakan.LEWAT),
        (SENIN, Desakan.SEGERA),
        (date(2026, 11, 30), Desakan.SEGERA),
        (date(2026, 12, 1), Desakan.NANTI),
        (None, Desakan.NANTI),
    ],
)
def test_pressing(tenggat, desakan):
    assert press(tenggat, SENIN) is desakan


@pytest.mark.parametrize(
    ("row", "kata", "desakan"),
    [
        (TerbukaRow("panjar", "NPD-0031", date(2026, 11, 2), "", rp(1)), "Panjar NPD-0031", Desakan.NANTI),
        (TerbukaRow("panjar", "NPD-0030", date(2026, 10, 30), "", rp(1)), "Panjar NPD-0030", Desakan.SEGERA),
        (TerbukaRow("tu", "SP2D-1", SENIN, "", rp(5), date(2026, 11, 20)), "belum nihil — sisa Rp 5", Desakan.LEWAT),
        (TerbukaRow("jasa_giro", "NK-1", SENIN, "", rp(7)), "Jasa giro NK-1 belum disetor", Desakan.SEGERA),
        (TerbukaRow("contra_pos_up", "CP-1", SENIN, "", rp(7)), "Contra pos CP-1", Desakan.SEGERA),
        (TerbukaRow("retur", "RTR-1", SENIN, "", rp(7)), "Retur RTR-1 belum dibayar ulang", Desakan.SEGERA),
    ],
)
def test_open_items(row, kata, desakan):
    (tugas,) = list_today(keadaan(terbuka=[row, TerbukaRow("pajak", "PPN", SENIN, "PPN", rp(9))]))
    assert kata in tugas.uraian
    assert (tugas.desakan, tugas.acuan) == (desakan, row.nomor)


def test_months_to_close():
    rows = list_today(keadaan(bulan_terbuka=[Bulan(2026, 9), Bulan(2026, 10), Bulan(2026, 11)]))
    assert [(t.acuan, t.tenggat, t.desakan) for t in rows] == [
        ("2026-09", date(2026, 10, 10), Desakan.LEWAT),
        ("2026-10", date(2026, 11, 10), Desakan.LEWAT),
        ("2026-11", date(2026, 12, 10), Desakan.NANTI),
    ]
    assert list_today(keadaan(hari=date(2026, 11, 4), bulan_terbuka=[Bulan(2026, 11)])) == ()


@pytest.mark.parametrize(("terpakai", "kata"), [(39, ""), (46, "terpakai 46 %"), (50, "GU dapat diajukan")])
def test_up_threshold(terpakai, kata):
    saldo = replace(SALDO, uang_persediaan=rp(100), spj_up_belum_gu=rp(terpakai))
    rows = list_today(keadaan(saldo=saldo))
    assert [t.perihal for t in rows] == ([Perihal.UP] if kata else [])
    assert not kata or kata in rows[0].uraian


def test_too_much_in_the_safe():
    (tugas,) = list_today(keadaan(saldo=replace(SALDO, kas_tunai=rp(50_000_001))))
    assert (tugas.perihal, tugas.tenggat) == (Perihal.KAS_TUNAI, SENIN)


def test_card_bills_and_papers():
    rows = list_today(
        keadaan(
            tagihan=[TagihanTerbuka("2026-11", 4, 38, date(2026, 11, 24)), TagihanTerbuka("2026-10", 0, 20, None)],
            berkas=[
                BerkasKini("SPM-LS 0142", dikembalikan=True, alasan="faktur pajak"),
                BerkasKini("SPM-GU 0139", dikembalikan=False, lewat_menit=12),
            ],
        )
    )
    assert [(t.uraian, t.desakan) for t in rows] == [
        ("SPM-LS 0142 dikembalikan: faktur pajak", Desakan.LEWAT),
        ("SPM-GU 0139 lewat SOP 12 mnt", Desakan.SEGERA),
        ("Tagihan KKPD 2026-11: 4 dari 38 baris masih terbuka", Desakan.SEGERA),
    ]


SEP, OKT, NOV = (Bulan(2026, n) for n in (9, 10, 11))


def koran_rows(sampai: date | None, terbuka: dict[Bulan, int]) -> list[tuple[str, Desakan, str]]:
    k = keadaan(bulan_terbuka=(SEP, OKT, NOV), koran=KoranRingkas(sampai, terbuka))
    return [(t.uraian, t.desakan, t.acuan) for t in list_today(k) if t.perihal is Perihal.KORAN]


def test_a_month_without_its_statement_is_asked_for_once_it_is_over():
    kata = "Rekening koran September 2026–Oktober 2026 belum lengkap diimpor"
    assert koran_rows(None, {}) == [(kata, Desakan.LEWAT, "2026-09")]
    assert koran_rows(date(2026, 9, 30), {}) == [
        ("Rekening koran Oktober 2026 belum lengkap diimpor", Desakan.LEWAT, "2026-10")
    ]
    assert koran_rows(OKT.akhir, {}) == []
    assert [t for t in list_today(keadaan(bulan_terbuka=(OKT,))) if t.perihal is Perihal.KORAN] == []


def test_lines_nobody_has_explained_are_counted_by_month():
    assert koran_rows(NOV.akhir, {Bulan(2026, 1): 9, NOV: 4}) == [
        ("Rekening koran November 2026: 4 baris belum cocok", Desakan.NANTI, "2026-11")
    ]


def test_december_says_what_is_not_zero_and_january_what_is_not_opened():
    butir = (
        ButirAkhirTahun(Hal.BULAN, "Desember 2026", NOL, Sifat.HARUS),
        ButirAkhirTahun(Hal.TU, "SP2D-9", rp(3_000_000), Sifat.HARUS),
        ButirAkhirTahun(Hal.PANJAR, "NPD-7", rp(2_000_000), Sifat.DIBAWA),
        ButirAkhirTahun(Hal.PAJAK),
    )
    (tugas,) = list_today(keadaan(hari=date(2026, 12, 1), akhir_tahun=butir))
    assert (tugas.perihal, tugas.tenggat) == (Perihal.AKHIR_TAHUN, date(2026, 12, 31))
    assert tugas.uraian == "Akhir tahun: 2 butir belum nol — Rp 5.000.000"
    assert list_today(keadaan(hari=date(2026, 12, 1), akhir_tahun=butir[:1])) == ()
    (tugas,) = list_today(keadaan(hari=date(2027, 1, 4), belum_dibuka=True))
    assert tugas.uraian == "Buku 2027 belum dibuka dari saldo 2026"
