"""A draft in a file of `spm cek`, read strictly: unknown keys and wrong forms are refused with their medan.

A key that is absent means that point is in order and untested; null means empty and fails its test. `keadaan`,
`lpj_nilai` and `sudah_realisasi` override what the database says, here only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from core.anggaran.model import Pasangan
from core.errors import Refusal, Temuan
from core.identity import SppId, new_uuid
from core.kas.bentuk import RencanaPagu
from core.kas.medan import Medan, read_date, read_rp, read_text
from core.money import NOL, Rupiah
from core.spm.isi import Acuan, BarisPotongan, ButirKelengkapan, IsiSpp, JenisSpp, Penerima, RincianSpp
from core.spm.keadaan import DraftUji, Keadaan, LpjUji, Terbayar, TuTerbuka
from core.spm.model import Spp
from core.spm.rules import check_draft

_TANGGAL: Final = ("tanggal_spd", "tanggal_spp", "tanggal_spm", "tanggal_sp2d", "tanggal_cair")
_TEKS: Final = ("sub_kegiatan", "rekening_penerima", "penerima", "bukti", "termin")
_KUNCI: Final = frozenset(
    {"id", "jenis", "uraian", "nilai", "netto", "tanggal", "rincian", "potongan", "kelengkapan", *_TANGGAL, *_TEKS}
    | {"keadaan", "lpj_nilai", "sudah_realisasi"}
)


@dataclass(frozen=True, slots=True)
class Timpaan:
    """What a file says instead of the database; None leaves the database's word."""

    up_terbit: bool | None = None
    up_tunai: Rupiah | None = None
    limit_kkpd: Rupiah | None = None
    ambang_persen_gu: int | None = None
    tu_terbuka: bool | None = None
    sudah_dibayar: bool | None = None
    sudah_realisasi: bool | None = None
    lpj: bool = False
    """The file names the LPJ amount itself; `lpj_nilai` None is then: there is none."""
    lpj_nilai: Rupiah | None = None


@dataclass(frozen=True, slots=True)
class KasusUji:
    """One draft of a file: its id, what is tested, and what the file says about the office."""

    id: str
    draft: DraftUji
    timpa: Timpaan = Timpaan()

    def question(self, tahun: int) -> Spp:
        """The draft as a document, to ask the database what it is tested against; no date means the whole year."""
        d = self.draft
        isi = IsiSpp(
            jenis=d.jenis,
            tanggal_spp=d.tanggal or date(tahun, 12, 31),
            uraian="",
            nilai=d.nilai or NOL,
            rincian=d.rincian or (),
            penerima=Penerima(nama=d.penerima or "", nomor_rekening=d.rekening_penerima or ""),
            acuan=Acuan(bukti=d.bukti or "", termin=d.termin or ""),
            sub_kegiatan=d.sub_kegiatan or "",
        )
        return Spp(SppId(new_uuid()), tahun, isi)

    def keadaan(self, dasar: Keadaan) -> Keadaan:
        """What the database says, with the file's own word on top."""
        t, d = self.timpa, self.draft
        ubah: dict[str, Any] = {
            k: v
            for k in ("up_terbit", "up_tunai", "limit_kkpd", "ambang_persen_gu")
            if (v := getattr(t, k)) is not None
        }
        if t.lpj:
            ubah["lpj"] = None if t.lpj_nilai is None else LpjUji("dalam berkas", t.lpj_nilai)
        if t.tu_terbuka is not None:
            sub = {d.sub_kegiatan or ""} | {r.sub_kegiatan for r in d.rincian or ()}
            ubah["tu_terbuka"] = tuple(TuTerbuka("dalam berkas", s, NOL) for s in sorted(sub)) if t.tu_terbuka else ()
        if t.sudah_dibayar is not None:
            sama = Terbayar("dokumen lain", d.penerima or "", d.bukti or "", d.termin or "")
            ubah["terbayar"] = (sama,) if t.sudah_dibayar else ()
        if t.sudah_realisasi is not None:
            ubah["sudah_dibukukan"] = _sums(d.rincian or ()) if t.sudah_realisasi else {}
        return replace(dasar, **ubah)

    def check(self, dasar: Keadaan) -> tuple[Temuan, ...]:
        """The findings on this draft."""
        return check_draft(self.draft, self.keadaan(dasar))


