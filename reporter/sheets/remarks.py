"""What is said to a department about its return: the sheet 「退改说明」, and a short text to paste into a chat."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..intake.persons import mask
from ..vocabulary import titles
from ..vocabulary.form import MARK_SHEET
from ..vocabulary.model import Period
from ..vocabulary.problems import Level, Problem
from .cell_text import fitting, lines
from .palette import HEAD_FILL, HEAD_FONT, LEVEL_FILL
from .styled_workbook import Look, Wardrobe, landscape, row_height

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["chat_text", "write_remarks"]

_HEADER = ((titles.LEVEL, 8), (titles.SHEET, 14), (titles.CELL, 10), ("原内容", 30), ("问题", 46), (titles.REMEDY, 46))
_MEANING = {Level.REFUSED: "须改正，改正前没有采用", Level.WARNED: "已采用，请核对", Level.NOTED: "供参考，可以不改"}
_IN_CHAT = 8
"""Problems told one by one in the chat; the rest stand in the workbook."""

_TEXT_LIMIT = 2000


def write_remarks(
    sheet: Worksheet,
    problems: Sequence[Problem],
    links: Sequence[str],
    reply_by: dt.date | None,
    notes: Sequence[str] = (),
) -> None:
    """Fill the sheet 「退改说明」: what to do, what the colours mean, and the problems in their order.

    `notes` are further lines below the first. `links` has for each problem the place of its marked cell
    (``#'进展填报'!J7``), blank where there is none.
    """
    wardrobe = Wardrobe()
    width = len(_HEADER)
    for index, (_, characters) in enumerate(_HEADER, 1):
        sheet.column_dimensions[chr(64 + index)].width = characters
    total = sum(characters for _, characters in _HEADER)
    top = [
        (f"{_whose(problems)}进展填报表退改说明", Look(font=HEAD_FONT, size=18, across="center", ruled=False)),
        (_request(problems, reply_by), Look(size=12, ruled=False)),
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
    for row, (problem, link) in enumerate(zip(problems, links), header + 1):
        _write_problem(sheet, wardrobe, row, problem, link)
    sheet.freeze_panes = f"A{header + 1}"
    landscape(sheet, header, MARK_SHEET)


def _write_problem(sheet: Worksheet, wardrobe: Wardrobe, row: int, problem: Problem, link: str) -> None:
    from openpyxl.worksheet.hyperlink import Hyperlink

    values = (
        str(problem.level),
        problem.source.sheet or "整个文件",
        problem.source.cell or "—",
        problem.content,
        mask(problem.message),
        problem.remedy,
    )
    tallest = 1
    for index, (value, (_, width)) in enumerate(zip(values, _HEADER), 1):
        cell = sheet.cell(row, index)
        text = fitting(value, "原表", _TEXT_LIMIT)
        look = Look(
            fill=LEVEL_FILL[problem.level] if index == 1 else "",
            across="center" if index <= 3 else "left",
            colour="0563C1" if index == 3 and link else "",
        )
        wardrobe.put(cell, text, look)
        tallest = max(tallest, lines(text, width))
        if index == 3 and link:
            cell.hyperlink = Hyperlink(ref=cell.coordinate, location=link.removeprefix("#"), tooltip="到这个单元格")
            wardrobe.dress(cell, look)
    row_height(sheet, row, tallest)


def chat_text(department: str, period: Period, problems: Sequence[Problem], *, reply_by: dt.date | None = None) -> str:
    """A short text to paste into a chat with the department: what is wrong where, what to do, by when.

    Many may read along, so numbers of persons are masked.
    """
    greeting = f"{department}：你单位{period.chinese}政务公开进展填报表已收到"
    wanted = [problem for problem in problems if problem.level is not Level.NOTED]
    if not wanted:
        return f"{greeting}，没有需要修改的地方，谢谢！\n"
    told = [
        f"{number}. 【{_short_meaning(problem.level)}】{_where(problem)}{mask(problem.message + problem.remedy)}"
        for number, problem in enumerate(wanted[:_IN_CHAT], 1)
    ]
    if len(wanted) > _IN_CHAT:
        told.append(f"其余 {len(wanted) - _IN_CHAT} 处见退改文件第一张表「{MARK_SHEET}」。")
    told.append(f"请在发回的表格上直接修改涂色的单元格，{_until(reply_by)}报回，谢谢！")
    return "\n".join([f"{greeting}，{_tally(wanted)}：", *told]) + "\n"


def _where(problem: Problem) -> str:
    """The place of a problem, as said in a sentence."""
    place = (f"「{problem.source.sheet}」" if problem.source.sheet else "") + problem.source.cell
    return f"{place}：" if place else ""


def _request(problems: Sequence[Problem], reply_by: dt.date | None) -> str:
    """The line that says what to do and by when."""
    tally = _tally(problems)
    return (
        f"报来的填报表{tally or '没有需要修改的地方'}，都已在原表的单元格上涂色并加了批注，把鼠标停在单元格上就能看到。"
        f"请直接在原来的工作表上修改，经单位负责人审核后{_until(reply_by)}报回；本页和批注不用删除。"
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
