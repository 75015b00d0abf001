"""The key sheet: what one office hands over and another reads."""

from __future__ import annotations

import pytest

from core.errors import Refusal
from core.segel.angka import from_digits, to_digits
from core.segel.kunci import KunciSegel
from core.segel.lembar import read_sheet, sheet_file, sheet_message, sheet_text, unsealed_sheet
from db.segel import ed25519
from tests.unit.segel.contoh_segel import KUNCI, RAHASIA, RAHASIA_LAIN


def sheet(kunci: KunciSegel = KUNCI, rahasia: bytes = RAHASIA) -> str:
    awal = unsealed_sheet(kunci)
    return sheet_text(awal, ed25519.seal(rahasia, sheet_message(awal)))


def test_sheet_and_file_give_the_same_key() -> None:
    assert read_sheet(sheet(), ed25519.verify) == KUNCI
    berkas = sheet_file(KUNCI, sheet())
    assert berkas.decode().startswith(f"Kunci segel Pundi - {KUNCI.opd_nama}\r\nSidik jari: {KUNCI.sidik_jari}")
    assert read_sheet(berkas.decode(), ed25519.verify) == KUNCI
    assert read_sheet("\ufeff" + berkas.decode(), ed25519.verify) == KUNCI


def test_every_single_bit_of_a_sheet_is_proven() -> None:
    data = from_digits(sheet())
    for bit in range(len(data) * 8):
        ubah = bytearray(data)
        ubah[bit // 8] ^= 1 << bit % 8
        with pytest.raises(Refusal) as e:
            read_sheet(to_digits(bytes(ubah)), ed25519.verify)
        assert e.value.kode in ("ERR_LEMBAR_KUNCI", "ERR_BUKAN_SEGEL")


def test_nobody_hands_over_a_key_that_is_not_his() -> None:
    with pytest.raises(Refusal) as e:
        read_sheet(sheet(rahasia=RAHASIA_LAIN), ed25519.verify)
    assert e.value.kode == "ERR_LEMBAR_KUNCI"


def test_true_seal_over_nonsense_is_damaged() -> None:
    awal = b"K\x01" + KUNCI.publik + b"\xff\xff"
    with pytest.raises(Refusal) as e:
        read_sheet(to_digits(awal + ed25519.seal(RAHASIA, sheet_message(awal))), ed25519.verify)
    assert e.value.kode == "ERR_LEMBAR_KUNCI"


@pytest.mark.parametrize("teks", ["41702630118869", "Kunci segel Pundi - palsu\r\n12345", "", to_digits(b"K\x01")])
def test_something_else_is_refused(teks: str) -> None:
    with pytest.raises(Refusal) as e:
        read_sheet(teks, ed25519.verify)
    assert e.value.kode == "ERR_BUKAN_SEGEL"
