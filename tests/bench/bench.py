"""How far the books stand from what the bare libraries can do: `run.py bench`. Ratios of one run; nothing is asserted.

Rows and goals: performance table 1 (a1, b2, c1, d, f1, f2, g1, h). Words after `bench` choose parts (`buku`, `impor`,
`panjang`, `jendela`, `cocok`, `tagihan`); after `cocok` may stand seeds and sets. PUNDI_BENCH_TRANSAKSI sets the size
of the year (5000).
"""

from __future__ import annotations

import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import text

from core.calendar import Bulan
from core.importers.pundi_transaksi import read_pundi_transaksi
from core.kas.commands import ImportTransaksi, PostTransaksi
from core.kas.isi import BelanjaUp, Rincian
from core.money import Rupiah
from core.spj.blok import block_spj
from db.basis import Basis
from db.kas.queries import SqlKasQueries
from db.keystore import MemoryKeyStore
from tests.fakes.office import Office, found_office
from tests.unit.kas.contoh_kas import ATK, JUTA, LISTRIK, S1, as_lines, beli, berkas, ls, setor, up

ROOT = Path(__file__).resolve().parents[2]
BANYAK = int(os.environ.get("PUNDI_BENCH_TRANSAKSI", "5000"))
DESEMBER = Bulan(2026, 12)


def timed(do: Callable[[], Any], times: int = 5) -> float:
    """Seconds of the median run."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        do()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def say(row: str, what: str, ours: float, bare: float, goal: str) -> None:
    print(f"{row:<4} {what:<58} {ours * 1000:9.2f} ms {bare * 1000:9.2f} ms   x{ours / bare:6.2f}   {goal}")


def history(banyak: int) -> bytes:
    """One year of an office in the line form: purchases with tax, deposits, LS."""
    peristiwa = [up(nilai=10_000 * JUTA, tanggal="01-02")]
    for n in range(1, banyak):
        hari = f"{date(2026, 1, 2) + timedelta(days=n * 360 // banyak):%m-%d}"
        if n % 5 == 4:
            peristiwa.append(setor(f"{n}", ("PPN", 33_000), tanggal=hari))
        elif n % 5 == 0:
            peristiwa.append(ls(f"{n}", JUTA, LISTRIK, tanggal=hari))
        else:
            peristiwa.append(beli(f"{n}", 111_000, pajak=[["PPN", 11_000]], tanggal=hari))
    isi = berkas(peristiwa, bulan=1, sampai=12)
    isi["input"]["up"] = {
        "besaran_up": 10_000 * JUTA,
        "up_tunai": 10_000 * JUTA,
        "up_kkpd_limit": 0,
        "proporsi_kkpd": "0.00",
    }
    for row in isi["input"]["pagu"]:
        row["anggaran"] = 900_000 * JUTA
    return as_lines(isi)


def new_office(folder: Path, nama: str) -> Office:
    basis = Basis(str(folder / nama), MemoryKeyStore())
    basis.migrate()
    return found_office(basis)


def purchases() -> Iterator[PostTransaksi]:
    for n in count():
        nilai = Rupiah.of(1000)
        isi = BelanjaUp(
            nomor=f"Z-{n}", cara="bank", bruto=nilai, rincian=(Rincian(ATK, nilai, S1),), pajak=(), dibayar=nilai
        )
        yield PostTransaksi(tanggal=date(2026, 12, 30), isi=isi)


def bare_post(folder: Path) -> Callable[[], None]:
    """The same rows with nothing around them: sqlite3, WAL, FULL, one commit."""
    conn = sqlite3.connect(folder / "polos.sqlite", isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL"):
        conn.execute(f"PRAGMA {pragma}")
    for tabel, kolom in (("transaksi", 15), ("mutasi", 10), ("nomor", 6), ("klaim", 12), ("jejak", 10)):
        conn.execute(f"CREATE TABLE {tabel} (id TEXT PRIMARY KEY, {', '.join(f'k{i}' for i in range(kolom))})")
    kolom = {"transaksi": 15, "mutasi": 10, "nomor": 6, "klaim": 12, "jejak": 10}

    def post() -> None:
        conn.execute("BEGIN IMMEDIATE")
        for tabel, n in kolom.items():
            conn.execute(f"INSERT INTO {tabel} VALUES (?{', ?' * n})", (str(uuid.uuid4()), *["x" * 20] * n))
        conn.execute("COMMIT")

    return post


def bench_posting(office: Office, folder: Path) -> None:
    antre = purchases()
    office.do(next(antre))
    polos = bare_post(folder)
    ours, bare = timed(lambda: office.do(next(antre)), 20), timed(polos, 50)
    say("a1", f"post one entry, durable, in a year of {BANYAK}", ours, bare, "<= 2")


_JENDELA = """
SELECT l.*, sum(penerimaan - pengeluaran) OVER (ORDER BY tanggal, urut, baris, keluar DESC) AS saldo FROM v_lini l
WHERE opd_id = :o AND tahun = 2026 AND tanggal BETWEEN :a AND :b ORDER BY tanggal, urut, baris, keluar DESC
"""
_GRUP = """
SELECT sub_kegiatan, rekening, jenis, sum(CASE WHEN tanggal < :a THEN d ELSE 0 END), sum(d) FROM v_gerak
WHERE opd_id = :o AND tahun = 2026 AND kelas = 'belanja' AND tanggal <= :b GROUP BY 1, 2, 3
"""


def bench_reading(office: Office) -> None:
    with office.basis.engine.connect() as conn:
        q = SqlKasQueries(conn, office.opd_id)
        k = {"o": str(office.opd_id), "a": "2026-06-01", "b": "2026-06-30"}
        juni = Bulan(2026, 6)
        bare = timed(lambda: conn.execute(text(_JENDELA), k).all())
        say("b2", f"BKU of a month, {len(q.bku(juni))} lines", timed(lambda: q.bku(juni)), bare, "<= 2")
        k |= {"a": "2026-12-01", "b": "2026-12-31"}
        bare = timed(lambda: conn.execute(text(_GRUP), k).all())
        ours = timed(lambda: block_spj(q.realisasi(DESEMBER), q.blok(DESEMBER), q.contra_pos(DESEMBER)))
        say("c1", "SPJ fungsional of December", ours, bare, "<= 2")


def bench_long_month(folder: Path) -> None:
    """50 000 lines in one view: the query, then the table."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from ui.kas.table import KOLOM_TRANSAKSI
    from ui.kit.table import RowTable

    app = QApplication.instance() or QApplication([])
    office = new_office(folder, "panjang.sqlite")
    peristiwa = [up(tanggal="02-02"), *(beli(f"{n}", 1, tanggal="02-03") for n in range(49_999))]
    office.do(ImportTransaksi(berkas=read_pundi_transaksi("x", as_lines(berkas(peristiwa)))))
    with office.basis.engine.connect() as conn:
        q = SqlKasQueries(conn, office.opd_id)
        rows = q.bku(Bulan(2026, 2))
        k = {"o": str(office.opd_id), "a": "2026-02-01", "b": "2026-02-28"}
        bare = timed(lambda: conn.execute(text(_JENDELA), k).all(), 1)
        say("b2", f"BKU of a month, {len(rows)} lines", timed(lambda: q.bku(Bulan(2026, 2)), 1), bare, "<= 2")
    model: RowTable[Any] = RowTable(KOLOM_TRANSAKSI)
    say(
        "f2",
        f"RowTable.show of {len(rows)} rows",
        timed(lambda: model.show(rows)),
        timed(lambda: list(rows)),
        "a bare list",
    )
    assert app is not None
    office.basis.close()


