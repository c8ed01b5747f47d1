"""The tables of the documents: columns and rows; where they stand is said in the templates.

A column's share is the characters it has room for at 12 pt, of about 36 across a page and 52 across one on its side.
"""

from __future__ import annotations

from collections.abc import Iterable

from ..assess.figures import DepartmentFigures, Figures
from ..gongwen.content import Table, TableColumn
from ..vocabulary.model import Lamp, Plan, TaskList, Verdict
from .phrases import day, month_day, plain, points
from .privacy import quoted

__all__ = [
    "department_progress",
    "missing",
    "overdue",
    "score_details",
    "score_reasons",
    "scores",
    "task_list",
    "task_progress",
]


def _table(columns: Iterable[tuple[str, float, str]], rows: Iterable[tuple[object, ...]]) -> Table:
    return Table(
        columns=tuple(TableColumn(title=title, share=share, align=align) for title, share, align in columns),
        rows=tuple(tuple("" if cell is None else str(cell) for cell in row) for row in rows),
    )


def task_list(plan: Plan, item: TaskList) -> Table:
    """One annex of the notice: the columns its list fills, in the words of the master list.

    公开领域 and 责任领导 are columns only where some task of the list has them.
    """
    tasks = [task for task in plan.tasks if task.list_key == item.key]
    has_area, has_leader = any(task.area for task in tasks), any(task.leader for task in tasks)
    columns = [("序号", 2.7, "center", lambda task: task.number)]
    if has_area:
        columns.append(("公开领域", 7.6, "left", lambda task: task.area))
    columns.append(("主要任务" if has_area else "具体任务", 18, "left", lambda task: task.text))
    if has_leader:
        columns.append(("责任领导", 4.6, "center", lambda task: task.leader))
    columns += [
        ("责任部门", 5.6, "center", lambda task: task.owners_text),
        ("完成时间", 4.8, "center", lambda task: task.due_text),
    ]
    return _table([column[:3] for column in columns], [tuple(cell(task) for *_, cell in columns) for task in tasks])


def task_progress(figures: Figures) -> Table:
    """任务进展情况表, by task: done only when all its departments are."""
    return _table(
        [
            ("任务编号", 3.3, "center"),
            ("任务", 9.4, "left"),
            ("完成时间", 8.4, "center"),
            ("责任\n单位数", 3.8, "center"),
            ("已完成\n单位数", 3.8, "center"),
            ("亮灯", 2.8, "center"),
            ("核定状态", 5.6, "center"),
        ],
        [
            (item.task.id, item.task.short, item.task.due_text, item.owners, item.done, item.lamp, item.state)
            for item in figures.tasks
        ],
    )


def department_progress(figures: Figures) -> Table:
    """各单位进展情况表, by department's duty, in the order of rank."""
    return _table(
        [
            ("单位", 10.8, "left"),
            ("承担任务", 2.7, "center"),
            ("已完成", 3.7, "center"),
            *((f"{lamp}灯", 2.6, "center") for lamp in Lamp),
            ("报送\n情况", 3.7, "center"),
            ("填报日期", 5.2, "center"),
        ],
        [
            (
                item.name,
                item.duties,
                item.done,
                *(item.lamps[lamp].count for lamp in Lamp),
                _filing(item),
                month_day(item.filed_on) if item.filed_on else "—",
            )
            for item in figures.departments
        ],
    )


def _filing(item: DepartmentFigures) -> str:
    """按时, 迟报 or 未报送; nothing is expected of a department without a task."""
    return item.filing or "—"


def overdue(verdicts: Iterable[Verdict]) -> Table:
    """逾期未完成事项清单, by department's duty, with what the department says itself."""
    return _table(
        [
            ("序号", 2.7, "center"),
            ("责任单位", 6, "center"),
            ("任务编号", 3.3, "center"),
            ("任务", 9.5, "left"),
            ("完成时限", 10.6, "center"),
            ("目前进展", 11, "left"),
            ("下一步措施及预计完成日期", 10, "left"),
        ],
        [
            (
                place,
                item.duty.department,
                item.duty.task.id,
                item.duty.task.short,
                day(item.duty.deadline),
                _progress(item),
                _ahead(item),
            )
            for place, item in enumerate(verdicts, 1)
        ],
    )


def _progress(verdict: Verdict) -> str:
    return quoted(verdict.entry.narrative) if verdict.entry else ""


def _ahead(verdict: Verdict) -> str:
    """下一步措施, and below it 预计完成日期."""
    if not verdict.entry:
        return ""
    expected = verdict.entry.expected_on
    return "\n".join(
        part for part in (quoted(verdict.entry.next_steps), f"预计{day(expected)}完成" if expected else "") if part
    )


def missing(figures: Figures) -> Table:
    """未报送单位名单."""
    return _table(
        [("序号", 3, "center"), ("单位", 12, "center"), ("承担任务数", 6, "center"), ("报送情况", 8, "center")],
        [
            (place, name, figures.department(name).duties, f"{figures.period.chinese}未报送")
            for place, name in enumerate(figures.missing, 1)
        ],
    )


def scores(figures: Figures) -> Table:
    """得分 in short: rank, total and grade of each department."""
    return _table(
        [("名次", 4, "center"), ("单位", 12, "center"), ("总分", 6, "center"), ("等次", 6, "center")],
        [(_rank(item), item.name, points(item.score.total), item.score.grade or "—") for item in figures.assessed],
    )


def score_details(figures: Figures) -> Table:
    """得分明细: each part with its weight in the heading."""
    method = figures.method
    parts = (
        ("完成质量", method.quality_weight),
        ("报送及时", method.punctual_weight),
        ("佐证齐全", method.evidence_weight),
        ("材料质量", method.material_weight),
    )
    return _table(
        [
            ("名次", 2.7, "center"),
            ("单位", 10.8, "left"),
            *((f"{name}\n（{plain(weight)}分）", 5.6, "center") for name, weight in parts),
            ("加减分", 4.2, "center"),
            ("总分", 4.4, "center"),
            ("等次", 4, "center"),
        ],
        [
            (
                _rank(item),
                item.name,
                points(item.score.quality),
                points(item.score.punctuality),
                points(item.score.evidence),
                points(item.score.material),
                points(item.score.adjustment),
                points(item.score.total),
                item.score.grade or "—",
            )
            for item in figures.assessed
        ],
    )


def score_reasons(figures: Figures) -> Table:
    """计分依据: what each part of each score was reckoned from; 加减分 is a column only where some department has any."""
    parts = [
        (key, title, share)
        for key, title, share in _PARTS
        if key != "adjustment" or any(item.score.because.get(key) for item in figures.assessed)
    ]
    return _table(
        [("单位", 8, "left"), *((title, share, "left") for _, title, share in parts)],
        [(item.name, *(quoted(item.score.because.get(key, "")) for key, *_ in parts)) for item in figures.assessed],
    )


def _rank(item: DepartmentFigures) -> str:
    return str(item.score.rank) if item.score.rank else "—"


_PARTS = (
    ("quality", "完成质量", 13),
    ("punctuality", "报送及时", 10),
    ("evidence", "佐证齐全", 11),
    ("material", "材料质量", 10),
    ("adjustment", "加减分", 10),
)
