"""`pengguna`: logins of a shared database. One person proposes, another confirms; each chooses his own password."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from core.errors import Refusal
from ui.cli.jalan import Terminal
from ui.cli.keluaran import SELESAI


def register(add: Any, group: Any) -> None:
    """The commands of this module."""
    g = group("pengguna", "daftar, tambah, tugas, nonaktif, sandi-baru, sahkan, ganti-sandi (basis data bersama)")
    add("daftar", "siapa bekerja di mana, dan usulan yang menunggu pengesahan", show, g)
    for nama, bantuan, jalan in (
        ("tambah", "usulkan orang baru dengan kata sandi sekali pakai", propose_person),
        ("tugas", "usulkan tugas lain untuk orang yang ada", propose_task),
    ):
        p = add(nama, bantuan, jalan, g)
        p.add_argument("login")
        p.add_argument("--peran", required=True)
        p.add_argument("--opd-kode", help="kosong: seluruh daerah (meja BPKAD, admin, auditor)")
        p.add_argument("--buku", default="", help="buku unit, untuk BPP")
        p.add_argument("--mulai", help="tanggal mulai; bila kosong hari ini")
        p.add_argument("--selesai", help="tanggal selesai")
        if nama == "tambah":
            p.add_argument("--nama", required=True)
            p.add_argument("--nip", default="")
    for nama, bantuan, jalan in (
        ("nonaktif", "usulkan agar seseorang tidak dapat masuk lagi", propose_leave),
        ("sandi-baru", "usulkan kata sandi sekali pakai yang baru", propose_password),
    ):
        add(nama, bantuan, jalan, g).add_argument("login")
    sah = add("sahkan", "sahkan usulan orang lain", decide, g)
    sah.add_argument("usulan", help="nomor usulan dari `pengguna daftar`")
    sah.add_argument("--tolak", action="store_true", help="tolak usulannya")
    add("ganti-sandi", "ganti kata sandi sendiri (PUNDI_SANDI_BARU, atau diketik)", change_password, g)


@contextmanager
def _people(t: Terminal) -> Iterator[Any]:
    with t.pembuka.people(t.db) as petugas:
        yield petugas


def show(t: Terminal) -> int:
    """Tasks and proposals."""
    with _people(t) as p:
        tugas, usulan = p.tasks(), p.waiting()
    isi = {
        "tugas": [
            {"login": x.login, "nama": x.nama, "peran": x.peran, "opd": str(x.opd) if x.opd else None, "buku": x.buku,
             "mulai": str(x.mulai), "selesai": str(x.selesai) if x.selesai else None, "aktif": x.aktif}
            for x in tugas
        ],
        "usulan": [{"id": str(u.id), "jenis": u.jenis, "oleh": u.oleh, "login": u.isi["login"]} for u in usulan],
    }  # fmt: skip
    baris = [f"{x.login}  {x.nama}  {x.peran}{'' if x.aktif else '  (nonaktif)'}" for x in tugas]
    baris += [f"menunggu: {u.id}  {u.jenis} {u.isi['login']}, diusulkan {u.oleh}" for u in usulan]
    t.keluaran.answer(isi, "\n".join(baris) or "Belum ada orang.")
    return SELESAI


def propose_person(t: Terminal) -> int:
    """A new login."""
    return _propose(t, "tambah", {**_task(t), "nama": t.args.nama, "nip": t.args.nip})


def propose_task(t: Terminal) -> int:
    """One more task."""
    return _propose(t, "tugas", _task(t))


def propose_leave(t: Terminal) -> int:
    """Somebody leaves."""
    return _propose(t, "nonaktif", {"login": t.args.login})


def propose_password(t: Terminal) -> int:
    """A password forgotten."""
    return _propose(t, "sandi", {"login": t.args.login})


def _task(t: Terminal) -> dict[str, Any]:
    a = t.args
    isi = {"login": a.login, "peran": a.peran, "opd": None, "buku": a.buku, "mulai": a.mulai, "selesai": a.selesai}
    return {k: v for k, v in isi.items() if v is not None or k == "opd"}


def _propose(t: Terminal, jenis: str, isi: dict[str, Any]) -> int:
    with _people(t) as p:
        usulan, sandi, berlaku = p.propose(jenis, isi, getattr(t.args, "opd_kode", None))
    if sandi:
        t.keluaran.tell(f"Kata sandi sekali pakai {isi['login']}: {sandi} (berlaku satu hari sesudah disahkan)")
    kalimat = (
        f"Berlaku: {jenis} {isi['login']}."
        if berlaku
        else f"Usulan {usulan} menunggu pengesahan orang kedua: pengguna sahkan {usulan}"
    )
    t.keluaran.answer({"usulan": usulan, "berlaku": berlaku}, kalimat)
    return SELESAI


def decide(t: Terminal) -> int:
    """The second person."""
    with _people(t) as p:
        p.decide(t.args.usulan, setuju=not t.args.tolak)
    t.keluaran.answer(
        {"usulan": t.args.usulan, "setuju": not t.args.tolak}, "Ditolak." if t.args.tolak else "Disahkan."
    )
    return SELESAI


def change_password(t: Terminal) -> int:
    """One's own password; the server sees only its SCRAM verifier."""
    sandi = os.environ.get("PUNDI_SANDI_BARU")
    if sandi is None:
        import getpass

        sandi = getpass.getpass("Kata sandi baru: ")
        if getpass.getpass("Sekali lagi: ") != sandi:
            raise Refusal("ERR_SANDI_BEDA", "Kedua ketikan tidak sama; ulangi.")
    if len(sandi) < 10:
        raise Refusal("ERR_SANDI_LEMAH", f"Kata sandi {len(sandi)} huruf; paling sedikit 10.", medan="sandi")
    with _people(t) as p:
        p.change_own_password(sandi)
    t.keluaran.answer({"diganti": True}, "Kata sandi diganti; yang sekali pakai tidak berlaku lagi.")
    return SELESAI