def bench_import(folder: Path) -> None:
    banyak = 4 * BANYAK
    data = history(banyak)
    office = new_office(folder, "impor.sqlite")
    conn = sqlite3.connect(folder / "massal.sqlite")
    conn.execute("CREATE TABLE baris (id TEXT PRIMARY KEY, isi TEXT, nilai INTEGER)")
    rows = [(str(uuid.uuid4()), "x" * 200, n) for n in range(banyak)]

    def bare() -> None:
        with conn:
            conn.executemany("INSERT INTO baris VALUES (?, ?, ?)", rows)

    polos = timed(bare, 1)
    ours = timed(lambda: office.do(ImportTransaksi(berkas=read_pundi_transaksi("x", data))), 1)
    say("h", f"import of {banyak} events ({banyak / ours:,.0f}/s)", ours, polos, "one row an event")
    office.basis.close()
    conn.close()


def bench_printing(office: Office) -> None:
    import io

    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen.canvas import Canvas

    from core.documents.alur import Penandatangan
    from core.documents.buku import lembar_bku
    from core.documents.kantor import KantorCetak
    from core.documents.lembar import render_pdf_all
    from main import huruf

    tanda = Penandatangan("Bendahara Pengeluaran", "SARI CONTOH")
    kantor = KantorCetak(
        pemda="Kota Contoh",
        opd="Dinas CONTOH",
        kode="2.16",
        tahun=2026,
        tempat="Kota Contoh",
        tanggal=date(2026, 12, 31),
        pa=tanda,
        bendahara=tanda,
    )
    with office.basis.engine.connect() as conn:
        q = SqlKasQueries(conn, office.opd_id)
        bulan = [(b, q.bku(b), q.bku_opening(b)[1].bku, q.saldo(b)) for b in (Bulan(2026, n) for n in range(1, 13))]
    banyak = sum(len(rows) for _, rows, _, _ in bulan)

    def ours() -> None:
        render_pdf_all("BKU", (lembar_bku(*x, kantor) for x in bulan), huruf())

    def bare() -> None:
        pena = Canvas(io.BytesIO(), A4)
        for _, rows, _, _ in bulan:
            for n, r in enumerate(rows):
                if n % 40 == 0:
                    pena.showPage()
                y = 800 - n % 40 * 18
                for x, isi in enumerate(
                    (str(r.no_bku), str(r.tanggal), r.no_bukti, r.rekening, r.uraian, str(r.saldo))
                ):
                    pena.drawString(30 + 90 * x, y, isi[:40])
        pena.save()

    say("g1", f"print a year's BKU, {banyak} lines", timed(ours, 1), timed(bare, 1), "<= 1.5")


