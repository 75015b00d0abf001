"""Kas counted on any day, kas handed over, and what a handover shuts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from core.calendar import Bulan
from core.errors import Refusal
from core.identity import PerintahId, new_uuid
from core.kas.commands import CheckKas, CloseMonth, ImportTransaksi
from core.kas.pemeriksaan import ItemTerbuka, JenisPeriksa, Pihak
from core.kas.penutupan import HitunganKas
from core.money import Rupiah
from db.basis import Basis
from db.kas.queries import SqlKasQueries
from db.periksa import verify
from tests.db.kas.contoh_tahun import as_berkas
from tests.db.kas.test_penutupan import BUKU, FEB, HITUNG, giro
from tests.fakes.office import Office, found_office
from tests.unit.kas.contoh_kas import JUTA, berkas

PA = Pihak("RATNA CONTOH", "Pengguna Anggaran", "197003031995032003")
LAMA = Pihak("SARI CONTOH", "Bendahara Pengeluaran", "199001012015012001")
BARU = Pihak("BUDI CONTOH", "Bendahara Pengeluaran", "199202022016011002")
HARI = date(2026, 2, 4)
PERIKSA = CheckKas(
    tanggal=HARI, nomor="BA-1", pemeriksa=PA, diperiksa=LAMA, dasar="Surat tugas CONTOH 1",
    kas=HitunganKas({"K100000": 49, "K50000": 1, "L500": 100}, Rupiah.of(28 * JUTA)),
)  # fmt: skip
SERAH = replace(
    PERIKSA, tanggal=date(2026, 3, 2), nomor="BA-2", penerima=BARU,
    kas=HitunganKas({"K100000": 49, "K50000": 1, "L500": 100}, Rupiah.of(27 * JUTA)),
)  # fmt: skip


def again(command: CheckKas, **ubah: Any) -> CheckKas:
    """Another command like this one (the same command sent twice is done once)."""
    return replace(command, perintah_id=PerintahId(new_uuid()), **ubah)


@pytest.fixture
def office(basis: Basis) -> Office:
    made = found_office(basis)
    made.do(ImportTransaksi(berkas=as_berkas(berkas(BUKU))))
    return made


def kode(office: Office, command: CheckKas) -> str:
    with pytest.raises(Refusal) as e:
        office.do(command)
    return e.value.kode


def test_kas_is_counted_on_any_day_and_nothing_closes(office: Office) -> None:
    """The book of 4 February, before the panjar of the 5th: what it says, what was counted, what was open."""
    made = office.do(PERIKSA).nilai
    assert (made.buku.bku, made.buku.tunai) == (Rupiah.of(33 * JUTA), Rupiah.of(5 * JUTA))
    assert (made.jenis, made.selisih) == (JenisPeriksa.PERIKSA, Rupiah.of(0))
    assert ItemTerbuka("Pajak dipungut yang belum disetor", "PPN", Rupiah.of(3 * JUTA)) in made.terbuka
    office.do(giro(HARI))
    with office.basis.reading() as conn:
        q = SqlKasQueries(conn, office.opd_id)
        assert list(q.pemeriksaan(2026)) == [made]
        assert q.segel(2026) == []
    assert verify(office.basis, office.opd_id) == []


def test_a_difference_wants_its_explanation(office: Office) -> None:
    kurang = again(PERIKSA, kas=HitunganKas({"K100000": 49}, Rupiah.of(28 * JUTA)))
    assert kode(office, kurang) == "ERR_SELISIH_KAS"
    made = office.do(again(kurang, penjelasan="Dipinjam untuk meterai, kembali besok")).nilai
    assert made.selisih == Rupiah.of(100_000)


def test_minutes_have_a_day_a_number_and_names(office: Office) -> None:
    besok = office.clock.today() + timedelta(days=1)
    assert kode(office, again(PERIKSA, tanggal=besok)) == "ERR_PEMERIKSAAN_TANGGAL"
    assert kode(office, again(PERIKSA, nomor=" ")) == "ERR_MEDAN_WAJIB"
    assert kode(office, again(PERIKSA, pemeriksa=replace(PA, nama=""))) == "ERR_MEDAN_WAJIB"
    office.do(PERIKSA)
    assert kode(office, again(PERIKSA, tanggal=date(2026, 2, 5))) == "ERR_NOMOR_GANDA"


def test_a_handover_shuts_the_days_up_to_it(office: Office) -> None:
    """Earlier months are closed first; what is open is named; from the next day on the successor books."""
    assert kode(office, SERAH) == "ERR_BULAN_SEBELUMNYA_TERBUKA"
    office.do(CloseMonth(bulan=FEB, kas=HITUNG))
    made = office.do(SERAH).nilai
    assert made.penerima == BARU
    assert {(t.nomor, t.nilai) for t in made.terbuka} >= {
        ("NPD-P1", Rupiah.of(JUTA)), ("PPN", Rupiah.of(3 * JUTA)), ("", Rupiah.of(30 * JUTA)),
    }  # fmt: skip
    with pytest.raises(Refusal, match="BA-2") as e:
        office.do(giro(date(2026, 3, 2)))
    assert e.value.kode == "ERR_SUDAH_SERAH_TERIMA"
    office.do(giro(date(2026, 3, 3)))
    office.clock.move(days=3)
    assert kode(office, again(SERAH, nomor="BA-3")) == "ERR_SUDAH_SERAH_TERIMA"
    assert verify(office.basis, office.opd_id) == []


def test_the_month_of_a_handover_closes_as_ever(office: Office) -> None:
    office.do(CloseMonth(bulan=FEB, kas=HITUNG))
    office.do(SERAH)
    with office.basis.reading() as conn:
        saldo = SqlKasQueries(conn, office.opd_id).saldo(Bulan(2026, 3))
    office.do(CloseMonth(bulan=Bulan(2026, 3), kas=HitunganKas({}, saldo.bank), penjelasan="Kas tunai belum dihitung"))
    assert verify(office.basis, office.opd_id) == []
