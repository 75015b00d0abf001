"""Writes a book-year as a `pundi-transaksi` file (format-transaksi 9): importing it into an empty book gives the same books."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from core.anggaran.model import BarisPagu, Pasangan
from core.errors import Refusal, Temuan
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
    rencana = rencana_pagu(tuple(pagu))
    per_pair: dict[Pasangan, BarisPagu] = {}
    for b in pagu:
        lama = per_pair.get(b.pasangan)
        jumlah = b.anggaran + (lama.anggaran if lama else NOL)
        per_pair[b.pasangan] = BarisPagu(b.sub_kegiatan, b.rekening, lama.uraian if lama else b.uraian, jumlah)
    besaran = up_tunai + limit_kkpd
    isi: dict[str, Any] = {
        "pagu": [
            {
                "kode_rekening": b.rekening,
                "uraian": b.uraian,
                "sub_kegiatan": b.sub_kegiatan,
                "anggaran": b.anggaran.to_json(),
            }
            for b in per_pair.values()
        ],
        "up": {
            "besaran_up": besaran.to_json(),
            "up_tunai": up_tunai.to_json(),
            "up_kkpd_limit": limit_kkpd.to_json(),
            "proporsi_kkpd": _proporsi(limit_kkpd, besaran),
        },
        "ambang_persen_gu": ambang_persen_gu,
        "saldo_awal": _SALDO_NOL,
    }
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
    isi.update({k: v for k, v in (masukan or {}).items() if k in _AWAL})
    isi["transaksi"] = [p.mentah for p in peristiwa]
    return {
        "format": "pundi-transaksi",
        "versi": 1,
        "meta": {
            "opd": opd_nama, "kode_skpd": opd_kode, "tahun_anggaran": tahun, "bulan": bulan[0], "sampai_bulan": bulan[1],
            "kebijakan": KEBIJAKAN,
        },
        "input": isi,
    }  # fmt: skip


def _proporsi(bagian: Rupiah, besaran: Rupiah) -> str:
    """A share as text with two decimals: `0.40`."""
    persen = bagian.sen * 100 // besaran.sen if besaran else 0
    return f"{persen // 100}.{persen % 100:02d}"


def _has_sen(nilai: object, kunci: str = "") -> bool:
    """Amounts with sen travel as text in the office's own books."""
    if isinstance(nilai, dict):
        return any(_has_sen(v, k) for k, v in nilai.items())
    if isinstance(nilai, list):
        if len(nilai) in (2, 3) and isinstance(nilai[0], str) and isinstance(nilai[1], str):
            return bool(_SEN.match(nilai[1]))
        return any(_has_sen(v, kunci) for v in nilai)
    uang = ("nilai", "bruto", "netto", "dibayar", "dpp", "sisa_disetor_pptk", "kurang_dibayar_bp")
    return kunci in uang and isinstance(nilai, str) and bool(_SEN.match(nilai))


def dump(isi: Mapping[str, Any]) -> bytes:
    """The file itself: UTF-8 JSON, one key per line."""
    return (json.dumps(isi, ensure_ascii=False, indent=1) + "\n").encode()
