"""One recipe per kind of event: the only place that knows which money moves, in which BKU order, and when it may not.

Stage 2 of the interchange format (6): tests in its order, the first refusal ends the posting. Rules: format-transaksi
4, 5; handbook penatausahaan 3.1. A recipe is pure: it reads the position and answers mutasi and documents.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Final, NoReturn

from core.errors import Temuan
from core.identity import TransaksiId
from core.kas.bentuk import Peristiwa
from core.kas.isi import Rincian
from core.kas.model import BUKU_BP, JENIS_NAMA, Akun, Dokumen, Jenis, Lpj, Mutasi, Pasangan, Tu, Wadah
from core.kas.posisi import KeadaanTu, Posisi, refuse, rp, sen_of

WAJIB_LS: Final = ("5.1.01.", "5.1.03.", "5.1.04.", "5.1.05.", "5.1.06.", "5.2.", "5.3.", "5.4.")
"""Accounts that may not be paid from UP, TU or panjar (format-transaksi 5.2; handbook penatausahaan 6.4)."""

BOLEH_KARTU: Final = ("5.1.02.", "5.2.")
"""Accounts a card may pay (format-transaksi 5.2)."""


@dataclass(slots=True)
class Racikan:
    """What a recipe has made so far: mutasi in BKU order, documents, warnings."""

    peristiwa: Peristiwa
    mutasi: list[Mutasi] = field(default_factory=list)
    tu: list[Tu] = field(default_factory=list)
    lpj: list[Lpj] = field(default_factory=list)
    ganti_lpj: list[str] = field(default_factory=list)
    membalik: TransaksiId | None = None
    peringatan: list[Temuan] = field(default_factory=list)

    @property
    def kode(self) -> str:
        return self.peristiwa.kode

    @property
    def nomor(self) -> str:
        return str(getattr(self.peristiwa.isi, "nomor", "") or "")

    @property
    def uraian(self) -> str:
        isi = self.peristiwa.isi
        return isi.uraian or f"{JENIS_NAMA[isi.jenis]} {self.nomor}".strip()

    def move(self, dari: Akun, ke: Akun, sen: int, *, bukti: str = "", ntpn: str = "", uraian: str = "") -> None:
        """One more mutasi; an amount of 0 moves nothing and is left out."""
        if sen:
            self.mutasi.append(
                Mutasi(len(self.mutasi), dari, ke, sen, bukti or self.nomor, uraian or self.uraian, ntpn)
            )

    def warn(self, kode: str, pesan: str, medan: str | None = None) -> None:
        self.peringatan.append(Temuan(kode, pesan, tx=self.kode, medan=medan))

    def refuse(self, kode: str, medan: str | None, pesan: str) -> NoReturn:
        refuse(self.kode, kode, medan, pesan)

    def dokumen(self, nomor: tuple[tuple[str, str], ...]) -> Dokumen:
        return Dokumen(nomor, tuple(self.tu), tuple(self.lpj), tuple(self.ganti_lpj))


Resep = Callable[[Racikan, Any, Posisi], None]
RESEP: Final[dict[Jenis, Resep]] = {}


def resep(*jenis: Jenis) -> Callable[[Resep], Resep]:
    """Registers a recipe for its kinds."""

    def keep(fungsi: Resep) -> Resep:
        for j in jenis:
            RESEP[j] = fungsi
        return fungsi

    return keep


def wadah(cara: str) -> Akun:
    """The cash box, the bank, or the pass-through of LS."""
    return Akun("wadah", cara, buku=BUKU_BP)


BANK: Final = wadah(Wadah.BANK)
TUNAI: Final = wadah(Wadah.TUNAI)
NONKAS: Final = wadah(Wadah.NONKAS)


def belanja(jenis: str, pasangan: Pasangan, pos: str = "") -> Akun:
    """Realisation of one pair: ls, up, tu or kkpd."""
    return Akun("belanja", jenis, pasangan[0], pasangan[1], pos)


def pairs(rincian: Iterable[Rincian], default_sub: str = "") -> list[tuple[Pasangan, int]]:
    """Lines as ((sub kegiatan, rekening), sen); the TU's own sub kegiatan where a line names none."""
    return [((r.sub_kegiatan or default_sub, r.rekening), r.nilai.sen) for r in rincian]


def check_spending(r: Racikan, posisi: Posisi, rows: list[tuple[Pasangan, int]], *, kas: bool) -> None:
    """May these lines be spent: accounts that must go by LS (cash only), then pagu per pair."""
    if kas:
        for (_, rekening), _sen in rows:
            if rekening.startswith(WAJIB_LS):
                r.refuse(
                    "ERR_REKENING_WAJIB_LS",
                    "rincian",
                    f"Rekening {rekening} tidak boleh dibayar dari UP, TU atau panjar; ajukan LS.",
                )
    for pair, sen in rows:
        check_pagu(r, posisi, pair, sen)


