"""Rows of a sheet → entries of a return: each row by its task, each value by its column, and what is wrong with them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from ..vocabulary import titles
from ..vocabulary.columns import FILLED, LOCKED
from ..vocabulary.model import Cell, Duty, Entry, Period, Plan, Source, Task
from ..vocabulary.problems import Kind, Problem
from .column_reading import DOUBTS, read_cell
from .grid import GridCell, address
from .identity import Register
from .row_checks import CHECKS, CheckedRow
from .sheet import Row, Sheet
from .table_header import UNIT
from .task_match import Match, TaskIndex, letters
from .values import declares_lag, is_blank, key_text, read_date, split_names

__all__ = ["Entries", "read_entries"]

_MATCHED = ("task_id", "list", "task")
"""Locked columns that say which task a row is about: matching tells what is odd about them."""


@dataclass(slots=True)
class Entries:
    """What the rows of a sheet came to.

    unused: cells with the reason. used: the places taken into entries. refused: the tasks that have a row which could not
    be taken, each with why.
    """

    entries: list[Entry] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unused: list[tuple[GridCell, str]] = field(default_factory=list)
    used: set[tuple[int, int]] = field(default_factory=set)
    refused: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Context:
    """What every row of one sheet is read against; `limit` is the last day it can speak of, `limit_name` what that is."""

    plan: Plan
    index: TaskIndex
    register: Register
    department: str
    period: Period
    source: Source
    limit: date
    limit_name: str

    def problem(self, kind: Kind, cell: str, content: str = "", **facts: object) -> Problem:
        """A problem of this return, at a cell of its sheet."""
        return kind.at(self.source.at(cell), content=content, department=self.department, period=self.period, **facts)


def read_entries(
    sheet: Sheet,
    plan: Plan,
    index: TaskIndex,
    register: Register,
    *,
    department: str,
    period: Period,
    filed_on: date | None,
    source: Source,
) -> Entries:
    """Read the rows of a sheet whose department and period are settled."""
    context = _Context(
        plan=plan,
        index=index,
        register=register,
        department=department,
        period=period,
        source=source,
        limit=filed_on or period.last_day,
        limit_name=titles.FILED_ON if filed_on else "报送期末",
    )
    result = Entries()
    rows: dict[str, list[tuple[Row, Entry, list[Problem]]]] = defaultdict(list)
    for row in sheet.rows:
        match = index.find(row)
        refusal = _refusal(context, row, match)
        if refusal is not None:
            problem, reason = refusal
            result.problems += [problem] if problem else []
            result.refused |= {task.id: problem.kind.title for task in (match.named, match.other) if task}
            result.unused += [(cell, reason) for cell in row.own]
            continue
        problems = list(_matching(context, row, match))
        entry = _entry(context, row, match.task, problems)
        rows[match.task.id].append((row, entry, problems))
        result.unused += [(cell, _column_reason(row, cell)) for cell in row.others]
    for task_id, group in rows.items():
        _settle(context, task_id, group, result)
    _hollow(context, sheet, result)
    result.entries.sort(key=lambda entry: entry.row)
    return result


def _refusal(context: _Context, row: Row, match: Match) -> tuple[Problem | None, str] | None:
    """(problem, reason for its cells) of a row that is not taken; None when it is."""
    first = row.own[0]
    content = row.text("task_id") or row.text("task") or first.text
    place = next((row.cells[key].address for key in ("task_id", "task") if key in row.cells), first.address)
    task = match.task
    if match.how == "conflict":
        problem = context.problem(Kind.ROW_DISAGREES, place, content, task=row.text("task_id"), other=match.other.id)
        return problem, "本行未采用：任务编号与任务内容不是同一项"
    if match.how == "unknown-id":
        hint = f"内容与任务 {match.other.id} 相近。" if match.other else ""
        return context.problem(
            Kind.TASK_ID_UNKNOWN, place, content, id=row.text("task_id"), hint=hint
        ), "本行未采用：任务编号不存在"
    if task is None:
        if not row.is_filled:
            return None, "表格中的其他文字"
        return context.problem(
            Kind.ROW_UNKNOWN, place, content, row=row.number, hint=""
        ), "本行未采用：不知道是哪项任务"
    unit = row.text(UNIT)
    others = (
        {name for part in split_names(unit, context.register.names) if (name := context.register.find(part))}
        if unit
        else set()
    )
    if context.department not in task.owners and task.undecided:
        return (
            context.problem(Kind.ROW_UNDECIDED, place, content, task=task.id, title="、".join(task.undecided)),
            "本行暂不计入：任务的责任单位尚未明确",
        )
    if context.department not in task.owners or (others and context.department not in others):
        owners = "、".join(sorted(others)) if context.department in task.owners else task.owners_text
        return (
            context.problem(Kind.ROW_NOT_DUTY, place, content, task=task.id, owners=owners, name=context.department),
            "本行未采用：不是本单位的任务",
        )
    return None


def _matching(context: _Context, row: Row, match: Match) -> Iterator[Problem]:
    """What is to be said of how a row was matched, and of issued words that were changed."""
    task = match.task
    typed, worded = row.cells.get("task_id"), row.cells.get("task")
    place = next(
        (row.cells[key].address for key in ("task_id", "task", "area") if key in row.cells), row.own[0].address
    )
    if match.how == "date":
        yield context.problem(Kind.TASK_ID_DATE, typed.address, typed.text, text=typed.text, task=task.id)
    elif match.how in ("wording", "area"):
        by = "任务内容" if match.how == "wording" else titles.AREA
        yield context.problem(Kind.ROW_BY_WORDING, place, row.text("task_id"), by=by, task=task.id)
    elif match.how == "similar":
        yield context.problem(Kind.ROW_BY_SIMILARITY, worded.address, worded.text, task=task.id)
        return
    if worded and match.how != "area" and letters(worded.text) != letters(task.text):
        yield context.problem(Kind.WORDING_CHANGED, worded.address, worded.text, task=task.id)
    yield from _locked(context, row, task)


def _locked(context: _Context, row: Row, task: Task) -> Iterator[Problem]:
    """Issued words beside the task's own that were changed."""
    duty = Duty(department=context.department, task=task, role=task.roles.get(context.department, ""))
    for column in LOCKED:
        cell = row.cells.get(column.key)
        if column.key in _MATCHED or column.issued is None or cell is None:
            continue
        wanted = column.issued(duty)
        if cell.text == wanted or key_text(cell.text) == key_text(wanted) or is_blank(cell.text):
            continue
        if column.key == "due" and read_date(cell.text, year=context.plan.year, kind=cell.kind).value == task.deadline:
            continue
        yield context.problem(Kind.LOCKED_CHANGED, cell.address, cell.text, task=task.id, column=column.title)


