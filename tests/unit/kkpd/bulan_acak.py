"""A card month by chance: cards, purchases and what became of each, the bank's bill over them, and what is still due."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from hypothesis import strategies as st

from core.identity import KartuId, OrangId, TagihanId
from core.kkpd.baris import BarisTagihan, PembelianKartu, StatusBaris
from core.kkpd.model import JenisLimit, Kartu, LimitKartu, RingkasanKartu, Tagihan
from core.kkpd.pengujian import JenisBaris, Penolakan
from core.money import NOL, Rupiah, total
from tests.unit.kkpd.contoh_kartu import PPTK, baris, beli, beli_lengkap, kartu, lulus, rp

NASIB = ("terbuka", "cocok", "diuji", "disetujui", "sebagian", "ditolak", "sengketa", "dikembalikan", "refund_sebagian")
"""What may become of a purchase on the bill."""
AWAL, CETAK, TEMPO = date(2026, 5, 4), date(2026, 5, 29), date(2026, 6, 19)
SK = "SK UP 1/2026"


@dataclass
class BulanKartu:
    """The month: `baris` are the debit lines and their rejected parts, `kredit` refunds tied to them and payments."""

    up_tunai: Rupiah
    kartu: list[Kartu]
    lalu: dict[KartuId, Rupiah]
    baris: list[BarisTagihan] = field(default_factory=list)
    kredit: list[BarisTagihan] = field(default_factory=list)
    menunggu: list[PembelianKartu] = field(default_factory=list)

    @property
    def up_kkpd(self) -> Rupiah:
        """Tight: what the limits of all cards add up to."""
        return total([self.limit(k) for k in self.kartu])

    @property
    def semua(self) -> list[BarisTagihan]:
        return [*self.baris, *self.kredit]

    @property
    def refund(self) -> list[BarisTagihan]:
        return [b for b in self.kredit if b.jenis is JenisBaris.REFUND]

    @staticmethod
    def limit(k: Kartu) -> Rupiah:
        found = k.limit_on(JenisLimit.TOTAL, CETAK)
        assert found is not None
        return found.nilai

    def of(self, k: Kartu) -> list[BarisTagihan]:
        return [b for b in self.baris if b.kartu == k.id]

    def summary(self, k: Kartu) -> RingkasanKartu:
        milik = [b for b in self.semua if b.kartu == k.id]

        def jumlah(*jenis: JenisBaris) -> Rupiah:
            return total([b.nilai for b in milik if b.jenis in jenis])

        lalu, kredit = self.lalu[k.id], -jumlah(JenisBaris.REFUND, JenisBaris.PEMBAYARAN)
        belanja, tunai = jumlah(JenisBaris.BELANJA), jumlah(JenisBaris.TARIK_TUNAI)
        bunga = jumlah(JenisBaris.BIAYA, JenisBaris.BUNGA)
        return RingkasanKartu(k.id, lalu, kredit, belanja, tunai, bunga, lalu - kredit + belanja + tunai + bunga)

    def bill(self) -> Tagihan:
        """The head the bank would print over these lines."""
        per = tuple(self.summary(k) for k in self.kartu)

        def sum_of(kolom: str) -> Rupiah:
            return total([getattr(r, kolom) for r in per])

        baru = sum_of("tagihan_baru")
        return Tagihan(
            id=TagihanId(uuid.UUID(int=99)), nomor="2026-05", penerbit="BANK CONTOH", periode_awal=AWAL,
            tanggal_cetak=CETAK, jatuh_tempo=TEMPO, tagihan_lalu=sum_of("tagihan_lalu"), kredit=sum_of("kredit"),
            belanja=sum_of("belanja"), tarik_tunai=sum_of("tarik_tunai"), bunga=sum_of("bunga"), tagihan_baru=baru,
            batas_kredit=self.up_kkpd, sisa_kredit=self.up_kkpd - baru, ringkasan=per,
        )  # fmt: skip


@st.composite
def months(draw: st.DrawFn, *, nasib: tuple[str, ...] = NASIB, biaya: bool = True) -> BulanKartu:
    """A month whose cards never pass their limits."""
    banyak = draw(st.integers(1, 3))
    milik = [_card(n, draw(st.integers(5, 60))) for n in range(1, banyak + 1)]
    bulan = BulanKartu(
        up_tunai=rp(draw(st.integers(1, 300)) * 1_000_000),
        kartu=milik,
        lalu={k.id: rp(1000 * draw(st.integers(0, 900))) for k in milik},
    )
    for k in milik:
        _pay_last_month(bulan, k)
        sisa = bulan.limit(k).sen // 100
        for hari in draw(st.lists(st.integers(0, 24), max_size=5)):
            nilai = draw(st.integers(1, max(1, sisa // 4)))
            sisa -= nilai
            _purchase(bulan, k, AWAL + timedelta(days=hari), rp(nilai), nasib=draw(st.sampled_from(nasib)), draw=draw)
        if draw(st.booleans()):
            nilai = draw(st.integers(1, max(1, sisa // 4)))
            bulan.menunggu.append(beli(f"M-{k.empat_akhir}", nilai, "Toko Lain", CETAK, kartu=k.id))
        if biaya and draw(st.integers(0, 3)) == 0:
            _charge(bulan, k, draw(st.sampled_from((JenisBaris.BIAYA, JenisBaris.TARIK_TUNAI, JenisBaris.BUNGA))))
    return bulan


def _card(n: int, juta: int) -> Kartu:
    limit = (LimitKartu(JenisLimit.TOTAL, rp(juta * 1_000_000), "SK 900/1", date(2026, 1, 2)),)
    return kartu(
        id=KartuId(uuid.UUID(int=n)), empat_akhir=f"{n:04d}", token=f"tok-{n}", limit=limit,
        pemegang_id=OrangId(uuid.UUID(int=10 + n)),
    )  # fmt: skip


def _number(bulan: BulanKartu) -> int:
    return len({b.nomor for b in bulan.semua}) + 1


def _pay_last_month(bulan: BulanKartu, k: Kartu) -> None:
    if lalu := bulan.lalu[k.id]:
        n, bayar = _number(bulan), JenisBaris.PEMBAYARAN
        bulan.kredit.append(baris(n, -lalu.sen // 100, "PEMBAYARAN", AWAL, bayar, kartu=k.id))


def _charge(bulan: BulanKartu, k: Kartu, jenis: JenisBaris) -> None:
    satu = baris(_number(bulan), 15_000, "BIAYA ADM", CETAK, jenis, kartu=k.id)
    bulan.baris.append(satu.refuse_charge("biaya bank")[0])


def _purchase(bulan: BulanKartu, k: Kartu, hari: date, nilai: Rupiah, *, nasib: str, draw: st.DrawFn) -> None:
    """A line taken as far as its fate says, through the real steps."""
    b = baris(_number(bulan), nilai.sen // 100, "TOKO CONTOH", hari, kartu=k.id)
    bukti = f"TBP-{b.nomor}"
    if nasib == "terbuka":
        bulan.baris.append(b)
        return
    if nasib == "sengketa":
        bulan.baris.append(b.dispute(CETAK, TEMPO, "T-1")[0])
        return
    b, _ = b.match([bukti])
    if nasib in {"dikembalikan", "refund_sebagian"} and nilai.sen > 100:
        utuh = nasib == "dikembalikan"
        kembali = nilai if utuh else rp(draw(st.integers(1, nilai.sen // 100 - 1)))
        b, _ = b.take_refund(kembali)
        satu = baris(_number(bulan) + 1, -kembali.sen // 100, "REFUND TOKO", CETAK, kartu=k.id)
        bulan.kredit.append(satu.match([bukti])[0])
    elif nasib not in {"cocok", "dikembalikan", "refund_sebagian"}:
        b, _ = b.send_to_test(PPTK, [beli_lengkap(bukti, nilai.sen // 100)])
        b = _tested(bulan, k, b, nasib, draw)
    bulan.baris.append(b)


def _tested(bulan: BulanKartu, k: Kartu, b: BarisTagihan, nasib: str, draw: st.DrawFn) -> BarisTagihan:
    def letter(nilai: Rupiah) -> Penolakan:
        return Penolakan(b.nomor, "T01", "bukan belanja dinas", nilai, k.pemegang_id, TEMPO)

    if nasib == "disetujui" or (nasib == "sebagian" and b.nilai.sen == 100):
        return b.approve(lulus(), k.pemegang_id)[0]
    if nasib == "ditolak":
        return b.reject(lulus().penguji, letter(b.nilai))[0]
    if nasib == "sebagian":
        setuju, ditolak, _ = b.approve_part(lulus(), letter(rp(draw(st.integers(1, b.nilai.sen // 100 - 1)))))
        bulan.baris.append(ditolak)
        return setuju
    return b


def settled(bulan: BulanKartu) -> BulanKartu:
    """The month after the bank was paid: every approved line by SP2D, every rejected one by its holder."""

    def pay(b: BarisTagihan) -> BarisTagihan:
        if b.status is StatusBaris.DISETUJUI:
            b, _ = b.put_on_dpt("DPT-1")
            return b.answer_sp2d("SP2D-1")[0].settle(TEMPO)[0]
        return b.repay(TEMPO)[0] if b.status is StatusBaris.DITOLAK else b

    return replace(bulan, baris=[pay(b) for b in bulan.baris])


__all__ = ["CETAK", "NASIB", "NOL", "SK", "TEMPO", "BulanKartu", "months", "settled"]
