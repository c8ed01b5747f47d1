"""Rounded numbers that add up: cents of a printed total, percentages of a whole."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from ..records import record

_CENT = Decimal("0.01")


def settle(shares: Sequence[Fraction], total: Decimal) -> tuple[tuple[Decimal, Decimal], ...]:
    """(points, what settling added or took) of each share, in cents that add up to exactly `total`.

    Cents left over go to the largest remainders, cents too many are taken from the smallest; the first comes first
    among equals. What settling did is told against the share's own rounding, half up. `total` must have two decimals.
    """
    exact = [share * 100 for share in shares]
    cents = [int(value) for value in exact]
    left = int(total / _CENT) - sum(cents)
    order = sorted(range(len(exact)), key=lambda index: (cents[index] - exact[index], index))
    step = 1 if left > 0 else -1
    for turn in range(abs(left) if exact else 0):
        index = order[turn % len(order)] if step > 0 else order[-1 - turn % len(order)]
        cents[index] += step
    return tuple(
        (Decimal(count) * _CENT, (Decimal(count) * _CENT - _rounded(share)).quantize(_CENT))
        for count, share in zip(cents, shares)
    )


def _rounded(share: Fraction) -> Decimal:
    return (Decimal(share.numerator) / Decimal(share.denominator)).quantize(_CENT, rounding=ROUND_HALF_UP)


@record
class Rising:
    """Which of the parts' percentages, cut to one decimal, are raised by 0.1 so that together they make 100.0.

    steps: the parts by their places, largest remainder first; those of one step are raised all or none. tenths: how
    many parts have to be raised. apart: parts of this count and more are each a step of their own; None: parts of equal
    count always share one.
    """

    steps: tuple[tuple[int, ...], ...]
    tenths: int
    apart: int | None = None

    @property
    def sums(self) -> tuple[frozenset[int], ...]:
        """For each step, and once more after the last: the numbers of parts that can be raised from there on."""
        found = [frozenset({0})]
        for step in reversed(self.steps):
            found.insert(0, found[0] | {more + len(step) for more in found[0]})
        return tuple(found)

    @property
    def raised(self) -> tuple[int, ...]:
        """The places of the parts that are raised: a step is, when the later ones can make up exactly what is left."""
        found: tuple[int, ...] = ()
        for step, behind in zip(self.steps, self.sums[1:]):
            if self.tenths - len(found) - len(step) in behind:
                found += step
        return found


def rising(counts: Sequence[int]) -> Rising:
    """How the parts of a whole are rounded: equal counts alike wherever that makes 100.0.

    Where it does not, the largest counts are taken apart first, so that several equal small parts still agree in print.
    """
    total = sum(counts) or 1
    rests = [1000 * count % total for count in counts]
    order = sorted(
        (place for place, rest in enumerate(rests) if rest), key=lambda place: (-rests[place], -counts[place])
    )
    tenths = sum(rests) // total
    made = Rising(steps=_steps(order, counts, None), tenths=tenths)
    for apart in sorted({counts[place] for place in order}, reverse=True):
        if tenths in made.sums[0]:
            break
        made = Rising(steps=_steps(order, counts, apart), tenths=tenths, apart=apart)
    return made


def _steps(order: Sequence[int], counts: Sequence[int], apart: int | None) -> tuple[tuple[int, ...], ...]:
    """The places in `order`, those of equal counts together, each alone from the count `apart` on."""
    found: dict[tuple[int, int], tuple[int, ...]] = {}
    for place in order:
        key = (counts[place], -1 if apart is None or counts[place] < apart else place)
        found[key] = (*found.get(key, ()), place)
    return tuple(found.values())


def settled(counts: Sequence[int]) -> tuple[Decimal, ...]:
    """Percentages with one decimal that add up to exactly 100.0: the largest remainders are rounded up (see `rising`).

    Each differs from its exact value by less than 0.1. All are 0.0 when the whole is empty.
    """
    total, raised = sum(counts), rising(counts).raised
    if not total:
        return tuple(Decimal("0.0") for _ in counts)
    return tuple(Decimal(1000 * count // total + (place in raised)) / 10 for place, count in enumerate(counts))
