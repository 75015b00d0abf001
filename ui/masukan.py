"""From what an importer read of a card bill to what the card room takes in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.kkpd.masukan import BarisMasuk, KartuTerbaca, RingkasanTerbaca, TagihanMasuk

if TYPE_CHECKING:
    from core.importers.kkpd_draf import BarisTagihan, DrafTagihan, Kartu, Ringkasan
    from core.importers.profil_kolom import ProfilKolom
    from core.kkpd.work import ProfilTagihan


def tagihan_of(draf: DrafTagihan, sha256: str) -> TagihanMasuk:
    """A read bill or list, ready for `ImportTagihan`."""
    holders = {b.kartu.token: b.pemegang for b in draf.rincian if b.pemegang}
    return TagihanMasuk(
        berkas=draf.berkas,
        sha256=sha256,
        penerbit=draf.bank,
        baris=tuple(_line(b) for b in draf.rincian),
        total_kontrol=draf.total_kontrol,
        tanggal_cetak=draf.tanggal_cetak,
        jatuh_tempo=draf.jatuh_tempo,
        batas_kredit=draf.batas_kredit,
        sisa_kredit=draf.sisa_kredit,
        ringkasan=_summary(draf.ringkasan) if draf.ringkasan else None,
        kartu=tuple(
            (_card(k.kartu, k.pemegang or holders.get(k.kartu.token, "")), _summary(k.ringkasan)) for k in draf.kartu
        ),
    )


def _card(k: Kartu, pemegang: str) -> KartuTerbaca:
    return KartuTerbaca(k.bin6, k.akhir4, k.token, pemegang)


def _summary(r: Ringkasan) -> RingkasanTerbaca:
    return RingkasanTerbaca(r.sebelumnya, r.kredit, r.pembelanjaan, r.tarik_tunai, r.biaya, r.baru)


def _line(b: BarisTagihan) -> BarisMasuk:
    return BarisMasuk(
        kartu=_card(b.kartu, b.pemegang),
        tanggal_transaksi=b.tanggal_transaksi,
        tanggal_buku=b.tanggal_pembukuan,
        keterangan=b.keterangan,
        nilai=b.nilai,
        kunci_bank=b.kunci,
        mcc=b.mcc,
        mata_uang=b.valas.mata_uang if b.valas else "",
        nominal=b.valas.nominal if b.valas else None,
        kurs=b.valas.kurs if b.valas else None,
        referensi=b.referensi,
        mentah=b.mentah,
    )


def profile_of(p: ProfilTagihan) -> ProfilKolom:
    """A remembered column mapping as the importer reads by it."""
    from core.importers.angka import GayaAngka, Tanda
    from core.importers.profil_kolom import Medan, ProfilKolom

    kolom = {Medan(k): n for k, n in p.kolom}
    gaya = GayaAngka(p.gaya) if p.gaya else None
    return ProfilKolom(
        p.nama, p.bank, p.tata_letak, kolom, gaya, Tanda(p.pembelanjaan) if p.pembelanjaan else Tanda.DEBIT
    )
