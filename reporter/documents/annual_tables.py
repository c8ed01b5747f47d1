"""The tables of the year's documents."""

from __future__ import annotations

from collections.abc import Iterable

from ..assess.deductions import plain
from ..assess.objections import Ruling
from ..assess.year_figures import LATE, MISSING, YearFigures
from ..assess.year_records import DepartmentYear
from ..figures import annual_figures as year
from ..figures.counted import rule
from ..figures.origin import Figure
from ..figures.shared_figures import WEIGHTS, full_marks
from ..figures.shared_findings import found_duties
from ..figures.year_scores import part_points, year_rank, year_total
from ..figures.year_tasks import UNFINISHED
from ..gongwen.content import Table
from ..ledger.trend_sheet import TREND, TREND_NOTE
from ..ledger.year_sheets import LOST, OBJECTIONS, SCORES
from ..vocabulary.column_titles import (
    DEADLINE,
    DECISION,
    DEDUCTION,
    DEDUCTION_ID,
    DRAFT_TOTAL,
    DUE,
    FILING,
    GROUNDS,
    HANDLING,
    MATTER,
    OBJECTION_POINTS,
    POINTS,
    POINTS_CHANGED,
    RANK,
    RULE,
    SETTING,
    TASK,
    TASK_ID,
    TOTAL,
    UNIT,
    WHY,
)
from ..vocabulary.findings import PARTS, UNRANKED, Deduction
from ..vocabulary.model import Duty, Verdict, due_day
from .annual_facts import OBJECTION, year_telling
from .declared_words import Word
from .made_table import (
    BASIS_OF_SCORE,
    SCORE_DETAILS,
    Column,
    by_state,
    made_table,
    part_columns,
    running,
    score_columns,
    weights,
)
from .phrases import day, points, signed
from .privacy import quoted
from .told_values import named, numbered, shortly, task_text
from .traced import told
from .trend_words import trend_table


def _unit(share: float, align: str = "left") -> Column:
    return Column(UNIT, share, lambda item: named(item.name), align)


def _scores(found: YearFigures) -> Table:
    columns = score_columns(year_telling(found), year_rank, year_total, (4, 14, 7, 7))
    return made_table(columns, found.assessed)


def _details(found: YearFigures) -> Table:
    """异议调整 is a column only where it changed something."""
    tell = year_telling(found)
    rank, unit, *last = score_columns(tell, year_rank, year_total, (2.7, 10.8, 4.4, 4), "left")
    adjusted = any(item.score.granted for item in found.assessed)
    granted = Column(
        OBJECTION_POINTS, 4.6, lambda item: points(tell.points(year.score_cell, item.name, OBJECTION_POINTS))
    )
    parts = part_columns(tell, part_points, 5, 5)
    return made_table([rank, unit, *parts, *([granted] if adjusted else []), *last], found.assessed)


def _lost(found: YearFigures) -> Table:
    tell = year_telling(found)
    used = {item.part for item in found.deductions} | set(weights(found.plan.method))

    def of_part(part: str) -> Column:
        def cell(item: DepartmentYear) -> object:
            lost = any(one.part == part for one in item.deductions)
            return tell.of(year.own_lost_in_places, item.name, part) if lost else UNRANKED

        return Column(part, 5.6, cell)

    def filed(item: DepartmentYear) -> object:
        kinds = tuple(kind for kind in (*LATE, *MISSING) if item.filed(kind))
        return tell.of(year.own_filings, item.name, kinds) if kinds else "全部按时"

    return made_table(
        [
            _unit(11),
            *(of_part(part) for _, part in PARTS if part in used),
            Column("合计", 5, lambda item: points(tell.points(year.own_whole, item.name))),
            Column(FILING, 11, filed, "left"),
        ],
        found.assessed,
    )


def _unfinished(found: YearFigures) -> Table:
    """Each task once, with its departments that did not do as they should have, by state."""
    tell = year_telling(found)
    by_task: dict[str, list[Verdict]] = {}
    verdicts = tell.verdicts(found_duties, UNFINISHED)
    for verdict in sorted(verdicts, key=lambda item: (item.duty.task.list_key, item.duty.task.number)):
        by_task.setdefault(verdict.duty.task.id, []).append(verdict)
    return made_table(
        [
            running(),
            Column(TASK_ID, 3.3, lambda own: numbered(own[0].duty.task)),
            Column(TASK, 13, lambda own: shortly(own[0].duty.task), "left"),
            Column(DEADLINE, 10.6, lambda own: _due(own[0].duty)),
            Column("单位数", 3, lambda own: tell.of(year.open_departments, own[0].duty.task.id)),
            Column("未完成的责任单位和核定状态", 20, _by_state, "left"),
        ],
        by_task.values(),
    )


def _due(duty: Duty) -> str:
    """The deadline of the task itself; the words of 完成时间 where it has none."""
    task = duty.task
    own = due_day(task.deadline)
    if own is None:
        return task_text(task, DUE, task.due_text)
    return day(told(own, year.task_deadline, task.id, duty.department))


def _by_state(verdicts: Iterable[Verdict]) -> str:
    return by_state(verdicts, lambda duty: day(told(duty.due_on, year.put_off_to, duty.department, duty.task.id)))


_OBJECTION = {word.name: word.of for word in OBJECTION if word.of}


