"""Nothing is lost: every cell that somebody typed has its place in the ledger, checked in every run (section 7).

A cell that has none would be a fault of this program. It becomes a problem of its own, with its text, so that it is
lost no more and nobody can overlook it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..vocabulary.form import form_words
from ..vocabulary.model import Entry, Month, Period, Source, TypedSheet
from ..vocabulary.problems import Kind, Problem

__all__ = ["unlisted"]


def unlisted(typed: Iterable[TypedSheet], month: Month) -> tuple[Problem, ...]:
    """A problem for each cell of the month's files whose text the ledger of `month` would not hold.

    `typed` are the sheets of all files that could be opened; those of other months are left to them. Words of the blank
    form itself and of the task list count as held.
    """
    held, rows = set(_held(month)), _rows(month)
    missed = [
        (sheet.source.at(cell.address), cell.text)
        for sheet in typed
        if sheet.period in (None, month.period)
        for cell in sheet.cells
        if _key(cell.text) not in held
    ]
    return tuple(
        Kind.CELL_LOST.at(source, content=text, period=month.period)
        for source, text in missed
        if _key(text) not in rows.get(_row(source), "")
    )


def _rows(month: Month) -> dict[tuple[str, str, str], str]:
    """The unused text of each row: of a big foreign sheet a row is listed as one."""
    found: dict[tuple[str, str, str], str] = {}
    for cell in month.unused:
        row = _row(cell.source)
        found[row] = found.get(row, "") + "\n" + _key(cell.text)
    return found


def _row(source: Source) -> tuple[str, str, str]:
    """File, sheet and row number of a cell, or of a range's first cell."""
    return source.file, source.sheet, source.cell.partition(":")[0].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")


def _key(text: str) -> str:
    """Texts are the same when they differ in blanks alone: the ledger trims what it prints."""
    return "".join(text.split())


def _held(month: Month) -> Iterator[str]:
    for verdict in month.verdicts:
        for entry in (*((verdict.entry,) if verdict.entry else ()), *verdict.rivals):
            yield from _texts(entry)
    for found in month.items:
        yield from (_key(cell.text) for cell in found.item.cells.values())
    for problem in month.problems:
        yield _key(problem.content)
    for cell in month.unused:
        yield _key(cell.text)
    for number in range(1, 13):  # a register is one running list, and may still bear another month's title
        yield from map(_key, form_words(month.plan, Period(month.plan.year, number)))
    yield from (_key(item.name) for item in month.plan.departments)
    yield str(month.period)
    for task in month.plan.tasks:
        roles = (task.roles.get(name, "") for name in task.owners)
        yield from map(
            _key,
            (task.id, task.list_key, task.area, task.text, task.due_text, task.leader, task.requirements_text, *roles),
        )


def _texts(entry: Entry) -> Iterator[str]:
    return (_key(cell.text) for cell in entry.cells.values())
