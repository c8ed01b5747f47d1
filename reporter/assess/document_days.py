"""Whether the documents that 「发文登记」 lists can have been written on the day they bear."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from ..vocabulary.column_titles import DATED
from ..vocabulary.document_scope import Scope
from ..vocabulary.model import Period, Plan
from ..vocabulary.problems import Kind, Problem


def dated_early(plan: Plan, period: Period | None, as_of: dt.date) -> Iterator[Problem]:
    """The documents of a month (None: of the year) that are dated before the day on which it is assessed."""
    for item in plan.dispatches or ():
        cell = item.cells.get(DATED)
        if cell and item.period == period and item.kind != Scope.NOTICE and dt.date.fromisoformat(cell.text) < as_of:
            why = f"早于考核日期 {as_of}"
            yield Kind.DISPATCH_DAY.at(
                item.source.at(cell.address), content=cell.text, period=period, column=DATED, day=cell.text, why=why
            )
