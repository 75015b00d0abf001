"""Tax cases as JSON: the `input` and `expected` of the worked examples (`pajak hitung`), read strictly.

An amount is a whole number of rupiah: text, a decimal point and true/false are refused, and so is every key and word
that is not known. All complaints of one case come together.
"""

from __future__ import annotations

import math
import re
from dataclasses import fields
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final, TypeVar

from core.errors import Refusal, Temuan
from core.money import Rupiah
from core.pajak.model import (
    BebasPph22,
    BebasPph23,
    BebasPpn,
    BesaranTertentu,
    Golongan,
    HasilPajak,
    JenisBelanja,
    JenisPajak,
    Kualifikasi,
    Mekanisme,
    PajakInput,
    Ptkp,
    TipeWajibPajak,
    WajibPajak,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

_Word = TypeVar("_Word", bound=StrEnum)

_KODE_OBJEK: Final = re.compile(r"\d\d-\d{3}-\d\d", re.ASCII)
_TANGGAL: Final = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


class _Reader:
    """Takes the keys of one object; what is wrong is collected in `temuan`, and a stand-in goes on."""

    def __init__(self, isi: Mapping[str, Any], kind: type, temuan: list[Temuan], di: str = "") -> None:
        self._isi, self._temuan, self._di = isi, temuan, di
        known = {f.name for f in fields(kind)}
        for key in isi:
            if key not in known:
                self._complain("ERR_MEDAN_TIDAK_SAH", str(key), "tidak dikenal. Hapus atau betulkan namanya")

    def _complain(self, kode: str, medan: str, why: str) -> None:
        path = self._di + medan
        self._temuan.append(Temuan(kode, f"Medan {path} {why}.", medan=path))

    def take(self, medan: str, *, wajib: bool = False) -> Any:
        found = self._isi.get(medan)
        if found is None and wajib:
            self._complain("ERR_MEDAN_WAJIB", medan, "wajib diisi")
        return found

    def word(self, medan: str, words: type[_Word]) -> _Word | None:
        found = self.take(medan)
        if found is None:
            return None
        if not isinstance(found, str) or found not in set(words):
            self._complain("ERR_MEDAN_TIDAK_SAH", medan, f"berisi “{found}”; yang dikenal: {', '.join(words)}")
            return None
        return words(found)

    def must_word(self, medan: str, words: type[_Word], stand_in: _Word) -> _Word:
        if self.take(medan, wajib=True) is None:
            return stand_in
        return self.word(medan, words) or stand_in

    def yes_no(self, medan: str, *, default: bool = False, wajib: bool = False) -> bool:
        found = self.take(medan, wajib=wajib)
        if found is None:
            return default
        if not isinstance(found, bool):
            self._complain("ERR_MEDAN_TIDAK_SAH", medan, f"berisi “{found}”; harus true atau false")
            return default
        return found

    def amount(self, medan: str, *, wajib: bool = False) -> Rupiah | None:
        found = self.take(medan, wajib=wajib)
        if found is None:
            return None
        if isinstance(found, float | Decimal) and math.isfinite(found):
            self._complain("ERR_NILAI_BUKAN_BULAT", medan, f"berisi {found}; harus rupiah penuh tanpa titik desimal")
        elif type(found) is not int:
            self._complain("ERR_NILAI_BUKAN_ANGKA", medan, f"berisi “{found}”; harus bilangan tanpa tanda kutip")
        else:
            return Rupiah.of(found)
        return None

    def day(self, medan: str) -> date:
        found = self.take(medan, wajib=True)
        try:
            if found is not None and not (isinstance(found, str) and _TANGGAL.fullmatch(found)):
                raise ValueError
            return date.min if found is None else date.fromisoformat(found)
        except ValueError:
            self._complain("ERR_TANGGAL_TIDAK_SAH", medan, f"berisi “{found}”; tanggal ditulis YYYY-MM-DD")
            return date.min

    def code(self, medan: str) -> str | None:
        found = self.take(medan)
        if found is not None and not (isinstance(found, str) and _KODE_OBJEK.fullmatch(found)):
            self._complain("ERR_MEDAN_TIDAK_SAH", medan, f"berisi “{found}”; kode objek ditulis 99-999-99")
            return None
        return found


def input_from_json(isi: Mapping[str, Any]) -> PajakInput:
    """One tax case. Refuses with every finding of the form, or else with those of `PajakInput` itself."""
    if not isinstance(isi, dict):
        raise Refusal("ERR_MEDAN_TIDAK_SAH", "Satu kasus pajak harus berupa objek JSON.", medan="input")
    temuan: list[Temuan] = []
    r = _Reader(isi, PajakInput, temuan)
    read: dict[str, Any] = {
        "tanggal": r.day("tanggal"),
        "mekanisme": r.must_word("mekanisme", Mekanisme, Mekanisme.UP_TUNAI),
        "jenis": r.must_word("jenis", JenisBelanja, JenisBelanja.BARANG),
        "nilai": r.amount("nilai", wajib=True),
        "nilai_termasuk_ppn": r.yes_no("nilai_termasuk_ppn"),
        "nilai_transaksi_utuh_tanpa_ppn": r.amount("nilai_transaksi_utuh_tanpa_ppn"),
        "objek_ppn": r.yes_no("objek_ppn", default=True),
        "barang_mewah": r.yes_no("barang_mewah"),
        "besaran_tertentu": r.word("besaran_tertentu", BesaranTertentu),
        "pihak_lain_sipp": r.yes_no("pihak_lain_sipp"),
        "ppn_dikecualikan": r.word("ppn_dikecualikan", BebasPpn),
        "pph22_dikecualikan": r.word("pph22_dikecualikan", BebasPph22),
        "pph23_dikecualikan": r.word("pph23_dikecualikan", BebasPph23),
        "kode_objek": r.code("kode_objek"),
        "kualifikasi": r.word("kualifikasi", Kualifikasi),
        "rekanan": _read_rekanan(r.take("rekanan", wajib=True), temuan),
    }
    if temuan:
        raise Refusal.of(temuan)
    return PajakInput(**read)


def _read_rekanan(isi: Any, temuan: list[Temuan]) -> WajibPajak | None:
    if isi is None:
        return None
    if not isinstance(isi, dict):
        temuan.append(Temuan("ERR_MEDAN_TIDAK_SAH", "Medan rekanan harus berupa objek JSON.", medan="rekanan"))
        return None
    r = _Reader(isi, WajibPajak, temuan, "rekanan.")
    return WajibPajak(
        tipe=r.must_word("tipe", TipeWajibPajak, TipeWajibPajak.BADAN),
        npwp_valid=r.yes_no("npwp_valid", wajib=True),
        pkp=r.yes_no("pkp"),
        surat_keterangan_pp55=r.yes_no("surat_keterangan_pp55"),
        skb=r.yes_no("skb"),
        golongan=r.word("golongan", Golongan),
        ptkp=r.word("ptkp", Ptkp),
    )


def hasil_to_json(hasil: HasilPajak) -> dict[str, Any]:
    """The answer with the keys of `expected`; card and TER keys stand only where they apply."""
    answer: dict[str, Any] = {
        "dpp": hasil.dpp.to_json(),
        **{jenis.lower(): hasil.jumlah(jenis).to_json() for jenis in JenisPajak},
        "ppn_terutang": hasil.ppn_terutang.to_json(),
        "total_tagihan": hasil.total_tagihan.to_json(),
    }
    if (ter := hasil.tarif_ter_persen) is not None:
        answer["tarif_ter_persen"] = str(Decimal(ter.numerator) / Decimal(ter.denominator))
    answer["total_dipungut_dipotong"] = hasil.total_dipungut_dipotong.to_json()
    answer["dibayar_ke_penerima"] = hasil.dibayar_ke_penerima.to_json()
    if hasil.tagihan_kartu is not None and hasil.pajak_kewajiban_terpisah is not None:
        answer["tagihan_kartu"] = hasil.tagihan_kartu.to_json()
        answer["pajak_kewajiban_terpisah"] = hasil.pajak_kewajiban_terpisah.to_json()
    answer["setoran"] = [
        {"jenis": str(s.jenis), "objek": s.objek, "kap_kjs": s.kap_kjs, "jumlah": s.jumlah.to_json()}
        for s in hasil.setoran
    ]
    answer["gov_treasurer_opt"] = hasil.gov_treasurer_opt
    return answer
