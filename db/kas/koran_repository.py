"""Keeps bank statements and their matches of one office; everything is posted once and undone by another row."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from core.calendar import Bulan
from core.kas.koran import BarisKoran, BuktiBank, GerakBank, Koran, KoranMasuk, PasanganKoran, ProfilKoran
from db.kas import tables
from db.kas.koran_baca import SqlKoranTerbaca
from db.menyimpan import put_row
from db.pintu import Pintu
from db.sql import as_date, as_uuid, rows, scalar

_AWAL: Final = date(1, 1, 1)


class SqlKoranRepository(SqlKoranTerbaca):
    """The part of the books' repository that holds bank statements."""

    _pintu: Pintu

    # reading

    def koran(self, koran_id: UUID) -> Koran | None:
        return next((k for k in self.statements() if k.id == koran_id), None)

    def stored_lines(self, kunci: Sequence[str]) -> frozenset[str]:
        found: set[str] = set()
        for i in range(0, len(kunci), 500):
            part = {f"k{n}": k for n, k in enumerate(kunci[i : i + 500])}
            names = ", ".join(f":{n}" for n in part)
            sql = f"SELECT kunci FROM baris_koran WHERE opd_id = :o AND kunci IN ({names})"  # noqa: S608 - names of parameters
            found.update(r.kunci for r in rows(self._conn, sql, o=self._opd, **part))
        return frozenset(found)

    def lines_of(self, kunci: Sequence[str]) -> Sequence[BarisKoran]:
        return [t.baris for t in self._baca.lines_by_key(kunci)]

    def only_lines_of(self, koran_id: UUID) -> frozenset[str]:
        sql = """SELECT n.kunci FROM koran_baris n WHERE n.opd_id = :o AND n.koran_id = :k AND NOT EXISTS (
          SELECT 1 FROM koran_baris m WHERE m.opd_id = n.opd_id AND m.kunci = n.kunci AND m.koran_id <> n.koran_id
          AND NOT EXISTS (SELECT 1 FROM koran_batal x WHERE x.opd_id = m.opd_id AND x.koran_id = m.koran_id))"""
        return frozenset(r.kunci for r in rows(self._conn, sql, o=self._opd, k=koran_id))

    def documents(self, bukti: Iterable[BuktiBank]) -> Sequence[GerakBank]:
        wanted = set(bukti)
        found = self._baca.documents_of(b.transaksi for b in wanted)
        return [g for t in found if (g := t.gerak).bukti in wanted]

    def open_lines(self, sampai: date) -> Sequence[BarisKoran]:
        return [t.baris for t in self._baca.lines(dari=_AWAL, sampai=sampai) if t.pasangan is None]

    def open_documents(self, sampai: date) -> Sequence[GerakBank]:
        return [t.gerak for t in self._baca.documents(dari=_AWAL, sampai=sampai) if t.pasangan is None]

    def pairs_of_lines(self, kunci: Sequence[str]) -> Mapping[str, UUID]:
        return {t.row.kunci: t.pasangan for t in self._baca.lines_by_key(kunci) if t.pasangan is not None}

    def pairs_of_documents(self, bukti: Sequence[BuktiBank]) -> Mapping[BuktiBank, UUID]:
        wanted = set(bukti)
        found = self._baca.documents_of(b.transaksi for b in wanted)
        made: dict[BuktiBank, UUID] = {}
        for t in found:
            key = BuktiBank(as_uuid(t.row.transaksi_id), t.row.no_bukti)
            if t.pasangan is not None and key in wanted:
                made[key] = t.pasangan
        return made

    def pair(self, pasangan_id: UUID) -> PasanganKoran | None:
        return next(iter(self._baca.pairs([pasangan_id])), None)

    def sealed_with(self, pasangan_id: UUID) -> date | None:
        no = scalar(
            self._conn, "SELECT jejak_no FROM pasangan_koran WHERE opd_id = :o AND id = :p", o=self._opd, p=pasangan_id
        )
        sql = "SELECT tanggal FROM segel WHERE opd_id = :o AND jejak_no > :no ORDER BY tanggal"
        sealed = [as_date(r.tanggal) for r in rows(self._conn, sql, o=self._opd, no=no)]
        members = """SELECT b.tanggal FROM pasangan_koran_baris p
          JOIN baris_koran b ON b.opd_id = p.opd_id AND b.kunci = p.kunci
          WHERE p.opd_id = :o AND p.pasangan_id = :p
        UNION ALL SELECT t.tanggal FROM pasangan_koran_bukti p
          JOIN transaksi t ON t.opd_id = p.opd_id AND t.id = p.transaksi_id
          WHERE p.opd_id = :o AND p.pasangan_id = :p"""
        months = {Bulan.of(as_date(r.tanggal)) for r in rows(self._conn, members, o=self._opd, p=pasangan_id)}
        return next((s for s in sealed if Bulan.of(s) in months), None)

    def undone_pairs(self) -> frozenset[tuple[str, BuktiBank]]:
        return self._baca.undone_pairs()

    # writing

    def add_koran(self, koran_id: UUID, masuk: KoranMasuk, lama: frozenset[str], at: datetime) -> None:
        self._pintu.post(
            "koran",
            [
                {
                    "id": koran_id, "rekening": masuk.rekening, "bank": masuk.bank, "format": masuk.format,
                    "berkas": masuk.berkas, "sha256": masuk.sha256, "dari": masuk.dari, "sampai": masuk.sampai,
                    "saldo_awal": None if masuk.saldo_awal is None else masuk.saldo_awal.sen,
                    "saldo_akhir": None if masuk.saldo_akhir is None else masuk.saldo_akhir.sen, "diimpor_at": at,
                }
            ],
        )  # fmt: skip
        self._pintu.post(
            "baris_koran",
            [
                {
                    "kunci": b.kunci, "rekening": masuk.rekening, "tanggal": b.tanggal, "urut": n,
                    "keterangan": b.keterangan, "referensi": b.referensi, "nilai": b.nilai.sen,
                    "saldo": None if b.saldo is None else b.saldo.sen, "mentah": b.mentah,
                }
                for n, b in enumerate(masuk.baris, 1)
                if b.kunci not in lama
            ],
        )  # fmt: skip
        self._pintu.post(
            "koran_baris",
            [{"koran_id": koran_id, "nomor": n, "kunci": b.kunci} for n, b in enumerate(masuk.baris, 1)],
        )

    def withdraw_koran(self, koran_id: UUID, alasan: str, at: datetime) -> None:
        self._pintu.post("koran_batal", [{"koran_id": koran_id, "alasan": alasan, "dibatalkan_at": at}])

    def add_pair(self, pasangan: PasanganKoran, at: datetime) -> None:
        """Posts a match; `ke` says how many matches each member has had before."""
        k = {"pasangan_id": pasangan.id}
        self._pintu.post(
            "pasangan_koran",
            [
                {
                    "id": pasangan.id, "tingkat": pasangan.tingkat, "alasan": pasangan.alasan, "oleh": pasangan.oleh,
                    "dibuat_at": at,
                }
            ],
        )  # fmt: skip
        lines, documents = self._line_turns(pasangan.baris), self._document_turns(pasangan.bukti)
        self._pintu.post("pasangan_koran_baris", [{**k, "kunci": n, "ke": lines[n]} for n in pasangan.baris])
        self._pintu.post(
            "pasangan_koran_bukti",
            [{**k, "transaksi_id": b.transaksi, "no_bukti": b.no_bukti, "ke": documents[b]} for b in pasangan.bukti],
        )

    def _line_turns(self, kunci: Sequence[str]) -> Counter[str]:
        sql = "SELECT count(*) FROM pasangan_koran_baris WHERE opd_id = :o AND kunci = :k"
        return Counter({k: int(scalar(self._conn, sql, o=self._opd, k=k)) for k in kunci})

    def _document_turns(self, bukti: Sequence[BuktiBank]) -> Counter[BuktiBank]:
        sql = """SELECT count(*) FROM pasangan_koran_bukti
        WHERE opd_id = :o AND transaksi_id = :t AND no_bukti = :n"""
        return Counter({b: int(scalar(self._conn, sql, o=self._opd, t=b.transaksi, n=b.no_bukti)) for b in bukti})

    def undo_pair(self, pasangan_id: UUID, alasan: str, at: datetime) -> None:
        self._pintu.post("pasangan_koran_lepas", [{"pasangan_id": pasangan_id, "alasan": alasan, "dilepas_at": at}])

    def put_profil_koran(self, profil: ProfilKoran) -> None:
        isi: dict[str, Any] = {
            "nama": profil.nama,
            "bank": profil.bank,
            "kolom": json.dumps(dict(profil.kolom)),
            "gaya": profil.gaya,
        }
        put_row(self._conn, tables.profil_koran, {"opd_id": self._opd, "tata_letak": profil.tata_letak}, isi)
