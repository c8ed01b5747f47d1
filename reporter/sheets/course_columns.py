"""What the ledger tells of the course of the year, right of the columns it has by agreement."""

from __future__ import annotations

from collections.abc import Iterator

from ..assess.changes import changes, closed_since, compared
from ..vocabulary import column_titles
from ..vocabulary.model import Duty, Month, Verdict, due_day
from .plain_tables import TableColumn, Value

COURSE_COLUMNS = (
    TableColumn(column_titles.COMPARED, 26),
    TableColumn(column_titles.MONTHLY_LAMPS, 20),
    TableColumn(column_titles.CLOSED, 10, "short"),
    TableColumn(column_titles.EXTENSION, 22),
)


def course_cells(month: Month) -> Iterator[tuple[Value, ...]]:
    """The cells of each verdict of the month, in the order of `month.verdicts`."""
    told = {_key(item.after.duty): compared(item) for item in changes(month)}
    courses: dict[tuple[str, str], list[Verdict]] = {}
    for mark in (mark for item in (*month.history, month) for mark in item.verdicts):
        courses.setdefault(_key(mark.duty), []).append(mark)
    for marks in (courses[_key(item.duty)] for item in month.verdicts):
        closed = closed_since(marks)
        yield (
            told.get(_key(marks[-1].duty), ""),
            "、".join(f"{mark.period.month}月{lamp_text(mark)}" for mark in marks),
            str(closed) if closed else "",
            extension_text(marks[-1].duty),
        )


def lamp_text(verdict: Verdict) -> str:
    """The lamp's word; 黄（红转黄） for a green that still shows where it came from."""
    return f"{verdict.lamp}（红转黄）" if verdict.traced else str(verdict.lamp)


def extension_text(duty: Duty) -> str:
    """「由2018-06-30延至2018-09-30（批准依据）」, blank without an extension."""
    if not duty.extension:
        return ""
    before = due_day(duty.task.deadline) or f"“{duty.task.due_text}”"
    return f"由{before}延至{duty.due_on}（{duty.extension.approval}）"


def _key(duty: Duty) -> tuple[str, str]:
    return duty.department, duty.task.id
