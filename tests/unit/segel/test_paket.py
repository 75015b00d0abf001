"""The `.pundi` file: the same bytes from the same contents, and every byte of it proven by name."""

from __future__ import annotations

import hashlib
import random
import struct
import zlib
from dataclasses import replace
from datetime import date

import pytest

from core.errors import Refusal
from core.segel import paket as modul
from core.segel.isi import canonical
from core.segel.kunci import AkhirKunci, CaraBerakhir, KunciSegel
from core.segel.paket import (
    BERKAS_TERBESAR,
    ISI,
    PENGAJUAN,
    SEGEL,
    KepalaPaket,
    attachment_members,
    open_packet,
    packet_message,
    unsealed_packet,
)
from db.segel import ed25519
from tests.unit.segel.contoh_segel import DIKENAL, HARI, KUNCI, RAHASIA, RAHASIA_LAIN, pengajuan, sealed

PDF = ("BAST.pdf", b"%PDF-1.7 contoh " + bytes(range(256)) * 8)
FOTO = ("foto barang.jpg", b"\xff\xd8\xff contoh")


def packet(
    lampiran: tuple[tuple[str, bytes], ...] = (PDF, FOTO), *, rahasia: bytes = RAHASIA, hari: date = HARI
) -> bytes:
    p = pengajuan(5)
    kepala = KepalaPaket(PENGAJUAN, p.opd_kode, hari, p.berkas, p.kode_meja, p.putaran)
    anggota = {ISI: canonical(p.to_json()), SEGEL: sealed(p).encode(), **attachment_members(lampiran)}
    awal, isi = unsealed_packet(kepala, KUNCI, anggota)
    return awal + isi + ed25519.seal(rahasia, packet_message(awal))


def read(data: bytes, kunci: dict[str, KunciSegel] = DIKENAL):
    return open_packet(data, kunci, ed25519.verify)


def code(data: bytes, kunci: dict[str, KunciSegel] = DIKENAL) -> str:
    """Of the refusal; empty when the file is taken."""
    try:
        read(data, kunci)
    except Refusal as e:
        return e.kode
    return ""


