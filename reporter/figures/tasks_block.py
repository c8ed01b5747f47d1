"""按任务核算: each task's state, or lamp, at the year's end, made of its departments' by the rule of the verdict on a
task."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

from ..ledger.sheet_rows import Value
from ..records import value
from ..vocabulary.cell_address import quoted_sheet
from ..vocabulary.column_titles import DEADLINE, LIST, OWNER_COUNT, TASK, TASK_ID, UNIT, YEAR_STATE
from ..vocabulary.model import Lamp, State
from .formula import Cell, Compared, Count, Formula, Term
from .pages import Books


class Moved(Enum):
    """What a label does with the duties of which nothing is known, where others of their task are known."""

    NOT = "0"
    IN = "1"
    OUT = "-1"
    OUT_IN_TIME = "-({late}=0)"


@value
class Label:
    """What a task can bear: the word, the words of its duties' cells that count for it, and what is moved."""

    name: str
    words: tuple[str, ...]
    moved: Moved = Moved.NOT

    @classmethod
    def of(cls, state: State) -> Label:
        """The label of a state."""
        moved = {State.NOT_RETURNED: Moved.OUT, State.PARTLY_RETURNED: Moved.IN}
        return cls(str(state), (str(state),), moved.get(state, Moved.NOT))


_GREY = (State.NOT_DUE, State.NOT_CONCERNED)
STATES_IN_ORDER = tuple(
    Label.of(state)
    for state in (
        *(state for state in State if not state.is_done and state not in (*_GREY, State.UNDECIDED)),
        State.DONE_LATE,
        State.DONE,
        *_GREY,
    )
)
"""The first of these that one of its duties is in is the task's: open ones first, then done ones, then grey ones."""

LAMPS_IN_ORDER = tuple(
    Label(str(lamp), (str(lamp), f"{lamp}（红转{lamp}）"), moved)
    for lamp, moved in (
        (Lamp.RED, Moved.OUT_IN_TIME),
        (Lamp.YELLOW, Moved.IN),
        (Lamp.GREEN, Moved.NOT),
        (Lamp.GREY, Moved.NOT),
    )
)
"""The same of lamps: the worst, grey only where all are. Each with the words that its cells may hold."""


@value
class TaskRow:
    """A task: the cells of its 任务编号 and 清单, and the departments whose duties count; none named: all.

    more: what these duties satisfy besides.
    """

    number: Cell
    list_key: Cell
    departments: tuple[str, ...] = ()
    more: tuple[Term, ...] = ()

    @property
    def terms(self) -> tuple[Term, ...]:
        """What its duties that count satisfy."""
        own: tuple[Term, ...] = ((TASK_ID, Compared("=", self.number)), *self.more)
        return (*own, (UNIT, self.departments)) if self.departments else own


