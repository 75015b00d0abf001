"""A row of `orang` and the person it stands for."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row

from core.access import Peran
from core.identity import OrangId
from core.pengguna.model import Orang


def to_orang(r: Row[Any]) -> Orang:
    """The person of a row."""
    return Orang(
        id=OrangId(r.id),
        nama_login=r.nama_login,
        nama=r.nama,
        nip=r.nip,
        peran=frozenset(Peran(p) for p in r.peran.split(",") if p),
        aktif=r.aktif,
        wajib_ganti=r.wajib_ganti,
        versi=r.versi,
    )


def from_orang(orang: Orang) -> dict[str, Any]:
    """The columns of a person but for key and version."""
    return {
        "nama_login": orang.nama_login,
        "nama": orang.nama,
        "nip": orang.nip,
        "peran": ",".join(sorted(orang.peran)),
        "aktif": orang.aktif,
        "wajib_ganti": orang.wajib_ganti,
    }
