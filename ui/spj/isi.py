"""What the page asks of a month, and the forms it prints: all of it on a reader thread."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from core.calendar import Bulan
from core.documents.bukti_bank import lembar_bukti_bank
from core.documents.kit import Kertas
from core.documents.laporan import (
    berita_acara,
    lpj_tu_tercetak,
    lpj_up_tercetak,
    register_kas,
    spj_tercetak,
)
from core.documents.lembar import render_pdf, render_xlsx
from core.documents.lpj import render_lpj_tu, render_lpj_tu_xlsx, render_lpj_up, render_lpj_up_xlsx
from core.documents.pemeriksaan_kas import render_pemeriksaan
from core.documents.penutupan_kas import render_berita_acara_kas, render_register_penutupan_kas
from core.documents.register import lembar_register_penutupan_kas
from core.documents.spj import render_spj_pdf, render_spj_xlsx
from core.spj.blok import block_lpj_tu, block_lpj_up, block_saldo, block_spj, block_spj_table
from core.spj.identitas import bank_identity, identities
from ui.kas.buku import is_open, months_shown
from ui.kas.ekspor import kantor_cetak, paper_faces

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from core.documents.laporan import JenisSpj
    from core.documents.spj import SpjTercetak
    from core.kas.koreksi import KoreksiRow
    from core.kas.pemeriksaan import PemeriksaanKas
    from core.kas.queries import LpjTuRow, LpjUpRow, SaldoRow, SegelRow
    from core.spj.identitas import Identitas
    from ui.kantor import Pertanyaan

DASAR_PEMERIKSAAN = "Permendagri Nomor 77 Tahun 2020"


class Lembaran(StrEnum):
    """The tabs of the page; the value names its files."""

    FUNGSIONAL = "spj-fungsional"
    ADMINISTRATIF = "spj-administratif"
    LPJ_UP = "lpj-up"
    LPJ_TU = "lpj-tu"
    PEMERIKSAAN = "pemeriksaan"
    PENUTUPAN = "penutupan-kas"


class Bentuk(StrEnum):
    """What an export may be; the value is the ending of the file."""

    PDF = "pdf"
    XLSX = "xlsx"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class Pesanan:
    """What is to be printed: a tab, its month, and the LPJ chosen in its list."""

    lembaran: Lembaran
    bulan: Bulan
    nomor: str = ""


@dataclass(frozen=True, slots=True)
class IsiBulan:
    """One month as the page shows it; what a tab does not need is left empty."""

    bulan: Bulan
    rentang: tuple[Bulan, Bulan]
    terbuka: bool
    saldo: SaldoRow
    spj: SpjTercetak | None = None
    lpj_up: Sequence[LpjUpRow] = ()
    lpj_tu: Sequence[LpjTuRow] = ()
    identitas: Sequence[Identitas] = ()
    segel: Sequence[SegelRow] = ()
    koreksi: Sequence[KoreksiRow] = ()


def load(q: Pertanyaan, lembaran: Lembaran, bulan: Bulan, hari: date) -> IsiBulan:
    """What one tab shows of a month."""
    isi = IsiBulan(bulan, months_shown(q, bulan.tahun, hari), is_open(q, bulan), q.kas.saldo(bulan))
    if lembaran in (Lembaran.FUNGSIONAL, Lembaran.ADMINISTRATIF):
        return replace(isi, spj=read_spj(q, lembaran, bulan), koreksi=q.kas.koreksi_lintas(bulan))
    if lembaran is Lembaran.LPJ_UP:
        return replace(isi, lpj_up=list_lpj_up(q, bulan.tahun))
    if lembaran is Lembaran.LPJ_TU:
        return replace(isi, lpj_tu=tuple(q.kas.lpj_tu(bulan)))
    if lembaran is Lembaran.PEMERIKSAAN:
        return replace(isi, identitas=month_identities(q, bulan))
    return replace(isi, segel=tuple(q.kas.segel(bulan.tahun)))


def month_identities(q: Pertanyaan, bulan: Bulan) -> tuple[Identitas, ...]:
    """What must agree in a month; the bank among it once a statement says its balance."""
    return (*identities(q.kas, bulan), *bank_identity(q.kas.bukti_bank(bulan)))


def list_lpj_up(q: Pertanyaan, tahun: int) -> tuple[LpjUpRow, ...]:
    """The LPJ-UP of a year, newest first."""
    nomor = [n for b in range(1, 13) for n in q.kas.lpj_list(Bulan(tahun, b))]
    return tuple(reversed([lpj for n in nomor if (lpj := q.kas.lpj_up(n, tahun)) is not None]))


def read_spj(q: Pertanyaan, lembaran: Lembaran, bulan: Bulan, kertas: Kertas | None = None) -> SpjTercetak:
    """The SPJ of a month."""
    fungsional = lembaran is Lembaran.FUNGSIONAL
    jenis: JenisSpj = "fungsional" if fungsional else "administratif"
    kantor = kantor_cetak(q, bulan.akhir)
    return spj_tercetak(
        jenis,
        bulan,
        q.kas.realisasi(bulan),
        replace(kantor, kertas=kertas or kantor.kertas),
        nama=q.anggaran.nama(bulan.tahun),
        blok=q.kas.blok(bulan) if fungsional else (),
        contra_pos=q.kas.contra_pos(bulan),
        koreksi=q.kas.koreksi_lintas(bulan),
        bku=() if fungsional else q.kas.bku(bulan),
        sementara=is_open(q, bulan),
    )


def render(q: Pertanyaan, pesanan: Pesanan, bentuk: Bentuk, kertas: Kertas | None = None) -> bytes:
    """A tab as a file."""
    lembaran, bulan, nomor = pesanan.lembaran, pesanan.bulan, pesanan.nomor
    if bentuk is Bentuk.JSON:
        return json.dumps(_json(q, pesanan), ensure_ascii=False, indent=1).encode()
    kantor = kantor_cetak(q, bulan.akhir)
    kantor = replace(kantor, kertas=kertas or kantor.kertas)
    nama, huruf, pdf = q.anggaran.nama(bulan.tahun), paper_faces(), bentuk is Bentuk.PDF
    if lembaran in (Lembaran.FUNGSIONAL, Lembaran.ADMINISTRATIF):
        spj = read_spj(q, lembaran, bulan, kertas)
        return render_spj_pdf(spj, huruf) if pdf else render_spj_xlsx(spj)
    if lembaran is Lembaran.LPJ_UP:
        found = q.kas.lpj_up(nomor, bulan.tahun)
        assert found is not None, "chosen from the list"
        lpj = lpj_up_tercetak(found, nama, replace(kantor, tanggal=found.tanggal))
        return render_lpj_up(lpj, huruf) if pdf else render_lpj_up_xlsx(lpj)
    if lembaran is Lembaran.LPJ_TU:
        nama = {**{b.rekening: b.uraian for b in q.anggaran.pagu(bulan.tahun)}, **nama}
        tu = lpj_tu_tercetak(next(t for t in q.kas.lpj_tu(bulan) if t.sp2d == nomor), nama, kantor)
        return render_lpj_tu(tu, huruf) if pdf else render_lpj_tu_xlsx(tu)
    lembar = lembar_register_penutupan_kas(q.kas.segel(bulan.tahun), kantor, f"Tahun anggaran {bulan.tahun}")
    return render_pdf(lembar, huruf) if pdf else render_xlsx(lembar)


def render_approval(q: Pertanyaan, bulan: Bulan) -> bytes:
    """Surat pengesahan of a month's SPJ, signed by PPK-SKPD and PA."""
    spj = spj_tercetak(
        "pengesahan",
        bulan,
        q.kas.realisasi(bulan),
        kantor_cetak(q, bulan.akhir),
        nama=q.anggaran.nama(bulan.tahun),
        blok=q.kas.blok(bulan),
        contra_pos=q.kas.contra_pos(bulan),
        koreksi=q.kas.koreksi_lintas(bulan),
        sementara=is_open(q, bulan),
    )
    return render_spj_pdf(spj, paper_faces())


