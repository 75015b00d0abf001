"""`contoh`: the main job on real input, without a window; prints what it made and where."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from core.demo.cerita import OKTOBER, Cerita
from core.documents.berkas_spm import render_papers
from core.documents.bukti_bank import lembar_bukti_bank
from core.documents.kit import Huruf, Kertas
from core.documents.laporan import berita_acara, lpj_up_tercetak, register_kas, spj_tercetak
from core.documents.lembar import render_csv, render_pdf, render_pdf_all, render_xlsx, render_xlsx_all
from core.documents.lpj import render_lpj_up, render_lpj_up_xlsx
from core.documents.penutupan_kas import render_berita_acara_kas, render_register_penutupan_kas
from core.documents.register import lembar_register_spp_spm_sp2d
from core.documents.spj import render_spj_pdf, render_spj_xlsx
from core.documents.tanda_terima import KertasResi
from core.identity import SppId
from core.kas.ekspor import dump
from core.kkpd.queries import proposals_to_json
from core.spj.blok import BLOK_BUKU, block_saldo, block_spj
from core.spm.model import Spp
from ui.cetak import gather_papers, kantor_cetak
from ui.cli.buku import detail_sheets, make_sheet
from ui.cli.ekspor import whole_book
from ui.cli.jalan import Terminal
from ui.cli.keluaran import SELESAI
from ui.cli.kemajuan import Kemajuan
from ui.contoh import KORAN, PEMBUKAAN, REKAP, TAGIHAN, make_sample
from ui.kantor import Kantor, Pertanyaan
from ui.kkpd.cetak import read_dpt_pdf
from ui.pelacakan.bacaan import read_berkas
from ui.pelacakan.cetak import print_tanda_terima

Berkas = Iterator[tuple[str, bytes]]
LEMBAR_LS = 14
"""Sheets of paper handed in with the LS of the story."""


def register(add: Any, group: Any) -> None:
    """The commands of this module."""
    del group
    p = add("contoh", "pekerjaan utama dengan kantor contoh, tanpa jendela", make)
    p.add_argument("--ke", type=Path, required=True, metavar="DIR")


def make(t: Terminal) -> int:
    """A new sample office and everything it prints, in one folder."""
    ke: Path = t.args.ke
    ke.mkdir(parents=True, exist_ok=True)
    db = ke / "kantor-contoh.sqlite"
    for lama in (db, *ke.glob("kantor-contoh.sqlite-*")):
        lama.unlink(missing_ok=True)
    pembuka = t.pembuka.in_memory()
    with Kemajuan("Menjalankan pekerjaan kantor contoh"):
        kantor, cerita = make_sample(pembuka, str(db), t.sumber)
    dibuat: list[str] = []
    try:
        for nama in (REKAP, PEMBUKAAN, TAGIHAN, *KORAN):
            shutil.copyfile(t.sumber / "contoh" / nama, ke / f"masukan-{nama}")
            dibuat.append(f"masukan-{nama}")
        with Kemajuan("Mencetak dan mengekspor") as kemajuan:
            for nama, isi in all_files(kantor, cerita, t.huruf()):
                (ke / nama).write_bytes(isi)
                dibuat.append(nama)
                kemajuan.step(f"Mencetak dan mengekspor: {len(dibuat)} berkas, terakhir {nama}")
        temuan = kantor.verify()
    finally:
        cadangan = kantor.close()
    if cadangan is not None:
        dibuat.append(str(cadangan.relative_to(ke)))
    dibuat.append(db.name)
    kata = "\n".join(
        [f"{len(dibuat)} berkas di {ke}:", *(f"  {n}" for n in dibuat), "Buku terbukti bersih." if not temuan else ""]
    )
    t.keluaran.answer({"folder": str(ke), "berkas": dibuat, "temuan": [x.to_json() for x in temuan]}, kata)
    return SELESAI if not temuan else 1


def all_files(kantor: Kantor, c: Cerita, huruf: Huruf) -> Berkas:
    """Every print and export of the story."""
    for make_some in (_books, _bank, _reports, _card, _submissions, _closing):
        yield from make_some(kantor, c, huruf)
    yield "ekspor-pundi-transaksi.json", dump(whole_book(kantor, OKTOBER.tahun))


def _books(kantor: Kantor, _c: Cerita, huruf: Huruf) -> Berkas:
    head = kantor.ask(lambda q: kantor_cetak(q, OKTOBER.akhir))
    for nama in BLOK_BUKU:
        if nama == "rincian":
            semua = kantor.ask(lambda q: detail_sheets(q, OKTOBER, head))
            yield (
                "buku-rincian-objek.pdf",
                render_pdf_all(f"Rincian objek {OKTOBER.nama}", tuple(semua.values()), huruf),
            )
            yield "buku-rincian-objek.xlsx", render_xlsx_all(semua)
            continue
        lembar = kantor.ask(partial(make_sheet, nama=nama, bulan=OKTOBER, head=head))
        yield f"buku-{nama}.pdf", render_pdf(lembar, huruf)
        yield f"buku-{nama}.xlsx", render_xlsx(lembar)
        if nama == "bku":
            yield "buku-bku.csv", render_csv(lembar)
            yield "buku-bku.json", _json(kantor.ask(lambda q: BLOK_BUKU["bku"](q.kas, OKTOBER)))


def _bank(kantor: Kantor, _c: Cerita, huruf: Huruf) -> Berkas:
    for bulan in (OKTOBER, OKTOBER.next()):
        lembar = kantor.ask(lambda q, b=bulan: lembar_bukti_bank(q.kas.bukti_bank(b), kantor_cetak(q, b.akhir)))
        yield f"bukti-saldo-bank-{bulan}.pdf", render_pdf(lembar, huruf)
        yield f"bukti-saldo-bank-{bulan}.xlsx", render_xlsx(lembar)


def _json(isi: Any) -> bytes:
    return (json.dumps(isi, ensure_ascii=False, indent=1) + "\n").encode()


def _reports(kantor: Kantor, _c: Cerita, huruf: Huruf) -> Berkas:
    def read(jenis: Any, q: Pertanyaan) -> Any:
        return spj_tercetak(
            jenis,
            OKTOBER,
            q.kas.realisasi(OKTOBER),
            kantor_cetak(q, OKTOBER.akhir),
            nama=q.anggaran.nama(OKTOBER.tahun),
            blok=q.kas.blok(OKTOBER),
            contra_pos=q.kas.contra_pos(OKTOBER),
            bku=q.kas.bku(OKTOBER) if jenis == "administratif" else (),
        )

    for jenis in ("fungsional", "administratif"):
        spj = kantor.ask(partial(read, jenis))
        for kertas in (Kertas.F4, Kertas.A4):
            yield f"spj-{jenis}-{kertas.name.lower()}.pdf", render_spj_pdf(replace(spj, kertas=kertas), huruf)
        yield f"spj-{jenis}.xlsx", render_spj_xlsx(spj)
    yield (
        "spj-fungsional.json",
        _json(
            kantor.ask(lambda q: block_spj(q.kas.realisasi(OKTOBER), q.kas.blok(OKTOBER), q.kas.contra_pos(OKTOBER)))
        ),
    )
    yield "saldo.json", _json(kantor.ask(lambda q: block_saldo(q.kas, OKTOBER, q.anggaran.pagu(OKTOBER.tahun))))
    isi = kantor.ask(lambda q: q.kas.lpj_up("LPJ-UP-0009", OKTOBER.tahun))
    assert isi is not None, "October's LPJ is in the books"
    head = kantor.ask(lambda q: kantor_cetak(q, OKTOBER.akhir))
    lpj = lpj_up_tercetak(isi, kantor.ask(lambda q: q.anggaran.nama(OKTOBER.tahun)), head)
    yield "lpj-up.pdf", render_lpj_up(lpj, huruf)
    yield "lpj-up.xlsx", render_lpj_up_xlsx(lpj)
    kini = kantor.ask(lambda q: kantor_cetak(q, kantor.clock.today()))  # the register runs into November
    reg = kantor.ask(
        lambda q: lembar_register_spp_spm_sp2d(q.spm.rows(OKTOBER.tahun), kini, f"Tahun anggaran {OKTOBER.tahun}")
    )
    yield "register-spp-spm-sp2d.pdf", render_pdf(reg, huruf)
    yield "register-spp-spm-sp2d.xlsx", render_xlsx(reg)


def _card(kantor: Kantor, c: Cerita, huruf: Huruf) -> Berkas:
    yield "tagihan-pencocokan.json", _json(proposals_to_json(c.usulan))
    yield "dpt-kkpd.pdf", read_dpt_pdf(kantor, OKTOBER.tahun, c.dpt, huruf)


def _submissions(kantor: Kantor, c: Cerita, huruf: Huruf) -> Berkas:
    for nama, spp_id in (("ls", c.spm_ls), ("gu-kkpd", c.spm_kkpd), ("gu", c.spm_gu)):
        assert spp_id is not None, "the story submits all three"
        spp = kantor.ask(partial(_spp, spp_id))
        yield f"spm-{nama}.pdf", render_papers(spp, kantor.ask(partial(gather_papers, spp=spp)), huruf)
    baca = kantor.ask(lambda q: read_berkas(q, None, c.kode_meja, kantor.clock.now()))
    assert baca is not None, "the LS has its berkas"
    for untuk, resi in c.resi_ls.items():
        for kertas in KertasResi:
            isi = print_tanda_terima(baca, resi, untuk, kertas, lembar=LEMBAR_LS, huruf=huruf)
            yield f"tanda-terima-{untuk}-{kertas.name.lower()}.pdf", isi


def _spp(spp_id: SppId, q: Pertanyaan) -> Spp:
    found = q.spm.spp(spp_id)
    assert found is not None, "a submitted document is kept"
    return found


def _closing(kantor: Kantor, _c: Cerita, huruf: Huruf) -> Berkas:
    def read(q: Pertanyaan) -> tuple[Any, Any]:
        (segel,) = q.kas.segel(OKTOBER.tahun)
        head = kantor_cetak(q, OKTOBER.akhir)
        return register_kas(segel, q.kas.saldo(OKTOBER), head), berita_acara(
            segel, head, nomor="BA-10/2026", dasar="SK-900/01/2026"
        )

    reg, ba = kantor.ask(read)
    yield "register-penutupan-kas.pdf", render_register_penutupan_kas(reg, huruf)
    yield "ba-pemeriksaan-kas.pdf", render_berita_acara_kas(ba, huruf)
