"""Cents that add up: exact shares of a printed total, each rounded so that nothing is lost."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

__all__ = ["settle"]

_CENT = Decimal("0.01")


def settle(shares: Sequence[Fraction], total: Decimal) -> tuple[tuple[Decimal, Decimal], ...]:
    """(points, what settling added or took) of each share, in cents that add up to exactly `total`.

    Cents left over go to the largest remainders, cents too many are taken from the smallest; the first comes first among
    equals. What settling did is told against the share's own rounding, half up. `total` must have two decimals.
    """
    exact = [share * 100 for share in shares]
    cents = [int(value) for value in exact]
    left = int(total / _CENT) - sum(cents)
    order = sorted(range(len(exact)), key=lambda index: (cents[index] - exact[index], index))
    step = 1 if left > 0 else -1
    for turn in range(abs(left) if exact else 0):
        index = order[turn % len(order)] if step > 0 else order[-1 - turn % len(order)]
        cents[index] += step
    return tuple((Decimal(count) * _CENT, (Decimal(count) * _CENT - _rounded(share)).quantize(_CENT))
                 for count, share in zip(cents, shares))


def _rounded(share: Fraction) -> Decimal:
    return (Decimal(share.numerator) / Decimal(share.denominator)).quantize(_CENT, rounding=ROUND_HALF_UP)
