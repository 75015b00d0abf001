"""Writes a book-year as a `pundi-transaksi` file: importing it into an empty book gives the same books (9)."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from core.anggaran.model import BarisPagu, Pasangan
from core.errors import Refusal, Temuan
from core.kas.bentuk import RencanaPagu
from core.kas.berkas import PeristiwaTersimpan
from core.kas.pembukaan import rencana_pagu
from core.kas.wire import anggaran_key
from core.money import NOL, Rupiah

KEBIJAKAN = {
    "catat_ls_bruto_di_bku": True,
    "catat_pajak_ls_di_bku": True,
    "panjar_menurunkan_saldo_bku": True,
    "kkpd_diakui_saat_pelunasan": True,
    "pajak_kkpd_dipungut": False,
}
"""The one policy version 1 of the recipes is written for (handbook penatausahaan 3.1)."""

_SEN = re.compile(r"^\d+\.\d{2}$")
_SALDO_NOL = {"bku": 0, "kas_tunai": 0, "bank": 0, "pajak": 0, "panjar": 0}
_AWAL = ("saldo_awal", "spj_sd_bulan_lalu", "rekap_kas_sd_bulan_lalu", "contra_pos_sd_bulan_lalu", "no_bku_awal")
_UANG = ("nilai", "bruto", "netto", "dibayar", "dpp", "sisa_disetor_pptk", "kurang_dibayar_bp")


def export_transaksi(
    *,
    opd_nama: str,
    opd_kode: str,
    tahun: int,
    bulan: tuple[int, int],
    pagu: Sequence[BarisPagu],
    up_tunai: Rupiah,
    limit_kkpd: Rupiah,
    ambang_persen_gu: int,
    spd: Mapping[int, Mapping[Pasangan, Rupiah]],
    rak: Mapping[Pasangan, Mapping[int, Rupiah]],
    masukan: Mapping[str, Any] | None,
    peristiwa: Sequence[PeristiwaTersimpan],
) -> dict[str, Any]:
    """The whole book-year as one object. Refuses a book that holds sen (ERR_NILAI_BERSEN), naming the events."""
    bersen = [p.mentah["id"] for p in peristiwa if _has_sen(p.mentah)]
    if bersen:
        pesan = f"Transaksi {', '.join(bersen[:5])} bernilai sen; pundi-transaksi versi 1 hanya memuat rupiah bulat."
        raise Refusal.of([Temuan("ERR_NILAI_BERSEN", pesan, tx=kode) for kode in bersen])
    isi: dict[str, Any] = {
        "pagu": _pagu(pagu),
        "up": _up(up_tunai, limit_kkpd),
        "ambang_persen_gu": ambang_persen_gu,
        "saldo_awal": _SALDO_NOL,
        **_spd_rak(rencana_pagu(tuple(pagu)), spd, rak),
    }
    isi.update({k: v for k, v in (masukan or {}).items() if k in _AWAL})
    isi["transaksi"] = [p.mentah for p in peristiwa]
    return {
        "format": "pundi-transaksi",
        "versi": 1,
        "meta": {
            "opd": opd_nama,
            "kode_skpd": opd_kode,
            "tahun_anggaran": tahun,
            "bulan": bulan[0],
            "sampai_bulan": bulan[1],
            "kebijakan": KEBIJAKAN,
        },
        "input": isi,
    }


def _pagu(pagu: Sequence[BarisPagu]) -> list[dict[str, Any]]:
    """One row per pair, summed over unit and sumber dana."""
    found: dict[Pasangan, dict[str, Any]] = {}
    jumlah: dict[Pasangan, Rupiah] = {}
    for b in pagu:
        jumlah[b.pasangan] = jumlah.get(b.pasangan, NOL) + b.anggaran
        row = {"kode_rekening": b.rekening, "uraian": b.uraian, "sub_kegiatan": b.sub_kegiatan}
        found.setdefault(b.pasangan, row)["anggaran"] = jumlah[b.pasangan].to_json()
    return list(found.values())


def _up(up_tunai: Rupiah, limit_kkpd: Rupiah) -> dict[str, Any]:
    besaran = up_tunai + limit_kkpd
    return {
        "besaran_up": besaran.to_json(),
        "up_tunai": up_tunai.to_json(),
        "up_kkpd_limit": limit_kkpd.to_json(),
        "proporsi_kkpd": _proporsi(limit_kkpd, besaran),
    }


def _spd_rak(
    rencana: RencanaPagu,
    spd: Mapping[int, Mapping[Pasangan, Rupiah]],
    rak: Mapping[Pasangan, Mapping[int, Rupiah]],
) -> dict[str, Any]:
    """SPD per quarter and anggaran kas per month, by budget key."""
    isi: dict[str, Any] = {}
    for triwulan, baris in sorted(spd.items()):
        isi[f"spd_triwulan_{triwulan}"] = {anggaran_key(s, r, rencana): n.to_json() for (s, r), n in baris.items()}
    for awal in (1, 4, 7, 10):
        kuartal = {
            anggaran_key(s, r, rencana): [per.get(awal + i, NOL).to_json() for i in range(3)]
            for (s, r), per in rak.items()
            if any(awal + i in per for i in range(3))
        }
        if kuartal:
            isi[f"rak_bulan_{awal}_{awal + 1}_{awal + 2}"] = kuartal
    return isi


def _proporsi(bagian: Rupiah, besaran: Rupiah) -> str:
    """A share as text with two decimals: `0.40`."""
    persen = bagian.sen * 100 // besaran.sen if besaran else 0
    return f"{persen // 100}.{persen % 100:02d}"


def _has_sen(mentah: Mapping[str, Any]) -> bool:
    """Whether an event moves sen: such amounts travel as text in the office's own books."""
    pairs = [*mentah.get("rincian", ()), *mentah.get("pajak", ())]
    rows = [*mentah.get("potongan", ()), *mentah.get("setoran", ())]
    nilai = [mentah.get(k) for k in _UANG] + [p[1] for p in pairs] + [r["nilai"] for r in rows]
    return any(isinstance(n, str) for n in nilai)


def dump(isi: Mapping[str, Any]) -> bytes:
    """The file itself: UTF-8 JSON, one key per line."""
    return (json.dumps(isi, ensure_ascii=False, indent=1) + "\n").encode()
