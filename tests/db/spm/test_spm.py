"""SPP and SPM in a real database: stored and read back, claims and berkas in one transaction, tested against real books."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from core.access import Pelaku, Peran
from core.anggaran.commands import ImportDpa
from core.anggaran.model import BarisPagu, Dpa
from core.bus import Command
from core.errors import Refusal
from core.identity import RekananId, SppId, new_uuid
from core.importers.pundi_transaksi import read_pundi_transaksi
from core.kas.commands import ImportTransaksi
from core.money import NOL, Rupiah
from core.opd.commands import SaveOffice
from core.opd.rekening_bank import RekeningBank
from core.pelacakan.commands import RecordOutside
from core.pelacakan.perpindahan import Keadaan as KeadaanBerkas
from core.rekanan.commands import SaveRekanan
from core.rekanan.model import Bentuk, Rekanan
from core.spm.commands import (
    CancelSpp,
    RecordSp2d,
    RepairSpm,
    ReturnSpp,
    SaveDraft,
    SetSipdNumber,
    SignSpm,
    SubmitSpp,
    SubmitToBud,
    VerifySpp,
)
from core.spm.isi import Acuan, IsiSpp, JenisSpp, Penerima, RincianSpp
from core.spm.kelengkapan import KELENGKAPAN_BAKU
from core.spm.model import Spp, StatusSpp
from core.spm.numbers import Dokumen
from core.spm.queries import SaringSpp
from core.spm.wire import draft_from_json
from db.anggaran.queries import SqlAnggaranQueries
from db.basis import Basis
from db.opd.queries import SqlOpdQueries
from db.pelacakan.queries import SqlPelacakanQueries
from db.periksa import verify
from db.spm.queries import SqlSpmQueries
from tests.fakes.office import Office, found_office, with_roles
from tests.unit.spm.kantor import potongan

CASE = Path(__file__).parents[2] / "data" / "worked-example.json"
CONTOH = json.loads(CASE.read_text("utf-8"))
LISTRIK, ATK, HONOR = "5.1.02.02.01.0061", "5.1.02.01.01.0024", "5.1.02.02.01.0003"
SUB = {p["kode_rekening"]: p["sub_kegiatan"] for p in CONTOH["input"]["pagu"]}
SPM = date(2026, 3, 3)
S = StatusSpp


class Kantor:
    """The office of the worked example, and three people who make an SPM."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.ppk = with_roles(office, Peran.PPK, nama="CONTOH HIDAYAT")
        self.pa = with_roles(office, Peran.PA, nama="CONTOH RAHAYU")

    def ask(self, spp_id: SppId) -> Spp:
        with self.office.basis.reading() as conn:
            found = SqlSpmQueries(conn, self.office.opd_id).spp(spp_id)
        assert found is not None
        return found

    def do(self, cls: type[Command], spp_id: SppId, oleh: Pelaku | None = None, **isi: Any) -> Spp:
        self.office.do(cls(spp_id=spp_id, versi=self.ask(spp_id).versi, **isi), oleh)  # type: ignore[call-arg]
        return self.ask(spp_id)

    def draft(self, isi: IsiSpp) -> SppId:
        spp_id = SppId(new_uuid())
        self.office.do(SaveDraft(spp_id=spp_id, versi=0, tahun=2026, isi=isi))
        return spp_id

    def submitted(self, isi: IsiSpp) -> SppId:
        spp_id = self.draft(isi)
        self.do(SubmitSpp, spp_id)
        return spp_id

    def with_bud(self, isi: IsiSpp) -> SppId:
        spp_id = self.submitted(isi)
        self.finish(spp_id)
        return spp_id

    def finish(self, spp_id: SppId) -> Spp:
        self.do(VerifySpp, spp_id, self.ppk, tanggal_spm=SPM)
        self.do(SignSpm, spp_id, self.pa)
        return self.do(SubmitToBud, spp_id)

    def proses(self, rekening: str, bulan: int = 3) -> Rupiah:
        with self.office.basis.reading() as conn:
            ada = SqlAnggaranQueries(conn, self.office.opd_id).availability(2026, bulan)
        return next(k.proses for k in ada if k.rekening == rekening)


@pytest.fixture
def office(basis: Basis) -> Office:
    made = found_office(basis)
    made.do(ImportTransaksi(berkas=read_pundi_transaksi(CASE.name, CASE.read_bytes())))
    return made


