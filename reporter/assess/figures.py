"""What the documents of a month are made from: its verdicts, scores and problems, with the counts that the ledger shows
too.

Every other figure is defined once in `reporter/figures` and reckoned from these, so that two documents cannot disagree.
Two ways of counting are kept apart by name: `tasks` counts each task of the lists once, `duties` counts each
department's part in each task.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from ..records import record
from ..vocabulary.method import Method
from ..vocabulary.model import Lamp, Month, Period, Plan, Score, Task, TaskVerdict, Verdict
from ..vocabulary.plan import closing_day
from ..vocabulary.problems import Level, Problem
from ..vocabulary.terms import Promptness
from .changes import CLOSED, changes
from .outlook import turning_red
from .settle import settled, share
from .shortfall import shortfalls
from .trend import TrendMonth, trend


@record
class Count:
    """How many of a whole bear a label, and what percentage that is (one decimal; settled within its tally)."""

    label: str
    count: int
    percent: Decimal


@record
class Tally:
    """A whole divided into counts whose percentages add up to 100.0 (0.0 each when the whole is empty)."""

    total: int
    parts: tuple[Count, ...]

    def __getitem__(self, label: str) -> Count:
        """The part `label`; KeyError when the whole is not divided that way."""
        for part in self.parts:
            if part.label == label:
                return part
        raise KeyError(label)

    @property
    def present(self) -> tuple[Count, ...]:
        """The parts that occur."""
        return tuple(part for part in self.parts if part.count)


@record
class DepartmentFigures:
    """One department's month: its score, its duties by lamp, and how its return came.

    filing: None where none was due and none came.
    """

    name: str
    score: Score
    filing: Promptness | None
    filed_on: dt.date | None
    done: int
    lamps: Tally

    @property
    def duties(self) -> int:
        """How many duties it has."""
        return self.lamps.total


@dataclass(frozen=True, kw_only=True, eq=False)
class Figures:
    """The month as its documents see it: verdicts, scores and problems, and who reported how.

    notes: of a duty (department, 任务编号) what changed since last month and where it falls short of 量化要求, both as
    words of `CHANGES` and `SHORTFALLS`; ahead: why it will be red next month, where it will. Departments are in order
    of rank, the unranked last. next_closing: 报送截止日 of the next month of the same year. previous: the month of the
    same year that this one is compared with, None when it is the first. trend: the months of the year so far.
    expected: departments with a duty; each of them is in on_time, late or missing. returned: all that sent a return.
    dated: whether the date of assessment was told. repeated: the duties (department, 任务编号) whose 进展情况 says word
    for word what it said in that month.
    """

    plan: Plan
    period: Period
    as_of: dt.date
    closing: dt.date
    verdicts: tuple[Verdict, ...]
    tasks: tuple[TaskVerdict, ...]
    notes: Mapping[tuple[str, str], tuple[str, str]]
    ahead: Mapping[tuple[str, str], str]
    problems: tuple[Problem, ...]
    departments: tuple[DepartmentFigures, ...]
    tasks_done: int
    tasks_done_percent: Decimal
    task_lamps: Tally
    returned: tuple[str, ...]
    on_time: tuple[str, ...]
    late: tuple[str, ...]
    missing: tuple[str, ...]
    problems_refused: int
    problems_warned: int
    next_closing: dt.date | None
    expected: tuple[str, ...]
    previous: Period | None = None
    dated: bool = False
    trend: tuple[TrendMonth, ...] = ()
    repeated: frozenset[tuple[str, str]] = frozenset()

    @property
    def method(self) -> Method:
        """The rules in force."""
        return self.plan.method

    @property
    def counts(self) -> bool:
        """Whether points are given in the month."""
        return self.plan.assesses(self.period)

    @property
    def undecided(self) -> tuple[Task, ...]:
        """The tasks that name somebody of whom nobody knows yet who it is."""
        return self.plan.undecided

    @property
    def tasks_total(self) -> int:
        """How many tasks there are."""
        return self.task_lamps.total

    @property
    def assessed(self) -> tuple[DepartmentFigures, ...]:
        """The departments with duties, in order of rank: those that a table of scores names."""
        return tuple(item for item in self.departments if item.duties)

    def department(self, name: str) -> DepartmentFigures:
        """The figures of one department; KeyError when there is none."""
        return self._by_name[name]

    @cached_property
    def closed(self) -> tuple[Verdict, ...]:
        """What was brought to an end this month; of the year's first month all that is done."""
        return tuple(
            item
            for item in self.verdicts
            if item.state.is_done
            and (not self.previous or CLOSED in self.notes.get((item.duty.department, item.duty.task.id), ("", ""))[0])
        )

    def verdicts_of(self, department: str) -> tuple[Verdict, ...]:
        """The verdicts on a department's duties."""
        return self._by_department.get(department, ())

    @cached_property
    def _by_name(self) -> dict[str, DepartmentFigures]:
        return {item.name: item for item in self.departments}

    @cached_property
    def _by_department(self) -> dict[str, tuple[Verdict, ...]]:
        return grouped(self.verdicts)


