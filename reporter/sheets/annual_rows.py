"""The rows of 考核得分表.xlsx, sheet by sheet; each row traces what it says to the cell that somebody typed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from ..assess.year_figures import Way, YearFigures
from ..assess.year_records import DepartmentYear, DutyCourse, Earned, Year, has_moved
from ..vocabulary import column_titles
from ..vocabulary.findings import PARTS, Deduction
from ..vocabulary.model import Objection, Period, Score, Source
from .course_columns import extension_text, lamp_text
from .plain_tables import TableColumn, Value

Row = tuple[Value, ...]
UNRANKED = "—"


def _short(title: str, width: float, form: str = "short") -> TableColumn:
    return TableColumn(title, width, form)


_PARTS = tuple(_short(part, 9, "points") for _, part in PARTS)
_PLACE = (
    TableColumn(column_titles.SOURCE_FILE, 24),
    _short(column_titles.SOURCE_SHEET, 10),
    _short(column_titles.SOURCE_CELL, 8),
)

SCORE_COLUMNS = (
    _short(column_titles.RANK, 6),
    _short(column_titles.UNIT, 22),
    _short(column_titles.CATEGORY, 9),
    *_PARTS,
    _short(column_titles.OBJECTION_POINTS, 9, "points"),
    _short(column_titles.TOTAL, 9, "points"),
    _short(column_titles.GRADE, 8),
    _short("征求意见稿名次", 8),
    _short(column_titles.DRAFT_TOTAL, 9, "points"),
    _short(column_titles.DRAFT_GRADE, 8),
    _short(column_titles.DUTY_COUNT, 6, "number"),
    _short(column_titles.SCORED_COUNT, 6, "number"),
    _short(column_titles.CLOSED, 6, "number"),
    _short("按时报送月数", 7, "number"),
    _short(column_titles.LATE_MONTHS, 6, "number"),
    _short(column_titles.UNREPORTED_MONTHS, 7, "number"),
    _short(column_titles.DEDUCTION_COUNT, 6, "number"),
    _short(column_titles.DEDUCTION_SUM, 9, "points"),
    TableColumn(column_titles.SCORE_NOTE, 26),
)

DEDUCTION_COLUMNS = (
    _short(column_titles.DEDUCTION_ID, 12),
    _short(column_titles.UNIT, 16),
    _short(column_titles.SETTING, 9),
    _short(column_titles.DEDUCTION, 7, "points"),
    _short(column_titles.SETTLED_CENTS, 7, "points"),
    _short(column_titles.PERIOD, 8),
    _short(column_titles.TASK_ID, 8),
    TableColumn(column_titles.TASK, 20),
    TableColumn(column_titles.RULE, 26),
    TableColumn(column_titles.REASON, 28),
    TableColumn(column_titles.CELL_TEXT, 14),
    *_PLACE,
)

MONTH_COLUMNS = (
    _short(column_titles.UNIT, 22),
    _short(column_titles.PERIOD, 9),
    _short(column_titles.FILING, 11),
    _short(column_titles.FILED_ON, 12, "date"),
    _short("收到报表份数", 8, "number"),
    *_PARTS,
    _short(column_titles.TOTAL, 9, "points"),
    _short(column_titles.RANK, 6),
    _short(column_titles.GRADE, 8),
    TableColumn("失分和加减分说明", 48),
)

OBJECTION_COLUMNS = (
    _short(column_titles.NUMBER, 6, "number"),
    _short(column_titles.UNIT, 18),
    TableColumn(column_titles.MATTER, 26),
    TableColumn(column_titles.GROUNDS, 30),
    TableColumn(column_titles.DECISION, 30),
    _short(column_titles.POINTS_CHANGED, 8, "points"),
    _short("对应扣分编号", 13),
    _short("对应扣分", 8, "points"),
    _short(column_titles.HANDLING, 12),
    _short(column_titles.DRAFT_TOTAL, 9, "points"),
    _short("处理后总分", 9, "points"),
    *_PLACE,
)

PROOF_COLUMNS = (
    _short(column_titles.PROOF_ID, 8),
    _short(column_titles.TASK_ID, 9),
    TableColumn(column_titles.TASK, 28),
    _short(column_titles.UNIT, 18),
    TableColumn(column_titles.PROOF, 48),
    _short(column_titles.DAY, 12, "date"),
    _short("日期含义", 10),
    _short("首次填报", 9),
    *_PLACE,
)

ADJUSTMENT_COLUMNS = (
    _short(column_titles.PERIOD, 9),
    _short(column_titles.UNIT, 18),
    _short(column_titles.POINTS, 9),
    TableColumn(column_titles.REASON, 40),
    TableColumn(column_titles.BASIS, 32),
    _short(column_titles.WHETHER_COUNTED, 14),
    *_PLACE,
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

WAY_COLUMNS = (_short(column_titles.SETTING, 20), *(_short(name, 40) for name, *_ in _WAYS))


def _cells(source: Source) -> Row:
    return source.file, source.sheet, source.cell


def score_rows(year: Year) -> Iterator[Row]:
    """A department each, by rank."""
    kinds = {item.name: item.kind for item in year.plan.departments}
    for item in year.departments:
        score = item.score
        yield (
            score.rank or UNRANKED,
            item.name,
            kinds[item.name],
            *(getattr(score, key) for key, _ in PARTS),
            score.granted,
            score.total,
            score.grade or UNRANKED,
            score.draft_rank or UNRANKED,
            score.draft_total,
            score.draft_grade or UNRANKED,
            len(item.courses),
            item.counted,
            sum(course.closed is not None for course in item.courses),
            len(item.filed("按时")),
            len(item.filed("迟报", "催报后报送")),
            len(item.filed("未报送")),
            len(item.deductions),
            sum((one.points for one in item.deductions), Decimal("0.00")),
            _because(item),
        )


def _because(item: DepartmentYear) -> str:
    told = [item.score.because[key] for key in ("quality", "adjustment") if item.score.because.get(key)]
    told += [f"一票否决：{reason}" for reason in item.score.vetoed]
    return "\n".join(told)


def deduction_rows(year: Year) -> Iterator[Row]:
    """Every deduction, department by department in the order of rank."""
    names = {task.id: task.short for task in year.plan.tasks}
    if not year.deductions:
        yield ("没有扣分",)
    for item in year.deductions:
        yield (
            item.number,
            item.department,
            item.part,
            item.points,
            item.settled or None,
            str(item.period) if item.period else "年末",
            item.task_id,
            names.get(item.task_id, ""),
            item.rule,
            item.reason,
            item.content,
            *_cells(item.source),
        )


def month_rows(year: Year) -> Iterator[Row]:
    """A department's month each, departments in the order of 「单位」."""
    weights = dict(zip((part for _, part in PARTS), year.plan.method.weights))
    for department in year.plan.departments:
        item = year.department(department.name)
        for filing, (period, score) in zip(item.filings, item.months):
            yield (
                item.name,
                str(period),
                filing.kind,
                filing.filed_on,
                filing.versions or None,
                *(getattr(score, key) for key, _ in PARTS),
                score.total,
                score.rank or UNRANKED,
                score.grade or UNRANKED,
                _lost_in(score, weights),
            )


