"""Every count, share and ranking that a document of the year quotes, computed once from a `Year`.

Three ways of counting joint tasks are kept apart by name. `tasks`: each task once, done only when all its departments
are. `duties`: each department's part in each task. `leads`: each task once by its leading (or only) department; where
none leads, by all of them.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from ..vocabulary.model import Lamp, Objection, Period, Plan, State, TaskVerdict, Verdict
from .figures import Tally, share, tally
from .verdict import judge_task
from .year_records import PARTS, DepartmentYear, DutyCourse, Year

__all__ = [
    "DepartmentLost",
    "FILINGS",
    "LATE",
    "LEADING",
    "ListYear",
    "Lost",
    "MISSING",
    "Way",
    "YearFigures",
    "year_figures",
]

LATE, MISSING = ("迟报", "催报后报送"), ("未报送",)
FILINGS = ("按时", *LATE, *MISSING)
"""How a return came; two of them are late."""

LEADING = ("牵头", "独立承担")


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One way of counting: the whole, how many are done (on time or late) and what share, and how it divides."""

    total: int
    done: int
    done_percent: Decimal
    late: int
    states: Tally
    lamps: Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost:
    """What was lost in one part by all departments together: points, deductions, departments with any."""

    part: str
    points: Decimal
    count: int
    departments: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DepartmentLost:
    """What one department lost: part by part (in the order of `PARTS`), and altogether."""

    name: str
    parts: tuple[tuple[str, Decimal, int], ...]
    points: Decimal
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ListYear:
    """One 清单 at the year's end, by task."""

    key: str
    name: str
    total: int
    done: int


@dataclass(frozen=True, kw_only=True, eq=False)
class YearFigures:
    """The year in numbers.

    months: those that count; gaps: those of them with no return at all; left_out: judged but not counted. busy:
    departments with duties. filings: returns due (a department and a month each) by how they came. commended: 优秀 without
    a missing return or a veto. accepted: objections that changed points. changed: departments whose points, rank or grade
    objections changed.
    """

    plan: Plan
    year: int
    as_of: dt.date
    final: bool
    months: tuple[Period, ...]
    gaps: tuple[Period, ...]
    left_out: tuple[Period, ...]
    busy: tuple[str, ...]
    tasks: Way
    duties: Way
    leads: Way
    lists: tuple[ListYear, ...]
    filings: Tally
    late: tuple[tuple[str, int], ...]
    missing: tuple[tuple[str, int], ...]
    commended: tuple[str, ...]
    vetoed: tuple[str, ...]
    departments: tuple[DepartmentYear, ...]
    courses: tuple[DutyCourse, ...]
    proofs: int
    lost: tuple[Lost, ...]
    lost_by: tuple[DepartmentLost, ...]
    deductions: int
    objections: tuple[Objection, ...]
    accepted: tuple[Objection, ...]
    undecided_objections: tuple[Objection, ...]
    changed: tuple[DepartmentYear, ...]

    @property
    def assessed(self) -> tuple[DepartmentYear, ...]:
        """The departments with duties, in order of rank: those that a table of scores names."""
        return tuple(item for item in self.departments if item.courses)

    def lost_of(self, name: str) -> DepartmentLost:
        """What one department lost; KeyError when there is none."""
        return self._lost_by[name]

    @cached_property
    def _lost_by(self) -> dict[str, DepartmentLost]:
        return {item.name: item for item in self.lost_by}


def year_figures(year: Year) -> YearFigures:
    """All figures of a year."""
    last = year.months[-1]
    names = [item.name for item in year.plan.departments]
    owners = {course.duty.department for course in year.courses}
    busy = tuple(name for name in names if name in owners)
    ranked = [item for item in year.departments if item.score.rank is not None]
    filings = [item.kind for department in year.departments for item in department.filings]
    accepted = tuple(item for item in year.plan.objections if item.points and not item.is_open)
    return YearFigures(
        plan=year.plan,
        year=year.year,
        as_of=year.as_of,
        final=year.final,
        months=year.counted,
        gaps=year.gaps,
        busy=busy,
        left_out=tuple(month.period for month in year.months if month.period not in year.counted),
        tasks=_way(year.tasks),
        duties=_way(last.verdicts),
        leads=_way(_leads(year)),
        lists=tuple(_list(year, item.key, item.name) for item in year.plan.lists),
        filings=tally(filings, FILINGS),
        late=_filed(year, names, *LATE),
        missing=_filed(year, names, *MISSING),
        commended=tuple(
            item.name
            for item in ranked
            if item.score.grade == year.plan.method.grades[0] and not item.filed(*MISSING) and not item.score.vetoed
        ),
        vetoed=tuple(item.name for item in year.departments if item.score.vetoed),
        departments=year.departments,
        courses=year.courses,
        proofs=len(year.proofs),
        lost=_lost(year, names),
        lost_by=tuple(map(_lost_by, year.departments)),
        deductions=len(year.deductions),
        objections=year.plan.objections,
        accepted=accepted,
        undecided_objections=tuple(item for item in year.plan.objections if item.is_open),
        changed=tuple(item for item in year.departments if item.score.changed),
    )


def _way(found: Sequence[TaskVerdict | Verdict]) -> Way:
    done = sum(item.state.is_done for item in found)
    return Way(
        total=len(found),
        done=done,
        done_percent=share(done, len(found)),
        late=sum(item.state is State.DONE_LATE for item in found),
        states=tally((item.state for item in found), State),
        lamps=tally((item.lamp for item in found), Lamp),
    )


def _leads(year: Year) -> tuple[TaskVerdict, ...]:
    """Each task judged by its leading or only departments; by all of them where none leads."""
    by_task: dict[str, list[Verdict]] = {}
    for verdict in year.months[-1].verdicts:
        by_task.setdefault(verdict.duty.task.id, []).append(verdict)
    found = []
    for task in year.plan.tasks:
        own = by_task.get(task.id, [])
        found.append(judge_task(task, [item for item in own if item.duty.role in LEADING] or own))
    return tuple(found)


def _list(year: Year, key: str, name: str) -> ListYear:
    own = [item for item in year.tasks if item.task.list_key == key]
    return ListYear(key=key, name=name, total=len(own), done=sum(item.state.is_done for item in own))


def _filed(year: Year, names: Iterable[str], *kinds: str) -> tuple[tuple[str, int], ...]:
    """(department, how many of its months were of these kinds), those with any, in the order of 「单位」."""
    counts = {item.name: len(item.filed(*kinds)) for item in year.departments}
    return tuple((name, counts[name]) for name in names if counts[name])


def _lost_by(department: DepartmentYear) -> DepartmentLost:
    own = department.deductions
    parts = []
    for _, part in PARTS:
        points = [item.points for item in own if item.part == part]
        parts.append((part, sum(points, Decimal("0.00")), len(points)))
    return DepartmentLost(
        name=department.name,
        parts=tuple(parts),
        count=len(own),
        points=sum((item.points for item in own), Decimal("0.00")),
    )


def _lost(year: Year, names: Sequence[str]) -> tuple[Lost, ...]:
    points = {part: Decimal("0.00") for _, part in PARTS}
    counts: dict[str, Counter[str]] = {part: Counter() for part in points}
    for item in year.deductions:
        points[item.part] += item.points
        counts[item.part][item.department] += 1
    return tuple(
        Lost(
            part=part,
            points=lost,
            count=counts[part].total(),
            departments=tuple((name, counts[part][name]) for name in names if counts[part][name]),
        )
        for part, lost in points.items()
    )
