"""「事项登记」 of the year so far: the departments' lists made one, each item once, and what is odd about them.

Departments carry their list along from month to month, so first the rows of one department that mean the same item are
strung together, and the latest says what it is. Then items that are one and the same, in one list or in those of two
departments, are counted once: for whoever registered it first.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from ..records import value
from ..vocabulary.columns import REGISTER
from ..vocabulary.model import Item, Period, Plan, Return
from ..vocabulary.problems import Kind, Problem
from ..vocabulary.register_items import Registered, item_keys, needs_term, title_key, web_keys
from ..vocabulary.versions import versions_of
from .workdays import working_days

_Content = tuple[object, ...]
_SHOWN = 3
"""Titles named in one sentence at most."""


_BESIDE_TITLE = tuple(column for column in REGISTER if column.tells_apart and column.key not in ("task_id", "title"))


def _plain(value: object) -> object:
    """A reading for comparing: None for a blank."""
    return (value.strip() or None) if isinstance(value, str) else value


@value
class _Row:
    """One row of one list."""

    item: Item
    department: str
    period: Period

    @property
    def content(self) -> _Content:
        """What the row says, apart from where it stands."""
        return title_key(self.item.title), *(_plain(self.item.values.get(column.key)) for column in _BESIDE_TITLE)

    def problem(self, kind: Kind, **facts: object) -> Problem:
        """A problem at this row."""
        return kind.at(
            self.item.source,
            content=self.item.title,
            department=self.department,
            period=self.period,
            task=self.item.task_id,
            **facts,
        )


@dataclass(slots=True)
class _Thread:
    """One item of one department: the rows that list it, month after month. `twin`: an earlier one that it repeats."""

    rows: list[_Row] = field(default_factory=list)
    twin: _Thread | None = None

    @property
    def latest(self) -> _Row:
        """The row that says what the item is."""
        return self.rows[-1]


def gather(
    plan: Plan, returns: Sequence[Return], period: Period, as_of: dt.date
) -> tuple[tuple[Registered, ...], tuple[Problem, ...]]:
    """(every item of the year up to `period`, once; what is to be said of the lists of `period`).

    Of each department and month the lists of the latest version count. Items are in order of department, task and
    first registration. Counted are those with title and date, of the period's year and not after `as_of`, that repeat
    no other.
    """
    departments = {department.name: place for place, department in enumerate(plan.departments)}
    tasks = {task.id: place for place, task in enumerate(plan.tasks)}
    rows = [row for row in _rows(returns, period, departments) if row.item.task_id in tasks]
    threads, problems = _strung(rows, period)
    reasons = [_why_not(thread.latest.item, period, as_of) for thread in threads]
    problems += _twins(threads, reasons, period)
    problems += _left_out(threads, period)
    problems += _calendar(threads, plan, period)
    found = [_registered(thread, reason) for thread, reason in zip(threads, reasons)]
    found.sort(key=lambda item: (departments[item.department], tasks[item.item.task_id]))
    return tuple(found), tuple(problems)


def _rows(returns: Iterable[Return], period: Period, departments: dict[str, int]) -> Iterator[_Row]:
    """The rows that count, the earlier month first, then the earlier filing date, then the order of 「单位」."""
    own = [item for item in returns if item.period.year == period.year and item.period <= period]
    listing = {(item.department, item.period) for item in own if item.items}
    versions = versions_of(item for item in own if (item.department, item.period) in listing)
    for item in sorted(
        (item for one in versions.values() for item in one.registers),
        key=lambda item: (
            item.period,
            item.filed_on or dt.date.max,
            departments[item.department],
            item.source.file,
            item.source.sheet,
        ),
    ):
        for row in sorted(item.items, key=lambda row: (row.source.file, row.source.sheet, _position(row.source.cell))):
            yield _Row(row, item.department, item.period)


def _position(cell: str) -> tuple[int, int, str]:
    """Sort key of a cell address: by row, then by column."""
    letters = cell.rstrip("0123456789")
    digits = cell[len(letters) :]
    return int(digits) if digits else 0, len(letters), letters


def _strung(rows: Iterable[_Row], period: Period) -> tuple[list[_Thread], list[Problem]]:
    """The rows of each department strung to items, in order of first registration; what `period` changed in a row."""
    threads: list[_Thread] = []
    own: dict[tuple[str, str], list[_Thread]] = {}
    written: dict[tuple[str, str, _Content], _Thread] = {}
    problems: list[Problem] = []
    for row in rows:
        owner = row.department, row.item.task_id
        group = own.setdefault(owner, [])
        thread = written.get((*owner, row.content)) or max(
            group, key=lambda known: _likeness(row, known.latest), default=None
        )
        if thread is None or not _likeness(row, thread.latest):
            thread = _Thread()
            threads.append(thread)
            group.append(thread)
        elif row.period == period and any(old and new != old for new, old in zip(row.content, thread.latest.content)):
            problems.append(row.problem(Kind.ITEM_CHANGED, other=str(thread.latest.item.source)))
        if thread.rows:
            written.pop((*owner, thread.latest.content), None)
        thread.rows.append(row)
        written[(*owner, row.content)] = thread
    return threads, problems


def _likeness(row: _Row, known: _Row) -> int:
    """How surely a row means the item of an earlier one: 3 word for word, 0 not at all.

    2: the same title, and the same day or one of them blank in another month. 1: an address in common, and title or day
    the same or blank; another title on another day is another item, whatever its address.
    """
    if row.content == known.content:
        return 3
    same_title = row.content[0] == known.content[0] != ""
    same_day = row.item.done_on == known.item.done_on is not None
    blank_day = None in (row.item.done_on, known.item.done_on)
    if same_title and (same_day or (blank_day and row.period != known.period)):
        return 2
    shared = not web_keys(row.item.address).isdisjoint(web_keys(known.item.address))
    blank_title = "" in (row.content[0], known.content[0])
    return int(shared and (same_title or same_day or (row.period != known.period and (blank_day or blank_title))))


def _twins(threads: Sequence[_Thread], reasons: list[str], period: Period) -> Iterator[Problem]:
    """Mark the items that repeat an earlier one and give them their reason; says so of those that stand in `period`."""
    claimed: dict[str, _Thread] = {}
    for place, thread in enumerate(threads):
        keys = item_keys(thread.latest.item)
        if reasons[place]:
            continue
        thread.twin = next((claimed[key] for key in sorted(keys) if key in claimed), None)
        if thread.twin is None:
            claimed |= dict.fromkeys(keys, thread)
            continue
        first = thread.twin.latest
        reasons[place] = f"与{first.department}登记的“{first.item.title}”是同一事项，只计一次"
        if thread.latest.period == period:
            kind = Kind.ITEM_TWICE if first.department == thread.latest.department else Kind.ITEM_TWICE_ELSEWHERE
            named = {"name": first.department} if kind is Kind.ITEM_TWICE_ELSEWHERE else {}
            yield thread.latest.problem(kind, other=str(first.item.source), title=first.item.title, **named)


def _left_out(threads: Sequence[_Thread], period: Period) -> Iterator[Problem]:
    """Items registered before that a department's list of `period` lacks although it lists others of the task."""
    listed: dict[tuple[str, str], _Row] = {}
    gone: dict[tuple[str, str], list[Item]] = {}
    for thread in threads:
        row = thread.latest
        key = row.department, row.item.task_id
        if row.period == period:
            listed.setdefault(key, row)
        elif row.item.title:
            gone.setdefault(key, []).append(row.item)
    for key, row in listed.items():
        if items := gone.get(key):
            titles = "、".join(f"“{item.title}”" for item in items[:_SHOWN]) + ("等" if len(items) > _SHOWN else "")
            yield row.problem(Kind.ITEMS_LEFT_OUT, count=len(items), titles=titles)


