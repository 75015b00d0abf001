"""Tests of one jenis each: UP and its SK, GU and its LPJ, TU and TU Nihil, GU-KKPD, accounts that must go by LS.

Handbook 2.2, 6.4 and 7.
"""

from __future__ import annotations

from core.errors import Temuan
from core.money import Rupiah
from core.setting_kinds import find_rule
from core.spm.isi import JenisSpp
from core.spm.keadaan import DraftUji, Keadaan
from core.spm.pengujian import Pengujian, found, rp


def check_up_once(d: DraftUji, k: Keadaan) -> Pengujian | None:
    """One UP a year per bendahara (ERR_UP_SUDAH_TERBIT)."""
    if d.jenis is not JenisSpp.UP:
        return None
    if k.up_terbit:
        pesan = f"UP tahun {k.tahun} sudah terbit; UP hanya satu kali setahun. Untuk mengisi kembali pakai GU."
        return found("UP sudah terbit", "ERR_UP_SUDAH_TERBIT", "jenis", pesan)
    return Pengujian("UP pertama tahun ini", f"belum ada SP2D-UP tahun {k.tahun}")


def check_up_size(d: DraftUji, k: Keadaan) -> Pengujian | None:
    """A UP is at most the UP tunai of its SK (ERR_UP_LEBIH_SK)."""
    if d.jenis is not JenisSpp.UP or not d.asks("nilai"):
        return None
    if d.nilai is None or d.nilai > k.up_tunai:
        pesan = f"SPP-UP {rp(d.nilai)}; UP tunai menurut SK {rp(k.up_tunai)}. Sesuaikan dengan SK."
        return found("UP melebihi SK", "ERR_UP_LEBIH_SK", "nilai", pesan)
    return Pengujian("UP sesuai SK", f"UP tunai menurut SK {k.up_tunai}")


def check_gu_equals_lpj(d: DraftUji, k: Keadaan) -> Pengujian | None:
    """A GU (Nihil too) is exactly an LPJ-UP that is approved and not yet refilled (ERR_GU_TIDAK_SAMA_LPJ)."""
    if d.jenis not in (JenisSpp.GU, JenisSpp.GU_NIHIL) or not d.asks("nilai"):
        return None
    pesan = _lpj_complaint(d, k)
    if pesan:
        return found("GU tidak sama dengan LPJ", "ERR_GU_TIDAK_SAMA_LPJ", "nilai", pesan)
    assert k.lpj is not None, "without an LPJ there is a complaint"
    return Pengujian("GU sama dengan LPJ", f"LPJ-UP {k.lpj.nomor} {k.lpj.nilai}")


def _lpj_complaint(d: DraftUji, k: Keadaan) -> str:
    apa = f"SPP-{d.jenis.nama} {rp(d.nilai)}"
    if k.lpj is None:
        return f"{apa}, tetapi tidak ada LPJ-UP yang siap diganti. Buat dan sahkan LPJ-UP lebih dulu."
    if not k.lpj.disahkan:
        return f"LPJ-UP {k.lpj.nomor} {rp(k.lpj.nilai)} belum disahkan. Sahkan lebih dulu."
    if k.lpj.diganti:
        return f"LPJ-UP {k.lpj.nomor} sudah diganti atau sedang diajukan dengan SPP lain. Pakai LPJ-UP berikutnya."
    if d.nilai != k.lpj.nilai:
        return f"{apa} tidak sama dengan LPJ-UP {k.lpj.nomor} {rp(k.lpj.nilai)}. Samakan nilainya."
    return ""


