"""What is said to a department about its return: at its cells, on 「退改说明」, in a text to paste into a chat."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from ..intake.persons import mask
from ..records import value
from ..vocabulary import column_titles
from ..vocabulary.form import MARK_SHEET, marking
from ..vocabulary.model import Period
from ..vocabulary.problems import Level, Problem
from .cell_text import fitting, lines, printable
from .palette import BODY_SIZE, HEAD_FILL, HEAD_FONT, LEVEL_FILL
from .problem_groups import Group, grouped
from .styled_workbook import Look, Wardrobe, column_widths, landscape, row_height

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_HEADER = (
    (column_titles.LEVEL, 8),
    (column_titles.SHEET, 14),
    (column_titles.CELL, 10),
    ("原内容", 30),
    ("问题", 46),
    (column_titles.REMEDY, 46),
)
_MEANING = {Level.REFUSED: "须改正，改正前没有采用", Level.WARNED: "已采用，请核对", Level.NOTED: "供参考，可以不改"}
_IN_CHAT = 8
"""Remarks told one by one in the chat; the rest stand in the workbook that goes with it."""

_ALONE = 40
"""The same where no workbook goes with it."""

_TEXT_LIMIT = 2000

COMMENT_WIDTH = 300
"""Pixels; about 20 Chinese characters a line."""
OTHERS_COMMENT = "\n———— 原批注 ————\n"
"""What stands between the comment of a mark and what others had said at its cell."""


@value
class RemarkRow:
    """A row of 「退改说明」: what stands in its cells from the left, how many `lines` of which size it holds, whether
    its one cell is as wide as the sheet, and where its third cell leads (``'进展填报'!J7``), blank for nowhere.
    """

    cells: tuple[tuple[str, Look], ...] = ()
    lines: int = 0
    size: float = BODY_SIZE
    merged: bool = False
    link: str = ""


WIDTHS = tuple(width for _, width in _HEADER)
LINK_COLUMN = 3
LINK_TIP = "到这个单元格"


def remark_rows(
    problems: Sequence[Problem],
    links: Mapping[Problem, str],
    reply_by: dt.date | None,
    notes: Sequence[str] = (),
) -> tuple[list[RemarkRow], int]:
    """The rows of 「退改说明」, and which of them, counted from 1, is the header: what to do, what the colours mean
    and the problems, the gravest first, those that say the same in one row.

    `notes` are further lines below the first. `links` has for each problem that lies at a cell the place where it was
    marked (``'进展填报'!J7``).
    """
    top = [
        (f"{_whose(problems)}进展填报表退改说明", Look(font=HEAD_FONT, size=18, across="center", ruled=False)),
        *((text, Look(size=12, ruled=False)) for text in (_request(problems, links, reply_by), *notes)),
    ]
    head = Look(font=HEAD_FONT, fill=HEAD_FILL, across="center")
    rows = [
        *(
            RemarkRow(((text, look),), lines(text, sum(WIDTHS), look.size), look.size, merged=True)
            for text, look in top
        ),
        *(
            RemarkRow(
                (
                    (str(level), Look(fill=LEVEL_FILL[level], across="center")),
                    (_MEANING[level], Look(ruled=False, wrap=False)),
                )
            )
            for level in Level
        ),
        RemarkRow(),
        RemarkRow(tuple((title, head) for title, _ in _HEADER), 1),
    ]
    return [*rows, *(_group_row(group, links.get(group.first, "")) for group in grouped(problems))], len(rows)


def cell_comment(problems: Sequence[Problem], others: str = "") -> tuple[str, str, int]:
    """The fill, the comment and its height in pixels for a cell with these problems: the worst gives the colour.

    others: what others had said there.
    """
    worst = min((problem.level for problem in problems), key=list(Level).index)
    several = len(problems) > 1
    text = "\n".join(
        f"{f'{number}. ' if several else ''}{marking(problem.level, mask(problem.message) + problem.remedy)}"
        for number, problem in enumerate(problems, 1)
    )
    text = fitting(printable(text + (OTHERS_COMMENT + others if others else "")), MARK_SHEET)
    return LEVEL_FILL[worst], text, min(24 + 19 * lines(text, COMMENT_WIDTH / 8), 600)


def write_remarks(sheet: Worksheet, rows: Sequence[RemarkRow], header: int) -> None:
    """Fill the sheet 「退改说明」 with these rows."""
    from openpyxl.worksheet.hyperlink import Hyperlink

    wardrobe = Wardrobe()
    column_widths(sheet, WIDTHS)
    for number, row in enumerate(rows, 1):
        for index, (text, look) in enumerate(row.cells, 1):
            wardrobe.put(sheet.cell(number, index), text, look)
        if row.merged:
            sheet.merge_cells(start_row=number, start_column=1, end_row=number, end_column=len(WIDTHS))
        if row.link:
            cell, look = sheet.cell(number, LINK_COLUMN), row.cells[LINK_COLUMN - 1][1]
            cell.hyperlink = Hyperlink(ref=cell.coordinate, location=row.link, tooltip=LINK_TIP)
            wardrobe.dress(cell, look)
        if row.lines:
            row_height(sheet, number, row.lines, row.size)
    sheet.freeze_panes = f"A{header + 1}"
    landscape(sheet, header, MARK_SHEET)


def _group_row(group: Group, link: str) -> RemarkRow:
    first = group.first
    values = (
        str(first.level),
        first.source.sheet or "整个文件",
        group.cells or "—",
        group.contents,
        mask(group.message),
        first.remedy,
    )
    texts = [fitting(value, "原表", _TEXT_LIMIT) for value in values]
    looks = (
        Look(
            fill=LEVEL_FILL[first.level] if index == 1 else "",
            across="center" if index <= LINK_COLUMN else "left",
            colour="0563C1" if index == LINK_COLUMN and link else "",
        )
        for index in range(1, len(texts) + 1)
    )
    return RemarkRow(tuple(zip(texts, looks)), max(map(lines, texts, WIDTHS)), link=link)


def chat_text(
    department: str,
    period: Period,
    problems: Sequence[Problem],
    *,
    marked: Collection[str] = (),
    reply_by: dt.date | None = None,
) -> str:
    """A short text to paste into a chat with the department: what is wrong in which file and where, what to do, by
    when; the gravest first.

    `marked` are the files (as problems name them) of which a marked copy goes with the text: coloured cells are spoken
    of for these alone. Many may read along, so numbers of persons are masked.
    """
    wanted = [problem for problem in problems if problem.level is not Level.NOTED]
    greeting = f"{department}：你单位{period.chinese}政务公开进展填报表{_files(wanted or problems)}已收到"
    if not wanted:
        return f"{greeting}，没有需要修改的地方，谢谢！\n"
    coloured = list(
        dict.fromkeys(item.source.file for item in wanted if item.source.cell and item.source.file in marked)
    )
    others = {item.source.file for item in wanted} - set(coloured)
    several = len(others) + len(coloured) > 1
    groups = grouped(wanted)
    room = _ALONE if others else _IN_CHAT
    told = [
        f"{number}. 【{_short_meaning(group.first.level)}】{_where(group, several)}{mask(group.message)}"
        f"{group.first.remedy}"
        for number, group in enumerate(groups[:room], 1)
    ]
    if rest := sum(len(group.problems) for group in groups[room:]):
        told.append(f"其余 {rest} 处" + (f"见退改文件第一张表「{MARK_SHEET}」。" if coloured else "从略。"))
    until = _until(reply_by)
    if not coloured:
        told.append(f"请在原文件上改正，{until}重新报送，谢谢！")
    elif others:
        shown = "".join(map(_name, coloured))
        told.append(f"{shown}请在发回的表格上直接修改涂色的单元格，其余请在原文件上改正，{until}报回，谢谢！")
    else:
        told.append(f"请在发回的表格上修改涂色的单元格，填报日期不用改，{until}报回，谢谢！")
    return "\n".join([f"{greeting}，{_tally(wanted)}：", *told]) + "\n"


def _name(file: str) -> str:
    """A file's own name, as said in a sentence."""
    return f"「{mask(' '.join(printable(PurePosixPath(file).name).split()))}」"


