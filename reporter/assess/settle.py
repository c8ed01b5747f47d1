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


def share(part: int, whole: int) -> Decimal:
    """A percentage that stands alone: one decimal, half up; 0.0 of nothing."""
    if not whole:
        return Decimal("0.0")
    return (Decimal(100 * part) / Decimal(whole)).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)


@record
class Rising:
    """Percentages that were cut to one decimal make less than 100.0: some of them have to be raised by 0.1.

    tenths: how many have to be. steps: the places of those that may be, the largest remainder first; the parts of one
    step have equal counts, and all of them are raised or none. apart: parts with this count or a larger one are each a
    step of its own, be they equal (None: no part is), because with whole steps alone the number was not to be had.
    """

    steps: tuple[tuple[int, ...], ...]
    tenths: int
    apart: int | None = None

    @property
    def sums(self) -> tuple[frozenset[int], ...]:
        """For each step the numbers of parts that can be raised in it and those after it; {0} behind the last."""
        found = [frozenset({0})]
        for step in reversed(self.steps):
            found.insert(0, found[0] | {more + len(step) for more in found[0]})
        return tuple(found)

    @property
    def raised(self) -> tuple[int, ...]:
        """The places of the parts that are raised: those of each step after which the number can still be met."""
        found: tuple[int, ...] = ()
        for step, behind in zip(self.steps, self.sums[1:]):
            if self.tenths - len(found) - len(step) in behind:
                found += step
        return found


def rising(counts: Sequence[int]) -> Rising:
    """Which parts of a whole are raised, given how many each has: parts with equal counts alike where that is possible.

    Where it is not, the largest counts are taken apart first, so that several equal small parts still agree in print.
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
    """The percentage of each part, given how many it has: one decimal, together exactly 100.0 (0.0 each of nothing).

    Each is cut to one decimal, and those that `rising` names are raised by 0.1.
    """
    total, raised = sum(counts), rising(counts).raised
    if not total:
        return tuple(Decimal("0.0") for _ in counts)
    return tuple(Decimal(1000 * count // total + (place in raised)) / 10 for place, count in enumerate(counts))
