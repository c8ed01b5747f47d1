"""Every count, share and ranking that a document quotes, computed once from a `Month`.

Documents receive nothing else, so two of them cannot disagree. Two ways of counting are kept apart by name: `tasks`
counts each task of the lists once, `duties` counts each department's part in each task.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from ..vocabulary.evidence import has_evidence
from ..vocabulary.method import GRADES, Method
from ..vocabulary.model import Lamp, Month, Period, Score, State, Status, Task, TaskVerdict, Verdict
from ..vocabulary.problems import Level, Problem
from .changes import CHANGES, changes
from .quotable import quotable
from .score import closing_day
from .settle import settled
from .shortfall import SHORTFALLS, shortfalls

__all__ = [
    "Count",
    "DepartmentFigures",
    "Figures",
    "ListFigures",
    "Matters",
    "Tally",
    "figures",
    "mean_of",
    "quotable",
    "share",
    "tally",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many of a whole bear a label, and what percentage that is (one decimal; settled within its tally)."""

    label: str
    count: int
    percent: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Matters:
    """Duties that share a finding, by department and by task.

    departments: (name, how many of these duties), in the order of 「单位」. tasks: 任务编号, each once.
    """

    label: str
    verdicts: tuple[Verdict, ...]
    departments: tuple[tuple[str, int], ...]
    tasks: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListFigures:
    """One 清单: its tasks by lamp, and how many are done (on time or late)."""

    key: str
    name: str
    lamps: Tally
    done: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DepartmentFigures:
    """One department's month. `filing` is 按时, 迟报 or 未报送, blank where none was due and none came; `counted` are its
    duties that are not grey.

    pressing: red duties that stand on their own: those of an unreported month only when their deadline has passed.
    """

    name: str
    score: Score
    filing: str
    filed_on: dt.date | None
    duties: int
    counted: int
    done: int
    lamps: Tally
    red: tuple[Verdict, ...]
    yellow: tuple[Verdict, ...]
    overdue: tuple[Verdict, ...]
    refused: int
    warned: int
    states: Tally
    pressing: tuple[Verdict, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The month in numbers.

    task_lamps, task_states: the tasks divided; duty_lamps, duty_states: the duties divided. `tasks_done` counts
    已完成 and 逾期完成 together, `tasks_done_percent` is its share of all tasks. `overdue` are the duties 逾期未完成,
    `unproved` the duties reported 已完成 without evidence. Departments are in order of rank, the unranked last.
    commended: 优秀, reported in time, nothing to correct or to look at again, every duty on track. with_red: departments with
    a red duty. sent_back: those whose returns have something to correct, and how much. next_closing: 报送截止日 of the next month of the same year.
    previous: the month of the same year that this one is compared with, None when it is the first.
    expected: departments with a duty; each of them is in on_time, late or missing. returned: all that sent a return.
    """

    period: Period
    as_of: dt.date
    closing: dt.date
    departments_total: int
    tasks_total: int
    tasks_done: int
    tasks_done_percent: Decimal
    duties_total: int
    duties_done: int
    duties_done_percent: Decimal
    task_lamps: Tally
    task_states: Tally
    duty_lamps: Tally
    duty_states: Tally
    lists: tuple[ListFigures, ...]
    departments: tuple[DepartmentFigures, ...]
    returned: tuple[str, ...]
    on_time: tuple[str, ...]
    late: tuple[str, ...]
    missing: tuple[str, ...]
    grades: Tally
    mean_score: Decimal | None
    tasks: tuple[TaskVerdict, ...]
    overdue: tuple[Verdict, ...]
    far_behind: tuple[Verdict, ...]
    behind: tuple[Verdict, ...]
    due_soon: tuple[Verdict, ...]
    to_verify: tuple[Verdict, ...]
    to_confirm: tuple[Verdict, ...]
    not_filled: tuple[Verdict, ...]
    unproved: tuple[Verdict, ...]
    undecided: tuple[Task, ...]
    problems_refused: int
    problems_warned: int
    method: Method
    matters: tuple[Matters, ...]
    commended: tuple[str, ...]
    with_red: tuple[str, ...]
    sent_back: tuple[tuple[str, int], ...]
    sent_back_total: int
    next_closing: dt.date | None
    expected: tuple[str, ...]
    previous: Period | None = None

    @property
    def assessed(self) -> tuple[DepartmentFigures, ...]:
        """The departments with duties, in order of rank: those that a table of scores names."""
        return tuple(item for item in self.departments if item.duties)

    def department(self, name: str) -> DepartmentFigures:
        """The figures of one department; KeyError when there is none."""
        for item in self.departments:
            if item.name == name:
                return item
        raise KeyError(name)

    def matter(self, label: str) -> Matters:
        """The duties with the finding `label`: a 核定状态, 「红灯」, 「自报完成未附佐证」, 「完成待核实」, 「不涉及待说明」, or one of
        `changes.CHANGES`; KeyError for others."""
        for item in self.matters:
            if item.label == label:
                return item
        raise KeyError(label)


def tally(items: Iterable[str], labels: Iterable[str]) -> Tally:
    """Divide `items` by label, every one of `labels` present, be it with 0."""
    found = list(items)
    names = list(labels)
    counts = [found.count(name) for name in names]
    return Tally(
        total=len(found),
        parts=tuple(
            Count(label=str(name), count=count, percent=percent)
            for name, count, percent in zip(names, counts, settled(counts))
        ),
    )


def share(part: int, whole: int) -> Decimal:
    """A percentage that stands alone: one decimal, half up; 0.0 of nothing."""
    if not whole:
        return Decimal("0.0")
    return (Decimal(100 * part) / Decimal(whole)).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)


def figures(month: Month) -> Figures:
    """All figures of a month."""
    verdicts, tasks = month.verdicts, month.tasks
    closing = closing_day(month.plan, month.period)
    departments = tuple(_department(month, score, closing) for score in month.scores)
    with_state = _by_state(verdicts)
    tasks_done = sum(item.state.is_done for item in tasks)
    duties_done = sum(item.state.is_done for item in verdicts)
    ranked = [item.score for item in departments if item.score.rank is not None]
    names = [item.name for item in month.plan.departments]
    by_filing = {
        kind: tuple(
            name for name in month.expected for item in departments if item.name == name and item.filing == kind
        )
        for kind in ("按时", "迟报")
    }
    unproved = tuple(
        item
        for item in verdicts
        if item.entry and item.entry.status is Status.DONE and not has_evidence(item.entry.evidence)
    )
    sent_back = tuple(
        (name, item.refused) for name in names for item in departments if item.name == name and item.refused
    )
    following = month.period.shift(1)
    return Figures(
        period=month.period,
        as_of=month.as_of,
        closing=closing,
        departments_total=len(names),
        tasks_total=len(tasks),
        tasks_done=tasks_done,
        tasks_done_percent=share(tasks_done, len(tasks)),
        duties_total=len(verdicts),
        duties_done=duties_done,
        duties_done_percent=share(duties_done, len(verdicts)),
        task_lamps=tally((item.lamp for item in tasks), Lamp),
        task_states=tally((item.state for item in tasks), State),
        duty_lamps=tally((item.lamp for item in verdicts), Lamp),
        duty_states=tally((item.state for item in verdicts), State),
        lists=tuple(_list(month, item.key, item.name) for item in month.plan.lists),
        departments=departments,
        returned=month.returned,
        on_time=by_filing["按时"],
        late=by_filing["迟报"],
        missing=month.missing,
        grades=tally((item.grade for item in ranked), GRADES),
        mean_score=mean_of([item.total for item in ranked]),
        tasks=tasks,
        overdue=with_state(State.OVERDUE),
        far_behind=with_state(State.FAR_BEHIND),
        behind=with_state(State.BEHIND),
        due_soon=with_state(State.DUE_SOON),
        to_verify=with_state(State.TO_VERIFY),
        to_confirm=with_state(State.TO_CONFIRM),
        not_filled=with_state(State.NOT_FILLED),
        unproved=unproved,
        undecided=month.plan.undecided,
        problems_refused=_at_level(month.problems, Level.REFUSED),
        problems_warned=_at_level(month.problems, Level.WARNED),
        method=month.plan.method,
        matters=_matters(month, unproved),
        commended=tuple(
            item.name
            for item in departments
            if item.score.grade == GRADES[0]
            and item.filing == "按时"
            and not item.red
            and not item.refused
            and not item.warned
            and all(verdict.state is State.DUE_SOON for verdict in item.yellow)
        ),
        with_red=tuple(name for name in names for item in departments if item.name == name and item.red),
        sent_back=sent_back,
        sent_back_total=sum(count for _, count in sent_back),
        next_closing=closing_day(month.plan, following) if following.year == month.period.year else None,
        previous=month.history[-1].period if month.history else None,
        expected=month.expected,
    )


def _matters(month: Month, unproved: tuple[Verdict, ...]) -> tuple[Matters, ...]:
    """Every finding's duties: each 核定状态, the reported red ones, the two reasons of 待核实, no evidence, what changed."""
    with_state = _by_state(month.verdicts)
    found = {str(state): with_state(state) for state in State}
    found["红灯"] = tuple(
        item for item in month.verdicts if item.lamp is Lamp.RED and item.state is not State.NOT_RETURNED
    )
    found["自报完成未附佐证"] = unproved
    compared = changes(month)
    found |= {label: tuple(item.after for item in compared if label in item.labels) for label in CHANGES}
    doubtful = found[str(State.TO_VERIFY)]
    excused = [item.entry is not None and item.entry.status is Status.NOT_CONCERNED for item in doubtful]
    found["不涉及待说明"] = tuple(item for item, excuse in zip(doubtful, excused) if excuse)
    found["完成待核实"] = tuple(item for item, excuse in zip(doubtful, excused) if not excuse)
    short = shortfalls(month)
    found |= {
        label: tuple(
            item for item in month.verdicts if label in short.get((item.duty.department, item.duty.task.id), ())
        )
        for label in SHORTFALLS
    }
    return tuple(
        Matters(
            label=label,
            verdicts=verdicts,
            tasks=tuple(dict.fromkeys(item.duty.task.id for item in verdicts)),
            departments=tuple(
                (item.name, count)
                for item in month.plan.departments
                if (count := sum(verdict.duty.department == item.name for verdict in verdicts))
            ),
        )
        for label, verdicts in found.items()
    )


def _by_state(verdicts: Sequence[Verdict]) -> Callable[[State], tuple[Verdict, ...]]:
    return lambda state: tuple(item for item in verdicts if item.state is state)


def _at_level(problems: Iterable[Problem], level: Level) -> int:
    return sum(item.level is level for item in problems)


def mean_of(totals: Sequence[Decimal]) -> Decimal | None:
    """The mean of printed points, two decimals, half up; None of none."""
    if not totals:
        return None
    return (sum(totals, Decimal(0)) / len(totals)).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


def _list(month: Month, key: str, name: str) -> ListFigures:
    own = [item for item in month.tasks if item.task.list_key == key]
    return ListFigures(
        key=key, name=name, lamps=tally((item.lamp for item in own), Lamp), done=sum(item.state.is_done for item in own)
    )


def _department(month: Month, score: Score, closing: dt.date) -> DepartmentFigures:
    name = score.department
    own = tuple(item for item in month.verdicts if item.duty.department == name)
    filed_on = month.filed_on.get(name)
    filing = (
        ("未报送" if own else "")
        if name not in month.filed_on
        else "按时"
        if filed_on and filed_on <= closing
        else "迟报"
    )
    problems = [item for item in month.problems if item.department == name]
    return DepartmentFigures(
        name=name,
        score=score,
        filing=filing,
        filed_on=filed_on,
        duties=len(own),
        counted=sum(item.lamp is not Lamp.GREY for item in own),
        done=sum(item.state.is_done for item in own),
        lamps=tally((item.lamp for item in own), Lamp),
        red=tuple(item for item in own if item.lamp is Lamp.RED),
        yellow=tuple(item for item in own if item.lamp is Lamp.YELLOW),
        overdue=_by_state(own)(State.OVERDUE),
        refused=_at_level(problems, Level.REFUSED),
        warned=_at_level(problems, Level.WARNED),
        states=tally((item.state for item in own), State),
        pressing=tuple(
            item
            for item in own
            if item.lamp is Lamp.RED and (item.state is not State.NOT_RETURNED or item.duty.deadline < month.as_of)
        ),
    )
