"""The forms of the rarer kinds: what is typed comes out as the contents of that kind, and the books take it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from core.errors import Refusal
from core.kas import isi as i
from core.kas.isi import ISI, Isi, Potongan, Rincian
from core.kas.model import Jenis
from core.money import Rupiah
from ui.kas.actions import FORMULIR, MENU
from ui.kas.bahan import Acuan, gather
from ui.kas.bukti_page import BuktiPage
from ui.kas.daftar_edit import DaftarEdit
from ui.kas.isi_dialog import IsiDialog
from ui.kas.rincian_edit import choices
from ui.kas.sp2d_siap import Sp2dSiap, potongan_di_buku
from ui.kit.account_edit import AccountEdit
from ui.kit.date_edit import DateEdit
from ui.kit.rupiah_edit import RupiahEdit

HARI = date(2026, 3, 10)


def rp(n: int) -> Rupiah:
    return Rupiah.of(n)


@pytest.fixture
def bahan(kantor):
    return kantor.ask(lambda q: gather(q, HARI))


def line(bahan, n: int, nth: int = 0) -> Rincian:
    k = bahan.pagu[nth]
    return Rincian(k.rekening, rp(n), k.sub_kegiatan)


def contents(bahan) -> dict[Jenis, Isi]:
    satu = (line(bahan, 700_000),)
    dua = (line(bahan, 700_000), line(bahan, 300_000, 1))
    potongan = (Potongan("PPN", rp(99_000), "A1B2C3D4E5F60718"), Potongan("LAIN-DENDA", rp(1_000)))
    sub = bahan.pagu[0].sub_kegiatan
    return {
        Jenis.SP2D_GU: i.Sp2dGu(nomor="S-1", nilai=rp(5), lpj="LPJ-1"),
        Jenis.SP2D_GU_NIHIL: i.Sp2dGuNihil(nomor="S-2", nilai=rp(5), lpj="LPJ-1"),
        Jenis.SP2D_GU_KKPD: i.Sp2dGuKkpd(nomor="S-3", nilai=rp(5), dpt=("K-1", "K-2"), nomor_dpt="DPT-9"),
        Jenis.SP2D_TU: i.Sp2dTu(
            nomor="S-4", nilai=rp(1_000_000), sub_kegiatan=sub, rincian=dua, batas_lpj=date(2026, 4, 9)
        ),
        Jenis.SP2D_TU_NIHIL: i.Sp2dTuNihil(nomor="S-5", nilai=rp(5), sp2d="TU-1"),
        Jenis.SP2D_LS_BJ: i.Sp2dLsBj(
            nomor="S-6",
            bruto=rp(1_000_000),
            rincian=dua,
            potongan=potongan,
            netto=rp(900_000),
            rekanan="CV CONTOH",
            dpp=rp(900_901),
        ),
        Jenis.SP2D_LS_GAJI: i.Sp2dLsGaji(nomor="S-7", bruto=rp(700_000), rincian=satu, potongan=(), netto=rp(700_000)),
        Jenis.BELANJA_KKPD: i.BelanjaKkpd(
            nomor="K-9", kartu="****1234", merchant="HOTEL CONTOH", bruto=rp(700_000), rincian=satu
        ),
        Jenis.KKPD_TOLAK: i.KkpdTolak(nomor="KKL-1", asal="K-1", nilai=rp(5), alasan="tidak sesuai DPA"),
        Jenis.KKPD_REFUND: i.KkpdRefund(nomor="KKL-2", asal="K-1", nilai=rp(700_000), rincian=satu),
        Jenis.KKPD_LUNAS_PRIBADI: i.KkpdLunasPribadi(nomor="KKL-3", asal="K-1", nilai=rp(5)),
        Jenis.CONTRA_POS: i.ContraPos(
            nomor="CP-1",
            nilai=rp(700_000),
            rincian=satu,
            sumber="LS",
            referensi="S-6",
            cara="nonkas",
            sts="STS-1",
            uraian="kelebihan bayar",
        ),
        Jenis.STS_LAIN: i.StsLain(nomor="STS-2", nilai=rp(12), untuk=("NK-8", "CP-8"), cara="tunai"),
        Jenis.STS_SISA_TU: i.StsSisaTu(nomor="STS-3", nilai=rp(5), sp2d="TU-1"),
        Jenis.STS_SISA_UP: i.StsSisaUp(nomor="STS-4", nilai=rp(5), cara="bank"),
        Jenis.RETUR_BANK: i.ReturBank(nomor="RTR-1", nilai=rp(5), referensi="TBP-0001"),
        Jenis.BAYAR_ULANG: i.BayarUlang(nomor="BYR-1", nilai=rp(5), retur="RTR-8"),
    }


def acuan(*kode: str, nilai: int = 5) -> tuple[Acuan, ...]:
    return tuple(Acuan(k, "contoh", rp(nilai)) for k in kode)


@pytest.fixture
def kaya(bahan):
    """An office in which something of every kind waits."""
    tunggu = {
        (Jenis.SP2D_GU, "lpj"): acuan("LPJ-1", "LPJ-2"),
        (Jenis.SP2D_GU_NIHIL, "lpj"): acuan("LPJ-1"),
        (Jenis.SP2D_GU_KKPD, "dpt"): acuan("K-1", "K-2", "K-3"),
        (Jenis.SP2D_TU_NIHIL, "sp2d"): acuan("TU-1"),
        (Jenis.STS_SISA_TU, "sp2d"): acuan("TU-1"),
        **{(j, "asal"): acuan("K-1") for j in (Jenis.KKPD_TOLAK, Jenis.KKPD_REFUND, Jenis.KKPD_LUNAS_PRIBADI)},
        (Jenis.STS_LAIN, "untuk"): acuan("NK-8", "CP-8", "NK-9", nilai=6),
        (Jenis.BAYAR_ULANG, "retur"): acuan("RTR-8"),
    }
    return replace(bahan, acuan_bukti=tunggu, dpt={"DPT-9": (rp(5), ("K-1", "K-2"))})


def type_in(d: IsiDialog, isi: Isi, bahan) -> None:
    """Writes contents into the form as a treasurer would."""
    kode = {(k.sub_kegiatan, k.rekening): c for c, (_, k) in choices(bahan.pagu).items()}
    urut = sorted(d.fields().items(), key=lambda kw: isinstance(kw[1], RupiahEdit))
    for key, widget in urut:  # amounts last: choosing a reference fills them in
        nilai = getattr(isi, key, None)
        if key == "tanggal" or nilai is None:
            continue
        if isinstance(widget, RupiahEdit | DateEdit | DaftarEdit | AccountEdit):
            widget.set_value(nilai)
        elif hasattr(widget, "choose"):
            widget.choose(nilai)
        else:
            widget.setText(nilai)
    if d.rincian is not None and isi.rincian:
        d.rincian.restore([(kode[r.sub_kegiatan, r.rekening], str(r.nilai)) for r in isi.rincian])
    if d.potongan is not None:
        d.potongan.restore([(p.jenis, str(p.nilai), p.ntpn or "") for p in isi.potongan])


@pytest.mark.parametrize("jenis", sorted(ISI, key=str))
def test_every_kind_has_a_form(jenis):
    elsewhere = {Jenis.LPJ_UP, Jenis.KOREKSI}  # the SPJ page, and Ctrl+R on a row
    assert (jenis in FORMULIR) is (jenis not in elsewhere)
    assert (sum(jenis in daftar for _, daftar in MENU) == 1) is (jenis not in elsewhere)


def test_what_is_typed_is_what_comes_out(qtbot, kaya):
    semua = contents(kaya)
    for jenis, wanted in semua.items():
        d = IsiDialog(jenis, kaya)
        qtbot.addWidget(d)
        type_in(d, wanted, kaya)
        assert d.isi() == wanted, jenis
        again = IsiDialog(jenis, kaya)
        qtbot.addWidget(again)
        again.restore(d.draft())
        assert again.isi() == wanted, f"draf {jenis}"


def test_an_empty_form_names_the_field(qtbot, kaya):
    for jenis in contents(kaya):
        d = IsiDialog(jenis, kaya)
        qtbot.addWidget(d)
        d.form.field("nomor").clear()
        with pytest.raises(Refusal) as no:
            d.isi()
        assert no.value.temuan[0].medan in {*d.fields(), "rincian"}


def test_what_is_not_in_the_list_is_refused(qtbot, kaya):
    d = IsiDialog(Jenis.BAYAR_ULANG, kaya)
    qtbot.addWidget(d)
    d.form.field("nilai").set_value(rp(5))
    d.form.field("retur").setText("RTR-404")
    with pytest.raises(Refusal) as no:
        d.isi()
    assert (no.value.kode, no.value.temuan[0].medan) == ("ERR_ACUAN_TIDAK_ADA", "retur")


def test_what_is_chosen_says_the_amount(qtbot, kaya):
    gu = IsiDialog(Jenis.SP2D_GU, kaya, "LPJ-2")
    qtbot.addWidget(gu)
    assert (gu.form.field("lpj").value(), gu.form.field("nilai").value()) == ("LPJ-2", rp(5))
    sts = IsiDialog(Jenis.STS_LAIN, kaya)
    qtbot.addWidget(sts)
    sts.form.field("untuk").set_value(["NK-8", "CP-8"])
    assert sts.form.field("nilai").value() == rp(12)
    dpt = IsiDialog(Jenis.SP2D_GU_KKPD, kaya)
    qtbot.addWidget(dpt)
    dpt.form.field("nomor_dpt").setText("DPT-9")
    dpt.form.field("nomor_dpt").editingFinished.emit()
    assert dpt.form.field("dpt").value() == ["K-1", "K-2"]
    assert dpt.form.field("nilai").value() == rp(5)


def test_an_sp2d_is_taken_from_its_spm(qtbot, kaya):
    k = kaya.pagu[0]
    siap = Sp2dSiap(
        Jenis.SP2D_LS_BJ,
        "S-77",
        date(2026, 3, 4),
        "SPM-7",
        "Jasa CONTOH",
        rp(1_000_000),
        ((k.sub_kegiatan, k.rekening, rp(1_000_000)),),
        (("PPN", rp(99_099)), ("PFK-IWP1", rp(901))),
        {"rekanan": "CV CONTOH"},
    )
    d = IsiDialog(Jenis.SP2D_LS_BJ, kaya, siap)
    qtbot.addWidget(d)
    assert d.command().tanggal == date(2026, 3, 4)
    assert d.isi() == i.Sp2dLsBj(
        nomor="S-77",
        bruto=rp(1_000_000),
        rincian=(Rincian(k.rekening, rp(1_000_000), k.sub_kegiatan),),
        potongan=(Potongan("PPN", rp(99_099)), Potongan("PFK-IWP1", rp(901))),
        netto=rp(900_000),
        rekanan="CV CONTOH",
        uraian="Jasa CONTOH",
    )


@pytest.mark.parametrize(
    ("di_spm", "di_buku"),
    [
        ("PPh22", "PPh22"),
        ("PPh 4(2)", "PPh4(2)"),
        ("PPh final UMKM", "PPh4(2)"),
        ("PFK IWP 1%", "PFK-IWP1"),
        ("Denda keterlambatan", "LAIN-DENDA-KETERLAMBATAN"),
    ],
)
def test_a_potongan_has_its_name_in_the_books(di_spm, di_buku):
    assert potongan_di_buku(di_spm) == di_buku


def test_interest_goes_to_the_region_through_the_forms(qtbot, konteks, kantor):
    page = BuktiPage(konteks)
    qtbot.addWidget(page)
    page.record("JASA_GIRO")
    assert konteks.desk.wait_idle()
    page.dialog.form.field("nilai").set_value(rp(45_000))
    nomor = page.dialog.form.field("nomor").text()
    page.dialog.submit()
    assert konteks.desk.wait_idle()
    page.record("STS_LAIN", nomor)
    assert konteks.desk.wait_idle()
    assert page.dialog.form.field("nilai").value() == rp(45_000)
    page.dialog.submit()
    assert konteks.desk.wait_idle()
    assert page.dialog is None
    assert kantor.ask(lambda q: q.kas.all_events(2026))[-1].mentah["untuk"] == [nomor]
    terbuka = kantor.ask(lambda q: q.kas.terbuka(HARI))
    assert nomor not in {t.nomor for t in terbuka}
