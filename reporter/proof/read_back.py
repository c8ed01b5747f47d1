"""Finished workbooks read back as they are delivered: the cells that figures are followed to and reckoned from
again."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace
from decimal import Decimal

from ..figures.pages import Page
from ..intake.boundary_text import key_text
from ..intake.grid import Grid, GridCell, Workbook
from ..ledger.sheet_rows import Value
from ..vocabulary.cell_address import position
from ..vocabulary.column_titles import TASK
from ..vocabulary.master_sheets import MASTER_SHEETS, OPTIONAL_SHEETS
from ..vocabulary.model import Plan


def pages_of(data: bytes, file: str) -> dict[str, Page]:
    """The sheets of a workbook of our own making: titles in row 1; whole numbers as int, others exact to 15 digits."""
    from python_calamine import CalamineWorkbook

    workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return {
        name: Page(
            name=name,
            file=file,
            cells={
                (row, column): _value(value)
                for row, values in enumerate(workbook.get_sheet_by_name(name).to_python(skip_empty_area=False), 1)
                for column, value in enumerate(values, 1)
                if value != ""
            },
        )
        for name in workbook.sheet_names
    }


def _value(value: object) -> Value:
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, float):
        return int(value) if value.is_integer() else Decimal(format(value, ".15g"))
    return value if isinstance(value, str | dt.date) else str(value)


def _page_of_grid(grid: Grid, file: str, first_title: str) -> Page:
    """A sheet that people keep, its cells where they stand in their file; titles in the row that has `first_title`."""
    header = min((row for (row, _), cell in grid.cells.items() if key_text(cell.text) == first_title), default=0)
    return Page(
        name=grid.name, file=file, header=header, cells={place: _typed(cell) for place, cell in grid.cells.items()}
    )


def _typed(cell: GridCell) -> Value:
    if cell.kind == "number":
        return _value(float(cell.text))
    return dt.date.fromisoformat(cell.text) if cell.kind == "date" and len(cell.text) == 10 else cell.text


def master_pages(workbook: Workbook, plan: Plan) -> dict[str, Page]:
    """The sheets of the master list (as the intake saw it) by the names that the agreement gives them.

    A task's number stands there as `plan` has it: software may have made a date of what was typed.
    """
    grids = {key_text(grid.name): grid for grid in workbook.sheets}
    pages = {
        name: _page_of_grid(grids[name], plan.source.file, columns[0].title)
        for name, columns in (MASTER_SHEETS | OPTIONAL_SHEETS).items()
        if name in grids
    }
    numbers = {position(task.source.cell): task.id for task in plan.tasks if task.source.cell}
    return pages | {TASK: replace(pages[TASK], cells={**pages[TASK].cells, **numbers})}
