"""A submission goes to the desk as a file and its answers come back the same way, each taken in once, on both engines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from core.access import Peran
from core.errors import Refusal
from core.identity import SppId, new_desk_code
from core.opd.commands import SaveOffice
from core.pelacakan.commands import Disburse, MoveBerkas, OpenBerkas, ReceiveBerkas, RecordAnswer
from core.pelacakan.model import IsiBerkas
from core.pelacakan.paket import TakeSubmission, WriteAnswer
from core.pelacakan.perpindahan import Keadaan
from core.segel.commands import MakeKey, RevokeKey, TrustKey
from core.segel.isi import Pengajuan, canonical
from core.segel.paket import ISI, SEGEL, KepalaPaket, open_packet, packet_message, unsealed_packet
from core.spm.commands import RepairSpm, SealSubmission, SubmitSpp
from core.spm.isi import Acuan
from core.spm.paket import TakeAnswer, WriteSubmission
from db.basis import Basis
from db.periksa import verify
from db.segel import ed25519
from db.sql import scalar
from tests.db.spm.test_spm import Kantor, isi
from tests.fakes.basis import new_basis
from tests.fakes.kantor_nyata import import_contoh
from tests.fakes.office import Look, Office, found_office, with_roles
from tests.unit.segel.contoh_segel import pengajuan, sealed

PDF = ("BAST.pdf", b"%PDF-1.7 contoh")
HARI = date(2026, 3, 2)


@dataclass
class DuaKantor:
    """An OPD with three people who make an SPM, and the desks of the BPKAD, each with a database of its own."""

    opd: Kantor
    bpkad: Office

    def __post_init__(self) -> None:
        self.loket = with_roles(self.bpkad, Peran.LOKET, nama="CONTOH LOKET")
        self.vera = with_roles(self.bpkad, Peran.VERIFIKATOR, nama="CONTOH VERA")
        self.kasi = with_roles(self.bpkad, Peran.KASI, nama="CONTOH KASI")
        self.bud = with_roles(self.bpkad, Peran.KUASA_BUD, nama="CONTOH BUD")

    def exchange_keys(self) -> None:
        """Both make a key and accept the other's."""
        for dari, ke in ((self.opd.office, self.bpkad), (self.bpkad, self.opd.office)):
            kunci = dari.do(MakeKey(berlaku_dari=date(2026, 1, 2))).nilai
            ke.do(TrustKey(lembar=Look(dari, "segel").sheet_of(kunci), sidik_jari=kunci.id))

    def submit(self) -> tuple[SppId, bytes]:
        spp_id = self.opd.with_bud(isi(nilai=900_000, acuan=Acuan(bukti="TAGIHAN-1")))
        return spp_id, self.write(spp_id)

    def write(self, spp_id: SppId, *lampiran: tuple[str, bytes]) -> bytes:
        return bytes(self.opd.office.do(WriteSubmission(spp_id=spp_id, lampiran=(PDF, *lampiran))).nilai)

    def take(self, data: bytes) -> Any:
        return self.bpkad.do(TakeSubmission(isi=data), self.loket).nilai

    def answer(self, kode: str) -> bytes:
        return bytes(self.bpkad.do(WriteAnswer(kode=kode), self.loket).nilai)

    def take_answer(self, data: bytes) -> Any:
        return self.opd.office.do(TakeAnswer(isi=data)).nilai

    def berkas(self, spp_id: SppId) -> Any:
        return Look(self.opd.office, "pelacakan").get(self.opd.ask(spp_id).berkas)

    def at_desk(self, kode: str) -> Any:
        return Look(self.bpkad, "pelacakan").by_kode(kode)


@pytest.fixture
def dua(basis: Basis, tmp_path: Path) -> Iterator[DuaKantor]:
    office = found_office(basis)
    import_contoh(office)
    opd = Look(office, "opd").office()
    office.do(SaveOffice(opd=replace(opd, kode_wilayah="99.99")))
    lain = new_basis(tmp_path / "bpkad.sqlite")
    bpkad = found_office(lain, kode="5.02.0.00.0.00.01.0000")
    bpkad.do(SaveOffice(opd=replace(Look(bpkad, "opd").office(), nama="BPKAD Kota Contoh")))
    made = DuaKantor(Kantor(office), bpkad)
    made.exchange_keys()
    yield made
    lain.close()


def refusal(dua: DuaKantor, data: bytes) -> str:
    with pytest.raises(Refusal) as e:
        dua.take(data)
    return e.value.kode


