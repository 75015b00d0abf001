"""What every print starts from: the faces it is set in, and the office of a date with its signers and paper."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from core.access import Peran
from core.calendar import Bulan, tanggal_panjang
from core.documents.berkas_spm import BahanBerkas
from core.documents.kantor import KantorCetak, signature_of
from core.documents.kit import Huruf, Kertas
from core.documents.kunci import LembarKunci, render_kunci
from core.errors import Refusal
from core.opd.pejabat import find_signer
from core.spm.model import Spp, StatusSpp
from ui.kantor import Kantor, Pertanyaan


@cache
def paper_faces(sumber: Path) -> Huruf:
    """The faces that documents are set in, from the program's resources."""
    return Huruf(*((sumber / "fonts" / f"LiberationSans-{gaya}.ttf").read_bytes() for gaya in ("Regular", "Bold")))


def kantor_cetak(q: Pertanyaan, tanggal: date) -> KantorCetak:
    """The head and signatures of prints dated `tanggal`."""
    opd = q.opd.office()
    if opd is None:
        raise Refusal("ERR_KANTOR_BELUM_ADA", "Basis data ini belum berisi kantor; buat dulu dengan langkah awal.")
    kertas = Kertas[str(q.opd.settings().value("kertas", tanggal)).upper()]
    return KantorCetak.of(opd, q.opd.officials(), tanggal, nama=q.anggaran.nama(tanggal.year), kertas=kertas)


def gather_papers(q: Pertanyaan, spp: Spp) -> BahanBerkas:
    """What the printed set of a document needs besides itself: office, signers, numbers and figures of its day."""
    tanggal = spp.tanggal_spm or spp.isi.tanggal_spp
    sub = spp.isi.sub_kegiatan or (spp.isi.rincian[0].sub_kegiatan if spp.isi.rincian else "")
    pptk = find_signer(q.opd.officials(), Peran.PPTK, tanggal, sub)
    berkas = q.pelacakan.get(spp.berkas) if spp.berkas else None
    segel = q.segel.seal_of(berkas.id, berkas.putaran) if berkas and spp.status is StatusSpp.DIAJUKAN_BUD else None
    return BahanBerkas(
        kantor=kantor_cetak(q, tanggal),
        setelan=q.opd.settings(),
        nama=q.anggaran.nama(spp.tahun),
        dpa=q.anggaran.dpa(spp.tahun),
        spd=tuple(q.anggaran.spd_list(spp.tahun)),
        realisasi=tuple(q.kas.realisasi(Bulan.of(spp.isi.tanggal_spp))),
        pptk=signature_of(pptk) if pptk else None,
        kode_meja=berkas.kode_meja if berkas else "",
        segel=segel.teks if segel else "",
    )


def kunci_pdf(kantor: Kantor, huruf: Huruf) -> tuple[bytes, str]:
    """The lembar kunci of an office, and the fingerprint it carries."""
    kunci, sidik = kantor.written_key()
    hari = kantor.clock.today()
    head = kantor.ask(lambda q: kantor_cetak(q, hari))
    isi = LembarKunci(
        pemda=head.pemda,
        opd=kantor.opd.nama,
        kunci=kunci,
        sidik_jari=sidik,
        dibuat=tanggal_panjang(hari),
        nama_basis_data=kantor.alamat,
        penandatangan=head.penandatangan,
    )
    return render_kunci(isi, huruf), sidik
