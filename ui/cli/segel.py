"""`segel`: keys of the segel Pundi, and reading a code without any network."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from core.calendar import tanggal_panjang
from core.errors import Refusal
from core.segel.commands import MakeKey, RevokeKey, TrustKey
from ui.cli.jalan import Terminal
from ui.cli.keluaran import DITOLAK, SELESAI
from ui.segel.cetak import check_json, sheet_bytes, sheet_pdf

TEKS_TERBESAR = 20_000
"""Bytes of a key sheet or code in a file; more is something else."""


def register(add: Any, group: Any) -> None:
    """The commands of this module."""
    g = group("segel", "kunci segel Pundi dan pemeriksaan kode segel")
    add("kunci", "daftar kunci yang dikenal kantor ini", list_keys, g)
    buat = add("buat-kunci", "kunci segel baru kantor ini; yang lama diganti", make, g)
    buat.add_argument(
        "--berlaku", type=date.fromisoformat, metavar="YYYY-MM-DD", help="hari pertama; biasanya hari ini"
    )
    lembar = add("lembar", "lembar kunci segel kantor ini untuk kantor lain", sheet, g)
    lembar.add_argument("--ke", type=Path, required=True, metavar="FILE.pdf|FILE.txt")
    kenali = add("kenali", "kenali kunci kantor lain dari lembarnya", trust, g)
    kenali.add_argument("lembar", help="berkas lembar kunci, atau angka hasil pindaian")
    kenali.add_argument("--sidik-jari", help="sidik jari menurut pemiliknya; tanpa ini lembar hanya dibaca")
    cabut = add("cabut", "cabut kunci yang dicuri atau hilang", revoke, g)
    cabut.add_argument("kunci", metavar="SIDIK-JARI")
    cabut.add_argument("--sebab", required=True)
    periksa = add("periksa", "baca kode segel dari kertas", check, g)
    periksa.add_argument("kode", help="angka hasil pindaian, atau berkas teks yang memuatnya")


def list_keys(t: Terminal) -> int:
    """Every key, our own first."""
    with t.kantor() as kantor:
        keys = kantor.ask(lambda q: tuple(q.segel.known_keys()))
    isi = [
        {
            "kunci": k.id, "opd": k.opd_kode, "nama": k.opd_nama, "sendiri": k.sendiri,
            "berlaku_dari": k.berlaku_dari.isoformat(), "status": k.status,
            **({"sampai": k.akhir.tanggal.isoformat(), "sebab": k.akhir.sebab} if k.akhir else {}),
        }
        for k in keys
    ]  # fmt: skip
    kata = [f"{k.sidik_jari}  {k.status:<8} {k.opd_nama}{' (kantor ini)' if k.sendiri else ''}" for k in keys]
    t.keluaran.answer(isi, "\n".join(kata) or "Belum ada kunci segel.")
    return SELESAI


def make(t: Terminal) -> int:
    """A new key of the office."""
    with t.kantor() as kantor:
        mulai = t.args.berlaku or kantor.clock.today()
        kunci = kantor.execute(MakeKey(berlaku_dari=mulai), t.pelaku(kantor)).nilai
    t.keluaran.answer(
        {"kunci": kunci.id, "berlaku_dari": mulai.isoformat()},
        f"Kunci segel {kunci.sidik_jari} berlaku sejak {tanggal_panjang(mulai)}. "
        "Cetak lembarnya dengan segel lembar --ke FILE.pdf.",
    )
    return SELESAI


def sheet(t: Terminal) -> int:
    """The key sheet: PDF to print, or text for a flash disk."""
    with t.kantor() as kantor:
        hari = kantor.clock.today()
        if t.args.ke.suffix.lower() == ".txt":
            isi = kantor.ask(lambda q: sheet_bytes(q, hari))
        else:
            isi = kantor.ask(lambda q: sheet_pdf(q, hari, t.huruf()))
    t.keluaran.file(isi, t.args.ke)
    return SELESAI


def trust(t: Terminal) -> int:
    """Reads a sheet, and accepts it when its fingerprint is given."""
    teks = _text(t.args.lembar)
    with t.kantor() as kantor:
        kunci = kantor.ask(lambda q: q.segel.read_sheet(teks))
        dikenal = t.args.sidik_jari is not None
        if dikenal:
            kantor.execute(TrustKey(lembar=teks, sidik_jari=t.args.sidik_jari), t.pelaku(kantor))
    kata = f"{kunci.opd_nama} ({kunci.opd_kode}), sidik jari {kunci.sidik_jari}"
    t.keluaran.answer(
        {"kunci": kunci.id, "opd": kunci.opd_kode, "nama": kunci.opd_nama, "dikenal": dikenal},
        f"Dikenal: {kata}."
        if dikenal
        else f"Lembar milik {kata}. Cocokkan dengan pemiliknya, lalu ulangi dengan --sidik-jari.",
    )
    return SELESAI


def revoke(t: Terminal) -> int:
    """Nothing under a revoked key counts."""
    with t.kantor() as kantor:
        kunci = kantor.execute(RevokeKey(kunci_id=t.args.kunci, sebab=t.args.sebab), t.pelaku(kantor)).nilai
    t.keluaran.answer({"kunci": kunci.id, "status": "dicabut"}, f"Kunci {kunci.sidik_jari} dicabut.")
    return SELESAI


def check(t: Terminal) -> int:
    """Exit 0 only for a good seal of a known key."""
    teks = _text(t.args.kode)
    with t.kantor() as kantor:
        hasil = kantor.ask(lambda q: q.segel.check(teks))
    t.keluaran.answer(check_json(hasil), hasil.kalimat)
    return SELESAI if hasil.is_good else DITOLAK


def _text(nilai: str) -> str:
    """A file's text, or what was typed. Refuses ERR_BERKAS_TERLALU_BESAR."""
    if nilai.strip().isdigit():
        return nilai
    berkas = Path(nilai)
    try:
        if berkas.stat().st_size > TEKS_TERBESAR:
            raise Refusal("ERR_BERKAS_TERLALU_BESAR", f"{nilai} terlalu besar untuk lembar kunci atau kode segel.")
        return berkas.read_text(encoding="utf-8", errors="replace")
    except OSError as e:
        raise Refusal("ERR_BERKAS_TIDAK_ADA", f"{nilai} tidak dapat dibaca ({e.strerror}). Periksa namanya.") from e
