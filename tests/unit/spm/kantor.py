"""A small office for the tests of this room: people, a complete SPP, and a work that keeps everything in memory."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from types import TracebackType
from typing import Self

from core.access import Pelaku, Peran
from core.anggaran.model import Klaim
from core.anggaran.queries import Ketersediaan
from core.bus import Command, CommandBus, Event, Konteks
from core.identity import BerkasId, OpdId, OrangId, PerintahId, SppId, new_uuid
from core.money import NOL, Rupiah
from core.opd.model import Opd
from core.pelacakan.alur import Alur
from core.pelacakan.alur_baku import ALUR_BAKU
from core.pelacakan.commands import RecordOutside, record_outside
from core.pelacakan.model import Berkas, IsiBerkas
from core.pelacakan.perpindahan import Perpindahan
from core.pelacakan.resi import TokenResi, UntukSiapa
from core.settings import SettingsView
from core.spm.commands import HANDLERS, SaveDraft
from core.spm.isi import Acuan, BarisPotongan, IsiSpp, JenisSpp, Penerima, RincianSpp
from core.spm.keadaan import Keadaan
from core.spm.kelengkapan import KELENGKAPAN_BAKU
from core.spm.model import Spp
from tests.fakes.segel import SegelDiMemori

SAAT = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
SUB, LISTRIK, ATK = "2.16.01.2.08.0002", "5.1.02.02.01.0061", "5.1.02.01.01.0024"


def orang(nama: str, *peran: Peran) -> Pelaku:
    return Pelaku(OrangId(uuid.uuid5(uuid.NAMESPACE_DNS, nama)), nama, frozenset(peran))


BENDAHARA = orang("CONTOH SETIAWAN", Peran.BENDAHARA)
PPK = orang("CONTOH HIDAYAT", Peran.PPK)
PA = orang("CONTOH RAHAYU", Peran.PA)
KPA = orang("CONTOH PRASETYO", Peran.KPA)
SERBA_BISA = orang("CONTOH SEORANG DIRI", Peran.BENDAHARA, Peran.PPK, Peran.PA)


def spp_ls(**ubah: object) -> IsiSpp:
    """A complete LS for an electricity bill of 7.430.000, with every mandatory paper."""
    jenis = JenisSpp.LS_RUTIN
    lengkap = tuple(replace(b, ada=b.wajib) for b in KELENGKAPAN_BAKU[jenis].blank())
    isi = IsiSpp(
        jenis=jenis,
        tanggal_spp=date(2026, 3, 2),
        uraian="Tagihan listrik Maret 2026",
        nilai=Rupiah.of(7_430_000),
        rincian=(RincianSpp(SUB, LISTRIK, Rupiah.of(7_430_000), "Belanja Tagihan Listrik"),),
        penerima=Penerima("PLN CONTOH", "0000000000000417", "Bank Contoh", "0012345678417", "PLN CONTOH"),
        acuan=Acuan(bukti="TAGIHAN-0326"),
        kelengkapan=lengkap,
    )
    return replace(isi, **ubah)  # type: ignore[arg-type]


def spp_gu() -> IsiSpp:
    """A complete GU of 34.200.000."""
    nilai = Rupiah.of(34_200_000)
    lengkap = tuple(replace(b, ada=b.wajib) for b in KELENGKAPAN_BAKU[JenisSpp.GU].blank())
    return spp_ls(
        jenis=JenisSpp.GU,
        nilai=nilai,
        rincian=(RincianSpp(SUB, ATK, nilai),),
        acuan=Acuan(lpj="LPJ-UP-0001"),
        kelengkapan=lengkap,
    )


def potongan(nilai: int, tarif: str = "") -> BarisPotongan:
    return BarisPotongan("PPh 22", Rupiah.of(nilai), tarif=tarif)


def dana(sisa: int, rekening: str = LISTRIK) -> dict[tuple[str, str], Ketersediaan]:
    """One pair of which this much is left of pagu, SPD and RAK alike."""
    n = Rupiah.of(sisa)
    return {(SUB, rekening): Ketersediaan(SUB, rekening, "", pagu=n, spd=n, rak=n, realisasi=NOL)}


class Gudang:
    """The repository: documents by id, versions checked."""

    def __init__(self) -> None:
        self.isi: dict[SppId, Spp] = {}
        self.nomor: dict[tuple[str, str], SppId] = {}
        self.dasar = Keadaan(2026, ketersediaan=dana(20_000_000), tanggal_spd=date(2026, 1, 5))

    def get(self, spp_id: SppId) -> Spp | None:
        return self.isi.get(spp_id)

    def save(self, spp: Spp) -> None:
        lama = self.isi.get(spp.id)
        assert spp.versi == (lama.versi if lama else 0) + 1
        self.isi[spp.id] = spp
        for seri, n in (("SIPD-SPP", spp.sipd_spp), ("SIPD-SPM", spp.sipd_spm), ("SP2D", spp.sp2d)):
            if n is not None:
                self.nomor[seri, n.nomor] = spp.id

    def of_berkas(self, berkas_id: BerkasId) -> Spp | None:
        return next((s for s in self.isi.values() if s.berkas == berkas_id), None)

    def owner_of(self, tahun: int, seri: str, nomor: str) -> SppId | None:
        return self.nomor.get((seri, nomor))

    def keadaan(self, spp: Spp) -> Keadaan:
        return self.dasar

    def tahap(self, tahun: int) -> str:
        return "P1"


class Klaiman:
    """The claims on pagu, as they were written."""

    def __init__(self) -> None:
        self.ditulis: list[tuple[date, Klaim]] = []

    def claim(self, klaim: Sequence[Klaim], *, asal: uuid.UUID, tahun: int, tanggal: date) -> None:
        self.ditulis += [(tanggal, k) for k in klaim]

    @property
    def jumlah(self) -> Rupiah:
        return Rupiah(sum(k.nilai.sen for _, k in self.ditulis))


class Kantor:
    """The office: its codes and the default settings."""

    def office(self) -> Opd | None:
        return Opd(
            id=OpdId(new_uuid()),
            kode="2.16.2.20.2.21.01.0000",
            nama="Dinas Contoh",
            tahun_anggaran=2026,
            kode_wilayah="99.99",
        )

    def settings(self) -> SettingsView:
        return SettingsView()


class Rak:
    """The berkas, in memory."""

    def __init__(self) -> None:
        self.isi: dict[BerkasId, Berkas] = {}

    def get(self, berkas_id: BerkasId) -> Berkas | None:
        return self.isi.get(berkas_id)

    def by_kode(self, kode: str) -> Berkas | None:
        return next((b for b in self.isi.values() if b.kode_meja == kode), None)

    def has_document(self, isi: IsiBerkas) -> bool:
        return any(b.isi.nomor == isi.nomor for b in self.isi.values())

    def alur(self, layanan: str, versi: int | None = None) -> Alur | None:
        return ALUR_BAKU.get(layanan)

    def add(self, berkas: Berkas, perpindahan: Perpindahan) -> None:
        self.isi[berkas.id] = berkas

    save = add

    def add_alur(self, alur: Alur) -> None:
        raise NotImplementedError

    def count_resi(self, berkas_id: BerkasId, putaran: int, untuk: UntukSiapa) -> int:
        raise NotImplementedError

    def add_token(self, token: TokenResi) -> None:
        raise NotImplementedError


class Kerja:
    """One unit of work over all of these, and the bus that uses it."""

    opd_id = OpdId(new_uuid())

    def __init__(self) -> None:
        self.spm, self.anggaran, self.opd, self.pelacakan = Gudang(), Klaiman(), Kantor(), Rak()
        self.segel = SegelDiMemori()
        self.events: list[Event] = []
        self._penomor: dict[tuple[str, int], int] = {}
        self.bus = CommandBus(lambda: self, self, HANDLERS)

    def now(self) -> datetime:
        return SAAT

    def today(self) -> date:
        return SAAT.date()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None

    def is_done(self, perintah_id: PerintahId) -> bool:
        return False

    def next_number(self, dokumen: str, tahun: int) -> int:
        self._penomor[dokumen, tahun] = self._penomor.get((dokumen, tahun), 0) + 1
        return self._penomor[dokumen, tahun]

    def record(self, event: Event) -> None:
        self.events.append(event)

    def commit(self, command: Command, pelaku: Pelaku, at: datetime) -> frozenset[str]:
        return frozenset(e.topic for e in self.events)

    def berkas_of(self, spp_id: SppId) -> Berkas:
        """The berkas an SPM travels in."""
        found = self.spm.isi[spp_id].berkas
        assert found is not None
        return self.pelacakan.isi[found]

    def from_bud(self, spp_id: SppId, ke: str, alasan: str) -> None:
        """The BUD sends it back or refuses it."""
        cmd = RecordOutside(berkas_id=self.berkas_of(spp_id).id, ke=ke, alasan=alasan)
        record_outside(cmd, self, Konteks(BENDAHARA, self))

    def draft(self, isi: IsiSpp | None = None) -> SppId:
        """A stored draft."""
        spp_id = SppId(new_uuid())
        self.bus.execute(SaveDraft(spp_id=spp_id, versi=0, tahun=2026, isi=isi or spp_ls()), BENDAHARA)
        return spp_id

    def do(self, cls: type[Command], spp_id: SppId, oleh: Pelaku, **isi: object) -> Spp:
        """One command on the stored version; answers what is stored afterwards."""
        spp = self.spm.isi[spp_id]
        self.bus.execute(cls(spp_id=spp_id, versi=spp.versi, **isi), oleh)  # type: ignore[call-arg]
        return self.spm.isi[spp_id]