def _lost_in(score: Score, weights: dict[str, Decimal]) -> str:
    """What the parts that are not full were reckoned from, and the rows of 「加减分」."""
    return "\n".join(
        f"{part}：{score.because[key]}"
        for key, part in PARTS
        if score.because.get(key) and getattr(score, key) != weights.get(part)
    )


def lamp_columns(year: Year) -> tuple[TableColumn, ...]:
    """The columns of 「各月亮灯」: one for each month judged."""
    return (
        _short(column_titles.UNIT, 18),
        _short(column_titles.TASK_ID, 9),
        TableColumn(column_titles.TASK, 28),
        _short(column_titles.DEADLINE, 12, "date"),
        *(TableColumn(f"{month.period.month}月", 5, "lamp") for month in year.months),
        _short("年末核定", 11),
        *((_short(column_titles.STANDING, 6),) if has_moved(year.courses) else ()),
        _short("首次报完成", 9),
        _short("完成撤回", 9),
        _short("红灯转绿", 9),
        _short(column_titles.CLOSED, 9),
        TableColumn(column_titles.EXTENSION, 20),
        TableColumn("年末判定依据", 26),
        _short("得分系数", 6),
        _short("完成质量得分", 7, "points"),
        TableColumn(column_titles.CELL_TEXT, 12),
        *_PLACE,
    )


