"""The receipt of a berkas as a PDF: what its two copies say, from what the desk has read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, tzinfo

from core.calendar import tanggal_panjang
from core.documents.kit import Huruf
from core.documents.tanda_terima import (
    IsiResi,
    KertasResi,
    ResiBaki,
    ResiOpd,
    ResiRekanan,
    render_resi_baki,
    render_tanda_terima,
)
from core.identity import crockford, token_hash
from core.money import NOL
from core.pelacakan.commands import JawabanMeja
from core.pelacakan.resi import Resi, UntukSiapa, page_address, page_name
from core.pelacakan.waktu import received_at
from ui.pelacakan.bacaan import BerkasTerbaca, clock_words, day_words, range_words


def print_tanda_terima(
    baca: BerkasTerbaca, resi: Resi, untuk: UntukSiapa, kertas: KertasResi, *, lembar: int, huruf: Huruf
) -> bytes:
    """One copy. The public code is in it and is kept nowhere else."""
    isi = baca.berkas.isi
    at = received_at(baca.perpindahan)
    loket = next((p.oleh_nama for p in baca.perpindahan if p.at == at), "")
    isi_resi = IsiResi(
        pemda=baca.pemda,
        opd=isi.opd,
        jenis=f"{isi.layanan}-{isi.jenis}",
        nomor_spm=isi.nomor,
        tanggal_spm=tanggal_panjang(isi.tanggal),
        uraian=isi.perihal,
        nilai=isi.nilai or NOL,
        jumlah_lembar=lembar,
        diterima="" if at is None else _moment(baca, at),
        petugas=loket,
        perkiraan_selesai="" if baca.perkiraan is None else range_words(baca.perkiraan, baca.zona),
        cetakan_ke=resi.cetakan_ke,
    )
    if untuk is UntukSiapa.OPD:
        copy: ResiOpd | ResiRekanan = ResiOpd(isi_resi, baca.berkas.kode_meja, isi.pihak)
    else:
        laman = page_name(token_hash(resi.token))
        qr = page_address(baca.alamat_lacak, laman) if baca.alamat_lacak else crockford(resi.token)
        tempat = baca.alamat_lacak.removeprefix("https://")
        copy = ResiRekanan(isi_resi, isi.pihak, qr, resi.kode_ketik, tempat)
    return render_tanda_terima(copy, kertas, huruf)


def print_resi_baki(
    jawaban: Sequence[JawabanMeja], pembawa: str, pemda: str, kertas: KertasResi, *, zona: tzinfo, huruf: Huruf
) -> bytes:
    """The one receipt of a tray that was received."""
    at = max(j.at for j in jawaban).astimezone(zona)
    isi = [j.berkas.isi for j in jawaban]
    return render_resi_baki(
        ResiBaki(
            pemda,
            pembawa,
            f"{day_words(at.date())} {clock_words(at)}",
            jawaban[-1].oleh,
            tuple((f"{i.layanan}-{i.jenis} {i.nomor}", i.opd) for i in isi),
        ),
        kertas,
        huruf,
    )


def _moment(baca: BerkasTerbaca, at: datetime) -> str:
    local = baca.local(at)
    return f"{day_words(local.date())} {clock_words(local)}"
