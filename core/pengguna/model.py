"""A person of the office: name, NIP, roles; and what a password must be.

A password is never kept: only an opaque hash, which this floor does not look into. Roles that one person may not join
are those of handbook penatausahaan 1 and reliability 7.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final, final

from core.access import PERAN_NAMA, Izin, Pelaku, Peran
from core.errors import Refusal
from core.identity import OrangId

SANDI_TERPENDEK: Final = 10
SANDI_TERPANJANG: Final = 256
_SANDI_UMUM: Final = (
    "password",
    "katasandi",
    "bendahara",
    "rahasia",
    "1234567890",
    "qwertyuiop",
    "indonesia",
    "administrator",
)

_BENDAHARA: Final = frozenset({Peran.BENDAHARA, Peran.BPP})
_BUD: Final = frozenset({Peran.LOKET, Peran.VERIFIKATOR, Peran.KASI, Peran.KUASA_BUD})

PERAN_TAK_RANGKAP: Final[tuple[tuple[frozenset[Peran], frozenset[Peran], str], ...]] = (
    (
        _BENDAHARA,
        frozenset({Peran.PPK, Peran.PPTK, Peran.PA, Peran.KPA}),
        "yang membayar tidak menguji dan tidak memerintah",
    ),
    (
        frozenset({Peran.PPK}),
        frozenset({Peran.PPTK, Peran.PA, Peran.KPA}),
        "yang menguji SPP tidak membuat dan tidak memerintah",
    ),
    (_BENDAHARA | {Peran.PPK}, _BUD, "yang membuat SPM tidak memeriksanya di BUD"),
    (frozenset({Peran.VERIFIKATOR}), frozenset({Peran.KUASA_BUD}), "yang memverifikasi tidak menandatangani SP2D"),
    (frozenset({Peran.ADMIN}), _BENDAHARA | _BUD, "yang mengatur orang tidak memegang uang dan berkas"),
    (frozenset({Peran.AUDITOR}), frozenset(Peran) - {Peran.AUDITOR}, "pemeriksa tidak ikut bekerja"),
)
"""Roles that do not meet in one person, with the reason as it is said to him."""


@final
class Rahasia:
    """A password on its way to be hashed. It never prints, logs or travels in a record as itself."""

    __slots__ = ("_teks",)

    def __init__(self, teks: str) -> None:
        self._teks = teks

    def reveal(self) -> str:
        """The clear text; for `Sandi` and the rules of a good password only."""
        return self._teks

    def __repr__(self) -> str:
        return "(rahasia)"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Rahasia) and other._teks == self._teks

    def __hash__(self) -> int:
        return hash(Rahasia)


@dataclass(frozen=True, slots=True, kw_only=True)
class Orang:
    """One person who may sign in. `nama_login` is what he types; `nip` is empty for staff who have none.

    `wajib_ganti` says that somebody else chose the password: it is changed at the next sign-in.
    """

    id: OrangId
    nama_login: str
    nama: str
    nip: str
    peran: frozenset[Peran]
    aktif: bool = True
    wajib_ganti: bool = False
    versi: int = 1

    def as_pelaku(self) -> Pelaku:
        """The person as commands know him."""
        return Pelaku(self.id, self.nama, self.peran)

    def may(self, izin: Izin) -> bool:
        """Whether he is active and one of his roles gives the permission."""
        return self.aktif and self.as_pelaku().may(izin)

    def with_roles(self, peran: frozenset[Peran]) -> Orang:
        """The person with other roles, active (again); refused like `check_roles`."""
        check_roles(peran, self.nama)
        return replace(self, peran=peran, aktif=True, versi=self.versi + 1)

    def leave(self) -> Orang:
        """The person who no longer signs in; his name stays on what he did."""
        return replace(self, aktif=False, versi=self.versi + 1)


def new_person(
    orang: OrangId, nama_login: str, nama: str, nip: str, peran: frozenset[Peran], *, wajib_ganti: bool = False
) -> Orang:
    """A person with cleaned and checked fields.

    Refuses an empty name (ERR_NAMA_KOSONG), a login name that is not 3 to 32 small letters, digits, dots or underscores
    (ERR_NAMA_LOGIN), a wrong NIP (ERR_NIP) and roles that do not go together.
    """
    login = nama_login.strip().lower()
    if not (3 <= len(login) <= 32 and login.isascii() and login.replace(".", "").replace("_", "").isalnum()):
        pesan = f"Nama masuk “{nama_login}” tidak sah; pakai 3 sampai 32 huruf kecil, angka, titik atau garis bawah."
        raise Refusal("ERR_NAMA_LOGIN", pesan, medan="nama_login")
    check_roles(peran, nama)
    return Orang(
        id=orang, nama_login=login, nama=clean_name(nama), nip=parse_nip(nip) if nip.strip() else "", peran=peran,
        wajib_ganti=wajib_ganti,
    )  # fmt: skip


def clean_name(nama: str) -> str:
    """A name without stray blanks; an empty one is refused (ERR_NAMA_KOSONG)."""
    bare = " ".join(nama.split())
    if not bare:
        raise Refusal("ERR_NAMA_KOSONG", "Nama masih kosong; isi nama lengkap dengan gelarnya.", medan="nama")
    return bare


def parse_nip(teks: str) -> str:
    """The 18 digits of a NIP typed with or without blanks; anything else is refused (ERR_NIP)."""
    bare = "".join(teks.split())
    if not (len(bare) == 18 and bare.isascii() and bare.isdigit()):
        pesan = f"NIP “{teks.strip()}” terdiri dari {len(bare)} huruf; NIP harus 18 angka. Periksa pada SK."
        raise Refusal("ERR_NIP", pesan, medan="nip")
    return bare


def format_nip(nip: str) -> str:
    """As printed: birth date, month of appointment, sex, number: `19700101 199503 2 001`."""
    return f"{nip[:8]} {nip[8:14]} {nip[14]} {nip[15:]}" if nip else ""


def check_roles(peran: frozenset[Peran], nama: str) -> None:
    """Refuses a person without a role (ERR_PERAN_KOSONG) and roles that may not meet (ERR_PERAN_RANGKAP)."""
    if not peran:
        pesan = f"{nama} belum mempunyai peran; pilih paling sedikit satu."
        raise Refusal("ERR_PERAN_KOSONG", pesan, medan="peran")
    found = find_rangkap(peran)
    if found is not None:
        a, b, why = found
        pair = f"{PERAN_NAMA[a]} dan {PERAN_NAMA[b]}"
        pesan = f"{nama} tidak boleh merangkap {pair}: {why}. Beri salah satunya kepada orang lain."
        raise Refusal("ERR_PERAN_RANGKAP", pesan, medan="peran")


def find_rangkap(peran: frozenset[Peran]) -> tuple[Peran, Peran, str] | None:
    """The first two of these roles that may not meet in one person, and why."""
    for left, right, why in PERAN_TAK_RANGKAP:
        if peran & left and peran & right:
            return min(peran & left), min(peran & right), why
    return None


def check_password(sandi: Rahasia, orang: Orang) -> None:
    """Refuses a password that is easy to guess (ERR_SANDI_LEMAH).

    At least ten characters, not made of one character, without the person's own name or NIP, and not one of those
    everybody tries first. Length counts for more than odd signs, so none are demanded.
    """
    teks = sandi.reveal()
    low = teks.lower()
    if not SANDI_TERPENDEK <= len(teks) <= SANDI_TERPANJANG:
        why = f"panjangnya {len(teks)}, harus {SANDI_TERPENDEK} sampai {SANDI_TERPANJANG} huruf"
    elif len(set(low)) < 4:
        why = "hurufnya kurang beragam"
    elif orang.nama_login in low or (orang.nip and orang.nip in low):
        why = "memuat nama masuk atau NIP sendiri"
    elif low.strip("0123456789!@#. ") in ("", *_SANDI_UMUM):
        why = "terlalu mudah ditebak"
    else:
        return
    raise Refusal("ERR_SANDI_LEMAH", f"Kata sandi {why}. Pakai beberapa kata yang hanya Anda tahu.", medan="sandi")


def ensure_managed(orang: Iterable[Orang]) -> None:
    """Refuses an office in which nobody could give rights any more (ERR_ORANG_TERAKHIR)."""
    if not any(o.may(Izin.ATUR_ORANG) or (o.aktif and Peran.BENDAHARA in o.peran) for o in orang):
        raise Refusal(
            "ERR_ORANG_TERAKHIR",
            "Kantor harus tetap mempunyai seorang Administrator atau Bendahara Pengeluaran yang aktif; "
            "tunjuk penggantinya dulu, lalu ulangi.",
        )  # fmt: skip