def check_pagu(r: Racikan, posisi: Posisi, pair: Pasangan, sen: int, lain: int = 0) -> None:
    """Realisation of the pair, other claims that count, and this amount must not pass its pagu."""
    pagu = posisi.pagu.get(pair, 0)
    sudah = posisi.realisasi[pair] + lain
    if sudah + sen > pagu:
        pesan = (
            f"Rekening {pair[1]}: pagu {rp(pagu)}, sudah terpakai {rp(sudah)}, diminta {rp(sen)}; "
            f"kelebihan {rp(sudah + sen - pagu)}."
        )
        r.refuse("ERR_LEBIH_PAGU", "rincian", pesan)


def withhold(r: Racikan, isi: Any, w: Akun) -> None:
    """Tax withheld on a purchase comes into the wadah the purchase left."""
    for p in isi.pajak:
        r.move(Akun("pajak", p.jenis), w, p.nilai.sen, uraian=f"Pungut/potong {p.jenis}: {r.uraian}")


@resep(Jenis.SP2D_UP)
def _sp2d_up(r: Racikan, isi: Any, posisi: Posisi) -> None:
    if posisi.up_terbit:
        r.refuse("ERR_UP_SUDAH_TERBIT", "tipe", "UP hanya sekali setahun dan sudah terbit; ajukan GU.")
    if isi.nilai.sen > posisi.ketentuan.up_tunai:
        pesan = f"SP2D-UP {rp(isi.nilai.sen)} melebihi UP tunai dalam SK {rp(posisi.ketentuan.up_tunai)}."
        r.refuse("ERR_UP_LEBIH_SK", "nilai", pesan)
    r.move(Akun("rkud", "sp2d_up"), BANK, isi.nilai.sen)


@resep(Jenis.SP2D_GU, Jenis.SP2D_GU_NIHIL)
def _sp2d_gu(r: Racikan, isi: Any, posisi: Posisi) -> None:
    lpj = posisi.lpj.get(isi.lpj)
    if lpj is None:
        r.refuse("ERR_LPJ_TIDAK_ADA", "lpj", f"LPJ-UP {isi.lpj} tidak ada.")
    if lpj.diganti:
        r.refuse("ERR_LPJ_SUDAH_DIGANTI", "lpj", f"LPJ-UP {isi.lpj} sudah diganti oleh SP2D lain.")
    if isi.nilai.sen != lpj.nilai:
        r.refuse(
            "ERR_GU_TIDAK_SAMA_LPJ",
            "nilai",
            f"SP2D {rp(isi.nilai.sen)} tidak sama dengan LPJ-UP {isi.lpj} {rp(lpj.nilai)}.",
        )
    r.ganti_lpj.append(isi.lpj)
    if isi.jenis is Jenis.SP2D_GU:
        r.move(Akun("rkud", "sp2d_gu"), BANK, isi.nilai.sen)


@resep(Jenis.SP2D_TU)
def _sp2d_tu(r: Racikan, isi: Any, posisi: Posisi) -> None:
    for pos in posisi.open_tu():
        if posisi.tu[pos].sub_kegiatan == isi.sub_kegiatan:
            pesan = f"TU {pos} pada sub kegiatan {isi.sub_kegiatan} belum nihil, sisa {rp(posisi.tu[pos].sisa)}."
            r.refuse("ERR_TU_BELUM_NIHIL", "sub_kegiatan", pesan)
    rows = pairs(isi.rincian, isi.sub_kegiatan)
    for (sub, rekening), _sen in rows:
        if sub != isi.sub_kegiatan or (sub, rekening) not in posisi.pagu:
            r.refuse(
                "ERR_SUB_KEGIATAN_TIDAK_ADA",
                "rincian",
                f"Rekening {rekening} bukan bagian sub kegiatan {isi.sub_kegiatan}.",
            )
    check_spending(r, posisi, rows, kas=True)
    r.tu.append(Tu(isi.nomor, isi.sub_kegiatan, isi.nilai.sen, isi.batas_lpj, tuple(rows)))
    r.move(Akun("rkud", "sp2d_tu", pos=isi.nomor), BANK, isi.nilai.sen)


def _tu(r: Racikan, sp2d: str | None, posisi: Posisi) -> tuple[str, KeadaanTu]:
    if sp2d is None:
        terbuka = posisi.open_tu()
        if len(terbuka) > 1:
            r.refuse(
                "ERR_TU_TIDAK_JELAS",
                "sp2d",
                f"Ada {len(terbuka)} TU terbuka ({', '.join(terbuka)}); sebutkan nomor SP2D-nya.",
            )
        sp2d = terbuka[0] if terbuka else None
    if sp2d is None or sp2d not in posisi.tu:
        r.refuse("ERR_TU_TIDAK_ADA", "sp2d", f"TU {sp2d} tidak ada." if sp2d else "Tidak ada TU yang terbuka.")
    return sp2d, posisi.tu[sp2d]


