"""A new book-year from the old one: what is left on 31 December becomes the opening of 1 January.

The opening holds money and open items only. Realisation starts at nothing, UP has not been issued yet; UP not returned
in time stands apart (`up_tahun_lalu`) until its STS. Open items keep their number with the year they come from, so that
the numbering of the new year may start again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, ClassVar

from core.access import Izin
from core.bus import Command, Event, Konteks
from core.errors import Refusal, Temuan
from core.kas.akhir_tahun import ButirAkhirTahun, carried, refuse_unmended, year_end_list
from core.kas.klaim import claims_of
from core.kas.model import Pasangan, Transaksi
from core.kas.pembukaan import BarisRekap, Pembukaan
from core.kas.posisi import Posisi
from core.kas.posting import ArsipSementara, open_year
from core.kas.susulan import try_later
from core.kas.work import KasWork, ketentuan_of
from core.money import Rupiah


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenYear(Command):
    """Opens a year with what the year before left. `penjelasan` is asked when something is carried."""

    izin: ClassVar[Izin] = Izin.TUTUP_KAS
    tahun: int
    penjelasan: str = ""


@dataclass(frozen=True, slots=True)
class TahunDibuka:
    """What a new year began with."""

    tahun: int
    pembukaan: Transaksi
    saldo: Rupiah
    dibawa: tuple[ButirAkhirTahun, ...]


def open_months(work: KasWork, tahun: int) -> list[int]:
    """The months of a year that are not sealed, from its first one on."""
    mulai, tertutup = work.kas.pembukaan_bulan(tahun) or 1, set(work.kas.seals(tahun))
    return [b for b in range(mulai, 13) if b not in tertutup]


def open_new_year(cmd: OpenYear, work: KasWork, konteks: Konteks) -> TahunDibuka:
    """Refuses what must be mended in the old year, a year that has an opening, and what is carried unexplained."""
    work.kas.lock()
    lama = cmd.tahun - 1
    _refuse_place(work, lama, cmd.tahun)
    akhir = date(lama, 12, 31)
    posisi_lama = work.kas.load_posisi(lama, ketentuan_of(work, akhir))
    butir = year_end_list(posisi_lama, lama, open_months(work, lama))
    refuse_unmended(butir, tahun=lama, bulan_juga=True)
    dibawa = carried(butir)
    if dibawa and not cmd.penjelasan.strip():
        apa = ", ".join(dict.fromkeys(b.nama.lower() for b in dibawa))
        pesan = f"Tahun {cmd.tahun} mulai dengan {apa} dari {lama}; tulis penjelasannya."
        raise Refusal("ERR_PENJELASAN_AKHIR_TAHUN", pesan, medan="penjelasan")
    p = carry_over(posisi_lama, lama, lambda npd: _pptk(posisi_lama, npd))
    _refuse_unfunded(work, p, cmd.tahun)

    posisi = work.kas.load_posisi(cmd.tahun, ketentuan_of(work, date(cmd.tahun, 1, 1)), akhir)
    posisi.arsip = arsip = ArsipSementara(posisi.arsip)
    awal = open_year(p, cmd.tahun, posisi)
    arsip.keep(awal, 0)
    klaim = claims_of(awal, posisi)
    try_later(work, cmd.tahun, akhir, posisi, apa=f"Pembukaan {cmd.tahun}", tx=None)
    work.kas.add(cmd.tahun, [(0, awal)], konteks.clock.now())
    work.kas.add_claims(cmd.tahun, awal, klaim)
    work.kas.add_pembukaan(cmd.tahun, p, {**opening_to_json(p), "penjelasan": cmd.penjelasan.strip()})
    opd = work.opd.office()
    if opd is not None and opd.tahun_anggaran < cmd.tahun:
        work.opd.save_office(replace(opd, tahun_anggaran=cmd.tahun, versi=opd.versi + 1))
        work.record(Event("opd", "TahunBaru", {"tahun": cmd.tahun}))
    work.record(Event("kas", "YearOpened", {"tahun": cmd.tahun, "saldo_bku": p.bku, "dibawa": len(dibawa)}))
    work.record(Event("anggaran", "PaguClaimed"))
    return TahunDibuka(cmd.tahun, awal, Rupiah(p.bku), dibawa)


def _refuse_place(work: KasWork, lama: int, tahun: int) -> None:
    if not work.kas.has_year(lama):
        raise Refusal("ERR_TAHUN_LAMA_KOSONG", f"Tahun {lama} belum dibukukan; tidak ada yang dibawa ke {tahun}.")
    if work.kas.pembukaan_bulan(tahun) is not None:
        raise Refusal("ERR_TAHUN_SUDAH_DIBUKA", f"Buku {tahun} sudah mempunyai saldo awal.")
    if work.kas.seals(tahun):
        pesan = f"Bulan dalam {tahun} sudah ditutup; saldo awal tidak dapat lagi dimasukkan di depannya."
        raise Refusal("ERR_BULAN_TERTUTUP", pesan)


def _refuse_unfunded(work: KasWork, p: Pembukaan, tahun: int) -> None:
    """A card purchase that is settled next year is spent from next year's pagu: its rekening must be there."""
    ada = {b.pasangan for b in work.anggaran.pagu(tahun)}
    kurang = [(nomor, pair) for nomor, rows, _ in p.kkpd for pair, _ in rows if pair not in ada]
    if kurang:
        raise Refusal.of(
            [
                Temuan(
                    "ERR_KARTU_TANPA_PAGU",
                    f"Belanja kartu {nomor} belum dilunasi, dan rekening {rekening} (sub kegiatan {sub}) tidak ada "
                    f"dalam DPA {tahun}. Lunasi pada tahun lama, atau impor DPA {tahun} yang memuatnya.",
                )
                for nomor, (sub, rekening) in kurang
            ]
        )


