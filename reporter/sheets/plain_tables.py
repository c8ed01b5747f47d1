"""Plain tables with XlsxWriter: header in row 1, a filter, frozen, ruled, typed cells, text that stays text.

A text longer than a cell can hold runs on in continuation rows below its own.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from ..ledger.legend import LEGEND, lamp_legend
from ..ledger.sheet_rows import Sheet, TableColumn, Value
from ..vocabulary.model import Lamp
from .cell_text import lines, looks_like_formula, pieces, printable
from .palette import (
    A4,
    BODY_FONT,
    BODY_SIZE,
    BORDER,
    FOOT_SIZE,
    HEAD_FILL,
    HEAD_FONT,
    LAMP_FILL,
    LINE_SPACING,
    MARGINS,
    PAGE_PIXELS,
    READABLE,
    STANDARD_FONT,
    STANDARD_SIZE,
    TALLEST_ROW,
)

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

CONTINUED = "（续上行）"

_FIRST_YEAR = 1901
"""Excel counts days from 1900, and counts a day of that year that never was."""

_MOST_ROWS = 1_048_575
"""What a sheet holds below its header."""

_EXACT = 10**15
"""Excel keeps fifteen digits; a longer number is written out."""


def new_workbook(out: io.BytesIO, title: str, made_on: dt.date) -> Workbook:
    """An XlsxWriter workbook that never turns text into formulas, links or numbers, and that holds no
    present moment.
    """
    from xlsxwriter import Workbook

    workbook = Workbook(
        out,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "default_format_properties": {"font_name": STANDARD_FONT, "font_size": STANDARD_SIZE},
        },
    )
    workbook.set_properties({"title": title, "created": dt.datetime.combine(made_on, dt.time())})
    return workbook


class Book:
    """A workbook being written: its formats, each made once, and its tables, texts as `shown`, in `size` points."""

    NUMBER = {"date": "yyyy-mm-dd", "number": "0", "points": "0.00", "percent": 'General"%"'}

    def __init__(self, workbook: Workbook, shown: Callable[[str], str] = printable, size: float = BODY_SIZE) -> None:
        self.workbook = workbook
        self._size = size
        self._shown = shown
        self._formats: dict[tuple[tuple[str, Any], ...], Format] = {}

    def format(self, **properties: Any) -> Format:
        """The format with these XlsxWriter properties, over the shared body font."""
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            base = {"font_name": BODY_FONT, "font_size": self._size, "valign": "vcenter"}
            self._formats[key] = self.workbook.add_format(base | properties)
        return self._formats[key]

    def cell(self, form: str = "text", **properties: Any) -> Format:
        """The format of a ruled cell of the given form."""
        across = "left" if form == "text" else "center"
        number = {"num_format": self.NUMBER[form]} if form in self.NUMBER else {}
        ruled = {"border": 1, "border_color": f"#{BORDER}", "align": across, "text_wrap": True}
        return self.format(**(ruled | number | properties))

    def head(self) -> Format:
        """The format of a header cell."""
        return self.cell("short", font_name=HEAD_FONT, bg_color=f"#{HEAD_FILL}")

    def lamp(self, lamp: Lamp) -> Format:
        """The format of a lamp's cell: its word on its colour."""
        return self.cell("short", bg_color=f"#{LAMP_FILL[lamp]}")

    def table(self, table: Sheet[Any]) -> Worksheet:
        """Add a sheet: a header in row 1 and below it the rows. What one cannot hold goes on in the next, 「…2」."""
        columns, dress = table.columns, _Dresses(self, table.columns)
        first = sheet = self._begun(table, table.name)
        line, number = 0, 1
        for part in (part for row in table.rows for part in self._unfolded(row, columns)):
            if line == _MOST_ROWS:
                self._ended(sheet, table, line)
                number += 1
                sheet, line = self._begun(table, f"{table.name}{number}"), 0
            line += 1
            for index, shown in enumerate(part):
                write_value(sheet, line, index, shown, dress)
            sheet.set_row(line, _height(part, columns))
        self._ended(sheet, table, line)
        return first

    def _begun(self, table: Sheet[Any], name: str) -> Worksheet:
        """A sheet with its header."""
        sheet = self.workbook.add_worksheet(name)
        head = self.head()
        sheet.set_row(0, _height([column.title for column in table.columns], table.columns))
        for index, column in enumerate(table.columns):
            sheet.set_column(index, index, column.width)
            sheet.write_string(0, index, column.title, head)
            if table.with_lamps and column.form == "lamp":
                sheet.write_comment(0, index, lamp_legend(), {"x_scale": 2.4, "y_scale": 1.6, "author": LEGEND})
        return sheet

    def _ended(self, sheet: Worksheet, table: Sheet[Any], line: int) -> None:
        """How a sheet whose last row is `line` is frozen, filtered and printed."""
        name = sheet.get_name()
        sheet.freeze_panes(1, table.frozen_columns)
        sheet.autofilter(0, 0, line, len(table.columns) - 1)
        if line:
            meant = f"A2:XFD{line + 1}"  # 1-09 and 1 are text on purpose: no green corners
            sheet.ignore_errors({"number_stored_as_text": meant, "two_digit_text_year": meant})
        footer = f"{name}　{lamp_legend()}" if table.with_lamps else name
        paper(sheet, footer, [column.width for column in table.columns[: table.printed]], table.frozen_columns)
        sheet.print_area(0, 0, line, table.printed - 1)
        sheet.repeat_rows(0)

    def _unfolded(self, row: Sequence[Value], columns: Sequence[TableColumn[Any]]) -> Iterable[Sequence[Value]]:
        """The row, then as many continuation rows as its longest text needs."""
        clean = [self._shown(value) if isinstance(value, str) else value for value in row]
        parts = [pieces(value) if isinstance(value, str) else [value] for value in clean]
        depth = max(map(len, parts), default=1)
        if depth == 1:
            yield clean
            return
        yield [part[0] for part in parts]
        for level in range(1, depth):
            yield [
                part[level]
                if level < len(part)
                else value
                if column.repeated
                else CONTINUED
                if column.says_continued
                else None
                for part, value, column in zip(parts, clean, columns)
            ]