@pytest.fixture
def kantor(office: Office) -> Kantor:
    with office.basis.reading() as conn:
        opd = SqlOpdQueries(conn, office.opd_id).office()
    assert opd is not None
    office.do(SaveOffice(opd=replace(opd, kode_wilayah="99.99")))
    return Kantor(office)


@pytest.fixture
def spm(office: Office) -> Iterator[SqlSpmQueries]:
    with office.basis.reading() as conn:
        yield SqlSpmQueries(conn, office.opd_id)


def isi(jenis: JenisSpp = JenisSpp.LS_RUTIN, nilai: int = 7_430_000, rekening: str = LISTRIK, **ubah: Any) -> IsiSpp:
    n = Rupiah.of(nilai)
    lengkap = tuple(replace(b, ada=b.wajib) for b in KELENGKAPAN_BAKU[jenis].blank())
    dasar = IsiSpp(
        jenis=jenis,
        tanggal_spp=date(2026, 3, 2),
        uraian="Tagihan listrik Maret 2026",
        nilai=n,
        rincian=(RincianSpp(SUB[rekening], rekening, n, "Belanja"),),
        penerima=Penerima("PLN CONTOH", nomor_rekening="0012345678417"),
        kelengkapan=lengkap,
    )
    return replace(dasar, **ubah)


@pytest.mark.parametrize("kasus", CONTOH["expected"]["cek_draft_spm"], ids=lambda k: k["id"])
def test_the_drafts_of_the_worked_example(spm: SqlSpmQueries, kasus: dict[str, Any]) -> None:
    kasus_uji = draft_from_json({k: v for k, v in kasus.items() if k != "harap"}, {r: (s,) for r, s in SUB.items()})
    temuan = kasus_uji.check(spm.keadaan(kasus_uji.question(2026)))
    assert {t.kode for t in temuan} == set(kasus["harap"])


class TestStored:
    def test_everything_comes_back(self, kantor: Kantor) -> None:
        penuh = isi(
            potongan=(
                replace(potongan(99_000, "1,5%"), dasar=Rupiah.of(6_600_000), kode="411122-920", id_billing="1" * 15),
            ),
            informasi=(potongan(1),),
            penerima=Penerima("PLN CONTOH", "0000000000000417", "Bank Contoh", "0012-345678417", "PLN CONTOH"),
            acuan=Acuan("LPJ", "DPT", "SP2D", "BUKTI", "1", "SPD"),
            kanal="SP2D online",
        )
        spp = kantor.ask(kantor.draft(penuh))
        assert spp.isi == penuh
        assert (spp.status, spp.versi, [c.peristiwa for c in spp.jejak]) == (S.DRAF, 1, ["buat"])
        assert spp.jejak[0].at == kantor.office.clock.now()

    def test_sen_come_back(self, kantor: Kantor) -> None:
        bersen = isi(nilai=1, rincian=(RincianSpp(SUB[LISTRIK], LISTRIK, Rupiah(150)),))
        assert kantor.ask(kantor.draft(replace(bersen, nilai=Rupiah(150)))).isi.nilai == Rupiah(150)

    def test_from_draft_to_sp2d(self, kantor: Kantor) -> None:
        spp_id = kantor.with_bud(isi())
        spp = kantor.do(RecordSp2d, spp_id, nomor="SP2D-0101", tanggal=date(2026, 3, 5))
        assert [(c.peristiwa, c.nama) for c in spp.jejak] == [
            ("buat", "SARI CONTOH"),
            ("ajukan_spp", "SARI CONTOH"),
            ("verifikasi_spp", "CONTOH HIDAYAT"),
            ("terbitkan_spm", "CONTOH RAHAYU"),
            ("ajukan_bud", "SARI CONTOH"),
            ("catat_sp2d", "SARI CONTOH"),
        ]
        assert spp.nomor_spp is not None
        assert spp.nomor_spp.teks == "99.99/02.0/000001/LS/2.16.2.20.2.21.01.0000/M/3/2026"
        assert spp.berkas is not None
        with kantor.office.basis.reading() as conn:
            berkas = SqlPelacakanQueries(conn, kantor.office.opd_id).get(spp.berkas)
        assert berkas is not None
        assert berkas.jawaban is not None
        assert (berkas.isi.pihak, berkas.jawaban.nomor) == ("PLN CONTOH", "SP2D-0101")

    def test_two_desks_at_once(self, kantor: Kantor) -> None:
        spp = kantor.ask(kantor.draft(isi()))
        satu, dua = replace(spp, versi=2), replace(spp, versi=2)
        with kantor.office.basis.unit_of_work(kantor.office.opd_id) as work:
            work.spm.save(satu)
            with pytest.raises(Refusal) as no:
                work.spm.save(dua)
            assert no.value.kode == "ERR_SUDAH_BERUBAH"

    def test_sent_twice_it_is_done_once(self, kantor: Kantor) -> None:
        spp_id = kantor.draft(isi())
        command = SubmitSpp(spp_id=spp_id, versi=1)
        kantor.office.do(command)
        kantor.office.do(command)
        spp = kantor.ask(spp_id)
        assert spp.nomor_spp is not None
        assert (spp.versi, spp.nomor_spp.urut, kantor.proses(LISTRIK)) == (2, 1, Rupiah.of(7_430_000))

    def test_the_marks_cannot_be_rewritten(self, kantor: Kantor) -> None:
        kantor.draft(isi())
        with kantor.office.basis.engine.connect() as conn:
            for sql in ("UPDATE spp_langkah SET oleh_nama = 'LAIN'", "DELETE FROM spp_langkah"):
                with pytest.raises(DBAPIError):
                    conn.execute(text(sql))
                conn.rollback()

    def test_the_office_still_proves_itself(self, kantor: Kantor) -> None:
        kantor.with_bud(isi())
        assert verify(kantor.office.basis, kantor.office.opd_id) == []


