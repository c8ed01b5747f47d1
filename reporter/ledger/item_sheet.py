"""「量化事项」: what is found of each requirement and what was registered for it, with its place of origin; and what
other sheets tell of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ..assess.shortfall import shortfalls
from ..vocabulary import column_titles
from ..vocabulary.columns import REGISTER, REGISTER_NAME, Form
from ..vocabulary.model import Item, Month
from ..vocabulary.register_items import Finding, Outcome, Registered
from .sheet_rows import Sheet, TableColumn, Value
from .typed_columns import typed_column, typed_value

ITEMS = "量化事项"
"""A sheet after those of the agreement, in a month up to which anything was registered."""

_PLACED = ("task_id", "title", "done_on", "base_on", "address")
_FURTHER = tuple(column for column in REGISTER if column.key not in _PLACED)
"""Columns of 「事项登记」 that have no place of their own in the sheet: they stand behind the evidence."""

COLUMNS: tuple[TableColumn[Sequence[Value]], ...] = (
    TableColumn(column_titles.UNIT, 14, form="short", repeated=True),
    TableColumn(column_titles.TASK_ID, 8.5, form="short", repeated=True),
    TableColumn(column_titles.CATEGORY, 5, form="short", repeated=True),
    TableColumn(column_titles.CONTENT, 34, says_continued=True),
    TableColumn(column_titles.DAY, 12, form="date"),
    TableColumn(column_titles.BASE_ON, 12, form="date"),
    TableColumn("用时（工作日）", 9, form="number"),
    TableColumn("目标", 5, form="number"),
    TableColumn(column_titles.RUNNING_TARGET, 5, form="number"),
    TableColumn(column_titles.ACHIEVED, 6.5, form="number"),
    TableColumn(column_titles.FINDING, 10.5, form="short"),
    TableColumn(column_titles.NOTE, 34),
    TableColumn(column_titles.ITEM_EVIDENCE, 60),
    *(typed_column(column) for column in _FURTHER),
    TableColumn("首次登记", 9, form="short"),
    TableColumn(column_titles.SOURCE_FILE, 44, repeated=True),
    TableColumn(column_titles.SOURCE_SHEET, 11, form="short", repeated=True),
    TableColumn(column_titles.SOURCE_CELL, 9, form="short", repeated=True),
)

_MEANING = {
    Outcome.MISSED: "时限、窗口或各期已过，次数不够或没有完成情况",
    Outcome.LATE: "登记的事项中有超过规定工作日的，或完成晚于规定月份",
    Outcome.BEHIND: "次数少于序时目标，或已结束的月、季中有缺的",
    Outcome.UNKNOWN: "没有填量化完成数，也没有登记事项；或缺起算日期、节假日安排；或自报完成待核实",
    Outcome.OPEN: "在办理窗口以内，还没有完成",
    Outcome.ON_COURSE: "次数达到序时目标，尚未达到全年要求；或已结束的各期都有",
    Outcome.NOT_DUE: "窗口还没有开始，或第一期还没有结束",
    Outcome.MET: "达到要求",
    Outcome.EXEMPT: "单位自报不涉及并说明了理由",
}


def requirement_cells(month: Month) -> Mapping[tuple[str, str], tuple[str, str, str]]:
    """(department, task id) → what is found of a duty's requirements, where it falls short of them in what labels the
    bulletin counts, and its rows of this month's registers as typed; duties with neither are left out.
    """
    found: dict[tuple[str, str], tuple[list[str], list[str]]] = {}
    for finding in month.findings:
        own = found.setdefault((finding.duty.department, finding.duty.task.id), ([], []))
        own[0].append(f"【{finding.outcome}】{finding.requirement.text}，{finding.because}")
    for part in month.returns:
        for item in part.items:
            lines = found.setdefault((part.department, item.task_id), ([], []))[1]
            line = _as_typed(item)
            if not any(known.startswith(line) for known in lines):
                lines.append(f"{line}［{item.source.sheet}!{item.source.cell}］")
    short = shortfalls(month)
    return {
        key: ("\n".join(findings), "、".join(short.get(key, ())), "\n".join(items))
        for key, (findings, items) in found.items()
    }


def _as_typed(item: Item) -> str:
    """The cells of a row as they were typed: 「《…》政策解读；日期 2018-05-22；…」."""
    parts = []
    for column in REGISTER:
        value = item.values.get(column.key)
        text = item.text(column.key) or ("" if value is None else str(value))
        if text and column.form is not Form.TASK:
            parts.append(text if column.key == "title" else f"{column.title} {text}")
    typed = item.text("task_id")
    if typed and typed != item.task_id:
        parts.append(f"{column_titles.TASK_ID}填作 {typed}")
    return "；".join(parts)


def requirement_legend() -> Iterator[tuple[str, str, str]]:
    """(name, value, meaning) of each term, for 「图例」."""
    yield (
        column_titles.RUNNING_TARGET,
        "",
        "次数 × 已过月数 ÷ 到时限的月数，从1月（或起报月）算起，舍去小数；当月在月底才算已过，时限到了为全部次数",
    )
    yield "工作日", "", "从起算日期的次日起算，按国务院公布的节假日和调休上班安排；没有当年安排的不判断"
    yield (
        "登记的事项",
        "",
        "网址相同，或名称、日期都相同的算一件，计在先登记的单位；量化完成数空着的按登记的件数计；"
        "自报已完成而登记的事项超过时限的，待核实",
    )
    for outcome, meaning in _MEANING.items():
        yield str(outcome), "", meaning


def item_sheet(month: Month) -> Sheet[Sequence[Value]]:
    """「量化事项」."""
    return Sheet(
        name=ITEMS,
        key="items",
        columns=COLUMNS,
        items=[*_rows(month)],
        frozen_columns=3,
        last_printed=column_titles.NOTE,
    )


def _rows(month: Month) -> Iterator[Sequence[Value]]:
    """Each duty with requirements: a row for each of them, then one for each item registered for it."""
    findings: dict[tuple[str, str], list[Finding]] = {}
    items: dict[tuple[str, str], list[Registered]] = {}
    for finding in month.findings:
        findings.setdefault((finding.duty.department, finding.duty.task.id), []).append(finding)
    for item in month.items:
        items.setdefault((item.department, item.item.task_id), []).append(item)
    for verdict in month.verdicts:
        key = verdict.duty.department, verdict.duty.task.id
        yield from (_finding_row(finding) for finding in findings.get(key, ()))
        yield from (_item_row(item) for item in items.get(key, ()))


def _finding_row(finding: Finding) -> tuple[Value, ...]:
    return (
        finding.duty.department,
        finding.duty.task.id,
        "要求",
        finding.requirement.text,
        None,
        None,
        None,
        finding.target,
        finding.running,
        finding.achieved,
        str(finding.outcome),
        finding.because,
        *[None] * (len(_FURTHER) + 5),
    )


def _item_row(registered: Registered) -> tuple[Value, ...]:
    item = registered.item
    return (
        registered.department,
        item.task_id,
        column_titles.MATTER,
        item.title,
        item.done_on or item.text("done_on"),
        item.base_on or item.text("base_on"),
        registered.days,
        None,
        None,
        None,
        "计数" if registered.counted else "不计数",
        registered.because,
        item.address,
        *(typed_value(item, column) for column in _FURTHER),
        str(registered.period),
        item.source.file,
        item.source.sheet or REGISTER_NAME,
        item.source.cell,
    )
