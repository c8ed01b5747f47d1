"""考核得分表 and the master list as the proof of the year looks at them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

from ..assess.year_figures import YearFigures
from ..assess.year_records import DutyCourse, Year, has_moved
from ..ledger.legend import legend_rows, legend_sheet
from ..ledger.sheet_rows import Sheet, TableColumn
from ..ledger.year_sheets import COURSES, LOST, MONTHS, OBJECTIONS, SCORES, year_sheets
from ..vocabulary.cell_address import position
from ..vocabulary.column_titles import (
    DEDUCTION_ID,
    LIST,
    NUMBER,
    OBJECTION,
    PERIOD,
    STANDING,
    TASK,
    TASK_ID,
    UNIT,
    YEAR_STATE,
)
from ..vocabulary.findings import Deduction
from ..vocabulary.model import Period, Source, Task
from .formula import Cell, Count, Formula, Having, Term
from .ledger_sheets import Sheets, typed_cells, typed_fields, typed_month
from .operations import period_in
from .origin import Typed
from .pages import in_memory


@dataclass(frozen=True, kw_only=True)
class YearRows(Sheets):
    """The year's figures and the sheets they are reckoned from."""

    duty_page: ClassVar[str] = COURSES
    state_title: ClassVar[str] = YEAR_STATE
    judged_title: ClassVar[str] = YEAR_STATE
    score_page: ClassVar[str] = SCORES
    task_page: ClassVar[str] = TASK

    found: YearFigures

    def lost_by(self, department: str, part: str = "") -> tuple[Typed, ...]:
        """The cells that a department's deductions rest on, of one part alone when told; else its row of 「单位」."""
        return ()

    def objected(self, place: int, title: str) -> tuple[Typed, ...]:
        """The cell of the master list that an objection's row of 「异议处理」 repeats."""
        return ()

    def month(self, period: object) -> Formula:
        """The first day of a month, from 「各月得分」."""
        return period_in(self.cell(MONTHS, self.books[MONTHS].row((PERIOD, str(period))), PERIOD), self.books)

    @property
    def standing(self) -> tuple[Term, ...]:
        return ((STANDING, ("是",)),) if has_moved(self.found.courses) else ()

    @property
    def passed(self) -> str:
        """How a deadline that has passed compares with 考核基准日."""
        return "<" if self.found.stage else "<="

    def span(self) -> tuple[Formula, Formula]:
        """考核期: its first and last month."""
        return self.month(self.found.months[0]), self.month(self.found.months[-1])


def year_rows(found: YearFigures) -> YearRows:
    """The rows of a year in memory."""
    tasks: Sheet[Task] = Sheet(
        name=TASK,
        columns=(TableColumn(TASK_ID, 0, lambda task: task.id), TableColumn(LIST, 0, lambda task: task.list_key)),
        items=found.closing.tasks,
    )
    legend = legend_sheet(legend_rows(found.plan.method, found.as_of))
    return YearRows(plan=found.plan, found=found, books=in_memory(tasks, *year_sheets(found), legend))


@dataclass(frozen=True, kw_only=True)
class YearLedger(YearRows):
    """考核得分表, with the returns and the master list that it came from."""

    year: Year

    @cached_property
    def _courses(self) -> dict[tuple[str, str], DutyCourse]:
        return {(item.duty.department, item.duty.task.id): item for item in self.year.courses}

    @property
    def run(self) -> tuple[Typed, ...]:
        """Where the returns of the last month say which month they are of."""
        return typed_fields(self.year.months[-1].returns, "period")

    def run_of(self, period: Period) -> tuple[Typed, ...]:
        return typed_month(self.year.months, period) or self.run

    def wrote(self, department: str, task_id: str, *keys: str) -> tuple[Typed, ...]:
        """What the department last wrote on a duty; the task's own cell when it never wrote of it."""
        course = self._courses.get((department, task_id))
        return typed_cells(course.spoken.entries if course else (), keys) or self.task_source(task_id, TASK_ID)

    def filed(self, department: str, kinds: Iterable[str] = ()) -> tuple[Typed, ...]:
        wanted = {item.period for item in self.year.department(department).filings if not kinds or item.kind in kinds}
        own = (
            month.filed[department]
            for month in self.year.months
            if month.period in wanted and department in month.filed
        )
        return typed_fields(own, "filed_on") or self.department_source(department, UNIT)

    def typed_by(self, count: Count | Having) -> tuple[Typed, ...]:
        if count.page != LOST:
            return super().typed_by(count)
        first = self.books[LOST].header + 1
        return self.deducted(self.year.deductions[row - first] for row in count.hits(self.books))

    def deducted(self, items: Iterable[Deduction]) -> tuple[Typed, ...]:
        """The cells that deductions rest on."""
        return tuple(Typed(item.source, item.content) for item in items)

    def lost_by(self, department: str, part: str = "") -> tuple[Typed, ...]:
        own = [item for item in self.year.department(department).deductions if part in ("", item.part)]
        return self.deducted(own) or self.department_source(department, UNIT)

    def deduction(self, item: Deduction, title: str) -> Cell:
        """A cell of 「扣分明细」."""
        return self.cell(LOST, self.books[LOST].row((DEDUCTION_ID, item.number), (UNIT, item.department)), title)

    def course(self, department: str, task_id: str, title: str) -> Cell:
        """A cell of a duty's row of 「各月亮灯」."""
        return self.cell(COURSES, self.books[COURSES].row((UNIT, department), (TASK_ID, task_id)), title)

    def objection(self, place: int, title: str) -> Cell:
        """A cell of 「异议处理」, objections counted from 1."""
        return self.cell(OBJECTIONS, self.books[OBJECTIONS].row((NUMBER, place)), title)

    def objected(self, place: int, title: str) -> tuple[Typed, ...]:
        source: Source = self.plan.objections[place - 1].source
        return self.listed(OBJECTION, position(source.cell)[0], title) if source.cell else ()
