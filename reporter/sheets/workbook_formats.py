"""What every workbook made with XlsxWriter shares: text that stays text, formats, the page it is printed on."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from ..vocabulary.model import Lamp
from .palette import (
    A4,
    BODY_FONT,
    BODY_SIZE,
    BORDER,
    FOOT_SIZE,
    HEAD_FILL,
    HEAD_FONT,
    LAMP_FILL,
    MARGINS,
    PAGE_PIXELS,
    READABLE,
    STANDARD_FONT,
    STANDARD_SIZE,
)

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet


def new_workbook(out: io.BytesIO, title: str, made_on: dt.date) -> Workbook:
    """An XlsxWriter workbook that never turns text into formulas, links or numbers, and that holds no
    present moment.
    """
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

    class Sheet(Worksheet):  # type: ignore[misc]
        """XlsxWriter's own, but that a text in <r>…</r>, which that takes for markup of its own, is a text."""

        def write_string(self, row: int, column: int, text: str, cell: Format | None = None) -> int:
            if not text.startswith("<r>"):
                return int(super().write_string(row, column, text, cell))
            font = cell or workbook.add_format()
            return int(self.write_rich_string(row, column, font, text[:1], font, text[1:], font))

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
    workbook.worksheet_class = Sheet
    workbook.set_properties({"title": title, "created": dt.datetime.combine(made_on, dt.time())})
    return workbook


class Book:
    """A workbook being written: its formats, each made once, their text in `size` points."""

    NUMBER = {"date": "yyyy-mm-dd", "number": "0", "points": "0.00", "percent": 'General"%"'}

    def __init__(self, workbook: Workbook, size: float = BODY_SIZE) -> None:
        self.workbook = workbook
        self._size = size
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

    def number(self, form: Format) -> int:
        """The number by which cells that are written as text name the format."""
        index: int = form._get_xf_index()  # from here on the workbook keeps it, used by a cell of its own or not
        return index

    def shared(self, text: str) -> int:
        """The number of a text among those that cells of the workbook share."""
        index: int = self.workbook.str_table._get_shared_string_index(text)
        return index

    def head(self) -> Format:
        """The format of a header cell."""
        return self.cell("short", font_name=HEAD_FONT, bg_color=f"#{HEAD_FILL}")

    def lamp(self, lamp: Lamp) -> Format:
        """The format of a lamp's cell: its word on its colour."""
        return self.cell("short", bg_color=f"#{LAMP_FILL[lamp]}")


def paper(
    sheet: Worksheet,
    footer: str,
    widths: Iterable[float],
    frozen_columns: int = 0,
    size: int = FOOT_SIZE,
    legend: str = "",
) -> None:
    """A4 landscape, `footer` at the left and page numbers at the right, in `size` points; a `legend`, as long as the
    page is wide, below both.

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
    named, told = (text.replace("&", "&&") for text in (footer, legend))
    number = "第 &P 页，共 &N 页"
    foot = f"&L&{size}{named}　{number}\n{told}" if legend else f"&L&{size}{named}&R&{size}{number}"
    sheet.set_footer(foot, {"margin": 0.24})