@value
class TaskBlock:
    """A row for each task: 任务编号, 清单, of how many of its duties nothing is known, how many bear each label below
    `title`, and its own label.

    order: its labels, the one that decides first. otherwise: the label of a task without duties. as_of: the day a
    deadline has to be `passed` from to have passed: before it, or at the year's end on it.
    """

    tasks: tuple[TaskRow, ...]
    duty_page: str
    title: str
    as_of: Formula
    passed: str = "<"
    order: tuple[Label, ...] = STATES_IN_ORDER
    otherwise: str = str(State.UNDECIDED)
    sheet: str = "按任务核算"

    @property
    def height(self) -> int:
        """A title, a header, a row for each task."""
        return len(self.tasks) + 2

    def labels(self, books: Books) -> list[str]:
        """The label of each task."""
        return [
            next((label.name for label, count in zip(self.order, counts[3:]) if count), self.otherwise)
            for counts in map(list, self._counts(books))
        ]

    def _columns(self, task: TaskRow) -> tuple[Count, Count, Count, tuple[Count, ...]]:
        """Duties of which nothing is known, those of them that are late, all duties, and those of each label."""
        unknown: tuple[Term, ...] = (*task.terms, (YEAR_STATE, (str(State.NOT_RETURNED),)))
        return (
            Count(self.duty_page, unknown),
            Count(self.duty_page, (*unknown, (DEADLINE, Compared(self.passed, self.as_of)))),
            Count(self.duty_page, task.terms),
            tuple(Count(self.duty_page, (*task.terms, (self.title, label.words))) for label in self.order),
        )

    def _counts(self, books: Books) -> Iterator[list[int]]:
        for task in self.tasks:
            unknown, late, every, labels = self._columns(task)
            missing, passed, total = (len(count.hits(books)) for count in (unknown, late, every))
            moved = {Moved.IN: missing, Moved.OUT: -missing, Moved.OUT_IN_TIME: 0 if passed else -missing}
            yield [
                missing,
                passed,
                total,
                *(
                    len(count.hits(books)) + (moved.get(label.moved, 0) if total > missing else 0)
                    for label, count in zip(self.order, labels)
                ),
            ]

    def cells(self, books: Books, top: int) -> Iterator[tuple[int, int, str, Value]]:
        """任务编号, 清单, what the task is, then the duties nobody knows of, all, and how many bear each label."""
        rule = "取各责任单位中最靠左的一种；有单位已报送的，未报送的单位不按未报送计"
        yield top, 1, "", f"各任务的“{self.title}”：{rule}"
        heads = (TASK_ID, LIST, TASK, str(State.NOT_RETURNED), "其中已过时限", OWNER_COUNT)
        names = tuple(label.name for label in self.order)
        for column, title in enumerate((*heads, *names), 1):
            yield top + 1, column, "", title
        letters = [chr(ord("G") + index) for index in range(len(self.order))]
        for row, (task, counts, label) in enumerate(zip(self.tasks, self._counts(books), self.labels(books)), top + 2):
            yield row, 1, task.number.excel(books), task.number.value(books)
            yield row, 2, task.list_key.excel(books), task.list_key.value(books)
            chain = f'"{self.otherwise}"'
            for letter in reversed(letters):
                chain = f"IF(${letter}{row}>0,${letter}${top + 1},{chain})"
            yield row, 3, chain, label
            *others, of_labels = self._columns(task)
            formulas = [count.excel(books) for count in others]
            for each, count in zip(self.order, of_labels):
                moved = "" if each.moved is Moved.NOT else f"+$D{row}*($F{row}>$D{row})*{each.moved.value}"
                formulas.append(count.excel(books) + moved.format(late=f"$E{row}"))
            for column, (formula, found) in enumerate(zip(formulas, counts), 4):
                yield row, column, formula, found


@value
class TasksIn(Formula):
    """How many tasks bear one of these labels (any, when none is told), of one list alone when told."""

    block: TaskBlock
    labels: tuple[str, ...] = ()
    list_key: Cell | None = None

    def excel(self, books: Books) -> str:
        top = books.row_of(self.block)
        first, last = top + 2, top + self.block.height - 1
        name = quoted_sheet(self.block.sheet)
        tests = (
            ["+".join(f'({name}!$C${first}:$C${last}="{label}")' for label in self.labels)]
            if self.labels
            else [f'({name}!$A${first}:$A${last}<>"")']
        )
        if self.list_key:
            tests.append(f"{name}!$B${first}:$B${last}={self.list_key.excel(books)}")
        return "SUMPRODUCT(" + "*".join(f"({test})" for test in tests) + ")"

    def value(self, books: Books) -> Value:
        wanted = self.list_key.value(books) if self.list_key else None
        return sum(
            (not self.labels or label in self.labels) and (wanted is None or task.list_key.value(books) == wanted)
            for task, label in zip(self.block.tasks, self.block.labels(books))
        )

    def places(self, books: Books) -> tuple[str, ...]:
        return Count(self.block.duty_page, ((TASK_ID, ()), (self.block.title, ()))).places(books)
