"""The books of a month as sheets: BKU and its buku pembantu, columns and feet after handbook penatausahaan 3.

Rows come in from the queries of the books with their balances worked out; here they get their places on the form. A
book whose month is still open is marked `sementara`: its numbers may move until penutupan kas.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from core.calendar import Bulan
from core.documents.alur import BarisKaki
from core.documents.kantor import KantorCetak
from core.documents.kit import Orientasi
from core.documents.lembar import Lembar
from core.documents.pohon import name_of
from core.documents.tabel import Baris, Kolom, Sel
from core.kas.koreksi import KoreksiRow
from core.kas.model import JENIS_PAJAK, Pasangan
from core.kas.queries import BkuRow, BukuKkpd, RincianObjek, SaldoRow, SubBuku, SubBukuRow
from core.kkpd.queries import RincianKkpd
from core.money import NOL, Rupiah

PAJAK_NAMA: Final = {"PPh21": "PPh 21", "PPh22": "PPh 22", "PPh23": "PPh 23", "PPh4(2)": "PPh Pasal 4(2)"}
"""Kinds of tax as forms print them; PPN is PPN."""

_KOSONG: Final = "Tidak ada transaksi pada bulan ini."
_TANGGAL: Final = Kolom("tanggal", "Tanggal", jenis="tanggal")
_NO_BKU: Final = Kolom("no_bku", "No. BKU", jenis="angka")
_NO: Final = Kolom("no", "No.", jenis="angka")
_BUKTI: Final = Kolom("bukti", "No. Bukti", jenis="kode")
_URAIAN: Final = Kolom("uraian", "Uraian", 60)


def _money(key: str, judul: str) -> Kolom:
    return Kolom(key, f"{judul} (Rp)", jenis="uang", pindah="jumlah")


def _saldo_column(judul: str = "Saldo") -> Kolom:
    return Kolom("saldo", f"{judul} (Rp)", jenis="uang", pindah="terakhir")


_MASUK, _KELUAR = _money("penerimaan", "Penerimaan"), _money("pengeluaran", "Pengeluaran")

KOLOM_BKU: Final = (
    Kolom("no", "No.", jenis="angka"), _TANGGAL, _BUKTI, Kolom("rekening", "Kode Rekening", jenis="kode"), _URAIAN,
    _MASUK, _KELUAR, _saldo_column(),
)  # fmt: skip
KOLOM_WADAH: Final = (_TANGGAL, _NO_BKU, _URAIAN, _MASUK, _KELUAR, _saldo_column())
KOLOM_PAJAK_JENIS: Final = (
    _NO, _TANGGAL, _URAIAN, _money("pemotongan", "Pemotongan"), _money("penyetoran", "Penyetoran"), _saldo_column(),
)  # fmt: skip
KOLOM_PAJAK: Final = (*KOLOM_PAJAK_JENIS[:2], _BUKTI, *KOLOM_PAJAK_JENIS[2:])
KOLOM_PANJAR: Final = (
    _NO, _TANGGAL, _BUKTI, _URAIAN, _money("penerimaan", "Penerimaan (pertanggung- jawaban)"),
    _money("pengeluaran", "Pengeluaran (pemberian)"), _saldo_column("Saldo panjar"),
)  # fmt: skip
KOLOM_KKPD: Final = (
    _TANGGAL, Kolom("transaksi", "No. Transaksi", jenis="kode"), Kolom("merchant", "Merchant", 24),
    Kolom("rekening", "Kode Rekening", jenis="kode"), Kolom("uraian", "Uraian", 36), _money("belanja", "Belanja"),
    _money("pelunasan", "Pelunasan"), Kolom("sisa", "Sisa Limit (Rp)", jenis="uang", pindah="terakhir"),
    Kolom("dpt", "No. DPT", 30),
)  # fmt: skip
KOLOM_RINCIAN: Final = (
    _TANGGAL, _NO_BKU, _URAIAN, _money("ls", "Belanja LS"), _money("up", "Belanja UP/GU"), _money("tu", "Belanja TU"),
    _money("jumlah", "Jumlah"),
)  # fmt: skip


def pajak_name(jenis: str) -> str:
    """`PPh 21` for PPh21."""
    return PAJAK_NAMA.get(jenis, jenis)


def _sum(nilai: Iterable[Rupiah]) -> Rupiah:
    return Rupiah(sum(n.sen for n in nilai))


def _or_blank(nilai: Rupiah) -> Rupiah | None:
    return nilai or None


def _opening(kolom: Sequence[Kolom], saldo: Rupiah, label: str = "Saldo Awal") -> Baris:
    """The first row of a book: its label in the column of words, its amount in the column of balances."""
    sel: dict[str, Sel] = {"uraian": label, "saldo": saldo, "sisa": saldo}
    return Baris(tuple(sel.get(k.key) for k in kolom))


def _total(kolom: Sequence[Kolom], label: str, nilai: Mapping[str, Sel]) -> Baris:
    """A total row: its label reaches up to the first column of amounts."""
    first = next(i for i, k in enumerate(kolom) if k.jenis == "uang")
    sel: tuple[Sel, ...] = (label, *(nilai.get(k.key) for k in kolom[1:]))
    return Baris(sel, tebal=True, bentang=first)


def _book(kantor: KantorCetak, judul: str, bulan: Bulan, kolom: tuple[Kolom, ...], baris: Iterable[Baris]) -> Lembar:
    """What every book of a month has in common."""
    return Lembar(
        kop=kantor.kop(judul, kantor.pemegang_buku, f"Bulan {bulan.nama}"),
        kolom=kolom,
        baris=tuple(baris),
        penandatangan=kantor.penandatangan,
        kertas=kantor.kertas,
        catatan=f"Pundi · {judul} · {bulan.nama}",
        kosong=_KOSONG,
    )


# -- BKU -------------------------------------------------------------------------------------------------------------


def lembar_bku(
    bulan: Bulan,
    rows: Sequence[BkuRow],
    saldo_awal: Rupiah,
    saldo: SaldoRow,
    kantor: KantorCetak,
    *,
    sementara: bool = False,
    koreksi: Sequence[KoreksiRow] = (),
) -> Lembar:
    """The BKU of a month. Unpaid tax is information: it is inside tunai and bank already (handbook 3).

    `koreksi` tie the month to another one; the foot says so.
    """
    baris = (
        Baris(
            (
                r.no_bku, r.tanggal, r.no_bukti, r.rekening, r.uraian,
                _or_blank(r.penerimaan), _or_blank(r.pengeluaran), r.saldo,
            )
        )
        for r in rows
    )  # fmt: skip
    jumlah = {"penerimaan": saldo.total_penerimaan_bku, "pengeluaran": saldo.total_pengeluaran_bku, "saldo": saldo.bku}
    book = _book(kantor, "BUKU KAS UMUM", bulan, KOLOM_BKU, (_opening(KOLOM_BKU, saldo_awal), *baris))
    return replace(
        book,
        jumlah=(_total(KOLOM_BKU, "Jumlah bulan ini", jumlah),),
        kaki=(
            BarisKaki(f"Kas di Bendahara Pengeluaran bulan {bulan.nama}", saldo.bku, tebal=True),
            BarisKaki("terdiri dari:"),
            BarisKaki("1. Saldo Tunai", saldo.kas_tunai, 1),
            BarisKaki("2. Saldo Bank", saldo.bank, 1),
            BarisKaki("3. Surat Berharga", saldo.bku - saldo.kas_tunai - saldo.bank, 1),
            BarisKaki("4. Saldo Pajak (keterangan: sudah di dalam 1 dan 2)", saldo.pajak_belum_setor, 1),
            *(BarisKaki(k.sentence(bulan)) for k in koreksi),
        ),
        sementara=sementara,
    )


# -- buku pembantu ---------------------------------------------------------------------------------------------------


def _sub_book(
    book: tuple[KantorCetak, str, Bulan],
    kolom: tuple[Kolom, ...],
    buku: SubBuku,
    cells: Callable[[int, SubBukuRow], tuple[Sel, ...]],
    *,
    sementara: bool,
) -> Lembar:
    """A book of three amounts: opening, in, out, balance; `cells` gives what stands left of the amounts."""
    kantor, judul, bulan = book
    masuk, keluar = (k.key for k in kolom[-3:-1])
    baris = (
        Baris((*cells(n, r), _or_blank(r.masuk), _or_blank(r.keluar), r.saldo)) for n, r in enumerate(buku.baris, 1)
    )
    jumlah = {
        masuk: _sum(r.masuk for r in buku.baris),
        keluar: _sum(r.keluar for r in buku.baris),
        "saldo": buku.saldo_akhir,
    }
    return replace(
        _book(kantor, judul, bulan, kolom, (_opening(kolom, buku.saldo_awal), *baris)),
        jumlah=(_total(kolom, "Jumlah bulan ini", jumlah),),
        sementara=sementara,
    )


def _wadah_cells(_: int, r: SubBukuRow) -> tuple[Sel, ...]:
    return (r.tanggal, r.no_bku, r.uraian)


def _bukti_cells(n: int, r: SubBukuRow) -> tuple[Sel, ...]:
    return (n, r.tanggal, r.no_bukti, r.uraian)


def lembar_kas_tunai(bulan: Bulan, buku: SubBuku, kantor: KantorCetak, *, sementara: bool = False) -> Lembar:
    """BP Kas Tunai: the lines where cash moved."""
    book = (kantor, "BUKU PEMBANTU KAS TUNAI", bulan)
    return _sub_book(book, KOLOM_WADAH, buku, _wadah_cells, sementara=sementara)


def lembar_bank(bulan: Bulan, buku: SubBuku, kantor: KantorCetak, *, sementara: bool = False) -> Lembar:
    """BP Bank (simpanan): the lines that moved the treasurer's account."""
    book = (kantor, "BUKU PEMBANTU BANK", bulan)
    return _sub_book(book, KOLOM_WADAH, buku, _wadah_cells, sementara=sementara)


