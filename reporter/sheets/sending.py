"""发送说明: what goes to a department with its blank sheet, to be pasted: what to fill in, by when, what is new."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence

from ..vocabulary import column_titles
from ..vocabulary.columns import REGISTER_NAME, SHEET_NAME
from ..vocabulary.form import filing_day
from ..vocabulary.model import Duty, Lamp, Period, Plan, State, Verdict
from ..vocabulary.register_items import needs_register

_NAMED = 8
"""Tasks named one by one; of more it is said how many there are."""


def sending_text(plan: Plan, department: str, period: Period, file: str, before: Sequence[Verdict]) -> str:
    """The words that go with `file`, the department's blank sheet for `period`; `before` are its verdicts in the last
    month reported.
    """
    duties = plan.duties_of(department)
    until, contact = filing_day(plan, period), plan.element("联系人")
    lines = [
        f"{department}：",
        "",
        f"现发去你单位{period.chinese}政务公开重点工作任务进展填报表（{file}），"
        + (f"请于{until}前填好，经单位负责人审核后报回。" if until else "请填好后经单位负责人审核报回。")
        + (f"联系人：{contact}。" if contact else ""),
        "",
        "一、填什么",
        *_numbered(_to_fill(duties, before)),
        "",
        f"二、与{before[0].period.chinese}相比" if before else "二、需要注意",
        *_numbered(_news(duties, before, period)),
    ]
    return "\n".join(lines) + "\n"


def _numbered(told: Iterable[str]) -> Iterator[str]:
    return (f"{number}. {text}" for number, text in enumerate(told, 1))


def _to_fill(duties: Sequence[Duty], before: Sequence[Verdict]) -> Iterator[str]:
    """What there is to do in the workbook."""
    yield (
        f"“{SHEET_NAME}”共{len(duties)}项任务，一行一项，白色格逐项填写。"
        + ("浅黄色格是以前所报内容，请按本月情况修改，不要原样报回。" if any(item.entry for item in before) else "")
        + f"每行最后的“{column_titles.LACKING}”空着，就是填全了。"
    )
    registered = [duty for duty in duties if needs_register(duty.task)]
    if registered:
        yield f"{_listed(registered)}有次数、工作日要求，办一件在“{REGISTER_NAME}”登记一行。"
    yield "填报人、审核人、联系电话、填报日期都要填，是否按时以填报日期为准。"


def _news(duties: Sequence[Duty], before: Sequence[Verdict], period: Period) -> Iterator[str]:
    """What is new since then, what is due this month, what was red."""
    known, states = {item.duty.task.id for item in before}, {item.duty.task.id: item for item in before}
    asked = {duty.task.id for duty in duties}
    added = [duty for duty in duties if known and duty.task.id not in known]
    gone = [item.duty for item in before if item.duty.task.id not in asked]
    silent = bool(before) and all(item.state is State.NOT_RETURNED for item in before if not item.state.is_done)
    due = [duty for duty in duties if duty.due_on and Period.of(duty.due_on) == period and not _done(states, duty)]
    red = [item for item in before if item.lamp is Lamp.RED and item.state is not State.NOT_RETURNED]
    red = [item for item in red if item.duty.task.id in asked]
    if added:
        yield f"新增任务{len(added)}项：{_listed(added, _with_deadline)}。"
    if gone:
        yield f"不再报送的任务{len(gone)}项：{_listed(gone)}。"
    if due:
        yield f"本月到期{len(due)}项：{_listed(due, _with_deadline)}。请抓紧办理，按时报完成。"
    if silent:
        yield "上期没有收到你单位的填报表，各项任务按未报送亮红灯，请这次一并报清。"
    if red:
        why = {item.duty.task.id: f"（{item.state}）" for item in red}
        told = _listed([item.duty for item in red], lambda duty: why[duty.task.id])
        yield f"上期亮红灯{len(red)}项：{told}。请写明目前进展、存在问题和下一步措施。"
    if not (added or gone or due or silent or red):
        yield "任务没有变化，没有本月到期的任务，上期没有亮红灯的任务。" if before else "没有本月到期的任务。"


def _done(states: dict[str, Verdict], duty: Duty) -> bool:
    return duty.task.id in states and states[duty.task.id].state.is_done


def _with_deadline(duty: Duty) -> str:
    day: dt.date | None = duty.due_on
    return f"（{day.month}月{day.day}日到期）" if day else ""


def _listed(duties: Sequence[Duty], more: Callable[[Duty], str] = lambda duty: "") -> str:
    """The tasks by number and name, `more` behind each; of many the first."""
    named = "、".join(f"{duty.task.id}“{duty.task.short}”{more(duty)}" for duty in duties[:_NAMED])
    return named + (f"等{len(duties)}项" if len(duties) > _NAMED else "")
