"""Entries meet duties: which row of which return speaks for a duty in a period.

For each duty the rows its department sent in the period are gathered; those of the latest filing date count. A row that
an earlier version has and a later one lacks still counts: departments send supplements. Rows of the latest date that
differ are rivals, and none of them is taken; a return without a filing date may be the latest, so it is a rival too.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import importlib
import threading
from collections.abc import Iterable, Sequence

from ..records import record
from ..vocabulary.columns import BLANK_SHEET, FILLED
from ..vocabulary.model import Cell, Duty, Entry, Period, Plan, Return, Source, TypedCell
from ..vocabulary.problems import Kind, Problem

_Version = tuple[Return, Entry]
"""A row that was sent for a duty, and the return it stands in."""

_VALUES = frozenset(item.key for item in FILLED)


@record
class Matched:
    """A duty and the rows that speak for it: none, one, or several that contradict each other.

    refused: without any, why the row that is there could not be taken; blank when there is none.
    """

    duty: Duty
    returned: bool
    entries: tuple[Entry, ...] = ()
    refused: str = ""


@record
class Merged:
    """A period's duties with their rows, in the order of `plan.duties`, and what was found while matching.

    `taken` are the returns that count: of each department those of its latest filing date, and those without one.
    `filed_on` holds, for each department that returned something readable, that latest date.
    """

    matched: tuple[Matched, ...]
    taken: tuple[Return, ...]
    filed_on: dict[str, dt.date | None]
    problems: tuple[Problem, ...]


def load_early() -> None:
    """Begin to import pandas in the background, while another process reads: saves 0.4 s (benchmarks/RESULTS.md)."""

    def load() -> None:
        with contextlib.suppress(ImportError):  # `merge` tells it
            importlib.import_module("pandas")

    threading.Thread(target=load, daemon=True).start()


def merge(plan: Plan, returns: Sequence[Return], period: Period) -> Merged:
    """Match the returns of `period` with the plan's duties; returns of other periods are left out."""
    import pandas as pd

    current = [item for item in returns if item.period == period]
    duties = plan.duties
    duty_frame = pd.DataFrame(
        {
            "department": [duty.department for duty in duties],
            "task_id": [duty.task.id for duty in duties],
            "duty": range(len(duties)),
        }
    )
    rows = [(item, entry) for item in current for entry in item.entries]
    row_frame = pd.DataFrame(
        {
            "department": [item.department for item, _ in rows],
            "task_id": [entry.task_id for _, entry in rows],
            "row": range(len(rows)),
        }
    ).astype({"department": object, "task_id": object, "row": int})
    joined = duty_frame.merge(row_frame, on=["department", "task_id"], how="left", sort=False)
    candidates: dict[int, list[int]] = {}
    for duty_index, row_index in zip(joined["duty"].tolist(), joined["row"].tolist()):
        candidates.setdefault(duty_index, []).extend([] if row_index != row_index else [int(row_index)])

    returned = {item.department for item in current}
    refused = {(item.department, task_id): why for item in current for task_id, why in item.refused.items()}
    matched, problems = [], []
    for index, duty in enumerate(duties):
        versions = [rows[row] for row in candidates[index]]
        latest, older = _latest(versions)
        distinct = _distinct(entry for _, entry in latest)
        matched.append(
            Matched(
                duty=duty,
                returned=duty.department in returned,
                entries=distinct,
                refused="" if distinct else refused.get((duty.department, duty.task.id), ""),
            )
        )
        shown = {id(entry) for entry in distinct}
        others = [entry for _, entry in (*latest, *older) if id(entry) not in shown]
        problems += _differences(duty, period, distinct, others)
    filed_on = _filing_dates(current)
    return Merged(
        matched=tuple(matched),
        filed_on=filed_on,
        problems=tuple(problems),
        taken=tuple(item for item in current if item.filed_on in (None, filed_on[item.department])),
    )


def _latest(versions: list[_Version]) -> tuple[list[_Version], list[_Version]]:
    """Split rows into those that may be the latest and those certainly older."""
    dates = [item.filed_on for item, _ in versions if item.filed_on]
    newest = max(dates, default=None)
    latest = [pair for pair in versions if pair[0].filed_on in (None, newest)]
    return latest, [pair for pair in versions if pair not in latest]


def _distinct(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """One row of each different content, in the order they came."""
    found: dict[tuple[object, ...], Entry] = {}
    for entry in entries:
        found.setdefault(_content(entry), entry)
    return tuple(found.values())


def _content(entry: Entry) -> tuple[object, ...]:
    """What a row says, apart from where it stands and how its values are written."""
    return tuple(_said(entry, column.key) for column in FILLED if column.tells_apart)


def _said(entry: Entry, key: str) -> object:
    """A reading, None for a blank."""
    value = entry.values.get(key)
    return None if value == "" else value


def _differences(duty: Duty, period: Period, taken: tuple[Entry, ...], others: list[Entry]) -> list[Problem]:
    """One problem for each cell in which versions of the duty's row differ; `others`: the rows not taken or shown."""
    if not taken:
        return []
    first = taken[0]

    def told(kind: Kind, source: Source, content: str = "", **facts: str) -> Problem:
        return kind.at(
            source,
            content=content,
            department=duty.department,
            period=period,
            task=duty.task.id,
            other=str(first.source),
            **facts,
        )

    found: list[Problem] = []
    for rival in taken[1:]:
        found.append(told(Kind.VERSIONS_RIVAL, rival.source))
        found += [
            told(
                Kind.VERSION_CELL_RIVAL,
                rival.source.at(cell.address),
                cell.text,
                column=title,
                old=first.text(key) or "（空白）",
            )
            for key, title, cell in _differing_cells(rival, (first,))
        ]
    for entry in others:
        for key, title, cell in _differing_cells(entry, taken):
            same = key in _VALUES and any(_said(entry, key) == _said(one, key) for one in taken)
            kind = Kind.VERSION_CELL_SAME if same or key not in _VALUES else Kind.VERSION_CELL_OLDER
            found.append(told(kind, entry.source.at(cell.address), cell.text, column=title))
    return found


def _differing_cells(entry: Entry, taken: tuple[Entry, ...]) -> list[tuple[str, str, TypedCell]]:
    """(column key, its title, the cell of `entry`) where the text is in none of the rows `taken`."""
    return [
        (item.key, item.title, entry.cells.get(item.key, Cell("", entry.source.cell)))
        for item in BLANK_SHEET
        if all(entry.text(item.key) != one.text(item.key) for one in taken)
        and (item.key in _VALUES or entry.text(item.key))
    ]


def _filing_dates(current: list[Return]) -> dict[str, dt.date | None]:
    """The latest filing date of each department; None when none of its returns bears one."""
    found: dict[str, dt.date | None] = {}
    for item in current:
        known = found.get(item.department)
        found[item.department] = max((day for day in (known, item.filed_on) if day), default=None)
    return found
