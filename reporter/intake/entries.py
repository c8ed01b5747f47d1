"""Rows of a sheet → entries of a return: each row by its task, each value by its column, and what is wrong
with them.
"""

from __future__ import annotations

import operator
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from ..records import record
from ..vocabulary import column_titles
from ..vocabulary.columns import FILLED, LOCKED
from ..vocabulary.model import Duty, Entry, Period, Plan, Source, Task
from ..vocabulary.problems import Kind, Problem
from .column_reading import DOUBTS
from .deadlines import read_deadline
from .find import joined
from .found_table import Row, Sheet
from .grid import GridCell, RowCells
from .identity import named_in
from .names import Register
from .row_checks import CHECKS, CheckedRow
from .row_context import RowContext, short
from .task_match import Match, letters
from .title_match import UNIT
from .values import declares_lag, is_blank, key_text

_FILLED = frozenset(column.key for column in FILLED)
_PLACE = operator.attrgetter("row", "column")
_NONE: frozenset[str] = frozenset()
_FREE = frozenset(column.key for column in FILLED if column.form.is_words)
_ISSUED = tuple((item, item.issued) for item in LOCKED if item.issued and item.key not in ("task_id", "list", "task"))
"""The columns with issued words, but those that say which task a row is about: matching tells what is odd there."""


@dataclass(slots=True)
class Entries:
    """What the rows of a sheet came to.

    unused: cells with the reason. used: the places taken into entries. refused: the tasks that have a row which could
    not be taken, each with why.
    """

    entries: list[Entry] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unused: list[tuple[GridCell, str]] = field(default_factory=list)
    used: set[tuple[int, int]] = field(default_factory=set)
    refused: dict[str, str] = field(default_factory=dict)


@record
class _Context(RowContext):
    """What every row of one sheet is read against.

    lacking: keys of the columns that the sheet should have and has not. covering: corners of merged cells that hide
    something. Both are told once, and what follows from them is not told again in each row.
    """

    register: Register
    duties: Mapping[str, Duty]
    lacking: frozenset[str]
    covering: frozenset[tuple[int, int]]


def read_entries(
    sheet: Sheet,
    plan: Plan,
    register: Register,
    *,
    department: str,
    period: Period,
    filed_on: date | None,
    source: Source,
) -> Entries:
    """Read the rows of a sheet whose department and period are settled; `plan` is the one in force in the period."""
    context = _Context(
        plan=plan,
        tasks={task.id: task for task in plan.tasks},
        register=register,
        duties={duty.task.id: duty for duty in plan.duties_of(department)},
        department=department,
        period=period,
        source=source,
        filed_on=filed_on,
        lacking=frozenset(column.key for column in sheet.lacking),
        covering=sheet.covering,
    )
    result = Entries()
    groups: dict[str, tuple[Task, list[Row]]] = {}
    for row in sheet.rows:
        match = row.match
        refusal = _refusal(context, row, match)
        if refusal is not None:
            problem, reason = refusal
            result.problems.append(problem)
            if problem.kind is not Kind.ROW_NOT_IN_FORCE:
                result.refused |= {
                    task.id: problem.kind.title for task in (match.named, match.other, *match.alike) if task
                }
            result.unused += [(cell, reason) for cell in row.own]
        elif match.task is None or not (task := context.in_force(match.task)):
            result.unused += [(cell, "表格中的其他文字") for cell in row.own]
        else:
            groups.setdefault(task.id, (task, []))[1].append(row)
            result.unused += [(cell, row.header.reason(cell)) for cell in row.others]
    for task, rows in groups.values():
        _settle(context, task, rows, result)
    _hollow(context, sheet, result)
    result.entries.sort(key=lambda entry: entry.row)
    return result


def _refusal(context: _Context, row: Row, match: Match) -> tuple[Problem, str] | None:
    """(problem, reason for its cells) of a row that is not taken; None when it is, or says nothing."""
    marked = row.cells.get("task_id") or row.cells.get("task") or row.own[0]
    place, content, task = marked.address, marked.text, match.task
    if match.how == "conflict" and match.other:
        problem = context.problem(Kind.ROW_DISAGREES, place, content, task=row.text("task_id"), other=match.other.id)
        return problem, "本行未采用：任务编号与任务内容不是同一项"
    if match.how == "unknown-id":
        hint = f"内容与任务 {match.other.id} 相近。" if match.other else ""
        return context.problem(
            Kind.TASK_ID_UNKNOWN, place, content, id=row.text("task_id"), hint=hint
        ), "本行未采用：任务编号不存在"
    if task is None:
        if not row.is_filled:
            return None
        hint = f"是否为任务 {'、'.join(task.id for task in match.alike)}？" if match.alike else ""
        return context.problem(
            Kind.ROW_UNKNOWN, place, content, row=row.number, hint=hint
        ), "本行未采用：不知道是哪项任务"
    return context.not_owned(task, place, content, named_in(row.text(UNIT), context.register))


def _matching(context: _Context, row: Row, task: Task) -> Iterator[Problem]:
    """What is to be said of how a row was matched, and of issued words that were changed."""
    how, typed, worded = row.match.how, row.cells.get("task_id"), row.cells.get("task")
    if how == "date" and typed:
        yield context.problem(Kind.TASK_ID_DATE, typed.address, typed.text, text=typed.text, task=task.id)
    elif how in ("wording", "area"):
        by = "任务内容" if how == "wording" else column_titles.AREA
        said = f"任务编号「{short(typed.text)}」认不出" if typed else "本行没有任务编号"
        place = (typed or worded or row.cells.get("area") or row.own[0]).address
        yield context.problem(Kind.ROW_BY_WORDING, place, row.text("task_id"), typed=said, by=by, task=task.id)
    elif how == "similar" and worded:
        yield context.problem(Kind.ROW_BY_SIMILARITY, worded.address, worded.text, task=task.id)
        return
    if worded and how != "area" and letters(worded.text) != letters(task.text):
        yield context.problem(Kind.WORDING_CHANGED, worded.address, worded.text, task=task.id)
    yield from _locked(context, row, task)


