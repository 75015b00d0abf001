"""`pajak hitung`: the tax of purchases described in a file; needs no database."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from core.errors import Refusal, Temuan
from core.pajak.aturan_baku import aturan_baku
from core.pajak.rules import calculate
from core.pajak.wire import hasil_to_json, input_from_json
from ui.cli.impor import read_file
from ui.cli.jalan import Terminal
from ui.cli.keluaran import SELESAI


def register(add: Any, group: Any) -> None:
    """The commands of this module."""
    g = group("pajak", "hitung pajak belanja")
    p = add("hitung", "daftar {id, input} menjadi {id, hasil}", calculate_file, g)
    p.add_argument("berkas", type=Path)


def read_list(berkas: Path) -> list[dict[str, Any]]:
    """A JSON list of objects; refuses anything else."""
    nama = berkas.name
    try:
        isi = json.loads(read_file(berkas).decode("utf-8-sig"))
    except UnicodeDecodeError as e:
        raise Refusal.of(
            [Temuan("ERR_BUKAN_UTF8", f"{nama} bukan teks UTF-8; simpan ulang sebagai UTF-8.", berkas=nama)]
        ) from e
    except ValueError as e:
        raise Refusal.of([Temuan("ERR_JSON_RUSAK", f"{nama}: JSON rusak: {e}", berkas=nama)]) from e
    if not isinstance(isi, list) or not all(isinstance(x, dict) for x in isi):
        raise Refusal.of([Temuan("ERR_MEDAN_TIDAK_SAH", f"{nama} harus berisi daftar objek.", berkas=nama)])
    return isi


def calculate_file(t: Terminal) -> int:
    """Every purchase of the file; all findings at once."""
    aturan = aturan_baku()
    hasil, temuan = [], []
    for x in read_list(t.args.berkas):
        try:
            dihitung = calculate(input_from_json(x.get("input") or {}), aturan)
        except Refusal as e:
            temuan += [
                Temuan(f.kode, f.pesan, tx=str(x.get("id")), medan=f.medan, berkas=t.args.berkas.name) for f in e.temuan
            ]
            continue
        hasil.append({"id": x.get("id"), "hasil": hasil_to_json(dihitung)})
    if temuan:
        raise Refusal.of(temuan)
    t.keluaran.answer(hasil)
    return SELESAI
