"""The sheets of a month: rows by what they are about, in memory and in the finished ledger, and what was typed
there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

from ..assess.figures import Figures
from ..ledger.duty_sheet import DUTIES, DutyRow, duty_sheet
from ..ledger.legend import legend_rows, legend_sheet
from ..ledger.month_sheets import COUNTED, PROBLEMS, SCORES, TASKS, problem_sheet, score_sheet, task_sheet
from ..ledger.trend_sheet import trend_sheet
from ..vocabulary.column_titles import CELL, CONTENT, FILE, LAMP, PERIOD, SHEET, STATE, TASK_ID, UNIT, WHETHER_COUNTED
from ..vocabulary.model import Month, Period, Source, Verdict
from .formula import Cell, Compared, Count, Formula, Having, Term
from .ledger_sheets import Sheets, typed_cells, typed_fields, typed_month
from .operations import period_in
from .origin import Typed
from .pages import in_memory

STANDING: Term = (WHETHER_COUNTED, (COUNTED,))
"""That a problem does not lie in a version that was replaced."""

EVERY_TASK: tuple[Term, ...] = ((LAMP, ()),)


@dataclass(frozen=True, kw_only=True)
class MonthRows(Sheets):
    """The month's figures and the sheets they are reckoned from."""

    duty_page: ClassVar[str] = DUTIES
    state_title: ClassVar[str] = STATE
    judged_title: ClassVar[str] = LAMP
    score_page: ClassVar[str] = SCORES
    task_page: ClassVar[str] = TASKS

    found: Figures

    @property
    def document_period(self) -> Period | None:
        return self.found.period

    @cached_property
    def _rows(self) -> dict[tuple[str, str], int]:
        page = self.books[DUTIES]
        names, ids = page.columns[UNIT], page.columns[TASK_ID]
        return {(str(page.at(row, names)), str(page.at(row, ids))): row for row in range(page.last, page.header, -1)}

    def duty(self, department: str, task_id: str, title: str) -> Cell:
        """A cell of 「单位明细」."""
        return self.cell(DUTIES, self._rows[department, task_id], title)

    @property
    def period(self) -> Formula:
        """The first day of 报送期, from 「单位明细」."""
        return period_in(self.cell(DUTIES, self.books[DUTIES].header + 1, PERIOD), self.books)

    def lamp(self, lamp: str) -> Term:
        """The term that a duty bears this lamp, be it one that shows where it came from."""
        traced = f"{lamp}（红转{lamp}）"
        return LAMP, (lamp, traced) if traced in self.books[DUTIES].grouped(LAMP) else (lamp,)


def month_rows(found: Figures) -> MonthRows:
    """The rows of a month in memory, as far as its figures are reckoned from them."""
    duties = [
        DutyRow(verdict=item, compared=changed, short=short, ahead=found.ahead.get(key, ""))
        for item in found.verdicts
        for key in ((item.duty.department, item.duty.task.id),)
        for changed, short in (found.notes.get(key, ("", "")),)
    ]
    books = in_memory(
        task_sheet(found.tasks),
        duty_sheet(duties),
        score_sheet(found),
        problem_sheet(found.problems),
        trend_sheet(found.trend),
        legend_sheet(legend_rows(found.method, found.as_of)),
    )
    return MonthRows(plan=found.plan, found=found, books=books)


@dataclass(frozen=True, kw_only=True)
class Ledger(MonthRows):
    """The finished ledger of a month, with the returns and the master list that it came from."""

    month: Month

    @property
    def run(self) -> tuple[Typed, ...]:
        """Where the returns say which month they are of."""
        return typed_fields(self.month.returns, "period")

    def run_of(self, period: Period) -> tuple[Typed, ...]:
        return typed_month((*self.month.history, self.month), period) or self.run

    @cached_property
    def _verdicts(self) -> dict[tuple[str, str], Verdict]:
        return {(item.duty.department, item.duty.task.id): item for item in self.month.verdicts}

    def typed_by(self, count: Count | Having) -> tuple[Typed, ...]:
        rows = count.hits(self.books)
        if count.page == PROBLEMS:
            return self.problems(rows)
        if count.page != TASKS:
            return super().typed_by(count)
        every = isinstance(count, Count) and count.terms == EVERY_TASK
        return (() if every else self.reported(rows)) or self.numbers(rows)

    def numbers(self, rows: Iterable[int]) -> tuple[Typed, ...]:
        """The task numbers of the master list for these rows of 「任务台账」."""
        page = self.books[TASKS]
        return tuple(
            typed for row in rows for typed in self.task_source(str(page.at(row, page.columns[TASK_ID])), TASK_ID)
        )

    def reported(self, rows: Iterable[int], *, deciding: bool = True) -> tuple[Typed, ...]:
        """What departments reported of the tasks in these rows of 「任务台账」; those that made its state, unless told
        all."""
        found: list[Typed] = []
        for row in rows:
            titles = (TASK_ID, STATE)[: 1 + deciding]
            terms = tuple((title, Compared("=", self.cell(TASKS, row, title))) for title in titles)
            found += self.wrote_in(Count(DUTIES, terms).hits(self.books), "status")
        return tuple(found)

    def wrote(self, department: str, task_id: str, *keys: str) -> tuple[Typed, ...]:
        """The cells of the department's row on a task, in these columns of the progress sheet; those it judged by."""
        verdict = self._verdicts.get((department, task_id))
        return typed_cells(verdict.entries if verdict else (), keys)

    def filed(self, department: str, kinds: Iterable[str] = ()) -> tuple[Typed, ...]:
        own = (sent for sent in (self.month.filed.get(department),) if sent)
        return typed_fields(own, "filed_on") or self.department_source(department, UNIT)

    def problems(self, rows: Iterable[int]) -> tuple[Typed, ...]:
        """The cells that these rows of 「问题清单」 speak of."""
        page = self.books[PROBLEMS]
        found = [
            [str(page.at(row, page.columns[title]) or "") for title in (FILE, SHEET, CELL, CONTENT)] for row in rows
        ]
        return tuple(Typed(Source(file, sheet, cell), text) for file, sheet, cell, text in found if cell)
