"""An invented office's file, built event by event, and the reading of it without a database."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from core.errors import Refusal, Temuan
from core.importers.pundi_transaksi import read_pundi_transaksi
from core.kas.commands import RencanaImpor, plan_import
from core.kas.ekspor import KEBIJAKAN

KODE = "2.16.2.20.2.21.01.0000"
S1, S2, S3 = "2.16.01.2.06.0002", "2.16.01.2.06.0009", "2.16.01.2.08.0002"
ATK = "5.1.02.01.01.0024"
MAMIN = "5.1.02.01.01.0052"
"""Stands under two sub kegiatan: S1 and S2."""
HONOR = "5.1.02.02.01.0003"
LISTRIK = "5.1.02.02.01.0061"
GAJI = "5.1.01.01.01.0001"
MODAL = "5.2.02.10.01.0002"
ASING = "5.1.02.99.99.9999"
PAGU = [
    (ATK, S1, 60_000_000),
    (MAMIN, S1, 48_000_000),
    (MAMIN, S2, 30_000_000),
    (HONOR, S2, 90_000_000),
    (LISTRIK, S3, 96_000_000),
    (GAJI, S3, 500_000_000),
    (MODAL, S3, 250_000_000),
]

JUTA = 1_000_000

Json = dict[str, Any]
Temu = tuple[str, str | None, str | None]


def header(**ubah: Any) -> Json:
    """`input` without its events: UP 60 juta in cash and 40 juta on cards, books opened empty."""
    return {
        "pagu": [
            {"kode_rekening": r, "uraian": f"Belanja CONTOH {r}", "sub_kegiatan": s, "anggaran": n} for r, s, n in PAGU
        ],
        "up": {"besaran_up": 100_000_000, "up_tunai": 60_000_000, "up_kkpd_limit": 40_000_000, "proporsi_kkpd": "0.40"},
        "saldo_awal": {"bku": 0, "kas_tunai": 0, "bank": 0, "pajak": 0, "panjar": 0},
        **ubah,
    }


def berkas(peristiwa: Sequence[Json], *, bulan: int = 2, sampai: int = 3, **ubah: Any) -> Json:
    """A whole file of February and March 2026."""
    meta = {"opd": "Dinas CONTOH", "kode_skpd": KODE, "tahun_anggaran": 2026, "bulan": bulan, "sampai_bulan": sampai}
    isi = {**header(**ubah), "transaksi": list(peristiwa)}
    return {"format": "pundi-transaksi", "versi": 1, "meta": {**meta, "kebijakan": dict(KEBIJAKAN)}, "input": isi}


def as_lines(isi: Json) -> bytes:
    """The same file in the line form."""
    masukan = dict(isi["input"])
    peristiwa = masukan.pop("transaksi")
    kepala = {"format": isi["format"], "versi": 1, "bentuk": "jsonl", "jumlah_transaksi": len(peristiwa)}
    rows = [{**kepala, "meta": isi["meta"], **masukan}, *peristiwa]
    return "".join(json.dumps(r) + "\n" for r in rows).encode()


class KantorKosong:
    """What planning an import asks of an office that has no books yet."""

    kode = KODE

    @property
    def opd(self) -> KantorKosong:
        return self

    kas = anggaran = opd

    def office(self) -> KantorKosong:
        return self

    def has_year(self, _tahun: int) -> bool:
        return False

    def stored(self, _tahun: int, _kode: Sequence[str]) -> Mapping[str, Any]:
        return {}

    def pagu(self, _tahun: int) -> Sequence[Any]:
        return ()


def plan(isi: Json | bytes) -> RencanaImpor:
    data = isi if isinstance(isi, bytes) else json.dumps(isi).encode()
    return plan_import(read_pundi_transaksi("contoh.json", data), KantorKosong())  # type: ignore[arg-type]


def temuan(isi: Json | bytes) -> list[Temu]:
    """Everything a reader says about a file: (kode, tx, medan)."""
    found: Sequence[Temuan]
    try:
        found = plan(isi).temuan
    except Refusal as e:
        found = e.temuan
    return [(t.kode, t.tx, t.medan) for t in found]


def opening(**saldo: Any) -> Json:
    """A rich position at the start of February: 5 juta cash, panjar, taxes, an open TU, an LPJ not refilled, cards."""
    awal = {
        "bku": 18_650_000,
        "kas_tunai": 5 * JUTA,
        "bank": 13_650_000,
        "pajak": 150_000,
        "panjar": 2 * JUTA,
        "up_sudah_terbit": True,
        "pajak_per_jenis": {"PPN": 100_000, "PPh21": 50_000},
        "panjar_terbuka": [{"nomor": "NPD-A", "tanggal": "2026-01-20", "pptk": "PPTK CONTOH", "nilai": 2 * JUTA}],
        "spj_up_belum_lpj": [{"kode_rekening": ATK, "sub_kegiatan": S1, "nilai": 10 * JUTA}],
        "lpj_belum_diganti": [{"nomor": "LPJ-A", "nilai": 40 * JUTA}],
        "kkpd_belum_lunas": [
            {
                "nomor": "KKPD-A",
                "merchant": "Toko CONTOH",
                "rincian": [[MAMIN, 3 * JUTA, S2], [HONOR, JUTA]],
                "ditolak": 500_000,
            }
        ],
        "tu_terbuka": [
            {
                "nomor": "SP2D-A",
                "nilai": 20 * JUTA,
                "sub_kegiatan": S2,
                "batas_lpj": "2026-02-28",
                "rincian": [[HONOR, 15 * JUTA], [MAMIN, 5 * JUTA]],
                "belanja": [[HONOR, 9 * JUTA]],
                "disetor": 1 * JUTA,
            }
        ],
        "lain_belum_setor": [
            {"nomor": "NK-A", "jenis": "JASA_GIRO", "nilai": 200_000, "kelompok": "up", "sumber": "UP"},
            {"nomor": "CP-A", "jenis": "CONTRA_POS", "nilai": 300_000, "kelompok": "ls", "sumber": "LS"},
        ],
        **saldo,
    }
    return header(
        saldo_awal=awal,
        spj_sd_bulan_lalu={
            ATK: {"up": 50 * JUTA},
            GAJI: {"ls_gaji": 30 * JUTA},
            HONOR: {"up": 9 * JUTA},
            f"{S2}|{MAMIN}": {"up": JUTA},
        },
        rekap_kas_sd_bulan_lalu={
            "penerimaan": {
                "sp2d_ls": 30 * JUTA,
                "sp2d_up": 60 * JUTA,
                "sp2d_tu": 20 * JUTA,
                "sp2d_gu_kkpd": JUTA,
                "pajak": {"PPN": {"ls": 0, "up": 100_000}, "PPh21": {"ls": 7, "up": 50_000}},
                "lain_lain": {"ls": 300_000, "up": 200_000},
            },
            "pengeluaran": {
                "spj_ls": 30 * JUTA,
                "spj_up_gu": 50 * JUTA,
                "spj_kkpd": JUTA,
                "spj_tu": 9 * JUTA,
                "pajak": {"PPh21": {"ls": 7, "up": 0}},
                "lain_lain": {"ls": 0, "up": JUTA},
            },
        },
        no_bku_awal=101,
    )


def opened(*peristiwa: Json, **saldo: Any) -> Json:
    """A file of February and March that opens with the rich position."""
    masukan = opening(**saldo)
    return {**berkas([]), "input": {**masukan, "transaksi": list(peristiwa)}}


# events, with what most of them have in common


def ev(kode: str, tipe: str, tanggal: str = "02-10", **isi: Any) -> Json:
    return {"id": kode, "tanggal": f"2026-{tanggal}", "tipe": tipe, **isi}


def up(kode: str = "UP", nilai: int = 60_000_000, **isi: Any) -> Json:
    return ev(kode, "SP2D_UP", **{"nomor": f"SP2D-{kode}", "nilai": nilai, **isi})


def beli(kode: str, nilai: int, rekening: str = ATK, *, cara: str = "bank", **isi: Any) -> Json:
    """A purchase from UP; `pajak` as [[jenis, nilai], ...]."""
    pajak = isi.pop("pajak", [])
    return ev(
        kode,
        isi.pop("tipe", "BELANJA_UP"),
        **{
            "nomor": f"TBP-{kode}",
            "cara": cara,
            "bruto": nilai,
            "rincian": [[rekening, nilai]],
            "pajak": pajak,
            "dibayar": nilai - sum(n for _, n in pajak),
            **isi,
        },
    )


def ls(kode: str, nilai: int, rekening: str = LISTRIK, **isi: Any) -> Json:
    potongan, tipe = isi.pop("potongan", []), isi.pop("tipe", "SP2D_LS_BJ")
    isi = {"nomor": f"SP2D-{kode}", "bruto": nilai, "rincian": [[rekening, nilai]], "potongan": potongan, **isi}
    return ev(kode, tipe, **{"netto": nilai - sum(p["nilai"] for p in potongan), **isi})


def kartu(kode: str, nilai: int, rekening: str = ATK, **isi: Any) -> Json:
    isi = {"nomor": f"KKPD-{kode}", "kartu": "****1234", "merchant": "Toko CONTOH", **isi}
    return ev(kode, "BELANJA_KKPD", **{"bruto": nilai, "rincian": [[rekening, nilai]], **isi})


def tu(kode: str, nilai: int, rekening: str = HONOR, sub: str = S2, **isi: Any) -> Json:
    isi = {"nomor": f"SP2D-{kode}", "nilai": nilai, "sub_kegiatan": sub, "rincian": [[rekening, nilai]], **isi}
    return ev(kode, "SP2D_TU", **{"batas_lpj": "2026-03-10", **isi})


def tunai(kode: str, nilai: int, **isi: Any) -> Json:
    return ev(kode, "TARIK_TUNAI", **{"nomor": f"CEK-{kode}", "nilai": nilai, **isi})


def panjar(kode: str, nilai: int, **isi: Any) -> Json:
    return ev(kode, "PANJAR", **{"nomor": f"NPD-{kode}", "cara": "bank", "pptk": "PPTK CONTOH", "nilai": nilai, **isi})


def spj(kode: str, npd: str, nilai: int, **isi: Any) -> Json:
    isi = {"nomor": f"TBP-{kode}", "panjar": npd, "cara": "bank", "bruto": nilai, **isi}
    return ev(kode, "SPJ_PANJAR", **{"rincian": [[ATK, nilai]], "pajak": [], **isi})


def setor(kode: str, *baris: tuple[str, int], **isi: Any) -> Json:
    rows = [
        {"jenis": j, "nilai": n, "ntpn": f"{kode}{i}".rjust(16, "0"), "nomor": f"SSP-{kode}{i}"}
        for i, (j, n) in enumerate(baris)
    ]
    return ev(kode, "SETOR_PAJAK", **{"cara": "bank", "setoran": rows, **isi})


def lpj(kode: str, nilai: int, sampai: str, **isi: Any) -> Json:
    return ev(kode, "LPJ_UP", **{"nomor": f"LPJ-{kode}", "nilai": nilai, "sampai_tx": sampai, **isi})


def gu(kode: str, nilai: int, lpj: str, tipe: str = "SP2D_GU", **isi: Any) -> Json:
    return ev(kode, tipe, **{"nomor": f"SP2D-{kode}", "nilai": nilai, "lpj": lpj, **isi})


def sisa(kode: str, tipe: str, nilai: int, **isi: Any) -> Json:
    return ev(kode, tipe, **{"nomor": f"STS-{kode}", "nilai": nilai, **isi})


def lunas(kode: str, nilai: int, *dpt: str, **isi: Any) -> Json:
    isi = {"nomor": f"SP2D-{kode}", "nomor_dpt": f"DPT-{kode}", **isi}
    return ev(kode, "SP2D_GU_KKPD", nilai=nilai, dpt=list(dpt), **isi)


def kurangi(kode: str, tipe: str, asal: str, nilai: int, **isi: Any) -> Json:
    """A rejection, refund or private repayment of a card line."""
    alasan = {"alasan": "Belanja pribadi"} if tipe == "KKPD_TOLAK" else {}
    return ev(kode, tipe, **{"nomor": f"KKL-{kode}", "asal": asal, "nilai": nilai, **alasan, **isi})


def giro(kode: str, nilai: int, **isi: Any) -> Json:
    return ev(kode, "JASA_GIRO", **{"nomor": f"NK-{kode}", "nilai": nilai, **isi})


def contra(kode: str, nilai: int, sumber: str, referensi: str, **isi: Any) -> Json:
    rekening = {"LS": LISTRIK, "TU": HONOR}.get(sumber, ATK)
    isi = {"nomor": f"CP-{kode}", "rincian": [[rekening, nilai]], "cara": "bank", **isi}
    return ev(kode, "CONTRA_POS", nilai=nilai, sumber=sumber, referensi=referensi, **isi)


def retur(kode: str, nilai: int, referensi: str, **isi: Any) -> Json:
    return ev(kode, "RETUR_BANK", **{"nomor": f"RTR-{kode}", "nilai": nilai, "referensi": referensi, **isi})


def ulang(kode: str, nilai: int, retur: str, **isi: Any) -> Json:
    return ev(kode, "BAYAR_ULANG", **{"nomor": f"BYR-{kode}", "nilai": nilai, "retur": retur, **isi})


def koreksi(kode: str, tx: str, **isi: Any) -> Json:
    return ev(kode, "KOREKSI", **{"nomor": f"KRK-{kode}", "koreksi_tx": tx, "alasan": "Salah catat", **isi})


# short histories


def lpj_made(n: int = 40 * JUTA) -> list[Json]:
    """UP spent and answered for, not yet refilled."""
    return [up(), beli("B", n), lpj("L", n, "B")]


def refilled(n: int = 40 * JUTA) -> list[Json]:
    return [*lpj_made(n), gu("G", n, "LPJ-L")]


def tu_open() -> list[Json]:
    return [up(), tu("TU", 10 * JUTA)]


def belanja_tu(kode: str, nilai: int, rekening: str = HONOR, **isi: Any) -> Json:
    return beli(kode, nilai, rekening, tipe="BELANJA_TU", **isi)
