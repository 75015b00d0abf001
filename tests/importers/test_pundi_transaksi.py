"""Stage 0 of `pundi-transaksi`: the file itself, its header, its opening, and the line form."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import Any

import pytest

from core.errors import Refusal
from core.importers.pundi_transaksi import event_lines, read_pundi_transaksi
from tests.unit.kas.contoh_kas import (
    ATK,
    GAJI,
    HONOR,
    KODE,
    MAMIN,
    S1,
    S3,
    Json,
    Temu,
    as_lines,
    beli,
    berkas,
    contra,
    giro,
    gu,
    header,
    kartu,
    kurangi,
    lpj,
    lunas,
    opened,
    panjar,
    plan,
    sisa,
    spj,
    temuan,
    tu,
    up,
)

JT = 1_000_000
ISI = berkas([up(), giro("J", 5)])
BARIS = as_lines(ISI)


def changed(jalan: str, nilai: Any) -> Json:
    """The file with one value put in, or taken out (None)."""
    isi = deepcopy(ISI)
    *atas, akhir = jalan.split(".")
    di = isi
    for k in atas:
        di = di[k]
    di[akhir] = nilai
    return isi


def text(isi: Json) -> bytes:
    return json.dumps(isi).encode()


NOL: dict[str, tuple[bytes, list[Temu]]] = {
    "bukan UTF-8": (b"\xff\xfe{}", [("ERR_BUKAN_UTF8", None, None)]),
    "bukan JSON": (b"{", [("ERR_JSON_RUSAK", None, None)]),
    "kosong": (b"", [("ERR_JSON_RUSAK", None, None)]),
    "bukan objek": (b"[]", [("ERR_JSON_RUSAK", None, None)]),
    "kunci ganda": (text(ISI).replace(b'"versi"', b'"format"'), [("ERR_JSON_RUSAK", None, None)]),
    "kunci ganda dalam peristiwa": (
        text(ISI).replace(b'"nilai": 5', b'"nilai": 5, "nilai": 5'),
        [("ERR_JSON_RUSAK", None, None)],
    ),
    "NaN": (text(ISI).replace(b'"nilai": 5', b'"nilai": NaN'), [("ERR_JSON_RUSAK", None, None)]),
    "tak hingga": (text(ISI).replace(b'"nilai": 5', b'"nilai": -Infinity'), [("ERR_JSON_RUSAK", None, None)]),
    "NUL dalam teks": (text(ISI).replace(b"NK-J", b"NK\\u0000"), [("ERR_JSON_RUSAK", None, None)]),
    "setengah surrogate": (text(ISI).replace(b"NK-J", b"NK\\ud83d"), [("ERR_JSON_RUSAK", None, None)]),
    "pasangan surrogate utuh": (text(ISI).replace(b"NK-J", b"NK\\ud83d\\ude00"), []),
    "bersarang terlalu dalam": (b"[" * 200_000, [("ERR_JSON_RUSAK", None, None)]),
    "format lain": (text(changed("format", "sipd")), [("ERR_FORMAT_TIDAK_DIKENAL", None, "format")]),
    "hanya versi": (text(changed("format", None)), [("ERR_FORMAT_TIDAK_DIKENAL", None, "format")]),
    "hanya format": (text(changed("versi", None)), [("ERR_VERSI_TIDAK_DIDUKUNG", None, "versi")]),
    "versi 2": (text(changed("versi", 2)), [("ERR_VERSI_TIDAK_DIDUKUNG", None, "versi")]),
    "versi 1.0": (text(changed("versi", 1.0)), [("ERR_VERSI_TIDAK_DIDUKUNG", None, "versi")]),
    "versi ya": (text(changed("versi", True)), [("ERR_VERSI_TIDAK_DIDUKUNG", None, "versi")]),
    "tanpa meta": (text(changed("meta", None)), [("ERR_MEDAN_WAJIB", None, "meta")]),
    "tanpa input": (text(changed("input", None)), [("ERR_MEDAN_WAJIB", None, "input")]),
    "input bukan objek": (text(changed("input", [1])), [("ERR_MEDAN_TIDAK_SAH", None, "input")]),
    "tanpa pagu": (text(changed("input.pagu", None)), [("ERR_MEDAN_WAJIB", None, "pagu")]),
    "tanpa up": (text(changed("input.up", None)), [("ERR_MEDAN_WAJIB", None, "up")]),
    "tanpa saldo awal": (text(changed("input.saldo_awal", None)), [("ERR_MEDAN_WAJIB", None, "saldo_awal")]),
    "tanpa transaksi": (text(changed("input.transaksi", None)), [("ERR_MEDAN_WAJIB", None, "transaksi")]),
    "tanpa tahun": (text(changed("meta.tahun_anggaran", None)), [("ERR_MEDAN_WAJIB", None, "meta.tahun_anggaran")]),
    "tahun nol": (text(changed("meta.tahun_anggaran", 0)), [("ERR_MEDAN_TIDAK_SAH", None, "meta.bulan")]),
    "bulan 13": (text(changed("meta.bulan", 13)), [("ERR_MEDAN_TIDAK_SAH", None, "meta.bulan")]),
    "sampai sebelum bulan": (text(changed("meta.sampai_bulan", 0)), [("ERR_MEDAN_TIDAK_SAH", None, "meta.bulan")]),
    "kebijakan lain": (
        text(changed("meta.kebijakan.pajak_kkpd_dipungut", True)),
        [("ERR_KEBIJAKAN_BEDA", None, "meta.kebijakan")],
    ),
    "kebijakan bukan ya atau tidak": (
        text(changed("meta.kebijakan.pajak_kkpd_dipungut", 0)),
        [("ERR_KEBIJAKAN_BEDA", None, "meta.kebijakan")],
    ),
    "kebijakan kurang": (text(changed("meta.kebijakan", {})), [("ERR_KEBIJAKAN_BEDA", None, "meta.kebijakan")]),
    "pagu ganda": (text(changed("input.pagu", header()["pagu"] * 2)), [("ERR_PAGU_GANDA", None, "pagu")]),
    "milik OPD lain": (text(changed("meta.kode_skpd", "9.99")), [("ERR_OPD_BEDA", None, "meta.kode_skpd")]),
    "urutan: format sebelum kebijakan": (
        text({**changed("meta.kebijakan", {}), "format": "x"}),
        [("ERR_FORMAT_TIDAK_DIKENAL", None, "format")],
    ),
    "urutan: kebijakan sebelum pagu": (
        text(
            {**ISI, "meta": {**ISI["meta"], "kebijakan": {}}, "input": header(pagu=header()["pagu"] * 2, transaksi=[])}
        ),
        [("ERR_KEBIJAKAN_BEDA", None, "meta.kebijakan")],
    ),
    # what a careless hand may write in the opening becomes a finding, never a crash
    "pagu bukan daftar": (
        text(changed("input.pagu", {})),
        [("ERR_MEDAN_TIDAK_SAH", None, "pagu")],
    ),
    "saldo awal bukan objek": (
        text(changed("input.saldo_awal", [])),
        [("ERR_MEDAN_TIDAK_SAH", None, "saldo_awal")]
        + [("ERR_MEDAN_WAJIB", None, f"saldo_awal.{k}") for k in ("bku", "kas_tunai", "bank", "pajak", "panjar")],
    ),
    "baris panjar bukan objek": (
        text(changed("input.saldo_awal.panjar_terbuka", ["NPD"])),
        [("ERR_MEDAN_TIDAK_SAH", None, "saldo_awal.panjar_terbuka[0]")],
    ),
    "pajak per jenis bukan objek": (
        text(changed("input.saldo_awal.pajak_per_jenis", [])),
        [("ERR_MEDAN_TIDAK_SAH", None, "saldo_awal.pajak_per_jenis")],
    ),
    "rekap bukan objek": (
        text(changed("input.rekap_kas_sd_bulan_lalu", {"penerimaan": {"pajak": {"PPN": 5}}})),
        [("ERR_MEDAN_TIDAK_SAH", None, "rekap_kas_sd_bulan_lalu.penerimaan.pajak.PPN")],
    ),
    "besaran UP tidak sama": (
        text(changed("input.up.besaran_up", 1)),
        [("ERR_MEDAN_TIDAK_SAH", None, "up.besaran_up")],
    ),
    "nomor BKU awal nol": (text(changed("input.no_bku_awal", 0)), [("ERR_MEDAN_TIDAK_SAH", None, "no_bku_awal")]),
    # the line form
    "jsonl utuh": (BARIS, []),
    "jsonl dengan CRLF": (BARIS.replace(b"\n", b"\r\n"), []),
    "jsonl dengan BOM": (b"\xef\xbb\xbf" + BARIS, []),
    "jsonl tanpa peristiwa": (as_lines(berkas([])), []),
    "jsonl kurang satu baris": (
        b"".join(BARIS.splitlines(keepends=True)[:-1]),
        [("ERR_BERKAS_TERPOTONG", None, "jumlah_transaksi")],
    ),
    "jsonl lebih satu baris": (
        BARIS + BARIS.splitlines(keepends=True)[-1],
        [("ERR_BERKAS_TERPOTONG", None, "jumlah_transaksi")],
    ),
    "jsonl tanpa akhir baris": (BARIS[:-1], [("ERR_BERKAS_TERPOTONG", None, "jumlah_transaksi")]),
    "jsonl putus di tengah baris": (BARIS[:-9], [("ERR_JSON_RUSAK", None, None)]),
    "jsonl dengan baris kosong": (BARIS + b"\n", [("ERR_JSON_RUSAK", None, None)]),
    "jsonl dengan baris bukan objek": (BARIS + b"[]\n", [("ERR_JSON_RUSAK", None, None)]),
    "jsonl dengan kunci ganda": (
        BARIS.replace(b'"nilai": 5', b'"nilai": 5, "nilai": 5'),
        [("ERR_JSON_RUSAK", None, None)],
    ),
    "jsonl tanpa jumlah": (
        BARIS.replace(b'"jumlah_transaksi"', b'"jumlah"'),
        [("ERR_BERKAS_TERPOTONG", None, "jumlah_transaksi")],
    ),
    "jsonl: kebijakan sebelum jumlah": (
        BARIS.replace(b'"jumlah_transaksi": 2', b'"jumlah_transaksi": 3').replace(b"false", b"true"),
        [("ERR_KEBIJAKAN_BEDA", None, "meta.kebijakan")],
    ),
    "jsonl tanpa pagu": (BARIS.replace(b'"pagu"', b'"plafon"'), [("ERR_MEDAN_WAJIB", None, "pagu")]),
}


@pytest.mark.parametrize(("data", "harap"), NOL.values(), ids=NOL.keys())
def test_the_file(data: bytes, harap: list[Temu]) -> None:
    assert temuan(data) == harap


def test_bom_and_comments_are_let_be() -> None:
    isi = {"$comment": "contoh", **ISI, "expected": {"apa": "saja"}}
    assert temuan(b"\xef\xbb\xbf" + text(isi)) == []


def test_without_format_and_versi_it_is_read_with_a_warning() -> None:
    isi = {k: v for k, v in ISI.items() if k not in ("format", "versi")}
    assert temuan(isi) == [("WARN_TANPA_VERSI", None, None)]


def test_a_finding_names_file_and_line() -> None:
    with pytest.raises(Refusal) as e:
        read_pundi_transaksi("buku.jsonl", BARIS + b"x\n")
    (t,) = e.value.temuan
    assert (t.kode, t.berkas, t.baris) == ("ERR_JSON_RUSAK", "buku.jsonl", 4)
    assert list(event_lines(read_pundi_transaksi("buku.jsonl", BARIS))) == [2, 3]
    assert list(event_lines(read_pundi_transaksi("buku.json", text(ISI)))) == [None, None]


def test_both_forms_give_the_same_events() -> None:
    a, b = read_pundi_transaksi("a", text(ISI)), read_pundi_transaksi("b", BARIS)
    assert (a.peristiwa, a.masukan, a.pagu, a.tahun) == (b.peristiwa, b.masukan, b.pagu, b.tahun)
    assert (a.opd_kode, a.jsonl, b.jsonl) == (KODE, False, True)


# the opening


def test_a_rich_opening_adds_up() -> None:
    assert temuan(opened()) == []


@pytest.mark.parametrize(
    ("saldo", "medan"),
    [
        ({"bku": 1, "pajak": 1}, "saldo_awal.bku"),
        ({"pajak": 1, "panjar": 1}, "saldo_awal.pajak"),
        ({"panjar": 1}, "saldo_awal.panjar"),
        ({"bku": 18_650_001, "bank": 13_650_001}, "rekap_kas_sd_bulan_lalu"),
        ({"lpj_belum_diganti": []}, "saldo_awal"),
        ({"tu_terbuka": []}, "saldo_awal"),
        ({"lain_belum_setor": []}, "saldo_awal"),
        ({"up_sudah_terbit": False}, "saldo_awal"),
    ],
)
def test_an_opening_that_does_not_add_up(saldo: Json, medan: str) -> None:
    assert temuan(opened(**saldo)) == [("ERR_SALDO_AWAL", None, medan)]


def test_realisation_must_agree_with_the_cash_block() -> None:
    isi = opened()
    isi["input"]["spj_sd_bulan_lalu"][GAJI] = {"ls_gaji": 30 * JT - 1}
    assert temuan(isi) == [("ERR_SALDO_AWAL", None, "spj_sd_bulan_lalu")]
    isi["input"]["contra_pos_sd_bulan_lalu"] = 1
    assert temuan(isi) == []


def test_the_opening_is_looked_at_after_the_form_of_the_events() -> None:
    assert temuan(opened(giro("J", 0), bku=1)) == [("ERR_NILAI_TIDAK_POSITIF", "J", "nilai")]


KUNCI: dict[str, tuple[Json, list[Temu]]] = {
    "kunci panjang selalu boleh": ({f"{S1}|{ATK}": {"up": 0}}, []),
    "kunci pendek bila tunggal": ({ATK: {"up": 0}}, []),
    "kunci pendek bila bersama": (
        {MAMIN: {"up": 0}},
        [("ERR_SUB_KEGIATAN_WAJIB", None, f"spj_sd_bulan_lalu.{MAMIN}")],
    ),
    "kunci dengan sub kegiatan lain": (
        {f"{S3}|{ATK}": {"up": 0}},
        [("ERR_REKENING_TIDAK_ADA", None, f"spj_sd_bulan_lalu.{S3}|{ATK}")],
    ),
}


@pytest.mark.parametrize(("spj_lalu", "harap"), KUNCI.values(), ids=KUNCI.keys())
def test_budget_keys(spj_lalu: Json, harap: list[Temu]) -> None:
    assert temuan(berkas([], spj_sd_bulan_lalu=spj_lalu)) == harap


def test_open_items_go_on_from_the_opening() -> None:
    """Everything that was open can be settled, once."""
    peristiwa = [
        spj("S", "NPD-A", 2 * JT, cara="tunai", rincian=[[HONOR, 2 * JT]]),
        beli("T", JT, HONOR, tipe="BELANJA_TU"),
        sisa("ST", "STS_SISA_TU", 9 * JT),
        gu("G", 40 * JT, "LPJ-A"),
        lpj("L", 12 * JT, "S"),
        lunas("K", 4 * JT, "KKPD-A"),
        kurangi("P", "KKPD_LUNAS_PRIBADI", "KKPD-A", 500_000),
        sisa("SL", "STS_LAIN", 500_000, untuk=["NK-A", "CP-A"]),
        contra("C", 50_000, "TU", "SP2D-A"),
    ]
    assert temuan(opened(*peristiwa)) == [("WARN_GU_DI_BAWAH_AMBANG", "L", None)]
    awal = plan(opened()).baru[0][1]
    assert sum(m.nilai for m in awal.mutasi if m.ke.kelas == "belanja") == 90 * JT * 100


@pytest.mark.parametrize(
    ("peristiwa", "harap"),
    [
        (up("X", 1), ("ERR_UP_SUDAH_TERBIT", "X", "tipe")),
        (panjar("A", JT), ("ERR_NOMOR_GANDA", "A", "nomor")),
        (kartu("A", JT), ("ERR_NOMOR_GANDA", "A", "nomor")),
        (giro("A", JT), ("ERR_NOMOR_GANDA", "A", "nomor")),
        (tu("A", JT), ("ERR_NOMOR_GANDA", "A", "nomor")),
        (tu("B", JT), ("ERR_TU_BELUM_NIHIL", "B", "sub_kegiatan")),
        (kartu("B", 36 * JT, rincian=[[GAJI[:4] + "02.01.01.0024", 36 * JT]]), ("ERR_LEBIH_LIMIT_KKPD", "B", "bruto")),
        (contra("B", JT, "TU", "SP2D-A"), ("ERR_CONTRA_POS_BELUM_GU", "B", "referensi")),
        (contra("B", JT, "KKPD", "KKPD-A"), ("ERR_CONTRA_POS_BELUM_GU", "B", "referensi")),
        (sisa("B", "STS_SISA_UP", 8 * JT + 1), ("ERR_STS_LEBIH_SISA_UP", "B", "nilai")),
        (beli("B", 10 * JT + 1), ("ERR_LEBIH_PAGU", "B", "rincian")),
    ],
)
def test_the_opening_counts_in_every_test(peristiwa: Json, harap: Temu) -> None:
    assert temuan(opened(peristiwa)) == [harap]


def test_line_form_of_a_long_history() -> None:
    peristiwa = [up(), *(giro(f"J{i}", 1) for i in range(2000))]
    rencana = plan(as_lines(berkas(peristiwa)))
    assert (rencana.diimpor, rencana.has_error) == (2001, False)
