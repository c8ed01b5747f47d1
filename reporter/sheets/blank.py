"""The blank workbook of one department: contract section 4, with last month's text carried over."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from ..vocabulary import column_titles
from ..vocabulary.cell_address import letters
from ..vocabulary.columns import BLANK_SHEET, FIELDS, FILLED, REGISTER_NAME, SHEET_NAME, Column, Form
from ..vocabulary.form import GUIDE_HEADER, GUIDE_SHEET, GUIDE_TITLE, guide, note, title
from ..vocabulary.model import Duty, Entry, Item, Period, Plan
from ..vocabulary.register_items import needs_register
from .cell_text import fitting, lines
from .lacking import lacking_formula
from .new_cells import NewCells
from .palette import CARRIED_FILL, FILLED_HEAD_FILL, HEAD_FILL, HEAD_FONT, LOCKED_FILL
from .register_sheet import write_register
from .styled_workbook import Look, Wardrobe, column_widths, landscape, new_workbook, save
from .validation import validate

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_TITLE_ROW, _NOTE_ROW, _HEADER_ROW = 1, 2, 5
_FIELD_PLACES = {
    "department": (3, "area"),
    "period": (3, "role"),
    "filed_on": (3, "count"),
    "filler": (4, "area"),
    "reviewer": (4, "role"),
    "phone": (4, "count"),
}
"""Field → its row and the column its label stands in; the value stands in the next."""

_SIZE = 12
"""Points: seventeen columns share the width of one printed page, which scales the sheet to little more than a half."""

_TITLE = Look(font=HEAD_FONT, size=22, across="center", ruled=False)
_NOTE = Look(size=_SIZE, colour="595959", ruled=False)
_LABEL = Look(font=HEAD_FONT, size=_SIZE, fill=HEAD_FILL, across="center")
_LACKING = Look(size=_SIZE, colour="C00000", fill=LOCKED_FILL)
_LACKING_WIDTH = 30
_HEAD_LOCKED = _LABEL
_HEAD_FILLED = Look(font=HEAD_FONT, size=_SIZE, fill=FILLED_HEAD_FILL, across="center")

_NUMBER_FORMAT = {Form.DATE: "yyyy-mm-dd", Form.COUNT: "0", Form.TEXT: "General"}
"""All other cells are text cells: there 1-09 never becomes a date, and 「80%」 stays 「80%」 instead of turning into
0.8.
"""


def blank_sheet(
    plan: Plan,
    department: str,
    period: Period,
    carried: Mapping[str, Entry] = MappingProxyType({}),
    items: Sequence[Item] = (),
) -> bytes:
    """The workbook `department` fills in for `period`: sheet 「进展填报」, 「事项登记」 and the guide, as .xlsx bytes.

    「事项登记」 is there when a duty asks for a number of times or for a term; `items` are those registered before.

    `carried` maps 任务编号 to last month's entry. A settled duty (已完成, 不涉及) is carried whole; of the others
    everything but 完成状态, 完成进度 and 完成日期, which are said anew. Carried cells are tinted.
    KeyError when the plan has no such department.
    """
    workbook, wardrobe = new_workbook(title(period)), Wardrobe()
    sheet = workbook.worksheets[0]
    sheet.title = SHEET_NAME
    cells = [NewCells(sheet, wardrobe)]
    duties = plan.duties_of(department)
    column_widths(sheet, (*(column.width for column in BLANK_SHEET), _LACKING_WIDTH))
    _write_top(cells[0], plan, department, period)
    for row, duty in enumerate(duties, _HEADER_ROW + 1):
        _write_duty(cells[0], row, duty, carried.get(duty.task.id))
    if duties:
        _add_validation(sheet, period, _HEADER_ROW + len(duties))
    sheet.freeze_panes = f"{letters(_position('task') + 1)}{_HEADER_ROW + 1}"
    _protect(sheet)
    landscape(sheet, _HEADER_ROW, f"{department}　{period.chinese}", _SIZE)
    sheet.print_area = f"A1:{letters(len(BLANK_SHEET))}{_HEADER_ROW + len(duties)}"
    registered = [duty.task for duty in duties if needs_register(duty.task)]
    if registered:
        at = letters(_position("task_id"))
        cells.append(NewCells(workbook.create_sheet(REGISTER_NAME), wardrobe))
        write_register(
            cells[-1],
            department,
            period,
            registered,
            items,
            f"${at}${_HEADER_ROW + 1}:${at}${_HEADER_ROW + len(duties)}",
        )
    cells.append(NewCells(workbook.create_sheet(GUIDE_SHEET), wardrobe))
    _write_guide(cells[-1], plan, department, period)
    return save(workbook, cells, text_is_meant=True)


def _write_top(cells: NewCells, plan: Plan, department: str, period: Period) -> None:
    """Title, note, labelled fields and header row."""
    across = sum(column.width for column in BLANK_SHEET)
    for row, text, look in ((_TITLE_ROW, title(period), _TITLE), (_NOTE_ROW, note(plan, period), _NOTE)):
        cells.put(row, 1, text, look)
        cells.across(row, len(BLANK_SHEET))
        cells.height(row, lines(text, across, look.size), look.size)
    given = {"department": department, "period": str(period)}
    for key, (row, place) in _FIELD_PLACES.items():
        at = _position(place)
        cells.put(row, at, FIELDS[key], _LABEL)
        look = Look(
            size=_SIZE,
            fill=LOCKED_FILL if key in given else "",
            locked=key in given,
            number="yyyy-mm-dd" if key == "filed_on" else "@",
        )
        cells.put(row, at + 1, given.get(key), look)
        cells.height(row, 1, _SIZE)
    for index, column in enumerate(BLANK_SHEET, 1):
        cells.put(_HEADER_ROW, index, column.title, _HEAD_LOCKED if column.locked else _HEAD_FILLED)
    cells.put(_HEADER_ROW, len(BLANK_SHEET) + 1, column_titles.LACKING, _LABEL)
    cells.height(_HEADER_ROW, max(lines(column.title, column.width, _SIZE) for column in BLANK_SHEET), _SIZE)


def _write_duty(cells: NewCells, row: int, duty: Duty, last: Entry | None) -> None:
    """One duty: what is known of it, and what is carried over from last month."""
    tallest = 2
    for index, column in enumerate(BLANK_SHEET, 1):
        value = column.issued(duty) if column.issued else _carried(last, column)
        cells.put(row, index, value, _look(index, not column.locked and value is not None))
        if isinstance(value, str):
            tallest = max(tallest, lines(value, column.width, _SIZE))
    formula = lacking_formula(duty, lambda key: f"{letters(_position(key))}{row}")
    cells.formula(row, len(BLANK_SHEET) + 1, formula, _LACKING)
    cells.height(row, tallest, _SIZE)


@functools.cache
def _look(index: int, carried: bool) -> Look:
    """The look of one cell of a duty's row."""
    column = BLANK_SHEET[index - 1]
    short = not column.form.is_words or column.width <= 14
    number = _NUMBER_FORMAT.get(column.form, "@")
    fill = LOCKED_FILL if column.locked else CARRIED_FILL if carried else ""
    return Look(size=_SIZE, fill=fill, locked=column.locked, number=number, across="center" if short else "left")


