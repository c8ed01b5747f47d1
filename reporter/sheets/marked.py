"""A return that goes back: the department's own workbook, each problem marked at its cell, with a list in front.

The bytes in input/ are never touched; what is made here is a copy. Formulas the department wrote stay formulas unless
they reach outside the workbook, and nothing else ever becomes one.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any, cast

from ..vocabulary import column_titles, return_mark
from ..vocabulary.cell_address import LAST_COLUMN, LAST_ROW, address, letters, quoted_sheet
from ..vocabulary.form import MARK_AUTHOR, MARK_SHEET, is_mark
from ..vocabulary.problems import Problem
from .cell_text import CELL_LIMIT, fitting, printable
from .leading_out import leads_out, may_be_led_to
from .openable import NotMarkable, affordable, has_pictures
from .patched_return import patched_return
from .remarks import COMMENT_WIDTH, OTHERS_COMMENT, cell_comment, chat_text, remark_rows, write_remarks
from .styled_workbook import Look, Wardrobe, new_workbook, put, save

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.packaging.custom import CustomPropertyList
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["NotMarkable", "chat_text", "marked_from_grid", "marked_return"]

_PICTURES_LOST = "原表中的图片、图形可能没有带入这份表，以你单位留存的原件为准。"

_ADDRESS = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9]\d{0,6})")
_FORBIDDEN_IN_NAME = re.compile(r"[\\*?:/\[\]]")
_NAME_LIMIT = 31


def marked_return(
    data: bytes,
    problems: Sequence[Problem],
    *,
    replaces: Sequence[str] = (),
    owner: str = "",
    reply_by: dt.date | None = None,
) -> bytes:
    """The workbook `data` as .xlsx with `problems` marked: a fill and a comment at each cell, 「退改说明」 in front.

    Several problems at one cell share its comment, and the worst level gives the colour. Marks of an earlier round are
    taken off first. Macros and links to other files are left out. `replaces` are the digests of the files that the
    mended copy replaces, `owner` is to which of several departments in it it goes, `reply_by` is the day by which it is
    wanted back.
    NotMarkable when openpyxl cannot open or save it, or when that would cost too much: then use `marked_from_grid`.
    """
    members, parts = affordable(data)
    if own := patched_return(members, parts, problems, replaces=replaces, owner=owner, reply_by=reply_by):
        return own
    workbook = _opened(data)
    _take_off_old_marks(workbook)
    _tame(workbook)
    notes = (_PICTURES_LOST,) if has_pictures(members) else ()
    _mark_all(workbook, {sheet.title: sheet for sheet in workbook.worksheets}, problems, reply_by, notes)
    _name_replaced(workbook, replaces, owner)
    try:
        return save(workbook)
    except Exception as error:
        raise NotMarkable(f"openpyxl cannot save it: {error!r}") from error


def marked_from_grid(
    name: str,
    sheets: Mapping[str, Mapping[tuple[int, int], str]],
    problems: Sequence[Problem],
    *,
    replaces: Sequence[str] = (),
    owner: str = "",
    reply_by: dt.date | None = None,
) -> bytes:
    """What was read of a file that openpyxl cannot open, as .xlsx with the same marks.

    `name` is the file's own name, for the list in front. `sheets` maps sheet name → (row, column), both counted from
    1 → text. Every text stays text.
    """
    workbook, wardrobe = new_workbook(name), Wardrobe()
    workbook.remove(workbook.worksheets[0])
    targets = {}
    for title, cells in sheets.items():
        sheet = workbook.create_sheet(_sheet_name(title, workbook))
        targets[title] = sheet
        widths: dict[int, int] = {}
        for (row, column), text in sorted(cells.items()):
            wardrobe.put(sheet.cell(row, column), fitting(text, name, CELL_LIMIT), Look())
            longest = max((len(line) for line in text.split("\n")), default=0)
            widths[column] = max(widths.get(column, 0), longest)
        for column, longest in widths.items():
            sheet.column_dimensions[letters(column)].width = min(max(10, 2 * longest + 2), 40)
    _mark_all(
        workbook,
        targets,
        problems,
        reply_by,
        (f"原文件「{name}」不能直接加注，已把读到的内容转存在后面的工作表中，格式与原文件可能不同。",),
    )
    _name_replaced(workbook, replaces, owner)
    return save(workbook)


def _opened(data: bytes) -> Workbook:
    """The workbook as openpyxl reads it, with nothing that runs or reaches out. NotMarkable when it does not."""
    import warnings

    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return load_workbook(io.BytesIO(data), keep_links=False, keep_vba=False, rich_text=True)
    except Exception as error:
        # A strange workbook makes openpyxl raise one of a dozen kinds of error; they all mean: take the grid instead.
        raise NotMarkable(f"openpyxl cannot open it: {error!r}") from error


def _mark_all(
    workbook: Workbook,
    targets: Mapping[str, Worksheet],
    problems: Sequence[Problem],
    reply_by: dt.date | None,
    notes: Sequence[str],
) -> None:
    """Mark the problems in `targets` (sheet name as the problems say it → sheet) and put the list in front."""
    places = [_place(problem, targets) for problem in problems]
    located = sorted(
        ((place, index) for index, place in enumerate(places) if place),
        key=lambda pair: (pair[0][0].title, pair[0][1], pair[0][2], pair[1]),
    )
    for (sheet, row, column), group in groupby(located, key=lambda pair: pair[0]):
        _mark(sheet, row, column, [problems[index] for _, index in group])
    front = workbook.create_sheet(MARK_SHEET, 0)
    links = {
        problem: f"{quoted_sheet(place[0].title)}!{address(place[1], place[2])}"
        for problem, place in zip(problems, places)
        if place
    }
    write_remarks(front, *remark_rows(problems, links, reply_by, notes))
    for sheet in workbook.worksheets:
        for view in sheet.views.sheetView:
            # Two selected tabs would be edited as one.
            view.tabSelected = sheet is front
    workbook.active = 0


def _place(problem: Problem, targets: Mapping[str, Worksheet]) -> tuple[Worksheet, int, int] | None:
    """Sheet, row and column of the problem's cell (of a range its first cell), None when it lies at no cell."""
    sheet = targets.get(problem.source.sheet)
    if sheet is None and not problem.source.sheet and len(targets) == 1:
        sheet = next(iter(targets.values()))
    found = _ADDRESS.match(problem.source.cell)
    if sheet is None or found is None:
        return None
    from openpyxl.utils import column_index_from_string

    row, column = int(found[2]), column_index_from_string(found[1])
    if row > LAST_ROW or column > LAST_COLUMN:
        return None
    for merged in sheet.merged_cells.ranges:
        # Only the first cell of a merged range is seen.
        if merged.min_row <= row <= merged.max_row and merged.min_col <= column <= merged.max_col:
            return sheet, merged.min_row, merged.min_col
    return sheet, row, column


