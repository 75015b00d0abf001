"""The worked example of the handbook comes out exactly, from SQL, on both engines."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from core.calendar import Bulan
from core.importers.pundi_transaksi import read_pundi_transaksi
from core.kas.commands import ImportTransaksi
from core.spj.blok import BLOK_BUKU, block_lpj_tu, block_lpj_up, block_saldo, block_spj
from db.anggaran.repository import SqlAnggaranRepository
from db.basis import Basis
from db.kas.queries import SqlKasQueries
from db.periksa import verify
from db.pintu import Pintu
from tests.fakes.office import Office, found_office

CASE = Path(__file__).parents[2] / "data" / "worked-example.json"
FEB = Bulan(2026, 2)


@pytest.fixture
def case() -> dict[str, Any]:
    return json.loads(CASE.read_text(encoding="utf-8"))


@pytest.fixture
def office(basis: Basis) -> Office:
    made = found_office(basis)
    made.do(ImportTransaksi(berkas=read_pundi_transaksi(CASE.name, CASE.read_bytes())))
    return made


@pytest.fixture
def books(office: Office) -> Iterator[SqlKasQueries]:
    with office.basis.reading() as conn:
        yield SqlKasQueries(conn, office.opd_id)


def same(ada: Any, harap: Any, at: str = "") -> list[str]:
    """Where what came out differs from what must: extra keys, `uraian` and the names of identities are free."""
    if isinstance(harap, dict):
        return [
            d
            for k, v in harap.items()
            if k not in ("uraian", "nama")
            for d in (same(ada.get(k), v, f"{at}.{k}") if isinstance(ada, dict) else [f"{at}: {ada!r} bukan objek"])
        ]
    if isinstance(harap, list):
        if not isinstance(ada, list) or len(ada) != len(harap):
            return [f"{at}: {len(ada) if isinstance(ada, list) else ada!r} baris, seharusnya {len(harap)}"]
        return [d for i, (a, h) in enumerate(zip(ada, harap, strict=True)) for d in same(a, h, f"{at}[{i}]")]
    return [] if ada == harap and type(ada) is type(harap) else [f"{at}: {ada!r}, seharusnya {harap!r}"]


@pytest.mark.parametrize(
    ("buku", "blok"),
    [
        ("bku", "bku"),
        ("tunai", "buku_kas_tunai"),
        ("bank", "buku_bank"),
        ("pajak", "buku_pajak"),
        ("panjar", "buku_panjar"),
        ("kkpd", "buku_kkpd"),
        ("rincian", "rincian_objek"),
    ],
)
def test_every_book(books: SqlKasQueries, case: dict[str, Any], buku: str, blok: str) -> None:
    assert same(BLOK_BUKU[buku](books, FEB), case["expected"][blok]) == []


def test_spj_fungsional(books: SqlKasQueries, case: dict[str, Any]) -> None:
    ada = block_spj(books.realisasi(FEB), books.blok(FEB), books.contra_pos(FEB))
    assert same(ada, case["expected"]["spj_fungsional"]) == []


def test_lpj_and_balances(books: SqlKasQueries, office: Office, case: dict[str, Any]) -> None:
    with office.basis.reading() as conn:
        pagu = SqlAnggaranRepository(conn, Pintu(conn, office.opd_id, None), office.opd_id).pagu(2026)
    assert books.lpj_list(FEB) == ["LPJ-UP-0001"]
    lpj = books.lpj_up("LPJ-UP-0001", 2026)
    assert lpj is not None
    assert same(block_lpj_up(lpj, pagu), case["expected"]["lpj_up"]) == []
    (tu,) = books.lpj_tu(FEB)
    assert same(block_lpj_tu(tu), case["expected"]["lpj_tu"]) == []
    saldo = block_saldo(books, FEB, pagu)
    for k in ("saldo_akhir", "sisa_pagu_akhir", "sisa_spd_akhir", "identitas"):
        assert same(saldo[k], case["expected"][k], k) == []


def test_words_find_evidence(books: SqlKasQueries) -> None:
    assert [t.nomor for t in books.cari_transaksi(2026, "tbp-0009", 8)] == ["TBP-0009"]
    assert {"TBP-0001", "TBP-0009"} <= {t.nomor for t in books.cari_transaksi(2026, "SINAR", 8)}
    assert len(books.cari_transaksi(2026, "tbp", 3)) == 3
    assert [books.cari_transaksi(2026, k, 8) for k in ("", "_", "!", "rekening_", "sinar npd")] == [[], [], [], [], []]


def test_each_series_names_its_numbers(books: SqlKasQueries) -> None:
    ada = books.nomor_seri(2026, ("NPD", "NK", "KRK"))
    assert {s: sorted(n) for s, n in ada.items()} == {"NPD": ["NPD-0003", "NPD-0006"], "NK": ["NK-0001"]}


def test_the_database_proves_itself(office: Office) -> None:
    assert verify(office.basis, office.opd_id) == []


def test_a_second_import_stores_nothing(office: Office) -> None:
    hasil = office.do(ImportTransaksi(berkas=read_pundi_transaksi(CASE.name, CASE.read_bytes()))).nilai
    assert (hasil.diimpor, hasil.dilewati) == (0, 28)
