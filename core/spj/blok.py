"""The reports of one month as data: the blocks of the interchange format (7), for the terminal and other programs.

Amounts are whole rupiah, or text with two decimals where there are sen; absent values are left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

from core.anggaran.model import BarisPagu
from core.calendar import Bulan
from core.kas.model import JENIS_PAJAK
from core.kas.pembukaan import BARIS_REKAP, rencana_pagu
from core.kas.queries import (
    TIGA_NOL,
    BkuRow,
    BlokRow,
    BukuKkpd,
    KasQueries,
    LpjTuRow,
    LpjUpRow,
    RealisasiRow,
    RincianObjek,
    SubBuku,
    TigaKolom,
)
from core.kas.wire import anggaran_key
from core.money import NOL, Rupiah
from core.spj.identitas import identities

_KOLOM: Final = ("ls_gaji", "ls_bj", "up")


def block_bku(rows: Sequence[BkuRow]) -> list[dict[str, Any]]:
    """The BKU of a month, line by line."""
    return [
        _present(
            no_bku=r.no_bku,
            tx=r.tx,
            tanggal=r.tanggal.isoformat(),
            no_bukti=r.no_bukti,
            uraian=r.uraian,
            penerimaan=r.penerimaan.to_json(),
            pengeluaran=r.pengeluaran.to_json(),
            wadah=r.wadah,
            jenis=r.jenis,
            sumber=r.sumber,
            kode_rekening=r.rekening or None,
            sub_kegiatan=r.sub_kegiatan or None,
            pajak=r.pajak or None,
            ntpn=r.ntpn or None,
            kelompok=r.kelompok or None,
            koreksi_dari=r.koreksi_dari or None,
            saldo=r.saldo.to_json(),
            saldo_tunai=r.saldo_tunai.to_json(),
            saldo_bank=r.saldo_bank.to_json(),
        )
        for r in rows
    ]


def block_wadah(buku: SubBuku) -> dict[str, Any]:
    """BP kas tunai or BP bank."""
    baris = [[r.no_bku, r.masuk.to_json(), r.keluar.to_json(), r.saldo.to_json()] for r in buku.baris]
    return {
        "saldo_awal": buku.saldo_awal.to_json(),
        "kolom": ["no_bku", "penerimaan", "pengeluaran", "saldo"],
        "baris": baris,
    }


def block_pajak(buku: SubBuku) -> dict[str, Any]:
    """BP pajak, with its balance per kind before and after."""
    baris = [[r.no_bku, r.jenis, r.masuk.to_json(), r.keluar.to_json(), r.saldo.to_json()] for r in buku.baris]
    return {
        "saldo_awal": buku.saldo_awal.to_json(),
        "saldo_awal_per_jenis": {j: buku.awal_per_jenis.get(j, NOL).to_json() for j in JENIS_PAJAK},
        "kolom": ["no_bku", "jenis", "pemotongan", "penyetoran", "saldo"],
        "baris": baris,
        "saldo_per_jenis": {j: buku.akhir_per_jenis.get(j, NOL).to_json() for j in JENIS_PAJAK},
    }


def block_panjar(buku: SubBuku) -> dict[str, Any]:
    """BP panjar."""
    baris = [[r.no_bku, r.masuk.to_json(), r.keluar.to_json(), r.saldo.to_json()] for r in buku.baris]
    kolom = ["no_bku", "pertanggungjawaban", "pemberian", "saldo_beredar"]
    return {"saldo_awal": buku.saldo_awal.to_json(), "kolom": kolom, "baris": baris}


def block_kkpd(buku: BukuKkpd) -> dict[str, Any]:
    """The card control book."""
    return {
        "limit": buku.limit.to_json(),
        "terpakai_awal": buku.terpakai_awal.to_json(),
        "rows": [[r.label, r.perubahan.to_json(), r.sisa_limit.to_json()] for r in buku.baris],
        "terpakai_akhir": buku.terpakai_akhir.to_json(),
        "sisa_limit_akhir": buku.sisa_limit.to_json(),
    }


def block_rincian(rows: Sequence[RincianObjek]) -> list[dict[str, Any]]:
    """BP rincian objek."""
    nilai = ("sd_bulan_lalu", "up_gu", "kkpd", "tu", "ls", "bulan_ini", "sd_bulan_ini")
    return [
        {"kode_rekening": r.rekening, "sub_kegiatan": r.sub_kegiatan, **{k: getattr(r, k).to_json() for k in nilai}}
        for r in rows
    ]


def _tiga(k: TigaKolom) -> dict[str, Any]:
    return {"sd_lalu": k.sd_lalu.to_json(), "bulan_ini": k.bulan_ini.to_json(), "sd_ini": k.sd_ini.to_json()}


def _sums(rows: Sequence[RealisasiRow]) -> dict[str, Any]:
    found: dict[str, Any] = {
        "anggaran": _sum(r.anggaran for r in rows),
        "jumlah_spj": _sum(r.jumlah_spj for r in rows),
        "sisa_pagu": _sum(r.sisa_pagu for r in rows),
    }
    for k in _KOLOM:
        found[k] = _tiga(sum((getattr(r, k) for r in rows), TIGA_NOL))
    return found


def _sum(nilai: Iterable[Rupiah]) -> int | str:
    return Rupiah(sum(n.sen for n in nilai)).to_json()


def block_spj(rows: Sequence[RealisasiRow], blok: Sequence[BlokRow], contra: Mapping[str, Rupiah]) -> dict[str, Any]:
    """SPJ fungsional: the table, its sums per sub kegiatan, and the cash block."""
    return {**block_spj_table(rows), "rekap_kas": block_rekap(blok, contra)}


def block_spj_table(rows: Sequence[RealisasiRow]) -> dict[str, Any]:
    """The SPJ table, as both reports have it."""
    per_sub: dict[str, list[RealisasiRow]] = {}
    for r in rows:
        per_sub.setdefault(r.sub_kegiatan, []).append(r)
    baris = [
        {
            "kode_rekening": r.rekening,
            "uraian": r.uraian,
            "sub_kegiatan": r.sub_kegiatan,
            "anggaran": r.anggaran.to_json(),
            **{k: _tiga(getattr(r, k)) for k in _KOLOM},
            "jumlah_spj": r.jumlah_spj.to_json(),
            "sisa_pagu": r.sisa_pagu.to_json(),
        }
        for r in rows
    ]
    return {
        "baris": baris,
        "per_sub_kegiatan": [{"sub_kegiatan": s, **_sums(per_sub[s])} for s in per_sub],
        "jumlah": _sums(rows),
    }


def block_rekap(blok: Sequence[BlokRow], contra: Mapping[str, Rupiah]) -> dict[str, Any]:
    """The cash block of a month (format-transaksi 7.3)."""
    found: dict[str, Any] = {}
    jumlah: dict[str, tuple[Rupiah, Rupiah]] = {}
    for sisi, utama in BARIS_REKAP.items():
        side = [b for b in blok if b.sisi == sisi]

        def pick(baris: str, kelompok: str | None = None, side: list[BlokRow] = side) -> int | str:
            return _sum(b.bulan_ini for b in side if b.baris == baris and kelompok in (None, b.kelompok))

        found[sisi] = {k: pick(k) for k in utama}
        found[sisi]["pajak"] = {j: {g: pick(f"pajak:{j}", g) for g in ("ls", "up")} for j in JENIS_PAJAK}
        found[sisi]["lain_lain"] = {g: pick("lain_lain", g) for g in ("ls", "up")}
        found[sisi]["jumlah"] = _sum(b.bulan_ini for b in side)
        jumlah[sisi] = (Rupiah(sum(b.sd_lalu.sen for b in side)), Rupiah(sum(b.bulan_ini.sen for b in side)))
    masuk, keluar = jumlah["penerimaan"], jumlah["pengeluaran"]
    found["saldo_kas"] = (masuk[0] + masuk[1] - keluar[0] - keluar[1]).to_json()
    found["contra_pos"] = {k: n.to_json() for k, n in contra.items()}
    found["sd_lalu"] = {"penerimaan": masuk[0].to_json(), "pengeluaran": keluar[0].to_json()}
    found["sd_ini"] = {"penerimaan": (masuk[0] + masuk[1]).to_json(), "pengeluaran": (keluar[0] + keluar[1]).to_json()}
    return found


def block_lpj_up(lpj: LpjUpRow, pagu: Sequence[BarisPagu]) -> dict[str, Any]:
    """One LPJ-UP."""
    rencana = rencana_pagu(tuple(pagu))
    return {
        "nomor": lpj.nomor,
        "up_awal_periode": lpj.up_awal.to_json(),
        "penggunaan_up": lpj.nilai.to_json(),
        "up_akhir_periode": lpj.up_akhir.to_json(),
        "rincian": [
            {
                "kode_rekening": r.rekening,
                **({"sub_kegiatan": r.sub_kegiatan} if len(rencana.get(r.rekening, ())) != 1 else {}),
                "anggaran": r.anggaran.to_json(),
                "belanja_periode_ini": r.belanja_periode_ini.to_json(),
                "akumulasi_belanja": r.akumulasi_belanja.to_json(),
                "sisa_anggaran": r.sisa_anggaran.to_json(),
            }
            for r in lpj.rincian
        ],
    }


def block_lpj_tu(tu: LpjTuRow) -> dict[str, Any]:
    """One TU with its accounting."""
    return _present(
        sp2d=tu.sp2d,
        nilai_tu=tu.nilai.to_json(),
        belanja={pair[1]: n.to_json() for pair, n in tu.belanja},
        jumlah_belanja=tu.jumlah_belanja.to_json(),
        sisa_tu=tu.sisa.to_json(),
        sts=tu.sts or None,
        sts_nilai=tu.sts_nilai.to_json(),
    )


def block_saldo(q: KasQueries, bulan: Bulan, pagu: Sequence[BarisPagu]) -> dict[str, Any]:
    """Closing balances, pagu and SPD left, and the identities with their two sides."""
    s = q.saldo(bulan)
    rencana = rencana_pagu(tuple(pagu))
    sisa = [(anggaran_key(p[0], p[1], rencana), a, b) for p, a, b in q.sisa_pagu_spd(bulan)]
    kunci = (
        "bku", "kas_tunai", "bank", "pajak_belum_setor", "panjar_beredar",
        "spj_up_belum_gu", "sisa_tu", "lain_belum_setor",
        "total_penerimaan_bku", "total_pengeluaran_bku",
    )  # fmt: skip
    return {
        "saldo_akhir": {k: getattr(s, k).to_json() for k in kunci},
        "sisa_pagu_akhir": {k: a.to_json() for k, a, _ in sisa},
        "sisa_spd_akhir": {k: b.to_json() for k, _, b in sisa},
        "identitas": [
            {"nama": i.nama, "kiri": i.kiri.to_json(), "kanan": i.kanan.to_json()} for i in identities(q, bulan)
        ],
    }


def _present(**kunci: Any) -> dict[str, Any]:
    return {k: v for k, v in kunci.items() if v is not None}


BLOK_BUKU: Final[Mapping[str, Callable[[KasQueries, Bulan], Any]]] = {
    "bku": lambda q, b: block_bku(q.bku(b)),
    "tunai": lambda q, b: block_wadah(q.wadah(b, "tunai")),
    "bank": lambda q, b: block_wadah(q.wadah(b, "bank")),
    "pajak": lambda q, b: block_pajak(q.pajak(b)),
    "panjar": lambda q, b: block_panjar(q.panjar(b)),
    "kkpd": lambda q, b: block_kkpd(q.kkpd(b)),
    "rincian": lambda q, b: block_rincian(q.rincian(b)),
}
"""The books by the word the terminal uses."""
