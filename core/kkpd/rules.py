"""What must add up on a card bill, and what may be bought, tested and paid with which card (handbook KKPD 1.3 to 1.14).

An equation answers both of its sides, so that the screen can always show them. Only the bank's own equation may say
“total bank cocok”; ours says whether every line has found its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from core.calendar import tanggal_pendek
from core.errors import Refusal, Temuan
from core.kkpd.baris import BarisTagihan, PembelianKartu, RincianKartu, StatusBaris
from core.kkpd.merchant import plain_name
from core.kkpd.model import JenisKartu, JenisLimit, Kartu, StatusKartu, Tagihan
from core.kkpd.pengujian import JenisBaris
from core.money import NOL, Rupiah, total

DISETUJUI: Final = frozenset({StatusBaris.DISETUJUI, StatusBaris.DI_DPT, StatusBaris.SP2D, StatusBaris.LUNAS})
DITOLAK: Final = frozenset({StatusBaris.DITOLAK, StatusBaris.LUNAS_PRIBADI})
TERBUKA: Final = frozenset({StatusBaris.TERBUKUKAN, StatusBaris.COCOK, StatusBaris.DIUJI})
AKHIR: Final = frozenset(
    {StatusBaris.LUNAS, StatusBaris.LUNAS_PRIBADI, StatusBaris.DIBALIK, StatusBaris.BATAL_OTORISASI}
)

KATA_BIAYA: Final[Mapping[JenisBaris, tuple[str, ...]]] = {
    JenisBaris.BUNGA: ("BUNGA", "INTEREST", "FINANCE CHARGE"),
    JenisBaris.BIAYA: ("BIAYA", "ADM", "FEE", "METERAI", "MATERAI", "DENDA"),
    JenisBaris.TARIK_TUNAI: ("TARIK TUNAI", "CASH-ADVANCE", "PENARIKAN TUNAI", "ATM"),
    JenisBaris.PEMBAYARAN: ("PEMBAYARAN", "PAYMENT", "AUTODEBET", "SETORAN"),
}
"""Words by which a line tells what it is; a setting of the office, this is its default."""

AWALAN_REKENING: Final[Mapping[JenisKartu, tuple[str, ...]]] = {
    JenisKartu.PERJADIN: ("5.1.02.04.",),
    JenisKartu.BARJAS_MODAL: ("5.1.02.", "5.2."),
}
"""Accounts that each kind of card may pay (handbook KKPD 1.3); a setting of the office, this is its default."""


@dataclass(frozen=True, slots=True)
class Persamaan:
    """One equation with both of its sides: the terms with their names and signs, and the figure they must give."""

    kode: str
    nama: str
    suku: tuple[tuple[str, Rupiah], ...]
    tertulis: Rupiah
    kata_cocok: str

    @property
    def hitungan(self) -> Rupiah:
        """What the terms give."""
        return total([nilai for _, nilai in self.suku])

    @property
    def selisih(self) -> Rupiah:
        """The stated figure less the computed one."""
        return self.tertulis - self.hitungan

    @property
    def is_cocok(self) -> bool:
        """Both sides are the same to the sen."""
        return not self.selisih

    @property
    def kata(self) -> str:
        """`total bank cocok`, or by how much it is off."""
        return self.kata_cocok if self.is_cocok else f"{self.nama} selisih {self.selisih}"

    @property
    def uraian(self) -> str:
        """The terms as they stand under the figure: `lalu 0 – kredit 480.000 + belanja 39.084.600`."""
        bagian = [f"{'–' if nilai < NOL else '+'} {nama} {abs(nilai)}" for nama, nilai in self.suku]
        return " ".join(bagian).removeprefix("+ ")

    def to_temuan(self) -> Temuan | None:
        """ERR_TOTAL_TAGIHAN when the sides differ."""
        if self.is_cocok:
            return None
        return Temuan(
            "ERR_TOTAL_TAGIHAN",
            f"{self.nama} tertulis {self.tertulis}, hitungannya {self.hitungan} ({self.uraian}); "
            f"selisih {self.selisih}. Periksa berkas tagihan atau minta salinan baru dari bank.",
            medan=self.kode,
        )


def bank_equation(tagihan: Tagihan) -> Persamaan:
    """E5: previous balance less credits plus purchases, cash and charges is the new balance, in the bank's figures."""
    suku = (
        ("lalu", tagihan.tagihan_lalu),
        ("kredit", -tagihan.kredit),
        ("belanja", tagihan.belanja),
        ("tarik tunai", tagihan.tarik_tunai),
        ("biaya", tagihan.bunga),
    )
    terpakai = tuple(s for i, s in enumerate(suku) if s[1] or i == 0)
    return Persamaan("E5", "Total bank", terpakai, tagihan.tagihan_baru, "total bank cocok")


