"""Where each column of the year's tables comes from: rows are those of the figures, cells those of 考核得分表."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from ..assess.year_records import PARTS, Deduction, DepartmentYear
from ..gongwen.content import Noted, Table
from ..vocabulary.model import Verdict
from .findings_origins import department_named, short_name
from .formula import Calc, Compared, Count, Formula, Operation
from .noted_tables import CellMaker, Columns, noted_table
from .operations import MONTH_NUMBER, day_in, joined, middle, period_in
from .origin import Origin
from .quotes import quoted_from
from .shared_origins import rule, task_cell
from .year_filings import LATE, filings
from .year_ledger import COURSES, MONTHS, YearLedger
from .year_scores import deducted, full_marks, lost_cell, part_points, year_rank, year_total
from .year_tasks import OPEN_STATES

__all__ = ["year_tables"]

_SIGNED = Operation(
    'TEXT({0},"""＋""0.00;""－""0.00")', lambda value: f"{value:+.2f}".replace("+", "＋").replace("-", "－")
)


def year_tables(ledger: YearLedger, facts: Mapping[str, object], tables: Mapping[str, Table]) -> dict[str, Table]:
    """The tables of the year with notes at their figures; a table that is not known here stays as it is."""
    found = ledger.found
    rows: dict[str, Sequence[object]] = {
        "年度得分": found.assessed,
        "得分明细": found.assessed,
        "得分变动": found.changed,
        "扣分汇总": found.assessed,
        "未完成清单": _open_tasks(found.open_duties),
        "异议处理": range(1, len(found.objections) + 1),
    }
    made = {}
    for name, table in tables.items():
        if name in rows and table.rows:
            table = noted_table(ledger, table, rows[name], _COLUMNS[name])
            table = _dated(ledger, table, rows[name]) if name == "未完成清单" else table
        elif name == "得分":
            own = ledger.year.department(str(facts["单位"]))
            table = noted_table(
                ledger, table, [(own, part, facts["定稿"]) for part in (*(part for _, part in PARTS), "总分")], _OWN
            )
        elif name == "扣分明细" and table.rows:
            table = noted_table(ledger, table, ledger.year.department(str(facts["单位"])).deductions, _DEDUCTIONS)
        made[name] = table
    return made


def _open_tasks(verdicts: Sequence[Verdict]) -> list[tuple[Verdict, ...]]:
    """The open duties of each task, in the order of the table."""
    by_task: dict[str, list[Verdict]] = {}
    for verdict in sorted(verdicts, key=lambda item: (item.duty.task.list_key, item.duty.task.number)):
        by_task.setdefault(verdict.duty.task.id, []).append(verdict)
    return [tuple(own) for own in by_task.values()]


_PUT_OFF = re.compile(r"经批准延至(\d+年\d+月\d+日)")


def _dated(ledger: YearLedger, table: Table, items: Sequence[tuple[Verdict, ...]]) -> Table:
    """Notes at the dates to which deadlines were put off, in the last column, and at names that hold a figure."""

    def origin(verdict: Verdict) -> Origin:
        cell = _course(ledger, verdict, "完成时限")
        return Origin(
            name=f"任务{verdict.duty.task.id}延期后的时限",
            how="任务总表「延期」中经批准的时限",
            formula=cell,
            typed=_extension(ledger, verdict),
        )

    def noted(text: str, own: tuple[Verdict, ...]) -> str:
        later = {
            f"{item.duty.deadline.year}年{item.duty.deadline.month}月{item.duty.deadline.day}日": item
            for item in own
            if item.duty.extension
        }
        notes = [(*match.span(1), partial(origin, later[match[1]])) for match in _PUT_OFF.finditer(text)]
        names = [item.duty.department for item in own if any(map(str.isdigit, item.duty.department))]
        notes += [
            (place, place + len(name), partial(department_named, ledger, (), name))
            for name in names
            for place in (text.find(name),)
        ]
        return Noted(text, sorted(notes, key=lambda note: note[:2]))

    return replace(table, rows=tuple((*row[:-1], noted(row[-1], own)) for row, own in zip(table.rows, items)))


def _extension(ledger: YearLedger, verdict: Verdict):
    source = verdict.duty.extension.source
    return ledger.listed("延期", _row(source.cell), "延期至", "批准依据") if source.cell else ()


def _row(address: str) -> int:
    return int(re.sub(r"\D", "", address))


def _course(ledger: YearLedger, verdict: Verdict, title: str):
    page = ledger.books[COURSES]
    return ledger.cell(COURSES, page.row(单位=verdict.duty.department, 任务编号=verdict.duty.task.id), title)


# --- cells --------------------------------------------------------------------------------------------------------