def lamp_rows(year: Year) -> Iterator[Row]:
    """A duty each, in the order of the plan, with what it earned and the cell its state rests on."""
    earned = {(item.name, one.task_id): one for item in year.departments for one in item.earned}
    months, moved = [month.period for month in year.months], has_moved(year.courses)
    for course in year.courses:
        duty, lamps = course.duty, {mark.period: mark for mark in course.marks}
        yield (
            duty.department,
            duty.task.id,
            duty.task.short,
            duty.due_on,
            *(lamp_text(lamps[period]) if period in lamps else "" for period in months),
            str(course.final.state),
            *((("是" if course.standing else "否"),) if moved else ()),
            _month(course, "first_done"),
            _months(course.taken_back),
            _months(course.turned_green),
            _month(course, "closed"),
            extension_text(duty),
            course.final.because,
            *_earned(earned[duty.department, duty.task.id]),
        )


def _earned(found: Earned) -> Row:
    return found.credit, found.points, found.content, *_cells(found.source)


def _month(course: DutyCourse, name: str) -> str:
    period = getattr(course, name)
    return str(period) if period else ""


def _months(periods: Iterable[Period]) -> str:
    return "、".join(f"{period.month}月" for period in periods)


def objection_rows(year: Year) -> Iterator[Row]:
    """An objection each, as it stands in the master list, with the deduction it names and what it changed."""
    if not year.plan.objections:
        yield (None, "没有登记异议")
    for place, item in enumerate(year.plan.objections, 1):
        score = year.department(item.department).score
        named = _named(year, item)
        yield (
            place,
            item.department,
            item.item,
            item.reason,
            item.decision,
            item.points,
            "、".join(one.number for one in named),
            sum((one.points for one in named), Decimal(0)) if named else None,
            _handling(year, item),
            score.draft_total,
            score.total,
            *_cells(item.source),
        )


def _named(year: Year, item: Objection) -> list[Deduction]:
    """The deductions an objection names by their numbers; of two numbers that begin alike the longer is meant."""
    text, found = item.item, []
    for one in sorted(year.department(item.department).deductions, key=lambda one: -len(one.number)):
        if one.number in text:
            found.append(one)
            text = text.replace(one.number, " ")
    return found


def _handling(year: Year, item: Objection) -> str:
    if item.is_open:
        return "尚未处理"
    return ("已计入定稿" if year.final else "定稿时计入") if item.points else "维持原分"


def proof_rows(year: Year) -> Iterator[Row]:
    """A piece of evidence each, by task."""
    for item in year.proofs:
        yield (
            f"佐{item.number:04d}",
            item.duty.task.id,
            item.duty.task.short,
            item.duty.department,
            item.text,
            item.day,
            item.day_of,
            str(item.period),
            *_cells(item.source),
        )


def adjustment_rows(year: Year) -> Iterator[Row]:
    """A row of 「加减分」 of the year each, and whether it counts."""
    counted = {one.source for item in year.departments for one in item.adjustments}
    own = [item for item in year.plan.adjustments if item.period.year == year.year]
    if not own:
        yield ("", "没有登记加减分")
    for item in own:
        yield (
            str(item.period),
            item.department,
            item.text or str(item.points),
            item.reason,
            item.basis,
            "计入"
            if item.source in counted
            else "晚于最后一期，未计入"
            if item.period > year.months[-1].period
            else "单位这个月不报送，未计入",
            *_cells(item.source),
        )


def way_rows(found: YearFigures) -> Iterator[Row]:
    """The three ways of counting joint tasks side by side, each under its name."""
    ways: list[Way] = [getattr(found, field) for *_, field in _WAYS]
    yield ("怎样统计", *(how for _, how, _, _ in _WAYS))
    yield ("用在哪里", *(used for _, _, used, _ in _WAYS))
    for title, *counts in zip(ways[0].rows, *(way.rows.values() for way in ways)):
        if any(counts) or not title.startswith("其中"):
            yield (title, *counts)
