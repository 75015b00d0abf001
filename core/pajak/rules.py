"""The calculation: the decision table of handbook KKPD/pajak 3.2, top to bottom, and the deadlines of 3.6.

Exact fractions until the last step, then whole rupiah per tax and payee (3.3). Every figure comes from the dated rules.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from core.calendar import Bulan, next_working_day
from core.errors import Refusal, Temuan
from core.money import Rupiah, half_up
from core.pajak.aturan import PajakKkpd, Pembulatan
from core.pajak.model import (
    HasilPajak,
    JenisBelanja,
    JenisPajak,
    Mekanisme,
    PajakInput,
    SetoranPajak,
    TipeWajibPajak,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from core.pajak.aturan import AturanBerlaku, AturanPajak, Tenggat

_TANAH: Final = frozenset({JenisBelanja.PENGALIHAN_TANAH_BANGUNAN, JenisBelanja.PENGADAAN_TANAH_KEPENTINGAN_UMUM})
_OBJEK_PPN: Final = _TANAH | {
    JenisBelanja.BARANG,
    JenisBelanja.JASA,
    JenisBelanja.SEWA_HARTA,
    JenisBelanja.SEWA_TANAH_BANGUNAN,
    JenisBelanja.KONSTRUKSI,
    JenisBelanja.BUKAN_PEGAWAI,
}
"""What PPN can lie on at all; wages, honoraria and prizes are no delivery."""


@dataclass(frozen=True, slots=True)
class _Kasus:
    """One payment with its rules, its tax base and its tax object: what every row of the table looks at."""

    masukan: PajakInput
    aturan: AturanBerlaku
    objek: str
    dpp: Rupiah
    ppn_terutang: Rupiah
    tarif_ppn: Fraction

    @property
    def is_kkpd(self) -> bool:
        return self.masukan.mekanisme is Mekanisme.KKPD

    def is_above(self, kunci: str) -> bool:
        """The whole transaction without PPN against a threshold; exactly on it is still free (row 13)."""
        utuh = self.masukan.nilai_transaksi_utuh_tanpa_ppn
        return (self.dpp if utuh is None else utuh) > self.aturan.rupiah(kunci)

    def setoran(
        self, jenis: JenisPajak, objek: str | None, pajak: Fraction, *, tarif: Fraction | None = None
    ) -> SetoranPajak:
        kap_kjs = self.aturan.kap_kjs(objek) if objek else self.aturan.teks(f"kap_kjs.{jenis}")
        return SetoranPajak(jenis, objek, kap_kjs, _rounded(pajak, self.aturan), self.dpp, tarif)

    def flat(self, jenis: JenisPajak, objek: str) -> SetoranPajak:
        """A tax at the rate of its object, raised for a payee without a valid number (row 12; final taxes are not)."""
        tarif = self.aturan.tarif(objek)
        if jenis in (JenisPajak.PPH22, JenisPajak.PPH23) and not self.masukan.rekanan.npwp_valid:
            tarif *= self.aturan.pecahan(f"faktor_tanpa_npwp.{jenis}")
        return self.setoran(jenis, objek, _exact(self.dpp) * tarif, tarif=tarif)

    def pph21(self, pajak: Fraction, *, tarif: Fraction | None = None) -> SetoranPajak | None:
        """PPh 21 that is not final: none with a certificate, raised without a valid number (row 12)."""
        if self.masukan.rekanan.skb:
            return None
        naik = Fraction(1) if self.masukan.rekanan.npwp_valid else self.aturan.pecahan("faktor_tanpa_npwp.PPH21")
        raised = None if tarif is None else tarif * naik
        return self.setoran(JenisPajak.PPH21, self.objek, pajak * naik, tarif=raised)


def calculate(masukan: PajakInput, aturan: AturanPajak) -> HasilPajak:
    """The taxes on one payment, by the rules of its date.

    Refuses a tax object that does not belong to the jenis, a whole transaction smaller than its part
    (ERR_MEDAN_TIDAK_SAH), and a date no rule covers (ERR_ATURAN_PAJAK_TIDAK_ADA).
    """
    kasus = _open_case(masukan, aturan.on(masukan.tanggal))
    rows = () if masukan.pihak_lain_sipp else (_ppn(kasus), _pph(kasus))
    setoran = tuple(row for row in rows if row is not None)
    is_gaji = masukan.jenis is JenisBelanja.GAJI_BULANAN
    return HasilPajak(
        mekanisme=masukan.mekanisme,
        dpp=kasus.dpp,
        ppn_terutang=kasus.ppn_terutang,
        setoran=setoran,
        tarif_ter_persen=_tarif_ter(kasus) * 100 if is_gaji else None,
        catatan=tuple(_notes(masukan, setoran)),
    )


def _exact(nilai: Rupiah) -> Fraction:
    return Fraction(nilai.sen, 100)


def _rounded(nilai: Fraction, aturan: AturanBerlaku) -> Rupiah:
    is_floor = aturan.pembulatan is Pembulatan.FLOOR
    return Rupiah.of(math.floor(nilai) if is_floor else half_up(nilai))


def _open_case(masukan: PajakInput, aturan: AturanBerlaku) -> _Kasus:
    """Row 0: the price is split half up whatever the rounding of taxes is, so that DPP and PPN make the price again."""
    tarif = _tarif_ppn(masukan, aturan)
    if masukan.nilai_termasuk_ppn:
        dpp = Rupiah.of(half_up(_exact(masukan.nilai) / (1 + tarif)))
        ppn = masukan.nilai - dpp
    else:
        dpp = masukan.nilai
        ppn = _rounded(_exact(dpp) * tarif, aturan)
    utuh = masukan.nilai_transaksi_utuh_tanpa_ppn
    if utuh is not None and utuh < dpp:
        raise Refusal(
            "ERR_MEDAN_TIDAK_SAH",
            f"Nilai transaksi utuh Rp{utuh} lebih kecil dari bagian ini, Rp{dpp} tanpa PPN. "
            "Isi nilai seluruh transaksi sebelum dipecah.",
            medan="nilai_transaksi_utuh_tanpa_ppn",
        )
    return _Kasus(masukan, aturan, _objek(masukan, aturan), dpp, ppn, tarif)


def _tarif_ppn(masukan: PajakInput, aturan: AturanBerlaku) -> Fraction:
    """Effective PPN on the price without PPN (rows 1, 1b, 1c); 0 where none is owed."""
    if not (masukan.rekanan.pkp and masukan.objek_ppn and masukan.jenis in _OBJEK_PPN):
        return Fraction(0)
    tarif = aturan.pecahan("ppn.tarif")
    if masukan.barang_mewah:
        return tarif
    tarif *= aturan.pecahan("ppn.nilai_lain")
    if masukan.besaran_tertentu:
        tarif *= aturan.pecahan(f"ppn.besaran_tertentu.{masukan.besaran_tertentu}")
    return tarif


def _objek(masukan: PajakInput, aturan: AturanBerlaku) -> str:
    """The Coretax object: the one named, if the jenis may have it, otherwise the usual one."""
    parts: list[str] = [masukan.jenis]
    if masukan.jenis is JenisBelanja.KONSTRUKSI and masukan.kualifikasi:
        parts.append(masukan.kualifikasi)
    elif masukan.jenis is JenisBelanja.HONOR_PNS and masukan.rekanan.golongan:
        parts.append(masukan.rekanan.golongan)
    elif masukan.jenis is JenisBelanja.HARIAN:
        is_above = masukan.nilai > aturan.rupiah("batas.harian_ter")
        parts.append("LEWAT_BATAS" if is_above else "SAMPAI_BATAS")
    allowed = aturan.daftar(".".join(["objek", *parts]))
    if masukan.kode_objek is None:
        return allowed[0]
    if masukan.kode_objek not in allowed:
        shown = ", ".join(allowed[:5]) + (f" dan {len(allowed) - 5} kode lain" if len(allowed) > 5 else "")
        raise Refusal(
            "ERR_MEDAN_TIDAK_SAH",
            f"Kode objek {masukan.kode_objek} bukan untuk {' '.join(parts)}; yang boleh: {shown}. "
            "Ganti kode objek atau jenis belanjanya.",
            medan="kode_objek",
        )
    return masukan.kode_objek


def _ppn(kasus: _Kasus) -> SetoranPajak | None:
    """PPN the treasurer collects (row 1): never by card, never on land, only above the threshold."""
    masukan = kasus.masukan
    is_excepted = masukan.ppn_dikecualikan is not None or masukan.jenis in _TANAH
    if kasus.is_kkpd or is_excepted or not kasus.ppn_terutang or not kasus.is_above("batas.ppn"):
        return None
    return kasus.setoran(JenisPajak.PPN, None, _exact(kasus.ppn_terutang), tarif=kasus.tarif_ppn)


def _pph(kasus: _Kasus) -> SetoranPajak | None:
    if kasus.is_kkpd and kasus.aturan.pajak_kkpd is PajakKkpd.REKANAN:
        return None
    return _BARIS_PPH[kasus.masukan.jenis](kasus)


def _final_umkm(kasus: _Kasus) -> SetoranPajak:
    """0.5% instead of PPh 22 or 23 for a vendor with the PP 55 certificate (rows 2b, 3c)."""
    return kasus.flat(JenisPajak.PPH_FINAL_UMKM, kasus.aturan.daftar("objek.PP55")[0])


def _pph22(kasus: _Kasus) -> SetoranPajak | None:
    """Goods (rows 2, 2b): never by card (PMK 59/2022 Art. 12), only above the threshold."""
    rekanan = kasus.masukan.rekanan
    is_excepted = kasus.masukan.pph22_dikecualikan is not None or rekanan.skb
    if kasus.is_kkpd or is_excepted or not kasus.is_above("batas.pph22"):
        return None
    return _final_umkm(kasus) if rekanan.surat_keterangan_pp55 else kasus.flat(JenisPajak.PPH22, kasus.objek)


def _pph23(kasus: _Kasus) -> SetoranPajak | None:
    """Services, rent of other property and prizes (rows 3 to 3c), without threshold; a prize is no business income."""
    rekanan = kasus.masukan.rekanan
    if kasus.masukan.pph23_dikecualikan is not None or rekanan.skb:
        return None
    if rekanan.surat_keterangan_pp55 and kasus.masukan.jenis is not JenisBelanja.HADIAH_BADAN:
        return _final_umkm(kasus)
    return kasus.flat(JenisPajak.PPH23, kasus.objek)


def _pph4_2(kasus: _Kasus) -> SetoranPajak:
    """Rent of land or building, construction, transfer of land (rows 4 to 6); kept as a row of 0 at 0%."""
    return kasus.flat(JenisPajak.PPH4_2, kasus.objek)


def _honor_pns(kasus: _Kasus) -> SetoranPajak:
    """Final by rank (row 7); a row of 0 for golongan I and II, who get a bupot too."""
    return kasus.flat(JenisPajak.PPH21, kasus.objek)


def _pasal17(kasus: _Kasus) -> SetoranPajak | None:
    """The taxed part of the gross through the brackets of Pasal 17 (rows 8, 9 and the upper part of 10)."""
    rest = _exact(kasus.dpp) * kasus.aturan.pecahan(f"bagian_kena.{kasus.masukan.jenis}")
    pajak, bawah = Fraction(0), Fraction(0)
    for batas, tarif in kasus.aturan.lapisan("lapisan.pasal17"):
        atas = rest if batas is None else min(rest, _exact(batas))
        pajak += (atas - bawah) * tarif
        bawah = atas
    return kasus.pph21(pajak)


def _harian(kasus: _Kasus) -> SetoranPajak | None:
    """Daily workers (row 10): free, at the daily rate, or through the brackets."""
    if kasus.dpp > kasus.aturan.rupiah("batas.harian_ter"):
        return _pasal17(kasus)
    is_free = kasus.dpp <= kasus.aturan.rupiah("batas.harian_bebas")
    tarif = Fraction(0) if is_free else kasus.aturan.tarif(kasus.objek)
    return kasus.pph21(_exact(kasus.dpp) * tarif, tarif=tarif)


def _gaji(kasus: _Kasus) -> SetoranPajak | None:
    """Gross of a month times TER (row 11)."""
    tarif = _tarif_ter(kasus)
    return kasus.pph21(_exact(kasus.dpp) * tarif, tarif=tarif)


def _tarif_ter(kasus: _Kasus) -> Fraction:
    kategori = kasus.aturan.ter_kategori(str(kasus.masukan.rekanan.ptkp))
    lapisan = kasus.aturan.lapisan(f"lapisan.ter.{kategori}")
    return next(tarif for batas, tarif in lapisan if batas is None or kasus.dpp <= batas)


_BARIS_PPH: Final[Mapping[JenisBelanja, Callable[[_Kasus], SetoranPajak | None]]] = {
    JenisBelanja.BARANG: _pph22,
    JenisBelanja.JASA: _pph23,
    JenisBelanja.SEWA_HARTA: _pph23,
    JenisBelanja.HADIAH_BADAN: _pph23,
    JenisBelanja.SEWA_TANAH_BANGUNAN: _pph4_2,
    JenisBelanja.KONSTRUKSI: _pph4_2,
    JenisBelanja.PENGALIHAN_TANAH_BANGUNAN: _pph4_2,
    JenisBelanja.PENGADAAN_TANAH_KEPENTINGAN_UMUM: _pph4_2,
    JenisBelanja.HONOR_PNS: _honor_pns,
    JenisBelanja.BUKAN_PEGAWAI: _pasal17,
    JenisBelanja.PESERTA_KEGIATAN: _pasal17,
    JenisBelanja.HARIAN: _harian,
    JenisBelanja.GAJI_BULANAN: _gaji,
}


def _notes(masukan: PajakInput, setoran: tuple[SetoranPajak, ...]) -> list[Temuan]:
    notes = []
    if masukan.jenis is JenisBelanja.GAJI_BULANAN and masukan.tanggal.month == 12:
        notes.append(
            Temuan(
                "WARN_MASA_DESEMBER",
                "Masa Desember memakai tarif Pasal 17 setahun dikurangi PPh 21 yang sudah dipotong; angka ini baru "
                "TER. Ganti dengan hasil hitungan setahun.",
                medan="tanggal",
            )
        )
    if masukan.mekanisme is Mekanisme.KKPD and any(s.jumlah for s in setoran):
        notes.append(
            Temuan(
                "WARN_KKPD_PAJAK_TERPISAH",
                f"Kartu tetap ditagih bruto; {setoran[0].jenis} Rp{setoran[0].jumlah} dicatat sebagai kewajiban "
                "terpisah. Bila penyedia menyetor sendiri, pilih “ditanggung rekanan” di Pengaturan, bagian Pajak.",
                medan="mekanisme",
            )
        )
    rekanan = masukan.rekanan
    is_person = rekanan.tipe is not TipeWajibPajak.BADAN
    if masukan.jenis is JenisBelanja.JASA and is_person and any(s.jenis is JenisPajak.PPH23 for s in setoran):
        notes.append(
            Temuan(
                "WARN_JASA_ORANG_PRIBADI",
                "Jasa orang pribadi biasanya dipotong PPh 21, bukan PPh 23. Bila penerimanya orang pribadi, "
                "pilih BUKAN_PEGAWAI.",
                medan="jenis",
            )
        )
    return notes


def due_date(
    jenis: JenisPajak, mekanisme: Mekanisme, tanggal_bayar: date, aturan: AturanPajak, libur: frozenset[date]
) -> date:
    """The last day to deposit a tax on a payment (handbook 3.6); a weekend or holiday moves it to the next working day.

    TU and KKPD go by the rule of UP: the treasurer deposits himself.
    """
    cara = "LS" if mekanisme is Mekanisme.LS else "UP"
    tenggat = aturan.on(tanggal_bayar).tenggat(f"tenggat.setor.{jenis}.{cara}")
    return next_working_day(_deadline(tenggat, tanggal_bayar), libur)


def spt_due_date(jenis: JenisPajak, masa: Bulan, aturan: AturanPajak, libur: frozenset[date]) -> date:
    """The last day to file the monthly return that holds this tax (handbook 3.6)."""
    kind = "PPN" if jenis is JenisPajak.PPN else "PPH"
    tenggat = aturan.on(masa.akhir).tenggat(f"tenggat.spt.{kind}")
    return next_working_day(_deadline(tenggat, masa.akhir), libur)


def _deadline(tenggat: Tenggat, dari: date) -> date:
    if tenggat.satuan == "HARI":
        return dari + timedelta(days=tenggat.angka)
    bulan = Bulan.of(dari).next()
    return bulan.awal.replace(day=min(tenggat.angka, bulan.akhir.day))