def _of(make: Callable[..., Origin], **given: object) -> CellMaker:
    return lambda ledger, item, text: make(ledger, item.name, **given)


def _named(ledger: YearLedger, item: DepartmentYear, text: str) -> Origin:
    return department_named(ledger, (), text)


def _part(part: str) -> CellMaker:
    return lambda ledger, item, text: part_points(ledger, item.name, part)


def _score(title: str) -> CellMaker:
    return lambda ledger, item, text: Origin(
        name=f"{item.name}{title}",
        how=f"考核得分表「得分」的“{title}”",
        formula=ledger.score(item.name, title),
        typed=ledger.lost_by(item.name),
    )


def _lost(part: str) -> CellMaker:
    return lambda ledger, item, text: Origin(
        name=f"{item.name}{part}扣分",
        how="「扣分明细」中该单位该项各条扣分之和、条数",
        formula=lost_cell(ledger, item.name, part),
        typed=ledger.lost_by(item.name, part),
    )


def _lost_all(ledger: YearLedger, item: DepartmentYear, text: str) -> Origin:
    return Origin(
        name=f"{item.name}扣分合计",
        how="「扣分明细」中该单位各条扣分之和",
        formula=deducted(ledger, item.name),
        typed=ledger.lost_by(item.name),
    )


def _filings(ledger: YearLedger, item: DepartmentYear, text: str) -> Origin:
    parts: list[Formula | str] = []
    for kind in (*LATE, "未报送"):
        if item.filed(kind):
            parts += ["、", kind, filings(ledger, (kind,), item.name).formula, "次"]
    return Origin(
        name=f"{item.name}报送情况",
        how="「各月得分」中该单位各种报送情况的月数",
        formula=joined(*parts[1:]),
        typed=ledger.filed(item.name, (*LATE, "未报送")),
    )


def _task(title: str) -> CellMaker:
    def maker(ledger: YearLedger, own: tuple[Verdict, ...], text: str) -> Origin:
        task_id = own[0].duty.task.id
        return short_name(ledger, task_id, text) if title == "任务" else task_cell(ledger, task_id, title, title, text)

    return maker


def _deadline(ledger: YearLedger, own: tuple[Verdict, ...], text: str) -> Origin:
    """The task's own deadline, from a duty that was not put off; else from what 延期 says it was put off from."""
    task_id = own[0].duty.task.id
    duties = [item for item in ledger.year.months[-1].verdicts if item.duty.task.id == task_id]
    plain = next((item for item in duties if not item.duty.extension), None)
    formula = _course(ledger, plain, "完成时限") if plain else day_in(_course(ledger, own[0], "延期"), ledger.books)
    return Origin(
        name=f"任务{task_id}完成时限",
        how="任务总表「任务」的完成时间",
        formula=formula,
        typed=ledger.task_source(task_id, "完成时间"),
    )


def _open_departments(ledger: YearLedger, own: tuple[Verdict, ...], text: str) -> Origin:
    task_id = own[0].duty.task.id
    formula = Count(COURSES, (("任务编号", Compared("=", ledger.task(task_id, "任务编号"))), ("年末核定", OPEN_STATES)))
    return Origin(
        name=f"任务{task_id}未完成单位数",
        how="「各月亮灯」中该任务年末仍未核定完成的单位个数",
        formula=formula,
        typed=ledger.wrote_in(formula.hits(ledger.books), "status"),
    )


def _objection(title: str) -> CellMaker:
    def maker(ledger: YearLedger, place: int, text: str) -> Origin:
        cell = ledger.objection(place, title)
        value = cell.value(ledger.books)
        return Origin(
            name=f"异议{place}的{title}",
            how="任务总表「异议」",
            typed=ledger.objected(place, title),
            formula=quoted_from(cell, text, ledger.books) if isinstance(value, str) else cell,
        )

    return maker


def _moved(title: str) -> CellMaker:
    """「3→2」, or the one that stayed."""

    def maker(ledger: YearLedger, item: DepartmentYear, text: str) -> Origin:
        before, after = ledger.score(item.name, f"征求意见稿{title}"), ledger.score(item.name, title)
        return Origin(
            name=f"{item.name}{title}变动",
            how="考核得分表「得分」中征求意见稿与定稿相比",
            typed=ledger.lost_by(item.name),
            formula=joined(before, "→", after) if "→" in text else after,
        )

    return maker


# --- the letter ---------------------------------------------------------------------------------------------------


_OwnRow = tuple[DepartmentYear, str, object]
"""What a row of 得分 is about: department, part, whether it tells of the final version."""


def _own_weight(ledger: YearLedger, item: _OwnRow, text: str) -> Origin:
    return full_marks(ledger) if item[1] == "总分" else rule(ledger, f"{item[1]}分值")