def carry_over(posisi: Posisi, lama: int, pptk: Callable[[str], str]) -> Pembukaan:
    """The opening of the next year from where the old one ends."""

    def kept(nomor: str) -> str:
        return nomor if str(lama) in nomor else f"{nomor}/{lama}"

    p = Pembukaan(
        bulan=1,
        bku=posisi.wadah["tunai"] + posisi.wadah["bank"],
        kas_tunai=posisi.wadah["tunai"],
        bank=posisi.wadah["bank"],
        pajak=posisi.pajak_belum_setor,
        panjar=posisi.panjar_beredar,
        up_tahun_lalu=posisi.uang_persediaan,
        pajak_per_jenis={j: n for j, n in posisi.pajak.items() if n},
        panjar_terbuka=[(kept(nomor), n, pptk(nomor)) for nomor, n in posisi.panjar.items() if n],
        lain=[(jenis, kept(nomor), n) for (jenis, nomor), n in posisi.lain.items() if n],
    )
    for nomor, k in posisi.kartu.items():
        if not k.lunas and (any(k.layak.values()) or k.ditolak):
            p.kkpd.append((kept(nomor), [(pair, n) for pair, n in k.layak.items() if n], k.ditolak))
    # money that was there before the first month came in as what it is: tax withheld, and the rest
    p.rekap = [BarisRekap("penerimaan", f"pajak:{j}", "up", n) for j, n in p.pajak_per_jenis.items()]
    p.rekap.append(BarisRekap("penerimaan", "lain_lain", "up", p.bku + p.panjar - p.pajak))
    return p


def _pptk(posisi: Posisi, npd: str) -> str:
    asal = posisi.arsip.by_nomor("NPD", npd)
    return str(asal.isi.get("pptk") or "") if asal is not None else ""


def opening_to_json(p: Pembukaan) -> dict[str, Any]:
    """The opening in the words of the interchange format, so that the export of the year carries it."""

    def rows(rincian: Sequence[tuple[Pasangan, int]]) -> list[list[object]]:
        return [[rekening, _rp(n), sub] for (sub, rekening), n in rincian]

    return {
        "no_bku_awal": p.no_bku_awal,
        "saldo_awal": {
            "bku": _rp(p.bku),
            "kas_tunai": _rp(p.kas_tunai),
            "bank": _rp(p.bank),
            "pajak": _rp(p.pajak),
            "panjar": _rp(p.panjar),
            "up_sudah_terbit": False,
            "up_tahun_lalu": _rp(p.up_tahun_lalu),
            "pajak_per_jenis": {j: _rp(n) for j, n in p.pajak_per_jenis.items()},
            "panjar_terbuka": [{"nomor": nomor, "nilai": _rp(n), "pptk": x} for nomor, n, x in p.panjar_terbuka],
            "kkpd_belum_lunas": [
                {"nomor": nomor, "rincian": rows(rincian), "ditolak": _rp(ditolak)}
                for nomor, rincian, ditolak in p.kkpd
            ],
            "lain_belum_setor": [_lain(jenis, nomor, n) for jenis, nomor, n in p.lain],
        },
        "rekap_kas_sd_bulan_lalu": {
            "penerimaan": {
                "pajak": {j: {"up": _rp(n)} for j, n in p.pajak_per_jenis.items()},
                "lain_lain": {"up": _rp(p.bku + p.panjar - p.pajak)},
            }
        },
    }


def _lain(jenis: str, nomor: str, sen: int) -> dict[str, object]:
    isi: dict[str, object] = {"jenis": jenis.upper(), "nomor": nomor, "nilai": _rp(sen)}
    if jenis.startswith("contra_pos"):
        isi |= {"jenis": "CONTRA_POS", "kelompok": jenis.removeprefix("contra_pos_")}
    return isi


def _rp(sen: int) -> int | str:
    return Rupiah(sen).to_json()
