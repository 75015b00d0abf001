"""One office in memory: the first three rooms' repositories and questions, and cheap passwords."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from uuid import UUID

from core.access import Pelaku, Peran
from core.bus import Event, Konteks
from core.identity import OpdId, OrangId, RekananId, new_uuid
from core.opd.model import Libur, Opd, RekeningBendahara, SkUp
from core.opd.pejabat import Pejabat
from core.pengguna.masuk import Percobaan
from core.pengguna.model import Orang, Rahasia
from core.rekanan.model import Rekanan
from core.settings import BarisSetelan, SettingsView
from tests.fakes.clock import FrozenClock


@dataclass
class SandiMurah:
    """Hashes that cost nothing, and a count of how often one was tested."""

    diuji: int = 0
    usang: frozenset[str] = frozenset()

    def hash(self, sandi: Rahasia) -> str:
        return f"murah:{sandi.reveal()[::-1]}"

    def verify(self, hash_: str, sandi: Rahasia) -> bool:
        self.diuji += 1
        return hash_ == self.hash(sandi)

    def is_outdated(self, hash_: str) -> bool:
        return hash_ in self.usang


@dataclass
class PenggunaDiMemori:
    orang: dict[OrangId, Orang] = field(default_factory=dict)
    hash: dict[OrangId, str] = field(default_factory=dict)

    def people(self, *, hanya_aktif: bool = False) -> list[Orang]:
        return sorted((o for o in self.orang.values() if o.aktif or not hanya_aktif), key=lambda o: o.nama)

    def by_login(self, nama_login: str) -> Orang | None:
        return next((o for o in self.orang.values() if o.nama_login == nama_login), None)

    def password_hash(self, orang: OrangId) -> str:
        return self.hash.get(orang, "")

    def add(self, orang: Orang, hash_: str) -> None:
        self.orang[orang.id], self.hash[orang.id] = orang, hash_

    def save(self, orang: Orang) -> None:
        assert orang.versi == self.orang[orang.id].versi + 1
        self.orang[orang.id] = orang

    def save_password(self, orang: OrangId, hash_: str, *, wajib_ganti: bool) -> None:
        self.hash[orang] = hash_
        self.orang[orang] = replace(self.orang[orang], wajib_ganti=wajib_ganti)


@dataclass
class PercobaanDiMemori:
    isi: dict[str, Percobaan] = field(default_factory=dict)

    def read(self, nama_login: str) -> Percobaan:
        return self.isi.get(nama_login, Percobaan())

    def keep(self, nama_login: str, percobaan: Percobaan) -> None:
        self.isi[nama_login] = percobaan


@dataclass
class OpdDiMemori:
    kantor: Opd | None = None
    pejabat: dict[UUID, Pejabat] = field(default_factory=dict)
    sk: dict[UUID, SkUp] = field(default_factory=dict)
    rekening: dict[UUID, RekeningBendahara] = field(default_factory=dict)
    setelan: list[BarisSetelan] = field(default_factory=list)
    libur: dict[int, list[Libur]] = field(default_factory=dict)

    def office(self) -> Opd | None:
        return self.kantor

    def add_office(self, opd: Opd) -> None:
        assert self.kantor is None
        self.kantor = opd

    def save_office(self, opd: Opd) -> None:
        assert self.kantor is not None
        assert opd.versi == self.kantor.versi + 1
        self.kantor = opd

    def officials(self) -> list[Pejabat]:
        return list(self.pejabat.values())

    def put_official(self, pejabat: Pejabat) -> None:
        self.pejabat[pejabat.id] = pejabat

    def decrees(self, tahun: int) -> list[SkUp]:
        return sorted((s for s in self.sk.values() if s.tahun == tahun), key=lambda s: s.berlaku_dari)

    def put_decree(self, sk: SkUp) -> None:
        self.sk[sk.id] = sk

    def accounts(self) -> list[RekeningBendahara]:
        return list(self.rekening.values())

    def put_account(self, rekening: RekeningBendahara) -> None:
        self.rekening[rekening.id] = rekening

    def settings(self) -> SettingsView:
        return SettingsView(self.setelan)

    def put_setting(self, baris: BarisSetelan) -> None:
        self.setelan = [b for b in self.setelan if (b.kunci, b.berlaku_dari) != (baris.kunci, baris.berlaku_dari)]
        self.setelan.append(baris)

    def holidays(self, tahun: int) -> list[Libur]:
        return self.libur.get(tahun, [])

    def set_holidays(self, tahun: int, libur: list[Libur]) -> None:
        self.libur[tahun] = list(libur)


@dataclass
class RekananDiMemori:
    kartu: dict[RekananId, Rekanan] = field(default_factory=dict)

    def get(self, rekanan: RekananId) -> Rekanan | None:
        return self.kartu.get(rekanan)

    def with_npwp(self, npwp: str) -> list[Rekanan]:
        return [r for r in self.kartu.values() if r.aktif and r.npwp == npwp]

    def put(self, rekanan: Rekanan) -> None:
        self.kartu[rekanan.id] = rekanan


@dataclass
class KantorDiMemori:
    """The unit of work of an office that forgets everything at the end of a test."""

    opd_id: OpdId = field(default_factory=lambda: OpdId(new_uuid()))
    pengguna: PenggunaDiMemori = field(default_factory=PenggunaDiMemori)
    opd: OpdDiMemori = field(default_factory=OpdDiMemori)
    rekanan: RekananDiMemori = field(default_factory=RekananDiMemori)
    kejadian: list[Event] = field(default_factory=list)

    def record(self, event: Event) -> None:
        self.kejadian.append(event)


def pelaku(*peran: Peran, nama: str = "CONTOH Setiawan") -> Pelaku:
    return Pelaku(OrangId(new_uuid()), nama, frozenset(peran))


def konteks(siapa: Pelaku, jam: FrozenClock | None = None) -> Konteks:
    return Konteks(siapa, jam or FrozenClock())
