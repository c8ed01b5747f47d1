"""Where the year's months and filings come from."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from .findings_origins import department_named
from .formula import Calc, Cell, Count, Formula, Term
from .operations import MONTH, MONTH_NUMBER, NUMBER, joined, middle
from .origin import Origin, Typed
from .shared_origins import departments, element
from .word_origins import Trail, Words, alone, of
from .year_ledger import COURSES, MONTHS, YearLedger
from .year_tasks import divided

__all__ = ["LATE", "filing_words", "filings"]

LATE = ("迟报", "催报后报送")
"""The ways of filing that count as late."""

_KINDS = ("按时", *LATE, "未报送")


def _period(ledger: YearLedger) -> Origin:
    first, last = ledger.span()
    whole = Calc(MONTH, (first,))
    if ledger.found.months[0] != ledger.found.months[-1]:
        whole = joined(whole, "至", Calc(MONTH_NUMBER, (last,)), "月")
    return Origin(
        name="考核期",
        how="计入考核的月份：从考核起始月（未定的从首个收到报表的月份）到最后一个收到报表的月份",
        formula=whole,
        typed=ledger.run,
    )


def _month_number(ledger: YearLedger) -> Origin:
    name = ledger.found.busy[0]
    return Origin(
        name="考核月数",
        how="「各月得分」中每个单位的行数",
        formula=Count(MONTHS, (ledger.named(name), ("报送期", ()))),
        typed=ledger.run,
    )


def _listed(ledger: YearLedger, cells: Iterable[Cell], name: str, how: str, typed: tuple[Typed, ...]) -> Origin:
    """「3月、5月」 of cells that hold months (2018-03)."""
    parts: list[Formula | str] = []
    for cell in cells:
        parts += ["、", Calc(NUMBER, (middle(cell, 5, 7),)), "月"]
    return Origin(name=name, how=how, formula=joined(*parts[1:]), typed=typed)


def _gaps(ledger: YearLedger, trail: Trail, value: object) -> Origin:
    page = ledger.books[MONTHS]
    cells = [ledger.cell(MONTHS, page.row(报送期=str(period)), "报送期") for period in ledger.found.gaps]
    return _listed(ledger, cells, "空白月份", "没有收到任何单位报表的月份", ledger.run)


def _left_out(ledger: YearLedger, trail: Trail, value: object) -> Origin:
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


def filings(ledger: YearLedger, kinds: tuple[str, ...], department: str = "") -> Origin:
    """How many returns came in these ways, of one department when told."""
    terms: tuple[Term, ...] = (("报送情况", kinds), *([ledger.named(department)] if department else []))
    names = [department] if department else [item.name for item in ledger.plan.departments]
    return Origin(
        name=f"{department}{kinds[0] if len(kinds) < 4 else '应报'}次数",
        how=f"「各月得分」中报送情况为{'、'.join(kinds)}的行数，一个单位一个月计一次",
        formula=Count(MONTHS, terms),
        typed=tuple(typed for name in names for typed in ledger.filed(name, kinds)),
    )


def _filing_words(name: str, kinds: tuple[str, ...]) -> Words:
    def named(ledger: YearLedger, department: str) -> Origin:
        return filings(ledger, kinds, department)

    def units(ledger: YearLedger, trail: Trail, value: object) -> Origin:
        return departments(
            ledger, f"{name}单位数", f"有{name}的单位数", clauses=[(True, MONTHS, (("报送情况", kinds),))]
        )

    return {
        (name, "项数"): alone(filings, kinds),
        (name, "分单位", "项数"): of(named),
        (name, "单位", "#"): units,
        (name, "分单位", "#"): units,
        (name, "单位"): department_named,
        (name, "分单位", "单位"): department_named,
    }


def _filing(ledger: YearLedger, label: str) -> Origin:
    return filings(ledger, ("按时" if label == "按时报送" else label,))


def _own_months(*kinds: str) -> Callable[..., Origin]:
    def maker(ledger: YearLedger, trail: Trail, value: object) -> Origin:
        name = str(trail[-1]["单位"])
        page = ledger.books[MONTHS]
        rows = [row for kind in kinds for row in page.rows(单位=name, 报送情况=kind)]
        cells = [ledger.cell(MONTHS, row, "报送期") for row in sorted(rows)]
        return _listed(
            ledger,
            cells,
            f"{name}{kinds[0]}月份",
            f"「各月得分」中报送情况为{'、'.join(kinds)}的月份",
            ledger.filed(name, kinds),
        )

    return maker


def filing_words() -> Words:
    """The words that tell of months and of how returns came."""
    return (
        _filing_words("迟报", LATE)
        | _filing_words("未报送", ("未报送",))
        | {
            ("考核期",): alone(_period),
            ("考核月数",): alone(_month_number),
            ("空白月份",): _gaps,
            ("不计月份",): _left_out,
            ("应报次数",): alone(filings, _KINDS),
            **divided("报送情况", _filing),
            ("按时月份",): _own_months("按时"),
            ("迟报月份",): _own_months(*LATE),
            ("未报月份",): _own_months("未报送"),
        }
    )
