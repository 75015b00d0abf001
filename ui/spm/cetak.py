"""The papers of a document, read and drawn on a reader thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.access import Peran
from core.calendar import Bulan
from core.opd.pejabat import find_signer
from ui.kas.ekspor import kantor_cetak, paper_faces

if TYPE_CHECKING:
    from core.documents.berkas_spm import BahanBerkas
    from core.identity import SppId
    from core.spm.model import Spp
    from ui.kantor import Pertanyaan


def gather_papers(q: Pertanyaan, spp: Spp) -> BahanBerkas:
    """Office, signers, numbers and figures of the day of the document, on the paper of this desk."""
    from core.documents.berkas_spm import BahanBerkas
    from core.documents.kantor import signature_of

    tanggal = spp.tanggal_spm or spp.isi.tanggal_spp
    sub = spp.isi.sub_kegiatan or (spp.isi.rincian[0].sub_kegiatan if spp.isi.rincian else "")
    pptk = find_signer(q.opd.officials(), Peran.PPTK, tanggal, sub)
    berkas = q.pelacakan.get(spp.berkas) if spp.berkas else None
    return BahanBerkas(
        kantor=kantor_cetak(q, tanggal),
        setelan=q.opd.settings(),
        nama=q.anggaran.nama(spp.tahun),
        dpa=q.anggaran.dpa(spp.tahun),
        spd=tuple(q.anggaran.spd_list(spp.tahun)),
        realisasi=tuple(q.kas.realisasi(Bulan.of(spp.isi.tanggal_spp))),
        pptk=signature_of(pptk) if pptk else None,
        kode_meja=berkas.kode_meja if berkas else "",
    )


def render_spp(q: Pertanyaan, spp_id: SppId) -> bytes:
    """The papers a stored document has by now, as one PDF."""
    from core.documents.berkas_spm import render_papers

    spp = q.spm.spp(spp_id)
    assert spp is not None, "only a stored document is printed"
    return render_papers(spp, gather_papers(q, spp), paper_faces())
