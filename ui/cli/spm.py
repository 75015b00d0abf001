"""`spm`: test drafts from a file, number and submit, print the set."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from core.documents.berkas_spm import render_papers
from core.errors import Refusal, Temuan
from core.identity import SppId
from core.kas.pembukaan import rencana_pagu
from core.spm.commands import SealSubmission, SubmitSpp, SubmitToBud
from core.spm.keadaan import Keadaan
from core.spm.model import Spp, StatusSpp
from core.spm.paket import TakeAnswer, WriteSubmission
from core.spm.wire import draft_from_json
from ui.cetak import gather_papers
from ui.cli.jalan import Terminal
from ui.cli.keluaran import SELESAI
from ui.cli.pajak import read_list
from ui.kantor import Kantor, Pertanyaan
from ui.segel.masukan import read_packet


def register(add: Any, group: Any) -> None:
    """The commands of this module."""
    g = group("spm", "cek, ajukan, cetak, segel, paket, jawaban")
    cek = add("cek", "uji draf dari berkas", check_file, g)
    cek.add_argument("berkas", type=Path)
    ajukan = add("ajukan", "beri nomor dan ajukan draf", submit, g)
    ajukan.add_argument("id")
    cetak = add("cetak", "satu set cetakan pengajuan", print_set, g)
    cetak.add_argument("id")
    cetak.add_argument("--ke", type=Path, required=True, metavar="FILE.pdf")
    paket = add("paket", "berkas .pundi untuk BPKAD", write_packet, g)
    paket.add_argument("id")
    paket.add_argument("--ke", type=Path, required=True, metavar="FILE.pundi")
    paket.add_argument("--lampiran", type=Path, nargs="*", default=[], metavar="FILE")
    jawaban = add("jawaban", "ambil jawaban .pundi dari BPKAD", take_answer, g)
    jawaban.add_argument("berkas", type=Path)
    segel = add("segel", "segel SPM yang diajukan tanpa segel Pundi", seal, g)
    segel.add_argument("id")


def check_file(t: Terminal) -> int:
    """Findings per draft; exit 0 with findings."""
    drafts = read_list(t.args.berkas)
    with t.kantor() as kantor:
        tahun = kantor.opd.tahun_anggaran
        rencana = rencana_pagu(tuple(kantor.ask(lambda q: q.anggaran.pagu(tahun))))
        hasil: list[dict[str, Any]] = []
        salah: list[Temuan] = []
        for isi in drafts:
            try:
                kasus = draft_from_json({k: v for k, v in isi.items() if k != "harap"}, rencana)
            except Refusal as e:
                salah += e.temuan
                continue
            temuan = kasus.check(kantor.ask(partial(_state, kasus.question(tahun))))
            hasil.append({"id": kasus.id, "temuan": [x.kode for x in temuan]})
            for x in temuan:
                t.keluaran.tell(f"{kasus.id}: {x.kode}: {x.pesan}")
    if salah:
        raise Refusal.of(salah)
    t.keluaran.answer(hasil)
    return SELESAI


def _state(spp: Spp, q: Pertanyaan) -> Keadaan:
    return q.spm.keadaan(spp)


def find_spp(kantor: Kantor, teks: str) -> Spp:
    """A document by its id or one of its numbers."""
    tahun = kantor.opd.tahun_anggaran

    def read(q: Pertanyaan) -> Spp | None:
        try:
            found = q.spm.spp(SppId(UUID(teks)))
        except ValueError:
            found = None
        if found is None:
            spp_id = q.spm.find(tahun, teks)
            found = q.spm.spp(spp_id) if spp_id else None
        return found

    spp = kantor.ask(read)
    if spp is None:
        raise Refusal("ERR_SPP_TIDAK_ADA", f"SPP/SPM “{teks}” tidak ada pada tahun {tahun}.", medan="id")
    return spp


def submit(t: Terminal) -> int:
    """The next submission of a document: a draft to the PPK-SKPD, a signed SPM to the BUD."""
    with t.kantor() as kantor:
        spp = find_spp(kantor, t.args.id)
        cmd = SubmitSpp if spp.status is StatusSpp.DRAF else SubmitToBud
        hasil = kantor.execute(cmd(spp_id=spp.id, versi=spp.versi), t.pelaku(kantor)).nilai
    t.keluaran.warn(hasil.peringatan)
    t.keluaran.answer(
        {"id": str(hasil.id), "nomor": hasil.nomor, "versi": hasil.versi}, f"Diajukan dengan nomor {hasil.nomor}."
    )
    return SELESAI


def seal(t: Terminal) -> int:
    """The seal of a submission that went without one; told again, it is the same seal."""
    with t.kantor() as kantor:
        spp = find_spp(kantor, t.args.id)
        kantor.execute(SealSubmission(spp_id=spp.id, versi=spp.versi), t.pelaku(kantor))
        found = kantor.ask(lambda q: q.segel.seal_of(spp.berkas, q.pelacakan.get(spp.berkas).putaran))
    t.keluaran.answer(
        {"kunci": found.kunci_id, "disegel": found.disegel.isoformat(), "kode": found.teks},
        f"Disegel dengan kunci {found.kunci_id}. Cetak lagi dengan spm cetak.",
    )
    return SELESAI


def write_packet(t: Terminal) -> int:
    """The submission as one file, with its papers; the same papers give the same bytes."""
    lampiran = tuple((p.name, read_packet(p)) for p in t.args.lampiran)
    with t.kantor() as kantor:
        spp = find_spp(kantor, t.args.id)
        made = kantor.execute(WriteSubmission(spp_id=spp.id, lampiran=lampiran), t.pelaku(kantor)).nilai
    t.keluaran.file(made, t.args.ke)
    return SELESAI


def take_answer(t: Terminal) -> int:
    """What the desk answered; taken in once."""
    data = read_packet(t.args.berkas)
    with t.kantor() as kantor:
        h = kantor.execute(TakeAnswer(isi=data), t.pelaku(kantor)).nilai
    isi = {"id": str(h.spp), "nomor": h.nomor, "dari": h.pengirim, "jawaban": h.kalimat, "sudah": h.sudah}
    t.keluaran.answer(isi, f"{h.nomor}: {h.kalimat} ({h.pengirim}){' — sudah diambil' if h.sudah else ''}")
    return SELESAI


def print_set(t: Terminal) -> int:
    """SPP, SPM, completeness sheet and cover with its desk code, in one PDF."""
    with t.kantor() as kantor:
        spp = find_spp(kantor, t.args.id)
        bahan = kantor.ask(lambda q: gather_papers(q, spp))
    t.keluaran.file(render_papers(spp, bahan, t.huruf()), t.args.ke)
    return SELESAI