def _own_points(ledger: YearLedger, item: _OwnRow, text: str) -> Origin:
    department, part, final = item
    return (
        year_total(ledger, department.name, draft=not final)
        if part == "总分"
        else part_points(ledger, department.name, part)
    )


def _own_lost(ledger: YearLedger, item: _OwnRow, text: str) -> Origin:
    department, part, _ = item
    part = "" if part == "总分" else part
    return Origin(
        name=f"{department.name}{part}扣分",
        how="「扣分明细」中该单位各条扣分之和",
        formula=deducted(ledger, department.name, part),
        typed=ledger.lost_by(department.name, part),
    )


def _own_because(ledger: YearLedger, item: _OwnRow, text: str) -> Origin:
    department, part, _ = item
    number = Count(MONTHS, (ledger.named(department.name), ("报送期", ())))
    made = joined(number, "个月得分的平均值")
    if made.value(ledger.books) != text:
        made = quoted_from(ledger.score(department.name, "计分说明"), text, ledger.books)
    return Origin(
        name=f"{department.name}{part}计分依据",
        how="考核得分表「得分」「各月得分」",
        formula=made,
        typed=ledger.lost_by(department.name, part),
    )


def _deduction(title: str) -> CellMaker:
    def maker(ledger: YearLedger, item: Deduction, text: str) -> Origin:
        cell = ledger.deduction(item, title)
        value = cell.value(ledger.books)
        formula = quoted_from(cell, text, ledger.books) if isinstance(value, str) else cell
        if title == "报送期" and item.period:
            formula = joined(Calc(MONTH_NUMBER, (period_in(cell, ledger.books),)), "月")
        return _told(ledger, item, title, formula)

    return maker


def _told(ledger: YearLedger, item: Deduction, title: str, formula: Formula) -> Origin:
    return Origin(
        name=f"{item.number}的{title}",
        how=f"考核得分表「扣分明细」的{title}",
        formula=formula,
        typed=ledger.deducted((item,)),
    )


def _why(ledger: YearLedger, item: Deduction, text: str) -> Origin:
    rule_cell, reason = ledger.deduction(item, "规则"), ledger.deduction(item, "事由")
    settled = ["（其中分摊尾差", Calc(_SIGNED, (ledger.deduction(item, "其中尾差"),)), "分）"] if item.settled else []
    printed = text.partition("。\n")[2].partition("（其中分摊尾差")[0] if settled else text.partition("。\n")[2]
    return _told(
        ledger, item, "规则和事由", joined(rule_cell, "。", "\n", quoted_from(reason, printed, ledger.books), *settled)
    )


def _place(ledger: YearLedger, item: Deduction, text: str) -> Origin:
    file = ledger.deduction(item, "来源文件")
    path = str(file.value(ledger.books))
    shown: Formula = middle(file, len("input/"), len(path)) if path.startswith("input/") else file
    if item.source.sheet:
        shown = joined(
            shown, "\n", "「", ledger.deduction(item, "来源工作表"), "」", ledger.deduction(item, "来源单元格")
        )
    return _told(ledger, item, "依据所在", shown)


_DEPARTMENT: Columns = {"单位": _named, "名次": _of(year_rank), "总分": _of(year_total)}
_COLUMNS: Mapping[str, Columns] = {
    "年度得分": _DEPARTMENT,
    "得分明细": {**_DEPARTMENT, **{part: _part(part) for _, part in PARTS}, "异议调整": _score("异议调整")},
    "扣分汇总": {"单位": _named, **{part: _lost(part) for _, part in PARTS}, "合计": _lost_all, "报送情况": _filings},
    "未完成清单": {
        "任务编号": _task("任务编号"),
        "任务": _task("任务"),
        "完成时限": _deadline,
        "单位数": _open_departments,
    },
    "异议处理": {
        "异议事项": _objection("事项"),
        "理由": _objection("理由"),
        "处理意见": _objection("处理意见"),
        "分值变动": _objection("分值变动"),
    },
    "得分变动": {
        "单位": _named,
        "征求意见稿总分": _of(year_total, draft=True),
        "异议调整": _score("异议调整"),
        "定稿总分": _of(year_total),
        "名次变动": _moved("名次"),
    },
}
_OWN: Columns = {"分值": _own_weight, "得分": _own_points, "扣分": _own_lost, "计分依据": _own_because}
_DEDUCTIONS: Columns = {
    "扣分编号": _deduction("扣分编号"),
    "月份": _deduction("报送期"),
    "任务": _deduction("任务编号"),
    "扣分": _deduction("扣分"),
    "规则和事由": _why,
    "依据所在": _place,
}
