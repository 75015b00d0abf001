"""The one door to posted tables, with a leaf for each engine: same rows in, same fences, same audit record."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, insert
from sqlalchemy.exc import DBAPIError, IntegrityError

from core.access import Pelaku
from core.errors import Refusal, Temuan
from core.identity import OpdId, PerintahId
from db import jejak
from db.pagar import PENJAGA_KELAS, URUTAN, fence_sql
from db.skema import BEKU, metadata
from db.sql import as_uuid, bind, one, rows, run, scalar

_POTONGAN_BARIS = 5_000
"""Rows sent to the server at a time."""


class Pintu:
    """Posted rows of one transaction: gathered, then written together with the audit record that answers for them."""

    def __init__(self, conn: Connection, opd_id: OpdId, kunci: bytes | None) -> None:
        self._conn = conn
        self._opd_id = opd_id
        self._kunci = kunci
        self._baris: dict[str, list[Mapping[str, Any]]] = {}
        self._no: int | None = None
        self._tahun: set[int] = set()

    @property
    def is_sqlite(self) -> bool:
        return self._conn.dialect.name == "sqlite"

    @property
    def jejak_no(self) -> int:
        """The number of the audit record of this transaction; the first call locks the office's chain."""
        if self._no is None:
            if self.is_sqlite:
                run(
                    self._conn,
                    "INSERT INTO jejak_kepala (opd_id, no, rantai) VALUES (:o, 0, :r) ON CONFLICT DO NOTHING",
                    o=self._opd_id,
                    r=jejak.AWAL_RANTAI,
                )
                last = scalar(self._conn, "SELECT no FROM jejak_kepala WHERE opd_id = :o", o=self._opd_id)
            else:
                last = scalar(self._conn, "SELECT pundi_kunci(:o)", o=self._opd_id)
            self._no = int(last) + 1
        return self._no

    def lock(self) -> None:
        """Holds the office's chain until this transaction ends; who comes later waits."""
        assert self.jejak_no

    def post(self, tabel: str, baris: Sequence[Mapping[str, Any]], *, tahun: int | None = None) -> None:
        """Gathers rows of one posted table; `tahun` names the year whose fences must be asked."""
        assert tabel in BEKU, tabel
        kepala = {"opd_id": self._opd_id, "jejak_no": self.jejak_no}
        self._baris.setdefault(tabel, []).extend({**b, **kepala} for b in baris)
        if tahun is not None:
            self._tahun.add(tahun)

    def next_number(self, dokumen: str, tahun: int) -> int:
        """The next number of a series, without gaps."""
        if not self.is_sqlite:
            return int(scalar(self._conn, "SELECT pundi_nomor(:o, :t, :d)", o=self._opd_id, t=tahun, d=dokumen))
        found = scalar(
            self._conn,
            "INSERT INTO penomor (opd_id, tahun, dokumen, terakhir) VALUES (:o, :t, :d, 1) "
            "ON CONFLICT (opd_id, tahun, dokumen) DO UPDATE SET terakhir = penomor.terakhir + 1 RETURNING terakhir",
            o=self._opd_id,
            t=tahun,
            d=dokumen,
        )
        return int(found)

    def close(
        self,
        *,
        perintah_id: PerintahId,
        perintah: str,
        pelaku: Pelaku,
        topik: Sequence[str],
        at: datetime,
        fakta: Sequence[Any],
    ) -> None:
        """Writes what was gathered, asks the fences, seals the audit record."""
        no = self.jejak_no
        pagar = self._fences()
        self._drop_known_akun()
        isi = jejak.canonical(
            {
                "at": jejak.instant(at),
                "oleh": str(pelaku.id),
                "nama": pelaku.nama,
                "perintah": perintah,
                "perintah_id": str(perintah_id),
                "fakta": fakta,
                "beku": {t: jejak.digest(b) for t, b in self._baris.items() if b},
            }
        )
        kepala = {
            "opd_id": self._opd_id, "jejak_no": no, "at": at, "oleh": pelaku.id, "oleh_nama": pelaku.nama,
            "perintah_id": perintah_id, "perintah": perintah, "topik": ",".join(topik), "isi": isi,
        }  # fmt: skip
        try:
            if self.is_sqlite:
                self._write_sqlite(kepala, pagar)
            else:
                self._write_postgres(kepala)
        except IntegrityError as e:
            raise _as_refusal(str(e.orig)) from e
        except DBAPIError as e:
            state = getattr(e.orig, "sqlstate", None)
            if state in ("PND01", "PND02"):
                raise _as_refusal(str(e.orig).splitlines()[0]) from e
            raise

    def _drop_known_akun(self) -> None:
        """An akun is made once; those the office already has are left out of this transaction."""
        akun = {b["id"]: b for b in self._baris.get("akun", ())}
        ids = list(akun)
        for i in range(0, len(ids), 500):
            part = {f"i{n}": x for n, x in enumerate(ids[i : i + 500])}
            names = ", ".join(f":{n}" for n in part)
            sql = f"SELECT id FROM akun WHERE opd_id = :o AND id IN ({names})"  # noqa: S608 - names of parameters
            for (known,) in rows(self._conn, sql, o=self._opd_id, **part):
                akun.pop(as_uuid(known))
        if ids:
            self._baris["akun"] = list(akun.values())

    def _fences(self) -> Sequence[str]:
        """The fences these rows can break: those of the kelas they move, all of them where that cannot be told."""
        kelas = {b["id"]: str(b["kelas"]) for b in self._baris.get("akun", ())}
        moved = {kelas.get(b[sisi], "") for b in self._baris.get("mutasi", ()) for sisi in ("dari", "ke")}
        if self._baris.get("pemakaian"):
            moved.add("belanja")
        return [n for n in URUTAN if "" in moved or PENJAGA_KELAS.get(n) in (None, *moved)]

    def _write_sqlite(self, kepala: dict[str, Any], pagar: Sequence[str]) -> None:
        for tabel in BEKU:
            baris = self._baris.get(tabel)
            if baris:
                self._conn.execute(insert(metadata.tables[tabel]), [_columns(tabel, b) for b in baris])
        for tahun in self._tahun:
            for nama in pagar:
                found = one(self._conn, fence_sql(nama), opd_id=self._opd_id, tahun=tahun, jejak_no=self.jejak_no)
                if found is not None:
                    raise Refusal(found.kode, found.pesan, tx=found.tx or None)
        sebelum = scalar(self._conn, "SELECT rantai FROM jejak_kepala WHERE opd_id = :o", o=self._opd_id)
        rantai = jejak.seal(self._kunci, sebelum, kepala["jejak_no"], kepala["isi"])
        self._conn.execute(insert(metadata.tables["jejak"]), {**kepala, "rantai": rantai})
        run(
            self._conn,
            "UPDATE jejak_kepala SET no = :no, rantai = :r WHERE opd_id = :o",
            no=kepala["jejak_no"],
            r=rantai,
            o=self._opd_id,
        )

    def _write_postgres(self, kepala: dict[str, Any]) -> None:
        for tabel in BEKU:
            baris = self._baris.get(tabel, [])
            for i in range(0, len(baris), _POTONGAN_BARIS):
                part = json.dumps([_columns(tabel, b) for b in baris[i : i + _POTONGAN_BARIS]], default=_json)
                run(self._conn, "SELECT pundi_post(:t, CAST(:b AS jsonb))", t=tabel, b=part)
        for tahun in sorted(self._tahun)[:-1]:
            found = one(self._conn, "SELECT * FROM hak.pagar(:o, :t, :n)", o=self._opd_id, t=tahun, n=self.jejak_no)
            if found is not None:
                raise Refusal(found.kode, found.pesan, tx=found.tx or None)
        scalar(
            self._conn,
            "SELECT pundi_sahkan(:opd_id, :tahun, :jejak_no, :perintah_id, :perintah, :oleh, :oleh_nama, "
            ":topik, :at, :isi)",
            tahun=max(self._tahun, default=None),
            **bind(self._conn, kepala),
        )


