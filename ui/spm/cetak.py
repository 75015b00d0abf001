"""The papers of a document, read and drawn on a reader thread, on the paper of this desk."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from core.settings import KERTAS
from ui.kas.ekspor import paper_faces
from ui.kit.memory import desk_settings

if TYPE_CHECKING:
    from core.documents.kit import Kertas
    from core.identity import SppId
    from ui.kantor import Pertanyaan


def desk_paper() -> Kertas:
    """The paper in this desk's printer; F4 unless the desk says otherwise."""
    from core.documents.kit import Kertas

    return Kertas(str(desk_settings().value("cetak/kertas", KERTAS.baku)))


def render_spp(q: Pertanyaan, spp_id: SppId) -> bytes:
    """The papers a stored document has by now, as one PDF."""
    from core.documents.berkas_spm import render_papers
    from ui.cetak import gather_papers

    spp = q.spm.spp(spp_id)
    assert spp is not None, "only a stored document is printed"
    bahan = gather_papers(q, spp)
    return render_papers(spp, replace(bahan, kantor=replace(bahan.kantor, kertas=desk_paper())), paper_faces())
