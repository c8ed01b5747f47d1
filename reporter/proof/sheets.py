"""What a ledger of the month and of the year have in common: rules in force, and the master list beside it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import ClassVar

from ..intake.boundary_text import key_text
from ..intake.grid import address, position
from ..vocabulary.master_sheets import MASTER_SHEETS, OPTIONAL_SHEETS
from ..vocabulary.method_sets import SETS_TITLE
from ..vocabulary.model import Plan, Source
from .book import Books, Page, page_of_grid
from .formula import Cell, Compared, Count, Formula, Term
from .operations import day_in
from .origin import Typed

__all__ = ["LEGEND", "Sheets", "master_pages"]

LEGEND = "图例"


def master_pages(workbook, plan: Plan) -> dict[str, Page]:
    """The sheets of the master list (as the intake saw it) by the names that the agreement gives them.

    A task's number stands there as `plan` has it: software may have made a date of what was typed.
    """
    grids = {key_text(grid.name): grid for grid in workbook.sheets}
    pages = {
        name: page_of_grid(grids[name], plan.source.file, columns[0].title)
        for name, columns in (MASTER_SHEETS | OPTIONAL_SHEETS).items()
        if name in grids
    }
    numbers = {position(task.source.cell): task.id for task in plan.tasks if task.source.cell}
    return pages | {"任务": replace(pages["任务"], cells={**pages["任务"].cells, **numbers})}


@dataclass(frozen=True, kw_only=True)
class Sheets:
    """A ledger's sheets, and beside them those of the master list.

    duty_page, state_title: where a row is a department's duty, and the column of its state. score_page: where a row is a
    department. task_page: where a row is a task.
    """

    duty_page: ClassVar[str] = ""
    state_title: ClassVar[str] = ""
    score_page: ClassVar[str] = ""
    task_page: ClassVar[str] = ""

    plan: Plan
    books: Books

    @property
    def run(self) -> tuple[Typed, ...]:
        """What was typed that makes this the month, or the year, it is."""
        return ()

    def cell(self, page: str, row: int, title: str) -> Cell:
        """The cell of a row below a title."""
        return Cell(page, row, self.books[page].columns[title])

    def score(self, department: str, title: str) -> Cell:
        """A cell of the department's row."""
        return self.cell(self.score_page, self.books[self.score_page].row(单位=department), title)

    def named(self, department: str) -> Term:
        """The term that a row is the department's."""
        return "单位", Compared("=", self.score(department, "单位"))

    def task(self, task_id: str, title: str) -> Cell:
        """A cell of the task's row."""
        return self.cell(self.task_page, self.books[self.task_page].row(任务编号=task_id), title)

    def state(self, label: object) -> Term:
        """The term that a duty is in this state."""
        return self.state_title, (str(label),)

    def duties(self, *terms: Term) -> Count:
        """How many duties satisfy the terms."""
        return Count(self.duty_page, terms or ((self.state_title, ()),))

    def wrote_in(self, rows: Iterable[int], *keys: str) -> tuple[Typed, ...]:
        """What departments wrote in these columns of their progress sheets on the duties in these rows."""
        page = self.books[self.duty_page]
        names, ids = page.columns["单位"], page.columns["任务编号"]
        return tuple(
            typed for row in rows for typed in self.wrote(str(page.at(row, names)), str(page.at(row, ids)), *keys)
        )

    def wrote(self, department: str, task_id: str, *keys: str) -> tuple[Typed, ...]:
        """What a department wrote on one duty."""
        raise NotImplementedError

    def filed(self, department: str) -> tuple[Typed, ...]:
        """Where the department's filing date stands."""
        raise NotImplementedError

    def setting(self, title: str) -> Cell:
        """The value of a rule of 「考核办法」 as it was in force: a cell of 「图例」."""
        return self.cell(LEGEND, self.books[LEGEND].row(类别="考核办法", 名称=title), "取值")

    def element(self, name: str) -> Cell | None:
        """The cell of an element of 「公文」; None when it has no row or is blank."""
        page = self.books["公文"]
        names, values = page.columns["要素"], page.columns["内容"]
        row = next(
            (
                row
                for row in range(page.header + 1, page.last + 1)
                if key_text(str(page.at(row, names) or "")) == name and page.at(row, values) is not None
            ),
            None,
        )
        return Cell("公文", row, values) if row else None

    @property
    def as_of(self) -> Formula:
        """考核基准日, from 「图例」."""
        return day_in(self.cell(LEGEND, self.books[LEGEND].row(类别="考核基准日"), "取值"), self.books)

    def listed(self, page: str, row: int, *titles: str) -> tuple[Typed, ...]:
        """Cells of a row of the master list."""
        own = self.books[page]
        return tuple(
            self.at(Cell(page, row, own.columns[title]))
            for title in titles
            if title in own.columns and own.at(row, own.columns[title]) is not None
        )

    def task_source(self, task_id: str, *titles: str) -> tuple[Typed, ...]:
        """Cells of a task's row of the master list."""
        task = next(item for item in self.plan.tasks if item.id == task_id)
        return self.listed("任务", position(task.source.cell)[0], *titles) if task.source.cell else ()

    def department_source(self, name: str, *titles: str) -> tuple[Typed, ...]:
        """Cells of a department's row of the master list."""
        found = next((item for item in self.plan.departments if item.name == name and item.source.cell), None)
        return self.listed("单位", position(found.source.cell)[0], *titles) if found else ()

    def rule_source(self, title: str) -> tuple[Typed, ...]:
        """Where a rule in force was typed: its row of 「考核办法」, or the row that names the ready-made set."""
        page = self.books["考核办法"]
        named = SETS_TITLE if self.plan.method_sets else title
        rows = [
            row
            for row in range(page.header + 1, page.last + 1)
            if key_text(str(page.at(row, page.columns["项目"]) or "")) in (named, title)
        ]
        return tuple(typed for row in rows for typed in self.listed("考核办法", row, "取值"))

    def at(self, cell: Cell) -> Typed:
        """A cell of the master list as something typed."""
        page = self.books[cell.page]
        value = page.at(cell.row, cell.column)
        return Typed(Source(page.file, page.name, address(cell.row, cell.column)), "" if value is None else f"{value}")
