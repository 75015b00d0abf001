"""The tray: fifteen papers of one courier are fifteen events with his name; one bad paper keeps all of them out."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from core.bus import Command
from core.errors import Refusal
from core.identity import new_desk_code
from core.pelacakan.baki import HANDLERS, MoveBaki, ReceiveBaki
from core.pelacakan.commands import HANDLERS as MEJA
from core.pelacakan.commands import OpenBerkas, ReceiveBerkas, RecordAnswer
from core.pelacakan.perpindahan import Hasil, Keadaan
from tests.unit.pelacakan.contoh_berkas import (
    BENDAHARA,
    KASI,
    KUASA_BUD,
    LOKET,
    SENIN,
    VERIFIKATOR_A,
    VERIFIKATOR_B,
    Kerja,
    isi,
    konteks,
)

SEMUA = {**MEJA, **HANDLERS}


def do(kerja: Kerja, cmd: Command, siapa: Any) -> Any:
    return SEMUA[type(cmd)](cmd, kerja, konteks(siapa, SENIN))


def open_(kerja: Kerja, banyak: int) -> list[str]:
    kode = [new_desk_code() for _ in range(banyak)]
    for i, k in enumerate(kode):
        do(kerja, OpenBerkas(isi=isi(f"{i}/SPM-LS/2026"), pembuat=(BENDAHARA.id,), kode=k), BENDAHARA)
    return kode


def test_fifteen_papers_are_fifteen_events_with_the_courier() -> None:
    kerja = Kerja()
    kode = open_(kerja, 15)
    jawaban = do(kerja, ReceiveBaki(kode=(*kode, kode[3]), pembawa="CONTOH Kurir ", meja="Loket 2"), LOKET)
    assert [j.berkas.kode_meja for j in jawaban] == kode, "in the order they were scanned, each once"
    datang = [p for p in kerja.pelacakan.jejak if p.hasil is Hasil.DITERIMA]
    assert len(datang) == 15
    assert {(p.catatan, p.meja) for p in datang} == {("dibawa CONTOH Kurir", "Loket 2")}


def test_a_second_tray_says_what_was_received_before() -> None:
    kerja = Kerja()
    kode = open_(kerja, 2)
    do(kerja, ReceiveBaki(kode=tuple(kode[:1]), pembawa="CONTOH Kurir"), LOKET)
    jawaban = do(kerja, ReceiveBaki(kode=tuple(kode), pembawa="CONTOH Kurir"), LOKET)
    assert [j.sudah for j in jawaban] == [True, False]


def test_every_paper_that_cannot_go_is_named() -> None:
    kerja = Kerja()
    (baik,) = open_(kerja, 1)
    asing, salah = new_desk_code(), "12345678901234"
    with pytest.raises(Refusal) as tolak:
        do(kerja, ReceiveBaki(kode=(baik, asing, salah), pembawa="CONTOH Kurir"), LOKET)
    assert {t.kode for t in tolak.value.temuan} == {"ERR_KODE_TIDAK_DIKENAL", "ERR_KODE_SALAH"}


def test_an_empty_tray_and_one_without_a_courier_are_refused() -> None:
    for kode, pembawa, galat in (((), "CONTOH Kurir", "ERR_BAKI_KOSONG"), (("1",), " ", "ERR_MEDAN_WAJIB")):
        with pytest.raises(Refusal) as tolak:
            do(Kerja(), ReceiveBaki(kode=kode, pembawa=pembawa), LOKET)
        assert tolak.value.kode == galat


def test_sixty_sp2d_are_disbursed_with_one_confirmation_and_sixty_events() -> None:
    kerja = Kerja()
    kode = tuple(open_(kerja, 60))
    do(kerja, ReceiveBaki(kode=kode, pembawa="CONTOH Kurir", meja="Loket 2"), LOKET)
    for k in kode:
        do(kerja, ReceiveBerkas(kode=k, meja="Meja 5"), VERIFIKATOR_A)
    for ke, siapa in (("VERIFIKASI", VERIFIKATOR_A), ("UJI_DANA", VERIFIKATOR_B), ("DRAF_SP2D", VERIFIKATOR_B)):
        do(kerja, MoveBaki(kode=kode, ke=ke), siapa)
    for i, k in enumerate(kode):
        do(kerja, RecordAnswer(kode=k, nomor=f"{i}/SP2D", tanggal=date(2026, 3, 3)), VERIFIKATOR_A)
    do(kerja, MoveBaki(kode=kode, ke="PARAF"), VERIFIKATOR_A)
    do(kerja, MoveBaki(kode=kode, ke="TTD_SP2D"), KASI)
    for ke, siapa in (("DAFTAR_PENGUJI", KUASA_BUD), ("CAIR", LOKET)):
        do(kerja, MoveBaki(kode=kode, ke=ke), siapa)
    sebelum = len(kerja.pelacakan.jejak)
    do(kerja, MoveBaki(kode=kode, ke="SELESAI", tanggal=date(2026, 3, 4)), LOKET)
    assert len(kerja.pelacakan.jejak) - sebelum == 60
    assert {b.keadaan for b in kerja.pelacakan.isi.values()} == {Keadaan.SELESAI}
