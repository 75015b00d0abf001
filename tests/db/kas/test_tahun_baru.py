"""The end of a year and the beginning of the next: what must be zero, what is carried, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from core.anggaran.commands import ImportDpa
from core.anggaran.model import BarisPagu, Dpa
from core.calendar import Bulan
from core.errors import Refusal
from core.identity import new_uuid
from core.kas.akhir_tahun import Hal, Sifat
from core.kas.commands import CloseMonth, ImportTransaksi, OpenYear, PostTransaksi
from core.kas.isi import BelanjaUp, Rincian, Setoran, SetorPajak, Sp2dUp, SpjPanjar, StsSisaUp
from core.kas.model import Wadah
from core.kas.penutupan import HitunganKas
from core.kas.posisi import Posisi
from core.money import NOL, Rupiah
from core.opd.commands import SetUp
from core.opd.model import SkUp
from core.spj.identitas import identities
from db.basis import Basis
from db.kas.queries import SqlKasQueries
from db.periksa import verify
from tests.db.kas.contoh_tahun import as_berkas
from tests.fakes.office import Office, found_office
from tests.unit.kas.contoh_kas import ATK, JUTA, S1, Json, beli, berkas, ev, giro, gu, lpj, panjar, sisa, tu, up

DES, JAN = Bulan(2026, 12), Bulan(2027, 1)
PAJAK = [["PPN", 200_000]]


def desember(*lagi: Json) -> list[Json]:
    """UP of 60 juta, 10 juta spent and closed by GU Nihil; PPN held, one panjar out, jasa giro not yet deposited."""
    return [
        up(tanggal="12-01"),
        beli("B1", 10 * JUTA, pajak=PAJAK, tanggal="12-02"),
        panjar("7", 2 * JUTA, tanggal="12-03"),
        lpj("L", 10 * JUTA, "B1", tanggal="12-04"),
        gu("G", 10 * JUTA, "LPJ-L", "SP2D_GU_NIHIL", tanggal="12-10"),
        giro("1", 5_000, tanggal="12-11"),
        *lagi,
        sisa("S", "STS_SISA_UP", 47 * JUTA, tanggal="12-30"),
    ]


def office_with(basis: Basis, peristiwa: list[Json]) -> Office:
    made = found_office(basis)
    made.do(ImportTransaksi(berkas=as_berkas(berkas(peristiwa, bulan=12, sampai=12))))
    return made


@pytest.fixture
def office(basis: Basis) -> Office:
    return office_with(basis, desember())


def close(office: Office) -> None:
    with office.basis.reading() as conn:
        saldo = SqlKasQueries(conn, office.opd_id).saldo(DES)
    office.do(CloseMonth(bulan=DES, kas=HitunganKas({}, saldo.bank)))


def refusal(do: Callable[[], Any]) -> Refusal:
    with pytest.raises(Refusal) as e:
        do()
    return e.value


def listed(office: Office, tahun: int = 2026) -> dict[tuple[Hal, str], tuple[Sifat, Rupiah]]:
    with office.basis.reading() as conn:
        rows = SqlKasQueries(conn, office.opd_id).akhir_tahun(tahun)
    return {(b.hal, b.nomor): (b.sifat, b.nilai) for b in rows}


def test_the_list_names_every_open_item_with_its_amount(office: Office) -> None:
    found = listed(office)
    assert found[Hal.BULAN, "Desember 2026"] == (Sifat.HARUS, NOL)
    assert found[Hal.PANJAR, "NPD-7"] == (Sifat.DIBAWA, Rupiah.of(2 * JUTA))
    assert found[Hal.PAJAK, "PPN"] == (Sifat.DIBAWA, Rupiah.of(200_000))
    assert found[Hal.LAIN, "Jasa giro NK-1"] == (Sifat.DIBAWA, Rupiah.of(5_000))
    assert found[Hal.SISA_UP, ""] == (Sifat.DIBAWA, Rupiah.of(JUTA))
    for hal in (Hal.BELUM_LPJ, Hal.BELUM_GU, Hal.TU, Hal.KARTU):
        assert found[hal, ""] == (Sifat.NOL, NOL)


def test_a_year_opens_with_what_the_old_one_left(office: Office) -> None:
    close(office)
    dibuka = office.do(OpenYear(tahun=2027, penjelasan="PPTK sakit; sisa UP disetor 2 Januari")).nilai
    # 60 juta less 9,8 juta paid, less 2 juta panjar, less 47 juta returned, and 5 ribu jasa giro
    assert dibuka.saldo == Rupiah.of(1_205_000)
    with office.basis.reading() as conn:
        q = SqlKasQueries(conn, office.opd_id)
        lama, baru = q.saldo(DES), q.saldo(JAN)
        assert (baru.bku, baru.kas_tunai, baru.bank) == (lama.bku, lama.kas_tunai, lama.bank)
        assert (baru.pajak_belum_setor, baru.panjar_beredar) == (Rupiah.of(200_000), Rupiah.of(2 * JUTA))
        assert (baru.uang_persediaan, baru.spj_up_belum_gu) == (Rupiah.of(3 * JUTA), NOL)
        assert all(r.jumlah_spj == NOL for r in q.realisasi(JAN))
        assert [i.nama for i in identities(q, JAN) if not i.cocok] == []
        assert q.bku_opening(JAN) == (0, q.closing_book(DES)[0])
    assert verify(office.basis, office.opd_id) == []


def test_carried_items_are_finished_in_the_new_year(office: Office) -> None:
    """Tax is deposited, the panjar accounted for on the new pagu, the rest of the old UP returned; then UP is issued."""
    close(office)
    office.do(OpenYear(tahun=2027, penjelasan="Disetor awal Januari"))
    with office.basis.unit_of_work(office.opd_id) as work:
        pagu = work.anggaran.pagu(2026)
    _budget(office, tuple(pagu))
    setoran = (Setoran("PPN", Rupiah.of(200_000), "1234567890ABCDEF", "SSP-1"),)
    rincian = (Rincian(ATK, Rupiah.of(2 * JUTA), S1),)
    for hari, isi in (
        (4, SetorPajak(cara=Wadah.BANK, setoran=setoran)),
        (5, StsSisaUp(nomor="STS-1", nilai=Rupiah.of(JUTA))),
        (6, Sp2dUp(nomor="SP2D-1", nilai=Rupiah.of(50 * JUTA))),
        (7, SpjPanjar(
            nomor="TBP-1", panjar="NPD-7/2026", cara=Wadah.BANK, bruto=Rupiah.of(2 * JUTA), rincian=rincian, pajak=(),
        )),
    ):  # fmt: skip
        office.do(PostTransaksi(tanggal=date(2027, 1, hari), isi=isi))
    found = listed(office, 2027)
    assert found[Hal.PANJAR, ""][0] is found[Hal.PAJAK, ""][0] is Sifat.NOL
    assert found[Hal.BELUM_LPJ, ""] == (Sifat.HARUS, Rupiah.of(2 * JUTA))
    assert verify(office.basis, office.opd_id) == []


def _budget(office: Office, pagu: tuple[BarisPagu, ...]) -> None:
    sk = SkUp(
        id=new_uuid(), nomor="SK-1/2027", tanggal=date(2027, 1, 2), berlaku_dari=date(2027, 1, 1),
        up_tunai=Rupiah.of(50 * JUTA), limit_kkpd=NOL, dicatat=date(2027, 1, 2),
    )  # fmt: skip
    office.do(SetUp(sk=sk))
    if pagu:
        office.do(ImportDpa(tahun=2027, dpa=Dpa("M", date(2027, 1, 1), pagu, {}, "DPA CONTOH 2027")))


def test_a_year_does_not_open_over_what_must_be_mended(basis: Basis) -> None:
    """An open TU, spending no LPJ answers for: each is a finding of its own, and December does not close either."""
    office = office_with(
        basis,
        desember(beli("B2", JUTA, tanggal="12-12"), tu("TU", 3 * JUTA, tanggal="12-13", batas_lpj="2027-01-13"))[:-1],
    )
    for command in (CloseMonth(bulan=DES, kas=HitunganKas(), penjelasan="belum dihitung"), OpenYear(tahun=2027)):
        no = refusal(lambda c=command: office.do(c))
        assert no.kode == "ERR_AKHIR_TAHUN"
        assert {t.medan for t in no.temuan} >= {Hal.BELUM_LPJ, Hal.TU}
        assert any("SP2D-TU" in t.pesan and "3.000.000" in t.pesan for t in no.temuan)
    assert Hal.BULAN in {t.medan for t in refusal(lambda: office.do(OpenYear(tahun=2027))).temuan}


def test_what_is_carried_wants_an_explanation_and_a_year_opens_once(office: Office) -> None:
    close(office)
    no = refusal(lambda: office.do(OpenYear(tahun=2027)))
    assert no.kode == "ERR_PENJELASAN_AKHIR_TAHUN"
    assert "panjar beredar" in str(no)
    office.do(OpenYear(tahun=2027, penjelasan="Disetor awal Januari"))
    assert refusal(lambda: office.do(OpenYear(tahun=2027, penjelasan="x"))).kode == "ERR_TAHUN_SUDAH_DIBUKA"
    assert refusal(lambda: office.do(OpenYear(tahun=2026))).kode == "ERR_TAHUN_LAMA_KOSONG"


def test_january_may_have_begun_before_december_was_closed(office: Office) -> None:
    """The opening goes before what stands already, and every later event is tried again."""
    _budget(office, ())
    office.do(PostTransaksi(tanggal=date(2027, 1, 4), isi=Sp2dUp(nomor="SP2D-1", nilai=Rupiah.of(50 * JUTA))))
    close(office)
    office.do(OpenYear(tahun=2027, penjelasan="Disetor awal Januari"))
    with office.basis.reading() as conn:
        saldo = SqlKasQueries(conn, office.opd_id).saldo(JAN)
    assert saldo.bku == Rupiah.of(51_205_000)
    assert verify(office.basis, office.opd_id) == []


def test_a_clean_year_opens_without_a_word(basis: Basis) -> None:
    office = office_with(basis, [up(tanggal="12-01"), sisa("S", "STS_SISA_UP", 60 * JUTA, tanggal="12-30")])
    close(office)
    dibuka = office.do(OpenYear(tahun=2027)).nilai
    assert (dibuka.saldo, dibuka.dibawa) == (NOL, ())
    assert verify(office.basis, office.opd_id) == []


def test_a_card_purchase_is_carried_only_where_next_year_has_its_rekening(basis: Basis) -> None:
    office = office_with(
        basis,
        [
            ev("K1", "BELANJA_KKPD", "12-20", nomor="KKPD-K1", kartu="****1234", merchant="Toko CONTOH", bruto=JUTA,
               rincian=[[ATK, JUTA]]),
        ],
    )  # fmt: skip
    close(office)
    no = refusal(lambda: office.do(OpenYear(tahun=2027, penjelasan="Tagihan terbit Januari")))
    assert no.kode == "ERR_KARTU_TANPA_PAGU"
    assert ATK in str(no)
    with office.basis.unit_of_work(office.opd_id) as work:
        pagu = tuple(work.anggaran.pagu(2026))
    _budget(office, pagu)
    office.do(OpenYear(tahun=2027, penjelasan="Tagihan terbit Januari"))
    assert listed(office, 2027)[Hal.KARTU, "KKPD-K1/2026"] == (Sifat.DIBAWA, Rupiah.of(JUTA))
    assert verify(office.basis, office.opd_id) == []


def test_the_export_of_the_new_year_carries_its_opening(office: Office) -> None:
    from core.kas.medan import Medan
    from core.kas.pembukaan import check_pembukaan, differs_from, read_pembukaan
    from core.kas.posisi import KetentuanUp
    from core.kas.posting import ArsipSementara, open_year

    close(office)
    office.do(OpenYear(tahun=2027, penjelasan="Disetor awal Januari"))
    with office.basis.reading() as conn:
        masukan = SqlKasQueries(conn, office.opd_id).masukan(2027)
    assert masukan is not None
    m = Medan(None, sen=True)
    p = read_pembukaan(m, masukan, 1, {})
    assert (m.temuan, check_pembukaan(p)) == ([], None)
    posisi = Posisi(KetentuanUp(0, 0), {}, ArsipSementara())
    open_year(p, 2027, posisi)
    assert differs_from(p, posisi) == ""
    assert posisi.identity_gap() == 0


def test_a_purchase_of_the_old_year_is_not_booked_in_the_new_one_by_its_old_pagu(office: Office) -> None:
    """The new year has its own DPA: without one there is nothing to spend from."""
    close(office)
    office.do(OpenYear(tahun=2027, penjelasan="Disetor awal Januari"))
    isi = BelanjaUp(
        nomor="TBP-1", cara=Wadah.BANK, bruto=Rupiah.of(5), rincian=(Rincian(ATK, Rupiah.of(5), S1),), pajak=(),
        dibayar=Rupiah.of(5),
    )  # fmt: skip
    assert refusal(lambda: office.do(PostTransaksi(tanggal=date(2027, 1, 5), isi=isi))).kode == "ERR_REKENING_TIDAK_ADA"
