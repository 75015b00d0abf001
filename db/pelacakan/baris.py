"""A row of `berkas` or `perpindahan` and the value it stands for."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from sqlalchemy import Row

from core.identity import BerkasId, OrangId
from core.pelacakan.model import Berkas, IsiBerkas, Jawaban
from core.pelacakan.perpindahan import Hasil, Keadaan, Penerima, Perpindahan
from core.pelacakan.queries import BerkasRow


def to_berkas(r: Row[Any]) -> Berkas:
    """The berkas of a row."""
    return Berkas(
        id=BerkasId(r.id),
        kode_meja=r.kode_meja,
        isi=IsiBerkas(r.opd, r.layanan, r.jenis, r.nomor, r.tanggal, r.perihal, r.nilai, r.pihak),
        alur_versi=r.alur_versi,
        pembuat=_people(r.pembuat),
        tahap=r.tahap,
        sejak=r.sejak_at,
        keadaan=Keadaan(r.keadaan),
        putaran=r.putaran,
        penerima=None
        if r.penerima_id is None
        else Penerima(OrangId(r.penerima_id), r.penerima_nama, r.penerima_meja, r.diterima_at),
        penguji=_people(r.penguji),
        alasan_kode=r.alasan_kode,
        jawaban=None if r.jawaban_nomor is None else Jawaban(r.jawaban_nomor, r.jawaban_tanggal),
        tanggal_selesai=r.tanggal_selesai,
        versi=r.versi,
    )


def from_berkas(b: Berkas) -> dict[str, Any]:
    """The columns of a berkas but for key and version."""
    return {
        "kode_meja": b.kode_meja,
        "layanan": b.isi.layanan,
        "alur_versi": b.alur_versi,
        "opd": b.isi.opd,
        "jenis": b.isi.jenis,
        "tahun": b.isi.tanggal.year,
        "nomor": b.isi.nomor,
        "tanggal": b.isi.tanggal,
        "perihal": b.isi.perihal,
        "nilai": b.isi.nilai,
        "pihak": b.isi.pihak,
        "pembuat": _ids(b.pembuat),
        "tahap": b.tahap,
        "sejak_at": b.sejak,
        "keadaan": str(b.keadaan),
        "putaran": b.putaran,
        "penerima_id": None if b.penerima is None else b.penerima.oleh,
        "penerima_nama": "" if b.penerima is None else b.penerima.nama,
        "penerima_meja": "" if b.penerima is None else b.penerima.meja,
        "diterima_at": None if b.penerima is None else b.penerima.at,
        "penguji": _ids(b.penguji),
        "alasan_kode": b.alasan_kode,
        "jawaban_nomor": None if b.jawaban is None else b.jawaban.nomor,
        "jawaban_tanggal": None if b.jawaban is None else b.jawaban.tanggal,
        "tanggal_selesai": b.tanggal_selesai,
    }


def to_row(r: Row[Any]) -> BerkasRow:
    """One line of a list."""
    return BerkasRow(
        BerkasId(r.id), r.kode_meja, r.opd, r.layanan, r.alur_versi, r.jenis, r.nomor, r.perihal, r.pihak, r.nilai,
        r.tahap, Keadaan(r.keadaan), r.putaran, r.sejak_at, r.penerima_nama, r.alasan_kode, r.versi,
    )  # fmt: skip


def to_perpindahan(r: Row[Any]) -> Perpindahan:
    """The event of a row."""
    return Perpindahan(
        BerkasId(r.berkas_id), r.urut, r.putaran, r.tahap, r.ke, Hasil(r.hasil), Keadaan(r.keadaan), r.terjadi_at,
        OrangId(r.oleh), r.oleh_nama, r.meja, r.alasan_kode, r.catatan,
    )  # fmt: skip


def from_perpindahan(p: Perpindahan) -> dict[str, Any]:
    """The columns of an event."""
    return {
        "berkas_id": p.berkas_id,
        "urut": p.urut,
        "putaran": p.putaran,
        "tahap": p.tahap,
        "ke": p.ke,
        "hasil": str(p.hasil),
        "keadaan": str(p.keadaan),
        "terjadi_at": p.at,
        "oleh": p.oleh,
        "oleh_nama": p.oleh_nama,
        "meja": p.meja,
        "alasan_kode": p.alasan_kode,
        "catatan": p.catatan,
    }


def _ids(orang: tuple[OrangId, ...]) -> str:
    return json.dumps([str(o) for o in orang])


def _people(isi: str) -> tuple[OrangId, ...]:
    return tuple(OrangId(UUID(o)) for o in json.loads(isi))
