"""What the master list says for the year's end: 「延期」 and 「异议」, two sheets it may lack, and 不考核月份."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from decimal import Decimal

from ..vocabulary.elements import OPTIONAL_SHEETS
from ..vocabulary.model import Cell, Extension, Objection, Task
from ..vocabulary.problems import Kind, Problem
from .grid import Grid
from .master_method import read_points
from .master_sheet import MasterSheet
from .names import Names, hint
from .values import key_text, read_date

__all__ = ["months_text", "read_extensions", "read_objections"]

EVERY_OWNER = ("", "全部", "各责任单位")


def _sheet(file: str, name: str, grid: Grid | None, problems: list[Problem]) -> MasterSheet | None:
    """The sheet `name`, None when the master list has none or nothing stands in it."""
    if grid is None or not any(cell.text.strip() for cell in grid.cells.values()):
        return None
    return MasterSheet(file, name, OPTIONAL_SHEETS[name], grid, problems)


def read_extensions(file: str, grid: Grid | None, tasks: Iterable[Task], names: Names, year: int,
                    problems: list[Problem]) -> tuple[Extension, ...]:
    """The rows of 「延期」; faults go to `problems` at their cells.

    An extension needs a task, a later day than the task's own deadline and an approval. A blank 单位 is every
    department of the task. Two for the same duty contradict each other.
    """
    sheet = _sheet(file, "延期", grid, problems)
    if sheet is None:
        return ()
    by_id = {task.id: task for task in tasks}
    seen: dict[tuple[str, str], str] = {}
    found = []
    for row in sheet.rows:
        task_id, unit = key_text(row["任务编号"].text), key_text(row["单位"].text)
        task, department = by_id.get(task_id), "" if unit in EVERY_OWNER else names.by_name.get(unit)
        day = read_date(row["延期至"].text, year=year or None).value if row["延期至"].text else None
        faults = list(_extension_faults(row, task, department, day, names))
        key = task_id, department or ""
        if not faults and key in seen:
            faults.append(("任务编号", f"与 {seen[key]} 重复"))
        seen.setdefault(key, f"「延期」{row['任务编号'].address}")
        for column, why in faults:
            sheet.fault(Kind.EXTENSION_BAD, row[column].address, row[column].text, column=column,
                        text=row[column].text, why=why)
        if not faults:
            found.append(Extension(task_id=task_id, department=department, deadline=day, approval=row["批准依据"].text,
                                   reason=row["事由"].text, source=sheet.source.at(row["延期至"].address)))
    return tuple(found)


def _extension_faults(row: dict[str, Cell], task: Task | None, department: str | None, day: dt.date | None, names: Names):
    """(column, what is wrong) of a row of 「延期」."""
    if task is None:
        yield "任务编号", "不在「任务」中"
    if department is None:
        yield "单位", "没有登记在「单位」中。" + hint(row["单位"].text, names.by_name)
    elif task and department and department not in task.owners:
        yield "单位", "不是这项任务的责任单位"
    if day is None:
        yield "延期至", "不是日期"
    elif task and day <= task.deadline:
        yield "延期至", f"不晚于原定时限 {task.deadline}"
    if not row["批准依据"].text:
        yield "批准依据", "没有填写，未经批准的不能延期"


def read_objections(file: str, grid: Grid | None, names: Names, problems: list[Problem]) -> tuple[Objection, ...]:
    """The rows of 「异议」; faults go to `problems` at their cells. Points may change only by a decision."""
    sheet = _sheet(file, "异议", grid, problems)
    if sheet is None:
        return ()
    found = []
    for row in sheet.rows:
        name, typed, decision = key_text(row["单位"].text), row["分值变动"].text, row["处理意见"].text
        value = read_points(typed) if typed else Decimal(0)
        faults = []
        if name not in names.by_name:
            faults.append(("单位", "没有登记在「单位」中"))
        if not row["事项"].text:
            faults.append(("事项", "没有填写"))
        if value is None:
            faults.append(("分值变动", "不是数字"))
        elif value != value.quantize(Decimal("0.01")):
            faults.append(("分值变动", "小数超过两位"))
        elif value and not decision:
            faults.append(("处理意见", "没有填写，却填了分值变动"))
        for column, why in faults:
            sheet.fault(Kind.OBJECTION_BAD, row[column].address, row[column].text, column=column,
                        text=row[column].text, why=why)
        if not faults:
            found.append(Objection(department=names.by_name[name], item=row["事项"].text, reason=row["理由"].text,
                                   decision=decision, points=value, source=sheet.source.at(row["事项"].address)))
    return tuple(found)


def months_text(text: str) -> tuple[str, str]:
    """(months as 「1、2」, what is wrong) of 不考核月份: 「1月、2月」, 「1-3月」, 「1,2」."""
    plain = re.sub(r"[月份]", "", key_text(text))
    months: set[int] = set()
    for part in filter(None, re.split(r"[、,;和]", plain)):
        span = re.fullmatch(r"(\d{1,2})(?:[-~至到](\d{1,2}))?", part)
        if not span or not 1 <= int(span[1]) <= int(span[2] or span[1]) <= 12:
            return text, "不是“1月、2月”这样的月份"
        months.update(range(int(span[1]), int(span[2] or span[1]) + 1))
    return "、".join(map(str, sorted(months))), ""
