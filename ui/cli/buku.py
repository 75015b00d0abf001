"""`buku`: one book of one month as JSON, PDF, XLSX, CSV, or a table in the terminal."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from core.calendar import Bulan
from core.documents import buku as cetak
from core.documents.kantor import KantorCetak
from core.documents.lembar import Lembar, render_csv, render_pdf, render_xlsx
from core.spj.blok import BLOK_BUKU
from ui.cetak import kantor_cetak
from ui.cli.jalan import Terminal, month
from ui.cli.keluaran import SELESAI
from ui.kantor import Pertanyaan

FORMAT = ("json", "csv", "xlsx", "pdf")


def register(add: Any, group: Any) -> None:
    """The commands of this module."""
    g = group("buku", "BKU dan buku pembantu satu bulan")
    for nama in BLOK_BUKU:
        p = add(nama, f"buku {nama}", print_book, g)
        p.set_defaults(buku=nama)
        with_month(p)


def with_month(p: Any) -> None:
    """The options every report of a month has."""
    p.add_argument("--bulan", type=month, required=True, metavar="YYYY-MM")
    p.add_argument("--format", choices=FORMAT, default=None)
    p.add_argument("--ke", type=Path, metavar="FILE")


def chosen_format(t: Terminal) -> str:
    """`--format`, or what the file's name says, or JSON with `--json`; otherwise a table for people."""
    if t.args.format:
        return str(t.args.format)
    if t.args.json:
        return "json"
    akhiran = t.args.ke.suffix.lstrip(".").lower() if t.args.ke else ""
    return akhiran if akhiran in FORMAT else "json"


def print_book(t: Terminal) -> int:
    """One book."""
    bulan: Bulan = t.args.bulan
    format_ = chosen_format(t)
    with t.kantor() as kantor:
        if format_ == "json":
            isi = kantor.ask(lambda q: BLOK_BUKU[t.args.buku](q.kas, bulan))
            return give_json(t, isi)
        head = kantor.ask(lambda q: kantor_cetak(q, bulan.akhir))
        lembar = kantor.ask(lambda q: make_sheet(q, t.args.buku, bulan, head))
    return give_sheet(t, lembar, format_)


def make_sheet(q: Pertanyaan, nama: str, bulan: Bulan, head: KantorCetak) -> Lembar:
    """A book as a printable sheet; provisional while its month is open."""
    sementara = bulan.bulan not in [s.bulan.bulan for s in q.kas.segel(bulan.tahun)]
    if nama == "bku":
        _, awal = q.kas.bku_opening(bulan)
        return cetak.lembar_bku(bulan, q.kas.bku(bulan), awal.bku, q.kas.saldo(bulan), head, sementara=sementara)
    if nama == "kkpd":
        return cetak.lembar_kkpd(bulan, q.kas.kkpd(bulan), head, sementara=sementara)
    if nama == "rincian":
        return cetak.lembar_rincian_objek_rekap(bulan, q.kas.rincian(bulan), head, sementara=sementara)
    if nama in ("tunai", "bank"):
        make = cetak.lembar_kas_tunai if nama == "tunai" else cetak.lembar_bank
        return make(bulan, q.kas.wadah(bulan, nama), head, sementara=sementara)
    if nama == "pajak":
        return cetak.lembar_pajak(bulan, q.kas.pajak(bulan), head, sementara=sementara)
    return cetak.lembar_panjar(bulan, q.kas.panjar(bulan), head, sementara=sementara)


def give_json(t: Terminal, isi: Any) -> int:
    """JSON to stdout, or to the file."""
    import json

    text = json.dumps(isi, ensure_ascii=False, indent=1) + "\n"
    t.keluaran.file(text.encode(), t.args.ke)
    return SELESAI


def give_sheet(t: Terminal, lembar: Lembar, format_: str) -> int:
    """A sheet in the form asked for."""
    if format_ == "pdf":
        isi = render_pdf(lembar, t.huruf())
    else:
        isi = render_xlsx(lembar) if format_ == "xlsx" else render_csv(lembar)
    t.keluaran.file(isi, t.args.ke)
    return SELESAI
