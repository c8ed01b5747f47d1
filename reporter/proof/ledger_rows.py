"""A month's ledger and master list as the proof looks at them: rows by what they are about, and what was typed there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

from ..assess.figures import Figures
from ..vocabulary.model import Month, Source, Verdict
from .formula import Cell, Formula, Term
from .operations import period_in
from .origin import Typed
from .sheets import Sheets

__all__ = ["DUTIES", "Ledger", "PROBLEMS", "SCORES", "TASKS"]

TASKS, DUTIES, SCORES, PROBLEMS = "任务台账", "单位明细", "单位得分", "问题清单"


@dataclass(frozen=True, kw_only=True)
class Ledger(Sheets):
    """The month, its figures, and the sheets they are followed to."""

    duty_page: ClassVar[str] = DUTIES
    state_title: ClassVar[str] = "核定状态"
    score_page: ClassVar[str] = SCORES
    task_page: ClassVar[str] = TASKS

    month: Month
    found: Figures

    @property
    def run(self) -> tuple[Typed, ...]:
        """Where the returns say which month they are of."""
        return self.fields(self.month.returned, "period")

    @cached_property
    def _verdicts(self) -> dict[tuple[str, str], Verdict]:
        return {(item.duty.department, item.duty.task.id): item for item in self.month.verdicts}

    @cached_property
    def _rows(self) -> dict[tuple[str, str], int]:
        page = self.books[DUTIES]
        names, ids = page.columns["单位"], page.columns["任务编号"]
        return {(str(page.at(row, names)), str(page.at(row, ids))): row for row in range(page.last, page.header, -1)}

    # --- cells -----------------------------------------------------------------------------------------------------

    def duty(self, department: str, task_id: str, title: str) -> Cell:
        """A cell of 「单位明细」."""
        return self.cell(DUTIES, self._rows[department, task_id], title)

    @property
    def period(self) -> Formula:
        """The first day of 报送期, from 「单位明细」."""
        return period_in(self.cell(DUTIES, self.books[DUTIES].header + 1, "报送期"), self.books)

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
        return tuple(
            Typed(entry.source.at(entry.cells[key].address), entry.cells[key].text)
            for entry in entries
            for key in keys
            if key in entry.cells and entry.cells[key].text
        )

    def filed(self, department: str) -> tuple[Typed, ...]:
        """Where the department's filing date stands; its row of 「单位」 when it sent nothing."""
        return self.fields((department,), "filed_on") or self.department_source(department, "单位")

    def fields(self, departments: Iterable[str], key: str) -> tuple[Typed, ...]:
        """A labelled field of the returns of these departments."""
        wanted = set(departments)
        return tuple(
            Typed(item.source.at(item.fields[key].address), item.fields[key].text)
            for item in self.month.returns
            if item.department in wanted and key in item.fields
        )

    def problems(self, rows: Iterable[int]) -> tuple[Typed, ...]:
        """The cells that these rows of 「问题清单」 speak of."""
        page = self.books[PROBLEMS]
        found = [
            [str(page.at(row, page.columns[title]) or "") for title in ("文件", "工作表", "单元格", "内容")]
            for row in rows
        ]
        return tuple(Typed(Source(file, sheet, cell), text) for file, sheet, cell, text in found if cell)
