"""A row of `spp` and the document it stands for; the contents travel as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row

from core.identity import BerkasId, OrangId, RekananId, SppId
from core.money import Rupiah
from core.opd.rekening_bank import bare_number
from core.spm.isi import Acuan, BarisPotongan, ButirKelengkapan, IsiSpp, JenisSpp, Penerima, RincianSpp
from core.spm.model import Cap, NomorPundi, NomorSipd, Sp2d, Spp, StatusSpp, Tangan
from core.spm.queries import SppRow


def from_spp(spp: Spp) -> dict[str, Any]:
    """The columns of a document but for key and version."""
    isi = spp.isi
    return {
        "tahun": spp.tahun,
        "jenis": str(isi.jenis),
        "status": str(spp.status),
        "revisi": spp.revisi,
        "tanggal_spp": isi.tanggal_spp,
        "tanggal_spm": spp.tanggal_spm,
        "uraian": isi.uraian,
        "nilai": isi.nilai,
        "potongan": isi.jumlah_potongan,
        "penerima": isi.penerima.nama,
        "nomor_rekening": bare_number(isi.penerima.nomor_rekening),
        "bukti": bare_bukti(isi.acuan.bukti),
        "lpj": isi.acuan.lpj,
        "sub_kegiatan": isi.sub_kegiatan,
        "isi": json.dumps(isi_to_json(isi), ensure_ascii=False, sort_keys=True),
        "urut_spp": spp.nomor_spp.urut if spp.nomor_spp else None,
        "nomor_spp": spp.nomor_spp.teks if spp.nomor_spp else None,
        "urut_spm": spp.nomor_spm.urut if spp.nomor_spm else None,
        "nomor_spm": spp.nomor_spm.teks if spp.nomor_spm else None,
        "sipd_spp": spp.sipd_spp.nomor if spp.sipd_spp else None,
        "sipd_spp_tanggal": spp.sipd_spp.tanggal if spp.sipd_spp else None,
        "sipd_spm": spp.sipd_spm.nomor if spp.sipd_spm else None,
        "sipd_spm_tanggal": spp.sipd_spm.tanggal if spp.sipd_spm else None,
        "sp2d": spp.sp2d.nomor if spp.sp2d else None,
        "sp2d_tanggal": spp.sp2d.tanggal if spp.sp2d else None,
        "berkas_id": spp.berkas,
    }


def bare_bukti(bukti: str) -> str:
    """A bukti number as two people would both find it: lower case, single blanks."""
    return " ".join(bukti.casefold().split())


def to_spp(r: Row[Any], langkah: Iterable[Row[Any]]) -> Spp:
    """The document of a row and the rows of its steps."""
    return Spp(
        id=SppId(r.id),
        tahun=r.tahun,
        isi=isi_from_json(json.loads(r.isi)),
        status=StatusSpp(r.status),
        versi=r.versi,
        revisi=r.revisi,
        tanggal_spm=r.tanggal_spm,
        nomor_spp=NomorPundi(r.urut_spp, r.nomor_spp) if r.nomor_spp else None,
        nomor_spm=NomorPundi(r.urut_spm, r.nomor_spm) if r.nomor_spm else None,
        sipd_spp=NomorSipd(r.sipd_spp, r.sipd_spp_tanggal) if r.sipd_spp else None,
        sipd_spm=NomorSipd(r.sipd_spm, r.sipd_spm_tanggal) if r.sipd_spm else None,
        berkas=BerkasId(r.berkas_id) if r.berkas_id else None,
        sp2d=Sp2d(r.sp2d, r.sp2d_tanggal) if r.sp2d else None,
        jejak=tuple(
            Cap(c.peristiwa, Tangan(c.tangan), OrangId(c.oleh), c.oleh_nama, c.langkah_at, tuple(json.loads(c.sebab)))
            for c in langkah
        ),
    )


def to_row(r: Row[Any]) -> SppRow:
    """One line of the list."""
    return SppRow(
        id=SppId(r.id),
        jenis=JenisSpp(r.jenis),
        status=StatusSpp(r.status),
        tanggal_spp=r.tanggal_spp,
        tanggal_spm=r.tanggal_spm,
        nomor_spp=r.nomor_spp or "",
        nomor_spm=r.nomor_spm or "",
        sipd_spp=r.sipd_spp or "",
        sipd_spm=r.sipd_spm or "",
        sp2d=r.sp2d or "",
        tanggal_sp2d=r.sp2d_tanggal,
        penerima=r.penerima,
        uraian=r.uraian,
        nilai=r.nilai,
        potongan=r.potongan,
        versi=r.versi,
        berkas=BerkasId(r.berkas_id) if r.berkas_id else None,
    )


def isi_to_json(isi: IsiSpp) -> dict[str, Any]:
    """The contents of a document; amounts as `Rupiah.to_json`, dates ISO, what is empty left out."""
    p, a = isi.penerima, isi.acuan
    teks = {"uraian": isi.uraian, "sub_kegiatan": isi.sub_kegiatan, "kanal": isi.kanal}
    return {
        "jenis": str(isi.jenis),
        "tanggal_spp": isi.tanggal_spp.isoformat(),
        "nilai": isi.nilai.to_json(),
        **_some(teks),
        "rincian": [{"nilai": r.nilai.to_json(), **_some({k: getattr(r, k) for k in _RINCIAN})} for r in isi.rincian],
        "potongan": [_potongan(x) for x in isi.potongan],
        "informasi": [_potongan(x) for x in isi.informasi],
        "penerima": _some({k: getattr(p, k) for k in _PENERIMA})
        | ({"rekanan_id": str(p.rekanan_id)} if p.rekanan_id else {}),
        "acuan": _some({k: getattr(a, k) for k in _ACUAN}),
        "kelengkapan": [
            {"uraian": b.uraian, "wajib": b.wajib, "ada": b.ada, **_some({"catatan": b.catatan})}
            for b in isi.kelengkapan
        ],
    }


def isi_from_json(isi: Mapping[str, Any]) -> IsiSpp:
    """Back from `isi_to_json`."""
    rekanan = isi["penerima"].get("rekanan_id")
    return IsiSpp(
        jenis=JenisSpp(isi["jenis"]),
        tanggal_spp=date.fromisoformat(isi["tanggal_spp"]),
        uraian=isi.get("uraian", ""),
        nilai=Rupiah.from_json(isi["nilai"]),
        rincian=tuple(
            RincianSpp(**{k: r.get(k, "") for k in _RINCIAN}, nilai=Rupiah.from_json(r["nilai"]))
            for r in isi["rincian"]
        ),
        potongan=_to_potongan(isi["potongan"]),
        informasi=_to_potongan(isi["informasi"]),
        penerima=Penerima(
            **{k: isi["penerima"].get(k, "") for k in _PENERIMA},
            rekanan_id=RekananId(UUID(rekanan)) if rekanan else None,
        ),
        acuan=Acuan(**isi["acuan"]),
        kelengkapan=tuple(
            ButirKelengkapan(b["uraian"], wajib=b["wajib"], ada=b["ada"], catatan=b.get("catatan", ""))
            for b in isi["kelengkapan"]
        ),
        sub_kegiatan=isi.get("sub_kegiatan", ""),
        kanal=isi.get("kanal", ""),
    )


_RINCIAN = ("sub_kegiatan", "rekening", "uraian", "unit", "sumber_dana")
_POTONGAN = ("jenis", "kode", "tarif", "id_billing")
_PENERIMA = ("nama", "npwp", "bank", "nomor_rekening", "atas_nama")
_ACUAN = ("lpj", "dpt", "sp2d_tu", "bukti", "termin", "spd")


def _some(teks: Mapping[str, str]) -> dict[str, Any]:
    return {k: v for k, v in teks.items() if v}


def _potongan(x: BarisPotongan) -> dict[str, Any]:
    dasar = {} if x.dasar is None else {"dasar": x.dasar.to_json()}
    return {"nilai": x.nilai.to_json(), **dasar, **_some({k: getattr(x, k) for k in _POTONGAN})}


def _to_potongan(baris: Sequence[Mapping[str, Any]]) -> tuple[BarisPotongan, ...]:
    return tuple(
        BarisPotongan(
            **{k: x.get(k, "") for k in _POTONGAN},
            nilai=Rupiah.from_json(x["nilai"]),
            dasar=Rupiah.from_json(x["dasar"]) if "dasar" in x else None,
        )
        for x in baris
    )
