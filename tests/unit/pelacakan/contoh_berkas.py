"""An invented counter: its people, one SPM on its way, and a shelf that keeps berkas in memory."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from core.access import Pelaku, Peran
from core.bus import Event, Konteks
from core.errors import Refusal
from core.identity import BerkasId, OrangId, new_uuid
from core.money import Rupiah
from core.pelacakan.alur import Alur
from core.pelacakan.alur_baku import ALUR_BAKU, ALUR_SPM
from core.pelacakan.model import Berkas, IsiBerkas, Jawaban
from core.pelacakan.perpindahan import Cap, Perpindahan
from core.pelacakan.resi import TokenResi

KODE = "41702630118869"
"""12 digits and the check digits of ISO 7064 MOD 97-10."""


def orang(nama: str, *peran: Peran) -> Pelaku:
    return Pelaku(OrangId(new_uuid()), nama, frozenset(peran))


BENDAHARA = orang("CONTOH Bendahara", Peran.BENDAHARA)
LOKET = orang("CONTOH Loket", Peran.LOKET)
VERIFIKATOR_A = orang("CONTOH Verifikator A", Peran.VERIFIKATOR)
VERIFIKATOR_B = orang("CONTOH Verifikator B", Peran.VERIFIKATOR)
KASI = orang("CONTOH Kasi", Peran.KASI)
KUASA_BUD = orang("CONTOH Kuasa BUD", Peran.KUASA_BUD)
ADMIN = orang("CONTOH Admin", Peran.ADMIN)

SENIN = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
"""Monday 2 March 2026, 09.00 WIB."""

SP2D = Jawaban("0144/SP2D/2026", date(2026, 3, 3))


def isi(nomor: str = "0144/SPM-LS/2026", **ubah: object) -> IsiBerkas:
    nilai = {
        "opd": "Dinas CONTOH",
        "layanan": "SPM",
        "jenis": "LS",
        "nomor": nomor,
        "tanggal": date(2026, 2, 27),
        "perihal": "pengadaan AC 12 unit",
        "nilai": Rupiah.of(148_500_000),
        "pihak": "CV CONTOH SEJUK",
    }
    return IsiBerkas(**{**nilai, **ubah})


def cap(oleh: Pelaku, at: datetime = SENIN, meja: str = "", *, luar: bool = False) -> Cap:
    return Cap(oleh, at, meja, luar)


def baru(*, pembuat: tuple[OrangId, ...] = (BENDAHARA.id,), alur: Alur = ALUR_SPM) -> Berkas:
    berkas, _ = Berkas.open(BerkasId(new_uuid()), KODE, isi(), alur, pembuat=pembuat, cap=cap(BENDAHARA))
    return berkas


PETUGAS = {
    "TERIMA": LOKET,
    "PERIKSA_KELENGKAPAN": VERIFIKATOR_A,
    "VERIFIKASI": VERIFIKATOR_B,
    "UJI_DANA": VERIFIKATOR_B,
    "DRAF_SP2D": VERIFIKATOR_A,
    "PARAF": KASI,
    "TTD_SP2D": KUASA_BUD,
    "DAFTAR_PENGUJI": LOKET,
    "CAIR": LOKET,
}
"""Who sits at which desk."""


def walk(tahap: str, at: datetime = SENIN) -> tuple[Berkas, list[Perpindahan]]:
    """The berkas at a desk, everything before it done, the SP2D recorded where its draft is made."""
    berkas, pertama = Berkas.open(
        BerkasId(new_uuid()), KODE, isi(), ALUR_SPM, pembuat=(BENDAHARA.id,), cap=cap(BENDAHARA, at)
    )
    jalan = [pertama]
    berkas, p = berkas.receive(ALUR_SPM, cap(LOKET, at, "Loket 2"))
    assert p is not None
    jalan.append(p)
    while berkas.tahap != tahap:
        here = ALUR_SPM.at(berkas.tahap)
        if here.kode == "DRAF_SP2D":
            berkas, p = berkas.record_answer(ALUR_SPM, SP2D, cap(PETUGAS[here.kode], at))
            jalan.append(p)
        berkas, p = berkas.pass_on(ALUR_SPM, here.lanjut, cap(PETUGAS[here.kode], at))
        jalan.append(p)
    return berkas, jalan


@dataclass
class RakBerkas:
    """Berkas in memory, with the promise of the database: a step on an older version is refused."""

    isi: dict[BerkasId, Berkas] = field(default_factory=dict)
    jejak: list[Perpindahan] = field(default_factory=list)
    token: list[TokenResi] = field(default_factory=list)
    alur_kantor: list[Alur] = field(default_factory=list)

    def get(self, berkas_id: BerkasId) -> Berkas | None:
        return self.isi.get(berkas_id)

    def by_kode(self, kode: str) -> Berkas | None:
        return next((b for b in self.isi.values() if b.kode_meja == kode), None)

    def has_document(self, satu: IsiBerkas) -> bool:
        kunci = (satu.layanan, satu.opd, satu.nomor, satu.tanggal.year)
        return any(kunci == (b.isi.layanan, b.isi.opd, b.isi.nomor, b.isi.tanggal.year) for b in self.isi.values())

    def alur(self, layanan: str, versi: int | None = None) -> Alur | None:
        found = {a.versi: a for a in (*ALUR_BAKU.values(), *self.alur_kantor) if a.layanan == layanan}
        return found.get(max(found, default=0) if versi is None else versi)

    def add(self, berkas: Berkas, perpindahan: Perpindahan) -> None:
        self.isi[berkas.id] = berkas
        self.jejak.append(perpindahan)

    def save(self, berkas: Berkas, perpindahan: Perpindahan) -> None:
        if self.isi[berkas.id].versi != berkas.versi - 1:
            raise Refusal("ERR_SUDAH_BERUBAH", "Berkas ini baru saja berubah; buka lagi.")
        self.add(berkas, perpindahan)

    def add_alur(self, alur: Alur) -> None:
        self.alur_kantor.append(alur)

    def count_resi(self, berkas_id: BerkasId, putaran: int, untuk: object) -> int:
        return sum((t.berkas_id, t.putaran, t.untuk) == (berkas_id, putaran, untuk) for t in self.token)

    def add_token(self, token: TokenResi) -> None:
        self.token.append(token)


@dataclass
class Kerja:
    """One transaction's work on the shelf."""

    pelacakan: RakBerkas = field(default_factory=RakBerkas)
    peristiwa: list[Event] = field(default_factory=list)

    def record(self, event: Event) -> None:
        self.peristiwa.append(event)


@dataclass
class Jam:
    """A clock that stands still until it is set."""

    at: datetime = SENIN

    def now(self) -> datetime:
        return self.at

    def today(self) -> date:
        return self.at.date()


def konteks(pelaku: Pelaku, at: datetime = SENIN) -> Konteks:
    return Konteks(pelaku, Jam(at))
