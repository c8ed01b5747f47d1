"""Nothing is lost: every cell that somebody typed has its place in the ledger, checked in every run (contract, section 7).

A cell that has none would be a fault of this program. It becomes a problem of its own, with its text, so that it is lost
no more and nobody can overlook it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..vocabulary.form import form_words
from ..vocabulary.model import Entry, Month, Period, UnusedCell
from ..vocabulary.problems import Kind, Problem

__all__ = ["unlisted"]


def unlisted(typed: Iterable[UnusedCell], month: Month) -> tuple[Problem, ...]:
    """A problem for each cell of the month's files whose text the ledger of `month` would not hold.

    `typed` are all non-empty cells of the files that could be opened; those of other months are left to them. Words of
    the blank form itself and of the task list count as held.
    """
    held, rows = set(_held(month)), _rows(month)
    return tuple(Kind.CELL_LOST.at(cell.source, content=cell.text, period=month.period)
                 for cell in typed if cell.period in (None, month.period) and _key(cell.text) not in held
                 and _key(cell.text) not in rows.get(_row(cell), ""))


def _rows(month: Month) -> dict[tuple[str, str, str], str]:
    """The unused text of each row: of a big foreign sheet a row is listed as one."""
    found: dict[tuple[str, str, str], str] = {}
    for cell in month.unused:
        found[_row(cell)] = found.get(_row(cell), "") + "\n" + _key(cell.text)
    return found


def _row(cell: UnusedCell) -> tuple[str, str, str]:
    """File, sheet and row number of a cell, or of a range's first cell."""
    return cell.source.file, cell.source.sheet, cell.source.cell.partition(":")[0].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")


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
        yield from map(_key, (task.id, task.list_key, task.area, task.text, task.due_text, task.leader,
                              task.requirements_text, *roles))


def _texts(entry: Entry) -> Iterator[str]:
    return (_key(cell.text) for cell in entry.cells.values())
