"""Keys of an office on both engines: made, replaced, revoked, those of others accepted; nothing secret in the database."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from core.access import Peran
from core.bus import Konteks
from core.errors import Refusal
from core.money import Rupiah
from core.pelacakan.commands import OpenBerkas, open_berkas
from core.pelacakan.model import IsiBerkas
from core.segel.commands import MakeKey, RevokeKey, TrustKey, seal_submission
from core.segel.kode import NilaiSegel
from db.basis import Basis
from db.keystore import MemoryKeyStore
from db.periksa import verify
from db.segel import ed25519, tables
from tests.fakes.office import Look, Office, found_office, with_roles
from tests.unit.segel.contoh_segel import KUNCI, RAHASIA_LAIN, pengajuan, sealed
from tests.unit.segel.test_lembar import sheet

JANUARI, MARET = date(2026, 1, 1), date(2026, 3, 2)


@pytest.fixture
def office(basis: Basis) -> Office:
    return found_office(basis)


def test_new_key_is_known_and_its_secret_stays_in_the_key_store(office: Office) -> None:
    kunci = office.do(MakeKey(berlaku_dari=JANUARI)).nilai
    assert list(Look(office, "segel").known_keys()) == [kunci]
    assert (kunci.sendiri, kunci.status, kunci.opd_kode) == (True, "berlaku", "2.16.2.20.2.21.01.0000")
    simpan = office.basis.keystore
    assert isinstance(simpan, MemoryKeyStore)
    rahasia = simpan.get(f"{office.opd_id}:segel:{kunci.id}")
    assert rahasia is not None
    assert len(rahasia) == 32
    with office.basis.reading() as conn:
        baris = conn.execute(select(tables.kunci_segel)).one()
    assert rahasia.hex() not in repr(baris)
    assert verify(office.basis, office.opd_id) == []


def test_sheet_of_one_office_is_accepted_by_another(office: Office) -> None:
    kunci = office.do(MakeKey(berlaku_dari=JANUARI)).nilai
    teks = Look(office, "segel").sheet_of(kunci)
    dibaca = Look(office, "segel").read_sheet(teks)
    assert (dibaca.id, dibaca.opd_nama, dibaca.sendiri) == (kunci.id, kunci.opd_nama, False)
    with pytest.raises(Refusal) as e:
        Look(office, "segel").sheet_of(KUNCI)
    assert e.value.kode == "ERR_KUNCI_TIDAK_DIKENAL"


def test_another_office_is_accepted_only_with_its_fingerprint_and_once(office: Office) -> None:
    with pytest.raises(Refusal, match="bukan “1234”") as e:
        office.do(TrustKey(lembar=sheet(), sidik_jari="1234"))
    assert e.value.kode == "ERR_SIDIK_JARI_BEDA"
    assert Look(office, "segel").known_keys() == []
    for _ in range(2):
        office.do(TrustKey(lembar=sheet(), sidik_jari=KUNCI.sidik_jari.lower()))
    assert list(Look(office, "segel").known_keys()) == [KUNCI]
    assert Look(office, "segel").check(sealed(pengajuan(2))).is_good


def test_new_key_replaces_the_one_before_from_its_day(office: Office) -> None:
    lama = office.do(MakeKey(berlaku_dari=JANUARI)).nilai
    with pytest.raises(Refusal) as e:
        office.do(MakeKey(berlaku_dari=JANUARI))
    assert e.value.kode == "ERR_URUTAN_TANGGAL"
    baru = office.do(MakeKey(berlaku_dari=MARET)).nilai
    keys = {k.id: k for k in Look(office, "segel").known_keys()}
    assert (keys[lama.id].status, keys[baru.id].status) == ("diganti", "berlaku")
    assert keys[lama.id].is_valid_on(date(2026, 3, 1))
    assert not keys[lama.id].is_valid_on(MARET)


def test_newer_sheet_of_another_office_replaces_its_older_one(office: Office) -> None:
    baru = replace(KUNCI, publik=ed25519.public_of(RAHASIA_LAIN), berlaku_dari=MARET)
    office.do(TrustKey(lembar=sheet(), sidik_jari=KUNCI.id))
    office.do(TrustKey(lembar=sheet(baru, RAHASIA_LAIN), sidik_jari=baru.id))
    check = Look(office, "segel").check
    assert check(sealed(pengajuan())).is_good
    assert check(sealed(pengajuan(), disegel=MARET)).nilai is NilaiSegel.KUNCI_LEWAT_MASA
    assert check(sealed(pengajuan(), kunci=baru, rahasia=RAHASIA_LAIN, disegel=MARET)).is_good


def test_stolen_key_is_revoked_for_good(office: Office) -> None:
    office.do(TrustKey(lembar=sheet(), sidik_jari=KUNCI.id))
    for kode, cmd in (
        ("ERR_KUNCI_TIDAK_DIKENAL", RevokeKey(kunci_id="0000 0000 0000 0000", sebab="x")),
        ("ERR_SEBAB_WAJIB", RevokeKey(kunci_id=KUNCI.id, sebab=" ")),
    ):
        with pytest.raises(Refusal) as e:
            office.do(cmd)
        assert e.value.kode == kode
    office.do(RevokeKey(kunci_id=KUNCI.sidik_jari, sebab="laptop hilang"))
    assert Look(office, "segel").check(sealed(pengajuan())).nilai is NilaiSegel.KUNCI_DICABUT
    for cmd in (RevokeKey(kunci_id=KUNCI.id, sebab="lagi"), TrustKey(lembar=sheet(), sidik_jari=KUNCI.id)):
        with pytest.raises(Refusal) as e:
            office.do(cmd)
        assert e.value.kode == "ERR_KUNCI_SUDAH_DICABUT"
    assert verify(office.basis, office.opd_id) == []


def test_replaced_key_may_still_turn_out_to_be_stolen(office: Office) -> None:
    lama = office.do(MakeKey(berlaku_dari=JANUARI)).nilai
    office.do(MakeKey(berlaku_dari=MARET))
    office.do(RevokeKey(kunci_id=lama.id, sebab="cadangan lama bocor"))
    assert next(k for k in Look(office, "segel").known_keys() if k.id == lama.id).dicabut


def test_submission_is_sealed_once_and_only_where_the_secret_is(office: Office) -> None:
    konteks = Konteks(office.pelaku, office.clock)
    kunci = office.do(MakeKey(berlaku_dari=JANUARI)).nilai
    isi = IsiBerkas("Dinas Contoh", "SPM", "LS", "SPM-1", MARET, "Belanja contoh", Rupiah.of(1_000))
    with office.basis.unit_of_work(office.opd_id) as work:
        berkas = open_berkas(OpenBerkas(isi=isi), work, konteks)
        p = replace(pengajuan(), berkas=str(berkas.id), kode_meja=berkas.kode_meja)
        assert seal_submission(work, p, berkas.id, konteks) == ()
        work.commit(OpenBerkas(isi=isi), office.pelaku, office.clock.now())
    with office.basis.unit_of_work(office.opd_id) as work:
        assert seal_submission(work, p, berkas.id, konteks) == ()
        assert work.commit(OpenBerkas(isi=isi), office.pelaku, office.clock.now()) == frozenset(), "once is enough"
    found = Look(office, "segel").seal_of(berkas.id, 1)
    assert (found.kunci_id, found.disegel) == (kunci.id, MARET)
    assert Look(office, "segel").check(found.teks).is_good
    assert isinstance(office.basis.keystore, MemoryKeyStore)
    office.basis.keystore._isi.pop(f"{office.opd_id}:segel:{kunci.id}")
    with office.basis.unit_of_work(office.opd_id) as work:
        (temuan,) = seal_submission(work, replace(p, putaran=2), berkas.id, konteks)
        assert work.segel.seal_of(berkas.id, 2) is None
    assert temuan.kode == "WARN_SEGEL_TANPA_KUNCI"
    assert kunci.sidik_jari in temuan.pesan


def test_keys_are_for_who_sets_up_the_office(office: Office) -> None:
    loket = with_roles(office, Peran.LOKET)
    for cmd in (MakeKey(berlaku_dari=JANUARI), TrustKey(lembar=sheet(), sidik_jari=KUNCI.id)):
        with pytest.raises(Refusal) as e:
            office.do(cmd, loket)
        assert e.value.kode == "ERR_TIDAK_BERWENANG"
