"""`kas`: counting kas on any day, handing it over, and the minutes of both."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import Any

from core.access import PERAN_NAMA, Peran
from core.documents.pemeriksaan_kas import JENIS_NAMA, render_pemeriksaan
from core.errors import Refusal
from core.kas.commands import CheckKas
from core.kas.pemeriksaan import PemeriksaanKas, Pihak
from core.kas.penutupan import HitunganKas
from core.money import NOL, Rupiah
from core.opd.pejabat import find_signer
from ui.cetak import kantor_cetak
from ui.cli.jalan import Terminal
from ui.cli.keluaran import SELESAI
from ui.kantor import Pertanyaan

DASAR = "Permendagri Nomor 77 Tahun 2020"


def register(add: Any, group: Any) -> None:
    """The commands of this module."""
    g = group("kas", "periksa kas sewaktu-waktu, serah terima bendahara, cetak berita acara")
    for nama, bantuan in (("periksa", "hitung kas tanpa menutup bulan"), ("serah-terima", "serah terima bendahara")):
        p = add(nama, bantuan, check, g)
        p.set_defaults(serah=nama == "serah-terima")
        p.add_argument("nomor", help="nomor berita acara")
        p.add_argument("--tanggal", type=_day, help="hari kas dihitung; tanpa ini hari ini")
        p.add_argument("--lembar", nargs="*", default=(), metavar="K100000=53", help="K uang kertas, L uang logam")
        p.add_argument("--bank", type=_amount, default=NOL, help="saldo menurut rekening koran")
        p.add_argument("--penjelasan", default="", help="wajib bila ada selisih")
        p.add_argument("--dasar", default="", help="surat tugas atau keputusan")
        p.add_argument("--pemeriksa", default="", metavar="NAMA", help="tanpa ini PA")
        p.add_argument("--penerima", default="", metavar="NAMA", required=nama == "serah-terima")
        p.add_argument("--nip-penerima", default="")
        p.add_argument("--ke", type=Path, metavar="FILE.pdf", help="berita acara")
    ba = add("berita-acara", "cetak lagi sebuah berita acara", reprint, g)
    ba.add_argument("nomor")
    ba.add_argument("--tahun", type=int)
    ba.add_argument("--ke", type=Path, required=True)


def check(t: Terminal) -> int:
    """Records a count; prints its minutes where asked."""
    a = t.args
    with t.kantor() as kantor:
        tanggal = a.tanggal or kantor.clock.today()
        pa, bendahara = kantor.ask(lambda q: (_official(q, Peran.PA, tanggal), _official(q, Peran.BENDAHARA, tanggal)))
        pelaku = t.pelaku(kantor)
        command = CheckKas(
            tanggal=tanggal,
            nomor=a.nomor,
            kas=HitunganKas(_pieces(a.lembar), a.bank),
            pemeriksa=Pihak(a.pemeriksa, PERAN_NAMA[Peran.PA]) if a.pemeriksa or pa is None else pa,
            diperiksa=bendahara or Pihak(pelaku.nama, PERAN_NAMA[Peran.BENDAHARA]),
            penerima=Pihak(a.penerima, PERAN_NAMA[Peran.BENDAHARA], a.nip_penerima) if a.serah else None,
            dasar=a.dasar,
            penjelasan=a.penjelasan,
        )
        made = kantor.execute(command, pelaku).nilai
        pdf = kantor.ask(lambda q: _render(q, made, t)) if a.ke else None
    if pdf is not None:
        t.keluaran.file(pdf, a.ke)
    kalimat = f"{JENIS_NAMA[made.jenis]} {made.nomor}: buku Rp {made.buku.bku}, dihitung Rp {made.kas.jumlah}."
    t.keluaran.answer(_json(made), kalimat)
    return SELESAI


def reprint(t: Terminal) -> int:
    """The minutes of a count again."""
    with t.kantor() as kantor:
        tahun = t.args.tahun or kantor.opd.tahun_anggaran
        found = kantor.ask(lambda q: [p for p in q.kas.pemeriksaan(tahun) if p.nomor == t.args.nomor])
        if not found:
            pesan = f"Berita acara {t.args.nomor} tidak ada pada tahun {tahun}; lihat register pemeriksaan-kas."
            raise Refusal("ERR_BERITA_ACARA_TIDAK_ADA", pesan)
        pdf = kantor.ask(lambda q: _render(q, found[0], t))
    t.keluaran.file(pdf, t.args.ke)
    return SELESAI


def _render(q: Pertanyaan, p: PemeriksaanKas, t: Terminal) -> bytes:
    return render_pemeriksaan(p, kantor_cetak(q, p.tanggal), t.huruf(), dasar=DASAR)


def _official(q: Pertanyaan, peran: Peran, tanggal: date) -> Pihak | None:
    p = find_signer(q.opd.officials(), peran, tanggal)
    return None if p is None else Pihak(p.nama, p.sebutan, p.nip, p.pangkat)


def _pieces(lembar: list[str]) -> dict[str, int]:
    found = {}
    for satu in lembar:
        pecahan, _, banyak = satu.partition("=")
        if not banyak.isdigit():
            pesan = f"{satu}: tulis pecahan dan banyaknya, misalnya K100000=53 atau L500=4."
            raise Refusal("ERR_HITUNGAN_KAS", pesan, medan="lembar")
        found[pecahan] = int(banyak)
    return found


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as e:
        raise argparse.ArgumentTypeError("tanggal ditulis 2026-02-27") from e


def _amount(text: str) -> Rupiah:
    try:
        return Rupiah.parse(text)
    except ValueError as e:
        raise argparse.ArgumentTypeError(str(e)) from e


def _json(p: PemeriksaanKas) -> dict[str, Any]:
    return {
        "nomor": p.nomor,
        "jenis": str(p.jenis),
        "tanggal": p.tanggal.isoformat(),
        "saldo_bku": p.buku.bku.to_json(),
        "kas_tunai": p.buku.tunai.to_json(),
        "bank": p.buku.bank.to_json(),
        "dihitung": p.kas.jumlah.to_json(),
        "selisih": p.selisih.to_json(),
        "terbuka": [{"hal": x.hal, "nomor": x.nomor, "nilai": x.nilai.to_json()} for x in p.terbuka],
    }
