"""What the documents of a year are made from: what `Year` found, and the three ways of counting that 考核得分表 shows.

Every other figure is defined once in `reporter/figures` and reckoned from these.
Three ways of counting joint tasks are kept apart by name. `tasks`: each task once, done only when all its departments
are. `duties`: each department's part in each task. `leads`: each task once by its leading (or only) department; where
none leads, by all of them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from ..records import record
from ..vocabulary.findings import Deduction, LaterChange
from ..vocabulary.model import Lamp, Period, Plan, State, TaskVerdict, Verdict
from ..vocabulary.terms import YEAR_END, Promptness
from .figures import Tally, tally
from .objections import Ruling
from .settle import share
from .trend import TrendMonth
from .verdict import judge_task
from .year_records import DepartmentYear, DutyCourse, Proof, Year

LATE, MISSING = (Promptness.LATE, Promptness.URGED), (Promptness.NOT_FILED,)

LEADING = ("牵头", "独立承担")


@record
class Way:
    """One way of counting: the whole, how many are done (on time or late) and what share, and how it divides."""

    total: int
    done: int
    done_percent: Decimal
    states: Tally
    lamps: Tally

    @property
    def rows(self) -> dict[str, int | str]:
        """What 「完成情况」 says of it, by the title of the row."""
        return {
            "总数": self.total,
            "完成数（含逾期完成）": self.done,
            "完成率": f"{self.done_percent}%",
            **{f"其中：{part.label}": part.count for part in self.states.parts},
        }


@dataclass(frozen=True, kw_only=True, eq=False)
class YearFigures:
    """The year as its documents see it: courses of duties, scores and deductions by department, and three ways of
    counting.

    plan: all that was in force in the year; closing: what is at its end, which the ways of counting count.
    months: those that count; gaps: those of them with no return at all; judged: these and those that do not count.
    departments by rank. trend: the months judged, as they were signed.
    stage: 阶段 where the year is not over. issued: the months whose points are those of their
    records; later: what is otherwise than it was signed, None where nothing was.
    """

    plan: Plan
    closing: Plan
    year: int
    as_of: dt.date
    stage: str
    final: bool
    months: tuple[Period, ...]
    gaps: tuple[Period, ...]
    judged: tuple[Period, ...]
    task_verdicts: tuple[TaskVerdict, ...]
    tasks: Way
    duties: Way
    leads: Way
    departments: tuple[DepartmentYear, ...]
    courses: tuple[DutyCourse, ...]
    proofs: tuple[Proof, ...]
    trend: tuple[TrendMonth, ...] = ()
    issued: tuple[Period, ...] = ()
    later: tuple[LaterChange, ...] | None = None

    @property
    def end_name(self) -> str:
        """What the end of the assessed months is called."""
        return f"{self.stage}末" if self.stage else YEAR_END

    @property
    def left_out(self) -> tuple[Period, ...]:
        """The months that were judged and do not count."""
        return tuple(period for period in self.judged if period not in self.months)

    @property
    def assessed(self) -> tuple[DepartmentYear, ...]:
        """The departments with duties, in order of rank: those that a table of scores names."""
        return tuple(item for item in self.departments if item.courses)

    @property
    def rulings(self) -> tuple[Ruling, ...]:
        """What is made of the objections, in the order of 「异议」."""
        found = {one.objection.source: one for item in self.departments for one in item.rulings}
        return tuple(found[item.source] for item in self.plan.objections)

    @property
    def changed(self) -> tuple[DepartmentYear, ...]:
        """The departments whose points, rank or grade objections changed."""
        return tuple(item for item in self.departments if item.score.changed)

    @property
    def deductions(self) -> tuple[Deduction, ...]:
        """Every deduction, department by department."""
        return tuple(item for department in self.departments for item in department.deductions)


def year_figures(year: Year) -> YearFigures:
    """The figures of a year."""
    return YearFigures(
        plan=year.plan,
        closing=year.end.plan,
        year=year.year,
        as_of=year.as_of,
        stage=year.stage,
        final=year.final,
        months=year.counted,
        gaps=year.gaps,
        judged=tuple(month.period for month in year.months),
        task_verdicts=year.tasks,
        tasks=_way(year.tasks),
        duties=_way(year.end.verdicts),
        leads=_way(_leads(year)),
        departments=year.departments,
        courses=year.courses,
        proofs=year.proofs,
        trend=year.trend,
        issued=year.issued,
        later=year.later,
    )


def _way(found: Sequence[TaskVerdict | Verdict]) -> Way:
    done = sum(item.state.is_done for item in found)
    return Way(
        total=len(found),
        done=done,
        done_percent=share(done, len(found)),
        states=tally((item.state for item in found), State),
        lamps=tally((item.lamp for item in found), Lamp),
    )


def _leads(year: Year) -> tuple[TaskVerdict, ...]:
    """Each task judged by its leading or only departments; by all of them where none leads."""
    by_task: dict[str, list[Verdict]] = {}
    for verdict in year.end.verdicts:
        by_task.setdefault(verdict.duty.task.id, []).append(verdict)
    found = []
    for task in year.end.plan.tasks:
        own = by_task.get(task.id, [])
        leading = [item for item in own if item.duty.role in LEADING]
        found.append(judge_task(task, leading or own, year.as_of, over=year.over))
    return tuple(found)
