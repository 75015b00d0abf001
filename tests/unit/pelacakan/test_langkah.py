"""Steps of a berkas: every pair of tahap is a step or a refusal, and every refusal says what may be done instead."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest

from core.access import Peran
from core.errors import Refusal
from core.identity import BerkasId, new_uuid
from core.pelacakan.alur import SifatAlasan
from core.pelacakan.alur_baku import ALUR_SPM
from core.pelacakan.model import Berkas, Jawaban, read_desk_code
from core.pelacakan.perpindahan import LANGKAH, Hasil, Keadaan, Penerima
from tests.unit.pelacakan.contoh_berkas import (
    ADMIN,
    BENDAHARA,
    KASI,
    KODE,
    KUASA_BUD,
    LOKET,
    PETUGAS,
    SENIN,
    SP2D,
    VERIFIKATOR_A,
    VERIFIKATOR_B,
    baru,
    cap,
    isi,
    orang,
    walk,
)

TAHAP = [t.kode for t in ALUR_SPM.tahap]


def refused(kode, apa, *args, **kw):
    with pytest.raises(Refusal) as tolak:
        apa(*args, **kw)
    assert tolak.value.kode == kode
    return str(tolak.value)


# opening


def test_a_new_berkas_waits_for_the_counter():
    berkas = baru()
    assert (berkas.keadaan, berkas.tahap, berkas.putaran, berkas.versi) == (Keadaan.DIAJUKAN, "TERIMA", 1, 1)
    assert [s.hasil for s in berkas.next_steps(ALUR_SPM)] == [Hasil.DITERIMA]


def test_a_cover_without_number_or_with_a_wrong_code_is_refused():
    open_ = {"alur": ALUR_SPM, "pembuat": (), "cap": cap(BENDAHARA)}
    refused("ERR_NOMOR_KOSONG", Berkas.open, BerkasId(new_uuid()), KODE, isi(" "), **open_)
    refused("ERR_KODE_SALAH", Berkas.open, BerkasId(new_uuid()), "41702630118868", isi(), **open_)


@pytest.mark.parametrize(
    "teks", ["", "4170263011886", "41702630118896", "14702630118869", "4170 2630 1188 6O", "٤١٧٠٢٦٣٠١١٨٨٦٩"]
)
def test_a_misread_code_is_refused_before_anything_is_looked_up(teks):
    assert "14 angka" in refused("ERR_KODE_SALAH", read_desk_code, teks)


def test_a_code_may_be_typed_in_groups():
    assert read_desk_code("4170 2630 1188 69") == KODE


# pairs


@pytest.mark.parametrize(("dari", "ke"), list(product(TAHAP, TAHAP)))
def test_every_pair_of_tahap_is_a_step_or_a_refusal(dari, ke):
    berkas, _ = walk(dari)
    here = ALUR_SPM.at(dari)
    if ke == here.lanjut:
        after, p = berkas.pass_on(ALUR_SPM, ke, cap(PETUGAS[dari]))
        assert (after.tahap, p.tahap, p.ke, p.hasil) == (ke, dari, ke, Hasil.DITERUSKAN)
    elif (dari, ke) in {("PARAF", "DRAF_SP2D"), ("TTD_SP2D", "DRAF_SP2D")}:
        after, p = berkas.pass_on(ALUR_SPM, ke, cap(PETUGAS[dari]), "nilai potongan keliru")
        assert (after.tahap, p.hasil, after.jawaban) == (ke, Hasil.DIMUNDURKAN, None)
    else:
        pesan = refused("ERR_LANGKAH_TIDAK_SAH", berkas.pass_on, ALUR_SPM, ke, cap(PETUGAS[dari]))
        assert here.nama in pesan
        assert all(s.kata in pesan for s in berkas.next_steps(ALUR_SPM))


def test_an_unknown_tahap_is_refused_with_the_ones_allowed():
    berkas, _ = walk("VERIFIKASI")
    pesan = refused("ERR_LANGKAH_TIDAK_SAH", berkas.pass_on, ALUR_SPM, "PARAFF", cap(VERIFIKATOR_A))
    assert "lolos verifikasi (UJI_DANA)" in pesan


SEND = {
    Hasil.DITERIMA: lambda b, c: b.receive_outside(ALUR_SPM, c) if c.luar else b.receive(ALUR_SPM, c),
    Hasil.DITERUSKAN: lambda b, c: b.pass_on(ALUR_SPM, "UJI_DANA", c),
    Hasil.DIMUNDURKAN: lambda b, c: b.pass_on(ALUR_SPM, "DRAF_SP2D", c, "salah"),
    Hasil.DIKEMBALIKAN: lambda b, c: b.return_(ALUR_SPM, "K01", c),
    Hasil.DITOLAK: lambda b, c: b.reject(ALUR_SPM, "R01", c),
    Hasil.DIJAWAB: lambda b, c: b.record_answer(ALUR_SPM, SP2D, c),
    Hasil.SELESAI: lambda b, c: b.disburse(ALUR_SPM, date(2026, 3, 4), c),
    Hasil.RETUR: lambda b, c: b.bounce(ALUR_SPM, c, "rekening tutup"),
    Hasil.DIAJUKAN: lambda b, c: b.resubmit(ALUR_SPM, c),
    Hasil.DITARIK: lambda b, c: b.withdraw(ALUR_SPM, c, "salah rekanan"),
    Hasil.DITUNDA: lambda b, c: b.hold(ALUR_SPM, c),
    Hasil.DILANJUTKAN: lambda b, c: b.resume(ALUR_SPM, c),
    Hasil.DIAMBIL: lambda b, c: b.hand_out(ALUR_SPM, c, "CONTOH Kurir"),
}


@pytest.mark.parametrize(("keadaan", "hasil", "luar"), list(product(Keadaan, Hasil, (False, True))))
def test_every_pair_of_keadaan_and_result_is_a_step_or_a_refusal(keadaan, hasil, luar):
    tahap = "PARAF" if hasil is Hasil.DIMUNDURKAN else "DRAF_SP2D" if hasil is Hasil.DIJAWAB else "VERIFIKASI"
    tahap = (
        "CAIR" if hasil is Hasil.SELESAI and not luar else "TERIMA" if luar and hasil is not Hasil.DITARIK else tahap
    )
    tahap = "UJI_DANA" if hasil is Hasil.DITUNDA else tahap
    jawaban = SP2D if hasil is Hasil.SELESAI else None
    semua = orang("CONTOH Serba Bisa", *Peran)
    berkas = replace(baru(), keadaan=keadaan, tahap=tahap, jawaban=jawaban)
    langkah = [s for s in LANGKAH if (s.dari, s.hasil, s.luar) == (keadaan, hasil, luar)]
    if langkah:
        after, p = SEND[hasil](berkas, cap(semua, luar=luar))
        assert [after.keadaan] == [s.ke for s in langkah]
        assert (p.keadaan, p.urut, after.versi) == (after.keadaan, 2, 2)
    else:
        refused("ERR_LANGKAH_TIDAK_SAH", SEND[hasil], berkas, cap(semua, luar=luar))


def test_refused_and_withdrawn_lead_nowhere():
    assert {s.ke for s in LANGKAH} - {s.dari for s in LANGKAH} == {Keadaan.DITOLAK, Keadaan.DITARIK}
    for akhir in (Keadaan.DITOLAK, Keadaan.DITARIK):
        berkas = replace(baru(), keadaan=akhir)
        assert berkas.next_steps(ALUR_SPM) == ()
        assert "SPM baru" in refused("ERR_LANGKAH_TIDAK_SAH", berkas.receive, ALUR_SPM, cap(LOKET))


@pytest.mark.parametrize("tahap", TAHAP)
def test_what_is_offered_can_be_done(tahap):
    berkas, _ = walk(tahap)
    for langkah in berkas.next_steps(ALUR_SPM):
        c = cap(PETUGAS[tahap])
        match langkah.hasil:
            case Hasil.DITERUSKAN | Hasil.DIMUNDURKAN:
                after, _ = berkas.pass_on(ALUR_SPM, langkah.ke, c, "catatan")
            case Hasil.DIKEMBALIKAN | Hasil.DITOLAK:
                assert langkah.sifat is not None
                after, _ = SEND[langkah.hasil](berkas, c)
            case _:
                after, _ = SEND[langkah.hasil](berkas, c)
        assert after.versi == berkas.versi + 1


# receiving


def test_scanning_twice_does_it_once():
    berkas, p = baru().receive(ALUR_SPM, cap(LOKET, SENIN, "Loket 2"))
    assert p is not None
    assert berkas.keadaan is Keadaan.BERJALAN
    lagi, kosong = berkas.receive(ALUR_SPM, cap(LOKET, SENIN + timedelta(minutes=3), "Loket 2"))
    assert (lagi, kosong) == (berkas, None)
    assert lagi.penerima == Penerima(LOKET.id, "CONTOH Loket", "Loket 2", SENIN)


def test_a_second_person_at_the_same_counter_is_told_who_was_first():
    berkas, _ = baru().receive(ALUR_SPM, cap(LOKET, meja="Loket 2"))
    sama, p = berkas.receive(ALUR_SPM, cap(VERIFIKATOR_A, meja="Loket 2"))
    assert p is None
    assert sama.penerima.nama == "CONTOH Loket"


def test_the_verifiers_scan_is_the_handing_over_from_the_counter():
    berkas, _ = baru().receive(ALUR_SPM, cap(LOKET, meja="Loket 2"))
    at = SENIN + timedelta(minutes=4)
    berkas, p = berkas.receive(ALUR_SPM, cap(VERIFIKATOR_A, at, "Meja 5"))
    assert (p.tahap, p.ke, p.hasil) == ("TERIMA", "PERIKSA_KELENGKAPAN", Hasil.DITERIMA)
    assert (berkas.tahap, berkas.sejak, berkas.penerima.nama) == ("PERIKSA_KELENGKAPAN", at, "CONTOH Verifikator A")
    assert berkas.receive(ALUR_SPM, cap(VERIFIKATOR_B, at, "Meja 6")) == (berkas, None)


def test_a_second_counter_cannot_take_over():
    berkas, _ = baru().receive(ALUR_SPM, cap(LOKET, meja="Loket 2"))
    assert berkas.receive(ALUR_SPM, cap(orang("CONTOH Loket B", Peran.LOKET), meja="Loket 3")) == (berkas, None)


def test_taking_it_at_a_desk_does_not_restart_the_wait():
    berkas, _ = walk("VERIFIKASI")
    taken, p = berkas.receive(ALUR_SPM, cap(VERIFIKATOR_B, SENIN + timedelta(minutes=9)))
    assert p.hasil is Hasil.DITERIMA
    assert taken.sejak == berkas.sejak


def test_a_desk_takes_only_what_is_its_own():
    refused("ERR_TIDAK_BERWENANG", baru().receive, ALUR_SPM, cap(ADMIN))
    berkas, _ = walk("TTD_SP2D")
    refused("ERR_TIDAK_BERWENANG", berkas.receive, ALUR_SPM, cap(VERIFIKATOR_A))


# segregation


def test_who_made_the_papers_decides_at_no_desk():
    pembuat = orang("CONTOH Rangkap", Peran.VERIFIKATOR, Peran.KUASA_BUD)
    berkas = baru(pembuat=(pembuat.id,))
    refused("ERR_ORANG_SAMA", berkas.receive, ALUR_SPM, cap(pembuat))
    diterima, _ = berkas.receive(ALUR_SPM, cap(LOKET))
    di_meja = replace(diterima, tahap="VERIFIKASI")
    for hasil in (Hasil.DITERUSKAN, Hasil.DIKEMBALIKAN, Hasil.DITOLAK):
        refused("ERR_ORANG_SAMA", SEND[hasil], di_meja, cap(pembuat))


def test_who_tested_does_not_initial_or_sign():
    rangkap = orang("CONTOH Rangkap", Peran.KASI, Peran.KUASA_BUD)
    berkas, _ = walk("VERIFIKASI")
    berkas, _ = berkas.pass_on(ALUR_SPM, "UJI_DANA", cap(rangkap))
    at_paraf = replace(berkas, tahap="PARAF")
    refused("ERR_ORANG_SAMA", at_paraf.pass_on, ALUR_SPM, "TTD_SP2D", cap(rangkap))
    at_ttd = replace(berkas, tahap="TTD_SP2D", jawaban=SP2D)
    refused("ERR_ORANG_SAMA", at_ttd.pass_on, ALUR_SPM, "DAFTAR_PENGUJI", cap(rangkap))
    assert at_paraf.pass_on(ALUR_SPM, "TTD_SP2D", cap(KASI))[0].tahap == "TTD_SP2D"


# sending back, refusing


def test_sent_back_and_brought_again_is_a_new_round_of_the_same_document():
    berkas, _ = walk("VERIFIKASI")
    berkas, p = berkas.return_(ALUR_SPM, "k05", cap(VERIFIKATOR_B), "faktur belum ada")
    assert (berkas.keadaan, berkas.alasan_kode, p.alasan_kode, p.catatan) == (
        Keadaan.DIKEMBALIKAN, "K05", "K05", "faktur belum ada",
    )  # fmt: skip
    assert p.event().fakta["alasan"] == "K05"
    lagi, p = berkas.resubmit(ALUR_SPM, cap(BENDAHARA, luar=True))
    assert (lagi.putaran, lagi.keadaan, lagi.tahap, lagi.isi.nomor) == (2, Keadaan.DIAJUKAN, "TERIMA", berkas.isi.nomor)
    assert (lagi.penerima, lagi.penguji, lagi.alasan_kode, p.putaran) == (None, (), "", 2)
    assert lagi.kode_meja == berkas.kode_meja


def test_another_hand_in_the_repair_is_a_maker_too():
    berkas, _ = walk("VERIFIKASI")
    berkas, _ = berkas.return_(ALUR_SPM, "K01", cap(VERIFIKATOR_B))
    lagi, _ = berkas.resubmit(ALUR_SPM, cap(BENDAHARA), isi=isi(perihal="AC 10 unit"), pembuat=(VERIFIKATOR_A.id,))
    assert lagi.pembuat == (BENDAHARA.id, VERIFIKATOR_A.id)
    assert lagi.isi.perihal == "AC 10 unit"
    refused("ERR_ORANG_SAMA", lagi.receive, ALUR_SPM, cap(VERIFIKATOR_A))


def test_another_number_is_another_document():
    berkas, _ = walk("VERIFIKASI")
    berkas, _ = berkas.return_(ALUR_SPM, "K01", cap(VERIFIKATOR_B))
    refused("ERR_NOMOR_BEDA", berkas.resubmit, ALUR_SPM, cap(BENDAHARA), isi=isi("0145/SPM-LS/2026"))


def test_completeness_may_send_back_but_not_refuse():
    berkas, _ = walk("PERIKSA_KELENGKAPAN")
    pesan = refused("ERR_LANGKAH_TIDAK_SAH", berkas.reject, ALUR_SPM, "R01", cap(VERIFIKATOR_A))
    assert "kembalikan" in pesan
    assert berkas.return_(ALUR_SPM, "K01", cap(VERIFIKATOR_A))[0].keadaan is Keadaan.DIKEMBALIKAN


def test_no_reason_no_return():
    berkas, _ = walk("VERIFIKASI")
    refused("ERR_ALASAN_WAJIB", berkas.return_, ALUR_SPM, "", cap(VERIFIKATOR_B))
    refused("ERR_ALASAN_TIDAK_DIKENAL", berkas.reject, ALUR_SPM, "K01", cap(VERIFIKATOR_B))


def test_a_wrong_draft_goes_back_with_a_sentence_and_loses_its_number():
    berkas, _ = walk("TTD_SP2D")
    assert berkas.jawaban == SP2D
    refused("ERR_ALASAN_WAJIB", berkas.pass_on, ALUR_SPM, "DRAF_SP2D", cap(KUASA_BUD), " ")
    berkas, p = berkas.pass_on(ALUR_SPM, "DRAF_SP2D", cap(KUASA_BUD), "potongan PPh kurang")
    assert (p.hasil, p.keadaan, berkas.jawaban) == (Hasil.DIMUNDURKAN, Keadaan.BERJALAN, None)


# the answer, the money


def test_no_signature_before_the_sp2d_has_a_number():
    berkas, _ = walk("TTD_SP2D")
    tanpa = replace(berkas, jawaban=None)
    assert Hasil.DITERUSKAN not in [s.hasil for s in tanpa.next_steps(ALUR_SPM)]
    assert "SP2D" in refused("ERR_JAWABAN_BELUM_ADA", tanpa.pass_on, ALUR_SPM, "DAFTAR_PENGUJI", cap(KUASA_BUD))


def test_one_document_is_answered_once():
    berkas, _ = walk("PARAF")
    lain = Jawaban("0145/SP2D/2026", date(2026, 3, 3))
    assert SP2D.nomor in refused("ERR_SUDAH_DIJAWAB", berkas.record_answer, ALUR_SPM, lain, cap(KASI))


def test_an_answer_has_a_number_and_a_later_date():
    berkas, _ = walk("DRAF_SP2D")
    c = cap(VERIFIKATOR_A)
    refused("ERR_NOMOR_KOSONG", berkas.record_answer, ALUR_SPM, Jawaban(" ", date(2026, 3, 3)), c)
    dini = Jawaban("0144/SP2D/2026", date(2026, 2, 26))
    assert "27 Februari 2026" in refused("ERR_URUTAN_TANGGAL", berkas.record_answer, ALUR_SPM, dini, c)


def test_the_answer_is_recorded_where_it_is_made():
    berkas, _ = walk("UJI_DANA")
    refused("ERR_LANGKAH_TIDAK_SAH", berkas.record_answer, ALUR_SPM, SP2D, cap(VERIFIKATOR_A))


def test_paid_bounced_and_paid_again():
    berkas, _ = walk("CAIR")
    refused("ERR_URUTAN_TANGGAL", berkas.disburse, ALUR_SPM, date(2026, 3, 2), cap(LOKET))
    berkas, p = berkas.disburse(ALUR_SPM, date(2026, 3, 4), cap(LOKET))
    assert (berkas.keadaan, berkas.tanggal_selesai, p.catatan) == (Keadaan.SELESAI, date(2026, 3, 4), "4 Maret 2026")
    refused("ERR_ALASAN_WAJIB", berkas.bounce, ALUR_SPM, cap(LOKET), "")
    berkas, _ = berkas.bounce(ALUR_SPM, cap(LOKET), "nomor rekening tutup")
    assert (berkas.keadaan, berkas.tanggal_selesai) == (Keadaan.RETUR, None)
    berkas, _ = berkas.disburse(ALUR_SPM, date(2026, 3, 9), cap(LOKET))
    assert berkas.tanggal_selesai == date(2026, 3, 9)


def test_not_paid_before_the_last_tahap():
    berkas, _ = walk("DAFTAR_PENGUJI")
    refused("ERR_LANGKAH_TIDAK_SAH", berkas.disburse, ALUR_SPM, date(2026, 3, 4), cap(LOKET))


# desks outside the program


def test_the_office_writes_down_what_a_desk_outside_did():
    berkas, _ = baru().record_answer(ALUR_SPM, SP2D, cap(BENDAHARA, luar=True))
    assert (berkas.keadaan, berkas.jawaban) == (Keadaan.DIAJUKAN, SP2D)
    berkas, _ = berkas.disburse(ALUR_SPM, date(2026, 3, 4), cap(BENDAHARA, luar=True))
    assert (berkas.keadaan, berkas.tahap) == (Keadaan.SELESAI, "CAIR")
    kembali, _ = baru().return_(ALUR_SPM, "K01", cap(BENDAHARA, luar=True))
    assert kembali.keadaan is Keadaan.DIKEMBALIKAN


def test_it_may_not_do_so_once_our_desks_test_the_papers():
    berkas, _ = walk("PERIKSA_KELENGKAPAN")
    for hasil in (Hasil.DIKEMBALIKAN, Hasil.DIJAWAB, Hasil.SELESAI):
        refused("ERR_LANGKAH_TIDAK_SAH", SEND[hasil], berkas, cap(BENDAHARA, luar=True))


def test_papers_can_be_withdrawn_until_they_are_answered():
    berkas, _ = walk("VERIFIKASI")
    refused("ERR_ALASAN_WAJIB", berkas.withdraw, ALUR_SPM, cap(BENDAHARA, luar=True), "")
    assert SEND[Hasil.DITARIK](berkas, cap(BENDAHARA, luar=True))[0].keadaan is Keadaan.DITARIK
    dijawab, _ = walk("PARAF")
    refused("ERR_SUDAH_DIJAWAB", SEND[Hasil.DITARIK], dijawab, cap(BENDAHARA, luar=True))


def test_a_decision_on_an_old_screen_is_refused():
    berkas, _ = walk("VERIFIKASI")
    berkas.demand_versi(None)
    berkas.demand_versi(berkas.versi)
    assert "versi 2" in refused("ERR_SUDAH_BERUBAH", berkas.demand_versi, 2)


def test_events_count_like_the_versions_of_the_berkas():
    berkas, jalan = walk("CAIR")
    assert [p.urut for p in jalan] == list(range(1, berkas.versi + 1))
    assert {p.berkas_id for p in jalan} == {berkas.id}
    assert not any(KODE in str(p.event().fakta) for p in jalan)


def test_both_kinds_of_sending_away_are_offered_apart():
    berkas, _ = walk("VERIFIKASI")
    tawaran = {s.ke: s.kata for s in berkas.next_steps(ALUR_SPM) if s.sifat}
    assert tawaran == {SifatAlasan.DIKEMBALIKAN: "kembalikan", SifatAlasan.DITOLAK: "tolak"}


# cash, and who fetched the papers


def test_papers_wait_for_cash_only_where_the_flow_says():
    di_verifikasi, _ = walk("VERIFIKASI")
    refused("ERR_LANGKAH_TIDAK_SAH", di_verifikasi.hold, ALUR_SPM, cap(VERIFIKATOR_B))
    di_dana, _ = walk("UJI_DANA")
    refused("ERR_TIDAK_BERWENANG", di_dana.hold, ALUR_SPM, cap(LOKET))
    tunggu, p = di_dana.hold(ALUR_SPM, cap(VERIFIKATOR_B), "kas daerah tidak cukup")
    assert (tunggu.keadaan, tunggu.tahap, p.catatan) == (Keadaan.MENUNGGU_KAS, "UJI_DANA", "kas daerah tidak cukup")
    assert [s.hasil for s in tunggu.next_steps(ALUR_SPM)] == [Hasil.DILANJUTKAN]
    refused("ERR_LANGKAH_TIDAK_SAH", tunggu.pass_on, ALUR_SPM, "DRAF_SP2D", cap(VERIFIKATOR_B))
    lanjut, _ = tunggu.resume(ALUR_SPM, cap(VERIFIKATOR_B))
    assert (lanjut.keadaan, lanjut.tahap) == (Keadaan.BERJALAN, "UJI_DANA")


def test_who_collects_returned_papers_is_written_down_and_nothing_else_changes():
    berkas, _ = walk("VERIFIKASI")
    kembali, _ = berkas.return_(ALUR_SPM, "K01", cap(VERIFIKATOR_B))
    refused("ERR_ALASAN_WAJIB", kembali.hand_out, ALUR_SPM, cap(LOKET), " ")
    diambil, p = kembali.hand_out(ALUR_SPM, cap(LOKET), "CONTOH Kurir")
    assert p.catatan == "CONTOH Kurir"
    assert replace(diambil, versi=kembali.versi) == kembali
