"""What a ledger of the month and of the year have in common: rules in force, and the master list beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

from ..intake.boundary_text import key_text
from ..ledger.legend import LEGEND
from ..vocabulary.cell_address import address, position
from ..vocabulary.column_titles import (
    AS_OF,
    CATEGORY,
    CONTENT,
    DISPATCHES,
    DOCUMENTS,
    ELEMENT,
    METHOD,
    NAME,
    SETTING,
    TASK,
    TASK_ID,
    UNIT,
    VALUE,
)
from ..vocabulary.document_scope import Scope
from ..vocabulary.method_sets import SETS_TITLE
from ..vocabulary.model import Entry, Month, Period, Plan, Return, Source, State
from ..vocabulary.paper import Paper
from .formula import Calc, Cell, Compared, Count, Formula, Having, Term
from .helping_cells import Settled
from .operations import day_in
from .origin import Origin, Typed
from .pages import Books

DONE = (str(State.DONE), str(State.DONE_LATE))
"""The states of what needs no more supervision, be it done late."""


def typed_cells(entries: Iterable[Entry], keys: Iterable[str]) -> tuple[Typed, ...]:
    """The cells of rows of progress sheets in these columns, blank ones aside."""
    return tuple(
        Typed(entry.source.at(cell.address), cell.text)
        for entry in entries
        for key in keys
        if (cell := entry.cells.get(key)) and cell.text
    )


def typed_fields(returns: Iterable[Return], key: str) -> tuple[Typed, ...]:
    """A labelled field of these returns."""
    return tuple(
        Typed(item.source.at(item.fields[key].address), item.fields[key].text) for item in returns if key in item.fields
    )


def typed_month(months: Iterable[Month], period: Period) -> tuple[Typed, ...]:
    """Where the returns of one of these months say which month they are of."""
    return tuple(typed for month in months if month.period == period for typed in typed_fields(month.returns, "period"))


@dataclass(frozen=True, kw_only=True)
class Sheets:
    """A ledger's sheets, and beside them those of the master list; in memory nobody typed anything, and there is none.

    duty_page, state_title, judged_title: where a row is a department's duty, the column of its state, and one that no
    duty leaves blank. score_page: where a row is a department. task_page: where a row is a task.
    """

    duty_page: ClassVar[str] = ""
    state_title: ClassVar[str] = ""
    judged_title: ClassVar[str] = ""
    score_page: ClassVar[str] = ""
    task_page: ClassVar[str] = ""

    plan: Plan
    books: Books

    @property
    def run(self) -> tuple[Typed, ...]:
        """What was typed that makes this the month, or the year, it is."""
        return ()

    def run_of(self, period: Period) -> tuple[Typed, ...]:
        """Where the returns of a month of the year say which month they are of."""
        return ()

    def cell(self, page: str, row: int, title: str) -> Cell:
        """The cell of a row below a title."""
        return Cell(page, row, self.books[page].columns[title])

    def score(self, department: str, title: str) -> Cell:
        """A cell of the department's row."""
        return self.cell(self.score_page, self.books[self.score_page].row((UNIT, department)), title)

    def named(self, department: str) -> Term:
        """The term that a row is the department's."""
        return UNIT, Compared("=", self.score(department, UNIT))

    def task(self, task_id: str, title: str) -> Cell:
        """A cell of the task's row."""
        return self.cell(self.task_page, self.books[self.task_page].row((TASK_ID, task_id)), title)

    def state(self, label: object) -> Term:
        """The term that a duty is in this state."""
        return self.state_title, (str(label),)

    @property
    def standing(self) -> tuple[Term, ...]:
        """What a duty satisfies that counts as one of the whole."""
        return ()

    def duties(self, *terms: Term) -> Count:
        """How many duties satisfy the terms."""
        return Count(self.duty_page, (*(terms or ((self.state_title, ()),)), *self.standing))

    def wrote_in(self, rows: Iterable[int], *keys: str) -> tuple[Typed, ...]:
        """What departments wrote in these columns of their progress sheets on the duties in these rows."""
        page = self.books[self.duty_page]
        names, ids = page.columns[UNIT], page.columns[TASK_ID]
        return tuple(
            typed for row in rows for typed in self.wrote(str(page.at(row, names)), str(page.at(row, ids)), *keys)
        )

    def typed(self, origin: Origin) -> tuple[Typed, ...]:
        """The cells that a figure rests on."""
        return self.typed_in(origin.formula) if origin.typed is None else origin.typed

    def typed_in(self, formula: Formula | None) -> tuple[Typed, ...]:
        """What was typed in the rows that a count counts; of a share or a mean, in those of its first part."""
        if isinstance(formula, Settled):
            return self.typed_in(formula.block.parts[formula.index][1])
        if isinstance(formula, Calc):
            parts = formula.parts if formula.operation.adds else formula.parts[:1]
            return tuple(typed for part in parts for typed in self.typed_in(part))
        return self.typed_by(formula) if isinstance(formula, Count | Having) else ()

    def typed_by(self, count: Count | Having) -> tuple[Typed, ...]:
        """What was typed that made the rows that count: what departments say of a duty, or when they reported."""
        rows, page = count.hits(self.books), self.books[count.page]
        if count.page == self.duty_page:
            return self.wrote_in(rows, "status")
        names = (str(page.at(row, page.columns[UNIT])) for row in rows)
        return tuple(typed for name in names for typed in self.filed(name))

    def wrote(self, department: str, task_id: str, *keys: str) -> tuple[Typed, ...]:
        """What a department wrote on one duty."""
        return ()

    def filed(self, department: str, kinds: Iterable[str] = ()) -> tuple[Typed, ...]:
        """Where the department's filing dates stand, of these kinds alone when told; else its row of 「单位」."""
        return ()

    def setting(self, title: str) -> Cell:
        """The value of a rule of 「考核办法」 as it was in force: a cell of 「图例」."""
        return self.cell(LEGEND, self.books[LEGEND].row((CATEGORY, METHOD), (NAME, title)), VALUE)

    def element(self, name: str) -> Cell | None:
        """The cell of an element of 「公文」; None when it has no row or is blank."""
        cells = (self.cell(DOCUMENTS, row, CONTENT) for row in self.master_rows(DOCUMENTS, ELEMENT, name))
        return next((cell for cell in cells if cell.value(self.books) is not None), None)

    @property
    def document_period(self) -> Period | None:
        """The month whose documents the figures are of; None of the year's."""
        return None

    def paper(self, kind: str, department: str = "") -> Paper:
        """A document of a kind, of the figures' month or year, or the notice."""
        return Paper(self.plan, kind, None if kind == Scope.NOTICE else self.document_period, department)

    def borne(self, paper: Paper, title: str, *general: str) -> Cell | None:
        """The cell of what a document bears: of 「发文登记」, or of 「公文」."""
        _, where = paper.borne(title, *general)
        if isinstance(where, str):
            return self.element(where) if where else None
        row, column = position(where.address)
        return Cell(DISPATCHES, row, column)

    def master_rows(self, page: str, title: str, *wanted: str) -> Iterator[int]:
        """The rows of a sheet of the master list with one of these words below a title, blanks aside."""
        own, words = self.books.pages.get(page), {key_text(word) for word in wanted}
        if own is None:
            return
        for row in range(own.header + 1, own.last + 1):
            if key_text(str(own.at(row, own.columns[title]) or "")) in words:
                yield row

    @cached_property
    def as_of(self) -> Formula:
        """考核基准日, from 「图例」; one object, so that blocks of helping cells that ask for it are the same."""
        return day_in(self.cell(LEGEND, self.books[LEGEND].row((CATEGORY, AS_OF)), VALUE), self.books)

    def listed(self, page: str, row: int, *titles: str) -> tuple[Typed, ...]:
        """Cells of a row of the master list."""
        own = self.books.pages.get(page)
        return tuple(
            self.at(Cell(page, row, own.columns[title]))
            for title in titles
            if own and title in own.columns and own.at(row, own.columns[title]) is not None
        )

    def task_source(self, task_id: str, *titles: str) -> tuple[Typed, ...]:
        """Cells of a task's row of the master list."""
        task = next(item for item in self.plan.tasks if item.id == task_id)
        return self.listed(TASK, position(task.source.cell)[0], *titles) if task.source.cell else ()

    def department_source(self, name: str, *titles: str) -> tuple[Typed, ...]:
        """Cells of a department's row of the master list."""
        found = next((item for item in self.plan.departments if item.name == name and item.source.cell), None)
        return self.listed(UNIT, position(found.source.cell)[0], *titles) if found else ()

    def rule_source(self, title: str) -> tuple[Typed, ...]:
        """Where a rule in force was typed: its row of 「考核办法」, or the row that names the ready-made set."""
        named = SETS_TITLE if self.plan.method_sets else title
        rows = self.master_rows(METHOD, SETTING, named, title)
        return tuple(typed for row in rows for typed in self.listed(METHOD, row, VALUE))

    def at(self, cell: Cell) -> Typed:
        """A cell of the master list as something typed."""
        page = self.books[cell.page]
        value = page.at(cell.row, cell.column)
        return Typed(Source(page.file, page.name, address(cell.row, cell.column)), "" if value is None else f"{value}")
