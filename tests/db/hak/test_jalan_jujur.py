"""The honest path of two offices and the desk on one server, each connected as himself: the locks refuse nobody at his own work."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from core.bus import Command
from core.errors import Refusal
from core.identity import SppId, new_uuid
from core.kas.commands import PostTransaksi
from core.kas.isi import JasaGiro
from core.money import Rupiah
from core.opd.commands import SetSetting
from core.pelacakan.commands import Disburse, IssueResi, MoveBerkas, ReceiveBerkas, RecordAnswer
from core.pelacakan.resi import UntukSiapa
from core.spm.commands import SaveDraft, SignSpm, SubmitSpp, SubmitToBud, VerifySpp
from core.spm.model import Spp
from db.pelacakan.queries import SqlPelacakanQueries
from db.periksa import verify
from db.spm.queries import SqlSpmQueries
from tests.db.hak.wilayah import Wilayah, isi_spp
from tests.fakes.office import Office


def spp_of(office: Office, spp_id: SppId) -> Spp | None:
    with office.basis.reading() as conn:
        return SqlSpmQueries(conn, office.opd_id).spp(spp_id)


def step(office: Office, cls: type[Command], spp_id: SppId, **isi: Any) -> None:
    found = spp_of(office, spp_id)
    assert found is not None
    office.do(cls(spp_id=spp_id, versi=found.versi, **isi))  # type: ignore[call-arg]


@pytest.fixture
def meja(wilayah: Wilayah) -> dict[str, Office]:
    return {siapa: wilayah.at_desk(siapa, wilayah.a) for siapa in wilayah.orang if siapa != "bend_b"}


def test_an_spm_goes_from_its_maker_to_the_bank(wilayah: Wilayah, meja: dict[str, Office]) -> None:
    sari, desk = meja["sari_a"], meja["verif_p"]
    spp_id = SppId(new_uuid())
    sari.do(SaveDraft(spp_id=spp_id, versi=0, tahun=2026, isi=isi_spp("Listrik gedung lama")))
    assert spp_of(desk, spp_id) is None, "a draft is nobody's but the office's"
    sari.do(SaveDraft(spp_id=spp_id, versi=1, tahun=2026, isi=isi_spp("Listrik gedung baru", 440_000)))
    step(sari, SubmitSpp, spp_id)
    step(meja["ppk_a"], VerifySpp, spp_id, tanggal_spm=date(2026, 3, 4))
    step(meja["pa_a"], SignSpm, spp_id)
    step(sari, SubmitToBud, spp_id)
    sent = spp_of(desk, spp_id)
    assert sent is not None
    assert sent.berkas is not None
    with desk.basis.reading() as conn:
        berkas = SqlPelacakanQueries(conn, wilayah.a.opd_id).get(sent.berkas)
    assert berkas is not None
    kode = berkas.kode_meja
    meja["loket_p"].do(ReceiveBerkas(kode=kode, meja="Loket 1"))
    meja["loket_p"].do(IssueResi(kode=kode, untuk=UntukSiapa.OPD))
    at_end = _walk(meja, wilayah, kode, sent.berkas)
    assert at_end == "SELESAI"
    assert verify(sari.basis, wilayah.a.opd_id) == []


def _walk(meja: dict[str, Office], wilayah: Wilayah, kode: str, berkas_id: Any) -> str:
    """Through every tahap of the flow, each by the first at the desk whom the flow lets."""
    jawab = False
    for _ in range(40):
        with meja["kasi_p"].basis.reading() as conn:
            q = SqlPelacakanQueries(conn, wilayah.a.opd_id)
            berkas = q.get(berkas_id)
            assert berkas is not None
            alur = q.alur(berkas.isi.layanan, berkas.alur_versi)
        assert alur is not None
        if str(berkas.keadaan) == "SELESAI":
            return "SELESAI"
        tahap = next(t for t in alur.tahap if t.kode == berkas.tahap)
        tried: list[Command] = []
        if tahap.boleh_jawab and not jawab:
            tried.append(RecordAnswer(kode=kode, nomor="1/SP2D/CONTOH", tanggal=date(2026, 3, 5)))
        if tahap.lanjut:
            tried.append(MoveBerkas(kode=kode, ke=tahap.lanjut))
        else:
            tried.append(Disburse(kode=kode, tanggal=date(2026, 3, 6)))
        for command in tried:
            jawab = _by_somebody(meja, command) or jawab
            if isinstance(command, RecordAnswer):
                jawab = True
    raise AssertionError("the berkas went round in circles")


def _by_somebody(meja: dict[str, Office], command: Command) -> bool:
    last: Refusal | None = None
    for siapa in ("loket_p", "verif_p", "kasi_p", "bud_p"):
        try:
            meja[siapa].do(replace(command))
        except Refusal as e:
            last = e
        else:
            return isinstance(command, RecordAnswer)
    assert last is not None
    raise last


def test_settings_and_closing_work_for_the_bendahara(wilayah: Wilayah, meja: dict[str, Office]) -> None:
    meja["sari_a"].do(SetSetting(kunci="ambang_persen_gu", isi="60", berlaku_dari=date(2026, 2, 2)))
    giro = PostTransaksi(tanggal=date(2026, 3, 9), isi=JasaGiro(nomor="NK-1", nilai=Rupiah.of(5)))
    meja["sari_a"].do(giro)
    with pytest.raises(Refusal) as no:
        meja["sari_a"].do(PostTransaksi(tanggal=date(2026, 2, 9), isi=JasaGiro(nomor="NK-2", nilai=Rupiah.of(5))))
    assert no.value.kode == "ERR_BULAN_TERTUTUP"
    with pytest.raises(Refusal) as no:
        meja["bpp_a"].do(PostTransaksi(tanggal=date(2026, 3, 9), isi=JasaGiro(nomor="NK-3", nilai=Rupiah.of(5))))
    assert no.value.kode == "ERR_HAK_BASIS_DATA", "the book of the BP is not the BPP's"


def test_offices_do_not_see_each_other(wilayah: Wilayah) -> None:
    a, b = wilayah.at_desk("sari_a", wilayah.b), wilayah.at_desk("bend_b", wilayah.b)
    with a.basis.reading() as conn:
        assert SqlSpmQueries(conn, wilayah.b.opd_id).spp(wilayah.draf) is None
    assert spp_of(b, wilayah.draf) is None
    with pytest.raises(Refusal) as no:
        a.do(SaveDraft(spp_id=SppId(new_uuid()), versi=0, tahun=2026, isi=isi_spp()))
    assert no.value.kode == "ERR_HAK_BASIS_DATA"
