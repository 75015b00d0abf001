"""An SPM as the value that is sealed and travels: what its berkas says, with every line of it."""

from __future__ import annotations

from core.bus import Konteks
from core.errors import Refusal, Temuan
from core.opd.model import Opd
from core.pelacakan.model import Berkas
from core.segel.commands import has_good_seal, seal_submission
from core.segel.isi import BarisPengajuan, ButirPengajuan, PenerimaPengajuan, Pengajuan, PotonganPengajuan
from core.spm.isi import BarisPotongan
from core.spm.model import Spp
from core.spm.work import SpmWork


def pengajuan_of(spp: Spp, opd: Opd, berkas: Berkas) -> Pengajuan:
    """The submission of an SPM in the round its berkas is in: the same value whenever it is asked."""
    assert spp.nomor_spm is not None, "a submitted SPM has its number"
    assert spp.tanggal_spm is not None, "a submitted SPM has its date"
    isi, p = spp.isi, spp.isi.penerima
    return Pengajuan(
        berkas=str(berkas.id),
        kode_meja=berkas.kode_meja,
        putaran=berkas.putaran,
        layanan=berkas.isi.layanan,
        opd_kode=opd.kode,
        opd_nama=opd.nama,
        jenis=isi.jenis.nama,
        nomor=spp.nomor_spm.teks,
        tanggal=spp.tanggal_spm,
        perihal=isi.uraian,
        nilai=isi.nilai,
        penerima=PenerimaPengajuan(p.nama, p.npwp, p.bank, p.nomor_rekening, p.atas_nama),
        rincian=tuple(BarisPengajuan(r.sub_kegiatan, r.rekening, r.nilai, r.uraian) for r in isi.rincian),
        potongan=(*_deducted(isi.potongan), *_deducted(isi.informasi, informasi=True)),
        kelengkapan=tuple(ButirPengajuan(b.uraian, bool(b.ada), b.catatan) for b in isi.kelengkapan),
        nomor_spp=spp.nomor_spp.teks if spp.nomor_spp else "",
    )


def seal_spm(work: SpmWork, spp: Spp, konteks: Konteks) -> tuple[Temuan, ...]:
    """Seals an SPM that is with the BUD, in the round its berkas is in; a warning where this computer cannot."""
    opd, berkas = work.opd.office(), work.pelacakan.get(spp.berkas) if spp.berkas else None
    assert opd is not None, "a document stands in an office"
    assert berkas is not None, "a submitted SPM has its berkas"
    return seal_submission(work, pengajuan_of(spp, opd, berkas), berkas.id, konteks)


def demand_sealed(work: SpmWork, spp: Spp, konteks: Konteks) -> None:
    """Seals it, or says why that cannot be done here."""
    if spp.berkas is None:
        raise Refusal("ERR_BELUM_DIAJUKAN", "SPM ini belum diajukan ke BUD; segel dibuat saat diajukan.")
    berkas = work.pelacakan.get(spp.berkas)
    assert berkas is not None, "a submitted SPM has its berkas"
    if has_good_seal(work, berkas.id, berkas.putaran):
        return
    if temuan := seal_spm(work, spp, konteks):
        raise Refusal("ERR_KUNCI_SEGEL_DI_KOMPUTER_LAIN", temuan[0].pesan)
    if not any(k.sendiri and k.is_valid_on(konteks.clock.today()) for k in work.segel.known_keys()):
        raise Refusal(
            "ERR_KUNCI_SEGEL_BELUM_ADA",
            "Kantor ini belum mempunyai kunci segel yang berlaku. Buat dulu di Pengaturan, bagian Segel Pundi.",
        )


def _deducted(baris: tuple[BarisPotongan, ...], *, informasi: bool = False) -> tuple[PotonganPengajuan, ...]:
    return tuple(PotonganPengajuan(b.jenis, b.nilai, b.kode, b.id_billing, informasi) for b in baris)
