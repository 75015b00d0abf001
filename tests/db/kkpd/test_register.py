"""The register of cards on both engines: dated steps, loss and successor, a raise for a while, the year-end freeze."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any

import pytest

from core.bus import Command
from core.errors import Refusal
from core.identity import KartuId, new_uuid
from core.kas.commands import PostTransaksi
from core.kas.isi import BelanjaKkpd, Rincian
from core.kkpd.commands import FreezeKartu, RaiseLimit, ReplaceKartu, ReportLost, SaveKartu, StepKartu
from core.kkpd.langkah_kartu import CatatanLangkah
from core.kkpd.model import JenisLimit, Kartu, LimitKartu, StatusKartu
from core.opd.commands import SetSetting, SetUp
from core.opd.model import SkUp
from db.basis import Basis
from db.periksa import verify
from tests.db.kkpd.kantor_kartu import (
    ATK,
    KARTU_A,
    KARTU_B,
    MAKAN,
    PERJADIN,
    SUB,
    aktifkan,
    buka_kantor,
    rp,
    save_kartu,
)
from tests.fakes.office import Office

HARI = date(2026, 6, 2)
BARU = KartuId(uuid.UUID(int=3))


@pytest.fixture
def kantor(basis: Basis) -> Office:
    return buka_kantor(basis)


def kode(kantor: Office, cmd: Command) -> str:
    with pytest.raises(Refusal) as tolak:
        kantor.do(cmd)
    return tolak.value.kode


def pada(kantor: Office, hari: date) -> None:
    saat = datetime(hari.year, hari.month, hari.day, 3, tzinfo=kantor.clock.now().tzinfo)
    kantor.clock.move(seconds=(saat - kantor.clock.now()).total_seconds())


def card(kantor: Office, kartu_id: KartuId = KARTU_A) -> tuple[Kartu, int]:
    with kantor.basis.unit_of_work(kantor.opd_id) as work:
        found = work.kkpd.card(kartu_id)
    assert found is not None
    return found


def steps(kantor: Office, kartu_id: KartuId = KARTU_A) -> list[CatatanLangkah]:
    with kantor.basis.unit_of_work(kantor.opd_id) as work:
        return list(work.kkpd.card_steps(kartu_id))


def langkah(kantor: Office, peristiwa: str, kartu_id: KartuId = KARTU_A, **isi: Any) -> StepKartu:
    return StepKartu(kartu_id=kartu_id, versi=card(kantor, kartu_id)[1], peristiwa=peristiwa, **isi)


def belanja(hari: date, nilai: int = 100_000, *, kartu: str = "****0001", rekening: str = ATK, **isi: Any) -> Command:
    satu = BelanjaKkpd(
        **{"nomor": f"K-{new_uuid()}", "merchant": "Toko Contoh", **isi},
        kartu=kartu, bruto=rp(nilai), rincian=(Rincian(rekening, rp(nilai), SUB),),
    )  # fmt: skip
    return PostTransaksi(tanggal=hari, isi=satu)


def lapor(kantor: Office, **isi: Any) -> ReportLost:
    baku: dict[str, Any] = {"kejadian": HARI, "tiket": "T-77", "keterangan": "dompet hilang"}
    return ReportLost(kartu_id=KARTU_A, versi=card(kantor)[1], **{**baku, **isi})


def naik(kantor: Office, nilai: int, sejak: date, sampai: date, **isi: Any) -> RaiseLimit:
    baku: dict[str, Any] = {"jenis": JenisLimit.TOTAL, "dasar": "Surat PA 900/7"}
    return RaiseLimit(
        kartu_id=KARTU_A, versi=card(kantor)[1], nilai=rp(nilai), sejak=sejak, sampai=sampai, **{**baku, **isi}
    )


# steps and their days


def test_steps_are_kept_with_day_reason_and_who(kantor: Office) -> None:
    pada(kantor, date(2026, 6, 10))
    kantor.do(langkah(kantor, "blokir", alasan="PIN salah tiga kali", tanggal=date(2026, 6, 8)))
    kantor.do(langkah(kantor, "buka_blokir", tanggal=date(2026, 6, 9)))
    found = steps(kantor)
    assert [(x.peristiwa, x.ke, x.tanggal) for x in found[-2:]] == [
        ("blokir", StatusKartu.BLOKIR_SEMENTARA, date(2026, 6, 8)),
        ("buka_blokir", StatusKartu.AKTIF, date(2026, 6, 9)),
    ]
    assert (found[-2].alasan, found[-2].oleh_nama, found[-2].at) == (
        "PIN salah tiga kali", kantor.pelaku.nama, kantor.clock.now(),
    )  # fmt: skip
    assert [x.peristiwa for x in found[:3]] == ["setujui_sk", "terbitkan", "aktifkan"]
    assert verify(kantor.basis, kantor.opd_id) == []


def test_a_step_lies_neither_before_the_last_nor_in_the_future(kantor: Office) -> None:
    assert kode(kantor, langkah(kantor, "blokir", alasan="x", tanggal=date(2026, 6, 1))) == "ERR_TANGGAL_LANGKAH"
    assert kode(kantor, langkah(kantor, "blokir", alasan="x", tanggal=date(2026, 6, 3))) == "ERR_TANGGAL_LANGKAH"
    assert kode(kantor, langkah(kantor, "blokir")) == "ERR_ALASAN_WAJIB"


def test_a_card_expires_only_after_its_last_day(kantor: Office) -> None:
    assert kode(kantor, langkah(kantor, "kedaluwarsa")) == "ERR_BELUM_KEDALUWARSA"
    kantor.do(save_kartu(KARTU_A, "0001", 60_000_000, versi=4, berlaku_sampai=date(2026, 6, 1)))
    assert kantor.do(langkah(kantor, "kedaluwarsa")).nilai.kartu.status is StatusKartu.KEDALUWARSA


def test_purchases_before_a_block_are_noted_and_later_ones_refused(kantor: Office) -> None:
    pada(kantor, date(2026, 6, 10))
    kantor.do(langkah(kantor, "blokir", alasan="hilang", tanggal=date(2026, 6, 8)))
    pada(kantor, date(2026, 6, 12))
    kantor.do(belanja(date(2026, 6, 7)))
    kantor.do(belanja(date(2026, 6, 8)))
    assert kode(kantor, belanja(date(2026, 6, 9))) == "ERR_KARTU_TIDAK_AKTIF"
    kantor.do(langkah(kantor, "buka_blokir"))
    kantor.do(belanja(date(2026, 6, 12)))
    assert kode(kantor, belanja(date(2026, 6, 11))) == "ERR_KARTU_TIDAK_AKTIF"


def test_a_card_that_was_never_active_buys_nothing(kantor: Office) -> None:
    kantor.do(save_kartu(BARU, "0003", 1_000_000))
    assert kode(kantor, belanja(HARI, kartu="****0003")) == "ERR_KARTU_TIDAK_AKTIF"
    aktifkan(kantor, BARU)
    kantor.do(belanja(date(2026, 5, 4), kartu="****0003", rekening=ATK))  # registered late, bought before


def test_the_sk_of_a_card_has_its_day(kantor: Office) -> None:
    kantor.do(save_kartu(KARTU_A, "0001", 60_000_000, versi=4, tanggal_sk=date(2026, 1, 2)))
    assert card(kantor)[0].tanggal_sk == date(2026, 1, 2)


# loss and successor


def test_a_lost_card_is_blocked_and_replaced_by_one_with_its_limits(kantor: Office) -> None:
    kantor.do(naik(kantor, 70_000_000, date(2026, 5, 1), date(2026, 5, 31)))
    kantor.do(lapor(kantor))
    assert steps(kantor)[-1].peristiwa == "lapor_hilang"
    assert (steps(kantor)[-1].tiket, steps(kantor)[-1].alasan) == ("T-77", "dompet hilang (kejadian 2 Juni 2026)")
    ganti = ReplaceKartu(
        kartu_id=KARTU_A, versi=card(kantor)[1], pengganti=BARU, bin6="618950", empat_akhir="0009",
        berlaku_sampai=date(2029, 12, 31),
    )  # fmt: skip
    hasil = kantor.do(ganti).nilai
    assert (hasil.kartu.status, hasil.kartu.menggantikan) == (StatusKartu.TERBIT, KARTU_A)
    assert card(kantor)[0].status is StatusKartu.DIGANTI
    assert [(x.jenis, x.nilai) for x in hasil.kartu.limit] == [(JenisLimit.TOTAL, rp(60_000_000))]
    kantor.do(langkah(kantor, "aktifkan", BARU))
    kantor.do(belanja(HARI, kartu="****0009"))
    assert kode(kantor, langkah(kantor, "buka_blokir")) == "ERR_LANGKAH_KARTU"
    assert verify(kantor.basis, kantor.opd_id) == []


def test_a_report_of_loss_says_what_when_and_under_which_ticket(kantor: Office) -> None:
    assert kode(kantor, lapor(kantor, tiket=" ")) == "ERR_MEDAN_WAJIB"
    assert kode(kantor, lapor(kantor, keterangan="")) == "ERR_MEDAN_WAJIB"
    assert kode(kantor, lapor(kantor, kejadian=date(2026, 6, 3))) == "ERR_TANGGAL_LANGKAH"
    kantor.do(lapor(kantor))
    assert kode(kantor, lapor(kantor)) == "ERR_LANGKAH_KARTU"


def test_a_successor_needs_a_blocked_card_and_a_number_of_its_own(kantor: Office) -> None:
    isi: dict[str, Any] = {"pengganti": BARU, "bin6": "618950", "berlaku_sampai": date(2029, 12, 31)}
    versi = card(kantor)[1]
    assert kode(kantor, langkah(kantor, "ganti")) == "ERR_PENGGANTI_WAJIB"
    ganti = ReplaceKartu(kartu_id=KARTU_A, versi=versi, empat_akhir="0009", **isi)
    assert kode(kantor, ganti) == "ERR_LANGKAH_KARTU"
    kantor.do(langkah(kantor, "blokir", alasan="rusak"))
    sama = ReplaceKartu(kartu_id=KARTU_A, versi=versi + 1, empat_akhir="0002", **isi)
    assert kode(kantor, sama) == "ERR_KARTU_GANDA"
    assert kode(kantor, ganti) == "ERR_SUDAH_BERUBAH"
    with kantor.basis.unit_of_work(kantor.opd_id) as work:
        assert work.kkpd.card(BARU) is None


# limits


def test_a_raise_holds_between_its_days_only(kantor: Office) -> None:
    hasil = kantor.do(naik(kantor, 80_000_000, date(2026, 7, 1), date(2026, 7, 31))).nilai
    assert [t.kode for t in hasil.peringatan] == ["WARN_LIMIT_KARTU"]
    kartu, _ = card(kantor)
    nilai = [
        kartu.limit_on(JenisLimit.TOTAL, d) for d in (date(2026, 6, 30), date(2026, 7, 1), date(2026, 7, 31), date(2026, 8, 1))
    ]  # fmt: skip
    assert [n.nilai if n else None for n in nilai] == [rp(n) for n in (60_000_000, 80_000_000, 80_000_000, 60_000_000)]


@pytest.mark.parametrize(
    ("isi", "harap"),
    [
        ({"nilai": 60_000_000}, "ERR_LIMIT_TIDAK_NAIK"),
        ({"jenis": JenisLimit.PER_HARI}, "ERR_LIMIT_TIDAK_NAIK"),
        ({"sampai": date(2026, 6, 30)}, "ERR_MASA_LIMIT"),
        ({"dasar": " "}, "ERR_MEDAN_WAJIB"),
    ],
)
def test_a_raise_that_raises_nothing_is_refused(kantor: Office, isi: dict[str, Any], harap: str) -> None:
    baku: dict[str, Any] = {"nilai": 70_000_000, "sejak": date(2026, 7, 1), "sampai": date(2026, 7, 31)}
    assert kode(kantor, naik(kantor, **{**baku, **isi})) == harap


def test_raises_do_not_overlap_and_need_an_active_card(kantor: Office) -> None:
    kantor.do(naik(kantor, 70_000_000, date(2026, 7, 1), date(2026, 7, 31)))
    assert kode(kantor, naik(kantor, 75_000_000, date(2026, 7, 31), date(2026, 8, 5))) == "ERR_MASA_LIMIT"
    kantor.do(naik(kantor, 75_000_000, date(2026, 8, 1), date(2026, 8, 5)))
    kantor.do(langkah(kantor, "blokir", alasan="rusak"))
    assert kode(kantor, naik(kantor, 75_000_000, date(2026, 9, 1), date(2026, 9, 5))) == "ERR_KARTU_TIDAK_AKTIF"


def test_limits_above_up_are_refused_where_the_office_says_so(kantor: Office) -> None:
    kantor.do(SetSetting(kunci="kkpd_lebih_up", isi='"tolak"', berlaku_dari=date(2026, 1, 1)))
    assert kode(kantor, save_kartu(BARU, "0003", 1_000_000)) == "ERR_LIMIT_KARTU"
    assert kode(kantor, naik(kantor, 60_000_001, HARI, date(2026, 6, 30))) == "ERR_LIMIT_KARTU"


def batasi(kantor: Office, jenis: JenisLimit, nilai: int) -> SaveKartu:
    kartu, versi = card(kantor)
    satu = LimitKartu(jenis, rp(nilai), "SK 900/1 Tahun 2026", date(2026, 1, 2))
    return save_kartu(KARTU_A, "0001", 60_000_000, versi=versi, limit=(*kartu.limit, satu))


def test_each_limit_is_tried_when_a_purchase_is_noted(kantor: Office) -> None:
    for jenis, batas, belanjaan in (
        (JenisLimit.PER_TRANSAKSI, 2_000_000, [2_000_001]),
        (JenisLimit.PER_HARI, 2_500_000, [2_000_000, 500_001]),
        (JenisLimit.PER_PENERIMA, 3_000_000, [500_000, 500_001]),
    ):
        kantor.do(batasi(kantor, jenis, batas))
        *boleh, lewat = belanjaan
        for n in boleh:
            kantor.do(belanja(HARI, n))
        assert kode(kantor, belanja(HARI, lewat)) == "ERR_LEBIH_LIMIT_KKPD"
    assert kode(kantor, belanja(date(2026, 6, 1), 44_000_000)) == "ERR_LEBIH_LIMIT_KKPD"


def test_one_payee_gets_no_more_than_the_office_allows(kantor: Office) -> None:
    kantor.do(SetSetting(kunci="kkpd_batas_penerima", isi="3000000", berlaku_dari=date(2026, 1, 1)))
    kantor.do(belanja(HARI, 2_000_000))
    assert kode(kantor, belanja(HARI, 1_000_001)) == "ERR_LEBIH_LIMIT_KKPD"
    kantor.do(belanja(HARI, 1_000_001, merchant="Toko Lain"))


def test_a_card_pays_only_for_its_kind(kantor: Office) -> None:
    assert kode(kantor, belanja(HARI, kartu="****0002", rekening=MAKAN)) == "ERR_JENIS_KARTU"
    kantor.do(belanja(HARI, kartu="****0002", rekening=PERJADIN))
    kantor.do(belanja(HARI, kartu="****7777", rekening=MAKAN))  # not in the register: the books decide


# the end of the year


def test_cards_freeze_at_year_end_and_thaw_under_the_next_decree(kantor: Office) -> None:
    pada(kantor, date(2026, 12, 9))
    assert kode(kantor, FreezeKartu(dasar="SE 900/9")) == "ERR_BELUM_AKHIR_TAHUN"
    kantor.do(belanja(date(2026, 12, 9)))
    pada(kantor, date(2026, 12, 11))
    assert kode(kantor, FreezeKartu(dasar=" ")) == "ERR_MEDAN_WAJIB"
    assert len(kantor.do(FreezeKartu(dasar="SE 900/9")).nilai) == 2
    assert {card(kantor, k)[0].status for k in (KARTU_A, KARTU_B)} == {StatusKartu.BLOKIR_SEMENTARA}
    assert kode(kantor, FreezeKartu(dasar="SE 900/9")) == "ERR_TIDAK_ADA_KARTU_AKTIF"
    assert kode(kantor, langkah(kantor, "buka_blokir")) == "ERR_KARTU_BEKU"
    pada(kantor, date(2027, 1, 5))
    assert kode(kantor, langkah(kantor, "buka_blokir")) == "ERR_KARTU_BEKU"
    sk = SkUp(
        id=new_uuid(), nomor="SK UP 1/2027", tanggal=date(2027, 1, 4), berlaku_dari=date(2027, 1, 4),
        up_tunai=rp(150_000_000), limit_kkpd=rp(100_000_000), dicatat=date(2027, 1, 5),
    )  # fmt: skip
    kantor.do(SetUp(sk=sk))
    assert kantor.do(langkah(kantor, "buka_blokir")).nilai.kartu.status is StatusKartu.AKTIF


def test_card_purchases_end_on_the_day_the_office_has_set(kantor: Office) -> None:
    pada(kantor, date(2026, 12, 20))
    assert kode(kantor, belanja(date(2026, 12, 11))) == "ERR_LEWAT_AKHIR_TAHUN"
    kantor.do(SetSetting(kunci="kkpd_hari_terakhir", isi="18", berlaku_dari=date(2026, 12, 1)))
    kantor.do(belanja(date(2026, 12, 11)))