class _Dresses:
    """Formats of one table by column, looked up by position: much cheaper than by properties, cell after cell."""

    def __init__(self, book: Book, columns: Sequence[TableColumn[Any]]) -> None:
        self.plain = [book.cell(column.form) for column in columns]
        self.quoted = [book.cell(column.form, quote_prefix=True) for column in columns]
        self.lamps = {str(lamp): book.lamp(lamp) for lamp in Lamp}
        self.is_lamp = [column.form == "lamp" for column in columns]


def write_value(sheet: Worksheet, row: int, column: int, value: Value, dress: _Dresses) -> None:
    """Write one cell by the type of its value; text is only ever written as text."""
    plain = dress.plain[column]
    if value is None or value == "":
        refused = sheet.write_blank(row, column, None, plain)
    elif isinstance(value, str):
        if dress.is_lamp[column]:
            plain = dress.lamps.get(value.partition("（")[0], plain)
        elif looks_like_formula(value):
            plain = dress.quoted[column]
        refused = sheet.write_string(row, column, str(value), plain)
    elif isinstance(value, dt.date) and value.year >= _FIRST_YEAR:
        refused = sheet.write_datetime(row, column, value, plain)
    elif isinstance(value, (int, Decimal)) and -_EXACT < value < _EXACT:
        refused = sheet.write_number(row, column, value if isinstance(value, int) else float(value), plain)
    else:
        refused = sheet.write_string(row, column, str(value), plain)
    if refused:  # XlsxWriter raises nothing of what a sheet cannot hold
        raise ValueError(f"{sheet.get_name()} 第{row + 1}行第{column + 1}列写不下（{refused}）")


def _height(row: Sequence[Value], columns: Sequence[TableColumn[Any]]) -> float:
    """Points a row needs for its tallest text; given outright, because not every program fits rows when it opens a
    file.
    """
    tallest = max(
        (lines(value, column.width) for value, column in zip(row, columns) if isinstance(value, str)), default=1
    )
    return min(tallest * BODY_SIZE * LINE_SPACING + 4, TALLEST_ROW)


def paper(
    sheet: Worksheet, footer: str, widths: Iterable[float], frozen_columns: int = 0, size: int = FOOT_SIZE
) -> None:
    """A4 landscape, `footer` at the left and page numbers at the right, in `size` points.

    One page wide for columns of these `widths`; where nobody could read that, as many as it takes, the frozen columns
    on each.
    """
    sheet.set_landscape()
    sheet.set_paper(A4)
    if sum(int(7 * width + 5) for width in widths) <= PAGE_PIXELS:
        sheet.fit_to_pages(1, 0)
    else:
        sheet.set_print_scale(READABLE)
        if frozen_columns:
            sheet.repeat_columns(0, frozen_columns - 1)
    sheet.set_margins(**MARGINS)
    sheet.center_horizontally()
    sheet.set_footer(f"&L&{size}{footer.replace('&', '&&')}&R&{size}第 &P 页，共 &N 页", {"margin": 0.24})
