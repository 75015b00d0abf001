"""The test of bill lines by PA/KPA: approve, reject, send back; disputes with the bank (handbook KKPD 1.2, 1.10)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from core.access import Izin
from core.bus import Command, Event, Konteks
from core.errors import Refusal, Temuan
from core.identity import TagihanId
from core.kas.isi import KkpdTolak, Rincian
from core.kkpd.baris import BarisTagihan
from core.kkpd.pasangan import post_card_event
from core.kkpd.pengujian import HasilUji, LembarUji, Penolakan
from core.kkpd.risiko import AturanRisiko, Keadaan, flag_lines
from core.kkpd.rules import check_card_kind
from core.kkpd.work import Ikatan, IsiTagihan, KkpdWork, demand_card, demand_tagihan
from core.money import NOL, Rupiah, total
from core.settings import KKPD_PECAH_BATAS, TENGGAT_KKPD_BUKTI


@dataclass(frozen=True, slots=True, kw_only=True)
class TestLine(Command):
    """The six answers of PA/KPA for one or more lines, in the order of `PENGUJIAN`; all passed approves them.

    `spd_luar_negeri` says that a travel order abroad covers these lines.
    """

    __test__ = False
    izin: ClassVar[Izin] = Izin.UJI_KARTU
    tagihan: TagihanId
    baris: tuple[int, ...]
    hasil: tuple[HasilUji, ...]
    catatan: tuple[str, ...] = ()
    spd_luar_negeri: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectByPa(Command):
    """“Ditolak PA”: the holder repays the line, or `nilai` of it.

    `bukti` names the purchase meant where the line is tied to several; its whole amount is meant when `nilai` is None.
    `rincian` names the budget lines of a part, where the purchase has several.
    """

    izin: ClassVar[Izin] = Izin.UJI_KARTU
    tagihan: TagihanId
    baris: int
    kode_alasan: str
    alasan: str
    batas_pengembalian: date
    nilai: Rupiah | None = None
    bukti: str = ""
    rincian: tuple[Rincian, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SendBack(Command):
    """PA/KPA want the evidence mended."""

    izin: ClassVar[Izin] = Izin.UJI_KARTU
    tagihan: TagihanId
    baris: int
    alasan: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeLine(Command):
    """A line is contested at the bank, under the bank's ticket number."""

    izin: ClassVar[Izin] = Izin.KELOLA_KARTU
    tagihan: TagihanId
    baris: int
    tiket: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LoseDispute(Command):
    """The bank keeps the charge: the line goes back to the test. A won dispute is the refund that answers it."""

    izin: ClassVar[Izin] = Izin.KELOLA_KARTU
    tagihan: TagihanId
    baris: int


@dataclass(frozen=True, slots=True)
class HasilUjiBaris:
    """The tested lines, and the flags that did not stop them."""

    baris: tuple[BarisTagihan, ...]
    peringatan: tuple[Temuan, ...] = ()


def approve_lines(cmd: TestLine, work: KkpdWork, konteks: Konteks) -> HasilUjiBaris:
    """Approves lines: six tests passed, no hard flag, the right kind of card, a tester who neither bought nor sent."""
    isi = demand_tagihan(work, cmd.tagihan)
    lembar = LembarUji(konteks.pelaku.id, cmd.hasil, cmd.catatan)
    temuan = _findings(cmd, work, isi, konteks.clock.today())
    rincian = {p.nomor_bukti: p.rincian for p in work.kkpd.purchases(isi.tahun)}
    baru = []
    for nomor in cmd.baris:
        line = isi.line(nomor)
        kartu = demand_card(work, isi, line)
        if not line.bukti:
            pesan = f"Baris {line.nomor} belum ada buktinya; kembalikan agar dipasangkan dahulu."
            raise Refusal("ERR_BUKTI_BELUM_LENGKAP", pesan)
        salah = [t for n in line.bukti for t in check_card_kind(kartu, rincian.get(n, ()))]
        satu, event = line.approve(lembar, kartu.pemegang_id, [*(t for t in temuan if t.baris == nomor), *salah])
        work.kkpd.add_test(line.kunci_bank, lembar, konteks.clock.now())
        work.kkpd.save_line(satu)
        work.record(event)
        baru.append(satu)
    return HasilUjiBaris(tuple(baru), tuple(t for t in temuan if t.baris in cmd.baris and not t.is_error))


def _findings(cmd: TestLine, work: KkpdWork, isi: IsiTagihan, hari_ini: date) -> list[Temuan]:
    setelan = work.opd.settings()
    aturan = AturanRisiko(
        pecah_batas=setelan.value(KKPD_PECAH_BATAS, isi.tagihan.tanggal_cetak),
        bukti_hari=setelan.value(TENGGAT_KKPD_BUKTI, isi.tagihan.tanggal_cetak),
    )
    keadaan = Keadaan(
        hari_ini,
        _holidays(work, isi),
        {k.id: k for k in work.kkpd.cards()},
        spd_luar_negeri=frozenset(cmd.baris) if cmd.spd_luar_negeri else frozenset(),
    )
    return [t.to_temuan() for t in flag_lines(isi.baris, keadaan, aturan)]


