"""Cells of a workbook set by the title of their column, everything else in it kept, or nothing done."""

from __future__ import annotations

import datetime as dt
import io
import re
import warnings
from collections.abc import Mapping, Sequence
from copy import copy
from typing import TYPE_CHECKING, Any, cast

from ..package.budget import MARKED_BYTES, Budget, Unsafe
from ..package.members import Members
from ..records import value

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_LOST = re.compile(
    r"xl/(media|charts|drawings/drawing|pivot|slicer|activeX|ctrlProps|threadedComments|vbaProject|timelines|diagrams)"
)
"""Parts that openpyxl does not keep, or not as they are."""
_LOST_IN_SHEET = re.compile(rb"<(?:\w+:)?(?:conditionalFormattings|dataValidations|sparklineGroups)\s[^>]*xmlns:xm=")
_HEADER_ROWS = 20


class NotEditable(Exception):
    """The workbook cannot be written into without losing something; the message says why, in Chinese."""


@value
class RowEdit:
    """A row of a sheet, known by what stands under some titles (a new one where there is none), and what is to stand
    under others. columns: those of the sheet, for one that is not there yet."""

    sheet: str
    columns: tuple[str, ...]
    known_by: Mapping[str, str]
    values: Mapping[str, str]


def edited(data: bytes, edits: Sequence[RowEdit]) -> bytes:
    """The workbook with these rows set; NotEditable where something else in it would not stay as it is."""
    book = _opened(data)
    touched: dict[str, set[str]] = {}
    for edit in edits:
        sheet = book[edit.sheet] if edit.sheet in book.sheetnames else _new_sheet(book, edit)
        touched.setdefault(edit.sheet, set()).update(_set(sheet, edit))
    stream = io.BytesIO()
    book.save(stream)
    made = stream.getvalue()
    _compare(_opened(data), _opened(made), touched)
    return made


def _opened(data: bytes) -> Workbook:
    from openpyxl import load_workbook

    try:
        members = Members(data, Budget(MARKED_BYTES))
        if any(_LOST.match(name) for name in members) or any(
            _LOST_IN_SHEET.search(members[name]) for name in members if name.startswith("xl/worksheets/sheet")
        ):
            raise NotEditable(
                "任务总表里有图片、图表一类的内容，在网页里改会丢失，没有写入。请在 Excel 或 WPS 里填写。"
            )
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return load_workbook(io.BytesIO(data), rich_text=True)
    except NotEditable:
        raise
    except (Unsafe, Exception) as fault:
        raise NotEditable("任务总表在网页里打不开，没有写入。请用 Excel 或 WPS 另存为 .xlsx 后重试。") from fault


def _new_sheet(book: Workbook, edit: RowEdit) -> Worksheet:
    from openpyxl.styles import Font

    sheet: Worksheet = book.create_sheet(edit.sheet)
    for number, title in enumerate(edit.columns, 1):
        cell = sheet.cell(1, number, title)
        cell.font = Font(bold=True)
        sheet.column_dimensions[cell.column_letter].width = 18
    sheet.freeze_panes = "A2"
    return sheet


def _set(sheet: Worksheet, edit: RowEdit) -> set[str]:
    """Set the row; the addresses of the cells that were written."""
    header, columns = _header(sheet, edit)
    known = {columns[title]: text for title, text in edit.known_by.items() if title in columns}
    rows = range(header + 1, sheet.max_row + 1)
    last = max((row for row in rows if any(_text(cell.value) for cell in sheet[row])), default=header)
    row = next(
        (row for row in rows if all(_text(sheet.cell(row, column).value) == text for column, text in known.items())),
        last + 1,
    )
    new = row == last + 1
    written = set()
    for title, text in (*(edit.known_by.items() if new else ()), *edit.values.items()):
        if title not in columns:
            raise NotEditable(f"任务总表的「{edit.sheet}」没有“{title}”这一列，没有写入。请先补上这一列。")
        cell = cast("Any", sheet.cell(row, columns[title]))
        if new and last > header:
            cell._style = copy(cast("Any", sheet.cell(last, columns[title]))._style)
        cell.number_format = "@"
        cell.value = text or None
        written.add(cell.coordinate)
    return written


def _header(sheet: Worksheet, edit: RowEdit) -> tuple[int, dict[str, int]]:
    """(row, title → column) of the header."""
    for row in range(1, min(sheet.max_row, _HEADER_ROWS) + 1):
        columns = {_text(cell.value): column for column, cell in enumerate(sheet[row], 1)}
        columns = {title: column for title, column in columns.items() if title in edit.columns}
        if set(edit.known_by) - {title for title, text in edit.known_by.items() if not text} <= columns.keys():
            return row, columns
    raise NotEditable(f"任务总表的「{edit.sheet}」找不到表头，没有写入。请在 Excel 或 WPS 里填写。")


def _text(content: object) -> str:
    """What stands in a cell, a month that became a date as a month."""
    if isinstance(content, dt.datetime | dt.date):
        return content.strftime("%Y-%m")
    return str(content).strip() if content is not None else ""


def _compare(old: Workbook, new: Workbook, touched: Mapping[str, set[str]]) -> None:
    """NotEditable where anything but the touched cells differs."""
    for sheet in old.worksheets:
        other, aside = new[sheet.title], touched.get(sheet.title, set())
        same = _contents(sheet, aside) == _contents(other, aside) and _rest(sheet) == _rest(other)
        if not same:
            raise NotEditable(f"写入会改动任务总表「{sheet.title}」里的别的内容，没有写入。请在 Excel 或 WPS 里填写。")


def _contents(sheet: Worksheet, aside: set[str]) -> dict[str, tuple[str, str]]:
    return {
        cell.coordinate: (str(cell.value), cell.comment.text if cell.comment else "")
        for row in sheet.iter_rows()
        for cell in row
        if (cell.value is not None or cell.comment) and cell.coordinate not in aside
    }


def _rest(sheet: Worksheet) -> tuple[Any, ...]:
    return (
        sheet.sheet_state,
        sheet.freeze_panes,
        sorted(map(str, sheet.merged_cells.ranges)),
        len(sheet.data_validations.dataValidation),
        {key: item.width for key, item in sheet.column_dimensions.items()},
        len(sheet.conditional_formatting),
    )
