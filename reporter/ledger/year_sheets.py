"""The sheets of 考核得分表.xlsx; each row traces what it says to the cell that somebody typed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import Any, NamedTuple

from ..assess.objections import Ruling
from ..assess.year_figures import LATE, MISSING, Way, YearFigures
from ..assess.year_records import DepartmentYear, DutyCourse, Earned, Proof, has_moved
from ..vocabulary import column_titles
from ..vocabulary.findings import PARTS, UNRANKED, Deduction, Filing
from ..vocabulary.model import Adjustment, Objection, Period, Plan, Score, Source
from ..vocabulary.terms import STAGE, YEAR_END, Promptness
from .duty_sheet import extension_text, lamp_of, lamp_text
from .month_sheets import later_sheet, part_columns
from .sheet_rows import Sheet, TableColumn, Value
from .trend_sheet import trend_sheet

SCORES, LOST, MONTHS, COURSES = column_titles.SCORE, "扣分明细", "各月得分", column_titles.MONTHLY_LAMPS
OBJECTIONS, PROOFS, ADJUSTMENTS, WAYS = "异议处理", "佐证目录", "加减分明细", "完成情况"


def _place(of: Callable[[Any], Source]) -> tuple[TableColumn[Any], ...]:
    """The columns that say which cell a row rests on."""
    return (
        TableColumn(column_titles.SOURCE_FILE, 44, lambda item: of(item).file),
        TableColumn(column_titles.SOURCE_SHEET, 10, lambda item: of(item).sheet, "short"),
        TableColumn(column_titles.SOURCE_CELL, 8.5, lambda item: of(item).cell, "short"),
    )


def score_sheet(found: YearFigures) -> Sheet[DepartmentYear]:
    """「得分」: a department each, by rank."""
    kinds = {item.name: item.kind for item in found.plan.departments}
    columns: tuple[TableColumn[DepartmentYear], ...] = (
        TableColumn(column_titles.RANK, 5, lambda item: item.score.rank or UNRANKED, "short"),
        TableColumn(column_titles.UNIT, 18, lambda item: item.name, "short"),
        TableColumn(column_titles.CATEGORY, 9, lambda item: kinds[item.name], "short"),
        *part_columns(8.5, lambda item: item.score),
        TableColumn(column_titles.OBJECTION_POINTS, 8.5, lambda item: item.score.granted, "points"),
        TableColumn(column_titles.TOTAL, 8.5, lambda item: item.score.total, "points"),
        TableColumn(column_titles.GRADE, 8.5, lambda item: item.score.grade or UNRANKED, "short"),
        TableColumn(column_titles.DRAFT_RANK, 8.5, lambda item: _sent(item, "rank"), "short"),
        TableColumn(column_titles.DRAFT_TOTAL, 8.5, lambda item: _sent(item, "total"), "points"),
        TableColumn(column_titles.DRAFT_GRADE, 8.5, lambda item: _sent(item, "grade"), "short"),
        TableColumn(column_titles.DUTY_COUNT, 5, lambda item: len(item.courses), "number"),
        TableColumn(column_titles.SCORED_COUNT, 5, lambda item: item.counted, "number"),
        TableColumn(column_titles.CLOSED, 5, lambda item: sum(bool(one.closed) for one in item.courses), "number"),
        TableColumn(column_titles.DEDUCTION_COUNT, 5, lambda item: len(item.deductions), "number"),
        TableColumn(
            column_titles.DEDUCTION_SUM,
            8.5,
            lambda item: sum((one.points for one in item.deductions), Decimal("0.00")),
            "points",
        ),
        TableColumn("按时报送月数", 7, lambda item: len(item.filed(Promptness.ON_TIME)), "number"),
        TableColumn(column_titles.LATE_MONTHS, 5, lambda item: len(item.filed(*LATE)), "number"),
        TableColumn(column_titles.UNREPORTED_MONTHS, 7, lambda item: len(item.filed(*MISSING)), "number"),
        TableColumn(column_titles.SCORE_NOTE, 60, _because),
    )
    return Sheet(
        name=SCORES,
        columns=columns,
        items=found.departments,
        frozen_columns=2,
        last_printed=column_titles.DEDUCTION_SUM,
    )


def _sent(item: DepartmentYear, name: str) -> Value:
    """What the draft that was sent said of a department, nothing where none is on record."""
    if item.score.sent is None:
        return None
    said: Value = getattr(item.score.sent, name)
    return UNRANKED if said in (None, "") else said  # no points at all are points


def _because(item: DepartmentYear) -> str:
    told = [item.score.because[key] for key in ("quality", "adjustment") if item.score.because.get(key)]
    told += [f"一票否决：{reason}" for reason in item.score.vetoed]
    return "\n".join(told)


def deduction_sheet(deductions: Sequence[Deduction], plan: Plan) -> Sheet[Deduction]:
    """「扣分明细」: every deduction, department by department in the order of rank."""
    names = {task.id: task.short for task in plan.tasks}
    columns: tuple[TableColumn[Deduction], ...] = (
        TableColumn(column_titles.DEDUCTION_ID, 11.5, lambda item: item.number, "short"),
        TableColumn(column_titles.UNIT, 14, lambda item: item.department, "short"),
        TableColumn(column_titles.SETTING, 8.5, lambda item: item.part, "short"),
        TableColumn(column_titles.DEDUCTION, 6.5, lambda item: item.points, "points"),
        TableColumn(column_titles.SETTLED_CENTS, 6, lambda item: item.settled or None, "points"),
        TableColumn(column_titles.PERIOD, 8, lambda item: str(item.period or YEAR_END), "short"),
        TableColumn(column_titles.TASK_ID, 8.5, lambda item: item.task_id, "short"),
        TableColumn(column_titles.TASK, 18, lambda item: names.get(item.task_id, "")),
        TableColumn(column_titles.RULE, 24, lambda item: item.rule),
        TableColumn(column_titles.REASON, 26, lambda item: item.reason),
        TableColumn(column_titles.CELL_TEXT, 14, lambda item: item.content),
        *_place(lambda item: item.source),
    )
    return Sheet(
        name=LOST,
        columns=columns,
        items=deductions,
        frozen_columns=2,
        last_printed=column_titles.CELL_TEXT,
        nothing=(column_titles.DEDUCTION_ID, "没有扣分"),
    )


class _MonthRow(NamedTuple):
    name: str
    filing: Filing | None
    period: Period
    score: Score | None

    @property
    def how(self) -> str:
        """报送情况."""
        return self.filing.kind if self.filing else column_titles.NOT_ASSESSED


def month_sheet(found: YearFigures) -> Sheet[_MonthRow]:
    """「各月得分」: a department's month each, departments in the order of 「单位」; one not assessed has no points."""
    weights = dict(zip((part for _, part in PARTS), found.plan.method.weights))
    by_name = {item.name: item for item in found.departments}
    columns: tuple[TableColumn[_MonthRow], ...] = (
        TableColumn(column_titles.UNIT, 16, lambda row: row.name, "short"),
        TableColumn(column_titles.PERIOD, 8, lambda row: str(row.period), "short"),
        TableColumn(column_titles.FILING, 10, lambda row: row.how, "short"),
        TableColumn(column_titles.FILED_ON, 12, lambda row: row.filing.filed_on if row.filing else None, "date"),
        TableColumn(
            column_titles.VERSIONS, 6.5, lambda row: (row.filing.versions or None) if row.filing else None, "number"
        ),
        *part_columns(8.5, lambda row: row.score),
        TableColumn(column_titles.TOTAL, 8.5, lambda row: row.score.total if row.score else None, "points"),
        TableColumn(column_titles.RANK, 5, lambda row: (row.score.rank or UNRANKED) if row.score else None, "short"),
        TableColumn(
            column_titles.GRADE, 8.5, lambda row: (row.score.grade or UNRANKED) if row.score else None, "short"
        ),
        TableColumn("失分和加减分说明", 36, lambda row: _lost_in(row.score, weights) if row.score else None),
    )
    months = (row for item in found.plan.departments for row in _month_rows(by_name[item.name], found))
    return Sheet(name=MONTHS, columns=columns, items=[*months], frozen_columns=2)


