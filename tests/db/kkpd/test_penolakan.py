"""Every refusal of the cards, provoked on both engines; and the corners of pairs, parts and lists of payment."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from core.access import Pelaku, Peran
from core.bus import Command
from core.errors import Refusal
from core.identity import KartuId, TagihanId, new_uuid
from core.kkpd.baris import StatusBaris
from core.kkpd.commands import SaveProfil, StepKartu
from core.kkpd.model import JenisKartu, JenisLimit, LimitKartu, StatusKartu
from core.kkpd.pasangan import AcceptCertain, AcceptPair, LinkRefund, MarkNotApbd, SaveBukti, SendToTest, UndoPair
from core.kkpd.pembayaran import MakeDpt
from core.kkpd.pengujian import HasilUji
from core.kkpd.uji import DisputeLine, LoseDispute, RejectByPa, SendBack, TestLine
from core.kkpd.work import ProfilTagihan
from db.basis import Basis
from db.engine import TULIS
from tests.db.kkpd.kantor_kartu import (
    KARTU_A,
    KARTU_B,
    LULUS,
    MAKAN,
    PA,
    PEMEGANG_A,
    PERJADIN,
    aktifkan,
    belanja,
    buka_kantor,
    daftar,
    impor,
    pasangkan,
    rp,
    save_kartu,
    setujui,
    siap_uji,
    tagihan_mei,
    tanya,
)
from tests.fakes.office import Office

MEI = date(2026, 5, 20)
JUNI = date(2026, 6, 2)


@pytest.fixture
def kantor(basis: Basis) -> Office:
    return buka_kantor(basis)


@pytest.fixture
def mei(kantor: Office) -> TagihanId:
    return impor(kantor, tagihan_mei())


def kode(kantor: Office, cmd: Command, pelaku: Pelaku | None = None) -> str:
    """The code a command is refused with."""
    with pytest.raises(Refusal) as tolak:
        kantor.do(cmd, pelaku)
    return tolak.value.kode


def tolakan(tagihan: TagihanId, baris: int, **beda: object) -> RejectByPa:
    isi = {"kode_alasan": "R03", "alasan": "Bukan keperluan dinas", "batas_pengembalian": date(2026, 6, 15), **beda}
    return RejectByPa(tagihan=tagihan, baris=baris, **isi)  # type: ignore[arg-type]


# cards


def test_register_of_cards(kantor: Office) -> None:
    (kedua, satu) = tanya(kantor).kartu(JUNI)
    assert (satu.kartu.empat_akhir, satu.kartu.status, satu.versi) == ("0001", StatusKartu.AKTIF, 4)
    assert (satu.limit, satu.terpakai, satu.sisa) == (rp(60_000_000), rp(17_540_000), rp(42_460_000))
    assert (kedua.kartu.empat_akhir, kedua.terpakai) == ("0002", rp(3_200_000))
    naik = LimitKartu(JenisLimit.TOTAL, rp(80_000_000), "SK 900/2", date(2026, 6, 1), date(2026, 6, 30))
    hasil = kantor.do(save_kartu(KARTU_A, "0001", 60_000_000, versi=4, limit=(*satu.kartu.limit, naik))).nilai
    assert [t.kode for t in hasil.peringatan] == ["WARN_LIMIT_KARTU"]
    batas = {r.kartu.id: r.limit for r in tanya(kantor).kartu(date(2026, 7, 1))}
    assert batas[KARTU_A] == rp(60_000_000)
    assert {r.kartu.id: r.limit for r in tanya(kantor).kartu(JUNI)}[KARTU_A] == rp(80_000_000)


def test_card_refusals(kantor: Office) -> None:
    baru = KartuId(new_uuid())
    assert kode(kantor, save_kartu(baru, "0001", 1)) == "ERR_KARTU_GANDA"
    assert kode(kantor, save_kartu(baru, "123", 1)) == "ERR_NOMOR_KARTU"
    assert kode(kantor, save_kartu(baru, "0003", 1, pemegang=" ")) == "ERR_MEDAN_WAJIB"
    assert kode(kantor, save_kartu(KARTU_A, "0001", 1, versi=2)) == "ERR_SUDAH_BERUBAH"
    assert kode(kantor, StepKartu(kartu_id=KARTU_A, versi=1, peristiwa="blokir", alasan="x")) == "ERR_SUDAH_BERUBAH"
    assert kode(kantor, StepKartu(kartu_id=baru, versi=1, peristiwa="blokir", alasan="x")) == "ERR_KARTU_TIDAK_ADA"
    assert kode(kantor, StepKartu(kartu_id=KARTU_A, versi=4, peristiwa="blokir")) == "ERR_ALASAN_WAJIB"
    kantor.do(StepKartu(kartu_id=KARTU_A, versi=4, peristiwa="blokir", alasan="Hilang"))
    tutup = StepKartu(kartu_id=KARTU_A, versi=5, peristiwa="tutup", alasan="Pindah tugas")
    assert kode(kantor, tutup) == "ERR_KARTU_MASIH_TERUTANG"


def test_profile_is_remembered(kantor: Office) -> None:
    profil = ProfilTagihan("Bank Contoh CSV", "BANK CONTOH", "abcd", (("tanggal_transaksi", 0), ("jumlah", 3)))
    kantor.do(SaveProfil(profil=profil))
    kantor.do(SaveProfil(profil=replace(profil, pembelanjaan="KREDIT")))
    assert tanya(kantor).profil("BANK CONTOH", "abcd") == replace(profil, pembelanjaan="KREDIT")
    assert tanya(kantor).profil_bernama("Bank Contoh CSV") == replace(profil, pembelanjaan="KREDIT")
    assert (tanya(kantor).profil("BANK CONTOH", "lain"), tanya(kantor).profil_bernama("lain")) == (None, None)
    assert kode(kantor, SaveProfil(profil=replace(profil, nama=" "))) == "ERR_MEDAN_WAJIB"


# pairs


def test_pair_refusals(kantor: Office, mei: TagihanId) -> None:
    def pair(baris: tuple[int, ...], *bukti: str) -> AcceptPair:
        return AcceptPair(tagihan=mei, baris=baris, bukti=bukti)

    assert kode(kantor, pair((1,))) == "ERR_PASANGAN_KOSONG"
    assert kode(kantor, pair((9,), "KKPD-0001")) == "ERR_BARIS_TIDAK_ADA"
    assert kode(kantor, pair((1,), "KKPD-9999")) == "ERR_KKPD_TIDAK_ADA"
    assert kode(kantor, pair((4,), "KKPD-0001", "KKPD-0002")) == "ERR_PASANGAN_REFUND"
    kantor.do(pair((1,), "KKPD-0001"))
    assert kode(kantor, pair((2,), "KKPD-0001")) == "ERR_BUKTI_SUDAH_DIPASANGKAN"
    lain = impor(kantor, daftar("b.csv", (MEI, "BIAYA ADM", 5_000), (MEI, "PEMBAYARAN", -5_000)))
    assert kode(kantor, AcceptPair(tagihan=lain, baris=(1,), bukti=("KKPD-0002",))) == "ERR_BUKAN_BELANJA"
    assert kode(kantor, AcceptPair(tagihan=lain, baris=(2,), bukti=("KKPD-0002",))) == "ERR_BUKAN_REFUND"
    assert kode(kantor, LinkRefund(tagihan=lain, baris=2, asal_tagihan=mei, asal_baris=6)) == "ERR_BUKAN_REFUND"
    assert kode(kantor, LinkRefund(tagihan=mei, baris=4, asal_tagihan=mei, asal_baris=1)) == "ERR_PASANGAN_REFUND"
    simpan = SaveBukti(tagihan=mei, nomor="KKPD-0001", berkas=" ")
    assert kode(kantor, simpan) == "ERR_MEDAN_WAJIB"


def test_an_undone_pair_is_open_again_and_its_name_is_learnt(kantor: Office, mei: TagihanId) -> None:
    belanja(kantor, "KKPD-0005", MEI, "Warung Bu Contoh", rekening=PERJADIN, nilai=1_500_000)
    kantor.do(AcceptPair(tagihan=mei, baris=(6,), bukti=("KKPD-0005",)))
    kantor.do(UndoPair(tagihan=mei, baris=6, alasan="Salah pilih"))
    (usulan,) = [u for u in tanya(kantor).usulan(mei) or () if u.baris == (6,)]
    assert usulan.bukti == ("KKPD-0005",)
    assert "nama toko dikenal dari pasangan sebelumnya" in usulan.alasan
    kantor.do(AcceptPair(tagihan=mei, baris=(2,), bukti=("KKPD-0002",)))
    kantor.do(AcceptPair(tagihan=mei, baris=(4,), bukti=("KKPD-0002",)))
    assert kode(kantor, UndoPair(tagihan=mei, baris=4, alasan="Salah")) == "ERR_REFUND_SUDAH_DIBUKUKAN"


def test_a_purchase_on_two_lines_is_undone_whole(kantor: Office) -> None:
    belanja(kantor, "KKPD-0005", MEI, "Hotel Pecah", rekening=PERJADIN, nilai=900_000)
    tagihan = impor(kantor, daftar("c.csv", (MEI, "HOTEL PECAH", 500_000), (MEI, "HOTEL PECAH", 400_000)))
    (satu,) = tanya(kantor).usulan(tagihan) or ()
    assert (satu.baris, satu.bukti, satu.otomatis) == ((1, 2), ("KKPD-0005",), False)
    kantor.do(AcceptPair(tagihan=tagihan, baris=satu.baris, bukti=satu.bukti))
    lepas = kantor.do(UndoPair(tagihan=tagihan, baris=2, alasan="Periksa lagi")).nilai
    assert {b.nomor: b.status for b in lepas} == {1: StatusBaris.TERBUKUKAN, 2: StatusBaris.TERBUKUKAN}


def test_a_charge_is_no_burden_of_apbd(kantor: Office) -> None:
    tagihan = impor(kantor, daftar("d.csv", (MEI, "BIAYA METERAI", 10_000)))
    assert kode(kantor, MarkNotApbd(tagihan=tagihan, baris=1, alasan=" ")) == "ERR_ALASAN_WAJIB"
    biaya = kantor.do(MarkNotApbd(tagihan=tagihan, baris=1, alasan="Meterai bank")).nilai
    assert biaya.status is StatusBaris.BUKAN_BEBAN_APBD
    kembali = kantor.do(MarkNotApbd(tagihan=tagihan, baris=1, alasan="Keliru", batal=True)).nilai
    assert kembali.status is StatusBaris.TERBUKUKAN


# the test by PA/KPA


def test_nothing_ready_and_unknown_cards(kantor: Office, mei: TagihanId) -> None:
    assert kode(kantor, SendToTest(tagihan=mei)) == "ERR_BUKTI_BELUM_LENGKAP"
    kantor.do(AcceptPair(tagihan=mei, baris=(1,), bukti=("KKPD-0001",)))
    assert kode(kantor, SendToTest(tagihan=mei, baris=(1,))) == "ERR_BUKTI_BELUM_LENGKAP"
    belanja(kantor, "KKPD-0005", MEI, "Toko Lain", rekening=MAKAN, nilai=90_000, kartu="****0009")
    asing = impor(kantor, daftar("e.csv", (MEI, "TOKO LAIN", 90_000), kartu="0009"))
    kantor.do(AcceptCertain(tagihan=asing))
    kantor.do(SaveBukti(tagihan=asing, nomor="KKPD-0005", berkas="Map Mei"))
    assert kode(kantor, SendToTest(tagihan=asing)) == "ERR_KARTU_TIDAK_ADA"
    baru = KartuId(new_uuid())
    kantor.do(save_kartu(baru, "0009", 10_000_000))
    aktifkan(kantor, baru)
    assert [b.kartu for b in kantor.do(SendToTest(tagihan=asing)).nilai] == [baru]


def test_the_tester_is_a_second_person_and_every_point_passes(kantor: Office, mei: TagihanId) -> None:
    pasangkan(kantor, mei)
    siap_uji(kantor, mei)
    uji = TestLine(tagihan=mei, baris=(1,), hasil=LULUS)
    pemegang = Pelaku(PEMEGANG_A, "PEGAWAI CONTOH SATU", frozenset({Peran.KPA}))
    assert kode(kantor, uji) == "ERR_TIDAK_BERWENANG"
    assert kode(kantor, uji, pemegang) == "ERR_ORANG_SAMA"
    assert kode(kantor, replace(uji, hasil=(HasilUji.GAGAL, *LULUS[1:])), PA) == "ERR_UJI_BELUM_LULUS"
    assert kantor.do(SendBack(tagihan=mei, baris=1, alasan="Nota kurang jelas"), PA).nilai.status is StatusBaris.COCOK
    assert kode(kantor, uji, PA) == "ERR_LANGKAH_BARIS"
    kantor.do(SendToTest(tagihan=mei, baris=(1,)))
    assert [b.status for b in kantor.do(uji, PA).nilai.baris] == [StatusBaris.DISETUJUI]


def test_the_wrong_kind_of_card_is_not_approved(kantor: Office) -> None:
    belanja(kantor, "KKPD-0005", MEI, "Toko Lain", rekening=MAKAN, nilai=90_000, kartu="****0001")
    tagihan = impor(kantor, daftar("f.csv", (MEI, "TOKO LAIN", 90_000), kartu="0001"))
    kantor.do(save_kartu(KARTU_A, "0001", 60_000_000, versi=4, jenis=JenisKartu.PERJADIN))  # the SK was typed wrong
    kantor.do(AcceptCertain(tagihan=tagihan))
    kantor.do(SaveBukti(tagihan=tagihan, nomor="KKPD-0005", berkas="Map Mei"))
    kantor.do(SendToTest(tagihan=tagihan))
    assert kode(kantor, TestLine(tagihan=tagihan, baris=(1,), hasil=LULUS), PA) == "ERR_JENIS_KARTU"


def test_a_disputed_line_without_evidence_comes_back_unapproved(kantor: Office, mei: TagihanId) -> None:
    assert kode(kantor, DisputeLine(tagihan=mei, baris=6, tiket=" ")) == "ERR_MEDAN_WAJIB"
    kantor.do(DisputeLine(tagihan=mei, baris=6, tiket="TIKET-1"))
    assert kantor.do(LoseDispute(tagihan=mei, baris=6)).nilai.status is StatusBaris.DIUJI
    uji = TestLine(tagihan=mei, baris=(6,), hasil=LULUS, spd_luar_negeri=True)
    assert kode(kantor, uji, PA) == "ERR_BUKTI_BELUM_LENGKAP"
    # the holder repays what nobody can show a purchase for; the books hold nothing to reject
    assert kantor.do(tolakan(mei, 6), PA).nilai.status is StatusBaris.DITOLAK


def test_one_purchase_of_a_joined_line_is_rejected(kantor: Office) -> None:
    for n, nilai in ((5, 300_000), (6, 200_000)):
        belanja(kantor, f"KKPD-000{n}", MEI, "Hotel Gabung", rekening=PERJADIN, nilai=nilai)
    tagihan = impor(kantor, daftar("g.csv", (MEI, "HOTEL GABUNG", 500_000)))
    kantor.do(AcceptPair(tagihan=tagihan, baris=(1,), bukti=("KKPD-0005", "KKPD-0006")))
    for nomor in ("KKPD-0005", "KKPD-0006"):
        kantor.do(SaveBukti(tagihan=tagihan, nomor=nomor, berkas="Map Mei"))
    kantor.do(SendToTest(tagihan=tagihan))
    assert kode(kantor, tolakan(tagihan, 1), PA) == "ERR_PILIH_BUKTI"
    assert kode(kantor, tolakan(tagihan, 1, bukti="KKPD-0001"), PA) == "ERR_PILIH_BUKTI"
    for salah in (0, 500_001):
        assert kode(kantor, tolakan(tagihan, 1, bukti="KKPD-0006", nilai=rp(salah)), PA) == "ERR_KKPD_LEBIH_SISA"
    kantor.do(tolakan(tagihan, 1, bukti="KKPD-0006"), PA)
    setujui(kantor, tagihan, 1)
    dpt = kantor.do(MakeDpt(tagihan=tagihan, tanggal=JUNI), PA).nilai.dpt
    assert (dpt.total, dpt.pembelian) == (rp(300_000), ("KKPD-0005",))


# the list of payment


def test_lists_of_payment_that_cannot_be_made(kantor: Office, mei: TagihanId) -> None:
    pasangkan(kantor, mei)
    siap_uji(kantor, mei)
    assert kode(kantor, MakeDpt(tagihan=mei, tanggal=JUNI), PA) == "ERR_KKPD_TIDAK_LAYAK_DPT"
    assert kode(kantor, MakeDpt(tagihan=mei, tanggal=JUNI, baris=(1,)), PA) == "ERR_KKPD_TIDAK_LAYAK_DPT"
    setujui(kantor, mei, 1)
    assert kode(kantor, MakeDpt(tagihan=mei, tanggal=date(2027, 1, 4)), PA) == "ERR_TANGGAL_LUAR_TAHUN"
    with kantor.basis.engine.connect() as conn:
        nomor = conn.execute(text("SELECT count(*) FROM penomor WHERE dokumen = 'DPT'")).scalar()
    assert nomor == 0, "a refused list uses no number"


def test_a_purchase_that_differs_from_its_bill_waits(kantor: Office, mei: TagihanId) -> None:
    belanja(kantor, "KKPD-0005", MEI, "Unknown Shop Ltd", rekening=PERJADIN, nilai=1_490_000)
    pasangkan(kantor, mei)
    kantor.do(SaveBukti(tagihan=mei, nomor="KKPD-0005", berkas="Map Mei"))
    siap_uji(kantor, mei)
    setujui(kantor, mei, 1)
    kantor.do(TestLine(tagihan=mei, baris=(6,), hasil=LULUS, spd_luar_negeri=True), PA)
    assert kode(kantor, MakeDpt(tagihan=mei, tanggal=JUNI, baris=(6,)), PA) == "ERR_DPT_TIDAK_SAMA"
    hasil = kantor.do(MakeDpt(tagihan=mei, tanggal=JUNI), PA).nilai
    assert [b.baris for b in hasil.dpt.baris] == [1]
    assert [(t.kode, t.baris) for t in hasil.peringatan] == [("WARN_TIDAK_MASUK_DPT", 6)]


def test_half_a_purchase_is_not_paid(kantor: Office) -> None:
    belanja(kantor, "KKPD-0005", MEI, "Hotel Pecah", rekening=PERJADIN, nilai=900_000)
    dua = impor(kantor, daftar("i.csv", (MEI, "HOTEL PECAH LAGI", 400_000), (MEI, "HOTEL PECAH", 500_000)))
    kantor.do(AcceptPair(tagihan=dua, baris=(1, 2), bukti=("KKPD-0005",)))
    kantor.do(SaveBukti(tagihan=dua, nomor="KKPD-0005", berkas="Map Mei"))
    kantor.do(SendToTest(tagihan=dua))
    setujui(kantor, dua, 1)
    assert kode(kantor, MakeDpt(tagihan=dua, tanggal=JUNI), PA) == "ERR_KKPD_TIDAK_LAYAK_DPT"
    setujui(kantor, dua, 2)
    dpt = kantor.do(MakeDpt(tagihan=dua, tanggal=JUNI), PA).nilai.dpt
    assert (dpt.total, len(dpt.baris)) == (rp(900_000), 2)


# what the database holds


def test_a_step_taken_meanwhile_is_not_written_over(kantor: Office, mei: TagihanId) -> None:
    baru = kantor.do(AcceptPair(tagihan=mei, baris=(1,), bukti=("KKPD-0001",))).nilai[0]
    with kantor.basis.unit_of_work(kantor.opd_id) as work, pytest.raises(Refusal) as tolak:
        work.kkpd.save_line(baru)
    assert tolak.value.kode == "ERR_SUDAH_BERUBAH"


@pytest.mark.parametrize("tabel", ["baris_bank", "tagihan", "tagihan_baris"])
def test_what_the_bank_wrote_is_frozen(kantor: Office, mei: TagihanId, tabel: str) -> None:
    assert mei
    with kantor.basis.engine.connect().execution_options(**{TULIS: True}) as conn, pytest.raises(DBAPIError):
        conn.execute(text(f"DELETE FROM {tabel}"))


def test_cards_are_found_by_their_last_digits(kantor: Office) -> None:
    """A bank that hides the first digits is still understood while the last four are of one card."""
    masuk = daftar("j.csv", (MEI, "HOTEL", 10_000))
    tersembunyi = replace(masuk.baris[0], kartu=replace(masuk.baris[0].kartu, bin6=""))
    tagihan = impor(kantor, replace(masuk, baris=(tersembunyi,)))
    lihat = tanya(kantor).lihat(tagihan, JUNI)
    assert lihat is not None
    assert [b.baris.kartu for b in lihat.baris] == [KARTU_B]
