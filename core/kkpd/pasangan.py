"""Tying bill lines to evidence: accept and undo pairs, link refunds, mark what APBD does not bear, send to the test.

A refund is also posted in the books (KKPD_REFUND), unless the treasurer has posted it there himself before.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from core.access import Izin
from core.bus import Command, Event, Konteks
from core.errors import Refusal
from core.identity import TagihanId
from core.kas.commands import PostTransaksi, post_transaksi
from core.kas.isi import KkpdRefund, KkpdTolak, Rincian
from core.kkpd.baris import BarisTagihan, PembelianKartu, StatusBaris
from core.kkpd.matching import propose
from core.kkpd.merchant import plain_name
from core.kkpd.model import TOPIK
from core.kkpd.pengujian import JenisBaris
from core.kkpd.work import BuktiKartu, Ikatan, IsiTagihan, KkpdWork, demand_card, demand_tagihan
from core.money import Rupiah


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveBukti(Command):
    """The paper of a card purchase is in hand: where its file lies (a folder, a scan), and the SHA-256 of a scan."""

    izin: ClassVar[Izin] = Izin.KELOLA_KARTU
    tagihan: TagihanId
    nomor: str
    berkas: str
    sha256: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptPair(Command):
    """“Cocok”: these lines belong to these purchases. For a refund `bukti` names the purchase it undoes.

    `rincian` says which budget lines a partial refund lowers, where the purchase has several.
    """

    izin: ClassVar[Izin] = Izin.KELOLA_KARTU
    tagihan: TagihanId
    baris: tuple[int, ...]
    bukti: tuple[str, ...]
    rincian: tuple[Rincian, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptCertain(Command):
    """Takes over every proposal that needs no person."""

    izin: ClassVar[Izin] = Izin.KELOLA_KARTU
    tagihan: TagihanId


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkRefund(Command):
    """A credit line gives back a line that has no evidence in the books (a won dispute, a charge waived)."""

    izin: ClassVar[Izin] = Izin.KELOLA_KARTU
    tagihan: TagihanId
    baris: int
    asal_tagihan: TagihanId
    asal_baris: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoPair(Command):
    """“Bukan pasangannya”: the line is open again."""

    izin: ClassVar[Izin] = Izin.KELOLA_KARTU
    tagihan: TagihanId
    baris: int
    alasan: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoPairs(Command):
    """Takes several pairs back at once, as after “Terima pasti”; all or none."""

    izin: ClassVar[Izin] = Izin.KELOLA_KARTU
    tagihan: TagihanId
    baris: tuple[int, ...]
    alasan: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkNotApbd(Command):
    """“Bukan beban APBD”: a fee or another charge that may never enter a DPT; `batal` takes it back."""

    izin: ClassVar[Izin] = Izin.KELOLA_KARTU
    tagihan: TagihanId
    baris: int
    alasan: str
    batal: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SendToTest(Command):
    """To PA/KPA; without `baris` every matched line whose evidence is complete."""

    izin: ClassVar[Izin] = Izin.KELOLA_KARTU
    tagihan: TagihanId
    baris: tuple[int, ...] = ()


def save_bukti(cmd: SaveBukti, work: KkpdWork, konteks: Konteks) -> None:
    """Notes that the evidence is there; refuses a purchase the books do not hold open."""
    isi = demand_tagihan(work, cmd.tagihan)
    _purchases(work, isi, (cmd.nomor,))
    if not cmd.berkas.strip():
        raise Refusal("ERR_MEDAN_WAJIB", "Tulis di mana berkas buktinya disimpan.", medan="berkas")
    work.kkpd.put_bukti(BuktiKartu(isi.tahun, cmd.nomor, cmd.berkas.strip(), konteks.clock.today(), cmd.sha256))
    work.record(Event(TOPIK, "bukti_diterima", {"bukti": cmd.nomor, "berkas": cmd.berkas.strip()}))


def _purchases(work: KkpdWork, isi: IsiTagihan, bukti: Iterable[str]) -> tuple[PembelianKartu, ...]:
    """The open purchases with these numbers, or ERR_KKPD_TIDAK_ADA."""
    bukti = tuple(bukti)
    ada = {p.nomor_bukti: p for p in work.kkpd.purchases(isi.tahun, bukti)}
    hilang = [n for n in bukti if n not in ada]
    if hilang:
        raise Refusal(
            "ERR_KKPD_TIDAK_ADA",
            f"Belanja KKPD {', '.join(hilang)} tidak ada di buku {isi.tahun}, atau sudah lunas; catat buktinya dahulu.",
            medan="bukti",
        )
    return tuple(ada[n] for n in bukti)


def accept_pair(cmd: AcceptPair, work: KkpdWork, konteks: Konteks) -> tuple[BarisTagihan, ...]:
    """Ties lines to purchases; a purchase is tied to one group of lines only."""
    isi = demand_tagihan(work, cmd.tagihan)
    if not cmd.bukti or not cmd.baris:
        raise Refusal("ERR_PASANGAN_KOSONG", "Pilih sedikitnya satu baris tagihan dan satu bukti.", medan="bukti")
    pembelian = _purchases(work, isi, cmd.bukti)
    lines = [isi.line(n) for n in cmd.baris]
    if any(b.is_credit for b in lines):
        if len(lines) != 1 or len(pembelian) != 1:
            pesan = "Satu baris kredit mengembalikan satu belanja; pilih satu baris dan satu bukti."
            raise Refusal("ERR_PASANGAN_REFUND", pesan, medan="bukti")
        return (_refund_purchase(work, isi, lines[0], cmd, konteks),)
    dipakai = [p.nomor_bukti for p in pembelian if p.status is not StatusBaris.DICATAT]
    if dipakai:
        raise Refusal(
            "ERR_BUKTI_SUDAH_DIPASANGKAN",
            f"Bukti {', '.join(dipakai)} sudah dipasangkan dengan baris lain; lepaskan dahulu pasangannya.",
            medan="bukti",
        )
    if len(lines) == len(pembelian) == 1 and _is_news(lines[0], pembelian[0]):
        work.kkpd.put_alias(plain_name(lines[0].keterangan), pembelian[0].merchant)
    return tuple(_tie(work, isi, b, cmd.bukti) for b in lines)


def _is_news(baris: BarisTagihan, beli: PembelianKartu) -> bool:
    """Whether the pair teaches a name."""
    return bool(beli.merchant) and plain_name(baris.keterangan) != plain_name(beli.merchant)


def _tie(work: KkpdWork, isi: IsiTagihan, baris: BarisTagihan, bukti: tuple[str, ...]) -> BarisTagihan:
    if baris.jenis is not JenisBaris.BELANJA:
        raise Refusal(
            "ERR_BUKAN_BELANJA",
            f"Baris {baris.nomor} adalah {baris.jenis.replace('_', ' ')}; hanya baris belanja yang mempunyai bukti.",
        )
    baru, event = baris.match(bukti)
    work.kkpd.save_line(baru, Ikatan(isi.tahun))
    work.record(event)
    return baru


def accept_certain(cmd: AcceptCertain, work: KkpdWork, _konteks: Konteks) -> tuple[BarisTagihan, ...]:
    """Ties what matching calls certain; the rest waits for a person."""
    isi = demand_tagihan(work, cmd.tagihan)
    pasti = [u for u in propose(isi.baris, work.kkpd.purchases(isi.tahun), work.kkpd.aliases()) if u.otomatis]
    baru = []
    for u in pasti:
        for n in u.baris:
            satu, _ = isi.line(n).match(u.bukti)
            work.kkpd.save_line(satu, Ikatan(isi.tahun))
            baru.append(satu)
    if baru:
        pasangan = [[list(u.baris), list(u.bukti)] for u in pasti]
        work.record(Event(TOPIK, "pasangan_otomatis", {"tagihan": str(cmd.tagihan), "pasangan": pasangan}))
    return tuple(baru)


def _refund_purchase(
    work: KkpdWork, isi: IsiTagihan, kredit: BarisTagihan, cmd: AcceptPair, konteks: Konteks
) -> BarisTagihan:
    """A credit undoes a purchase: its line (when it is on a bill) falls, and so does what the books hold payable."""
    nomor, nilai = cmd.bukti[0], -kredit.nilai
    if kredit.jenis is JenisBaris.PEMBAYARAN:
        pesan = f"Baris {kredit.nomor} adalah pembayaran ke bank, bukan pengembalian belanja."
        raise Refusal("ERR_BUKAN_REFUND", pesan)
    terkait = work.kkpd.lines_tied(isi.tahun, (nomor,))
    asal = next((b for b in terkait if b.netto >= nilai and b.status is not StatusBaris.DITOLAK), None)
    if asal is not None:
        _lower(work, asal, nilai)
    refund = KkpdRefund(nomor="", asal=nomor, nilai=nilai, rincian=cmd.rincian, uraian=f"Refund {kredit.keterangan}")
    kkl = post_card_event(work, konteks, refund, kredit.tanggal_buku)
    return _close_credit(work, kredit, (nomor,), Ikatan(isi.tahun, asal.kunci_bank if asal else "", kkl))


def link_refund(cmd: LinkRefund, work: KkpdWork, _konteks: Konteks) -> BarisTagihan:
    """Ties a credit to the line it gives back; refuses a line that has evidence, for then the books must know too."""
    isi = demand_tagihan(work, cmd.tagihan)
    kredit = isi.line(cmd.baris)
    asal = demand_tagihan(work, cmd.asal_tagihan).line(cmd.asal_baris)
    if asal.bukti:
        pesan = f"Baris {asal.nomor} mempunyai bukti {', '.join(asal.bukti)}; pasangkan kredit ini dengan bukti itu."
        raise Refusal("ERR_PASANGAN_REFUND", pesan, medan="asal_baris")
    if kredit.jenis is not JenisBaris.REFUND:
        raise Refusal("ERR_BUKAN_REFUND", f"Baris {kredit.nomor} adalah {kredit.jenis}, bukan pengembalian belanja.")
    _lower(work, asal, -kredit.nilai)
    return _close_credit(work, kredit, (), Ikatan(isi.tahun, asal.kunci_bank))


def _lower(work: KkpdWork, asal: BarisTagihan, nilai: Rupiah) -> None:
    if asal.status is StatusBaris.SENGKETA and nilai == asal.netto:
        baru, event = asal.win_dispute()
    else:
        baru, event = asal.take_refund(nilai)
    work.kkpd.save_line(baru)
    work.record(event)


def _close_credit(work: KkpdWork, kredit: BarisTagihan, bukti: tuple[str, ...], ikatan: Ikatan) -> BarisTagihan:
    baru, event = kredit.match(bukti)
    work.kkpd.save_line(baru, ikatan)
    work.record(replace(event, fakta={**event.fakta, "asal": ikatan.asal_kunci, "kkl": ikatan.kkl}))
    return baru


def post_card_event(work: KkpdWork, konteks: Konteks, isi: KkpdRefund | KkpdTolak, tanggal: date) -> str:
    """Posts a refund or rejection in this very transaction, or finds the one posted before; answers its number."""
    ada = work.kkpd.free_event(tanggal.year, isi.jenis, isi.asal, isi.nilai)
    if ada is not None:
        return ada
    nomor = _free_number(work, tanggal.year)
    post_transaksi(PostTransaksi(tanggal=tanggal, isi=replace(isi, nomor=nomor)), work, konteks)
    return nomor


def _free_number(work: KkpdWork, tahun: int) -> str:
    """The next number of the card's own series; numbers that came in with a file are passed over."""
    while True:
        nomor = f"KKL-{work.next_number('KKL', tahun):04d}"
        if not work.kas.is_number_used(tahun, "KKL", nomor):
            return nomor