def lembar_panjar(bulan: Bulan, buku: SubBuku, kantor: KantorCetak, *, sementara: bool = False) -> Lembar:
    """BP Panjar: penerimaan is what was accounted for, pengeluaran what was handed out, saldo what is still out."""
    book = (kantor, "BUKU PEMBANTU PANJAR", bulan)
    return _sub_book(book, KOLOM_PANJAR, buku, _bukti_cells, sementara=sementara)


def lembar_pajak(bulan: Bulan, buku: SubBuku, kantor: KantorCetak, *, sementara: bool = False) -> Lembar:
    """BP Pajak of all kinds; its foot says of which kinds the balance is made."""
    kinds = [BarisKaki(pajak_name(j), n, 1) for j, n in buku.akhir_per_jenis.items()]
    kaki = (BarisKaki("Pajak yang belum disetor", buku.saldo_akhir, tebal=True), BarisKaki("terdiri dari:"), *kinds)
    book = _sub_book((kantor, "BUKU PEMBANTU PAJAK", bulan), KOLOM_PAJAK, buku, _bukti_cells, sementara=sementara)
    return replace(book, kaki=kaki)


def lembar_pajak_jenis(
    bulan: Bulan, buku: SubBuku, jenis: str, kantor: KantorCetak, *, sementara: bool = False
) -> Lembar:
    """BP Pajak of one kind, with a running balance of its own."""
    saldo = awal = buku.awal_per_jenis.get(jenis, NOL)
    rows = []
    for r in buku.baris:
        if r.jenis == jenis:
            saldo = saldo + r.masuk - r.keluar
            rows.append(replace(r, saldo=saldo))
    book = (kantor, f"BUKU PEMBANTU PAJAK {pajak_name(jenis)}", bulan)
    return _sub_book(
        book, KOLOM_PAJAK_JENIS, SubBuku(awal, tuple(rows)), lambda n, r: (n, r.tanggal, r.uraian), sementara=sementara
    )


