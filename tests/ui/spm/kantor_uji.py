"""A booked office behind a desk: the worked example, officials, a rekanan, a bank account, people of other roles."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from core.access import Pelaku, Peran
from core.bus import Command, Hasil
from core.identity import OpdId, RekananId, new_uuid
from core.money import Rupiah
from core.opd.commands import SaveOffice, SavePejabat, SaveRekeningBendahara
from core.opd.model import RekeningBendahara
from core.opd.pejabat import Pejabat
from core.opd.rekening_bank import RekeningBank
from core.rekanan.commands import SaveRekanan
from core.rekanan.model import Bentuk, Rekanan
from db.basis import Basis
from db.keystore import MemoryKeyStore
from tests.fakes.clock import FrozenClock
from tests.fakes.kantor_nyata import KantorNyata, import_contoh
from tests.fakes.office import Office, all_handlers, found_office, with_roles
from ui.bridge.desk import Desk
from ui.kit.notice import Notice
from ui.shell.page import Konteks

SUB_PC, PC = "2.16.01.2.07.0006", "5.2.02.10.01.0002"
SUB_LISTRIK, LISTRIK = "2.16.01.2.08.0002", "5.1.02.02.01.0061"


@dataclass
class Meja:
    """One workstation of the tests: its desk, who sits there, what it was told."""

    office: Office
    kantor: KantorNyata
    desk: Desk
    konteks: Konteks
    rekanan: Rekanan
    kabar: list[Notice] = field(default_factory=list)
    dibuka: list[tuple[str, Any]] = field(default_factory=list)

    def sit(self, *peran: Peran, nama: str = "BUDI CONTOH") -> Pelaku:
        """Somebody else sits down."""
        self.konteks.pelaku = with_roles(self.office, *peran, nama=nama)
        return self.konteks.pelaku

    def sit_bendahara(self) -> None:
        self.konteks.pelaku = self.office.pelaku

    def settle(self) -> None:
        """Lets every errand end, and those it has started."""
        for _ in range(6):
            assert self.desk.wait_idle()

    def ask(self, question: Callable[[Any], Any]) -> Any:
        return self.kantor.ask(question)

    def refused(self) -> list[str]:
        return [k.kode for k in self.kabar if k.kode]


def staff(office: Office) -> Rekanan:
    """Fills in what the worked example does not say: codes, officials, the bank account, a rekanan who is PKP."""
    opd = KantorNyata(office).opd
    office.do(
        SaveOffice(
            opd=type(opd)(
                id=opd.id, kode=opd.kode, nama=opd.nama, tahun_anggaran=2026, pemda="Pemerintah Kota Contoh",
                tempat="Kota Contoh", kode_wilayah="99.99", versi=opd.versi,
            )
        )
    )  # fmt: skip
    for peran, nama, nip in (
        (Peran.PA, "Dra. CONTOH RAHAYU, M.Si.", "197001011995032001"),
        (Peran.PPK, "CONTOH HIDAYAT, S.E.", "197904042005011004"),
        (Peran.BENDAHARA, "SARI CONTOH", "199001012015012001"),
    ):
        office.do(SavePejabat(pejabat=Pejabat(id=new_uuid(), peran=peran, nama=nama, nip=nip, mulai=date(2026, 1, 1))))
    bank = RekeningBank("110", "0010002000300", "Bendahara Pengeluaran Diskominfo", "Bank Contoh")
    rekening = RekeningBendahara(id=new_uuid(), buku="BP", rekening=bank, mulai=date(2026, 1, 1))
    office.do(SaveRekeningBendahara(rekening=rekening))
    kartu = Rekanan(
        id=RekananId(new_uuid()), nama="CV CONTOH SEJUK", bentuk=Bentuk.BADAN, npwp="0012345678901417", pkp=True,
        rekening=RekeningBank("110", "0012345678417", "CV CONTOH SEJUK", "Bank Contoh"),
    )  # fmt: skip
    office.do(SaveRekanan(rekanan=kartu))
    return kartu


@dataclass(frozen=True, slots=True)
class Pola:
    """An office founded, booked and staffed once, to be copied for each test."""

    berkas: Path
    keystore: MemoryKeyStore
    opd_id: OpdId
    pelaku: Pelaku
    rekanan: Rekanan


def make_pola(folder: Path) -> Pola:
    """Founds, books and staffs an office in a file."""
    berkas, keystore = folder / "pola.sqlite", MemoryKeyStore()
    basis = Basis(str(berkas), keystore)
    basis.migrate()
    office = found_office(basis)
    import_contoh(office)
    rekanan = staff(office)
    basis.close()
    return Pola(berkas, keystore, office.opd_id, office.pelaku, rekanan)


@contextmanager
def open_meja(folder: Path, pola: Pola | None = None) -> Iterator[Meja]:
    """The whole office in a file of the test, and a desk on it. Needs a QApplication."""
    pola = pola or make_pola(folder)
    berkas = folder / "meja.sqlite"
    shutil.copyfile(pola.berkas, berkas)
    basis = Basis(str(berkas), pola.keystore)
    office = Office(basis, pola.opd_id, pola.pelaku, FrozenClock(), all_handlers())
    rekanan = pola.rekanan
    kantor = KantorNyata(office)
    desk = Desk()
    kabar: list[Notice] = []
    dibuka: list[tuple[str, Any]] = []
    konteks = Konteks(desk, office.clock, lambda page_id, isi: dibuka.append((page_id, isi)), kabar.append)
    konteks.tanya, konteks.pelaku = kantor, office.pelaku

    def execute(command: Command) -> Hasil:
        assert konteks.pelaku is not None
        return kantor.execute(command, konteks.pelaku)

    desk.attach(execute)
    failures: list[BaseException] = []
    desk.crashed.connect(failures.append)
    meja = Meja(office, kantor, desk, konteks, rekanan, kabar, dibuka)
    try:
        yield meja
        meja.settle()
        assert not failures, failures
    finally:
        desk.close()
        basis.close()


def rp(rupiah: int) -> Rupiah:
    return Rupiah.of(rupiah)
