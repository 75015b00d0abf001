"""Every pair of status is a step or a refusal, and one person has one hand on one document."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import product
from typing import Any

import pytest

from core.access import Pelaku
from core.bus import Event
from core.errors import Refusal
from core.identity import SppId, new_uuid
from core.money import Rupiah
from core.spm.isi import JenisSpp
from core.spm.model import LANGKAH, NomorPundi, NomorSipd, Sp2d, Spp, StatusSpp, take_step
from tests.unit.spm.kantor import BENDAHARA, KPA, PA, PPK, SAAT, SERBA_BISA, spp_gu, spp_ls

S = StatusSpp
MARET = date(2026, 3, 3)
SEBAB = ("Kuitansi belum bermeterai",)

TINDAKAN: dict[str, tuple[Pelaku, Callable[[Spp, Pelaku], tuple[Spp, Event]]]] = {
    "ajukan_spp": (BENDAHARA, lambda s, o: s.submit(o, SAAT)),
    "kembalikan_spp": (PPK, lambda s, o: s.give_back(o, SAAT, SEBAB)),
    "verifikasi_spp": (PPK, lambda s, o: s.verify(o, SAAT, MARET)),
    "kembalikan_spm": (PA, lambda s, o: s.refuse_signature(o, SAAT, SEBAB)),
    "terbitkan_spm": (PA, lambda s, o: s.sign(o, SAAT)),
    "ajukan_bud": (BENDAHARA, lambda s, o: s.send(o, SAAT)),
    "perbaiki": (BENDAHARA, lambda s, o: s.repair(o, SAAT, SEBAB)),
    "catat_sp2d": (BENDAHARA, lambda s, o: s.answer(Sp2d("SP2D-1", date(2026, 3, 5)), o, SAAT)),
    "batalkan": (BENDAHARA, lambda s, o: s.cancel(o, SAAT, SEBAB)),
}
KE = {
    ("ajukan_spp", S.DRAF): S.SPP_DIAJUKAN,
    ("kembalikan_spp", S.SPP_DIAJUKAN): S.DRAF,
    ("verifikasi_spp", S.SPP_DIAJUKAN): S.SPP_DIVERIFIKASI,
    ("kembalikan_spm", S.SPP_DIVERIFIKASI): S.DRAF,
    ("terbitkan_spm", S.SPP_DIVERIFIKASI): S.SPM_TERBIT,
    ("ajukan_bud", S.SPM_TERBIT): S.DIAJUKAN_BUD,
    ("perbaiki", S.DIAJUKAN_BUD): S.DRAF,
    ("catat_sp2d", S.DIAJUKAN_BUD): S.DIAJUKAN_BUD,
    **{("batalkan", dari): S.BATAL for dari in S if dari is not S.BATAL},
}


def spp(status: StatusSpp = S.DRAF, **ubah: Any) -> Spp:
    baru, _ = Spp.make(SppId(new_uuid()), 2026, spp_ls(), BENDAHARA, SAAT)
    return replace(baru, status=status, **ubah)


@pytest.mark.parametrize(("peristiwa", "dari"), list(product(TINDAKAN, S)))
def test_every_event_from_every_status(peristiwa: str, dari: StatusSpp) -> None:
    oleh, tindakan = TINDAKAN[peristiwa]
    lama = spp(dari)
    if (peristiwa, dari) not in KE:
        with pytest.raises(Refusal) as no:
            tindakan(lama, oleh)
        assert no.value.kode == "ERR_LANGKAH_TIDAK_SAH"
        return
    baru, event = tindakan(lama, oleh)
    assert baru.status is KE[peristiwa, dari]
    assert (baru.versi, len(baru.jejak)) == (lama.versi + 1, len(lama.jejak) + 1)
    assert (event.topic, event.nama) == ("spm", peristiwa)


def test_the_tuple_holds_these_steps_and_no_others() -> None:
    assert {(x.peristiwa, x.dari): x.ke for x in LANGKAH} == KE
    assert len(LANGKAH) == len(KE)


def test_a_refused_step_names_what_may_be_done() -> None:
    with pytest.raises(Refusal, match="ajukan spp, batalkan"):
        take_step(S.DRAF, "terbitkan_spm")
    with pytest.raises(Refusal, match="buat SPP baru"):
        take_step(S.BATAL, "ajukan_spp")


@pytest.mark.parametrize("peristiwa", TINDAKAN)
def test_a_step_needs_its_permission(peristiwa: str) -> None:
    oleh, tindakan = TINDAKAN[peristiwa]
    dari = next(d for (p, d) in KE if p == peristiwa)
    salah = PPK if oleh is not PPK else PA
    with pytest.raises(Refusal) as no:
        tindakan(spp(dari), salah)
    assert no.value.kode == "ERR_TIDAK_BERWENANG"


@pytest.mark.parametrize(
    "tindakan",
    [
        lambda s: replace(s, status=S.SPP_DIAJUKAN).give_back(PPK, SAAT, [" "]),
        lambda s: replace(s, status=S.SPP_DIVERIFIKASI).refuse_signature(PA, SAAT, []),
        lambda s: replace(s, status=S.DIAJUKAN_BUD).repair(BENDAHARA, SAAT, []),
        lambda s: s.cancel(BENDAHARA, SAAT, []),
    ],
)
def test_a_return_and_an_end_need_reasons(tindakan: Callable[[Spp], object]) -> None:
    with pytest.raises(Refusal) as no:
        tindakan(spp())
    assert (no.value.kode, no.value.medan) == ("ERR_SEBAB_WAJIB", "sebab")


def test_reasons_stay_with_the_document() -> None:
    kembali, event = spp(S.SPP_DIAJUKAN).give_back(PPK, SAAT, ["  Kuitansi belum bermeterai ", "", "BAST belum ada"])
    assert kembali.jejak[-1].sebab == ("Kuitansi belum bermeterai", "BAST belum ada")
    assert event.fakta["sebab"] == ["Kuitansi belum bermeterai", "BAST belum ada"]


class TestTwoPersons:
    def test_the_maker_does_not_verify(self) -> None:
        dibuat, _ = Spp.make(SppId(new_uuid()), 2026, spp_ls(), SERBA_BISA, SAAT)
        diajukan, _ = dibuat.submit(SERBA_BISA, SAAT)
        with pytest.raises(Refusal) as no:
            diajukan.verify(SERBA_BISA, SAAT, MARET)
        assert no.value.kode == "ERR_ORANG_SAMA"

    def test_an_editor_is_a_maker(self) -> None:
        disunting, _ = spp().edit(spp_ls(uraian="Listrik dan air"), SERBA_BISA, SAAT)
        assert disunting.makers() == {BENDAHARA.id, SERBA_BISA.id}
        diajukan, _ = disunting.submit(BENDAHARA, SAAT)
        with pytest.raises(Refusal, match="pembuat SPP"):
            diajukan.give_back(SERBA_BISA, SAAT, SEBAB)

    def test_who_verifies_does_not_sign(self) -> None:
        diverifikasi, _ = spp(S.SPP_DIAJUKAN).verify(SERBA_BISA, SAAT, MARET)
        with pytest.raises(Refusal) as no:
            diverifikasi.sign(SERBA_BISA, SAAT)
        assert no.value.kode == "ERR_ORANG_SAMA"

    def test_who_returned_it_once_does_not_edit_it_later(self) -> None:
        kembali, _ = spp(S.SPP_DIAJUKAN).give_back(SERBA_BISA, SAAT, SEBAB)
        with pytest.raises(Refusal) as no:
            kembali.edit(spp_ls(uraian="Lain"), SERBA_BISA, SAAT)
        assert no.value.kode == "ERR_ORANG_SAMA"

    def test_three_persons_bring_it_to_the_bud(self) -> None:
        s, _ = spp().submit(BENDAHARA, SAAT)
        s, _ = s.verify(PPK, SAAT, MARET)
        s, _ = s.sign(PA, SAAT)
        s, _ = s.send(BENDAHARA, SAAT)
        assert [c.peristiwa for c in s.jejak] == ["buat", "ajukan_spp", "verifikasi_spp", "terbitkan_spm", "ajukan_bud"]
        assert s.is_with_bud


def test_kpa_signs_ls_but_not_gu() -> None:
    ls, _ = spp(S.SPP_DIVERIFIKASI).sign(KPA, SAAT)
    assert ls.status is S.SPM_TERBIT
    with pytest.raises(Refusal) as no:
        replace(spp(S.SPP_DIVERIFIKASI), isi=spp_gu()).sign(KPA, SAAT)
    assert no.value.kode == "ERR_HANYA_PA"


def test_a_stale_version_shows_both() -> None:
    tersimpan = replace(spp(), versi=7)
    with pytest.raises(Refusal) as no:
        tersimpan.demand_versi(5, spp_ls(uraian="Tagihan air", nilai=Rupiah.of(1), rincian=()))
    assert {t.kode for t in no.value.temuan} == {"ERR_SUDAH_BERUBAH"}
    assert "versi 7, di layar versi 5" in no.value.temuan[0].pesan
    medan = {t.medan: t.pesan for t in no.value.temuan[1:]}
    assert set(medan) == {"uraian", "nilai", "rincian"}
    assert "tersimpan “7.430.000”, di layar “1”" in medan["nilai"]


class TestEditing:
    @pytest.mark.parametrize("status", [s for s in S if s is not S.DRAF])
    def test_only_drafts(self, status: StatusSpp) -> None:
        with pytest.raises(Refusal) as no:
            spp(status).edit(spp_ls(uraian="Lain"), BENDAHARA, SAAT)
        assert no.value.kode == "ERR_BUKAN_DRAF"

    def test_the_number_keeps_its_kind(self) -> None:
        bernomor = spp(nomor_spp=NomorPundi(1, "0001/LS"))
        with pytest.raises(Refusal) as no:
            bernomor.edit(spp_gu(), BENDAHARA, SAAT)
        assert no.value.kode == "ERR_JENIS_TETAP"
        lain, _ = bernomor.edit(spp_ls(jenis=JenisSpp.LS_BJ), BENDAHARA, SAAT)
        assert lain.isi.jenis is JenisSpp.LS_BJ


class TestSp2d:
    def test_before_the_spm(self) -> None:
        terkirim = spp(S.DIAJUKAN_BUD, tanggal_spm=MARET)
        with pytest.raises(Refusal) as no:
            terkirim.answer(Sp2d("SP2D-1", date(2026, 3, 2)), BENDAHARA, SAAT)
        assert no.value.kode == "ERR_URUTAN_TANGGAL"

    def test_next_year(self) -> None:
        with pytest.raises(Refusal) as no:
            spp(S.DIAJUKAN_BUD, tanggal_spm=MARET).answer(Sp2d("SP2D-1", date(2027, 1, 4)), BENDAHARA, SAAT)
        assert no.value.kode == "ERR_TANGGAL_LUAR_TAHUN"

    def test_after_it_nothing_changes(self) -> None:
        dijawab, _ = spp(S.DIAJUKAN_BUD, tanggal_spm=MARET).answer(Sp2d("SP2D-1", MARET), BENDAHARA, SAAT)
        assert not dijawab.is_with_bud
        assert not dijawab.holds_claim
        for tindakan in (
            lambda: dijawab.answer(Sp2d("SP2D-2", MARET), BENDAHARA, SAAT),
            lambda: dijawab.cancel(BENDAHARA, SAAT, SEBAB),
            lambda: dijawab.repair(BENDAHARA, SAAT, SEBAB),
        ):
            with pytest.raises(Refusal) as no:
                tindakan()
            assert no.value.kode == "ERR_SUDAH_SP2D"


def test_sipd_numbers_of_both_documents() -> None:
    satu, _ = spp().set_sipd(spm=False, nomor=NomorSipd("99.99/02.0/000012", MARET))
    dua, event = satu.set_sipd(spm=True, nomor=NomorSipd("99.99/03.0/000009", MARET))
    assert dua.sipd_spp is not None
    assert dua.sipd_spm is not None
    assert (dua.sipd_spp.nomor, dua.sipd_spm.nomor) == ("99.99/02.0/000012", "99.99/03.0/000009")
    assert event.fakta["dokumen"] == "SPM"
    with pytest.raises(Refusal) as no:
        spp(S.BATAL).set_sipd(spm=True, nomor=NomorSipd("x", MARET))
    assert no.value.kode == "ERR_LANGKAH_TIDAK_SAH"


def test_a_repair_keeps_numbers_and_counts() -> None:
    nomor = NomorPundi(4, "0004")
    baru, _ = spp(S.DIAJUKAN_BUD, nomor_spm=nomor, tanggal_spm=MARET).repair(BENDAHARA, SAAT, ["NPWP tidak cocok"])
    assert (baru.status, baru.revisi, baru.nomor_spm, baru.tanggal_spm) == (S.DRAF, 1, nomor, None)
