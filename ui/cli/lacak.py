"""`lacak`: desk work by printed code."""

from __future__ import annotations

import socket
from datetime import date
from typing import Any

from core.errors import Refusal
from core.identity import group_desk_code
from core.pelacakan.commands import Disburse, MoveBerkas, ReceiveBerkas, RecordAnswer
from ui.cli.jalan import Terminal
from ui.cli.keluaran import SELESAI


def register(add: Any, group: Any) -> None:
    """The commands of this module."""
    g = group("lacak", "terima, pindah dan lihat berkas menurut kodenya")
    for nama, bantuan, jalankan in (
        ("terima", "terima berkas di meja ini", receive),
        ("pindah", "pindahkan ke tahap berikut, kembalikan atau tolak", move),
        ("status", "di mana berkas ini", status),
    ):
        p = add(nama, bantuan, jalankan, g)
        p.add_argument("kode")
        if nama == "pindah":
            p.add_argument("--ke", required=True, metavar="TAHAP")
            p.add_argument("--alasan", default="", metavar="KODE")
            p.add_argument("--catatan", default="")
            p.add_argument("--nomor", help="nomor SP2D, untuk --ke SP2D")
            p.add_argument("--tanggal", type=date.fromisoformat, help="tanggal SP2D atau cair (YYYY-MM-DD)")


def _desk() -> str:
    return socket.gethostname()


def receive(t: Terminal) -> int:
    """A scan."""
    with t.kantor() as kantor:
        hasil = kantor.execute(ReceiveBerkas(kode=t.args.kode, meja=_desk()), t.pelaku(kantor)).nilai
    return _tell(t, hasil)


def move(t: Terminal) -> int:
    """A decision: the next tahap, DIKEMBALIKAN, DITOLAK, SP2D (with its number) or CAIR."""
    a = t.args
    with t.kantor() as kantor:
        pelaku = t.pelaku(kantor)
        tanggal = a.tanggal or kantor.clock.today()
        if a.ke.upper() == "SP2D":
            if not a.nomor:
                raise Refusal("ERR_MEDAN_WAJIB", "Nomor SP2D wajib: tambahkan --nomor.", medan="nomor")
            hasil = kantor.execute(
                RecordAnswer(kode=a.kode, nomor=a.nomor, tanggal=tanggal, meja=_desk()), pelaku
            ).nilai
        elif a.ke.upper() == "CAIR" and a.tanggal:
            hasil = kantor.execute(Disburse(kode=a.kode, tanggal=tanggal, meja=_desk()), pelaku).nilai
        else:
            cmd = MoveBerkas(kode=a.kode, ke=a.ke.upper(), alasan=a.alasan, catatan=a.catatan, meja=_desk())
            hasil = kantor.execute(cmd, pelaku).nilai
    return _tell(t, hasil)


def _tell(t: Terminal, hasil: Any) -> int:
    isi = {
        "kode": hasil.berkas.kode_meja,
        "tahap": hasil.berkas.tahap,
        "keadaan": str(hasil.berkas.keadaan),
        "hasil": str(hasil.hasil),
        "sudah": hasil.sudah,
        "oleh": hasil.oleh,
        "at": hasil.at.isoformat(timespec="seconds"),
    }
    kata = f"{group_desk_code(hasil.berkas.kode_meja)}: {hasil.tahap_nama}"
    t.keluaran.answer(isi, f"{kata} — sudah dicatat {hasil.oleh}" if hasil.sudah else f"{kata} — {hasil.oleh}")
    return SELESAI


def status(t: Terminal) -> int:
    """Where it is, with the times of every step."""
    with t.kantor() as kantor:

        def read(q: Any) -> Any:
            berkas = q.pelacakan.by_kode(t.args.kode)
            return berkas, (q.pelacakan.timeline(berkas.id) if berkas else ())

        berkas, langkah = kantor.ask(read)
    if berkas is None:
        raise Refusal("ERR_KODE_TIDAK_DIKENAL", f"Kode {t.args.kode} tidak dikenal.", medan="kode")
    isi = {
        "kode": berkas.kode_meja,
        "nomor": berkas.isi.nomor,
        "keadaan": str(berkas.keadaan),
        "tahap": berkas.tahap,
        "putaran": berkas.putaran,
        "langkah": [
            {
                "putaran": p.putaran,
                "tahap": p.ke,
                "hasil": str(p.hasil),
                "at": p.at.isoformat(timespec="seconds"),
                "oleh": p.nama,
            }
            for p in langkah
        ],
    }
    t.keluaran.answer(isi)
    return SELESAI
