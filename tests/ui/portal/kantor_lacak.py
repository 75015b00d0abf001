"""An office with one SPM on its way and receipts for it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from core.access import Pelaku
from core.bus import Command
from core.pelacakan.commands import Disburse, IssueResi, MoveBerkas, OpenBerkas, ReceiveBerkas, RecordAnswer
from core.pelacakan.resi import Resi, UntukSiapa
from tests.fakes.kantor_nyata import KantorNyata, open_kantor
from tests.unit.pelacakan.contoh_berkas import (
    BENDAHARA,
    KASI,
    KODE,
    KUASA_BUD,
    LOKET,
    VERIFIKATOR_A,
    VERIFIKATOR_B,
    isi,
)

RAHASIA = (
    "148.500.000",
    "148500000",
    "SEJUK",
    "pengadaan AC",
    "CONTOH Loket",
    "CONTOH Verifikator",
    "BAST hilang",
    KODE,
)
"""What no page may show: the amount, the vendor, what was bought, who worked on it, the note, the desk code."""


class Loket:
    """The desks of the office."""

    def __init__(self, folder: Path) -> None:
        self.kantor: KantorNyata = open_kantor(folder, contoh=False)
        self.jam = self.kantor.office.clock

    def do(self, command: Command, pelaku: Pelaku) -> Any:
        return self.kantor.office.do(command, pelaku).nilai

    def receive(self) -> Resi:
        """At the counter, and the vendor's receipt."""
        self.do(OpenBerkas(isi=isi(), pembuat=(BENDAHARA.id,), kode=KODE), LOKET)
        self.do(ReceiveBerkas(kode=KODE, meja="Loket 2"), LOKET)
        return self.issue()

    def issue(self) -> Resi:
        resi: Resi = self.do(IssueResi(kode=KODE, untuk=UntukSiapa.REKANAN), LOKET)
        return resi

    def verify(self) -> None:
        """At the second verifier's desk."""
        self.jam.move(minutes=10)
        self.do(ReceiveBerkas(kode=KODE, meja="Meja 5"), VERIFIKATOR_A)
        self.jam.move(minutes=20)
        self.do(MoveBerkas(kode=KODE, ke="VERIFIKASI"), VERIFIKATOR_A)

    def return_(self) -> None:
        self.do(MoveBerkas(kode=KODE, ke="DIKEMBALIKAN", alasan="K08", catatan="BAST hilang"), VERIFIKATOR_B)

    def pay(self) -> None:
        """From the verifier to the money."""
        for ke, siapa in (("UJI_DANA", VERIFIKATOR_B), ("DRAF_SP2D", VERIFIKATOR_B)):
            self.do(MoveBerkas(kode=KODE, ke=ke), siapa)
        hari = self.jam.today()
        self.do(RecordAnswer(kode=KODE, nomor="1/SP2D", tanggal=hari), VERIFIKATOR_A)
        for ke, siapa in (("PARAF", VERIFIKATOR_A), ("TTD_SP2D", KASI), ("DAFTAR_PENGUJI", KUASA_BUD), ("CAIR", LOKET)):
            self.jam.move(minutes=15)
            self.do(MoveBerkas(kode=KODE, ke=ke), siapa)
        self.do(Disburse(kode=KODE, tanggal=hari), LOKET)


def day(loket: Loket) -> date:
    return loket.jam.today()
