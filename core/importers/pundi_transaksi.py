"""Reads `pundi-transaksi` files (versi 1): plain JSON and the JSON Lines form (format-transaksi 1, 2, 6 stage 0, 8)."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

from core.anggaran.model import BarisPagu
from core.errors import Refusal, Temuan
from core.kas.bentuk import RencanaPagu
from core.kas.berkas import BerkasTransaksi
from core.kas.ekspor import KEBIJAKAN
from core.kas.medan import Medan, read_rp, read_text
from core.kas.pembukaan import read_pembukaan, read_peta_anggaran, rencana_pagu
from core.kas.posisi import KetentuanUp
from core.money import NOL, Rupiah

if TYPE_CHECKING:
    from collections.abc import Iterator

FORMAT: Final = "pundi-transaksi"
VERSI: Final = 1
TAHUN: Final = range(2000, 2200)
"""Budget years a file may be of."""

_LOLOS = re.compile(r"\\u(?:0000|[dD][89a-fA-F])")
_TAK_TERSIMPAN = re.compile("[\0\ud800-\udfff]")

_META_WAJIB = ("opd", "kode_skpd", "tahun_anggaran", "bulan", "kebijakan")
_INPUT_WAJIB = ("pagu", "up", "saldo_awal")
TRIWULAN: Final = tuple(f"spd_triwulan_{t}" for t in (1, 2, 3, 4))
RAK_BULAN: Final = {f"rak_bulan_{b}_{b + 1}_{b + 2}": b for b in (1, 4, 7, 10)}


def read_pundi_transaksi(nama: str, data: bytes) -> BerkasTransaksi:
    """Stage 0 of a file. Refuses at the first fault of the file itself; header findings are collected in `temuan`."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as e:
        raise _refuse(
            "ERR_BUKAN_UTF8", f"{nama}: bukan teks UTF-8 (bait ke-{e.start + 1}); simpan ulang sebagai UTF-8.", nama
        ) from e
    try:
        whole = _loads(text)
        jsonl = isinstance(whole, dict) and whole.get("bentuk") == "jsonl"
    except ValueError as e:
        first, _, _ = text.partition("\n")
        jsonl = _is_jsonl_head(first)
        if not jsonl:
            raise _refuse("ERR_JSON_RUSAK", f"{nama}: JSON rusak: {e}", nama) from e
        whole = None
    if jsonl:
        kepala, peristiwa = _read_lines(nama, text)
        masukan = {
            k: v
            for k, v in kepala.items()
            if k not in ("format", "versi", "bentuk", "jumlah_transaksi", "meta", "$comment")
        }
    else:
        if not isinstance(whole, dict):
            raise _refuse("ERR_JSON_RUSAK", f"{nama}: isi berkas harus satu objek JSON.", nama)
        kepala = whole
        masukan, peristiwa = {}, []
    temuan = _check_version(kepala, nama)
    meta = _need(kepala, "meta", nama)
    if not jsonl:
        masukan = _need(kepala, "input", nama)
        if not isinstance(masukan, dict):
            raise _refuse("ERR_MEDAN_TIDAK_SAH", f"{nama}: input harus objek.", nama, "input")
        masukan = dict(masukan)
        if masukan.get("transaksi") is None:
            raise _refuse("ERR_MEDAN_WAJIB", f"{nama}: input.transaksi tidak ada.", nama, "transaksi")
        peristiwa = masukan.pop("transaksi")
        if not isinstance(peristiwa, list):
            raise _refuse("ERR_MEDAN_TIDAK_SAH", f"{nama}: transaksi harus daftar.", nama, "transaksi")
    berkas = _read_header(nama, meta, masukan, peristiwa, temuan, jsonl=jsonl)
    if jsonl and (kepala.get("jumlah_transaksi") != len(peristiwa) or not text.endswith("\n")):
        pesan = f"{nama}: tertulis {kepala.get('jumlah_transaksi')} transaksi, terbaca {len(peristiwa)}; terpotong."
        raise _refuse("ERR_BERKAS_TERPOTONG", pesan, nama, "jumlah_transaksi")
    return berkas


