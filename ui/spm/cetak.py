"""The papers of a document, read and drawn on a reader thread, on the paper of this desk."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ui.kas.ekspor import desk_paper, paper_faces

if TYPE_CHECKING:
    from core.identity import SppId
    from ui.kantor import Pertanyaan


def render_spp(q: Pertanyaan, spp_id: SppId) -> bytes:
    """The papers a stored document has by now, as one PDF."""
    from core.documents.berkas_spm import render_papers
    from ui.cetak import gather_papers

    spp = q.spm.spp(spp_id)
    assert spp is not None, "only a stored document is printed"
    bahan = gather_papers(q, spp)
    return render_papers(spp, replace(bahan, kantor=replace(bahan.kantor, kertas=desk_paper())), paper_faces())