def draft_from_json(isi: Mapping[str, Any], pagu: RencanaPagu | None = None) -> KasusUji:
    """One draft of `spm cek`; refuses with every finding at once.

    `pagu` gives the sub kegiatan of a bare kode rekening; one that stands under several must be named in the row.
    """
    m = Medan(isi["id"] if isinstance(isi.get("id"), str) else None)
    kasus = _Pembaca(m, isi, pagu or {}).read()
    if any(t.is_error for t in m.temuan):
        raise Refusal.of([t for t in m.temuan if t.is_error])
    return kasus


class _Pembaca:
    def __init__(self, m: Medan, isi: Mapping[str, Any], pagu: RencanaPagu) -> None:
        self._m, self._isi, self._pagu = m, isi, pagu

    def read(self) -> KasusUji:
        for kunci in self._isi:
            if kunci not in _KUNCI:
                self._bad(kunci, f"Medan {kunci} tidak dikenal. Hapus atau betulkan namanya.")
        jenis = self._jenis()
        nilai = {k: self._text(k) for k in _TEKS} | {k: self._date(k) for k in _TANGGAL}
        diuji = {k for k in self._isi if k in _KUNCI} - {
            "keadaan",
            "lpj_nilai",
            "sudah_realisasi",
            "id",
            "jenis",
            "uraian",
        }
        if "tanggal" in diuji:
            diuji.add("tanggal_spm")
            nilai["tanggal_spm"] = nilai["tanggal_spm"] or self._date("tanggal")
        if "sudah_dibayar" in (self._isi.get("keadaan") or {}):
            diuji.add("bukti")
            nilai["bukti"] = nilai["bukti"] or "dalam berkas"
        rincian = self._rincian(str(nilai["sub_kegiatan"] or ""))
        draft = DraftUji(
            jenis=jenis,
            diuji=frozenset(diuji),
            nilai=self._amount("nilai") if "nilai" in self._isi else self._sum_of(rincian),
            netto=self._amount("netto", minimum=0),
            rincian=rincian,
            potongan=self._potongan(),
            kelengkapan=self._kelengkapan(),
            **nilai,  # type: ignore[arg-type]
        )
        return KasusUji(str(self._isi.get("id", "")), draft, self._timpaan())

    def _bad(self, medan: str, pesan: str) -> None:
        self._m.add("ERR_MEDAN_TIDAK_SAH", medan, pesan)

    def _jenis(self) -> JenisSpp:
        found = self._isi.get("jenis")
        if found is None:
            self._m.add("ERR_MEDAN_WAJIB", "jenis", "Jenis SPP (jenis) belum diisi.")
        elif not isinstance(found, str) or found not in JenisSpp.__members__:
            self._bad("jenis", f"Jenis “{found}” tidak dikenal; yang dikenal: {', '.join(JenisSpp)}.")
        else:
            return JenisSpp(found)
        return JenisSpp.LS_BJ

    def _text(self, medan: str) -> str | None:
        found = self._isi.get(medan)
        return None if found is None else read_text(self._m, found, medan)

    def _date(self, medan: str) -> date | None:
        found = self._isi.get(medan)
        return None if found is None else read_date(self._m, found, medan)

    def _amount(self, medan: str, *, minimum: int = 1) -> Rupiah | None:
        found = self._isi.get(medan)
        return None if found is None else read_rp(self._m, found, medan, minimum=minimum)

    def _rows(self, medan: str) -> list[Any] | None:
        found = self._isi.get(medan)
        if found is not None and not isinstance(found, list):
            self._bad(medan, f"{medan} harus daftar.")
            return None
        return found

    def _sum_of(self, rincian: tuple[RincianSpp, ...] | None) -> Rupiah | None:
        return None if rincian is None else Rupiah(sum(r.nilai.sen for r in rincian))

    def _rincian(self, sub_draft: str) -> tuple[RincianSpp, ...] | None:
        rows = self._rows("rincian")
        if rows is None:
            return None
        found = []
        for i, row in enumerate(rows):
            medan = f"rincian[{i}]"
            if not isinstance(row, list) or len(row) not in (2, 3):
                self._bad(medan, f"{medan} ditulis [kode rekening, nilai] atau [kode rekening, nilai, sub kegiatan].")
                continue
            rekening = read_text(self._m, row[0], f"{medan}[0]")
            nilai = read_rp(self._m, row[1], f"{medan}[1]")
            sub = read_text(self._m, row[2], f"{medan}[2]") if len(row) == 3 else sub_draft
            if rekening is not None and nilai is not None:
                found.append(RincianSpp(sub or self._only_sub(rekening, medan), rekening, nilai))
        return tuple(found)

    def _only_sub(self, rekening: str, medan: str) -> str:
        subs = self._pagu.get(rekening, ())
        if len(subs) > 1:
            self._m.add(
                "ERR_SUB_KEGIATAN_WAJIB",
                medan,
                f"Rekening {rekening} ada pada {len(subs)} sub kegiatan; sebut salah satu: {', '.join(subs)}.",
            )
        return subs[0] if subs else ""

    def _potongan(self) -> tuple[BarisPotongan, ...] | None:
        rows = self._rows("potongan")
        if rows is None:
            return None
        found = []
        for i, row in enumerate(rows):
            medan = f"potongan[{i}]"
            if not isinstance(row, list) or len(row) != 2:
                self._bad(medan, f"{medan} ditulis [jenis, nilai].")
                continue
            jenis = read_text(self._m, row[0], f"{medan}[0]")
            nilai = read_rp(self._m, row[1], f"{medan}[1]")
            if jenis is not None and nilai is not None:
                found.append(BarisPotongan(jenis, nilai))
        return tuple(found)

    def _kelengkapan(self) -> tuple[ButirKelengkapan, ...] | None:
        rows = self._rows("kelengkapan")
        if rows is None:
            return None
        found = []
        for i, row in enumerate(rows):
            medan = f"kelengkapan[{i}]"
            if not isinstance(row, dict) or row.keys() - {"uraian", "wajib", "ada", "catatan"}:
                self._bad(medan, f"{medan} ditulis sebagai uraian, wajib, ada dan catatan.")
                continue
            uraian = read_text(self._m, row.get("uraian"), f"{medan}.uraian")
            if not (isinstance(row.get("wajib", True), bool) and isinstance(row.get("ada"), bool | None)):
                self._bad(medan, f"{medan}: wajib dan ada diisi true atau false.")
            elif uraian is not None:
                found.append(
                    ButirKelengkapan(uraian, row.get("wajib", True), row.get("ada"), str(row.get("catatan") or ""))
                )
        return tuple(found)

    def _timpaan(self) -> Timpaan:
        keadaan = self._isi.get("keadaan") or {}
        if not isinstance(keadaan, dict):
            self._bad("keadaan", "keadaan harus objek.")
            return Timpaan()
        baca: dict[str, Any] = {}
        for kunci, found in keadaan.items():
            medan = f"keadaan.{kunci}"
            if kunci in ("up_terbit", "tu_terbuka", "sudah_dibayar"):
                baca[kunci] = self._yes_no(found, medan)
            elif kunci in ("up_tunai", "limit_kkpd"):
                baca[kunci] = read_rp(self._m, found, medan, minimum=0)
            elif kunci == "ambang_persen_gu":
                baca[kunci] = self._percent(found, medan)
            else:
                self._bad(medan, f"Medan {medan} tidak dikenal. Hapus atau betulkan namanya.")
        return Timpaan(
            **baca,
            sudah_realisasi=self._yes_no(self._isi.get("sudah_realisasi"), "sudah_realisasi"),
            lpj="lpj_nilai" in self._isi,
            lpj_nilai=self._amount("lpj_nilai", minimum=0),
        )

    def _yes_no(self, found: object, medan: str) -> bool | None:
        if found is None or isinstance(found, bool):
            return found
        self._bad(medan, f"{medan} diisi true atau false.")
        return None

    def _percent(self, found: object, medan: str) -> int | None:
        if type(found) is int and 0 <= found <= 100:
            return found
        self._bad(medan, f"{medan} diisi persen bulat 0 sampai 100.")
        return None


def _sums(rincian: tuple[RincianSpp, ...]) -> dict[Pasangan, Rupiah]:
    found: dict[Pasangan, Rupiah] = {}
    for r in rincian:
        found[r.pasangan] = found.get(r.pasangan, NOL) + r.nilai
    return found