def grouped(verdicts: Iterable[Verdict]) -> dict[str, tuple[Verdict, ...]]:
    """The verdicts by department."""
    found: dict[str, list[Verdict]] = {}
    for item in verdicts:
        found.setdefault(item.duty.department, []).append(item)
    return {name: tuple(own) for name, own in found.items()}


def tally(items: Iterable[str], labels: Iterable[str]) -> Tally:
    """Divide `items` by label, every one of `labels` present, be it with 0."""
    found = Counter(items)
    names = list(labels)
    counts = [found[name] for name in names]
    return Tally(
        total=found.total(),
        parts=tuple(
            Count(label=str(name), count=count, percent=percent)
            for name, count, percent in zip(names, counts, settled(counts))
        ),
    )


def figures(month: Month) -> Figures:
    """The figures of a month."""
    closing = closing_day(month.plan, month.period)
    own = grouped(month.verdicts)
    departments = {
        score.department: _department(month, score, own.get(score.department, ()), closing) for score in month.scores
    }
    done = sum(item.state.is_done for item in month.tasks)
    following = month.period.shift(1)
    return Figures(
        plan=month.plan,
        period=month.period,
        as_of=month.as_of,
        closing=closing,
        verdicts=month.verdicts,
        tasks=month.tasks,
        notes=_notes(month),
        ahead=turning_red(month),
        problems=month.problems,
        departments=tuple(departments.values()),
        tasks_done=done,
        tasks_done_percent=share(done, len(month.tasks)),
        task_lamps=tally((item.lamp for item in month.tasks), Lamp),
        returned=month.returned,
        on_time=tuple(name for name in month.expected if departments[name].filing is Promptness.ON_TIME),
        late=tuple(name for name in month.expected if departments[name].filing is Promptness.LATE),
        missing=month.missing,
        problems_refused=sum(item.level is Level.REFUSED for item in month.problems),
        problems_warned=sum(item.level is Level.WARNED for item in month.problems),
        next_closing=closing_day(month.plan, following) if following.year == month.period.year else None,
        previous=month.history[-1].period if month.history else None,
        expected=month.expected,
        trend=trend((*month.history, month)),
        repeated=_repeated(month),
    )


def _repeated(month: Month) -> frozenset[tuple[str, str]]:
    said = {
        (item.duty.department, item.duty.task.id, item.entry.narrative)
        for past in month.history[-1:]
        for item in past.verdicts
        if item.entry
    }
    return frozenset(
        (item.duty.department, item.duty.task.id)
        for item in month.verdicts
        if item.entry and (item.duty.department, item.duty.task.id, item.entry.narrative) in said
    )


def _notes(month: Month) -> dict[tuple[str, str], tuple[str, str]]:
    changed = {(item.after.duty.department, item.after.duty.task.id): item.labels for item in changes(month)}
    short = shortfalls(month)
    return {key: ("、".join(changed.get(key, ())), "、".join(short.get(key, ()))) for key in {**changed, **short}}


def _department(month: Month, score: Score, own: Sequence[Verdict], closing: dt.date) -> DepartmentFigures:
    filed = month.filed.get(score.department)
    filed_on = filed.filed_on if filed else None
    filing = Promptness.NOT_FILED if own else None
    if filed:
        filing = Promptness.ON_TIME if filed_on and filed_on <= closing else Promptness.LATE
    return DepartmentFigures(
        name=score.department,
        score=score,
        filing=filing,
        filed_on=filed_on,
        done=sum(item.state.is_done for item in own),
        lamps=tally((item.lamp for item in own), Lamp),
    )
