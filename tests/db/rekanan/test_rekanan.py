"""Rekanan in a database, on both engines: cards, versions, and what may be found by."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from core.errors import Refusal
from core.identity import RekananId, new_uuid
from core.opd.rekening_bank import RekeningBank
from core.rekanan.commands import SaveRekanan
from core.rekanan.model import Bentuk, Rekanan, SuratKeterangan
from db.basis import Basis
from db.rekanan.queries import SqlRekananQueries
from tests.fakes.pendirian import KantorDiBasis

BANK = RekeningBank("137", "0012345678", "PT Komputindo Contoh", "Bank Contoh")


def _rekanan(nama: str = "PT Komputindo Contoh", npwp: str = "0000000000000417", **lain: Any) -> Rekanan:
    isi: dict[str, Any] = {"bentuk": Bentuk.BADAN, "rekening": BANK}
    return Rekanan(id=RekananId(new_uuid()), nama=nama, npwp=npwp, **{**isi, **lain})


@pytest.fixture
def kantor(basis: Basis) -> KantorDiBasis:
    return KantorDiBasis(basis)


def test_a_card_comes_back_as_it_was(kantor: KantorDiBasis):
    full = _rekanan(pkp=True, umkm=True, pp55=SuratKeterangan("S-1/CONTOH", date(2026, 6, 30)), alamat="Jl. Contoh 2")
    bare = _rekanan("CONTOH Narasumber", "", bentuk=Bentuk.PNS, rekening=None)
    for card in (full, bare):
        assert kantor.do(SaveRekanan(rekanan=card)).nilai == card.id
    tanya = kantor.ask(SqlRekananQueries)
    assert tanya.card(full.id) == replace(full, versi=1)
    assert tanya.card(bare.id) == replace(bare, versi=1)
    assert tanya.card(RekananId(new_uuid())) is None


def test_the_second_of_two_is_shown_both_versions(kantor: KantorDiBasis):
    card = _rekanan()
    kantor.do(SaveRekanan(rekanan=card))
    on_screen = kantor.ask(SqlRekananQueries).card(card.id)
    kantor.do(SaveRekanan(rekanan=replace(on_screen, alamat="Jl. Contoh 1")))
    with pytest.raises(Refusal) as no:
        kantor.do(SaveRekanan(rekanan=replace(on_screen, alamat="Jl. Lain 9")))
    assert no.value.kode == "ERR_SUDAH_BERUBAH"
    assert [t.medan for t in no.value.temuan] == [None, "alamat"]
    assert kantor.ask(SqlRekananQueries).card(card.id).versi == 2


def test_one_tax_number_on_one_active_card(kantor: KantorDiBasis):
    card = _rekanan()
    kantor.do(SaveRekanan(rekanan=card))
    with pytest.raises(Refusal) as no:
        kantor.do(SaveRekanan(rekanan=_rekanan("CV Lain Contoh")))
    assert no.value.kode == "ERR_REKANAN_GANDA"
    kantor.do(SaveRekanan(rekanan=replace(card, aktif=False, versi=1)))
    kantor.do(SaveRekanan(rekanan=_rekanan("CV Lain Contoh")))
    neighbour = KantorDiBasis(kantor.basis, kode="1.01.0.00.0.00.01.0000")
    neighbour.do(SaveRekanan(rekanan=_rekanan()))
    assert [r.nama for r in neighbour.ask(SqlRekananQueries).search()] == ["PT Komputindo Contoh"]


def test_a_list_is_found_by_name_or_last_digits_and_shows_no_whole_number(kantor: KantorDiBasis):
    cards = (
        _rekanan(),
        _rekanan("CV Sinar Tulis 100%", "0000000000000518", rekening=replace(BANK, nomor="9900112233")),
        _rekanan("apotek contoh", "0000000000000629", rekening=None),
        _rekanan("Toko Lama Contoh", "", aktif=False),
    )
    for card in cards:
        kantor.do(SaveRekanan(rekanan=card))
    tanya = kantor.ask(SqlRekananQueries)

    def names(*args: Any, **kw: Any) -> list[str]:
        return [r.nama for r in tanya.search(*args, **kw)]

    assert names() == ["apotek contoh", "CV Sinar Tulis 100%", "PT Komputindo Contoh"]
    assert names(hanya_aktif=False)[-1] == "Toko Lama Contoh"
    assert names(batas=1) == ["apotek contoh"]
    assert names("  sinar  TULIS ") == ["CV Sinar Tulis 100%"]
    assert names("%") == ["CV Sinar Tulis 100%"]
    assert names("_") == []
    assert names("0417") == ["PT Komputindo Contoh"]
    assert names("2233") == ["CV Sinar Tulis 100%"]
    assert names("33") == []
    assert all("•" in r.npwp and r.npwp[-4:].isdigit() for r in tanya.search())
    assert not any("0012345678" in str(r) or "0000000000000417" in str(r) for r in tanya.search())


def test_imports_name_a_rekanan_exactly(kantor: KantorDiBasis):
    for card in (_rekanan(), _rekanan("CV Kembar", "0000000000000518"), _rekanan("CV KEMBAR", "0000000000000629")):
        kantor.do(SaveRekanan(rekanan=card))
    tanya = kantor.ask(SqlRekananQueries)
    assert tanya.by_name("pt komputindo  contoh").nama == "PT Komputindo Contoh"
    assert tanya.by_name("CV Kembar") is None
    assert tanya.by_name("Komputindo") is None
