"""The DPT KKPD (Daftar Pembayaran Tagihan, F12): which lines are paid, and the figures an SPP-GU KKPD is made of.

A purchase is settled whole in the books, so all lines tied to it go on one DPT, and what the bank charges must be what
the books hold payable (E10).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from core.errors import Temuan
from core.identity import OrangId, TagihanId
from core.kas.model import Pasangan
from core.kkpd.baris import BarisTagihan
from core.kkpd.rules import AKHIR, DITOLAK, dpt_objection
from core.money import Rupiah, total


@dataclass(frozen=True, slots=True)
class BarisDpt:
    """One line as the DPT lists it."""

    kunci_bank: str
    baris: int
    kartu: str
    pemegang: str
    tanggal: date
    merchant: str
    bukti: tuple[str, ...]
    nilai: Rupiah


@dataclass(frozen=True, slots=True)
class RincianDpt:
    """What one purchase of the list costs one budget line."""

    bukti: str
    sub_kegiatan: str
    rekening: str
    uraian: str
    nilai: Rupiah


@dataclass(frozen=True, slots=True)
class Dpt:
    """A list of payment, once made never changed; withdrawn while no SP2D has answered it."""

    nomor: str
    urut: int
    tanggal: date
    tagihan: TagihanId
    pejabat: OrangId
    pejabat_nama: str
    baris: tuple[BarisDpt, ...]
    rincian: tuple[RincianDpt, ...]

    @property
    def total(self) -> Rupiah:
        """What the SPP, SPM and SP2D will carry (E10)."""
        return total([b.nilai for b in self.baris])

    @property
    def pembelian(self) -> tuple[str, ...]:
        """Numbers of the purchases it pays, as `dpt` of an SP2D_GU_KKPD names them."""
        return tuple(dict.fromkeys(r.bukti for r in self.rincian))


@dataclass(frozen=True, slots=True)
class NilaiSpp:
    """The figures of an SPP-GU KKPD: its DPT, its amount, and the amount per (sub kegiatan, rekening)."""

    dpt: str
    nilai: Rupiah
    rincian: tuple[tuple[Pasangan, str, Rupiah], ...]
    pembelian: tuple[str, ...]


def spp_values(dpt: Dpt) -> NilaiSpp:
    """What a draft SPP-GU KKPD takes over from its DPT; budget lines in the order they first appear."""
    jumlah: dict[Pasangan, Rupiah] = {}
    uraian: dict[Pasangan, str] = {}
    for r in dpt.rincian:
        pair = (r.sub_kegiatan, r.rekening)
        jumlah[pair] = jumlah.get(pair, Rupiah()) + r.nilai
        uraian.setdefault(pair, r.uraian)
    return NilaiSpp(dpt.nomor, dpt.total, tuple((p, uraian[p], n) for p, n in jumlah.items()), dpt.pembelian)


@dataclass(frozen=True, slots=True)
class Kelompok:
    """Lines and purchases that hang together: one purchase on two lines, or one line for two purchases."""

    baris: tuple[BarisTagihan, ...]
    bukti: tuple[str, ...]

    @property
    def disetujui(self) -> tuple[BarisTagihan, ...]:
        """Those of its lines that may go on a DPT."""
        return tuple(b for b in self.baris if dpt_objection(b) is None)

    def objection(self, terutang: Mapping[str, Rupiah]) -> Temuan | None:
        """Why it may not be paid now; `terutang` is what the books hold payable per purchase."""
        if not self.disetujui:
            return None
        nomor = ", ".join(str(b.nomor) for b in self.disetujui)
        if not self.bukti:
            return _objection(nomor, "belum ada buktinya di buku", self.disetujui[0].nomor)
        belum = [b for b in self.baris if b not in self.disetujui and not _is_out(b)]
        if belum:
            kata = ", ".join(f"baris {b.nomor} ({b.keterangan})" for b in belum)
            return _objection(nomor, f"buktinya juga dipakai {kata}, yang belum disetujui", self.disetujui[0].nomor)
        hilang = [n for n in self.bukti if n not in terutang]
        if hilang:
            return _objection(nomor, f"bukti {', '.join(hilang)} sudah lunas di buku", self.disetujui[0].nomor)
        ditagih = total([b.netto for b in self.disetujui])
        tercatat = total([terutang[n] for n in self.bukti])
        if ditagih != tercatat:
            pesan = f"Baris {nomor} ditagih {ditagih}, sedangkan bukti {', '.join(self.bukti)} di buku {tercatat}. " + (
                "Catat selisihnya sebagai belanja KKPD tersendiri dan pasangkan keduanya."
                if ditagih > tercatat
                else "Catat selisihnya sebagai refund atas bukti itu."
            )
            return Temuan("ERR_DPT_TIDAK_SAMA", pesan, baris=self.disetujui[0].nomor)
        return None


def _is_out(b: BarisTagihan) -> bool:
    return b.status in DITOLAK or b.status in AKHIR


def _objection(nomor: str, alasan: str, baris: int) -> Temuan:
    pesan = f"Baris {nomor} tidak dapat masuk DPT: {alasan}. Selesaikan dahulu, lalu buat DPT lagi."
    return Temuan("ERR_KKPD_TIDAK_LAYAK_DPT", pesan, baris=baris)


def groups(baris: Iterable[BarisTagihan]) -> Sequence[Kelompok]:
    """Lines gathered by the purchases they share, in the order of the bill; refunds take no part."""
    kelompok: dict[int, tuple[list[BarisTagihan], dict[str, None]]] = {}
    milik: dict[str, int] = {}
    for n, b in enumerate(baris):
        if b.is_credit:
            continue
        satu: tuple[list[BarisTagihan], dict[str, None]] = ([b], dict.fromkeys(b.bukti))
        for i in sorted({milik[x] for x in b.bukti if x in milik}):
            lama = kelompok.pop(i)
            satu = ([*lama[0], *satu[0]], {**lama[1], **satu[1]})
        kelompok[n] = satu
        milik.update(dict.fromkeys(satu[1], n))
    found = [Kelompok(tuple(sorted(b, key=attrgetter("nomor"))), tuple(n)) for b, n in kelompok.values()]
    return sorted(found, key=lambda k: k.baris[0].nomor)
