"""Between what an importer reads by and what the room of the books remembers."""

from __future__ import annotations

from core.importers.angka import GayaAngka
from core.importers.profil_kolom import Medan, ProfilKolom
from core.kas.koran import ProfilKoran


def profile_of(p: ProfilKoran) -> ProfilKolom:
    """A remembered column profile as the importer reads by it."""
    kolom = {Medan(k): n for k, n in p.kolom}
    return ProfilKolom(p.nama, p.bank, p.tata_letak, kolom, GayaAngka(p.gaya) if p.gaya else None)


def profile_to_keep(p: ProfilKolom) -> ProfilKoran:
    """A column profile as the office remembers it."""
    kolom = tuple((str(medan), n) for medan, n in p.kolom.items())
    return ProfilKoran(p.nama, p.bank, p.tata_letak, kolom, str(p.gaya) if p.gaya else "")
