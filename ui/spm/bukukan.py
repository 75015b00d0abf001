"""Takes the SP2D of an SPM to the books: the form there opens with everything the SPM already says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.spm.isi import JENIS_SP2D
from ui.kas.sp2d_siap import Sp2dSiap, sum_by_kind

if TYPE_CHECKING:
    from core.spm.model import Spp


def for_the_books(spp: Spp) -> Sp2dSiap:
    """What the SPM says about the SP2D that answered it; one without SP2D has nothing to book."""
    isi, sp2d = spp.isi, spp.sp2d
    if sp2d is None:
        raise ValueError("no SP2D yet")
    medan = {
        "lpj": isi.acuan.lpj,
        "nomor_dpt": isi.acuan.dpt,
        "sp2d": isi.acuan.sp2d_tu,
        "sub_kegiatan": isi.sub_kegiatan,
        "rekanan": isi.penerima.nama,
    }
    nomor = spp.nomor_spm or spp.nomor_spp
    return Sp2dSiap(
        jenis=JENIS_SP2D[isi.jenis],
        nomor=sp2d.nomor,
        tanggal=sp2d.tanggal,
        spm=nomor.teks if nomor else "",
        uraian=isi.uraian,
        nilai=isi.nilai,
        rincian=tuple((r.sub_kegiatan, r.rekening, r.nilai) for r in isi.rincian),
        potongan=sum_by_kind((p.jenis, p.nilai) for p in isi.potongan),
        medan={k: v for k, v in medan.items() if v},
    )
