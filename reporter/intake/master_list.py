"""The master list 任务总表.xlsx → a `Plan`, or every fault of it at its cell, all at once (contract, section 3)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from ..vocabulary import column_titles
from ..vocabulary.document_scope import Scope
from ..vocabulary.master_sheets import MASTER_SHEETS
from ..vocabulary.model import Period, Plan, Source, due_day
from ..vocabulary.problems import Kind, Level, Problem
from . import reader
from .grid import Failure, Grid, Workbook
from .master_adjustments import read_adjustments
from .master_arrangements import read_arrangements
from .master_dispatches import read_dispatches
from .master_elements import issued_on, read_elements
from .master_method import read_method
from .master_sheet import MasterSheet, optional_sheet
from .master_supplements import read_supplements
from .master_tasks import read_lists, read_tasks
from .master_units import read_names
from .master_year import read_extensions, read_objections
from .sniff import FORM_NAMES
from .values import key_text

_SOME_YEAR = 2000
"""Stands in for a 年份 that is not known, which is said where it should stand, so that no other date is
blamed for it.
"""
_TEXTS = ("text", "html", "mhtml")


def read_master(
    path: Path, kinds: Mapping[str, Scope] | None = None, file: str = "input/任务总表.xlsx"
) -> tuple[Plan | None, tuple[Problem, ...]]:
    """Read the master list. No plan when anything in it is wrong; the problems are then every fault, and no more.

    kinds: the kinds of document that 「公文」 and 「发文登记」 are to serve, by name; None: not to be asked.

    Problems of level 「警」 and 「示」 come with a plan: a rule without a row, a 称谓 not yet decided, a deadline
    earlier than the notice. What only follows from another fault is not said.
    """
    if not path.is_file():
        return None, (Kind.MASTER_MISSING.at(Source(file), path=file),)
    workbook = reader.read_workbook(path)
    if isinstance(workbook, Failure):
        return None, (Kind.MASTER_UNREADABLE.at(Source(file), why=workbook.message.rstrip("。")),)
    if not {key_text(grid.name) for grid in workbook.sheets} & MASTER_SHEETS.keys():
        return None, (_something_else(workbook, file),)
    return plan_of_sheets(workbook.sheets, kinds, file)


def plan_of_sheets(
    found: Iterable[Grid], kinds: Mapping[str, Scope] | None, file: str
) -> tuple[Plan | None, tuple[Problem, ...]]:
    """`read_master` of the sheets of a master list that is open already."""
    problems: list[Problem] = []
    grids = {key_text(grid.name): grid for grid in found}
    sheets = {
        name: MasterSheet(file, name, columns, grids.get(name), problems) for name, columns in MASTER_SHEETS.items()
    }
    elements = read_elements(sheets[column_titles.DOCUMENTS], kinds)
    year = int(elements["年份"] or 0)
    lists = read_lists(sheets[column_titles.LIST])
    names = read_names(sheets[column_titles.UNIT], sheets[column_titles.COLLECTIVE], year or _SOME_YEAR)
    tasks = read_tasks(
        sheets[column_titles.TASK],
        sheets[column_titles.LIST],
        frozenset(item.key for item in lists),
        names,
        year or _SOME_YEAR,
        issued_on(elements),
    )
    method, chosen = read_method(sheets[column_titles.METHOD])
    adjustments = read_adjustments(sheets[column_titles.ADJUSTMENT], names, year)
    extensions = read_extensions(file, grids.get(column_titles.EXTENSION), tasks, names, year or _SOME_YEAR, problems)
    arranged = optional_sheet(file, column_titles.ARRANGEMENT, grids.get(column_titles.ARRANGEMENT), problems)
    arrangements = read_arrangements(arranged, year)
    registered = optional_sheet(file, column_titles.DISPATCHES, grids.get(column_titles.DISPATCHES), problems)
    dispatches = read_dispatches(registered, names, kinds, year, elements)
    written = optional_sheet(file, column_titles.SUPPLEMENTS, grids.get(column_titles.SUPPLEMENTS), problems)
    supplements = read_supplements(written, kinds, year)
    objections = read_objections(file, grids.get(column_titles.OBJECTION), names, problems)
    if faults := tuple(problem for problem in problems if problem.level is Level.REFUSED):
        return None, faults
    plan = Plan(
        year=year,
        tasks=tasks,
        lists=lists,
        departments=names.departments,
        elements=elements,
        method=method,
        adjustments=adjustments,
        extensions=extensions,
        arrangements=arrangements,
        dispatches=dispatches,
        supplements=supplements,
        objections=objections,
        method_sets=chosen,
        source=Source(file),
    )
    return plan, (*problems, *_notes(plan), *_without_owner(plan), *_out_of_force(plan))


def _something_else(workbook: Workbook, file: str) -> Problem:
    """What is to be said of a file that has none of the sheets of a master list: what it is, once."""
    if workbook.form in _TEXTS:
        return Kind.MASTER_UNREADABLE.at(Source(file), why=f"这是{FORM_NAMES[workbook.form]}，不是 Excel 工作簿")
    names = [f"「{grid.name}」" for grid in workbook.sheets[:5]]
    return Kind.MASTER_OTHER.at(
        Source(file),
        wanted="".join(f"「{name}」" for name in MASTER_SHEETS),
        sheets="".join(names) + ("等" if len(workbook.sheets) > 5 else ""),
    )


def has_tasks(path: Path) -> bool:
    """Whether a master list is there that somebody has worked on: one with a task, or one that cannot be opened."""
    if not path.is_file():
        return False
    workbook = reader.read_workbook(path)
    if isinstance(workbook, Failure):
        return True
    problems: list[Problem] = []
    grids = {key_text(grid.name): grid for grid in workbook.sheets}
    return bool(
        MasterSheet(
            "", column_titles.TASK, MASTER_SHEETS[column_titles.TASK], grids.get(column_titles.TASK), problems
        ).rows
    )


def _notes(plan: Plan) -> list[Problem]:
    """What a careful clerk should know of a sound list: titles not decided, deadlines earlier than the notice."""
    found = [
        Kind.TITLE_UNDECIDED.at(task.source, content=task.owners_text, id=task.id, name=name)
        for task in plan.tasks
        for name in task.undecided
    ]
    issued = issued_on(plan.elements)
    found += [
        Kind.DUE_BEFORE_ISSUE.at(task.source, content=task.due_text, id=task.id, deadline=day, issued=issued)
        for task in plan.tasks
        if issued and (day := due_day(task.deadline)) and day < issued
    ]
    return found


def _without_owner(plan: Plan) -> Iterator[Problem]:
    """The tasks of which no department is in force in a month, told in each such month."""
    named = {task.id for task in plan.tasks if task.owners}
    for period in (Period(plan.year, number) for number in range(1, 13)):
        for task in plan.at(period).tasks:
            if task.id in named and not task.owners:
                names = "、".join(task.undecided)
                yield Kind.TASK_WITHOUT_OWNER.at(
                    task.source, content=task.owners_text, period=period, id=task.id, month=period, names=names
                )


def _out_of_force(plan: Plan) -> Iterator[Problem]:
    """Rows of 「加减分」 that give points to a department in a month in which it is none."""
    spans = {item.name: item.span for item in plan.departments}
    for item in plan.adjustments:
        if item.period not in spans[item.department]:
            yield Kind.ADJUSTMENT_NOT_IN_FORCE.at(
                item.source, content=item.text, period=item.period, name=item.department, month=item.period
            )