def _month_rows(item: DepartmentYear, found: YearFigures) -> list[_MonthRow]:
    busy = {mark.period for course in item.courses for mark in course.marks}
    spared = (_MonthRow(item.name, None, period, None) for period in found.left_out if period in busy)
    counted = (_MonthRow(item.name, filing, *month) for filing, month in zip(item.filings, item.months))
    return sorted((*counted, *spared), key=lambda row: row.period)


def _lost_in(score: Score, weights: dict[str, Decimal]) -> str:
    """What the parts that are not full were reckoned from, and the rows of 「加减分」."""
    return "\n".join(
        f"{part}：{score.because[key]}"
        for key, part in PARTS
        if score.because.get(key) and getattr(score, key) != weights.get(part)
    )


def course_sheet(found: YearFigures) -> Sheet[DutyCourse]:
    """「各月亮灯」: a duty each, in the order of the plan: its lamp in each month judged, what it earned, and the cell
    its state rests on.
    """
    earned = {(item.name, one.task_id): one for item in found.departments for one in item.earned}

    def of(item: DutyCourse) -> Earned:
        return earned[item.duty.department, item.duty.task.id]

    standing: tuple[TableColumn[DutyCourse], ...] = (
        TableColumn(column_titles.STANDING, 6, lambda item: "是" if item.standing else "否", "short"),
    )
    columns: tuple[TableColumn[DutyCourse], ...] = (
        TableColumn(column_titles.UNIT, 14, lambda item: item.duty.department, "short"),
        TableColumn(column_titles.TASK_ID, 8.5, lambda item: item.duty.task.id, "short"),
        TableColumn(column_titles.TASK, 22, lambda item: item.duty.task.short),
        TableColumn(column_titles.DEADLINE, 12, lambda item: item.duty.due_on, "date"),
        *(
            TableColumn(month_title(period), 4.5, partial(_lamp, period, period in found.left_out), "lamp")
            for period in found.judged
        ),
        TableColumn(column_titles.YEAR_STATE, 10.5, lambda item: str(item.final.state), "short"),
        TableColumn(column_titles.YEAR_LAMP, 5, lambda item: lamp_text(item.final), "lamp"),
        *(standing if has_moved(found.courses) else ()),
        TableColumn("得分系数", 5, lambda item: of(item).credit, "short"),
        TableColumn("完成质量得分", 7, lambda item: of(item).points, "points"),
        TableColumn(column_titles.CLOSED, 8.5, lambda item: str(item.closed or ""), "short"),
        TableColumn(column_titles.FIRST_DONE, 9, lambda item: str(item.first_done or ""), "short"),
        TableColumn(column_titles.TAKEN_BACK, 9, lambda item: _months(item.taken_back), "short"),
        TableColumn(column_titles.TURNED_GREEN, 9, lambda item: _months(item.turned_green), "short"),
        TableColumn(column_titles.EXTENSION, 50, lambda item: extension_text(item.duty)),
        TableColumn(column_titles.PUT_OFF, 9, lambda item: "是" if item.put_off else "否", "short"),
        TableColumn("年末判定依据", 44, lambda item: item.final.because),
        TableColumn(column_titles.CELL_TEXT, 40, lambda item: of(item).content),
        *_place(lambda item: of(item).source),
    )
    if found.stage:
        columns = tuple(replace(column, title=column.title.replace(YEAR_END, STAGE)) for column in columns)
    return Sheet(
        name=COURSES,
        columns=columns,
        items=found.courses,
        frozen_columns=2,
        with_lamps=True,
        last_printed=column_titles.CLOSED,
    )


