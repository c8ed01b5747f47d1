"""The master list 任务总表.xlsx → a `Plan`, or every fault of it at its cell, all at once (contract, section 3)."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

from ..vocabulary.elements import ELEMENTS, MASTER_SHEETS
from ..vocabulary.model import (
    Cell,
    Department,
    Plan,
    Requirement,
    Source,
    Task,
    TaskList,
)
from ..vocabulary.problems import Kind, Level, Problem
from . import reader
from .grid import Failure
from .master_method import read_adjustments, read_method
from .master_sheet import MasterSheet
from .master_year import months_text, read_extensions, read_objections
from .names import Names, by_name, hint
from .requirement import read_requirement
from .values import key_text, read_date, split_names

__all__ = ["EVERYONE", "has_tasks", "read_master"]

EVERYONE = "全部"


def read_master(path: Path, file: str = "input/任务总表.xlsx") -> tuple[Plan | None, tuple[Problem, ...]]:
    """Read the master list. No plan when anything in it is wrong; `problems` then names every fault.

    Problems of level 「示」 come with a plan: a 称谓 not yet decided, a deadline earlier than the notice.
    """
    problems: list[Problem] = []
    if not path.is_file():
        return None, (Kind.MASTER_MISSING.at(Source(file), path=file),)
    workbook = reader.read_workbook(path)
    if isinstance(workbook, Failure):
        return None, (Kind.MASTER_UNREADABLE.at(Source(file), why=workbook.message.rstrip('。')),)
    grids = {key_text(grid.name): grid for grid in workbook.sheets}
    sheets = {name: MasterSheet(file, name, columns, grids.get(name), problems) for name, columns in MASTER_SHEETS.items()}
    elements = _elements(sheets["公文"])
    year = int(elements.get("年份") or 0)
    lists = _lists(sheets["清单"])
    departments = _departments(sheets["单位"])
    names = Names(departments, _titles(sheets["称谓"], departments),
                  complete=not (sheets["单位"].missing or sheets["称谓"].missing))
    tasks = _tasks(sheets["任务"], lists, names, year)
    method, chosen = read_method(sheets["考核办法"])
    adjustments = read_adjustments(sheets["加减分"], names)
    extensions = read_extensions(file, grids.get("延期"), tasks, names, year, problems)
    objections = read_objections(file, grids.get("异议"), names, problems)
    notes = _notes(sheets, tasks, elements)
    if any(problem.level is Level.REFUSED for problem in problems):
        return None, tuple(problems)
    return Plan(year=year, tasks=tasks, lists=lists, departments=departments, elements=elements, method=method,
                adjustments=adjustments, extensions=extensions, objections=objections, method_sets=chosen,
                source=Source(file)), notes


def has_tasks(path: Path) -> bool:
    """Whether a master list is there that somebody has worked on: one with a task, or one that cannot be opened."""
    if not path.exists():
        return False
    workbook = reader.read_workbook(path)
    if isinstance(workbook, Failure):
        return True
    problems: list[Problem] = []
    grids = {key_text(grid.name): grid for grid in workbook.sheets}
    return bool(MasterSheet("", "任务", MASTER_SHEETS["任务"], grids.get("任务"), problems).rows)


def _elements(sheet: MasterSheet) -> dict[str, str]:
    """要素 → 内容; dates as ISO text. Unknown elements are kept: a template of the clerk's own may use them."""
    known = {element.name: element for element in ELEMENTS}
    found = {element.name: element.default for element in ELEMENTS}
    for row in sheet.rows:
        name, text = key_text(row["要素"].text), row["内容"].text
        element = known.get(name)
        if not text:
            continue
        value, why = _element_value(element.form if element else "text", text)
        if why:
            sheet.fault(Kind.ELEMENT_BAD, row["内容"].address, text, name=name, text=text, why=why)
        found[name] = value
    if sheet.rows and not found["年份"]:
        sheet.fault(Kind.ELEMENT_BAD, "", "", name="年份", text="", why="不能空白")
    return found


def _element_value(form: str, text: str) -> tuple[str, str]:
    """(value, what is wrong with it)."""
    plain = key_text(text)
    if form == "date":
        day = read_date(text, year=None).value
        return (day.isoformat(), "") if day else (text, "不是日期")
    if form == "year":
        return (plain.rstrip("年"), "") if re.fullmatch(r"(19|20)\d\d年?", plain) else ("", "不是四位数的年份")
    if form == "months":
        return months_text(text)
    if form in ("day", "count"):
        number = re.fullmatch(r"(\d+)(?:日|个工作日|个|天)?", plain)
        good = number and 1 <= int(number[1]) <= (31 if form == "day" else 60)
        return (number[1], "") if good else (text, "不是合理的数字")
    return text, ""


def _lists(sheet: MasterSheet) -> tuple[TaskList, ...]:
    return tuple(TaskList(key=key_text(row["清单"].text), name=row["名称"].text, basis=row["依据"].text)
                 for row in sheet.rows)


