"""Recipes of the other money: jasa giro, contra pos, STS, bank returns, and the correction by reversal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from core.kas.model import Akun, Jenis, Mutasi, Wadah
from core.kas.posisi import Posisi, Terarsip, kolom_spj, rp
from core.kas.resep import BANK, Racikan, belanja, pairs, resep, wadah

BOLEH_DIKOREKSI: Final = (Jenis.BELANJA_UP, Jenis.BELANJA_TU, Jenis.PANJAR, Jenis.TARIK_TUNAI, Jenis.SETOR_KE_BANK)
"""Kinds a KOREKSI may take back (format-transaksi 5.6)."""

_SERI_SUMBER: Final = {"UP": ("TBP",), "TU": ("TBP", "SP2D"), "KKPD": ("KKPD", "SP2D"), "LS": ("SP2D",)}
_SERI_BAYAR: Final = ("TBP", "NPD", "BYR", "DPT", "SSP")
_DIPEGANG: Final = ("jasa_giro", "contra_pos_ls", "contra_pos_up")
"""Money held that an STS_LAIN takes to the RKUD."""


@resep(Jenis.JASA_GIRO)
def _jasa_giro(r: Racikan, isi: Any, _posisi: Posisi) -> None:
    akun = Akun("lain", "jasa_giro", pos=isi.nomor)
    r.move(akun, BANK, isi.nilai.sen)
    if isi.sts:
        r.move(BANK, akun, isi.nilai.sen, bukti=isi.sts, uraian=f"Setor jasa giro ke RKUD {isi.sts}")


@resep(Jenis.STS_LAIN)
def _sts_lain(r: Racikan, isi: Any, posisi: Posisi) -> None:
    w = wadah(isi.cara or Wadah.BANK)
    jumlah = 0
    for i, nomor in enumerate(isi.untuk):
        jenis = next((j for j in _DIPEGANG if posisi.lain.get((j, nomor), 0) > 0), None)
        if jenis is None:
            r.refuse(
                "ERR_LAIN_TIDAK_ADA",
                f"untuk[{i}]",
                f"{nomor} tidak dipegang: tidak dikenal, sudah disetor, atau retur.",
            )
        nilai = posisi.lain[jenis, nomor]
        r.move(w, Akun("lain", jenis, pos=nomor), nilai)
        jumlah += nilai
    if jumlah != isi.nilai.sen:
        r.refuse(
            "ERR_STS_TIDAK_SAMA", "nilai", f"STS {rp(isi.nilai.sen)} tidak sama dengan yang dipegang {rp(jumlah)}."
        )


@resep(Jenis.STS_SISA_UP)
def _sts_sisa_up(r: Racikan, isi: Any, posisi: Posisi) -> None:
    bebas = posisi.uang_persediaan - posisi.spj_belum_gu - posisi.panjar_beredar
    if isi.nilai.sen > bebas:
        pesan = f"Setoran {rp(isi.nilai.sen)} melebihi sisa UP {rp(bebas)} (UP − SPJ belum GU − panjar)."
        r.refuse("ERR_STS_LEBIH_SISA_UP", "nilai", pesan)
    r.move(wadah(isi.cara or Wadah.BANK), Akun("rkud", "sts_sisa_up"), isi.nilai.sen)


@resep(Jenis.CONTRA_POS)
def _contra_pos(r: Racikan, isi: Any, posisi: Posisi) -> None:
    asal = next(_documents(posisi, isi.referensi, _SERI_SUMBER[isi.sumber]), None)
    if asal is not None and not _is_borne(posisi, asal, isi):
        pesan = f"{isi.referensi} belum ditanggung daerah (belum GU/nihil/lunas); perbaiki dengan KOREKSI."
        r.refuse("ERR_CONTRA_POS_BELUM_GU", "referensi", pesan)
    if isi.cara == Wadah.NONKAS and not isi.sts:
        r.refuse("ERR_MEDAN_WAJIB", "sts", "Contra pos non-kas memerlukan nomor STS.")
    jenis = isi.sumber.lower()
    rows = pairs(isi.rincian)
    for pair, sen in rows:
        ada = posisi.kolom[pair, kolom_spj(jenis, pair[1])]
        if sen > ada:
            r.refuse(
                "ERR_CONTRA_POS_LEBIH",
                "rincian",
                f"Rekening {pair[1]}: pengembalian {rp(sen)} melebihi realisasi {rp(ada)}.",
            )
    akun = Akun("lain", "contra_pos_ls" if jenis == "ls" else "contra_pos_up", pos=isi.nomor)
    w = wadah(isi.cara)
    r.move(akun, w, isi.nilai.sen)
    if isi.sts:
        r.move(w, akun, isi.nilai.sen, bukti=isi.sts, uraian=f"Setor contra pos ke RKUD {isi.sts}")
    for pair, sen in rows:
        # the prefix keeps this item apart from a card line or a TU of the same number
        r.move(belanja(jenis, pair, f"contra_pos:{isi.nomor}"), Akun("rkud", "contra_pos", pos=isi.nomor), sen)


def _documents(posisi: Posisi, nomor: str, seri: tuple[str, ...]) -> Iterator[Terarsip]:
    """The posted events that carry a number in one of these series."""
    for s in seri:
        found = posisi.arsip.by_nomor(s, nomor)
        if found is not None:
            yield found


def _is_borne(posisi: Posisi, asal: Terarsip, isi: Any) -> bool:
    """Has the region already paid for this spending (format-transaksi 5.5)?"""
    if isi.sumber == "LS":
        return True
    if isi.sumber == "KKPD":
        line = posisi.kartu.get(isi.referensi)
        return line is None or line.lunas
    if isi.sumber == "TU":
        pos = isi.referensi if isi.referensi in posisi.tu else _pos_of(asal)
        return pos not in posisi.tu or posisi.tu[pos].sisa == 0
    if any(b.transaksi_id == asal.id for b in posisi.belum_lpj):
        return False
    lpj = posisi.arsip.lpj_of(asal.id)
    return lpj is None or posisi.lpj[lpj].diganti


def _pos_of(asal: Terarsip) -> str:
    return next((m.ke.pos for m in asal.mutasi if m.ke.kelas == "belanja"), "")


@resep(Jenis.RETUR_BANK)
def _retur_bank(r: Racikan, isi: Any, posisi: Posisi) -> None:
    asal = _documents(posisi, isi.referensi, _SERI_BAYAR)
    dibayar = max((_paid_by_bank(a, isi.referensi) for a in asal if not a.dibalik), default=0)
    if dibayar <= 0:
        r.refuse("ERR_RETUR_ASAL", "referensi", f"Tidak ada pembayaran lewat bank dengan bukti {isi.referensi}.")
    sudah = posisi.retur_per_bukti[isi.referensi]
    if sudah + isi.nilai.sen > dibayar:
        r.refuse(
            "ERR_RETUR_LEBIH",
            "nilai",
            f"Retur {rp(isi.nilai.sen)} melebihi yang dibayarkan {rp(dibayar)} (sudah retur {rp(sudah)}).",
        )
    r.move(Akun("lain", "retur", pos=isi.nomor), BANK, isi.nilai.sen)


def _paid_by_bank(asal: Terarsip, bukti: str) -> int:
    """What left the bank under one document: gross less the tax withheld on it."""
    out = sum(m.nilai for m in asal.mutasi if m.no_bukti == bukti and m.dari == BANK)
    return out - sum(m.nilai for m in asal.mutasi if m.no_bukti == bukti and m.ke == BANK)


@resep(Jenis.BAYAR_ULANG)
def _bayar_ulang(r: Racikan, isi: Any, posisi: Posisi) -> None:
    nilai = posisi.lain.get(("retur", isi.retur), 0)
    if nilai <= 0:
        r.refuse("ERR_RETUR_TIDAK_ADA", "retur", f"Retur {isi.retur} tidak ada atau sudah dibayar ulang.")
    if isi.nilai.sen != nilai:
        r.refuse(
            "ERR_RETUR_TIDAK_SAMA", "nilai", f"Pembayaran {rp(isi.nilai.sen)} tidak sama dengan retur {rp(nilai)}."
        )
    r.move(BANK, Akun("lain", "retur", pos=isi.retur), nilai)


@resep(Jenis.KOREKSI)
def _koreksi(r: Racikan, isi: Any, posisi: Posisi) -> None:
    asal = posisi.arsip.by_kode(isi.koreksi_tx)
    if asal is None:
        r.refuse("ERR_TX_TIDAK_ADA", "koreksi_tx", f"Transaksi {isi.koreksi_tx} tidak ada.")
    _may_reverse(r, asal, posisi)
    r.membalik = asal.id
    for m in asal.mutasi:
        r.mutasi.append(
            Mutasi(m.baris, m.ke, m.dari, m.nilai, isi.nomor, f"Koreksi {isi.koreksi_tx}: {isi.alasan}", m.ntpn)
        )


def _may_reverse(r: Racikan, asal: Terarsip, posisi: Posisi) -> None:
    kode = asal.kode
    if asal.jenis not in BOLEH_DIKOREKSI:
        r.refuse(
            "ERR_KOREKSI_TIDAK_BOLEH", "koreksi_tx", f"{kode} ({asal.jenis}) tidak dapat dikoreksi dengan pembalikan."
        )
    if asal.dibalik:
        r.refuse("ERR_KOREKSI_GANDA", "koreksi_tx", f"{kode} sudah pernah dikoreksi.")
    if asal.jenis is Jenis.BELANJA_UP and not any(b.transaksi_id == asal.id for b in posisi.belum_lpj):
        r.refuse("ERR_KOREKSI_SUDAH_LPJ", "koreksi_tx", f"{kode} sudah masuk LPJ-UP; gunakan contra pos setelah GU.")
    if asal.jenis is Jenis.BELANJA_TU and posisi.tu[_pos_of(asal)].sisa == 0:
        r.refuse("ERR_KOREKSI_SUDAH_LPJ", "koreksi_tx", f"TU dari {kode} sudah selesai; gunakan contra pos.")
    if asal.jenis is Jenis.PANJAR and posisi.panjar.get(asal.mutasi[0].ke.pos, 0) <= 0:
        r.refuse("ERR_PANJAR_SUDAH_SELESAI", "koreksi_tx", f"Panjar {kode} sudah dipertanggungjawabkan.")
    for m in asal.mutasi:
        if m.dari.kelas == "pajak" and posisi.pajak[m.dari.jenis] < m.nilai:
            pesan = f"{m.dari.jenis} dari {kode} sudah disetor; yang belum disetor {rp(posisi.pajak[m.dari.jenis])}."
            r.refuse("ERR_KOREKSI_PAJAK_SUDAH_SETOR", "koreksi_tx", pesan)
