"""What is done with the office: founding it, its officials, UP decrees, accounts, holidays and settings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import ClassVar, Final, Protocol

from core.access import Izin, Peran
from core.bus import Command, Event, Handler, Konteks
from core.calendar import tanggal_panjang
from core.errors import Refusal
from core.identity import OpdId, OrangId
from core.opd.model import Libur, Opd, RekeningBendahara, SkUp, follow_decree
from core.opd.pejabat import Pejabat, fit_in
from core.opd.rekening_bank import parse_rekening
from core.opd.versi import differences, ensure_fresh
from core.pengguna.commands import PenggunaRepository, register
from core.pengguna.masuk import Sandi
from core.pengguna.model import Orang, Rahasia, ensure_managed, new_person
from core.settings import BarisSetelan, SettingsView, check_change

TOPIK = "opd"

_MEDAN_OPD: Final = {
    "kode": "Kode SKPD",
    "nama": "Nama",
    "tahun_anggaran": "Tahun anggaran",
    "pemda": "Pemerintah daerah",
    "tempat": "Tempat",
    "alamat": "Alamat",
    "kode_wilayah": "Kode wilayah",
}


class OpdRepository(Protocol):
    """What is kept of one office. Nothing is deleted: terms end, decrees follow, settings are dated."""

    def office(self) -> Opd | None: ...

    def add_office(self, opd: Opd) -> None: ...

    def save_office(self, opd: Opd) -> None:
        """Replaces the office by its next version (`versi` is the new one)."""

    def officials(self) -> Sequence[Pejabat]: ...

    def put_official(self, pejabat: Pejabat) -> None:
        """Stores a new official (versi 1) or his next version."""

    def decrees(self, tahun: int) -> Sequence[SkUp]:
        """The UP decrees of a year, oldest first."""

    def put_decree(self, sk: SkUp) -> None:
        """Stores a decree, or mends the one with its id."""

    def accounts(self) -> Sequence[RekeningBendahara]: ...

    def put_account(self, rekening: RekeningBendahara) -> None: ...

    def settings(self) -> SettingsView: ...

    def put_setting(self, baris: BarisSetelan) -> None:
        """Stores a row; one of the same key and date gives way."""

    def holidays(self, tahun: int) -> Sequence[Libur]: ...

    def set_holidays(self, tahun: int, libur: Sequence[Libur]) -> None:
        """From now on these are the holidays of that year."""


class OpdWork(Protocol):
    """What the handlers of this room touch."""

    opd_id: OpdId

    @property
    def opd(self) -> OpdRepository: ...

    @property
    def pengguna(self) -> PenggunaRepository: ...

    def record(self, event: Event) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class OrangPertama:
    """Who starts the office on this computer: a Bendahara Pengeluaran or an Administrator."""

    id: OrangId
    nama_login: str
    nama: str
    nip: str
    peran: frozenset[Peran]
    sandi: Rahasia = field(repr=False)

    def as_orang(self) -> Orang:
        """The person, checked like any other."""
        return new_person(self.id, self.nama_login, self.nama, self.nip, self.peran)


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateOffice(Command):
    """First start: the office and its first person, who also is the one acting."""

    izin: ClassVar[Izin] = Izin.ATUR_KANTOR
    opd: Opd
    orang: OrangPertama
    libur: tuple[Libur, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveOffice(Command):
    """Changed particulars; `opd.versi` is the version that was on screen."""

    izin: ClassVar[Izin] = Izin.ATUR_KANTOR
    opd: Opd


@dataclass(frozen=True, slots=True, kw_only=True)
class SavePejabat(Command):
    """A new official (versi 0) or a changed one (the version that was on screen)."""

    izin: ClassVar[Izin] = Izin.ATUR_KANTOR
    pejabat: Pejabat


@dataclass(frozen=True, slots=True, kw_only=True)
class SetUp(Command):
    """A UP decree, new or mended on the day it was typed."""

    izin: ClassVar[Izin] = Izin.ATUR_KANTOR
    sk: SkUp


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveRekeningBendahara(Command):
    """A bank account of a treasurer, new (versi 0) or changed."""

    izin: ClassVar[Izin] = Izin.ATUR_KANTOR
    rekening: RekeningBendahara


@dataclass(frozen=True, slots=True, kw_only=True)
class SetSetting(Command):
    """From a date on a setting holds another value (`isi` is JSON, made by `Setelan.write`)."""

    izin: ClassVar[Izin] = Izin.ATUR_KANTOR
    kunci: str
    isi: str
    berlaku_dari: date


@dataclass(frozen=True, slots=True, kw_only=True)
class SetHolidays(Command):
    """The holidays of a year, all of them."""

    izin: ClassVar[Izin] = Izin.ATUR_KANTOR
    tahun: int
    libur: tuple[Libur, ...]


def create_office(cmd: CreateOffice, work: OpdWork, konteks: Konteks, *, sandi: Sandi) -> OpdId:
    """Refuses a second founding (ERR_KANTOR_SUDAH_ADA) and a first person who could not arrange people."""
    there = work.opd.office()
    if there is not None:
        pesan = f"Basis data ini sudah berisi {there.nama} ({there.kode}); masuklah dengan nama Anda."
        raise Refusal("ERR_KANTOR_SUDAH_ADA", pesan)
    assert cmd.opd.id == work.opd_id
    assert cmd.orang.id == konteks.pelaku.id
    opd, first = replace(cmd.opd.checked(), versi=1), cmd.orang.as_orang()
    ensure_managed([first])
    work.opd.add_office(opd)
    register(work, first, cmd.orang.sandi, sandi)
    for tahun in sorted({li.tanggal.year for li in cmd.libur}):
        work.opd.set_holidays(tahun, sorted(li for li in cmd.libur if li.tanggal.year == tahun))
    work.record(Event(TOPIK, "kantor_dibuat", {"kode": opd.kode, "kantor": opd.nama, "tahun": opd.tahun_anggaran}))
    return opd.id


def save_office(cmd: SaveOffice, work: OpdWork, _konteks: Konteks) -> None:
    """Refuses a version that has moved on (ERR_SUDAH_BERUBAH) and an earlier year (ERR_TAHUN_ANGGARAN)."""
    stored, opd = _office(work), cmd.opd.checked()
    ensure_fresh(stored.versi, cmd.opd.versi, "Data kantor", differences(opd, stored, _MEDAN_OPD))
    if opd.tahun_anggaran < stored.tahun_anggaran:
        pesan = (
            f"Kantor sudah bekerja dalam tahun {stored.tahun_anggaran}; tahun {opd.tahun_anggaran} hanya dapat dibaca."
        )
        raise Refusal("ERR_TAHUN_ANGGARAN", pesan, medan="tahun_anggaran")
    work.opd.save_office(replace(opd, id=stored.id, versi=stored.versi + 1))
    work.record(Event(TOPIK, "kantor_diubah", {"medan": [m for m, _ in differences(opd, stored, _MEDAN_OPD)]}))


def save_pejabat(cmd: SavePejabat, work: OpdWork, _konteks: Konteks) -> None:
    """Refuses what `Pejabat.checked` and `fit_in` refuse, and a version that has moved on (ERR_SUDAH_BERUBAH)."""
    pejabat, all_ = cmd.pejabat.checked(), work.opd.officials()
    stored = next((p for p in all_ if p.id == pejabat.id), None)
    if stored is not None:
        ensure_fresh(stored.versi, pejabat.versi, f"Pejabat {stored.nama}", pejabat.changes_from(stored))
    fit_in(pejabat, all_)
    work.opd.put_official(replace(pejabat, versi=(stored.versi if stored else 0) + 1))
    fakta = {
        "pejabat": str(pejabat.id),
        "peran": pejabat.peran,
        "pejabat_nama": pejabat.nama,
        "mulai": str(pejabat.mulai),
    }
    work.record(Event(TOPIK, "pejabat_disimpan", {**fakta, "selesai": str(pejabat.selesai or "")}))


def set_up(cmd: SetUp, work: OpdWork, konteks: Konteks) -> None:
    """Refuses what `follow_decree` refuses; ERR_UP_TETAP_SETAHUN above all."""
    today = konteks.clock.today()
    sk = follow_decree(work.opd.decrees(cmd.sk.tahun), replace(cmd.sk, dicatat=today))
    work.opd.put_decree(sk)
    fakta = {"nomor": sk.nomor, "berlaku_dari": str(sk.berlaku_dari), "up_tunai": sk.up_tunai.to_json()}
    work.record(Event(TOPIK, "sk_up_dicatat", {**fakta, "limit_kkpd": sk.limit_kkpd.to_json()}))


def save_rekening_bendahara(cmd: SaveRekeningBendahara, work: OpdWork, _konteks: Konteks) -> None:
    """Refuses a wrong account (ERR_REKENING_BANK), one number twice at a time (ERR_REKENING_GANDA), a stale version."""
    new = cmd.rekening
    bank = parse_rekening(new.rekening.kode_bank, new.rekening.nomor, new.rekening.atas_nama, new.rekening.nama_bank)
    new, all_ = replace(new, rekening=bank), work.opd.accounts()
    stored = next((r for r in all_ if r.id == new.id), None)
    if stored is not None:
        changed = differences(new, stored, {"buku": "Buku", "rekening": "Rekening bank", "selesai": "Selesai"})
        ensure_fresh(stored.versi, new.versi, "Rekening bank bendahara", changed)
    twin = next((r for r in all_ if r.id != new.id and r.is_open(new.mulai) and r.rekening.nomor == bank.nomor), None)
    if twin is not None:
        pesan = (
            f"Rekening bank {bank.masked} sudah terdaftar untuk buku {twin.buku} sejak {tanggal_panjang(twin.mulai)}."
        )
        raise Refusal("ERR_REKENING_GANDA", pesan, medan="nomor")
    work.opd.put_account(replace(new, versi=(stored.versi if stored else 0) + 1))
    work.record(Event(TOPIK, "rekening_bendahara_disimpan", {"buku": new.buku, "rekening": bank.masked}))


def set_setting(cmd: SetSetting, work: OpdWork, _konteks: Konteks) -> None:
    """Refuses what `check_change` refuses, and a date in a year that is over (ERR_SETELAN_TANGGAL)."""
    setelan = check_change(cmd.kunci, cmd.isi)
    tahun = _office(work).tahun_anggaran
    if cmd.berlaku_dari.year < tahun:
        pesan = (
            f"“{setelan.kalimat}” tidak dapat diubah mulai {tanggal_panjang(cmd.berlaku_dari)}: tahun itu sudah "
            f"dipertanggungjawabkan. Pilih tanggal dalam tahun {tahun} atau sesudahnya."
        )
        raise Refusal("ERR_SETELAN_TANGGAL", pesan, medan="berlaku_dari")
    work.opd.put_setting(BarisSetelan(cmd.kunci, cmd.berlaku_dari, setelan.write(setelan.read(cmd.isi))))
    fakta = {"kunci": cmd.kunci, "isi": cmd.isi, "berlaku_dari": str(cmd.berlaku_dari)}
    work.record(Event(TOPIK, "setelan_diubah", fakta))


def set_holidays(cmd: SetHolidays, work: OpdWork, _konteks: Konteks) -> None:
    """Refuses a day of another year, a day twice or one without a name (ERR_LIBUR)."""
    days = [li.tanggal for li in cmd.libur]
    wrong = [
        li for li in cmd.libur if li.tanggal.year != cmd.tahun or not li.nama.strip() or days.count(li.tanggal) > 1
    ]
    if wrong:
        pesan = (
            f"Hari libur {tanggal_panjang(wrong[0].tanggal)} tidak sah; tiap hari ditulis sekali, bernama, "
            f"dan jatuh dalam tahun {cmd.tahun}."
        )
        raise Refusal("ERR_LIBUR", pesan, medan="libur")
    work.opd.set_holidays(cmd.tahun, sorted(cmd.libur))
    work.record(Event(TOPIK, "libur_diubah", {"tahun": cmd.tahun, "hari": [str(d) for d in sorted(days)]}))


def handlers(sandi: Sandi) -> dict[type[Command], Handler]:
    """The handlers of this room, with the house's way to hash passwords."""
    return {
        CreateOffice: partial(create_office, sandi=sandi),
        SaveOffice: save_office,
        SavePejabat: save_pejabat,
        SetUp: set_up,
        SaveRekeningBendahara: save_rekening_bendahara,
        SetSetting: set_setting,
        SetHolidays: set_holidays,
    }


def _office(work: OpdWork) -> Opd:
    found = work.opd.office()
    if found is None:
        raise Refusal("ERR_KANTOR_BELUM_ADA", "Basis data ini belum berisi kantor; buat dulu dengan langkah awal.")
    return found
