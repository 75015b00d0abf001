"""How good matching is on seeded bills: what is proposed at all, and what is taken over without a person."""

import pytest

from tests.bench.bench_cocok import ours
from tests.bench.kumpulan import make_set, score


@pytest.mark.parametrize(("benih", "kantor"), [(9001, 1), (9002, 1), (9003, 3)])
def test_pairs_of_seeded_bills(benih: int, kantor: int) -> None:
    isi = make_set(benih, 1_000, kantor)
    semua, sendiri = ours(isi.offices())
    assert score(isi, semua).f1 >= 0.99
    assert score(isi, sendiri).ketepatan >= 0.995
    assert len(sendiri) >= 0.7 * len(semua)


def test_the_same_seed_makes_the_same_set_with_every_kind_in_it() -> None:
    satu, lagi = make_set(9001, 2_000, 1), make_set(9001, 2_000, 1)
    assert (satu.baris, satu.bukti, satu.benar) == (lagi.baris, lagi.bukti, lagi.benar)
    assert set(satu.benar.values()) == {"satu", "dua baris", "gabungan", "refund", "valas", "salah ketik"}
    assert satu.baris != make_set(9002, 2_000, 1).baris
