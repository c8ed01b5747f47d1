"""The tables of the documents: columns and rows; where they stand is said in the templates."""

from __future__ import annotations

from collections.abc import Callable

from ..assess.figures import DepartmentFigures, Figures
from ..figures import month_figures as month
from ..figures.score_parts import score_because, score_part, score_rank, score_total
from ..figures.shared_figures import own_duties
from ..gongwen.content import Table
from ..vocabulary.findings import PARTS
from ..vocabulary.model import Lamp, Plan, State, Task, TaskList, Verdict
from .facts import duty, telling
from .made_table import made_table, weighted_title
from .phrases import day, month_day, points
from .privacy import quoted
from .told_values import Telling, named, numbered, shortly, task_text
from .traced import told


def task_list(plan: Plan, item: TaskList) -> Table:
    """One annex of the notice: the columns its list fills, in the words of the master list.

    公开领域 and 责任领导 are columns only where some task of the list has them.
    """
    tasks = [task for task in plan.tasks if task.list_key == item.key]
    has_area, has_leader = any(task.area for task in tasks), any(task.leader for task in tasks)
    columns: list[tuple[str, float, str, Callable[[Task], object]]] = [
        ("序号", 2.7, "center", lambda task: task.number)
    ]
    if has_area:
        columns.append(("公开领域", 7.6, "left", lambda task: task.area))
    columns.append(("主要任务" if has_area else "具体任务", 18, "left", lambda task: task.text))
    if has_leader:
        columns.append(("责任领导", 4.6, "center", lambda task: task.leader))
    columns += [
        ("责任部门", 5.6, "center", lambda task: task.owners_text),
        ("完成时间", 4.8, "center", lambda task: task.due_text),
    ]
    return made_table([column[:3] for column in columns], [[cell(task) for *_, cell in columns] for task in tasks])


def task_progress(figures: Figures) -> Table:
    """任务进展情况表, by task: done only when all its departments are."""
    tell = telling(figures)
    return made_table(
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
            (
                numbered(item.task),
                shortly(item.task),
                task_text(item.task, "完成时间", item.task.due_text),
                tell.of(month.task_owners, item.task.id),
                tell.of(month.task_owners_done, item.task.id),
                item.lamp,
                item.state,
            )
            for item in figures.tasks
        ],
    )


def department_progress(figures: Figures) -> Table:
    """各单位进展情况表, by department's duty, in the order of rank."""
    tell = telling(figures)
    return made_table(
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
                named(item.name),
                tell.of(own_duties, item.name),
                tell.of(month.own_done, item.name),
                *(tell.of(month.own_lamp, item.name, f"{lamp}灯") for lamp in Lamp),
                item.filing or "—",
                month_day(told(item.filed_on, month.own_filed_on, item.name)) if item.filed_on else "—",
            )
            for item in figures.departments
        ],
    )


def overdue(figures: Figures) -> Table:
    """逾期未完成事项清单, by department's duty, with what the department says itself."""
    facts = [(item, duty(item, figures)) for item in figures.verdicts if item.state is State.OVERDUE]
    return made_table(
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
            (place, own["单位"], own["编号"], own["任务"], day(own["时限"]), own["进展"], _ahead(item))
            for place, (item, own) in enumerate(facts, 1)
        ],
    )


def _ahead(verdict: Verdict) -> str:
    """下一步措施, and below it 预计完成日期."""
    if not verdict.entry:
        return ""
    steps, expected = quoted(verdict.entry.next_steps), verdict.entry.expected_on
    text = "\n".join(part for part in (steps, f"预计{day(expected)}完成" if expected else "") if part)
    return told(text, month.steps_ahead, verdict.duty.department, verdict.duty.task.id, steps, bool(expected))


def missing(figures: Figures) -> Table:
    """未报送单位名单."""
    tell = telling(figures)
    return made_table(
        [("序号", 3, "center"), ("单位", 12, "center"), ("承担任务数", 6, "center"), ("报送情况", 8, "center")],
        [
            (
                place,
                named(name),
                tell.of(own_duties, name),
                tell.of(month.unreported, name),
            )
            for place, name in enumerate(figures.missing, 1)
        ],
    )


def scores(figures: Figures) -> Table:
    """得分 in short: rank, total and grade of each department."""
    tell = telling(figures)
    return made_table(
        [("名次", 4, "center"), ("单位", 12, "center"), ("总分", 6, "center"), ("等次", 6, "center")],
        [
            (_rank(tell, item), named(item.name), _total(tell, item), item.score.grade or "—")
            for item in figures.assessed
        ],
    )


def score_details(figures: Figures) -> Table:
    """得分明细: each part with its weight in the heading."""
    weights, tell = dict(zip((part for _, part in PARTS), figures.method.weights)), telling(figures)
    return made_table(
        [
            ("名次", 2.7, "center"),
            ("单位", 10.8, "left"),
            *((weighted_title(part, weight), 5.6, "center") for part, weight in weights.items()),
            ("加减分", 4.2, "center"),
            ("总分", 4.4, "center"),
            ("等次", 4, "center"),
        ],
        [
            (
                _rank(tell, item),
                named(item.name),
                *(points(tell.part(score_part, item.name, part)) for _, part in PARTS),
                _total(tell, item),
                item.score.grade or "—",
            )
            for item in figures.assessed
        ],
    )


def score_reasons(figures: Figures) -> Table:
    """计分依据: what each part of each score was reckoned from; 加减分 is a column only where some department has
    any."""
    parts = [
        (key, part, share)
        for (key, part), share in zip(PARTS, (13, 10, 11, 10, 10))
        if key != "adjustment" or any(item.score.because.get(key) for item in figures.assessed)
    ]
    return made_table(
        [("单位", 8, "left"), *((part, share, "left") for _, part, share in parts)],
        [
            (
                named(item.name),
                *(
                    told(text, score_because, item.name, part, text)
                    for key, part, _ in parts
                    for text in (quoted(item.score.because.get(key, "")),)
                ),
            )
            for item in figures.assessed
        ],
    )


def _rank(tell: Telling, item: DepartmentFigures) -> object:
    return tell.of(score_rank, item.name) if item.score.rank else "—"


def _total(tell: Telling, item: DepartmentFigures) -> str:
    return points(tell.points(score_total, item.name))