def card_equations(tagihan: Tagihan) -> tuple[Persamaan, ...]:
    """E6: each column of the head is the sum of that column over the cards. Empty when the bill has no summary."""
    if not tagihan.ringkasan:
        return ()
    kolom = ("tagihan_lalu", "kredit", "belanja", "tarik_tunai", "bunga", "tagihan_baru")
    return tuple(
        Persamaan(
            "E6",
            f"Jumlah kartu, kolom {nama.replace('_', ' ')}",
            tuple((f"kartu {n}", getattr(satu, nama)) for n, satu in enumerate(tagihan.ringkasan, 1)),
            getattr(tagihan, nama),
            "jumlah per kartu cocok",
        )
        for nama in kolom
    )


def credit_equation(tagihan: Tagihan) -> Persamaan | None:
    """E7: available credit is the credit limit less the new balance; None when the bill states neither."""
    if tagihan.batas_kredit is None or tagihan.sisa_kredit is None:
        return None
    suku = (("batas kredit", tagihan.batas_kredit), ("tagihan baru", -tagihan.tagihan_baru))
    return Persamaan("E7", "Sisa kredit", suku, tagihan.sisa_kredit, "sisa kredit cocok")


def line_equations(tagihan: Tagihan, baris: Sequence[BarisTagihan]) -> tuple[Persamaan, ...]:
    """The lines that were read against the columns of the head: a line lost on the way is seen here."""

    def read(*jenis: JenisBaris) -> Rupiah:
        return total([b.nilai for b in baris if b.jenis in jenis])

    kolom = (
        ("belanja", tagihan.belanja, read(JenisBaris.BELANJA)),
        ("kredit", tagihan.kredit, -read(JenisBaris.REFUND, JenisBaris.PEMBAYARAN)),
        ("tarik tunai", tagihan.tarik_tunai, read(JenisBaris.TARIK_TUNAI)),
        ("biaya", tagihan.bunga, read(JenisBaris.BIAYA, JenisBaris.BUNGA)),
    )
    return tuple(
        Persamaan("baris", f"Jumlah baris {nama}", ((f"{nama} yang terbaca", terbaca),), tertulis, "jumlah baris cocok")
        for nama, tertulis, terbaca in kolom
    )


def our_equation(baris: Sequence[BarisTagihan], refund: Sequence[BarisTagihan]) -> Persamaan:
    """E9: purchases less linked refunds are what was approved, rejected, disputed, no burden of APBD, or is open.

    `refund` are the credit lines tied to these purchases, also those of later bills.
    """
    belanja = [b for b in baris if b.jenis is JenisBaris.BELANJA]

    def netto(status: Iterable[StatusBaris]) -> Rupiah:
        return total([b.netto for b in belanja if b.status in status])

    suku = (
        ("disetujui", netto(DISETUJUI)),
        ("ditolak", netto(DITOLAK)),
        ("sengketa", netto({StatusBaris.SENGKETA})),
        ("bukan beban APBD", netto({StatusBaris.BUKAN_BEBAN_APBD})),
        ("terbuka", netto(TERBUKA)),
    )
    terkait = total([b.nilai for b in refund if b.status is StatusBaris.COCOK])
    return Persamaan("E9", "Belanja bersih", suku, total([b.nilai for b in belanja]) + terkait, "semua baris terhitung")


def amount_due(tagihan: Tagihan, baris: Sequence[BarisTagihan]) -> Persamaan:
    """E11, second half: what must reach the bank by the due date is the new balance less what is disputed."""
    tahan = disputed(baris)
    layak = total([b.netto for b in baris if b.status in DISETUJUI])
    pribadi = total([b.netto for b in baris if b.status in DITOLAK])
    suku = (("DPT", layak), ("pribadi", pribadi))
    return Persamaan("E11", "Harus dibayar", suku, tagihan.tagihan_baru - tahan, "kewajiban ke bank lengkap")


def payment_equation(dibayar: Rupiah, *, sp2d: Rupiah, pribadi: Rupiah, autodebet: Rupiah = NOL) -> Persamaan:
    """E11, first half: payments to the bank are SP2D money, private money and other autodebet."""
    suku = (("SP2D", sp2d), ("pribadi", pribadi), ("autodebet lain", autodebet))
    return Persamaan("E11", "Pembayaran ke bank", suku, dibayar, "pembayaran cocok")


def disputed(baris: Iterable[BarisTagihan]) -> Rupiah:
    """What is held back because the bank has not answered a dispute."""
    return total([b.netto for b in baris if b.status is StatusBaris.SENGKETA])


