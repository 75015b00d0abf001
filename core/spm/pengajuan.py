"""The SPM at the BUD: its berkas is opened, sent again, taken back, and answered by the SP2D.

The SPM owns its contents, the berkas its whereabouts (architecture 1); both are written in one transaction.
"""

from __future__ import annotations

from core.bus import Konteks
from core.errors import Refusal
from core.identity import BerkasId
from core.pelacakan.commands import (
    OpenBerkas,
    RecordOutside,
    ResubmitBerkas,
    WithdrawBerkas,
    open_berkas,
    record_outside,
    resubmit_berkas,
    withdraw_berkas,
)
from core.pelacakan.model import IsiBerkas, Jawaban
from core.pelacakan.perpindahan import Hasil, Keadaan
from core.spm.model import Sp2d, Spp
from core.spm.work import SpmWork

LAYANAN = "SPM"


def send_to_bud(work: SpmWork, spp: Spp, konteks: Konteks) -> BerkasId:
    """A new berkas; a repaired SPM goes again in its own. Nobody who had a hand in it may decide at a desk."""
    isi, pembuat = _cover(work, spp), tuple(dict.fromkeys(c.oleh for c in spp.jejak))
    if spp.berkas is None:
        return open_berkas(OpenBerkas(isi=isi, pembuat=pembuat), work, konteks).id
    resubmit_berkas(ResubmitBerkas(berkas_id=spp.berkas, isi=isi, pembuat=pembuat), work, konteks)
    return spp.berkas


def demand_returned(work: SpmWork, spp: Spp) -> None:
    """Only what the BUD has sent back is repaired (ERR_BERKAS_DI_BUD); what it has refused needs a new SPM."""
    berkas = work.pelacakan.get(spp.berkas) if spp.berkas else None
    if berkas is None or berkas.keadaan is Keadaan.DIKEMBALIKAN:
        return
    lanjut = (
        "Buat SPM baru." if berkas.keadaan is Keadaan.DITOLAK else "Tunggu sampai dikembalikan, atau batalkan SPM ini."
    )
    raise Refusal(
        "ERR_BERKAS_DI_BUD",
        f"Berkas {berkas.sebutan} {berkas.keadaan.nama}, jadi isinya tidak dapat diperbaiki. {lanjut}",
    )


def take_back(work: SpmWork, spp: Spp, konteks: Konteks, sebab: str) -> None:
    """The berkas of a cancelled SPM is withdrawn, unless the BUD has refused it already."""
    berkas = work.pelacakan.get(spp.berkas) if spp.berkas else None
    if berkas is not None and berkas.keadaan not in (Keadaan.DITOLAK, Keadaan.DITARIK):
        withdraw_berkas(WithdrawBerkas(berkas_id=berkas.id, catatan=sebab), work, konteks)


def answer_berkas(work: SpmWork, spp: Spp, sp2d: Sp2d, konteks: Konteks) -> None:
    """The berkas keeps the same SP2D; refuses another one than a desk has recorded (ERR_SP2D_BEDA)."""
    berkas = work.pelacakan.get(spp.berkas) if spp.berkas else None
    if berkas is None:
        return
    if berkas.jawaban is None:
        cmd = RecordOutside(berkas_id=berkas.id, ke=Hasil.DIJAWAB, nomor=sp2d.nomor, tanggal=sp2d.tanggal)
        record_outside(cmd, work, konteks)
    elif berkas.jawaban != Jawaban(sp2d.nomor, sp2d.tanggal):
        raise Refusal(
            "ERR_SP2D_BEDA",
            f"Meja Kuasa BUD sudah mencatat SP2D {berkas.jawaban.nomor}, bukan {sp2d.nomor}. Periksa lembar SP2D-nya.",
            medan="nomor",
        )


def _cover(work: SpmWork, spp: Spp) -> IsiBerkas:
    opd = work.opd.office()
    assert opd is not None, "a document stands in an office"
    assert spp.nomor_spm is not None, "only a numbered SPM is sent"
    assert spp.tanggal_spm is not None, "a numbered SPM has its date"
    return IsiBerkas(
        opd=opd.nama,
        layanan=LAYANAN,
        jenis=spp.isi.jenis.nama,
        nomor=spp.nomor_spm.teks,
        tanggal=spp.tanggal_spm,
        perihal=spp.isi.uraian,
        nilai=spp.isi.nilai,
        pihak=spp.isi.penerima.nama,
    )
