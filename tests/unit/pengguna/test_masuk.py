"""Signing in: the same sentence for every failure, the same effort, and a wait that grows."""

from datetime import UTC, datetime, timedelta

import pytest

from core.access import Peran
from core.errors import Refusal
from core.identity import OrangId, new_uuid
from core.pengguna.masuk import Percobaan, sign_in
from core.pengguna.model import Rahasia, new_person
from tests.fakes.kantor import PenggunaDiMemori, PercobaanDiMemori, SandiMurah

AT = datetime(2026, 2, 3, 2, 0, tzinfo=UTC)
BENAR = Rahasia("gunung biru di timur")


@pytest.fixture
def sandi() -> SandiMurah:
    return SandiMurah()


@pytest.fixture
def pengguna(sandi: SandiMurah) -> PenggunaDiMemori:
    kept = PenggunaDiMemori()
    kept.add(
        new_person(OrangId(new_uuid()), "setiawan", "CONTOH Setiawan", "", frozenset({Peran.BENDAHARA})),
        sandi.hash(BENAR),
    )
    kept.add(
        new_person(OrangId(new_uuid()), "lestari", "CONTOH Lestari", "", frozenset({Peran.PPTK})).leave(),
        sandi.hash(BENAR),
    )
    kept.add(new_person(OrangId(new_uuid()), "hidayat", "CONTOH Hidayat", "", frozenset({Peran.PPK})), "")
    return kept


def test_name_and_password_give_the_person(pengguna: PenggunaDiMemori, sandi: SandiMurah):
    pelaku = sign_in(pengguna, sandi, " Setiawan ", BENAR, percobaan=PercobaanDiMemori(), at=AT)
    assert (pelaku.nama, pelaku.peran) == ("CONTOH Setiawan", {Peran.BENDAHARA})


def test_every_failure_says_the_same_and_tests_a_password(pengguna: PenggunaDiMemori, sandi: SandiMurah):
    said = set()
    for nama, teks in (
        ("setiawan", Rahasia("salah sekali ya")),
        ("tidak.ada", BENAR),
        ("lestari", BENAR),
        ("hidayat", BENAR),
    ):
        before = sandi.diuji
        with pytest.raises(Refusal) as no:
            sign_in(pengguna, sandi, nama, teks, percobaan=PercobaanDiMemori(), at=AT)
        assert no.value.kode == "ERR_MASUK_DITOLAK"
        assert sandi.diuji == before + 1
        said.add(str(no.value))
    assert len(said) == 1


@pytest.mark.parametrize("nama", ["setiawan", "tidak.ada"])
def test_after_five_tries_the_wait_grows_and_holds_even_with_the_right_password(
    nama: str, pengguna: PenggunaDiMemori, sandi: SandiMurah
):
    buku = PercobaanDiMemori()
    for _ in range(5):
        with pytest.raises(Refusal) as no:
            sign_in(pengguna, sandi, nama, Rahasia("salah sekali ya"), percobaan=buku, at=AT)
        assert no.value.kode == "ERR_MASUK_DITOLAK"
    before = sandi.diuji
    with pytest.raises(Refusal) as no:
        sign_in(pengguna, sandi, nama, BENAR, percobaan=buku, at=AT + timedelta(seconds=4))
    assert no.value.kode == "ERR_MASUK_TUNGGU"
    assert sandi.diuji == before


def test_after_the_wait_the_right_password_wipes_the_slate(pengguna: PenggunaDiMemori, sandi: SandiMurah):
    buku = PercobaanDiMemori({"setiawan": Percobaan(5, AT)})
    sign_in(pengguna, sandi, "setiawan", BENAR, percobaan=buku, at=AT + timedelta(seconds=5))
    assert buku.read("setiawan") == Percobaan()


def test_the_wait_doubles_up_to_a_quarter_of_an_hour():
    waits = [Percobaan(n, AT).wait_at(AT).total_seconds() for n in (0, 4, 5, 6, 7, 8, 12, 13, 1000)]
    assert waits == [0, 0, 5, 10, 20, 40, 640, 900, 900]


def test_a_clock_set_back_does_not_lengthen_the_wait():
    assert Percobaan(5, AT).wait_at(AT - timedelta(days=3)) == timedelta(seconds=5)


def test_a_password_never_shows_itself():
    teks = Rahasia("gunung biru di timur")
    assert "gunung" not in f"{teks} {teks!r} {[teks]} {vars(type(teks)).get('x')}"
    assert teks == Rahasia("gunung biru di timur") != Rahasia("lain")
