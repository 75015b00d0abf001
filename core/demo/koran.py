"""The bank statements of the sample office: October matched before the closing, November under way."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from core.calendar import Bulan
from core.demo.orang import TAHUN
from core.identity import new_uuid
from core.kas.koran_commands import AcceptMatch, AcceptSafe, ImportKoran
from core.opd.commands import SaveRekeningBendahara
from core.opd.model import RekeningBendahara
from core.opd.rekening_bank import RekeningBank

if TYPE_CHECKING:
    from core.demo.cerita import Cerita
    from core.kas.koran import KoranMasuk

REKENING = RekeningBank("110", "0012345670001", "BP DINAS CONTOH", "BANK CONTOH")


def open_account(c: Cerita) -> None:
    """The account of the bendahara, on the first working day of the year."""
    rekening = RekeningBendahara(id=new_uuid(), buku="BP", rekening=REKENING, mulai=date(TAHUN, 1, 2))
    c.do("sari", SaveRekeningBendahara(rekening=rekening))


def matched_month(c: Cerita, masuk: KoranMasuk) -> None:
    """The statement of October on the morning of the closing: the safe pairs at once, the others one by one."""
    bulan = Bulan.of(masuk.sampai)
    c.jam.at(date(TAHUN, 10, 30), 13)
    c.do("sari", ImportKoran(masuk=masuk))
    c.do("sari", AcceptSafe(bulan=bulan))
    for u in c.kantor.ask(lambda q: q.kas.koran_bulan(bulan)).usulan:
        if not u.pilihan:
            c.do("sari", AcceptMatch(baris=u.baris, bukti=u.bukti, tingkat=u.tingkat, alasan="; ".join(u.alasan)))


def statement_under_way(c: Cerita, masuk: KoranMasuk) -> None:
    """The statement of November so far, nothing accepted yet."""
    c.jam.at(date(TAHUN, 11, 20), 8, 30)
    c.do("sari", ImportKoran(masuk=masuk))
