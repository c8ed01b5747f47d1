"""Lists as collected → lists and tasks as proposed, every doubt at its place."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Mapping, Sequence

from ...vocabulary.model import TaskList
from ...vocabulary.problems import Kind, Problem
from ..deadlines import read_deadline
from ..requirement import read_requirements
from .annex import caption
from .join import Draft, join_rows
from .notice_records import ProposedTask
from .notice_words import clean, squeeze
from .owners import UNSTATED, owners_text
from .proposals import propose
from .raw_lists import RawList

_PROPOSED = "量化要求为程序建议，请核对"
_COMBINED = "责任部门由牵头、责任（配合）单位合并，请核对"
_ANY_YEAR = 2000
"""That of deadlines in a notice that names none: they can be read all the same."""
_BLANK, _OPEN = "（通知中空白）", "待定"
"""What stands in a master list for what the notice leaves open, so that it can be used before somebody asks."""


def name_lists(
    lists: Sequence[RawList], listed: Mapping[int, str], number: str, lines: Sequence[str], about: str
) -> tuple[tuple[TaskList, ...], tuple[Problem, ...]]:
    """A `TaskList` for each collected list.

    `listed`: the annexes as the body names them; `number`: 发文字号 or blank; `lines`: all text outside the lists;
    `about`: what the notice is about.

    Keys are the numbers of the annexes, so that 2-07 is the seventh of 附件2; when those do not tell every list apart,
    lists are numbered in their order.
    """
    annexes = [item.annex for item in lists]
    apart = None not in annexes and len(set(annexes)) == len(annexes)
    found, problems = [], []
    for place, item in enumerate(lists, 1):
        key = item.annex if apart else place
        entry = listed.get(item.annex or place, "")
        printed = caption(item.lines, entry)
        name = printed or entry or item.part
        if not name:
            name = f"{about or '任务清单'}{place if len(lists) > 1 else ''}"
            problems.append(Kind.NOTICE_LIST_UNNAMED.at(item.source, name=name))
        elif printed and entry and squeeze(printed) != squeeze(entry):
            problems.append(Kind.NOTICE_NAME_DIFFERS.at(item.source, content=printed, printed=printed, listed=entry))
        annex = "附件" if len(lists) == 1 and (item.annex or 1) == 1 else f"附件{item.annex or place}"
        basis = _basis(name, lines) or (f"{number}{annex}" if number else "")
        found.append(TaskList(key=str(key), name=name, basis=basis))
    return tuple(found), tuple(problems)


def _basis(name: str, lines: Sequence[str]) -> str:
    """What a list named 「贯彻落实……任务清单」 carries out: the document as the body cites it, with its number."""
    match = re.search(r"(?:贯彻落实|落实)(.+?)(?:任务|分解|清单|表|$)", name)
    if not match:
        return ""
    title = re.search(r"《([^》]+)》", match[1])
    cited = re.compile(rf"《[^《》]*{re.escape(title[1])}[^《》]*》（[^（）]*〔\d{{4}}〕\d+号）") if title else None
    found = next((hit[0] for hit in map(cited.search, map(clean, lines)) if hit), "") if cited else ""
    return found or match[1]


def propose_tasks(
    raw: RawList, key: str, year: int | None, issued: dt.date | None
) -> tuple[tuple[ProposedTask, ...], tuple[Problem, ...]]:
    """The tasks of one list under `key`.

    `year` is what deadlines without a year are read in, `issued` the day of the notice.
    """
    numbered = "number" in raw.roles
    drafts = join_rows(raw.rows, numbered)
    tasks: list[ProposedTask] = []
    last = 0
    taken = {draft.number for draft in drafts if draft.number}
    given = set[int]()
    for draft in drafts:
        number = draft.number if draft.number not in given else None
        number = number or next(value for value in itertools.count(last + 1) if value not in taken | given)
        if numbered:
            _doubt_number(draft, number, last)
        given.add(number)
        last = number
        tasks.append(_task(draft, key, number, year, issued))
    return tuple(tasks), tuple(problem for draft in drafts for problem in draft.problems)


def _doubt_number(draft: Draft, number: int, last: int) -> None:
    typed = draft.typed or draft.text("task")
    if draft.number is None:
        draft.say(Kind.NOTICE_NUMBER_MISSING, "number", typed, number=number, words=draft.text("task")[:20])
    elif number != draft.number:
        draft.say(Kind.NOTICE_NUMBER_TWICE, "number", typed, number=draft.number, other=number)
    elif number != last + 1:
        draft.say(Kind.NOTICE_NUMBERS_BROKEN, "number", typed, number=number, before=str(last or "（无）"))


def _task(draft: Draft, key: str, number: int, year: int | None, issued: dt.date | None) -> ProposedTask:
    task_id = f"{key}-{number:02d}"
    owners, split = _owners(draft)
    text, due = draft.text("task"), draft.text("due").replace("\n", "；")
    if not text:
        draft.say(Kind.NOTICE_TASK_BLANK, "task", id=task_id)
    if not owners:
        draft.say(Kind.NOTICE_OWNERS_BLANK, "owners", id=task_id)
    if split:
        draft.say(Kind.NOTICE_OWNERS_SPLIT, "owners", owners, id=task_id, text=owners)
    reading = read_deadline(due, year=year or _ANY_YEAR, issued=issued)
    if reading.value is None:
        why = f"“{due}”{reading.fault}" if due else f"空白，暂写“{_OPEN}”"
        draft.say(Kind.NOTICE_DUE_UNREADABLE, "due", due, id=task_id, text=why)
    lines = list(filter(None, draft.text("requirement").split("\n")))
    given = tuple(filter(read_requirements, lines))
    proposed = () if given else propose(text)
    above = draft.text("above")
    remarks = (
        draft.text("remark"),
        *(f"量化要求：{line}" for line in lines if line not in given),
        above and f"上级标题：{above}",
        _PROPOSED if proposed else "",
        _COMBINED if _columns_used(draft) > 1 else "",
    )
    return ProposedTask(
        id=task_id,
        list_key=key,
        number=number,
        area=draft.text("area"),
        text=text or _BLANK,
        leader=owners_text("\n".join(draft.parts.get("leader", ())))[0],
        owners_text=owners or UNSTATED,
        due_text=due or _OPEN,
        requirements=given or proposed,
        remark="；".join(filter(None, remarks)),
        source=draft.source,
    )


def _columns_used(draft: Draft) -> int:
    return sum(bool(draft.text(role)) for role in ("lead", "owners", "support"))


def _owners(draft: Draft) -> tuple[str, bool]:
    """The text of 责任部门, 「甲牵头，乙、丙配合」 where separate columns say so; and whether a 、 was put in."""
    lead, owners, support = (
        owners_text("\n".join(draft.parts.get(role, ()))) for role in ("lead", "owners", "support")
    )
    split = lead[1] or owners[1] or support[1]
    first, others = (lead[0], (owners[0], support[0])) if lead[0] else (owners[0], (support[0],))
    beside = "、".join(filter(None, others))
    return (f"{first}牵头，{beside}配合" if first and beside else first or beside), split
