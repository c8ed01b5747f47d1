"""The plan: what is to be done, by whom, until when (contract, section 3)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import field
from decimal import Decimal

from ..records import record
from .method import Method
from .terms import Period, Source, Undated

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
    """单位: a department with the other names it goes by."""

    name: str
    aliases: tuple[str, ...] = ()
    kind: str = ""
    leader: str = ""
    contact: str = ""
    phone: str = ""
    source: Source = Source("")


@record
class Task:
    """One row of 「任务」, words of the notice unchanged; `owners` are departments, `undecided` names yet to be
    decided.

    led: departments for whose own 分管领导 the words of 责任领导 (各分管领导) stand, as 「称谓」 says.
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
    source: Source = Source("")

    @property
    def requirements_text(self) -> str:
        """量化要求 as typed, one a line."""
        return "\n".join(requirement.text for requirement in self.requirements)

    @property
    def short(self) -> str:
        """A name short enough for a sentence: the 公开领域, else the task's first clause."""
        return self.area or re.split(r"[，。；：]", self.text, maxsplit=1)[0]


@record
class Extension:
    """One row of 「延期」: a deadline put off with an approval, for one department or (blank) all of the task's."""

    task_id: str
    department: str
    deadline: dt.date
    approval: str
    reason: str
    source: Source


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
    「单位」 tells who that is; else the words of the notice.
    """

    department: str
    task: Task
    role: str
    extension: Extension | None = None
    leader: str = ""

    @property
    def deadline(self) -> Deadline:
        """The task's deadline, or the later one that was approved."""
        return self.extension.deadline if self.extension else self.task.deadline

    @property
    def due_on(self) -> dt.date | None:
        """The day of the deadline, None where there is none."""
        return due_day(self.deadline)

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


@record
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
            Duty(
                department=department.name,
                task=task,
                role=task.roles.get(department.name, ""),
                leader=_leader(department, task),
                extension=extensions.get((task.id, department.name)) or extensions.get((task.id, "")),
            )
            for department in self.departments
            for task in self.tasks
            if department.name in task.owners
        )

    @property
    def undecided(self) -> tuple[Task, ...]:
        """Tasks of which at least one responsible department is 待明确."""
        return tuple(task for task in self.tasks if task.undecided)

    def element(self, name: str) -> str:
        """The 「公文」 element `name`, blank when it has no row."""
        return self.elements.get(name, "")


def _leader(department: Department, task: Task) -> str:
    return department.leader if department.leader and (not task.leader or department.name in task.led) else task.leader
