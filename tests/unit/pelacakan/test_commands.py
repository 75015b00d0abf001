"""Desk commands against a shelf in memory: what a scan answers, what is recorded, what is refused."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from core.access import Izin
from core.errors import Refusal
from core.identity import BerkasId, check_digits, new_uuid, token_hash, typed_code
from core.pelacakan.alur_baku import ALUR_SPM
from core.pelacakan.commands import (
    HANDLERS,
    ChangeAlur,
    Disburse,
    IssueResi,
    MoveBerkas,
    OpenBerkas,
    ReceiveBerkas,
    RecordAnswer,
    RecordOutside,
    ResubmitBerkas,
    WithdrawBerkas,
)
from core.pelacakan.perpindahan import Hasil, Keadaan
from core.pelacakan.publik import Giliran, ResiTerbit, public_view
from core.pelacakan.resi import UntukSiapa, typed_hash
from tests.unit.pelacakan.contoh_berkas import (
    ADMIN,
    BENDAHARA,
    KASI,
    KODE,
    KUASA_BUD,
    LOKET,
    SENIN,
    VERIFIKATOR_A,
    VERIFIKATOR_B,
    Kerja,
    isi,
    konteks,
)


@pytest.fixture
def kerja():
    kerja = Kerja()
    do(kerja, OpenBerkas(isi=isi(), pembuat=(BENDAHARA.id,), kode=KODE), BENDAHARA)
    return kerja


def do(kerja, command, pelaku, at=SENIN):
    return HANDLERS[type(command)](command, kerja, konteks(pelaku, at))


def refused(kode, kerja, command, pelaku):
    before = (dict(kerja.pelacakan.isi), list(kerja.pelacakan.jejak), list(kerja.peristiwa))
    with pytest.raises(Refusal) as tolak:
        do(kerja, command, pelaku)
    assert tolak.value.kode == kode
    assert (kerja.pelacakan.isi, kerja.pelacakan.jejak, kerja.peristiwa) == before
    return str(tolak.value)


def to_verifier(kerja):
    do(kerja, ReceiveBerkas(kode=KODE, meja="Loket 2"), LOKET)
    do(kerja, ReceiveBerkas(kode=KODE, meja="Meja 5"), VERIFIKATOR_A)
    return do(kerja, MoveBerkas(kode=KODE, ke="VERIFIKASI", meja="Meja 5"), VERIFIKATOR_A)


def test_first_scan_receives_second_says_who_did(kerja):
    satu = do(kerja, ReceiveBerkas(kode="4170 2630 1188 69", meja="Loket 2"), LOKET)
    assert (satu.hasil, satu.sudah, satu.tahap_nama) == (Hasil.DITERIMA, False, "Diterima")
    dua = do(kerja, ReceiveBerkas(kode=KODE, meja="Loket 2"), LOKET, SENIN + timedelta(seconds=2))
    assert (dua.sudah, dua.oleh, dua.meja, dua.at) == (True, "CONTOH Loket", "Loket 2", SENIN)
    assert [p.hasil for p in kerja.pelacakan.jejak] == [Hasil.DIAJUKAN, Hasil.DITERIMA]
    assert [e.nama for e in kerja.peristiwa] == ["berkas_diajukan", "berkas_diterima"]


def test_a_misread_and_a_foreign_code_change_nothing(kerja):
    refused("ERR_KODE_SALAH", kerja, ReceiveBerkas(kode="41702630118868"), LOKET)
    asing = "000000000000" + check_digits("000000000000")
    pesan = refused("ERR_KODE_TIDAK_DIKENAL", kerja, ReceiveBerkas(kode=asing), LOKET)
    assert asing not in pesan


def test_all_the_way_to_the_money(kerja):
    to_verifier(kerja)
    for ke, siapa in (("UJI_DANA", VERIFIKATOR_B), ("DRAF_SP2D", VERIFIKATOR_B)):
        do(kerja, MoveBerkas(kode=KODE, ke=ke), siapa)
    do(kerja, RecordAnswer(kode=KODE, nomor=" 0144/SP2D/2026 ", tanggal=date(2026, 3, 3)), VERIFIKATOR_A)
    for ke, siapa in (("PARAF", VERIFIKATOR_A), ("TTD_SP2D", KASI), ("DAFTAR_PENGUJI", KUASA_BUD), ("CAIR", LOKET)):
        do(kerja, MoveBerkas(kode=KODE, ke=ke), siapa)
    akhir = do(kerja, Disburse(kode=KODE, tanggal=date(2026, 3, 4)), LOKET)
    assert (akhir.berkas.keadaan, akhir.berkas.jawaban.nomor) == (Keadaan.SELESAI, "0144/SP2D/2026")
    retur = do(kerja, MoveBerkas(kode=KODE, ke="RETUR", catatan="rekening tutup"), LOKET)
    assert retur.berkas.keadaan is Keadaan.RETUR


@pytest.mark.parametrize("ke", ["DIKEMBALIKAN", "dikembalikan ", "RETUR"])
def test_sent_back_and_again(kerja, ke):
    to_verifier(kerja)
    refused("ERR_ALASAN_WAJIB", kerja, MoveBerkas(kode=KODE, ke=ke), VERIFIKATOR_B)
    back = do(kerja, MoveBerkas(kode=KODE, ke=ke, alasan="K08", catatan="BAST"), VERIFIKATOR_B)
    assert (back.berkas.keadaan, back.berkas.alasan_kode) == (Keadaan.DIKEMBALIKAN, "K08")
    assert [s.kata for s in back.langkah] == ["ajukan ulang", "catat yang mengambil"]
    again = do(kerja, ResubmitBerkas(berkas_id=back.berkas.id), BENDAHARA)
    assert (again.berkas.putaran, again.berkas.keadaan) == (2, Keadaan.DIAJUKAN)
    assert do(kerja, ReceiveBerkas(kode=KODE), LOKET).berkas.putaran == 2


@pytest.mark.parametrize("ke", ["DITOLAK", "TOLAK"])
def test_refused_for_good(kerja, ke):
    to_verifier(kerja)
    hasil = do(kerja, MoveBerkas(kode=KODE, ke=ke, alasan="R02"), VERIFIKATOR_B)
    assert hasil.berkas.keadaan is Keadaan.DITOLAK
    refused("ERR_LANGKAH_TIDAK_SAH", kerja, ResubmitBerkas(berkas_id=hasil.berkas.id), BENDAHARA)


def test_an_old_screen_is_told(kerja):
    answer = to_verifier(kerja)
    lama = MoveBerkas(kode=KODE, ke="UJI_DANA", versi=answer.berkas.versi - 1)
    refused("ERR_SUDAH_BERUBAH", kerja, lama, VERIFIKATOR_B)
    assert do(kerja, replace(lama, versi=answer.berkas.versi), VERIFIKATOR_B).berkas.tahap == "UJI_DANA"


def test_one_document_one_berkas(kerja):
    refused("ERR_BERKAS_GANDA", kerja, OpenBerkas(isi=isi()), BENDAHARA)
    do(kerja, OpenBerkas(isi=isi(opd="Badan CONTOH")), BENDAHARA)
    refused("ERR_LAYANAN_TIDAK_DIKENAL", kerja, OpenBerkas(isi=isi(layanan="IMB")), BENDAHARA)


def test_outside_results_are_the_offices_own(kerja):
    (berkas,) = kerja.pelacakan.isi.values()
    outside = RecordOutside(berkas_id=berkas.id, ke="DIJAWAB", nomor="0144/SP2D/2026", tanggal=date(2026, 3, 3))
    refused("ERR_LANGKAH_TIDAK_SAH", kerja, replace(outside, ke="PARAF"), BENDAHARA)
    refused("ERR_MEDAN_WAJIB", kerja, replace(outside, tanggal=None), BENDAHARA)
    refused("ERR_JAWABAN_BELUM_ADA", kerja, replace(outside, ke="SELESAI"), BENDAHARA)
    assert do(kerja, outside, BENDAHARA).berkas.jawaban.nomor == "0144/SP2D/2026"
    cair = do(kerja, replace(outside, ke="SELESAI", tanggal=date(2026, 3, 4)), BENDAHARA)
    assert cair.berkas.keadaan is Keadaan.SELESAI
    retur = do(kerja, replace(outside, ke="RETUR", catatan="rekening tutup"), BENDAHARA)
    assert retur.berkas.keadaan is Keadaan.RETUR
    assert RecordOutside.izin is Izin.BUAT_SPP


@pytest.mark.parametrize(("ke", "alasan"), [("DIKEMBALIKAN", "K01"), ("DITOLAK", "R01")])
def test_outside_desks_send_away_with_a_reason(kerja, ke, alasan):
    (berkas,) = kerja.pelacakan.isi.values()
    outside = RecordOutside(berkas_id=berkas.id, ke=ke)
    refused("ERR_ALASAN_WAJIB", kerja, outside, BENDAHARA)
    assert do(kerja, replace(outside, alasan=alasan), BENDAHARA).berkas.keadaan == ke


def test_withdrawn(kerja):
    (berkas,) = kerja.pelacakan.isi.values()
    ditarik = do(kerja, WithdrawBerkas(berkas_id=berkas.id, catatan="rekanan salah"), BENDAHARA)
    assert ditarik.berkas.keadaan is Keadaan.DITARIK
    refused("ERR_LANGKAH_TIDAK_SAH", kerja, ReceiveBerkas(kode=KODE), LOKET)


def test_receipts_have_tokens_of_their_own(kerja):
    resi = IssueResi(kode=KODE, untuk=UntukSiapa.REKANAN)
    refused("ERR_BELUM_DITERIMA", kerja, resi, LOKET)
    do(kerja, ReceiveBerkas(kode=KODE), LOKET)
    satu, dua = do(kerja, resi, LOKET), do(kerja, resi, LOKET)
    opd = do(kerja, replace(resi, untuk=UntukSiapa.OPD), LOKET)
    assert (satu.cetakan_ke, dua.cetakan_ke, opd.cetakan_ke) == (1, 2, 1)
    assert len({satu.token, dua.token, opd.token}) == 3
    assert satu.kode_ketik == typed_code(satu.token)
    kept = kerja.pelacakan.token
    assert [t.token_hash for t in kept] == [token_hash(r.token) for r in (satu, dua, opd)]
    assert kept[0].ketik_hash == typed_hash(satu.kode_ketik.lower().replace("-", " "))
    everything = f"{kept}{kerja.peristiwa}{satu}"
    assert satu.kode_ketik not in everything
    assert satu.token.hex() not in everything
    assert repr(satu.token) not in everything


def test_a_new_flow_follows_the_newest(kerja):
    cepat = replace(ALUR_SPM, versi=2, kuning_persen=70)
    refused("ERR_TIDAK_BERWENANG", kerja, ChangeAlur(alur=cepat), LOKET)
    refused("ERR_SUDAH_BERUBAH", kerja, ChangeAlur(alur=ALUR_SPM), ADMIN)
    assert do(kerja, ChangeAlur(alur=cepat), ADMIN) == 2
    assert do(kerja, ReceiveBerkas(kode=KODE), LOKET).berkas.alur_versi == 1
    assert do(kerja, OpenBerkas(isi=isi("0145/SPM-LS/2026")), BENDAHARA).alur_versi == 2


def test_every_command_has_its_handler_and_permission():
    assert all(isinstance(command.izin, Izin) for command in HANDLERS)
    assert all(command.izin is not Izin.LIHAT for command in HANDLERS)


def test_public_sees_where_and_why_and_nothing_else(kerja):
    to_verifier(kerja)
    hasil = do(
        kerja, MoveBerkas(kode=KODE, ke="DIKEMBALIKAN", alasan="K06", catatan="NPWP CV CONTOH SEJUK"), VERIFIKATOR_B
    )
    lihat = public_view(_resi(hasil.berkas, kerja.pelacakan.jejak), date(2026, 3, 3))
    assert (lihat.opd, lihat.dokumen, lihat.jenis, lihat.nomor) == ("Dinas CONTOH", "SPM", "LS", "0144/SPM-LS/2026")
    assert (lihat.giliran, lihat.di) == (Giliran.OPD, "OPD")
    assert lihat.alasan == "rekening penerima, NPWP atau NIK tidak cocok"
    assert [(s.kata, s.tanda.value) for s in lihat.langkah[:3]] == [
        ("diterima", "selesai"),
        ("diperiksa", "kembali"),
        ("SP2D disiapkan", "nanti"),
    ]
    for rahasia in ("148500000", "148.500.000", "SEJUK", "CONTOH Verifikator", "CONTOH Loket", KODE):
        assert rahasia not in str(lihat)


def test_a_receipt_runs_out_after_the_end(kerja):
    (berkas,) = kerja.pelacakan.isi.values()
    cair = replace(berkas, keadaan=Keadaan.SELESAI, tanggal_selesai=date(2026, 3, 4))
    jejak = kerja.pelacakan.jejak
    assert public_view(_resi(cair, jejak), date(2026, 6, 2)) is not None
    assert public_view(_resi(cair, jejak), date(2026, 6, 3)) is None
    ditolak = replace(berkas, keadaan=Keadaan.DITOLAK)  # its end is its last event, 2 March
    assert public_view(_resi(ditolak, jejak), date(2026, 5, 31)) is not None
    assert public_view(_resi(ditolak, jejak), date(2026, 6, 1)) is None


def _resi(berkas, jejak):
    return ResiTerbit("a" * 64, "b" * 64, berkas, tuple(jejak), ALUR_SPM)


def test_ids_are_the_clients(kerja):
    key = BerkasId(new_uuid())
    assert do(kerja, OpenBerkas(isi=isi("0150/SPM-LS/2026"), berkas_id=key), BENDAHARA).id == key
