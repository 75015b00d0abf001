"""The fifteen drafts of the worked example raise exactly the codes they must (handbook penatausahaan 9)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from core.anggaran.queries import Ketersediaan
from core.money import NOL, Rupiah
from core.spm.isi import JenisSpp
from core.spm.keadaan import Keadaan
from core.spm.wire import draft_from_json

CONTOH = json.loads((Path(__file__).parents[2] / "data" / "worked-example.json").read_text("utf-8"))
INPUT, HARAP = CONTOH["input"], CONTOH["expected"]
SUB = {p["kode_rekening"]: p["sub_kegiatan"] for p in INPUT["pagu"]}
RENCANA = {rekening: (sub,) for rekening, sub in SUB.items()}


def ketersediaan() -> dict[tuple[str, str], Ketersediaan]:
    """As the books stand on 28 February; SPD of the first quarter and RAK up to March."""
    baris = {b["kode_rekening"]: b for b in HARAP["spj_fungsional"]["baris"]}
    return {
        (sub, rekening): Ketersediaan(
            sub,
            rekening,
            baris[rekening]["uraian"],
            pagu=Rupiah.of(baris[rekening]["anggaran"]),
            spd=Rupiah.of(INPUT["spd_triwulan_1"][rekening]),
            rak=Rupiah.of(sum(INPUT["rak_bulan_1_2_3"][rekening])),
            realisasi=Rupiah.of(baris[rekening]["jumlah_spj"]),
        )
        for rekening, sub in SUB.items()
    }


def belum_gu() -> dict[tuple[str, str], Rupiah]:
    """UP spending that no LPJ-UP answers for: what stands in the BKU after LPJ-UP-0001 as BELANJA_UP."""
    sesudah = {t["id"] for t in INPUT["transaksi"] if t["tipe"] == "BELANJA_UP" and t["tanggal"] >= "2026-02-19"}
    found: dict[tuple[str, str], Rupiah] = {}
    for b in HARAP["bku"]:
        if b["jenis"] == "belanja" and b["tx"] in sesudah:
            key = (SUB[b["kode_rekening"]], b["kode_rekening"])
            found[key] = found.get(key, NOL) + Rupiah.of(b["pengeluaran"])
    return found


def keadaan(jenis: JenisSpp) -> Keadaan:
    """The GU answers for what no LPJ answers for; every card purchase is settled, so a GU-KKPD answers for nothing."""
    return Keadaan(
        tahun=2026,
        up_terbit=True,
        up_tunai=Rupiah.of(INPUT["up"]["up_tunai"]),
        limit_kkpd=Rupiah.of(INPUT["up"]["up_kkpd_limit"]),
        ketersediaan=ketersediaan(),
        sudah_dibukukan=belum_gu() if jenis is JenisSpp.GU else {},
    )


def test_keadaan_is_the_one_of_the_example() -> None:
    ada = ketersediaan()
    assert {r: k.sisa_pagu.to_json() for (_, r), k in ada.items()} == HARAP["sisa_pagu_akhir"]
    assert {r: k.sisa_spd.to_json() for (_, r), k in ada.items()} == HARAP["sisa_spd_akhir"]
    assert sum(n.sen for n in belum_gu().values()) == HARAP["saldo_akhir"]["spj_up_belum_gu"] * 100


@pytest.mark.parametrize("kasus", HARAP["cek_draft_spm"], ids=lambda k: k["id"])
def test_draft(kasus: dict[str, Any]) -> None:
    isi = {k: v for k, v in kasus.items() if k != "harap"}
    found = draft_from_json(isi, RENCANA)
    temuan = found.check(keadaan(found.draft.jenis))
    assert {t.kode for t in temuan} == set(kasus["harap"])
    assert found.id == kasus["id"]
    for t in temuan:
        assert t.pesan.endswith("."), t.pesan
