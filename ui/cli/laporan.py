"""`spj`, `lpj`, `register`, `saldo`: accountability of a month."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from core.calendar import Bulan
from core.documents.laporan import lpj_tu_tercetak, lpj_up_tercetak, spj_tercetak
from core.documents.lembar import Lembar, render_pdf_all, render_xlsx_all
from core.documents.lpj import render_lpj_tu, render_lpj_tu_xlsx, render_lpj_up, render_lpj_up_xlsx
from core.documents.spj import render_spj_pdf, render_spj_xlsx
from core.errors import Refusal
from core.spj.blok import block_lpj_tu, block_lpj_up, block_saldo, block_spj, block_spj_table
from ui.cetak import kantor_cetak
from ui.cli.buku import FORMAT, chosen_format, give_json, give_sheet, with_month
from ui.cli.jalan import Terminal, month
from ui.cli.keluaran import SELESAI
from ui.kantor import Pertanyaan
from ui.katalog import KATALOG, Periode, find, sheets_to_json


def register(add: Any, group: Any) -> None:
    """The commands of this module."""
    g = group("spj", "SPJ fungsional, administratif, dan surat pengesahannya")
    for nama in ("fungsional", "administratif", "pengesahan"):
        p = add(nama, f"SPJ {nama} satu bulan", print_spj, g)
        p.set_defaults(jenis=nama)
        with_month(p)
    lpj = group("lpj", "LPJ-UP dan LPJ-TU")
    for nama, apa, jalankan in (("up", "NOMOR", print_lpj_up), ("tu", "NOMOR_SP2D", print_lpj_tu)):
        p = add(nama, f"LPJ-{nama.upper()}", jalankan, lpj)
        p.add_argument("nomor", metavar=apa)
        p.add_argument("--tahun", type=int)
        with_file(p)
    r = group("register", "register SPP, SPM, SP2D, STS, kartu kendali, DTH, penutupan kas")
    for daftar in KATALOG:
        p = add(daftar.key, daftar.nama, print_register, r)
        p.set_defaults(register=daftar.key)
        p.add_argument("--tahun", type=int)
        p.add_argument("--bulan", type=month, metavar="YYYY-MM", required=daftar.bulanan)
        with_file(p)
    s = add("saldo", "saldo akhir, sisa pagu dan SPD, identitas", print_saldo)
    s.add_argument("--bulan", type=month, required=True, metavar="YYYY-MM")


def with_file(p: Any) -> None:
    """The options of a report that is not of one month."""
    p.add_argument("--format", choices=FORMAT, default=None)
    p.add_argument("--ke", type=Path, metavar="FILE")


def print_spj(t: Terminal) -> int:
    """SPJ of a month; administratif without the cash block, with the evidence numbers per row."""
    bulan: Bulan = t.args.bulan
    fungsional = t.args.jenis != "administratif"
    format_ = chosen_format(t)
    with t.kantor() as kantor:
        if format_ == "json":
            return give_json(t, kantor.ask(lambda q: _spj_json(q, bulan, fungsional=fungsional)))

        def read(q: Pertanyaan) -> Any:
            return spj_tercetak(
                t.args.jenis,
                bulan,
                q.kas.realisasi(bulan),
                kantor_cetak(q, bulan.akhir),
                nama=q.anggaran.nama(bulan.tahun),
                blok=q.kas.blok(bulan),
                contra_pos=q.kas.contra_pos(bulan),
                koreksi=q.kas.koreksi_lintas(bulan),
                bku=() if fungsional else q.kas.bku(bulan),
                sementara=bulan.bulan not in [s.bulan.bulan for s in q.kas.segel(bulan.tahun)],
            )

        spj = kantor.ask(read)
    isi = render_spj_pdf(spj, t.huruf()) if format_ == "pdf" else render_spj_xlsx(spj)
    t.keluaran.file(isi, t.args.ke)
    return SELESAI


def _spj_json(q: Pertanyaan, bulan: Bulan, *, fungsional: bool) -> dict[str, Any]:
    rows = q.kas.realisasi(bulan)
    if fungsional:
        return block_spj(rows, q.kas.blok(bulan), q.kas.contra_pos(bulan))
    isi = block_spj_table(rows)
    bukti: dict[tuple[str, str], list[str]] = {}
    for r in q.kas.bku(bulan):
        if r.rekening:
            nomor = bukti.setdefault((r.sub_kegiatan, r.rekening), [])
            if r.no_bukti not in nomor:
                nomor.append(r.no_bukti)
    for baris in isi["baris"]:
        baris["bukti"] = bukti.get((baris["sub_kegiatan"], baris["kode_rekening"]), [])
    return isi


def print_lpj_up(t: Terminal) -> int:
    """One LPJ-UP."""
    with t.kantor() as kantor:
        tahun = t.args.tahun or kantor.opd.tahun_anggaran
        lpj = kantor.ask(lambda q: q.kas.lpj_up(t.args.nomor, tahun))
        if lpj is None:
            raise Refusal("ERR_LPJ_TIDAK_ADA", f"LPJ-UP {t.args.nomor} tidak ada pada tahun {tahun}.")
        format_ = chosen_format(t)
        if format_ == "json":
            return give_json(t, kantor.ask(lambda q: block_lpj_up(lpj, q.anggaran.pagu(tahun))))
        cetak = kantor.ask(lambda q: lpj_up_tercetak(lpj, q.anggaran.nama(tahun), kantor_cetak(q, lpj.tanggal)))
    t.keluaran.file(render_lpj_up(cetak, t.huruf()) if format_ == "pdf" else render_lpj_up_xlsx(cetak), t.args.ke)
    return SELESAI


def print_lpj_tu(t: Terminal) -> int:
    """One TU with its accounting."""
    with t.kantor() as kantor:
        tahun = t.args.tahun or kantor.opd.tahun_anggaran
        semua = kantor.ask(
            lambda q: [x for b in range(1, 13) for x in q.kas.lpj_tu(Bulan(tahun, b)) if x.sp2d == t.args.nomor]
        )
        if not semua:
            raise Refusal("ERR_TU_TIDAK_ADA", f"SP2D-TU {t.args.nomor} tidak ada pada tahun {tahun}.")
        lpj = semua[-1]
        format_ = chosen_format(t)
        if format_ == "json":
            return give_json(t, block_lpj_tu(lpj))
        cetak = kantor.ask(lambda q: lpj_tu_tercetak(lpj, q.anggaran.nama(tahun), kantor_cetak(q, lpj.tanggal)))
    t.keluaran.file(render_lpj_tu(cetak, t.huruf()) if format_ == "pdf" else render_lpj_tu_xlsx(cetak), t.args.ke)
    return SELESAI


def print_register(t: Terminal) -> int:
    """A register of the year, or of one month of it."""
    daftar, bulan = find(t.args.register), t.args.bulan
    with t.kantor() as kantor:
        tahun = bulan.tahun if bulan else t.args.tahun or kantor.opd.tahun_anggaran
        periode = Periode(tahun, bulan.bulan if bulan else 0)
        format_ = chosen_format(t)
        if format_ == "json" and daftar.key in _JSON:
            return give_json(t, kantor.ask(lambda q: _JSON[daftar.key](q, tahun)))
        hari = bulan.akhir if bulan else kantor.clock.today()
        lembaran = kantor.ask(lambda q: daftar.make(q, periode, kantor_cetak(q, hari)))
    if format_ == "json":
        return give_json(t, sheets_to_json(lembaran))
    if format_ == "csv" or len(lembaran) == 1:
        return give_sheet(t, _only(lembaran, daftar.nama), format_)
    made = render_pdf_all(daftar.nama, lembaran.values(), t.huruf()) if format_ == "pdf" else render_xlsx_all(lembaran)
    t.keluaran.file(made, t.args.ke)
    return SELESAI


def _only(lembaran: Mapping[str, Lembar], nama: str) -> Lembar:
    """The one sheet a CSV can hold."""
    if len(lembaran) != 1:
        pesan = f"{nama} terdiri dari {len(lembaran)} lembar; pakai --format xlsx, pdf atau json."
        raise Refusal("ERR_BANYAK_LEMBAR", pesan)
    return next(iter(lembaran.values()))


def _segel_json(s: Any) -> dict[str, Any]:
    return {
        "bulan": str(s.bulan),
        "tanggal": s.tanggal.isoformat(),
        "penutup": s.penutup,
        "saldo_bku": s.saldo_bku.to_json(),
        "saldo_tunai": s.saldo_tunai.to_json(),
        "saldo_bank": s.saldo_bank.to_json(),
        "saldo_kas": s.kas_dihitung.to_json(),
        "selisih": (s.saldo_bku - s.kas_dihitung).to_json(),
        "penjelasan": s.penjelasan,
    }


def _spp_json(r: Any) -> dict[str, Any]:
    isi = {
        "jenis": str(r.jenis),
        "status": str(r.status),
        "tanggal_spp": r.tanggal_spp.isoformat(),
        "nomor_spp": r.nomor_spp,
        "nomor_spm": r.nomor_spm,
        "sipd_spm": r.sipd_spm,
        "sp2d": r.sp2d,
        "tanggal_sp2d": r.tanggal_sp2d.isoformat() if r.tanggal_sp2d else None,
        "uraian": r.uraian,
        "nilai": r.nilai.to_json(),
    }
    return {k: v for k, v in isi.items() if v not in (None, "")}


_JSON: dict[str, Callable[[Pertanyaan, int], list[dict[str, Any]]]] = {
    "penutupan-kas": lambda q, tahun: [_segel_json(s) for s in q.kas.segel(tahun)],
    "spp-spm-sp2d": lambda q, tahun: [_spp_json(r) for r in q.spm.rows(tahun, banyak=100_000)],
}
"""Registers whose JSON has names of its own."""


def print_saldo(t: Terminal) -> int:
    """Closing balances, what is left of pagu and SPD, identities."""
    bulan: Bulan = t.args.bulan
    with t.kantor() as kantor:
        isi = kantor.ask(lambda q: block_saldo(q.kas, bulan, q.anggaran.pagu(bulan.tahun)))
    t.keluaran.answer(isi)
    return SELESAI
