"""What a new SPP begins with: UP from its SK, GU from an LPJ-UP, GU-KKPD from a DPT, TU Nihil from its TU, LS blank."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from core.calendar import Bulan, tanggal_panjang
from core.kkpd.dpt import spp_values
from core.money import NOL, Rupiah
from core.spm.isi import Acuan, IsiSpp, JenisSpp, Penerima, RincianSpp
from core.spm.kelengkapan import KELENGKAPAN_BAKU
from ui.spm.bahan import pay_to_bendahara

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from ui.kantor import Pertanyaan

KANAL_BAKU = "SP2D online"


@dataclass(frozen=True, slots=True)
class Mulai:
    """A new document as somebody asked for it: its jenis and the number of the paper it rests on."""

    jenis: JenisSpp
    acuan: str = ""


@dataclass(frozen=True, slots=True)
class Dasar:
    """One paper a new SPP may rest on: its jenis, number, what it is, its amount."""

    jenis: JenisSpp
    nomor: str
    keterangan: str
    nilai: Rupiah


def list_grounds(q: Pertanyaan, hari: date) -> tuple[Dasar, ...]:
    """LPJ-UP not yet refilled, DPT not yet paid, TU without a rest: what the next SPP may answer."""
    found: list[Dasar] = []
    nomor_lpj = [n for b in range(1, hari.month + 1) for n in q.kas.lpj_list(Bulan(hari.year, b))]
    for nomor in nomor_lpj:
        lpj = q.kas.lpj_up(nomor, hari.year)
        if lpj is not None and not lpj.diganti_oleh:
            kata = f"LPJ-UP tanggal {tanggal_panjang(lpj.tanggal)}"
            found.append(Dasar(JenisSpp.GU, nomor, kata, lpj.nilai))
    found += [
        Dasar(JenisSpp.GU_KKPD, d.nomor, f"DPT tanggal {tanggal_panjang(d.tanggal)}", d.total)
        for d in q.kkpd.dpt_list(hari.year)
        if not d.dibayar and not d.dicabut
    ]
    for tu in q.kas.lpj_tu(Bulan(hari.year, 12)):
        if tu.belanja and tu.sisa == tu.sts_nilai:
            kata = f"SP2D-TU tanggal {tanggal_panjang(tu.tanggal)}, sisa sudah disetor"
            found.append(Dasar(JenisSpp.TU_NIHIL, tu.sp2d, kata, tu.jumlah_belanja))
    return tuple(found)


def begin(q: Pertanyaan, mulai: Mulai, hari: date) -> IsiSpp:
    """The contents of a new draft, as far as the books know them."""
    isi = IsiSpp(
        jenis=mulai.jenis,
        tanggal_spp=hari,
        uraian="",
        penerima=Penerima() if pays_rekanan(mulai.jenis) else pay_to_bendahara(q, hari),
        kelengkapan=KELENGKAPAN_BAKU[mulai.jenis].blank(),
        kanal="" if mulai.jenis.is_nihil else KANAL_BAKU,
    )
    filler = _ISIAN.get(mulai.jenis)
    return filler(q, isi, mulai.acuan) if filler else isi


def pays_rekanan(jenis: JenisSpp) -> bool:
    """Whether a rekanan is paid; everything else goes to the Bendahara Pengeluaran."""
    return jenis in (JenisSpp.LS_BJ, JenisSpp.LS_RUTIN, JenisSpp.LS_HIBAH)


def _up(q: Pertanyaan, isi: IsiSpp, _acuan: str) -> IsiSpp:
    sk = q.opd.up(isi.tanggal_spp)
    if sk is None:
        return replace(isi, uraian=f"Uang Persediaan Tahun Anggaran {isi.tanggal_spp.year}")
    uraian = f"Uang Persediaan Tahun Anggaran {sk.tahun} menurut SK {sk.nomor}"
    return replace(isi, uraian=uraian, nilai=sk.up_tunai)


def _gu(q: Pertanyaan, isi: IsiSpp, acuan: str) -> IsiSpp:
    lpj = q.kas.lpj_up(acuan, isi.tanggal_spp.year) if acuan else None
    if lpj is None:
        return isi
    rincian = tuple(
        RincianSpp(r.sub_kegiatan, r.rekening, r.belanja_periode_ini, r.uraian)
        for r in lpj.rincian
        if r.belanja_periode_ini > NOL
    )
    kata = "Ganti Uang Persediaan" if isi.jenis is JenisSpp.GU else "Pengesahan belanja UP (GU Nihil)"
    return replace(isi, uraian=f"{kata} menurut {acuan}", nilai=lpj.nilai, rincian=rincian, acuan=Acuan(lpj=acuan))


def _gu_kkpd(q: Pertanyaan, isi: IsiSpp, acuan: str) -> IsiSpp:
    dpt = q.kkpd.dpt(isi.tanggal_spp.year, acuan) if acuan else None
    if dpt is None:
        return isi
    nilai = spp_values(dpt)
    nama = _names(q, isi)
    rincian = tuple(RincianSpp(p[0], p[1], n, nama.get(p, uraian)) for p, uraian, n in nilai.rincian)
    uraian = f"Pembayaran tagihan KKPD menurut DPT {acuan}"
    return replace(isi, uraian=uraian, nilai=nilai.nilai, rincian=rincian, acuan=Acuan(dpt=acuan))


def _tu_nihil(q: Pertanyaan, isi: IsiSpp, acuan: str) -> IsiSpp:
    tu = next((t for t in q.kas.lpj_tu(Bulan(isi.tanggal_spp.year, 12)) if t.sp2d == acuan), None)
    if tu is None:
        return isi
    nama = _names(q, isi)
    rincian = tuple(RincianSpp(p[0], p[1], n, nama.get(p, "")) for p, n in tu.belanja)
    uraian = f"Pengesahan belanja TU {acuan} (TU Nihil)"
    return replace(
        isi,
        uraian=uraian,
        nilai=tu.jumlah_belanja,
        rincian=rincian,
        sub_kegiatan=tu.sub_kegiatan,
        acuan=Acuan(sp2d_tu=acuan),
    )


def _names(q: Pertanyaan, isi: IsiSpp) -> Mapping[tuple[str, str], str]:
    return {b.pasangan: b.uraian for b in q.anggaran.pagu(isi.tanggal_spp.year)}


_ISIAN: Final[Mapping[JenisSpp, Callable[[Pertanyaan, IsiSpp, str], IsiSpp]]] = {
    JenisSpp.UP: _up,
    JenisSpp.GU: _gu,
    JenisSpp.GU_NIHIL: _gu,
    JenisSpp.GU_KKPD: _gu_kkpd,
    JenisSpp.TU_NIHIL: _tu_nihil,
}
