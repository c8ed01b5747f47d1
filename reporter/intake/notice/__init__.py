"""The notice itself → a proposal for the master list (contract, sections 2 and 3).

Bytes → blocks (forms) → rows of lists (walk, notice_titles, annex) → tasks (join, proposed_tasks, owners, proposals)
and 公文 elements. The words are the notice's own; only spaces from scanning go (words).
"""

from __future__ import annotations

from dataclasses import replace

from ...vocabulary import column_titles
from ...vocabulary.model import Source
from ...vocabulary.problems import Kind
from ..blocks import Block
from ..values import key_text, read_date, split_names
from .annex import attachments
from .forms import read_blocks
from .notice_elements import find_elements, subject
from .notice_records import ImportedNotice, NotANotice, ProposedTask
from .owners import bare, is_title, names_in
from .proposed_tasks import name_lists, propose_tasks
from .stacked_tables import with_stacked
from .walk import collect

__all__ = ["ImportedNotice", "NotANotice", "ProposedTask", "read_notice"]

_MOST_ROWS = 3000
"""Rows of all task tables together; the longest lists that offices print have some hundreds."""


def read_notice(data: bytes, file: str) -> ImportedNotice:
    """Read a notice with task tables, .docx, .xlsx or plain text, told apart by content; `file` names it in messages.

    NotANotice, with what to do, when the file cannot be read or no table in it is one of tasks. Whatever is doubtful
    comes with the notice as a problem at its place.
    """
    blocks, hidden = read_blocks(data, file)
    notice = _assemble(blocks, file)
    unseen = tuple(Kind.NOTICE_SHEET_HIDDEN.at(Source(file, name)) for name in hidden)
    return replace(notice, problems=notice.problems + unseen)


def _assemble(blocks: tuple[Block, ...], file: str) -> ImportedNotice:
    collected = collect(with_stacked(blocks))
    if not collected.lists:
        raise NotANotice(
            "没有找到任务：任务表的表头要有“任务”一列，并有“序号”“责任部门”“完成时间”中的两列；任务写在正文里的，"
            "每项末尾要写明责任单位。请确认选的是印发任务清单的通知；表格如是图片，请先转成文字表格。"
        )
    if sum(len(item.rows) for item in collected.lists) > _MOST_ROWS:
        raise NotANotice(f"任务表超过 {_MOST_ROWS} 行，不像任务清单，未读取。请只保留任务表后重试。")
    texts = [line.text for line in collected.lines]
    elements = find_elements(texts, (row.texts.get("due", "") for item in collected.lists for row in item.rows))
    year = int(elements["年份"]) if "年份" in elements else None
    issued = read_date(elements.get(column_titles.DATED, ""), year=year).value
    about = subject(elements.get("标题", ""))
    lists, unnamed = name_lists(
        collected.lists, attachments(texts), elements.get(column_titles.DOCUMENT_NUMBER, ""), texts, about
    )
    problems = [*collected.problems, *unnamed]
    tasks: list[ProposedTask] = []
    for raw, item in zip(collected.lists, lists):
        found, doubts = propose_tasks(raw, item.key, year, issued)
        tasks += found
        problems += doubts
    departments, titles = _names(tasks)
    issuing = _issuing_office(elements)
    if issuing and issuing not in departments:
        departments[issuing] = ()
        problems.append(Kind.NOTICE_ISSUER_ADDED.at(Source(file), content=elements["印发机关"], name=issuing))
    return ImportedNotice(
        lists=lists,
        tasks=tuple(tasks),
        departments=departments,
        titles=titles,
        elements=elements,
        problems=tuple(problems),
    )


def _names(tasks: list[ProposedTask]) -> tuple[dict[str, tuple[str, ...]], tuple[str, ...]]:
    """(department → what else it is called, 称谓) of those named as responsible, each once, as they come."""
    departments: dict[str, tuple[str, ...]] = {}
    titles: list[str] = []
    for typed in dict.fromkeys(name for task in tasks for name in split_names(task.owners_text)):
        name = bare(typed)
        if not key_text(name) or is_title(name):
            titles.append(typed)
        else:
            departments[name] = (*departments.get(name, ()), *((typed,) if typed != name else ()))
    leaders = [name for task in tasks for name in names_in(task.leader) if is_title(name)]
    return departments, tuple(dict.fromkeys((*titles, *leaders)))


def _issuing_office(elements: dict[str, str]) -> str:
    """The department that printed the notice, where 印发机关 is 发文机关 and a department of it; else blank."""
    organ, issuer = elements.get("发文机关", ""), elements.get("印发机关", "")
    return issuer.removeprefix(organ) if organ and issuer.startswith(organ) else ""
