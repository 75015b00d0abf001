"""The office of handbook KKPD 1.14: two cards, five purchases, the May bill read from the bank's own file."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, cast

from core.access import Pelaku, Peran
from core.anggaran.commands import ImportDpa
from core.anggaran.model import BarisPagu, Dpa
from core.identity import KartuId, OrangId, TagihanId, new_uuid
from core.importers.kkpd_draf import DrafTagihan, Kartu, Ringkasan
from core.importers.kkpd_tagihan import read_tagihan
from core.kas.commands import PostTransaksi
from core.kas.isi import BelanjaKkpd, Rincian
from core.kkpd.commands import ImportTagihan, SaveKartu, StepKartu
from core.kkpd.masukan import BarisMasuk, KartuTerbaca, RingkasanTerbaca, TagihanMasuk
from core.kkpd.model import JenisKartu, JenisLimit, LimitKartu, ProgramKartu
from core.kkpd.pasangan import AcceptCertain, AcceptPair, SaveBukti, SendToTest
from core.kkpd.pengujian import PENGUJIAN, HasilUji
from core.kkpd.queries import KkpdQueries
from core.kkpd.uji import TestLine
from core.money import Rupiah
from core.opd.commands import SetUp
from core.opd.model import SkUp
from db.basis import Basis
from db.kkpd.queries import SqlKkpdQueries
from tests.fakes.office import Office, found_office

TAGIHAN_KKI = Path(__file__).parents[2] / "data/contoh/kkpd/tagihan-kki-contoh.csv"
KARTU_A, KARTU_B = KartuId(uuid.UUID(int=1)), KartuId(uuid.UUID(int=2))
PEMEGANG_A, PEMEGANG_B = OrangId(uuid.UUID(int=11)), OrangId(uuid.UUID(int=12))
SUB = "2.16.02.2.01.0001"
ATK, MAKAN, PERJADIN = "5.1.02.01.01.0024", "5.1.02.01.01.0052", "5.1.02.04.01.0001"
LULUS = (HasilUji.LULUS,) * len(PENGUJIAN)
PA = Pelaku(OrangId(uuid.UUID(int=14)), "PENGGUNA ANGGARAN CONTOH", frozenset({Peran.PA}))
JUNI = datetime(2026, 6, 2, 2, 0, tzinfo=UTC)
BANK = "BANK CONTOH"

BELANJA = (
    ("KKPD-0001", date(2026, 5, 6), "Toko ATK Contoh", "****0001", ATK, 11_100_000),
    ("KKPD-0002", date(2026, 5, 12), "CV Contoh Komputer", "****0001", ATK, 4_440_000),
    ("KKPD-0003", date(2026, 5, 18), "RM Contoh Raya", "****0001", MAKAN, 2_000_000),
    ("KKPD-0004", date(2026, 5, 8), "Hotel Contoh", "****0002", PERJADIN, 3_200_000),
)


def rp(n: int) -> Rupiah:
    return Rupiah.of(n)


def terbaca(kartu: Kartu, pemegang: str) -> KartuTerbaca:
    return KartuTerbaca(kartu.bin6, kartu.akhir4, kartu.token, pemegang)


def ringkas(r: Ringkasan) -> RingkasanTerbaca:
    return RingkasanTerbaca(r.sebelumnya, r.kredit, r.pembelanjaan, r.tarik_tunai, r.biaya, r.baru)


def masukan(draf: DrafTagihan) -> TagihanMasuk:
    """What the face makes of a draft before it sends the command."""
    return TagihanMasuk(
        berkas=draf.berkas,
        sha256=draf.sha256,
        penerbit=draf.bank,
        baris=tuple(
            BarisMasuk(
                kartu=terbaca(b.kartu, b.pemegang),
                tanggal_transaksi=b.tanggal_transaksi,
                tanggal_buku=b.tanggal_pembukuan,
                keterangan=b.keterangan,
                nilai=b.nilai,
                kunci_bank=b.kunci,
                mcc=b.mcc,
                mata_uang=b.valas.mata_uang if b.valas else "",
                nominal=b.valas.nominal if b.valas else None,
                kurs=b.valas.kurs if b.valas else None,
                referensi=b.referensi,
                mentah=b.mentah,
            )
            for b in draf.rincian
        ),
        total_kontrol=draf.total_kontrol,
        tanggal_cetak=draf.tanggal_cetak,
        jatuh_tempo=draf.jatuh_tempo,
        batas_kredit=draf.batas_kredit,
        sisa_kredit=draf.sisa_kredit,
        ringkasan=ringkas(draf.ringkasan) if draf.ringkasan else None,
        kartu=tuple((terbaca(k.kartu, k.pemegang), ringkas(k.ringkasan)) for k in draf.kartu),
    )


def tagihan_mei() -> TagihanMasuk:
    return masukan(read_tagihan(TAGIHAN_KKI.name, TAGIHAN_KKI.read_bytes(), bank=BANK))


def daftar(nama: str, *baris: tuple[date, str, int], kartu: str = "0002") -> TagihanMasuk:
    """A transaction list without dates and summary; its lines stand on one card, booked the day after."""
    siapa = KartuTerbaca("618950", kartu, f"token-{kartu}")
    return TagihanMasuk(
        berkas=nama,
        sha256=nama,
        penerbit=BANK,
        baris=tuple(
            BarisMasuk(siapa, hari, hari + timedelta(days=1), toko, rp(nilai), f"{hari}|{toko}|{nilai}|{n}")
            for n, (hari, toko, nilai) in enumerate(baris)
        ),
        total_kontrol=rp(sum(n for *_, n in baris)),
    )


def save_kartu(kartu_id: KartuId, akhir: str, batas: int, **beda: object) -> SaveKartu:
    perjadin = akhir == "0002"
    isi: dict[str, object] = {
        "kartu_id": kartu_id, "versi": 0, "jenis": JenisKartu.PERJADIN if perjadin else JenisKartu.BARJAS_MODAL,
        "program": ProgramKartu.KKI_GPN, "penerbit": BANK, "bin6": "618950", "empat_akhir": akhir,
        "pemegang_id": PEMEGANG_B if perjadin else PEMEGANG_A,
        "pemegang": "PEGAWAI CONTOH DUA" if perjadin else "PEGAWAI CONTOH SATU", "dasar_sk": "SK 900/1 Tahun 2026",
        "berlaku_sampai": date(2028, 12, 31),
        "limit": (LimitKartu(JenisLimit.TOTAL, rp(batas), "SK 900/1 Tahun 2026", date(2026, 1, 2)),),
    }  # fmt: skip
    return SaveKartu(**{**isi, **beda})  # type: ignore[arg-type]


def aktifkan(kantor: Office, kartu_id: KartuId, versi: int = 1) -> int:
    for n, peristiwa in enumerate(("setujui_sk", "terbitkan", "aktifkan")):
        kantor.do(StepKartu(kartu_id=kartu_id, versi=versi + n, peristiwa=peristiwa))
    return versi + 3


def buka_kantor(basis: Basis) -> Office:
    """An office with pagu and UP, both cards active, the purchases of May in its books; it is 2 June 2026."""
    kantor = found_office(basis)
    kantor.clock.move(seconds=(JUNI - kantor.clock.now()).total_seconds())
    pagu = tuple(BarisPagu(SUB, r, f"Belanja {r}", rp(100_000_000)) for r in (ATK, MAKAN, PERJADIN))
    kantor.do(ImportDpa(tahun=2026, dpa=Dpa("M", date(2026, 1, 2), pagu)))
    kantor.do(
        SetUp(
            sk=SkUp(
                id=new_uuid(), nomor="SK UP 1/2026", tanggal=date(2026, 1, 2), berlaku_dari=date(2026, 1, 2),
                up_tunai=rp(150_000_000), limit_kkpd=rp(100_000_000), dicatat=date(2026, 6, 2),
            )
        )
    )  # fmt: skip
    for kartu_id, akhir, batas in ((KARTU_A, "0001", 60_000_000), (KARTU_B, "0002", 40_000_000)):
        kantor.do(save_kartu(kartu_id, akhir, batas))
        aktifkan(kantor, kartu_id)
    for nomor, hari, toko, kartu, rekening, nilai in BELANJA:
        belanja(kantor, nomor, hari, toko, rekening=rekening, nilai=nilai, kartu=kartu)
    return kantor


def belanja(
    kantor: Office, nomor: str, hari: date, toko: str, *, rekening: str, nilai: int, kartu: str = "****0002"
) -> None:
    isi = BelanjaKkpd(
        nomor=nomor, kartu=kartu, merchant=toko, bruto=rp(nilai), rincian=(Rincian(rekening, rp(nilai), SUB),)
    )
    kantor.do(PostTransaksi(tanggal=hari, isi=isi))


def impor(kantor: Office, masuk: TagihanMasuk) -> TagihanId:
    found = kantor.do(ImportTagihan(masuk=masuk)).nilai.tagihan
    assert isinstance(found, uuid.UUID)
    return TagihanId(found)


class Tanya:
    """Questions about the cards, each on a connection of its own."""

    def __init__(self, kantor: Office) -> None:
        self._kantor = kantor

    def __getattr__(self, nama: str) -> Any:
        def question(*args: Any) -> Any:
            with self._kantor.basis.reading() as conn:
                return getattr(SqlKkpdQueries(conn, self._kantor.opd_id), nama)(*args)

        return question


def tanya(kantor: Office) -> KkpdQueries:
    return cast("KkpdQueries", Tanya(kantor))


def pasangkan(kantor: Office, tagihan: TagihanId) -> None:
    """The certain pairs and the refund of May."""
    kantor.do(AcceptCertain(tagihan=tagihan))
    sisa = [u for u in tanya(kantor).usulan(tagihan) or () if u.bukti]
    for u in sisa:
        kantor.do(AcceptPair(tagihan=tagihan, baris=u.baris, bukti=u.bukti))


def siap_uji(kantor: Office, tagihan: TagihanId) -> None:
    """Evidence filed and everything complete sent to the test."""
    for nomor, *_ in BELANJA:
        kantor.do(SaveBukti(tagihan=tagihan, nomor=nomor, berkas="Map KKPD Mei 2026"))
    kantor.do(SendToTest(tagihan=tagihan))


def setujui(kantor: Office, tagihan: TagihanId, *baris: int) -> None:
    kantor.do(TestLine(tagihan=tagihan, baris=baris, hasil=LULUS), PA)


def tanpa_kurs(masuk: TagihanMasuk) -> TagihanMasuk:
    """The same bill where the bank left the rate out."""
    return replace(
        masuk, baris=tuple(replace(b, kurs=None, nominal=b.nominal and Decimal(b.nominal)) for b in masuk.baris)
    )
