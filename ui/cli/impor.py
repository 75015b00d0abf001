"""`impor` and `ekspor`: files in with a preview (`--coba`), the whole book out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from core.anggaran.commands import ImportDpa, ImportRak
from core.anggaran.rules import plan_dpa
from core.errors import Refusal, Temuan
from core.importers.pundi_transaksi import read_pundi_transaksi
from core.importers.sipd_rak import read_rak
from core.importers.sipd_rekap_pagu import read_rekap_pagu
from core.kas.commands import ImportTransaksi, plan_import
from core.kas.ekspor import dump
from core.money import Rupiah
from ui.anggaran.masukan import dpa_of, rak_of
from ui.cli import koran
from ui.cli.ekspor import whole_book
from ui.cli.jalan import Terminal
from ui.cli.keluaran import DITOLAK, SELESAI
from ui.cli.kemajuan import Kemajuan
from ui.cli.tagihan import import_tagihan


def register(add: Any, group: Any) -> None:
    """The commands of this module."""
    g = group("impor", "baca berkas")
    for nama, bantuan, jalankan in (
        ("dpa", "rekap pagu SIPD (XLSX)", import_dpa),
        ("transaksi", "berkas pundi-transaksi", import_transaksi),
        ("rekening-koran", "rekening koran bank (CSV, XLSX, MT940, camt.053)", koran.import_koran),
        ("tagihan", "tagihan kartu (CSV, XLSX)", import_tagihan),
        ("rak", "RAK belanja SIPD (JSON)", import_rak),
    ):
        p = add(nama, bantuan, jalankan, g)
        p.add_argument("berkas", type=Path)
        p.add_argument("--coba", action="store_true", help="baca dan laporkan tanpa menyimpan")
        p.add_argument("--profil", metavar="NAMA", help="profil kolom yang tersimpan")
        if nama == "rekening-koran":
            koran.add_options(p)
        if nama == "tagihan":
            p.add_argument("--kartu", help="kartu, bila berkas tidak menyebutkannya")
            p.add_argument("--bank", default="", help="bank penerbit")
            p.add_argument("--total", type=int, help="total tagihan dalam rupiah, bila berkas tidak memuatnya")
    e = group("ekspor", "tulis berkas")
    p = add("transaksi", "seluruh buku sebagai pundi-transaksi", export_transaksi, e)
    p.add_argument("--ke", type=Path, required=True)
    p.add_argument("--tahun", type=int)


def read_file(berkas: Path) -> bytes:
    """The bytes of a file a person named."""
    try:
        return berkas.read_bytes()
    except OSError as e:
        raise Refusal.of(
            [Temuan("ERR_BERKAS_TIDAK_ADA", f"Berkas {berkas} tidak dapat dibaca: {e.strerror}.", berkas=str(berkas))]
        ) from e


def report(
    t: Terminal,
    *,
    format_: str,
    baris: int,
    diimpor: int,
    dilewati: int,
    total: dict[str, Rupiah],
    temuan: list[Temuan],
    **lain: Any,
) -> int:
    """The answer every import gives; exit 1 when any complaint is an error."""
    isi = {
        "format": format_,
        "baris": baris,
        "diimpor": diimpor,
        "dilewati": dilewati,
        "total": {k: n.to_json() for k, n in total.items()},
        "keluhan": [x.to_json() for x in temuan],
        **lain,
    }
    jumlah = ", ".join(f"{k} Rp {n}" for k, n in total.items())
    kata = f"{baris} baris dibaca, {diimpor} disimpan, {dilewati} dilewati; {jumlah}."
    t.keluaran.answer(isi, kata)
    for x in temuan:
        t.keluaran.warn([x]) if not x.is_error else t.keluaran.tell(f"{x.kode}: {x.pesan}")
    return DITOLAK if any(x.is_error for x in temuan) else SELESAI


def complain(
    t: Terminal, format_: str, refusal: Refusal, baris: int = 0, total: dict[str, Rupiah] | None = None
) -> int:
    """A file that was refused: the same answer, with nothing stored."""
    return report(
        t, format_=format_, baris=baris, diimpor=0, dilewati=0, total=total or {}, temuan=list(refusal.temuan)
    )


def import_transaksi(t: Terminal) -> int:
    """`pundi-transaksi`, JSON or JSON Lines."""
    nama = t.args.berkas.name
    with t.kantor() as kantor:
        try:
            with Kemajuan(f"Membaca dan menguji {nama}"):
                berkas = read_pundi_transaksi(nama, read_file(t.args.berkas))
                rencana = kantor.rehearse(lambda work: plan_import(berkas, work))
            if not t.args.coba and not rencana.has_error and rencana.baru:
                pelaku = t.pelaku(kantor)
                with Kemajuan(f"Menyimpan {rencana.baris} peristiwa"):
                    rencana = kantor.execute(ImportTransaksi(berkas=berkas), pelaku).nilai
        except Refusal as e:
            return complain(t, "pundi-transaksi", e)
    total = {"penerimaan": rencana.penerimaan, "pengeluaran": rencana.pengeluaran}
    return report(
        t, format_="pundi-transaksi", baris=rencana.baris, diimpor=rencana.diimpor if not t.args.coba else 0,
        dilewati=rencana.dilewati, total=total, temuan=rencana.temuan,
    )  # fmt: skip


def import_dpa(t: Terminal) -> int:
    """SIPD rekap pagu, 23 or 24 columns."""
    with t.kantor() as kantor:
        try:
            with Kemajuan(f"Membaca {t.args.berkas.name}"):
                rekap = read_rekap_pagu(t.args.berkas.name, read_file(t.args.berkas))
            opd = kantor.opd
            if rekap.skpd.kode != opd.kode:
                raise Refusal("ERR_OPD_BEDA", f"Berkas milik OPD {rekap.skpd.kode}, sedangkan yang terbuka {opd.kode}.")
            dpa = dpa_of(rekap, kantor.clock.today())
            rencana = kantor.ask(
                lambda q: plan_dpa(rekap.tahun, dpa, q.anggaran.dpa(rekap.tahun), q.anggaran.realised(rekap.tahun))
            )
            baru = 0 if rencana.sama else sum(s.keadaan != "tetap" for s in rencana.selisih)
            if not t.args.coba:
                kantor.execute(ImportDpa(tahun=rekap.tahun, dpa=dpa), t.pelaku(kantor))
        except Refusal as e:
            return complain(t, "sipd-rekap-pagu", e)
    for s in rencana.selisih:
        if s.keadaan != "tetap":
            t.keluaran.tell(f"{s.keadaan:9} {s.baris.sub_kegiatan} {s.baris.rekening}: {s.lama} → {s.baru}")
    return report(
        t, format_="sipd-rekap-pagu", baris=rekap.jumlah_baris, diimpor=0 if t.args.coba else baru,
        dilewati=len(rencana.selisih) - baru,
        total={"debit": rekap.total, "kredit": Rupiah()}, temuan=list(rekap.temuan),
    )  # fmt: skip


def import_rak(t: Terminal) -> int:
    """SIPD RAK per sub kegiatan and rekening."""
    with t.kantor() as kantor:
        try:
            draf = read_rak(t.args.berkas.name, read_file(t.args.berkas))
            if not t.args.coba:
                kantor.execute(ImportRak(tahun=draf.tahun, rak=rak_of(draf)), t.pelaku(kantor))
        except Refusal as e:
            return complain(t, "sipd-rak", e)
    banyak = len(draf.pos)
    return report(
        t, format_="sipd-rak", baris=draf.jumlah_baris, diimpor=0 if t.args.coba else banyak, dilewati=0,
        total={"debit": draf.total, "kredit": Rupiah()}, temuan=list(draf.temuan),
    )  # fmt: skip


def export_transaksi(t: Terminal) -> int:
    """The whole book-year; refuses a book that holds sen."""
    with t.kantor() as kantor:
        isi = whole_book(kantor, t.args.tahun or kantor.opd.tahun_anggaran)
    t.keluaran.file(dump(isi), t.args.ke)
    banyak = len(isi["input"]["transaksi"])
    t.keluaran.answer({"berkas": str(t.args.ke), "transaksi": banyak}, f"{banyak} transaksi diekspor ke {t.args.ke}.")
    return SELESAI
