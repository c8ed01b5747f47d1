"""What a sheet says that the blank one did not say already: last month's text is carried over, and comes back with it.

A row that only repeats it is no answer, and a sheet on which nothing else was typed is no return (contract, section 4).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby

from ..vocabulary.columns import FILLED, REGISTER
from ..vocabulary.model import Entry, Item, Return, UnusedCell
from ..vocabulary.problems import Kind
from .file_result import FileResult

_Said = defaultdict[tuple[str, str], list[Entry]]
"""(department, task id) → the rows of earlier months, of every version: any of them may have been carried over."""


def settle_blanks(results: Sequence[FileResult]) -> None:
    """Note the rows that nobody answered, and take out the returns that are blanks as they were sent out."""
    said: _Said = defaultdict(list)
    listed: defaultdict[str, set[tuple[object, ...]]] = defaultdict(set)
    every = sorted(
        ((item, found) for item in results for found in item.returns), key=lambda pair: (pair[1].period, pair[1].source)
    )
    for _, pairs in groupby(every, key=lambda pair: pair[1].period):
        kept = []
        for item, found in pairs:
            if _is_blank(item, found, said, listed[found.department]):
                _take_out(item, found)
                continue
            kept.append(found)
            silent = {entry.row for entry in found.entries if _is_silent(entry, said[found.department, entry.task_id])}
            if silent:
                entries = tuple(replace(entry, unanswered=entry.row in silent) for entry in found.entries)
                item.returns[item.returns.index(found)] = replace(found, entries=entries)
        for found in kept:
            for entry in found.entries:
                said[found.department, entry.task_id].append(entry)
            listed[found.department].update(map(_content, found.items))


def _is_silent(entry: Entry, earlier: Iterable[Entry]) -> bool:
    return not entry.text("status").strip() and _repeats(entry, earlier)


def _repeats(entry: Entry, earlier: Iterable[Entry]) -> bool:
    """Whether a row says nothing but what the blank sheet said after one of the earlier rows."""
    typed = [column for column in FILLED if entry.text(column.key).strip()]
    return not typed or any(
        all(_plain(entry.values.get(column.key)) == _plain(column.carried(last)) is not None for column in typed)
        for last in earlier
    )


def _is_blank(item: FileResult, found: Return, said: _Said, listed: set[tuple[object, ...]]) -> bool:
    sheets = {place.sheet for place in found.registers}
    return (
        found.bare
        and all(_repeats(entry, said[found.department, entry.task_id]) for entry in found.entries)
        and listed.issuperset(map(_content, found.items))
        and not any(cell.source.sheet in sheets for cell in item.unused)
    )


def _take_out(item: FileResult, found: Return) -> None:
    """Make of a return that is none one problem, and of its cells, words of the form aside, unused ones."""
    sheets = {found.source.sheet, *(place.sheet for place in found.registers)}
    item.returns.remove(found)
    item.problems = [problem for problem in item.problems if problem.source.sheet not in sheets]
    told = Kind.BLANK_RETURNED.at(found.source, department=found.department, period=found.period)
    item.problems.append(told)
    item.unused += [
        UnusedCell(source=row.source.at(cell.address), text=cell.text, reason=told.kind.title, period=found.period)
        for row, columns in (*((row, FILLED) for row in found.entries), *((row, REGISTER) for row in found.items))
        for column in columns
        for cell in (row.cells.get(column.key),)
        if cell
    ]
    if not item.returns:
        item.outcome = f"未采用：{told.kind.title}"


def _content(item: Item) -> tuple[object, ...]:
    return tuple(_plain(item.values.get(column.key)) for column in REGISTER)


def _plain(value: object) -> object:
    """A reading for comparing: None for a blank, words whatever blanks stand between them."""
    return ("".join(value.split()) or None) if type(value) is str else value
