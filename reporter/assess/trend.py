"""The months of a year beside each other: what became of their tasks, and how many departments sent nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import Decimal

from ..records import record
from ..vocabulary.model import Lamp, Month, Period
from .settle import share


@record
class TrendMonth:
    """A month by tasks: how many are done and what share, how many bear each lamp; and how many departments sent
    nothing.
    """

    period: Period
    done: int
    done_percent: Decimal
    lamps: Mapping[Lamp, int]
    missing: int


def trend(months: Iterable[Month]) -> tuple[TrendMonth, ...]:
    """One of each month, as it was signed where `months` are; none of one alone, which goes nowhere.

    A month of which nothing came and nothing was asked says nothing.
    """
    told = [month for month in months if month.returned or month.plan.assesses(month.period)]
    return tuple(map(_of, told)) if len(told) > 1 else ()


def _of(month: Month) -> TrendMonth:
    done = sum(item.state.is_done for item in month.tasks)
    lamps = Counter(item.lamp for item in month.tasks)
    return TrendMonth(
        period=month.period,
        done=done,
        done_percent=share(done, len(month.tasks)),
        lamps={lamp: lamps[lamp] for lamp in Lamp},
        missing=len(month.missing),
    )
