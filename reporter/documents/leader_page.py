"""领导阅示: the tables of a paper for the leader."""

from __future__ import annotations

from functools import partial

from ..assess.figures import Figures
from ..figures import month_figures as month
from ..figures.shared_figures import mean
from ..figures.shared_findings import MONTH_FINDINGS, TURNING_RED, found_duties
from ..gongwen.content import Table, TableColumn
from ..vocabulary.column_titles import CONTENT, LEADER, SETTING, TASK, TASK_ID, UNIT
from ..vocabulary.findings import UNRANKED
from ..vocabulary.model import State, Verdict
from .declared_words import Word
from .department_page import SEE_LEDGER
from .facts import leading, outlook, telling
from .made_table import Column, made_table
from .phrases import points, shown
from .told_values import named, numbered, shortly
from .traced import woven

_ROOM = 6
"""Lines for the leader's hand."""


def _numbers(figures: Figures) -> Table:
    """Five figures, a column each."""
    tell = telling(figures)
    overdue = next(item for item in MONTH_FINDINGS if item.label == State.OVERDUE)
    ranked = figures.counts and any(item.score.grade for item in figures.departments)

    def of(part: object, whole: object, unit: str) -> str:
        return woven(shown(part), unit, "\n（共", shown(whole), f"{unit}）")

    numbers = {
        "已报送单位": of(tell.of(month.returned), tell.of(month.expected), "个"),
        "已完成任务": of(tell.of(month.task_done), tell.of(month.task_total), "项"),
        "红灯任务": woven(shown(tell.of(month.task_lamp, "红灯")), "项\n（按任务）"),
        str(State.OVERDUE): woven(shown(tell.of(found_duties, overdue)), "项\n（按单位）"),
        mean.name: woven(points(tell.points(mean)), "分") if ranked else UNRANKED,
    }
    return made_table([Column(title, 7.2, partial(numbers.get, title)) for title in numbers], [""])


def _turning_red(figures: Figures) -> Table:
    def why(item: Verdict) -> object:
        return outlook(item, figures)

    return made_table(
        [
            Column(UNIT, 7, lambda item: named(item.duty.department), "left"),
            Column(TASK_ID, 3.3, lambda item: numbered(item.duty.task)),
            Column(TASK, 9.2, lambda item: shortly(item.duty.task), "left"),
            Column(LEADER, 4.6, leading),
            Column("下月亮红灯的原因", 12, why, "left"),
        ],
        telling(figures).verdicts(found_duties, TURNING_RED),
        rest=SEE_LEDGER,
    )


def _instructions(_: Figures) -> Table:
    return Table(
        columns=(TableColumn(title=SETTING, share=6, align="center"), TableColumn(title=CONTENT, share=30)),
        rows=(("领导批示", "\n" * _ROOM),),
        headless=True,
    )


LEADER_TABLES = (
    Word("主要数字", "已报送、已完成、红灯、逾期未完成和平均分五项", _numbers),
    Word("下月红灯", "没有进展的话，下月最后一天亮红灯的任务；白头一页排不下的只列前面的", _turning_red),
    Word("批示栏", "留给领导批示的空栏", _instructions),
)
"""Tables that every document of a month may show, said of its figures."""
