"""考核得分表 and the master list as the proof of the year looks at them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

from ..assess.year_figures import LATE, MISSING, YearFigures
from ..assess.year_records import DutyCourse, Year
from ..intake.grid import position
from ..vocabulary.findings import PARTS, Deduction
from ..vocabulary.model import Source
from .formula import Cell, Count, Formula, Having
from .ledger_sheets import Sheets, legend_page
from .operations import period_in
from .origin import Typed
from .pages import Books, page_of_rows

SCORES, LOST, MONTHS, COURSES = "得分", "扣分明细", "各月得分", "各月亮灯"
OBJECTIONS, PROOFS, ADJUSTMENTS, WAYS = "异议处理", "佐证目录", "加减分明细", "完成情况"
LEADING_WAY = "按牵头单位统计"


@dataclass(frozen=True, kw_only=True)
class YearRows(Sheets):
    """The year's figures and the sheets they are reckoned from."""

    duty_page: ClassVar[str] = COURSES
    state_title: ClassVar[str] = "年末核定"
    score_page: ClassVar[str] = SCORES
    task_page: ClassVar[str] = "任务"

    found: YearFigures

    def filed(self, department: str, kinds: Iterable[str] = ()) -> tuple[Typed, ...]:
        """Where the department's filing dates stand, of these kinds alone when told; else its row of 「单位」."""
        return ()

    def lost_by(self, department: str, part: str = "") -> tuple[Typed, ...]:
        """The cells that a department's deductions rest on, of one part alone when told; else its row of 「单位」."""
        return ()

    def objected(self, place: int, title: str) -> tuple[Typed, ...]:
        """The cell of the master list that an objection's row of 「异议处理」 repeats."""
        return ()

    def month(self, period: object) -> Formula:
        """The first day of a month, from 「各月得分」."""
        return period_in(self.cell(MONTHS, self.books[MONTHS].row(报送期=str(period)), "报送期"), self.books)

    @property
    def last_lamp(self) -> str:
        """The title of the last month's lamps in 「各月亮灯」."""
        return f"{self.found.judged[-1].month}月"

    def span(self) -> tuple[Formula, Formula]:
        """考核期: its first and last month."""
        return self.month(self.found.months[0]), self.month(self.found.months[-1])


def year_rows(found: YearFigures) -> YearRows:
    """The rows of a year in memory, with the columns that figures are reckoned from."""
    plan, handled = found.plan, ("已计入定稿" if found.final else "定稿时计入")
    by_name = {item.name: item for item in found.departments}
    pages = (
        page_of_rows("任务", ("任务编号", "清单"), ((task.id, task.list_key) for task in plan.tasks)),
        page_of_rows(
            COURSES,
            (
                *("单位", "任务编号", "年末核定", "完成撤回", "红灯转绿", "办结销号", "延期"),
                *(f"{period.month}月" for period in found.judged),
            ),
            (
                (
                    item.duty.department,
                    item.duty.task.id,
                    str(item.final.state),
                    len(item.taken_back) or None,
                    len(item.turned_green) or None,
                    str(item.closed or ""),
                    item.duty.extension.approval if item.duty.extension else None,
                    *(str(mark.lamp) for mark in item.marks),
                )
                for item in found.courses
            ),
        ),
        page_of_rows(
            SCORES,
            (
                *(
                    "单位",
                    "名次",
                    *(part for _, part in PARTS),
                    "异议调整",
                    "总分",
                    "等次",
                    "征求意见稿总分",
                    "征求意见稿等次",
                ),
                *("承担任务", "计分任务", "迟报月数", "未报送月数"),
            ),
            (
                (
                    item.name,
                    score.rank,
                    *(getattr(score, key) for key, _ in PARTS),
                    score.granted,
                    score.total,
                    score.grade,
                    score.draft_total,
                    score.draft_grade,
                    len(item.courses),
                    item.counted,
                    len(item.filed(*LATE)),
                    len(item.filed(*MISSING)),
                )
                for item in found.departments
                for score in (item.score,)
            ),
        ),
        page_of_rows(
            MONTHS,
            ("单位", "报送期", "报送情况"),
            (
                (item.name, str(filing.period), filing.kind)
                for item in plan.departments
                for filing in by_name[item.name].filings
            ),
        ),
        page_of_rows(
            LOST,
            ("扣分编号", "单位", "项目", "扣分"),
            ((item.number, item.department, item.part, item.points) for item in found.deductions),
        ),
        page_of_rows(
            OBJECTIONS,
            ("序号", "单位", "事项", "处理情况"),
            (
                (place, item.department, item.item, "尚未处理" if item.is_open else handled if item.points else None)
                for place, item in enumerate(plan.objections, 1)
            ),
        ),
        page_of_rows(PROOFS, ("佐证编号",), ((number,) for number in range(1, found.proofs + 1))),
        page_of_rows(
            ADJUSTMENTS,
            ("单位", "分值", "是否计入"),
            ((item.name, one.text, "计入") for item in found.departments for one in item.adjustments),
        ),
        page_of_rows(WAYS, ("项目", LEADING_WAY), found.leads.rows.items()),
        legend_page(plan.method, found.as_of),
    )
    return YearRows(plan=plan, found=found, books=Books(pages={page.name: page for page in pages}))


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
        return tuple(
            Typed(item.source.at(item.fields["period"].address), item.fields["period"].text)
            for item in self.year.months[-1].returns
            if "period" in item.fields
        )

    def wrote(self, department: str, task_id: str, *keys: str) -> tuple[Typed, ...]:
        """What the department last wrote on a duty; the task's own cell when it never wrote of it."""
        course = self._courses.get((department, task_id))
        mark = course.spoken if course else None
        entries = (mark.rivals or ((mark.entry,) if mark.entry else ())) if mark else ()
        found = tuple(
            Typed(entry.source.at(entry.cells[key].address), entry.cells[key].text)
            for entry in entries
            for key in keys
            if key in entry.cells and entry.cells[key].text
        )
        return found or self.task_source(task_id, "任务编号")

    def filed(self, department: str, kinds: Iterable[str] = ()) -> tuple[Typed, ...]:
        wanted = {item.period for item in self.year.department(department).filings if not kinds or item.kind in kinds}
        found = tuple(
            Typed(item.source.at(item.fields["filed_on"].address), item.fields["filed_on"].text)
            for month in self.year.months
            if month.period in wanted and (item := month.filed.get(department)) and "filed_on" in item.fields
        )
        return found or self.department_source(department, "单位")

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
        return self.deducted(own) or self.department_source(department, "单位")

    def deduction(self, item: Deduction, title: str) -> Cell:
        """A cell of 「扣分明细」."""
        return self.cell(LOST, self.books[LOST].row(扣分编号=item.number, 单位=item.department), title)

    def course(self, department: str, task_id: str, title: str) -> Cell:
        """A cell of a duty's row of 「各月亮灯」."""
        return self.cell(COURSES, self.books[COURSES].row(单位=department, 任务编号=task_id), title)

    def objection(self, place: int, title: str) -> Cell:
        """A cell of 「异议处理」, objections counted from 1."""
        return self.cell(OBJECTIONS, self.books[OBJECTIONS].row(序号=place), title)

    def objected(self, place: int, title: str) -> tuple[Typed, ...]:
        source: Source = self.plan.objections[place - 1].source
        return self.listed("异议", position(source.cell)[0], title) if source.cell else ()
