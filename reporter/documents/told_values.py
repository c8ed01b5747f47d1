"""What templates may say of figures: values reckoned from the rows in memory, each with the figure that it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Generic, TypeVar, cast

from ..assess.figures import grouped
from ..assess.settle import settled
from ..figures.counted import element, task_cell
from ..figures.counted import settled as settled_part
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
from ..vocabulary.column_titles import UNIT
from ..vocabulary.model import State, Task, Verdict
from .declared_words import COUNTED, FOUND, PART, Found, filled
from .phrases import in_quotes
from .traced import told

Make = Callable[..., Origin]
F = TypeVar("F")


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


def by_department(counts: Iterable[tuple[str, int]], make: Make, *given: object) -> list[dict[str, object]]:
    """How many of something each department has, the most first; `make` is given the department first."""
    most_first = sorted(counts, key=lambda item: -item[1])
    return [filled(COUNTED, named(name), told(count, make, name, *given)) for name, count in most_first]


class Telling(Generic[F]):
    """What the figures of `found` come to, from the `rows` of the ledger; `_verdicts` are those of its duties, row by
    row.
    """

    def __init__(self, rows: Sheets, found: F, verdicts: Sequence[Verdict]):
        self.rows, self.found, self._verdicts = rows, found, verdicts
        self._known: dict[tuple[Make, tuple[object, ...]], object] = {}
        self._found: dict[tuple[Make, tuple[object, ...]], tuple[Verdict, ...]] = {}
        self._parted: dict[tuple[Make, tuple[object, ...]], Mapping[str, tuple[Verdict, ...]]] = {}

    @property
    def departments(self) -> list[str]:
        """The departments, in the order of 「单位」."""
        return [item.name for item in self.rows.plan.departments]

    def of(self, make: Make, *given: object) -> object:
        """What a figure comes to."""
        if isinstance(make, Figure) and make.whole:
            return told(len(self._own(make.whole, *given)), make, *given)
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
        """How many of something each department has that has any, in the order of 「单位」; `make` is given the
        department first."""
        counts = {name: self.of(make, name, *given) for name in self.departments}
        return {name: count for name, count in counts.items() if isinstance(count, int) and count}

    def names(self, make: Make, *given: object, order: Sequence[str] = ()) -> list[str]:
        """The departments that a count of departments counts, in this `order`; else as the ledger has them."""
        books = self.rows.books
        found = [
            str(page.at(row, page.columns[UNIT]))
            for count in self._counts(make, *given)
            for page in (books[count.page],)
            for row in count.hits(books)
        ]
        return told(many_named(name for name in order if name in found) if order else many_named(found), make, *given)

    def verdicts(self, make: Make, *given: object) -> tuple[Verdict, ...]:
        """The verdicts on the duties that a count of them, or a sum of such, counts; in the order of the ledger."""
        if isinstance(make, Figure) and make.whole:
            return self._own(make.whole, *given)
        if (make, given) not in self._found:
            rows = sorted(row for count in self._counts(make, *given) for row in count.hits(self.rows.books))
            self._found[make, given] = tuple(self._verdicts[row - 2] for row in rows)
        return self._found[make, given]

    def _own(self, whole: Figure, department: object, *given: object) -> tuple[Verdict, ...]:
        """The department's among the verdicts that a count of all counts, which are found and divided once: to look for
        each department's anew took a tenth of the time of its documents."""
        key = whole, given
        if (parts := self._parted.get(key)) is None:
            parts = self._parted[key] = grouped(self.verdicts(whole, *given))
        return parts.get(cast("str", department), ())

    def _counts(self, make: Make, *given: object) -> Iterator[Count | Having]:
        """The counts that a figure is, or is a sum of; TypeError when it is something else."""
        formula = self._formula(make, *given)
        for part in formula.parts if isinstance(formula, Calc) else (formula,):
            if not isinstance(part, Count | Having):
                raise TypeError(f"no count: {part!r}")
            yield part

    def divided(self, name: str, make: Make, labels: Iterable[object], *given: object) -> list[dict[str, object]]:
        """A whole divided into the `labels` that occur: 名称, 数 and 占比."""
        counts = {label: self.of(make, *given, label) for label in map(str, labels)}
        present = {label: count for label, count in counts.items() if isinstance(count, int) and count}
        return [
            filled(PART, label, count, told(percent, settled_part, name, make, given, tuple(present), label))
            for (label, count), percent in zip(present.items(), settled(list(present.values())))
        ]

    def finding(self, finding: Finding) -> Mapping[str, object]:
        """What may be said of the duties with a finding."""
        verdicts = self.verdicts(found_duties, finding)
        own = Counter(item.duty.department for item in verdicts)
        names = sorted((name for name in self.departments if own[name]), key=lambda name: -own[name])
        tasks = {item.duty.task.id: item.duty.task for item in verdicts}
        states = Counter(item.state for item in verdicts)
        whole = (found_tasks, finding, tuple(tasks))
        return Found(
            filled(
                FOUND,
                finding.label,
                told(len(verdicts), found_duties, finding),
                told(many_named(names), found_departments, finding),
                told(
                    by_department([(name, own[name]) for name in names], own_found, finding),
                    found_departments,
                    finding,
                ),
                told(
                    [
                        told(f"{in_quotes(task.short)}（{key}）", task_named, key, task.short)
                        for key, task in tasks.items()
                    ],
                    *whole,
                ),
                told([numbered(task) for task in tasks.values()], *whole),
                [
                    filled(PART[:2], str(state), told(states[state], found_in_state, finding, str(state)))
                    for state in State
                    if states[state]
                ],
            )
        )