def _locked(context: _Context, row: Row, task: Task) -> Iterator[Problem]:
    """Issued words beside the task's own that were changed."""
    duty = context.duties[task.id]
    for column, issued in _ISSUED:
        cell = row.cells.get(column.key)
        if cell is None:
            continue
        wanted = issued(duty)
        if cell.text == wanted or key_text(cell.text) == key_text(wanted) or is_blank(cell.text):
            continue
        due = read_deadline(cell.text, year=context.plan.year, kind=cell.kind) if column.key == "due" else None
        if due and due.value == task.deadline:
            continue
        yield context.problem(Kind.LOCKED_CHANGED, cell.address, cell.text, task=task.id, column=column.title)


def _entry(context: _Context, row: Row, task: Task, problems: list[Problem]) -> Entry:
    """The entry of a row; adds what is wrong with it to `problems`."""
    values = context.values(row, FILLED, problems)
    typed = {key: cell for key, cell in row.cells.items() if key != UNIT} if UNIT in row.cells else row.cells
    place = context.source.at(row.own[0].address)
    lags = declares_lag(row.text("status"))
    entry = Entry(task_id=task.id, values=values, cells=RowCells.of(typed), row=row.number, lags=lags, source=place)
    doubtful = {problem.source.cell for problem in problems if problem.kind in DOUBTS}
    doubted = frozenset(key for key, cell in row.cells.items() if cell.address in doubtful) if doubtful else _NONE
    hides = context.covering
    covered = frozenset(key for key, cell in row.cells.items() if (cell.row, cell.column) in hides) if hides else _NONE
    checked = CheckedRow(entry, context, doubted, covered)
    for check in CHECKS:
        for found in check(checked):
            if found.key in context.lacking:
                continue
            said = entry.text(found.key)
            problems.append(context.problem(found.kind, row.place(found.key), said, **found.facts))
    return entry


def _settle(context: _Context, task: Task, group: list[Row], result: Entries) -> None:
    """Take a task's row; of several one that says what all say, none when they contradict each other."""
    row = group[0]
    if len(group) > 1:
        numbers = "、".join(str(item.number) for item in group)
        said = {tuple(item.text(column.key) for column in FILLED) for item in group}
        together = _together(group) if len(said) > 1 else row
        if together is None:
            place = row.place("task_id")
            result.problems.append(
                context.problem(Kind.ROW_TWICE, place, row.text("task_id"), task=task.id, rows=numbers)
            )
            result.refused[task.id] = Kind.ROW_TWICE.title
            result.unused += [
                (cell, f"本行未采用：{Kind.ROW_TWICE.title}")
                for item in group
                for cell in item.own
                if cell not in item.others
            ]
            return
        kind = Kind.ROW_SAME_TWICE if together is row else Kind.ROW_JOINED
        result.problems.append(context.problem(kind, row.place("task_id"), task=task.id, rows=numbers))
        row = together
    problems = list(_matching(context, row, task))
    entry = _entry(context, row, task, problems)
    if not row.is_filled:
        problems.append(context.problem(Kind.ROW_BLANK, row.place("task_id"), task=task.id))
    elif (
        entry.status is None
        and is_blank(entry.text("status"))
        and not any(problem.source.cell == row.place("status") for problem in problems)
    ):  # 「无」 is told as what it is
        problems.append(context.problem(Kind.STATUS_BLANK, row.place("status"), task=task.id))
    result.entries.append(entry)
    result.problems += problems
    if len(group) == 1 and UNIT not in row.cells:
        result.used.update(map(_PLACE, row.cells.values()))
        return
    for item in group:
        for key, cell in item.cells.items():
            if key == UNIT and key_text(cell.text) != key_text(context.department):
                result.unused.append((cell, "本行所写的单位，只用于核对"))
            elif item is row or cell.text == row.text(key):
                result.used.add((cell.row, cell.column))
            elif cell in item.own:
                reason = "与本任务其他行合并为一条" if row is not group[0] else "重复的行，这一格与第一行不同"
                result.unused.append((cell, reason))


def _together(group: list[Row]) -> Row | None:
    """The rows of one task as one: free words joined, everything else from the row that says it; None where two
    rows say different things.
    """
    cells: dict[str, GridCell] = {}
    for key in dict.fromkeys(key for row in group for key in row.cells):
        own = [row.cells[key] for row in group if key in row.cells and not is_blank(row.text(key))]
        own = own or [row.cells[key] for row in group if key in row.cells]
        if key in _FREE:
            cells[key] = joined(own)
        elif key in _FILLED and len({key_text(cell.text) for cell in own}) > 1:
            return None
        else:
            cells[key] = own[0]
    return replace(group[0], cells=cells)


def _hollow(context: _Context, sheet: Sheet, result: Entries) -> None:
    """Say so once when nothing at all was filled in."""
    if result.entries and not any(row.is_filled for row in sheet.rows):
        result.problems = [item for item in result.problems if item.kind is not Kind.ROW_BLANK]
        result.problems.append(context.problem(Kind.NOTHING_FILLED, sheet.head))
