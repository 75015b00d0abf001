"""Who may do what: the permissions (izin) and the table that gives them to roles (peran).

Roles are those of handbook penatausahaan 1. The two-person rules stand with the steps they guard, in each room's model.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from core.errors import Refusal
from core.identity import OrangId


class Peran(StrEnum):
    """What a person is in the office, as letters of appointment call it."""

    BENDAHARA = "bendahara"
    BPP = "bpp"
    PPK = "ppk"
    PPTK = "pptk"
    PA = "pa"
    KPA = "kpa"
    LOKET = "loket"
    VERIFIKATOR = "verifikator"
    KASI = "kasi"
    KUASA_BUD = "kuasa_bud"
    ADMIN = "admin"
    AUDITOR = "auditor"


PERAN_NAMA: Final[Mapping[Peran, str]] = {
    Peran.BENDAHARA: "Bendahara Pengeluaran",
    Peran.BPP: "Bendahara Pengeluaran Pembantu",
    Peran.PPK: "PPK-SKPD",
    Peran.PPTK: "PPTK",
    Peran.PA: "Pengguna Anggaran",
    Peran.KPA: "Kuasa Pengguna Anggaran",
    Peran.LOKET: "Petugas Loket",
    Peran.VERIFIKATOR: "Verifikator",
    Peran.KASI: "Kepala Seksi Perbendaharaan",
    Peran.KUASA_BUD: "Kuasa BUD",
    Peran.ADMIN: "Administrator",
    Peran.AUDITOR: "Pemeriksa",
}


class Izin(StrEnum):
    """One permission. A command names the one it needs; the bus asks before its handler runs."""

    LIHAT = "lihat"
    ATUR_KANTOR = "atur_kantor"
    ATUR_ORANG = "atur_orang"
    ATUR_ANGGARAN = "atur_anggaran"
    CATAT = "catat"
    TUTUP_KAS = "tutup_kas"
    KELOLA_KARTU = "kelola_kartu"
    UJI_KARTU = "uji_kartu"
    BUAT_SPP = "buat_spp"
    VERIFIKASI_SPP = "verifikasi_spp"
    TTD_SPM = "ttd_spm"
    TERIMA_BERKAS = "terima_berkas"
    VERIFIKASI_BERKAS = "verifikasi_berkas"
    TTD_SP2D = "ttd_sp2d"


_MEJA = frozenset({Izin.LIHAT, Izin.TERIMA_BERKAS})

IZIN_PERAN: Final[Mapping[Peran, frozenset[Izin]]] = {
    Peran.BENDAHARA: frozenset(
        {Izin.LIHAT, Izin.ATUR_KANTOR, Izin.ATUR_ANGGARAN, Izin.CATAT, Izin.TUTUP_KAS, Izin.KELOLA_KARTU, Izin.BUAT_SPP}
    ),
    Peran.BPP: frozenset({Izin.LIHAT, Izin.CATAT, Izin.BUAT_SPP}),
    Peran.PPK: frozenset({Izin.LIHAT, Izin.VERIFIKASI_SPP}),
    Peran.PPTK: frozenset({Izin.LIHAT}),
    Peran.PA: frozenset({Izin.LIHAT, Izin.UJI_KARTU, Izin.TTD_SPM}),
    Peran.KPA: frozenset({Izin.LIHAT, Izin.UJI_KARTU, Izin.TTD_SPM}),
    Peran.LOKET: _MEJA,
    Peran.VERIFIKATOR: _MEJA | {Izin.VERIFIKASI_BERKAS},
    Peran.KASI: _MEJA | {Izin.VERIFIKASI_BERKAS},
    Peran.KUASA_BUD: _MEJA | {Izin.TTD_SP2D},
    Peran.ADMIN: frozenset({Izin.LIHAT, Izin.ATUR_KANTOR, Izin.ATUR_ORANG}),
    Peran.AUDITOR: frozenset({Izin.LIHAT}),
}


@dataclass(frozen=True, slots=True)
class Pelaku:
    """The person in whose name a command is carried out."""

    id: OrangId
    nama: str
    peran: frozenset[Peran]

    def may(self, izin: Izin) -> bool:
        """Whether one of this person's roles gives the permission."""
        return any(izin in IZIN_PERAN[p] for p in self.peran)

    def demand(self, izin: Izin) -> None:
        """Refuses with ERR_TIDAK_BERWENANG when none of the roles gives it."""
        if not self.may(izin):
            who = ", ".join(PERAN_NAMA[p] for p in sorted(self.peran)) or "tanpa peran"
            need = ", ".join(PERAN_NAMA[p] for p, all_ in IZIN_PERAN.items() if izin in all_)
            raise Refusal(
                "ERR_TIDAK_BERWENANG",
                f"{self.nama} ({who}) tidak berwenang untuk langkah ini; yang berwenang: {need}. "
                "Ganti orang, lalu ulangi.",
            )
