"""A closed month is put right in the open one, and the reports of both say so."""

from __future__ import annotations

from datetime import date

import pypdfium2
import pytest

from core.calendar import Bulan
from core.errors import Refusal
from core.kas.commands import CloseMonth, ImportTransaksi, PostTransaksi
from core.kas.isi import Koreksi
from db.basis import Basis
from db.kantor import SqlPertanyaan
from db.periksa import verify
from tests.db.kas.contoh_tahun import as_berkas
from tests.db.kas.test_penutupan import BUKU, FEB, HITUNG, MAR
from tests.fakes.office import Office, found_office
from tests.unit.kas.contoh_kas import JUTA, beli, berkas
from ui.cetak import kantor_cetak
from ui.cli.buku import make_sheet

ALASAN = "Kuitansi tidak sah"


@pytest.fixture
def office(basis: Basis) -> Office:
    made = found_office(basis)
    buku = [*BUKU[:-1], beli("B2", JUTA, tanggal="02-06")]
    made.do(ImportTransaksi(berkas=as_berkas(berkas(buku))))
    made.do(CloseMonth(bulan=FEB, kas=HITUNG, penjelasan="B2 dibayar sesudah hitungan"))
    return made


def foot(office: Office, bulan: Bulan) -> str:
    with office.basis.reading() as conn:
        q = SqlPertanyaan(conn, office.opd_id)
        return " ".join(k.label for k in make_sheet(q, "bku", bulan, kantor_cetak(q, bulan.akhir)).kaki)


def koreksi(hari: date) -> PostTransaksi:
    return PostTransaksi(tanggal=hari, isi=Koreksi(nomor="KRK-1", koreksi_tx="B2", alasan=ALASAN))


def test_a_correction_goes_into_the_open_month_and_both_say_so(office: Office) -> None:
    with pytest.raises(Refusal) as e:
        office.do(koreksi(date(2026, 2, 27)))
    assert e.value.kode == "ERR_BULAN_TERTUTUP"
    office.do(koreksi(date(2026, 3, 3)))
    tentang = "TBP-B2 tanggal 06/02/2026 sebesar Rp 1.000.000"
    assert f"Sesudah bulan ini, {tentang} ditarik kembali dengan koreksi KRK-1 tanggal 03/03/2026" in foot(office, FEB)
    assert f"Bulan ini memuat koreksi KRK-1 tanggal 03/03/2026 atas {tentang} ({ALASAN})." in foot(office, MAR)
    assert foot(office, Bulan(2026, 4)).count("koreksi") == 0
    assert verify(office.basis, office.opd_id) == []


def test_the_spj_of_both_months_says_it_on_paper(office: Office) -> None:
    from core.documents.laporan import spj_tercetak
    from core.documents.spj import render_spj_pdf
    from main import huruf

    office.do(koreksi(date(2026, 3, 3)))
    for bulan, harap in ((FEB, "ditarik kembali dengan koreksi KRK-1"), (MAR, "memuat koreksi KRK-1")):
        with office.basis.reading() as conn:
            q = SqlPertanyaan(conn, office.opd_id)
            spj = spj_tercetak(
                "fungsional", bulan, q.kas.realisasi(bulan), kantor_cetak(q, bulan.akhir), nama={},
                blok=q.kas.blok(bulan), koreksi=q.kas.koreksi_lintas(bulan),
            )  # fmt: skip
        dokumen = pypdfium2.PdfDocument(render_spj_pdf(spj, huruf()))
        kata = " ".join(" ".join(h.get_textpage().get_text_range() for h in dokumen).split())
        assert harap in kata