def test_file_makes_the_same_berkas_once_however_often_it_is_opened(dua: DuaKantor) -> None:
    spp_id, data = dua.submit()
    assert dua.write(spp_id) == data, "the same contents are the same bytes"
    pertama = dua.take(data)
    assert [dua.take(data).sudah for _ in range(3)] == [True] * 3
    asal, di_meja = dua.berkas(spp_id), dua.at_desk(pertama.berkas.kode_meja)
    assert not pertama.sudah
    assert (di_meja.id, di_meja.kode_meja, di_meja.isi, di_meja.putaran) == (asal.id, asal.kode_meja, asal.isi, 1)
    assert di_meja.keadaan is Keadaan.DIAJUKAN, "the paper has not come yet"
    (paket,) = Look(dua.bpkad, "segel").packets(di_meja.id)
    assert paket.isi == data, "kept byte for byte"
    with dua.bpkad.basis.reading() as conn:
        assert scalar(conn, "SELECT count(*) FROM berkas") == 1
    assert refusal(dua, dua.write(spp_id, ("lain.pdf", b"%PDF lain"))) == "ERR_PAKET_BEDA"
    assert verify(dua.bpkad.basis, dua.bpkad.opd_id) == []
    assert verify(dua.opd.office.basis, dua.opd.office.opd_id) == []


def test_answers_come_back_and_are_taken_in_once(dua: DuaKantor) -> None:
    spp_id, data = dua.submit()
    kode = dua.take(data).berkas.kode_meja
    with pytest.raises(Refusal) as e:
        dua.answer(kode)
    assert e.value.kode == "ERR_BELUM_DITERIMA"
    dua.bpkad.do(ReceiveBerkas(kode=kode, meja="Loket 2"), dua.loket)
    diterima = dua.answer(kode)
    hasil = dua.take_answer(diterima)
    assert (hasil.kalimat, hasil.pengirim, hasil.sudah) == ("Diterima, tahap Diterima", "BPKAD Kota Contoh", False)
    assert dua.berkas(spp_id).keadaan is Keadaan.BERJALAN
    versi = dua.berkas(spp_id).versi
    assert dua.take_answer(diterima).sudah
    assert dua.berkas(spp_id).versi == versi
    dua.bpkad.do(MoveBerkas(kode=kode, ke="PERIKSA_KELENGKAPAN"), dua.vera)
    for ke in ("VERIFIKASI", "UJI_DANA", "DRAF_SP2D"):
        dua.bpkad.do(MoveBerkas(kode=kode, ke=ke), dua.vera)
    dua.bpkad.do(RecordAnswer(kode=kode, nomor="SP2D-77", tanggal=date(2026, 3, 4)), dua.vera)
    dua.bpkad.do(MoveBerkas(kode=kode, ke="PARAF"), dua.vera)
    sp2d = dua.answer(kode)
    assert dua.take_answer(sp2d).kalimat == "SP2D SP2D-77"
    spp = dua.opd.ask(spp_id)
    assert spp.sp2d is not None
    assert (spp.sp2d.nomor, spp.sp2d.tanggal) == ("SP2D-77", date(2026, 3, 4))
    assert dua.take_answer(sp2d).sudah
    dua.bpkad.do(MoveBerkas(kode=kode, ke="TTD_SP2D"), dua.kasi)
    dua.bpkad.do(MoveBerkas(kode=kode, ke="DAFTAR_PENGUJI"), dua.bud)
    dua.bpkad.do(MoveBerkas(kode=kode, ke="CAIR"), dua.loket)
    dua.bpkad.do(Disburse(kode=kode, tanggal=date(2026, 3, 5)), dua.loket)
    assert dua.take_answer(dua.answer(kode)).kalimat == "SP2D SP2D-77, sudah cair"
    assert dua.berkas(spp_id).keadaan is Keadaan.SELESAI
    assert verify(dua.opd.office.basis, dua.opd.office.opd_id) == []


def test_returned_with_reasons_and_sent_again(dua: DuaKantor) -> None:
    spp_id, data = dua.submit()
    kode = dua.take(data).berkas.kode_meja
    dua.bpkad.do(ReceiveBerkas(kode=kode, meja="Loket 2"), dua.loket)
    lama = dua.answer(kode)
    dua.bpkad.do(MoveBerkas(kode=kode, ke="PERIKSA_KELENGKAPAN"), dua.vera)
    dua.bpkad.do(MoveBerkas(kode=kode, ke="DIKEMBALIKAN", alasan="K01"), dua.vera)
    hasil = dua.take_answer(dua.answer(kode))
    assert hasil.kalimat.startswith("Dikembalikan: ")
    assert dua.berkas(spp_id).keadaan is Keadaan.DIKEMBALIKAN
    assert dua.berkas(spp_id).alasan_kode == "K01"
    with pytest.raises(Refusal) as e:
        dua.take_answer(lama)
    assert e.value.kode == "ERR_JAWABAN_LAMA"
    dua.opd.do(RepairSpm, spp_id, sebab=("BAST dilengkapi",))
    dua.opd.do(SubmitSpp, spp_id)
    dua.opd.finish(spp_id)
    hasil = dua.take(dua.write(spp_id))
    assert (hasil.berkas.putaran, hasil.berkas.kode_meja, hasil.berkas.keadaan) == (2, kode, Keadaan.DIAJUKAN)
    assert dua.take(data).sudah, "the file of the first round changes nothing any more"
    assert dua.at_desk(kode).putaran == 2


