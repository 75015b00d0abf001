"""Makes the sample office from files as an office gets them: SIPD's rekap pagu, an opening, a KKI bill."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from core.anggaran.model import Dpa
from core.demo.cerita import BerkasContoh, Cerita, tell
from core.demo.jam import JamContoh
from core.demo.orang import TAHUN, founding
from core.importers.kkpd_tagihan import read_tagihan
from core.importers.pintu import sidik
from core.importers.pundi_transaksi import read_pundi_transaksi
from core.importers.rekening_koran import read_koran
from core.importers.sipd_rekap_pagu import read_rekap_pagu
from core.kkpd.masukan import TagihanMasuk
from ui.anggaran.masukan import dpa_of
from ui.kantor import Kantor, Pembuka
from ui.masukan import tagihan_of

REKAP, PEMBUKAAN, TAGIHAN = "rekap-pagu.xlsx", "pembukaan.json", "tagihan-kki.csv"
KORAN = ("rekening-koran-oktober.csv", "rekening-koran-november.csv")


def sample_dpa(sumber: Path) -> Dpa:
    """The DPA of the sample office, from its rekap pagu file."""
    return dpa_of(read_rekap_pagu(REKAP, (sumber / "contoh" / REKAP).read_bytes()), date(TAHUN, 1, 2))


def contoh_tagihan(sumber: Path) -> TagihanMasuk:
    """The card bill of October."""
    data = (sumber / "contoh" / TAGIHAN).read_bytes()
    return tagihan_of(read_tagihan(TAGIHAN, data, bank="BANK CONTOH"), sidik(data))


def make_sample(pembuka: Pembuka, db: str, sumber: Path) -> tuple[Kantor, Cerita]:
    """Founds the sample office in an empty database and tells its story; the office stays open."""
    jam = JamContoh(date(TAHUN, 1, 2))
    awal = founding()
    kantor = pembuka.with_clock(jam).create(db, awal.awal)
    cerita = Cerita(kantor, awal.orang, jam)
    pembukaan = read_pundi_transaksi(PEMBUKAAN, (sumber / "contoh" / PEMBUKAAN).read_bytes())
    koran = [read_koran(nama, (sumber / "contoh" / nama).read_bytes()) for nama in KORAN]
    berkas = BerkasContoh(sample_dpa(sumber), pembukaan, contoh_tagihan(sumber), (koran[0], koran[1]))
    tell(cerita, awal, berkas)
    return kantor, cerita
