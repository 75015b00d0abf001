"""Key stores: what each keeps, when the file takes over, and what it refuses."""

import json
import stat
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked

from core.errors import Refusal
from core.keystore import KeyStore
from db.keystore import BERKAS_KUNCI, FileKeyStore, KeyringKeyStore, MemoryKeyStore, open_keystore

KUNCI = bytes(range(32))


class GantunganKunci(KeyringBackend):
    """A keyring that works."""

    priority = 1  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self.isi: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.isi.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.isi[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.isi[service, username]


class Terkunci(GantunganKunci):
    """A keyring nobody unlocks."""

    def set_password(self, service: str, username: str, password: str) -> None:
        raise KeyringLocked("terkunci")


class Pelupa(GantunganKunci):
    """A keyring that gives nothing back."""

    def get_password(self, service: str, username: str) -> str | None:
        return None

    def delete_password(self, service: str, username: str) -> None:
        self.isi.clear()


class PlaintextKeyring(GantunganKunci):
    """One that keeps its secrets readable."""


@pytest.fixture(params=["berkas", "gantungan", "memori"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> KeyStore:
    if request.param == "berkas":
        return FileKeyStore(tmp_path / "profil" / BERKAS_KUNCI)
    return KeyringKeyStore(GantunganKunci()) if request.param == "gantungan" else MemoryKeyStore()


def test_a_store_gives_back_what_it_was_given(store: KeyStore):
    assert store.get("a:rantai") is None
    store.set("a:rantai", KUNCI)
    store.set("b:rantai", b"\0lain")
    store.set("a:rantai", KUNCI[::-1])
    assert (store.get("a:rantai"), store.get("b:rantai")) == (KUNCI[::-1], b"\0lain")


def test_only_the_file_warns(tmp_path: Path):
    assert MemoryKeyStore().peringatan is None
    assert KeyringKeyStore(GantunganKunci()).peringatan is None
    warning = FileKeyStore(tmp_path / BERKAS_KUNCI).peringatan
    assert warning is not None
    assert str(tmp_path) in warning


def test_a_working_keyring_is_used_and_left_clean(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    gantungan = GantunganKunci()
    monkeypatch.setattr(keyring, "get_keyring", lambda: gantungan)
    store = open_keystore(tmp_path)
    assert gantungan.isi == {}
    store.set("a:rantai", KUNCI)
    assert list(gantungan.isi) == [("pundi", "a:rantai")]
    assert not (tmp_path / BERKAS_KUNCI).exists()


@pytest.mark.parametrize("kind", [Terkunci, Pelupa, PlaintextKeyring])
def test_without_a_keyring_worth_the_name_the_file_is_used(
    kind: type[KeyringBackend], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(keyring, "get_keyring", kind)
    open_keystore(tmp_path).set("a:rantai", KUNCI)
    assert FileKeyStore(tmp_path / BERKAS_KUNCI).get("a:rantai") == KUNCI


def test_a_keyring_that_comes_back_does_not_hide_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    FileKeyStore(tmp_path / BERKAS_KUNCI).set("a:rantai", KUNCI)
    monkeypatch.setattr(keyring, "get_keyring", GantunganKunci)
    assert open_keystore(tmp_path).get("a:rantai") == KUNCI


def test_the_file_is_its_owner_s_alone(tmp_path: Path):
    berkas = tmp_path / BERKAS_KUNCI
    FileKeyStore(berkas).set("a:rantai", KUNCI)
    assert stat.S_IMODE(berkas.stat().st_mode) == 0o600
    assert [p.name for p in tmp_path.iterdir()] == [BERKAS_KUNCI]
    berkas.chmod(0o644)
    with pytest.raises(Refusal) as no:
        FileKeyStore(berkas).get("a:rantai")
    assert no.value.kode == "ERR_BERKAS_KUNCI_TERBUKA"


@pytest.mark.parametrize("isi", ["bukan json", "[]", json.dumps({"a:rantai": 5}), json.dumps({"a:rantai": "%%%"})])
def test_a_damaged_file_is_refused_and_never_overwritten(isi: str, tmp_path: Path):
    berkas = tmp_path / BERKAS_KUNCI
    berkas.write_text(isi, encoding="utf-8")
    berkas.chmod(0o600)
    store = FileKeyStore(berkas)
    with pytest.raises(Refusal) as no:
        store.get("a:rantai")
    assert no.value.kode == "ERR_BERKAS_KUNCI_RUSAK"
    assert berkas.read_text("utf-8") == isi