def outstanding(baris: Iterable[BarisTagihan]) -> Rupiah:
    """What the lines still owe the bank: it uses the limit until its payment is posted (E3, E15)."""
    return total([b.netto for b in baris if b.status not in AKHIR and not b.is_credit])


def remaining_limit(batas: Rupiah, baris: Iterable[BarisTagihan], pembelian: Iterable[PembelianKartu] = ()) -> Rupiah:
    """E4: the UP KKPD less what is posted and what is bought but not posted yet."""
    menunggu = total([p.nilai for p in pembelian if p.status is StatusBaris.DICATAT])
    return batas - outstanding(baris) - menunggu


def check_control_totals(tagihan: Tagihan, baris: Sequence[BarisTagihan]) -> list[Temuan]:
    """All that stands against “validasi”: E5, E6, E7 and the lines; E8 (interest, cash) is a warning."""
    semua = [bank_equation(tagihan), *card_equations(tagihan), *line_equations(tagihan, baris)]
    if (kredit := credit_equation(tagihan)) is not None:
        semua.append(kredit)
    temuan = [t for satu in semua if (t := satu.to_temuan()) is not None]
    if tagihan.tarik_tunai or tagihan.bunga:
        temuan.append(
            Temuan(
                "WARN_BIAYA_TAGIHAN",
                f"Tagihan memuat tarik tunai {tagihan.tarik_tunai} dan biaya atau bunga {tagihan.bunga}; keduanya "
                "seharusnya 0 dan bukan beban APBD. Ajukan pembebasan ke bank penerbit.",
                medan="E8",
            )
        )
    return temuan


def check_matched(baris: Iterable[BarisTagihan]) -> list[Temuan]:
    """What stands against “cocokkan”: lines that nobody has explained yet."""
    return [
        Temuan(
            "ERR_BARIS_BELUM_COCOK",
            f"Baris {b.nomor} ({b.keterangan}, {b.nilai}) belum ada pasangannya; minta bukti ke pemegang kartu, "
            "sanggah ke bank, atau nyatakan bukan beban APBD.",
            baris=b.nomor,
        )
        for b in baris
        if b.status is StatusBaris.TERBUKUKAN and b.jenis is not JenisBaris.PEMBAYARAN
    ]


def check_closable(baris: Sequence[BarisTagihan], refund: Sequence[BarisTagihan]) -> list[Temuan]:
    """What stands against “tutup”: open or disputed lines, and an E9 that does not hold."""
    temuan = [
        Temuan(
            "ERR_TAGIHAN_MASIH_TERBUKA",
            f"Baris {b.nomor} masih {b.status.replace('_', ' ')} sebesar {b.netto}; selesaikan dahulu.",
            baris=b.nomor,
        )
        for b in baris
        if b.jenis is JenisBaris.BELANJA and b.status not in AKHIR
    ]
    kita = our_equation(baris, refund).to_temuan()
    return temuan if kita is None else [*temuan, kita]


def classify_line(
    keterangan: str, nilai: Rupiah, kata: Mapping[JenisBaris, tuple[str, ...]] = KATA_BIAYA
) -> JenisBaris:
    """What a bill line is, by its sign and its words. The bank's credit column mixes payments and refunds (E9)."""
    bare = f" {plain_name(keterangan)} "

    def says(jenis: JenisBaris) -> bool:
        return any(f" {plain_name(satu)} " in bare for satu in kata.get(jenis, ()))

    if nilai < NOL:
        return JenisBaris.PEMBAYARAN if says(JenisBaris.PEMBAYARAN) else JenisBaris.REFUND
    for jenis in (JenisBaris.BUNGA, JenisBaris.TARIK_TUNAI, JenisBaris.BIAYA):
        if says(jenis):
            return jenis
    return JenisBaris.BELANJA


def check_share(
    kartu: Iterable[Kartu], limit_kkpd: Rupiah, nomor_sk: str, tanggal: date, *, keras: bool
) -> Temuan | None:
    """E2: limits of the cards in use on a day against the UP KKPD; `keras` makes it a refusal."""
    selesai = {StatusKartu.DIGANTI, StatusKartu.TUTUP, StatusKartu.KEDALUWARSA}
    batas = [k.limit_on(JenisLimit.TOTAL, tanggal) for k in kartu if k.status not in selesai]
    jumlah = total([b.nilai for b in batas if b is not None])
    if jumlah <= limit_kkpd:
        return None
    pesan = (
        f"Jumlah limit kartu {jumlah} melebihi UP KKPD {limit_kkpd} menurut {nomor_sk}. Sesuaikan limit kartu, atau "
        "ajukan perubahan bagian UP KKPD."
    )
    return Temuan("ERR_LIMIT_KARTU" if keras else "WARN_LIMIT_KARTU", pesan, medan="limit")


