"""A month's ledger and master list as the proof looks at them: rows by what they are about, and what was typed there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from ..assess.figures import Figures
from ..intake.grid import address, position
from ..intake.text import key_text
from ..vocabulary.elements import MASTER_SHEETS, OPTIONAL_SHEETS
from ..vocabulary.method_sets import SETS_TITLE
from ..vocabulary.model import Month, Source, Verdict
from .book import Books, Page, page_of_grid
from .formula import Cell, Compared, Count, Formula, Term
from .operations import day_in, period_in
from .origin import Typed

__all__ = ["DUTIES", "LEGEND", "Ledger", "PROBLEMS", "SCORES", "TASKS", "master_pages"]

TASKS, DUTIES, SCORES, PROBLEMS, LEGEND = "任务台账", "单位明细", "单位得分", "问题清单", "图例"


def master_pages(workbook, file: str) -> dict[str, Page]:
    """The sheets of the master list (as the intake saw it) by the names that the agreement gives them."""
    grids = {key_text(grid.name): grid for grid in workbook.sheets}
    return {name: page_of_grid(grids[name], file, titles[0]) for name, titles in (MASTER_SHEETS | OPTIONAL_SHEETS).items()
            if name in grids}


@dataclass(frozen=True, kw_only=True)
class Ledger:
    """The month, its figures, and the sheets they are followed to: the ledger's own and, beside them, the master list's."""

    month: Month
    found: Figures
    books: Books

    @cached_property
    def _verdicts(self) -> dict[tuple[str, str], Verdict]:
        return {(item.duty.department, item.duty.task.id): item for item in self.month.verdicts}

    @cached_property
    def _rows(self) -> dict[tuple[str, str], int]:
        page = self.books[DUTIES]
        names, ids = page.columns["单位"], page.columns["任务编号"]
        return {(str(page.at(row, names)), str(page.at(row, ids))): row for row in range(page.last, page.header, -1)}

    # --- cells -----------------------------------------------------------------------------------------------------

    def cell(self, page: str, row: int, title: str) -> Cell:
        """The cell of a row below a title."""
        return Cell(page, row, self.books[page].columns[title])

    def duty(self, department: str, task_id: str, title: str) -> Cell:
        """A cell of 「单位明细」."""
        return self.cell(DUTIES, self._rows[department, task_id], title)

    def task(self, task_id: str, title: str) -> Cell:
        """A cell of 「任务台账」."""
        return self.cell(TASKS, self.books[TASKS].row(任务编号=task_id), title)

    def score(self, department: str, title: str) -> Cell:
        """A cell of 「单位得分」."""
        return self.cell(SCORES, self.books[SCORES].row(单位=department), title)

    def named(self, department: str) -> Term:
        """The term that a row is the department's."""
        return "单位", Compared("=", self.score(department, "单位"))

    def setting(self, title: str) -> Cell:
        """The value of a rule of 「考核办法」 as it was in force: a cell of 「图例」."""
        return self.cell(LEGEND, self.books[LEGEND].row(类别="考核办法", 名称=title), "取值")

    def element(self, name: str) -> Cell | None:
        """The cell of an element of 「公文」; None when it has no row or is blank."""
        page = self.books["公文"]
        names, values = page.columns["要素"], page.columns["内容"]
        row = next((row for row in range(page.header + 1, page.last + 1)
                    if key_text(str(page.at(row, names) or "")) == name and page.at(row, values) is not None), None)
        return Cell("公文", row, values) if row else None

    @property
    def as_of(self) -> Formula:
        """考核基准日, from 「图例」."""
        return day_in(self.cell(LEGEND, self.books[LEGEND].row(类别="考核基准日"), "取值"), self.books)

    @property
    def period(self) -> Formula:
        """The first day of 报送期, from 「单位明细」."""
        return period_in(self.cell(DUTIES, self.books[DUTIES].header + 1, "报送期"), self.books)

    def duties(self, *terms: Term) -> Count:
        """How many duties satisfy the terms."""
        return Count(DUTIES, terms or (("亮灯", ()),))

    def lamp(self, lamp: str) -> Term:
        """The term that a duty bears this lamp, be it one that shows where it came from."""
        page = self.books[DUTIES]
        cells = {page.at(row, page.columns["亮灯"]) for row in range(page.header + 1, page.last + 1)}
        traced = f"{lamp}（红转{lamp}）"
        return "亮灯", (lamp, traced) if traced in cells else (lamp,)

    # --- what was typed --------------------------------------------------------------------------------------------

    def wrote(self, department: str, task_id: str, *keys: str) -> tuple[Typed, ...]:
        """The cells of the department's row on a task, in these columns of the progress sheet; those it judged by."""
        verdict = self._verdicts.get((department, task_id))
        entries = (verdict.rivals or ((verdict.entry,) if verdict.entry else ())) if verdict else ()
        return tuple(Typed(entry.source.at(entry.cells[key].address), entry.cells[key].text)
                     for entry in entries for key in keys if key in entry.cells and entry.cells[key].text)

    def wrote_in(self, rows: Iterable[int], *keys: str) -> tuple[Typed, ...]:
        """What `wrote` finds for these rows of 「单位明细」."""
        page = self.books[DUTIES]
        return tuple(typed for row in rows
                     for typed in self.wrote(str(page.at(row, page.columns["单位"])), str(page.at(row, page.columns["任务编号"])), *keys))

    def filed(self, department: str) -> tuple[Typed, ...]:
        """Where the department's filing date stands; its row of 「单位」 when it sent nothing."""
        return self.fields((department,), "filed_on") or self.department_source(department, "单位")

    def fields(self, departments: Iterable[str], key: str) -> tuple[Typed, ...]:
        """A labelled field of the returns of these departments."""
        wanted = set(departments)
        return tuple(Typed(item.source.at(item.fields[key].address), item.fields[key].text) for item in self.month.returns
                     if item.department in wanted and key in item.fields)

    def listed(self, page: str, row: int, *titles: str) -> tuple[Typed, ...]:
        """Cells of a row of the master list."""
        own = self.books[page]
        return tuple(self.at(Cell(page, row, own.columns[title])) for title in titles
                     if title in own.columns and own.at(row, own.columns[title]) is not None)

    def task_source(self, task_id: str, *titles: str) -> tuple[Typed, ...]:
        """Cells of a task's row of the master list."""
        task = next(item for item in self.month.plan.tasks if item.id == task_id)
        return self.listed("任务", position(task.source.cell)[0], *titles) if task.source.cell else ()

    def department_source(self, name: str, *titles: str) -> tuple[Typed, ...]:
        """Cells of a department's row of the master list."""
        found = next((item for item in self.month.plan.departments if item.name == name and item.source.cell), None)
        return self.listed("单位", position(found.source.cell)[0], *titles) if found else ()

    def rule_source(self, title: str) -> tuple[Typed, ...]:
        """Where a rule in force was typed: its row of 「考核办法」, or the row that names the ready-made set."""
        page = self.books["考核办法"]
        named = SETS_TITLE if self.month.plan.method_sets else title
        rows = [row for row in range(page.header + 1, page.last + 1)
                if key_text(str(page.at(row, page.columns["项目"]) or "")) in (named, title)]
        return tuple(typed for row in rows for typed in self.listed("考核办法", row, "取值"))

    def problems(self, rows: Iterable[int]) -> tuple[Typed, ...]:
        """The cells that these rows of 「问题清单」 speak of."""
        page = self.books[PROBLEMS]
        found = [[str(page.at(row, page.columns[title]) or "") for title in ("文件", "工作表", "单元格", "内容")] for row in rows]
        return tuple(Typed(Source(file, sheet, cell), text) for file, sheet, cell, text in found if cell)

    def at(self, cell: Cell) -> Typed:
        """A cell of the master list as something typed."""
        page = self.books[cell.page]
        value = page.at(cell.row, cell.column)
        return Typed(Source(page.file, page.name, address(cell.row, cell.column)), "" if value is None else f"{value}")
