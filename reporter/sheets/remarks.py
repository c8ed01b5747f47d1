"""What is said to a department about its return: the sheet 「退改说明」, and a short text to paste into a chat."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from ..intake.persons import mask
from ..vocabulary import column_titles
from ..vocabulary.form import MARK_SHEET
from ..vocabulary.model import Period
from ..vocabulary.problems import Level, Problem
from .cell_text import fitting, lines, printable
from .palette import HEAD_FILL, HEAD_FONT, LEVEL_FILL
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


def write_remarks(
    sheet: Worksheet,
    problems: Sequence[Problem],
    links: Mapping[Problem, str],
    reply_by: dt.date | None,
    notes: Sequence[str] = (),
) -> None:
    """Fill the sheet 「退改说明」: what to do, what the colours mean, and the problems, the gravest first, those that
    say the same in one row.

    `notes` are further lines below the first. `links` has for each problem that lies at a cell the place where it was
    marked (``#'进展填报'!J7``).
    """
    wardrobe = Wardrobe()
    width = len(_HEADER)
    column_widths(sheet, (characters for _, characters in _HEADER))
    total = sum(characters for _, characters in _HEADER)
    top = [
        (f"{_whose(problems)}进展填报表退改说明", Look(font=HEAD_FONT, size=18, across="center", ruled=False)),
        (_request(problems, links, reply_by), Look(size=12, ruled=False)),
    ]
    top += [(text, Look(size=12, ruled=False)) for text in notes]
    for row, (text, look) in enumerate(top, 1):
        wardrobe.put(sheet.cell(row, 1), text, look)
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=width)
        row_height(sheet, row, lines(text, total, look.size), look.size)
    for row, level in enumerate(Level, len(top) + 1):
        wardrobe.put(sheet.cell(row, 1), str(level), Look(fill=LEVEL_FILL[level], across="center"))
        wardrobe.put(sheet.cell(row, 2), _MEANING[level], Look(ruled=False, wrap=False))
    header = len(top) + len(Level) + 2
    for index, (title, _) in enumerate(_HEADER, 1):
        wardrobe.put(sheet.cell(header, index), title, Look(font=HEAD_FONT, fill=HEAD_FILL, across="center"))
    row_height(sheet, header, 1)
    for row, group in enumerate(grouped(problems), header + 1):
        _write_group(sheet, wardrobe, row, group, links.get(group.first, ""))
    sheet.freeze_panes = f"A{header + 1}"
    landscape(sheet, header, MARK_SHEET)


def _write_group(sheet: Worksheet, wardrobe: Wardrobe, row: int, group: Group, link: str) -> None:
    from openpyxl.worksheet.hyperlink import Hyperlink

    first = group.first
    values = (
        str(first.level),
        first.source.sheet or "整个文件",
        group.cells or "—",
        group.contents,
        mask(group.message),
        first.remedy,
    )
    tallest = 1
    for index, (value, (_, width)) in enumerate(zip(values, _HEADER), 1):
        cell = sheet.cell(row, index)
        text = fitting(value, "原表", _TEXT_LIMIT)
        look = Look(
            fill=LEVEL_FILL[first.level] if index == 1 else "",
            across="center" if index <= 3 else "left",
            colour="0563C1" if index == 3 and link else "",
        )
        wardrobe.put(cell, text, look)
        tallest = max(tallest, lines(text, width))
        if index == 3 and link:
            cell.hyperlink = Hyperlink(ref=cell.coordinate, location=link.removeprefix("#"), tooltip="到这个单元格")
            wardrobe.dress(cell, look)
    row_height(sheet, row, tallest)


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
    return "、".join(dict.fromkeys(_name(problem.source.file) for problem in problems))


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
