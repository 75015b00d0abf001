"""The reports of a month as printed values: SPJ, LPJ-UP, LPJ-TU, register penutupan kas and berita acara.

Handbook penatausahaan 4: column 13 = 6+9+12, column 14 = 3-13, parents are the sums of their children, and the saldo
kas of the cash block is all receipts less all payments of the year.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final, Literal

from core.access import PERAN_NAMA, Peran
from core.calendar import Bulan, hari_tanggal, tanggal_panjang, tanggal_pendek
from core.documents.alur import Kop, Penandatangan
from core.documents.buku import spending_of
from core.documents.kantor import NAMA_KOSONG, KantorCetak
from core.documents.lpj import BarisLpjUp, LpjTuTercetak, LpjUpTercetak
from core.documents.penutupan_kas import BeritaAcaraKas, HitungKas, Pecahan, RegisterPenutupanKas
from core.documents.pohon import Daun, Simpul, build_tree, name_of
from core.documents.rekap_kas import rekap_rows
from core.documents.spj import BarisSpj, SpjTercetak, TigaKolom
from core.kas.koreksi import KoreksiRow
from core.kas.model import Pasangan
from core.kas.penutupan import KERTAS, LOGAM
from core.kas.queries import BkuRow, BlokRow, LpjTuRow, LpjUpRow, RealisasiRow, SaldoRow, SegelRow
from core.money import NOL, Rupiah, terbilang

JenisSpj = Literal["fungsional", "administratif", "pengesahan"]

_JUDUL_SPJ: Final = "LAPORAN PERTANGGUNGJAWABAN BENDAHARA PENGELUARAN"
_JUDUL_PENGESAHAN: Final = "SURAT PENGESAHAN PERTANGGUNGJAWABAN BENDAHARA PENGELUARAN"
_GAJI: Final = "5.1.01."
_TINGKAT_INDUK_TEBAL: Final = 2
"""Program, kegiatan and sub kegiatan are printed bold; the steps of an account are not."""
_TINGKAT_LANGKAH: Final = 3
"""The steps of an account stand under each other, their codes say how deep they are; the rekening one further in."""
_BLANK: Final = TigaKolom(None, None, None)


# -- SPJ -------------------------------------------------------------------------------------------------------------


def spj_tercetak(
    jenis: JenisSpj,
    bulan: Bulan,
    realisasi: Sequence[RealisasiRow],
    kantor: KantorCetak,
    *,
    nama: Mapping[str, str],
    blok: Sequence[BlokRow] = (),
    contra_pos: Mapping[str, Rupiah] | None = None,
    bku: Iterable[BkuRow] = (),
    koreksi: Sequence[KoreksiRow] = (),
    sementara: bool = False,
) -> SpjTercetak:
    """The SPJ of a month: fungsional to the PPKD with the cash block, administratif to the PA with its bukti.

    `nama` names program, kegiatan, sub kegiatan and the steps of an account by code. `contra_pos` (ls, up) explains why
    the columns and the cash block differ (identity 10). `bku` are the lines of the month, of which the administratif
    lists those of belanja under their rekening. `koreksi` ties the month to another one, and both say so.
    """
    leaves = [Daun(r.sub_kegiatan, r.rekening, r.uraian, _seven(r)) for r in realisasi]
    bukti = spending_of(bku) if jenis == "administratif" else {}
    baris: list[BarisSpj] = []
    for s in build_tree(leaves, nama):
        row = _spj_row(s)
        baris.append(row)
        if s.pasangan is not None and jenis == "administratif":
            baris += _bukti_rows(s.pasangan, row, bukti.get(s.pasangan, []))
    total = tuple(Rupiah(sum(d.nilai[i].sen for d in leaves)) for i in range(7))
    return SpjTercetak(
        kop=_spj_head(jenis, bulan, kantor),
        baris=tuple(baris),
        jumlah=_spj_row(Simpul("", "JUMLAH", 0, total)),
        kas=rekap_rows(blok, contra_pos or {}) if jenis != "administratif" else (),
        penandatangan=_approvers(kantor) if jenis == "pengesahan" else kantor.penandatangan,
        kertas=kantor.kertas,
        sementara=sementara,
        koreksi=tuple(k.sentence(bulan) for k in koreksi),
        catatan=f"Pundi · SPJ {jenis} · {bulan.nama}",
    )


def _spj_head(jenis: JenisSpj, bulan: Bulan, kantor: KantorCetak) -> Kop:
    if jenis == "pengesahan":
        return kantor.kop(_JUDUL_PENGESAHAN, "(PENGESAHAN SPJ)", f"Bulan {bulan.nama}")
    return kantor.kop(_JUDUL_SPJ, f"(SPJ {jenis.upper()})", f"Bulan {bulan.nama}")


def _approvers(kantor: KantorCetak) -> tuple[Penandatangan, ...]:
    """Who approves an SPJ: verified by the PPK-SKPD, approved by the PA/KPA (handbook, signature matrix)."""
    ppk = kantor.ppk or Penandatangan(PERAN_NAMA[Peran.PPK], NAMA_KOSONG)
    return (
        replace(ppk, atas="Telah diverifikasi,"),
        replace(kantor.pa, atas=f"{kantor.tempat_tanggal}, disahkan oleh"),
    )


def _seven(r: RealisasiRow) -> tuple[Rupiah, ...]:
    """Anggaran, and what came before and in the month for the three groups of columns."""
    return (r.anggaran, *(n for k in (r.ls_gaji, r.ls_bj, r.up) for n in (k.sd_lalu, k.bulan_ini)))


def _three(sd_lalu: Rupiah, bulan_ini: Rupiah) -> TigaKolom:
    return TigaKolom(sd_lalu, bulan_ini, sd_lalu + bulan_ini)


def _spj_row(s: Simpul) -> BarisSpj:
    """The fourteen columns from the seven amounts that are independent."""
    anggaran, *lain = s.nilai
    spj = Rupiah(sum(n.sen for n in lain))
    return BarisSpj(
        kode=s.kode,
        uraian=s.uraian,
        anggaran=anggaran,
        ls_gaji=_three(*lain[0:2]),
        ls_bj=_three(*lain[2:4]),
        up=_three(*lain[4:6]),
        jumlah_spj=spj,
        sisa_pagu=anggaran - spj,
        tingkat=min(s.tingkat, _TINGKAT_LANGKAH) if s.pasangan is None else _TINGKAT_LANGKAH + 1,
        induk=s.tingkat <= _TINGKAT_INDUK_TEBAL,
    )


def _bukti_rows(pasangan: Pasangan, leaf: BarisSpj, lines: Sequence[BkuRow]) -> list[BarisSpj]:
    """The bukti of a rekening in the month; what they do not explain is contra pos, which is no line of belanja."""
    left = [k.bulan_ini or NOL for k in (leaf.ls_gaji, leaf.ls_bj, leaf.up)]
    rows = []
    for r in lines:
        kolom = 2 if not r.sumber.startswith("LS") else 0 if pasangan[1].startswith(_GAJI) else 1
        nilai = r.pengeluaran - r.penerimaan
        left[kolom] -= nilai
        rows.append(_bukti_row(f"{tanggal_pendek(r.tanggal)} {r.no_bukti} {r.uraian}", kolom, nilai))
    rows += [_bukti_row("Contra pos (pengembalian belanja)", i, n) for i, n in enumerate(left) if n]
    return rows


def _bukti_row(uraian: str, kolom: int, nilai: Rupiah) -> BarisSpj:
    gaji, bj, up = (TigaKolom(None, nilai, None) if i == kolom else _BLANK for i in range(3))
    return BarisSpj("", uraian, None, gaji, bj, up, None, None, tingkat=_TINGKAT_LANGKAH + 2)


# -- LPJ -------------------------------------------------------------------------------------------------------------


def lpj_up_tercetak(lpj: LpjUpRow, nama: Mapping[str, str], kantor: KantorCetak) -> LpjUpTercetak:
    """An LPJ-UP: its rekening under program, kegiatan and sub kegiatan, the UP before and after (identity 12)."""
    leaves = [
        Daun(r.sub_kegiatan, r.rekening, r.uraian, (r.anggaran, r.belanja_periode_ini, r.akumulasi_belanja))
        for r in lpj.rincian
    ]
    rows = tuple(_lpj_row(s) for s in build_tree(leaves, nama, induk_rekening=False))
    total = tuple(Rupiah(sum(d.nilai[i].sen for d in leaves)) for i in range(3))
    return LpjUpTercetak(
        kop=kantor.kop(
            "LAPORAN PERTANGGUNGJAWABAN UANG PERSEDIAAN",
            kantor.pemegang_buku,
            f"Nomor {lpj.nomor}",
            rincian=(("Tanggal LPJ", tanggal_panjang(lpj.tanggal)),),
        ),
        up_awal=lpj.up_awal,
        penggunaan=lpj.nilai,
        up_akhir=lpj.up_akhir,
        terbilang=terbilang(lpj.nilai),
        baris=rows,
        jumlah=_lpj_row(Simpul("", "Jumlah", 0, total)),
        penandatangan=kantor.penandatangan,
        kertas=kantor.kertas,
        catatan=f"Pundi · LPJ-UP {lpj.nomor}",
    )


def _lpj_row(s: Simpul) -> BarisLpjUp:
    anggaran, belanja, akumulasi = s.nilai
    return BarisLpjUp(s.kode, s.uraian, anggaran, belanja, akumulasi, anggaran - akumulasi, induk=s.pasangan is None)


def lpj_tu_tercetak(lpj: LpjTuRow, nama: Mapping[str, str], kantor: KantorCetak) -> LpjTuTercetak:
    """An LPJ-TU: what one SP2D-TU was spent on, and the rest that goes back by STS (identity 13).

    `nama` names the rekening too.
    """
    sub = lpj.sub_kegiatan.split(".")
    steps = (("Program", sub[:3]), ("Kegiatan", sub[:5]), ("Sub kegiatan", sub))
    head = tuple((label, f"{k} {name_of(k, nama)}".strip()) for label, k in ((a, ".".join(b)) for a, b in steps))
    dates = (
        ("Tanggal SP2D", tanggal_panjang(lpj.tanggal)),
        ("Batas pertanggungjawaban", tanggal_panjang(lpj.batas_lpj)),
    )
    return LpjTuTercetak(
        kop=kantor.kop(
            "LAPORAN PERTANGGUNGJAWABAN TAMBAHAN UANG PERSEDIAAN",
            kantor.pemegang_buku,
            f"SP2D {lpj.sp2d}",
            rincian=(*head, *dates),
        ),
        baris=tuple((rekening, name_of(rekening, nama), nilai) for (_, rekening), nilai in lpj.belanja),
        jumlah=lpj.jumlah_belanja,
        nilai_tu=lpj.nilai,
        sisa_tu=lpj.sisa,
        sts=lpj.sts,
        terbilang=terbilang(lpj.sisa),
        penandatangan=kantor.penandatangan,
        kertas=kantor.kertas,
        catatan=f"Pundi · LPJ-TU {lpj.sp2d}",
    )


# -- penutupan kas ---------------------------------------------------------------------------------------------------


def register_kas(
    segel: SegelRow,
    saldo: SaldoRow,
    kantor: KantorCetak,
    *,
    segel_lalu: SegelRow | None = None,
    surat_berharga: Rupiah = NOL,
) -> RegisterPenutupanKas:
    """The Register Penutupan Kas of one closing, with the receipts and payments of its month."""
    return RegisterPenutupanKas(
        kop=kantor.kop("REGISTER PENUTUPAN KAS", kantor.pemegang_buku, f"Bulan {segel.bulan.nama}"),
        tanggal_penutupan=tanggal_panjang(segel.tanggal),
        nama_penutup=segel.penutup,
        tanggal_penutupan_lalu=tanggal_panjang(segel_lalu.tanggal) if segel_lalu else "",
        jumlah_penerimaan=saldo.total_penerimaan_bku,
        jumlah_pengeluaran=saldo.total_pengeluaran_bku,
        hitung=_counted(segel, surat_berharga),
        penandatangan=kantor.penandatangan,
        kertas=kantor.kertas,
        catatan=f"Pundi · Register penutupan kas · {segel.bulan.nama}",
    )


def berita_acara(
    segel: SegelRow, kantor: KantorCetak, *, nomor: str, dasar: str, surat_berharga: Rupiah = NOL
) -> BeritaAcaraKas:
    """The Berita Acara Pemeriksaan Kas of one closing: the PA checks, the treasurer is checked."""
    hitung = _counted(segel, surat_berharga)
    return BeritaAcaraKas(
        kop=kantor.kop("BERITA ACARA PEMERIKSAAN KAS", f"Bulan {segel.bulan.nama}"),
        nomor=nomor,
        hari_tanggal=hari_tanggal(segel.tanggal),
        pemeriksa=replace(kantor.pa, atas="Pemeriksa,"),
        diperiksa=replace(kantor.bendahara, atas="Yang diperiksa,"),
        dasar=dasar,
        hitung=hitung,
        terbilang_saldo=terbilang(hitung.saldo_kas),
        kertas=kantor.kertas,
        catatan=f"Pundi · Berita acara pemeriksaan kas · {segel.bulan.nama}",
    )


def _counted(segel: SegelRow, surat_berharga: Rupiah) -> HitungKas:
    return counted(segel.pecahan, segel.kas_dihitung, segel.saldo_bku, segel.penjelasan, surat_berharga)


def counted(
    pecahan: Mapping[str, int], dihitung: Rupiah, saldo_buku: Rupiah, penjelasan: str, surat_berharga: Rupiah = NOL
) -> HitungKas:
    """A count beside the book; what is neither money counted nor surat berharga is in the bank (identity 17)."""

    def pieces(huruf: str, nominal: Sequence[int]) -> tuple[Pecahan, ...]:
        banyak = [(n, pecahan.get(f"{huruf}{n}", 0)) for n in nominal]
        return tuple(Pecahan(Rupiah.of(n), b, Rupiah.of(n * b)) for n, b in banyak)

    kertas, logam = pieces("K", KERTAS), pieces("L", LOGAM)
    jumlah_kertas, jumlah_logam = (Rupiah(sum(p.jumlah.sen for p in rows)) for rows in (kertas, logam))
    return HitungKas(
        kertas=kertas,
        logam=logam,
        jumlah_kertas=jumlah_kertas,
        jumlah_logam=jumlah_logam,
        saldo_bank=dihitung - jumlah_kertas - jumlah_logam - surat_berharga,
        surat_berharga=surat_berharga,
        saldo_kas=dihitung,
        saldo_buku=saldo_buku,
        selisih=saldo_buku - dihitung,
        penjelasan=penjelasan,
    )