def month_title(period: Period) -> str:
    """The title of a month's lamps."""
    return f"{period.month}月"


def _lamp(period: Period, spared: bool, item: DutyCourse) -> str:
    """The lamp of a month, blank where the duty was not in force."""
    mark = next((mark for mark in item.marks if mark.period == period), None)
    return lamp_of(mark, spared=spared) if mark else ""


def _months(periods: Iterable[Period]) -> str:
    return "、".join(map(month_title, periods))


class _ObjectionRow(NamedTuple):
    place: int
    ruling: Ruling
    own: DepartmentYear

    @property
    def objection(self) -> Objection:
        return self.ruling.objection


def objection_sheet(found: YearFigures) -> Sheet[_ObjectionRow]:
    """「异议处理」: an objection each, as it stands in the master list, with the deduction it names and what it
    changed.
    """
    by_name = {item.name: item for item in found.departments}
    columns: tuple[TableColumn[_ObjectionRow], ...] = (
        TableColumn(column_titles.NUMBER, 5, lambda row: row.place, "number"),
        TableColumn(column_titles.UNIT, 14, lambda row: row.own.name, "short"),
        TableColumn(column_titles.MATTER, 24, lambda row: row.objection.item),
        TableColumn(column_titles.GROUNDS, 26, lambda row: row.objection.reason),
        TableColumn(column_titles.DECISION, 26, lambda row: row.objection.decision),
        TableColumn(column_titles.POINTS_CHANGED, 8.5, lambda row: row.objection.points, "points"),
        TableColumn("对应扣分编号", 12, lambda row: "、".join(one.number for one in row.ruling.named), "short"),
        TableColumn("对应扣分", 8.5, _lost_by, "points"),
        TableColumn(column_titles.HANDLING, 9, lambda row: _handling(row.ruling, found.final), "short"),
        TableColumn(column_titles.DRAFT_TOTAL, 9, lambda row: _sent(row.own, "total"), "points"),
        TableColumn("处理后总分", 9, lambda row: row.own.score.total, "points"),
        *_place(lambda row: row.objection.source),
    )
    rows = [
        _ObjectionRow(place, ruling, by_name[ruling.objection.department])
        for place, ruling in enumerate(found.rulings, 1)
    ]
    return Sheet(
        name=OBJECTIONS,
        columns=columns,
        items=rows,
        frozen_columns=2,
        last_printed="处理后总分",
        nothing=(column_titles.UNIT, "没有登记异议"),
    )