def _mark(sheet: Worksheet, row: int, column: int, problems: Sequence[Problem]) -> None:
    """Colour the cell by the worst of its problems and say all of them in its comment."""
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    cell = sheet.cell(row, column)
    colour, text, height = cell_comment(problems, cell.comment.text if cell.comment else "")
    cell.fill = PatternFill("solid", start_color=colour)
    cell.comment = Comment(text, MARK_AUTHOR, width=COMMENT_WIDTH, height=height)


def _name_replaced(workbook: Workbook, replaces: Sequence[str], owner: str) -> None:
    """Put the digests into both carriers of the mark, the owner into the first."""
    from openpyxl.packaging.custom import StringProperty

    if not replaces:
        return
    sheet = workbook.create_sheet(return_mark.SHEET)
    sheet.sheet_state = "veryHidden"
    sheet.protection.sheet = True
    for row, text in enumerate(return_mark.lines(replaces, owner), 1):
        put(sheet.cell(row, 1), text)
    for number, text in enumerate(replaces, 1):
        _properties(workbook).append(StringProperty(name=f"{return_mark.PROPERTY}{number}", value=text))


def _properties(workbook: Workbook) -> CustomPropertyList[Any]:
    """The properties of the document that are nobody's but its makers'; openpyxl's types do not know them."""
    return cast("CustomPropertyList[Any]", vars(workbook)["custom_doc_props"])


def _take_off_old_marks(workbook: Workbook) -> None:
    """Remove the list and the marks that an earlier round left, should the department have corrected the
    marked copy.
    """
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    properties = _properties(workbook)
    for name in [name for name in properties.names if name.startswith(return_mark.PROPERTY)]:
        del properties[name]
    for sheet in list(workbook.worksheets):
        if sheet.title in (MARK_SHEET, return_mark.SHEET) and len(workbook.worksheets) > 1:
            workbook.remove(sheet)
            continue
        for cell in _cells(sheet):
            if cell.comment and is_mark(cell.comment.author, cell.comment.text):
                _, _, others = cell.comment.text.partition(OTHERS_COMMENT)
                cell.comment = Comment(others, "") if others else None
                cell.fill = PatternFill()


def _tame(workbook: Workbook) -> None:
    """Turn into their own text the formulas and links that reach outside the workbook, and leave out the names, rules
    and pivots that do.
    """
    gone = []
    for names in (workbook.defined_names, *(sheet.defined_names for sheet in workbook.worksheets)):
        for name, item in list(names.items()):
            if item.xlm or item.vbProcedure or item.function or leads_out(item.attr_text):
                gone.append(re.escape(name))
                del names[name]
    named = re.compile(rf"(?<![\w.])(?:{'|'.join(gone)})(?![\w.])", re.IGNORECASE) if gone else None
    for sheet in workbook.worksheets:
        for cell in _cells(sheet):
            if cell.data_type == "f":
                formula = getattr(cell.value, "text", cell.value)
                if isinstance(formula, str) and (leads_out(formula) or (named is not None and named.search(formula))):
                    put(cell, formula)
            if cell.hyperlink and (target := cell.hyperlink.target) and not may_be_led_to(target):
                cell.hyperlink = None
        rules = sheet.data_validations
        rules.dataValidation = [rule for rule in rules.dataValidation if not leads_out(rule.formula1, rule.formula2)]
        inner: Any = sheet  # openpyxl has no other way to these
        for conditions in inner.conditional_formatting._cf_rules.values():
            conditions[:] = [rule for rule in conditions if not leads_out(*rule.formula)]
        inner._pivots = [pivot for pivot in inner._pivots if pivot.cache.cacheSource.type == "worksheet"]


def _cells(sheet: Worksheet) -> list[Cell | MergedCell]:
    """The cells that exist. Going over rows and columns would make every cell up to the farthest one."""
    return [cell for cell in sheet._cells.values() if hasattr(cell, "comment")]


def _sheet_name(title: str, workbook: Workbook) -> str:
    """The title as Excel allows it: forbidden characters and length, unique whatever the case."""
    base = _FORBIDDEN_IN_NAME.sub("_", printable(title)).strip("' \n\t") or column_titles.SHEET
    taken = {name.casefold() for name in (*workbook.sheetnames, MARK_SHEET, return_mark.SHEET)}
    name, number = base[:_NAME_LIMIT], 2
    while name.casefold() in taken:
        ending = f"({number})"
        name, number = base[: _NAME_LIMIT - len(ending)] + ending, number + 1
    return name
