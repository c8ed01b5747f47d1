"""Cents and percentages that add up: who gets what is left over, and who gives what is too much."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from reporter.assess.settle import settle, settled


def points(shares, total) -> list[str]:
    return [str(cents) for cents, _ in settle([Fraction(share) for share in shares], Decimal(total))]


@pytest.mark.parametrize(
    ("shares", "total", "expected"),
    [
        (["1/3", "1/3", "1/3"], "1.00", ["0.34", "0.33", "0.33"]),
        (["1/3", "1/3", "1/3"], "1.01", ["0.34", "0.34", "0.33"]),
        (["1.001", "1.009"], "2.01", ["1.00", "1.01"]),
        (["1.009", "1.001", "1.005"], "3.02", ["1.01", "1.00", "1.01"]),
        (["1.004", "1.001"], "1.99", ["1.00", "0.99"]),
        (["1.001", "1.004", "1.002"], "2.98", ["0.99", "1.00", "0.99"]),
        (["1", "1"], "1.99", ["1.00", "0.99"]),
        (["0.5"], "0.53", ["0.53"]),
        ([], "0.00", []),
    ],
)
def test_cents_left_over_go_to_the_largest_remainders_and_cents_too_many_come_from_the_smallest(
    shares, total, expected
):
    """The first of equals is the first to get one, and the last to give one."""
    assert points(shares, total) == expected


def test_what_settling_moved_is_told_against_rounding_half_up():
    """An eighth is 13 cents when it is rounded by itself, 12 when the parts have to make 25."""
    assert settle([Fraction(1, 8)], Decimal("0.13")) == ((Decimal("0.13"), Decimal("0.00")),)
    moved = settle([Fraction(1, 8), Fraction(1, 8)], Decimal("0.25"))
    assert moved == ((Decimal("0.13"), Decimal("0.00")), (Decimal("0.12"), Decimal("-0.01")))


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ([1, 1, 1], "33.4 33.3 33.3"),
        ([1, 2], "33.3 66.7"),
        ([1, 4, 7], "8.3 33.3 58.4"),
        ([1, 4, 1], "16.7 66.6 16.7"),
        ([2, 2, 1, 1, 1], "28.6 28.5 14.3 14.3 14.3"),
        ([3, 0, 3], "50.0 0.0 50.0"),
        ([0, 7], "0.0 100.0"),
        ([0, 0], "0.0 0.0"),
    ],
)
def test_percentages_of_a_whole_make_a_hundred_and_equal_counts_agree_where_they_can(counts, expected):
    """The largest remainder rises first, of equal ones the larger count; large counts are parted before small ones."""
    found = settled(counts)
    assert " ".join(f"{percent:.1f}" for percent in found) == expected
    assert sum(found) == (100 if sum(counts) else 0)