def _columns(tabel: str, baris: Mapping[str, Any]) -> dict[str, Any]:
    return {c.name: baris[c.name] for c in metadata.tables[tabel].columns}


def _json(nilai: Any) -> str:
    if isinstance(nilai, UUID):
        return str(nilai)
    if isinstance(nilai, date | datetime):
        return nilai.isoformat()
    raise TypeError(type(nilai).__name__)


_GANDA = {
    "segel_berkas": ("ERR_SUDAH_BERUBAH", "Pengajuan ini baru saja disegel di komputer lain; muat ulang."),
    "kunci_segel": ("ERR_SUDAH_BERUBAH", "Kunci ini baru saja dicatat di komputer lain; muat ulang."),
    "paket": ("ERR_SUDAH_BERUBAH", "Berkas pengajuan ini baru saja diambil di komputer lain; muat ulang."),
    "pasangan_koran_baris": ("ERR_BARIS_SUDAH_BERPASANGAN", "Baris rekening koran ini sudah berpasangan."),
    "pasangan_koran_bukti": ("ERR_BUKTI_SUDAH_DIPASANGKAN", "Bukti ini sudah dipasangkan dengan baris lain."),
    "nomor_terpakai": ("ERR_NOMOR_GANDA", "Nomor dokumen sudah dipakai."),
    "lpj_ganti": ("ERR_LPJ_SUDAH_DIGANTI", "LPJ-UP sudah diganti oleh SP2D lain."),
    "lpj_isi": ("ERR_KOREKSI_SUDAH_LPJ", "Belanja sudah masuk LPJ lain."),
    "transaksi.membalik": ("ERR_KOREKSI_GANDA", "Transaksi sudah pernah dikoreksi."),
    "uq_transaksi_opd_id_membalik": ("ERR_KOREKSI_GANDA", "Transaksi sudah pernah dikoreksi."),
    "transaksi": ("ERR_ID_BENTROK", "Transaksi dengan id atau urutan yang sama sudah ada."),
    "segel": ("ERR_BULAN_TERTUTUP", "Bulan ini sudah ditutup."),
    "pembukaan": ("ERR_SALDO_AWAL", "Saldo awal tahun ini sudah ada."),
}
"""What a broken key means in the office, by the table or constraint the engine names."""


def _as_refusal(pesan: str) -> Refusal:
    if "|" in pesan:
        kode, tx, kalimat = pesan.split("|", 2)
        return Refusal(kode, kalimat, tx=tx or None)
    if "ERR_BEKU" in pesan:
        return Refusal("ERR_BEKU", pesan[pesan.index("ERR_BEKU") :])
    for nama, (kode, kalimat) in _GANDA.items():
        if nama in pesan:
            return Refusal.of([Temuan(kode, kalimat)])
    return Refusal("ERR_DATA_BENTROK", f"Data bentrok dengan yang sudah tersimpan: {pesan}")