def undo_pair(cmd: UndoPair, work: KkpdWork, _konteks: Konteks) -> tuple[BarisTagihan, ...]:
    """Opens all lines that share the evidence of this one. A refund that stands in the books is put right there."""
    isi = demand_tagihan(work, cmd.tagihan)
    return _open_again(work, isi, isi.line(cmd.baris), cmd.alasan)


def undo_pairs(cmd: UndoPairs, work: KkpdWork, _konteks: Konteks) -> tuple[BarisTagihan, ...]:
    """The same for several lines; those that share evidence are opened once."""
    isi = demand_tagihan(work, cmd.tagihan)
    dibuka: dict[str, BarisTagihan] = {}
    for nomor in cmd.baris:
        line = isi.line(nomor)
        if line.kunci_bank not in dibuka:
            dibuka.update({b.kunci_bank: b for b in _open_again(work, isi, line, cmd.alasan)})
    return tuple(dibuka.values())


def _open_again(work: KkpdWork, isi: IsiTagihan, line: BarisTagihan, alasan: str) -> tuple[BarisTagihan, ...]:
    if line.is_credit:
        raise Refusal(
            "ERR_REFUND_SUDAH_DIBUKUKAN",
            f"Refund baris {line.nomor} sebesar {abs(line.nilai)} sudah mengurangi {', '.join(line.bukti)} di buku dan "
            "tidak dapat diurungkan. Bila pasangannya salah, catat lagi belanja itu sebagai belanja KKPD baru.",
        )
    terkait = work.kkpd.lines_tied(isi.tahun, line.bukti)
    sama = [b for b in terkait if b.kunci_bank != line.kunci_bank and b.bukti == line.bukti]
    baru = []
    for b in (line, *sama):
        satu, event = b.unmatch(alasan)
        work.kkpd.save_line(satu)
        work.record(event)
        baru.append(satu)
    return tuple(baru)