def test_desk_that_sees_only_the_second_round_makes_its_berkas_in_that_round(dua: DuaKantor, tmp_path: Path) -> None:
    spp_id, data = dua.submit()
    p = submission_in(dua, data)
    dua_kali = rewritten(dua, replace(p, putaran=2))
    hasil = dua.take(dua_kali)
    assert (hasil.berkas.putaran, hasil.sudah) == (2, False)
    assert refusal(dua, data) == "ERR_PAKET_PUTARAN"
    assert dua.berkas(spp_id).putaran == 1


def submission_in(dua: DuaKantor, data: bytes) -> Any:
    keys = {k.id: k for k in Look(dua.bpkad, "segel").known_keys()}
    return Pengajuan.from_json(open_packet(data, keys, ed25519.verify).json())


def rewritten(dua: DuaKantor, p: Any, **anggota: bytes) -> bytes:
    """A file the OPD's own key has sealed, with other contents than its program would write."""
    kunci = next(k for k in Look(dua.opd.office, "segel").known_keys() if k.sendiri)
    isi_ = {ISI: canonical(p.to_json()), **{k.replace("_", "."): v for k, v in anggota.items()}}
    awal, ekor = unsealed_packet(
        KepalaPaket("pengajuan", p.opd_kode, HARI, p.berkas, p.kode_meja, p.putaran), kunci, isi_
    )
    with dua.opd.office.basis.unit_of_work(dua.opd.office.opd_id) as work:
        tanda = work.segel.sign(kunci, packet_message(awal))
    assert tanda is not None
    return awal + ekor + tanda


def test_true_seal_over_contents_that_do_not_fit_is_refused(dua: DuaKantor) -> None:
    _, data = dua.submit()
    p = submission_in(dua, data)
    lain = sealed(pengajuan()).encode()
    for buruk in (
        rewritten(dua, replace(p, kode_meja="12345678901234")),
        rewritten(dua, replace(p, berkas="bukan uuid")),
        rewritten(dua, p, **{SEGEL.replace(".", "_"): lain}),
    ):
        assert refusal(dua, buruk) == "ERR_PAKET_ISI"
    assert dua.at_desk(p.kode_meja) is None
    dua.take(rewritten(dua, p))
    assert refusal(dua, rewritten(dua, replace(p, nomor="LAIN", kode_meja=p.kode_meja))) == "ERR_PAKET_BEDA"


def test_files_go_to_the_side_they_are_for(dua: DuaKantor) -> None:
    _, data = dua.submit()
    kode = dua.take(data).berkas.kode_meja
    dua.bpkad.do(ReceiveBerkas(kode=kode, meja="Loket 2"), dua.loket)
    jawab = dua.answer(kode)
    assert refusal(dua, jawab) == "ERR_PAKET_JENIS"
    with pytest.raises(Refusal) as e:
        dua.take_answer(data)
    assert e.value.kode == "ERR_PAKET_JENIS"


def test_answer_for_somebody_else_is_refused(dua: DuaKantor) -> None:
    _, data = dua.submit()
    kode = dua.take(data).berkas.kode_meja
    dua.bpkad.do(ReceiveBerkas(kode=kode, meja="Loket 2"), dua.loket)
    jawab = dua.answer(kode)
    cover = IsiBerkas("Dinas Lain", "SPM", "LS", "SPM-9", HARI, "contoh")
    asing = dua.bpkad.do(OpenBerkas(isi=cover, kode=new_desk_code()), dua.loket).nilai
    dua.bpkad.do(ReceiveBerkas(kode=asing.kode_meja, meja="Loket 2"), dua.loket)
    with pytest.raises(Refusal) as e:
        dua.take_answer(dua.answer(asing.kode_meja))
    assert e.value.kode == "ERR_JAWABAN_ASING"
    assert dua.take_answer(jawab).sudah is False


def test_submission_under_a_stolen_key_is_sealed_again_under_its_successor(dua: DuaKantor) -> None:
    spp_id, data = dua.submit()
    office = dua.opd.office
    lama = next(k for k in Look(office, "segel").known_keys() if k.sendiri)
    for kantor in (office, dua.bpkad):
        kantor.do(RevokeKey(kunci_id=lama.id, sebab="laptop dicuri"))
    assert refusal(dua, data) == "ERR_PAKET_KUNCI_DICABUT"
    baru = office.do(MakeKey(berlaku_dari=HARI)).nilai
    assert refusal(dua, rewritten_again(dua, spp_id)) == "ERR_PAKET_KUNCI"
    dua.bpkad.do(TrustKey(lembar=Look(office, "segel").sheet_of(baru), sidik_jari=baru.id))
    assert dua.take(dua.write(spp_id)).berkas.putaran == 1
    segel = Look(office, "segel").seal_of(dua.berkas(spp_id).id, 1)
    assert segel.kunci_id == baru.id
    assert Look(dua.bpkad, "segel").check(segel.teks).is_good


def rewritten_again(dua: DuaKantor, spp_id: SppId) -> bytes:
    dua.opd.do(SealSubmission, spp_id)
    return dua.write(spp_id)


def test_draft_has_no_file(dua: DuaKantor) -> None:
    spp_id = dua.opd.draft(isi(nilai=900_000))
    with pytest.raises(Refusal) as e:
        dua.write(spp_id)
    assert e.value.kode == "ERR_BELUM_DIAJUKAN"
