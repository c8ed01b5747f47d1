"""What the documents of a month and of a year quote of 「各月走势」."""

from __future__ import annotations

from collections.abc import Mapping

from ..ledger.trend_sheet import TREND, TREND_DONE, TREND_LAMPS, TREND_MISSING, TREND_SHARE
from ..vocabulary.column_titles import PERIOD
from ..vocabulary.model import Period
from ..vocabulary.terms import Promptness
from . import month_figures as month
from .formula import Calc, Cell, Formula
from .ledger_rows import MonthRows
from .ledger_sheets import Sheets
from .operations import MONTH_NUMBER, joined, period_in
from .origin import Figure, Typed

_AGAIN: Mapping[str, tuple[Figure, tuple[object, ...]]] = {
    TREND_DONE: (month.task_done, ()),
    TREND_SHARE: (month.task_done_share, ()),
    TREND_MISSING: (month.filing, (Promptness.NOT_FILED, Promptness.NOT_FILED)),
    **{title: (month.task_lamp, (title,)) for title in TREND_LAMPS},
}
"""Series → the figure of the month itself, and what it is of."""


def _cell(ledger: Sheets, period: Period, title: str) -> Cell:
    return ledger.cell(TREND, ledger.books[TREND].row((PERIOD, str(period))), title)


def _counted(ledger: Sheets, period: Period, title: str) -> Formula:
    """The month that a ledger is of is counted again; of the others it has what was found then."""
    if isinstance(ledger, MonthRows) and ledger.found.period == period:
        figure, given = _AGAIN[title]
        return figure.formula(ledger, *given)
    return _cell(ledger, period, title)


def _typed(ledger: Sheets, period: Period, title: str) -> tuple[Typed, ...]:
    return ledger.typed_in(_counted(ledger, period, title)) or ledger.run_of(period)


in_month = Figure(f"{TREND}：{{0}}{{1}}", f"「{TREND}」的“{{1}}”，当月核定的数", _counted, _typed)
month_named = Figure(
    f"{TREND}：月份",
    f"「{TREND}」的“{PERIOD}”",
    lambda ledger, period: joined(Calc(MONTH_NUMBER, (period_in(_cell(ledger, period, PERIOD), ledger.books),)), "月"),
    lambda ledger, period: ledger.run_of(period),
)
