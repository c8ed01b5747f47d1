"""What a year comes to: the course of each duty, each department's score, and where every lost point was lost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import field
from decimal import Decimal

from ..records import record, value
from ..vocabulary.findings import Deduction, Filing, LaterChange
from ..vocabulary.model import (
    Adjustment,
    Duty,
    Month,
    Period,
    Plan,
    Score,
    Source,
    SourceFile,
    TaskVerdict,
    UnusedCell,
    Verdict,
)
from ..vocabulary.problems import Problem
from ..vocabulary.terms import DRAFT, FINAL, STAGE
from .objections import Ruling
from .trend import TrendMonth


@record
class DutyCourse:
    """One duty through the year; `marks` has its verdict for each month judged in which it was in force, oldest first.

    first_done: the first month it was reported 已完成. taken_back: months that reported less after a month that
    reported 已完成. turned_green: months in which a red turned green, one for want of a return aside. closed: 办结销号,
    the month since which it has been done without a break up to the end; None while it is open. evident: whether any
    row of the year named evidence. end: the state at the year's end, of a duty that ended before that of its last
    month, as it is reckoned today. standing: whether it is in force at the year's end; cancelled: its task is not.
    """

    duty: Duty
    marks: tuple[Verdict, ...]
    first_done: Period | None = None
    taken_back: tuple[Period, ...] = ()
    turned_green: tuple[Period, ...] = ()
    closed: Period | None = None
    evident: bool = False
    end: Verdict | None = None
    standing: bool = True
    cancelled: bool = False

    @property
    def final(self) -> Verdict:
        """The state at the year's end."""
        return self.end or self.marks[-1]

    @property
    def put_off(self) -> bool:
        """Whether it is not done and need not be: an approved extension puts its deadline past the year."""
        extension = self.duty.extension
        later = extension is not None and extension.deadline.year > self.final.period.year
        return later and not self.final.state.is_done

    @property
    def spoken(self) -> Verdict:
        """The latest verdict that rests on a row of a return; the final one when none does."""
        return next((mark for mark in reversed(self.marks) if mark.entry or mark.rivals), self.final)


def has_moved(courses: Iterable[DutyCourse]) -> bool:
    """Whether some duty was no longer in force at the year's end: counts of that end leave it out."""
    return not all(course.standing for course in courses)


@record
class Earned:
    """What one duty earned of 完成质量 by its state at the year's end: with the deductions it makes up the weight.

    `credit` and `points` are None for a duty that is left out, and for all of them where the part is the mean of the
    months. The source is the cell the state rests on, `content` what stands in it.
    """

    task_id: str
    credit: Decimal | None
    points: Decimal | None
    source: Source
    content: str


@value
class Sent:
    """What the draft said of a department."""

    total: Decimal
    rank: int | None
    grade: str


@record
class YearScore:
    """One department's year. granted: what objections changed (0 in the draft). sent: what the draft said, of the final
    set what is on record of it, None without a record; why: the reasons for which it is otherwise now.

    `rank` and `grade` are None and blank when nothing counts. vetoed: the reasons of 一票否决, if any.
    """

    department: str
    quality: Decimal
    punctuality: Decimal
    evidence: Decimal
    material: Decimal
    adjustment: Decimal
    granted: Decimal
    total: Decimal
    rank: int | None
    grade: str
    sent: Sent | None = None
    why: str = ""
    vetoed: tuple[str, ...] = ()
    because: Mapping[str, str] = field(default_factory=dict)

    @property
    def counts(self) -> bool:
        """Whether points are given, as they are of every year."""
        return True

    @property
    def changed(self) -> bool:
        """Whether points, rank or grade are others than in the draft that was sent."""
        return self.sent is not None and self.sent != Sent(self.total, self.rank, self.grade)


@record
class DepartmentYear:
    """Everything about one department's year; `months` are its monthly scores, of the months that count."""

    name: str
    score: YearScore
    courses: tuple[DutyCourse, ...]
    counted: int
    filings: tuple[Filing, ...]
    months: tuple[tuple[Period, Score], ...]
    deductions: tuple[Deduction, ...]
    earned: tuple[Earned, ...]
    adjustments: tuple[Adjustment, ...]
    rulings: tuple[Ruling, ...]

    def filed(self, *kinds: str) -> tuple[Filing, ...]:
        """The filings of these kinds."""
        return tuple(item for item in self.filings if item.kind in kinds)


@record
class Proof:
    """佐证目录: one piece of evidence, once for each duty. day: what `day_of` says, 完成日期, 办理日期 or 填报日期."""

    number: int
    duty: Duty
    text: str
    day: dt.date | None
    day_of: str
    period: Period
    source: Source


@record
class Year:
    """Everything the year's assessment found; score table, documents and archive are made from this alone.

    months: each month judged, as it is reckoned today, oldest first; end: the last as it stands at `as_of`. over:
    whether the year is; else its state is a stage (阶段) of it. trend: the months as they were
    signed. issued: those of which the points are taken from their records. later: what is otherwise than it was
    signed, None where nothing was. counted:
    those whose points count. gaps: counted months of which nothing came back at all. courses in the order of
    `plan.duties`; departments by rank, then in the order of 「单位」. final: objections are taken in. notes: what the
    clerk should know, in Chinese.
    """

    plan: Plan
    year: int
    as_of: dt.date
    final: bool
    months: tuple[Month, ...]
    end: Month
    over: bool
    counted: tuple[Period, ...]
    gaps: tuple[Period, ...]
    courses: tuple[DutyCourse, ...]
    departments: tuple[DepartmentYear, ...]
    proofs: tuple[Proof, ...]
    problems: tuple[Problem, ...] = ()
    unused: tuple[UnusedCell, ...] = ()
    files: tuple[SourceFile, ...] = ()
    notes: tuple[str, ...] = ()
    trend: tuple[TrendMonth, ...] = ()
    issued: tuple[Period, ...] = ()
    later: tuple[LaterChange, ...] | None = None

    @property
    def stage(self) -> str:
        """阶段, blank where the year is over."""
        return "" if self.over else STAGE

    @property
    def stands(self) -> str:
        """What the year's set as a whole is: 征求意见稿 or 定稿."""
        return FINAL if self.final else DRAFT

    @property
    def tasks(self) -> tuple[TaskVerdict, ...]:
        """The tasks at the year's end."""
        return self.end.tasks

    @property
    def deductions(self) -> tuple[Deduction, ...]:
        """Every deduction, department by department."""
        return tuple(item for department in self.departments for item in department.deductions)

    def department(self, name: str) -> DepartmentYear:
        """One department's year; KeyError when there is none."""
        for item in self.departments:
            if item.name == name:
                return item
        raise KeyError(name)
