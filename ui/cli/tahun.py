"""`tahun`: what must be zero on 31 December, and the opening of the next year."""

from __future__ import annotations

from typing import Any

from core.documents.akhir_tahun import KEADAAN, lembar_akhir_tahun
from core.kas.akhir_tahun import ButirAkhirTahun
from core.kas.commands import OpenYear
from ui.cetak import kantor_cetak
from ui.cli.buku import chosen_format, give_json, give_sheet
from ui.cli.jalan import Terminal
from ui.cli.keluaran import SELESAI
from ui.cli.laporan import with_file


def register(add: Any, group: Any) -> None:
    """The commands of this module."""
    g = group("tahun", "daftar akhir tahun, dan membuka tahun baru")
    akhir = add("akhir", "apa yang harus nol pada 31 Desember", print_year_end, g)
    akhir.add_argument("--tahun", type=int)
    with_file(akhir)
    buka = add("buka", "buka buku tahun baru dari saldo tahun sebelumnya", open_year, g)
    buka.add_argument("tahun", type=int, help="tahun yang dibuka")
    buka.add_argument("--penjelasan", default="", help="mengapa ada yang dibawa dari tahun lama")


def print_year_end(t: Terminal) -> int:
    """The list of a year, as it stands today."""
    with t.kantor() as kantor:
        tahun = t.args.tahun or kantor.opd.tahun_anggaran
        butir = kantor.ask(lambda q: q.kas.akhir_tahun(tahun))
        format_ = chosen_format(t)
        if format_ == "json":
            return give_json(t, [_json(b) for b in butir])
        hari = kantor.clock.today()
        lembar = kantor.ask(lambda q: lembar_akhir_tahun(butir, kantor_cetak(q, hari), tahun, hari))
    return give_sheet(t, lembar, format_)


def open_year(t: Terminal) -> int:
    """Opens a year with what the year before left."""
    with t.kantor() as kantor:
        command = OpenYear(tahun=t.args.tahun, penjelasan=t.args.penjelasan)
        made = kantor.execute(command, t.pelaku(kantor)).nilai
    isi = {"tahun": made.tahun, "saldo_bku": made.saldo.to_json(), "dibawa": [_json(b) for b in made.dibawa]}
    kalimat = f"Buku {made.tahun} dibuka dengan saldo Rp {made.saldo}; {len(made.dibawa)} butir dibawa."
    t.keluaran.answer(isi, kalimat)
    return SELESAI


def _json(b: ButirAkhirTahun) -> dict[str, Any]:
    isi = {
        "hal": str(b.hal),
        "uraian": b.nama,
        "nomor": b.nomor,
        "nilai": b.nilai.to_json(),
        "keadaan": KEADAAN[b.sifat],
        "dikerjakan": b.cara,
    }
    return {k: v for k, v in isi.items() if v != ""}