def _objections(found: YearFigures) -> Table:
    def own(title: str, share: float, heading: str = "", align: str = "left") -> Column:
        return Column(heading or title, share, lambda row: _OBJECTION[title](row[0], row[1].objection), align)

    def changed(row: tuple[int, Ruling]) -> str:
        place, item = row[0], row[1].objection
        if row[1].fault and item.points:
            return told("未计入", year.objection, place, HANDLING, "未计入")
        return signed(told(item.points, year.objection, place, POINTS_CHANGED, item.points))

    return made_table(
        [
            running(),
            own(UNIT, 8, align="center"),
            own(MATTER, 12, "异议事项"),
            own(GROUNDS, 12),
            own(DECISION, 12),
            Column(POINTS_CHANGED, 4.6, changed),
        ],
        enumerate(found.rulings, 1),
    )


def _changes(found: YearFigures) -> Table:
    tell = year_telling(found)

    def total(title: str, make: Figure, *more: str) -> Column:
        return Column(title, 5, lambda item: points(tell.points(make, item.name, *more)))

    def ranks(item: DepartmentYear) -> str:
        text = _moved(item.score.sent and item.score.sent.rank, item.score.rank)
        return told(text, year.moved, item.name, RANK, "→" not in text)

    return made_table(
        [
            _unit(10),
            total(DRAFT_TOTAL, year.score_cell, DRAFT_TOTAL),
            Column(OBJECTION_POINTS, 5, lambda item: signed(tell.points(year.score_cell, item.name, OBJECTION_POINTS))),
            total("最终总分", year_total),
            Column("名次变动", 5, ranks),
            Column("等次变动", 8, lambda item: _moved(item.score.sent and item.score.sent.grade, item.score.grade)),
            Column(WHY, 6, lambda item: item.score.why),
        ],
        found.changed,
    )


def _moved(before: object, after: object) -> str:
    return str(before or UNRANKED) if before == after else f"{before or UNRANKED}→{after or UNRANKED}"


YEAR_TABLES = (
    Word("年度得分", "各单位的名次、总分、等次", _scores),
    Word(SCORE_DETAILS, "各单位的各项得分；没有异议调整的不列", _details),
    Word(TREND, TREND_NOTE, lambda found: trend_table(year_telling(found), found.trend)),
    Word("扣分汇总", "各单位各项扣了几分、几处", _lost),
    Word("未完成清单", "期末没有按要求完成的任务和责任单位", _unfinished),
    Word(OBJECTIONS, "各项异议和处理意见", _objections),
    Word("得分变动", "总分、名次或等次与征求意见稿不同的单位", _changes),
)
"""The tables that every document of the year may show, said of its figures."""


# --- a document to one department -----------------------------------------------------------------------------------


def _own_score(found: YearFigures, department: DepartmentYear) -> Table:
    """Weight, points and what was lost, part by part, and altogether; no line of points added where there were none."""
    tell, name, own = year_telling(found), department.name, weights(found.plan.method)
    keys = {part: key for key, part in PARTS if key != "adjustment" or department.score.because.get(key)}

    def weight(part: str) -> str:
        if part == TOTAL:
            return told(plain(tell.points(full_marks)), full_marks)
        return told(plain(own[part]), rule, WEIGHTS[part]) if part in own else UNRANKED

    def score(part: str) -> str:
        if part == TOTAL:
            return points(tell.points(year_total, name))
        return points(tell.part(part_points, name, part))

    def lost(part: str) -> str:
        return points(tell.points(year.own_all_lost, name) if part == TOTAL else tell.points(year.own_lost, name, part))

    def because(part: str) -> str:
        text = quoted(department.score.because.get(keys.get(part, ""), ""))
        return told(text, year.because, name, part, text)

    return made_table(
        [
            Column(SETTING, 5, lambda part: part),
            Column(POINTS, 4, weight),
            Column(SCORES, 5, score),
            Column(DEDUCTION, 5, lost),
            Column(BASIS_OF_SCORE, 17, because, "left"),
        ],
        (*keys, TOTAL),
    )


def _deductions(found: YearFigures, department: DepartmentYear) -> Table:
    """By part and rule, the most points first; the single cells are in 考核得分表."""
    tell, name = year_telling(found), department.name
    groups: dict[tuple[str, str], list[Deduction]] = {}
    for item in department.deductions:
        groups.setdefault((item.part, item.rule), []).append(item)

    def numbers(own: tuple[tuple[str, str], list[Deduction]]) -> str:
        return told("、".join(item.number for item in own[1]), year.deduction_numbers, tuple(own[1]))

    return made_table(
        [
            Column(SETTING, 4.8, lambda own: own[0][0]),
            Column(RULE, 18, lambda own: told(own[0][1], year.deduction_cell, own[1][0], RULE, own[0][1]), "left"),
            Column("处数", 3, lambda own: tell.of(year.own_rule_deductions, name, *own[0])),
            Column(DEDUCTION, 4, lambda own: points(tell.points(year.own_rule_lost, name, *own[0]))),
            Column(DEDUCTION_ID, 22, numbers, "left"),
        ],
        sorted(groups.items(), key=lambda own: -sum(item.points for item in own[1])),
    )


LETTER_TABLES = (
    Word(SCORES, "本单位的各项分值、得分、扣分和计分依据", _own_score),
    Word(LOST, "本单位的扣分，同一规则的并为一行；逐处的在考核得分表", _deductions),
)
"""The tables of a document to one department, said of the year's figures and the department's."""
