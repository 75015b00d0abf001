"""People of a shared database: one proposes, another confirms, the person chooses his own password."""

from __future__ import annotations

import json
from pathlib import Path

import psycopg
import pytest
from sqlalchemy.exc import DBAPIError

from core.access import Peran
from core.errors import Refusal
from core.identity import new_uuid
from db.hak import orang
from db.hak.petugas import SqlPetugas
from db.kantor import SqlPembuka
from db.keystore import MemoryKeyStore
from tests.db.hak.wilayah import SANDI, Wilayah
from tests.fakes.basis import new_basis
from tests.fakes.clock import FrozenClock
from tests.fakes.office import PlainSandi, all_handlers
from tests.fakes.server import Server
from ui.cli.jalan import run


def test_a_person_comes_and_goes(wilayah: Wilayah) -> None:
    admin, kasi = wilayah.basis("adm_p"), wilayah.basis("kasi_p")
    isi = {"login": "baru_a", "nama": "CONTOH BARU", "peran": "bpp", "opd": str(wilayah.a.opd_id), "buku": "BPP-2"}
    with admin.engine.begin() as conn:
        usulan, sandi = orang.propose(conn, "tambah", isi)
    assert sandi is not None
    assert len(sandi) == 19
    with kasi.engine.begin() as conn:
        assert [u.isi["login"] for u in orang.waiting(conn)] == ["baru_a"]
        orang.decide(conn, usulan, setuju=True)
    with wilayah.server.admin(wilayah.nama) as conn:
        kept = conn.execute(
            "SELECT rolpassword, rolvaliduntil > now() FROM pg_authid WHERE rolname = 'baru_a'"
        ).fetchone()
        assert conn.execute("SELECT count(*) FROM hak.usulan_sandi").fetchone() == (0,)
    assert kept is not None
    assert (kept[0].startswith("SCRAM-SHA-256$"), sandi in kept[0], kept[1]) == (True, False, True)
    baru = wilayah.basis("baru_a")
    with baru.reading() as conn:
        assert conn.exec_driver_sql("SELECT count(*) FROM spp").scalar() == 0, "nothing before the own password"
        with pytest.raises(Refusal) as no:
            orang.who_am_i(conn, wilayah.a.opd_id)
        assert no.value.kode == "ERR_SANDI_SEKALI_PAKAI"
    with baru.engine.begin() as conn:
        orang.change_own_password(conn, SANDI)
    with baru.reading() as conn:
        pelaku = orang.who_am_i(conn, wilayah.a.opd_id)
        assert conn.exec_driver_sql("SELECT count(*) > 0 FROM spp").scalar() is True
    assert pelaku is not None
    assert pelaku.peran == {Peran.BPP}
    with admin.engine.begin() as conn:
        pergi, _ = orang.propose(conn, "nonaktif", {"login": "baru_a"})
    with kasi.engine.begin() as conn:
        orang.decide(conn, pergi, setuju=True)
    with baru.reading() as conn, pytest.raises(DBAPIError, match="permission denied"):
        conn.exec_driver_sql("SELECT count(*) FROM opd")  # a session that was open sees nothing any more
    with pytest.raises(psycopg.OperationalError, match="not permitted to log in"):
        wilayah.login("baru_a")


def test_nobody_decides_twice_or_alone(wilayah: Wilayah) -> None:
    admin, kasi = wilayah.basis("adm_p"), wilayah.basis("kasi_p")
    with admin.engine.begin() as conn:
        usulan, _ = orang.propose(conn, "tugas", {"login": "pptk_a", "peran": "kpa", "opd": str(wilayah.a.opd_id)})
    with admin.engine.begin() as conn, pytest.raises(Refusal) as no:
        orang.decide(conn, usulan, setuju=True)
    assert no.value.kode == "ERR_ORANG_SAMA"
    with kasi.engine.begin() as conn:
        orang.decide(conn, usulan, setuju=False)
        assert all(t.peran != "kpa" for t in _tasks(wilayah))
    for kedua in (usulan, new_uuid()):
        with kasi.engine.begin() as conn, pytest.raises(Refusal) as no:
            orang.decide(conn, kedua, setuju=True)
        assert no.value.kode == "ERR_USULAN_TIDAK_ADA"
    with admin.engine.begin() as conn, pytest.raises(Refusal) as no:
        orang.propose(conn, "nonaktif", {"login": "tidak_ada"})
    assert no.value.kode == "ERR_ORANG_TIDAK_ADA"
    with admin.engine.begin() as conn, pytest.raises(Refusal) as no:
        orang.propose(conn, "tambah", {"login": "postgres", "nama": "X", "peran": "loket", "opd": None})
    assert no.value.kode == "ERR_NAMA_LOGIN_DIPAKAI"


def _tasks(wilayah: Wilayah) -> list[orang.Tugas]:
    with wilayah.basis("bpk").reading() as conn:
        return orang.tasks(conn)


