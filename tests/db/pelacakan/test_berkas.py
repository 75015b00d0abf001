"""Berkas in a real database: what is stored comes back, two scans are one, and nothing of the past can be rewritten."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from core.access import Pelaku
from core.bus import Command, CommandBus
from core.errors import Refusal
from core.identity import OpdId, crockford, new_desk_code, new_uuid, token_hash
from core.pelacakan.alur_baku import ALUR_SPM
from core.pelacakan.baki import HANDLERS as BAKI
from core.pelacakan.baki import ReceiveBaki
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
)
from core.pelacakan.model import Berkas
from core.pelacakan.perpindahan import Cap, Hasil, Keadaan
from core.pelacakan.publik import public_view
from core.pelacakan.queries import PelacakanQueries
from core.pelacakan.resi import UntukSiapa, page_name, typed_hash
from db.basis import Basis
from db.pelacakan.queries import SqlPelacakanQueries
from db.periksa import verify
from tests.fakes.clock import FrozenClock
from tests.unit.pelacakan.contoh_berkas import (
    ADMIN,
    BENDAHARA,
    KASI,
    KODE,
    KUASA_BUD,
    LOKET,
    VERIFIKATOR_A,
    VERIFIKATOR_B,
    isi,
)


@dataclass
class Meja:
    """The desks of one office on one database."""

    basis: Basis
    opd_id: OpdId = field(default_factory=lambda: OpdId(new_uuid()))
    jam: FrozenClock = field(default_factory=FrozenClock)

    def __post_init__(self) -> None:
        self.basis.chain_key(self.opd_id, make=True)
        self.bus = CommandBus(lambda: self.basis.unit_of_work(self.opd_id), self.jam, HANDLERS)

    def do(self, command: Command, pelaku: Pelaku) -> Any:
        return self.bus.execute(command, pelaku).nilai

    def ask(self, tanya: str, *args: Any, **kw: Any) -> Any:
        with self.basis.reading() as conn:
            queries: PelacakanQueries = SqlPelacakanQueries(conn, self.opd_id)
            return getattr(queries, tanya)(*args, **kw)

    def open(self, nomor: str = "0144/SPM-LS/2026", kode: str = KODE) -> Berkas:
        berkas: Berkas = self.do(OpenBerkas(isi=isi(nomor), pembuat=(BENDAHARA.id,), kode=kode), LOKET)
        return berkas

    def to_the_money(self) -> Berkas:
        self.do(ReceiveBerkas(kode=KODE, meja="Loket 2"), LOKET)
        self.do(ReceiveBerkas(kode=KODE, meja="Meja 5"), VERIFIKATOR_A)
        for ke, siapa in (("VERIFIKASI", VERIFIKATOR_A), ("UJI_DANA", VERIFIKATOR_B), ("DRAF_SP2D", VERIFIKATOR_B)):
            self.jam.move(minutes=10)
            self.do(MoveBerkas(kode=KODE, ke=ke), siapa)
        self.do(RecordAnswer(kode=KODE, nomor="0144/SP2D/2026", tanggal=date(2026, 3, 3)), VERIFIKATOR_A)
        for ke, siapa in (("PARAF", VERIFIKATOR_A), ("TTD_SP2D", KASI), ("DAFTAR_PENGUJI", KUASA_BUD), ("CAIR", LOKET)):
            self.do(MoveBerkas(kode=KODE, ke=ke), siapa)
        berkas: Berkas = self.do(Disburse(kode=KODE, tanggal=date(2026, 3, 4)), LOKET).berkas
        return berkas


@pytest.fixture
def meja(basis: Basis) -> Meja:
    return Meja(basis)


def refused(kode: str, meja: Meja, command: Command, pelaku: Pelaku) -> None:
    with pytest.raises(Refusal) as tolak:
        meja.do(command, pelaku)
    assert tolak.value.kode == kode


def test_a_berkas_comes_back_as_it_was_stored(meja):
    dibuka = meja.open()
    assert meja.ask("by_kode", KODE) == dibuka
    selesai = meja.to_the_money()
    assert meja.ask("get", dibuka.id) == selesai
    assert (selesai.keadaan, selesai.penguji) == (Keadaan.SELESAI, (VERIFIKATOR_A.id, VERIFIKATOR_B.id))
    jalan = meja.ask("timeline", dibuka.id)
    assert [p.urut for p in jalan] == list(range(1, selesai.versi + 1))
    assert [p.meja for p in jalan[1:3]] == ["Loket 2", "Meja 5"]
    assert jalan[-1].hasil is Hasil.SELESAI


def test_papers_without_an_amount_too(meja):
    tanpa = OpenBerkas(isi=isi(nilai=None, pihak=""), kode=KODE)
    meja.do(tanpa, LOKET)
    assert meja.ask("by_kode", KODE).isi == isi(nilai=None, pihak="")


def test_a_round_is_kept_and_the_next_one_counted(meja):
    berkas = meja.open()
    meja.do(ReceiveBerkas(kode=KODE), LOKET)
    meja.do(ReceiveBerkas(kode=KODE), VERIFIKATOR_A)
    meja.do(MoveBerkas(kode=KODE, ke="DIKEMBALIKAN", alasan="K01", catatan="BAST"), VERIFIKATOR_A)
    (row,) = meja.ask("rows", [Keadaan.DIKEMBALIKAN])
    assert (row.alasan_kode, row.penerima, row.putaran) == ("K01", "", 1)
    meja.do(ResubmitBerkas(berkas_id=berkas.id), LOKET)
    assert meja.ask("get", berkas.id).putaran == 2
    assert [(p.putaran, p.alasan_kode) for p in meja.ask("timeline", berkas.id)[-2:]] == [(1, "K01"), (2, "")]


def test_four_scans_at_once_are_one_event_and_three_answers(meja):
    berkas = meja.open()
    with ThreadPoolExecutor(4) as desks:
        jawaban = list(desks.map(lambda _: meja.do(ReceiveBerkas(kode=KODE, meja="Loket 2"), LOKET), range(4)))
    assert sorted(j.sudah for j in jawaban) == [False, True, True, True]
    assert {j.berkas.versi for j in jawaban} == {2}
    assert [p.hasil for p in meja.ask("timeline", berkas.id)] == [Hasil.DIAJUKAN, Hasil.DITERIMA]


def test_two_decisions_at_once_are_one_decision(meja):
    meja.open()
    meja.do(ReceiveBerkas(kode=KODE), LOKET)
    meja.do(ReceiveBerkas(kode=KODE), VERIFIKATOR_A)

    def decide(ke: str) -> str:
        try:
            return str(meja.do(MoveBerkas(kode=KODE, ke=ke, alasan="K01", versi=3), VERIFIKATOR_A).hasil)
        except Refusal as tolak:
            return tolak.kode

    with ThreadPoolExecutor(2) as desks:
        hasil = set(desks.map(decide, ["VERIFIKASI", "DIKEMBALIKAN"]))
    assert "ERR_SUDAH_BERUBAH" in hasil
    assert len(hasil & {"DITERUSKAN", "DIKEMBALIKAN"}) == 1
    assert meja.ask("by_kode", KODE).versi == 4


def test_a_command_sent_twice_is_done_once(meja):
    meja.open()
    terima = ReceiveBerkas(kode=KODE)
    meja.do(terima, LOKET)
    assert meja.bus.execute(terima, LOKET).nilai is None
    assert meja.ask("by_kode", KODE).versi == 2


def test_a_step_on_an_older_row_is_refused(meja):
    berkas = meja.open()
    with meja.basis.unit_of_work(meja.opd_id) as work:
        work.pelacakan.save(*berkas.receive(ALUR_SPM, _cap(meja)))
        with pytest.raises(Refusal) as tolak:
            work.pelacakan.save(*berkas.receive(ALUR_SPM, _cap(meja)))
    assert tolak.value.kode == "ERR_SUDAH_BERUBAH"
    assert meja.ask("by_kode", KODE) == berkas


def test_one_document_and_one_code_once(meja):
    meja.open()
    refused("ERR_BERKAS_GANDA", meja, OpenBerkas(isi=isi(), kode=new_desk_code()), LOKET)
    refused("ERR_SUDAH_BERUBAH", meja, OpenBerkas(isi=isi("0145/SPM-LS/2026"), kode=KODE), LOKET)


def test_another_office_sees_nothing(meja, basis):
    berkas = meja.open()
    lain = Meja(basis)
    assert lain.ask("by_kode", KODE) is None
    assert lain.ask("get", berkas.id) is None
    refused("ERR_KODE_TIDAK_DIKENAL", lain, ReceiveBerkas(kode=KODE), LOKET)


def test_lists_show_who_waits_longest(meja):
    kode = [KODE, new_desk_code(), new_desk_code()]
    for i, k in enumerate(kode):
        meja.open(f"{i}/SPM/2026", k)
        meja.jam.move(minutes=5)
    meja.do(ReceiveBerkas(kode=kode[2]), LOKET)
    rows = meja.ask("rows", [Keadaan.DIAJUKAN, Keadaan.BERJALAN])
    assert [r.kode_meja for r in rows] == kode
    assert (rows[2].penerima, rows[2].keadaan, rows[0].menunggu_sejak) == (
        "CONTOH Loket",
        Keadaan.BERJALAN,
        FrozenClock().now(),
    )
    assert [r.kode_meja for r in meja.ask("rows", [Keadaan.DIAJUKAN], sampai=1)] == kode[:1]
    assert meja.ask("rows", list(Keadaan), tahap="PARAF") == []
    assert meja.ask("counts") == {(Keadaan.DIAJUKAN, "TERIMA"): 2, (Keadaan.BERJALAN, "TERIMA"): 1}


def test_a_receipt_opens_the_public_view_by_token_and_by_typing(meja):
    meja.open()
    meja.do(ReceiveBerkas(kode=KODE), LOKET)
    cetak = IssueResi(kode=KODE, untuk=UntukSiapa.REKANAN)
    resi, lagi = meja.do(cetak, LOKET), meja.do(replace(cetak, perintah_id=new_uuid()), LOKET)
    assert (resi.cetakan_ke, lagi.cetakan_ke) == (1, 2)
    satu = meja.ask("by_laman", page_name(token_hash(resi.token)))
    assert (satu.berkas.isi.nomor, [p.hasil for p in satu.perpindahan]) == (
        "0144/SPM-LS/2026",
        [Hasil.DIAJUKAN, Hasil.DITERIMA],
    )
    assert meja.ask("by_laman", page_name(token_hash(lagi.token))).berkas == satu.berkas
    assert meja.ask("by_ketik", typed_hash(resi.kode_ketik.lower())) == satu
    assert meja.ask("by_laman", page_name(token_hash(b"x" * 16))) is None
    assert {r.laman for r in meja.ask("resi_terbit", date(2026, 3, 1))} == {
        page_name(token_hash(r.token)) for r in (resi, lagi)
    }
    with meja.basis.reading() as conn:
        stored = str(conn.execute(text("SELECT * FROM resi_token")).all()) + str(
            conn.execute(text("SELECT isi FROM jejak")).all()
        )
    for rahasia in (resi.kode_ketik, resi.token.hex(), crockford(resi.token), KODE):
        assert rahasia not in stored


def test_an_old_receipt_runs_out(meja):
    meja.open()
    meja.do(ReceiveBerkas(kode=KODE), LOKET)
    resi = meja.do(IssueResi(kode=KODE, untuk=UntukSiapa.OPD), LOKET)
    outside = RecordOutside(
        berkas_id=meja.ask("by_kode", KODE).id, ke="DIJAWAB", nomor="1/SP2D", tanggal=date(2026, 3, 3)
    )
    meja.do(outside, BENDAHARA)
    meja.do(replace(outside, ke="SELESAI", perintah_id=new_uuid()), BENDAHARA)
    terbit = meja.ask("by_laman", page_name(token_hash(resi.token)))
    assert public_view(terbit, date(2026, 6, 1)).keadaan is Keadaan.SELESAI
    assert public_view(terbit, date(2026, 6, 2)) is None
    assert meja.ask("resi_terbit", date(2026, 3, 1)) == [terbit]
    assert meja.ask("resi_terbit", date(2026, 3, 4)) == [], "long ended and looked at no more"
    (tempuh,) = meja.ask("finished", date(2026, 3, 1))
    assert tempuh.perpindahan == terbit.perpindahan
    assert meja.ask("finished", date(2026, 3, 4)) == []


def test_an_office_writes_its_own_flow(meja):
    meja.open()
    cepat = replace(ALUR_SPM, versi=2, dasar="SOP CONTOH 2026", kuning_persen=70)
    meja.do(ChangeAlur(alur=cepat), ADMIN)
    assert meja.ask("alur", "SPM") == cepat
    assert meja.ask("alur", "SPM", 1) == ALUR_SPM
    assert meja.ask("alur", "SPM", 3) is None
    assert meja.ask("alur", "IMB") is None
    assert meja.ask("by_kode", KODE).alur_versi == 1
    assert meja.open("0150/SPM-LS/2026", new_desk_code()).alur_versi == 2


@pytest.mark.parametrize(
    "sql", ["UPDATE perpindahan SET catatan = 'x'", "DELETE FROM perpindahan", "DELETE FROM resi_token"]
)
def test_the_past_cannot_be_rewritten(meja, sql):
    meja.open()
    meja.do(ReceiveBerkas(kode=KODE), LOKET)
    meja.do(IssueResi(kode=KODE, untuk=UntukSiapa.OPD), LOKET)
    with meja.basis.engine.connect() as conn, pytest.raises(DBAPIError, match=r"ERR_BEKU|permission denied"):
        conn.execute(text(sql))


def test_every_event_stands_under_its_audit_record(meja):
    meja.open()
    meja.to_the_money()
    assert verify(meja.basis, meja.opd_id) == []


def _cap(meja: Meja) -> Cap:
    return Cap(LOKET, meja.jam.now(), "Loket 2")


def test_a_tray_goes_whole_or_not_at_all(meja):
    meja.bus = CommandBus(lambda: meja.basis.unit_of_work(meja.opd_id), meja.jam, {**HANDLERS, **BAKI})
    kode = [KODE, new_desk_code()]
    for i, k in enumerate(kode):
        meja.open(f"{i}/SPM/2026", k)
    refused("ERR_KODE_TIDAK_DIKENAL", meja, ReceiveBaki(kode=(*kode, new_desk_code()), pembawa="CONTOH Kurir"), LOKET)
    assert {meja.ask("by_kode", k).keadaan for k in kode} == {Keadaan.DIAJUKAN}
    meja.do(ReceiveBaki(kode=tuple(kode), pembawa="CONTOH Kurir", meja="Loket 2"), LOKET)
    assert {meja.ask("by_kode", k).versi for k in kode} == {2}
    assert meja.ask("timeline", meja.ask("by_kode", KODE).id)[-1].catatan == "dibawa CONTOH Kurir"
