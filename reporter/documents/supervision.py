"""督办通知单: what one department is to be asked about, and the slip on which it answers."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping, Sequence

from ..assess.figures import DepartmentFigures, Figures
from ..assess.workdays import after
from ..figures import month_figures as month
from ..figures.shared_figures import own_duties
from ..gongwen.content import Table, TableColumn
from ..records import record
from ..vocabulary.column_titles import CONTENT, DEADLINE, LEADER, MATTER, NARRATIVE, SETTING, TASK_ID
from ..vocabulary.document_scope import Scope
from ..vocabulary.model import Lamp, State, Verdict
from .declared_words import PART, Word, Words, all_said, filled, said
from .document_frame import working_days
from .document_kind import DocumentKind
from .facts import DEPARTMENT, DUTY, OFFICE_OF, because, deadline, leading, telling, wrote
from .figure_words import LAMPS, OWN_TASKS, TIED, own
from .made_table import Column, made_table, running
from .phrases import day
from .told_values import Telling, numbered, shortly
from .traced import told


@record
class Asked:
    """What one department is asked about in a document of a kind, dated `date`: its red duties, of an unreported month
    those whose deadline has passed.
    """

    kind: DocumentKind
    date: dt.date
    found: Figures
    name: str
    matters: Sequence[Verdict]

    @property
    def leaders(self) -> dict[str, str]:
        """Each leader of a red duty, and the first of the department's duties that is his."""
        own = self.found.verdicts_of(self.name)
        return {
            item.duty.leader: next(first.duty.task.id for first in own if first.duty.leader == item.duty.leader)
            for item in own
            if item.lamp is Lamp.RED and item.duty.leader
        }


def _states(tell: Telling[Figures], _: DepartmentFigures, asked: Asked) -> list[dict[str, object]]:
    states = [state for state in State if any(item.state is state for item in asked.matters)]
    return [
        filled(PART[:2], str(state), tell.of(month.own_state, asked.name, str(state)))
        for state in states
        if state is not State.NOT_RETURNED
    ]


def _answer_day(tell: Telling[Figures], _: DepartmentFigures, asked: Asked) -> dt.date:
    days = working_days(tell.rows.plan, "督办反馈工作日")
    return told(after(asked.date, days), month.answer_day, asked.kind.name, asked.name)


def _leaders(_: Telling[Figures], __: DepartmentFigures, asked: Asked) -> str:
    return told("、".join(asked.leaders), month.leaders, asked.name, tuple(asked.leaders.items()))


ORDER = (
    Words(
        f"范围是“{Scope.MONTH_EACH}”的文种还有本单位的",
        (
            *DEPARTMENT,
            TIED,
            *(own(lamp, month.own_lamp, lamp) for lamp in LAMPS),
            OFFICE_OF,
            own(OWN_TASKS, own_duties),
            Word("须补报", "是不是未报送，用在 {% if %} 里", lambda tell, item, _: item.name in tell.found.missing),
            own(month.own_unjudged.name, month.own_unjudged),
            Word(month.answer_day.name, month.answer_day.how, _answer_day),
            Word(LEADER, "红灯任务的责任领导，多位用顿号分开", _leaders),
            Word("状态分布", "督办的各项核定为什么状态，各几项", _states, PART[:2]),
            Word(
                MATTER,
                "督办的各项任务：亮红灯的；因未报送而亮红灯的，只有已过完成时限的",
                lambda tell, item, asked: told(
                    [said(DUTY, one, tell.found) for one in asked.matters], month.pressing, item.name
                ),
                DUTY,
            ),
        ),
    ),
)
"""What a document to one department may say besides.

A department that returned nothing is asked to report first; its duties are matters of their own only where their
deadline has passed. The answer is due 督办反馈工作日 working days after the document's date.
"""


def order(kind: DocumentKind, figures: Figures, name: str, date: dt.date) -> Mapping[str, object]:
    """What a document of a kind to one department may say besides, dated `date`."""
    asked = Asked(kind=kind, date=date, found=figures, name=name, matters=_pressing(figures, name))
    return all_said(ORDER, telling(figures), figures.department(name), asked)


