"""The plan: what is to be done, by whom, until when (contract, section 3)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from decimal import Decimal
from functools import cached_property, lru_cache

from ..records import record
from .column_titles import CLOSING, DATED, DOCUMENT_NUMBER
from .document_elements import serial_number
from .method import Method
from .terms import WHOLE_YEAR, Cell, Period, Source, Span, Undated

Deadline = dt.date | Undated
"""The day until which something is to be done, or why there is none."""


def due_day(deadline: Deadline) -> dt.date | None:
    """The day of a deadline, None where it has none."""
    return deadline if isinstance(deadline, dt.date) else None


@record
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


@record
class TaskList:
    """清单: one annex of the notice. `key` is what 任务编号 begins with."""

    key: str
    name: str
    basis: str = ""


@record
class Department:
    """单位: a department with the other names it goes by; `span`: the months in which it is one."""

    name: str
    aliases: tuple[str, ...] = ()
    kind: str = ""
    leader: str = ""
    contact: str = ""
    phone: str = ""
    span: Span = WHOLE_YEAR
    source: Source = Source("")


ALONE, TOGETHER = "独立承担", "共同承担"
"""本单位职责 where the notice names no role."""


@lru_cache(maxsize=256)
def _first_whole(text: str) -> str:
    """The first clause that is a whole phrase, blank where there is none."""
    return next((clause for clause in _CLAUSE.findall(text) if not _DEPENDENT.fullmatch(clause)), "")


@record
class Task:
    """One row of 「任务」, words of the notice unchanged; `owners` are departments, `undecided` names yet to be
    decided.

    led: departments for whose own 分管领导 the words of 责任领导 (各分管领导) stand, as 「称谓」 says.
    span: the months in which it is a task. short_name: 简称, blank where the notice's words have to do.
    """

    id: str
    list_key: str
    number: int
    area: str
    text: str
    leader: str
    owners_text: str
    due_text: str
    deadline: Deadline
    requirements: tuple[Requirement, ...] = ()
    remark: str = ""
    owners: tuple[str, ...] = ()
    undecided: tuple[str, ...] = ()
    roles: Mapping[str, str] = field(default_factory=dict)
    led: tuple[str, ...] = ()
    span: Span = WHOLE_YEAR
    short_name: str = ""
    source: Source = Source("")

    @property
    def requirements_text(self) -> str:
        """量化要求 as typed, one a line."""
        return "\n".join(requirement.text for requirement in self.requirements)

    @property
    def short(self) -> str:
        """A name short enough for a sentence: 简称, else 公开领域, else the first clause that is a whole phrase."""
        return self.short_name or self.area or _first_whole(self.text) or self.heading

    @property
    def heading(self) -> str:
        """The words by which forms know it again, whatever 简称 it is given: 公开领域, else the first clause."""
        return self.area or next(iter(_CLAUSE.findall(self.text)), self.text)

    def of(self, departments: Container[str]) -> Task:
        """The task as it is while only these departments are there; without an owner it is yet to be decided whose."""
        owners = tuple(name for name in self.owners if name in departments)
        if owners == self.owners:
            return self
        undecided = self.undecided or (() if owners else self.owners)
        alone = len(owners) == 1 and not undecided
        return replace(
            self,
            owners=owners,
            undecided=undecided,
            roles={name: ALONE if alone and self.roles[name] == TOGETHER else self.roles[name] for name in owners},
            led=tuple(name for name in self.led if name in departments),
        )


_CLAUSE = re.compile(r"(?:（[^（）]*）|“[^“”]*”|《[^《》]*》|[^，。；：])+")
_DEPENDENT = re.compile(
    r"(?:在|当).*[上中下内时前后间]|与.*的[^的]*"
    r"|(?:按照?|依照|根据|依据|遵照|围绕|针对|结合|为).*(?:要求|精神|规定|部署|原则|需[要求]|实际|重点|关切|[》”）])"
)
"""Clauses that only say where, by what or with whom: 「在权力事项“三级四同”基础上」, 「与民生密切相关的部门」."""


@record
class Extension:
    """One row of 「延期」: a deadline put off with an approval, for one department or (blank) all of the task's.

    since: the month from which it counts, None for the whole year.
    """

    task_id: str
    department: str
    deadline: dt.date
    approval: str
    reason: str
    source: Source
    since: Period | None = None


@record
class Arrangement:
    """One row of 「报送安排」: what differs in one month.

    closing: its 报送截止日, None where that is as in every month. assessed: whether points are given in it.
    """

    period: Period
    closing: dt.date | None = None
    assessed: bool = True
    source: Source = Source("")


@record
class Dispatch:
    """One row of 「发文登记」: what a document bears, by column title (发文字号, 成文日期, 印发日期, 签发人).

    period: None of the year's. department: blank of a document that is not one department's; of a kind that each has,
    the row serves those without one of their own, and the number counts on. Days are ISO texts.
    """

    kind: str
    period: Period | None
    department: str = ""
    cells: Mapping[str, Cell] = field(default_factory=dict)
    source: Source = Source("")

    def number(self, elements: Mapping[str, str], year: int) -> str:
        """发文字号 in full, blank where it gives none; the year is that of 成文日期, else the `year` of the plan."""
        given, dated = self.cells.get(DOCUMENT_NUMBER), self.cells.get(DATED)
        return serial_number(self.kind, given.text if given else "", elements, dated.text[:4] if dated else str(year))


@record
class Supplement:
    """One row of 「补充内容」: paragraphs that a clerk wrote for a document, a line each.

    section: the heading of the section they belong to, blank for the end of the text.

    period: None of the year's. source: the cell of the paragraphs.
    """

    kind: str
    period: Period | None
    section: str
    text: str
    source: Source = Source("")


@record
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


@record
class Duty:
    """One department's part in one task; `role` is 本单位职责 (独立承担, 牵头, 配合, 共同承担).

    leader: 责任领导 by name, that of the department where the task names none or means the department's own and
    「单位」 tells who that is; else the words of the notice. begin: 起报月, the later of task and department; None
    where it begins with the year.
    """

    department: str
    task: Task
    role: str
    extension: Extension | None = None
    leader: str = ""
    begin: Period | None = None

    @property
    def deadline(self) -> Deadline:
        """The task's deadline, or the later one that was approved."""
        return self.extension.deadline if self.extension else self.task.deadline

    @property
    def due_on(self) -> dt.date | None:
        """The day of the deadline, None where there is none."""
        return due_day(self.deadline)

    @property
    def kept_up(self) -> bool:
        """Whether it has no end: reports of progress are what it asks for."""
        return isinstance(self.deadline, Undated) and self.deadline.kept_up

    def end(self, year: int) -> dt.date:
        """The day until which `year` counts what it asks for: the deadline, else the year's last day."""
        return self.due_on or dt.date(year, 12, 31)


