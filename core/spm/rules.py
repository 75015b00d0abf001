"""The tests of a draft before it is submitted, in the order of handbook 7.

`uji` gives every test with its outcome, for the list beside the form; `check_draft` gives the findings alone. A GU, a GU-KKPD
and a Nihil do not consume SPD again: only the part of their rincian above what is already counted is tested against pagu, SPD
and RAK, and what answers for spending from UP or TU is not tested against RAK.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from core.anggaran.model import Pasangan
from core.anggaran.queries import Ketersediaan
from core.calendar import BULAN, ROMAWI, tanggal_panjang, triwulan
from core.errors import Temuan
from core.money import NOL, Rupiah, total
from core.spm.isi import JenisSpp, RincianSpp
from core.spm.keadaan import DraftUji, Keadaan, rule_of
from core.spm.kelengkapan import count_present

_TANPA_RAK: Final = frozenset({JenisSpp.GU, JenisSpp.GU_NIHIL, JenisSpp.TU_NIHIL})
_SUDAH_DIHITUNG: Final = _TANPA_RAK | {JenisSpp.GU_KKPD}


@dataclass(frozen=True, slots=True)
class Pengujian:
    """One test with its outcome: what was tested, what came out, and the findings (none when it passed)."""

    judul: str
    keterangan: str
    temuan: tuple[Temuan, ...] = ()

    @property
    def is_error(self) -> bool:
        """Stops the submission."""
        return any(t.is_error for t in self.temuan)

    @property
    def is_warning(self) -> bool:
        """Shown, and may be submitted all the same."""
        return bool(self.temuan) and not self.is_error


Aturan = Callable[[DraftUji, Keadaan], Pengujian | None]


def uji(draft: DraftUji, keadaan: Keadaan) -> tuple[Pengujian, ...]:
    """All tests that concern this draft, passed or not, in the order of handbook 7."""
    return tuple(p for aturan in ATURAN if (p := aturan(draft, keadaan)) is not None)


def check_draft(draft: DraftUji, keadaan: Keadaan) -> tuple[Temuan, ...]:
    """The findings of all tests, errors and warnings, in the order of handbook 7."""
    return tuple(t for p in uji(draft, keadaan) for t in p.temuan)


def _found(judul: str, kode: str, pesan: str, medan: str, keterangan: str = "") -> Pengujian:
    return Pengujian(judul, keterangan or pesan, (Temuan(kode, pesan, medan=medan),))


def _rp(nilai: Rupiah) -> str:
    return f"Rp {nilai}"


def _up_issued(d: DraftUji, k: Keadaan) -> Pengujian | None:
    if d.jenis is not JenisSpp.UP:
        return None
    if k.up_terbit:
        pesan = f"UP tahun {k.tahun} sudah terbit; UP hanya satu kali setahun. Untuk mengisi kembali pakai GU."
        return _found("UP sudah terbit", "ERR_UP_SUDAH_TERBIT", pesan, "jenis")
    return Pengujian("UP pertama tahun ini", f"belum ada SP2D-UP tahun {k.tahun}")


def _up_size(d: DraftUji, k: Keadaan) -> Pengujian | None:
    if d.jenis is not JenisSpp.UP or not d.asks("nilai"):
        return None
    if d.nilai is None or d.nilai > k.up_tunai:
        diminta = "belum diisi" if d.nilai is None else _rp(d.nilai)
        pesan = f"SPP-UP {diminta}; UP tunai menurut SK {_rp(k.up_tunai)}. Sesuaikan dengan SK."
        return _found("UP melebihi SK", "ERR_UP_LEBIH_SK", pesan, "nilai")
    return Pengujian("UP sesuai SK", f"UP tunai menurut SK {k.up_tunai}")


def _gu_equals_lpj(d: DraftUji, k: Keadaan) -> Pengujian | None:
    if d.jenis not in (JenisSpp.GU, JenisSpp.GU_NIHIL) or not d.asks("nilai"):
        return None
    judul, kode = "GU tidak sama dengan LPJ", "ERR_GU_TIDAK_SAMA_LPJ"
    diminta = "kosong" if d.nilai is None else _rp(d.nilai)
    if k.lpj is None:
        return _found(judul, kode, f"SPP-{d.jenis.nama} {diminta}, tetapi LPJ-UP yang siap diganti tidak ada. Buat dan sahkan LPJ-UP lebih dulu.", "nilai")
    if not k.lpj.disahkan:
        return _found(judul, kode, f"LPJ-UP {k.lpj.nomor} {_rp(k.lpj.nilai)} belum disahkan; sahkan lebih dulu.", "lpj")
    if k.lpj.diganti:
        return _found(judul, kode, f"LPJ-UP {k.lpj.nomor} sudah diganti oleh SP2D lain; pakai LPJ-UP berikutnya.", "lpj")
    if d.nilai != k.lpj.nilai:
        pesan = f"SPP-{d.jenis.nama} {diminta} tidak sama dengan LPJ-UP {k.lpj.nomor} {_rp(k.lpj.nilai)}. Samakan nilainya."
        return _found(judul, kode, pesan, "nilai")
    return Pengujian("GU sama dengan LPJ", f"LPJ-UP {k.lpj.nomor} {k.lpj.nilai}")


def _gu_threshold(d: DraftUji, k: Keadaan) -> Pengujian | None:
    if d.jenis is not JenisSpp.GU or d.nilai is None:
        return None
    bawah = Rupiah(-(-k.up_tunai.sen * k.ambang_persen_gu // 100))
    if d.nilai < bawah:
        pesan = (
            f"GU {_rp(d.nilai)} di bawah ambang {k.ambang_persen_gu} % UP, yaitu {_rp(bawah)}. "
            "Boleh diajukan bila daerah mengizinkan; lazimnya menunggu belanja berikutnya."
        )
        return _found("GU di bawah ambang", "WARN_GU_DI_BAWAH_AMBANG", pesan, "nilai")
    return Pengujian("Ambang GU tercapai", f"ambang {k.ambang_persen_gu} % UP {bawah}")


def _tu_settled(d: DraftUji, k: Keadaan) -> Pengujian | None:
    if d.jenis is not JenisSpp.TU:
        return None
    judul, kode = "TU sebelumnya belum nihil", "ERR_TU_BELUM_NIHIL"
    sub = {d.sub_kegiatan} if d.sub_kegiatan else {r.sub_kegiatan for r in d.rincian or ()}
    if d.asks("sub_kegiatan") and not d.sub_kegiatan:
        return _found(judul, kode, "Sub kegiatan TU belum diisi, sehingga TU sebelumnya tidak dapat diperiksa. Pilih sub kegiatannya.", "sub_kegiatan")
    for tu in k.tu_terbuka:
        if tu.sub_kegiatan in sub:
            pesan = f"TU {tu.nomor} pada sub kegiatan {tu.sub_kegiatan} belum nihil, sisa {_rp(tu.sisa)}. Selesaikan LPJ-TU dan STS sisanya lebih dulu."
            return _found(judul, kode, pesan, "sub_kegiatan")
    return Pengujian("Tidak ada TU terbuka", "TU sebelumnya pada sub kegiatan ini sudah nihil")


def _tu_nihil(d: DraftUji, k: Keadaan) -> Pengujian | None:
    if d.jenis is not JenisSpp.TU_NIHIL or not d.asks("acuan"):
        return None
    if k.spj_tu is None:
        return _found("TU belum dipilih", "ERR_TU_TIDAK_ADA", f"TU {d.acuan_tu or '(kosong)'} tidak ada atau sudah nihil. Pilih SP2D-TU yang dipertanggungjawabkan.", "acuan")
    if k.spj_tu.sisa:
        return _found("TU masih bersisa", "ERR_TU_MASIH_SISA", f"TU {k.spj_tu.sp2d} masih bersisa {_rp(k.spj_tu.sisa)}; setor sisanya dengan STS lebih dulu.", "acuan")
    if d.nilai != k.spj_tu.belanja:
        pesan = f"Nilai {_rp(d.nilai or NOL)} tidak sama dengan SPJ TU {k.spj_tu.sp2d} {_rp(k.spj_tu.belanja)}. Samakan nilainya."
        return _found("TU Nihil tidak sama dengan SPJ", "ERR_TU_NIHIL_TIDAK_SAMA", pesan, "nilai")
    return Pengujian("TU Nihil sama dengan SPJ", f"SPJ TU {k.spj_tu.sp2d} {k.spj_tu.belanja}")


def _card_limit(d: DraftUji, k: Keadaan) -> Pengujian | None:
    if d.jenis is not JenisSpp.GU_KKPD or not d.asks("nilai"):
        return None
    if d.nilai is None or d.nilai > k.limit_kkpd:
        diminta = "belum diisi" if d.nilai is None else _rp(d.nilai)
        pesan = f"GU-KKPD {diminta}; limit UP KKPD {_rp(k.limit_kkpd)}. Periksa DPT-nya."
        return _found("Melebihi limit KKPD", "ERR_LEBIH_LIMIT_KKPD", pesan, "nilai")
    return Pengujian("Limit KKPD cukup", f"sisa limit sesudahnya {k.limit_kkpd - d.nilai}")


def _card_list(d: DraftUji, k: Keadaan) -> Pengujian | None:
    if d.jenis is not JenisSpp.GU_KKPD or not d.asks("acuan"):
        return None
    if k.dpt_nilai is None or d.nilai != k.dpt_nilai:
        dpt = "belum ada" if k.dpt_nilai is None else _rp(k.dpt_nilai)
        pesan = f"GU-KKPD {_rp(d.nilai or NOL)}; DPT KKPD {d.acuan_dpt or '(kosong)'} {dpt}. Samakan dengan DPT yang disetujui PA/KPA."
        return _found("GU-KKPD tidak sama dengan DPT", "ERR_DPT_TIDAK_SAMA", pesan, "nilai")
    return Pengujian("GU-KKPD sama dengan DPT", f"DPT KKPD {d.acuan_dpt} {k.dpt_nilai}")


def _accounts(d: DraftUji, k: Keadaan) -> Pengujian | None:
    if not d.jenis.is_guarded or not d.rincian:
        return None
    tanggal = d.tanggal or date(k.tahun, 12, 31)
    temuan = []
    for i, baris in enumerate(d.rincian):
        aturan = rule_of(baris.rekening, k.aturan_rekening, tanggal)
        if aturan is not None and not aturan.up_boleh:
            pesan = f"Rekening {baris.rekening} ({_rp(baris.nilai)}) tidak boleh dibayar dari UP, TU atau KKPD: {aturan.dasar}. Ajukan LS."
            temuan.append(Temuan("ERR_REKENING_WAJIB_LS", pesan, medan=f"rincian[{i}]"))
    if temuan:
        return Pengujian("Ada rekening yang wajib LS", temuan[0].pesan, tuple(temuan))
    return Pengujian("Rekening boleh dibayar dari UP/TU", f"{len(d.rincian)} baris")


def _sum(d: DraftUji, _k: Keadaan) -> Pengujian | None:
    if not d.asks("rincian") or (d.jenis is JenisSpp.UP and d.rincian == ()):
        return None
    jumlah = total([r.nilai for r in d.rincian or ()])
    if d.rincian is None or (d.asks("nilai") and d.nilai != jumlah) or not jumlah:
        nilai = "kosong" if d.nilai is None else _rp(d.nilai)
        pesan = f"Jumlah rincian {_rp(jumlah)} tidak sama dengan jumlah yang diminta {nilai}. Betulkan salah satunya."
        if d.nilai == jumlah:
            pesan = "Rincian belanja belum diisi. Isi paling sedikit satu baris dengan jumlahnya."
        return _found("Rincian tidak sama dengan nilai", "ERR_RINCIAN_TIDAK_SAMA", pesan, "rincian")
    if d.jenis is JenisSpp.TU and d.sub_kegiatan:
        for i, baris in enumerate(d.rincian):
            if baris.sub_kegiatan != d.sub_kegiatan:
                pesan = f"Rekening {baris.rekening} pada sub kegiatan {baris.sub_kegiatan}; TU ini untuk {d.sub_kegiatan} saja."
                return _found("Rincian di luar sub kegiatan TU", "ERR_SUB_KEGIATAN_TIDAK_ADA", pesan, f"rincian[{i}]")
    return Pengujian("Rincian sama dengan nilai", f"{len(d.rincian)} baris, jumlah {jumlah}")


def _net(d: DraftUji, _k: Keadaan) -> Pengujian | None:
    if not (d.asks("netto") or d.asks("potongan")) or d.nilai is None:
        return None
    judul, kode = "Jumlah yang dibayarkan keliru", "ERR_NETTO"
    jumlah = total([p.nilai for p in d.potongan or ()])
    seharusnya = d.nilai - jumlah
    if d.asks("potongan") and d.potongan is None:
        return _found(judul, kode, "Potongan belum diisi; isi daftar potongan, atau daftar kosong bila tidak ada.", "potongan")
    if jumlah and d.jenis in (JenisSpp.UP, JenisSpp.TU):
        return _found(judul, kode, f"SPM-{d.jenis.nama} tidak mempunyai potongan; tertulis {_rp(jumlah)}. Hapus potongannya.", "potongan")
    if seharusnya < NOL:
        return _found(judul, kode, f"Potongan {_rp(jumlah)} melebihi jumlah yang diminta {_rp(d.nilai)}.", "potongan")
    if d.asks("netto") and d.netto != seharusnya:
        tertulis = "kosong" if d.netto is None else _rp(d.netto)
        pesan = f"Jumlah yang dibayarkan {tertulis}; seharusnya {_rp(d.nilai)} dikurangi potongan {_rp(jumlah)} = {_rp(seharusnya)}."
        return _found(judul, kode, pesan, "netto")
    tarif = ", ".join(f"{p.jenis} {p.tarif}".strip() for p in d.potongan or ())
    return Pengujian("Potongan dan jumlah yang dibayarkan", tarif or f"dibayarkan {seharusnya}")


def _account_of_receiver(d: DraftUji, k: Keadaan) -> Pengujian | None:
    if not d.asks("rekening_penerima"):
        return None
    nomor = _digits(d.rekening_penerima)
    if not nomor:
        pesan = "Nomor rekening bank penerima belum diisi. Isi menurut kartu rekanan atau rekening bendahara."
        return _found("Rekening penerima kosong", "ERR_REKENING_PENERIMA", pesan, "rekening_penerima")
    if k.rekanan is None:
        return Pengujian("Rekening penerima terisi", d.rekening_penerima or "")
    if nomor not in {_digits(r) for r in k.rekanan.rekening}:
        dikenal = ", ".join(k.rekanan.rekening) or "belum ada"
        pesan = f"Nomor rekening {d.rekening_penerima} tidak ada pada kartu {k.rekanan.nama}; yang tercatat: {dikenal}. Pilih salah satu atau perbarui kartunya."
        return _found("Rekening penerima tidak cocok", "ERR_REKENING_PENERIMA", pesan, "rekening_penerima")
    if nomor not in {_digits(r) for r in k.rekanan.pernah_dibayar}:
        pesan = f"Belum pernah dibayar ke nomor {d.rekening_penerima} milik {k.rekanan.nama}; lampirkan referensi bank."
        return _found("Rekening rekanan baru", "WARN_REKENING_BARU", pesan, "rekening_penerima")
    return Pengujian("Rekening sesuai kartu rekanan", f"{d.rekening_penerima} a.n. {k.rekanan.nama}")


def _digits(nomor: str | None) -> str:
    return "".join(c for c in nomor or "" if c.isalnum())


def _dates(d: DraftUji, k: Keadaan) -> Pengujian | None:
    judul, kode = "Urutan tanggal keliru", "ERR_URUTAN_TANGGAL"
    urutan: list[tuple[str, date]] = []
    for nama in ("spd", "spp", "spm", "sp2d", "cair"):
        medan = f"tanggal_{nama}"
        tanggal: date | None = getattr(d, medan)
        if d.asks(medan) and tanggal is None:
            return _found(judul, kode, f"Tanggal {_SEBUTAN[nama]} belum diisi.", medan)
        if nama == "spd" and tanggal is None:
            tanggal = k.tanggal_spd
        if tanggal is not None:
            urutan.append((nama, tanggal))
    for nama, tanggal in urutan:
        if tanggal.year != k.tahun:
            pesan = f"Tanggal {_SEBUTAN[nama]} {tanggal_panjang(tanggal)} di luar tahun anggaran {k.tahun}."
            return _found(judul, kode, pesan, f"tanggal_{nama}")
    for (dulu, t1), (kini, t2) in zip(urutan, urutan[1:], strict=False):
        if t2 < t1:
            pesan = f"Tanggal {_SEBUTAN[kini]} {tanggal_panjang(t2)} mendahului tanggal {_SEBUTAN[dulu]} {tanggal_panjang(t1)}."
            return _found(judul, kode, pesan, f"tanggal_{kini}")
    if not any(d.asks(f"tanggal_{nama}") for nama in _SEBUTAN):
        return None
    return Pengujian("Urutan tanggal benar", ", ".join(f"{_SEBUTAN[n]} {t.day} {BULAN[t.month - 1]}" for n, t in urutan))


_SEBUTAN: Final[Mapping[str, str]] = {"spd": "SPD", "spp": "SPP", "spm": "SPM", "sp2d": "SP2D", "cair": "pencairan"}


def _papers(d: DraftUji, _k: Keadaan) -> Pengujian | None:
    if not d.asks("kelengkapan"):
        return None
    kurang = [b.uraian for b in d.kelengkapan or () if b.is_missing]
    ada, wajib = count_present(d.kelengkapan or ())
    judul = f"Kelengkapan {ada} dari {wajib}"
    if d.kelengkapan is None or not d.kelengkapan:
        return _found(judul, "ERR_KELENGKAPAN", "Daftar kelengkapan dokumen belum diisi. Periksa dokumennya satu per satu.", "kelengkapan")
    if kurang:
        pesan = f"Dokumen wajib belum ada ({len(kurang)}): {', '.join(kurang)}. Lampirkan, lalu beri tanda ada."
        return _found(judul, "ERR_KELENGKAPAN", pesan, "kelengkapan", f"belum ada: {', '.join(kurang)}")
    return Pengujian(judul, "semua dokumen wajib ada")


def _paid_before(d: DraftUji, k: Keadaan) -> Pengujian | None:
    if not d.asks("bukti"):
        return None
    if d.bukti is None:
        return _found("Bukti belum diisi", "ERR_DOBEL", "Nomor bukti atau kontrak belum diisi, sehingga pembayaran ganda tidak dapat diperiksa.", "bukti")
    if not d.bukti.strip():
        return None
    for lama in k.terbayar:
        if _same(lama.penerima, d.penerima) and _same(lama.bukti, d.bukti) and _same(lama.termin, d.termin):
            termin = f" termin {lama.termin}" if lama.termin else ""
            pesan = f"Bukti {lama.bukti}{termin} untuk {lama.penerima} sudah dibayar atau sedang diajukan dengan {lama.nomor}. Jangan dibayar dua kali."
            return _found("Sudah pernah dibayar", "ERR_DOBEL", pesan, "bukti")
    return Pengujian("Belum pernah dibayar", f"bukti {d.bukti}")


def _same(satu: str | None, dua: str | None) -> bool:
    return " ".join((satu or "").casefold().split()) == " ".join((dua or "").casefold().split())


def _needs(d: DraftUji, k: Keadaan) -> dict[Pasangan, Rupiah]:
    """What the draft asks of each pair, less what is already counted where its jenis answers for old spending."""
    jumlah: dict[Pasangan, Rupiah] = {}
    baris: RincianSpp
    for baris in d.rincian or ():
        pasangan = (baris.sub_kegiatan, baris.rekening)
        jumlah[pasangan] = jumlah.get(pasangan, NOL) + baris.nilai
    if d.jenis in _SUDAH_DIHITUNG:
        jumlah = {p: max(NOL, n - k.sudah_dibukukan.get(p, NOL)) for p, n in jumlah.items()}
    return jumlah


def _left(k: Keadaan, pasangan: Pasangan) -> Ketersediaan:
    kosong = Ketersediaan(*pasangan, uraian="", pagu=NOL, spd=NOL, rak=NOL, realisasi=NOL)
    return k.ketersediaan.get(pasangan, kosong)


def _within(
    d: DraftUji, k: Keadaan, sisa_of: Callable[[Ketersediaan], Rupiah], kode: str, sebutan: str, saran: str
) -> Pengujian | None:
    if d.jenis is JenisSpp.UP or not d.rincian:
        return None
    temuan, sesudah = [], []
    for pasangan, perlu in _needs(d, k).items():
        ada = _left(k, pasangan)
        sisa = sisa_of(ada)
        sesudah.append((sisa - perlu, pasangan[1]))
        if perlu > max(sisa, NOL):
            dasar = "" if pasangan in k.ketersediaan else " (rekening ini tidak ada dalam DPA)"
            pesan = f"{sebutan} rekening {pasangan[1]} tidak cukup{dasar}: tersedia {_rp(max(sisa, NOL))}, diperlukan {_rp(perlu)}, kurang {_rp(perlu - max(sisa, NOL))}. {saran}"
            temuan.append(Temuan(kode, pesan, medan="rincian"))
    if temuan:
        return Pengujian(f"{sebutan} tidak cukup", temuan[0].pesan, tuple(temuan))
    kecil, rekening = min(sesudah, key=lambda s: s[0])
    keterangan = f"sisa sesudahnya {kecil}" if len(sesudah) == 1 else f"sisa sesudahnya paling kecil {kecil} ({rekening})"
    return Pengujian(f"{sebutan} cukup", keterangan)


def _pagu(d: DraftUji, k: Keadaan) -> Pengujian | None:
    saran = "Kurangi jumlahnya atau ajukan perubahan DPA."
    return _within(d, k, lambda a: a.sisa_pagu, "ERR_LEBIH_PAGU", "Pagu DPA", saran)


def _spd(d: DraftUji, k: Keadaan) -> Pengujian | None:
    sebutan = f"SPD triwulan {ROMAWI[triwulan(d.tanggal.month) - 1]}" if d.tanggal else "SPD"
    saran = "Tunggu SPD berikutnya atau kurangi jumlahnya."
    return _within(d, k, lambda a: a.sisa_spd, "ERR_LEBIH_SPD", sebutan, saran)


def _rak(d: DraftUji, k: Keadaan) -> Pengujian | None:
    if d.jenis in _TANPA_RAK:
        return None
    sebutan = f"Anggaran kas s.d. {BULAN[d.tanggal.month - 1]}" if d.tanggal else "Anggaran kas"
    kode = "WARN_LEBIH_RAK" if k.rak_peringatan else "ERR_LEBIH_RAK"
    return _within(d, k, lambda a: a.sisa_rak, kode, sebutan, "Geser anggaran kas atau ajukan bulan berikutnya.")


ATURAN: Final[tuple[Aturan, ...]] = (
    _up_issued,
    _up_size,
    _gu_equals_lpj,
    _gu_threshold,
    _tu_settled,
    _tu_nihil,
    _card_limit,
    _card_list,
    _accounts,
    _sum,
    _net,
    _account_of_receiver,
    _dates,
    _pagu,
    _spd,
    _rak,
    _papers,
    _paid_before,
)
"""Handbook 7, in its order; the amounts of TU Nihil and of the DPT stand beside the tests of their kind."""