def _loads(text: str) -> Any:
    def unique(rows: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(rows)
        if len(found) != len(rows):
            seen: set[str] = set()
            ganda = next(k for k, _ in rows if k in seen or seen.add(k))  # type: ignore[func-returns-value]
            raise ValueError(f"kunci “{ganda}” tertulis dua kali")
        return found

    def constant(word: str) -> Any:
        raise ValueError(f"{word} bukan JSON")

    try:
        found = json.loads(text, object_pairs_hook=unique, parse_constant=constant)
    except RecursionError as e:
        raise ValueError("bersarang terlalu dalam") from e
    if _LOLOS.search(text) and not _is_storable(found):
        raise ValueError("teks memuat NUL atau setengah pasangan surrogate")
    return found


def _is_storable(isi: Any) -> bool:
    """Whether every text can be kept: no database takes a NUL or half a surrogate pair, though JSON can write them."""
    if isinstance(isi, str):
        return not _TAK_TERSIMPAN.search(isi)
    if isinstance(isi, dict):
        return all(_is_storable(x) for k, v in isi.items() for x in (k, v))
    return not isinstance(isi, list) or all(map(_is_storable, isi))


def _is_jsonl_head(line: str) -> bool:
    try:
        head = _loads(line)
    except ValueError:
        return False
    return isinstance(head, dict) and head.get("bentuk") == "jsonl"


def _read_lines(nama: str, text: str) -> tuple[dict[str, Any], list[Any]]:
    lines = text.removesuffix("\n").split("\n")
    rows: list[Any] = []
    for no, line in enumerate(lines, start=1):
        try:
            row = _loads(line.removesuffix("\r"))
        except ValueError as e:
            raise _refuse("ERR_JSON_RUSAK", f"{nama} baris {no}: JSON rusak: {e}", nama, baris=no) from e
        if not isinstance(row, dict):
            raise _refuse("ERR_JSON_RUSAK", f"{nama} baris {no}: harus satu objek.", nama, baris=no)
        rows.append(row)
    return rows[0], rows[1:]


def _check_version(kepala: dict[str, Any], nama: str) -> list[Temuan]:
    if kepala.get("format") is None and kepala.get("versi") is None:
        return [
            Temuan(
                "WARN_TANPA_VERSI",
                "Berkas tanpa format dan versi; dibaca sebagai pundi-transaksi versi 1.",
                berkas=nama,
            )
        ]
    if kepala.get("format") != FORMAT:
        raise _refuse(
            "ERR_FORMAT_TIDAK_DIKENAL", f"{nama}: format {kepala.get('format')!r} bukan {FORMAT}.", nama, "format"
        )
    versi = kepala.get("versi")
    if type(versi) is not int or versi != VERSI:
        raise _refuse(
            "ERR_VERSI_TIDAK_DIDUKUNG", f"{nama}: versi {versi!r} belum didukung; yang didukung {VERSI}.", nama, "versi"
        )
    return []


def _read_header(
    nama: str, meta: Any, masukan: dict[str, Any], peristiwa: list[Any], temuan: list[Temuan], *, jsonl: bool
) -> BerkasTransaksi:
    m = Medan(None)
    for k in _META_WAJIB:
        _need(meta, k, nama, "meta.")
    for k in _INPUT_WAJIB:
        _need(masukan, k, nama)
    kebijakan = meta["kebijakan"]
    if kebijakan != KEBIJAKAN or any(type(v) is not bool for v in kebijakan.values()):
        pesan = f"{nama}: kebijakan pencatatan berbeda dari yang didukung versi 1."
        raise _refuse("ERR_KEBIJAKAN_BEDA", pesan, nama, "meta.kebijakan")
    tahun, bulan = meta["tahun_anggaran"], meta["bulan"]
    sampai = bulan if meta.get("sampai_bulan") is None else meta["sampai_bulan"]
    bulat = all(type(n) is int for n in (tahun, bulan, sampai))
    if not bulat or not 1 <= bulan <= sampai <= 12 or tahun not in TAHUN:
        raise _refuse("ERR_MEDAN_TIDAK_SAH", f"{nama}: tahun atau bulan pada meta tidak sah.", nama, "meta.bulan")
    pagu = _read_pagu(m, masukan["pagu"], nama)
    rencana = rencana_pagu(pagu)
    up = masukan["up"] if isinstance(masukan["up"], dict) else {}
    ambang = masukan.get("ambang_persen_gu")
    ketentuan = KetentuanUp(
        (read_rp(m, up.get("up_tunai"), "up.up_tunai", minimum=0) or NOL).sen,
        (read_rp(m, up.get("up_kkpd_limit"), "up.up_kkpd_limit", minimum=0) or NOL).sen,
        ambang if type(ambang) is int else 50,
    )
    besaran = read_rp(m, up.get("besaran_up"), "up.besaran_up", minimum=0) or NOL
    if not m.temuan and besaran.sen != ketentuan.up_tunai + ketentuan.limit_kkpd:
        m.add("ERR_MEDAN_TIDAK_SAH", "up.besaran_up", f"Besaran UP {besaran} tidak sama dengan UP tunai + limit KKPD.")
    spd = {
        t: _money_map(m, masukan.get(k) or {}, k, rencana) for t, k in enumerate(TRIWULAN, start=1) if masukan.get(k)
    }
    rak = _read_rak(m, masukan, rencana)
    pembukaan = read_pembukaan(m, masukan, bulan, rencana)
    pembukaan.up_tunai = ketentuan.up_tunai
    return BerkasTransaksi(
        nama, str(meta["opd"]), str(meta["kode_skpd"]), tahun, bulan, sampai, pagu, ketentuan, besaran,
        str(up.get("proporsi_kkpd") or ""), spd, rak, pembukaan, masukan, peristiwa, temuan + m.temuan, jsonl,
    )  # fmt: skip


def _read_pagu(m: Medan, rows: Any, nama: str) -> tuple[BarisPagu, ...]:
    found: dict[tuple[str, str], BarisPagu] = {}
    if not isinstance(rows, list):
        m.add("ERR_MEDAN_TIDAK_SAH", "pagu", "pagu harus daftar.")
    for i, row in enumerate(rows if isinstance(rows, list) else []):
        if not isinstance(row, dict):
            m.add("ERR_MEDAN_TIDAK_SAH", f"pagu[{i}]", "Baris pagu harus objek.")
            continue
        sub = read_text(m, row.get("sub_kegiatan"), f"pagu[{i}].sub_kegiatan") or ""
        rekening = read_text(m, row.get("kode_rekening"), f"pagu[{i}].kode_rekening") or ""
        nilai = read_rp(m, row.get("anggaran"), f"pagu[{i}].anggaran", minimum=0) or NOL
        if (sub, rekening) in found:
            raise _refuse("ERR_PAGU_GANDA", f"{nama}: pagu {sub} {rekening} tertulis dua kali.", nama, "pagu")
        found[sub, rekening] = BarisPagu(sub, rekening, str(row.get("uraian") or ""), nilai)
    return tuple(found.values())


def _money_map(m: Medan, mentah: Any, medan: str, rencana: RencanaPagu) -> dict[tuple[str, str], Rupiah]:
    rows = read_peta_anggaran(m, mentah, medan, rencana)
    return {pair: read_rp(m, n, f"{medan}.{pair[1]}", minimum=0) or NOL for pair, n in rows.items()}


def _read_rak(m: Medan, masukan: dict[str, Any], rencana: RencanaPagu) -> dict[tuple[str, str], dict[int, Rupiah]]:
    found: dict[tuple[str, str], dict[int, Rupiah]] = {}
    for medan, awal in RAK_BULAN.items():
        for pair, nilai in read_peta_anggaran(m, masukan.get(medan) or {}, medan, rencana).items():
            if not isinstance(nilai, list) or len(nilai) != 3:
                m.add("ERR_MEDAN_TIDAK_SAH", f"{medan}.{pair[1]}", "Anggaran kas berisi tiga bulan.")
                continue
            for i, n in enumerate(nilai):
                found.setdefault(pair, {})[awal + i] = read_rp(m, n, f"{medan}.{pair[1]}[{i}]", minimum=0) or NOL
    return found


def _need(objek: Any, kunci: str, nama: str, awalan: str = "") -> Any:
    if not isinstance(objek, dict) or objek.get(kunci) is None:
        raise _refuse("ERR_MEDAN_WAJIB", f"{nama}: {awalan}{kunci} tidak ada.", nama, f"{awalan}{kunci}")
    return objek[kunci]


def _refuse(kode: str, pesan: str, nama: str, medan: str | None = None, baris: int | None = None) -> Refusal:
    return Refusal.of([Temuan(kode, pesan, medan=medan, berkas=nama, baris=baris)])


def event_lines(berkas: BerkasTransaksi) -> Iterator[int | None]:
    """The line each event stands on in a JSON Lines file; None in the plain form."""
    return iter(range(2, len(berkas.peristiwa) + 2)) if berkas.jsonl else iter([None] * len(berkas.peristiwa))