@record
class Adjustment:
    """One row of 「加减分」. `text` is the 分值 as typed; with `veto` it was 「否决」 and moves the grade, not the
    points.
    """

    period: Period
    department: str
    points: Decimal
    reason: str
    basis: str
    source: Source
    text: str = ""
    veto: bool = False


@dataclass(frozen=True, kw_only=True)
class Plan:
    """The master list, read and found sound: everything the year's supervision rests on.

    dispatches: None where it has no 「发文登记」, so that documents take everything from 「公文」.
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
    arrangements: tuple[Arrangement, ...] = ()
    dispatches: tuple[Dispatch, ...] | None = None
    supplements: tuple[Supplement, ...] = ()
    objections: tuple[Objection, ...] = ()
    method_sets: tuple[str, ...] = ()
    source: Source = Source("")

    def __getstate__(self) -> dict[str, object]:
        """What is pickled: the list; what follows from it is found again where it is wanted."""
        return {item.name: getattr(self, item.name) for item in fields(self)}

    @cached_property
    def duties(self) -> tuple[Duty, ...]:
        """Every department's every duty: departments in the order of 「单位」, tasks in the order of 「任务」."""
        owned = [(task, frozenset(task.owners)) for task in self.tasks]
        extensions = {(item.task_id, item.department): item for item in sorted(self.extensions, key=_since)}
        return tuple(
            Duty(
                department=department.name,
                task=task,
                role=task.roles.get(department.name, ""),
                leader=_leader(department, task),
                begin=max(filter(None, (task.span.first, department.span.first)), default=None),
                extension=extensions.get((task.id, department.name)) or extensions.get((task.id, "")),
            )
            for department in self.departments
            for task, owners in owned
            if department.name in owners
        )

    @cached_property
    def _duties_of(self) -> dict[str, list[Duty]]:
        found: dict[str, list[Duty]] = {item.name: [] for item in self.departments}
        for duty in self.duties:
            found[duty.department].append(duty)
        return found

    def has(self, department: str) -> bool:
        """Whether there is such a department."""
        return department in self._duties_of

    def obliges(self, department: str, task: Task) -> bool:
        """Whether a task of the plan is a duty of the department."""
        return department in self._owners.get(task.id, ())

    @cached_property
    def _owners(self) -> dict[str, frozenset[str]]:
        known = frozenset(item.name for item in self.departments)
        return {task.id: known.intersection(task.owners) for task in self.tasks}

    def duties_of(self, department: str) -> Sequence[Duty]:
        """The duties of one department, in the order of 「任务」; KeyError when there is no such department."""
        return self._duties_of[department]

    @property
    def undecided(self) -> tuple[Task, ...]:
        """Tasks of which at least one responsible department is 待明确."""
        return tuple(task for task in self.tasks if task.undecided)

    @property
    def _moves(self) -> bool:
        """Whether anything begins or ends within the year."""
        spans = {item.span for item in self.departments} | {item.span for item in self.tasks}
        return bool(spans - {WHOLE_YEAR}) or any(item.since for item in self.extensions)

    def at(self, period: Period) -> Plan:
        """The plan as it is in force in one month."""
        return self.during((period,))

    def during(self, periods: Sequence[Period]) -> Plan:
        """The plan of these months, oldest first: departments and tasks that are in force in any of them.

        A task's owners are those that are in force in the same month as the task. Of extensions of one duty the latest
        that has begun counts.
        """
        if not self._moves:
            return self
        spans = {item.name: item.span for item in self.departments}
        own = [(task, [period for period in periods if period in task.span]) for task in self.tasks]
        return replace(
            self,
            departments=tuple(item for item in self.departments if any(period in item.span for period in periods)),
            tasks=tuple(
                task.of({name for name in task.owners if any(period in spans[name] for period in months)})
                for task, months in own
                if months
            ),
            extensions=tuple(item for item in self.extensions if (item.since or periods[-1]) <= periods[-1]),
            objections=tuple(
                item for item in self.objections if any(period in spans[item.department] for period in periods)
            ),
        )

    def asleep(self, period: Period) -> frozenset[tuple[str, str, str]]:
        """The lines of the master list that tell of something out of force in a month."""
        awake = self.at(period)
        if awake is self:
            return frozenset()
        out = {
            *({item.source for item in self.departments} - {item.source for item in awake.departments}),
            *({item.source for item in self.tasks} - {item.source for item in awake.tasks}),
            *({item.source for item in self.extensions} - {item.source for item in awake.extensions}),
        }
        return frozenset(source.line for source in out)

    def arranged(self, period: Period) -> Arrangement:
        """What 「报送安排」 says of a month; of one without a row, nothing that differs."""
        return next((item for item in self.arrangements if item.period == period), Arrangement(period=period))

    def assesses(self, period: Period) -> bool:
        """Whether points are given in a month: neither 「报送安排」 nor 不考核月份 says otherwise."""
        left_out = self.element("不考核月份").split("、")
        return str(period.month) not in left_out and self.arranged(period).assessed

    def element(self, name: str) -> str:
        """The 「公文」 element `name`, blank when it has no row."""
        return self.elements.get(name, "")


def day_in_month(period: Period, day: int) -> dt.date:
    """That day of a month, the last one of a shorter month."""
    return min(period.last_day, period.first_day + dt.timedelta(day - 1))


def closing_day(plan: Plan, period: Period) -> dt.date:
    """报送截止日 of a period: that of 「报送安排」, else that of every month."""
    return plan.arranged(period).closing or day_in_month(period, int(plan.element(CLOSING) or 25))


def _since(extension: Extension) -> tuple[int, int]:
    """Sorts the extension that counts behind the others of its duty."""
    return (extension.since.year, extension.since.month) if extension.since else (0, 0)


def _leader(department: Department, task: Task) -> str:
    return department.leader if department.leader and (not task.leader or department.name in task.led) else task.leader
