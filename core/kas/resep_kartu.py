"""Recipes of the government card: bought (tunda), rejected (pribadi), refunded, settled through a DPT.

A card purchase is not belanja until its bill is paid (kebijakan `kkpd_diakui_saat_pelunasan`; handbook KKPD 1.12).
"""

from __future__ import annotations

from typing import Any

from core.kas.model import Akun, Jenis, Pasangan
from core.kas.posisi import KeadaanKartu, Posisi, rp
from core.kas.resep import BANK, BOLEH_KARTU, Racikan, belanja, check_pagu, pairs, resep


def tunda(pair: Pasangan, nomor: str) -> Akun:
    """Bought by card on one pair and not yet belanja."""
    return Akun("tunda", "kkpd", pair[0], pair[1], nomor)


def kartu(nomor: str) -> Akun:
    """Owed to the issuing bank for one card purchase."""
    return Akun("kartu", pos=nomor)


@resep(Jenis.BELANJA_KKPD)
def _belanja_kkpd(r: Racikan, isi: Any, posisi: Posisi) -> None:
    rows = pairs(isi.rincian)
    for (_, rekening), _sen in rows:
        if not rekening.startswith(BOLEH_KARTU):
            r.refuse(
                "ERR_REKENING_WAJIB_LS", "rincian", f"Rekening {rekening} tidak boleh dibayar dengan KKPD; ajukan LS."
            )
    limit = posisi.ketentuan.limit_kkpd
    if posisi.kartu_terpakai + isi.bruto.sen > limit:
        sisa = limit - posisi.kartu_terpakai
        r.refuse(
            "ERR_LEBIH_LIMIT_KKPD", "bruto", f"Belanja {rp(isi.bruto.sen)} melebihi sisa limit UP KKPD {rp(sisa)}."
        )
    for pair, sen in rows:
        check_pagu(r, posisi, pair, sen, lain=posisi.payable(pair))
    for pair, sen in rows:
        r.move(kartu(isi.nomor), tunda(pair, isi.nomor), sen)


def _line(r: Racikan, nomor: str, medan: str, posisi: Posisi, *, boleh_lunas: bool = False) -> KeadaanKartu:
    found = posisi.kartu.get(nomor)
    if found is None:
        r.refuse("ERR_KKPD_TIDAK_ADA", medan, f"Belanja KKPD {nomor} tidak ada.")
    if found.lunas and not boleh_lunas:
        r.refuse("ERR_KKPD_SUDAH_LUNAS", medan, f"Belanja KKPD {nomor} sudah dilunasi.")
    return found


def _parts(r: Racikan, isi: Any, line: KeadaanKartu) -> list[tuple[Pasangan, int]]:
    """Which pairs a rejection or refund takes: as named, or the whole rest, or the only one there is."""
    layak = {pair: n for pair, n in line.layak.items() if n}
    sisa = sum(layak.values())
    if isi.rincian:
        rows = pairs(isi.rincian)
        if any(sen > layak.get(pair, 0) for pair, sen in rows):
            r.refuse("ERR_KKPD_LEBIH_SISA", "rincian", f"Rincian melebihi sisa {isi.asal} {rp(sisa)}.")
        return rows
    if isi.nilai.sen > sisa:
        r.refuse("ERR_KKPD_LEBIH_SISA", "nilai", f"Nilai {rp(isi.nilai.sen)} melebihi sisa {isi.asal} {rp(sisa)}.")
    if isi.nilai.sen == sisa:
        return list(layak.items())
    if len(line.layak) > 1:
        r.refuse("ERR_MEDAN_WAJIB", "rincian", f"{isi.asal} mempunyai beberapa rincian; sebutkan yang dimaksud.")
    return [(pair, isi.nilai.sen) for pair in layak]


@resep(Jenis.KKPD_TOLAK, Jenis.KKPD_REFUND)
def _lessen(r: Racikan, isi: Any, posisi: Posisi) -> None:
    line = _line(r, isi.asal, "asal", posisi)
    rows = _parts(r, isi, line)
    ke = kartu(isi.asal) if isi.jenis is Jenis.KKPD_REFUND else Akun("pribadi", pos=isi.asal)
    for pair, sen in rows:
        r.move(tunda(pair, isi.asal), ke, sen)


@resep(Jenis.KKPD_LUNAS_PRIBADI)
def _lunas_pribadi(r: Racikan, isi: Any, posisi: Posisi) -> None:
    line = _line(r, isi.asal, "asal", posisi, boleh_lunas=True)
    if isi.nilai.sen > line.ditolak:
        r.refuse(
            "ERR_KKPD_LEBIH_SISA",
            "nilai",
            f"Nilai {rp(isi.nilai.sen)} melebihi bagian ditolak {isi.asal} {rp(line.ditolak)}.",
        )
    r.move(Akun("pribadi", pos=isi.asal), kartu(isi.asal), isi.nilai.sen)


@resep(Jenis.SP2D_GU_KKPD)
def _sp2d_gu_kkpd(r: Racikan, isi: Any, posisi: Posisi) -> None:
    limit = posisi.ketentuan.limit_kkpd
    lines = [_line(r, nomor, f"dpt[{i}]", posisi) for i, nomor in enumerate(isi.dpt)]
    if isi.nilai.sen > limit:
        r.refuse("ERR_LEBIH_LIMIT_KKPD", "nilai", f"SP2D {rp(isi.nilai.sen)} melebihi limit UP KKPD {rp(limit)}.")
    for i, (nomor, line) in enumerate(zip(isi.dpt, lines, strict=True)):
        if not any(line.layak.values()):
            r.refuse("ERR_KKPD_TIDAK_LAYAK_DPT", f"dpt[{i}]", f"Tidak ada yang dapat dibayar pada {nomor}.")
    jumlah = sum(sum(line.layak.values()) for line in lines)
    if jumlah != isi.nilai.sen:
        r.refuse("ERR_DPT_TIDAK_SAMA", "nilai", f"SP2D {rp(isi.nilai.sen)} tidak sama dengan jumlah DPT {rp(jumlah)}.")
    per_pair: dict[Pasangan, int] = {}
    for line in lines:
        for pair, sen in line.layak.items():
            per_pair[pair] = per_pair.get(pair, 0) + sen
    for pair, sen in per_pair.items():
        check_pagu(r, posisi, pair, sen)
    r.move(Akun("rkud", "sp2d_gu_kkpd"), BANK, isi.nilai.sen)
    for nomor, line in zip(isi.dpt, lines, strict=True):
        for pair, sen in line.layak.items():
            r.move(BANK, belanja("kkpd", pair, nomor), sen, bukti=isi.nomor_dpt, uraian=f"Pelunasan KKPD {nomor}")
            r.move(tunda(pair, nomor), kartu(nomor), sen, bukti=isi.nomor_dpt, uraian=f"Pelunasan KKPD {nomor}")
