"""The findings: verdicts, scores and the whole of a month (contract, sections 5 and 6)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import field
from decimal import Decimal
from typing import TYPE_CHECKING

from ..records import record
from . import column_titles
from .plan import Duty, Plan, Task
from .returns import Entry, Return, SourceFile, UnusedCell
from .terms import Lamp, Period, Promptness, Source, State

if TYPE_CHECKING:
    from .problems import Problem
    from .register_items import Finding, Registered


QUALITY, PUNCTUALITY, EVIDENCE, MATERIAL, ADJUSTMENT = (
    column_titles.QUALITY,
    column_titles.PUNCTUALITY,
    column_titles.EVIDENCE_SCORE,
    column_titles.MATERIAL,
    column_titles.ADJUSTMENT,
)
PARTS = (
    ("quality", QUALITY),
    ("punctuality", PUNCTUALITY),
    ("evidence", EVIDENCE),
    ("material", MATERIAL),
    ("adjustment", ADJUSTMENT),
)
"""The parts of a score: field and name."""
UNRANKED = "—"
NOT_ASSESSED_NOTE = "本月不考核，不计分、不排名"
"""What stands where somebody has no rank, no grade, no return that was due."""


@record
class Verdict:
    """The finding on one duty in one period. `rule` is its line in contract section 5, `because` says why in Chinese.

    `entry` is the row judged, None when nothing was returned; `rivals` are the differing rows of a 待确认. `traced`: a
    green that shows yellow this month because it was red the month before (红转黄, where 「考核办法」 asks for it).
    """

    duty: Duty
    period: Period
    state: State
    lamp: Lamp
    rule: int
    because: str
    entry: Entry | None = None
    rivals: tuple[Entry, ...] = ()
    traced: bool = False

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The rows that it rests on: the one judged, or its rivals."""
        return self.rivals or ((self.entry,) if self.entry else ())


@record
class TaskVerdict:
    """The finding on a whole task: the worst of its departments', done only when all of them are.

    missing: those of its departments of which nothing is known this month. reported: the lamps of the others, with how
    many of them bear each.
    """

    task: Task
    state: State
    lamp: Lamp
    owners: int
    done: int
    missing: tuple[str, ...] = ()
    reported: Mapping[Lamp, int] = field(default_factory=dict)


@record
class Score:
    """One department's month (contract, section 6). `rank` and `grade` are None and blank when nothing counts.

    counts: False in a month that is not assessed, which has no points.
    """

    department: str
    quality: Decimal
    punctuality: Decimal
    evidence: Decimal
    material: Decimal
    adjustment: Decimal
    total: Decimal
    rank: int | None
    grade: str
    because: Mapping[str, str] = field(default_factory=dict)
    counts: bool = True

    @classmethod
    def none(cls, department: str) -> Score:
        """The score of a month that is not assessed."""
        parts = {key: Decimal("0.00") for key, _ in PARTS}
        return cls(department=department, **parts, total=Decimal("0.00"), rank=None, grade="", because={}, counts=False)

    @property
    def place(self) -> int | str:
        """What stands under 名次."""
        return self.rank or (UNRANKED if self.counts else column_titles.NOT_ASSESSED)


@record
class Deduction:
    """Points lost: by whom, in which part, by which rule, why, and the cell it rests on.

    number: what an objection may name it by (质-1-09, 报-06). `points` have two decimals and are more than 0; those of
    a part add up to its weight less its score. settled: what settling the cents added or took, mostly 0. content: what
    stands in the source's cell, as typed; where something is missing the source is the master list's cell of the
    task or department that should have sent it.
    """

    number: str
    department: str
    part: str
    points: Decimal
    rule: str
    reason: str
    source: Source
    content: str
    task_id: str = ""
    period: Period | None = None
    settled: Decimal = Decimal("0.00")


@record
class Filing:
    """How one department reported in one month. versions: how many sheets it sent."""

    period: Period
    kind: Promptness
    filed_on: dt.date | None = None
    versions: int = 0


@record
class LaterChange:
    """A line of 「印发后变动」: of whom or what (`subject`), which item, as it was signed and as it is now, and why.

    source: the cell of the record that says it.
    """

    subject: str
    item: str
    then: str
    now: str
    reason: str
    source: Source


@record
class Month:
    """Everything one month's run found out; the ledger, the figures and the documents are made from this alone.

    `verdicts` are in the order of `plan.duties`, `tasks` in that of `plan.tasks`, `scores` by rank, then by the order
    of 「单位」. `returns` are all readable ones of the period; `filed`: department → the return whose filing date
    counts. `superseded` are the problems of versions that were replaced, for the ledger alone. `history` holds the
    earlier months of the year, oldest first. `findings` has one for each requirement of each duty, `items` every item
    registered in the year so far. `later` holds what is otherwise than it was signed, None of a month that was not
    issued. `unreported`: who sent nothing, as the record of its issue says; None where the returns do.
    """

    plan: Plan
    period: Period
    as_of: dt.date
    returns: tuple[Return, ...]
    verdicts: tuple[Verdict, ...]
    tasks: tuple[TaskVerdict, ...]
    scores: tuple[Score, ...]
    filed: Mapping[str, Return] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    superseded: tuple[Problem, ...] = ()
    unused: tuple[UnusedCell, ...] = ()
    files: tuple[SourceFile, ...] = ()
    history: tuple[Month, ...] = ()
    findings: tuple[Finding, ...] = ()
    items: tuple[Registered, ...] = ()
    later: tuple[LaterChange, ...] | None = None
    unreported: tuple[str, ...] | None = None

    @property
    def returned(self) -> tuple[str, ...]:
        """Departments of which something readable came back, in the order of 「单位」."""
        have = {item.department for item in self.returns}
        return tuple(item.name for item in self.plan.departments if item.name in have)

    @property
    def expected(self) -> tuple[str, ...]:
        """应报送单位: the departments with a duty, in the order of 「单位」; nothing is asked of the others."""
        busy = {item.duty.department for item in self.verdicts}
        return tuple(item.name for item in self.plan.departments if item.name in busy)

    @property
    def missing(self) -> tuple[str, ...]:
        """The expected departments of which nothing readable came back."""
        if self.unreported is not None:
            return self.unreported
        have = set(self.returned)
        return tuple(name for name in self.expected if name not in have)
