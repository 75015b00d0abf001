"""The guard before a card purchase enters the books: its card, its limits, its accounts (handbook KKPD 1.3, 1.4, 1.12).

The books know the limit of the office only; what one card may is known here. A purchase on a card that is not in the
register is left to the books, for its evidence names four digits at most.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from core.bus import Konteks
from core.calendar import tanggal_panjang
from core.errors import Refusal, Temuan
from core.kas.commands import HasilCatat, PostTransaksi, post_transaksi
from core.kas.isi import BelanjaKkpd
from core.kkpd.baris import PembelianKartu, RincianKartu
from core.kkpd.kejadian_kartu import last_purchase_day
from core.kkpd.langkah_kartu import demand_purchase_day
from core.kkpd.model import JenisLimit, Kartu, LimitKartu
from core.kkpd.pemakaian import Pemakaian
from core.kkpd.rules import card_of, check_card_kind, check_limits
from core.kkpd.work import KkpdWork
from core.settings import KKPD_BATAS_PENERIMA, KKPD_HARI_TERAKHIR


def post_guarded(cmd: PostTransaksi, work: KkpdWork, konteks: Konteks) -> HasilCatat:
    """Posts an event; a card purchase is tried against the register first."""
    if isinstance(cmd.isi, BelanjaKkpd):
        check_purchase(cmd, cmd.isi, work)
    return post_transaksi(cmd, work, konteks)


def check_purchase(cmd: PostTransaksi, isi: BelanjaKkpd, work: KkpdWork) -> None:
    """Refuses a day on which the card was not active, a day after the last of the year, a wrong account, a limit."""
    terakhir = last_purchase_day(work.opd.settings().value(KKPD_HARI_TERAKHIR, cmd.tanggal), cmd.tanggal.year)
    if cmd.tanggal > terakhir:
        pesan = (
            f"Belanja kartu {tanggal_panjang(cmd.tanggal)} lewat batas akhir tahun {tanggal_panjang(terakhir)} "
            "(kebijakan daerah); bayar dengan cara lain, atau ubah batasnya di Pengaturan."
        )
        raise Refusal("ERR_LEWAT_AKHIR_TAHUN", pesan, medan="tanggal")
    kartu = card_of(isi.kartu, work.kkpd.cards())
    if kartu is None:
        return
    demand_purchase_day(kartu, work.kkpd.card_steps(kartu.id), cmd.tanggal)
    beli = PembelianKartu(
        nomor_bukti=isi.nomor,
        kartu=kartu.id,
        tanggal=cmd.tanggal,
        merchant=isi.merchant,
        nilai=isi.bruto,
        rincian=tuple(RincianKartu(r.sub_kegiatan or "", r.rekening, "", r.nilai) for r in isi.rincian),
    )
    if temuan := [*check_card_kind(kartu, beli.rincian), *_limits(kartu, beli, work)]:
        raise Refusal.of(temuan)


def _limits(kartu: Kartu, beli: PembelianKartu, work: KkpdWork) -> list[Temuan]:
    """Each limit of the card; to one payee the office's own limit where the card names none."""
    if not any(x.jenis is JenisLimit.PER_PENERIMA for x in kartu.limit):
        batas = work.opd.settings().value(KKPD_BATAS_PENERIMA, beli.tanggal)
        awal_tahun = date(beli.tanggal.year, 1, 1)
        umum = LimitKartu(JenisLimit.PER_PENERIMA, batas, KKPD_BATAS_PENERIMA.dasar, awal_tahun)
        kartu = replace(kartu, limit=(*kartu.limit, umum))
    tahun = beli.tanggal.year
    terpakai = work.kkpd.used(tahun).get(kartu.id, Pemakaian()).terpakai
    return check_limits(kartu, beli, terpakai=terpakai, sebelumnya=work.kkpd.purchases(tahun))
