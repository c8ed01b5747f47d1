"""The sheets of a month: rows by what they are about, in memory and in the finished ledger, and what was typed
there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

from ..assess.figures import Figures
from ..vocabulary.evidence import has_evidence
from ..vocabulary.findings import PARTS
from ..vocabulary.model import Month, Source, Status, Verdict
from .formula import Cell, Compared, Count, Formula, Having, Term
from .ledger_sheets import Sheets, legend_page
from .operations import period_in
from .origin import Typed
from .pages import Books, Value, page_of_rows

TASKS, DUTIES, SCORES, PROBLEMS = "任务台账", "单位明细", "单位得分", "问题清单"
COUNTED: Term = ("是否计入", ("计入",))
"""That a problem does not lie in a version that was replaced."""

EVERY_TASK: tuple[Term, ...] = (("亮灯", ()),)


@dataclass(frozen=True, kw_only=True)
class MonthRows(Sheets):
    """The month's figures and the sheets they are reckoned from."""

    duty_page: ClassVar[str] = DUTIES
    state_title: ClassVar[str] = "核定状态"
    score_page: ClassVar[str] = SCORES
    task_page: ClassVar[str] = TASKS

    found: Figures

    @cached_property
    def _rows(self) -> dict[tuple[str, str], int]:
        page = self.books[DUTIES]
        names, ids = page.columns["单位"], page.columns["任务编号"]
        return {(str(page.at(row, names)), str(page.at(row, ids))): row for row in range(page.last, page.header, -1)}

    def duty(self, department: str, task_id: str, title: str) -> Cell:
        """A cell of 「单位明细」."""
        return self.cell(DUTIES, self._rows[department, task_id], title)

    @property
    def period(self) -> Formula:
        """The first day of 报送期, from 「单位明细」."""
        return period_in(self.cell(DUTIES, self.books[DUTIES].header + 1, "报送期"), self.books)

    def lamp(self, lamp: str) -> Term:
        """The term that a duty bears this lamp, be it one that shows where it came from."""
        traced = f"{lamp}（红转{lamp}）"
        return "亮灯", (lamp, traced) if traced in self.books[DUTIES].grouped("亮灯") else (lamp,)


def month_rows(found: Figures) -> MonthRows:
    """The rows of a month in memory, with the columns that its figures are reckoned from."""
    pages = (
        page_of_rows(
            TASKS,
            ("任务编号", "清单", "核定状态", "亮灯", "待明确责任单位"),
            (
                (item.task.id, item.task.list_key, str(item.state), str(item.lamp), "、".join(item.task.undecided))
                for item in found.tasks
            ),
        ),
        page_of_rows(
            DUTIES,
            (
                "报送期",
                "单位",
                "任务编号",
                "完成时限",
                "完成状态",
                "核定状态",
                "亮灯",
                "佐证核定",
                "与上月相比",
                "量化提示",
            ),
            (_duty_row(found, verdict) for verdict in found.verdicts),
        ),
        page_of_rows(
            SCORES,
            ("单位", *(part for _, part in PARTS), "总分", "等次", "报送情况", "填报日期"),
            (
                (
                    item.name,
                    *(getattr(item.score, key) for key, _ in PARTS),
                    item.score.total,
                    item.score.grade,
                    item.filing,
                    item.filed_on,
                )
                for item in found.departments
            ),
        ),
        page_of_rows(
            PROBLEMS,
            ("级别", "单位", "怎样修改", "是否计入"),
            ((str(level), name, "…", "计入") for level, name in found.problems),
        ),
        legend_page(found.method, found.as_of),
    )
    return MonthRows(plan=found.plan, found=found, books=Books(pages={page.name: page for page in pages}))


def _duty_row(found: Figures, verdict: Verdict) -> tuple[Value, ...]:
    name, task_id, entry = verdict.duty.department, verdict.duty.task.id, verdict.entry
    return (
        str(verdict.period),
        name,
        task_id,
        verdict.duty.due_on,
        str(entry.status) if entry and entry.status else "",
        str(verdict.state),
        str(verdict.lamp),
        ("合格" if has_evidence(entry.evidence) else "不合格") if entry and entry.status is Status.DONE else "",
        *found.notes.get((name, task_id), ("", "")),
    )


@dataclass(frozen=True, kw_only=True)
class Ledger(MonthRows):
    """The finished ledger of a month, with the returns and the master list that it came from."""

    month: Month

    @property
    def run(self) -> tuple[Typed, ...]:
        """Where the returns say which month they are of."""
        return self.fields(self.month.returned, "period")

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
            typed for row in rows for typed in self.task_source(str(page.at(row, page.columns["任务编号"])), "任务编号")
        )

    def reported(self, rows: Iterable[int], *, deciding: bool = True) -> tuple[Typed, ...]:
        """What departments reported of the tasks in these rows of 「任务台账」; those that made its state, unless told
        all."""
        found: list[Typed] = []
        for row in rows:
            titles = ("任务编号", "核定状态")[: 1 + deciding]
            terms = tuple((title, Compared("=", self.cell(TASKS, row, title))) for title in titles)
            found += self.wrote_in(Count(DUTIES, terms).hits(self.books), "status")
        return tuple(found)

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
        """Where the filing date that counts stands; the department's row of 「单位」 when it sent nothing."""
        sent = self.month.filed.get(department)
        cell = sent.fields.get("filed_on") if sent else None
        own = (Typed(sent.source.at(cell.address), cell.text),) if sent and cell else ()
        return own or self.department_source(department, "单位")

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