class TestClaims:
    def test_submission_takes_and_return_gives_back(self, kantor: Kantor) -> None:
        spp_id = kantor.submitted(isi())
        assert kantor.proses(LISTRIK) == Rupiah.of(7_430_000)
        kantor.do(ReturnSpp, spp_id, kantor.ppk, sebab=("Kuitansi belum bermeterai",))
        assert kantor.proses(LISTRIK) == NOL
        kantor.do(SubmitSpp, spp_id)
        kantor.do(CancelSpp, spp_id, sebab=("Salah",))
        assert kantor.proses(LISTRIK) == NOL

    def test_a_second_spp_sees_the_first_but_not_itself(self, kantor: Kantor) -> None:
        satu = kantor.submitted(isi())
        with pytest.raises(Refusal) as no:
            kantor.submitted(isi(nilai=1_900_000, acuan=Acuan(bukti="LAIN")))
        assert [t.kode for t in no.value.temuan] == ["ERR_LEBIH_SPD", "ERR_LEBIH_RAK"]
        assert "tersedia Rp 1.890.000, diperlukan Rp 1.900.000" in no.value.temuan[0].pesan
        assert kantor.finish(satu).status is S.DIAJUKAN_BUD

    def test_the_answer_frees_on_its_own_day(self, kantor: Kantor) -> None:
        spp_id = kantor.with_bud(isi())
        kantor.do(RecordSp2d, spp_id, nomor="SP2D-0101", tanggal=date(2026, 4, 1))
        assert (kantor.proses(LISTRIK, 3), kantor.proses(LISTRIK, 4)) == (Rupiah.of(7_430_000), NOL)


