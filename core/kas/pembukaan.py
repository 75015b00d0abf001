"""The opening position of a book-year (format-transaksi 2.2): read, checked, and turned into mutasi against `awal`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final, TypeVar

from core.anggaran.model import BarisPagu
from core.errors import Temuan
from core.kas.bentuk import RencanaPagu
from core.kas.medan import Medan, read_date, read_rp, read_text
from core.kas.model import JENIS_PAJAK, Akun, Lpj, Mutasi, Pasangan, Tu
from core.kas.posisi import SUDAH_LPJ, Posisi, rp
from core.kas.resep import BANK, TUNAI, belanja
from core.kas.resep_kartu import kartu, tunda

_K = TypeVar("_K")

AWAL: Final = Akun("awal")
KODE_AWAL: Final = ""
"""The id of the opening among events: blank, which no event of a file can be."""
BARIS_REKAP: Final = {
    "penerimaan": ("sp2d_ls", "sp2d_up", "sp2d_gu", "sp2d_gu_kkpd", "sp2d_tu"),
    "pengeluaran": ("spj_ls", "spj_up_gu", "spj_kkpd", "spj_tu"),
}
"""Rows of the cash block before `pajak` and `lain_lain` (format-transaksi 7.3)."""


@dataclass(frozen=True, slots=True)
class BarisRekap:
    """Turnover of the cash block before the first month: side, row (`pajak:PPN`), ls or up, sen."""

    sisi: str
    baris: str
    kelompok: str
    nilai: int


@dataclass(slots=True)
class Pembukaan:
    """Balances and open items at the start of the first month, all in sen."""

    bulan: int
    bku: int = 0
    kas_tunai: int = 0
    bank: int = 0
    pajak: int = 0
    panjar: int = 0
    up_tunai: int = 0
    up_sudah_terbit: bool = False
    up_tahun_lalu: int = 0
    """UP of the year before that was not returned in time: held besides the UP of this year."""
    no_bku_awal: int = 1
    contra_pos: int = 0
    pajak_per_jenis: dict[str, int] = field(default_factory=dict)
    panjar_terbuka: list[tuple[str, int, str]] = field(default_factory=list)
    spj_up_belum_lpj: list[tuple[Pasangan, int]] = field(default_factory=list)
    lpj_belum_diganti: list[tuple[str, int]] = field(default_factory=list)
    kkpd: list[tuple[str, list[tuple[Pasangan, int]], int]] = field(default_factory=list)
    tu: list[tuple[Tu, list[tuple[Pasangan, int]], int]] = field(default_factory=list)
    lain: list[tuple[str, str, int]] = field(default_factory=list)
    realisasi: dict[Pasangan, dict[str, int]] = field(default_factory=dict)
    rekap: list[BarisRekap] = field(default_factory=list)

    def tanggal(self, tahun: int) -> date:
        """The day before the first month: where the opening stands in the books."""
        return date(tahun, self.bulan, 1) - timedelta(days=1)

    @property
    def uang_persediaan(self) -> int:
        """UPt at the start: the cash UP once it has been issued (format-transaksi 2.2), else what last year left."""
        return self.up_tunai if self.up_sudah_terbit else self.up_tahun_lalu

    def rekap_total(self, sisi: str) -> int:
        return sum(b.nilai for b in self.rekap if b.sisi == sisi)


def read_pembukaan(m: Medan, mentah: Mapping[str, Any], bulan: int, pagu: RencanaPagu) -> Pembukaan:
    """From the `input` of a file; findings go into `m` (all of them ERR, paths as in the format)."""
    return _Reader(m, pagu).read(mentah, bulan)


class _Reader:
    def __init__(self, m: Medan, pagu: RencanaPagu) -> None:
        self._m = m
        self._pagu = pagu

    def read(self, mentah: Mapping[str, Any], bulan: int) -> Pembukaan:
        s = self._map(mentah, "saldo_awal")
        p = Pembukaan(bulan)
        for k in ("bku", "kas_tunai", "bank", "pajak", "panjar"):
            if s.get(k) is None:
                self._m.add("ERR_MEDAN_WAJIB", f"saldo_awal.{k}", f"Saldo awal {k} wajib diisi (0 bila tidak ada).")
            else:
                setattr(p, k, self._sen(s[k], f"saldo_awal.{k}"))
        terbit = s.get("up_sudah_terbit")
        if terbit is not None and not isinstance(terbit, bool):
            self._m.add("ERR_MEDAN_TIDAK_SAH", "saldo_awal.up_sudah_terbit", "up_sudah_terbit berisi true atau false.")
        p.up_sudah_terbit = terbit if isinstance(terbit, bool) else p.bku > 0
        p.up_tahun_lalu = self._sen(s.get("up_tahun_lalu") or 0, "saldo_awal.up_tahun_lalu")
        p.no_bku_awal = self._int(mentah.get("no_bku_awal"), "no_bku_awal", 1)
        p.contra_pos = self._sen(mentah.get("contra_pos_sd_bulan_lalu") or 0, "contra_pos_sd_bulan_lalu")
        for jenis, n in self._map(s, "pajak_per_jenis", "saldo_awal").items():
            at = f"saldo_awal.pajak_per_jenis.{jenis}"
            if jenis not in JENIS_PAJAK:
                self._m.add("ERR_JENIS_PAJAK", at, f"Jenis pajak {jenis} tidak dikenal.")
            p.pajak_per_jenis[jenis] = self._sen(n, at)
        self._open_items(p, s)
        self._history(p, mentah)
        return p

    def _open_items(self, p: Pembukaan, s: Mapping[str, Any]) -> None:
        for x, at in self._items(s, "panjar_terbuka"):
            nomor, pptk = self._text(x, "nomor", at), str(x.get("pptk") or "")
            p.panjar_terbuka.append((nomor, self._sen(x.get("nilai"), f"{at}.nilai"), pptk))
        for x, at in self._items(s, "spj_up_belum_lpj"):
            p.spj_up_belum_lpj.append((self._pair(x, at), self._sen(x.get("nilai"), f"{at}.nilai")))
        for x, at in self._items(s, "lpj_belum_diganti"):
            p.lpj_belum_diganti.append((self._text(x, "nomor", at), self._sen(x.get("nilai"), f"{at}.nilai")))
        for x, at in self._items(s, "kkpd_belum_lunas"):
            rows = self._rows(x.get("rincian") or [], f"{at}.rincian")
            p.kkpd.append((self._text(x, "nomor", at), rows, self._sen(x.get("ditolak") or 0, f"{at}.ditolak")))
        for x, at in self._items(s, "tu_terbuka"):
            p.tu.append(self._tu(x, at))
        for x, at in self._items(s, "lain_belum_setor"):
            p.lain.append(self._lain(x, at))

    def _items(self, s: Mapping[str, Any], kunci: str) -> Iterator[tuple[Mapping[str, Any], str]]:
        """The objects of an optional list, each with its path; anything else is a finding."""
        isi = s.get(kunci)
        if isi is not None and not isinstance(isi, list):
            self._m.add("ERR_MEDAN_TIDAK_SAH", f"saldo_awal.{kunci}", f"{kunci} harus daftar.")
        for i, x in enumerate(isi if isinstance(isi, list) else []):
            at = f"saldo_awal.{kunci}[{i}]"
            if isinstance(x, dict):
                yield x, at
            else:
                self._m.add("ERR_MEDAN_TIDAK_SAH", at, f"Baris {kunci} harus objek.")

    def _map(self, s: Mapping[str, Any], kunci: str, induk: str = "") -> Mapping[str, Any]:
        """An optional object; anything else is a finding."""
        isi = s.get(kunci)
        if isinstance(isi, dict):
            return isi
        if isi is not None:
            self._m.add("ERR_MEDAN_TIDAK_SAH", f"{induk}.{kunci}" if induk else kunci, f"{kunci} harus objek.")
        return {}

    def _history(self, p: Pembukaan, mentah: Mapping[str, Any]) -> None:
        realisasi = self._map(mentah, "spj_sd_bulan_lalu")
        for kunci in realisasi:
            pair = self.key(kunci, "spj_sd_bulan_lalu")
            nilai = self._map(realisasi, kunci, "spj_sd_bulan_lalu")
            if pair:
                at = f"spj_sd_bulan_lalu.{kunci}"
                p.realisasi[pair] = {k: self._sen(nilai.get(k) or 0, f"{at}.{k}") for k in ("ls_gaji", "ls_bj", "up")}
        rekap = self._map(mentah, "rekap_kas_sd_bulan_lalu")
        for sisi in BARIS_REKAP:
            self._rekap(p, sisi, self._map(rekap, sisi, "rekap_kas_sd_bulan_lalu"))

    def _rekap(self, p: Pembukaan, sisi: str, rows: Mapping[str, Any]) -> None:
        at = f"rekap_kas_sd_bulan_lalu.{sisi}"
        for baris, nilai in rows.items():
            if baris == "pajak":
                per_jenis = self._map(rows, "pajak", at)
                maps = [(f"pajak:{j}", self._map(per_jenis, j, f"{at}.pajak")) for j in per_jenis]
                parts = [(b, k, n) for b, per in maps for k, n in per.items()]
            elif baris == "lain_lain":
                parts = [("lain_lain", k, n) for k, n in self._map(rows, "lain_lain", at).items()]
            elif baris in BARIS_REKAP[sisi]:
                parts = [(baris, "ls" if baris.endswith("_ls") else "up", nilai)]
            else:
                continue
            p.rekap += [BarisRekap(sisi, b, k, self._sen(n, f"{at}.{b}")) for b, k, n in parts if n is not None]

    def _tu(self, x: Mapping[str, Any], at: str) -> tuple[Tu, list[tuple[Pasangan, int]], int]:
        sub = self._text(x, "sub_kegiatan", at)
        rencana = self._rows(x.get("rincian") or [], f"{at}.rincian", sub)
        batas = read_date(self._m, x.get("batas_lpj"), f"{at}.batas_lpj") or date.min
        tu = Tu(self._text(x, "nomor", at), sub, self._sen(x.get("nilai"), f"{at}.nilai"), batas, tuple(rencana))
        spent = x.get("belanja") or []
        if isinstance(spent, dict):
            spent = [[k.rpartition("|")[2], n, k.rpartition("|")[0]] for k, n in spent.items()]
        elif isinstance(spent, int) and rencana:
            spent = [[rencana[0][0][1], spent, rencana[0][0][0]]]
        return tu, self._rows(spent, f"{at}.belanja", sub), self._sen(x.get("disetor") or 0, f"{at}.disetor")

    def _lain(self, x: Mapping[str, Any], at: str) -> tuple[str, str, int]:
        jenis = str(x.get("jenis") or "").lower()
        if jenis not in ("jasa_giro", "contra_pos", "retur", "retur_bank"):
            self._m.add(
                "ERR_MEDAN_TIDAK_SAH",
                f"{at}.jenis",
                f"Jenis {jenis or 'kosong'}: pilih JASA_GIRO, CONTRA_POS atau RETUR_BANK.",
            )
        if jenis == "contra_pos":
            jenis = "contra_pos_ls" if (x.get("kelompok") or str(x.get("sumber")).lower()) == "ls" else "contra_pos_up"
        return jenis.removesuffix("_bank"), self._text(x, "nomor", at), self._sen(x.get("nilai"), f"{at}.nilai")

    def _rows(self, rows: Any, at: str, default_sub: str = "") -> list[tuple[Pasangan, int]]:
        found: list[tuple[Pasangan, int]] = []
        for i, row in enumerate(rows if isinstance(rows, list) else []):
            if not isinstance(row, list) or len(row) not in (2, 3):
                self._m.add("ERR_MEDAN_TIDAK_SAH", f"{at}[{i}]", "Baris rincian berbentuk [kode rekening, nilai].")
                continue
            x = {"kode_rekening": row[0], "sub_kegiatan": (row[2] if len(row) == 3 else None) or default_sub}
            found.append((self._pair(x, f"{at}[{i}]"), self._sen(row[1], f"{at}[{i}][1]")))
        return found

    def _pair(self, x: Mapping[str, Any], at: str) -> Pasangan:
        rekening, sub = x.get("kode_rekening"), x.get("sub_kegiatan")
        subs = self._pagu.get(rekening, ()) if isinstance(rekening, str) else ()
        if not subs or (sub and sub not in subs):
            self._m.add("ERR_REKENING_TIDAK_ADA", at, f"Rekening {rekening} (sub kegiatan {sub}) tidak ada dalam pagu.")
            return ("", "")
        if not sub and len(subs) > 1:
            self._m.add("ERR_SUB_KEGIATAN_WAJIB", at, f"Rekening {rekening} ada pada beberapa sub kegiatan; sebutkan.")
            return ("", "")
        return (sub or subs[0], str(rekening))

    def key(self, kunci: str, at: str) -> Pasangan | None:
        """A budget key, short or long, as a pair."""
        sub, _, rekening = kunci.rpartition("|")
        pair = self._pair({"kode_rekening": rekening, "sub_kegiatan": sub}, f"{at}.{kunci}")
        return pair if pair[1] else None

    def _sen(self, nilai: object, at: str) -> int:
        found = read_rp(self._m, nilai, at, minimum=0)
        return found.sen if found else 0

    def _int(self, nilai: object, at: str, baku: int) -> int:
        if nilai is None:
            return baku
        if type(nilai) is int and nilai >= 1:
            return nilai
        self._m.add("ERR_MEDAN_TIDAK_SAH", at, f"{at} harus bilangan bulat mulai 1.")
        return baku

    def _text(self, x: Mapping[str, Any], kunci: str, at: str) -> str:
        return read_text(self._m, x.get(kunci), f"{at}.{kunci}") or ""


def read_peta_anggaran(m: Medan, mentah: object, medan: str, pagu: RencanaPagu) -> dict[Pasangan, Any]:
    """A map per budget key (SPD, RAK) with its keys resolved to pairs; values are left to the caller."""
    if not isinstance(mentah, dict):
        m.add("ERR_MEDAN_TIDAK_SAH", medan, f"{medan} harus objek per rekening.")
        return {}
    reader = _Reader(m, pagu)
    return {pair: nilai for k, nilai in mentah.items() if (pair := reader.key(k, medan)) is not None}


def check_pembukaan(p: Pembukaan) -> Temuan | None:
    """The first thing that does not add up, in the order of format-transaksi 2.2; None when all does."""
    spj = sum(sum(v.values()) for v in p.realisasi.values())
    gross = sum(b.nilai for b in p.rekap if b.sisi == "pengeluaran" and b.baris.startswith("spj_"))
    belum_gu = sum(n for _, n in p.spj_up_belum_lpj) + sum(n for _, n in p.lpj_belum_diganti)
    sisa_tu = sum(tu.nilai - sum(n for _, n in spent) - disetor for tu, spent, disetor in p.tu)
    lain = sum(n for _, _, n in p.lain)
    tests = (
        ("saldo_awal.bku", "Saldo BKU = kas tunai + bank", p.bku, p.kas_tunai + p.bank),
        ("saldo_awal.pajak", "Pajak = jumlah per jenis", p.pajak, sum(p.pajak_per_jenis.values())),
        ("saldo_awal.panjar", "Panjar = jumlah panjar terbuka", p.panjar, sum(n for _, n, _ in p.panjar_terbuka)),
        (
            "rekap_kas_sd_bulan_lalu",
            "Penerimaan − pengeluaran = saldo BKU + panjar",
            p.rekap_total("penerimaan") - p.rekap_total("pengeluaran"),
            p.bku + p.panjar,
        ),
        ("spj_sd_bulan_lalu", "SPJ s.d. bulan lalu = SPJ rekap kas − contra pos", spj, gross - p.contra_pos),
        (
            "saldo_awal",
            "Kas = UP − SPJ belum GU − panjar + sisa TU + pajak + lain-lain",
            p.bku,
            p.uang_persediaan - belum_gu - p.panjar + sisa_tu + p.pajak + lain,
        ),
    )
    for medan, kalimat, kiri, kanan in tests:
        if kiri != kanan:
            return Temuan(
                "ERR_SALDO_AWAL", f"Saldo awal tidak cocok: {kalimat}; {rp(kiri)} ≠ {rp(kanan)}.", medan=medan
            )
    return None


def opening_mutasi(p: Pembukaan) -> tuple[Mutasi, ...]:
    """Balances, open items and realisation before the first month, each moved from or to `awal`."""
    rows: list[tuple[Akun, Akun, int, str]] = [(AWAL, TUNAI, p.kas_tunai, ""), (AWAL, BANK, p.bank, "")]
    rows += [(Akun("pajak", j), AWAL, n, "") for j, n in p.pajak_per_jenis.items()]
    rows += [(AWAL, Akun("panjar", pos=nomor), n, nomor) for nomor, n, _ in p.panjar_terbuka]
    rows += [(Akun("lain", jenis, pos=nomor), AWAL, n, nomor) for jenis, nomor, n in p.lain]
    for nomor, parts, ditolak in p.kkpd:
        rows += [(kartu(nomor), tunda(pair, nomor), n, nomor) for pair, n in parts]
        rows.append((kartu(nomor), Akun("pribadi", pos=nomor), ditolak, nomor))
    sudah: dict[Pasangan, int] = {}
    for pair, n in p.spj_up_belum_lpj:
        rows.append((AWAL, belanja("up", pair), n, ""))
        sudah[pair] = sudah.get(pair, 0) + n
    for tu, spent, disetor in p.tu:
        rows.append((Akun("rkud", "sp2d_tu", pos=tu.pos), AWAL, tu.nilai, tu.pos))
        rows.append((AWAL, Akun("rkud", "sts_sisa_tu", pos=tu.pos), disetor, tu.pos))
        for pair, n in spent:
            rows.append((AWAL, belanja("tu", pair, tu.pos), n, tu.pos))
            sudah[pair] = sudah.get(pair, 0) + n
    for pair, kolom in p.realisasi.items():
        rows.append((AWAL, belanja("ls", pair), kolom["ls_gaji"] + kolom["ls_bj"], ""))
        lama, sisa = belanja("up", pair, SUDAH_LPJ), kolom["up"] - sudah.get(pair, 0)
        rows.append((AWAL, lama, sisa, "") if sisa > 0 else (lama, AWAL, -sisa, ""))
    kept = [r for r in rows if r[2] > 0]
    return tuple(Mutasi(i, a, b, n, bukti, "Saldo awal") for i, (a, b, n, bukti) in enumerate(kept))


def opening_lpj(p: Pembukaan) -> tuple[Lpj, ...]:
    """LPJ-UP made before the first month and not yet refilled; their lines are not known, only their amount."""
    return tuple(Lpj(nomor, nilai, None) for nomor, nilai in p.lpj_belum_diganti)


def rencana_pagu(baris: tuple[BarisPagu, ...]) -> dict[str, tuple[str, ...]]:
    """Each rekening with the sub kegiatan it stands under, in pagu order."""
    found: dict[str, dict[str, None]] = {}
    for b in baris:
        found.setdefault(b.rekening, {})[b.sub_kegiatan] = None
    return {k: tuple(v) for k, v in found.items()}


def differs_from(p: Pembukaan, posisi: Posisi) -> str:
    """What of an opening is not where the book ends, in words; empty when every part is equal."""
    terbuka = {n: k for n, k in posisi.kartu.items() if any(k.layak.values()) or k.ditolak}
    parts: tuple[tuple[str, object, object], ...] = (
        ("saldo BKU", p.bku, posisi.wadah["tunai"] + posisi.wadah["bank"]),
        ("kas tunai", p.kas_tunai, posisi.wadah["tunai"]),
        ("bank", p.bank, posisi.wadah["bank"]),
        ("UP sudah terbit", p.up_sudah_terbit, posisi.up_terbit),
        ("pajak", p.pajak, posisi.pajak_belum_setor),
        ("pajak per jenis", _kept(p.pajak_per_jenis.items()), _kept(posisi.pajak.items())),
        ("panjar", p.panjar, posisi.panjar_beredar),
        ("panjar terbuka", _kept((n, v) for n, v, _ in p.panjar_terbuka), _kept(posisi.panjar.items())),
        ("SPJ UP belum LPJ", _kept(p.spj_up_belum_lpj), _kept((b.pasangan, b.nilai) for b in posisi.belum_lpj)),
        ("LPJ belum diganti", dict(p.lpj_belum_diganti), {n: x.nilai for n, x in posisi.lpj.items() if not x.diganti}),
        (
            "KKPD belum lunas",
            {n: (_kept(rows), ditolak) for n, rows, ditolak in p.kkpd},
            {n: (_kept(k.layak.items()), k.ditolak) for n, k in terbuka.items()},
        ),
        ("TU terbuka", _tu_di_berkas(p), _tu_di_buku(posisi)),
        (
            "lain-lain belum disetor",
            _kept(((jenis, n), v) for jenis, n, v in p.lain),
            _kept(posisi.lain.items()),
        ),
    )
    return "; ".join(nama for nama, di_berkas, di_buku in parts if di_berkas != di_buku)


def _tu_di_berkas(p: Pembukaan) -> dict[str, object]:
    return {
        tu.pos: (tu.sub_kegiatan, tu.nilai, tu.batas_lpj, _kept(tu.rencana), _kept(spent), disetor)
        for tu, spent, disetor in p.tu
    }


def _tu_di_buku(posisi: Posisi) -> dict[str, object]:
    terbuka = ((pos, posisi.tu[pos]) for pos in posisi.open_tu())
    return {
        pos: (t.sub_kegiatan, t.nilai, t.batas_lpj, _kept(t.rencana.items()), _kept(t.belanja.items()), t.disetor)
        for pos, t in terbuka
    }


def _kept(rows: Iterable[tuple[_K, int]]) -> dict[_K, int]:
    """Sums per key, without those that are 0."""
    found: dict[_K, int] = {}
    for k, n in rows:
        found[k] = found.get(k, 0) + n
    return {k: n for k, n in found.items() if n}
