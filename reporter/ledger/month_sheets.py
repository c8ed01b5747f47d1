"""The sheets of 台账.xlsx whose rows are tasks, departments, problems, cells and files (contract, section 7)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import partial
from pathlib import PurePosixPath
from typing import Any

from ..assess.figures import DepartmentFigures, Figures
from ..vocabulary import column_titles
from ..vocabulary.findings import NOT_ASSESSED_NOTE, PARTS, UNRANKED, LaterChange
from ..vocabulary.issued import LATER_CHANGES
from ..vocabulary.model import Month, Score, SourceFile, TaskVerdict, UnusedCell, due_day
from ..vocabulary.problems import Problem
from .duty_sheet import duty_rows, duty_sheet
from .item_sheet import item_sheet
from .legend import legend_rows, legend_sheet
from .sheet_rows import Sheet, TableColumn
from .trend_sheet import trend_sheet

TASKS, SCORES, PROBLEMS, UNUSED = "任务台账", "单位得分", "问题清单", "未采用内容"
COUNTED = "计入"
"""What 「是否计入」 says of what counts."""


def part_columns(width: float, of: Callable[[Any], object]) -> tuple[TableColumn[Any], ...]:
    """The columns of the parts of the score that a row is about; blank where that is None."""
    return tuple(TableColumn(title, width, partial(_part, of, key), "points") for key, title in PARTS)


def _part(of: Callable[[Any], object], key: str, item: object) -> Decimal | None:
    points: Decimal | None = getattr(of(item), key, None)
    return points


def counted(score: Score) -> Score | None:
    """The score where points are given, None of a month that is not assessed."""
    return score if score.counts else None


def reasons_text(score: Score) -> str:
    """「计分说明」: what each part was reckoned from, one a line."""
    named = dict(PARTS)
    if not score.counts:
        return NOT_ASSESSED_NOTE
    return "\n".join(f"{named.get(key, key)}：{why}" for key, why in score.because.items() if why)


_TASK_COLUMNS: tuple[TableColumn[TaskVerdict], ...] = (
    TableColumn(column_titles.TASK_ID, 8.5, lambda item: item.task.id, "short", repeated=True),
    TableColumn(column_titles.LIST, 5, lambda item: item.task.list_key, "short", repeated=True),
    TableColumn(column_titles.AREA, 14, lambda item: item.task.area),
    TableColumn(column_titles.TASK_TEXT, 40, lambda item: item.task.text, says_continued=True),
    TableColumn(column_titles.LEADER, 11, lambda item: item.task.leader, "short"),
    TableColumn(column_titles.OWNERS, 16, lambda item: item.task.owners_text),
    TableColumn(column_titles.DUE, 13.5, lambda item: item.task.due_text, "short"),
    TableColumn(column_titles.DEADLINE, 12, lambda item: due_day(item.task.deadline), "date"),
    TableColumn(column_titles.OWNER_COUNT, 10.5, lambda item: item.owners, "number"),
    TableColumn(column_titles.DONE_COUNT, 12.5, lambda item: item.done, "number"),
    TableColumn(column_titles.STATE, 10.5, lambda item: str(item.state), "short"),
    TableColumn(column_titles.LAMP, 5, lambda item: str(item.lamp), "lamp"),
    TableColumn(column_titles.MISSING_OWNERS, 30, lambda item: "、".join(item.missing)),
    TableColumn(
        column_titles.REPORTED_LAMPS, 16, lambda item: "、".join(f"{lamp}{n}" for lamp, n in item.reported.items())
    ),
    TableColumn(column_titles.UNDECIDED, 24, lambda item: "、".join(item.task.undecided), "short"),
    TableColumn(column_titles.REQUIREMENT, 24, lambda item: item.task.requirements_text),
)

_SCORE_COLUMNS: tuple[TableColumn[DepartmentFigures], ...] = (
    TableColumn(column_titles.RANK, 6, lambda item: item.score.place, "short"),
    TableColumn(column_titles.UNIT, 18, lambda item: item.name, "short"),
    *part_columns(9, lambda item: counted(item.score)),
    TableColumn(column_titles.TOTAL, 9, lambda item: item.score.total if item.score.counts else None, "points"),
    TableColumn(column_titles.GRADE, 8.5, lambda item: item.score.grade or UNRANKED, "short"),
    TableColumn(column_titles.SCORE_NOTE, 44, lambda item: reasons_text(item.score), says_continued=True),
    TableColumn(column_titles.FILING, 9, lambda item: item.filing or UNRANKED, "short"),
    TableColumn(column_titles.FILED_ON, 12, lambda item: item.filed_on, "date"),
)
"""The scores, and beside each how and when the department's return came."""

