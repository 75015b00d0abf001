"""People: adding, passwords, roles, leaving; who may do so, and that somebody always can."""

from dataclasses import replace
from typing import Any

import pytest

from core.access import Izin, Pelaku, Peran
from core.errors import Refusal
from core.identity import OrangId, new_uuid
from core.pengguna.commands import AddPerson, ChangePassword, DeactivatePerson, RenewHash, SetRoles, handlers
from core.pengguna.model import Orang, Rahasia, check_password, format_nip, new_person, parse_nip
from tests.fakes.kantor import KantorDiMemori, SandiMurah, konteks

SANDI = Rahasia("gunung biru di timur")
BARU = Rahasia("sungai panjang berliku")


class Kantor:
    """An office with a Bendahara Pengeluaran and, where asked, an Administrator."""

    def __init__(self, *, ada_admin: bool = True) -> None:
        self.sandi = SandiMurah()
        self.work = KantorDiMemori()
        self.handlers = handlers(self.sandi)
        self.bendahara = self.have("setiawan", Peran.BENDAHARA)
        self.admin = self.have("rahayu", Peran.ADMIN) if ada_admin else self.bendahara

    def have(self, login: str, *peran: Peran) -> Orang:
        orang = new_person(OrangId(new_uuid()), login, f"CONTOH {login.title()}", "", frozenset(peran))
        self.work.pengguna.add(orang, self.sandi.hash(SANDI))
        return orang

    def do(self, command: Any, oleh: Orang) -> Any:
        return self.handlers[type(command)](command, self.work, konteks(oleh.as_pelaku()))

    def now(self, orang: Orang) -> Orang:
        return self.work.pengguna.orang[orang.id]

    def refused(self, command: Any, oleh: Orang) -> Refusal:
        before = (dict(self.work.pengguna.orang), dict(self.work.pengguna.hash), len(self.work.kejadian))
        with pytest.raises(Refusal) as no:
            self.do(command, oleh)
        assert before == (self.work.pengguna.orang, self.work.pengguna.hash, len(self.work.kejadian))
        return no.value


@pytest.fixture
def kantor() -> Kantor:
    return Kantor()


def _add(**lain: Any) -> AddPerson:
    isi: dict[str, Any] = {
        "orang": OrangId(new_uuid()), "nama_login": "lestari", "nama": " CONTOH  Lestari, S.Kom. ", "nip": "19850303 201001 2 003",
        "peran": frozenset({Peran.PPTK}), "sandi": SANDI,
    }  # fmt: skip
    return AddPerson(**{**isi, **lain})


def test_a_new_person_changes_the_password_somebody_else_chose(kantor: Kantor):
    command = _add()
    assert kantor.do(command, kantor.admin) == command.orang
    orang = kantor.work.pengguna.orang[command.orang]
    assert (orang.nama, orang.nip, orang.wajib_ganti) == ("CONTOH Lestari, S.Kom.", "198503032010012003", True)
    kantor.do(ChangePassword(orang=orang.id, sandi=BARU, sandi_lama=SANDI), orang)
    assert kantor.now(orang).wajib_ganti is False
    assert kantor.sandi.verify(kantor.work.pengguna.hash[orang.id], BARU)


def test_no_event_and_no_command_tells_a_password(kantor: Kantor):
    command = _add()
    kantor.do(command, kantor.admin)
    kantor.do(ChangePassword(orang=command.orang, sandi=BARU), kantor.admin)
    told = repr(kantor.work.kejadian) + repr(command)
    assert "gunung" not in told
    assert "murah:" not in told
    assert [e.nama for e in kantor.work.kejadian] == ["orang_ditambah", "sandi_diganti"]


