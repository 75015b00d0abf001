"""What the program proposes to hold back of an LS: taxes by `core.pajak`, from what is bought and who is paid."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from core.errors import Refusal
from core.money import NOL, Rupiah
from core.pajak.aturan_baku import aturan_baku
from core.pajak.model import (
    BebasPph22,
    BebasPpn,
    JenisBelanja,
    JenisPajak,
    Kualifikasi,
    Mekanisme,
    PajakInput,
    SetoranPajak,
    TipeWajibPajak,
    WajibPajak,
)
from core.pajak.rules import calculate
from core.rekanan.model import Bentuk, Rekanan
from core.spm.isi import BarisPotongan, JenisSpp

if TYPE_CHECKING:
    from datetime import date

NAMA_PAJAK: Final = {
    JenisPajak.PPN: "PPN",
    JenisPajak.PPH21: "PPh 21",
    JenisPajak.PPH22: "PPh 22",
    JenisPajak.PPH23: "PPh 23",
    JenisPajak.PPH4_2: "PPh 4(2)",
    JenisPajak.PPH_FINAL_UMKM: "PPh final UMKM",
}
_DIHITUNG: Final = frozenset({JenisSpp.LS_BJ, JenisSpp.LS_RUTIN})


@dataclass(frozen=True, slots=True)
class CaraHitung:
    """What is bought, as the tax table asks it; `jenis` None means nothing is held back."""

    kunci: str
    nama: str
    jenis: JenisBelanja | None
    kualifikasi: Kualifikasi | None = None
    bebas_ppn: BebasPpn | None = None
    bebas_pph22: BebasPph22 | None = None


_J, _K = JenisBelanja, Kualifikasi
CARA: Final[tuple[CaraHitung, ...]] = (
    CaraHitung("barang", "Barang", _J.BARANG),
    CaraHitung("jasa", "Jasa", _J.JASA),
    CaraHitung("bukan_pegawai", "Jasa orang pribadi (PPh 21)", _J.BUKAN_PEGAWAI),
    CaraHitung("sewa", "Sewa barang", _J.SEWA_HARTA),
    CaraHitung("sewa_gedung", "Sewa tanah atau bangunan", _J.SEWA_TANAH_BANGUNAN),
    CaraHitung("konstruksi_kecil", "Konstruksi, usaha kecil ber-SBU", _J.KONSTRUKSI, _K.KECIL_SBU),
    CaraHitung("konstruksi_besar", "Konstruksi, menengah atau besar ber-SBU", _J.KONSTRUKSI, _K.MENENGAH_BESAR_SBU),
    CaraHitung("konstruksi_tanpa", "Konstruksi, tanpa SBU", _J.KONSTRUKSI, _K.TANPA_SBU),
    CaraHitung("konsultansi", "Konsultansi konstruksi ber-SBU", _J.KONSTRUKSI, _K.KONSULTANSI_SBU),
    CaraHitung("listrik", "Listrik atau air", _J.BARANG, bebas_pph22=BebasPph22.LISTRIK_AIR),
    CaraHitung("telepon", "Telepon atau internet", _J.JASA, bebas_ppn=BebasPpn.TELEKOMUNIKASI),
    CaraHitung("bbm", "Bahan bakar", _J.BARANG, bebas_ppn=BebasPpn.BBM, bebas_pph22=BebasPph22.BBM),
    CaraHitung("tanpa", "Tanpa pajak", None),
)
"""What a Bendahara chooses from, in this order."""

_TEBAKAN: Final = (
    ("5.1.02.02.01.0059", "telepon"), ("5.1.02.02.01.0060", "listrik"), ("5.1.02.02.01.0061", "listrik"),
    ("5.1.02.02.01.0063", "telepon"), ("5.1.02.02.04", "sewa"), ("5.1.02.02.05", "sewa_gedung"),
    ("5.1.02.01.01.0004", "bbm"), ("5.1.02.01", "barang"), ("5.1.02.02", "jasa"), ("5.1.02.03", "jasa"),
    ("5.2.03", "konstruksi_kecil"), ("5.2.04", "konstruksi_kecil"), ("5.2", "barang"),
)  # fmt: skip
"""Where a rekening usually leads; the longest beginning decides. A person may always choose otherwise."""


def is_computed(jenis: JenisSpp) -> bool:
    """Whether the program proposes potongan for this jenis."""
    return jenis in _DIHITUNG


def guess_way(rekening: str) -> CaraHitung:
    """What a rekening usually buys."""
    fits = [(awal, kunci) for awal, kunci in _TEBAKAN if rekening.startswith(awal)]
    kunci = max(fits, key=lambda f: len(f[0]))[1] if fits else "tanpa"
    return next(c for c in CARA if c.kunci == kunci)


def compute_potongan(
    nilai: Rupiah, cara: CaraHitung, rekanan: Rekanan | None, tanggal: date
) -> tuple[BarisPotongan, ...]:
    """The potongan of a bill that includes its PPN; nothing for an empty bill. Refuses what the tax table refuses."""
    if cara.jenis is None or nilai <= NOL or rekanan is None:
        return ()
    tipe = {Bentuk.BADAN: TipeWajibPajak.BADAN, Bentuk.OP: TipeWajibPajak.OP, Bentuk.PNS: TipeWajibPajak.PNS}
    penerima = WajibPajak(
        tipe=tipe[rekanan.bentuk],
        npwp_valid=rekanan.has_npwp,
        pkp=rekanan.pkp,
        surat_keterangan_pp55=rekanan.has_pp55(tanggal),
    )
    masukan = PajakInput(
        tanggal=tanggal,
        mekanisme=Mekanisme.LS,
        jenis=cara.jenis,
        nilai=nilai,
        rekanan=penerima,
        nilai_termasuk_ppn=True,
        ppn_dikecualikan=cara.bebas_ppn,
        pph22_dikecualikan=cara.bebas_pph22,
        kualifikasi=cara.kualifikasi,
    )
    return tuple(_line(s) for s in calculate(masukan, aturan_baku()).setoran if s.jumlah)


def find_way(
    nilai: Rupiah, potongan: tuple[BarisPotongan, ...], rekanan: Rekanan | None, tanggal: date, rekening: str
) -> CaraHitung | None:
    """The way of reckoning that gives exactly these lines; None when somebody has changed them by hand."""
    usual = guess_way(rekening)
    for cara in (usual, *(c for c in CARA if c is not usual)):
        try:
            if bare(compute_potongan(nilai, cara, rekanan, tanggal)) == bare(potongan):
                return cara
        except Refusal:
            continue
    return None


def bare(potongan: tuple[BarisPotongan, ...]) -> list[tuple[str, str, Rupiah]]:
    """Lines without what a person adds later (ID billing)."""
    return [(p.jenis, p.kode, p.nilai) for p in potongan]


def keep_billing(baru: tuple[BarisPotongan, ...], lama: tuple[BarisPotongan, ...]) -> tuple[BarisPotongan, ...]:
    """New lines with the ID billing of the old ones that still say the same."""
    known = {(p.jenis, p.kode, p.nilai): p.id_billing for p in lama}
    return tuple(replace(p, id_billing=known.get((p.jenis, p.kode, p.nilai), "")) for p in baru)


def _line(s: SetoranPajak) -> BarisPotongan:
    return BarisPotongan(NAMA_PAJAK[s.jenis], s.jumlah, s.kap_kjs, s.dasar, _rate(s))


def _rate(s: SetoranPajak) -> str:
    """`1,5%`; the PPN as the law writes it, `11/12 × 12%`."""
    if s.tarif is None:
        return "Pasal 17"
    if s.jenis is JenisPajak.PPN and s.tarif == Fraction(11, 100):
        return "11/12 × 12%"
    percent = s.tarif * 100
    if percent.denominator == 1:
        return f"{percent.numerator}%"
    return f"{float(percent):.4f}".rstrip("0").replace(".", ",") + "%"
