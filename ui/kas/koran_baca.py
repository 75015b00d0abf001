"""Reads a bank's statement for the import window: what it holds and what taking it in would do, or every complaint."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from core.calendar import tanggal_pendek
from core.errors import Refusal, Temuan
from core.importers.koran_profil import missing_columns
from core.importers.pintu import open_table
from core.importers.profil_kolom import Medan, ProfilKolom, layout_hash
from core.importers.rekening_koran import is_known, read_koran
from core.importers.tabel import BARIS_KEPALA_MAKS, Lembaran
from core.kas.koran_rencana import RencanaKoran, plan_koran
from core.money import format_sen
from ui.kas.masukan import profile_of
from ui.kit.check_list import HasilUji, Uji
from ui.shell.kolom_form import ArtiKolom

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.kas.koran import Koran, KoranMasuk
    from core.money import Rupiah
    from ui.kantor import Kantor, Pertanyaan

PERINGATAN_MAKS: Final = 4
KOLOM_KORAN_BANK: Final = ArtiKolom(
    nama={
        Medan.TANGGAL_TRANSAKSI: "Tanggal",
        Medan.TANGGAL_PEMBUKUAN: "Tanggal pembukuan",
        Medan.KETERANGAN: "Keterangan",
        Medan.DEBIT: "Debet (keluar)",
        Medan.KREDIT: "Kredit (masuk)",
        Medan.JUMLAH: "Jumlah",
        Medan.TANDA: "Tanda DB/CR",
        Medan.SALDO: "Saldo",
        Medan.REKENING: "Nomor rekening",
        Medan.MATA_UANG: "Mata uang",
        Medan.REFERENSI: "Nomor referensi",
    },
    isyarat=(
        ("tgl", Medan.TANGGAL_TRANSAKSI),
        ("tanggal", Medan.TANGGAL_TRANSAKSI),
        ("uraian", Medan.KETERANGAN),
        ("ket", Medan.KETERANGAN),
        ("debet", Medan.DEBIT),
        ("debit", Medan.DEBIT),
        ("kredit", Medan.KREDIT),
        ("saldo", Medan.SALDO),
        ("jumlah", Medan.JUMLAH),
        ("ref", Medan.REFERENSI),
    ),
    kurang=missing_columns,
)
"""What the columns of a bank's own list may mean."""


@dataclass(frozen=True, slots=True)
class Permintaan:
    """What the window asks to be read, and with what a person has added."""

    nama: str
    data: bytes
    rekening: str = ""
    saldo_akhir: Rupiah | None = None
    profil: ProfilKolom | None = None


@dataclass(frozen=True, slots=True)
class HasilBaca:
    """What came of it. `rencana` is None when the file was refused; `lembaran` are its sheets, for the column step."""

    temuan: tuple[Temuan, ...]
    lembaran: tuple[Lembaran, ...] = ()
    masuk: KoranMasuk | None = None
    rencana: RencanaKoran | None = None
    sebelumnya: Koran | None = None

    def complains(self, *kode: str) -> bool:
        """Whether one of these complaints is among the findings."""
        return any(t.kode in kode for t in self.temuan)


def read_statement(kantor: Kantor, minta: Permintaan) -> HasilBaca:
    """Reads, proves, holds against what is kept, and stores nothing. Remembered columns are used where they fit."""
    lembaran = _sheets(minta)
    profil = minta.profil or kantor.ask(lambda q: _remembered(q, lembaran))
    try:
        masuk = read_koran(
            minta.nama, minta.data, profil, tahun=kantor.opd.tahun_anggaran, saldo_akhir=minta.saldo_akhir
        )
        return kantor.ask(lambda q: _planned(q, masuk, minta.rekening, lembaran))
    except Refusal as no:
        return HasilBaca(no.temuan, lembaran)


def _sheets(minta: Permintaan) -> tuple[Lembaran, ...]:
    try:
        return tuple(open_table(minta.nama, minta.data))
    except Refusal:
        return ()


def _remembered(q: Pertanyaan, lembaran: tuple[Lembaran, ...]) -> ProfilKolom | None:
    """The columns this office has kept for one of the header rows of the file."""
    if not lembaran or is_known(list(lembaran)):
        return None
    for lembar in lembaran:
        for row in lembar.baris[:BARIS_KEPALA_MAKS]:
            found = q.kas.profil_koran(layout_hash(row))
            if found is not None:
                return profile_of(found)
    return None


def _planned(q: Pertanyaan, masuk: KoranMasuk, rekening: str, lembaran: tuple[Lembaran, ...]) -> HasilBaca:
    rencana = plan_koran(masuk, rekening, q.kas, [r.rekening.nomor for r in q.opd.accounts()])
    mine = [k for k in q.kas.koran_list() if k.rekening == rencana.masuk.rekening and k.sampai < masuk.dari]
    lalu = max(mine, key=lambda k: k.sampai, default=None)
    return HasilBaca((*masuk.temuan, *rencana.peringatan), lembaran, masuk, rencana, lalu)


def checks_of(hasil: HasilBaca) -> Sequence[Uji]:
    """Both sides of every control total, and what a person should know before storing."""
    assert hasil.rencana is not None
    m, made = hasil.rencana.masuk, list[Uji]()
    if m.saldo_awal is not None and m.saldo_akhir is not None:
        hitung = m.saldo_awal + m.total_kredit - m.total_debit
        kata = (
            f"saldo awal {format_sen(m.saldo_awal.sen, brackets=True)} + kredit {m.total_kredit} – debet "
            f"{m.total_debit} = {format_sen(hitung.sen, brackets=True)}; tertulis "
            f"{format_sen(m.saldo_akhir.sen, brackets=True)}"
        )
        hasil_uji = HasilUji.LOLOS if hitung == m.saldo_akhir else HasilUji.GAGAL
        made.append(Uji("Saldo akhir cocok", kata, hasil_uji))
        bersaldo = sum(b.saldo is not None for b in m.baris)
        if bersaldo:
            made.append(Uji("Saldo tiap baris bersambung", f"{bersaldo} baris bersaldo", HasilUji.LOLOS))
    if hasil.sebelumnya is not None:
        made += _follows(m, hasil.sebelumnya)
    made += [Uji(t.kode.removeprefix("WARN_"), t.pesan, HasilUji.PERHATIAN) for t in hasil.temuan[:PERINGATAN_MAKS]]
    return made


def _follows(m: KoranMasuk, lalu: Koran) -> list[Uji]:
    """Whether the balance carries on from the statement before."""
    if m.saldo_awal is None or lalu.saldo_akhir is None:
        return []
    sampai = tanggal_pendek(lalu.sampai)
    if m.saldo_awal == lalu.saldo_akhir:
        kata = f"saldo akhir {lalu.berkas} ({sampai}) sama dengan saldo awal berkas ini"
        return [Uji("Bersambung dengan berkas sebelumnya", kata, HasilUji.LOLOS)]
    kata = (
        f"saldo akhir {lalu.berkas} ({sampai}) {lalu.saldo_akhir}, saldo awal berkas ini {m.saldo_awal}: impor juga "
        "rekening koran di antaranya"
    )
    return [Uji("Ada rekening koran di antaranya", kata, HasilUji.PERHATIAN)]
