"""Who works in the sample office and at its BPKAD desk. All names are invented."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from core.access import Pelaku, Peran
from core.identity import OpdId, OrangId, new_uuid
from core.money import Rupiah
from core.opd.commands import CreateOffice, OrangPertama, SavePejabat, SetUp
from core.opd.model import Opd, SkUp
from core.opd.pejabat import Pejabat
from core.pengguna.commands import AddPerson
from core.pengguna.model import Rahasia

KODE: Final = "2.16.2.20.2.21.01.0000"
TAHUN: Final = 2026
SANDI: Final = "contoh-2026"
"""The password of every person of the sample office; the window says so when it is opened."""

ORANG: Final[Mapping[str, tuple[str, str, Peran]]] = {
    "sari": ("SARI CONTOH", "199001012015012001", Peran.BENDAHARA),
    "budi": ("BUDI CONTOH", "198502022010011002", Peran.PPK),
    "ratna": ("RATNA CONTOH", "197003031995032003", Peran.PA),
    "loket": ("LOLA CONTOH", "199204042018012004", Peran.LOKET),
    "vera": ("VERA CONTOH", "198805052012012005", Peran.VERIFIKATOR),
    "kasim": ("KASIM CONTOH", "198006062005011006", Peran.KASI),
    "bakti": ("BAKTI CONTOH", "197507072000011007", Peran.KUASA_BUD),
}
PPTK: Final = ("DEWI CONTOH", "198709092011012009")


@dataclass(frozen=True, slots=True)
class KantorAwal:
    """The founding command of the sample office, and its people by login name."""

    awal: CreateOffice
    orang: Mapping[str, Pelaku]


def founding() -> KantorAwal:
    """A new sample office; ids are made afresh each time."""
    orang = {login: Pelaku(OrangId(new_uuid()), nama, frozenset({peran})) for login, (nama, _, peran) in ORANG.items()}
    nama, nip, peran = ORANG["sari"]
    pertama = OrangPertama(
        id=orang["sari"].id, nama_login="sari", nama=nama, nip=nip, peran=frozenset({peran}), sandi=Rahasia(SANDI)
    )
    opd = Opd(
        id=OpdId(new_uuid()),
        kode=KODE,
        nama="Dinas Contoh",
        tahun_anggaran=TAHUN,
        pemda="Pemerintah Kota Contoh",
        tempat="Kota Contoh",
        alamat="Jalan Contoh Nomor 1",
        kode_wilayah="99.99",
    )
    return KantorAwal(CreateOffice(opd=opd, orang=pertama), orang)


def staffing(kantor: KantorAwal) -> list[AddPerson | SavePejabat | SetUp]:
    """Everybody else, the officials who sign, and the UP decree."""
    made: list[AddPerson | SavePejabat | SetUp] = [
        AddPerson(
            orang=kantor.orang[login].id,
            nama_login=login,
            nama=nama,
            nip=nip,
            peran=frozenset({peran}),
            sandi=Rahasia(SANDI),
        )
        for login, (nama, nip, peran) in ORANG.items()
        if login != "sari"
    ]
    mulai = date(TAHUN, 1, 2)
    for login in ("ratna", "budi", "sari"):
        nama, nip, peran = ORANG[login]
        made.append(
            SavePejabat(
                pejabat=Pejabat(id=new_uuid(), peran=peran, nama=nama, nip=nip, mulai=mulai, pangkat="Penata (III/c)")
            )
        )
    made.append(SavePejabat(pejabat=Pejabat(id=new_uuid(), peran=Peran.PPTK, nama=PPTK[0], nip=PPTK[1], mulai=mulai)))
    sk = SkUp(
        id=new_uuid(),
        nomor="SK-900/01/2026",
        tanggal=mulai,
        berlaku_dari=date(TAHUN, 1, 1),
        up_tunai=Rupiah.of(60_000_000),
        limit_kkpd=Rupiah.of(40_000_000),
        dicatat=mulai,
    )
    made.append(SetUp(sk=sk))
    return made
