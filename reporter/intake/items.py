"""Rows of 「事项登记」 → items of a return: each by its task, each value by its column, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ..vocabulary.cell_address import address
from ..vocabulary.columns import REGISTER, Form
from ..vocabulary.model import Item, Task
from ..vocabulary.problems import Kind, Problem
from ..vocabulary.register_items import item_keys, needs_register, needs_term
from .found_table import Row
from .grid import GridCell
from .row_checks import chosen, persons_in
from .row_context import RowContext
from .task_match import Match
from .values import is_blank

_SAID = tuple(column for column in REGISTER if column.form is not Form.TASK)
"""The columns that say something of the item itself."""


@dataclass(slots=True)
class Items:
    """What the rows came to. `unused` are cells with the reason, every other cell of the rows is in an item."""

    items: list[Item] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unused: list[tuple[GridCell, str]] = field(default_factory=list)


def read_items(rows: Iterable[Row], whose: RowContext) -> Items:
    """Read the rows of a register whose department and period are settled.

    A row is taken when it names a task of the department. Of rows that list the same thing the first is taken.
    """
    result = Items()
    first: dict[str, int] = {}
    for row in rows:
        if all(is_blank(cell.text) for key, cell in row.cells.items() if key != "task_id" and cell.row == row.number):
            result.unused += [(cell, "没有登记事项的行") for cell in row.own]
            continue
        match = row.match
        refusal = _refusal(row, match, whose)
        if refusal:
            problem, reason = refusal
            result.problems.append(problem)
            result.unused += [(cell, reason) for cell in row.own]
        if refusal or match.task is None:
            continue
        result.unused += [(cell, row.header.reason(cell)) for cell in row.others]
        problems: list[Problem] = []
        item = _item(row, match.task, whose, problems)
        known = next((first[key] for key in sorted(item_keys(item)) if key in first), None)
        if known is not None:
            result.problems.append(
                whose.problem(Kind.ITEM_ROW_TWICE, item.source.cell, item.title, row=row.number, first=known)
            )
            result.unused += [(cell, f"与第 {known} 行重复") for cell in row.own if cell not in row.others]
            continue
        first |= dict.fromkeys(item_keys(item), row.number)
        result.items.append(item)
        if match.how == "date":
            typed = row.cells["task_id"]
            problems.append(
                whose.problem(Kind.TASK_ID_DATE, typed.address, typed.text, text=typed.text, task=match.task.id)
            )
        result.problems += [*problems, *_doubts(item, match.task, row, whose, problems)]
    return result


def _refusal(row: Row, match: Match, whose: RowContext) -> tuple[Problem, str] | None:
    """(problem, reason for its cells) of a row that is not taken; None when it is."""
    typed, task = row.cells.get("task_id"), match.task
    place = typed.address if typed else row.own[0].address
    if typed is None or is_blank(typed.text):
        return (
            whose.problem(Kind.ITEM_WITHOUT_TASK, place, row.text("title") or row.own[0].text, row=row.number),
            "本行未采用：没有任务编号",
        )
    if task is None:
        return (
            whose.problem(Kind.TASK_ID_UNKNOWN, place, typed.text, id=typed.text, hint=""),
            "本行未采用：任务编号不存在",
        )
    return whose.not_owned(task, place, typed.text)


def _item(row: Row, task: Task, whose: RowContext, problems: list[Problem]) -> Item:
    """The item of a row; adds what is wrong with its values to `problems`."""
    columns = (column for column in _SAID if not (column.form.is_words and is_blank(row.text(column.key))))
    values = whose.values(row, columns, problems)
    place = next(
        row.cells[key].address for key in ("title", "done_on", "address", "base_on", *row.cells) if key in row.cells
    )
    return Item(task_id=task.id, source=whose.source.at(place), cells=row.cells, values=values)


def _doubts(item: Item, task: Task, row: Row, whose: RowContext, known: list[Problem]) -> Iterator[Problem]:
    """What is missing from an item, and what is at odds within it; `known` is what its values were told for."""

    def at(kind: Kind, key: str, **facts: object) -> Problem:
        cell, column = row.cells.get(key), row.header.columns.get(key)
        if cell or column:
            return whose.problem(
                kind, cell.address if cell else address(row.number, column), cell.text if cell else "", **facts
            )
        return whose.problem(kind, item.source.cell, item.title, **facts)

    if not needs_register(task):
        yield at(Kind.ITEM_NOT_ASKED, "task_id", task=task.id)
    if is_blank(row.text("title")):
        yield at(Kind.ITEM_WITHOUT_TITLE, "title", task=task.id)
    if item.done_on is None and is_blank(row.text("done_on")):
        yield at(Kind.ITEM_WITHOUT_DAY, "done_on", task=task.id)
    counts = item.title and item.done_on
    if counts and needs_term(task) and item.base_on is None and is_blank(row.text("base_on")):
        yield at(Kind.ITEM_WITHOUT_BASE, "base_on", task=task.id)
    if counts and is_blank(row.text("address")):
        yield at(Kind.ITEM_WITHOUT_EVIDENCE, "address", task=task.id)
    if item.done_on and item.base_on and item.done_on < item.base_on:
        yield at(Kind.ITEM_BEFORE_BASE, "done_on", day=item.done_on, base=item.base_on)
    if item.done_on and item.done_on.year != whose.period.year:
        yield at(Kind.ITEM_OTHER_YEAR, "done_on", day=item.done_on, year=whose.period.year)
    elif (
        item.done_on
        and item.done_on > whose.limit
        and not chosen(
            item.done_on,
            any(
                problem.kind is Kind.DATE_DOUBT and problem.source.cell == row.cells["done_on"].address
                for problem in known
            ),
        )
    ):
        yield at(Kind.ITEM_AFTER_FILING, "done_on", day=item.done_on, what=whose.limit_name, limit=whose.limit)
    for column in _SAID:
        for kind, masked in persons_in(row.text(column.key)) if column.form.is_words else ():
            yield at(kind, column.key, column=column.title, masked=masked)
