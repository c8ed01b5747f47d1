"""「清单」 and 「任务」 of the master list: the annexes of the notice and their tasks."""

from __future__ import annotations

import datetime as dt
import re

from ..vocabulary import column_titles
from ..vocabulary.model import Deadline, Requirement, Task, TaskList, Undated
from ..vocabulary.problems import Kind
from .deadlines import cycle_of, read_deadline
from .grid import GridCell
from .master_months import read_span
from .master_sheet import MasterSheet, spread
from .names import Names, hint, near
from .requirement import read_requirements
from .task_match import id_key
from .values import is_blank, key_text


def read_lists(sheet: MasterSheet) -> tuple[TaskList, ...]:
    """The lists; each needs a number of its own and a name, which is the title of its annex."""
    found: list[TaskList] = []
    seen: dict[str, GridCell] = {}
    for row in sheet.rows:
        cell, key = row[column_titles.LIST], key_text(row[column_titles.LIST].text)
        sheet.require(row, column_titles.LIST, column_titles.NAME, what=key and f"清单「{key}」")
        if key and key in seen:
            sheet.say(Kind.ENTRY_TWICE, cell, name=key, other=sheet.place(seen[key]))
        seen.setdefault(key, cell)
        found.append(TaskList(key=key, name=row[column_titles.NAME].text, basis=row[column_titles.BASIS].text))
    return tuple(found)


def read_tasks(
    sheet: MasterSheet, lists: MasterSheet, keys: frozenset[str], names: Names, year: int, issued: dt.date | None
) -> tuple[Task, ...]:
    """The tasks; every fault noted at its cell, a list or department that is not known once for all tasks that name it.

    keys: the lists there are. year: that of a 完成时间 without one; issued: the day of the notice, where known.
    """
    seen: dict[str, GridCell] = {}
    found = []
    strange_lists: dict[str, list[GridCell]] = {}
    strangers: dict[str, list[GridCell]] = {}
    if not sheet.rows and not sheet.missing:
        sheet.say(Kind.NO_TASKS)
    for row in sheet.rows:
        task_id, list_key = sheet.task_id(row[column_titles.TASK_ID]), key_text(row[column_titles.LIST].text)
        number = _number(sheet, row, task_id, list_key)
        if task_id and id_key(task_id) in seen:
            sheet.say(
                Kind.TASK_ID_TWICE, row[column_titles.TASK_ID], id=task_id, other=sheet.place(seen[id_key(task_id)])
            )
        if number:  # one that is wrong in its own row takes no number from another
            seen.setdefault(id_key(task_id), row[column_titles.TASK_ID])
        if list_key not in keys and not lists.missing:
            strange_lists.setdefault(list_key, []).append(row[column_titles.LIST])
        sheet.require(
            row, column_titles.TASK_TEXT, column_titles.OWNERS, column_titles.DUE, what=task_id and f"任务「{task_id}」"
        )
        owners, undecided, unknown, roles = names.owners(row[column_titles.OWNERS].text)
        for name in unknown:
            strangers.setdefault(name, []).append(row[column_titles.OWNERS])
        found.append(
            Task(
                id=task_id,
                list_key=list_key,
                number=number,
                area=row[column_titles.AREA].text,
                text=row[column_titles.TASK_TEXT].text,
                leader=row[column_titles.LEADER].text,
                led=names.led(row[column_titles.LEADER].text),
                owners_text=row[column_titles.OWNERS].text,
                due_text=row[column_titles.DUE].text,
                deadline=_deadline(sheet, row[column_titles.DUE], year, issued),
                owners=owners,
                undecided=undecided,
                roles=roles,
                requirements=_requirements(sheet, row[column_titles.REQUIREMENT], row[column_titles.DUE]),
                remark=row[column_titles.REMARK].text,
                short_name=row[column_titles.SHORT_NAME].text,
                span=read_span(sheet, row, year),
                source=sheet.source.at(row[column_titles.TASK_ID].address),
            )
        )
    for key, cells in strange_lists.items():
        sheet.say(Kind.LIST_UNKNOWN, cells[0], key=key, hint=spread(cells))
    _say_strangers(sheet, strangers, names)
    return tuple(found)


def _number(sheet: MasterSheet, row: dict[str, GridCell], task_id: str, list_key: str) -> int:
    """The task's number in its list, 0 where 任务编号 does not say it or disagrees with its row."""
    cell, number = row[column_titles.TASK_ID], key_text(row[column_titles.NUMBER].text)
    sheet.require(row, column_titles.TASK_ID)
    if not task_id:
        return 0
    identity = re.fullmatch(r"(.+)-0*(\d+)", task_id)
    if (
        not identity
        or (identity[1] != list_key and column_titles.LIST not in sheet.missing)
        or (number and number.lstrip("0") != identity[2])
    ):
        sheet.say(Kind.TASK_ID_BAD, cell, id=cell.text)
        return 0
    return int(identity[2])


def _say_strangers(sheet: MasterSheet, strangers: dict[str, list[GridCell]], names: Names) -> None:
    """Name the departments nobody knows, but for those that a fault of 「单位」 or 「称谓」 explains."""
    known = {**names.by_name, **names.titles}
    for name, cells in strangers.items() if names.complete else ():
        if near(name, known) not in names.doubtful:
            sheet.say(Kind.DEPARTMENT_UNKNOWN, cells[0], name=name, hint=spread(cells) + hint(name, known))


def _deadline(sheet: MasterSheet, cell: GridCell, year: int, issued: dt.date | None) -> Deadline:
    """The deadline that 完成时间 states; one that cannot be read is noted, and nobody has said it yet."""
    reading = read_deadline(cell.text, year=year, issued=issued, kind=cell.kind)
    if reading.value is None and cell.text:
        sheet.say(Kind.DEADLINE_UNREADABLE, cell, text=cell.text, why=reading.fault)
    return reading.value or Undated.OPEN


def _requirements(sheet: MasterSheet, cell: GridCell, due: GridCell) -> tuple[Requirement, ...]:
    """The lines of 量化要求, and the cycle that 完成时间 is, where no line says it already."""
    found: list[Requirement] = []
    for line in (line.strip() for line in cell.text.splitlines() if not is_blank(line)):
        requirements = read_requirements(line)
        if not requirements:
            sheet.say(Kind.REQUIREMENT_UNREADABLE, cell, line, text=line)
        found += requirements
    cycle = cycle_of(due.text)
    if cycle and (cycle.kind, cycle.per) not in {(item.kind, item.per) for item in found}:
        found.append(cycle)
    return tuple(found)