def lembar_pajak_per_jenis(
    bulan: Bulan, buku: SubBuku, kantor: KantorCetak, *, sementara: bool = False
) -> dict[str, Lembar]:
    """BP Pajak of every kind that has a balance or a line in the month, by the name of the kind."""
    kinds = (*JENIS_PAJAK, *(r.jenis for r in buku.baris), *buku.awal_per_jenis)
    moved = {r.jenis for r in buku.baris} | {j for j, n in buku.awal_per_jenis.items() if n}
    return {
        pajak_name(j): lembar_pajak_jenis(bulan, buku, j, kantor, sementara=sementara)
        for j in dict.fromkeys(kinds)
        if j in moved
    }


# -- KKPD ------------------------------------------------------------------------------------------------------------


def lembar_kkpd(
    bulan: Bulan,
    buku: BukuKkpd,
    kantor: KantorCetak,
    *,
    rincian: Mapping[str, RincianKkpd] | None = None,
    sementara: bool = False,
) -> Lembar:
    """BP KKPD, a control book: no money moves before the bill is settled (handbook 3.1).

    `rincian` says more of a purchase, by its number.
    """
    known = rincian or {}
    rows = []
    for r in buku.baris:
        d = known.get(r.nomor or r.label.partition(" ")[0], RincianKkpd())
        belanja, lunas = (r.perubahan, None) if r.perubahan > NOL else (None, -r.perubahan)
        uraian = r.uraian or (f"Belanja kartu {d.merchant}" if belanja else f"Pelunasan {d.no_dpt}").strip()
        rows.append(Baris((r.tanggal, r.label, d.merchant, d.rekening, uraian, belanja, lunas, r.sisa_limit, d.no_dpt)))
    jumlah = {
        "belanja": _sum(r.perubahan for r in buku.baris if r.perubahan > NOL),
        "pelunasan": _sum(-r.perubahan for r in buku.baris if r.perubahan < NOL),
        "sisa": buku.sisa_limit,
    }
    awal = _opening(KOLOM_KKPD, buku.limit - buku.terpakai_awal, "Sisa limit awal bulan")
    return replace(
        _book(kantor, "BUKU PEMBANTU KKPD", bulan, KOLOM_KKPD, (awal, *rows)),
        jumlah=(_total(KOLOM_KKPD, "Jumlah bulan ini", jumlah),),
        kaki=(
            BarisKaki("Limit KKPD", buku.limit),
            BarisKaki("Belanja kartu yang belum dilunasi", buku.terpakai_akhir),
            BarisKaki("Sisa limit", buku.sisa_limit, tebal=True),
        ),
        orientasi=Orientasi.MENDATAR,
        sementara=sementara,
    )


