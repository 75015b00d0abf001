"""Damaged files: whatever bytes come in, the readers answer with a draft or a Refusal, never with anything else."""

import io
import zipfile
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.errors import Refusal
from core.importers.kkpd_tagihan import read_tagihan
from core.importers.pintu import open_table
from core.importers.rekening_koran import read_koran
from core.importers.sipd_rak import read_rak
from core.importers.sipd_rekap_pagu import read_rekap_pagu
from core.importers.sipd_up import read_besaran_up
from core.money import Rupiah
from tests.importers.buat import contoh, csv_rows, xlsx
from tests.importers.contoh_koran import camt

READERS = {
    "rekap": (read_rekap_pagu, lambda: contoh("sipd/rekap-pagu-24kolom.xlsx")),
    "tagihan csv": (read_tagihan, lambda: contoh("kkpd/tagihan-kki-contoh.csv")),
    "tagihan xlsx": (read_tagihan, lambda: xlsx(csv_rows("kkpd/tagihan-kki-contoh.csv"))),
    "daftar": (read_tagihan, lambda: contoh("kkpd/statement-generik.csv")),
    "rak": (read_rak, lambda: contoh("sipd/rak-belanja-sub-giat.json")),
    "koran csv": (read_koran, lambda: contoh("bank/bri-cms.csv")),
    "koran xlsx": (read_koran, lambda: contoh("bank/mandiri-rekening-koran.xlsx")),
    "mt940": (read_koran, lambda: contoh("bank/mt940.txt")),
    "camt": (read_koran, lambda: camt().encode()),
    "up": (read_besaran_up, lambda: contoh("sipd/besaran-up.json")),
}
SHAPE = settings(max_examples=150, deadline=None, database=None, suppress_health_check=list(HealthCheck))

edits = st.lists(
    st.tuples(st.sampled_from(["ganti", "hapus", "sisip"]), st.integers(0, 10**6), st.binary(min_size=1, max_size=24)),
    min_size=1,
    max_size=8,
)
pieces = st.sampled_from(
    [b"999999999999", b"-1", b"1e309", b"NaN", b"&amp;", b"<a>", b"]]>", b'r="ZZZZ1"', b't="s"', b't="d"', b"<f>1</f>"]
)
inner_edits = st.lists(
    st.tuples(st.integers(0, 10**6), st.one_of(pieces, st.binary(max_size=4))), min_size=1, max_size=6
)


@cache
def original(nama: str) -> bytes:
    return READERS[nama][1]()


def mutate(data: bytes, changes: list[tuple[str, int, bytes]]) -> bytes:
    out = bytearray(data)
    for how, place, isi in changes:
        at = place % (len(out) + 1)
        out[at : at + (0 if how == "sisip" else len(isi))] = b"" if how == "hapus" else isi
    return bytes(out)


def answers(nama: str, data: bytes) -> None:
    """A draft of the reader, or a Refusal in which every finding is an error or a warning with a sentence."""
    draf, temuan = None, ()
    try:
        draf = READERS[nama][0]("berkas", data)
    except Refusal as refusal:
        temuan = refusal.temuan
    if draf is None:
        assert temuan[0].is_error
        assert all(t.kode.startswith(("ERR_", "WARN_")) and t.pesan for t in temuan)
    else:
        totals = [getattr(draf, n) for n in ("total_kontrol", "total", "total_debit") if hasattr(draf, n)]
        assert totals
        assert all(isinstance(n, Rupiah) for n in totals)
        assert not any(t.is_error for t in draf.temuan)


@pytest.mark.parametrize("nama", READERS)
def test_mutated_bytes(nama):
    @SHAPE
    @given(edits)
    def run(changes):
        answers(nama, mutate(original(nama), changes))

    run()


@pytest.mark.parametrize("nama", ["rekap", "tagihan xlsx"])
def test_damaged_xml_inside_a_sound_package(nama):
    with zipfile.ZipFile(io.BytesIO(original(nama))) as paket:
        parts = {item.filename: paket.read(item) for item in paket.infolist()}

    @SHAPE
    @given(st.sampled_from(sorted(parts)), inner_edits)
    def run(bagian, changes):
        isi = bytearray(parts[bagian])
        for place, piece in changes:
            at = place % (len(isi) + 1)
            isi[at : at + len(piece) // 2] = piece
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as paket:
            for nama_bagian, old in parts.items():
                paket.writestr(nama_bagian, bytes(isi) if nama_bagian == bagian else old)
        answers(nama, out.getvalue())

    run()


@SHAPE
@given(
    st.one_of(st.binary(max_size=400), st.text(alphabet=';,|\t"\n\r 0123456789.-CRTgl', max_size=400).map(str.encode))
)
def test_any_bytes_at_the_door(data):
    lembaran, kode = [], ""
    try:
        lembaran = open_table("berkas", data)
    except Refusal as refusal:
        kode = refusal.kode
    assert kode.startswith("ERR_") or all(any(b.sel) and b.nomor >= 1 for b in lembaran[0].baris)
