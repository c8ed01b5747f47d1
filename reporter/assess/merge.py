"""Entries meet duties: which row of which return speaks for a duty in a period.

For each duty the rows its department sent in the period are gathered; those of the latest version count
(vocabulary/versions). Where nothing tells several versions apart, rows that differ are rivals, and none is taken.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import importlib
import threading
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from ..records import record
from ..vocabulary.china_time import CHINA
from ..vocabulary.columns import BLANK_SHEET, FILLED
from ..vocabulary.method import FIRST, Method
from ..vocabulary.model import Cell, Duty, Entry, Period, Plan, Return, Source, TypedCell
from ..vocabulary.problems import Kind, Problem
from ..vocabulary.versions import Versions, versions_of

_VALUES = frozenset(item.key for item in FILLED)
_Row = tuple[Return, Entry]
"""A row, and the return it came in."""


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

    `filed`: department → the return whose filing date counts, of each that returned something.
    """

    matched: tuple[Matched, ...]
    filed: Mapping[str, Return]
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
    candidates: list[list[_Row]] = [[] for _ in duties]
    for duty_index, row_index in joined.loc[joined["row"].notna(), ["duty", "row"]].astype(int).to_numpy().tolist():
        candidates[duty_index].append(rows[row_index])

    versions = {name: own for (name, _), own in versions_of(current).items()}
    refused = {(item.department, task_id): why for item in current for task_id, why in item.refused.items()}
    matched, problems = [], []
    for duty, sent in zip(duties, candidates):
        entries = tuple(entry for _, entry in sent)
        if len(sent) > 1:
            entries, different = _settled(duty, period, sent, versions[duty.department])
            problems += different
        matched.append(
            Matched(
                duty=duty,
                returned=duty.department in versions,
                entries=entries,
                refused="" if entries else refused.get((duty.department, duty.task.id), ""),
            )
        )
    return Merged(
        matched=tuple(matched),
        filed={name: filed(plan.method, own) for name, own in versions.items()},
        problems=(*problems, *(item for own in versions.values() if len(own.returns) > 1 for item in _by_saving(own))),
    )


def _settled(
    duty: Duty, period: Period, rows: Iterable[_Row], versions: Versions
) -> tuple[tuple[Entry, ...], list[Problem]]:
    """Of several rows of one duty those that count, one of each different content; and in what all of them differ."""
    sent = sorted(rows, key=lambda row: row[1].source)
    speaking = versions.speaking(duty.task.id)
    latest = [entry for item, entry in sent if any(item is one for one in speaking)]
    distinct = _distinct(latest)
    same = [entry for entry in latest if not any(entry is one for one in distinct)]
    older = [entry for _, entry in sent if not any(entry is one for one in latest)]
    return distinct, _differences(duty, period, distinct, same, older)


def filed(method: Method, versions: Versions) -> Return:
    """The return whose filing date counts: the first of all, or the last of those that count, as 报送及时以 says.

    One without a date counts only where none has one.
    """
    dated = [item for item in versions.returns if item.filed_on]
    if not dated:
        return versions.latest(versions.returns)[0]
    if method.punctual_by == FIRST:
        return min(dated, key=_filing)
    return max([item for item in versions.counting if item.filed_on] or dated, key=_filing)


def _filing(item: Return) -> tuple[dt.date, Source]:
    return item.filed_on or dt.date.max, item.source


def _by_saving(versions: Versions) -> Iterator[Problem]:
    """What is to be said of versions that only the moment of saving tells apart: at the later one, of each earlier."""
    by_source = {item.source: item for item in versions.returns}
    counts: Counter[tuple[Source, Source]] = Counter()
    for task_id, sent in versions.rows.items():
        speaking = versions.speaking(task_id)
        for item in versions.undecided(sent):
            if not any(item is one for one in speaking) and _said_of(item, task_id) != _said_of(speaking[0], task_id):
                counts[speaking[0].source, item.source] += 1
    for (later, earlier), count in sorted(counts.items()):
        found = by_source[later]
        dated = found.fields.get("filed_on")
        yield Kind.VERSION_BY_SAVING.at(
            later.at(dated.address if dated else found.head),
            department=found.department,
            period=found.period,
            other=earlier.seen_from(later),
            saved=f"{found.saved.astimezone(CHINA):%Y-%m-%d %H:%M}" if found.saved else "",
            count=count,
        )


def _said_of(item: Return, task_id: str) -> tuple[object, ...]:
    return next(_content(entry) for entry in item.entries if entry.task_id == task_id)


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


def _differences(
    duty: Duty, period: Period, taken: tuple[Entry, ...], same: list[Entry], older: list[Entry]
) -> list[Problem]:
    """One problem for each cell in which versions of the duty's row differ; `same`: rows that say what a row taken
    says; `older`: rows that were replaced.
    """
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
    for number, entry in enumerate((*same, *older)):
        by = "" if number < len(same) else first.source.seen_from(entry.source)
        for key, title, cell in _differing_cells(entry, taken):
            alike = key in _VALUES and any(_said(entry, key) == _said(one, key) for one in taken)
            kind = Kind.VERSION_CELL_SAME if alike or key not in _VALUES else Kind.VERSION_CELL_OLDER
            problem = told(kind, entry.source.at(cell.address), cell.text, column=title)
            found.append(replace(problem, replaced_by=by))
    return found


def _differing_cells(entry: Entry, taken: tuple[Entry, ...]) -> list[tuple[str, str, TypedCell]]:
    """(column key, its title, the cell of `entry`) where the text is in none of the rows `taken`."""
    return [
        (item.key, item.title, entry.cells.get(item.key, Cell("", entry.source.cell)))
        for item in BLANK_SHEET
        if all(entry.text(item.key) != one.text(item.key) for one in taken)
        and (item.key in _VALUES or entry.text(item.key))
    ]