def _entry(context: _Context, row: Row, task: Task, problems: list[Problem]) -> Entry:
    """The entry of a row; adds what is wrong with it to `problems`."""

    def tell(kind: Kind, cell: GridCell, **facts: object) -> None:
        problems.append(context.problem(kind, cell.address, cell.text, **facts))

    values = {
        column.key: read_cell(column, row.cells[column.key], context.period.year, tell, _short)
        for column in FILLED
        if column.key in row.cells
    }
    cells = {key: Cell(cell.text, cell.address) for key, cell in row.cells.items() if key != UNIT}
    place = context.source.at(row.own[0].address)
    lags = declares_lag(row.text("status"))
    entry = Entry(task_id=task.id, values=values, cells=cells, row=row.number, lags=lags, source=place)
    doubtful = {problem.source.cell for problem in problems if problem.kind in DOUBTS}
    doubted = frozenset(key for key, cell in row.cells.items() if cell.address in doubtful) if doubtful else frozenset()
    checked = CheckedRow(entry, context.period, context.limit, context.limit_name, doubted)
    for check in CHECKS:
        for found in check(checked):
            place = _place(row, found.key)
            problems.append(context.problem(found.kind, place, entry.text(found.key), **found.facts))
    return entry


def _place(row: Row, key: str) -> str:
    """Where the row's column `key` stands, or would: a blank cell has an address too."""
    if key in row.cells:
        return row.cells[key].address
    column = row.header.columns.get(key)
    return address(row.number, column) if column else row.own[0].address


def _short(text: str) -> str:
    """A text for a sentence; its whole is in the problem's content."""
    line = " ".join(text.split())
    return line if len(line) <= 40 else line[:38] + "……"


def _settle(context: _Context, task_id: str, group: list, result: Entries) -> None:
    """Take a task's row; of several take one when they say the same, none when they differ."""
    if len(group) > 1:
        numbers = "、".join(str(row.number) for row, _, _ in group)
        row = group[0][0]
        place = _place(row, "task_id")
        said = {tuple(entry.text(column.key) for column in FILLED) for _, entry, _ in group}
        if len(said) > 1:
            result.problems.append(
                context.problem(Kind.ROW_TWICE, place, row.text("task_id"), task=task_id, rows=numbers)
            )
            result.refused[task_id] = Kind.ROW_TWICE.title
            result.unused += [
                (cell, f"本行未采用：{Kind.ROW_TWICE.title}")
                for row, _, _ in group
                for cell in row.own
                if cell not in row.others
            ]
            return
        result.problems.append(context.problem(Kind.ROW_SAME_TWICE, place, task=task_id, rows=numbers))
    row, entry, problems = group[0]
    if not row.is_filled:
        problems.append(context.problem(Kind.ROW_BLANK, _place(row, "task_id"), task=task_id))
    elif (
        entry.status is None
        and is_blank(entry.text("status"))
        and not any(problem.source.cell == _place(row, "status") for problem in problems)
    ):  # 「无」 is told as what it is
        problems.append(context.problem(Kind.STATUS_BLANK, _place(row, "status"), task=task_id))
    result.entries.append(entry)
    result.problems += problems
    for other, _, _ in group:
        for key, cell in other.cells.items():
            if key == UNIT and key_text(cell.text) != key_text(context.department):
                result.unused.append((cell, "本行所写的单位，只用于核对"))
            elif cell.text == row.text(key):
                result.used.add((cell.row, cell.column))
            elif cell in other.own:
                result.unused.append((cell, "重复的行，这一格与第一行不同"))


def _column_reason(row: Row, cell: GridCell) -> str:
    title = row.header.extra.get(cell.column)
    if title:
        return f"多出的列「{title}」"
    doubled = next((name for column, name, _ in row.header.doubled if column == cell.column), None)
    return f"与其他列意思相同的列「{doubled}」" if doubled else "表格以外的单元格（没有表头）"


def _hollow(context: _Context, sheet: Sheet, result: Entries) -> None:
    """Say so once when nothing at all was filled in."""
    if result.entries and not any(row.is_filled for row in sheet.rows):
        result.problems = [item for item in result.problems if item.kind is not Kind.ROW_BLANK]
        result.problems.append(context.problem(Kind.NOTHING_FILLED, sheet.head))
