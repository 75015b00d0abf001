"""`basisdata` and `cadangan`: make, raise, prove, back up, restore."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any

from core.access import Izin, Peran
from core.errors import Refusal
from core.identity import OpdId, OrangId, new_uuid
from core.opd.commands import CreateOffice, OrangPertama
from core.opd.model import Opd
from core.pengguna.model import Rahasia
from ui.cetak import kunci_pdf
from ui.cli.jalan import Terminal
from ui.cli.keluaran import SELESAI
from ui.cli.kemajuan import Kemajuan


def register(add: Any, group: Any) -> None:
    """The commands of this module."""
    g = group("basisdata", "siapkan, siapkan-server, naikkan, periksa, lembar-kunci, masukkan-kunci")
    siapkan = add("siapkan", "buat basis data baru dengan satu kantor", prepare, g)
    siapkan.add_argument("--opd-kode", required=True)
    siapkan.add_argument("--opd-nama", required=True)
    siapkan.add_argument("--tahun", type=int, required=True)
    siapkan.add_argument("--pemda", default="")
    server = add("siapkan-server", "siapkan server bersama: skema, hak, admin dan pengesah; aman diulang", serve, g)
    for siapa in ("admin", "pengesah"):
        server.add_argument(f"--{siapa}", required=True, metavar="LOGIN", help=f"nama masuk {siapa}")
        server.add_argument(f"--nama-{siapa}", required=True)
    add("naikkan", "naikkan skema ke versi program ini (cadangan dibuat lebih dulu)", migrate, g)
    add("periksa", "buktikan buku, jejak audit dan berkas", verify, g)
    lembar = add("lembar-kunci", "cetak kunci jejak audit untuk disimpan di brankas", print_key, g)
    lembar.add_argument("--ke", type=Path, required=True, help="berkas PDF; hapus sesudah dicetak")
    masuk = add("masukkan-kunci", "masukkan kunci dari lembar kunci pada komputer lain", take_key, g)
    masuk.add_argument("kunci", help="lima puluh enam huruf dan angka; spasi boleh")
    c = group("cadangan", "buat, periksa, pulihkan")
    buat = add("buat", "cadangan yang diperiksa, sekarang", backup, c)
    buat.add_argument("--ke", type=Path, help="folder cadangan")
    periksa = add("periksa", "buka kembali sebuah cadangan dan buktikan", check, c)
    periksa.add_argument("berkas", type=Path)
    pulihkan = add("pulihkan", "pasang cadangan; basis data yang ada dipindahkan, tidak dihapus", restore, c)
    pulihkan.add_argument("berkas", type=Path)


def prepare(t: Terminal) -> int:
    """Schema, office and its first person (`bendahara`)."""
    if t.pembuka.exists(t.db):
        raise Refusal(
            "ERR_BASIS_DATA_SUDAH_ADA", f"{t.db} sudah berisi kantor; pakai basis data lain atau buka yang ada."
        )
    sandi = os.environ.get("PUNDI_SANDI") or secrets.token_urlsafe(12)
    orang_id = OrangId(new_uuid())
    orang = OrangPertama(
        id=orang_id,
        nama_login="bendahara",
        nama="Bendahara Pengeluaran",
        nip="",
        peran=frozenset({Peran.BENDAHARA}),
        sandi=Rahasia(sandi),
    )
    opd = Opd(
        id=OpdId(new_uuid()),
        kode=t.args.opd_kode,
        nama=t.args.opd_nama,
        tahun_anggaran=t.args.tahun,
        pemda=t.args.pemda,
    )
    kantor = t.pembuka.create(t.db, CreateOffice(opd=opd, orang=orang))
    kantor.close(cadangkan=False)
    if "PUNDI_SANDI" not in os.environ:
        t.keluaran.tell(f"Orang pertama: bendahara, kata sandi {sandi} (ganti di Pengaturan)")
    isi = {"basis_data": t.db, "opd": opd.kode, "tahun": opd.tahun_anggaran, "orang": "bendahara"}
    t.keluaran.answer(isi, f"Basis data {t.db} siap untuk {opd.nama} TA {opd.tahun_anggaran}.")
    return SELESAI


def serve(t: Terminal) -> int:
    """Schema, rights and the first two people, by whoever owns the server; run again, only what is missing is made."""
    with Kemajuan("Menyiapkan skema dan hak"):
        dari, ke, _ = t.pembuka.migrate(t.db)
    dibuat = [] if dari == ke else [f"skema {ke}"]
    with t.pembuka.people(t.db) as orang:
        ada = {x.login for x in orang.tasks()}
        for login, nama, peran in (
            (t.args.admin, t.args.nama_admin, "admin"),
            (t.args.pengesah, t.args.nama_pengesah, "kasi"),
        ):
            if login in ada:
                continue
            _, sandi, _ = orang.propose(
                "tambah", {"login": login, "nama": nama, "nip": "", "peran": peran, "opd": None}
            )
            t.keluaran.tell(f"Kata sandi sekali pakai {login}: {sandi} (berlaku satu hari)")
            dibuat.append(f"{peran} {login}")
    kalimat = (
        f"Dibuat: {', '.join(dibuat)}." if dibuat else "Semua sudah ada; hak dipasang ulang, tidak ada yang berubah."
    )
    t.keluaran.answer({"skema": ke, "dibuat": dibuat}, kalimat)
    return SELESAI


def migrate(t: Terminal) -> int:
    """Raises an older schema."""
    with Kemajuan("Mencadangkan, lalu menaikkan skema"):
        dari, ke, cadangan = t.pembuka.migrate(t.db)
    isi = {"dari": dari, "ke": ke, "cadangan": str(cadangan) if cadangan else None}
    if dari == ke:
        kalimat = f"Skema sudah versi {ke}; tidak ada yang perlu dinaikkan."
    else:
        kalimat = f"Skema {dari or 'kosong'} → {ke}." + (f" Cadangan sebelumnya: {cadangan}" if cadangan else "")
    t.keluaran.answer({k: v for k, v in isi.items() if v}, kalimat)
    return SELESAI


def verify(t: Terminal) -> int:
    """Every finding by name; none is a clean book."""
    with Kemajuan("Membuktikan buku, jejak audit dan berkas"):
        temuan = list(t.pembuka.verify(t.db, t.args.opd))
    if temuan:
        return t.keluaran.refuse(Refusal.of(temuan))
    t.keluaran.answer({"temuan": []}, "Bersih: berkas, jejak audit, mutasi, identitas dan segel cocok.")
    return SELESAI


def print_key(t: Terminal) -> int:
    """The lembar kunci, for those who set up the office."""
    with t.kantor() as kantor:
        t.pelaku(kantor).demand(Izin.ATUR_KANTOR)
        pdf, sidik = kunci_pdf(kantor, t.huruf())
    t.keluaran.file(pdf, t.args.ke)
    t.keluaran.tell(f"Sidik jari {sidik}. Cetak, segel, simpan di brankas, lalu hapus berkas ini.")
    return SELESAI


def take_key(t: Terminal) -> int:
    """The key back in, on a computer that has none."""
    sidik = t.pembuka.take_key(t.db, t.args.kunci, t.args.opd)
    t.keluaran.answer({"sidik_jari": sidik}, f"Kunci diterima dan cocok dengan jejak audit. Sidik jari {sidik}.")
    return SELESAI


def backup(t: Terminal) -> int:
    """A verified backup now."""
    with Kemajuan("Mencadangkan dan memeriksa cadangannya"):
        c = t.pembuka.backup(t.db, t.args.ke)
    isi = {"berkas": str(c.berkas), "sha256": c.sha256, "jejak": c.jejak, "at": c.at}
    t.keluaran.answer(isi, f"Cadangan {c.berkas} dibuat dan diperiksa ({c.jejak} catatan jejak).")
    return SELESAI


def check(t: Terminal) -> int:
    """Opens a backup again."""
    with Kemajuan(f"Membuktikan {t.args.berkas.name}"):
        c = t.pembuka.check_backup(t.args.berkas)
    t.keluaran.answer({"berkas": str(c.berkas), "sha256": c.sha256, "jejak": c.jejak}, f"Cadangan {c.berkas} utuh.")
    return SELESAI


def restore(t: Terminal) -> int:
    """Puts a backup in place."""
    with Kemajuan(f"Membuktikan dan memasang {t.args.berkas.name}"):
        lama = t.pembuka.restore(t.args.berkas, t.db)
    isi = {"basis_data": t.db, **({"dipindahkan": str(lama)} if lama else {})}
    t.keluaran.answer(isi, f"{t.db} dipulihkan." + (f" Yang lama ada di {lama}." if lama else ""))
    return SELESAI
