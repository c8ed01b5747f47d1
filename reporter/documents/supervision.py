"""督办通知单: what one department is to be asked about, and the slip on which it answers."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping, Sequence

from ..assess.figures import Figures
from ..assess.workdays import after
from ..figures import month_figures as month
from ..figures.shared_figures import own_duties
from ..gongwen.content import Table, TableColumn
from ..vocabulary.model import Lamp, Plan, State
from .document_frame import office, working_days
from .document_kind import DocumentKind
from .facts import duty, telling
from .made_table import made_table
from .phrases import day
from .told_values import an_element, named
from .traced import told


def order(kind: DocumentKind, figures: Figures, plan: Plan, name: str, date: dt.date) -> dict[str, object]:
    """What a document to one department may say besides, dated `date`: its lamps and what it is to be asked about.

    A department that returned nothing is asked to report first; its duties are matters of their own only where their
    deadline has passed. The answer is due 督办反馈工作日 working days after `date`.
    """
    of = telling(figures).of
    own = figures.verdicts_of(name)
    matters = _pressing(figures, name)
    states = [state for state in State if any(item["核定状态"] == state for item in matters)]
    # Each leader of a red duty, and the first of the department's duties that is his.
    leaders = {
        item.duty.leader: next(first.duty.task.id for first in own if first.duty.leader == item.duty.leader)
        for item in own
        if item.lamp is Lamp.RED and item.duty.leader
    }
    return {
        "单位": named(name),
        **{f"{lamp}灯": of(month.own_lamp, name, f"{lamp}灯") for lamp in Lamp},
        "承办处室": an_element("印发机关", office(plan, name), "承办处室"),
        "事项": told(matters, month.pressing, name),
        "状态分布": [
            {"名称": str(state), "数": of(month.own_state, name, str(state))}
            for state in states
            if state is not State.NOT_RETURNED
        ],
        "承担任务数": of(own_duties, name),
        "须补报": name in figures.missing,
        "无法核定数": of(month.own_unjudged, name),
        "反馈日期": told(after(date, working_days(plan, "督办反馈工作日")), month.answer_day, kind.name),
        "责任领导": told("、".join(leaders), month.leaders, name, tuple(leaders.items())),
    }


def tables(figures: Figures, name: str) -> dict[str, Table]:
    """The tables of a document to department `name`."""
    matters = _pressing(figures, name)
    return {"督办事项": _matters(matters), "办理情况": _answers(matters), "回执": _slip(matters, name, figures)}


def _pressing(figures: Figures, name: str) -> list[dict[str, object]]:
    """The matters a department is asked about: its red duties, of an unreported month those whose deadline has
    passed."""
    return [duty(verdict, figures) for verdict in telling(figures).verdicts(month.pressing, name)]


def _matters(matters: Sequence[Mapping[str, object]]) -> Table:
    """督办事项清单: several matters; a single one is told in the text."""
    columns = (
        ("序号", 2.7, "center"),
        ("任务编号", 3.3, "center"),
        ("督办事项", 9.5, "left"),
        ("责任领导", 5.7, "center"),
        ("完成时限", 10.6, "center"),
        ("核定状态及依据", 11, "left"),
        ("填报的进展情况", 10.2, "left"),
    )
    rows = (
        (
            place,
            item["编号"],
            item["任务"],
            item["责任领导"],
            day(item["时限"]),
            told(
                f"{item['核定状态']}（{item['亮灯']}）\n{item['判定依据']}",
                month.state_because,
                item["单位"],
                item["编号"],
                item["判定依据"],
            ),
            item["进展"],
        )
        for place, item in enumerate(matters, 1)
    )
    return made_table(columns, rows if len(matters) > 1 else ())


_ROOMS = ((4, 3), (5, 2), (8, 1), (math.inf, 2))
"""So many matters at most, and the lines left to write on in each: up to 8 stand on one page with the signatures below,
of more the last ones stand on the page of the signatures."""


def _answers(matters: Sequence[Mapping[str, object]]) -> Table:
    """The part of the slip with a row for each of several matters."""
    columns = (
        ("任务编号", 3.3, "center"),
        ("督办事项", 10.6, "left"),
        ("办理情况", 9.4, "left"),
        ("完成（预计\n完成）日期", 5.6, "center"),
        ("未按期办结的原因", 8, "left"),
    )
    room = "\n" * next(lines for most, lines in _ROOMS if len(matters) <= most)
    rows = ((item["编号"], item["任务"], room, "", "") for item in matters)
    return made_table(columns, rows if len(matters) > 1 else ())


def _slip(matters: Sequence[Mapping[str, object]], name: str, figures: Figures) -> Table:
    """The form below: label and blank, with the matter itself when there is but one or none."""
    rows: list[tuple[str, str]] = [("反馈单位", named(name))]
    if len(matters) == 1:
        task_id, short = matters[0]["编号"], matters[0]["任务"]
        rows.append(("督办事项", told(f"{short}（任务编号{task_id}）", month.slip_matter, task_id, short)))
    elif not matters:
        rows.append(("督办事项", told(f"补报{figures.period.chinese}进展情况", month.slip_month)))
    if len(matters) < 2:
        rows += [
            ("办理情况", "\n" * 7),
            ("未按期办结的原因", "\n" * 4),
            ("完成（预计完成）日期", "　　　　年　　月　　日"),
        ]
    rows += [
        ("经办人", ""),
        ("联系电话", ""),
        ("主要负责人签字\n（盖章）", "\n\n　　　　　　　　　　　　　年　　月　　日"),
    ]
    return Table(
        columns=(TableColumn(title="项目", share=7, align="center"), TableColumn(title="内容", share=21)),
        rows=tuple(rows),
        headless=True,
    )
