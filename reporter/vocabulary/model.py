"""What the program talks about: tasks, duties, returns, verdicts and scores, all frozen.

Read top to bottom it is the way of the data: a master list becomes a `Plan` of `Task`s and `Duty`s; a department's
workbook becomes a `Return` of `Entry`s; the two are judged into `Verdict`s and summed into `Score`s. Everything that
somebody typed carries the `Source` it was typed at.

Blank text is ``""``, a blank date, number or status is ``None``.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from .method import Method

if TYPE_CHECKING:
    from .problems import Problem
    from .register import Finding, Registered

__all__ = [
    "Adjustment", "Cell", "Department", "Duty", "Entry", "Extension", "Item", "Lamp", "Month", "Objection", "Period", "Plan", "Requirement", "Return",
    "Score", "Source", "SourceFile", "State", "Status", "Task", "TaskList", "TaskVerdict", "UnusedCell", "Verdict",
]


class Status(StrEnum):
    """完成状态, what a department says of its own duty (contract, section 4)."""

    DONE = "已完成"
    UNDER_WAY = "正在推进"
    NOT_STARTED = "未启动"
    ONGOING = "长期坚持"
    NOT_CONCERNED = "不涉及"


class Lamp(StrEnum):
    """亮灯. The value is the word people read; colour never stands alone."""

    GREEN = "绿"
    YELLOW = "黄"
    RED = "红"
    GREY = "灰"


class State(StrEnum):
    """核定状态, what the program finds of a duty (contract, section 5), worst first within a lamp."""

    OVERDUE = "逾期未完成"
    FAR_BEHIND = "严重滞后"
    NOT_RETURNED = "未报送"
    NOT_FILLED = "未填报"
    TO_CONFIRM = "待确认"
    TO_VERIFY = "待核实"
    BEHIND = "进度滞后"
    DUE_SOON = "临近时限"
    DONE_LATE = "逾期完成"
    ON_TRACK = "正常推进"
    DONE = "已完成"
    NOT_DUE = "未到期"
    NOT_CONCERNED = "不涉及"
    UNDECIDED = "待明确责任单位"

    @property
    def is_done(self) -> bool:
        """Whether the duty needs no more supervision: done, be it late."""
        return self in (State.DONE, State.DONE_LATE)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """报送期, a calendar month; prints and sorts as ``2018-05``."""

    year: int
    month: int

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read ``2018-05`` (or ``2018-5``); ValueError for anything else."""
        match = re.fullmatch(r"(\d{4})-(\d{1,2})", text.strip())
        if not match or not 1 <= int(match[2]) <= 12:
            raise ValueError(f"not a period: {text!r}")
        return cls(int(match[1]), int(match[2]))

    @classmethod
    def of(cls, day: dt.date) -> Period:
        """The month that holds `day`."""
        return cls(day.year, day.month)

    @property
    def first_day(self) -> dt.date:
        """The month's first day."""
        return dt.date(self.year, self.month, 1)

    @property
    def last_day(self) -> dt.date:
        """The month's last day, the default date of assessment."""
        return dt.date(self.year, self.month, calendar.monthrange(self.year, self.month)[1])

    def shift(self, months: int) -> Period:
        """The period `months` later (earlier when negative)."""
        index = self.year * 12 + self.month - 1 + months
        return Period(index // 12, index % 12 + 1)

    @property
    def chinese(self) -> str:
        """``2018年5月``."""
        return f"{self.year}年{self.month}月"

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """Where something was typed: workspace-relative file with forward slashes, sheet, cell (``C7``; blank: all of it)."""

    file: str
    sheet: str = ""
    cell: str = ""

    def at(self, cell: str) -> Source:
        """The same sheet, another cell."""
        return Source(self.file, self.sheet, cell)

    def __str__(self) -> str:
        place = "!".join(part for part in (self.sheet, self.cell) if part)
        return f"{self.file} [{place}]" if place else self.file


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as somebody typed it: the text in print form, and its address."""

    text: str
    address: str


# --- the plan: what is to be done, by whom, until when -------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """One line of 量化要求.

    kind: ``count`` (target times per `per`), ``term`` (at most `target` working days), ``window`` (not before the
    first day of month `month`), ``cycle`` (once each `per`), ``milestone`` (`what` by the end of `month`; the task's
    deadline judges it). `what` is the thing counted (解读), blank when not named.
    """

    kind: str
    text: str
    target: int = 0
    per: str = ""
    month: int = 0
    what: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskList:
    """清单: one annex of the notice. `key` is what 任务编号 begins with."""

    key: str
    name: str
    basis: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Department:
    """单位: a department with the other names it goes by."""

    name: str
    aliases: tuple[str, ...] = ()
    kind: str = ""
    leader: str = ""
    contact: str = ""
    phone: str = ""
    source: Source = Source("")


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One row of 「任务」, words of the notice unchanged; `owners` are departments, `undecided` names yet to be decided."""

    id: str
    list_key: str
    number: int
    area: str
    text: str
    leader: str
    owners_text: str
    due_text: str
    deadline: dt.date
    requirements: tuple[Requirement, ...] = ()
    remark: str = ""
    owners: tuple[str, ...] = ()
    undecided: tuple[str, ...] = ()
    roles: Mapping[str, str] = field(default_factory=dict)
    source: Source = Source("")

    @property
    def requirements_text(self) -> str:
        """量化要求 as typed, one a line."""
        return "\n".join(requirement.text for requirement in self.requirements)

    @property
    def short(self) -> str:
        """A name short enough for a sentence: the 公开领域, else the task's first clause."""
        return self.area or re.split(r"[，。；：]", self.text, maxsplit=1)[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension:
    """One row of 「延期」: a deadline put off with an approval, for one department or (blank) all of the task's."""

    task_id: str
    department: str
    deadline: dt.date
    approval: str
    reason: str
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Objection:
    """One row of 「异议」: what a department objects to in the draft of the year, and what was decided.

    points: the change of the year's total that was granted, 0 when none; decision blank while it is open.
    """

    department: str
    item: str
    reason: str
    decision: str
    points: Decimal
    source: Source

    @property
    def is_open(self) -> bool:
        """Whether nothing has been decided yet."""
        return not self.decision


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """One department's part in one task; `role` is 本单位职责 (独立承担, 牵头, 配合, 共同承担)."""

    department: str
    task: Task
    role: str
    extension: Extension | None = None

    @property
    def deadline(self) -> dt.date:
        """The task's deadline, or the later one that was approved."""
        return self.extension.deadline if self.extension else self.task.deadline


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjustment:
    """One row of 「加减分」. `text` is the 分值 as typed; with `veto` it was 「否决」 and moves the grade, not the points."""

    period: Period
    department: str
    points: Decimal
    reason: str
    basis: str
    source: Source
    text: str = ""
    veto: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The master list, read and found sound: everything the year's supervision rests on.

    method_sets: the ready-made sets of 「方案」 whose values `method` has taken over.
    """

    year: int
    tasks: tuple[Task, ...]
    lists: tuple[TaskList, ...]
    departments: tuple[Department, ...]
    elements: Mapping[str, str]
    method: Method
    adjustments: tuple[Adjustment, ...] = ()
    extensions: tuple[Extension, ...] = ()
    objections: tuple[Objection, ...] = ()
    method_sets: tuple[str, ...] = ()
    source: Source = Source("")

    @property
    def duties(self) -> tuple[Duty, ...]:
        """Every department's every duty: departments in the order of 「单位」, tasks in the order of 「任务」."""
        extensions = {(item.task_id, item.department): item for item in self.extensions}
        return tuple(
            Duty(department=department.name, task=task, role=task.roles.get(department.name, ""),
                 extension=extensions.get((task.id, department.name)) or extensions.get((task.id, "")))
            for department in self.departments for task in self.tasks if department.name in task.owners
        )

    @property
    def undecided(self) -> tuple[Task, ...]:
        """Tasks of which at least one responsible department is 待明确."""
        return tuple(task for task in self.tasks if task.undecided)

    def element(self, name: str) -> str:
        """The 「公文」 element `name`, blank when it has no row."""
        return self.elements.get(name, "")


# --- the returns: what departments sent back -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One filled row of a progress sheet: readings, and under `cells` each original by column key.

    `progress` is 0 to 100. A value that could not be read is None here and a problem elsewhere.
    """

    task_id: str
    status: Status | None
    progress: Decimal | None = None
    done_on: dt.date | None = None
    count: int | None = None
    narrative: str = ""
    evidence: str = ""
    difficulties: str = ""
    next_steps: str = ""
    expected_on: dt.date | None = None
    cells: Mapping[str, Cell] = field(default_factory=dict)
    row: int = 0
    source: Source = Source("")

    def text(self, key: str) -> str:
        """The original text of column `key`, blank when the sheet had none."""
        cell = self.cells.get(key)
        return cell.text if cell else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One row of 「事项登记」: a single thing done that a count or a term asks for (an open day, a policy's reading).

    done_on: the day it took place or was published; base_on: the day the term runs from (the policy's publication).
    `cells` holds each original by column key.
    """

    task_id: str
    title: str
    done_on: dt.date | None
    base_on: dt.date | None = None
    address: str = ""
    source: Source = Source("")
    cells: Mapping[str, Cell] = field(default_factory=dict)

    def text(self, key: str) -> str:
        """The original text of column `key`, blank when the row had none."""
        cell = self.cells.get(key)
        return cell.text if cell else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Return:
    """One sheet a department sent for one period, with the single items registered beside it.

    fields: the labelled fields as typed, by key (filed_on); where only the label stands, the label itself.
    registers: the sheets the items stand on, also one of which no row could be taken.
    """

    department: str
    period: Period
    filed_on: dt.date | None
    filler: str
    reviewer: str
    phone: str
    entries: tuple[Entry, ...]
    source: Source
    digest: str = ""
    items: tuple[Item, ...] = ()
    fields: Mapping[str, Cell] = field(default_factory=dict)
    registers: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class UnusedCell:
    """A cell whose text went nowhere else, and why."""

    source: Source
    text: str
    reason: str
    period: Period | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """One file of input/ and what became of it."""

    file: str
    digest: str
    department: str
    period: Period | None
    outcome: str


# --- the assessment ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskVerdict:
    """The finding on a whole task: the worst of its departments', done only when all of them are."""

    task: Task
    state: State
    lamp: Lamp
    owners: int
    done: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """One department's month (contract, section 6). `rank` and `grade` are None and blank when nothing counts."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """Everything one month's run found out; the ledger, the figures and the documents are made from this alone.

    `verdicts` are in the order of `plan.duties`, `tasks` in that of `plan.tasks`, `scores` by rank, then by the order
    of 「单位」. `returns` are all readable ones of the period; `filed_on` has the latest filing date of each department
    that returned something, None where it gave none. `history` holds the earlier months of the year, oldest first.
    `findings` has one for each requirement of each duty, `items` every item registered in the year so far.
    """

    plan: Plan
    period: Period
    as_of: dt.date
    returns: tuple[Return, ...]
    verdicts: tuple[Verdict, ...]
    tasks: tuple[TaskVerdict, ...]
    scores: tuple[Score, ...]
    filed_on: Mapping[str, dt.date | None] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    unused: tuple[UnusedCell, ...] = ()
    files: tuple[SourceFile, ...] = ()
    history: tuple[Month, ...] = ()
    findings: tuple[Finding, ...] = ()
    items: tuple[Registered, ...] = ()

    @property
    def returned(self) -> tuple[str, ...]:
        """Departments of which something readable came back, in the order of 「单位」."""
        have = {item.department for item in self.returns}
        return tuple(item.name for item in self.plan.departments if item.name in have)

    @property
    def missing(self) -> tuple[str, ...]:
        """Departments of which nothing readable came back."""
        have = set(self.returned)
        return tuple(item.name for item in self.plan.departments if item.name not in have)
