"""The year's months, and how returns came in them."""

from __future__ import annotations

from collections.abc import Iterable

from .counted import departments, element
from .formula import Calc, Cell, Count, Formula, Term
from .operations import ANY, MONTH, MONTH_NUMBER, NUMBER, joined, middle, sum_of
from .origin import Origin, Typed
from .year_ledger import COURSES, MONTHS, YearRows


def span_of(ledger: YearRows) -> Origin:
    """考核期: 「2018年5月至12月」."""
    first, last = ledger.span()
    whole: Formula = Calc(MONTH, (first,))
    if ledger.found.months[0] != ledger.found.months[-1]:
        whole = joined(whole, "至", Calc(MONTH_NUMBER, (last,)), "月")
    return Origin(
        name="考核期",
        how="计入考核的月份：从考核起始月（未定的从首个收到报表的月份）到最后一个收到报表的月份",
        formula=whole,
        typed=ledger.run,
    )


def month_count(ledger: YearRows) -> Origin:
    """How many months count."""
    return Origin(
        name="考核月数",
        how="「各月得分」中有几个不同的报送期",
        formula=sum_of(*(Calc(ANY, (Count(MONTHS, (("报送期", (str(month),)),)),)) for month in ledger.found.months)),
        typed=ledger.run,
    )


def _listed(ledger: YearRows, cells: Iterable[Cell], name: str, how: str, typed: tuple[Typed, ...]) -> Origin:
    """「3月、5月」 of cells that hold months (2018-03)."""
    parts: list[Formula | str] = []
    for cell in cells:
        parts += ["、", Calc(NUMBER, (middle(cell, 5, 7),)), "月"]
    return Origin(name=name, how=how, formula=joined(*parts[1:]), typed=typed)


def empty_months(ledger: YearRows) -> Origin:
    """The months in which nothing came back."""
    page = ledger.books[MONTHS]
    cells = [ledger.cell(MONTHS, page.row(报送期=str(period)), "报送期") for period in ledger.found.gaps]
    return _listed(ledger, cells, "空白月份", "没有收到任何单位报表的月份", ledger.run)


def left_out(ledger: YearRows) -> Origin:
    """The months that do not count."""
    page = ledger.books[COURSES]
    parts = [
        part
        for period in ledger.found.left_out
        for part in ("、", Cell(COURSES, page.header, page.columns[f"{period.month}月"]))
    ]
    return Origin(
        name="不计月份",
        how="任务总表「公文」的“不考核月份”",
        formula=joined(*parts[1:]),
        typed=element(ledger, "不考核月份").typed,
    )


def filings(ledger: YearRows, kinds: tuple[str, ...], department: str = "") -> Origin:
    """How many returns came in these ways, of one department when told."""
    terms: tuple[Term, ...] = (("报送情况", kinds), *([ledger.named(department)] if department else []))
    names = [department] if department else [item.name for item in ledger.plan.departments]
    return Origin(
        name=f"{department}{kinds[0] if len(kinds) < 4 else '应报'}次数",
        how=f"「各月得分」中报送情况为{'、'.join(kinds)}的行数，一个单位一个月计一次",
        formula=Count(MONTHS, terms),
        typed=tuple(typed for name in names for typed in ledger.filed(name, kinds)),
    )


def filing_kind(ledger: YearRows, label: str) -> Origin:
    """How many came in one way, 按时报送 being 按时."""
    return filings(ledger, ("按时" if label == "按时报送" else label,))


def filing_departments(ledger: YearRows, name: str, kinds: tuple[str, ...]) -> Origin:
    """How many departments reported in these ways."""
    return departments(ledger, f"{name}单位数", f"有{name}的单位数", clauses=[(True, MONTHS, (("报送情况", kinds),))])


def own_months(ledger: YearRows, name: str, kinds: tuple[str, ...]) -> Origin:
    """The months in which a department reported in these ways."""
    page = ledger.books[MONTHS]
    rows = sorted(row for kind in kinds for row in page.rows(单位=name, 报送情况=kind))
    cells = [ledger.cell(MONTHS, row, "报送期") for row in rows]
    how = f"「各月得分」中报送情况为{'、'.join(kinds)}的月份"
    return _listed(ledger, cells, f"{name}{kinds[0]}月份", how, ledger.filed(name, kinds))
