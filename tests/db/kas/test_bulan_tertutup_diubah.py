"""A closed month that somebody changed around the program: found, and named line by line, on both engines."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from core.errors import Temuan
from core.kas.commands import CloseMonth, ImportTransaksi
from db.basis import Basis
from db.keystore import MemoryKeyStore
from db.periksa import verify
from tests.db.kas.contoh_tahun import as_berkas
from tests.db.kas.test_penutupan import BUKU, FEB, HITUNG
from tests.db.test_jejak import unlocked
from tests.fakes.office import found_office
from tests.fakes.server import Server
from tests.unit.kas.contoh_kas import berkas

Ubah = Callable[..., list[Temuan]]


@pytest.fixture(params=["sqlite", "postgres"])
def ubah(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Ubah]:
    """Closes February, lets somebody with all rights over the database change it, and answers what the proof finds."""
    lokal, kunci = request.param == "sqlite", MemoryKeyStore()
    server: Server | None = None if lokal else request.getfixturevalue("server")
    name = "" if server is None else server.new_database()
    alamat = str(tmp_path / "uji.sqlite") if server is None else server.url(name)
    basis = Basis(alamat, kunci)
    if lokal:
        basis.migrate()
    office = found_office(basis)
    office.do(ImportTransaksi(berkas=as_berkas(berkas(BUKU))))
    office.do(CloseMonth(bulan=FEB, kas=HITUNG))
    assert verify(basis, office.opd_id) == []
    basis.close()

    def change(*sql: str) -> list[Temuan]:
        if server is None:
            unlocked(tmp_path / "uji.sqlite", *sql)
        else:
            with closing(server.admin(name)) as conn:
                for tabel in ("mutasi", "transaksi", "lpj_isi"):
                    conn.execute(f"ALTER TABLE {tabel} DISABLE TRIGGER USER")
                for s in sql:
                    conn.execute(s)
                conn.commit()
        lagi = Basis(alamat, kunci)
        try:
            return verify(lagi, office.opd_id)
        finally:
            lagi.close()

    yield change
    if server is not None:
        server.drop(name)


def sentences(found: list[Temuan], kode: str) -> list[str]:
    return [t.pesan for t in found if t.kode == kode]


B1 = "(SELECT id FROM transaksi WHERE kode = 'B1')"


def test_an_amount(ubah: Ubah) -> None:
    """Line 4 of the BKU is the purchase of 30 juta; somebody made it 29."""
    found = ubah(f"UPDATE mutasi SET nilai = 2900000000 WHERE transaksi_id = {B1} AND baris = 0")
    (kata,) = sentences(found, "ERR_MUTASI_BEDA")
    assert kata == (
        "BKU Februari 2026 nomor 4 (B1 TBP-B1) tidak sama dengan buktinya: "
        "tertulis Rp 29.000.000, menurut bukti Rp 30.000.000."
    )
    assert any("wadah bank" in k and "27.000.000" in k and "28.000.000" in k for k in sentences(found, "ERR_SEGEL"))
    assert sentences(found, "ERR_DATA_BERUBAH")


def test_a_line_taken_away(ubah: Ubah) -> None:
    found = ubah(f"DELETE FROM mutasi WHERE transaksi_id = {B1} AND baris = 1")
    assert any("hilang, menurut bukti Rp 3.000.000" in k for k in sentences(found, "ERR_MUTASI_BEDA"))
    assert any(k.startswith("BKU Februari 2026 nomor 5 (B1 TBP-B1") for k in sentences(found, "ERR_SEGEL"))


def test_evidence_moved_to_another_month(ubah: Ubah) -> None:
    """Both lines of the purchase leave February, each by its number; what follows has other numbers."""
    kata = sentences(ubah("UPDATE transaksi SET tanggal = '2026-03-02' WHERE kode = 'B1'"), "ERR_SEGEL")
    for no in (4, 5):
        assert any(k.startswith(f"BKU Februari 2026 nomor {no} (B1") and "tidak lagi ada" in k for k in kata), kata
    assert any("bernomor lain" in k for k in kata)


def test_evidence_moved_into_the_month(ubah: Ubah) -> None:
    kata = sentences(ubah("UPDATE transaksi SET tanggal = '2026-02-27' WHERE kode = 'X1'"), "ERR_SEGEL")
    assert any("memuat X1" in k and "tidak ada ketika bulan itu disegel" in k for k in kata), kata


def test_words_of_a_line(ubah: Ubah) -> None:
    found: Any = ubah(f"UPDATE mutasi SET uraian = 'lain' WHERE transaksi_id = {B1} AND baris = 0")
    (kata,) = sentences(found, "ERR_MUTASI_BEDA")
    assert "nomor 4" in kata
    assert "keterangan" in kata