@pytest.mark.parametrize(
    ("lain", "kode", "medan"),
    [
        ({"nama_login": "Setiawan"}, "ERR_NAMA_LOGIN_DIPAKAI", "nama_login"),
        ({"nama_login": "le"}, "ERR_NAMA_LOGIN", "nama_login"),
        ({"nama_login": "bu lestari"}, "ERR_NAMA_LOGIN", "nama_login"),
        ({"nama": "  "}, "ERR_NAMA_KOSONG", "nama"),
        ({"nip": "19850303201001200"}, "ERR_NIP", "nip"),
        ({"nip": "19850303201001200X"}, "ERR_NIP", "nip"),
        ({"peran": frozenset()}, "ERR_PERAN_KOSONG", "peran"),
        ({"sandi": Rahasia("pendek")}, "ERR_SANDI_LEMAH", "sandi"),
    ],
)
def test_what_a_new_person_may_not_be(kantor: Kantor, lain: dict[str, Any], kode: str, medan: str):
    no = kantor.refused(_add(**lain), kantor.admin)
    assert (no.kode, no.medan) == (kode, medan)


@pytest.mark.parametrize(
    "peran",
    [
        {Peran.BENDAHARA, Peran.PPK},
        {Peran.BENDAHARA, Peran.PA},
        {Peran.BPP, Peran.PPTK},
        {Peran.PPK, Peran.PPTK},
        {Peran.PPK, Peran.VERIFIKATOR},
        {Peran.VERIFIKATOR, Peran.KUASA_BUD},
        {Peran.ADMIN, Peran.BENDAHARA},
        {Peran.AUDITOR, Peran.PPTK},
    ],
)
def test_roles_that_do_not_meet_in_one_person(kantor: Kantor, peran: set[Peran]):
    assert kantor.refused(_add(peran=frozenset(peran)), kantor.admin).kode == "ERR_PERAN_RANGKAP"


@pytest.mark.parametrize(
    "peran", [{Peran.KPA, Peran.PPTK}, {Peran.LOKET, Peran.VERIFIKATOR}, {Peran.KASI, Peran.VERIFIKATOR}]
)
def test_roles_that_may_meet(kantor: Kantor, peran: set[Peran]):
    command = _add(peran=frozenset(peran))
    kantor.do(command, kantor.admin)
    assert kantor.work.pengguna.orang[command.orang].peran == peran


@pytest.mark.parametrize(
    "teks",
    [
        "sembilan9",
        "aaaaaaaaaaaa",
        "abababababab",
        "rahayu-2026-oke",
        "Password123!",
        "bendahara2026",
        "1234567890",
        "x" * 257,
    ],
)
def test_weak_passwords(kantor: Kantor, teks: str):
    with pytest.raises(Refusal) as no:
        check_password(Rahasia(teks), kantor.admin)
    assert no.value.kode == "ERR_SANDI_LEMAH"
    assert teks not in str(no.value)


def test_a_password_with_the_own_nip_is_weak(kantor: Kantor):
    orang = replace(kantor.admin, nip="198503032010012003")
    with pytest.raises(Refusal) as no:
        check_password(Rahasia("nip198503032010012003"), orang)
    assert no.value.kode == "ERR_SANDI_LEMAH"


def test_changing_one_s_own_password_needs_the_old_one(kantor: Kantor):
    for lama in (None, BARU):
        no = kantor.refused(ChangePassword(orang=kantor.bendahara.id, sandi=BARU, sandi_lama=lama), kantor.bendahara)
        assert (no.kode, no.medan) == ("ERR_SANDI_LAMA_SALAH", "sandi_lama")
    no = kantor.refused(ChangePassword(orang=kantor.bendahara.id, sandi=SANDI, sandi_lama=SANDI), kantor.bendahara)
    assert no.kode == "ERR_SANDI_SAMA"


def test_another_s_password_is_given_by_the_administrator_only(kantor: Kantor):
    no = kantor.refused(ChangePassword(orang=kantor.admin.id, sandi=BARU), kantor.bendahara)
    assert no.kode == "ERR_TIDAK_BERWENANG"
    kantor.do(ChangePassword(orang=kantor.bendahara.id, sandi=BARU), kantor.admin)
    assert kantor.now(kantor.bendahara).wajib_ganti is True