def _calendar(threads: Sequence[_Thread], plan: Plan, period: Period) -> Iterator[Problem]:
    """Items of `period` whose term cannot be reckoned because the holidays of a year are not known."""
    terms = {task.id for task in plan.tasks if needs_term(task)}
    for thread in threads:
        item = thread.latest.item
        if (
            thread.latest.period == period
            and item.task_id in terms
            and item.base_on
            and item.done_on
            and working_days(item.base_on, item.done_on) is None
        ):
            years = "、".join(map(str, sorted({item.base_on.year, item.done_on.year})))
            yield thread.latest.problem(Kind.CALENDAR_UNKNOWN, years=years)


def _registered(thread: _Thread, because: str) -> Registered:
    item = thread.latest.item
    days = working_days(item.base_on, item.done_on) if item.base_on and item.done_on else None
    return Registered(
        item=item,
        department=thread.latest.department,
        period=thread.rows[0].period,
        listed=thread.latest.period,
        counted=not because,
        because=because,
        days=days,
    )


def _why_not(item: Item, period: Period, as_of: dt.date) -> str:
    """Why an item cannot be counted, whatever the others are; blank when it can."""
    if not title_key(item.title):
        return "没有事项名称"
    if item.done_on is None:
        return "没有日期，或日期无法识别"
    if item.done_on.year != period.year:
        return f"日期不在{period.year}年"
    if item.done_on > as_of:
        return "日期在考核基准日之后"
    return ""