@resep(Jenis.BELANJA_TU)
def _belanja_tu(r: Racikan, isi: Any, posisi: Posisi) -> None:
    pos, tu = _tu(r, isi.sp2d, posisi)
    rows = pairs(isi.rincian, tu.sub_kegiatan)
    for i, (pair, _sen) in enumerate(rows):
        if pair in [p for p, _ in rows[:i]]:
            r.refuse("ERR_RINCIAN_GANDA", f"rincian[{i}]", f"Rekening {pair[1]} tertulis dua kali.")
        if pair not in tu.rencana:
            r.refuse("ERR_REKENING_LUAR_TU", "rincian", f"Rekening {pair[1]} tidak ada dalam rencana TU {pos}.")
    if isi.bruto.sen > tu.sisa:
        r.refuse("ERR_LEBIH_TU", "bruto", f"Belanja {rp(isi.bruto.sen)} melebihi sisa TU {pos} {rp(tu.sisa)}.")
    for pair, sen in rows:
        sudah = tu.belanja.get(pair, 0)
        if sudah + sen > tu.rencana[pair]:
            pesan = f"Rekening {pair[1]}: rencana TU {rp(tu.rencana[pair])}, sudah {rp(sudah)}, diminta {rp(sen)}."
            r.refuse("ERR_LEBIH_RENCANA_TU", "rincian", pesan)
    check_spending(r, posisi, rows, kas=True)
    if r.peristiwa.tanggal > tu.batas_lpj:
        r.warn(
            "WARN_TU_LEWAT_BATAS", f"Belanja TU {pos} tanggal {r.peristiwa.tanggal} melewati batas LPJ {tu.batas_lpj}."
        )
    w = wadah(isi.cara)
    for pair, sen in rows:
        r.move(w, belanja("tu", pair, pos), sen)
    withhold(r, isi, w)


@resep(Jenis.STS_SISA_TU)
def _sts_sisa_tu(r: Racikan, isi: Any, posisi: Posisi) -> None:
    pos, tu = _tu(r, isi.sp2d, posisi)
    if isi.nilai.sen > tu.sisa:
        r.refuse("ERR_STS_LEBIH_SISA_TU", "nilai", f"Setoran {rp(isi.nilai.sen)} melebihi sisa TU {pos} {rp(tu.sisa)}.")
    r.move(BANK, Akun("rkud", "sts_sisa_tu", pos=pos), isi.nilai.sen)


@resep(Jenis.SP2D_TU_NIHIL)
def _sp2d_tu_nihil(r: Racikan, isi: Any, posisi: Posisi) -> None:
    pos, tu = _tu(r, isi.sp2d, posisi)
    if tu.sisa:
        r.refuse("ERR_TU_MASIH_SISA", "sp2d", f"TU {pos} masih bersisa {rp(tu.sisa)}; setor sisanya lebih dulu.")
    if isi.nilai.sen != tu.total_belanja:
        r.refuse(
            "ERR_TU_NIHIL_TIDAK_SAMA",
            "nilai",
            f"Nilai {rp(isi.nilai.sen)} tidak sama dengan SPJ TU {pos} {rp(tu.total_belanja)}.",
        )


@resep(Jenis.SP2D_LS_GAJI, Jenis.SP2D_LS_BJ)
def _sp2d_ls(r: Racikan, isi: Any, posisi: Posisi) -> None:
    rows = pairs(isi.rincian)
    check_spending(r, posisi, rows, kas=False)
    r.move(Akun("rkud", "sp2d_ls"), NONKAS, isi.bruto.sen)
    for pair, sen in rows:
        r.move(NONKAS, belanja("ls", pair), sen)
    for p in isi.potongan:
        is_pajak = not p.jenis.startswith(("PFK-", "LAIN-"))
        akun = Akun("pajak" if is_pajak else "pfk", p.jenis)
        r.move(akun, NONKAS, p.nilai.sen, uraian=f"Potongan {p.jenis}: {r.uraian}")
        r.move(NONKAS, akun, p.nilai.sen, ntpn=p.ntpn or "", uraian=f"Penyetoran {p.jenis} oleh BUD: {r.uraian}")
        if is_pajak and p.ntpn is None:
            r.warn("WARN_NTPN_KOSONG", f"Potongan {p.jenis} {rp(p.nilai.sen)} pada {isi.nomor} belum mempunyai NTPN.")


@resep(Jenis.TARIK_TUNAI)
def _tarik_tunai(r: Racikan, isi: Any, _posisi: Posisi) -> None:
    r.move(BANK, TUNAI, isi.nilai.sen)


