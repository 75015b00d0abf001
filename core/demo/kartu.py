"""The card month of the sample office: two cards, the bill of October, matched, tested, listed for payment."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from core.demo.orang import TAHUN
from core.identity import KartuId, OrangId, new_uuid
from core.kkpd.commands import ImportTagihan, SaveKartu, StepKartu
from core.kkpd.masukan import TagihanMasuk
from core.kkpd.model import JenisKartu, JenisLimit, LimitKartu, ProgramKartu
from core.kkpd.pasangan import AcceptCertain, AcceptPair, SaveBukti, SendToTest
from core.kkpd.pembayaran import MakeDpt
from core.kkpd.pengujian import PENGUJIAN, HasilUji
from core.kkpd.uji import TestLine
from core.money import Rupiah

if TYPE_CHECKING:
    from core.demo.cerita import Cerita

SK = "SK-900/02/2026"


def card_month(c: Cerita, masuk: TagihanMasuk) -> None:
    """Registers the cards, takes the bill in, and goes on until the DPT."""
    c.jam.at(date(TAHUN, 10, 26), 9)
    for jenis, akhir, pemegang, limit in (
        (JenisKartu.BARJAS_MODAL, "4417", "INDAH CONTOH", 25_000_000),
        (JenisKartu.PERJADIN, "8830", "JOKO CONTOH", 15_000_000),
    ):
        _register(c, jenis, akhir, pemegang, limit)
    c.tagihan = c.do("sari", ImportTagihan(masuk=masuk)).tagihan
    tagihan = c.tagihan
    c.usulan = tuple(c.kantor.ask(lambda q: q.kkpd.usulan(tagihan)))
    c.do("sari", AcceptCertain(tagihan=tagihan))
    for usulan in c.kantor.ask(lambda q: q.kkpd.usulan(tagihan)):
        if usulan.bukti and not usulan.pilihan:
            c.do("sari", AcceptPair(tagihan=tagihan, baris=usulan.baris, bukti=usulan.bukti))
    for nomor in _matched(c):
        c.do("sari", SaveBukti(tagihan=tagihan, nomor=nomor, berkas=f"Map KKPD Oktober, {nomor}"))
    c.do("sari", SendToTest(tagihan=tagihan))
    c.jam.at(date(TAHUN, 10, 27), 10)
    lulus = tuple(HasilUji.LULUS for _ in PENGUJIAN)
    c.do("ratna", TestLine(tagihan=tagihan, baris=_in_test(c), hasil=lulus))
    c.dpt = c.do("ratna", MakeDpt(tagihan=tagihan, tanggal=date(TAHUN, 10, 27))).dpt.nomor


def _register(c: Cerita, jenis: JenisKartu, akhir: str, pemegang: str, limit: int) -> None:
    kartu_id = KartuId(new_uuid())
    batas = LimitKartu(JenisLimit.TOTAL, Rupiah.of(limit), SK, date(TAHUN, 1, 1))
    hasil = c.do(
        "sari",
        SaveKartu(
            kartu_id=kartu_id,
            versi=0,
            jenis=jenis,
            program=ProgramKartu.KKI_GPN,
            penerbit="BANK CONTOH",
            bin6="618950",
            empat_akhir=akhir,
            pemegang_id=OrangId(new_uuid()),
            pemegang=pemegang,
            dasar_sk=SK,
            berlaku_sampai=date(TAHUN + 2, 12, 31),
            limit=(batas,),
        ),
    )
    for langkah in ("setujui_sk", "terbitkan", "aktifkan"):
        hasil = c.do("sari", StepKartu(kartu_id=kartu_id, versi=hasil.versi, peristiwa=langkah))


def _lines(c: Cerita) -> tuple[Any, ...]:
    lihat = c.kantor.ask(lambda q: q.kkpd.lihat(c.tagihan, c.jam.today()))
    return tuple(r.baris for r in lihat.baris)


def _matched(c: Cerita) -> list[str]:
    return sorted({n for b in _lines(c) for n in b.bukti})


def _in_test(c: Cerita) -> tuple[int, ...]:
    return tuple(b.nomor for b in _lines(c) if str(b.status) == "DIUJI")
