"""The rights of a shared database as data: group roles, who reads a table, who writes it, by which role.

Table grants belong to group roles; which office, which unit and until when is a row of `hak.penugasan`, asked by every
policy. A table that is named nowhere here is seen by nobody but the owner: `resources/hak-basis-data.md` shows the gap.
"""

from __future__ import annotations

from typing import Final

from core.access import IZIN_PERAN, Izin, Peran

PEMILIK, PROSES, PENGELOLA = "pundi_pemilik", "pundi_proses", "pundi_pengelola"
"""Owner roles nobody can log in as: of the tables, of the doors, of people's login roles."""
PENYIAP: Final = "pundi_penyiap"
"""Sets up and moves offices in; no person at work is a member."""
PEMAKAI: Final = "pundi_pemakai"
"""Everybody with a login: may connect and ask who he is."""

LUAR_PERAN: Final = {"ppk_unit": Peran.PPK, "bendahara_penerimaan": None, "pelacakan": None}
"""Group roles beside those of the program, and the role whose permissions they carry inside their unit."""
GRUP: Final = (*(str(p) for p in Peran), *LUAR_PERAN)
KANTOR: Final = ("bendahara", "bpp", "ppk", "ppk_unit", "pptk", "pa", "kpa", "bendahara_penerimaan")
"""Roles of an office: they see that office."""
MEJA: Final = ("loket", "verifikator", "kasi", "kuasa_bud")
"""Roles of the BPKAD desk: they see what was handed in, of every office they serve."""
PENGESAH: Final = ("pa", "kpa", "kasi", "kuasa_bud", "admin")
"""Who may be the second person for a change of people."""

_BUAT, _CATAT, _BENDAHARA = ("bendahara", "bpp"), ("bendahara", "bpp"), ("bendahara",)
_SPP = ("bendahara", "bpp", "ppk", "ppk_unit", "pa", "kpa")
_KARTU = ("bendahara", "pa", "kpa")

POS: Final[dict[str, tuple[str, ...]]] = {
    **dict.fromkeys(("dpa", "pagu", "spd", "spd_rinci", "rak"), _BENDAHARA),
    "pemakaian": _SPP,
    **dict.fromkeys(("transaksi", "akun", "mutasi", "nomor_terpakai", "tu", "rencana_tu"), _CATAT),
    **dict.fromkeys(("lpj", "lpj_isi", "lpj_ganti"), _CATAT),
    **dict.fromkeys(("pembukaan", "rekap_awal", "segel", "segel_baris", "segel_saldo", "segel_putaran"), _BENDAHARA),
    **dict.fromkeys(("koran", "koran_batal", "baris_koran", "koran_baris"), _CATAT),
    **dict.fromkeys(("pasangan_koran", "pasangan_koran_baris", "pasangan_koran_bukti", "pasangan_koran_lepas"), _CATAT),
    **dict.fromkeys(("kartu_langkah", "tagihan", "tagihan_kartu", "baris_bank", "tagihan_baris"), _BENDAHARA),
    **dict.fromkeys(("uji_baris", "tolak_baris", "dpt", "dpt_baris", "dpt_rincian", "dpt_batal"), _KARTU),
    "perpindahan": (*_BUAT, *MEJA),
    "resi_token": (*_BUAT, *MEJA),
    "alur": ("bendahara", "kasi"),
    "spp_langkah": _SPP,
    **dict.fromkeys(("kunci_segel", "kunci_segel_akhir", "paket"), (*_BUAT, *MEJA)),
    "segel_berkas": _BUAT,
    "pemeriksaan_kas": (*_CATAT, "ppk", "ppk_unit", "pa", "kpa"),
}
"""Posted tables by who may post to them through `pundi_post`."""

UBAH: Final[dict[str, tuple[tuple[str, ...], tuple[str, ...]]]] = {
    "opd": ((), ("bendahara", "admin")),
    **dict.fromkeys(("pejabat", "setelan", "hari_libur"), (("bendahara", "admin"),) * 2),
    **dict.fromkeys(("sk_up", "rekening_bendahara"), (_BENDAHARA,) * 2),
    **dict.fromkeys(("rekanan", "profil_koran"), (_CATAT,) * 2),
    **dict.fromkeys(("kartu", "kartu_limit", "bukti_kartu", "alias_toko", "profil_tagihan"), (_BENDAHARA,) * 2),
    "langkah_baris": (_KARTU, _KARTU),
    "berkas": ((*_BUAT, *MEJA), (*_BUAT, *MEJA)),
    "spp": (_BUAT, _SPP),
}
"""Ordinary tables: who inserts, who updates. Nobody deletes."""

_SEGEL = ("kunci_segel", "kunci_segel_akhir", "segel_berkas", "paket")
DIBACA_MEJA: Final = (
    "berkas",
    "perpindahan",
    "resi_token",
    "alur",
    "spp",
    "spp_langkah",
    "jejak",
    "jejak_kepala",
    *_SEGEL,
)
"""Also read by the desk; of spp and the audit chain only part."""
ACUAN: Final = ("opd", "pejabat", "setelan", "hari_libur")
"""Also read by the desk and by the admin: the office's name, officials, hours and days."""
DIBACA_ADMIN: Final = ("orang", *ACUAN, "jejak", "jejak_kepala")
TERTUTUP: Final = ("sandi", "percobaan_masuk")
"""Passwords of local offices: read by no person of a shared database."""

SEUMUR: Final = {
    "mutasi": "transaksi", "pagu": "dpa", "spd_rinci": "spd", "lpj_isi": "lpj", "segel_baris": "segel",
    "segel_saldo": "segel", "segel_putaran": "segel", "koran_baris": "koran", "tagihan_kartu": "tagihan",
    "dpt_baris": "dpt", "dpt_rincian": "dpt", "pasangan_koran_baris": "pasangan_koran",
    "pasangan_koran_bukti": "pasangan_koran",
}  # fmt: skip
"""Rows that come with their head and in no later record: nothing is added to what was posted."""


def roles_with(izin: Izin) -> tuple[str, ...]:
    """The group roles that carry a permission."""
    luar = (nama for nama, p in LUAR_PERAN.items() if p is not None and izin in IZIN_PERAN[p])
    return (*(str(p) for p, ada in IZIN_PERAN.items() if izin in ada), *luar)


def readers(tabel: str) -> tuple[str, ...]:
    """The group roles that may ask a table, each within its rows."""
    if tabel in TERTUTUP:
        return ()
    if tabel in ("jejak", "jejak_kepala"):
        return (*KANTOR, *MEJA, "admin", "auditor")
    meja = MEJA if tabel in (*DIBACA_MEJA, *ACUAN) else ()
    return (*KANTOR, *meja, *(("admin",) if tabel in DIBACA_ADMIN else ()), "auditor")