def test_renewing_a_hash_keeps_the_password(kantor: Kantor):
    kantor.work.pengguna.hash[kantor.admin.id] = "usang"
    assert kantor.refused(RenewHash(sandi=SANDI), kantor.admin).kode == "ERR_SANDI_LAMA_SALAH"
    kantor.work.pengguna.hash[kantor.admin.id] = kantor.sandi.hash(SANDI)
    kantor.do(RenewHash(sandi=SANDI), kantor.admin)
    assert kantor.sandi.verify(kantor.work.pengguna.hash[kantor.admin.id], SANDI)
    assert kantor.now(kantor.admin).wajib_ganti is False


def test_roles_change_with_the_version_on_screen(kantor: Kantor):
    orang = kantor.have("lestari", Peran.PPTK)
    kantor.do(SetRoles(orang=orang.id, peran=frozenset({Peran.KPA}), versi=1), kantor.admin)
    assert kantor.now(orang).peran == {Peran.KPA}
    no = kantor.refused(SetRoles(orang=orang.id, peran=frozenset({Peran.PA}), versi=1), kantor.admin)
    assert no.kode == "ERR_SUDAH_BERUBAH"
    assert "Kuasa Pengguna Anggaran" in str(no)
    assert "peran yang Anda pilih: Pengguna Anggaran" in str(no)


def test_roles_and_leaving_are_the_administrator_s(kantor: Kantor):
    orang = kantor.have("lestari", Peran.PPTK)
    for command in (
        SetRoles(orang=orang.id, peran=frozenset({Peran.KPA}), versi=1),
        DeactivatePerson(orang=orang.id, versi=1),
        _add(nama_login="baru.sekali"),
    ):
        assert kantor.refused(command, kantor.bendahara).kode == "ERR_TIDAK_BERWENANG"


def test_somebody_who_left_may_come_back(kantor: Kantor):
    orang = kantor.have("lestari", Peran.PPTK)
    kantor.do(DeactivatePerson(orang=orang.id, versi=1), kantor.admin)
    assert kantor.now(orang).aktif is False
    kantor.do(SetRoles(orang=orang.id, peran=frozenset({Peran.KPA}), versi=2), kantor.admin)
    assert kantor.now(orang).aktif is True


def test_an_unknown_person_is_refused(kantor: Kantor):
    assert (
        kantor.refused(DeactivatePerson(orang=OrangId(new_uuid()), versi=1), kantor.admin).kode == "ERR_ORANG_TIDAK_ADA"
    )


def test_the_last_who_can_give_rights_stays():
    kantor = Kantor(ada_admin=False)
    for command in (
        DeactivatePerson(orang=kantor.bendahara.id, versi=1),
        SetRoles(orang=kantor.bendahara.id, peran=frozenset({Peran.PPTK}), versi=1),
    ):
        assert kantor.refused(command, kantor.bendahara).kode == "ERR_ORANG_TERAKHIR"


def test_without_administrator_the_bendahara_arranges_people_and_no_longer_after():
    kantor = Kantor(ada_admin=False)
    kantor.do(_add(nama_login="rahayu", nama="CONTOH Rahayu", peran=frozenset({Peran.ADMIN})), kantor.bendahara)
    assert kantor.refused(_add(), kantor.bendahara).kode == "ERR_TIDAK_BERWENANG"


def test_commands_ask_for_a_permission_that_bendahara_and_administrator_share():
    for kind in (AddPerson, SetRoles, DeactivatePerson):
        for peran in (Peran.BENDAHARA, Peran.ADMIN):
            assert Pelaku(OrangId(new_uuid()), "CONTOH", frozenset({peran})).may(kind.izin)
    assert all(Pelaku(OrangId(new_uuid()), "CONTOH", frozenset({p})).may(ChangePassword.izin) for p in Peran)
    assert Izin.ATUR_ORANG is not AddPerson.izin


def test_nip_is_read_with_blanks_and_printed_in_groups():
    assert parse_nip(" 19700101 199503 2 001") == "197001011995032001"
    assert format_nip("197001011995032001") == "19700101 199503 2 001"
    assert format_nip("") == ""
