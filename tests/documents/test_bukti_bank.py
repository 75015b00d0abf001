"""The bank proof on paper: its column adds up from the books to the bank, on paper and in the workbook."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
from pypdfium2 import PdfDocument

from core.calendar import Bulan
from core.documents.bukti_bank import lembar_bukti_bank
from core.documents.lembar import Lembar, render_csv, render_pdf, render_xlsx
from core.kas.bukti_bank import BedaBank, BuktiSaldoBank, Celah, RekeningTerbukti
from core.money import Rupiah
from tests.documents import contoh_buku as contoh

FEB = Bulan(2026, 2)


def rp(n: int) -> Rupiah:
    return Rupiah.of(n)


def beda(sisi: str, nilai: int, nomor: str) -> BedaBank:
    return BedaBank(sisi, date(2026, 2, 27), nomor, f"uraian {nomor}", rp(nilai), nomor)


def bukti(**lain: object) -> BuktiSaldoBank:
    isi: dict[str, object] = {
        "bulan": FEB, "saldo_buku": rp(1_000), "saldo_awal_buku": rp(0), "saldo_awal_bank": rp(0),
        "rekening": (RekeningTerbukti("0012345670001", "BANK CONTOH", rp(1_235), date(2026, 2, 1), FEB.akhir),),
        "buku_belum_bank": (beda("buku", -300, "TBP-0009"), beda("buku", 50, "SLIP-1")),
        "bank_belum_buku": (beda("bank", 10, "giro"), beda("bank", -25, "biaya")), **lain,
    }  # fmt: skip
    return BuktiSaldoBank(**isi)


def amounts(lembar: Lembar) -> list[tuple[str, Rupiah | None]]:
    return [(str(b.sel[3]), b.sel[4]) for b in lembar.baris]


def test_column_adds_up_from_books_to_bank() -> None:
    lembar = lembar_bukti_bank(bukti(), contoh.KANTOR)
    heads = {kata: nilai for (kata, nilai), b in zip(amounts(lembar), lembar.baris, strict=True) if b.tebal}
    assert list(heads.values()) == [rp(1_000), rp(300), rp(50), rp(10), rp(25), rp(1_235)]
    assert rp(1_000) + rp(300) - rp(50) + rp(10) - rp(25) == rp(1_235)
    assert [k.nilai for k in lembar.kaki] == [rp(-235), rp(-235), rp(0), None]


def test_pages_and_workbook_say_the_same(huruf) -> None:
    lembar = lembar_bukti_bank(bukti(), contoh.KANTOR)
    pdf = PdfDocument(render_pdf(lembar, huruf))
    text = pdf[0].get_textpage().get_text_range()
    for kata in ("BUKTI SALDO BANK", "TBP-0009", "Ditambah: pengeluaran di BKU", "1.235", "•••0001", "Keadaan"):
        assert kata in text
    pdf.close()
    cells = [c.value for row in openpyxl.load_workbook(io.BytesIO(render_xlsx(lembar))).active.iter_rows() for c in row]
    assert 1_235 in cells
    assert b"TBP-0009" in render_csv(lembar)


def test_what_is_unknown_is_said() -> None:
    none = (RekeningTerbukti("tanpa nomor BRI", "BRI", None, date(2026, 2, 1), FEB.akhir),)
    lembar = lembar_bukti_bank(bukti(rekening=none), contoh.KANTOR)
    assert amounts(lembar)[-1] == ("Saldo menurut rekening koran belum diketahui", None)
    assert lembar.kaki[0].label == "Keadaan: saldo bank belum diketahui"


def test_opening_difference_gap_and_two_accounts_have_rows() -> None:
    two = tuple(
        RekeningTerbukti(f"001234567000{n}", "BANK CONTOH", rp(600), date(2026, 2, 1), date(2026, 2, 20))
        for n in (1, 2)
    )
    celah = (Celah("0012345670001", date(2026, 2, 9), rp(7)),)
    lembar = lembar_bukti_bank(bukti(rekening=two, saldo_awal_bank=rp(5), celah=celah), contoh.KANTOR)
    kata = [k for k, _ in amounts(lembar)]
    assert any(k.startswith("Selisih saldo awal") for k in kata)
    assert any(k.startswith("Rekening koran yang belum diimpor") for k in kata)
    assert "Saldo rekening koran BANK CONTOH •••0002" in kata
    assert lembar.sementara
