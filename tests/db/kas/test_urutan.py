"""Within a day the order of events is the treasurer's: any order the recipes accept gives the same reports."""

from __future__ import annotations

import random
from copy import deepcopy

import pytest

from core.kas.commands import ImportTransaksi
from db.basis import Basis
from tests.db.kas.contoh_tahun import BULAN, as_berkas, blocks, year
from tests.fakes.office import found_office
from tests.unit.kas.contoh_kas import Json, plan

HARI = {"02": ("02-06", "02-13", "02-27"), "03": ("03-06", "03-13", "03-31"), "04": ("04-01", "04-07", "04-30")}


def crowded() -> Json:
    """The year with all its events on nine days."""
    isi = year()
    for e in isi["input"]["transaksi"]:
        bulan = e["tanggal"][5:7]
        hari = next(h for h in HARI[bulan] if e["tanggal"][5:] <= h)
        e["tanggal"] = f"2026-{hari}"
    return isi


def shuffled(isi: Json, seed: int, tries: int = 120) -> tuple[Json, int]:
    """A random walk over neighbours that change places, through legal files only; and how many changes were made."""
    acak = random.Random(seed)
    isi = deepcopy(isi)
    peristiwa: list[Json] = isi["input"]["transaksi"]
    # what an LPJ covers and adds up is said in the order of the file: its last event and itself stay where they are
    tetap = {e["id"] for e in peristiwa if e["tipe"] == "LPJ_UP"} | {
        e["sampai_tx"] for e in peristiwa if "sampai_tx" in e
    }
    pindah = 0
    for _ in range(tries):
        i = acak.randrange(len(peristiwa) - 1)
        a, b = peristiwa[i], peristiwa[i + 1]
        if a["tanggal"] != b["tanggal"] or {a["id"], b["id"]} & tetap:
            continue
        peristiwa[i], peristiwa[i + 1] = b, a
        if plan(isi).has_error:
            peristiwa[i], peristiwa[i + 1] = a, b
        else:
            pindah += 1
    return isi, pindah


def unordered(blok: Json) -> Json:
    """The blocks of a month without what the order inside a day decides: numbers, running balances, places."""
    lepas = ("no_bku", "saldo", "saldo_tunai", "saldo_bank")
    bku = sorted(repr({k: v for k, v in r.items() if k not in lepas and k != "sumber"}) for r in blok["bku"])
    buku = {k: sorted(repr(r[1:-1]) for r in blok[k]["baris"]) for k in ("tunai", "bank", "pajak", "panjar")}
    kartu = blok["kkpd"] | {"rows": sorted(r[:2] for r in blok["kkpd"]["rows"])}
    lpj_tu = sorted(blok["lpj_tu"], key=lambda t: t["sp2d"])
    return blok | buku | {"bku": bku, "kkpd": kartu, "lpj_tu": lpj_tu}


@pytest.mark.parametrize("seed", range(4))
def test_order_within_a_day(basis: Basis, seed: int) -> None:
    awal = crowded()
    isi, pindah = shuffled(awal, seed)
    assert pindah > 10, "the walk must go somewhere"
    hasil = []
    for kode, berkas in (("2.16.2.20.2.21.01.0000", awal), ("2.16.2.20.2.21.01.0001", isi)):
        office = found_office(basis, kode=kode)
        office.do(ImportTransaksi(berkas=as_berkas({**berkas, "meta": {**berkas["meta"], "kode_skpd": kode}})))
        hasil.append([unordered(blocks(office, b)) for b in BULAN])
    assert hasil[0] == hasil[1]
