"""The measure of growth tells quadratic work from linear work, and linear work from none."""

from __future__ import annotations

import pytest

from tests.growth import FLAT, check_growth, repeat


def linear(length: int) -> int:
    """Work in proportion to the length."""
    return sum(1 for _ in range(20 * length))


def quadratic(length: int) -> int:
    """Work in proportion to the square of the length."""
    return sum(1 for _ in range(length * length // 20))


def test_linear_work_passes() -> None:
    """Eight times the input and some eight times the time."""
    check_growth(linear, 1_000, 8_000)


def test_quadratic_work_is_told() -> None:
    """Eight times the input and 64 times the time."""
    with pytest.raises(AssertionError, match="times as long as the short one"):
        check_growth(quadratic, 1_000, 8_000)


def test_linear_work_is_told_where_none_was_expected() -> None:
    """What should end at a limit and does not is told."""
    with pytest.raises(AssertionError, match="at most 3 times were expected"):
        check_growth(linear, 1_000, 8_000, FLAT)


def test_what_ends_at_a_limit_is_flat() -> None:
    """The same work for every input."""
    check_growth(lambda length: linear(min(length, 1_000)), 2_000, 16_000, FLAT)


def test_a_piece_is_repeated_to_the_length() -> None:
    """The last piece may be cut."""
    assert repeat("abc", 7) == "abcabca"
