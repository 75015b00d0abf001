"""One card transaction from both sides: the purchase as evidence, the line as the bank bills it, and what ties them.

Handbook KKPD 1.12 (card transaction). A line is locked once it is sent to the test; nothing is deleted, a mistake is
put right by a step back with its reason.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final

from core.access import Izin
from core.bus import Event
from core.calendar import tanggal_panjang
from core.errors import Refusal, Temuan
from core.identity import KartuId, OrangId
from core.kkpd.model import TOPIK, Langkah, take_step
from core.kkpd.pengujian import JenisBaris, LembarUji, Penolakan
from core.money import NOL, Rupiah, total


class StatusBaris(StrEnum):
    """Where a card transaction stands. DITOLAK is rejected by the PA; BUKAN_BEBAN_APBD is a bank charge."""

    DICATAT = "DICATAT"
    TERBUKUKAN = "TERBUKUKAN"
    COCOK = "COCOK"
    BATAL_OTORISASI = "BATAL_OTORISASI"
    BUKAN_BEBAN_APBD = "BUKAN_BEBAN_APBD"
    DIUJI = "DIUJI"
    DISETUJUI = "DISETUJUI"
    DITOLAK = "DITOLAK"
    SENGKETA = "SENGKETA"
    DIBALIK = "DIBALIK"
    DI_DPT = "DI_DPT"
    SP2D = "SP2D"
    LUNAS = "LUNAS"
    LUNAS_PRIBADI = "LUNAS_PRIBADI"


_B = StatusBaris
_KELOLA, _UJI, _CATAT = Izin.KELOLA_KARTU, Izin.UJI_KARTU, Izin.CATAT
LANGKAH_BARIS: Final[tuple[Langkah[StatusBaris], ...]] = (
    Langkah(_B.DICATAT, "cocokkan", _B.COCOK, _KELOLA),
    Langkah(_B.DICATAT, "batal_otorisasi", _B.BATAL_OTORISASI, _KELOLA),
    Langkah(_B.TERBUKUKAN, "cocokkan", _B.COCOK, _KELOLA),
    Langkah(_B.TERBUKUKAN, "bukan_beban", _B.BUKAN_BEBAN_APBD, _KELOLA),
    Langkah(_B.TERBUKUKAN, "sengketa", _B.SENGKETA, _KELOLA),
    Langkah(_B.TERBUKUKAN, "balik", _B.DIBALIK, _KELOLA),
    Langkah(_B.COCOK, "bukan_pasangannya", _B.TERBUKUKAN, _KELOLA),
    Langkah(_B.COCOK, "kirim_uji", _B.DIUJI, _KELOLA),
    Langkah(_B.COCOK, "sengketa", _B.SENGKETA, _KELOLA),
    Langkah(_B.COCOK, "balik", _B.DIBALIK, _KELOLA),
    Langkah(_B.DIUJI, "kembalikan", _B.COCOK, _UJI),
    Langkah(_B.DIUJI, "setujui", _B.DISETUJUI, _UJI, dua_orang=True),
    Langkah(_B.DIUJI, "tolak", _B.DITOLAK, _UJI, dua_orang=True),
    Langkah(_B.DIUJI, "sengketa", _B.SENGKETA, _KELOLA),
    Langkah(_B.DIUJI, "balik", _B.DIBALIK, _KELOLA),
    Langkah(_B.DISETUJUI, "masuk_dpt", _B.DI_DPT, _UJI),
    Langkah(_B.DISETUJUI, "sengketa", _B.SENGKETA, _KELOLA),
    Langkah(_B.DISETUJUI, "balik", _B.DIBALIK, _KELOLA),
    Langkah(_B.DI_DPT, "cabut_dpt", _B.DISETUJUI, _UJI),
    Langkah(_B.DI_DPT, "terbit_sp2d", _B.SP2D, _CATAT),
    Langkah(_B.SP2D, "lunas", _B.LUNAS, _CATAT),
    Langkah(_B.DITOLAK, "lunas_pribadi", _B.LUNAS_PRIBADI, _CATAT),
    Langkah(_B.DITOLAK, "balik", _B.DIBALIK, _KELOLA),
    Langkah(_B.SENGKETA, "sengketa_menang", _B.DIBALIK, _KELOLA),
    Langkah(_B.SENGKETA, "sengketa_kalah", _B.DIUJI, _KELOLA),
    Langkah(_B.BUKAN_BEBAN_APBD, "batal_bukan_beban", _B.TERBUKUKAN, _KELOLA),
    Langkah(_B.BUKAN_BEBAN_APBD, "balik", _B.DIBALIK, _KELOLA),
    Langkah(_B.BUKAN_BEBAN_APBD, "lunas_pribadi", _B.LUNAS_PRIBADI, _CATAT),
)
"""Handbook KKPD 1.12, card transaction; the fee line of 1.6 and the steps back with a reason are added."""


@dataclass(frozen=True, slots=True)
class RincianKartu:
    """The budget line that a part of a purchase falls on."""

    sub_kegiatan: str
    rekening: str
    uraian: str
    nilai: Rupiah


@dataclass(frozen=True, slots=True)
class PembelianKartu:
    """A purchase as its evidence says it: number of the TBP, card, day, merchant, amount, budget lines.

    `kartu` is None when the evidence does not tell the card. Refuses amounts that are not above zero and budget lines
    that do not add up.
    """

    nomor_bukti: str
    kartu: KartuId | None
    tanggal: date
    merchant: str
    nilai: Rupiah
    rincian: tuple[RincianKartu, ...] = ()
    berkas_bukti: bool = False
    status: StatusBaris = StatusBaris.DICATAT

    def __post_init__(self) -> None:
        if self.nilai <= NOL:
            raise Refusal(
                "ERR_NILAI_TIDAK_POSITIF",
                f"Nilai bukti {self.nomor_bukti} tertulis {self.nilai}; tulis nilai di atas 0.",
                medan="nilai",
            )
        if self.rincian and (jumlah := total([r.nilai for r in self.rincian])) != self.nilai:
            raise Refusal(
                "ERR_RINCIAN_TIDAK_SAMA",
                f"Rincian bukti {self.nomor_bukti} berjumlah {jumlah}, nilai buktinya {self.nilai}; samakan keduanya.",
                medan="rincian",
            )

    def match(self, baris: Sequence[int]) -> tuple[PembelianKartu, Event]:
        """Tied to one or more bill lines: DICATAT becomes COCOK."""
        return self._step("cocokkan", baris=list(baris))

    def lapse(self, hari_ini: date, batas_hari: int) -> tuple[PembelianKartu, Event]:
        """Given up because the bank did not post it within `batas_hari` days; refuses before that."""
        if hari_ini <= (batas := self.tanggal + timedelta(days=batas_hari)):
            raise Refusal(
                "ERR_BELUM_LEWAT_BATAS",
                f"Bukti {self.nomor_bukti} baru dapat dinyatakan batal setelah {tanggal_panjang(batas)} "
                f"({batas_hari} hari tanpa tagihan). Tunggu tagihan berikutnya.",
            )
        return self._step("batal_otorisasi")

    def _step(self, peristiwa: str, **fakta: Any) -> tuple[PembelianKartu, Event]:
        hal = f"Bukti {self.nomor_bukti}"
        ke = take_step(LANGKAH_BARIS, self.status, peristiwa, kode="ERR_LANGKAH_BARIS", hal=hal)
        return replace(self, status=ke), Event(TOPIK, f"pembelian_{peristiwa}", {"bukti": self.nomor_bukti, **fakta})


@dataclass(frozen=True, slots=True)
class Valas:
    """The foreign amount of a line and the rate the bank used."""

    mata_uang: str
    nominal: Decimal
    kurs: Decimal


@dataclass(frozen=True, slots=True)
class BarisTagihan:
    """One line of a bill, numbered from 1 as printed; a credit is negative.

    `bagian` is above 0 for the rejected part of a line that was approved in part. `dikembalikan` is the refund linked
    to the line so far. `kunci_bank` (see `bank_key`) keeps the same line from being paid twice.
    """

    nomor: int
    kartu: KartuId | None
    tanggal_transaksi: date
    tanggal_buku: date
    keterangan: str
    nilai: Rupiah
    jenis: JenisBaris
    kunci_bank: str
    valas: Valas | None = None
    mcc: str = ""
    jam: time | None = None
    status: StatusBaris = StatusBaris.TERBUKUKAN
    bagian: int = 0
    dikembalikan: Rupiah = NOL
    bukti: tuple[str, ...] = ()
    dpt: str = ""
    pengirim: OrangId | None = None

    @property
    def is_credit(self) -> bool:
        """A refund or a payment: it lowers what is owed."""
        return self.nilai < NOL

    @property
    def netto(self) -> Rupiah:
        """What remains of the line after linked refunds."""
        return self.nilai - self.dikembalikan

    def match(self, bukti: Sequence[str]) -> tuple[BarisTagihan, Event]:
        """Tied to evidence; a refund line names the purchase it undoes."""
        lama, event = self._step("cocokkan", bukti=list(bukti))
        return replace(lama, bukti=tuple(bukti)), event

    def unmatch(self, alasan: str) -> tuple[BarisTagihan, Event]:
        """“Bukan pasangannya”: the tie was wrong, the line is open again."""
        lama, event = self._step("bukan_pasangannya", alasan=_reason(alasan), bukti=list(self.bukti))
        return replace(lama, bukti=()), event

    def refuse_charge(self, alasan: str) -> tuple[BarisTagihan, Event]:
        """“Bukan beban APBD”: a fee, interest or other charge that may never enter a DPT (handbook KKPD 1.6)."""
        return self._step("bukan_beban", alasan=_reason(alasan))

    def restore_charge(self, alasan: str) -> tuple[BarisTagihan, Event]:
        """Takes “bukan beban APBD” back."""
        return self._step("batal_bukan_beban", alasan=_reason(alasan))

    def send_to_test(self, oleh: OrangId, pembelian: Sequence[PembelianKartu]) -> tuple[BarisTagihan, Event]:
        """To PA/KPA. Refuses credits, and lines whose evidence lacks its file or its budget lines."""
        if self.jenis is not JenisBaris.BELANJA:
            raise Refusal(
                "ERR_BUKAN_BELANJA", f"Baris {self.nomor} adalah {self.jenis}; yang diuji hanya baris belanja."
            )
        kurang = [p.nomor_bukti for p in pembelian if not (p.berkas_bukti and p.rincian)]
        if kurang or {p.nomor_bukti for p in pembelian} != set(self.bukti):
            daftar = ", ".join(kurang) or "belum dipasangkan"
            raise Refusal(
                "ERR_BUKTI_BELUM_LENGKAP",
                f"Bukti baris {self.nomor} belum lengkap ({daftar}); lampirkan berkasnya dan isi sub kegiatan serta "
                "rekeningnya, lalu kirim lagi.",
            )
        lama, event = self._step("kirim_uji", oleh=str(oleh))
        return replace(lama, pengirim=oleh), event

    def send_back(self, alasan: str) -> tuple[BarisTagihan, Event]:
        """PA/KPA want the evidence mended; the fields are open again."""
        lama, event = self._step("kembalikan", alasan=_reason(alasan))
        return replace(lama, pengirim=None), event

    def approve(
        self, lembar: LembarUji, pemegang: OrangId, temuan: Sequence[Temuan] = ()
    ) -> tuple[BarisTagihan, Event]:
        """Approved whole: all six tests passed, no hard flag, and the tester is a second person."""
        self._demand_second_person(lembar.penguji, pemegang)
        lembar.demand_passed()
        if keras := [t for t in temuan if t.is_error]:
            raise Refusal.of(keras)
        return self._step("setujui", oleh=str(lembar.penguji), nilai=self.nilai.to_json())

    def approve_part(
        self, lembar: LembarUji, tolak: Penolakan, temuan: Sequence[Temuan] = ()
    ) -> tuple[BarisTagihan, BarisTagihan, tuple[Event, ...]]:
        """Approved less the rejected amount: two parts that add up to the line (E13)."""
        if not NOL < tolak.nilai < self.netto:
            raise Refusal(
                "ERR_KKPD_LEBIH_SISA",
                f"Nilai yang ditolak {tolak.nilai} harus di atas 0 dan di bawah {self.netto}; untuk menolak seluruhnya "
                "pakai “Ditolak PA”.",
                medan="nilai",
            )
        sisa = replace(self, nilai=self.nilai - tolak.nilai)
        pecahan = replace(self, nilai=tolak.nilai, bagian=self.bagian + 1, dikembalikan=NOL)
        setuju, satu = sisa.approve(lembar, tolak.ditujukan_kepada, temuan)
        ditolak, dua = pecahan.reject(lembar.penguji, tolak)
        return setuju, ditolak, (satu, dua)

    def reject(self, penguji: OrangId, tolak: Penolakan) -> tuple[BarisTagihan, Event]:
        """“Ditolak PA”: the holder owes the amount. Refuses without a reason code."""
        self._demand_second_person(penguji, tolak.ditujukan_kepada)
        fakta = {"kode": _reason(tolak.kode_alasan), "alasan": tolak.alasan, "nilai": tolak.nilai.to_json()}
        return self._step("tolak", oleh=str(penguji), **fakta)

    def dispute(self, hari_ini: date, jatuh_tempo: date, tiket: str) -> tuple[BarisTagihan, Event]:
        """Reported to the bank; refuses after the due date of the bill (handbook KKPD 1.10)."""
        if hari_ini > jatuh_tempo:
            raise Refusal(
                "ERR_SENGKETA_TERLAMBAT",
                f"Sanggahan baris {self.nomor} dibuat {tanggal_panjang(hari_ini)}, batasnya "
                f"{tanggal_panjang(jatuh_tempo)}. Hubungi bank penerbit dan uji baris ini seperti biasa.",
            )
        return self._step("sengketa", tiket=tiket)

    def win_dispute(self) -> tuple[BarisTagihan, Event]:
        """The bank gave the amount back."""
        lama, event = self._step("sengketa_menang")
        return replace(lama, dikembalikan=self.nilai), event

    def lose_dispute(self) -> tuple[BarisTagihan, Event]:
        """The bank keeps the charge: back to the test."""
        return self._step("sengketa_kalah")

    def take_refund(self, kredit: Rupiah) -> tuple[BarisTagihan, Event]:
        """A refund (above 0) is linked: the whole undoes the line, a part lowers it. Not while it stands on a DPT."""
        balik, event = self._step("balik", nilai=kredit.to_json())
        if not NOL < kredit <= self.netto:
            raise Refusal(
                "ERR_KKPD_LEBIH_SISA",
                f"Refund {kredit} melebihi sisa baris {self.nomor} sebesar {self.netto}; pilih baris yang benar.",
                medan="nilai",
            )
        kembali = self.dikembalikan + kredit
        if kembali == self.nilai:
            return replace(balik, dikembalikan=kembali), event
        return replace(self, dikembalikan=kembali), Event(TOPIK, "baris_refund_sebagian", event.fakta)

    def put_on_dpt(self, nomor_dpt: str) -> tuple[BarisTagihan, Event]:
        """Listed on a DPT; a line stands on one at a time (E14)."""
        lama, event = self._step("masuk_dpt", dpt=nomor_dpt)
        return replace(lama, dpt=nomor_dpt), event

    def take_off_dpt(self, alasan: str) -> tuple[BarisTagihan, Event]:
        """The DPT was withdrawn before its SP2D."""
        lama, event = self._step("cabut_dpt", alasan=_reason(alasan), dpt=self.dpt)
        return replace(lama, dpt=""), event

    def answer_sp2d(self, nomor_sp2d: str) -> tuple[BarisTagihan, Event]:
        """The SP2D of its DPT was issued."""
        return self._step("terbit_sp2d", sp2d=nomor_sp2d)

    def settle(self, tanggal: date) -> tuple[BarisTagihan, Event]:
        """The bank posted the payment; only now the card limit comes back (E15)."""
        return self._step("lunas", tanggal=tanggal.isoformat())

    def repay(self, tanggal: date) -> tuple[BarisTagihan, Event]:
        """The holder repaid the bank from private money."""
        return self._step("lunas_pribadi", tanggal=tanggal.isoformat())

    def _demand_second_person(self, penguji: OrangId, pemegang: OrangId) -> None:
        if penguji in (pemegang, self.pengirim):
            siapa = "pemegang kartu" if penguji == pemegang else "orang yang mengirim baris ini untuk diuji"
            raise Refusal(
                "ERR_ORANG_SAMA",
                f"Baris {self.nomor} diuji oleh {siapa}; penguji harus orang lain. Minta PA/KPA yang lain.",
            )

    def _step(self, peristiwa: str, **fakta: Any) -> tuple[BarisTagihan, Event]:
        hal = f"Baris {self.nomor}"
        ke = take_step(LANGKAH_BARIS, self.status, peristiwa, kode="ERR_LANGKAH_BARIS", hal=hal)
        isi: Mapping[str, Any] = {"baris": self.nomor, "bagian": self.bagian, "kunci_bank": self.kunci_bank, **fakta}
        return replace(self, status=ke), Event(TOPIK, f"baris_{peristiwa}", isi)


def _reason(alasan: str) -> str:
    """The reason of a step that needs one; refuses an empty one."""
    if not alasan.strip():
        raise Refusal(
            "ERR_ALASAN_WAJIB", "Alasan belum diisi; tulis alasannya agar tercatat di jejak audit.", medan="alasan"
        )
    return alasan.strip()


def bank_key(penerbit: str, token: str, *, tanggal_buku: date, nilai: Rupiah, keterangan: str, urut_sama: int) -> str:
    """The unique key of a bank line (handbook KKPD 1.12): a line imported twice has the same one.

    `urut_sama` counts from 0 the lines of a file that are alike in all the rest.
    """
    tanda = "CR" if nilai < NOL else "DB"
    bare = " ".join(keterangan.upper().split())
    isi = "|".join((penerbit, token, tanggal_buku.isoformat(), str(abs(nilai).sen), tanda, bare, str(urut_sama)))
    return hashlib.sha256(isi.encode()).hexdigest()