def _pressing(figures: Figures, name: str) -> Sequence[Verdict]:
    """The red duties a department is asked about, of an unreported month those whose deadline has passed."""
    return telling(figures).verdicts(month.pressing, name)


def _matters(figures: Figures, name: str) -> Table:
    matters = _pressing(figures, name)
    return made_table(
        [
            running(),
            Column(TASK_ID, 3.3, lambda item: numbered(item.duty.task)),
            Column(month.MATTERS, 9.5, lambda item: shortly(item.duty.task), "left"),
            Column(LEADER, 5.7, leading),
            Column(DEADLINE, 10.6, lambda item: day(deadline(item))),
            Column("核定状态及依据", 11, _state, "left"),
            Column("填报的进展情况", 10.2, lambda item: wrote(item, NARRATIVE, "narrative"), "left"),
        ],
        matters if len(matters) > _FEW else (),
    )


def _state(verdict: Verdict) -> str:
    """核定状态（亮灯） and below it 判定依据."""
    text, duty = because(verdict), verdict.duty
    told_as = f"{verdict.state}（{verdict.lamp}灯）\n{text}"
    return told(told_as, month.state_because, duty.department, duty.task.id, text)


_HANDLING, _BECAUSE, _DONE_ON = "办理情况", "未按期办结的原因", "完成（预计完成）日期"
_FEW = 3
"""So many matters stand in the text itself, their answers on the slip."""
_ROOMS = ((2, 2), (_FEW, 1), (5, 2), (8, 1), (math.inf, 2))
"""So many matters at most, and the lines left to write on in each besides the first: 3 leave the slip at the foot of
page two, up to 8 stand on one page with the signatures below, of more the last ones stand on the page of the
signatures."""


def _answers(figures: Figures, name: str) -> Table:
    matters = _pressing(figures, name)
    room = "\n" * next(lines for most, lines in _ROOMS if len(matters) <= most)
    return made_table(
        [
            Column(TASK_ID, 3.3, lambda item: numbered(item.duty.task)),
            Column(month.MATTERS, 10.6, lambda item: shortly(item.duty.task), "left"),
            Column(_HANDLING, 9.4, lambda _: room, "left"),
            Column("完成（预计）日期", 8.5, lambda _: ""),
            Column(_BECAUSE, 8.5, lambda _: "", "left"),
        ],
        matters if len(matters) > 1 else (),
    )


def _slip(figures: Figures, name: str) -> Table:
    """Label and blank, two of each a row; with the matter itself when there is but one or none."""
    matters = _pressing(figures, name)
    rows: list[tuple[str, str, str, str]] = []
    if len(matters) < 2:
        if matters:
            task = matters[0].duty.task
            matter = told(f"{task.short}（任务编号{task.id}）", month.slip_matter, task.id, task.short)
        else:
            matter = told(f"补报{figures.period.chinese}进展情况", month.slip_month)
        rows = [
            (month.MATTERS, matter, _DONE_ON, "　　年　月　日"),
            (_HANDLING, "\n" * 4, _BECAUSE, ""),
        ]
    rows.append(("经办人、\n联系电话", "", "主要负责人\n签字（盖章）", "\n　　年　月　日"))
    widths = ((SETTING, 5.5, "center"), (CONTENT, 9.5, "left"), (SETTING, 5.5, "center"), (CONTENT, 9.5, "left"))
    return Table(
        columns=tuple(TableColumn(title=title, share=share, align=align) for title, share, align in widths),
        rows=tuple(rows),
        headless=True,
    )


ORDER_TABLES = (
    Word(month.MATTERS, "督办的各项；三项以内的写在正文里，没有这张表", _matters),
    Word(_HANDLING, "回执中逐项填写办理情况的表；只有一项的没有这张表", _answers),
    Word("回执", "回执的其余各栏", _slip),
)
"""The tables of a document to one department, said of the month's figures and its name."""
