"""「各月走势」: the months of a year beside each other. Which series there are is said here, for every ledger, page and
document that shows them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from ..assess.trend import TrendMonth
from ..vocabulary import column_titles
from ..vocabulary.model import Lamp, State
from .sheet_rows import Sheet, TableColumn

TREND = "各月走势"
TREND_DONE, TREND_SHARE, TREND_MISSING = str(State.DONE), "完成率", f"{column_titles.MISSING_OWNERS}数"
TREND_LAMPS = {f"{lamp}灯": lamp for lamp in Lamp}
DRAWN = (TREND_DONE, f"{Lamp.YELLOW}灯", f"{Lamp.RED}灯", TREND_MISSING)
"""The series that lines are drawn of."""
TREND_NOTE = "按任务统计，一项任务计一项，全部责任单位完成的方为完成；已印发的月份为印发时的数"


def _lamp(lamp: Lamp, item: TrendMonth) -> int:
    return item.lamps[lamp]


_COLUMNS: tuple[TableColumn[TrendMonth], ...] = (
    TableColumn(column_titles.PERIOD, 9, lambda item: str(item.period), "short"),
    *(TableColumn(title, 7, partial(_lamp, lamp), "number") for title, lamp in TREND_LAMPS.items()),
    TableColumn(TREND_DONE, 8.5, lambda item: item.done, "number"),
    TableColumn(TREND_SHARE, 8.5, lambda item: item.done_percent, "percent"),
    TableColumn(TREND_MISSING, 14, lambda item: item.missing, "number"),
)


def trend_sheet(months: Sequence[TrendMonth]) -> Sheet[TrendMonth]:
    """「各月走势」: a month each, the earliest first."""
    return Sheet(name=TREND, key="trend", columns=_COLUMNS, items=months, frozen_columns=1)