def render_check(q: Pertanyaan, periksa: PemeriksaanKas) -> bytes:
    """Berita acara of a kas check or a handover."""
    kantor = kantor_cetak(q, periksa.tanggal)
    return render_pemeriksaan(periksa, kantor, paper_faces(), dasar=DASAR_PEMERIKSAAN)


@dataclass(frozen=True, slots=True)
class KertasPenutupan:
    """One paper of the closing set: its title, a name for its file, its bytes."""

    judul: str
    nama: str
    pdf: bytes


def render_closing(q: Pertanyaan, bulan: Bulan) -> tuple[KertasPenutupan, ...]:
    """The set of a closed month: berita acara pemeriksaan kas, register penutupan kas, and the bank proof if any."""
    segel = {s.bulan: s for s in q.kas.segel(bulan.tahun)}
    kantor, huruf = kantor_cetak(q, bulan.akhir), paper_faces()
    ba = berita_acara(segel[bulan], kantor, nomor="", dasar=DASAR_PEMERIKSAAN)
    lalu = segel.get(bulan.previous())
    register = register_kas(segel[bulan], q.kas.saldo(bulan), kantor, segel_lalu=lalu)
    made = [
        KertasPenutupan("Berita Acara Pemeriksaan Kas", "ba-pemeriksaan-kas.pdf", render_berita_acara_kas(ba, huruf)),
        KertasPenutupan(
            "Register Penutupan Kas", "register-penutupan-kas.pdf", render_register_penutupan_kas(register, huruf)
        ),
    ]
    bukti = q.kas.bukti_bank(bulan)
    if bukti.rekening:
        pdf = render_pdf(lembar_bukti_bank(bukti, kantor), huruf)
        made.append(KertasPenutupan("Bukti Saldo Bank", "bukti-saldo-bank.pdf", pdf))
    return tuple(made)


def _json(q: Pertanyaan, pesanan: Pesanan) -> Any:
    lembaran, bulan, nomor = pesanan.lembaran, pesanan.bulan, pesanan.nomor
    if lembaran is Lembaran.FUNGSIONAL:
        return block_spj(q.kas.realisasi(bulan), q.kas.blok(bulan), q.kas.contra_pos(bulan))
    if lembaran is Lembaran.ADMINISTRATIF:
        return block_spj_table(q.kas.realisasi(bulan))
    pagu = q.anggaran.pagu(bulan.tahun)
    if lembaran is Lembaran.LPJ_UP:
        lpj = q.kas.lpj_up(nomor, bulan.tahun)
        return block_lpj_up(lpj, pagu) if lpj else {}
    if lembaran is Lembaran.LPJ_TU:
        return next((block_lpj_tu(t) for t in q.kas.lpj_tu(bulan) if t.sp2d == nomor), {})
    return block_saldo(q.kas, bulan, pagu)