def check_gu_threshold(d: DraftUji, k: Keadaan) -> Pengujian | None:
    """Many regions want part of the UP spent before a GU (WARN_GU_DI_BAWAH_AMBANG); tests the amount asked for."""
    if d.jenis is not JenisSpp.GU or d.nilai is None or not d.asks("nilai"):
        return None
    bawah = Rupiah(-(-k.up_tunai.sen * k.ambang_persen_gu // 100))
    if d.nilai < bawah:
        pesan = (
            f"GU {rp(d.nilai)} di bawah ambang {k.ambang_persen_gu} % UP, yaitu {rp(bawah)}. "
            "Boleh diajukan bila daerah mengizinkan; lazimnya menunggu belanja berikutnya."
        )
        return found("GU di bawah ambang", "WARN_GU_DI_BAWAH_AMBANG", "nilai", pesan)
    return Pengujian("Ambang GU tercapai", f"ambang {k.ambang_persen_gu} % UP {bawah}")


def check_tu_settled(d: DraftUji, k: Keadaan) -> Pengujian | None:
    """No open TU in the same sub kegiatan (ERR_TU_BELUM_NIHIL)."""
    if d.jenis is not JenisSpp.TU:
        return None
    judul, kode = "TU sebelumnya belum nihil", "ERR_TU_BELUM_NIHIL"
    if d.asks("sub_kegiatan") and not d.sub_kegiatan:
        pesan = "Sub kegiatan TU belum diisi, jadi TU sebelumnya tidak dapat diperiksa. Pilih sub kegiatannya."
        return found(judul, kode, "sub_kegiatan", pesan)
    sub = {d.sub_kegiatan} if d.sub_kegiatan else {r.sub_kegiatan for r in d.rincian or ()}
    for tu in k.tu_terbuka:
        if tu.sub_kegiatan in sub:
            pesan = (
                f"TU {tu.nomor} pada sub kegiatan {tu.sub_kegiatan} belum nihil, sisa {rp(tu.sisa)}. "
                "Selesaikan LPJ-TU dan setor sisanya lebih dulu."
            )
            return found(judul, kode, "sub_kegiatan", pesan)
    return Pengujian("Tidak ada TU terbuka", "TU sebelumnya pada sub kegiatan ini sudah nihil")


def check_tu_nihil(d: DraftUji, k: Keadaan) -> Pengujian | None:
    """A TU Nihil is the SPJ of its TU, after the rest was deposited (the same codes as its posting)."""
    if d.jenis is not JenisSpp.TU_NIHIL or not d.asks("acuan"):
        return None
    spj = k.spj_tu
    if spj is None:
        pesan = f"TU {d.acuan_tu or '(kosong)'} tidak ada atau sudah nihil. Pilih SP2D-TU yang dipertanggungjawabkan."
        return found("TU belum dipilih", "ERR_TU_TIDAK_ADA", "acuan", pesan)
    if spj.sisa:
        pesan = f"TU {spj.sp2d} masih bersisa {rp(spj.sisa)}. Setor sisanya dengan STS lebih dulu."
        return found("TU masih bersisa", "ERR_TU_MASIH_SISA", "acuan", pesan)
    if d.nilai != spj.belanja:
        pesan = f"Nilai {rp(d.nilai)} tidak sama dengan SPJ TU {spj.sp2d} {rp(spj.belanja)}. Samakan nilainya."
        return found("TU Nihil tidak sama dengan SPJ", "ERR_TU_NIHIL_TIDAK_SAMA", "nilai", pesan)
    return Pengujian("TU Nihil sama dengan SPJ", f"SPJ TU {spj.sp2d} {spj.belanja}")


def check_card_limit(d: DraftUji, k: Keadaan) -> Pengujian | None:
    """A GU-KKPD is at most the limit of UP KKPD (ERR_LEBIH_LIMIT_KKPD)."""
    if d.jenis is not JenisSpp.GU_KKPD or not d.asks("nilai"):
        return None
    if d.nilai is None or d.nilai > k.limit_kkpd:
        pesan = f"GU-KKPD {rp(d.nilai)}; limit UP KKPD {rp(k.limit_kkpd)}. Periksa DPT-nya."
        return found("Melebihi limit KKPD", "ERR_LEBIH_LIMIT_KKPD", "nilai", pesan)
    return Pengujian("Limit KKPD cukup", f"sisa limit sesudahnya {k.limit_kkpd - d.nilai}")


def check_card_list(d: DraftUji, k: Keadaan) -> Pengujian | None:
    """A GU-KKPD is exactly the DPT that PA/KPA approved (ERR_DPT_TIDAK_SAMA)."""
    if d.jenis is not JenisSpp.GU_KKPD or not d.asks("acuan"):
        return None
    dpt = f"DPT KKPD {d.acuan_dpt or '(belum dipilih)'} {rp(k.dpt_nilai)}"
    if k.dpt_nilai is None or d.nilai != k.dpt_nilai:
        pesan = f"GU-KKPD {rp(d.nilai)} tidak sama dengan {dpt}. Samakan dengan DPT yang disetujui PA/KPA."
        return found("GU-KKPD tidak sama dengan DPT", "ERR_DPT_TIDAK_SAMA", "nilai", pesan)
    return Pengujian("GU-KKPD sama dengan DPT", dpt)


def check_accounts(d: DraftUji, k: Keadaan) -> Pengujian | None:
    """Accounts that may not be paid from UP, TU or by card (ERR_REKENING_WAJIB_LS, handbook 6.4), one finding each."""
    if not d.jenis.is_guarded or not d.rincian:
        return None
    temuan = []
    for i, baris in enumerate(d.rincian):
        aturan = find_rule(k.aturan_rekening, baris.rekening)
        if aturan is not None and not aturan.up_boleh:
            sebab = f" ({aturan.catatan})" if aturan.catatan else ""
            apa = f"Rekening {baris.rekening} {rp(baris.nilai)}"
            pesan = f"{apa} tidak boleh dibayar dari UP, TU atau KKPD{sebab}. Ajukan LS."
            temuan.append(Temuan("ERR_REKENING_WAJIB_LS", pesan, medan=f"rincian[{i}]"))
    if temuan:
        return Pengujian("Ada rekening yang wajib LS", temuan[0].pesan, tuple(temuan))
    return Pengujian("Rekening boleh dibayar dari UP/TU", f"{len(d.rincian)} baris")
