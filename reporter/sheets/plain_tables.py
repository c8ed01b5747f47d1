"""Workbooks of plain tables: header in row 1, a filter, frozen, ruled, typed cells, text that stays text.

XlsxWriter makes the package, its formats and all of a sheet but its rows; those are text (`row_text`) and put in when
the rest is finished.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ..ledger.legend import LEGEND, lamp_legend
from ..ledger.sheet_rows import Sheet
from ..package.budget import DOCUMENT_BYTES, Budget
from ..package.members import Members
from ..package.writing import Member, joined, stretch, zipped
from .cell_text import lines, printable
from .row_text import Body, bodies, row_height
from .workbook_formats import Book, new_workbook, paper

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_ROWS = re.compile(rb'(?:<row r="2" .*)?(?=</sheetData>)', re.DOTALL)
"""Where the rows below the header go: what XlsxWriter writes there of those whose height it knows."""


class Tables:
    """A workbook of tables being written, texts as `shown`."""

    def __init__(self, title: str, made_on: dt.date, shown: Callable[[str], str] = printable) -> None:
        self._out = io.BytesIO()
        self.book = Book(new_workbook(self._out, title, made_on))
        self._shown = shown
        self._bodies: dict[str, Body] = {}

    def add(self, table: Sheet[Any]) -> Worksheet:
        """Add a sheet: a header in row 1 and below it the rows. What one cannot hold goes on in the next, 「…2」."""
        added = [
            self._sheet(table, f"{table.name}{number if number > 1 else ''}", body)
            for number, body in enumerate(bodies(table.rows, table.columns, self.book, self._shown), 1)
        ]
        return added[0]

    def finished(self) -> bytes:
        """The workbook as .xlsx bytes: the same tables, the same bytes."""
        self.book.workbook.close()
        made = Members(self._out.getvalue(), Budget(DOCUMENT_BYTES))
        return zipped(self._member(made, name) for name in made)

    def _member(self, made: Members, name: str) -> Member:
        """A part of what XlsxWriter made, a sheet with its rows."""
        if name not in self._bodies:
            return made.packed(name)
        head, tail = _ROWS.split(made[name], maxsplit=1)
        return joined(name, (stretch([head]), self._bodies[name].text, stretch([tail])))

    def _sheet(self, table: Sheet[Any], name: str, body: Body) -> Worksheet:
        """A sheet with its header: how it is frozen, filtered and printed."""
        sheet = self.book.workbook.add_worksheet(name)
        self._bodies[f"xl/worksheets/sheet{len(self.book.workbook.worksheets())}.xml"] = body
        sheet.set_row(0, row_height(max(lines(column.title, column.width) for column in table.columns)))
        # Of the others it has to know how far they go, and how tall those are that a comment may lie over.
        for row, height in [*enumerate(body.heights, 1), *([(body.count, body.heights[-1])] if body.count else [])]:
            sheet.set_row(row, height)
        for index, column in enumerate(table.columns):
            sheet.set_column(index, index, column.width)
            sheet.write_string(0, index, column.title, self.book.head())
            if table.with_lamps and column.form == "lamp":
                sheet.write_comment(0, index, lamp_legend(), {"x_scale": 2.4, "y_scale": 1.6, "author": LEGEND})
        sheet.freeze_panes(1, table.frozen_columns)
        sheet.autofilter(0, 0, body.count, len(table.columns) - 1)
        if body.count:
            meant = f"A2:XFD{body.count + 1}"  # 1-09 and 1 are text on purpose: no green corners
            sheet.ignore_errors({"number_stored_as_text": meant, "two_digit_text_year": meant})
        widths = [column.width for column in table.columns[: table.printed]]
        paper(sheet, name, widths, table.frozen_columns, legend=lamp_legend() if table.with_lamps else "")
        sheet.print_area(0, 0, body.count, table.printed - 1)
        sheet.repeat_rows(0)
        return sheet