def flip(data: bytes, bit: int) -> bytes:
    ubah = bytearray(data)
    ubah[bit // 8] ^= 1 << bit % 8
    return bytes(ubah)


def parts(data: bytes) -> dict[str, range]:
    """The bits of each part of a file."""
    kepala = 52
    manifes = struct.unpack(">I", data[12:16])[0]
    return {
        "kepala": range(kepala * 8),
        "manifes": range(kepala * 8, (kepala + manifes) * 8),
        "anggota": range((kepala + manifes) * 8, (len(data) - 64) * 8),
        "segel": range((len(data) - 64) * 8, len(data) * 8),
    }


def test_contents_come_back_as_they_were_put_in() -> None:
    found = read(packet())
    assert found.json() == pengajuan(5).to_json()
    assert found.lampiran == {"BAST.pdf": PDF[1], "foto barang.jpg": FOTO[1]}
    assert (found.kepala.jenis, found.kepala.kode_meja, found.kunci) == (PENGAJUAN, "41702630118869", KUNCI)


def test_same_contents_are_the_same_bytes_in_whatever_order_they_were_chosen() -> None:
    assert packet((PDF, FOTO)) == packet((FOTO, PDF))
    assert packet() != packet((PDF,))


@pytest.mark.parametrize(
    ("bagian", "kode"),
    [
        ("kepala", {"ERR_PAKET_KEPALA"}),
        ("manifes", {"ERR_PAKET_MANIFES"}),
        ("segel", {"ERR_PAKET_SEGEL"}),
    ],
)
def test_every_single_bit_of_header_manifest_and_seal_is_refused_by_name(bagian: str, kode: set[str]) -> None:
    data = packet()
    assert {code(flip(data, bit)) for bit in parts(data)[bagian]} == kode


def test_two_thousand_random_bits_elsewhere_are_refused_and_the_member_is_named() -> None:
    data = packet()
    bits = random.Random(6).sample(parts(data)["anggota"], 2000)
    kalimat = set()
    for bit in bits:
        with pytest.raises(Refusal) as e:
            read(flip(data, bit))
        assert e.value.kode == "ERR_PAKET_ANGGOTA"
        kalimat.add(e.value.medan)
    assert kalimat >= {"isi.json", "segel.txt", "lampiran/01-BAST.pdf"}


def test_whoever_mends_the_hashes_still_lacks_the_seal() -> None:
    """A forger who rewrites member, manifest and header consistently is stopped by the seal alone."""
    data = packet()
    p = replace(pengajuan(5), nomor="DIPALSUKAN")
    kepala = KepalaPaket(PENGAJUAN, p.opd_kode, HARI, p.berkas, p.kode_meja, p.putaran)
    awal, isi = unsealed_packet(kepala, KUNCI, {ISI: canonical(p.to_json())})
    assert code(awal + isi + data[-64:]) == "ERR_PAKET_SEGEL"
    assert code(packet(rahasia=RAHASIA_LAIN)) == "ERR_PAKET_SEGEL"


def test_cut_lengthened_and_foreign_files_are_named() -> None:
    data = packet()
    assert code(data[:-1]) == "ERR_PAKET_PANJANG"
    assert code(data + b"x") == "ERR_PAKET_PANJANG"
    assert code(data[:100]) == "ERR_PAKET_MANIFES"
    for asing in (b"", b"PK\x03\x04" + bytes(100), b"%PDF-1.7", b"\x00" * 1000):
        assert code(asing) == "ERR_PAKET_KEPALA"


def forged(manifes: bytes, panjang: int | None = None, versi: int = 1, ekor: bytes = b"") -> bytes:
    """A header that fits a manifest somebody wrote himself."""
    n = len(manifes) if panjang is None else panjang
    kop = struct.pack(">8sHHI32s", b"PUNDI\r\n\x1a", versi, 0, n, hashlib.sha256(manifes).digest())
    return kop + struct.pack(">I", zlib.crc32(kop)) + manifes + ekor


def test_later_version_asks_for_a_newer_program() -> None:
    assert code(forged(b"{}", versi=2)) == "ERR_PAKET_VERSI"


@pytest.mark.parametrize(
    "ubah",
    [
        {"anggota": [{"nama": "../../etc/passwd", "ukuran": 0, "sha256": ""}]},
        {"anggota": [{"nama": "lampiran/01-a.pdf", "ukuran": 10**12, "sha256": ""}]},
        {"anggota": [{"nama": "isi.json", "ukuran": -1, "sha256": ""}]},
        {"anggota": [{"nama": "isi.json", "ukuran": 0, "sha256": ""}] * 2},
        {"anggota": [{"nama": f"lampiran/{n:02d}-a.pdf", "ukuran": 0, "sha256": ""} for n in range(65)]},
        {"anggota": 5},
        {"jenis": "lain"},
        {"putaran": "1"},
        {"disegel": "kemarin"},
        {"tambahan": 1},
    ],
)
def test_manifest_that_lies_about_names_and_sizes_is_refused(ubah: dict[str, object]) -> None:
    """Nothing is unpacked or reserved before the sizes have been held against the file itself."""
    p = pengajuan()
    dasar = {
        "format": "pundi", "jenis": PENGAJUAN, "kunci": KUNCI.id, "opd": p.opd_kode, "disegel": "2026-02-18",
        "berkas": p.berkas, "kode_meja": p.kode_meja, "putaran": 1, "urut": 0, "anggota": [],
    }  # fmt: skip
    assert code(forged(canonical({**dasar, **ubah}))) == "ERR_PAKET_MANIFES"
    assert code(forged(b"[" * 60_000)) == "ERR_PAKET_MANIFES"
    assert code(forged(b"{}", panjang=2**32 - 1)) == "ERR_PAKET_KEPALA"


def test_oversize_is_refused_on_both_sides(monkeypatch: pytest.MonkeyPatch) -> None:
    assert code(bytes(BERKAS_TERBESAR + 1)) == "ERR_PAKET_BESAR"
    with pytest.raises(Refusal) as e:
        packet((("besar.pdf", b"%PDF" + bytes(BERKAS_TERBESAR)),))
    assert e.value.kode == "ERR_PAKET_BESAR"
    monkeypatch.setattr(modul, "ANGGOTA_TERBANYAK", 3)
    with pytest.raises(Refusal) as e:
        packet()
    assert e.value.kode == "ERR_PAKET_BESAR"


def test_only_papers_may_be_attached() -> None:
    with pytest.raises(Refusal, match=r"skrip\.exe bukan PDF") as e:
        packet((("skrip.exe", b"MZ..."),))
    assert e.value.kode == "ERR_LAMPIRAN_JENIS"
    (nama,) = attachment_members((("../../a/b\\c: kuitansi №7.PDF", b"%PDF-1.7"),))
    assert nama.startswith("lampiran/01-")
    assert ".." not in nama.removesuffix(".pdf")
    assert read(packet((("../../a/b\\c: kuitansi №7.PDF", b"%PDF-1.7"),))).lampiran


def test_unknown_replaced_and_revoked_keys_are_told_apart() -> None:
    assert code(packet(), {}) == "ERR_PAKET_KUNCI"
    for akhir, harus in (
        (AkhirKunci(CaraBerakhir.DIGANTI, HARI), "ERR_PAKET_KUNCI_LEWAT"),
        (AkhirKunci(CaraBerakhir.DIGANTI, date(2026, 2, 19)), ""),
        (AkhirKunci(CaraBerakhir.DICABUT, date(2026, 12, 1), "hilang"), "ERR_PAKET_KUNCI_DICABUT"),
    ):
        assert code(packet(), {KUNCI.id: replace(KUNCI, akhir=akhir)}) == harus
    lain = replace(KUNCI, opd_kode="1.01.0.00.0.00.01.0000")
    assert code(packet(), {KUNCI.id: lain}) == "ERR_PAKET_SEGEL"