def _departments(sheet: MasterSheet) -> tuple[Department, ...]:
    found, seen = [], {}
    for row in sheet.rows:
        name = row["单位"].text
        aliases = tuple(split_names(row["别名"].text))
        for column, text in (("单位", name), *(("别名", alias) for alias in aliases)):
            cell, key = row[column], key_text(text)
            if not key:
                sheet.fault(Kind.DEPARTMENT_UNKNOWN, cell.address, name="", hint="单位名称空白。")
            elif key in seen and seen[key] != cell.address:
                sheet.fault(Kind.DEPARTMENT_TWICE, cell.address, text, name=text, other=f"「单位」{seen[key]}")
            seen.setdefault(key, cell.address)
        found.append(Department(name=name, aliases=aliases, kind=row["类别"].text, leader=row["分管领导"].text,
                                contact=row["联络员"].text, phone=row["联系电话"].text,
                                source=sheet.source.at(row["单位"].address)))
    return tuple(found)


def _titles(sheet: MasterSheet, departments: tuple[Department, ...]) -> dict[str, tuple[str, ...]]:
    """称谓 → departments; an empty tuple while it is not yet decided."""
    known = by_name(departments)
    found: dict[str, tuple[str, ...]] = {}
    for row in sheet.rows:
        text = row["单位"].text
        if key_text(text) == EVERYONE:
            found[key_text(row["称谓"].text)] = tuple(item.name for item in departments)
            continue
        named = []
        for name in split_names(text):
            if key_text(name) in known:
                named.append(known[key_text(name)])
            else:
                sheet.fault(Kind.DEPARTMENT_UNKNOWN, row["单位"].address, text, name=name, hint=hint(name, known))
        found[key_text(row["称谓"].text)] = tuple(dict.fromkeys(named))
    return found


def _tasks(sheet: MasterSheet, lists: tuple[TaskList, ...], names: Names, year: int) -> tuple[Task, ...]:
    keys = {item.key for item in lists}
    seen: dict[str, str] = {}
    found = []
    if not sheet.rows and not sheet.problems:
        sheet.fault(Kind.NO_TASKS, "")
    for row in sheet.rows:
        task_id, list_key = key_text(row["任务编号"].text), key_text(row["清单"].text)
        identity = re.fullmatch(r"(.+)-0*(\d+)", task_id)
        number = key_text(row["序号"].text)
        if not identity or identity[1] != list_key or (number and number.lstrip("0") != identity[2]):
            sheet.fault(Kind.TASK_ID_BAD, row["任务编号"].address, row["任务编号"].text, id=row["任务编号"].text)
        if task_id in seen:
            sheet.fault(Kind.TASK_ID_TWICE, row["任务编号"].address, task_id, id=task_id, other=f"「任务」{seen[task_id]}")
        seen.setdefault(task_id, row["任务编号"].address)
        if list_key not in keys:
            sheet.fault(Kind.LIST_UNKNOWN, row["清单"].address, list_key, key=list_key)
        for column in ("主要任务", "责任部门"):
            if not row[column].text and column not in sheet.missing:
                sheet.fault(Kind.TASK_BLANK, row[column].address, id=task_id, column=column)
        owners, undecided, unknown, roles = names.owners(row["责任部门"].text)
        for name in unknown if names.complete else ():
            sheet.fault(Kind.DEPARTMENT_UNKNOWN, row["责任部门"].address, row["责任部门"].text, name=name,
                        hint=hint(name, {**names.by_name, **names.titles}))
        found.append(Task(
            id=task_id, list_key=list_key, number=int(identity[2]) if identity else 0, area=row["公开领域"].text,
            text=row["主要任务"].text, leader=row["责任领导"].text, owners_text=row["责任部门"].text,
            due_text=row["完成时间"].text, deadline=_deadline(sheet, row["完成时间"], year), owners=owners,
            undecided=undecided, roles=roles, led=names.led(row["责任领导"].text), requirements=_requirements(sheet, row["量化要求"]),
            remark=row["备注"].text, source=sheet.source.at(row["任务编号"].address)))
    return tuple(found)


def _deadline(sheet: MasterSheet, cell: Cell, year: int) -> dt.date:
    day = read_date(cell.text, year=year or None).value if cell.text else None
    if day is None and "完成时间" not in sheet.missing:
        sheet.fault(Kind.DEADLINE_UNREADABLE, cell.address, cell.text, text=cell.text)
    return day or dt.date.max


def _requirements(sheet: MasterSheet, cell: Cell) -> tuple[Requirement, ...]:
    found = []
    for line in filter(None, (line.strip() for line in cell.text.splitlines())):
        requirement = read_requirement(line)
        if requirement is None:
            sheet.fault(Kind.REQUIREMENT_UNREADABLE, cell.address, line, text=line)
        else:
            found.append(requirement)
    return tuple(found)


def _notes(sheets: dict[str, MasterSheet], tasks: tuple[Task, ...], elements: dict[str, str]) -> tuple[Problem, ...]:
    """What a careful clerk should know of a sound list: titles not decided, deadlines earlier than the notice."""
    found = [Kind.TITLE_UNDECIDED.at(task.source, content=task.owners_text, id=task.id, name=name)
             for task in tasks for name in task.undecided]
    issued = elements.get("通知成文日期")
    if issued and re.fullmatch(r"\d{4}-\d\d-\d\d", issued):
        day = dt.date.fromisoformat(issued)
        found += [Kind.DUE_BEFORE_ISSUE.at(task.source, content=task.due_text, id=task.id,
                                           deadline=task.deadline.isoformat(), issued=issued)
                  for task in tasks if task.deadline < day]
    return tuple(found)