# -- rincian objek ---------------------------------------------------------------------------------------------------


def spending_of(rows: Iterable[BkuRow]) -> dict[Pasangan, list[BkuRow]]:
    """The BKU lines that are belanja, by sub kegiatan and rekening."""
    found: dict[Pasangan, list[BkuRow]] = {}
    for r in rows:
        if r.jenis == "belanja":
            found.setdefault((r.sub_kegiatan, r.rekening), []).append(r)
    return found


def _source(r: BkuRow) -> int:
    """The column of a line of belanja: LS, UP/GU (card purchases are settled by GU), TU."""
    return 0 if r.sumber.startswith("LS") else 2 if r.sumber == "TU" else 1


def lembar_rincian_objek(
    bulan: Bulan,
    objek: RincianObjek,
    rows: Sequence[BkuRow],
    kantor: KantorCetak,
    *,
    nama: Mapping[str, str] | None = None,
    sementara: bool = False,
) -> Lembar:
    """BP Rincian Objek Belanja of one rekening. `rows` are its lines of the BKU; `nama` names the sub kegiatan.

    Contra pos lowers realisation without a line of belanja in the BKU; it stands as a row of its own, with a minus.
    """
    month = (objek.ls, objek.up_gu + objek.kkpd, objek.tu)
    body, seen = [], [NOL, NOL, NOL]
    for r in rows:
        kolom, nilai = _source(r), r.pengeluaran - r.penerimaan
        seen[kolom] += nilai
        cells = [nilai if i == kolom else None for i in range(3)]
        body.append(Baris((r.tanggal, r.no_bku, r.uraian, *cells, nilai)))
    contra = [m - s for m, s in zip(month, seen, strict=True)]
    if any(contra):
        body.append(Baris((None, None, "Contra pos (pengembalian belanja)", *map(_or_blank, contra), _sum(contra))))
    jumlah = {"ls": month[0], "up": month[1], "tu": month[2], "jumlah": objek.bulan_ini}
    card = (BarisKaki("Belanja UP/GU di atas termasuk KKPD", objek.kkpd),) if objek.kkpd else ()
    book = _book(kantor, "BUKU PEMBANTU RINCIAN OBJEK BELANJA", bulan, KOLOM_RINCIAN, body)
    rincian = (
        ("Sub kegiatan", f"{objek.sub_kegiatan} {name_of(objek.sub_kegiatan, nama or {})}".strip()),
        ("Kode rekening", objek.rekening),
        ("Nama rekening", objek.uraian),
        ("Anggaran", f"Rp{objek.anggaran}"),
    )
    return replace(
        book,
        kop=replace(book.kop, rincian=(*book.kop.rincian, *rincian)),
        jumlah=(
            _total(KOLOM_RINCIAN, "Jumlah bulan ini", jumlah),
            _total(KOLOM_RINCIAN, "Jumlah s.d. bulan lalu", {"jumlah": objek.sd_bulan_lalu}),
            _total(KOLOM_RINCIAN, "Jumlah s.d. bulan ini", {"jumlah": objek.sd_bulan_ini}),
        ),
        kaki=(*card, BarisKaki("Sisa anggaran", objek.anggaran - objek.sd_bulan_ini, tebal=True)),
        sementara=sementara,
    )


def lembar_rincian_objek_semua(
    bulan: Bulan,
    objek: Sequence[RincianObjek],
    bku: Iterable[BkuRow],
    kantor: KantorCetak,
    *,
    nama: Mapping[str, str] | None = None,
    sementara: bool = False,
) -> dict[str, Lembar]:
    """One sheet per rekening, by its code and the end of its sub kegiatan's."""
    lines = spending_of(bku)
    return {
        f"{o.rekening} {'.'.join(o.sub_kegiatan.split('.')[3:])}".strip(): lembar_rincian_objek(
            bulan, o, lines.get((o.sub_kegiatan, o.rekening), []), kantor, nama=nama, sementara=sementara
        )
        for o in objek
    }