class TestKeadaan:
    def ask(self, kantor: Kantor, satu: IsiSpp) -> Any:
        with kantor.office.basis.reading() as conn:
            return SqlSpmQueries(conn, kantor.office.opd_id).keadaan(Spp(SppId(new_uuid()), 2026, satu))

    def test_a_bill_that_is_on_its_way(self, kantor: Kantor) -> None:
        kantor.submitted(isi(nilai=1_000_000, acuan=Acuan(bukti="TAGIHAN-0326")))
        with pytest.raises(Refusal) as no:
            kantor.submitted(isi(nilai=1_000_000, acuan=Acuan(bukti="tagihan-0326 ")))
        assert [t.kode for t in no.value.temuan] == ["ERR_DOBEL"]

    def test_a_draft_is_not_on_its_way(self, kantor: Kantor) -> None:
        kantor.draft(isi(nilai=1_000_000, acuan=Acuan(bukti="TAGIHAN-0326")))
        assert kantor.ask(kantor.submitted(isi(nilai=1_000_000, acuan=Acuan(bukti="TAGIHAN-0326")))).versi == 2

    def test_the_gu_answers_for_its_lpj(self, kantor: Kantor) -> None:
        keadaan = self.ask(kantor, isi(JenisSpp.GU, acuan=Acuan(lpj="LPJ-UP-0001")))
        assert (keadaan.lpj.nilai, keadaan.lpj.diganti) == (Rupiah.of(34_200_000), True)
        harap = {b["kode_rekening"]: b["belanja_periode_ini"] for b in CONTOH["expected"]["lpj_up"]["rincian"]}
        assert {r: n.to_json() for (_, r), n in keadaan.sudah_dibukukan.items()} == harap
        assert self.ask(kantor, isi(JenisSpp.GU)).lpj is None
        assert self.ask(kantor, isi(JenisSpp.GU, acuan=Acuan(lpj="LPJ-UP-9"))).lpj is None

    def test_an_lpj_is_refilled_by_one_gu(self, kantor: Kantor) -> None:
        kejadian = {
            "id": "T29", "tanggal": "2026-03-02", "tipe": "LPJ_UP", "nomor": "LPJ-UP-0002", "nilai": 4_525_000,
            "sampai_tx": "T26",
        }  # fmt: skip
        lanjut = {**CONTOH, "input": {**CONTOH["input"], "transaksi": [*CONTOH["input"]["transaksi"], kejadian]}}
        lanjut["meta"] = {**CONTOH["meta"], "sampai_bulan": 3}
        kantor.office.do(ImportTransaksi(berkas=read_pundi_transaksi("maret.json", json.dumps(lanjut).encode())))
        rincian = (
            RincianSpp(SUB[ATK], ATK, Rupiah.of(2_775_000)),
            RincianSpp(SUB["5.1.02.01.01.0004"], "5.1.02.01.01.0004", Rupiah.of(1_750_000)),
        )
        gu = isi(JenisSpp.GU, 4_525_000, ATK, rincian=rincian, acuan=Acuan(lpj="LPJ-UP-0002"))
        assert self.ask(kantor, isi(JenisSpp.GU)).lpj.nomor == "LPJ-UP-0002"
        kantor.submitted(gu)
        assert kantor.proses(ATK) == NOL
        with pytest.raises(Refusal, match="sedang diajukan dengan SPP lain") as no:
            kantor.submitted(gu)
        assert no.value.kode == "ERR_GU_TIDAK_SAMA_LPJ"

    def test_the_tu_nihil_answers_for_its_tu(self, kantor: Kantor) -> None:
        keadaan = self.ask(kantor, isi(JenisSpp.TU_NIHIL, acuan=Acuan(sp2d_tu="SP2D-0081")))
        assert (keadaan.spj_tu.belanja, keadaan.spj_tu.sisa) == (Rupiah.of(32_500_000), NOL)
        assert sum(n.sen for n in keadaan.sudah_dibukukan.values()) == 3_250_000_000
        assert self.ask(kantor, isi(JenisSpp.TU_NIHIL, acuan=Acuan(sp2d_tu="SP2D-0001"))).spj_tu is None

    def test_a_tu_on_its_way_is_open(self, kantor: Kantor) -> None:
        tu = isi(JenisSpp.TU, 1_000_000, HONOR, sub_kegiatan=SUB[HONOR])
        assert self.ask(kantor, tu).tu_terbuka == ()
        kantor.submitted(tu)
        with pytest.raises(Refusal, match="yang diajukan dengan SPP") as no:
            kantor.submitted(tu)
        assert no.value.kode == "ERR_TU_BELUM_NIHIL"

    def test_the_card_of_the_rekanan(self, kantor: Kantor) -> None:
        kartu = Rekanan(
            id=RekananId(new_uuid()),
            nama="CV CONTOH SEJUK",
            bentuk=Bentuk.BADAN,
            rekening=RekeningBank("110", "0012345678417", "CV CONTOH SEJUK", "Bank Contoh"),
        )
        kantor.office.do(SaveRekanan(rekanan=kartu))
        penerima = Penerima(kartu.nama, nomor_rekening="0012345678417", rekanan_id=kartu.id)
        satu = isi(nilai=1_000_000, penerima=penerima, acuan=Acuan(bukti="A"))
        spp_id = kantor.draft(satu)
        hasil = kantor.office.do(SubmitSpp(spp_id=spp_id, versi=1)).nilai
        assert [t.kode for t in hasil.peringatan] == ["WARN_REKENING_BARU"]
        kantor.finish(spp_id)
        kantor.do(RecordSp2d, spp_id, nomor="SP2D-0101", tanggal=date(2026, 3, 5))
        lagi = kantor.draft(replace(satu, acuan=Acuan(bukti="B")))
        assert kantor.office.do(SubmitSpp(spp_id=lagi, versi=1)).nilai.peringatan == ()
        salah = replace(satu, penerima=replace(penerima, nomor_rekening="0099999999999"), acuan=Acuan(bukti="C"))
        with pytest.raises(Refusal) as no:
            kantor.submitted(salah)
        assert [t.kode for t in no.value.temuan] == ["ERR_REKENING_PENERIMA"]

    def test_the_stage_of_the_dpa_stands_in_the_number(self, kantor: Kantor) -> None:
        with kantor.office.basis.reading() as conn:
            baris = tuple(SqlAnggaranQueries(conn, kantor.office.opd_id).pagu(2026))
        lebih = tuple(replace(b, anggaran=b.anggaran + Rupiah.of(1)) if b.rekening == ATK else b for b in baris)
        assert isinstance(baris[0], BarisPagu)
        kantor.office.do(ImportDpa(tahun=2026, dpa=Dpa("P1", date(2026, 3, 2), lebih)))
        nomor = kantor.ask(kantor.submitted(isi())).nomor_spp
        assert nomor is not None
        assert nomor.teks == "99.99/02.0/000001/LS/2.16.2.20.2.21.01.0000/P1/3/2026"