_PLACE: tuple[TableColumn[Problem | UnusedCell], ...] = (
    TableColumn(column_titles.FILE, 26, lambda item: item.source.file, repeated=True),
    TableColumn(column_titles.SHEET, 11, lambda item: item.source.sheet, "short", repeated=True),
    TableColumn(column_titles.CELL, 8.5, lambda item: item.source.cell, "short", repeated=True),
)
_PROBLEM_COLUMNS: tuple[TableColumn[Problem], ...] = (
    TableColumn(column_titles.CODE, 6.5, lambda item: item.code, "short", repeated=True),
    TableColumn(column_titles.LEVEL, 5, lambda item: str(item.level), "short", repeated=True),
    *_PLACE,
    TableColumn(column_titles.CONTENT, 22, lambda item: item.content),
    TableColumn(column_titles.NOTE, 36, lambda item: item.message, says_continued=True),
    TableColumn(column_titles.REMEDY, 36, lambda item: item.remedy),
    TableColumn(column_titles.UNIT, 24, lambda item: item.department, "short", repeated=True),
    TableColumn(
        column_titles.WHETHER_COUNTED,
        40,
        lambda item: f"不计，已被{item.replaced_by}替换" if item.replaced_by else COUNTED,
        repeated=True,
    ),
)
_UNUSED_COLUMNS: tuple[TableColumn[UnusedCell], ...] = (
    *_PLACE,
    TableColumn(column_titles.CONTENT, 60, lambda item: item.text),
    TableColumn(column_titles.WHY, 36, lambda item: item.reason, says_continued=True),
)
_FILE_COLUMNS: tuple[TableColumn[SourceFile], ...] = (
    TableColumn(column_titles.FILE, 36, lambda item: item.file, repeated=True),
    TableColumn(column_titles.DIGEST, 36, lambda item: item.digest, "short"),
    TableColumn(column_titles.UNIT, 18, lambda item: item.department, "short"),
    TableColumn(column_titles.PERIOD, 9, lambda item: "、".join(map(str, item.periods)), "short"),
    TableColumn("处理结果", 48, lambda item: item.outcome, says_continued=True),
)


_LATER_COLUMNS: tuple[TableColumn[LaterChange], ...] = (
    TableColumn(column_titles.SUBJECT, 34, lambda item: item.subject),
    TableColumn(column_titles.SETTING, 14, lambda item: item.item, "short"),
    TableColumn("印发时", 24, lambda item: item.then, "short"),
    TableColumn("现在", 24, lambda item: item.now, "short"),
    TableColumn(column_titles.WHY, 20, lambda item: item.reason, "short"),
    TableColumn("印发记录", 18, lambda item: PurePosixPath(item.source.file).stem, "short"),
    TableColumn("记录所在", 14, lambda item: f"「{item.source.sheet}」{item.source.cell}", "short"),
)


def task_sheet(tasks: Sequence[TaskVerdict]) -> Sheet[TaskVerdict]:
    """「任务台账」."""
    return Sheet(
        name=TASKS,
        key="tasks",
        columns=_TASK_COLUMNS,
        items=tasks,
        frozen_columns=1,
        with_lamps=True,
        last_printed=column_titles.LAMP,
    )


def score_sheet(found: Figures) -> Sheet[DepartmentFigures]:
    """「单位得分」."""
    return Sheet(name=SCORES, key="scores", columns=_SCORE_COLUMNS, items=found.departments, frozen_columns=2)


def problem_sheet(problems: Sequence[Problem]) -> Sheet[Problem]:
    """「问题清单」; what was wrong with versions that were replaced comes last."""
    return Sheet(
        name=PROBLEMS,
        key="problems",
        columns=_PROBLEM_COLUMNS,
        items=problems,
        frozen_columns=2,
        last_printed=column_titles.REMEDY,
    )


def later_sheet(changes: Sequence[LaterChange]) -> Sheet[LaterChange]:
    """「印发后变动」: what is otherwise than it was signed."""
    return Sheet(
        name=LATER_CHANGES,
        key="later-changes",
        columns=_LATER_COLUMNS,
        items=changes,
        nothing=(column_titles.SUBJECT, "没有变动"),
    )


def kept_sheets(month: Month) -> tuple[Sheet[Any], ...]:
    """The sheets that keep what departments wrote: the self-check holds every cell against them."""
    return (
        task_sheet(month.tasks),
        duty_sheet([*duty_rows(month)]).made(),
        problem_sheet((*month.problems, *month.superseded)),
        Sheet(name=UNUSED, key="unused-cells", columns=_UNUSED_COLUMNS, items=month.unused),
        *([item_sheet(month)] if month.items else []),
    )


def month_sheets(month: Month, found: Figures, kept: Sequence[Sheet[Any]]) -> tuple[Sheet[Any], ...]:
    """All sheets in their order, the overview aside; `kept` among them."""
    tasks, duties, problems, unused, *items = kept
    return (
        tasks,
        duties,
        score_sheet(found),
        problems,
        unused,
        Sheet(name=column_titles.SOURCE_FILE, key="files", columns=_FILE_COLUMNS, items=month.files, frozen_columns=1),
        legend_sheet(legend_rows(month.plan.method, month.as_of, bool(month.findings))),
        *items,
        *([trend_sheet(found.trend)] if found.trend else []),
        *([later_sheet(month.later)] if month.later is not None else []),
    )
