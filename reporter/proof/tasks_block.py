"""按任务核算: each task's state at the year's end, made of its departments' by the rule of the verdict on a task."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..vocabulary.model import State
from .book import Books, Value
from .formula import Cell, Compared, Count, Formula, quoted_sheet

__all__ = ["TaskBlock", "TasksIn"]

_ORDER = (*(state for state in State if not state.is_done and state not in (State.NOT_DUE, State.NOT_CONCERNED, State.UNDECIDED)),
          State.DONE_LATE, State.DONE, State.NOT_DUE, State.NOT_CONCERNED)
"""The first of these that one of its duties is in is the task's: open ones first, then done ones, then grey ones."""


@dataclass(frozen=True, slots=True)
class TaskBlock:
    """A row for each task: 任务编号, 清单, how many of its duties are in each state, and its own state."""

    tasks: tuple[tuple[Cell, Cell], ...]
    duty_page: str
    state_title: str
    sheet: str = "按任务核算"

    @property
    def height(self) -> int:
        """A title, a header, a row for each task."""
        return len(self.tasks) + 2

    def states(self, books: Books) -> list[str]:
        """The state of each task."""
        return [next((str(state) for state in _ORDER if count[state]), str(State.UNDECIDED)) for count in self._counts(books)]

    def _counts(self, books: Books) -> list[dict[State, int]]:
        return [{state: self._count(number, state).value(books) for state in _ORDER} for number, _ in self.tasks]

    def _count(self, number: Cell, state: State) -> Count:
        return Count(self.duty_page, (("任务编号", Compared("=", number)), (self.state_title, (str(state),))))

    def cells(self, books: Books, top: int) -> Iterator[tuple[int, int, str, Value]]:
        """任务编号, 清单, 任务状态, then a column for each state with how many departments are in it."""
        yield top, 1, "", "各任务的核定状态：取责任单位中最靠前的一种（各单位都完成的才为完成）"
        for column, title in enumerate(("任务编号", "清单", "任务状态", *map(str, _ORDER)), 1):
            yield top + 1, column, "", title
        letters = [chr(ord("D") + index) for index in range(len(_ORDER))]
        for row, ((number, key), counts, state) in enumerate(zip(self.tasks, self._counts(books), self.states(books)), top + 2):
            yield row, 1, number.excel(books), number.value(books)
            yield row, 2, key.excel(books), key.value(books)
            chain = f'"{State.UNDECIDED}"'
            for letter in reversed(letters):
                chain = f"IF(${letter}{row}>0,${letter}${top + 1},{chain})"
            yield row, 3, chain, state
            for column, wanted in enumerate(_ORDER, 4):
                yield row, column, self._count(number, wanted).excel(books), counts[wanted]


@dataclass(frozen=True, slots=True)
class TasksIn(Formula):
    """How many tasks are in one of these states (in any, when none is told), of one list alone when told."""

    block: TaskBlock
    states: tuple[str, ...] = ()
    list_key: Cell | None = None

    def excel(self, books: Books) -> str:
        top = books.row_of(self.block)
        first, last = top + 2, top + self.block.height - 1
        name = quoted_sheet(self.block.sheet)
        tests = ["+".join(f'({name}!$C${first}:$C${last}="{state}")' for state in self.states)] if self.states else [
            f'({name}!$A${first}:$A${last}<>"")']
        if self.list_key:
            tests.append(f"{name}!$B${first}:$B${last}={self.list_key.excel(books)}")
        return "SUMPRODUCT(" + "*".join(f"({test})" for test in tests) + ")"

    def value(self, books: Books) -> Value:
        wanted = self.list_key.value(books) if self.list_key else None
        return sum((not self.states or state in self.states) and (wanted is None or key.value(books) == wanted)
                   for (_, key), state in zip(self.block.tasks, self.block.states(books)))

    def places(self, books: Books) -> tuple[str, ...]:
        return Count(self.block.duty_page, (("任务编号", ()), (self.block.state_title, ()))).places(books)

