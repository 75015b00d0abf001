"""People of a shared database as the terminal arranges them: one connection, one change, the server decides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from core.errors import Refusal
from core.identity import OpdId
from db.basis import Basis
from db.hak import orang
from db.opd.queries import SqlOpdQueries
from db.sql import scalar


class SqlPetugas:
    """The rights of one server, through the login of whoever opened it."""

    def __init__(self, basis: Basis) -> None:
        if basis.is_local:
            raise Refusal(
                "ERR_BUKAN_BERSAMA",
                "Nama masuk server hanya ada pada basis data bersama; pada basis data lokal pakai halaman Pengguna.",
            )
        basis.demand_current()
        self._basis = basis

    def propose(self, jenis: str, isi: Mapping[str, Any], kode_opd: str | None = None) -> tuple[str, str | None, bool]:
        """Proposes a change: its id, the one-time password if there is one, and whether it holds at once.

        Whoever sets up the server confirms himself; everybody else needs a second person.
        """
        if kode_opd is not None:
            isi = {**isi, "opd": str(self._office(kode_opd))}
        with self._basis.engine.begin() as conn:
            usulan, sandi = orang.propose(conn, jenis, isi)
            penyiap = bool(scalar(conn, "SELECT hak.penyiap()"))
            if penyiap:
                orang.decide(conn, usulan, setuju=True)
        return str(usulan), sandi, penyiap

    def decide(self, usulan: str, *, setuju: bool) -> None:
        """Confirms or turns down what somebody else proposed."""
        try:
            nomor = UUID(usulan)
        except ValueError as e:
            raise Refusal("ERR_USULAN_TIDAK_ADA", f"“{usulan}” bukan nomor usulan; lihat `pengguna daftar`.") from e
        with self._basis.engine.begin() as conn:
            orang.decide(conn, nomor, setuju=setuju)

    def change_own_password(self, sandi: str) -> None:
        """The person's own password from now on."""
        with self._basis.engine.begin() as conn:
            orang.change_own_password(conn, sandi)

    def tasks(self) -> Sequence[orang.Tugas]:
        """Who works where."""
        with self._basis.reading() as conn:
            return orang.tasks(conn)

    def waiting(self) -> Sequence[orang.Usulan]:
        """What waits for a second person."""
        with self._basis.reading() as conn:
            return orang.waiting(conn)

    def _office(self, kode: str) -> OpdId:
        with self._basis.reading() as conn:
            for opd_id in self._basis.offices():
                opd = SqlOpdQueries(conn, opd_id).office()
                if opd is not None and opd.kode == kode:
                    return opd_id
        raise Refusal("ERR_KANTOR_BELUM_ADA", f"OPD {kode} tidak ada dalam basis data ini.")