JENDELA_KOSONG = """
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([]); w = QMainWindow(); w.resize(1280, 800); w.show(); app.processEvents()
"""
JENDELA_PUNDI = """
from PySide6.QtWidgets import QApplication
import main
from ui.shell import mulai
mulai.Mulai._furnish_and_open = lambda run: QApplication.quit()
mulai.run_desktop(main.pembuka, main.huruf, main.SUMBER, main.VERSI, main.SystemClock())
"""
"""The program's own start, left as soon as the first paint is on screen."""
JENDELA_LENGKAP = """
from PySide6.QtWidgets import QApplication
import main
from ui.shell import mulai
def shell(run):
    run.furnish()
    QApplication.processEvents()
    QApplication.quit()
mulai.Mulai._furnish_and_open = shell
mulai.run_desktop(main.pembuka, main.huruf, main.SUMBER, main.VERSI, main.SystemClock())
"""


def bench_first_paint() -> None:
    """Whole processes in turn, so that a busy minute falls on each of them alike."""
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    env.pop("PYTHONDONTWRITEBYTECODE", None)  # an office compiles Pundi at its first start, not at each one
    kode = (JENDELA_KOSONG, JENDELA_PUNDI, JENDELA_LENGKAP)
    taken: list[list[float]] = [[], [], []]
    for _ in range(16):
        for satu, detik in zip(kode, taken, strict=True):
            perintah = [sys.executable, "-c", f"{satu}\nimport os; os._exit(0)"]
            start = time.perf_counter()
            subprocess.run(perintah, cwd=ROOT, env=env, check=True, stderr=subprocess.DEVNULL)
            detik.append(time.perf_counter() - start)
    kosong, dasar, lengkap = (statistics.median(detik[1:]) for detik in taken)
    say("f1", "first paint of the window's ground, whole process", dasar, kosong, "<= 1.3")
    say("f1", "the whole shell on screen, no office yet", lengkap, kosong, "<= 3.5 with rows")


def bench_books(folder: Path) -> None:
    office = new_office(folder, "tahun.sqlite")
    office.do(ImportTransaksi(berkas=read_pundi_transaksi("x", history(BANYAK))))
    bench_reading(office)
    bench_printing(office)
    bench_posting(office, folder)
    office.basis.close()


def bench_bill(folder: Path) -> None:
    from tests.bench.bench_tagihan import bench_page

    bench_page(folder)


BAGIAN: dict[str, Callable[[Path], None]] = {
    "buku": bench_books,
    "impor": bench_import,
    "panjang": bench_long_month,
    "jendela": lambda _: bench_first_paint(),
    "tagihan": bench_bill,
}


def main(arguments: Sequence[str] = ()) -> int:
    """Runs the parts that were asked for, or all; 2 for a word that names none."""
    from tests.bench import bench_cocok

    milik_cocok = [a for a in arguments if a.isdecimal() or a in bench_cocok.NAMA]
    asing = [a for a in arguments if a not in {*BAGIAN, "cocok", *milik_cocok}]
    if asing or (milik_cocok and "cocok" not in arguments):
        print(f"Bagian yang ada: {', '.join(BAGIAN)}, cocok [BENIH ...] [{' | '.join(bench_cocok.NAMA)}]")
        return 2
    bagian = [nama for nama in BAGIAN if not arguments or nama in arguments]
    if bagian:
        print(f"{'':<4} {'':<58} {'Pundi':>12} {'bare':>12}    ratio   goal")
    for nama in bagian:
        with tempfile.TemporaryDirectory() as folder:
            BAGIAN[nama](Path(folder))
    if not arguments or "cocok" in arguments:
        bench_cocok.main(milik_cocok)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