def _holidays(work: KkpdWork, isi: IsiTagihan) -> frozenset[date]:
    """Holidays of every year the lines touch."""
    tahun = {isi.tahun, *(b.tanggal_transaksi.year for b in isi.baris)}
    hari: set[date] = set()
    for t in tahun:
        for libur in work.opd.holidays(t):
            hari.add(libur.tanggal)
    return frozenset(hari)


def reject_by_pa(cmd: RejectByPa, work: KkpdWork, konteks: Konteks) -> BarisTagihan:
    """Rejects a line or a part; the purchase in the books is rejected with it (KKPD_TOLAK), today.

    Of a part, the rest of the line stays in the test, and both add up to what it was (E13).
    """
    isi = demand_tagihan(work, cmd.tagihan)
    line = isi.line(cmd.baris)
    bukti = _meant(cmd, line)
    terutang = total(list(work.kkpd.payable(isi.tahun).get(bukti, {}).values()))
    nilai = _rejected_amount(cmd, line, terutang)
    pemegang = demand_card(work, isi, line).pemegang_id
    surat = Penolakan(cmd.baris, cmd.kode_alasan, cmd.alasan, nilai, pemegang, cmd.batas_pengembalian)
    milik = (bukti,) if bukti else ()
    if nilai == line.netto:
        ditolak, event = line.reject(konteks.pelaku.id, surat)
    else:
        bagian = work.kkpd.parts_of(line.kunci_bank) + 1
        pecahan = replace(line, nilai=nilai, bagian=bagian, dikembalikan=NOL, bukti=milik)
        ditolak, event = pecahan.reject(konteks.pelaku.id, surat)
        habis = len(line.bukti) > 1 and nilai == terutang
        tinggal = tuple(n for n in line.bukti if n != bukti) if habis else line.bukti
        work.kkpd.save_line(replace(line, nilai=line.nilai - nilai, bukti=tinggal))
    ikatan = Ikatan(isi.tahun, kkl=_post_rejection(cmd, work, konteks, bukti, nilai) if terutang else "")
    work.kkpd.save_line(ditolak, ikatan)
    work.kkpd.add_rejection(replace(ditolak, bukti=milik), surat, ikatan, konteks.pelaku.id, konteks.clock.now())
    work.record(event)
    return ditolak


def _rejected_amount(cmd: RejectByPa, line: BarisTagihan, terutang: Rupiah) -> Rupiah:
    nilai = cmd.nilai
    if nilai is None:
        nilai = min(terutang, line.netto) if len(line.bukti) > 1 else line.netto
    if not NOL < nilai <= line.netto:
        pesan = f"Nilai yang ditolak {nilai} harus di atas 0 dan paling banyak {line.netto}, sisa baris {line.nomor}."
        raise Refusal("ERR_KKPD_LEBIH_SISA", pesan, medan="nilai")
    return nilai


def _post_rejection(cmd: RejectByPa, work: KkpdWork, konteks: Konteks, bukti: str, nilai: Rupiah) -> str:
    tolak = KkpdTolak(
        nomor="",
        asal=bukti,
        nilai=nilai,
        alasan=cmd.alasan,
        rincian=cmd.rincian,
        uraian=f"Ditolak PA/KPA: {cmd.alasan}",
    )
    return post_card_event(work, konteks, tolak, konteks.clock.today())


def _meant(cmd: RejectByPa, line: BarisTagihan) -> str:
    """The purchase that is rejected; empty when the line has none."""
    pasangan = ", ".join(line.bukti) or "belum ada"
    if cmd.bukti and cmd.bukti not in line.bukti:
        pesan = f"Bukti {cmd.bukti} bukan pasangan baris {line.nomor}; pasangannya: {pasangan}."
        raise Refusal("ERR_PILIH_BUKTI", pesan, medan="bukti")
    if len(line.bukti) > 1 and not cmd.bukti:
        pesan = f"Baris {line.nomor} memuat bukti {pasangan}; sebutkan bukti mana yang ditolak."
        raise Refusal("ERR_PILIH_BUKTI", pesan, medan="bukti")
    return cmd.bukti or (line.bukti[0] if line.bukti else "")


def send_back(cmd: SendBack, work: KkpdWork, _konteks: Konteks) -> BarisTagihan:
    """Open again for the treasurer."""
    return _keep(work, *demand_tagihan(work, cmd.tagihan).line(cmd.baris).send_back(cmd.alasan))


def dispute_line(cmd: DisputeLine, work: KkpdWork, konteks: Konteks) -> BarisTagihan:
    """Held back from payment until the bank has answered."""
    isi = demand_tagihan(work, cmd.tagihan)
    if not cmd.tiket.strip():
        raise Refusal("ERR_MEDAN_WAJIB", "Nomor tiket sanggahan dari bank belum diisi.", medan="tiket")
    line = isi.line(cmd.baris)
    return _keep(work, *line.dispute(konteks.clock.today(), isi.tagihan.jatuh_tempo, cmd.tiket.strip()))


def lose_dispute(cmd: LoseDispute, work: KkpdWork, _konteks: Konteks) -> BarisTagihan:
    """The charge stands."""
    return _keep(work, *demand_tagihan(work, cmd.tagihan).line(cmd.baris).lose_dispute())


def _keep(work: KkpdWork, baris: BarisTagihan, event: Event) -> BarisTagihan:
    work.kkpd.save_line(baris)
    work.record(event)
    return baris
