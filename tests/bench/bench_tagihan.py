"""A bill of 5 000 lines on the screen: what a repaint, a step and a decision cost beside a bare Qt table."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import text

from core.identity import KartuId, OrangId, new_uuid
from core.importers.pundi_transaksi import read_pundi_transaksi
from core.kas.commands import ImportTransaksi
from core.kkpd.commands import ImportTagihan, SaveKartu
from core.kkpd.masukan import BarisMasuk, KartuTerbaca, TagihanMasuk
from core.kkpd.model import JenisKartu, JenisLimit, LimitKartu, ProgramKartu
from core.money import Rupiah, total
from db.basis import Basis
from db.keystore import MemoryKeyStore
from tests.bench.kumpulan import Kumpulan, make_set
from tests.fakes.office import Office, found_office
from tests.unit.kas.contoh_kas import ATK, JUTA, as_lines, berkas, ev, up

BANYAK = 5_000
BESAR = 40_000 * JUTA
AKHIR = "4417"


def bench_page(folder: Path) -> None:
    """Prints the rows f2 and d4 of the bill page."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QSettings
    from PySide6.QtWidgets import QApplication

    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(folder))
    from ui.shell.theme import apply_theme

    apply_theme(app, "terang")
    basis = Basis(str(folder / "tagihan.sqlite"), MemoryKeyStore())
    basis.migrate()
    office = found_office(basis)
    fill(office, make_set(5, BANYAK, 1))
    measure(app, office)
    basis.close()


def fill(office: Office, isi: Kumpulan) -> None:
    """The evidence as card purchases in the books, and the lines as one bill."""
    beli = [
        ev(
            f"K{n:05d}",
            "BELANJA_KKPD",
            f"{date.fromordinal(p.hari):%m-%d}",
            nomor=f"KKPD-{n:05d}",
            kartu=f"****{AKHIR}",
            merchant=p.nama,
            bruto=p.nilai,
            rincian=[[ATK, p.nilai]],
        )
        for n, p in enumerate(isi.bukti, 1)
    ]
    masuk = berkas([up(nilai=BESAR, tanggal="01-02"), *beli], bulan=1, sampai=12)
    masuk["input"]["up"] = {"besaran_up": 2 * BESAR, "up_tunai": BESAR, "up_kkpd_limit": BESAR, "proporsi_kkpd": "0.50"}
    for row in masuk["input"]["pagu"]:
        row["anggaran"] = 10 * BESAR
    office.do(ImportTransaksi(berkas=read_pundi_transaksi("x", as_lines(masuk))))
    limit = (LimitKartu(JenisLimit.TOTAL, Rupiah.of(BESAR), "SK CONTOH", date(2026, 1, 2)),)
    office.do(
        SaveKartu(
            kartu_id=KartuId(new_uuid()), versi=0, jenis=JenisKartu.BARJAS_MODAL, program=ProgramKartu.KKI_GPN,
            penerbit="BANK CONTOH", bin6="618950", empat_akhir=AKHIR, pemegang_id=OrangId(new_uuid()),
            pemegang="PEMEGANG CONTOH", dasar_sk="SK CONTOH", berlaku_sampai=date(2028, 12, 31), limit=limit,
        )
    )  # fmt: skip
    siapa = KartuTerbaca("618950", AKHIR, "token")
    baris = tuple(
        BarisMasuk(siapa, h := date.fromordinal(b.hari), h, b.nama, Rupiah.of(b.nilai), f"kunci-{n}")
        for n, b in enumerate(isi.baris)
    )
    jumlah, cetak = total([b.nilai for b in baris]), date(2026, 12, 31)
    tagihan = TagihanMasuk("besar.csv", "besar", "BANK CONTOH", baris, jumlah, tanggal_cetak=cetak)
    office.do(ImportTagihan(masuk=tagihan))


_LINES = """
SELECT t.nomor, b.*, k.status FROM tagihan_baris t JOIN baris_bank b
  ON b.opd_id = t.opd_id AND b.kunci_bank = t.kunci_bank
LEFT JOIN langkah_baris k ON k.opd_id = b.opd_id AND k.kunci_bank = b.kunci_bank WHERE t.opd_id = :o
"""


def measure(app: Any, office: Office) -> None:
    from tests.bench.bench import say, timed
    from tests.fakes.kantor_nyata import KantorNyata, at_desk
    from ui.kkpd.tagihan_page import TagihanPage

    konteks = at_desk(KantorNyata(office), [], [])
    konteks.pelaku = office.pelaku
    page = TagihanPage(konteks)
    page.resize(1130, 690)
    lama = once(lambda: (page.show(), konteks.desk.wait_idle(), app.processEvents()))
    polos = bare_table(page.table)
    polos.show()
    app.processEvents()
    with office.basis.engine.connect() as conn:
        bare_open = timed(lambda: conn.execute(text(_LINES), {"o": str(office.opd_id)}).all())
    polos.resize(page.view.size())
    n = len(page.table.rows)
    say("f2", f"bill of {n} lines opened: read, matched, flagged, shown", lama, bare_open, "one statement")
    gambar, kosong = (timed(lambda v=v: v.viewport().repaint(), 40) for v in (page.view, polos))
    say("f2", "repaint of its table", gambar, kosong, "<= 3")
    say("f2", "one step down, the panel beside it shown", steps(app, page.view), steps(app, polos), "<= 50 ms")
    page.view.setFocus()
    lama = [accept(app, page) for _ in range(5)]
    say("d4", "Enter on a proposal until the next line is in hand", median(lama, 0), gambar, "<= 50 ms")
    say("d4", "the same until it is stored and the bill read anew", median(lama, 1), gambar, "beside one repaint")
    page.hide()
    polos.hide()
    konteks.desk.close()


def median(lama: Sequence[tuple[float, float]], ke: int) -> float:
    return statistics.median(x[ke] for x in lama)


def accept(app: Any, page: Any) -> tuple[float, float]:
    """Seconds until the next line is in hand, and until everything is stored and shown."""
    calon = next(r for r in page.table.rows if r.terbuka and r.usulan is not None and r.usulan.otomatis)
    page.view.select_key(calon.key)
    mulai = time.perf_counter()
    page.decide("terima")
    app.processEvents()
    lanjut = time.perf_counter() - mulai
    assert page.view.current_row().key != calon.key
    assert page.konteks.desk.wait_idle()
    app.processEvents()
    return lanjut, time.perf_counter() - mulai


def once(do: Callable[[], Any]) -> float:
    mulai = time.perf_counter()
    do()
    return time.perf_counter() - mulai


def steps(app: Any, view: Any) -> float:
    """Seconds of the median of forty keys down, each with what it paints."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    view.setCurrentIndex(view.model().index(0, 0))
    return statistics.median(
        once(lambda: (QTest.keyClick(view, Qt.Key.Key_Down), app.processEvents())) for _ in range(40)
    )


def bare_table(model: Any) -> Any:
    """The same texts in Qt's own model and view, with nothing of ours."""
    from PySide6.QtGui import QStandardItem, QStandardItemModel
    from PySide6.QtWidgets import QTableView

    polos = QStandardItemModel(len(model.rows), len(model.columns))
    for r in range(len(model.rows)):
        for c in range(len(model.columns)):
            polos.setItem(r, c, QStandardItem(model.cell(r, c).text))
    view = QTableView()
    polos.setParent(view)
    view.setModel(polos)
    return view
