"""The year's months, and how returns came in them."""

from __future__ import annotations

from collections.abc import Iterable

from ..ledger.year_sheets import COURSES, MONTHS, month_title
from ..vocabulary.cell_address import position
from ..vocabulary.column_titles import ARRANGEMENT, FILING, NOT_ASSESSED, PERIOD, UNIT
from ..vocabulary.terms import Promptness
from .counted import departments, element, run
from .formula import Calc, Cell, Count, Formula, Term
from .operations import ANY, MONTH, MONTH_NUMBER, NUMBER, joined, middle, sum_of
from .origin import Figure, Origin, Typed
from .shared_figures import ON_TIME
from .year_ledger import YearRows


def _span(ledger: YearRows) -> Formula:
    first, last = ledger.span()
    whole: Formula = Calc(MONTH, (first,))
    if ledger.found.months[0] == ledger.found.months[-1]:
        return whole
    return joined(whole, "至", Calc(MONTH_NUMBER, (last,)), "月")


def _count(ledger: YearRows) -> Formula:
    """The months that count, each known by the rows it has: a department may have only some of them."""
    return sum_of(*(Calc(ANY, (Count(MONTHS, ((PERIOD, (str(month),)),)),)) for month in ledger.found.months))


def _listed(cells: Iterable[Cell]) -> Formula:
    """「3月、5月」 of cells that hold months (2018-03)."""
    return _row((Calc(NUMBER, (middle(cell, 5, 7),)), "月") for cell in cells)


def _row(months: Iterable[tuple[Formula | str, ...]]) -> Formula:
    return joined(*[part for month in months for part in ("、", *month)][1:])


def _empty(ledger: YearRows) -> Formula:
    page = ledger.books[MONTHS]
    return _listed(ledger.cell(MONTHS, page.row((PERIOD, str(period))), PERIOD) for period in ledger.found.gaps)


def _left_out(ledger: YearRows) -> Formula:
    page = ledger.books[COURSES]
    return _row((Cell(COURSES, page.header, page.columns[month_title(one)]),) for one in ledger.found.left_out)


def _named(ledger: YearRows) -> tuple[Typed, ...]:
    """Where it is said which months do not count."""
    rows = (item.source for item in map(ledger.plan.arranged, ledger.found.left_out) if item.source.cell)
    own = tuple(
        typed for source in rows for typed in ledger.listed(ARRANGEMENT, position(source.cell)[0], NOT_ASSESSED)
    )
    return ledger.typed(element(ledger, "不考核月份")) + own


span_of = Figure(
    "考核期", "计入考核的月份：从考核起始月（未定的从首个收到报表的月份）到最后一个收到报表的月份", _span, run
)
"""「2018年5月至12月」."""
month_count = Figure("考核月数", "「各月得分」中有几个不同的报送期", _count, run)
empty_months = Figure("空白月份", "没有收到任何单位报表的月份", _empty, run)
left_out = Figure("不计月份", "任务总表「公文」的“不考核月份”和「报送安排」的“不考核”", _left_out, _named)


def filings(ledger: YearRows, kinds: tuple[str, ...]) -> Origin:
    """How many returns came in these ways."""
    return filings_of(ledger, "", kinds)


def filings_of(ledger: YearRows, department: str, kinds: tuple[str, ...]) -> Origin:
    """How many returns of a department came in these ways; of all when it is blank."""
    terms: tuple[Term, ...] = ((FILING, kinds), *([ledger.named(department)] if department else []))
    names = [department] if department else [item.name for item in ledger.plan.departments]
    return Origin(
        name=f"{department}{kinds[0] if kinds != tuple(Promptness) else '应报'}次数",
        how=f"「各月得分」中报送情况为{'、'.join(kinds)}的行数，一个单位一个月计一次",
        formula=Count(MONTHS, terms),
        typed=tuple(typed for name in names for typed in ledger.filed(name, kinds)),
    )


def filing_kind(ledger: YearRows, label: str) -> Origin:
    """How many came in one way, 按时报送 being 按时."""
    return filings(ledger, (Promptness.ON_TIME if label == ON_TIME else label,))


filing_departments = departments(
    "{0}单位数", "有{0}的单位数", having=lambda _, __, kinds: ((True, MONTHS, ((FILING, kinds),)),)
)


def own_months(ledger: YearRows, name: str, kinds: tuple[str, ...]) -> Origin:
    """The months in which a department reported in these ways."""
    page = ledger.books[MONTHS]
    rows = sorted(row for kind in kinds for row in page.rows((UNIT, name), (FILING, kind)))
    return Origin(
        name=f"{name}{kinds[0]}月份",
        how=f"「各月得分」中报送情况为{'、'.join(kinds)}的月份",
        formula=_listed(ledger.cell(MONTHS, row, PERIOD) for row in rows),
        typed=ledger.filed(name, kinds),
    )
