"""The tables of a month's documents and of the notice: their columns; where they stand is said in the templates."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from ..assess.figures import DepartmentFigures, Figures
from ..assess.verdict import severity
from ..figures import month_figures as month
from ..figures.counted import duty_cell
from ..figures.score_parts import score_because, score_part, score_rank, score_total
from ..figures.shared_figures import own_duties
from ..gongwen.content import Table
from ..ledger.trend_sheet import TREND, TREND_NOTE
from ..vocabulary.column_titles import (
    AREA,
    DEADLINE,
    DUE,
    EVIDENCE,
    FILING,
    LAMP,
    LEADER,
    NARRATIVE,
    NUMBER,
    OWNERS,
    SCORE,
    STATE,
    TASK,
    TASK_ID,
    TASK_TEXT,
    UNIT,
)
from ..vocabulary.findings import PARTS, UNRANKED
from ..vocabulary.model import Duty, Lamp, Plan, State, TaskList, TaskVerdict, Verdict
from .declared_words import ID, Word
from .facts import LISTS, deadline, telling, wrote
from .figure_words import LAMPS, OWN_TASKS
from .made_table import (
    BASIS_OF_SCORE,
    SCORE_DETAILS,
    Column,
    by_state,
    made_table,
    part_columns,
    running,
    score_columns,
)
from .phrases import day, month_day
from .privacy import quoted
from .told_values import named, numbered, shortly, task_text
from .traced import joined, told, woven
from .trend_words import trend_table


def _task_list(plan: Plan, item: TaskList) -> Table:
    """One annex of the notice: the columns its list fills, in the words of the master list.

    公开领域 and 责任领导 are columns only where some task of the list has them.
    """
    tasks = [task for task in plan.tasks if task.list_key == item.key]
    has_area, has_leader = any(task.area for task in tasks), any(task.leader for task in tasks)
    return made_table(
        [
            Column(NUMBER, 2.7, lambda task: task.number),
            *([Column(AREA, 7.6, lambda task: task.area, "left")] if has_area else []),
            Column(TASK_TEXT if has_area else "具体任务", 18, lambda task: task.text, "left"),
            *([Column(LEADER, 4.6, lambda task: task.leader)] if has_leader else []),
            Column(OWNERS, 5.6, lambda task: task.owners_text),
            Column(DUE, 4.8, lambda task: task.due_text),
        ],
        tasks,
    )


NOTICE_TABLE = Word(
    LISTS,
    "后面接清单号，如 任务清单1，与任务总表「清单」的编号相同",
)


def task_lists(plan: Plan) -> dict[str, Table]:
    """The tables of the notice: one for each list."""
    return {f"{NOTICE_TABLE.name}{item.key}": _task_list(plan, item) for item in plan.lists}


def _task_progress(figures: Figures) -> Table:
    """The tasks, the worst first, each with those of its departments whose lamp is not green: a deadline that is near
    holds nothing back.
    """
    tell = telling(figures)
    behind: dict[str, list[Verdict]] = {item.task.id: [] for item in figures.tasks}
    for verdict in figures.verdicts:
        if verdict.lamp in (Lamp.RED, Lamp.YELLOW):
            behind[verdict.duty.task.id].append(verdict)

    def later(duty: Duty) -> str:
        return day(told(duty.due_on, duty_cell, duty.department, duty.task.id, DEADLINE, duty.due_on))

    def holding(item: TaskVerdict) -> str:
        if not item.owners:
            return f"{joined('、', item.task.undecided)}（待明确）"
        return by_state(behind[item.task.id], later, item.owners)

    return made_table(
        [
            Column(ID, 3.4, lambda item: numbered(item.task)),
            Column(TASK, 7.4, lambda item: shortly(item.task), "left"),
            Column(OWNERS, 5.8, lambda item: task_text(item.task, OWNERS, item.task.owners_text)),
            Column(DUE, 4.9, lambda item: task_text(item.task, DUE, item.task.due_text)),
            Column("责任\n单位", 2.5, lambda item: tell.of(month.task_owners, item.task.id)),
            Column("其中\n完成", 2.5, lambda item: tell.of(month.task_owners_done, item.task.id)),
            Column(LAMP, 2.4, lambda item: item.lamp),
            Column(STATE, 6.1, lambda item: item.state),
            Column("未亮绿灯的单位", 8.6, holding, "left"),
        ],
        sorted(figures.tasks, key=lambda item: (*severity(item), -len(behind[item.task.id]))),
    )


def _department_progress(figures: Figures) -> Table:
    tell = telling(figures)

    def bearing(lamp: str) -> Column:
        return Column(lamp, 1.8, lambda item: tell.of(month.own_lamp, item.name, lamp))

    def filed(item: DepartmentFigures) -> str:
        if not item.filed_on:
            return item.filing or UNRANKED
        return woven(month_day(told(item.filed_on, month.own_filed_on, item.name)), "\n", item.filing)

    rank, unit, total, grade = score_columns(tell, score_rank, score_total, (2.5, 9.4, 4, 3.6), "left")
    return made_table(
        [
            *([rank] if figures.counts else []),
            unit,
            *([replace(total, title=SCORE), grade] if figures.counts else []),
            Column("承担\n任务", 2.6, lambda item: tell.of(own_duties, item.name)),
            Column("已\n完成", 2.6, lambda item: tell.of(month.own_done, item.name)),
            *map(bearing, LAMPS),
            Column(FILING, 6.2, filed),
        ],
        figures.departments,
    )


def _overdue(figures: Figures) -> Table:
    return made_table(
        [
            running(),
            Column("责任单位", 6, lambda item: named(item.duty.department)),
            Column(TASK_ID, 3.3, lambda item: numbered(item.duty.task)),
            Column(TASK, 9.5, lambda item: shortly(item.duty.task), "left"),
            Column(DEADLINE, 10.6, lambda item: day(deadline(item))),
            Column("目前进展", 11, lambda item: wrote(item, NARRATIVE, "narrative") or _BLANK, "left"),
            Column("下一步措施及预计完成日期", 10, _ahead, "left"),
        ],
        sorted(
            (item for item in figures.verdicts if item.state is State.OVERDUE),
            key=lambda item: item.duty.end(figures.period.year),
        ),
    )


def _closed(figures: Figures) -> Table:
    closers = Counter(item.duty.department for item in figures.closed)
    return made_table(
        [
            running(),
            Column(UNIT, 8, lambda item: named(item.duty.department)),
            Column(TASK_ID, 3.3, lambda item: numbered(item.duty.task)),
            Column(TASK, 9, lambda item: shortly(item.duty.task), "left"),
            Column("办结内容", 15, lambda item: wrote(item, NARRATIVE, "narrative"), "left"),
            Column(EVIDENCE, 17, lambda item: wrote(item, EVIDENCE, "evidence"), "left"),
        ],
        sorted(figures.closed, key=lambda item: -closers[item.duty.department]),
    )


_BLANK = "未填写"
"""What an overdue duty shows where its department wrote nothing: a blank would read as a fault of the table."""


def _ahead(verdict: Verdict) -> str:
    """下一步措施, and below it 预计完成日期."""
    if not verdict.entry:
        return _BLANK
    steps, expected = quoted(verdict.entry.next_steps), verdict.entry.expected_on
    text = "\n".join(part for part in (steps, f"预计{day(expected)}完成" if expected else "") if part)
    if not text:
        return _BLANK
    return told(text, month.steps_ahead, verdict.duty.department, verdict.duty.task.id, steps, bool(expected))


def _missing(figures: Figures) -> Table:
    tell = telling(figures)
    return made_table(
        [
            running(3),
            Column(UNIT, 12, named),
            Column(OWN_TASKS, 6, lambda name: tell.of(own_duties, name)),
            Column(FILING, 8, lambda name: tell.of(month.unreported, name)),
        ],
        sorted(figures.missing, key=lambda name: -figures.department(name).duties),
    )


def _scored(figures: Figures) -> tuple[DepartmentFigures, ...]:
    """The departments that a table of points names: none of a month that is not assessed."""
    return figures.assessed if figures.counts else ()


def _scores(figures: Figures) -> Table:
    columns = score_columns(telling(figures), score_rank, score_total, (4, 12, 6, 6))
    return made_table(columns, _scored(figures))


def _score_details(figures: Figures) -> Table:
    tell = telling(figures)
    rank, unit, *last = score_columns(tell, score_rank, score_total, (2.7, 10.8, 4.4, 4), "left")
    return made_table([rank, unit, *part_columns(tell, score_part, 5.6, 4.2), *last], _scored(figures))


def _score_reasons(figures: Figures) -> Table:
    def reason(key: str, part: str, share: float) -> Column:
        def cell(item: DepartmentFigures) -> str:
            text = quoted(item.score.because.get(key, ""))
            return told(text, score_because, item.name, part, text)

        return Column(part, share, cell, "left")

    return made_table(
        [
            Column(UNIT, 7.9, lambda item: named(item.name), "left"),
            *(
                reason(key, part, share)
                for (key, part), share in zip(PARTS, (11.7, 12.2, 12, 8.2, 10))
                if key != "adjustment" or any(item.score.because.get(key) for item in figures.assessed)
            ),
        ],
        _scored(figures),
    )


OF_DEPARTMENTS = "各单位进展"
MONTH_TABLES = (
    Word("任务进展", "各项任务和未亮绿灯的单位，红灯在前；全部责任单位完成的方为完成", _task_progress),
    Word(OF_DEPARTMENTS, "各单位的名次、得分和承担任务的情况，按名次排列", _department_progress),
    Word("办结清单", "本月核定办结的事项：办了什么，在哪里能查到", _closed),
    Word("逾期清单", "逾期未完成的事项，一个单位一项任务一行，逾期久的在前", _overdue),
    Word("未报送名单", "未报送的单位", _missing),
    Word(TREND, TREND_NOTE, lambda figures: trend_table(telling(figures), figures.trend)),
    Word(SCORE, "各单位的名次、总分、等次", _scores),
    Word(SCORE_DETAILS, "各单位的各项得分", _score_details),
    Word(BASIS_OF_SCORE, "各项得分怎样算出；没有加减分的不列加减分", _score_reasons),
)
"""The tables that every document of a month may show, said of its figures."""
RANKED = frozenset((OF_DEPARTMENTS, SCORE, SCORE_DETAILS, BASIS_OF_SCORE))
"""Those of them that name every department, by rank."""
