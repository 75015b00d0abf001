"""What happens in the sample office: October from the first payment to the closed month, and a November under way.

One person acts per step, as in an office; the desk moves the berkas minute by minute. Files (DPA, opening, card bill)
are read by the caller and handed in as values.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, Protocol

from core.access import Pelaku
from core.anggaran.commands import ImportDpa
from core.anggaran.model import Dpa
from core.bus import Command, Hasil
from core.calendar import Bulan
from core.demo.jam import JamContoh
from core.demo.kartu import card_month
from core.demo.koran import matched_month, open_account, statement_under_way
from core.demo.orang import TAHUN, KantorAwal, staffing
from core.demo.pengajuan import gu_kkpd_submission, gu_submission, ls_submission, make_lpj
from core.identity import SppId, TagihanId
from core.kas import isi as k
from core.kas.berkas import BerkasTransaksi
from core.kas.commands import CloseMonth, ImportTransaksi, PostTransaksi
from core.kas.isi import Isi, Pungutan, Rincian, Setoran
from core.kas.koran import KoranMasuk
from core.kas.penutupan import HitunganKas
from core.kkpd.masukan import TagihanMasuk
from core.money import Rupiah
from core.opd.commands import SetSetting
from core.segel.commands import MakeKey
from core.settings import NOMOR_DPA

OKTOBER: Final = Bulan(TAHUN, 10)
ATK: Final = ("2.16.01.2.06.0002", "5.1.02.01.01.0024")
RAPAT: Final = ("2.16.01.2.06.0009", "5.1.02.01.01.0052")
PERJADIN: Final = ("2.16.01.2.06.0009", "5.1.02.04.01.0001")
BBM: Final = ("2.16.01.2.09.0002", "5.1.02.01.01.0004")
LISTRIK: Final = ("2.16.01.2.08.0002", "5.1.02.02.01.0061")


class Kantor(Protocol):
    """What the story needs of an open office."""

    def execute(self, command: Command, pelaku: Pelaku) -> Hasil: ...

    def ask(self, question: Callable[[Any], Any]) -> Any: ...


@dataclass(slots=True)
class Cerita:
    """The sample office while it is told: the office, its people, its clock, and what came of each step."""

    kantor: Kantor
    orang: Mapping[str, Pelaku]
    jam: JamContoh
    spm_ls: SppId | None = None
    spm_kkpd: SppId | None = None
    spm_gu: SppId | None = None
    tagihan: TagihanId | None = None
    dpt: str = ""
    kode_meja: str = ""
    resi: dict[Any, Any] = field(default_factory=dict)
    resi_ls: dict[Any, Any] = field(default_factory=dict)
    """Receipts of the LS by copy: what is printed once and kept nowhere else."""
    usulan: tuple[Any, ...] = ()
    """What the matcher proposed for the bill before anybody accepted."""

    def do(self, login: str, command: Command) -> Any:
        """One command in one person's name; answers what its handler hands back."""
        return self.kantor.execute(command, self.orang[login]).nilai

    def post(self, tanggal: date, isi: Isi, **atribut: object) -> None:
        """One event in the books, recorded on its own day by the bendahara."""
        self.jam.at(tanggal, 10)
        self.do("sari", PostTransaksi(tanggal=tanggal, isi=isi, atribut=atribut))


def rincian(pair: tuple[str, str], rupiah: int) -> tuple[Rincian, ...]:
    """One line of spending."""
    return (Rincian(pair[1], Rupiah.of(rupiah), pair[0]),)


def belanja(
    nomor: str,
    uraian: str,
    pair: tuple[str, str],
    rupiah: int,
    *,
    cara: str = "bank",
    rekanan: str = "",
    pajak: tuple[tuple[str, int], ...] = (),
) -> k.BelanjaUp:
    """A purchase from UP."""
    dipungut = tuple(Pungutan(j, Rupiah.of(n)) for j, n in pajak)
    return k.BelanjaUp(
        nomor=nomor,
        cara=cara,
        bruto=Rupiah.of(rupiah),
        rincian=rincian(pair, rupiah),
        pajak=dipungut,
        dibayar=Rupiah.of(rupiah - sum(n for _, n in pajak)),
        rekanan=rekanan or None,
        uraian=uraian,
    )


def setor(nomor: str, ntpn: str, jenis: str, rupiah: int, cara: str = "bank") -> k.SetorPajak:
    """One tax deposit."""
    return k.SetorPajak(cara=cara, setoran=(Setoran(jenis, Rupiah.of(rupiah), ntpn, nomor),), uraian=f"Setor {jenis}")


@dataclass(frozen=True, slots=True)
class BerkasContoh:
    """What the story is given from files: the DPA, the opening, the card bill, and two bank statements."""

    dpa: Dpa
    pembukaan: BerkasTransaksi
    tagihan: TagihanMasuk
    koran: tuple[KoranMasuk, KoranMasuk]


