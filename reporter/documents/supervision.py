"""督办通知单: what one department is to be asked about, and the slip on which it answers."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping, Sequence

from ..assess.figures import Figures
from ..gongwen.content import Table, TableColumn
from ..vocabulary.model import Plan, State, Verdict
from .document_frame import office, working_days
from .facts import duty
from .phrases import day
from .workdays import after

__all__ = ["order", "tables"]


def order(figures: Figures, plan: Plan, name: str, date: dt.date) -> dict[str, object]:
    """What a document to one department may say besides, dated `date`: its lamps and what it is to be asked about.

    A department that returned nothing is asked to report first; its duties are matters of their own only where their
    deadline has passed. The answer is due 督办反馈工作日 working days after `date`.
    """
    own = figures.department(name)
    matters = [duty(verdict, figures) for verdict in own.pressing]
    states = [
        {"名称": part.label, "数": part.count}
        for part in own.states.present
        if any(matter["核定状态"] == part.label for matter in matters) and part.label != State.NOT_RETURNED
    ]
    return {
        "单位": name,
        **{f"{part.label}灯": part.count for part in own.lamps.parts},
        "承办处室": office(plan, name),
        "事项": matters,
        "状态分布": states,
        "承担任务数": own.duties,
        "须补报": name in figures.missing,
        "无法核定数": own.states[str(State.NOT_RETURNED)].count,
        "反馈日期": after(date, working_days(plan, "督办反馈工作日", "反馈天数")),
        "责任领导": _leaders(own.red),
    }


def tables(facts: Mapping[str, object], figures: Figures) -> dict[str, Table]:
    """The tables of the order that says `facts`."""
    matters = facts["事项"]
    return {
        "督办事项": _matters(matters),
        "办理情况": _answers(matters),
        "回执": _slip(matters, str(facts["单位"]), figures),
    }


def _leaders(verdicts: Sequence[Verdict]) -> str:
    """The responsible leaders of all these duties, each once."""
    return "、".join(dict.fromkeys(item.duty.leader for item in verdicts if item.duty.leader))


def _matters(matters: Sequence[Mapping]) -> Table:
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
        tuple(
            (
                str(place),
                str(item["编号"]),
                str(item["任务"]),
                str(item["责任领导"]),
                day(item["时限"]),
                f"{item['核定状态']}（{item['亮灯']}）\n{item['判定依据']}",
                str(item["进展"]),
            )
            for place, item in enumerate(matters, 1)
        )
        if len(matters) > 1
        else ()
    )
    return _table(columns, rows)


_ROOMS = ((4, 3), (5, 2), (8, 1), (math.inf, 2))
"""So many matters at most, and the lines left to write on in each: up to 8 stand on one page with the signatures below, of
more the last ones stand on the page of the signatures."""


def _answers(matters: Sequence[Mapping]) -> Table:
    """The part of the slip with a row for each of several matters."""
    columns = (
        ("任务编号", 3.3, "center"),
        ("督办事项", 10.6, "left"),
        ("办理情况", 9.4, "left"),
        ("完成（预计\n完成）日期", 5.6, "center"),
        ("未按期办结的原因", 8, "left"),
    )
    room = "\n" * next(lines for most, lines in _ROOMS if len(matters) <= most)
    rows = tuple((str(item["编号"]), str(item["任务"]), room, "", "") for item in matters) if len(matters) > 1 else ()
    return _table(columns, rows)


def _slip(matters: Sequence[Mapping], name: str, figures: Figures) -> Table:
    """The form below: label and blank, with the matter itself when there is but one or none."""
    rows: list[tuple[str, str]] = [("反馈单位", name)]
    if len(matters) == 1:
        rows.append(("督办事项", f"{matters[0]['任务']}（任务编号{matters[0]['编号']}）"))
    elif not matters:
        rows.append(("督办事项", f"补报{figures.period.chinese}进展情况"))
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


def _table(columns: Sequence[tuple[str, float, str]], rows: tuple[tuple[str, ...], ...]) -> Table:
    return Table(
        columns=tuple(TableColumn(title=title, share=share, align=align) for title, share, align in columns), rows=rows
    )
