"""camt.053, the statement of ISO 20022, read by expat as it streams by: memory does not grow with the file.

Any declaration of a DTD or an entity is refused before the parser sees a byte of it (the guard of `pintu`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final
from xml.parsers import expat

from core.importers.batas import Tenggat, tolak
from core.importers.koran_baris import refuse_currency
from core.importers.koran_bukti import ULANG, Penutup
from core.importers.tabel import teks
from core.importers.tanggal import BukanTanggal, parse_tanggal
from core.kas.koran import RUPIAH, BarisKoran, bare_account
from core.money import NOL, BukanUang, Rupiah

if TYPE_CHECKING:
    from core.importers.keluhan import Keluhan

FORMAT: Final = "camt053"
_DALAM: Final = 40
_PER_TENGGAT: Final = 1_000
_POTONG: Final = 1 << 16
_DESIMAL: Final = re.compile(r"[0-9]{1,18}(?:\.[0-9]{1,5})?")
_AWAL: Final = ("OPBD", "PRCD")
_AKHIR: Final = ("CLBD",)
_KATA: Final = frozenset({"Ustrd", "AddtlNtryInf", "AddtlTxInf", "EndToEndId", "Nm"})
"""Elements inside an entry that carry words a person may know it by."""
_NILAI: Final = frozenset({"Amt", "CdtDbtInd", "Cd", "Sts", "Dt", "DtTm", "AcctSvcrRef", "NtryRef"})
"""Elements whose value is read."""


@dataclass(slots=True)
class BacaanCamt:
    """What the message says, before it is proven."""

    baris: list[BarisKoran] = field(default_factory=list)
    penutup: Penutup = field(default_factory=Penutup)
    rekening: dict[str, int] = field(default_factory=dict)
    dari: date | None = None
    sampai: date | None = None
    nol: int = 0


@dataclass(slots=True)
class _Simpul:
    """The entry or balance that is being read: values by the path inside it, and words in their order."""

    baris: int
    nilai: dict[str, str] = field(default_factory=dict)
    kata: list[str] = field(default_factory=list)
    mata_uang: str = ""


def is_camt053(data: bytes) -> bool:
    """Whether an XML file says that it is a bank statement of ISO 20022."""
    return b"BkToCstmrStmt" in data[:20_000] or b"camt.053" in data[:20_000]


def read_camt053(berkas: str, data: bytes, keluhan: Keluhan) -> BacaanCamt:
    """Reads every statement of a file; statements of one account must follow each other."""
    reader = _Pembaca(berkas, keluhan)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    reader.parser = parser
    try:
        for at in range(0, len(data), _POTONG):
            parser.Parse(data[at : at + _POTONG], False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        pesan = f"XML tidak utuh pada baris {error.lineno}: berkas terpotong atau rusak. Unduh ulang dari bank."
        raise keluhan.fail("ERR_KORAN_TERPOTONG", pesan, baris=error.lineno) from None
    return reader.finish()


class _Pembaca:
    """Takes the elements as they come; keeps one entry or balance at a time."""

    parser: expat.XMLParserType

    def __init__(self, berkas: str, keluhan: Keluhan) -> None:
        self._berkas = berkas
        self._keluhan = keluhan
        self._tenggat = Tenggat(berkas)
        self._jalur: list[str] = []
        self._nama: dict[str, str] = {}
        self._teks = ""
        self._simpul: _Simpul | None = None
        self._dasar = 0
        self._tercatat: dict[str, tuple[Rupiah, date, int]] = {}
        self._mulai = 0
        self._tutup: Rupiah | None = None
        self.hasil = BacaanCamt()

    def start(self, nama: str, atribut: dict[str, str]) -> None:
        """An element opens."""
        local = self._local(nama)
        self._jalur.append(local)
        self._teks = ""
        if self._simpul is None:
            if local in {"Ntry", "Bal"}:
                self._simpul, self._dasar = _Simpul(self.parser.CurrentLineNumber), len(self._jalur)
        elif local == "Amt" and len(self._jalur) == self._dasar + 1:
            self._simpul.mata_uang = atribut.get("Ccy", "")
        if len(self._jalur) > _DALAM:
            pesan = f"XML bertingkat lebih dari {_DALAM}. Ini bukan rekening koran yang wajar; unduh ulang dari bank."
            raise tolak(self._berkas, "ERR_BERKAS_RUSAK", pesan, baris=self.parser.CurrentLineNumber)

    def text(self, isi: str) -> None:
        """Words of the element that is open."""
        self._teks += isi

    def end(self, nama: str) -> None:
        """An element closes."""
        local, isi = self._local(nama), self._teks.strip()
        simpul = self._simpul
        if simpul is not None and len(self._jalur) > self._dasar:
            if isi:
                self._keep(simpul, local, isi)
        elif simpul is not None:
            self._simpul = None
            (self._entry if local == "Ntry" else self._read_saldo)(simpul)
        elif isi:
            self._head(local, isi)
        if local == "Stmt":
            self._close_statement()
        self._jalur.pop()
        self._teks = ""

    def _keep(self, simpul: _Simpul, local: str, isi: str) -> None:
        """A value of the entry or balance that is being read."""
        if local in _NILAI:
            simpul.nilai.setdefault("/".join(self._jalur[self._dasar :]), isi)
        elif local in _KATA and isi not in simpul.kata and isi.upper() != "NOTPROVIDED":
            simpul.kata.append(isi)

    def _local(self, nama: str) -> str:
        """The name of an element without its namespace."""
        found = self._nama.get(nama)
        if found is None:
            found = self._nama[nama] = nama.rpartition(" ")[2]
        return found

    def finish(self) -> BacaanCamt:
        """After the last element."""
        if self._tutup is None and not self._keluhan.has_errors:
            pesan = "Berkas XML tidak memuat rekening koran (Stmt). Unduh rekening koran camt.053 dari bank."
            raise self._keluhan.fail("ERR_BUKAN_REKENING_KORAN", pesan)
        return self.hasil

    def _head(self, local: str, isi: str) -> None:
        """The account of the statement."""
        induk = self._jalur[-4:]
        if local in {"IBAN", "Id"} and "Acct" in induk and "Svcr" not in induk and "Ownr" not in induk:
            self.hasil.rekening.setdefault(bare_account(isi), self.parser.CurrentLineNumber)
        elif local == "Ccy" and "Acct" in induk and isi != RUPIAH:
            refuse_currency(self._keluhan, isi, self.parser.CurrentLineNumber)

    def _money(self, s: _Simpul, apa: str) -> Rupiah | None:
        """The signed amount of an entry or a balance: credit positive."""
        jumlah, sisi = s.nilai.get("Amt", ""), s.nilai.get("CdtDbtInd", "")
        if s.mata_uang != RUPIAH:
            refuse_currency(self._keluhan, s.mata_uang or "tidak tertulis", s.baris)
            return None
        try:
            if not _DESIMAL.fullmatch(jumlah) or sisi not in {"CRDT", "DBIT"}:
                raise BukanUang(f"“{jumlah}” {sisi}")
            nilai = Rupiah.of_decimal(Decimal(jumlah))
        except BukanUang:
            pesan = (
                f"Baris {s.baris}: {apa} “{jumlah}” {sisi or 'tanpa CRDT/DBIT'} bukan jumlah camt.053; contoh yang "
                "benar 2129730.00 dengan CRDT atau DBIT. Unduh ulang dari bank."
            )
            self._keluhan.add("ERR_JUMLAH", pesan, baris=s.baris, kolom="Amt")
            return None
        return nilai if sisi == "CRDT" else -nilai

    def _day(self, s: _Simpul, *jalur: str) -> date | None:
        kata = next((s.nilai[j] for j in jalur if j in s.nilai), "")
        try:
            return parse_tanggal(kata[:10])
        except BukanTanggal as error:
            self._keluhan.add("ERR_TANGGAL", f"Baris {s.baris}: {error}.", baris=s.baris, kolom=jalur[0])
            return None

    def _entry(self, s: _Simpul) -> None:
        if len(self.hasil.baris) % _PER_TENGGAT == 0:
            self._tenggat.check()
        if (s.nilai.get("Sts") or s.nilai.get("Sts/Cd") or "BOOK") != "BOOK":
            pesan = f"Baris {s.baris} belum dibukukan bank (PDNG); impor lagi setelah dibukukan."
            self._keluhan.add("WARN_BARIS_TUNDA", pesan, baris=s.baris)
            self.hasil.nol += 1
            return
        nilai = self._money(s, "jumlah mutasi")
        hari = self._day(s, "BookgDt/Dt", "BookgDt/DtTm", "ValDt/Dt", "ValDt/DtTm")
        if nilai is None or hari is None:
            return
        if nilai == NOL:
            self.hasil.nol += 1
            return
        acuan = s.nilai.get("AcctSvcrRef") or s.nilai.get("NtryRef") or ""
        kata = teks(" ".join(s.kata))
        mentah = "; ".join([*s.nilai.values(), *s.kata])
        self.hasil.baris.append(BarisKoran(hari, kata, nilai, None, teks(acuan), s.baris, mentah))

    def _read_saldo(self, s: _Simpul) -> None:
        jenis = s.nilai.get("Tp/CdOrPrtry/Cd", "")
        if jenis not in (*_AWAL, *_AKHIR):
            return
        nilai, hari = self._money(s, "saldo"), self._day(s, "Dt/Dt", "Dt/DtTm")
        if nilai is not None and hari is not None:
            self._tercatat.setdefault(jenis, (nilai, hari, s.baris))

    def _close_statement(self) -> None:
        """Opening, entries and closing of one statement, and its place after the one before."""
        awal = next((self._tercatat[j] for j in _AWAL if j in self._tercatat), None)
        akhir = next((self._tercatat[j] for j in _AKHIR if j in self._tercatat), None)
        baris = self.hasil.baris[self._mulai :]
        self._mulai, self._tercatat = len(self.hasil.baris), {}
        if self._keluhan.has_errors:
            self._tutup = self._tutup or NOL
            return
        if awal is None or akhir is None:
            kurang = "saldo awal (OPBD)" if awal is None else "saldo akhir (CLBD)"
            pesan = f"Rekening koran tidak memuat {kurang}, jadi tidak dapat dibuktikan. Unduh ulang dari bank."
            self._keluhan.add("ERR_KORAN_TERPOTONG", pesan, baris=self.parser.CurrentLineNumber)
            return
        if self._tutup is not None and self._tutup != awal[0]:
            pesan = (
                f"Baris {awal[2]}: saldo awal {awal[0]} tidak menyambung dengan saldo akhir rekening koran sebelumnya "
                f"{self._tutup}; selisih {abs(awal[0] - self._tutup)}. {ULANG}"
            )
            self._keluhan.add("ERR_SALDO_SAMBUNG", pesan, baris=awal[2])
        gerak = Rupiah(sum(b.nilai.sen for b in baris))
        if awal[0] + gerak != akhir[0]:
            pesan = (
                f"Baris {akhir[2]}: saldo awal {awal[0]} ditambah {len(baris)} mutasi adalah {awal[0] + gerak}, "
                f"sedangkan saldo akhir tertulis {akhir[0]}; selisih {abs(awal[0] + gerak - akhir[0])}. {ULANG}"
            )
            self._keluhan.add("ERR_SALDO_AKHIR_KORAN", pesan, baris=akhir[2])
        self._tutup = akhir[0]
        if self.hasil.penutup.saldo_awal is None:
            self.hasil.penutup.saldo_awal, self.hasil.dari = awal[0], awal[1]
        self.hasil.penutup.saldo_akhir, self.hasil.penutup.baris, self.hasil.sampai = akhir[0], akhir[2], akhir[1]