@resep(Jenis.SETOR_KE_BANK)
def _setor_ke_bank(r: Racikan, isi: Any, _posisi: Posisi) -> None:
    r.move(TUNAI, BANK, isi.nilai.sen)


@resep(Jenis.BELANJA_UP)
def _belanja_up(r: Racikan, isi: Any, posisi: Posisi) -> None:
    rows = pairs(isi.rincian)
    check_spending(r, posisi, rows, kas=True)
    w = wadah(isi.cara)
    for pair, sen in rows:
        r.move(w, belanja("up", pair), sen)
    withhold(r, isi, w)


@resep(Jenis.SETOR_PAJAK)
def _setor_pajak(r: Racikan, isi: Any, posisi: Posisi) -> None:
    ada = dict(posisi.pajak)
    for i, s in enumerate(isi.setoran):
        sisa = ada.get(s.jenis, 0)
        if s.nilai.sen > sisa:
            pesan = f"Setoran {s.jenis} {rp(s.nilai.sen)} melebihi pungutan yang belum disetor {rp(sisa)}."
            r.refuse("ERR_SETOR_MELEBIHI_PUNGUT", f"setoran[{i}].nilai", pesan)
        ada[s.jenis] = sisa - s.nilai.sen
        uraian = isi.uraian or f"Setor {s.jenis}"
        r.move(wadah(isi.cara), Akun("pajak", s.jenis), s.nilai.sen, bukti=s.nomor, ntpn=s.ntpn, uraian=uraian)


@resep(Jenis.PANJAR)
def _panjar(r: Racikan, isi: Any, _posisi: Posisi) -> None:
    r.move(
        wadah(isi.cara), Akun("panjar", pos=isi.nomor), isi.nilai.sen, uraian=isi.uraian or f"Panjar kepada {isi.pptk}"
    )


@resep(Jenis.SPJ_PANJAR)
def _spj_panjar(r: Racikan, isi: Any, posisi: Posisi) -> None:
    nilai = posisi.panjar.get(isi.panjar)
    if nilai is None:
        r.refuse("ERR_PANJAR_TIDAK_ADA", "panjar", f"Panjar {isi.panjar} tidak ada.")
    if nilai <= 0:
        r.refuse("ERR_PANJAR_SUDAH_SELESAI", "panjar", f"Panjar {isi.panjar} sudah dipertanggungjawabkan.")
    sisa, kurang = sen_of(isi.sisa_disetor_pptk), sen_of(isi.kurang_dibayar_bp)
    selisih = nilai + sum(p.nilai.sen for p in isi.pajak) - isi.bruto.sen
    if selisih != sisa - kurang or (sisa and kurang):
        pesan = (
            f"Panjar {rp(nilai)} + pajak − belanja {rp(isi.bruto.sen)} = {rp(selisih)}; yang diisi {rp(sisa - kurang)}."
        )
        r.refuse("ERR_SISA_PANJAR", "sisa_disetor_pptk", pesan)
    rows = pairs(isi.rincian)
    check_spending(r, posisi, rows, kas=True)
    w = wadah(isi.cara)
    r.move(Akun("panjar", pos=isi.panjar), w, nilai, uraian=f"Pertanggungjawaban panjar {isi.panjar}")
    for pair, sen in rows:
        r.move(w, belanja("up", pair), sen)
    withhold(r, isi, w)


@resep(Jenis.LPJ_UP)
def _lpj_up(r: Racikan, isi: Any, posisi: Posisi) -> None:
    sampai = posisi.arsip.by_kode(isi.sampai_tx)
    if sampai is None:
        r.refuse("ERR_TX_TIDAK_ADA", "sampai_tx", f"Transaksi {isi.sampai_tx} tidak ada di atas LPJ ini.")
    covered = [b for b in posisi.belum_lpj if b.urutan <= sampai.urutan]
    nilai = sum(b.nilai for b in covered)
    if nilai != isi.nilai.sen:
        diminta = f"LPJ {isi.nomor} {rp(isi.nilai.sen)}"
        pesan = f"{diminta}, sedangkan belanja UP s.d. {isi.sampai_tx} yang belum di-LPJ {rp(nilai)}."
        r.refuse("ERR_LPJ_TIDAK_SAMA", "nilai", pesan)
    ketentuan = posisi.ketentuan
    if nilai * 100 < ketentuan.ambang_persen_gu * ketentuan.up_tunai:
        pesan = f"LPJ {rp(nilai)} di bawah ambang GU {ketentuan.ambang_persen_gu} % dari UP {rp(ketentuan.up_tunai)}."
        r.warn("WARN_GU_DI_BAWAH_AMBANG", pesan)
    baris = tuple((b.transaksi_id, b.baris) for b in covered)
    r.lpj.append(Lpj(isi.nomor, nilai, sampai.id, baris))
