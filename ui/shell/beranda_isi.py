"""What Beranda asks of the rooms in one go, on a reader thread: tiles, rows of the day, the riskiest berkas.

Which row is late is decided in core/jobs; here answers are only brought together.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from core.calendar import ZONA, Bulan
from core.jobs.hari_ini import (
    DESEMBER,
    AturanHari,
    BerkasKini,
    KeadaanHariIni,
    PajakTertahan,
    TagihanTerbuka,
    Tugas,
    list_today,
    pajak_due,
    unpaid_pajak,
)
from core.kas.queries import BukuKkpd, SaldoRow
from core.money import Rupiah
from core.pajak.aturan_baku import aturan_baku
from core.pelacakan.alur_baku import ALUR_SPM
from core.pelacakan.perpindahan import Keadaan
from core.pelacakan.queries import BerkasRow
from core.pelacakan.waktu import JamKantor, WaktuTahap, measure
from core.settings import AMBANG_PERSEN_GU, BATAS_KAS_TUNAI, JAM_LAYANAN, TENGGAT_LPJ_BP, ZONA_WAKTU

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.pelacakan.alur import Alur
    from core.settings import SettingsView
    from ui.kantor import Pertanyaan

DIUKUR_MAKS = 40
"""Running berkas whose minutes are counted; the longest waiting come first."""


@dataclass(frozen=True, slots=True)
class BerkasTerukur:
    """A running berkas with the minutes of every tahap of its round."""

    baris: BerkasRow
    alur: Alur
    waktu: tuple[WaktuTahap, ...]

    @property
    def kini(self) -> WaktuTahap | None:
        """The tahap it stands at."""
        return next((w for w in reversed(self.waktu) if w.selesai is None), None)

    @property
    def risiko(self) -> float:
        """How much of the SOP of its tahap is used; above 1 it is late."""
        return self.kini.menit / self.kini.sop_menit if self.kini else 0.0


@dataclass(frozen=True, slots=True)
class IsiBeranda:
    """Everything the page shows."""

    at: datetime
    """This moment where the office stands."""
    zona: str
    saldo: SaldoRow
    ambang_persen: int
    kartu: BukuKkpd
    pajak: tuple[tuple[PajakTertahan, date], ...]
    """Unpaid tax with its last day."""
    tugas: tuple[Tugas, ...]
    rencana: tuple[Rupiah, ...]
    realisasi: tuple[Rupiah, ...]
    berkas: tuple[BerkasRow, ...]
    risiko: BerkasTerukur | None
    ada_pagu: bool
    bulan_buku: tuple[int, int] | None
    """First and last month the books of this year have; None before the first."""


def gather(q: Pertanyaan, hari: date, now: datetime) -> IsiBeranda:
    """Asks everything of one day."""
    setelan = q.opd.settings()
    zona = setelan.value(ZONA_WAKTU, hari)
    libur = frozenset(x.tanggal for tahun in (hari.year, hari.year + 1) for x in q.opd.holidays(tahun))
    aturan = _rules(setelan, hari, libur)
    bulan = Bulan.of(hari)
    saldo = q.kas.saldo(bulan)
    pajak = unpaid_pajak((q.kas.pajak(b) for b in _backwards(bulan)), date(hari.year, 1, 1))
    jam = JamKantor(ZONA[zona], setelan.value(JAM_LAYANAN, hari), libur)
    rows = q.pelacakan.rows((Keadaan.DIAJUKAN, Keadaan.BERJALAN, Keadaan.MENUNGGU_KAS, Keadaan.DIKEMBALIKAN))
    berkas = tuple(b for b in rows if b.layanan == ALUR_SPM.layanan)
    terukur = _measured(q, berkas, jam, now)
    keadaan = KeadaanHariIni(
        hari=hari,
        aturan=aturan,
        saldo=saldo,
        pajak=pajak,
        terbuka=q.kas.terbuka(hari),
        bulan_terbuka=_open_months(q, bulan),
        tagihan=[
            TagihanTerbuka(t.nomor, t.terbuka, t.banyak_baris, t.jatuh_tempo) for t in q.kkpd.tagihan(hari.year, hari)
        ],
        berkas=_pressing(q, berkas, terukur),
        koran=q.kas.koran_ringkas(hari.year),
        akhir_tahun=q.kas.akhir_tahun(hari.year) if hari.month == DESEMBER else (),
        belum_dibuka=q.kas.months(hari.year - 1) is not None and q.kas.masukan(hari.year) is None,
    )
    return IsiBeranda(
        at=now.astimezone(ZONA[zona]),
        zona=zona,
        saldo=saldo,
        ambang_persen=aturan.ambang_persen_gu,
        kartu=q.kas.kkpd(bulan),
        pajak=tuple((p, pajak_due(p, aturan)) for p in pajak),
        tugas=list_today(keadaan),
        rencana=tuple(q.anggaran.rak_per_bulan(hari.year)),
        realisasi=tuple(q.anggaran.realisasi_per_bulan(hari.year)),
        berkas=berkas,
        risiko=max(terukur, key=lambda b: b.risiko, default=None),
        ada_pagu=bool(q.anggaran.pagu(hari.year)),
        bulan_buku=q.kas.months(hari.year),
    )


def _rules(setelan: SettingsView, hari: date, libur: frozenset[date]) -> AturanHari:
    return AturanHari(
        pajak=aturan_baku(),
        libur=libur,
        ambang_persen_gu=setelan.value(AMBANG_PERSEN_GU, hari),
        batas_kas_tunai=setelan.value(BATAS_KAS_TUNAI, hari),
        tanggal_lpj=setelan.value(TENGGAT_LPJ_BP, hari),
    )


def _backwards(bulan: Bulan) -> Iterator[Bulan]:
    while True:
        yield bulan
        if bulan.bulan == 1:
            return
        bulan = bulan.previous()


def _open_months(q: Pertanyaan, kini: Bulan) -> tuple[Bulan, ...]:
    """Months with bookings and no seal, up to this one, last year's too."""
    open_: list[Bulan] = []
    for tahun, akhir in ((kini.tahun - 1, 12), (kini.tahun, kini.bulan)):
        found = q.kas.months(tahun)
        if found is not None:
            disegel = {s.bulan for s in q.kas.segel(tahun)}
            open_ += [b for n in range(found[0], akhir + 1) if (b := Bulan(tahun, n)) not in disegel]
    return tuple(open_)


