"""Tests of `benchmarks.summary_speed`: the gate of how fast summaries are."""

from __future__ import annotations

import pytest

from benchmarks import summary_speed


@pytest.mark.parametrize(
    ("least", "most", "code"), [(0.001, 1_000.0, 0), (10**6, 1_000.0, 1), (0.001, 0.0, 1)]
)
def test_the_gate_closes_where_a_method_is_too_slow(
    least: float,
    most: float,
    code: int,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Too few times as fast as stock sumy, or too long, three times in turn: exit code 1."""
    monkeypatch.setattr(summary_speed, "_ARTICLES", summary_speed._ARTICLES / "crime")
    monkeypatch.setattr(summary_speed, "_LEAST_RATIOS", {("luhn", 25): least})
    monkeypatch.setattr(summary_speed, "_MOST_RATIOS", {("lsa", 50): most})
    monkeypatch.setattr(summary_speed, "_YARDSTICK", 25)
    monkeypatch.setattr("sys.argv", ["summary_speed", "--gate"])
    assert summary_speed.main() == code
    assert capsys.readouterr().out.count("\n") == (2 if code == 0 else 4)


@pytest.mark.slow
def test_every_method_of_sumy_is_compared(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The table has a row for each method, and a dash where stock sumy would take too long."""
    monkeypatch.setattr(summary_speed, "_ARTICLES", summary_speed._ARTICLES / "crime")
    monkeypatch.setattr(summary_speed, "_SIZES", (8, 30))
    monkeypatch.setattr(summary_speed, "_MOST_SECONDS", 0.0)
    monkeypatch.setattr("sys.argv", ["summary_speed"])
    assert summary_speed.main() == 0
    rows = [row.split() for row in capsys.readouterr().out.splitlines()[2:]]
    assert [row[0] for row in rows] == list(summary_speed._STOCK)
    for row in rows:
        new, again, stock, ratio, *longer = row[1:]
        assert min(map(float, (new, again, stock.replace(",", "")))) > 0.0
        assert ratio.endswith("x")
        assert longer[2:] == ["-", "-"]
