"""Reads a bank's file for the import window: the draft with its control totals, or every complaint."""

from __future__ import annotations

from dataclasses import dataclass

from core.errors import Refusal, Temuan
from core.identity import TagihanId, new_uuid
from core.importers.kkpd_draf import DrafTagihan
from core.importers.kkpd_kki import is_kki
from core.importers.kkpd_tagihan import read_tagihan
from core.importers.pintu import open_table, sidik
from core.importers.profil_kolom import ProfilKolom, layout_hash
from core.importers.tabel import BARIS_KEPALA_MAKS, Lembaran
from core.kkpd.masukan import TagihanMasuk
from core.kkpd.model import Kartu, Tagihan
from core.kkpd.rules import Persamaan, bank_equation, card_equations, credit_equation, line_equations
from core.kkpd.work import ProfilTagihan
from core.money import Rupiah
from ui.kantor import Kantor, Pertanyaan
from ui.masukan import profile_of, tagihan_of


@dataclass(frozen=True, slots=True)
class Permintaan:
    """What the window asks to be read, and with what a person has added."""

    nama: str
    data: bytes
    bank: str = ""
    total: Rupiah | None = None
    kartu: str | None = None
    profil: ProfilKolom | None = None


@dataclass(frozen=True, slots=True)
class HasilBaca:
    """What came of it. `masuk` is None when the file was refused; `lembaran` are its sheets, for the column step."""

    temuan: tuple[Temuan, ...]
    lembaran: tuple[Lembaran, ...] = ()
    draf: DrafTagihan | None = None
    masuk: TagihanMasuk | None = None
    persamaan: tuple[Persamaan, ...] = ()
    kepala: Tagihan | None = None
    belum_terdaftar: tuple[str, ...] = ()
    profil: ProfilKolom | None = None

    def complains(self, kode: str) -> bool:
        """Whether this complaint is among the findings."""
        return any(t.kode == kode for t in self.temuan)


def read_berkas_bank(kantor: Kantor, minta: Permintaan) -> HasilBaca:
    """Reads, holds against the totals, and stores nothing. A remembered column profile is used where it fits."""
    try:
        lembaran = tuple(open_table(minta.nama, minta.data))
    except Refusal as no:
        return HasilBaca(no.temuan)
    profil = minta.profil or kantor.ask(lambda q: _remembered(q, minta.bank, lembaran))
    try:
        draf = read_tagihan(
            minta.nama, minta.data, profil, bank=minta.bank, total_kontrol=minta.total, kartu=minta.kartu
        )
        masuk = tagihan_of(draf, sidik(minta.data))
        kartu = [r.kartu for r in kantor.ask(lambda q: q.kkpd.kartu(masuk.tanggal))]
        return _weighed(draf, masuk, kartu, lembaran, minta.profil)
    except Refusal as no:
        return HasilBaca(no.temuan, lembaran, profil=profil)


def _weighed(
    draf: DrafTagihan,
    masuk: TagihanMasuk,
    kartu: list[Kartu],
    lembaran: tuple[Lembaran, ...],
    profil: ProfilKolom | None,
) -> HasilBaca:
    baris = masuk.numbered(kartu)
    kepala = masuk.head(TagihanId(new_uuid()), kartu, baris)
    kredit = credit_equation(kepala)
    persamaan = (
        bank_equation(kepala),
        *card_equations(kepala),
        *((kredit,) if kredit else ()),
        *(p for p in line_equations(kepala, baris) if p.tertulis or p.hitungan),
    )
    asing = {b.kartu.empat_akhir for b in masuk.baris if b.kartu.find_in(kartu) is None}
    return HasilBaca(draf.temuan, lembaran, draf, masuk, persamaan, kepala, tuple(sorted(asing)), profil)


def _remembered(q: Pertanyaan, bank: str, lembaran: tuple[Lembaran, ...]) -> ProfilKolom | None:
    """The profile this office has kept for the bank and one of the header rows of the file."""
    for lembar in lembaran:
        if is_kki(lembar):
            return None
        for row in lembar.baris[:BARIS_KEPALA_MAKS]:
            found = q.kkpd.profil(bank, layout_hash(row))
            if found is not None:
                return profile_of(found)
    return None


def profile_to_keep(profil: ProfilKolom) -> ProfilTagihan:
    """A column profile as the office remembers it."""
    return ProfilTagihan(
        profil.nama,
        profil.bank,
        profil.tata_letak,
        tuple((str(medan), n) for medan, n in profil.kolom.items()),
        str(profil.gaya) if profil.gaya else "",
        str(profil.pembelanjaan),
    )
