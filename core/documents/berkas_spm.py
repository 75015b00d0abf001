"""An SPP and its SPM as printed values: surat pengantar, SPP-1 to SPP-3, SPM, penelitian kelengkapan (handbook 5).

Papers come when their step has been taken: the SPM from the verification on, the cover once a berkas carries it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from core.access import PERAN_NAMA, Peran
from core.anggaran.model import Dpa, Spd
from core.calendar import tanggal_panjang
from core.documents.alur import Penandatangan
from core.documents.kantor import KantorCetak
from core.documents.kit import Huruf, Pena
from core.documents.pengantar import (
    BarisKelengkapan,
    KelengkapanTercetak,
    PengantarTercetak,
    draw_kelengkapan,
    draw_pengantar,
)
from core.documents.spm import BarisPotongan, SpmTercetak, draw_spm
from core.documents.spp import BarisRekening, BarisSpd, NomorCetak, RingkasanSpp, SppTercetak, draw_spp
from core.kas.queries import RealisasiRow
from core.money import NOL, Rupiah, terbilang, total
from core.settings import NOMOR_DPA, SettingsView
from core.spm.isi import BarisPotongan as Potongan
from core.spm.model import Spp
from core.spm.numbers import two_numbers

_KOSONG: Final = "(" + "\u00a0" * 44 + ")"
_JENIS_BELANJA: Final = {
    "5.1": "Belanja Operasi",
    "5.2": "Belanja Modal",
    "5.3": "Belanja Tidak Terduga",
    "5.4": "Belanja Transfer",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class BahanBerkas:
    """What stands around an SPP on its papers: office and signers, numbers, the DPA, SPD and spending of the year.

    `realisasi` are the rows of the month of the SPP; `kode_meja` is empty until a berkas has been opened.
    """

    kantor: KantorCetak
    setelan: SettingsView
    nama: Mapping[str, str]
    dpa: Dpa | None = None
    spd: tuple[Spd, ...] = ()
    realisasi: tuple[RealisasiRow, ...] = ()
    pptk: Penandatangan | None = None
    kode_meja: str = ""
    segel: str = ""
    """The text of the sealed code; empty while there is none."""
    cetakan_ke: int = 1


def render_papers(spp: Spp, bahan: BahanBerkas, huruf: Huruf) -> bytes:
    """The papers this document has by now, as one PDF, in the order they lie on the desk."""
    nomor = _numbers(spp, bahan)
    pena = Pena(huruf, f"SPP {nomor.resmi or nomor.lain or spp.isi.uraian}")
    if bahan.kode_meja:
        draw_pengantar(pena, pengantar_tercetak(spp, bahan))
    draw_spp(pena, spp_tercetak(spp, bahan))
    if spp.tanggal_spm is not None:
        draw_spm(pena, spm_tercetak(spp, bahan))
    draw_kelengkapan(pena, kelengkapan_tercetak(spp, bahan))
    return pena.save()


def spp_tercetak(spp: Spp, bahan: BahanBerkas) -> SppTercetak:
    """SPP-1, SPP-2 and SPP-3."""
    isi, kantor = spp.isi, bahan.kantor
    ringkasan = _summary(bahan, isi.tanggal_spp)
    return SppTercetak(
        pemda=kantor.pemda,
        opd=kantor.opd,
        jenis=isi.jenis.nama,
        nomor=_numbers(spp, bahan),
        tanggal=tanggal_panjang(isi.tanggal_spp),
        kepada=f"{kantor.pa.jabatan} {kantor.opd}",
        pembuka=(
            f"Dengan memperhatikan APBD {kantor.pemda} dan DPA {kantor.opd} Tahun Anggaran {spp.tahun}, bersama ini "
            f"kami mengajukan Surat Permintaan Pembayaran {isi.jenis.nama} sebagai berikut:"
        ),
        urusan=dict(kantor.urusan).get("Bidang urusan", kantor.kode[:4]),
        tahun_anggaran=spp.tahun,
        dasar_spd=isi.acuan.spd or ", ".join(s.nomor for s in bahan.spd) or "-",
        sisa_spd=ringkasan.sisa_spd,
        sisa_spd_terbilang=terbilang(ringkasan.sisa_spd),
        keperluan=isi.uraian,
        penerima=isi.penerima.nama,
        jumlah=isi.nilai,
        jumlah_terbilang=terbilang(isi.nilai),
        bank_rekening=_account(spp),
        ringkasan=ringkasan,
        rincian=_lines(spp),
        bendahara=_signed(kantor.bendahara, kantor, isi.tanggal_spp),
        pptk=bahan.pptk or Penandatangan(PERAN_NAMA[Peran.PPTK], _KOSONG),
        kertas=kantor.kertas,
    )


def spm_tercetak(spp: Spp, bahan: BahanBerkas) -> SpmTercetak:
    """The SPM; its date must have been given."""
    assert spp.tanggal_spm is not None, "an SPM has its date from the verification on"
    isi, kantor = spp.isi, bahan.kantor
    nomor_spp = _numbers(spp, bahan)
    baris = _lines(spp)
    return SpmTercetak(
        pemda=kantor.pemda,
        opd=kantor.opd,
        jenis=isi.jenis.nama,
        tahun_anggaran=spp.tahun,
        nomor=_numbers(spp, bahan, spm=True),
        tanggal=tanggal_panjang(spp.tanggal_spm),
        kepada=f"Kuasa Bendahara Umum Daerah {kantor.pemda}".strip(),
        penerima=isi.penerima.nama,
        bank=isi.penerima.bank,
        nomor_rekening=isi.penerima.nomor_rekening,
        npwp=isi.penerima.npwp,
        dasar_pembayaran=tuple(f"SPD nomor {s.nomor} tanggal {tanggal_panjang(s.tanggal)}" for s in bahan.spd),
        keperluan=isi.uraian,
        jenis_belanja=", ".join(dict.fromkeys(_JENIS_BELANJA.get(b.kode[:3], "Belanja") for b in baris if b.kode))
        or isi.jenis.nama,
        pembebanan=baris,
        potongan=_deducted(isi.potongan),
        informasi=_deducted(isi.informasi),
        jumlah_diminta=isi.nilai,
        jumlah_potongan=isi.jumlah_potongan,
        jumlah_informasi=total([p.nilai for p in isi.informasi]),
        jumlah_dibayarkan=isi.jumlah_dibayarkan,
        terbilang=terbilang(isi.jumlah_dibayarkan),
        nomor_spp=nomor_spp.resmi or nomor_spp.lain,
        tanggal_spp=tanggal_panjang(isi.tanggal_spp),
        jumlah_spp=isi.nilai,
        penandatangan=_signed(kantor.pa, kantor, spp.tanggal_spm),
        ringkas=_per_jenis(spp, bahan.nama),
        kertas=kantor.kertas,
        cetakan_ke=bahan.cetakan_ke,
        segel=bahan.segel,
    )


def pengantar_tercetak(spp: Spp, bahan: BahanBerkas) -> PengantarTercetak:
    """The cover that the desks scan."""
    isi, kantor = spp.isi, bahan.kantor
    tanggal = spp.tanggal_spm or isi.tanggal_spp
    return PengantarTercetak(
        pemda=kantor.pemda,
        opd=kantor.opd,
        kepada=f"Kuasa Bendahara Umum Daerah {kantor.pemda}".strip(),
        jenis=isi.jenis.nama,
        nomor=_numbers(spp, bahan, spm=True),
        tanggal=tanggal_panjang(tanggal),
        nilai=isi.nilai,
        terbilang=terbilang(isi.nilai),
        penerima=isi.penerima.nama,
        keperluan=isi.uraian,
        kode_meja=bahan.kode_meja,
        segel=bahan.segel,
        kelengkapan=("SPM", *(b.uraian for b in isi.kelengkapan if b.ada)),
        penandatangan=(_signed(kantor.pa, kantor, tanggal),),
        kertas=kantor.kertas,
        cetakan_ke=bahan.cetakan_ke,
    )


def kelengkapan_tercetak(spp: Spp, bahan: BahanBerkas) -> KelengkapanTercetak:
    """The list of papers as the PPK-SKPD ticked it; before that, as its maker did."""
    kantor = bahan.kantor
    diteliti = next((c.at for c in reversed(spp.jejak) if c.peristiwa == "verifikasi_spp"), None)
    ppk = kantor.ppk or Penandatangan(PERAN_NAMA[Peran.PPK], _KOSONG)
    return KelengkapanTercetak(
        pemda=kantor.pemda,
        opd=kantor.opd,
        jenis=spp.isi.jenis.nama,
        nomor_spp=_numbers(spp, bahan),
        tanggal_spp=tanggal_panjang(spp.isi.tanggal_spp),
        dokumen=tuple(BarisKelengkapan(b.uraian, b.ada, b.catatan) for b in spp.isi.kelengkapan),
        tanggal_diteliti=tanggal_panjang(diteliti.date()) if diteliti else "",
        penandatangan=(replace(ppk, atas="Diteliti oleh"),),
        kertas=kantor.kertas,
    )


def _numbers(spp: Spp, bahan: BahanBerkas, *, spm: bool = False) -> NomorCetak:
    kami, sipd = (spp.nomor_spm, spp.sipd_spm) if spm else (spp.nomor_spp, spp.sipd_spp)
    tanggal = (spp.tanggal_spm if spm else None) or spp.isi.tanggal_spp
    dua = two_numbers(kami, sipd, bahan.setelan, tanggal)
    return NomorCetak(dua.resmi, dua.lain)


def _signed(siapa: Penandatangan, kantor: KantorCetak, tanggal: date) -> Penandatangan:
    return replace(siapa, atas=", ".join(filter(None, (kantor.tempat, tanggal_panjang(tanggal)))))


def _account(spp: Spp) -> str:
    p = spp.isi.penerima
    nomor = " ".join(filter(None, (p.bank, p.nomor_rekening)))
    return f"{nomor} a.n. {p.atas_nama}" if p.atas_nama else nomor


def _lines(spp: Spp) -> tuple[BarisRekening, ...]:
    if not spp.isi.rincian:
        return (BarisRekening("", spp.isi.uraian, spp.isi.nilai),)
    return tuple(BarisRekening(r.rekening, r.uraian, r.nilai, r.sub_kegiatan) for r in spp.isi.rincian)


def _per_jenis(spp: Spp, nama: Mapping[str, str]) -> tuple[BarisRekening, ...]:
    """The lines summed per jenis belanja (5.1.02), for an SPM whose lines go to an annex."""
    found: dict[str, Rupiah] = {}
    for r in spp.isi.rincian:
        kode = ".".join(r.rekening.split(".")[:3])
        found[kode] = found.get(kode, NOL) + r.nilai
    return tuple(BarisRekening(k, nama.get(k) or _JENIS_BELANJA.get(k[:3], "Belanja"), n) for k, n in found.items())


def _deducted(baris: tuple[Potongan, ...]) -> tuple[BarisPotongan, ...]:
    return tuple(BarisPotongan(p.jenis, p.nilai, p.kode, p.id_billing) for p in baris)


def _summary(bahan: BahanBerkas, tanggal: date) -> RingkasanSpp:
    """SPP-2 with its two remainders (identity 16)."""
    dpa = bahan.dpa
    jumlah_dpa = dpa.total if dpa else NOL
    spd = tuple(BarisSpd(s.nomor, tanggal_panjang(s.tanggal), s.total) for s in bahan.spd)
    jumlah_spd = total([s.jumlah for s in spd])
    belanja = (
        ("Belanja UP/GU/TU", total([r.up.sd_ini for r in bahan.realisasi])),
        ("Belanja LS gaji dan tunjangan", total([r.ls_gaji.sd_ini for r in bahan.realisasi])),
        ("Belanja LS pengadaan barang dan jasa", total([r.ls_bj.sd_ini for r in bahan.realisasi])),
    )
    jumlah = total([n for _, n in belanja])
    return RingkasanSpp(
        nomor_dpa=bahan.setelan.value(NOMOR_DPA, tanggal) or "-",
        tanggal_dpa=tanggal_panjang(dpa.tanggal) if dpa else "-",
        jumlah_dpa=jumlah_dpa,
        spd=spd,
        jumlah_spd=jumlah_spd,
        sisa_belum_spd=jumlah_dpa - jumlah_spd,
        belanja=belanja,
        jumlah_belanja=jumlah,
        sisa_spd=jumlah_spd - jumlah,
    )
