"""「事项登记」 of the blank workbook: one running list of the single things a department did, beside its progress
sheet.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ..vocabulary.cell_address import letters
from ..vocabulary.columns import FIELDS, REGISTER, SHEET_NAME, Form
from ..vocabulary.form import register_note, register_task, register_title
from ..vocabulary.model import Item, Period, Task
from .cell_text import fitting, lines
from .new_cells import NewCells
from .palette import CARRIED_FILL, FILLED_HEAD_FILL, HEAD_FILL, HEAD_FONT, LOCKED_FILL
from .styled_workbook import Look, column_widths, landscape
from .validation import validate

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_FREE_ROWS = 30
"""Rows to fill in below those carried over."""

_SIZE = 12
_TITLE = Look(font=HEAD_FONT, size=20, across="center", ruled=False)
_NOTE = Look(size=_SIZE, colour="595959", ruled=False)
_TASK = Look(size=_SIZE, ruled=False)
_LABEL = Look(font=HEAD_FONT, size=_SIZE, fill=HEAD_FILL, across="center")
_GIVEN = Look(size=_SIZE, fill=LOCKED_FILL, number="@")
_HEAD = Look(font=HEAD_FONT, size=_SIZE, fill=FILLED_HEAD_FILL, across="center")


def write_register(
    cells: NewCells,
    department: str,
    period: Period,
    tasks: Sequence[Task],
    items: Sequence[Item],
    task_cells: str,
) -> None:
    """Fill an empty sheet: what has to be registered (`tasks`), what was registered before (`items`, tinted), free
    rows.

    `task_cells` are the cells of the progress sheet that hold its task ids, for a drop-down too long to be spelled out.
    """
    sheet = cells.sheet
    column_widths(sheet, (column.width for column in REGISTER))
    top = _write_top(cells, department, period, tasks)
    for row in range(top + 1, top + 1 + len(items) + _FREE_ROWS):
        item = items[row - top - 1] if row - top <= len(items) else None
        tallest = 1
        for index, column in enumerate(REGISTER, 1):
            value = _carried(item, column.key) if item else None
            look = Look(
                size=_SIZE,
                fill=CARRIED_FILL if value is not None else "",
                locked=False,
                number="yyyy-mm-dd" if column.form is Form.DATE else "@",
                across="left" if column.form.is_words else "center",
            )
            cells.put(row, index, value, look)
            if isinstance(value, str):
                tallest = max(tallest, lines(value, column.width, _SIZE))
        cells.height(row, tallest, _SIZE)
    _check(sheet, period, tasks, top + 1, top + len(items) + _FREE_ROWS, task_cells)
    sheet.freeze_panes = f"B{top + 1}"
    sheet.protection.sheet = True
    sheet.protection.formatRows = sheet.protection.formatColumns = False
    sheet.protection.insertRows = sheet.protection.sort = False
    landscape(sheet, top, f"{department}　{period.chinese}", _SIZE)


def _write_top(cells: NewCells, department: str, period: Period, tasks: Sequence[Task]) -> int:
    """Title, fields, note, the tasks concerned, header; the header's row."""
    width = len(REGISTER)
    _across(cells, 1, register_title(period), _TITLE, 2)
    for column, key, value in ((1, "department", department), (3, "period", str(period))):
        cells.put(2, column, FIELDS[key], _LABEL)
        cells.put(2, column + 1, value, _GIVEN)
    cells.height(2, 1, _SIZE)
    _across(cells, 3, register_note(), _NOTE, 1)
    for row, task in enumerate(tasks, 4):
        _across(cells, row, register_task(task), _TASK, 1)
    top = 4 + len(tasks)
    for index in range(1, width + 1):
        cells.put(top, index, REGISTER[index - 1].title, _HEAD)
    cells.height(top, 1, _SIZE)
    return top


def _across(cells: NewCells, row: int, text: str, look: Look, line_count: int) -> None:
    """A text over the whole width."""
    cells.put(row, 1, text, look)
    cells.across(row, len(REGISTER))
    width = sum(column.width for column in REGISTER)
    cells.height(row, max(line_count, lines(text, width, look.size)), _SIZE)


def _carried(item: Item, key: str) -> Any:
    """What the department registered; a date that could not be read as it was typed."""
    value = item.task_id if key == "task_id" else item.values.get(key)
    if value is None or value == "":
        value = item.text(key)
    return fitting(value, "上月台账") if isinstance(value, str) and value else value or None


def _check(sheet: Worksheet, period: Period, tasks: Sequence[Task], first: int, last: int, task_cells: str) -> None:
    for index, column in enumerate(REGISTER, 1):
        at = letters(index)
        validate(
            sheet,
            column.form,
            f"{at}{first}",
            f"{at}{first}:{at}{last}",
            column.title,
            column.hint,
            period,
            choices=tuple(task.id for task in tasks),
            choices_at=f"'{SHEET_NAME}'!{task_cells}",
        )
