"""The words printed on the forms themselves, beside their columns: for the blank sheet, and for the reader to tell
them from what a department wrote.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from . import column_titles, return_mark
from .columns import BLANK_SHEET, FIELDS, FILLED, REGISTER, REGISTER_NAME
from .model import Period, Plan, Task
from .plan import closing_day
from .problems import Level
from .register_items import needs_register, needs_term

GUIDE_SHEET = "填写说明"
GUIDE_TITLE = "进展填报表填写说明"
GUIDE_HEADER = (column_titles.SETTING, "怎样填写")

MARK_SHEET = "退改说明"
"""The sheet put first into a return that goes back; a department may send it in again with the corrected return."""

MARK_AUTHOR = "退改提示"
"""The author of the comments in a return that goes back."""

_MARK = re.compile(rf"(?:\d+\. )?【(?:{'|'.join(Level)})】")


def marking(level: Level, words: str) -> str:
    """What such a comment says of one problem."""
    return f"【{level}】{words}"


def is_mark(author: str, text: str) -> bool:
    """Whether a comment is one of those, and none of the department's own; LibreOffice saves no author."""
    return author == MARK_AUTHOR or _MARK.match(text) is not None


BETWEEN_LACKING = "、"
"""What stands between the columns that 「还缺什么」 names."""


LACKING_BEGINS, LACKING_ENDS = "=IFERROR(IF(LEN(TRIM(", ',2,200)),"")'
"""How the formula itself begins and ends."""


def says_lacking(text: str) -> bool:
    """Whether a text is what the formula of 「还缺什么」 says in any blank of ours, or that formula: no answer of a
    department's.
    """
    if text.startswith("="):
        return text.startswith(LACKING_BEGINS) and text.endswith(LACKING_ENDS)
    return all(part.partition("（")[0] in _CAN_LACK for part in text.split(BETWEEN_LACKING))


_CAN_LACK = frozenset(column.title for column in FILLED)


def title(period: Period) -> str:
    """The title row of the progress sheet."""
    return f"{period.chinese}政务公开重点工作任务进展填报表"


def note(plan: Plan, period: Period) -> str:
    """The line below the title: what to touch, what not, and until when."""
    until = filing_day(plan, period)
    return (
        "灰色格是任务信息，请勿改动；白色格请逐项填写，浅黄色格是上月所报内容，请按本月情况修改。"
        + (f"请于{until}前" if until else "请")
        + f"经单位负责人审核后报回。填写说明见“{GUIDE_SHEET}”工作表。"
    )


def register_title(period: Period) -> str:
    """The title row of 「事项登记」."""
    return f"{period.chinese}政务公开量化事项登记表"


def register_note() -> str:
    """The line below it: one list for the whole year."""
    return (
        "今年办的事项一行一件，逐件登记；浅黄色格是以前登记的，已代为带入，请接着往下填，不要删除。"
        "没有新事项的不用填。下列任务需要登记："
    )


def register_task(task: Task) -> str:
    """The line that names a task whose single items are registered, and what is asked for."""
    asked = "；".join(item.text for item in task.requirements if item.kind in ("count", "term"))
    return f"{task.id}　{asked}" + ("　（起算日期也要填）" if needs_term(task) else "") + f"　{task.heading}"


def guide(plan: Plan, period: Period) -> tuple[tuple[str, str], ...]:
    """The rows of 「填写说明」: what, and how to fill it in."""
    until = filing_day(plan, period)
    contact = plan.element("联系人")
    return (
        (
            "填报范围",
            "本单位承担的任务已全部列出，一行一项，请逐行填写；不要增删行、列，不要改动灰色格。工作表有保护但没有密码，只为防止误改。",
        ),
        *_by_column(),
        (
            column_titles.LACKING,
            "最后一栏由公式算出这一行还缺哪些内容，填全了就空着；不用填，也不打印。它只看有没有填，填得对不对仍以审核为准。",
        ),
        *((_register_guide(),) if any(map(needs_register, plan.tasks)) else ()),
        (
            "上月内容",
            "浅黄色格是上月所报内容，已代为带入，请按本月情况修改、补充，不要原样报回。上月已完成、不涉及的整行带入，核对无误即可；"
            "其他任务的完成状态、完成进度、完成日期请重新填写。",
        ),
        (
            "表头各项",
            "填报人、审核人、联系电话、填报日期都要填。审核人是本单位负责人，一般不与填报人相同；是否按时以填报日期为准。",
        ),
        ("个人信息", "所填内容可能公开或通报，请不要写身份证号码、救助对象姓名、个人手机号码等。"),
        (
            "报送",
            (f"请于{until}前报送" if until else "请按时报送")
            + "电子表格，不要改成图片、PDF 或加密码。"
            + (f"联系人：{contact}。" if contact else ""),
        ),
    )


def _by_column() -> Iterator[tuple[str, str]]:
    """A row for each column to be filled in; neighbours that are explained in the same words share one."""
    for text, columns in itertools.groupby(FILLED, key=lambda column: column.guide or column.hint):
        if text:
            yield "、".join(column.title for column in columns), text


def _register_guide() -> tuple[str, str]:
    return (
        f"{REGISTER_NAME}（第二张工作表）",
        "任务有次数、工作日时限要求的，在这张表中一行登记一件："
        + "；".join(filter(None, (column.guide or column.hint for column in REGISTER)))
        + "。全年只用一张表，逐月往下填，同一件事只登记一次。",
    )


def form_words(plan: Plan, period: Period) -> frozenset[str]:
    """Every text that the blank workbook of this period carries before anyone fills it in, the duties
    themselves aside.
    """
    headings = {item.title for item in (*BLANK_SHEET, *REGISTER)} | set(FIELDS.values()) | set(GUIDE_HEADER)
    rows = {text for row in guide(plan, period) for text in row}
    tasks = {register_task(task) for task in plan.tasks if needs_register(task)}
    headings |= {column_titles.LACKING, GUIDE_TITLE, return_mark.HEAD}
    above = {title(period), note(plan, period), register_title(period), register_note()}
    return frozenset(headings | rows | tasks | above)


def filing_day(plan: Plan, period: Period) -> str:
    """``6月25日``: the filing day of the period; blank when nothing names one."""
    if not plan.element(column_titles.CLOSING) and not plan.arranged(period).closing:
        return ""
    day = closing_day(plan, period)
    return f"{day.month}月{day.day}日"
