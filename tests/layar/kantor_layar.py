"""Three offices to look at: one founded this morning, the sample office, and one with a full year of books."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

import main
from core.access import Pelaku, Peran
from core.demo.jam import JamContoh
from core.demo.orang import ORANG
from core.identity import OpdId, OrangId, new_uuid
from core.importers.pundi_transaksi import read_pundi_transaksi
from core.kas.commands import ImportTransaksi
from core.opd.commands import CreateOffice, OrangPertama
from core.opd.model import Opd
from core.pengguna.model import Rahasia
from tests.unit.kas.contoh_kas import ATK, JUTA, KODE, LISTRIK, as_lines, beli, berkas, ls, setor, up
from ui.bridge.desk import Desk
from ui.contoh import make_sample
from ui.shell.halaman import pages
from ui.shell.window import MainWindow

HARI: Final = date(2026, 11, 20)
BESAR: Final = 5_000
"""Events of the full year (`performance.md`, S)."""
SEMUA_PERAN: Final = frozenset(Peran)


@dataclass(frozen=True, slots=True)
class KantorLayar:
    """An open office and who sits at its desk."""

    kantor: Any
    pelaku: Pelaku
    jam: JamContoh


def _founded(folder: Path) -> KantorLayar:
    jam = JamContoh(HARI, 9)
    pembuka = main.pembuka(jam, dalam_memori=True)
    orang = OrangPertama(
        id=OrangId(new_uuid()),
        nama_login="bendahara",
        nama="SARI CONTOH",
        nip="",
        peran=frozenset({Peran.BENDAHARA}),
        sandi=Rahasia("rahasia-contoh"),
    )
    opd = Opd(id=OpdId(new_uuid()), kode=KODE, nama="Dinas Contoh", tahun_anggaran=2026)
    kantor = pembuka.create(str(folder / "kantor.sqlite"), CreateOffice(opd=opd, orang=orang))
    return KantorLayar(kantor, Pelaku(orang.id, orang.nama, SEMUA_PERAN), jam)


def _sample(folder: Path) -> KantorLayar:
    pembuka = main.pembuka(JamContoh(HARI, 9), dalam_memori=True)
    kantor, cerita = make_sample(pembuka, str(folder / "kantor.sqlite"), main.SUMBER)
    sari = cerita.orang["sari"]
    cerita.jam.at(HARI, 9)
    return KantorLayar(kantor, Pelaku(sari.id, ORANG["sari"][0], SEMUA_PERAN), cerita.jam)


def year_of_events(banyak: int) -> bytes:
    """A year of purchases with tax, deposits and LS, in the line form of the interchange format."""
    peristiwa = [up(nilai=10_000 * JUTA, tanggal="01-02")]
    for n in range(1, banyak):
        hari = f"{date(2026, 1, 2) + timedelta(days=n * 320 // banyak):%m-%d}"
        if n % 5 == 4:
            peristiwa.append(setor(f"{n}", ("PPN", 33_000), tanggal=hari))
        elif n % 5 == 0:
            peristiwa.append(ls(f"{n}", JUTA, LISTRIK, tanggal=hari))
        else:
            peristiwa.append(beli(f"{n}", 111_000, rekening=ATK, pajak=[["PPN", 11_000]], tanggal=hari))
    isi = berkas(peristiwa, bulan=1, sampai=12)
    besar = 10_000 * JUTA
    isi["input"]["up"] = {"besaran_up": besar, "up_tunai": besar, "up_kkpd_limit": 0, "proporsi_kkpd": "0.00"}
    for row in isi["input"]["pagu"]:
        row["anggaran"] = 900_000 * JUTA
    return as_lines(json.loads(json.dumps(isi)))


def _large(folder: Path) -> KantorLayar:
    made = _founded(folder)
    made.kantor.execute(ImportTransaksi(berkas=read_pundi_transaksi("tahun.jsonl", year_of_events(BESAR))), made.pelaku)
    return made


KANTOR: Final[dict[str, Callable[[Path], KantorLayar]]] = {"kosong": _founded, "kecil": _sample, "besar": _large}
"""Offices by the word that names them in file names."""


@contextmanager
def opened(kind: str, folder: Path) -> Iterator[KantorLayar]:
    """One of the three, closed again without a backup."""
    made = KANTOR[kind](folder)
    try:
        yield made
    finally:
        made.kantor.close(cadangkan=False)


def open_window(layar: KantorLayar, *, width: int = 1366, height: int = 768) -> MainWindow:
    """The window of the program over an office, with a person of every role, so that no page is hidden."""
    window = MainWindow(pages(), Desk(), layar.jam, versi=main.VERSI)
    window.konteks.huruf = main.huruf
    window.resize(width, height)
    kantor = layar.kantor
    window.show_office(kantor.opd.nama, kantor.opd.tahun_anggaran, "November 2026")
    window.show_database("Basis data lokal · kantor.sqlite", "Belum ada cadangan")
    window.attach(lambda command: kantor.execute(command, layar.pelaku), kantor, layar.pelaku)
    window.show()
    return window