def _lost_by(row: _ObjectionRow) -> Decimal | None:
    return sum((one.points for one in row.ruling.named), Decimal(0)) or None


def _handling(ruling: Ruling, final: bool) -> str:
    if ruling.objection.is_open:
        return "尚未处理"
    if not ruling.objection.points:
        return "维持原分"
    return "有误未计入" if ruling.fault else "已计入定稿" if final else "定稿时计入"


def proof_sheet(proofs: Sequence[Proof]) -> Sheet[Proof]:
    """「佐证目录」: a piece of evidence each, by task."""
    columns: tuple[TableColumn[Proof], ...] = (
        TableColumn(column_titles.PROOF_ID, 8.5, lambda item: f"佐{item.number:04d}", "short"),
        TableColumn(column_titles.TASK_ID, 8.5, lambda item: item.duty.task.id, "short"),
        TableColumn(column_titles.TASK, 24, lambda item: item.duty.task.short),
        TableColumn(column_titles.UNIT, 16, lambda item: item.duty.department, "short"),
        TableColumn(column_titles.PROOF, 46, lambda item: item.text),
        TableColumn(column_titles.DAY, 12, lambda item: item.day, "date"),
        TableColumn("日期含义", 8.5, lambda item: item.day_of, "short"),
        TableColumn("首次填报", 8.5, lambda item: str(item.period), "short"),
        *_place(lambda item: item.source),
    )
    return Sheet(name=PROOFS, columns=columns, items=proofs, frozen_columns=2, last_printed="首次填报")


