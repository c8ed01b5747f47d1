"""What templates may say of figures: values reckoned from the rows in memory, each with the figure that it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from ..assess.settle import settled
from ..figures.counted import element, rule, task_cell
from ..figures.counted import settled as settled_part
from ..figures.element_figures import listed
from ..figures.formula import Calc, Count, Formula, Having
from ..figures.ledger_sheets import Sheets
from ..figures.origin import Figure, Origin
from ..figures.shared_findings import (
    Finding,
    department_named,
    found_departments,
    found_duties,
    found_in_state,
    found_tasks,
    own_found,
    short_name,
    task_named,
    task_number,
)
from ..vocabulary.method import settings
from ..vocabulary.model import State, Task, Verdict
from .phrases import in_quotes
from .traced import told

Make = Callable[..., Origin]


class Found(dict[str, object]):
    """What is counted under 项数; false when there is none, so that 「{% if 逾期未完成 %}」 says what it means."""

    def __bool__(self) -> bool:
        return bool(self["项数"])


def named(department: str) -> str:
    """A department's name."""
    return told(department, department_named, department)


def many_named(departments: Iterable[str]) -> list[str]:
    """The names of departments."""
    return [named(name) for name in departments]


def an_element(name: str, printed: str, title: str = "") -> str:
    """An element of 「公文」, told under another `title` where it is not printed whole."""
    return told(printed, element, name, printed, title)


def numbered(task: Task) -> str:
    """A task's number."""
    return told(task.id, task_number, task.id)


def shortly(task: Task) -> str:
    """A task's short name."""
    return told(task.short, short_name, task.id, task.short)


def task_text(task: Task, title: str, printed: str) -> str:
    """What the master list says of a task below a title."""
    return told(printed, task_cell, task.id, title, title, printed)


def rules(tell: Telling) -> dict[str, object]:
    """考核办法: the rules in force by title."""
    return {title: tell.of(rule, title) for _, title, *_ in settings()}


def list_facts(key: str, **texts: str) -> dict[str, object]:
    """编号 of a list, and what else 「清单」 says of it."""
    return {
        title: told(text, listed, key, {"编号": "清单"}.get(title, title))
        for title, text in {"编号": key, **texts}.items()
    }


def by_department(counts: Iterable[tuple[str, int]], make: Make, *given: object) -> list[dict[str, object]]:
    """How many of something each department has."""
    return [{"单位": named(name), "项数": told(count, make, *given, name)} for name, count in counts]


def parts(name: str, make: Make | None, counts: Mapping[str, int], *given: object) -> list[dict[str, object]]:
    """A whole divided: of each label that occurs 名称, 数 and 占比."""
    present = {label: count for label, count in counts.items() if count}
    return [
        {
            "名称": label,
            "数": told(count, make, *given, label),
            "占比": told(percent, settled_part, name, make, given, tuple(present), label),
        }
        for (label, count), percent in zip(present.items(), settled(list(present.values())))
    ]


class Telling:
    """The values of figures, from `rows`; `_verdicts` are those of its duties, row by row."""

    def __init__(self, rows: Sheets, verdicts: Sequence[Verdict]):
        self.rows, self._verdicts = rows, verdicts
        self._known: dict[tuple[Make, tuple[object, ...]], object] = {}

    def of(self, make: Make, *given: object) -> object:
        """What a figure comes to."""
        if (make, given) not in self._known:
            self._known[make, given] = told(self._formula(make, *given).value(self.rows.books), make, *given)
        return self._known[make, given]

    def _formula(self, make: Make, *given: object) -> Formula:
        return make.formula(self.rows, *given) if isinstance(make, Figure) else make(self.rows, *given).formula

    def part(self, make: Make, department: str, part: str) -> Decimal:
        """The points of one part of a department's score as the ledger has them; `make` reckons them again."""
        value = self.rows.score(department, part).value(self.rows.books)
        if not isinstance(value, Decimal):
            raise TypeError(f"no points: {value!r}")
        return told(value, make, department, part)

    def points(self, make: Make, *given: object) -> Decimal:
        """The points that a figure comes to; TypeError when they are none."""
        value = self.of(make, *given)
        if not isinstance(value, Decimal):
            raise TypeError(f"no points: {value!r}")
        return value

    def counts(self, make: Make, *given: object) -> dict[str, int]:
        """How many of something each department has that has any, in the order of 「单位」."""
        counts = {item.name: self.of(make, *given, item.name) for item in self.rows.plan.departments}
        return {name: count for name, count in counts.items() if isinstance(count, int) and count}

    def names(self, make: Make, *given: object, order: Sequence[str] = ()) -> list[str]:
        """The departments that a count of departments counts, in this `order`; else as the ledger has them."""
        books = self.rows.books
        found = [
            str(page.at(row, page.columns["单位"]))
            for count in self._counts(make, *given)
            for page in (books[count.page],)
            for row in count.hits(books)
        ]
        return told(many_named(name for name in order if name in found) if order else many_named(found), make, *given)

    def verdicts(self, make: Make, *given: object) -> tuple[Verdict, ...]:
        """The verdicts on the duties that a count of them, or a sum of such, counts; in the order of the ledger."""
        rows = sorted(row for count in self._counts(make, *given) for row in count.hits(self.rows.books))
        return tuple(self._verdicts[row - 2] for row in rows)

    def _counts(self, make: Make, *given: object) -> Iterator[Count | Having]:
        """The counts that a figure is, or is a sum of; TypeError when it is something else."""
        formula = self._formula(make, *given)
        for part in formula.parts if isinstance(formula, Calc) else (formula,):
            if not isinstance(part, Count | Having):
                raise TypeError(f"no count: {part!r}")
            yield part

    def divided(self, name: str, make: Make, labels: Iterable[str], *given: object) -> list[dict[str, object]]:
        """A whole divided into the `labels` that occur: 名称, 数 and 占比."""
        books = self.rows.books
        counts = {str(label): self._formula(make, *given, str(label)).whole(books) for label in labels}
        return parts(name, make, counts, *given)

    def found(self, finding: Finding, verdicts: Sequence[Verdict]) -> Mapping[str, object]:
        """What may be said of the duties with a finding."""
        own = Counter(item.duty.department for item in verdicts)
        names = [item.name for item in self.rows.plan.departments if own[item.name]]
        tasks = {item.duty.task.id: item.duty.task for item in verdicts}
        states = Counter(item.state for item in verdicts)
        ids = tuple(tasks)
        return Found(
            名称=finding.label,
            项数=told(len(verdicts), found_duties, finding),
            单位=told(many_named(names), found_departments, finding),
            分单位=told(
                by_department([(name, own[name]) for name in names], own_found, finding),
                found_departments,
                finding,
            ),
            任务=told(
                [told(f"{in_quotes(task.short)}（{key}）", task_named, key, task.short) for key, task in tasks.items()],
                found_tasks,
                finding,
                ids,
            ),
            编号=told([numbered(task) for task in tasks.values()], found_tasks, finding, ids),
            核定=[
                {"名称": str(state), "数": told(states[state], found_in_state, finding, str(state))}
                for state in State
                if states[state]
            ],
        )
