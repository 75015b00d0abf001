"""The words after `run.py bench` choose what is measured."""

import pytest

from tests.bench import bench, bench_cocok


def test_parts_seeds_and_sets_are_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    jalan: list[object] = []
    monkeypatch.setattr(bench, "BAGIAN", {n: lambda _, n=n: jalan.append(n) for n in bench.BAGIAN})
    monkeypatch.setattr(bench_cocok, "main", lambda a: jalan.append(tuple(a)))
    assert bench.main(["cocok", "17", "10k/1"]) == 0
    assert bench.main(["tagihan"]) == 0
    assert jalan == [("17", "10k/1"), "tagihan"]
    jalan.clear()
    assert bench.main([]) == 0
    assert jalan == [*bench.BAGIAN, ()]


@pytest.mark.parametrize("kata", [["cepat"], ["17"], ["buku", "10k/1"]])
def test_a_word_that_names_nothing_is_said(kata: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert bench.main(kata) == 2
    assert "cocok [BENIH ...]" in capsys.readouterr().out


def test_one_small_set_is_measured(capsys: pytest.CaptureFixture[str]) -> None:
    bench_cocok.main(["31", "1k"])
    said = capsys.readouterr().out
    assert said.startswith("1k      benih 31  10")
    assert "tujuan F1 >= 0.99: ya" in said
    assert "otomatis" in said
