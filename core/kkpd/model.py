"""The card and the head of its bill, each with its legal steps. Purchases and bill lines stand in `baris`.

Handbook KKPD 1.3, 1.4, 1.12 and 2.1 (Permendagri 79/2022). The steps are tuples read by both engines; a method takes
one step and answers the new value with its event, or refuses.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any, Final, Generic, TypeVar

from core.access import Izin
from core.bus import Event
from core.calendar import tanggal_panjang
from core.errors import Refusal, Temuan
from core.identity import KartuId, OrangId, TagihanId
from core.money import NOL, Rupiah

TOPIK: Final = "kkpd"


class JenisKartu(StrEnum):
    """What a card may pay for (Permendagri 79/2022 Art. 18)."""

    BARJAS_MODAL = "BARJAS_MODAL"
    PERJADIN = "PERJADIN"


class ProgramKartu(StrEnum):
    """The scheme the card runs on (handbook KKPD 1.1)."""

    KKPD_INTL = "KKPD_INTL"
    KKI_GPN = "KKI_GPN"
    KKI_QRIS = "KKI_QRIS"


class StatusKartu(StrEnum):
    """Where a card stands; only AKTIF takes new purchase dates."""

    USULAN = "USULAN"
    DISETUJUI_SK = "DISETUJUI_SK"
    TERBIT = "TERBIT"
    AKTIF = "AKTIF"
    BLOKIR_SEMENTARA = "BLOKIR_SEMENTARA"
    DIGANTI = "DIGANTI"
    TUTUP = "TUTUP"
    KEDALUWARSA = "KEDALUWARSA"


class StatusTagihan(StrEnum):
    """How far a bill has come."""

    DIIMPOR = "DIIMPOR"
    GAGAL_VALIDASI = "GAGAL_VALIDASI"
    DIVALIDASI = "DIVALIDASI"
    DICOCOKKAN = "DICOCOKKAN"
    DIUJI = "DIUJI"
    DPT_TERBIT = "DPT_TERBIT"
    SPM_TERBIT = "SPM_TERBIT"
    SP2D_TERBIT = "SP2D_TERBIT"
    DIBAYAR = "DIBAYAR"
    DIREKONSILIASI = "DIREKONSILIASI"
    DITUTUP = "DITUTUP"


S = TypeVar("S", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Langkah(Generic[S]):
    """One legal step: from, what happens, to, the permission it needs, and whether a second person must take it.

    `dua_orang` means that neither the holder of the card nor whoever sent the line to the test may take it (handbook
    KKPD 1.2).
    """

    dari: S
    peristiwa: str
    ke: S
    izin: Izin
    dua_orang: bool = False


def take_step(langkah: Sequence[Langkah[S]], dari: S, peristiwa: str, *, kode: str, hal: str) -> S:
    """The status after an event, or a refusal that names what may be done from here."""
    for satu in langkah:
        if satu.dari == dari and satu.peristiwa == peristiwa:
            return satu.ke
    boleh = ", ".join(satu.peristiwa.replace("_", " ") for satu in langkah if satu.dari == dari)
    raise Refusal(
        kode,
        f"{hal} berstatus {dari.replace('_', ' ')}; “{peristiwa.replace('_', ' ')}” tidak dapat dilakukan dari sini. "
        + (f"Yang dapat dilakukan: {boleh}." if boleh else "Status ini akhir; perbaiki dengan peristiwa balik."),
    )


_K = StatusKartu
LANGKAH_KARTU: Final[tuple[Langkah[StatusKartu], ...]] = (
    Langkah(_K.USULAN, "setujui_sk", _K.DISETUJUI_SK, Izin.KELOLA_KARTU),
    Langkah(_K.DISETUJUI_SK, "terbitkan", _K.TERBIT, Izin.KELOLA_KARTU),
    Langkah(_K.TERBIT, "aktifkan", _K.AKTIF, Izin.KELOLA_KARTU),
    Langkah(_K.AKTIF, "blokir", _K.BLOKIR_SEMENTARA, Izin.KELOLA_KARTU),
    Langkah(_K.BLOKIR_SEMENTARA, "buka_blokir", _K.AKTIF, Izin.KELOLA_KARTU),
    Langkah(_K.BLOKIR_SEMENTARA, "ganti", _K.DIGANTI, Izin.KELOLA_KARTU),
    Langkah(_K.BLOKIR_SEMENTARA, "tutup", _K.TUTUP, Izin.KELOLA_KARTU),
    Langkah(_K.AKTIF, "kedaluwarsa", _K.KEDALUWARSA, Izin.KELOLA_KARTU),
)
"""Handbook KKPD 1.12, card."""

_T = StatusTagihan
LANGKAH_TAGIHAN: Final[tuple[Langkah[StatusTagihan], ...]] = (
    Langkah(_T.DIIMPOR, "validasi", _T.DIVALIDASI, Izin.KELOLA_KARTU),
    Langkah(_T.DIIMPOR, "gagal_validasi", _T.GAGAL_VALIDASI, Izin.KELOLA_KARTU),
    Langkah(_T.GAGAL_VALIDASI, "validasi", _T.DIVALIDASI, Izin.KELOLA_KARTU),
    Langkah(_T.DIVALIDASI, "cocokkan", _T.DICOCOKKAN, Izin.KELOLA_KARTU),
    Langkah(_T.DICOCOKKAN, "buka_pencocokan", _T.DIVALIDASI, Izin.KELOLA_KARTU),
    Langkah(_T.DICOCOKKAN, "uji", _T.DIUJI, Izin.UJI_KARTU),
    Langkah(_T.DIUJI, "terbitkan_dpt", _T.DPT_TERBIT, Izin.UJI_KARTU),
    Langkah(_T.DPT_TERBIT, "terbitkan_spm", _T.SPM_TERBIT, Izin.TTD_SPM),
    Langkah(_T.SPM_TERBIT, "terbit_sp2d", _T.SP2D_TERBIT, Izin.CATAT),
    Langkah(_T.SP2D_TERBIT, "bayar", _T.DIBAYAR, Izin.CATAT),
    Langkah(_T.DIBAYAR, "rekonsiliasi", _T.DIREKONSILIASI, Izin.KELOLA_KARTU),
    Langkah(_T.DIREKONSILIASI, "tutup", _T.DITUTUP, Izin.KELOLA_KARTU),
)
"""Handbook KKPD 1.12, statement. Late is a flag, not a status."""


class JenisLimit(StrEnum):
    """The four limits of a card (handbook KKPD 1.4); a kind without a row is not tested."""

    TOTAL = "total"
    PER_TRANSAKSI = "per_transaksi"
    PER_HARI = "per_hari"
    PER_PENERIMA = "per_penerima"


@dataclass(frozen=True, slots=True)
class LimitKartu:
    """One limit with the document it rests on. A temporary raise is a later row with an end."""

    jenis: JenisLimit
    nilai: Rupiah
    dasar: str
    sejak: date
    sampai: date | None = None

    def holds_on(self, tanggal: date) -> bool:
        """Whether the limit is in force on that day."""
        return self.sejak <= tanggal and (self.sampai is None or tanggal <= self.sampai)


@dataclass(frozen=True, slots=True)
class Kartu:
    """One card in the hand of one holder. The full number is never kept: token, BIN and the last four digits are."""

    id: KartuId
    jenis: JenisKartu
    program: ProgramKartu
    penerbit: str
    bin6: str
    empat_akhir: str
    token: str
    pemegang_id: OrangId
    pemegang: str
    dasar_sk: str
    berlaku_sampai: date
    limit: tuple[LimitKartu, ...] = ()
    status: StatusKartu = StatusKartu.USULAN
    menggantikan: KartuId | None = None
    tanggal_sk: date | None = None

    def __post_init__(self) -> None:
        for nama, teks, panjang in (("BIN", self.bin6, 6), ("Empat digit akhir", self.empat_akhir, 4)):
            if not (len(teks) == panjang and teks.isascii() and teks.isdigit()):
                raise Refusal(
                    "ERR_NOMOR_KARTU",
                    f"{nama} kartu “{teks}” tidak sah; tulis tepat {panjang} angka. "
                    "Nomor kartu lengkap tidak disimpan.",
                    medan="kartu",
                )

    @property
    def nomor_tersamar(self) -> str:
        """As shown and printed: `618950•••••• 4417`."""
        return f"{self.bin6}•••••• {self.empat_akhir}"

    def limit_on(self, jenis: JenisLimit, tanggal: date, *, lasting: bool = False) -> LimitKartu | None:
        """The limit in force that day: a temporary raise before the lasting one, of several the one that began last.

        `lasting` leaves temporary raises out.
        """
        rows = [satu for satu in self.limit if satu.jenis == jenis and satu.holds_on(tanggal)]
        if lasting:
            rows = [satu for satu in rows if satu.sampai is None]
        return max(rows, key=lambda satu: (satu.sampai is not None, satu.sejak), default=None)

    def step(self, peristiwa: str, **fakta: Any) -> tuple[Kartu, Event]:
        """Takes one step of `LANGKAH_KARTU`; refuses others with ERR_LANGKAH_KARTU."""
        hal = f"Kartu •••• {self.empat_akhir}"
        ke = take_step(LANGKAH_KARTU, self.status, peristiwa, kode="ERR_LANGKAH_KARTU", hal=hal)
        return replace(self, status=ke), Event(TOPIK, f"kartu_{peristiwa}", {"kartu": str(self.id), **fakta})

    def close(self, terpakai: Rupiah) -> tuple[Kartu, Event]:
        """Closes the card of a holder who leaves; refuses while it still owes the bank (handbook 1.10)."""
        if terpakai:
            raise Refusal(
                "ERR_KARTU_MASIH_TERUTANG",
                f"Kartu •••• {self.empat_akhir} masih menanggung {terpakai}; yang diperbolehkan 0. "
                "Lunasi tagihannya, lalu tutup kartu.",
            )
        return self.step("tutup")

    def expire(self, tanggal: date) -> tuple[Kartu, Event]:
        """The card has run out; refuses while it is still valid."""
        if tanggal <= self.berlaku_sampai:
            raise Refusal(
                "ERR_BELUM_KEDALUWARSA",
                f"Kartu •••• {self.empat_akhir} masih berlaku sampai {tanggal_panjang(self.berlaku_sampai)}; blokir "
                "atau tutup bila tidak dipakai lagi.",
                medan="tanggal",
            )
        return self.step("kedaluwarsa")

    def demand_active(self, tanggal: date) -> None:
        """Refuses a card that is not active, or no longer valid that day: ERR_KARTU_TIDAK_AKTIF."""
        if self.status is not StatusKartu.AKTIF or tanggal > self.berlaku_sampai:
            raise Refusal(
                "ERR_KARTU_TIDAK_AKTIF",
                f"Kartu •••• {self.empat_akhir} berstatus {self.status.replace('_', ' ')}, berlaku sampai "
                f"{tanggal_panjang(self.berlaku_sampai)}; pada {tanggal_panjang(tanggal)} tidak dapat dipakai. "
                "Pakai kartu yang aktif.",
                medan="kartu",
            )


@dataclass(frozen=True, slots=True)
class RingkasanKartu:
    """The summary row of one card on the bill."""

    kartu: KartuId
    tagihan_lalu: Rupiah
    kredit: Rupiah
    belanja: Rupiah
    tarik_tunai: Rupiah
    bunga: Rupiah
    tagihan_baru: Rupiah


@dataclass(frozen=True, slots=True)
class Tagihan:
    """The head of a bill with the bank's own control totals (handbook KKPD 2.1). `bunga` is the finance charge."""

    id: TagihanId
    nomor: str
    penerbit: str
    periode_awal: date
    tanggal_cetak: date
    jatuh_tempo: date
    tagihan_lalu: Rupiah
    kredit: Rupiah
    belanja: Rupiah
    tarik_tunai: Rupiah
    bunga: Rupiah
    tagihan_baru: Rupiah
    batas_kredit: Rupiah | None = None
    sisa_kredit: Rupiah | None = None
    autodebet: Rupiah = NOL
    kolektibilitas: str = ""
    ringkasan: tuple[RingkasanKartu, ...] = field(default=())
    status: StatusTagihan = StatusTagihan.DIIMPOR

    def is_late(self, hari_ini: date) -> bool:
        """Past its due date and not paid; a flag beside the status."""
        paid = {StatusTagihan.DIBAYAR, StatusTagihan.DIREKONSILIASI, StatusTagihan.DITUTUP}
        return hari_ini > self.jatuh_tempo and self.status not in paid

    def step(self, peristiwa: str, temuan: Sequence[Temuan] = (), **fakta: Any) -> tuple[Tagihan, Event]:
        """Takes one step of `LANGKAH_TAGIHAN` when no finding of `rules` stands against it.

        A failed validation is itself a step (to GAGAL_VALIDASI) and keeps the findings in its event.
        """
        salah = [t for t in temuan if t.is_error]
        if peristiwa == "gagal_validasi":
            fakta["temuan"] = [t.kode for t in salah]
        elif salah:
            raise Refusal.of(salah)
        hal = f"Tagihan {self.nomor}"
        ke = take_step(LANGKAH_TAGIHAN, self.status, peristiwa, kode="ERR_LANGKAH_TAGIHAN", hal=hal)
        return replace(self, status=ke), Event(TOPIK, f"tagihan_{peristiwa}", {"tagihan": str(self.id), **fakta})