class TestReturned:
    def test_a_repaired_spm_keeps_number_and_berkas(self, kantor: Kantor) -> None:
        spp_id = kantor.with_bud(isi())
        dulu = kantor.ask(spp_id)
        assert dulu.berkas is not None
        kantor.office.do(RecordOutside(berkas_id=dulu.berkas, ke="DIKEMBALIKAN", alasan="K06"))
        kantor.do(RepairSpm, spp_id, sebab=("NPWP tidak cocok",))
        kantor.do(SubmitSpp, spp_id)
        kini = kantor.finish(spp_id)
        assert (kini.nomor_spm, kini.berkas, kini.revisi) == (dulu.nomor_spm, dulu.berkas, 1)
        with kantor.office.basis.reading() as conn:
            berkas = SqlPelacakanQueries(conn, kantor.office.opd_id).get(dulu.berkas)
        assert berkas is not None
        assert (berkas.putaran, berkas.keadaan) == (2, KeadaanBerkas.DIAJUKAN)


class TestList:
    def test_filter_search_and_find(self, kantor: Kantor) -> None:
        draf = kantor.draft(isi(nilai=1_000_000, uraian="Servis AC ruang rapat"))
        terkirim = kantor.with_bud(isi(nilai=2_000_000, potongan=(potongan(30_000),)))
        kantor.do(SetSipdNumber, terkirim, dokumen=Dokumen.SPM, nomor="99.99/03.0/000655", tanggal=SPM)
        with kantor.office.basis.reading() as conn:
            q = SqlSpmQueries(conn, kantor.office.opd_id)
            assert {r.id for r in q.rows(2026)} == {draf, terkirim}
            assert q.rows(2025) == []
            (satu,) = q.rows(2026, SaringSpp(status=frozenset({S.DIAJUKAN_BUD})))
            assert (satu.id, satu.dibayarkan, satu.sipd_spm) == (terkirim, Rupiah.of(1_970_000), "99.99/03.0/000655")
            assert [r.id for r in q.rows(2026, SaringSpp(kata="  SERVIS ac "))] == [draf]
            assert [r.id for r in q.rows(2026, SaringSpp(kata="000655"))] == [terkirim]
            assert q.rows(2026, SaringSpp(kata="%")) == []
            assert q.count(2026, SaringSpp(jenis=frozenset({JenisSpp.LS_RUTIN}))) == 2
            assert len(q.rows(2026, mulai=1, banyak=1)) == 1
            assert q.find(2026, "99.99/03.0/000655") == terkirim
            assert q.find(2026, "tidak ada") is None

    def test_a_number_belongs_to_one_document(self, kantor: Kantor) -> None:
        satu, dua = kantor.submitted(isi(nilai=1_000_000)), kantor.submitted(isi(nilai=1_000_000))
        nomor = {"dokumen": Dokumen.SPP, "nomor": "99.99/02.0/000655", "tanggal": date(2026, 3, 2)}
        kantor.do(SetSipdNumber, satu, **nomor)
        with pytest.raises(Refusal) as no:
            kantor.do(SetSipdNumber, dua, **nomor)
        assert no.value.kode == "ERR_NOMOR_GANDA"
