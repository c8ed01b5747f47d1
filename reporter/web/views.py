"""What a page of a month shows, put together from what was read and judged; nothing is decided here."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

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
    levels = Counter((problem.source.file, problem.level) for problem in problems)
    rows = [_file_row(item, levels) for item in month.files if month.period in item.periods or not item.periods]
    owners = {item.file: item.department.split("、") for item in month.files if item.periods}
    own: dict[str, list[FileRow]] = {}
    for row in rows:
        for name in owners.get(row.file, ()):
            own.setdefault(name, []).append(row)
    returned = set(month.returned)
    departments = tuple(
        DepartmentRow(
            name=name,
            reported=name in returned,
            filed_on=month.filed[name].filed_on if name in month.filed else None,
            files=tuple(own.get(name, ())),
        )
        for name in month.expected
    )
    placed = {row.file for item in departments for row in item.files}
    return MonthRows(departments=departments, others=tuple(row for row in rows if row.file not in placed))


def _file_row(item: SourceFile, levels: Counter[tuple[str, Level]]) -> FileRow:
    return FileRow(
        file=item.file,
        told=item.outcome,
        refused=levels[item.file, Level.REFUSED],
        warned=levels[item.file, Level.WARNED],
        noted=levels[item.file, Level.NOTED],
    )


@record
class Part:
    """Some of many rows: those from `first` on that fit on a page, of `total`."""

    rows: Sequence[object]
    first: int
    total: int

    @property
    def last(self) -> int:
        """The number of its last row, counted from one."""
        return self.first + len(self.rows)

    @property
    def before(self) -> int:
        """Where the page before begins."""
        return max(0, self.first - _PAGE)


_PAGE = 100
"""Rows of a page: an office's departments on one, thousands on as many as it takes."""


def part_of(rows: Sequence[object], first: str) -> Part:
    """The page that begins at `first`, as it stands in an address; the first page where that is no number."""
    begin = int(first) if first.isdecimal() and len(first) < 9 and int(first) < len(rows) else 0
    return Part(rows=rows[begin : begin + _PAGE], first=begin, total=len(rows))


SHOWN: Mapping[str, Callable[[DepartmentRow], bool]] = {
    "": lambda row: True,
    "missing": lambda row: not row.reported,
    "wrong": lambda row: any(file.refused or file.warned for file in row.files),
}
"""Which departments a page is asked for."""


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
