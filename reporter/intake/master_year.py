"""What the master list says for the year's end: 「延期」 and 「异议」, two sheets it may lack."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from decimal import Decimal

from ..vocabulary import column_titles
from ..vocabulary.model import Extension, Objection, Period, Task, Undated, due_day
from ..vocabulary.problems import Kind, Problem
from .deadlines import read_deadline
from .grid import Grid, GridCell
from .master_months import month_in
from .master_sheet import optional_sheet
from .names import Names, hint
from .task_match import id_key
from .values import key_text, read_points

EVERY_OWNER = ("", "全部", "各责任单位")


def read_extensions(
    file: str, grid: Grid | None, tasks: Iterable[Task], names: Names, year: int, problems: list[Problem]
) -> tuple[Extension, ...]:
    """The rows of 「延期」; faults go to `problems` at their cells.

    An extension needs a task, a later day than the task's own deadline and an approval. A blank 单位 is every
    department of the task. Two for the same duty that begin in the same month contradict each other. Where there are
    no tasks, which is said elsewhere, nothing is said of them.
    """
    sheet = optional_sheet(file, column_titles.EXTENSION, grid, problems)
    if sheet is None:
        return ()
    by_id = {id_key(task.id): task for task in tasks}
    seen: dict[tuple[str, str, Period | None], str] = {}
    found = []
    for row in sheet.rows:
        unit, until = key_text(row[column_titles.UNIT].text), row[column_titles.EXTENDED_TO]
        task = by_id.get(id_key(sheet.task_id(row[column_titles.TASK_ID])))
        department = "" if unit in EVERY_OWNER else names.by_name.get(unit)
        day = due_day(read_deadline(until.text, year=year, kind=until.kind).value or Undated.OPEN)
        since, wrong = month_in(row[column_titles.SINCE], year)
        faults = list(_extension_faults(row, task, department, day, names)) if by_id else []
        if wrong:
            faults.append((column_titles.SINCE, wrong))
        key = task.id if task else "", department or "", since
        if not faults and key in seen:
            faults.append((column_titles.TASK_ID, f"与 {seen[key]} 重复"))
        seen.setdefault(key, sheet.place(row[column_titles.TASK_ID]))
        sheet.say_each(Kind.EXTENSION_BAD, row, faults)
        if task and department is not None and day and not faults:
            found.append(
                Extension(
                    task_id=task.id,
                    department=department,
                    deadline=day,
                    approval=row[column_titles.APPROVAL].text,
                    reason=row[column_titles.REASON].text,
                    source=sheet.source.at(row[column_titles.EXTENDED_TO].address),
                    since=since,
                )
            )
    return tuple(found)


def _extension_faults(
    row: dict[str, GridCell], task: Task | None, department: str | None, day: dt.date | None, names: Names
) -> Iterator[tuple[str, str]]:
    """(column, what is wrong) of a row of 「延期」."""
    if task is None:
        yield column_titles.TASK_ID, "不在「任务」中"
    if department is None and names.complete:
        yield column_titles.UNIT, "没有登记在「单位」中。" + hint(row[column_titles.UNIT].text, names.by_name)
    elif task and department and department not in task.owners:
        yield column_titles.UNIT, "不是这项任务的责任单位"
    if day is None:
        yield column_titles.EXTENDED_TO, "不是日期"
    elif task and task.deadline in (Undated.STANDING, Undated.CYCLE):
        yield column_titles.EXTENDED_TO, f"没有意义，任务的完成时间是“{task.due_text}”，没有可以推迟的时限"
    elif task and (original := due_day(task.deadline)) and day <= original:
        yield column_titles.EXTENDED_TO, f"不晚于原定时限 {original}"
    if not row[column_titles.APPROVAL].text:
        yield column_titles.APPROVAL, "没有填写，未经批准的不能延期"


def read_objections(file: str, grid: Grid | None, names: Names, problems: list[Problem]) -> tuple[Objection, ...]:
    """The rows of 「异议」; faults go to `problems` at their cells. Points may change only by a decision."""
    sheet = optional_sheet(file, column_titles.OBJECTION, grid, problems)
    if sheet is None:
        return ()
    found = []
    for row in sheet.rows:
        name, typed, decision = (
            key_text(row[column_titles.UNIT].text),
            row[column_titles.POINTS_CHANGED].text,
            row[column_titles.DECISION].text,
        )
        value = read_points(typed) if typed else Decimal(0)
        faults = []
        if name not in names.by_name and names.complete:
            faults.append((column_titles.UNIT, "没有登记在「单位」中"))
        if not row[column_titles.MATTER].text:
            faults.append((column_titles.MATTER, "没有填写"))
        if value is None:
            faults.append((column_titles.POINTS_CHANGED, "不是数字"))
        elif value != value.quantize(Decimal("0.01")):
            faults.append((column_titles.POINTS_CHANGED, "小数超过两位"))
        elif value and not decision:
            faults.append((column_titles.DECISION, "没有填写，却填了分值变动"))
        sheet.say_each(Kind.OBJECTION_BAD, row, faults)
        if value is not None and name in names.by_name and not faults:
            found.append(
                Objection(
                    department=names.by_name[name],
                    item=row[column_titles.MATTER].text,
                    reason=row[column_titles.GROUNDS].text,
                    decision=decision,
                    points=value,
                    source=sheet.source.at(row[column_titles.MATTER].address),
                )
            )
    return tuple(found)
