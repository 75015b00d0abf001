"""The sealed code: what it carries, what it refuses, and that no bit of it can be turned."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from core.errors import Refusal
from core.money import Rupiah
from core.segel.angka import from_digits, squeeze, to_digits, unsqueeze
from core.segel.isi import PenerimaPengajuan, Pengajuan
from core.segel.kode import (
    BARIS_TERBANYAK,
    BYTE_TERBANYAK,
    NilaiSegel,
    check_code,
    differences,
    looks_sealed,
    seal_message,
    unsealed_code,
)
from core.segel.kunci import AkhirKunci, CaraBerakhir, KunciSegel
from db.segel import ed25519
from tests.unit.segel.contoh_segel import DIKENAL, HARI, KODE_OPD, KUNCI, RAHASIA, RAHASIA_LAIN, pengajuan, sealed


def read(teks: str, kunci: dict[str, KunciSegel] = DIKENAL):
    return check_code(teks, kunci, ed25519.verify)


def verdict(teks: str) -> str:
    """What the reader says, or the code of its refusal."""
    try:
        return str(read(teks).nilai)
    except Refusal as e:
        return e.kode


def test_code_says_what_the_submission_says() -> None:
    p = pengajuan(3)
    hasil = read(sealed(p))
    assert (hasil.nilai, hasil.is_good) == (NilaiSegel.SAH, True)
    assert "Bandingkan angka" in hasil.kalimat
    isi = hasil.isi
    assert isi is not None
    assert (isi.kode_meja, isi.nomor, isi.tanggal, isi.jenis, isi.opd_kode, isi.putaran) == (
        p.kode_meja, p.nomor, p.tanggal, "LS Barang dan Jasa", KODE_OPD, 1
    )  # fmt: skip
    assert (isi.penerima, isi.nomor_rekening) == ("PT Komputindo Contoh", "0012345678")
    assert (isi.nilai, isi.potongan, isi.dibayarkan) == (p.nilai, Rupiah.of(11_000), p.nilai - Rupiah.of(11_000))
    assert [(b.sub_kegiatan, b.rekening, b.nilai) for b in isi.rincian] == [
        (b.sub_kegiatan, b.rekening, b.nilai) for b in p.rincian
    ]
    assert differences(isi, p) == ()


@pytest.mark.parametrize("banyak", [0, 1, 5, 10, 20, 21, 400])
def test_code_keeps_to_400_bytes_and_counts_the_lines_it_has_no_room_for(banyak: int) -> None:
    teks = sealed(pengajuan(banyak))
    assert len(from_digits(teks)) <= BYTE_TERBANYAK
    isi = read(teks).isi
    assert isi is not None
    assert isi.banyak == banyak
    assert len(isi.rincian) >= min(banyak, 17), "amounts at random are the hardest case"
    assert len(isi.rincian) <= BARIS_TERBANYAK


def test_twenty_lines_of_whole_thousands_all_fit() -> None:
    p = pengajuan(20)
    p = replace(p, rincian=tuple(replace(b, nilai=Rupiah.of(b.nilai.sen // 100_000 * 1000)) for b in p.rincian))
    isi = read(sealed(p)).isi
    assert isi is not None
    assert len(isi.rincian) == 20


@pytest.mark.parametrize("banyak", [1, 20])
def test_every_single_bit_is_proven(banyak: int) -> None:
    """Whatever bit is turned, the code is refused, or it names a key that nobody knows."""
    data = from_digits(sealed(pengajuan(banyak)))
    lolos = []
    for bit in range(len(data) * 8):
        ubah = bytearray(data)
        ubah[bit // 8] ^= 1 << bit % 8
        if verdict(to_digits(bytes(ubah))) == "SAH":
            lolos.append(bit)
    assert lolos == []


def test_a_digit_mistyped_left_out_or_swapped_is_refused() -> None:
    teks = sealed(pengajuan())
    for palsu in (teks[:-1], teks[1:], teks[:99] + teks[100:], teks[:50] + teks[51] + teks[50] + teks[52:]):
        assert palsu == teks or verdict(palsu) != "SAH"


@pytest.mark.parametrize("teks", ["41702630118869", "", "ABC", "0" * 600, "1" * 1300, "https://lacak.contoh.go.id/t/1"])
def test_other_codes_are_refused_as_such(teks: str) -> None:
    assert not looks_sealed(teks) or len(teks) > 200
    with pytest.raises(Refusal) as e:
        read(teks)
    assert e.value.kode == "ERR_BUKAN_SEGEL"


def test_later_version_asks_for_a_newer_program() -> None:
    data = bytearray(from_digits(sealed(pengajuan())))
    data[1] = 2
    with pytest.raises(Refusal, match="versi 2, program ini membaca versi 1") as e:
        read(to_digits(bytes(data)))
    assert e.value.kode == "ERR_SEGEL_VERSI"


def test_number_too_long_for_the_code_is_refused() -> None:
    p = replace(pengajuan(), nomor="".join(chr(0x4E00 + n * 7) for n in range(150)))
    with pytest.raises(Refusal, match="terlalu panjang") as e:
        sealed(p)
    assert e.value.kode == "ERR_SEGEL_TIDAK_MUAT"


def test_unknown_key_shows_figures_and_proves_nothing() -> None:
    hasil = read(sealed(pengajuan()), {})
    assert hasil.nilai is NilaiSegel.KUNCI_TIDAK_DIKENAL
    assert hasil.isi is not None
    assert KUNCI.id in hasil.kalimat


def test_seal_of_another_key_under_this_name_is_altered() -> None:
    hasil = read(sealed(pengajuan(), rahasia=RAHASIA_LAIN))
    assert (hasil.nilai, hasil.isi) == (NilaiSegel.BERUBAH, None)
    assert "Jangan terima" in hasil.kalimat


def test_office_cannot_seal_in_the_name_of_another() -> None:
    lain = replace(pengajuan(), opd_kode="1.01.0.00.0.00.01.0000")
    assert read(sealed(lain)).nilai is NilaiSegel.BERUBAH


def test_seal_of_another_kind_of_message_is_no_seal_of_a_code() -> None:
    """A seal made over the bare bytes, as any other file might be, does not count here."""
    awal = unsealed_code(pengajuan(), KUNCI, HARI)
    assert read(to_digits(awal + ed25519.seal(RAHASIA, awal))).nilai is NilaiSegel.BERUBAH
    assert read(to_digits(awal + ed25519.seal(RAHASIA, seal_message(awal)))).is_good


def test_replaced_key_keeps_what_it_sealed_before_that_day() -> None:
    diganti = replace(KUNCI, akhir=AkhirKunci(CaraBerakhir.DIGANTI, date(2026, 3, 1)))
    kunci = {KUNCI.id: diganti}
    assert read(sealed(pengajuan(), disegel=date(2026, 2, 28)), kunci).is_good
    for hari in (date(2026, 3, 1), date(2025, 12, 31)):
        hasil = read(sealed(pengajuan(), disegel=hari), kunci)
        assert hasil.nilai is NilaiSegel.KUNCI_LEWAT_MASA
        assert "tidak berlaku pada tanggal penyegelan" in hasil.kalimat


def test_nothing_under_a_stolen_key_counts_whatever_its_date() -> None:
    dicuri = replace(KUNCI, akhir=AkhirKunci(CaraBerakhir.DICABUT, date(2026, 3, 1), "laptop hilang"))
    for hari in (date(2026, 1, 2), date(2026, 2, 28), date(2026, 3, 2)):
        hasil = read(sealed(pengajuan(), disegel=hari), {KUNCI.id: dicuri})
        assert hasil.nilai is NilaiSegel.KUNCI_DICABUT
        assert "1 Maret 2026 (laptop hilang)" in hasil.kalimat


def test_differences_between_paper_and_what_is_stored_are_named() -> None:
    p = pengajuan(2)
    isi = read(sealed(p)).isi
    assert isi is not None
    lain = replace(p, penerima=replace(p.penerima, nomor_rekening="9912345678"))
    assert differences(isi, lain) == ("rekening penerima: pada kertas 0012345678, tersimpan 9912345678",)
    halus = replace(p, rincian=(replace(p.rincian[0], uraian="lain"), *p.rincian[1:]))
    assert differences(isi, halus) == ("isi selengkapnya tidak sama (sidik isi berbeda)",)


def test_contents_come_back_from_json_and_nothing_else_does() -> None:
    p = pengajuan(3)
    isi = p.to_json()
    assert Pengajuan.from_json(isi) == p
    for rusak in (
        {**isi, "tambahan": 1},
        {k: v for k, v in isi.items() if k != "nilai"},
        {**isi, "perihal": 5},
        {**isi, "putaran": True},
        {**isi, "nilai": 1.5},
        {**isi, "rincian": "x"},
        {**isi, "tanggal": "18-02-2026"},
        [],
    ):
        with pytest.raises(ValueError):
            Pengajuan.from_json(rusak)
    assert replace(p, penerima=PenerimaPengajuan()).sidik != p.sidik


def test_text_that_never_ends_is_not_unpacked() -> None:
    bom = squeeze(b"0" * 10_000_000, b"")
    assert len(bom) < 20_000
    with pytest.raises(ValueError):
        unsqueeze(bom, b"", 4000)
