"""`buku`: one book of one month as JSON, PDF, XLSX, CSV, or a table in the terminal."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from core.calendar import Bulan
from core.documents import buku as cetak
from core.documents.kantor import KantorCetak
from core.documents.lembar import Lembar, render_csv, render_pdf, render_pdf_all, render_xlsx, render_xlsx_all
from core.documents.register import lembar_daftar
from core.documents.tabel import Kolom
from core.spj.blok import BLOK_BUKU
from ui.cetak import kantor_cetak
from ui.cli.jalan import Terminal, month
from ui.cli.keluaran import SELESAI
from ui.kantor import Pertanyaan

_RINCIAN = (
    ("sd_bulan_lalu", "s.d. bulan lalu"),
    ("up_gu", "UP/GU"),
    ("kkpd", "KKPD"),
    ("tu", "TU"),
    ("ls", "LS"),
    ("sd_bulan_ini", "s.d. bulan ini"),
)
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
        if t.args.buku == "rincian" and format_ != "csv":
            semua = kantor.ask(lambda q: detail_sheets(q, bulan, head))
            judul = f"Rincian objek {bulan.nama}"
            t.keluaran.file(
                render_pdf_all(judul, tuple(semua.values()), t.huruf()) if format_ == "pdf" else render_xlsx_all(semua),
                t.args.ke,
            )
            return SELESAI
        lembar = kantor.ask(lambda q: make_sheet(q, t.args.buku, bulan, head))
    return give_sheet(t, lembar, format_)


def is_open(q: Pertanyaan, bulan: Bulan) -> bool:
    """Whether a month is not sealed: its books print "sementara"."""
    return bulan.bulan not in [s.bulan.bulan for s in q.kas.segel(bulan.tahun)]


def detail_sheets(q: Pertanyaan, bulan: Bulan, head: KantorCetak) -> dict[str, Lembar]:
    """BP rincian objek: one sheet per rekening."""
    nama = q.anggaran.nama(bulan.tahun)
    return cetak.lembar_rincian_objek_semua(
        bulan, q.kas.rincian(bulan), q.kas.bku(bulan), head, nama=nama, sementara=is_open(q, bulan)
    )


def make_sheet(q: Pertanyaan, nama: str, bulan: Bulan, head: KantorCetak) -> Lembar:
    """A book as a printable sheet; provisional while its month is open."""
    sementara = is_open(q, bulan)
    if nama == "bku":
        _, awal = q.kas.bku_opening(bulan)
        isi, saldo, koreksi = q.kas.bku(bulan), q.kas.saldo(bulan), q.kas.koreksi_lintas(bulan)
        return cetak.lembar_bku(bulan, isi, awal.bku, saldo, head, sementara=sementara, koreksi=koreksi)
    if nama == "kkpd":
        rincian = q.kkpd.rincian_buku(bulan.tahun)
        return cetak.lembar_kkpd(bulan, q.kas.kkpd(bulan), head, rincian=rincian, sementara=sementara)
    if nama == "rincian":
        return detail_list(q, bulan, head)
    if nama in ("tunai", "bank"):
        make = cetak.lembar_kas_tunai if nama == "tunai" else cetak.lembar_bank
        return make(bulan, q.kas.wadah(bulan, nama), head, sementara=sementara)
    if nama == "pajak":
        return cetak.lembar_pajak(bulan, q.kas.pajak(bulan), head, sementara=sementara)
    return cetak.lembar_panjar(bulan, q.kas.panjar(bulan), head, sementara=sementara)


def detail_list(q: Pertanyaan, bulan: Bulan, head: KantorCetak) -> Lembar:
    """BP rincian objek as one list, for CSV."""
    kolom = (
        Kolom("sub_kegiatan", "Sub kegiatan", 5, "kode"),
        Kolom("rekening", "Kode rekening", 4, "kode"),
        Kolom("uraian", "Uraian", 8),
        *(Kolom(k, judul, 4, "uang", pindah="jumlah") for k, judul in _RINCIAN),
    )
    rows = [(r.sub_kegiatan, r.rekening, r.uraian, *(getattr(r, k) for k, _ in _RINCIAN)) for r in q.kas.rincian(bulan)]
    return lembar_daftar("RINCIAN OBJEK BELANJA", kolom, rows, kantor=head, subjudul=(bulan.nama,))


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
