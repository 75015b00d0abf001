"""People in a database, on both engines; signing in with real hashes; tries that outlive the program."""

from datetime import UTC, datetime, timedelta

import pytest
from argon2 import PasswordHasher

from core.access import Pelaku, Peran
from core.errors import Refusal
from core.identity import OrangId, new_uuid
from core.pengguna.commands import AddPerson, ChangePassword, DeactivatePerson, SetRoles
from core.pengguna.masuk import Percobaan, sign_in
from core.pengguna.model import Rahasia
from db.basis import Basis
from db.pengguna.queries import SqlBukuPercobaan, SqlPenggunaQueries
from db.pengguna.sandi import Argon2Sandi
from tests.fakes.pendirian import SANDI_PERTAMA, KantorDiBasis

AT = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
RINGAN = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
BARU = Rahasia("sungai panjang berliku")


@pytest.fixture
def kantor(basis: Basis) -> KantorDiBasis:
    return KantorDiBasis(basis)


def _add(kantor: KantorDiBasis, login: str, *peran: Peran) -> Pelaku:
    orang = OrangId(new_uuid())
    kantor.do(
        AddPerson(orang=orang, nama_login=login, nama=f"CONTOH {login}", nip="", peran=frozenset(peran), sandi=BARU)
    )
    return Pelaku(orang, f"CONTOH {login}", frozenset(peran))


def test_people_are_found_by_login_and_keep_their_fields(kantor: KantorDiBasis):
    pptk = _add(kantor, "lestari", Peran.PPTK, Peran.KPA)
    tanya = kantor.ask(SqlPenggunaQueries)
    found = tanya.by_login("lestari")
    assert (found.id, found.peran, found.aktif, found.wajib_ganti, found.versi) == (pptk.id, pptk.peran, True, True, 1)
    assert tanya.by_login("siapa") is None
    assert tanya.by_login("setiawan").nip == "198802022011011002"


def test_roles_passwords_and_leaving(kantor: KantorDiBasis):
    pptk = _add(kantor, "lestari", Peran.PPTK)
    kantor.do(SetRoles(orang=pptk.id, peran=frozenset({Peran.KPA}), versi=1))
    kantor.do(ChangePassword(orang=pptk.id, sandi=SANDI_PERTAMA, sandi_lama=BARU), pptk)
    tanya = kantor.ask(SqlPenggunaQueries)
    found = tanya.by_login("lestari")
    assert (found.peran, found.versi, found.wajib_ganti) == ({Peran.KPA}, 2, False)
    assert kantor.sandi.verify(tanya.password_hash(pptk.id), SANDI_PERTAMA)
    with pytest.raises(Refusal) as no:
        kantor.do(DeactivatePerson(orang=pptk.id, versi=1))
    assert no.value.kode == "ERR_SUDAH_BERUBAH"
    kantor.do(DeactivatePerson(orang=pptk.id, versi=2))
    assert [o.nama_login for o in tanya.people()] == ["setiawan"]
    assert len(tanya.people(hanya_aktif=False)) == 2


def test_a_refused_person_leaves_nothing_behind(kantor: KantorDiBasis):
    with pytest.raises(Refusal) as no:
        _add(kantor, "setiawan", Peran.PPTK)
    assert no.value.kode == "ERR_NAMA_LOGIN_DIPAKAI"
    assert len(kantor.ask(SqlPenggunaQueries).people(hanya_aktif=False)) == 1


def test_tries_are_kept_although_signing_in_is_refused(kantor: KantorDiBasis):
    buku = SqlBukuPercobaan(kantor.basis.engine, kantor.opd_id)
    for _ in range(5):
        with pytest.raises(Refusal) as no:
            sign_in(kantor.ask(SqlPenggunaQueries), kantor.sandi, "setiawan", BARU, percobaan=buku, at=AT)
        assert no.value.kode == "ERR_MASUK_DITOLAK"
    again = SqlBukuPercobaan(kantor.basis.engine, kantor.opd_id)
    assert again.read("setiawan") == Percobaan(5, AT)
    with pytest.raises(Refusal) as no:
        sign_in(kantor.ask(SqlPenggunaQueries), kantor.sandi, "setiawan", SANDI_PERTAMA, percobaan=again, at=AT)
    assert no.value.kode == "ERR_MASUK_TUNGGU"
    later = AT + timedelta(minutes=1)
    pelaku = sign_in(kantor.ask(SqlPenggunaQueries), kantor.sandi, "setiawan", SANDI_PERTAMA, percobaan=again, at=later)
    assert pelaku == kantor.pelaku
    assert again.read("setiawan") == Percobaan()
    assert again.read("belum.pernah") == Percobaan()


def test_argon2_hashes_differ_and_only_the_right_password_fits():
    sandi = Argon2Sandi(RINGAN)
    first, second = sandi.hash(BARU), sandi.hash(BARU)
    assert first != second
    assert "sungai" not in first
    assert (sandi.verify(first, BARU), sandi.verify(second, BARU), sandi.verify(first, SANDI_PERTAMA)) == (
        True,
        True,
        False,
    )
    assert sandi.verify("bukan hash", BARU) is False
    assert sandi.verify("", BARU) is False


def test_weaker_hashes_are_outdated_for_the_house():
    weak = Argon2Sandi(RINGAN).hash(BARU)
    house = Argon2Sandi()
    assert (house.is_outdated(weak), Argon2Sandi(RINGAN).is_outdated(weak), house.is_outdated("bukan hash")) == (
        True,
        False,
        True,
    )
    strong = house.hash(BARU)
    assert (house.is_outdated(strong), house.verify(strong, BARU)) == (False, True)
    assert "m=65536" in strong
