"""The form of an event: stage 1 of the interchange format (6), for files and for forms on screen alike.

Takes an event as decoded JSON and gives its typed contents, or findings with the path of each field. All events are
looked at and all errors reported; nothing here knows a balance.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from core.errors import Temuan
from core.kas.atribut import check_atribut
from core.kas.isi import ISI, Bentuk, Isi, Potongan, Pungutan, Rincian, Setoran, is_wajib, spec
from core.kas.medan import Medan, read_date, read_rp, read_text, sebut
from core.kas.model import JENIS_PAJAK, Jenis
from core.money import Rupiah, total

_REKENING = re.compile(r"[0-9]\.[0-9](\.[0-9]{2}){3}\.[0-9]{4}")
_NTPN = re.compile(r"[0-9A-Z]{16}")
_POTONGAN_LAIN = re.compile(r"(PFK|LAIN)-[A-Z0-9 .\-]+")
_UMUM: Final = frozenset({"id", "tanggal", "tipe", "uraian", "atribut"})

CARA: Final = ("bank", "tunai")
SUMBER: Final = ("UP", "TU", "KKPD", "LS")

RencanaPagu = Mapping[str, Sequence[str]]
"""Each kode rekening in pagu with the sub kegiatan it stands under, in pagu order."""


@dataclass(frozen=True, slots=True)
class Peristiwa:
    """An event whose form is right: ready to be posted."""

    kode: str
    tanggal: date
    isi: Isi
    atribut: dict[str, object]


class PembacaPeristiwa:
    """Reads events one after another and remembers ids, numbers and NTPN already used.

    `nomor_ada(seri, nomor)` tells whether the office's books already hold a number (series NTPN included); `terpakai`
    are the numbers an opening has used up. Without `pagu` (stored events, whose DPA may have been revised since)
    accounts are taken as they stand.
    """

    def __init__(
        self,
        *,
        tahun: int,
        dari: date,
        sampai: date,
        pagu: RencanaPagu | None,
        nomor_ada: Callable[[str, str], bool] = lambda _seri, _nomor: False,
        terpakai: Iterable[tuple[str, str]] = (),
        sen: bool = False,
    ) -> None:
        self._tahun, self._dari, self._sampai = tahun, dari, sampai
        self._pagu = pagu
        self._sub_kegiatan = {s for subs in (pagu or {}).values() for s in subs}
        self._nomor_ada = nomor_ada
        self._sen = sen
        self._kode: set[str] = set()
        self._nomor: set[tuple[str, str]] = set(terpakai)
        self._tanggal_terakhir: date | None = None
        self.temuan: list[Temuan] = []

    def read(self, mentah: object, *, urutan: bool = True) -> Peristiwa | None:
        """One event; None when its form is wrong. `urutan` False leaves the order of dates alone (a late document)."""
        if not isinstance(mentah, dict):
            self.temuan.append(
                Temuan("ERR_MEDAN_TIDAK_SAH", f"Transaksi harus objek, bukan {sebut(mentah)}.", medan="transaksi")
            )
            return None
        kode = mentah.get("id")
        m = Medan(kode if isinstance(kode, str) else None, sen=self._sen)
        found = self._read_event(m, mentah, urutan=urutan)
        self.temuan += m.temuan
        return found if not any(t.is_error for t in m.temuan) else None

    def _read_event(self, m: Medan, e: dict[str, Any], *, urutan: bool) -> Peristiwa | None:
        kode = self._kode_of(m, e)
        tipe = e.get("tipe")
        if tipe is None:
            m.add("ERR_MEDAN_WAJIB", "tipe", "Jenis transaksi (tipe) belum diisi.")
            return None
        if not isinstance(tipe, str) or tipe not in Jenis.__members__ or tipe == Jenis.AWAL:
            m.add("ERR_TIPE_TIDAK_DIKENAL", "tipe", f"Tipe {sebut(tipe)} tidak dikenal.")
            return None
        tanggal = self._tanggal_of(m, e, urutan=urutan)
        cls = ISI[Jenis(tipe)]
        values = self._fields(m, e, cls)
        uraian = e.get("uraian")
        if uraian is not None and not isinstance(uraian, str):
            m.add("ERR_MEDAN_TIDAK_SAH", "uraian", "uraian harus teks.")
        atribut = check_atribut(m, e.get("atribut"))
        dikenal = _UMUM | {f.name for f in spec(cls)}
        for medan, nilai in e.items():
            if nilai is not None and medan not in dikenal:
                m.add("WARN_MEDAN_TIDAK_DIKENAL", medan, f"Medan {medan} tidak dikenal dan tidak disimpan.")
        if any(t.is_error for t in m.temuan):
            return None
        isi = cls(uraian=uraian, **values)
        self._arithmetic(m, isi)
        assert kode is not None, "an event without findings has an id"
        assert tanggal is not None, "an event without findings has a date"
        return Peristiwa(kode, tanggal, isi, atribut)

    def _kode_of(self, m: Medan, e: dict[str, Any]) -> str | None:
        kode = e.get("id")
        if kode is None:
            m.add("ERR_MEDAN_WAJIB", "id", "Transaksi tidak mempunyai id.")
            return None
        kode = read_text(m, kode, "id")
        if kode is not None and kode in self._kode:
            m.add("ERR_ID_GANDA", "id", f"Id {kode} sudah dipakai transaksi lain di atasnya.")
        if kode is not None:
            self._kode.add(kode)
        return kode

    def _tanggal_of(self, m: Medan, e: dict[str, Any], *, urutan: bool) -> date | None:
        if e.get("tanggal") is None:
            m.add("ERR_MEDAN_WAJIB", "tanggal", "Tanggal transaksi belum diisi.")
            return None
        tanggal = read_date(m, e["tanggal"], "tanggal")
        if tanggal is None:
            return None
        if tanggal.year != self._tahun:
            m.add("ERR_TANGGAL_LUAR_TAHUN", "tanggal", f"Tanggal {tanggal} di luar tahun anggaran {self._tahun}.")
        elif not self._dari <= tanggal <= self._sampai:
            pesan = f"Tanggal {tanggal} di luar masa {self._dari} s.d. {self._sampai}."
            m.add("ERR_TANGGAL_LUAR_PERIODE", "tanggal", pesan)
        elif urutan and self._tanggal_terakhir is not None and tanggal < self._tanggal_terakhir:
            pesan = f"Tanggal {tanggal} mendahului transaksi di atasnya ({self._tanggal_terakhir}); urutkan tanggalnya."
            m.add("ERR_URUTAN_TANGGAL", "tanggal", pesan)
        else:
            self._tanggal_terakhir = tanggal
        return tanggal

    def _fields(self, m: Medan, e: dict[str, Any], cls: type[Isi]) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for f in spec(cls):
            nilai = e.get(f.name)
            if nilai is None:
                if is_wajib(f):
                    m.add("ERR_MEDAN_WAJIB", f.name, f"Medan {f.name} wajib diisi untuk {cls.jenis}.")
                continue
            bentuk: Bentuk = f.metadata["bentuk"]
            if bentuk is Bentuk.RINCIAN and isinstance(nilai, list) and nilai:
                values[f.name] = self._rincian(m, nilai, f.name, cls.jenis, values.get("sub_kegiatan"))
            else:
                values[f.name] = self._value(m, nilai, f.name, bentuk)
            seri = f.metadata["seri"]
            if seri and isinstance(values[f.name], str):
                self._use_number(m, seri, values[f.name], f.name)
        return values

    def _value(self, m: Medan, nilai: object, medan: str, bentuk: Bentuk) -> Any:
        if bentuk is Bentuk.RP:
            return read_rp(m, nilai, medan)
        if bentuk is Bentuk.RP0:
            return read_rp(m, nilai, medan, minimum=0)
        if bentuk is Bentuk.TEKS:
            return read_text(m, nilai, medan)
        if bentuk is Bentuk.TANGGAL:
            return read_date(m, nilai, medan)
        if bentuk in (Bentuk.CARA, Bentuk.CARA_NONKAS, Bentuk.SUMBER):
            boleh = SUMBER if bentuk is Bentuk.SUMBER else CARA + (("nonkas",) if bentuk is Bentuk.CARA_NONKAS else ())
            if nilai in boleh and isinstance(nilai, str):
                return nilai
            m.add("ERR_MEDAN_TIDAK_SAH", medan, f"{medan} {sebut(nilai)}; yang boleh: {', '.join(boleh)}.")
            return None
        if bentuk is Bentuk.SUB_KEGIATAN:
            return self._sub_kegiatan_of(m, nilai, medan)
        if not isinstance(nilai, list):
            m.add("ERR_MEDAN_TIDAK_SAH", medan, f"{medan} harus daftar, bukan {sebut(nilai)}.")
            return None
        if not nilai and bentuk in (Bentuk.RINCIAN, Bentuk.SETORAN, Bentuk.DAFTAR):
            m.add("ERR_MEDAN_TIDAK_SAH", medan, f"{medan} tidak boleh kosong.")
            return None
        if bentuk is Bentuk.PAJAK:
            return _pajak(m, nilai, medan)
        if bentuk is Bentuk.POTONGAN:
            return self._potongan(m, nilai, medan)
        if bentuk is Bentuk.SETORAN:
            return self._setoran(m, nilai, medan)
        return _daftar(m, nilai, medan)

    def _sub_kegiatan_of(self, m: Medan, nilai: object, medan: str) -> str | None:
        sub = read_text(m, nilai, medan)
        if sub is not None and self._pagu is not None and sub not in self._sub_kegiatan:
            m.add("ERR_SUB_KEGIATAN_TIDAK_ADA", medan, f"Sub kegiatan {sub} tidak ada dalam pagu.")
        return sub

    def _rincian(self, m: Medan, rows: list[Any], medan: str, jenis: Jenis, sub_tu: str | None) -> tuple[Rincian, ...]:
        found: list[Rincian] = []
        pairs: set[tuple[str, str | None]] = set()
        for i, row in enumerate(rows):
            path = f"{medan}[{i}]"
            if not isinstance(row, list) or len(row) not in (2, 3):
                pesan = "Baris rincian berbentuk [kode rekening, nilai] atau dengan sub kegiatan."
                m.add("ERR_MEDAN_TIDAK_SAH", path, pesan)
                continue
            rekening = self._rekening(m, row[0], f"{path}[0]")
            nilai = read_rp(m, row[1], f"{path}[1]")
            if rekening is None:
                continue
            sebelum = len(m.temuan)
            sub = self._sub_of(m, rekening, row[2] if len(row) == 3 else None, path, jenis)
            if len(m.temuan) > sebelum:
                continue
            pair = (rekening, sub or sub_tu)
            if pair in pairs:
                pesan = f"Rekening {rekening} dengan sub kegiatan yang sama tertulis dua kali."
                m.add("ERR_RINCIAN_GANDA", path, pesan)
            pairs.add(pair)
            if nilai is not None:
                found.append(Rincian(rekening, nilai, sub))
        return tuple(found)

    def _rekening(self, m: Medan, kode: object, medan: str) -> str | None:
        if not isinstance(kode, str) or not _REKENING.fullmatch(kode):
            m.add("ERR_REKENING_TIDAK_SAH", medan, f"Kode rekening {sebut(kode)} tidak berbentuk 9.9.99.99.99.9999.")
            return None
        if self._pagu is not None and kode not in self._pagu:
            m.add(
                "ERR_REKENING_TIDAK_ADA",
                medan,
                f"Rekening {kode} tidak ada dalam pagu; periksa kode atau impor DPA terbaru.",
            )
            return None
        return kode

    def _sub_of(self, m: Medan, rekening: str, sub: object, path: str, jenis: Jenis) -> str | None:
        if self._pagu is None:
            return sub if isinstance(sub, str) else None
        subs = self._pagu[rekening]
        if sub is not None:
            if sub in subs and isinstance(sub, str):
                return sub
            m.add("ERR_SUB_KEGIATAN_TIDAK_ADA", path, f"Rekening {rekening} tidak ada pada sub kegiatan {sebut(sub)}.")
            return None
        if len(subs) == 1:
            return subs[0]
        if jenis not in (Jenis.SP2D_TU, Jenis.BELANJA_TU):
            pesan = f"Rekening {rekening} ada pada {len(subs)} sub kegiatan; sebutkan yang dimaksud."
            m.add("ERR_SUB_KEGIATAN_WAJIB", path, pesan)
        return None

    def _potongan(self, m: Medan, rows: list[Any], medan: str) -> tuple[Potongan, ...]:
        found: list[Potongan] = []
        for i, row in enumerate(rows):
            path = f"{medan}[{i}]"
            if not isinstance(row, dict):
                m.add("ERR_MEDAN_TIDAK_SAH", path, "Baris potongan berupa objek dengan jenis, nilai dan ntpn.")
                continue
            jenis = row.get("jenis")
            if jenis is None:
                m.add("ERR_MEDAN_WAJIB", f"{path}.jenis", "Jenis potongan belum diisi.")
            elif not isinstance(jenis, str) or not (jenis in JENIS_PAJAK or _POTONGAN_LAIN.fullmatch(jenis)):
                m.add("ERR_JENIS_PAJAK", f"{path}.jenis", f"Jenis potongan {sebut(jenis)} tidak dikenal.")
            elif any(p.jenis == jenis for p in found):
                m.add("ERR_JENIS_PAJAK", f"{path}.jenis", f"Jenis potongan {jenis} tertulis dua kali.")
            nilai = self._row_rp(m, row, path)
            ntpn = row.get("ntpn")
            if ntpn is not None:
                ntpn = self._ntpn(m, ntpn, f"{path}.ntpn")
            if isinstance(jenis, str) and nilai is not None:
                found.append(Potongan(jenis, nilai, ntpn))
        return tuple(found)

    def _setoran(self, m: Medan, rows: list[Any], medan: str) -> tuple[Setoran, ...]:
        found: list[Setoran] = []
        for i, row in enumerate(rows):
            path = f"{medan}[{i}]"
            if not isinstance(row, dict):
                m.add("ERR_MEDAN_TIDAK_SAH", path, "Baris setoran berupa objek dengan jenis, nilai, ntpn dan nomor.")
                continue
            jenis = row.get("jenis")
            if jenis is None:
                m.add("ERR_MEDAN_WAJIB", f"{path}.jenis", "Jenis pajak belum diisi.")
            elif jenis not in JENIS_PAJAK:
                m.add("ERR_JENIS_PAJAK", f"{path}.jenis", f"Jenis pajak {sebut(jenis)} tidak dikenal.")
            nilai = self._row_rp(m, row, path)
            ntpn = row.get("ntpn")
            if ntpn is None:
                m.add("ERR_MEDAN_WAJIB", f"{path}.ntpn", "NTPN setoran wajib diisi.")
            else:
                ntpn = self._ntpn(m, ntpn, f"{path}.ntpn")
            nomor = row.get("nomor")
            if nomor is None:
                m.add("ERR_MEDAN_WAJIB", f"{path}.nomor", "Nomor setoran wajib diisi.")
            elif (nomor := read_text(m, nomor, f"{path}.nomor")) is not None:
                self._use_number(m, "SSP", nomor, f"{path}.nomor")
            if isinstance(jenis, str) and nilai is not None and ntpn and nomor:
                found.append(Setoran(jenis, nilai, ntpn, nomor))
        return tuple(found)

    def _row_rp(self, m: Medan, row: dict[str, Any], path: str) -> Rupiah | None:
        if row.get("nilai") is None:
            m.add("ERR_MEDAN_WAJIB", f"{path}.nilai", "Nilai belum diisi.")
            return None
        return read_rp(m, row["nilai"], f"{path}.nilai")

    def _ntpn(self, m: Medan, ntpn: object, medan: str) -> str | None:
        if not isinstance(ntpn, str) or not _NTPN.fullmatch(ntpn):
            m.add("ERR_NTPN_TIDAK_SAH", medan, f"NTPN {sebut(ntpn)} harus 16 karakter angka dan huruf besar.")
            return None
        if ("NTPN", ntpn) in self._nomor or self._nomor_ada("NTPN", ntpn):
            m.add("ERR_NTPN_GANDA", medan, f"NTPN {ntpn} sudah dipakai setoran lain.")
        self._nomor.add(("NTPN", ntpn))
        return ntpn

    def _use_number(self, m: Medan, seri: str, nomor: str, medan: str) -> None:
        if (seri, nomor) in self._nomor or self._nomor_ada(seri, nomor):
            m.add("ERR_NOMOR_GANDA", medan, f"Nomor {nomor} sudah dipakai dokumen {seri} lain.")
        self._nomor.add((seri, nomor))

    def _arithmetic(self, m: Medan, isi: Isi) -> None:
        rincian: tuple[Rincian, ...] | None = getattr(isi, "rincian", None)
        if isi.jumlah and rincian:
            harap: Rupiah = getattr(isi, isi.jumlah)
            ada = total([r.nilai for r in rincian])
            if ada != harap:
                m.add(
                    "ERR_RINCIAN_TIDAK_SAMA", "rincian", f"Jumlah rincian {ada} tidak sama dengan {isi.jumlah} {harap}."
                )
        if isi.bersih:
            bersih, kurang = isi.bersih
            harap = getattr(isi, "bruto") - total([p.nilai for p in getattr(isi, kurang)])  # noqa: B009 - the field of this kind
            ada = getattr(isi, bersih)
            if ada != harap:
                m.add("ERR_NETTO", bersih, f"{bersih} {ada} seharusnya {harap} (bruto dikurangi {kurang}).")


def _pajak(m: Medan, rows: list[Any], medan: str) -> tuple[Pungutan, ...]:
    found: list[Pungutan] = []
    sudah: list[str] = []
    for i, row in enumerate(rows):
        path = f"{medan}[{i}]"
        if not isinstance(row, list) or len(row) != 2:
            m.add("ERR_MEDAN_TIDAK_SAH", path, "Baris pajak berbentuk [jenis, nilai].")
            continue
        jenis, nilai = row[0], read_rp(m, row[1], f"{path}[1]")
        if jenis not in JENIS_PAJAK or jenis in sudah:
            pesan = f"Jenis pajak {sebut(jenis)} tidak dikenal atau tertulis dua kali."
            m.add("ERR_JENIS_PAJAK", f"{path}[0]", pesan)
            continue
        sudah.append(jenis)
        if nilai is not None:
            found.append(Pungutan(jenis, nilai))
    return tuple(found)


def _daftar(m: Medan, rows: list[Any], medan: str) -> tuple[str, ...]:
    for i, row in enumerate(rows):
        if read_text(m, row, f"{medan}[{i}]") is not None and row in rows[:i]:
            m.add("ERR_MEDAN_TIDAK_SAH", f"{medan}[{i}]", f"{row} tertulis dua kali.")
    return tuple(rows)


__all__ = ["Medan", "PembacaPeristiwa", "Peristiwa", "RencanaPagu", "read_date", "read_rp", "read_text"]
