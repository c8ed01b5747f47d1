"""What a page of a month shows, put together from what was read and judged; nothing is decided here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from ..pipeline.received import Received
from ..records import record
from ..vocabulary.model import Month, Period, SourceFile
from ..vocabulary.problems import Level, Problem


@record
class FileRow:
    """A file as the page lists it: what became of it, how many of its problems are of each level."""

    file: str
    told: str
    refused: int = 0
    warned: int = 0
    noted: int = 0


@record
class DepartmentRow:
    """A department in a month: whether it reported, when, in which files."""

    name: str
    reported: bool
    filed_on: dt.date | None
    files: tuple[FileRow, ...]


@record
class MonthRows:
    """A month's departments, and the files of it that belong to none of them."""

    departments: tuple[DepartmentRow, ...]
    others: tuple[FileRow, ...]


def month_rows(month: Month, problems: Sequence[Problem]) -> MonthRows:
    """The departments that are to report, each with its files."""
    own = [item for item in month.files if month.period in item.periods or not item.periods]
    rows = []
    placed: set[str] = set()
    returned = set(month.returned)
    for name in month.expected:
        files = [item for item in own if name in item.department.split("、") and item.periods]
        placed.update(item.file for item in files)
        filed = month.filed.get(name)
        rows.append(
            DepartmentRow(
                name=name,
                reported=name in returned,
                filed_on=filed.filed_on if filed else None,
                files=tuple(_rows(files, problems)),
            )
        )
    others = [item for item in own if item.file not in placed]
    return MonthRows(departments=tuple(rows), others=tuple(_rows(others, problems)))


def _rows(files: Iterable[SourceFile], problems: Sequence[Problem]) -> Iterable[FileRow]:
    for item in files:
        levels = [problem.level for problem in problems if problem.source.file == item.file]
        yield FileRow(
            file=item.file,
            told=item.outcome,
            refused=levels.count(Level.REFUSED),
            warned=levels.count(Level.WARNED),
            noted=levels.count(Level.NOTED),
        )


def months_of(received: Received) -> tuple[tuple[Period, bool], ...]:
    """The months of the list's year, each with whether something of it came back."""
    there = {item.period for item in received.intake.returns}
    return tuple(
        (period, period in there) for number in range(1, 13) for period in [Period(received.plan.year, number)]
    )


def current_month(received: Received, today: dt.date) -> Period:
    """The month that is at hand: the newest of which something came back, else today's, else the year's first."""
    there = [period for period, returned in months_of(received) if returned]
    if there:
        return there[-1]
    return Period.of(today) if today.year == received.plan.year else Period(received.plan.year, 1)
