"""What rows of progress sheets and of registers are read against: whose they are, for which month, up to which day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping

from ..records import record
from ..vocabulary import column_titles
from ..vocabulary.columns import Column
from ..vocabulary.model import Period, Plan, Source, Task
from ..vocabulary.problems import Kind, Problem
from .column_reading import read_cell
from .found_table import Row
from .grid import GridCell


@record
class RowContext:
    """The return that rows belong to, and their sheet; `filed_on` is None where it names no day that can be read.

    plan: what is in force in the period; tasks: its tasks by their numbers.
    """

    department: str
    period: Period
    source: Source
    filed_on: dt.date | None
    plan: Plan
    tasks: Mapping[str, Task]

    @property
    def limit(self) -> dt.date:
        """The last day that the rows can speak of."""
        return self.filed_on or self.period.last_day

    @property
    def limit_name(self) -> str:
        """What that day is, in Chinese."""
        return column_titles.FILED_ON if self.filed_on else "报送期末"

    def problem(self, kind: Kind, cell: str, content: str = "", **facts: object) -> Problem:
        """A problem at a cell of the sheet."""
        return kind.at(self.source.at(cell), content=content, department=self.department, period=self.period, **facts)

    def values(self, row: Row, columns: Iterable[Column], problems: list[Problem]) -> dict[str, object]:
        """Column key → what the row's cell says, of the `columns` that it has; what is wrong goes to `problems`."""

        def tell(kind: Kind, cell: GridCell, **facts: object) -> None:
            problems.append(self.problem(kind, cell.address, cell.text, **facts))

        return {
            column.key: read_cell(column, row.cells[column.key], self.period.year, tell, short)
            for column in columns
            if column.key in row.cells
        }

    def in_force(self, task: Task) -> Task | None:
        """The task as it is in force in the period."""
        return self.tasks.get(task.id)

    def not_owned(
        self, named_task: Task, place: str, content: str, named: Collection[str] = ()
    ) -> tuple[Problem, str] | None:
        """(problem, reason for its cells) of a row whose task is out of force or not the department's, or whose own
        unit cell has `named` others; else None.
        """
        task = self.in_force(named_task)
        if task is None:
            problem = self.problem(Kind.ROW_NOT_IN_FORCE, place, content, task=named_task.id, month=self.period)
            return problem, f"本行未采用：{Kind.ROW_NOT_IN_FORCE.title}"
        owner = self.plan.obliges(self.department, task)
        if not owner and task.undecided:
            undecided = "、".join(task.undecided)
            problem = self.problem(Kind.ROW_UNDECIDED, place, content, task=task.id, title=undecided)
            return problem, "本行暂不计入：任务的责任单位尚未明确"
        if owner and (not named or self.department in named):
            return None
        owners = "、".join(sorted(named)) if owner else task.owners_text
        problem = self.problem(Kind.ROW_NOT_DUTY, place, content, task=task.id, owners=owners, name=self.department)
        return problem, "本行未采用：不是本单位的任务"


def short(text: str) -> str:
    """A text for a sentence; its whole is in the problem's content."""
    line = " ".join(text.split())
    return line if len(line) <= 40 else line[:38] + "……"
