"""A bill on its way in, lines gathered for a DPT, and what the questions answer: the parts that need no database."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from core.access import Izin
from core.errors import Refusal
from core.identity import TagihanId, new_uuid
from core.kas.commands import PostTransaksi
from core.kkpd import commands
from core.kkpd.baris import BarisTagihan, StatusBaris
from core.kkpd.commands import HANDLERS
from core.kkpd.dpt import BarisDpt, Dpt, RincianDpt, groups, spp_values
from core.kkpd.masukan import BarisMasuk, KartuTerbaca, RingkasanTerbaca, TagihanMasuk, check_incoming
from core.kkpd.model import StatusTagihan
from core.kkpd.pengujian import JenisBaris
from core.kkpd.proposal import Usulan
from core.kkpd.queries import STATUS_KATA, proposals_to_json, tagihan_status
from core.kkpd.register import card_token
from core.money import NOL
from tests.unit.kkpd.contoh_kartu import KARTU_A, PENGGUNA_ANGGARAN, baris, kartu, rp

HARI = date(2026, 5, 6)
SATU = KartuTerbaca("618950", "0001", "token-1")


def masuk(*isi: tuple[str, int], **beda: object) -> TagihanMasuk:
    lines = tuple(BarisMasuk(SATU, HARI, HARI, nama, rp(nilai), f"k{n}") for n, (nama, nilai) in enumerate(isi))
    apa: dict[str, object] = {
        "berkas": "mei.csv", "sha256": "abc", "penerbit": "BANK CONTOH", "baris": lines,
        "total_kontrol": rp(sum(n for _, n in isi)),
    }  # fmt: skip
    return TagihanMasuk(**{**apa, **beda})  # type: ignore[arg-type]


def periksa(m: TagihanMasuk) -> list[str]:
    lines = m.numbered([])
    return [t.kode for t in check_incoming(m.head(TagihanId(new_uuid()), [], lines), lines)]


def test_commands_name_their_permission() -> None:
    assert {c.izin for c in HANDLERS if c is not PostTransaksi} == {Izin.KELOLA_KARTU, Izin.UJI_KARTU}
    uji = {c.__name__ for c in HANDLERS if c.izin is Izin.UJI_KARTU}
    assert uji == {"TestLine", "RejectByPa", "SendBack", "MakeDpt", "WithdrawDpt"}
    assert {c.__name__ for c in HANDLERS if c is not PostTransaksi} <= set(commands.__all__)


def test_a_token_is_that_of_the_masked_number() -> None:
    from core.importers.kkpd_draf import Kartu

    assert card_token("618950", "0001") == Kartu.parse("6189-50XX-XXXX-0001").token


def test_a_list_gets_its_head_from_its_lines() -> None:
    m = masuk(("TOKO ATK", 500_000), ("TOKO ATK", -100_000), ("BIAYA ADM", 5_000))
    lines = m.numbered([kartu()])
    head = m.head(TagihanId(new_uuid()), [kartu()], lines)
    assert (head.nomor, head.tanggal_cetak, head.jatuh_tempo) == ("BANK CONTOH 2026-05", HARI, date(2026, 12, 31))
    assert (head.belanja, head.kredit, head.bunga, head.tagihan_baru) == (
        rp(500_000),
        rp(100_000),
        rp(5_000),
        rp(405_000),
    )
    assert [(b.nomor, b.kartu, b.jenis) for b in lines] == [
        (1, KARTU_A, JenisBaris.BELANJA), (2, KARTU_A, JenisBaris.REFUND), (3, KARTU_A, JenisBaris.BIAYA),
    ]  # fmt: skip
    assert periksa(m) == ["WARN_BIAYA_TAGIHAN"]
    assert periksa(replace(m, total_kontrol=rp(405_001))) == ["ERR_TOTAL_TAGIHAN", "WARN_BIAYA_TAGIHAN"]


def test_an_empty_list_is_refused_and_an_empty_bill_is_not() -> None:
    with pytest.raises(Refusal) as tolak:
        periksa(masuk())
    assert tolak.value.kode == "ERR_TANPA_BARIS"
    assert periksa(masuk(tanggal_cetak=HARI)) == []


@pytest.mark.parametrize("dicetak", [True, False])
def test_a_finance_charge_may_be_a_line_or_only_a_closing_row(dicetak: bool) -> None:
    ringkas = RingkasanTerbaca(NOL, NOL, rp(500_000), NOL, rp(5_000), rp(505_000))
    isi = [("TOKO ATK", 500_000), *([("FINANCE CHARGE", 5_000)] if dicetak else [])]
    m = masuk(*isi, ringkasan=ringkas, tanggal_cetak=HARI, total_kontrol=rp(505_000))
    assert periksa(m) == ["WARN_BIAYA_TAGIHAN"]
    assert "ERR_TOTAL_TAGIHAN" in periksa(replace(m, baris=m.baris[1:]))


def test_a_missing_rate_follows_from_both_amounts() -> None:
    satu = replace(masuk(("SHOP", 1_500_000)).baris[0], mata_uang="USD", nominal=Decimal("92.02"))
    valas = satu.numbered(1, []).valas
    assert valas is not None
    assert round(valas.kurs, 2) == Decimal("16300.80")
    assert replace(satu, kurs=Decimal(16_000)).numbered(1, []).valas == replace(valas, kurs=Decimal(16_000))


def test_a_card_is_found_only_when_one_fits() -> None:
    lain = kartu(id=KARTU_A, bin6="400000", token="tok-9")
    tersembunyi = replace(SATU, bin6="")
    assert SATU.find_in([kartu(), lain]) == kartu()
    assert tersembunyi.find_in([kartu()]) == kartu()
    assert tersembunyi.find_in([kartu(), lain]) is None
    assert replace(SATU, empat_akhir="0009").find_in([kartu()]) is None


# the list of payment


def setuju(nomor: int, nilai: int, *bukti: str, **beda: object) -> BarisTagihan:
    return baris(nomor, nilai, **{"status": StatusBaris.DISETUJUI, "bukti": bukti, **beda})


def keberatan(lines: list[BarisTagihan], **terutang: int) -> list[str | None]:
    utang = {k: rp(n) for k, n in terutang.items()}
    return [t.kode if (t := k.objection(utang)) else None for k in groups(lines)]


def test_lines_hang_together_by_their_purchases() -> None:
    lines = [setuju(1, 10, "A"), setuju(2, 20, "B"), setuju(3, 30, "B", "C"), setuju(4, 5, "D"), setuju(5, 1, "C", "A")]
    assert [([b.nomor for b in k.baris], sorted(k.bukti)) for k in groups(lines)] == [
        ([1, 2, 3, 5], ["A", "B", "C"]), ([4], ["D"]),
    ]  # fmt: skip


def test_what_may_not_be_paid_yet() -> None:
    assert keberatan([setuju(1, 10, "A")], A=10) == [None]
    assert keberatan([setuju(1, 10, "A")], A=9) == ["ERR_DPT_TIDAK_SAMA"]
    assert keberatan([setuju(1, 10, "A")]) == ["ERR_KKPD_TIDAK_LAYAK_DPT"]
    assert keberatan([setuju(1, 10)]) == ["ERR_KKPD_TIDAK_LAYAK_DPT"]
    belum = [setuju(1, 10, "A"), setuju(2, 5, "A", status=StatusBaris.DIUJI)]
    assert keberatan(belum, A=15) == ["ERR_KKPD_TIDAK_LAYAK_DPT"]
    ditolak = [setuju(1, 10, "A"), setuju(1, 5, "A", status=StatusBaris.DITOLAK, bagian=1)]
    assert keberatan(ditolak, A=10) == [None]
    assert keberatan([setuju(1, 10, "A", dikembalikan=rp(4))], A=6) == [None]
    assert keberatan([setuju(1, -10, "A", jenis=JenisBaris.REFUND)], A=10) == []


def test_spp_values_add_up_per_budget_line() -> None:
    def rinci(bukti: str, rekening: str, nilai: int) -> RincianDpt:
        return RincianDpt(bukti, "1.01", rekening, f"Belanja {rekening}", rp(nilai))

    daftar = tuple(BarisDpt(f"k{n}", n, "•••• 0001", "PEGAWAI CONTOH", HARI, "TOKO", ("A",), rp(30)) for n in (1, 2))
    dpt = Dpt(
        "001/DPT", 1, HARI, TagihanId(new_uuid()), PENGGUNA_ANGGARAN, "PA CONTOH", daftar,
        (rinci("A", "5.1", 10), rinci("A", "5.2", 20), rinci("B", "5.1", 30)),
    )  # fmt: skip
    spp = spp_values(dpt)
    assert spp.rincian == ((("1.01", "5.1"), "Belanja 5.1", rp(40)), (("1.01", "5.2"), "Belanja 5.2", rp(20)))
    assert (spp.dpt, spp.nilai, spp.pembelian) == ("001/DPT", rp(60), ("A", "B"))


# questions


@pytest.mark.parametrize(
    ("ada", "harap"),
    [
        (["LUNAS", "TERBUKUKAN"], StatusTagihan.DIVALIDASI),
        (["LUNAS", "COCOK"], StatusTagihan.DICOCOKKAN),
        (["DI_DPT", "SENGKETA"], StatusTagihan.DIUJI),
        (["DI_DPT", "LUNAS"], StatusTagihan.DPT_TERBIT),
        (["SP2D", "LUNAS"], StatusTagihan.SP2D_TERBIT),
        (["LUNAS", "DITOLAK"], StatusTagihan.DIREKONSILIASI),
        (["LUNAS", "LUNAS_PRIBADI", "DIBALIK"], StatusTagihan.DIBAYAR),
    ],
)
def test_a_bill_is_as_far_as_its_last_line(ada: list[str], harap: StatusTagihan) -> None:
    lines = [baris(n, 10, status=StatusBaris(s)) for n, s in enumerate(ada, 1)]
    bayar = baris(9, -10, jenis=JenisBaris.PEMBAYARAN)
    assert tagihan_status([*lines, bayar]) is harap


def test_every_step_has_its_word() -> None:
    assert set(STATUS_KATA) == set(StatusBaris)


def test_proposals_as_the_terminal_prints_them() -> None:
    dua = Usulan((3, 1), ("A",), 850, "periksa", ("berjumlah sama",))
    ragu = Usulan((2,), ("B",), 850, "periksa", ("jumlah sama",), pilihan=(("B",), ("C",)))
    biaya = Usulan((4,), (), 990, "kuat", ("biaya bank",), jenis=JenisBaris.BIAYA)
    umum = {"keyakinan": 850, "otomatis": False}
    assert proposals_to_json([dua, ragu, biaya]) == [
        {"baris": 1, "bukti": ["A"], "alasan": ["berjumlah sama"], "bersama": [3], **umum},
        {"baris": 2, "bukti": ["B"], "alasan": ["jumlah sama"], "pilihan": [["B"], ["C"]], **umum},
        {"baris": 3, "bukti": ["A"], "alasan": ["berjumlah sama"], "bersama": [1], **umum},
        {"baris": 4, "bukti": [], "keyakinan": 990, "alasan": ["biaya bank"], "otomatis": False, "jenis": "biaya"},
    ]