def _measured(q: Pertanyaan, berkas: tuple[BerkasRow, ...], jam: JamKantor, now: datetime) -> tuple[BerkasTerukur, ...]:
    found = []
    for b in [b for b in berkas if b.keadaan is Keadaan.BERJALAN][:DIUKUR_MAKS]:
        alur = q.pelacakan.alur(b.layanan, b.alur_versi)
        assert alur is not None, "a berkas keeps the flow it began with"
        waktu = measure(alur, q.pelacakan.timeline(b.id), jam, now)
        found.append(BerkasTerukur(b, alur, tuple(w for w in waktu if w.putaran == b.putaran)))
    return tuple(found)


def _pressing(
    q: Pertanyaan, berkas: tuple[BerkasRow, ...], terukur: tuple[BerkasTerukur, ...]
) -> tuple[BerkasKini, ...]:
    kembali = []
    for b in berkas:
        if b.keadaan is Keadaan.DIKEMBALIKAN:
            alur = q.pelacakan.alur(b.layanan, b.alur_versi)
            alasan = alur.reason_text(b.alasan_kode) if alur else b.alasan_kode
            kembali.append(BerkasKini(f"{b.jenis} {b.nomor}", dikembalikan=True, alasan=alasan, kode_meja=b.kode_meja))
    lewat = [
        BerkasKini(
            f"{t.baris.jenis} {t.baris.nomor}",
            dikembalikan=False,
            lewat_menit=-t.kini.sisa_menit,
            kode_meja=t.baris.kode_meja,
        )
        for t in terukur
        if t.kini is not None and t.kini.sisa_menit < 0
    ]
    return (*kembali, *lewat)