def mark_not_apbd(cmd: MarkNotApbd, work: KkpdWork, _konteks: Konteks) -> BarisTagihan:
    """A charge that APBD does not bear, or the word taken back."""
    line = demand_tagihan(work, cmd.tagihan).line(cmd.baris)
    baru, event = line.restore_charge(cmd.alasan) if cmd.batal else line.refuse_charge(cmd.alasan)
    work.kkpd.save_line(baru)
    work.record(event)
    return baru


def send_to_test(cmd: SendToTest, work: KkpdWork, konteks: Konteks) -> tuple[BarisTagihan, ...]:
    """Locks lines for PA/KPA; named ones must be complete, otherwise those that are. Refuses when none is."""
    isi = demand_tagihan(work, cmd.tagihan)
    ada = {p.nomor_bukti: p for p in work.kkpd.purchases(isi.tahun)}
    baru = []
    for line in _candidates(cmd, isi, ada):
        demand_card(work, isi, line)
        pembelian = [ada[n] for n in line.bukti if n in ada]
        satu, event = line.send_to_test(konteks.pelaku.id, pembelian)
        work.kkpd.save_line(satu)
        work.record(event)
        baru.append(satu)
    if not baru:
        raise Refusal(
            "ERR_BUKTI_BELUM_LENGKAP",
            f"Dari {len(isi.baris)} baris tagihan tidak ada yang siap diuji: pasangkan baris dengan buktinya dan "
            "catat di mana berkas buktinya, lalu kirim lagi.",
        )
    return tuple(baru)


def _candidates(cmd: SendToTest, isi: IsiTagihan, ada: dict[str, PembelianKartu]) -> list[BarisTagihan]:
    if cmd.baris:
        return [isi.line(n) for n in cmd.baris]
    cocok = [b for b in isi.baris if b.status is StatusBaris.COCOK and b.jenis is JenisBaris.BELANJA and b.bukti]
    return [b for b in cocok if all(n in ada and ada[n].berkas_bukti and ada[n].rincian for n in b.bukti)]
