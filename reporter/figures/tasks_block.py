"""按任务核算: each task's state, or lamp, at the year's end, made of its departments' by the rule of the verdict on a
task."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ..ledger.sheet_rows import Value
from ..records import value
from ..vocabulary.column_titles import LIST, TASK, TASK_ID, UNIT
from ..vocabulary.model import Lamp, State
from .formula import Cell, Compared, Count, Formula, Term, quoted_sheet
from .pages import Books

_GREY = (State.NOT_DUE, State.NOT_CONCERNED)
STATES_IN_ORDER = tuple(
    (str(state), (str(state),))
    for state in (
        *(state for state in State if not state.is_done and state not in (*_GREY, State.UNDECIDED)),
        State.DONE_LATE,
        State.DONE,
        *_GREY,
    )
)
"""The first of these that one of its duties is in is the task's: open ones first, then done ones, then grey ones."""

LAMPS_IN_ORDER = tuple(
    (str(lamp), (str(lamp), f"{lamp}（红转{lamp}）")) for lamp in (Lamp.RED, Lamp.YELLOW, Lamp.GREEN, Lamp.GREY)
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
    """A row for each task: 任务编号, 清单, how many of its duties bear each label below `title`, and its own label.

    order: label and its words, the one that decides first. otherwise: the label of a task without duties.
    """

    tasks: tuple[TaskRow, ...]
    duty_page: str
    title: str
    order: tuple[tuple[str, tuple[str, ...]], ...] = STATES_IN_ORDER
    otherwise: str = str(State.UNDECIDED)
    sheet: str = "按任务核算"

    @property
    def height(self) -> int:
        """A title, a header, a row for each task."""
        return len(self.tasks) + 2

    def labels(self, books: Books) -> list[str]:
        """The label of each task."""
        return [
            next((label for label, _ in self.order if counts[label]), self.otherwise) for counts in self._counts(books)
        ]

    def _counts(self, books: Books) -> list[dict[str, int]]:
        page = books[self.duty_page]
        column = page.columns[self.title]
        found = (
            Counter(page.at(row, column) for row in Count(self.duty_page, task.terms).hits(books))
            for task in self.tasks
        )
        return [{label: sum(own[word] for word in words) for label, words in self.order} for own in found]

    def cells(self, books: Books, top: int) -> Iterator[tuple[int, int, str, Value]]:
        """任务编号, 清单, what the task is, then a column for each label with how many departments bear it."""
        yield top, 1, "", f"各任务的“{self.title}”：取各责任单位中最靠左的一种"
        for column, title in enumerate((TASK_ID, LIST, TASK, *(label for label, _ in self.order)), 1):
            yield top + 1, column, "", title
        letters = [chr(ord("D") + index) for index in range(len(self.order))]
        for row, (task, counts, label) in enumerate(zip(self.tasks, self._counts(books), self.labels(books)), top + 2):
            yield row, 1, task.number.excel(books), task.number.value(books)
            yield row, 2, task.list_key.excel(books), task.list_key.value(books)
            chain = f'"{self.otherwise}"'
            for letter in reversed(letters):
                chain = f"IF(${letter}{row}>0,${letter}${top + 1},{chain})"
            yield row, 3, chain, label
            for column, (wanted, words) in enumerate(self.order, 4):
                count = Count(self.duty_page, (*task.terms, (self.title, words)))
                yield row, column, count.excel(books), counts[wanted]


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
