"""`impor rekening-koran`: a bank statement in, and how the bank proof of its last month then stands."""

from __future__ import annotations

from typing import Any

from core.calendar import Bulan
from core.errors import Refusal
from core.importers.profil_kolom import ProfilKolom
from core.importers.rekening_koran import KoranDitolak, read_koran
from core.kas.bukti_bank import BuktiSaldoBank
from core.kas.koran_commands import ImportKoran
from core.kas.koran_rencana import plan_koran
from core.money import Rupiah
from ui.cli.jalan import Terminal
from ui.kantor import Kantor
from ui.kas.masukan import profile_of

FORMAT = "rekening-koran"


def add_options(p: Any) -> None:
    """What a file may leave out."""
    p.add_argument("--rekening", default="", metavar="NOMOR", help="nomor rekening, bila berkas tidak menyebutkannya")
    p.add_argument(
        "--saldo-akhir",
        type=int,
        metavar="N",
        help="saldo akhir menurut bank dalam rupiah, bila berkas tidak memuatnya",
    )


def import_koran(t: Terminal) -> int:
    """A bank statement; a second import of the same file stores nothing."""
    from ui.cli.impor import complain, read_file, report

    a = t.args
    with t.kantor() as kantor:
        try:
            profil = _profile(kantor, a.profil) if a.profil else None
            saldo = None if a.saldo_akhir is None else Rupiah.of(a.saldo_akhir)
            tahun = kantor.opd.tahun_anggaran
            masuk = read_koran(a.berkas.name, read_file(a.berkas), profil, tahun=tahun, saldo_akhir=saldo)
        except KoranDitolak as e:
            total = {"debit": e.total_debit, "kredit": e.total_kredit}
            return complain(t, e.format, e, e.jumlah_baris, total)
        except Refusal as e:
            return complain(t, FORMAT, e)
        total = {"debit": masuk.total_debit, "kredit": masuk.total_kredit}
        try:
            if a.coba:
                terdaftar = [r.rekening.nomor for r in kantor.ask(lambda q: q.opd.accounts())]
                rencana = kantor.ask(lambda q: plan_koran(masuk, a.rekening, q.kas, terdaftar))
                diimpor, dilewati, peringatan = 0, masuk.jumlah_baris - rencana.baru, rencana.peringatan
            else:
                hasil = kantor.execute(ImportKoran(masuk=masuk, rekening=a.rekening), t.pelaku(kantor)).nilai
                diimpor, dilewati, peringatan = hasil.diimpor, hasil.dilewati, hasil.peringatan
                t.keluaran.tell(proof_words(kantor.ask(lambda q: q.kas.bukti_bank(Bulan.of(masuk.sampai)))))
        except Refusal as e:
            return complain(t, masuk.format, e, masuk.jumlah_baris, total)
    return report(
        t, format_=masuk.format, baris=masuk.jumlah_baris, diimpor=diimpor, dilewati=dilewati, total=total,
        temuan=[*masuk.temuan, *peringatan],
    )  # fmt: skip


def _profile(kantor: Kantor, nama: str) -> ProfilKolom:
    found = kantor.ask(lambda q: q.kas.profil_koran_bernama(nama))
    if found is None:
        pesan = f"Profil kolom “{nama}” belum tersimpan; simpan dulu lewat jendela impor rekening koran."
        raise Refusal("ERR_PROFIL_TIDAK_ADA", pesan)
    return profile_of(found)


def proof_words(b: BuktiSaldoBank) -> str:
    """The bank proof in one line: `Bukti saldo bank Oktober 2026: BKU 25.550.000, bank 25.550.000; cocok.`."""
    bank = "belum diketahui" if b.saldo_bank is None else f"{b.saldo_bank}"
    return f"Bukti saldo bank {b.bulan.nama}: BKU {b.saldo_buku}, rekening koran {bank}; {b.kata}."
