"""The daily sums kept by the database: always what the mutasi say, out of reach of people, and enough for the fences."""

from __future__ import annotations

from datetime import date

import pytest

from core.errors import Refusal
from core.kas.commands import ImportTransaksi, PostTransaksi
from core.kas.isi import BelanjaUp, Koreksi, Rincian, TarikTunai
from core.money import Rupiah
from db.basis import Basis
from db.penjaga import GERAK_HARIAN
from db.sql import rows
from tests.db.kas.contoh_tahun import as_berkas, year
from tests.fakes.office import Office, found_office
from tests.unit.kas.contoh_kas import ATK, S1, beli, berkas, up


def sums(office: Office) -> tuple[list[tuple[str, ...]], list[tuple[str, ...]]]:
    """The kept sums, and the same derived from mutasi."""
    kolom = "tahun, buku, akun_id, tanggal, masuk, keluar, lini"
    with office.basis.reading() as conn:
        kept, derived = (
            sorted(
                tuple(str(v) for v in r)
                for r in rows(conn, f"SELECT {kolom} FROM {sumber} z WHERE opd_id = :o", o=office.opd_id)
            )
            for sumber in ("gerak_harian", f"({GERAK_HARIAN})")
        )
    return kept, derived


def belanja(nomor: str, rupiah: int) -> BelanjaUp:
    n = Rupiah.of(rupiah)
    return BelanjaUp(nomor=nomor, cara="bank", bruto=n, rincian=(Rincian(ATK, n, S1),), pajak=(), dibayar=n)


def test_after_a_whole_year_of_every_kind(basis: Basis) -> None:
    office = found_office(basis)
    office.do(ImportTransaksi(berkas=as_berkas(year())))
    kept, derived = sums(office)
    assert kept == derived
    assert len(kept) > 40


def test_after_a_late_document_and_a_reversal(basis: Basis) -> None:
    office = found_office(basis)
    office.do(ImportTransaksi(berkas=as_berkas(berkas([up(), beli("B1", 100_000, tanggal="03-20")]))))
    office.do(PostTransaksi(tanggal=date(2026, 2, 12), isi=belanja("TBP-9", 40_000), kode="B9"))
    office.do(
        PostTransaksi(
            tanggal=date(2026, 3, 21), isi=Koreksi(nomor="KRK-1", koreksi_tx="B9", alasan="CONTOH salah rekening")
        )
    )
    kept, derived = sums(office)
    assert kept == derived


@pytest.mark.parametrize(
    ("tanggal", "kode"), [(date(2026, 2, 12), "ERR_SALDO_BANK_KURANG"), (date(2026, 3, 25), "ERR_SALDO_BANK_KURANG")]
)
def test_the_bank_is_fenced_before_and_after_what_is_booked(basis: Basis, tanggal: date, kode: str) -> None:
    office = found_office(basis)
    office.do(ImportTransaksi(berkas=as_berkas(berkas([up(), beli("B1", 100_000, tanggal="03-20")]))))
    with pytest.raises(Refusal) as no:
        office.do(PostTransaksi(tanggal=tanggal, isi=TarikTunai(nomor="CEK-9", nilai=Rupiah.of(59_950_000))))
    assert no.value.kode == kode
    kept, derived = sums(office)
    assert kept == derived, "a refused event leaves no sum behind"