def tell(cerita: Cerita, awal: KantorAwal, berkas: BerkasContoh) -> None:
    """The whole story, from the founding of the office to a November morning."""
    dpa = berkas.dpa
    cerita.jam.at(date(TAHUN, 1, 2))
    for command in staffing(awal):
        cerita.do("sari", command)
    open_account(cerita)
    cerita.do("sari", ImportDpa(tahun=TAHUN, dpa=dpa))
    nomor = NOMOR_DPA.write(f"DPA/A.1/{awal.awal.opd.kode}/001/{TAHUN}")
    cerita.do("sari", SetSetting(kunci=NOMOR_DPA.kunci, isi=nomor, berlaku_dari=dpa.tanggal))
    cerita.do("sari", ImportTransaksi(berkas=berkas.pembukaan))
    cerita.do("sari", MakeKey(berlaku_dari=date(TAHUN, 1, 2)))
    _early_october(cerita)
    ls_submission(cerita)
    _late_october(cerita)
    card_month(cerita, berkas.tagihan)
    gu_kkpd_submission(cerita)
    make_lpj(cerita)
    matched_month(cerita, berkas.koran[0])
    _close(cerita)
    _november(cerita)
    gu_submission(cerita)
    statement_under_way(cerita, berkas.koran[1])


def _early_october(c: Cerita) -> None:
    c.post(
        date(TAHUN, 10, 2),
        k.TarikTunai(nomor="CEK-000031", nilai=Rupiah.of(5_000_000), uraian="Tarik tunai untuk kas tunai bendahara"),
    )
    atk = belanja(
        "TBP-0031",
        "ATK sekretariat",
        ATK,
        5_550_000,
        rekanan="CV CONTOH TULIS",
        pajak=(("PPN", 550_000), ("PPh22", 75_000)),
    )
    c.post(date(TAHUN, 10, 5), atk, pdn=True, umkm=True)
    c.post(date(TAHUN, 10, 7), setor("SSP-0041", "CONTOH0000000041", "PPN", 550_000))
    c.post(date(TAHUN, 10, 7), setor("SSP-0042", "CONTOH0000000042", "PPh22", 75_000))
    panjar = k.Panjar(
        nomor="NPD-0011",
        cara="tunai",
        pptk="DEWI CONTOH",
        nilai=Rupiah.of(4_000_000),
        sub_kegiatan=RAPAT[0],
        uraian="Panjar rapat koordinasi",
    )
    c.post(date(TAHUN, 10, 8), panjar)
    spj = k.SpjPanjar(
        nomor="TBP-0032",
        panjar="NPD-0011",
        cara="tunai",
        bruto=Rupiah.of(3_600_000),
        rincian=rincian(RAPAT, 3_600_000),
        pajak=(Pungutan("PPh23", Rupiah.of(72_000)),),
        sisa_disetor_pptk=Rupiah.of(472_000),
        rekanan="RM CONTOH RAYA",
        uraian="Makan minum rapat koordinasi",
    )
    c.post(date(TAHUN, 10, 13), spj)
    c.post(date(TAHUN, 10, 14), setor("SSP-0043", "CONTOH0000000043", "PPh23", 72_000, "tunai"))


def _late_october(c: Cerita) -> None:
    for nomor, hari, merchant, pair, rupiah, kartu in (
        ("KKPD-0021", 12, "Toko Daring Tulis", ATK, 3_330_000, "4417"),
        ("KKPD-0022", 15, "Hotel Contoh", PERJADIN, 2_450_000, "8830"),
        ("KKPD-0023", 19, "RM Contoh Raya", RAPAT, 1_200_000, "4417"),
        ("KKPD-0024", 20, "Maskapai Contoh Web", PERJADIN, 2_915_600, "8830"),
    ):
        beli = k.BelanjaKkpd(
            nomor=nomor,
            kartu=f"****{kartu}",
            merchant=merchant,
            bruto=Rupiah.of(rupiah),
            rincian=rincian(pair, rupiah),
            uraian=merchant,
        )
        c.post(date(TAHUN, 10, hari), beli)
    c.post(
        date(TAHUN, 10, 16),
        belanja("TBP-0033", "Perjalanan dinas konsultasi", PERJADIN, 21_400_000),
        penerima_jenis="pegawai",
    )
    c.post(
        date(TAHUN, 10, 21),
        belanja("TBP-0034", "BBM kendaraan dinas", BBM, 1_450_000, cara="tunai", rekanan="SPBU CONTOH 01"),
    )


def _close(c: Cerita) -> None:
    """The cash count of the last working day, and the seal."""
    c.jam.at(date(TAHUN, 10, 30), 15)
    saldo = c.kantor.ask(lambda q: q.kas.saldo(OKTOBER))
    lembar, sisa = {}, saldo.kas_tunai.sen // 100
    for pecahan in ("K100000", "K50000", "K20000", "K10000", "K5000", "K2000", "K1000", "L500", "L100"):
        lembar[pecahan], sisa = divmod(sisa, int(pecahan[1:]))
    kas = HitunganKas({p: n for p, n in lembar.items() if n}, saldo.bank)
    c.do("sari", CloseMonth(bulan=OKTOBER, kas=kas))


def _november(c: Cerita) -> None:
    c.post(
        date(TAHUN, 11, 9),
        belanja(
            "TBP-0035",
            "Kertas dan tinta",
            ATK,
            3_330_000,
            rekanan="CV CONTOH TULIS",
            pajak=(("PPN", 330_000), ("PPh22", 45_000)),
        ),
        pdn=True,
    )
    c.post(
        date(TAHUN, 11, 12),
        belanja("TBP-0036", "BBM kendaraan dinas", BBM, 1_200_000, cara="tunai", rekanan="SPBU CONTOH 01"),
    )
    panjar = k.Panjar(
        nomor="NPD-0012",
        cara="tunai",
        pptk="DEWI CONTOH",
        nilai=Rupiah.of(750_000),
        sub_kegiatan=RAPAT[0],
        uraian="Panjar jamuan rapat",
    )
    c.post(date(TAHUN, 11, 16), panjar)