def terminal(wilayah: Wilayah, siapa: str, *argv: str) -> int:
    """One command line of a person, as `main.py` runs it."""

    def opener() -> SqlPembuka:
        return SqlPembuka(MemoryKeyStore(), PlainSandi(), all_handlers(), FrozenClock(), kenang=False)

    db = wilayah.server.url(wilayah.nama, siapa)
    return run([*argv, "--json", "--db", db], opener, lambda: pytest.fail("no form is printed"), Path())


def test_people_are_arranged_in_the_terminal(
    wilayah: Wilayah, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    orang_baru = ("tambah", "kpa_a", "--nama", "CONTOH KPA", "--peran", "kpa", "--opd-kode", "2.16.2.20.2.21.01.0000")
    assert terminal(wilayah, "adm_p", "pengguna", *orang_baru) == 0
    keluar = capsys.readouterr()
    usulan = json.loads(keluar.out)
    assert (usulan["berlaku"], "sekali pakai kpa_a:" in keluar.err) == (False, True)
    assert terminal(wilayah, "adm_p", "pengguna", "sahkan", usulan["usulan"]) == 1
    assert json.loads(capsys.readouterr().out)["tolak"][0]["kode"] == "ERR_ORANG_SAMA"
    assert terminal(wilayah, "kasi_p", "pengguna", "sahkan", usulan["usulan"]) == 0
    capsys.readouterr()
    monkeypatch.setenv("PUNDI_SANDI_BARU", "pendek")
    assert terminal(wilayah, "kpa_a", "pengguna", "ganti-sandi") == 1
    monkeypatch.setenv("PUNDI_SANDI_BARU", SANDI)
    assert terminal(wilayah, "kpa_a", "pengguna", "ganti-sandi") == 0
    capsys.readouterr()
    assert terminal(wilayah, "bpk", "pengguna", "daftar") == 0
    tugas = json.loads(capsys.readouterr().out)["tugas"]
    assert [(x["peran"], x["aktif"]) for x in tugas if x["login"] == "kpa_a"] == [("kpa", True)]
    assert terminal(wilayah, "sari_a", "pengguna", "daftar") == 1
    assert json.loads(capsys.readouterr().out)["tolak"][0]["kode"] == "ERR_HAK_BASIS_DATA"
    assert terminal(wilayah, "adm_p", "pengguna", "sahkan", "bukan-nomor") == 1
    monkeypatch.delenv("PUNDI_SANDI_BARU")
    ketikan = iter(("satu dua tiga", "satu dua empat"))
    monkeypatch.setattr("getpass.getpass", lambda _: next(ketikan))
    assert terminal(wilayah, "kpa_a", "pengguna", "ganti-sandi") == 1
    assert "ERR_SANDI_BEDA" in capsys.readouterr().out


def test_local_offices_have_no_logins(tmp_path: Path) -> None:
    basis = new_basis(tmp_path / "kantor.sqlite")
    with pytest.raises(Refusal) as no:
        SqlPetugas(basis)
    basis.close()
    assert no.value.kode == "ERR_BUKAN_BERSAMA"


def test_an_empty_server_is_prepared_by_one_command(server: Server, capsys: pytest.CaptureFixture[str]) -> None:
    def opener() -> SqlPembuka:
        return SqlPembuka(MemoryKeyStore(), PlainSandi(), all_handlers(), FrozenClock(), kenang=False)

    nama = server.empty_database()
    argv = ["basisdata", "siapkan-server", "--admin", "adm_s", "--nama-admin", "CONTOH ADMIN", "--pengesah", "kasi_s",
            "--nama-pengesah", "CONTOH KASI", "--json", "--db", server.url(nama, "postgres")]  # fmt: skip
    made = []
    for _ in range(2):
        assert run(argv, opener, lambda: pytest.fail("no form is printed"), Path()) == 0
        keluar = capsys.readouterr()
        made.append((json.loads(keluar.out)["dibuat"][1:], keluar.err.count("sekali pakai")))
    assert made == [(["admin adm_s", "kasi kasi_s"], 2), ([], 0)]
    server.drop(nama)


def test_the_program_opens_as_the_person_of_the_connection(wilayah: Wilayah) -> None:
    pembuka = SqlPembuka(MemoryKeyStore(), PlainSandi(), all_handlers(), FrozenClock(), kenang=False)
    kantor = pembuka.open(wilayah.server.url(wilayah.nama, "sari_a"))
    assert kantor.opd.nama == "Dinas A CONTOH", "the only office she sees"
    assert kantor.only_person() == wilayah.orang["sari_a"] == kantor.sign_in("sari_a", SANDI)
    with pytest.raises(Refusal) as no:
        kantor.sign_in("ppk_a", SANDI)
    kantor.close()
    assert no.value.kode == "ERR_MASUK_DITOLAK"