def adjustment_sheet(found: YearFigures) -> Sheet[Adjustment]:
    """「加减分明细」: a row of 「加减分」 of the year each, and whether it counts; of signed months also the rows of
    then."""
    counted = {one: None for item in found.departments for one in item.adjustments}
    own = [item for item in found.plan.adjustments if item.period.year == found.year]
    columns: tuple[TableColumn[Adjustment], ...] = (
        TableColumn(column_titles.PERIOD, 8.5, lambda item: str(item.period), "short"),
        TableColumn(column_titles.UNIT, 18, lambda item: item.department, "short"),
        TableColumn(column_titles.POINTS, 8.5, lambda item: item.text or str(item.points), "short"),
        TableColumn(column_titles.REASON, 40, lambda item: item.reason),
        TableColumn(column_titles.BASIS, 32, lambda item: item.basis),
        TableColumn(
            column_titles.WHETHER_COUNTED,
            14,
            lambda item: (
                "计入"
                if item in counted
                else "印发后登记，未计入"
                if item.period in found.issued
                else "晚于最后一期，未计入"
                if item.period > found.judged[-1]
                else "单位这个月不报送，未计入"
            ),
            "short",
        ),
        *_place(lambda item: item.source),
    )
    items = [*own, *(item for item in counted if item not in own)]
    return Sheet(
        name=ADJUSTMENTS,
        columns=columns,
        items=items,
        last_printed=column_titles.WHETHER_COUNTED,
        nothing=(column_titles.UNIT, "没有登记加减分"),
    )


_WAYS = (
    ("按任务统计", "一项任务计一项，全部责任单位完成的方为完成", "年度考核报告的任务完成情况", "tasks"),
    ("按单位承担的任务统计", "一个单位承担一项任务计一项", "各单位得分、考核结果通报、存在问题", "duties"),
    (
        column_titles.BY_LEAD,
        "一项任务只看牵头或独立承担的单位，没有明确牵头的看全部责任单位",
        "年度考核报告的牵头完成情况",
        "leads",
    ),
)
"""The three ways of counting joint tasks: name, how, where it is used, field of `YearFigures`."""


def way_sheet(found: YearFigures) -> Sheet[Sequence[Value]]:
    """「完成情况」: the three ways of counting joint tasks side by side, each under its name."""
    ways: list[Way] = [getattr(found, field) for *_, field in _WAYS]
    rows: list[Sequence[Value]] = [
        ("怎样统计", *(how for _, how, _, _ in _WAYS)),
        ("用在哪里", *(used for _, _, used, _ in _WAYS)),
    ]
    for title, *counts in zip(ways[0].rows, *(way.rows.values() for way in ways)):
        if any(counts) or not title.startswith("其中"):
            rows.append((title, *counts))
    titles = ((column_titles.SETTING, 20), *((name, 40) for name, *_ in _WAYS))
    columns: Iterable[TableColumn[Sequence[Value]]] = (
        TableColumn(title, width, form="short") for title, width in titles
    )
    return Sheet(name=WAYS, columns=tuple(columns), items=rows, frozen_columns=1)


def year_sheets(found: YearFigures) -> tuple[Sheet[Any], ...]:
    """The sheets in their order, the legend aside."""
    return (
        score_sheet(found),
        deduction_sheet(found.deductions, found.plan),
        month_sheet(found),
        course_sheet(found),
        objection_sheet(found),
        proof_sheet(found.proofs),
        adjustment_sheet(found),
        way_sheet(found),
        *([trend_sheet(found.trend)] if found.trend else []),
        *([later_sheet(found.later)] if found.later is not None else []),
    )
