"""MT940, the statement message of SWIFT: tags of fixed form, one statement or a chain of pages.

The date forms and the comma before the sen are those of the standard; whatever is cut off or unknown is refused with
its line, because a statement that lost a tag has lost money.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from core.importers.koran_baris import refuse_currency
from core.importers.koran_bukti import ULANG, Penutup
from core.importers.tabel import teks
from core.kas.koran import RUPIAH, BarisKoran, bare_account
from core.money import SEN_MAX, SEN_PER_RUPIAH, Rupiah

if TYPE_CHECKING:
    from core.importers.keluhan import Keluhan

FORMAT: Final = "mt940"
_IS_MT940: Final = re.compile(r"^:(?:20|25|28C?|60[FM]|61|62[FM]):", re.MULTILINE)
_TAG: Final = re.compile(r":([0-9]{2}[A-Z]?):(.*)", re.DOTALL)
_KNOWN: Final = frozenset(
    [
        "13D",
        "20",
        "21",
        "25",
        "25P",
        "28",
        "28C",
        "34F",
        "60F",
        "60M",
        "61",
        "62F",
        "62M",
        "64",
        "65",
        "86",
        "90C",
        "90D",
        "NS",
    ]
)
_AMPLOP: Final = re.compile(r"\{[0-9]:[^{}]*(?:\{[^{}]*\}[^{}]*)*\}|\{4:|-\}|\{5:.*")
_SALDO: Final = re.compile(r"([CD])([0-9]{6})([A-Z]{3})([0-9]{1,15},[0-9]{0,2})")
_MUTASI: Final = re.compile(
    r"(?P<hari>[0-9]{6})(?P<buku>[0-9]{4})?(?P<arah>R?[CD])(?P<dana>[A-Z])?(?P<jumlah>[0-9]{1,15},[0-9]{0,2})"
    r"(?P<jenis>[NFS][A-Z0-9]{3})(?P<acuan>[^\n]{0,50})(?:\n(?P<lanjut>.*))?",
    re.DOTALL,
)
_SETENGAH_TAHUN: Final = timedelta(days=180)
_KODE_INFO: Final = re.compile(r"\?[0-9]{2}")


class Tag(NamedTuple):
    """One field of the message: its tag, its text (lines joined by newlines), the line it begins in."""

    kode: str
    isi: str
    baris: int


class Saldo(NamedTuple):
    """A balance with its day."""

    nilai: Rupiah
    tanggal: date
    baris: int


@dataclass(slots=True)
class BacaanMt940:
    """What the message says, before it is proven."""

    baris: list[BarisKoran] = field(default_factory=list)
    penutup: Penutup = field(default_factory=Penutup)
    rekening: dict[str, int] = field(default_factory=dict)
    dari: date | None = None
    sampai: date | None = None


def is_mt940(text: str) -> bool:
    """Whether a text begins like such a message."""
    return _IS_MT940.search(text[:4_000]) is not None


def read_mt940(text: str, keluhan: Keluhan) -> BacaanMt940:
    """Reads every statement of a file; pages must follow each other without a gap."""
    return _Pembaca(keluhan).read(_tags(text, keluhan))


def _tags(text: str, keluhan: Keluhan) -> list[Tag]:
    found: list[list[str]] = []
    starts: list[int] = []
    for nomor, raw in enumerate(text.splitlines(), 1):
        bare = _AMPLOP.sub("", raw).rstrip()
        if bare.startswith(":") and (m := _TAG.fullmatch(bare)) and m[1] in _KNOWN:
            found.append([m[1], m[2]])
            starts.append(nomor)
        elif bare.startswith(":"):
            pesan = (
                f"Baris {nomor}: tag “{bare[:12]}” terpotong atau bukan tag MT940; yang dikenal misalnya :61: dan "
                ":86:. Unduh ulang berkasnya dari bank."
            )
            keluhan.add("ERR_TAG_MT940", pesan, baris=nomor)
        elif bare in {"", "-"}:
            continue
        elif found:
            found[-1][1] += f"\n{bare}"
        else:
            pesan = f"Baris {nomor}: “{bare[:20]}” berdiri di depan tag pertama. Unduh ulang berkasnya dari bank."
            keluhan.add("ERR_TAG_MT940", pesan, baris=nomor)
    return [Tag(kode, isi, nomor) for (kode, isi), nomor in zip(found, starts, strict=True)]


class _Pembaca:
    """Goes through the fields of one file in their order."""

    def __init__(self, keluhan: Keluhan) -> None:
        self._keluhan = keluhan
        self._buka: Saldo | None = None
        self._tutup: Saldo | None = None
        self._halaman = 0
        self.hasil = BacaanMt940()

    def read(self, tags: list[Tag]) -> BacaanMt940:
        for tag in tags:
            if tag.kode in {"25", "25P"}:
                nomor = bare_account(tag.isi.split("\n")[0].rsplit("/", 1)[-1])
                self.hasil.rekening.setdefault(nomor, tag.baris)
            elif tag.kode in {"60F", "60M"}:
                self._open(tag)
            elif tag.kode == "61":
                self._line(tag)
            elif tag.kode == "86":
                self._words(tag)
            elif tag.kode in {"62F", "62M"}:
                self._close(tag)
        if self._buka is not None:
            self._cut("saldo akhir (:62F:)", self._buka.baris)
        elif self._tutup is None:
            self._cut("saldo awal (:60F:)", tags[0].baris if tags else None)
        return self.hasil

    def _cut(self, apa: str, baris: int | None) -> None:
        pesan = f"Berkas MT940 terpotong: tidak ada {apa}. Unduh ulang berkasnya dari bank."
        self._keluhan.add("ERR_KORAN_TERPOTONG", pesan, baris=baris)

    def _open(self, tag: Tag) -> None:
        if self._buka is not None:
            self._cut("saldo akhir (:62F:)", self._buka.baris)
        saldo = self._read_saldo(tag)
        if saldo is None:
            return
        if self._tutup is not None and self._tutup.nilai != saldo.nilai:
            pesan = (
                f"Baris {tag.baris}: saldo awal halaman {saldo.nilai} tidak menyambung dengan saldo akhir halaman "
                f"sebelumnya {self._tutup.nilai} (baris {self._tutup.baris}); selisih "
                f"{abs(saldo.nilai - self._tutup.nilai)}. {ULANG}"
            )
            self._keluhan.add("ERR_SALDO_SAMBUNG", pesan, baris=tag.baris)
        self._buka = saldo
        if self.hasil.penutup.saldo_awal is None:
            self.hasil.penutup.saldo_awal = saldo.nilai
            self.hasil.dari = saldo.tanggal
        self._halaman = len(self.hasil.baris)

    def _close(self, tag: Tag) -> None:
        saldo = self._read_saldo(tag)
        if saldo is None:
            return
        if self._buka is None:
            self._cut("saldo awal (:60F:)", tag.baris)
        else:
            banyak = len(self.hasil.baris) - self._halaman
            gerak = Rupiah(sum(b.nilai.sen for b in self.hasil.baris[self._halaman :]))
            if self._buka.nilai + gerak != saldo.nilai and not self._keluhan.has_errors:
                harus = self._buka.nilai + gerak
                pesan = (
                    f"Baris {tag.baris}: saldo awal {self._buka.nilai} ditambah {banyak} "
                    f"mutasi adalah {harus}, sedangkan saldo akhir tertulis {saldo.nilai}; selisih "
                    f"{abs(harus - saldo.nilai)}. {ULANG}"
                )
                self._keluhan.add("ERR_SALDO_AKHIR_KORAN", pesan, baris=tag.baris)
        self._buka, self._tutup = None, saldo
        self.hasil.penutup.saldo_akhir, self.hasil.penutup.baris = saldo.nilai, tag.baris
        self.hasil.sampai = saldo.tanggal

    def _read_saldo(self, tag: Tag) -> Saldo | None:
        found = _SALDO.fullmatch(tag.isi.strip())
        if found is None:
            self._bad(tag, "saldo", "C260201IDR5000000,00")
            return None
        if found[3] != RUPIAH:
            refuse_currency(self._keluhan, found[3], tag.baris)
        nilai, hari = _amount(found[4]), self._day(found[2], tag)
        if nilai is None or hari is None:
            self._bad(tag, "saldo", "C260201IDR5000000,00")
            return None
        return Saldo(-nilai if found[1] == "D" else nilai, hari, tag.baris)

    def _line(self, tag: Tag) -> None:
        found = _MUTASI.fullmatch(tag.isi)
        nilai = _amount(found["jumlah"]) if found else None
        if found is None or nilai is None:
            self._bad(tag, "mutasi", "2602050205D2129730,00NTRFTBP7//REF0001")
            return
        if self._buka is None:
            self._cut("saldo awal (:60F:) sebelum mutasi", tag.baris)
            return
        hari = self._day(found["hari"], tag)
        if hari is None:
            return
        buku = self._booked(found["buku"], hari, tag) if found["buku"] else hari
        if buku is None:
            return
        kita, _, bank = found["acuan"].partition("//")
        masuk = found["arah"] in {"C", "RD"}
        kata = " ".join(w for w in (teks(kita), teks(found["lanjut"] or "")) if w and w != "NONREF")
        self.hasil.baris.append(
            BarisKoran(buku, kata, nilai if masuk else -nilai, None, teks(bank), tag.baris, tag.isi.replace("\n", " "))
        )

    def _words(self, tag: Tag) -> None:
        """:86: tells about the line above it; after a closing balance it tells about the statement."""
        if self._buka is None or len(self.hasil.baris) <= self._halaman:
            return
        above = self.hasil.baris[-1]
        info = teks(_KODE_INFO.sub(" ", tag.isi.replace("\n", " ")))
        kata = " ".join(w for w in (info, above.keterangan) if w)
        mentah = f"{above.mentah} {info}"
        self.hasil.baris[-1] = BarisKoran(above.tanggal, kata, above.nilai, None, above.referensi, above.baris, mentah)

    def _day(self, yymmdd: str, tag: Tag) -> date | None:
        """SWIFT writes yymmdd; the century is ours."""
        found = _day_of(2000 + int(yymmdd[:2]), int(yymmdd[2:4]), int(yymmdd[4:]))
        if found is None:
            pesan = f"Baris {tag.baris}: “{yymmdd}” bukan tanggal (thnblnhr). Unduh ulang berkasnya dari bank."
            self._keluhan.add("ERR_TANGGAL", pesan, baris=tag.baris)
        return found

    def _booked(self, mmdd: str, nilai: date, tag: Tag) -> date | None:
        """The day of posting carries no year: the one nearest to the day of value."""
        usual = _day_of(nilai.year, int(mmdd[:2]), int(mmdd[2:]))
        if usual is not None and abs(usual - nilai) < _SETENGAH_TAHUN:
            return usual
        near = [d for n in (-1, 0, 1) if (d := _day_of(nilai.year + n, int(mmdd[:2]), int(mmdd[2:]))) is not None]
        if not near:
            pesan = f"Baris {tag.baris}: “{mmdd}” bukan tanggal pembukuan (blnhr). Unduh ulang berkasnya dari bank."
            self._keluhan.add("ERR_TANGGAL", pesan, baris=tag.baris)
            return None
        return min(near, key=lambda d: abs(d - nilai))

    def _bad(self, tag: Tag, apa: str, contoh: str) -> None:
        pesan = (
            f"Baris {tag.baris}: isi :{tag.kode}: “{tag.isi[:40]}” bukan {apa} MT940 yang utuh; contoh yang benar "
            f":{tag.kode}:{contoh} (koma sebelum sen). Unduh ulang berkasnya dari bank."
        )
        self._keluhan.add("ERR_TAG_MT940", pesan, baris=tag.baris, kolom=f":{tag.kode}:")


def _amount(text: str) -> Rupiah | None:
    whole, _, sen = text.partition(",")
    found = int(whole) * SEN_PER_RUPIAH + int((sen + "00")[:2])
    return Rupiah(found) if found <= SEN_MAX else None


def _day_of(tahun: int, bulan: int, hari: int) -> date | None:
    try:
        return date(tahun, bulan, hari)
    except ValueError:
        return None