def _files(problems: Sequence[Problem]) -> str:
    return "、".join(dict.fromkeys(map(_name, dict.fromkeys(problem.source.file for problem in problems))))


def _where(group: Group, several: bool) -> str:
    """The place of a remark, as said in a sentence; with the file where there are `several`."""
    source = group.first.source
    place = (_name(source.file) if several else "") + (f"「{source.sheet}」" if source.sheet else "") + group.cells
    return f"{place}：" if place else ""


def _request(problems: Sequence[Problem], links: Mapping[Problem, str], reply_by: dt.date | None) -> str:
    """The line that says what to do and by when."""
    found = f"报来的填报表{_files(problems)}{_tally(problems) or '没有需要修改的地方'}"
    where = "都已在原表的单元格上" if len(links) == len(set(problems)) else "其中写明单元格的已在原表上"
    marks = f"，{where}涂色并加了批注，把鼠标停在单元格上就能看到" if links else "，列在下面"
    done = "请直接在原来的工作表上修改" + ("，填报日期不用改" if links else "")
    return (
        f"{found}{marks}。{done}，经单位负责人审核后{_until(reply_by)}报回，即替换原来报的那份；"
        f"本页{'和批注' if links else ''}不用删除。"
    )


def _tally(problems: Sequence[Problem]) -> str:
    """``有 2 处须改正、1 处请核对``."""
    counts = [
        (sum(problem.level is level for problem in problems), words)
        for level, words in ((Level.REFUSED, "处须改正"), (Level.WARNED, "处请核对"), (Level.NOTED, "处提示"))
    ]
    said = "、".join(f"{count} {words}" for count, words in counts if count)
    return f"有 {said}" if said else ""


def _short_meaning(level: Level) -> str:
    return "须改正" if level is Level.REFUSED else "请核对"


def _until(day: dt.date | None) -> str:
    return f"于{day.month}月{day.day}日前" if day else "尽快"


def _whose(problems: Sequence[Problem]) -> str:
    """Department and month, where all problems name the same one."""
    departments = {problem.department for problem in problems if problem.department}
    periods = {problem.period for problem in problems if problem.period}
    return (departments.pop() if len(departments) == 1 else "") + (periods.pop().chinese if len(periods) == 1 else "")
