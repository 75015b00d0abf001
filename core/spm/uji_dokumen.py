"""Tests of the document itself: its sums, who receives it, its dates, its papers, and that it was not paid before.

Handbook 7 and identity 15.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import pairwise
from typing import Final

from core.calendar import tanggal_panjang, tanggal_pendek
from core.money import NOL, total
from core.opd.rekening_bank import bare_number
from core.rekanan.model import match_account
from core.spm.isi import JenisSpp
from core.spm.keadaan import DraftUji, Keadaan
from core.spm.kelengkapan import count_present
from core.spm.pengujian import Pengujian, found, rp

_SEBUTAN: Final[Mapping[str, str]] = {"spd": "SPD", "spp": "SPP", "spm": "SPM", "sp2d": "SP2D", "cair": "pencairan"}


def check_sum(d: DraftUji, _k: Keadaan) -> Pengujian | None:
    """The rincian add up to the jumlah yang diminta (ERR_RINCIAN_TIDAK_SAMA); those of a TU are of its sub kegiatan."""
    if not d.asks("rincian") or (d.jenis is JenisSpp.UP and d.rincian == ()):
        return None
    judul, kode = "Rincian tidak sama dengan nilai", "ERR_RINCIAN_TIDAK_SAMA"
    if not d.rincian:
        return found(judul, kode, "rincian", "Rincian belanja belum diisi. Isi paling sedikit satu baris.")
    jumlah = total([r.nilai for r in d.rincian])
    if d.asks("nilai") and d.nilai != jumlah:
        pesan = (
            f"Jumlah rincian {rp(jumlah)} tidak sama dengan jumlah yang diminta {rp(d.nilai)}. Betulkan salah satunya."
        )
        return found(judul, kode, "rincian", pesan)
    for i, baris in enumerate(d.rincian):
        if d.jenis is JenisSpp.TU and d.sub_kegiatan and baris.sub_kegiatan != d.sub_kegiatan:
            pesan = (
                f"Rekening {baris.rekening} pada sub kegiatan {baris.sub_kegiatan or '(kosong)'}; "
                f"TU ini hanya untuk {d.sub_kegiatan}. Pindahkan ke SPP-TU lain."
            )
            return found("Rincian di luar sub kegiatan TU", "ERR_SUB_KEGIATAN_TIDAK_ADA", f"rincian[{i}]", pesan)
    return Pengujian("Rincian sama dengan nilai", f"{len(d.rincian)} baris, jumlah {jumlah}")


def check_net(d: DraftUji, _k: Keadaan) -> Pengujian | None:
    """The jumlah yang dibayarkan is what was asked for less the potongan (ERR_NETTO); UP and TU have none."""
    if not (d.asks("netto") or d.asks("potongan")) or d.nilai is None:
        return None
    pesan = _net_complaint(d)
    if pesan:
        medan = "netto" if d.asks("netto") and d.potongan is not None else "potongan"
        return found("Jumlah yang dibayarkan keliru", "ERR_NETTO", medan, pesan)
    tarif = ", ".join(f"{p.jenis} {p.tarif}".strip() for p in d.potongan or ())
    dibayarkan = f"dibayarkan {d.nilai - total([p.nilai for p in d.potongan or ()])}"
    return Pengujian("Potongan dan jumlah yang dibayarkan", tarif or dibayarkan)


def _net_complaint(d: DraftUji) -> str:
    assert d.nilai is not None, "tested before"
    jumlah = total([p.nilai for p in d.potongan or ()])
    seharusnya = d.nilai - jumlah
    if d.asks("potongan") and d.potongan is None:
        return "Potongan belum diisi. Isi potongannya, atau daftar kosong bila memang tidak ada."
    if jumlah and d.jenis in (JenisSpp.UP, JenisSpp.TU):
        return f"SPM-{d.jenis.nama} tidak mempunyai potongan; tertulis {rp(jumlah)}. Hapus potongannya."
    if seharusnya < NOL:
        return f"Potongan {rp(jumlah)} melebihi jumlah yang diminta {rp(d.nilai)}. Periksa potongannya."
    if d.asks("netto") and d.netto != seharusnya:
        hitung = f"{rp(d.nilai)} dikurangi potongan {rp(jumlah)}"
        return f"Jumlah yang dibayarkan {rp(d.netto)}; seharusnya {hitung}, yaitu {rp(seharusnya)}. Betulkan."
    return ""


def check_receiver(d: DraftUji, k: Keadaan) -> Pengujian | None:
    """There is a bank account, and it is the one on the rekanan's card (ERR_REKENING_PENERIMA).

    One that was never paid to before is a warning (WARN_REKENING_BARU): the bank's reference belongs to the papers.
    """
    if not d.asks("rekening_penerima"):
        return None
    nomor = bare_number(d.rekening_penerima or "")
    if not nomor:
        pesan = "Nomor rekening bank penerima belum diisi. Isi menurut kartu rekanan atau rekening bendahara."
        return found("Rekening penerima kosong", "ERR_REKENING_PENERIMA", "rekening_penerima", pesan)
    if k.rekanan is None:
        return Pengujian("Rekening penerima terisi", d.rekening_penerima or "")
    beda = match_account(k.rekanan, nomor)
    if beda is not None:
        return Pengujian("Rekening penerima tidak cocok", beda.pesan, (beda,))
    if nomor not in k.pernah_dibayar:
        pesan = f"Belum pernah dibayar ke {k.rekanan.rekening}. Lampirkan referensi bank."
        return found("Rekening rekanan baru", "WARN_REKENING_BARU", "rekening_penerima", pesan)
    return Pengujian("Rekening sesuai kartu rekanan", str(k.rekanan.rekening))


def check_dates(d: DraftUji, k: Keadaan) -> Pengujian | None:
    """SPD, SPP, SPM, SP2D and pencairan follow one another within the year (ERR_URUTAN_TANGGAL)."""
    diuji = [nama for nama in _SEBUTAN if d.asks(f"tanggal_{nama}")]
    if not diuji:
        return None
    judul, kode = "Urutan tanggal keliru", "ERR_URUTAN_TANGGAL"
    tanggal: dict[str, date | None] = {nama: getattr(d, f"tanggal_{nama}") for nama in _SEBUTAN}
    kosong = next((nama for nama in diuji if tanggal[nama] is None), None)
    if kosong is not None:
        return found(judul, kode, f"tanggal_{kosong}", f"Tanggal {_SEBUTAN[kosong]} belum diisi. Isi tanggalnya.")
    if tanggal["spd"] is None:
        tanggal["spd"] = k.tanggal_spd
    urutan = [(nama, t) for nama, t in tanggal.items() if t is not None]
    for nama, t in urutan:
        if t.year != k.tahun:
            pesan = (
                f"Tanggal {_SEBUTAN[nama]} {tanggal_panjang(t)} di luar tahun anggaran {k.tahun}. Betulkan tanggalnya."
            )
            return found(judul, kode, f"tanggal_{nama}", pesan)
    for (dulu, t1), (kini, t2) in pairwise(urutan):
        if t2 < t1:
            pesan = (
                f"Tanggal {_SEBUTAN[kini]} {tanggal_panjang(t2)} mendahului tanggal {_SEBUTAN[dulu]} "
                f"{tanggal_panjang(t1)}. Betulkan salah satunya."
            )
            return found(judul, kode, f"tanggal_{kini}", pesan)
    return Pengujian("Urutan tanggal benar", ", ".join(f"{_SEBUTAN[n]} {tanggal_pendek(t)}" for n, t in urutan))


def check_papers(d: DraftUji, _k: Keadaan) -> Pengujian | None:
    """Every mandatory paper is there (ERR_KELENGKAPAN)."""
    if not d.asks("kelengkapan"):
        return None
    ada, wajib = count_present(d.kelengkapan or ())
    judul = f"Kelengkapan {ada} dari {wajib}"
    if not d.kelengkapan:
        pesan = "Daftar kelengkapan dokumen belum diisi. Periksa dokumennya satu per satu."
        return found(judul, "ERR_KELENGKAPAN", "kelengkapan", pesan)
    kurang = [b.uraian for b in d.kelengkapan if b.is_missing]
    if kurang:
        pesan = f"{len(kurang)} dokumen wajib belum ada: {', '.join(kurang)}. Lampirkan, lalu beri tanda ada."
        return found(judul, "ERR_KELENGKAPAN", "kelengkapan", pesan)
    return Pengujian(judul, "semua dokumen wajib ada")


def check_paid_before(d: DraftUji, k: Keadaan) -> Pengujian | None:
    """The same penerima, bukti and termin is on no other document, paid or on its way (ERR_DOBEL)."""
    if not d.asks("bukti"):
        return None
    if d.bukti is None:
        pesan = "Nomor bukti atau kontrak belum diisi, jadi pembayaran ganda tidak dapat diperiksa. Isi nomornya."
        return found("Bukti belum diisi", "ERR_DOBEL", "bukti", pesan)
    if not d.bukti.strip():
        return None
    for lama in k.terbayar:
        if _same(lama.penerima, d.penerima) and _same(lama.bukti, d.bukti) and _same(lama.termin, d.termin):
            termin = f" termin {lama.termin}" if lama.termin else ""
            pesan = (
                f"Bukti {lama.bukti}{termin} untuk {lama.penerima} sudah ada pada {lama.nomor}. "
                "Jangan dibayar dua kali; batalkan salah satunya."
            )
            return found("Sudah pernah diajukan", "ERR_DOBEL", "bukti", pesan)
    return Pengujian("Belum pernah dibayar", f"bukti {d.bukti}")


def _same(satu: str | None, dua: str | None) -> bool:
    return " ".join((satu or "").casefold().split()) == " ".join((dua or "").casefold().split())
