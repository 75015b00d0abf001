"""Events in the clothes of the interchange format: typed contents to JSON values."""

from __future__ import annotations

from datetime import date
from typing import Any

from core.kas.bentuk import RencanaPagu
from core.kas.isi import Isi, Potongan, Pungutan, Rincian, Setoran, spec
from core.money import Rupiah


def isi_to_json(isi: Isi) -> dict[str, object]:
    """The fields of one event's kind, as a file carries them; absent fields are left out.

    Spending names its sub kegiatan even where pagu would tell: a later DPA may put the same rekening elsewhere too.
    """
    found: dict[str, object] = {}
    for f in spec(type(isi)):
        nilai = getattr(isi, f.name)
        if nilai is not None:
            found[f.name] = _value(nilai)
    return found


def _value(nilai: Any) -> object:
    if isinstance(nilai, Rupiah):
        return nilai.to_json()
    if isinstance(nilai, date):
        return nilai.isoformat()
    if isinstance(nilai, tuple):
        return [_value(x) for x in nilai]
    if isinstance(nilai, Rincian):
        row: list[object] = [nilai.rekening, nilai.nilai.to_json()]
        if nilai.sub_kegiatan is not None:
            row.append(nilai.sub_kegiatan)
        return row
    if isinstance(nilai, Pungutan):
        return [nilai.jenis, nilai.nilai.to_json()]
    if isinstance(nilai, Potongan):
        return {"jenis": nilai.jenis, "nilai": nilai.nilai.to_json(), "ntpn": nilai.ntpn}
    if isinstance(nilai, Setoran):
        return {"jenis": nilai.jenis, "nilai": nilai.nilai.to_json(), "ntpn": nilai.ntpn, "nomor": nilai.nomor}
    return str(nilai)


def anggaran_key(sub_kegiatan: str, rekening: str, pagu: RencanaPagu) -> str:
    """The bare kode rekening when it stands under one sub kegiatan only, otherwise `sub|rekening`."""
    return rekening if len(pagu.get(rekening, ())) == 1 else f"{sub_kegiatan}|{rekening}"
