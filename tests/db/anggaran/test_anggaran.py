"""The budget of one office on both engines: versions, SPD, RAK, claims, and what is left."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import ClassVar
from uuid import UUID

import pytest

from core.access import Izin, Peran
from core.anggaran.commands import AddSpd, ImportDpa, ImportRak
from core.anggaran.model import BarisPagu, Dpa, JenisKlaim, Klaim, Rak, Spd
from core.anggaran.queries import Ketersediaan
from core.bus import Command, Event, Konteks
from core.errors import Refusal
from core.identity import new_uuid
from core.importers.pundi_transaksi import read_pundi_transaksi
from core.kas.commands import ImportTransaksi
from core.money import Rupiah
from db.anggaran.queries import SqlAnggaranQueries
from db.basis import Basis
from db.unit_of_work import SqlUnitOfWork
from tests.fakes.office import Office, all_handlers, found_office, with_roles

SUB = "2.16.01.2.06.0002"
ATK, CETAK, BBM = "5.1.02.01.01.0024", "5.1.02.01.01.0026", "5.1.02.01.01.0004"
PAD, DAU = "1.1.1.1.1.1", "1.2.1.1.1.1"
CASE = Path(__file__).parents[2] / "data" / "worked-example.json"


def rp(n: int) -> Rupiah:
    return Rupiah.of(n)


def row(rekening: str, rupiah: int, dana: str = "", unit: str = "") -> BarisPagu:
    return BarisPagu(SUB, rekening, f"Belanja {rekening}", rp(rupiah), unit, dana)


MURNI = Dpa(
    "M", date(2026, 1, 5), (row(ATK, 30, PAD), row(BBM, 72, DAU, "U1"), row(ATK, 30, DAU)),
    {SUB: "Penyediaan Peralatan dan Perlengkapan Kantor", PAD: "PAD", DAU: "DAU"}, "rekap.xlsx sha256 0f",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteKlaim(Command):
    """Claims as the rooms below write them, straight to the door of this room."""

    izin: ClassVar[Izin] = Izin.CATAT
    klaim: Sequence[Klaim]
    tanggal: date
    asal: UUID = field(default_factory=new_uuid)


def write_klaim(cmd: WriteKlaim, work: SqlUnitOfWork, _konteks: Konteks) -> None:
    work.anggaran.claim(cmd.klaim, asal=cmd.asal, tahun=cmd.tanggal.year, tanggal=cmd.tanggal)
    work.record(Event("anggaran", "PaguClaimed"))


@pytest.fixture
def office(basis: Basis) -> Office:
    return found_office(basis, handlers={**all_handlers(), WriteKlaim: write_klaim})


@pytest.fixture
def reading(office: Office) -> Callable[[], AbstractContextManager[SqlAnggaranQueries]]:
    @contextmanager
    def ask() -> Iterator[SqlAnggaranQueries]:
        with office.basis.reading() as conn:
            yield SqlAnggaranQueries(conn, office.opd_id)

    return ask


Reading = Callable[[], AbstractContextManager[SqlAnggaranQueries]]


def klaim(
    rekening: str, rupiah: int, jenis: JenisKlaim = JenisKlaim.REALISASI, dana: str = "", unit: str = ""
) -> Klaim:
    return Klaim(SUB, rekening, jenis, rp(rupiah), unit, dana)


def claim(office: Office, *isi: Klaim, tanggal: date = date(2026, 2, 3), asal: UUID | None = None) -> None:
    office.do(WriteKlaim(klaim=isi, tanggal=tanggal, asal=asal or new_uuid()))


def refused(office: Office, command: Command) -> list[str]:
    with pytest.raises(Refusal) as e:
        office.do(command)
    return [t.kode for t in e.value.temuan]


def test_a_dpa_comes_back_as_it_was_stored(office: Office, reading: Reading) -> None:
    hasil = office.do(ImportDpa(tahun=2026, dpa=MURNI))
    assert hasil.changes.topics == {"anggaran"}
    assert (hasil.nilai.versi, hasil.nilai.tersimpan, hasil.nilai.rencana.total_baru) == (1, True, rp(132))
    with reading() as q:
        assert q.dpa(2026) == MURNI
        assert q.pagu(2026) == list(MURNI.baris)
        assert q.nama(2026) == MURNI.nama
        assert (q.dpa(2025), q.nama(2025), q.pagu(2025), q.versions(2025)) == (None, {}, [], [])


def test_an_identical_dpa_stores_nothing_and_says_so(office: Office, reading: Reading) -> None:
    office.do(ImportDpa(tahun=2026, dpa=MURNI))
    hasil = office.do(ImportDpa(tahun=2026, dpa=replace(MURNI, sumber="unduhan-lagi.xlsx")))
    assert (hasil.nilai.tersimpan, hasil.nilai.versi, hasil.changes.topics) == (False, 1, frozenset())
    with reading() as q:
        assert [v.versi for v in q.versions(2026)] == [1]


def test_a_revision_is_a_new_version_and_the_old_one_stays_listed(office: Office, reading: Reading) -> None:
    office.do(ImportDpa(tahun=2026, dpa=MURNI))
    geser = Dpa("P1", date(2026, 7, 1), (row(ATK, 50, PAD), row(CETAK, 10, PAD)), MURNI.nama, "rekap-p1.xlsx")
    hasil = office.do(ImportDpa(tahun=2026, dpa=geser)).nilai
    assert [(s.baris.rekening, s.keadaan) for s in hasil.rencana.selisih] == [
        (ATK, "berubah"), (CETAK, "baru"), (BBM, "dihapus"), (ATK, "dihapus"),
    ]  # fmt: skip
    with reading() as q:
        assert q.pagu(2026) == list(geser.baris)
        baru, lama = q.versions(2026)
    assert (baru.versi, baru.tahapan, baru.total, baru.baris) == (2, "P1", rp(60), 2)
    assert (lama.versi, lama.tanggal, lama.total, lama.sumber) == (1, date(2026, 1, 5), rp(132), MURNI.sumber)
    assert (lama.dicatat_at, lama.oleh) == (office.clock.now(), "SARI CONTOH")


def test_a_revision_below_realisation_is_refused_whole(office: Office, reading: Reading) -> None:
    office.do(ImportDpa(tahun=2026, dpa=MURNI))
    claim(office, klaim(ATK, 41, dana=PAD), klaim(BBM, 5))
    turun = replace(MURNI, tahapan="P1", baris=(row(ATK, 40, PAD), row(CETAK, 99)))
    assert refused(office, ImportDpa(tahun=2026, dpa=turun)) == ["ERR_PAGU_DI_BAWAH_REALISASI"] * 2
    with reading() as q:
        assert [v.versi for v in q.versions(2026)] == [1]
        assert q.realised(2026) == {(SUB, ATK): rp(41), (SUB, BBM): rp(5)}


def test_budgets_of_two_years_do_not_meet(office: Office, reading: Reading) -> None:
    office.do(ImportDpa(tahun=2026, dpa=MURNI))
    depan = replace(MURNI, tanggal=date(2026, 12, 29), baris=(row(ATK, 5),))
    assert office.do(ImportDpa(tahun=2027, dpa=depan)).nilai.versi == 1
    with reading() as q:
        assert [a.pagu for a in q.availability(2027, 1)] == [rp(5)]
        assert [a.pagu for a in q.availability(2026, 12)] == [rp(60), rp(72)]


def test_only_those_who_keep_the_budget_may_change_it(office: Office) -> None:
    with pytest.raises(Refusal) as e:
        office.do(ImportDpa(tahun=2026, dpa=MURNI), with_roles(office, Peran.BPP))
    assert e.value.kode == "ERR_TIDAK_BERWENANG"


def test_spd_add_up_to_the_pagu_and_no_further(office: Office, reading: Reading) -> None:
    tw1 = Spd(" SPD-01 ", date(2026, 1, 6), 1, {(SUB, ATK): rp(20), (SUB, BBM): rp(0)})
    assert refused(office, AddSpd(spd=tw1)) == ["ERR_REKENING_TIDAK_ADA"]
    office.do(ImportDpa(tahun=2026, dpa=MURNI))
    office.do(AddSpd(spd=tw1))
    assert refused(office, AddSpd(spd=replace(tw1, nomor="SPD-01"))) == ["ERR_NOMOR_GANDA"]
    tw2 = Spd("SPD-02", date(2026, 4, 1), 2, {(SUB, ATK): rp(41), (SUB, BBM): rp(72)})
    assert refused(office, AddSpd(spd=tw2)) == ["ERR_SPD_LEBIH_PAGU"]
    office.do(AddSpd(spd=replace(tw2, baris={(SUB, ATK): rp(40), (SUB, BBM): rp(72)})))
    with reading() as q:
        pertama, kedua = q.spd_list(2026)
        assert pertama == Spd("SPD-01", date(2026, 1, 6), 1, {(SUB, ATK): rp(20)})
        assert (kedua.nomor, kedua.total) == ("SPD-02", rp(112))
        assert [(a.rekening, a.spd) for a in q.availability(2026, 3)] == [(ATK, rp(20)), (BBM, rp(0))]
        assert [(a.rekening, a.spd) for a in q.availability(2026, 4)] == [(ATK, rp(60)), (BBM, rp(72))]


def test_a_number_of_an_spd_may_come_back_in_another_year(office: Office) -> None:
    for tahun in (2026, 2027):
        office.do(ImportDpa(tahun=tahun, dpa=replace(MURNI, tanggal=date(tahun, 1, 5))))
        spd = Spd("SPD-01", date(tahun, 1, 6), 1, {(SUB, ATK): rp(20)})
        assert office.do(AddSpd(spd=spd)).nilai == spd


def test_the_newest_anggaran_kas_counts_up_to_the_month(office: Office, reading: Reading) -> None:
    office.do(ImportDpa(tahun=2026, dpa=MURNI))
    rak = Rak({(SUB, ATK): {1: rp(5), 2: rp(5), 12: rp(50)}, (SUB, BBM): {3: rp(6)}})
    assert office.do(ImportRak(tahun=2026, rak=rak)).nilai is True
    assert office.do(ImportRak(tahun=2026, rak=rak)).nilai is False
    assert refused(office, ImportRak(tahun=2026, rak=Rak({(SUB, ATK): {1: rp(61)}}))) == ["ERR_RAK_LEBIH_PAGU"]
    with reading() as q:
        assert q.rak(2026) == rak
        assert [(a.rekening, a.rak) for a in q.availability(2026, 3)] == [(ATK, rp(10)), (BBM, rp(6))]
    geser = Rak({(SUB, ATK): {1: rp(7), 2: rp(3)}})
    assert office.do(ImportRak(tahun=2026, rak=geser)).nilai is True
    with reading() as q:
        assert [(a.rekening, a.rak) for a in q.availability(2026, 1)] == [(ATK, rp(7)), (BBM, rp(0))]
        assert q.rak_per_bulan(2026) == (rp(7), rp(3), *[rp(0)] * 10)
        assert q.rak(2025) is None


def test_claims_count_by_kind_up_to_the_end_of_the_month(office: Office, reading: Reading) -> None:
    office.do(ImportDpa(tahun=2026, dpa=MURNI))
    claim(office, klaim(ATK, 10), klaim(ATK, 4, JenisKlaim.PROSES), tanggal=date(2026, 2, 27))
    claim(office, klaim(ATK, -3), klaim(ATK, 2, JenisKlaim.RENCANA_TU), tanggal=date(2026, 3, 2))
    claim(office, klaim(BBM, 7, JenisKlaim.KARTU), tanggal=date(2026, 3, 31))
    with reading() as q:
        feb, mar = q.availability(2026, 2), q.availability(2026, 3)
        assert q.realisasi_per_bulan(2026) == (rp(0), rp(10), rp(-3), *[rp(0)] * 9)
        assert q.realised(2026) == {(SUB, ATK): rp(7)}
    assert [(a.realisasi, a.proses, a.rencana_tu, a.kartu) for a in feb] == [
        (rp(10), rp(4), rp(0), rp(0)),
        (rp(0), rp(0), rp(0), rp(0)),
    ]
    assert [(a.realisasi, a.proses, a.rencana_tu, a.kartu) for a in mar] == [
        (rp(7), rp(4), rp(2), rp(0)),
        (rp(0), rp(0), rp(0), rp(7)),
    ]
    assert [(a.terpakai, a.sisa_pagu) for a in mar] == [(rp(13), rp(47)), (rp(7), rp(65))]


def test_the_document_under_test_may_be_left_out(office: Office, reading: Reading) -> None:
    office.do(ImportDpa(tahun=2026, dpa=MURNI))
    spp = new_uuid()
    claim(office, klaim(ATK, 4, JenisKlaim.PROSES), asal=spp)
    claim(office, klaim(ATK, 1, JenisKlaim.PROSES))
    with reading() as q:
        assert q.availability(2026, 2)[0].proses == rp(5)
        assert q.availability(2026, 2, tanpa=spp)[0].proses == rp(1)


def shown(baris: Sequence[Ketersediaan]) -> list[tuple[str, str, str, Rupiah, Rupiah]]:
    return [(a.unit, a.rekening, a.sumber_dana, a.pagu, a.terpakai) for a in baris]


def test_a_claim_on_a_pair_with_one_row_is_written_on_that_row(office: Office, reading: Reading) -> None:
    office.do(ImportDpa(tahun=2026, dpa=MURNI))
    claim(office, klaim(BBM, 7))
    terbagi = replace(MURNI, tahapan="P1", baris=(row(BBM, 50, DAU, "U1"), row(BBM, 22, PAD, "U1")))
    office.do(ImportDpa(tahun=2026, dpa=terbagi))
    claim(office, klaim(BBM, 1))
    with reading() as q:
        assert shown(q.availability(2026, 2, rinci=True)) == [
            ("U1", BBM, DAU, rp(50), rp(7)),
            ("U1", BBM, PAD, rp(22), rp(0)),
            ("", BBM, "", rp(0), rp(1)),
        ]


def test_what_names_no_sumber_dana_stands_beside_the_rows_of_its_pair(office: Office, reading: Reading) -> None:
    office.do(ImportDpa(tahun=2026, dpa=MURNI))
    office.do(AddSpd(spd=Spd("SPD-01", date(2026, 1, 6), 1, {(SUB, ATK): rp(20), (SUB, BBM): rp(18)})))
    claim(office, klaim(ATK, 9), klaim(ATK, 2, dana=DAU), klaim(ATK, 1, JenisKlaim.PROSES, dana=DAU))
    with reading() as q:
        rinci = q.availability(2026, 2, rinci=True)
        ringkas = q.availability(2026, 2)
    assert shown(rinci) == [
        ("", ATK, PAD, rp(30), rp(0)),
        ("U1", BBM, DAU, rp(72), rp(0)),
        ("", ATK, DAU, rp(30), rp(3)),
        ("", ATK, "", rp(0), rp(9)),
    ]
    assert rinci[3].uraian == f"Belanja {ATK}"
    assert [a.spd for a in rinci] == [rp(0), rp(18), rp(0), rp(20)]
    assert [(a.unit, a.sumber_dana, a.pagu, a.spd, a.terpakai) for a in ringkas] == [
        ("", "", rp(60), rp(20), rp(12)),
        ("", "", rp(72), rp(18), rp(0)),
    ]


def test_a_claim_on_what_the_dpa_no_longer_has_is_not_hidden(office: Office, reading: Reading) -> None:
    office.do(ImportDpa(tahun=2026, dpa=MURNI))
    office.do(AddSpd(spd=Spd("SPD-01", date(2026, 1, 6), 1, {(SUB, BBM): rp(18), (SUB, ATK): rp(1)})))
    claim(office, klaim(BBM, 7, JenisKlaim.PROSES))
    office.do(ImportDpa(tahun=2026, dpa=replace(MURNI, tahapan="P1", baris=(row(ATK, 60),))))
    with reading() as q:
        assert [(a.rekening, a.pagu, a.spd, a.proses) for a in q.availability(2026, 2)] == [
            (ATK, rp(60), rp(1), rp(0)),
            (BBM, rp(0), rp(0), rp(7)),
        ]
        assert [(a.unit, a.sumber_dana) for a in q.availability(2026, 2, rinci=True)] == [("", ""), ("U1", DAU)]


def test_realisation_above_pagu_does_not_pass_the_fence(office: Office) -> None:
    office.do(ImportDpa(tahun=2026, dpa=MURNI))
    lebih = WriteKlaim(klaim=[klaim(BBM, 73)], tanggal=date(2026, 2, 3))
    assert refused(office, lebih) == ["ERR_LEBIH_PAGU"]


def test_the_worked_example_leaves_what_it_must(basis: Basis) -> None:
    office = found_office(basis, handlers=all_handlers())
    office.do(ImportTransaksi(berkas=read_pundi_transaksi(CASE.name, CASE.read_bytes())))
    harap = json.loads(CASE.read_text(encoding="utf-8"))["expected"]
    with basis.reading() as conn:
        q = SqlAnggaranQueries(conn, office.opd_id)
        feb = q.availability(2026, 2)
        rak, jan_mar = q.rak_per_bulan(2026), q.realisasi_per_bulan(2026)
    assert {a.rekening: (a.pagu - a.realisasi).to_json() for a in feb} == harap["sisa_pagu_akhir"]
    assert {a.rekening: (a.spd - a.realisasi - a.rencana_tu).to_json() for a in feb} == harap["sisa_spd_akhir"]
    assert rak[:4] == (rp(189_500_000), rp(358_500_000), rp(182_500_000), rp(0))
    assert jan_mar[0] == rp(137_050_000)