def _carried(last: Entry | None, column: Column) -> Any:
    """Last month's value as this month's blank shows it, None for a blank."""
    value = column.carried(last)
    if isinstance(value, Decimal):
        return int(value) if value == int(value) else float(value)
    if isinstance(value, str):
        return fitting(str(value), "上月台账") or None
    return value


def _add_validation(sheet: Worksheet, period: Period, last_row: int) -> None:
    """The drop-down, the checks and the hint at every cell to be filled in.

    完成状态 must come from the list. Everything else warns and lets pass: the reader takes more forms than Excel can
    test for, and what it does not take it says at the cell.
    """
    first_row = _HEADER_ROW + 1
    for column in FILLED:
        at = letters(_position(column.key))
        validate(
            sheet, column.form, f"{at}{first_row}", f"{at}{first_row}:{at}{last_row}", column.title, column.hint, period
        )
    for key, hint, form in (
        ("filler", "填写本表的人", Form.TEXT),
        ("reviewer", "本单位负责人，审核后再报", Form.TEXT),
        ("phone", "填报人的办公电话", Form.TEXT),
        ("filed_on", f"报出本表的日期，如 {period}-20；是否按时以此为准", Form.DATE),
    ):
        row, place = _FIELD_PLACES[key]
        cell = f"{letters(_position(place) + 1)}{row}"
        validate(sheet, form, cell, cell, FIELDS[key], hint, period)


def _protect(sheet: Worksheet) -> None:
    """Protect the locked cells without a password; rows and columns may still be resized."""
    sheet.protection.sheet = True
    sheet.protection.formatRows = sheet.protection.formatColumns = False


def _write_guide(cells: NewCells, plan: Plan, department: str, period: Period) -> None:
    """The last sheet: how to fill in the others."""
    widths = (26, 104)
    column_widths(cells.sheet, widths)
    cells.put(1, 1, GUIDE_TITLE, _TITLE)
    cells.across(1, 2)
    cells.height(1, 2, _SIZE)
    for index, text in enumerate(GUIDE_HEADER, 1):
        cells.put(2, index, text, _HEAD_LOCKED)
    for row, (subject, text) in enumerate(guide(plan, period), 3):
        cells.put(row, 1, subject, _LABEL)
        cells.put(row, 2, text, Look(size=_SIZE))
        cells.height(row, max(lines(cell, width, _SIZE) for cell, width in zip((subject, text), widths)), _SIZE)
    _protect(cells.sheet)
    landscape(cells.sheet, 2, f"{department}　{period.chinese}", _SIZE)


@functools.cache
def _position(key: str) -> int:
    """The sheet column, counted from 1, of the column `key`."""
    return next(index for index, column in enumerate(BLANK_SHEET, 1) if column.key == key)
