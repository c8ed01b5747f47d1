"""What templates may say of the months of a year beside each other: the words, and the table."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from ..assess.trend import TrendMonth
from ..figures.trend_figures import in_month, month_named
from ..gongwen.content import Table
from ..ledger.trend_sheet import TREND, TREND_DONE, TREND_LAMPS, TREND_MISSING, TREND_SHARE
from .declared_words import Word, said
from .made_table import Column, made_table
from .phrases import percentage
from .told_values import Telling
from .traced import told

MONTH_OF_TREND = "月份"
_SQUARES = 10
_FULL, _EMPTY = "■", "□"


def _month(item: TrendMonth) -> str:
    return told(f"{item.period.month}月", month_named, item.period)


def _series(title: str, note: str) -> Word:
    return Word(title, note, lambda tell, item: tell.of(in_month, item.period, title))


_WORDS = (
    Word(MONTH_OF_TREND, "如 5月", lambda _, item: _month(item)),
    *(_series(title, f"亮{title}的任务项数") for title in TREND_LAMPS),
    _series(TREND_DONE, "已完成的任务项数"),
    _series(TREND_SHARE, "已完成的占百分之几"),
    _series(TREND_MISSING, "没有报送的单位数"),
)

TREND_WORD = Word(
    TREND,
    "考核期内到这个月为止的各月，按任务统计；只有一个月的为空",
    lambda tell, *_: [said(_WORDS, tell, item) for item in tell.found.trend],
    _WORDS,
)


def squares(share: Decimal) -> str:
    """Ten squares, a full one for each tenth that is done: a bar that any printer and any font can set."""
    full = int(share / _SQUARES)
    return _FULL * full + _EMPTY * (_SQUARES - full)


def trend_table(tell: Telling[Any], months: Sequence[TrendMonth]) -> Table:
    """The months, each with a bar of what is done."""

    def own(title: str, share: float, heading: str) -> Column:
        return Column(heading, share, lambda item: tell.of(in_month, item.period, title))

    return made_table(
        [
            Column(MONTH_OF_TREND, 3.4, _month),
            *(own(title, 2.6, title) for title in TREND_LAMPS),
            own(TREND_DONE, 2.6, "已\n完成"),
            Column(TREND_SHARE, 4.6, lambda item: percentage(tell.points(in_month, item.period, TREND_SHARE))),
            Column("完成率图示\n（每格一成）", 10.6, lambda item: squares(item.done_percent), "left"),
            own(TREND_MISSING, 4, "未报送\n单位"),
        ],
        months,
    )
