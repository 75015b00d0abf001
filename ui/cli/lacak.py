"""`lacak`: desk work by printed code."""

from __future__ import annotations

import socket
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from core.documents.tanda_terima import KertasResi
from core.errors import Refusal
from core.identity import group_desk_code
from core.pelacakan.baki import MoveBaki, ReceiveBaki
from core.pelacakan.commands import Disburse, JawabanMeja, MoveBerkas, ReceiveBerkas, RecordAnswer
from core.pelacakan.paket import TakeSubmission, WriteAnswer
from ui.cli.jalan import Terminal
from ui.cli.keluaran import SELESAI
from ui.pelacakan.bacaan import read_hours
from ui.pelacakan.cetak import print_resi_baki
from ui.segel.masukan import read_packet


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
    ambil = add("ambil", "daftarkan berkas dari pengajuan .pundi", take, g)
    ambil.add_argument("berkas", type=Path)
    jawab = add("jawaban", "jawaban .pundi untuk OPD", answer, g)
    jawab.add_argument("kode")
    jawab.add_argument("--ke", type=Path, required=True, metavar="FILE.pundi")
    p = add("baki", "terima atau teruskan banyak berkas sekaligus; semua atau tidak satu pun", tray, g)
    p.add_argument("kode", nargs="+")
    p.add_argument("--pembawa", default="", metavar="NAMA", help="siapa yang membawa; wajib saat menerima")
    p.add_argument("--ke", default="", metavar="TAHAP", help="teruskan ke tahap ini, bukan menerima")
    p.add_argument("--tanggal", type=date.fromisoformat, help="tanggal cair, untuk --ke SELESAI (YYYY-MM-DD)")
    p.add_argument("--resi", type=Path, metavar="FILE.pdf", help="satu tanda terima untuk semuanya")
    p = add("pesan", "keadaan berkas dalam beberapa baris, untuk pesan kepada rekanan", message, g)
    p.add_argument("kode")
    p = add("terbitkan", "tulis halaman lacak ke ruang web; diulang, hanya yang berubah ditulis lagi", publish_pages, g)
    p.add_argument("--ke", type=Path, required=True, metavar="FOLDER")
    p.add_argument("--tiap", type=int, default=0, metavar="DETIK", help="terus berjalan, diulang tiap sekian detik")
    p = add("layani", "layani halaman lacak di belakang server web daerah (TLS)", serve, g)
    p.add_argument("--port", type=int, default=8642)
    p.add_argument("--alamat", default="127.0.0.1", help="alamat yang didengar; bawaan hanya komputer ini")
    p.add_argument("--di-belakang-proksi", action="store_true", help="alamat penanya dari X-Forwarded-For")


def take(t: Terminal) -> int:
    """A submission file at the desk: its berkas, once."""
    data = read_packet(t.args.berkas)
    with t.kantor() as kantor:
        h = kantor.execute(TakeSubmission(isi=data), t.pelaku(kantor)).nilai
    b = h.berkas
    isi = {"kode": b.kode_meja, "nomor": b.isi.nomor, "opd": b.isi.opd, "putaran": b.putaran, "sudah": h.sudah}
    t.keluaran.answer(isi, f"{group_desk_code(b.kode_meja)}: {b.isi.nomor}{' — sudah diambil' if h.sudah else ''}")
    return SELESAI


def answer(t: Terminal) -> int:
    """What the desk has to say, for the OPD."""
    with t.kantor() as kantor:
        made = kantor.execute(WriteAnswer(kode=t.args.kode), t.pelaku(kantor)).nilai
    t.keluaran.file(made, t.args.ke)
    return SELESAI


def tray(t: Terminal) -> int:
    """Everything a courier brought, with one receipt; or one decision for all of it."""
    a = t.args
    with t.kantor() as kantor:
        pelaku = t.pelaku(kantor)
        cmd = (
            MoveBaki(kode=tuple(a.kode), ke=a.ke.upper(), tanggal=a.tanggal, meja=_desk())
            if a.ke
            else ReceiveBaki(kode=tuple(a.kode), pembawa=a.pembawa, meja=_desk())
        )
        hasil: Sequence[JawabanMeja] = kantor.execute(cmd, pelaku).nilai
        if a.resi and not a.ke:
            jam = kantor.ask(lambda q: read_hours(q, kantor.clock.today()))
            pdf = print_resi_baki(hasil, a.pembawa, kantor.opd.pemda, KertasResi.ROL_80, zona=jam.zona, huruf=t.huruf())
            t.keluaran.file(pdf, a.resi)
    isi = [{"kode": j.berkas.kode_meja, "tahap": j.berkas.tahap, "sudah": j.sudah} for j in hasil]
    t.keluaran.answer(isi, f"{len(hasil)} berkas; {sum(j.sudah for j in hasil)} sudah diterima sebelumnya")
    return SELESAI


def message(t: Terminal) -> int:
    """The short text for a chat."""
    from ui.portal.isi import read_message

    with t.kantor() as kantor:
        teks = kantor.ask(lambda q: read_message(q, t.args.kode, kantor.clock.now()))
    if teks is None:
        raise Refusal("ERR_KODE_TIDAK_DIKENAL", f"Kode {t.args.kode} tidak dikenal.", medan="kode")
    t.keluaran.answer({"pesan": teks}, teks)
    return SELESAI


def publish_pages(t: Terminal) -> int:
    """Static pages, once or again and again."""
    from ui.portal.terbit import publish

    with t.kantor() as kantor:
        while True:
            hasil = publish(kantor, t.args.ke)
            isi = {"berlaku": hasil.berlaku, "ditulis": hasil.ditulis, "dihapus": hasil.dihapus}
            kata = f"{hasil.berlaku} halaman berlaku; {hasil.ditulis} ditulis, {hasil.dihapus} dihapus"
            if not t.args.tiap:
                t.keluaran.answer(isi, kata)
                return SELESAI
            if hasil.ditulis or hasil.dihapus:
                t.keluaran.tell(kata)
            time.sleep(t.args.tiap)


def serve(t: Terminal) -> int:
    """Until it is stopped with Ctrl+C."""
    from ui.portal.layani import Server

    a = t.args
    with t.kantor() as kantor:
        try:
            server = Server(kantor, (a.alamat, a.port), di_belakang_proksi=a.di_belakang_proksi)
        except OSError as error:
            raise Refusal(
                "ERR_PORT_DIPAKAI",
                f"Alamat {a.alamat}:{a.port} tidak dapat dipakai: {error.strerror or error}. Pilih --port lain.",
                medan="port",
            ) from error
        with server:
            t.keluaran.tell(f"Halaman lacak di http://{a.alamat}:{a.port}/ — hentikan dengan Ctrl+C")
            server.serve_forever()
    return SELESAI


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
                "oleh": p.oleh_nama,
            }
            for p in langkah
        ],
    }
    t.keluaran.answer(isi)
    return SELESAI