_EMPAT_AKHIR: Final = re.compile(r"([0-9]{4})[^0-9]*$")


def card_of(tertulis: str, kartu: Iterable[Kartu]) -> Kartu | None:
    """The registered card that evidence names by its last four digits; None when none, or more than one, has them."""
    akhir = _EMPAT_AKHIR.search(tertulis)
    milik = [k for k in kartu if akhir is not None and k.empat_akhir == akhir[1]]
    return milik[0] if len(milik) == 1 else None


def check_card_kind(
    kartu: Kartu, rincian: Iterable[RincianKartu], awalan: Mapping[JenisKartu, tuple[str, ...]] = AWALAN_REKENING
) -> list[Temuan]:
    """ERR_JENIS_KARTU for each account that this kind of card may not pay (Permendagri 79/2022 Art. 18)."""
    boleh = awalan[kartu.jenis]
    return [
        Temuan(
            "ERR_JENIS_KARTU",
            f"Jenis kartu tidak sesuai: rekening {r.rekening} tidak boleh dibayar dengan kartu {kartu.jenis} "
            f"•••• {kartu.empat_akhir}; yang boleh: {', '.join(f'{a}*' for a in boleh)}. Pakai kartu lain.",
            medan=f"rincian[{n}]",
        )
        for n, r in enumerate(rincian)
        if not r.rekening.startswith(boleh)
    ]


def check_limits(
    kartu: Kartu, beli: PembelianKartu, *, terpakai: Rupiah, sebelumnya: Iterable[PembelianKartu] = ()
) -> list[Temuan]:
    """ERR_LEBIH_LIMIT_KKPD for each limit of the card that a purchase would pass (handbook KKPD 1.4).

    `terpakai` is what the card owes or has pending; `sebelumnya` are its other purchases, for the day and the payee.
    """
    lain = [p for p in sebelumnya if p.kartu == kartu.id and p.nomor_bukti != beli.nomor_bukti]
    sehari = total([p.nilai for p in lain if p.tanggal == beli.tanggal])
    penerima = total([p.nilai for p in lain if plain_name(p.merchant) == plain_name(beli.merchant)])
    pakai = {
        JenisLimit.TOTAL: (terpakai, "limit kartu"),
        JenisLimit.PER_TRANSAKSI: (NOL, "limit per transaksi"),
        JenisLimit.PER_HARI: (sehari, f"limit per hari ({tanggal_pendek(beli.tanggal)})"),
        JenisLimit.PER_PENERIMA: (penerima, f"limit per penerima ({beli.merchant})"),
    }
    temuan: list[Temuan] = []
    for jenis, (sudah, nama) in pakai.items():
        batas = kartu.limit_on(jenis, beli.tanggal)
        if batas is not None and sudah + beli.nilai > batas.nilai:
            temuan.append(
                Temuan(
                    "ERR_LEBIH_LIMIT_KKPD",
                    f"Belanja {beli.nilai} ditambah {sudah} yang sudah terpakai melebihi {nama} sebesar {batas.nilai} "
                    f"({batas.dasar}). Kurangi belanja atau ajukan kenaikan limit.",
                    medan="bruto",
                )
            )
    return temuan


def dpt_objection(b: BarisTagihan) -> str | None:
    """Why a line may not stand on a DPT, in words; None when it may."""
    if b.jenis is not JenisBaris.BELANJA:
        return f"baris ini {b.jenis.replace('_', ' ')}, bukan belanja"
    if b.status is not StatusBaris.DISETUJUI:
        return f"statusnya {b.status.replace('_', ' ')}, belum atau tidak disetujui PA/KPA"
    if b.netto <= NOL:
        return "seluruhnya sudah dikembalikan"
    return f"sudah ada di DPT {b.dpt}" if b.dpt else None


def demand_dpt(baris: Sequence[BarisTagihan]) -> Rupiah:
    """The total of a DPT over these lines (E10); refuses with ERR_KKPD_TIDAK_LAYAK_DPT, all lines named at once."""
    temuan = [
        Temuan(
            "ERR_KKPD_TIDAK_LAYAK_DPT",
            f"Baris {b.nomor} tidak dapat masuk DPT: {alasan}. Keluarkan baris ini dari daftar.",
            medan=f"dpt[{n}]",
            baris=b.nomor,
        )
        for n, b in enumerate(baris)
        if (alasan := dpt_objection(b)) is not None
    ]
    if temuan:
        raise Refusal.of(temuan)
    return total([b.netto for b in baris])
